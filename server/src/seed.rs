//! `contactpoint seed`: fills an empty directory with a made-up population. Children are made on
//! every core while the database takes in those that are ready.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use chrono::NaiveDate;
use clap::Args;
use data_encoding::BASE32_NOPAD;
use domain::chance::Chance;
use domain::clock::{Clock, london_date};
use domain::data_source::{Directory, LoadPopulation, LoadedAccount};
use population::{Persona, Population, Story};
use registry::account::{hash_secret, seal_token_secret};
use registry::keys::{KeyError, Keys};
use registry::population::{Batch, Encoder, Lane, Records, load};
use registry::{Registry, Stopped, SystemChance, SystemClock};
use serde::Serialize;

/// How many children are copied at once.
const BATCH: u64 = 2_000;

/// What to fill the directory with.
#[derive(Args, Clone, Debug)]
pub struct Seed {
    /// How many children, those of the stories not counted.
    #[arg(long, default_value_t = 20_000)]
    pub children: u64,
    /// From which seed: the same seed, number and day make the same people.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many accounts of each role.
    #[arg(long, default_value_t = 1)]
    pub personas: usize,
    /// Where to write who can sign in, with their secrets.
    #[arg(long)]
    pub personas_file: Option<PathBuf>,
    /// Where to write the children of the stories.
    #[arg(long)]
    pub story_file: Option<PathBuf>,
    /// The day as of which people are made; without it, today.
    #[arg(long)]
    pub today: Option<NaiveDate>,
    /// The database, as its owner.
    #[arg(long, env = "CONTACTPOINT_OWNER_URL", hide_env_values = true)]
    pub owner_url: String,
    /// The directory of the keys; missing ones are made.
    #[arg(long, env = "CONTACTPOINT_KEYS")]
    pub keys: PathBuf,
}

/// Why the directory was not filled. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum CannotSeed {
    /// The keys.
    #[error("{0}")]
    Keys(#[from] KeyError),
    /// The database.
    #[error("the database cannot be reached")]
    Database,
    /// There is something in it.
    #[error("the directory already holds records: use an empty database")]
    NotEmpty,
    /// Something broke.
    #[error("the load failed; the log says more under reference {0}")]
    Fault(String),
    /// A file.
    #[error("{0} cannot be written: {1}")]
    File(String, std::io::Error),
}

impl From<Stopped> for CannotSeed {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Rejected(_) => Self::NotEmpty,
            Stopped::Fault(fault) => Self::Fault(fault.reference.to_string()),
            Stopped::Refused(refusal) => Self::Fault(refusal.code().to_owned()),
        }
    }
}

/// A persona as its file tells it.
#[derive(Serialize)]
struct PersonaLine<'a> {
    role: &'a str,
    user_name: &'a str,
    password: &'a str,
    pin: &'a str,
    token_secret: String,
    name: &'a str,
    title: &'a str,
}

/// A child of a story as its file tells it.
#[derive(Serialize)]
struct StoryLine<'a> {
    story: &'a str,
    number: String,
    given: &'a str,
    family: &'a str,
    date_of_birth: NaiveDate,
}

/// Fills the directory.
pub async fn run(seed: Seed) -> Result<(), CannotSeed> {
    let registry = Registry::open_unhurried(
        &seed.owner_url,
        Arc::new(SystemClock),
        Arc::new(SystemChance),
        Keys::read_or_make(&seed.keys, &SystemChance)?,
    )
    .await
    .map_err(|_| CannotSeed::Database)?;
    let today = seed.today.unwrap_or_else(|| london_date(SystemClock.now()));
    let population = Arc::new(Population::new(seed.seed, seed.children, today));
    let personas = population.personas(seed.personas);
    let keys = Keys::read(&seed.keys)?;
    let secrets = Secrets::new(&SystemChance);
    let (directory, token_secrets) = with_accounts(&population, &personas, &secrets, &keys);
    let stories = Arc::new(population.stories(&personas));

    let lanes = thread::available_parallelism().map_or(2, usize::from);
    let (lanes, records) = Records::on_lanes(directory, lanes);
    make(&population, seed.children, &stories, &registry, lanes);
    let children = seed.children + stories.len() as u64;
    let act = LoadPopulation {
        children,
        seed: seed.seed,
        records,
    };
    let loaded = registry.as_system().access(act, load).await?;
    registry.close().await;
    tracing::info!(records = loaded, "loaded");

    if let Some(path) = &seed.personas_file {
        write(path, &persona_lines(&personas, &secrets, &token_secrets))?;
    }
    if let Some(path) = &seed.story_file {
        write(path, &story_lines(&stories))?;
    }
    Ok(())
}

/// Starts a thread for each lane that makes the first so many children. Batches are dealt out one by
/// one, so that the database takes children in order of birth; the stories come last.
pub(crate) fn make(
    population: &Arc<Population>,
    children: u64,
    stories: &Arc<Vec<Story>>,
    registry: &Registry,
    lanes: Vec<Lane>,
) {
    let count = lanes.len() as u64;
    for (place, lane) in (0_u64..).zip(lanes) {
        let (population, stories) = (population.clone(), stories.clone());
        let encoder = Encoder::new(registry);
        thread::spawn(move || {
            let batches = children.div_ceil(BATCH);
            for number in (place..=batches).step_by(count as usize) {
                let Ok(batch) = batch(&population, children, &stories, &encoder, number) else {
                    return;
                };
                if !lane.send(batch) {
                    return;
                }
                if number % 50 == 0 {
                    tracing::info!(made = (number * BATCH).min(children), "children");
                }
            }
        });
    }
}

/// A batch; the one after the last is the stories.
fn batch(
    population: &Population,
    children: u64,
    stories: &[Story],
    encoder: &Encoder,
    number: u64,
) -> Result<Batch, Stopped> {
    let mut batch = Batch::default();
    let first = number * BATCH;
    if first >= children {
        for story in stories {
            encoder.add(&mut batch, &story.child.record)?;
        }
    }
    for index in first..children.min(first + BATCH) {
        encoder.add(&mut batch, &population.child(index).record)?;
    }
    Ok(batch)
}

/// The password and the PIN that all personas share, so that each is hashed once.
struct Secrets {
    password: String,
    pin: String,
    password_hash: String,
    pin_hash: String,
}

impl Secrets {
    fn new(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 10];
        chance.fill(&mut bytes);
        let password = BASE32_NOPAD.encode(&bytes).to_lowercase();
        let pin = format!("{:06}", chance.below(1_000_000));
        Self {
            password_hash: hash_secret(&password, chance),
            pin_hash: hash_secret(&pin, chance),
            password,
            pin,
        }
    }
}

/// The population's directory with an account for each persona, and their tokens' secrets. Staff
/// of the personas' organisations may sign in from this machine alone (AUTH-06).
fn with_accounts(
    population: &Population,
    personas: &[Persona],
    secrets: &Secrets,
    keys: &Keys,
) -> (Directory, Vec<[u8; 20]>) {
    let mut directory = population.directory().clone();
    let mut token_secrets = Vec::with_capacity(personas.len());
    for persona in personas {
        let mut secret = [0; 20];
        SystemChance.fill(&mut secret);
        directory.practitioners.push(persona.practitioner.clone());
        directory.accounts.push(LoadedAccount {
            id: persona.account,
            practitioner: persona.practitioner.id,
            user_name: persona.user_name.clone(),
            password_hash: secrets.password_hash.clone(),
            pin_hash: secrets.pin_hash.clone(),
            sealed_token_secret: seal_token_secret(keys, persona.account, &secret, &SystemChance),
            vetted_on: persona.vetted_on,
            trained_on: persona.trained_on,
            agreement_signed_on: persona.agreement_signed_on,
            hats: persona.hats.clone(),
        });
        token_secrets.push(secret);
    }
    for organisation in &mut directory.organisations {
        if personas
            .iter()
            .any(|persona| persona.practitioner.organisation == organisation.id)
        {
            let loopback = ["127.0.0.0/8", "::1/128"];
            organisation.networks = loopback.iter().filter_map(|net| net.parse().ok()).collect();
        }
    }
    (directory, token_secrets)
}

fn persona_lines<'a>(
    personas: &'a [Persona],
    secrets: &'a Secrets,
    token_secrets: &[[u8; 20]],
) -> Vec<PersonaLine<'a>> {
    personas
        .iter()
        .zip(token_secrets)
        .map(|(persona, secret)| PersonaLine {
            role: persona.role,
            user_name: &persona.user_name,
            password: &secrets.password,
            pin: &secrets.pin,
            token_secret: BASE32_NOPAD.encode(secret),
            name: &persona.practitioner.name,
            title: persona.title,
        })
        .collect()
}

fn story_lines(stories: &[Story]) -> Vec<StoryLine<'_>> {
    stories
        .iter()
        .map(|story| StoryLine {
            story: &story.key,
            number: story.child.record.number.to_string(),
            given: &story.child.truth.name.given,
            family: &story.child.truth.name.family,
            date_of_birth: story.child.truth.born,
        })
        .collect()
}

/// Writes a JSON file that nobody else can read: it holds secrets.
fn write(path: &Path, lines: &impl Serialize) -> Result<(), CannotSeed> {
    let cannot = |error| CannotSeed::File(path.display().to_string(), error);
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).map_err(cannot)?;
    }
    let json = serde_json::to_vec_pretty(lines).map_err(|error| cannot(error.into()))?;
    fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(&json))
        .map_err(cannot)
}

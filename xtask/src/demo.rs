//! `cargo xtask demo`: from a checkout to a service with people in it, in one command.

use std::net::TcpListener;
use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;

use crate::contactpoint::Surroundings;
use crate::pg::{Cluster, Purpose};
use crate::population::{self, Wish};
use crate::server_part::{self, Profile};
use crate::step::{say, timed};
use crate::{place, site};

/// How the demonstration is started.
#[derive(Args)]
pub struct Options {
    /// How many made-up children to load [default: 20000, or what is there]
    #[arg(long)]
    children: Option<u32>,
    /// The port to serve on
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Throw away what is there and load anew
    #[arg(long)]
    fresh: bool,
}

/// Does `cargo xtask demo`, until it is stopped.
///
/// # Errors
/// When something is missing, does not build or does not start.
pub fn run(options: &Options) -> Result<()> {
    check_port(options.port)?;
    let home = place::dev();
    let marker = home.join("demo.json");
    let wish = Wish {
        children: options.children,
        otherwise: 20_000,
        fresh: options.fresh,
    };
    // First of all, so that a missing PostgreSQL shows before minutes of building.
    let mut cluster = Cluster::open(Purpose::Demo)?;
    let missing = wish.missing(&cluster, &marker)?;
    let site = site::build(Profile::Release)?;
    let program = server_part::build(Profile::Release)?;
    if missing.is_some() {
        cluster = population::clear(cluster, Purpose::Demo, &home, &marker)?;
    }
    let at = Surroundings {
        program,
        site,
        cluster: cluster.address(),
        database: DATABASE,
        home,
        port: options.port,
    };
    timed("Bringing the database up to date", || at.migrate())?;
    if let Some(population) = missing {
        population.load(&at, 1, &marker)?;
    }
    let mut server = at.start()?;
    let _worker = at.start_worker()?;
    announce(&at.url(), &at.personas())?;
    loop {
        server.check()?;
        thread::sleep(Duration::from_millis(100));
    }
}

/// The demonstration's database.
pub const DATABASE: &str = "contactpoint_demo";

/// Fails when another program serves on the port.
///
/// # Errors
/// As said.
pub fn check_port(port: u16) -> Result<()> {
    TcpListener::bind(("127.0.0.1", port))
        .map(drop)
        .with_context(|| format!("port {port} is taken; choose another with --port"))
}

/// Tells who can sign in, and where.
///
/// # Errors
/// When the personas cannot be read.
pub fn announce(url: &str, file: &Path) -> Result<()> {
    say(&format!(
        "\nContactPoint is running on {url}\n\nWho can sign in:"
    ));
    let personas = population::personas(file)?;
    let width = |of: fn(&population::Persona) -> &str| {
        personas
            .iter()
            .map(|persona| of(persona).chars().count())
            .max()
            .unwrap_or_default()
    };
    let (role, user_name) = (width(|p| &p.role), width(|p| &p.user_name));
    for persona in &personas {
        say(&format!(
            "  {:role$}  {:user_name$}  {}",
            persona.role, persona.user_name, persona.name
        ));
    }
    say(&format!(
        "\nThe sign-in page shows the present token code of each. Passwords, PINs and token secrets \
         are in\n{}.\nCtrl-C stops everything.\n",
        file.display()
    ));
    Ok(())
}

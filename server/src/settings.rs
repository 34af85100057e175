//! Settings, from arguments or the environment.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::{Assets, DemoPersona, Demonstration};
use clap::Args;
use domain::clock::Clock;
use domain::residence::Scope;
use ipnet::IpNet;
use registry::keys::{KeyError, Keys};
use registry::{Registry, Settings, SystemChance, SystemClock};
use serde::Deserialize;

/// Where the database and the keys are.
#[derive(Args, Clone, Debug)]
pub struct Store {
    /// The database, as the application's role.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: String,
    /// The directory of the keys.
    #[arg(long, env = "CONTACTPOINT_KEYS")]
    pub keys: PathBuf,
    /// A demonstration: personas are shown, missing keys are made, and no address but loopback is
    /// answered on.
    #[arg(long, env = "CONTACTPOINT_DEMO", value_parser = clap::builder::BoolishValueParser::new(), default_value = "false")]
    pub demo: bool,
    /// How many connections to the database this process may hold.
    #[arg(long, env = "CONTACTPOINT_CONNECTIONS", default_value_t = 16)]
    pub connections: u32,
    /// Who belongs in the directory: those `ordinarily-resident` in England, or, by the later wording,
    /// those `in-an-area` of a local authority (D-13).
    #[arg(long, env = "CONTACTPOINT_SCOPE", default_value_t)]
    pub scope: Scope,
}

/// Why the program cannot start.
#[derive(Debug, thiserror::Error)]
pub enum CannotStart {
    /// The keys.
    #[error("{0}")]
    Keys(#[from] KeyError),
    /// The database.
    #[error("the database cannot be reached")]
    Database,
    /// The database has not been migrated.
    #[error("the database is not up to date: run `contactpoint migrate`")]
    NotMigrated,
    /// A file.
    #[error("{0} cannot be read: {1}")]
    File(String, String),
    /// A demonstration on an address that others reach.
    #[error("a demonstration answers on loopback only, not on {0}: it shows everyone's secrets")]
    DemonstrationInPublic(SocketAddr),
    /// Too few witnesses.
    #[error("{0}")]
    Witnesses(#[from] registry::audit::TooFewWitnesses),
    /// The address.
    #[error("the address {0} cannot be used: {1}")]
    Address(SocketAddr, std::io::Error),
}

impl Store {
    /// Reads the keys.
    pub fn read_keys(&self) -> Result<Keys, CannotStart> {
        Ok(if self.demo {
            Keys::read_or_make(&self.keys, &SystemChance)?
        } else {
            Keys::read(&self.keys)?
        })
    }

    /// Connects as the application.
    pub async fn open(&self) -> Result<Registry, CannotStart> {
        self.open_at(Arc::new(SystemClock)).await
    }

    /// Connects as the application, with a clock of one's own.
    pub async fn open_at(&self, clock: Arc<dyn Clock>) -> Result<Registry, CannotStart> {
        let settings = Settings {
            url: self.database_url.clone(),
            connections: self.connections,
        };
        let chance = Arc::new(SystemChance);
        let registry = Registry::open(&settings, clock, chance, self.read_keys()?).await;
        let registry = registry.map_err(|_| CannotStart::Database)?;
        Ok(registry.with_scope(self.scope))
    }
}

/// How people are served.
#[derive(Args, Clone, Debug)]
pub struct Serving {
    /// Where to answer.
    #[arg(long, env = "CONTACTPOINT_ADDRESS", default_value = "127.0.0.1:3000")]
    pub address: SocketAddr,
    /// The directory that `cargo xtask build` filled.
    #[arg(long, env = "CONTACTPOINT_SITE", default_value = "target/site")]
    pub site: PathBuf,
    /// The public origin, such as `https://contactpoint.example`, where a proxy stands before.
    #[arg(long, env = "CONTACTPOINT_ORIGIN")]
    pub origin: Option<String>,
    /// Networks of the proxies that stand before; only these are believed about who is behind.
    #[arg(long, env = "CONTACTPOINT_PROXIES", value_delimiter = ',')]
    pub proxies: Vec<IpNet>,
    /// For whom the tokens must be meant with which sources' own systems show who they are.
    #[arg(
        long,
        env = "CONTACTPOINT_FEEDS_AUDIENCE",
        default_value = "contactpoint/feeds/v1"
    )]
    pub feeds_audience: String,
    /// The personas of a demonstration.
    #[arg(long, env = "CONTACTPOINT_PERSONAS")]
    pub personas: Option<PathBuf>,
    /// Directories that keep the audit trail's checkpoints, outside the database.
    #[arg(
        long,
        env = "CONTACTPOINT_WITNESSES",
        value_delimiter = ':',
        required = true
    )]
    pub witnesses: Vec<PathBuf>,
}

/// What `cargo xtask build` wrote of the browser part.
#[derive(Deserialize)]
struct Manifest {
    js: String,
    wasm: String,
    css: String,
}

/// Reads a JSON file.
fn read_json<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T, CannotStart> {
    let cannot = |why: String| CannotStart::File(path.display().to_string(), why);
    let text = std::fs::read_to_string(path).map_err(|error| cannot(error.to_string()))?;
    serde_json::from_str(&text).map_err(|error| cannot(error.to_string()))
}

impl Serving {
    /// Where the browser part is.
    pub fn assets(&self) -> Result<Assets, CannotStart> {
        let manifest: Manifest = read_json(&self.site.join("assets.json"))?;
        let at = |name: String| format!("/pkg/{}", name.trim_start_matches("/pkg/"));
        Ok(Assets {
            js: at(manifest.js),
            wasm: at(manifest.wasm),
            css: at(manifest.css),
        })
    }

    /// The demonstration, where this is one. Refused on any address that others could reach.
    pub fn demonstration(&self, demo: bool) -> Result<Option<Demonstration>, CannotStart> {
        if !demo {
            return Ok(None);
        }
        if !self.address.ip().is_loopback() {
            return Err(CannotStart::DemonstrationInPublic(self.address));
        }
        let personas: Vec<DemoPersona> = match &self.personas {
            Some(path) => read_json(path)?,
            None => Vec::new(),
        };
        // One persona a role is enough to read; further accounts of it are for tests.
        let first = |p: &DemoPersona| !p.user_name.contains('-');
        Ok(Some(Demonstration::of(
            personas.into_iter().filter(first).collect(),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serving(address: &str) -> Serving {
        Serving {
            address: address.parse().unwrap(),
            site: PathBuf::new(),
            origin: None,
            proxies: Vec::new(),
            feeds_audience: String::new(),
            personas: None,
            witnesses: Vec::new(),
        }
    }

    #[test]
    fn a_demonstration_answers_on_loopback_alone_auth_01() {
        for address in ["127.0.0.1:3000", "[::1]:3000", "127.8.8.8:80"] {
            assert!(
                serving(address)
                    .demonstration(true)
                    .is_ok_and(|demo| demo.is_some())
            );
        }
        for address in ["0.0.0.0:3000", "[::]:3000", "192.0.2.1:3000"] {
            let refused = serving(address).demonstration(true);
            assert!(matches!(
                refused,
                Err(CannotStart::DemonstrationInPublic(_))
            ));
            assert!(
                serving(address)
                    .demonstration(false)
                    .is_ok_and(|demo| demo.is_none())
            );
        }
    }
}

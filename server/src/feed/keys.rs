//! `contactpoint source-key`: whose keys sign what comes over the channel.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use domain::data_source::FindSource;
use domain::feed::{RegisterKey, WithdrawKey};
use registry::Stopped;
use registry::data_source::find;
use registry::feed::{register_key, withdraw_key};
use uuid::Uuid;

use crate::settings::{CannotStart, Store};

/// What to do with a key.
#[derive(Args, Clone, Debug)]
pub struct SourceKey {
    #[command(flatten)]
    store: Store,
    #[command(subcommand)]
    order: Order,
}

#[derive(Subcommand, Clone, Debug)]
enum Order {
    /// Register a source's public key, and say what its tokens must name.
    Register {
        /// The registered source.
        #[arg(long)]
        source: String,
        /// The public key, in PEM: RSA of at least 2048 bits, P-256 or Ed25519.
        #[arg(long, value_name = "FILE")]
        key: PathBuf,
        /// The first day on which it is not accepted any more.
        #[arg(long, value_name = "DATE")]
        expires_on: NaiveDate,
    },
    /// Withdraw a key at once.
    Withdraw {
        /// The key.
        key: Uuid,
    },
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum CannotKeep {
    /// It could not start.
    #[error("{0}")]
    Start(#[from] CannotStart),
    /// The key's file.
    #[error("{0}: {1}")]
    File(String, std::io::Error),
    /// As asked it cannot be done.
    #[error("{0}")]
    Rejected(String),
    /// Something broke.
    #[error("nothing was done; the log says more under reference {0}")]
    Fault(String),
}

impl From<Stopped> for CannotKeep {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Rejected(rejection) => Self::Rejected(rejection.words()),
            Stopped::Refused(refusal) => Self::Rejected(refusal.code().to_owned()),
            Stopped::Fault(fault) => Self::Fault(fault.reference.to_string()),
        }
    }
}

/// Does it, and tells on standard output what the tokens of a new key must name.
///
/// # Errors
/// As said.
#[expect(clippy::print_stdout, reason = "the operator hands it to the source")]
pub async fn run(asked: SourceKey) -> Result<(), CannotKeep> {
    let order = asked.order;
    let registry = asked.store.open().await?;
    let system = registry.as_system();
    match order {
        Order::Register {
            source,
            key,
            expires_on,
        } => {
            let public_key = std::fs::read_to_string(&key)
                .map_err(|error| CannotKeep::File(key.display().to_string(), error))?;
            let found = system.access(FindSource { name: source }, find).await?;
            let Some(found) = found else {
                let unknown = "No source is registered by that name";
                return Err(CannotKeep::Rejected(unknown.to_owned()));
            };
            let act = RegisterKey {
                source: found.source.id,
                public_key,
                expires_on,
            };
            let registered = system.access(act, register_key).await?;
            println!("kid {}", registered.key);
            println!("iss {}", registered.source);
            println!("alg {}", registered.algorithm.code());
        }
        Order::Withdraw { key } => system.access(WithdrawKey { key }, withdraw_key).await?,
    }
    registry.close().await;
    Ok(())
}

//! PostgreSQL in one command: somebody's server if `DATABASE_URL` names one, else a private
//! cluster of this checkout's own.

mod address;
mod cluster;
mod home;
mod programs;
mod roles;

use anyhow::Result;
use clap::{Args, ValueEnum};

pub use address::{Address, Role};
pub use cluster::{Cluster, Purpose};
pub use programs::directory_on_path;

use crate::step;

/// The demonstration's database by hand.
#[derive(Args)]
pub struct Options {
    #[arg(default_value = "url")]
    action: Action,
}

#[derive(Clone, Copy, ValueEnum)]
enum Action {
    /// Start it and leave it running
    Start,
    /// Stop it
    Stop,
    /// Start it if need be and print the superuser's address
    Url,
}

/// Does `cargo xtask pg`.
///
/// # Errors
/// When PostgreSQL is not installed, or does not start or stop.
pub fn run(options: &Options) -> Result<()> {
    match options.action {
        Action::Start | Action::Url => {
            let cluster = Cluster::open(Purpose::Demo)?.left_running();
            step::print(&cluster.address().url(Role::Superuser, "postgres"));
            Ok(())
        }
        Action::Stop => Cluster::stop_left_running(Purpose::Demo),
    }
}

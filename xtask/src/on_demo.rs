//! `cargo xtask contactpoint`: a command of the program on the demonstration's data, such as `supply`.

use anyhow::{Result, bail};
use clap::Args;

use crate::contactpoint::Surroundings;
use crate::demo::DATABASE;
use crate::pg::{Cluster, Purpose};
use crate::server_part::{self, Profile};
use crate::{place, site};

/// What to run.
#[derive(Args)]
pub struct Options {
    /// The command and its own options, as `contactpoint --help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    command: Vec<String>,
}

/// Does `cargo xtask contactpoint`.
///
/// # Errors
/// When there is no demonstration yet, and as the command.
pub fn run(options: &Options) -> Result<()> {
    let home = place::dev();
    if !home.join("demo.json").exists() {
        bail!("there is no demonstration yet: run `cargo xtask demo` first");
    }
    let cluster = Cluster::open(Purpose::Demo)?;
    let at = Surroundings {
        program: server_part::build(Profile::Release)?,
        site: site::build(Profile::Release)?,
        cluster: cluster.address(),
        database: DATABASE,
        home,
        port: 3000,
    };
    at.command(options.command.iter().map(String::as_str))
        .run_on_our_output()
}

//! `cargo xtask bench`: measurements of the program built for speed, on a database of their own.

use anyhow::Result;
use clap::Args;

use crate::contactpoint::{Surroundings, forget};
use crate::pg::{Cluster, Purpose};
use crate::server_part::{self, Profile};
use crate::{place, site};

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Throw away the database of earlier measurements
    #[arg(long)]
    fresh: bool,
    /// The measurement and its own options, as `contactpoint bench --help` lists them
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    measurement: Vec<String>,
}

/// Does `cargo xtask bench`.
///
/// # Errors
/// When something does not build, or the measurement fails.
pub fn run(options: &Options) -> Result<()> {
    let mut cluster = Cluster::open(Purpose::Bench)?;
    let site = site::build(Profile::Release)?;
    let program = server_part::build(Profile::Release)?;
    let home = place::dev().join("bench");
    std::fs::create_dir_all(&home)?;
    if options.fresh {
        cluster = cluster.emptied(Purpose::Bench)?;
    }
    if cluster.is_new() {
        forget(&home)?;
    }
    let at = Surroundings {
        program,
        site,
        cluster: cluster.address(),
        database: "contactpoint_bench",
        home,
        port: free_port()?,
    };
    at.migrate()?;
    let measurement = options.measurement.iter().map(String::as_str);
    at.command(std::iter::once("bench").chain(measurement))
        .run_on_our_output()
}

/// A port of the loopback interface that nobody uses just now.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?
        .local_addr()?
        .port())
}

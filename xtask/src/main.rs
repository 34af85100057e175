//! Building, running, testing and measuring ContactPoint: `cargo xtask --help`.
#![warn(missing_docs)]

mod bench;
mod cargo;
mod contactpoint;
mod db_prepare;
mod demo;
mod dev;
mod npm;
mod on_demo;
mod pg;
mod place;
mod population;
mod server_part;
mod site;
mod step;
mod stop;
mod test_run;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, runs, tests and measures ContactPoint.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything, start a database of its own, load made-up children and serve
    Demo(demo::Options),
    /// Run every check and every test
    Test(test_run::Options),
    /// Rebuild and restart on every change
    Dev(dev::Options),
    /// Run a command of the program on the demonstration's data, such as `supply`
    Contactpoint(on_demo::Options),
    /// Build the browser part and the server part
    Build(site::Options),
    /// Start or stop the demonstration's database, or print its address
    Pg(pg::Options),
    /// Write, or with --check compare, the metadata of the checked queries
    DbPrepare(db_prepare::Options),
    /// Measure against a large database that is kept between runs
    Bench(bench::Options),
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Demo(options) => demo::run(&options),
        Command::Test(options) => test_run::run(&options),
        Command::Dev(options) => dev::run(&options),
        Command::Contactpoint(options) => on_demo::run(&options),
        Command::Build(options) => site::run(&options),
        Command::Pg(options) => pg::run(&options),
        Command::DbPrepare(options) => db_prepare::run(&options),
        Command::Bench(options) => bench::run(&options),
    }
}

fn main() -> ExitCode {
    let command = CommandLine::parse().command;
    match stop::listen().and_then(|()| run(command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if stop::asked() => {
            step::say("Stopped.");
            ExitCode::from(130)
        }
        Err(failure) => {
            step::say(&format!("\nFailed: {failure:#}"));
            ExitCode::FAILURE
        }
    }
}

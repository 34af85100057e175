//! The journeys: a server with people in it, and a browser with and without JavaScript.

use anyhow::Result;

use super::tally::Tally;
use super::{checks, chromium};
use crate::bench::free_port;
use crate::contactpoint::{Surroundings, forget};
use crate::pg::Cluster;
use crate::population::Population;
use crate::server_part::Profile;
use crate::step::{program, timed};
use crate::{npm, place, site};

const DATABASE: &str = "contactpoint_journeys";

/// Enough children for every search a journey makes, few enough to load in seconds.
const POPULATION: Population = Population {
    children: 3_000,
    seed: 1,
};

/// Accounts of each role: a journey has one to itself, since an account has one live session
/// and a token code is good once.
const ACCOUNTS: u32 = 250;

/// Runs the journeys against a server of their own, or those that Playwright's options choose.
///
/// # Errors
/// When something does not build or start, or a journey fails.
pub fn run(cluster: &Cluster, options: &[String], tally: &mut Tally) -> Result<()> {
    let end2end = place::root().join("end2end");
    npm::install(&end2end)?;
    chromium::install(&end2end)?;
    let site = site::build(Profile::Release)?;
    let program = checks::program()?;
    let home = place::dev().join("journeys");
    std::fs::create_dir_all(&home)?;
    forget(&home)?;
    cluster.make_database_afresh(DATABASE)?;
    let marker = home.join("population.json");
    let port = free_port()?;
    let at = Surroundings {
        program,
        site,
        cluster: cluster.address(),
        database: DATABASE,
        home,
        port,
    };
    at.migrate()?;
    POPULATION.load(&at, ACCOUNTS, &marker)?;
    let mut server = at.start_logging()?;
    let outcome = timed("Playwright", || play(&at, cluster, options));
    server.check()?;
    drop(server);
    tally.read_journeys(&end2end.join(REPORT))?;
    outcome
}

/// Where Playwright's configuration has it leave its report.
const REPORT: &str = "test-results/report.json";

fn play(at: &Surroundings<'_>, cluster: &Cluster, options: &[String]) -> Result<()> {
    let end2end = place::root().join("end2end");
    let report = end2end.join(REPORT);
    if report.exists() {
        std::fs::remove_file(report)?;
    }
    program("node")
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(options.iter().map(String::as_str))
        .within(&end2end)
        .envs(at.variables())
        .envs([("CONTACTPOINT_URL", at.url())])
        .envs([
            ("CONTACTPOINT_PROGRAM", at.program.clone()),
            ("CONTACTPOINT_STORIES", at.stories()),
            ("CONTACTPOINT_PSQL", cluster.psql_path()?),
        ])
        .run()
}

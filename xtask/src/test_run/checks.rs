//! The steps that need no browser.

use std::path::PathBuf;

use anyhow::Result;

use super::tally::Tally;
use crate::cargo::{BROWSER, add_browser_target, cargo};
use crate::pg::{Address, Cluster, Role};
use crate::server_part::Profile;
use crate::step::{Program, timed};
use crate::{npm, place, site};

/// Everything that runs on the server. One call for all: cargo chooses the features of what
/// they share once and compiles it once. `frontend` is not among them, since it would turn the
/// browser's features on beside the server's.
const SERVER_SIDE: [&str; 14] = [
    "-p",
    "domain",
    "-p",
    "population",
    "-p",
    "registry",
    "-p",
    "components",
    "-p",
    "app",
    "-p",
    "server",
    "-p",
    "xtask",
];

/// The formatting of the source.
///
/// # Errors
/// When it is not as rustfmt would have it.
pub fn format() -> Result<()> {
    cargo(["fmt", "--all", "--check"]).run()
}

/// The metadata of the checked queries. They are compiled as the lints are, which then need not
/// compile them again.
///
/// # Errors
/// When it is out of date, or a lint complains.
pub fn queries(cluster: &Cluster) -> Result<()> {
    crate::db_prepare::check(cluster, clippy())
}

/// Lints of the server's side, tests included.
///
/// # Errors
/// When a lint complains.
pub fn lint() -> Result<()> {
    clippy().run()
}

fn clippy() -> Program {
    cargo(["clippy", "--quiet", "--all-targets"])
        .args(SERVER_SIDE)
        .args(["--", "-D", "warnings"])
}

/// Lints of the browser's side.
///
/// # Errors
/// When a lint complains.
pub fn lint_browser() -> Result<()> {
    add_browser_target()?;
    cargo([
        "clippy", "--quiet", "-p", "frontend", "--target", BROWSER, "--", "-D", "warnings",
    ])
    .run()
}

/// All tests that cargo runs. Those of databases make their own in the cluster at the address.
///
/// # Errors
/// When one fails or does not compile.
pub fn tests(cluster: &Address, tally: &mut Tally) -> Result<()> {
    // The components are compared with the fixtures this package carries.
    npm::install(&place::root().join("style"))?;
    cargo(["test", "--no-fail-fast"])
        .args(SERVER_SIDE)
        .envs([(
            "CONTACTPOINT_TEST_CLUSTER",
            cluster.url(Role::Superuser, "postgres"),
        )])
        .run_listening(|line| tally.hear(line))
}

/// The program as the tests of it have it, so that not everything is compiled once more: by itself
/// it asks the libraries for fewer features.
///
/// # Errors
/// When it does not compile.
pub fn program() -> Result<PathBuf> {
    timed("Building the server", || {
        cargo(["test", "--quiet", "--no-run"])
            .args(SERVER_SIDE)
            .args(["--test", "http"])
            .run()
    })?;
    Ok(place::target().join("debug").join("contactpoint"))
}

/// The browser part as it is delivered.
///
/// # Errors
/// When it does not compile or is too heavy.
pub fn browser_part() -> Result<()> {
    site::build(Profile::Release).map(drop)
}

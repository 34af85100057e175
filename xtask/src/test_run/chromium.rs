//! A browser for the journeys: the one that is installed, else Debian's, else Playwright's.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::pg::directory_on_path;
use crate::step::{program, timed};

/// Debian's packages of it, each with a program of its name: first the one without a window, in
/// which the journeys take half the time.
const PACKAGES: [&str; 2] = ["chromium-headless-shell", "chromium"];

/// Sees to it that there is a browser.
///
/// # Errors
/// When there is none and none can be had.
pub fn install(end2end: &Path) -> Result<()> {
    let installed = PACKAGES
        .iter()
        .any(|name| directory_on_path(name).is_some());
    if installed || has_playwrights(end2end) {
        return Ok(());
    }
    if is_root() && directory_on_path("apt-get").is_some() && from_debian().is_ok() {
        return Ok(());
    }
    timed("Installing Playwright's Chromium", || {
        playwright(end2end, &["install", "chromium-headless-shell"]).run().context(
            "the journeys need a browser: install Chromium (on Debian: apt-get install chromium)",
        )
    })
}

/// Installs the first of Debian's packages that its release has.
fn from_debian() -> Result<()> {
    let install = |package: &&str| {
        program("apt-get")
            .args(["install", "-y", "-q", "--no-install-recommends", package])
            .envs([("DEBIAN_FRONTEND", "noninteractive")])
            .run()
            .is_ok()
    };
    timed("Installing Chromium from the distribution", || {
        program("apt-get").args(["update", "-q"]).run()?;
        ensure!(PACKAGES.iter().any(install), "no package of it was found");
        Ok(())
    })
}

fn is_root() -> bool {
    program("id")
        .args(["-u"])
        .read()
        .is_ok_and(|user| user.trim() == "0")
}

fn has_playwrights(end2end: &Path) -> bool {
    let asked = playwright(
        end2end,
        &["install", "--dry-run", "chromium-headless-shell"],
    )
    .read();
    asked.is_ok_and(|answer| {
        let mut places = answer
            .lines()
            .filter_map(|line| line.trim().strip_prefix("Install location:").map(str::trim));
        places.next().is_some_and(|place| Path::new(place).is_dir())
    })
}

fn playwright(end2end: &Path, arguments: &[&str]) -> crate::step::Program {
    program("node")
        .args(["node_modules/@playwright/test/cli.js"])
        .args(arguments)
        .within(end2end)
}

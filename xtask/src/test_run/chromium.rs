//! A browser for the journeys: the one that is installed, else Debian's, else Playwright's.

use std::path::Path;

use anyhow::{Context, Result};

use crate::pg::directory_on_path;
use crate::step::{program, timed};

/// Debian's package of it without a window, in which the journeys take half the time, with a program of
/// its name.
const WITHOUT_A_WINDOW: &str = "chromium-headless-shell";

/// The whole of it, for releases that have no other.
const WHOLE: &str = "chromium";

/// Sees to it that there is a browser.
///
/// # Errors
/// When there is none and none can be had.
pub fn install(end2end: &Path) -> Result<()> {
    let installed = |name| directory_on_path(name).is_some();
    if installed(WITHOUT_A_WINDOW) {
        return Ok(());
    }
    // Worth installing beside a whole one that is there.
    let debian = is_root() && installed("apt-get");
    if debian && from_debian(WITHOUT_A_WINDOW).is_ok() {
        return Ok(());
    }
    if installed(WHOLE) || has_playwrights(end2end) {
        return Ok(());
    }
    if debian && from_debian(WHOLE).is_ok() {
        return Ok(());
    }
    timed("Installing Playwright's Chromium", || {
        playwright(end2end, &["install", "chromium-headless-shell"]).run().context(
            "the journeys need a browser: install Chromium (on Debian: apt-get install chromium)",
        )
    })
}

/// Installs one of Debian's packages.
fn from_debian(package: &str) -> Result<()> {
    timed("Installing Chromium from the distribution", || {
        program("apt-get").args(["update", "-q"]).run()?;
        program("apt-get")
            .args(["install", "-y", "-q", "--no-install-recommends", package])
            .envs([("DEBIAN_FRONTEND", "noninteractive")])
            .run()
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

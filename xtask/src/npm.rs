//! Installing npm packages exactly as their lock file says, and only when that changed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::site::digest;
use crate::step::{program, timed};

/// Installs what the lock file of a directory names, unless that has been done.
///
/// # Errors
/// When Node is not installed or the packages cannot be had.
pub fn install(directory: &Path) -> Result<()> {
    let lock = directory.join("package-lock.json");
    let wanted =
        digest::of(&fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?);
    let marker = directory.join("node_modules/.installed-lock");
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let name = directory
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    timed(&format!("Installing the npm packages of {name}"), || {
        program("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .within(directory)
            .run()
            .context("npm packages are needed: install Node.js 20 or newer, with npm")?;
        Ok(fs::write(&marker, &wanted)?)
    })
}

//! The server program.

use std::path::PathBuf;

use anyhow::Result;

use crate::cargo::cargo;
use crate::place;
use crate::step::timed;

/// How things are compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build.
    Dev,
    /// Quick to run.
    Release,
}

/// Compiles the server and answers the path of the program.
///
/// # Errors
/// When it does not compile.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let (name, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Release => ("release", "release"),
    };
    timed("Building the server", || {
        cargo([
            "build",
            "-p",
            "server",
            "--bin",
            "contactpoint",
            "--profile",
            name,
        ])
        .run()
    })?;
    Ok(place::target().join(folder).join("contactpoint"))
}

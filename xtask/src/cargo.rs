//! Running cargo from within cargo.

use std::path::Path;

use anyhow::{Context, Result};

use crate::place;
use crate::step::{Program, program};

/// The target of the browser part.
pub const BROWSER: &str = "wasm32-unknown-unknown";

/// Prepares to run cargo at the root of the checkout.
///
/// What cargo told this program about itself is hidden, or build scripts would see another
/// environment than when called by hand and be run again each time; so is the address of a
/// database, since no build needs one.
pub fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Program {
    let name = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = program(name)
        .args(arguments)
        .within(place::root())
        .without_env("DATABASE_URL");
    for (variable, _) in std::env::vars_os() {
        let told = variable.to_string_lossy();
        if told.starts_with("CARGO_PKG_") || told.starts_with("CARGO_MANIFEST_") {
            cargo = cargo.without_env(&variable);
        }
    }
    cargo
}

/// Adds the compiler's target for the browser part if it is not there.
///
/// # Errors
/// When it is absent and rustup is, too.
pub fn add_browser_target() -> Result<()> {
    let rustc = |what: &str| program("rustc").args(["--print", what, "--target", BROWSER]);
    let libraries = rustc("target-libdir")
        .within(place::root())
        .read()
        .unwrap_or_default();
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    program("rustup")
        .args(["target", "add", BROWSER])
        .within(place::root())
        .run()
        .context(
            "the browser part needs the compiler's target wasm32-unknown-unknown: install rustup, \
         or that target with whatever installed Rust",
        )
}

//! The site: everything a browser fetches besides pages, and the server program that serves it.
//!
//! `target/site/pkg` holds the browser part and the stylesheet under names that carry their
//! content's hash, so that browsers may keep them for ever; `target/site/assets.json` tells the
//! server those names; beside it lie the static files, served at the root under names of their own.

pub mod digest;

mod browser_part;
mod manifest;
mod pack;
mod public_files;
mod stamp;
mod style;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;

use crate::place;
use crate::server_part::{self, Profile};
use crate::step::say;
use manifest::Manifest;
use pack::Packing;

/// The most the browser part may weigh on the wire, in bytes.
const BUDGET: u64 = 700_000;

/// How `cargo xtask build` builds.
#[derive(Args)]
pub struct Options {
    /// Faster to build, slower to run, not compressed
    #[arg(long)]
    dev: bool,
}

/// Does `cargo xtask build`.
///
/// # Errors
/// When something does not compile or the browser part is too heavy.
pub fn run(options: &Options) -> Result<()> {
    let profile = if options.dev {
        Profile::Dev
    } else {
        Profile::Release
    };
    build(profile)?;
    server_part::build(profile)?;
    Ok(())
}

/// Where the site for a profile lies.
pub fn directory(profile: Profile) -> PathBuf {
    place::target().join(match profile {
        Profile::Dev => "site-dev",
        Profile::Release => "site",
    })
}

/// Builds the site; what has not changed since last time is left as it is.
///
/// # Errors
/// When the browser part does not compile, a package cannot be had, or it is too heavy.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let site = directory(profile);
    let package = site.join("pkg");
    fs::create_dir_all(&package)?;
    let packing = match profile {
        Profile::Dev => Packing::Plain,
        Profile::Release => Packing::Pressed,
    };
    // The quick ones first: what is missing for them shows before minutes of compiling.
    let css = style::build(&package, packing)?;
    let public = public_files::build(&site, packing)?;
    let browser_part = browser_part::build(&package, profile, packing)?;
    if profile == Profile::Release {
        weigh(&package, &[&browser_part.js, &browser_part.wasm])?;
    }
    let manifest = Manifest::new(&browser_part, &css, public);
    manifest.write(&site)?;
    sweep(&package, &manifest.packaged())?;
    Ok(site)
}

/// Says what the browser part weighs on the wire, and fails when that is too much.
fn weigh(package: &Path, files: &[&str]) -> Result<()> {
    let mut weight = 0;
    for file in files {
        weight += fs::metadata(package.join(format!("{file}.br")))?.len();
    }
    say(&format!(
        "    browser part: {weight} bytes compressed (at most {BUDGET})"
    ));
    anyhow::ensure!(
        weight <= BUDGET,
        "the browser part is too heavy: {weight} of {BUDGET} bytes"
    );
    Ok(())
}

/// Removes what earlier builds left behind.
fn sweep(package: &Path, kept: &[&str]) -> Result<()> {
    for entry in fs::read_dir(package)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let plain = name.trim_end_matches(".br").trim_end_matches(".gz");
        if !kept.contains(&plain) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

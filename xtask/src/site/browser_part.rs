//! The browser part: compiled to WebAssembly, joined to its JavaScript glue, named, pressed.
//!
//! The glue is made by wasm-bindgen as a library of the very version the crate was compiled
//! against, since both stand in one lock file (docs/decisions/0002).

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use wasm_bindgen_cli_support::Bindgen;

use super::pack::{self, Content, Packing};
use super::{digest, stamp};
use crate::cargo::{BROWSER, add_browser_target, cargo};
use crate::place;
use crate::server_part::Profile;
use crate::step::timed;

/// Names of the built files within `pkg/`.
#[derive(Serialize, Deserialize)]
pub struct BrowserPart {
    /// The glue, an ES module.
    pub js: String,
    /// The program.
    pub wasm: String,
}

/// Compiles the browser part and writes it into `package`.
///
/// # Errors
/// When it does not compile.
pub fn build(package: &Path, profile: Profile, packing: Packing) -> Result<BrowserPart> {
    add_browser_target()?;
    let compiled = compile(profile)?;
    let inputs = digest::of(&fs::read(&compiled)?);
    let stamp = package.with_file_name("browser-part.stamp.json");
    let whole = |part: &BrowserPart| {
        [&part.js, &part.wasm]
            .into_iter()
            .all(|name| pack::is_whole(package, packing, name))
    };
    stamp::made(&stamp, &inputs, whole, || {
        timed("Joining the browser part to its glue", || {
            join(&compiled, package, packing)
        })
    })
}

fn compile(profile: Profile) -> Result<PathBuf> {
    let (name, folder) = match profile {
        Profile::Dev => ("dev", "debug"),
        Profile::Release => ("wasm-release", "wasm-release"),
    };
    timed("Building the browser part", || {
        cargo([
            "build",
            "-p",
            "frontend",
            "--target",
            BROWSER,
            "--profile",
            name,
        ])
        .run()
    })?;
    Ok(place::target()
        .join(BROWSER)
        .join(folder)
        .join("frontend.wasm"))
}

/// Both files get their names from their content; the glue is told the program's address by
/// the page, so it need not name it.
fn join(compiled: &Path, package: &Path, packing: Packing) -> Result<BrowserPart> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(compiled)
        .web(true)?
        .typescript(false)
        .remove_name_section(true);
    bindgen
        .remove_producers_section(true)
        .omit_default_module_path(true);
    let mut output = bindgen
        .generate_output()
        .context("cannot join the browser part to its glue")?;
    anyhow::ensure!(
        output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
        "the browser part brings JavaScript of its own, which is not packaged"
    );
    let wasm = output.wasm_mut().emit_wasm();
    let contents = [
        Content {
            stem: "contactpoint",
            extension: "js",
            bytes: output.js().as_bytes(),
        },
        Content {
            stem: "contactpoint",
            extension: "wasm",
            bytes: &wasm,
        },
    ];
    let [js, wasm] = pack::write(package, packing, contents)?;
    Ok(BrowserPart { js, wasm })
}

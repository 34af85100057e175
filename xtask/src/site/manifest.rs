//! The names of the built files, for the server.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use super::browser_part::BrowserPart;

/// `assets.json`: addresses as a browser asks for them.
#[derive(Serialize)]
pub struct Manifest {
    js: String,
    wasm: String,
    css: String,
    /// Static files by the name they have in `public/`.
    public: BTreeMap<String, String>,
}

impl Manifest {
    /// Gathers the names; those of `public` are addresses already.
    pub fn new(browser: &BrowserPart, css: &str, public: BTreeMap<String, String>) -> Self {
        let packaged = |name: &str| format!("/pkg/{name}");
        Self {
            js: packaged(&browser.js),
            wasm: packaged(&browser.wasm),
            css: packaged(css),
            public,
        }
    }

    /// The names of the files under `pkg/`.
    pub fn packaged(&self) -> [&str; 3] {
        [&self.js, &self.wasm, &self.css].map(|address| address.trim_start_matches("/pkg/"))
    }

    /// Writes it where the server looks for it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, site: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        let path = site.join("assets.json");
        // Written anew only when it differs: whoever watches it sees changes only.
        if fs::read_to_string(&path).is_ok_and(|present| present == text) {
            return Ok(());
        }
        Ok(fs::write(path, text)?)
    }
}

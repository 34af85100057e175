//! The static files of `public/`, copied as they are.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::pack::{self, Packing};
use crate::place;

/// What is worth compressing: text. Pictures are compressed already.
const TEXT: [&str; 5] = ["svg", "txt", "json", "webmanifest", "ico"];

/// Copies the files into `site` and answers their addresses by their names. Browsers and robots
/// look for some of them at the root under a fixed name, so all are served there.
///
/// # Errors
/// When a file cannot be copied.
pub fn build(site: &Path, packing: Packing) -> Result<BTreeMap<String, String>> {
    let source = place::root().join("public");
    let mut addresses = BTreeMap::new();
    for name in files(&source, Path::new(""))? {
        let bytes = fs::read(source.join(&name))?;
        let copy = site.join(&name);
        if let Some(parent) = copy.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&copy, &bytes)?;
        let text = name
            .extension()
            .is_some_and(|e| TEXT.iter().any(|text| e == *text));
        if packing == Packing::Pressed && text {
            pack::press(&[&bytes], &[copy])?;
        }
        let name = name.to_string_lossy().into_owned();
        addresses.insert(name.clone(), format!("/{name}"));
    }
    Ok(addresses)
}

/// The files under a directory, by their path within it; none when there is no such directory.
fn files(source: &Path, within: &Path) -> Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(source.join(within)) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let path = within.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            found.extend(files(source, &path)?);
        } else if !entry.file_name().to_string_lossy().starts_with('.') {
            found.push(path);
        }
    }
    Ok(found)
}

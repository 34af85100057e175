//! Where things lie in a checkout.

use std::path::{Path, PathBuf};

/// The root of the checkout this program was built in.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// What a demonstration, a test run or a measurement leaves behind; never committed.
pub fn dev() -> PathBuf {
    root().join(".dev")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

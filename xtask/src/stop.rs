//! The wish to stop: Ctrl-C, a termination signal, or a terminal that went away.
//!
//! The signal only sets a flag. Whoever waits looks at it, gives up with an error and so lets
//! every guard on its way out stop what it started.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

static ASKED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

fn flag() -> &'static Arc<AtomicBool> {
    ASKED.get_or_init(Arc::default)
}

/// Begins to listen for the signals.
///
/// # Errors
/// When the operating system does not let a signal be caught.
pub fn listen() -> Result<()> {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(flag())).context("cannot catch signals")?;
    }
    Ok(())
}

/// Whether somebody asked to stop.
pub fn asked() -> bool {
    flag().load(Ordering::Relaxed)
}

/// Fails when somebody asked to stop.
///
/// # Errors
/// As said.
pub fn check() -> Result<()> {
    anyhow::ensure!(!asked(), "stopped");
    Ok(())
}

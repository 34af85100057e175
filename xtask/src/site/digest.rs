//! Digests of content: in file names, and to tell whether something changed.

use sha2::{Digest, Sha256};

/// The SHA-256 of some bytes, in hexadecimal.
pub fn of(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// As much of a digest as a file name needs.
pub fn short(digest: &str) -> &str {
    digest.get(..16).unwrap_or(digest)
}

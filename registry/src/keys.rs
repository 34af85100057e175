//! Keys, kept apart from the database (NFR-04): one for the columns that are encrypted, one that
//! signs the audit trail's checkpoints.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use domain::chance::Chance;
use ed25519_dalek::SigningKey;
use sha2::{Digest, Sha256};

/// The length of the nonce that stands before what is sealed, in bytes.
const NONCE: usize = 24;

/// The keys of one installation.
pub struct Keys {
    columns: XChaCha20Poly1305,
    hashing: [u8; 32],
    pub(crate) audit: SigningKey,
}

/// Why keys could not be read, or something sealed not opened.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// A key file is missing or cannot be read or written.
    #[error("the key file {0} cannot be used: {1}")]
    File(String, std::io::Error),
    /// A key file does not hold 32 bytes.
    #[error("the key file {0} must hold exactly 32 bytes")]
    Length(String),
    /// What was sealed was altered, belongs to another row, or was sealed under another key.
    #[error("a sealed value cannot be opened")]
    Sealed,
}

impl Keys {
    /// Keys from 64 bytes: 32 for columns, 32 for the trail.
    pub fn from_bytes(columns: [u8; 32], audit: [u8; 32]) -> Self {
        Self {
            hashing: hmac(&columns, &[b"what is found by a keyed hash"]),
            columns: XChaCha20Poly1305::new((&columns).into()),
            audit: SigningKey::from_bytes(&audit),
        }
    }

    /// Reads `columns.key` and `audit.key`, 32 bytes each, from a directory.
    pub fn read(directory: &Path) -> Result<Self, KeyError> {
        Ok(Self::from_bytes(
            read_key(directory, "columns.key")?,
            read_key(directory, "audit.key")?,
        ))
    }

    /// Reads the keys, first making those that are missing. For demonstrations and tests: an
    /// installation makes its keys once, by hand, and keeps them safe.
    pub fn read_or_make(directory: &Path, chance: &dyn Chance) -> Result<Self, KeyError> {
        fs::create_dir_all(directory)
            .map_err(|error| KeyError::File(directory.display().to_string(), error))?;
        for name in ["columns.key", "audit.key"] {
            let path = directory.join(name);
            if !path.exists() {
                fs::OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(&path)
                    .and_then(|mut file| file.write_all(&chance.secret()))
                    .map_err(|error| KeyError::File(path.display().to_string(), error))?;
            }
        }
        Self::read(directory)
    }

    /// Encrypts for a column. `purpose` names the column and `row` the row, so that a sealed
    /// value cannot be moved to another. 40 bytes longer than what is sealed.
    pub fn seal(
        &self,
        purpose: &'static str,
        row: &[u8],
        plain: &[u8],
        chance: &dyn Chance,
    ) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        chance.fill(&mut nonce);
        let bound = bind(purpose, row);
        let mut sealed = nonce.to_vec();
        let encrypted = self
            .columns
            .encrypt(
                XNonce::from_slice(&nonce),
                Payload {
                    msg: plain,
                    aad: &bound,
                },
            )
            .expect("XChaCha20-Poly1305 encrypts anything shorter than 256 GiB");
        sealed.extend(encrypted);
        sealed
    }

    /// A keyed hash by which the same value is found again: without the key no guess can be tried
    /// against it (ARC-07). `purpose` keeps the hashes of different columns apart.
    pub(crate) fn hashed(&self, purpose: &'static str, value: &[u8]) -> Vec<u8> {
        hmac(&self.hashing, &[purpose.as_bytes(), &[0], value]).to_vec()
    }

    /// Decrypts what [`Keys::seal`] sealed for the same column and row.
    pub fn open(
        &self,
        purpose: &'static str,
        row: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, KeyError> {
        if sealed.len() < NONCE {
            return Err(KeyError::Sealed);
        }
        let (nonce, encrypted) = sealed.split_at(NONCE);
        let bound = bind(purpose, row);
        self.columns
            .decrypt(
                XNonce::from_slice(nonce),
                Payload {
                    msg: encrypted,
                    aad: &bound,
                },
            )
            .map_err(|_| KeyError::Sealed)
    }
}

/// HMAC-SHA-256 (RFC 2104) of the parts put together.
fn hmac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let padded = |pad: u8| -> Vec<u8> {
        let zeros = [0; 32];
        key.iter().chain(&zeros).map(|byte| byte ^ pad).collect()
    };
    let mut inner = Sha256::new_with_prefix(padded(0x36));
    parts.iter().for_each(|part| inner.update(part));
    Sha256::new_with_prefix(padded(0x5c))
        .chain_update(inner.finalize())
        .finalize()
        .into()
}

/// What a sealed value is bound to.
fn bind(purpose: &str, row: &[u8]) -> Vec<u8> {
    [purpose.as_bytes(), &[0], row].concat()
}

/// Reads a 32-byte key.
fn read_key(directory: &Path, name: &str) -> Result<[u8; 32], KeyError> {
    let path = directory.join(name);
    let bytes =
        fs::read(&path).map_err(|error| KeyError::File(path.display().to_string(), error))?;
    bytes
        .try_into()
        .map_err(|_| KeyError::Length(path.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::SystemChance;

    #[test]
    fn a_sealed_value_opens_only_in_its_own_row_and_column_nfr_04() {
        let keys = Keys::from_bytes([1; 32], [2; 32]);
        let sealed = keys.seal(
            "live.child.sealed_view",
            b"row 1",
            b"whereabouts",
            &SystemChance,
        );
        assert_eq!(
            keys.open("live.child.sealed_view", b"row 1", &sealed)
                .unwrap(),
            b"whereabouts"
        );
        assert!(
            keys.open("live.child.sealed_view", b"row 2", &sealed)
                .is_err()
        );
        assert!(
            keys.open("live.statement.sealed", b"row 1", &sealed)
                .is_err()
        );
        assert!(
            Keys::from_bytes([3; 32], [2; 32])
                .open("live.child.sealed_view", b"row 1", &sealed)
                .is_err()
        );
    }

    #[test]
    fn a_keyed_hash_is_hmac_sha_256_and_needs_its_key_arc_07() {
        // RFC 4231, test case 2, its key of four bytes filled up with zeros as RFC 2104 says.
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let hash = hmac(&key, &[b"what do ya want ", b"for nothing?"]);
        assert_eq!(data_encoding::HEXLOWER.encode(&hash), expected);
        let (one, other) = (
            Keys::from_bytes([1; 32], [2; 32]),
            Keys::from_bytes([3; 32], [2; 32]),
        );
        assert_eq!(
            one.hashed("column", b"value"),
            one.hashed("column", b"value")
        );
        assert_ne!(
            one.hashed("column", b"value"),
            one.hashed("other", b"value")
        );
        assert_ne!(
            one.hashed("column", b"value"),
            other.hashed("column", b"value")
        );
    }

    #[test]
    fn the_same_value_is_never_sealed_alike_twice_nfr_04() {
        let keys = Keys::from_bytes([1; 32], [2; 32]);
        let once = keys.seal("column", b"row", b"value", &SystemChance);
        assert_ne!(once, keys.seal("column", b"row", b"value", &SystemChance));
    }
}

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
    marks: [u8; 32],
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
            columns: XChaCha20Poly1305::new((&columns).into()),
            marks: Sha256::new()
                .chain_update(b"contactpoint marks")
                .chain_update(columns)
                .finalize()
                .into(),
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

    /// A mark by which something is found again without telling what it is: always the same for
    /// the same, and made by nobody without the key. `purpose` names the column.
    pub(crate) fn mark(&self, purpose: &'static str, what: &[u8]) -> [u8; 32] {
        let inner = Sha256::new()
            .chain_update(self.marks)
            .chain_update(bind(purpose, what))
            .finalize();
        Sha256::new()
            .chain_update(self.marks)
            .chain_update(inner)
            .finalize()
            .into()
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
    fn a_mark_is_the_same_for_the_same_alone_sens_04() {
        let keys = Keys::from_bytes([1; 32], [2; 32]);
        let mark = keys.mark("column", b"what");
        assert_eq!(
            mark,
            Keys::from_bytes([1; 32], [9; 32]).mark("column", b"what")
        );
        assert_ne!(mark, keys.mark("column", b"else"));
        assert_ne!(mark, keys.mark("other", b"what"));
        assert_ne!(
            mark,
            Keys::from_bytes([3; 32], [2; 32]).mark("column", b"what")
        );
    }

    #[test]
    fn the_same_value_is_never_sealed_alike_twice_nfr_04() {
        let keys = Keys::from_bytes([1; 32], [2; 32]);
        let once = keys.seal("column", b"row", b"value", &SystemChance);
        assert_ne!(once, keys.seal("column", b"row", b"value", &SystemChance));
    }
}

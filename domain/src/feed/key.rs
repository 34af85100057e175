//! A source's public key.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::id::SourceId;

/// With what a source's system signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Algorithm {
    /// RSA, PKCS #1 v1.5 with SHA-256, of at least 2,048 bits.
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// Ed25519.
    Ed25519,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 3] = [Self::Rs256, Self::Es256, Self::Ed25519];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rs256 => "rs256",
            Self::Es256 => "es256",
            Self::Ed25519 => "ed25519",
        }
    }

    /// In words, for whoever keeps the source.
    pub fn title(self) -> &'static str {
        match self {
            Self::Rs256 => "RSA (RS256)",
            Self::Es256 => "P-256 (ES256)",
            Self::Ed25519 => "Ed25519 (EdDSA)",
        }
    }

    /// The algorithm with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// What bears on a request that is signed with a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyBearing {
    /// Whose key it is.
    pub source: SourceId,
    /// Not accepted from this day on.
    pub expires_on: NaiveDate,
    /// Whether it has been withdrawn.
    pub withdrawn: bool,
}

/// A registered key, as whoever has to do with its source sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeyShown {
    /// The `kid` of the tokens' headers.
    pub key: Uuid,
    /// With what they are signed.
    pub algorithm: Algorithm,
    /// SHA-256 of the public key, in hexadecimal: by this the source knows which of its keys it is.
    pub fingerprint: String,
    /// The day on which it was registered.
    pub registered_on: NaiveDate,
    /// Not accepted from this day on.
    pub expires_on: NaiveDate,
    /// The last day on which a token signed with it was accepted, since that is noted.
    pub last_used_on: Option<NaiveDate>,
    /// The day on which it was withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// Whether tokens signed with it are accepted today.
    pub in_force: bool,
}

//! What is kept of a record that went, so that it can come again (T-43).

use domain::id::ChildNumber;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::archive::Rows;
use crate::door::Stopped;
use crate::keys::Keys;
use crate::subject_access::Came;
use domain::chance::Chance;

/// The column whose values are made here.
const SEALED: &str = "live.merged.sealed";

/// A record that went, row by row.
#[derive(Serialize, Deserialize)]
pub(super) struct Snapshot {
    /// Rows that came to the record that stays, as they stood.
    pub came: Rows,
    /// Rows that stand once on a record, and were left.
    pub left: Rows,
    /// The tasks that came.
    pub tasks: Vec<Uuid>,
    /// What had left the record before, and lies in the archive.
    pub items: Vec<Uuid>,
    /// The certificates of death that waited for a second person.
    pub certificates: Vec<Uuid>,
    /// Whether why the record stayed with its authority came.
    pub kept: bool,
    /// The requests for what is held that came.
    #[serde(default)]
    pub requests: Came,
    /// Whether it was shielded.
    pub shielded: bool,
}

impl Snapshot {
    /// Encrypts it for the number of the record that went (NFR-04).
    pub(super) fn seal(
        &self,
        keys: &Keys,
        number: ChildNumber,
        chance: &dyn Chance,
    ) -> Result<Vec<u8>, Stopped> {
        let plain = serde_json::to_vec(self)?;
        Ok(keys.seal(SEALED, &number.stored().to_be_bytes(), &plain, chance))
    }

    /// Decrypts what [`Self::seal`] made.
    pub(super) fn open(keys: &Keys, number: ChildNumber, sealed: &[u8]) -> Result<Self, Stopped> {
        let plain = keys.open(SEALED, &number.stored().to_be_bytes(), sealed)?;
        Ok(serde_json::from_slice(&plain)?)
    }
}

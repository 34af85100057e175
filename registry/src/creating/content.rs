//! What is sealed of a request.

use domain::act::Act;
use domain::child_record::PersonName;
use domain::creating::{AskedRecord, Question};
use domain::id::{AccountId, ChildNumber};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::door::{Access, Fault, Stopped};
use crate::keys::Keys;

/// The columns whose values are made here.
const SEALED: &str = "creation_request.sealed";
const BORN: &str = "creation_request.born";
const TYPED: &str = "creation_requester.typed";

/// What is known of a request beside its row.
#[derive(Serialize, Deserialize)]
pub(super) struct Content {
    /// The name that was told last, by which the authority knows the request.
    pub name: PersonName,
    /// The facts, while it waits.
    pub asked: Option<AskedRecord>,
    /// Who told them: of those who asked, nobody else sees them (CRE-04).
    pub told_by: AccountId,
    /// What is to be told.
    pub questions: Vec<Question>,
    /// The record that it came to.
    pub number: Option<ChildNumber>,
}

impl Content {
    /// Of a request that begins, or begins anew.
    pub(super) fn of(asked: AskedRecord, told_by: AccountId) -> Self {
        Self {
            name: asked.name.clone(),
            asked: Some(asked),
            told_by,
            questions: Vec::new(),
            number: None,
        }
    }

    /// What is left when it has ended.
    pub(super) fn ended(self, number: Option<ChildNumber>) -> Self {
        Self {
            asked: None,
            questions: Vec::new(),
            number,
            ..self
        }
    }

    /// The facts of a request that waits.
    pub(super) fn asked(&self) -> Result<&AskedRecord, Stopped> {
        let asked = self.asked.as_ref();
        asked.ok_or_else(|| Stopped::Fault(Fault::new("a waiting request without facts")))
    }

    /// Sealed for its row.
    pub(super) fn seal<A: Act>(&self, access: &Access<A>, id: Uuid) -> Result<Vec<u8>, Stopped> {
        let plain = serde_json::to_vec(self)?;
        let (keys, chance) = (access.keys(), access.chance());
        Ok(keys.seal(SEALED, id.as_bytes(), &plain, chance))
    }

    /// What [`Content::seal`] made.
    pub(super) fn open(keys: &Keys, id: Uuid, sealed: &[u8]) -> Result<Self, Stopped> {
        Ok(serde_json::from_slice(&keys.open(
            SEALED,
            id.as_bytes(),
            sealed,
        )?)?)
    }
}

/// What binds a typed name to its row.
fn requester_row(request: Uuid, account: AccountId) -> Vec<u8> {
    [request.as_bytes().as_slice(), account.0.as_bytes()].concat()
}

/// Seals the name that somebody typed, by which they know their request.
pub(super) fn seal_typed<A: Act>(
    access: &Access<A>,
    request: Uuid,
    account: AccountId,
    name: &PersonName,
) -> Result<Vec<u8>, Stopped> {
    let plain = serde_json::to_vec(name)?;
    let row = requester_row(request, account);
    Ok(access.keys().seal(TYPED, &row, &plain, access.chance()))
}

/// What [`seal_typed`] made.
pub(super) fn open_typed(
    keys: &Keys,
    request: Uuid,
    account: AccountId,
    sealed: &[u8],
) -> Result<PersonName, Stopped> {
    let row = requester_row(request, account);
    Ok(serde_json::from_slice(&keys.open(TYPED, &row, sealed)?)?)
}

/// The hash by which requests about a child born on the same day are found.
pub(super) fn born(keys: &Keys, asked: &AskedRecord) -> Vec<u8> {
    let day = asked.date_of_birth.date.to_string();
    keys.hashed(BORN, day.as_bytes())
}

//! What the owner of an entry and whoever brokers see of it. Nobody else is given these types
//! (SENS-04).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::attestation::{Basis, GivenBy};
use super::entry::SensitiveEntry;
use crate::child_record::Contact;
use crate::id::{ChildNumber, InvolvementId};
use crate::involvement::{Level, MyInvolvementChild};

/// What is attested, as it is shown: never by whom it was attested, never any words (D-11).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AttestationShown {
    /// The basis; none where an attestation is still awaited.
    pub basis: Option<Basis>,
    /// Who consented, where anybody did.
    pub given_by: Option<GivenBy>,
    /// On which day.
    pub given_on: Option<NaiveDate>,
    /// From which day on it no longer counts.
    pub renew_by: NaiveDate,
}

impl From<&SensitiveEntry> for AttestationShown {
    fn from(entry: &SensitiveEntry) -> Self {
        let attestation = entry.attestation();
        Self {
            basis: attestation.map(|attestation| attestation.basis),
            given_by: attestation.and_then(|attestation| attestation.given_by),
            given_on: attestation.map(|attestation| attestation.given_on),
            renew_by: entry.renew_by(),
        }
    }
}

/// An entry of a sensitive service, to its owner or to whoever brokers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SensitiveShown {
    /// Which.
    pub id: InvolvementId,
    /// Whom to ring.
    pub contact: Contact,
    /// At which level.
    pub level: Level,
    /// First day.
    pub started: NaiveDate,
    /// Last day, where it has ended.
    pub ended: Option<NaiveDate>,
    /// What is attested.
    pub attestation: AttestationShown,
    /// From which day on it is no longer on the record.
    pub visible_until: NaiveDate,
}

/// One entry with the child whose record it is on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MySensitiveInvolvement {
    /// With whom: the four facts (D-01).
    pub child: MyInvolvementChild,
    /// The entry.
    pub entry: SensitiveShown,
    /// Whether whoever looks keeps it.
    pub own: bool,
}

/// The sensitive services that work with a child, to whoever brokers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SensitiveContacts {
    /// With whom: the four facts.
    pub child: MyInvolvementChild,
    /// The entries, current ones first.
    pub entries: Vec<SensitiveShown>,
}

/// A withdrawal that a manager confirms: nothing of what was recorded (SENS-06).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Withdrawal {
    /// On whose record it was.
    pub child: ChildNumber,
    /// On which day it was withdrawn.
    pub withdrawn_on: NaiveDate,
    /// Whether it has been confirmed.
    pub confirmed: bool,
}

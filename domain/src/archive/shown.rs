//! What of the archive may be seen, as types: no field for what a window does not show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{AccessReason, HoldReason, ItemKind, RecordReason};
use crate::child_record::{DateOfBirth, Gender, PersonName, Whereabouts};
use crate::id::ChildNumber;

/// What became of looking for an archived record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Searched {
    /// It was found, and the window is open.
    Open(Uuid),
    /// It was found, and the central team is asked to agree.
    Asked,
}

/// The archive's page.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct ArchiveDesk {
    /// One's own windows: open, or waiting for agreement.
    pub windows: Vec<MyWindow>,
    /// Holds that one's authority reviews; for its manager.
    pub holds: Vec<HoldShown>,
    /// Windows that wait for agreement; for the central team.
    pub asked: Vec<AskedWindow>,
}

/// A window of one's own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyWindow {
    /// Which.
    pub id: Uuid,
    /// The record's number.
    pub number: ChildNumber,
    /// Why it was asked for.
    pub reason: AccessReason,
    /// When.
    pub asked_on: NaiveDate,
    /// The first day on which it shows nothing more; none while it waits for agreement.
    pub closes_on: Option<NaiveDate>,
}

/// A hold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HoldShown {
    /// Which.
    pub id: Uuid,
    /// The record's number.
    pub number: ChildNumber,
    /// For which investigation.
    pub why: HoldReason,
    /// Since when.
    pub placed_on: NaiveDate,
    /// When it is to be looked at again (T-24).
    pub review_on: NaiveDate,
}

/// A window that waits for the central team: nothing of the record but its number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AskedWindow {
    /// Which.
    pub id: Uuid,
    /// The record's number.
    pub number: ChildNumber,
    /// Who asks: an authority, or a colleague.
    pub asked_for: Option<String>,
    /// Why.
    pub reason: AccessReason,
    /// When it was asked for.
    pub asked_on: NaiveDate,
    /// Whether whoever looks asked, and so cannot agree.
    pub own: bool,
}

/// An archived record through a window.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ArchivedShown {
    /// Its number.
    pub number: ChildNumber,
    /// The name in use when it was archived.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Gender.
    pub gender: Gender,
    /// Why it was archived.
    pub why: RecordReason,
    /// When.
    pub archived_on: NaiveDate,
    /// When it is destroyed, unless it is held.
    pub destroyed_on: NaiveDate,
    /// Until when it is held at least.
    pub held_until: Option<NaiveDate>,
    /// The first day on which the window shows nothing more.
    pub closes_on: NaiveDate,
    /// Whether whoever looks may bring it back.
    pub may_restore: bool,
    /// Whether whoever looks may hold it.
    pub may_hold: bool,
    /// The rest; none of a shielded record, but for the manager who answers for it (D-01).
    pub record: Option<RecordShown>,
}

/// What an archived record holds beyond the four facts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordShown {
    /// The authority that answered for it last.
    pub local_authority: String,
    /// Date of death.
    pub date_of_death: Option<NaiveDate>,
    /// Other names.
    pub other_names: Vec<PersonName>,
    /// Where the child lived.
    pub whereabouts: Option<Whereabouts>,
    /// Parents and carers.
    pub carers: Vec<PersonName>,
    /// Who worked with the child; no sensitive service (SENS-04).
    pub involvements: Vec<InvolvementKept>,
    /// Whether a sensitive service was involved, however many (REC-07).
    pub sensitive_service: bool,
    /// What had been archived by itself before, and still is (D-39).
    pub items: Vec<ItemKept>,
}

/// An involvement of an archived record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvolvementKept {
    /// The service.
    pub service: String,
    /// Its organisation.
    pub organisation: String,
    /// The first day.
    pub started: Option<NaiveDate>,
    /// The last day.
    pub ended: Option<NaiveDate>,
}

/// An item that was archived by itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ItemKept {
    /// Of which kind.
    pub kind: ItemKind,
    /// Whose it was, and when.
    pub about: InvolvementKept,
    /// When it was archived.
    pub archived_on: NaiveDate,
    /// When it is destroyed, unless it is held.
    pub destroyed_on: NaiveDate,
}

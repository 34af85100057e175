//! What whoever answers for a record sees of its disputes: dates, and nothing of what they are about
//! (DISP-02).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::item::{DisputedItem, Outcome};
use crate::child_record::PersonName;
use crate::id::ChildNumber;

/// How many open disputes a list shows at the most.
pub const LISTED: usize = 500;

/// That a dispute was settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settled {
    /// When.
    pub on: NaiveDate,
    /// How; none where that was not kept.
    pub how: Option<Outcome>,
}

/// A mark that an item is or was disputed (section 4.10).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mark {
    /// Which.
    pub id: Uuid,
    /// Of which item.
    pub item: DisputedItem,
    /// The date of the dispute.
    pub opened: NaiveDate,
    /// When and how it was settled; none while it is open.
    pub settled: Option<Settled>,
}

/// A line of the list of open disputes.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DisputeListed {
    /// Which.
    pub id: Uuid,
    /// Whose record.
    pub child: PersonName,
    /// Of which item.
    pub item: DisputedItem,
    /// The date of the dispute.
    pub opened: NaiveDate,
    /// For how many days it has been open.
    pub days: i64,
}

/// The disputes of a record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordDisputes {
    /// The name in use.
    pub name: PersonName,
    /// Whether the record is shielded: then its manager alone sees this.
    pub shielded: bool,
    /// Those that are open, or were settled less than a year ago (DISP-03).
    pub marks: Vec<Mark>,
}

/// One dispute, with what the record shows meanwhile (DISP-04).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DisputeDetail {
    /// The number of the record.
    pub number: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Whether the record is shielded: then its manager alone sees this.
    pub shielded: bool,
    /// The mark.
    pub mark: Mark,
    /// For how many days it has been open; none once it is settled.
    pub days: Option<i64>,
    /// What the record shows of the item; of an involvement nothing.
    pub stands: Vec<String>,
    /// What waits for a decision about the item, where something does (UPD-02).
    pub conflict: Option<Uuid>,
}

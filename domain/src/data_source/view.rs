//! What is shown of sources: to an authority's management its own, to the central team all. No child.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::agreement::{Agreement, Footing, WhyRejected};
use super::directory::Source;
use super::health::WeekSupplied;
use super::removal::RemovalCounts;
use super::state::{NotAccepting, SourceState, Step, StoppedBy};
use crate::best_view::SourceKind;
use crate::data_quality::WeekOfQuality;
use crate::feed::{About, KeyShown};
use crate::id::SourceId;

/// A registered source, and whether anything is taken in from it.
#[derive(Clone, Debug)]
pub struct FoundSource {
    /// The source.
    pub source: Source,
    /// Where it stands.
    pub state: SourceState,
    /// Whether anything is taken in from it now.
    pub accepts: Result<(), NotAccepting>,
}

/// A source in the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SourceListed {
    /// Which.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// The authority for which it speaks; none for a national source.
    pub authority: Option<String>,
    /// How it stands today.
    pub state: SourceState,
    /// The day on which it last supplied.
    pub last: Option<NaiveDate>,
    /// Since when it is overdue, where it is (T-30).
    pub overdue_since: Option<NaiveDate>,
    /// Until when it is accredited.
    pub accredited_until: Option<NaiveDate>,
}

/// The sources that somebody has to do with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sources {
    /// The sources, by name.
    pub sources: Vec<SourceListed>,
    /// Whether the reader is of the central team, and registers national sources.
    pub national: bool,
}

/// A supply that waits for a person, since it would take away most of what its source said. Numbers alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HeldSupply {
    /// Which.
    pub supply: Uuid,
    /// The source's own name for it.
    pub name: String,
    /// What its rows are about.
    pub about: About,
    /// The day on which it came.
    pub received_on: NaiveDate,
    /// What it would do.
    pub counts: RemovalCounts,
    /// Whether the reader decides on it.
    pub decides: bool,
}

/// One source, and how its feed is doing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SourceShown {
    /// Its line of the list.
    pub listed: SourceListed,
    /// Of what kind it is.
    pub kind: SourceKind,
    /// Why the law lets it supply.
    pub footing: Footing,
    /// The body behind it.
    pub organisation: Option<String>,
    /// Since when it stands so.
    pub since: NaiveDate,
    /// Who or what stopped it, where something did.
    pub stopped_by: Option<StoppedBy>,
    /// What was agreed with it.
    pub agreement: Option<Agreement>,
    /// Why it was not accredited, where it was not.
    pub rejected_because: Option<WhyRejected>,
    /// The day by which it is to supply, where that is agreed and it is connected.
    pub due_on: Option<NaiveDate>,
    /// Whether it is believed less, since it has been silent for twelve months (T-32).
    pub silent: bool,
    /// What it supplied, the latest week last: those in which it did.
    pub weeks: Vec<WeekSupplied>,
    /// The measures of its rows in the latest week that was measured (DQ-02).
    pub quality: Option<WeekOfQuality>,
    /// The supply that is held, where one is: what came later waits behind it.
    pub held: Option<HeldSupply>,
    /// The keys by which its own system is known, the newest first (FEED-12).
    pub keys: Vec<KeyShown>,
    /// Whether the reader may add one.
    pub adds_keys: bool,
    /// The steps that the reader may take.
    pub steps: Vec<Step>,
    /// Whether the reader may put another agreement in the place of what was agreed.
    pub amends: bool,
    /// Whether the reader may renew its accreditation.
    pub renews: bool,
}

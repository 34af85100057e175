//! What a source does: it supplies rows, and nothing comes back but receipts (FEED-05, FEED-08).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::row::{Row, RowRefused};
use crate::act::Act;
use crate::audit::Event;
use crate::id::SourceId;
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// Supplying a batch of rows of one file.
pub struct SupplyRows {
    /// Who supplies.
    pub source: SourceId,
    /// SHA-256 of the whole file, in hexadecimal (FEED-12).
    pub file: String,
    /// The rows, in the file's order.
    pub rows: Vec<Row>,
}

/// Closing a file: how it went, once for the whole of it (FEED-12).
#[derive(Debug)]
pub struct CloseFile {
    /// Who supplied.
    pub source: SourceId,
    /// SHA-256 of the whole file, in hexadecimal.
    pub file: String,
    /// How many rows ended how.
    pub counts: FileCounts,
}

/// How many rows of a file ended how.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct FileCounts {
    /// Rows that made a new record.
    pub created: u64,
    /// Rows that changed what a source says.
    pub changed: u64,
    /// Rows that said what was known.
    pub unchanged: u64,
    /// Rows older than what is known, which do not win.
    pub older: u64,
    /// Rows that cannot be used, by code.
    pub refused: BTreeMap<String, u64>,
}

impl FileCounts {
    /// How many rows were refused.
    pub fn refused(&self) -> u64 {
        self.refused.values().sum()
    }

    /// Counts a refused row.
    pub fn refuse(&mut self, refused: &RowRefused) {
        *self
            .refused
            .entry(refused.code.code().to_owned())
            .or_default() += 1;
    }
}

/// What became of a batch: counts, and the rows that could not be used. Never a ContactPoint
/// number, never what matched (FEED-05).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SupplyOutcome {
    /// Rows that made a new record.
    pub created: u64,
    /// Rows that changed what a source says.
    pub changed: u64,
    /// Rows that said what was known.
    pub unchanged: u64,
    /// Rows older than what is known.
    pub older: u64,
    /// Rows that cannot be used.
    pub refused: Vec<RowRefused>,
}

/// Whether the source is registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SourceBearing {
    /// It is.
    pub registered: bool,
}

/// A source supplies for itself alone, and only once it is registered (FEED-02).
fn own(standing: &Standing, source: SourceId, bearing: SourceBearing) -> Result<(), Refusal> {
    match standing.actor {
        Actor::Source(acting) if acting == source && bearing.registered => Ok(()),
        Actor::Source(_) => Err(Refusal::NotYours),
        _ => Err(Refusal::Role),
    }
}

impl Act for SupplyRows {
    type Bearing = SourceBearing;

    fn event(&self) -> Event {
        Event::of("file.applied")
            .about("source", self.source)
            .detail(json!({
                "file": self.file,
                "rows": self.rows.len(),
                "first_row": self.rows.first().map(|row| row.number),
            }))
    }

    fn permit(&self, standing: &Standing, bearing: &SourceBearing) -> Result<(), Refusal> {
        own(standing, self.source, *bearing)
    }
}

impl Act for CloseFile {
    type Bearing = SourceBearing;

    fn event(&self) -> Event {
        Event::of("file.received")
            .about("source", self.source)
            .detail(json!({ "file": self.file, "counts": self.counts }))
    }

    fn permit(&self, standing: &Standing, bearing: &SourceBearing) -> Result<(), Refusal> {
        own(standing, self.source, *bearing)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::standing::Channel;

    #[test]
    fn a_source_supplies_for_itself_alone_and_only_once_registered_feed_02() {
        let (own, other) = (SourceId(Uuid::from_u128(1)), SourceId(Uuid::from_u128(2)));
        let act = SupplyRows {
            source: own,
            file: String::new(),
            rows: Vec::new(),
        };
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        let by = |actor| Standing {
            actor,
            channel: Channel::Feed,
            now,
        };
        let known = SourceBearing { registered: true };
        assert_eq!(act.permit(&by(Actor::Source(own)), &known), Ok(()));
        assert!(act.permit(&by(Actor::Source(other)), &known).is_err());
        assert!(act.permit(&by(Actor::System), &known).is_err());
        let unknown = SourceBearing { registered: false };
        assert!(act.permit(&by(Actor::Source(own)), &unknown).is_err());
    }
}

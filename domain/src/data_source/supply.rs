//! What a source does: it supplies rows, and nothing comes back but receipts (FEED-05, FEED-08).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::agreement::AgreedItem;
use super::column_map::fits;
use super::directory::Source;
use super::row::{Row, RowRefused};
use super::state::NotAccepting;
use super::{ColumnMap, MapProblem, read_row};
use crate::act::Act;
use crate::audit::Event;
use crate::best_view::{SourceKind, Statement};
use crate::child_record::NameUse;
use crate::clock::Moment;
use crate::id::SourceId;
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// A row that a source can supply: about a child, or about an entry on the record of one.
pub trait SuppliedRow: Clone + Send + Sync + 'static {
    /// What the rows are about, in the trail's words.
    const ABOUT: &'static str;

    /// Its line in the file; the headings are line 1.
    fn number(&self) -> u64;

    /// Whether sources of a kind supply such rows.
    fn comes_from(kind: SourceKind) -> bool;

    /// What it supplies that must have been agreed (FEED-03).
    fn supplies(&self) -> Vec<AgreedItem>;

    /// What is heard of a row of which only some items were agreed; nothing where that can wait.
    fn heard(&self, agreed: &[AgreedItem]) -> Option<Self>;

    /// Whether it says that a record must be shielded, which waits for nothing (SHLD-01, SHLD-03).
    fn shields(&self) -> bool {
        false
    }
}

/// A map from the columns of a source's file to rows of one sort.
pub trait RowMap: serde::de::DeserializeOwned + Send + Sync {
    /// The rows that it reads.
    type Row: SuppliedRow;

    /// Every column that it names.
    ///
    /// # Errors
    /// Where it attests what is no element of a consent.
    fn columns(&self) -> Result<BTreeSet<&str>, MapProblem>;

    /// Checks the map against a file's headings, which must be all of its columns (FEED-07).
    fn check(&self, headings: &[&str]) -> Result<(), MapProblem> {
        fits(&self.columns()?, headings)
    }

    /// Reads a row, or tells why it cannot be used. `field` gives the text of a column; `received`
    /// is when the file came.
    fn read<'a>(
        &'a self,
        number: u64,
        field: &'a dyn Fn(&str) -> &'a str,
        received: Moment,
        source: &Source,
    ) -> Result<Self::Row, RowRefused>;
}

impl SuppliedRow for Row {
    const ABOUT: &'static str = "children";

    fn number(&self) -> u64 {
        self.number
    }

    /// Whoever makes assessments supplies children too, so that its references are known.
    fn comes_from(_: SourceKind) -> bool {
        true
    }

    /// Everything but the name in use and the date of birth, without which no row can be used, and that the
    /// record must be shielded.
    fn supplies(&self) -> Vec<AgreedItem> {
        let said = &self.statement;
        let other_name = said.names.iter().any(|(used, _)| *used != NameUse::Current);
        let address = said.whereabouts.is_some() || said.other_home.is_some();
        let items = [
            (AgreedItem::Names, other_name),
            (AgreedItem::Gender, said.gender.is_some()),
            (AgreedItem::Addresses, address),
            (AgreedItem::Carers, !said.carers.is_empty()),
            (AgreedItem::Universal, !said.services.is_empty()),
            (AgreedItem::Identifiers, !said.identifiers.is_empty()),
            (AgreedItem::Deaths, said.date_of_death.is_some()),
            (AgreedItem::Departures, said.ceased.is_some()),
        ];
        let said = items.into_iter().filter(|(_, said)| *said);
        said.map(|(item, _)| item).collect()
    }

    /// That the record must be shielded is heard at once, with what was agreed (D-03).
    fn heard(&self, agreed: &[AgreedItem]) -> Option<Self> {
        self.statement.shield?;
        let mut row = self.clone();
        for item in self.supplies() {
            if !agreed.contains(&item) {
                leave_out(&mut row.statement, item);
            }
        }
        Some(row)
    }

    fn shields(&self) -> bool {
        self.statement.shield.is_some()
    }
}

/// Takes out of a statement what belongs to an item.
fn leave_out(said: &mut Statement, item: AgreedItem) {
    match item {
        AgreedItem::Names => said.names.retain(|(used, _)| *used == NameUse::Current),
        AgreedItem::Gender => said.gender = None,
        AgreedItem::Addresses => (said.whereabouts, said.other_home) = (None, None),
        AgreedItem::Carers => said.carers.clear(),
        AgreedItem::Universal => said.services.clear(),
        AgreedItem::Identifiers => said.identifiers.clear(),
        AgreedItem::Deaths => said.date_of_death = None,
        AgreedItem::Departures => said.ceased = None,
        AgreedItem::DateOfBirth | AgreedItem::Shields => {}
        AgreedItem::Involvements | AgreedItem::Assessments => {}
    }
}

impl RowMap for ColumnMap {
    type Row = Row;

    fn columns(&self) -> Result<BTreeSet<&str>, MapProblem> {
        Ok(ColumnMap::columns(self))
    }

    fn check(&self, headings: &[&str]) -> Result<(), MapProblem> {
        ColumnMap::check(self, headings)
    }

    fn read<'a>(
        &'a self,
        number: u64,
        field: &'a dyn Fn(&str) -> &'a str,
        received: Moment,
        source: &Source,
    ) -> Result<Row, RowRefused> {
        read_row(self, number, field, received, source.organisation)
    }
}

/// Supplying a batch of rows of one file.
pub struct SupplyRows<R = Row> {
    /// Who supplies.
    pub source: SourceId,
    /// SHA-256 of the whole file, in hexadecimal (FEED-12).
    pub file: String,
    /// The rows, in the file's order.
    pub rows: Vec<R>,
    /// Which rows of a supply that waits they are, where they came over the channel.
    pub queued: Option<Queued>,
}

/// Rows of a supply that waits. They are worked once: in the transaction in which they are taken in
/// it is noted how far the supply has been worked (FEED-08).
#[derive(Clone, Debug)]
pub struct Queued {
    /// The supply.
    pub supply: Uuid,
    /// How many rows were worked before.
    pub before: u64,
    /// Those that could not be read.
    pub unread: Vec<RowRefused>,
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
    /// The supply that waited, where it came over the channel.
    pub supply: Option<Uuid>,
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
    /// How many rows there were.
    pub fn rows(&self) -> u64 {
        self.created + self.changed + self.unchanged + self.older + self.refused()
    }

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

/// What bears on a supply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SourceBearing {
    /// Of which kind it is; none where it is not registered.
    pub kind: Option<SourceKind>,
    /// Whether anything is taken in from it at present.
    pub accepts: Result<(), NotAccepting>,
}

/// A source supplies for itself alone, and only while it is connected (FEED-02, section 4.12).
pub(crate) fn own(
    standing: &Standing,
    source: SourceId,
    bearing: SourceBearing,
) -> Result<(), Refusal> {
    match standing.actor {
        Actor::Source(acting) if acting == source && bearing.kind.is_some() => {
            bearing.accepts.map_err(Refusal::NotAccepting)
        }
        Actor::Source(_) => Err(Refusal::NotYours),
        _ => Err(Refusal::Role),
    }
}

impl<R: SuppliedRow> Act for SupplyRows<R> {
    type Bearing = SourceBearing;

    fn event(&self) -> Event {
        Event::of("file.applied")
            .about("source", self.source)
            .detail(json!({
                "file": self.file,
                "about": R::ABOUT,
                "rows": self.rows.len(),
                "first_row": self.rows.first().map(SuppliedRow::number),
            }))
    }

    fn permit(&self, standing: &Standing, bearing: &SourceBearing) -> Result<(), Refusal> {
        own(standing, self.source, *bearing)?;
        match bearing.kind {
            Some(kind) if R::comes_from(kind) => Ok(()),
            _ => Err(Refusal::NotYours),
        }
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
    use super::*;
    use crate::child_record::{Gender, PersonName};
    use crate::data_source::Agreement;
    use crate::shielding::Ground;
    use crate::standing::Channel;

    #[test]
    fn a_row_supplies_what_must_be_agreed_and_what_identifies_or_shields_is_never_asked_feed_03() {
        let mut row = Row {
            number: 2,
            reference: "1".into(),
            at: "2026-11-21T12:00:00Z".parse().unwrap(),
            statement: Statement {
                names: vec![(NameUse::Current, name())],
                shield: Some(Ground::HarmToChild),
                ..Statement::default()
            },
        };
        let agreed = |items: &[AgreedItem]| Agreement {
            items: items.to_vec(),
            cadence_days: 7,
            supplied_nationally: false,
            signed_on: "2026-11-02".parse().unwrap(),
        };
        assert!(agreed(&[]).covers(&row));
        row.statement.gender = Some(Gender::Female);
        row.statement.names.push((NameUse::Former, name()));
        assert!(!agreed(&[AgreedItem::Names]).covers(&row));
        assert!(!agreed(&[AgreedItem::Gender]).covers(&row));
        assert!(agreed(&[AgreedItem::Gender, AgreedItem::Names]).covers(&row));
        // Of a row that is refused the shield is heard all the same, with what was agreed (D-03).
        let heard = row.heard(&[AgreedItem::Names]).unwrap().statement;
        assert_eq!((heard.shield, heard.gender), (row.statement.shield, None));
        assert_eq!(heard.names, row.statement.names);
        row.statement.shield = None;
        assert_eq!(row.heard(&[AgreedItem::Names]), None);
    }

    fn name() -> PersonName {
        PersonName {
            given: "Ann".into(),
            family: "Example".into(),
        }
    }

    #[test]
    fn a_source_supplies_for_itself_alone_and_only_once_registered_feed_02() {
        let (own, other) = (SourceId(Uuid::from_u128(1)), SourceId(Uuid::from_u128(2)));
        let act = SupplyRows::<Row> {
            source: own,
            file: String::new(),
            rows: Vec::new(),
            queued: None,
        };
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        let by = |actor| Standing {
            actor,
            channel: Channel::Feed,
            now,
        };
        let known = SourceBearing {
            kind: Some(SourceKind::Local),
            accepts: Ok(()),
        };
        assert_eq!(act.permit(&by(Actor::Source(own)), &known), Ok(()));
        assert!(act.permit(&by(Actor::Source(other)), &known).is_err());
        assert!(act.permit(&by(Actor::System), &known).is_err());
        let unknown = SourceBearing {
            kind: None,
            accepts: Err(NotAccepting::NotRegistered),
        };
        assert!(act.permit(&by(Actor::Source(own)), &unknown).is_err());
        for why in NotAccepting::ALL {
            let stopped = SourceBearing {
                accepts: Err(why),
                ..known
            };
            let refused = act.permit(&by(Actor::Source(own)), &stopped);
            assert_eq!(refused, Err(Refusal::NotAccepting(why)), "it is told why");
            let stranger = act.permit(&by(Actor::Source(other)), &stopped);
            assert_eq!(stranger, Err(Refusal::NotYours), "and nobody else");
        }
    }
}

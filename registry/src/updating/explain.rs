//! Why each item is what it is (REC-01): for those who answer for the record alone (REC-02).

use domain::act::Act;
use domain::best_view::{self, BestView, Item, Statement, Supplied, Value, assemble};
use domain::child_record::RecordBearing;
use domain::clock::london_date;
use domain::id::ChildNumber;
use domain::refusal::Refusal;
use domain::updating::{
    BeforeShown, EntryFrom, ExplainRecord, ExplainedItem, ExplainedRecord, SaidShown, lines,
};

use super::details::name;
use super::names::{Names, verified};
use crate::child_record::{self, OpensSeal};
use crate::data_source;
use crate::data_source::said::{self, Past, Statements};
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::involvement;

impl sealed::Sealed for ExplainRecord {}

impl KnownAct for ExplainRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::bearing(access, child).await
    }
}

/// Everything that is and was said of a record.
pub(super) struct Known {
    /// What the record shows.
    pub shown: BestView,
    /// What is said now, by source and reference.
    statements: Statements,
    /// The same, one after another.
    pub supplied: Vec<Supplied>,
    /// What it comes to today.
    view: BestView,
    pub past: Vec<Past>,
}

impl Known {
    /// Reads it, sealed or not.
    pub(super) async fn read<A: OpensSeal>(
        access: &mut Access<A>,
        child: ChildNumber,
    ) -> Result<Self, Stopped> {
        let statements = said::statements(access, child).await?;
        let supplied: Vec<Supplied> = statements.values().cloned().collect();
        Ok(Self {
            shown: child_record::best_view(access, child).await?,
            view: assemble(&supplied),
            statements,
            supplied,
            past: said::past(access, child).await?,
        })
    }

    /// An item and why it is what it is.
    pub(super) fn explained(&self, item: Item, names: &Names) -> ExplainedItem {
        let words = |value: &Value| lines(value, |id| names.organisation(id));
        let standing = |view| Value::standing(item, view).as_ref().map(words);
        let stands = standing(&self.shown).unwrap_or_default();
        let anew = standing(&self.view).unwrap_or_default();
        let said = best_view::explain(item, &self.view, &self.supplied).into_iter();
        ExplainedItem {
            item,
            anew: (anew != stands).then_some(anew),
            stands,
            said: said
                .map(|told| SaidShown {
                    lines: or_nothing(words(&told.value)),
                    by: names.by(told.said.source, &told.said.statement),
                    on: london_date(told.said.at),
                    verified: verified(told.said),
                    behind: told.behind.map(|why| why.words().to_owned()),
                })
                .collect(),
            before: self.before(item, names),
        }
    }

    /// What was said of an item before: each value that another took the place of.
    fn before(&self, item: Item, names: &Names) -> Vec<BeforeShown> {
        let mut before: Vec<BeforeShown> = Vec::new();
        for (place, past) in self.past.iter().enumerate() {
            let Some(value) = Value::said(item, &past.statement) else {
                continue;
            };
            // The latest come first, so what came next of the same source stands earlier in the list.
            let mut later = self.past.iter().take(place).rev();
            let next = later
                .find(|other| other.key == past.key)
                .map(|other| &other.statement);
            let current = self.statements.get(&past.key).map(|said| &said.statement);
            let after = next
                .or(current)
                .and_then(|said: &Statement| Value::said(item, said));
            if after.as_ref() == Some(&value) {
                continue;
            }
            before.push(BeforeShown {
                lines: or_nothing(lines(&value, |id| names.organisation(id))),
                by: names.by(past.key.0, &past.statement),
                from: london_date(past.from),
                until: london_date(past.until),
            });
        }
        before
    }
}

/// What was set right to be nothing, in a word.
pub(super) fn or_nothing(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return vec!["None".to_owned()];
    }
    lines
}

/// Item by item whose statement stands and why, what else is said, and what was said before; where entries
/// come from, and what they were before (UPD-07).
pub async fn explain(access: &mut Access<ExplainRecord>) -> Result<ExplainedRecord, Stopped> {
    let child = access.act().child;
    let record = child_record::bearing(access, child).await?;
    let record = record.ok_or(Refusal::NoSuchRecord)?;
    let hat = access.hat()?;
    let marks_disputes = hat.decides_about(&record.local_authority, record.shielded);
    Ok(ExplainedRecord {
        marks_disputes,
        ..explained(access, child).await?
    })
}

/// The same for any act that opens a seal.
pub(crate) async fn explained<A: OpensSeal>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<ExplainedRecord, Stopped> {
    let known = Known::read(access, child).await?;
    let entries = data_source::entries_of(access, child).await?;
    let mut names = Names::read(access, &known.supplied, &known.past, &[]).await?;
    let suppliers = entries.iter().map(|entry| entry.source);
    names.add_sources(access, suppliers).await?;
    let items = Item::ALL
        .into_iter()
        .map(|item| known.explained(item, &names));
    Ok(ExplainedRecord {
        number: child,
        name: name(&known.shown)?,
        marks_disputes: false,
        items: items
            .filter(|item| !(item.said.is_empty() && item.before.is_empty()))
            .collect(),
        entries: entries
            .into_iter()
            .map(|entry| EntryFrom {
                service: entry.service,
                source: names.source(entry.source),
                on: london_date(entry.at),
            })
            .collect(),
        entries_before: involvement::before(access, child).await?,
    })
}

/// What was said of an archived record until it was archived; of its entries nothing.
pub(crate) async fn explained_archived<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    view: &BestView,
    past: Vec<Past>,
) -> Result<ExplainedRecord, Stopped> {
    let known = Known {
        shown: view.clone(),
        view: view.clone(),
        statements: Statements::new(),
        supplied: Vec::new(),
        past,
    };
    let names = Names::read(access, &[], &known.past, &[]).await?;
    let items = Item::ALL
        .into_iter()
        .map(|item| known.explained(item, &names));
    Ok(ExplainedRecord {
        number: child,
        name: name(view)?,
        marks_disputes: false,
        items: items.filter(|item| !item.before.is_empty()).collect(),
        entries: Vec::new(),
        entries_before: Vec::new(),
    })
}

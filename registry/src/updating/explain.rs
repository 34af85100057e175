//! Why each item is what it is (REC-01): for those who answer for the record alone (REC-02).

use domain::act::Act;
use domain::best_view::{self, BestView, Item, Statement, Supplied, Value};
use domain::child_record::RecordBearing;
use domain::clock::london_date;
use domain::id::ChildNumber;
use domain::updating::{
    BeforeShown, ExplainRecord, ExplainedItem, ExplainedRecord, SaidShown, lines,
};

use super::details::name;
use super::names::{Names, verified};
use crate::child_record::{self, OpensSeal};
use crate::data_source::said::{self, Past, Statements};
use crate::door::{Access, KnownAct, Stopped, sealed};

impl sealed::Sealed for ExplainRecord {}

impl KnownAct for ExplainRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::bearing(access, child).await
    }
}

/// Everything that is and was said of a record.
pub(super) struct Known {
    pub view: BestView,
    pub statements: Statements,
    pub past: Vec<Past>,
}

impl Known {
    /// Reads it, sealed or not.
    pub(super) async fn read<A: OpensSeal>(
        access: &mut Access<A>,
        child: ChildNumber,
    ) -> Result<Self, Stopped> {
        let view = match child_record::sealed_best_view(access, child).await? {
            Some(view) => view,
            None => child_record::open_best_view(access, child).await?,
        };
        Ok(Self {
            view,
            statements: said::statements(access, child).await?,
            past: said::past(access, child).await?,
        })
    }

    /// What is said now.
    pub(super) fn said(&self) -> Vec<Supplied> {
        self.statements.values().cloned().collect()
    }

    /// An item and why it is what it is.
    pub(super) fn explained(&self, item: Item, names: &Names) -> ExplainedItem {
        let words = |value: &Value| lines(value, |id| names.organisation(id));
        let statements = self.said();
        let said = best_view::explain(item, &statements).into_iter();
        ExplainedItem {
            item,
            stands: Value::standing(item, &self.view)
                .as_ref()
                .map(words)
                .unwrap_or_default(),
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

/// Item by item whose statement stands and why, what else is said, and what was said before.
pub async fn explain(access: &mut Access<ExplainRecord>) -> Result<ExplainedRecord, Stopped> {
    let child = access.act().child;
    let known = Known::read(access, child).await?;
    let names = read_names(access, &known).await?;
    let items = Item::ALL
        .into_iter()
        .map(|item| known.explained(item, &names));
    Ok(ExplainedRecord {
        number: child,
        name: name(&known.view)?,
        items: items
            .filter(|item| !(item.said.is_empty() && item.before.is_empty()))
            .collect(),
    })
}

async fn read_names<A: Act>(access: &mut Access<A>, known: &Known) -> Result<Names, Stopped> {
    Names::read(access, &known.said(), &known.past, &[]).await
}

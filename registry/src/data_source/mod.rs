//! Registered sources of data and what they supply (FEED).

mod anew;
mod apply;
mod assessments;
pub(crate) mod by_hand;
mod entries;
mod involvements;
mod known;
mod rebuild;
mod register;
mod rename;
mod reseal;
pub(crate) mod said;
mod sql;
mod stated;
mod weigh;

use domain::act::Act;
use domain::data_quality::validity;
use domain::data_source::{
    AssessmentRow, CloseFile, InvolvementRow, NotAccepting, RowCode, RowRefused, SaidAssessment,
    SaidInvolvement, SourceBearing, SuppliedRow, SupplyOutcome, SupplyRows, WeighRows, Weighed,
};
use domain::id::{ChildNumber, SourceId};
use domain::task::TaskKind;

pub(crate) use anew::weigh_anew;
pub(crate) use apply::take_up;
pub(crate) use by_hand::standing_for;
pub(crate) use entries::{SuppliedEntry, entries_of, kept_entry, supplied_under};
pub(crate) use known::said;
pub(crate) use rebuild::Rebuilt;
pub(crate) use register::work;
pub use register::{decide, decide_held, find, list, prepare, register, sign, take, view};
pub(crate) use register::{held as source_held, with_id};
pub(crate) use rename::rename;
pub(crate) use reseal::reseal;
pub(crate) use stated::{likeness, seal_statement};
pub use weigh::{hold, weigh};

use crate::data_quality;
use crate::door::{Access, Fault, KnownAct, Stopped, sealed};
use crate::feed;
use crate::stored::number;
use crate::task;

/// A row that this crate knows how to apply.
pub trait AppliedRow: SuppliedRow + sealed::Sealed {
    /// Applies rows of a batch.
    fn apply(
        access: &mut Access<SupplyRows<Self>>,
        rows: Vec<Self>,
    ) -> impl Future<Output = Result<SupplyOutcome, Stopped>> + Send;

    /// Tells what rows would do to what their source said before.
    fn weigh(
        access: &mut Access<WeighRows<Self>>,
        rows: Vec<Self>,
    ) -> impl Future<Output = Result<Vec<Weighed>, Stopped>> + Send;
}

impl<R: AppliedRow> sealed::Sealed for SupplyRows<R> {}

impl<R: AppliedRow> KnownAct for SupplyRows<R> {
    async fn bearing(access: &mut Access<Self>) -> Result<SourceBearing, Stopped> {
        let source = access.act().source;
        bearing(access, source).await
    }
}

/// A row with something that was not agreed.
fn not_agreed<R: SuppliedRow>(row: &R) -> RowRefused {
    RowRefused {
        number: row.number(),
        code: RowCode::NotAgreed,
        column: None,
    }
}

/// Rows by whether they hold nothing but what was agreed with their source (FEED-03).
struct Sorted<R> {
    agreed: Vec<R>,
    /// What is heard all the same of the others.
    heard: Vec<R>,
    others: Vec<R>,
}

async fn sorted<A: Act, R: SuppliedRow>(
    access: &mut Access<A>,
    source: SourceId,
    rows: Vec<R>,
) -> Result<Sorted<R>, Stopped> {
    let agreement = register::sql::agreement(access.connection(), source).await?;
    let covers = |row: &R| agreement.as_ref().is_none_or(|agreed| agreed.covers(row));
    let (agreed, others): (Vec<R>, Vec<R>) = rows.into_iter().partition(covers);
    let items = agreement.map(|agreement| agreement.items);
    let heard = |row: &R| row.heard(items.as_deref().unwrap_or_default());
    Ok(Sorted {
        agreed,
        heard: others.iter().filter_map(heard).collect(),
        others,
    })
}

/// Applies the rows of a batch, but for those with something that was not agreed with the source (FEED-03).
/// What comes back tells how many ended how, and which cannot be used, and nothing that the directory knows
/// (FEED-05).
pub async fn supply<R: AppliedRow>(
    access: &mut Access<SupplyRows<R>>,
) -> Result<SupplyOutcome, Stopped> {
    sql::plan_anew(access.connection()).await?;
    let (source, rows) = (access.act().source, access.act().rows.clone());
    let Sorted {
        agreed,
        heard,
        others,
    } = sorted(access, source, rows).await?;
    let mut outcome = R::apply(access, agreed).await?;
    if !heard.is_empty() {
        // Told of as refused, whatever came of it (FEED-05).
        R::apply(access, heard).await?;
    }
    outcome.refused.extend(others.iter().map(not_agreed));
    outcome.refused.sort_by_key(|refused| refused.number);
    if let Some(queued) = access.act().queued.clone() {
        let rows = access.act().rows.len();
        feed::worked(access, &queued, rows, &outcome).await?;
    }
    access.note(serde_json::json!({
        "created": outcome.created,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "older": outcome.older,
        "refused": outcome.refused.len(),
    }));
    Ok(outcome)
}

/// Takes up an entry that was kept with a row in quarantine (D-34): refused or not, the source is told
/// nothing, and the trail how it ended.
pub(crate) async fn take_up_entry<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    about: &str,
    row: serde_json::Value,
) -> Result<(), Stopped> {
    let outcome = match about {
        <InvolvementRow as SuppliedRow>::ABOUT => {
            entries::take_up::<SaidInvolvement, A>(access, source, row).await?
        }
        <AssessmentRow as SuppliedRow>::ABOUT => {
            entries::take_up::<SaidAssessment, A>(access, source, row).await?
        }
        _ => return Err(Stopped::Fault(Fault::new("an entry of an unknown kind"))),
    };
    if let Some(refused) = outcome.refused.first() {
        access.note(serde_json::json!({ "entry_refused": refused.code.code() }));
    }
    Ok(())
}

/// Whose record a reference of a source belongs to.
pub(crate) async fn whose<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    reference: &str,
) -> Result<Option<ChildNumber>, Stopped> {
    let references = [reference.to_owned()];
    let owners = sql::children_of(access.connection(), source, &references).await?;
    Ok(owners.first().map(|row| number(row.child)).transpose()?)
}

/// Makes whatever takes rows of one source in wait for each other until the end of the act: locked before
/// anything of its rows is.
pub(crate) async fn one_file_at_a_time<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<(), Stopped> {
    Ok(sql::one_file_at_a_time(access.connection(), source).await?)
}

/// A source's name.
pub(crate) async fn name(
    connection: &mut sqlx::PgConnection,
    source: SourceId,
) -> sqlx::Result<String> {
    sql::name(connection, source).await
}

/// Whether rows of a source are taken in now: the one question that every way in asks before it takes
/// anything, batch by batch (FEED-02, FEED-10, FEED-13, T-31, section 4.12). Whoever stops the source does
/// not wait for a batch in hand; nothing is begun afterwards.
pub(crate) async fn accepting(
    connection: &mut sqlx::PgConnection,
    source: SourceId,
    today: chrono::NaiveDate,
) -> sqlx::Result<Result<(), NotAccepting>> {
    let row = register::sql::standing(connection, source).await?;
    Ok(row.map_or(Err(NotAccepting::NotRegistered), |row| row.accepts(today)))
}

/// What bears on an act of a source: whether it is registered, and connected.
pub(crate) async fn bearing<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<SourceBearing, Stopped> {
    let today = access.today();
    let row = register::sql::standing(access.connection(), source).await?;
    Ok(SourceBearing {
        kind: row.as_ref().map(|row| row.kind),
        accepts: row.map_or(Err(NotAccepting::NotRegistered), |row| row.accepts(today)),
    })
}

impl sealed::Sealed for CloseFile {}

impl KnownAct for CloseFile {
    async fn bearing(access: &mut Access<Self>) -> Result<SourceBearing, Stopped> {
        let source = access.act().source;
        bearing(access, source).await
    }
}

/// Closes a file: the act itself is the entry in the trail (FEED-12). What it brought is kept, how many of
/// its rows were in the right form counts in its week (DQ-01), and the source is overdue no longer (T-30).
pub async fn close(access: &mut Access<CloseFile>) -> Result<(), Stopped> {
    let (source, today) = (access.act().source, access.today());
    let counts = match access.act().supply {
        Some(supply) => feed::done(access, supply).await?,
        None => access.act().counts.clone(),
    };
    let id = access.chance().uuid();
    register::sql::keep_supply(access.connection(), id, source, &counts, today).await?;
    data_quality::count_supply(access, source, validity(&counts)).await?;
    task::close(access, &[TaskKind::SourceOverdue], source.0).await
}

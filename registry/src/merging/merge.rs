//! Joining two records of one child (MAT-05).

use domain::audit::Event;
use domain::id::{ChildNumber, OpeningId};
use domain::merging::{FindOther, MergeRecords, PairShown, ViewMerge};
use domain::quarantine::compare;
use domain::refusal::{Problem, Refusal, Rejection};
use domain::task::TaskKind;
use serde_json::Value;

use super::snapshot::Snapshot;
use super::{name, sql};
use crate::archive::{self, Rows, Taken};
use crate::child_record;
use crate::data_source::reseal;
use crate::death;
use crate::door::{Access, Stopped};
use crate::shielding;
use crate::subject_access;
use crate::task;
use crate::transfer;

/// What stands once on a record, or is made anew of the rest: it is left with the record that goes.
const LEFT: [&str; 8] = [
    "live.child",
    "live.identifier",
    "live.shield",
    "live.transfer",
    "live.past_eighteen_prompt",
    "live.break_glass",
    "live.panel_pack",
    "live.panel_opinion",
];

/// Opens the other record for this session; gives the name under which it is seen beside the first.
pub async fn find(access: &mut Access<FindOther>) -> Result<OpeningId, Stopped> {
    let (child, other) = (access.act().child, access.act().other);
    not_itself(child, other)?;
    let reason = access.act().reason.clone();
    child_record::record_opening(access, other, &reason).await
}

/// A record is not joined with itself.
fn not_itself(child: ChildNumber, other: ChildNumber) -> Result<(), Rejection> {
    if child == other {
        return Err(Rejection::of(
            "number",
            "This is the number of the record that you have open. Enter the number of the other record",
        ));
    }
    Ok(())
}

/// Two records side by side.
pub async fn pair(access: &mut Access<ViewMerge>) -> Result<PairShown, Stopped> {
    let (child, other) = (access.act().child, access.act().other);
    let stays = child_record::best_view(access, child).await?;
    let goes = child_record::best_view(access, other).await?;
    let mut shielded = false;
    for record in [child, other] {
        let record = child_record::bearing(access, record).await?;
        shielded |= record.is_some_and(|record| record.shielded);
    }
    Ok(PairShown {
        number: child,
        name: name(&stays)?,
        other,
        other_name: name(&goes)?,
        shielded,
        items: compare(&goes, &stays),
    })
}

/// Joins them: all that is said of the one and all who work with the child come to the other, which is
/// shielded if either was. Whoever had the record that goes open has it open no longer.
pub async fn merge(access: &mut Access<MergeRecords>) -> Result<(), Stopped> {
    let (child, other) = (access.act().child, access.act().other);
    not_itself(child, other)?;
    let stays = child_record::locked(access, child).await?;
    let stays = stays.ok_or(Refusal::NoSuchRecord)?;
    let died_before = child_record::standing(access, child).await?.date_of_death;
    let kept = sql::move_kept(access.connection(), other, child).await?;
    transfer::end_about(access, other).await?;
    let requests = subject_access::joined(access, other, child).await?;
    let tasks = sql::move_tasks(access.connection(), other, child).await?;
    let items = sql::move_items(access.connection(), other, child).await?;
    let certificates = sql::move_certificates(access.connection(), other, child).await?;
    let Taken { record, rows, .. } = archive::take_live(access, other).await?;
    let once = sql::has_once(access.connection(), child).await?;
    let (left, mut came): (Rows, Rows) = rows
        .into_iter()
        .partition(|(table, rows)| is_left(table, rows, &once));
    close_tasks_of(access, &left).await?;
    archive::give(&mut came, child);
    let put = archive::put_back(access.connection(), &came).await;
    put.map_err(twice)?;
    // What is kept for undoing another joining is kept once.
    archive::make_final(&mut came);
    let noticed = once.death || came.contains_key("live.death");
    let shielded = record.shielded;
    let snapshot = Snapshot {
        came,
        left,
        tasks,
        items,
        certificates,
        kept,
        requests,
        shielded,
    };
    keep(access, other, child, &snapshot).await?;
    if shielded {
        shielding::notices_came(access, child).await?;
    }
    if stays.shielded || !shielded {
        reseal(access, child, stays.shielded).await?;
    }
    let died = child_record::standing(access, child).await?.date_of_death;
    if let Some(died) = died.filter(|_| died_before.is_none()) {
        match noticed {
            true => death::tell_supplied(access, child, died.value).await?,
            false => death::notify_supplied(access, child, died.value).await?,
        }
    }
    let gone = Event::on_child("record.merged-away", other);
    access.consequence(gone);
    Ok(())
}

/// Whether rows stay with the record that goes: what stands once on a record and stands on the other
/// already, where nothing is lost by it.
fn is_left(table: &str, rows: &[Value], stands: &sql::Once) -> bool {
    let ended = || rows.iter().all(|row| !row["ended_on"].is_null());
    LEFT.contains(&table)
        || table == "live.death" && stands.death
        || table == "live.past_eighteen" && stands.past_eighteen && ended()
}

/// Closes what waits about a shield, a transfer or a look that is left with the record that goes: the shield
/// gives its notices to the record that stays, where they are asked about anew; the others have ended.
async fn close_tasks_of(access: &mut Access<MergeRecords>, left: &Rows) -> Result<(), Stopped> {
    const ENDED: [(&str, &[TaskKind]); 3] = [
        (
            "live.shield",
            &[
                TaskKind::ShieldToReview,
                TaskKind::ShieldOverdue,
                TaskKind::ShieldNoticeWithdrawn,
            ],
        ),
        ("live.transfer", &TaskKind::ALL),
        ("live.break_glass", &[TaskKind::GlassToDecide]),
    ];
    for (table, kinds) in ENDED {
        for row in left.get(table).into_iter().flatten() {
            let id = serde_json::from_value(row["id"].clone())?;
            task::close(access, kinds, id).await?;
        }
    }
    Ok(())
}

/// Keeps what came and what was left, for as long as it can be undone.
async fn keep(
    access: &mut Access<MergeRecords>,
    number: ChildNumber,
    child: ChildNumber,
    snapshot: &Snapshot,
) -> Result<(), Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let today = access.today();
    let (connection, keys, chance) = access.parts();
    let sealed = snapshot.seal(keys, number, chance)?;
    sql::keep(connection, number, child, account, today, &sealed).await?;
    Ok(())
}

/// What can stand once on a record stands on both: a person decides which holds before they are joined.
fn twice(error: sqlx::Error) -> Stopped {
    let database = error.as_database_error();
    let unique = database.filter(|one| one.is_unique_violation());
    let what = match unique.and_then(|one| one.table()) {
        None => return error.into(),
        Some("caf") => "a common assessment with a holder",
        Some("lead_professional") => "a lead professional",
        Some("brokering_request") => "the same person's request to be contacted",
        Some("past_eighteen") => "consent to be kept past 18",
        Some("leaving_report") => "the same person's word that the child has left England",
        Some("ceased_residence") => "that the child has left England",
        Some("item_conflict") => "a detail that waits for a decision",
        Some("dispute") => "a dispute of the same detail",
        Some(_) => "something that can stand on one record only",
    };
    let message = format!(
        "Both records have {what}. End or settle it on one of them, then put the records together"
    );
    let problem = Problem {
        field: "number".into(),
        message: message.into(),
    };
    Rejection(vec![problem]).into()
}

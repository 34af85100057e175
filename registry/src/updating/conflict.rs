//! What waits for a decision, and deciding it (UPD-02).

use domain::act::Act;
use domain::best_view::{
    Correction, Item, Supplied, Value, Version, Word, contested, corrected, heard, is_held,
    set_aside,
};
use domain::child_record::{Assurance, PersonName, RecordBearing};
use domain::clock::written_date;
use domain::id::{ChildNumber, SourceId};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use domain::updating::{
    ClaimShown, ConflictBearing, ConflictRow, ConflictShown, DecideConflict, Decision,
    ListConflicts, ViewConflict, lines,
};
use serde_json::json;
use uuid::Uuid;

use super::details::name;
use super::explain::{Known, or_nothing};
use super::follow::{close, tell_of_outcome};
use super::names::{Names, assured, verified};
use super::proposal::{self, Proposal};
use super::sql;
use super::submit::state;
use crate::child_record;
use crate::data_source::said;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};

admit!(ListConflicts);

impl sealed::Sealed for ViewConflict {}

impl KnownAct for ViewConflict {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<ConflictBearing>, Stopped> {
        let conflict = access.act().conflict;
        let Some(row) = sql::row(access.connection(), conflict).await? else {
            return Ok(None);
        };
        let record = child_record::bearing(access, row.child).await?;
        Ok(record.map(|record| about(row.child, record)))
    }
}

impl sealed::Sealed for DecideConflict {}

impl KnownAct for DecideConflict {
    /// The record is locked first, as whoever changes it locks it: of two who decide the second finds
    /// nothing left.
    async fn bearing(access: &mut Access<Self>) -> Result<Option<ConflictBearing>, Stopped> {
        let conflict = access.act().conflict;
        let Some(row) = sql::row(access.connection(), conflict).await? else {
            return Ok(None);
        };
        let record = child_record::locked(access, row.child).await?;
        let still = sql::row(access.connection(), conflict).await?;
        let record = record.filter(|_| still.is_some());
        Ok(record.map(|record| about(row.child, record)))
    }
}

fn about(child: ChildNumber, record: RecordBearing) -> ConflictBearing {
    ConflictBearing {
        child,
        local_authority: record.local_authority,
        shielded: record.shielded,
    }
}

/// What waits in one's authority, the oldest first; what is about shielded records for its manager
/// alone (D-32).
pub async fn list(access: &mut Access<ListConflicts>) -> Result<Vec<ConflictRow>, Stopped> {
    let today = access.today();
    let hat = access.hat()?.clone();
    let authority = hat.local_authority.ok_or(Refusal::Role)?;
    let manager = hat.role == Role::LocalAuthorityManager;
    let rows = sql::list(access.connection(), &authority, manager, today).await?;
    let row = |row: sql::ListRow| {
        let item = Item::from_code(&row.item)?;
        Some(ConflictRow {
            id: row.id,
            child: PersonName {
                given: row.given,
                family: row.family,
            },
            item,
            since: row.opened_on,
            days: (today - row.opened_on).num_days(),
        })
    };
    Ok(rows.into_iter().filter_map(row).collect())
}

/// What may be taken in place of what stands: what sources have come to say, and what users sent in.
fn claims(
    item: Item,
    stands: Option<&Value>,
    statements: &[Supplied],
    proposals: &[Proposal],
) -> Vec<Value> {
    let sources = contested(statements).remove(&item).unwrap_or_default();
    let users = proposals.iter().map(|one| one.said.value.clone());
    let mut claims: Vec<Value> = Vec::new();
    for claim in sources.into_iter().chain(users) {
        if !claim.stands_as(stands) && !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    claims
}

/// What a form is made from: nothing that came since is decided unseen.
fn version(stands: Option<&Value>, claims: &[Value]) -> Version {
    Version::of(&(stands, claims))
}

/// What stands, everything that is said, and what may be taken instead.
pub async fn view(access: &mut Access<ViewConflict>) -> Result<ConflictShown, Stopped> {
    let id = access.act().conflict;
    let row = sql::row(access.connection(), id)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    let (child, item) = (row.child, row.item);
    access.note(json!({ "child": child.to_string(), "item": item.code() }));
    let known = Known::read(access, child).await?;
    let proposals = proposal::waiting(access, id).await?;
    let names = Names::read(access, &known.supplied, &known.past, &proposals).await?;
    let stands = Value::standing(item, &known.shown);
    let claims = claims(item, stands.as_ref(), &known.supplied, &proposals);
    Ok(ConflictShown {
        id,
        number: child,
        child: name(&known.shown)?,
        since: row.opened_on,
        explained: known.explained(item, &names),
        version: version(stands.as_ref(), &claims),
        claims: claims
            .iter()
            .map(|claim| ClaimShown {
                key: Version::of(claim),
                lines: or_nothing(lines(claim, |id| names.organisation(id))),
                by: who(claim, &known.supplied, &proposals, &names),
            })
            .collect(),
    })
}

/// Who says something, when, and how it was made sure of.
fn who(
    claim: &Value,
    statements: &[Supplied],
    proposals: &[Proposal],
    names: &Names,
) -> Vec<String> {
    let line = |by: String, at, verified: Option<String>| {
        let on = written_date(domain::clock::london_date(at));
        match verified {
            Some(verified) => format!("{by}, {on}. {verified}"),
            None => format!("{by}, {on}"),
        }
    };
    let says =
        |said: &&Supplied| Value::said(claim.item(), &said.statement).as_ref() == Some(claim);
    let sources = statements.iter().filter(says).map(|said| {
        line(
            names.by(said.source, &said.statement),
            said.at,
            verified(said),
        )
    });
    let users = proposals
        .iter()
        .filter(|one| one.said.value == *claim)
        .map(|one| {
            line(
                names.person(one.by),
                one.said.at,
                Some(assured(one.said.assurance)),
            )
        });
    sources.chain(users).collect()
}

/// Decides what stands. What is overridden was seen by whoever decides, and rests on evidence.
pub async fn decide(access: &mut Access<DecideConflict>) -> Result<(), Stopped> {
    access.act().check()?;
    let (id, seen) = (access.act().conflict, access.act().seen.clone());
    let row = sql::row(access.connection(), id)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    let (child, item) = (row.child, row.item);
    access.note(json!({ "child": child.to_string(), "item": item.code() }));
    let view = child_record::standing(access, child).await?;
    let stands = Value::standing(item, &view);
    let statements: Vec<Supplied> = said::statements(access, child)
        .await?
        .into_values()
        .collect();
    let proposals = proposal::waiting(access, id).await?;
    let claims = claims(item, stands.as_ref(), &statements, &proposals);
    if seen != version(stands.as_ref(), &claims) {
        return Err(Rejection::of(
            "chosen",
            "Something else has been said meanwhile. Look at the page again, then decide",
        )
        .into());
    }
    close(access, id).await?;
    let taken = match access.act().decision.clone() {
        Decision::Keep => keep(access, child, item, &statements).await?,
        Decision::Take(key) => {
            let taken = claims.into_iter().find(|claim| Version::of(claim) == key);
            let taken = taken.ok_or_else(|| Rejection::of("chosen", "Select what stands"))?;
            take(access, child, &taken, &statements).await?;
            Some(taken)
        }
    };
    let decided = Decided {
        child,
        before: stands,
        after: taken,
        proposals,
    };
    completed(access, decided).await
}

/// What stands stands on as it was made sure of and when, and nothing that was said against it opens the
/// comparison again (UPD-03); that it was decided binds others. What a source says that nobody corrected
/// needs no word of ours.
async fn keep(
    access: &mut Access<DecideConflict>,
    child: ChildNumber,
    item: Item,
    statements: &[Supplied],
) -> Result<Option<Value>, Stopped> {
    let Some((value, made, said)) = corrected(item, statements) else {
        return Ok(None);
    };
    let decision = Word {
        by: access.standing().account().ok_or(Refusal::Role)?,
        at: access.now(),
        decided: true,
    };
    let rests_on = made.rests_on.iter().copied().chain([decision]).collect();
    let mut against = set_aside(&value, statements);
    for known in &made.against {
        if !against.contains(known) {
            against.push(known.clone());
        }
    }
    let correction = Correction {
        rests_on,
        against,
        heard: heard_of_held(made.held, item, statements),
        ..made.clone()
    };
    state(access, child, value.clone(), correction, said.at).await?;
    Ok(Some(value))
}

/// What is held goes on to be held against what was said when it was decided.
fn heard_of_held(held: bool, item: Item, statements: &[Supplied]) -> Vec<(SourceId, Value)> {
    match held {
        true => heard(item, statements),
        false => Vec::new(),
    }
}

/// Another value takes the place of what stands.
async fn take(
    access: &mut Access<DecideConflict>,
    child: ChildNumber,
    value: &Value,
    statements: &[Supplied],
) -> Result<(), Stopped> {
    let by = access.standing().account().ok_or(Refusal::Role)?;
    let evidence = access.act().evidence.as_ref().ok_or(Refusal::Role)?;
    let item = value.item();
    // What is disputed stays so until that is settled (DISP-04).
    let held = is_held(item, statements);
    let correction = Correction {
        item,
        assurance: Some(Assurance::seen(evidence.document)),
        by,
        decided: true,
        held,
        rests_on: Vec::new(),
        against: set_aside(value, statements),
        heard: heard_of_held(held, item, statements),
    };
    let now = access.now();
    state(access, child, value.clone(), correction, now).await
}

/// A decision that the record shows already.
struct Decided {
    child: ChildNumber,
    /// What stood.
    before: Option<Value>,
    /// What stands now by our word; none where what a source says was kept.
    after: Option<Value>,
    /// What users had sent in.
    proposals: Vec<Proposal>,
}

/// A decision is complete: the trail keeps what it changed, and whoever sent something in and knows that
/// it waited is told. What else follows from a decision belongs here.
async fn completed<A: Act>(access: &mut Access<A>, decided: Decided) -> Result<(), Stopped> {
    let Decided {
        child,
        before,
        after,
        proposals,
    } = decided;
    access.note_restricted(json!({ "before": before, "after": after }));
    for proposal in &proposals {
        tell_of_outcome(access, child, proposal).await?;
    }
    Ok(())
}

/// What a conflict is about.
pub(super) struct About {
    pub child: ChildNumber,
    pub item: Item,
    pub opened_on: chrono::NaiveDate,
}

/// Its identifier and its item.
pub(super) type Open = (Uuid, Item);

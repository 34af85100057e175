//! Bringing an archived record back to the live directory (ARC-08, LVE-03).

use domain::act::Act;
use domain::archive::{ItemKind, RestoreRecord, WhyArchived, WindowBearing};
use domain::id::{AccountId, ChildNumber, InvolvementId, LocalAuthorityCode};
use domain::refusal::{Refusal, Rejection};
use domain::task::{Recipient, TaskKind};
use serde_json::{Value, json};
use uuid::Uuid;

use super::find::text;
use super::hold::follow_holds;
use super::rows::{self, Rows};
use super::{Item, broken, put_since, record, sql, window};
use crate::creating;
use crate::data_source::by_hand;
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::residence;
use crate::sensitive_service::open_entry;
use crate::subject_access;
use crate::task::{self, NewTask};

impl sealed::Sealed for RestoreRecord {}

impl KnownAct for RestoreRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<WindowBearing>, Stopped> {
        let id = access.act().window;
        window::bearing(access, id).await
    }
}

/// Restores a record: its number and its shield stay, its authority is the one of where the child lives
/// now, what had ended stays archived with the clock it had, what was stated of having left is over, and
/// it is found again. Whoever asked or believed the child to be back is told, so as not to ask for a new
/// one.
pub async fn restore(access: &mut Access<RestoreRecord>) -> Result<(), Stopped> {
    let id = access.act().window;
    let window = window::bearing(access, id).await?;
    let child = window.ok_or(Refusal::NoSuchRecord)?.child;
    let authority = responsible(access).await?;
    let mut told: Vec<AccountId> = whoever_asked(access).await?.into_iter().collect();
    told.extend(residence::restored(access, child).await?);
    creating::restored(access, child).await?;
    told.sort_unstable();
    told.dedup();
    let archived = sql::take_record(access.connection(), child).await?;
    let mut rows = record::open(access.keys(), child, &archived.sealed)?;
    leave_behind(access, child, &mut rows, archived.archived_on).await?;
    residence::forget_departure(&mut rows);
    for row in rows.get_mut("live.child").into_iter().flatten() {
        row["local_authority"] = Value::String(authority.0.clone());
    }
    rows::put_back(access.connection(), &rows).await?;
    by_hand::rebuild_record(access, child).await?;
    sql::forget_windows(access.connection(), child).await?;
    let now_with = [(child, authority.clone())];
    subject_access::follow(access, &now_with).await?;
    follow_holds(access, &now_with).await?;
    access.note(json!({ "child": child.to_string(), "local_authority": authority }));
    for account in told {
        let notice = NewTask {
            kind: TaskKind::RecordRestored,
            to: Recipient::Account(account),
            child: Some(child),
            object: None,
            due_on: None,
        };
        task::open(access, notice).await?;
    }
    Ok(())
}

/// Who answers for the record from now on: the authority of the postcode where the child lives, or
/// without one the authority that restores it. Only who lives in England belongs (D-13).
async fn responsible(access: &mut Access<RestoreRecord>) -> Result<LocalAuthorityCode, Stopped> {
    let lives_at = access.act().lives_at.clone();
    let words = [
        "Enter the postcode where the child lives",
        "This postcode is not in England. Only a child who lives in England again can be restored",
    ];
    let place = residence::place_of(access, lives_at.as_ref(), words).await?;
    Ok(place.authority)
}

/// The account of whoever believed that the child is back, where one is named.
async fn whoever_asked(access: &mut Access<RestoreRecord>) -> Result<Option<AccountId>, Stopped> {
    let Some(name) = access.act().asked_by.clone() else {
        return Ok(None);
    };
    let account = sql::account_called(access.connection(), &name).await?;
    let account = account.ok_or_else(|| {
        Rejection::of(
            "asked_by",
            "No user who works with records has this user name. Check it, or leave it empty",
        )
    })?;
    Ok(Some(account))
}

/// Items of a record that can have ended, and how it is seen.
const ENDING: [(&str, ItemKind, &str); 3] = [
    ("live.involvement", ItemKind::Involvement, "ended"),
    (
        "live.lead_professional",
        ItemKind::LeadProfessional,
        "ended",
    ),
    ("live.caf", ItemKind::Caf, "superseded_on"),
];

/// Leaves in the archive what had ended (ARC-08), or whose consent has run out since (SENS-05). The six
/// years of each go on from the day on which it was archived (D-39).
async fn leave_behind<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    rows: &mut Rows,
    since: chrono::NaiveDate,
) -> Result<(), Stopped> {
    for (table, kind, column) in ENDING {
        for mut row in split(rows, table, |row| Ok(!row[column].is_null()))? {
            if kind == ItemKind::Involvement {
                row["keepers"] = keepers(rows, &row["id"])?;
            }
            leave(access, child, kind, &row, since).await?;
        }
    }
    let today = access.today().to_string();
    let keys = access.keys();
    let over = split(rows, "live.sensitive_involvement", |row| {
        let id: InvolvementId = serde_json::from_value(row["id"].clone())?;
        let sealed = record::bytes(&row["sealed"]);
        let sealed = sealed.ok_or_else(|| broken("an entry that is not sealed"))?;
        let ended = open_entry(keys, id, &sealed)?.ended.is_some();
        Ok(ended || text(row, "visible_until") <= today)
    })?;
    for row in over {
        leave(access, child, ItemKind::SensitiveInvolvement, &row, since).await?;
    }
    Ok(())
}

/// Takes the rows of a table for which something holds out of a record.
fn split(
    rows: &mut Rows,
    table: &str,
    is: impl Fn(&Value) -> Result<bool, Stopped>,
) -> Result<Vec<Value>, Stopped> {
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for row in rows.remove(table).unwrap_or_default() {
        if is(&row)? {
            taken.push(row);
        } else {
            left.push(row);
        }
    }
    if !left.is_empty() {
        rows.insert(table.to_owned(), left);
    }
    Ok(taken)
}

/// Who kept an involvement before: that goes with it (INV-07).
fn keepers(rows: &mut Rows, involvement: &Value) -> Result<Value, Stopped> {
    let kept = split(rows, "live.involvement_keeper", |row| {
        Ok(row["involvement"] == *involvement)
    })?;
    Ok(Value::Array(kept))
}

async fn leave<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    kind: ItemKind,
    row: &Value,
    since: chrono::NaiveDate,
) -> Result<(), Stopped> {
    let id: Uuid = serde_json::from_value(row["id"].clone())?;
    let item = Item {
        id,
        child,
        kind,
        why: WhyArchived::LeftBehind,
        content: row,
    };
    put_since(access, item, since).await
}

//! A trail made up for measuring, of entries as large as those of a working day. They go in by
//! the thousand; everything after that is the sequencer's and the witnesses' ordinary work.

use domain::audit::leaf::Entry;
use domain::chance::Chance;
use domain::clock::Moment;
use serde_json::{Value, json};
use uuid::Uuid;

use super::sequencer::{SequenceError, Step, sequence};
use super::sql;
use super::witness::Witnesses;
use crate::registry::Registry;

/// How many entries go into one statement.
const AT_ONCE: u64 = 2_000;

/// The columns in which generated entries differ.
#[derive(Default)]
pub(super) struct Columns {
    pub ids: Vec<Uuid>,
    pub accounts: Vec<Uuid>,
    pub objects: Vec<String>,
    pub details: Vec<Value>,
    pub restricted: Vec<Value>,
    pub salts: Vec<Vec<u8>>,
    pub leaf_hashes: Vec<Vec<u8>>,
}

/// Adds made-up entries until the trail has as many as asked for, and sequences them.
pub async fn generate(
    registry: &Registry,
    witnesses: &Witnesses,
    entries: u64,
) -> Result<(), SequenceError> {
    let mut connection = registry.pool().acquire().await?;
    let present = sql::extent(&mut connection).await? as u64;
    for first in (present..entries).step_by(AT_ONCE as usize) {
        let now = registry.now();
        let columns = made_up(registry.chance(), now, AT_ONCE.min(entries - first));
        sql::insert_generated(&mut connection, now, &columns).await?;
        sequence(registry, witnesses).await?;
    }
    drop(connection);
    while matches!(
        sequence(registry, witnesses).await?,
        Step::Led { appended: 1.., .. }
    ) {}
    Ok(())
}

fn made_up(chance: &dyn Chance, now: Moment, count: u64) -> Columns {
    let mut columns = Columns::default();
    for _ in 0..count {
        let account = Uuid::from_u128(u128::from(chance.below(330_000)));
        let object = chance.below(100_000_000_000).to_string();
        let detail = json!({"outcome": "matches", "shown": chance.below(20)});
        let restricted = json!({
            "family": format!("Family{}", chance.below(50_000)),
            "given": format!("Given{}", chance.below(5_000)),
            "date_of_birth": "1999-09-09",
        });
        let (id, salt) = (chance.uuid(), chance.secret());
        let leaf = entry(id, now, account, &object, &detail, &restricted).leaf_hash(&salt);
        columns.ids.push(id);
        columns.accounts.push(account);
        columns.objects.push(object);
        columns.details.push(detail);
        columns.restricted.push(restricted);
        columns.salts.push(salt.to_vec());
        columns.leaf_hashes.push(leaf.0.to_vec());
    }
    columns
}

/// What [`sql::insert_generated`] inserts for one entry.
fn entry<'a>(
    id: Uuid,
    now: Moment,
    account: Uuid,
    object: &'a str,
    detail: &'a Value,
    restricted: &'a Value,
) -> Entry<'a> {
    Entry {
        id,
        at: now.timestamp_micros(),
        action: "trail.generated",
        outcome: "done",
        refusal: None,
        account: Some(account),
        role: Some("practitioner"),
        organisation: Some(account),
        local_authority: Some("E08000032"),
        source: None,
        mediator: None,
        channel: "web",
        session: Some(account),
        request: id,
        network_address: None,
        object_kind: Some("child"),
        object_id: Some(object),
        reason_code: Some("providing-service"),
        reason_words: None,
        detail,
        restricted,
    }
}

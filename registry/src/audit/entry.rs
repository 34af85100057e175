//! Writing entries: one insert in the transaction of the act, so that either all stand or nothing
//! does (AUD-04).

use std::net::IpAddr;

use chrono::SubsecRound;
use domain::audit::json::{merged, settled, settled_text};
use domain::audit::leaf;
use domain::audit::{Event, Outcome};
use domain::chance::Chance;
use domain::id::EntryId;
use domain::refusal::Refusal;
use domain::standing::{Actor, Standing};
use ipnet::IpNet;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::sql;

/// The request that an act belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request {
    /// Its number, also the reference that a fault shows.
    pub id: Uuid,
    /// Where it came from; none for jobs and commands.
    pub network_address: Option<IpAddr>,
}

/// All that an entry is made from.
pub(crate) struct Line<'a> {
    pub event: &'a Event,
    pub outcome: Outcome,
    pub refusal: Option<Refusal>,
    pub standing: &'a Standing,
    pub request: &'a Request,
    /// Facts found on the way, added to the event's; they stand where both have one.
    pub detail: Value,
    /// Child data found on the way, likewise (AUD-05).
    pub restricted: Value,
}

/// Writes entries, each sealed by its salted leaf hash, and gives back their identifiers. Their places in
/// the tree come from the sequencer, within a second of the commit.
pub(crate) async fn write(
    connection: &mut PgConnection,
    chance: &dyn Chance,
    lines: Vec<Line<'_>>,
) -> Result<Vec<EntryId>, sqlx::Error> {
    let stored: Vec<Stored<'_>> = lines
        .into_iter()
        .map(|line| Stored::of(chance.uuid(), line))
        .collect();
    let sealed: Vec<sql::Sealed<'_>> = stored.iter().map(|one| one.sealed(chance)).collect();
    sql::insert_entries(connection, &sealed).await?;
    Ok(stored.iter().map(|one| EntryId(one.id)).collect())
}

/// A line in the form in which the database keeps it: the hash is over this.
struct Stored<'a> {
    id: Uuid,
    line: Line<'a>,
    now: domain::clock::Moment,
    object_id: Option<String>,
    reason_words: Option<String>,
    detail: Value,
    restricted: Value,
}

impl<'a> Stored<'a> {
    fn of(id: Uuid, mut line: Line<'a>) -> Self {
        let event = line.event;
        Self {
            id,
            now: line.standing.now.trunc_subsecs(6),
            object_id: event
                .object
                .as_ref()
                .map(|object| settled_text(object.id())),
            reason_words: event
                .reason
                .as_ref()
                .and_then(|reason| reason.words())
                .map(|words| settled_text(words.to_owned())),
            detail: settled(merged(event.detail.clone(), line.detail.take())),
            restricted: settled(merged(event.restricted.clone(), line.restricted.take())),
            line,
        }
    }

    /// The entry under a salt of its own.
    fn sealed(&self, chance: &dyn Chance) -> sql::Sealed<'_> {
        let (entry, salt) = (self.entry(), chance.secret());
        sql::Sealed {
            leaf_hash: entry.leaf_hash(&salt),
            at: self.now,
            entry,
            salt,
        }
    }

    fn entry(&self) -> leaf::Entry<'_> {
        let Line {
            event,
            standing,
            request,
            ..
        } = &self.line;
        let hat = standing.hat();
        leaf::Entry {
            id: self.id,
            at: self.now.timestamp_micros(),
            action: event.action,
            outcome: self.line.outcome.code(),
            refusal: self.line.refusal.map(Refusal::code),
            account: standing.account().map(|account| account.0),
            role: standing.role().map(|role| role.code()),
            organisation: hat.map(|hat| hat.organisation.0),
            local_authority: hat
                .and_then(|hat| hat.local_authority.as_ref())
                .map(|code| code.0.as_str()),
            source: match &standing.actor {
                Actor::Source(source) => Some(source.0),
                _ => None,
            },
            mediator: None,
            channel: standing.channel.code(),
            session: standing.session().map(|session| session.0),
            request: request.id,
            network_address: request.network_address.map(IpNet::from),
            object_kind: event.object.as_ref().map(|object| object.kind()),
            object_id: self.object_id.as_deref(),
            reason_code: event.reason.as_ref().map(|reason| reason.code().code()),
            reason_words: self.reason_words.as_deref(),
            detail: &self.detail,
            restricted: &self.restricted,
        }
    }
}

/// Writes an entry that no act has led to.
#[cfg(feature = "testing")]
pub async fn write_for_test(
    connection: &mut PgConnection,
    chance: &dyn Chance,
    event: &Event,
    standing: &Standing,
    request: &Request,
) -> Result<EntryId, sqlx::Error> {
    let line = Line {
        event,
        outcome: Outcome::Done,
        refusal: None,
        standing,
        request,
        detail: Value::Null,
        restricted: Value::Null,
    };
    let mut written = write(connection, chance, vec![line]).await?;
    written.pop().ok_or(sqlx::Error::RowNotFound)
}

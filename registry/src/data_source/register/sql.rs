//! Statements on sources and how they stand.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::best_view::SourceKind;
use domain::data_source::{
    AgreedItem, Agreement, FileCounts, NotAccepting, OrganisationKind, SourceHeld, SourceState,
    StoppedBy, WeekSupplied, WhyRejected, accepts, running_out_by,
};
use domain::desk::Week;
use domain::id::{LocalAuthorityCode, OrganisationId, SourceId};
use domain::service_catalogue::OrganisationChoice;
use domain::task::TaskKind;
use serde_json::Value;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use crate::data_source::sql::SourceRow;
use crate::stored::known;

/// A source of a name that somebody registered, or that we keep ourselves.
pub(in crate::data_source) async fn source_named(
    connection: &mut PgConnection,
    name: &str,
    own: bool,
) -> sqlx::Result<Option<SourceRow>> {
    query_as!(
        SourceRow,
        "select id, name, kind, organisation, local_authority from source
         where name = $1 and own = $2",
        name,
        own
    )
    .fetch_optional(connection)
    .await
}

/// A source that is registered.
pub(in crate::data_source) struct NewSource<'n> {
    pub id: SourceId,
    pub name: &'n str,
    pub kind: SourceKind,
    pub authority: Option<&'n LocalAuthorityCode>,
    pub organisation: Option<Uuid>,
    /// Whether it is one that we keep ourselves.
    pub own: bool,
    /// Until when it is accredited where it is connected at once; else it is proposed.
    pub connected_until: Option<NaiveDate>,
}

/// Registers a source. False where its name is taken.
pub(in crate::data_source) async fn register(
    connection: &mut PgConnection,
    new: NewSource<'_>,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    let state = match new.connected_until {
        Some(_) => SourceState::Connected,
        None => SourceState::Proposed,
    };
    let done = query!(
        "insert into source (id, name, kind, local_authority, organisation, own, registered_on, state,
                             state_since, accredited_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $7, $9)
         on conflict (name, own) do nothing",
        new.id.0,
        new.name,
        new.kind.code(),
        new.authority.map(|code| code.0.as_str()),
        new.organisation,
        new.own,
        today,
        state.code(),
        new.connected_until
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A body by its name.
pub(super) struct BodyRow {
    pub id: Uuid,
    pub kind: OrganisationKind,
}

/// One of the bodies of an authority, or of the national ones.
pub(super) async fn organisation(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    authority: Option<&str>,
) -> sqlx::Result<Option<BodyRow>> {
    let row = query!(
        "select id, kind from organisation
         where id = $1 and local_authority is not distinct from $2 and kind <> 'education-elsewhere'",
        organisation.0,
        authority
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(BodyRow {
            id: row.id,
            kind: known(OrganisationKind::from_code(&row.kind))?,
        })
    })
    .transpose()
}

pub(super) async fn organisations_named(
    connection: &mut PgConnection,
    name: &str,
    authority: Option<&str>,
) -> sqlx::Result<Vec<BodyRow>> {
    let rows = query!(
        "select id, kind from organisation
         where lower(name) = lower($1) and ($2::text is null or local_authority = $2)
           and kind <> 'education-elsewhere'
         limit 2",
        name,
        authority
    )
    .fetch_all(connection)
    .await?;
    let bodies = rows.into_iter().map(|row| {
        Ok(BodyRow {
            id: row.id,
            kind: known(OrganisationKind::from_code(&row.kind))?,
        })
    });
    bodies.collect()
}

/// How a source stands.
pub(in crate::data_source) struct StandingRow {
    /// Whether it is one that we keep ourselves.
    pub own: bool,
    pub kind: SourceKind,
    pub local_authority: Option<LocalAuthorityCode>,
    pub state: SourceState,
    pub stopped_by: Option<StoppedBy>,
    pub accredited_until: Option<NaiveDate>,
}

impl StandingRow {
    /// Whether anything is taken in from it on a day.
    pub(in crate::data_source) fn accepts(&self, today: NaiveDate) -> Result<(), NotAccepting> {
        accepts(self.state, self.accredited_until, self.stopped_by, today)
    }

    /// What bears on it today.
    pub(super) fn held(&self, today: NaiveDate) -> SourceHeld {
        let state = self.state.on(self.accredited_until, today);
        let ran_out = state != self.state;
        SourceHeld {
            local_authority: self.local_authority.clone(),
            state,
            stopped_by: if ran_out {
                Some(StoppedBy::Accreditation)
            } else {
                self.stopped_by
            },
        }
    }
}

/// How a source stands now. Nobody waits for it: to stop a source must never take longer because it supplies.
pub(in crate::data_source) async fn standing(
    connection: &mut PgConnection,
    source: SourceId,
) -> sqlx::Result<Option<StandingRow>> {
    let row = query_as!(
        Stored,
        "select own, kind, local_authority, state, stopped_by, accredited_until from source
         where id = $1",
        source.0
    )
    .fetch_optional(connection)
    .await?;
    row.map(Stored::read).transpose()
}

/// The same of one that somebody registered, for whoever changes it; its supplies do not wait for that.
pub(super) async fn lock(
    connection: &mut PgConnection,
    source: SourceId,
) -> sqlx::Result<Option<StandingRow>> {
    let row = query_as!(
        Stored,
        "select own, kind, local_authority, state, stopped_by, accredited_until from source
         where id = $1 and not own for no key update",
        source.0
    )
    .fetch_optional(connection)
    .await?;
    row.map(Stored::read).transpose()
}

/// The same as it is stored.
struct Stored {
    own: bool,
    kind: String,
    local_authority: Option<String>,
    state: String,
    stopped_by: Option<String>,
    accredited_until: Option<NaiveDate>,
}

impl Stored {
    fn read(self) -> sqlx::Result<StandingRow> {
        let stopped_by = self.stopped_by.as_deref().map(StoppedBy::from_code);
        Ok(StandingRow {
            own: self.own,
            kind: known(SourceKind::from_code(&self.kind))?,
            local_authority: self.local_authority.map(LocalAuthorityCode),
            state: known(SourceState::from_code(&self.state))?,
            stopped_by: stopped_by.map(known).transpose()?,
            accredited_until: self.accredited_until,
        })
    }
}

/// Puts a source into another state.
pub(super) async fn put(
    connection: &mut PgConnection,
    source: SourceId,
    state: SourceState,
    stopped_by: Option<StoppedBy>,
    rejected_because: Option<WhyRejected>,
    since: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update source set state = $2, state_since = $3, stopped_by = $4, rejected_because = $5
         where id = $1",
        source.0,
        state.code(),
        since,
        stopped_by.map(StoppedBy::code),
        rejected_because.map(WhyRejected::code)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Accredits a source until a day.
pub(super) async fn accredit(
    connection: &mut PgConnection,
    source: SourceId,
    until: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update source set accredited_until = $2 where id = $1",
        source.0,
        until
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps what was agreed, in place of what had been agreed before.
pub(super) async fn agree(
    connection: &mut PgConnection,
    source: SourceId,
    agreement: &Agreement,
) -> sqlx::Result<()> {
    let items: Vec<String> = agreement
        .items
        .iter()
        .map(|item| item.code().to_owned())
        .collect();
    query!(
        "insert into source_agreement (source, items, cadence_days, supplied_nationally, signed_on)
         values ($1, $2, $3, $4, $5)
         on conflict (source) do update
         set items = excluded.items, cadence_days = excluded.cadence_days,
             supplied_nationally = excluded.supplied_nationally, signed_on = excluded.signed_on",
        source.0,
        &items,
        i32::try_from(agreement.cadence_days).unwrap_or(i32::MAX),
        agreement.supplied_nationally,
        agreement.signed_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps what a file brought.
pub(in crate::data_source) async fn keep_supply(
    connection: &mut PgConnection,
    id: Uuid,
    source: SourceId,
    counts: &FileCounts,
    today: NaiveDate,
) -> sqlx::Result<()> {
    let refused: serde_json::Map<String, Value> = counts
        .refused
        .iter()
        .map(|(code, rows)| (code.clone(), Value::from(*rows)))
        .collect();
    query!(
        "insert into source_supply (id, source, received_on, rows, refused)
         values ($1, $2, $3, $4, $5)",
        id,
        source.0,
        today,
        i32::try_from(counts.rows()).unwrap_or(i32::MAX),
        Value::Object(refused)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A source in the list.
pub(super) struct ListedRow {
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub authority: Option<String>,
    pub organisation: Option<String>,
    pub body: Option<String>,
    pub state: String,
    pub state_since: NaiveDate,
    pub registered_on: NaiveDate,
    pub accredited_until: Option<NaiveDate>,
    pub rejected_because: Option<String>,
    pub cadence_days: Option<i32>,
    pub last: Option<NaiveDate>,
}

/// The sources of an authority, or all of them; or one.
pub(super) async fn listed(
    connection: &mut PgConnection,
    authority: Option<&LocalAuthorityCode>,
    one: Option<SourceId>,
) -> sqlx::Result<Vec<ListedRow>> {
    query_as!(
        ListedRow,
        r#"select s.id, s.name, s.kind, a.name as "authority?", o.name as "organisation?",
                  o.kind as "body?", s.state, s.state_since, s.registered_on,
                  s.accredited_until, s.rejected_because, g.cadence_days as "cadence_days?",
                  (select max(u.received_on) from source_supply u where u.source = s.id) as last
           from source s
           left join local_authority a on a.code = s.local_authority
           left join organisation o on o.id = s.organisation
           left join source_agreement g on g.source = s.id
           where not s.own and ($1::text is null or s.local_authority = $1)
             and ($2::uuid is null or s.id = $2)
           order by s.name, s.id"#,
        authority.map(|code| code.0.as_str()),
        one.map(|one| one.0)
    )
    .fetch_all(connection)
    .await
}

/// What was agreed with a source.
pub(in crate::data_source) async fn agreement(
    connection: &mut PgConnection,
    source: SourceId,
) -> sqlx::Result<Option<Agreement>> {
    let row = query!(
        "select items, cadence_days, supplied_nationally, signed_on from source_agreement
         where source = $1",
        source.0
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        let items = row
            .items
            .iter()
            .map(|code| known(AgreedItem::from_code(code)));
        Ok(Agreement {
            items: items.collect::<sqlx::Result<_>>()?,
            cadence_days: known(u32::try_from(row.cadence_days).ok())?,
            supplied_nationally: row.supplied_nationally,
            signed_on: row.signed_on,
        })
    })
    .transpose()
}

/// What a source supplied in the weeks that are shown, the present one among them; the latest last.
pub(super) async fn weeks(
    connection: &mut PgConnection,
    source: SourceId,
    today: NaiveDate,
) -> sqlx::Result<Vec<WeekSupplied>> {
    let rows = query!(
        "select received_on, rows, refused from source_supply
         where source = $1 and received_on >= $2",
        source.0,
        Week::first_shown(today)
    )
    .fetch_all(connection)
    .await?;
    let mut weeks = BTreeMap::<Week, WeekSupplied>::new();
    for row in rows {
        let week = Week::of(row.received_on);
        let supplied = weeks.entry(week).or_insert(WeekSupplied {
            week,
            received: 0,
            refused: BTreeMap::new(),
        });
        supplied.received = supplied.received.saturating_add(row.rows);
        let refused: BTreeMap<String, i32> = known(serde_json::from_value(row.refused).ok())?;
        for (code, rows) in refused {
            let all = supplied.refused.entry(code).or_default();
            *all = all.saturating_add(rows);
        }
    }
    Ok(weeks.into_values().collect())
}

/// The bodies that may be behind a source of an authority, or behind a national one.
pub(super) async fn bodies(
    connection: &mut PgConnection,
    authority: Option<&LocalAuthorityCode>,
) -> sqlx::Result<Vec<OrganisationChoice>> {
    let rows = query!(
        "select id, name from organisation
         where local_authority is not distinct from $1 and kind <> 'education-elsewhere'
         order by name, id",
        authority.map(|code| code.0.as_str())
    )
    .fetch_all(connection)
    .await?;
    let choices = rows.into_iter().map(|row| OrganisationChoice {
        id: OrganisationId(row.id),
        name: row.name,
    });
    Ok(choices.collect())
}

/// A source of which somebody is to be told.
pub(super) struct ToTell {
    pub source: SourceId,
    pub local_authority: Option<LocalAuthorityCode>,
}

/// A row of one.
struct ToTellRow {
    id: Uuid,
    local_authority: Option<String>,
}

fn to_tell(rows: Vec<ToTellRow>) -> Vec<ToTell> {
    let told = rows.into_iter().map(|row| ToTell {
        source: SourceId(row.id),
        local_authority: row.local_authority.map(LocalAuthorityCode),
    });
    told.collect()
}

/// Whether a source is overdue of which nobody has been told (T-30).
pub(super) async fn any_overdue(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    let mut connection = pool.acquire().await?;
    Ok(!overdue(&mut connection, today, 1).await?.is_empty())
}

/// Sources that are a whole cadence late and of which nobody has been told (T-30).
pub(super) async fn overdue(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<ToTell>> {
    let rows = query_as!(
        ToTellRow,
        r#"select s.id, s.local_authority
           from source s join source_agreement g on g.source = s.id
           where s.state = 'connected' and s.accredited_until > $1
             and greatest((select max(u.received_on) from source_supply u where u.source = s.id),
                          s.state_since) + 2 * g.cadence_days <= $1
             and not exists (select from task t where t.kind = $3 and t.object = s.id
                                                  and t.closed_on is null)
           order by s.id limit $2
           for no key update of s skip locked"#,
        today,
        limit,
        TaskKind::SourceOverdue.code()
    )
    .fetch_all(connection)
    .await?;
    Ok(to_tell(rows))
}

/// Whether an accreditation runs out soon of which nobody has been told (T-31).
pub(super) async fn any_running_out(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    let mut connection = pool.acquire().await?;
    Ok(!running_out(&mut connection, today, 1).await?.is_empty())
}

/// Sources whose accreditation runs out soon, or has, and of which nobody has been told (T-31).
pub(super) async fn running_out(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<ToTell>> {
    let rows = query_as!(
        ToTellRow,
        r#"select s.id, s.local_authority
           from source s
           where s.state in ('accredited', 'connected', 'paused', 'suspended')
             and s.accredited_until <= $1
             and not exists (select from task t where t.kind = $3 and t.object = s.id
                                                  and t.closed_on is null)
           order by s.id limit $2
           for no key update of s skip locked"#,
        running_out_by(today),
        limit,
        TaskKind::AccreditationEnds.code()
    )
    .fetch_all(connection)
    .await?;
    Ok(to_tell(rows))
}

/// Whether an accreditation has run out of a source that is connected (T-31).
pub(super) async fn any_run_out(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from source where state = 'connected' and accredited_until <= $1)
               as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Pauses connected sources whose accreditation has run out, from the day on which it did (T-31).
pub(super) async fn pause_run_out(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<SourceId>> {
    let paused = query_scalar!(
        "update source set state = 'paused', state_since = accredited_until, stopped_by = $3
         where id in (select id from source where state = 'connected' and accredited_until <= $1
                      order by id limit $2 for no key update skip locked)
         returning id",
        today,
        limit,
        StoppedBy::Accreditation.code()
    )
    .fetch_all(connection)
    .await?;
    Ok(paused.into_iter().map(SourceId).collect())
}

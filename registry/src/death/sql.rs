//! Statements on deaths. A death waits for its confirmation as long as the record has no end: that is
//! what `domain::data_source::leaves_live_on` makes of the Registrar General's silence (D-17).

use chrono::NaiveDate;
use domain::child_record::{DateOfBirth, PersonName, Verified};
use domain::data_source::NEVER;
use domain::death::{Certificate, NotifiedDeath};
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use crate::stored::{column, number};

pub(super) struct KnownRow {
    pub date_of_birth: NaiveDate,
    pub date_of_death: Option<NaiveDate>,
    pub confirmed: bool,
    pub by_hand: bool,
}

pub(super) async fn known(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<KnownRow> {
    query_as!(
        KnownRow,
        r#"select c.date_of_birth, c.date_of_death,
                  (c.date_of_death is not null and c.leaves_live_on <> $2) as "confirmed!",
                  (d.notified_by is not null) as "by_hand!"
           from live.child c left join live.death d on d.child = c.child
           where c.child = $1"#,
        child.stored(),
        NEVER
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn notify(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
    verified: Verified,
    notified_by: Option<AccountId>,
    next_ask_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into live.death (child, notified_on, verified, notified_by, next_ask_on)
         values ($1, $2, $3, $4, $5)
         on conflict (child) do update
         set notified_on = excluded.notified_on, verified = excluded.verified,
             notified_by = excluded.notified_by, next_ask_on = excluded.next_ask_on",
        child.stored(),
        today,
        verified.code(),
        notified_by.map(|account| account.0),
        next_ask_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn forget(connection: &mut PgConnection, child: ChildNumber) -> sqlx::Result<()> {
    query!("delete from live.death where child = $1", child.stored())
        .execute(connection)
        .await?;
    Ok(())
}

/// The accounts that keep anything about these children which has not ended, each with whose record it is.
pub(super) async fn working_with(
    connection: &mut PgConnection,
    children: &[ChildNumber],
    today: NaiveDate,
) -> sqlx::Result<Vec<(ChildNumber, AccountId)>> {
    let rows = query!(
        r#"select distinct child as "child!", account as "account!" from (
               select child, owner as account from live.involvement
               where child = any($1) and ended is null
               union all
               select child, owner from live.sensitive_involvement
               where child = any($1) and visible_until > $2
               union all
               select h.child, a.id from live.caf h join account a on a.practitioner = h.practitioner
               where h.child = any($1) and h.superseded_on is null
               union all
               select h.child, a.id from live.lead_professional h
               join account a on a.practitioner = h.practitioner
               where h.child = any($1) and h.ended is null) kept
           where account is not null
           order by 1, 2"#,
        &column(children, |child| child.stored()),
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| Ok((number(row.child)?, AccountId(row.account))))
        .collect()
}

struct DeathRow {
    child: i64,
    given: String,
    family: String,
    date_of_birth: NaiveDate,
    dob_estimated: bool,
    died: NaiveDate,
    notified_on: Option<NaiveDate>,
    by_hand: bool,
}

impl DeathRow {
    fn shown(self) -> Option<NotifiedDeath> {
        Some(NotifiedDeath {
            number: ChildNumber::from_stored(self.child).ok()?,
            name: PersonName {
                given: self.given,
                family: self.family,
            },
            date_of_birth: DateOfBirth {
                date: self.date_of_birth,
                estimated: self.dob_estimated,
            },
            died: self.died,
            notified_on: self.notified_on,
            by_hand: self.by_hand,
        })
    }
}

pub(super) async fn unconfirmed(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    shielded_too: bool,
) -> sqlx::Result<Vec<NotifiedDeath>> {
    let rows = query_as!(
        DeathRow,
        r#"select c.child, c.given, c.family, c.date_of_birth, c.dob_estimated,
                  c.date_of_death as "died!", d.notified_on as "notified_on?",
                  (d.notified_by is not null) as "by_hand!"
           from live.child c left join live.death d on d.child = c.child
           where c.date_of_death is not null and c.leaves_live_on = $2 and c.local_authority = $1
             and (not c.shielded or $3)
           order by d.notified_on nulls last, c.family, c.given, c.child
           limit 500"#,
        authority.0,
        NEVER,
        shielded_too
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().filter_map(DeathRow::shown).collect())
}

pub(super) async fn enter(
    connection: &mut PgConnection,
    id: Uuid,
    child: ChildNumber,
    died: NaiveDate,
    entered_by: AccountId,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into death_certificate (id, child, died, entered_by, entered_on)
         select $1, $2, $3, $4, $5
         where not exists (select from death_certificate where child = $2 and died = $3)",
        id,
        child.stored(),
        died,
        entered_by.0,
        today
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn certificates(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<Vec<Certificate>> {
    let rows = query!(
        r#"select id, child, died, entered_on, entered_by = $1 as "own!"
           from death_certificate order by entered_on, id limit 500"#,
        account.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Certificate {
                id: row.id,
                number: ChildNumber::from_stored(row.child).ok()?,
                died: row.died,
                entered_on: row.entered_on,
                own: row.own,
            })
        })
        .collect())
}

pub(super) async fn entered_by(
    connection: &mut PgConnection,
    certificate: Uuid,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select entered_by from death_certificate where id = $1 for update",
        certificate
    )
    .fetch_optional(connection)
    .await
}

pub(super) struct CertificateRow {
    pub child: i64,
    pub died: NaiveDate,
}

pub(super) async fn take_certificate(
    connection: &mut PgConnection,
    certificate: Uuid,
) -> sqlx::Result<CertificateRow> {
    query_as!(
        CertificateRow,
        "delete from death_certificate where id = $1 returning child, died",
        certificate
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn any_to_ask(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select (exists (select from live.child c
                           where c.date_of_death is not null and c.leaves_live_on = $2
                             and not exists (select from live.death d where d.child = c.child))
                or exists (select from live.death d join live.child c on c.child = d.child
                           where d.next_ask_on <= $1 and c.leaves_live_on = $2)
                or exists (select from task t join live.child c on c.child = t.child
                           where t.kind = 'death-unconfirmed' and t.closed_on is null
                             and c.leaves_live_on <> $2)) as "any!""#,
        today,
        NEVER
    )
    .fetch_one(pool)
    .await
}

/// Closes the questions about deaths that have been confirmed since.
pub(super) async fn stop_asking(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<u64> {
    let done = query!(
        "update task t set closed_on = $1 from live.child c
         where c.child = t.child and t.kind = 'death-unconfirmed' and t.closed_on is null
           and c.leaves_live_on <> $2",
        today,
        NEVER
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// Children whose death a source supplied and nobody has noted yet.
pub(super) async fn supplied(connection: &mut PgConnection, limit: i64) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        "select c.child from live.child c
         where c.date_of_death is not null and c.leaves_live_on = $1
           and not exists (select from live.death d where d.child = c.child)
         order by c.child limit $2 for update skip locked",
        NEVER,
        limit
    )
    .fetch_all(connection)
    .await
}

pub(super) struct AskRow {
    pub child: i64,
    pub next_ask_on: NaiveDate,
    pub local_authority: String,
    pub shielded: bool,
}

pub(super) async fn to_ask(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<AskRow>> {
    query_as!(
        AskRow,
        "select d.child, d.next_ask_on, c.local_authority, c.shielded
         from live.death d join live.child c on c.child = d.child
         where d.next_ask_on <= $1 and c.leaves_live_on = $2
         order by d.next_ask_on limit $3 for update of d skip locked",
        today,
        NEVER,
        limit
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn ask_again(
    connection: &mut PgConnection,
    child: ChildNumber,
    next_ask_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.death set next_ask_on = $2 where child = $1",
        child.stored(),
        next_ask_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

//! Statements about requests for records.

use chrono::NaiveDate;
use domain::child_record::{DateOfBirth, Gender, PersonName};
use domain::creating::State;
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode, OrganisationId};
use domain::reason::Reason;
use domain::search::ShieldedMatch;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::ask::Clocks;
use super::work::gone_by;
use crate::stored::{known, number};

/// Makes those who ask wait for each other, so that two about one child cannot miss each other (CRE-06).
pub(super) async fn one_at_a_time(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock(7346528) is null as locked")
        .fetch_one(connection)
        .await?;
    Ok(())
}

pub(super) struct NewRequest<'a> {
    pub id: Uuid,
    pub local_authority: &'a LocalAuthorityCode,
    pub sealed: &'a [u8],
    pub born: &'a [u8],
    pub straddles: bool,
    pub clocks: Clocks,
}

pub(super) async fn begin(connection: &mut PgConnection, new: NewRequest<'_>) -> sqlx::Result<()> {
    query!(
        "insert into creation_request (id, local_authority, state, sealed, born, straddles, since,
                                       decide_by, lapses_on)
         values ($1, $2, 'submitted', $3, $4, $5, $6, $7, $8)",
        new.id,
        new.local_authority.0,
        new.sealed,
        new.born,
        new.straddles,
        new.clocks.since,
        new.clocks.decide_by,
        new.clocks.lapses_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts what is told now in place of what was told before. What was looked at was looked at for that.
pub(super) async fn begin_anew(
    connection: &mut PgConnection,
    new: NewRequest<'_>,
    state: State,
) -> sqlx::Result<()> {
    query!(
        "with gone as (delete from creation_window where request = $1)
         update creation_request
         set local_authority = $2, state = $9, sealed = $3, born = $4, straddles = $5, since = $6,
             decide_by = $7, lapses_on = $8, chased = false
         where id = $1",
        new.id,
        new.local_authority.0,
        new.sealed,
        new.born,
        new.straddles,
        new.clocks.since,
        new.clocks.decide_by,
        new.clocks.lapses_on,
        state.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A request, sealed.
pub(super) struct SealedRow {
    pub id: Uuid,
    pub sealed: Vec<u8>,
}

/// Open requests about children born on a day, locked until the act is done: none of them ends while
/// somebody joins it.
pub(super) async fn born(
    connection: &mut PgConnection,
    born: &[u8],
    today: NaiveDate,
) -> sqlx::Result<Vec<SealedRow>> {
    query_as!(
        SealedRow,
        "select id, sealed from creation_request where born = $1 and lapses_on > $2
         order by since, id for update",
        born,
        today
    )
    .fetch_all(connection)
    .await
}

pub(super) struct NewRequester<'a> {
    pub request: Uuid,
    pub account: AccountId,
    pub organisation: OrganisationId,
    pub reason: &'a Reason,
    pub asked_on: NaiveDate,
    pub typed: &'a [u8],
}

/// Gives whether they are new among those who asked.
pub(super) async fn join(
    connection: &mut PgConnection,
    new: NewRequester<'_>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into creation_requester (request, account, organisation, reason_code, reason_words,
                                         asked_on, typed)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
        new.request,
        new.account.0,
        new.organisation.0,
        new.reason.code().code(),
        new.reason.words(),
        new.asked_on,
        new.typed
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps the name that one of those who asked typed last.
pub(super) async fn typed_anew(
    connection: &mut PgConnection,
    request: Uuid,
    account: AccountId,
    typed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "update creation_requester set typed = $3 where request = $1 and account = $2",
        request,
        account.0,
        typed
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn leave(
    connection: &mut PgConnection,
    request: Uuid,
    account: AccountId,
) -> sqlx::Result<()> {
    query!(
        "delete from creation_requester where request = $1 and account = $2",
        request,
        account.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn needs_information(
    connection: &mut PgConnection,
    request: Uuid,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select state = 'needs-information' as "needs!" from creation_request where id = $1"#,
        request
    )
    .fetch_one(connection)
    .await
}

pub(super) struct RequesterRow {
    pub account: AccountId,
    pub organisation: String,
    pub asked_on: NaiveDate,
}

/// Everyone who asked, first first.
pub(super) async fn requesters(
    connection: &mut PgConnection,
    request: Uuid,
) -> sqlx::Result<Vec<RequesterRow>> {
    let rows = query!(
        "select q.account, o.name as organisation, q.asked_on
         from creation_requester q join organisation o on o.id = q.organisation
         where q.request = $1 order by q.asked_on, q.account",
        request
    )
    .fetch_all(connection)
    .await?;
    let requesters = rows.into_iter().map(|row| RequesterRow {
        account: AccountId(row.account),
        organisation: row.organisation,
        asked_on: row.asked_on,
    });
    Ok(requesters.collect())
}

pub(super) struct ReasonRow {
    pub code: String,
    pub words: Option<String>,
}

/// The reason of the search after which somebody asked.
pub(super) async fn reason(
    connection: &mut PgConnection,
    request: Uuid,
    account: AccountId,
) -> sqlx::Result<ReasonRow> {
    query_as!(
        ReasonRow,
        "select reason_code as code, reason_words as words from creation_requester
         where request = $1 and account = $2",
        request,
        account.0
    )
    .fetch_one(connection)
    .await
}

/// A request as it stands.
pub(super) struct RequestRow {
    pub id: Uuid,
    pub local_authority: LocalAuthorityCode,
    pub state: State,
    pub sealed: Vec<u8>,
    pub straddles: bool,
    pub decide_by: Option<NaiveDate>,
}

/// How a request stands on a day: one whose time is over has lapsed, whether or not the job has run
/// (T-08, G-CLOCK).
fn standing(state: &str, lapses_on: NaiveDate, today: NaiveDate) -> sqlx::Result<State> {
    let state = known(State::from_code(state))?;
    Ok(if state.waits() && lapses_on <= today {
        State::Lapsed
    } else {
        state
    })
}

/// A request that is still shown, locked until the act is done.
pub(super) async fn locked(
    connection: &mut PgConnection,
    request: Uuid,
    today: NaiveDate,
) -> sqlx::Result<Option<RequestRow>> {
    let row = query!(
        "select local_authority, state, sealed, straddles, decide_by, lapses_on from creation_request
         where id = $1 and (ended_on is null or ended_on > $2) for update",
        request,
        gone_by(today)
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(RequestRow {
            id: request,
            local_authority: LocalAuthorityCode(row.local_authority),
            state: standing(&row.state, row.lapses_on, today)?,
            sealed: row.sealed,
            straddles: row.straddles,
            decide_by: row.decide_by,
        })
    })
    .transpose()
}

pub(super) async fn step(
    connection: &mut PgConnection,
    request: Uuid,
    state: State,
) -> sqlx::Result<()> {
    query!(
        "update creation_request set state = $2 where id = $1",
        request,
        state.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps a request back; for the authority that decided it is gone from now on (D-34).
pub(super) async fn hold(
    connection: &mut PgConnection,
    request: Uuid,
    state: State,
    today: NaiveDate,
    lapses_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update creation_request set state = $2, decide_by = null, held_on = $3, lapses_on = $4
         where id = $1",
        request,
        state.code(),
        today,
        lapses_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn ask_more(
    connection: &mut PgConnection,
    request: Uuid,
    state: State,
    sealed: &[u8],
    since: NaiveDate,
    lapses_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update creation_request
         set state = $2, sealed = $3, since = $4, decide_by = null, lapses_on = $5
         where id = $1",
        request,
        state.code(),
        sealed,
        since,
        lapses_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn end(
    connection: &mut PgConnection,
    request: Uuid,
    state: State,
    sealed: &[u8],
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "with gone as (delete from creation_window where request = $1)
         update creation_request
         set state = $2, sealed = $3, born = null, decide_by = null, ended_on = $4
         where id = $1",
        request,
        state.code(),
        sealed,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps that a window was opened for a request.
pub(super) async fn found(
    connection: &mut PgConnection,
    request: Uuid,
    window: Uuid,
) -> sqlx::Result<()> {
    query!(
        "insert into creation_window (request, found) values ($1, $2) on conflict do nothing",
        request,
        window
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The open requests for which a child's archived record was looked at, through whoever's window.
pub(super) async fn looked_at(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select distinct f.request from creation_window f
         join archive.access_window w on w.id = f.found
         where w.child = $1 order by f.request",
        child.stored()
    )
    .fetch_all(connection)
    .await
}

pub(super) struct MineRow {
    pub id: Uuid,
    pub state: State,
    pub sealed: Vec<u8>,
    pub asked_on: NaiveDate,
    pub typed: Option<Vec<u8>>,
}

/// What an account asked for and is still shown: what waits first, then the latest.
pub(super) async fn mine(
    connection: &mut PgConnection,
    account: AccountId,
    today: NaiveDate,
) -> sqlx::Result<Vec<MineRow>> {
    let rows = query!(
        "select r.id, r.state, r.sealed, r.lapses_on, q.asked_on, q.typed
         from creation_requester q join creation_request r on r.id = q.request
         where q.account = $1 and (r.ended_on is null or r.ended_on > $2)
         order by r.ended_on is not null, q.asked_on desc, r.id limit 500",
        account.0,
        gone_by(today)
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(MineRow {
                id: row.id,
                state: standing(&row.state, row.lapses_on, today)?,
                sealed: row.sealed,
                asked_on: row.asked_on,
                typed: row.typed,
            })
        })
        .collect()
}

pub(super) struct QueuedRow {
    pub id: Uuid,
    pub sealed: Vec<u8>,
    pub since: NaiveDate,
    pub decide_by: Option<NaiveDate>,
    pub straddles: bool,
    pub own: bool,
}

/// What waits for an authority, or for its question to be answered. What is kept back for another
/// manager is decided as far as this one can tell (D-34).
pub(super) async fn queue(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    account: AccountId,
    today: NaiveDate,
) -> sqlx::Result<Vec<QueuedRow>> {
    query_as!(
        QueuedRow,
        r#"select r.id, r.sealed, r.since, r.decide_by, r.straddles,
                  exists (select from creation_requester q
                          where q.request = r.id and q.account = $2) as "own!"
           from creation_request r
           where r.local_authority = $1 and r.lapses_on > $3
             and r.state in ('submitted', 'checked', 'needs-information')
           order by r.decide_by nulls last, r.since, r.id limit 500"#,
        authority.0,
        account.0,
        today
    )
    .fetch_all(connection)
    .await
}

/// Shielded children born on some days, by what everyone is shown of them.
pub(super) async fn shielded_born_on(
    connection: &mut PgConnection,
    days: &[NaiveDate],
    today: NaiveDate,
) -> sqlx::Result<Vec<ShieldedMatch>> {
    let rows = query!(
        "select child, given, family, date_of_birth, dob_estimated, gender from live.child
         where date_of_birth = any($1) and shielded and leaves_live_on > $2 order by child",
        days,
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ShieldedMatch {
                number: number(row.child)?,
                name: PersonName {
                    given: row.given,
                    family: row.family,
                },
                date_of_birth: DateOfBirth {
                    date: row.date_of_birth,
                    estimated: row.dob_estimated,
                },
                gender: known(Gender::from_code(&row.gender))?,
            })
        })
        .collect()
}

pub(super) async fn any_to_chase(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from creation_request
                          where decide_by < $1 and not chased and lapses_on > $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

pub(super) struct LateRow {
    pub id: Uuid,
    pub local_authority: LocalAuthorityCode,
    pub decide_by: NaiveDate,
}

/// Takes requests that were to be decided before today; each once.
pub(super) async fn to_chase(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<LateRow>> {
    let rows = query!(
        r#"update creation_request set chased = true
           where id in (select id from creation_request
                        where decide_by < $1 and not chased and lapses_on > $1
                        order by decide_by, id limit $2 for update skip locked)
           returning id, local_authority, decide_by as "decide_by!""#,
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    let late = rows.into_iter().map(|row| LateRow {
        id: row.id,
        local_authority: LocalAuthorityCode(row.local_authority),
        decide_by: row.decide_by,
    });
    Ok(late.collect())
}

pub(super) async fn any_over(
    pool: &PgPool,
    today: NaiveDate,
    gone_by: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from creation_request
                          where (ended_on is null and lapses_on <= $1) or ended_on <= $2) as "any!""#,
        today,
        gone_by
    )
    .fetch_one(pool)
    .await
}

/// Takes requests whose time is over, as they stood.
pub(super) async fn lapsing(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<RequestRow>> {
    let rows = query!(
        "select id, local_authority, state, sealed, straddles, decide_by from creation_request
         where ended_on is null and lapses_on <= $1
         order by lapses_on, id limit $2 for update skip locked",
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(RequestRow {
                id: row.id,
                local_authority: LocalAuthorityCode(row.local_authority),
                state: known(State::from_code(&row.state))?,
                sealed: row.sealed,
                straddles: row.straddles,
                decide_by: row.decide_by,
            })
        })
        .collect()
}

/// Destroys what ended a while ago.
pub(super) async fn forget(
    connection: &mut PgConnection,
    gone_by: NaiveDate,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "delete from creation_request where ended_on <= $1 returning id",
        gone_by
    )
    .fetch_all(connection)
    .await
}

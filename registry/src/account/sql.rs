//! Statements on accounts, hats, sessions and returned forms.

use std::net::IpAddr;

use chrono::NaiveDate;
use domain::account::HatChoice;
use domain::clock::Moment;
use domain::id::{AccountId, SessionId};
use domain::standing::Role;
use ipnet::IpNet;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::suspend::Because;
use crate::stored::column;

/// The newest migration applied; none where the table of migrations is empty.
pub(crate) async fn newest_migration(pool: &PgPool) -> sqlx::Result<Option<i64>> {
    // The table is the migrator's own, so the query is not checked against the schema.
    let newest = "select max(version) from _sqlx_migrations where success";
    query_scalar(newest).fetch_one(pool).await
}

pub(super) struct SecretsRow {
    pub id: Uuid,
    pub password_hash: String,
    pub pin_hash: String,
}

pub(super) async fn secrets_of(pool: &PgPool, user_name: &str) -> sqlx::Result<Option<SecretsRow>> {
    query_as!(
        SecretsRow,
        "select id, password_hash, pin_hash from account where user_name = $1",
        user_name
    )
    .fetch_optional(pool)
    .await
}

pub(super) struct SignInRow {
    pub sealed_token_secret: Vec<u8>,
    pub last_token_step: i64,
    pub state: String,
    pub vetted_on: Option<NaiveDate>,
    pub trained_on: Option<NaiveDate>,
    pub agreement_signed_on: Option<NaiveDate>,
    pub failures: i32,
    pub last_failure_at: Option<Moment>,
}

pub(super) async fn account_for_sign_in(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<SignInRow> {
    query_as!(
        SignInRow,
        "select sealed_token_secret, last_token_step, state, vetted_on, trained_on,
                agreement_signed_on, failures, last_failure_at
         from account where id = $1
         for update",
        account.0
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn count_failure(
    connection: &mut PgConnection,
    account: AccountId,
    failures: i32,
    now: Moment,
    state: &str,
) -> sqlx::Result<()> {
    query!(
        "update account set failures = $2, last_failure_at = $3, state = $4 where id = $1",
        account.0,
        failures,
        now,
        state
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn networks_of_hats(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<Vec<IpNet>> {
    query_scalar!(
        r#"select n.network as "network: IpNet"
           from hat h join organisation_network n on n.organisation = h.organisation
           where h.account = $1"#,
        account.0
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn networks_of_hat(
    connection: &mut PgConnection,
    hat: Uuid,
) -> sqlx::Result<Vec<IpNet>> {
    query_scalar!(
        r#"select n.network as "network: IpNet"
           from hat h join organisation_network n on n.organisation = h.organisation
           where h.id = $1"#,
        hat
    )
    .fetch_all(connection)
    .await
}

struct HatRow {
    id: Uuid,
    role: String,
    organisation: String,
}

impl HatRow {
    fn choice(self) -> Option<HatChoice> {
        Some(HatChoice {
            id: self.id,
            role: Role::from_code(&self.role)?,
            organisation: self.organisation,
        })
    }
}

pub(super) async fn hats_of(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<Vec<HatChoice>> {
    let rows = query_as!(
        HatRow,
        "select h.id, h.role, o.name as organisation
         from hat h join organisation o on o.id = h.organisation
         where h.account = $1
         order by h.role, o.name",
        account.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().filter_map(HatRow::choice).collect())
}

pub(super) async fn hat_choices(pool: &PgPool, account: AccountId) -> sqlx::Result<Vec<HatChoice>> {
    hats_of(&mut *pool.acquire().await?, account).await
}

pub(super) async fn holder_of_hat(
    connection: &mut PgConnection,
    hat: Uuid,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!("select account from hat where id = $1", hat)
        .fetch_optional(connection)
        .await
}

pub(super) async fn end_sessions_of(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<()> {
    query!("delete from session where account = $1", account.0)
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) struct NewSessionRow {
    pub id: SessionId,
    pub token_hash: Vec<u8>,
    pub account: AccountId,
    pub hat: Option<Uuid>,
    pub now: Moment,
    pub ends_at: Moment,
    pub address: IpAddr,
}

pub(super) async fn begin_session(
    connection: &mut PgConnection,
    row: NewSessionRow,
) -> sqlx::Result<()> {
    query!(
        "insert into session (id, token_hash, account, hat, started_at, last_seen_at, ends_at,
                              network_address, last_sign_in_at, last_sign_in_from)
         select $1, $2, a.id, $4, $5, $5, $6, $7, a.last_signed_in_at, a.last_signed_in_from
         from account a where a.id = $3",
        row.id.0,
        row.token_hash,
        row.account.0,
        row.hat,
        row.now,
        row.ends_at,
        IpNet::from(row.address) as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn signed_in(
    connection: &mut PgConnection,
    account: AccountId,
    now: Moment,
    address: IpAddr,
    step: i64,
) -> sqlx::Result<()> {
    query!(
        "update account
         set failures = 0, last_failure_at = null, last_signed_in_at = $2, last_signed_in_from = $3,
             last_token_step = $4
         where id = $1",
        account.0,
        now,
        IpNet::from(address) as _,
        step
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn change_hat(
    connection: &mut PgConnection,
    session: SessionId,
    new_session: SessionId,
    token_hash: &[u8],
    hat: Uuid,
) -> sqlx::Result<()> {
    // A new session in the old one's row: forms and searches of the other hat must not follow.
    query!("delete from returned_form where session = $1", session.0)
        .execute(&mut *connection)
        .await?;
    query!("delete from search_result where session = $1", session.0)
        .execute(&mut *connection)
        .await?;
    query!("delete from education_run where session = $1", session.0)
        .execute(&mut *connection)
        .await?;
    query!("delete from record_opening where session = $1", session.0)
        .execute(&mut *connection)
        .await?;
    query!(
        "update session set id = $2, token_hash = $3, hat = $4 where id = $1",
        session.0,
        new_session.0,
        token_hash,
        hat
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn accept_notice(
    connection: &mut PgConnection,
    session: SessionId,
) -> sqlx::Result<()> {
    query!(
        "update session set notice_accepted = true where id = $1",
        session.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn end_session(
    connection: &mut PgConnection,
    session: SessionId,
) -> sqlx::Result<()> {
    query!("delete from session where id = $1", session.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// A session with everything that is checked on each request.
pub(super) struct SessionRow {
    pub id: Uuid,
    pub account: Uuid,
    pub notice_accepted: bool,
    pub last_seen_at: Moment,
    pub ends_at: Moment,
    pub last_sign_in_at: Option<Moment>,
    pub last_sign_in_from: Option<IpNet>,
    pub state: String,
    pub vetted_on: Option<NaiveDate>,
    pub trained_on: Option<NaiveDate>,
    pub agreement_signed_on: Option<NaiveDate>,
    pub name: String,
    pub role: Option<String>,
    pub organisation: Option<Uuid>,
    pub organisation_name: Option<String>,
    pub team: Option<Uuid>,
    pub local_authority: Option<String>,
    pub brokering_right: Option<bool>,
    pub shield_right: Option<bool>,
    pub hats: i64,
    pub networks: Vec<IpNet>,
}

pub(super) async fn session_of(
    pool: &PgPool,
    token_hash: &[u8],
) -> sqlx::Result<Option<SessionRow>> {
    query_as!(
        SessionRow,
        r#"select s.id, s.account, s.notice_accepted, s.last_seen_at, s.ends_at,
                  s.last_sign_in_at, s.last_sign_in_from as "last_sign_in_from: IpNet",
                  a.state, a.vetted_on, a.trained_on, a.agreement_signed_on, p.name,
                  h.role as "role?", h.organisation as "organisation?",
                  o.name as "organisation_name?", h.team as "team?",
                  h.local_authority as "local_authority?",
                  h.brokering_right as "brokering_right?", h.shield_right as "shield_right?",
                  (select count(*) from hat where account = a.id) as "hats!",
                  array(select n.network
                        from hat k join organisation_network n on n.organisation = k.organisation
                        where k.account = a.id and (s.hat is null or k.id = s.hat))
                      as "networks!: Vec<IpNet>"
           from session s
           join account a on a.id = s.account
           join practitioner p on p.id = a.practitioner
           left join hat h on h.id = s.hat
           left join organisation o on o.id = h.organisation
           where s.token_hash = $1"#,
        token_hash
    )
    .fetch_optional(pool)
    .await
}

pub(super) async fn seen(pool: &PgPool, session: SessionId, now: Moment) -> sqlx::Result<()> {
    query!(
        "update session set last_seen_at = $2 where id = $1",
        session.0,
        now
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub(super) struct OwnAccountRow {
    pub user_name: String,
    pub name: String,
    pub job_title: String,
    pub telephone: String,
    pub email: String,
    pub vetted_on: Option<NaiveDate>,
    pub trained_on: Option<NaiveDate>,
    pub agreement_signed_on: Option<NaiveDate>,
}

pub(super) async fn own_account(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<OwnAccountRow> {
    query_as!(
        OwnAccountRow,
        "select a.user_name, p.name, p.job_title, p.telephone, p.email, a.vetted_on, a.trained_on,
                a.agreement_signed_on
         from account a join practitioner p on p.id = a.practitioner
         where a.id = $1",
        account.0
    )
    .fetch_one(connection)
    .await
}

pub(super) struct ActivityRow {
    pub at: Moment,
    pub action: String,
    pub outcome: String,
    pub child: Option<String>,
    pub reason_code: Option<String>,
}

/// A person's own entries before a moment, latest first; attempts to sign in, which nobody makes
/// while signed in, are about the account. Nothing restricted is read (AUD-05).
pub(super) async fn own_activity(
    connection: &mut PgConnection,
    account: AccountId,
    before: Moment,
    limit: i64,
) -> sqlx::Result<Vec<ActivityRow>> {
    query_as!(
        ActivityRow,
        r#"select at, action, outcome, reason_code,
                  case when object_kind = 'child' then object_id end as child
           from audit.entry
           where (account = $1 or (object_kind = 'account' and object_id = $4)) and at < $2
           order by at desc
           limit $3"#,
        account.0,
        before,
        limit,
        account.to_string()
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn keep_form(
    pool: &PgPool,
    id: Uuid,
    session: SessionId,
    form: &str,
    sealed: &[u8],
    expires_at: Moment,
) -> sqlx::Result<()> {
    query!(
        "insert into returned_form (id, session, form, sealed, expires_at) values ($1, $2, $3, $4, $5)",
        id,
        session.0,
        form,
        sealed,
        expires_at
    )
    .execute(pool)
    .await?;
    Ok(())
}

pub(super) async fn kept_form(
    pool: &PgPool,
    id: Uuid,
    session: SessionId,
    form: &str,
    now: Moment,
) -> sqlx::Result<Option<Vec<u8>>> {
    query_scalar!(
        "select sealed from returned_form
         where id = $1 and session = $2 and form = $3 and expires_at > $4",
        id,
        session.0,
        form,
        now
    )
    .fetch_optional(pool)
    .await
}

pub(super) async fn anything_to_forget(
    pool: &PgPool,
    now: Moment,
    idle_since: Moment,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select (exists (select from session where ends_at <= $1 or last_seen_at <= $2)
                or exists (select from returned_form where expires_at <= $1)
                or exists (select from search_result where expires_at <= $1)) as "any!""#,
        now,
        idle_since
    )
    .fetch_one(pool)
    .await
}

pub(super) async fn forget_sessions(
    connection: &mut PgConnection,
    now: Moment,
    idle_since: Moment,
) -> sqlx::Result<u64> {
    let done = query!(
        "delete from session where ends_at <= $1 or last_seen_at <= $2",
        now,
        idle_since
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// Forgets forms and searches whose time is over, and the count of searches of the day before.
pub(super) async fn forget_kept(connection: &mut PgConnection, now: Moment) -> sqlx::Result<u64> {
    let forms = query!("delete from returned_form where expires_at <= $1", now)
        .execute(&mut *connection)
        .await?;
    let searches = query!("delete from search_result where expires_at <= $1", now)
        .execute(&mut *connection)
        .await?;
    let day_before = now - chrono::TimeDelta::days(1);
    query!("delete from search_use where at <= $1", day_before)
        .execute(connection)
        .await?;
    Ok(forms.rows_affected() + searches.rows_affected())
}

/// Locks accounts, so that of two who suspend them and let them back the second sees what the first has done.
async fn lock(connection: &mut PgConnection, accounts: &[Uuid]) -> sqlx::Result<()> {
    query!(
        "select id from account where id = any($1) order by id for update",
        accounts
    )
    .fetch_all(connection)
    .await?;
    Ok(())
}

/// Suspends accounts for a reason, where it does not keep them from use already, and ends their sessions. None
/// that is closed comes back by it.
pub(super) async fn suspend(
    connection: &mut PgConnection,
    rows: &[(Uuid, AccountId)],
    because: Because,
    today: NaiveDate,
) -> sqlx::Result<()> {
    let [investigation, stop] = because.objects();
    let accounts = column(rows, |row| row.1.0);
    lock(connection, &accounts).await?;
    query!(
        "insert into account_suspension (id, account, reason, investigation, stop, since, was_active)
         select n.id, a.id, $3, $4, $5, $6,
                a.state = 'active'
                or exists (select from account_suspension s
                           where s.account = a.id and s.ended_on is null and s.was_active)
         from unnest($1::uuid[], $2::uuid[]) n (id, account)
         join account a on a.id = n.account and a.state not in ('closed', 'refused')
         where not exists (select from account_suspension s
                           where s.account = a.id and s.ended_on is null
                             and (s.investigation = $4 or s.stop = $5))",
        &column(rows, |row| row.0),
        &accounts,
        because.code(),
        investigation,
        stop,
        today
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "update account set state = 'suspended' where id = any($1) and state = 'active'",
        &accounts
    )
    .execute(&mut *connection)
    .await?;
    query!("delete from session where account = any($1)", &accounts)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes a reason back, and lets accounts back that nothing else keeps from use.
pub(super) async fn let_back(
    connection: &mut PgConnection,
    because: Because,
    today: NaiveDate,
) -> sqlx::Result<usize> {
    let [investigation, stop] = because.objects();
    let kept = query_scalar!(
        "select account from account_suspension
         where (investigation = $1 or stop = $2) and ended_on is null",
        investigation,
        stop
    )
    .fetch_all(&mut *connection)
    .await?;
    lock(connection, &kept).await?;
    let freed = query_scalar!(
        "update account_suspension set ended_on = $3
         where (investigation = $1 or stop = $2) and ended_on is null
         returning case when was_active then account end",
        investigation,
        stop,
        today
    )
    .fetch_all(&mut *connection)
    .await?;
    let freed: Vec<Uuid> = freed.into_iter().flatten().collect();
    let back = query!(
        "update account a set state = 'active'
         where a.id = any($1) and a.state = 'suspended'
           and not exists (select from account_suspension s
                           where s.account = a.id and s.ended_on is null)",
        &freed
    )
    .execute(connection)
    .await?;
    Ok(usize::try_from(back.rows_affected()).unwrap_or(usize::MAX))
}

/// Closes an account, with means to sign in that nobody holds.
pub(super) async fn close(
    connection: &mut PgConnection,
    account: AccountId,
    hash: &str,
    sealed_token_secret: &[u8],
    today: NaiveDate,
) -> sqlx::Result<()> {
    lock(connection, &[account.0]).await?;
    query!(
        "update account
         set state = 'closed', password_hash = $2, pin_hash = $2, sealed_token_secret = $3
         where id = $1",
        account.0,
        hash,
        sealed_token_secret
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "update account_suspension set ended_on = $2 where account = $1 and ended_on is null",
        account.0,
        today
    )
    .execute(&mut *connection)
    .await?;
    end_sessions_of(connection, account).await
}

//! Statements on requests for what is held about oneself.

use chrono::NaiveDate;
use domain::id::{ChildNumber, LocalAuthorityCode, OrganisationId};
use domain::subject_access::{
    Allowance, Applicant, Asked, Check, Clock, Decision, Extension, Finding, ForwardedBy, Held,
    Means, Statement, Writing,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use crate::stored::{column, known, number};

/// A request as it is kept.
pub(super) struct Request {
    pub id: Uuid,
    pub local_authority: LocalAuthorityCode,
    pub child: Option<ChildNumber>,
    pub account: Option<Uuid>,
    pub sealed: Option<Vec<u8>>,
    pub applicant: Applicant,
    pub by_another: bool,
    pub writing: Writing,
    pub forwarded_by: Option<ForwardedBy>,
    pub clock: Clock,
    pub due_on: Option<NaiveDate>,
    pub signed_on: [Option<NaiveDate>; 2],
    pub shows_whereabouts: bool,
    pub decided: Option<(Decision, NaiveDate)>,
    pub statement: Option<Statement>,
    pub produced_on: Option<NaiveDate>,
    pub delivered: Option<(Means, NaiveDate)>,
    pub ended_on: Option<NaiveDate>,
    pub held: Held,
    /// Whether any record that it is about is shielded.
    pub shielded: bool,
    /// Whether it is about more records than one.
    pub further: bool,
}

struct RequestRow {
    id: Uuid,
    local_authority: String,
    child: Option<i64>,
    account: Option<Uuid>,
    sealed: Option<Vec<u8>>,
    applicant: String,
    by_another: bool,
    writing: String,
    forwarded_by: Option<String>,
    received_on: NaiveDate,
    forty_days: bool,
    extended: Option<String>,
    paused_on: Option<NaiveDate>,
    paused_days: i32,
    due_on: Option<NaiveDate>,
    manager_signed_on: Option<NaiveDate>,
    officer_signed_on: Option<NaiveDate>,
    shows_whereabouts: bool,
    decision: Option<String>,
    decided_on: Option<NaiveDate>,
    statement: Option<String>,
    produced_on: Option<NaiveDate>,
    means: Option<String>,
    delivered_on: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    live: bool,
    archived: bool,
    shielded: bool,
    further: bool,
}

/// What an optional code stands for.
fn meant<T>(code: Option<&str>, meaning: impl Fn(&str) -> Option<T>) -> sqlx::Result<Option<T>> {
    code.map(|code| known(meaning(code))).transpose()
}

impl RequestRow {
    fn request(self) -> sqlx::Result<Request> {
        let held = match (self.account, self.live, self.archived) {
            (Some(_), _, _) => Held::Account,
            (None, true, _) => Held::Live,
            (None, false, true) => Held::Archived,
            (None, false, false) => Held::Gone,
        };
        let decision = meant(self.decision.as_deref(), Decision::from_code)?;
        let means = meant(self.means.as_deref(), Means::from_code)?;
        Ok(Request {
            id: self.id,
            local_authority: LocalAuthorityCode(self.local_authority),
            child: self.child.map(number).transpose()?,
            account: self.account,
            sealed: self.sealed,
            applicant: known(Applicant::from_code(&self.applicant))?,
            by_another: self.by_another,
            writing: known(Writing::from_code(&self.writing))?,
            forwarded_by: meant(self.forwarded_by.as_deref(), ForwardedBy::from_code)?,
            clock: Clock {
                received_on: self.received_on,
                allowance: allowance(self.forty_days),
                extended: meant(self.extended.as_deref(), Extension::from_code)?,
                paused_days: u32::try_from(self.paused_days).unwrap_or(0),
                paused_on: self.paused_on,
            },
            due_on: self.due_on,
            signed_on: [self.manager_signed_on, self.officer_signed_on],
            shows_whereabouts: self.shows_whereabouts,
            decided: decision.zip(self.decided_on),
            statement: meant(self.statement.as_deref(), Statement::from_code)?,
            produced_on: self.produced_on,
            delivered: means.zip(self.delivered_on),
            ended_on: self.ended_on,
            held,
            shielded: self.shielded,
            further: self.further,
        })
    }
}

fn allowance(forty_days: bool) -> Allowance {
    match forty_days {
        true => Allowance::FortyDays,
        false => Allowance::Month,
    }
}

/// Requests, those that are due first first; where their records lie by a day, archived ones from another day
/// on or held; one that is about to leave the live directory is as good as archived. A record that is sealed for
/// a new identity is not there (NEWID-08).
pub(super) async fn requests(
    connection: &mut PgConnection,
    ids: &[Uuid],
    today: NaiveDate,
    archived_after: NaiveDate,
) -> sqlx::Result<Vec<Request>> {
    let rows = query_as!(
        RequestRow,
        r#"select r.id, r.local_authority, r.child, r.account, r.sealed, r.applicant, r.by_another,
                  r.writing, r.forwarded_by, r.received_on, r.forty_days, r.extended, r.paused_on,
                  r.paused_days, r.due_on, r.manager_signed_on, r.officer_signed_on,
                  r.shows_whereabouts, r.decision, r.decided_on, r.statement, r.produced_on, r.means,
                  r.delivered_on, r.ended_on,
                  coalesce(c.leaves_live_on > $2, false) as "live!",
                  coalesce(c.child is not null or a.archived_on > $3
                           or exists (select from archive.hold h where h.child = a.child), false)
                      as "archived!",
                  subject_access_shielded(r.id, r.child) as "shielded!",
                  exists (select from subject_access_record s where s.request = r.id) as "further!"
           from subject_access_request r
           left join live.child c on c.child = r.child
           left join archive.record a on a.child = r.child and a.why <> 'new-identity'
           where r.id = any($1)
           order by r.due_on nulls last, r.received_on, r.id"#,
        ids,
        today,
        archived_after
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(RequestRow::request).collect()
}

/// The records that a request is about, by number; none where there is no such request.
pub(super) async fn children(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Option<Vec<ChildNumber>>> {
    let children = query_scalar!(
        r#"select array(select r.child where r.child is not null
                        union
                        select s.child from subject_access_record s where s.request = r.id
                        order by 1) as "children!"
           from subject_access_request r where r.id = $1"#,
        id
    )
    .fetch_optional(connection)
    .await?;
    let children = children.map(|children| children.into_iter().map(number).collect());
    children.transpose()
}

/// Locks a request until the act is done; its records are locked before.
pub(super) async fn lock(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    query!(
        "select id from subject_access_request where id = $1 for update",
        id
    )
    .fetch_optional(connection)
    .await?;
    Ok(())
}

/// The requests of an authority that are open, or ended after a day.
pub(super) async fn of_authority(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    ended_after: NaiveDate,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select id from subject_access_request
         where local_authority = $1 and (ended_on is null or ended_on > $2)",
        authority.0,
        ended_after
    )
    .fetch_all(connection)
    .await
}

/// Whose data they are: of a child by the record's number, of a practitioner by the account; and the token of
/// the form with which it was logged.
pub(super) struct About<'a> {
    pub child: Option<ChildNumber>,
    pub account: Option<Uuid>,
    pub token: Option<Uuid>,
    pub asked: &'a Asked,
}

/// The same request: the same form that was sent twice, or what a child or a practitioner asks and is open
/// already. Parents are several, and two of them may ask on one day.
pub(super) async fn same(
    connection: &mut PgConnection,
    about: &About<'_>,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select id from subject_access_request
         where child is not distinct from $1 and account is not distinct from $2 and applicant = $3
           and (token = $6
                or ended_on is null and applicant in ('child', 'practitioner')
                   and by_another = $4 and received_on = $5)
         order by ended_on nulls first limit 1",
        about.child.map(ChildNumber::stored),
        about.account,
        about.asked.applicant.code(),
        about.asked.by_another,
        about.asked.received_on,
        about.token
    )
    .fetch_optional(connection)
    .await
}

/// A request to be kept.
pub(super) struct NewRequest<'a> {
    pub id: Uuid,
    pub local_authority: &'a LocalAuthorityCode,
    pub about: &'a About<'a>,
    pub sealed: Option<Vec<u8>>,
    pub forwarded_by: Option<ForwardedBy>,
    pub allowance: Allowance,
    pub due_on: Option<NaiveDate>,
}

/// Keeps a request; tells whether it was new, and not logged by somebody else at the same moment.
pub(super) async fn keep(
    connection: &mut PgConnection,
    request: &NewRequest<'_>,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    let asked = request.about.asked;
    let kept = query_scalar!(
        "insert into subject_access_request
             (id, local_authority, child, account, sealed, applicant, by_another, writing,
              forwarded_by, received_on, logged_on, forty_days, due_on, token)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict do nothing returning id",
        request.id,
        request.local_authority.0,
        request.about.child.map(ChildNumber::stored),
        request.about.account,
        request.sealed,
        asked.applicant.code(),
        asked.by_another,
        asked.writing.code(),
        request.forwarded_by.map(ForwardedBy::code),
        asked.received_on,
        today,
        request.allowance == Allowance::FortyDays,
        request.due_on,
        request.about.token
    )
    .fetch_optional(connection)
    .await?;
    Ok(kept.is_some())
}

/// Keeps how far a request has come.
pub(super) async fn save(connection: &mut PgConnection, request: &Request) -> sqlx::Result<()> {
    let [manager, officer] = request.signed_on;
    query!(
        "update subject_access_request
         set extended = $2, paused_on = $3, paused_days = $4, due_on = $5,
             chased = chased and due_on is not distinct from $5,
             manager_signed_on = $6, officer_signed_on = $7, shows_whereabouts = $8, decision = $9,
             decided_on = $10, statement = $11, produced_on = $12, means = $13, delivered_on = $14,
             ended_on = $15
         where id = $1",
        request.id,
        request.clock.extended.map(Extension::code),
        request.clock.paused_on,
        i32::try_from(request.clock.paused_days).unwrap_or(i32::MAX),
        request.due_on,
        manager,
        officer,
        request.shows_whereabouts,
        request.decided.map(|(decision, _)| decision.code()),
        request.decided.map(|(_, on)| on),
        request.statement.map(Statement::code),
        request.produced_on,
        request.delivered.map(|(means, _)| means.code()),
        request.delivered.map(|(_, on)| on),
        request.ended_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Something that was found of a request.
pub(super) struct Found {
    pub request: Uuid,
    pub check: Check,
    pub finding: Finding,
    pub on: NaiveDate,
}

/// What was found of requests.
pub(super) async fn found(
    connection: &mut PgConnection,
    requests: &[Uuid],
) -> sqlx::Result<Vec<Found>> {
    let rows = query!(
        "select request, looked_at, finding, found_on from subject_access_check
         where request = any($1)",
        requests
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Found {
                request: row.request,
                check: known(Check::from_code(&row.looked_at))?,
                finding: known(Finding::from_code(&row.finding))?,
                on: row.found_on,
            })
        })
        .collect()
}

/// Keeps what was found.
pub(super) async fn keep_finding(connection: &mut PgConnection, found: &Found) -> sqlx::Result<()> {
    query!(
        "insert into subject_access_check (request, looked_at, finding, found_on)
         values ($1, $2, $3, $4)
         on conflict (request, looked_at) do update
         set finding = excluded.finding, found_on = excluded.found_on",
        found.request,
        found.check.code(),
        found.finding.code(),
        found.on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets what was found of something, which is to be looked at anew.
pub(super) async fn forget_finding(
    connection: &mut PgConnection,
    request: Uuid,
    check: Check,
) -> sqlx::Result<()> {
    query!(
        "delete from subject_access_check where request = $1 and looked_at = $2",
        request,
        check.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The open requests that are about a record, or name it as a further one.
pub(super) async fn open_about(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select id from subject_access_request
         where ended_on is null
           and (child = $1 or id in (select request from subject_access_record where child = $1))",
        child.stored()
    )
    .fetch_all(connection)
    .await
}

/// Takes back what was signed, decided and made of requests.
pub(super) async fn decide_anew(
    connection: &mut PgConnection,
    requests: &[Uuid],
) -> sqlx::Result<()> {
    query!(
        "update subject_access_request
         set manager_signed_on = null, officer_signed_on = null, shows_whereabouts = false,
             decision = null, decided_on = null, produced_on = null
         where id = any($1)",
        requests
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// How long there is, as an authority has set it.
pub(super) async fn set_allowance(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Allowance> {
    let forty_days = query_scalar!(
        "select forty_days from subject_access_setting where local_authority = $1",
        authority.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(allowance(forty_days.unwrap_or(false)))
}

pub(super) async fn allow(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    allowance: Allowance,
) -> sqlx::Result<()> {
    query!(
        "insert into subject_access_setting (local_authority, forty_days) values ($1, $2)
         on conflict (local_authority) do update set forty_days = excluded.forty_days",
        authority.0,
        allowance == Allowance::FortyDays
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The account with a user name that has a role in an authority.
pub(super) async fn account_called(
    connection: &mut PgConnection,
    user_name: &str,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select a.id from account a
         where a.user_name = $1
           and exists (select from hat h where h.account = a.id and h.local_authority = $2)",
        user_name,
        authority.0
    )
    .fetch_optional(connection)
    .await
}

/// The child's name and date of birth; of a live record.
pub(super) async fn child(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<(String, String, NaiveDate)>> {
    let row = query!(
        "select given, family, date_of_birth from live.child where child = $1",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| (row.given, row.family, row.date_of_birth)))
}

/// Further records on which a parent stands.
pub(super) async fn records(
    connection: &mut PgConnection,
    request: Uuid,
) -> sqlx::Result<Vec<ChildNumber>> {
    let rows = query_scalar!(
        "select child from subject_access_record where request = $1 order by child",
        request
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(number).collect()
}

/// Adds a record; tells whether it was not there yet.
pub(super) async fn add_record(
    connection: &mut PgConnection,
    request: Uuid,
    child: ChildNumber,
) -> sqlx::Result<bool> {
    let added = query!(
        "insert into subject_access_record (request, child) values ($1, $2) on conflict do nothing",
        request,
        child.stored()
    )
    .execute(connection)
    .await?;
    Ok(added.rows_affected() > 0)
}

/// What is held about whoever has an account.
pub(super) struct AccountRow {
    pub practitioner: Uuid,
    pub name: String,
    pub job_title: String,
    pub organisation: String,
    pub team: Option<String>,
    pub telephone: String,
    pub email: String,
    pub user_name: String,
    pub state: String,
    pub vetted_on: Option<NaiveDate>,
    pub trained_on: Option<NaiveDate>,
    pub agreement_signed_on: Option<NaiveDate>,
}

pub(super) async fn account(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<AccountRow> {
    query_as!(
        AccountRow,
        r#"select p.id as practitioner, p.name, p.job_title, o.name as organisation,
                  t.name as "team?", p.telephone, p.email, a.user_name, a.state, a.vetted_on,
                  a.trained_on, a.agreement_signed_on
           from account a
           join practitioner p on p.id = a.practitioner
           join organisation o on o.id = p.organisation
           left join team t on t.id = p.team
           where a.id = $1"#,
        id
    )
    .fetch_one(connection)
    .await
}

/// Roles, each with its organisation.
pub(super) async fn roles(
    connection: &mut PgConnection,
    account: Uuid,
) -> sqlx::Result<Vec<(String, String)>> {
    let rows = query!(
        "select h.role, o.name from hat h join organisation o on o.id = h.organisation
         where h.account = $1 order by h.role, o.name",
        account
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.role, row.name)).collect())
}

/// As what a practitioner stands on a record, of which nothing else is read.
pub(super) struct EntryRow {
    pub what: String,
    pub service: String,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// The entries of a practitioner on live records, shielded ones among them: what they tell is the
/// practitioner's own.
pub(super) async fn entries(
    connection: &mut PgConnection,
    practitioner: Uuid,
) -> sqlx::Result<Vec<EntryRow>> {
    query_as!(
        EntryRow,
        r#"select e.what as "what!", s.name as service, e.since as "since!", e.until
           from (
               select 'Involvement' as what, service, started as since, ended as until
               from live.involvement where practitioner = $1
               union all
               select 'Lead professional', service, since, ended
               from live.lead_professional where practitioner = $1
               union all
               select 'Holder of a common assessment', service, undertaken, superseded_on
               from live.caf where practitioner = $1
           ) e
           join service s on s.id = e.service
           order by e.since, e.what, s.name"#,
        practitioner
    )
    .fetch_all(connection)
    .await
}

/// A request that waits with an authority from now on, and until when.
pub(super) struct MovedRow {
    pub id: Uuid,
    pub local_authority: String,
    pub due_on: Option<NaiveDate>,
}

/// Makes requests about records their authorities'; gives the open ones that were another's.
pub(super) async fn follow(
    connection: &mut PgConnection,
    now_with: &[(ChildNumber, LocalAuthorityCode)],
    today: NaiveDate,
) -> sqlx::Result<Vec<MovedRow>> {
    query_as!(
        MovedRow,
        "with moved as (
             update subject_access_request r
             set local_authority = n.local_authority,
                 logged_on = case when r.ended_on is null then $3 else r.logged_on end,
                 chased = r.chased and r.ended_on is not null
             from unnest($1::bigint[], $2::text[]) n (child, local_authority)
             where r.child = n.child and r.local_authority <> n.local_authority
             returning r.id, r.local_authority, r.due_on, r.ended_on)
         select id, local_authority, due_on from moved where ended_on is null",
        &column(now_with, |(child, _)| child.stored()),
        &column(now_with, |(_, to)| to.0.as_str()) as &[&str],
        today
    )
    .fetch_all(connection)
    .await
}

/// Leaves out further records that another authority answers for now, of open requests that are about any of
/// these records; gives these requests.
pub(super) async fn drop_strays(
    connection: &mut PgConnection,
    now_with: &[(ChildNumber, LocalAuthorityCode)],
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "delete from subject_access_record s using subject_access_request r
         where r.id = s.request and r.ended_on is null
           and (r.child = any($1) or s.child = any($1))
           and not exists (select from live.child c
                           where c.child = s.child and c.local_authority = r.local_authority)
           and not exists (select from archive.record a
                           where a.child = s.child and a.local_authority = r.local_authority)
         returning s.request",
        &column(now_with, |(child, _)| child.stored())
    )
    .fetch_all(connection)
    .await
}

/// Whether a request names a further record that another authority answers for.
pub(super) async fn strays(connection: &mut PgConnection, request: Uuid) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from subject_access_record s
               join subject_access_request r on r.id = s.request
               left join live.child c on c.child = s.child
               left join archive.record a on a.child = s.child
               where s.request = $1
                 and coalesce(c.local_authority, a.local_authority) <> r.local_authority) as "any!""#,
        request
    )
    .fetch_one(connection)
    .await
}

/// Requests that came to a record with another: those that were about it, those that named it as a further
/// one, and, whole, those that were left out since the record that stays has the same.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Came {
    pub requests: Vec<Uuid>,
    pub named: Vec<Uuid>,
    pub left_out: Vec<Value>,
}

/// Makes what is asked about one record asked about another. What a child asks about both alike is kept once,
/// as it stands on the record that stays. What was found with the other record in view is found anew; that proof
/// of identity is waited for stands.
pub(super) async fn join(
    connection: &mut PgConnection,
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<Came> {
    let left_out = query_scalar!(
        r#"delete from subject_access_request r
           where r.child = $1 and r.ended_on is null and r.applicant = 'child'
             and exists (select from subject_access_request o
                         where o.child = $2 and o.ended_on is null and o.applicant = r.applicant
                           and o.by_another = r.by_another and o.received_on = r.received_on)
           returning to_jsonb(r) as "request!""#,
        from.stored(),
        to.stored()
    )
    .fetch_all(&mut *connection)
    .await?;
    let requests = move_requests(connection, None, from, to).await?;
    let named = query_scalar!(
        "with gone as (delete from subject_access_record where child = $1 returning request),
              kept as (insert into subject_access_record (request, child)
                       select g.request, $2 from gone g
                       join subject_access_request r on r.id = g.request
                       where r.child <> $2 on conflict do nothing)
         select request from gone",
        from.stored(),
        to.stored()
    )
    .fetch_all(&mut *connection)
    .await?;
    // A request that named the record to which it has come names it once.
    query!(
        "delete from subject_access_record s using subject_access_request r
         where r.id = s.request and r.child = s.child and s.child = $1",
        to.stored()
    )
    .execute(connection)
    .await?;
    Ok(Came {
        requests,
        named,
        left_out,
    })
}

/// Makes requests another record's, of all or of some; gives which. What was found of open ones is found anew.
async fn move_requests(
    connection: &mut PgConnection,
    some: Option<&[Uuid]>,
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "with moved as (
             update subject_access_request set child = $2
             where child = $1 and ($3::uuid[] is null or id = any($3))
             returning id, ended_on),
              found as (
             delete from subject_access_check
             where finding <> 'awaited'
               and request in (select id from moved where ended_on is null))
         select id from moved",
        from.stored(),
        to.stored(),
        some
    )
    .fetch_all(connection)
    .await
}

/// Gives back to a record the requests that had come with it, as far as they are there; gives those that wait
/// for an answer again.
pub(super) async fn part(
    connection: &mut PgConnection,
    came: &Came,
    from: ChildNumber,
    to: ChildNumber,
) -> sqlx::Result<Vec<MovedRow>> {
    move_requests(&mut *connection, Some(&came.requests), from, to).await?;
    query!(
        "with gone as (delete from subject_access_record
                       where child = $2 and request = any($1) returning request)
         insert into subject_access_record (request, child)
         select r.id, $3 from subject_access_request r
         where r.id = any($1) and r.child <> $3 on conflict do nothing",
        &came.named,
        from.stored(),
        to.stored()
    )
    .execute(&mut *connection)
    .await?;
    query_as!(
        MovedRow,
        r#"insert into subject_access_request
           select r.* from unnest($1::jsonb[]) one
           cross join lateral jsonb_populate_record(
               null::subject_access_request, one || '{"chased": false}'::jsonb) r
           on conflict do nothing
           returning id, local_authority, due_on"#,
        &came.left_out
    )
    .fetch_all(connection)
    .await
}

/// Forgets what is asked about a record; gives the requests that there were. A parent's own that names further
/// records stays with the first of these.
pub(super) async fn forget(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<Uuid>> {
    query!(
        "with next as (
             select s.request, min(s.child) as child
             from subject_access_record s join subject_access_request r on r.id = s.request
             where r.child = $1 and s.child <> $1
             group by s.request),
              moved as (
             update subject_access_request r set child = n.child
             from next n where r.id = n.request
             returning r.id, r.child)
         delete from subject_access_record s using moved m
         where s.request = m.id and s.child = m.child",
        child.stored()
    )
    .execute(&mut *connection)
    .await?;
    query_scalar!(
        "with beside as (delete from subject_access_record where child = $1)
         delete from subject_access_request where child = $1 returning id",
        child.stored()
    )
    .fetch_all(connection)
    .await
}

/// Those of some organisations that have nothing but sensitive services.
pub(super) async fn sensitive_alone(
    connection: &mut PgConnection,
    organisations: &[OrganisationId],
) -> sqlx::Result<Vec<OrganisationId>> {
    let rows = query_scalar!(
        "select id from organisation where id = any($1) and is_sensitive_alone(id)",
        &column(organisations, |organisation| organisation.0)
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(OrganisationId).collect())
}

/// Whether a request is overdue that nobody was told of.
pub(super) async fn any_overdue(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from subject_access_request
                          where ended_on is null and not chased and due_on < $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// A request that is overdue.
pub(super) struct OverdueRow {
    pub id: Uuid,
    pub local_authority: String,
    pub due_on: Option<NaiveDate>,
}

/// Overdue requests that nobody was told of; noted as told of.
pub(super) async fn overdue(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<OverdueRow>> {
    query_as!(
        OverdueRow,
        "update subject_access_request set chased = true
         where id in (select id from subject_access_request
                      where ended_on is null and not chased and due_on < $1
                      order by due_on, id limit $2 for update skip locked)
         returning id, local_authority, due_on",
        today,
        limit
    )
    .fetch_all(connection)
    .await
}

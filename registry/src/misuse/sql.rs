//! Statements about investigations. None reads anything of a child.

use chrono::NaiveDate;
use domain::account::{AccountState, ActivityLine};
use domain::id::{AccountId, LocalAuthorityCode, OrganisationId};
use domain::misuse::{
    Asked, Concern, Explanation, GroupStop, InvestigationListed, LISTED, Office, Origin, Outcome,
    Pattern, Progress, SignShown, SubjectShown,
};
use domain::standing::Hat;
use sqlx::{PgConnection, PgPool, query, query_scalar};
use uuid::Uuid;

use crate::account::written_number;
use crate::stored::{column, known};

/// An investigation as it is stored.
pub(super) struct Investigation {
    pub id: Uuid,
    pub office: Office,
    pub organisation: Option<OrganisationId>,
    pub subject: Option<AccountId>,
    pub administers: bool,
    pub reporter: Option<AccountId>,
    pub origin: Origin,
    pub concern: Option<Concern>,
    pub sealed_report: Option<Vec<u8>>,
    pub opened_on: NaiveDate,
    pub asked: Option<(Asked, NaiveDate)>,
    pub due_on: Option<NaiveDate>,
    pub explained: Option<(Explanation, NaiveDate)>,
    pub sealed_words: Option<Vec<u8>>,
    pub staff_manager: Option<String>,
    pub progress: Progress,
}

/// A stored code's meaning, where there is one.
fn meant<T>(code: Option<&str>, meaning: impl Fn(&str) -> Option<T>) -> sqlx::Result<Option<T>> {
    code.map(|code| known(meaning(code))).transpose()
}

/// With whom it is, by what the view says.
fn office(
    code: &str,
    authority: Option<String>,
    organisation: Option<Uuid>,
) -> sqlx::Result<Office> {
    match code {
        "central-team" => Ok(Office::CentralTeam),
        "authority" => known(authority).map(|code| Office::Authority(LocalAuthorityCode(code))),
        _ => known(organisation).map(|id| Office::Partner(OrganisationId(id))),
    }
}

/// Locks an investigation until the act is done: of two who take a step the second sees what the first did.
pub(super) async fn lock(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    query!(
        "select id from misuse_investigation where id = $1 for update",
        id
    )
    .fetch_optional(connection)
    .await?;
    Ok(())
}

/// An investigation; none where there is none.
pub(super) async fn investigation(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Option<Investigation>> {
    let row = query!(
        r#"select o.office as "office!", o.administers as "administers!", i.local_authority,
                  i.organisation, i.subject, i.reporter, i.origin, i.concern, i.sealed_report,
                  i.opened_on, i.asked_of, i.asked_on, i.due_on, i.explanation, i.explained_by,
                  i.answered_on, i.sealed_words, i.case_opened_on, i.staff_manager, i.closed_on
           from misuse_investigation i join misuse_office o on o.investigation = i.id
           where i.id = $1"#,
        id
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        let asked_of = meant(row.asked_of.as_deref(), Asked::from_code)?;
        let explanation = meant(row.explanation.as_deref(), Explanation::from_code)?;
        Ok(Investigation {
            id,
            office: office(&row.office, row.local_authority, row.organisation)?,
            organisation: row.organisation.map(OrganisationId),
            subject: row.subject.map(AccountId),
            administers: row.administers,
            reporter: row.reporter.map(AccountId),
            origin: known(Origin::from_code(&row.origin))?,
            concern: meant(row.concern.as_deref(), Concern::from_code)?,
            sealed_report: row.sealed_report,
            opened_on: row.opened_on,
            asked: asked_of.zip(row.asked_on),
            due_on: row.due_on,
            explained: explanation.zip(row.answered_on),
            sealed_words: row.sealed_words,
            staff_manager: row.staff_manager,
            progress: Progress {
                known: row.subject.is_some(),
                asked: asked_of,
                due_on: row.due_on,
                explained_by: meant(row.explained_by.as_deref(), Asked::from_code)?,
                answered_on: row.answered_on,
                case_opened_on: row.case_opened_on,
                closed_on: row.closed_on,
            },
        })
    })
    .transpose()
}

/// A line of the list, and when it was closed; whom a report names, while nobody knows whose account it is about.
pub(super) struct Listed {
    pub listed: InvestigationListed,
    pub sealed_report: Option<Vec<u8>>,
    pub closed_on: Option<NaiveDate>,
}

/// What a hat looks into, but for what is about whoever wears it; what was closed, since a day. The conditions are
/// those of [`domain::misuse::InvestigationBearing`].
pub(super) async fn list(
    connection: &mut PgConnection,
    hat: &Hat,
    account: AccountId,
    since: NaiveDate,
) -> sqlx::Result<Vec<Listed>> {
    let rows = query!(
        r#"select i.id, p.name as "name?", i.origin, i.concern, i.opened_on, i.due_on, i.asked_of,
                  i.explained_by, i.answered_on, i.case_opened_on, i.closed_on,
                  i.subject is not null as "known!",
                  case when i.subject is null then i.sealed_report end as sealed_report,
                  array(select s.pattern from misuse_sign s
                        where s.investigation = i.id order by s.pattern) as "patterns!"
           from misuse_investigation i
           join misuse_office o on o.investigation = i.id
           left join account a on a.id = i.subject
           left join practitioner p on p.id = a.practitioner
           where (i.closed_on is null or i.closed_on >= $5)
             and i.subject is distinct from $4
             and case $1::text
                 when 'central-team' then o.office = 'central-team'
                 when 'local-authority-manager'
                     then o.office = 'authority' and i.local_authority = $2
                 when 'account-administrator'
                     then o.office = 'authority' and i.local_authority = $2
                          and i.case_opened_on is null
                 when 'partner-administrator'
                     then i.organisation = $3 and not o.administers
                          and (o.office = 'partner'
                               or (o.office = 'authority' and i.case_opened_on is null))
                 else false end
           order by i.closed_on is not null, i.opened_on, i.id
           limit $6"#,
        hat.role.code(),
        hat.local_authority.as_ref().map(|code| code.0.as_str()),
        hat.organisation.0,
        account.0,
        since,
        LISTED as i64
    )
    .fetch_all(connection)
    .await?;
    let listed = rows.into_iter().map(|row| {
        let progress = Progress {
            known: row.known,
            asked: meant(row.asked_of.as_deref(), Asked::from_code)?,
            due_on: row.due_on,
            explained_by: meant(row.explained_by.as_deref(), Asked::from_code)?,
            answered_on: row.answered_on,
            case_opened_on: row.case_opened_on,
            closed_on: row.closed_on,
        };
        let patterns = row.patterns.iter();
        Ok(Listed {
            listed: InvestigationListed {
                id: row.id,
                user: row.name,
                origin: known(Origin::from_code(&row.origin))?,
                patterns: patterns
                    .map(|code| known(Pattern::from_code(code)))
                    .collect::<sqlx::Result<_>>()?,
                concern: meant(row.concern.as_deref(), Concern::from_code)?,
                opened_on: row.opened_on,
                due_on: row.due_on,
                stage: progress.stage(),
            },
            sealed_report: row.sealed_report,
            closed_on: row.closed_on,
        })
    });
    listed.collect()
}

/// The name of an account's holder.
pub(super) async fn name_of(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<String> {
    query_scalar!(
        "select p.name from account a join practitioner p on p.id = a.practitioner where a.id = $1",
        account.0
    )
    .fetch_one(connection)
    .await
}

/// Whom it is about.
pub(super) async fn subject(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<SubjectShown> {
    let row = query!(
        "select p.name, a.user_name, p.job_title, o.name as organisation, a.state
         from account a join practitioner p on p.id = a.practitioner
         join organisation o on o.id = p.organisation
         where a.id = $1",
        account.0
    )
    .fetch_one(connection)
    .await?;
    Ok(SubjectShown {
        name: row.name,
        user_name: row.user_name,
        job_title: row.job_title,
        organisation: row.organisation,
        state: known(AccountState::from_code(&row.state))?,
    })
}

/// What was noticed.
pub(super) async fn signs(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<Vec<SignShown>> {
    let rows = query!(
        "select pattern, first_day, last_day, days, most, usual from misuse_sign
         where investigation = $1 order by first_day, pattern",
        id
    )
    .fetch_all(connection)
    .await?;
    let signs = rows.into_iter().map(|row| {
        Ok(SignShown {
            pattern: known(Pattern::from_code(&row.pattern))?,
            first_day: row.first_day,
            last_day: row.last_day,
            days: row.days,
            most: Some(row.most),
            usual: row.usual,
        })
    });
    signs.collect()
}

/// What an account searched and opened from a day to another, the latest first. Nothing restricted is read
/// (AUD-05).
pub(super) async fn activity(
    connection: &mut PgConnection,
    account: AccountId,
    first: NaiveDate,
    last: NaiveDate,
) -> sqlx::Result<Vec<ActivityLine>> {
    let rows = query!(
        r#"select at, action, outcome, reason_code,
                  case when object_kind = 'child' then object_id end as child
           from audit.entry
           where account = $1 and action in ('search.performed', 'record.opened')
             and at >= $2::date::timestamp at time zone 'Europe/London'
             and at < ($3::date + 1)::timestamp at time zone 'Europe/London'
           order by at desc
           limit $4"#,
        account.0,
        first,
        last,
        LISTED as i64
    )
    .fetch_all(connection)
    .await?;
    let lines = rows.into_iter().map(|row| ActivityLine {
        at: row.at,
        action: row.action,
        child: row.child.map(written_number),
        outcome: row.outcome,
        reason: row.reason_code,
    });
    Ok(lines.collect())
}

/// What somebody is or was asked, the latest first.
pub(super) async fn asked_of(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select id from misuse_investigation where subject = $1 and asked_on is not null
         order by asked_on desc, id limit 50",
        account.0
    )
    .fetch_all(connection)
    .await
}

/// What came of it.
pub(super) async fn outcomes(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Vec<Outcome>> {
    let codes = query_scalar!(
        "select outcome from misuse_outcome where investigation = $1",
        id
    )
    .fetch_all(connection)
    .await?;
    let outcomes = codes.iter().map(|code| known(Outcome::from_code(code)));
    let mut outcomes = outcomes.collect::<sqlx::Result<Vec<Outcome>>>()?;
    outcomes.sort_unstable();
    Ok(outcomes)
}

/// A report to be kept.
pub(super) struct NewReport {
    pub id: Uuid,
    pub central: bool,
    pub local_authority: Option<LocalAuthorityCode>,
    pub organisation: Option<OrganisationId>,
    pub subject: Option<AccountId>,
    pub origin: Origin,
    pub concern: Concern,
    pub reporter: Option<AccountId>,
    pub token: Option<Uuid>,
    pub sealed: Option<Vec<u8>>,
}

/// Keeps it, and gives which it is: another one where the same form was sent before.
pub(super) async fn keep_report(
    connection: &mut PgConnection,
    report: &NewReport,
    today: NaiveDate,
) -> sqlx::Result<Uuid> {
    query!(
        "insert into misuse_investigation
             (id, central, local_authority, organisation, subject, origin, concern, reporter, token,
              sealed_report, opened_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (token) do nothing",
        report.id,
        report.central,
        report.local_authority.as_ref().map(|code| code.0.as_str()),
        report.organisation.map(|id| id.0),
        report.subject.map(|id| id.0),
        report.origin.code(),
        report.concern.code(),
        report.reporter.map(|id| id.0),
        report.token,
        report.sealed,
        today
    )
    .execute(&mut *connection)
    .await?;
    query_scalar!(
        "select id from misuse_investigation where id = $1 or token = $2",
        report.id,
        report.token
    )
    .fetch_one(connection)
    .await
}

/// In whose name an account's holder works in an authority.
pub(super) async fn organisation_in(
    connection: &mut PgConnection,
    account: AccountId,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Option<OrganisationId>> {
    let organisation = query_scalar!(
        "select organisation from hat where account = $1 and local_authority = $2
         order by organisation limit 1",
        account.0,
        authority.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(organisation.map(OrganisationId))
}

/// An account that was found by its user name, and where its holder works.
pub(super) struct Found {
    pub account: Uuid,
    pub organisation: Uuid,
    pub local_authority: Option<String>,
}

/// The account of a user name, where whoever looks into it answers for it: in an authority, in a body, anywhere.
pub(super) async fn account_called(
    connection: &mut PgConnection,
    user_name: &str,
    hat: &Hat,
) -> sqlx::Result<Option<Found>> {
    let row = query!(
        "select a.id, h.organisation, h.local_authority
         from account a join hat h on h.account = a.id
         where a.user_name = $1
           and case $2::text when 'central-team' then true
                             when 'partner-administrator' then h.organisation = $3
                             else h.local_authority = $4 end
         order by h.organisation limit 1",
        user_name,
        hat.role.code(),
        hat.organisation.0,
        hat.local_authority.as_ref().map(|code| code.0.as_str())
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Found {
        account: row.id,
        organisation: row.organisation,
        local_authority: row.local_authority,
    }))
}

pub(super) async fn name(
    connection: &mut PgConnection,
    id: Uuid,
    found: &Found,
) -> sqlx::Result<()> {
    query!(
        "update misuse_investigation set subject = $2, organisation = $3, local_authority = $4
         where id = $1",
        id,
        found.account,
        found.organisation,
        found.local_authority
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn ask(
    connection: &mut PgConnection,
    id: Uuid,
    of: Asked,
    staff_manager: &str,
    today: NaiveDate,
    due_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update misuse_investigation
         set asked_of = $2, staff_manager = $3, asked_on = $4, due_on = $5, chased = false
         where id = $1",
        id,
        of.code(),
        staff_manager,
        today,
        due_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// An explanation.
pub(super) struct Answer {
    pub by: Asked,
    pub explanation: Explanation,
    pub sealed_words: Option<Vec<u8>>,
    pub on: NaiveDate,
}

pub(super) async fn answer(
    connection: &mut PgConnection,
    id: Uuid,
    answer: &Answer,
) -> sqlx::Result<()> {
    query!(
        "update misuse_investigation
         set explanation = $2, sealed_words = $3, answered_on = $4, explained_by = $5
         where id = $1",
        id,
        answer.explanation.code(),
        answer.sealed_words,
        answer.on,
        answer.by.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn open_case(
    connection: &mut PgConnection,
    id: Uuid,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update misuse_investigation set case_opened_on = $2 where id = $1",
        id,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn close(
    connection: &mut PgConnection,
    id: Uuid,
    outcomes: &[Outcome],
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update misuse_investigation set closed_on = $2 where id = $1",
        id,
        today
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into misuse_outcome (investigation, outcome) select $1, unnest($2::text[])",
        id,
        &column(outcomes, |outcome| outcome.code()) as &[&str]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether an account is suspended for an investigation.
pub(super) async fn suspended(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from account_suspension
                          where investigation = $1 and ended_on is null) as "suspended!""#,
        id
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn any_overdue(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from misuse_investigation
               where due_on < $1 and answered_on is null
                 and closed_on is null and not chased) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Takes explanations that are overdue; each is taken once.
pub(super) async fn overdue(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "update misuse_investigation i set chased = true
         from (select id from misuse_investigation
               where due_on < $1 and answered_on is null
                 and closed_on is null and not chased
               order by due_on, id limit $2 for update skip locked) late
         where i.id = late.id
         returning i.id",
        today,
        limit
    )
    .fetch_all(connection)
    .await
}

/// A group: an authority or a body.
pub(super) struct NamedGroup {
    pub local_authority: Option<String>,
    pub organisation: Option<Uuid>,
}

/// The authority of a name.
pub(super) async fn authority_called(
    connection: &mut PgConnection,
    name: &str,
) -> sqlx::Result<Option<NamedGroup>> {
    let codes = query_scalar!(
        "select code from local_authority where lower(name) = lower($1) limit 2",
        name
    )
    .fetch_all(connection)
    .await?;
    Ok(only(codes).map(|code| NamedGroup {
        local_authority: Some(code),
        organisation: None,
    }))
}

/// The body of a name.
pub(super) async fn organisation_called(
    connection: &mut PgConnection,
    name: &str,
) -> sqlx::Result<Option<NamedGroup>> {
    let ids = query_scalar!(
        "select id from organisation where lower(name) = lower($1) limit 2",
        name
    )
    .fetch_all(connection)
    .await?;
    Ok(only(ids).map(|id| NamedGroup {
        local_authority: None,
        organisation: Some(id),
    }))
}

/// The one value, where there is one and no other.
fn only<T>(mut values: Vec<T>) -> Option<T> {
    values.pop().filter(|_| values.is_empty())
}

/// Keeps a stop, or gives the one that stands already.
pub(super) async fn keep_stop(
    connection: &mut PgConnection,
    id: Uuid,
    group: &NamedGroup,
    today: NaiveDate,
) -> sqlx::Result<Uuid> {
    query!(
        "insert into group_stop (id, organisation, local_authority, stopped_on)
         values ($1, $2, $3, $4) on conflict do nothing",
        id,
        group.organisation,
        group.local_authority,
        today
    )
    .execute(&mut *connection)
    .await?;
    query_scalar!(
        "select id from group_stop
         where organisation is not distinct from $1 and local_authority is not distinct from $2
           and ended_on is null",
        group.organisation,
        group.local_authority
    )
    .fetch_one(connection)
    .await
}

/// The accounts of a group, but for the central team's own.
pub(super) async fn accounts_of(
    connection: &mut PgConnection,
    group: &NamedGroup,
) -> sqlx::Result<Vec<AccountId>> {
    let ids = query_scalar!(
        "select distinct h.account from hat h join account a on a.id = h.account
         where (h.organisation = $1 or h.local_authority = $2)
           and a.state not in ('closed', 'refused')
           and not exists (select from hat c
                           where c.account = h.account and c.role = 'central-team')
         order by h.account",
        group.organisation,
        group.local_authority
    )
    .fetch_all(connection)
    .await?;
    Ok(ids.into_iter().map(AccountId).collect())
}

/// The stops that stand.
pub(super) async fn stops(connection: &mut PgConnection) -> sqlx::Result<Vec<GroupStop>> {
    let rows = query!(
        r#"select s.id, coalesce(l.name, o.name) as "name!", s.stopped_on,
                  (select count(*) from account_suspension x
                   where x.stop = s.id and x.ended_on is null) as "accounts!"
           from group_stop s
           left join local_authority l on l.code = s.local_authority
           left join organisation o on o.id = s.organisation
           where s.ended_on is null
           order by s.stopped_on, 2, s.id"#
    )
    .fetch_all(connection)
    .await?;
    let stops = rows.into_iter().map(|row| GroupStop {
        id: row.id,
        name: row.name,
        stopped_on: row.stopped_on,
        accounts: row.accounts,
    });
    Ok(stops.collect())
}

/// Ends a stop; gives whether one stood.
pub(super) async fn end_stop(
    connection: &mut PgConnection,
    id: Uuid,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    let done = query!(
        "update group_stop set ended_on = $2 where id = $1 and ended_on is null",
        id,
        today
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

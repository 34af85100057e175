//! Statements on leaving and returning.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::archive::Step;
use domain::child_record::{DateOfBirth, PersonName, Verified};
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode, OrganisationId, SourceId};
use domain::residence::{Departure, Intention, ReportShown, ReturnBearing, Stated, WentTo};
use domain::task::TaskKind;
use sqlx::{PgConnection, PgPool, query, query_scalar};
use uuid::Uuid;

use super::place::Place;
use crate::stored::{known, number};

/// In which authority a sector lies; none outside England.
pub(super) async fn place_at(
    connection: &mut PgConnection,
    sector: &str,
) -> sqlx::Result<Option<Place>> {
    let row = query!(
        "select local_authority, straddles from postcode_sector where sector = $1",
        sector
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Place {
        authority: LocalAuthorityCode(row.local_authority),
        straddles: row.straddles,
    }))
}

/// A departure from its columns.
fn departure(intention: &str, ceased_on: NaiveDate, went_to: &str) -> sqlx::Result<Departure> {
    Ok(Departure {
        intention: known(Intention::from_code(intention))?,
        ceased_on,
        went_to: known(WentTo::from_code(went_to))?,
    })
}

/// Steps from their codes.
fn steps(codes: &[String]) -> sqlx::Result<Vec<Step>> {
    codes
        .iter()
        .map(|code| known(Step::from_code(code)))
        .collect()
}

/// The codes of steps.
fn codes(steps: &[Step]) -> Vec<String> {
    steps.iter().map(|step| step.code().to_owned()).collect()
}

pub(super) async fn date_of_birth(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<NaiveDate> {
    query_scalar!(
        "select date_of_birth from live.child where child = $1",
        child.stored()
    )
    .fetch_one(connection)
    .await
}

pub(super) struct NewReport {
    pub id: Uuid,
    pub child: ChildNumber,
    pub account: AccountId,
    pub organisation: OrganisationId,
    pub departure: Departure,
    pub verified: Verified,
    pub reported_on: NaiveDate,
}

/// Keeps what a user told, in place of what the same user told before.
pub(super) async fn report(connection: &mut PgConnection, report: NewReport) -> sqlx::Result<()> {
    query!(
        "insert into live.leaving_report (id, child, account, organisation, intention, ceased_on,
                                          went_to, verified, reported_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (child, account) do update
         set organisation = excluded.organisation, intention = excluded.intention,
             ceased_on = excluded.ceased_on, went_to = excluded.went_to,
             verified = excluded.verified, reported_on = excluded.reported_on",
        report.id,
        report.child.stored(),
        report.account.0,
        report.organisation.0,
        report.departure.intention.code(),
        report.departure.ceased_on,
        report.departure.went_to.code(),
        report.verified.code(),
        report.reported_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What users told of children, latest first.
pub(super) async fn reports(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<HashMap<ChildNumber, Vec<ReportShown>>> {
    let rows = query!(
        "select r.child, r.intention, r.ceased_on, r.went_to, r.verified, r.reported_on,
                o.name as organisation
         from live.leaving_report r join organisation o on o.id = r.organisation
         where r.child = any($1) order by r.reported_on desc, r.id",
        children
    )
    .fetch_all(connection)
    .await?;
    let mut reports: HashMap<ChildNumber, Vec<ReportShown>> = HashMap::new();
    for row in rows {
        let report = ReportShown {
            departure: departure(&row.intention, row.ceased_on, &row.went_to)?,
            verified: known(Verified::from_code(&row.verified))?,
            organisation: row.organisation,
            reported_on: row.reported_on,
        };
        reports.entry(number(row.child)?).or_default().push(report);
    }
    Ok(reports)
}

/// What was told last.
pub(super) struct LastReport {
    pub departure: Departure,
    pub organisation: OrganisationId,
}

pub(super) async fn last_report(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<LastReport>> {
    let row = query!(
        "select intention, ceased_on, went_to, organisation from live.leaving_report
         where child = $1 order by reported_on desc, id limit 1",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(LastReport {
            departure: departure(&row.intention, row.ceased_on, &row.went_to)?,
            organisation: OrganisationId(row.organisation),
        })
    })
    .transpose()
}

/// Takes away what users told; gives who they are.
pub(super) async fn forget_reports(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<AccountId>> {
    let told = query_scalar!(
        "delete from live.leaving_report where child = $1 returning account",
        child.stored()
    )
    .fetch_all(connection)
    .await?;
    Ok(told.into_iter().map(AccountId).collect())
}

/// The statement that stands on a record.
pub(super) async fn stated(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<Stated>> {
    let row = query!(
        "select intention, ceased_on, went_to, stated_on, steps from live.ceased_residence
         where child = $1",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(Stated {
            departure: departure(&row.intention, row.ceased_on, &row.went_to)?,
            stated_on: row.stated_on,
            steps: steps(&row.steps)?,
        })
    })
    .transpose()
}

/// A statement with the body that supplied it.
pub(super) struct SuppliedRow {
    pub departure: Departure,
    pub stated_on: NaiveDate,
    pub steps: Vec<Step>,
    pub supplied_by: String,
}

pub(super) async fn supplied(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<SuppliedRow>> {
    let row = query!(
        r#"select r.intention, r.ceased_on, r.went_to, r.stated_on, r.steps,
                  coalesce(o.name, s.name) as "supplied_by!"
           from live.ceased_residence r
           left join organisation o on o.id = r.organisation
           left join source s on s.id = r.source
           where r.child = $1"#,
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(SuppliedRow {
            departure: departure(&row.intention, row.ceased_on, &row.went_to)?,
            stated_on: row.stated_on,
            steps: steps(&row.steps)?,
            supplied_by: row.supplied_by,
        })
    })
    .transpose()
}

/// Whose word a statement is.
#[derive(Clone, Copy)]
pub(super) enum SuppliedBy {
    /// A body's, by one of its users.
    Organisation(OrganisationId),
    /// A source's.
    Source(SourceId),
}

/// Whose word the statement on a record is.
pub(super) async fn whose_word(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<SuppliedBy>> {
    let row = query!(
        "select organisation, source from live.ceased_residence where child = $1",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.and_then(|row| {
        let organisation = row.organisation.map(OrganisationId);
        let source = row.source.map(SourceId);
        organisation
            .map(SuppliedBy::Organisation)
            .or(source.map(SuppliedBy::Source))
    }))
}

/// Writes a statement, new or in place of the one before, with its days.
pub(super) async fn state(
    connection: &mut PgConnection,
    child: ChildNumber,
    stated: &Stated,
    by: SuppliedBy,
) -> sqlx::Result<()> {
    let (organisation, source) = match by {
        SuppliedBy::Organisation(organisation) => (Some(organisation.0), None),
        SuppliedBy::Source(source) => (None, Some(source.0)),
    };
    query!(
        "insert into live.ceased_residence (child, intention, ceased_on, went_to, organisation, source,
                                            stated_on, review_on, absence_on, steps)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (child) do update
         set intention = excluded.intention, ceased_on = excluded.ceased_on,
             went_to = excluded.went_to, organisation = excluded.organisation,
             source = excluded.source, stated_on = excluded.stated_on,
             review_on = excluded.review_on, absence_on = excluded.absence_on,
             steps = excluded.steps, asked = 0",
        child.stored(),
        stated.departure.intention.code(),
        stated.departure.ceased_on,
        stated.departure.went_to.code(),
        organisation,
        source,
        stated.stated_on,
        stated.review_on(),
        stated.absence_on(),
        &codes(&stated.steps)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether a statement stands whose steps could be written.
pub(super) async fn record_steps(
    connection: &mut PgConnection,
    child: ChildNumber,
    steps: &[Step],
) -> sqlx::Result<bool> {
    let done = query!(
        "update live.ceased_residence set steps = $2 where child = $1",
        child.stored(),
        &codes(steps)
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn forget_stated(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "delete from live.ceased_residence where child = $1",
        child.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Of which of these records the statement is a source's word.
pub(super) async fn stated_by(
    connection: &mut PgConnection,
    source: SourceId,
    children: &[i64],
) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        "select child from live.ceased_residence where source = $1 and child = any($2)",
        source.0,
        children
    )
    .fetch_all(connection)
    .await
}

pub(super) struct CaseRow {
    pub number: ChildNumber,
    pub name: PersonName,
    pub date_of_birth: DateOfBirth,
    pub shielded: bool,
    pub stated: Option<SuppliedRow>,
}

/// The live records of an authority about which something is told or stated, what is due first
/// standing first; shielded ones where they are asked for.
pub(super) async fn cases(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    shielded_too: bool,
    today: NaiveDate,
) -> sqlx::Result<Vec<CaseRow>> {
    let rows = query!(
        r#"select c.child, c.given, c.family, c.date_of_birth, c.dob_estimated, c.shielded,
                  r.intention as "intention?", r.ceased_on as "ceased_on?",
                  r.went_to as "went_to?", r.stated_on as "stated_on?", r.steps as "steps?",
                  coalesce(o.name, s.name) as supplied_by
           from live.child c
           left join live.ceased_residence r on r.child = c.child
           left join organisation o on o.id = r.organisation
           left join source s on s.id = r.source
           left join lateral (select min(reported_on) as first from live.leaving_report
                              where child = c.child) p on true
           where (r.child is not null or p.first is not null)
             and c.local_authority = $1 and c.leaves_live_on > $2 and (not c.shielded or $3)
           order by least(p.first, r.review_on), c.child
           limit 500"#,
        authority.0,
        today,
        shielded_too
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let stated = match (row.intention, row.ceased_on, row.went_to, row.stated_on) {
                (Some(intention), Some(ceased_on), Some(went_to), Some(stated_on)) => {
                    Some(SuppliedRow {
                        departure: departure(&intention, ceased_on, &went_to)?,
                        stated_on,
                        steps: steps(&row.steps.unwrap_or_default())?,
                        supplied_by: known(row.supplied_by)?,
                    })
                }
                _ => None,
            };
            Ok(CaseRow {
                number: number(row.child)?,
                name: PersonName {
                    given: row.given,
                    family: row.family,
                },
                date_of_birth: DateOfBirth {
                    date: row.date_of_birth,
                    estimated: row.dob_estimated,
                },
                shielded: row.shielded,
                stated,
            })
        })
        .collect()
}

/// What of some kinds waits about a child, and until when.
pub(super) async fn waiting(
    connection: &mut PgConnection,
    child: ChildNumber,
    kinds: &[TaskKind],
) -> sqlx::Result<Vec<(TaskKind, Option<NaiveDate>)>> {
    let kinds: Vec<String> = kinds.iter().map(|kind| kind.code().to_owned()).collect();
    let rows = query!(
        "select distinct kind, due_on from task
         where child = $1 and kind = any($2) and closed_on is null order by kind",
        child.stored(),
        &kinds
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| Ok((known(TaskKind::from_code(&row.kind))?, row.due_on)))
        .collect()
}

/// Ends what goes on, on the day of a move, or on its first day where that is later.
pub(super) async fn end_involvements(
    connection: &mut PgConnection,
    child: ChildNumber,
    moved_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.involvement
         set ended = greatest(started, $2::date),
             visible_until = (greatest(started, $2::date) + interval '1 year')::date
         where child = $1 and ended is null",
        child.stored(),
        moved_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn end_lead(
    connection: &mut PgConnection,
    child: ChildNumber,
    moved_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.lead_professional
         set ended = greatest(since, $2::date),
             visible_until = least(visible_until,
                                   (greatest(since, $2::date) + interval '1 year')::date)
         where child = $1 and ended is null",
        child.stored(),
        moved_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn any_due(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from live.ceased_residence r join live.child c on c.child = r.child
               where c.leaves_live_on > $1
                 and (r.asked < 1 and r.review_on <= $1 or r.asked < 2 and r.absence_on <= $1))
               as "due!""#,
        today
    )
    .fetch_one(pool)
    .await
}

pub(super) struct DueRow {
    pub child: ChildNumber,
    pub local_authority: LocalAuthorityCode,
    pub shielded: bool,
    pub stated: Stated,
    pub asked: i16,
}

pub(super) async fn due(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<DueRow>> {
    let rows = query!(
        "select r.child, r.intention, r.ceased_on, r.went_to, r.stated_on, r.steps, r.asked,
                c.local_authority, c.shielded
         from live.ceased_residence r join live.child c on c.child = r.child
         where c.leaves_live_on > $1
           and (r.asked < 1 and r.review_on <= $1 or r.asked < 2 and r.absence_on <= $1)
         order by r.review_on, r.child limit $2 for update of r skip locked",
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(DueRow {
                child: number(row.child)?,
                local_authority: LocalAuthorityCode(row.local_authority),
                shielded: row.shielded,
                stated: Stated {
                    departure: departure(&row.intention, row.ceased_on, &row.went_to)?,
                    stated_on: row.stated_on,
                    steps: steps(&row.steps)?,
                },
                asked: row.asked,
            })
        })
        .collect()
}

pub(super) async fn asked(
    connection: &mut PgConnection,
    child: ChildNumber,
    asked: i16,
) -> sqlx::Result<()> {
    query!(
        "update live.ceased_residence set asked = $2 where child = $1",
        child.stored(),
        asked
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) struct NewReturn<'a> {
    pub id: Uuid,
    pub account: AccountId,
    pub organisation: OrganisationId,
    pub local_authority: &'a LocalAuthorityCode,
    pub sealed: &'a [u8],
    pub same: &'a [u8],
    pub reported_on: NaiveDate,
}

/// Keeps a report; the same told twice by one person is one. Gives whether it is new.
pub(super) async fn report_return(
    connection: &mut PgConnection,
    report: NewReturn<'_>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into return_report (id, account, organisation, local_authority, sealed, same,
                                    reported_on)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing",
        report.id,
        report.account.0,
        report.organisation.0,
        report.local_authority.0,
        report.sealed,
        report.same,
        report.reported_on
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What bears on a report, locked until the act is done.
pub(super) async fn return_bearing(
    connection: &mut PgConnection,
    report: Uuid,
) -> sqlx::Result<Option<ReturnBearing>> {
    let row = query!(
        "select local_authority, searched_by, found from return_report where id = $1 for update",
        report
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| ReturnBearing {
        local_authority: LocalAuthorityCode(row.local_authority),
        searched_by: row.searched_by.map(AccountId),
        found: row.found,
    }))
}

/// A report as it is kept.
pub(super) struct ReturnRow {
    pub id: Uuid,
    pub organisation: String,
    pub sealed: Vec<u8>,
    pub reported_on: NaiveDate,
}

pub(super) async fn returned(
    connection: &mut PgConnection,
    report: Uuid,
) -> sqlx::Result<Option<ReturnRow>> {
    let row = query!(
        "select r.sealed, r.reported_on, o.name as organisation
         from return_report r join organisation o on o.id = r.organisation
         where r.id = $1",
        report
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| ReturnRow {
        id: report,
        organisation: row.organisation,
        sealed: row.sealed,
        reported_on: row.reported_on,
    }))
}

/// Reports that wait: those that one told, or those that an authority sees to.
pub(super) async fn returns(
    connection: &mut PgConnection,
    account: Option<AccountId>,
    authority: Option<&LocalAuthorityCode>,
) -> sqlx::Result<Vec<ReturnRow>> {
    let rows = query!(
        "select r.id, r.sealed, r.reported_on, o.name as organisation
         from return_report r join organisation o on o.id = r.organisation
         where r.account = $1 or r.local_authority = $2
         order by r.reported_on, r.id limit 500",
        account.map(|account| account.0),
        authority.map(|code| code.0.as_str())
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ReturnRow {
            id: row.id,
            organisation: row.organisation,
            sealed: row.sealed,
            reported_on: row.reported_on,
        })
        .collect())
}

/// Notes who has searched the archive for a report, and what was found: what was found before stays
/// noted where now nothing is.
pub(super) async fn searched(
    connection: &mut PgConnection,
    report: Uuid,
    account: AccountId,
    found: Option<Uuid>,
) -> sqlx::Result<()> {
    query!(
        "update return_report set searched_by = $2, found = coalesce($3, found) where id = $1",
        report,
        account.0,
        found
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A report that is closed is destroyed; gives who told it.
pub(super) async fn forget_return(
    connection: &mut PgConnection,
    report: Uuid,
) -> sqlx::Result<AccountId> {
    query_scalar!(
        "delete from return_report where id = $1 returning account",
        report
    )
    .fetch_one(connection)
    .await
    .map(AccountId)
}

/// The reports for which a child's record was found, through whoever's window.
pub(super) async fn returns_of(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select r.id from return_report r join archive.access_window w on w.id = r.found
         where w.child = $1 order by r.id for update of r",
        child.stored()
    )
    .fetch_all(connection)
    .await
}

//! Statements of children with no educational setting recorded.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use domain::child_record::PersonName;
use domain::id::{ChildNumber, LocalAuthorityCode, SessionId};
use domain::listed::{PER_PAGE, Page};
use domain::not_receiving_education::{ListedBearing, RunReason, WithoutSetting};
use sqlx::{PgConnection, PgPool, query, query_scalar};
use uuid::Uuid;

use crate::stored::{known, number};

/// Keeps why a session looks at the list.
pub(super) async fn keep_run(
    connection: &mut PgConnection,
    id: Uuid,
    session: SessionId,
    reason: RunReason,
) -> sqlx::Result<()> {
    query!(
        "insert into education_run (id, session, reason) values ($1, $2, $3)",
        id,
        session.0,
        reason.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Why a session looks at it; none where it never said so under that name.
pub(super) async fn reason_of(
    connection: &mut PgConnection,
    id: Uuid,
    session: SessionId,
) -> sqlx::Result<Option<RunReason>> {
    let reason = query_scalar!(
        "select reason from education_run where id = $1 and session = $2",
        id,
        session.0
    )
    .fetch_optional(connection)
    .await?;
    reason
        .map(|code| known(RunReason::from_code(&code)))
        .transpose()
}

/// Whose children are listed.
pub(super) struct Of<'a> {
    pub authority: &'a LocalAuthorityCode,
    pub shielded: bool,
    pub births: RangeInclusive<NaiveDate>,
    pub today: NaiveDate,
}

/// Children without a setting by surname, and one more than a page has.
pub(super) async fn list(
    connection: &mut PgConnection,
    of: &Of<'_>,
    page: Page,
) -> sqlx::Result<Vec<WithoutSetting>> {
    let rows = query!(
        r#"select child, given, family, date_of_birth,
                  nullif(without_setting_from, date_of_birth) as "since?"
           from live.child
           where local_authority = $1 and without_setting_from <= $2
             and date_of_birth between $3 and $4 and shielded = $5
             and date_of_death is null and leaves_live_on > $2
           order by family, given, child limit $6 offset $7"#,
        of.authority.0,
        of.today,
        of.births.start(),
        of.births.end(),
        of.shielded,
        PER_PAGE + 1,
        page.skipped()
    )
    .fetch_all(connection)
    .await?;
    let listed = rows.into_iter().map(|row| {
        Ok(WithoutSetting {
            child: number(row.child)?,
            name: PersonName {
                given: row.given,
                family: row.family,
            },
            date_of_birth: row.date_of_birth,
            from: row.since,
        })
    });
    listed.collect()
}

/// What decides whether a record stands on a list; none where it stands on none.
pub(super) async fn bearing(
    connection: &mut PgConnection,
    child: ChildNumber,
    reason: RunReason,
    today: NaiveDate,
) -> sqlx::Result<Option<ListedBearing>> {
    let row = query!(
        "select local_authority, shielded, date_of_birth from live.child
         where child = $1 and without_setting_from <= $2 and date_of_death is null
           and leaves_live_on > $2",
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| ListedBearing {
        local_authority: LocalAuthorityCode(row.local_authority),
        shielded: row.shielded,
        date_of_birth: row.date_of_birth,
        reason,
    }))
}

/// Whether an authority's officers are reminded.
pub(super) async fn is_monthly(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from education_schedule where local_authority = $1) as "is!""#,
        authority.0
    )
    .fetch_one(connection)
    .await
}

/// Has them reminded once a month is over. What was set already stays.
pub(super) async fn remind(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    month: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into education_schedule (local_authority, reminded_for) values ($1, $2)
         on conflict do nothing",
        authority.0,
        month
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn remind_no_more(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<()> {
    query!(
        "delete from education_schedule where local_authority = $1",
        authority.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether anybody is to be reminded for a month.
pub(super) async fn any_due(pool: &PgPool, month: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from education_schedule where reminded_for < $1) as "any!""#,
        month
    )
    .fetch_one(pool)
    .await
}

/// Takes the authorities whose officers are to be reminded for a month. Several workers take different
/// ones.
pub(super) async fn due(
    connection: &mut PgConnection,
    month: NaiveDate,
) -> sqlx::Result<Vec<LocalAuthorityCode>> {
    let codes = query_scalar!(
        "update education_schedule set reminded_for = $1
         where local_authority in (select local_authority from education_schedule
                                   where reminded_for < $1 for update skip locked)
         returning local_authority",
        month
    )
    .fetch_all(connection)
    .await?;
    Ok(codes.into_iter().map(LocalAuthorityCode).collect())
}

//! Statements on breaking the glass.

use chrono::NaiveDate;
use domain::break_glass::{AskedGlass, GlassBearing, GlassReason, GlassTime, MyGlass, asked_after};
use domain::clock::{Moment, london_date};
use domain::id::{AccountId, ChildNumber, GlassId, LocalAuthorityCode, ShieldId};
use sqlx::{PgConnection, query, query_scalar};

use crate::stored::{known, number};

/// Whether a record is live and shielded.
pub(super) async fn is_shielded(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.child
                          where child = $1 and shielded and leaves_live_on > $2) as "is!""#,
        child.stored(),
        today
    )
    .fetch_one(connection)
    .await
}

/// Whether somebody has asked for a record and it waits, or is open.
pub(super) async fn stands(
    connection: &mut PgConnection,
    child: ChildNumber,
    account: AccountId,
    now: Moment,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.break_glass
                          where child = $1 and account = $2
                            and (closes_at > $3 or closes_at is null and asked_at > $4)) as "is!""#,
        child.stored(),
        account.0,
        now,
        asked_after(now)
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn ask(
    connection: &mut PgConnection,
    id: GlassId,
    child: ChildNumber,
    account: AccountId,
    reason: GlassReason,
    now: Moment,
) -> sqlx::Result<()> {
    query!(
        "insert into live.break_glass (id, child, account, reason, asked_at)
         values ($1, $2, $3, $4, $5)",
        id.0,
        child.stored(),
        account.0,
        reason.code(),
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What somebody asked for that waits or is open, latest first.
pub(super) async fn own(
    connection: &mut PgConnection,
    account: AccountId,
    now: Moment,
    today: NaiveDate,
) -> sqlx::Result<Vec<MyGlass>> {
    let rows = query!(
        "select g.id, g.child, g.reason, g.closes_at
         from live.break_glass g
         join live.child c on c.child = g.child and c.shielded and c.leaves_live_on > $4
         where g.account = $1 and (g.closes_at > $2 or g.closes_at is null and g.asked_at > $3)
         order by g.asked_at desc, g.id",
        account.0,
        now,
        asked_after(now),
        today
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        Ok(MyGlass {
            id: GlassId(row.id),
            number: number(row.child)?,
            reason: known(GlassReason::from_code(&row.reason))?,
            closes_at: row.closes_at,
        })
    });
    shown.collect()
}

/// What others ask for, first asked first.
pub(super) async fn asked(
    connection: &mut PgConnection,
    but: AccountId,
    now: Moment,
    today: NaiveDate,
) -> sqlx::Result<Vec<AskedGlass>> {
    let rows = query!(
        "select g.id, g.child, g.reason, g.asked_at, p.name
         from live.break_glass g
         join live.child c on c.child = g.child and c.shielded and c.leaves_live_on > $3
         join account a on a.id = g.account join practitioner p on p.id = a.practitioner
         where g.closes_at is null and g.account <> $1 and g.asked_at > $2
         order by g.asked_at, g.id",
        but.0,
        asked_after(now),
        today
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        Ok(AskedGlass {
            id: GlassId(row.id),
            by: row.name,
            number: number(row.child)?,
            reason: known(GlassReason::from_code(&row.reason))?,
            asked_on: london_date(row.asked_at),
        })
    });
    shown.collect()
}

/// What bears on a look at a record that is live and shielded; both are locked.
pub(super) async fn bearing(
    connection: &mut PgConnection,
    glass: GlassId,
    today: NaiveDate,
) -> sqlx::Result<Option<GlassBearing>> {
    let row = query!(
        "select g.child, g.account, g.asked_at, g.closes_at
         from live.break_glass g
         join live.child c on c.child = g.child and c.shielded and c.leaves_live_on > $2
         where g.id = $1 for update of g for share of c",
        glass.0,
        today
    )
    .fetch_optional(connection)
    .await?;
    let shown = row.map(|row| {
        Ok(GlassBearing {
            child: number(row.child)?,
            asked_by: AccountId(row.account),
            asked_at: row.asked_at,
            closes_at: row.closes_at,
        })
    });
    shown.transpose()
}

pub(super) async fn agree(
    connection: &mut PgConnection,
    glass: GlassId,
    by: AccountId,
    closes_at: Moment,
) -> sqlx::Result<()> {
    query!(
        "update live.break_glass set decided_by = $2, closes_at = $3 where id = $1",
        glass.0,
        by.0,
        closes_at
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn forget(connection: &mut PgConnection, glass: GlassId) -> sqlx::Result<()> {
    query!("delete from live.break_glass where id = $1", glass.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Who answers for a record, and its shield.
pub(super) struct AnswersFor {
    pub local_authority: LocalAuthorityCode,
    pub shield: Option<ShieldId>,
}

pub(super) async fn answers_for(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<AnswersFor> {
    let row = query!(
        r#"select c.local_authority, s.id as "shield?"
           from live.child c left join live.shield s on s.child = c.child where c.child = $1"#,
        child.stored()
    )
    .fetch_one(connection)
    .await?;
    Ok(AnswersFor {
        local_authority: LocalAuthorityCode(row.local_authority),
        shield: row.shield.map(ShieldId),
    })
}

/// For how long a look lasts, where that has been set.
pub(super) async fn time(connection: &mut PgConnection) -> sqlx::Result<Option<GlassTime>> {
    let minutes = query_scalar!("select minutes from break_glass_time")
        .fetch_optional(connection)
        .await?;
    Ok(minutes.and_then(|minutes| GlassTime::of(minutes.unsigned_abs())))
}

pub(super) async fn set_time(connection: &mut PgConnection, time: GlassTime) -> sqlx::Result<()> {
    query!(
        "insert into break_glass_time (one, minutes) values (true, $1)
         on conflict (one) do update set minutes = excluded.minutes",
        time.minutes().cast_signed()
    )
    .execute(connection)
    .await?;
    Ok(())
}

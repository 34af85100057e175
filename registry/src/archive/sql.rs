//! Statements on the archive; those that move whole records stand in `rows.rs`.

use chrono::NaiveDate;
use domain::archive::{
    AccessReason, AskedWindow, HoldBearing, HoldReason, HoldShown, ItemKind, MyWindow,
    OldestBackup, RecordReason, WhyArchived,
};
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use crate::stored::{column, known, number};

pub(super) async fn put(
    connection: &mut PgConnection,
    id: Uuid,
    child: ChildNumber,
    kind: ItemKind,
    why: WhyArchived,
    since: NaiveDate,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into archive.item (id, child, kind, why, archived_on, sealed)
         values ($1, $2, $3, $4, $5, $6)",
        id,
        child.stored(),
        kind.code(),
        why.code(),
        since,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A record that is to leave the live directory.
pub(crate) struct LiveRow {
    /// Who answers for it.
    pub local_authority: String,
    /// Whether it is shielded.
    pub shielded: bool,
}

/// Locks it.
pub(super) async fn lock_live(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<LiveRow> {
    query_as!(
        LiveRow,
        "select local_authority, shielded from live.child where child = $1 for update",
        child.stored()
    )
    .fetch_one(connection)
    .await
}

/// Closes the record wherever a session has it open.
pub(super) async fn close_openings(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "delete from record_opening where child = $1",
        child.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn put_record(
    connection: &mut PgConnection,
    child: ChildNumber,
    authority: &str,
    why: RecordReason,
    since: NaiveDate,
    shielded: bool,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into archive.record (child, local_authority, why, archived_on, shielded, sealed)
         values ($1, $2, $3, $4, $5, $6)",
        child.stored(),
        authority,
        why.code(),
        since,
        shielded,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps hashes by which a record is found; the same twice is one.
pub(super) async fn keep_keys(
    connection: &mut PgConnection,
    child: ChildNumber,
    kind: &'static str,
    hashes: &[Vec<u8>],
) -> sqlx::Result<()> {
    query!(
        "insert into archive.match_key (child, kind, hashed)
         select $1, $2, hashed from unnest($3::bytea[]) k (hashed)
         on conflict do nothing",
        child.stored(),
        kind,
        hashes
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Which references of a source, by their hashes, mean archived records.
pub(super) async fn references(
    connection: &mut PgConnection,
    hashes: &[Vec<u8>],
) -> sqlx::Result<Vec<(Vec<u8>, i64)>> {
    let rows = query!(
        "select hashed, child from archive.match_key
         where kind = 'reference' and hashed = any($1)",
        hashes
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.hashed, row.child))
        .collect())
}

/// Which hashes of references and numbers mean records that are sealed for a new identity.
pub(super) async fn sealed_keys(
    connection: &mut PgConnection,
    hashes: &[Vec<u8>],
) -> sqlx::Result<Vec<(Vec<u8>, i64)>> {
    let rows = query!(
        "select k.hashed, k.child from archive.match_key k join archive.record r on r.child = k.child
         where r.why = 'new-identity' and k.kind in ('reference', 'identifier')
           and k.hashed = any($1)",
        hashes
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.hashed, row.child))
        .collect())
}

/// What is kept of what a source said last of a sealed record.
pub(super) async fn swallowed(
    connection: &mut PgConnection,
    mark: &[u8],
) -> sqlx::Result<Option<Vec<u8>>> {
    query_scalar!(
        "select sealed from archive.swallowed where mark = $1 for update",
        mark
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn swallow(
    connection: &mut PgConnection,
    mark: &[u8],
    child: ChildNumber,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into archive.swallowed (mark, child, sealed) values ($1, $2, $3)
         on conflict (mark) do update set sealed = excluded.sealed",
        mark,
        child.stored(),
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn archived_numbers(
    connection: &mut PgConnection,
    numbers: &[i64],
) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        "select child from archive.record where child = any($1)",
        numbers
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn destroyed_hashes(
    connection: &mut PgConnection,
    hashes: &[Vec<u8>],
) -> sqlx::Result<Vec<Vec<u8>>> {
    query_scalar!(
        "select hashed from archive.destruction where hashed = any($1)",
        hashes
    )
    .fetch_all(connection)
    .await
}

/// Numbers of records that somebody of a name and a date of birth may have, by the hashes of those.
pub(super) async fn sounding(
    connection: &mut PgConnection,
    hashes: &[Vec<u8>],
) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        "select distinct child from archive.match_key
         where kind = 'name' and hashed = any($1) order by child limit 50",
        hashes
    )
    .fetch_all(connection)
    .await
}

/// Which archived records may be found.
pub(super) struct Scope {
    /// Those of one authority; none for those of every one.
    pub authority: Option<LocalAuthorityCode>,
    /// Whether those sealed for a new identity too (NEWID-04).
    pub sealed_too: bool,
    /// Those archived after this day, and older ones that are held.
    pub archived_after: NaiveDate,
}

pub(super) struct FoundRow {
    pub child: ChildNumber,
    pub why: RecordReason,
    pub archived_on: NaiveDate,
    pub shielded: bool,
    pub sealed: Vec<u8>,
}

/// The archived records among numbers that may be found.
pub(super) async fn found(
    connection: &mut PgConnection,
    numbers: &[i64],
    scope: &Scope,
) -> sqlx::Result<Vec<FoundRow>> {
    let rows = query!(
        "select r.child, r.why, r.archived_on, r.shielded, r.sealed from archive.record r
         where r.child = any($1) and ($2::text is null or r.local_authority = $2)
           and ($3 or r.why <> 'new-identity')
           and (r.archived_on > $4 or exists (select from archive.hold h where h.child = r.child))
         order by r.child",
        numbers,
        scope.authority.as_ref().map(|code| code.0.as_str()),
        scope.sealed_too,
        scope.archived_after
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(FoundRow {
                child: number(row.child)?,
                why: known(RecordReason::from_code(&row.why))?,
                archived_on: row.archived_on,
                shielded: row.shielded,
                sealed: row.sealed,
            })
        })
        .collect()
}

pub(super) struct OwnWindow {
    pub id: Uuid,
    pub open: bool,
}

/// One's own window on a record, for the same reason, that is open or waits.
pub(super) async fn own_window(
    connection: &mut PgConnection,
    child: ChildNumber,
    account: AccountId,
    reason: AccessReason,
    today: NaiveDate,
) -> sqlx::Result<Option<OwnWindow>> {
    query_as!(
        OwnWindow,
        r#"select id, (closes_on is not null) as "open!" from archive.access_window
           where child = $1 and account = $2 and reason = $3
             and (closes_on is null or closes_on > $4)
           limit 1"#,
        child.stored(),
        account.0,
        reason.code(),
        today
    )
    .fetch_optional(connection)
    .await
}

pub(super) struct NewWindow<'a> {
    pub id: Uuid,
    pub child: ChildNumber,
    pub account: AccountId,
    pub local_authority: Option<&'a LocalAuthorityCode>,
    pub reason: AccessReason,
    pub asked_on: NaiveDate,
    pub closes_on: Option<NaiveDate>,
}

pub(super) async fn ask(connection: &mut PgConnection, window: NewWindow<'_>) -> sqlx::Result<()> {
    query!(
        "insert into archive.access_window
             (id, child, account, local_authority, reason, asked_on, closes_on)
         values ($1, $2, $3, $4, $5, $6, $7)",
        window.id,
        window.child.stored(),
        window.account.0,
        window.local_authority.map(|code| code.0.as_str()),
        window.reason.code(),
        window.asked_on,
        window.closes_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn windows(
    connection: &mut PgConnection,
    account: AccountId,
    today: NaiveDate,
) -> sqlx::Result<Vec<MyWindow>> {
    let rows = query!(
        "select id, child, reason, asked_on, closes_on from archive.access_window
         where account = $1 and (closes_on is null or closes_on > $2)
         order by closes_on nulls last, id",
        account.0,
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(MyWindow {
                id: row.id,
                number: number(row.child)?,
                reason: known(AccessReason::from_code(&row.reason))?,
                asked_on: row.asked_on,
                closes_on: row.closes_on,
            })
        })
        .collect()
}

pub(super) async fn asked(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<Vec<AskedWindow>> {
    let rows = query!(
        r#"select w.id, w.child, l.name as "asked_for?", w.reason, w.asked_on,
                  (w.account = $1) as "own!"
           from archive.access_window w left join local_authority l on l.code = w.local_authority
           where w.closes_on is null order by w.asked_on, w.id"#,
        account.0
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(AskedWindow {
                id: row.id,
                number: number(row.child)?,
                asked_for: row.asked_for,
                reason: known(AccessReason::from_code(&row.reason))?,
                asked_on: row.asked_on,
                own: row.own,
            })
        })
        .collect()
}

pub(super) struct WindowRow {
    pub child: ChildNumber,
    pub account: AccountId,
    pub local_authority: Option<LocalAuthorityCode>,
    pub reason: AccessReason,
    pub closes_on: Option<NaiveDate>,
}

/// A window, locked until the act is done.
pub(super) async fn window(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Option<WindowRow>> {
    let row = query!(
        "select child, account, local_authority, reason, closes_on
         from archive.access_window where id = $1 for update",
        id
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(WindowRow {
            child: number(row.child)?,
            account: AccountId(row.account),
            local_authority: row.local_authority.map(LocalAuthorityCode),
            reason: known(AccessReason::from_code(&row.reason))?,
            closes_on: row.closes_on,
        })
    })
    .transpose()
}

/// Opens a window; gives who asked for it.
pub(super) async fn open_window(
    connection: &mut PgConnection,
    id: Uuid,
    decided_by: AccountId,
    closes_on: NaiveDate,
) -> sqlx::Result<AccountId> {
    let account = query_scalar!(
        "update archive.access_window set decided_by = $2, closes_on = $3 where id = $1
         returning account",
        id,
        decided_by.0,
        closes_on
    )
    .fetch_one(connection)
    .await?;
    Ok(AccountId(account))
}

/// Takes a window away; gives who asked for it.
pub(super) async fn forget_window(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<AccountId> {
    let account = query_scalar!(
        "delete from archive.access_window where id = $1 returning account",
        id
    )
    .fetch_one(connection)
    .await?;
    Ok(AccountId(account))
}

/// Takes every window on a record away, and what waits about them.
pub(super) async fn forget_windows(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "with gone as (delete from archive.access_window where child = $1 returning id)
         delete from task where object in (select id from gone)",
        child.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) struct ArchivedRow {
    pub local_authority: LocalAuthorityCode,
    pub why: RecordReason,
    pub archived_on: NaiveDate,
    pub shielded: bool,
    pub sealed: Vec<u8>,
}

/// For how many years back authorities consult the archive (D-37).
pub(super) async fn authorities_look_back(connection: &mut PgConnection) -> sqlx::Result<u32> {
    let years = query_scalar!("select la_archive_window from installation")
        .fetch_one(connection)
        .await?;
    Ok(u32::try_from(years).unwrap_or_default())
}

/// An archived record that was archived after a day or is held, locked until the act is done.
pub(super) async fn archived(
    connection: &mut PgConnection,
    child: ChildNumber,
    archived_by: NaiveDate,
) -> sqlx::Result<Option<ArchivedRow>> {
    let row = query!(
        "select local_authority, why, archived_on, shielded, sealed from archive.record r
         where child = $1
           and (archived_on > $2 or exists (select from archive.hold h where h.child = r.child))
         for update",
        child.stored(),
        archived_by
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(ArchivedRow {
            local_authority: LocalAuthorityCode(row.local_authority),
            why: known(RecordReason::from_code(&row.why))?,
            archived_on: row.archived_on,
            shielded: row.shielded,
            sealed: row.sealed,
        })
    })
    .transpose()
}

/// What is sealed of a record.
pub(super) async fn sealed(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<u8>> {
    query_scalar!(
        "select sealed from archive.record where child = $1",
        child.stored()
    )
    .fetch_one(connection)
    .await
}

pub(super) struct TakenRow {
    pub archived_on: NaiveDate,
    pub sealed: Vec<u8>,
}

/// Takes a record out of the archive, with the hashes by which it was found.
pub(super) async fn take_record(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<TakenRow> {
    query_as!(
        TakenRow,
        "delete from archive.record where child = $1 returning archived_on, sealed",
        child.stored()
    )
    .fetch_one(connection)
    .await
}

/// Until when a child's archive is held at least.
pub(super) async fn held_until(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<NaiveDate>> {
    query_scalar!(
        "select max(review_on) from archive.hold where child = $1",
        child.stored()
    )
    .fetch_one(connection)
    .await
}

pub(super) struct ItemRow {
    pub id: Uuid,
    pub kind: ItemKind,
    pub archived_on: NaiveDate,
    pub sealed: Vec<u8>,
}

/// Items of a child that were archived by themselves and are not due for destruction: those of sensitive
/// services, or else all others (SENS-04).
pub(super) async fn items(
    connection: &mut PgConnection,
    child: ChildNumber,
    archived_by: NaiveDate,
    sensitive: bool,
) -> sqlx::Result<Vec<ItemRow>> {
    let rows = query!(
        "select id, kind, archived_on, sealed from archive.item i
         where child = $1 and (kind = 'sensitive-involvement') = $3
           and (archived_on > $2 or exists (select from archive.hold h where h.child = i.child))
         order by archived_on, id",
        child.stored(),
        archived_by,
        sensitive
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ItemRow {
                id: row.id,
                kind: known(ItemKind::from_code(&row.kind))?,
                archived_on: row.archived_on,
                sealed: row.sealed,
            })
        })
        .collect()
}

pub(super) struct ServiceRow {
    pub id: Uuid,
    pub name: String,
    pub organisation: String,
    pub sensitive: bool,
}

/// Services by name, and whether they count as sensitive today (SENS-01).
pub(super) async fn services(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> sqlx::Result<Vec<ServiceRow>> {
    query_as!(
        ServiceRow,
        r#"select s.id, s.name, o.name as organisation, (k.sensitive or s.sensitive) as "sensitive!"
           from service s
           join service_type k on k.code = s.service_type
           join organisation o on o.id = s.organisation
           where s.id = any($1)"#,
        ids
    )
    .fetch_all(connection)
    .await
}

/// The account of a user who works with records.
pub(super) async fn account_called(
    connection: &mut PgConnection,
    user_name: &str,
) -> sqlx::Result<Option<AccountId>> {
    let account = query_scalar!(
        "select a.id from account a
         where a.user_name = $1 and a.state = 'active'
           and exists (select from hat h where h.account = a.id
                       and h.role in ('practitioner', 'support-staff', 'manager',
                                      'sensitive-service-practitioner',
                                      'children-not-receiving-education',
                                      'local-authority-manager', 'data-administrator'))",
        user_name
    )
    .fetch_optional(connection)
    .await?;
    Ok(account.map(AccountId))
}

pub(super) struct NewHold<'a> {
    pub id: Uuid,
    pub child: ChildNumber,
    pub local_authority: &'a LocalAuthorityCode,
    pub why: HoldReason,
    pub placed_on: NaiveDate,
    pub review_on: NaiveDate,
}

/// Places a hold, unless the same stands already.
pub(super) async fn hold(connection: &mut PgConnection, hold: NewHold<'_>) -> sqlx::Result<()> {
    query!(
        "insert into archive.hold (id, child, local_authority, why, placed_on, review_on)
         select $1, $2, $3, $4, $5, $6
         where not exists (select from archive.hold
                           where child = $2 and why = $4 and placed_on = $5 and review_on = $6)",
        hold.id,
        hold.child.stored(),
        hold.local_authority.0,
        hold.why.code(),
        hold.placed_on,
        hold.review_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The holds that somebody reviews: an authority's own, or the central team's, which are those on records
/// sealed for a new identity (NEWID-04).
pub(super) async fn holds(
    connection: &mut PgConnection,
    authority: Option<&LocalAuthorityCode>,
) -> sqlx::Result<Vec<HoldShown>> {
    let rows = query!(
        "select id, child, why, placed_on, review_on from archive.hold h
         where ($1::text is null or local_authority = $1)
           and ($1 is null) = exists (select from archive.record r
                                      where r.child = h.child and r.why = 'new-identity')
         order by review_on, id",
        authority.map(|code| code.0.as_str())
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(HoldShown {
                id: row.id,
                number: number(row.child)?,
                why: known(HoldReason::from_code(&row.why))?,
                placed_on: row.placed_on,
                review_on: row.review_on,
            })
        })
        .collect()
}

/// What bears on a hold, locked until the act is done.
pub(super) async fn hold_bearing(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Option<HoldBearing>> {
    let row = query!(
        r#"select child, local_authority,
                  exists (select from archive.record r
                          where r.child = h.child and r.why = 'new-identity') as "sealed!"
           from archive.hold h where id = $1 for update"#,
        id
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(HoldBearing {
            child: number(row.child)?,
            local_authority: LocalAuthorityCode(row.local_authority),
            sealed: row.sealed,
        })
    })
    .transpose()
}

pub(super) async fn review_again(
    connection: &mut PgConnection,
    id: Uuid,
    review_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update archive.hold set review_on = $2 where id = $1",
        id,
        review_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Has holds on children's archives be reviewed by whoever answers for their records now; gives those that were
/// another's.
pub(super) async fn follow_holds(
    connection: &mut PgConnection,
    now_with: &[(ChildNumber, LocalAuthorityCode)],
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "update archive.hold h set local_authority = n.local_authority
         from unnest($1::bigint[], $2::text[]) n (child, local_authority)
         where h.child = n.child and h.local_authority <> n.local_authority
         returning h.id",
        &column(now_with, |(child, _)| child.stored()),
        &column(now_with, |(_, to)| to.0.as_str()) as &[&str]
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn release(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    query!("delete from archive.hold where id = $1", id)
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn any_due(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.child where leaves_live_on <= $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

pub(super) struct DueRow {
    pub child: ChildNumber,
    pub date_of_birth: NaiveDate,
    pub leaves_live_on: NaiveDate,
    pub date_of_death: Option<NaiveDate>,
}

/// Records whose day has come. Several workers take different ones.
pub(super) async fn due(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<DueRow>> {
    let rows = query!(
        "select child, date_of_birth, leaves_live_on, date_of_death
         from live.child where leaves_live_on <= $1
         order by leaves_live_on, child limit $2 for update skip locked",
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(DueRow {
                child: number(row.child)?,
                date_of_birth: row.date_of_birth,
                leaves_live_on: row.leaves_live_on,
                date_of_death: row.date_of_death,
            })
        })
        .collect()
}

pub(super) async fn any_to_review(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from archive.hold h
               where h.review_on <= $1
                 and not exists (select from task t
                                 where t.object = h.id and t.kind = 'hold-to-review'
                                   and t.closed_on is null)) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

pub(super) struct ReviewRow {
    pub id: Uuid,
    pub local_authority: LocalAuthorityCode,
    pub review_on: NaiveDate,
    pub sealed: bool,
}

/// Holds whose review is due and has not been asked for. Several workers take different ones.
pub(super) async fn to_review(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<ReviewRow>> {
    let rows = query!(
        r#"select h.id, h.local_authority, h.review_on,
                  exists (select from archive.record r
                          where r.child = h.child and r.why = 'new-identity') as "sealed!"
           from archive.hold h
           where h.review_on <= $1
             and not exists (select from task t
                             where t.object = h.id and t.kind = 'hold-to-review'
                               and t.closed_on is null)
           order by h.review_on limit $2 for update of h skip locked"#,
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ReviewRow {
            id: row.id,
            local_authority: LocalAuthorityCode(row.local_authority),
            review_on: row.review_on,
            sealed: row.sealed,
        })
        .collect())
}

pub(super) async fn any_to_destroy(pool: &PgPool, archived_by: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select (exists (select from archive.record r where r.archived_on <= $1
                           and not exists (select from archive.hold h where h.child = r.child))
                or exists (select from archive.item i where i.archived_on <= $1
                           and not exists (select from archive.hold h where h.child = i.child)))
               as "any!""#,
        archived_by
    )
    .fetch_one(pool)
    .await
}

/// Archived records that are due and not held. Several workers take different ones.
pub(super) async fn records_to_destroy(
    connection: &mut PgConnection,
    archived_by: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<ChildNumber>> {
    let rows = query_scalar!(
        "select r.child from archive.record r
         where r.archived_on <= $1
           and not exists (select from archive.hold h where h.child = r.child)
         order by r.archived_on, r.child limit $2 for update of r skip locked",
        archived_by,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(number).collect()
}

/// Destroys a record, the items archived before it, and every row that names it or is about them; gives
/// how many rows there were.
pub(super) async fn destroy_record(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<i32> {
    query_scalar!(
        r#"with items as (delete from archive.item where child = $1 returning id),
                windows as (delete from archive.access_window where child = $1 returning id),
                keys as (delete from archive.match_key where child = $1 returning 1),
                swallowed as (delete from archive.swallowed where child = $1 returning 1),
                record as (delete from archive.record where child = $1 returning 1),
                certificates as (delete from death_certificate where child = $1 returning id),
                asked as (delete from subject_access_request where child = $1 returning id),
                also_asked as (delete from subject_access_record where child = $1 returning 1),
                named as (update complaint set child = null, sealed = null where child = $1),
                openings as (delete from record_opening where child = $1 returning 1),
                results as (delete from search_result
                            where matches @> jsonb_build_array(
                                jsonb_build_object('child', $1::bigint)) returning 1),
                tasks as (delete from task
                          where child = $1
                             or object in (select id from items union all select id from windows
                                           union all select id from certificates
                                           union all select id from asked)
                          returning 1)
           select ((select count(*) from items) + (select count(*) from windows)
                 + (select count(*) from keys) + (select count(*) from swallowed)
                 + (select count(*) from record)
                 + (select count(*) from certificates) + (select count(*) from openings)
                 + (select count(*) from asked) + (select count(*) from also_asked)
                 + (select count(*) from results)
                 + (select count(*) from tasks))::integer as "rows!""#,
        child.stored()
    )
    .fetch_one(connection)
    .await
}

/// Items that are due and not held, whether or not their record is live. Nobody may change an item, so
/// none is locked: of two workers the second finds it gone.
pub(super) async fn items_to_destroy(
    connection: &mut PgConnection,
    archived_by: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select i.id from archive.item i
         where i.archived_on <= $1
           and not exists (select from archive.hold h where h.child = i.child)
         order by i.archived_on, i.id limit $2",
        archived_by,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Destroys an item and what is about it; gives how many rows there were.
pub(super) async fn destroy_item(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<i32> {
    query_scalar!(
        r#"with item as (delete from archive.item where id = $1 returning 1),
                tasks as (delete from task where object = $1 returning 1)
           select ((select count(*) from item) + (select count(*) from tasks))::integer
               as "rows!""#,
        id
    )
    .fetch_one(connection)
    .await
}

/// Writes the certificate of a destruction (ARC-07).
pub(super) async fn certify(
    connection: &mut PgConnection,
    id: Uuid,
    what: &'static str,
    today: NaiveDate,
    rows: i32,
    hashed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into archive.destruction (id, what, destroyed_on, rows, hashed)
         values ($1, $2, $3, $4, $5)",
        id,
        what,
        today,
        rows,
        hashed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps how old the oldest backup is.
pub(super) async fn note_backups(
    connection: &mut PgConnection,
    made_on: Option<NaiveDate>,
    noted_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into archive.oldest_backup (made_on, noted_on) values ($1, $2)
         on conflict (one) do update
         set made_on = excluded.made_on, noted_on = excluded.noted_on",
        made_on,
        noted_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The last word on backups.
pub(super) async fn oldest_backup(
    connection: &mut PgConnection,
) -> sqlx::Result<Option<OldestBackup>> {
    query_as!(
        OldestBackup,
        "select made_on, noted_on from archive.oldest_backup"
    )
    .fetch_optional(connection)
    .await
}

/// What was destroyed on a day.
pub(super) struct DestroyedRow {
    pub destroyed_on: NaiveDate,
    pub records: i64,
    pub items: i64,
    pub rows: i64,
}

/// What was destroyed, by day, the latest first.
pub(super) async fn destroyed_by_day(
    connection: &mut PgConnection,
    days: i64,
) -> sqlx::Result<Vec<DestroyedRow>> {
    query_as!(
        DestroyedRow,
        r#"select destroyed_on, count(*) filter (where what = 'record') as "records!",
                  count(*) filter (where what = 'item') as "items!", sum(rows) as "rows!"
           from archive.destruction group by destroyed_on order by destroyed_on desc limit $1"#,
        days
    )
    .fetch_all(connection)
    .await
}

/// Whether a backup may hold what was destroyed by a day: the first destruction that none is known to
/// have forgotten is that old.
pub(super) async fn overdue_in_backups(
    connection: &mut PgConnection,
    forgotten_by: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from archive.destruction d
               where d.destroyed_on <= $1
                 and not exists (select from archive.oldest_backup b
                                 where coalesce(b.made_on, b.noted_on) > d.destroyed_on)
           ) as "overdue!""#,
        forgotten_by
    )
    .fetch_one(connection)
    .await
}

/// The same, where the central team has not been told.
pub(super) async fn any_overdue_in_backups(
    pool: &PgPool,
    forgotten_by: NaiveDate,
    about: Uuid,
) -> sqlx::Result<bool> {
    let mut connection = pool.acquire().await?;
    if !overdue_in_backups(&mut connection, forgotten_by).await? {
        return Ok(false);
    }
    query_scalar!(
        r#"select not exists (
               select from task
               where kind = 'backups-overdue' and object = $1 and closed_on is null
           ) as "untold!""#,
        about
    )
    .fetch_one(&mut *connection)
    .await
}

//! Statements on shields, their notices and reviews.

use chrono::NaiveDate;
use domain::best_view::BestView;
use domain::child_record::{Address, DateOfBirth, Gender, PersonName, ShieldedRecord, Telephone};
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode, NoticeId, ShieldId, SourceId};
use domain::shielding::{
    Asked, Ground, MyNotice, Nearby, NoticeBearing, NoticeShown, Origin, Outcome, OverdueAuthority,
    QueuedShield, Review, ReviewShown, Shield, ShieldBearing, ShieldSettings, ShieldState,
    ViewTaken,
};
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::raise::Giver;

/// Stands in the queue of `child_record::sql::queue_to_read`: waits for those who are reading, and has
/// those who come later wait.
pub(super) async fn queue_to_shield(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "select pg_advisory_xact_lock(hashtextextended($1::bigint::text, 13)) is null as locked",
        child.stored()
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}

/// Whether an account has given the same notice, and it stands; of those entered for somebody else,
/// whether it was today: another day it is somebody else's.
pub(super) async fn asked_before(
    connection: &mut PgConnection,
    child: ChildNumber,
    account: AccountId,
    asked: &Asked,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from live.shield_notice
               where child = $1 and account = $2 and origin = $3 and ground = $4
                 and until is not distinct from $5 and withdrawn_on is null
                 and (origin = 'user' or raised_on = $6)) as "before!""#,
        child.stored(),
        account.0,
        asked.origin.code(),
        asked.ground.code(),
        asked.until,
        today
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn keep_notice(
    connection: &mut PgConnection,
    id: NoticeId,
    child: ChildNumber,
    from: &Giver<'_>,
    today: NaiveDate,
) -> sqlx::Result<()> {
    let (account, asked) = match from {
        Giver::Account(account, asked) => (Some(account.0), Some(asked)),
        Giver::Source(..) => (None, None),
    };
    let (source, reference) = match from {
        Giver::Source(source, reference, _) => (Some(source.0), Some(*reference)),
        Giver::Account(..) => (None, None),
    };
    query!(
        "insert into live.shield_notice (id, child, origin, account, source, reference, ground,
                                         justification, discussed_with_family,
                                         discussed_with_manager, raised_on, until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id.0,
        child.stored(),
        from.origin().code(),
        account,
        source,
        reference,
        from.ground().code(),
        from.ground().justification().map(|why| why.code()),
        asked.is_some_and(|asked| asked.discussed_with_family),
        asked.is_some_and(|asked| asked.discussed_with_manager),
        today,
        asked.and_then(|asked| asked.until)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The clocks of a child's shield; none where there is none.
pub(super) async fn clocks(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<Shield>> {
    query_as!(
        Shield,
        "select due_on, end_recommended from live.shield where child = $1",
        child.stored()
    )
    .fetch_optional(connection)
    .await
}

/// Keeps a shield, new or with new clocks; gives which it is.
pub(super) async fn keep_shield(
    connection: &mut PgConnection,
    child: ChildNumber,
    fresh: ShieldId,
    today: NaiveDate,
    shield: Shield,
) -> sqlx::Result<ShieldId> {
    query_scalar!(
        "insert into live.shield (child, id, shielded_on, due_on, end_recommended)
         values ($1, $2, $3, $4, $5)
         on conflict (child) do update
         set due_on = excluded.due_on, end_recommended = excluded.end_recommended
         returning id",
        child.stored(),
        fresh.0,
        today,
        shield.due_on,
        shield.end_recommended
    )
    .fetch_one(connection)
    .await
    .map(ShieldId)
}

/// Sets the clocks after a review: what was overdue is so no longer.
pub(super) async fn set_clocks(
    connection: &mut PgConnection,
    child: ChildNumber,
    shield: Shield,
) -> sqlx::Result<()> {
    query!(
        "update live.shield set due_on = $2, end_recommended = $3, escalated_on = null
         where child = $1",
        child.stored(),
        shield.due_on,
        shield.end_recommended
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn forget(connection: &mut PgConnection, child: ChildNumber) -> sqlx::Result<()> {
    query!("delete from live.shield where child = $1", child.stored())
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn shield_of(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<ShieldId>> {
    let id = query_scalar!(
        "select id from live.shield where child = $1",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(ShieldId))
}

/// The notice of a source that stands under a reference.
pub(super) struct SourceNotice {
    pub id: NoticeId,
    pub ground: Option<Ground>,
}

pub(super) async fn notice_of_source(
    connection: &mut PgConnection,
    source: SourceId,
    reference: &str,
) -> sqlx::Result<Option<SourceNotice>> {
    let row = query!(
        "select id, ground from live.shield_notice
         where source = $1 and reference = $2 and origin = 'source' and withdrawn_on is null",
        source.0,
        reference
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| SourceNotice {
        id: NoticeId(row.id),
        ground: row.ground.and_then(|code| Ground::from_codes(&code, None)),
    }))
}

/// Marks a notice as no longer needed; false where it was marked before.
pub(super) async fn withdraw(
    connection: &mut PgConnection,
    notice: NoticeId,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    let done = query!(
        "update live.shield_notice set withdrawn_on = $2 where id = $1 and withdrawn_on is null",
        notice.0,
        today
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What bears on a notice about a live record that is shielded; the record is locked.
pub(super) async fn notice(
    connection: &mut PgConnection,
    notice: NoticeId,
    today: NaiveDate,
) -> sqlx::Result<Option<NoticeBearing>> {
    let row = query!(
        r#"select n.child, n.origin, n.account, c.local_authority,
                  coalesce(a.state in ('closed', 'refused'), false) as "left!"
           from live.shield_notice n
           join live.child c on c.child = n.child and c.shielded and c.leaves_live_on > $2
           left join account a on a.id = n.account
           where n.id = $1
           for update of c"#,
        notice.0,
        today
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.and_then(|row| {
        Some(NoticeBearing {
            child: ChildNumber::from_stored(row.child).ok()?,
            local_authority: LocalAuthorityCode(row.local_authority),
            origin: Origin::from_code(&row.origin)?,
            account: row.account.map(AccountId),
            left: row.left,
        })
    }))
}

/// The four facts of a child (D-01).
struct FactsRow {
    child: i64,
    given: String,
    family: String,
    date_of_birth: NaiveDate,
    dob_estimated: bool,
    gender: String,
}

impl FactsRow {
    fn shown(self) -> Option<ShieldedRecord> {
        Some(ShieldedRecord {
            number: ChildNumber::from_stored(self.child).ok()?,
            name: PersonName {
                given: self.given,
                family: self.family,
            },
            date_of_birth: DateOfBirth {
                date: self.date_of_birth,
                estimated: self.dob_estimated,
            },
            gender: Gender::from_code(&self.gender).unwrap_or(Gender::NotSpecified),
        })
    }
}

/// The notices that an account gave for itself and that stand.
pub(super) async fn of_account(
    connection: &mut PgConnection,
    account: AccountId,
    today: NaiveDate,
) -> sqlx::Result<Vec<MyNotice>> {
    let rows = query!(
        r#"select n.id, n.ground as "ground!", n.justification, n.raised_on, n.until,
                  c.child, c.given, c.family, c.date_of_birth, c.dob_estimated, c.gender,
                  s.end_recommended
           from live.shield_notice n
           join live.child c on c.child = n.child and c.shielded and c.leaves_live_on > $2
           join live.shield s on s.child = n.child
           where n.account = $1 and n.origin = 'user' and n.withdrawn_on is null
           order by n.raised_on, n.id"#,
        account.0,
        today
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        let child = FactsRow {
            child: row.child,
            given: row.given,
            family: row.family,
            date_of_birth: row.date_of_birth,
            dob_estimated: row.dob_estimated,
            gender: row.gender,
        };
        Some(MyNotice {
            id: NoticeId(row.id),
            child: child.shown()?,
            ground: Ground::from_codes(&row.ground, row.justification.as_deref())?,
            raised_on: row.raised_on,
            until: row.until,
            end_recommended: row.end_recommended,
        })
    });
    Ok(shown.flatten().collect())
}

/// The shielded records of an authority, what is overdue and what is due first standing first.
pub(super) async fn queue(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    today: NaiveDate,
) -> sqlx::Result<Vec<QueuedShield>> {
    let rows = query!(
        r#"select s.id, s.due_on, s.end_recommended, c.given, c.family,
                  count(n.id) filter (where n.withdrawn_on is null) as "stand!",
                  coalesce(bool_or(n.origin in ('member-of-public', 'non-user'))
                               filter (where n.withdrawn_on is null), false) as "urgent!",
                  coalesce(bool_and(n.withdrawn_on is not null), false) as "unasked!"
           from live.shield s
           join live.child c on c.child = s.child and c.shielded
           left join live.shield_notice n on n.child = s.child
           where c.local_authority = $1 and c.leaves_live_on > $2
           group by s.id, s.due_on, s.end_recommended, c.given, c.family
           order by s.due_on, s.id"#,
        authority.0,
        today
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        let clocks = Shield {
            due_on: row.due_on,
            end_recommended: row.end_recommended,
        };
        QueuedShield {
            id: ShieldId(row.id),
            child: PersonName {
                given: row.given,
                family: row.family,
            },
            due_on: row.due_on,
            overdue: clocks.overdue(today),
            state: ShieldState::of(count(row.stand), row.end_recommended),
            urgent: row.urgent,
            unasked: row.unasked,
        }
    });
    Ok(shown.collect())
}

/// A number of rows.
fn count(rows: i64) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}

/// The authorities with a review whose last day has passed.
pub(super) async fn overdue_authorities(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<Vec<OverdueAuthority>> {
    let rows = query!(
        r#"select a.name, a.telephone, min(s.due_on) as "since!"
           from live.shield s
           join live.child c on c.child = s.child and c.shielded and c.leaves_live_on > $1
           join local_authority a on a.code = c.local_authority
           where s.due_on < $1
           group by a.code
           order by min(s.due_on), a.name"#,
        today
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| OverdueAuthority {
        name: row.name,
        telephone: Telephone::parse(&row.telephone).ok(),
        since: row.since,
    });
    Ok(shown.collect())
}

/// What bears on a shield of a live record; the record is locked.
pub(super) async fn bearing(
    connection: &mut PgConnection,
    shield: ShieldId,
    today: NaiveDate,
) -> sqlx::Result<Option<ShieldBearing>> {
    let row = query!(
        "select c.child, c.local_authority
         from live.shield s join live.child c on c.child = s.child
         where s.id = $1 and c.shielded and c.leaves_live_on > $2
         for update of c",
        shield.0,
        today
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.and_then(|row| {
        Some(ShieldBearing {
            child: ChildNumber::from_stored(row.child).ok()?,
            local_authority: LocalAuthorityCode(row.local_authority),
        })
    }))
}

/// The same by the child's number.
pub(super) async fn bearing_of_child(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Option<ShieldBearing>> {
    let authority = query_scalar!(
        "select local_authority from live.child
         where child = $1 and shielded and leaves_live_on > $2
         for share",
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await?;
    Ok(authority.map(|authority| ShieldBearing {
        child,
        local_authority: LocalAuthorityCode(authority),
    }))
}

/// A shield and the four facts of its child.
pub(super) struct ShieldRow {
    pub child: ShieldedRecord,
    pub shielded_on: NaiveDate,
    pub clocks: Shield,
}

pub(super) async fn shield(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<ShieldRow> {
    let row = query!(
        "select s.shielded_on, s.due_on, s.end_recommended,
                c.child, c.given, c.family, c.date_of_birth, c.dob_estimated, c.gender
         from live.shield s join live.child c on c.child = s.child
         where s.child = $1",
        child.stored()
    )
    .fetch_one(connection)
    .await?;
    let facts = FactsRow {
        child: row.child,
        given: row.given,
        family: row.family,
        date_of_birth: row.date_of_birth,
        dob_estimated: row.dob_estimated,
        gender: row.gender,
    };
    Ok(ShieldRow {
        child: facts.shown().ok_or(sqlx::Error::RowNotFound)?,
        shielded_on: row.shielded_on,
        clocks: Shield {
            due_on: row.due_on,
            end_recommended: row.end_recommended,
        },
    })
}

/// All notices about a child, those that stand first.
pub(crate) async fn notices(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<NoticeShown>> {
    let rows = query!(
        r#"select n.id, n.origin, coalesce(p.name, s.name) as "by!", n.ground, n.justification,
                  n.discussed_with_family, n.discussed_with_manager, n.raised_on, n.until,
                  n.withdrawn_on,
                  (n.withdrawn_on is null
                   and (n.origin in ('member-of-public', 'non-user')
                        or n.origin = 'user' and a.state in ('closed', 'refused'))) as "managers!"
           from live.shield_notice n
           left join account a on a.id = n.account
           left join practitioner p on p.id = a.practitioner
           left join source s on s.id = n.source
           where n.child = $1
           order by n.withdrawn_on is not null, n.raised_on desc, n.id"#,
        child.stored()
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        let ground = row.ground.as_deref();
        Some(NoticeShown {
            id: NoticeId(row.id),
            origin: Origin::from_code(&row.origin)?,
            by: row.by,
            ground: ground.and_then(|code| Ground::from_codes(code, row.justification.as_deref())),
            discussed_with_family: row.discussed_with_family,
            discussed_with_manager: row.discussed_with_manager,
            raised_on: row.raised_on,
            until: row.until,
            withdrawn_on: row.withdrawn_on,
            managers: row.managers,
        })
    });
    Ok(shown.flatten().collect())
}

/// A notice that stands.
pub(super) struct StandingNotice {
    pub id: NoticeId,
    /// Who asked for themselves, where somebody did and has not left.
    pub asker: Option<AccountId>,
    pub until: Option<NaiveDate>,
}

pub(super) async fn standing_notices(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<StandingNotice>> {
    let rows = query!(
        r#"select n.id, n.until,
                  case when n.origin = 'user' and a.state not in ('closed', 'refused')
                       then n.account end as asker
           from live.shield_notice n left join account a on a.id = n.account
           where n.child = $1 and n.withdrawn_on is null
           order by n.id"#,
        child.stored()
    )
    .fetch_all(connection)
    .await?;
    let stand = rows.into_iter().map(|row| StandingNotice {
        id: NoticeId(row.id),
        asker: row.asker.map(AccountId),
        until: row.until,
    });
    Ok(stand.collect())
}

/// Who asked for the shield that stands.
pub(super) async fn askers(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        r#"select distinct n.account as "account!"
           from live.shield_notice n join live.shield s on s.child = n.child
           where n.child = $1 and n.origin = 'user' and n.withdrawn_on >= s.shielded_on"#,
        child.stored()
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn keep_review(
    connection: &mut PgConnection,
    id: Uuid,
    child: ChildNumber,
    review: &Review,
    account: AccountId,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into live.shield_review (id, child, reviewed_on, reviewed_by, outcome, child_view,
                                         family_view, practitioners_view)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        child.stored(),
        today,
        account.0,
        review.outcome.code(),
        review.child.code(),
        review.family.code(),
        review.practitioners.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(crate) async fn reviews(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<ReviewShown>> {
    let rows = query!(
        "select reviewed_on, outcome, child_view, family_view, practitioners_view
         from live.shield_review where child = $1 order by reviewed_on desc, id",
        child.stored()
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        Some(ReviewShown {
            on: row.reviewed_on,
            review: Review {
                outcome: Outcome::from_code(&row.outcome)?,
                child: ViewTaken::from_code(&row.child_view)?,
                family: ViewTaken::from_code(&row.family_view)?,
                practitioners: ViewTaken::from_code(&row.practitioners_view)?,
            },
        })
    });
    Ok(shown.flatten().collect())
}

/// Other live records at an address; those that are shielded have no postcode here.
pub(super) async fn at_address(
    connection: &mut PgConnection,
    address: &Address,
    but: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Vec<Nearby>> {
    let Some(postcode) = &address.postcode else {
        return Ok(Vec::new());
    };
    let rows = query!(
        r#"select child, given, family, date_of_birth, dob_estimated, best_view as "best_view!"
           from live.child
           where postcode = $1 and not shielded and leaves_live_on > $2 and child <> $3
           order by date_of_birth, child"#,
        postcode.as_str(),
        today,
        but.stored()
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        let view: BestView = serde_json::from_value(row.best_view).ok()?;
        let lives = view.whereabouts.as_ref()?.value.address()?;
        let nearby = Nearby {
            number: ChildNumber::from_stored(row.child).ok()?,
            name: PersonName {
                given: row.given,
                family: row.family,
            },
            date_of_birth: DateOfBirth {
                date: row.date_of_birth,
                estimated: row.dob_estimated,
            },
        };
        lives.same_home(address).then_some(nearby)
    });
    Ok(shown.flatten().collect())
}

/// A shield whose review a rule is about.
pub(super) struct DueRow {
    pub child: ChildNumber,
    pub id: ShieldId,
    pub clocks: Shield,
}

struct StoredDue {
    child: i64,
    id: Uuid,
    due_on: NaiveDate,
    end_recommended: bool,
}

impl StoredDue {
    fn due(self) -> Option<DueRow> {
        Some(DueRow {
            child: ChildNumber::from_stored(self.child).ok()?,
            id: ShieldId(self.id),
            clocks: Shield {
                due_on: self.due_on,
                end_recommended: self.end_recommended,
            },
        })
    }
}

pub(super) async fn any_to_review(
    pool: &PgPool,
    today: NaiveDate,
    ahead: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from live.shield s join live.child c on c.child = s.child
               where s.due_on <= $2 and c.leaves_live_on > $1
                 and not exists (
                     select from task t
                     where t.object = s.id and t.kind = 'shield-to-review' and t.closed_on is null
                       and t.local_authority = c.local_authority)) as "any!""#,
        today,
        ahead
    )
    .fetch_one(pool)
    .await
}

/// Shields whose review falls due and of which the managers of whoever is responsible now have not
/// been asked: notices may have come by a load, and a record may have moved.
pub(super) async fn to_review(
    connection: &mut PgConnection,
    today: NaiveDate,
    ahead: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<DueRow>> {
    let rows = query_as!(
        StoredDue,
        "select s.child, s.id, s.due_on, s.end_recommended
         from live.shield s join live.child c on c.child = s.child
         where s.due_on <= $2 and c.leaves_live_on > $1
           and not exists (
               select from task t
               where t.object = s.id and t.kind = 'shield-to-review' and t.closed_on is null
                 and t.local_authority = c.local_authority)
         order by s.due_on, s.id
         limit $3
         for update of s skip locked",
        today,
        ahead,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().filter_map(StoredDue::due).collect())
}

pub(super) async fn any_overdue(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from live.shield s join live.child c on c.child = s.child
               where s.due_on < $1 and c.leaves_live_on > $1 and s.escalated_on is null) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

pub(super) async fn overdue(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<DueRow>> {
    let rows = query_as!(
        StoredDue,
        "select s.child, s.id, s.due_on, s.end_recommended
         from live.shield s join live.child c on c.child = s.child
         where s.due_on < $1 and c.leaves_live_on > $1 and s.escalated_on is null
         order by s.due_on, s.id
         limit $2
         for update of s skip locked",
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().filter_map(StoredDue::due).collect())
}

/// Notes that it was told that a review is overdue; once for each review.
pub(super) async fn escalated(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.shield set escalated_on = $2 where child = $1",
        child.stored(),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What an authority has set about its shields.
pub(super) async fn settings(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Option<ShieldSettings>> {
    let row = query!(
        "select director, meets_every_months from shield_setting where local_authority = $1",
        authority.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| ShieldSettings {
        director: row.director,
        meets_every_months: row.meets_every_months.unsigned_abs(),
    }))
}

pub(super) async fn set_settings(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    fresh: Uuid,
    settings: &ShieldSettings,
) -> sqlx::Result<()> {
    query!(
        "insert into shield_setting (local_authority, id, director, meets_every_months)
         values ($1, $2, $3, $4)
         on conflict (local_authority) do update
         set director = excluded.director, meets_every_months = excluded.meets_every_months",
        authority.0,
        fresh,
        settings.director,
        settings.meets_every_months.cast_signed()
    )
    .execute(connection)
    .await?;
    Ok(())
}

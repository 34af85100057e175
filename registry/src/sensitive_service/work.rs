//! What time does to entries of sensitive services.

use chrono::{Days, NaiveDate};
use domain::archive::WhyArchived;
use domain::child_record::Telephone;
use domain::id::{AccountId, InvolvementId, LocalAuthorityCode, PractitionerId, ServiceId, TeamId};
use domain::involvement::Level;
use domain::sensitive_service::{AWAITED_DAYS, Ground, REMINDED_DAYS, SensitiveEntry};
use domain::task::{Recipient, TaskKind};
use domain::work::RunRule;
use sqlx::PgPool;

use super::{Opened, archive, ask_again_on, opened, seal_entry, sql, whoever_renews};
use crate::door::{Access, Fault, Stopped};
use crate::stored::number;
use crate::task::{self, NewTask};
use crate::work::BATCH;

/// So many days after a day.
fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days))
        .unwrap_or(NaiveDate::MAX)
}

/// Whether an involvement stands in the clear though its service counts as sensitive.
pub(crate) async fn any_flagged(pool: &PgPool) -> sqlx::Result<bool> {
    sql::any_flagged(pool).await
}

/// Seals involvements whose service was flagged as sensitive (SENS-01). They have been hidden since
/// the moment of the flag; each stays as the one indicator until its owner attests consent, for
/// four weeks at most (SENS-02).
pub(crate) async fn seal_flagged(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let flagged = sql::take_flagged(access.connection(), BATCH).await?;
    let count = flagged.len() as u64;
    let ids: Vec<_> = flagged.iter().map(|row| row.id).collect();
    crate::involvement::forget_keepers(access, &ids).await?;
    for row in flagged {
        let opened = from_the_clear(row, days_after(today, AWAITED_DAYS))?;
        seal(access, &opened).await?;
        // What waited about it as an ordinary involvement names no longer what it is.
        let before = [
            TaskKind::ConfirmRetention,
            TaskKind::RetentionUnconfirmed,
            TaskKind::CheckInvolvement,
            TaskKind::HandedToYou,
        ];
        task::close(access, &before, opened.id.0).await?;
        ask(access, &opened, TaskKind::AttestConsent).await?;
    }
    Ok(count)
}

/// An ordinary involvement as an entry that awaits its attestation.
fn from_the_clear(row: sql::FlaggedRow, until: NaiveDate) -> Result<Opened, Stopped> {
    let unreadable = || Stopped::Fault(Fault::new("a stored involvement that cannot be read"));
    Ok(Opened {
        id: InvolvementId(row.id),
        child: number(row.child)?,
        owner: row.owner.map(AccountId),
        entry: SensitiveEntry {
            service: ServiceId(row.service),
            level: Level::from_code(&row.level).ok_or_else(unreadable)?,
            practitioner: row.practitioner.map(PractitionerId),
            team: row.team.map(TeamId),
            telephone: Telephone::parse(&row.telephone).map_err(|_| unreadable())?,
            started: row.started,
            ended: row.ended,
            ground: Ground::Awaited { until },
        },
        // What it was before stood in the clear, and is told of by nothing that is sealed (SENS-04).
        before: None,
    })
}

/// Writes an entry that stood in the clear. Of its four weeks the first reminder is the task itself.
async fn seal(access: &mut Access<RunRule>, opened: &Opened) -> Result<(), Stopped> {
    let today = access.today();
    let record = sql::record(access.connection(), opened.child, today).await?;
    let (connection, keys, chance) = access.parts();
    let sealed = seal_entry(keys, opened.id, &opened.entry, chance)?;
    let row = sql::NewRow {
        id: opened.id,
        child: opened.child,
        owner: opened.owner,
        sealed: &sealed,
        entry: &opened.entry,
        reminded: 1,
        ask_again_on: record.and_then(|record| ask_again_on(record.date_of_birth, today)),
    };
    sql::insert(connection, row).await?;
    Ok(())
}

/// Asks whoever renews an entry; of a child who has died, or whose record is no longer live, nobody
/// is asked anything.
async fn ask(access: &mut Access<RunRule>, opened: &Opened, kind: TaskKind) -> Result<(), Stopped> {
    let today = access.today();
    let record = sql::record(access.connection(), opened.child, today).await?;
    let Some(record) = record.filter(|record| record.alive && record.live) else {
        return Ok(());
    };
    let Some(to) = whoever_renews(access, opened.owner, &record.local_authority).await? else {
        return Ok(());
    };
    let task = NewTask {
        kind,
        to,
        child: Some(opened.child),
        object: Some(opened.id.0),
        due_on: Some(opened.entry.renew_by()).filter(|_| kind != TaskKind::ReseekConsent),
    };
    task::open(access, task).await?;
    Ok(())
}

/// Whether an entry no longer counts.
pub(crate) async fn any_lapsed(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_lapsed(pool, today).await
}

/// Moves entries that no longer count into the archive (SENS-05, SENS-07). They have not been
/// counted by the one line since the day on which that was so, whenever this runs.
pub(crate) async fn lapse(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let lapsed = sql::take_lapsed(access.connection(), today, BATCH).await?;
    let count = lapsed.len() as u64;
    for row in lapsed {
        let opened = opened(access, row)?;
        let consent = opened.entry.visible_until() == opened.entry.renew_by();
        let why = if consent {
            WhyArchived::ConsentLapsed
        } else {
            WhyArchived::RetentionOver
        };
        archive(access, &opened, why).await?;
        if consent {
            tell_of_lapse(access, &opened).await?;
        }
    }
    Ok(count)
}

/// Tells the owner, if they can still sign in, and the managers of the record's authority.
async fn tell_of_lapse(access: &mut Access<RunRule>, opened: &Opened) -> Result<(), Stopped> {
    let today = access.today();
    let record = sql::record(access.connection(), opened.child, today).await?;
    let Some(record) = record.filter(|record| record.alive && record.live) else {
        return Ok(());
    };
    let managers = Recipient::managers_of(&LocalAuthorityCode(record.local_authority.clone()));
    let owner = whoever_renews(access, opened.owner, &record.local_authority).await?;
    let notice = |kind, to| NewTask {
        kind,
        to,
        child: Some(opened.child),
        object: Some(opened.id.0),
        due_on: None,
    };
    if let Some(owner) = owner.filter(|owner| *owner != managers) {
        task::open(access, notice(TaskKind::ConsentLapsed, owner)).await?;
    }
    task::open(access, notice(TaskKind::LapseToReview, managers)).await?;
    Ok(())
}

/// Whether a child with an entry has turned sixteen.
pub(crate) async fn any_to_ask(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_ask(pool, today).await
}

/// Asks, once, that a consent which a parent gave be sought from the child, who is now sixteen
/// (SENS-08, T-44).
pub(crate) async fn reseek(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let sixteen = sql::take_to_ask(access.connection(), today, BATCH).await?;
    let count = sixteen.len() as u64;
    for row in sixteen {
        let opened = opened(access, row)?;
        if opened.entry.by_parent() {
            ask(access, &opened, TaskKind::ReseekConsent).await?;
        }
    }
    Ok(count)
}

/// The days up to which a consent that runs out is reminded of: for the first time and the last.
pub(crate) struct Before {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Before {
    /// The days as seen from a day.
    pub(crate) fn of(today: NaiveDate) -> Self {
        let [first, last] = REMINDED_DAYS.map(|days| days_after(today, days));
        Self { first, last }
    }
}

/// Whether a consent runs out soon.
pub(crate) async fn any_to_remind(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    sql::any_to_remind(pool, today, &Before::of(today)).await
}

/// Reminds owners thirty and seven days before a consent runs out; the second reminder takes the
/// first one's place, and is a message anew (SENS-05, T-09).
pub(crate) async fn remind(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let soon = sql::take_to_remind(access.connection(), today, &Before::of(today), BATCH).await?;
    let count = soon.len() as u64;
    for row in soon {
        let opened = opened(access, row)?;
        let kind = match opened.entry.ground {
            Ground::Attested(_) => TaskKind::RenewConsent,
            Ground::Awaited { .. } => TaskKind::AttestConsent,
        };
        task::close(access, &[kind], opened.id.0).await?;
        ask(access, &opened, kind).await?;
    }
    Ok(count)
}

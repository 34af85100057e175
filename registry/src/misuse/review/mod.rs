//! The nights' review of the trail (MIS-01, MIS-02): each day that is over is looked at once, some accounts at a
//! time, by counts. What is noticed becomes an investigation, or is added to the open one of the same account; of
//! everything else nothing is kept but what colleagues of a role do together, by which it is told what is usual.

mod sql;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::misuse::{Day, Pattern, Peers, Sign, Stage, Thresholds, signs};
use domain::standing::Role;
use domain::work::RunRule;
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use super::{permitted, raised, tell_office};
use crate::door::{Access, Stopped};

/// How many accounts one act looks at.
const ACCOUNTS: i64 = 1_000;

/// How many acts one round does at the most, so that nothing else waits for them.
pub(crate) const AT_A_TIME: usize = 60;

/// Whether a day is over that has not been looked at.
pub(crate) async fn any_to_review(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    let next = sql::next(&mut *pool.acquire().await?, today).await?;
    Ok(next.day < today)
}

/// Whose day it was: an account under one hat.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Under {
    pub account: Uuid,
    pub role: String,
    pub organisation: Uuid,
    pub local_authority: Option<String>,
}

/// Those among whom it is told what is usual.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    pub role: Role,
    /// The kind of body.
    pub kind: String,
}

/// Looks at some accounts of the oldest day that has not been looked at; gives how many, and at least one while a
/// day is not done.
pub(crate) async fn review(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let today = access.today();
    let next = sql::next_locked(access.connection(), today).await?;
    if next.day >= today {
        return Ok(0);
    }
    let accounts = sql::accounts_after(access.connection(), next.through, ACCOUNTS).await?;
    let days = days(access, next.day, &accounts).await?;
    let mut noticed = 0;
    let since = next.day - chrono::Days::new(Thresholds::USUAL_OVER_DAYS);
    let peers = sql::peers(access.connection(), since, next.day).await?;
    for (under, (group, day)) in &days {
        let usual = peers.get(group).copied().unwrap_or_default();
        let found = signs(day, &usual, &Thresholds::USUAL);
        noticed += u64::from(!found.is_empty());
        raise(access, under, next.day, &found).await?;
    }
    sql::add_to_peers(access.connection(), next.day, &together(&days)).await?;
    let last = accounts.last().copied();
    let done = (accounts.len() as i64) < ACCOUNTS;
    sql::reached(access.connection(), next.day, last, done).await?;
    access.note(json!({ "day": next.day, "accounts": accounts.len(), "noticed": noticed }));
    Ok((accounts.len() as u64).max(1))
}

/// What is known of a day so far.
struct Days {
    kinds: HashMap<Uuid, String>,
    days: BTreeMap<Under, (Group, Day)>,
}

impl Days {
    /// The day of an account under a hat; none of a role or a body that there is no longer.
    fn of(&mut self, under: Under) -> Option<&mut Day> {
        let role = Role::from_code(&under.role)?;
        let kind = self.kinds.get(&under.organisation)?.clone();
        let (_, day) = self.days.entry(under).or_insert_with(|| {
            let day = Day {
                works_at_night: kind == sql::AT_NIGHT,
                ..Day::of(role)
            };
            (Group { role, kind }, day)
        });
        Some(day)
    }
}

/// What accounts did on a day, hat by hat.
async fn days(
    access: &mut Access<RunRule>,
    day: NaiveDate,
    accounts: &[Uuid],
) -> Result<BTreeMap<Under, (Group, Day)>, Stopped> {
    let searches = sql::searches(access.connection(), day, accounts).await?;
    let openings = sql::openings(access.connection(), day, accounts).await?;
    let unders = searches.iter().map(|one| &one.0);
    let unders = unders.chain(openings.iter().map(|one| &one.0));
    let bodies: Vec<Uuid> = unders.map(|under| under.organisation).collect();
    let kinds = sql::kinds(access.connection(), &bodies).await?;
    let mut days = Days {
        kinds,
        days: BTreeMap::new(),
    };
    for (under, searched) in searches {
        if let Some(day) = days.of(under) {
            day.searches = searched.searches;
            day.out_of_area = searched.out_of_area;
            day.over_limit = searched.over_limit;
            day.varied = searched.varied;
            day.not_found = searched.not_found;
            day.out_of_reach = searched.out_of_reach;
            day.after_out_of_reach = searched.after_out_of_reach;
        }
    }
    for (under, opened) in openings {
        if let Some(day) = days.of(under) {
            day.at_night = opened.at_night;
            day.records = opened.records;
            day.alone = opened.alone;
            day.same_record = opened.same_record;
            day.shielded = opened.shielded;
            day.namesake = opened.namesake;
            day.name_uses = opened.name_uses;
        }
    }
    let mut days = days.days;
    works_at_night(access, day, &mut days).await?;
    Ok(days)
}

/// Of those who opened records at night, whose team works then: some colleagues did so lately.
async fn works_at_night(
    access: &mut Access<RunRule>,
    on: NaiveDate,
    days: &mut BTreeMap<Under, (Group, Day)>,
) -> Result<(), Stopped> {
    let candidates: Vec<Uuid> = days
        .iter()
        .filter(|(_, (_, day))| day.at_night > 0 && !day.works_at_night)
        .map(|(under, _)| under.account)
        .collect();
    if candidates.is_empty() {
        return Ok(());
    }
    let since = on - chrono::Days::new(Thresholds::USUAL_OVER_DAYS);
    let at_night = sql::of_teams_at_night(access.connection(), &candidates, since, on).await?;
    for (under, (_, day)) in days {
        day.works_at_night |= at_night.contains(&under.account);
    }
    Ok(())
}

/// What all of a group did together.
fn together(days: &BTreeMap<Under, (Group, Day)>) -> BTreeMap<Group, Peers> {
    let mut groups: BTreeMap<Group, Peers> = BTreeMap::new();
    for (group, day) in days.values() {
        let peers = groups.entry(group.clone()).or_default();
        let searches = u64::from(day.searches);
        peers.days += 1;
        peers.searches += searches;
        peers.squares += searches * searches;
        peers.records += u64::from(day.records);
        peers.alone += u64::from(day.alone);
    }
    groups
}

/// Adds what was noticed to the open investigation of the account, or opens one; what is for the central team
/// alone apart from the rest. Those who look into it are told of a new one, and of what is added to one that is
/// explained already or is a case.
async fn raise(
    access: &mut Access<RunRule>,
    under: &Under,
    day: NaiveDate,
    found: &[Sign],
) -> Result<(), Stopped> {
    let (central, others): (Vec<Sign>, Vec<Sign>) = found
        .iter()
        .copied()
        .partition(|sign| sign.pattern.is_for_the_central_team());
    for (signs, central) in [(others, false), (central, true)] {
        if signs.is_empty() {
            continue;
        }
        let (fresh, today) = (access.chance().uuid(), access.today());
        let id = sql::investigation(access.connection(), fresh, under, central, today).await?;
        sql::add_signs(access.connection(), id, day, &signs).await?;
        let patterns: Vec<&str> = signs
            .iter()
            .map(|sign| Pattern::code(sign.pattern))
            .collect();
        access.consequence(raised(id, &patterns));
        // What has come since somebody explained the rest, or since it became a case, is not to pass unseen.
        let stage = permitted(access, id).await?.progress.stage();
        if id == fresh || matches!(stage, Stage::Answered | Stage::Case) {
            tell_office(access, id).await?;
        }
    }
    Ok(())
}

//! The figures of weeks that have ended, kept once each (RPT-07, G-CLOCK).

use std::collections::BTreeMap;

use domain::desk::{Line, Week, WeekShown};
use domain::id::LocalAuthorityCode;
use domain::standing::Role;
use domain::work::RunRule;
use sqlx::PgPool;

use super::count::{Count, CountRow, Of, Span};
use super::sql::{self, NewFigure};
use crate::bank_holiday;
use crate::door::{Access, Stopped};

/// Of how many authorities one act keeps figures.
const BATCH: i64 = 20;

/// Whose desks an authority has.
const OF_AN_AUTHORITY: [Role; 2] = [Role::LocalAuthorityManager, Role::DataAdministrator];

/// Whether the figures of a week are missing.
pub(crate) async fn any_missing(pool: &PgPool, today: chrono::NaiveDate) -> sqlx::Result<bool> {
    sql::any_missing(pool, Week::of(today).before()).await
}

/// Keeps the weeks that are missing of some authorities, or of the central team. A week that was missed
/// is counted from what is still known of it.
pub(crate) async fn keep(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let weeks = Week::behind(access.today());
    let Some(last) = weeks.last().copied() else {
        return Ok(0);
    };
    let authorities = sql::missing(access.connection(), last, BATCH).await?;
    if authorities.is_empty() {
        return of_the_central_team(access, &weeks).await;
    }
    let mut kept = BTreeMap::new();
    for authority in &authorities {
        let known = sql::kept(access.connection(), Some(authority), weeks[0].before()).await?;
        kept.insert(authority.clone(), known);
    }
    let mut done = 0;
    for week in weeks {
        let rows = sql::of_authorities(access.connection(), &authorities, Span::of(week)).await?;
        for (authority, known) in &mut kept {
            for role in OF_AN_AUTHORITY {
                let desk = Desk {
                    authority: Some(authority),
                    role,
                    week,
                };
                done += desk.keep(access, &rows, known).await?;
            }
        }
    }
    Ok(done)
}

async fn of_the_central_team(access: &mut Access<RunRule>, weeks: &[Week]) -> Result<u64, Stopped> {
    let mut known = sql::kept(access.connection(), None, weeks[0].before()).await?;
    let mut done = 0;
    for week in weeks {
        let span = Span::of(*week);
        let rows = sql::of_the_central_team(access.connection(), None, span).await?;
        let desk = Desk {
            authority: None,
            role: Role::CentralTeam,
            week: *week,
        };
        done += desk.keep(access, &rows, &mut known).await?;
    }
    Ok(done)
}

/// What waited at the end of each week that is kept.
type Known = BTreeMap<(Week, String, String), i32>;

/// One desk in one week.
struct Desk<'a> {
    authority: Option<&'a LocalAuthorityCode>,
    role: Role,
    week: Week,
}

impl Desk<'_> {
    /// Keeps each line of the week that is not kept.
    async fn keep(
        &self,
        access: &mut Access<RunRule>,
        rows: &[CountRow],
        known: &mut Known,
    ) -> Result<u64, Stopped> {
        let free = bank_holiday::until(access.connection(), self.week.sunday()).await?;
        let of = Of {
            authority: self.authority,
            role: self.role,
        };
        // Whether somebody brokers does not matter here: whoever may see the line sees its weeks.
        let lines = Line::ALL
            .into_iter()
            .filter(|line| line.has_weeks() && line.is_shown_to(self.role, true));
        let mut done = 0;
        for line in lines {
            let key = |week: Week| (week, self.role.code().to_owned(), line.code().to_owned());
            if known.contains_key(&key(self.week)) {
                continue;
            }
            let count = of.count(rows, line);
            let before = known.get(&key(self.week.before())).copied();
            let shown = WeekShown {
                oldest: count.oldest(self.week.sunday(), &free),
                ..balanced(self.week, &count, before)
            };
            let figure = NewFigure {
                authority: self.authority,
                role: self.role,
                line,
                shown,
            };
            sql::keep(access.connection(), &figure).await?;
            known.insert(key(self.week), shown.waiting);
            done += 1;
        }
        Ok(done)
    }
}

/// What came and what went explain what waits: whatever left the rows that a hat sees has gone, for
/// whatever reason. So no difference tells that a record was shielded (SHLD-12).
fn balanced(week: Week, count: &Count, before: Option<i32>) -> WeekShown {
    let number = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
    let before = before.unwrap_or_else(|| number(count.before));
    let waiting = number(count.numbers.all());
    let opened = number(count.opened).max(waiting - before);
    WeekShown {
        week,
        opened,
        done: before + opened - waiting,
        waiting,
        oldest: None,
    }
}

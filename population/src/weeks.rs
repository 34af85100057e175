//! The weeks behind of the demonstration's desks: work that comes, goes and piles up a little around
//! holidays, so that there is something to see before anybody has worked (RPT-07).

use domain::data_source::LoadedWeek;
use domain::desk::{Line, Week, WeekShown};
use domain::id::LocalAuthorityCode;
use domain::standing::Role;

use crate::dice::{Dice, Purpose};

/// The desks whose weeks are made.
const DESKS: [Role; 3] = [
    Role::LocalAuthorityManager,
    Role::DataAdministrator,
    Role::CentralTeam,
];

/// The weeks behind of the desks of an authority, and of the central team.
pub(crate) fn weeks(
    seed: u64,
    today: chrono::NaiveDate,
    authority: &LocalAuthorityCode,
) -> Vec<LoadedWeek> {
    let mut all = Vec::new();
    for role in DESKS {
        let lines = Line::ALL
            .into_iter()
            .filter(|line| line.has_weeks() && line.is_shown_to(role, true));
        for line in lines {
            // The same line goes the same way on each desk that has it.
            let place = Line::ALL.iter().position(|one| *one == line).unwrap_or(0);
            let dice = Dice::new(seed, Purpose::Weeks, place as u64);
            let local_authority = (role != Role::CentralTeam).then(|| authority.clone());
            all.extend(line_of(dice, today).map(|shown| LoadedWeek {
                local_authority: local_authority.clone(),
                role,
                line: line.code(),
                shown,
            }));
        }
    }
    all
}

/// One line: a few things come each week, and most of what waits is done in the next.
fn line_of(mut dice: Dice, today: chrono::NaiveDate) -> impl Iterator<Item = WeekShown> {
    let usual = dice.between(1, 9);
    let mut waiting = dice.between(0, usual);
    let weeks = Week::behind(today);
    let count = weeks.len();
    (1..).zip(weeks).map(move |(nth, week)| {
        let opened = dice.between(0, 2 * usual);
        // In the end there is nothing: so the directory begins.
        let left = if nth == count {
            0
        } else {
            dice.between(0, (waiting + opened) * 2 / 3)
        };
        let done = waiting + opened - left;
        waiting = left;
        let oldest = (left > 0).then(|| dice.between(1, 4 + 2 * left));
        let number = |number: i64| i32::try_from(number).unwrap_or(0);
        WeekShown {
            week,
            opened: number(opened),
            done: number(done),
            waiting: number(left),
            oldest: oldest.map(number),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_follow_from_each_other_and_are_the_same_each_time_rpt_07() {
        let today = "2026-11-02".parse().unwrap();
        let authority = LocalAuthorityCode("E08000032".into());
        let made = weeks(1, today, &authority);
        assert_eq!(made.len() % domain::desk::WEEKS_SHOWN, 0);
        for pair in made.windows(2) {
            let [one, two] = [&pair[0], &pair[1]];
            if (one.role, one.line) == (two.role, two.line) {
                let flow = two.shown.opened - two.shown.done;
                assert_eq!(one.shown.waiting + flow, two.shown.waiting);
            }
        }
        assert_eq!(made, weeks(1, today, &authority));
    }
}

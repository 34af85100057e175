//! What is noticed in a day of the trail (MIS-01): counts go in, signs come out. That a sign was seen says
//! nothing yet of why (MIS-07).

use serde::{Deserialize, Serialize};

use super::threshold::Thresholds;
use crate::coded::coded;
use crate::standing::Role;

coded! {
    /// The patterns, named by what was done.
    Pattern {
        /// More than colleagues in the same role and kind of body.
        Volume = "volume" => "More searches on a day than colleagues in the same role usually make",
        /// In another authority's area.
        OutOfArea = "out-of-area" => "Searches outside the area of the authority",
        /// A child of one's own last name.
        Namesake = "namesake" => "A child’s record with the same last name as the user’s",
        /// At night, where the service does not work at night.
        OutOfHours = "out-of-hours" => "Records opened at night",
        /// Too many matches, again and again.
        OverLimit = "over-limit" => "Searches that matched too many children",
        /// A letter more, a letter less (SRCH-04).
        Varied = "varied" => "Searches that differ by a letter from the one before",
        /// One record again and again.
        SameRecord = "same-record" => "One record opened several times",
        /// Shielded records without an involvement.
        Shielded = "shielded" => "Shielded records opened with which nobody of the organisation is involved",
        /// Numbers that lead nowhere. It tells nothing of why they do (NEWID-06).
        Numbers = "numbers" => "Searches by ContactPoint number",
        /// Most records without an involvement.
        NoInvolvement = "no-involvement" => "Many records opened with which nobody of the organisation is involved",
    }
}

impl Pattern {
    /// Whether the central team alone looks into it: that a number's record is out of everybody's reach is
    /// nobody else's to know (NEWID-03, NEWID-06).
    pub fn is_for_the_central_team(self) -> bool {
        self == Pattern::Numbers
    }

    /// Whether it is shown how much of it there was, and on which records; and whether whoever it is about is told
    /// of it at all.
    pub fn tells_how_much(self) -> bool {
        self != Pattern::Numbers
    }

    /// Whether the number of a record beside it would tell what only those may know who see records: that it is
    /// shielded, or a child's last name.
    pub fn tells_of_records(self) -> bool {
        matches!(self, Pattern::Namesake | Pattern::Shielded)
    }
}

/// What one account did on one day under one hat, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    /// Under which role.
    pub role: Role,
    /// Whether the service works at night: by its kind, or since colleagues of the team do.
    pub works_at_night: bool,
    /// Searches.
    pub searches: u32,
    /// Of these outside the own area.
    pub out_of_area: u32,
    /// Of these with too many matches.
    pub over_limit: u32,
    /// Of these by a letter more or less than the one before.
    pub varied: u32,
    /// Of these by a number that led to no record.
    pub not_found: u32,
    /// Of these for the number of a record that is out of everybody's reach.
    pub out_of_reach: u32,
    /// By details, within two hours after one of those.
    pub after_out_of_reach: u32,
    /// Records opened at night.
    pub at_night: u32,
    /// Records opened.
    pub records: u32,
    /// Of these such with which nobody of the body is involved.
    pub alone: u32,
    /// How often the one of those was opened that was opened most often.
    pub same_record: u32,
    /// How many of those are shielded.
    pub shielded: u32,
    /// How often the one of those was opened that bears the user's last name.
    pub namesake: u32,
    /// On how many records that name stands.
    pub name_uses: u32,
}

impl Day {
    /// A day on which nothing was done.
    pub fn of(role: Role) -> Self {
        Self {
            role,
            works_at_night: false,
            searches: 0,
            out_of_area: 0,
            over_limit: 0,
            varied: 0,
            not_found: 0,
            out_of_reach: 0,
            after_out_of_reach: 0,
            at_night: 0,
            records: 0,
            alone: 0,
            same_record: 0,
            shielded: 0,
            namesake: 0,
            name_uses: 0,
        }
    }
}

/// What colleagues of the same role in the same kind of body did lately.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Peers {
    /// How many days of theirs there are.
    pub days: u64,
    /// Searches on all of them.
    pub searches: u64,
    /// The sum of each day's searches squared.
    pub squares: u64,
    /// Records opened.
    pub records: u64,
    /// Of these such with which nobody of the body is involved.
    pub alone: u64,
}

impl Peers {
    fn known(&self, by: &Thresholds) -> bool {
        self.days >= u64::from(by.peer_days)
    }

    /// How many searches they make on a day.
    fn mean(&self) -> f64 {
        self.searches as f64 / self.days.max(1) as f64
    }

    fn deviation(&self) -> f64 {
        let mean_square = self.squares as f64 / self.days.max(1) as f64;
        (mean_square - self.mean().powi(2)).max(0.0).sqrt()
    }

    /// How many in a hundred of their records have nobody of the body involved.
    fn alone_percent(&self) -> u64 {
        self.alone * 100 / self.records.max(1)
    }
}

/// Something noticed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sign {
    /// What.
    pub pattern: Pattern,
    /// How much of it.
    pub count: u32,
    /// How much is usual with colleagues, where that is compared.
    pub usual: Option<u32>,
}

impl Sign {
    fn of(pattern: Pattern, count: u32) -> Self {
        Self {
            pattern,
            count,
            usual: None,
        }
    }
}

/// What is noticed in a day.
pub fn signs(day: &Day, peers: &Peers, by: &Thresholds) -> Vec<Sign> {
    let found = [
        volume(day, peers, by),
        out_of_area(day, by),
        namesake(day, by),
        out_of_hours(day, by),
        over_limit(day, by),
        varied(day, by),
        same_record(day, by),
        shielded(day, by),
        numbers(day, by),
        no_involvement(day, peers, by),
    ];
    found.into_iter().flatten().collect()
}

fn volume(day: &Day, peers: &Peers, by: &Thresholds) -> Option<Sign> {
    let many = if peers.known(by) {
        let usual_still = peers.mean() + f64::from(by.deviations) * peers.deviation();
        day.searches >= by.many_searches && f64::from(day.searches) > usual_still
    } else {
        day.searches >= by.most_searches
    };
    many.then(|| Sign {
        usual: peers.known(by).then(|| peers.mean().round() as u32),
        ..Sign::of(Pattern::Volume, day.searches)
    })
}

fn out_of_area(day: &Day, by: &Thresholds) -> Option<Sign> {
    let many = day.out_of_area >= by.out_of_area && day.out_of_area * 2 >= day.searches;
    many.then(|| Sign::of(Pattern::OutOfArea, day.out_of_area))
}

/// A common name tells nothing by itself: only where the record is opened again, or at night.
fn namesake(day: &Day, by: &Thresholds) -> Option<Sign> {
    let combined = day.name_uses <= by.rare_name
        || day.namesake >= by.namesake_again
        || (day.at_night > 0 && !day.works_at_night);
    (day.namesake > 0 && combined).then(|| Sign::of(Pattern::Namesake, day.namesake))
}

fn out_of_hours(day: &Day, by: &Thresholds) -> Option<Sign> {
    let unusual = day.at_night >= by.at_night && !day.works_at_night;
    unusual.then(|| Sign::of(Pattern::OutOfHours, day.at_night))
}

fn over_limit(day: &Day, by: &Thresholds) -> Option<Sign> {
    let again = day.over_limit >= by.over_limit;
    again.then(|| Sign::of(Pattern::OverLimit, day.over_limit))
}

fn varied(day: &Day, by: &Thresholds) -> Option<Sign> {
    (day.varied >= by.varied).then(|| Sign::of(Pattern::Varied, day.varied))
}

fn same_record(day: &Day, by: &Thresholds) -> Option<Sign> {
    let again = day.role.keeps_involvements() && day.same_record >= by.same_record;
    again.then(|| Sign::of(Pattern::SameRecord, day.same_record))
}

fn shielded(day: &Day, by: &Thresholds) -> Option<Sign> {
    let several = day.role.keeps_involvements() && day.shielded >= by.shielded;
    several.then(|| Sign::of(Pattern::Shielded, day.shielded))
}

/// Whoever looks for a number out of reach again, or for the child by details next (NEWID-06): who met it once by
/// chance has done nothing. Whoever tries out numbers is noticed by the same sign, which so tells nothing of any.
fn numbers(day: &Day, by: &Thresholds) -> Option<Sign> {
    let tried = day.not_found >= by.not_found
        || day.out_of_reach >= by.out_of_reach
        || (day.out_of_reach > 0 && day.after_out_of_reach >= by.after_out_of_reach);
    tried.then(|| Sign::of(Pattern::Numbers, day.not_found))
}

fn no_involvement(day: &Day, peers: &Peers, by: &Thresholds) -> Option<Sign> {
    let percent = u64::from(day.alone) * 100 / u64::from(day.records.max(1));
    let more =
        !peers.known(by) || percent >= peers.alone_percent() + u64::from(by.alone_above_peers);
    let most = day.alone >= by.alone && percent >= u64::from(by.alone_percent) && more;
    (day.role.keeps_involvements() && most).then(|| Sign::of(Pattern::NoInvolvement, day.alone))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BY: Thresholds = Thresholds::USUAL;

    fn day() -> Day {
        Day::of(Role::Practitioner)
    }

    fn seen(day: &Day, peers: &Peers) -> Vec<Pattern> {
        let found = signs(day, peers, &BY).into_iter();
        found.map(|sign| sign.pattern).collect()
    }

    fn by_itself(day: &Day) -> Vec<Pattern> {
        seen(day, &Peers::default())
    }

    /// So many days of colleagues who all make as many searches, and open as many records.
    fn peers(days: u64, searches: u64, records: u64, alone: u64) -> Peers {
        Peers {
            days,
            searches: days * searches,
            squares: days * searches * searches,
            records: days * records,
            alone: days * alone,
        }
    }

    #[test]
    fn a_day_like_any_other_shows_nothing_mis_07() {
        let usual = Day {
            searches: 12,
            out_of_area: 1,
            over_limit: 2,
            varied: 1,
            not_found: 5,
            out_of_reach: 1,
            after_out_of_reach: 1,
            at_night: 1,
            records: 9,
            alone: 6,
            same_record: 2,
            shielded: 1,
            namesake: 1,
            name_uses: 90_000,
            works_at_night: true,
            ..day()
        };
        assert_eq!(by_itself(&usual), []);
    }

    #[test]
    fn many_searches_are_those_beyond_what_the_same_role_makes_mis_01() {
        let searched = |searches| Day { searches, ..day() };
        // Half of them make ten, half thirty: twenty on average, give or take ten.
        let varied = Peers {
            days: 40,
            searches: 800,
            squares: 20 * 100 + 20 * 900,
            ..Peers::default()
        };
        assert_eq!(seen(&searched(50), &varied), []);
        assert_eq!(seen(&searched(51), &varied), [Pattern::Volume]);
        let sign = signs(&searched(51), &varied, &BY)[0];
        assert_eq!((sign.count, sign.usual), (51, Some(20)));
        // A role that searches little is not noticed for a busy day.
        assert_eq!(seen(&searched(29), &peers(40, 2, 2, 0)), []);
        assert_eq!(seen(&searched(30), &peers(40, 2, 2, 0)), [Pattern::Volume]);
        // One that searches much is not noticed for what is usual with it.
        assert_eq!(seen(&searched(150), &peers(40, 150, 2, 0)), []);
        // Of too few it is not known what is usual.
        assert_eq!(seen(&searched(199), &peers(19, 2, 2, 0)), []);
        assert_eq!(seen(&searched(200), &peers(19, 2, 2, 0)), [Pattern::Volume]);
    }

    #[test]
    fn searches_outside_the_area_are_noticed_when_they_are_most_of_them_mis_01() {
        let searched = |out_of_area, searches| Day {
            searches,
            out_of_area,
            ..day()
        };
        assert_eq!(by_itself(&searched(4, 4)), []);
        assert_eq!(by_itself(&searched(5, 11)), []);
        assert_eq!(by_itself(&searched(5, 10)), [Pattern::OutOfArea]);
    }

    #[test]
    fn a_common_name_alone_tells_nothing_mis_01() {
        let opened = |name_uses, namesake| Day {
            namesake,
            name_uses,
            ..day()
        };
        assert_eq!(by_itself(&opened(501, 1)), []);
        assert_eq!(by_itself(&opened(500, 1)), [Pattern::Namesake]);
        assert_eq!(by_itself(&opened(90_000, 2)), [Pattern::Namesake]);
        let at_night = Day {
            at_night: 1,
            ..opened(90_000, 1)
        };
        assert_eq!(by_itself(&at_night), [Pattern::Namesake]);
        let on_duty = Day {
            works_at_night: true,
            ..at_night
        };
        assert_eq!(by_itself(&on_duty), []);
        assert_eq!(by_itself(&opened(1, 0)), []);
    }

    #[test]
    fn whoever_works_at_night_is_not_noticed_for_it_mis_01() {
        let opened = |at_night, works_at_night| Day {
            at_night,
            works_at_night,
            ..day()
        };
        assert_eq!(by_itself(&opened(1, false)), []);
        assert_eq!(by_itself(&opened(2, false)), [Pattern::OutOfHours]);
        assert_eq!(by_itself(&opened(40, true)), []);
    }

    #[test]
    fn criteria_tried_again_and_again_are_noticed_srch_03_srch_04() {
        let limited = Day {
            over_limit: 4,
            ..day()
        };
        assert_eq!(by_itself(&limited), [Pattern::OverLimit]);
        let varied = Day { varied: 3, ..day() };
        assert_eq!(by_itself(&varied), [Pattern::Varied]);
        let less = Day {
            over_limit: 3,
            varied: 2,
            ..day()
        };
        assert_eq!(by_itself(&less), []);
    }

    #[test]
    fn one_record_again_and_again_is_noticed_of_those_who_keep_involvements_mis_01() {
        let again = Day {
            same_record: 3,
            shielded: 3,
            ..day()
        };
        assert_eq!(by_itself(&again), [Pattern::SameRecord, Pattern::Shielded]);
        let manager = Day {
            role: Role::LocalAuthorityManager,
            ..again
        };
        assert_eq!(by_itself(&manager), []);
    }

    #[test]
    fn looking_for_a_number_out_of_reach_again_or_by_details_next_is_noticed_newid_06() {
        let looked = |out_of_reach, after_out_of_reach| Day {
            out_of_reach,
            after_out_of_reach,
            ..day()
        };
        assert_eq!(by_itself(&looked(1, 2)), []);
        assert_eq!(by_itself(&looked(2, 0)), [Pattern::Numbers]);
        assert_eq!(by_itself(&looked(1, 3)), [Pattern::Numbers]);
        assert_eq!(by_itself(&looked(0, 30)), []);
    }

    #[test]
    fn trying_out_numbers_is_noticed_srch_04() {
        let tried = |not_found| Day { not_found, ..day() };
        assert_eq!(by_itself(&tried(5)), []);
        assert_eq!(by_itself(&tried(6)), [Pattern::Numbers]);
    }

    #[test]
    fn what_tells_of_a_sealed_record_is_the_central_teams_and_tells_no_number_newid_06() {
        for pattern in Pattern::ALL.iter().copied() {
            let sealed = pattern == Pattern::Numbers;
            assert_eq!(pattern.is_for_the_central_team(), sealed);
            assert_eq!(pattern.tells_how_much(), !sealed);
        }
    }

    #[test]
    fn records_without_involvement_are_weighed_against_the_same_role_mis_01() {
        let opened = |alone, records| Day {
            alone,
            records,
            ..day()
        };
        assert_eq!(by_itself(&opened(14, 14)), []);
        assert_eq!(by_itself(&opened(15, 19)), []);
        assert_eq!(by_itself(&opened(15, 18)), [Pattern::NoInvolvement]);
        // Where nobody is involved for long, as in a hospital's emergency department, that is usual.
        assert_eq!(seen(&opened(18, 18), &peers(40, 18, 18, 17)), []);
        let usual = peers(40, 18, 18, 2);
        assert_eq!(seen(&opened(18, 18), &usual), [Pattern::NoInvolvement]);
    }
}

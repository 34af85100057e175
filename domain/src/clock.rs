//! Time is handed in. Day rules run on London dates, whatever the server's zone (G-DATE).

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};
use chrono_tz::Europe::London;

/// An instant, in UTC.
pub type Moment = DateTime<Utc>;

/// Tells the time. In production the system's clock; in tests one that is set.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Moment;
}

/// A clock that stands still.
impl Clock for Moment {
    fn now(&self) -> Moment {
        *self
    }
}

/// The date in London at an instant.
pub fn london_date(moment: Moment) -> NaiveDate {
    moment.with_timezone(&London).date_naive()
}

/// An instant as people in England write it: `21 November 2026 at 9:05am`.
pub fn written(moment: Moment) -> String {
    let local = moment.with_timezone(&London);
    local.format("%-d %B %Y at %-I:%M%P").to_string()
}

/// A date as people in England write it: `21 November 2026`.
pub fn written_date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// The day on which someone attains an age. Born on 29 February, in a common year: 1 March.
pub fn attains(date_of_birth: NaiveDate, age: u32) -> NaiveDate {
    years_after(date_of_birth, age)
}

/// The latest day of birth of whoever has attained an age by a day.
pub fn born_by(day: NaiveDate, age: u32) -> NaiveDate {
    let year = day.year() - age as i32;
    day.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        .unwrap_or(NaiveDate::MIN)
}

/// The same day a number of years later; 29 February becomes 1 March in common years.
pub fn years_after(date: NaiveDate, years: u32) -> NaiveDate {
    let year = date.year() + years as i32;
    date.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .unwrap_or(NaiveDate::MAX)
}

/// The same day a number of calendar months later, or that month's last day.
pub fn months_after(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// The day a number of working days later, the day itself being day 0: neither Saturdays, Sundays
/// nor England's bank holidays count (G-DATE).
pub fn working_days_after(
    date: NaiveDate,
    days: u32,
    bank_holidays: &BTreeSet<NaiveDate>,
) -> NaiveDate {
    let works = |day: &NaiveDate| {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !bank_holidays.contains(day)
    };
    let later = |day: &NaiveDate| day.checked_add_days(Days::new(1));
    std::iter::successors(later(&date), later)
        .filter(works)
        .nth(days.saturating_sub(1) as usize)
        .filter(|_| days > 0)
        .unwrap_or(date)
}

/// How many working days lie after a day, up to another.
pub fn working_days_between(
    from: NaiveDate,
    until: NaiveDate,
    bank_holidays: &BTreeSet<NaiveDate>,
) -> i32 {
    let days = (until - from).num_days().max(0);
    let weekday = i64::from(from.weekday().num_days_from_monday());
    // Whole weeks have five; of the rest the days are looked at.
    let rest = (1..=days % 7).filter(|day| (weekday + day) % 7 < 5).count();
    let weekdays = days / 7 * 5 + i64::try_from(rest).unwrap_or(0);
    let after = std::ops::Bound::Excluded(from);
    let free = bank_holidays
        .range((after, std::ops::Bound::Included(until.max(from))))
        .filter(|day| day.weekday().num_days_from_monday() < 5)
        .count();
    i32::try_from(weekdays).unwrap_or(i32::MAX) - i32::try_from(free).unwrap_or(0)
}

/// Whole years lived on a day.
pub fn age_on(date_of_birth: NaiveDate, day: NaiveDate) -> i32 {
    let years = day.year() - date_of_birth.year();
    if years > 0 && attains(date_of_birth, years as u32) > day {
        years - 1
    } else {
        years
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_age_is_attained_at_the_start_of_the_birthday_g_date() {
        assert_eq!(attains(date("2008-11-21"), 18), date("2026-11-21"));
        assert_eq!(age_on(date("2008-11-21"), date("2026-11-20")), 17);
        assert_eq!(age_on(date("2008-11-21"), date("2026-11-21")), 18);
    }

    #[test]
    fn a_child_born_on_29_february_attains_an_age_on_1_march_in_common_years_g_date() {
        assert_eq!(attains(date("2008-02-29"), 18), date("2026-03-01"));
        assert_eq!(attains(date("2008-02-29"), 16), date("2024-02-29"));
        assert_eq!(age_on(date("2008-02-29"), date("2026-02-28")), 17);
    }

    proptest::proptest! {
        #[test]
        fn whoever_is_born_by_a_day_has_attained_the_age_and_nobody_else_g_date(
            born in 0_i64..80_000, lived in 0_i64..10_000, age in 0_u32..30,
        ) {
            let born = date("1890-01-01") + chrono::TimeDelta::days(born);
            let day = born + chrono::TimeDelta::days(lived);
            proptest::prop_assert_eq!(born <= born_by(day, age), attains(born, age) <= day);
        }
    }

    #[test]
    fn working_days_leave_out_weekends_and_bank_holidays_g_date() {
        // The Thursday before Easter 2026.
        let holidays = BTreeSet::from([date("2026-04-03"), date("2026-04-06")]);
        let after = |days| working_days_after(date("2026-04-02"), days, &holidays);
        assert_eq!(after(0), date("2026-04-02"));
        assert_eq!(after(1), date("2026-04-07"));
        assert_eq!(after(5), date("2026-04-13"));
    }

    #[test]
    fn working_days_between_two_days_are_those_after_the_first_g_date() {
        let holidays = BTreeSet::from([date("2026-04-03"), date("2026-04-06")]);
        let between =
            |until: &str| working_days_between(date("2026-04-02"), date(until), &holidays);
        assert_eq!(between("2026-04-01"), 0);
        assert_eq!(between("2026-04-02"), 0);
        assert_eq!(between("2026-04-06"), 0);
        assert_eq!(between("2026-04-07"), 1);
        assert_eq!(between("2026-04-20"), 10);
    }

    proptest::proptest! {
        #[test]
        fn so_many_working_days_later_there_lie_so_many_between_g_date(
            start in 0_i64..4_000, days in 1_u32..200, free in proptest::collection::btree_set(0_i64..4_300, 0..60),
        ) {
            let first = date("2020-01-01");
            let holidays = free.into_iter().map(|day| first + chrono::TimeDelta::days(day)).collect();
            let from = first + chrono::TimeDelta::days(start);
            let later = working_days_after(from, days, &holidays);
            proptest::prop_assert_eq!(working_days_between(from, later, &holidays), days as i32);
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_london_not_in_greenwich_g_date() {
        let moment: Moment = "2026-06-30T23:30:00Z".parse().unwrap();
        assert_eq!(london_date(moment), date("2026-07-01"));
        let winter: Moment = "2026-12-30T23:30:00Z".parse().unwrap();
        assert_eq!(london_date(winter), date("2026-12-30"));
    }
}

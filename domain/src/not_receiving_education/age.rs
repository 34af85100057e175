//! Compulsory school age: section 8 of the Education Act 1996, the Education (Start of Compulsory
//! School Age) Order 1998 and the Education (School Leaving Date) Order 1997 (CNE-01).

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::clock::born_by;

/// The days of a year, month and day, on which the five-year-olds of the months before begin.
const BEGINNINGS: [(u32, u32); 3] = [(3, 31), (8, 31), (12, 31)];

/// The days of birth of whoever is of compulsory school age on a day: from the prescribed day on or after
/// the fifth birthday, to the last Friday in June of the school year of the sixteenth.
pub fn births_of_school_age(day: NaiveDate) -> RangeInclusive<NaiveDate> {
    first_birth(day)..=born_by(last_beginning(day), 5)
}

/// The latest prescribed day that has come.
fn last_beginning(day: NaiveDate) -> NaiveDate {
    [day.year() - 1, day.year()]
        .into_iter()
        .flat_map(|year| BEGINNINGS.map(|(month, of)| date(year, month, of)))
        .rfind(|beginning| *beginning <= day)
        .unwrap_or(NaiveDate::MIN)
}

/// The earliest day of birth of whoever has not left yet: school years begin with September.
fn first_birth(day: NaiveDate) -> NaiveDate {
    let has_left = day > leaving_date(day.year());
    date(day.year() - if has_left { 16 } else { 17 }, 9, 1)
}

/// The last Friday in June.
fn leaving_date(year: i32) -> NaiveDate {
    let last = date(year, 6, 30);
    let since = last.weekday().days_since(Weekday::Fri);
    last - Days::new(u64::from(since))
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_school_age(born: &str, day: &str) -> bool {
        births_of_school_age(day.parse().unwrap()).contains(&born.parse().unwrap())
    }

    #[test]
    fn school_age_begins_on_the_prescribed_day_after_the_fifth_birthday_cne_01() {
        for (born, first) in [
            ("2021-03-31", "2026-03-31"),
            ("2021-04-01", "2026-08-31"),
            ("2021-08-31", "2026-08-31"),
            ("2021-09-01", "2026-12-31"),
            ("2021-12-31", "2026-12-31"),
            ("2022-01-01", "2027-03-31"),
            ("2020-02-29", "2025-03-31"),
        ] {
            let first: NaiveDate = first.parse().unwrap();
            assert!(of_school_age(born, &first.to_string()), "{born}");
            assert!(
                !of_school_age(born, &first.pred_opt().unwrap().to_string()),
                "{born}"
            );
        }
    }

    #[test]
    fn school_age_ends_with_the_last_friday_in_june_of_the_sixteenth_birthdays_school_year_cne_01()
    {
        // 26 June 2026 and 25 June 2027 are Fridays, the last of their months.
        for (born, last) in [
            ("2009-09-01", "2026-06-26"),
            ("2010-06-26", "2026-06-26"),
            ("2010-08-31", "2026-06-26"),
            ("2010-09-01", "2027-06-25"),
            ("2011-08-31", "2027-06-25"),
        ] {
            let last: NaiveDate = last.parse().unwrap();
            assert!(of_school_age(born, &last.to_string()), "{born}");
            assert!(
                !of_school_age(born, &last.succ_opt().unwrap().to_string()),
                "{born}"
            );
        }
        assert_eq!(leaving_date(2028), date(2028, 6, 30), "a Friday itself");
    }

    #[test]
    fn nobody_is_of_school_age_twice_or_with_a_gap_cne_01() {
        for born in ["2010-02-28", "2012-02-29", "2015-08-31", "2015-09-01"] {
            let born: NaiveDate = born.parse().unwrap();
            let days = born.iter_days().take(366 * 18);
            let changes = days
                .map(|day| births_of_school_age(day).contains(&born))
                .collect::<Vec<_>>()
                .windows(2)
                .filter(|pair| pair[0] != pair[1])
                .count();
            assert_eq!(changes, 2, "{born}");
        }
    }
}

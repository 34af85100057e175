//! How dates of birth go wrong: which dates to look at besides the one typed, and how far two
//! dates agree.

use chrono::{Datelike, Days, Months, NaiveDate};

/// How far two dates of birth agree, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum DateAgreement {
    /// The same day.
    Same,
    /// Day and month exchanged: 3 April for 4 March.
    Exchanged,
    /// The day before or after.
    DayOff,
    /// The month before or after, the same day.
    MonthOff,
    /// The year before or after, the same day and month.
    YearOff,
    /// Ten years off, the same day and month.
    DecadeOff,
    /// One digit differs.
    OneDigit,
    /// Two of day, month and year agree.
    TwoParts,
    /// Anything less.
    Different,
}

/// How far two dates of birth agree.
pub fn compare(one: NaiveDate, other: NaiveDate) -> DateAgreement {
    use DateAgreement::{
        DayOff, DecadeOff, Different, Exchanged, MonthOff, OneDigit, Same, TwoParts, YearOff,
    };
    if one == other {
        return Same;
    }
    let (d, m, y) = (
        one.day() == other.day(),
        one.month() == other.month(),
        one.year() == other.year(),
    );
    let years = one.year().abs_diff(other.year());
    if y && one.day() == other.month() && one.month() == other.day() {
        Exchanged
    } else if (one - other).num_days().abs() == 1 {
        DayOff
    } else if d && months(one).abs_diff(months(other)) == 1 {
        MonthOff
    } else if d && m && years == 1 {
        YearOff
    } else if d && m && years == 10 {
        DecadeOff
    } else if digits(one)
        .zip(digits(other))
        .filter(|(a, b)| a != b)
        .count()
        == 1
    {
        OneDigit
    } else if u8::from(d) + u8::from(m) + u8::from(y) == 2 {
        TwoParts
    } else {
        Different
    }
}

/// Months since the beginning of the reckoning.
fn months(date: NaiveDate) -> i32 {
    date.year() * 12 + date.month0() as i32
}

/// The eight digits of a date as people type it.
fn digits(date: NaiveDate) -> impl Iterator<Item = u32> {
    let year = date.year().unsigned_abs();
    [
        date.day() / 10,
        date.day() % 10,
        date.month() / 10,
        date.month() % 10,
        year / 1000 % 10,
        year / 100 % 10,
        year / 10 % 10,
        year % 10,
    ]
    .into_iter()
}

/// The dates someone born on a day may stand under by a slip: day and month exchanged, a day, a
/// month, a year or ten years off, one digit of day or month or the last of the year wrong.
/// Never the date itself.
pub fn variants(date: NaiveDate) -> Vec<NaiveDate> {
    let (d, m, y) = (date.day(), date.month(), date.year());
    let mut dates: Vec<NaiveDate> = [
        NaiveDate::from_ymd_opt(y, d, m),
        date.checked_add_days(Days::new(1)),
        date.checked_sub_days(Days::new(1)),
        date.checked_add_months(Months::new(1))
            .filter(|other| other.day() == d),
        date.checked_sub_months(Months::new(1))
            .filter(|other| other.day() == d),
    ]
    .into_iter()
    .flatten()
    .collect();
    let years = [1, -1, 10, -10].map(|by| y + by);
    let last_digit = (0..10).map(|digit| y - y.rem_euclid(10) + digit);
    dates.extend(
        years
            .into_iter()
            .chain(last_digit)
            .filter_map(|y| NaiveDate::from_ymd_opt(y, m, d)),
    );
    dates.extend(one_digit_off(d).filter_map(|d| NaiveDate::from_ymd_opt(y, m, d)));
    dates.extend(one_digit_off(m).filter_map(|m| NaiveDate::from_ymd_opt(y, m, d)));
    dates.sort_unstable();
    dates.dedup();
    dates.retain(|other| *other != date);
    dates
}

/// The two-digit numbers that differ in one digit.
fn one_digit_off(number: u32) -> impl Iterator<Item = u32> {
    let (tens, units) = (number / 10, number % 10);
    (0..4)
        .map(move |t| t * 10 + units)
        .chain((0..10).map(move |u| tens * 10 + u))
}

/// The first and last day on which someone who today is said to be of an age may have been born,
/// a year more or less allowed (SRCH-02).
pub fn born_if_aged(age: u32, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let years_ago = |years: u32| {
        today
            .checked_sub_months(Months::new(12 * years))
            .unwrap_or(NaiveDate::MIN)
    };
    let first = years_ago(age + 2)
        .checked_add_days(Days::new(1))
        .unwrap_or(NaiveDate::MIN);
    let last = years_ago(age.saturating_sub(1));
    (first, last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::age_on;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn slips_are_told_apart_srch_02() {
        use DateAgreement::*;
        for (other, agreement) in [
            ("2015-04-03", Same),
            ("2015-03-04", Exchanged),
            ("2015-04-04", DayOff),
            ("2015-05-03", MonthOff),
            ("2016-04-03", YearOff),
            ("2005-04-03", DecadeOff),
            ("2015-04-08", OneDigit),
            ("2015-04-21", TwoParts),
            ("2012-11-21", Different),
        ] {
            assert_eq!(
                compare(date("2015-04-03"), date(other)),
                agreement,
                "{other}"
            );
        }
        assert_eq!(compare(date("2015-03-31"), date("2015-04-01")), DayOff);
    }

    proptest! {
        #[test]
        fn a_variant_is_looked_for_from_either_side_srch_02(days in 0..9000_u64, pick in 0..200_usize) {
            let born = date("2000-01-01") + Days::new(days);
            let variants = variants(born);
            let other = variants[pick % variants.len()];
            prop_assert!(compare(born, other) < DateAgreement::TwoParts);
            prop_assert_eq!(compare(born, other), compare(other, born));
            prop_assert!(!variants.contains(&born));
            prop_assert!(variants.len() <= 60);
        }

        #[test]
        fn an_age_may_be_a_year_off_srch_02(days in 0..7000_i64, off in -1..=1_i32) {
            let today = date("2026-11-21");
            let born = today - chrono::Duration::days(days);
            let age = age_on(born, today) + off;
            prop_assume!(age >= 0);
            let (first, last) = born_if_aged(age as u32, today);
            prop_assert!(first <= born && born <= last);
            prop_assert!(age_on(first, today) <= age + 1 && age_on(last, today) >= age - 1);
        }
    }
}

//! How many children live where, by the estimate of a year: what coverage is measured against (DQ-01).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::id::LocalAuthorityCode;
use crate::refusal::{Problem, Rejection};

/// How many children live in an authority's area.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Estimate {
    /// Which authority.
    pub authority: LocalAuthorityCode,
    /// How many.
    pub children: i32,
}

/// More children than any area has.
const MOST: i32 = 2_000_000;

const LINES: &str = "Enter a line for each authority with its code, a comma and the number of \
    children, like E08000032, 141000";

/// Reads what is typed: a year, and a line for each authority with its code and a number.
pub fn read_estimates(
    year: &str,
    lines: &str,
    today: NaiveDate,
) -> Result<(i32, Vec<Estimate>), Rejection> {
    let mut problems = Vec::new();
    let last = today.year();
    let read = year.trim().parse().ok();
    let year = read.filter(|year: &i32| (last - 20..=last).contains(year));
    if year.is_none() {
        let message = "Enter the year of the estimate, like 2026";
        problems.push(Problem::new("year", message));
    }
    let typed = lines.lines().filter(|line| !line.trim().is_empty());
    let estimates: Option<Vec<Estimate>> = typed.map(read_line).collect();
    let mut estimates = estimates.unwrap_or_default();
    if estimates.is_empty() {
        problems.push(Problem::new("lines", LINES));
    }
    estimates.sort_by(|one, other| one.authority.cmp(&other.authority));
    let twice = |pair: &[Estimate]| pair[0].authority == pair[1].authority;
    if estimates.windows(2).any(twice) {
        let message = "Enter each authority once";
        problems.push(Problem::new("lines", message));
    }
    Rejection::unless_empty(problems)?;
    Ok((year.unwrap_or(last), estimates))
}

fn read_line(line: &str) -> Option<Estimate> {
    let (code, children) = line.split_once(',')?;
    let code = code.trim().to_ascii_uppercase();
    let digits: String = children
        .chars()
        .filter(|digit| !digit.is_whitespace() && *digit != ',')
        .collect();
    let children: i32 = digits.parse().ok()?;
    let fits = code.len() == 9 && code.chars().all(|sign| sign.is_ascii_alphanumeric());
    (fits && (0..=MOST).contains(&children)).then_some(Estimate {
        authority: LocalAuthorityCode(code),
        children,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(year: &str, lines: &str) -> Result<(i32, Vec<Estimate>), Vec<String>> {
        let read = read_estimates(year, lines, "2026-11-02".parse().unwrap());
        read.map_err(|rejection| {
            let problems = rejection.0.iter();
            problems.map(|problem| problem.field.to_string()).collect()
        })
    }

    #[test]
    fn estimates_are_read_line_by_line_dq_01() {
        let (year, read) = read("2025", "e08000035, 160,500\n\nE08000032,141000\r\n").unwrap();
        assert_eq!(year, 2025);
        let read: Vec<_> = read
            .iter()
            .map(|e| (e.authority.0.as_str(), e.children))
            .collect();
        assert_eq!(read, [("E08000032", 141_000), ("E08000035", 160_500)]);
    }

    #[test]
    fn what_cannot_be_read_is_told_and_nothing_is_taken_dq_01() {
        assert_eq!(read("2027", "E08000032, 1").unwrap_err(), ["year"]);
        assert_eq!(read("2026", "").unwrap_err(), ["lines"]);
        assert_eq!(
            read("2026", "Bradford, 1\nE08000032, 7").unwrap_err(),
            ["lines"]
        );
        assert_eq!(read("x", "E08000032, -7").unwrap_err(), ["year", "lines"]);
        assert_eq!(
            read("2026", "E08000032, 7\nE08000032, 8").unwrap_err(),
            ["lines"]
        );
    }
}

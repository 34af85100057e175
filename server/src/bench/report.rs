//! What a measurement prints: plain tables.

use std::io::{self, Write};
use std::time::Duration;

/// Prints a line.
pub(super) fn line(text: &str) {
    let mut out = io::stdout().lock();
    // Whoever closed the pipe reads no more.
    let _ = writeln!(out, "{text}");
}

/// A table with a heading; every column as wide as its widest cell.
pub(super) fn table(title: &str, heading: &[&str], rows: &[Vec<String>]) {
    let widths: Vec<usize> = (0..heading.len())
        .map(|column| {
            let cells = rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count());
            cells
                .chain([heading[column].chars().count()])
                .max()
                .unwrap_or_default()
        })
        .collect();
    let written = |cells: Vec<&str>| {
        cells
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(n, (cell, width))| match n {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect::<Vec<_>>()
            .join("  ")
    };
    line("");
    line(title);
    line(&written(heading.to_vec()));
    for row in rows {
        line(&written(row.iter().map(String::as_str).collect()));
    }
}

/// The most memory that this process has had, in KiB, where the system tells.
pub(super) fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Durations, sorted.
pub(super) struct Times(Vec<Duration>);

impl Times {
    pub fn new(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The duration that so many of a hundred do not exceed.
    pub fn percentile(&self, percent: usize) -> Duration {
        let place = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(place).copied().unwrap_or_default()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// A duration in milliseconds.
pub(super) fn ms(duration: Duration) -> String {
    format!("{:.2}", duration.as_secs_f64() * 1000.0)
}

/// A share in per cent.
pub(super) fn share(part: usize, of: usize) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    format!("{:.1} %", part as f64 * 100.0 / of as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_the_least_that_so_many_do_not_exceed() {
        let times = Times::new((1..=200).rev().map(Duration::from_millis).collect());
        let percentiles = [50, 95, 99, 100].map(|p| times.percentile(p).as_millis());
        assert_eq!(percentiles, [100, 190, 198, 200]);
        assert_eq!(Times::new(vec![]).percentile(99), Duration::ZERO);
    }

    #[test]
    fn shares_and_times_are_short() {
        assert_eq!(share(1, 8), "12.5 %");
        assert_eq!(share(0, 0), "–");
        assert_eq!(ms(Duration::from_micros(1234)), "1.23");
    }
}

//! Counting tests.

use std::fmt;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// How many tests passed and failed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, and steps that failed without a test to blame.
    pub failed: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// A step that failed counts, even when none of its tests did (or none could be run).
    pub fn note_failed_step(&mut self) {
        self.failed = self.failed.max(1);
    }

    /// Counts what a line of cargo's says, if it says how a test program ended.
    pub fn hear(&mut self, line: &str) {
        let Some(counts) = line.strip_prefix("test result: ") else {
            return;
        };
        let count = |what: &str| {
            counts
                .split(['.', ';'])
                .find_map(|part| part.trim().strip_suffix(what)?.trim().parse::<u64>().ok())
                .unwrap_or(0)
        };
        self.add(Self {
            passed: count("passed"),
            failed: count("failed"),
        });
    }

    /// Counts what Playwright's report says.
    ///
    /// # Errors
    /// When there is no such report.
    pub fn read_journeys(&mut self, report: &Path) -> Result<()> {
        let text = std::fs::read(report).context("the journeys left no report")?;
        let report: Report = serde_json::from_slice(&text)?;
        let Stats {
            expected,
            unexpected,
            flaky,
        } = report.stats;
        self.add(Self {
            passed: expected + flaky,
            failed: unexpected,
        });
        Ok(())
    }
}

#[derive(Deserialize)]
struct Report {
    stats: Stats,
}

#[derive(Deserialize)]
struct Stats {
    expected: u64,
    unexpected: u64,
    flaky: u64,
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn what_cargo_says_is_counted() {
        let mut tally = Tally::default();
        tally.hear("running 3 tests");
        tally.hear("test a_rule ... ok");
        tally.hear("test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 1 filtered out");
        tally
            .hear("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; finished in 1s");
        assert_eq!(
            tally,
            Tally {
                passed: 15,
                failed: 2
            }
        );
        assert_eq!(tally.to_string(), "15 passed, 2 failed");
    }

    #[test]
    fn a_failed_step_counts_when_no_test_of_it_failed() {
        let mut tally = Tally {
            passed: 3,
            failed: 0,
        };
        tally.note_failed_step();
        assert_eq!(tally.failed, 1);
        let mut tally = Tally {
            passed: 3,
            failed: 2,
        };
        tally.note_failed_step();
        assert_eq!(tally.failed, 2);
    }

    #[test]
    fn the_report_of_the_journeys_is_counted() {
        let report = std::env::temp_dir().join(format!("report-{}", std::process::id()));
        let text = r#"{"suites":[],"stats":{"expected":7,"unexpected":1,"flaky":0,"skipped":0}}"#;
        std::fs::write(&report, text).unwrap();
        let mut tally = Tally::default();
        tally.read_journeys(&report).unwrap();
        assert_eq!(
            tally,
            Tally {
                passed: 7,
                failed: 1
            }
        );
        std::fs::remove_file(report).unwrap();
    }
}

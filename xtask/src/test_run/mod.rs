//! `cargo xtask test`: every check and every test, in one command.

mod checks;
mod chromium;
mod journeys;
mod tally;

use std::time::Instant;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::pg::{Cluster, Purpose};
use crate::step::{print, say, timed};
use crate::stop;
use tally::Tally;

/// Which steps are run.
#[derive(Args)]
pub struct Options {
    /// Only this step; may be given more than once
    #[arg(long, value_name = "STEP")]
    only: Vec<Step>,

    /// What follows `--` goes to Playwright, as in `-- --project nojs --grep INV-07`
    #[arg(last = true, value_name = "OPTION")]
    playwright: Vec<String>,
}

/// A step of the run. Cheap ones that fail often stand first; all are run even if one fails.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Step {
    /// The formatting of the source
    Format,
    /// The metadata of the checked queries
    Queries,
    /// Lints of everything that runs on the server
    Lint,
    /// Lints of everything that runs in the browser
    LintBrowser,
    /// Rules, policy, bypass, database, HTTP, wire, component and other tests
    Tests,
    /// The browser part as it is delivered, and its weight
    BrowserPart,
    /// The journeys in a browser, with and without JavaScript
    Journeys,
}

impl Step {
    fn heading(self) -> &'static str {
        match self {
            Self::Format => "Formatting",
            Self::Lint => "Lints, server",
            Self::LintBrowser => "Lints, browser",
            Self::Queries => "Checked queries",
            Self::Tests => "Tests",
            Self::BrowserPart => "Browser part",
            Self::Journeys => "Journeys",
        }
    }

    fn needs_database(self) -> bool {
        matches!(self, Self::Queries | Self::Tests | Self::Journeys)
    }
}

/// Does `cargo xtask test`. Its last line says how many tests passed and failed.
///
/// # Errors
/// When anything failed.
pub fn run(options: &Options) -> Result<()> {
    let steps: Vec<Step> = Step::value_variants()
        .iter()
        .copied()
        .filter(|step| options.only.is_empty() || options.only.contains(step))
        .collect();
    let started = Instant::now();
    let mut report = Report::default();
    let cluster = match steps.iter().any(|step| step.needs_database()) {
        true => Some(Cluster::open(Purpose::Test)?),
        false => None,
    };
    for step in steps {
        report.take(step, cluster.as_ref(), &options.playwright)?;
    }
    drop(cluster);
    report.close(started)
}

/// What has been run so far.
#[derive(Default)]
struct Report {
    lines: Vec<String>,
    total: Tally,
}

impl Report {
    /// Runs a step and writes down how it went; only the wish to stop ends the run.
    fn take(&mut self, step: Step, cluster: Option<&Cluster>, playwright: &[String]) -> Result<()> {
        let started = Instant::now();
        let mut tally = Tally::default();
        let outcome = timed(step.heading(), || {
            perform(step, cluster, playwright, &mut tally)
        });
        stop::check()?;
        if let Err(failure) = &outcome {
            say(&format!("    {failure:#}"));
            tally.note_failed_step();
        }
        let verdict = if outcome.is_ok() { "passed" } else { "FAILED" };
        let seconds = started.elapsed().as_secs();
        self.lines.push(format!(
            "  {:16} {verdict}  {seconds:>5} s  {tally}",
            step.heading()
        ));
        self.total.add(tally);
        Ok(())
    }

    fn close(self, started: Instant) -> Result<()> {
        say(&format!(
            "\nWhat ran, in {} s:",
            started.elapsed().as_secs()
        ));
        self.lines.iter().for_each(|line| say(line));
        if self.total.failed > 0 {
            say("");
        }
        print(&self.total.to_string());
        if self.total.failed > 0 {
            // The summary is the last line: nothing may follow it, not even why.
            std::process::exit(1);
        }
        Ok(())
    }
}

fn perform(
    step: Step,
    cluster: Option<&Cluster>,
    playwright: &[String],
    tally: &mut Tally,
) -> Result<()> {
    match (step, cluster) {
        (Step::Format, _) => checks::format(),
        (Step::Lint, _) => checks::lint(),
        (Step::LintBrowser, _) => checks::lint_browser(),
        (Step::BrowserPart, _) => checks::browser_part(),
        (Step::Queries, Some(cluster)) => checks::queries(cluster),
        (Step::Tests, Some(cluster)) => checks::tests(cluster.address(), tally),
        (Step::Journeys, Some(cluster)) => journeys::run(cluster, playwright, tally),
        (_, None) => anyhow::bail!("no database was opened"),
    }
}

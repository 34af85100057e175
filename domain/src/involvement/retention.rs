//! How long an ended involvement stays on the record, and who is asked meanwhile (CEASE-01 …
//! CEASE-06, D-18, D-19, T-11 … T-13). What may happen to an involvement, and when, is [`Stage`]
//! (machine 4.3).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::archive::WhyArchived;
use crate::clock::years_after;
use crate::refusal::Rejection;

/// Years for which every ended involvement is shown (CEASE-01, T-11).
const STANDARD_YEARS: u32 = 1;
/// Years from its end that an involvement is kept at the most (D-18, T-12).
const LONGEST_YEARS: u32 = 5;
/// Days after an anniversary on which whoever keeps it is reminded (D-19).
const REMINDED_AFTER: u32 = 14;
/// Days after which managers and data administrators are told (D-19).
const ESCALATED_AFTER: u32 = 28;
/// Days after which it lapses (D-19).
const LAPSES_AFTER: u64 = 42;

/// Why an ended involvement may matter to others later: a code, no words about a child (GEN-03,
/// CEASE-02).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyKept {
    /// Whoever helps the child next should know what was done before.
    EarlierHelp,
    /// The child is likely to need the service again.
    NeededAgain,
    /// The service knows the family well.
    KnowsFamily,
}

impl WhyKept {
    /// Every reason.
    pub const ALL: [WhyKept; 3] = [
        WhyKept::EarlierHelp,
        WhyKept::NeededAgain,
        WhyKept::KnowsFamily,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            WhyKept::EarlierHelp => "earlier-help",
            WhyKept::NeededAgain => "needed-again",
            WhyKept::KnowsFamily => "knows-family",
        }
    }

    /// The reason with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            WhyKept::EarlierHelp => "Others may need to ask what help was given",
            WhyKept::NeededAgain => "The child is likely to need our service again",
            WhyKept::KnowsFamily => "We know the family well, and others may need our advice",
        }
    }
}

/// Keeping an ended involvement beyond its year: until when, and why (CEASE-02).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Longer {
    /// Not shown from this day on.
    pub until: NaiveDate,
    /// Why it may matter to others.
    pub because: WhyKept,
}

/// How long one ended involvement is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Retention {
    /// Its last day.
    pub ended: NaiveDate,
    /// Whether it is kept beyond its year.
    pub longer: Option<Longer>,
    /// The anniversary on which somebody is next asked whether it is still needed; none where its
    /// time is over before.
    pub confirm_on: Option<NaiveDate>,
}

/// How far asking for a confirmation has gone (T-13, D-19).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Asked {
    /// Whoever keeps it was asked.
    Prompted,
    /// They were reminded.
    Reminded,
    /// Managers and data administrators were told.
    Escalated,
}

impl Asked {
    /// Every step, in order.
    pub const ALL: [Asked; 3] = [Asked::Prompted, Asked::Reminded, Asked::Escalated];

    /// How many steps are done once this one is: what is stored.
    pub fn count(self) -> i16 {
        match self {
            Asked::Prompted => 1,
            Asked::Reminded => 2,
            Asked::Escalated => 3,
        }
    }

    /// Days from the anniversary to this step.
    pub fn days(self) -> u32 {
        match self {
            Asked::Prompted => 0,
            Asked::Reminded => REMINDED_AFTER,
            Asked::Escalated => ESCALATED_AFTER,
        }
    }
}

impl Retention {
    /// The year that every ended involvement is kept.
    pub fn standard(ended: NaiveDate) -> Self {
        Self {
            ended,
            longer: None,
            confirm_on: None,
        }
    }

    /// The day on which its ordinary year is over.
    pub fn year_over(&self) -> NaiveDate {
        years_after(self.ended, STANDARD_YEARS)
    }

    /// The last day until which it may be kept (D-18).
    pub fn limit(&self) -> NaiveDate {
        years_after(self.ended, LONGEST_YEARS)
    }

    /// The day on which its time is over, if every confirmation is given.
    pub fn until(&self) -> NaiveDate {
        self.longer
            .map_or_else(|| self.year_over(), |longer| longer.until)
    }

    /// The day on which it lapses unless it is confirmed before.
    pub fn lapses_on(&self) -> Option<NaiveDate> {
        self.confirm_on
            .map(|day| day + Days::new(LAPSES_AFTER))
            .filter(|lapse| *lapse < self.until())
    }

    /// The day from which it is not shown, as things stand: the one bound that holds when data are
    /// read, whether or not a job has run (G-CLOCK).
    pub fn visible_until(&self) -> NaiveDate {
        self.lapses_on().unwrap_or_else(|| self.until())
    }

    /// Whether somebody is being asked for a confirmation.
    pub fn to_confirm(&self, today: NaiveDate) -> bool {
        self.confirm_on.is_some_and(|day| day <= today) && today < self.visible_until()
    }

    /// The steps of asking that are due and not done yet, of which `done` are.
    pub fn steps_due(&self, done: i16, today: NaiveDate) -> Vec<Asked> {
        let Some(anniversary) = self.confirm_on.filter(|_| self.to_confirm(today)) else {
            return Vec::new();
        };
        Asked::ALL
            .into_iter()
            .filter(|step| {
                step.count() > done && anniversary + Days::new(step.days().into()) <= today
            })
            .collect()
    }

    /// Why it is archived, once its time is over.
    fn over(&self, today: NaiveDate) -> Option<WhyArchived> {
        if today < self.visible_until() {
            None
        } else if self.lapses_on().is_some() {
            Some(WhyArchived::NotConfirmed)
        } else {
            Some(WhyArchived::RetentionOver)
        }
    }

    /// The same end, kept until another day; what was asked is answered by it.
    fn kept(self, longer: Option<Longer>, today: NaiveDate) -> Self {
        let until = longer.map(|longer| longer.until);
        let next = (STANDARD_YEARS..LONGEST_YEARS)
            .map(|years| years_after(self.ended, years))
            .find(|anniversary| *anniversary > today);
        Self {
            ended: self.ended,
            longer,
            confirm_on: next.filter(|day| until.is_some_and(|until| *day < until)),
        }
    }

    /// Checks a day beyond the year (CEASE-02, D-18).
    fn check(&self, until: NaiveDate, universal: bool, today: NaiveDate) -> Result<(), Rejection> {
        let wrong = |message| Err(Rejection::of("until", message));
        if universal {
            return Err(Rejection::of(
                "stays",
                "A universal service is shown for one year after it ended, not longer",
            ));
        }
        if until > self.limit() {
            return wrong("The date must be no more than 5 years after the involvement ended");
        }
        if until <= self.year_over() {
            return wrong("The date must be more than a year after the involvement ended");
        }
        if until <= today {
            return wrong("The date must be in the future");
        }
        Ok(())
    }
}

/// Where an involvement of a service that is not sensitive stands. What is not among its
/// transitions is refused (machine 4.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The service works with the child.
    Active,
    /// It has ended, and is shown as ended.
    Ceased(Retention),
    /// It has left the record.
    Archived(WhyArchived),
}

impl Stage {
    /// A colleague keeps it from now on (INV-07).
    pub fn hand_over(self) -> Result<Self, Rejection> {
        match self {
            Stage::Active => Ok(Stage::Active),
            Stage::Ceased(_) => Err(ended("to")),
            Stage::Archived(_) => Err(gone("to")),
        }
    }

    /// It ends, and is kept for its year or longer (INV-08, CEASE-01, CEASE-02).
    pub fn end(
        self,
        last_day: NaiveDate,
        longer: Option<Longer>,
        universal: bool,
        today: NaiveDate,
    ) -> Result<Retention, Rejection> {
        match self {
            Stage::Active => {
                let retention = Retention::standard(last_day);
                if let Some(longer) = longer {
                    retention.check(longer.until, universal, today)?;
                }
                Ok(retention.kept(longer, today))
            }
            Stage::Ceased(_) => Err(Rejection::of("ended", "This involvement has already ended")),
            Stage::Archived(_) => Err(gone("ended")),
        }
    }

    /// It is kept until another day while it is still shown: longer, shorter, or for its year
    /// alone (CEASE-02, CEASE-03).
    pub fn keep(
        self,
        longer: Option<Longer>,
        universal: bool,
        today: NaiveDate,
    ) -> Result<Retention, Rejection> {
        let retention = self.shown(today, "stays")?;
        match longer {
            Some(longer) => retention.check(longer.until, universal, today)?,
            None if retention.year_over() <= today => {
                return Err(Rejection::of(
                    "stays",
                    "The year after the involvement ended is over. Choose a date in the future",
                ));
            }
            None => {}
        }
        Ok(retention.kept(longer, today))
    }

    /// Whoever was asked says that it is still needed for another year (CEASE-03).
    pub fn confirm(self, today: NaiveDate) -> Result<Retention, Rejection> {
        let retention = self.asked(today)?;
        Ok(retention.kept(retention.longer, today))
    }

    /// Whoever was asked says until when it is still needed: earlier than was meant (CEASE-03).
    pub fn shorten(self, until: NaiveDate, today: NaiveDate) -> Result<Retention, Rejection> {
        let retention = self.asked(today)?;
        if until <= today {
            return Err(Rejection::of("until", "The date must be in the future"));
        }
        match retention.longer {
            Some(longer) if until < longer.until => {
                Ok(retention.kept(Some(Longer { until, ..longer }), today))
            }
            _ => Err(Rejection::of(
                "until",
                "The date must be earlier than the one that it is kept until now",
            )),
        }
    }

    /// Whoever was asked says that it is no longer needed: its time is over today (CEASE-03).
    pub fn stop(self, today: NaiveDate) -> Result<Retention, Rejection> {
        let retention = self.asked(today)?;
        let longer = retention.longer.map(|longer| Longer {
            until: today,
            ..longer
        });
        Ok(Retention {
            longer,
            confirm_on: None,
            ..retention
        })
    }

    /// It leaves the record, once its time is over or it was not confirmed (T-11, T-12, T-13).
    pub fn archive(self, today: NaiveDate) -> Result<Self, Rejection> {
        let too_early = || Rejection::of("ended", "The time of this involvement is not over");
        match self {
            Stage::Active => Err(too_early()),
            Stage::Ceased(retention) => retention
                .over(today)
                .map(Stage::Archived)
                .ok_or_else(too_early),
            Stage::Archived(_) => Err(gone("ended")),
        }
    }

    /// How long it is kept, if it has ended and is still shown.
    fn shown(self, today: NaiveDate, field: &'static str) -> Result<Retention, Rejection> {
        match self {
            Stage::Active => Err(Rejection::of(field, "This involvement has not ended")),
            Stage::Ceased(retention) if today < retention.visible_until() => Ok(retention),
            Stage::Ceased(_) | Stage::Archived(_) => Err(gone(field)),
        }
    }

    /// The same, if a confirmation of it is asked for now.
    fn asked(self, today: NaiveDate) -> Result<Retention, Rejection> {
        let retention = self.shown(today, "answer")?;
        if retention.to_confirm(today) {
            Ok(retention)
        } else {
            Err(Rejection::of(
                "answer",
                "This involvement need not be confirmed now",
            ))
        }
    }
}

/// Too late: it has ended.
fn ended(field: &'static str) -> Rejection {
    Rejection::of(
        field,
        "This involvement has ended and cannot be handed over",
    )
}

/// Too late: it has left the record.
fn gone(field: &'static str) -> Rejection {
    Rejection::of(field, "This involvement is no longer on the record")
}

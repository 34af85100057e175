//! A record that is kept past eighteen, and when that is over (R18-03, R18-04, T-16, T-17).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Category;
use crate::clock::{attains, years_after};

/// Days after an anniversary that nobody confirmed on which the record leaves (T-16, as D-19).
pub const LAPSES_AFTER_DAYS: u64 = 42;

/// A step of asking whether it is still needed, days after the anniversary (T-16, as D-19).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// The data administrator is asked, and whoever recorded the consent.
    Prompted,
    /// They are reminded.
    Reminded,
}

/// The steps of asking, in order.
pub const ASKED_OF: [Asked; 2] = [Asked::Prompted, Asked::Reminded];

impl Asked {
    /// How many steps are done once this one is.
    pub fn count(self) -> i16 {
        match self {
            Asked::Prompted => 1,
            Asked::Reminded => 2,
        }
    }

    /// Days after the anniversary.
    pub fn days(self) -> u64 {
        match self {
            Asked::Prompted => 0,
            Asked::Reminded => 14,
        }
    }
}

/// What whoever recorded the consent says when asked (R18-04).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It is still needed, and the young person still consents.
    StillNeeded,
    /// It is not needed any more, or there is no consent any more.
    NotNeeded,
}

impl Answer {
    /// Both.
    pub const ALL: [Answer; 2] = [Answer::StillNeeded, Answer::NotNeeded];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Answer::StillNeeded => "still-needed",
            Answer::NotNeeded => "not-needed",
        }
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            Answer::StillNeeded => "Yes: it still helps, and the young person still consents",
            Answer::NotNeeded => "No",
        }
    }

    /// The answer with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Why it is over (R18-03).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyOver {
    /// The young person took the consent back.
    Withdrawn,
    /// The young person is no longer in any category.
    NotEligible,
    /// Nobody confirmed it.
    NotConfirmed,
    /// The category's last birthday has come.
    Reached,
}

impl WhyOver {
    /// Everything that people can tell.
    pub const TOLD: [WhyOver; 2] = [WhyOver::Withdrawn, WhyOver::NotEligible];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            WhyOver::Withdrawn => "withdrawn",
            WhyOver::NotEligible => "not-eligible",
            WhyOver::NotConfirmed => "not-confirmed",
            WhyOver::Reached => "reached",
        }
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            WhyOver::Withdrawn => "The young person has withdrawn consent",
            WhyOver::NotEligible => "The reason for which it may be kept no longer applies",
            WhyOver::NotConfirmed => "Nobody confirmed it",
            WhyOver::Reached => "The last birthday of its category has come",
        }
    }

    /// What people told, by its code.
    pub fn told(code: &str) -> Option<Self> {
        Self::TOLD.into_iter().find(|one| one.code() == code)
    }
}

/// That a record is kept past eighteen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kept {
    /// For which category.
    pub category: Category,
    /// The day of the first consent, which must lie before the eighteenth birthday (R18-02).
    pub kept_since: NaiveDate,
    /// The day of the consent for this category.
    pub consented_on: NaiveDate,
    /// The anniversary of the consent that is next to be confirmed (T-16).
    pub confirm_on: NaiveDate,
    /// The day on which it was ended by an act.
    pub ended_on: Option<NaiveDate>,
}

impl Kept {
    /// Kept by a consent: first to be confirmed a year later.
    pub fn by(category: Category, kept_since: NaiveDate, consented_on: NaiveDate) -> Self {
        Self {
            category,
            kept_since,
            consented_on,
            confirm_on: years_after(consented_on, 1),
            ended_on: None,
        }
    }

    /// The day on which it lapses, if nobody confirms it.
    pub fn lapses_on(&self) -> NaiveDate {
        self.confirm_on
            .checked_add_days(Days::new(LAPSES_AFTER_DAYS))
            .unwrap_or(NaiveDate::MAX)
    }

    /// The first day on which it keeps nothing any more: the category's birthday, the lapse, or the
    /// day on which it was ended; whichever comes first (T-16, T-17, R18-03).
    pub fn until(&self, date_of_birth: NaiveDate) -> NaiveDate {
        let ends = self.category.ends_on(date_of_birth).min(self.lapses_on());
        self.ended_on.map_or(ends, |ended| ended.min(ends))
    }

    /// Whether it keeps the record on a day. Consent given on or after what turns out to be the
    /// eighteenth birthday keeps nothing.
    pub fn counts(&self, date_of_birth: NaiveDate, day: NaiveDate) -> bool {
        self.kept_since < attains(date_of_birth, 18) && day < self.until(date_of_birth)
    }

    /// Whether it is to be confirmed on a day.
    pub fn is_due(&self, day: NaiveDate) -> bool {
        self.confirm_on <= day
    }

    /// Confirmed on a day: the next anniversary of the consent after it is the next to be confirmed.
    pub fn confirmed(self, today: NaiveDate) -> Self {
        let confirm_on = (1..)
            .map(|years| years_after(self.consented_on, years))
            .find(|day| *day > today)
            .unwrap_or(NaiveDate::MAX);
        Self { confirm_on, ..self }
    }

    /// Ended by an act on a day; the first end stands.
    pub fn ended(self, today: NaiveDate) -> Self {
        let ended_on = self.ended_on.or(Some(today));
        Self { ended_on, ..self }
    }

    /// The steps of asking that are due by a day and not yet done.
    pub fn steps_due(&self, done: i16, today: NaiveDate) -> Vec<Asked> {
        ASKED_OF
            .into_iter()
            .filter(|step| {
                let on = self.confirm_on.checked_add_days(Days::new(step.days()));
                step.count() > done && on.is_some_and(|on| on <= today)
            })
            .collect()
    }

    /// Why it is over, where no act ended it.
    pub fn why_over(&self, date_of_birth: NaiveDate) -> WhyOver {
        if self.kept_since >= attains(date_of_birth, 18) {
            WhyOver::NotEligible
        } else if self.category.ends_on(date_of_birth) <= self.lapses_on() {
            WhyOver::Reached
        } else {
            WhyOver::NotConfirmed
        }
    }
}

/// The day on which the record of a living child leaves the live directory: the eighteenth birthday, or
/// the later day until which it is kept (T-14, T-17, R18-01). Never before that birthday: what ends or
/// lapses earlier keeps nothing.
pub fn live_until(date_of_birth: NaiveDate, kept: Option<&Kept>) -> NaiveDate {
    let birthday = attains(date_of_birth, 18);
    kept.filter(|kept| kept.counts(date_of_birth, birthday))
        .map_or(birthday, |kept| kept.until(date_of_birth))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn kept(category: Category, consented_on: &str) -> Kept {
        Kept::by(category, date(consented_on), date(consented_on))
    }

    #[test]
    fn without_consent_a_record_leaves_on_the_eighteenth_birthday_r18_01() {
        assert_eq!(live_until(date("2008-02-29"), None), date("2026-03-01"));
    }

    #[test]
    fn categories_end_at_twenty_and_at_twenty_five_d_07_t_17() {
        let born = date("2004-02-29");
        for (category, ends) in [
            (Category::EighteenOrNineteen, "2024-02-29"),
            (Category::CareLeaver, "2029-03-01"),
            (Category::LearningDifficulty, "2029-03-01"),
        ] {
            let kept = Kept {
                confirm_on: date("2029-03-01"),
                ..kept(category, "2021-12-01")
            };
            assert_eq!(live_until(born, Some(&kept)), date(ends));
        }
    }

    #[test]
    fn what_nobody_confirms_lapses_six_weeks_after_the_anniversary_r18_04_t_16() {
        let (born, kept) = (date("2008-06-10"), kept(Category::CareLeaver, "2026-05-01"));
        assert!(!kept.is_due(date("2027-04-30")));
        assert!(kept.is_due(date("2027-05-01")));
        assert_eq!(live_until(born, Some(&kept)), date("2027-06-12"));
        assert_eq!(kept.why_over(born), WhyOver::NotConfirmed);
        let confirmed = kept.confirmed(date("2027-06-11"));
        assert_eq!(live_until(born, Some(&confirmed)), date("2028-06-12"));
    }

    #[test]
    fn steps_that_were_missed_are_caught_up_t_16() {
        let kept = kept(Category::CareLeaver, "2026-05-01");
        assert_eq!(kept.steps_due(0, date("2027-04-30")), []);
        assert_eq!(kept.steps_due(0, date("2027-05-20")), ASKED_OF);
        assert_eq!(kept.steps_due(1, date("2027-05-14")), []);
        assert_eq!(kept.steps_due(1, date("2027-05-15")), [Asked::Reminded]);
        assert_eq!(kept.steps_due(2, date("2027-05-20")), []);
    }

    #[test]
    fn withdrawal_ends_it_the_same_day_and_never_before_the_birthday_r18_03() {
        let (born, kept) = (date("2008-06-10"), kept(Category::CareLeaver, "2026-05-01"));
        let withdrawn = kept.ended(date("2027-01-05"));
        assert_eq!(live_until(born, Some(&withdrawn)), date("2027-01-05"));
        assert_eq!(withdrawn.ended(date("2027-02-01")), withdrawn);
        let early = kept.ended(date("2026-05-20"));
        assert_eq!(live_until(born, Some(&early)), date("2026-06-10"));
    }

    #[test]
    fn two_ends_on_one_day_are_one_end_t_16_t_17() {
        // The lapse falls on the twentieth birthday.
        let born = date("2008-06-10");
        let kept = Kept {
            confirm_on: date("2028-04-29"),
            ..kept(Category::EighteenOrNineteen, "2026-04-29")
        };
        assert_eq!(kept.lapses_on(), date("2028-06-10"));
        assert_eq!(live_until(born, Some(&kept)), date("2028-06-10"));
        assert_eq!(kept.why_over(born), WhyOver::Reached);
    }

    #[test]
    fn a_corrected_date_of_birth_can_make_a_consent_too_late_r18_02() {
        let kept = kept(Category::CareLeaver, "2026-06-09");
        assert_eq!(
            live_until(date("2008-06-09"), Some(&kept)),
            date("2026-06-09")
        );
        assert_eq!(kept.why_over(date("2008-06-09")), WhyOver::NotEligible);
        assert_eq!(
            live_until(date("2008-06-10"), Some(&kept)),
            date("2027-07-21")
        );
    }

    proptest! {
        #[test]
        fn a_record_is_kept_from_the_eighteenth_birthday_to_its_categorys_end_at_most_r18_03(
            born in 0_i64..40_000,
            consented in -400_i64..400,
            category in 0_usize..3,
            confirmed in prop::collection::vec(0_i64..3_000, 0..9),
            ended in prop::option::of(-300_i64..3_000),
        ) {
            let born = date("1970-01-01") + chrono::TimeDelta::days(born);
            let birthday = attains(born, 18);
            let consented = birthday + chrono::TimeDelta::days(consented);
            let category = Category::ALL[category];
            let mut kept = Kept::by(category, consented, consented);
            for day in confirmed {
                let day = birthday + chrono::TimeDelta::days(day);
                if kept.counts(born, day) && kept.is_due(day) {
                    kept = kept.confirmed(day);
                    prop_assert!(kept.confirm_on > day && kept.confirm_on <= years_after(day, 1));
                }
            }
            if let Some(day) = ended {
                kept = kept.ended(birthday + chrono::TimeDelta::days(day));
            }
            let leaves = live_until(born, Some(&kept));
            prop_assert!(leaves >= birthday && leaves <= category.ends_on(born));
            if consented >= birthday {
                prop_assert_eq!(leaves, birthday);
            }
            if let Some(ended) = kept.ended_on {
                prop_assert!(leaves <= ended.max(birthday));
            }
        }
    }
}

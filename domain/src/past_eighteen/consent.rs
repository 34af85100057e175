//! The consent without which nothing is kept past eighteen (R18-02, R18-06, D-08).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ASKED_FROM, Category, Kept};
use crate::clock::{attains, years_after};
use crate::refusal::{Problem, Rejection};

/// Whose consent counts: a parent's own does not (D-08).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentedBy {
    /// The young person.
    YoungPerson,
    /// A person whom a court has authorised to consent for them.
    CourtAuthorised,
}

impl ConsentedBy {
    /// Both.
    pub const ALL: [ConsentedBy; 2] = [ConsentedBy::YoungPerson, ConsentedBy::CourtAuthorised];

    /// The code that a form sends for a parent or carer, so that it can be told why that does not count.
    pub const PARENT_OR_CARER: &'static str = "parent-or-carer";

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            ConsentedBy::YoungPerson => "young-person",
            ConsentedBy::CourtAuthorised => "court-authorised",
        }
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            ConsentedBy::YoungPerson => "The young person",
            ConsentedBy::CourtAuthorised => "A person whom a court has authorised",
        }
    }

    /// Whoever has a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whoever was chosen in a form, or what to do instead.
    pub fn chosen(code: &str) -> Result<Self, Problem> {
        if code == Self::PARENT_OR_CARER {
            return Err(Problem::new(
                "consented_by",
                "A parent’s or carer’s own consent does not count past 18: ask the young person, and say below who helped them. If they cannot understand, ask whoever a court has authorised",
            ));
        }
        Self::from_code(code).ok_or(Problem::new("consented_by", "Select who gave consent"))
    }
}

/// Who helped the young person to understand and decide (R18-06). It is no consent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HelpedBy {
    /// A parent.
    Parent,
    /// A carer.
    Carer,
    /// A guardian.
    Guardian,
    /// A person to whom a court has granted responsibility.
    CourtGranted,
}

impl HelpedBy {
    /// Everyone who can help.
    pub const ALL: [HelpedBy; 4] = [
        HelpedBy::Parent,
        HelpedBy::Carer,
        HelpedBy::Guardian,
        HelpedBy::CourtGranted,
    ];

    /// The code that a form sends where nobody helped.
    pub const NOBODY: &'static str = "nobody";

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            HelpedBy::Parent => "parent",
            HelpedBy::Carer => "carer",
            HelpedBy::Guardian => "guardian",
            HelpedBy::CourtGranted => "court-granted",
        }
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            HelpedBy::Parent => "A parent",
            HelpedBy::Carer => "A carer",
            HelpedBy::Guardian => "A guardian",
            HelpedBy::CourtGranted => "A person to whom a court has granted responsibility",
        }
    }

    /// Whoever has a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whoever was chosen in a form; none where nobody helped.
    pub fn chosen(code: &str) -> Result<Option<Self>, Problem> {
        if code == Self::NOBODY {
            return Ok(None);
        }
        Self::from_code(code)
            .map(Some)
            .ok_or(Problem::new("helped_by", "Select who helped"))
    }
}

/// What whoever records the consent attests, by the names of a form's fields. Each must be true.
pub const ELEMENTS: [(&str, &str); 4] = [
    (
        "supports_transition",
        "Keeping the record helps the young person to move on to services for adults",
    ),
    (
        "explained",
        "I have explained what ContactPoint is for, who sees the record and until when it is kept",
    ),
    (
        "can_withdraw",
        "I have explained that consent can be withdrawn at any time, and that no service depends on it",
    ),
    ("explicit", "Consent was then given, in so many words"),
];

/// Consent as it is attested: never its words (D-11).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Consent {
    /// For which category.
    pub category: Category,
    /// The day on which it was given.
    pub given_on: NaiveDate,
    /// Who gave it.
    pub consented_by: ConsentedBy,
    /// Who helped.
    pub helped_by: Option<HelpedBy>,
}

/// Whether every element was ticked, or what to do.
fn attested<'t>(ticked: impl IntoIterator<Item = &'t str>) -> Result<(), Problem> {
    let ticked: BTreeSet<&str> = ticked.into_iter().collect();
    if !ticked.contains("supports_transition") {
        return Err(Problem::new(
            "elements",
            "A record is kept only where that helps the move to services for adults: if it does not, leave it to end on the 18th birthday",
        ));
    }
    let all = ELEMENTS.iter().all(|(name, _)| ticked.contains(name));
    all.then_some(()).ok_or(Problem::new(
        "elements",
        "Consent counts only if you can tick every statement",
    ))
}

/// Consent put together from the answers of a form, or everything there is to do about them.
pub fn consent<'t>(
    category: &str,
    given_on: Result<NaiveDate, Problem>,
    consented_by: &str,
    helped_by: &str,
    ticked: impl IntoIterator<Item = &'t str>,
) -> Result<Consent, Rejection> {
    let category = Category::from_code(category).ok_or(Problem::new(
        "category",
        "Select why the record may be kept",
    ));
    let (by, helped) = (
        ConsentedBy::chosen(consented_by),
        HelpedBy::chosen(helped_by),
    );
    match (category, by, helped, given_on, attested(ticked)) {
        (Ok(category), Ok(consented_by), Ok(helped_by), Ok(given_on), Ok(())) => Ok(Consent {
            category,
            given_on,
            consented_by,
            helped_by,
        }),
        (category, by, helped, given_on, attested) => Err(Rejection(
            [
                category.err(),
                by.err(),
                helped.err(),
                given_on.err(),
                attested.err(),
            ]
            .into_iter()
            .flatten()
            .collect(),
        )),
    }
}

impl Consent {
    /// What the record is kept by from now on, or what to do instead. Consent counts only if it was
    /// given before the eighteenth birthday, at the latest on the day before (R18-02); of a record that
    /// is kept already, later too, for a category of which the time is not over (D-07).
    pub fn keeps(
        self,
        before: Option<&Kept>,
        date_of_birth: NaiveDate,
        today: NaiveDate,
    ) -> Result<Kept, Rejection> {
        let birthday = attains(date_of_birth, 18);
        let standing = before.filter(|kept| kept.counts(date_of_birth, today));
        let reject = |message| Err(Rejection::of("given", message));
        if self.given_on > today {
            return reject("The date must be today or in the past");
        }
        if self.given_on < attains(date_of_birth, ASKED_FROM) {
            return reject("Ask once the young person is 17: consent from before does not count");
        }
        if self.given_on >= birthday && standing.is_none() {
            return reject("Consent must have been given before the 18th birthday");
        }
        if self.category.ends_on(date_of_birth) <= today {
            return Err(Rejection::of(
                "category",
                "The young person is too old for that category: select another",
            ));
        }
        if years_after(self.given_on, 1) <= today {
            return reject("That is a year ago or longer: ask again");
        }
        // Consent from before it was taken back, or from before a newer one, brings nothing back.
        let not_before = match standing {
            Some(kept) => Some(kept.consented_on),
            None => before.and_then(|kept| kept.ended_on),
        };
        if not_before.is_some_and(|day| self.given_on < day) {
            return reject("Ask again, and enter the day of the fresh consent");
        }
        if let Some(kept) = standing
            && self.given_on == kept.consented_on
            && self.category == kept.category
        {
            return Ok(*kept);
        }
        let kept_since = match standing {
            Some(kept) if today >= birthday => kept.kept_since,
            _ => self.given_on,
        };
        Ok(Kept::by(self.category, kept_since, self.given_on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn given(category: Category, on: &str) -> Consent {
        Consent {
            category,
            given_on: date(on),
            consented_by: ConsentedBy::YoungPerson,
            helped_by: None,
        }
    }

    fn filled(category: &str, by: &str, helped: &str, ticked: &[&str]) -> Result<Consent, String> {
        let on = Ok(date("2026-11-02"));
        consent(category, on, by, helped, ticked.iter().copied())
            .map_err(|Rejection(problems)| problems[0].field.to_string())
    }

    #[test]
    fn consent_needs_every_condition_together_r18_02() {
        let all = ELEMENTS.map(|(name, _)| name);
        assert!(filled("a", "young-person", "nobody", &all).is_ok());
        assert_eq!(
            filled("", "young-person", "nobody", &all),
            Err("category".into())
        );
        assert_eq!(filled("a", "", "nobody", &all), Err("consented_by".into()));
        assert_eq!(
            filled("a", "young-person", "", &all),
            Err("helped_by".into())
        );
        for (left_out, _) in ELEMENTS {
            let others: Vec<_> = all.into_iter().filter(|name| *name != left_out).collect();
            let answer = filled("a", "young-person", "nobody", &others);
            assert_eq!(answer, Err("elements".into()), "{left_out}");
        }
    }

    #[test]
    fn a_parents_own_yes_is_refused_and_told_what_to_do_d_08() {
        let problem = ConsentedBy::chosen(ConsentedBy::PARENT_OR_CARER).unwrap_err();
        assert!(problem.message.contains("ask the young person"));
        assert_eq!(ConsentedBy::from_code(ConsentedBy::PARENT_OR_CARER), None);
    }

    #[test]
    fn a_parent_helps_and_a_court_authorises_r18_06() {
        let all = ELEMENTS.map(|(name, _)| name);
        let helped = filled("c", "court-authorised", "parent", &all).unwrap();
        assert_eq!(helped.consented_by, ConsentedBy::CourtAuthorised);
        assert_eq!(helped.helped_by, Some(HelpedBy::Parent));
        for helper in HelpedBy::ALL {
            assert_eq!(HelpedBy::chosen(helper.code()), Ok(Some(helper)));
        }
    }

    #[test]
    fn consent_counts_on_the_day_before_the_birthday_and_not_on_the_day_r18_02() {
        // Born on 29 February: eighteen on 1 March 2026.
        let (born, today) = (date("2008-02-29"), date("2026-03-01"));
        let keeps = |on| given(Category::CareLeaver, on).keeps(None, born, today);
        assert!(keeps("2026-02-28").is_ok());
        assert!(keeps("2026-03-01").is_err());
        assert!(keeps("2026-03-02").is_err(), "in the future");
        assert!(keeps("2025-02-28").is_err(), "sixteen");
        assert!(keeps("2025-03-01").is_err(), "a year ago");
        assert!(keeps("2025-03-02").is_ok());
    }

    #[test]
    fn another_category_needs_fresh_consent_d_07() {
        let born = date("2008-06-10");
        let kept = given(Category::EighteenOrNineteen, "2026-05-01")
            .keeps(None, born, date("2026-05-01"))
            .unwrap();
        let today = date("2028-05-02");
        let kept = kept.confirmed(date("2027-05-01"));
        assert!(kept.counts(born, today));
        let stale = given(Category::CareLeaver, "2026-04-30").keeps(Some(&kept), born, today);
        assert!(stale.is_err());
        let fresh = given(Category::CareLeaver, "2028-05-02")
            .keeps(Some(&kept), born, today)
            .unwrap();
        assert_eq!(fresh.kept_since, date("2026-05-01"));
        assert_eq!(fresh.category.ends_on(born), date("2033-06-10"));
        // Once it is over, nothing brings it back.
        let late = date("2028-06-10");
        let late = given(Category::CareLeaver, "2028-06-10").keeps(Some(&kept), born, late);
        assert!(late.is_err());
    }

    #[test]
    fn consent_that_was_taken_back_must_be_given_afresh_r18_03() {
        let (born, today) = (date("2008-06-10"), date("2026-05-20"));
        let ended = Kept::by(Category::CareLeaver, date("2026-05-01"), date("2026-05-01"))
            .ended(date("2026-05-10"));
        let keeps = |on| given(Category::CareLeaver, on).keeps(Some(&ended), born, today);
        assert!(keeps("2026-05-01").is_err());
        assert!(keeps("2026-05-09").is_err());
        assert_eq!(keeps("2026-05-10").map(|kept| kept.ended_on), Ok(None));
    }

    #[test]
    fn the_same_form_twice_changes_nothing_r18_02() {
        let (born, today) = (date("2008-06-10"), date("2027-06-01"));
        let kept = Kept::by(Category::CareLeaver, date("2026-05-01"), date("2026-06-05"));
        let kept = kept.confirmed(date("2027-06-05"));
        let again = given(Category::CareLeaver, "2026-06-05").keeps(Some(&kept), born, today);
        assert_eq!(again, Ok(kept));
    }
}

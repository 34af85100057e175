//! A complaint as it is received: codes, days and references, and who is to be answered where (CMP-01,
//! CMP-07). Its words stay in the authority's own file, by whose reference it is known here.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::archive::CaseReference;
use crate::child_record::{Address, PersonName};
use crate::coded::coded;
use crate::id::ChildNumber;
use crate::involvement::address;
use crate::refusal::{Problem, Rejection};

coded! {
    /// What it is about (CMP-01).
    About {
        /// The accuracy of what is held.
        Accuracy = "accuracy" => "Whether what ContactPoint holds is right",
        /// How it is used by the authority's users.
        Use = "use" => "How somebody used ContactPoint",
    }
}

impl About {
    /// Where a complainant goes who is not content with the authority's answer (CMP-06).
    pub fn external(self) -> External {
        match self {
            About::Accuracy => External::Commissioner,
            About::Use => External::Ombudsman,
        }
    }
}

coded! {
    /// Who looks at it after the authority (CMP-06).
    External {
        /// At how ContactPoint is used.
        Ombudsman = "ombudsman" => "Local Government Ombudsman",
        /// At whether what is held is right.
        Commissioner = "commissioner" => "Information Commissioner",
    }
}

coded! {
    /// Who complains.
    Complainant {
        /// A child or young person.
        Child = "child" => "A child or young person",
        /// A parent or carer.
        ParentOrCarer = "parent-or-carer" => "A parent or carer",
        /// A practitioner.
        Practitioner = "practitioner" => "A practitioner",
        /// Somebody else.
        Another = "another" => "Somebody else",
    }
}

/// Where the answer is sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// By post.
    Post(Address),
    /// By e-mail.
    Email(String),
}

impl Reach {
    /// The codes with which a form says which: by post, by e-mail.
    pub const CODES: [&'static str; 2] = ["post", "email"];

    /// In one line.
    pub fn words(&self) -> String {
        match self {
            Reach::Post(address) => address.to_string(),
            Reach::Email(email) => email.clone(),
        }
    }
}

/// Who complains, and where the answer is sent. Kept sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The name.
    pub name: PersonName,
    /// Where the answer is sent.
    pub reach: Reach,
}

impl std::fmt::Debug for Who {
    /// It names somebody (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Who")
    }
}

/// What a complaint, or a part of one, is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// Accuracy or use.
    pub about: About,
    /// When it came about.
    pub arose_on: NaiveDate,
}

impl Part {
    /// What a form says; of everything that cannot be used, what to do.
    pub fn typed(about: &str, arose_on: Result<NaiveDate, Problem>) -> Result<Self, Vec<Problem>> {
        let about = About::from_code(about)
            .ok_or(Problem::new("about", "Select what the complaint is about"));
        match (about, arose_on) {
            (Ok(about), Ok(arose_on)) => Ok(Self { about, arose_on }),
            (about, arose_on) => Err(about.err().into_iter().chain(arose_on.err()).collect()),
        }
    }

    /// Whether it can have come about by the day of receipt.
    pub fn check(&self, received_on: NaiveDate) -> Result<(), Rejection> {
        if self.arose_on <= received_on {
            return Ok(());
        }
        Err(Rejection::of(
            "arose",
            "What the complaint is about must have happened by the day on which it was received",
        ))
    }
}

/// A complaint as it is logged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lodged {
    /// Who complains.
    pub complainant: Complainant,
    /// By name, and where the answer is sent.
    pub who: Who,
    /// What it is about.
    pub part: Part,
    /// When it was received: from this day the clock runs (T-34).
    pub received_on: NaiveDate,
    /// Of the authority's own file.
    pub reference: CaseReference,
    /// The record that it names. Nothing is looked up by it: whether there is one, and where, is told to
    /// nobody who handles complaints (G-DENY, matrix row 2).
    pub child: Option<ChildNumber>,
}

/// A form as it was typed.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'t> {
    /// The complainant's code.
    pub complainant: &'t str,
    /// First and last names.
    pub name: [&'t str; 2],
    /// By which of [`Reach::CODES`] the answer is sent.
    pub reach: &'t str,
    /// An e-mail address.
    pub email: &'t str,
    /// The code of what it is about.
    pub about: &'t str,
    /// The reference of the authority's own file.
    pub reference: &'t str,
    /// The number of the record that it names; empty where it names none.
    pub number: &'t str,
}

impl Lodged {
    /// How many days back a complaint can have been received: more is a slip of the pen.
    const LONGEST_AGO_DAYS: u64 = 366;

    /// What a form says; of everything that cannot be used, what to do. Of days and the address the caller
    /// has read the parts.
    pub fn typed(
        typed: Typed<'_>,
        post: impl FnOnce() -> Result<Address, Vec<Problem>>,
        arose_on: Result<NaiveDate, Problem>,
        received_on: Result<NaiveDate, Problem>,
    ) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let complainant = Complainant::from_code(typed.complainant);
        if complainant.is_none() {
            problems.push(Problem::new("complainant", "Select who complains"));
        }
        let name = keep(&mut problems, named(typed.name));
        let reach = keep(&mut problems, reach(&typed, post));
        let part = keep(&mut problems, Part::typed(typed.about, arose_on));
        let one = |problem| vec![problem];
        let received_on = keep(&mut problems, received_on.map_err(one));
        let reference = CaseReference::parse(typed.reference).map_err(one);
        let reference = keep(&mut problems, reference);
        let child = keep(&mut problems, child(typed.number).map_err(one));
        match (
            complainant,
            name,
            reach,
            part,
            received_on,
            reference,
            child,
        ) {
            (
                Some(complainant),
                Some(name),
                Some(reach),
                Some(part),
                Some(received_on),
                Some(reference),
                Some(child),
            ) => Ok(Self {
                complainant,
                who: Who { name, reach },
                part,
                received_on,
                reference,
                child,
            }),
            _ => Err(problems),
        }
    }

    /// Whether it can have been received on that day, and be about what had come about by then.
    pub fn check(&self, today: NaiveDate) -> Result<(), Rejection> {
        let oldest = today.checked_sub_days(Days::new(Self::LONGEST_AGO_DAYS));
        if self.received_on > today || Some(self.received_on) < oldest {
            return Err(Rejection::of(
                "received",
                "The complaint must have been received today or within the past year",
            ));
        }
        self.part.check(self.received_on)
    }
}

/// The value, where there is one; what to do about it joins the problems.
fn keep<T>(problems: &mut Vec<Problem>, read: Result<T, Vec<Problem>>) -> Option<T> {
    read.map_err(|more| problems.extend(more)).ok()
}

fn named(name: [&str; 2]) -> Result<PersonName, Vec<Problem>> {
    let missing = [
        "Enter the complainant’s first names",
        "Enter the complainant’s last name",
    ];
    let name = PersonName::typed(name, missing)?;
    let problems = name.problems(["given", "family"]);
    problems.is_empty().then_some(name).ok_or(problems)
}

fn reach(
    typed: &Typed<'_>,
    post: impl FnOnce() -> Result<Address, Vec<Problem>>,
) -> Result<Reach, Vec<Problem>> {
    match typed.reach {
        "post" => post().map(Reach::Post),
        "email" => address(typed.email)
            .map(Reach::Email)
            .ok_or(vec![Problem::new(
                "email",
                "Enter an e-mail address, like name@example.com",
            )]),
        _ => Err(vec![Problem::new("reach", "Select how the answer is sent")]),
    }
}

fn child(number: &str) -> Result<Option<ChildNumber>, Problem> {
    if number.trim().is_empty() {
        return Ok(None);
    }
    number.parse().map(Some).map_err(|_| {
        Problem::new(
            "number",
            "Enter the child’s ContactPoint number, 12 digits, or leave it empty",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn typed() -> Typed<'static> {
        Typed {
            complainant: "parent-or-carer",
            name: ["Pat", "Example"],
            reach: "email",
            email: " Pat@Example.org ",
            about: "accuracy",
            reference: "CMP/2026-7",
            number: "",
        }
    }

    fn read(typed: Typed<'_>) -> Result<Lodged, Vec<Problem>> {
        let (arose, received) = (day("2026-10-01"), day("2026-11-02"));
        Lodged::typed(typed, || Err(Vec::new()), Ok(arose), Ok(received))
    }

    fn fields(result: Result<Lodged, Vec<Problem>>) -> Vec<String> {
        let problems = result.expect_err("something to mend");
        problems.into_iter().map(|one| one.field.into()).collect()
    }

    #[test]
    fn a_complaint_is_codes_days_and_references_and_who_is_answered_cmp_01_cmp_07() {
        let lodged = read(typed()).unwrap();
        assert_eq!(lodged.who.reach.words(), "pat@example.org");
        assert_eq!(lodged.child, None);
        assert!(lodged.check(day("2026-11-02")).is_ok());
        let number = ChildNumber::nth(7).to_string();
        let naming = Typed {
            number: &number,
            ..typed()
        };
        assert_eq!(read(naming).unwrap().child, Some(ChildNumber::nth(7)));
        assert!(!format!("{lodged:?}").contains("Pat"));
    }

    #[test]
    fn there_is_no_place_for_words_and_each_field_says_what_to_do_g_free() {
        let words = Typed {
            complainant: "",
            name: ["", ""],
            reach: "",
            about: "weather",
            reference: "they were rude",
            number: "12",
            ..typed()
        };
        let problem = Problem::new("arose", "Enter the day");
        let back = Lodged::typed(
            words,
            || Err(Vec::new()),
            Err(problem),
            Ok(day("2026-11-02")),
        );
        let expected = [
            "complainant",
            "given",
            "family",
            "reach",
            "about",
            "arose",
            "reference",
            "number",
        ];
        assert_eq!(fields(back), expected);
        let no_address = Typed {
            email: "pat at home",
            ..typed()
        };
        assert_eq!(fields(read(no_address)), ["email"]);
    }

    #[test]
    fn nothing_is_received_tomorrow_or_about_what_came_after_it_t_34_t_35() {
        let lodged = read(typed()).unwrap();
        for (today, fits) in [
            ("2026-11-01", false),
            ("2027-11-02", true),
            ("2027-11-05", false),
        ] {
            assert_eq!(lodged.check(day(today)).is_ok(), fits, "{today}");
        }
        let part = Part {
            about: About::Use,
            arose_on: day("2026-11-03"),
        };
        assert!(part.check(day("2026-11-02")).is_err());
        assert!(part.check(day("2026-11-03")).is_ok());
    }

    #[test]
    fn use_goes_to_the_ombudsman_and_accuracy_to_the_commissioner_cmp_06() {
        assert_eq!(About::Use.external(), External::Ombudsman);
        assert_eq!(About::Accuracy.external(), External::Commissioner);
    }
}

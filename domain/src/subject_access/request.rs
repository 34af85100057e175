//! A request as it is received (SAR-01 … SAR-03).

use chrono::{Days, NaiveDate};

use crate::child_record::PersonName;
use crate::coded::coded;
use crate::id::ChildNumber;
use crate::refusal::{Problem, Rejection};

coded! {
    /// Who asks, and for whose data (SAR-01).
    Applicant {
        /// The child or young person.
        Child = "child" => "The child or young person",
        /// A parent or carer, for what is held about the child.
        ParentForChild = "parent-for-child" => "A parent or carer, for what is held about the child",
        /// A parent or carer, for what is held about themselves.
        Parent = "parent" => "A parent or carer, for what is held about themselves",
        /// A practitioner, for what is held about themselves.
        Practitioner = "practitioner" => "A practitioner, for what is held about themselves",
    }
}

impl Applicant {
    /// Whether what is asked for is a child's record; else it is the applicant's own data across records.
    pub fn asks_for_a_record(self) -> bool {
        matches!(self, Applicant::Child | Applicant::ParentForChild)
    }
}

coded! {
    /// In what writing it came (SAR-02).
    Writing {
        /// A letter.
        Letter = "letter" => "A letter",
        /// An e-mail.
        Email = "email" => "An e-mail",
        /// A form of the authority's.
        Form = "form" => "A form of the authority’s",
        /// A part of a broader request.
        Broader = "broader" => "Part of a broader request to the authority",
    }
}

coded! {
    /// Who sent it on to the authority that answers it (SAR-02, SAR-03).
    ForwardedBy {
        /// A user of ContactPoint.
        User = "user" => "A user of ContactPoint",
        /// Another local authority.
        Authority = "authority" => "Another local authority",
        /// An organisation that answers requests of its own without ContactPoint.
        Organisation = "organisation" => "Another organisation",
        /// The central team.
        CentralTeam = "central-team" => "The central team",
    }
}

/// About whom it is.
#[derive(Clone, PartialEq, Eq)]
pub enum Subject {
    /// A child, by the record's number.
    Child(ChildNumber),
    /// A parent or carer: a child on whose record they stand, and the name under which they stand.
    Parent(ChildNumber, PersonName),
    /// A practitioner, by the user name of their account.
    Practitioner(String),
}

impl std::fmt::Debug for Subject {
    /// It names somebody (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Subject")
    }
}

impl Subject {
    /// The record by which it is found; none of a practitioner.
    pub fn child(&self) -> Option<ChildNumber> {
        match self {
            Subject::Child(child) | Subject::Parent(child, _) => Some(*child),
            Subject::Practitioner(_) => None,
        }
    }
}

/// What is asked, by whom, how and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Who asks, and for whose data.
    pub applicant: Applicant,
    /// Whether somebody asks on their behalf.
    pub by_another: bool,
    /// About whom.
    pub subject: Subject,
    /// In what writing.
    pub writing: Writing,
    /// Who sent it on; none where it came from the applicant.
    pub forwarded_by: Option<ForwardedBy>,
    /// When it was received: from this day the clock runs (T-33).
    pub received_on: NaiveDate,
}

/// A form as it was typed.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'t> {
    /// The applicant's code.
    pub applicant: &'t str,
    /// `yes` where somebody asks on their behalf.
    pub by_another: &'t str,
    /// The record's number.
    pub number: &'t str,
    /// A parent's first and last names.
    pub name: [&'t str; 2],
    /// A practitioner's user name.
    pub user_name: &'t str,
    /// The code of the writing; `no` where it was not in writing.
    pub writing: &'t str,
    /// The code of whoever sent it on; empty where nobody did.
    pub forwarded_by: &'t str,
}

impl Asked {
    /// How many days back a request can have been received: more is a slip of the pen.
    pub const LONGEST_AGO_DAYS: u64 = 366;

    /// What a form asks; of everything that cannot be used, what to do.
    pub fn typed(
        typed: Typed<'_>,
        received_on: Result<NaiveDate, Problem>,
    ) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let applicant = Applicant::from_code(typed.applicant);
        if applicant.is_none() {
            problems.push(Problem::new(
                "applicant",
                "Select who asks and for whose data",
            ));
        }
        let subject = applicant.and_then(|applicant| {
            subject(applicant, &typed)
                .map_err(|more| problems.extend(more))
                .ok()
        });
        let writing = Writing::from_code(typed.writing);
        if writing.is_none() {
            let message = if typed.writing == "no" {
                "A request must be in writing. Help the person to write it down, and log it when it has come"
            } else {
                "Select how it came in writing"
            };
            problems.push(Problem::new("writing", message));
        }
        let received_on = received_on.map_err(|problem| problems.push(problem)).ok();
        match (applicant, subject, writing, received_on) {
            (Some(applicant), Some(subject), Some(writing), Some(received_on))
                if problems.is_empty() =>
            {
                Ok(Self {
                    applicant,
                    by_another: typed.by_another == "yes",
                    subject,
                    writing,
                    forwarded_by: ForwardedBy::from_code(typed.forwarded_by),
                    received_on,
                })
            }
            _ => Err(problems),
        }
    }

    /// Whether it can have been received on that day.
    pub fn check(&self, today: NaiveDate) -> Result<(), Rejection> {
        let oldest = today.checked_sub_days(Days::new(Self::LONGEST_AGO_DAYS));
        if self.received_on > today || Some(self.received_on) < oldest {
            return Err(Rejection::of(
                "received",
                "The request must have been received today or within the past year",
            ));
        }
        Ok(())
    }
}

fn subject(applicant: Applicant, typed: &Typed<'_>) -> Result<Subject, Vec<Problem>> {
    if applicant == Applicant::Practitioner {
        let name = typed.user_name.trim().to_lowercase();
        return if name.is_empty() || name.chars().count() > 100 {
            let message = "Enter the practitioner’s user name";
            Err(vec![Problem::new("user_name", message)])
        } else {
            Ok(Subject::Practitioner(name))
        };
    }
    let message = "Enter the child’s ContactPoint number, 12 digits";
    let child = typed.number.parse::<ChildNumber>();
    let child = child.map_err(|_| vec![Problem::new("number", message)]);
    if applicant.asks_for_a_record() {
        return child.map(Subject::Child);
    }
    let missing = [
        "Enter the parent’s or carer’s first names",
        "Enter the parent’s or carer’s last name",
    ];
    let name = PersonName::typed(typed.name, missing).and_then(|name| {
        let problems = name.problems(["given", "family"]);
        problems.is_empty().then_some(name).ok_or(problems)
    });
    match (child, name) {
        (Ok(child), Ok(name)) => Ok(Subject::Parent(child, name)),
        (child, name) => Err(child
            .err()
            .into_iter()
            .chain(name.err())
            .flatten()
            .collect()),
    }
}

/// The day on which something about a request was done: no earlier than it was received, and not to come.
pub fn done_on(
    field: &'static str,
    on: NaiveDate,
    received_on: NaiveDate,
    today: NaiveDate,
) -> Result<NaiveDate, Rejection> {
    if (received_on..=today).contains(&on) {
        return Ok(on);
    }
    Err(Rejection::of(
        field,
        "The day must be today or earlier, and not before the request was received",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Typed<'static> {
        Typed {
            applicant: "parent",
            by_another: "yes",
            number: "",
            name: ["Pat", "Example"],
            user_name: "",
            writing: "letter",
            forwarded_by: "user",
        }
    }

    fn fields(result: Result<Asked, Vec<Problem>>) -> Vec<String> {
        let problems = result.expect_err("something to mend");
        problems.into_iter().map(|one| one.field.into()).collect()
    }

    #[test]
    fn codes_come_back_sar_01_sar_02() {
        for &applicant in Applicant::ALL {
            assert_eq!(Applicant::from_code(applicant.code()), Some(applicant));
        }
        for &writing in Writing::ALL {
            assert_eq!(Writing::from_code(writing.code()), Some(writing));
        }
        for &by in ForwardedBy::ALL {
            assert_eq!(ForwardedBy::from_code(by.code()), Some(by));
        }
    }

    #[test]
    fn whoever_asks_is_found_by_a_number_a_name_or_an_account_sar_01() {
        let day: NaiveDate = "2026-11-02".parse().unwrap();
        let number = ChildNumber::nth(7);
        let text = number.to_string();
        let parent = Typed {
            number: &text,
            ..typed()
        };
        let asked = Asked::typed(parent, Ok(day)).unwrap();
        let name = PersonName {
            given: "Pat".into(),
            family: "Example".into(),
        };
        assert_eq!(asked.subject, Subject::Parent(number, name));
        assert!(asked.by_another && asked.forwarded_by == Some(ForwardedBy::User));
        let child = Typed {
            applicant: "child",
            name: ["", ""],
            ..parent
        };
        let asked = Asked::typed(child, Ok(day)).unwrap();
        assert_eq!(asked.subject.child(), Some(number));
        let practitioner = Typed {
            applicant: "practitioner",
            number: "",
            user_name: " Nurse ",
            ..typed()
        };
        let asked = Asked::typed(practitioner, Ok(day)).unwrap();
        assert_eq!(asked.subject, Subject::Practitioner("nurse".into()));
        assert_eq!(fields(Asked::typed(typed(), Ok(day))), ["number"]);
        let nobody = Typed {
            applicant: "",
            ..typed()
        };
        assert_eq!(fields(Asked::typed(nobody, Ok(day))), ["applicant"]);
    }

    #[test]
    fn a_request_is_in_writing_sar_02() {
        let day: NaiveDate = "2026-11-02".parse().unwrap();
        let number = ChildNumber::nth(7).to_string();
        for writing in ["no", "", "spoken"] {
            let spoken = Typed {
                number: &number,
                writing,
                ..typed()
            };
            assert_eq!(fields(Asked::typed(spoken, Ok(day))), ["writing"]);
        }
    }

    #[test]
    fn nothing_is_received_tomorrow_or_done_before_it_was_received_t_33() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let number = ChildNumber::nth(7).to_string();
        for (received, fits) in [
            ("2026-11-02", true),
            ("2026-11-03", false),
            ("2025-11-02", true),
            ("2025-10-31", false),
        ] {
            let parent = Typed {
                number: &number,
                ..typed()
            };
            let asked = Asked::typed(parent, Ok(day(received))).unwrap();
            assert_eq!(asked.check(day("2026-11-02")).is_ok(), fits, "{received}");
        }
        let done = |on| done_on("on", day(on), day("2026-11-02"), day("2026-11-09")).is_ok();
        assert!(done("2026-11-02") && done("2026-11-09"));
        assert!(!done("2026-11-01") && !done("2026-11-10"));
    }
}

//! Whom an entry names, and what makes it acceptable.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::child_record::Telephone;
use crate::id::{NeutralLineId, OrganisationId, PractitionerId, ServiceId};
use crate::refusal::{Problem, Rejection};
use crate::sensitive_service::Attestation;

/// Somebody of a service who holds an assessment, or leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder {
    /// Of which service.
    pub service: ServiceId,
    /// Who it is.
    pub who: Who,
    /// How one of a sensitive service is shown; none for everybody else, of whom no consent is
    /// asked (CAF-02, D-20).
    pub neutral: Option<Neutral>,
}

/// Who it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// Whoever records it.
    Oneself,
    /// Somebody whom the directory knows, with or without an account.
    Colleague(PractitionerId),
    /// Somebody whom it does not know yet (INV-06).
    New(NewPractitioner),
}

/// How somebody of a sensitive service is shown (CAF-04).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Neutral {
    /// Under which line.
    pub line: NeutralLineId,
    /// The consent to be shown so.
    pub attestation: Attestation,
}

/// Contact details of a practitioner without an account. They stand with the practitioners, beside
/// no child (GEN-03).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewPractitioner {
    /// Name.
    pub name: String,
    /// Job title.
    pub job_title: String,
    /// Telephone.
    pub telephone: Telephone,
    /// E-mail.
    pub email: String,
}

/// The longest name and the longest job title.
const LONGEST: usize = 60;

/// Words of letters alone, with what stands in names; single spaces between them.
pub(crate) fn letters(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = words
        .chars()
        .all(|c| c.is_alphabetic() || " -'’.,&".contains(c));
    let any = words.chars().any(char::is_alphabetic);
    (plain && any && words.chars().count() <= LONGEST).then_some(words)
}

/// An address at which somebody can be written to, roughly: who may receive there is another's
/// to know.
fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_+'".contains(c);
    let (local, place) = text.split_once('@')?;
    let good = !local.is_empty()
        && local.chars().all(allowed)
        && place.contains('.')
        && !place.starts_with('.')
        && !place.ends_with('.')
        && place
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
    (good && text.len() <= 120).then(|| text.to_ascii_lowercase())
}

impl NewPractitioner {
    /// Reads contact details as they were typed.
    pub fn check(
        name: &str,
        job_title: &str,
        telephone: &str,
        address: &str,
    ) -> Result<Self, Rejection> {
        let name = letters(name).ok_or(Problem::new(
            "name",
            "Enter the practitioner’s name, in letters, 60 at most",
        ));
        let job_title = letters(job_title).ok_or(Problem::new(
            "job_title",
            "Enter their job title, in letters, 60 at most",
        ));
        let telephone = Telephone::parse(telephone)
            .map_err(|_| Problem::new("telephone", "Enter a telephone number, like 01632 960 001"));
        let email = email(address).ok_or(Problem::new(
            "email",
            "Enter an e-mail address, like name@example.org",
        ));
        match (name, job_title, telephone, email) {
            (Ok(name), Ok(job_title), Ok(telephone), Ok(email)) => Ok(Self {
                name,
                job_title,
                telephone,
                email,
            }),
            (name, job_title, telephone, email) => Err(Rejection(
                [name.err(), job_title.err(), telephone.err(), email.err()]
                    .into_iter()
                    .flatten()
                    .collect(),
            )),
        }
    }
}

/// Checks the day since which somebody holds or leads: not in the future, not before the birth.
pub fn check_since(
    field: &'static str,
    since: NaiveDate,
    date_of_birth: NaiveDate,
    today: NaiveDate,
) -> Result<(), Rejection> {
    if since > today {
        return Err(Rejection::of(
            field,
            "The date must be today or in the past",
        ));
    }
    if since < date_of_birth {
        return Err(Rejection::of(
            field,
            "The date must not be before the child was born",
        ));
    }
    Ok(())
}

/// From whom somebody recording can choose. Reference data: nothing of any child.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct HolderChoices {
    /// The organisation whose people these are; none until a manager has chosen one.
    pub organisation: Option<OrganisationId>,
    /// The organisations that a manager can choose: those of the authority.
    pub organisations: Vec<OrganisationChoice>,
    /// The organisation's services.
    pub services: Vec<HolderService>,
    /// Its practitioners, with and without accounts.
    pub colleagues: Vec<ColleagueChoice>,
    /// The lines agreed for its sensitive services.
    pub lines: Vec<LineChoice>,
    /// Whether one can name oneself.
    pub oneself: bool,
}

/// An organisation to choose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrganisationChoice {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
}

/// A service to choose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HolderService {
    /// Which.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// Whether it is sensitive: only a practitioner of such services is offered any (SENS-04).
    pub sensitive: bool,
}

/// A practitioner to choose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ColleagueChoice {
    /// Which.
    pub id: PractitionerId,
    /// Name and job title.
    pub name: String,
}

/// A line to choose.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LineChoice {
    /// Which.
    pub id: NeutralLineId,
    /// What is shown.
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(rejected: Result<NewPractitioner, Rejection>) -> Vec<String> {
        let problems = rejected.unwrap_err().0;
        problems.into_iter().map(|p| p.field.into_owned()).collect()
    }

    #[test]
    fn somebody_without_an_account_is_recorded_by_checked_contact_details_inv_06() {
        let of =
            |name, title, telephone, email| NewPractitioner::check(name, title, telephone, email);
        let good = of(
            " Mary  O’Neill-Jones",
            "School nurse",
            "01632 960 001",
            "Mary@example.org",
        );
        let good = good.unwrap();
        assert_eq!(good.name, "Mary O’Neill-Jones");
        assert_eq!(good.email, "mary@example.org");
        assert_eq!(
            fields(of("Mary 1", "", "ring me", "mary@example")),
            ["name", "job_title", "telephone", "email"]
        );
        assert_eq!(
            fields(of("<b>Mary", "Nurse", "01632 960 001", "a b@example.org")),
            ["name", "email"]
        );
    }

    #[test]
    fn a_date_is_neither_in_the_future_nor_before_the_birth_caf_01() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let of = |since: &str| {
            let (born, today) = (date("2024-02-29"), date("2026-11-25"));
            check_since("undertaken", date(since), born, today).is_ok()
        };
        assert!(of("2024-02-29") && of("2026-11-25"));
        assert!(!of("2024-02-28") && !of("2026-11-26"));
    }
}

//! Recording a colleague who works with the child: one with an account keeps the entry from then
//! on, one without is kept by the organisation (INV-06, matrix row 13).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entry::{EntryChanges, Level};
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::Telephone;
use crate::id::{ChildNumber, LocalAuthorityCode, OrganisationId, PractitionerId, ServiceId};
use crate::refusal::{Problem, Refusal, Rejection};
use crate::standing::Standing;

/// The most characters of a name or a job title.
const LONGEST: usize = 80;
/// The most characters of an e-mail address.
const LONGEST_EMAIL: usize = 120;

/// A practitioner who has no account and has not been recorded before. Professional details alone:
/// what could hold a note about a child is not accepted (GEN-03).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPractitioner {
    /// Name.
    pub name: String,
    /// Job title.
    pub job_title: String,
    /// E-mail at work.
    pub email: String,
}

impl std::fmt::Debug for NewPractitioner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPractitioner")
    }
}

impl NewPractitioner {
    /// Reads what was typed.
    pub fn parse(name: &str, job_title: &str, email: &str) -> Result<Self, Rejection> {
        let name = words(name).ok_or(Problem::new(
            "name",
            "Enter a name of letters, spaces, hyphens and apostrophes",
        ));
        let job_title = words(job_title).ok_or(Problem::new(
            "job_title",
            "Enter a job title of letters, spaces, hyphens and apostrophes",
        ));
        let email = address(email).ok_or(Problem::new(
            "email",
            "Enter an e-mail address, like name@example.com",
        ));
        match (name, job_title, email) {
            (Ok(name), Ok(job_title), Ok(email)) => Ok(Self {
                name,
                job_title,
                email,
            }),
            (name, job_title, email) => Err(Rejection(
                [name.err(), job_title.err(), email.err()]
                    .into_iter()
                    .flatten()
                    .collect(),
            )),
        }
    }
}

/// Words of letters, hyphens and apostrophes, one space between them.
fn words(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’');
    let begins = words.chars().next().is_some_and(char::is_alphabetic);
    (begins && words.chars().all(fits) && words.chars().count() <= LONGEST).then_some(words)
}

/// An e-mail address as mail systems of public bodies make them.
pub(crate) fn address(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (name, host) = text.split_once('@')?;
    let name_fits = |c: char| c.is_ascii_alphanumeric() || "._%+-'".contains(c);
    let part_fits = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let fits = !name.is_empty()
        && name.chars().all(name_fits)
        && host.contains('.')
        && host.split('.').all(part_fits)
        && text.len() <= LONGEST_EMAIL;
    fits.then_some(text)
}

/// Who works with the child.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Colleague {
    /// A practitioner who is known to the organisation.
    Known(PractitionerId),
    /// One who is not.
    New(NewPractitioner),
}

/// Recording that a colleague works with a child.
#[derive(Debug)]
pub struct RecordForColleague {
    /// With whom.
    pub child: ChildNumber,
    /// For which of the organisation's services.
    pub service: ServiceId,
    /// Who.
    pub colleague: Colleague,
    /// Their number.
    pub telephone: Telephone,
    /// First day.
    pub started: NaiveDate,
}

impl RecordForColleague {
    /// What the entry says. Others ring the practitioner.
    pub fn details(&self) -> EntryChanges {
        EntryChanges {
            level: Level::Practitioner,
            telephone: self.telephone.clone(),
            started: self.started,
        }
    }
}

/// What bears on recording a colleague.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ColleagueBearing {
    /// Whose service it is; none where there is no such service.
    pub service_of: Option<OrganisationId>,
    /// The authority in whose area that organisation works.
    pub service_authority: Option<LocalAuthorityCode>,
    /// Whether the service is sensitive: those are recorded by their own practitioners (SENS-02).
    pub sensitive: bool,
    /// Where a known colleague works; of a new one, none.
    pub colleague_of: Option<OrganisationId>,
    /// Whether there is a live record of that number.
    pub record: bool,
}

impl Act for RecordForColleague {
    type Bearing = ColleagueBearing;

    fn event(&self) -> Event {
        Event::on_child("inv.for_other", self.child).detail(json!({ "service": self.service }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if !hat.role.keeps_involvements() && !hat.role.manages_records() {
            return Err(Refusal::Role);
        }
        if !bearing.record {
            return Err(Refusal::NoSuchRecord);
        }
        let organisation = bearing.service_of.ok_or(Refusal::NotYours)?;
        let ours = if hat.role.manages_records() {
            hat.local_authority.is_some() && bearing.service_authority == hat.local_authority
        } else {
            organisation == hat.organisation
        };
        let theirs = match self.colleague {
            Colleague::Known(_) => bearing.colleague_of == Some(organisation),
            Colleague::New(_) => true,
        };
        if ours && theirs && !bearing.sensitive {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// A colleague to choose from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ColleagueChoice {
    /// The practitioner, or for a hand-over the account.
    pub id: uuid::Uuid,
    /// Name.
    pub name: String,
    /// Job title.
    pub job_title: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practitioner_is_a_name_a_job_and_an_address_and_no_note_gen_03() {
        let new = NewPractitioner::parse(" Aoife  O’Neill-Jones ", "Nurse", "A.Neill@nhs.example");
        let new = new.unwrap();
        assert_eq!(new.name, "Aoife O’Neill-Jones");
        assert_eq!(new.email, "a.neill@nhs.example");
        for name in [
            "",
            "-",
            "Mother: at risk",
            "Jo 07700 900123",
            "a@b",
            &"a".repeat(81),
        ] {
            assert!(NewPractitioner::parse(name, "Nurse", "a@b.example").is_err());
            assert!(NewPractitioner::parse("Jo", name, "a@b.example").is_err());
        }
        for email in [
            "",
            "a",
            "a@b",
            "@b.example",
            "a@.example",
            "a b@c.example",
            "a@b@c.example",
        ] {
            assert!(NewPractitioner::parse("Jo", "Nurse", email).is_err());
        }
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once_inv_06() {
        let rejection = NewPractitioner::parse("", "", "").unwrap_err();
        let fields: Vec<_> = rejection.0.iter().map(|p| p.field.as_ref()).collect();
        assert_eq!(fields, ["name", "job_title", "email"]);
    }
}

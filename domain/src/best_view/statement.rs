//! What one source says of one child (FEED-06): the material of the best view.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::correction::Correction;
use crate::child_record::{
    Carer, DateOfBirth, Gender, Identifier, NameUse, OtherHome, PersonName, UniversalService,
    Whereabouts,
};
use crate::clock::Moment;
use crate::id::SourceId;
use crate::residence::Departure;
use crate::shielding::Ground;

/// How far a kind of source is believed about an item before anything else is weighed: lower
/// ranks are believed more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// The register of births and deaths.
    RegistrarGeneral,
    /// The health service's register of patients.
    Health,
    /// The national payer of child benefit.
    ChildBenefit,
    /// The census of pupils, or a school.
    Education,
    /// A local authority's social care system.
    SocialCare,
    /// A system in which common assessments are made (CAF-01).
    Ecaf,
    /// Any other local body.
    Local,
    /// A user of ContactPoint, by hand, saying how it was verified (UPD-01).
    Manual,
}

impl SourceKind {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            SourceKind::RegistrarGeneral => "registrar-general",
            SourceKind::Health => "health",
            SourceKind::ChildBenefit => "child-benefit",
            SourceKind::Education => "education",
            SourceKind::SocialCare => "social-care",
            SourceKind::Ecaf => "ecaf",
            SourceKind::Local => "local",
            SourceKind::Manual => "manual",
        }
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            SourceKind::RegistrarGeneral => "Register of births and deaths",
            SourceKind::Health => "Health",
            SourceKind::ChildBenefit => "Child benefit",
            SourceKind::Education => "Education",
            SourceKind::SocialCare => "Social care",
            SourceKind::Ecaf => "Common assessments",
            SourceKind::Local => "Another local body",
            SourceKind::Manual => "Entered by hand",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [
            SourceKind::RegistrarGeneral,
            SourceKind::Health,
            SourceKind::ChildBenefit,
            SourceKind::Education,
            SourceKind::SocialCare,
            SourceKind::Ecaf,
            SourceKind::Local,
            SourceKind::Manual,
        ]
        .into_iter()
        .find(|kind| kind.code() == code)
    }
}

/// Everything that one source currently says of one child. Whatever it is silent about is empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// Names, with their use.
    pub names: Vec<(NameUse, PersonName)>,
    /// Date of birth.
    pub date_of_birth: Option<DateOfBirth>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Where the child lives.
    pub whereabouts: Option<Whereabouts>,
    /// A second home, where the child lives in two places (TRF-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_home: Option<OtherHome>,
    /// Parents and carers.
    pub carers: Vec<Carer>,
    /// Universal services.
    pub services: Vec<UniversalService>,
    /// Numbers the source, or a body it speaks for, allocated.
    pub identifiers: Vec<Identifier>,
    /// Date of death.
    pub date_of_death: Option<NaiveDate>,
    /// Why the source shields the child's record, where it does (SHLD-03).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shield: Option<Ground>,
    /// That the child has ceased to live in England, where the source says so (REC-03, LVE-01).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ceased: Option<Departure>,
    /// Of what is stated by hand: which item it corrects, who made sure of it and how. No source can
    /// say so (UPD-01, UPD-03).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

/// A statement, who made it and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Supplied {
    /// Which source.
    pub source: SourceId,
    /// Of what kind the source is.
    pub kind: SourceKind,
    /// When it was supplied.
    pub at: Moment,
    /// Whether someone verified it: a document seen, the family asked (UPD-01).
    pub verified: bool,
    /// Whether the source has supplied nothing for twelve months (T-32).
    #[serde(default)]
    pub silent: bool,
    /// What it says.
    pub statement: Statement,
}

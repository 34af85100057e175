//! Why someone looks: a code from a list, and words where the code alone says too little
//! (SRCH-01, D-48, GEN-01).

use serde::{Deserialize, Serialize};

use crate::refusal::{Problem, Rejection};
use crate::standing::Role;

/// The purposes of the law that a reason serves (GEN-01).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Purpose {
    /// Co-operation to improve children's well-being, and safeguarding them: sections 10 and 11
    /// of the Children Act 2004.
    WellBeing,
    /// Safeguarding in education: section 175 of the Education Act 2002.
    EducationSafeguarding,
    /// Finding children who receive no education: section 436A of the Education Act 1996.
    MissingEducation,
    /// Keeping the directory itself true and safe.
    KeepingTheDirectory,
}

/// The codes of section 7.2.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// The practitioner is providing a service to the child.
    ProvidingService,
    /// First contact with a child.
    NewContactWithChild,
    /// To see who else works with the child.
    CheckOtherPractitioners,
    /// Before starting a common assessment.
    BeforeCaf,
    /// Acting as, or looking for, the lead professional.
    LeadProfessional,
    /// A concern for the child's safety.
    SafeguardingConcern,
    /// The child has moved.
    ChildMoved,
    /// Arranging a meeting of several agencies.
    ArrangeMultiAgencyMeeting,
    /// No educational setting is recorded; officers for children not receiving education only.
    EducationNotRecorded,
    /// Making sure which child this is.
    VerifyIdentity,
    /// Keeping one's own involvement up to date.
    UpdateMyInvolvement,
    /// A function of the local authority's ContactPoint management team.
    ManagementFunction,
    /// Something else, in words.
    Other,
}

impl ReasonCode {
    /// Every code, in the order shown.
    pub const ALL: [ReasonCode; 13] = [
        ReasonCode::ProvidingService,
        ReasonCode::NewContactWithChild,
        ReasonCode::CheckOtherPractitioners,
        ReasonCode::BeforeCaf,
        ReasonCode::LeadProfessional,
        ReasonCode::SafeguardingConcern,
        ReasonCode::ChildMoved,
        ReasonCode::ArrangeMultiAgencyMeeting,
        ReasonCode::EducationNotRecorded,
        ReasonCode::VerifyIdentity,
        ReasonCode::UpdateMyInvolvement,
        ReasonCode::ManagementFunction,
        ReasonCode::Other,
    ];

    /// The code stored and audited.
    pub fn code(self) -> &'static str {
        match self {
            ReasonCode::ProvidingService => "providing-service",
            ReasonCode::NewContactWithChild => "new-contact-with-child",
            ReasonCode::CheckOtherPractitioners => "check-other-practitioners",
            ReasonCode::BeforeCaf => "before-caf",
            ReasonCode::LeadProfessional => "lead-professional",
            ReasonCode::SafeguardingConcern => "safeguarding-concern",
            ReasonCode::ChildMoved => "child-moved",
            ReasonCode::ArrangeMultiAgencyMeeting => "arrange-multi-agency-meeting",
            ReasonCode::EducationNotRecorded => "education-not-recorded",
            ReasonCode::VerifyIdentity => "verify-identity",
            ReasonCode::UpdateMyInvolvement => "update-my-involvement",
            ReasonCode::ManagementFunction => "management-function",
            ReasonCode::Other => "other",
        }
    }

    /// The reason with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The reason as people choose it.
    pub fn label(self) -> &'static str {
        match self {
            ReasonCode::ProvidingService => "I am providing a service to this child",
            ReasonCode::NewContactWithChild => {
                "I have come into contact with this child for the first time"
            }
            ReasonCode::CheckOtherPractitioners => {
                "I need to know who else is working with this child"
            }
            ReasonCode::BeforeCaf => "I am thinking of starting a common assessment (CAF)",
            ReasonCode::LeadProfessional => "I am, or need to find, the lead professional",
            ReasonCode::SafeguardingConcern => "I am concerned for this child’s safety",
            ReasonCode::ChildMoved => "This child has moved",
            ReasonCode::ArrangeMultiAgencyMeeting => "I am arranging a meeting of several services",
            ReasonCode::EducationNotRecorded => "No educational setting is recorded for this child",
            ReasonCode::VerifyIdentity => "I need to make sure which child this is",
            ReasonCode::UpdateMyInvolvement => "I am keeping my own involvement up to date",
            ReasonCode::ManagementFunction => "I am carrying out a function of the management team",
            ReasonCode::Other => "Another reason",
        }
    }

    /// The lawful purpose that the reason serves (GEN-01).
    pub fn purpose(self) -> Purpose {
        match self {
            ReasonCode::EducationNotRecorded => Purpose::MissingEducation,
            ReasonCode::UpdateMyInvolvement | ReasonCode::ManagementFunction => {
                Purpose::KeepingTheDirectory
            }
            ReasonCode::SafeguardingConcern => Purpose::EducationSafeguarding,
            _ => Purpose::WellBeing,
        }
    }

    /// Whether people in a role may give this reason.
    pub fn open_to(self, role: Role) -> bool {
        match self {
            ReasonCode::EducationNotRecorded => role == Role::ChildrenNotReceivingEducation,
            ReasonCode::ManagementFunction => role.manages_records(),
            ReasonCode::UpdateMyInvolvement => role.keeps_involvements(),
            _ => role.uses_records(),
        }
    }
}

/// The reason someone gave. There is no default and no empty one: without a reason there is
/// nothing to build an act from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reason {
    code: ReasonCode,
    words: Option<String>,
}

impl Reason {
    /// The longest justification kept, in characters.
    pub const LONGEST_WORDS: usize = 300;

    /// A reason from what a form sent. `other` needs words; words needed for any further cause
    /// (a search out of area) are asked for with [`Reason::needs_words`].
    pub fn given(code: &str, words: &str) -> Result<Self, Rejection> {
        let Some(code) = ReasonCode::from_code(code) else {
            return Err(Rejection::of("reason", "Select why you need this record"));
        };
        let words = words.trim();
        if words.chars().count() > Self::LONGEST_WORDS {
            return Err(Rejection::of(
                "words",
                "Your explanation must be 300 characters or fewer",
            ));
        }
        let words = (!words.is_empty()).then(|| words.to_owned());
        let reason = Self { code, words };
        if code == ReasonCode::Other {
            reason.needs_words()
        } else {
            Ok(reason)
        }
    }

    /// A reason that the system itself supplies for keeping an involvement up to date.
    pub fn update_my_involvement() -> Self {
        Self {
            code: ReasonCode::UpdateMyInvolvement,
            words: None,
        }
    }

    /// Itself, if it is explained in words.
    pub fn needs_words(self) -> Result<Self, Rejection> {
        match &self.words {
            Some(words) if words.chars().filter(|c| c.is_alphabetic()).count() >= 5 => Ok(self),
            _ => Err(Rejection(vec![Problem::new(
                "words",
                "Explain your reason in a few words",
            )])),
        }
    }

    /// The code.
    pub fn code(&self) -> ReasonCode {
        self.code
    }

    /// The words, kept in the audit trail alone (D-48).
    pub fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reason_is_no_reason_srch_01() {
        assert!(Reason::given("", "").is_err());
        assert!(Reason::given("curious", "").is_err());
    }

    #[test]
    fn another_reason_needs_words_d_48() {
        assert!(Reason::given("other", "").is_err());
        assert!(Reason::given("other", " . . . . . ").is_err());
        assert!(Reason::given("other", "asked by the court officer").is_ok());
    }

    #[test]
    fn there_is_no_reason_for_investigating_gen_01() {
        assert!(
            ReasonCode::ALL
                .iter()
                .all(|reason| !reason.code().contains("investig"))
        );
    }

    #[test]
    fn only_the_right_officer_may_say_that_no_education_is_recorded() {
        for role in Role::ALL {
            assert_eq!(
                ReasonCode::EducationNotRecorded.open_to(role),
                role == Role::ChildrenNotReceivingEducation
            );
        }
    }
}

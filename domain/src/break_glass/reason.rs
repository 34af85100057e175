//! Why the central team looks at a shielded record.

use serde::{Deserialize, Serialize};

/// The reasons. There is no other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GlassReason {
    /// A life is in danger and the responsible authority cannot be reached.
    DangerToLife,
    /// An enactment or a court's order requires it.
    EnactmentOrCourtOrder,
    /// A serious case review, or the death of a child.
    SeriousCaseReview,
    /// Somebody may have misused the directory to find the child.
    Misuse,
    /// A complaint about ContactPoint that names the record.
    Complaint,
    /// What is stored is damaged and is to be put right.
    Fault,
}

impl GlassReason {
    /// Every reason.
    pub const ALL: [GlassReason; 6] = [
        GlassReason::DangerToLife,
        GlassReason::EnactmentOrCourtOrder,
        GlassReason::SeriousCaseReview,
        GlassReason::Misuse,
        GlassReason::Complaint,
        GlassReason::Fault,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            GlassReason::DangerToLife => "danger-to-life",
            GlassReason::EnactmentOrCourtOrder => "enactment-or-court-order",
            GlassReason::SeriousCaseReview => "serious-case-review",
            GlassReason::Misuse => "misuse",
            GlassReason::Complaint => "complaint",
            GlassReason::Fault => "fault",
        }
    }

    /// The reason with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            GlassReason::DangerToLife => {
                "A life is in danger and the responsible authority cannot be reached"
            }
            GlassReason::EnactmentOrCourtOrder => "An enactment or a court order requires it",
            GlassReason::SeriousCaseReview => "A serious case review or the death of a child",
            GlassReason::Misuse => "Somebody may have misused ContactPoint to find the child",
            GlassReason::Complaint => "A complaint about ContactPoint that is about this record",
            GlassReason::Fault => "The record is damaged and must be put right",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_known_by_its_code_shld_11() {
        for reason in GlassReason::ALL {
            assert_eq!(GlassReason::from_code(reason.code()), Some(reason));
        }
        assert_eq!(GlassReason::from_code("other"), None);
    }
}

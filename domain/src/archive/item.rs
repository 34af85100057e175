//! Items that leave their record: each is archived by itself, with a clock of its own (D-39).

use serde::{Deserialize, Serialize};

/// What kind of item.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// An involvement of a service that is not sensitive.
    Involvement,
    /// An involvement of a sensitive service.
    SensitiveInvolvement,
    /// A holder of a common assessment.
    Caf,
    /// A lead professional.
    LeadProfessional,
}

impl ItemKind {
    /// Every kind.
    pub const ALL: [ItemKind; 4] = [
        ItemKind::Involvement,
        ItemKind::SensitiveInvolvement,
        ItemKind::Caf,
        ItemKind::LeadProfessional,
    ];

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            ItemKind::Involvement => "involvement",
            ItemKind::SensitiveInvolvement => "sensitive-involvement",
            ItemKind::Caf => "caf",
            ItemKind::LeadProfessional => "lead-professional",
        }
    }
}

/// Why an item was archived (ARC-02).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhyArchived {
    /// It ended, and the time for which it was kept is over (CEASE-01, T-11, T-12).
    RetentionOver,
    /// It was kept beyond its year, and nobody confirmed it (D-19, T-13).
    NotConfirmed,
    /// The consent for it was withdrawn (SENS-06).
    ConsentWithdrawn,
    /// The consent for it was not renewed (SENS-05).
    ConsentLapsed,
    /// A newer one took its place (CAF-08).
    Superseded,
    /// It should not have been recorded.
    EnteredInError,
    /// It had ended when its record came back to the live directory without it (ARC-08).
    LeftBehind,
}

impl WhyArchived {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            WhyArchived::RetentionOver => "retention-over",
            WhyArchived::NotConfirmed => "not-confirmed",
            WhyArchived::ConsentWithdrawn => "consent-withdrawn",
            WhyArchived::ConsentLapsed => "consent-lapsed",
            WhyArchived::Superseded => "superseded",
            WhyArchived::EnteredInError => "entered-in-error",
            WhyArchived::LeftBehind => "left-behind",
        }
    }
}

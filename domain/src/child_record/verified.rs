//! How somebody who states something by hand made sure of it (UPD-01).

use serde::{Deserialize, Serialize};

/// How it was verified.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verified {
    /// The child said so.
    ToldByChild,
    /// A parent or carer said so.
    ToldByParentOrCarer,
    /// A document was seen.
    DocumentSeen,
    /// Another agency confirmed it.
    OtherAgency,
    /// It stands in a source's own system.
    SourceSystem,
}

impl Verified {
    /// Every way.
    pub const ALL: [Verified; 5] = [
        Verified::ToldByChild,
        Verified::ToldByParentOrCarer,
        Verified::DocumentSeen,
        Verified::OtherAgency,
        Verified::SourceSystem,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Verified::ToldByChild => "told-by-child",
            Verified::ToldByParentOrCarer => "told-by-parent-or-carer",
            Verified::DocumentSeen => "document-seen",
            Verified::OtherAgency => "other-agency",
            Verified::SourceSystem => "source-system",
        }
    }

    /// The way with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            Verified::ToldByChild => "The child told me",
            Verified::ToldByParentOrCarer => "A parent or carer told me",
            Verified::DocumentSeen => "I have seen a document",
            Verified::OtherAgency => "Another agency confirmed it",
            Verified::SourceSystem => "It stands in our own system",
        }
    }
}

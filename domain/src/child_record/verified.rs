//! How somebody who states something by hand made sure of it (UPD-01).

use serde::{Deserialize, Serialize};

use crate::refusal::Problem;

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

/// Of what kind a document was (UPD-01, UPD-02).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// A certificate of birth or adoption.
    BirthOrAdoption,
    /// A passport or another document of identity.
    Identity,
    /// A court's order.
    CourtOrder,
    /// A household bill or a bank's statement.
    HouseholdBill,
    /// A tenancy agreement or a mortgage statement.
    Tenancy,
    /// A letter of a public body.
    OfficialLetter,
    /// What another agency confirmed in writing.
    AgencyConfirmation,
}

impl Document {
    /// Every kind.
    pub const ALL: [Document; 7] = [
        Document::BirthOrAdoption,
        Document::Identity,
        Document::CourtOrder,
        Document::HouseholdBill,
        Document::Tenancy,
        Document::OfficialLetter,
        Document::AgencyConfirmation,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Document::BirthOrAdoption => "birth-or-adoption",
            Document::Identity => "identity",
            Document::CourtOrder => "court-order",
            Document::HouseholdBill => "household-bill",
            Document::Tenancy => "tenancy",
            Document::OfficialLetter => "official-letter",
            Document::AgencyConfirmation => "agency-confirmation",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            Document::BirthOrAdoption => "Birth or adoption certificate",
            Document::Identity => "Passport or other proof of identity",
            Document::CourtOrder => "Court order",
            Document::HouseholdBill => "Household bill or bank statement",
            Document::Tenancy => "Tenancy agreement or mortgage statement",
            Document::OfficialLetter => "Letter from a public body",
            Document::AgencyConfirmation => "Another agency’s confirmation in writing",
        }
    }
}

/// How somebody made sure: in which way, and of a document, of which kind. There is nowhere to put words
/// (GEN-03).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Assurance {
    /// In which way.
    pub way: Verified,
    /// Which kind of document was seen, where one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
}

impl Assurance {
    /// By a way alone.
    pub fn of(way: Verified) -> Self {
        let document = None;
        Self { way, document }
    }

    /// By a document.
    pub fn seen(document: Document) -> Self {
        Self {
            way: Verified::DocumentSeen,
            document: Some(document),
        }
    }

    /// Reads the fields `verified` and `document` of a form; says what is missing.
    pub fn read(way: &str, document: &str) -> Result<Self, Problem> {
        let way =
            Verified::from_code(way).ok_or(Problem::new("verified", "Select how you know"))?;
        if way != Verified::DocumentSeen {
            return Ok(Self::of(way));
        }
        let kind = Document::from_code(document);
        kind.map(Self::seen).ok_or(Problem::new(
            "document",
            "Select which kind of document you have seen",
        ))
    }

    /// In words, for management.
    pub fn words(self) -> String {
        let way = match self.way {
            Verified::ToldByChild => "told by the child",
            Verified::ToldByParentOrCarer => "told by a parent or carer",
            Verified::DocumentSeen => "document seen",
            Verified::OtherAgency => "confirmed by another agency",
            Verified::SourceSystem => "stands in their own system",
        };
        match self.document {
            Some(document) => format!("{way}: {}", document.title()),
            None => way.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_seen_a_document_says_of_which_kind_upd_01() {
        assert!(Assurance::read("", "").is_err());
        assert!(Assurance::read("document-seen", "").is_err());
        let seen = Assurance::read("document-seen", "tenancy").unwrap();
        assert_eq!(seen, Assurance::seen(Document::Tenancy));
        let told = Assurance::read("told-by-child", "tenancy").unwrap();
        assert_eq!(told, Assurance::of(Verified::ToldByChild));
        for kind in Document::ALL {
            assert_eq!(Document::from_code(kind.code()), Some(kind));
        }
    }
}

//! A supply: one file, in pieces, and what its source is told of it.

use serde::{Deserialize, Serialize};

use crate::best_view::SourceKind;
use crate::data_source::{AssessmentRow, InvolvementRow, Row, RowRefused, SuppliedRow};
use crate::refusal::Rejection;

/// How large a supply may be, in bytes: about a million rows.
pub const LARGEST_SUPPLY: u64 = 256 * 1024 * 1024;

/// The source's own name for a supply, by which it is sent once however often it comes (FEED-08).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SupplyName(String);

impl SupplyName {
    /// A name of 1 to 64 letters of the English alphabet, digits, hyphens and underscores.
    ///
    /// # Errors
    /// Of the field `supply`, where it is none.
    pub fn new(name: &str) -> Result<Self, Rejection> {
        let written = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if (1..=64).contains(&name.len()) && name.chars().all(written) {
            Ok(Self(name.to_owned()))
        } else {
            Err(Rejection::of(
                "supply",
                "Name the supply with 1 to 64 letters, digits, hyphens and underscores",
            ))
        }
    }

    /// As it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the rows of a supply are about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Children.
    #[default]
    Children,
    /// Involvements of services with children whom the source has supplied.
    Involvements,
    /// Who holds common assessments of such children.
    Assessments,
}

impl About {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Children, Self::Involvements, Self::Assessments];

    /// The code stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::Involvements => "involvements",
            Self::Assessments => "assessments",
        }
    }

    /// What a code means.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// Whether sources of a kind supply such rows.
    pub fn comes_from(self, kind: SourceKind) -> bool {
        match self {
            Self::Children => Row::comes_from(kind),
            Self::Involvements => InvolvementRow::comes_from(kind),
            Self::Assessments => AssessmentRow::comes_from(kind),
        }
    }
}

/// In what form a supply comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Comma-separated, headings first (RFC 4180).
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// The Common Transfer File of the schools, in XML: children alone.
    Ctf,
}

impl Format {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Ndjson, Self::Ctf];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Ctf => "ctf",
        }
    }

    /// What a code means.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The media type by which it is sent.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Ndjson => "application/x-ndjson",
            Self::Ctf => "application/xml",
        }
    }
}

/// Where a supply stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SupplyState {
    /// More of it is to come.
    Receiving,
    /// Whole, and waits for its rows to be taken in, or they are being taken in.
    Waiting,
    /// It would take away most of what its source said, and waits for a person.
    Held,
    /// Every row has been taken in or refused.
    Done,
    /// None of it can be used.
    Refused,
    /// Something broke on our side again and again; an operator looks into it.
    Stopped,
}

impl SupplyState {
    /// Each of them.
    pub const ALL: [Self; 6] = [
        Self::Receiving,
        Self::Waiting,
        Self::Held,
        Self::Done,
        Self::Refused,
        Self::Stopped,
    ];

    /// The code stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Self::Receiving => "receiving",
            Self::Waiting => "waiting",
            Self::Held => "held",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Stopped => "stopped",
        }
    }

    /// What a code means.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// Why a whole supply cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotWhole {
    /// Its headings are not those of the published schema (FEED-07).
    Headings,
    /// It is not in UTF-8.
    Encoding,
    /// There is nothing in it.
    Empty,
    /// It is no XML, or lies too deep.
    Malformed,
    /// It is a program, an archive or a document, or holds what would make it one (FEED-12).
    Content,
    /// It would have taken away most of what its source said, and a person refused it.
    Removal,
}

impl NotWhole {
    /// Each of them.
    pub const ALL: [Self; 6] = [
        Self::Headings,
        Self::Encoding,
        Self::Empty,
        Self::Malformed,
        Self::Content,
        Self::Removal,
    ];

    /// The code stored and sent.
    pub fn code(self) -> &'static str {
        match self {
            Self::Headings => "headings",
            Self::Encoding => "encoding",
            Self::Empty => "empty",
            Self::Malformed => "malformed",
            Self::Content => "content",
            Self::Removal => "removal",
        }
    }

    /// What a code means.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// What a source is told of its supply. It has no field for a ContactPoint number, for what became of
/// a row that could be used, nor for anybody else's word (FEED-05).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// The supply, by the source's own name.
    pub name: SupplyName,
    /// Where it stands.
    pub state: SupplyState,
    /// Why none of it can be used.
    pub refused_for: Option<NotWhole>,
    /// How many bytes have been kept: from there it goes on.
    pub length: u64,
    /// How many rows have been worked.
    pub rows: u64,
    /// How many rows could not be used.
    pub refused_in_all: u64,
    /// The first [`REFUSED_AT_ONCE`] of them after the row that was asked from.
    pub refused: Vec<RowRefused>,
}

/// How many rows that could not be used a receipt names at once.
pub const REFUSED_AT_ONCE: u32 = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_supply_is_named_in_letters_that_fit_an_address_feed_08() {
        assert!(SupplyName::new("2026-11-21_nightly").is_ok());
        for name in ["", "a b", "../up", "é", &"x".repeat(65)] {
            assert!(SupplyName::new(name).is_err(), "{name}");
        }
    }

    #[test]
    fn every_code_is_read_as_it_is_written_feed_12() {
        assert!(
            About::ALL
                .iter()
                .all(|v| About::from_code(v.code()) == Some(*v))
        );
        assert!(
            Format::ALL
                .iter()
                .all(|v| Format::from_code(v.code()) == Some(*v))
        );
        assert!(
            NotWhole::ALL
                .iter()
                .all(|v| NotWhole::from_code(v.code()) == Some(*v))
        );
        let states = SupplyState::ALL;
        assert!(
            states
                .iter()
                .all(|v| SupplyState::from_code(v.code()) == Some(*v))
        );
    }
}

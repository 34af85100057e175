//! What a record, and a row, must have to be complete (DQ-01, CRE-02).

use serde::{Deserialize, Serialize};

use crate::best_view::{BestView, Statement};
use crate::child_record::{Gender, NameUse};

/// Something that is required.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// The name in use.
    Name,
    /// Date of birth.
    DateOfBirth,
    /// Gender.
    Gender,
    /// An address, or the statement that none is known.
    Address,
    /// A parent or carer: of a record, not of each row, since most sources know of none.
    ParentOrCarer,
}

impl Required {
    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Required::Name => "name",
            Required::DateOfBirth => "date of birth",
            Required::Gender => "gender",
            Required::Address => "address",
            Required::ParentOrCarer => "parent or carer",
        }
    }
}

/// What is missing on a record.
pub fn missing(view: &BestView) -> Vec<Required> {
    [
        (Required::Name, view.name.is_none()),
        (Required::DateOfBirth, view.date_of_birth.is_none()),
        (Required::Gender, view.gender.is_none()),
        (Required::Address, view.whereabouts.is_none()),
        (Required::ParentOrCarer, view.carers.is_empty()),
    ]
    .into_iter()
    .filter_map(|(required, missing)| missing.then_some(required))
    .collect()
}

/// Whether a source's row about a child has what is required of a row.
pub fn row_is_complete(said: &Statement) -> bool {
    said.names.iter().any(|(used, _)| *used == NameUse::Current)
        && said.date_of_birth.is_some()
        && said
            .gender
            .is_some_and(|gender| gender != Gender::NotSpecified)
        && said.whereabouts.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::best_view::{SourceKind, Supplied, assemble};
    use crate::child_record::{DateOfBirth, PersonName, Whereabouts};

    #[test]
    fn what_is_missing_is_named_and_a_row_needs_no_carer_dq_01() {
        let mut said = Statement {
            names: vec![(
                NameUse::Current,
                PersonName {
                    given: "Ann".into(),
                    family: "Example".into(),
                },
            )],
            date_of_birth: Some(DateOfBirth {
                date: "2015-05-14".parse().unwrap(),
                estimated: true,
            }),
            gender: Some(Gender::NotSpecified),
            ..Statement::default()
        };
        let view = |said: &Statement| {
            assemble(&[Supplied {
                source: crate::id::SourceId(uuid::Uuid::nil()),
                kind: SourceKind::Local,
                at: "2026-11-02T09:00:00Z".parse().unwrap(),
                verified: false,
                silent: false,
                statement: said.clone(),
            }])
        };
        assert!(!row_is_complete(&said));
        assert_eq!(
            missing(&view(&said)),
            [Required::Gender, Required::Address, Required::ParentOrCarer]
        );
        said.gender = Some(Gender::Male);
        said.whereabouts = Some(Whereabouts::NoKnownAddress);
        assert!(row_is_complete(&said));
        assert_eq!(missing(&view(&said)), [Required::ParentOrCarer]);
    }
}

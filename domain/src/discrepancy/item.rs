//! The items of a statement that can differ.

use serde::{Deserialize, Serialize};

use crate::child_record::{IdentifierScheme, UniversalKind};

/// An item of a source's statement, as a notice names it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// The name in use.
    Name,
    /// Date of birth.
    DateOfBirth,
    /// Gender.
    Gender,
    /// Where the child lives.
    Address,
    /// Parents and carers.
    ParentOrCarer,
    /// The school or other educational setting.
    School,
    /// The GP practice.
    GpPractice,
    /// The midwife.
    Midwife,
    /// The health visitor.
    HealthVisitor,
    /// The school nurse.
    SchoolNurse,
    /// Unique pupil number.
    Upn,
    /// Unique learner number.
    Uln,
    /// NHS number.
    NhsNumber,
    /// A body's own reference.
    LocalReference,
    /// Date of death.
    DateOfDeath,
}

impl Item {
    /// Every item, in the order of a record.
    pub const ALL: [Item; 15] = [
        Item::Name,
        Item::DateOfBirth,
        Item::Gender,
        Item::Address,
        Item::ParentOrCarer,
        Item::School,
        Item::GpPractice,
        Item::Midwife,
        Item::HealthVisitor,
        Item::SchoolNurse,
        Item::Upn,
        Item::Uln,
        Item::NhsNumber,
        Item::LocalReference,
        Item::DateOfDeath,
    ];

    /// The code stored, and sent to sources.
    pub fn code(self) -> &'static str {
        match self {
            Item::Name => "name",
            Item::DateOfBirth => "date-of-birth",
            Item::Gender => "gender",
            Item::Address => "address",
            Item::ParentOrCarer => "parent-or-carer",
            Item::School => "school",
            Item::GpPractice => "gp-practice",
            Item::Midwife => "midwife",
            Item::HealthVisitor => "health-visitor",
            Item::SchoolNurse => "school-nurse",
            Item::Upn => "upn",
            Item::Uln => "uln",
            Item::NhsNumber => "nhs-number",
            Item::LocalReference => "local-reference",
            Item::DateOfDeath => "date-of-death",
        }
    }

    /// The item with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.code() == code)
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Item::Name => "Name",
            Item::DateOfBirth => "Date of birth",
            Item::Gender => "Gender",
            Item::Address => "Address",
            Item::ParentOrCarer => "Parent or carer",
            Item::School => UniversalKind::EducationalSetting.title(),
            Item::GpPractice => UniversalKind::GpPractice.title(),
            Item::Midwife => UniversalKind::Midwife.title(),
            Item::HealthVisitor => UniversalKind::HealthVisitor.title(),
            Item::SchoolNurse => UniversalKind::SchoolNurse.title(),
            Item::Upn => "Unique pupil number",
            Item::Uln => "Unique learner number",
            Item::NhsNumber => "NHS number",
            Item::LocalReference => "The body’s own reference",
            Item::DateOfDeath => "Date of death",
        }
    }

    /// Whether a source may be told of it although the record is shielded: only of what a shielded record
    /// shows to everyone (D-01). Anything else may tell where the child is, or that it is no longer where
    /// the source believes (D-33).
    pub fn is_told_of_shielded(self) -> bool {
        matches!(self, Item::Name | Item::DateOfBirth | Item::Gender)
    }

    /// The item that a universal service is.
    pub fn of_service(kind: UniversalKind) -> Self {
        match kind {
            UniversalKind::EducationalSetting => Item::School,
            UniversalKind::GpPractice => Item::GpPractice,
            UniversalKind::Midwife => Item::Midwife,
            UniversalKind::HealthVisitor => Item::HealthVisitor,
            UniversalKind::SchoolNurse => Item::SchoolNurse,
        }
    }

    /// The item that a number is.
    pub fn of_number(scheme: IdentifierScheme) -> Self {
        match scheme {
            IdentifierScheme::Upn => Item::Upn,
            IdentifierScheme::Uln => Item::Uln,
            IdentifierScheme::Nhs => Item::NhsNumber,
            IdentifierScheme::LocalReference => Item::LocalReference,
        }
    }

    /// Whether it is a number that a body allocated.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Item::Upn | Item::Uln | Item::NhsNumber | Item::LocalReference
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_known_by_its_code_disc_02() {
        for item in Item::ALL {
            assert_eq!(Item::from_code(item.code()), Some(item));
        }
        assert_eq!(Item::from_code("telephone"), None);
    }

    #[test]
    fn of_a_shielded_record_only_what_everyone_sees_is_told_d_33() {
        let told = Item::ALL
            .into_iter()
            .filter(|item| item.is_told_of_shielded());
        assert_eq!(
            told.collect::<Vec<_>>(),
            [Item::Name, Item::DateOfBirth, Item::Gender]
        );
    }
}

//! Why a record is shielded: one of six codes (D-06).

use serde::{Deserialize, Serialize};

use crate::refusal::Rejection;
use crate::standing::Role;

/// Why a record is shielded. Exceptional grounds carry their justification, so that there are none
/// without.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Harm to the child.
    HarmToChild,
    /// A placement, such as an adoption, is put at risk.
    PlacementAtRisk,
    /// Harm to an adult.
    HarmToAdult,
    /// Prejudice to preventing or detecting serious crime.
    SeriousCrime,
    /// A link between identities before and after an adoption.
    AdoptionLink,
    /// Exceptional, as a local authority's manager justifies it.
    Exceptional(Justification),
}

/// What justifies an exceptional shield (D-06).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Justification {
    /// A brother or sister is shielded.
    SiblingShielded,
    /// The child lives with a shielded child.
    LivesWithShielded,
    /// A court directs it.
    CourtDirection,
}

/// What is listed among the grounds and is none: that somebody objects to the directory (D-06).
pub const OBJECTION: &str = "objection";

impl Justification {
    /// Every justification.
    pub const ALL: [Justification; 3] = [
        Justification::SiblingShielded,
        Justification::LivesWithShielded,
        Justification::CourtDirection,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Justification::SiblingShielded => "sibling-shielded",
            Justification::LivesWithShielded => "lives-with-shielded",
            Justification::CourtDirection => "court-direction",
        }
    }

    /// The justification with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            Justification::SiblingShielded => "A brother or sister is shielded",
            Justification::LivesWithShielded => "The child lives with a shielded child",
            Justification::CourtDirection => "A court directs it",
        }
    }
}

impl Ground {
    /// The grounds that stand for themselves.
    pub const PLAIN: [Ground; 5] = [
        Ground::HarmToChild,
        Ground::PlacementAtRisk,
        Ground::HarmToAdult,
        Ground::SeriousCrime,
        Ground::AdoptionLink,
    ];

    /// The code of exceptional grounds.
    pub const EXCEPTIONAL: &'static str = "exceptional";

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Ground::HarmToChild => "harm-to-child",
            Ground::PlacementAtRisk => "placement-at-risk",
            Ground::HarmToAdult => "harm-to-adult",
            Ground::SeriousCrime => "serious-crime",
            Ground::AdoptionLink => "adoption-link",
            Ground::Exceptional(_) => Self::EXCEPTIONAL,
        }
    }

    /// What justifies it, where it is exceptional.
    pub fn justification(self) -> Option<Justification> {
        match self {
            Ground::Exceptional(justification) => Some(justification),
            _ => None,
        }
    }

    /// The ground of codes; none for an exceptional one without justification.
    pub fn from_codes(ground: &str, justification: Option<&str>) -> Option<Self> {
        if ground == Self::EXCEPTIONAL {
            return justification
                .and_then(Justification::from_code)
                .map(Ground::Exceptional);
        }
        Self::PLAIN.into_iter().find(|one| one.code() == ground)
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            Ground::HarmToChild => "The child could be harmed",
            Ground::PlacementAtRisk => "A placement, such as an adoption, could be put at risk",
            Ground::HarmToAdult => "An adult could be harmed",
            Ground::SeriousCrime => {
                "Preventing or detecting a serious crime could be made more difficult"
            }
            Ground::AdoptionLink => "The child’s names before and after adoption could be linked",
            Ground::Exceptional(justification) => justification.title(),
        }
    }

    /// Whether people in a role may give this ground: exceptional ones are a manager's (D-06).
    pub fn open_to(self, role: Role) -> bool {
        self.justification().is_none() || role == Role::LocalAuthorityManager
    }

    /// The ground that a form gives (SHLD-02).
    pub fn given(ground: &str, justification: &str, role: Role) -> Result<Self, Rejection> {
        if ground == OBJECTION {
            return Err(Rejection::of(
                "ground",
                "Objecting to ContactPoint is no ground for shielding. Tell the family that they can complain to their local authority: “How to complain”, at the foot of every page, says how. If somebody could be harmed, select how",
            ));
        }
        let manager = role == Role::LocalAuthorityManager;
        if ground == Self::EXCEPTIONAL && !manager {
            return Err(Rejection::of(
                "ground",
                "Only a local authority’s ContactPoint manager can shield on exceptional grounds. Ring your local authority’s ContactPoint team",
            ));
        }
        let found = Self::from_codes(ground, Some(justification));
        found.ok_or_else(|| match ground {
            Self::EXCEPTIONAL => Rejection::of("justification", "Select what justifies it"),
            _ => Rejection::of("ground", "Select why the record must be shielded"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_objection_to_the_directory_is_listed_and_refused_with_what_to_do_d_06() {
        for role in Role::ALL {
            let Rejection(problems) = Ground::given(OBJECTION, "", role).unwrap_err();
            assert_eq!(problems[0].field, "ground");
            assert!(problems[0].message.contains("complain"));
        }
    }

    #[test]
    fn exceptional_grounds_are_a_managers_and_carry_their_justification_d_06() {
        let given = |justification, role| Ground::given("exceptional", justification, role);
        for role in Role::ALL {
            let manager = role == Role::LocalAuthorityManager;
            assert_eq!(given("court-direction", role).is_ok(), manager, "{role:?}");
        }
        let Rejection(problems) = given("", Role::LocalAuthorityManager).unwrap_err();
        assert_eq!(problems[0].field, "justification");
        let court = Ground::Exceptional(Justification::CourtDirection);
        assert!(!court.open_to(Role::Practitioner));
        assert!(court.open_to(Role::LocalAuthorityManager));
    }

    #[test]
    fn a_ground_must_be_given_shld_02() {
        for code in ["", "because", "harm"] {
            assert!(
                Ground::given(code, "", Role::Practitioner).is_err(),
                "{code}"
            );
        }
    }

    #[test]
    fn every_ground_is_known_by_its_codes_d_06() {
        let exceptional = Justification::ALL.map(Ground::Exceptional);
        let all: Vec<_> = Ground::PLAIN.into_iter().chain(exceptional).collect();
        for ground in &all {
            let justification = ground.justification().map(Justification::code);
            assert_eq!(
                Ground::from_codes(ground.code(), justification),
                Some(*ground)
            );
        }
        let codes: std::collections::BTreeSet<_> = all.iter().map(|one| one.code()).collect();
        assert_eq!(codes.len(), 6);
        assert_eq!(Ground::from_codes("exceptional", None), None);
    }
}

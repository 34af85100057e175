//! Who is responsible for a record: at its creation, and when data show that the child has moved.

use serde::{Deserialize, Serialize};

use super::homes::Homes;
use crate::id::{ChildNumber, LocalAuthorityCode};

/// Why a record stays with its authority whatever the data show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kept {
    /// The council with social services responsibility holds a looked-after child's record (D-44).
    LookedAfter,
    /// A lead authority holds the record of a child who is often on the move (TRF-05).
    HighlyMobile,
    /// The authority's manager overrides the automatic process (TRF-02).
    ManagersDecision,
}

impl Kept {
    /// Every ground.
    pub const ALL: [Kept; 3] = [
        Kept::LookedAfter,
        Kept::HighlyMobile,
        Kept::ManagersDecision,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Kept::LookedAfter => "cssr",
            Kept::HighlyMobile => "highly-mobile",
            Kept::ManagersDecision => "managers-decision",
        }
    }

    /// The ground with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kept| kept.code() == code)
    }

    /// The ground in words, as its authority's manager reads it.
    pub fn title(self) -> &'static str {
        match self {
            Kept::LookedAfter => "Your council has social services responsibility for the child",
            Kept::HighlyMobile => "The child is often on the move and your authority leads",
            Kept::ManagersDecision => "You decided that it does not move by itself",
        }
    }
}

/// What is known when a record is made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct KnownAtCreation {
    /// The council whose social services already work with the child.
    pub social_services: Option<LocalAuthorityCode>,
    /// Where the child lives.
    pub homes: Homes<LocalAuthorityCode>,
    /// For which area whoever supplied the record speaks.
    pub source: Option<LocalAuthorityCode>,
    /// Who answers for a record whose place nothing tells, as the installation sets it.
    pub default: Option<LocalAuthorityCode>,
}

/// Who becomes responsible for a new record, and whether it stays there whatever the data show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Assigned {
    /// The authority.
    pub to: LocalAuthorityCode,
    /// Why it stays.
    pub kept: Option<Kept>,
}

/// Assigns a new record: existing responsibility of social services, then known residence, then where
/// most time is spent, then the source's area, then the default (TRF-01). None where nothing is known:
/// then no record is made (GEN-05).
pub fn assign(known: KnownAtCreation) -> Option<Assigned> {
    let lives_in = known.homes.lives_in().cloned();
    if let Some(council) = known.social_services {
        let elsewhere = lives_in.is_some_and(|place| place != council);
        return Some(Assigned {
            to: council,
            kept: elsewhere.then_some(Kept::LookedAfter),
        });
    }
    let to = lives_in.or(known.source).or(known.default)?;
    Some(Assigned { to, kept: None })
}

/// What on a record is more than universal, present or ended and still kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OnRecord {
    /// An involvement of a specialist or targeted service.
    pub specialist: bool,
    /// An involvement of a sensitive service (D-30).
    pub sensitive: bool,
    /// A common assessment.
    pub caf: bool,
    /// A lead professional.
    pub lead_professional: bool,
}

impl OnRecord {
    /// Whether universal services alone are on the record.
    pub fn universal_only(self) -> bool {
        self == Self::default()
    }
}

/// All that bears on what becomes of a record when data show where the child lives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Situation {
    /// Who is responsible.
    pub responsible: LocalAuthorityCode,
    /// In which authority the data show the child to live, where they do.
    pub residence: Option<LocalAuthorityCode>,
    /// What is on the record.
    pub on_record: OnRecord,
    /// Whether the record is shielded.
    pub shielded: bool,
    /// Why the record stays.
    pub kept: Option<Kept>,
    /// Whether a transfer is proposed and not answered.
    pub proposed: bool,
    /// Whether managers have decided about this very move.
    pub settled: bool,
}

/// A record for which responsibility passes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passing {
    /// Whose.
    pub child: ChildNumber,
    /// From which authority.
    pub from: LocalAuthorityCode,
    /// To which.
    pub to: LocalAuthorityCode,
}

/// What becomes of responsibility.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Nothing.
    Stays,
    /// It passes at once.
    Moves(LocalAuthorityCode),
    /// Both authorities must agree. Not why: nothing tells what stood in the way (D-30).
    AgreementRequired(LocalAuthorityCode),
}

/// Decides what becomes of responsibility when data show where a child lives (TRF-02 … TRF-06).
pub fn decide(situation: &Situation) -> Decision {
    let elsewhere = situation
        .residence
        .as_ref()
        .filter(|place| **place != situation.responsible);
    let Some(to) = elsewhere else {
        return Decision::Stays;
    };
    if situation.kept.is_some() || situation.proposed || situation.settled {
        return Decision::Stays;
    }
    if situation.shielded || !situation.on_record.universal_only() {
        return Decision::AgreementRequired(to.clone());
    }
    Decision::Moves(to.clone())
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::*;

    use super::*;
    use crate::child_record::Nights;

    fn authority(code: &str) -> LocalAuthorityCode {
        LocalAuthorityCode(code.to_owned())
    }

    fn moved() -> Situation {
        Situation {
            responsible: authority("E08000032"),
            residence: Some(authority("E08000035")),
            on_record: OnRecord::default(),
            shielded: false,
            kept: None,
            proposed: false,
            settled: false,
        }
    }

    #[test]
    fn with_universal_services_only_the_record_moves_by_itself_trf_02() {
        assert_eq!(decide(&moved()), Decision::Moves(authority("E08000035")));
    }

    #[test]
    fn anything_more_needs_agreement_and_nothing_tells_what_it_is_trf_03_d_30() {
        let one = |set: fn(&mut OnRecord)| {
            let mut situation = moved();
            set(&mut situation.on_record);
            decide(&situation)
        };
        for decision in [
            one(|on| on.specialist = true),
            one(|on| on.sensitive = true),
            one(|on| on.caf = true),
            one(|on| on.lead_professional = true),
        ] {
            assert_eq!(
                decision,
                Decision::AgreementRequired(authority("E08000035"))
            );
        }
    }

    #[test]
    fn a_shielded_record_moves_by_agreement_alone_d_31() {
        let situation = Situation {
            shielded: true,
            ..moved()
        };
        assert_eq!(
            decide(&situation),
            Decision::AgreementRequired(authority("E08000035"))
        );
    }

    #[test]
    fn a_record_that_is_kept_stays_whatever_the_data_show_trf_02_trf_05_d_44() {
        for kept in Kept::ALL {
            let situation = Situation {
                kept: Some(kept),
                ..moved()
            };
            assert_eq!(decide(&situation), Decision::Stays, "{kept:?}");
            assert_eq!(Kept::from_code(kept.code()), Some(kept));
        }
    }

    #[test]
    fn nobody_s_silence_moves_a_record_and_a_decided_move_is_not_brought_up_again_trf_06() {
        for situation in [
            Situation {
                proposed: true,
                ..moved()
            },
            Situation {
                settled: true,
                ..moved()
            },
        ] {
            assert_eq!(decide(&situation), Decision::Stays);
        }
    }

    #[test]
    fn data_that_show_no_residence_or_the_same_change_nothing_trf_04() {
        for residence in [None, Some(authority("E08000032"))] {
            let situation = Situation {
                residence,
                ..moved()
            };
            assert_eq!(decide(&situation), Decision::Stays);
        }
    }

    /// Everything known at once, each of another authority: a child mostly with its other parent.
    fn everything() -> KnownAtCreation {
        KnownAtCreation {
            social_services: Some(authority("A")),
            homes: Homes {
                first: Some(authority("B")),
                other: Some((authority("C"), Nights::parse("4").ok())),
            },
            source: Some(authority("D")),
            default: Some(authority("E")),
        }
    }

    #[test]
    fn a_new_record_is_assigned_by_care_residence_time_then_a_default_trf_01_d_44() {
        let assigned = |known: &KnownAtCreation| {
            let assigned = assign(known.clone());
            assigned.map(|assigned| (assigned.to.0, assigned.kept))
        };
        let to = |code: &str, kept| Some((code.to_owned(), kept));
        let mut known = everything();
        assert_eq!(assigned(&known), to("A", Some(Kept::LookedAfter)));
        known.social_services = Some(authority("C"));
        assert_eq!(assigned(&known), to("C", None), "most time in its own area");
        known.social_services = None;
        assert_eq!(assigned(&known), to("C", None), "most time");
        known.homes.other = Some((authority("C"), Nights::parse("3.5").ok()));
        assert_eq!(assigned(&known), to("B", None), "a tie");
        known.homes.other = None;
        assert_eq!(assigned(&known), to("B", None), "the one residence");
        known.homes.first = None;
        assert_eq!(assigned(&known), to("D", None), "the source's area");
        known.source = None;
        assert_eq!(assigned(&known), to("E", None), "the default");
        known.default = None;
        assert_eq!(assigned(&known), None);
        let council = KnownAtCreation {
            social_services: Some(authority("A")),
            ..KnownAtCreation::default()
        };
        assert_eq!(
            assigned(&council),
            to("A", None),
            "no residence is no other"
        );
    }

    fn some_authority() -> impl Strategy<Value = Option<LocalAuthorityCode>> {
        option::of("[A-D]".prop_map(LocalAuthorityCode))
    }

    proptest! {
        #[test]
        fn whatever_is_known_the_first_rung_that_tells_decides_trf_01(
            social_services in some_authority(), first in some_authority(),
            other in some_authority(), nights in option::of(0_u8..=14),
            source in some_authority(), default in some_authority(),
        ) {
            let known = KnownAtCreation {
                social_services: social_services.clone(),
                homes: Homes {
                    first: first.clone(),
                    other: other.clone().map(|place| {
                        (place, nights.map(|nights| Nights::try_from(nights).unwrap()))
                    }),
                },
                source: source.clone(),
                default: default.clone(),
            };
            let mostly_there = other.clone().filter(|_| nights.is_some_and(|nights| nights > 7));
            let one_home = first.clone().filter(|first| other.is_none() || other.as_ref() == Some(first));
            let rungs = [social_services.clone(), one_home, mostly_there, first, source, default];
            let assigned = assign(known.clone());
            let to = assigned.clone().map(|assigned| assigned.to);
            prop_assert_eq!(to.clone(), rungs.into_iter().flatten().next());

            // What decides about a new record shows no move on the same data.
            let residence = known.homes.lives_in().cloned();
            if let Some(Assigned { to, kept }) = assigned {
                let situation = Situation { responsible: to, residence, kept, ..moved() };
                prop_assert_eq!(decide(&situation), Decision::Stays);
            }
        }
    }
}

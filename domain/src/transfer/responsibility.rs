//! Who is responsible for a record: at its creation, and when data show that the child has moved.

use serde::{Deserialize, Serialize};

use crate::best_view::BestView;
use crate::child_record::{Postcode, Whereabouts};
use crate::id::LocalAuthorityCode;

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
    /// Where the child is known to live.
    pub residence: Option<LocalAuthorityCode>,
    /// Where the child otherwise spends most time: the area of whoever supplied the record.
    pub most_time: Option<LocalAuthorityCode>,
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
/// most time is spent (TRF-01). None where nothing is known: then no record is made (GEN-05).
pub fn assign(known: KnownAtCreation) -> Option<Assigned> {
    if let Some(council) = known.social_services {
        let elsewhere = known.residence.is_some_and(|place| place != council);
        return Some(Assigned {
            to: council,
            kept: elsewhere.then_some(Kept::LookedAfter),
        });
    }
    let to = known.residence.or(known.most_time)?;
    Some(Assigned { to, kept: None })
}

/// The postcode at which the data show that a child lives now. A last known address, or none, shows no
/// move: the authority keeps the record (TRF-04, CTY-03).
pub fn residence(view: &BestView) -> Option<&Postcode> {
    match &view.whereabouts.as_ref()?.value {
        Whereabouts::Current(address) => address.postcode.as_ref(),
        Whereabouts::LastKnown(_) | Whereabouts::NoKnownAddress => None,
    }
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
    use super::*;
    use crate::best_view::Dated;
    use crate::child_record::Address;

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

    #[test]
    fn only_a_present_address_shows_a_residence_trf_04_cty_03() {
        let postcode = Postcode::parse("ZL1 4AB").unwrap();
        let address = Address {
            lines: Vec::new(),
            postcode: Some(postcode.clone()),
        };
        let shown = |whereabouts| {
            let view = BestView {
                whereabouts: Some(Dated {
                    value: whereabouts,
                    as_of: "2026-11-02".parse().unwrap(),
                }),
                ..BestView::default()
            };
            residence(&view).cloned()
        };
        assert_eq!(shown(Whereabouts::Current(address.clone())), Some(postcode));
        assert_eq!(shown(Whereabouts::LastKnown(address)), None);
        assert_eq!(shown(Whereabouts::NoKnownAddress), None);
        assert_eq!(residence(&BestView::default()), None);
    }

    #[test]
    fn a_new_record_is_assigned_by_care_residence_then_time_trf_01_d_44() {
        let (council, home, area) = (authority("A"), authority("B"), authority("C"));
        let mut known = KnownAtCreation {
            social_services: Some(council.clone()),
            residence: Some(home.clone()),
            most_time: Some(area.clone()),
        };
        let assigned = |to: &LocalAuthorityCode, kept| {
            let to = to.clone();
            Some(Assigned { to, kept })
        };
        assert_eq!(
            assign(known.clone()),
            assigned(&council, Some(Kept::LookedAfter))
        );
        known.social_services = Some(home.clone());
        assert_eq!(assign(known.clone()), assigned(&home, None));
        known.social_services = None;
        assert_eq!(assign(known.clone()), assigned(&home, None));
        known.residence = None;
        assert_eq!(assign(known.clone()), assigned(&area, None));
        known.most_time = None;
        assert_eq!(assign(known), None);
    }
}

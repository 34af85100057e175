//! What is decided when a complaint has come in: it is accepted, it belongs elsewhere, or it came too late
//! (CMP-03, CMP-05).

use serde::{Deserialize, Serialize};

use crate::coded::coded;
use crate::refusal::{Problem, Rejection};

coded! {
    /// Why a complaint belongs elsewhere: nine kinds, and no other (CMP-05).
    Exclusion {
        /// The Secretary of State, the Regulations, guidance or directions.
        Government = "government" => "What the Secretary of State did, or what regulations, guidance or directions say",
        /// Another local authority.
        OtherAuthority = "other-authority" => "Another local authority",
        /// What a practitioner did or decided.
        Practitioner = "practitioner" => "What a practitioner did or decided in their own work",
        /// A national partner.
        NationalPartner = "national-partner" => "A national partner organisation",
        /// The contract of somebody whom the authority employs.
        EmployeeContract = "employee-contract" => "The employment contract of somebody who works for the authority",
        /// The contract of somebody who works for it otherwise.
        ContractorContract = "contractor-contract" => "A contract that the authority has with a supplier",
        /// What is held about somebody.
        SubjectAccess = "subject-access" => "A request to see what is held about oneself",
        /// Freedom of information.
        FreedomOfInformation = "freedom-of-information" => "A request under the Freedom of Information Act",
        /// A court.
        LegalAction = "legal-action" => "What somebody has said in writing that they will go to court about",
    }
}

impl Exclusion {
    /// Whose it is: there it is sent, and the complainant is told so.
    pub fn route(self) -> &'static str {
        match self {
            Exclusion::Government => "The government department for children",
            Exclusion::OtherAuthority => "The complaints manager of that local authority",
            Exclusion::Practitioner => "The organisation that the practitioner works for",
            Exclusion::NationalPartner => "That national partner organisation",
            Exclusion::EmployeeContract => "The authority’s human resources team",
            Exclusion::ContractorContract => "The authority’s contracts team",
            Exclusion::SubjectAccess => "The authority’s data protection officer",
            Exclusion::FreedomOfInformation => "The authority’s freedom of information officer",
            Exclusion::LegalAction => "The authority’s legal team",
        }
    }
}

coded! {
    /// Why it was unreasonable to expect a complaint within the year (CMP-03).
    LateBecause {
        /// It was not known.
        NotKnown = "not-known" => "They could not have known of it earlier",
        /// The complainant was a child.
        TooYoung = "too-young" => "They were too young to complain",
        /// Illness, or what is like it.
        Prevented = "prevented" => "Illness or another serious reason kept them from it",
        /// They would have been in danger.
        Afraid = "afraid" => "Complaining earlier could have put them in danger",
    }
}

coded! {
    /// Why a late complaint is not taken (CMP-03).
    OutOfTime {
        /// It could have been expected.
        CouldHave = "could-have" => "They could have complained within the year",
        /// Nobody said why it is late.
        NoReason = "no-reason" => "They were asked why it is late, and gave no reason",
    }
}

/// What was decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Triage {
    /// It is investigated and answered.
    Accept {
        /// Why, although it is late; none where it is in time.
        late: Option<LateBecause>,
        /// Whether it says that somebody misused ContactPoint (CMP-08).
        alleges_misuse: bool,
    },
    /// It belongs elsewhere, and is sent there (CMP-05).
    Redirect(Exclusion),
    /// It came too late (CMP-03).
    OutOfTime(OutOfTime),
}

/// A form as it was typed.
#[derive(Clone, Copy, Debug)]
pub struct TypedTriage<'t> {
    /// `accept`, `redirect` or `out-of-time`.
    pub decision: &'t str,
    /// Why it is taken although it is late.
    pub late: &'t str,
    /// `yes` where it alleges misuse.
    pub misuse: &'t str,
    /// Why it belongs elsewhere.
    pub exclusion: &'t str,
    /// Why it is not taken.
    pub out_of_time: &'t str,
}

impl Triage {
    /// What a form decides, or what to do about it.
    pub fn typed(typed: TypedTriage<'_>) -> Result<Self, Problem> {
        match typed.decision {
            "accept" => Ok(Triage::Accept {
                late: LateBecause::from_code(typed.late),
                alleges_misuse: typed.misuse == "yes",
            }),
            "redirect" => Exclusion::from_code(typed.exclusion)
                .map(Triage::Redirect)
                .ok_or(Problem::new("exclusion", "Select what it is about")),
            "out-of-time" => OutOfTime::from_code(typed.out_of_time)
                .map(Triage::OutOfTime)
                .ok_or(Problem::new("out_of_time", "Select why it is not taken")),
            _ => Err(Problem::new(
                "decision",
                "Select what is done with the complaint",
            )),
        }
    }

    /// Whether it may be decided so: within the year a complaint must be taken, and a later one only for a
    /// reason (CMP-03).
    pub fn check(self, is_late: bool) -> Result<Self, Rejection> {
        let rejected = |field, message| Err(Rejection::of(field, message));
        match self {
            Triage::Accept { late: None, .. } if is_late => rejected(
                "late",
                "This complaint came more than a year after what it is about. Select why they could not be expected to complain earlier",
            ),
            Triage::OutOfTime(_) if !is_late => rejected(
                "decision",
                "This complaint was made within a year. It must be taken, unless it belongs elsewhere",
            ),
            Triage::Accept { alleges_misuse, .. } if !is_late => Ok(Triage::Accept {
                late: None,
                alleges_misuse,
            }),
            _ => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn typed() -> TypedTriage<'static> {
        TypedTriage {
            decision: "accept",
            late: "",
            misuse: "",
            exclusion: "",
            out_of_time: "",
        }
    }

    #[test]
    fn each_of_nine_exclusions_has_a_route_of_its_own_cmp_05() {
        let routes: BTreeSet<_> = Exclusion::ALL.iter().map(|one| one.route()).collect();
        assert_eq!((Exclusion::ALL.len(), routes.len()), (9, 9));
        for &exclusion in Exclusion::ALL {
            let redirect = TypedTriage {
                decision: "redirect",
                exclusion: exclusion.code(),
                ..typed()
            };
            assert_eq!(Triage::typed(redirect), Ok(Triage::Redirect(exclusion)));
            // However old it is, it belongs elsewhere.
            for late in [true, false] {
                assert!(Triage::Redirect(exclusion).check(late).is_ok());
            }
        }
    }

    #[test]
    fn within_the_year_it_must_be_taken_and_later_only_for_a_reason_cmp_03_t_35() {
        let accept = |late| Triage::Accept {
            late,
            alleges_misuse: false,
        };
        let because = Some(LateBecause::TooYoung);
        assert_eq!(accept(None).check(false), Ok(accept(None)));
        assert_eq!(
            accept(because).check(false),
            Ok(accept(None)),
            "no reason is kept"
        );
        assert!(accept(None).check(true).is_err());
        assert_eq!(accept(because).check(true), Ok(accept(because)));
        let over = Triage::OutOfTime(OutOfTime::CouldHave);
        assert!(over.check(false).is_err());
        assert_eq!(over.check(true), Ok(over));
    }

    #[test]
    fn a_form_says_what_is_missing_and_what_is_alleged_cmp_08() {
        let field = |typed| Triage::typed(typed).unwrap_err().field;
        let decided = |decision| TypedTriage {
            decision,
            ..typed()
        };
        assert_eq!(field(decided("")), "decision");
        assert_eq!(field(decided("redirect")), "exclusion");
        assert_eq!(field(decided("out-of-time")), "out_of_time");
        let misuse = TypedTriage {
            misuse: "yes",
            ..typed()
        };
        let accepted = Triage::Accept {
            late: None,
            alleges_misuse: true,
        };
        assert_eq!(Triage::typed(misuse), Ok(accepted));
    }
}

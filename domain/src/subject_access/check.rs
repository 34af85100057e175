//! What is looked at before anything is disclosed, and what it comes to (SAR-04 … SAR-07; flowcharts B8
//! and B9).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::request::Applicant;
use crate::coded::coded;

coded! {
    /// What is looked at (SAR-04).
    Check {
        /// Documents that prove who asks; always.
        Identity = "identity" => "Identity documents of whoever asks",
        /// That somebody else may ask on the applicant's behalf.
        Authority = "authority" => "Authority to ask on the applicant’s behalf",
        /// That a parent or carer is what they say; of their own data, that they are the carer who stands on
        /// the record and not somebody of the same name.
        Relation = "relation" => "Parental responsibility or the relationship",
        /// Proof of the applicant's address, compared with the recorded one.
        Residence = "residence" => "Proof of address, compared with the record",
        /// Where the addresses differ: proof of where the child lives.
        Home = "home" => "Proof that the child lives with the applicant",
        /// Whether the child understands enough to decide.
        Understanding = "understanding" => "Whether the child understands the request",
        /// Where the child does: whether they agree.
        Agreement = "agreement" => "Whether the child agrees",
        /// Whether the child agrees that a parent sees sensitive services (SAR-07).
        SensitiveServices = "sensitive-services" => "Whether the child agrees that sensitive services are shown",
        /// A court's order against the applicant (SAR-06).
        CourtOrder = "court-order" => "Court orders",
        /// What the law exempts.
        Exemption = "exemption" => "Exemptions",
        /// What lawyers say, where it cannot be proved where the child lives.
        Advice = "advice" => "Legal advice",
    }
}

coded! {
    /// What was found.
    Finding {
        /// It is proved.
        Proved = "proved" => "Proved",
        /// It has been asked for, and the clock stands still (SAR-10).
        Awaited = "awaited" => "Asked for and not yet seen: the clock stands still",
        /// Whoever asks is somebody else.
        SomebodyElse = "somebody-else" => "It is not the person",
        /// It could not be proved.
        NotProved = "not-proved" => "Not proved",
        /// The addresses are the same.
        Same = "same" => "The addresses are the same",
        /// They differ.
        Differs = "differs" => "The addresses differ",
        /// The child understands.
        Understands = "understands" => "Understands",
        /// The child does not.
        DoesNot = "does-not" => "Does not understand",
        /// The child agrees.
        Agrees = "agrees" => "Agrees",
        /// The child does not.
        Objects = "objects" => "Does not agree",
        /// There is none.
        None = "none" => "None",
        /// There is one against the applicant.
        Against = "against" => "There is an order against the applicant",
        /// One applies.
        Applies = "applies" => "An exemption applies",
        /// It may be disclosed.
        Disclose = "disclose" => "Disclose",
        /// It may not.
        Withhold = "withhold" => "Do not disclose",
    }
}

impl Check {
    /// What can be found.
    pub fn findings(self) -> &'static [Finding] {
        match self {
            Check::Identity => &[Finding::Proved, Finding::Awaited, Finding::SomebodyElse],
            Check::Authority | Check::Relation | Check::Home => {
                &[Finding::Proved, Finding::NotProved]
            }
            Check::Residence => &[Finding::Same, Finding::Differs],
            Check::Understanding => &[Finding::Understands, Finding::DoesNot],
            Check::Agreement | Check::SensitiveServices => &[Finding::Agrees, Finding::Objects],
            Check::CourtOrder => &[Finding::None, Finding::Against],
            Check::Exemption => &[Finding::None, Finding::Applies],
            Check::Advice => &[Finding::Disclose, Finding::Withhold],
        }
    }

    /// Whether it is looked at for whoever asks, sooner or later.
    pub fn belongs_to(self, applicant: Applicant, by_another: bool) -> bool {
        match self {
            Check::Identity | Check::CourtOrder | Check::Exemption => true,
            Check::Authority => by_another,
            Check::Understanding => applicant.asks_for_a_record(),
            Check::Relation => matches!(applicant, Applicant::ParentForChild | Applicant::Parent),
            Check::Residence
            | Check::Home
            | Check::Agreement
            | Check::SensitiveServices
            | Check::Advice => applicant == Applicant::ParentForChild,
        }
    }
}

/// What was found, by what was looked at.
pub type Findings = BTreeMap<Check, Finding>;

coded! {
    /// Why nothing is disclosed, as the reply says it.
    Statement {
        /// A court's order (SAR-06).
        CourtOrder = "court-order" => "The information you asked for cannot be provided under the terms of a court order.",
        /// An exemption.
        Exempt = "exempt" => "The information you asked for is exempt from disclosure by law.",
        /// It is not the person's own data (B8).
        NotTheSubject = "not-the-subject" => "We could not establish that you are the person whose information you asked for, so it cannot be disclosed to you.",
        /// Nobody asked them to.
        NotAuthorised = "not-authorised" => "We could not establish that you may ask for this information on another person’s behalf, so it cannot be disclosed to you.",
        /// The child does not understand enough: a parent may ask (B8).
        AdviseParent = "advise-parent" => "This information cannot be disclosed on a child’s own request before the child understands what it means. A parent or carer may ask for it instead.",
        /// No parental responsibility (B9).
        NoParentalResponsibility = "no-parental-responsibility" => "We could not establish that you have parental responsibility for the child, so information about the child cannot be disclosed to you.",
        /// The child understands and does not agree (B9).
        ChildObjects = "child-objects" => "The child understands your request and does not agree to it, so information about the child cannot be disclosed to you.",
        /// Lawyers advise against it.
        Advised = "advised" => "We could not establish that the child lives with you, so information about the child cannot be disclosed to you.",
        /// What was asked for is there no longer.
        NotHeld = "not-held" => "The information you asked for is no longer held, so there is nothing that could be disclosed to you.",
        /// The data protection officer does not release it.
        NotReleased = "not-released" => "The authority’s data protection officer has decided that this information cannot be disclosed to you.",
    }
}

impl Statement {
    /// What every reply ends with.
    pub const AND_THEN: &'static str = "If you do not agree with this decision, you may ask the authority to look at it again, complain to the Information Commissioner, or go to court.";
}

/// What is to be done next.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Next {
    /// These are still to be looked at.
    Look(Vec<Check>),
    /// Proof of identity is waited for (SAR-10).
    AwaitIdentity,
    /// The addresses differ: proof of where the child lives is needed.
    ProveHome,
    /// There is none: lawyers are asked.
    AskLawyers,
    /// Nothing is disclosed, for this reason.
    Refuse(Statement),
    /// It may be disclosed, if the data protection officer releases it.
    Disclose,
}

/// What findings come to. What forbids disclosure does so whatever else is found or still missing; a court's
/// order before anything else (SAR-06).
pub fn next(applicant: Applicant, by_another: bool, found: &Findings) -> Next {
    let is = |check: Check, finding: Finding| {
        check.belongs_to(applicant, by_another) && found.get(&check) == Some(&finding)
    };
    let understands = is(Check::Understanding, Finding::Understands);
    let refusals = [
        (
            is(Check::CourtOrder, Finding::Against),
            Statement::CourtOrder,
        ),
        (is(Check::Exemption, Finding::Applies), Statement::Exempt),
        (
            is(Check::Identity, Finding::SomebodyElse),
            Statement::NotTheSubject,
        ),
        (
            is(Check::Authority, Finding::NotProved),
            Statement::NotAuthorised,
        ),
        (
            applicant == Applicant::Child && is(Check::Understanding, Finding::DoesNot),
            Statement::AdviseParent,
        ),
        (
            applicant == Applicant::Parent && is(Check::Relation, Finding::NotProved),
            Statement::NotTheSubject,
        ),
        (
            is(Check::Relation, Finding::NotProved),
            Statement::NoParentalResponsibility,
        ),
        (
            understands && is(Check::Agreement, Finding::Objects),
            Statement::ChildObjects,
        ),
        (
            is(Check::Residence, Finding::Differs)
                && is(Check::Home, Finding::NotProved)
                && is(Check::Advice, Finding::Withhold),
            Statement::Advised,
        ),
    ];
    if let Some((_, statement)) = refusals.into_iter().find(|(forbids, _)| *forbids) {
        return Next::Refuse(statement);
    }
    if is(Check::Identity, Finding::Awaited) {
        return Next::AwaitIdentity;
    }
    let needed = |check: Check| {
        check.belongs_to(applicant, by_another)
            && match check {
                Check::Agreement => understands,
                Check::Home | Check::Advice | Check::SensitiveServices => false,
                _ => true,
            }
    };
    let missing: Vec<Check> = Check::ALL
        .iter()
        .copied()
        .filter(|check| needed(*check) && !found.contains_key(check))
        .collect();
    if !missing.is_empty() {
        return Next::Look(missing);
    }
    if !is(Check::Residence, Finding::Differs) || is(Check::Home, Finding::Proved) {
        return Next::Disclose;
    }
    match (found.get(&Check::Home), found.get(&Check::Advice)) {
        (None, _) => Next::ProveHome,
        (_, Some(Finding::Disclose)) => Next::Disclose,
        _ => Next::AskLawyers,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(list: &[(Check, Finding)]) -> Findings {
        list.iter().copied().collect()
    }

    /// What is always looked at, with nothing in the way.
    const CLEAR: [(Check, Finding); 3] = [
        (Check::Identity, Finding::Proved),
        (Check::CourtOrder, Finding::None),
        (Check::Exemption, Finding::None),
    ];

    fn clear(more: &[(Check, Finding)]) -> Findings {
        found(&[&CLEAR, more].concat())
    }

    #[test]
    fn codes_come_back_sar_04() {
        for &check in Check::ALL {
            assert_eq!(Check::from_code(check.code()), Some(check));
            assert!(check.findings().len() > 1);
        }
        for &finding in Finding::ALL {
            assert_eq!(Finding::from_code(finding.code()), Some(finding));
        }
        for &statement in Statement::ALL {
            assert_eq!(Statement::from_code(statement.code()), Some(statement));
        }
    }

    #[test]
    fn a_childs_own_request_is_decided_as_flowchart_b8_says_sar_05() {
        let understands = (Check::Understanding, Finding::Understands);
        let does_not = (Check::Understanding, Finding::DoesNot);
        let somebody_else = (Check::Identity, Finding::SomebodyElse);
        for (found, comes_to) in [
            (clear(&[understands]), Next::Disclose),
            (clear(&[does_not]), Next::Refuse(Statement::AdviseParent)),
            (
                clear(&[understands, somebody_else]),
                Next::Refuse(Statement::NotTheSubject),
            ),
            (clear(&[]), Next::Look(vec![Check::Understanding])),
            (
                found(&[(Check::Identity, Finding::Awaited)]),
                Next::AwaitIdentity,
            ),
        ] {
            assert_eq!(next(Applicant::Child, false, &found), comes_to, "{found:?}");
        }
    }

    #[test]
    fn a_parents_request_is_decided_as_flowchart_b9_says_sar_05() {
        use Check::{Agreement, Relation, Residence, Understanding};
        use Finding::{Agrees, DoesNot, NotProved, Objects, Proved, Same, Understands};
        let home = (Residence, Same);
        for (found, comes_to) in [
            (
                clear(&[(Relation, NotProved)]),
                Next::Refuse(Statement::NoParentalResponsibility),
            ),
            (
                clear(&[
                    (Relation, Proved),
                    home,
                    (Understanding, Understands),
                    (Agreement, Objects),
                ]),
                Next::Refuse(Statement::ChildObjects),
            ),
            (
                clear(&[
                    (Relation, Proved),
                    home,
                    (Understanding, Understands),
                    (Agreement, Agrees),
                ]),
                Next::Disclose,
            ),
            (
                clear(&[(Relation, Proved), home, (Understanding, DoesNot)]),
                Next::Disclose,
            ),
            (
                // A younger child's word does not decide.
                clear(&[
                    (Relation, Proved),
                    home,
                    (Understanding, DoesNot),
                    (Agreement, Objects),
                ]),
                Next::Disclose,
            ),
            (
                clear(&[(Relation, Proved), home, (Understanding, Understands)]),
                Next::Look(vec![Agreement]),
            ),
        ] {
            let comes = next(Applicant::ParentForChild, false, &found);
            assert_eq!(comes, comes_to, "{found:?}");
        }
    }

    #[test]
    fn where_addresses_differ_the_childs_home_is_proved_or_lawyers_are_asked_sar_04() {
        let parent = |more: &[(Check, Finding)]| {
            let base = [
                (Check::Relation, Finding::Proved),
                (Check::Understanding, Finding::DoesNot),
                (Check::Residence, Finding::Differs),
            ];
            let found = clear(&[&base, more].concat());
            next(Applicant::ParentForChild, false, &found)
        };
        let not_proved = (Check::Home, Finding::NotProved);
        assert_eq!(parent(&[]), Next::ProveHome);
        assert_eq!(parent(&[(Check::Home, Finding::Proved)]), Next::Disclose);
        assert_eq!(parent(&[not_proved]), Next::AskLawyers);
        assert_eq!(
            parent(&[not_proved, (Check::Advice, Finding::Disclose)]),
            Next::Disclose
        );
        assert_eq!(
            parent(&[not_proved, (Check::Advice, Finding::Withhold)]),
            Next::Refuse(Statement::Advised)
        );
        // Advice that was given before the addresses were found to be the same no longer holds.
        let same = (Check::Residence, Finding::Same);
        assert_eq!(
            parent(&[not_proved, (Check::Advice, Finding::Withhold), same]),
            Next::Disclose
        );
    }

    #[test]
    fn whoever_asks_for_their_own_data_is_the_carer_and_no_namesake_sar_04_sar_08() {
        let own = |more: &[(Check, Finding)]| next(Applicant::Parent, false, &clear(more));
        assert_eq!(own(&[]), Next::Look(vec![Check::Relation]));
        assert_eq!(
            own(&[(Check::Relation, Finding::NotProved)]),
            Next::Refuse(Statement::NotTheSubject)
        );
        assert_eq!(own(&[(Check::Relation, Finding::Proved)]), Next::Disclose);
    }

    #[test]
    fn whoever_asks_for_another_proves_that_they_may_sar_01() {
        let own = next(Applicant::Practitioner, false, &clear(&[]));
        assert_eq!(own, Next::Disclose);
        let for_another =
            |more: &[(Check, Finding)]| next(Applicant::Practitioner, true, &clear(more));
        assert_eq!(for_another(&[]), Next::Look(vec![Check::Authority]));
        assert_eq!(
            for_another(&[(Check::Authority, Finding::NotProved)]),
            Next::Refuse(Statement::NotAuthorised)
        );
    }

    #[test]
    fn the_reply_to_an_order_says_that_it_is_one_sar_06() {
        let words = Statement::CourtOrder.title();
        assert!(words.contains("cannot be provided under the terms of a court order"));
    }

    fn any_findings() -> impl Strategy<Value = Findings> {
        let one = (0..Check::ALL.len(), 0..3_usize).prop_map(|(check, finding)| {
            let check = Check::ALL[check];
            let findings = check.findings();
            (check, findings[finding % findings.len()])
        });
        proptest::collection::vec(one, 0..16).prop_map(|list| list.into_iter().collect())
    }

    proptest! {
        #[test]
        fn nothing_is_disclosed_against_an_order_an_exemption_or_without_identity_sar_04_sar_06(
            who in 0..4_usize, by_another: bool, mut found in any_findings(),
        ) {
            let applicant = Applicant::ALL[who];
            if next(applicant, by_another, &found) == Next::Disclose {
                prop_assert_eq!(found.get(&Check::Identity), Some(&Finding::Proved));
                prop_assert_eq!(found.get(&Check::CourtOrder), Some(&Finding::None));
                prop_assert_eq!(found.get(&Check::Exemption), Some(&Finding::None));
                prop_assert!(!by_another || found[&Check::Authority] == Finding::Proved);
            }
            found.insert(Check::CourtOrder, Finding::Against);
            let comes = next(applicant, by_another, &found);
            prop_assert_eq!(comes, Next::Refuse(Statement::CourtOrder));
        }

        #[test]
        fn a_child_who_understands_is_asked_before_a_parent_is_told_sar_05(
            by_another: bool, found in any_findings(),
        ) {
            let comes = next(Applicant::ParentForChild, by_another, &found);
            if comes == Next::Disclose {
                prop_assert_eq!(found.get(&Check::Relation), Some(&Finding::Proved));
                let understands = found[&Check::Understanding] == Finding::Understands;
                prop_assert!(!understands || found[&Check::Agreement] == Finding::Agrees);
            }
            let comes = next(Applicant::Child, by_another, &found);
            if comes == Next::Disclose {
                prop_assert_eq!(found.get(&Check::Understanding), Some(&Finding::Understands));
            }
        }

        #[test]
        fn whatever_is_to_be_looked_at_can_be_and_brings_the_request_on_sar_04(
            who in 0..4_usize, by_another: bool, found in any_findings(),
        ) {
            let applicant = Applicant::ALL[who];
            if let Next::Look(missing) = next(applicant, by_another, &found) {
                prop_assert!(!missing.is_empty());
                for check in missing {
                    prop_assert!(check.belongs_to(applicant, by_another));
                    prop_assert!(!found.contains_key(&check));
                }
            }
        }
    }
}

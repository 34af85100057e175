//! How far a request has come (section 4.8).

use serde::{Deserialize, Serialize};

use super::check::{Next, Statement};
use crate::coded::coded;

coded! {
    /// What the data protection officer decides (SAR-08).
    Decision {
        /// The report is released.
        Release = "release" => "Release the report",
        /// It is not.
        Refuse = "refuse" => "Do not disclose",
    }
}

coded! {
    /// Who signs off what is released of a shielded record: both (SAR-07).
    SignedBy {
        /// The authority's manager.
        Manager = "manager" => "ContactPoint manager",
        /// The data protection officer, who has no account: the manager records it.
        Officer = "officer" => "Data protection officer",
    }
}

coded! {
    /// How a report is delivered (SAR-11).
    Means {
        /// Into the applicant's own hands.
        ByHand = "by-hand" => "By hand, against an identity document",
        /// By a post that asks for a signature.
        SignedFor = "signed-for" => "By post that is signed for",
        /// By encrypted e-mail.
        Encrypted = "encrypted" => "By encrypted e-mail",
    }
}

/// Where a request stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stage {
    /// It is being checked.
    Checking,
    /// Proof of identity is waited for, and the clock stands still.
    AwaitingIdentity,
    /// What was found forbids disclosure: the refusal is to be recorded.
    Refusing,
    /// The record is shielded: manager and data protection officer sign off together (SAR-07).
    SigningOff,
    /// The data protection officer decides.
    Deciding,
    /// Released: the report is to be made.
    Released,
    /// The report is made: it is to be delivered.
    Produced,
    /// Delivered; over.
    Delivered,
    /// Refused with a reasoned statement; over.
    Refused,
}

impl Stage {
    /// Whether nothing more is to be done.
    pub fn is_over(self) -> bool {
        matches!(self, Stage::Delivered | Stage::Refused)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Stage::Checking => "Being checked",
            Stage::AwaitingIdentity => "Waiting for proof of identity",
            Stage::Refusing => "To be refused",
            Stage::SigningOff => "To be signed off together",
            Stage::Deciding => "With the data protection officer",
            Stage::Released => "Released: make the report",
            Stage::Produced => "Report made: deliver it",
            Stage::Delivered => "Delivered",
            Stage::Refused => "Refused",
        }
    }
}

/// What of a request decides where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// What findings come to.
    pub next: Next,
    /// Whether the record is shielded now.
    pub shielded: bool,
    /// Whether manager and data protection officer have signed off.
    pub signed_off: bool,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Whether the report was made.
    pub produced: bool,
    /// Whether it was delivered.
    pub delivered: bool,
}

impl Progress {
    /// Where the request stands. Whatever was decided, nothing is released while findings forbid it: an
    /// order that is found late takes it back, and a shield that came since is signed off first.
    pub fn stage(&self) -> Stage {
        match (&self.next, self.decision) {
            _ if self.delivered => Stage::Delivered,
            (_, Some(Decision::Refuse)) => Stage::Refused,
            (Next::Refuse(_), _) => Stage::Refusing,
            (Next::AwaitIdentity, _) => Stage::AwaitingIdentity,
            (Next::Look(_) | Next::ProveHome | Next::AskLawyers, _) => Stage::Checking,
            (Next::Disclose, _) if self.shielded && !self.signed_off => Stage::SigningOff,
            (Next::Disclose, None) => Stage::Deciding,
            (Next::Disclose, Some(Decision::Release)) if self.produced => Stage::Produced,
            (Next::Disclose, Some(Decision::Release)) => Stage::Released,
        }
    }

    /// What a decision comes to now: nothing to say of a release, the reasoned statement of a refusal; none
    /// where it does not follow from how the request stands.
    pub fn decided(&self, decision: Decision) -> Option<Option<Statement>> {
        match (self.stage(), decision, &self.next) {
            (Stage::Deciding, Decision::Release, _) => Some(None),
            (Stage::Deciding | Stage::SigningOff, Decision::Refuse, _) => {
                Some(Some(Statement::NotReleased))
            }
            (Stage::Refusing, Decision::Refuse, Next::Refuse(statement)) => Some(Some(*statement)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subject_access::Check;

    fn progress() -> Progress {
        Progress {
            next: Next::Disclose,
            shielded: false,
            signed_off: false,
            decision: None,
            produced: false,
            delivered: false,
        }
    }

    #[test]
    fn a_report_is_made_only_after_the_officers_decision_sar_08_section_4_8() {
        let mut request = Progress {
            next: Next::Look(vec![Check::Identity]),
            ..progress()
        };
        assert_eq!(request.stage(), Stage::Checking);
        assert_eq!(request.decided(Decision::Release), None);
        assert_eq!(request.decided(Decision::Refuse), None);
        request.next = Next::AwaitIdentity;
        assert_eq!(request.stage(), Stage::AwaitingIdentity);
        request.next = Next::Disclose;
        assert_eq!(request.stage(), Stage::Deciding);
        assert_eq!(request.decided(Decision::Release), Some(None));
        request.decision = Some(Decision::Release);
        assert_eq!(request.stage(), Stage::Released);
        assert_eq!(request.decided(Decision::Release), None, "decided once");
        request.produced = true;
        assert_eq!(request.stage(), Stage::Produced);
        request.delivered = true;
        assert_eq!(request.stage(), Stage::Delivered);
        assert!(request.stage().is_over());
    }

    #[test]
    fn a_shielded_record_is_signed_off_first_even_one_shielded_since_sar_07_shld_15() {
        let shielded = Progress {
            shielded: true,
            ..progress()
        };
        assert_eq!(shielded.stage(), Stage::SigningOff);
        assert_eq!(shielded.decided(Decision::Release), None);
        let signed = Progress {
            signed_off: true,
            ..shielded
        };
        assert_eq!(signed.stage(), Stage::Deciding);
        let since = Progress {
            shielded: true,
            decision: Some(Decision::Release),
            produced: true,
            ..progress()
        };
        assert_eq!(since.stage(), Stage::SigningOff);
    }

    #[test]
    fn a_refusal_says_why_and_an_order_found_late_takes_a_release_back_sar_06() {
        let order = Next::Refuse(Statement::CourtOrder);
        let late = Progress {
            next: order,
            decision: Some(Decision::Release),
            produced: true,
            ..progress()
        };
        assert_eq!(late.stage(), Stage::Refusing);
        assert_eq!(late.decided(Decision::Release), None);
        let refused = late.decided(Decision::Refuse);
        assert_eq!(refused, Some(Some(Statement::CourtOrder)));
        let officers = progress().decided(Decision::Refuse);
        assert_eq!(officers, Some(Some(Statement::NotReleased)));
    }
}

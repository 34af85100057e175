//! Looking into the archive: eight reasons, each for a few days (ARC-03 … ARC-05).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ArchivedRecord, RecordReason};
use crate::clock::london_date;
use crate::id::{AccountId, ChildNumber, LocalAuthorityCode};
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// For how many working days the archive, opened, stays open; the first is the day itself (T-23).
pub const OPEN_FOR_WORKING_DAYS: u32 = 5;

/// Why an archived record is looked at (ARC-04). There is no other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessReason {
    /// The child has returned to England, within six years and before the eighteenth birthday.
    ReturnedToEngland,
    /// An enactment, a rule of law or a court's order; a subject's request among them.
    EnactmentOrCourtOrder,
    /// Preventing or detecting crime.
    PreventionOrDetectionOfCrime,
    /// Prosecuting offenders.
    ProsecutionOfOffenders,
    /// An investigation under section 47 of the Children Act 1989.
    Section47Investigation,
    /// A serious case review, or an unexpected death of a child.
    SeriousCaseReview,
    /// A complaint about ContactPoint.
    ComplaintAboutContactPoint,
    /// A particular and compelling reason, shown to the central team first.
    CompellingReason,
}

impl AccessReason {
    /// Every reason, in the guidance's order.
    pub const ALL: [AccessReason; 8] = [
        AccessReason::ReturnedToEngland,
        AccessReason::EnactmentOrCourtOrder,
        AccessReason::PreventionOrDetectionOfCrime,
        AccessReason::ProsecutionOfOffenders,
        AccessReason::Section47Investigation,
        AccessReason::SeriousCaseReview,
        AccessReason::ComplaintAboutContactPoint,
        AccessReason::CompellingReason,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            AccessReason::ReturnedToEngland => "returned-to-england",
            AccessReason::EnactmentOrCourtOrder => "enactment-or-court-order",
            AccessReason::PreventionOrDetectionOfCrime => "prevention-or-detection-of-crime",
            AccessReason::ProsecutionOfOffenders => "prosecution-of-offenders",
            AccessReason::Section47Investigation => "section-47-investigation",
            AccessReason::SeriousCaseReview => "serious-case-review",
            AccessReason::ComplaintAboutContactPoint => "complaint-about-contactpoint",
            AccessReason::CompellingReason => "compelling-reason",
        }
    }

    /// The reason with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            AccessReason::ReturnedToEngland => "The child has returned to England",
            AccessReason::EnactmentOrCourtOrder => {
                "An enactment, a rule of law or a court order requires it"
            }
            AccessReason::PreventionOrDetectionOfCrime => "To prevent or detect crime",
            AccessReason::ProsecutionOfOffenders => "To prosecute offenders",
            AccessReason::Section47Investigation => "A section 47 investigation",
            AccessReason::SeriousCaseReview => {
                "A serious case review or an unexpected death of a child"
            }
            AccessReason::ComplaintAboutContactPoint => "A complaint about ContactPoint",
            AccessReason::CompellingReason => "Another particular and compelling reason",
        }
    }

    /// Whether it opens records that another authority answered for (matrix row 33, note 9).
    pub fn reaches_any_authority(self) -> bool {
        self == AccessReason::ReturnedToEngland
    }

    /// Whether it lets whoever has a role look at a record that is sealed for a new identity: the central
    /// team alone, for a court (NEWID-04).
    pub fn reaches_sealed(self, role: Role) -> bool {
        self == AccessReason::EnactmentOrCourtOrder && role == Role::CentralTeam
    }

    /// Whether somebody of the central team must agree before anything is shown: always with a
    /// compelling reason, and whenever it is one of the central team who asks (ARC-04, CEN-02).
    pub fn needs_agreement(self, role: Role) -> bool {
        self == AccessReason::CompellingReason || role == Role::CentralTeam
    }
}

/// What bears on a window that somebody was given into the archive; none where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WindowBearing {
    /// Whose record.
    pub child: ChildNumber,
    /// Who asked for it.
    pub asked_by: AccountId,
    /// For which authority; none for the central team.
    pub asked_for: Option<LocalAuthorityCode>,
    /// Why.
    pub reason: AccessReason,
    /// The first day on which it shows nothing more; none while it waits for agreement (T-23).
    pub closes_on: Option<NaiveDate>,
    /// The record; none where it came back to live or was destroyed.
    pub record: Option<ArchivedRecord>,
    /// Who answered for the record last.
    pub local_authority: LocalAuthorityCode,
    /// Whether it is shielded.
    pub shielded: bool,
}

impl WindowBearing {
    /// Whether whoever acts may look through the window now: its own person, under a hat of the same
    /// authority or the central team's, before it closes, at a record that is still there (ARC-03, ARC-05).
    pub fn admits(&self, standing: &Standing, today: NaiveDate) -> Result<ArchivedRecord, Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        may_ask(hat.role)?;
        let of_the_same = match &self.asked_for {
            Some(authority) => hat.manages_records_of(authority),
            None => hat.role == Role::CentralTeam,
        };
        if standing.account() != Some(self.asked_by) || !of_the_same {
            return Err(Refusal::NotYours);
        }
        if self.closes_on.is_none_or(|closes_on| closes_on <= today) {
            return Err(Refusal::NoSuchRecord);
        }
        let record = self.record.ok_or(Refusal::NoSuchRecord)?;
        let sealed = record.why == RecordReason::NewIdentity;
        if sealed && !self.reason.reaches_sealed(hat.role) {
            return Err(Refusal::NoSuchRecord);
        }
        Ok(record)
    }

    /// Whether the record is shown whole: one that is not shielded, a shielded one to its manager, and a
    /// sealed one to the two of the central team who agreed on it (D-01, NEWID-04, SHLD-11).
    pub fn shows_whole(&self, standing: &Standing) -> bool {
        let sealed = |record: ArchivedRecord| record.why == RecordReason::NewIdentity;
        !self.shielded || self.answers_for(standing) || self.record.is_some_and(sealed)
    }

    /// Whether whoever looks may bring the record back: a data administrator for a returning child
    /// alone; whoever it is, only within reach of the reason (D-38, T-22, matrix row 34).
    pub fn may_restore(&self, standing: &Standing) -> Result<(), Refusal> {
        let returned = self.reason == AccessReason::ReturnedToEngland;
        if standing.role() == Some(Role::DataAdministrator) && !returned {
            return Err(Refusal::Role);
        }
        let today = london_date(standing.now);
        let record = self.record.ok_or(Refusal::NoSuchRecord)?;
        if record.may_return(self.reason, today) {
            Ok(())
        } else {
            Err(Refusal::Reason)
        }
    }

    /// Whether whoever looks may hold back the record's destruction: the manager who answers for it,
    /// and the central team (ARC-06, matrix row 35).
    pub fn may_hold(&self, standing: &Standing) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::CentralTeam) => Ok(()),
            Some(Role::LocalAuthorityManager) if self.answers_for(standing) => Ok(()),
            Some(Role::LocalAuthorityManager) => Err(Refusal::NotYours),
            _ => Err(Refusal::Role),
        }
    }

    /// Whether the window's person answers for the record: then even a shielded one is shown whole to
    /// whoever sees the authority's shields (matrix row 3).
    pub fn answers_for(&self, standing: &Standing) -> bool {
        standing.hat().is_some_and(|hat| {
            hat.manages_records_of(&self.local_authority)
                && (!self.shielded || hat.sees_shields_of(&self.local_authority))
        })
    }
}

/// Only management teams and the central team reach the archive (ARC-03, matrix row 33).
pub(super) fn may_ask(role: Role) -> Result<(), Refusal> {
    if role.manages_records() || role == Role::CentralTeam {
        Ok(())
    } else {
        Err(Refusal::Role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_eight_reasons_and_each_code_comes_back_arc_04() {
        for reason in AccessReason::ALL {
            assert_eq!(AccessReason::from_code(reason.code()), Some(reason));
        }
        assert_eq!(AccessReason::from_code("other"), None);
    }

    #[test]
    fn a_returning_child_alone_is_looked_for_everywhere_and_a_compelling_reason_asks_first_arc_04()
    {
        let everywhere: Vec<_> = AccessReason::ALL
            .into_iter()
            .filter(|reason| reason.reaches_any_authority())
            .collect();
        assert_eq!(everywhere, [AccessReason::ReturnedToEngland]);
        let asking: Vec<_> = AccessReason::ALL
            .into_iter()
            .filter(|reason| reason.needs_agreement(Role::LocalAuthorityManager))
            .collect();
        assert_eq!(asking, [AccessReason::CompellingReason]);
        assert!(
            AccessReason::ALL
                .into_iter()
                .all(|reason| reason.needs_agreement(Role::CentralTeam))
        );
    }
}

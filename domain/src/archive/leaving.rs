//! Archiving a record by hand: a child who left England, or never lived here (D-14, D-15, row 30).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::RecordReason;
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::RecordBearing;
use crate::id::ChildNumber;
use crate::refusal::{Problem, Refusal, Rejection};
use crate::residence::{Scope, Stated, may_archive};
use crate::standing::Standing;

/// Why an authority takes a record out of the live directory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Leaving {
    /// The child left England and does not mean to return within three years (D-14).
    LeftEngland,
    /// The child was never ordinarily resident in England (D-15, CRE-05).
    NeverResident,
}

impl Leaving {
    /// The reason kept with the record.
    pub fn reason(self) -> RecordReason {
        match self {
            Leaving::LeftEngland => RecordReason::LeftEngland,
            Leaving::NeverResident => RecordReason::NeverResident,
        }
    }
}

/// A step that was taken to find out (LVE-01): codes, never words (G-FREE).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The family was asked.
    AskedFamily,
    /// The practitioners on the record were asked.
    AskedPractitioners,
    /// The school or setting was asked.
    AskedSchool,
    /// The GP practice was asked.
    AskedGpPractice,
    /// Another authority was asked, on either side of the border.
    AskedOtherAuthority,
    /// A document was seen.
    SawDocument,
}

impl Step {
    /// Every step.
    pub const ALL: [Step; 6] = [
        Step::AskedFamily,
        Step::AskedPractitioners,
        Step::AskedSchool,
        Step::AskedGpPractice,
        Step::AskedOtherAuthority,
        Step::SawDocument,
    ];

    /// The code kept.
    pub fn code(self) -> &'static str {
        match self {
            Step::AskedFamily => "asked-family",
            Step::AskedPractitioners => "asked-practitioners",
            Step::AskedSchool => "asked-school",
            Step::AskedGpPractice => "asked-gp-practice",
            Step::AskedOtherAuthority => "asked-other-authority",
            Step::SawDocument => "saw-document",
        }
    }

    /// The step with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            Step::AskedFamily => "We asked the family",
            Step::AskedPractitioners => "We asked the practitioners on the record",
            Step::AskedSchool => "We asked the school or setting",
            Step::AskedGpPractice => "We asked the GP practice",
            Step::AskedOtherAuthority => "We asked another authority",
            Step::SawDocument => "We saw a document",
        }
    }
}

/// Archiving a record of one's own authority (matrix row 30).
#[derive(Debug)]
pub struct ArchiveRecord {
    /// Whose.
    pub child: ChildNumber,
    /// Why.
    pub leaving: Leaving,
    /// What was done to be sure; of a child who has left, what stands beside the statement (LVE-01).
    pub steps: Vec<Step>,
}

impl ArchiveRecord {
    /// Checks that a step was taken: no record goes on hearsay. That a child has left England must be
    /// stated besides (LVE-01, D-14).
    pub fn check(
        &self,
        scope: Scope,
        stated: Option<&Stated>,
        today: NaiveDate,
    ) -> Result<(), Rejection> {
        if self.leaving == Leaving::LeftEngland {
            return may_archive(scope, stated, today);
        }
        if self.steps.is_empty() {
            return Err(Rejection(vec![Problem::new(
                "steps",
                "Select at least one step that you took to be sure",
            )]));
        }
        Ok(())
    }
}

impl Act for ArchiveRecord {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        let action = match self.leaving {
            Leaving::LeftEngland => "leave.archived",
            Leaving::NeverResident => "archive.moved",
        };
        let steps: Vec<&str> = self.steps.iter().map(|step| step.code()).collect();
        Event::on_child(action, self.child)
            .detail(json!({ "why": self.leaving.reason().code(), "steps": steps }))
    }

    /// Of a shielded record, its manager alone (matrix row 3).
    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if !hat.role.manages_records() {
            return Err(Refusal::Role);
        }
        let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        if !hat.decides_about(&bearing.local_authority, bearing.shielded) {
            return Err(Refusal::NotYours);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_record_is_archived_on_hearsay_lve_01() {
        let mut act = ArchiveRecord {
            child: ChildNumber::nth(1),
            leaving: Leaving::NeverResident,
            steps: Vec::new(),
        };
        let today = "2026-11-02".parse().unwrap();
        let check = |act: &ArchiveRecord| act.check(Scope::default(), None, today);
        assert!(check(&act).is_err());
        act.steps.push(Step::AskedFamily);
        assert!(check(&act).is_ok());
        act.leaving = Leaving::LeftEngland;
        assert!(check(&act).is_err(), "nothing is stated");
    }
}

//! Children who are believed to be back (LVE-03): a user says so, and the management team of the place
//! where the child lives now looks into the archive. What is told to whoever said so does not
//! distinguish what cannot be found from what cannot be restored (G-DENY).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::act::Act;
use crate::archive::{AccessReason, CaseReference, Wanted};
use crate::audit::Event;
use crate::child_record::{PersonName, Postcode};
use crate::id::{AccountId, LocalAuthorityCode};
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Who is believed to be back. It is child data: sealed while the report is open, and destroyed when it
/// is closed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Believed {
    /// The name.
    pub name: PersonName,
    /// Date of birth.
    pub born: NaiveDate,
    /// Where the child lives now, as far as it is known.
    pub postcode: Option<Postcode>,
}

impl std::fmt::Debug for Believed {
    /// It names a child (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Believed")
    }
}

/// Telling that a child has come back to England (LVE-03, matrix row 29).
#[derive(Debug)]
pub struct ReportReturn {
    /// Who.
    pub believed: Believed,
    /// Why the record is needed.
    pub reason: Reason,
}

impl Act for ReportReturn {
    type Bearing = ();

    fn event(&self) -> Event {
        let Believed {
            name,
            born,
            postcode,
        } = &self.believed;
        Event::of("return.reported")
            .because(&self.reason)
            .restricted(json!({ "name": name, "date_of_birth": born, "postcode": postcode }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        let role = reports(standing)?;
        if !self.reason.code().open_to(role) {
            return Err(Refusal::Reason);
        }
        Ok(())
    }
}

/// The role of whoever may tell (matrix row 29).
fn reports(standing: &Standing) -> Result<Role, Refusal> {
    let role = standing.role().ok_or(Refusal::Role)?;
    role.uses_records().then_some(role).ok_or(Refusal::Role)
}

/// Seeing one's own reports that wait.
#[derive(Debug)]
pub struct ListMyReturns;

impl Act for ListMyReturns {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("return.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        reports(standing).map(|_| ())
    }
}

/// What bears on a report that waits; none where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnBearing {
    /// Whose management team sees to it.
    pub local_authority: LocalAuthorityCode,
    /// Who has searched the archive for it.
    pub searched_by: Option<AccountId>,
    /// The window on what was found last.
    pub found: Option<Uuid>,
}

/// Only the management team to which it went sees to a report.
fn sees_to<'b>(
    standing: &Standing,
    bearing: &'b Option<ReturnBearing>,
) -> Result<&'b ReturnBearing, Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.manages_records() {
        return Err(Refusal::Role);
    }
    let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
    let own = hat.manages_records_of(&bearing.local_authority);
    own.then_some(bearing).ok_or(Refusal::NotYours)
}

/// Seeing a report.
#[derive(Debug)]
pub struct ViewReturned {
    /// Which.
    pub report: Uuid,
}

impl Act for ViewReturned {
    type Bearing = Option<ReturnBearing>;

    fn event(&self) -> Event {
        Event::of("return.viewed").about("return-report", self.report)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        sees_to(standing, bearing).map(|_| ())
    }
}

/// Searching the archive for a child who is believed to be back: it must be done before the report can be
/// closed (LVE-03, ARC-04).
#[derive(Debug)]
pub struct SearchForReturned {
    /// For which report.
    pub report: Uuid,
    /// Whom: what was reported, or what is known better.
    pub wanted: Wanted,
    /// The case's reference; kept in the trail alone.
    pub reference: CaseReference,
}

impl Act for SearchForReturned {
    type Bearing = Option<ReturnBearing>;

    fn event(&self) -> Event {
        let mut restricted = json!({ "reference": self.reference.as_str() });
        match &self.wanted {
            Wanted::Number(child) => restricted["number"] = json!(child.to_string()),
            Wanted::Person(name, born) => {
                restricted["name"] = json!(name);
                restricted["date_of_birth"] = json!(born);
            }
        }
        Event::of("return.searched")
            .about("return-report", self.report)
            .detail(json!({ "reason": AccessReason::ReturnedToEngland.code() }))
            .restricted(restricted)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        sees_to(standing, bearing).map(|_| ())
    }
}

/// How a report ends that no restoration ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnOutcome {
    /// There is no archived record that can be restored.
    NotFound,
    /// What was found is another child's, as the manager has made sure.
    AnotherChild,
}

impl ReturnOutcome {
    /// Both.
    pub const ALL: [ReturnOutcome; 2] = [ReturnOutcome::NotFound, ReturnOutcome::AnotherChild];

    /// The code kept in the trail.
    pub fn code(self) -> &'static str {
        match self {
            ReturnOutcome::NotFound => "not-found",
            ReturnOutcome::AnotherChild => "another-child",
        }
    }

    /// The one with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }

    /// As it is chosen.
    pub fn title(self) -> &'static str {
        match self {
            ReturnOutcome::NotFound => "No archived record can be restored",
            ReturnOutcome::AnotherChild => {
                "I have looked at the record that was found: it is another child’s"
            }
        }
    }
}

/// Closing a report without a restoration. That what was found is another child's is the manager's to
/// say: a data administrator who finds a record that can be restored must restore it (LVE-03).
#[derive(Debug)]
pub struct CloseReturned {
    /// Which report.
    pub report: Uuid,
    /// How it ends.
    pub outcome: ReturnOutcome,
}

impl Act for CloseReturned {
    type Bearing = Option<ReturnBearing>;

    fn event(&self) -> Event {
        Event::of("return.closed")
            .about("return-report", self.report)
            .detail(json!({ "outcome": self.outcome.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        sees_to(standing, bearing)?;
        let manager = standing.role() == Some(Role::LocalAuthorityManager);
        if self.outcome == ReturnOutcome::AnotherChild && !manager {
            return Err(Refusal::Role);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_codes_and_who_is_believed_to_be_back_is_not_printed_lve_03_nfr_03() {
        for outcome in ReturnOutcome::ALL {
            assert_eq!(ReturnOutcome::from_code(outcome.code()), Some(outcome));
        }
        let believed = Believed {
            name: PersonName {
                given: "Ann".into(),
                family: "Example".into(),
            },
            born: "2015-05-14".parse().unwrap(),
            postcode: None,
        };
        assert_eq!(format!("{believed:?}"), "Believed");
    }
}

//! Looking into how accounts are used: account administrators, a partner's for its own people, managers, and the
//! central team about those (matrix row 51); and explaining, by whoever is asked.

use serde_json::json;
use uuid::Uuid;

use super::code::{Asked, Explanation, Origin, Outcomes};
use super::office::{InvestigationBearing, concerns, decides, handles, looks_into_use};
use super::report::{Explained, Report, StaffManager};
use crate::act::Act;
use crate::audit::Event;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// The kind of object in the trail.
const KIND: &str = "investigation";

/// Whether somebody is at work under a hat at all.
fn at_work(standing: &Standing) -> Result<(), Refusal> {
    standing.role().map(|_| ()).ok_or(Refusal::SignedOut)
}

/// Listing what is looked into with one's own office.
#[derive(Debug)]
pub struct ListInvestigations;

impl Act for ListInvestigations {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("alert.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        looks_into_use(standing)
    }
}

/// Seeing one investigation, with what was done in those days: numbers of records and no values (AUD-05).
#[derive(Debug)]
pub struct ViewInvestigation {
    /// Which.
    pub investigation: Uuid,
}

impl Act for ViewInvestigation {
    type Bearing = Option<InvestigationBearing>;

    fn event(&self) -> Event {
        Event::of("alert.viewed").about(KIND, self.investigation)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        handles(standing, bearing.as_ref())
    }
}

/// Opening the form with which something is reported.
#[derive(Debug)]
pub struct PrepareReport;

impl Act for PrepareReport {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("alert.form-opened")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        at_work(standing)
    }
}

/// Reporting how somebody uses their account (MIS-06): every user for themselves; what others reported, whoever
/// looks into it.
#[derive(Debug)]
pub struct ReportUse {
    /// What.
    pub report: Report,
    /// Given out with the form: what is sent twice is reported once.
    pub token: Option<Uuid>,
}

impl Act for ReportUse {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("alert.reported").detail(json!({
            "origin": self.report.origin.code(),
            "concern": self.report.concern.code(),
        }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match self.report.origin {
            Origin::User => at_work(standing),
            _ => looks_into_use(standing),
        }
    }
}

/// Saying whose account a report is about.
#[derive(Debug)]
pub struct NameSubject {
    /// Which.
    pub investigation: Uuid,
    /// The user name of the account.
    pub user_name: String,
}

impl Act for NameSubject {
    type Bearing = Option<InvestigationBearing>;

    fn event(&self) -> Event {
        Event::of("alert.named").about(KIND, self.investigation)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        handles(standing, bearing.as_ref())
    }
}

/// Asking for an explanation (MIS-03, T-38): the staff manager is told in either case.
#[derive(Debug)]
pub struct AskForExplanation {
    /// Which.
    pub investigation: Uuid,
    /// Who is asked.
    pub of: Asked,
    /// Where the staff manager is written to.
    pub staff_manager: StaffManager,
}

impl Act for AskForExplanation {
    type Bearing = Option<InvestigationBearing>;

    fn event(&self) -> Event {
        Event::of("alert.asked")
            .detail(json!({ "of": self.of.code() }))
            .about(KIND, self.investigation)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        handles(standing, bearing.as_ref())
    }
}

/// Recording an explanation that came otherwise than through ContactPoint.
#[derive(Debug)]
pub struct RecordExplanation {
    /// Which.
    pub investigation: Uuid,
    /// Whose it is.
    pub by: Asked,
    /// What.
    pub explanation: Explanation,
}

impl Act for RecordExplanation {
    type Bearing = Option<InvestigationBearing>;

    fn event(&self) -> Event {
        Event::of("alert.explained")
            .detail(json!({
                "by": self.by.code(), "explanation": self.explanation.code(), "recorded": true,
            }))
            .about(KIND, self.investigation)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        handles(standing, bearing.as_ref())
    }
}

/// Listing what one is or was asked oneself (MIS-07).
#[derive(Debug)]
pub struct ListMyQuestions;

impl Act for ListMyQuestions {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("alert.own-listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        at_work(standing)
    }
}

/// Seeing what one is asked oneself.
#[derive(Debug)]
pub struct ViewMyQuestion {
    /// Which.
    pub investigation: Uuid,
}

impl Act for ViewMyQuestion {
    type Bearing = Option<InvestigationBearing>;

    fn event(&self) -> Event {
        Event::of("alert.own-viewed").about(KIND, self.investigation)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        concerns(standing, bearing.as_ref())
    }
}

/// Explaining one's own use. The words stay in the file: the trail keeps the code.
#[derive(Debug)]
pub struct ExplainUse {
    /// Which.
    pub investigation: Uuid,
    /// How.
    pub explained: Explained,
}

impl Act for ExplainUse {
    type Bearing = Option<InvestigationBearing>;

    fn event(&self) -> Event {
        Event::of("alert.explained")
            .detail(json!({
                "by": Asked::User.code(), "explanation": self.explained.explanation.code(),
            }))
            .about(KIND, self.investigation)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        concerns(standing, bearing.as_ref())
    }
}

/// Closing without a case: the explanation is satisfactory, or nobody was found whom a report is about.
#[derive(Debug)]
pub struct CloseInvestigation {
    /// Which.
    pub investigation: Uuid,
}

impl Act for CloseInvestigation {
    type Bearing = Option<InvestigationBearing>;

    fn event(&self) -> Event {
        Event::of("alert.closed").about(KIND, self.investigation)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Opening a case, with or without a suspension (ACCT-07): from then on it is the manager's.
#[derive(Debug)]
pub struct OpenCase {
    /// Which.
    pub investigation: Uuid,
    /// Whether the account is suspended meanwhile.
    pub suspend: bool,
}

impl Act for OpenCase {
    type Bearing = Option<InvestigationBearing>;

    fn event(&self) -> Event {
        Event::of("case.opened")
            .detail(json!({ "suspended": self.suspend }))
            .about(KIND, self.investigation)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Deciding what came of a case (MIS-05).
#[derive(Debug)]
pub struct DecideCase {
    /// Which.
    pub investigation: Uuid,
    /// What.
    pub outcomes: Outcomes,
}

impl Act for DecideCase {
    type Bearing = Option<InvestigationBearing>;

    fn event(&self) -> Event {
        let outcomes: Vec<&str> = self.outcomes.iter().map(|one| one.code()).collect();
        Event::of("case.outcome")
            .detail(json!({ "outcomes": outcomes }))
            .about(KIND, self.investigation)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())?;
        match bearing {
            Some(investigation) if investigation.case_opened => Ok(()),
            _ => Err(Refusal::State),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trail_keeps_the_code_of_an_explanation_and_no_words_mis_03() {
        let act = ExplainUse {
            investigation: Uuid::from_u128(1),
            explained: Explained::typed("other", "asked by the court").unwrap(),
        };
        let event = act.event();
        assert_eq!(
            event.detail,
            json!({ "by": "user", "explanation": "other" })
        );
        assert!(event.restricted.is_null());
        assert!(!format!("{act:?}").contains("court"));
    }
}

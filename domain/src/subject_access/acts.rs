//! Logging a request, checking it, deciding and answering it: the authority's manager, whom the data
//! administrator assists (matrix row 56). The data protection officer has no account: the manager records what
//! they decide.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::check::{Check, Finding};
use super::due::{Allowance, Extension};
use super::request::Asked;
use super::stage::{Decision, Means, SignedBy};
use crate::act::Act;
use crate::audit::Event;
use crate::id::{ChildNumber, LocalAuthorityCode};
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// What bears on a request; none where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DisclosureBearing {
    /// Who answers it.
    pub local_authority: LocalAuthorityCode,
    /// Whether the record is shielded: then the manager alone sees it (D-32).
    pub shielded: bool,
}

/// Whether somebody answers requests at all.
fn answers(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(role) if role.manages_records() => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Whether somebody assists with a request.
fn assists(standing: &Standing, bearing: Option<&DisclosureBearing>) -> Result<(), Refusal> {
    answers(standing)?;
    let request = bearing.ok_or(Refusal::NoSuchRecord)?;
    match standing.hat() {
        Some(hat) if hat.decides_about(&request.local_authority, request.shielded) => Ok(()),
        _ => Err(Refusal::NotYours),
    }
}

/// Whether somebody is a manager.
fn manager(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(Role::LocalAuthorityManager) => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Whether somebody decides about a request.
fn decides(standing: &Standing, bearing: Option<&DisclosureBearing>) -> Result<(), Refusal> {
    manager(standing)?;
    assists(standing, bearing)
}

/// Opening the form with which a request is logged or passed on.
#[derive(Debug)]
pub struct PrepareRequest;

impl Act for PrepareRequest {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("sar.form-opened")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        passes_on(standing)
    }
}

/// Whoever works with records may be handed a request, and passes it on (SAR-03).
fn passes_on(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(role) if role.uses_records() => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Logging a request that was received; one about a record of another authority goes there (SAR-02), as does
/// one that was handed to a user (SAR-03).
#[derive(Debug)]
pub struct LogRequest {
    /// What is asked.
    pub asked: Asked,
    /// Given out with the form: what is sent twice is logged once; none where there was no form.
    pub token: Option<Uuid>,
}

impl Act for LogRequest {
    type Bearing = ();

    fn event(&self) -> Event {
        let asked = &self.asked;
        let event = match asked.subject.child() {
            Some(child) => Event::on_child("sar.received", child),
            None => Event::of("sar.received"),
        };
        event.detail(json!({
            "applicant": asked.applicant.code(),
            "by_another": asked.by_another,
            "writing": asked.writing.code(),
            "forwarded_by": asked.forwarded_by.map(|by| by.code()),
            "received_on": asked.received_on,
        }))
    }

    /// A practitioner's own data are asked for at their authority's management alone: whether somebody has an
    /// account is nobody else's to try out.
    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match self.asked.subject.child() {
            Some(_) => passes_on(standing),
            None => answers(standing),
        }
    }
}

/// Listing the requests of one's authority.
#[derive(Debug)]
pub struct ListSubjectAccess;

impl Act for ListSubjectAccess {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("sar.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        answers(standing)
    }
}

/// Setting how long there is for requests that are logged from now on (D-41, matrix row 63).
#[derive(Debug)]
pub struct SetAllowance {
    /// How long.
    pub allowance: Allowance,
}

impl Act for SetAllowance {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("sar.allowance-set").detail(json!({ "allowance": self.allowance }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        manager(standing)
    }
}

/// Seeing a request.
#[derive(Debug)]
pub struct ViewSubjectAccess {
    /// Which.
    pub request: Uuid,
}

impl Act for ViewSubjectAccess {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of("sar.viewed").about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        assists(standing, bearing.as_ref())
    }
}

/// Recording what was found (SAR-04).
#[derive(Debug)]
pub struct RecordCheck {
    /// Which.
    pub request: Uuid,
    /// What was looked at.
    pub check: Check,
    /// What was found.
    pub finding: Finding,
}

impl Act for RecordCheck {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of("sar.checked")
            .detail(json!({ "check": self.check.code() }))
            .restricted(json!({ "finding": self.finding.code() }))
            .about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        assists(standing, bearing.as_ref())
    }
}

/// Adding another record on which a parent stands whose own data are asked for (SAR-08).
#[derive(Debug)]
pub struct AddRecord {
    /// Which.
    pub request: Uuid,
    /// Whose.
    pub child: ChildNumber,
}

impl Act for AddRecord {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of("sar.record-added")
            .restricted(json!({ "child": self.child.to_string() }))
            .about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        assists(standing, bearing.as_ref())
    }
}

/// Opening the live record, with which documents are compared and which is put right afterwards (SAR-04,
/// SAR-09).
#[derive(Debug)]
pub struct OpenRequested {
    /// Which.
    pub request: Uuid,
}

impl Act for OpenRequested {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of("sar.record-opened").about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        assists(standing, bearing.as_ref())
    }
}

/// Taking two months more, for a reason (D-41).
#[derive(Debug)]
pub struct ExtendRequest {
    /// Which.
    pub request: Uuid,
    /// Why.
    pub why: Extension,
}

impl Act for ExtendRequest {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of("sar.extended")
            .detail(json!({ "why": self.why.code() }))
            .about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Signing off what is released of a shielded record (SAR-07, SHLD-15).
#[derive(Debug)]
pub struct SignOff {
    /// Which.
    pub request: Uuid,
    /// Who signs.
    pub by: SignedBy,
    /// When.
    pub on: NaiveDate,
    /// Whether the child's whereabouts are shown, which they are not by themselves.
    pub shows_whereabouts: bool,
}

impl Act for SignOff {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of("sar.signed-off")
            .detail(json!({
                "by": self.by.code(), "on": self.on, "shows_whereabouts": self.shows_whereabouts,
            }))
            .about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Recording what the data protection officer decided, or a refusal to which findings came (SAR-05 …
/// SAR-08).
#[derive(Debug)]
pub struct DecideRequest {
    /// Which.
    pub request: Uuid,
    /// What.
    pub decision: Decision,
    /// When.
    pub on: NaiveDate,
}

impl Act for DecideRequest {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of(match self.decision {
            Decision::Release => "sar.decided",
            Decision::Refuse => "sar.refused",
        })
        .detail(json!({ "on": self.on }))
        .about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Making the report that was released (SAR-08).
#[derive(Debug)]
pub struct ProduceReport {
    /// Which.
    pub request: Uuid,
}

impl Act for ProduceReport {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of("sar.produced").about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Seeing the report, to hand it over. Each look is an entry.
#[derive(Debug)]
pub struct ViewReport {
    /// Which.
    pub request: Uuid,
}

impl Act for ViewReport {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of("sar.report-viewed").about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Recording that it was delivered (SAR-11).
#[derive(Debug)]
pub struct RecordDelivery {
    /// Which.
    pub request: Uuid,
    /// How.
    pub means: Means,
    /// When.
    pub on: NaiveDate,
}

impl Act for RecordDelivery {
    type Bearing = Option<DisclosureBearing>;

    fn event(&self) -> Event {
        Event::of("sar.delivered")
            .detail(json!({ "means": self.means.code(), "on": self.on }))
            .about("subject-access", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        assists(standing, bearing.as_ref())
    }
}

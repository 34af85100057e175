//! Who sees which children have no educational setting recorded.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::{RunReason, births_of_school_age};
use crate::act::Act;
use crate::audit::Event;
use crate::id::{ChildNumber, LocalAuthorityCode};
use crate::listed::Page;
use crate::reason::ReasonCode;
use crate::refusal::Refusal;
use crate::standing::{Hat, Role, Standing};

/// The officer for children not receiving education and the management team, each for their own authority
/// (matrix row 52, CNE-04).
fn own(standing: &Standing) -> Result<&LocalAuthorityCode, Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    let right = hat.role == Role::ChildrenNotReceivingEducation || hat.role.manages_records();
    let own = hat.local_authority.as_ref().filter(|_| right);
    own.ok_or(Refusal::Role)
}

/// Seeing whether the list is asked for each month.
#[derive(Debug)]
pub struct ViewSchedule;

impl Act for ViewSchedule {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("cne.schedule-viewed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        own(standing).map(|_| ())
    }
}

/// Having the officers reminded of the list on the first day of each month, or not (CNE-07, T-37).
#[derive(Debug)]
pub struct ScheduleNotReceivingEducation {
    /// Whether they are.
    pub monthly: bool,
}

impl Act for ScheduleNotReceivingEducation {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("cne.scheduled").detail(json!({ "monthly": self.monthly }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        own(standing).map(|_| ())
    }
}

/// Saying why one looks at who has no educational setting recorded (CNE-04).
#[derive(Debug)]
pub struct RunNotReceivingEducation {
    /// Why.
    pub reason: RunReason,
}

impl Act for RunNotReceivingEducation {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("cne.run").detail(json!({ "reason": self.reason.code() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        own(standing).map(|_| ())
    }
}

/// What bears on a look at the list: why the session looks; none where it has not said so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RunBearing {
    /// Why.
    pub reason: RunReason,
}

/// Listing the children of one's own authority who are of compulsory school age and have no educational
/// setting recorded; shielded ones are not among them (CNE-01, CNE-05, D-32).
#[derive(Debug)]
pub struct ListNotReceivingEducation {
    /// The run.
    pub run: Uuid,
    /// Which page.
    pub page: Page,
}

impl Act for ListNotReceivingEducation {
    type Bearing = Option<RunBearing>;

    fn event(&self) -> Event {
        Event::of("cne.listed").detail(json!({ "page": self.page.number() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        own(standing)?;
        bearing.map(|_| ()).ok_or(Refusal::NoSuchRecord)
    }
}

/// Listing the shielded ones: for those who see the authority's shielded records (matrix row 53, CNE-05).
#[derive(Debug)]
pub struct ListShieldedNotReceivingEducation {
    /// The run.
    pub run: Uuid,
    /// Which page.
    pub page: Page,
}

impl Act for ListShieldedNotReceivingEducation {
    type Bearing = Option<RunBearing>;

    fn event(&self) -> Event {
        let page = self.page.number();
        Event::of("cne.listed").detail(json!({ "page": page, "list": "shielded" }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        let own = hat.local_authority.as_ref().ok_or(Refusal::Role)?;
        if !hat.sees_shields_of(own) {
            return Err(Refusal::Role);
        }
        bearing.map(|_| ()).ok_or(Refusal::NoSuchRecord)
    }
}

/// What bears on a record that is opened from the list; none where it could not stand on any, or
/// the session has not said why it looks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedBearing {
    /// Who answers for it.
    pub local_authority: LocalAuthorityCode,
    /// Whether it is shielded.
    pub shielded: bool,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Why the session looks at the list.
    pub reason: RunReason,
}

/// Opening a record that stands on the list, as long as it does: the list is the way to it, and no way to
/// any other.
#[derive(Debug)]
pub struct OpenListed {
    /// Whose record.
    pub child: ChildNumber,
    /// The run.
    pub run: Uuid,
}

impl Act for OpenListed {
    type Bearing = Option<ListedBearing>;

    fn event(&self) -> Event {
        Event::on_child("cne.opened", self.child)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let own = own(standing)?;
        let today = crate::clock::london_date(standing.now);
        let stands = bearing.as_ref().filter(|record| {
            let shown =
                !record.shielded || standing.hat().is_some_and(|hat| hat.sees_shields_of(own));
            record.local_authority == *own
                && shown
                && births_of_school_age(today).contains(&record.date_of_birth)
        });
        stands.map(|_| ()).ok_or(Refusal::NoSuchRecord)
    }
}

/// The reason with which a hat opens a record from the list (GEN-01).
pub fn reason_to_open(hat: &Hat) -> ReasonCode {
    match hat.role {
        Role::ChildrenNotReceivingEducation => ReasonCode::EducationNotRecorded,
        _ => ReasonCode::ManagementFunction,
    }
}

//! Recording, changing, ending and listing one's own involvements.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entry::{EntryChanges, InvolvementEntry, Level, check_end};
use super::keeping::{InvolvementBearing, Purpose};
use super::retention::{Longer, Retention};
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::{DateOfBirth, Gender, PersonName};
use crate::id::{ChildNumber, InvolvementId, OrganisationId, ServiceId};
use crate::refusal::{Refusal, Rejection};
use crate::standing::Standing;

/// Recording that one's own service works with a child (INV-04, matrix row 12).
#[derive(Debug)]
pub struct StartInvolvement {
    /// With whom.
    pub child: ChildNumber,
    /// What is recorded.
    pub entry: InvolvementEntry,
}

/// What bears on recording an involvement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StartBearing {
    /// The organisation whose service it is; none where there is no such service.
    pub service_of: Option<OrganisationId>,
    /// Whether the service is sensitive: those need consent, by an act of their own (SENS-02).
    pub sensitive: bool,
    /// Whether there is a live record of that number.
    pub record: bool,
}

impl Act for StartInvolvement {
    type Bearing = StartBearing;

    fn event(&self) -> Event {
        Event::on_child("inv.started", self.child).detail(json!({ "service": self.entry.service }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if !hat.role.keeps_involvements() {
            return Err(Refusal::Role);
        }
        if !bearing.record {
            return Err(Refusal::NoSuchRecord);
        }
        if bearing.service_of != Some(hat.organisation) || bearing.sensitive {
            return Err(Refusal::NotYours);
        }
        Ok(())
    }
}

/// Changing one's own involvement (UPD-05).
#[derive(Debug)]
pub struct ChangeInvolvement {
    /// Which.
    pub involvement: InvolvementId,
    /// To what.
    pub changes: EntryChanges,
}

impl Act for ChangeInvolvement {
    type Bearing = Option<InvolvementBearing>;

    fn event(&self) -> Event {
        Event::of("inv.changed").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        Purpose::Change.permit(standing, bearing.as_ref())
    }
}

/// Ending one's own involvement, or one of one's team (UPD-05), with how long it stays on the record (INV-08, CEASE-01, CEASE-02).
#[derive(Debug)]
pub struct EndInvolvement {
    /// Which.
    pub involvement: InvolvementId,
    /// On which day.
    pub ended: NaiveDate,
    /// Whether it is kept beyond its year (CEASE-02).
    pub longer: Option<Longer>,
}

impl EndInvolvement {
    /// Checks the last day against the first and today.
    pub fn check(&self, started: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        check_end(started, self.ended, today)
    }
}

impl Act for EndInvolvement {
    type Bearing = Option<InvolvementBearing>;

    fn event(&self) -> Event {
        Event::of("inv.ended").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        Purpose::End.permit(standing, bearing.as_ref())
    }
}

/// Listing the involvements one keeps (INV-10).
#[derive(Debug)]
pub struct ListMyInvolvements;

impl Act for ListMyInvolvements {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("inv.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.keeps_involvements() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// One line of the list of one's own involvements. A shielded child shows no more here than
/// anywhere else (INV-10, D-01).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyInvolvement {
    /// Which.
    pub id: InvolvementId,
    /// With whom.
    pub child: MyInvolvementChild,
    /// The service's name.
    pub service: String,
    /// At which level.
    pub level: Level,
    /// The number recorded to ring.
    pub telephone: String,
    /// First day.
    pub started: NaiveDate,
    /// Last day, where it has ended.
    pub ended: Option<NaiveDate>,
    /// How long it stays on the record, where it has ended.
    pub retention: Option<Retention>,
    /// Whether the service is universal, so that it stays for a year and no longer (D-18).
    pub universal: bool,
    /// Whether the service now counts as sensitive, so that nobody but its owner may know of it.
    pub sensitive: bool,
    /// The colleague without an account for whom it was recorded; none where it is one's own.
    pub colleague: Option<String>,
}

/// The four facts by which an owner tells children apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyInvolvementChild {
    /// Number.
    pub number: ChildNumber,
    /// Name.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Gender.
    pub gender: Gender,
    /// Whether the record is shielded.
    pub shielded: bool,
}

/// A service of one's own organisation that can be recorded.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceChoice {
    /// Which.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
}

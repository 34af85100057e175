//! Recording, renewing, ending and withdrawing what is recorded of a sensitive service, and seeing
//! it: its owner, and whoever brokers for the record's authority; nobody else (SENS-04).

use chrono::NaiveDate;
use serde_json::json;

use super::attestation::GivenBy;
use super::entry::Attesting;
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::RecordBearing;
use crate::id::{
    AccountId, ChildNumber, InvolvementId, LocalAuthorityCode, OrganisationId, ServiceId,
};
use crate::involvement::{EntryChanges, StartBearing};
use crate::reason::Reason;
use crate::refusal::{Refusal, Rejection};
use crate::standing::{Hat, Role, Standing};

/// Recording that one's own sensitive service works with a child, with what is attested of consent
/// (SENS-02, matrix rows 16 and 17). Neither the service nor the basis goes to the open part of the
/// trail (SENS-04, D-12).
#[derive(Debug)]
pub struct RecordSensitiveInvolvement {
    /// With whom.
    pub child: ChildNumber,
    /// Which of the organisation's sensitive services.
    pub service: ServiceId,
    /// Level, number to ring and first day.
    pub details: EntryChanges,
    /// What is attested.
    pub attesting: Attesting,
}

impl Act for RecordSensitiveInvolvement {
    type Bearing = StartBearing;

    fn event(&self) -> Event {
        Event::on_child("sens.recorded", self.child)
            .restricted(json!({ "basis": self.attesting.basis().code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if hat.role != Role::SensitiveServicePractitioner {
            return Err(Refusal::Role);
        }
        if !bearing.record {
            return Err(Refusal::NoSuchRecord);
        }
        if bearing.service_of != Some(hat.organisation) || !bearing.sensitive {
            return Err(Refusal::NotYours);
        }
        Ok(())
    }
}

/// What bears on an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SensitiveBearing {
    /// Who keeps it; none where a source does.
    pub owner: Option<AccountId>,
    /// The organisation whose service it is; none of an entry that is no longer on the record.
    pub service_of: Option<OrganisationId>,
    /// Who answers for the record.
    pub local_authority: LocalAuthorityCode,
    /// Whether the record is shielded.
    pub shielded: bool,
    /// Whether its consent has been withdrawn before: the entry is no longer on the record.
    pub withdrawn: bool,
}

/// Whether somebody's own entry is meant. They keep it under a hat of the service's own
/// organisation alone: under another hat they see what that hat sees (D-09).
fn own(standing: &Standing, bearing: &SensitiveBearing) -> bool {
    let hat = standing.hat();
    hat.is_some_and(|hat| {
        hat.role.keeps_involvements() && bearing.service_of == Some(hat.organisation)
    }) && bearing.owner.is_some()
        && bearing.owner == standing.account()
}

/// Whether a hat brokers for an authority and may see what is beside a record that is shielded: of
/// those a data administrator sees four facts, unless given the right (matrix rows 3, 4 and 5).
fn brokers(hat: &Hat, authority: &LocalAuthorityCode, shielded: bool) -> bool {
    hat.brokers_for(authority) && (!shielded || hat.sees_shields_of(authority))
}

/// The entry, if the hat can have to do with entries at all.
fn entry_of<'b>(
    standing: &Standing,
    bearing: &'b Option<SensitiveBearing>,
) -> Result<&'b SensitiveBearing, Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.keeps_involvements() && !hat.role.manages_records() {
        return Err(Refusal::Role);
    }
    bearing.as_ref().ok_or(Refusal::NoSuchRecord)
}

/// Only its owner does this with an entry that is still on the record.
fn by_its_owner(standing: &Standing, bearing: &Option<SensitiveBearing>) -> Result<(), Refusal> {
    let bearing = entry_of(standing, bearing)?;
    if bearing.withdrawn || !own(standing, bearing) {
        return Err(Refusal::NotYours);
    }
    Ok(())
}

/// Seeing one entry, with what is attested of it (matrix rows 4 and 5).
#[derive(Debug)]
pub struct ViewSensitiveEntry {
    /// Which.
    pub involvement: InvolvementId,
}

impl Act for ViewSensitiveEntry {
    type Bearing = Option<SensitiveBearing>;

    fn event(&self) -> Event {
        Event::of("sens.viewed").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let bearing = entry_of(standing, bearing)?;
        let hat = standing.hat().ok_or(Refusal::Role)?;
        let brokers = brokers(hat, &bearing.local_authority, bearing.shielded);
        if bearing.withdrawn || !(own(standing, bearing) || brokers) {
            return Err(Refusal::NotYours);
        }
        Ok(())
    }
}

/// Renewing the consent of one's own entry, or putting another ground in its place (SENS-05,
/// SENS-08).
#[derive(Debug)]
pub struct RenewConsent {
    /// Which.
    pub involvement: InvolvementId,
    /// What is attested now.
    pub attesting: Attesting,
}

impl Act for RenewConsent {
    type Bearing = Option<SensitiveBearing>;

    fn event(&self) -> Event {
        Event::of("sens.renewed")
            .about("involvement", self.involvement)
            .restricted(json!({ "basis": self.attesting.basis().code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        by_its_owner(standing, bearing)
    }
}

/// Changing whom requests are passed on to, and since when one works with the child, in one's own
/// entry (UPD-05). What is attested stays as it is, and so does the record.
#[derive(Debug)]
pub struct ChangeSensitiveInvolvement {
    /// Which.
    pub involvement: InvolvementId,
    /// To what.
    pub changes: EntryChanges,
}

impl Act for ChangeSensitiveInvolvement {
    type Bearing = Option<SensitiveBearing>;

    fn event(&self) -> Event {
        Event::of("sens.changed").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        by_its_owner(standing, bearing)
    }
}

/// Ending one's own entry: the one line stays, in the same words (SENS-07).
#[derive(Debug)]
pub struct EndSensitiveInvolvement {
    /// Which.
    pub involvement: InvolvementId,
    /// On which day.
    pub ended: NaiveDate,
}

impl EndSensitiveInvolvement {
    /// Checks the last day against the first and today.
    pub fn check(&self, started: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        crate::involvement::check_end(started, self.ended, today)
    }
}

impl Act for EndSensitiveInvolvement {
    type Bearing = Option<SensitiveBearing>;

    fn event(&self) -> Event {
        Event::of("sens.ended").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        by_its_owner(standing, bearing)
    }
}

/// Noting that consent was withdrawn, or that a child or parent objects: the entry goes straight to
/// the archive (SENS-06, matrix row 18). Who said so, and when, stands in the trail.
#[derive(Debug)]
pub struct WithdrawConsent {
    /// Which.
    pub involvement: InvolvementId,
    /// Who said so.
    pub informed_by: GivenBy,
    /// On which day.
    pub informed_on: NaiveDate,
    /// That the entry stays, because it never rested on consent but on fear of significant harm,
    /// which its owner still has (SENS-03, SENS-06).
    pub stays: bool,
}

impl WithdrawConsent {
    /// Checks the day on which it was said.
    pub fn check(&self, today: NaiveDate) -> Result<(), Rejection> {
        if self.informed_on > today {
            return Err(Rejection::of(
                "informed",
                "The date must be today or in the past",
            ));
        }
        Ok(())
    }
}

impl Act for WithdrawConsent {
    type Bearing = Option<SensitiveBearing>;

    fn event(&self) -> Event {
        Event::of("sens.withdrawn")
            .about("involvement", self.involvement)
            .restricted(json!({
                "informed_by": self.informed_by.code(),
                "informed_on": self.informed_on,
                "stays": self.stays,
            }))
    }

    /// What was withdrawn before is withdrawn: a form sent twice, which to its sender is no
    /// mistake, and which does nothing.
    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let bearing = entry_of(standing, bearing)?;
        let hat = standing.hat().ok_or(Refusal::Role)?;
        let brokers = brokers(hat, &bearing.local_authority, bearing.shielded);
        let keeper = if bearing.withdrawn {
            hat.role == Role::SensitiveServicePractitioner
        } else {
            own(standing, bearing)
        };
        if keeper || (brokers && !self.stays) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// What bears on a withdrawal that a manager confirms.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WithdrawalBearing {
    /// Whose record it was on.
    pub child: ChildNumber,
    /// Who answers for the record.
    pub local_authority: LocalAuthorityCode,
}

/// Whoever brokers for the record's authority.
fn by_the_broker(standing: &Standing, bearing: &Option<WithdrawalBearing>) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.manages_records() {
        return Err(Refusal::Role);
    }
    let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
    if hat.brokers_for(&bearing.local_authority) {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// Seeing that a consent was withdrawn: a number and a day, nothing of what was recorded (SENS-06).
#[derive(Debug)]
pub struct ViewWithdrawal {
    /// Of which entry.
    pub involvement: InvolvementId,
}

impl Act for ViewWithdrawal {
    type Bearing = Option<WithdrawalBearing>;

    fn event(&self) -> Event {
        Event::of("sens.withdrawal-viewed").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        by_the_broker(standing, bearing)
    }
}

/// Confirming that a withdrawn entry has gone (SENS-06).
#[derive(Debug)]
pub struct ConfirmWithdrawal {
    /// Of which entry.
    pub involvement: InvolvementId,
}

impl Act for ConfirmWithdrawal {
    type Bearing = Option<WithdrawalBearing>;

    fn event(&self) -> Event {
        Event::of("sens.withdrawal-confirmed").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        by_the_broker(standing, bearing)
    }
}

/// Listing the entries of sensitive services that one keeps (INV-10).
#[derive(Debug)]
pub struct ListMySensitiveInvolvements;

impl Act for ListMySensitiveInvolvements {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("sens.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.keeps_involvements() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// Seeing which sensitive services work with a child and how to reach them, to broker (SENS-04,
/// matrix rows 4 and 5).
#[derive(Debug)]
pub struct ViewSensitiveContacts {
    /// With whom.
    pub child: ChildNumber,
    /// Why.
    pub reason: Reason,
}

impl Act for ViewSensitiveContacts {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("sens.viewed", self.child).because(&self.reason)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if !hat.role.manages_records() {
            return Err(Refusal::Role);
        }
        let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        if !brokers(hat, &bearing.local_authority, bearing.shielded) {
            return Err(Refusal::NotYours);
        }
        if !self.reason.code().open_to(hat.role) {
            return Err(Refusal::Reason);
        }
        Ok(())
    }
}

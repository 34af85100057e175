//! Notifying, reversing and confirming a death.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::act::Act;
use crate::audit::Event;
use crate::child_record::{DateOfBirth, PersonName, Verified};
use crate::clock::Moment;
use crate::id::{AccountId, ChildNumber, LocalAuthorityCode};
use crate::refusal::{Problem, Refusal, Rejection};
use crate::standing::{Role, Standing};

/// What about a record bears on a death; none where no such record is live.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeathBearing {
    /// Who is responsible for the record.
    pub local_authority: LocalAuthorityCode,
    /// Whether the record is shielded.
    pub shielded: bool,
}

/// Telling that a child has died (DTH-01, matrix row 26).
#[derive(Debug)]
pub struct NotifyDeath {
    /// Who.
    pub child: ChildNumber,
    /// On which day.
    pub died: NaiveDate,
    /// How it was verified.
    pub verified: Verified,
}

impl NotifyDeath {
    /// Checks the day: not before the birth, not in the future.
    pub fn check(&self, date_of_birth: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        check_day(self.died, date_of_birth, today)
    }
}

/// Checks a day of death.
fn check_day(died: NaiveDate, born: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
    let message = if died > today {
        "The date of death must be today or in the past"
    } else if died < born {
        "The date of death must not be before the date of birth"
    } else {
        return Ok(());
    };
    Err(Rejection(vec![Problem::new("died", message)]))
}

impl Act for NotifyDeath {
    type Bearing = Option<DeathBearing>;

    fn event(&self) -> Event {
        Event::on_child("death.notified", self.child)
            .detail(json!({ "verified": self.verified.code() }))
            .restricted(json!({ "died": self.died }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.uses_records() => {}
            _ => return Err(Refusal::Role),
        }
        bearing.as_ref().map(|_| ()).ok_or(Refusal::NoSuchRecord)
    }
}

/// Whether the hat is of those who answer for the record; of a shielded one, its manager (row 3).
fn answers_for(standing: &Standing, bearing: Option<&DeathBearing>) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.manages_records() {
        return Err(Refusal::Role);
    }
    let bearing = bearing.ok_or(Refusal::NoSuchRecord)?;
    if !hat.decides_about(&bearing.local_authority, bearing.shielded) {
        return Err(Refusal::NotYours);
    }
    Ok(())
}

/// Undoing a mistaken notification before it is confirmed, with evidence (DTH-03, matrix row 28).
#[derive(Debug)]
pub struct ReverseDeath {
    /// Whose.
    pub child: ChildNumber,
    /// How it was verified that the child lives.
    pub verified: Verified,
    /// The evidence's reference; kept in the trail alone.
    pub reference: String,
}

impl Act for ReverseDeath {
    type Bearing = Option<DeathBearing>;

    fn event(&self) -> Event {
        Event::on_child("death.reversed", self.child)
            .detail(json!({ "verified": self.verified.code() }))
            .restricted(json!({ "reference": self.reference }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())
    }
}

/// Listing the deaths of one's authority's records that wait for their confirmation (T-19, D-49).
#[derive(Debug)]
pub struct ListDeaths;

impl Act for ListDeaths {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("death.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.manages_records() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// A death that waits for its confirmation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NotifiedDeath {
    /// The record's number.
    pub number: ChildNumber,
    /// The child's name.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Date of death as notified.
    pub died: NaiveDate,
    /// The day of the notification; none where a source supplied it and nobody has looked yet.
    pub notified_on: Option<NaiveDate>,
    /// Whether a user notified it: only then can it be reversed here (DTH-03).
    pub by_hand: bool,
}

/// What the page of deaths shows, by hat.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Deaths {
    /// To an authority: deaths that wait for their confirmation.
    Unconfirmed(Vec<NotifiedDeath>),
    /// To the central team: certificates that wait for a second person.
    Certificates(Vec<Certificate>),
}

/// A certificate as a colleague of the central team entered it: nothing of any record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Certificate {
    /// Which.
    pub id: Uuid,
    /// The number entered.
    pub number: ChildNumber,
    /// The day entered.
    pub died: NaiveDate,
    /// When.
    pub entered_on: NaiveDate,
    /// Whether whoever looks entered it, and so cannot approve it.
    pub own: bool,
}

/// Only the central team enters certificates (matrix row 27).
fn of_the_central_team(standing: &Standing) -> Result<AccountId, Refusal> {
    match (standing.role(), standing.account()) {
        (Some(Role::CentralTeam), Some(account)) => Ok(account),
        _ => Err(Refusal::Role),
    }
}

/// Listing certificates that wait for a second person.
#[derive(Debug)]
pub struct ListCertificates;

impl Act for ListCertificates {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("death.certificates-listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        of_the_central_team(standing).map(|_| ())
    }
}

/// Entering a death certificate by hand, where the Registrar General's own word is missing (DTH-02).
/// Whether there is such a record is not told.
#[derive(Debug)]
pub struct EnterCertificate {
    /// The number.
    pub child: ChildNumber,
    /// The day of death.
    pub died: NaiveDate,
    /// The certificate's reference; kept in the trail alone.
    pub reference: String,
}

impl EnterCertificate {
    /// Checks the day: not in the future.
    pub fn check(&self, now: Moment) -> Result<(), Rejection> {
        check_day(self.died, NaiveDate::MIN, crate::clock::london_date(now))
    }
}

impl Act for EnterCertificate {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::on_child("death.certificate-entered", self.child)
            .restricted(json!({ "died": self.died, "reference": self.reference }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        of_the_central_team(standing).map(|_| ())
    }
}

/// What bears on a certificate; none where none waits under that identifier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CertificateBearing {
    /// Who entered it.
    pub entered_by: AccountId,
}

/// Agreeing with a certificate that a colleague entered: two people, never one (CEN-02).
#[derive(Debug)]
pub struct ApproveCertificate {
    /// Which.
    pub certificate: Uuid,
}

impl Act for ApproveCertificate {
    type Bearing = Option<CertificateBearing>;

    fn event(&self) -> Event {
        Event::of("death.confirmed").about("death-certificate", self.certificate)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let account = of_the_central_team(standing)?;
        match bearing {
            Some(bearing) if bearing.entered_by != account => Ok(()),
            Some(_) => Err(Refusal::NotYours),
            None => Err(Refusal::NoSuchRecord),
        }
    }
}

/// Taking a certificate back, by whoever entered it or a colleague who does not agree.
#[derive(Debug)]
pub struct DiscardCertificate {
    /// Which.
    pub certificate: Uuid,
}

impl Act for DiscardCertificate {
    type Bearing = Option<CertificateBearing>;

    fn event(&self) -> Event {
        Event::of("death.certificate-discarded").about("death-certificate", self.certificate)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        of_the_central_team(standing)?;
        bearing.as_ref().map(|_| ()).ok_or(Refusal::NoSuchRecord)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_death_before_the_birth_or_in_the_future_is_rejected_dth_01() {
        let (born, today) = (date("2024-02-29"), date("2026-11-25"));
        for (died, accepted) in [
            ("2024-02-28", false),
            ("2024-02-29", true),
            ("2026-11-25", true),
            ("2026-11-26", false),
        ] {
            assert_eq!(
                check_day(date(died), born, today).is_ok(),
                accepted,
                "{died}"
            );
        }
    }
}

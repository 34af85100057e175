//! Finding, looking, agreeing, restoring and holding (ARC-03 … ARC-08, matrix rows 33 to 35).

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::access::{AccessReason, WindowBearing, may_ask};
use super::{CaseReference, HoldReason};
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::{PersonName, Postcode};
use crate::clock::london_date;
use crate::id::{ChildNumber, LocalAuthorityCode};
use crate::refusal::{Problem, Refusal};
use crate::standing::{Role, Standing};

/// The role of whoever may reach the archive.
fn of_the_archive(standing: &Standing) -> Result<Role, Refusal> {
    let role = standing.role().ok_or(Refusal::Role)?;
    may_ask(role)?;
    Ok(role)
}

/// Seeing one's own windows into the archive, one's authority's holds and, in the central team, what
/// waits for agreement.
#[derive(Debug)]
pub struct ListArchive;

impl Act for ListArchive {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("archive.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        of_the_archive(standing).map(|_| ())
    }
}

/// Whom one looks for in the archive.
#[derive(Clone, PartialEq, Eq)]
pub enum Wanted {
    /// By the record's number.
    Number(ChildNumber),
    /// By name and date of birth.
    Person(PersonName, NaiveDate),
}

impl Wanted {
    /// Whom a form looks for: a number, or else a whole name with the date of birth.
    pub fn typed(
        number: &str,
        names: [&str; 2],
        born: Result<NaiveDate, Problem>,
    ) -> Result<Self, Vec<Problem>> {
        if !number.trim().is_empty() {
            let message = "That is not a ContactPoint number: check each digit";
            let number = number.parse::<ChildNumber>();
            return number
                .map(Self::Number)
                .map_err(|_| vec![Problem::new("number", message)]);
        }
        let missing = [
            "Enter the first names, or the number",
            "Enter the last name, or the number",
        ];
        match (PersonName::typed(names, missing), born) {
            (Ok(name), Ok(born)) => Ok(Self::Person(name, born)),
            (name, born) => Err(name
                .err()
                .unwrap_or_default()
                .into_iter()
                .chain(born.err())
                .collect()),
        }
    }
}

impl std::fmt::Debug for Wanted {
    /// It names a child (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Wanted")
    }
}

/// Looking for one archived record, for one of the eight reasons; where it is found, a window on it
/// opens, or is asked for (ARC-04). What one may not look at is not found (G-DENY).
#[derive(Debug)]
pub struct SearchArchive {
    /// Whom.
    pub wanted: Wanted,
    /// Why.
    pub reason: AccessReason,
    /// The case's reference; kept in the trail alone.
    pub reference: CaseReference,
}

impl Act for SearchArchive {
    type Bearing = ();

    fn event(&self) -> Event {
        let reference = self.reference.as_str();
        let detail = json!({ "reason": self.reason.code() });
        match &self.wanted {
            Wanted::Number(child) => Event::on_child("archive.searched", *child)
                .restricted(json!({ "reference": reference })),
            Wanted::Person(name, born) => Event::of("archive.searched")
                .restricted(json!({ "reference": reference, "name": name, "date_of_birth": born })),
        }
        .detail(detail)
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        of_the_archive(standing).map(|_| ())
    }
}

/// Looking at an archived record through a window: each look is an entry (ARC-04).
#[derive(Debug)]
pub struct ViewArchived {
    /// Which window.
    pub window: Uuid,
}

impl Act for ViewArchived {
    type Bearing = Option<WindowBearing>;

    fn event(&self) -> Event {
        Event::of("archive.accessed").about("archive-window", self.window)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        looks(standing, bearing.as_ref()).map(|_| ())
    }
}

/// What a window shows, to whoever may look.
fn looks<'b>(
    standing: &Standing,
    bearing: Option<&'b WindowBearing>,
) -> Result<(&'b WindowBearing, super::ArchivedRecord), Refusal> {
    of_the_archive(standing)?;
    let window = bearing.ok_or(Refusal::NoSuchRecord)?;
    let record = window.admits(standing, london_date(standing.now))?;
    Ok((window, record))
}

/// Only another of the central team agrees (CEN-02), and only while the window waits.
fn decides(standing: &Standing, bearing: Option<&WindowBearing>) -> Result<(), Refusal> {
    if standing.role() != Some(Role::CentralTeam) {
        return Err(Refusal::Role);
    }
    match bearing {
        Some(window) if Some(window.asked_by) == standing.account() => Err(Refusal::NotYours),
        Some(window) if window.closes_on.is_none() => Ok(()),
        _ => Err(Refusal::NoSuchRecord),
    }
}

/// Agreeing that somebody looks at an archived record (ARC-04 (8)): it opens from now on.
#[derive(Debug)]
pub struct ApproveAccess {
    /// Which window.
    pub window: Uuid,
}

impl Act for ApproveAccess {
    type Bearing = Option<WindowBearing>;

    fn event(&self) -> Event {
        Event::of("archive.access-approved").about("archive-window", self.window)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Not agreeing.
#[derive(Debug)]
pub struct DeclineAccess {
    /// Which window.
    pub window: Uuid,
}

impl Act for DeclineAccess {
    type Bearing = Option<WindowBearing>;

    fn event(&self) -> Event {
        Event::of("archive.access-declined").about("archive-window", self.window)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Bringing an archived record back to the live directory (ARC-08, LVE-03, D-38, matrix row 34).
#[derive(Debug)]
pub struct RestoreRecord {
    /// Through which window it was found.
    pub window: Uuid,
    /// Where the child lives now, where the postcode is known: it decides who is responsible. Without
    /// one it is the authority that restores.
    pub lives_at: Option<Postcode>,
    /// The user name of whoever believed that the child is back, who is told (S0 4.62).
    pub asked_by: Option<String>,
}

impl Act for RestoreRecord {
    type Bearing = Option<WindowBearing>;

    fn event(&self) -> Event {
        Event::of("archive.restored").about("archive-window", self.window)
    }

    /// A data administrator for a returning child alone; whoever restores, the record must be within
    /// reach of its reason (T-22).
    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let (window, _) = looks(standing, bearing.as_ref())?;
        window.may_restore(standing)
    }
}

/// Holding back the destruction of a child's archive (ARC-06, matrix row 35).
#[derive(Debug)]
pub struct HoldRecord {
    /// Through which window it was found.
    pub window: Uuid,
    /// For which investigation.
    pub why: HoldReason,
    /// Its reference; kept in the trail alone.
    pub reference: CaseReference,
    /// When it is looked at again; none for the rule's three months.
    pub review_on: Option<NaiveDate>,
}

impl Act for HoldRecord {
    type Bearing = Option<WindowBearing>;

    fn event(&self) -> Event {
        Event::of("archive.held")
            .about("archive-window", self.window)
            .detail(json!({ "why": self.why.code() }))
            .restricted(json!({ "reference": self.reference.as_str() }))
    }

    /// The manager who answers for the record, and the central team.
    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let (window, _) = looks(standing, bearing.as_ref())?;
        window.may_hold(standing)
    }
}

/// What bears on a hold; none where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HoldBearing {
    /// Whose archive it holds.
    pub child: ChildNumber,
    /// Whose managers review it.
    pub local_authority: LocalAuthorityCode,
    /// Whether it holds a record that is sealed for a new identity: the central team reviews that.
    pub sealed: bool,
}

/// Only the managers who review a hold decide on it; of a sealed record, the central team.
fn reviews(standing: &Standing, bearing: Option<&HoldBearing>) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !matches!(hat.role, Role::LocalAuthorityManager | Role::CentralTeam) {
        return Err(Refusal::Role);
    }
    let bearing = bearing.ok_or(Refusal::NoSuchRecord)?;
    let theirs = match hat.role {
        Role::CentralTeam => bearing.sealed,
        _ => !bearing.sealed && hat.manages_records_of(&bearing.local_authority),
    };
    if theirs {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// Finding at a review that the investigation goes on (T-24).
#[derive(Debug)]
pub struct KeepHold {
    /// Which.
    pub hold: Uuid,
    /// When it is looked at again; none for the rule's three months.
    pub review_on: Option<NaiveDate>,
}

impl Act for KeepHold {
    type Bearing = Option<HoldBearing>;

    fn event(&self) -> Event {
        Event::of("archive.hold-reviewed").about("archive-hold", self.hold)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        reviews(standing, bearing.as_ref())
    }
}

/// Ending a hold: the investigation is complete, or needs the record no longer (ARC-06). What is past
/// its six years is then destroyed within a day.
#[derive(Debug)]
pub struct ReleaseHold {
    /// Which.
    pub hold: Uuid,
}

impl Act for ReleaseHold {
    type Bearing = Option<HoldBearing>;

    fn event(&self) -> Event {
        Event::of("archive.released").about("archive-hold", self.hold)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        reviews(standing, bearing.as_ref())
    }
}

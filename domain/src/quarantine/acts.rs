//! Listing, seeing and settling what is kept in quarantine.

use serde_json::json;
use uuid::Uuid;

use crate::act::Act;
use crate::audit::Event;
use crate::id::{ChildNumber, LocalAuthorityCode};
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Listing the rows kept for one's authority until it is settled whom they are about.
#[derive(Debug)]
pub struct ListQuarantine;

impl Act for ListQuarantine {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("quarantine.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.manages_records() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// What bears on a row in quarantine; none where there is no such row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuarantineBearing {
    /// Which record it may be about.
    pub child: ChildNumber,
    /// Who is responsible for that.
    pub local_authority: LocalAuthorityCode,
    /// Whether the record is shielded, or was when the row came.
    pub shielded: bool,
}

/// Those who answer for the record (matrix row 37); of a shielded one nobody but its manager (D-34,
/// SHLD-11).
fn answers_for(standing: &Standing, bearing: Option<&QuarantineBearing>) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.manages_records() {
        return Err(Refusal::Role);
    }
    let row = bearing.ok_or(Refusal::NoSuchRecord)?;
    if row.shielded && hat.role != Role::LocalAuthorityManager {
        return Err(Refusal::Role);
    }
    if hat.manages_records_of(&row.local_authority) {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// Seeing a row in quarantine beside the record that it may be about.
#[derive(Debug)]
pub struct ViewQuarantined {
    /// Which.
    pub row: Uuid,
}

impl Act for ViewQuarantined {
    type Bearing = Option<QuarantineBearing>;

    fn event(&self) -> Event {
        Event::of("quarantine.viewed").about("quarantined-row", self.row)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())
    }
}

/// Whom a row is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Settlement {
    /// The child of the record: what the source says belongs to that record from now on.
    SameChild,
    /// Another child, who has a record of their own from now on.
    AnotherChild,
    /// It cannot be told: the row goes back to the source (MAT-02). Never of a shielded record, which
    /// that would betray.
    NotUsable,
}

impl Settlement {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Settlement; 3] = [
        Settlement::SameChild,
        Settlement::AnotherChild,
        Settlement::NotUsable,
    ];

    /// Whether it is offered.
    pub fn is_offered(self, shielded: bool) -> bool {
        !(shielded && self == Settlement::NotUsable)
    }

    /// The code in forms and in the trail.
    pub fn code(self) -> &'static str {
        match self {
            Settlement::SameChild => "same-child",
            Settlement::AnotherChild => "another-child",
            Settlement::NotUsable => "not-usable",
        }
    }

    /// The one with a code.
    pub fn from_code(code: &str) -> Option<Settlement> {
        Settlement::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Settling whom a row in quarantine is about.
#[derive(Debug)]
pub struct SettleQuarantined {
    /// Which.
    pub row: Uuid,
    /// Whom it is about.
    pub settlement: Settlement,
}

impl Act for SettleQuarantined {
    type Bearing = Option<QuarantineBearing>;

    fn event(&self) -> Event {
        Event::of("quarantine.settled")
            .about("quarantined-row", self.row)
            .restricted(json!({ "settlement": self.settlement.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())?;
        let offered = |row: &QuarantineBearing| self.settlement.is_offered(row.shielded);
        match bearing.as_ref().is_some_and(offered) {
            true => Ok(()),
            false => Err(Refusal::NotYours),
        }
    }
}

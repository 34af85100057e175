//! Listing, seeing and settling what is kept in quarantine.

use serde_json::json;
use uuid::Uuid;

use crate::act::Act;
use crate::audit::Event;
use crate::id::{ChildNumber, LocalAuthorityCode};
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Listing the rows kept in quarantine for one's authority.
#[derive(Debug)]
pub struct ListQuarantine;

impl Act for ListQuarantine {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("quarantine.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::LocalAuthorityManager) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// What bears on a row in quarantine; none where there is no such row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuarantineBearing {
    /// Which shielded record it may be about.
    pub child: ChildNumber,
    /// Who is responsible for that.
    pub local_authority: LocalAuthorityCode,
}

/// Nobody but the manager who answers for the shielded record (D-34, SHLD-11).
fn answers_for(standing: &Standing, bearing: Option<&QuarantineBearing>) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if hat.role != Role::LocalAuthorityManager {
        return Err(Refusal::Role);
    }
    let row = bearing.ok_or(Refusal::NoSuchRecord)?;
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
    /// The shielded child: what the source says belongs to that record from now on.
    SameChild,
    /// Another child, who has a record of their own from now on.
    AnotherChild,
}

impl Settlement {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Settlement; 2] = [Settlement::SameChild, Settlement::AnotherChild];

    /// The code in forms and in the trail.
    pub fn code(self) -> &'static str {
        match self {
            Settlement::SameChild => "same-child",
            Settlement::AnotherChild => "another-child",
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
        answers_for(standing, bearing.as_ref())
    }
}

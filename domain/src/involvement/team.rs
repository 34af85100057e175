//! What a manager sees of the own team's involvements, and asking whether one is still right
//! (INV-09).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::acts::MyInvolvementChild;
use super::keeping::InvolvementBearing;
use crate::act::Act;
use crate::audit::Event;
use crate::id::InvolvementId;
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Listing the involvements of one's own team.
#[derive(Debug)]
pub struct ListTeamInvolvements;

impl Act for ListTeamInvolvements {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("inv.team_listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::Manager) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// One line of the list of a team's involvements; never one of a sensitive service (SENS-04).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TeamInvolvement {
    /// Which.
    pub id: InvolvementId,
    /// With whom; of a shielded child no more than anywhere else (D-01).
    pub child: MyInvolvementChild,
    /// The service's name.
    pub service: String,
    /// Who keeps it; none where it came from a source.
    pub keeper: Option<String>,
    /// First day.
    pub started: NaiveDate,
    /// How long it has lasted or lasted, in words.
    pub lasting: String,
    /// Last day, where it has ended.
    pub ended: Option<NaiveDate>,
    /// Whether a confirmation of it is asked for (CEASE-03).
    pub to_confirm: bool,
    /// Whether the keeper has been asked to check it, and has not put the notice away.
    pub check_asked: bool,
}

/// Asking whoever keeps an involvement of one's own team to check whether it is still right.
#[derive(Debug)]
pub struct AskToCheck {
    /// Which.
    pub involvement: InvolvementId,
}

impl Act for AskToCheck {
    type Bearing = Option<InvolvementBearing>;

    fn event(&self) -> Event {
        Event::of("inv.check_asked").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if hat.role != Role::Manager {
            return Err(Refusal::Role);
        }
        let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        if bearing.has_keeper() && bearing.is_of_team_of(hat) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

//! Listing, agreeing and retiring lines: the authority's manager's to do.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::child_record::Telephone;
use crate::holder::OrganisationChoice;
use crate::id::{LocalAuthorityCode, NeutralLineId, OrganisationId};
use crate::refusal::Refusal;
use crate::standing::{Hat, Role, Standing};

/// The hat of an authority's manager.
fn manager(standing: &Standing) -> Result<&Hat, Refusal> {
    match standing.hat() {
        Some(hat) if hat.role == Role::LocalAuthorityManager => Ok(hat),
        _ => Err(Refusal::Role),
    }
}

/// Whether a line is one of the manager's own authority.
fn own(standing: &Standing, bearing: &LineBearing) -> Result<(), Refusal> {
    let hat = manager(standing)?;
    if bearing.local_authority.is_some() && bearing.local_authority == hat.local_authority {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// What bears on a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineBearing {
    /// The authority of its organisation; none where there is no such organisation or line.
    pub local_authority: Option<LocalAuthorityCode>,
}

/// Listing the lines of one's own authority.
#[derive(Debug)]
pub struct ListNeutralLines;

impl Act for ListNeutralLines {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("neutral-line.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        manager(standing).map(|_| ())
    }
}

/// Agreeing a line with an organisation of one's own authority.
#[derive(Debug)]
pub struct AgreeNeutralLine {
    /// With which.
    pub organisation: OrganisationId,
    /// What is to be shown, as typed.
    pub words: String,
    /// The number to ring, at which nobody says more either.
    pub telephone: Telephone,
}

impl Act for AgreeNeutralLine {
    type Bearing = LineBearing;

    fn event(&self) -> Event {
        Event::of("neutral-line.agreed").detail(json!({ "organisation": self.organisation }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        own(standing, bearing)
    }
}

/// Putting a line out of use: it can be chosen no more. Where it is shown, it stays.
#[derive(Debug)]
pub struct RetireNeutralLine {
    /// Which.
    pub line: NeutralLineId,
}

impl Act for RetireNeutralLine {
    type Bearing = LineBearing;

    fn event(&self) -> Event {
        Event::of("neutral-line.retired").about("neutral-line", self.line)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        own(standing, bearing)
    }
}

/// The lines of an authority, and with which organisations more can be agreed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NeutralLines {
    /// Lines in use.
    pub lines: Vec<NeutralLineShown>,
    /// Organisations that have a sensitive service.
    pub organisations: Vec<OrganisationChoice>,
}

/// A line as its manager sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NeutralLineShown {
    /// Which.
    pub id: NeutralLineId,
    /// The organisation's name.
    pub organisation: String,
    /// What is shown.
    pub words: String,
    /// The number shown.
    pub telephone: String,
}

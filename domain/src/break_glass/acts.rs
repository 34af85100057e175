//! Asking, agreeing, looking.

use serde_json::json;

use super::reason::GlassReason;
use super::window::{GlassBearing, GlassTime, central};
use crate::act::Act;
use crate::archive::CaseReference;
use crate::audit::Event;
use crate::id::{ChildNumber, GlassId};
use crate::refusal::Refusal;
use crate::standing::Standing;

/// Seeing what one asked for, and what colleagues ask for.
#[derive(Debug)]
pub struct ListGlass;

impl Act for ListGlass {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("glass.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        central(standing)
    }
}

/// Asking to see a shielded record, by its number.
#[derive(Debug)]
pub struct AskToBreak {
    /// Whose.
    pub child: ChildNumber,
    /// Why.
    pub reason: GlassReason,
    /// The case's reference; kept in the trail alone.
    pub reference: CaseReference,
}

impl Act for AskToBreak {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::on_child("glass.asked", self.child)
            .detail(json!({ "reason": self.reason.code() }))
            .restricted(json!({ "reference": self.reference.as_str() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        central(standing)
    }
}

/// Agreeing that a colleague sees it, from now on.
#[derive(Debug)]
pub struct AgreeToBreak {
    /// What they ask for.
    pub glass: GlassId,
}

impl Act for AgreeToBreak {
    type Bearing = Option<GlassBearing>;

    fn event(&self) -> Event {
        Event::of("glass.agreed").about("break-glass", self.glass)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Not agreeing.
#[derive(Debug)]
pub struct DeclineToBreak {
    /// What they ask for.
    pub glass: GlassId,
}

impl Act for DeclineToBreak {
    type Bearing = Option<GlassBearing>;

    fn event(&self) -> Event {
        Event::of("glass.declined").about("break-glass", self.glass)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// Only another of the central team decides, while it waits.
fn decides(standing: &Standing, bearing: Option<&GlassBearing>) -> Result<(), Refusal> {
    central(standing)?;
    bearing.ok_or(Refusal::NoSuchRecord)?.waits_for(standing)
}

/// Looking at a shielded record, whole; each look is an entry.
#[derive(Debug)]
pub struct LookThroughGlass {
    /// By what one asked for.
    pub glass: GlassId,
}

impl Act for LookThroughGlass {
    type Bearing = Option<GlassBearing>;

    fn event(&self) -> Event {
        Event::of("glass.looked").about("break-glass", self.glass)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        central(standing)?;
        bearing
            .as_ref()
            .ok_or(Refusal::NoSuchRecord)?
            .shows(standing)
    }
}

/// Setting for how long a look lasts (matrix row 63).
#[derive(Debug)]
pub struct SetGlassTime {
    /// For how long.
    pub time: GlassTime,
}

impl Act for SetGlassTime {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("glass.time-set").detail(json!({ "minutes": self.time.minutes() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        central(standing)
    }
}

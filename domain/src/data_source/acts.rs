//! Who takes a source which way (section 4.12, matrix rows 38 to 40).

use serde_json::json;
use uuid::Uuid;

use super::agreement::{Agreement, Decision};
use super::state::{SourceState, Step, StoppedBy};
use crate::act::Act;
use crate::audit::Event;
use crate::id::{LocalAuthorityCode, SourceId};
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// What bears on a source; none where there is no such source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceHeld {
    /// The authority for which it speaks; none for a national source.
    pub local_authority: Option<LocalAuthorityCode>,
    /// How it stands today.
    pub state: SourceState,
    /// Who or what stopped it, where something did.
    pub stopped_by: Option<StoppedBy>,
}

/// Whoever has to do with sources at all.
fn has_sources(standing: &Standing) -> Result<Role, Refusal> {
    match standing.role() {
        Some(role) if role.manages_records() || role == Role::CentralTeam => Ok(role),
        _ => Err(Refusal::Role),
    }
}

/// Whoever keeps a source: of a local one its authority's management, of a national one the central team
/// (matrix row 38).
pub(crate) fn keeps<'h>(
    standing: &Standing,
    held: Option<&'h SourceHeld>,
) -> Result<&'h SourceHeld, Refusal> {
    let role = has_sources(standing)?;
    let held = held.ok_or(Refusal::NoSuchRecord)?;
    let own = match &held.local_authority {
        None => role == Role::CentralTeam,
        Some(authority) => standing
            .hat()
            .is_some_and(|hat| hat.manages_records_of(authority)),
    };
    if own {
        Ok(held)
    } else {
        Err(Refusal::NotYours)
    }
}

/// Whoever keeps it, and the central team in any case (matrix row 40).
pub(crate) fn oversees<'h>(
    standing: &Standing,
    held: Option<&'h SourceHeld>,
) -> Result<&'h SourceHeld, Refusal> {
    match has_sources(standing)? {
        Role::CentralTeam => held.ok_or(Refusal::NoSuchRecord),
        _ => keeps(standing, held),
    }
}

/// The central team (matrix row 39).
fn accredits<'h>(
    standing: &Standing,
    held: Option<&'h SourceHeld>,
) -> Result<&'h SourceHeld, Refusal> {
    match standing.role() {
        Some(Role::CentralTeam) => held.ok_or(Refusal::NoSuchRecord),
        _ => Err(Refusal::Role),
    }
}

/// Whether a step is to be taken from where a source stands.
fn follows(held: &SourceHeld, step: Step) -> Result<(), Refusal> {
    match held.state.after(step) {
        Some(_) => Ok(()),
        None => Err(Refusal::State),
    }
}

/// Listing the sources that one has to do with.
#[derive(Debug)]
pub struct ListSources;

impl Act for ListSources {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("feed.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        has_sources(standing).map(|_| ())
    }
}

/// Preparing to register one: which bodies may be behind it.
#[derive(Debug)]
pub struct PrepareSource;

impl Act for PrepareSource {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("feed.prepared")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        has_sources(standing).map(|_| ())
    }
}

/// Seeing a source, and what it supplied.
#[derive(Debug)]
pub struct ViewSource {
    /// Which.
    pub source: SourceId,
}

impl Act for ViewSource {
    type Bearing = Option<SourceHeld>;

    fn event(&self) -> Event {
        Event::of("feed.viewed").about("source", self.source)
    }

    fn permit(&self, standing: &Standing, held: &Self::Bearing) -> Result<(), Refusal> {
        oversees(standing, held.as_ref()).map(|_| ())
    }
}

/// Signing the agreement, or one that takes its place and leaves the source where it stands (FEED-03).
#[derive(Debug)]
pub struct SignAgreement {
    /// With which source.
    pub source: SourceId,
    /// What is agreed.
    pub agreement: Agreement,
}

impl Act for SignAgreement {
    type Bearing = Option<SourceHeld>;

    fn event(&self) -> Event {
        Event::of(Step::Sign.event())
            .about("source", self.source)
            .detail(json!({ "agreement": self.agreement }))
    }

    fn permit(&self, standing: &Standing, held: &Self::Bearing) -> Result<(), Refusal> {
        let held = keeps(standing, held.as_ref())?;
        if held.state.is_agreed() {
            return Ok(());
        }
        follows(held, Step::Sign)
    }
}

/// Deciding whether a source is accredited (FEED-02), or renewing its accreditation, which leaves it
/// where it stands (T-31).
#[derive(Debug)]
pub struct DecideAccreditation {
    /// Which source.
    pub source: SourceId,
    /// How it is decided.
    pub decision: Decision,
}

impl Act for DecideAccreditation {
    type Bearing = Option<SourceHeld>;

    fn event(&self) -> Event {
        let (step, detail) = match self.decision {
            Decision::Accredited(until) => (Step::Accredit, json!({ "until": until })),
            Decision::Rejected(why) => (Step::Reject, json!({ "because": why.code() })),
        };
        Event::of(step.event())
            .about("source", self.source)
            .detail(detail)
    }

    fn permit(&self, standing: &Standing, held: &Self::Bearing) -> Result<(), Refusal> {
        let held = accredits(standing, held.as_ref())?;
        match self.decision {
            Decision::Accredited(_) if held.state.is_accredited() => Ok(()),
            Decision::Accredited(_) => follows(held, Step::Accredit),
            Decision::Rejected(_) => follows(held, Step::Reject),
        }
    }
}

/// Taking a step with a source for which nothing else is to be said.
#[derive(Debug)]
pub struct TakeStep {
    /// Which source.
    pub source: SourceId,
    /// Which step.
    pub step: Step,
}

impl Act for TakeStep {
    type Bearing = Option<SourceHeld>;

    fn event(&self) -> Event {
        Event::of(self.step.event()).about("source", self.source)
    }

    fn permit(&self, standing: &Standing, held: &Self::Bearing) -> Result<(), Refusal> {
        let held = match self.step {
            Step::AskForAccreditation => keeps(standing, held.as_ref())?,
            _ => oversees(standing, held.as_ref())?,
        };
        if !Step::PRESSED.contains(&self.step) {
            return Err(Refusal::State);
        }
        follows(held, self.step)?;
        // What the central team stopped, it alone lets go on.
        let stopped_above = held.stopped_by == Some(StoppedBy::CentralTeam);
        if self.step.connects() && stopped_above && standing.role() != Some(Role::CentralTeam) {
            return Err(Refusal::NotYours);
        }
        Ok(())
    }
}

/// Deciding on a supply that is held since it would take away most of what its source said: whoever keeps the
/// source releases it, to be taken in as it is, or refuses it whole.
#[derive(Debug)]
pub struct DecideHeld {
    /// Whose it is.
    pub source: SourceId,
    /// The supply.
    pub supply: Uuid,
    /// Whether it is taken in.
    pub release: bool,
}

impl Act for DecideHeld {
    type Bearing = Option<SourceHeld>;

    fn event(&self) -> Event {
        let event = match self.release {
            true => "supply.released",
            false => "supply.refused",
        };
        Event::of(event)
            .about("source", self.source)
            .detail(json!({ "supply": self.supply }))
    }

    fn permit(&self, standing: &Standing, held: &Self::Bearing) -> Result<(), Refusal> {
        keeps(standing, held.as_ref()).map(|_| ())
    }
}

/// Whether somebody decides on what is held of a source.
pub fn decides_held(standing: &Standing, held: &SourceHeld) -> bool {
    keeps(standing, Some(held)).is_ok()
}

/// The steps that somebody may take with a source as it stands.
pub fn steps_open(standing: &Standing, source: SourceId, held: &SourceHeld) -> Vec<Step> {
    let may = |step: &Step| match step {
        Step::Sign => keeps(standing, Some(held)).is_ok_and(|held| follows(held, *step).is_ok()),
        Step::Accredit | Step::Reject => {
            accredits(standing, Some(held)).is_ok_and(|held| follows(held, *step).is_ok())
        }
        step => {
            let act = TakeStep {
                source,
                step: *step,
            };
            act.permit(standing, &Some(held.clone())).is_ok()
        }
    };
    Step::ALL.into_iter().filter(may).collect()
}

/// Whether somebody may put another agreement in the place of what was agreed.
pub fn amends(standing: &Standing, held: &SourceHeld) -> bool {
    keeps(standing, Some(held)).is_ok_and(|held| held.state.is_agreed())
}

/// Whether somebody may renew a source's accreditation.
pub fn renews(standing: &Standing, held: &SourceHeld) -> bool {
    accredits(standing, Some(held)).is_ok_and(|held| held.state.is_accredited())
}

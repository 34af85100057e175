//! What users do who ask for a record (CRE-02, CRE-06, matrix row 8).

use serde_json::json;
use uuid::Uuid;

use super::{AskedRecord, State};
use crate::act::Act;
use crate::audit::Event;
use crate::id::{AccountId, ChildNumber, LocalAuthorityCode, SearchId};
use crate::refusal::Refusal;
use crate::search::SearchBearing;
use crate::standing::Standing;

/// The roles that ask for records (matrix row 8): those that search.
fn asks(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(role) if role.uses_records() => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Only after a search of one's own session, made for a reason. That it is no longer shown does not
/// matter: whoever fills the form in slowly loses nothing.
fn searched(standing: &Standing, bearing: Option<&SearchBearing>) -> Result<(), Refusal> {
    asks(standing)?;
    match bearing {
        Some(search) if Some(search.session) == standing.session() => Ok(()),
        _ => Err(Refusal::NoSuchRecord),
    }
}

/// Opening the form, filled with what was searched for.
#[derive(Debug)]
pub struct PrepareCreation {
    /// After which search.
    pub search: SearchId,
}

impl Act for PrepareCreation {
    type Bearing = Option<SearchBearing>;

    fn event(&self) -> Event {
        Event::of("create.form-opened").about("search", self.search)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        searched(standing, bearing.as_ref())
    }
}

/// Asking for a record (CRE-02). The same asked by somebody else, or again, joins the request there is
/// (CRE-06).
#[derive(Debug)]
pub struct AskForRecord {
    /// After which search.
    pub search: SearchId,
    /// What is known of the child.
    pub asked: AskedRecord,
}

impl Act for AskForRecord {
    type Bearing = Option<SearchBearing>;

    fn event(&self) -> Event {
        Event::of("create.requested")
            .about("search", self.search)
            .detail(json!({ "basis": self.asked.basis.code() }))
            .restricted(json!({ "asked": self.asked }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        searched(standing, bearing.as_ref())
    }
}

/// What bears on a request; none where there is none that is still shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreationBearing {
    /// Whose management team decides.
    pub local_authority: LocalAuthorityCode,
    /// How it stands today.
    pub state: State,
    /// Who asked.
    pub requesters: Vec<AccountId>,
    /// The record that it came to.
    pub number: Option<ChildNumber>,
}

impl CreationBearing {
    /// Whether somebody is one of those who asked.
    pub(super) fn is_asked_by(&self, standing: &Standing) -> bool {
        standing
            .account()
            .is_some_and(|account| self.requesters.contains(&account))
    }
}

/// A request of one's own, for whoever asks for records.
fn own<'b>(
    standing: &Standing,
    bearing: &'b Option<CreationBearing>,
) -> Result<&'b CreationBearing, Refusal> {
    asks(standing)?;
    let request = bearing.as_ref().filter(|one| one.is_asked_by(standing));
    request.ok_or(Refusal::NoSuchRecord)
}

/// Seeing how one's own requests stand, and nothing else of them (CRE-04).
#[derive(Debug)]
pub struct ListMyCreations;

impl Act for ListMyCreations {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("create.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        asks(standing)
    }
}

/// Seeing a request of one's own to which more is to be told.
#[derive(Debug)]
pub struct ViewMyCreation {
    /// Which.
    pub request: Uuid,
}

impl Act for ViewMyCreation {
    type Bearing = Option<CreationBearing>;

    fn event(&self) -> Event {
        Event::of("create.viewed").about("creation-request", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        match own(standing, bearing)?.state {
            State::NeedsInformation => Ok(()),
            _ => Err(Refusal::NoSuchRecord),
        }
    }
}

/// Telling more about a request of one's own: it is checked anew by what is told.
#[derive(Debug)]
pub struct AnswerCreation {
    /// Which.
    pub request: Uuid,
    /// What is known now.
    pub asked: AskedRecord,
}

impl Act for AnswerCreation {
    type Bearing = Option<CreationBearing>;

    fn event(&self) -> Event {
        Event::of("create.answered")
            .about("creation-request", self.request)
            .detail(json!({ "basis": self.asked.basis.code() }))
            .restricted(json!({ "asked": self.asked }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        match own(standing, bearing)?.state {
            State::NeedsInformation => Ok(()),
            _ => Err(Refusal::NoSuchRecord),
        }
    }
}

/// Taking one's own request back. Where others asked too, theirs goes on.
#[derive(Debug)]
pub struct WithdrawCreation {
    /// Which.
    pub request: Uuid,
}

impl Act for WithdrawCreation {
    type Bearing = Option<CreationBearing>;

    fn event(&self) -> Event {
        Event::of("create.withdrawn").about("creation-request", self.request)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        if own(standing, bearing)?.state.waits() {
            Ok(())
        } else {
            Err(Refusal::NoSuchRecord)
        }
    }
}

/// Opening the record that one's request came to, for the reason of the search that went before it
/// (SRCH-01).
#[derive(Debug)]
pub struct OpenCreated {
    /// Which request.
    pub request: Uuid,
    /// Which record.
    pub child: ChildNumber,
}

impl Act for OpenCreated {
    type Bearing = Option<CreationBearing>;

    fn event(&self) -> Event {
        Event::on_child("record.opened", self.child).detail(json!({ "request": self.request }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        if own(standing, bearing)?.number == Some(self.child) {
            Ok(())
        } else {
            Err(Refusal::NoSuchRecord)
        }
    }
}

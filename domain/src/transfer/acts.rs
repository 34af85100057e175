//! Proposing, answering and overriding (TRF-02, TRF-03, TRF-05, matrix row 36).

use serde_json::json;

use super::responsibility::{Kept, Passing};
use super::state::RejectedBecause;
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::RecordBearing;
use crate::id::{ChildNumber, LocalAuthorityCode, TransferId};
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// The authority whose manager acts; only they deal with transfers (matrix row 36).
fn manager(standing: &Standing) -> Result<&LocalAuthorityCode, Refusal> {
    match standing.hat() {
        Some(hat) if hat.role == Role::LocalAuthorityManager => {
            hat.local_authority.as_ref().ok_or(Refusal::Role)
        }
        _ => Err(Refusal::Role),
    }
}

/// The line of a transfer that happened by itself. Where to is child data: it tells where a child
/// lives.
pub fn automatic_event(Passing { child, from, to }: &Passing) -> Event {
    Event::on_child("transfer.auto", *child).restricted(json!({ "from": from, "to": to }))
}

/// Seeing who is responsible for a record, and what may be proposed.
#[derive(Debug)]
pub struct ViewResponsibility {
    /// Whose record.
    pub child: ChildNumber,
}

impl Act for ViewResponsibility {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("transfer.responsibility-viewed", self.child)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        knows_of(standing, bearing.as_ref())
    }
}

/// Whether a manager may deal with a record: any of one that is not shielded; of a shielded one the
/// responsible one alone, since who that is tells where the child lives (D-31, D-02).
fn knows_of(standing: &Standing, bearing: Option<&RecordBearing>) -> Result<(), Refusal> {
    let own = manager(standing)?;
    match bearing {
        Some(record) if !record.shielded || record.local_authority == *own => Ok(()),
        _ => Err(Refusal::NoSuchRecord),
    }
}

/// Proposing that responsibility passes: the responsible manager to any authority, another to their
/// own alone (TRF-03). A shielded record's responsible manager alone starts it (D-31).
#[derive(Debug)]
pub struct ProposeTransfer {
    /// Whose record.
    pub child: ChildNumber,
    /// To which authority.
    pub to: LocalAuthorityCode,
}

impl Act for ProposeTransfer {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("transfer.proposed", self.child).restricted(json!({ "to": self.to }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        knows_of(standing, bearing.as_ref())?;
        let own = manager(standing)?;
        let record = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        if record.local_authority == *own || self.to == *own {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// Saying that a record stays with one's authority whatever the data show, or no longer (TRF-02,
/// TRF-05, D-44).
#[derive(Debug)]
pub struct KeepResponsibility {
    /// Whose record.
    pub child: ChildNumber,
    /// Why it stays; none where it no longer does.
    pub because: Option<Kept>,
}

impl Act for KeepResponsibility {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("transfer.overridden", self.child)
            .restricted(json!({ "kept": self.because.map(Kept::code) }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let own = manager(standing)?;
        match bearing {
            Some(record) if record.local_authority == *own => Ok(()),
            Some(record) if !record.shielded => Err(Refusal::NotYours),
            _ => Err(Refusal::NoSuchRecord),
        }
    }
}

/// What bears on a transfer of a live record. None where there is no such.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TransferBearing {
    /// Whose record.
    pub child: ChildNumber,
    /// From which authority.
    pub from: LocalAuthorityCode,
    /// To which.
    pub to: LocalAuthorityCode,
    /// Whose manager proposed it; none where it happened by itself.
    pub proposed_by: Option<LocalAuthorityCode>,
    /// Whether it waits for an answer.
    pub open: bool,
    /// Who is responsible for the record now.
    pub responsible: LocalAuthorityCode,
    /// Whether the record is shielded now.
    pub shielded: bool,
}

impl TransferBearing {
    /// Whether an authority's manager may know of it: both do, but of a shielded record only whoever
    /// is responsible now, and whom they ask to take it over (D-31).
    pub fn known_to(&self, own: &LocalAuthorityCode) -> bool {
        let asked = self.open && self.proposed_by.as_ref() == Some(&self.from) && self.to == *own;
        if self.shielded {
            self.responsible == *own || asked
        } else {
            self.from == *own || self.to == *own
        }
    }

    /// Whether an authority is the one whose answer it waits, or waited, for.
    pub fn asks(&self, own: &LocalAuthorityCode) -> bool {
        let party = self.from == *own || self.to == *own;
        party && self.proposed_by.is_some() && self.proposed_by.as_ref() != Some(own)
    }
}

/// The transfer, where the manager may know of it.
fn known<'b>(
    standing: &Standing,
    bearing: Option<&'b TransferBearing>,
) -> Result<(LocalAuthorityCode, &'b TransferBearing), Refusal> {
    let own = manager(standing)?;
    match bearing {
        Some(transfer) if transfer.known_to(own) => Ok((own.clone(), transfer)),
        Some(_) => Err(Refusal::NotYours),
        None => Err(Refusal::NoSuchRecord),
    }
}

/// Seeing a transfer of one's own authority.
#[derive(Debug)]
pub struct ViewTransfer {
    /// Which.
    pub transfer: TransferId,
}

impl Act for ViewTransfer {
    type Bearing = Option<TransferBearing>;

    fn event(&self) -> Event {
        Event::of("transfer.viewed").about("transfer", self.transfer)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        known(standing, bearing.as_ref()).map(|_| ())
    }
}

/// What the other authority says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It agrees.
    Accepted,
    /// It does not, by code.
    Rejected(RejectedBecause),
}

/// Answering a proposal of the other authority (TRF-03).
#[derive(Debug)]
pub struct AnswerTransfer {
    /// Which.
    pub transfer: TransferId,
    /// The answer.
    pub answer: Answer,
}

impl Act for AnswerTransfer {
    type Bearing = Option<TransferBearing>;

    fn event(&self) -> Event {
        let (action, detail) = match self.answer {
            Answer::Accepted => ("transfer.accepted", json!({})),
            Answer::Rejected(because) => {
                ("transfer.rejected", json!({ "because": because.code() }))
            }
        };
        Event::of(action)
            .about("transfer", self.transfer)
            .detail(detail)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let (own, transfer) = known(standing, bearing.as_ref())?;
        if transfer.asks(&own) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// Taking back a proposal of one's own authority.
#[derive(Debug)]
pub struct WithdrawTransfer {
    /// Which.
    pub transfer: TransferId,
}

impl Act for WithdrawTransfer {
    type Bearing = Option<TransferBearing>;

    fn event(&self) -> Event {
        Event::of("transfer.cancelled").about("transfer", self.transfer)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let (own, transfer) = known(standing, bearing.as_ref())?;
        if transfer.proposed_by == Some(own) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// Listing one's authority's transfers (TRF-08).
#[derive(Debug)]
pub struct ListTransfers;

impl Act for ListTransfers {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("transfer.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        manager(standing).map(|_| ())
    }
}

/// Listing proposals that nobody has answered for twenty working days, without the children they are
/// about (TRF-06, matrix row 36).
#[derive(Debug)]
pub struct ListUnanswered;

impl Act for ListUnanswered {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("transfer.unanswered-listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::CentralTeam) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

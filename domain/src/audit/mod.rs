//! The audit trail: what an entry holds, how it is sealed, and how the whole is proved (AUD).
//!
//! [`leaf`] seals one entry, [`tree`] gathers the leaves, [`proof`] proves that a leaf is in a tree
//! and that one tree grew out of another, [`checkpoint`] is the state of a tree in words that are
//! signed and handed to witnesses.

pub mod checkpoint;
pub mod json;
pub mod leaf;
pub mod proof;
pub mod tree;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::ChildNumber;
use crate::reason::Reason;

/// The content of an entry is kept for six years at least (AUD-07).
pub const KEPT_FOR_YEARS: u32 = 6;

/// What an entry is about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Object {
    /// A child's record, by its number.
    Child(ChildNumber),
    /// Anything else: its kind and its identifier.
    Other(&'static str, String),
}

/// The line an act leaves in the audit trail, before its outcome is known (G-AUD).
#[derive(Clone, Debug)]
pub struct Event {
    /// What was done, as section 2.40 names it: `record.viewed`.
    pub action: &'static str,
    /// To what.
    pub object: Option<Object>,
    /// Why, where a reason is asked for.
    pub reason: Option<Reason>,
    /// Facts that are not child data: readable to those who review patterns (AUD-05).
    pub detail: Value,
    /// Facts that are child data (search criteria, values before and after): readable only with
    /// the right to audit values (AUD-05).
    pub restricted: Value,
}

impl Event {
    /// An event about nothing in particular.
    pub fn of(action: &'static str) -> Self {
        Self {
            action,
            object: None,
            reason: None,
            detail: Value::Null,
            restricted: Value::Null,
        }
    }

    /// An event about a child.
    pub fn on_child(action: &'static str, child: ChildNumber) -> Self {
        Self {
            object: Some(Object::Child(child)),
            ..Self::of(action)
        }
    }

    /// The same event, about an object that is not a child.
    pub fn about(self, kind: &'static str, id: impl ToString) -> Self {
        Self {
            object: Some(Object::Other(kind, id.to_string())),
            ..self
        }
    }

    /// The same event, for a reason.
    pub fn because(self, reason: &Reason) -> Self {
        Self {
            reason: Some(reason.clone()),
            ..self
        }
    }

    /// The same event with facts that are not child data.
    pub fn detail(self, detail: Value) -> Self {
        Self { detail, ..self }
    }

    /// The same event with facts that are child data.
    pub fn restricted(self, restricted: Value) -> Self {
        Self { restricted, ..self }
    }
}

/// How an act ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// Policy refused it.
    Refused,
    /// It could not be done as asked.
    Rejected,
    /// Something broke; nothing was done.
    Fault,
}

impl Outcome {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Refused => "refused",
            Outcome::Rejected => "rejected",
            Outcome::Fault => "fault",
        }
    }
}

impl Object {
    /// The kind stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Object::Child(_) => "child",
            Object::Other(kind, _) => kind,
        }
    }

    /// The identifier stored; a child's number without spaces.
    pub fn id(&self) -> String {
        match self {
            Object::Child(number) => number.stored().to_string(),
            Object::Other(_, id) => id.clone(),
        }
    }
}

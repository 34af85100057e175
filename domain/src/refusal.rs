//! The three ways in which an act fails: a refusal tells nothing, a rejection tells what to do,
//! a fault tells a reference number.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::data_source::NotAccepting;

/// The policy said no. Whoever is refused learns nothing but that; the code goes to the audit
/// trail (G-DENY).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The role does not hold this permission (section 3 of the catalogue).
    Role,
    /// The object is not the actor's own, their organisation's or their authority's.
    NotYours,
    /// There is no such record that the actor may know of.
    NoSuchRecord,
    /// The reason may not be given by this role.
    Reason,
    /// The sign-in was not completed or has ended.
    SignedOut,
    /// A factor of the sign-in was wrong, or an attempt came too soon after a failed one.
    Factors,
    /// One of the conditions on the account is no longer met (ACCT-02).
    Conditions,
    /// The request came from a network that is not the organisation's (AUTH-06).
    Network,
    /// Too many acts of this kind in too short a time (SRCH-04).
    TooMany,
    /// What is asked for does not follow on from how the thing stands (section 4).
    State,
    /// The source of data supplies nothing at present (FEED-02, FEED-10, FEED-13).
    NotAccepting(NotAccepting),
}

impl Refusal {
    /// The code kept in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::NotYours => "not-yours",
            Self::NoSuchRecord => "no-such-record",
            Self::Reason => "reason",
            Self::SignedOut => "signed-out",
            Self::Factors => "factors",
            Self::Conditions => "conditions",
            Self::Network => "network",
            Self::TooMany => "too-many",
            Self::State => "state",
            Self::NotAccepting(why) => why.code(),
        }
    }
}

/// Something typed cannot be used: one message for a field, in plain English, that says what to
/// do. Messages are fixed texts: they never repeat what was typed (it may be a child's name).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// The form field's name, so that the message can stand beside it.
    pub field: Cow<'static, str>,
    /// What to do, as one sentence without a full stop.
    pub message: Cow<'static, str>,
}

impl Problem {
    /// A problem with one field.
    pub const fn new(field: &'static str, message: &'static str) -> Self {
        Self {
            field: Cow::Borrowed(field),
            message: Cow::Borrowed(message),
        }
    }
}

/// What was asked cannot be done as it was asked; the person can mend it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rejection(pub Vec<Problem>);

impl Rejection {
    /// A rejection for a single field.
    pub fn of(field: &'static str, message: &'static str) -> Self {
        Self(vec![Problem::new(field, message)])
    }

    /// What to do, for whoever reads it in one line.
    pub fn words(&self) -> String {
        let words = self.0.iter().map(|problem| problem.message.as_ref());
        words.collect::<Vec<&str>>().join("; ")
    }

    /// `Ok` where there is no problem.
    pub fn unless_empty(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Self(problems))
        }
    }
}

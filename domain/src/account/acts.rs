//! Signing in and out, and looking at one's own account.

use serde_json::json;
use uuid::Uuid;

use crate::act::Act;
use crate::audit::Event;
use crate::clock::Moment;
use crate::id::{AccountId, SessionId};
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// An attempt to sign in. Whether the password and the PIN were right is established before,
/// with the same work for every name; the token code is checked under a lock, for it counts once.
pub struct SignIn {
    /// The account of that user name, where there is one.
    pub account: Option<AccountId>,
    /// Whether the password was right.
    pub password: bool,
    /// Whether the PIN was right.
    pub pin: bool,
    /// The token code as typed.
    pub code: String,
}

impl Act for SignIn {
    type Bearing = ();

    fn event(&self) -> Event {
        // Which factors were right is kept; what was typed is not (AUTH-01).
        let event =
            Event::of("login").detail(json!({ "password": self.password, "pin": self.pin }));
        match self.account {
            Some(account) => event.about("account", account),
            None => event,
        }
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        if standing.actor == Actor::Stranger {
            Ok(())
        } else {
            Err(Refusal::SignedOut)
        }
    }
}

/// Taking one of several hats for a session of its own (AUTH-09).
#[derive(Debug)]
pub struct ChooseHat {
    /// Which.
    pub hat: Uuid,
}

/// Whose hat it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HatBearing {
    /// None where there is no such hat.
    pub holder: Option<AccountId>,
}

impl Act for ChooseHat {
    type Bearing = HatBearing;

    fn event(&self) -> Event {
        Event::of("hat.chosen").about("hat", self.hat)
    }

    fn permit(&self, standing: &Standing, bearing: &HatBearing) -> Result<(), Refusal> {
        match (standing.account(), bearing.holder) {
            (Some(account), Some(holder)) if account == holder => Ok(()),
            _ => Err(Refusal::NotYours),
        }
    }
}

/// Accepting the purposes, limits and warnings of the login notice (AUTH-08).
#[derive(Debug)]
pub struct AcceptNotice;

impl Act for AcceptNotice {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("notice.accepted")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        standing.session().map(|_| ()).ok_or(Refusal::SignedOut)
    }
}

/// Why a session ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SessionEnd {
    /// The person signed out.
    SignedOut,
    /// No request for ten minutes.
    Idle,
    /// Eight hours have passed.
    Absolute,
    /// A condition on the account is no longer met (ACCT-02).
    Conditions,
    /// A request came from a network that is not the organisation's (AUTH-06).
    Network,
}

impl SessionEnd {
    /// The code kept in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            SessionEnd::SignedOut => "signed-out",
            SessionEnd::Idle => "idle",
            SessionEnd::Absolute => "absolute",
            SessionEnd::Conditions => "conditions",
            SessionEnd::Network => "network",
        }
    }
}

/// Ending a session (AUTH-05).
#[derive(Debug)]
pub struct EndSession {
    /// Which.
    pub session: SessionId,
    /// Why.
    pub why: SessionEnd,
}

impl Act for EndSession {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("session.ended").detail(json!({ "because": self.why.code() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        if standing.session() == Some(self.session) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// Looking at one's own account and activity (ACCT-12).
#[derive(Debug)]
pub struct ViewMyAccount {
    /// Show activity before this moment; the latest where none is given.
    pub before: Option<Moment>,
}

impl Act for ViewMyAccount {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("account.viewed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        standing.role().map(|_| ()).ok_or(Refusal::SignedOut)
    }
}

/// Forgetting sessions that have ended, with what was kept for them: found searches, opened
/// records, returned forms. The system does it, whether or not anyone comes back (AUTH-05).
#[derive(Debug)]
pub struct ForgetEndedSessions;

impl Act for ForgetEndedSessions {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("session.forgotten")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        if standing.actor == Actor::System {
            Ok(())
        } else {
            Err(Refusal::Role)
        }
    }
}

//! The one error that a browser may receive. It tells nothing but what its reader may do.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a page or an answer is not there. What can be mended goes back to its form instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
pub enum Shown {
    /// The session has ended, or there never was one.
    #[error("signed out")]
    SignedOut,
    /// There is nothing there for this person: one answer for whatever may not be seen and
    /// whatever does not exist (G-DENY).
    #[error("nothing there")]
    NothingThere,
    /// Too much in too short a time (SRCH-04).
    #[error("too many")]
    TooMany,
    /// What was sent cannot be read.
    #[error("unreadable")]
    Unreadable,
    /// Something broke; the log holds more under this reference.
    #[error("fault")]
    Fault(Uuid),
}

impl FromServerFnError for Shown {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Shown::unreadable(),
            _ => Shown::Fault(Uuid::nil()),
        }
    }
}

impl Shown {
    /// The code under which an address may carry it.
    pub(crate) fn code(self) -> String {
        match self {
            Shown::SignedOut => "signed-out".to_owned(),
            Shown::NothingThere => "nothing-there".to_owned(),
            Shown::TooMany => "too-many".to_owned(),
            Shown::Unreadable => "unreadable".to_owned(),
            Shown::Fault(reference) => reference.to_string(),
        }
    }

    /// What a code stands for; whatever is no code is a thing that is not there.
    pub(crate) fn from_code(code: &str) -> Self {
        match code {
            "signed-out" => Shown::SignedOut,
            "too-many" => Shown::TooMany,
            "unreadable" => Shown::Unreadable,
            other => Uuid::parse_str(other).map_or(Shown::NothingThere, Shown::Fault),
        }
    }

    /// What was sent cannot be read; on the server the answer's status says so too.
    fn unreadable() -> Self {
        #[cfg(feature = "ssr")]
        status(http::StatusCode::BAD_REQUEST);
        Shown::Unreadable
    }
}

/// Sets the status of the answer being made.
#[cfg(feature = "ssr")]
pub(crate) fn status(status: http::StatusCode) {
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(status);
    }
}

#[cfg(feature = "ssr")]
impl From<registry::Stopped> for Shown {
    /// What a stopped act looks like from outside. The answer's status is set with it. A rejection
    /// that reaches here met no form to go back to: what was sent was not sent by a page of ours.
    fn from(stopped: registry::Stopped) -> Self {
        use domain::refusal::Refusal;
        use http::StatusCode;
        use registry::Stopped;
        let (code, shown) = match stopped {
            Stopped::Refused(Refusal::SignedOut | Refusal::Conditions | Refusal::Network) => {
                (StatusCode::UNAUTHORIZED, Shown::SignedOut)
            }
            Stopped::Refused(Refusal::TooMany) => (StatusCode::TOO_MANY_REQUESTS, Shown::TooMany),
            Stopped::Refused(_) => (StatusCode::NOT_FOUND, Shown::NothingThere),
            Stopped::Rejected(_) => (StatusCode::BAD_REQUEST, Shown::Unreadable),
            Stopped::Fault(fault) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                Shown::Fault(fault.reference),
            ),
        };
        status(code);
        shown
    }
}

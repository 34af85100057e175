//! The request's signed-in person, or a refusal: the only way from a page to the registry.

use std::sync::Arc;

use http::request::Parts;
use leptos::prelude::use_context;
use registry::account::{NewSession, Session};
use registry::{FrontDoor, SignedIn};

use crate::shown::{Shown, status};

/// Who sent a request. The server's outermost layer finds it out once for each request and puts
/// it among the request's extensions, so that it is there in server functions and in pages alike.
#[derive(Clone)]
pub struct Visitor {
    /// The way in for whoever has no session yet.
    pub front_door: FrontDoor,
    /// The request, as the audit trail knows it.
    pub request: registry::audit::Request,
    /// The session, where there is one that holds.
    pub session: Option<Session>,
    /// A nonce for this answer's scripts.
    pub nonce: Arc<str>,
}

/// Whoever sent the request being answered.
pub(crate) fn visitor() -> Result<Visitor, Shown> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Visitor>().cloned())
        .ok_or(Shown::SignedOut)
}

/// The person signed in, ready to work.
pub(crate) async fn signed_in() -> Result<SignedIn, Shown> {
    match visitor()?.session {
        Some(Session::SignedIn(user)) => Ok(*user),
        _ => {
            status(http::StatusCode::UNAUTHORIZED);
            Err(Shown::SignedOut)
        }
    }
}

/// The cookie's name. The prefix makes browsers insist on `Secure`, the whole path and no domain.
pub const COOKIE: &str = "__Host-contactpoint";

/// Hands the browser a new session's secret.
pub(crate) fn set_cookie(session: &NewSession) {
    write_cookie(&format!(
        "{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Lax",
        session.token
    ));
}

/// Takes the session's secret from the browser.
pub(crate) fn clear_cookie() {
    write_cookie(&format!(
        "{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    ));
}

fn write_cookie(cookie: &str) {
    let response = use_context::<leptos_axum::ResponseOptions>();
    if let (Some(response), Ok(value)) = (response, http::HeaderValue::from_str(cookie)) {
        response.insert_header(http::header::SET_COOKIE, value);
    }
}

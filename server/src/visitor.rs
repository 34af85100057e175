//! Who sent a request: found out once, before anything else looks at it, so that pages and server
//! functions alike know it and none can do without.

use std::net::SocketAddr;
use std::sync::Arc;

use app::signed_in::Visitor;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::standing::Role;
use http::{Method, StatusCode, header};
use registry::account::Session;
use registry::{Registry, Stopped};

use crate::headers::Nonce;
use crate::limits::Limits;
use crate::{address, cookie};

/// What is needed to tell who sent a request.
#[derive(Clone)]
pub struct Doorkeeper {
    /// The registry.
    pub registry: Registry,
    /// How often addresses may ask.
    pub limits: Limits,
    /// Our own proxies.
    pub proxies: Arc<[ipnet::IpNet]>,
}

/// Pages that anyone may see.
fn public(path: &str) -> bool {
    matches!(
        path,
        "/sign-in" | "/signed-out" | "/not-done" | "/how-to-complain"
    )
}

/// Finds out who sent the request, and leads those who may not go on to where they can.
pub async fn identify(
    State(doorkeeper): State<Doorkeeper>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = address::client(peer.ip(), request.headers(), &doorkeeper.proxies);
    if !doorkeeper.limits.allow(address, request.uri().path()) {
        return (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many requests. Wait a minute.",
        )
            .into_response();
    }
    let known = doorkeeper.registry.request_from(address);
    let token = cookie::token(request.headers()).map(str::to_owned);
    let had_session = token.is_some();
    let session = match token {
        None => None,
        Some(token) => match doorkeeper.registry.authenticate(&token, known).await {
            Ok(session) => Some(session),
            Err(Stopped::Refused(_) | Stopped::Rejected(_)) => None,
            Err(Stopped::Fault(fault)) => {
                tracing::error!(reference = %known.id, cause = %fault, "fault");
                return unavailable();
            }
        },
    };
    if let Some(elsewhere) = elsewhere(&request, session.as_ref(), had_session) {
        return elsewhere;
    }
    let nonce = request
        .extensions()
        .get::<Nonce>()
        .map_or_else(|| "".into(), |n| n.0.clone());
    let front_door = doorkeeper.registry.front_door();
    request.extensions_mut().insert(Visitor {
        front_door,
        request: known,
        session,
        nonce,
    });
    next.run(request).await
}

/// The database does not answer.
fn unavailable() -> Response {
    let words = "ContactPoint is not available at the moment. Try again in a few minutes.";
    (StatusCode::SERVICE_UNAVAILABLE, words).into_response()
}

/// Where someone is led who cannot see the page they asked for; none for what is no page.
fn elsewhere(request: &Request, session: Option<&Session>, had_session: bool) -> Option<Response> {
    let path = request.uri().path();
    let page = matches!(*request.method(), Method::GET | Method::HEAD)
        && !path.starts_with("/api/")
        && !public(path);
    if !page {
        return None;
    }
    let to = match session {
        None if had_session => "/signed-out?why=ended",
        None => "/sign-in",
        Some(Session::Arriving(_)) if path != "/before-you-continue" => "/before-you-continue",
        Some(Session::SignedIn(user)) if path == "/" || path == "/before-you-continue" => {
            match user.person().role {
                role if role.has_desk() => "/desk",
                role if role.uses_records() => "/search",
                Role::PanelMember => "/panel",
                Role::ComplaintsManager => "/complaints",
                role if role.looks_into_use() => "/misuse",
                _ => "/account",
            }
        }
        Some(_) => return None,
    };
    let mut response = Redirect::to(to).into_response();
    if had_session && session.is_none() {
        response
            .headers_mut()
            .insert(header::SET_COOKIE, cookie::cleared());
    }
    Some(response)
}

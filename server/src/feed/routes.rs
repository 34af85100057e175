//! `POST /feeds/v1/supplies` and what belongs to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::BodyDataStream;
use axum::extract::{ConnectInfo, Path, Query, Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use chrono::NaiveDate;
use domain::discrepancy::{FetchNotices, Item, Place};
use domain::feed::{
    About, BeginSupply, Format, KeepPart, Receipt, SupplyName, SupplyState, ViewSupply,
};
use domain::id::SourceId;
use domain::refusal::Refusal;
use domain::standing::Actor;
use futures::StreamExt;
use http::{HeaderMap, StatusCode, header};
use registry::{Caller, Registry, Stopped, discrepancy, feed};
use serde::Deserialize;

use super::answer::{COMPLETE, OFFSET, problem, receipt, stopped, told, unknown_caller};
use crate::address;
use crate::limits::Limits;

/// How long a request may take, sending what it sends.
pub const LONGEST_REQUEST: Duration = Duration::from_secs(15 * 60);
/// How much is kept at once, in bytes.
const PART: usize = 1024 * 1024;

/// How to ask for the next notices.
const GO_ON: &str = "Ask for the next notices with the reference and the item of the last one";

/// What the channel needs.
#[derive(Clone)]
pub struct Channel {
    /// The registry.
    pub registry: Registry,
    /// For whom tokens must be meant.
    pub audience: Arc<str>,
    /// How often addresses may ask.
    pub limits: Limits,
    /// Our own proxies.
    pub proxies: Arc<[ipnet::IpNet]>,
}

/// Everything below `/feeds/v1`.
pub fn routes(channel: Channel) -> Router {
    Router::new()
        .route("/feeds/v1/supplies", post(begin))
        .route("/feeds/v1/supplies/{name}", get(view).patch(go_on))
        .route("/feeds/v1/notices", get(notices))
        .layer(middleware::from_fn_with_state(channel, identify))
}

/// The source that a request comes from.
#[derive(Clone)]
struct Sender {
    caller: Caller,
    source: SourceId,
}

/// Finds out which source sent the request. Whoever shows none learns nothing.
async fn identify(
    State(channel): State<Channel>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = address::client(peer.ip(), request.headers(), &channel.proxies);
    if !channel.limits.allow(address, request.uri().path()) {
        return problem(StatusCode::TOO_MANY_REQUESTS, "Wait a minute");
    }
    let Some(token) = bearer(request.headers()) else {
        return unknown_caller();
    };
    let known = channel.registry.request_from(address);
    let caller = channel
        .registry
        .authenticate_source(token, &channel.audience, known)
        .await;
    match caller {
        Ok(caller) => {
            let Actor::Source(source) = caller.standing().actor else {
                return unknown_caller();
            };
            request.extensions_mut().insert(Sender { caller, source });
            next.run(request).await
        }
        Err(Stopped::Fault(fault)) => stopped(Stopped::Fault(fault)),
        Err(_) => unknown_caller(),
    }
}

/// The token of a request.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

/// What the rows are about.
#[derive(Deserialize)]
struct Asked {
    of: Option<String>,
}

/// After which row those are asked for that could not be used.
#[derive(Deserialize)]
struct After {
    after: Option<u64>,
}

/// From when, and after which notice, notices are asked for.
#[derive(Deserialize)]
struct Since {
    since: Option<NaiveDate>,
    reference: Option<String>,
    item: Option<String>,
}

/// Tells the source which of its own items are not what the record shows (DISC-02), a part at a time.
async fn notices(Extension(sender): Extension<Sender>, Query(asked): Query<Since>) -> Response {
    let after = match (asked.reference, asked.item) {
        (None, None) => None,
        (Some(reference), Some(item)) => match Item::from_code(&item) {
            Some(item) => Some(Place { reference, item }),
            None => return problem(StatusCode::UNPROCESSABLE_ENTITY, GO_ON),
        },
        _ => return problem(StatusCode::UNPROCESSABLE_ENTITY, GO_ON),
    };
    let act = FetchNotices {
        source: sender.source,
        since: asked.since,
        after,
    };
    match sender.caller.access(act, discrepancy::fetch).await {
        Ok(part) => told(&part),
        Err(why) => stopped(why),
    }
}

/// Begins a supply and keeps what comes of it; begun under that name before, tells how it stands.
async fn begin(
    Extension(sender): Extension<Sender>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let named = headers.get("idempotency-key").and_then(|v| v.to_str().ok());
    let name = match SupplyName::new(named.unwrap_or_default()) {
        Ok(name) => name,
        Err(rejection) => return stopped(rejection.into()),
    };
    let about = match asked.of.as_deref() {
        None => Some(About::Children),
        Some(code) => About::from_code(code),
    };
    let Some(about) = about else {
        let known = "Rows are of=children, of=involvements or of=assessments";
        return problem(StatusCode::UNPROCESSABLE_ENTITY, known);
    };
    let Some(format) = format(headers) else {
        let known =
            "Send text/csv, application/x-ndjson or application/xml, in UTF-8 and not compressed";
        return problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, known);
    };
    if format == Format::Ctf && about != About::Children {
        let known = "A Common Transfer File is about children";
        return problem(StatusCode::UNPROCESSABLE_ENTITY, known);
    }
    let act = BeginSupply {
        source: sender.source,
        name,
        about,
        format,
    };
    let begun = match sender.caller.access(act, feed::begin).await {
        Ok(begun) => begun,
        Err(Stopped::Refused(Refusal::NotYours)) => {
            let other = "A source of this kind supplies no such rows";
            return problem(StatusCode::FORBIDDEN, other);
        }
        Err(why) => return stopped(why),
    };
    if begun.state != SupplyState::Receiving || begun.length > 0 {
        return receipt(StatusCode::OK, &begun);
    }
    keep(&sender, begun, request).await
}

/// Keeps more of a supply, from where what is kept ends.
async fn go_on(
    Extension(sender): Extension<Sender>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let offset = headers.get(OFFSET).and_then(|value| value.to_str().ok());
    let Some(offset) = offset.and_then(|text| text.parse::<u64>().ok()) else {
        return problem(
            StatusCode::BAD_REQUEST,
            "Say in Upload-Offset where this begins",
        );
    };
    let begun = match look(&sender, &name, 0).await {
        Ok(begun) => begun,
        Err(response) => return response,
    };
    if begun.length != offset || begun.state != SupplyState::Receiving {
        return receipt(StatusCode::CONFLICT, &begun);
    }
    keep(&sender, begun, request).await
}

/// Tells how a supply stands.
async fn view(
    Extension(sender): Extension<Sender>,
    Path(name): Path<String>,
    Query(from): Query<After>,
) -> Response {
    match look(&sender, &name, from.after.unwrap_or_default()).await {
        Ok(found) => receipt(StatusCode::OK, &found),
        Err(response) => response,
    }
}

async fn look(sender: &Sender, name: &str, after: u64) -> Result<Receipt, Response> {
    let Ok(name) = SupplyName::new(name) else {
        return Err(problem(StatusCode::NOT_FOUND, "There is no such supply"));
    };
    let act = ViewSupply {
        source: sender.source,
        name,
        after,
    };
    sender.caller.access(act, feed::view).await.map_err(stopped)
}

/// The format of a request; none where it is no known one, or compressed.
fn format(headers: &HeaderMap) -> Option<Format> {
    if headers.contains_key(header::CONTENT_ENCODING) {
        return None;
    }
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (media_type, parameters) = value.split_once(';').unwrap_or((value, ""));
    let charset = parameters.trim().to_ascii_lowercase();
    if !matches!(
        charset.as_str(),
        "" | "charset=utf-8" | "header=present" | "charset=utf-8; header=present"
    ) {
        return None;
    }
    let media_type = media_type.trim().to_ascii_lowercase();
    Format::ALL
        .into_iter()
        .find(|format| format.media_type() == media_type)
}

/// Keeps what a request brings, a part at a time. Where it breaks off, what came is kept and the source
/// goes on from there.
async fn keep(sender: &Sender, begun: Receipt, request: Request) -> Response {
    let more = request
        .headers()
        .get(COMPLETE)
        .is_some_and(|value| value == "?0");
    let mut incoming = Incoming {
        stream: request.into_body().into_data_stream(),
        kept: begun,
        buffer: Vec::with_capacity(PART),
    };
    match incoming.all(sender, !more).await {
        Ok(()) => receipt(StatusCode::ACCEPTED, &incoming.kept),
        Err(why) => stopped(why),
    }
}

/// What comes.
struct Incoming {
    stream: BodyDataStream,
    kept: Receipt,
    buffer: Vec<u8>,
}

impl Incoming {
    async fn all(&mut self, sender: &Sender, last: bool) -> Result<(), Stopped> {
        while let Some(piece) = self.stream.next().await {
            let Ok(piece) = piece else {
                // The connection broke: nobody hears the answer, but what came is kept.
                return self.flush(sender, false).await;
            };
            for piece in piece.chunks(PART) {
                self.buffer.extend_from_slice(piece);
                if self.buffer.len() >= PART {
                    self.flush(sender, false).await?;
                }
            }
        }
        self.flush(sender, last).await
    }

    async fn flush(&mut self, sender: &Sender, last: bool) -> Result<(), Stopped> {
        let act = KeepPart {
            source: sender.source,
            name: self.kept.name.clone(),
            starts: self.kept.length,
            bytes: std::mem::take(&mut self.buffer),
            last,
        };
        self.kept = sender.caller.access(act, feed::keep_part).await?;
        Ok(())
    }
}

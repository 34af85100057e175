//! Logs: what happened, never about whom (NFR-03). A request's span holds its method, the pattern
//! of its path and its status; neither the path itself nor the query.

use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use axum::response::Response;
use tower_http::classify::{ServerErrorsAsFailures, SharedClassifier};
use tower_http::trace::{DefaultOnBodyChunk, DefaultOnEos, TraceLayer};
use tracing::Span;
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error: JSON lines, or plain ones for people at a terminal.
pub fn start(json: bool) {
    let filter =
        EnvFilter::try_from_env("CONTACTPOINT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        subscriber.json().init()
    } else {
        subscriber.init()
    }
}

/// Makes a span for each request.
type MakeSpan = fn(&Request) -> Span;
/// Does nothing when a request begins: its end is enough.
type OnRequest = fn(&Request, &Span);
/// Writes the line of an answered request.
type OnResponse = fn(&Response, Duration, &Span);

/// The layer that logs requests.
pub fn layer() -> TraceLayer<
    SharedClassifier<ServerErrorsAsFailures>,
    MakeSpan,
    OnRequest,
    OnResponse,
    DefaultOnBodyChunk,
    DefaultOnEos,
    (),
> {
    TraceLayer::new_for_http()
        .make_span_with(span as MakeSpan)
        .on_request((|_, _| ()) as OnRequest)
        .on_response(answered as OnResponse)
        .on_failure(())
}

fn span(request: &Request) -> Span {
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("other", MatchedPath::as_str);
    tracing::info_span!("request", method = %request.method(), path)
}

fn answered(response: &Response, took: Duration, _: &Span) {
    tracing::info!(
        status = response.status().as_u16(),
        ms = took.as_millis() as u64,
        "answered"
    );
}

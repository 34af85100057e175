//! What is answered over the channel: receipts, and problems that tell what to do (RFC 9457).

use axum::Json;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use domain::discrepancy::Notices;
use domain::feed::{Receipt, SupplyState};
use domain::refusal::Refusal;
use http::{HeaderValue, StatusCode, header};
use registry::Stopped;
use serde::Serialize;

/// Where the next part begins, and whether there is none (draft-ietf-httpbis-resumable-upload).
pub(super) const OFFSET: &str = "upload-offset";
pub(super) const COMPLETE: &str = "upload-complete";

/// A receipt as it is sent (FEED-05).
#[derive(Serialize)]
struct Sent<'a> {
    supply: &'a str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused_for: Option<&'static str>,
    bytes: u64,
    rows: u64,
    refused_in_all: u64,
    refused: Vec<SentRow<'a>>,
}

#[derive(Serialize)]
struct SentRow<'a> {
    row: u64,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
}

/// A receipt, with how much of the supply is kept.
pub(super) fn receipt(status: StatusCode, receipt: &Receipt) -> Response {
    let refused = receipt.refused.iter().map(|row| SentRow {
        row: row.number,
        code: row.code.code(),
        field: row.column.as_deref(),
    });
    let sent = Sent {
        supply: receipt.name.as_str(),
        state: receipt.state.code(),
        refused_for: receipt.refused_for.map(|why| why.code()),
        bytes: receipt.length,
        rows: receipt.rows,
        refused_in_all: receipt.refused_in_all,
        refused: refused.collect(),
    };
    let mut response = (status, Json(sent)).into_response();
    let whole = receipt.state != SupplyState::Receiving;
    let headers = response.headers_mut();
    headers.insert(OFFSET, receipt.length.into());
    headers.insert(
        COMPLETE,
        HeaderValue::from_static(if whole { "?1" } else { "?0" }),
    );
    let place = format!("/feeds/v1/supplies/{}", receipt.name.as_str());
    if let Ok(place) = HeaderValue::try_from(place) {
        headers.insert(header::LOCATION, place);
    }
    response
}

/// Notices as they are sent.
#[derive(Serialize)]
struct SentNotices<'a> {
    notices: Vec<SentNotice<'a>>,
    /// Whether there are more, after the last of these.
    more: bool,
}

#[derive(Serialize)]
struct SentNotice<'a> {
    reference: &'a str,
    item: &'static str,
    supplied_on: NaiveDate,
}

/// A part of a source's notices.
pub(super) fn told(part: &Notices) -> Response {
    let notices = part.notices.iter().map(|notice| SentNotice {
        reference: &notice.reference,
        item: notice.item.code(),
        supplied_on: notice.supplied_on,
    });
    let sent = SentNotices {
        notices: notices.collect(),
        more: part.next.is_some(),
    };
    Json(sent).into_response()
}

/// A problem, in words that say what to do.
pub(super) fn problem(status: StatusCode, detail: &str) -> Response {
    let body = serde_json::json!({
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": detail,
    });
    let media_type = [(header::CONTENT_TYPE, "application/problem+json")];
    (status, media_type, body.to_string()).into_response()
}

/// No token, or one that does not hold: one answer for all.
pub(super) fn unknown_caller() -> Response {
    let mut response = problem(
        StatusCode::UNAUTHORIZED,
        "Send a token of your own, signed with a registered key",
    );
    let bearer = HeaderValue::from_static("Bearer");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, bearer);
    response
}

/// Why an act was not done.
pub(super) fn stopped(stopped: Stopped) -> Response {
    match stopped {
        Stopped::Refused(Refusal::NotAccepting(why)) => problem(StatusCode::FORBIDDEN, why.words()),
        Stopped::Refused(_) => problem(StatusCode::NOT_FOUND, "There is no such supply"),
        Stopped::Rejected(rejection) => {
            let first = rejection.0.first();
            let status = match first.map(|problem| &*problem.field) {
                Some("length") => StatusCode::PAYLOAD_TOO_LARGE,
                Some("offset") => StatusCode::CONFLICT,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            problem(status, first.map_or("", |problem| &problem.message))
        }
        Stopped::Fault(fault) => problem(
            StatusCode::SERVICE_UNAVAILABLE,
            &format!("Try again later. If it goes on, quote {}", fault.reference),
        ),
    }
}

//! Everything that is answered over HTTP, and the layers around it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use app::signed_in::Visitor;
use app::{App, Assets, Demonstration, Shown, not_done_path, shell};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use data_encoding::BASE64URL;
use http::{HeaderMap, Method, StatusCode, header};
use leptos::config::LeptosOptions;
use leptos::nonce::Nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes, generate_route_list};
use registry::Registry;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::timeout::{ResponseBodyDeadlineLayer, TimeoutLayer};

use crate::feed;
use crate::limits::Limits;
use crate::visitor::{Doorkeeper, identify};
use crate::{cookie, headers, log};

/// The largest form that is read, in bytes.
const LARGEST_FORM: usize = 64 * 1024;
/// How long an answer may take.
const LONGEST: Duration = Duration::from_secs(20);

/// What the router is made of.
pub struct Parts {
    /// The registry.
    pub registry: Registry,
    /// Where the browser part is.
    pub assets: Assets,
    /// The directory of the site's files.
    pub site: PathBuf,
    /// The demonstration, where this is one.
    pub demonstration: Option<Demonstration>,
    /// Our own proxies.
    pub proxies: Vec<ipnet::IpNet>,
    /// The public origin, where it differs from the host that requests name.
    pub origin: Option<String>,
    /// How often addresses may ask.
    pub limits: Limits,
    /// For whom the tokens of sources' systems must be meant.
    pub audience: String,
}

/// The pages of the application. Listing them runs the application once, so it is done once.
pub fn pages() -> Vec<AxumRouteListing> {
    static PAGES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    PAGES.get_or_init(|| generate_route_list(App)).clone()
}

/// The whole service.
///
/// # Errors
/// Where the public origin is no origin.
pub fn router(parts: Parts) -> Result<Router, tower_http::csrf::ConfigError> {
    let doorkeeper = Doorkeeper {
        registry: parts.registry.clone(),
        limits: parts.limits,
        proxies: Arc::from(parts.proxies),
    };
    let feeds = feed::routes(feed::Channel {
        registry: parts.registry.clone(),
        audience: Arc::from(parts.audience),
        limits: doorkeeper.limits.clone(),
        proxies: doorkeeper.proxies.clone(),
    });
    let mut csrf = CsrfLayer::new();
    if let Some(origin) = &parts.origin {
        csrf = csrf.add_trusted_origin(origin)?;
    }
    let options = LeptosOptions::builder().output_name("contactpoint").build();
    let demonstration = parts.demonstration;
    let context = move || {
        if let Some(parts) = use_context::<http::request::Parts>()
            && let Some(visitor) = parts.extensions.get::<Visitor>()
        {
            provide_context(Nonce::from_value(visitor.nonce.clone()));
        }
        if let Some(demonstration) = &demonstration {
            provide_context(demonstration.clone());
        }
    };
    let assets = parts.assets;
    let fallback_assets = assets.clone();
    let application = Router::new()
        .leptos_routes_with_context(&options, pages(), context.clone(), move || shell(&assets))
        .fallback(leptos_axum::render_app_async_with_context(
            context,
            move || shell(&fallback_assets),
        ))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(middleware::from_fn(not_done))
        .layer(middleware::from_fn_with_state(doorkeeper, identify))
        .layer(middleware::from_fn(same_origin))
        .layer(csrf)
        .with_state(options);
    let files = ServeDir::new(parts.site.join("pkg"))
        .precompressed_br()
        .precompressed_gzip();
    let registry = parts.registry;
    Ok(Router::new()
        .nest_service("/pkg", files)
        .route_service(
            "/favicon.svg",
            ServeFile::new(parts.site.join("favicon.svg")),
        )
        .route_service("/robots.txt", ServeFile::new(parts.site.join("robots.txt")))
        .route("/livez", get(|| async { "ok" }))
        .route("/readyz", get(ready).with_state(registry))
        .merge(application)
        .layer(ResponseBodyDeadlineLayer::new(LONGEST))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            LONGEST,
        ))
        .merge(feeds.layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            feed::LONGEST_REQUEST,
        )))
        .layer(CatchPanicLayer::custom(
            |_: Box<dyn std::any::Any + Send>| StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        ))
        .layer(middleware::from_fn(headers::write))
        .layer(log::layer()))
}

/// Whether requests can be served: the database answers and is up to date.
async fn ready(State(registry): State<Registry>) -> Response {
    if registry.ready().await {
        "ready".into_response()
    } else {
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    }
}

/// Every browser of the last years says where a form was sent from. A request that changes
/// something, carries a session and says nothing comes from none.
async fn same_origin(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let silent = !headers.contains_key("sec-fetch-site") && !headers.contains_key(header::ORIGIN);
    let changes = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if changes && silent && cookie::token(headers).is_some() {
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}

/// A plain form that was neither done nor sent back to be mended: instead of back to its own page
/// with an error in the address, its sender is led to a page that says why.
async fn not_done(request: Request, next: Next) -> Response {
    let plain_form = *request.method() == Method::POST && accepts_pages(request.headers());
    let response = next.run(request).await;
    // Whatever the status: an answer of 401 may say where to go all the same.
    match error_in(response.headers()) {
        Some(shown) if plain_form => Redirect::to(&not_done_path(shown)).into_response(),
        _ => response,
    }
}

fn accepts_pages(headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The error that a redirect's address carries.
fn error_in(headers: &HeaderMap) -> Option<Shown> {
    let location = headers.get(header::LOCATION)?.to_str().ok()?;
    let (_, query) = location.split_once('?')?;
    let encoded = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("__err="))?;
    let encoded = encoded.replace("%3D", "=").replace("%3d", "=");
    let bytes = BASE64URL.decode(encoded.as_bytes()).ok()?;
    serde_json::from_slice(&bytes).ok()
}

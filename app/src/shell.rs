//! The document around the application, as the server writes it.

use http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use registry::account::Session;

use crate::App;
use crate::page::is_from_server;
use crate::signed_in::visitor;

/// Where the browser part and the style sheet are, under names that change with their content.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The module that starts the browser part.
    pub js: String,
    /// The browser part.
    pub wasm: String,
    /// The style sheet.
    pub css: String,
}

/// Where a page without scripts goes by itself when the session has ended: it can neither warn
/// nor clear itself otherwise (AUTH-05).
const LEAVE_WHEN_IDLE: &str = "600;url=/signed-out?why=idle";

/// The same by a script, for a page that the server alone makes.
const LEAVE: &str = "setTimeout(() => location.replace('/signed-out?why=idle'), 600000);";

/// The whole document.
pub fn shell(assets: &Assets) -> impl IntoView + use<> {
    let signed_in = visitor().is_ok_and(|v| matches!(v.session, Some(Session::SignedIn(_))));
    let from_server = use_context::<Parts>().is_some_and(|parts| is_from_server(parts.uri.path()));
    let start = format!(
        "import start, {{ hydrate }} from \"{}\"; start({{ module_or_path: \"{}\" }}).then(() => hydrate());",
        assets.js, assets.wasm
    );
    view! {
        <!DOCTYPE html>
        <html lang="en-GB" class="govuk-template" data-from-server=from_server.then_some("")>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="robots" content="noindex, nofollow"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=assets.css.clone()/>
                {signed_in.then(|| view! {
                    <noscript><meta http-equiv="refresh" content=LEAVE_WHEN_IDLE/></noscript>
                })}
                {if from_server {
                    signed_in.then(|| view! { <script nonce=use_nonce()>{LEAVE}</script> }).into_any()
                } else {
                    view! {
                        <link rel="modulepreload" href=assets.js.clone()/>
                        <script type="module" nonce=use_nonce()>{start}</script>
                    }
                    .into_any()
                }}
                <MetaTags/>
            </head>
            <body class="govuk-template__body">
                <App/>
            </body>
        </html>
    }
}

//! The keys by which a source's own system is known: those that are registered, adding one, withdrawing one
//! (FEED-12).

use components::{
    BackLink, Button, ButtonKind, DateInput, InsetText, SummaryList, SummaryRow, Tag, TagColour,
    TextArea, WarningText,
};
use domain::clock::written_date;
use domain::data_source::SourceShown;
use domain::feed::KeyShown;
use leptos::prelude::*;

use super::server::{
    AddKey, OpenedKey, OpenedSource, Purpose, WithdrawKeyNow, load_key, load_source,
};
use crate::form::PostForm;
use crate::page::{Heading, loaded, param, query};

/// What is registered, on the source's page.
pub(super) fn keys(source: &SourceShown) -> AnyView {
    let id = source.listed.id;
    let add = source.adds_keys.then(|| {
        view! { <p class="govuk-body"><a class="govuk-link" href=format!("/sources/{id}/keys/add")>"Add a key"</a></p> }
    });
    let body = if source.keys.is_empty() {
        view! { <p class="govuk-body">"No key is registered. The source’s own system cannot send anything."</p> }
            .into_any()
    } else {
        let cards = source.keys.iter().map(|key| {
            let withdraw = key.withdrawn_on.is_none().then(|| {
                let href = format!("/sources/{id}/keys/{}", key.key);
                view! {
                    <p class="govuk-body">
                        <a class="govuk-link" href=href>"Withdraw"<span class="govuk-visually-hidden">{format!(" the key registered on {}", written_date(key.registered_on))}</span></a>
                    </p>
                }
            });
            view! { <SummaryList rows=rows(key)/> {withdraw} }.into_any()
        });
        view! {
            <p class="govuk-body">{format!("The tokens of its system name the source as {id}, under “iss”.")}</p>
            {cards.collect::<Vec<_>>()}
        }
        .into_any()
    };
    view! {
        <h2 class="govuk-heading-m">"Keys of its own system"</h2>
        {body}
        {add}
    }
    .into_any()
}

/// How a key stands.
fn tag(key: &KeyShown) -> AnyView {
    let (text, colour) = match key {
        KeyShown {
            withdrawn_on: Some(_),
            ..
        } => ("Withdrawn", TagColour::Grey),
        KeyShown { in_force: true, .. } => ("Accepted", TagColour::Green),
        _ => ("Run out", TagColour::Grey),
    };
    view! { <Tag text=text colour=colour/> }.into_any()
}

/// What there is to know of a key.
fn rows(key: &KeyShown) -> Vec<SummaryRow> {
    // In groups, so that it can be read out and a narrow screen can break it.
    let print = key.fingerprint.as_bytes().chunks(4);
    let print = print.map(String::from_utf8_lossy).collect::<Vec<_>>();
    let mut rows = vec![
        SummaryRow::new("State", tag(key)),
        SummaryRow::new("Kind", key.algorithm.title()),
        SummaryRow::new("Fingerprint (SHA-256)", print.join(" ")),
        SummaryRow::new("Named in tokens as “kid”", key.key.to_string()),
        SummaryRow::new("Registered on", written_date(key.registered_on)),
    ];
    match key.withdrawn_on {
        Some(day) => rows.push(SummaryRow::new("Withdrawn on", written_date(day))),
        None => rows.push(SummaryRow::new(
            "Not accepted from",
            written_date(key.expires_on),
        )),
    }
    let used = key.last_used_on;
    let used = used.map_or_else(|| "Not used yet".to_owned(), written_date);
    rows.push(SummaryRow::new("Last used on", used));
    rows
}

/// The page on which a key is added.
#[component]
pub(crate) fn AddKeyPage() -> impl IntoView {
    let (source, returned) = (param("source"), query("form"));
    let opened = Resource::new_blocking(
        move || (source(), returned()),
        |(source, returned)| load_source(source, Purpose::Key, returned),
    );
    loaded(opened, |opened| {
        let OpenedSource { source, filled } = opened;
        let add = ServerAction::<AddKey>::new();
        let (pasted, none) = (
            filled.value("public_key").unwrap_or_default(),
            filled.problem("public_key"),
        );
        let (day, month) = (
            filled.value("expires_on_day"),
            filled.value("expires_on_month"),
        );
        let (year, no_day) = (
            filled.value("expires_on_year"),
            filled.problem("expires_on"),
        );
        view! {
            <BackLink href=format!("/sources/{}", source.listed.id) text=source.listed.name.clone()/>
            {filled.summary(id_of)}
            <Heading title="Add a key" caption=source.listed.name.clone() error=filled.has_problems()/>
            <p class="govuk-body">"The source’s own system signs what it sends with a private key, which stays with the source. Paste the public key of the pair here. Once it is added its fingerprint is shown: ask somebody at the source to read theirs out, and withdraw the key if they differ."</p>
            <InsetText>"The keys that are registered stay. Once the system signs with the new one, withdraw the old one."</InsetText>
            <PostForm action=add>
                <input type="hidden" name="source" value=source.listed.id.to_string()/>
                <TextArea name="public_key" label="Public key" label_class="govuk-label--s" hint="From -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----: RSA of 2048 to 4096 bits, P-256 or Ed25519" rows=10 spellcheck=false autocomplete="off" value=pasted error=none/>
                <DateInput id="expires_on" name_prefix="expires_on_" legend="From when is it not accepted any more?" legend_class="govuk-fieldset__legend--s" hint="Mostly a year from today" day=day month=month year=year error=no_day/>
                <Button button_type="submit" prevent_double_click=true>"Add the key"</Button>
            </PostForm>
        }
        .into_any()
    })
}

/// The field that a line of the error summary leads to.
fn id_of(field: &str) -> String {
    match field {
        "expires_on" => "expires_on-day".to_owned(),
        other => other.to_owned(),
    }
}

/// The page on which a key is withdrawn.
#[component]
pub(crate) fn WithdrawKeyPage() -> impl IntoView {
    let (source, key, returned) = (param("source"), param("key"), query("form"));
    let opened = Resource::new_blocking(
        move || (source(), key(), returned()),
        |(source, key, returned)| load_key(source, key, returned),
    );
    loaded(opened, |opened| {
        let OpenedKey {
            source,
            name,
            key,
            last,
            filled,
        } = opened;
        let withdraw = ServerAction::<WithdrawKeyNow>::new();
        let page = format!("/sources/{source}");
        let words = if last {
            "It takes effect at once. This is the only key that is accepted: the source’s own system cannot send anything until another is added."
        } else {
            "It takes effect at once. What the source’s own system signs with this key is refused from then on, and the key cannot be registered again."
        };
        view! {
            <BackLink href=page.clone() text=name.clone()/>
            {filled.summary(str::to_owned)}
            <Heading title="Withdraw a key" caption=name error=filled.has_problems()/>
            <SummaryList rows=rows(&key)/>
            <WarningText>{words}</WarningText>
            <PostForm action=withdraw>
                <input type="hidden" name="source" value=source.to_string()/>
                <input type="hidden" name="key" value=key.key.to_string()/>
                <div class="govuk-button-group" id="key">
                    <Button kind=ButtonKind::Warning button_type="submit" prevent_double_click=true>"Withdraw the key"</Button>
                    <a class="govuk-link" href=page>"Cancel"</a>
                </div>
            </PostForm>
        }
        .into_any()
    })
}

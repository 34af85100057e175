//! Signing in, and what is shown after signing out.

use components::{
    Button, Cell, Details, ErrorSummary, PasswordInput, Scrollable, SummaryError, Table, TextInput,
};
use leptos::prelude::*;

use super::server::{ShownPersona, demonstration};
use crate::page::{Heading, loaded, query};

/// The page on which people sign in.
#[component]
pub(crate) fn SignInPage() -> impl IntoView {
    let personas = Resource::new_blocking(|| (), |()| demonstration());
    let refused = query("refused");
    loaded(personas, move |personas| {
        view! { <SignInForm personas=personas refused=refused().is_some()/> }.into_any()
    })
}

/// One message for every refusal: nothing tells which factor was wrong, or whether the account
/// exists, is locked or suspended (AUTH-01, AUTH-07).
const REFUSED: &str =
    "The details you entered are not right, or you cannot sign in from here or at this time";

#[component]
fn SignInForm(personas: Vec<ShownPersona>, refused: bool) -> impl IntoView {
    let errors = if refused {
        vec![SummaryError::at("user_name", REFUSED)]
    } else {
        Vec::new()
    };
    let demonstrating = !personas.is_empty();
    view! {
        {demonstrating.then(|| view! {
            <div class="app-demo-banner" role="note">
                <p>"This is a demonstration. Everyone in it is made up. Never enter anything about a real person."</p>
            </div>
        })}
        <ErrorSummary errors=errors/>
        <Heading title="Sign in" error=refused/>
        <form method="post" action="/api/sign-in" novalidate="" autocomplete="off">
            <TextInput name="user_name" label="User name" class="govuk-input--width-20" autocomplete="username" autocapitalize="none" spellcheck=false/>
            <PasswordInput name="password" label="Password" class="govuk-input--width-20" autocomplete="current-password"/>
            <TextInput name="pin" label="PIN" hint="The number that unlocks your token" class="govuk-input--width-5" input_type="password" inputmode="numeric" autocomplete="off"/>
            <TextInput name="code" label="Token code" hint="The 6 figures that your token shows now. Each code works once" class="govuk-input--width-5" inputmode="numeric" autocomplete="one-time-code" spellcheck=false/>
            <Button button_type="submit">"Sign in"</Button>
        </form>
        <Details summary="If you cannot sign in">
            <p class="govuk-body">
                "Ask your user account administrator. They can reset your password or your token; nobody can do so by e-mail."
            </p>
            <p class="govuk-body">
                "If your token is lost, or someone may know your password, tell them at once."
            </p>
        </Details>
        {demonstrating.then(|| view! { <Personas personas=personas/> })}
    }
}

/// Who can sign in to a demonstration, with everything they type.
#[component]
fn Personas(personas: Vec<ShownPersona>) -> impl IntoView {
    let head = Vec::from(["Who", "User name", "Password", "PIN", "Code now"].map(Cell::text));
    let rows = personas
        .into_iter()
        .map(|p| Vec::from([p.title, p.user_name, p.password, p.pin, p.code].map(Cell::text)))
        .collect::<Vec<_>>();
    view! {
        <Scrollable label="Who can sign in, and with what">
            <Table caption="Who can sign in to this demonstration" caption_class="govuk-table__caption--m" head=head rows=rows/>
        </Scrollable>
        <p class="govuk-hint">"Codes change every 30 seconds: reload the page for the next one."</p>
    }
}

/// The page after signing out, or after the session ended by itself.
#[component]
pub(crate) fn SignedOutPage() -> impl IntoView {
    let why = query("why");
    let words = move || match why().as_deref() {
        Some("idle") => {
            "You were signed out because nothing was asked for during 10 minutes. This keeps children’s records safe on a screen that was left."
        }
        Some("ended") => "Your session has ended. Nothing that you had not sent was kept.",
        _ => "You have signed out. Close the browser if others use this computer.",
    };
    view! {
        <Heading title="You are signed out"/>
        <p class="govuk-body">{words}</p>
        <p class="govuk-body"><a class="govuk-link" href="/sign-in" rel="external">"Sign in again"</a></p>
    }
}

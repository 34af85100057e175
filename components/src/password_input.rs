use leptos::{ev, prelude::*};

use crate::{Label, MaybeText, question::Question, text::classes};

/// A password, which can be shown while typing if JavaScript runs.
///
/// It takes no value: a password never travels back to the browser.
#[component]
pub fn PasswordInput(
    /// The name it sends with the form.
    #[prop(into)]
    name: String,
    /// The field's name.
    #[prop(into)]
    label: String,
    /// The id; the name unless given.
    #[prop(optional, into)]
    id: MaybeText,
    /// Help between label and field.
    #[prop(optional, into)]
    hint: MaybeText,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: MaybeText,
    /// Further class names, such as `govuk-input--width-20`.
    #[prop(optional, into)]
    class: String,
    /// Further class names of the label.
    #[prop(optional, into)]
    label_class: String,
    /// Makes the label the page's `<h1>`.
    #[prop(optional)]
    page_heading: bool,
    /// `current-password` unless given; `new-password` when one is being chosen.
    #[prop(optional, into)]
    autocomplete: MaybeText,
    /// Ids of further texts that explain the field.
    #[prop(optional, into)]
    described_by: MaybeText,
) -> impl IntoView {
    let id = id.unwrap_or(&name);
    let question = Question::new(&id, hint, error).described_by_too(described_by);
    let shown = RwSignal::new(false);
    let toggle = toggle(&id, shown);
    let own = "govuk-password-input__input govuk-js-password-input-input";
    view! {
        <div class=question.group_class("govuk-password-input") data-module="govuk-password-input">
            <Label for_id=id.clone() text=label class=label_class page_heading=page_heading/>
            {question.explanations()}
            <div class="govuk-input__wrapper govuk-password-input__wrapper">
                <input
                    class=classes(&[
                        "govuk-input",
                        own,
                        &class,
                        question.if_error("govuk-input--error"),
                    ])
                    id=id
                    name=name
                    type=move || if shown.get() { "text" } else { "password" }
                    spellcheck="false"
                    aria-describedby=question.described_by()
                    autocomplete=autocomplete.unwrap_or("current-password")
                    autocapitalize="none"
                />
                {toggle}
            </div>
        </div>
    }
    .into_any()
}

/// The button that shows and hides the password; hidden itself until the browser part runs.
fn toggle(id: &str, shown: RwSignal<bool>) -> AnyView {
    let usable = RwSignal::new(false);
    Effect::new(move |_| {
        usable.set(true);
        // Sent as a password field, whatever was shown, lest the browser remember it as text.
        let listening = window_event_listener(ev::submit, move |_| shown.set(false));
        on_cleanup(move || listening.remove());
    });
    let status = move || {
        usable.get().then(|| {
            let words = if shown.get() { "Your password is visible" } else { "Your password is hidden" };
            view! {
                <div class="govuk-password-input__sr-status govuk-visually-hidden" aria-live="polite">
                    {words}
                </div>
            }
        })
    };
    view! {
        <button
            type="button"
            class="govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"
            data-module="govuk-button"
            aria-controls=id.to_owned()
            aria-label=move || if shown.get() { "Hide password" } else { "Show password" }
            hidden=move || !usable.get()
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            {move || if shown.get() { "Hide" } else { "Show" }}
        </button>
        {status}
    }
    .into_any()
}

use std::time::Duration;

use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::{
    Label, MaybeText,
    question::Question,
    text::classes,
    text_area::{Area, area},
};

/// How long the typing must rest before a screen reader is told the count.
const REST: Duration = Duration::from_secs(1);

/// Several lines of text with a limit. Going over it is allowed while typing; the server refuses.
#[component]
pub fn CharacterCount(
    /// The name it sends with the form.
    #[prop(into)]
    name: String,
    /// The question or the field's name.
    #[prop(into)]
    label: String,
    /// The most characters the server accepts.
    maxlength: usize,
    /// The id; the name unless given.
    #[prop(optional, into)]
    id: MaybeText,
    /// Help between label and field.
    #[prop(optional, into)]
    hint: MaybeText,
    /// What is wrong with the value.
    #[prop(optional, into)]
    error: MaybeText,
    /// The value.
    #[prop(optional, into)]
    value: String,
    /// How many lines are visible.
    #[prop(default = 5)]
    rows: u8,
    /// Further class names.
    #[prop(optional, into)]
    class: String,
    /// Further class names of the label.
    #[prop(optional, into)]
    label_class: String,
    /// Makes the label the page's `<h1>`.
    #[prop(optional)]
    page_heading: bool,
    /// Whether the browser checks the spelling.
    #[prop(optional)]
    spellcheck: Option<bool>,
) -> impl IntoView {
    let id = id.unwrap_or(&name);
    let limit_id = format!("{id}-info");
    let question = Question::new(&id, hint, error).described_by_too(limit_id.as_str().into());
    let has_error = question.has_error();
    let node = NodeRef::<html::Textarea>::new();
    // Nothing is counted before the browser part runs: the page shows the limit alone.
    let used = RwSignal::new(None::<usize>);
    let count = move || {
        if let Some(field) = node.get_untracked() {
            used.set(Some(field.value().chars().count()));
        }
    };
    Effect::new(move |_| {
        node.track();
        count();
    });
    let over = Signal::derive(move || used.get().is_some_and(|used| used > maxlength));
    let area = area(Area {
        id: id.clone(),
        name,
        value,
        rows,
        class: classes(&["govuk-js-character-count", &class]),
        described_by: question.described_by(),
        autocomplete: None,
        spellcheck,
        wrong: Signal::derive(move || has_error || over.get()),
        node,
    });
    view! {
        <div
            class=question.group_class("govuk-character-count")
            data-module="govuk-character-count"
            data-maxlength=maxlength.to_string()
            on:input=move |_| count()
        >
            <Label for_id=id text=label class=label_class page_heading=page_heading/>
            {question.explanations()}
            {area}
            {messages(limit_id, maxlength, used, over)}
        </div>
    }
    .into_any()
}

/// The limit, which the count replaces once there is one.
fn messages(
    limit_id: String,
    maxlength: usize,
    used: RwSignal<Option<usize>>,
    over: Signal<bool>,
) -> AnyView {
    let spoken = RwSignal::new(String::new());
    speak_after_rest(maxlength, used, spoken);
    let limit_class = move || {
        let hidden = if used.get().is_some() {
            "govuk-visually-hidden"
        } else {
            ""
        };
        classes(&["govuk-hint govuk-character-count__message", hidden])
    };
    let count = move || {
        used.get().map(|used| {
            let kind = if over.get() { "govuk-error-message" } else { "govuk-hint" };
            view! {
                <div class=classes(&["govuk-character-count__message", kind]) aria-hidden="true">
                    {remaining(used, maxlength)}
                </div>
                <div class="govuk-character-count__sr-status govuk-visually-hidden" aria-live="polite">
                    {spoken}
                </div>
            }
        })
    };
    view! {
        <div id=limit_id class=limit_class>
            {format!("You can enter up to {maxlength} characters")}
        </div>
        {count}
    }
    .into_any()
}

/// Tells screen readers the count only when the typing rests.
fn speak_after_rest(maxlength: usize, used: RwSignal<Option<usize>>, spoken: RwSignal<String>) {
    Effect::new(move |waiting: Option<Option<TimeoutHandle>>| {
        if let Some(Some(handle)) = waiting {
            handle.clear();
        }
        let used = used.get()?;
        let speak = move || {
            spoken.try_set(remaining(used, maxlength));
        };
        set_timeout_with_handle(speak, REST).ok()
    });
}

/// How many characters are left, or too many.
fn remaining(used: usize, maxlength: usize) -> String {
    let (number, ending) = if used > maxlength {
        (used - maxlength, "too many")
    } else {
        (maxlength - used, "remaining")
    };
    let noun = if number == 1 {
        "character"
    } else {
        "characters"
    };
    format!("You have {number} {noun} {ending}")
}

#[cfg(test)]
mod tests {
    use super::remaining;

    #[test]
    fn the_count_says_what_is_left_and_what_is_too_much() {
        assert_eq!(remaining(0, 10), "You have 10 characters remaining");
        assert_eq!(remaining(9, 10), "You have 1 character remaining");
        assert_eq!(remaining(10, 10), "You have 0 characters remaining");
        assert_eq!(remaining(11, 10), "You have 1 character too many");
    }
}

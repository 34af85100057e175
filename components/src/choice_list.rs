//! The list of choices that radios and checkboxes have in common.

use leptos::{html, prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlInputElement;

use crate::{Choice, Conditional, Hint, Label, text::classes};

/// Radios or checkboxes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Radio,
    Checkbox,
}

impl Kind {
    fn input_type(self) -> &'static str {
        match self {
            Self::Radio => "radio",
            Self::Checkbox => "checkbox",
        }
    }

    /// A class name of the design system's block.
    fn class(self, rest: &str) -> String {
        match self {
            Self::Radio => format!("govuk-radios{rest}"),
            Self::Checkbox => format!("govuk-checkboxes{rest}"),
        }
    }
}

/// The choices with everything that bears on how they look.
pub(crate) struct ChoiceList {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) choices: Vec<Choice>,
    pub(crate) chosen: Vec<String>,
    pub(crate) divider: Option<String>,
    pub(crate) conditionals: Vec<Conditional>,
    /// What explains every single choice, where no fieldset does.
    pub(crate) described_by: Option<String>,
    pub(crate) class: String,
}

/// Which values are chosen now; nothing before the browser part runs.
type ChosenNow = RwSignal<Option<Vec<String>>>;

impl ChoiceList {
    pub(crate) fn view(mut self) -> AnyView {
        let node = NodeRef::<html::Div>::new();
        let now: ChosenNow = RwSignal::new(None);
        let name = self.name.clone();
        let look = move || {
            if let Some(list) = node.get_untracked() {
                now.set(Some(chosen_in(&list, &name)));
            }
        };
        // The person, or the browser itself, may have chosen before the browser part ran.
        let look_first = look.clone();
        if !self.conditionals.is_empty() {
            Effect::new(move |_| {
                node.track();
                look_first();
            });
        }
        let class = classes(&[&self.kind.class(""), &self.class]);
        let module = self.kind.class("");
        let items = self.items(now);
        view! {
            <div class=class data-module=module node_ref=node on:change=move |_| look()>
                {items}
            </div>
        }
        .into_any()
    }

    fn items(&mut self, now: ChosenNow) -> Vec<AnyView> {
        let last = self.choices.len().saturating_sub(1);
        let mut items = Vec::new();
        for (position, choice) in std::mem::take(&mut self.choices).into_iter().enumerate() {
            if position == last
                && let Some(words) = self.divider.take()
            {
                let class = self.kind.class("__divider");
                items.push(view! { <div class=class>{words}</div> }.into_any());
            }
            // The first has the bare id, so that an error summary can link to the question.
            let id = match items.len() {
                0 => self.id.clone(),
                before => format!("{}-{}", self.id, before + 1),
            };
            items.push(self.item(id, choice, now));
        }
        items
    }

    fn item(&mut self, id: String, choice: Choice, now: ChosenNow) -> AnyView {
        let Choice { value, label, hint } = choice;
        let hint_id = format!("{id}-item-hint");
        let described_by: Vec<String> = self
            .described_by
            .iter()
            .cloned()
            .chain(hint.as_ref().map(|_| hint_id.clone()))
            .collect();
        let checked = self.chosen.contains(&value);
        let conditional = self
            .conditionals
            .iter()
            .position(|more| more.value == value);
        let conditional = conditional.map(|at| self.conditionals.remove(at).content);
        let conditional_id = conditional.as_ref().map(|_| format!("conditional-{id}"));
        let reveals = conditional.is_some();
        let open = Signal::derive({
            let value = value.clone();
            move || now.get().map(|chosen| chosen.contains(&value))
        });
        let (for_id, controls) = (id.clone(), conditional_id.clone());
        let hint = hint.map(|text| {
            view! { <Hint id=hint_id text=text class=self.kind.class("__hint")/> }
        });
        let kind = self.kind;
        let more = conditional.map(|content| {
            let class = move || {
                let hidden = if open.get().unwrap_or(checked) {
                    String::new()
                } else {
                    kind.class("__conditional--hidden")
                };
                classes(&[&kind.class("__conditional"), &hidden])
            };
            view! { <div class=class id=conditional_id>{content}</div> }
        });
        // A radio button has no such state (WAI-ARIA 1.2); what it reveals follows it in the page.
        let tells = reveals && kind.input_type() == "checkbox";
        let expanded = move || {
            tells
                .then(|| open.get())
                .flatten()
                .map(|open| open.to_string())
        };
        view! {
            <div class=self.kind.class("__item")>
                <input
                    class=self.kind.class("__input")
                    id=id
                    name=self.name.clone()
                    type=self.kind.input_type()
                    value=value
                    checked=checked
                    data-aria-controls=controls
                    aria-describedby=(!described_by.is_empty()).then(|| described_by.join(" "))
                    aria-expanded=expanded
                />
                <Label for_id=for_id text=label class=self.kind.class("__label")/>
                {hint}
            </div>
            {more}
        }
        .into_any()
    }
}

/// The values chosen in the page, leaving out questions that stand inside this one.
fn chosen_in(list: &web_sys::Element, name: &str) -> Vec<String> {
    let Ok(inputs) = list.query_selector_all("input:checked") else {
        return Vec::new();
    };
    (0..inputs.length())
        .filter_map(|at| inputs.item(at)?.dyn_into::<HtmlInputElement>().ok())
        .filter(|input| input.name() == name)
        .map(|input| input.value())
        .collect()
}

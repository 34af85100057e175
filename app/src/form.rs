//! Forms: sent by POST, the same with and without JavaScript. One that cannot be accepted goes
//! back to its page with everything that was typed and what to do about it; nothing typed ever
//! stands in an address (SRCH-04).

use std::collections::BTreeMap;

use components::{ErrorSummary, SummaryError};
use domain::refusal::Problem;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::Http;
use leptos::server_fn::ServerFn;
use leptos::server_fn::client::Client;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::request::ClientReq;
use leptos::web_sys::FormData;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::shown::Shown;

/// What was typed into a form that came back, and what to do about it. Empty for a fresh form.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Filled {
    fields: BTreeMap<String, String>,
    problems: Vec<Problem>,
}

impl std::fmt::Debug for Filled {
    /// What was typed may name a child (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Filled")
    }
}

impl Filled {
    /// A fresh form in which some fields are filled already.
    #[cfg(feature = "ssr")]
    pub(crate) fn with(fields: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self {
            fields,
            problems: Vec::new(),
        }
    }

    /// A fresh form filled with what was typed into an earlier one.
    #[cfg(feature = "ssr")]
    pub(crate) fn with_all(fields: BTreeMap<String, String>) -> Self {
        Self {
            fields,
            problems: Vec::new(),
        }
    }

    /// What stands in a field.
    pub(crate) fn value(&self, field: &str) -> Option<String> {
        self.fields
            .get(field)
            .filter(|value| !value.is_empty())
            .cloned()
    }

    /// What to do about a field.
    pub(crate) fn problem(&self, field: &str) -> Option<String> {
        self.problems
            .iter()
            .find(|p| p.field == field)
            .map(|p| p.message.to_string())
    }

    /// What to do about the first of several fields that make up one question.
    pub(crate) fn problem_of(&self, fields: &[&str]) -> Option<String> {
        fields.iter().find_map(|field| self.problem(field))
    }

    /// Whether anything is to be mended.
    pub(crate) fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// The summary at the top of the page; each line leads to its field, whose id `id_of` gives.
    pub(crate) fn summary(&self, id_of: impl Fn(&str) -> String) -> AnyView {
        let errors: Vec<_> = self
            .problems
            .iter()
            .map(|problem| SummaryError::at(id_of(&problem.field), problem.message.to_string()))
            .collect();
        if errors.is_empty() {
            return ().into_any();
        }
        view! { <ErrorSummary errors=errors/> }.into_any()
    }
}

/// Where someone is led whose form was sent but neither done nor sent back to be mended.
pub fn not_done_path(shown: Shown) -> String {
    format!("/not-done?why={}", shown.code())
}

/// A form that sends a server function's arguments by POST. The browser's own checks are off:
/// messages come from one place and in one form.
#[component]
pub(crate) fn PostForm<F, O>(
    /// What the form sends to.
    action: ServerAction<F>,
    /// Its fields.
    children: Children,
) -> impl IntoView
where
    F: DeserializeOwned
        + ServerFn<Error = Shown, Protocol = Http<PostUrl, O>>
        + Clone
        + Send
        + Sync
        + 'static,
    F::Client: Client<Shown>,
    <<F::Client as Client<Shown>>::Request as ClientReq<Shown>>::FormData: From<FormData>,
    F::Output: Send + Sync + 'static,
    O: 'static,
{
    // Without JavaScript the server leads to the same page (see `server::not_done`).
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(Err(shown)) = &*action.value().read() {
            navigate(&not_done_path(*shown), NavigateOptions::default());
        }
    });
    // A form sent twice is done once: the acts themselves see to it, with and without JavaScript.
    view! { <ActionForm action=action attr:novalidate="">{children()}</ActionForm> }.into_any()
}

#[cfg(feature = "ssr")]
pub(crate) mod server {
    //! The server's half: redirecting, and sending a form back.

    use std::collections::BTreeMap;

    use chrono::NaiveDate;
    use domain::child_record::{Address, PersonName, Postcode};
    use domain::refusal::Problem;
    use registry::account::ReturnedForm;
    use registry::{SignedIn, Stopped};
    use serde::Serialize;
    use uuid::Uuid;

    use super::Filled;
    use crate::shown::Shown;

    /// Leads to another page. Only addresses that the program itself makes; a byte that no header
    /// may carry would be a fault of ours.
    pub(crate) fn redirect(path: &str) {
        if http::HeaderValue::from_str(path).is_ok() {
            leptos_axum::redirect(path);
        }
    }

    /// The answer of an act that a form asked for: the value where it was done; none where the
    /// form goes back to `page`, as typed, to be mended.
    pub(crate) async fn form_result<T>(
        user: &SignedIn,
        form: &'static str,
        page: &str,
        typed: BTreeMap<String, String>,
        result: Result<T, Stopped>,
    ) -> Result<Option<T>, Shown> {
        match result {
            Ok(answer) => Ok(Some(answer)),
            Err(Stopped::Rejected(rejection)) => {
                let returned = ReturnedForm {
                    fields: typed,
                    problems: rejection.0,
                };
                let id = user.return_form(form, &returned).await?;
                redirect(&format!("{page}?form={id}#error-summary"));
                Ok(None)
            }
            Err(stopped) => Err(stopped.into()),
        }
    }

    /// The form that came back under an id, or else a fresh one.
    pub(crate) async fn filled(
        user: &SignedIn,
        form: &'static str,
        id: Option<&str>,
        fresh: Filled,
    ) -> Result<Filled, Shown> {
        let Some(id) = id.and_then(|id| Uuid::parse_str(id).ok()) else {
            return Ok(fresh);
        };
        let returned = user.returned_form(form, id).await?;
        Ok(returned.map_or(fresh, |r| Filled {
            fields: r.fields,
            problems: r.problems,
        }))
    }

    /// A date from three fields.
    pub(crate) fn date(
        question: &'static str,
        day: &str,
        month: &str,
        year: &str,
        message: &'static str,
    ) -> Result<NaiveDate, Problem> {
        let number = |text: &str| text.trim().parse::<u32>().ok();
        let parts = (number(day), number(month), number(year));
        let date = match parts {
            (Some(day), Some(month), Some(year)) if (1900..=2999).contains(&year) => {
                NaiveDate::from_ymd_opt(year as i32, month, day)
            }
            _ => None,
        };
        date.ok_or(Problem::new(question, message))
    }

    /// The three fields of a day, as they were typed.
    pub(crate) struct Day<'t> {
        /// What stands before their names.
        pub field: &'static str,
        /// Day, month and year.
        pub parts: [&'t str; 3],
    }

    impl Day<'_> {
        /// The day.
        pub(crate) fn read(&self) -> Result<NaiveDate, Problem> {
            let [day, month, year] = self.parts;
            date(self.field, day, month, year, "Enter the day")
        }

        /// Keeps what was typed, for the form if it comes back.
        pub(crate) fn keep(&self, kept: &mut BTreeMap<String, String>) {
            let [day, month, year] = self.parts;
            for (part, typed) in [("day", day), ("month", month), ("year", year)] {
                kept.insert(format!("{}_{part}", self.field), typed.to_owned());
            }
        }
    }

    /// A name from two fields, in the usual spacing. What is to be mended of its parts joins the
    /// problems; which of them may be empty is for whoever asks to say.
    pub(crate) fn name(
        problems: &mut Vec<Problem>,
        [given, family]: [(&'static str, &str); 2],
    ) -> PersonName {
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = PersonName {
            given: tidy(given.1),
            family: tidy(family.1),
        };
        problems.extend(name.problems([given.0, family.0]));
        name
    }

    /// An address from three lines, of which the second may be empty, and a postcode.
    pub(crate) fn address(lines: [&str; 3], postcode: &str) -> Result<Address, Vec<Problem>> {
        let mut problems = Vec::new();
        if lines[0].trim().is_empty() {
            let message = "Enter the first line of the address";
            problems.push(Problem::new("line_1", message));
        }
        if lines[2].trim().is_empty() {
            problems.push(Problem::new("town", "Enter the town or city"));
        }
        for (field, line) in ["line_1", "line_2", "town"].into_iter().zip(lines) {
            if line.chars().count() > 100 {
                problems.push(Problem::new(field, "Use 100 characters or fewer"));
            }
        }
        let postcode = Postcode::parse(postcode);
        if postcode.is_err() {
            let message = "Enter a full postcode, like BD1 3AB";
            problems.push(Problem::new("postcode", message));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let lines = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        Ok(Address {
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
            postcode: postcode.ok(),
        })
    }

    /// What was typed, by field.
    pub(crate) fn typed(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    /// The text fields of a form's arguments by name.
    pub(crate) fn fields(arguments: &impl Serialize) -> BTreeMap<String, String> {
        match serde_json::to_value(arguments) {
            Ok(serde_json::Value::Object(fields)) => fields
                .into_iter()
                .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
                .collect(),
            _ => BTreeMap::new(),
        }
    }
}

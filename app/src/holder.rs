//! The questions that recording a common assessment and naming a lead professional share: of which
//! service somebody is, who it is, and the consent that a sensitive service needs.

use std::fmt;

use components::{
    Button, ButtonKind, Checkboxes, Choice, Conditional, DateInput, Fieldset, InsetText, Radios,
    Select, TextInput,
};
use domain::holder::{ELEMENTS, HolderChoices};
use domain::sensitive_service::GivenBy;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;

/// What is typed about a holder.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct HolderTyped {
    organisation: String,
    service: String,
    who: String,
    colleague: String,
    name: String,
    job_title: String,
    telephone: String,
    email: String,
    line: String,
    given_by: String,
    given_day: String,
    given_month: String,
    given_year: String,
    understanding_judged: String,
    purpose_explained: String,
    contact_details_only: String,
    will_be_displayed: String,
    can_withdraw: String,
    confirmed: String,
}

impl fmt::Debug for HolderTyped {
    /// What was typed names somebody (NFR-03).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HolderTyped")
    }
}

/// The notice beside everything that adds somebody to a record (GEN-07).
pub(crate) fn replaces_no_duty() -> AnyView {
    view! {
        <InsetText>
            "Recording contact details replaces none of your other duties, and obliges nobody to share information."
        </InsetText>
    }
    .into_any()
}

/// The field that a line of the error summary leads to.
pub(crate) fn id_of(field: &str) -> String {
    match field {
        "undertaken" | "since" | "ended" | "given" => format!("{field}-day"),
        "checklist" => "understanding_judged".to_owned(),
        other => other.to_owned(),
    }
}

/// The choice of an organisation, for those who answer for an authority's records; empty for
/// everybody else. An organisation's identifier may stand in an address: it is about no child.
pub(crate) fn organisation(choices: &HolderChoices, page: &str) -> AnyView {
    if choices.organisations.is_empty() {
        return ().into_any();
    }
    let mut options = vec![Choice::new("", "Choose an organisation")];
    options.extend(
        choices.organisations.iter().map(|organisation| {
            Choice::new(organisation.id.to_string(), organisation.name.clone())
        }),
    );
    let chosen = choices.organisation.map(|id| id.to_string());
    view! {
        <form method="get" action=page.to_owned()>
            <Select name="organisation" id="choose-organisation" label="Which organisation do they work for?" label_class="govuk-label--s" choices=options value=chosen/>
            <Button button_type="submit" kind=ButtonKind::Secondary>"Choose organisation"</Button>
        </form>
    }
    .into_any()
}

/// The questions about a holder. `who` asks who it is.
pub(crate) fn questions(choices: &HolderChoices, filled: &Filled, who: &'static str) -> AnyView {
    let services = choices
        .services
        .iter()
        .map(|service| {
            let choice = Choice::new(service.id.to_string(), service.name.clone());
            if service.sensitive {
                choice.hint("Sensitive: needs consent and a display line")
            } else {
                choice
            }
        })
        .collect::<Vec<_>>();
    let organisation = choices.organisation.map(|id| id.to_string());
    let consent = choices.services.iter().any(|service| service.sensitive);
    view! {
        <input type="hidden" name="organisation" value=organisation/>
        <Radios name="service" legend="For which service?" legend_class="govuk-fieldset__legend--s" choices=services small=true value=filled.value("service") error=filled.problem("service")/>
        {person(choices, filled, who)}
        {consent.then(|| consent_questions(choices, filled))}
    }
    .into_any()
}

/// Who it is: oneself, a colleague, or somebody whom the directory does not know yet (INV-06).
fn person(choices: &HolderChoices, filled: &Filled, legend: &'static str) -> AnyView {
    let mut options = Vec::new();
    if choices.oneself {
        options.push(Choice::new("me", "Me"));
    }
    options.push(Choice::new("colleague", "Somebody on the list"));
    options.push(
        Choice::new("new", "Somebody who is not on the list")
            .hint("They need no account to be recorded. Ask them to apply for one"),
    );
    let mut colleagues = vec![Choice::new("", "Choose a practitioner")];
    colleagues.extend(
        choices
            .colleagues
            .iter()
            .map(|colleague| Choice::new(colleague.id.to_string(), colleague.name.clone())),
    );
    let list = view! {
        <Select name="colleague" label="Practitioner" choices=colleagues value=filled.value("colleague") error=filled.problem("colleague")/>
    };
    let details = view! {
        <TextInput name="name" label="Name" autocomplete="off" spellcheck=false value=filled.value("name") error=filled.problem("name")/>
        <TextInput name="job_title" label="Job title" autocomplete="off" value=filled.value("job_title") error=filled.problem("job_title")/>
        <TextInput name="telephone" label="Telephone number" class="govuk-input--width-20" input_type="tel" autocomplete="off" value=filled.value("telephone") error=filled.problem("telephone")/>
        <TextInput name="email" label="E-mail address" input_type="email" autocomplete="off" spellcheck=false value=filled.value("email") error=filled.problem("email")/>
    };
    let conditionals = vec![
        Conditional::new("colleague", list),
        Conditional::new("new", details),
    ];
    view! {
        <Radios name="who" legend=legend legend_class="govuk-fieldset__legend--s" choices=options conditionals=conditionals value=filled.value("who") error=filled.problem("who")/>
    }
    .into_any()
}

/// What a sensitive service needs: a line agreed with the manager, and consent to be shown under it
/// (CAF-04, CAF-05).
fn consent_questions(choices: &HolderChoices, filled: &Filled) -> AnyView {
    let givers = [
        (GivenBy::Child, "The child, who understands"),
        (
            GivenBy::ParentOrCarer,
            "A parent or carer, because the child does not understand enough",
        ),
        (
            GivenBy::CourtAuthorised,
            "A person whom a court has authorised",
        ),
    ]
    .map(|(giver, words)| Choice::new(giver.code(), words))
    .to_vec();
    let ticks = ELEMENTS
        .into_iter()
        .map(|(name, words)| {
            let chosen = filled.value(name).into_iter().collect::<Vec<_>>();
            view! { <Checkboxes name=name choices=vec![Choice::new("yes", words)] values=chosen small=true/> }
        })
        .collect::<Vec<_>>();
    let wrong = filled.problem("checklist").map(|words| {
        view! { <p class="govuk-error-message"><span class="govuk-visually-hidden">"Error: "</span>{words}</p> }
    });
    let (lines, filled) = (lines(choices, filled), filled.clone());
    view! {
        <Fieldset legend="Only if the service is sensitive" legend_class="govuk-fieldset__legend--m">
            <p class="govuk-body">
                "The service and the practitioner are not shown. In their place everyone sees the display line and its telephone number. If there is no consent to that, a colleague whose service is not sensitive can be recorded instead."
            </p>
            {lines}
            <Radios name="given_by" legend="Who gave consent?" legend_class="govuk-fieldset__legend--s" choices=givers small=true value=filled.value("given_by") error=filled.problem("given_by")/>
            <DateInput id="given" name_prefix="given_" legend="When was consent given?" legend_class="govuk-fieldset__legend--s" day=filled.value("given_day") month=filled.value("given_month") year=filled.value("given_year") error=filled.problem("given")/>
            {wrong}
            {ticks}
        </Fieldset>
    }
    .into_any()
}

/// The lines agreed for the organisation.
fn lines(choices: &HolderChoices, filled: &Filled) -> AnyView {
    if choices.lines.is_empty() {
        return view! { <p class="govuk-body" id="line">{NO_LINE}"."</p> }.into_any();
    }
    let lines = choices
        .lines
        .iter()
        .map(|line| Choice::new(line.id.to_string(), line.words.clone()))
        .collect::<Vec<_>>();
    view! {
        <Radios name="line" legend="Display line" legend_class="govuk-fieldset__legend--s" choices=lines small=true value=filled.value("line") error=filled.problem("line")/>
    }
    .into_any()
}

/// What to do where no line has been agreed.
const NO_LINE: &str =
    "Ask your local authority’s ContactPoint manager to agree a display line first";

#[cfg(feature = "ssr")]
pub(crate) mod server {
    //! The server's half: loading the questions and reading the answers.

    use chrono::{Datelike, NaiveDate};
    use domain::child_record::{ChildRecordView, OpenRecord, ViewChildRecord};
    use domain::holder::{Holder, HolderChoices, Neutral, NewPractitioner, Who, attested};
    use domain::id::AccountId;
    use domain::refusal::{Problem, Rejection};
    use domain::sensitive_service::GivenBy;
    use registry::SignedIn;
    use registry::child_record::Opening;

    use super::{ELEMENTS, HolderTyped, NO_LINE};
    use crate::form::Filled;
    use crate::opened::{nothing, opened};
    use crate::shown::Shown;

    /// What a page that names somebody shows.
    pub(crate) struct Loaded {
        /// The child's name.
        pub child: String,
        /// The record, unless it is shielded.
        pub record: Option<Box<OpenRecord>>,
        /// From whom to choose.
        pub choices: HolderChoices,
        /// What stands in the form.
        pub filled: Filled,
    }

    /// The record that is open, and from whom to choose. Whoever answers for another authority's
    /// records has no such page (matrix row 19).
    pub(crate) async fn load(
        user: &SignedIn,
        opening: &str,
        organisation: Option<String>,
        filled: Filled,
    ) -> Result<Loaded, Shown> {
        let role = user.person().role;
        if !role.keeps_involvements() && !role.manages_records() {
            return Err(nothing());
        }
        let Opening { child, reason } = opened(user, opening).await?;
        let act = ViewChildRecord { child, reason };
        let (child, record) = match user.access(act, registry::child_record::view).await? {
            ChildRecordView::Open(record) => (record.name.to_string(), Some(record)),
            ChildRecordView::Shielded(record) => (record.name.to_string(), None),
        };
        let answers_for = record.as_ref().is_some_and(|record| record.answers_for);
        if role.manages_records() && !answers_for {
            return Err(nothing());
        }
        let organisation = organisation.or_else(|| filled.value("organisation"));
        let chosen = organisation
            .and_then(|id| id.parse().ok())
            .map(domain::id::OrganisationId);
        let choices = user.holder_choices(chosen).await?.ok_or_else(nothing)?;
        Ok(Loaded {
            child,
            record,
            choices,
            filled,
        })
    }

    /// A fresh form: today's date wherever one is asked for.
    pub(crate) fn fresh(dates: [[&'static str; 3]; 2], today: NaiveDate) -> Filled {
        let parts = [
            today.day().to_string(),
            today.month().to_string(),
            today.year().to_string(),
        ];
        Filled::with(
            dates
                .into_iter()
                .flat_map(|names| names.into_iter().zip(parts.clone())),
        )
    }

    /// A date from three fields.
    pub(crate) fn date(
        question: &'static str,
        [day, month, year]: [&str; 3],
    ) -> Result<NaiveDate, Problem> {
        let message = "Enter a date, like 27 3 2026";
        crate::form::server::date(question, day, month, year, message)
    }

    impl HolderTyped {
        /// The organisation that was chosen; none where the form was sent without one.
        pub(crate) fn chosen(&self) -> Option<domain::id::OrganisationId> {
            self.organisation
                .parse()
                .ok()
                .map(domain::id::OrganisationId)
        }

        /// Who is meant.
        pub(crate) fn read(
            &self,
            choices: &HolderChoices,
            account: AccountId,
            today: NaiveDate,
        ) -> Result<Holder, Rejection> {
            let service = self
                .service
                .parse()
                .map_err(|_| Rejection::of("service", "Select the service"));
            let sensitive = choices
                .services
                .iter()
                .any(|choice| choice.sensitive && service == Ok(choice.id));
            let neutral = if sensitive {
                self.neutral(choices, account, today).map(Some)
            } else {
                Ok(None)
            };
            match (service, self.who(), neutral) {
                (Ok(service), Ok(who), Ok(neutral)) => Ok(Holder {
                    service,
                    who,
                    neutral,
                }),
                (service, who, neutral) => Err(all([service.err(), who.err(), neutral.err()])),
            }
        }

        fn who(&self) -> Result<Who, Rejection> {
            match self.who.as_str() {
                "me" => Ok(Who::Oneself),
                "colleague" => self
                    .colleague
                    .parse()
                    .map(Who::Colleague)
                    .map_err(|_| Rejection::of("colleague", "Choose the practitioner")),
                "new" => NewPractitioner::check(
                    &self.name,
                    &self.job_title,
                    &self.telephone,
                    &self.email,
                )
                .map(Who::New),
                _ => Err(Rejection::of("who", "Select who it is")),
            }
        }

        /// The line and the consent to be shown under it.
        fn neutral(
            &self,
            choices: &HolderChoices,
            account: AccountId,
            today: NaiveDate,
        ) -> Result<Neutral, Rejection> {
            let line = self.line.parse().map_err(|_| {
                let words = if choices.lines.is_empty() {
                    NO_LINE
                } else {
                    "Select a display line"
                };
                Rejection::of("line", words)
            });
            let given = [&self.given_day, &self.given_month, &self.given_year];
            let attestation = date("given", given.map(String::as_str))
                .map_err(|problem| Rejection(vec![problem]))
                .and_then(|day| {
                    let giver = GivenBy::from_code(&self.given_by);
                    attested(giver, day, self.ticked(), account, today)
                });
            match (line, attestation) {
                (Ok(line), Ok(attestation)) => Ok(Neutral { line, attestation }),
                (line, attestation) => Err(all([line.err(), attestation.err(), None])),
            }
        }

        /// The elements that were ticked.
        fn ticked(&self) -> impl Iterator<Item = &'static str> {
            let ticks = [
                &self.understanding_judged,
                &self.purpose_explained,
                &self.contact_details_only,
                &self.will_be_displayed,
                &self.can_withdraw,
                &self.confirmed,
            ];
            let names = ELEMENTS.map(|(name, _)| name);
            let ticked = ticks.map(|tick| tick == "yes");
            names
                .into_iter()
                .zip(ticked)
                .filter_map(|(name, ticked)| ticked.then_some(name))
        }
    }

    /// Several rejections as one.
    pub(crate) fn all(rejections: [Option<Rejection>; 3]) -> Rejection {
        Rejection(rejections.into_iter().flatten().flat_map(|r| r.0).collect())
    }

    /// Who was typed, or what to do about it, with the date that goes with it.
    pub(crate) async fn read(
        user: &SignedIn,
        typed: &HolderTyped,
        date: Result<NaiveDate, Problem>,
    ) -> Result<Result<(Holder, NaiveDate), Rejection>, Shown> {
        let account = user.standing().account().ok_or_else(nothing)?;
        let today = domain::clock::london_date(user.standing().now);
        let choices = user
            .holder_choices(typed.chosen())
            .await?
            .ok_or_else(nothing)?;
        let holder = typed.read(&choices, account, today);
        Ok(match (holder, date) {
            (Ok(holder), Ok(date)) => Ok((holder, date)),
            (holder, date) => {
                let date = date.err().map(|problem| Rejection(vec![problem]));
                Err(all([holder.err(), date, None]))
            }
        })
    }
}

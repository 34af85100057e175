//! Recording a colleague who works with the child, with or without an account (INV-06).

use components::{BackLink, Button, Choice, InsetText, Radios, Select, TextInput};
use domain::involvement::{ColleagueChoice, ServiceChoice};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::entry::{id_of, started, telephone};
use super::hand_over::choice;
use crate::form::{Filled, PostForm};
use crate::page::{Heading, loaded, param, query};
use crate::shown::Shown;

/// What is sent for somebody who is not in the list.
const NEW: &str = "new";

/// An organisation of the authority's area.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OrganisationShown {
    /// Its opaque identifier.
    id: String,
    /// Its name.
    name: String,
}

/// What the page for recording a colleague shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ColleagueForm {
    /// The child's name.
    child: String,
    /// The organisations to choose from, before one is chosen; none where there is only one's own.
    organisations: Vec<OrganisationShown>,
    /// The organisation chosen, and its services and practitioners.
    organisation: String,
    services: Vec<ServiceChoice>,
    colleagues: Vec<ColleagueChoice>,
    /// What stands in the form.
    filled: Filled,
}

/// The form for recording that a colleague works with a child whose record is open.
#[server(endpoint = "involvement/colleague-form")]
pub(crate) async fn load_colleague_form(
    opening: String,
    #[server(default)] organisation: Option<String>,
    #[server(default)] returned: Option<String>,
) -> Result<ColleagueForm, Shown> {
    use super::server::{date_fields, nothing};
    use domain::id::OrganisationId;
    let user = crate::signed_in::signed_in().await?;
    let role = user.person().role;
    if !role.keeps_involvements() && !role.manages_records() {
        return Err(nothing());
    }
    let child = crate::opened::name_of_child(&user, &opening).await?;
    let today = domain::clock::london_date(user.standing().now);
    let fresh = Filled::with(date_fields("started", today));
    let filled =
        crate::form::server::filled(&user, "record-colleague", returned.as_deref(), fresh).await?;
    let chosen = filled.value("organisation").or(organisation);
    let own = user.standing().hat().map(|hat| hat.organisation);
    let organisation = match chosen.and_then(|id| id.parse::<OrganisationId>().ok()) {
        Some(chosen) => Some(chosen),
        None => own.filter(|_| role.keeps_involvements()),
    };
    let Some(organisation) = organisation else {
        let organisations = user.organisation_choices().await?;
        return Ok(ColleagueForm {
            child,
            organisations: organisations
                .into_iter()
                .map(|choice| OrganisationShown {
                    id: choice.id.to_string(),
                    name: choice.name,
                })
                .collect(),
            organisation: String::new(),
            services: Vec::new(),
            colleagues: Vec::new(),
            filled,
        });
    };
    let (services, colleagues) = user.colleague_choices(organisation).await?;
    Ok(ColleagueForm {
        child,
        organisations: Vec::new(),
        organisation: organisation.to_string(),
        services,
        colleagues,
        filled,
    })
}

/// An entry for a colleague, as it was typed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    organisation: String,
    service: String,
    practitioner: String,
    name: String,
    job_title: String,
    email: String,
    telephone: String,
    started_day: String,
    started_month: String,
    started_year: String,
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed")
    }
}

#[cfg(feature = "ssr")]
impl Typed {
    /// As the act needs it; everything that is wrong at once.
    fn read(
        &self,
        child: domain::id::ChildNumber,
    ) -> Result<domain::involvement::RecordForColleague, domain::refusal::Rejection> {
        use domain::child_record::Telephone;
        use domain::refusal::Rejection;
        let service = self.service.parse().map_err(|_| {
            Rejection::of(
                "service",
                "Select the service that is working with the child",
            )
        });
        let colleague = self.colleague();
        let telephone = Telephone::parse(&self.telephone).map_err(|_| {
            Rejection::of("telephone", "Enter a telephone number, like 01632 960 001")
        });
        let started = crate::form::server::date(
            "started",
            &self.started_day,
            &self.started_month,
            &self.started_year,
            "Enter a start date, like 27 3 2026",
        )
        .map_err(|problem| Rejection(vec![problem]));
        match (service, colleague, telephone, started) {
            (Ok(service), Ok(colleague), Ok(telephone), Ok(started)) => {
                Ok(domain::involvement::RecordForColleague {
                    child,
                    service,
                    colleague,
                    telephone,
                    started,
                })
            }
            (service, colleague, telephone, started) => Err(Rejection(
                [
                    service.err(),
                    colleague.err(),
                    telephone.err(),
                    started.err(),
                ]
                .into_iter()
                .flatten()
                .flat_map(|rejection| rejection.0)
                .collect(),
            )),
        }
    }

    /// Who works with the child.
    fn colleague(&self) -> Result<domain::involvement::Colleague, domain::refusal::Rejection> {
        use domain::involvement::{Colleague, NewPractitioner};
        use domain::refusal::Rejection;
        if self.practitioner == NEW {
            return NewPractitioner::parse(&self.name, &self.job_title, &self.email)
                .map(Colleague::New);
        }
        self.practitioner
            .parse()
            .map(Colleague::Known)
            .map_err(|_| Rejection::of("practitioner", "Select who works with the child"))
    }
}

/// Records that a colleague works with a child whose record is open.
#[server(endpoint = "involvement/record-colleague")]
pub(crate) async fn record_colleague(
    #[server(default)] opening: String,
    #[server(flatten)] typed: Typed,
) -> Result<(), Shown> {
    use super::server::{nothing, sent_twice};
    use domain::id::OpeningId;
    use registry::Stopped;
    let user = crate::signed_in::signed_in().await?;
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    let child = user.opening(opening).await?.ok_or_else(nothing)?.child;
    let result = match typed.read(child) {
        Ok(act) => match user
            .access(act, registry::involvement::record_for_colleague)
            .await
        {
            Ok(_) => Ok(()),
            Err(Stopped::Rejected(rejection)) if sent_twice(&rejection) => Ok(()),
            Err(stopped) => Err(stopped),
        },
        Err(rejection) => Err(rejection.into()),
    };
    let page = format!("/child-record/{opening}/record-colleague");
    let fields = crate::form::server::fields(&typed);
    let done =
        crate::form::server::form_result(&user, "record-colleague", &page, fields, result).await?;
    if done.is_some() {
        crate::form::server::redirect(&format!("/child-record/{opening}?done=recorded-colleague"));
    }
    Ok(())
}

/// The page on which a colleague is recorded.
#[component]
pub(crate) fn ColleaguePage() -> impl IntoView {
    let opening = param("opening");
    let (returned, organisation) = (query("form"), query("organisation"));
    let form = Resource::new_blocking(
        move || (opening(), organisation(), returned()),
        |(opening, organisation, returned)| load_colleague_form(opening, organisation, returned),
    );
    loaded(form, move |form| {
        if form.organisation.is_empty() {
            choose_organisation(form, &opening())
        } else {
            view! { <Questions form=form opening=opening()/> }.into_any()
        }
    })
}

/// The organisations of an authority's area, each a link to its own form.
fn choose_organisation(form: ColleagueForm, opening: &str) -> AnyView {
    let none = form.organisations.is_empty();
    let links = form
        .organisations
        .into_iter()
        .map(|organisation| {
            let page = format!(
                "/child-record/{opening}/record-colleague?organisation={}",
                organisation.id
            );
            view! { <li><a class="govuk-link" href=page>{organisation.name}</a></li> }
        })
        .collect::<Vec<_>>();
    view! {
        <BackLink href=format!("/child-record/{opening}")/>
        <Heading title="Which organisation works with the child?" caption=form.child/>
        {none.then(|| view! { <p class="govuk-body">"No organisation of your area has registered a service."</p> })}
        <ul class="govuk-list">{links}</ul>
    }
    .into_any()
}

#[component]
fn Questions(form: ColleagueForm, opening: String) -> impl IntoView {
    let record = ServerAction::<RecordColleague>::new();
    let ColleagueForm {
        child,
        organisation,
        services,
        colleagues,
        filled,
        ..
    } = form;
    let back = format!("/child-record/{opening}");
    if services.is_empty() {
        return view! {
            <BackLink href=back/>
            <Heading title="Record it for a colleague" caption=child/>
            <p class="govuk-body">
                "The organisation has not registered a service that can be recorded. Ask your manager."
            </p>
        }
        .into_any();
    }
    let services = services
        .into_iter()
        .map(|service| Choice::new(service.id.to_string(), service.name))
        .collect::<Vec<_>>();
    let practitioners = [
        Choice::new("", "Choose a practitioner"),
        Choice::new(NEW, "Somebody who is not in this list"),
    ]
    .into_iter()
    .chain(colleagues.into_iter().map(choice))
    .collect::<Vec<_>>();
    view! {
        <BackLink href=back/>
        {filled.summary(id_of)}
        <Heading title="Record it for a colleague" caption=child error=filled.has_problems()/>
        <PostForm action=record>
            <input type="hidden" name="opening" value=opening/>
            <input type="hidden" name="organisation" value=organisation/>
            <Radios name="service" legend="Which service is working with the child?" legend_class="govuk-fieldset__legend--s" choices=services value=filled.value("service") error=filled.problem("service")/>
            <Select name="practitioner" label="Who works with the child?" label_class="govuk-label--s" hint="A colleague with an account is told, and keeps the involvement from then on" choices=practitioners value=filled.value("practitioner") error=filled.problem("practitioner")/>
            {new_practitioner(&filled)}
            {telephone(&filled)}
            {started(&filled)}
            <InsetText>
                "Recording contact details replaces none of anybody’s other duties, and obliges nobody to share information."
            </InsetText>
            <Button button_type="submit" prevent_double_click=true>"Record involvement"</Button>
        </PostForm>
    }
    .into_any()
}

/// Who somebody is that is not in the list.
fn new_practitioner(filled: &Filled) -> AnyView {
    view! {
        <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"If they are not in the list"</legend>
            <TextInput name="name" label="Name" autocomplete="off" value=filled.value("name") error=filled.problem("name")/>
            <TextInput name="job_title" label="Job title" autocomplete="off" value=filled.value("job_title") error=filled.problem("job_title")/>
            <TextInput name="email" label="E-mail at work" input_type="email" autocomplete="off" value=filled.value("email") error=filled.problem("email")/>
        </fieldset>
    }
    .into_any()
}

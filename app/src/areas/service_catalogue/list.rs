//! The services that a manager keeps, and the national types that the central team keeps.

use components::{
    Button, ButtonKind, Cell, NotificationBanner, Scrollable, SummaryList, SummaryRow, Table, Tag,
    TagColour,
};
use domain::service_catalogue::{ServiceListed, ServiceTypeListed};
use leptos::prelude::*;

use super::server::{FlagType, list};
use crate::form::PostForm;
use crate::page::{Heading, loaded, query};

/// The page of the catalogue.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let done = query("done");
    let catalogue = Resource::new_blocking(done, |_| list());
    loaded(catalogue, move |catalogue| {
        let words = match done().as_deref() {
            Some("added") => Some("The service has been added"),
            Some("changed") => Some("The service has been changed"),
            Some("flagged") => Some("The kind of service has been changed"),
            _ => None,
        };
        let body = if catalogue.national {
            national(catalogue.types)
        } else {
            own(catalogue.services)
        };
        view! {
            {words.map(|words| view! { <NotificationBanner text=words success=true/> })}
            {body}
        }
        .into_any()
    })
}

/// Services of the own authority's organisations.
fn own(services: Vec<ServiceListed>) -> AnyView {
    let rows = services.into_iter().map(row).collect::<Vec<_>>();
    view! {
        <Heading title="Services"/>
        <p class="govuk-body">
            "Services that organisations of your authority have registered. Only these can be recorded."
        </p>
        <Button kind=ButtonKind::Secondary href="/services/add">"Add a service"</Button>
        <Scrollable label="Services of your authority’s organisations">
            <Table
                caption="Services of your authority’s organisations"
                caption_class="govuk-visually-hidden"
                head=vec![
                    Cell::text("Organisation"),
                    Cell::text("Service"),
                    Cell::text("Kind"),
                    Cell::text("Seen on records"),
                    Cell::text("Change"),
                ]
                rows=rows
            />
        </Scrollable>
    }
    .into_any()
}

fn row(service: ServiceListed) -> Vec<Cell> {
    let seen = if service.sensitive || service.sensitive_type {
        Cell::view(view! { <Tag text="Sensitive" colour=TagColour::Purple/> })
    } else {
        Cell::text("By name")
    };
    let change = format!("/services/{}/change", service.id);
    let link = view! {
        <a class="govuk-link" href=change>
            "Change"<span class="govuk-visually-hidden">{format!(" {}, {}", service.name, service.organisation)}</span>
        </a>
    };
    vec![
        Cell::text(service.organisation),
        Cell::text(service.name),
        Cell::text(service.service_type),
        seen,
        Cell::view(link),
    ]
}

/// The national types.
fn national(types: Vec<ServiceTypeListed>) -> AnyView {
    let types = types.into_iter().map(national_type).collect::<Vec<_>>();
    view! {
        <Heading title="National kinds of service"/>
        <p class="govuk-body">
            "Of a sensitive service a record says only that an unspecified one is involved. What is recorded of it needs consent within four weeks of the change."
        </p>
        {types}
    }
    .into_any()
}

fn national_type(kind: ServiceTypeListed) -> AnyView {
    let state = match (kind.universal, kind.sensitive) {
        (true, _) => "Universal",
        (_, true) => "Sensitive",
        (_, false) => "Seen by name",
    };
    let rows = vec![SummaryRow::new("On records", state)];
    let change = (!kind.universal).then(|| flag(&kind));
    view! {
        <h2 class="govuk-heading-s">{kind.name.clone()}</h2>
        <SummaryList rows=rows/>
        {change}
    }
    .into_any()
}

/// The form that changes a type's flag.
fn flag(kind: &ServiceTypeListed) -> AnyView {
    let flag = ServerAction::<FlagType>::new();
    let (code, hidden) = (kind.code.clone(), format!(": {}", kind.name));
    let (value, words) = if kind.sensitive {
        ("no", "Count as not sensitive")
    } else {
        ("yes", "Count as sensitive")
    };
    view! {
        <PostForm action=flag>
            <input type="hidden" name="service_type" value=code/>
            <Button kind=ButtonKind::Secondary name="sensitive" value=value button_type="submit">
                {words}
                <span class="govuk-visually-hidden">{hidden}</span>
            </Button>
        </PostForm>
    }
    .into_any()
}

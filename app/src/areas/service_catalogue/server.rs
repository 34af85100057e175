//! Server functions of the catalogue.

use domain::service_catalogue::ServiceCatalogue;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use crate::opened::nothing;
#[cfg(feature = "ssr")]
use {
    domain::refusal::Rejection,
    domain::service_catalogue::{ServiceName, ViewServiceCatalogue},
    registry::{SignedIn, Stopped},
    std::collections::BTreeMap,
};

#[cfg(feature = "ssr")]
async fn catalogue(user: &SignedIn) -> Result<ServiceCatalogue, Shown> {
    Ok(user
        .access(ViewServiceCatalogue, registry::service_catalogue::view)
        .await?)
}

/// The part of the catalogue that whoever asks keeps.
#[server(endpoint = "service-catalogue/list")]
pub(crate) async fn list() -> Result<ServiceCatalogue, Shown> {
    let user = crate::signed_in::signed_in().await?;
    catalogue(&user).await
}

/// A form about a service, and what can be chosen in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ServiceForm {
    /// The catalogue; of its services only the one that is changed.
    pub catalogue: ServiceCatalogue,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form that adds a service, or changes one.
#[server(endpoint = "service-catalogue/form")]
pub(crate) async fn load_form(
    #[server(default)] service: Option<String>,
    #[server(default)] returned: Option<String>,
) -> Result<ServiceForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut catalogue = catalogue(&user).await?;
    if catalogue.national {
        return Err(nothing());
    }
    let (name, fresh) = match service {
        None => {
            catalogue.services.clear();
            ("add-service", Filled::default())
        }
        Some(service) => {
            let meant = service.parse().map_err(|_| nothing())?;
            catalogue.services.retain(|listed| listed.id == meant);
            let listed = catalogue.services.first().ok_or_else(nothing)?;
            let sensitive = if listed.sensitive { "yes" } else { "no" };
            let fresh = Filled::with([
                ("name", listed.name.clone()),
                ("sensitive", sensitive.to_owned()),
            ]);
            ("change-service", fresh)
        }
    };
    let filled = crate::form::server::filled(&user, name, returned.as_deref(), fresh).await?;
    Ok(ServiceForm { catalogue, filled })
}

/// What was typed, by field.
#[cfg(feature = "ssr")]
fn typed(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
    fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// Registers a service of an organisation (INV-02).
#[server(endpoint = "service-catalogue/add")]
pub(crate) async fn add(
    #[server(default)] organisation: String,
    #[server(default)] service_type: String,
    #[server(default)] name: String,
) -> Result<(), Shown> {
    use domain::service_catalogue::AddService;
    let user = crate::signed_in::signed_in().await?;
    let chosen = organisation
        .parse()
        .map_err(|_| Rejection::of("organisation", "Select whose service it is"));
    let kind = match service_type.as_str() {
        "" => Err(Rejection::of(
            "service_type",
            "Select what kind of service it is",
        )),
        code => Ok(code.to_owned()),
    };
    let result = match (chosen, kind, ServiceName::parse(&name)) {
        (Ok(organisation), Ok(service_type), Ok(name)) => {
            let act = AddService {
                organisation,
                service_type,
                name,
            };
            user.access(act, registry::service_catalogue::add).await
        }
        (chosen, kind, name) => Err(Stopped::Rejected(Rejection(
            [chosen.err(), kind.err(), name.err()]
                .into_iter()
                .flatten()
                .flat_map(|rejection| rejection.0)
                .collect(),
        ))),
    };
    let fields = typed(&[
        ("organisation", &organisation),
        ("service_type", &service_type),
        ("name", &name),
    ]);
    let page = "/services/add";
    let done = crate::form::server::form_result(&user, "add-service", page, fields, result).await?;
    if done.is_some() {
        crate::form::server::redirect("/services?done=added");
    }
    Ok(())
}

/// Renames a service, and flags it as sensitive or not (SENS-01).
#[server(endpoint = "service-catalogue/change")]
pub(crate) async fn change(
    #[server(default)] service: String,
    #[server(default)] name: String,
    #[server(default)] sensitive: String,
) -> Result<(), Shown> {
    use domain::service_catalogue::ChangeService;
    let user = crate::signed_in::signed_in().await?;
    let service = service
        .parse::<domain::id::ServiceId>()
        .map_err(|_| nothing())?;
    let result = match ServiceName::parse(&name) {
        Ok(name) => {
            let act = ChangeService {
                service,
                name,
                sensitive: sensitive == "yes",
            };
            user.access(act, registry::service_catalogue::change).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let fields = typed(&[("name", &name), ("sensitive", &sensitive)]);
    let page = format!("/services/{service}/change");
    let form = "change-service";
    let done = crate::form::server::form_result(&user, form, &page, fields, result).await?;
    if done.is_some() {
        crate::form::server::redirect("/services?done=changed");
    }
    Ok(())
}

/// Flags a national service type as sensitive or not (SENS-01).
#[server(endpoint = "service-catalogue/flag-type")]
pub(crate) async fn flag_type(
    #[server(default)] service_type: String,
    #[server(default)] sensitive: String,
) -> Result<(), Shown> {
    use domain::service_catalogue::FlagServiceType;
    let user = crate::signed_in::signed_in().await?;
    let act = FlagServiceType {
        service_type,
        sensitive: sensitive == "yes",
    };
    user.access(act, registry::service_catalogue::flag_type)
        .await?;
    crate::form::server::redirect("/services?done=flagged");
    Ok(())
}

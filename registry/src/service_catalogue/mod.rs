//! The catalogue of services (INV-01, INV-02, SENS-01). What is flagged as sensitive is hidden from
//! the next moment on: whoever reads a record looks at the flags.

mod sql;

use domain::id::{LocalAuthorityCode, ServiceId};
use domain::refusal::{Refusal, Rejection};
use domain::service_catalogue::{
    AddService, ChangeService, FlagServiceType, ServiceCatalogue, ViewServiceCatalogue,
};
use domain::standing::Role;
use serde_json::json;

use crate::door::{Access, KnownAct, Stopped, admit, sealed};

admit!(ViewServiceCatalogue, FlagServiceType);

/// A service that every child has is never sensitive (INV-01).
const UNIVERSAL: &str = "Every child has a service like this: it cannot be sensitive";

/// The part of the catalogue that whoever asks keeps.
pub async fn view(access: &mut Access<ViewServiceCatalogue>) -> Result<ServiceCatalogue, Stopped> {
    let hat = access.hat()?.clone();
    let types = sql::types(access.connection()).await?;
    let own = hat
        .local_authority
        .filter(|_| hat.role == Role::LocalAuthorityManager);
    let (services, organisations) = match &own {
        Some(authority) => (
            sql::services(access.connection(), authority).await?,
            sql::organisations(access.connection(), authority).await?,
        ),
        None => (Vec::new(), Vec::new()),
    };
    Ok(ServiceCatalogue {
        services,
        organisations,
        types,
        national: hat.role == Role::CentralTeam,
    })
}

impl sealed::Sealed for AddService {}

impl KnownAct for AddService {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<LocalAuthorityCode>, Stopped> {
        let organisation = access.act().organisation;
        let authority = sql::authority_of(access.connection(), organisation).await?;
        Ok(authority.map(LocalAuthorityCode))
    }
}

/// Registers a service of an organisation. The same one is registered once, however often it is
/// sent.
pub async fn add(access: &mut Access<AddService>) -> Result<ServiceId, Stopped> {
    let organisation = access.act().organisation;
    let (code, name) = (access.act().service_type.clone(), access.act().name.clone());
    if sql::service_type(access.connection(), &code)
        .await?
        .is_none()
    {
        return Err(Rejection::of("service_type", "Select what kind of service it is").into());
    }
    sql::lock_organisation(access.connection(), organisation).await?;
    let same = sql::same(access.connection(), organisation, &code, name.as_str()).await?;
    if let Some(service) = same {
        return Ok(ServiceId(service));
    }
    let service = ServiceId::random(access.chance());
    sql::add(
        access.connection(),
        service,
        organisation,
        &code,
        name.as_str(),
    )
    .await?;
    access.note(json!({ "service": service }));
    Ok(service)
}

impl sealed::Sealed for ChangeService {}

impl KnownAct for ChangeService {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<LocalAuthorityCode>, Stopped> {
        let service = access.act().service;
        let row = sql::service(access.connection(), service).await?;
        Ok(row.and_then(|row| row.local_authority.map(LocalAuthorityCode)))
    }
}

/// Renames a service, and flags it as sensitive or not.
pub async fn change(access: &mut Access<ChangeService>) -> Result<(), Stopped> {
    let service = access.act().service;
    let (name, sensitive) = (access.act().name.clone(), access.act().sensitive);
    let before = sql::service(access.connection(), service)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    if sensitive && before.universal {
        return Err(Rejection::of("sensitive", UNIVERSAL).into());
    }
    sql::change(access.connection(), service, name.as_str(), sensitive).await?;
    access.note(json!({ "before": { "name": before.name, "sensitive": before.sensitive } }));
    Ok(())
}

/// Flags a national service type as sensitive or not.
pub async fn flag_type(access: &mut Access<FlagServiceType>) -> Result<(), Stopped> {
    let (code, sensitive) = (access.act().service_type.clone(), access.act().sensitive);
    let before = sql::service_type(access.connection(), &code)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    if sensitive && before.universal {
        return Err(Rejection::of("sensitive", UNIVERSAL).into());
    }
    sql::flag_type(access.connection(), &code, sensitive).await?;
    access.note(json!({ "before": { "sensitive": before.sensitive } }));
    Ok(())
}

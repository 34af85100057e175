//! Seeing and keeping the catalogue (matrix row 63): a manager the services of the own authority,
//! the central team the national service types.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entry::ServiceName;
use crate::act::Act;
use crate::audit::Event;
use crate::id::{LocalAuthorityCode, OrganisationId, ServiceId};
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Seeing the part of the catalogue that one keeps.
#[derive(Debug)]
pub struct ViewServiceCatalogue;

impl Act for ViewServiceCatalogue {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("refdata.viewed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::LocalAuthorityManager | Role::CentralTeam) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// Only a manager of the authority in which an organisation works keeps its services.
fn keeps(standing: &Standing, authority: &Option<LocalAuthorityCode>) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if hat.role != Role::LocalAuthorityManager {
        return Err(Refusal::Role);
    }
    match authority {
        None => Err(Refusal::NoSuchRecord),
        Some(_) if *authority == hat.local_authority => Ok(()),
        Some(_) => Err(Refusal::NotYours),
    }
}

/// Registering a service of an organisation, of one of the national service types (INV-02).
#[derive(Debug)]
pub struct AddService {
    /// Whose.
    pub organisation: OrganisationId,
    /// Of which national type, by its code.
    pub service_type: String,
    /// What the organisation calls it.
    pub name: ServiceName,
}

impl Act for AddService {
    /// The authority in which the organisation works; none where there is no such organisation.
    type Bearing = Option<LocalAuthorityCode>;

    fn event(&self) -> Event {
        Event::of("refdata.changed")
            .about("organisation", self.organisation)
            .detail(json!({ "service_added": self.name, "service_type": self.service_type }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        keeps(standing, bearing)
    }
}

/// Calling a service something else, and saying whether it is sensitive though its type is not
/// (SENS-01). A service whose type is sensitive is sensitive.
#[derive(Debug)]
pub struct ChangeService {
    /// Which.
    pub service: ServiceId,
    /// Its name from now on.
    pub name: ServiceName,
    /// Whether it is sensitive by itself.
    pub sensitive: bool,
}

impl Act for ChangeService {
    /// The authority in which the service's organisation works; none where there is no such service.
    type Bearing = Option<LocalAuthorityCode>;

    fn event(&self) -> Event {
        Event::of("refdata.changed")
            .about("service", self.service)
            .detail(json!({ "name": self.name, "sensitive": self.sensitive }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        keeps(standing, bearing)
    }
}

/// Saying whether a national service type is sensitive (SENS-01).
#[derive(Debug)]
pub struct FlagServiceType {
    /// Which, by its code.
    pub service_type: String,
    /// Whether it is.
    pub sensitive: bool,
}

impl Act for FlagServiceType {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("refdata.changed")
            .about("service-type", &self.service_type)
            .detail(json!({ "sensitive": self.sensitive }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::CentralTeam) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// A service of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceListed {
    /// Which.
    pub id: ServiceId,
    /// Whose.
    pub organisation: String,
    /// What it is called.
    pub name: String,
    /// Its national type's name.
    pub service_type: String,
    /// Whether it is sensitive by itself.
    pub sensitive: bool,
    /// Whether it is sensitive by its type.
    pub sensitive_type: bool,
}

/// A national service type.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceTypeListed {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether every child has one like it: such a type is never sensitive.
    pub universal: bool,
    /// Whether it is sensitive.
    pub sensitive: bool,
}

/// An organisation of the own authority.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrganisationChoice {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
}

/// The part of the catalogue that somebody keeps.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ServiceCatalogue {
    /// Services of the own authority's organisations; empty for the central team.
    pub services: Vec<ServiceListed>,
    /// Organisations that a service can be added to; empty for the central team.
    pub organisations: Vec<OrganisationChoice>,
    /// The national service types.
    pub types: Vec<ServiceTypeListed>,
    /// Whether whoever looks keeps the national types.
    pub national: bool,
}

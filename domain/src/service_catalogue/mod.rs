//! The catalogue: which services organisations have registered, and which of them are sensitive
//! (INV-01, INV-02, SENS-01). Reference data: nothing of any child (CEN-03).

mod acts;
mod entry;

pub use acts::{
    AddService, ChangeService, FlagServiceType, OrganisationChoice, ServiceCatalogue,
    ServiceListed, ServiceTypeListed, ViewServiceCatalogue,
};
pub use entry::ServiceName;

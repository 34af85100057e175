//! Who holds a common assessment, or leads: somebody of a service, with or without an account
//! (INV-06, CAF-06). One of a sensitive service is shown under a neutral line, with consent
//! (CAF-04, CAF-05).

mod bearing;
mod consent;
mod who;

pub use bearing::{EntryBearing, HeldEntry, HolderBearing, ServiceBearing};
pub(crate) use bearing::{may_keep, may_name};
pub use consent::{ELEMENTS, attested};
pub(crate) use who::letters;
pub use who::{
    ColleagueChoice, Holder, HolderChoices, HolderService, LineChoice, Neutral, NewPractitioner,
    OrganisationChoice, Who, check_since,
};

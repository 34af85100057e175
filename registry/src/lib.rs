//! The one crate that knows SQL, and the one door to it.
//!
//! Everything that anyone does is an act (`domain::act::Act`) done through [`SignedIn::access`] or
//! [`Caller::access`]. The pool and its transactions are private: there is no second way.

pub mod account;
pub mod archive;
pub mod audit;
mod bank_holiday;
pub mod break_glass;
pub mod brokering;
pub mod caf;
pub mod child_record;
pub mod complaint;
mod connect;
pub mod creating;
pub mod data_quality;
pub mod data_source;
pub mod death;
pub mod desk;
pub mod discrepancy;
pub mod dispute;
mod door;
pub mod doubles;
pub mod extra_right;
pub mod feed;
pub mod holder;
pub mod involvement;
pub mod keys;
pub mod lead_professional;
mod local_authority;
mod machine;
pub mod mail;
mod matching;
pub mod merging;
pub mod misuse;
pub mod neutral_line;
pub mod new_identity;
pub mod not_receiving_education;
pub mod panel;
pub mod past_eighteen;
pub mod population;
pub mod quarantine;
mod registry;
pub mod residence;
pub mod search;
pub mod sensitive_service;
pub mod service_catalogue;
pub mod shielding;
pub mod statistics;
mod stored;
pub mod subject_access;
pub mod task;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transfer;
pub mod updating;
mod work;

pub use connect::{MIGRATIONS, Settings, migrate};
pub use door::{Access, Caller, Fault, KnownAct, Operation, SignedIn, Stopped};
pub use machine::{SystemChance, SystemClock};
pub use registry::{FrontDoor, Registry};

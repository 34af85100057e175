//! The rules of ContactPoint: pure, without database, network, clock or chance of their own.
//!
//! Everything here compiles for the server and for the browser. Time and chance are arguments
//! (`clock`, `chance`); what anyone may do is an [`act::Act`] with a `permit`.
#![warn(missing_docs)]

pub mod account;
pub mod act;
pub mod archive;
pub mod audit;
pub mod best_view;
pub mod break_glass;
pub mod brokering;
pub mod caf;
pub mod chance;
pub mod child_record;
pub mod clock;
mod coded;
pub mod complaint;
pub mod creating;
pub mod data_quality;
pub mod data_source;
pub mod death;
pub mod desk;
pub mod discrepancy;
pub mod dispute;
pub mod doubles;
pub mod extra_right;
pub mod feed;
pub mod holder;
pub mod id;
pub mod involvement;
pub mod lead_professional;
pub mod listed;
pub mod matching;
pub mod merging;
pub mod misuse;
pub mod neutral_line;
pub mod new_identity;
pub mod not_receiving_education;
pub mod panel;
pub mod past_eighteen;
pub mod quarantine;
pub mod reason;
pub mod refusal;
pub mod residence;
pub mod search;
pub mod sensitive_service;
pub mod service_catalogue;
pub mod shielding;
pub mod standing;
pub mod statistics;
pub mod subject_access;
pub mod task;
pub mod transfer;
pub mod updating;
pub mod work;

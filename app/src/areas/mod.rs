//! The areas of the product. An area never imports another.

pub(crate) mod account;
pub(crate) mod archive;
pub(crate) mod break_glass;
pub(crate) mod brokering;
pub(crate) mod caf;
pub(crate) mod child_record;
pub(crate) mod death;
pub(crate) mod desk;
pub(crate) mod extra_right;
pub(crate) mod involvement;
pub(crate) mod lead_professional;
pub(crate) mod neutral_line;
pub(crate) mod new_identity;
pub(crate) mod panel;
pub(crate) mod past_eighteen;
pub(crate) mod quarantine;
pub(crate) mod residence;
pub(crate) mod search;
pub(crate) mod sensitive_service;
pub(crate) mod service_catalogue;
pub(crate) mod shielding;
pub(crate) mod sign_in;
pub(crate) mod task;
pub(crate) mod transfer;

//! Sensitive services: recording an involvement with what is attested of consent, renewing, ending
//! and withdrawing it, and what whoever brokers sees (SENS).

mod attest;
mod contacts;
mod entry;
mod mine;
mod record;
mod server;
mod withdrawal;

pub(crate) use contacts::ContactsPage;
pub(crate) use entry::{ChangePage, EndPage, RenewPage, WithdrawPage};
pub(crate) use mine::MinePage;
pub(crate) use record::RecordPage;
pub(crate) use withdrawal::WithdrawalPage;

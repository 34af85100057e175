//! The parts of the contactpoint program: serving people, and the operator's commands.

pub mod address;
pub mod backups;
pub mod bench;
pub mod cookie;
pub mod feed;
pub mod headers;
pub mod limits;
pub mod log;
pub mod mail;
pub mod notices;
mod reading;
pub mod router;
pub mod seed;
pub mod serve;
pub mod settings;
pub mod supply;
pub mod verify_audit;
pub mod visitor;
pub mod work;

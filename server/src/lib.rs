//! The parts of the contactpoint program: serving people, and the operator's commands.

pub mod address;
pub mod backups;
pub mod bench;
mod breaker;
pub mod cookie;
mod ctf;
pub mod feed;
pub mod headers;
pub mod limits;
pub mod log;
pub mod mail;
pub mod notices;
mod reading;
pub mod router;
mod screen;
pub mod seed;
pub mod serve;
pub mod settings;
pub mod supply;
pub mod verify_audit;
pub mod visitor;
pub mod work;

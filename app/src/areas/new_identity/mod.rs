//! A new identity: sealing the old record, the code that this yields, and the record made with it
//! (NEWID). The manager's alone; to everyone else there are no such pages.

mod code;
mod make;
mod seal;
mod server;

pub(crate) use code::CodePage;
pub(crate) use make::MakePage;
pub(crate) use seal::SealPage;

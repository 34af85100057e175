//! Keeping a record past eighteen: consent, that it is over, and what the management team sees to (R18).

mod answer;
mod consent;
mod list;
mod over;
mod server;

pub(crate) use answer::AnswerPage;
pub(crate) use consent::ConsentPage;
pub(crate) use list::{DecidePage, ListPage};
pub(crate) use over::OverPage;

//! Figures to plan services by (STA). The server alone makes these pages.

mod page;
mod server;

pub(crate) use page::{AuthorityPage, OwnPage};

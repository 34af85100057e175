//! Breaking the glass: the central team's page (SHLD-11). The record itself is shown by its own area.

mod desk;
mod server;

pub(crate) use desk::DeskPage;

//! Signing in, the notice, choosing a hat, signing out (AUTH-01 … AUTH-09).

mod arrival;
#[cfg(feature = "ssr")]
pub(crate) mod demonstration;
mod page;
mod server;

pub(crate) use arrival::ArrivalPage;
pub(crate) use page::{SignInPage, SignedOutPage};

//! Signing in, sessions, and one's own account (AUTH, ACCT-12).

mod form;
mod own;
mod secret;
mod session;
mod sign_in;
pub(crate) mod sql;
mod suspend;

pub use domain::account::Person;
pub use form::ReturnedForm;
pub use own::view;
pub(crate) use own::written_number;
pub use secret::{hash_secret, seal_token_secret, token_code};
pub use session::{Arriving, Session};
pub use sign_in::{Credentials, NewSession, accept_notice, choose_hat};
pub(crate) use suspend::{Because, close_for_cause, let_back, suspend};

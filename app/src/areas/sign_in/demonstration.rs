//! The personas of a demonstration. The server provides them only when it demonstrates, and then
//! answers on no address but loopback.

use std::sync::Arc;

use domain::clock::Moment;
use serde::Deserialize;

use super::server::ShownPersona;

/// A persona as the demonstration's file has it.
#[derive(Clone, Debug, Deserialize)]
pub struct DemoPersona {
    /// What the persona is.
    pub title: String,
    /// User name.
    pub user_name: String,
    /// Password.
    pub password: String,
    /// PIN.
    pub pin: String,
    /// The token's secret in base32.
    pub token_secret: String,
}

/// Everyone who can sign in to a demonstration.
#[derive(Clone, Debug)]
pub struct Demonstration(Arc<[DemoPersona]>);

impl Demonstration {
    /// A demonstration with these personas.
    pub fn of(personas: Vec<DemoPersona>) -> Self {
        Self(personas.into())
    }

    /// The personas with their tokens' codes at a moment.
    pub(crate) fn shown(&self, now: Moment) -> Vec<ShownPersona> {
        self.0
            .iter()
            .filter_map(|persona| {
                Some(ShownPersona {
                    title: persona.title.clone(),
                    user_name: persona.user_name.clone(),
                    password: persona.password.clone(),
                    pin: persona.pin.clone(),
                    code: registry::account::token_code(&persona.token_secret, now)?,
                })
            })
            .collect()
    }
}

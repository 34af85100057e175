//! Who keeps the keys by which a source's system is known (FEED-12).

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use crate::act::Act;
use crate::audit::Event;
use crate::data_source::{SourceHeld, SourceState, keeps_source, oversees_source};
use crate::id::SourceId;
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// Registering a source's public key: by whoever keeps the source (matrix row 38), on its page, or by an
/// operator at the command line. A source may have several, so that one takes over from another.
#[derive(Debug)]
pub struct RegisterKey {
    /// Whose.
    pub source: SourceId,
    /// The public key, in PEM.
    pub public_key: String,
    /// Not accepted from this day on.
    pub expires_on: NaiveDate,
}

/// Withdrawing a key, at once: it was lost, or the source changed it. Whoever may stop the source may
/// (matrix row 40).
#[derive(Debug)]
pub struct WithdrawKey {
    /// The key.
    pub key: Uuid,
}

/// What bears on a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyHeld {
    /// Whose it is.
    pub source: SourceId,
    /// How that stands.
    pub held: SourceHeld,
}

/// A source that has ended supplies nothing, and needs no key.
fn goes_on(held: &SourceHeld) -> Result<(), Refusal> {
    match held.state {
        SourceState::Terminated => Err(Refusal::State),
        _ => Ok(()),
    }
}

/// Whether somebody may add a key to a source.
pub fn adds_keys(standing: &Standing, held: &SourceHeld) -> bool {
    keeps_source(standing, Some(held)).is_ok_and(|held| goes_on(held).is_ok())
}

impl Act for RegisterKey {
    type Bearing = Option<SourceHeld>;

    fn event(&self) -> Event {
        Event::of("feed.key_registered")
            .about("source", self.source)
            .detail(json!({ "expires_on": self.expires_on }))
    }

    fn permit(&self, standing: &Standing, held: &Self::Bearing) -> Result<(), Refusal> {
        let held = match standing.actor {
            Actor::System => held.as_ref().ok_or(Refusal::NoSuchRecord)?,
            _ => keeps_source(standing, held.as_ref())?,
        };
        goes_on(held)
    }
}

impl Act for WithdrawKey {
    type Bearing = Option<KeyHeld>;

    fn event(&self) -> Event {
        Event::of("feed.key_withdrawn").about("source-key", self.key)
    }

    fn permit(&self, standing: &Standing, key: &Self::Bearing) -> Result<(), Refusal> {
        let held = key.as_ref().map(|key| &key.held);
        match standing.actor {
            Actor::System => held.ok_or(Refusal::NoSuchRecord)?,
            _ => oversees_source(standing, held)?,
        };
        Ok(())
    }
}

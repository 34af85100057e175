//! Registering and finding a source of data (FEED-01).

use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::best_view::SourceKind;
use crate::id::LocalAuthorityCode;
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// Registering a source of data. An operator does it at the command line once the source is
/// accredited (FEED-02).
#[derive(Debug)]
pub struct RegisterSource {
    /// Its name, which no other source has.
    pub name: String,
    /// Of what kind it is.
    pub kind: SourceKind,
    /// The authority it speaks for; none for national sources.
    pub local_authority: Option<LocalAuthorityCode>,
    /// The name of the organisation it speaks for, whose services and numbers it supplies; none for
    /// a source that speaks for several.
    pub organisation: Option<String>,
}

/// Looking a registered source up by its name, before it supplies.
#[derive(Debug)]
pub struct FindSource {
    /// Its name.
    pub name: String,
}

/// Registering is the operator's.
fn by_the_system(standing: &Standing) -> Result<(), Refusal> {
    match standing.actor {
        Actor::System => Ok(()),
        _ => Err(Refusal::Role),
    }
}

impl Act for FindSource {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("feed.looked_up").about("source", &self.name)
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        by_the_system(standing)
    }
}

impl Act for RegisterSource {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("feed.registered")
            .about("source", &self.name)
            .detail(json!({
                "kind": self.kind.code(),
                "local_authority": self.local_authority,
                "organisation": self.organisation,
            }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        by_the_system(standing)
    }
}

//! What is done over the channel, and by whom.

use serde_json::json;
use uuid::Uuid;

use super::supply::{About, Format, NotWhole, SupplyName};
use super::token::{TokenFault, VerifiedToken};
use crate::act::Act;
use crate::audit::Event;
use crate::best_view::SourceKind;
use crate::data_source::NotAccepting;
use crate::id::SourceId;
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// Showing by a signed token which source a request comes from (FEED-12).
#[derive(Debug)]
pub struct AuthenticateSource {
    /// The key that the token names.
    pub key: Option<Uuid>,
    /// Whose token it is, or what is wrong with it.
    pub verdict: Result<VerifiedToken, TokenFault>,
}

impl Act for AuthenticateSource {
    type Bearing = ();

    fn event(&self) -> Event {
        let key = self.key.map(|key| key.to_string());
        let fault = self.verdict.as_ref().err().map(|fault| fault.code());
        Event::of("feed.authenticated")
            .about("source-key", key.unwrap_or_default())
            .detail(json!({ "token": fault }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match (&standing.actor, &self.verdict) {
            (Actor::Stranger, Ok(_)) => Ok(()),
            (Actor::Stranger, Err(_)) => Err(Refusal::Factors),
            _ => Err(Refusal::Role),
        }
    }
}

/// Beginning a supply, or finding the one that was begun under the name (FEED-08).
#[derive(Debug)]
pub struct BeginSupply {
    /// Who supplies.
    pub source: SourceId,
    /// The source's own name for it.
    pub name: SupplyName,
    /// What its rows are about.
    pub about: About,
    /// In what form they come.
    pub format: Format,
}

/// Keeping the next part of a supply.
pub struct KeepPart {
    /// Who supplies.
    pub source: SourceId,
    /// The supply.
    pub name: SupplyName,
    /// Where the part begins, in bytes of the supply.
    pub starts: u64,
    /// The part.
    pub bytes: Vec<u8>,
    /// Whether the supply is whole with it.
    pub last: bool,
}

/// Looking at what became of a supply.
#[derive(Debug)]
pub struct ViewSupply {
    /// Who supplied.
    pub source: SourceId,
    /// The supply.
    pub name: SupplyName,
    /// After which row those that could not be used are asked for.
    pub after: u64,
}

/// Opening a whole supply, to take its rows in.
#[derive(Debug)]
pub struct OpenSupply {
    /// Who supplied.
    pub source: SourceId,
    /// The supply.
    pub supply: Uuid,
}

/// Putting a supply aside of which nothing can be used (FEED-07).
#[derive(Debug)]
pub struct RefuseSupply {
    /// Who supplied.
    pub source: SourceId,
    /// The supply.
    pub supply: Uuid,
    /// Why.
    pub why: NotWhole,
}

/// What bears on acts of a source over the channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SupplyBearing {
    /// Of which kind it is; none where it is not registered.
    pub kind: Option<SourceKind>,
    /// Whether anything is taken in from it at present.
    pub accepts: Result<(), NotAccepting>,
}

/// A source acts for itself alone (FEED-02).
fn own(standing: &Standing, source: SourceId, bearing: SupplyBearing) -> Result<(), Refusal> {
    match standing.actor {
        Actor::Source(acting)
            if acting == source && bearing.accepts != Err(NotAccepting::NotRegistered) =>
        {
            Ok(())
        }
        Actor::Source(_) => Err(Refusal::NotYours),
        _ => Err(Refusal::Role),
    }
}

/// It sends for itself alone, and while it is connected or paused: what it sends meanwhile waits, so that
/// nothing is lost (FEED-10, FEED-13, T-31).
fn sends(standing: &Standing, source: SourceId, bearing: SupplyBearing) -> Result<(), Refusal> {
    own(standing, source, bearing)?;
    match bearing.accepts {
        Ok(()) | Err(NotAccepting::Paused | NotAccepting::AccreditationOver) => Ok(()),
        Err(why) => Err(Refusal::NotAccepting(why)),
    }
}

impl Act for BeginSupply {
    type Bearing = SupplyBearing;

    fn event(&self) -> Event {
        Event::of("supply.begun")
            .about("source", self.source)
            .detail(json!({
                "supply": self.name,
                "about": self.about.code(),
                "format": self.format.code(),
            }))
    }

    fn permit(&self, standing: &Standing, bearing: &SupplyBearing) -> Result<(), Refusal> {
        sends(standing, self.source, *bearing)?;
        match bearing.kind {
            Some(kind) if self.about.comes_from(kind) => Ok(()),
            _ => Err(Refusal::NotYours),
        }
    }
}

impl Act for KeepPart {
    type Bearing = SupplyBearing;

    fn event(&self) -> Event {
        Event::of("supply.part_kept")
            .about("source", self.source)
            .detail(json!({
                "supply": self.name,
                "starts": self.starts,
                "bytes": self.bytes.len(),
                "last": self.last,
            }))
    }

    fn permit(&self, standing: &Standing, bearing: &SupplyBearing) -> Result<(), Refusal> {
        sends(standing, self.source, *bearing)
    }
}

impl Act for ViewSupply {
    type Bearing = SupplyBearing;

    fn event(&self) -> Event {
        Event::of("supply.viewed")
            .about("source", self.source)
            .detail(json!({ "supply": self.name }))
    }

    fn permit(&self, standing: &Standing, bearing: &SupplyBearing) -> Result<(), Refusal> {
        own(standing, self.source, *bearing)
    }
}

impl Act for OpenSupply {
    type Bearing = SupplyBearing;

    fn event(&self) -> Event {
        Event::of("supply.opened").about("supply", self.supply)
    }

    fn permit(&self, standing: &Standing, bearing: &SupplyBearing) -> Result<(), Refusal> {
        own(standing, self.source, *bearing)
    }
}

impl Act for RefuseSupply {
    type Bearing = SupplyBearing;

    fn event(&self) -> Event {
        Event::of("supply.refused")
            .about("supply", self.supply)
            .detail(json!({ "why": self.why.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &SupplyBearing) -> Result<(), Refusal> {
        own(standing, self.source, *bearing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::Channel;

    #[test]
    fn a_source_begins_no_supply_of_what_its_kind_does_not_supply_feed_01() {
        let source = SourceId(Uuid::from_u128(1));
        let standing = Standing {
            actor: Actor::Source(source),
            channel: Channel::Feed,
            now: "2026-11-21T12:00:00Z".parse().unwrap(),
        };
        let begins = |about, kind| {
            let act = BeginSupply {
                source,
                name: SupplyName::new("nightly").unwrap(),
                about,
                format: Format::Csv,
            };
            let accepts = Ok(());
            act.permit(&standing, &SupplyBearing { kind, accepts })
        };
        let (births, ecaf) = (SourceKind::RegistrarGeneral, SourceKind::Ecaf);
        assert_eq!(begins(About::Children, Some(births)), Ok(()));
        assert_eq!(begins(About::Assessments, Some(ecaf)), Ok(()));
        for (about, kind) in [
            (About::Involvements, Some(births)),
            (About::Involvements, Some(ecaf)),
            (About::Assessments, Some(SourceKind::Local)),
            (About::Children, None),
        ] {
            assert_eq!(begins(about, kind), Err(Refusal::NotYours), "{about:?}");
        }
    }
}

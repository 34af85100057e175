//! Registering and finding a source of data (FEED-01).

use chrono::NaiveDate;
use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::best_view::SourceKind;
use crate::id::{LocalAuthorityCode, OrganisationId};
use crate::refusal::{Refusal, Rejection};
use crate::standing::{Actor, Role, Standing};

/// The body behind a source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// As an operator writes it.
    Named(String),
    /// As it was chosen.
    Known(OrganisationId),
}

/// Registering a source of data: a local one by its authority's management, a national one by the central
/// team (matrix row 38). An operator does it at the command line, and on a demonstration has it connected
/// at once.
#[derive(Debug)]
pub struct RegisterSource {
    /// Its name, which no other source has.
    pub name: String,
    /// Of what kind it is.
    pub kind: SourceKind,
    /// The authority it speaks for; none for national sources.
    pub local_authority: Option<LocalAuthorityCode>,
    /// The organisation it speaks for, whose services and numbers it supplies; none for a source that
    /// speaks for several.
    pub organisation: Option<Body>,
    /// Until when it is accredited where an operator sets up a demonstration: it is connected at once.
    /// None: it is proposed, and goes the way of every source (FEED-02).
    pub accredited_until: Option<NaiveDate>,
}

/// Looking a registered source up by its name, before it supplies.
#[derive(Debug)]
pub struct FindSource {
    /// Its name.
    pub name: String,
}

/// Looking up is the operator's.
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
        let organisation = self.organisation.as_ref().map(|body| match body {
            Body::Named(name) => name.clone(),
            Body::Known(id) => id.to_string(),
        });
        Event::of("feed.registered")
            .about("source", &self.name)
            .detail(json!({
                "kind": self.kind.code(),
                "local_authority": self.local_authority,
                "organisation": organisation,
                "accredited_until": self.accredited_until,
            }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        if standing.actor == Actor::System {
            return Ok(());
        }
        let hat = standing.hat().ok_or(Refusal::Role)?;
        let own = match hat.role {
            Role::LocalAuthorityManager | Role::DataAdministrator => {
                hat.local_authority.is_some() && hat.local_authority == self.local_authority
            }
            Role::CentralTeam => self.local_authority.is_none(),
            _ => return Err(Refusal::Role),
        };
        // Nobody who signs in goes past the accreditation (FEED-02).
        if own && self.accredited_until.is_none() {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// The longest name of a source.
const LONGEST_NAME: usize = 80;

/// The name of a source as it was typed, or what to do about it.
pub fn source_name(typed: &str) -> Result<String, Rejection> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = name.chars().count();
    if letters < 3 {
        return Err(Rejection::of("name", "Enter the name of the source"));
    }
    if letters > LONGEST_NAME {
        return Err(Rejection::of(
            "name",
            "The name must be 80 letters or fewer",
        ));
    }
    let fits = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '\'' | '’' | ',' | '(' | ')' | '&')
    };
    if !name.chars().all(fits) || !name.starts_with(char::is_alphabetic) {
        let message = "The name must be made of words and numbers, and begin with a letter";
        return Err(Rejection::of("name", message));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_has_a_name_of_a_few_words_feed_01() {
        assert_eq!(
            source_name("  Bradford   pupils "),
            Ok("Bradford pupils".into())
        );
        for name in ["", "ab", "3 schools", "Pupils: see notes", "<b>Pupils"] {
            assert!(source_name(name).is_err(), "{name}");
        }
        assert!(source_name(&"a".repeat(81)).is_err());
    }
}

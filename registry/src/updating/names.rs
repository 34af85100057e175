//! What sources, people and organisations are called that stand in statements.

use std::collections::HashMap;

use domain::act::Act;
use domain::best_view::{Supplied, Value};
use domain::child_record::Assurance;
use domain::clock::{london_date, written_date};
use domain::id::{AccountId, OrganisationId, SourceId};

use super::proposal::Proposal;
use super::sql;
use crate::data_source::said;
use crate::door::{Access, Stopped};

/// Names by what they belong to.
#[derive(Default)]
pub(super) struct Names {
    sources: HashMap<SourceId, String>,
    people: HashMap<AccountId, String>,
    organisations: HashMap<OrganisationId, String>,
}

/// The organisations in a value.
fn organisations(value: &Value) -> Vec<OrganisationId> {
    match value {
        Value::Services(_, services) => services.iter().map(|one| one.organisation).collect(),
        _ => Vec::new(),
    }
}

impl Names {
    /// Those of organisations in values alone.
    pub(super) async fn of_organisations<A: Act>(
        access: &mut Access<A>,
        values: impl Iterator<Item = &Value>,
    ) -> Result<Self, Stopped> {
        let ids: Vec<OrganisationId> = values.flat_map(organisations).collect();
        Ok(Self {
            organisations: sql::organisations(access.connection(), &ids).await?,
            ..Self::default()
        })
    }

    /// Those of everything that is and was said, and of what waits.
    pub(super) async fn read<A: Act>(
        access: &mut Access<A>,
        statements: &[Supplied],
        past: &[said::Past],
        proposals: &[Proposal],
    ) -> Result<Self, Stopped> {
        let all = statements.iter().map(|said| &said.statement);
        let all: Vec<_> = all.chain(past.iter().map(|past| &past.statement)).collect();
        let services = all.iter().flat_map(|said| &said.services);
        let said = services.map(|service| service.organisation);
        let proposed = proposals
            .iter()
            .flat_map(|one| organisations(&one.said.value));
        let ids: Vec<OrganisationId> = said.chain(proposed).collect();
        let made = all.iter().filter_map(|said| said.correction.as_ref());
        let people = made.map(|made| made.by);
        let people: Vec<AccountId> = people.chain(proposals.iter().map(|one| one.by)).collect();
        let sources = statements.iter().map(|said| said.source);
        let sources: Vec<SourceId> = sources.chain(past.iter().map(|past| past.key.0)).collect();
        Ok(Self {
            organisations: sql::organisations(access.connection(), &ids).await?,
            people: sql::people(access.connection(), &people).await?,
            sources: said::names(access, sources).await?,
        })
    }

    /// Those of more sources.
    pub(super) async fn add_sources<A: Act>(
        &mut self,
        access: &mut Access<A>,
        sources: impl Iterator<Item = SourceId>,
    ) -> Result<(), Stopped> {
        let sources: Vec<SourceId> = sources.collect();
        self.sources.extend(said::names(access, sources).await?);
        Ok(())
    }

    /// An organisation's name.
    pub(super) fn organisation(&self, id: OrganisationId) -> Option<String> {
        self.organisations.get(&id).cloned()
    }

    /// A person's name and organisation; of somebody in a sensitive service neither (SENS-04).
    pub(super) fn person(&self, id: AccountId) -> String {
        let name = self.people.get(&id).cloned();
        name.unwrap_or_else(|| "A user".to_owned())
    }

    /// A source's name; of one that speaks for sensitive services alone none (SENS-04).
    pub(super) fn source(&self, id: SourceId) -> String {
        let name = self.sources.get(&id).cloned();
        name.unwrap_or_else(|| said::UNNAMED.to_owned())
    }

    /// Who made a statement: the source, or whoever made it by hand. What is only held as it stood is no
    /// person's word, and as old as what it repeats.
    pub(super) fn by(&self, source: SourceId, statement: &domain::best_view::Statement) -> String {
        match &statement.correction {
            Some(made) if made.assurance.is_none() => "Repeats what was said".to_owned(),
            Some(made) => self.person(made.by),
            None => self.source(source),
        }
    }
}

/// How a statement was made sure of, in words.
pub(super) fn verified(said: &Supplied) -> Option<String> {
    match &said.statement.correction {
        Some(made) => {
            let decided = made.rests_on.iter().filter(|word| word.decided);
            let decided = match decided.map(|word| london_date(word.at)).max() {
                _ if made.decided => ", decided on evidence".to_owned(),
                Some(day) => format!("; that it stands was decided on {}", written_date(day)),
                None => String::new(),
            };
            Some(match made.assurance {
                Some(assurance) => format!("{}{decided}", assured(assurance)),
                None if made.held => format!("Held as it stood: it is disputed{decided}"),
                None => format!("Held as it stood when it was disputed{decided}"),
            })
        }
        None => said.verified.then(|| "Verified".to_owned()),
    }
}

/// The same of what waits.
pub(super) fn assured(assurance: Assurance) -> String {
    format!("Verified: {}", assurance.words())
}

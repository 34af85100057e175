//! The vault: one sealed value with everything that is known of codes and of records to come. It has
//! always a multiple of one size, is in order of what chance made, and is sealed anew each day; so a
//! copy of the database tells neither how much is in it nor what came or went since another (NEWID-03).

use std::collections::BTreeSet;

use domain::act::Act;
use domain::best_view::Statement;
use domain::clock::Moment;
use domain::data_source::Row;
use domain::id::{LocalAuthorityCode, SourceId};
use domain::new_identity::ReleaseCode;
use serde::{Deserialize, Serialize};

use super::sql;
use crate::door::{Access, Stopped};
use crate::keys::Keys;
use crate::registry::Registry;

const SEALED: &str = "new_identity_vault.sealed";
const CODE: &str = "new_identity_vault.code";
const NAMED: &str = "new_identity_vault.named";

/// What binds it to its only row.
const ROW: &[u8] = b"only";

/// Its size before sealing is a multiple of this.
const STEP: usize = 32 * 1024;

/// What is in it.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Vault {
    /// Hashes of codes that can be used.
    codes: BTreeSet<String>,
    /// Records to come.
    pub waiting: Vec<Waiting>,
    /// Hashes of references that were made up, and of nothing else of the records that have them.
    made: BTreeSet<String>,
}

/// A record to come.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// When.
    pub due: Moment,
    /// Of which authority.
    pub authority: LocalAuthorityCode,
    /// What is known of the child.
    pub statement: Statement,
    /// As whose, once that was chosen.
    pub named: Option<Named>,
}

/// As whose a record appears.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Named {
    /// The source.
    pub source: SourceId,
    /// Its reference.
    pub reference: String,
    /// Whether what the source supplies is dated by the day alone.
    pub by_day: bool,
}

impl Named {
    fn hash(&self, keys: &Keys) -> String {
        let whole = [self.source.0.as_bytes(), self.reference.as_bytes()].concat();
        hex(&keys.hashed(NAMED, &whole))
    }
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

impl Vault {
    /// Lets a code be used.
    pub(super) fn admit(&mut self, keys: &Keys, code: &ReleaseCode) {
        self.codes.insert(hex(&keys.hashed(CODE, code.bytes())));
    }

    /// Uses a code; whether it could be.
    pub(super) fn redeem(&mut self, keys: &Keys, code: &ReleaseCode) -> bool {
        self.codes.remove(&hex(&keys.hashed(CODE, code.bytes())))
    }

    /// Keeps in mind that a record has a made-up reference.
    pub(super) fn made(&mut self, keys: &Keys, named: &Named) {
        self.made.insert(named.hash(keys));
    }

    /// Whether somebody else's row comes under a reference that was made up.
    pub(super) fn stands_in_the_way(&self, keys: &Keys, source: SourceId, row: &Row) -> bool {
        let named = Named {
            source,
            reference: row.reference.clone(),
            by_day: false,
        };
        let waits = |waiting: &&Waiting| {
            let known = waiting.named.as_ref();
            known.is_some_and(|n| n.source == source && n.reference == row.reference)
        };
        match self.waiting.iter().find(waits) {
            Some(waiting) => waiting.statement != row.statement,
            None => !self.made.is_empty() && self.made.contains(&named.hash(keys)),
        }
    }

    /// Whether a reference was made up, for a record that has appeared or is about to.
    pub(super) fn has_made_up(&self, keys: &Keys, named: &Named) -> bool {
        let waits = |waiting: &Waiting| {
            let known = waiting.named.as_ref();
            known.is_some_and(|n| n.source == named.source && n.reference == named.reference)
        };
        self.waiting.iter().any(waits)
            || !self.made.is_empty() && self.made.contains(&named.hash(keys))
    }

    /// Gives a made-up record another reference.
    pub(super) fn renamed(&mut self, keys: &Keys, from: &Named, to: &str) {
        for waiting in &mut self.waiting {
            let named = waiting.named.as_mut();
            if let Some(named) = named
                .filter(|named| named.source == from.source && named.reference == from.reference)
            {
                to.clone_into(&mut named.reference);
            }
        }
        if self.made.remove(&from.hash(keys)) {
            let to = Named {
                reference: to.to_owned(),
                ..from.clone()
            };
            self.made(keys, &to);
        }
    }
}

fn read(keys: &Keys, sealed: &[u8]) -> Result<Vault, Stopped> {
    Ok(serde_json::from_slice(&keys.open(SEALED, ROW, sealed)?)?)
}

/// What is in the vault now; none before there was ever anything.
pub(super) async fn look(registry: &Registry) -> Result<Option<Vault>, Stopped> {
    let sealed = sql::vault(&mut *registry.pool().acquire().await?).await?;
    sealed
        .map(|sealed| read(registry.keys(), &sealed))
        .transpose()
}

/// The same, within an act.
pub(super) async fn peek<A: Act>(access: &mut Access<A>) -> Result<Option<Vault>, Stopped> {
    let sealed = sql::vault(access.connection()).await?;
    sealed
        .map(|sealed| read(access.keys(), &sealed))
        .transpose()
}

/// Opens the vault for whoever changes it: one at a time.
pub(super) async fn open<A: Act>(access: &mut Access<A>) -> Result<Vault, Stopped> {
    if sql::lock(access.connection()).await?.is_none() {
        let sealed = sealed(access, Vault::default())?;
        let today = access.today();
        sql::first(access.connection(), &sealed, today).await?;
    }
    let sealed = sql::lock(access.connection()).await?;
    Ok(sealed
        .map(|sealed| read(access.keys(), &sealed))
        .transpose()?
        .unwrap_or_default())
}

/// Closes it: sealed anew as a whole.
pub(super) async fn close<A: Act>(access: &mut Access<A>, vault: Vault) -> Result<(), Stopped> {
    let sealed = sealed(access, vault)?;
    let today = access.today();
    sql::close(access.connection(), &sealed, today).await?;
    Ok(())
}

fn sealed<A: Act>(access: &Access<A>, mut vault: Vault) -> Result<Vec<u8>, Stopped> {
    vault.waiting.sort_by_key(|waiting| waiting.due);
    let mut plain = serde_json::to_vec(&vault)?;
    let size = plain.len().div_ceil(STEP) * STEP;
    plain.resize(size, b' ');
    Ok(access.keys().seal(SEALED, ROW, &plain, access.chance()))
}

//! As whose a record appears: a source that supplies children of its authority, under a reference that
//! looks like its others (NEWID-03); and out of the way where the source comes to use that reference.

use std::collections::BTreeSet;

use domain::act::Act;
use domain::best_view::SourceKind;
use domain::data_source::Row;
use domain::id::{ChildNumber, LocalAuthorityCode, SourceId};
use domain::new_identity::alike;

use super::sql;
use super::vault::{self, Named};
use crate::archive;
use crate::data_source;
use crate::door::{Access, Stopped};
use crate::quarantine;

/// The shape of references in an authority that has no source yet.
const PLAIN: &str = "00000000";

/// Chooses as whose a record of an authority appears: as one more of whatever source has supplied some
/// other of its children, one of its own before a national one.
pub(super) async fn choose<A: Act>(
    access: &mut Access<A>,
    authority: &LocalAuthorityCode,
) -> Result<Named, Stopped> {
    let from = ChildNumber::random(access.chance());
    let today = access.today();
    let model = sql::model(access.connection(), &authority.0, from, today).await?;
    let (source, like, by_day) = match model {
        Some(model) => (SourceId(model.source), model.reference, model.by_day),
        None => (
            own_source(access, authority).await?,
            PLAIN.to_owned(),
            false,
        ),
    };
    Ok(Named {
        source,
        reference: free(access, source, &like).await?,
        by_day,
    })
}

/// A source of an authority that has none.
async fn own_source<A: Act>(
    access: &mut Access<A>,
    authority: &LocalAuthorityCode,
) -> Result<SourceId, Stopped> {
    let name = format!("Children’s records of {}", authority.0);
    data_source::standing_for(access, &name, SourceKind::Local, Some(authority)).await
}

/// How many references of a source tell their shape.
const NEIGHBOURS: i64 = 30;

/// A reference like others of a source that it has not used: like those that come after one, or, where
/// all of them are used, like that one alone, and at last longer.
async fn free<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    like: &str,
) -> Result<String, Stopped> {
    let neighbours = sql::neighbours(access.connection(), source, like, NEIGHBOURS).await?;
    let mut models: Vec<String> = [like.to_owned()].into_iter().chain(neighbours).collect();
    loop {
        for _ in 0..20 {
            let made = alike(&models, access.chance());
            let used = sql::used(access.connection(), source, &made).await?;
            let alone = std::slice::from_ref(&made);
            let archived = archive::references_of(access, source, alone).await?;
            let waits = quarantine::held(access, source, alone).await?;
            if !used && archived.is_empty() && waits.is_empty() {
                return Ok(made);
            }
        }
        if models.len() == 1 {
            models[0].push('0');
        }
        models.truncate(1);
    }
}

/// Which references of a source were made up: the source has never used them, and would wonder.
pub(crate) async fn made_up<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    references: impl IntoIterator<Item = &str>,
) -> Result<BTreeSet<String>, Stopped> {
    let Some(vault) = vault::peek(access).await? else {
        return Ok(BTreeSet::new());
    };
    let named = references.into_iter().map(|reference| Named {
        source,
        reference: reference.to_owned(),
        by_day: false,
    });
    let made_up = named.filter(|named| vault.has_made_up(access.keys(), named));
    Ok(made_up.map(|named| named.reference).collect())
}

/// Gets a made-up reference out of the way of a source that uses it for somebody else.
pub(crate) async fn make_way<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    rows: &[Row],
) -> Result<(), Stopped> {
    let Some(vault) = vault::peek(access).await? else {
        return Ok(());
    };
    let in_the_way: Vec<&Row> = rows
        .iter()
        .filter(|row| vault.stands_in_the_way(access.keys(), source, row))
        .collect();
    for row in in_the_way {
        let mut vault = vault::open(access).await?;
        let to = free(access, source, &row.reference).await?;
        data_source::rename(access, source, &row.reference, &to).await?;
        let from = Named {
            source,
            reference: row.reference.clone(),
            by_day: false,
        };
        vault.renamed(access.keys(), &from, &to);
        vault::close(access, vault).await?;
    }
    Ok(())
}

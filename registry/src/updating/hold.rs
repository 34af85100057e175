//! Holding what is disputed as it stands (DISP-04): meanwhile what contradicts it waits for a decision,
//! whoever says it.

use domain::act::Act;
use domain::best_view::{self, Item, LetGo, Supplied, Word};
use domain::id::ChildNumber;
use domain::refusal::Refusal;

use super::submit::state;
use crate::child_record;
use crate::data_source::{by_hand, said};
use crate::door::{Access, Stopped};

async fn statements<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<Supplied>, Stopped> {
    let statements = said::statements(access, child).await?;
    Ok(statements.into_values().collect())
}

/// Holds an item of a record as it stands.
pub(crate) async fn hold<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    item: Item,
) -> Result<(), Stopped> {
    let by = access.standing().account().ok_or(Refusal::Role)?;
    let statements = statements(access, child).await?;
    let view = child_record::standing(access, child).await?;
    match best_view::hold(item, &view, by, access.now(), &statements) {
        Some(held) => state(access, child, held.value, held.correction, held.at).await,
        None => Ok(()),
    }
}

/// Holds it no longer, the dispute being settled: what stands stands, and is changed as anything else is.
/// Where its value was `kept`, that is a decision. The record is put together anew whatever was held, so that
/// sources are told what differs (DISC-05).
pub(crate) async fn let_go<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    item: Item,
    kept: bool,
) -> Result<(), Stopped> {
    let by = access.standing().account().ok_or(Refusal::Role)?;
    let decision = kept.then(|| Word {
        by,
        at: access.now(),
        decided: true,
    });
    let statements = statements(access, child).await?;
    match best_view::let_go(item, decision, &statements) {
        LetGo::Nothing => by_hand::rebuild_record(access, child).await,
        LetGo::Goes => by_hand::let_go(access, child, item).await.map(drop),
        LetGo::Stays(stays) => state(access, child, stays.value, stays.correction, stays.at).await,
    }
}

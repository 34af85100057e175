//! Holding what is disputed as it stands (DISP-04): meanwhile what contradicts it waits for a decision,
//! whoever says it.

use chrono::NaiveDate;
use domain::act::Act;
use domain::best_view::{self, Item, LetGo, Statement, Supplied, Word};
use domain::clock::london_date;
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
/// Where its value was `kept`, and what held it stays, that is a decision; an echo of what sources say goes,
/// and nothing is left by hand. The record is put together anew whatever was held, so that sources are told
/// what differs (DISC-05).
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
    let stays = match best_view::let_go(item, decision, &statements) {
        LetGo::Nothing => return by_hand::rebuild_record(access, child).await,
        LetGo::Goes => None,
        LetGo::Stays(stays) => Some(*stays),
    };
    let stays = stays.map(|stays| {
        let statement = Statement {
            correction: Some(stays.correction),
            ..stays.value.stated()
        };
        (statement, stays.at)
    });
    by_hand::let_go(access, child, item, stays).await?;
    Ok(())
}

/// Whether another value was put in the place of what stood, on evidence, on a day or since.
pub(crate) async fn is_decided_since<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    item: Item,
    day: NaiveDate,
) -> Result<bool, Stopped> {
    let statements = statements(access, child).await?;
    let stands = best_view::corrected(item, &statements);
    Ok(stands.is_some_and(|(_, made, said)| made.decided && london_date(said.at) >= day))
}

/// Holds anew, from what is said of it still, whatever a record held as those said it who are gone from it:
/// it was of another child (MAT-05). What somebody made sure of or decided of this child stays, and what
/// others say as well. Disputes stay open.
pub(crate) async fn hold_anew<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    gone: &[Statement],
) -> Result<(), Stopped> {
    let statements = statements(access, child).await?;
    for item in best_view::held_of(gone, &statements) {
        by_hand::forget_held(access, child, item).await?;
        hold(access, child, item).await?;
    }
    Ok(())
}

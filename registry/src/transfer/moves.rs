//! What becomes of responsibility when the data show where a child lives (TRF-01, TRF-02).

use std::collections::BTreeSet;

use domain::act::Act;
use domain::child_record::Postcode;
use domain::id::{ChildNumber, LocalAuthorityCode, TransferId};
use domain::task::{Recipient, TaskKind};
use domain::transfer::{Decision, Kept, automatic_event, decide, homes};

use super::complete::{Passing, complete};
use super::sql;
use crate::data_source::Rebuilt;
use crate::door::{Access, Stopped};
use crate::local_authority;
use crate::task::{self, NewTask};

/// Has new records stay with their authority whatever the data show, each for its reason (TRF-01).
pub(crate) async fn stay<A: Act>(
    access: &mut Access<A>,
    kept: &[(ChildNumber, Kept)],
) -> Result<(), Stopped> {
    let today = access.today();
    if !kept.is_empty() {
        sql::keep(access.connection(), kept, today).await?;
    }
    Ok(())
}

/// Takes in what records put together anew show, and weighs it in the same act (UPD-06).
pub(crate) async fn data_show<A: Act>(
    access: &mut Access<A>,
    records: &[Rebuilt<'_>],
) -> Result<(), Stopped> {
    let today = access.today();
    let children: Vec<i64> = records.iter().map(|record| record.child.stored()).collect();
    let known = sql::moves_shown(access.connection(), &children).await?;
    let homes_of_all = records
        .iter()
        .flat_map(|record| homes(&record.view).places());
    let sectors: BTreeSet<&str> = homes_of_all.map(Postcode::sector).collect();
    let sectors: Vec<String> = sectors.into_iter().map(str::to_owned).collect();
    let sectors = local_authority::of_sectors(access.connection(), &sectors).await?;
    let mut passed = BTreeSet::new();
    for record in records {
        let child = record.child;
        let homes = homes(&record.view).map(|postcode| sectors.get(postcode.sector()).cloned());
        let elsewhere = homes
            .lives_in()
            .filter(|place| *place != record.responsible);
        if elsewhere != known.get(&child) {
            task::close_about(access, &[TaskKind::TransferAgreement], child).await?;
            match elsewhere {
                Some(to) => sql::note_move(access.connection(), child, to, today).await?,
                None => sql::forget_move(access.connection(), child).await?,
            }
        }
        if elsewhere.is_some() {
            passed.extend(weighed(access, child).await?.into_iter().flatten());
        }
    }
    tell(access, passed).await?;
    Ok(())
}

/// Decides what becomes of a record by what the data show of it now, and does it.
pub(super) async fn weigh<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let passed = weighed(access, child).await?;
    tell(access, passed.into_iter().flatten().collect()).await
}

/// The same, without telling managers that a record has passed; gives between which authorities it did.
async fn weighed<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<[LocalAuthorityCode; 2]>, Stopped> {
    let today = access.today();
    let Some(situation) = sql::situation(access.connection(), child, today).await? else {
        return Ok(None);
    };
    match decide(&situation) {
        Decision::Stays => Ok(None),
        Decision::Moves(to) => {
            let from = situation.responsible;
            pass(access, child, &from, &to).await?;
            Ok(Some([from, to]))
        }
        Decision::AgreementRequired(to) => {
            ask(access, child, &situation.responsible).await?;
            // Whoever is told that a shielded child has moved to their area knows where it lives.
            if !situation.shielded {
                ask(access, child, &to).await?;
            }
            Ok(None)
        }
    }
}

/// Brings a move on which both must agree to a manager's notice. Words and page are the same
/// whatever stood in the way (D-30).
async fn ask<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    authority: &LocalAuthorityCode,
) -> Result<(), Stopped> {
    let task = NewTask {
        kind: TaskKind::TransferAgreement,
        to: Recipient::managers_of(authority),
        child: Some(child),
        object: None,
        due_on: None,
    };
    task::open(access, task).await?;
    Ok(())
}

/// Passes responsibility by itself (TRF-02).
async fn pass<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    from: &LocalAuthorityCode,
    to: &LocalAuthorityCode,
) -> Result<(), Stopped> {
    let today = access.today();
    let id = TransferId::random(access.chance());
    sql::automatic(access.connection(), id, child, from, to, today).await?;
    access.consequence(automatic_event(child, from, to));
    let (from, to) = (from.clone(), to.clone());
    complete(access, Passing { child, from, to }).await
}

/// Tells managers that records have passed by themselves: each authority once and in order, so that two
/// supplies do not lock each other out.
async fn tell<A: Act>(
    access: &mut Access<A>,
    authorities: BTreeSet<LocalAuthorityCode>,
) -> Result<(), Stopped> {
    for authority in &authorities {
        let notice = NewTask {
            kind: TaskKind::TransfersAutomatic,
            to: Recipient::managers_of(authority),
            child: None,
            object: None,
            due_on: None,
        };
        task::open(access, notice).await?;
    }
    Ok(())
}

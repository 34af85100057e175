//! What becomes of responsibility when the data show where a child lives (TRF-01, TRF-02).

use std::collections::BTreeSet;

use domain::act::Act;
use domain::child_record::Postcode;
use domain::id::{ChildNumber, LocalAuthorityCode, TransferId};
use domain::task::{Recipient, TaskKind};
use domain::transfer::{Decision, Kept, Passing, automatic_event, decide, homes};

use super::complete::complete;
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
    let (mut shown, mut gone, mut away) = (Vec::new(), Vec::new(), Vec::new());
    for record in records {
        let child = record.child;
        let homes = homes(&record.view).map(|postcode| sectors.get(postcode.sector()).cloned());
        let elsewhere = homes
            .lives_in()
            .filter(|place| *place != record.responsible);
        away.extend(elsewhere.map(|_| child));
        if elsewhere != known.get(&child) {
            match elsewhere {
                Some(to) => shown.push((child, to.clone())),
                None => gone.push(child),
            }
        }
    }
    let changed: Vec<ChildNumber> = shown
        .iter()
        .map(|(child, _)| *child)
        .chain(gone.clone())
        .collect();
    task::close_about(access, &[TaskKind::TransferAgreement], &changed).await?;
    sql::note_moves(access.connection(), &shown, today).await?;
    sql::forget_moves(access.connection(), &gone).await?;
    weigh(access, &away).await
}

/// Decides what becomes of records by what the data show of them now, and does it.
pub(super) async fn weigh<A: Act>(
    access: &mut Access<A>,
    children: &[ChildNumber],
) -> Result<(), Stopped> {
    let today = access.today();
    let mut passing = Vec::new();
    for (child, situation) in sql::situations(access.connection(), children, today).await? {
        match decide(&situation) {
            Decision::Stays => {}
            Decision::Moves(to) => passing.push(Passing {
                child,
                from: situation.responsible,
                to,
            }),
            Decision::AgreementRequired(to) => {
                ask(access, child, &situation.responsible).await?;
                // Whoever is told that a shielded child has moved to their area knows where it lives.
                if !situation.shielded {
                    ask(access, child, &to).await?;
                }
            }
        }
    }
    pass(access, &passing).await
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

/// Passes responsibility by itself (TRF-02), and tells managers that records have passed: each authority
/// once and in order, so that two supplies do not lock each other out.
async fn pass<A: Act>(access: &mut Access<A>, passing: &[Passing]) -> Result<(), Stopped> {
    if passing.is_empty() {
        return Ok(());
    }
    let today = access.today();
    let transfers: Vec<TransferId> = passing
        .iter()
        .map(|_| TransferId::random(access.chance()))
        .collect();
    sql::automatic(access.connection(), &transfers, passing, today).await?;
    for one in passing {
        access.consequence(automatic_event(one));
    }
    complete(access, passing).await?;
    let told: BTreeSet<&LocalAuthorityCode> = passing
        .iter()
        .flat_map(|one| [&one.from, &one.to])
        .collect();
    for authority in told {
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

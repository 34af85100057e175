//! The archive on a real database: what leaves the live directory and why, who looks at it, what comes
//! back, what is held and what is destroyed (ARC, D-15, D-37 … D-39, LVE-03, LVE-04, T-14, T-18,
//! T-21 … T-24).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access;
mod backups;
mod clocks;
mod destruction;
mod leaving;
mod one_answer;
mod returning;

use domain::archive::{
    AccessReason, ArchiveRecord, ArchivedShown, CaseReference, HoldReason, HoldRecord, Leaving,
    SearchArchive, Searched, Step, ViewArchived, Wanted,
};
use domain::child_record::{ChildRecordView, PersonName, ViewChildRecord};
use domain::id::ChildNumber;
use domain::reason::Reason;
use domain::residence::{Departure, Intention, RecordSteps, StateDeparture, WentTo};
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use registry::testing::World;
use registry::{SignedIn, Stopped, archive, child_record, residence, task};
use uuid::Uuid;

const MANAGER: Role = Role::LocalAuthorityManager;
const ADMINISTRATOR: Role = Role::DataAdministrator;
const CENTRAL: Role = Role::CentralTeam;
const NURSE: Role = Role::Practitioner;

fn leaving(child: ChildNumber, leaving: Leaving) -> ArchiveRecord {
    ArchiveRecord {
        child,
        leaving,
        steps: vec![Step::AskedFamily, Step::AskedSchool],
    }
}

/// Archives a record as its authority's manager does, having stated first that the child has left.
async fn archived(world: &World, child: ChildNumber, why: Leaving) {
    let user = world.signed_in(MANAGER).await;
    if why == Leaving::LeftEngland {
        let departure = Departure {
            intention: Intention::DoesNotReturn,
            ceased_on: "2026-10-01".parse().unwrap(),
            went_to: WentTo::Abroad,
        };
        let act = StateDeparture { child, departure };
        user.access(act, residence::state).await.unwrap();
        let steps = vec![Step::AskedFamily];
        let act = RecordSteps { child, steps };
        user.access(act, residence::record_steps).await.unwrap();
    }
    let act = leaving(child, why);
    user.access(act, archive::archive).await.unwrap();
}

fn reference() -> CaseReference {
    CaseReference::parse("CASE/2026-7").unwrap()
}

async fn look_for(
    user: &SignedIn,
    wanted: Wanted,
    reason: AccessReason,
) -> Result<Searched, Stopped> {
    let act = SearchArchive {
        wanted,
        reason,
        reference: reference(),
    };
    user.access(act, archive::search).await
}

/// A window on a record.
async fn window(user: &SignedIn, child: ChildNumber, reason: AccessReason) -> Uuid {
    match look_for(user, Wanted::Number(child), reason).await.unwrap() {
        Searched::Open(window) => window,
        Searched::Asked => panic!("an open window"),
    }
}

async fn look(user: &SignedIn, window: Uuid) -> Result<ArchivedShown, Stopped> {
    user.access(ViewArchived { window }, archive::view).await
}

async fn hold(user: &SignedIn, window: Uuid) -> Result<(), Stopped> {
    let act = HoldRecord {
        window,
        why: HoldReason::SeriousCaseReview,
        reference: reference(),
        review_on: None,
    };
    user.access(act, archive::hold).await
}

/// What a practitioner sees of a record.
async fn record(user: &SignedIn, child: ChildNumber) -> Result<ChildRecordView, Stopped> {
    let reason = Reason::given("providing-service", "").unwrap();
    let act = ViewChildRecord { child, reason };
    user.access(act, child_record::view).await
}

async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|task| task.kind).collect()
}

fn called(given: &str, family: &str) -> PersonName {
    PersonName {
        given: given.into(),
        family: family.into(),
    }
}

/// Lets a record have been archived on another day.
async fn archived_on(world: &World, day: &str) {
    for table in ["archive.record", "archive.item"] {
        let sql = format!("update {table} set archived_on = '{day}'");
        world.database.execute(&sql).await;
    }
}

/// Lets a role's account act for the neighbouring authority.
async fn moves_to_leeds(world: &World, role: Role) {
    let sql = format!(
        "update hat set local_authority = 'E08000035' where role = '{}'",
        role.code()
    );
    world.database.execute(&sql).await;
}

/// How many rows of the live directory name a child.
async fn live_rows(world: &World, child: ChildNumber) -> usize {
    let tables = "select n.nspname || '.' || k.relname from pg_attribute a
                  join pg_class k on k.oid = a.attrelid join pg_namespace n on n.oid = k.relnamespace
                  where n.nspname = 'live' and k.relkind = 'r' and a.attname = 'child'";
    let mut rows = 0;
    for table in world.database.rows(tables).await {
        let sql = format!("select 1 from {table} where child = {}", child.stored());
        rows += world.database.rows(&sql).await.len();
    }
    rows
}

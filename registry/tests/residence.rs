//! Leaving England and coming back, on a real database (LVE-01 … LVE-05, D-13, D-14, D-16, T-20, T-22,
//! REC-03; acceptance scenario 27).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod leaving;
mod returning;
mod reviews;
mod supplied;

use domain::archive::{ArchiveRecord, Leaving, Step};
use domain::child_record::{ChildRecordView, OpenRecord, Verified, ViewChildRecord};
use domain::clock::Moment;
use domain::id::ChildNumber;
use domain::reason::Reason;
use domain::residence::{
    Departure, Intention, LeavingCase, LeavingDesk, ListLeaving, RecordSteps, ReportLeft,
    StateDeparture, WentTo,
};
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use registry::testing::World;
use registry::{SignedIn, Stopped, archive, child_record, residence, task};

const MANAGER: Role = Role::LocalAuthorityManager;
const ADMINISTRATOR: Role = Role::DataAdministrator;
const NURSE: Role = Role::Practitioner;

fn left(intention: Intention, went_to: WentTo) -> Departure {
    Departure {
        intention,
        ceased_on: "2026-10-01".parse().unwrap(),
        went_to,
    }
}

async fn report(user: &SignedIn, child: ChildNumber, departure: Departure) -> Result<(), Stopped> {
    let act = ReportLeft {
        child,
        departure,
        verified: Verified::ToldByParentOrCarer,
    };
    user.access(act, residence::report_left).await
}

async fn state(user: &SignedIn, child: ChildNumber, departure: Departure) -> Result<(), Stopped> {
    let act = StateDeparture { child, departure };
    user.access(act, residence::state).await
}

async fn take_step(user: &SignedIn, child: ChildNumber) -> Result<(), Stopped> {
    let steps = vec![Step::AskedFamily, Step::AskedSchool];
    let act = RecordSteps { child, steps };
    user.access(act, residence::record_steps).await
}

async fn archive(user: &SignedIn, child: ChildNumber) -> Result<(), Stopped> {
    let act = ArchiveRecord {
        child,
        leaving: Leaving::LeftEngland,
        steps: Vec::new(),
    };
    user.access(act, archive::archive).await
}

/// States that a child has left for good, makes sure, and archives the record.
async fn gone(world: &World, child: ChildNumber) {
    let manager = world.signed_in(MANAGER).await;
    let departure = left(Intention::DoesNotReturn, WentTo::Abroad);
    state(&manager, child, departure).await.unwrap();
    take_step(&manager, child).await.unwrap();
    archive(&manager, child).await.unwrap();
}

async fn desk(user: &SignedIn) -> LeavingDesk {
    user.access(ListLeaving, residence::list).await.unwrap()
}

async fn only_case(user: &SignedIn) -> LeavingCase {
    let mut cases = desk(user).await.cases;
    assert_eq!(cases.len(), 1);
    cases.remove(0)
}

async fn view(user: &SignedIn, child: ChildNumber) -> Result<ChildRecordView, Stopped> {
    let reason = Reason::given("providing-service", "").unwrap();
    let act = ViewChildRecord { child, reason };
    user.access(act, child_record::view).await
}

async fn open(user: &SignedIn, child: ChildNumber) -> OpenRecord {
    match view(user, child).await.unwrap() {
        ChildRecordView::Open(record) => *record,
        ChildRecordView::Shielded(_) => panic!("an open record"),
    }
}

async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|task| task.kind).collect()
}

fn at(world: &World, moment: &str) {
    let moment: Moment = moment.parse().unwrap();
    let now = world.registry.now();
    world.database.clock.advance(moment - now);
}

fn rejected<T>(answer: Result<T, Stopped>) -> String {
    match answer {
        Err(Stopped::Rejected(rejection)) => rejection.0[0].message.to_string(),
        _ => panic!("a rejection"),
    }
}

/// Lets a role's account act for the neighbouring authority, or for its own again.
async fn acts_for(world: &World, role: Role, authority: &str) {
    let sql = format!(
        "update hat set local_authority = '{authority}' where role = '{}'",
        role.code()
    );
    world.database.execute(&sql).await;
}

//! Breaking the glass: two people of the central team, one record, a short while (SHLD-11, matrix
//! note 4).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::TimeDelta;
use domain::archive::CaseReference;
use domain::break_glass::{
    AgreeToBreak, AskToBreak, DeclineToBreak, GlassDesk, GlassReason, GlassTime, ListGlass,
    LookThroughGlass, SetGlassTime,
};
use domain::child_record::OpenRecord;
use domain::id::{ChildNumber, GlassId};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use registry::testing::World;
use registry::{SignedIn, Stopped, break_glass, task};
use uuid::Uuid;

/// A second member of the central team: the complaints manager's account under another hat.
async fn colleague(world: &World) -> SignedIn {
    world
        .database
        .execute(
            "update hat set role = 'central-team', local_authority = null
             where role = 'complaints-manager'",
        )
        .await;
    world.signed_in(Role::ComplaintsManager).await
}

async fn ask(user: &SignedIn, child: ChildNumber) -> Result<(), Stopped> {
    let act = AskToBreak {
        child,
        reason: GlassReason::DangerToLife,
        reference: CaseReference::parse("CASE/2026-7").unwrap(),
    };
    user.access(act, break_glass::ask).await
}

async fn desk(user: &SignedIn) -> GlassDesk {
    user.access(ListGlass, break_glass::list).await.unwrap()
}

async fn agree(user: &SignedIn, glass: GlassId) -> Result<(), Stopped> {
    user.access(AgreeToBreak { glass }, break_glass::agree)
        .await
}

async fn look(user: &SignedIn, glass: GlassId) -> Result<OpenRecord, Stopped> {
    user.access(LookThroughGlass { glass }, break_glass::look)
        .await
}

async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|task| task.kind).collect()
}

fn refused<T>(result: Result<T, Stopped>, why: Refusal) {
    match result {
        Err(Stopped::Refused(refusal)) => assert_eq!(refusal, why),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("expected {why:?}"),
    }
}

fn rejected<T>(result: Result<T, Stopped>) -> String {
    match result {
        Err(Stopped::Rejected(Rejection(problems))) => format!("{problems:?}"),
        _ => panic!("expected to be told what to do"),
    }
}

#[tokio::test]
async fn one_asks_another_agrees_and_one_record_is_seen_by_one_person_for_an_hour_shld_11() {
    let world = World::new().await;
    let asker = world.signed_in(Role::CentralTeam).await;
    let other = colleague(&world).await;
    ask(&asker, world.shielded).await.unwrap();
    ask(&asker, world.shielded).await.unwrap();
    assert_eq!(
        desk(&asker).await.own.len(),
        1,
        "the same asked again is asked once"
    );
    assert!(desk(&asker).await.asked.is_empty());
    let glass = desk(&other).await.asked[0].id;
    assert!(waiting(&other).await.contains(&TaskKind::GlassToDecide));
    // Nothing before a colleague agrees, and nobody agrees to their own.
    refused(look(&asker, glass).await, Refusal::NoSuchRecord);
    refused(agree(&asker, glass).await, Refusal::NotYours);
    agree(&other, glass).await.unwrap();
    refused(agree(&other, glass).await, Refusal::NoSuchRecord);
    let record = look(&asker, glass).await.unwrap();
    assert_eq!(record.number, world.shielded);
    assert!(serde_json::to_string(&record).unwrap().contains("Findable"));
    assert!(record.identifiers.is_empty());
    // It is that person's alone, and that record's.
    refused(look(&other, glass).await, Refusal::NotYours);
    // Those who answer for the record are told; whoever asked is told.
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(waiting(&manager).await.contains(&TaskKind::GlassBroken));
    let tasks = asker.access(ListMyTasks, task::list_mine).await.unwrap();
    let told: Vec<_> = tasks
        .iter()
        .filter(|task| task.kind == TaskKind::GlassDecided)
        .collect();
    assert!(told.len() == 1 && told[0].child.is_none());
    // Every look is an entry about that child; the reference stands in the restricted part alone.
    look(&asker, glass).await.unwrap();
    let looks = "select detail->>'child' from audit.entry where action = 'glass.looked' and outcome = 'done'";
    assert_eq!(
        world.database.rows(looks).await,
        vec![world.shielded.to_string(); 2]
    );
    let open = "select id from audit.entry where detail::text like '%2026-7%'";
    assert!(world.database.rows(open).await.is_empty());
    let restricted = "select id from audit.entry where restricted::text like '%2026-7%'";
    assert_eq!(world.database.rows(restricted).await.len(), 2);
    // It closes by itself, to the second.
    let opened = desk(&asker).await.own[0].closes_at.unwrap();
    world.database.clock.set(opened - TimeDelta::seconds(45));
    let asker = world.signed_in(Role::CentralTeam).await;
    assert!(look(&asker, glass).await.is_ok());
    world.database.clock.set(opened);
    let asker = world.signed_in(Role::CentralTeam).await;
    refused(look(&asker, glass).await, Refusal::NoSuchRecord);
    assert!(desk(&asker).await.own.is_empty());
    // Nobody else's hat reaches any of it.
    for role in Role::ALL {
        if matches!(role, Role::CentralTeam | Role::ComplaintsManager) {
            continue;
        }
        let user = world.signed_in(role).await;
        refused(ask(&user, world.shielded).await, Refusal::Role);
        refused(agree(&user, glass).await, Refusal::Role);
        refused(look(&user, glass).await, Refusal::Role);
        refused(
            user.access(ListGlass, break_glass::list).await,
            Refusal::Role,
        );
    }
}

#[tokio::test]
async fn every_number_but_a_shielded_records_gets_the_one_answer_g_deny() {
    let world = World::new().await;
    let asker = world.signed_in(Role::CentralTeam).await;
    let never = ChildNumber::nth(4_242);
    let open = rejected(ask(&asker, world.child).await);
    assert_eq!(open, rejected(ask(&asker, never).await));
    world
        .database
        .execute("update live.child set leaves_live_on = '2026-11-02' where shielded")
        .await;
    assert_eq!(open, rejected(ask(&asker, world.shielded).await));
    assert!(desk(&asker).await.own.is_empty());
}

#[tokio::test]
async fn what_is_declined_lapses_or_is_lifted_shows_nothing_shld_11() {
    let world = World::new().await;
    let asker = world.signed_in(Role::CentralTeam).await;
    let other = colleague(&world).await;
    ask(&asker, world.shielded).await.unwrap();
    let glass = desk(&other).await.asked[0].id;
    let decline = DeclineToBreak { glass };
    refused(
        asker
            .access(DeclineToBreak { glass }, break_glass::decline)
            .await,
        Refusal::NotYours,
    );
    other.access(decline, break_glass::decline).await.unwrap();
    refused(look(&asker, glass).await, Refusal::NoSuchRecord);
    assert!(!waiting(&other).await.contains(&TaskKind::GlassToDecide));
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(!waiting(&manager).await.contains(&TaskKind::GlassBroken));

    // A day later nobody can agree any more.
    let asker = world.signed_in(Role::CentralTeam).await;
    ask(&asker, world.shielded).await.unwrap();
    world.database.clock.advance(TimeDelta::hours(24));
    let other = world.signed_in(Role::ComplaintsManager).await;
    assert!(desk(&other).await.asked.is_empty());
    let stored = "select id from live.break_glass";
    let glass = GlassId(
        world.database.rows(stored).await[0]
            .parse::<Uuid>()
            .unwrap(),
    );
    refused(agree(&other, glass).await, Refusal::NoSuchRecord);

    // Once the record is shielded no more, or no longer live, it is shown as everyone sees it, not here.
    let asker = world.signed_in(Role::CentralTeam).await;
    ask(&asker, world.shielded).await.unwrap();
    let glass = desk(&other).await.asked[0].id;
    agree(&other, glass).await.unwrap();
    assert!(look(&asker, glass).await.is_ok());
    world
        .database
        .execute("update live.child set leaves_live_on = '2026-11-03' where shielded")
        .await;
    refused(look(&asker, glass).await, Refusal::NoSuchRecord);
    assert!(desk(&asker).await.own.is_empty());
}

#[tokio::test]
async fn the_central_team_sets_the_time_and_what_is_open_keeps_its_own_shld_11() {
    let world = World::new().await;
    let asker = world.signed_in(Role::CentralTeam).await;
    let other = colleague(&world).await;
    assert_eq!(desk(&asker).await.time.minutes(), 60);
    for minutes in [10, 5] {
        let time = GlassTime::of(minutes).unwrap();
        other
            .access(SetGlassTime { time }, break_glass::set_time)
            .await
            .unwrap();
    }
    ask(&asker, world.shielded).await.unwrap();
    let glass = desk(&other).await.asked[0].id;
    agree(&other, glass).await.unwrap();
    let closes_at = desk(&asker).await.own[0].closes_at.unwrap();
    assert_eq!(closes_at, other.standing().now + TimeDelta::minutes(5));
    let time = GlassTime::default();
    asker
        .access(SetGlassTime { time }, break_glass::set_time)
        .await
        .unwrap();
    assert_eq!(desk(&asker).await.own[0].closes_at, Some(closes_at));
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    refused(
        manager
            .access(SetGlassTime { time }, break_glass::set_time)
            .await,
        Refusal::Role,
    );
}

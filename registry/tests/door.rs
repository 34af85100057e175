//! The door: one entry for every act, whatever becomes of it (AUD-01, AUD-04).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::child_record::ViewChildRecord;
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::standing::Role;
use registry::testing::World;
use registry::{Stopped, child_record};

fn act(world: &World) -> ViewChildRecord {
    let reason = Reason::given("other", "asked by the duty officer").unwrap();
    ViewChildRecord {
        child: world.child,
        reason,
    }
}

#[tokio::test]
async fn an_act_leaves_exactly_one_entry_with_who_what_whom_and_why_aud_01() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    user.access(act(&world), child_record::view).await.unwrap();
    let rows = world
        .database
        .rows(
            "select account, role, channel, object_kind, object_id, reason_code, reason_words, outcome
             from audit.entry where action = 'record.viewed'",
        )
        .await;
    assert_eq!(rows.len(), 1);
    for part in [
        World::account(Role::Practitioner).to_string(),
        "web".into(),
        "child".into(),
        "asked by the duty officer".into(),
        "done".into(),
    ] {
        assert!(rows[0].contains(&part), "{part} in {}", rows[0]);
    }
}

#[tokio::test]
async fn a_refusal_is_audited_though_nothing_was_done_aud_01() {
    let world = World::new().await;
    let user = world.signed_in(Role::AccountAdministrator).await;
    assert!(matches!(
        user.access(act(&world), child_record::view).await,
        Err(Stopped::Refused(Refusal::Role))
    ));
    assert_eq!(world.database.entries("record.viewed", "refused").await, 1);
}

#[tokio::test]
async fn what_cannot_be_audited_is_not_answered_aud_04() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    world
        .database
        .execute("revoke insert on audit.entry from contactpoint_app")
        .await;
    assert!(matches!(
        user.access(act(&world), child_record::view).await,
        Err(Stopped::Fault(_))
    ));
}

#[tokio::test]
async fn someone_who_hangs_up_leaves_their_entry_all_the_same_aud_04() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    // Somebody else holds the row, so the act has begun and cannot end.
    let mut other = world.database.owner().begin().await.unwrap();
    sqlx::query("select from live.child where child = $1 for update")
        .bind(world.child.stored())
        .execute(&mut *other)
        .await
        .unwrap();
    let request = user.access(act(&world), child_record::view);
    let hung_up = tokio::time::timeout(std::time::Duration::from_millis(200), request).await;
    assert!(
        hung_up.is_err(),
        "the act is waiting when the browser leaves"
    );
    assert_eq!(world.database.entries("record.viewed", "done").await, 0);
    other.rollback().await.unwrap();
    for _ in 0..100 {
        if world.database.entries("record.viewed", "done").await == 1 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the act was abandoned without trace");
}

#[tokio::test]
async fn a_fault_undoes_the_work_and_keeps_the_entry_aud_01() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    world
        .database
        .execute("alter table live.dispute rename to away")
        .await;
    let stopped = user.access(act(&world), child_record::view).await;
    let Err(Stopped::Fault(fault)) = stopped else {
        panic!("expected a fault")
    };
    let rows = world
        .database
        .rows("select request from audit.entry where outcome = 'fault'")
        .await;
    assert_eq!(
        rows,
        [fault.reference.to_string()],
        "the reference leads to the entry"
    );
}

#[tokio::test]
async fn nothing_holds_the_database_for_ever_nfr_05() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    // Somebody else holds the row for good: the act gives up, and says so in the trail.
    let mut other = world.database.owner().begin().await.unwrap();
    sqlx::query("select from live.child where child = $1 for update")
        .bind(world.child.stored())
        .execute(&mut *other)
        .await
        .unwrap();
    let waited = tokio::time::timeout(
        std::time::Duration::from_secs(10),
        user.access(act(&world), child_record::view),
    );
    assert!(matches!(waited.await, Ok(Err(Stopped::Fault(_)))));
    assert_eq!(world.database.entries("record.viewed", "fault").await, 1);
}

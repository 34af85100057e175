//! What waits for people, messages outside, and the worker.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::{DismissNotice, ListMyTasks};
use domain::work::Rule;
use registry::task::{dismiss, list_mine};
use registry::testing::World;
use registry::{SignedIn, Stopped};

/// A task in the database, for an account or for a role in an authority.
async fn task(world: &World, kind: &str, to: &str) {
    let (columns, values) = match to.split_once(' ') {
        Some((role, authority)) => ("role, local_authority", format!("'{role}', '{authority}'")),
        None => ("account", format!("'{to}'")),
    };
    world
        .database
        .execute(&format!(
            "insert into task (id, kind, {columns}, child, opened_on)
             values (gen_random_uuid(), '{kind}', {values}, {}, '2026-11-02')",
            world.shielded.stored()
        ))
        .await;
}

async fn waiting(user: &SignedIn) -> Vec<domain::task::MyTask> {
    user.access(ListMyTasks, list_mine).await.unwrap()
}

#[tokio::test]
async fn one_sees_what_waits_for_oneself_and_for_ones_hat_alone_d_09() {
    let world = World::new().await;
    let manager = World::account(Role::LocalAuthorityManager);
    task(&world, "handed-to-you", &manager.to_string()).await;
    task(
        &world,
        "lapse-to-review",
        "local-authority-manager E08000032",
    )
    .await;
    task(
        &world,
        "lapse-to-review",
        "local-authority-manager E08000035",
    )
    .await;
    task(&world, "lapse-to-review", "data-administrator E08000032").await;
    let user = world.signed_in(Role::LocalAuthorityManager).await;
    // The child is shielded: what waited for the data administrator waits for the manager too (D-32).
    assert_eq!(waiting(&user).await.len(), 3);
    assert_eq!(user.tasks_waiting().await.unwrap(), 3);
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(waiting(&nurse).await.is_empty());
}

#[tokio::test]
async fn of_a_shielded_child_a_task_tells_name_and_date_of_birth_alone_d_01() {
    let world = World::new().await;
    let nurse = World::account(Role::Practitioner);
    task(&world, "handed-to-you", &nurse.to_string()).await;
    let user = world.signed_in(Role::Practitioner).await;
    let sent = serde_json::to_string(&waiting(&user).await).unwrap();
    assert!(sent.contains("Hidden"));
    for hidden in ["Findable", "ZB1", "Nearby", "Moorside", "Bradford"] {
        assert!(!sent.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_notice_is_put_away_by_its_reader_and_twice_is_no_mistake_inv_07() {
    let world = World::new().await;
    let nurse = World::account(Role::Practitioner);
    task(&world, "handed-to-you", &nurse.to_string()).await;
    task(&world, "confirm-retention", &nurse.to_string()).await;
    let user = world.signed_in(Role::Practitioner).await;
    let list = waiting(&user).await;
    let of = |notice: bool| {
        list.iter()
            .find(|t| t.kind.is_notice() == notice)
            .unwrap()
            .id
    };
    let (notice, job) = (of(true), of(false));
    for _ in 0..2 {
        let act = DismissNotice { task: notice };
        user.access(act, dismiss).await.unwrap();
    }
    let act = DismissNotice { task: job };
    let refused = user.access(act, dismiss).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    let other = world.signed_in(Role::Manager).await;
    let act = DismissNotice { task: notice };
    let refused = other.access(act, dismiss).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    assert_eq!(waiting(&user).await.len(), 1);
}

#[tokio::test]
async fn a_message_waits_once_is_claimed_once_and_tried_again_later_g_not() {
    let world = World::new().await;
    let nurse = World::account(Role::Practitioner);
    for _ in 0..2 {
        world
            .database
            .execute(&format!(
                "insert into mail (id, account, asked_at, next_at)
                 values (gen_random_uuid(), '{nurse}', '2026-01-01', '2026-01-01')
                 on conflict do nothing"
            ))
            .await;
    }
    let registry = &world.registry;
    let claimed = registry.claim_mail().await.unwrap();
    assert_eq!(claimed.len(), 1);
    assert!(registry.claim_mail().await.unwrap().is_empty());
    registry.note_mail(Vec::new(), 1).await.unwrap();
    world.database.clock.advance(chrono::TimeDelta::minutes(6));
    let again = registry.claim_mail().await.unwrap();
    assert_eq!(again[0].id, claimed[0].id);
    registry.note_mail(vec![again[0].id], 0).await.unwrap();
    world.database.clock.advance(chrono::TimeDelta::days(2));
    assert!(registry.claim_mail().await.unwrap().is_empty());
    let columns = world
        .database
        .rows("select column_name::text from information_schema.columns where table_name = 'mail'")
        .await;
    assert!(columns.iter().all(|column| !column.contains("child")));
}

#[tokio::test]
async fn an_ended_involvement_goes_to_the_archive_once_after_days_of_absence_cease_01_g_clock() {
    let world = World::new().await;
    world
        .database
        .execute("update live.involvement set ended = '2025-10-01', visible_until = '2026-10-01'")
        .await;
    let entries = "select count(*)::text from audit.entry where action = 'job.run'";
    world.database.clock.advance(chrono::TimeDelta::days(3));
    assert_eq!(
        world
            .registry
            .run_rule(Rule::EndedInvolvements)
            .await
            .unwrap(),
        1
    );
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    assert_eq!(world.database.rows(entries).await, ["1"]);
    let kept = world
        .database
        .rows("select kind || ' ' || why from archive.item")
        .await;
    assert_eq!(kept, ["involvement retention-over"]);
    let left = "select count(*)::text from live.involvement";
    assert_eq!(world.database.rows(left).await, ["0"]);
}

#[tokio::test]
async fn two_workers_at_once_do_everything_once_g_clock() {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into live.involvement (id, child, service, level, telephone, started, ended,
                                           visible_until, as_of)
             select gen_random_uuid(), child, service, 'organisation', telephone, started,
                    '2025-06-01', '2026-06-01', as_of
             from live.involvement, generate_series(1, 450)",
        )
        .await;
    let (one, other) = tokio::join!(world.registry.catch_up(), world.registry.catch_up());
    assert_eq!(one.unwrap() + other.unwrap(), 450);
    let kept = "select count(*)::text from archive.item";
    assert_eq!(world.database.rows(kept).await, ["450"]);
}

//! What a check must not betray: shielded children and sealed identities (D-01, D-34, NEWID-03, NEWID-04).

use super::*;
use domain::new_identity::{AskedBy, SealRecord};
use domain::quarantine::{ListQuarantine, SettleQuarantined, Settlement};
use domain::search::Match;
use domain::work::Rule;
use registry::{new_identity, quarantine};

/// Sam Hidden under another surname, at the address that is hidden: nothing that is shown is like it.
fn beside() -> AskedRecord {
    let mut beside = asked("Sam", "Formerly", "2012-06-03", Some("ZB1 4QX"));
    beside.address.as_mut().unwrap().lines = vec!["7 Findable Street".into()];
    beside
}

#[tokio::test]
async fn of_a_shielded_child_whoever_decides_sees_four_facts_d_01() {
    let world = World::new().await;
    acts_for(&world, ADMINISTRATOR, "E08000035").await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, asked("Sam", "Hiden", "2012-06-03", Some("ZL1 4AB")))
        .await
        .unwrap();
    let leeds = world.signed_in(ADMINISTRATOR).await;
    let request = queue(&leeds).await[0].id;
    let shown = check(&leeds, request).await.unwrap();
    assert!(
        matches!(shown.live.as_slice(), [Match::Shielded(one)] if one.number == world.shielded)
    );
    let sent = serde_json::to_string(&shown).unwrap();
    for hidden in [
        "Findable",
        "Formerly",
        "Nearby",
        "ZB1",
        "Bradford",
        "E08000032",
    ] {
        assert!(!sent.contains(hidden), "{hidden}");
    }
    decide(&leeds, request, Decision::Exists(world.shielded))
        .await
        .unwrap();
    assert_eq!(only(&nurse).await.number, Some(world.shielded));
}

#[tokio::test]
async fn what_is_hidden_of_a_shielded_child_finds_nobody_and_makes_no_record_d_34() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let before = count(&world, "live.child").await;
    ask(&nurse, beside()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let request = queue(&administrator).await[0].id;
    let shown = check(&administrator, request).await.unwrap();
    assert!(shown.live.is_empty() && shown.archived.is_empty());
    let asked = serde_json::to_string(&only(&nurse).await).unwrap();
    decide(&administrator, request, CREATE).await.unwrap();
    // Decided, as far as the administrator can tell; being checked, as far as the nurse can.
    assert!(queue(&administrator).await.is_empty());
    assert_eq!(waiting(&administrator).await, []);
    assert_eq!(serde_json::to_string(&only(&nurse).await).unwrap(), asked);
    assert_eq!(waiting(&nurse).await, []);
    assert_eq!(count(&world, "live.child").await, before);
    let trail = "select detail::text from audit.entry where action = 'create.decided'";
    let trail = world.database.rows(trail).await.join("");
    assert!(!trail.contains(&world.shielded.to_string()));
    // Whoever asks for the same child joins.
    let support = world.signed_in(SUPPORT).await;
    ask(&support, beside()).await.unwrap();
    assert_eq!(count(&world, "creation_request").await, 1);
    let manager = world.signed_in(MANAGER).await;
    let held = manager
        .access(ListQuarantine, quarantine::list)
        .await
        .unwrap();
    assert_eq!(held.len(), 1);
    let settle = SettleQuarantined {
        row: held[0].id,
        settlement: Settlement::SameChild,
    };
    manager.access(settle, quarantine::settle).await.unwrap();
    for user in [&nurse, &support] {
        let own = only(user).await;
        assert_eq!(
            (own.progress, own.number),
            (Progress::Exists, Some(world.shielded))
        );
    }
    assert_eq!(count(&world, "live.child").await, before);
}

#[tokio::test]
async fn once_settled_as_another_child_a_record_is_made_d_34() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, beside()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, CREATE).await.unwrap();
    let manager = world.signed_in(MANAGER).await;
    let held = manager
        .access(ListQuarantine, quarantine::list)
        .await
        .unwrap();
    let settle = SettleQuarantined {
        row: held[0].id,
        settlement: Settlement::AnotherChild,
    };
    manager.access(settle, quarantine::settle).await.unwrap();
    let own = only(&nurse).await;
    assert_eq!(own.progress, Progress::Made);
    assert_ne!(own.number, Some(world.shielded));
    open(&nurse, &own).await.unwrap();
}

#[tokio::test]
async fn what_nobody_settles_lapses_like_any_request_t_08_d_34() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, beside()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, CREATE).await.unwrap();
    at(&world, "2026-11-20T10:00:00Z");
    assert_eq!(
        world
            .registry
            .run_rule(Rule::CreationsToChase)
            .await
            .unwrap(),
        0
    );
    at(&world, "2026-12-02T10:00:00Z");
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(only(&nurse).await.progress, Progress::Lapsed);
    assert_eq!(
        world.registry.run_rule(Rule::CreationsOver).await.unwrap(),
        1
    );
    assert_eq!(waiting(&nurse).await, [TaskKind::CreationAnswered]);
}

#[tokio::test]
async fn a_sealed_identity_is_never_offered_and_leaves_no_trace_newid_04_newid_03() {
    let world = World::new().await;
    let manager = world.signed_in(MANAGER).await;
    let seal = SealRecord {
        child: world.child,
        asked_by: AskedBy::Police,
    };
    manager.access(seal, new_identity::seal).await.unwrap();
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, asked("Ann", "Example", "2015-05-14", Some(HERE)))
        .await
        .unwrap();
    let request = queue(&manager).await[0].id;
    let shown = check(&manager, request).await.unwrap();
    assert!(shown.live.is_empty() && shown.archived.is_empty());
    let look = LookAtArchived {
        request,
        child: world.child,
        reference: CaseReference::parse("RET/2026-14").unwrap(),
    };
    assert_eq!(
        refused(manager.access(look, creating::look).await),
        Refusal::NoSuchRecord
    );
    let trail = "select detail::text from audit.entry where action in ('create.candidates', 'create.requested')";
    let trail = world.database.rows(trail).await.join("");
    assert!(!trail.contains(&world.child.to_string()), "{trail}");
    // It is decided on as though there had never been anybody.
    decide(&manager, request, CREATE).await.unwrap();
    assert_eq!(only(&nurse).await.progress, Progress::Made);
}

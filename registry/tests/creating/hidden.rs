//! What a check must not betray: shielded children and sealed identities (D-01, D-34, NEWID-03, NEWID-04).

use super::*;
use domain::desk::ViewDesk;
use domain::new_identity::{AskedBy, SealRecord};
use domain::quarantine::{ListQuarantine, SettleQuarantined, Settlement};
use domain::search::Match;
use domain::work::Rule;
use registry::{desk, new_identity, quarantine};

/// Sam Hidden under another surname, at the address that is hidden: nothing that is shown is like it.
fn beside() -> AskedRecord {
    let mut beside = asked("Sam", "Formerly", "2012-06-03", Some("ZB1 4QX"));
    beside.address.as_mut().unwrap().lines = vec!["7 Findable Street".into()];
    beside
}

#[tokio::test]
async fn of_a_shielded_child_whoever_decides_sees_four_facts_d_01() {
    let world = World::new().await;
    world.acts_for(ADMINISTRATOR, "E08000035").await;
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
    let before = world.count("live.child").await;
    ask(&nurse, beside()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let request = queue(&administrator).await[0].id;
    let shown = check(&administrator, request).await.unwrap();
    assert!(shown.live.is_empty() && shown.archived.is_empty());
    let asked = serde_json::to_string(&only(&nurse).await).unwrap();
    decide(&administrator, request, CREATE).await.unwrap();
    // Decided, as far as the administrator can tell; being checked, as far as the nurse can.
    assert!(queue(&administrator).await.is_empty());
    assert_eq!(World::waiting(&administrator).await, []);
    assert_eq!(serde_json::to_string(&only(&nurse).await).unwrap(), asked);
    assert_eq!(World::waiting(&nurse).await, []);
    assert_eq!(world.count("live.child").await, before);
    let trail = "select detail::text from audit.entry where action = 'create.decided'";
    let trail = world.database.rows(trail).await.join("");
    assert!(!trail.contains(&world.shielded.to_string()));
    // Whoever asks for the same child joins.
    let support = world.signed_in(SUPPORT).await;
    ask(&support, beside()).await.unwrap();
    assert_eq!(world.count("creation_request").await, 1);
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
    assert_eq!(world.count("live.child").await, before);
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
async fn what_nobody_settles_lapses_thirty_days_after_it_was_decided_t_08_d_34() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, beside()).await.unwrap();
    world.at("2026-11-20T10:00:00Z");
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, CREATE).await.unwrap();
    world.at("2026-12-19T10:00:00Z");
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(only(&nurse).await.progress, Progress::BeingChecked);
    assert_eq!(world.run(Rule::CreationsToChase).await, 0);
    assert_eq!(world.run(Rule::CreationsOver).await, 0);
    world.at("2026-12-20T10:00:00Z");
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(only(&nurse).await.progress, Progress::Lapsed);
    assert_eq!(world.run(Rule::CreationsOver).await, 1);
    assert_eq!(World::waiting(&nurse).await, [TaskKind::CreationAnswered]);
    nothing_is_to_be_settled(&world).await;
}

/// Nothing waits any more for the manager of the shielded child, nor is anything kept for them.
async fn nothing_is_to_be_settled(world: &World) {
    assert_eq!(world.count("live.quarantined_row").await, 0);
    let manager = world.signed_in(MANAGER).await;
    assert_eq!(World::waiting(&manager).await, []);
}

#[tokio::test]
async fn what_is_taken_back_leaves_nothing_to_be_settled_d_34() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, beside()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, CREATE).await.unwrap();
    assert_eq!(world.count("live.quarantined_row").await, 1);
    let request = only(&nurse).await.id;
    let act = WithdrawCreation { request };
    nurse.access(act, creating::withdraw).await.unwrap();
    nothing_is_to_be_settled(&world).await;
}

/// The administrator's desk six weeks after a request of one week was decided in the next.
async fn desk_after(asked: AskedRecord) -> String {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, asked).await.unwrap();
    world.at("2026-11-12T10:00:00Z");
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, CREATE).await.unwrap();
    let mut seen = Vec::new();
    for day in [
        "2026-11-12T12:00:00Z",
        "2026-11-17T10:00:00Z",
        "2026-12-28T10:00:00Z",
    ] {
        world.at(day);
        world.run(Rule::CreationsOver).await;
        while world.run(Rule::WeeklyFigures).await > 0 {}
        let administrator = world.signed_in(ADMINISTRATOR).await;
        seen.push(administrator.access(ViewDesk, desk::view).await.unwrap());
    }
    serde_json::to_string(&seen).unwrap()
}

#[tokio::test]
async fn no_desk_tells_whether_what_was_decided_is_kept_back_d_34_shld_12() {
    assert_eq!(desk_after(zoe()).await, desk_after(beside()).await);
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

//! Sealing: by whom, and what the sealed record still is to anybody.

use domain::archive::{
    AccessReason, ApproveAccess, HoldReason, HoldRecord, ListArchive, ReleaseHold, RestoreRecord,
    Searched, ViewArchived, Wanted,
};
use domain::child_record::PersonName;
use domain::new_identity::{AskedBy, SealRecord, ShowReleaseCode};
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use domain::work::Rule;
use registry::testing::World;
use registry::{Stopped, archive, new_identity, task};

use super::*;

#[tokio::test]
async fn the_manager_who_answers_for_the_record_alone_seals_it_newid_02() {
    let world = World::new().await;
    for role in Role::ALL {
        if role == MANAGER {
            continue;
        }
        let user = world.signed_in(role).await;
        let act = SealRecord {
            child: world.child,
            asked_by: AskedBy::Court,
        };
        let refused = user.access(act, new_identity::seal).await;
        assert!(matches!(refused, Err(Stopped::Refused(_))), "{role:?}");
        let code = ReleaseCode::parse("0000-0000-0000-0000").unwrap();
        let refused = make(&user, &code).await;
        assert!(matches!(refused, Err(Stopped::Refused(_))), "{role:?}");
    }
    let leeds = manager_of_leeds(&world).await;
    let act = SealRecord {
        child: world.child,
        asked_by: AskedBy::Court,
    };
    let refused = leeds.access(act, new_identity::seal).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.child).await;
    sealed(&manager, world.shielded).await;
    let trail = "select detail->>'asked_by' as b from audit.entry
                 where action = 'archive.sealed' and outcome = 'done'";
    assert_eq!(world.database.rows(trail).await, ["police", "police"]);
    assert_eq!(live_rows(&world, world.shielded).await, 0);
}

#[tokio::test]
async fn a_sealed_record_is_found_by_the_central_team_for_a_court_alone_newid_04_mat_04() {
    let world = World::new().await;
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.child).await;
    let name = PersonName {
        given: "Ann".into(),
        family: "Example".into(),
    };
    let person = || Wanted::Person(name.clone(), "2015-05-14".parse().unwrap());
    for role in [MANAGER, ADMINISTRATOR, CENTRAL] {
        let user = world.signed_in(role).await;
        for reason in AccessReason::ALL {
            assert!(look_for(&user, person(), reason).await.is_err());
            let found = look_for(&user, Wanted::Number(world.child), reason).await;
            let court = reason == AccessReason::EnactmentOrCourtOrder;
            assert_eq!(
                found.is_ok(),
                role == CENTRAL && court,
                "{role:?} {reason:?}"
            );
        }
    }
    let kinds = "select distinct kind from archive.match_key order by 1";
    assert_eq!(
        world.database.rows(kinds).await,
        ["identifier", "reference"]
    );
}

#[tokio::test]
async fn two_of_the_central_team_look_and_nobody_brings_it_back_newid_04() {
    let world = World::new().await;
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.shielded).await;
    let central = world.signed_in(CENTRAL).await;
    let court = AccessReason::EnactmentOrCourtOrder;
    let asked = look_for(&central, Wanted::Number(world.shielded), court).await;
    assert_eq!(asked.unwrap(), Searched::Asked);
    let desk = central.access(ListArchive, archive::list).await.unwrap();
    let window = desk.asked[0].id;
    assert!(
        central
            .access(ViewArchived { window }, archive::view)
            .await
            .is_err()
    );
    world
        .database
        .execute("update hat set role = 'central-team' where role = 'panel-member'")
        .await;
    let second = world.signed_in(Role::PanelMember).await;
    let agree = ApproveAccess { window };
    second.access(agree, archive::approve).await.unwrap();
    let shown = central
        .access(ViewArchived { window }, archive::view)
        .await
        .unwrap();
    assert!(shown.record.is_some() && !shown.may_restore && shown.may_hold);
    let restore = RestoreRecord {
        window,
        lives_at: None,
        asked_by: None,
    };
    let refused = central.access(restore, archive::restore).await;
    assert!(matches!(refused, Err(Stopped::Refused(_))));
    // A hold on it is nobody's of the authority.
    let hold = HoldRecord {
        window,
        why: HoldReason::CourtProceedings,
        reference: reference(),
        review_on: None,
    };
    central.access(hold, archive::hold).await.unwrap();
    let manager = world.signed_in(MANAGER).await;
    let theirs = manager.access(ListArchive, archive::list).await.unwrap();
    assert!(theirs.holds.is_empty() && theirs.windows.is_empty());
    world
        .database
        .clock
        .set("2027-02-02T09:00:00Z".parse().unwrap());
    let asked = world.registry.run_rule(Rule::HoldsToReview).await.unwrap();
    assert_eq!(asked, 1);
    let manager = world.signed_in(MANAGER).await;
    let waits = manager.access(ListMyTasks, task::list_mine).await.unwrap();
    assert!(waits.is_empty());
    let central = world.signed_in(CENTRAL).await;
    let waits = central.access(ListMyTasks, task::list_mine).await.unwrap();
    assert_eq!(waits[0].kind, TaskKind::HoldToReview);
    let ours = central.access(ListArchive, archive::list).await.unwrap();
    let release = || ReleaseHold {
        hold: ours.holds[0].id,
    };
    let refused = manager.access(release(), archive::release).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    central.access(release(), archive::release).await.unwrap();
}

#[tokio::test]
async fn a_code_is_shown_once_and_to_its_own_session_newid_01() {
    let world = World::new().await;
    let manager = world.signed_in(MANAGER).await;
    let act = SealRecord {
        child: world.child,
        asked_by: AskedBy::Court,
    };
    let kept = manager.access(act, new_identity::seal).await.unwrap();
    let again = SealRecord {
        child: world.child,
        asked_by: AskedBy::Court,
    };
    assert!(manager.access(again, new_identity::seal).await.is_err());
    let elsewhere = manager_of_leeds(&world).await;
    let show = || ShowReleaseCode { kept };
    assert!(elsewhere.access(show(), new_identity::show).await.is_err());
    let code = manager.access(show(), new_identity::show).await.unwrap();
    assert_eq!(code.len(), 19);
    assert!(manager.access(show(), new_identity::show).await.is_err());
    let kept = "select 1 from release_code";
    assert!(world.database.rows(kept).await.is_empty());
}

#[tokio::test]
async fn nobody_is_told_and_nothing_waits_newid_03() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let asked = format!(
        "insert into task (id, kind, account, child, object, opened_on)
         values (gen_random_uuid(), 'check-involvement', '{}', {}, gen_random_uuid(), '2026-11-01');
         update live.involvement set owner = '{0}'",
        World::account(NURSE),
        world.child.stored()
    );
    world.database.execute(&asked).await;
    let waits = || async {
        let list = nurse.access(ListMyTasks, task::list_mine).await.unwrap();
        list.len()
    };
    assert_eq!(waits().await, 1);
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.child).await;
    assert_eq!(waits().await, 0, "what waited is gone, and nothing came");
    let mail = "select 1 from mail";
    assert!(world.database.rows(mail).await.is_empty());
}

#[tokio::test]
async fn it_is_destroyed_after_six_years_hashes_and_all_arc_02_arc_01() {
    let world = World::new().await;
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.child).await;
    world
        .database
        .clock
        .set("2032-11-01T12:00:00Z".parse().unwrap());
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 0);
    world
        .database
        .clock
        .set("2032-11-02T12:00:00Z".parse().unwrap());
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 1);
    for table in ["archive.record", "archive.match_key", "archive.swallowed"] {
        let left = world.database.rows(&format!("select 1 from {table}")).await;
        assert!(left.is_empty(), "{table}");
    }
}

#[tokio::test]
async fn adoption_by_itself_seals_and_shields_nothing_newid_07() {
    let world = World::new().await;
    let content = "select content from live.statement
                   where child = (select child from live.child where family = 'Example')";
    let content = world.database.rows(content).await;
    let mut adopted: Statement = serde_json::from_str(&content[0]).unwrap();
    adopted.names.retain(|(used, _)| *used == NameUse::Current);
    adopted.names[0].1.family = "Adopted".into();
    adopted.carers[0].name.family = "Adopted".into();
    let row = Row {
        number: 2,
        reference: world.child.stored().to_string(),
        at: "2026-11-01T00:00:00Z".parse().unwrap(),
        statement: adopted,
    };
    let outcome = by(&world, World::REGISTER, vec![row]).await;
    assert_eq!(outcome.changed, 1);
    let stands = "select child, shielded from live.child where family = 'Adopted'";
    let stands = world.database.rows(stands).await;
    assert_eq!(stands, [format!("{}|false", world.child.stored())]);
    for table in [
        "archive.record",
        "new_identity_vault",
        "live.shield_notice where origin <> 'source'",
    ] {
        let rows = world.database.rows(&format!("select 1 from {table}")).await;
        assert!(rows.is_empty(), "{table}");
    }
}

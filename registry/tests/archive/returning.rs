//! Children who come back (ARC-08, LVE-03, LVE-04, T-22).

use domain::archive::{AccessReason, ApproveAccess, Leaving, ListArchive, RestoreRecord};
use domain::child_record::{ChildRecordView, Postcode};
use domain::id::ChildNumber;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::TaskKind;
use registry::testing::World;
use registry::{SignedIn, Stopped, archive};
use uuid::Uuid;

use super::{
    ADMINISTRATOR, CENTRAL, MANAGER, NURSE, archived, archived_on, look, look_for, moves_to_leeds,
    record, waiting, window,
};

const BACK: AccessReason = AccessReason::ReturnedToEngland;

fn restore(window: Uuid) -> RestoreRecord {
    RestoreRecord {
        window,
        lives_at: None,
        asked_by: None,
    }
}

async fn restored(user: &SignedIn, child: ChildNumber) -> Result<(), Stopped> {
    let window = window(user, child, BACK).await;
    user.access(restore(window), archive::restore).await
}

#[tokio::test]
async fn any_authority_restores_a_child_who_is_back_with_number_and_search_lve_03_arc_08_d_38() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let before = record(&nurse, world.child).await.unwrap();
    archived(&world, world.child, Leaving::LeftEngland).await;
    moves_to_leeds(&world, ADMINISTRATOR).await;
    let other = world.signed_in(ADMINISTRATOR).await;
    let open = window(&other, world.child, BACK).await;
    assert!(look(&other, open).await.unwrap().may_restore);
    let act = RestoreRecord {
        asked_by: Some("practitioner".into()),
        ..restore(open)
    };
    other.access(act, archive::restore).await.unwrap();
    let ChildRecordView::Open(after) = record(&nurse, world.child).await.unwrap() else {
        panic!("an open record");
    };
    assert_eq!(after.responsible_authority.name, "Leeds");
    let ChildRecordView::Open(mut before) = before else {
        panic!("an open record");
    };
    before.responsible_authority = after.responsible_authority.clone();
    assert_eq!(before, after, "whole, as it was");
    assert_eq!(waiting(&nurse).await, [TaskKind::RecordRestored]);
    let keys = format!(
        "select surname_key from live.child_key where child = {} order by 1",
        world.child.stored()
    );
    assert!(!world.database.rows(&keys).await.is_empty());
    for table in ["record", "match_key", "access_window"] {
        let sql = format!("select 1 from archive.{table}");
        assert!(world.database.rows(&sql).await.is_empty(), "{table}");
    }
    assert!(look(&other, open).await.is_err(), "the window has gone");
}

#[tokio::test]
async fn where_the_child_lives_now_decides_who_is_responsible_arc_08() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    let manager = world.signed_in(MANAGER).await;
    let open = window(&manager, world.child, BACK).await;
    let abroad = RestoreRecord {
        lives_at: Postcode::parse("CF10 1AA").ok(),
        ..restore(open)
    };
    let rejected = manager.access(abroad, archive::restore).await;
    assert!(matches!(rejected, Err(Stopped::Rejected(_))));
    let unknown = RestoreRecord {
        asked_by: Some("nobody".into()),
        ..restore(open)
    };
    let rejected = manager.access(unknown, archive::restore).await;
    assert!(matches!(rejected, Err(Stopped::Rejected(_))));
    let leeds = RestoreRecord {
        lives_at: Postcode::parse("ZL1 4AB").ok(),
        ..restore(open)
    };
    manager.access(leeds, archive::restore).await.unwrap();
    let responsible = format!(
        "select local_authority from live.child where child = {}",
        world.child.stored()
    );
    assert_eq!(world.database.rows(&responsible).await, ["E08000035"]);
}

#[tokio::test]
async fn what_had_ended_stays_archived_with_the_clock_it_had_arc_08_d_39() {
    let world = World::new().await;
    let ended = "update live.involvement set ended = '2026-06-01', visible_until = '2027-06-01'";
    world.database.execute(ended).await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    archived_on(&world, "2025-03-01").await;
    let manager = world.signed_in(MANAGER).await;
    restored(&manager, world.child).await.unwrap();
    let items = "select kind, why, archived_on from archive.item";
    assert_eq!(
        world.database.rows(items).await,
        ["left-behind|involvement|2025-03-01"]
    );
    let left = "select 1 from live.involvement";
    assert!(world.database.rows(left).await.is_empty());
}

#[tokio::test]
async fn a_shielded_child_comes_back_shielded_arc_08_shld_01() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let before = record(&nurse, world.shielded).await.unwrap();
    archived(&world, world.shielded, Leaving::LeftEngland).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    restored(&administrator, world.shielded).await.unwrap();
    assert_eq!(record(&nurse, world.shielded).await.unwrap(), before);
    assert!(matches!(before, ChildRecordView::Shielded(_)));
    let keys = format!(
        "select 1 from live.child_key where child = {}",
        world.shielded.stored()
    );
    assert!(world.database.rows(&keys).await.is_empty());
}

#[tokio::test]
async fn a_return_is_refused_from_six_years_and_from_eighteen_lve_04_t_22() {
    for (archived_day, born, possible) in [
        ("2020-11-03", "2015-05-14", true),
        ("2024-01-01", "2008-11-03", true),
        ("2024-01-01", "2008-11-02", false),
    ] {
        let world = World::new().await;
        world
            .database
            .execute(&format!(
                "update live.child set best_view = jsonb_set(best_view, '{{date_of_birth,value,date}}',
                                                             '\"{born}\"')
                 where not shielded;
                 update live.statement set content = jsonb_set(content, '{{date_of_birth,date}}',
                                                               '\"{born}\"')
                 where content is not null"
            ))
            .await;
        archived(&world, world.child, Leaving::LeftEngland).await;
        archived_on(&world, archived_day).await;
        let manager = world.signed_in(MANAGER).await;
        let answer = restored(&manager, world.child).await;
        match possible {
            true => answer.unwrap(),
            false => assert!(matches!(answer, Err(Stopped::Refused(Refusal::Reason)))),
        }
    }
    // Six years to the day: it is not there, whether or not it has been destroyed.
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    archived_on(&world, "2020-11-02").await;
    let manager = world.signed_in(MANAGER).await;
    let wanted = domain::archive::Wanted::Number(world.child);
    assert!(look_for(&manager, wanted, BACK).await.is_err());
}

#[tokio::test]
async fn only_a_return_restores_and_else_what_the_central_team_agreed_to_d_38() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::NeverResident).await;
    let manager = world.signed_in(MANAGER).await;
    let refused = restored(&manager, world.child).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::Reason))));
    let wanted = domain::archive::Wanted::Number(world.child);
    let compelling = AccessReason::CompellingReason;
    look_for(&manager, wanted, compelling).await.unwrap();
    let desk = manager.access(ListArchive, archive::list).await.unwrap();
    let asked = desk.windows.iter().find(|w| w.closes_on.is_none()).unwrap();
    let window = asked.id;
    let early = manager.access(restore(window), archive::restore).await;
    assert!(matches!(early, Err(Stopped::Refused(_))));
    let central = world.signed_in(CENTRAL).await;
    let act = ApproveAccess { window };
    central.access(act, archive::approve).await.unwrap();
    let act = restore(window);
    manager.access(act, archive::restore).await.unwrap();
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(record(&nurse, world.child).await.is_ok());
}

#[tokio::test]
async fn a_record_of_an_older_shape_is_restored_arc_08() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    world
        .database
        .execute(
            "alter table live.involvement add column came smallint not null default 7;
             alter table live.involvement drop column asked",
        )
        .await;
    let manager = world.signed_in(MANAGER).await;
    restored(&manager, world.child).await.unwrap();
    let came = "select came from live.involvement";
    assert_eq!(world.database.rows(came).await, ["7"]);
}

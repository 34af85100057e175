//! Looking into the archive: eight reasons, an authority's own records, a few days.

use domain::archive::{
    AccessReason, ApproveAccess, DeclineAccess, Leaving, ListArchive, SearchArchive, Searched,
    Wanted,
};
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::TaskKind;
use registry::testing::World;
use registry::{Stopped, archive};

use super::{
    ADMINISTRATOR, CENTRAL, MANAGER, NURSE, archived, archived_on, called, look, look_for,
    moves_to_leeds, reference, waiting, window,
};

const COURT: AccessReason = AccessReason::EnactmentOrCourtOrder;

#[tokio::test]
async fn each_of_the_eight_reasons_opens_and_each_look_is_an_entry_arc_04_arc_05() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    let complained = "insert into complaint
             (id, local_authority, reference, complainant, sealed, about, arose_on, received_on,
              logged_on, remind_on, remind_again_on, due_on)
         values (gen_random_uuid(), 'E08000032', 'CASE/2026-7', 'child', '\\x00', 'use', '2026-10-01',
                 '2026-11-02', '2026-11-02', '2026-11-16', '2026-11-23', '2026-11-30')";
    world.database.execute(complained).await;
    let manager = world.signed_in(MANAGER).await;
    for reason in AccessReason::ALL {
        let answer = look_for(&manager, Wanted::Number(world.child), reason).await;
        let asked = answer.unwrap() == Searched::Asked;
        assert_eq!(
            asked,
            reason == AccessReason::CompellingReason,
            "{reason:?}"
        );
    }
    let window = window(&manager, world.child, COURT).await;
    for _ in 0..2 {
        let shown = look(&manager, window).await.unwrap();
        assert_eq!(shown.name, called("Ann", "Example"));
        let record = shown.record.unwrap();
        assert_eq!(record.involvements.len(), 1);
        assert_eq!(record.local_authority, "Bradford");
    }
    assert_eq!(world.database.entries("archive.accessed", "done").await, 2);
    let kept = "select restricted->>'reference' as r, detail->>'child' as c from audit.entry
                where action = 'archive.searched' and detail->>'reason' = 'enactment-or-court-order'";
    let rows = world.database.rows(kept).await;
    assert_eq!(rows[0], format!("{}|CASE/2026-7", world.child));
    let clear = "select t::text from archive.access_window t";
    let windows = world.database.rows(clear).await;
    assert!(windows.iter().all(|row| !row.contains("CASE")), "G-FREE");
}

#[tokio::test]
async fn nobody_but_the_teams_reaches_the_archive_arc_03() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    for role in Role::ALL {
        let may = matches!(
            role,
            Role::LocalAuthorityManager | Role::DataAdministrator | Role::CentralTeam
        );
        let user = world.signed_in(role).await;
        let listed = user.access(ListArchive, archive::list).await;
        assert_eq!(listed.is_ok(), may, "{role:?}");
        let answer = look_for(&user, Wanted::Number(world.child), COURT).await;
        assert_eq!(answer.is_ok(), may, "{role:?}");
    }
}

#[tokio::test]
async fn a_window_is_its_persons_own_and_closes_by_itself_t_23_g_clock() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    let manager = world.signed_in(MANAGER).await;
    let opened = window(&manager, world.child, COURT).await;
    let again = window(&manager, world.child, COURT).await;
    assert_eq!(opened, again, "a form sent twice opens one window");
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let refused = look(&administrator, opened).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    // Opened on a Monday: open for five working days, closed on the Monday after, whoever worked.
    world
        .database
        .clock
        .set("2026-11-08T23:58:00Z".parse().unwrap());
    let manager = world.signed_in(MANAGER).await;
    assert!(look(&manager, opened).await.is_ok());
    world
        .database
        .clock
        .set("2026-11-09T00:00:00Z".parse().unwrap());
    let manager = world.signed_in(MANAGER).await;
    let refused = look(&manager, opened).await;
    assert!(matches!(
        refused,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    ));
    let desk = manager.access(ListArchive, archive::list).await.unwrap();
    assert!(desk.windows.is_empty());
}

#[tokio::test]
async fn another_authority_finds_only_a_child_who_returned_d_37_arc_04() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    moves_to_leeds(&world, ADMINISTRATOR).await;
    let other = world.signed_in(ADMINISTRATOR).await;
    for reason in AccessReason::ALL {
        let answer = look_for(&other, Wanted::Number(world.child), reason).await;
        let found = reason == AccessReason::ReturnedToEngland;
        assert_eq!(answer.is_ok(), found, "{reason:?}");
    }
}

#[tokio::test]
async fn a_name_that_sounds_alike_with_the_date_of_birth_finds_the_record_arc_04() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    archived(&world, world.shielded, Leaving::LeftEngland).await;
    let manager = world.signed_in(MANAGER).await;
    for (given, family, born, found) in [
        ("Ann", "Example", "2015-05-14", true),
        ("Anne", "Exampel", "2015-05-14", true),
        ("Ann", "Formerly", "2015-05-14", true),
        ("Ann", "Example", "2015-05-15", false),
        ("Sam", "Hidden", "2012-06-03", true),
        ("Sam", "Hiden", "2012-06-03", false),
    ] {
        let wanted = Wanted::Person(called(given, family), born.parse().unwrap());
        let answer = look_for(&manager, wanted, COURT).await;
        assert_eq!(answer.is_ok(), found, "{given} {family} {born}");
    }
}

#[tokio::test]
async fn a_compelling_reason_is_shown_to_the_central_team_first_arc_04_d_38() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::NeverResident).await;
    let manager = world.signed_in(MANAGER).await;
    let reason = AccessReason::CompellingReason;
    let asked = look_for(&manager, Wanted::Number(world.child), reason).await;
    assert_eq!(asked.unwrap(), Searched::Asked);
    let desk = manager.access(ListArchive, archive::list).await.unwrap();
    let id = desk.windows[0].id;
    assert!(look(&manager, id).await.is_err(), "not before");
    let refused = manager
        .access(ApproveAccess { window: id }, archive::approve)
        .await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::Role))));
    let central = world.signed_in(CENTRAL).await;
    assert_eq!(waiting(&central).await, [TaskKind::ArchiveAccessToDecide]);
    central
        .access(ApproveAccess { window: id }, archive::approve)
        .await
        .unwrap();
    assert!(waiting(&central).await.is_empty());
    assert!(look(&central, id).await.is_err(), "agreeing shows nothing");
    assert_eq!(waiting(&manager).await, [TaskKind::ArchiveAccessDecided]);
    assert!(look(&manager, id).await.is_ok());
    let decline = DeclineAccess { window: id };
    assert!(central.access(decline, archive::decline).await.is_err());
}

#[tokio::test]
async fn of_the_central_team_two_look_whatever_the_reason_cen_02_arc_03() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::NeverResident).await;
    let central = world.signed_in(CENTRAL).await;
    let asked = look_for(&central, Wanted::Number(world.child), COURT).await;
    assert_eq!(asked.unwrap(), Searched::Asked);
    let desk = central.access(ListArchive, archive::list).await.unwrap();
    let window = desk.asked[0].id;
    assert!(desk.asked[0].own);
    let refused = central
        .access(ApproveAccess { window }, archive::approve)
        .await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
}

#[tokio::test]
async fn of_a_shielded_record_its_manager_alone_sees_more_than_four_facts_d_01_shld_11() {
    let world = World::new().await;
    archived(&world, world.shielded, Leaving::LeftEngland).await;
    let manager = world.signed_in(MANAGER).await;
    let open = window(&manager, world.shielded, COURT).await;
    assert!(look(&manager, open).await.unwrap().record.is_some());
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let open = window(&administrator, world.shielded, COURT).await;
    let shown = look(&administrator, open).await.unwrap();
    assert_eq!(shown.record, None);
    let sent = serde_json::to_string(&shown).unwrap();
    for hidden in ["Findable", "Nearby", "Formerly", "Bradford", "Moorside"] {
        assert!(!sent.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn authorities_look_back_as_far_as_the_installation_sets_and_the_central_team_six_years_d_37()
{
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    archived_on(&world, "2025-06-01").await;
    let manager = world.signed_in(MANAGER).await;
    let open = window(&manager, world.child, COURT).await;
    assert!(look(&manager, open).await.is_ok());
    let set = "update installation set la_archive_window = 1";
    world.database.execute(set).await;
    assert!(look(&manager, open).await.is_err());
    let number = || Wanted::Number(world.child);
    assert!(
        look_for(&manager, number(), AccessReason::SeriousCaseReview)
            .await
            .is_err()
    );
    let central = world.signed_in(CENTRAL).await;
    let asked = look_for(&central, number(), COURT).await;
    assert_eq!(asked.unwrap(), Searched::Asked);
    archived_on(&world, "2025-11-03").await;
    assert!(look(&manager, open).await.is_ok());
}

#[tokio::test]
async fn no_window_names_a_sensitive_service_sens_04_rec_07() {
    let world = World::new().await;
    archived(&world, world.quiet, Leaving::LeftEngland).await;
    let manager = world.signed_in(MANAGER).await;
    let open = window(&manager, world.quiet, COURT).await;
    let shown = look(&manager, open).await.unwrap();
    assert!(shown.record.as_ref().unwrap().sensitive_service);
    let sent = serde_json::to_string(&shown).unwrap();
    assert!(!sent.contains("clinic") && !sent.contains("960777"));
}

#[tokio::test]
async fn a_record_sealed_for_a_new_identity_is_not_found_by_an_authority_newid_04() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    world
        .database
        .execute("update archive.record set why = 'new-identity'")
        .await;
    let manager = world.signed_in(MANAGER).await;
    for reason in AccessReason::ALL {
        let act = SearchArchive {
            wanted: Wanted::Number(world.child),
            reason,
            reference: reference(),
        };
        assert!(manager.access(act, archive::search).await.is_err());
    }
    assert!(
        world
            .signed_in(NURSE)
            .await
            .access(ListArchive, archive::list)
            .await
            .is_err()
    );
}

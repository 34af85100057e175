//! Records leave the live directory: by hand, with the birthday, after a death.

use domain::archive::Leaving;
use domain::best_view::Statement;
use domain::child_record::{DateOfBirth, NameUse};
use domain::data_source::{Row, RowCode, SupplyRows};
use domain::id::SourceId;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::TaskKind;
use registry::testing::World;
use registry::{Stopped, archive, data_source};
use uuid::Uuid;

use super::{ADMINISTRATOR, MANAGER, NURSE, archived, called, leaving, live_rows, record, waiting};

#[tokio::test]
async fn a_child_who_never_lived_here_goes_from_live_at_once_and_whole_d_15_cre_05_arc_02() {
    let world = World::new().await;
    world
        .database
        .execute(&format!(
            "update live.involvement set owner = '{}'",
            World::account(NURSE)
        ))
        .await;
    let user = world.signed_in(ADMINISTRATOR).await;
    let act = leaving(world.child, Leaving::NeverResident);
    user.access(act, archive::archive).await.unwrap();
    assert_eq!(live_rows(&world, world.child).await, 0);
    let nurse = world.signed_in(NURSE).await;
    let refused = record(&nurse, world.child).await;
    assert!(matches!(
        refused,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    ));
    assert_eq!(waiting(&nurse).await, [TaskKind::RecordArchived]);
    let kept = "select why, archived_on, local_authority, shielded from archive.record";
    assert_eq!(
        world.database.rows(kept).await,
        ["never-resident|false|2026-11-02|E08000032"]
    );
    let steps = "select detail->>'why' as w, detail->'steps' as s from audit.entry
                 where action = 'archive.moved' and outcome = 'done'";
    assert_eq!(
        world.database.rows(steps).await,
        [r#"["asked-family", "asked-school"]|never-resident"#]
    );
}

#[tokio::test]
async fn only_the_authoritys_own_team_archives_and_of_a_shielded_child_its_manager_arc_02() {
    let world = World::new().await;
    for (role, child, refusal) in [
        (NURSE, world.child, Refusal::Role),
        (Role::CentralTeam, world.child, Refusal::Role),
        (ADMINISTRATOR, world.shielded, Refusal::NotYours),
    ] {
        let user = world.signed_in(role).await;
        let act = leaving(child, Leaving::LeftEngland);
        let refused = user.access(act, archive::archive).await;
        assert!(matches!(refused, Err(Stopped::Refused(why)) if why == refusal));
    }
    super::moves_to_leeds(&world, MANAGER).await;
    let user = world.signed_in(MANAGER).await;
    let act = leaving(world.child, Leaving::LeftEngland);
    let refused = user.access(act, archive::archive).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
}

#[tokio::test]
async fn without_a_step_taken_nothing_is_archived_lve_01() {
    let world = World::new().await;
    let user = world.signed_in(MANAGER).await;
    let mut act = leaving(world.child, Leaving::NeverResident);
    act.steps.clear();
    let rejected = user.access(act, archive::archive).await;
    assert!(matches!(rejected, Err(Stopped::Rejected(_))));
    assert!(live_rows(&world, world.child).await > 0);
}

#[tokio::test]
async fn nothing_of_an_archived_record_is_in_the_clear_but_its_number_nfr_04() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    for table in ["record", "match_key", "item"] {
        let sql = format!("select t::text from archive.{table} t");
        for row in world.database.rows(&sql).await {
            assert!(
                !row.contains("Example") && !row.contains("2015-05-14"),
                "{table}"
            );
        }
    }
}

#[tokio::test]
async fn what_waits_about_the_record_waits_no_longer_arc_02_sens_06() {
    let world = World::new().await;
    world
        .database
        .execute(&format!(
            "insert into live.brokering_request (id, child, kind, requester, organisation, telephone,
                                                 reason, received_by, waits_with, state, asked_on, due_on)
             select gen_random_uuid(), {0}, 'sensitive-service', '{1}', organisation, '01632 960001',
                    'providing-service', 'E08000032', 'E08000032', 'with-responsible', '2026-11-02',
                    '2026-11-03'
             from hat where account = '{1}';
             insert into task (id, kind, role, local_authority, child, object, opened_on)
             select gen_random_uuid(), 'request-to-pass-on', 'local-authority-manager', 'E08000032',
                    child, id, '2026-11-02' from live.brokering_request",
            world.quiet.stored(),
            World::account(NURSE)
        ))
        .await;
    archived(&world, world.quiet, Leaving::NeverResident).await;
    let open = "select kind from task where closed_on is null and child is not null";
    assert!(world.database.rows(open).await.is_empty());
    assert_eq!(live_rows(&world, world.quiet).await, 0);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
}

#[tokio::test]
async fn a_feed_makes_no_second_record_of_an_archived_child_d_15_feed_08() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::NeverResident).await;
    let source = SourceId(Uuid::from_u128(World::REGISTER));
    let row = |reference: String| Row {
        number: 2,
        reference,
        at: "2026-11-02T09:00:00Z".parse().unwrap(),
        statement: Statement {
            names: vec![(NameUse::Current, called("Ann", "Example"))],
            date_of_birth: Some(DateOfBirth {
                date: "2015-05-14".parse().unwrap(),
                estimated: false,
            }),
            ..Statement::default()
        },
    };
    let act = SupplyRows {
        source,
        file: "00".repeat(32),
        rows: vec![row(world.child.stored().to_string())],
        queued: None,
    };
    let feed = world.registry.as_source(source);
    let outcome = feed.access(act, data_source::supply).await.unwrap();
    assert_eq!(outcome.created, 0);
    assert_eq!(outcome.refused[0].code, RowCode::NotLive);
    assert_eq!(live_rows(&world, world.child).await, 0);
}

//! Destruction after six years, and what holds it back (ARC-06, ARC-07, T-21, T-24).

use domain::archive::{AccessReason, KeepHold, Leaving, ListArchive, ReleaseHold};
use domain::refusal::Refusal;
use domain::task::TaskKind;
use domain::work::Rule;
use registry::testing::World;
use registry::{Stopped, archive};

use super::{ADMINISTRATOR, MANAGER, NURSE, archived, archived_on, hold, waiting, window};

const REVIEW: AccessReason = AccessReason::SeriousCaseReview;

/// Every row of every table outside the trail, as text.
async fn everything(world: &World) -> String {
    let tables =
        "select k.oid::regclass from pg_class k join pg_namespace n on n.oid = k.relnamespace
                  where n.nspname in ('public', 'live', 'archive') and k.relkind = 'r'";
    let mut all = String::new();
    for table in world.database.rows(tables).await {
        for row in world
            .database
            .rows(&format!("select t::text from {table} t"))
            .await
        {
            all.push_str(&row);
            all.push('\n');
        }
    }
    all
}

#[tokio::test]
async fn after_six_years_nothing_says_that_there_was_such_a_child_arc_07_arc_01_t_21() {
    let world = World::new().await;
    // Of the others nothing may look like what is sought.
    for child in [world.shielded, world.quiet] {
        let sql = format!(
            "delete from live.statement where child = {}",
            child.stored()
        );
        world.database.execute(&sql).await;
    }
    world
        .database
        .execute("update live.child set best_view = '{}' where not shielded and family = 'Quiet';
                  update live.child set search_facts = '' where family <> 'Example';
                  delete from live.child_key where child <> (select child from live.child where family = 'Example')")
        .await;
    let number = world.child.stored().to_string();
    let sought = [
        "example",
        "formerly",
        "findable",
        "nearby",
        "a123456789012",
        &number,
    ];
    let before = everything(&world).await.to_lowercase();
    for word in sought {
        assert!(before.contains(word), "{word} was there");
    }
    let nurse = world.signed_in(NURSE).await;
    super::record(&nurse, world.child).await.unwrap();
    world
        .database
        .execute(&format!(
            "insert into death_certificate (id, child, died, entered_by, entered_on)
             values (gen_random_uuid(), {number}, '2026-10-30', '{}', '2026-11-02')",
            World::account(NURSE)
        ))
        .await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    let manager = world.signed_in(MANAGER).await;
    window(&manager, world.child, REVIEW).await;
    // Three days late.
    world
        .database
        .clock
        .set("2032-11-05T12:00:00Z".parse().unwrap());
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 1);
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 0);
    let after = everything(&world).await;
    // Accounts of the tests have addresses at example.test.
    let after = after.to_lowercase().replace("example.test", "");
    for word in sought {
        assert!(!after.contains(word), "{word} is left");
    }
    let certificate = "select what, destroyed_on, rows > 0 as some, length(hashed) as h
                       from archive.destruction";
    assert_eq!(
        world.database.rows(certificate).await,
        ["32|true|record|2032-11-05"]
    );
    let trail = "select e::text from audit.entry e where action like 'archive.%'";
    let trail = world.database.rows(trail).await.join("\n");
    assert!(trail.contains(&number), "the trail keeps the number");
    assert!(!trail.contains("Example"), "and the facts of events alone");
}

#[tokio::test]
async fn the_day_before_six_years_everything_is_there_t_21() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    archived_on(&world, "2020-11-03").await;
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 0);
    archived_on(&world, "2020-11-02").await;
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 1);
}

#[tokio::test]
async fn a_hold_keeps_it_is_reviewed_and_its_end_destroys_by_the_next_run_arc_06_t_24() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    archived_on(&world, "2020-11-03").await;
    let manager = world.signed_in(MANAGER).await;
    let open = window(&manager, world.child, REVIEW).await;
    for _ in 0..2 {
        hold(&manager, open).await.unwrap();
    }
    let desk = manager.access(ListArchive, archive::list).await.unwrap();
    assert_eq!(desk.holds.len(), 1, "a form sent twice is one hold");
    assert_eq!(desk.holds[0].review_on, "2027-02-02".parse().unwrap());
    let id = desk.holds[0].id;
    // The day of destruction passes: held, and still to be looked at.
    world
        .database
        .clock
        .set("2026-11-03T09:00:00Z".parse().unwrap());
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 0);
    let manager = world.signed_in(MANAGER).await;
    assert!(super::look(&manager, open).await.is_ok());
    world
        .database
        .clock
        .set("2027-02-02T09:00:00Z".parse().unwrap());
    assert_eq!(
        world.registry.run_rule(Rule::HoldsToReview).await.unwrap(),
        1
    );
    assert_eq!(
        world.registry.run_rule(Rule::HoldsToReview).await.unwrap(),
        0
    );
    let manager = world.signed_in(MANAGER).await;
    assert_eq!(waiting(&manager).await, [TaskKind::HoldToReview]);
    let later = KeepHold {
        hold: id,
        review_on: Some("2027-06-01".parse().unwrap()),
    };
    let rejected = manager.access(later, archive::keep).await;
    assert!(matches!(rejected, Err(Stopped::Rejected(_))));
    let keep = KeepHold {
        hold: id,
        review_on: None,
    };
    manager.access(keep, archive::keep).await.unwrap();
    assert!(waiting(&manager).await.is_empty());
    assert_eq!(
        world.registry.run_rule(Rule::HoldsToReview).await.unwrap(),
        0
    );
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 0);
    let release = ReleaseHold { hold: id };
    manager.access(release, archive::release).await.unwrap();
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 1);
}

#[tokio::test]
async fn only_the_manager_who_answers_for_the_record_holds_and_releases_arc_06() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let open = window(&administrator, world.child, REVIEW).await;
    let refused = hold(&administrator, open).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::Role))));
    let manager = world.signed_in(MANAGER).await;
    let open = window(&manager, world.child, REVIEW).await;
    hold(&manager, open).await.unwrap();
    let desk = manager.access(ListArchive, archive::list).await.unwrap();
    let id = desk.holds[0].id;
    let refused = administrator
        .access(ReleaseHold { hold: id }, archive::release)
        .await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::Role))));
    super::moves_to_leeds(&world, MANAGER).await;
    let other = world.signed_in(MANAGER).await;
    let refused = other
        .access(ReleaseHold { hold: id }, archive::release)
        .await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    let back = AccessReason::ReturnedToEngland;
    let open = window(&other, world.child, back).await;
    let refused = hold(&other, open).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
}

//! Sealed, archived, destroyed and never made are one answer to whoever may not know (G-DENY).

use domain::archive::{ArchiveRecord, Leaving, Step};
use domain::child_record::{OpenChildRecord, ViewChildRecord};
use domain::reason::Reason;
use registry::child_record;
use registry::testing::take_as_long;

use super::*;

/// A child of each kind: sealed, archived, destroyed, never made.
async fn kinds(world: &World) -> [ChildNumber; 4] {
    let archive = |child| ArchiveRecord {
        child,
        leaving: Leaving::NeverResident,
        steps: vec![Step::AskedFamily],
    };
    let manager = world.signed_in(MANAGER).await;
    manager
        .access(archive(world.quiet), archive::archive)
        .await
        .unwrap();
    world
        .database
        .execute("update archive.record set archived_on = '2020-11-02'")
        .await;
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 1);
    manager
        .access(archive(world.child), archive::archive)
        .await
        .unwrap();
    sealed(&manager, world.shielded).await;
    [
        world.shielded,
        world.child,
        world.quiet,
        ChildNumber::nth(4_242),
    ]
}

fn reason() -> Reason {
    Reason::given("providing-service", "").unwrap()
}

/// What a practitioner is told who opens and views a record.
async fn told(user: &SignedIn, child: ChildNumber) -> String {
    let act = OpenChildRecord {
        child,
        reason: reason(),
    };
    let opened = user.access(act, child_record::open).await;
    let act = ViewChildRecord {
        child,
        reason: reason(),
    };
    format!(
        "{opened:?} {:?}",
        user.access(act, child_record::view).await
    )
}

/// What a team of another authority is told that looks in the archive.
async fn elsewhere(user: &SignedIn, child: ChildNumber) -> String {
    let why = AccessReason::ProsecutionOfOffenders;
    format!("{:?}", look_for(user, Wanted::Number(child), why).await)
}

#[tokio::test]
async fn sealed_archived_destroyed_and_never_made_are_told_alike_g_deny_newid_04() {
    let world = World::new().await;
    let kinds = kinds(&world).await;
    let nurse = world.signed_in(NURSE).await;
    let leeds = manager_of_leeds(&world).await;
    let mut answers = Vec::new();
    for child in kinds {
        answers.push((told(&nurse, child).await, elsewhere(&leeds, child).await));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    // Of a sealed record its own authority is told no more than of one that never was.
    let manager = world.signed_in(MANAGER).await;
    let [sealed, _, _, never] = kinds;
    assert_eq!(told(&manager, sealed).await, told(&manager, never).await);
    assert_eq!(
        elsewhere(&manager, sealed).await,
        elsewhere(&manager, never).await
    );
}

#[tokio::test]
async fn the_time_taken_tells_none_of_them_apart_g_deny() {
    let world = World::new().await;
    let kinds = kinds(&world).await;
    let nurse = world.signed_in(NURSE).await;
    take_as_long(4, async |kind| {
        drop(told(&nurse, kinds[kind]).await);
    })
    .await;
    let leeds = manager_of_leeds(&world).await;
    take_as_long(4, async |kind| {
        drop(elsewhere(&leeds, kinds[kind]).await);
    })
    .await;
}

#[tokio::test]
async fn a_source_waits_as_long_for_a_sealed_record_as_for_a_live_one_g_deny_newid_05() {
    let world = World::new().await;
    children_of_leeds(&world).await;
    let schools = |n: u64| Row {
        number: 2,
        reference: format!("LS-{:06}", 1_000 + n * 31_337),
        at: "2026-10-29T00:00:00Z".parse().unwrap(),
        statement: statement(
            PersonName {
                given: format!("Pupil{n}"),
                family: "Leedsman".into(),
            },
            leeds_address("1 School Lane"),
        ),
    };
    let numbers = called(&world, "Leedsman").await;
    let leeds = manager_of_leeds(&world).await;
    let of = format!(
        "select reference from live.statement where child = {}",
        numbers[0].stored()
    );
    let reference = world.database.rows(&of).await[0].clone();
    sealed(&leeds, numbers[0]).await;
    let nth = (0..30)
        .find(|n| schools(*n).reference == reference)
        .unwrap();
    let rows = [schools(nth), schools((nth + 1) % 30)];
    for row in &rows {
        let outcome = by(&world, LEEDS_SCHOOLS, vec![row.clone()]).await;
        assert_eq!(outcome.unchanged, 1);
    }
    take_as_long(2, async |kind| {
        by(&world, LEEDS_SCHOOLS, vec![rows[kind].clone()]).await;
    })
    .await;
}

//! Sources that say that a child has left England (REC-03, matrix row 29).

use domain::best_view::Statement;
use domain::child_record::{DateOfBirth, NameUse, PersonName};
use domain::data_source::{Row, SupplyRows};
use domain::id::SourceId;
use domain::residence::{Departure, Intention, WentTo};
use domain::task::TaskKind;
use registry::data_source;
use registry::testing::World;
use uuid::Uuid;

use super::{ADMINISTRATOR, MANAGER, NURSE, desk, left, only_case, open, state, waiting};

async fn supply(world: &World, reference: String, day: u32, ceased: Option<Departure>) {
    let name = PersonName {
        given: "Ann".into(),
        family: "Example".into(),
    };
    let statement = Statement {
        names: vec![(NameUse::Current, name)],
        date_of_birth: Some(DateOfBirth {
            date: "2015-05-14".parse().unwrap(),
            estimated: false,
        }),
        ceased,
        ..Statement::default()
    };
    let source = SourceId(Uuid::from_u128(World::REGISTER));
    let act = SupplyRows {
        source,
        file: "00".repeat(32),
        rows: vec![Row {
            number: 2,
            reference,
            at: format!("2026-11-{day:02}T08:00:00Z").parse().unwrap(),
            statement,
        }],
        queued: None,
    };
    let feed = world.registry.as_source(source);
    feed.access(act, data_source::supply).await.unwrap();
}

#[tokio::test]
async fn a_sources_statement_stands_and_is_put_on_the_desk_rec_03() {
    let world = World::new().await;
    let reference = world.child.stored().to_string();
    let said = left(Intention::NoInformation, WentTo::Unknown);
    supply(&world, reference.clone(), 1, Some(said)).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert_eq!(waiting(&administrator).await, [TaskKind::LeavingReported]);
    let stands = only_case(&administrator).await.stated.unwrap();
    assert_eq!(stands.departure, said);
    assert_eq!(stands.supplied_by, "A register of the tests");
    state(&administrator, world.child, said).await.unwrap();
    let holds = only_case(&administrator).await.stated.unwrap();
    assert_eq!(holds.supplied_by, "A register of the tests", "by its word");
    assert!(waiting(&administrator).await.is_empty());
    let nurse = world.signed_in(NURSE).await;
    let shown = open(&nurse, world.child).await.ceased.unwrap();
    assert_eq!(
        (shown.intention, shown.told),
        (Intention::NoInformation, None)
    );
    supply(&world, reference, 2, None).await;
    assert!(desk(&administrator).await.cases.is_empty());
    assert!(waiting(&administrator).await.is_empty());
    assert!(open(&nurse, world.child).await.ceased.is_none());
}

#[tokio::test]
async fn a_source_does_not_take_back_what_stands_by_anothers_word_rec_03() {
    let world = World::new().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let said = left(Intention::Returns, WentTo::Abroad);
    state(&administrator, world.child, said).await.unwrap();
    let reference = world.child.stored().to_string();
    supply(&world, reference, 1, None).await;
    assert_eq!(
        only_case(&administrator).await.stated.unwrap().departure,
        said
    );
}

#[tokio::test]
async fn what_a_source_says_of_a_shielded_child_waits_for_the_manager_alone_shld_01() {
    let world = World::new().await;
    let reference = world.shielded.stored().to_string();
    let said = left(Intention::DoesNotReturn, WentTo::Wales);
    supply(&world, reference, 1, Some(said)).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert!(waiting(&administrator).await.is_empty());
    assert!(desk(&administrator).await.cases.is_empty());
    let manager = world.signed_in(MANAGER).await;
    assert!(waiting(&manager).await.contains(&TaskKind::LeavingReported));
}

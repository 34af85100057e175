//! Fetching a source's notices at the command line.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::best_view::Statement;
use domain::child_record::{Address, DateOfBirth, NameUse, PersonName, Postcode, Whereabouts};
use domain::data_source::{Row, SupplyRows};
use domain::id::SourceId;
use registry::data_source::supply;
use registry::testing::World;
use server::notices::{CannotFetch, Notices, write};
use server::settings::Store;
use uuid::Uuid;

fn order(source: &str) -> Notices {
    Notices {
        source: source.to_owned(),
        since: None,
        to: None,
        store: Store {
            database_url: String::new(),
            keys: std::env::temp_dir(),
            demo: false,
            connections: 2,
            scope: Default::default(),
        },
    }
}

/// A club whose reference looks like a formula says where Ann lives, and is not believed.
async fn world() -> World {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into source (id, name, kind, local_authority) values
                 ('00000000-0000-0000-0000-0000000002bd', 'A club', 'local', 'E08000032');
             insert into live.statement (source, reference, child, supplied_at, verified, content)
             select '00000000-0000-0000-0000-0000000002bd', '=cmd()', child, '2026-09-01', false, '{}'
             from live.child where given = 'Ann'",
        )
        .await;
    let source = SourceId(Uuid::from_u128(0x2bd));
    let home = Address {
        lines: vec!["3 Old Lane".into()],
        postcode: Postcode::parse("ZB1 4QX").ok(),
    };
    let name = PersonName {
        given: "Ann".into(),
        family: "Example".into(),
    };
    let act = SupplyRows {
        source,
        file: String::new(),
        rows: vec![Row {
            number: 2,
            reference: "=cmd()".into(),
            at: world.registry.now(),
            statement: Statement {
                names: vec![(NameUse::Current, name)],
                date_of_birth: Some(DateOfBirth {
                    date: "2015-05-14".parse().unwrap(),
                    estimated: false,
                }),
                whereabouts: Some(Whereabouts::Current(home)),
                ..Statement::default()
            },
        }],
        queued: None,
    };
    let caller = world.registry.as_source(source);
    caller.access(act, supply).await.unwrap();
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_fetches_its_own_references_and_items_and_no_value_disc_02_feed_05() {
    let world = world().await;
    let mut written = Vec::new();
    let count = write(&world.registry, &order("A club"), &mut written).await;
    assert_eq!(count.unwrap(), 1);
    let written = String::from_utf8(written).unwrap();
    assert_eq!(
        written,
        "reference,item,supplied\n=cmd(),address,2026-11-02\n"
    );
    assert_eq!(world.database.entries("disc.fetched", "done").await, 1);
    let mut later = order("A club");
    later.since = Some("2026-11-03".parse().unwrap());
    let mut none = Vec::new();
    assert_eq!(write(&world.registry, &later, &mut none).await.unwrap(), 0);
    assert_eq!(none, b"reference,item,supplied\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_is_not_registered_fetches_nothing_feed_02() {
    let world = world().await;
    let refused = write(&world.registry, &order("Nobody"), Vec::new()).await;
    assert!(matches!(refused, Err(CannotFetch::Unregistered(_))));
}

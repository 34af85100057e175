//! Loading a population on a real database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::thread;

use domain::data_source::LoadPopulation;
use population::Population;
use registry::population::{Batch, Encoder, Records, load};
use registry::testing::TestDatabase;
use registry::{Registry, Stopped};

const CHILDREN: u64 = 300;

async fn as_owner(database: &TestDatabase) -> Registry {
    Registry::open_unhurried(
        &database.url("contactpoint_owner"),
        database.clock.clone(),
        database.chance.clone(),
        TestDatabase::keys(),
    )
    .await
    .expect("the owner may connect")
}

/// Loads a population with its stories on two lanes.
async fn seeded(registry: &Registry) -> Result<u64, Stopped> {
    let population = Population::new(1, CHILDREN, "2026-11-02".parse().expect("a day"));
    let (lanes, records) = Records::on_lanes(population.directory().clone(), 2);
    let stories = population.stories(&[]);
    let children = CHILDREN + stories.len() as u64;
    let encoder = Encoder::new(registry);
    thread::spawn(move || {
        for number in 0..3 {
            let mut batch = Batch::default();
            for index in number * 100..(number + 1) * 100 {
                encoder
                    .add(&mut batch, &population.child(index).record)
                    .expect("a record");
            }
            if !lanes[number as usize % 2].send(batch) {
                return;
            }
        }
        let mut last = Batch::default();
        for story in &stories {
            encoder
                .add(&mut last, &story.child.record)
                .expect("a record");
        }
        lanes[1].send(last);
    });
    registry
        .as_system()
        .access(
            LoadPopulation {
                children,
                seed: 1,
                records,
            },
            load,
        )
        .await
}

/// Every index and constraint of the live tables.
async fn shape(database: &TestDatabase) -> BTreeSet<String> {
    let indexes = database
        .rows("select indexdef from pg_indexes where schemaname = 'live'")
        .await;
    let constraints = database
        .rows("select conname || ' ' || pg_get_constraintdef(oid) as c from pg_constraint where connamespace = 'live'::regnamespace")
        .await;
    indexes.into_iter().chain(constraints).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_population_is_loaded_whole_with_everything_by_which_it_is_found() {
    let database = TestDatabase::new().await;
    let before = shape(&database).await;
    let registry = as_owner(&database).await;
    let loaded = seeded(&registry).await.expect("the population loads");
    let count = |table: &str| format!("select count(*)::text from {table}");
    assert_eq!(
        database.rows(&count("live.child")).await,
        [loaded.to_string()]
    );
    assert_eq!(
        shape(&database).await,
        before,
        "every index and key is there again"
    );
    for table in [
        "live.statement",
        "live.child_key",
        "live.name_part",
        "live.identifier",
        "live.school_key",
        "live.involvement",
    ] {
        assert_ne!(database.rows(&count(table)).await, ["0"], "{table}");
    }
    assert_eq!(database.entries("data.seeded", "done").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_shielded_record_nothing_stands_in_the_clear_shld_06_shld_16_nfr_04() {
    let database = TestDatabase::new().await;
    let registry = as_owner(&database).await;
    seeded(&registry).await.expect("the population loads");
    let of_shielded = |what: &str| {
        format!(
            "select count(*)::text from {what} join live.child c using (child) where c.shielded"
        )
    };
    assert_ne!(
        database
            .rows("select count(*)::text from live.child where shielded")
            .await,
        ["0"]
    );
    for rows in [
        "(select child from live.statement where content is not null) s",
        "live.child_key k",
        "live.school_key k",
    ] {
        assert_eq!(database.rows(&of_shielded(rows)).await, ["0"], "{rows}");
    }
    let without_a_notice = "select count(*)::text from live.child c
         where shielded and not exists (
             select from live.shield s join live.shield_notice n on n.child = s.child
             where s.child = c.child and n.withdrawn_on is null and n.ground is not null)";
    assert_eq!(database.rows(without_a_notice).await, ["0"]);
    let sealed = database
        .rows("select count(*)::text from live.sensitive_involvement where length(sealed) < 60")
        .await;
    assert_eq!(sealed, ["0"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_that_holds_records_is_not_loaded_again() {
    let database = TestDatabase::new().await;
    let registry = as_owner(&database).await;
    let loaded = seeded(&registry).await.expect("the population loads");
    assert!(matches!(seeded(&registry).await, Err(Stopped::Rejected(_))));
    assert_eq!(
        database.rows("select count(*)::text from live.child").await,
        [loaded.to_string()]
    );
    assert_eq!(database.entries("data.seeded", "rejected").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_load_that_ends_early_leaves_nothing() {
    let database = TestDatabase::new().await;
    let before = shape(&database).await;
    let registry = as_owner(&database).await;
    let population = Population::new(1, 100, "2026-11-02".parse().expect("a day"));
    let (lanes, records) = Records::on_lanes(population.directory().clone(), 2);
    drop(lanes);
    let act = LoadPopulation {
        children: 100,
        seed: 1,
        records,
    };
    assert!(matches!(
        registry.as_system().access(act, load).await,
        Err(Stopped::Fault(_))
    ));
    assert_eq!(
        database
            .rows("select count(*)::text from local_authority")
            .await,
        ["0"]
    );
    assert_eq!(shape(&database).await, before);
}

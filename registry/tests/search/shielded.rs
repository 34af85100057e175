//! Shielded children in results (SRCH-05, D-01, SHLD-01).

use domain::id::ChildNumber;
use domain::search::{Criteria, Found, Match, ViewSearchResults};
use domain::standing::Role;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use registry::testing::World;

use super::children::{Child, asked, found, numbers, place, search, shown};

fn shielded_among(found: Found) -> Vec<ChildNumber> {
    match found {
        Found::TooMany => panic!("too many"),
        Found::Matches(matches) => matches
            .iter()
            .filter(|found| matches!(found, Match::Shielded(_)))
            .map(Match::number)
            .collect(),
    }
}

#[tokio::test]
async fn a_shielded_child_shows_four_facts_last_and_unexplained_d_01() {
    let world = World::new().await;
    let open = place(&world, 10, Child::named("Samuel", "Hidden", "2012-06-03")).await;
    let user = world.signed_in(Role::Practitioner).await;
    let matches = shown(&user, asked("Sam", "Hidden", "3/6/2012")).await;
    assert_eq!(numbers(&matches), [open, world.shielded]);
    let told = serde_json::to_value(&matches[1]).unwrap();
    let fields: Vec<&String> = told["Shielded"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["date_of_birth", "gender", "name", "number"]);
    let by_number = Criteria {
        number: world.shielded.to_string(),
        ..Criteria::default()
    };
    assert_eq!(
        shielded_among(found(&user, by_number).await),
        [world.shielded]
    );
}

#[tokio::test]
async fn nothing_short_of_full_name_and_birth_finds_a_shielded_child_srch_05() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let postcode = |criteria: Criteria| Criteria {
        postcode: "ZB1 4QX".into(),
        ..criteria
    };
    let too_little = [
        asked("", "Hidden", "3/6/2012"),
        postcode(asked("Sam", "", "3/6/2012")),
        postcode(asked("Sam", "Hidden", "")),
        postcode(asked("Sam", "Formerly", "3/6/2012")),
        Criteria {
            age: "14".into(),
            ..asked("Sam", "Hidden", "")
        },
        Criteria {
            school: "Moorside Primary School".into(),
            ..asked("Sam", "Hidden", "")
        },
        postcode(asked("Sam", "Hidden", "6/3/2012")),
        postcode(asked("Sam", "Hidden", "4/6/2012")),
    ];
    for criteria in too_little {
        assert!(shown(&user, criteria).await.is_empty());
    }
}

/// One of several texts.
fn pick<'t>(chance: &mut ChaCha8Rng, texts: &[&'t str]) -> &'t str {
    texts[chance.next_u32() as usize % texts.len()]
}

#[tokio::test]
async fn adding_any_other_criterion_never_changes_which_shielded_children_show_srch_05() {
    let world = World::new().await;
    for (n, (given, family)) in [
        ("Sam", "Hidden"),
        ("Samantha", "Hidden"),
        ("Sam", "Hiddon"),
        ("Tom", "Open"),
    ]
    .into_iter()
    .enumerate()
    {
        place(
            &world,
            10 + n as u64,
            Child::named(given, family, "2012-06-03").at_school(),
        )
        .await;
        place(
            &world,
            20 + n as u64,
            Child::named(given, family, "2012-06-03")
                .at_school()
                .shielded(),
        )
        .await;
    }
    let user = world.signed_in(Role::Practitioner).await;
    let mut chance = ChaCha8Rng::seed_from_u64(5);
    for round in 0..150 {
        let plain = asked(
            pick(
                &mut chance,
                &["Sam", "Samuel", "Smantha", "Tom", "Hidden", "S"],
            ),
            pick(
                &mut chance,
                &["Hidden", "Hiddn", "Open", "Sam", "Formerly", "Other"],
            ),
            pick(&mut chance, &["3/6/2012", "6/3/2012", "4/6/2012"]),
        );
        let full = Criteria {
            gender: pick(&mut chance, &["", "female", "male"]).into(),
            postcode: pick(&mut chance, &["", "ZB1 4QX", "ZB1", "ZB1 4", "LS9 9ZZ"]).into(),
            address: pick(&mut chance, &["", "12 High Street", "1 Elsewhere"]).into(),
            school: pick(&mut chance, &["", "Moorside Primary School"]).into(),
            parent: pick(&mut chance, &["", "Parent Nearby", "Nobody"]).into(),
            age: pick(&mut chance, &["", "3"]).into(),
            ..plain.clone()
        };
        world.database.execute("delete from search_use").await;
        let without = shielded_among(found(&user, plain).await);
        let with = shielded_among(found(&user, full).await);
        assert_eq!(without, with, "round {round}");
    }
}

#[tokio::test]
async fn shielded_children_count_towards_the_limit_srch_03_srch_05() {
    let world = World::new().await;
    for n in 10..19 {
        place(&world, n, Child::named("Sam", "Hidden", "2012-06-03")).await;
    }
    let user = world.signed_in(Role::Practitioner).await;
    assert_eq!(
        shown(&user, asked("Sam", "Hidden", "3/6/2012")).await.len(),
        10
    );
    place(
        &world,
        30,
        Child::named("Sam", "Hidden", "2012-06-03").shielded(),
    )
    .await;
    assert_eq!(
        found(&user, asked("Sam", "Hidden", "3/6/2012")).await,
        Found::TooMany
    );
}

#[tokio::test]
async fn a_child_shielded_since_the_search_is_shown_as_it_now_may_be_shld_01() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let full = search(&user, asked("Ann", "Example", "14/5/2015"))
        .await
        .unwrap()
        .search;
    let by_place = Criteria {
        postcode: "ZB1 4QX".into(),
        ..asked("Ann", "Example", "")
    };
    let by_place = search(&user, by_place).await.unwrap();
    assert!(matches!(&by_place.found, Found::Matches(matches) if matches.len() == 1));
    world
        .database
        .execute(
            "update live.child set shielded = true, best_view = null, sealed_view = 'sealed', postcode = null
             where family = 'Example'",
        )
        .await;
    let view = |search| user.access(ViewSearchResults { search }, registry::search::results);
    assert_eq!(shielded_among(view(full).await.unwrap()), [world.child]);
    assert_eq!(view(by_place.search).await.unwrap(), Found::Matches(vec![]));
}

//! Search against a real database (SRCH, D-01, D-27, D-48).
#![expect(clippy::unwrap_used, reason = "a test that cannot be arranged fails")]

mod children;
mod shielded;

use children::{Child, asked, found, numbers, place, search, search_with, shown};
use chrono::TimeDelta;
use domain::id::ChildNumber;
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::search::{Criteria, Found, Match, OpenFromResults, SearchChildren, ViewSearchResults};
use domain::standing::Role;
use registry::testing::World;
use registry::{Stopped, search as operations};

const NURSE: Role = Role::Practitioner;

#[tokio::test]
async fn a_misspelt_name_and_a_transposed_date_find_the_child_srch_02() {
    let world = World::new().await;
    let child = place(
        &world,
        10,
        Child::named("Katherine", "O’Brien", "2015-04-03"),
    )
    .await;
    place(&world, 11, Child::named("Thomas", "Bright", "2015-04-03")).await;
    let user = world.signed_in(NURSE).await;
    let matches = shown(&user, asked("Katie", "O Brein", "4/3/2015")).await;
    let Match::Open(first) = &matches[0] else {
        panic!("an open match")
    };
    assert_eq!((matches.len(), first.number), (1, child));
    assert_eq!(first.first_line.as_deref(), Some("12 High Street"));
    assert!(
        first
            .why
            .contains(&"Day and month of birth exchanged".to_owned())
    );
}

#[tokio::test]
async fn every_way_in_finds_the_child_srch_02() {
    let world = World::new().await;
    let own = Child::named("Aleksander", "Kowalczyk", "2015-04-03")
        .formerly("Nowak")
        .at_school();
    let child = place(&world, 10, own).await;
    for n in 20..60 {
        place(
            &world,
            n,
            Child::named("Oliver", "Smith", &format!("2014-05-{:02}", n % 28 + 1)),
        )
        .await;
    }
    let user = world.signed_in(NURSE).await;
    let with = |criteria: Criteria| Criteria {
        given: "Alex".into(),
        family: "Kovalczyk".into(),
        ..criteria
    };
    let ways = [
        asked("Aleksander", "Kowalczyk", "3/4/2015"),
        asked("Kowalczyk", "Aleksander", "3/4/2015"),
        asked("A", "Kowalczyk", "3/4/2015"),
        asked("Alexander", "Nowak", "3/4/2015"),
        asked("Aleksandre", "Kwoalczyk", "3/4/2015"),
        asked("Alek", "Kowalczyk", "3/4/2014"),
        with(Criteria {
            age: "10".into(),
            ..Criteria::default()
        }),
        with(Criteria {
            postcode: "ZB1".into(),
            ..Criteria::default()
        }),
        with(Criteria {
            postcode: "zb1 4qx".into(),
            ..Criteria::default()
        }),
        with(Criteria {
            school: "moorside primary".into(),
            ..Criteria::default()
        }),
        Criteria {
            postcode: "ZB1".into(),
            ..asked("Aleksander", "", "3/4/2015")
        },
        Criteria {
            postcode: "ZB1 4QX".into(),
            ..asked("Alexander", "Wholly", "3/4/2015")
        },
        Criteria {
            number: child.to_string(),
            ..Criteria::default()
        },
    ];
    for (n, way) in ways.into_iter().enumerate() {
        world.database.execute("delete from search_use").await;
        assert_eq!(
            numbers(&shown(&user, way).await).first(),
            Some(&child),
            "way {n}"
        );
    }
}

#[tokio::test]
async fn more_than_ten_shows_no_row_and_no_count_srch_03_d_27() {
    let world = World::new().await;
    for n in 10..20 {
        place(
            &world,
            n,
            Child::named("Mohammed", "Khan", &format!("2015-04-{n}")),
        )
        .await;
    }
    let user = world.signed_in(NURSE).await;
    let criteria = || Criteria {
        age: "11".into(),
        family: "Khan".into(),
        given: "Muhammad".into(),
        ..Criteria::default()
    };
    assert_eq!(
        shown(&user, criteria()).await.len(),
        10,
        "the limit itself is shown"
    );
    place(&world, 20, Child::named("Mohamed", "Khan", "2015-04-20")).await;
    assert_eq!(found(&user, criteria()).await, Found::TooMany);
    let entries = world.database.rows(
        "select detail->>'outcome' o from audit.entry where action = 'search.performed' order by o",
    );
    assert_eq!(entries.await, ["few", "over-limit"]);
}

#[tokio::test]
async fn a_child_who_has_left_is_no_match_from_that_day_on_srch_07() {
    let world = World::new().await;
    let child = place(&world, 10, Child::named("Ann", "Leaving", "2015-04-03")).await;
    let user = world.signed_in(NURSE).await;
    let by_name = || asked("Ann", "Leaving", "3/4/2015");
    let by_number = || Criteria {
        number: child.to_string(),
        ..Criteria::default()
    };
    assert_eq!(shown(&user, by_name()).await.len(), 1);
    world
        .database
        .execute("update live.child set leaves_live_on = '2026-11-02'")
        .await;
    assert!(shown(&user, by_name()).await.is_empty());
    assert!(shown(&user, by_number()).await.is_empty());
}

#[tokio::test]
async fn out_of_area_needs_words_and_is_counted_srch_09_d_48() {
    let world = World::new().await;
    let user = world.signed_in(NURSE).await;
    let criteria = || Criteria {
        postcode: "ZL1 4AA".into(),
        ..asked("Ann", "Example", "14/5/2015")
    };
    let Err(Stopped::Rejected(rejection)) = search(&user, criteria()).await else {
        panic!("rejected")
    };
    assert_eq!(rejection.0[0].field, "words");
    let reason = Reason::given("child-moved", "The family moved to Leeds last week").unwrap();
    assert!(search_with(&user, criteria(), reason).await.is_ok());
    let counted = world.database.rows("select detail->>'out_of_area' o from audit.entry where action = 'search.performed' and outcome = 'done'");
    assert_eq!(counted.await, ["true"]);
    for inside in ["ZB1 4QX", "ZB1", "ZZ9 9ZZ"] {
        let criteria = Criteria {
            postcode: inside.into(),
            ..asked("Ann", "Example", "14/5/2015")
        };
        assert!(search(&user, criteria).await.is_ok(), "{inside}");
    }
}

#[tokio::test]
async fn an_account_that_searches_too_often_is_refused_srch_04() {
    let world = World::new().await;
    let user = world.signed_in(NURSE).await;
    for _ in 0..10 {
        assert!(
            search(&user, asked("Ann", "Example", "14/5/2015"))
                .await
                .is_ok()
        );
    }
    let refused = search(&user, asked("Ann", "Example", "14/5/2015")).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::TooMany))));
    let other = world.signed_in(Role::Manager).await;
    assert!(
        search(&other, asked("Ann", "Example", "14/5/2015"))
            .await
            .is_ok()
    );
    world.database.clock.advance(TimeDelta::minutes(1));
    let again = world.signed_in(NURSE).await;
    assert!(
        search(&again, asked("Ann", "Example", "14/5/2015"))
            .await
            .is_ok()
    );
    assert_eq!(
        world.database.entries("search.performed", "refused").await,
        1
    );
}

#[tokio::test]
async fn many_searches_at_once_cannot_slip_past_the_count_srch_04() {
    let world = World::new().await;
    let user = world.signed_in(NURSE).await;
    let all = (0..14).map(|_| search(&user, asked("Ann", "Example", "14/5/2015")));
    let done = futures::future::join_all(all)
        .await
        .into_iter()
        .filter(Result::is_ok)
        .count();
    assert_eq!(done, 10);
}

#[tokio::test]
async fn numbers_that_there_are_not_are_counted_srch_04() {
    let world = World::new().await;
    let number = Criteria {
        number: ChildNumber::nth(999).to_string(),
        ..Criteria::default()
    };
    let user = world.signed_in(NURSE).await;
    assert_eq!(found(&user, number.clone()).await, Found::Matches(vec![]));
    world.database.execute(
        "insert into search_use (account, kind, at) select account, kind, at from search_use, generate_series(1, 29)
         where kind = 'number-not-found'",
    ).await;
    let refused = search(&user, number).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::TooMany))));
}

#[tokio::test]
async fn a_school_must_be_one_that_can_be_told_srch_02() {
    let world = World::new().await;
    world.database.execute(
        "insert into organisation (id, name, kind) select gen_random_uuid(), 'St Mary ' || n, 'school' from generate_series(1, 31) n",
    ).await;
    let user = world.signed_in(NURSE).await;
    for school in ["Nowhere Academy", "St Mary"] {
        let criteria = Criteria {
            school: school.into(),
            family: "Example".into(),
            ..Criteria::default()
        };
        let Err(Stopped::Rejected(rejection)) = search(&user, criteria).await else {
            panic!("rejected")
        };
        assert_eq!(rejection.0[0].field, "school");
    }
}

#[tokio::test]
async fn results_belong_to_their_session_for_half_an_hour_srch_04() {
    let world = World::new().await;
    let user = world.signed_in(NURSE).await;
    let act = || SearchChildren {
        criteria: asked("Ann", "Example", "14/5/2015")
            .check(user.standing().now.date_naive())
            .unwrap(),
        reason: Reason::given("providing-service", "").unwrap(),
    };
    let search = user.access(act(), operations::find).await.unwrap().search;
    let view = || ViewSearchResults { search };
    let Found::Matches(again) = user.access(view(), operations::results).await.unwrap() else {
        panic!("matches")
    };
    assert_eq!(numbers(&again), [world.child]);
    assert_eq!(
        user.search_criteria(search).await.unwrap().unwrap().family,
        "Example"
    );
    let other = world.signed_in(Role::Manager).await;
    let refused = other.access(view(), operations::results).await;
    assert!(matches!(
        refused,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    ));
    assert_eq!(other.search_criteria(search).await.unwrap(), None);
    world
        .database
        .execute("update search_result set expires_at = '2026-11-02T09:00:00Z'")
        .await;
    let late = user.access(view(), operations::results).await;
    assert!(matches!(late, Err(Stopped::Refused(Refusal::NoSuchRecord))));
}

#[tokio::test]
async fn opening_takes_the_reason_of_the_search_and_only_what_it_found_srch_01() {
    let world = World::new().await;
    let user = world.signed_in(NURSE).await;
    let reason = Reason::given("child-moved", "moved to Bradford").unwrap();
    let search = search_with(&user, asked("Ann", "Example", "14/5/2015"), reason)
        .await
        .unwrap()
        .search;
    let open = |child| user.access(OpenFromResults { search, child }, operations::open);
    let opening = open(world.child).await.unwrap();
    let opened = user.opening(opening).await.unwrap().unwrap();
    assert_eq!(opened.child, world.child);
    assert_eq!(opened.reason.words(), Some("moved to Bradford"));
    for other in [world.quiet, world.shielded, ChildNumber::nth(999)] {
        assert!(matches!(
            open(other).await,
            Err(Stopped::Refused(Refusal::NoSuchRecord))
        ));
    }
}

#[tokio::test]
async fn the_trail_holds_criteria_apart_reason_band_and_numbers_shown_srch_01_aud_05() {
    let world = World::new().await;
    let user = world.signed_in(NURSE).await;
    assert!(
        search(&user, asked("Ann", "Example", "14/5/2015"))
            .await
            .is_ok()
    );
    let entry = world.database.rows(
        "select reason_code, detail->>'outcome' band, detail->'shown'->>0 shown, restricted->'criteria'->>'family' family,
                detail::text like '%Example%' leaked
         from audit.entry where action = 'search.performed'",
    ).await;
    let shown = world.child.to_string();
    assert!(
        entry.len() == 1 && entry[0].contains("Example") && entry[0].contains(&shown),
        "{entry:?}"
    );
    assert!(
        entry[0].contains("one")
            && entry[0].contains("providing-service")
            && entry[0].contains("false")
    );
}

//! What time does while a child is away (LVE-05, T-20).

use domain::residence::{Departure, Intention, WentTo};
use domain::task::TaskKind;
use registry::testing::World;

use super::{
    ADMINISTRATOR, MANAGER, NURSE, archive, at, left, only_case, open, state, take_step, waiting,
};

const REVIEW: TaskKind = TaskKind::LeavingToReview;
const THREE_YEARS: TaskKind = TaskKind::LeavingThreeYears;

#[tokio::test]
async fn a_statement_is_looked_at_after_six_months_also_when_days_were_missed_t_20_lve_05() {
    for day in ["2027-05-02T09:00:00Z", "2027-05-05T09:00:00Z"] {
        let world = World::new().await;
        let administrator = world.signed_in(ADMINISTRATOR).await;
        let said = left(Intention::Returns, WentTo::Abroad);
        state(&administrator, world.child, said).await.unwrap();
        at(&world, "2027-05-01T09:00:00Z");
        world.registry.catch_up().await.unwrap();
        let administrator = world.signed_in(ADMINISTRATOR).await;
        assert!(!waiting(&administrator).await.contains(&REVIEW));
        at(&world, day);
        let administrator = world.signed_in(ADMINISTRATOR).await;
        let due = only_case(&administrator).await.stated.unwrap();
        assert!(due.review_due, "read off its day, before any job");
        assert!(world.registry.catch_up().await.unwrap() > 0);
        assert_eq!(world.registry.catch_up().await.unwrap(), 0, "asked once");
        let asked = waiting(&administrator).await;
        assert_eq!(asked.iter().filter(|kind| **kind == REVIEW).count(), 1);
        state(&administrator, world.child, said).await.unwrap();
        assert!(!waiting(&administrator).await.contains(&REVIEW));
        let again = only_case(&administrator).await.stated.unwrap();
        assert!(!again.review_due);
        let next = domain::clock::months_after(again.stated_on, 6);
        assert_eq!(again.review_on, next);
    }
}

#[tokio::test]
async fn after_three_years_absence_defeats_the_statement_and_the_manager_is_asked_d_14_t_20() {
    let world = World::new().await;
    let away = Departure {
        ceased_on: "2023-11-05".parse().unwrap(),
        ..left(Intention::Returns, WentTo::Abroad)
    };
    let administrator = world.signed_in(ADMINISTRATOR).await;
    state(&administrator, world.child, away).await.unwrap();
    take_step(&administrator, world.child).await.unwrap();
    assert!(archive(&administrator, world.child).await.is_err());
    let nurse = world.signed_in(NURSE).await;
    let shown = open(&nurse, world.child).await.ceased.unwrap();
    assert_eq!(shown.intention, Intention::Returns);

    at(&world, "2026-11-05T00:00:00Z");
    let nurse = world.signed_in(NURSE).await;
    let shown = open(&nurse, world.child).await.ceased.unwrap();
    assert_eq!(shown.intention, Intention::DoesNotReturn, "before any job");
    assert!(world.registry.catch_up().await.unwrap() > 0);
    let manager = world.signed_in(MANAGER).await;
    assert!(waiting(&manager).await.contains(&THREE_YEARS));
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let asked = waiting(&administrator).await;
    assert!(asked.contains(&REVIEW) && !asked.contains(&THREE_YEARS));
    let case = only_case(&manager).await.stated.unwrap();
    assert!(case.away_too_long && case.left_for_good);
    archive(&manager, world.child).await.unwrap();
    assert!(!waiting(&manager).await.contains(&THREE_YEARS));
}

#[tokio::test]
async fn a_review_that_nobody_did_does_not_keep_the_manager_from_being_asked_t_20() {
    let world = World::new().await;
    let away = Departure {
        ceased_on: "2024-06-01".parse().unwrap(),
        ..left(Intention::NoInformation, WentTo::Unknown)
    };
    let administrator = world.signed_in(ADMINISTRATOR).await;
    state(&administrator, world.child, away).await.unwrap();
    at(&world, "2027-05-02T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    let manager = world.signed_in(MANAGER).await;
    assert!(!waiting(&manager).await.contains(&THREE_YEARS));
    at(&world, "2027-06-04T09:00:00Z");
    assert!(world.registry.catch_up().await.unwrap() > 0);
    let manager = world.signed_in(MANAGER).await;
    assert!(waiting(&manager).await.contains(&THREE_YEARS));
    // Who keeps the record live all the same is asked again with the next review.
    state(&manager, world.child, away).await.unwrap();
    assert!(!waiting(&manager).await.contains(&THREE_YEARS));
    at(&world, "2027-12-04T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    let manager = world.signed_in(MANAGER).await;
    assert!(waiting(&manager).await.contains(&THREE_YEARS));
}

#[tokio::test]
async fn of_a_child_who_has_died_nobody_is_asked_t_20_dth_04() {
    let world = World::new().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let said = left(Intention::Returns, WentTo::Abroad);
    state(&administrator, world.child, said).await.unwrap();
    world
        .database
        .execute(&format!(
            "update live.child set date_of_death = '2026-11-01', leaves_live_on = '9999-12-31'
             where child = {}",
            world.child.stored()
        ))
        .await;
    at(&world, "2027-05-02T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert!(!waiting(&administrator).await.contains(&REVIEW));
}

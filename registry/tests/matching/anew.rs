//! What waits beside a record that leaves the directory ends like every other row: on a record, as a record,
//! or back with its source (MAT-02).

use domain::archive::{ArchiveRecord, Leaving, Step};
use domain::merging::MergeRecords;
use domain::new_identity::{AskedBy, SealRecord};
use domain::work::Rule;
use registry::testing::school_support;

use super::*;

/// The records of the Winterbournes, by their numbers.
pub(super) async fn numbers(world: &World) -> Vec<ChildNumber> {
    let sql = "select child from live.child where family = 'Winterbourne' order by child";
    let rows = world.database.rows(sql).await;
    rows.iter().map(|row| row.parse().unwrap()).collect()
}

/// Archives a record by hand.
pub(super) async fn archive(world: &World, child: ChildNumber) {
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let act = ArchiveRecord {
        child,
        leaving: Leaving::NeverResident,
        steps: vec![Step::SawDocument],
    };
    let archived = manager.access(act, registry::archive::archive).await;
    archived.unwrap();
}

/// The record beside which the one row waits.
async fn beside(world: &World) -> ChildNumber {
    let sql = "select child from live.quarantined_row where for_review";
    world.database.rows(sql).await[0].parse().unwrap()
}

#[tokio::test]
async fn beside_nobody_else_it_makes_a_record_with_what_was_sent_since_mat_02() {
    let world = world().await;
    let body = format!(
        "update source set organisation = '{}' where name = 'Patients'",
        Uuid::from_u128(World::SCHOOL)
    );
    world.database.execute(&body).await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    let entry = world
        .supply(PATIENTS, vec![school_support("p-1", "i-1")])
        .await;
    assert_eq!(entry.created, 1);
    let rose = numbers(&world).await[0];
    archive(&world, rose).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(list(&administrator).await.is_empty());
    // What the source says meanwhile takes the place of what it said before.
    let mut later = doubtful("p-1");
    later.at += TimeDelta::days(1);
    later.statement.gender = None;
    let changed = world.supply(PATIENTS, vec![later.clone()]).await;
    assert_eq!(changed.changed, 1);
    assert_eq!(world.run(Rule::RowsToWeigh).await, 1);
    assert_eq!(world.run(Rule::RowsToWeigh).await, 0);
    let made = numbers(&world).await;
    assert_eq!(made.len(), 1);
    assert_ne!(made[0], rose);
    assert_eq!(world.count("live.quarantined_row").await, 0);
    let entries = format!("live.involvement where child = {}", made[0].stored());
    assert_eq!(world.count(&entries).await, 1);
    let gender = "live.child where family = 'Winterbourne' and gender = 'not-specified'";
    assert_eq!(world.count(gender).await, 1);
    // From now on the source's word is as of any record.
    assert_eq!(world.supply(PATIENTS, vec![later]).await.unchanged, 1);
    let again = world
        .supply(PATIENTS, vec![school_support("p-1", "i-1")])
        .await;
    assert_eq!(again.unchanged, 1);
}

#[tokio::test]
async fn where_another_record_is_sure_then_it_goes_there_mat_02() {
    let world = world().await;
    // Of two records that are as near no machine chooses.
    world.supply(BENEFIT, vec![rose("b-1"), rose("b-2")]).await;
    world.supply(PATIENTS, vec![rose("p-1")]).await;
    let both = numbers(&world).await;
    archive(&world, beside(&world).await).await;
    assert_eq!(world.run(Rule::RowsToWeigh).await, 1);
    let left = numbers(&world).await;
    assert_eq!((both.len(), left.len()), (2, 1));
    assert_eq!(world.count("live.quarantined_row").await, 0);
    let matched = format!("live.matched where child = {}", left[0].stored());
    assert_eq!(world.count(&matched).await, 1);
}

#[tokio::test]
async fn where_another_record_is_near_it_waits_there_from_the_day_it_came_mat_02_mat_07() {
    let world = world().await;
    world.supply(BENEFIT, vec![rose("b-1"), rose("b-2")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let first = list(&administrator).await.remove(0);
    let before = beside(&world).await;
    world.database.clock.advance(TimeDelta::days(3));
    archive(&world, before).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(
        !World::waiting(&administrator)
            .await
            .contains(&TaskKind::MatchToReview)
    );
    assert_eq!(world.run(Rule::RowsToWeigh).await, 1);
    assert_ne!(beside(&world).await, before);
    let waits = list(&administrator).await.remove(0);
    assert_eq!((waits.id, waits.received_on), (first.id, first.received_on));
    assert!(waits.due_on > first.due_on);
    assert!(
        World::waiting(&administrator)
            .await
            .contains(&TaskKind::MatchToReview)
    );
}

#[tokio::test]
async fn what_can_make_no_record_any_more_is_reported_back_mat_02() {
    let world = world().await;
    let born = |reference: &str, born: &str| row(reference, ROSE[0], ROSE[1], born);
    world.supply(BENEFIT, vec![born("b-1", "2009-12-05")]).await;
    let doubt = born("p-1", "2008-12-05");
    world.supply(PATIENTS, vec![doubt.clone()]).await;
    assert_eq!(world.count("live.quarantined_row").await, 1);
    world.at("2027-12-06T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert!(numbers(&world).await.is_empty());
    assert_eq!(world.count("live.quarantined_row").await, 0);
    let refused = world.supply(PATIENTS, vec![doubt]).await.refused;
    assert_eq!(refused[0].code, RowCode::NotAChild);
}

#[tokio::test]
async fn what_may_be_about_a_shielded_child_by_then_is_its_managers_mat_02_d_34() {
    let world = world().await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    let left = numbers(&world).await[0];
    let mut hidden = row("b-2", ROSE[0], ROSE[1], "2015-04-09");
    hidden.statement.shield = Some(domain::shielding::Ground::HarmToChild);
    world.supply(BENEFIT, vec![hidden]).await;
    archive(&world, left).await;
    assert_eq!(world.run(Rule::RowsToWeigh).await, 1);
    let kept_back = "live.quarantined_row where not for_review and child is not null";
    assert_eq!(world.count(kept_back).await, 1);
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(list(&administrator).await.is_empty());
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(list(&manager).await[0].shielded);
}

#[tokio::test]
async fn beside_a_record_that_was_shielded_it_goes_where_the_record_goes_mat_02_d_34() {
    let world = world().await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    let left = numbers(&world).await[0];
    let mut hidden = rose("b-1");
    hidden.statement.shield = Some(domain::shielding::Ground::HarmToChild);
    assert_eq!(world.supply(BENEFIT, vec![hidden]).await.changed, 1);
    archive(&world, left).await;
    // Nobody but its manager would have settled it: no open record may come of it now.
    assert_eq!(world.run(Rule::RowsToWeigh).await, 0);
    assert!(numbers(&world).await.is_empty());
}

#[tokio::test]
async fn beside_a_record_that_is_sealed_it_is_kept_away_and_answered_alike_mat_02_newid_05() {
    let world = world().await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    let sealed = numbers(&world).await[0];
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let act = SealRecord {
        child: sealed,
        asked_by: AskedBy::Police,
    };
    let kept = manager.access(act, registry::new_identity::seal).await;
    kept.unwrap();
    assert_eq!(world.run(Rule::RowsToWeigh).await, 0);
    assert_eq!(world.count("live.quarantined_row").await, 0);
    // The same again is known, as it was before and as it is of any record.
    let again = world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    assert_eq!((again.unchanged, again.created), (1, 0));
    assert!(numbers(&world).await.is_empty());
}

#[tokio::test]
async fn beside_a_record_that_is_joined_it_waits_beside_the_joined_one_mat_02_mat_05() {
    let world = world().await;
    world.supply(BENEFIT, vec![rose("b-1"), rose("b-2")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    let goes = beside(&world).await;
    let both = numbers(&world).await;
    let stays = *both.iter().find(|child| **child != goes).unwrap();
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let act = MergeRecords {
        child: stays,
        other: goes,
    };
    administrator.access(act, merging::merge).await.unwrap();
    assert_eq!(beside(&world).await, stays);
    let id = list(&administrator).await[0].id;
    settle(&administrator, id, Settlement::SameChild)
        .await
        .unwrap();
}

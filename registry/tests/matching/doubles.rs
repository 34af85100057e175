//! The directory is compared with itself all the time: what comes near waits until somebody has looked, and
//! no machine joins anything (MAT-06, MAT-08).

use domain::doubles::{
    DoubleListed, DoubleShown, KeepApart, ListDoubles, OpenDouble, ROUND_DAYS, ViewDouble,
};
use domain::merging::{MergeRecords, PartRecords};
use domain::new_identity::{AskedBy, SealRecord};
use domain::shielding::Ground;
use domain::work::Rule;

use super::anew::{archive, numbers};
use super::*;
use registry::doubles;
use registry::testing::refused;

const ADMINISTRATOR: Role = Role::DataAdministrator;

/// Goes through everything that is due.
async fn compare(world: &World) {
    while world.run(Rule::Cleansing).await > 0 {}
}

/// Goes through the whole directory once more.
async fn a_round(world: &World) {
    compare(world).await;
    world.database.clock.advance(TimeDelta::days(ROUND_DAYS));
    compare(world).await;
}

/// Two records of Rosalind, which came of two sources before they were compared with each other.
async fn two_roses(world: &World) -> [ChildNumber; 2] {
    two(world, rose("b-1"), rose("p-1")).await
}

/// Two records, of two sources.
async fn two(world: &World, one: Row, other: Row) -> [ChildNumber; 2] {
    world.supply(BENEFIT, vec![one]).await;
    let first = numbers(world).await;
    let hide = "update live.child_key set date_of_birth = '1900-01-01', surname_key = 'HIDDEN'";
    // A row that matches another would not make a record.
    let keys = "create table kept_key as select * from live.child_key";
    for sql in [keys, hide, "update live.child set postcode = null"] {
        world.database.execute(sql).await;
    }
    world.supply(PATIENTS, vec![other]).await;
    let sql = "delete from live.child_key where surname_key = 'HIDDEN';
               insert into live.child_key select * from kept_key; drop table kept_key";
    world.database.execute(sql).await;
    let both = numbers(world).await;
    assert_eq!((first.len(), both.len()), (1, 2));
    [both[0], both[1]]
}

async fn listed(user: &SignedIn) -> Vec<DoubleListed> {
    user.access(ListDoubles, doubles::list).await.unwrap()
}

async fn seen(user: &SignedIn, pair: Uuid) -> Result<DoubleShown, Stopped> {
    user.access(ViewDouble { pair }, doubles::view).await
}

async fn apart(user: &SignedIn, pair: Uuid) -> Result<(), Stopped> {
    user.access(KeepApart { pair }, doubles::keep_apart).await
}

#[tokio::test]
async fn two_records_of_one_child_are_proposed_and_nothing_is_joined_mat_08_mat_06() {
    let world = world().await;
    let both = two_roses(&world).await;
    a_round(&world).await;
    assert_eq!(numbers(&world).await, both);
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let pairs = listed(&administrator).await;
    assert_eq!(pairs.len(), 1);
    assert_eq!(
        pairs[0].records.each_ref().map(|record| record.number),
        both
    );
    assert!(pairs[0].due_on > pairs[0].found_on);
    let shown = seen(&administrator, pairs[0].id).await.unwrap();
    assert!(shown.joins && !shown.items.is_empty());
    assert!(
        shown
            .why
            .contains(&"The date of birth is the same".to_owned())
    );
    // A second round finds the same pair, and it stays where it was.
    a_round(&world).await;
    assert_eq!(listed(&administrator).await, pairs);
    // It leads to where records are joined.
    let act = OpenDouble {
        pair: pairs[0].id,
        keeps_higher: true,
    };
    let openings = administrator.access(act, doubles::open).await.unwrap();
    let opened = administrator.opening(openings[0]).await.unwrap().unwrap();
    assert_eq!(opened.child, both[1]);
    let act = MergeRecords {
        child: both[1],
        other: both[0],
    };
    administrator.access(act, merging::merge).await.unwrap();
    assert!(listed(&administrator).await.is_empty());
    assert_eq!(world.count("live.double").await, 0);
    // What was joined wrongly is parted, and is not proposed again.
    let act = PartRecords {
        child: both[1],
        other: both[0],
    };
    administrator.access(act, merging::part).await.unwrap();
    a_round(&world).await;
    assert!(listed(&administrator).await.is_empty());
    assert_eq!(world.database.entries("double.opened", "done").await, 1);
}

#[tokio::test]
async fn two_children_are_not_proposed_again_until_one_has_changed_mat_08() {
    let world = world().await;
    two_roses(&world).await;
    a_round(&world).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let pair = listed(&administrator).await[0].id;
    apart(&administrator, pair).await.unwrap();
    assert_eq!(
        refused(apart(&administrator, pair).await),
        Some(Refusal::NoSuchRecord)
    );
    a_round(&world).await;
    assert!(listed(&administrator).await.is_empty());
    let mut moved = rose("p-1");
    moved.at += TimeDelta::days(1);
    moved.statement.whereabouts = Some(Whereabouts::Current(Address {
        lines: vec!["14 Orchard Mews".into()],
        postcode: Some(Postcode::parse("ZB1 4QX").unwrap()),
    }));
    world.supply(PATIENTS, vec![moved]).await;
    a_round(&world).await;
    assert_eq!(listed(&administrator).await.len(), 1);
    // What comes near no longer is proposed no longer.
    let mut other = row("p-1", "Beatrice", "Winterbourne", "2012-01-30");
    other.at += TimeDelta::days(2);
    world.supply(PATIENTS, vec![other]).await;
    a_round(&world).await;
    assert_eq!(world.count("live.double").await, 0);
}

#[tokio::test]
async fn a_row_settled_as_another_childs_is_not_proposed_mat_08_mat_02() {
    let world = world().await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let row = list(&administrator).await[0].id;
    settle(&administrator, row, Settlement::AnotherChild)
        .await
        .unwrap();
    assert_eq!(numbers(&world).await.len(), 2);
    a_round(&world).await;
    assert!(listed(&administrator).await.is_empty());
}

#[tokio::test]
async fn twins_are_at_most_proposed_and_one_sources_two_never_mat_06_mat_08() {
    let world = world().await;
    // Two references of one source are two children, however alike.
    world.supply(BENEFIT, vec![rose("b-1"), rose("b-2")]).await;
    a_round(&world).await;
    assert_eq!(world.count("live.double").await, 0);
    // Twins with names of their own are no pair; with names alike somebody looks.
    let twins = self::world().await;
    two(
        &twins,
        rose("b-1"),
        row("p-1", "Beatrice", ROSE[1], ROSE[2]),
    )
    .await;
    a_round(&twins).await;
    assert_eq!(twins.count("live.double").await, 0);
    let alike = self::world().await;
    two(&alike, rose("b-1"), row("p-1", "Rosalin", ROSE[1], ROSE[2])).await;
    a_round(&alike).await;
    assert_eq!(alike.count("live.double").await, 1);
    assert_eq!(numbers(&alike).await.len(), 2);
}

#[tokio::test]
async fn what_is_shielded_archived_or_sealed_meanwhile_vanishes_at_once_mat_04_mat_08() {
    // Shielded.
    let world = world().await;
    two_roses(&world).await;
    a_round(&world).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let pair = listed(&administrator).await[0].id;
    let mut hidden = rose("b-1");
    hidden.at += TimeDelta::days(1);
    hidden.statement.shield = Some(Ground::HarmToChild);
    world.supply(BENEFIT, vec![hidden]).await;
    for role in [ADMINISTRATOR, Role::LocalAuthorityManager] {
        let user = world.signed_in(role).await;
        assert!(listed(&user).await.is_empty());
        assert_eq!(
            refused(seen(&user, pair).await),
            Some(Refusal::NoSuchRecord)
        );
    }
    a_round(&world).await;
    assert_eq!(world.count("live.double").await, 0);
    // Archived.
    let world = self::world().await;
    let both = two_roses(&world).await;
    a_round(&world).await;
    archive(&world, both[0]).await;
    assert_eq!(world.count("live.double").await, 0);
    // Sealed for a new identity.
    let world = self::world().await;
    let both = two_roses(&world).await;
    a_round(&world).await;
    assert_eq!(world.count("live.double").await, 1);
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let act = SealRecord {
        child: both[1],
        asked_by: AskedBy::Police,
    };
    manager
        .access(act, registry::new_identity::seal)
        .await
        .unwrap();
    assert_eq!(world.count("live.double").await, 0);
    a_round(&world).await;
    assert_eq!(world.count("live.double").await, 0);
}

#[tokio::test]
async fn a_pair_of_two_authorities_is_both_s_and_nobody_elses_mat_08() {
    let world = world().await;
    let both = two_roses(&world).await;
    let elsewhere = format!(
        "update live.child set local_authority = 'E08000035' where child = {}",
        both[1].stored()
    );
    world.database.execute(&elsewhere).await;
    a_round(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let central = world.signed_in(Role::CentralTeam).await;
    for user in [&nurse, &central] {
        let listed = user.access(ListDoubles, doubles::list).await;
        assert_eq!(refused(listed), Some(Refusal::Role));
    }
    let mut pairs = Vec::new();
    for authority in ["E08000032", "E08000035"] {
        world.acts_for(ADMINISTRATOR, authority).await;
        let user = world.signed_in(ADMINISTRATOR).await;
        let pair = listed(&user).await.remove(0);
        let shown = seen(&user, pair.id).await.unwrap();
        // Of the other authority's record no more is shown than search shows of any.
        assert!(!shown.joins && shown.items.is_empty() && !shown.why.is_empty());
        let act = OpenDouble {
            pair: pair.id,
            keeps_higher: false,
        };
        let opened = user.access(act, doubles::open).await;
        assert_eq!(refused(opened), Some(Refusal::NotYours));
        let foreign = pair.records.iter().filter(|one| one.elsewhere.is_some());
        assert_eq!(foreign.count(), 1);
        pairs.push(pair.id);
    }
    assert_eq!(pairs[0], pairs[1]);
}

#[tokio::test]
async fn a_round_goes_on_where_it_stopped_and_catches_up_mat_08_g_clock() {
    let world = world().await;
    world.supply(BENEFIT, batch("b", false)).await;
    compare(&world).await;
    let reached = "select reached from cleansing";
    let first: i64 = world.database.rows(reached).await[0].parse().unwrap();
    // Nobody worked for two rounds: every record is compared once.
    world
        .database
        .clock
        .advance(TimeDelta::days(2 * ROUND_DAYS));
    let mut compared = 0;
    let mut acts = 0;
    loop {
        let done = world.run(Rule::Cleansing).await;
        if done == 0 {
            break;
        }
        acts += 1;
        let now: i64 = world.database.rows(reached).await[0].parse().unwrap();
        assert!(now > first);
        compared += done;
    }
    let records = "live.child where not shielded and leaves_live_on > '2026-12-28'";
    let records = world.count(records).await;
    assert!(compared >= records as u64 && compared <= records as u64 + acts);
    assert_eq!(world.run(Rule::Cleansing).await, 0);
}

//! Rows of sources that may be about a shielded child: kept unseen, settled by the manager who answers
//! for the record (D-34, MAT-04, FEED-05).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::TimeDelta;
use domain::archive::{ArchiveRecord, Leaving, Step};
use domain::best_view::Statement;
use domain::child_record::{Address, DateOfBirth, NameUse, PersonName, Postcode, Whereabouts};
use domain::data_source::{Effect, Row, RowCode, WeighRows};
use domain::id::SourceId;
use domain::quarantine::{
    ListQuarantine, QuarantinedRow, QuarantinedShown, SettleQuarantined, Settlement,
    ViewQuarantined,
};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::search::{Criteria, Found, SearchChildren};
use domain::standing::Role;
use domain::task::TaskKind;
use registry::data_source::{self, AppliedRow};
use registry::testing::{World, school_support};
use registry::{SignedIn, Stopped, quarantine, search};
use uuid::Uuid;

/// A source that speaks for the school.
const SCHOOL: u128 = 702;

async fn world() -> World {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into source (id, name, kind, organisation) values
                 ('00000000-0000-0000-0000-0000000002be', 'Moorside''s system', 'education',
                  '00000000-0000-0000-0000-000000000066')",
        )
        .await;
    world
}

/// A row about somebody like the shielded child, Sam Hidden, born on 3 June 2012.
fn row(reference: &str, given: &str, family: &str, born: &str) -> Row {
    let name = PersonName {
        given: given.into(),
        family: family.into(),
    };
    Row {
        number: 2,
        reference: reference.into(),
        at: "2026-11-01T00:00:00Z".parse().unwrap(),
        statement: Statement {
            names: vec![(NameUse::Current, name)],
            date_of_birth: Some(DateOfBirth {
                date: born.parse().unwrap(),
                estimated: false,
            }),
            whereabouts: Some(Whereabouts::Current(Address {
                lines: vec!["8 Refuge Road".into()],
                postcode: Some(Postcode::parse("ZB1 4QX").unwrap()),
            })),
            ..Statement::default()
        },
    }
}

async fn list(user: &SignedIn) -> Vec<QuarantinedRow> {
    user.access(ListQuarantine, quarantine::list).await.unwrap()
}

async fn view(user: &SignedIn, row: Uuid) -> Result<QuarantinedShown, Stopped> {
    user.access(ViewQuarantined { row }, quarantine::view).await
}

async fn settle(user: &SignedIn, row: Uuid, settlement: Settlement) -> Result<(), Stopped> {
    let act = SettleQuarantined { row, settlement };
    user.access(act, quarantine::settle).await
}

async fn records(world: &World) -> i64 {
    world.count("live.child").await
}

#[tokio::test]
async fn a_row_that_may_be_about_a_shielded_child_makes_no_record_d_34() {
    let world = world().await;
    let before = records(&world).await;
    let refuge = row("s-1", "Samm", "Hiden", "2012-06-03");
    let other = row("s-2", "Zoe", "Somebody", "2014-02-11");
    let outcome = world.supply(SCHOOL, vec![refuge.clone(), other]).await;
    // The source learns no more than of any other row.
    assert_eq!(outcome.created, 2);
    assert_eq!(outcome.refused, []);
    assert_eq!(records(&world).await, before + 1);
    // Sent again it is known; changed, it takes the place of what was said.
    assert_eq!(
        world.supply(SCHOOL, vec![refuge.clone()]).await.unchanged,
        1
    );
    let mut changed = refuge.clone();
    changed.at += TimeDelta::days(1);
    changed.statement.date_of_birth = Some(DateOfBirth {
        date: "2012-03-06".parse().unwrap(),
        estimated: false,
    });
    assert_eq!(world.supply(SCHOOL, vec![changed]).await.changed, 1);
    assert_eq!(world.supply(SCHOOL, vec![refuge]).await.older, 1);
    assert_eq!(world.count("live.quarantined_row").await, 1);
    assert_eq!(records(&world).await, before + 1);
    // Nothing of it can be read by whoever holds the database, or found by search.
    let stored = world
        .database
        .rows("select row_to_json(q)::text from live.quarantined_row q")
        .await;
    assert!(!stored[0].contains("s-1") && !stored[0].contains("Refuge"));
    let nurse = world.signed_in(Role::Practitioner).await;
    let criteria = Criteria {
        given: "Samm".into(),
        family: "Hiden".into(),
        postcode: "ZB1 4QX".into(),
        ..Criteria::default()
    };
    let today = domain::clock::london_date(world.registry.now());
    let act = SearchChildren {
        criteria: criteria.check(today).unwrap(),
        reason: Reason::given("providing-service", "").unwrap(),
    };
    let found = nurse.access(act, search::find).await.unwrap().found;
    match found {
        Found::Matches(matches) => {
            let sent = serde_json::to_string(&matches).unwrap();
            assert!(!sent.contains("Hiden") && !sent.contains("Hidden"));
        }
        Found::TooMany => panic!("too many"),
    }
}

#[tokio::test]
async fn only_the_responsible_manager_sees_and_settles_it_d_34_shld_11() {
    let world = world().await;
    world
        .supply(SCHOOL, vec![row("s-1", "Sam", "Hidden", "2012-06-13")])
        .await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(
        World::waiting(&manager)
            .await
            .contains(&TaskKind::QuarantinedRow)
    );
    let listed = list(&manager).await;
    assert_eq!(listed.len(), 1);
    let id = listed[0].id;
    let shown = view(&manager, id).await.unwrap();
    let born = shown.items.iter().find(|item| item.item == "Date of birth");
    assert!(!born.unwrap().agrees());
    let name = shown.items.iter().find(|item| item.item == "Name").unwrap();
    assert!(name.agrees(), "{name:?}");
    for role in Role::ALL {
        if role == Role::LocalAuthorityManager {
            continue;
        }
        let user = world.signed_in(role).await;
        let listed = user.access(ListQuarantine, quarantine::list).await;
        if role == Role::DataAdministrator {
            // The list has doubtful rows beside open records for them, and none beside a shielded one.
            assert_eq!(listed.unwrap(), []);
        } else {
            assert!(matches!(listed, Err(Stopped::Refused(Refusal::Role))));
        }
        assert!(matches!(view(&user, id).await, Err(Stopped::Refused(_))));
        let settled = settle(&user, id, Settlement::AnotherChild).await;
        assert!(matches!(settled, Err(Stopped::Refused(_))));
        assert!(!waiting_or_none(&user, role).await);
    }
    // Another authority's manager has no such row.
    world
        .database
        .execute("update live.child set local_authority = 'E08000035' where shielded")
        .await;
    assert!(list(&manager).await.is_empty());
    assert!(matches!(
        view(&manager, id).await,
        Err(Stopped::Refused(Refusal::NotYours))
    ));
}

/// Whether somebody who can have tasks has one of a row in quarantine.
async fn waiting_or_none(user: &SignedIn, role: Role) -> bool {
    role.has_tasks()
        && World::waiting(user)
            .await
            .contains(&TaskKind::QuarantinedRow)
}

#[tokio::test]
async fn settled_as_the_same_child_it_belongs_to_the_shielded_record_d_34() {
    let world = world().await;
    let before = records(&world).await;
    world
        .supply(SCHOOL, vec![row("s-1", "Sam", "Hiden", "2012-06-03")])
        .await;
    // Entries about the child are kept with the row, and the receipt is like any other.
    let outcome = world
        .supply(SCHOOL, vec![school_support("s-1", "entry-1")])
        .await;
    assert_eq!((outcome.created, outcome.refused.len()), (1, 0));
    assert_eq!(
        world
            .supply(SCHOOL, vec![school_support("s-1", "entry-1")])
            .await
            .unchanged,
        1
    );
    let unknown = world
        .supply(SCHOOL, vec![school_support("nobody", "entry-1")])
        .await;
    assert_eq!(unknown.refused[0].code, RowCode::UnknownChild);
    let involved = "live.involvement i join live.child c using (child) where c.shielded";
    let entries = world.count(involved).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let id = list(&manager).await[0].id;
    assert_eq!(view(&manager, id).await.unwrap().entries, 1);
    settle(&manager, id, Settlement::SameChild).await.unwrap();
    assert_eq!(records(&world).await, before);
    assert_eq!(world.count("live.quarantined_row").await, 0);
    assert_eq!(world.count("live.quarantined_entry").await, 0);
    assert_eq!(world.count(involved).await, entries + 1);
    assert!(
        !World::waiting(&manager)
            .await
            .contains(&TaskKind::QuarantinedRow)
    );
    let of_record = "live.statement t join live.child c using (child)
                     where c.shielded and t.reference = 's-1' and t.content is null";
    assert_eq!(world.count(of_record).await, 1);
    // From now on the source speaks of that record.
    let mut next = row("s-1", "Sam", "Hiden", "2012-06-03");
    next.at += TimeDelta::days(1);
    next.statement.whereabouts = None;
    assert_eq!(world.supply(SCHOOL, vec![next]).await.changed, 1);
    // A second press finds nothing to settle.
    let again = settle(&manager, id, Settlement::SameChild).await;
    assert!(matches!(
        again,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    ));
}

#[tokio::test]
async fn settled_as_another_child_it_makes_a_record_of_its_own_d_34() {
    let world = world().await;
    let before = records(&world).await;
    world
        .supply(SCHOOL, vec![row("s-1", "Sam", "Hiden", "2012-06-03")])
        .await;
    world
        .supply(SCHOOL, vec![school_support("s-1", "entry-1")])
        .await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let id = list(&manager).await[0].id;
    settle(&manager, id, Settlement::AnotherChild)
        .await
        .unwrap();
    assert_eq!(records(&world).await, before + 1);
    let open = "live.involvement i join live.child c using (child)
                where not c.shielded and c.family = 'Hiden'";
    assert_eq!(world.count(open).await, 1);
    // What was settled is not asked again.
    let mut next = row("s-1", "Sam", "Hidden", "2012-06-03");
    next.at += TimeDelta::days(1);
    assert_eq!(world.supply(SCHOOL, vec![next]).await.changed, 1);
    assert_eq!(world.count("live.quarantined_row").await, 0);
}

#[tokio::test]
async fn what_a_batch_shields_itself_is_compared_too_d_34() {
    let world = world().await;
    let before = records(&world).await;
    let mut shielded = row("s-1", "Nadia", "Newcome", "2016-08-20");
    shielded.statement.shield = Some(domain::shielding::Ground::HarmToChild);
    let double = row("s-2", "Nadia", "Newcombe", "2016-08-20");
    let outcome = world.supply(SCHOOL, vec![shielded, double]).await;
    assert_eq!(outcome.created, 2);
    assert_eq!(records(&world).await, before + 1);
    assert_eq!(world.count("live.quarantined_row").await, 1);
}

#[tokio::test]
async fn a_row_in_quarantine_goes_with_its_record_and_makes_none_afterwards_d_34_arc_07() {
    let world = world().await;
    world
        .supply(SCHOOL, vec![row("s-1", "Sam", "Hiden", "2012-06-03")])
        .await;
    world
        .supply(SCHOOL, vec![school_support("s-1", "entry-1")])
        .await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let act = ArchiveRecord {
        child: world.shielded,
        leaving: Leaving::NeverResident,
        steps: vec![Step::SawDocument],
    };
    manager
        .access(act, registry::archive::archive)
        .await
        .unwrap();
    assert_eq!(world.count("live.quarantined_row").await, 0);
    assert!(
        !World::waiting(&manager)
            .await
            .contains(&TaskKind::QuarantinedRow)
    );
    let before = records(&world).await;
    world
        .supply(SCHOOL, vec![row("s-1", "Sam", "Hiden", "2012-06-03")])
        .await;
    assert_eq!(records(&world).await, before);
}

/// What a row would do to what its source said before.
async fn weighed<R: AppliedRow>(world: &World, row: R) -> Option<Effect> {
    let source = SourceId(Uuid::from_u128(SCHOOL));
    let act = WeighRows {
        source,
        file: String::new(),
        rows: vec![row],
        supply: None,
    };
    let registry = world.registry.as_source(source);
    let weighed = registry.access(act, data_source::weigh).await.unwrap();
    weighed.first().map(|row| row.effect)
}

#[tokio::test]
async fn the_breaker_counts_what_is_in_quarantine_like_a_record_d_34_feed_05() {
    let world = world().await;
    let first = row("s-1", "Sam", "Hiden", "2012-06-03");
    assert_eq!(weighed(&world, first.clone()).await, None);
    world.supply(SCHOOL, vec![first.clone()]).await;
    world
        .supply(SCHOOL, vec![school_support("s-1", "entry-1")])
        .await;
    assert_eq!(weighed(&world, first.clone()).await, Some(Effect::Nothing));
    let mut silent = first;
    silent.statement.whereabouts = None;
    assert_eq!(weighed(&world, silent).await, Some(Effect::TakesAway));
    let mut ended = school_support("s-1", "entry-1");
    ended.said.ended = "2026-10-30".parse().ok();
    assert_eq!(weighed(&world, ended).await, Some(Effect::TakesAway));
}

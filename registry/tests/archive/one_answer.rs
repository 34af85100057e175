//! Archived, destroyed and never made are one answer to whoever may not know (G-DENY, ARC-03).

use domain::archive::{AccessReason, Leaving, Wanted};
use domain::child_record::OpenChildRecord;
use domain::clock::london_date;
use domain::id::ChildNumber;
use domain::reason::Reason;
use domain::search::{Criteria, SearchChildren};
use domain::work::Rule;
use registry::testing::{World, take_as_long};
use registry::{SignedIn, Stopped, child_record, search};

use super::{ADMINISTRATOR, NURSE, archived, archived_on, look_for, moves_to_leeds, record};

/// What somebody is told who searches by a number, opens it, and views it.
async fn answers(user: &SignedIn, child: ChildNumber) -> String {
    let reason = || Reason::given("providing-service", "").unwrap();
    let criteria = Criteria {
        number: child.to_string(),
        ..Criteria::default()
    };
    let criteria = criteria.check(london_date(user.standing().now)).unwrap();
    let act = SearchChildren {
        criteria,
        reason: reason(),
    };
    let found = user.access(act, search::find).await.unwrap().found;
    let act = OpenChildRecord {
        child,
        reason: reason(),
    };
    let opened = user.access(act, child_record::open).await;
    let viewed = record(user, child).await;
    format!(
        "{} {opened:?} {viewed:?}",
        serde_json::to_string(&found).unwrap()
    )
}

#[tokio::test]
async fn archived_destroyed_and_never_made_are_told_alike_g_deny_arc_03() {
    let world = World::new().await;
    archived(&world, world.quiet, Leaving::LeftEngland).await;
    archived_on(&world, "2020-11-02").await;
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 1);
    archived(&world, world.child, Leaving::LeftEngland).await;
    let never = ChildNumber::nth(4_242);
    let nurse = world.signed_in(NURSE).await;
    let told = answers(&nurse, never).await;
    assert_eq!(answers(&nurse, world.child).await, told, "archived");
    assert_eq!(answers(&nurse, world.quiet).await, told, "destroyed");
    // To a neighbouring team without grounds as well.
    moves_to_leeds(&world, ADMINISTRATOR).await;
    let other = world.signed_in(ADMINISTRATOR).await;
    let mut rejections = Vec::new();
    for child in [never, world.child, world.quiet] {
        let reason = AccessReason::ProsecutionOfOffenders;
        match look_for(&other, Wanted::Number(child), reason).await {
            Err(Stopped::Rejected(rejection)) => rejections.push(rejection),
            other => panic!("rejected: {}", other.is_ok()),
        }
    }
    rejections.dedup();
    assert_eq!(rejections.len(), 1);
}

#[tokio::test]
async fn the_time_taken_does_not_tell_archived_from_never_made_g_deny() {
    let world = World::new().await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    let never = ChildNumber::nth(4_242);
    let nurse = world.signed_in(NURSE).await;
    take_as_long(2, async |kind| {
        drop(record(&nurse, [world.child, never][kind]).await);
    })
    .await;
}

//! Backups, which hold what was destroyed until they have aged out (ARC-07, NFR-06, T-40).

use chrono::{Days, NaiveDate};
use domain::archive::{Certificates, InBackups, Leaving, ListDestructions, NoteBackups};
use domain::refusal::Refusal;
use domain::task::TaskKind;
use registry::testing::World;
use registry::{Stopped, archive};

use super::{ADMINISTRATOR, CENTRAL, MANAGER, NURSE, archived, archived_on, waiting};

fn today(world: &World) -> NaiveDate {
    domain::clock::london_date(world.registry.now())
}

async fn note(world: &World, oldest: Option<NaiveDate>) -> Result<(), Stopped> {
    let act = NoteBackups { oldest };
    let system = world.registry.as_system();
    system.access(act, archive::note_backups).await
}

async fn certificates(world: &World) -> Certificates {
    let central = world.signed_in(CENTRAL).await;
    let list = central.access(ListDestructions, archive::certificates);
    list.await.unwrap()
}

/// A world in which a record has been destroyed.
async fn destroyed() -> (World, NaiveDate) {
    let world = World::new().await;
    archived(&world, world.child, Leaving::NeverResident).await;
    archived_on(&world, "2020-11-01").await;
    world.registry.catch_up().await.unwrap();
    let day = today(&world);
    (world, day)
}

#[tokio::test]
async fn the_central_team_is_told_of_backups_that_do_not_forget_t_40_nfr_06_arc_07() {
    let (world, day) = destroyed().await;
    let shown = certificates(&world).await;
    assert_eq!(shown.days.len(), 1);
    assert_eq!(
        (shown.days[0].destroyed_on, shown.days[0].records),
        (day, 1)
    );
    assert_eq!(shown.days[0].backups, InBackups::Until(day + Days::new(35)));
    // A backup of the day before still holds it, five weeks later: whoever was away is told then.
    note(&world, Some(day - Days::new(1))).await.unwrap();
    world.database.clock.advance(chrono::TimeDelta::days(34));
    world.registry.catch_up().await.unwrap();
    let central = world.signed_in(CENTRAL).await;
    assert!(!waiting(&central).await.contains(&TaskKind::BackupsOverdue));
    world.database.clock.advance(chrono::TimeDelta::days(4));
    world.registry.catch_up().await.unwrap();
    world.registry.catch_up().await.unwrap();
    let central = world.signed_in(CENTRAL).await;
    let told = waiting(&central).await;
    let told = told
        .iter()
        .filter(|kind| **kind == TaskKind::BackupsOverdue);
    assert_eq!(told.count(), 1);
    let overdue = certificates(&world).await.days[0].backups;
    assert_eq!(overdue, InBackups::Overdue(day + Days::new(35)));
    // Once the oldest is younger, nothing holds it and nobody is told any more.
    note(&world, Some(day + Days::new(1))).await.unwrap();
    world.registry.catch_up().await.unwrap();
    let central = world.signed_in(CENTRAL).await;
    assert!(!waiting(&central).await.contains(&TaskKind::BackupsOverdue));
    assert_eq!(certificates(&world).await.days[0].backups, InBackups::Gone);
}

#[tokio::test]
async fn only_the_central_team_sees_certificates_and_only_an_operator_speaks_of_backups() {
    let (world, _) = destroyed().await;
    for role in [NURSE, MANAGER, ADMINISTRATOR] {
        let user = world.signed_in(role).await;
        let list = user.access(ListDestructions, archive::certificates).await;
        assert!(matches!(list, Err(Stopped::Refused(Refusal::Role))));
        let act = NoteBackups { oldest: None };
        let noted = user.access(act, archive::note_backups).await;
        assert!(matches!(noted, Err(Stopped::Refused(Refusal::Role))));
    }
    let to_come = note(&world, Some(today(&world) + Days::new(1))).await;
    assert!(matches!(to_come, Err(Stopped::Rejected(_))));
}

//! Rows of several sources about one child: put on one record where that is sure, kept for somebody to
//! look at where it is doubtful, and no source learns which (MAT-01 to MAT-04, FEED-05).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod anew;
mod doubles;

use chrono::TimeDelta;
use domain::best_view::Statement;
use domain::child_record::{
    Address, DateOfBirth, Gender, Identifier, IdentifierScheme, NameUse, PersonName, Postcode,
    Whereabouts,
};
use domain::data_source::{Row, RowCode};
use domain::id::{ChildNumber, LocalAuthorityCode, OrganisationId};
use domain::merging::ViewSources;
use domain::quarantine::{
    ListQuarantine, QuarantinedRow, QuarantinedShown, ReviewTarget, ReviewsWaiting,
    SetReviewTarget, SettleQuarantined, Settlement, ViewQuarantined, ViewReviewTargets,
};
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use registry::testing::World;
use registry::{SignedIn, Stopped, merging, quarantine, task};
use uuid::Uuid;

/// Two sources that speak for the authority.
const BENEFIT: u128 = 801;
const PATIENTS: u128 = 802;

async fn world() -> World {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into source (id, name, kind, local_authority) values
                 ('00000000-0000-0000-0000-000000000321', 'Benefit', 'child-benefit', 'E08000032'),
                 ('00000000-0000-0000-0000-000000000322', 'Patients', 'health', 'E08000032')",
        )
        .await;
    world
}

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
            gender: Some(Gender::Female),
            whereabouts: Some(Whereabouts::Current(Address {
                lines: vec!["12 Orchard Mews".into()],
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

const ROSE: [&str; 3] = ["Rosalind", "Winterbourne", "2016-04-09"];

fn rose(reference: &str) -> Row {
    row(reference, ROSE[0], ROSE[1], ROSE[2])
}

/// Somebody who may be Rosalind: a year older, so a sister of the same name would be as likely.
fn doubtful(reference: &str) -> Row {
    row(reference, ROSE[0], ROSE[1], "2015-04-09")
}

#[tokio::test]
async fn two_sources_about_one_child_make_one_record_mat_01_mat_02() {
    let world = world().await;
    let before = records(&world).await;
    let first = world.supply(BENEFIT, vec![rose("b-1")]).await;
    // Spelt a little differently in the surname, as another source does.
    let slip = row("p-1", ROSE[0], "Winterborne", ROSE[2]);
    let second = world.supply(PATIENTS, vec![slip.clone()]).await;
    assert_eq!(records(&world).await, before + 1);
    // Neither learns that the other has supplied the child.
    assert_eq!(first, second);
    assert_eq!(
        world.count("live.matched where sealed is not null").await,
        1
    );
    let trail = "audit.entry where action = 'match.auto'";
    assert_eq!(world.count(trail).await, 1);
    // From now on the reference means the record.
    assert_eq!(
        world.supply(PATIENTS, vec![slip.clone()]).await.unchanged,
        1
    );
    let mut next = slip.clone();
    next.at += TimeDelta::days(1);
    next.statement.gender = None;
    assert_eq!(world.supply(PATIENTS, vec![next]).await.changed, 1);
    // A row without a name is refused of a record of several sources as of one source's own.
    let mut nameless = slip;
    nameless.at += TimeDelta::days(2);
    nameless.statement.names.clear();
    let refused = world.supply(PATIENTS, vec![nameless]).await.refused;
    assert_eq!(refused[0].code, RowCode::NoName);
}

#[tokio::test]
async fn a_record_arises_once_nobody_was_found_and_where_the_child_lives_cre_01() {
    let world = world().await;
    let before = records(&world).await;
    let in_leeds = |mut row: Row| {
        row.statement.whereabouts = Some(Whereabouts::Current(Address {
            lines: vec!["12 Orchard Mews".into()],
            postcode: Some(Postcode::parse("ZL1 4AB").unwrap()),
        }));
        row
    };
    world.supply(BENEFIT, vec![in_leeds(rose("b-1"))]).await;
    assert_eq!(records(&world).await, before + 1);
    // The source speaks for Bradford, and nobody was asked.
    let assigned = "live.child where family = 'Winterbourne' and local_authority = 'E08000035'";
    assert_eq!(world.count(assigned).await, 1);
    assert_eq!(world.count("task where closed_on is null").await, 0);
    world.supply(PATIENTS, vec![in_leeds(rose("p-1"))]).await;
    assert_eq!(records(&world).await, before + 1, "somebody was found");
}

#[tokio::test]
async fn twins_and_namesakes_never_come_together_by_themselves_mat_06() {
    let world = world().await;
    let before = records(&world).await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    let twin = row("p-1", "Beatrice", ROSE[1], ROSE[2]);
    world.supply(PATIENTS, vec![twin]).await;
    assert_eq!(records(&world).await, before + 2);
    // Two names that look alike may be twins', too; so may a newborn without one.
    for (reference, given) in [("p-2", "Rosaline"), ("p-3", "Baby")] {
        let row = row(reference, given, ROSE[1], ROSE[2]);
        world.supply(PATIENTS, vec![row]).await;
    }
    world.supply(PATIENTS, vec![doubtful("p-4")]).await;
    assert_eq!(world.count("live.matched").await, 0);
    // A different number of one scheme is never overruled.
    let number = |value: &str| Identifier {
        scheme: IdentifierScheme::Nhs,
        value: value.into(),
        allocated_by: OrganisationId(Uuid::from_u128(World::HEALTH)),
    };
    let mut one = row("b-5", "Cordelia", "Ashgrove", "2014-02-03");
    one.statement.identifiers.push(number("9434765919"));
    let mut other = row("p-5", "Cordelia", "Ashgrove", "2014-02-03");
    other.statement.identifiers.push(number("9434765870"));
    world.supply(BENEFIT, vec![one]).await;
    world.supply(PATIENTS, vec![other]).await;
    assert_eq!(world.count("live.matched").await, 0);
}

#[tokio::test]
async fn two_references_of_one_source_are_two_children_mat_06() {
    let world = world().await;
    let before = records(&world).await;
    world.supply(BENEFIT, vec![rose("b-1"), rose("b-2")]).await;
    world.supply(BENEFIT, vec![rose("b-3")]).await;
    assert_eq!(records(&world).await, before + 3);
    // Of rows of one batch that mean the same record no machine chooses.
    let world = self::world().await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    let before = records(&world).await;
    world.supply(PATIENTS, vec![rose("p-1"), rose("p-2")]).await;
    assert_eq!(records(&world).await, before);
    assert_eq!(
        world.count("live.quarantined_row where for_review").await,
        2
    );
}

#[tokio::test]
async fn what_is_doubtful_waits_and_its_receipt_tells_nothing_mat_02_mat_07_feed_05_rec_02() {
    let world = world().await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    let before = records(&world).await;
    let matched = world.supply(PATIENTS, vec![rose("p-1")]).await;
    let reviewed = world.supply(World::REGISTER, vec![doubtful("r-1")]).await;
    let new = row("r-2", "Zenobia", "Karimova", "2011-09-30");
    let new = world.supply(World::REGISTER, vec![new]).await;
    assert_eq!((&matched, &reviewed), (&new, &new));
    assert_eq!(records(&world).await, before + 1);
    assert_eq!(
        world
            .supply(World::REGISTER, vec![doubtful("r-1")])
            .await
            .unchanged,
        1
    );

    let administrator = world.signed_in(Role::DataAdministrator).await;
    let tasks = administrator
        .access(ListMyTasks, task::list_mine)
        .await
        .unwrap();
    let task = tasks
        .iter()
        .find(|task| task.kind == TaskKind::MatchToReview);
    assert!(task.unwrap().due_on.is_some());
    let listed = list(&administrator).await;
    assert_eq!(listed.len(), 1);
    assert!(listed[0].due_on.is_some() && !listed[0].shielded);
    let id = listed[0].id;
    let shown = view(&administrator, id).await.unwrap();
    assert!(shown.why.contains(&"The forename is the same".to_owned()));
    assert!(
        shown
            .why
            .iter()
            .any(|line| line.starts_with("They may be twins"))
    );
    for role in Role::ALL {
        if role.manages_records() {
            continue;
        }
        let user = world.signed_in(role).await;
        assert!(matches!(view(&user, id).await, Err(Stopped::Refused(_))));
        let settled = settle(&user, id, Settlement::SameChild).await;
        assert!(matches!(settled, Err(Stopped::Refused(_))));
    }
    settle(&administrator, id, Settlement::SameChild)
        .await
        .unwrap();
    // How each row came onto the record is shown to whoever answers for it (REC-02).
    let rose = "select child from live.child where given = 'Rosalind'";
    let rose: i64 = world.database.rows(rose).await[0].parse().unwrap();
    let child = ChildNumber::from_stored(rose).unwrap();
    let shown = administrator.access(ViewSources { child }, merging::view);
    let rows = shown.await.unwrap().rows;
    let came: Vec<_> = rows.iter().filter(|row| row.matched_on.is_some()).collect();
    let names: Vec<_> = came
        .iter()
        .map(|row| (row.source.as_str(), row.decided))
        .collect();
    assert_eq!(
        names,
        [("A register of the tests", true), ("Patients", false)]
    );
    for row in came {
        assert!(row.why.contains(&"The forename is the same".to_owned()));
    }
    assert_eq!(records(&world).await, before + 1);
    assert_eq!(world.count("live.quarantined_row").await, 0);
    assert_eq!(
        world
            .count("live.matched where decided_by is not null")
            .await,
        1
    );
    let of_record = "live.statement t join live.child c using (child)
                     where c.given = 'Rosalind' and t.reference = 'r-1'";
    assert_eq!(world.count(of_record).await, 1);
    let tasks = administrator
        .access(ListMyTasks, task::list_mine)
        .await
        .unwrap();
    assert!(
        tasks
            .iter()
            .all(|task| task.kind != TaskKind::MatchToReview)
    );
    let again = settle(&administrator, id, Settlement::SameChild).await;
    assert!(matches!(
        again,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    ));
}

#[tokio::test]
async fn settled_as_another_child_it_makes_a_record_of_its_own_mat_02() {
    let world = world().await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    let before = records(&world).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let id = list(&administrator).await[0].id;
    settle(&administrator, id, Settlement::AnotherChild)
        .await
        .unwrap();
    assert_eq!(records(&world).await, before + 1);
    let mut next = doubtful("p-1");
    next.at += TimeDelta::days(1);
    next.statement.gender = None;
    assert_eq!(world.supply(PATIENTS, vec![next]).await.changed, 1);
}

#[tokio::test]
async fn what_cannot_be_told_goes_back_until_it_comes_corrected_mat_02() {
    let world = world().await;
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    let before = records(&world).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let id = list(&administrator).await[0].id;
    settle(&administrator, id, Settlement::NotUsable)
        .await
        .unwrap();
    assert!(list(&administrator).await.is_empty());
    let again = world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    assert_eq!(again.refused[0].code, RowCode::Unclear);
    assert_eq!(records(&world).await, before);
    // The source has made sure of the date of birth.
    let corrected = world.supply(PATIENTS, vec![rose("p-1")]).await;
    assert_eq!(corrected.created, 1);
    assert_eq!(records(&world).await, before);
    assert_eq!(world.count("live.matched").await, 1);
    assert_eq!(world.count("live.quarantined_row").await, 0);
}

#[tokio::test]
async fn a_shielded_child_is_never_matched_and_never_shown_for_review_mat_04_shld_12() {
    let world = world().await;
    let before = records(&world).await;
    let same = row("p-1", "Sam", "Hidden", "2012-06-03");
    let outcome = world.supply(PATIENTS, vec![same]).await;
    assert_eq!(outcome.created, 1);
    assert_eq!(records(&world).await, before);
    assert_eq!(world.count("live.matched").await, 0);
    assert_eq!(
        world
            .count("live.quarantined_row where not for_review")
            .await,
        1
    );
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let id = list(&manager).await[0].id;
    let sent_back = settle(&manager, id, Settlement::NotUsable).await;
    assert!(matches!(
        sent_back,
        Err(Stopped::Refused(Refusal::NotYours))
    ));

    // A record that is shielded while a row waits beside it is its manager's alone.
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(PATIENTS, vec![doubtful("p-2")]).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let id = list(&administrator).await[0].id;
    let mut shields = rose("b-1");
    shields.at += TimeDelta::days(1);
    shields.statement.shield = Some(domain::shielding::Ground::HarmToChild);
    world.supply(BENEFIT, vec![shields]).await;
    assert!(list(&administrator).await.is_empty());
    let refused = view(&administrator, id).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::Role))));
    assert!(view(&manager, id).await.unwrap().shielded);
}

/// Five hundred children, who live at postcodes of their own or all at a boarding school's.
fn batch(prefix: &str, boarders: bool) -> Vec<Row> {
    let letters = |n: usize| -> String {
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        [letter(n), 'o', letter(n / 26), 'i', letter(n / 7)]
            .iter()
            .collect()
    };
    (0..500)
        .map(|n| {
            let born = format!("{}-{:02}-{:02}", 2010 + n % 15, 1 + n % 12, 1 + n % 28);
            let family = format!("Over{}", letters(n * 17));
            let mut row = row(&format!("{prefix}-{n}"), &letters(n), &family, &born);
            let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
            let mut postcode = "ZB1 4QX".to_owned();
            if !boarders {
                postcode = format!("ZB1 4{}{}", letter(n), letter(n / 26));
            }
            row.statement.whereabouts = Some(Whereabouts::Current(Address {
                lines: vec![format!("{n} Orchard Mews")],
                postcode: Postcode::parse(&postcode).ok(),
            }));
            row
        })
        .collect()
}

#[tokio::test]
async fn a_whole_batch_is_compared_at_once_and_nobody_is_lost_mat_01_mat_02() {
    nobody_is_lost(false).await;
}

#[tokio::test]
async fn a_crowded_postcode_makes_nobody_near_and_nobody_is_lost_mat_01_mat_02() {
    nobody_is_lost(true).await;
}

async fn nobody_is_lost(boarders: bool) {
    let world = world().await;
    world.supply(BENEFIT, batch("b", boarders)).await;
    let outcome = world.supply(PATIENTS, batch("p", boarders)).await;
    assert_eq!(outcome.created, 500);
    let sent = world.count("live.matched").await;
    let waits = world.count("live.quarantined_row where for_review").await;
    // Nobody is lost: each is on a record, waits, or has a record.
    let all = world.count("live.child").await;
    assert_eq!(3 + 500 + 500 - sent - waits, all);
    assert!(sent > 300, "{sent} {waits}");
}

#[tokio::test]
async fn the_central_team_sets_how_long_an_authority_takes_and_sees_what_waits_mat_07() {
    let world = world().await;
    let central = world.signed_in(Role::CentralTeam).await;
    let set = |authority: &str| SetReviewTarget {
        local_authority: LocalAuthorityCode(authority.into()),
        target: ReviewTarget::read("2").unwrap(),
    };
    central
        .access(set("E08000032"), quarantine::set_target)
        .await
        .unwrap();
    let nowhere = central.access(set("E99"), quarantine::set_target).await;
    assert!(matches!(nowhere, Err(Stopped::Rejected(_))));
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(PATIENTS, vec![doubtful("p-1")]).await;
    // What may be about a shielded child is counted nowhere.
    let hidden = row("p-2", "Sam", "Hidden", "2012-06-03");
    world.supply(PATIENTS, vec![hidden]).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let waits = list(&administrator).await;
    assert_eq!(waits[0].due_on, "2026-11-04".parse().ok());

    let of = async |user: &SignedIn| {
        let all = user.access(ViewReviewTargets, quarantine::targets);
        let all: Vec<ReviewsWaiting> = all.await.unwrap();
        let own = |one: &ReviewsWaiting| one.local_authority.0 == "E08000032";
        let other = all.iter().find(|one| !own(one)).unwrap();
        assert_eq!((other.working_days, other.waiting), (10, 0));
        all.into_iter().find(own).unwrap()
    };
    let own = of(&central).await;
    assert_eq!((own.working_days, own.waiting, own.overdue), (2, 1, 0));
    assert_eq!(own.oldest, "2026-11-02".parse().ok());
    world.database.clock.advance(TimeDelta::days(3));
    let central = world.signed_in(Role::CentralTeam).await;
    assert_eq!(of(&central).await.overdue, 1);
    let seen = administrator.access(ViewReviewTargets, quarantine::targets);
    assert!(matches!(seen.await, Err(Stopped::Refused(_))));
}

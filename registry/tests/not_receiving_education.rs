//! Children not receiving education: who stands on the list and who sees it (CNE), on a real database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{NaiveDate, TimeDelta};
use domain::best_view::Statement;
use domain::child_record::{
    Address, DateOfBirth, Gender, NameUse, PersonName, Postcode, UniversalKind, UniversalService,
    Verified, Whereabouts,
};
use domain::data_source::Row;
use domain::death::NotifyDeath;
use domain::id::{ChildNumber, OpeningId, OrganisationId};
use domain::listed::{Listed, Page};
use domain::not_receiving_education::{
    ListNotReceivingEducation, ListShieldedNotReceivingEducation, OpenListed,
    RunNotReceivingEducation, RunReason, ScheduleNotReceivingEducation, ViewSchedule,
    WithoutSetting,
};
use domain::reason::ReasonCode;
use domain::refusal::Refusal;
use domain::shielding::Ground;
use domain::standing::Role;
use domain::task::TaskKind;
use domain::updating::{Edit, Part};
use domain::work::Rule;
use registry::testing::{World, refused};
use registry::{SignedIn, Stopped, death, not_receiving_education as education};
use uuid::Uuid;

use super::updating::change;

const SCHOOLS: u128 = 711;
const OFFICER: Role = Role::ChildrenNotReceivingEducation;

/// Where children are educated elsewhere than at school: at home (D-42).
const AT_HOME: u128 = 0x0e1d_0000_0000_4000_8000_0000_0000_0001;

async fn world() -> World {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into source (id, name, kind, local_authority) values
                 ('00000000-0000-0000-0000-0000000002c7', 'Schools', 'education', null)",
        )
        .await;
    world
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn setting(organisation: u128, until: Option<&str>) -> UniversalService {
    UniversalService {
        kind: UniversalKind::EducationalSetting,
        organisation: OrganisationId(Uuid::from_u128(organisation)),
        since: None,
        until: until.map(day),
    }
}

/// What the schools say of a child of Bradford.
fn pupil(given: &str, born: &str) -> Row {
    let name = PersonName {
        given: given.into(),
        family: format!("Of{}", given.to_lowercase()),
    };
    Row {
        number: 2,
        reference: given.to_lowercase(),
        at: "2026-10-28T00:00:00Z".parse().unwrap(),
        statement: Statement {
            names: vec![(NameUse::Current, name)],
            date_of_birth: Some(DateOfBirth {
                date: day(born),
                estimated: false,
            }),
            gender: Some(Gender::Female),
            whereabouts: Some(lives("ZB1 4QX")),
            ..Statement::default()
        },
    }
}

fn lives(postcode: &str) -> Whereabouts {
    Whereabouts::Current(Address {
        lines: vec!["1 School Lane".into()],
        postcode: Postcode::parse(postcode).ok(),
    })
}

/// Children with and without a setting, of school age and not, here and elsewhere.
async fn supplied(world: &World) {
    let with = |mut row: Row, settings: &[UniversalService]| {
        row.statement.services = settings.to_vec();
        row
    };
    let mut dead = pupil("Dorothea", "2015-03-03");
    dead.statement.date_of_death = Some(day("2026-09-09"));
    let mut elsewhere = pupil("Leonora", "2015-03-04");
    elsewhere.statement.whereabouts = Some(lives("ZL1 4QX"));
    let mut hidden = pupil("Henrietta", "2015-03-05");
    hidden.statement.shield = Some(Ground::HarmToChild);
    let rows = vec![
        pupil("Augusta", "2014-02-07"),
        with(
            pupil("Bathsheba", "2013-04-08"),
            &[setting(World::SCHOOL, Some("2026-07-17"))],
        ),
        with(
            pupil("Cordelia", "2014-05-09"),
            &[setting(World::SCHOOL, None)],
        ),
        with(pupil("Evangeline", "2014-06-10"), &[setting(AT_HOME, None)]),
        pupil("Florentine", "2023-01-01"),
        pupil("Guinevere", "2010-08-31"),
        dead,
        elsewhere,
        hidden,
    ];
    assert_eq!(world.supply(SCHOOLS, rows).await.refused, []);
}

/// A run, for the regular reason.
async fn run(user: &SignedIn) -> Uuid {
    let act = RunNotReceivingEducation {
        reason: RunReason::Regular,
    };
    user.access(act, education::run).await.unwrap()
}

fn page(run: Uuid) -> ListNotReceivingEducation {
    ListNotReceivingEducation {
        run,
        page: Page::parse(None),
    }
}

async fn shielded(user: &SignedIn, run: Uuid) -> Result<Listed<WithoutSetting>, Stopped> {
    let act = ListShieldedNotReceivingEducation {
        run,
        page: Page::parse(None),
    };
    user.access(act, education::list_shielded).await
}

async fn open(user: &SignedIn, child: ChildNumber) -> Result<OpeningId, Stopped> {
    let run = run(user).await;
    user.access(OpenListed { child, run }, education::open)
        .await
}

fn names(listed: &Listed<WithoutSetting>) -> Vec<&str> {
    listed.rows.iter().map(|row| &*row.name.given).collect()
}

async fn list(user: &SignedIn) -> Listed<WithoutSetting> {
    let run = run(user).await;
    user.access(page(run), education::list).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_has_whoever_is_of_school_age_without_a_setting_cne_01_cne_03_cne_05_d_42() {
    let world = world().await;
    supplied(&world).await;
    let officer = world.signed_in(OFFICER).await;
    let listed = list(&officer).await;
    assert_eq!(names(&listed), ["Augusta", "Bathsheba"]);
    assert_eq!(listed.rows[0].from, None, "there never was a setting");
    assert_eq!(listed.rows[1].from, Some(day("2026-07-18")));
    assert!(!listed.sees_shields);

    // Who was born a day later is of another school year, and has not left.
    world
        .supply(SCHOOLS, vec![pupil("Guinevere", "2010-09-01")])
        .await;
    assert_eq!(
        names(&list(&officer).await),
        ["Augusta", "Bathsheba", "Guinevere"]
    );
    world.acts_for(OFFICER, "E08000035").await;
    let elsewhere = world.signed_in(OFFICER).await;
    assert_eq!(names(&list(&elsewhere).await), ["Leonora"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shielded_child_stands_on_managements_list_alone_d_32_cne_05() {
    let world = world().await;
    supplied(&world).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let listed = list(&manager).await;
    assert!(listed.sees_shields);
    assert!(
        !serde_json::to_string(&listed)
            .unwrap()
            .contains("Henrietta")
    );
    let own = run(&manager).await;
    let hidden = shielded(&manager, own).await.unwrap();
    assert_eq!(names(&hidden), ["Henrietta"]);

    let administrator = world.signed_in(Role::DataAdministrator).await;
    let own = run(&administrator).await;
    assert_eq!(
        refused(shielded(&administrator, own).await),
        Some(Refusal::Role)
    );
    let right = "update hat set shield_right = true where role = 'data-administrator'";
    world.database.execute(right).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let own = run(&administrator).await;
    assert_eq!(
        names(&shielded(&administrator, own).await.unwrap()),
        ["Henrietta"]
    );

    // An officer has neither the list nor a way to the record from the other one.
    let officer = world.signed_in(OFFICER).await;
    let own = run(&officer).await;
    assert_eq!(refused(shielded(&officer, own).await), Some(Refusal::Role));
    let child = hidden.rows[0].child;
    assert_eq!(
        refused(open(&officer, child).await),
        Some(Refusal::NoSuchRecord)
    );
    assert!(open(&manager, child).await.is_ok());
    world
        .acts_for(Role::LocalAuthorityManager, "E08000035")
        .await;
    let elsewhere = world.signed_in(Role::LocalAuthorityManager).await;
    let own = run(&elsewhere).await;
    assert!(shielded(&elsewhere, own).await.unwrap().rows.is_empty());
    assert_eq!(
        refused(open(&elsewhere, child).await),
        Some(Refusal::NoSuchRecord)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_looks_says_why_and_others_are_refused_cne_04() {
    let world = world().await;
    supplied(&world).await;
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let may = role == OFFICER || role.manages_records();
        let reason = RunReason::Admissions;
        let act = RunNotReceivingEducation { reason };
        let run = user.access(act, education::run).await;
        assert_eq!(run.is_ok(), may, "{}", role.code());
        let run = run.unwrap_or(Uuid::from_u128(9));
        let listed = user.access(page(run), education::list).await;
        assert_eq!(listed.is_ok(), may, "{}", role.code());
        let schedule = user.access(ViewSchedule, education::schedule).await;
        assert_eq!(schedule.is_ok(), may, "{}", role.code());
    }
    for (action, outcome, entries) in [
        ("cne.run", "done", 3),
        ("cne.run", "refused", 9),
        ("cne.listed", "done", 3),
        ("cne.listed", "refused", 9),
    ] {
        assert_eq!(
            world.database.entries(action, outcome).await,
            entries,
            "{action} {outcome}"
        );
    }
    let told = "audit.entry where action in ('cne.run', 'cne.listed') and outcome = 'done'
                and detail ->> 'reason' = 'admissions'";
    assert_eq!(world.count(told).await, 6);

    // Nobody looks for somebody else's reason, nor for none.
    let officer = world.signed_in(OFFICER).await;
    let own = run(&officer).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    for run in [own, Uuid::from_u128(9)] {
        let listed = manager.access(page(run), education::list).await;
        assert_eq!(refused(listed), Some(Refusal::NoSuchRecord));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_leads_to_the_records_on_it_and_to_no_other_cne_04_srch_01() {
    let world = world().await;
    supplied(&world).await;
    let officer = world.signed_in(OFFICER).await;
    let child = list(&officer).await.rows[0].child;
    let opening = open(&officer, child).await.unwrap();
    let opened = officer.opening(opening).await.unwrap().unwrap();
    assert_eq!(opened.child, child);
    assert_eq!(opened.reason.code(), ReasonCode::EducationNotRecorded);

    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let opening = open(&manager, child).await.unwrap();
    let opened = manager.opening(opening).await.unwrap().unwrap();
    assert_eq!(opened.reason.code(), ReasonCode::ManagementFunction);

    for other in [world.child, world.shielded, ChildNumber::nth(77)] {
        assert_eq!(
            refused(open(&officer, other).await),
            Some(Refusal::NoSuchRecord)
        );
    }
    let run = Uuid::from_u128(9);
    let without = officer
        .access(OpenListed { child, run }, education::open)
        .await;
    assert_eq!(refused(without), Some(Refusal::NoSuchRecord));
    world.acts_for(OFFICER, "E08000035").await;
    let elsewhere = world.signed_in(OFFICER).await;
    assert_eq!(
        refused(open(&elsewhere, child).await),
        Some(Refusal::NoSuchRecord)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_knows_of_a_setting_says_so_and_officers_are_told_cne_06_d_42() {
    let world = world().await;
    supplied(&world).await;
    let officer = world.signed_in(OFFICER).await;
    let child = list(&officer).await.rows[0].child;
    let nurse = world.signed_in(Role::Practitioner).await;
    let at_home = || Edit::Service(Part::New, setting(AT_HOME, None));
    change(&world, &nurse, child, at_home()).await;
    let officer = world.signed_in(OFFICER).await;
    assert_eq!(names(&list(&officer).await), ["Bathsheba"]);
    assert_eq!(World::waiting(&officer).await, [TaskKind::EducationTold]);

    // Whoever finds out for the authority is told nothing of it.
    let child = list(&officer).await.rows[0].child;
    change(&world, &officer, child, at_home()).await;
    assert!(list(&officer).await.rows.is_empty());
    assert_eq!(World::waiting(&officer).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_death_takes_a_child_off_the_list_dth_04_cne_05() {
    let world = world().await;
    supplied(&world).await;
    let officer = world.signed_in(OFFICER).await;
    let child = list(&officer).await.rows[0].child;
    let act = NotifyDeath {
        child,
        died: day("2026-10-30"),
        verified: Verified::DocumentSeen,
    };
    officer.access(act, death::notify).await.unwrap();
    assert_eq!(names(&list(&officer).await), ["Bathsheba"]);
    assert_eq!(
        refused(open(&officer, child).await),
        Some(Refusal::NoSuchRecord)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_are_reminded_once_a_month_where_that_is_wanted_t_37_cne_07() {
    let world = world().await;
    let officer = world.signed_in(OFFICER).await;
    let monthly = |monthly| ScheduleNotReceivingEducation { monthly };
    assert!(
        !officer
            .access(ViewSchedule, education::schedule)
            .await
            .unwrap()
    );
    officer
        .access(monthly(true), education::set_schedule)
        .await
        .unwrap();
    officer
        .access(monthly(true), education::set_schedule)
        .await
        .unwrap();
    assert!(
        officer
            .access(ViewSchedule, education::schedule)
            .await
            .unwrap()
    );
    assert_eq!(
        world.run(Rule::EducationLists).await,
        0,
        "the month has begun already"
    );

    // Three months later, two of which nobody's job was running.
    world.database.clock.advance(TimeDelta::days(91));
    assert_eq!(world.run(Rule::EducationLists).await, 1);
    assert_eq!(world.run(Rule::EducationLists).await, 0);
    let officer = world.signed_in(OFFICER).await;
    assert_eq!(World::waiting(&officer).await, [TaskKind::EducationList]);
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(World::waiting(&manager).await.is_empty());

    officer
        .access(monthly(false), education::set_schedule)
        .await
        .unwrap();
    world.database.clock.advance(TimeDelta::days(31));
    assert_eq!(world.run(Rule::EducationLists).await, 0);
}

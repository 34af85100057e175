//! Deaths: notified, reversed, confirmed, and how long the record then stays (DTH); moving (CTY-01).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::best_view::Statement;
use domain::child_record::{
    Address, ChildRecordView, DateOfBirth, Moved, NameUse, PersonName, Postcode, ReportMove,
    Verified, ViewChildRecord,
};
use domain::data_source::{Row, SupplyRows};
use domain::death::{
    ApproveCertificate, Deaths, EnterCertificate, ListCertificates, ListDeaths, NotifyDeath,
    ReverseDeath,
};
use domain::id::{ChildNumber, SourceId};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use domain::work::Rule;
use registry::testing::World;
use registry::{SignedIn, Stopped, child_record, death, task};
use uuid::Uuid;

fn notify(child: ChildNumber, died: &str) -> NotifyDeath {
    NotifyDeath {
        child,
        died: died.parse().unwrap(),
        verified: Verified::DocumentSeen,
    }
}

fn reverse(child: ChildNumber) -> ReverseDeath {
    ReverseDeath {
        child,
        verified: Verified::DocumentSeen,
        reference: "letter 7".into(),
    }
}

async fn view(user: &SignedIn, child: ChildNumber) -> ChildRecordView {
    let reason = Reason::given("providing-service", "").unwrap();
    let act = ViewChildRecord { child, reason };
    user.access(act, child_record::view).await.unwrap()
}

async fn unconfirmed(user: &SignedIn) -> usize {
    match user.access(ListDeaths, death::list).await.unwrap() {
        Deaths::Unconfirmed(deaths) => deaths.len(),
        Deaths::Certificates(_) => panic!("an authority's list"),
    }
}

async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|task| task.kind).collect()
}

/// Lets the nurse keep an involvement with a child.
async fn kept_by_the_nurse(world: &World, child: ChildNumber) {
    world
        .database
        .execute(&format!(
            "insert into live.involvement (id, child, service, level, owner, telephone, started, as_of)
             select gen_random_uuid(), {}, service, 'organisation', '{}', telephone, started, as_of
             from live.involvement limit 1",
            child.stored(),
            World::account(Role::Practitioner)
        ))
        .await;
}

async fn leaves_live_on(world: &World, child: ChildNumber) -> String {
    let select = format!(
        "select leaves_live_on::text from live.child where child = {}",
        child.stored()
    );
    world.database.rows(&select).await.remove(0)
}

#[tokio::test]
async fn a_death_shows_at_once_and_whoever_works_with_the_child_is_told_dth_01_dth_04() {
    let world = World::new().await;
    kept_by_the_nurse(&world, world.child).await;
    world
        .database
        .execute(&format!(
            "insert into task (id, kind, account, child, opened_on)
             values (gen_random_uuid(), 'check-involvement', '{}', {}, '2026-10-01')",
            World::account(Role::Practitioner),
            world.child.stored()
        ))
        .await;
    let teacher = world.signed_in(Role::SupportStaff).await;
    for _ in 0..2 {
        let act = notify(world.child, "2026-10-30");
        teacher.access(act, death::notify).await.unwrap();
    }
    let ChildRecordView::Open(record) = view(&teacher, world.child).await else {
        panic!("an open record");
    };
    assert_eq!(record.date_of_death, "2026-10-30".parse().ok());
    let sent = serde_json::to_string(&record).unwrap();
    assert!(!sent.contains("onfirmed"), "users see no status (D-49)");
    assert_eq!(leaves_live_on(&world, world.child).await, "9999-12-31");
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(waiting(&nurse).await, [TaskKind::DeathNotified]);
}

#[tokio::test]
async fn a_death_that_cannot_be_is_rejected_dth_01() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    for died in ["2015-05-13", "2099-01-01"] {
        let answer = nurse.access(notify(world.child, died), death::notify).await;
        assert!(matches!(answer, Err(Stopped::Rejected(_))), "{died}");
    }
    let act = notify(world.child, "2026-10-30");
    nurse.access(act, death::notify).await.unwrap();
    let act = notify(world.child, "2026-10-31");
    let answer = nurse.access(act, death::notify).await;
    assert!(matches!(answer, Err(Stopped::Rejected(_))), "another date");
}

#[tokio::test]
async fn the_death_of_a_shielded_child_shows_nothing_more_shld_06_dth_01() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let before = view(&nurse, world.shielded).await;
    let act = notify(world.shielded, "2026-10-30");
    nurse.access(act, death::notify).await.unwrap();
    assert_eq!(view(&nurse, world.shielded).await, before);
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert_eq!(unconfirmed(&manager).await, 1);
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(unconfirmed(&administrator).await, 0, "D-32");
}

#[tokio::test]
async fn a_mistaken_notification_is_undone_whole_before_it_is_confirmed_dth_03() {
    let world = World::new().await;
    kept_by_the_nurse(&world, world.child).await;
    let birthday = leaves_live_on(&world, world.child).await;
    let teacher = world.signed_in(Role::SupportStaff).await;
    let act = notify(world.child, "2026-10-30");
    teacher.access(act, death::notify).await.unwrap();
    let refused = teacher.access(reverse(world.child), death::reverse).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::Role))));
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(unconfirmed(&administrator).await, 1);
    for _ in 0..2 {
        let act = reverse(world.child);
        administrator.access(act, death::reverse).await.unwrap();
    }
    assert_eq!(leaves_live_on(&world, world.child).await, birthday);
    let ChildRecordView::Open(record) = view(&teacher, world.child).await else {
        panic!("an open record");
    };
    assert_eq!(record.date_of_death, None);
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(waiting(&nurse).await, [TaskKind::DeathReversed]);
}

#[tokio::test]
async fn two_of_the_central_team_confirm_by_certificate_and_learn_nothing_dth_02_cen_02() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = notify(world.child, "2026-10-30");
    nurse.access(act, death::notify).await.unwrap();
    let one = world.signed_in(Role::CentralTeam).await;
    for child in [world.child, ChildNumber::nth(77)] {
        let act = EnterCertificate {
            child,
            died: "2026-10-29".parse().unwrap(),
            reference: "entry 7".into(),
        };
        one.access(act, death::enter).await.unwrap();
    }
    let Deaths::Certificates(mine) = one
        .access(ListCertificates, death::list_certificates)
        .await
        .unwrap()
    else {
        panic!("the central team's list");
    };
    for certificate in &mine {
        let act = ApproveCertificate {
            certificate: certificate.id,
        };
        let refused = one.access(act, death::approve).await;
        assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    }
    // Somebody else of the team entered them.
    world
        .database
        .execute(&format!(
            "update death_certificate set entered_by = '{}'",
            World::account(Role::PanelMember)
        ))
        .await;
    for certificate in &mine {
        let act = ApproveCertificate {
            certificate: certificate.id,
        };
        one.access(act, death::approve).await.unwrap();
    }
    // Confirmed within the year: the record leaves on the first anniversary of the certified day.
    assert_eq!(leaves_live_on(&world, world.child).await, "2027-10-29");
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(unconfirmed(&administrator).await, 0);
    let answer = administrator
        .access(reverse(world.child), death::reverse)
        .await;
    assert!(matches!(answer, Err(Stopped::Rejected(_))), "confirmed");
}

#[tokio::test]
async fn an_unconfirmed_death_is_asked_about_after_four_weeks_then_each_quarter_t_19() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = notify(world.child, "2026-10-30");
    nurse.access(act, death::notify).await.unwrap();
    world.database.clock.advance(chrono::TimeDelta::days(27));
    assert_eq!(
        world
            .registry
            .run_rule(Rule::UnconfirmedDeaths)
            .await
            .unwrap(),
        0
    );
    // Nobody worked for a year: one question, not five.
    world.database.clock.advance(chrono::TimeDelta::days(365));
    assert_eq!(
        world
            .registry
            .run_rule(Rule::UnconfirmedDeaths)
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        world
            .registry
            .run_rule(Rule::UnconfirmedDeaths)
            .await
            .unwrap(),
        0
    );
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(
        waiting(&administrator).await,
        [TaskKind::DeathNotified, TaskKind::DeathUnconfirmed]
    );
}

fn moved(child: ChildNumber, postcode: Option<&str>) -> ReportMove {
    ReportMove {
        child,
        to: postcode.map(|postcode| Address {
            lines: vec!["9 New Road".into(), "Leeds".into()],
            postcode: Postcode::parse(postcode).ok(),
        }),
        verified: Verified::ToldByParentOrCarer,
    }
}

#[tokio::test]
async fn a_move_is_noted_and_agreement_waited_for_cty_01_cty_03() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = moved(world.child, Some("ZL1 4AB"));
    let answer = nurse.access(act, child_record::report_move).await.unwrap();
    assert_eq!(answer, Moved::Shown);
    let ChildRecordView::Open(record) = view(&nurse, world.child).await else {
        panic!("an open record");
    };
    let shown = serde_json::to_string(&record.whereabouts).unwrap();
    assert!(shown.contains("9 New Road"), "{shown}");
    assert_eq!(record.responsible_authority.name, "Bradford");
    let act = moved(world.child, Some("XX9 9XX"));
    let answer = nurse.access(act, child_record::report_move).await;
    assert!(
        matches!(answer, Err(Stopped::Rejected(_))),
        "not in England"
    );
    let act = moved(world.child, None);
    nurse.access(act, child_record::report_move).await.unwrap();
    let ChildRecordView::Open(record) = view(&nurse, world.child).await else {
        panic!("an open record");
    };
    let shown = serde_json::to_string(&record.whereabouts).unwrap();
    assert!(
        shown.contains("last-known") && shown.contains("9 New Road"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_shielded_child_who_has_moved_stays_hidden_shld_06_cty_01() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let before = view(&nurse, world.shielded).await;
    let act = moved(world.shielded, Some("ZL1 4AB"));
    let answer = nurse.access(act, child_record::report_move).await.unwrap();
    assert_eq!(answer, Moved::Shown, "whatever the record shows");
    assert_eq!(view(&nurse, world.shielded).await, before);
    let plain = world
        .database
        .rows("select child::text from live.statement where content::text like '%New Road%'")
        .await;
    assert!(
        plain.is_empty(),
        "sealed like everything else of the record"
    );
}

#[tokio::test]
async fn practitioners_of_the_new_area_see_involvements_within_their_time_cty_02() {
    let world = World::new().await;
    world
        .database
        .execute("update live.involvement set ended = '2026-06-01', visible_until = '2027-06-01'")
        .await;
    world
        .database
        .execute("update live.child set local_authority = 'E08000035'")
        .await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let ChildRecordView::Open(record) = view(&nurse, world.child).await else {
        panic!("an open record");
    };
    assert_eq!(record.involvements.len(), 1);
    assert_eq!(record.responsible_authority.name, "Leeds");
}

/// What the register of the tests says of a child, with a date of death.
fn died_row(child: ChildNumber, said: Statement, died: Option<&str>) -> SupplyRows {
    let statement = Statement {
        date_of_death: died.map(|died| died.parse().unwrap()),
        ..said
    };
    SupplyRows {
        source: SourceId(Uuid::from_u128(World::REGISTER)),
        file: String::new(),
        rows: vec![Row {
            number: 2,
            reference: child.stored().to_string(),
            at: "2026-11-01T12:00:00Z".parse().unwrap(),
            statement,
        }],
        queued: None,
    }
}

/// Has the register of the tests supply a row about a child.
async fn supply_row(world: &World, child: ChildNumber, name: &str, died: Option<&str>) {
    let said = Statement {
        names: vec![(
            NameUse::Current,
            PersonName {
                given: name.into(),
                family: "Supplied".into(),
            },
        )],
        date_of_birth: Some(DateOfBirth {
            date: "2015-05-14".parse().unwrap(),
            estimated: false,
        }),
        ..Statement::default()
    };
    let source = SourceId(Uuid::from_u128(World::REGISTER));
    let act = died_row(child, said, died);
    world.database.clock.advance(chrono::TimeDelta::seconds(1));
    let outcome = world
        .registry
        .as_source(source)
        .access(act, registry::data_source::supply)
        .await
        .unwrap();
    assert_eq!(outcome.refused, []);
}

#[tokio::test]
async fn a_death_that_a_source_brings_is_told_like_a_users_dth_01_dth_04() {
    let world = World::new().await;
    kept_by_the_nurse(&world, world.child).await;
    world
        .database
        .execute(&format!(
            "insert into task (id, kind, account, child, opened_on)
             values (gen_random_uuid(), 'check-involvement', '{}', {}, '2026-10-01')",
            World::account(Role::Practitioner),
            world.child.stored()
        ))
        .await;
    supply_row(&world, world.child, "Ann", None).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(waiting(&nurse).await, [TaskKind::CheckInvolvement]);
    for name in ["Ann", "Anne"] {
        supply_row(&world, world.child, name, Some("2026-10-30")).await;
    }
    assert_eq!(waiting(&nurse).await, [TaskKind::DeathNotified]);
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(waiting(&administrator).await, [TaskKind::DeathNotified]);
    assert_eq!(unconfirmed(&administrator).await, 1);
    assert_eq!(
        world.database.entries("death.notified", "done").await,
        1,
        "once, however often the file comes"
    );
    // T-19: the first question comes four weeks later.
    world.registry.catch_up().await.unwrap();
    assert_eq!(waiting(&administrator).await, [TaskKind::DeathNotified]);
    world.database.clock.advance(chrono::TimeDelta::days(28));
    world.registry.catch_up().await.unwrap();
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(
        waiting(&administrator)
            .await
            .contains(&TaskKind::DeathUnconfirmed)
    );
}

#[tokio::test]
async fn a_source_that_takes_a_death_back_has_those_told_who_were_told_dth_03() {
    let world = World::new().await;
    kept_by_the_nurse(&world, world.child).await;
    supply_row(&world, world.child, "Ann", Some("2026-10-30")).await;
    supply_row(&world, world.child, "Ann", None).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(waiting(&nurse).await, [TaskKind::DeathReversed]);
    assert_eq!(world.database.entries("death.reversed", "done").await, 1);
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(unconfirmed(&administrator).await, 0);
}

#[tokio::test]
async fn of_a_shielded_child_a_source_has_only_the_manager_told_dth_04_d_32() {
    let world = World::new().await;
    supply_row(&world, world.shielded, "Sam", Some("2026-10-30")).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    // The row no longer shields, which is the manager's alone to know too (D-05).
    assert_eq!(
        waiting(&manager).await,
        [TaskKind::DeathNotified, TaskKind::ShieldNoticeWithdrawn]
    );
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(waiting(&administrator).await, []);
}

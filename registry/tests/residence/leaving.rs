//! What is told and stated of children who have left, and what archives a record (LVE-01, LVE-02).

use domain::archive::Step;
use domain::child_record::ChildRecordView;
use domain::refusal::Refusal;
use domain::residence::{FindStillHere, Intention, Scope, WentTo};
use domain::shielding::{Asked, Ground, Origin, RequestShield};
use domain::standing::Role;
use domain::task::TaskKind;
use registry::testing::World;
use registry::{Stopped, residence, shielding};

use super::{
    ADMINISTRATOR, MANAGER, NURSE, acts_for, archive, desk, left, only_case, open, rejected,
    report, state, take_step, view, waiting,
};

#[tokio::test]
async fn a_users_report_waits_for_the_team_and_changes_nothing_lve_01() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let before = open(&nurse, world.child).await;
    let said = left(Intention::DoesNotReturn, WentTo::Abroad);
    for _ in 0..2 {
        report(&nurse, world.child, said).await.unwrap();
    }
    assert_eq!(open(&nurse, world.child).await, before);
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert_eq!(waiting(&administrator).await, [TaskKind::LeavingReported]);
    let case = only_case(&administrator).await;
    assert_eq!((case.number, case.stated), (world.child, None));
    let [told] = case.reports.as_slice() else {
        panic!("the same told twice is one report");
    };
    assert_eq!(told.departure, said);
    assert_eq!(told.organisation, "Airedale Children's Health");
    assert_eq!(world.database.entries("leave.reported", "done").await, 2);
    let rejected = rejected(archive(&administrator, world.child).await);
    assert_eq!(rejected, "Record what is known of the move first");
}

#[tokio::test]
async fn whoever_uses_records_reports_and_nobody_else_lve_01() {
    let world = World::new().await;
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let said = left(Intention::NoInformation, WentTo::Unknown);
        let told = report(&user, world.child, said).await;
        assert_eq!(told.is_ok(), role.uses_records(), "{role:?}");
    }
    let nurse = world.signed_in(NURSE).await;
    let mut future = left(Intention::Returns, WentTo::Abroad);
    future.ceased_on = "2026-11-03".parse().unwrap();
    assert!(rejected(report(&nurse, world.child, future).await).contains("once they have left"));
}

#[tokio::test]
async fn a_family_that_intends_to_return_in_two_years_stays_live_d_14_lve_01() {
    for intention in [Intention::Returns, Intention::NoInformation] {
        let world = World::new().await;
        let administrator = world.signed_in(ADMINISTRATOR).await;
        let said = left(intention, WentTo::Abroad);
        state(&administrator, world.child, said).await.unwrap();
        take_step(&administrator, world.child).await.unwrap();
        let why = rejected(archive(&administrator, world.child).await);
        assert!(why.starts_with("The record stays"), "{why}");
        let nurse = world.signed_in(NURSE).await;
        assert!(view(&nurse, world.child).await.is_ok());
        let case = only_case(&administrator).await.stated.unwrap();
        assert!(!case.left_for_good && !case.review_due);
        assert_eq!(case.review_on.to_string(), "2027-05-02");
    }
}

#[tokio::test]
async fn the_record_shows_one_of_three_statements_and_day_and_body_to_its_administrator_rec_03() {
    let world = World::new().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let nurse = world.signed_in(NURSE).await;
    let manager = world.signed_in(MANAGER).await;
    for intention in Intention::ALL {
        let said = left(intention, WentTo::Abroad);
        report(&nurse, world.child, said).await.unwrap();
        state(&administrator, world.child, said).await.unwrap();
        for user in [&nurse, &manager] {
            let record = open(user, world.child).await;
            let ceased = record.ceased.clone().unwrap();
            assert_eq!((ceased.intention, ceased.told), (intention, None));
            let sent = serde_json::to_string(&record).unwrap();
            assert!(!sent.contains("2026-10-01") && !sent.contains("abroad"));
        }
        let told = open(&administrator, world.child).await.ceased.unwrap().told;
        let told = told.unwrap();
        assert_eq!(told.ceased_on, said.ceased_on);
        assert_eq!(
            told.supplied_by, "Airedale Children's Health",
            "who told it"
        );
    }
    acts_for(&world, ADMINISTRATOR, "E08000035").await;
    let elsewhere = world.signed_in(ADMINISTRATOR).await;
    assert_eq!(
        open(&elsewhere, world.child).await.ceased.unwrap().told,
        None
    );
}

#[tokio::test]
async fn no_intention_and_steps_recorded_archive_and_owners_are_told_lve_01_d_14() {
    let world = World::new().await;
    let owned = format!(
        "update live.involvement set owner = '{}'",
        World::account(NURSE)
    );
    world.database.execute(&owned).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert!(rejected(take_step(&administrator, world.child).await).contains("first"));
    let said = left(Intention::DoesNotReturn, WentTo::Abroad);
    state(&administrator, world.child, said).await.unwrap();
    let why = rejected(archive(&administrator, world.child).await);
    assert_eq!(why, "Record at least one step that you took to be sure");
    take_step(&administrator, world.child).await.unwrap();
    assert!(
        only_case(&administrator)
            .await
            .stated
            .unwrap()
            .left_for_good
    );
    archive(&administrator, world.child).await.unwrap();
    let kept = "select why from archive.record";
    assert_eq!(world.database.rows(kept).await, ["left-england"]);
    let steps = "select detail->'steps' as s from audit.entry
                 where action = 'leave.archived' and outcome = 'done'";
    let taken = format!(
        r#"["{}", "{}"]"#,
        Step::AskedFamily.code(),
        Step::AskedSchool.code()
    );
    assert_eq!(world.database.rows(steps).await, [taken]);
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(
        waiting(&nurse).await,
        [TaskKind::RecordArchived],
        "the owner"
    );
    for table in ["live.ceased_residence", "live.leaving_report"] {
        let rows = format!("select 1 from {table}");
        assert!(world.database.rows(&rows).await.is_empty(), "{table}");
    }
    assert!(desk(&administrator).await.cases.is_empty());
    assert!(waiting(&administrator).await.is_empty());
}

#[tokio::test]
async fn a_family_in_wales_using_an_english_gp_is_archived_and_everything_ends_d_16_lve_02() {
    let world = World::new().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let said = left(Intention::Returns, WentTo::Wales);
    state(&administrator, world.quiet, said).await.unwrap();
    assert!(
        archive(&administrator, world.quiet).await.is_err(),
        "LVE-01"
    );
    take_step(&administrator, world.quiet).await.unwrap();
    world
        .database
        .execute(&format!(
            "update live.involvement set child = {}, owner = '{}'",
            world.quiet.stored(),
            World::account(NURSE)
        ))
        .await;
    archive(&administrator, world.quiet).await.unwrap();
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(waiting(&nurse).await, [TaskKind::RecordArchived]);
    // Should the child come back after all, what was ended by the move stays archived (ARC-08).
    let back = super::returning::window(&administrator, world.quiet).await;
    super::returning::restore(&administrator, back)
        .await
        .unwrap();
    for table in ["live.involvement", "live.sensitive_involvement"] {
        let rows = format!("select 1 from {table}");
        assert!(world.database.rows(&rows).await.is_empty(), "{table}");
    }
    let left_behind = "select kind from archive.item where why = 'left-behind' order by 1";
    assert_eq!(
        world.database.rows(left_behind).await,
        ["involvement", "sensitive-involvement"]
    );
    assert!(open(&nurse, world.quiet).await.ceased.is_none(), "LVE-03");
}

#[tokio::test]
async fn an_involvement_ends_on_the_day_of_the_move_or_on_its_first_d_16() {
    for (started, ended) in [("2024-09-01", "2026-10-01"), ("2026-10-15", "2026-10-15")] {
        let world = World::new().await;
        let begun =
            format!("update live.involvement set started = '{started}', as_of = '{started}'");
        world.database.execute(&begun).await;
        let administrator = world.signed_in(ADMINISTRATOR).await;
        let child = "select child from live.involvement";
        let child: i64 = world.database.rows(child).await[0].parse().unwrap();
        let child = domain::id::ChildNumber::from_stored(child).unwrap();
        let said = left(Intention::NoInformation, WentTo::Scotland);
        state(&administrator, child, said).await.unwrap();
        take_step(&administrator, child).await.unwrap();
        archive(&administrator, child).await.unwrap();
        let window = super::returning::window(&administrator, child).await;
        let shown = super::returning::look(&administrator, window).await;
        let kept = &shown.record.unwrap().involvements[0];
        assert_eq!(kept.ended.unwrap().to_string(), ended);
    }
}

#[tokio::test]
async fn a_shielded_child_is_reported_by_all_and_seen_to_by_the_manager_alone_shld_01() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let before = view(&nurse, world.shielded).await.unwrap();
    let said = left(Intention::DoesNotReturn, WentTo::Abroad);
    report(&nurse, world.shielded, said).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert!(waiting(&administrator).await.is_empty());
    assert!(desk(&administrator).await.cases.is_empty());
    let refused = state(&administrator, world.shielded, said).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    let manager = world.signed_in(MANAGER).await;
    assert_eq!(waiting(&manager).await, [TaskKind::LeavingReported]);
    assert!(only_case(&manager).await.shielded);
    state(&manager, world.shielded, said).await.unwrap();
    assert!(desk(&administrator).await.cases.is_empty());
    assert_eq!(view(&nurse, world.shielded).await.unwrap(), before);
    assert!(matches!(before, ChildRecordView::Shielded(_)));
    take_step(&manager, world.shielded).await.unwrap();
    archive(&manager, world.shielded).await.unwrap();
}

#[tokio::test]
async fn a_shield_takes_what_waits_from_the_administrator_to_the_manager_shld_01() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let said = left(Intention::DoesNotReturn, WentTo::Abroad);
    report(&nurse, world.child, said).await.unwrap();
    let asked = Asked {
        origin: Origin::User,
        ground: Ground::HarmToChild,
        discussed_with_family: false,
        discussed_with_manager: false,
        until: None,
    };
    let child = world.child;
    let act = RequestShield { child, asked };
    nurse.access(act, shielding::request).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert!(waiting(&administrator).await.is_empty());
    let manager = world.signed_in(MANAGER).await;
    assert!(waiting(&manager).await.contains(&TaskKind::LeavingReported));
}

#[tokio::test]
async fn another_authority_sees_and_states_nothing_lve_01() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let said = left(Intention::DoesNotReturn, WentTo::Abroad);
    report(&nurse, world.child, said).await.unwrap();
    for role in [MANAGER, ADMINISTRATOR] {
        acts_for(&world, role, "E08000035").await;
        let user = world.signed_in(role).await;
        assert!(desk(&user).await.cases.is_empty());
        let here = FindStillHere { child: world.child };
        for refused in [
            state(&user, world.child, said).await,
            take_step(&user, world.child).await,
            archive(&user, world.child).await,
            user.access(here, residence::find_still_here).await,
        ] {
            assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
        }
    }
}

#[tokio::test]
async fn a_child_who_lives_here_after_all_has_nothing_of_it_on_the_record_lve_01() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let said = left(Intention::Returns, WentTo::Abroad);
    report(&nurse, world.child, said).await.unwrap();
    state(&administrator, world.child, said).await.unwrap();
    assert!(
        waiting(&administrator).await.is_empty(),
        "a report is settled by a statement"
    );
    let told = waiting(&nurse).await;
    assert_eq!(told, [TaskKind::LeavingAnswered], "who told it");
    report(&nurse, world.child, said).await.unwrap();
    let here = FindStillHere { child: world.child };
    administrator
        .access(here, residence::find_still_here)
        .await
        .unwrap();
    assert!(desk(&administrator).await.cases.is_empty());
    assert!(waiting(&administrator).await.is_empty());
    assert!(open(&nurse, world.child).await.ceased.is_none());
}

#[tokio::test]
async fn by_the_later_wording_whoever_is_in_no_area_does_not_belong_d_13() {
    let mut world = World::new().await;
    let said = left(Intention::Returns, WentTo::Abroad);
    let administrator = world.signed_in(ADMINISTRATOR).await;
    state(&administrator, world.child, said).await.unwrap();
    take_step(&administrator, world.child).await.unwrap();
    assert!(archive(&administrator, world.child).await.is_err());
    world.registry = world.registry.clone().with_scope(Scope::InAnArea);
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert!(
        only_case(&administrator)
            .await
            .stated
            .unwrap()
            .left_for_good
    );
    archive(&administrator, world.child).await.unwrap();
}

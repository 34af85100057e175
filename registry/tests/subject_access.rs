//! Requests for what is held about oneself (SAR, D-41, T-33, SHLD-15, NEWID-08, TRF-07, scenario 35), on a real
//! database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod following;
mod own_data;
mod shielded;

use chrono::NaiveDate;
use domain::archive::{ArchiveRecord, Leaving, Step};
use domain::child_record::PersonName;
use domain::clock::london_date;
use domain::id::ChildNumber;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::subject_access::{
    Allowance, Applicant, Asked, Check, DecideRequest, Decision, ExtendRequest, Extension, Finding,
    ListSubjectAccess, LogRequest, Logged, Means, Next, OpenRequested, ProduceReport, RecordCheck,
    RecordDelivery, Report, RequestShown, Requests, SetAllowance, Stage, Statement, Subject,
    ViewReport, ViewSubjectAccess, Writing,
};
use domain::task::{ListMyTasks, TaskKind};
use domain::work::Rule;
use registry::testing::{World, refused, rejected};
use registry::{SignedIn, Stopped, archive, subject_access, task};
use uuid::Uuid;

const LM: Role = Role::LocalAuthorityManager;
const DA: Role = Role::DataAdministrator;
const NURSE: Role = Role::Practitioner;
const LEEDS: &str = "E08000035";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn asked(applicant: Applicant, child: ChildNumber) -> Asked {
    Asked {
        applicant,
        by_another: false,
        subject: Subject::Child(child),
        writing: Writing::Letter,
        forwarded_by: None,
        received_on: day("2026-11-02"),
    }
}

async fn log(user: &SignedIn, asked: Asked) -> Result<Logged, Stopped> {
    let token = None;
    user.access(LogRequest { asked, token }, subject_access::log)
        .await
}

/// A request that was logged with one's own authority.
async fn logged(user: &SignedIn, asked: Asked) -> Uuid {
    match log(user, asked).await.unwrap() {
        Logged::Here(id) => id,
        Logged::PassedOn => panic!("it is one's own"),
    }
}

async fn list(user: &SignedIn) -> Requests {
    user.access(ListSubjectAccess, subject_access::list)
        .await
        .unwrap()
}

async fn see(user: &SignedIn, request: Uuid) -> Result<RequestShown, Stopped> {
    user.access(ViewSubjectAccess { request }, subject_access::view)
        .await
}

async fn stage(user: &SignedIn, request: Uuid) -> Stage {
    see(user, request).await.unwrap().listed.stage
}

async fn found(
    user: &SignedIn,
    request: Uuid,
    check: Check,
    finding: Finding,
) -> Result<(), Stopped> {
    let act = RecordCheck {
        request,
        check,
        finding,
    };
    user.access(act, subject_access::check).await
}

/// Finds nothing in the way of what everybody's request is looked at for.
async fn clear(user: &SignedIn, request: Uuid) {
    for (check, finding) in [
        (Check::Identity, Finding::Proved),
        (Check::CourtOrder, Finding::None),
        (Check::Exemption, Finding::None),
    ] {
        found(user, request, check, finding).await.unwrap();
    }
}

async fn decide(user: &SignedIn, request: Uuid, decision: Decision) -> Result<(), Stopped> {
    let on = day("2026-11-02");
    let act = DecideRequest {
        request,
        decision,
        on,
    };
    user.access(act, subject_access::decide).await
}

async fn produce(user: &SignedIn, request: Uuid) -> Result<(), Stopped> {
    user.access(ProduceReport { request }, subject_access::produce)
        .await
}

async fn report(user: &SignedIn, request: Uuid) -> Result<Report, Stopped> {
    user.access(ViewReport { request }, subject_access::view_report)
        .await
}

/// A parent's request for their own data.
fn of_a_parent(child: ChildNumber) -> Asked {
    Asked {
        subject: Subject::Parent(child, pat()),
        ..asked(Applicant::Parent, child)
    }
}

/// What the applicant is handed over.
async fn handed_over(user: &SignedIn, request: Uuid) -> String {
    serde_json::to_string(&report(user, request).await.unwrap()).unwrap()
}

async fn deliver(user: &SignedIn, request: Uuid, on: &str) -> Result<(), Stopped> {
    let act = RecordDelivery {
        request,
        means: Means::SignedFor,
        on: day(on),
    };
    user.access(act, subject_access::deliver).await
}

/// A child's own request, released and made.
async fn made(user: &SignedIn, child: ChildNumber) -> Uuid {
    let request = logged(user, asked(Applicant::Child, child)).await;
    clear(user, request).await;
    let (check, finding) = (Check::Understanding, Finding::Understands);
    found(user, request, check, finding).await.unwrap();
    decide(user, request, Decision::Release).await.unwrap();
    produce(user, request).await.unwrap();
    request
}

async fn waiting(user: &SignedIn) -> Vec<(TaskKind, Option<NaiveDate>)> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|one| (one.kind, one.due_on)).collect()
}

/// Archives a record that should never have been.
async fn archived(user: &SignedIn, child: ChildNumber) {
    let act = ArchiveRecord {
        child,
        leaving: Leaving::NeverResident,
        steps: vec![Step::AskedFamily],
    };
    user.access(act, archive::archive).await.unwrap();
}

/// The world's one manager, for another authority.
async fn manager_of_leeds(world: &World) -> SignedIn {
    let wear = format!(
        "update hat set local_authority = '{LEEDS}' where role = 'local-authority-manager'"
    );
    world.database.execute(&wear).await;
    world.signed_in(LM).await
}

fn pat() -> PersonName {
    PersonName {
        given: "Parent".into(),
        family: "Nearby".into(),
    }
}

#[tokio::test]
async fn a_childs_request_is_logged_checked_released_made_and_delivered_sar_04_sar_08_sar_11() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let assistant = world.signed_in(DA).await;
    let request = logged(&assistant, asked(Applicant::Child, world.child)).await;
    // Logged again, it is the one there is.
    let again = logged(&manager, asked(Applicant::Child, world.child)).await;
    assert_eq!(again, request);
    let due = Some(day("2026-12-02"));
    let task = (TaskKind::SubjectAccessToAnswer, due);
    assert!(waiting(&manager).await.contains(&task));
    let shown = see(&manager, request).await.unwrap();
    assert_eq!(shown.listed.due_on, due);
    assert_eq!(shown.child.unwrap().0.to_string(), "Ann Example");
    assert_eq!(shown.listed.stage, Stage::Checking);
    // Nothing is decided, made or seen before it is checked.
    assert_eq!(
        rejected(decide(&manager, request, Decision::Release).await),
        ["decision"]
    );
    assert_eq!(rejected(produce(&manager, request).await), ["report"]);
    assert_eq!(
        refused(report(&manager, request).await),
        Some(Refusal::State)
    );
    clear(&assistant, request).await;
    assert_eq!(
        see(&manager, request).await.unwrap().next,
        Next::Look(vec![Check::Understanding])
    );
    let (check, finding) = (Check::Understanding, Finding::Understands);
    found(&assistant, request, check, finding).await.unwrap();
    // Each check stands with its outcome and its day.
    let shown = see(&manager, request).await.unwrap();
    let looked_at = shown.checks.iter().filter(|one| one.found.is_some());
    assert_eq!(looked_at.count(), 4);
    let identity = shown.checks.iter().find(|one| one.check == Check::Identity);
    let stands = Some((Finding::Proved, day("2026-11-02")));
    assert_eq!(identity.unwrap().found, stands);
    assert_eq!(shown.listed.stage, Stage::Deciding);
    assert_eq!(rejected(produce(&manager, request).await), ["report"]);
    // The data administrator assists, and does not decide (matrix row 56).
    let role = Some(Refusal::Role);
    assert_eq!(
        refused(decide(&assistant, request, Decision::Release).await),
        role
    );
    decide(&manager, request, Decision::Release).await.unwrap();
    assert_eq!(refused(produce(&assistant, request).await), role);
    produce(&manager, request).await.unwrap();
    produce(&manager, request).await.unwrap();
    assert_eq!(refused(report(&assistant, request).await), role);
    let sent = handed_over(&manager, request).await;
    for held in [
        "Ann Example",
        "7 Findable Street",
        "Parent Nearby",
        "07700 900123",
        "Moorside",
        "A123456789012",
        "The support-staff",
        "Bradford",
    ] {
        assert!(sent.contains(held), "{held} in {sent}");
    }
    assert_eq!(
        rejected(deliver(&manager, request, "2026-11-03").await),
        ["on"]
    );
    deliver(&assistant, request, "2026-11-02").await.unwrap();
    assert_eq!(stage(&manager, request).await, Stage::Delivered);
    assert_eq!(
        refused(report(&manager, request).await),
        Some(Refusal::State)
    );
    assert!(!waiting(&manager).await.contains(&task));
    let requests = list(&manager).await;
    assert!(requests.open.is_empty());
    assert_eq!(requests.over.len(), 1);
    for (action, times) in [
        ("sar.received", 2),
        ("sar.checked", 4),
        ("sar.decided", 1),
        ("sar.produced", 2),
        ("sar.report-viewed", 1),
        ("sar.delivered", 1),
    ] {
        assert_eq!(
            world.database.entries(action, "done").await,
            times,
            "{action}"
        );
    }
    // What was found stands where it may be audited as a value alone (AUD-05).
    let plain = "select detail::text from audit.entry where action = 'sar.checked'";
    assert!(
        world
            .database
            .rows(plain)
            .await
            .iter()
            .all(|one| !one.contains("proved"))
    );
}

#[tokio::test]
async fn after_delivery_the_record_is_opened_to_put_it_right_sar_09() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = made(&manager, world.child).await;
    deliver(&manager, request, "2026-11-02").await.unwrap();
    let opening = manager
        .access(OpenRequested { request }, subject_access::open)
        .await
        .unwrap();
    let opened = manager.opening(opening).await.unwrap().unwrap();
    assert_eq!(opened.child, world.child);
}

#[tokio::test]
async fn what_was_said_before_is_in_the_report_upd_07_sar_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let before = format!(
        "insert into live.superseded_statement
             (source, reference, child, supplied_at, superseded_at, content, sealed)
         select source, reference, child, '2025-01-01', '2026-09-01',
                jsonb_set(content, '{{names,0,1,family}}', '\"Earlier\"'), sealed
         from live.statement where child = {}",
        world.child.stored()
    );
    world.database.execute(&before).await;
    let request = made(&manager, world.child).await;
    let sent = handed_over(&manager, request).await;
    assert!(sent.contains("Ann Earlier"), "{sent}");
}

#[tokio::test]
async fn an_understanding_child_who_objects_and_an_order_end_in_reasoned_refusals_sar_05_sar_06() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    for (more, statement) in [
        (
            vec![
                (Check::Relation, Finding::Proved),
                (Check::Residence, Finding::Same),
                (Check::Understanding, Finding::Understands),
                (Check::Agreement, Finding::Objects),
            ],
            Statement::ChildObjects,
        ),
        (
            vec![(Check::CourtOrder, Finding::Against)],
            Statement::CourtOrder,
        ),
        (
            vec![(Check::Relation, Finding::NotProved)],
            Statement::NoParentalResponsibility,
        ),
    ] {
        let request = logged(&manager, asked(Applicant::ParentForChild, world.child)).await;
        clear(&manager, request).await;
        for (check, finding) in more {
            found(&manager, request, check, finding).await.unwrap();
        }
        let shown = see(&manager, request).await.unwrap();
        assert_eq!(shown.next, Next::Refuse(statement));
        assert_eq!(shown.listed.stage, Stage::Refusing);
        assert_eq!(
            rejected(decide(&manager, request, Decision::Release).await),
            ["decision"]
        );
        decide(&manager, request, Decision::Refuse).await.unwrap();
        let shown = see(&manager, request).await.unwrap();
        assert_eq!(shown.listed.stage, Stage::Refused);
        assert_eq!(shown.statement, Some(statement));
        assert_eq!(rejected(produce(&manager, request).await), ["report"]);
        assert_eq!(
            rejected(found(&manager, request, Check::Identity, Finding::Proved).await),
            ["finding"]
        );
    }
    assert_eq!(world.database.entries("sar.refused", "done").await, 3);
    assert_eq!(world.database.entries("sar.produced", "done").await, 0);
}

#[tokio::test]
async fn an_order_found_late_takes_a_release_back_sar_06() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = made(&manager, world.child).await;
    let (check, finding) = (Check::CourtOrder, Finding::Against);
    found(&manager, request, check, finding).await.unwrap();
    assert_eq!(stage(&manager, request).await, Stage::Refusing);
    assert_eq!(
        refused(report(&manager, request).await),
        Some(Refusal::State)
    );
    assert_eq!(
        rejected(deliver(&manager, request, "2026-11-02").await),
        ["means"]
    );
    // Withdrawn again, the officer decides anew.
    found(&manager, request, check, Finding::None)
        .await
        .unwrap();
    assert_eq!(stage(&manager, request).await, Stage::Deciding);
}

#[tokio::test]
async fn the_data_protection_officer_may_refuse_what_nothing_forbids_sar_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, asked(Applicant::Child, world.child)).await;
    clear(&manager, request).await;
    let (check, finding) = (Check::Understanding, Finding::Understands);
    found(&manager, request, check, finding).await.unwrap();
    let before = DecideRequest {
        request,
        decision: Decision::Refuse,
        on: day("2026-11-01"),
    };
    let before = manager.access(before, subject_access::decide).await;
    assert_eq!(rejected(before), ["decided"]);
    decide(&manager, request, Decision::Refuse).await.unwrap();
    let shown = see(&manager, request).await.unwrap();
    assert_eq!(shown.statement, Some(Statement::NotReleased));
}

#[tokio::test]
async fn only_findings_that_belong_are_recorded_sar_04() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, asked(Applicant::Child, world.child)).await;
    for (check, finding) in [
        (Check::Relation, Finding::Proved),
        (Check::Authority, Finding::Proved),
        (Check::Identity, Finding::Agrees),
    ] {
        let result = found(&manager, request, check, finding).await;
        assert_eq!(rejected(result), ["finding"], "{check:?}");
    }
}

#[tokio::test]
async fn the_clock_stands_still_runs_on_is_extended_and_runs_over_sar_10_d_41_t_33() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, asked(Applicant::Child, world.child)).await;
    let due = async |expected: Option<&str>| {
        let shown = see(&manager, request).await.unwrap();
        assert_eq!(shown.listed.due_on, expected.map(day));
    };
    world.at("2026-11-05T09:00:00Z");
    let manager = world.signed_in(LM).await;
    let (check, awaited) = (Check::Identity, Finding::Awaited);
    found(&manager, request, check, awaited).await.unwrap();
    due(None).await;
    assert_eq!(stage(&manager, request).await, Stage::AwaitingIdentity);
    // Standing still, it is never overdue.
    world.at("2026-12-20T09:00:00Z");
    assert_eq!(
        world
            .registry
            .run_rule(Rule::SubjectAccessOverdue)
            .await
            .unwrap(),
        0
    );
    let manager = world.signed_in(LM).await;
    found(&manager, request, check, Finding::Proved)
        .await
        .unwrap();
    // 45 days of a month that ended on 2 December: a Saturday, then a weekend.
    let shown = see(&manager, request).await.unwrap();
    assert_eq!(shown.listed.due_on, Some(day("2027-01-18")));
    let task = TaskKind::SubjectAccessToAnswer;
    let tasks = waiting(&manager).await;
    assert!(
        tasks.contains(&(task, Some(day("2027-01-18")))),
        "{tasks:?}"
    );
    world.at("2027-01-19T09:00:00Z");
    let told = world.registry.run_rule(Rule::SubjectAccessOverdue).await;
    assert_eq!(told.unwrap(), 1);
    let told = world.registry.run_rule(Rule::SubjectAccessOverdue).await;
    assert_eq!(told.unwrap(), 0);
    let manager = world.signed_in(LM).await;
    let kinds: Vec<_> = waiting(&manager)
        .await
        .into_iter()
        .map(|one| one.0)
        .collect();
    assert!(kinds.contains(&TaskKind::SubjectAccessOverdue));
    // Too late for more time.
    let why = Extension::Complex;
    let late = manager.access(ExtendRequest { request, why }, subject_access::extend);
    assert_eq!(rejected(late.await), ["why"]);
}

#[tokio::test]
async fn two_months_more_are_taken_once_and_forty_days_are_a_setting_d_41() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, asked(Applicant::Child, world.child)).await;
    let extend = async |why| {
        let act = ExtendRequest { request, why };
        manager.access(act, subject_access::extend).await
    };
    extend(Extension::Several).await.unwrap();
    extend(Extension::Several).await.unwrap();
    assert_eq!(rejected(extend(Extension::Complex).await), ["why"]);
    let shown = see(&manager, request).await.unwrap();
    assert_eq!(shown.listed.due_on, Some(day("2027-02-02")));
    assert_eq!(shown.extended, Some(Extension::Several));
    let assistant = world.signed_in(DA).await;
    let allowance = Allowance::FortyDays;
    let act = SetAllowance { allowance };
    let result = assistant.access(act, subject_access::set_allowance).await;
    assert_eq!(refused(result), Some(Refusal::Role));
    let act = SetAllowance { allowance };
    manager
        .access(act, subject_access::set_allowance)
        .await
        .unwrap();
    let another = logged(&manager, asked(Applicant::Child, world.quiet)).await;
    let shown = see(&manager, another).await.unwrap();
    assert_eq!(shown.listed.due_on, Some(day("2026-12-14")));
    assert!(!shown.may_extend);
    // What runs already keeps its time.
    let shown = see(&manager, request).await.unwrap();
    assert_eq!(shown.listed.due_on, Some(day("2027-02-02")));
}

#[tokio::test]
async fn a_user_passes_a_request_on_and_another_authority_forwards_it_sar_02_sar_03() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let passed_on = log(&nurse, asked(Applicant::ParentForChild, world.child)).await;
    assert_eq!(passed_on.unwrap(), Logged::PassedOn);
    let manager = world.signed_in(LM).await;
    let requests = list(&manager).await;
    assert_eq!(requests.open.len(), 1);
    let shown = see(&manager, requests.open[0].id).await.unwrap();
    assert_eq!(shown.forwarded_by.unwrap().code(), "user");
    // The wrong authority sends it to the right one, where it waits; and sees it no more.
    let leeds = manager_of_leeds(&world).await;
    let passed_on = log(&leeds, asked(Applicant::Child, world.child)).await;
    assert_eq!(passed_on.unwrap(), Logged::PassedOn);
    assert!(list(&leeds).await.open.is_empty());
    let not_yours = Some(Refusal::NotYours);
    assert_eq!(refused(see(&leeds, requests.open[0].id).await), not_yours);
    let stored = "select forwarded_by, local_authority from subject_access_request
                  where applicant = 'child'";
    assert_eq!(world.database.rows(stored).await, ["authority|E08000032"]);
    let tasks = "select local_authority from task where kind = 'subject-access-to-answer'";
    assert_eq!(world.database.rows(tasks).await, ["E08000032", "E08000032"]);
}

#[tokio::test]
async fn nobody_but_management_answers_and_everyone_else_learns_nothing() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = made(&manager, world.child).await;
    for role in Role::ALL {
        if role.manages_records() {
            continue;
        }
        let user = world.signed_in(role).await;
        let refusal = Some(Refusal::Role);
        assert_eq!(refused(see(&user, request).await), refusal, "{role:?}");
        assert_eq!(refused(report(&user, request).await), refusal, "{role:?}");
        assert_eq!(refused(produce(&user, request).await), refusal, "{role:?}");
        let result = decide(&user, request, Decision::Release).await;
        assert_eq!(refused(result), refusal, "{role:?}");
        let listed = user.access(ListSubjectAccess, subject_access::list).await;
        assert_eq!(refused(listed), refusal, "{role:?}");
        let logged = log(&user, asked(Applicant::Child, world.quiet)).await;
        assert_eq!(refused(logged).is_none(), role.uses_records(), "{role:?}");
    }
    let nothing = Some(Refusal::NoSuchRecord);
    assert_eq!(refused(see(&manager, Uuid::nil()).await), nothing);
    let today = london_date(world.registry.now());
    assert_eq!(report(&manager, request).await.unwrap().made_on, today);
}

#[tokio::test]
async fn two_parents_who_ask_on_one_day_are_two_and_a_form_sent_twice_is_one_sar_01() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let send = async |asked, token| {
        let act = LogRequest { asked, token };
        manager.access(act, subject_access::log).await.unwrap()
    };
    let [one, other] = [1, 2].map(|form| Some(Uuid::from_u128(form)));
    for parents in [
        asked(Applicant::ParentForChild, world.child),
        of_a_parent(world.child),
    ] {
        let first = send(parents.clone(), one).await;
        assert_ne!(send(parents.clone(), other).await, first);
        assert_eq!(send(parents, one).await, first);
    }
    assert_eq!(list(&manager).await.open.len(), 4);
}

#[tokio::test]
async fn whoever_looks_at_a_request_waits_for_its_record_before_they_hold_it() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, asked(Applicant::Child, world.child)).await;
    let mut other = world.database.owner().begin().await.unwrap();
    sqlx::query("select child from live.child where child = $1 for update")
        .bind(world.child.stored())
        .execute(&mut *other)
        .await
        .unwrap();
    let meanwhile = async {
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        // Else whoever holds the record and comes to its requests would wait for ever.
        sqlx::query("select id from subject_access_request where id = $1 for update nowait")
            .bind(request)
            .execute(&mut *other)
            .await
            .unwrap();
        other.rollback().await.unwrap();
    };
    let (seen, ()) = tokio::join!(see(&manager, request), meanwhile);
    seen.unwrap();
}

#[tokio::test]
async fn a_pause_that_began_too_late_gives_no_more_time_d_41() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, asked(Applicant::Child, world.child)).await;
    world.at("2026-12-03T09:00:00Z");
    let manager = world.signed_in(LM).await;
    found(&manager, request, Check::Identity, Finding::Awaited)
        .await
        .unwrap();
    let why = Extension::Complex;
    let late = manager.access(ExtendRequest { request, why }, subject_access::extend);
    assert_eq!(rejected(late.await), ["why"]);
}

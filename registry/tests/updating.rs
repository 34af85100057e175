//! Keeping a record's facts true by hand: changed at once or after a decision, kept against stale feeds,
//! and explained to those who answer for the record (UPD-01 … UPD-07, REC-01 … REC-04, D-44; acceptance
//! scenario 34), on a real database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::TimeDelta;
use domain::archive::CaseReference;
use domain::best_view::{Correction, Item, Statement, Value, Version};
use domain::child_record::{
    Address, Assurance, Carer, CarerRelation, ChildRecordView, DateOfBirth, Document, Gender,
    Moved, NameUse, OpenRecord, PersonName, Postcode, ReportMove, Telephone, UniversalKind,
    UniversalService, Verified, ViewChildRecord, Whereabouts,
};
use domain::data_source::{Row, SupplyRows};
use domain::id::{ChildNumber, LocalAuthorityCode, OrganisationId, SourceId};
use domain::reason::Reason;
use domain::refusal::{Refusal, Rejection};
use domain::shielding::{Asked, Ground, Origin, RequestShield};
use domain::standing::Role;
use domain::task::{ListMyTasks, MyTask, TaskKind};
use domain::updating::{
    ChangeDetail, Changed, ConflictRow, ConflictShown, DecideConflict, Decision, DetailShown, Edit,
    Evidence, ExplainRecord, ExplainedRecord, ListConflicts, Part, ViewConflict, ViewDetails,
};
use registry::testing::{World, refused};
use registry::{SignedIn, Stopped, child_record, data_source, shielding, task, updating};
use uuid::Uuid;

const DA: Role = Role::DataAdministrator;
const LM: Role = Role::LocalAuthorityManager;

fn reason() -> Reason {
    Reason::given("providing-service", "").unwrap()
}

fn rejected<T>(result: Result<T, Stopped>) -> Option<Rejection> {
    match result {
        Err(Stopped::Rejected(rejection)) => Some(rejection),
        _ => None,
    }
}

fn address(line: &str, postcode: &str) -> Address {
    Address {
        lines: vec![line.into(), "Bradford".into()],
        postcode: Postcode::parse(postcode).ok(),
    }
}

fn lives(line: &str) -> Value {
    Value::Whereabouts(Whereabouts::Current(address(line, "ZB1 4QX")))
}

fn named(given: &str, family: &str) -> PersonName {
    PersonName {
        given: given.into(),
        family: family.into(),
    }
}

async fn detail(user: &SignedIn, child: ChildNumber, item: Item) -> DetailShown {
    let act = ViewDetails {
        child,
        reason: reason(),
        item: Some(item),
    };
    let shown = user.access(act, updating::details).await.unwrap();
    shown.details.into_iter().next().unwrap()
}

async fn send(
    user: &SignedIn,
    child: ChildNumber,
    edit: Edit,
    seen: Version,
) -> Result<Changed, Stopped> {
    let act = ChangeDetail {
        child,
        edit,
        assurance: Assurance::seen(Document::HouseholdBill),
        seen,
    };
    user.access(act, updating::change).await
}

/// Changes a detail as it stands now.
pub(super) async fn change(
    world: &World,
    user: &SignedIn,
    child: ChildNumber,
    edit: Edit,
) -> Changed {
    world.database.clock.advance(TimeDelta::seconds(1));
    let seen = detail(user, child, edit.item()).await.version;
    send(user, child, edit, seen).await.unwrap()
}

pub(super) async fn record(user: &SignedIn, child: ChildNumber) -> OpenRecord {
    let act = ViewChildRecord {
        child,
        reason: reason(),
    };
    match user.access(act, child_record::view).await.unwrap() {
        ChildRecordView::Open(record) => *record,
        ChildRecordView::Shielded(_) => panic!("an open record"),
    }
}

pub(super) async fn lives_at(user: &SignedIn, child: ChildNumber) -> String {
    let place = record(user, child).await.whereabouts.value;
    place.address().map(ToString::to_string).unwrap_or_default()
}

/// What the world's register says of Ann Example, with her address in another form.
fn said_of_ann(place: Value) -> Statement {
    Statement {
        names: vec![(NameUse::Current, named("Ann", "Example"))],
        date_of_birth: Some(DateOfBirth {
            date: "2015-05-14".parse().unwrap(),
            estimated: false,
        }),
        gender: Some(Gender::Female),
        ..place.stated()
    }
}

/// A night's supply of the world's register.
async fn supply(world: &World, child: ChildNumber, statement: Statement) {
    world.database.clock.advance(TimeDelta::days(1));
    let source = SourceId(Uuid::from_u128(World::REGISTER));
    let row = Row {
        number: 2,
        reference: child.stored().to_string(),
        at: world.registry.now(),
        statement,
    };
    let act = SupplyRows {
        source,
        file: "0".repeat(64),
        rows: vec![row],
        queued: None,
    };
    let outcome = world
        .registry
        .as_source(source)
        .access(act, data_source::supply)
        .await
        .unwrap();
    assert!(outcome.refused.is_empty());
}

async fn conflicts(user: &SignedIn) -> Vec<ConflictRow> {
    user.access(ListConflicts, updating::list).await.unwrap()
}

async fn conflict(user: &SignedIn, conflict: Uuid) -> ConflictShown {
    let act = ViewConflict { conflict };
    user.access(act, updating::view).await.unwrap()
}

fn evidence() -> Option<Evidence> {
    Some(Evidence {
        document: Document::Tenancy,
        reference: CaseReference::parse("TA/2026-7").unwrap(),
    })
}

async fn decide(
    user: &SignedIn,
    shown: &ConflictShown,
    decision: Decision,
    evidence: Option<Evidence>,
) -> Result<(), Stopped> {
    let act = DecideConflict {
        conflict: shown.id,
        decision,
        evidence,
        seen: shown.version.clone(),
    };
    user.access(act, updating::decide).await
}

async fn tasks(user: &SignedIn) -> Vec<MyTask> {
    user.access(ListMyTasks, task::list_mine).await.unwrap()
}

async fn waits(user: &SignedIn, kind: TaskKind) -> usize {
    let tasks = tasks(user).await;
    tasks.iter().filter(|task| task.kind == kind).count()
}

async fn explained(user: &SignedIn, child: ChildNumber) -> Result<ExplainedRecord, Stopped> {
    user.access(ExplainRecord { child }, updating::explain)
        .await
}

async fn one(world: &World, sql: &str) -> String {
    world.database.rows(sql).await.remove(0)
}

#[tokio::test]
async fn whoever_sees_a_record_sets_its_details_right_upd_01_upd_05() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let child = world.child;
    let school = UniversalService {
        kind: UniversalKind::EducationalSetting,
        organisation: OrganisationId(Uuid::from_u128(World::SCHOOL)),
        since: Some("2025-09-01".parse().unwrap()),
        until: None,
    };
    for edit in [
        Edit::Whole(Value::Name(named("Anna", "Example-Smith"))),
        Edit::Name(Part::New, Some(named("Annie", "Example"))),
        Edit::Whole(lives("8 New Road")),
        Edit::Service(Part::At(0), school),
        Edit::Carer(Part::At(0), None),
    ] {
        let item = edit.item();
        assert_eq!(
            change(&world, &nurse, child, edit).await,
            Changed::Done,
            "{item:?}"
        );
    }
    let shown = record(&nurse, child).await;
    assert_eq!(shown.name, named("Anna", "Example-Smith"));
    let known = shown
        .other_names
        .iter()
        .map(|(_, name)| name.value.to_string());
    assert!(known.into_iter().any(|name| name == "Annie Example"));
    assert_eq!(
        lives_at(&nurse, child).await,
        "8 New Road, Bradford, ZB1 4QX"
    );
    assert_eq!(
        shown.services[0].value.since,
        Some("2025-09-01".parse().unwrap())
    );
    assert!(shown.carers.is_empty());
    let change_entries = world.database.entries("item.changed", "done").await;
    assert_eq!(change_entries, 5);
    let kept = "select restricted::text from audit.entry where action = 'item.changed'";
    assert!(
        world
            .database
            .rows(kept)
            .await
            .iter()
            .any(|kept| kept.contains("8 New Road"))
    );
    let open = "select detail::text from audit.entry where action = 'item.changed'";
    assert!(
        world
            .database
            .rows(open)
            .await
            .iter()
            .all(|open| !open.contains("New Road"))
    );
    for role in [
        Role::AccountAdministrator,
        Role::CentralTeam,
        Role::PanelMember,
    ] {
        let user = world.signed_in(role).await;
        let edit = Edit::Whole(lives("9 Other Road"));
        let result = send(&user, child, edit, Version::read("")).await;
        assert_eq!(refused(result), Some(Refusal::Role), "{role:?}");
    }
}

#[tokio::test]
async fn what_is_stated_is_coded_and_lies_in_england_upd_01_gen_03() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let seen = detail(&nurse, world.child, Item::Whereabouts).await.version;
    let elsewhere = Value::Whereabouts(Whereabouts::Current(address("1 Far Road", "XX9 9XX")));
    let result = send(&nurse, world.child, Edit::Whole(elsewhere), seen).await;
    assert_eq!(rejected(result).unwrap().0[0].field, "postcode");
    let seen = detail(
        &nurse,
        world.child,
        Item::Service(UniversalKind::GpPractice),
    )
    .await
    .version;
    let school = UniversalService {
        kind: UniversalKind::GpPractice,
        organisation: OrganisationId(Uuid::from_u128(World::SCHOOL)),
        since: None,
        until: None,
    };
    let result = send(
        &nurse,
        world.child,
        Edit::Service(Part::Whole, school),
        seen,
    )
    .await;
    assert_eq!(rejected(result).unwrap().0[0].field, "organisation");
    let grown = Value::DateOfBirth(DateOfBirth {
        date: "2005-01-01".parse().unwrap(),
        estimated: false,
    });
    let seen = detail(&nurse, world.child, Item::DateOfBirth).await.version;
    let result = send(&nurse, world.child, Edit::Whole(grown), seen).await;
    assert_eq!(rejected(result).unwrap().0[0].field, "born");
}

#[tokio::test]
async fn of_two_who_change_at_once_the_second_sees_what_stands_and_a_double_click_changes_once_upd_01()
 {
    let world = World::new().await;
    let (nurse, head) = (
        world.signed_in(Role::Practitioner).await,
        world.signed_in(Role::Manager).await,
    );
    let seen = detail(&nurse, world.child, Item::Whereabouts).await.version;
    let edit = Edit::Whole(lives("8 New Road"));
    for _ in 0..2 {
        let sent = send(&nurse, world.child, edit.clone(), seen.clone()).await;
        assert_eq!(sent.unwrap(), Changed::Done);
    }
    let by_hand = "select count(*) from live.superseded_statement";
    assert_eq!(one(&world, by_hand).await, "0", "stated once");
    let result = send(&head, world.child, Edit::Whole(lives("5 Late Lane")), seen).await;
    assert_eq!(rejected(result).unwrap().0[0].field, "stands");
    assert_eq!(
        lives_at(&head, world.child).await,
        "8 New Road, Bradford, ZB1 4QX"
    );
    let now = detail(&head, world.child, Item::Whereabouts).await;
    assert_eq!(now.lines, ["8 New Road, Bradford, ZB1 4QX"]);
}

#[tokio::test]
async fn nobody_but_its_manager_sees_or_changes_details_of_a_shielded_record_shld_06() {
    let world = World::new().await;
    let child = world.shielded;
    for role in Role::ALL.into_iter().filter(|role| *role != LM) {
        let user = world.signed_in(role).await;
        let act = ViewDetails {
            child,
            reason: reason(),
            item: None,
        };
        assert!(
            refused(user.access(act, updating::details).await).is_some(),
            "{role:?}"
        );
        let result = send(&user, child, Edit::LastKnown, Version::read("")).await;
        assert!(refused(result).is_some(), "{role:?}");
        assert!(refused(explained(&user, child).await).is_some(), "{role:?}");
    }
    let manager = world.signed_in(LM).await;
    let edit = Edit::Whole(lives("8 Refuge Road"));
    assert_eq!(change(&world, &manager, child, edit).await, Changed::Done);
    let stands = detail(&manager, child, Item::Whereabouts).await;
    assert_eq!(stands.lines, ["8 Refuge Road, Bradford, ZB1 4QX"]);
    let plain = "select count(*) from live.statement where content::text like '%Refuge%'";
    assert_eq!(one(&world, plain).await, "0");
    let own = explained(&manager, child).await.unwrap();
    assert!(
        serde_json::to_string(&own)
            .unwrap()
            .contains("8 Refuge Road")
    );
    // Another authority's manager is one of those who see four facts.
    let wear =
        "update hat set local_authority = 'E08000035' where role = 'local-authority-manager'";
    world.database.execute(wear).await;
    let other = world.signed_in(LM).await;
    assert!(refused(explained(&other, child).await).is_some());
    let result = send(&other, child, Edit::LastKnown, Version::read("")).await;
    assert!(refused(result).is_some());
    // A data administrator with the extra right sees why, and changes nothing.
    world
        .database
        .execute("update hat set shield_right = true where role = 'data-administrator'")
        .await;
    let administrator = world.signed_in(DA).await;
    assert!(explained(&administrator, child).await.is_ok());
    let result = send(&administrator, child, Edit::LastKnown, Version::read("")).await;
    assert!(refused(result).is_some());
}

#[tokio::test]
async fn a_correction_outlives_the_old_value_and_a_new_one_waits_for_a_decision_upd_03() {
    let world = World::new().await;
    let child = world.child;
    let nurse = world.signed_in(Role::Practitioner).await;
    let corrected = "8 New Road, Bradford, ZB1 4QX";
    change(&world, &nurse, child, Edit::Whole(lives("8 New Road"))).await;

    let administrator = world.signed_in(DA).await;
    supply(&world, child, said_of_ann(lives("7 Findable Street"))).await;
    assert_eq!(lives_at(&nurse, child).await, corrected);
    assert!(
        conflicts(&administrator).await.is_empty(),
        "the same old value"
    );

    supply(&world, child, said_of_ann(lives("3 Third Street"))).await;
    assert_eq!(
        lives_at(&nurse, child).await,
        corrected,
        "what stood stands"
    );
    world.database.clock.advance(TimeDelta::days(3));
    let administrator = world.signed_in(DA).await;
    let waiting = conflicts(&administrator).await;
    assert_eq!((waiting.len(), waiting[0].days), (1, 3));
    assert_eq!(waits(&administrator, TaskKind::ConflictToDecide).await, 1);
    assert_eq!(world.database.entries("item.queued", "done").await, 1);

    let shown = conflict(&administrator, waiting[0].id).await;
    let third = "3 Third Street, Bradford, ZB1 4QX";
    assert_eq!(shown.claims[0].lines, [third]);
    assert!(
        shown.claims[0].by[0].starts_with("A register of the tests"),
        "whose word"
    );
    assert!(
        shown.explained.said[0].by.starts_with("The practitioner"),
        "who corrected"
    );
    let take = || Decision::Take(shown.claims[0].key.clone());
    let result = decide(&administrator, &shown, take(), None).await;
    assert_eq!(
        rejected(result).unwrap().0.len(),
        2,
        "kind and reference of the evidence"
    );
    assert_eq!(lives_at(&nurse, child).await, corrected);

    decide(&administrator, &shown, take(), evidence())
        .await
        .unwrap();
    assert_eq!(lives_at(&nurse, child).await, third);
    assert!(conflicts(&administrator).await.is_empty());
    assert_eq!(waits(&administrator, TaskKind::ConflictToDecide).await, 0);
    let again = decide(&administrator, &shown, take(), evidence()).await;
    assert_eq!(refused(again), Some(Refusal::NoSuchRecord), "decided once");
    let trail = "select restricted::text from audit.entry where action = 'item.overridden'
                 and outcome = 'done'";
    assert!(one(&world, trail).await.contains("TA/2026-7"));
    let beside = "select count(*) from live.statement where content::text like '%TA/2026%'";
    assert_eq!(
        one(&world, beside).await,
        "0",
        "the trail alone keeps the reference"
    );

    // What the nurse had stated counts no more, and the corrected value stands against it.
    supply(&world, child, said_of_ann(lives("7 Findable Street"))).await;
    assert_eq!(conflicts(&administrator).await.len(), 1, "news again");
}

#[tokio::test]
async fn what_is_kept_is_kept_against_the_same_value_and_settles_itself_when_sources_agree_upd_02()
{
    let world = World::new().await;
    let child = world.child;
    let nurse = world.signed_in(Role::Practitioner).await;
    change(&world, &nurse, child, Edit::Whole(lives("8 New Road"))).await;
    supply(&world, child, said_of_ann(lives("3 Third Street"))).await;
    let manager = world.signed_in(LM).await;
    let waiting = conflicts(&manager).await;
    let shown = conflict(&manager, waiting[0].id).await;
    decide(&manager, &shown, Decision::Keep, None)
        .await
        .unwrap();
    assert_eq!(world.database.entries("item.approved", "done").await, 1);
    let kept = said_of_ann(lives("3 Third Street"));
    let named_anew = vec![(NameUse::Current, named("Anne", "Example"))];
    supply(
        &world,
        child,
        Statement {
            names: named_anew,
            ..kept
        },
    )
    .await;
    assert!(conflicts(&manager).await.is_empty());
    assert_eq!(
        lives_at(&nurse, child).await,
        "8 New Road, Bradford, ZB1 4QX"
    );

    supply(&world, child, said_of_ann(lives("4 Fourth Street"))).await;
    assert_eq!(conflicts(&manager).await.len(), 1);
    supply(&world, child, said_of_ann(lives("8 New Road"))).await;
    assert!(
        conflicts(&manager).await.is_empty(),
        "the source has come round"
    );
    assert_eq!(
        waits(&world.signed_in(DA).await, TaskKind::ConflictToDecide).await,
        0
    );
}

#[tokio::test]
async fn what_somebody_else_made_sure_of_waits_and_whoever_sent_it_is_told_and_not_how_upd_02() {
    let world = World::new().await;
    let child = world.child;
    let (nurse, head) = (
        world.signed_in(Role::Practitioner).await,
        world.signed_in(Role::Manager).await,
    );
    change(&world, &nurse, child, Edit::Whole(lives("8 New Road"))).await;
    let seen = detail(&head, child, Item::Whereabouts).await.version;
    for _ in 0..2 {
        let edit = Edit::Whole(lives("5 Late Lane"));
        let sent = send(&head, child, edit, seen.clone()).await.unwrap();
        assert_eq!(sent, Changed::Waits);
    }
    assert_eq!(
        world.database.entries("item.queued", "done").await,
        1,
        "a double click"
    );
    assert_eq!(
        one(&world, "select count(*) from live.proposed_change").await,
        "1"
    );
    assert_eq!(
        lives_at(&head, child).await,
        "8 New Road, Bradford, ZB1 4QX"
    );

    let administrator = world.signed_in(DA).await;
    let shown = conflict(&administrator, conflicts(&administrator).await[0].id).await;
    assert!(shown.claims[0].by[0].contains("document seen: Household bill"));
    // Something that came since is not decided unseen.
    let support = world.signed_in(Role::SupportStaff).await;
    change(
        &world,
        &support,
        child,
        Edit::Whole(lives("6 Sixth Street")),
    )
    .await;
    let result = decide(&administrator, &shown, Decision::Keep, None).await;
    assert_eq!(rejected(result).unwrap().0[0].field, "chosen");
    let shown = conflict(&administrator, shown.id).await;
    assert_eq!(shown.claims.len(), 2);
    let taken = shown
        .claims
        .iter()
        .find(|claim| claim.lines[0].starts_with("5 Late"));
    let take = Decision::Take(taken.unwrap().key.clone());
    decide(&administrator, &shown, take, evidence())
        .await
        .unwrap();
    assert_eq!(
        lives_at(&head, child).await,
        "5 Late Lane, Bradford, ZB1 4QX"
    );
    assert_eq!(waits(&head, TaskKind::ChangeDecided).await, 1);
    assert_eq!(
        waits(&support, TaskKind::ChangeDecided).await,
        1,
        "in the same words"
    );
    assert_eq!(waits(&nurse, TaskKind::ChangeDecided).await, 0);
    assert_eq!(
        one(&world, "select count(*) from live.proposed_change").await,
        "0"
    );

    // What a data administrator decided on evidence waits even for whoever had stated it.
    let sent = change(&world, &head, child, Edit::Whole(lives("9 Ninth Street"))).await;
    assert_eq!(sent, Changed::Waits);
}

#[tokio::test]
async fn a_decision_and_a_national_source_are_not_got_round_in_two_submissions_upd_02() {
    let world = World::new().await;
    let (child, nurse) = (world.child, world.signed_in(Role::Practitioner).await);
    let head = world.signed_in(Role::Manager).await;
    // To make sure of what the register says is no leave to change it.
    let born = |day: &str, estimated| {
        let date = day.parse().unwrap();
        Edit::Whole(Value::DateOfBirth(DateOfBirth { date, estimated }))
    };
    let sure = change(&world, &nurse, child, born("2015-05-14", true)).await;
    assert_eq!(sure, Changed::Done);
    let other = change(&world, &nurse, child, born("2015-05-15", false)).await;
    assert_eq!(other, Changed::Waits);

    // Nor is it to say the same as was decided, in other words.
    change(&world, &nurse, child, Edit::Whole(lives("8 New Road"))).await;
    change(&world, &head, child, Edit::Whole(lives("5 Late Lane"))).await;
    let administrator = world.signed_in(DA).await;
    let waiting = conflicts(&administrator).await;
    let about = waiting.iter().find(|row| row.item == Item::Whereabouts);
    let shown = conflict(&administrator, about.unwrap().id).await;
    let take = Decision::Take(shown.claims[0].key.clone());
    decide(&administrator, &shown, take, evidence())
        .await
        .unwrap();
    let same = change(&world, &head, child, Edit::Whole(lives("5, LATE lane"))).await;
    assert_eq!(same, Changed::Done);
    let other = change(&world, &head, child, Edit::Whole(lives("9 Ninth Street"))).await;
    assert_eq!(other, Changed::Waits);
}

#[tokio::test]
async fn what_is_kept_keeps_its_day_and_is_not_said_to_rest_on_evidence_upd_02_rec_01() {
    let world = World::new().await;
    let (child, nurse) = (world.child, world.signed_in(Role::Practitioner).await);
    change(&world, &nurse, child, Edit::Whole(lives("8 New Road"))).await;
    let since = record(&nurse, child).await.whereabouts.as_of;
    supply(&world, child, said_of_ann(lives("3 Third Street"))).await;
    let manager = world.signed_in(LM).await;
    let shown = conflict(&manager, conflicts(&manager).await[0].id).await;
    decide(&manager, &shown, Decision::Keep, None)
        .await
        .unwrap();
    let place = record(&nurse, child).await.whereabouts;
    assert_eq!(place.as_of, since);
    let explained = explained(&manager, child).await.unwrap();
    let item = explained.items.iter();
    let item = item.clone().find(|item| item.item == Item::Whereabouts);
    let verified = item.unwrap().said[0].verified.clone().unwrap();
    assert!(!verified.contains("evidence"), "{verified}");
    assert!(
        verified.contains("that it stands was decided on"),
        "{verified}"
    );
    // It was decided all the same, and binds whoever had stated it.
    let sent = change(&world, &nurse, child, Edit::Whole(lives("9 Ninth Street"))).await;
    assert_eq!(sent, Changed::Waits);
}

#[tokio::test]
async fn whoever_reported_a_move_of_a_shielded_child_is_not_told_that_it_waited_shld_06() {
    let world = World::new().await;
    let (child, nurse) = (world.child, world.signed_in(Role::Practitioner).await);
    change(&world, &nurse, child, Edit::Whole(lives("8 New Road"))).await;
    shield(&world, child).await;
    let head = world.signed_in(Role::Manager).await;
    let act = ReportMove {
        child,
        to: Some(address("5 Late Lane", "ZB1 4QX")),
        verified: Verified::ToldByChild,
    };
    let moved = head.access(act, child_record::report_move).await.unwrap();
    assert_eq!(moved, Moved::Shown, "as if nothing stood against it");
    let manager = world.signed_in(LM).await;
    let shown = conflict(&manager, conflicts(&manager).await[0].id).await;
    decide(&manager, &shown, Decision::Keep, None)
        .await
        .unwrap();
    assert_eq!(waits(&head, TaskKind::ChangeDecided).await, 0);
}

#[tokio::test]
async fn what_sensitive_services_say_has_no_name_for_whoever_explains_sens_04_rec_02() {
    let world = World::new().await;
    let child = world.child;
    let clinic = world.signed_in(Role::SensitiveServicePractitioner).await;
    change(&world, &clinic, child, Edit::Whole(lives("8 New Road"))).await;
    world
        .database
        .execute(
            "insert into organisation (id, name, kind, local_authority, telephone) values
                 ('00000000-0000-0000-0000-0000000000a1', 'A quiet clinic', 'health', 'E08000032',
                  '01632 960021');
             insert into service (id, organisation, service_type, name) values
                 ('00000000-0000-0000-0000-0000000000a2', '00000000-0000-0000-0000-0000000000a1',
                  'wellbeing-clinic', 'Clinic');
             update source set organisation = '00000000-0000-0000-0000-0000000000a1'
             where name = 'A register of the tests'",
        )
        .await;
    supply(&world, child, said_of_ann(lives("3 Third Street"))).await;
    let administrator = world.signed_in(DA).await;
    let record = explained(&administrator, child).await.unwrap();
    let shown = conflict(&administrator, conflicts(&administrator).await[0].id).await;
    let items = record.items.iter();
    let place = items.clone().find(|item| item.item == Item::Whereabouts);
    let by: Vec<_> = place.unwrap().said.iter().map(|said| &said.by).collect();
    assert_eq!(by, ["A user", "A source"]);
    assert!(shown.claims[0].by[0].starts_with("A source, "));
    for sent in [
        serde_json::to_string(&record),
        serde_json::to_string(&shown),
    ] {
        let sent = sent.unwrap();
        for named in ["A register of the tests", "quiet clinic", "Airedale"] {
            assert!(!sent.contains(named), "{named}");
        }
    }
}

#[tokio::test]
async fn a_school_that_was_left_is_gone_to_again_and_stays_left_rec_05_upd_01() {
    let world = World::new().await;
    let (child, nurse) = (world.child, world.signed_in(Role::Practitioner).await);
    let kind = UniversalKind::EducationalSetting;
    let day = |text: &str| text.parse().unwrap();
    let left = Edit::Ended(kind, Part::At(0), day("2026-07-20"));
    change(&world, &nurse, child, left).await;
    let again = UniversalService {
        kind,
        organisation: OrganisationId(Uuid::from_u128(World::SCHOOL)),
        since: Some(day("2026-09-01")),
        until: None,
    };
    change(&world, &nurse, child, Edit::Service(Part::New, again)).await;
    let shown = record(&nurse, child).await.services;
    let days: Vec<_> = shown
        .iter()
        .filter(|one| one.value.kind == kind)
        .map(|one| one.value.until)
        .collect();
    assert_eq!(days, [None, Some(day("2026-07-20"))]);
}

#[tokio::test]
async fn a_fact_of_birth_that_a_national_source_states_waits_upd_02() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let born = Value::DateOfBirth(DateOfBirth {
        date: "2015-05-15".parse().unwrap(),
        estimated: true,
    });
    let sent = change(&world, &nurse, world.child, Edit::Whole(born)).await;
    assert_eq!(sent, Changed::Waits);
    let shown = record(&nurse, world.child).await;
    assert_eq!(shown.date_of_birth.date, "2015-05-14".parse().unwrap());
    let administrator = world.signed_in(DA).await;
    let shown = conflict(&administrator, conflicts(&administrator).await[0].id).await;
    decide(&administrator, &shown, Decision::Keep, None)
        .await
        .unwrap();
    assert_eq!(waits(&nurse, TaskKind::ChangeDecided).await, 1);
    let gender = Edit::Whole(Value::Gender(Gender::NotSpecified));
    assert_eq!(
        change(&world, &nurse, world.child, gender).await,
        Changed::Waits
    );
    let shown = conflict(&administrator, conflicts(&administrator).await[0].id).await;
    let take = Decision::Take(shown.claims[0].key.clone());
    decide(&administrator, &shown, take, evidence())
        .await
        .unwrap();
    let shown = record(&nurse, world.child).await;
    assert_eq!(shown.gender, Gender::NotSpecified, "REC-03");
}

#[tokio::test]
async fn conflicts_are_decided_by_those_who_answer_for_the_record_alone_d_32() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let head = world.signed_in(Role::Manager).await;
    change(
        &world,
        &nurse,
        world.child,
        Edit::Whole(lives("8 New Road")),
    )
    .await;
    change(
        &world,
        &head,
        world.child,
        Edit::Whole(lives("5 Late Lane")),
    )
    .await;
    let administrator = world.signed_in(DA).await;
    let shown = conflict(&administrator, conflicts(&administrator).await[0].id).await;
    for role in Role::ALL.into_iter().filter(|role| !role.manages_records()) {
        let user = world.signed_in(role).await;
        let list = user.access(ListConflicts, updating::list).await;
        assert_eq!(refused(list), Some(Refusal::Role), "{role:?}");
        let act = ViewConflict { conflict: shown.id };
        assert!(
            refused(user.access(act, updating::view).await).is_some(),
            "{role:?}"
        );
        let result = decide(&user, &shown, Decision::Keep, None).await;
        assert!(refused(result).is_some(), "{role:?}");
    }
    // A record that was shielded since is the manager's alone.
    let manager = world.signed_in(LM).await;
    world
        .database
        .execute("update hat set shield_right = true where role = 'data-administrator'")
        .await;
    shield(&world, world.child).await;
    let administrator = world.signed_in(DA).await;
    assert!(conflicts(&administrator).await.is_empty());
    assert_eq!(waits(&administrator, TaskKind::ConflictToDecide).await, 0);
    let result = decide(&administrator, &shown, Decision::Keep, None).await;
    assert_eq!(refused(result), Some(Refusal::NotYours));
    assert_eq!(waits(&manager, TaskKind::ConflictToDecide).await, 1);
    let shown = conflict(&manager, conflicts(&manager).await[0].id).await;
    decide(&manager, &shown, Decision::Keep, None)
        .await
        .unwrap();
    let told = tasks(&head).await;
    let told = told
        .iter()
        .find(|task| task.kind == TaskKind::ChangeDecided)
        .unwrap();
    assert!(
        !serde_json::to_string(told).unwrap().contains("Lane"),
        "the outcome hides itself"
    );
    // Another authority's management has nothing to do with it.
    world
        .database
        .execute("update hat set local_authority = 'E08000035' where role = 'data-administrator'")
        .await;
    let other = world.signed_in(DA).await;
    assert_eq!(
        refused(explained(&other, world.quiet).await),
        Some(Refusal::NotYours)
    );
    assert!(conflicts(&other).await.is_empty());
}

async fn shield(world: &World, child: ChildNumber) {
    let nurse = world.signed_in(Role::Practitioner).await;
    let asked = Asked {
        origin: Origin::User,
        ground: Ground::HarmToChild,
        discussed_with_family: false,
        discussed_with_manager: true,
        until: None,
    };
    let act = RequestShield { child, asked };
    nurse.access(act, shielding::request).await.unwrap();
}

#[tokio::test]
async fn why_each_item_is_what_it_is_is_for_the_management_team_alone_rec_01_rec_02_upd_07() {
    let world = World::new().await;
    let child = world.child;
    let nurse = world.signed_in(Role::Practitioner).await;
    change(&world, &nurse, child, Edit::Whole(lives("8 New Road"))).await;
    change(&world, &nurse, child, Edit::Whole(lives("9 Newer Road"))).await;
    let administrator = world.signed_in(DA).await;
    let record = explained(&administrator, child).await.unwrap();
    let item = record
        .items
        .iter()
        .find(|item| item.item == Item::Whereabouts)
        .unwrap();
    assert_eq!(item.stands, ["9 Newer Road, Bradford, ZB1 4QX"]);
    assert!(item.said[0].by.starts_with("The practitioner"));
    assert_eq!(item.said[0].behind, None);
    assert_eq!(item.said[1].by, "A register of the tests");
    assert!(item.said[1].behind.as_ref().unwrap().contains("verified"));
    assert_eq!(item.before[0].lines, ["8 New Road, Bradford, ZB1 4QX"]);
    for role in Role::ALL.into_iter().filter(|role| !role.manages_records()) {
        let user = world.signed_in(role).await;
        assert_eq!(
            refused(explained(&user, child).await),
            Some(Refusal::Role),
            "{role:?}"
        );
    }
    let shown = self::record(&nurse, child).await;
    let act = ViewDetails {
        child,
        reason: reason(),
        item: None,
    };
    let details = nurse.access(act, updating::details).await.unwrap();
    for sent in [
        serde_json::to_string(&shown),
        serde_json::to_string(&details),
    ] {
        let sent = sent.unwrap();
        assert!(sent.contains("9 Newer Road"));
        for hidden in [
            "A register of the tests",
            "household-bill",
            "The practitioner",
        ] {
            assert!(!sent.contains(hidden), "{hidden}");
        }
    }
}

#[tokio::test]
async fn an_authority_holds_parental_responsibility_and_grown_ups_show_care_alone_rec_04_d_44() {
    let world = World::new().await;
    let child = world.child;
    let nurse = world.signed_in(Role::Practitioner).await;
    let bradford = LocalAuthorityCode("E08000032".into());
    let number = Telephone::parse("01632 960 999").ok();
    let edit = Edit::Authority(Part::New, bradford, number, None);
    assert_eq!(change(&world, &nurse, child, edit).await, Changed::Done);
    let carer = Carer {
        name: named("Gran", "Nearby"),
        relation: CarerRelation::Care,
        address: None,
        telephone: None,
    };
    change(&world, &nurse, child, Edit::Carer(Part::New, Some(carer))).await;
    let shown = record(&nurse, child).await.carers;
    let names: Vec<String> = shown
        .iter()
        .map(|carer| carer.value.name.to_string())
        .collect();
    assert_eq!(names, ["Parent Nearby", "Bradford Council", "Gran Nearby"]);
    assert_eq!(shown[1].value.relation, CarerRelation::Authority);
    let nowhere = LocalAuthorityCode("X".into());
    let seen = detail(&nurse, child, Item::Carers).await.version;
    let result = send(
        &nurse,
        child,
        Edit::Authority(Part::New, nowhere, None, None),
        seen,
    )
    .await;
    assert_eq!(rejected(result).unwrap().0[0].field, "authority");
    world
        .database
        .execute(
            "update live.child set date_of_birth = '2008-01-01', leaves_live_on = '2030-01-01'
             where given = 'Ann'",
        )
        .await;
    let shown = record(&nurse, child).await.carers;
    let names: Vec<String> = shown
        .iter()
        .map(|carer| carer.value.name.to_string())
        .collect();
    assert_eq!(names, ["Gran Nearby"]);
}

#[tokio::test]
async fn an_address_in_another_area_is_brought_to_both_authorities_upd_06() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let moved = Value::Whereabouts(Whereabouts::Current(address("9 New Road", "ZL1 4AB")));
    change(&world, &nurse, world.child, Edit::Whole(moved)).await;
    let manager = world.signed_in(LM).await;
    assert_eq!(waits(&manager, TaskKind::TransferAgreement).await, 1);
}

#[tokio::test]
async fn telling_of_a_move_waits_where_somebody_else_made_sure_of_the_address_cty_01_upd_02() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let head = world.signed_in(Role::Manager).await;
    change(
        &world,
        &nurse,
        world.child,
        Edit::Whole(lives("8 New Road")),
    )
    .await;
    let act = ReportMove {
        child: world.child,
        to: Some(address("5 Late Lane", "ZB1 4QX")),
        verified: Verified::ToldByChild,
    };
    let moved = head.access(act, child_record::report_move).await.unwrap();
    assert_eq!(moved, Moved::Noted);
    assert_eq!(
        lives_at(&head, world.child).await,
        "8 New Road, Bradford, ZB1 4QX"
    );
}

#[tokio::test]
async fn no_source_can_say_that_it_corrects_another_upd_03() {
    let world = World::new().await;
    let child = world.child;
    let correction = Correction {
        item: Item::Whereabouts,
        assurance: Some(Assurance::of(Verified::ToldByChild)),
        by: World::account(Role::Practitioner),
        decided: true,
        held: false,
        rests_on: Vec::new(),
        against: Vec::new(),
        heard: Vec::new(),
    };
    let statement = Statement {
        correction: Some(correction),
        ..said_of_ann(lives("3 Third Street"))
    };
    supply(&world, child, statement).await;
    let kept = "select count(*) from live.statement where content ? 'correction'";
    assert_eq!(one(&world, kept).await, "0");
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(record(&nurse, child).await.name, named("Ann", "Example"));
}

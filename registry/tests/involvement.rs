//! Involvements handed over, recorded for colleagues, kept longer and confirmed, on a real database
//! (INV-05 … INV-09, CEASE, D-18, D-19, T-11 … T-13).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::NaiveDate;
use domain::child_record::{ChildRecordView, InvolvementShown, Telephone, ViewChildRecord};
use domain::id::{AccountId, ChildNumber, InvolvementId, PractitionerId, ServiceId};
use domain::involvement::{
    Answer, AskToCheck, ChangeInvolvement, Colleague, ConfirmRetention, EndInvolvement,
    EntryChanges, HandOver, InvolvementEntry, KeepInvolvement, Level, ListMyInvolvements,
    ListTeamInvolvements, Longer, MyInvolvement, NewPractitioner, Purpose, RecordForColleague,
    StartInvolvement, TeamInvolvement, ViewInvolvement, WhyKept,
};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::ListMyTasks;
use domain::updating::ExplainRecord;
use domain::work::Rule;
use registry::testing::World;
use registry::{SignedIn, Stopped, child_record, involvement, task, updating};
use uuid::Uuid;

/// A specialist service of the health organisation.
const THERAPY: u128 = 290;
/// A second practitioner of the nurse's team, with an account.
const COLLEAGUE: u128 = 1090;
/// A practitioner of the health organisation without an account.
const WITHOUT: u128 = 391;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A small world with a specialist service, a colleague and a practitioner without an account. It
/// is 2 November 2026.
async fn world() -> World {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into service_type (code, name, universal, sensitive)
             values ('speech-therapy', 'Speech therapy', false, false);
             insert into service (id, organisation, service_type, name)
             values ('00000000-0000-0000-0000-000000000122', '00000000-0000-0000-0000-000000000065',
                     'speech-therapy', 'Speech therapy');
             insert into practitioner (id, organisation, team, name, job_title, telephone, email)
             select x.id::uuid, '00000000-0000-0000-0000-000000000065',
                    '00000000-0000-0000-0000-0000000001f5', x.name, 'Nurse', x.telephone,
                    'someone@example.test'
             from (values ('00000000-0000-0000-0000-000000000186', 'The colleague', '01632 960777'),
                          ('00000000-0000-0000-0000-000000000187', 'No account', '01632 960778'))
                  as x (id, name, telephone);
             insert into account (id, practitioner, user_name, password_hash, pin_hash,
                                  sealed_token_secret, state, vetted_on, trained_on,
                                  agreement_signed_on)
             select '00000000-0000-0000-0000-000000000442', '00000000-0000-0000-0000-000000000186',
                    'colleague', password_hash, pin_hash, sealed_token_secret, state, vetted_on,
                    trained_on, agreement_signed_on
             from account where user_name = 'practitioner';
             insert into hat (id, account, role, organisation, team, local_authority)
             values ('00000000-0000-0000-0000-0000000009c2', '00000000-0000-0000-0000-000000000442',
                     'practitioner', '00000000-0000-0000-0000-000000000065',
                     '00000000-0000-0000-0000-0000000001f5', 'E08000032')",
        )
        .await;
    world
}

fn details(level: Level) -> EntryChanges {
    EntryChanges {
        level,
        telephone: Telephone::parse("01632 960555").unwrap(),
        started: date("2024-10-01"),
    }
}

async fn start(user: &SignedIn, child: ChildNumber, service: u128) -> InvolvementId {
    let act = StartInvolvement {
        child,
        entry: InvolvementEntry {
            service: ServiceId(Uuid::from_u128(service)),
            details: details(Level::Practitioner),
        },
    };
    user.access(act, involvement::start).await.unwrap()
}

fn longer(until: &str) -> Option<Longer> {
    Some(Longer {
        until: date(until),
        because: WhyKept::EarlierHelp,
    })
}

async fn end(
    user: &SignedIn,
    involvement: InvolvementId,
    ended: &str,
    longer: Option<Longer>,
) -> Result<(), Stopped> {
    let act = EndInvolvement {
        involvement,
        ended: date(ended),
        longer,
    };
    user.access(act, involvement::end).await
}

async fn confirm(
    user: &SignedIn,
    involvement: InvolvementId,
    answer: Answer,
) -> Result<(), Stopped> {
    let act = ConfirmRetention {
        involvement,
        answer,
    };
    user.access(act, involvement::confirm).await
}

async fn hand_over(
    user: &SignedIn,
    involvement: InvolvementId,
    to: AccountId,
) -> Result<(), Stopped> {
    let act = HandOver { involvement, to };
    user.access(act, involvement::hand_over).await
}

async fn on_record(user: &SignedIn, child: ChildNumber) -> Vec<InvolvementShown> {
    let act = ViewChildRecord {
        child,
        reason: Reason::given("providing-service", "").unwrap(),
    };
    match user.access(act, child_record::view).await.unwrap() {
        ChildRecordView::Open(record) => record.involvements,
        ChildRecordView::Shielded(_) => panic!("the record is not shielded"),
    }
}

async fn is_shown(user: &SignedIn, child: ChildNumber, id: InvolvementId) -> bool {
    on_record(user, child).await.iter().any(|i| i.id == id)
}

async fn mine(user: &SignedIn) -> Vec<MyInvolvement> {
    user.access(ListMyInvolvements, involvement::list_mine)
        .await
        .unwrap()
}

async fn team(user: &SignedIn) -> Vec<TeamInvolvement> {
    user.access(ListTeamInvolvements, involvement::list_team)
        .await
        .unwrap()
}

/// The kinds of what waits for somebody.
async fn waiting(user: &SignedIn) -> Vec<&'static str> {
    let tasks = user.access(ListMyTasks, task::list_mine).await.unwrap();
    tasks.into_iter().map(|task| task.kind.code()).collect()
}

/// The kinds of open tasks about an involvement, with for whom they are.
async fn open_tasks(world: &World, id: InvolvementId) -> Vec<String> {
    world
        .database
        .rows(&format!(
            "select concat(kind, ' ', coalesce(role, 'account')) as c from task
             where object = '{id}' and closed_on is null order by 1"
        ))
        .await
}

async fn archived(world: &World) -> Vec<String> {
    world
        .database
        .rows("select why from archive.item order by 1")
        .await
}

/// Moves the clock, and keeps everybody's vetting fresh.
async fn on(world: &World, day: &str) {
    world
        .database
        .clock
        .set(format!("{day}T12:00:00Z").parse().unwrap());
    world
        .database
        .execute(&format!("update account set vetted_on = '{day}'"))
        .await;
}

fn refused(result: &Result<(), Stopped>) -> Option<Refusal> {
    match result {
        Err(Stopped::Refused(refusal)) => Some(*refusal),
        _ => None,
    }
}

fn rejected(result: Result<(), Stopped>) -> String {
    match result {
        Err(Stopped::Rejected(rejection)) => rejection.0[0].message.to_string(),
        _ => panic!("expected to be rejected"),
    }
}

fn colleague() -> AccountId {
    AccountId(Uuid::from_u128(COLLEAGUE))
}

#[tokio::test]
async fn a_hand_over_changes_who_keeps_it_and_whom_to_ring_and_tells_both_inv_07() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    hand_over(&nurse, id, colleague()).await.unwrap();
    let shown = on_record(&nurse, world.child).await;
    let entry = shown.iter().find(|i| i.id == id).unwrap();
    assert_eq!(entry.contact.name, "The colleague");
    assert_eq!(
        entry.contact.telephone.as_ref().unwrap().as_str(),
        "01632 960777"
    );
    assert!(!entry.own);
    assert!(mine(&nurse).await.is_empty());
    assert_eq!(waiting(&nurse).await, ["handed-on"]);
    assert_eq!(
        open_tasks(&world, id).await,
        ["handed-on account", "handed-to-you account"]
    );
    let history = world
        .database
        .rows("select concat(account, ' ', until, ' ', place) as c from live.involvement_keeper")
        .await;
    let before = World::account(Role::Practitioner).0;
    assert_eq!(history, [format!("{before} 2026-11-02 0")]);
    assert_eq!(world.database.entries("inv.handed_over", "done").await, 1);
}

#[tokio::test]
async fn a_hand_over_sent_twice_is_done_once_inv_07() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    hand_over(&nurse, id, colleague()).await.unwrap();
    hand_over(&nurse, id, colleague()).await.unwrap();
    let history = world
        .database
        .rows("select place::text from live.involvement_keeper")
        .await;
    assert_eq!(history, ["0"]);
    // But the entry is no longer the nurse's to give.
    let again = hand_over(&nurse, id, World::account(Role::Manager)).await;
    assert_eq!(refused(&again), Some(Refusal::NotYours));
}

#[tokio::test]
async fn a_hand_over_stays_in_the_team_and_goes_to_an_active_account_inv_07() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    let message = "Select a colleague of the team";
    for elsewhere in [Role::SupportStaff, Role::Practitioner, Role::CentralTeam] {
        let result = hand_over(&nurse, id, World::account(elsewhere)).await;
        if elsewhere != Role::Practitioner {
            assert_eq!(rejected(result), message);
        }
    }
    world
        .database
        .execute("update account set state = 'closed' where user_name = 'colleague'")
        .await;
    assert_eq!(rejected(hand_over(&nurse, id, colleague()).await), message);
    end(&nurse, id, "2026-11-01", None).await.unwrap();
    assert_eq!(
        rejected(hand_over(&nurse, id, World::account(Role::Manager)).await),
        "This involvement has ended and cannot be handed over"
    );
}

#[tokio::test]
async fn a_manager_hands_over_in_the_team_and_an_authority_on_its_records_inv_07() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    let school = world.signed_in(Role::SupportStaff).await;
    let result = hand_over(&school, id, colleague()).await;
    assert_eq!(refused(&result), Some(Refusal::NotYours));
    let manager = world.signed_in(Role::Manager).await;
    hand_over(&manager, id, colleague()).await.unwrap();
    let authority = world.signed_in(Role::DataAdministrator).await;
    hand_over(&authority, id, World::account(Role::Practitioner))
        .await
        .unwrap();
    world
        .database
        .execute("update live.child set local_authority = 'E08000035'")
        .await;
    let result = hand_over(&authority, id, colleague()).await;
    assert_eq!(refused(&result), Some(Refusal::NotYours));
}

#[tokio::test]
async fn what_a_source_supplied_stays_the_sources_upd_05() {
    let world = world().await;
    let from_source = InvolvementId(Uuid::from_u128(402));
    for role in [Role::SupportStaff, Role::DataAdministrator] {
        let user = world.signed_in(role).await;
        let result = hand_over(&user, from_source, colleague()).await;
        assert_eq!(refused(&result), Some(Refusal::NotYours), "{role:?}");
    }
    let school = world.signed_in(Role::SupportStaff).await;
    let result = end(&school, from_source, "2026-11-01", None).await;
    assert_eq!(refused(&result), Some(Refusal::NotYours));
}

#[tokio::test]
async fn a_teams_entries_are_set_right_by_their_keepers_and_its_manager_alone_upd_05() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    let named = on_record(&nurse, world.child).await;
    let named = named.into_iter().find(|entry| entry.id == id).unwrap();
    let telephone = Telephone::parse("01632 960777").unwrap();
    let change = || ChangeInvolvement {
        involvement: id,
        changes: EntryChanges {
            telephone: telephone.clone(),
            ..details(Level::Practitioner)
        },
    };
    for role in [
        Role::SupportStaff,
        Role::SensitiveServicePractitioner,
        Role::DataAdministrator,
    ] {
        let user = world.signed_in(role).await;
        let result = user.access(change(), involvement::change).await;
        assert!(refused(&result).is_some(), "{role:?}");
        let result = end(&user, id, "2026-11-01", None).await;
        assert!(refused(&result).is_some(), "{role:?}");
    }
    let manager = world.signed_in(Role::Manager).await;
    manager.access(change(), involvement::change).await.unwrap();
    let shown = on_record(&nurse, world.child).await;
    let entry = shown.iter().find(|entry| entry.id == id).unwrap();
    assert_eq!(entry.contact.telephone, Some(telephone));
    assert_eq!(entry.contact.name, named.contact.name, "whoever keeps it");
    end(&manager, id, "2026-11-01", None).await.unwrap();
    assert!(mine(&nurse).await[0].ended.is_some());
    // To open a record from an entry is nobody's but its keeper's.
    let open = ViewInvolvement {
        involvement: id,
        purpose: Purpose::Open,
    };
    let result = manager.access(open, involvement::view).await.map(drop);
    assert_eq!(refused(&result), Some(Refusal::NotYours));
}

#[tokio::test]
async fn an_entry_whose_service_is_flagged_is_its_owners_alone_sens_04() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    let manager = world.signed_in(Role::Manager).await;
    assert_eq!(team(&manager).await.len(), 1);
    world
        .database
        .execute("update service_type set sensitive = true where code = 'speech-therapy'")
        .await;
    assert!(team(&manager).await.is_empty());
    for user in [&manager, &nurse] {
        let result = hand_over(user, id, colleague()).await;
        assert_eq!(refused(&result), Some(Refusal::NotYours));
    }
    let ask = AskToCheck { involvement: id };
    let result = manager.access(ask, involvement::ask_to_check).await;
    assert_eq!(refused(&result), Some(Refusal::NotYours));
    assert!(mine(&nurse).await[0].sensitive);
}

fn for_colleague(world: &World, colleague: Colleague) -> RecordForColleague {
    RecordForColleague {
        child: world.child,
        service: ServiceId(Uuid::from_u128(THERAPY)),
        colleague,
        telephone: Telephone::parse("01632 960888").unwrap(),
        started: date("2026-10-01"),
    }
}

fn new_practitioner() -> Colleague {
    Colleague::New(
        NewPractitioner::parse("Jo O’Example", "Speech therapist", "jo@example.test").unwrap(),
    )
}

#[tokio::test]
async fn a_colleague_without_an_account_is_recorded_and_the_organisation_keeps_it_inv_06() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = for_colleague(&world, new_practitioner());
    let id = nurse
        .access(act, involvement::record_for_colleague)
        .await
        .unwrap();
    let shown = on_record(&nurse, world.child).await;
    let entry = shown.iter().find(|i| i.id == id).unwrap();
    assert_eq!(entry.contact.name, "Jo O’Example");
    assert_eq!(entry.contact.email.as_deref(), Some("jo@example.test"));
    assert!(!entry.own);
    let listed = mine(&nurse).await;
    assert_eq!(listed[0].colleague.as_deref(), Some("Jo O’Example"));
    // The manager of the organisation keeps it too, and it goes on naming the colleague.
    let manager = world.signed_in(Role::Manager).await;
    assert!(mine(&manager).await.is_empty());
    let change = ChangeInvolvement {
        involvement: id,
        changes: details(Level::Organisation),
    };
    manager.access(change, involvement::change).await.unwrap();
    let shown = on_record(&nurse, world.child).await;
    let entry = shown.iter().find(|i| i.id == id).unwrap();
    assert_eq!(entry.contact.name, "Jo O’Example");
    // Another organisation does not.
    let school = world.signed_in(Role::SupportStaff).await;
    let result = end(&school, id, "2026-11-01", None).await;
    assert_eq!(refused(&result), Some(Refusal::NotYours));
    end(&manager, id, "2026-11-01", None).await.unwrap();
    assert_eq!(world.database.entries("inv.for_other", "done").await, 1);
}

#[tokio::test]
async fn a_colleague_with_an_account_keeps_the_entry_and_is_told_inv_06() {
    let world = world().await;
    let manager = world.signed_in(Role::Manager).await;
    let nurse_practitioner = PractitionerId(Uuid::from_u128(301));
    let act = for_colleague(&world, Colleague::Known(nurse_practitioner));
    let id = manager
        .access(act, involvement::record_for_colleague)
        .await
        .unwrap();
    let nurse = world.signed_in(Role::Practitioner).await;
    let listed = mine(&nurse).await;
    assert_eq!(listed[0].id, id);
    assert_eq!(listed[0].colleague, None);
    assert_eq!(waiting(&nurse).await, ["handed-to-you"]);
    assert!(mine(&manager).await.is_empty());
}

#[tokio::test]
async fn a_colleague_recorded_twice_makes_one_entry_and_one_practitioner_inv_06() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let again = |user: SignedIn, act: RecordForColleague| {
        tokio::spawn(async move {
            user.access(act, involvement::record_for_colleague)
                .await
                .is_ok()
        })
    };
    let first = again(nurse.clone(), for_colleague(&world, new_practitioner()));
    let second = again(nurse.clone(), for_colleague(&world, new_practitioner()));
    let done = [first.await.unwrap(), second.await.unwrap()];
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
    let known = world
        .database
        .rows("select id from practitioner where name = 'Jo O’Example'")
        .await;
    assert_eq!(known.len(), 1);
    let act = for_colleague(
        &world,
        Colleague::Known(PractitionerId(Uuid::from_u128(WITHOUT))),
    );
    nurse
        .access(act, involvement::record_for_colleague)
        .await
        .unwrap();
}

#[tokio::test]
async fn nobody_records_for_a_sensitive_service_or_another_organisation_inv_06() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    for service in [World::SENSITIVE, World::SCHOOL_SUPPORT, 999] {
        let act = RecordForColleague {
            service: ServiceId(Uuid::from_u128(service)),
            ..for_colleague(&world, new_practitioner())
        };
        let result = nurse.access(act, involvement::record_for_colleague).await;
        assert!(matches!(result, Err(Stopped::Refused(Refusal::NotYours))));
    }
    // The authority may, for the organisations of its area.
    let authority = world.signed_in(Role::LocalAuthorityManager).await;
    let act = for_colleague(&world, new_practitioner());
    authority
        .access(act, involvement::record_for_colleague)
        .await
        .unwrap();
    let choices = authority.organisation_choices().await.unwrap();
    assert_eq!(choices.len(), 2);
}

#[tokio::test]
async fn a_targeted_service_in_a_universal_setting_is_recorded_in_addition_inv_05() {
    let world = world().await;
    let school = world.signed_in(Role::SupportStaff).await;
    // The school is on the record as every child's; its support is an involvement of its own.
    let id = start(&school, world.child, World::SCHOOL_SUPPORT).await;
    let act = ViewChildRecord {
        child: world.child,
        reason: Reason::given("providing-service", "").unwrap(),
    };
    let ChildRecordView::Open(record) = school.access(act, child_record::view).await.unwrap()
    else {
        panic!("the record is not shielded");
    };
    assert_eq!(record.services[0].value.name, "Moorside Primary School");
    assert!(record.involvements.iter().any(|i| i.id == id));
    // So is a specialist service of a body whose universal one is involved.
    let nurse = world.signed_in(Role::Practitioner).await;
    start(&nurse, world.child, World::HEALTH_VISITING).await;
    start(&nurse, world.child, THERAPY).await;
    assert_eq!(mine(&nurse).await.len(), 2);
}

#[tokio::test]
async fn an_end_is_sent_twice_and_a_universal_service_stays_a_year_cease_01_cease_02() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, World::HEALTH_VISITING).await;
    assert!(
        rejected(end(&nurse, id, "2026-11-01", longer("2028-01-01")).await)
            .starts_with("A universal service is shown for one year")
    );
    end(&nurse, id, "2026-11-01", None).await.unwrap();
    end(&nurse, id, "2026-11-01", None).await.unwrap();
    let keep = KeepInvolvement {
        involvement: id,
        longer: longer("2028-01-01"),
    };
    let result = nurse.access(keep, involvement::keep).await;
    assert!(rejected(result).starts_with("A universal service"));
}

#[tokio::test]
async fn retention_is_as_scenario_23_has_it_d_18_d_19() {
    let world = world().await;
    on(&world, "2025-03-01").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let standard = start(&nurse, world.child, THERAPY).await;
    end(&nurse, standard, "2025-03-01", None).await.unwrap();
    let kept = start(&nurse, world.child, THERAPY).await;
    assert_eq!(
        rejected(end(&nurse, kept, "2025-03-01", longer("2030-03-02")).await),
        "The date must be no more than 5 years after the involvement ended"
    );
    end(&nurse, kept, "2025-03-01", longer("2030-03-01"))
        .await
        .unwrap();

    on(&world, "2026-02-28").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(is_shown(&nurse, world.child, standard).await);
    // No job runs: it is gone all the same.
    on(&world, "2026-03-01").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(!is_shown(&nurse, world.child, standard).await);
    assert!(is_shown(&nurse, world.child, kept).await);
    let keep = KeepInvolvement {
        involvement: standard,
        longer: longer("2028-01-01"),
    };
    let result = nurse.access(keep, involvement::keep).await;
    assert_eq!(refused(&result), Some(Refusal::NoSuchRecord));

    world.registry.catch_up().await.unwrap();
    assert_eq!(archived(&world).await, ["retention-over"]);
    assert_eq!(
        open_tasks(&world, kept).await,
        ["confirm-retention account"]
    );
    on(&world, "2026-03-29").await;
    world.registry.catch_up().await.unwrap();
    assert_eq!(
        open_tasks(&world, kept).await,
        [
            "confirm-retention account",
            "retention-unconfirmed data-administrator",
            "retention-unconfirmed manager",
        ]
    );
    on(&world, "2026-04-11").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(is_shown(&nurse, world.child, kept).await);
    on(&world, "2026-04-12").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(!is_shown(&nurse, world.child, kept).await);
    let late = confirm(&nurse, kept, Answer::AnotherYear).await;
    assert_eq!(refused(&late), Some(Refusal::NoSuchRecord));
    world.registry.catch_up().await.unwrap();
    assert_eq!(archived(&world).await, ["not-confirmed", "retention-over"]);
    assert_eq!(open_tasks(&world, kept).await, ["retention-lapsed account"]);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
}

/// An involvement that ended on 1 March 2025 and is kept for five years; it is 1 March 2026.
async fn to_be_confirmed(world: &World) -> InvolvementId {
    on(world, "2025-03-01").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    end(&nurse, id, "2025-03-01", longer("2030-03-01"))
        .await
        .unwrap();
    on(world, "2026-03-01").await;
    world.registry.catch_up().await.unwrap();
    id
}

#[tokio::test]
async fn a_confirmation_keeps_it_for_another_year_and_closes_the_task_cease_03() {
    let world = world().await;
    let id = to_be_confirmed(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(waiting(&nurse).await, ["confirm-retention"]);
    on(&world, "2026-04-11").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    confirm(&nurse, id, Answer::AnotherYear).await.unwrap();
    confirm(&nurse, id, Answer::AnotherYear).await.unwrap();
    assert!(waiting(&nurse).await.is_empty());
    assert_eq!(
        world
            .registry
            .run_rule(Rule::RetentionConfirmations)
            .await
            .unwrap(),
        0
    );
    on(&world, "2027-02-28").await;
    assert_eq!(
        world
            .registry
            .run_rule(Rule::RetentionConfirmations)
            .await
            .unwrap(),
        0
    );
    // Three days without a job.
    on(&world, "2027-03-04").await;
    assert_eq!(
        world
            .registry
            .run_rule(Rule::RetentionConfirmations)
            .await
            .unwrap(),
        1
    );
    assert_eq!(open_tasks(&world, id).await, ["confirm-retention account"]);
}

#[tokio::test]
async fn an_earlier_day_or_no_longer_needed_are_answers_too_cease_03() {
    let world = world().await;
    let id = to_be_confirmed(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let wrong = confirm(&nurse, id, Answer::Until(date("2030-03-01"))).await;
    assert!(rejected(wrong).starts_with("The date must be earlier"));
    confirm(&nurse, id, Answer::Until(date("2026-12-01")))
        .await
        .unwrap();
    assert!(is_shown(&nurse, world.child, id).await);
    on(&world, "2026-12-01").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(!is_shown(&nurse, world.child, id).await);
    world.registry.catch_up().await.unwrap();
    assert_eq!(archived(&world).await, ["retention-over"]);

    let second = {
        let id = start(&nurse, world.child, THERAPY).await;
        end(&nurse, id, "2025-11-01", longer("2029-01-01"))
            .await
            .unwrap();
        id
    };
    on(&world, "2027-11-02").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    confirm(&nurse, second, Answer::NotNeeded).await.unwrap();
    confirm(&nurse, second, Answer::NotNeeded).await.unwrap();
    assert!(!is_shown(&nurse, world.child, second).await);
    world.registry.catch_up().await.unwrap();
    assert_eq!(archived(&world).await, ["retention-over", "retention-over"]);
}

#[tokio::test]
async fn if_its_keeper_has_left_the_manager_is_asked_else_the_data_administrator_cease_04() {
    let world = world().await;
    on(&world, "2025-03-01").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    end(&nurse, id, "2025-03-01", longer("2030-03-01"))
        .await
        .unwrap();
    on(&world, "2026-03-01").await;
    world
        .database
        .execute("update account set state = 'closed' where user_name = 'practitioner'")
        .await;
    world.registry.catch_up().await.unwrap();
    let manager = world.signed_in(Role::Manager).await;
    assert_eq!(waiting(&manager).await, ["confirm-retention"]);
    // An authority's data administrator is not asked while there is somebody nearer.
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let result = confirm(&administrator, id, Answer::AnotherYear).await;
    assert_eq!(refused(&result), Some(Refusal::NotYours));
    world
        .database
        .execute("update account set state = 'closed' where user_name = 'manager'")
        .await;
    on(&world, "2026-03-15").await;
    world.registry.catch_up().await.unwrap();
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(waiting(&administrator).await, ["confirm-retention"]);
    let view = ViewInvolvement {
        involvement: id,
        purpose: Purpose::Confirm,
    };
    administrator.access(view, involvement::view).await.unwrap();
    confirm(&administrator, id, Answer::AnotherYear)
        .await
        .unwrap();
}

#[tokio::test]
async fn nobody_is_asked_about_a_child_who_has_died_but_time_goes_on_d_19() {
    let world = world().await;
    on(&world, "2025-03-01").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    end(&nurse, id, "2025-03-01", longer("2030-03-01"))
        .await
        .unwrap();
    world
        .database
        .execute("update live.child set date_of_death = '2026-01-01'")
        .await;
    on(&world, "2026-03-29").await;
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    on(&world, "2026-04-12").await;
    assert_eq!(world.registry.catch_up().await.unwrap(), 1);
    assert_eq!(archived(&world).await, ["not-confirmed"]);
    assert!(open_tasks(&world, id).await.is_empty());
}

#[tokio::test]
async fn working_with_the_child_again_is_a_new_involvement_beside_the_old_cease_06() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let old = start(&nurse, world.child, THERAPY).await;
    end(&nurse, old, "2026-11-01", longer("2029-01-01"))
        .await
        .unwrap();
    let new = start(&nurse, world.child, THERAPY).await;
    let listed = mine(&nurse).await;
    assert_eq!(listed.iter().map(|i| i.id).collect::<Vec<_>>(), [new, old]);
    assert_eq!(listed[1].retention.unwrap().until(), date("2029-01-01"));
}

#[tokio::test]
async fn what_is_kept_is_made_longer_or_shorter_while_it_is_shown_cease_02() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    end(&nurse, id, "2026-11-01", None).await.unwrap();
    let keep = |longer| KeepInvolvement {
        involvement: id,
        longer,
    };
    nurse
        .access(keep(longer("2031-11-01")), involvement::keep)
        .await
        .unwrap();
    let until = |list: Vec<MyInvolvement>| list[0].retention.unwrap().until();
    assert_eq!(until(mine(&nurse).await), date("2031-11-01"));
    nurse
        .access(keep(longer("2028-01-01")), involvement::keep)
        .await
        .unwrap();
    assert_eq!(until(mine(&nurse).await), date("2028-01-01"));
    nurse.access(keep(None), involvement::keep).await.unwrap();
    assert_eq!(until(mine(&nurse).await), date("2027-11-01"));
    // The team's manager may; a colleague and the authority may not (matrix row 15).
    let manager = world.signed_in(Role::Manager).await;
    manager
        .access(keep(longer("2028-01-01")), involvement::keep)
        .await
        .unwrap();
    for role in [
        Role::SensitiveServicePractitioner,
        Role::LocalAuthorityManager,
        Role::DataAdministrator,
    ] {
        let user = world.signed_in(role).await;
        let result = user.access(keep(None), involvement::keep).await;
        assert!(refused(&result).is_some(), "{role:?}");
    }
}

#[tokio::test]
async fn a_manager_sees_the_teams_involvements_and_asks_to_check_one_inv_09() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.shielded, THERAPY).await;
    let manager = world.signed_in(Role::Manager).await;
    let listed = team(&manager).await;
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].keeper.as_deref(), Some("The practitioner"));
    assert_eq!(listed[0].lasting, "2 years and 1 month");
    assert!(listed[0].child.shielded && !listed[0].check_asked);
    let sent = serde_json::to_string(&listed).unwrap();
    for hidden in ["Findable", "ZB1", "Moorside", "Bradford"] {
        assert!(!sent.contains(hidden), "{hidden} was sent");
    }
    for _ in 0..2 {
        let ask = AskToCheck { involvement: id };
        manager
            .access(ask, involvement::ask_to_check)
            .await
            .unwrap();
    }
    assert!(team(&manager).await[0].check_asked);
    assert_eq!(waiting(&nurse).await, ["check-involvement"]);
    // Ending it answers.
    end(&nurse, id, "2026-11-01", None).await.unwrap();
    assert!(waiting(&nurse).await.is_empty());
    let result = nurse
        .access(ListTeamInvolvements, involvement::list_team)
        .await;
    assert!(matches!(result, Err(Stopped::Refused(Refusal::Role))));
}

#[tokio::test]
async fn who_kept_it_goes_into_the_archive_with_it_inv_07() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    hand_over(&nurse, id, World::account(Role::Manager))
        .await
        .unwrap();
    let manager = world.signed_in(Role::Manager).await;
    end(&manager, id, "2026-11-01", None).await.unwrap();
    on(&world, "2027-11-01").await;
    assert_eq!(
        world
            .registry
            .run_rule(Rule::EndedInvolvements)
            .await
            .unwrap(),
        1
    );
    let left = world
        .database
        .rows("select involvement::text from live.involvement_keeper")
        .await;
    assert!(left.is_empty());
    assert_eq!(archived(&world).await, ["retention-over"]);
}

/// What an involvement was before it was changed is told to those who explain the record, stays with the
/// involvement, and is never on the record itself (UPD-07).
#[tokio::test]
async fn what_an_involvement_was_stays_with_it_upd_07() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let id = start(&nurse, world.child, THERAPY).await;
    let before = details(Level::Practitioner).telephone;
    let change = |number: &str| ChangeInvolvement {
        involvement: id,
        changes: EntryChanges {
            telephone: Telephone::parse(number).unwrap(),
            ..details(Level::Practitioner)
        },
    };
    for (day, number) in [
        ("2026-11-05", "01632 960777"),
        ("2026-11-08", "01632 960778"),
    ] {
        on(&world, day).await;
        let nurse = world.signed_in(Role::Practitioner).await;
        for _ in 0..2 {
            let act = change(number);
            nurse.access(act, involvement::change).await.unwrap();
        }
    }
    // Its end is no other value of what stood.
    let nurse = world.signed_in(Role::Practitioner).await;
    end(&nurse, id, "2026-11-01", None).await.unwrap();
    let child = world.child;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let explain = ExplainRecord { child };
    let explained = administrator
        .access(explain, updating::explain)
        .await
        .unwrap();
    let told: Vec<_> = explained
        .entries_before
        .iter()
        .map(|entry| (entry.lines[1].as_str(), entry.from, entry.until))
        .collect();
    // The latest first; what was sent twice changed nothing.
    let days = ["2026-11-02", "2026-11-05", "2026-11-08"].map(date);
    let expected = [
        ("01632 960777", days[1], days[2]),
        (before.as_str(), days[0], days[1]),
    ];
    assert_eq!(told, expected);
    let shown = format!("{:?}", on_record(&nurse, child).await);
    assert!(!shown.contains("960777"));
    // It leaves with the involvement.
    on(&world, "2027-11-01").await;
    assert_eq!(world.run(Rule::EndedInvolvements).await, 1);
    let left = "select count(*) from live.involvement where before is not null";
    assert_eq!(world.database.rows(left).await, ["0"]);
}

//! Responsibility for records: automatic moves, agreed transfers, and what goes along (TRF, D-30, D-31,
//! D-44, T-28), on a real database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::best_view::{SourceKind, Statement};
use domain::brokering::{ListRequests, RequestBrokering};
use domain::child_record::{
    Address, ChildRecordView, DateOfBirth, Gender, NameUse, Nights, OtherHome, PersonName,
    Postcode, ReportMove, Telephone, Verified, ViewChildRecord, Whereabouts,
};
use domain::data_source::{RegisterSource, Row, RowCode, SupplyOutcome, SupplyRows};
use domain::id::{ChildNumber, LocalAuthorityCode, SourceId, TransferId};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::sensitive_service::ViewSensitiveContacts;
use domain::shielding::Ground;
use domain::standing::Role;
use domain::task::{ListMyTasks, MyTask, TaskKind};
use domain::transfer::{
    Answer, AnswerTransfer, KeepResponsibility, Kept, ListTransfers, ListUnanswered,
    ProposeTransfer, RejectedBecause, Responsibility, TransferShown, TransferState, Transfers,
    ViewResponsibility, ViewTransfer, WithdrawTransfer,
};
use registry::testing::{World, refused};
use registry::transfer;
use registry::{SignedIn, Stopped, brokering, child_record, data_source, sensitive_service, task};

const LM: Role = Role::LocalAuthorityManager;
const BRADFORD: &str = "E08000032";
const LEEDS: &str = "E08000035";

fn code(authority: &str) -> LocalAuthorityCode {
    LocalAuthorityCode(authority.to_owned())
}

fn rejected<T>(result: Result<T, Stopped>) -> bool {
    matches!(result, Err(Stopped::Rejected(_)))
}

/// The world's one manager under a hat for an authority.
async fn manager_of(world: &World, authority: &str) -> SignedIn {
    let wear = format!(
        "update hat set local_authority = '{authority}' where role = 'local-authority-manager'"
    );
    world.database.execute(&wear).await;
    world.signed_in(LM).await
}

/// The managers of both authorities.
async fn managers(world: &World) -> (SignedIn, SignedIn) {
    let bradford = manager_of(world, BRADFORD).await;
    let leeds = manager_of(world, LEEDS).await;
    (bradford, leeds)
}

async fn responsible(world: &World, child: ChildNumber) -> String {
    let select = format!(
        "select local_authority from live.child where child = {}",
        child.stored()
    );
    world.database.rows(&select).await.remove(0)
}

/// Leaves nothing but universal services on the world's child.
async fn universal_only(world: &World) {
    world.database.execute("delete from live.involvement").await;
}

fn lives_at(postcode: &str) -> Address {
    Address {
        lines: vec!["9 New Road".into()],
        postcode: Postcode::parse(postcode).ok(),
    }
}

/// The nurse tells that a child has moved.
async fn moves(world: &World, child: ChildNumber, postcode: Option<&str>) {
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = ReportMove {
        child,
        to: postcode.map(lives_at),
        verified: Verified::DocumentSeen,
    };
    nurse.access(act, child_record::report_move).await.unwrap();
}

async fn tasks(user: &SignedIn) -> Vec<MyTask> {
    user.access(ListMyTasks, task::list_mine).await.unwrap()
}

async fn kinds(user: &SignedIn) -> Vec<TaskKind> {
    tasks(user)
        .await
        .into_iter()
        .map(|task| task.kind)
        .collect()
}

async fn try_propose(user: &SignedIn, child: ChildNumber, to: &str) -> Result<TransferId, Stopped> {
    let act = ProposeTransfer {
        child,
        to: code(to),
    };
    user.access(act, transfer::propose).await
}

async fn propose(user: &SignedIn, child: ChildNumber, to: &str) -> TransferId {
    try_propose(user, child, to).await.unwrap()
}

async fn answer(user: &SignedIn, transfer: TransferId, answer: Answer) -> Result<(), Stopped> {
    let act = AnswerTransfer { transfer, answer };
    user.access(act, transfer::answer).await
}

async fn withdraw(user: &SignedIn, transfer: TransferId) -> Result<(), Stopped> {
    let act = WithdrawTransfer { transfer };
    user.access(act, transfer::withdraw).await
}

async fn keep(user: &SignedIn, child: ChildNumber, because: Option<Kept>) -> Result<(), Stopped> {
    let act = KeepResponsibility { child, because };
    user.access(act, transfer::keep).await
}

async fn list(user: &SignedIn) -> Transfers {
    user.access(ListTransfers, transfer::list).await.unwrap()
}

async fn seen(user: &SignedIn, transfer: TransferId) -> Result<TransferShown, Stopped> {
    user.access(ViewTransfer { transfer }, transfer::view).await
}

async fn position(user: &SignedIn, child: ChildNumber) -> Result<Responsibility, Stopped> {
    let act = ViewResponsibility { child };
    user.access(act, transfer::view_responsibility).await
}

async fn at(world: &World, moment: &str) {
    world.database.clock.set(moment.parse().unwrap());
}

async fn entries(world: &World, action: &str) -> i64 {
    world.database.entries(action, "done").await
}

#[tokio::test]
async fn with_universal_services_only_a_move_carries_the_record_at_once_trf_02_upd_06() {
    let world = World::new().await;
    universal_only(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let (bradford, leeds) = managers(&world).await;
    moves(&world, world.child, Some("ZL1 4AB")).await;
    assert_eq!(responsible(&world, world.child).await, LEEDS);
    assert_eq!(entries(&world, "transfer.auto").await, 1);
    for manager in [&bradford, &leeds] {
        assert_eq!(kinds(manager).await, [TaskKind::TransfersAutomatic]);
    }
    let (came, left) = (list(&leeds).await, list(&bradford).await);
    assert_eq!((came.hither.automatic, left.away.automatic), (1, 1));
    assert_eq!(came.transfers[0].state, TransferState::Automatic);
    // Whoever works with the child goes on as before.
    let reason = Reason::given("providing-service", "").unwrap();
    let child = world.child;
    let view = nurse
        .access(ViewChildRecord { child, reason }, child_record::view)
        .await
        .unwrap();
    let ChildRecordView::Open(record) = view else {
        panic!("an open record");
    };
    assert_eq!(record.responsible_authority.name, "Leeds");
}

#[tokio::test]
async fn two_moves_in_a_day_are_both_followed_and_what_vanished_stays_trf_02_trf_04_cty_03() {
    let world = World::new().await;
    universal_only(&world).await;
    moves(&world, world.child, Some("ZL1 4AB")).await;
    moves(&world, world.child, Some("ZB1 4QX")).await;
    assert_eq!(responsible(&world, world.child).await, BRADFORD);
    assert_eq!(entries(&world, "transfer.auto").await, 2);
    moves(&world, world.child, Some("ZL1 4AB")).await;
    moves(&world, world.child, None).await;
    world.registry.catch_up().await.unwrap();
    assert_eq!(responsible(&world, world.child).await, LEEDS, "last known");
    let left = world
        .database
        .rows("select child from live.move_shown")
        .await;
    assert!(left.is_empty());
}

#[tokio::test]
async fn anything_more_than_universal_needs_both_authorities_trf_03_d_30() {
    let specialist = "select";
    let ended = "update live.involvement set ended = '2026-06-01', visible_until = '2027-06-01'";
    let sensitive = "delete from live.involvement;
        update live.sensitive_involvement set child = (select child from live.child where given = 'Ann')";
    let caf = "insert into live.caf (id, child, service, undertaken)
        select gen_random_uuid(), child, service, '2026-09-01' from live.involvement;
        delete from live.involvement";
    let lead = "insert into live.lead_professional (id, child, service, practitioner, since)
        select gen_random_uuid(), child, service, practitioner, '2026-09-01' from live.involvement;
        delete from live.involvement";
    for item in [specialist, ended, sensitive, caf, lead] {
        let world = World::new().await;
        world.database.execute(item).await;
        let (bradford, leeds) = managers(&world).await;
        moves(&world, world.child, Some("ZL1 4AB")).await;
        assert_eq!(responsible(&world, world.child).await, BRADFORD, "{item}");
        for manager in [&bradford, &leeds] {
            assert_eq!(
                kinds(manager).await,
                [TaskKind::TransferAgreement],
                "{item}"
            );
        }
        assert_eq!(entries(&world, "transfer.auto").await, 0);
    }
}

#[tokio::test]
async fn nothing_sent_tells_a_sensitive_service_from_a_specialist_one_d_30() {
    let mut sent = Vec::new();
    for item in [
        "select",
        "delete from live.involvement;
         update live.sensitive_involvement set child = (select child from live.child where given = 'Ann')",
    ] {
        let world = World::new().await;
        world.database.execute(item).await;
        let (bradford, leeds) = managers(&world).await;
        moves(&world, world.child, Some("ZL1 4AB")).await;
        for manager in [&bradford, &leeds] {
            let tasks: Vec<_> = tasks(manager)
                .await
                .into_iter()
                .map(|task| (task.kind, task.child, task.date_of_birth, task.opened_on, task.due_on, task.path))
                .collect();
            sent.push(serde_json::to_string(&(tasks, list(manager).await)).unwrap());
        }
    }
    assert_eq!(sent[0], sent[2]);
    assert_eq!(sent[1], sent[3]);
    assert!(sent[0].contains("Ann"), "{}", sent[0]);
}

#[tokio::test]
async fn both_agree_and_responsibility_passes_with_all_that_waits_trf_03_trf_07() {
    let world = World::new().await;
    let (bradford, leeds) = managers(&world).await;
    let teacher = world.signed_in(Role::SupportStaff).await;
    world
        .database
        .execute(&format!(
            "update live.sensitive_involvement set owner = '{}';
             insert into task (id, kind, role, local_authority, child, object, opened_on)
             select gen_random_uuid(), kind, role, 'E08000032', {}, gen_random_uuid(), date '2026-11-01'
             from (values ('lapse-to-review', 'local-authority-manager'),
                          ('withdrawal-to-confirm', 'local-authority-manager'),
                          ('retention-unconfirmed', 'data-administrator')) t (kind, role)",
            World::account(Role::Practitioner),
            world.quiet.stored()
        ))
        .await;
    let ask = RequestBrokering {
        child: world.quiet,
        reason: Reason::given("other", "words").unwrap(),
        telephone: Telephone::parse("01632 960777").unwrap(),
    };
    teacher.access(ask, brokering::request).await.unwrap();
    let contacts = || ViewSensitiveContacts {
        child: world.quiet,
        reason: Reason::given("management-function", "").unwrap(),
    };
    let see = sensitive_service::contacts;
    assert!(bradford.access(contacts(), see).await.is_ok());
    assert!(leeds.access(contacts(), see).await.is_err());

    let transfer = propose(&leeds, world.quiet, LEEDS).await;
    assert_eq!(
        propose(&leeds, world.quiet, LEEDS).await,
        transfer,
        "sent twice"
    );
    assert!(kinds(&bradford).await.contains(&TaskKind::TransferToAnswer));
    // While it is pending nothing has changed.
    assert!(bradford.access(contacts(), see).await.is_ok());
    assert!(leeds.access(contacts(), see).await.is_err());
    for _ in 0..2 {
        answer(&bradford, transfer, Answer::Accepted).await.unwrap();
    }
    assert_eq!(responsible(&world, world.quiet).await, LEEDS);
    assert!(bradford.access(contacts(), see).await.is_err(), "lost");
    assert!(leeds.access(contacts(), see).await.is_ok(), "gained");
    assert_eq!(kinds(&bradford).await, [TaskKind::TransferDone]);
    let mut gained = kinds(&leeds).await;
    gained.sort();
    let expected = [
        TaskKind::LapseToReview,
        TaskKind::WithdrawalToConfirm,
        TaskKind::RequestToPassOn,
        TaskKind::TransferDone,
    ];
    assert_eq!(gained, expected);
    let queue = leeds.access(ListRequests, brokering::queue).await.unwrap();
    assert_eq!(queue.len(), 1);
    let administrators = "select local_authority from task where role = 'data-administrator'";
    assert_eq!(world.database.rows(administrators).await, [LEEDS]);
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(kinds(&nurse).await, [TaskKind::ResponsibilityMoved]);
    let done = list(&leeds).await;
    assert_eq!(done.hither.accepted, 1);
    assert_eq!(done.transfers[0].state, TransferState::Accepted);
    assert_eq!(
        world.registry.catch_up().await.unwrap(),
        0,
        "nothing is left to do"
    );
    for action in ["transfer.proposed", "transfer.accepted"] {
        assert!(entries(&world, action).await > 0, "{action}");
    }
}

#[tokio::test]
async fn a_rejection_leaves_responsibility_and_the_same_data_do_not_bring_it_up_again_trf_06() {
    let world = World::new().await;
    let (bradford, leeds) = managers(&world).await;
    moves(&world, world.child, Some("ZL1 4AB")).await;
    let transfer = propose(&bradford, world.child, LEEDS).await;
    assert_eq!(kinds(&leeds).await, [TaskKind::TransferToAnswer]);
    let no = Answer::Rejected(RejectedBecause::NotResident);
    answer(&leeds, transfer, no).await.unwrap();
    assert_eq!(responsible(&world, world.child).await, BRADFORD);
    assert_eq!(kinds(&bradford).await, [TaskKind::TransferRejected]);
    let shown = seen(&bradford, transfer).await.unwrap();
    assert_eq!(shown.because, Some(RejectedBecause::NotResident));
    universal_only(&world).await;
    world.registry.catch_up().await.unwrap();
    assert_eq!(responsible(&world, world.child).await, BRADFORD, "decided");
    assert!(
        rejected(answer(&leeds, transfer, Answer::Accepted).await),
        "ended"
    );
    // Managers may propose again, and take it back.
    let again = propose(&bradford, world.child, LEEDS).await;
    withdraw(&bradford, again).await.unwrap();
    assert!(rejected(answer(&leeds, again, Answer::Accepted).await));
    assert_eq!(responsible(&world, world.child).await, BRADFORD);
    assert_eq!(entries(&world, "transfer.rejected").await, 1);
    assert_eq!(entries(&world, "transfer.cancelled").await, 1);
}

#[tokio::test]
async fn silence_agrees_to_nothing_at_any_age_t_28_trf_03() {
    let world = World::new().await;
    let (bradford, leeds) = managers(&world).await;
    let transfer = propose(&bradford, world.child, LEEDS).await;
    for (moment, state, to_central) in [
        ("2026-11-15T09:00:00Z", TransferState::Proposed, 0),
        ("2026-11-16T09:00:00Z", TransferState::Chased, 0),
        ("2026-11-29T09:00:00Z", TransferState::Chased, 0),
        ("2026-11-30T09:00:00Z", TransferState::Escalated, 1),
        ("2027-11-02T09:00:00Z", TransferState::Escalated, 1),
        ("2028-11-02T09:00:00Z", TransferState::Escalated, 1),
    ] {
        at(&world, moment).await;
        // Conditions on accounts end too; they are not what is looked at here.
        let renew = format!("update account set vetted_on = '{}'", &moment[..10]);
        world.database.execute(&renew).await;
        let before = world.signed_in(Role::CentralTeam).await;
        let listed = before.access(ListUnanswered, transfer::unanswered).await;
        assert_eq!(listed.unwrap().len(), to_central, "at read time: {moment}");
        world.registry.catch_up().await.unwrap();
        assert_eq!(
            world.registry.catch_up().await.unwrap(),
            0,
            "again: {moment}"
        );
        assert_eq!(responsible(&world, world.child).await, BRADFORD, "{moment}");
        let leeds = manager_of(&world, LEEDS).await;
        assert_eq!(
            seen(&leeds, transfer).await.unwrap().state,
            state,
            "{moment}"
        );
        assert_eq!(
            kinds(&leeds).await,
            [TaskKind::TransferToAnswer],
            "{moment}"
        );
    }
    let central = world.signed_in(Role::CentralTeam).await;
    let sent = tasks(&central).await;
    assert_eq!(sent[0].kind, TaskKind::TransferUnanswered);
    assert_eq!(sent[0].child, None, "nothing of the child (CEN-02)");
    assert_eq!(entries(&world, "transfer.accepted").await, 0);
    drop(leeds);
}

#[tokio::test]
async fn an_item_that_runs_out_while_managers_talk_moves_nothing_trf_03() {
    let world = World::new().await;
    let (bradford, _) = managers(&world).await;
    moves(&world, world.child, Some("ZL1 4AB")).await;
    propose(&bradford, world.child, LEEDS).await;
    universal_only(&world).await;
    world.registry.catch_up().await.unwrap();
    assert_eq!(responsible(&world, world.child).await, BRADFORD);
}

#[tokio::test]
async fn once_what_stood_in_the_way_has_left_the_record_moves_by_itself_trf_02_g_clock() {
    let world = World::new().await;
    world
        .database
        .execute("update live.involvement set ended = '2025-12-01', visible_until = '2026-12-01'")
        .await;
    let (bradford, _) = managers(&world).await;
    moves(&world, world.child, Some("ZL1 4AB")).await;
    at(&world, "2026-11-30T12:00:00Z").await;
    world.registry.catch_up().await.unwrap();
    assert_eq!(
        responsible(&world, world.child).await,
        BRADFORD,
        "kept till then"
    );
    at(&world, "2026-12-01T12:00:00Z").await;
    world.registry.catch_up().await.unwrap();
    assert_eq!(responsible(&world, world.child).await, LEEDS);
    assert_eq!(entries(&world, "transfer.auto").await, 1);
    let open = "select 1 from task where kind = 'transfer-agreement' and closed_on is null";
    assert!(world.database.rows(open).await.is_empty());
    drop(bradford);
}

#[tokio::test]
async fn a_record_that_is_kept_stays_and_goes_once_that_is_lifted_trf_02_trf_05_d_44() {
    for because in Kept::ALL {
        let world = World::new().await;
        universal_only(&world).await;
        let (bradford, leeds) = managers(&world).await;
        keep(&bradford, world.child, Some(because)).await.unwrap();
        moves(&world, world.child, Some("ZL1 4AB")).await;
        world.registry.catch_up().await.unwrap();
        assert_eq!(responsible(&world, world.child).await, BRADFORD);
        assert!(kinds(&bradford).await.is_empty() && kinds(&leeds).await.is_empty());
        assert_eq!(list(&bradford).await.kept[0].because, because);
        // The other authority may ask; it is not told why not, and neither can give it away.
        assert_eq!(position(&leeds, world.child).await.unwrap().kept, None);
        assert!(rejected(try_propose(&bradford, world.child, LEEDS).await));
        let asked = propose(&leeds, world.child, LEEDS).await;
        assert!(rejected(answer(&bradford, asked, Answer::Accepted).await));
        withdraw(&leeds, asked).await.unwrap();
        assert_eq!(
            refused(keep(&leeds, world.child, None).await),
            Some(Refusal::NotYours)
        );
        keep(&bradford, world.child, None).await.unwrap();
        assert_eq!(responsible(&world, world.child).await, LEEDS, "{because:?}");
        assert_eq!(entries(&world, "transfer.overridden").await, 2);
    }
}

/// A source that speaks for an authority, or for none.
async fn source(world: &World, kind: SourceKind, speaks_for: Option<&str>) -> SourceId {
    let name = format!("A source of {}", kind.code());
    let act = RegisterSource {
        name: name.clone(),
        kind,
        local_authority: speaks_for.map(code),
        organisation: None,
        accredited_until: Some("2099-12-31".parse().unwrap()),
    };
    let system = world.registry.as_system();
    system.access(act, data_source::register).await.unwrap();
    let select = format!("select id from source where name = '{name}'");
    world.database.rows(&select).await[0].parse().unwrap()
}

/// What a source says of Newly Made.
fn of_newly_made(postcode: Option<&str>, other: Option<(&str, Option<&str>)>) -> Statement {
    let name = PersonName {
        given: "Newly".into(),
        family: "Made".into(),
    };
    Statement {
        names: vec![(NameUse::Current, name)],
        date_of_birth: Some(DateOfBirth {
            date: "2018-02-03".parse().unwrap(),
            estimated: false,
        }),
        whereabouts: postcode.map(|postcode| Whereabouts::Current(lives_at(postcode))),
        other_home: other.map(|(postcode, nights)| OtherHome {
            address: lives_at(postcode),
            nights: nights.map(|nights| Nights::parse(nights).unwrap()),
        }),
        ..Statement::default()
    }
}

/// Supplies one row under one reference, a second later than whatever came before.
async fn says(world: &World, source: SourceId, statement: Statement) -> SupplyOutcome {
    world.database.clock.advance(chrono::TimeDelta::seconds(1));
    let row = Row {
        number: 2,
        reference: "one".into(),
        at: world.registry.now(),
        statement,
    };
    let act = SupplyRows {
        source,
        file: "00".into(),
        rows: vec![row],
        queued: None,
    };
    let feed = world.registry.as_source(source);
    feed.access(act, data_source::supply).await.unwrap()
}

async fn newly_made(world: &World) -> ChildNumber {
    let select = "select child from live.child where family = 'Made'";
    let stored: i64 = world.database.rows(select).await[0].parse().unwrap();
    ChildNumber::from_stored(stored).unwrap()
}

/// Supplies one row as a source of Bradford's; gives the child's number.
async fn supplied(world: &World, kind: SourceKind, postcode: &str) -> ChildNumber {
    let source = source(world, kind, Some(BRADFORD)).await;
    says(world, source, of_newly_made(Some(postcode), None)).await;
    newly_made(world).await
}

#[tokio::test]
async fn of_two_homes_the_one_with_more_nights_makes_the_authority_trf_01() {
    for (nights, authority) in [
        (None, BRADFORD),
        (Some("3.5"), BRADFORD),
        (Some("4"), LEEDS),
    ] {
        let world = World::new().await;
        let source = source(&world, SourceKind::Education, Some(BRADFORD)).await;
        let said = of_newly_made(Some("ZB1 4QX"), Some(("ZL1 4AB", nights)));
        assert_eq!(says(&world, source, said.clone()).await.created, 1);
        let child = newly_made(&world).await;
        assert_eq!(responsible(&world, child).await, authority, "{nights:?}");
        // The same data put together anew show no move.
        assert_eq!(says(&world, source, said).await.unchanged, 1);
        let telephone = of_newly_made(Some("ZB1 4QX"), Some(("ZL1 4AB", nights)));
        let named = Statement {
            gender: Some(Gender::Female),
            ..telephone
        };
        assert_eq!(says(&world, source, named).await.changed, 1);
        assert_eq!(responsible(&world, child).await, authority, "{nights:?}");
        assert_eq!(entries(&world, "transfer.auto").await, 0);

        let nurse = world.signed_in(Role::Practitioner).await;
        let act = ViewChildRecord {
            child,
            reason: Reason::given("providing-service", "").unwrap(),
        };
        let seen = nurse.access(act, child_record::view).await.unwrap();
        let ChildRecordView::Open(record) = seen else {
            panic!("it is not shielded")
        };
        assert_eq!(
            record.whereabouts.value,
            Whereabouts::Current(lives_at("ZB1 4QX"))
        );
        let others: Vec<_> = record.other_addresses.iter().map(|o| &o.value).collect();
        assert_eq!(others, [&Whereabouts::Current(lives_at("ZL1 4AB"))]);
        let sent = serde_json::to_string(&record).unwrap();
        assert!(!sent.contains("nights"), "that is for responsibility alone");
    }
}

#[tokio::test]
async fn more_nights_in_the_second_home_show_a_move_like_a_new_address_trf_01_trf_02() {
    let world = World::new().await;
    let source = source(&world, SourceKind::Education, Some(BRADFORD)).await;
    let two = |nights| of_newly_made(Some("ZB1 4QX"), Some(("ZL1 4AB", Some(nights))));
    says(&world, source, two("3")).await;
    let child = newly_made(&world).await;
    assert_eq!(responsible(&world, child).await, BRADFORD);
    says(&world, source, two("5")).await;
    assert_eq!(responsible(&world, child).await, LEEDS);
    says(&world, source, two("3.5")).await;
    assert_eq!(responsible(&world, child).await, BRADFORD);
    assert_eq!(entries(&world, "transfer.auto").await, 2);
    // Once somebody has told of a new address, the nights were shared with another home.
    says(&world, source, two("5")).await;
    assert_eq!(responsible(&world, child).await, LEEDS);
    moves(&world, child, Some("ZB1 4QY")).await;
    assert_eq!(responsible(&world, child).await, BRADFORD);
}

#[tokio::test]
async fn without_care_residence_or_time_the_source_answers_then_the_default_trf_01_gen_05() {
    let world = World::new().await;
    let national = source(&world, SourceKind::ChildBenefit, None).await;
    // Nor does a second home without its nights tell where a child mostly is.
    let nowhere = || of_newly_made(None, Some(("ZL1 4AB", None)));
    let refused = says(&world, national, nowhere()).await;
    assert_eq!(refused.created, 0);
    let codes: Vec<RowCode> = refused.refused.iter().map(|row| row.code).collect();
    assert_eq!(codes, [RowCode::NoAuthority]);

    let set = format!("update installation set default_authority = '{LEEDS}'");
    world.database.execute(&set).await;
    assert_eq!(says(&world, national, nowhere()).await.created, 1);
    let child = newly_made(&world).await;
    assert_eq!(responsible(&world, child).await, LEEDS, "the default");
    assert_eq!(entries(&world, "transfer.auto").await, 0);
    says(&world, national, of_newly_made(Some("ZB1 4QX"), None)).await;
    assert_eq!(
        responsible(&world, child).await,
        BRADFORD,
        "residence tells"
    );

    let world = World::new().await;
    world.database.execute(&set).await;
    let local = source(&world, SourceKind::Local, Some(BRADFORD)).await;
    says(&world, local, nowhere()).await;
    let child = newly_made(&world).await;
    assert_eq!(
        responsible(&world, child).await,
        BRADFORD,
        "the source’s own area"
    );

    let world = World::new().await;
    let local = source(&world, SourceKind::Local, Some(BRADFORD)).await;
    says(
        &world,
        local,
        of_newly_made(None, Some(("ZL1 4AB", Some("6")))),
    )
    .await;
    let child = newly_made(&world).await;
    assert_eq!(responsible(&world, child).await, LEEDS, "most time");
}

#[tokio::test]
async fn a_shielded_childs_second_home_is_sealed_with_all_else_trf_01_shld_02() {
    let world = World::new().await;
    let source = source(&world, SourceKind::Education, Some(BRADFORD)).await;
    let said = Statement {
        shield: Ground::from_codes("harm-to-child", None),
        ..of_newly_made(Some("ZB1 4QX"), Some(("ZL1 4AB", Some("2"))))
    };
    assert!(said.shield.is_some());
    assert_eq!(says(&world, source, said).await.created, 1);
    let child = newly_made(&world).await;
    let everything = world
        .database
        .rows(&format!(
            "select concat(to_jsonb(c), (select jsonb_agg(s) from live.statement s where s.child = c.child))
             from live.child c where child = {}",
            child.stored()
        ))
        .await;
    assert!(everything[0].contains("Made"), "the name alone is in clear");
    for hidden in ["ZL1", "New Road", "nights", "other_home"] {
        assert!(!everything[0].contains(hidden), "{hidden}");
    }
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = ViewChildRecord {
        child,
        reason: Reason::given("providing-service", "").unwrap(),
    };
    let seen = nurse.access(act, child_record::view).await.unwrap();
    let sent = serde_json::to_string(&seen).unwrap();
    assert!(!sent.contains("ZL1") && !sent.contains("New Road"));
}

#[tokio::test]
async fn a_new_record_is_assigned_by_care_before_residence_trf_01_d_44() {
    let world = World::new().await;
    let child = supplied(&world, SourceKind::SocialCare, "ZL1 4AB").await;
    assert_eq!(
        responsible(&world, child).await,
        BRADFORD,
        "looked after elsewhere"
    );
    let bradford = manager_of(&world, BRADFORD).await;
    assert_eq!(list(&bradford).await.kept[0].because, Kept::LookedAfter);
    let world = World::new().await;
    let child = supplied(&world, SourceKind::Local, "ZL1 4AB").await;
    assert_eq!(responsible(&world, child).await, LEEDS, "residence");
    assert_eq!(
        entries(&world, "transfer.auto").await,
        0,
        "it was never elsewhere"
    );
}

#[tokio::test]
async fn a_shielded_record_is_started_by_its_own_manager_and_nobody_learns_where_d_31() {
    let world = World::new().await;
    world
        .database
        .execute(&format!(
            "update live.involvement set child = {}, owner = '{}'",
            world.shielded.stored(),
            World::account(Role::Practitioner)
        ))
        .await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let (bradford, leeds) = managers(&world).await;
    moves(&world, world.shielded, Some("ZL1 4AB")).await;
    universal_only_but_told(&world).await;
    assert_eq!(responsible(&world, world.shielded).await, BRADFORD);
    assert_eq!(kinds(&bradford).await, [TaskKind::TransferAgreement]);
    assert!(
        kinds(&leeds).await.is_empty(),
        "it would tell where the child lives"
    );
    assert!(list(&leeds).await.moves.is_empty());
    let outside = try_propose(&leeds, world.shielded, LEEDS).await;
    let never = try_propose(&leeds, ChildNumber::nth(77), LEEDS).await;
    assert_eq!(refused(outside), Some(Refusal::NoSuchRecord));
    assert_eq!(refused(never), Some(Refusal::NoSuchRecord));
    assert!(position(&leeds, world.shielded).await.is_err());

    let transfer = propose(&bradford, world.shielded, LEEDS).await;
    assert!(
        seen(&leeds, transfer).await.is_ok(),
        "asked to take it over"
    );
    answer(&leeds, transfer, Answer::Accepted).await.unwrap();
    assert_eq!(responsible(&world, world.shielded).await, LEEDS);
    let told = tasks(&nurse).await;
    assert_eq!(told[0].kind, TaskKind::ResponsibilityMoved);
    let sent = serde_json::to_string(&told).unwrap();
    assert!(!sent.contains("Leeds") && !sent.contains(LEEDS) && told[0].path.is_none());
    // What is listed of it is the responsible manager's alone.
    assert!(list(&bradford).await.transfers.is_empty());
    assert_eq!(
        refused(seen(&bradford, transfer).await),
        Some(Refusal::NotYours)
    );
    assert_eq!(list(&leeds).await.transfers.len(), 1);
}

/// Whatever is on a shielded record, both must agree: here universal services alone are, kept by the
/// nurse.
async fn universal_only_but_told(world: &World) {
    let visiting = uuid::Uuid::from_u128(World::HEALTH_VISITING);
    let swap = format!("update live.involvement set service = '{visiting}'");
    world.database.execute(&swap).await;
    world.registry.catch_up().await.unwrap();
}

#[tokio::test]
async fn a_child_shielded_after_a_move_was_shown_disappears_from_the_other_authority_d_31() {
    let world = World::new().await;
    let (bradford, leeds) = managers(&world).await;
    moves(&world, world.child, Some("ZL1 4AB")).await;
    let transfer = propose(&leeds, world.child, LEEDS).await;
    withdraw(&leeds, transfer).await.unwrap();
    assert_eq!(kinds(&leeds).await, [TaskKind::TransferAgreement]);
    let asked = propose(&leeds, world.child, LEEDS).await;
    let shield = format!(
        "update live.child set shielded = true, best_view = null, sealed_view = '\\x00', postcode = null
         where child = {}",
        world.child.stored()
    );
    world.database.execute(&shield).await;
    assert!(seen(&leeds, asked).await.is_err());
    let listed = list(&leeds).await;
    assert!(listed.transfers.is_empty() && listed.moves.is_empty());
    assert_eq!(listed.hither.waiting, 0, "nor counted");
    assert!(kinds(&leeds).await.is_empty());
    let no = Answer::Rejected(RejectedBecause::Disputed);
    answer(&bradford, asked, no).await.unwrap();
    assert_eq!(responsible(&world, world.child).await, BRADFORD);
}

#[tokio::test]
async fn proposals_that_cross_meet_and_only_one_waits_trf_03() {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into local_authority (code, name, telephone, email)
             values ('E08000033', 'Calderdale', '01632 960012', 'team@calderdale.example.test')",
        )
        .await;
    let (bradford, leeds) = managers(&world).await;
    let calderdale = manager_of(&world, "E08000033").await;
    let (one, two) = tokio::join!(
        try_propose(&bradford, world.child, LEEDS),
        try_propose(&leeds, world.child, LEEDS)
    );
    assert!(one.is_ok() != two.is_ok(), "one of them answers the other");
    assert!(rejected(
        try_propose(&calderdale, world.child, "E08000033").await
    ));
    assert!(rejected(
        try_propose(&bradford, world.child, "E08000033").await
    ));
    assert!(rejected(
        try_propose(&bradford, world.child, BRADFORD).await
    ));
    assert!(rejected(
        try_propose(&bradford, world.child, "E99999999").await
    ));
    assert_eq!(
        refused(try_propose(&calderdale, world.child, LEEDS).await),
        Some(Refusal::NotYours)
    );
    let (proposer, other) = if one.is_ok() {
        (&bradford, &leeds)
    } else {
        (&leeds, &bradford)
    };
    let transfer = one.or(two).unwrap();
    let yes = Answer::Accepted;
    assert_eq!(
        refused(answer(proposer, transfer, yes).await),
        Some(Refusal::NotYours)
    );
    assert_eq!(
        refused(answer(&calderdale, transfer, yes).await),
        Some(Refusal::NotYours)
    );
    assert_eq!(
        refused(withdraw(other, transfer).await),
        Some(Refusal::NotYours)
    );
    assert_eq!(
        refused(seen(&calderdale, transfer).await),
        Some(Refusal::NotYours)
    );
    if one_is(&world, transfer).await == "bradford" {
        assert!(rejected(
            keep(&bradford, world.child, Some(Kept::HighlyMobile)).await
        ));
    }
    answer(other, transfer, yes).await.unwrap();
    assert_eq!(responsible(&world, world.child).await, LEEDS);
}

/// Who proposed a transfer.
async fn one_is(world: &World, transfer: TransferId) -> String {
    let select = format!(
        "select lower(a.name) from live.transfer t join local_authority a on a.code = t.proposed_by
         where t.id = '{transfer}'"
    );
    world.database.rows(&select).await.remove(0)
}

#[tokio::test]
async fn an_agreed_transfer_is_not_undone_by_the_data_that_spoke_against_it_trf_03() {
    let world = World::new().await;
    universal_only(&world).await;
    let (bradford, leeds) = managers(&world).await;
    moves(&world, world.child, Some("ZL1 4AB")).await;
    assert_eq!(responsible(&world, world.child).await, LEEDS);
    let back = propose(&bradford, world.child, BRADFORD).await;
    answer(&leeds, back, Answer::Accepted).await.unwrap();
    world.registry.catch_up().await.unwrap();
    moves(&world, world.child, Some("ZL1 4AC")).await;
    assert_eq!(
        responsible(&world, world.child).await,
        LEEDS,
        "a move that was followed is new when it is shown again"
    );
}

#[tokio::test]
async fn nobody_but_managers_deals_with_transfers_section_3() {
    let world = World::new().await;
    let (bradford, _) = managers(&world).await;
    let transfer = propose(&bradford, world.child, LEEDS).await;
    for role in Role::ALL.into_iter().filter(|role| *role != LM) {
        let user = world.signed_in(role).await;
        let no = Some(Refusal::Role);
        assert_eq!(
            refused(try_propose(&user, world.child, LEEDS).await),
            no,
            "{role:?}"
        );
        assert_eq!(refused(answer(&user, transfer, Answer::Accepted).await), no);
        assert_eq!(refused(withdraw(&user, transfer).await), no);
        assert_eq!(refused(keep(&user, world.child, None).await), no);
        assert_eq!(refused(seen(&user, transfer).await), no);
        assert_eq!(refused(position(&user, world.child).await), no);
        let listed = user.access(ListTransfers, transfer::list).await;
        assert_eq!(refused(listed), no);
        let unanswered = user.access(ListUnanswered, transfer::unanswered).await;
        assert_eq!(unanswered.is_ok(), role == Role::CentralTeam);
    }
    let unanswered = bradford.access(ListUnanswered, transfer::unanswered).await;
    assert_eq!(refused(unanswered), Some(Refusal::Role));
}

//! Records that users ask for, on a real database (CRE-02 … CRE-06, T-08, D-15, D-34, NEWID-04, TRF-01;
//! acceptance scenario 32).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod border;
mod clocks;
mod deciding;
mod hidden;

use chrono::TimeDelta;
use domain::archive::{ArchiveRecord, CaseReference, Leaving, RestoreRecord, Step as Taken};
use domain::child_record::{Address, DateOfBirth, Gender, PersonName, Postcode};
use domain::clock::london_date;
use domain::creating::{
    AnswerCreation, AskForRecord, AskedRecord, Basis, CheckCreation, CreationChecked,
    CreationQueued, DecideCreation, Decision, ListCreations, ListMyCreations, LookAtArchived,
    MyCreation, OpenCreated, PrepareCreation, Progress, Question, ViewMyCreation, WithdrawCreation,
};
use domain::id::{ChildNumber, SearchId};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::residence::{Departure, Intention, RecordSteps, StateDeparture, WentTo};
use domain::search::{Criteria, Found, SearchChildren, Searched};
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use registry::testing::World;
use registry::{SignedIn, Stopped, archive, creating, residence, search, task};
use uuid::Uuid;

const NURSE: Role = Role::Practitioner;
const SUPPORT: Role = Role::SupportStaff;
const ADMINISTRATOR: Role = Role::DataAdministrator;
const MANAGER: Role = Role::LocalAuthorityManager;
const HERE: &str = "ZB1 4AA";

/// Somebody who has no record.
fn zoe() -> AskedRecord {
    asked("Zoe", "Newcome", "2016-08-20", Some(HERE))
}

fn asked(given: &str, family: &str, born: &str, postcode: Option<&str>) -> AskedRecord {
    AskedRecord {
        name: PersonName {
            given: given.into(),
            family: family.into(),
        },
        date_of_birth: DateOfBirth {
            date: born.parse().unwrap(),
            estimated: false,
        },
        gender: Gender::Female,
        address: postcode.map(|postcode| Address {
            lines: vec!["3 Arrival Close".into()],
            postcode: Some(Postcode::parse(postcode).unwrap()),
        }),
        basis: Basis::MovedHere,
        carer: None,
    }
}

/// Searches for whom a record is asked for.
async fn searched(user: &SignedIn, asked: &AskedRecord) -> Searched {
    use chrono::Datelike;
    let born = asked.date_of_birth.date;
    let criteria = Criteria {
        given: asked.name.given.clone(),
        family: asked.name.family.clone(),
        day: born.day().to_string(),
        month: born.month().to_string(),
        year: born.year().to_string(),
        ..Criteria::default()
    };
    let act = SearchChildren {
        criteria: criteria.check(london_date(user.standing().now)).unwrap(),
        reason: Reason::given("providing-service", "").unwrap(),
    };
    user.access(act, search::find).await.unwrap()
}

async fn ask_after(user: &SignedIn, search: SearchId, asked: AskedRecord) -> Result<(), Stopped> {
    user.access(AskForRecord { search, asked }, creating::ask)
        .await
}

/// Searches, and asks.
async fn ask(user: &SignedIn, asked: AskedRecord) -> Result<(), Stopped> {
    let search = searched(user, &asked).await.search;
    ask_after(user, search, asked).await
}

async fn mine(user: &SignedIn) -> Vec<MyCreation> {
    user.access(ListMyCreations, creating::list_mine)
        .await
        .unwrap()
}

async fn only(user: &SignedIn) -> MyCreation {
    let mut all = mine(user).await;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

async fn queue(user: &SignedIn) -> Vec<CreationQueued> {
    user.access(ListCreations, creating::list).await.unwrap()
}

async fn check(user: &SignedIn, request: Uuid) -> Result<CreationChecked, Stopped> {
    user.access(CheckCreation { request }, creating::check)
        .await
}

async fn decide(user: &SignedIn, request: Uuid, decision: Decision) -> Result<(), Stopped> {
    user.access(DecideCreation { request, decision }, creating::decide)
        .await
}

/// Checks the only request that waits, and decides.
async fn decided(user: &SignedIn, decision: Decision) -> Result<(), Stopped> {
    let request = queue(user).await[0].id;
    check(user, request).await.unwrap();
    decide(user, request, decision).await
}

async fn open(user: &SignedIn, mine: &MyCreation) -> Result<domain::id::OpeningId, Stopped> {
    let act = OpenCreated {
        request: mine.id,
        child: mine.number.unwrap(),
    };
    user.access(act, creating::open).await
}

const CREATE: Decision = Decision::Create { sure: false };

fn rejected<T>(answer: Result<T, Stopped>) -> String {
    match answer {
        Err(Stopped::Rejected(rejection)) => rejection.0[0].message.to_string(),
        _ => panic!("a rejection"),
    }
}

fn refused<T>(answer: Result<T, Stopped>) -> Refusal {
    match answer {
        Err(Stopped::Refused(refusal)) => refusal,
        _ => panic!("a refusal"),
    }
}

/// Archives a record because its child has left England for good.
async fn gone(world: &World, child: ChildNumber) {
    let manager = world.signed_in(MANAGER).await;
    let departure = Departure {
        intention: Intention::DoesNotReturn,
        ceased_on: "2026-10-01".parse().unwrap(),
        went_to: WentTo::Abroad,
    };
    let state = StateDeparture { child, departure };
    manager.access(state, residence::state).await.unwrap();
    let steps = vec![Taken::AskedFamily];
    let steps = RecordSteps { child, steps };
    manager
        .access(steps, residence::record_steps)
        .await
        .unwrap();
    let act = ArchiveRecord {
        child,
        leaving: Leaving::LeftEngland,
        steps: Vec::new(),
    };
    manager.access(act, archive::archive).await.unwrap();
}

/// The person of a session, now.
async fn session(world: &World, token: &str) -> SignedIn {
    match world.registry.authenticate(token, world.request()).await {
        Ok(registry::account::Session::SignedIn(user)) => *user,
        _ => panic!("a session that holds"),
    }
}

#[tokio::test]
async fn a_record_is_asked_for_after_a_search_of_the_same_session_alone_cre_02_srch_08() {
    let world = World::new().await;
    let token = world.token(NURSE).await;
    let nurse = session(&world, &token).await;
    let own = searched(&nurse, &zoe()).await.search;
    let support = world.signed_in(SUPPORT).await;
    let none = SearchId(Uuid::from_u128(1));
    for search in [own, none] {
        let answer = ask_after(&support, search, zoe()).await;
        assert_eq!(refused(answer), Refusal::NoSuchRecord);
        let prepared = support
            .access(PrepareCreation { search }, creating::prepare)
            .await;
        assert_eq!(refused(prepared), Refusal::NoSuchRecord);
    }
    // What was searched for fills the form, and whoever is slow loses nothing.
    for _ in 0..5 {
        world.database.clock.advance(TimeDelta::minutes(8));
        session(&world, &token).await;
    }
    let nurse = session(&world, &token).await;
    let act = PrepareCreation { search: own };
    let criteria = nurse.access(act, creating::prepare).await.unwrap();
    assert_eq!(
        (criteria.given.as_str(), criteria.day.as_str()),
        ("Zoe", "20")
    );
    ask_after(&nurse, own, zoe()).await.unwrap();
    assert_eq!(world.database.entries("create.requested", "done").await, 1);
    assert_eq!(
        world.database.entries("create.requested", "refused").await,
        2
    );
}

#[tokio::test]
async fn who_searches_may_ask_and_the_authority_of_the_place_alone_decides_cre_02_cre_03() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let request = only(&nurse).await.id;
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let listed = user.access(ListMyCreations, creating::list_mine).await;
        assert_eq!(listed.is_ok(), role.uses_records(), "{role:?}");
        if role.manages_records() {
            assert_eq!(queue(&user).await.len(), 1);
            check(&user, request).await.unwrap();
            continue;
        }
        let queue = user.access(ListCreations, creating::list).await;
        assert_eq!(refused(queue.map(|_| ())), Refusal::Role);
        assert_eq!(
            refused(check(&user, request).await.map(|_| ())),
            Refusal::Role
        );
        assert_eq!(refused(decide(&user, request, CREATE).await), Refusal::Role);
    }
    for role in [ADMINISTRATOR, MANAGER] {
        world.acts_for(role, "E08000035").await;
        let user = world.signed_in(role).await;
        assert!(queue(&user).await.is_empty());
        assert_eq!(
            refused(decide(&user, request, CREATE).await),
            Refusal::NotYours
        );
    }
}

#[tokio::test]
async fn nobody_decides_their_own_request_cre_03() {
    let world = World::new().await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    ask(&administrator, zoe()).await.unwrap();
    let listed = queue(&administrator).await;
    assert!(listed[0].own, "it is shown, and a colleague decides");
    let request = listed[0].id;
    assert_eq!(
        refused(check(&administrator, request).await),
        Refusal::NotYours
    );
    assert_eq!(
        refused(decide(&administrator, request, CREATE).await),
        Refusal::NotYours
    );
    let manager = world.signed_in(MANAGER).await;
    decided(&manager, CREATE).await.unwrap();
    assert_eq!(only(&administrator).await.progress, Progress::Made);
}

#[tokio::test]
async fn what_is_pending_can_be_neither_found_nor_counted_cre_04() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let before = world.count("live.child").await;
    ask(&nurse, zoe()).await.unwrap();
    assert_eq!(world.count("live.child").await, before);
    let support = world.signed_in(SUPPORT).await;
    let found = searched(&support, &zoe()).await.found;
    assert_eq!(found, Found::Matches(Vec::new()));
    assert!(mine(&support).await.is_empty());
    // Nothing of it can be read by whoever holds the database.
    for table in ["creation_request", "creation_requester", "task"] {
        let stored = format!("select t::text from {table} t");
        let stored = world.database.rows(&stored).await.join("");
        for word in ["Zoe", "Newcome", "2016-08-20", "Arrival", "ZB1"] {
            assert!(!stored.contains(word), "{word} in {table}");
        }
    }
    // Whoever asked sees the state, and the name that they typed.
    let own = only(&nurse).await;
    assert_eq!((own.progress, own.number), (Progress::BeingChecked, None));
    let sent = serde_json::to_string(&own).unwrap();
    assert!(!sent.contains("Arrival") && !sent.contains("2016"));
}

#[tokio::test]
async fn the_second_to_ask_joins_the_first_and_both_are_told_cre_06() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let support = world.signed_in(SUPPORT).await;
    // Twice by one person is once.
    let search = searched(&nurse, &zoe()).await.search;
    ask_after(&nurse, search, zoe()).await.unwrap();
    ask_after(&nurse, search, zoe()).await.unwrap();
    let again = asked("Zoë", "NEWCOMB", "2016-08-20", Some(HERE));
    ask(&support, again).await.unwrap();
    assert_eq!(world.count("creation_request").await, 1);
    assert_eq!(world.count("creation_requester").await, 2);
    // Each sees what they typed, and nobody how the other spells it.
    assert_eq!(only(&nurse).await.name, zoe().name);
    let own = only(&support).await.name;
    assert_eq!((&*own.given, &*own.family), ("Zoë", "NEWCOMB"));
    // A twin is not the same child.
    ask(&support, asked("Max", "Newcome", "2016-08-20", Some(HERE)))
        .await
        .unwrap();
    assert_eq!(world.count("creation_request").await, 2);
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let request = only(&nurse).await.id;
    let shown = check(&administrator, request).await.unwrap();
    assert_eq!(shown.requesters.len(), 2);
    decide(&administrator, request, CREATE).await.unwrap();
    for user in [&nurse, &support] {
        assert!(
            World::waiting(user)
                .await
                .contains(&TaskKind::CreationAnswered)
        );
        let all = mine(user).await;
        let own = all.iter().find(|one| one.id == request).unwrap();
        assert_eq!(own.progress, Progress::Made);
        open(user, own).await.unwrap();
    }
    assert_eq!(world.count("live.child where family = 'Newcome'").await, 1);
}

#[tokio::test]
async fn many_at_once_make_one_request_cre_06() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let support = world.signed_in(SUPPORT).await;
    let one = searched(&nurse, &zoe()).await.search;
    let other = searched(&support, &zoe()).await.search;
    let asks = (0..6).map(|nth| {
        let (user, search) = if nth % 2 == 0 {
            (&nurse, one)
        } else {
            (&support, other)
        };
        ask_after(user, search, zoe())
    });
    for answer in futures::future::join_all(asks).await {
        answer.unwrap();
    }
    assert_eq!(world.count("creation_request").await, 1);
    assert_eq!(world.count("creation_requester").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_joins_what_is_being_decided_cre_06() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let support = world.signed_in(SUPPORT).await;
    // Somebody decides, and has not finished.
    let mut other = world.database.owner().begin().await.unwrap();
    sqlx::query(
        "update creation_request set state = 'refused-not-resident', born = null, decide_by = null,
                                     ended_on = '2026-11-02'",
    )
    .execute(&mut *other)
    .await
    .unwrap();
    let joins = tokio::spawn(async move { ask(&support, zoe()).await });
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert!(!joins.is_finished(), "it waits for the decision");
    other.commit().await.unwrap();
    joins.await.unwrap().unwrap();
    assert_eq!(world.count("creation_request").await, 2, "and begins anew");
}

#[tokio::test]
async fn a_request_is_taken_back_and_that_of_others_goes_on_cre_06() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let support = world.signed_in(SUPPORT).await;
    ask(&nurse, zoe()).await.unwrap();
    ask(&support, zoe()).await.unwrap();
    let request = only(&nurse).await.id;
    let withdraw = |user: SignedIn| async move {
        user.access(WithdrawCreation { request }, creating::withdraw)
            .await
    };
    withdraw(nurse.clone()).await.unwrap();
    assert!(mine(&nurse).await.is_empty());
    assert_eq!(refused(withdraw(nurse).await), Refusal::NoSuchRecord);
    assert_eq!(only(&support).await.progress, Progress::BeingChecked);
    withdraw(support.clone()).await.unwrap();
    assert_eq!(only(&support).await.progress, Progress::Withdrawn);
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert!(queue(&administrator).await.is_empty());
    assert!(
        !World::waiting(&administrator)
            .await
            .contains(&TaskKind::CreationToDecide)
    );
}

//! Shields: at once, by notices, reviewed, and lifted by the responsible manager alone (SHLD, section
//! 4.4).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{Days, NaiveDate, TimeDelta};
use domain::best_view::Statement;
use domain::child_record::{
    Address, ChildRecordView, DateOfBirth, NameUse, PersonName, Postcode, ReportMove, Verified,
    ViewChildRecord, Whereabouts,
};
use domain::data_source::{Row, SupplyRows};
use domain::id::{ChildNumber, NoticeId, ShieldId, SourceId};
use domain::reason::Reason;
use domain::refusal::{Refusal, Rejection};
use domain::search::{Criteria, Found, Match, SearchChildren, ViewSearchResults};
use domain::shielding::{
    Asked, Ground, Informed, LiftShield, ListMyNotices, ListOverdueAuthorities, ListShields,
    NotInformed, Origin, Outcome, RequestShield, Review, ReviewShield, ShieldShown, ShieldState,
    ViewShield, ViewShieldedInFull, ViewTaken, WithdrawNotice,
};
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use registry::testing::{World, take_as_long};
use registry::{SignedIn, Stopped, child_record, data_source, search, shielding, task};
use uuid::Uuid;

/// What must never be in anything sent about a shielded record of the world (SHLD-06).
const HIDDEN: [&str; 9] = [
    "Findable",
    "ZB1",
    "Formerly",
    "Nearby",
    "07700",
    "Moorside",
    "A123456789012",
    "01632",
    "Bradford",
];

fn reason() -> Reason {
    Reason::given("providing-service", "").unwrap()
}

fn asked(origin: Origin) -> Asked {
    Asked {
        origin,
        ground: Ground::HarmToChild,
        discussed_with_family: false,
        discussed_with_manager: true,
        until: None,
    }
}

fn request(child: ChildNumber) -> RequestShield {
    let asked = asked(Origin::User);
    RequestShield { child, asked }
}

async fn shield(user: &SignedIn, child: ChildNumber) {
    user.access(request(child), shielding::request)
        .await
        .unwrap();
}

async fn view(user: &SignedIn, child: ChildNumber) -> ChildRecordView {
    let reason = reason();
    let act = ViewChildRecord { child, reason };
    user.access(act, child_record::view).await.unwrap()
}

async fn found(user: &SignedIn, criteria: Criteria) -> Vec<Match> {
    let today = domain::clock::london_date(user.standing().now);
    let criteria = criteria.check(today).unwrap();
    let reason = reason();
    let act = SearchChildren { criteria, reason };
    match user.access(act, search::find).await.unwrap().found {
        Found::Matches(matches) => matches,
        Found::TooMany => panic!("too many"),
    }
}

/// Ann by her name and where she lives.
fn by_place() -> Criteria {
    Criteria {
        given: "Ann".into(),
        family: "Example".into(),
        postcode: "ZB1 4QX".into(),
        ..Criteria::default()
    }
}

/// Ann by her full name and date of birth.
fn by_birth() -> Criteria {
    Criteria {
        given: "Ann".into(),
        family: "Example".into(),
        day: "14".into(),
        month: "5".into(),
        year: "2015".into(),
        ..Criteria::default()
    }
}

/// Whether something that was sent holds what a shielded record hides.
fn betrays(sent: &impl serde::Serialize) -> bool {
    let sent = serde_json::to_string(sent).unwrap();
    HIDDEN.iter().any(|hidden| sent.contains(hidden))
}

async fn one(world: &World, sql: &str) -> Option<String> {
    world.database.rows(sql).await.into_iter().next()
}

async fn shield_id(world: &World, child: ChildNumber) -> ShieldId {
    let sql = format!(
        "select id from live.shield where child = {}",
        child.stored()
    );
    one(world, &sql).await.unwrap().parse().unwrap()
}

async fn notice_ids(world: &World, child: ChildNumber) -> Vec<NoticeId> {
    let sql = format!(
        "select id from live.shield_notice where child = {} and withdrawn_on is null",
        child.stored()
    );
    let rows = world.database.rows(&sql).await;
    rows.iter().map(|row| row.parse().unwrap()).collect()
}

async fn withdraw(user: &SignedIn, notice: NoticeId) -> Result<(), Stopped> {
    user.access(WithdrawNotice { notice }, shielding::withdraw)
        .await
}

async fn review(user: &SignedIn, shield: ShieldId, outcome: Outcome) -> Result<(), Stopped> {
    let review = Review {
        outcome,
        child: ViewTaken::Given,
        family: ViewTaken::Sought,
        practitioners: ViewTaken::NotPossible,
    };
    let act = ReviewShield { shield, review };
    user.access(act, shielding::review).await
}

async fn lift(user: &SignedIn, shield: ShieldId) -> Result<(), Stopped> {
    let informed = Informed::Not(NotInformed::Danger);
    let act = LiftShield { shield, informed };
    user.access(act, shielding::lift).await
}

async fn see(user: &SignedIn, shield: ShieldId) -> ShieldShown {
    user.access(ViewShield { shield }, shielding::view)
        .await
        .unwrap()
}

async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|task| task.kind).collect()
}

fn refused<T>(result: Result<T, Stopped>, why: Refusal) {
    assert!(matches!(result, Err(Stopped::Refused(refusal)) if refusal == why));
}

fn rejected<T>(result: Result<T, Stopped>) -> String {
    match result {
        Err(Stopped::Rejected(Rejection(problems))) => problems[0].message.to_string(),
        _ => panic!("expected to be told what to do"),
    }
}

/// A row of the world's register about a child of its own, or about Ann under her reference.
fn row(reference: &str, shield: Option<Ground>) -> Row {
    let name = PersonName {
        given: "Row".into(),
        family: "Supplied".into(),
    };
    let address = Address {
        lines: vec!["9 Findable Street".into()],
        postcode: Postcode::parse("ZB1 4QX").ok(),
    };
    Row {
        number: 2,
        reference: reference.to_owned(),
        at: "2026-11-02T08:00:00Z".parse().unwrap(),
        statement: Statement {
            names: vec![(NameUse::Current, name)],
            date_of_birth: Some(DateOfBirth {
                date: "2014-02-03".parse().unwrap(),
                estimated: false,
            }),
            whereabouts: Some(Whereabouts::Current(address)),
            shield,
            ..Statement::default()
        },
    }
}

async fn supply(world: &World, row: Row) {
    let source = SourceId(Uuid::from_u128(World::REGISTER));
    let act = SupplyRows {
        source,
        file: "0".repeat(64),
        rows: vec![row],
        queued: None,
    };
    let register = world.registry.as_source(source);
    let outcome = register.access(act, data_source::supply).await.unwrap();
    assert!(outcome.refused.is_empty());
    world.database.clock.advance(TimeDelta::seconds(1));
}

async fn child_named(world: &World, family: &str) -> ChildNumber {
    let sql = format!("select child from live.child where family = '{family}'");
    let stored = one(world, &sql).await.unwrap().parse().unwrap();
    ChildNumber::from_stored(stored).unwrap()
}

fn day(world: &World) -> NaiveDate {
    domain::clock::london_date(world.registry.now())
}

#[tokio::test]
async fn a_request_shields_at_once_for_every_open_session_d_03_shld_01() {
    let world = World::new().await;
    let asker = world.signed_in(Role::Practitioner).await;
    let others = [
        world.signed_in(Role::SupportStaff).await,
        world.signed_in(Role::DataAdministrator).await,
        world.signed_in(Role::LocalAuthorityManager).await,
    ];
    for user in &others {
        assert!(betrays(&view(user, world.child).await));
    }
    shield(&asker, world.child).await;
    for user in others.iter().chain([&asker]) {
        let shown = view(user, world.child).await;
        assert!(matches!(shown, ChildRecordView::Shielded(_)));
        assert!(!betrays(&shown));
        assert!(found(user, by_place()).await.is_empty());
        let matches = found(user, by_birth()).await;
        assert!(matches!(matches[..], [Match::Shielded(_)]));
        assert!(!betrays(&matches));
    }
    assert_eq!(world.database.entries("shield.requested", "done").await, 1);
}

#[tokio::test]
async fn nothing_that_was_known_stays_open_in_the_database_nfr_04_shld_01() {
    let world = World::new().await;
    let asker = world.signed_in(Role::Practitioner).await;
    // Said by hand twice: a statement and one that it took the place of.
    for line in ["3 Findable Lane", "4 Findable Lane"] {
        let moved = ReportMove {
            child: world.child,
            to: Some(Address {
                lines: vec![line.into(), "Bradford".into()],
                postcode: Postcode::parse("ZB1 4QX").ok(),
            }),
            verified: Verified::ToldByChild,
        };
        asker
            .access(moved, child_record::report_move)
            .await
            .unwrap();
        world.database.clock.advance(TimeDelta::seconds(1));
    }
    let open = format!(
        "select count(*) from (
             select content::text from live.statement where child = {0}
             union all select content::text from live.superseded_statement where child = {0}
             union all select best_view::text from live.child where child = {0}) known (said)
         where said is not null",
        world.child.stored()
    );
    assert_eq!(one(&world, &open).await.as_deref(), Some("4"));
    let led_to = format!(
        "select (select count(*) from live.child_key where child = {0})
              + (select count(*) from live.school_key where child = {0})
              + (select count(*) from live.child where child = {0} and postcode is not null)",
        world.child.stored()
    );
    assert_ne!(one(&world, &led_to).await.as_deref(), Some("0"));

    shield(&asker, world.child).await;

    assert_eq!(one(&world, &open).await.as_deref(), Some("0"));
    assert_eq!(one(&world, &led_to).await.as_deref(), Some("0"));
}

#[tokio::test]
async fn every_user_role_may_shield_and_nobody_else_d_03() {
    for role in Role::ALL {
        let world = World::new().await;
        let user = world.signed_in(role).await;
        let result = user.access(request(world.child), shielding::request).await;
        if role.uses_records() {
            result.unwrap();
        } else {
            refused(result, Refusal::Role);
        }
        let shielded = "select count(*) from live.child where shielded";
        let expected = if role.uses_records() { "2" } else { "1" };
        assert_eq!(one(&world, shielded).await.as_deref(), Some(expected));
    }
}

#[tokio::test]
async fn only_the_responsible_manager_enters_one_for_somebody_else_shld_04() {
    let world = World::new().await;
    let on_behalf = || RequestShield {
        child: world.child,
        asked: asked(Origin::MemberOfPublic),
    };
    for role in [Role::Practitioner, Role::DataAdministrator] {
        let user = world.signed_in(role).await;
        let result = user.access(on_behalf(), shielding::request).await;
        refused(result, Refusal::Role);
    }
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    world
        .database
        .execute("update live.child set local_authority = 'E08000035' where family = 'Example'")
        .await;
    let result = manager.access(on_behalf(), shielding::request).await;
    refused(result, Refusal::NotYours);
    world
        .database
        .execute("update live.child set local_authority = 'E08000032'")
        .await;
    manager
        .access(on_behalf(), shielding::request)
        .await
        .unwrap();
    let list = manager.access(ListShields, shielding::list).await.unwrap();
    let urgent: Vec<_> = list.iter().map(|shield| shield.urgent).collect();
    assert_eq!(urgent, [true, false], "what is due first stands first");
}

#[tokio::test]
async fn each_request_is_a_notice_of_its_own_and_the_same_form_sent_twice_one_shld_05() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    shield(&nurse, world.child).await;
    shield(&nurse, world.child).await;
    assert_eq!(notice_ids(&world, world.child).await.len(), 1);
    let school = world.signed_in(Role::SupportStaff).await;
    shield(&school, world.child).await;
    assert_eq!(notice_ids(&world, world.child).await.len(), 2);
    for user in [&nurse, &school] {
        let own = user.access(ListMyNotices, shielding::list_mine).await;
        let own = own.unwrap();
        assert_eq!(own.len(), 1);
        assert!(!betrays(&own));
    }
}

#[tokio::test]
async fn a_shield_asked_for_until_a_past_day_is_sent_back_and_shields_nothing_shld_14() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let mut past = request(world.child);
    past.asked.until = Some(day(&world) - Days::new(1));
    rejected(nurse.access(past, shielding::request).await);
    assert!(matches!(
        view(&nurse, world.child).await,
        ChildRecordView::Open(_)
    ));
    let mut short = request(world.child);
    short.asked.until = Some(day(&world) + Days::new(2));
    nurse.access(short, shielding::request).await.unwrap();
    let due = "select due_on from live.shield where end_recommended = false order by due_on";
    assert_eq!(one(&world, due).await.as_deref(), Some("2026-11-04"));
}

#[tokio::test]
async fn a_row_that_flags_is_a_notice_and_one_that_stops_leaves_the_shield_shld_03_d_05() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    supply(&world, row("new", Some(Ground::HarmToAdult))).await;
    let born_shielded = child_named(&world, "Supplied").await;
    assert!(!betrays(&view(&nurse, born_shielded).await));
    assert_eq!(notice_ids(&world, born_shielded).await.len(), 1);

    // A source that flags a record which others speak of too: everything is sealed.
    let reference = world.child.stored().to_string();
    let mut known = row(&reference, Some(Ground::SeriousCrime));
    known.statement.names[0].1.given = "Ann".into();
    supply(&world, known.clone()).await;
    let shown = view(&nurse, world.child).await;
    assert!(matches!(shown, ChildRecordView::Shielded(_)));
    assert!(!betrays(&shown));
    let content = format!(
        "select count(*) from (
             select content from live.statement where child = {0}
             union all select content from live.superseded_statement where child = {0}) s
         where content is not null",
        world.child.stored()
    );
    assert_eq!(one(&world, &content).await.as_deref(), Some("0"));

    // The same row again changes nothing; without the flag, the notice is withdrawn by its source.
    supply(&world, known.clone()).await;
    assert_eq!(notice_ids(&world, world.child).await.len(), 1);
    known.statement.shield = None;
    known.at += TimeDelta::hours(1);
    supply(&world, known).await;
    assert!(notice_ids(&world, world.child).await.is_empty());
    assert!(matches!(
        view(&nurse, world.child).await,
        ChildRecordView::Shielded(_)
    ));
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let told = waiting(&manager).await;
    assert!(told.contains(&TaskKind::ShieldNoticeWithdrawn));
    assert!(told.contains(&TaskKind::ShieldToReview));
}

#[tokio::test]
async fn a_notice_is_withdrawn_by_whoever_gave_it_d_05() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    shield(&nurse, world.child).await;
    let notice = notice_ids(&world, world.child).await[0];
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    refused(withdraw(&manager, notice).await, Refusal::NotYours);
    let colleague = world.signed_in(Role::SupportStaff).await;
    refused(withdraw(&colleague, notice).await, Refusal::NotYours);
    // The source's own notice is nobody's to withdraw.
    let of_source = NoticeId(Uuid::from_u128(World::SHIELD + 1));
    refused(withdraw(&manager, of_source).await, Refusal::NotYours);
    withdraw(&nurse, notice).await.unwrap();
    withdraw(&nurse, notice).await.unwrap();
    assert!(matches!(
        view(&nurse, world.child).await,
        ChildRecordView::Shielded(_)
    ));
    // Of somebody who has left, the manager says it.
    let school = world.signed_in(Role::SupportStaff).await;
    shield(&school, world.child).await;
    let left = notice_ids(&world, world.child).await[0];
    world
        .database
        .execute(&format!(
            "update account set state = 'closed' where id = '{}'",
            World::account(Role::SupportStaff)
        ))
        .await;
    let other = world.signed_in(Role::DataAdministrator).await;
    refused(withdraw(&other, left).await, Refusal::NotYours);
    withdraw(&manager, left).await.unwrap();
}

#[tokio::test]
async fn a_shield_is_lifted_by_its_manager_alone_when_nobody_asks_for_it_shld_09_d_05() {
    let world = World::new().await;
    let reference = world.child.stored().to_string();
    let mut feed = row(&reference, Some(Ground::HarmToChild));
    feed.statement.names[0].1 = PersonName {
        given: "Ann".into(),
        family: "Example".into(),
    };
    supply(&world, feed.clone()).await;
    let social_worker = world.signed_in(Role::Practitioner).await;
    shield(&social_worker, world.child).await;
    let id = shield_id(&world, world.child).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;

    // The feed stops flagging and a review recommends ending: still shielded.
    feed.statement.shield = None;
    feed.at += TimeDelta::hours(1);
    supply(&world, feed).await;
    review(&manager, id, Outcome::RecommendEnd).await.unwrap();
    assert_eq!(see(&manager, id).await.state, ShieldState::Shielded);
    assert!(rejected(lift(&manager, id).await).contains("Whoever asked"));
    assert_eq!(
        waiting(&social_worker).await,
        [TaskKind::ShieldToConfirm],
        "whoever asked is told (SHLD-17)"
    );

    // Whoever asked says that it is over.
    let notice = notice_ids(&world, world.child).await[0];
    withdraw(&social_worker, notice).await.unwrap();
    assert!(waiting(&social_worker).await.is_empty());
    assert_eq!(see(&manager, id).await.state, ShieldState::EndProposed);
    for role in Role::ALL {
        if role != Role::LocalAuthorityManager {
            let user = world.signed_in(role).await;
            refused(lift(&user, id).await, Refusal::Role);
            refused(review(&user, id, Outcome::Keep).await, Refusal::Role);
        }
    }
    let elsewhere = "update live.child set local_authority = 'E08000035' where family = 'Example'";
    world.database.execute(elsewhere).await;
    refused(lift(&manager, id).await, Refusal::NotYours);
    world
        .database
        .execute("update live.child set local_authority = 'E08000032'")
        .await;

    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    lift(&manager, id).await.unwrap();
    let social_worker = world.signed_in(Role::Practitioner).await;
    let shown = view(&social_worker, world.child).await;
    assert!(matches!(shown, ChildRecordView::Open(_)));
    assert!(betrays(&shown), "everything is there again");
    let matches = found(&social_worker, by_place()).await;
    assert!(
        matches!(matches[..], [Match::Open(_)]),
        "and is found again"
    );
    assert!(
        waiting(&social_worker)
            .await
            .contains(&TaskKind::ShieldLifted)
    );
    let sealed = format!(
        "select count(*) from live.statement where child = {} and sealed is not null",
        world.child.stored()
    );
    assert_eq!(one(&world, &sealed).await.as_deref(), Some("0"));
    refused(lift(&manager, id).await, Refusal::NoSuchRecord);
}

#[tokio::test]
async fn whose_request_is_not_upheld_is_told_and_that_they_may_complain_shld_17() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    shield(&nurse, world.child).await;
    let id = shield_id(&world, world.child).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    for (outcome, told) in [
        (Outcome::Keep, false),
        (Outcome::RecommendEnd, true),
        (Outcome::Keep, false),
    ] {
        review(&manager, id, outcome).await.unwrap();
        let waits = waiting(&nurse).await.contains(&TaskKind::ShieldToConfirm);
        assert_eq!(waits, told, "{outcome:?}");
        let act = nurse.access(ListMyNotices, shielding::list_mine);
        let not_upheld = act.await.unwrap()[0].end_recommended;
        assert_eq!(not_upheld, told, "{outcome:?}");
    }
    assert!(
        TaskKind::ShieldToConfirm
            .title()
            .contains("you can complain")
    );
}

#[tokio::test]
async fn a_new_notice_takes_back_the_proposal_to_end_section_4_4() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    shield(&nurse, world.child).await;
    let id = shield_id(&world, world.child).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    withdraw(&nurse, notice_ids(&world, world.child).await[0])
        .await
        .unwrap();
    assert!(rejected(lift(&manager, id).await).contains("Review it first"));
    review(&manager, id, Outcome::RecommendEnd).await.unwrap();
    assert_eq!(see(&manager, id).await.state, ShieldState::EndProposed);

    shield(&nurse, world.child).await;
    let shown = see(&manager, id).await;
    assert_eq!(shown.state, ShieldState::Shielded);
    assert_eq!(shown.due_on, day(&world) + Days::new(7));
    assert!(rejected(lift(&manager, id).await).contains("Whoever asked"));
    withdraw(&nurse, notice_ids(&world, world.child).await[0])
        .await
        .unwrap();
    assert!(rejected(lift(&manager, id).await).contains("Review it first"));
}

#[tokio::test]
async fn an_overdue_review_is_told_on_and_never_lifts_a_shield_d_04_t_25_t_26() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    shield(&nurse, world.child).await;
    let id = shield_id(&world, world.child).await;
    let still_shielded = "select count(*) from live.child where family = 'Example' and shielded";
    let to_day = |days: i64| {
        let at = "2026-11-02T09:00:00Z".parse().unwrap();
        world.database.clock.set(at);
        world.database.clock.advance(TimeDelta::days(days));
    };

    // Day 7: asked for, not overdue. Day 8 without a review, and without any job: overdue.
    to_day(7);
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(!see(&manager, id).await.overdue);
    world.registry.catch_up().await.unwrap();
    assert!(!waiting(&manager).await.contains(&TaskKind::ShieldOverdue));
    to_day(8);
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(see(&manager, id).await.overdue, "whether or not a job ran");
    let central = world.signed_in(Role::CentralTeam).await;
    let late = central
        .access(ListOverdueAuthorities, shielding::overdue_authorities)
        .await
        .unwrap();
    assert_eq!(late.len(), 1);
    assert_eq!(late[0].since.to_string(), "2026-11-09");
    assert!(waiting(&central).await.is_empty());

    // The job tells the managers and the central team, once; of no child.
    assert!(world.registry.catch_up().await.unwrap() > 0);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    assert!(waiting(&manager).await.contains(&TaskKind::ShieldOverdue));
    let tasks = central.access(ListMyTasks, task::list_mine).await.unwrap();
    assert_eq!(tasks.len(), 1);
    assert!(tasks[0].child.is_none());
    assert_eq!(one(&world, still_shielded).await.as_deref(), Some("1"));

    // A review puts it right; the next is due within six months.
    review(&manager, id, Outcome::Keep).await.unwrap();
    assert!(!see(&manager, id).await.overdue);
    assert_eq!(see(&manager, id).await.due_on.to_string(), "2027-05-10");
    assert!(waiting(&central).await.is_empty());
    let asked_for = |kinds: Vec<TaskKind>| kinds.contains(&TaskKind::ShieldToReview);
    assert!(!asked_for(waiting(&manager).await));

    // Month 7: asked for in time, overdue, told on again, and still shielded.
    world
        .database
        .clock
        .set("2027-04-20T09:00:00Z".parse().unwrap());
    world.registry.catch_up().await.unwrap();
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(asked_for(waiting(&manager).await));
    world
        .database
        .clock
        .set("2027-06-10T09:00:00Z".parse().unwrap());
    world.registry.catch_up().await.unwrap();
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(see(&manager, id).await.overdue);
    assert!(waiting(&manager).await.contains(&TaskKind::ShieldOverdue));
    assert_eq!(one(&world, still_shielded).await.as_deref(), Some("1"));
    let central = world.signed_in(Role::CentralTeam).await;
    assert!(waiting(&central).await.contains(&TaskKind::ShieldOverdue));
}

#[tokio::test]
async fn gathering_views_leaves_the_review_due_shld_07() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    shield(&nurse, world.child).await;
    let id = shield_id(&world, world.child).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    review(&manager, id, Outcome::GatherViews).await.unwrap();
    let shown = see(&manager, id).await;
    assert_eq!(shown.reviews.len(), 1);
    assert_eq!(shown.due_on, day(&world) + Days::new(7));
    assert!(waiting(&manager).await.contains(&TaskKind::ShieldToReview));
}

#[tokio::test]
async fn the_whole_record_is_its_managers_alone_under_that_hat_shld_11_d_09() {
    let world = World::new().await;
    let child = world.shielded;
    let full = || ViewShieldedInFull { child };
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let result = user.access(full(), shielding::view_in_full).await;
        if role == Role::LocalAuthorityManager {
            let record = result.unwrap();
            assert_eq!(record.number, child);
            assert!(betrays(&record));
        } else {
            refused(result, Refusal::Role);
        }
    }
    let done = world.database.entries("shield.viewed_full", "done").await;
    assert_eq!(done, 1);
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    world
        .database
        .execute("update live.child set local_authority = 'E08000035'")
        .await;
    let result = manager.access(full(), shielding::view_in_full).await;
    refused(result, Refusal::NotYours);
    // Of a record that is not shielded there is nothing of that kind to see.
    let open = ViewShieldedInFull { child: world.child };
    let result = manager.access(open, shielding::view_in_full).await;
    refused(result, Refusal::NoSuchRecord);
}

#[tokio::test]
async fn the_manager_is_shown_who_else_lives_at_the_address_shld_13() {
    let world = World::new().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let id = ShieldId(Uuid::from_u128(World::SHIELD));
    let nearby = see(&manager, id).await.nearby;
    let names: Vec<_> = nearby.iter().map(|one| one.name.to_string()).collect();
    assert_eq!(names, ["Kim Quiet", "Ann Example"]);
    let nurse = world.signed_in(Role::Practitioner).await;
    shield(&nurse, world.child).await;
    let nearby = see(&manager, id).await.nearby;
    assert_eq!(nearby.len(), 1, "what is shielded itself is sealed");
}

/// Readers begin all the time; whatever begins after the shield's commit holds nothing of what it
/// hides (SHLD-01, scenario 10).
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_begun_after_the_commit_holds_an_unshielded_byte_shld_01() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    let world = Arc::new(World::new().await);
    let (asker, reader) = (
        world.signed_in(Role::Practitioner).await,
        world.signed_in(Role::SupportStaff).await,
    );
    let criteria = by_place().check(day(&world)).unwrap();
    let reason = reason();
    let act = SearchChildren { criteria, reason };
    let kept = reader.access(act, search::find).await.unwrap().search;
    let committed = Arc::new(AtomicBool::new(false));
    let (before, after) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let readers: Vec<_> = (0..100)
        .map(|n| {
            let (world, reader) = (world.clone(), reader.clone());
            let (committed, before, after) = (committed.clone(), before.clone(), after.clone());
            tokio::spawn(async move {
                for _ in 0..6 {
                    let begun_after = committed.load(Ordering::SeqCst);
                    let betrayed = match n {
                        0 => !found(&reader, by_place()).await.is_empty(),
                        1..25 => {
                            let act = ViewSearchResults { search: kept };
                            let results = reader.access(act, search::results).await.unwrap();
                            results != Found::Matches(Vec::new())
                        }
                        _ => betrays(&view(&reader, world.child).await),
                    };
                    if begun_after {
                        after.fetch_add(1, Ordering::SeqCst);
                        assert!(!betrayed, "begun after the commit");
                    } else if betrayed {
                        before.fetch_add(1, Ordering::SeqCst);
                    }
                }
            })
        })
        .collect();
    while before.load(Ordering::SeqCst) < 20 {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    shield(&asker, world.child).await;
    committed.store(true, Ordering::SeqCst);
    for reader in readers {
        reader.await.unwrap();
    }
    assert!(before.load(Ordering::SeqCst) >= 20);
    assert!(
        after.load(Ordering::SeqCst) >= 20,
        "somebody read afterwards"
    );
}

/// What is planted beside the shielded child, of an authority that nobody here is of: who works with it,
/// how to reach them, when, who answers for the record and since when it is shielded (SHLD-06). Whoever is of
/// the child's school works elsewhere, since their own pages name it.
const PLANTED: [&str; 8] = [
    "Planted",
    "E08000099",
    "960198",
    "960199",
    "960777",
    "2013-03-17",
    "2013-04-18",
    "2026-10-13",
];

async fn plant(world: &World) {
    let child = world.shielded.stored();
    let made = format!(
        "insert into local_authority (code, name, telephone, email)
         values ('E08000099', 'Plantedshire', '01632 960199', 'contactpoint@planted.example');
         update live.child set local_authority = 'E08000099' where child = {child};
         insert into organisation (id, name, kind, local_authority, telephone)
         values ('00000000-0000-0000-0000-0000000000a1', 'Planted Trust', 'health', 'E08000099',
                 '01632 960198');
         insert into practitioner (id, organisation, name, job_title, telephone, email)
         values ('00000000-0000-0000-0000-0000000000a2', '00000000-0000-0000-0000-0000000000a1',
                 'Planted Person', 'Planted Nurse', '01632 960198', 'nurse@planted.example');
         insert into service (id, organisation, service_type, name)
         values ('00000000-0000-0000-0000-0000000000a3', '00000000-0000-0000-0000-0000000000a1',
                 'school-support', 'Planted Support');
         insert into live.involvement (id, child, service, level, practitioner, telephone, started,
                                       ended, visible_until, as_of)
         select gen_random_uuid(), {child}, '00000000-0000-0000-0000-0000000000a3', 'practitioner',
                '00000000-0000-0000-0000-0000000000a2', '01632 960198', date '2013-03-17',
                case when n = 1 then date '2013-04-18' end,
                case when n = 1 then date '2030-01-01' end, date '2013-03-17'
         from generate_series(1, 5) n;
         insert into live.sensitive_involvement (id, child, sealed, visible_until, renew_by)
         select gen_random_uuid(), {child}, sealed, visible_until, renew_by
         from live.sensitive_involvement limit 1;
         insert into live.dispute (id, child, item, opened)
         values (gen_random_uuid(), {child}, 'address', '2013-04-18');
         insert into live.death (child, notified_on, verified, notified_by, next_ask_on)
         select {child}, '2013-04-18', 'document-seen', id, '2026-10-13' from account limit 1;
         insert into live.transfer (id, child, from_authority, to_authority, proposed_by, state,
                                    proposed_on, chase_on, escalate_on)
         values (gen_random_uuid(), {child}, 'E08000099', 'E08000032', 'E08000099', 'proposed',
                 '2026-10-20', '2026-10-25', '2026-10-30');
         update hat set organisation = '00000000-0000-0000-0000-000000000065'
         where organisation = '00000000-0000-0000-0000-000000000066';
         update live.shield set shielded_on = '2026-10-13', due_on = '2026-10-20' where child = {child};
         update live.shield_notice set raised_on = '2026-10-13' where child = {child}"
    );
    world.database.execute(&made).await;
}

/// Each role asks for everything that can be asked for; nothing of what a shielded record hides is in an
/// answer, in however roundabout a way (SHLD-06, SHLD-12). A transfer proposed to one's own authority is
/// a case apart: the managers of both agree about it, and know of each other (D-31).
#[tokio::test]
async fn no_answer_to_anybody_holds_what_a_shielded_record_hides_shld_06_shld_12_d_32() {
    use domain::account::ViewMyAccount;
    use domain::archive::ListArchive;
    use domain::break_glass::ListGlass;
    use domain::brokering::{ListMyRequests, ListRequests};
    use domain::death::ListDeaths;
    use domain::dispute::ListDisputes;
    use domain::involvement::{ListMyInvolvements, ListTeamInvolvements};
    use domain::panel::ListMeetings;
    use domain::past_eighteen::ListPastEighteen;
    use domain::sensitive_service::ListMySensitiveInvolvements;
    use domain::transfer::ListUnanswered;
    let world = World::new().await;
    plant(&world).await;
    let child = world.shielded;
    world.registry.catch_up().await.unwrap();
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let mut answers = Vec::new();
        macro_rules! ask_all {
            ($($act:expr => $operation:path),+ $(,)?) => {$(
                if let Ok(answer) = user.access($act, $operation).await {
                    answers.push(serde_json::to_string(&answer).unwrap());
                }
            )+};
        }
        let reason = reason();
        let mine = ViewMyAccount { before: None };
        ask_all!(
            ViewChildRecord { child, reason } => child_record::view,
            ViewShieldedInFull { child } => shielding::view_in_full,
            ViewShield { shield: ShieldId(Uuid::from_u128(World::SHIELD)) } => shielding::view,
            ListShields => shielding::list,
            ListMyNotices => shielding::list_mine,
            ListMyTasks => task::list_mine,
            ListMyInvolvements => registry::involvement::list_mine,
            ListTeamInvolvements => registry::involvement::list_team,
            ListMySensitiveInvolvements => registry::sensitive_service::list_mine,
            ListMyRequests => registry::brokering::list_mine,
            ListRequests => registry::brokering::queue,
            ListDeaths => registry::death::list,
            ListDisputes => registry::dispute::list,
            ListPastEighteen => registry::past_eighteen::list,
            ListArchive => registry::archive::list,
            ListUnanswered => registry::transfer::unanswered,
            ListMeetings => registry::panel::list,
            ListGlass => registry::break_glass::list,
            mine => registry::account::view,
        );
        if role.uses_records() {
            let sam = Criteria {
                given: "Sam".into(),
                family: "Hidden".into(),
                day: "3".into(),
                month: "6".into(),
                year: "2012".into(),
                ..Criteria::default()
            };
            answers.push(serde_json::to_string(&found(&user, sam).await).unwrap());
            assert!(answers.iter().any(|answer| answer.contains("Hidden")));
        }
        assert!(!answers.is_empty());
        for answer in &answers {
            // An authority that is behind is named to the central team with its telephone (SHLD-07).
            let answer = match role {
                Role::CentralTeam => answer.replace("Plantedshire", "").replace("960199", ""),
                _ => answer.clone(),
            };
            for planted in PLANTED.iter().chain(&HIDDEN[..7]) {
                assert!(
                    !answer.contains(planted),
                    "{planted} to {}: {answer}",
                    role.code()
                );
            }
        }
    }
}

/// How long it takes to look at a shielded record, and to list what waits, does not grow with what is hidden
/// (SHLD-12).
#[tokio::test]
async fn the_time_taken_does_not_tell_how_much_is_hidden_shld_12() {
    let worlds = [World::new().await, World::new().await];
    plant(&worlds[1]).await;
    let more = format!(
        "insert into live.involvement (id, child, service, level, practitioner, telephone, started, as_of)
         select gen_random_uuid(), {child}, '00000000-0000-0000-0000-0000000000a3', 'practitioner',
                '00000000-0000-0000-0000-0000000000a2', '01632 960198', '2013-03-17', '2013-03-17'
         from generate_series(1, 60);
         insert into live.dispute (id, child, item, opened, settled)
         select gen_random_uuid(), {child}, 'name', '2013-04-18', '2026-10-18'
         from generate_series(1, 60)",
        child = worlds[1].shielded.stored()
    );
    worlds[1].database.execute(&more).await;
    for role in [Role::Practitioner, Role::Manager, Role::DataAdministrator] {
        let users = [
            worlds[0].signed_in(role).await,
            worlds[1].signed_in(role).await,
        ];
        take_as_long(2, async |which| {
            let (user, child) = (&users[which], worlds[which].shielded);
            let reason = reason();
            let view = ViewChildRecord { child, reason };
            drop(user.access(view, child_record::view).await);
            drop(user.access(ListMyTasks, task::list_mine).await);
        })
        .await;
    }
}

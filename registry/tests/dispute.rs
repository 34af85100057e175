//! Disputes of items: marked and settled by those who answer for the record, shown to whoever sees it, and
//! held meanwhile as they stood (DISP-01 … DISP-04, REC-10, T-36, DISC-05, SAR-09), on a real database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{NaiveDate, TimeDelta};
use domain::archive::{ArchiveRecord, CaseReference, Leaving, Step};
use domain::best_view::{Item, Statement, Value};
use domain::child_record::{
    Address, Assurance, DateOfBirth, DisputeShown, Document, Gender, NameUse, PersonName, Postcode,
    Verified, ViewChildRecord, Whereabouts,
};
use domain::data_source::Row;
use domain::discrepancy::{FetchNotices, Item as Told};
use domain::dispute::{
    DisputeDetail, DisputeListed, DisputedItem, LISTED, ListDisputes, MarkDisputed, Outcome,
    RecordDisputes, SettleDispute, ViewDispute, ViewDisputes,
};
use domain::id::{ChildNumber, SourceId};
use domain::merging::{MergeRecords, PartRecords, TakeOff, ViewSources};
use domain::reason::Reason;
use domain::refusal::{Refusal, Rejection};
use domain::shielding::ViewShieldedInFull;
use domain::standing::Role;
use domain::task::TaskKind;
use domain::updating::{
    ChangeDetail, Changed, ConflictShown, DecideConflict, Decision, Edit, Evidence, ExplainRecord,
    ListConflicts, ViewConflict, ViewDetails,
};
use registry::dispute::Settling;
use registry::testing::{World, refused};
use registry::{
    SignedIn, Stopped, archive, child_record, discrepancy, dispute, merging, shielding, updating,
};
use uuid::Uuid;

use super::updating::{lives_at, record};

const DA: Role = Role::DataAdministrator;
const LM: Role = Role::LocalAuthorityManager;
/// The other authority of the world.
const OTHER: &str = "E08000035";
/// Where the world's register says that its children live.
const HOME: &str = "7 Findable Street, Bradford, ZB1 4QX";

fn reason() -> Reason {
    Reason::given("providing-service", "").unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rejected<T>(result: Result<T, Stopped>) -> Option<Rejection> {
    match result {
        Err(Stopped::Rejected(rejection)) => Some(rejection),
        _ => None,
    }
}

/// Somebody who acts a second later: a session of a test has one moment, and of what was stated at a moment
/// one thing is kept.
async fn later(world: &World, role: Role) -> SignedIn {
    world.database.clock.advance(TimeDelta::seconds(1));
    world.signed_in(role).await
}

/// The field of the first problem.
fn field<T>(result: Result<T, Stopped>) -> String {
    rejected(result).unwrap().0[0].field.to_string()
}

async fn mark(
    user: &SignedIn,
    child: ChildNumber,
    item: DisputedItem,
    opened: &str,
) -> Result<(), Stopped> {
    let opened = day(opened);
    let act = MarkDisputed {
        child,
        item,
        opened,
    };
    user.access(act, dispute::mark).await
}

async fn settle(
    user: &SignedIn,
    dispute: Uuid,
    settled: &str,
    outcome: Outcome,
) -> Result<Settling, Stopped> {
    let settled = day(settled);
    let act = SettleDispute {
        dispute,
        settled,
        outcome,
    };
    user.access(act, dispute::settle).await
}

async fn of_record(user: &SignedIn, child: ChildNumber) -> Result<RecordDisputes, Stopped> {
    user.access(ViewDisputes { child }, dispute::of_record)
        .await
}

/// The first dispute of a record.
async fn first(user: &SignedIn, child: ChildNumber) -> Uuid {
    of_record(user, child).await.unwrap().marks[0].id
}

async fn detail(user: &SignedIn, dispute: Uuid) -> Result<DisputeDetail, Stopped> {
    user.access(ViewDispute { dispute }, dispute::view).await
}

async fn list(user: &SignedIn) -> Result<Vec<DisputeListed>, Stopped> {
    user.access(ListDisputes, dispute::list).await
}

fn lives(line: &str) -> Value {
    Value::Whereabouts(Whereabouts::Current(Address {
        lines: vec![line.into(), "Bradford".into()],
        postcode: Postcode::parse("ZB1 4QX").ok(),
    }))
}

/// A social care system of the authority says where a child lives, under a reference of its own.
async fn care_says(world: &World, child: ChildNumber, line: &str, on: &str) {
    let care = format!(
        "insert into source (id, name, kind, local_authority) values
             ('00000000-0000-0000-0000-0000000002bd', 'Care', 'social-care', 'E08000032');
         insert into live.statement (source, reference, child, supplied_at, verified, content)
         values ('00000000-0000-0000-0000-0000000002bd', 'theirs', {}, '{on}', false, '{}')",
        child.stored(),
        serde_json::to_string(&lives(line).stated()).unwrap()
    );
    world.database.execute(&care).await;
}

/// A night's supply of the world's register: where a child of the world lives.
async fn supply(world: &World, child: ChildNumber, name: [&str; 2], born: &str, lives: Value) {
    world.database.clock.advance(TimeDelta::days(1));
    let [given, family] = name;
    let name = PersonName {
        given: given.into(),
        family: family.into(),
    };
    let row = Row {
        number: 2,
        reference: child.stored().to_string(),
        at: world.registry.now(),
        statement: Statement {
            names: vec![(NameUse::Current, name)],
            date_of_birth: Some(DateOfBirth {
                date: day(born),
                estimated: false,
            }),
            gender: Some(Gender::Female),
            ..lives.stated()
        },
    };
    let outcome = world.supply(World::REGISTER, vec![row]).await;
    assert!(outcome.refused.is_empty());
}

/// The same of Ann.
async fn supply_ann(world: &World, place: Value) {
    supply(world, world.child, ["Ann", "Example"], "2015-05-14", place).await;
}

/// Changes the address as it stands.
async fn change(user: &SignedIn, child: ChildNumber, line: &str) -> Changed {
    let act = ViewDetails {
        child,
        reason: reason(),
        item: Some(Item::Whereabouts),
    };
    let shown = user.access(act, updating::details).await.unwrap();
    let act = ChangeDetail {
        child,
        edit: Edit::Whole(lives(line)),
        assurance: Assurance::seen(Document::HouseholdBill),
        seen: shown.details[0].version.clone(),
    };
    user.access(act, updating::change).await.unwrap()
}

async fn conflict(user: &SignedIn) -> ConflictShown {
    let waiting = user.access(ListConflicts, updating::list).await.unwrap();
    assert_eq!(waiting.len(), 1);
    let conflict = waiting[0].id;
    let act = ViewConflict { conflict };
    user.access(act, updating::view).await.unwrap()
}

async fn decide(user: &SignedIn, shown: &ConflictShown, decision: Decision) {
    let act = DecideConflict {
        conflict: shown.id,
        decision,
        evidence: Some(Evidence {
            document: Document::Tenancy,
            reference: CaseReference::parse("TA/2026-7").unwrap(),
        }),
        seen: shown.version.clone(),
    };
    user.access(act, updating::decide).await.unwrap();
}

/// What the world's register is told that differs.
async fn told(world: &World) -> Vec<Told> {
    let source = SourceId(Uuid::from_u128(World::REGISTER));
    let act = FetchNotices {
        source,
        since: None,
        after: None,
    };
    let caller = world.registry.as_source(source);
    let fetched = caller.access(act, discrepancy::fetch).await.unwrap();
    fetched.notices.into_iter().map(|one| one.item).collect()
}

#[tokio::test]
async fn those_who_answer_mark_an_item_with_a_date_and_settle_it_with_a_date_disp_01_rec_10() {
    let world = World::new().await;
    let child = world.child;
    let nurse = world.signed_in(Role::Practitioner).await;
    for (role, item) in [(LM, DisputedItem::Address), (DA, DisputedItem::Gender)] {
        let user = world.signed_in(role).await;
        mark(&user, child, item, "2026-10-20").await.unwrap();
    }
    assert_eq!(world.database.entries("disp.opened", "done").await, 2);
    let shown = |item, settled| DisputeShown {
        item,
        opened: day("2026-10-20"),
        settled,
    };
    let open = [
        shown(DisputedItem::Address, None),
        shown(DisputedItem::Gender, None),
    ];
    assert_eq!(record(&nurse, child).await.disputes, open);
    assert_eq!(lives_at(&nurse, child).await, HOME, "DISP-04");

    let administrator = world.signed_in(DA).await;
    let listed = list(&administrator).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(
        (listed[0].item, listed[0].days),
        (DisputedItem::Address, 13)
    );
    let one = detail(&administrator, listed[0].id).await.unwrap();
    assert_eq!((one.days, one.conflict), (Some(13), None));
    assert_eq!(one.stands, [HOME]);
    let kept = settle(&administrator, one.mark.id, "2026-11-02", Outcome::Kept).await;
    assert_eq!(kept.unwrap(), Settling::Done);
    assert_eq!(world.database.entries("disp.settled", "done").await, 1);
    let settled = [
        shown(DisputedItem::Address, Some(day("2026-11-02"))),
        shown(DisputedItem::Gender, None),
    ];
    assert_eq!(record(&nurse, child).await.disputes, settled);
    assert_eq!(list(&administrator).await.unwrap().len(), 1);

    // Whoever disputes it again opens another one (section 4.10).
    mark(&administrator, child, DisputedItem::Address, "2026-11-02")
        .await
        .unwrap();
    assert_eq!(record(&nurse, child).await.disputes.len(), 3);
}

#[tokio::test]
async fn nobody_else_marks_or_settles_or_lists_and_no_other_authority_disp_01() {
    let world = World::new().await;
    let child = world.child;
    let manager = world.signed_in(LM).await;
    mark(&manager, child, DisputedItem::Name, "2026-10-20")
        .await
        .unwrap();
    let open = first(&manager, child).await;
    for role in Role::ALL.into_iter().filter(|role| !role.manages_records()) {
        let user = world.signed_in(role).await;
        let item = DisputedItem::Address;
        let marked = mark(&user, child, item, "2026-10-20").await;
        assert_eq!(refused(marked), Some(Refusal::Role), "{role:?}");
        let settled = settle(&user, open, "2026-11-01", Outcome::Kept).await;
        assert_eq!(refused(settled), Some(Refusal::Role), "{role:?}");
        assert!(refused(list(&user).await).is_some(), "{role:?}");
        assert!(refused(of_record(&user, child).await).is_some(), "{role:?}");
        assert!(refused(detail(&user, open).await).is_some(), "{role:?}");
    }
    for role in [LM, DA] {
        world.acts_for(role, OTHER).await;
        let user = world.signed_in(role).await;
        let marked = mark(&user, child, DisputedItem::Address, "2026-10-20").await;
        assert_eq!(refused(marked), Some(Refusal::NotYours), "{role:?}");
        let settled = settle(&user, open, "2026-11-01", Outcome::Kept).await;
        assert_eq!(refused(settled), Some(Refusal::NotYours), "{role:?}");
        assert!(refused(of_record(&user, child).await).is_some(), "{role:?}");
        assert!(refused(detail(&user, open).await).is_some(), "{role:?}");
        assert_eq!(list(&user).await.unwrap(), []);
    }
    let nobody = world.signed_in(DA).await;
    let settled = settle(&nobody, Uuid::nil(), "2026-11-01", Outcome::Kept).await;
    assert_eq!(refused(settled), Some(Refusal::NoSuchRecord));
    assert_eq!(world.count("live.dispute where settled is null").await, 1);
}

#[tokio::test]
async fn dates_are_in_order_and_of_each_item_one_dispute_is_open_disp_01() {
    let world = World::new().await;
    let child = world.child;
    let manager = world.signed_in(LM).await;
    for opened in ["2026-11-03", "2015-05-13"] {
        let marked = mark(&manager, child, DisputedItem::Name, opened).await;
        assert_eq!(field(marked), "opened", "{opened}");
    }
    for _ in 0..2 {
        // A double click marks once.
        mark(&manager, child, DisputedItem::Name, "2026-10-20")
            .await
            .unwrap();
    }
    let again = mark(&manager, child, DisputedItem::Name, "2026-10-21").await;
    assert_eq!(field(again), "item");
    assert_eq!(world.count("live.dispute").await, 1);
    let open = first(&manager, child).await;
    for settled in ["2026-10-19", "2026-11-03"] {
        let result = settle(&manager, open, settled, Outcome::Kept).await;
        assert_eq!(field(result), "settled", "{settled}");
    }
    for _ in 0..2 {
        settle(&manager, open, "2026-10-30", Outcome::Kept)
            .await
            .unwrap();
    }
    let other = settle(&manager, open, "2026-10-30", Outcome::Changed).await;
    assert_eq!(field(other), "outcome");
}

#[tokio::test]
async fn a_dispute_has_no_place_for_what_it_is_about_disp_02() {
    let world = World::new().await;
    let columns = "select column_name::text || ' ' || data_type from information_schema.columns
                   where table_schema = 'live' and table_name = 'dispute' order by 1";
    assert_eq!(
        world.database.rows(columns).await,
        [
            "child bigint",
            "id uuid",
            "item text",
            "opened date",
            "outcome text",
            "settled date"
        ]
    );
    // The two texts are codes of lists.
    for (column, words) in [("item", "he moved out"), ("outcome", "she says so")] {
        let insert = format!(
            "insert into live.dispute (id, child, item, opened, settled, outcome)
             values (gen_random_uuid(), 1, 'name', '2026-10-20', '2026-10-20', 'kept');
             update live.dispute set {column} = '{words}'"
        );
        let result = sqlx::raw_sql(sqlx::AssertSqlSafe(insert))
            .execute(world.database.owner())
            .await;
        assert!(result.is_err(), "{column}");
    }
}

#[tokio::test]
async fn a_settled_dispute_shows_for_twelve_months_and_then_no_more_disp_03_t_36() {
    let world = World::new().await;
    let child = world.child;
    let manager = world.signed_in(LM).await;
    mark(&manager, child, DisputedItem::Name, "2026-10-20")
        .await
        .unwrap();
    mark(&manager, child, DisputedItem::School, "2026-10-20")
        .await
        .unwrap();
    let open = first(&manager, child).await;
    settle(&manager, open, "2026-11-02", Outcome::Kept)
        .await
        .unwrap();
    for (moment, shown) in [
        ("2026-11-02T10:00:00Z", 2),
        ("2027-11-01T12:00:00Z", 2),
        ("2027-11-02T00:30:00Z", 1),
    ] {
        world.at(moment);
        let vetted = format!("update account set vetted_on = '{}'", &moment[..10]);
        world.database.execute(&vetted).await;
        let nurse = world.signed_in(Role::Practitioner).await;
        let disputes = record(&nurse, child).await.disputes;
        assert_eq!(disputes.len(), shown, "{moment}");
        assert!(disputes.iter().any(|one| one.settled.is_none()), "{moment}");
        let manager = world.signed_in(LM).await;
        let marks = of_record(&manager, child).await.unwrap().marks;
        assert_eq!(marks.len(), shown, "{moment}");
        // Nor is it to be had by its address.
        let one = detail(&manager, open).await;
        assert_eq!(one.is_ok(), shown == 2, "{moment}");
    }
    // However old an open one is, it shows.
    world.at("2030-11-02T12:00:00Z");
    let vetted = "update account set vetted_on = '2030-11-01'";
    world.database.execute(vetted).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(record(&nurse, child).await.disputes.len(), 1);
}

#[tokio::test]
async fn a_sources_new_value_of_a_disputed_item_waits_for_the_administrator_disp_04() {
    let world = World::new().await;
    let child = world.child;
    let manager = world.signed_in(LM).await;
    let as_of = record(&manager, child).await.whereabouts.as_of;
    mark(&manager, child, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    let place = record(&manager, child).await.whereabouts;
    assert_eq!(place.as_of, as_of, "nobody has said it again");

    let nurse = world.signed_in(Role::Practitioner).await;
    supply_ann(&world, lives("3 Third Street")).await;
    assert_eq!(lives_at(&nurse, child).await, HOME);
    let administrator = world.signed_in(DA).await;
    let waiting = World::waiting(&administrator).await;
    assert_eq!(waiting, [TaskKind::ConflictToDecide]);
    let shown = conflict(&administrator).await;
    assert_eq!(shown.explained.item, Item::Whereabouts);
    assert_eq!(shown.claims[0].lines, ["3 Third Street, Bradford, ZB1 4QX"]);
    let open = first(&administrator, child).await;
    let one = detail(&administrator, open).await.unwrap();
    assert_eq!(one.conflict, Some(shown.id));

    // What is kept is kept, whatever the source repeats, during the dispute and after it.
    decide(&administrator, &shown, Decision::Keep).await;
    supply_ann(&world, lives("3 Third Street")).await;
    assert_eq!(lives_at(&nurse, child).await, HOME);
    let administrator = later(&world, DA).await;
    settle(&administrator, open, "2026-11-03", Outcome::Kept)
        .await
        .unwrap();
    assert_eq!(lives_at(&nurse, child).await, HOME);
    supply_ann(&world, lives("3 Third Street")).await;
    assert_eq!(lives_at(&nurse, child).await, HOME);
    let administrator = world.signed_in(DA).await;
    let waiting = administrator.access(ListConflicts, updating::list).await;
    assert!(waiting.unwrap().is_empty());
}

#[tokio::test]
async fn what_a_user_says_of_a_disputed_item_waits_too_and_other_items_do_not_disp_04_upd_02() {
    let world = World::new().await;
    let child = world.child;
    let manager = world.signed_in(LM).await;
    mark(&manager, child, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(change(&nurse, child, "8 New Road").await, Changed::Waits);
    assert_eq!(lives_at(&nurse, child).await, HOME);
    let shown = conflict(&manager).await;
    let take = Decision::Take(shown.claims[0].key.clone());
    decide(&manager, &shown, take).await;
    let decided = "8 New Road, Bradford, ZB1 4QX";
    assert_eq!(lives_at(&nurse, child).await, decided);
    // It is disputed still, and what contradicts it waits.
    let head = world.signed_in(Role::Manager).await;
    assert_eq!(change(&head, child, "9 Other Road").await, Changed::Waits);
    let held = "live.statement where content #>> '{correction,held}' = 'true'";
    assert_eq!(world.count(held).await, 1);
    let manager = later(&world, LM).await;
    let open = first(&manager, child).await;
    // What was decided meanwhile has changed it: nothing is left to be changed, however often it is sent.
    for _ in 0..2 {
        let settling = settle(&manager, open, "2026-11-02", Outcome::Changed).await;
        assert_eq!(settling.unwrap(), Settling::Done);
    }
    assert_eq!(world.count(held).await, 0);
    assert_eq!(lives_at(&nurse, child).await, decided);
}

#[tokio::test]
async fn settled_without_a_change_nothing_is_left_by_hand_and_feeds_are_believed_again_disp_04() {
    let world = World::new().await;
    let child = world.child;
    let manager = world.signed_in(LM).await;
    let view = "select best_view::text from live.child where given = 'Ann'";
    let before = world.database.rows(view).await;
    for item in DisputedItem::ALL {
        mark(&manager, child, *item, "2026-10-20").await.unwrap();
    }
    let explained = manager
        .access(ExplainRecord { child }, updating::explain)
        .await
        .unwrap();
    assert!(explained.marks_disputes);
    let of_place = |item: &&domain::updating::ExplainedItem| item.item == Item::Whereabouts;
    let place = explained.items.iter().find(of_place).unwrap();
    let held = place.said[0].verified.as_deref().unwrap();
    assert!(held.starts_with("Held as it stood"), "{held}");
    // It is nobody's word on the day on which a source said so.
    assert_eq!(place.said[0].by, "Repeats what was said");
    for mark in of_record(&manager, child).await.unwrap().marks {
        settle(&manager, mark.id, "2026-11-01", Outcome::Kept)
            .await
            .unwrap();
    }
    let by_hand = "live.statement where content ? 'correction'";
    assert_eq!(world.count(by_hand).await, 0);
    assert_eq!(world.database.rows(view).await, before);
    supply_ann(&world, lives("3 Third Street")).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let third = "3 Third Street, Bradford, ZB1 4QX";
    assert_eq!(lives_at(&nurse, child).await, third);
}

#[tokio::test]
async fn what_was_wrong_is_changed_with_its_own_verification_and_its_source_is_told_disc_05_sar_09()
{
    let world = World::new().await;
    let child = world.child;
    let manager = world.signed_in(LM).await;
    mark(&manager, child, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    assert_eq!(told(&world).await, []);
    let open = first(&manager, child).await;
    let settling = settle(&manager, open, "2026-11-02", Outcome::Changed).await;
    let Settling::ToChange(opening, DisputedItem::Address) = settling.unwrap() else {
        panic!("it is to be changed");
    };
    // It opened the record for whoever settled, and for nobody else.
    let opened = manager.opening(opening).await.unwrap().unwrap();
    assert_eq!(opened.child, child);
    let other = world.signed_in(DA).await;
    assert_eq!(other.opening(opening).await.unwrap(), None);
    assert_eq!(lives_at(&manager, child).await, HOME);
    assert_eq!(change(&manager, child, "8 New Road").await, Changed::Done);
    let changed = "8 New Road, Bradford, ZB1 4QX";
    assert_eq!(lives_at(&manager, child).await, changed);
    assert_eq!(told(&world).await, [Told::Address]);
}

#[tokio::test]
async fn settling_tells_a_source_that_differs_and_of_whereabouts_none_if_it_is_shielded_disc_05_disc_06()
 {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    for child in [world.child, world.shielded] {
        mark(&manager, child, DisputedItem::Address, "2026-10-20")
            .await
            .unwrap();
    }
    // Another source differs, and the record has not been put together since.
    let say = "insert into source (id, name, kind, local_authority) values
                   ('00000000-0000-0000-0000-0000000002bd', 'Care', 'social-care', 'E08000032')";
    world.database.execute(say).await;
    let differs = format!(
        "insert into live.statement (source, reference, child, supplied_at, verified, content)
         values ('00000000-0000-0000-0000-0000000002bd', 'theirs', {}, '2026-09-01', false, '{}')",
        world.child.stored(),
        serde_json::to_string(&lives("9 Other Road").stated()).unwrap()
    );
    world.database.execute(&differs).await;
    let care = SourceId(Uuid::from_u128(0x2bd));
    let fetch = || FetchNotices {
        source: care,
        since: None,
        after: None,
    };
    let caller = world.registry.as_source(care);
    let before = caller.access(fetch(), discrepancy::fetch).await.unwrap();
    assert_eq!(before.notices, []);
    let open = first(&manager, world.child).await;
    settle(&manager, open, "2026-11-02", Outcome::Kept)
        .await
        .unwrap();
    let after = caller.access(fetch(), discrepancy::fetch).await.unwrap();
    let items: Vec<_> = after.notices.iter().map(|one| one.item).collect();
    assert_eq!(items, [Told::Address]);
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(lives_at(&nurse, world.child).await, HOME, "what stood");

    // Of the shielded child, whose register says another address than the record shows.
    supply(
        &world,
        world.shielded,
        ["Sam", "Hidden"],
        "2012-06-03",
        lives("3 Third Street"),
    )
    .await;
    let manager = world.signed_in(LM).await;
    let open = first(&manager, world.shielded).await;
    settle(&manager, open, "2026-11-03", Outcome::Kept)
        .await
        .unwrap();
    let notices = told(&world).await;
    assert!(!notices.contains(&Told::Address), "{notices:?}");
}

#[tokio::test]
async fn of_a_shielded_record_its_manager_alone_marks_and_nobody_else_sees_that_d_01_d_32() {
    let world = World::new().await;
    let child = world.shielded;
    world
        .database
        .execute("update hat set shield_right = true where role = 'data-administrator'")
        .await;
    for role in Role::ALL.into_iter().filter(|role| *role != LM) {
        let user = world.signed_in(role).await;
        let marked = mark(&user, child, DisputedItem::Address, "2026-10-20").await;
        assert!(refused(marked).is_some(), "{role:?}");
        assert!(refused(of_record(&user, child).await).is_some(), "{role:?}");
    }
    let manager = world.signed_in(LM).await;
    mark(&manager, child, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    let own = of_record(&manager, child).await.unwrap();
    assert!(own.shielded);
    let open = own.marks[0].id;
    assert_eq!(detail(&manager, open).await.unwrap().stands, [HOME]);
    assert_eq!(list(&manager).await.unwrap().len(), 1);
    let whole = manager.access(ViewShieldedInFull { child }, shielding::view_in_full);
    assert_eq!(whole.await.unwrap().disputes.len(), 1);
    let plain = "live.statement where content::text like '%Findable%'
                 and child = (select child from live.child where given = 'Sam')";
    assert_eq!(world.count(plain).await, 0, "held, and sealed");

    let administrator = world.signed_in(DA).await;
    assert_eq!(list(&administrator).await.unwrap(), []);
    let one = detail(&administrator, open).await;
    assert_eq!(refused(one), Some(Refusal::NotYours));
    let settled = settle(&administrator, open, "2026-11-01", Outcome::Kept).await;
    assert_eq!(refused(settled), Some(Refusal::NotYours));
    for role in Role::ALL.into_iter().filter(|role| role.uses_records()) {
        let user = world.signed_in(role).await;
        let act = ViewChildRecord {
            child,
            reason: reason(),
        };
        let shown = user.access(act, child_record::view).await.unwrap();
        let sent = serde_json::to_string(&shown).unwrap();
        for never in ["isput", "2026-10-20", "address"] {
            assert!(!sent.contains(never), "{role:?}: {sent}");
        }
    }
    settle(&manager, open, "2026-11-01", Outcome::Kept)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_dispute_goes_with_its_record_when_two_are_joined_and_parted_mat_05() {
    let world = World::new().await;
    let (child, other) = (world.child, world.quiet);
    let manager = world.signed_in(LM).await;
    for record in [child, other] {
        mark(&manager, record, DisputedItem::Name, "2026-10-20")
            .await
            .unwrap();
    }
    let joined = manager
        .access(MergeRecords { child, other }, merging::merge)
        .await;
    let words = rejected(joined).unwrap().words();
    assert!(words.contains("a dispute of the same detail"), "{words}");
    let open = first(&manager, other).await;
    settle(&manager, open, "2026-10-30", Outcome::Kept)
        .await
        .unwrap();
    mark(&manager, other, DisputedItem::School, "2026-10-21")
        .await
        .unwrap();
    manager
        .access(MergeRecords { child, other }, merging::merge)
        .await
        .unwrap();
    assert_eq!(of_record(&manager, child).await.unwrap().marks.len(), 3);
    let parted = manager.access(PartRecords { child, other }, merging::part);
    parted.await.unwrap();
    assert_eq!(of_record(&manager, child).await.unwrap().marks.len(), 1);
    let theirs = of_record(&manager, other).await.unwrap().marks;
    assert_eq!(theirs.len(), 2);
    // What was held came back held, and is let go.
    settle(&manager, theirs[1].id, "2026-11-01", Outcome::Kept)
        .await
        .unwrap();
    let held = "live.statement where content #>> '{correction,held}' = 'true'";
    assert_eq!(world.count(held).await, 1);
}

#[tokio::test]
async fn a_record_that_is_archived_takes_its_disputes_along_arc_01() {
    let world = World::new().await;
    let child = world.child;
    let manager = world.signed_in(LM).await;
    mark(&manager, child, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    let open = first(&manager, child).await;
    let act = ArchiveRecord {
        child,
        leaving: Leaving::NeverResident,
        steps: vec![Step::AskedFamily, Step::AskedSchool],
    };
    manager.access(act, archive::archive).await.unwrap();
    assert_eq!(world.count("live.dispute").await, 0);
    assert_eq!(list(&manager).await.unwrap(), []);
    let settled = settle(&manager, open, "2026-11-01", Outcome::Kept).await;
    assert_eq!(refused(settled), Some(Refusal::NoSuchRecord));
}

#[tokio::test]
async fn an_involvement_is_disputed_and_nothing_of_it_is_held_disp_01() {
    let world = World::new().await;
    let child = world.child;
    let manager = world.signed_in(LM).await;
    mark(&manager, child, DisputedItem::Involvement, "2026-10-20")
        .await
        .unwrap();
    let open = first(&manager, child).await;
    assert!(detail(&manager, open).await.unwrap().stands.is_empty());
    // Its owner changes it: there is nowhere to go on to.
    let settled = settle(&manager, open, "2026-11-01", Outcome::Changed).await;
    assert_eq!(settled.unwrap(), Settling::Done);
    let by_hand = "live.statement where content ? 'correction'";
    assert_eq!(world.count(by_hand).await, 0);
}

#[tokio::test]
async fn what_was_verified_is_held_and_stays_verified_when_it_is_settled_disp_04_upd_01() {
    let world = World::new().await;
    let child = world.child;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(change(&nurse, child, "8 New Road").await, Changed::Done);
    let manager = world.signed_in(LM).await;
    mark(&manager, child, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    assert_eq!(change(&nurse, child, "9 Own Road").await, Changed::Waits);
    let manager = later(&world, LM).await;
    let open = first(&manager, child).await;
    settle(&manager, open, "2026-11-01", Outcome::Kept)
        .await
        .unwrap();
    let explained = manager
        .access(ExplainRecord { child }, updating::explain)
        .await
        .unwrap();
    let of_place = |item: &&domain::updating::ExplainedItem| item.item == Item::Whereabouts;
    let place = explained.items.iter().find(of_place).unwrap();
    let verified = place.said[0].verified.as_deref().unwrap();
    assert!(
        verified.starts_with("Verified: document seen"),
        "{verified}"
    );
    assert!(
        verified.contains("that it stands was decided on"),
        "{verified}"
    );
    let told = Assurance::of(Verified::ToldByChild);
    assert!(!verified.contains(&told.words()));
}

/// Where statements are that hold an item, with what they say.
const HELD: &str = "select child || ' ' || content::text from live.statement
                    where content #>> '{correction,held}' = 'true' order by 1";

/// Whether anything that was said of a child, now or before, has some words in it.
async fn is_said(world: &World, child: ChildNumber, words: &str) -> bool {
    let mut said = 0;
    for table in ["live.statement", "live.superseded_statement"] {
        let of_child = format!(
            "{table} where child = {} and content::text like '%{words}%'",
            child.stored()
        );
        said += world.count(&of_child).await;
    }
    said > 0
}

#[tokio::test]
async fn what_was_held_of_a_row_goes_with_the_row_and_the_item_is_held_anew_mat_05_disp_04() {
    let world = World::new().await;
    let child = world.child;
    care_says(&world, child, "9 Other Road", "2026-10-25").await;
    supply_ann(&world, lives("3 Third Street")).await;
    let manager = world.signed_in(LM).await;
    let (other, third) = (
        "9 Other Road, Bradford, ZB1 4QX",
        "3 Third Street, Bradford, ZB1 4QX",
    );
    assert_eq!(lives_at(&manager, child).await, other);
    mark(&manager, child, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    let made_of = manager
        .access(ViewSources { child }, merging::view)
        .await
        .unwrap();
    let row = made_of.rows.iter().find(|row| row.source == "Care");
    let mark = row.unwrap().mark.clone();
    let manager = later(&world, LM).await;
    let act = TakeOff { child, mark };
    manager.access(act, merging::take_off).await.unwrap();
    assert_eq!(lives_at(&manager, child).await, third);
    assert!(!is_said(&world, child, "9 Other Road").await);
    let held = world.database.rows(HELD).await;
    assert!(
        held.len() == 1 && held[0].contains("3 Third Street"),
        "{held:?}"
    );
    assert_eq!(
        of_record(&manager, child).await.unwrap().marks[0].settled,
        None
    );
    supply_ann(&world, lives("5 Fifth Street")).await;
    let manager = world.signed_in(LM).await;
    assert_eq!(lives_at(&manager, child).await, third, "DISP-04");
    assert_eq!(conflict(&manager).await.claims.len(), 1);
}

#[tokio::test]
async fn what_was_held_of_the_other_child_does_not_stay_when_records_are_parted_mat_05_disp_04() {
    let world = World::new().await;
    let (child, other) = (world.child, world.quiet);
    let third = lives("3 Third Street");
    supply(&world, other, ["Kim", "Quiet"], "2011-03-01", third).await;
    let manager = world.signed_in(LM).await;
    manager
        .access(MergeRecords { child, other }, merging::merge)
        .await
        .unwrap();
    let joined = "3 Third Street, Bradford, ZB1 4QX";
    assert_eq!(lives_at(&manager, child).await, joined);
    mark(&manager, child, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    let manager = later(&world, LM).await;
    let parted = manager.access(PartRecords { child, other }, merging::part);
    parted.await.unwrap();
    assert_eq!(lives_at(&manager, child).await, HOME);
    assert!(!is_said(&world, child, "3 Third Street").await);
    let held = world.database.rows(HELD).await;
    assert!(
        held.len() == 1 && held[0].contains("7 Findable Street"),
        "{held:?}"
    );
    assert_eq!(of_record(&manager, child).await.unwrap().marks.len(), 1);
}

#[tokio::test]
async fn what_is_decided_of_a_held_item_while_records_are_joined_goes_with_its_dispute_mat_05() {
    let world = World::new().await;
    let (child, other) = (world.child, world.quiet);
    let manager = world.signed_in(LM).await;
    mark(&manager, other, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    manager
        .access(MergeRecords { child, other }, merging::merge)
        .await
        .unwrap();
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(change(&nurse, child, "8 New Road").await, Changed::Waits);
    let manager = later(&world, LM).await;
    let shown = conflict(&manager).await;
    let take = Decision::Take(shown.claims[0].key.clone());
    decide(&manager, &shown, take).await;
    let decided = "8 New Road, Bradford, ZB1 4QX";
    assert_eq!(lives_at(&manager, child).await, decided);
    let manager = later(&world, LM).await;
    let parted = manager.access(PartRecords { child, other }, merging::part);
    parted.await.unwrap();
    assert_eq!(of_record(&manager, child).await.unwrap().marks, []);
    assert_eq!(of_record(&manager, other).await.unwrap().marks.len(), 1);
    let held = world.database.rows(HELD).await;
    let theirs = format!("{} ", other.stored());
    assert!(held.len() == 1 && held[0].starts_with(&theirs), "{held:?}");
    assert_eq!(lives_at(&manager, child).await, HOME);
    // Settled while it stands alone, nothing is held of either.
    let open = first(&manager, other).await;
    settle(&manager, open, "2026-11-02", Outcome::Kept)
        .await
        .unwrap();
    assert_eq!(world.database.rows(HELD).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_source_that_takes_over_a_value_known_of_another_is_put_before_the_administrator_disp_04()
{
    let world = World::new().await;
    let child = world.child;
    care_says(&world, child, "9 Other Road", "2024-01-01").await;
    let manager = world.signed_in(LM).await;
    mark(&manager, child, DisputedItem::Address, "2026-10-20")
        .await
        .unwrap();
    assert_eq!(World::waiting(&manager).await, []);
    supply_ann(&world, lives("9 Other Road")).await;
    let administrator = world.signed_in(DA).await;
    assert_eq!(lives_at(&administrator, child).await, HOME);
    let waiting = World::waiting(&administrator).await;
    assert_eq!(waiting, [TaskKind::ConflictToDecide]);
    let shown = conflict(&administrator).await;
    assert_eq!(shown.claims[0].lines, ["9 Other Road, Bradford, ZB1 4QX"]);
}

#[tokio::test]
async fn the_list_shows_the_oldest_disputes_up_to_a_number_that_its_page_knows_disp_01() {
    let world = World::new().await;
    let many = format!(
        "drop index live.dispute_open;
         insert into live.dispute (id, child, item, opened)
         select gen_random_uuid(), {}, 'name', date '2026-10-20' - g from generate_series(1, {}) g",
        world.child.stored(),
        LISTED + 1
    );
    world.database.execute(&many).await;
    let administrator = world.signed_in(DA).await;
    let listed = list(&administrator).await.unwrap();
    assert_eq!(listed.len(), LISTED);
    assert!(listed.iter().all(|one| one.opened < day("2026-10-19")));
}

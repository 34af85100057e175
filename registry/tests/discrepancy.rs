//! Telling sources what of theirs is not what the record shows (DISC).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{NaiveDate, TimeDelta};
use domain::best_view::Statement;
use domain::child_record::{
    Address, DateOfBirth, Gender, NameUse, OtherHome, PersonName, Postcode, ReportMove, Verified,
    Whereabouts,
};
use domain::data_quality::ListShieldedData;
use domain::data_source::{Row, SupplyOutcome};
use domain::discrepancy::{FetchNotices, Item, ListDiscrepancies};
use domain::id::{ChildNumber, SourceId};
use domain::shielding::Ground;
use domain::standing::Role;
use domain::updating::{DecideConflict, Decision, Evidence, ListConflicts, ViewConflict};
use registry::testing::World;
use registry::{child_record, data_quality, discrepancy, updating};
use uuid::Uuid;

/// What says everything of the world's children; kinds of source that are believed more and less; another
/// authority's.
const SOURCES: &str = "
    insert into source (id, name, kind, local_authority) values
        ('00000000-0000-0000-0000-0000000002bd', 'Bradford''s social care', 'social-care', 'E08000032'),
        ('00000000-0000-0000-0000-0000000002be', 'Bradford''s clubs', 'local', 'E08000032');
    insert into live.statement (source, reference, child, supplied_at, verified, content)
        select s.id, 'theirs-' || c.given, c.child, '2026-09-01', false, '{}'
        from source s, live.child c where s.local_authority = 'E08000032' and not c.shielded;";
const CARE: u128 = 701;
const CLUBS: u128 = 702;

async fn world() -> World {
    let world = World::new().await;
    world.database.execute(SOURCES).await;
    world
}

fn name(given: &str, family: &str) -> PersonName {
    PersonName {
        given: given.into(),
        family: family.into(),
    }
}

fn home(line: &str) -> Address {
    Address {
        lines: vec![line.into()],
        postcode: Postcode::parse("ZB1 4QX").ok(),
    }
}

fn lives(line: &str) -> Statement {
    Statement {
        whereabouts: Some(Whereabouts::Current(home(line))),
        ..Statement::default()
    }
}

/// What a source says in a row of a child of the world, with the name and the date of birth that it says
/// in every row.
async fn whole(world: &World, reference: &str, said: Statement) -> Statement {
    let given = reference.trim_start_matches("theirs-");
    let given = given.trim_end_matches("-too");
    let sql = format!(
        "select given, family, date_of_birth::text as born from live.child
         where lower(given) = lower('{given}')"
    );
    let Some(row) = world.database.rows(&sql).await.pop() else {
        return said;
    };
    let mut columns = row.split('|');
    let [born, given, family] = [(); 3].map(|()| columns.next().unwrap());
    let mut said = said;
    if said.names.is_empty() {
        said.names = vec![(NameUse::Current, name(given, family))];
    }
    said.date_of_birth = said.date_of_birth.or(Some(DateOfBirth {
        date: born.parse().unwrap(),
        estimated: false,
    }));
    said
}

/// Has a source supply something under a reference, now.
async fn says(world: &World, source: u128, reference: &str, said: Statement) -> SupplyOutcome {
    let row = Row {
        number: 2,
        reference: reference.into(),
        at: world.registry.now() + TimeDelta::seconds(1),
        statement: whole(world, reference, said).await,
    };
    let outcome = world.supply(source, vec![row]).await;
    assert_eq!(outcome.refused, []);
    outcome
}

/// What a source fetches that it was told on a day or later.
async fn since(world: &World, source: u128, since: Option<NaiveDate>) -> Vec<(String, Item)> {
    let source = SourceId(Uuid::from_u128(source));
    let act = FetchNotices {
        source,
        since,
        after: None,
    };
    let caller = world.registry.as_source(source);
    let fetched = caller.access(act, discrepancy::fetch).await.unwrap();
    let notices = fetched.notices.into_iter();
    notices.map(|one| (one.reference, one.item)).collect()
}

async fn told(world: &World, source: u128) -> Vec<(String, Item)> {
    since(world, source, None).await
}

fn ann(item: Item) -> Vec<(String, Item)> {
    vec![("theirs-Ann".to_owned(), item)]
}

fn days(world: &World, days: i64) {
    world.database.clock.advance(TimeDelta::days(days));
}

fn today(world: &World) -> NaiveDate {
    world.registry.now().date_naive()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_that_disagree_the_one_that_is_not_believed_is_told_disc_01_disc_02() {
    let world = world().await;
    says(&world, CARE, "theirs-Ann", lives("9 New Road")).await;
    says(&world, CLUBS, "theirs-Ann", lives("3 Old Lane")).await;
    assert_eq!(told(&world, CLUBS).await, ann(Item::Address));
    assert_eq!(told(&world, CARE).await, []);
    let register = told(&world, World::REGISTER).await;
    assert_eq!(register.len(), 1);
    assert_eq!(register[0].1, Item::Address);

    let source = SourceId(Uuid::from_u128(CLUBS));
    let act = FetchNotices {
        source,
        since: None,
        after: None,
    };
    let caller = world.registry.as_source(source);
    let fetched = caller.access(act, discrepancy::fetch).await.unwrap();
    assert_eq!(fetched.next, None);
    assert_eq!(fetched.notices[0].supplied_on, today(&world));
    let sent = serde_json::to_string(&fetched).unwrap();
    for never in [
        "Road",
        "Lane",
        "ZB1",
        "care",
        &world.child.stored().to_string(),
    ] {
        assert!(!sent.contains(never), "{sent}");
    }
    assert_eq!(world.database.entries("disc.fetched", "done").await, 4);
    let sent = "select count(*) from audit.entry where action = 'disc.sent'";
    assert_eq!(world.database.rows(sent).await, ["2"]);
    let values = "select count(*) from audit.entry where action like 'disc.%'
                  and (detail::text like '%Road%' or restricted::text like '%Road%')";
    assert_eq!(world.database.rows(values).await, ["0"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_words_about_two_children_have_different_marks_disc_02() {
    let world = world().await;
    for child in ["theirs-Ann", "theirs-Kim"] {
        says(&world, CARE, child, lives("9 New Road")).await;
        says(&world, CLUBS, child, lives("3 Old Lane")).await;
    }
    let marks = "select said from live.discrepancy where item = 'address'";
    let marks = world.database.rows(marks).await;
    assert_eq!(marks.len(), 4, "of the clubs and of the register");
    let different: std::collections::BTreeSet<_> = marks.iter().collect();
    assert_eq!(different.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_fetches_for_another_source_feed_05() {
    let world = world().await;
    let act = || FetchNotices {
        source: SourceId(Uuid::from_u128(CLUBS)),
        since: None,
        after: None,
    };
    let other = world.registry.as_source(SourceId(Uuid::from_u128(CARE)));
    assert!(other.access(act(), discrepancy::fetch).await.is_err());
    let system = world.registry.as_system();
    assert!(system.access(act(), discrepancy::fetch).await.is_err());
    assert_eq!(world.database.entries("disc.fetched", "refused").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_item_is_told_once_in_ninety_days_t_29_disc_04() {
    let world = world().await;
    says(&world, CARE, "theirs-Ann", lives("9 New Road")).await;
    says(&world, CLUBS, "theirs-Ann", lives("3 Old Lane")).await;
    let first = today(&world);
    assert_eq!(since(&world, CLUBS, Some(first)).await, ann(Item::Address));
    days(&world, 40);
    // The record moves on, and the source has not changed its own item.
    says(&world, CARE, "theirs-Ann", lives("11 Newest Road")).await;
    let later = first + chrono::Days::new(1);
    assert_eq!(since(&world, CLUBS, Some(later)).await, []);
    assert_eq!(told(&world, CLUBS).await, ann(Item::Address));
    days(&world, 49);
    assert_eq!(since(&world, CLUBS, Some(later)).await, []);
    days(&world, 1);
    assert_eq!(since(&world, CLUBS, Some(later)).await, ann(Item::Address));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_closes_by_itself_and_a_value_that_comes_and_goes_stays_quiet_disc_04() {
    let world = world().await;
    says(&world, CARE, "theirs-Ann", lives("9 New Road")).await;
    says(&world, CLUBS, "theirs-Ann", lives("3 Old Lane")).await;
    says(&world, CARE, "theirs-Ann", lives("3 Old Lane")).await;
    assert_eq!(told(&world, CLUBS).await, []);
    let closed = "select count(*) from audit.entry where action = 'disc.closed'";
    assert_eq!(world.database.rows(closed).await, ["1"]);
    days(&world, 10);
    says(&world, CARE, "theirs-Ann", lives("9 New Road")).await;
    assert_eq!(told(&world, CLUBS).await, []);
    days(&world, 81);
    assert_eq!(told(&world, CLUBS).await, ann(Item::Address));

    // What the source itself changes is told of at once, and closed once it agrees.
    says(&world, CLUBS, "theirs-Ann", lives("5 Wrong Row")).await;
    let now = today(&world);
    assert_eq!(since(&world, CLUBS, Some(now)).await, ann(Item::Address));
    says(&world, CLUBS, "theirs-Ann", lives("9 New Road")).await;
    assert_eq!(told(&world, CLUBS).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_name_in_use_and_a_second_home_raise_no_notice_c1_disc_01() {
    let world = world().await;
    let care = Statement {
        names: vec![
            (NameUse::Current, name("Ann", "Example")),
            (NameUse::KnownAs, name("Nancy", "Example")),
        ],
        other_home: Some(OtherHome {
            address: home("3 Old Lane"),
            nights: None,
        }),
        ..lives("9 New Road")
    };
    says(&world, CARE, "theirs-Ann", care).await;
    let clubs = Statement {
        names: vec![(NameUse::Current, name("Nancy", "Example"))],
        ..lives("3 Old Lane")
    };
    says(&world, CLUBS, "theirs-Ann", clubs).await;
    assert_eq!(told(&world, CLUBS).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stated_by_hand_is_told_to_sources_and_not_to_the_hand_disc_05() {
    let world = world().await;
    says(&world, CLUBS, "theirs-Ann", lives("7 Findable Street")).await;
    assert_eq!(told(&world, CLUBS).await, []);
    let user = world.signed_in(Role::Practitioner).await;
    let act = ReportMove {
        child: world.child,
        to: Some(home("9 New Road")),
        verified: Verified::DocumentSeen,
    };
    user.access(act, child_record::report_move).await.unwrap();
    assert_eq!(told(&world, CLUBS).await, ann(Item::Address));
    let own = "select s.name from live.discrepancy d join source s on s.id = d.source
               where s.kind = 'manual'";
    assert!(world.database.rows(own).await.is_empty());
    // Beside what a person did it is child data, and no entry of its own.
    assert_eq!(world.database.entries("disc.sent", "done").await, 0);
    let noted = "select action from audit.entry where restricted::text like '%disc.sent%'";
    assert_eq!(world.database.rows(noted).await, ["item.changed"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_overridden_is_told_and_so_the_authority_puts_its_records_right_upd_02_upd_04_disc_05()
 {
    let world = world().await;
    says(&world, CLUBS, "theirs-Ann", lives("7 Findable Street")).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = ReportMove {
        child: world.child,
        to: Some(home("9 New Road")),
        verified: Verified::DocumentSeen,
    };
    nurse.access(act, child_record::report_move).await.unwrap();
    says(&world, CARE, "theirs-Ann", lives("3 Third Street")).await;
    assert_eq!(told(&world, CARE).await, ann(Item::Address));
    // The administrator takes what social care says: it agrees now, and the clubs still do not.
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let waiting = administrator.access(ListConflicts, updating::list).await;
    let conflict = waiting.unwrap()[0].id;
    let act = ViewConflict { conflict };
    let shown = administrator.access(act, updating::view).await.unwrap();
    let act = DecideConflict {
        conflict,
        decision: Decision::Take(shown.claims[0].key.clone()),
        evidence: Evidence::read("tenancy", "TA/2026-7").unwrap(),
        seen: shown.version,
    };
    administrator.access(act, updating::decide).await.unwrap();
    assert_eq!(told(&world, CARE).await, []);
    assert_eq!(told(&world, CLUBS).await, ann(Item::Address));

    // What stands is overridden once more: now it is social care that is told.
    days(&world, 100);
    says(&world, CLUBS, "theirs-Ann", lives("4 Fourth Street")).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let waiting = administrator.access(ListConflicts, updating::list).await;
    let conflict = waiting.unwrap()[0].id;
    let act = ViewConflict { conflict };
    let shown = administrator.access(act, updating::view).await.unwrap();
    let act = DecideConflict {
        conflict,
        decision: Decision::Take(shown.claims[0].key.clone()),
        evidence: Evidence::read("tenancy", "TA/2026-8").unwrap(),
        seen: shown.version,
    };
    administrator.access(act, updating::decide).await.unwrap();
    assert_eq!(told(&world, CARE).await, ann(Item::Address));
    assert_eq!(told(&world, CLUBS).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_source_does_about_a_notice_is_its_own_affair_disc_03() {
    let world = world().await;
    says(&world, CARE, "theirs-Ann", lives("9 New Road")).await;
    says(&world, CLUBS, "theirs-Ann", lives("3 Old Lane")).await;
    // It leaves its own item as it is: nothing is refused, nobody is asked and nothing of it changes.
    let own = "select content::text from live.statement where reference = 'theirs-Ann'
               order by source";
    let stands = world.database.rows(own).await;
    for _ in 0..3 {
        days(&world, 90);
        let again = says(&world, CLUBS, "theirs-Ann", lives("3 Old Lane")).await;
        assert_eq!(again.unchanged, 1);
        assert_eq!(told(&world, CLUBS).await, ann(Item::Address));
    }
    assert_eq!(world.database.rows(own).await, stands);
    let asked = "select kind from task where closed_on is null";
    assert!(world.database.rows(asked).await.is_empty());
}

/// Sam of the world, with a source that shields the record and another that names a different address.
async fn shielded(world: &World, ground: Option<Ground>) -> Statement {
    let whole = |line: &str, ground| Statement {
        names: vec![(NameUse::Current, name("Una", "Secret"))],
        date_of_birth: Some(DateOfBirth {
            date: "2014-02-03".parse().unwrap(),
            estimated: false,
        }),
        gender: Some(Gender::Female),
        shield: ground,
        ..lives(line)
    };
    says(world, CARE, "una", whole("9 New Road", ground)).await;
    let una = "select child from live.child where family = 'Secret'";
    let child = world.database.rows(una).await.remove(0);
    let join = format!(
        "insert into live.statement (source, reference, child, supplied_at, verified, content)
         values ('{}', 'una-too', {child}, '2026-09-01', false, '{{}}')",
        Uuid::from_u128(CLUBS)
    );
    world.database.execute(&join).await;
    whole("9 New Road", Some(Ground::HarmToChild))
}

#[tokio::test(flavor = "multi_thread")]
async fn becoming_shielded_withdraws_whereabouts_at_once_and_management_sees_them_d_33_disc_06() {
    let world = world().await;
    let with_shield = shielded(&world, None).await;
    let clubs = Statement {
        gender: Some(Gender::Male),
        ..lives("3 Old Lane")
    };
    says(&world, CLUBS, "una-too", clubs).await;
    let items = |told: Vec<(String, Item)>| told.into_iter().map(|one| one.1).collect::<Vec<_>>();
    assert_eq!(
        items(told(&world, CLUBS).await),
        [Item::Address, Item::Gender]
    );

    says(&world, CARE, "una", with_shield).await;
    // The gender is what a shielded record shows to everyone; where the child is, nobody is told.
    assert_eq!(items(told(&world, CLUBS).await), [Item::Gender]);

    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let listed = manager.access(ListShieldedData, data_quality::shielded);
    let listed = listed.await.unwrap().withheld;
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (listed[0].item, listed[0].source.as_str()),
        (Item::Address, "Bradford's clubs")
    );
    assert_eq!(listed[0].name, name("Una", "Secret"));
    let without = world.signed_in(Role::DataAdministrator).await;
    let refused = without.access(ListShieldedData, data_quality::shielded);
    assert!(refused.await.is_err());
    // Numbers leave the shielded out (D-32).
    let counted = without.access(ListDiscrepancies, discrepancy::list);
    assert_eq!(counted.await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_shielded_record_no_source_is_told_of_whereabouts_d_33_disc_06() {
    let world = world().await;
    shielded(&world, Some(Ground::HarmToChild)).await;
    says(&world, CLUBS, "una-too", lives("3 Old Lane")).await;
    assert_eq!(told(&world, CLUBS).await, []);
    days(&world, 200);
    assert_eq!(told(&world, CLUBS).await, []);
    let suppressed = "select count(*) from audit.entry where action = 'disc.suppressed'";
    assert_eq!(world.database.rows(suppressed).await, ["1"]);
    let never = "select d.told_on from live.discrepancy d join live.child c on c.child = d.child
                 where d.item = 'address' and c.shielded and d.told_on is not null";
    assert!(world.database.rows(never).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_shielded_records_is_the_responsible_authoritys_alone_d_32() {
    let world = world().await;
    shielded(&world, Some(Ground::HarmToChild)).await;
    says(&world, CLUBS, "una-too", lives("3 Old Lane")).await;
    let away = "update live.child set local_authority = 'E08000035' where family = 'Secret'";
    world.database.execute(away).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let listed = manager.access(ListShieldedData, data_quality::shielded);
    assert_eq!(listed.await.unwrap().withheld, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_of_sensitive_services_alone_is_named_to_nobody_disc_06() {
    let world = world().await;
    shielded(&world, Some(Ground::HarmToChild)).await;
    says(&world, CLUBS, "una-too", lives("3 Old Lane")).await;
    let sensitive = format!(
        "insert into organisation (id, name, kind, local_authority, telephone) values
             ('00000000-0000-0000-0000-0000000000a1', 'A quiet clinic', 'health', 'E08000032', '01632 960021');
         insert into service (id, organisation, service_type, name) values
             ('00000000-0000-0000-0000-0000000000a2', '00000000-0000-0000-0000-0000000000a1',
              'wellbeing-clinic', 'Clinic');
         update source set organisation = '00000000-0000-0000-0000-0000000000a1' where id = '{}'",
        Uuid::from_u128(CLUBS)
    );
    world.database.execute(&sensitive).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let listed = manager.access(ListShieldedData, data_quality::shielded);
    assert_eq!(listed.await.unwrap().withheld, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_leaves_the_directory_is_told_of_no_more_newid_05_disc_06() {
    let world = world().await;
    says(&world, CARE, "theirs-Ann", lives("9 New Road")).await;
    says(&world, CLUBS, "theirs-Ann", lives("3 Old Lane")).await;
    // Come of age, and not archived yet (G-CLOCK).
    let of_age = format!(
        "update live.child set leaves_live_on = '2026-11-02' where child = {}",
        world.child.stored()
    );
    world.database.execute(&of_age).await;
    assert_eq!(told(&world, CLUBS).await, []);
    let back = of_age.replace("2026-11-02", "2030-01-01");
    world.database.execute(&back).await;
    assert_eq!(told(&world, CLUBS).await, ann(Item::Address));
    seal(&world, world.child).await;
    assert_eq!(told(&world, CLUBS).await, []);
    assert!(
        world
            .database
            .rows("select item from live.discrepancy")
            .await
            .is_empty()
    );
    says(&world, CLUBS, "theirs-Ann", lives("5 Wrong Row")).await;
    assert_eq!(told(&world, CLUBS).await, []);
}

/// Seals a record for a new identity.
async fn seal(world: &World, child: ChildNumber) {
    use domain::new_identity::{AskedBy, SealRecord};
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let act = SealRecord {
        child,
        asked_by: AskedBy::Police,
    };
    manager
        .access(act, registry::new_identity::seal)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_that_stand_are_by_source_item_and_age_disc_01() {
    let world = world().await;
    says(&world, CARE, "theirs-Ann", lives("9 New Road")).await;
    says(&world, CLUBS, "theirs-Ann", lives("3 Old Lane")).await;
    days(&world, 45);
    says(&world, CARE, "theirs-Kim", lives("1 Some Way")).await;
    says(&world, CLUBS, "theirs-Kim", lives("2 Some Way")).await;
    let manager = world.signed_in(Role::DataAdministrator).await;
    let standing = manager.access(ListDiscrepancies, discrepancy::list);
    let standing = standing.await.unwrap();
    assert_eq!(standing.len(), 1);
    let one = &standing[0];
    assert_eq!(
        (one.name.as_str(), one.item),
        ("Bradford's clubs", Item::Address)
    );
    assert_eq!([one.fresh, one.older, one.told_again], [1, 1, 0]);
    let central = world.signed_in(Role::CentralTeam).await;
    let national = central
        .access(ListDiscrepancies, discrepancy::list)
        .await
        .unwrap();
    assert_eq!(national.len(), 1);
    assert_eq!(national[0].name, "A register of the tests");
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(
        nurse
            .access(ListDiscrepancies, discrepancy::list)
            .await
            .is_err()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_source_fetches_in_parts_is_whole_disc_02() {
    let world = world().await;
    says(&world, CARE, "theirs-Ann", lives("9 New Road")).await;
    says(&world, CLUBS, "theirs-Ann", lives("3 Old Lane")).await;
    let many = format!(
        "insert into live.statement (source, reference, child, supplied_at, verified, content)
         select '{clubs}', 'n-' || lpad(n::text, 5, '0'), {child}, '2026-09-01', false, '{{}}'
         from generate_series(1, 1200) n;
         insert into live.discrepancy (source, reference, item, child, said, told_on, since)
         select '{clubs}', 'n-' || lpad(n::text, 5, '0'), 'gender', {child}, '', '2026-11-01',
                '2026-11-01'
         from generate_series(1, 1200) n",
        clubs = Uuid::from_u128(CLUBS),
        child = world.child.stored()
    );
    world.database.execute(&many).await;
    let source = SourceId(Uuid::from_u128(CLUBS));
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let act = FetchNotices {
            source,
            since: None,
            after,
        };
        let caller = world.registry.as_source(source);
        let part = caller.access(act, discrepancy::fetch).await.unwrap();
        all.extend(part.notices.into_iter().map(|one| one.reference));
        after = part.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(all.len(), 1201);
    assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
}

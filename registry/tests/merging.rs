//! Two records of one child joined and parted again, and rows taken off a record that they are not about
//! (MAT-05, T-43).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::TimeDelta;
use domain::best_view::Statement;
use domain::child_record::{
    Address, ChildRecordView, DateOfBirth, NameUse, PersonName, Postcode, ViewChildRecord,
    Whereabouts,
};
use domain::data_source::Row;
use domain::id::ChildNumber;
use domain::merging::{
    MergeRecords, PairShown, PartRecords, SourcesShown, TakeOff, ViewMerge, ViewSources,
};
use domain::quarantine::{SettleQuarantined, Settlement, ViewQuarantined};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::search::{Criteria, Found, SearchChildren};
use domain::shielding::{Asked, Ground, Origin, RequestShield};
use domain::standing::Role;
use domain::work::Rule;
use registry::testing::{World, school_support};
use registry::{SignedIn, Stopped, child_record, merging, quarantine, search, shielding};
use uuid::Uuid;

/// Two sources that speak for the authority, the second for a school's services too.
const BENEFIT: u128 = 801;
const SCHOOL: u128 = 802;

async fn world() -> World {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into source (id, name, kind, local_authority, organisation) values
                 ('00000000-0000-0000-0000-000000000321', 'Benefit', 'child-benefit', 'E08000032', null),
                 ('00000000-0000-0000-0000-000000000322', 'School''s system', 'education', null,
                  '00000000-0000-0000-0000-000000000066')",
        )
        .await;
    world
}

fn row(reference: &str, given: &str, family: &str, born: &str) -> Row {
    let name = PersonName {
        given: given.into(),
        family: family.into(),
    };
    Row {
        number: 2,
        reference: reference.into(),
        at: "2026-11-01T00:00:00Z".parse().unwrap(),
        statement: Statement {
            names: vec![(NameUse::Current, name)],
            date_of_birth: Some(DateOfBirth {
                date: born.parse().unwrap(),
                estimated: false,
            }),
            whereabouts: Some(Whereabouts::Current(Address {
                lines: vec!["12 Orchard Mews".into()],
                postcode: Some(Postcode::parse("ZB1 4QX").unwrap()),
            })),
            ..Statement::default()
        },
    }
}

async fn merge(user: &SignedIn, child: ChildNumber, other: ChildNumber) -> Result<(), Stopped> {
    user.access(MergeRecords { child, other }, merging::merge)
        .await
}

async fn part(user: &SignedIn, child: ChildNumber, other: ChildNumber) -> Result<(), Stopped> {
    user.access(PartRecords { child, other }, merging::part)
        .await
}

async fn pair(
    user: &SignedIn,
    child: ChildNumber,
    other: ChildNumber,
) -> Result<PairShown, Stopped> {
    user.access(ViewMerge { child, other }, merging::pair).await
}

async fn sources(user: &SignedIn, child: ChildNumber) -> SourcesShown {
    user.access(ViewSources { child }, merging::view)
        .await
        .unwrap()
}

async fn take_off(user: &SignedIn, child: ChildNumber, mark: &str) -> Result<Uuid, Stopped> {
    let mark = mark.to_owned();
    user.access(TakeOff { child, mark }, merging::take_off)
        .await
}

fn reason() -> Reason {
    Reason::given("providing-service", "").unwrap()
}

async fn view(user: &SignedIn, child: ChildNumber) -> Result<ChildRecordView, Stopped> {
    let act = ViewChildRecord {
        child,
        reason: reason(),
    };
    user.access(act, child_record::view).await
}

/// Whose record a search for a number shows.
async fn found(user: &SignedIn, number: ChildNumber) -> Option<ChildNumber> {
    let typed = Criteria {
        number: number.to_string(),
        ..Criteria::default()
    };
    let act = SearchChildren {
        criteria: typed.check("2026-12-01".parse().unwrap()).unwrap(),
        reason: reason(),
    };
    let searched = user.access(act, search::find).await.unwrap();
    match searched.found {
        Found::Matches(matches) => matches.first().map(|one| one.number()),
        _ => None,
    }
}

/// The child whose record a source's reference is on.
async fn whose(world: &World, reference: &str) -> ChildNumber {
    let sql = format!("select child from live.statement where reference = '{reference}'");
    let stored = world.database.rows(&sql).await[0].parse().unwrap();
    ChildNumber::from_stored(stored).unwrap()
}

/// What stands in the live directory, without what is encrypted anew or counted with each writing.
async fn standing(world: &World) -> Vec<String> {
    let sql = "
        select 'statement', source::text, reference, child, supplied_at, content::text
        from live.statement
        union all select 'involvement', id::text, telephone, child, started, owner::text
        from live.involvement
        union all select 'sensitive', id::text, null, child, visible_until, owner::text
        from live.sensitive_involvement
        union all select 'entry', encode(mark, 'hex'), entry::text, child, null, null
        from live.supplied_entry
        union all select 'notice', id::text, ground, child, raised_on, withdrawn_on::text
        from live.shield_notice
        union all select 'shield', id::text, null, child, null, null from live.shield
        union all select 'key', surname_key, forename_key, child, date_of_birth, null
        from live.child_key
        union all select 'child', given, family, child, date_of_birth,
                         concat(local_authority, shielded, best_view::text, search_facts::text)
        from live.child
        order by 1, 4, 2, 3";
    world.database.rows(sql).await
}

#[tokio::test]
async fn all_that_is_known_comes_to_the_record_that_stays_and_goes_back_mat_05_t_43() {
    let world = world().await;
    let (child, other) = (world.child, world.quiet);
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let before = standing(&world).await;
    let keys = format!("live.child_key where child = {}", other.stored());
    assert!(world.count(&keys).await > 0);
    let shown = pair(&administrator, child, other).await.unwrap();
    assert_eq!((shown.number, shown.other), (child, other));
    assert!(shown.items.iter().any(|item| !item.agrees()));

    merge(&administrator, child, other).await.unwrap();
    // The number leads on for those alone who manage records.
    assert_eq!(found(&administrator, other).await, Some(child));
    assert_eq!(found(&nurse, other).await, None);
    assert!(matches!(
        view(&nurse, other).await,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    ));
    // That a sensitive service is involved is shown as before, and no more of it.
    let ChildRecordView::Open(record) = view(&nurse, child).await.unwrap() else {
        panic!("neither record is shielded");
    };
    assert!(record.sensitive_service);
    assert_eq!(record.involvements.len(), 1);
    assert_eq!(world.count(&keys).await, 0);
    let made_of = sources(&administrator, child).await;
    assert_eq!(made_of.merged[0].number, other);
    assert!(made_of.merged[0].parted_until.is_some());

    part(&administrator, child, other).await.unwrap();
    assert_eq!(standing(&world).await, before);
    assert_eq!(world.count("live.merged").await, 0);
    assert_eq!(found(&nurse, other).await, Some(other));
    assert_eq!(world.database.entries("record.merged", "done").await, 1);
    assert_eq!(world.database.entries("record.parted", "done").await, 1);
}

#[tokio::test]
async fn what_sources_send_meanwhile_goes_with_their_rows_mat_05() {
    let world = world().await;
    world
        .supply(
            SCHOOL,
            vec![row("s-1", "Rosalind", "Winterbourne", "2016-04-09")],
        )
        .await;
    let other = whose(&world, "s-1").await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    merge(&administrator, world.child, other).await.unwrap();
    assert_eq!(whose(&world, "s-1").await, world.child);
    world
        .supply(SCHOOL, vec![school_support("s-1", "e-1")])
        .await;
    let mut moved = row("s-1", "Rosalind", "Winterbourne", "2016-04-09");
    moved.at += TimeDelta::days(1);
    moved.statement.whereabouts = Some(Whereabouts::Current(Address {
        lines: vec!["9 Hazel Walk".into()],
        postcode: Some(Postcode::parse("ZB1 4QX").unwrap()),
    }));
    assert_eq!(world.supply(SCHOOL, vec![moved]).await.changed, 1);

    part(&administrator, world.child, other).await.unwrap();
    assert_eq!(whose(&world, "s-1").await, other);
    let theirs = format!("where child = {}", other.stored());
    for table in [
        "live.supplied_entry",
        "live.involvement",
        "live.superseded_statement",
    ] {
        assert_eq!(
            world.count(&format!("{table} {theirs}")).await,
            1,
            "{table}"
        );
    }
    let hazel = format!("live.child {theirs} and best_view::text like '%9 Hazel Walk%'");
    assert_eq!(world.count(&hazel).await, 1);
    let nowhere_else = "live.child where best_view::text like '%Rosalind%'";
    assert_eq!(world.count(nowhere_else).await, 1);
}

#[tokio::test]
async fn joined_with_a_shielded_record_nothing_stands_open_and_each_is_as_before_mat_05_shld_01() {
    for shielded_stays in [false, true] {
        let world = world().await;
        let before = standing(&world).await;
        let (child, other) = match shielded_stays {
            false => (world.child, world.shielded),
            true => (world.shielded, world.child),
        };
        let administrator = world.signed_in(Role::DataAdministrator).await;
        let refused = merge(&administrator, child, other).await;
        assert!(matches!(refused, Err(Stopped::Refused(_))));
        let manager = world.signed_in(Role::LocalAuthorityManager).await;
        assert!(pair(&manager, child, other).await.unwrap().shielded);
        merge(&manager, child, other).await.unwrap();
        // The one shield there is is looked at within a week, as after any new notice.
        let reviews = "task where kind = 'shield-to-review' and closed_on is null";
        let asked = format!("{reviews} and object = (select id from live.shield)");
        let anew = i64::from(!shielded_stays);
        assert_eq!(
            (world.count(reviews).await, world.count(&asked).await),
            (anew, anew)
        );

        let of = format!("where child = {}", child.stored());
        for open in ["content", "best_view", "postcode"] {
            let table = match open {
                "content" => "live.statement",
                _ => "live.child",
            };
            let rest = format!("{table} {of} and {open} is not null");
            assert_eq!(world.count(&rest).await, 0, "{open}");
        }
        assert_eq!(world.count(&format!("live.child_key {of}")).await, 0);
        assert_eq!(world.count(&format!("live.shield {of}")).await, 1);
        let nurse = world.signed_in(Role::Practitioner).await;
        let seen = view(&nurse, child).await.unwrap();
        assert!(matches!(seen, ChildRecordView::Shielded(_)));
        let listed = administrator.access(ViewSources { child }, merging::view);
        assert!(matches!(
            listed.await,
            Err(Stopped::Refused(Refusal::NotYours))
        ));

        part(&manager, child, other).await.unwrap();
        let after = standing(&world).await;
        // What became shielded by being joined with a shielded record stays so until its manager lifts
        // it; what came from elsewhere is as it was.
        if shielded_stays {
            assert_eq!(after, before);
        } else {
            let hidden = format!("live.shield where child = {}", world.shielded.stored());
            assert_eq!(world.count(&hidden).await, 1);
            let notices = format!(
                "live.shield_notice where child = {}",
                world.shielded.stored()
            );
            assert_eq!(world.count(&notices).await, 1);
            assert_eq!(world.count(&format!("live.shield {of}")).await, 1);
            let seen = view(&nurse, world.shielded).await.unwrap();
            assert!(matches!(seen, ChildRecordView::Shielded(_)));
        }
    }
}

#[tokio::test]
async fn nobody_joins_what_they_do_not_answer_for_mat_05_g_deny() {
    let world = world().await;
    let (child, other) = (world.child, world.quiet);
    for role in Role::ALL {
        if role.manages_records() {
            continue;
        }
        let user = world.signed_in(role).await;
        assert!(matches!(
            merge(&user, child, other).await,
            Err(Stopped::Refused(_))
        ));
    }
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let absent = merge(&administrator, child, ChildNumber::nth(99)).await;
    world
        .database
        .execute("update live.child set local_authority = 'E08000035' where given = 'Kim'")
        .await;
    let foreign = merge(&administrator, child, other).await;
    let hidden = merge(&administrator, child, world.shielded).await;
    for refused in [absent, foreign, hidden] {
        assert!(matches!(
            refused,
            Err(Stopped::Refused(Refusal::NoSuchRecord))
        ));
    }
    assert!(matches!(
        merge(&administrator, child, child).await,
        Err(Stopped::Rejected(_))
    ));
    assert_eq!(world.count("live.merged").await, 0);
}

#[tokio::test]
async fn what_stands_once_on_a_record_is_settled_first_mat_05() {
    let world = world().await;
    world
        .database
        .execute(
            "insert into live.lead_professional (id, child, service, practitioner, since)
             select gen_random_uuid(), child, '00000000-0000-0000-0000-0000000000ca',
                    '00000000-0000-0000-0000-00000000012e', '2026-01-01'
             from live.child where given in ('Ann', 'Kim')",
        )
        .await;
    let before = standing(&world).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let Err(Stopped::Rejected(rejection)) = merge(&administrator, world.child, world.quiet).await
    else {
        panic!("one of them has to end first");
    };
    assert!(rejection.words().contains("a lead professional"));
    assert_eq!(standing(&world).await, before);
}

#[tokio::test]
async fn after_thirty_days_it_is_final_and_nothing_is_kept_for_it_t_43_g_clock() {
    let world = world().await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    merge(&administrator, world.child, world.quiet)
        .await
        .unwrap();
    world.database.clock.advance(TimeDelta::days(30));
    assert_eq!(world.run(Rule::MergesFinal).await, 0);
    world.database.clock.advance(TimeDelta::days(1));
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(matches!(
        part(&administrator, world.child, world.quiet).await,
        Err(Stopped::Rejected(_))
    ));
    assert_eq!(world.run(Rule::MergesFinal).await, 1);
    assert_eq!(world.run(Rule::MergesFinal).await, 0);
    let kept = "live.merged where sealed is not null";
    assert_eq!(world.count(kept).await, 0);
    // The number leads on, and is given to nobody else.
    assert_eq!(found(&administrator, world.quiet).await, Some(world.child));
}

#[tokio::test]
async fn a_row_that_was_matched_wrongly_is_taken_off_with_its_entries_mat_05_feed_05_rec_02() {
    let world = world().await;
    let rose = |reference: &str| row(reference, "Rosalind", "Winterbourne", "2016-04-09");
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    let child = whose(&world, "b-1").await;
    let before = standing(&world).await;
    let records = world.count("live.child").await;
    world.supply(SCHOOL, vec![rose("s-1")]).await;
    world
        .supply(SCHOOL, vec![school_support("s-1", "e-1")])
        .await;
    assert_eq!(world.count("live.child").await, records);

    let administrator = world.signed_in(Role::DataAdministrator).await;
    let made_of = sources(&administrator, child).await;
    let matched = made_of.rows.iter().find(|row| row.matched_on.is_some());
    let matched = matched.unwrap();
    assert_eq!(matched.source, "School's system");
    assert!(matched.comes_off && !matched.why.is_empty());
    let sent = serde_json::to_string(&made_of).unwrap();
    assert!(!sent.contains("s-1"), "the reference is the source's own");
    let held = take_off(&administrator, child, &matched.mark)
        .await
        .unwrap();
    assert_eq!(standing(&world).await, before);
    assert_eq!(world.count("live.matched").await, 0);
    // Twice is once.
    assert!(matches!(
        take_off(&administrator, child, &matched.mark).await,
        Err(Stopped::Rejected(_))
    ));
    // The source is told as of any row that it sends again.
    assert_eq!(world.supply(SCHOOL, vec![rose("s-1")]).await.unchanged, 1);

    let waits = ViewQuarantined { row: held };
    let waits = administrator.access(waits, quarantine::view).await.unwrap();
    assert_eq!(waits.entries, 1);
    assert!(!waits.why.is_empty());
    let settle = SettleQuarantined {
        row: held,
        settlement: Settlement::AnotherChild,
    };
    administrator
        .access(settle, quarantine::settle)
        .await
        .unwrap();
    let own = whose(&world, "s-1").await;
    assert_ne!(own, child);
    let theirs = format!("live.involvement where child = {}", own.stored());
    assert_eq!(world.count(&theirs).await, 1);

    // The last row that makes a record stays on it.
    let made_of = sources(&administrator, own).await;
    assert!(!made_of.rows[0].comes_off);
    assert!(matches!(
        take_off(&administrator, own, &made_of.rows[0].mark).await,
        Err(Stopped::Rejected(_))
    ));
}

/// Has a user ask that a record be shielded.
async fn shield(user: &SignedIn, child: ChildNumber) {
    let asked = Asked {
        origin: Origin::User,
        ground: Ground::HarmToChild,
        discussed_with_family: false,
        discussed_with_manager: false,
        until: None,
    };
    let act = RequestShield { child, asked };
    user.access(act, shielding::request).await.unwrap();
}

#[tokio::test]
async fn what_was_shielded_since_it_was_joined_is_never_opened_by_parting_mat_05_shld_01() {
    let world = world().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    merge(&manager, world.child, world.quiet).await.unwrap();
    let nurse = world.signed_in(Role::Practitioner).await;
    shield(&nurse, world.child).await;
    part(&manager, world.child, world.quiet).await.unwrap();
    for child in [world.child, world.quiet] {
        let seen = view(&nurse, child).await.unwrap();
        assert!(matches!(seen, ChildRecordView::Shielded(_)));
    }
    assert_eq!(
        world
            .count("live.statement where content is not null")
            .await,
        0
    );
    assert_eq!(world.count("live.child_key").await, 0);
}

#[tokio::test]
async fn a_row_taken_off_a_shielded_record_stays_with_the_manager_mat_05_d_34() {
    let world = world().await;
    let rose = |reference: &str| row(reference, "Rosalind", "Winterbourne", "2016-04-09");
    world.supply(BENEFIT, vec![rose("b-1")]).await;
    world.supply(SCHOOL, vec![rose("s-1")]).await;
    let child = whose(&world, "s-1").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    shield(&nurse, child).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let made_of = sources(&manager, child).await;
    let matched = made_of.rows.iter().find(|row| row.matched_on.is_some());
    let held = take_off(&manager, child, &matched.unwrap().mark)
        .await
        .unwrap();
    // Whatever becomes of the shield.
    assert_eq!(
        world.count("live.quarantined_row where for_review").await,
        0
    );
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let waits = administrator.access(ViewQuarantined { row: held }, quarantine::view);
    assert!(matches!(waits.await, Err(Stopped::Refused(Refusal::Role))));
}

#[tokio::test]
async fn what_cannot_be_parted_says_so_and_nothing_changes_mat_05() {
    let world = world().await;
    world
        .supply(
            SCHOOL,
            vec![row("s-1", "Rosalind", "Winterbourne", "2016-04-09")],
        )
        .await;
    let other = whose(&world, "s-1").await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    merge(&administrator, world.child, other).await.unwrap();
    let made_of = sources(&administrator, world.child).await;
    let rose = made_of
        .rows
        .iter()
        .find(|row| row.source == "School's system");
    take_off(&administrator, world.child, &rose.unwrap().mark)
        .await
        .unwrap();
    let before = standing(&world).await;
    assert!(matches!(
        part(&administrator, world.child, other).await,
        Err(Stopped::Rejected(_))
    ));
    assert_eq!(standing(&world).await, before);
}

#[tokio::test]
async fn a_death_comes_along_is_told_and_goes_back_mat_05_dth_03_dth_04() {
    let world = world().await;
    let mut dead = row("s-1", "Rosalind", "Winterbourne", "2016-04-09");
    world.supply(SCHOOL, vec![dead.clone()]).await;
    let other = whose(&world, "s-1").await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    merge(&administrator, world.child, other).await.unwrap();
    dead.at += TimeDelta::days(1);
    dead.statement.date_of_death = "2026-10-30".parse().ok();
    world.supply(SCHOOL, vec![dead]).await;
    let of = |child: ChildNumber| format!("live.death where child = {}", child.stored());
    assert_eq!(world.count(&of(world.child)).await, 1);
    part(&administrator, world.child, other).await.unwrap();
    assert_eq!(world.count(&of(world.child)).await, 0);
    let reversed = "audit.entry where action = 'death.reversed'";
    assert_eq!(world.count(reversed).await, 1);
    // And from a dead child's record to another's.
    merge(&administrator, world.child, other).await.unwrap();
    assert_eq!(world.count(&of(world.child)).await, 1);
}

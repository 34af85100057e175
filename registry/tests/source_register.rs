//! Sources of data: registered, agreed with, accredited, connected and stopped, and how their feeds are
//! doing (FEED-01 to FEED-03, FEED-09 to FEED-13, section 4.12, T-30 to T-32).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod keys;

use chrono::{NaiveDate, TimeDelta};
use domain::best_view::{BestView, SourceKind, Statement};
use domain::child_record::{
    Address, DateOfBirth, Gender, NameUse, PersonName, Postcode, Whereabouts,
};
use domain::data_quality::in_words;
use domain::data_source::{
    AgreedItem, Agreement, Body, CloseFile, DecideAccreditation, DecideHeld, Decision, FileCounts,
    FindSource, Footing, HoldSupply, ListSources, NotAccepting, PrepareSource, RegisterSource,
    RemovalCounts, Row, RowCode, SignAgreement, SourceShown, SourceState, Sources, Step,
    SupplyOutcome, SupplyRows, TakeStep, ViewSource, WhyRejected,
};
use domain::id::{LocalAuthorityCode, SourceId};
use domain::refusal::Refusal;
use domain::shielding::Ground;
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use domain::work::Rule;
use registry::testing::World;
use registry::{SignedIn, Stopped, data_source, task};
use uuid::Uuid;

const DA: Role = Role::DataAdministrator;
const LM: Role = Role::LocalAuthorityManager;
const CT: Role = Role::CentralTeam;
const BRADFORD: &str = "E08000032";

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn new(
    name: &str,
    kind: SourceKind,
    authority: Option<&str>,
    body: Option<&str>,
) -> RegisterSource {
    RegisterSource {
        name: name.into(),
        kind,
        local_authority: authority.map(|code| LocalAuthorityCode(code.into())),
        organisation: body.map(|name| Body::Named(name.into())),
        accredited_until: None,
    }
}

/// A school's system of the authority.
fn pupils() -> RegisterSource {
    let school = Some("Moorside Primary School");
    new(
        "Moorside pupils",
        SourceKind::Education,
        Some(BRADFORD),
        school,
    )
}

async fn register(user: &SignedIn, act: RegisterSource) -> Result<SourceId, Stopped> {
    user.access(act, data_source::register).await
}

fn weekly(signed_on: &str) -> Agreement {
    Agreement {
        items: vec![AgreedItem::Names, AgreedItem::Addresses],
        cadence_days: 7,
        supplied_nationally: false,
        signed_on: date(signed_on),
    }
}

async fn sign(user: &SignedIn, source: SourceId) -> Result<(), Stopped> {
    let agreement = weekly("2026-11-02");
    let act = SignAgreement { source, agreement };
    user.access(act, data_source::sign).await
}

async fn take(user: &SignedIn, source: SourceId, step: Step) -> Result<(), Stopped> {
    let act = TakeStep { source, step };
    user.access(act, data_source::take).await
}

async fn decide(user: &SignedIn, source: SourceId, decision: Decision) -> Result<(), Stopped> {
    let act = DecideAccreditation { source, decision };
    user.access(act, data_source::decide).await
}

async fn view(user: &SignedIn, source: SourceId) -> Result<SourceShown, Stopped> {
    user.access(ViewSource { source }, data_source::view).await
}

async fn list(user: &SignedIn) -> Result<Sources, Stopped> {
    user.access(ListSources, data_source::list).await
}

async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|task| task.kind).collect()
}

fn refusal<T>(answer: Result<T, Stopped>) -> Option<Refusal> {
    match answer {
        Err(Stopped::Refused(refusal)) => Some(refusal),
        _ => None,
    }
}

/// The fields that are to be mended.
fn problems<T>(answer: Result<T, Stopped>) -> Vec<String> {
    match answer {
        Err(Stopped::Rejected(rejection)) => {
            rejection.0.iter().map(|p| p.field.to_string()).collect()
        }
        _ => panic!("expected to be mended"),
    }
}

/// A source that went the whole way, accredited until a day.
async fn connected(world: &World, until: &str) -> SourceId {
    let administrator = world.signed_in(DA).await;
    let source = register(&administrator, pupils()).await.unwrap();
    sign(&administrator, source).await.unwrap();
    take(&administrator, source, Step::AskForAccreditation)
        .await
        .unwrap();
    let central = world.signed_in(CT).await;
    let accredited = Decision::Accredited(date(until));
    decide(&central, source, accredited).await.unwrap();
    let administrator = world.signed_in(DA).await;
    take(&administrator, source, Step::Connect).await.unwrap();
    source
}

fn row(reference: &str, street: &str) -> Row {
    let name = PersonName {
        given: "Newly".into(),
        family: "Supplied".into(),
    };
    Row {
        number: 2,
        reference: reference.into(),
        at: "2026-11-01T00:00:00Z".parse().unwrap(),
        statement: Statement {
            names: vec![(NameUse::Current, name)],
            date_of_birth: Some(DateOfBirth {
                date: date("2015-05-14"),
                estimated: false,
            }),
            whereabouts: lives(street),
            ..Statement::default()
        },
    }
}

fn lives(street: &str) -> Option<Whereabouts> {
    Some(Whereabouts::Current(Address {
        lines: vec![street.into()],
        postcode: Some(Postcode::parse("ZB1 4QX").unwrap()),
    }))
}

async fn supply(world: &World, source: SourceId, rows: Vec<Row>) -> Result<SupplyOutcome, Stopped> {
    world.database.clock.advance(TimeDelta::seconds(1));
    let act = SupplyRows {
        source,
        file: "0".repeat(64),
        rows,
        queued: None,
    };
    let caller = world.registry.as_source(source);
    caller.access(act, data_source::supply).await
}

async fn close(world: &World, source: SourceId, counts: FileCounts) -> Result<(), Stopped> {
    let act = CloseFile {
        source,
        file: "0".repeat(64),
        counts,
        supply: None,
    };
    let caller = world.registry.as_source(source);
    caller.access(act, data_source::close).await
}

/// Why nothing is taken in, from either half of a supply.
async fn refused(world: &World, source: SourceId) -> Option<NotAccepting> {
    let rows = refusal(supply(world, source, vec![row("1", "1 Road")]).await);
    let closing = refusal(close(world, source, FileCounts::default()).await);
    assert_eq!(
        rows, closing,
        "rows and the end of their file are one supply"
    );
    match rows {
        Some(Refusal::NotAccepting(why)) => Some(why),
        None => None,
        other => panic!("refused otherwise: {other:?}"),
    }
}

async fn children(world: &World) -> usize {
    let rows = world.database.rows("select child from live.child").await;
    rows.len()
}

async fn at(world: &World, moment: &str) {
    world.database.clock.set(moment.parse().unwrap());
}

#[tokio::test]
async fn management_registers_its_own_authoritys_sources_and_the_central_team_national_ones_feed_01()
 {
    let world = World::new().await;
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let name = format!("Pupils of {}", role.title());
        let school = Some("Moorside Primary School");
        let local = |authority| new(&name, SourceKind::Education, Some(authority), school);
        let own = register(&user, local(BRADFORD)).await;
        let others = register(&user, local("E08000035")).await;
        let national = register(&user, new(&name, SourceKind::Health, None, None)).await;
        match role {
            Role::LocalAuthorityManager | Role::DataAdministrator => {
                let shown = view(&user, own.unwrap()).await.unwrap();
                assert_eq!(shown.listed.state, SourceState::Proposed);
                assert_eq!(shown.footing, Footing::Required);
                assert_eq!(refusal(others), Some(Refusal::NotYours));
                assert_eq!(refusal(national), Some(Refusal::NotYours));
            }
            Role::CentralTeam => {
                assert_eq!(refusal(own), Some(Refusal::NotYours));
                assert_eq!(
                    problems(national),
                    ["organisation"],
                    "a body stands behind it"
                );
            }
            _ => {
                for answer in [own, others, national] {
                    assert_eq!(refusal(answer), Some(Refusal::Role), "{role:?}");
                }
            }
        }
    }
    assert_eq!(world.database.entries("feed.registered", "done").await, 2);
}

#[tokio::test]
async fn a_source_is_what_its_body_may_supply_as_and_has_a_name_of_its_own_feed_01() {
    let world = World::new().await;
    let administrator = world.signed_in(DA).await;
    let school = Some("Moorside Primary School");
    let as_social_care = new("Care", SourceKind::SocialCare, Some(BRADFORD), school);
    assert_eq!(
        problems(register(&administrator, as_social_care).await),
        ["organisation"]
    );
    let registrar = new(
        "Births",
        SourceKind::RegistrarGeneral,
        Some(BRADFORD),
        school,
    );
    assert_eq!(
        problems(register(&administrator, registrar).await),
        ["kind"]
    );
    let nobody = new(
        "Pupils",
        SourceKind::Education,
        Some(BRADFORD),
        Some("No School"),
    );
    assert_eq!(
        problems(register(&administrator, nobody).await),
        ["organisation"]
    );
    register(&administrator, pupils()).await.unwrap();
    assert_eq!(problems(register(&administrator, pupils()).await), ["name"]);
    // What is accredited is never said by whoever signs in.
    let accredited = RegisterSource {
        accredited_until: Some(date("2027-11-02")),
        ..new("Others", SourceKind::Education, Some(BRADFORD), school)
    };
    let answer = register(&administrator, accredited).await;
    assert_eq!(refusal(answer), Some(Refusal::NotYours));
    let (bodies, national) = administrator
        .access(PrepareSource, data_source::prepare)
        .await
        .unwrap();
    let chosen = bodies.iter().find(|b| b.name == "Moorside Primary School");
    let chosen = Some(Body::Known(chosen.unwrap().id));
    let by_choice = RegisterSource {
        organisation: chosen.clone(),
        ..new("Chosen", SourceKind::Education, Some(BRADFORD), None)
    };
    register(&administrator, by_choice).await.unwrap();
    assert!(!national);
    // A body of another place is none of theirs.
    let elsewhere = "update organisation set local_authority = 'E08000035' where kind = 'school'";
    world.database.execute(elsewhere).await;
    let anothers = RegisterSource {
        organisation: chosen,
        ..new("Anothers", SourceKind::Education, Some(BRADFORD), None)
    };
    assert_eq!(
        problems(register(&administrator, anothers).await),
        ["organisation"]
    );
}

#[tokio::test]
async fn a_source_goes_the_whole_way_and_supplies_only_at_its_end_feed_02_feed_03_4_12() {
    let world = World::new().await;
    let before = children(&world).await;
    let administrator = world.signed_in(DA).await;
    let source = register(&administrator, pupils()).await.unwrap();
    let unaccredited = Some(NotAccepting::NotAccredited);
    assert_eq!(refused(&world, source).await, unaccredited);
    sign(&administrator, source).await.unwrap();
    assert_eq!(refused(&world, source).await, unaccredited);
    take(&administrator, source, Step::AskForAccreditation)
        .await
        .unwrap();
    assert_eq!(refused(&world, source).await, unaccredited);
    let central = world.signed_in(CT).await;
    assert_eq!(waiting(&central).await, [TaskKind::AccreditationToDecide]);
    let accredited = Decision::Accredited(date("2027-11-02"));
    decide(&central, source, accredited).await.unwrap();
    assert!(waiting(&central).await.is_empty());
    assert_eq!(
        refused(&world, source).await,
        Some(NotAccepting::NotConnected)
    );
    let administrator = world.signed_in(DA).await;
    assert_eq!(
        waiting(&administrator).await,
        [TaskKind::AccreditationDecided]
    );
    take(&administrator, source, Step::Connect).await.unwrap();
    assert_eq!(
        children(&world).await,
        before,
        "nothing was taken in so far"
    );
    let outcome = supply(&world, source, vec![row("1", "1 Road")])
        .await
        .unwrap();
    assert_eq!(outcome.created, 1);
    close(&world, source, FileCounts::default()).await.unwrap();

    let shown = view(&administrator, source).await.unwrap();
    assert_eq!(shown.agreement, Some(weekly("2026-11-02")));
    assert_eq!(shown.listed.accredited_until, Some(date("2027-11-02")));
    for action in [
        "feed.agreed",
        "feed.accreditation-asked",
        "feed.accredited",
        "feed.connected",
    ] {
        assert_eq!(world.database.entries(action, "done").await, 1, "{action}");
    }
    let told = "select distinct refusal from audit.entry where action = 'file.applied'
                and outcome = 'refused' order by refusal";
    assert_eq!(
        world.database.rows(told).await,
        ["source-not-accredited", "source-not-connected"]
    );
}

#[tokio::test]
async fn the_measures_stand_beside_an_accreditation_that_is_to_be_decided_dq_02() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let central = world.signed_in(CT).await;
    assert_eq!(view(&central, source).await.unwrap().quality, None);
    let measured = format!(
        "insert into quality_figure (source, measure, week, counted, of_all) values
             ('{0}', 'completeness', '2026-10-19', 1, 20), ('{0}', 'completeness', '2026-10-26', 18, 20),
             ('{0}', 'uniqueness', '2026-10-26', 9, 9), ('{0}', 'coverage', '2026-10-26', 20, null),
             ('{0}', 'completeness', '2026-11-02', 2, 20);
         insert into population_estimate values ('E08000032', 2026, 40), ('E08000035', 2026, 60)",
        source.0
    );
    world.database.execute(&measured).await;
    let shown = view(&central, source).await.unwrap();
    assert!(shown.renews, "the central team decides");
    let latest = shown.quality.unwrap();
    assert_eq!(latest.week.monday(), date("2026-10-26"));
    let words = ["50.0%", "90.0%", "Not shown", "Not shown"];
    assert_eq!(in_words(&latest.shares), words);
}

#[tokio::test]
async fn a_row_with_what_was_not_agreed_is_refused_until_the_agreement_covers_it_feed_03_feed_07() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let mut more = row("1", "1 Road");
    more.statement.gender = Some(Gender::Female);
    let (plain, mut shielded) = (row("2", "2 Road"), row("3", "3 Road"));
    (shielded.number, shielded.statement.shield) = (4, Some(Ground::HarmToChild));
    let name = |row: &mut Row, given: &str, born: &str| {
        row.statement.names[0].1.given = given.into();
        row.statement.date_of_birth.as_mut().unwrap().date = date(born);
    };
    name(&mut more, "Araminta", "2012-01-09");
    name(&mut shielded, "Zebedee", "2018-09-30");
    let rows = vec![more.clone(), plain, shielded];
    let outcome = supply(&world, source, rows).await.unwrap();
    let [refused] = outcome.refused.as_slice() else {
        panic!("one row: {:?}", outcome.refused);
    };
    assert_eq!((refused.number, refused.code), (2, RowCode::NotAgreed));
    assert_eq!(
        outcome.created, 2,
        "that a record must be shielded is heard"
    );

    // Who keeps the source agrees anew; the source goes on as it stands, and the trail has both.
    let wider = Agreement {
        items: vec![AgreedItem::Addresses, AgreedItem::Gender],
        ..weekly("2026-11-02")
    };
    let act = || SignAgreement {
        source,
        agreement: wider.clone(),
    };
    let nurse = world.signed_in(Role::Practitioner).await;
    let answer = nurse.access(act(), data_source::sign).await;
    assert_eq!(refusal(answer), Some(Refusal::Role));
    let administrator = world.signed_in(DA).await;
    assert!(view(&administrator, source).await.unwrap().amends);
    administrator
        .access(act(), data_source::sign)
        .await
        .unwrap();
    let shown = view(&administrator, source).await.unwrap();
    assert_eq!(shown.agreement, Some(wider.clone()));
    assert_eq!(shown.listed.state, SourceState::Connected);
    assert_eq!(world.database.entries("feed.agreed", "done").await, 2);
    let outcome = supply(&world, source, vec![more]).await.unwrap();
    assert_eq!(outcome.created, 1);
    let end = format!("update source set state = 'terminated' where id = '{source}'");
    world.database.execute(&end).await;
    let answer = administrator.access(act(), data_source::sign).await;
    assert_eq!(refusal(answer), Some(Refusal::State));
}

#[tokio::test]
async fn the_central_team_alone_accredits_and_a_rejected_source_may_ask_again_feed_02() {
    let world = World::new().await;
    let administrator = world.signed_in(DA).await;
    let source = register(&administrator, pupils()).await.unwrap();
    sign(&administrator, source).await.unwrap();
    take(&administrator, source, Step::AskForAccreditation)
        .await
        .unwrap();
    let accredited = Decision::Accredited(date("2027-11-02"));
    for role in Role::ALL.into_iter().filter(|role| *role != CT) {
        let user = world.signed_in(role).await;
        assert_eq!(
            refusal(decide(&user, source, accredited).await),
            Some(Refusal::Role)
        );
    }
    let central = world.signed_in(CT).await;
    let rejected = Decision::Rejected(WhyRejected::Security);
    decide(&central, source, rejected).await.unwrap();
    let administrator = world.signed_in(DA).await;
    let shown = view(&administrator, source).await.unwrap();
    assert_eq!(shown.listed.state, SourceState::Rejected);
    assert_eq!(shown.rejected_because, Some(WhyRejected::Security));
    assert_eq!(shown.steps, [Step::AskForAccreditation]);
    take(&administrator, source, Step::AskForAccreditation)
        .await
        .unwrap();
    let shown = view(&administrator, source).await.unwrap();
    assert_eq!(shown.listed.state, SourceState::Accrediting);
    assert_eq!(shown.rejected_because, None);
    assert_eq!(world.database.entries("feed.rejected", "done").await, 1);
}

#[tokio::test]
async fn every_step_that_the_machine_does_not_list_is_refused_and_in_the_trail_4_12() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let central = world.signed_in(CT).await;
    let (mut done, mut not) = (0, 0);
    for state in SourceState::ALL {
        for step in Step::PRESSED {
            let because = (state == SourceState::Rejected).then_some("'data-quality'");
            let put = format!(
                "update source set state = '{}', stopped_by = null, rejected_because = {}
                 where id = '{source}'",
                state.code(),
                because.unwrap_or("null")
            );
            world.database.execute(&put).await;
            // The agreement and the request are the authority's; the rest the central team may do too.
            let answer = match step {
                Step::AskForAccreditation => continue,
                step => take(&central, source, step).await,
            };
            let now = view(&central, source).await.unwrap().listed.state;
            match state.after(step) {
                Some(then) => {
                    answer.unwrap();
                    assert_eq!(now, then, "{state:?} {step:?}");
                    done += 1;
                }
                None => {
                    assert_eq!(refusal(answer), Some(Refusal::State), "{state:?} {step:?}");
                    assert_eq!(now, state);
                    not += 1;
                }
            }
        }
    }
    let refused = "select count(*) from audit.entry
                   where refusal = 'state' and action like 'feed.%'";
    assert_eq!(world.database.rows(refused).await, [not.to_string()]);
    assert_eq!((done, done + not), (7, 54));
    let administrator = world.signed_in(DA).await;
    assert_eq!(
        refusal(sign(&administrator, source).await),
        Some(Refusal::State)
    );
}

#[tokio::test]
async fn a_paused_source_supplies_nothing_at_once_and_loses_nothing_feed_13() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let rows = || {
        (1..=3)
            .map(|n| row(&n.to_string(), "1 Road"))
            .collect::<Vec<_>>()
    };
    let administrator = world.signed_in(DA).await;
    take(&administrator, source, Step::Pause).await.unwrap();
    assert_eq!(refused(&world, source).await, Some(NotAccepting::Paused));
    assert!(
        world
            .database
            .rows("select id from source_supply")
            .await
            .is_empty()
    );
    take(&administrator, source, Step::Resume).await.unwrap();
    let outcome = supply(&world, source, rows()).await.unwrap();
    assert_eq!(outcome.created, 3, "the file that waited is taken in whole");
}

#[tokio::test]
async fn an_authority_stops_its_own_source_and_the_central_team_any_feed_10() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    supply(&world, source, vec![row("1", "1 Road")])
        .await
        .unwrap();
    let there = children(&world).await;
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let answer = take(&user, source, Step::Suspend).await;
        match role {
            Role::LocalAuthorityManager | Role::DataAdministrator | Role::CentralTeam => {
                answer.unwrap();
                assert_eq!(refused(&world, source).await, Some(NotAccepting::Suspended));
                take(&user, source, Step::Reinstate).await.unwrap();
            }
            _ => assert_eq!(refusal(answer), Some(Refusal::Role)),
        }
    }
    assert_eq!(children(&world).await, there, "what was supplied stays");
    // What the central team stopped, it alone lets go on; to end it is the authority's all the same.
    let central = world.signed_in(CT).await;
    take(&central, source, Step::Pause).await.unwrap();
    let administrator = world.signed_in(DA).await;
    let answer = take(&administrator, source, Step::Resume).await;
    assert_eq!(refusal(answer), Some(Refusal::NotYours));
    take(&administrator, source, Step::Suspend).await.unwrap();
    let answer = take(&administrator, source, Step::Reinstate).await;
    assert_eq!(refusal(answer), Some(Refusal::NotYours));
    let shown = view(&administrator, source).await.unwrap();
    assert_eq!(shown.steps, [Step::Terminate]);
    take(&administrator, source, Step::Terminate).await.unwrap();
    assert_eq!(
        refused(&world, source).await,
        Some(NotAccepting::Terminated)
    );
    assert_eq!(children(&world).await, there);
    assert_eq!(world.database.entries("feed.terminated", "done").await, 1);
}

#[tokio::test]
async fn another_authoritys_source_and_what_we_keep_ourselves_are_not_there_feed_10_g_deny() {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into source (id, name, kind, local_authority, own) values
                 ('00000000-0000-0000-0000-000000000777', 'Leeds pupils', 'education', 'E08000035', false),
                 ('00000000-0000-0000-0000-000000000778', 'Entered by hand', 'manual', null, true)",
        )
        .await;
    let (leeds, own) = (
        SourceId(Uuid::from_u128(0x777)),
        SourceId(Uuid::from_u128(0x778)),
    );
    let administrator = world.signed_in(DA).await;
    assert!(list(&administrator).await.unwrap().sources.is_empty());
    assert_eq!(
        refusal(view(&administrator, leeds).await),
        Some(Refusal::NotYours)
    );
    let answer = take(&administrator, leeds, Step::Pause).await;
    assert_eq!(refusal(answer), Some(Refusal::NotYours));
    let central = world.signed_in(CT).await;
    let all = list(&central).await.unwrap();
    let names: Vec<_> = all.sources.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["A register of the tests", "Leeds pupils"]);
    assert_eq!(
        refusal(view(&central, own).await),
        Some(Refusal::NoSuchRecord)
    );
    let answer = take(&central, own, Step::Pause).await;
    assert_eq!(refusal(answer), Some(Refusal::NoSuchRecord));
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let sees = role.has_desk();
        assert_eq!(list(&user).await.is_ok(), sees, "{role:?}");
        let prepared = user.access(PrepareSource, data_source::prepare).await;
        assert_eq!(prepared.is_ok(), sees, "{role:?}");
    }
    // An operator who names one of ours is told that there is no such source.
    let by_hand = FindSource {
        name: "Entered by hand".into(),
    };
    let system = world.registry.as_system();
    assert!(
        system
            .access(by_hand, data_source::find)
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn what_a_source_brought_is_counted_by_week_and_tells_of_no_record_feed_12_feed_05() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let counts = |unchanged, date, name| FileCounts {
        created: 2,
        changed: 3,
        unchanged,
        older: 0,
        refused: [("date".to_owned(), date), ("no-name".to_owned(), name)].into(),
    };
    close(&world, source, counts(10, 1, 2)).await.unwrap();
    close(&world, source, counts(20, 4, 0)).await.unwrap();
    at(&world, "2026-11-10T09:00:00Z").await;
    close(&world, source, counts(0, 0, 0)).await.unwrap();
    let administrator = world.signed_in(DA).await;
    let shown = view(&administrator, source).await.unwrap();
    let weeks: Vec<_> = shown
        .weeks
        .iter()
        .map(|week| (week.received, week.taken_in(), week.refused()))
        .collect();
    assert_eq!(weeks, [(47, 40, 7), (5, 5, 0)]);
    assert_eq!(shown.weeks[0].refused["date"], 5);
    assert_eq!(shown.listed.last, Some(date("2026-11-10")));
    let sent = serde_json::to_string(&shown).unwrap();
    for word in ["created", "changed", "matched"] {
        assert!(!sent.contains(word), "{word} in {sent}");
    }
}

#[tokio::test]
async fn a_feed_that_is_a_cadence_late_is_overdue_and_its_administrator_is_told_t_30_feed_09() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    close(&world, source, FileCounts::default()).await.unwrap();
    let rule = Rule::SourcesOverdue;
    at(&world, "2026-11-15T23:30:00Z").await;
    assert_eq!(world.registry.run_rule(rule).await.unwrap(), 0);
    let administrator = world.signed_in(DA).await;
    let shown = view(&administrator, source).await.unwrap();
    assert_eq!(shown.due_on, Some(date("2026-11-09")));
    assert_eq!(shown.listed.overdue_since, None);
    // Days late, the list tells it before any job has run, and the job catches up once.
    at(&world, "2026-11-20T09:00:00Z").await;
    let administrator = world.signed_in(DA).await;
    let listed = list(&administrator).await.unwrap().sources.remove(0);
    assert_eq!(listed.overdue_since, Some(date("2026-11-16")));
    assert_eq!(world.registry.run_rule(rule).await.unwrap(), 1);
    assert_eq!(world.registry.run_rule(rule).await.unwrap(), 0);
    let told = |kinds: Vec<TaskKind>| kinds.contains(&TaskKind::SourceOverdue);
    assert!(told(waiting(&administrator).await));
    for role in [LM, CT] {
        assert!(
            !told(waiting(&world.signed_in(role).await).await),
            "{role:?}"
        );
    }
    // A supply settles it, and so does a pause: nothing is expected of a source that is stopped.
    close(&world, source, FileCounts::default()).await.unwrap();
    let administrator = world.signed_in(DA).await;
    assert!(!told(waiting(&administrator).await));
    at(&world, "2026-12-20T09:00:00Z").await;
    assert_eq!(world.registry.run_rule(rule).await.unwrap(), 1);
    let administrator = world.signed_in(DA).await;
    take(&administrator, source, Step::Pause).await.unwrap();
    assert!(!told(waiting(&administrator).await));
    assert_eq!(world.registry.run_rule(rule).await.unwrap(), 0);
    // Once resumed it has a whole cadence again.
    take(&administrator, source, Step::Resume).await.unwrap();
    assert_eq!(world.registry.run_rule(rule).await.unwrap(), 0);
    let shown = view(&administrator, source).await.unwrap();
    assert_eq!(shown.due_on, Some(date("2026-12-27")));
}

#[tokio::test]
async fn an_accreditation_that_ends_is_told_of_and_pauses_its_feed_t_31() {
    let world = World::new().await;
    let source = connected(&world, "2027-03-01").await;
    let (ending, over) = (Rule::AccreditationsEnding, Rule::AccreditationsOver);
    at(&world, "2027-01-17T12:00:00Z").await;
    assert_eq!(world.registry.run_rule(ending).await.unwrap(), 0);
    at(&world, "2027-01-18T12:00:00Z").await;
    assert_eq!(world.registry.run_rule(ending).await.unwrap(), 1);
    assert_eq!(world.registry.run_rule(ending).await.unwrap(), 0);
    for role in [CT, DA] {
        let user = world.signed_in(role).await;
        assert!(waiting(&user).await.contains(&TaskKind::AccreditationEnds));
    }
    at(&world, "2027-02-28T23:59:00Z").await;
    assert_eq!(refused(&world, source).await, None);
    // From its day on nothing is taken in, whether or not the job has run.
    at(&world, "2027-03-01T00:00:00Z").await;
    assert_eq!(
        refused(&world, source).await,
        Some(NotAccepting::AccreditationOver)
    );
    at(&world, "2027-03-04T09:00:00Z").await;
    let administrator = world.signed_in(DA).await;
    let shown = view(&administrator, source).await.unwrap();
    assert_eq!(shown.listed.state, SourceState::Paused);
    assert_eq!(shown.since, date("2027-03-01"));
    assert_eq!(world.registry.run_rule(over).await.unwrap(), 1);
    assert_eq!(world.registry.run_rule(over).await.unwrap(), 0);
    let now = view(&administrator, source).await.unwrap();
    assert_eq!(
        (now.listed.state, now.since),
        (SourceState::Paused, date("2027-03-01"))
    );
    assert_eq!(world.database.entries("feed.paused", "done").await, 1);
    assert_eq!(
        refused(&world, source).await,
        Some(NotAccepting::AccreditationOver)
    );
    // It is not resumed before the central team has renewed the accreditation.
    assert_eq!(
        problems(take(&administrator, source, Step::Resume).await),
        ["step"]
    );
    let central = world.signed_in(CT).await;
    assert!(view(&central, source).await.unwrap().renews);
    let renewed = Decision::Accredited(date("2028-03-01"));
    decide(&central, source, renewed).await.unwrap();
    assert!(
        !waiting(&central)
            .await
            .contains(&TaskKind::AccreditationEnds)
    );
    assert_eq!(refused(&world, source).await, Some(NotAccepting::Paused));
    let administrator = world.signed_in(DA).await;
    let renewed = view(&administrator, source).await.unwrap();
    assert_eq!(renewed.since, date("2027-03-01"));
    take(&administrator, source, Step::Resume).await.unwrap();
    assert_eq!(refused(&world, source).await, None);
}

#[tokio::test]
async fn a_renewal_before_the_job_ran_leaves_the_source_paused_t_31() {
    let world = World::new().await;
    let source = connected(&world, "2027-03-01").await;
    at(&world, "2027-03-04T09:00:00Z").await;
    let central = world.signed_in(CT).await;
    let renewed = Decision::Accredited(date("2028-03-01"));
    decide(&central, source, renewed).await.unwrap();
    assert_eq!(
        view(&central, source).await.unwrap().listed.state,
        SourceState::Paused
    );
    assert!(
        refused(&world, source).await.is_some(),
        "nothing goes on by itself"
    );
}

#[tokio::test]
async fn what_a_silent_source_says_is_believed_less_t_32_feed_10() {
    let world = World::new().await;
    // Of where a child lives a school is believed before the health service.
    let school = "00000000-0000-0000-0000-0000000002be";
    let says = serde_json::to_string(&Statement {
        whereabouts: lives("2 School Street"),
        ..Statement::default()
    })
    .unwrap();
    world
        .database
        .execute(&format!(
            "insert into source (id, name, kind) values ('{school}', 'A school', 'education');
             insert into live.statement (source, reference, child, supplied_at, verified, content)
             values ('{school}', 'p-1', {}, '2026-09-01', false, '{says}')",
            world.child.stored()
        ))
        .await;
    let register = SourceId(Uuid::from_u128(World::REGISTER));
    let said = |street: &str, at: &str| Row {
        at: at.parse().unwrap(),
        ..row(&world.child.stored().to_string(), street)
    };
    let street = || async {
        let view = "select best_view from live.child where given = 'Newly'";
        let view = world.database.rows(view).await.remove(0);
        let view: BestView = serde_json::from_str(&view).unwrap();
        let place = view.whereabouts.unwrap().value;
        place.address().unwrap().lines[0].clone()
    };
    let rows = vec![said("1 Clinic Court", "2026-11-01T00:00:00Z")];
    supply(&world, register, rows).await.unwrap();
    assert_eq!(street().await, "2 School Street");

    // Twelve months after it was registered, or last supplied, it comes after those that still do.
    at(&world, "2027-11-02T09:00:00Z").await;
    close(&world, register, FileCounts::default())
        .await
        .unwrap();
    let rows = vec![said("3 Clinic Court", "2026-11-02T00:00:00Z")];
    supply(&world, register, rows).await.unwrap();
    assert_eq!(street().await, "3 Clinic Court");

    // As soon as it supplies again it is believed as before.
    close(
        &world,
        SourceId(school.parse().unwrap()),
        FileCounts::default(),
    )
    .await
    .unwrap();
    let rows = vec![said("4 Clinic Court", "2026-11-03T00:00:00Z")];
    supply(&world, register, rows).await.unwrap();
    assert_eq!(street().await, "2 School Street");
}

/// A supply of the source that is held.
async fn hold(world: &World, source: SourceId) -> Uuid {
    let sql = format!(
        "insert into feed.supply (id, source, name, about, format, state, received_at, length,
                                  taken_in, failures)
         values (gen_random_uuid(), '{source}', 'nightly-' || (select count(*) from feed.supply),
                 'children', 'csv', 'waiting', '2026-11-01T03:00:00Z', 10, 0, 0);
         insert into feed.part (supply, starts, sealed)
         select id, 0, '\\x00' from feed.supply where state = 'waiting'"
    );
    world.database.execute(&sql).await;
    let sql = "select id from feed.supply where state = 'waiting'";
    let supply: Uuid = world.database.rows(sql).await[0].parse().unwrap();
    let act = HoldSupply {
        source,
        file: String::new(),
        supply: Some(supply),
        counts: RemovalCounts {
            changing: 30,
            removing: 25,
        },
        confirmed: false,
    };
    let supplier = world.registry.as_source(source);
    supplier.access(act, data_source::hold).await.unwrap();
    supply
}

#[tokio::test]
async fn what_is_held_is_decided_by_whoever_keeps_the_source_and_nobody_else_feed_08() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let users = [DA, LM, CT, Role::Practitioner].map(|role| world.signed_in(role));
    let [administrator, manager, central, nurse] = users;
    let (administrator, manager) = (administrator.await, manager.await);
    let (central, nurse) = (central.await, nurse.await);
    let supply = hold(&world, source).await;
    let decide = async |user: &SignedIn, release: bool| {
        let act = DecideHeld {
            source,
            supply,
            release,
        };
        user.access(act, data_source::decide_held).await
    };
    assert!(
        waiting(&administrator)
            .await
            .contains(&TaskKind::SupplyHeld)
    );
    assert!(!waiting(&central).await.contains(&TaskKind::SupplyHeld));
    let shown = view(&manager, source).await.unwrap().held.unwrap();
    assert_eq!((shown.counts.changing, shown.counts.removing), (30, 25));
    assert!(shown.decides);
    assert!(!view(&central, source).await.unwrap().held.unwrap().decides);
    assert_eq!(
        refusal(decide(&central, true).await),
        Some(Refusal::NotYours)
    );
    assert_eq!(refusal(decide(&nurse, true).await), Some(Refusal::Role));
    decide(&manager, true).await.unwrap();
    assert_eq!(refusal(decide(&manager, true).await), Some(Refusal::State));
    assert!(
        !waiting(&administrator)
            .await
            .contains(&TaskKind::SupplyHeld)
    );
    assert_eq!(view(&manager, source).await.unwrap().held, None);
    let kept = "select state as a, released as b from feed.supply";
    assert_eq!(world.database.rows(kept).await, ["waiting|true"]);
    assert_eq!(world.database.entries("supply.held", "done").await, 1);
    assert_eq!(world.database.entries("supply.released", "done").await, 1);
    // What was released is held no second time.
    let again = HoldSupply {
        source,
        file: String::new(),
        supply: Some(supply),
        counts: RemovalCounts::default(),
        confirmed: false,
    };
    let supplier = world.registry.as_source(source);
    let again = supplier.access(again, data_source::hold).await;
    assert_eq!(refusal(again), Some(Refusal::NoSuchRecord));
}

#[tokio::test]
async fn what_a_person_refuses_is_kept_no_longer_feed_08() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let supply = hold(&world, source).await;
    let administrator = world.signed_in(DA).await;
    let act = DecideHeld {
        source,
        supply,
        release: false,
    };
    administrator
        .access(act, data_source::decide_held)
        .await
        .unwrap();
    let kept = "select state as a, refused_for as b from feed.supply";
    assert_eq!(world.database.rows(kept).await, ["refused|removal"]);
    assert!(
        world
            .database
            .rows("select 1 from feed.part")
            .await
            .is_empty()
    );
    assert_eq!(world.database.entries("supply.refused", "done").await, 1);
}

//! Involvements and common assessments that sources supply (SENS-02, CAF-01, FEED-05 … FEED-08).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::child_record::{ChildRecordView, Telephone, ViewChildRecord};
use domain::data_source::{
    AssessmentRow, Effect, EntryRow, InvolvementRow, RowCode, SaidAssessment, SaidBasis,
    SaidInvolvement, SaidPractitioner, SaidService, SupplyOutcome, SupplyRows, WeighRows,
};
use domain::holder::ELEMENTS;
use domain::id::{ChildNumber, ServiceId, SourceId};
use domain::involvement::{EntryChanges, InvolvementEntry, Level, StartInvolvement};
use domain::reason::Reason;
use domain::sensitive_service::{Basis, Checklist, GivenBy, ViewSensitiveContacts};
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use domain::updating::ExplainRecord;
use registry::data_source::{AppliedRow, supply, weigh};
use registry::testing::World;
use registry::{SignedIn, Stopped, child_record, involvement, sensitive_service, task, updating};
use uuid::Uuid;

/// A source that speaks for the health organisation, one for the school, and an eCAF system of
/// Bradford: each has supplied the ordinary child and the quiet one, and the first the shielded one.
const SOURCES: &str = "
    insert into source (id, name, kind, organisation, local_authority) values
        ('00000000-0000-0000-0000-0000000002bd', 'Airedale''s system', 'health',
         '00000000-0000-0000-0000-000000000065', null),
        ('00000000-0000-0000-0000-0000000002be', 'Moorside''s system', 'education',
         '00000000-0000-0000-0000-000000000066', null),
        ('00000000-0000-0000-0000-0000000002bf', 'Bradford''s assessments', 'ecaf', null,
         'E08000032');
    insert into live.statement (source, reference, child, supplied_at, verified, content)
        select s.id, n.reference, t.child, '2026-10-01', false, '{}'
        from source s, live.statement t
        join live.child c on c.child = t.child
        join (values ('Ann', 'ann'), ('Kim', 'kim'), ('Sam', 'sam')) n (given, reference)
          on n.given = c.given
        where s.name like '%''s %';
    insert into neutral_line (id, organisation, words, telephone, agreed_on) values
        ('00000000-0000-0000-0000-000000000321', '00000000-0000-0000-0000-000000000065',
         'Children''s team', '01632 960088', '2026-01-01');
";
const HEALTH: u128 = 701;
const SCHOOL: u128 = 702;
const ECAF: u128 = 703;

async fn world() -> World {
    let world = World::new().await;
    world.database.execute(SOURCES).await;
    world
}

/// Has a source supply rows; the clock goes on a little, as it does.
async fn by<R: AppliedRow>(world: &World, source: u128, rows: Vec<R>) -> SupplyOutcome {
    world.database.clock.advance(chrono::TimeDelta::seconds(1));
    let source = SourceId(Uuid::from_u128(source));
    let act = SupplyRows {
        source,
        file: String::new(),
        rows,
        queued: None,
    };
    let registry = world.registry.as_source(source);
    registry.access(act, supply).await.unwrap()
}

fn row<S>(child: &str, reference: &str, day: &str, said: S) -> EntryRow<S> {
    EntryRow {
        number: 2,
        child: child.into(),
        reference: reference.into(),
        at: format!("{day}T00:00:00Z").parse().unwrap(),
        said,
    }
}

fn somebody(name: &str) -> SaidPractitioner {
    SaidPractitioner {
        name: name.into(),
        job_title: "Therapist".into(),
        telephone: Telephone::parse("01632 960555").unwrap(),
        email: "someone@example.test".into(),
    }
}

fn said(service: &str) -> SaidInvolvement {
    SaidInvolvement {
        service: SaidService {
            organisation: None,
            service: service.into(),
        },
        level: Level::Organisation,
        practitioner: None,
        team: None,
        telephone: Telephone::parse("01632 960555").unwrap(),
        started: "2026-09-01".parse().unwrap(),
        ended: None,
        basis: None,
        withdrawn: None,
    }
}

fn consent(given_on: &str) -> SaidBasis {
    SaidBasis {
        kind: Basis::Consent,
        given_by: Some(GivenBy::Child),
        given_on: given_on.parse().unwrap(),
        attested: Checklist::ELEMENTS
            .map(|(name, _)| name.to_owned())
            .to_vec(),
        harm: false,
    }
}

fn with_consent(given_on: &str) -> SaidInvolvement {
    SaidInvolvement {
        basis: Some(consent(given_on)),
        ..said("wellbeing-clinic")
    }
}

fn ended(said: SaidInvolvement, day: &str) -> SaidInvolvement {
    SaidInvolvement {
        ended: day.parse().ok(),
        ..said
    }
}

/// How many rows were created, changed, unchanged and older.
fn counts(outcome: &SupplyOutcome) -> [u64; 4] {
    assert_eq!(outcome.refused, []);
    [
        outcome.created,
        outcome.changed,
        outcome.unchanged,
        outcome.older,
    ]
}

fn codes(outcome: &SupplyOutcome) -> Vec<RowCode> {
    assert_eq!([outcome.created, outcome.changed], [0, 0]);
    outcome.refused.iter().map(|refused| refused.code).collect()
}

async fn view(user: &SignedIn, child: ChildNumber) -> String {
    let reason = Reason::given("providing-service", "").unwrap();
    let act = ViewChildRecord { child, reason };
    let view = user.access(act, child_record::view).await.unwrap();
    match view {
        ChildRecordView::Open(record) => serde_json::to_string(&record).unwrap(),
        ChildRecordView::Shielded(record) => serde_json::to_string(&record).unwrap(),
    }
}

async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|task| task.kind).collect()
}

async fn sensitive_of(world: &World, child: ChildNumber) -> usize {
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let reason = Reason::given("management-function", "").unwrap();
    let act = ViewSensitiveContacts { child, reason };
    let contacts = manager
        .access(act, sensitive_service::contacts)
        .await
        .unwrap();
    contacts.entries.len()
}

async fn count(world: &World, rest: &str) -> String {
    let select = format!("select count(*) from {rest}");
    world.database.rows(&select).await.remove(0)
}

#[tokio::test]
async fn an_involvement_is_inserted_changed_and_ended_once_however_often_it_comes_feed_08() {
    let world = world().await;
    let supply = |day: &'static str, said| by(&world, HEALTH, vec![row("ann", "c-1", day, said)]);
    let first = SaidInvolvement {
        level: Level::Practitioner,
        practitioner: Some(somebody("Jo Field")),
        ..said("Health visiting")
    };
    assert_eq!(
        counts(&supply("2026-10-01", first.clone()).await),
        [1, 0, 0, 0]
    );
    assert_eq!(
        counts(&supply("2026-10-02", first.clone()).await),
        [0, 0, 1, 0]
    );
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(view(&nurse, world.child).await.contains("Jo Field"));
    let moved = SaidInvolvement {
        telephone: Telephone::parse("01632 960666").unwrap(),
        ..first.clone()
    };
    assert_eq!(
        counts(&supply("2026-10-10", moved.clone()).await),
        [0, 1, 0, 0]
    );
    assert_eq!(counts(&supply("2026-10-05", first).await), [0, 0, 0, 1]);
    let over = ended(moved.clone(), "2026-10-15");
    assert_eq!(
        counts(&supply("2026-10-16", over.clone()).await),
        [0, 1, 0, 0]
    );
    assert_eq!(counts(&supply("2026-10-16", over).await), [0, 0, 1, 0]);
    let rows = world
        .database
        .rows(&format!(
            "select telephone, ended, visible_until, owner, as_of from live.involvement
             where child = {} and service = '{}'",
            world.child.stored(),
            Uuid::from_u128(World::HEALTH_VISITING)
        ))
        .await;
    assert_eq!(rows.len(), 1);
    assert!(rows[0].contains("01632960666") || rows[0].contains("01632 960666"));
    assert!(rows[0].contains("2026-10-15") && rows[0].contains("2027-10-15"));
    assert!(rows[0].contains("2026-10-16"), "FEED-06: when it came");
    // CEASE-06: what begins anew is another involvement, with a reference of its own.
    assert_eq!(
        codes(&supply("2026-10-20", moved.clone()).await),
        [RowCode::Closed]
    );
    let anew = by(&world, HEALTH, vec![row("ann", "c-2", "2026-10-20", moved)]).await;
    assert_eq!(counts(&anew), [1, 0, 0, 0]);
    assert_eq!(
        count(&world, "practitioner where name = 'Jo Field'").await,
        "1"
    );
}

#[tokio::test]
async fn whoever_answers_for_a_record_sees_who_supplied_its_entries_feed_06_sens_04() {
    let world = world().await;
    by(
        &world,
        HEALTH,
        vec![row("ann", "c-1", "2026-10-01", said("Health visiting"))],
    )
    .await;
    let quiet = row("ann", "c-2", "2026-10-02", with_consent("2026-10-01"));
    assert_eq!(counts(&by(&world, HEALTH, vec![quiet]).await), [1, 0, 0, 0]);
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let act = ExplainRecord { child: world.child };
    let explained = administrator.access(act, updating::explain).await.unwrap();
    let [entry] = explained.entries.as_slice() else {
        panic!("one entry, and no sensitive one");
    };
    assert_eq!(entry.service, "Airedale Children's Health, Health visiting");
    assert_eq!(entry.source, "Airedale's system");
    assert_eq!(entry.on, "2026-10-01".parse().unwrap());
}

#[tokio::test]
async fn nothing_is_learnt_of_a_child_whom_the_source_did_not_supply_feed_05() {
    let world = world().await;
    let unknown = by(
        &world,
        HEALTH,
        vec![row("nobody", "c-1", "2026-10-01", said("Health visiting"))],
    );
    assert_eq!(codes(&unknown.await), [RowCode::UnknownChild]);
    let number = world.child.stored().to_string();
    let another = by(
        &world,
        HEALTH,
        vec![row(&number, "c-1", "2026-10-01", said("Health visiting"))],
    );
    assert_eq!(
        codes(&another.await),
        [RowCode::UnknownChild],
        "another source's reference"
    );
    // Of a shielded child the receipt is that of any other.
    let open = by(
        &world,
        HEALTH,
        vec![row("ann", "c-1", "2026-10-01", said("Health visiting"))],
    )
    .await;
    let shielded = by(
        &world,
        HEALTH,
        vec![row("sam", "c-2", "2026-10-01", said("Health visiting"))],
    );
    assert_eq!(shielded.await, open);
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(
        !view(&nurse, world.shielded).await.contains("960555"),
        "SHLD-06"
    );
}

#[tokio::test]
async fn a_source_supplies_its_own_organisations_services_alone_feed_05() {
    let world = world().await;
    for service in ["Support in school", "school-support", "nothing", "%"] {
        let refused = by(
            &world,
            HEALTH,
            vec![row("ann", "c-1", "2026-10-01", said(service))],
        );
        assert_eq!(codes(&refused.await), [RowCode::Service], "{service}");
    }
    // One reference is of one service and one child.
    by(
        &world,
        HEALTH,
        vec![row("ann", "c-1", "2026-10-01", said("Health visiting"))],
    )
    .await;
    let other = by(
        &world,
        HEALTH,
        vec![row("ann", "c-1", "2026-10-02", with_consent("2026-10-01"))],
    );
    assert_eq!(codes(&other.await), [RowCode::Service]);
    let other = by(
        &world,
        HEALTH,
        vec![row("kim", "c-1", "2026-10-02", said("Health visiting"))],
    );
    assert_eq!(codes(&other.await), [RowCode::Reference]);
    let registrar = SourceId(Uuid::from_u128(ECAF));
    let act = SupplyRows::<InvolvementRow> {
        source: registrar,
        file: String::new(),
        rows: Vec::new(),
        queued: None,
    };
    let refused = world
        .registry
        .as_source(registrar)
        .access(act, supply)
        .await;
    assert!(
        matches!(refused, Err(Stopped::Refused(_))),
        "an eCAF system supplies none"
    );
}

#[tokio::test]
async fn without_a_basis_nothing_of_a_sensitive_service_is_recorded_sens_02_feed_07() {
    let world = world().await;
    let refused = |said| by(&world, HEALTH, vec![row("ann", "s-1", "2026-10-01", said)]);
    let none = refused(said("wellbeing-clinic")).await;
    assert_eq!(codes(&none), [RowCode::NoBasis]);
    let part = SaidBasis {
        attested: vec!["confirmed".into()],
        ..consent("2026-10-01")
    };
    let part = SaidInvolvement {
        basis: Some(part),
        ..said("wellbeing-clinic")
    };
    assert_eq!(codes(&refused(part).await), [RowCode::Basis]);
    assert_eq!(
        codes(&refused(with_consent("2025-10-01")).await),
        [RowCode::Basis]
    );
    assert_eq!(sensitive_of(&world, world.child).await, 0);
    assert_eq!(count(&world, "live.supplied_entry").await, "0");
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(
        view(&nurse, world.child)
            .await
            .contains("\"sensitive_service\":false")
    );
}

#[tokio::test]
async fn a_sensitive_service_by_a_source_is_one_line_like_any_other_sens_02_sens_04() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    // The child has one already, which another way recorded: not a byte changes with a second.
    let before = view(&nurse, world.quiet).await;
    let rows = vec![row("kim", "s-1", "2026-10-01", with_consent("2026-10-01"))];
    assert_eq!(counts(&by(&world, HEALTH, rows).await), [1, 0, 0, 0]);
    assert_eq!(view(&nurse, world.quiet).await, before);
    assert_eq!(
        sensitive_of(&world, world.quiet).await,
        2,
        "its manager can broker"
    );
    // Nothing beside the child tells which source or service it was.
    let (health, service) = (Uuid::from_u128(HEALTH), Uuid::from_u128(World::SENSITIVE));
    let stored = world
        .database
        .rows(
            "select row_to_json(i)::text as sensitive, row_to_json(e)::text as supplied
             from live.sensitive_involvement i
             join live.supplied_entry e on e.entry = i.id",
        )
        .await;
    assert_eq!(stored.len(), 1);
    for told in [
        health.to_string(),
        service.to_string(),
        "s-1".into(),
        "960555".into(),
    ] {
        assert!(!stored[0].contains(&told), "{told}");
    }
    let trail = world
        .database
        .rows(
            "select detail::text, restricted::text from audit.entry where action = 'file.applied'",
        )
        .await;
    assert!(
        trail
            .iter()
            .all(|line| !line.contains(&service.to_string()))
    );
    assert!(
        trail
            .iter()
            .all(|line| !line.contains(&world.quiet.to_string()))
    );
}

#[tokio::test]
async fn fear_of_significant_harm_stands_in_for_consent_by_a_source_too_sens_03() {
    let world = world().await;
    let harm = |attested| SaidInvolvement {
        basis: Some(SaidBasis {
            kind: Basis::SignificantHarm,
            given_by: None,
            attested: Vec::new(),
            harm: attested,
            ..consent("2026-10-01")
        }),
        ..said("wellbeing-clinic")
    };
    let supply = |said| by(&world, HEALTH, vec![row("ann", "s-1", "2026-10-01", said)]);
    assert_eq!(codes(&supply(harm(false)).await), [RowCode::Basis]);
    assert_eq!(counts(&supply(harm(true)).await), [1, 0, 0, 0]);
    assert_eq!(sensitive_of(&world, world.child).await, 1);
}

#[tokio::test]
async fn a_consent_is_renewed_and_when_withdrawn_goes_at_once_for_good_sens_05_sens_06() {
    let world = world().await;
    let supply = |day: &'static str, said| by(&world, HEALTH, vec![row("ann", "s-1", day, said)]);
    supply("2026-10-01", with_consent("2026-01-01")).await;
    let renewed = supply("2026-10-02", with_consent("2026-10-02")).await;
    assert_eq!(counts(&renewed), [0, 1, 0, 0]);
    let until = "live.sensitive_involvement where renew_by = '2027-10-02'";
    assert_eq!(count(&world, until).await, "1");
    let withdrawn = SaidInvolvement {
        withdrawn: "2026-10-20".parse().ok(),
        ..with_consent("2026-10-02")
    };
    assert_eq!(
        counts(&supply("2026-10-20", withdrawn.clone()).await),
        [0, 1, 0, 0]
    );
    assert_eq!(sensitive_of(&world, world.child).await, 0);
    assert_eq!(
        count(&world, "archive.item where why = 'consent-withdrawn'").await,
        "1"
    );
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert_eq!(waiting(&manager).await, [TaskKind::WithdrawalToConfirm]);
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(
        view(&nurse, world.child)
            .await
            .contains("\"sensitive_service\":false")
    );
    assert_eq!(counts(&supply("2026-10-20", withdrawn).await), [0, 0, 1, 0]);
    assert_eq!(
        counts(&supply("2026-10-02", with_consent("2026-10-02")).await),
        [0, 0, 0, 1]
    );
    let again = supply("2026-10-25", with_consent("2026-10-25")).await;
    assert_eq!(codes(&again), [RowCode::Closed]);
}

#[tokio::test]
async fn what_ran_out_comes_again_with_a_new_consent_alone_sens_05() {
    let world = world().await;
    let supply = |day: &'static str, said| by(&world, HEALTH, vec![row("ann", "s-1", day, said)]);
    supply("2026-10-01", with_consent("2025-11-10")).await;
    world.database.clock.advance(chrono::TimeDelta::days(30));
    world.registry.catch_up().await.unwrap();
    assert_eq!(sensitive_of(&world, world.child).await, 0);
    let old = supply(
        "2026-12-01",
        ended(with_consent("2025-11-10"), "2026-10-10"),
    )
    .await;
    assert_eq!(codes(&old), [RowCode::Basis]);
    let renewed = supply("2026-12-01", with_consent("2026-12-01")).await;
    assert_eq!(counts(&renewed), [0, 1, 0, 0]);
    assert_eq!(sensitive_of(&world, world.child).await, 1);
}

#[tokio::test]
async fn what_a_person_keeps_is_neither_doubled_nor_changed_upd_05() {
    let world = world().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let details = EntryChanges {
        level: Level::Practitioner,
        telephone: Telephone::parse("01632 960111").unwrap(),
        started: "2026-08-01".parse().unwrap(),
    };
    let act = StartInvolvement {
        child: world.child,
        entry: InvolvementEntry {
            service: ServiceId(Uuid::from_u128(World::HEALTH_VISITING)),
            details,
        },
    };
    nurse.access(act, involvement::start).await.unwrap();
    let own = SaidPractitioner {
        name: "The practitioner".into(),
        ..somebody("x")
    };
    let same = SaidInvolvement {
        level: Level::Practitioner,
        practitioner: Some(own),
        ..said("Health visiting")
    };
    let of_hers = format!(
        "live.involvement where child = {} and service = '{}'",
        world.child.stored(),
        Uuid::from_u128(World::HEALTH_VISITING)
    );
    let supply = |day: &'static str, said| by(&world, HEALTH, vec![row("ann", "c-1", day, said)]);
    // The receipt does not tell that somebody had recorded it.
    assert_eq!(
        counts(&supply("2026-10-01", same.clone()).await),
        [1, 0, 0, 0]
    );
    let over = supply("2026-10-02", ended(same, "2026-10-01")).await;
    assert_eq!(counts(&over), [0, 1, 0, 0]);
    assert_eq!(count(&world, &of_hers).await, "1");
    assert_eq!(
        count(&world, &format!("{of_hers} and ended is null")).await,
        "1"
    );
}

#[tokio::test]
async fn who_records_what_a_source_supplied_keeps_it_from_then_on_upd_05() {
    let world = world().await;
    let supply = |day: &'static str, said| by(&world, HEALTH, vec![row("ann", "c-1", day, said)]);
    supply("2026-10-01", said("Health visiting")).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = StartInvolvement {
        child: world.child,
        entry: InvolvementEntry {
            service: ServiceId(Uuid::from_u128(World::HEALTH_VISITING)),
            details: EntryChanges {
                level: Level::Organisation,
                telephone: Telephone::parse("01632 960111").unwrap(),
                started: "2026-08-01".parse().unwrap(),
            },
        },
    };
    nurse.access(act, involvement::start).await.unwrap();
    let over = supply("2026-10-02", ended(said("Health visiting"), "2026-10-01"));
    assert_eq!(counts(&over.await), [0, 1, 0, 0]);
    let kept = format!(
        "live.involvement where service = '{}' and started = '2026-08-01' and owner = '{}'",
        Uuid::from_u128(World::HEALTH_VISITING),
        World::account(Role::Practitioner)
    );
    assert_eq!(
        count(&world, &format!("{kept} and ended is null")).await,
        "1"
    );
    let all = format!(
        "live.involvement where service = '{}'",
        Uuid::from_u128(World::HEALTH_VISITING)
    );
    assert_eq!(count(&world, &all).await, "1");
}

#[tokio::test]
async fn a_service_flagged_after_it_was_supplied_needs_a_basis_from_then_on_sens_01_sens_02() {
    let world = world().await;
    let supply = |day: &'static str, said| by(&world, HEALTH, vec![row("ann", "c-1", day, said)]);
    supply("2026-10-01", said("Health visiting")).await;
    let flag = "update service set sensitive = true where name = 'Health visiting'";
    world.database.execute(flag).await;
    let ending = ended(said("Health visiting"), "2026-10-02");
    assert_eq!(
        codes(&supply("2026-10-03", ending).await),
        [RowCode::NoBasis]
    );
    let attested = SaidInvolvement {
        basis: Some(consent("2026-10-03")),
        ..said("Health visiting")
    };
    assert_eq!(counts(&supply("2026-10-03", attested).await), [0, 1, 0, 0]);
    assert_eq!(sensitive_of(&world, world.child).await, 1);
    let clear = format!(
        "live.involvement where service = '{}'",
        Uuid::from_u128(World::HEALTH_VISITING)
    );
    assert_eq!(count(&world, &clear).await, "0");
}

fn assessed(service: &str, day: &str, by: Option<&str>) -> SaidAssessment {
    SaidAssessment {
        service: SaidService {
            organisation: None,
            service: service.into(),
        },
        practitioner: by.map(somebody),
        undertaken: day.parse().unwrap(),
        line: None,
        basis: None,
        withdrawn: None,
    }
}

async fn holders(world: &World) -> Vec<String> {
    world
        .database
        .rows(
            "select h.undertaken, p.name as who from live.caf h
             left join practitioner p on p.id = h.practitioner where h.superseded_on is null",
        )
        .await
}

#[tokio::test]
async fn a_newer_assessment_takes_the_place_and_an_older_one_never_does_caf_01_caf_08() {
    let world = world().await;
    let supply = |reference: &'static str, day: &'static str, said| {
        by(&world, ECAF, vec![row("ann", reference, day, said)])
    };
    let first = assessed("Support in school", "2026-06-01", Some("Jo Field"));
    assert_eq!(
        counts(&supply("a-1", "2026-10-01", first.clone()).await),
        [1, 0, 0, 0]
    );
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(view(&nurse, world.child).await.contains("Jo Field"));
    let newer = assessed("Health visiting", "2026-07-01", None);
    assert_eq!(
        counts(&supply("a-2", "2026-10-01", newer).await),
        [1, 0, 0, 0]
    );
    assert_eq!(holders(&world).await, ["2026-07-01"]);
    let late = assessed("Support in school", "2026-05-01", Some("Al Late"));
    for expected in [[1, 0, 0, 0], [0, 0, 1, 0]] {
        let outcome = supply("a-3", "2026-10-01", late.clone()).await;
        assert_eq!(
            counts(&outcome),
            expected,
            "the receipt does not tell that a newer stands"
        );
    }
    assert_eq!(
        counts(&supply("a-1", "2026-10-02", first).await),
        [0, 0, 1, 0]
    );
    assert_eq!(holders(&world).await, ["2026-07-01"]);
    assert_eq!(
        count(&world, "archive.item where why = 'superseded'").await,
        "2"
    );
    // The source puts its own date right.
    let corrected = assessed("Health visiting", "2026-06-15", None);
    assert_eq!(
        counts(&supply("a-2", "2026-10-03", corrected).await),
        [0, 1, 0, 0]
    );
    assert_eq!(holders(&world).await, ["2026-06-15"]);
}

#[tokio::test]
async fn a_holder_of_a_sensitive_service_needs_consent_and_a_line_caf_04_sens_02() {
    let world = world().await;
    let supply = |day: &'static str, said| by(&world, ECAF, vec![row("ann", "a-1", day, said)]);
    let plain = assessed("wellbeing-clinic", "2026-06-01", Some("Jo Quiet"));
    assert_eq!(
        codes(&supply("2026-10-01", plain.clone()).await),
        [RowCode::NoBasis]
    );
    let unseen = SaidAssessment {
        basis: Some(consent("2026-10-01")),
        ..plain.clone()
    };
    assert_eq!(codes(&supply("2026-10-01", unseen).await), [RowCode::Basis]);
    let shown = SaidBasis {
        attested: ELEMENTS.map(|(name, _)| name.to_owned()).to_vec(),
        ..consent("2026-10-01")
    };
    let unnamed = SaidAssessment {
        basis: Some(shown),
        line: Some("A line nobody agreed".into()),
        ..plain
    };
    assert_eq!(
        codes(&supply("2026-10-01", unnamed.clone()).await),
        [RowCode::Line]
    );
    let held = SaidAssessment {
        line: Some("Children's team".into()),
        ..unnamed
    };
    assert_eq!(
        counts(&supply("2026-10-01", held.clone()).await),
        [1, 0, 0, 0]
    );
    let nurse = world.signed_in(Role::Practitioner).await;
    let sent = view(&nurse, world.child).await;
    assert!(sent.contains("Children's team"));
    assert!(
        !sent.contains("Jo Quiet") && !sent.contains("ellbeing"),
        "{sent}"
    );
    let withdrawn = SaidAssessment {
        withdrawn: "2026-10-05".parse().ok(),
        ..held
    };
    assert_eq!(counts(&supply("2026-10-05", withdrawn).await), [0, 1, 0, 0]);
    assert!(!view(&nurse, world.child).await.contains("Children's team"));
}

#[tokio::test]
async fn assessments_come_from_systems_of_assessments_alone_caf_01() {
    let world = world().await;
    let source = SourceId(Uuid::from_u128(SCHOOL));
    let act = SupplyRows::<AssessmentRow> {
        source,
        file: String::new(),
        rows: vec![row(
            "ann",
            "a-1",
            "2026-10-01",
            assessed("Support in school", "2026-06-01", None),
        )],
        queued: None,
    };
    let refused = world.registry.as_source(source).access(act, supply).await;
    assert!(matches!(refused, Err(Stopped::Refused(_))));
}

#[tokio::test]
async fn rows_are_weighed_against_what_stands_and_not_against_what_is_over_feed_08() {
    let world = world().await;
    let weighed = async |row: InvolvementRow| {
        let source = SourceId(Uuid::from_u128(HEALTH));
        let act = WeighRows {
            source,
            file: String::new(),
            rows: vec![row],
            supply: None,
        };
        let registry = world.registry.as_source(source);
        let weighed = registry.access(act, weigh).await.unwrap();
        weighed.first().map(|row| row.effect)
    };
    let first = row("ann", "c-1", "2026-10-01", said("Health visiting"));
    assert_eq!(weighed(first.clone()).await, None);
    by(&world, HEALTH, vec![first.clone()]).await;
    assert_eq!(weighed(first.clone()).await, Some(Effect::Nothing));
    let over = ended(said("Health visiting"), "2026-10-01");
    let older = row("ann", "c-1", "2026-09-01", over.clone());
    assert_eq!(weighed(older).await, None);
    let end = row("ann", "c-1", "2026-10-02", over);
    assert_eq!(weighed(end.clone()).await, Some(Effect::TakesAway));
    let mut another = end;
    another.child = "kim".into();
    assert_eq!(weighed(another).await, None, "it is refused");
    by(
        &world,
        HEALTH,
        vec![row("ann", "s-1", "2026-10-01", with_consent("2026-10-01"))],
    )
    .await;
    let withdrawn = SaidInvolvement {
        withdrawn: "2026-10-02".parse().ok(),
        ..with_consent("2026-10-01")
    };
    let withdrawn = row("ann", "s-1", "2026-10-02", withdrawn);
    assert_eq!(weighed(withdrawn.clone()).await, Some(Effect::TakesAway));
    by(&world, HEALTH, vec![withdrawn]).await;
    let later = row("ann", "s-1", "2026-10-03", with_consent("2026-10-03"));
    assert_eq!(weighed(later).await, None, "it is over for good");
}

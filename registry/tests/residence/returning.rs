//! Children who are believed to be back (LVE-03, LVE-04, T-22).

use domain::archive::{
    AccessReason, ArchivedShown, CaseReference, RestoreRecord, SearchArchive, Searched,
    ViewArchived, Wanted,
};
use domain::child_record::{PersonName, Postcode};
use domain::id::ChildNumber;
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::residence::{
    Believed, CloseReturned, ListMyReturns, ReportReturn, ReturnOutcome, ReturnShown,
    SearchForReturned, Sought, ViewReturned,
};
use domain::standing::Role;
use domain::task::TaskKind;
use registry::testing::World;
use registry::{SignedIn, Stopped, archive, residence};
use uuid::Uuid;

use super::{ADMINISTRATOR, MANAGER, NURSE, acts_for, desk, gone, open, rejected, view, waiting};

const BACK: AccessReason = AccessReason::ReturnedToEngland;

fn called(given: &str, family: &str) -> PersonName {
    PersonName {
        given: given.into(),
        family: family.into(),
    }
}

fn believed(given: &str, family: &str, born: &str, postcode: Option<&str>) -> ReportReturn {
    ReportReturn {
        believed: Believed {
            name: called(given, family),
            born: born.parse().unwrap(),
            postcode: postcode.map(|text| Postcode::parse(text).unwrap()),
        },
        reason: Reason::given("new-contact-with-child", "").unwrap(),
    }
}

async fn tell(user: &SignedIn, act: ReportReturn) -> Result<(), Stopped> {
    user.access(act, residence::report_return).await
}

/// The one report that an authority sees to.
async fn only_report(user: &SignedIn) -> Uuid {
    let mut returned = desk(user).await.returned;
    assert_eq!(returned.len(), 1);
    returned.remove(0).id
}

fn reference() -> CaseReference {
    CaseReference::parse("RET/2026-7").unwrap()
}

async fn search(user: &SignedIn, report: Uuid, wanted: Wanted) -> Result<(), Stopped> {
    let act = SearchForReturned {
        report,
        wanted,
        reference: reference(),
    };
    user.access(act, residence::search).await
}

fn person(given: &str, family: &str, born: &str) -> Wanted {
    Wanted::Person(called(given, family), born.parse().unwrap())
}

fn ann() -> Wanted {
    person("Ann", "Example", "2015-05-14")
}

async fn shown(user: &SignedIn, report: Uuid) -> ReturnShown {
    let act = ViewReturned { report };
    user.access(act, residence::view).await.unwrap()
}

async fn close(user: &SignedIn, report: Uuid, outcome: ReturnOutcome) -> Result<(), Stopped> {
    let act = CloseReturned { report, outcome };
    user.access(act, residence::close).await
}

/// A window on a record, by its number.
pub(super) async fn window(user: &SignedIn, child: ChildNumber) -> Uuid {
    let act = SearchArchive {
        wanted: Wanted::Number(child),
        reason: BACK,
        reference: reference(),
    };
    match user.access(act, archive::search).await.unwrap() {
        Searched::Open(window) => window,
        Searched::Asked => panic!("an open window"),
    }
}

pub(super) async fn look(user: &SignedIn, window: Uuid) -> ArchivedShown {
    let act = ViewArchived { window };
    user.access(act, archive::view).await.unwrap()
}

pub(super) async fn restore(user: &SignedIn, window: Uuid) -> Result<(), Stopped> {
    let act = RestoreRecord {
        window,
        lives_at: None,
        asked_by: None,
    };
    user.access(act, archive::restore).await
}

async fn no_report_is_left(world: &World) -> bool {
    let rows = "select 1 from return_report";
    world.database.rows(rows).await.is_empty()
}

#[tokio::test]
async fn a_child_who_is_back_is_looked_for_restored_and_the_user_told_lve_03_arc_08_d_38() {
    let world = World::new().await;
    gone(&world, world.child).await;
    let nurse = world.signed_in(NURSE).await;
    for _ in 0..2 {
        let act = believed("Ann", "Example", "2015-05-14", Some("ZL1 4AB"));
        tell(&nurse, act).await.unwrap();
    }
    let own = world.signed_in(ADMINISTRATOR).await;
    assert!(desk(&own).await.returned.is_empty(), "Leeds sees to it");
    acts_for(&world, ADMINISTRATOR, "E08000035").await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    assert_eq!(waiting(&administrator).await, [TaskKind::ReturnReported]);
    let report = only_report(&administrator).await;
    assert_eq!(shown(&administrator, report).await.sought, None);
    let early = close(&administrator, report, ReturnOutcome::NotFound).await;
    assert!(rejected(early).starts_with("Search the archive"));

    search(&administrator, report, ann()).await.unwrap();
    assert_eq!(world.database.entries("return.searched", "done").await, 1);
    let Some(Sought::ToRestore(window)) = shown(&administrator, report).await.sought else {
        panic!("a record that is to be restored");
    };
    let refused = close(&administrator, report, ReturnOutcome::NotFound).await;
    assert!(rejected(refused).contains("restore it"), "must be restored");
    let another = close(&administrator, report, ReturnOutcome::AnotherChild).await;
    assert!(matches!(another, Err(Stopped::Refused(Refusal::Role))));

    restore(&administrator, window).await.unwrap();
    assert!(
        no_report_is_left(&world).await,
        "destroyed with its child's data"
    );
    assert_eq!(world.database.entries("return.restored", "done").await, 1);
    assert!(waiting(&administrator).await.is_empty());
    assert_eq!(waiting(&nurse).await, [TaskKind::RecordRestored]);
    let record = open(&nurse, world.child).await;
    assert_eq!(record.responsible_authority.name, "Leeds");
    assert!(record.ceased.is_none());
}

#[tokio::test]
async fn a_return_at_5_years_364_days_and_17_restores_and_at_6_years_or_18_does_not_lve_03_lve_04()
{
    for (archived_on, born, possible) in [
        ("2020-11-03", "2008-11-03", true),
        ("2020-11-02", "2015-05-14", false),
        ("2024-01-01", "2008-11-02", false),
    ] {
        let world = World::new().await;
        for statement in [
            format!(
                "update live.child
                 set best_view = jsonb_set(best_view, '{{date_of_birth,value,date}}', '\"{born}\"')
                 where not shielded"
            ),
            format!(
                "update live.statement
                 set content = jsonb_set(content, '{{date_of_birth,date}}', '\"{born}\"')
                 where content is not null"
            ),
        ] {
            world.database.execute(&statement).await;
        }
        gone(&world, world.child).await;
        let since = format!("update archive.record set archived_on = '{archived_on}'");
        world.database.execute(&since).await;
        let nurse = world.signed_in(NURSE).await;
        tell(&nurse, believed("Ann", "Example", born, None))
            .await
            .unwrap();
        let administrator = world.signed_in(ADMINISTRATOR).await;
        let report = only_report(&administrator).await;
        let wanted = person("Ann", "Example", born);
        search(&administrator, report, wanted).await.unwrap();
        let sought = shown(&administrator, report).await.sought.unwrap();
        let closed = close(&administrator, report, ReturnOutcome::NotFound).await;
        match sought {
            Sought::ToRestore(window) => {
                assert!(possible && closed.is_err(), "{archived_on} {born}");
                restore(&administrator, window).await.unwrap();
                assert_eq!(waiting(&nurse).await, [TaskKind::RecordRestored]);
            }
            Sought::Nothing | Sought::Stays(_) => {
                assert!(!possible && closed.is_ok(), "{archived_on} {born}");
                assert_eq!(waiting(&nurse).await, [TaskKind::ReturnAnswered]);
                assert!(view(&nurse, world.child).await.is_err());
            }
        }
        assert!(no_report_is_left(&world).await);
    }
}

#[tokio::test]
async fn what_was_never_there_and_what_does_not_come_back_are_answered_alike_g_deny_lve_03() {
    let mut told = Vec::new();
    for archived in [false, true] {
        let world = World::new().await;
        if archived {
            gone(&world, world.child).await;
            let over = "update archive.record set archived_on = '2020-11-02'";
            world.database.execute(over).await;
        }
        let name = if archived { "Example" } else { "Nobody" };
        let nurse = world.signed_in(NURSE).await;
        let act = believed("Ann", name, "2015-05-14", None);
        tell(&nurse, act).await.unwrap();
        let administrator = world.signed_in(ADMINISTRATOR).await;
        let report = only_report(&administrator).await;
        let wanted = person("Ann", name, "2015-05-14");
        search(&administrator, report, wanted).await.unwrap();
        close(&administrator, report, ReturnOutcome::NotFound)
            .await
            .unwrap();
        let act = domain::task::ListMyTasks;
        let mut tasks = nurse.access(act, registry::task::list_mine).await.unwrap();
        for task in &mut tasks {
            task.id = domain::id::TaskId(Uuid::nil());
        }
        told.push(serde_json::to_string(&tasks).unwrap());
        assert!(no_report_is_left(&world).await);
    }
    assert_eq!(told[0], told[1]);
    assert!(told[0].contains("return-answered"));
}

#[tokio::test]
async fn another_name_in_the_search_does_not_get_round_the_restoration_lve_03() {
    let world = World::new().await;
    gone(&world, world.child).await;
    let nurse = world.signed_in(NURSE).await;
    let act = believed("Ann", "Example", "2015-05-14", None);
    tell(&nurse, act).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let report = only_report(&administrator).await;
    let wanted = person("Somebody", "Else", "2015-05-14");
    search(&administrator, report, wanted).await.unwrap();
    assert_eq!(
        shown(&administrator, report).await.sought,
        Some(Sought::Nothing)
    );
    let refused = close(&administrator, report, ReturnOutcome::NotFound).await;
    assert!(rejected(refused).contains("restore it"));
}

#[tokio::test]
async fn ones_own_search_counts_and_not_a_colleagues_lve_03() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let act = believed("Ann", "Nobody", "2015-05-14", None);
    tell(&nurse, act).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let manager = world.signed_in(MANAGER).await;
    let report = only_report(&administrator).await;
    let wanted = || person("Ann", "Nobody", "2015-05-14");
    search(&manager, report, wanted()).await.unwrap();
    assert_eq!(shown(&administrator, report).await.sought, None);
    let refused = close(&administrator, report, ReturnOutcome::NotFound).await;
    assert!(rejected(refused).starts_with("Search the archive"));
    search(&administrator, report, wanted()).await.unwrap();
    close(&administrator, report, ReturnOutcome::NotFound)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_a_colleague_found_is_not_shown_and_still_to_be_restored_lve_03_arc_04() {
    let world = World::new().await;
    gone(&world, world.child).await;
    let nurse = world.signed_in(NURSE).await;
    let act = believed("Ann", "Example", "2015-05-14", None);
    tell(&nurse, act).await.unwrap();
    let manager = world.signed_in(MANAGER).await;
    let report = only_report(&manager).await;
    search(&manager, report, ann()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let wanted = person("Somebody", "Else", "2015-05-14");
    search(&administrator, report, wanted).await.unwrap();
    let sought = shown(&administrator, report).await.sought;
    assert_eq!(
        sought,
        Some(Sought::Nothing),
        "another's window is no window"
    );
    let refused = close(&administrator, report, ReturnOutcome::NotFound).await;
    assert!(rejected(refused).contains("restore it"));
}

#[tokio::test]
async fn that_it_is_another_child_is_the_managers_to_say_lve_03() {
    let world = World::new().await;
    gone(&world, world.child).await;
    let nurse = world.signed_in(NURSE).await;
    let act = believed("Ann", "Example", "2015-05-14", None);
    tell(&nurse, act).await.unwrap();
    let manager = world.signed_in(MANAGER).await;
    let report = only_report(&manager).await;
    let early = close(&manager, report, ReturnOutcome::AnotherChild).await;
    assert!(rejected(early).starts_with("Search the archive"));
    search(&manager, report, ann()).await.unwrap();
    assert!(
        close(&manager, report, ReturnOutcome::NotFound)
            .await
            .is_err()
    );
    close(&manager, report, ReturnOutcome::AnotherChild)
        .await
        .unwrap();
    assert_eq!(waiting(&nurse).await, [TaskKind::ReturnAnswered]);
    assert!(
        view(&nurse, world.child).await.is_err(),
        "it stays archived"
    );
}

#[tokio::test]
async fn a_record_restored_for_another_reason_to_look_closes_the_report_too_lve_03() {
    let world = World::new().await;
    gone(&world, world.child).await;
    let nurse = world.signed_in(NURSE).await;
    let act = believed("Ann", "Example", "2015-05-14", None);
    tell(&nurse, act).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let report = only_report(&administrator).await;
    search(&administrator, report, ann()).await.unwrap();
    let manager = world.signed_in(MANAGER).await;
    let own = window(&manager, world.child).await;
    restore(&manager, own).await.unwrap();
    assert!(no_report_is_left(&world).await);
    assert_eq!(waiting(&nurse).await, [TaskKind::RecordRestored]);
}

#[tokio::test]
async fn who_is_believed_to_be_back_is_sealed_and_shown_to_whoever_told_nfr_04_lve_03() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let act = believed("Ann", "Example", "2015-05-14", Some("ZB1 4QX"));
    tell(&nurse, act).await.unwrap();
    let stored = "select t::text from return_report t";
    let stored = world.database.rows(stored).await.join("");
    for word in ["Ann", "Example", "2015-05-14", "ZB1"] {
        assert!(!stored.contains(word), "{word}");
    }
    let mine = nurse.access(ListMyReturns, residence::list_mine).await;
    assert_eq!(mine.unwrap()[0].name, called("Ann", "Example"));
    let detail =
        "select coalesce(detail::text, '') from audit.entry where action = 'return.reported'";
    assert!(!world.database.rows(detail).await[0].contains("Example"));
}

#[tokio::test]
async fn only_a_child_who_lives_in_england_is_looked_for_d_13_lve_03() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let wales = believed("Ann", "Example", "2015-05-14", Some("CF10 1AA"));
    assert!(rejected(tell(&nurse, wales).await).contains("not in England"));
    let national = "update hat set local_authority = null where role = 'practitioner'";
    world.database.execute(national).await;
    let nurse = world.signed_in(NURSE).await;
    let nowhere = believed("Ann", "Example", "2015-05-14", None);
    assert!(rejected(tell(&nurse, nowhere).await).contains("postcode"));
    let here = believed("Ann", "Example", "2015-05-14", Some("ZB1 4QX"));
    tell(&nurse, here).await.unwrap();
}

#[tokio::test]
async fn whoever_uses_records_tells_and_the_team_of_the_place_alone_sees_lve_03() {
    let world = World::new().await;
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let act = believed("Ann", "Example", "2015-05-14", None);
        assert_eq!(
            tell(&user, act).await.is_ok(),
            role.uses_records(),
            "{role:?}"
        );
    }
    let reports = "delete from return_report where account <> $1";
    let own = World::account(NURSE);
    world
        .database
        .execute(&reports.replace("$1", &format!("'{own}'")))
        .await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let report = only_report(&administrator).await;
    for role in Role::ALL.into_iter().filter(|role| !role.manages_records()) {
        let user = world.signed_in(role).await;
        let refused = search(&user, report, ann()).await;
        assert!(matches!(refused, Err(Stopped::Refused(Refusal::Role))));
    }
    acts_for(&world, MANAGER, "E08000035").await;
    let elsewhere = world.signed_in(MANAGER).await;
    for refused in [
        search(&elsewhere, report, ann()).await,
        close(&elsewhere, report, ReturnOutcome::NotFound).await,
        elsewhere
            .access(ViewReturned { report }, residence::view)
            .await
            .map(|_| ()),
    ] {
        assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    }
}

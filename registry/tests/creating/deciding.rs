//! What is decided, and what those who asked make of it (CRE-03).

use super::*;
use domain::child_record::{ChildRecordView, Telephone, ViewChildRecord};
use domain::id::ServiceId;
use domain::involvement::{EntryChanges, InvolvementEntry, Level, StartInvolvement};
use domain::search::Match;
use registry::{child_record, involvement};

#[tokio::test]
async fn a_record_that_was_made_is_found_at_once_opened_and_worked_with_cre_03() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, CREATE).await.unwrap();
    assert!(
        World::waiting(&nurse)
            .await
            .contains(&TaskKind::CreationAnswered)
    );
    let own = only(&nurse).await;
    let child = own.number.unwrap();
    let Found::Matches(found) = searched(&nurse, &zoe()).await.found else {
        panic!("too many");
    };
    assert_eq!(found.iter().map(Match::number).collect::<Vec<_>>(), [child]);
    let opening = open(&nurse, &own).await.unwrap();
    let opened = nurse.opening(opening).await.unwrap().unwrap();
    assert_eq!(opened.child, child);
    assert_eq!(opened.reason.code().code(), "providing-service");
    let entry = InvolvementEntry {
        service: ServiceId(Uuid::from_u128(World::HEALTH_VISITING)),
        details: EntryChanges {
            level: Level::Practitioner,
            telephone: Telephone::parse("01632 960001").unwrap(),
            started: "2026-11-01".parse().unwrap(),
        },
    };
    let start = StartInvolvement { child, entry };
    nurse.access(start, involvement::start).await.unwrap();
    let view = ViewChildRecord {
        child,
        reason: opened.reason,
    };
    let ChildRecordView::Open(record) = nurse.access(view, child_record::view).await.unwrap()
    else {
        panic!("an open record");
    };
    assert_eq!(record.name, zoe().name);
    assert_eq!(record.involvements.len(), 1);
    // One person's statement, by hand and not verified, like any other.
    let said = "live.statement t join source s on s.id = t.source
                where s.kind = 'manual' and not t.verified";
    assert_eq!(world.count(said).await, 1);
    // Nobody else opens it that way.
    let support = world.signed_in(SUPPORT).await;
    assert_eq!(refused(open(&support, &own).await), Refusal::NoSuchRecord);
}

#[tokio::test]
async fn however_many_namesakes_there_are_the_best_are_shown_for_an_estimate_cre_03() {
    let world = World::new().await;
    // Four hundred and fifty of one name, born within a year before, and none on a day like the one asked.
    let many = "insert into live.child
         select (jsonb_populate_record(c, jsonb_build_object('child', 900000000000 + n,
                 'date_of_birth', date '2014-06-01' + n % 300))).*
         from live.child c, generate_series(1, 450) n where c.given = 'Ann';
         insert into live.child_key
         select (jsonb_populate_record(k, jsonb_build_object('child', 900000000000 + n,
                 'date_of_birth', date '2014-06-01' + n % 300))).*
         from live.child_key k, live.child c, generate_series(1, 450) n
         where c.child = k.child and c.given = 'Ann' and c.child < 900000000000";
    world.database.execute(many).await;
    let nurse = world.signed_in(NURSE).await;
    let mut estimated = asked("Ann", "Example", "2015-05-30", None);
    estimated.date_of_birth.estimated = true;
    ask(&nurse, estimated).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let request = queue(&administrator).await[0].id;
    let shown = check(&administrator, request).await.unwrap();
    assert_eq!(shown.live.len(), 10);
}

#[tokio::test]
async fn every_archived_record_that_was_looked_at_answers_when_it_comes_back_cre_03() {
    let world = World::new().await;
    let ann = || asked("Ann", "Example", "2015-05-14", Some(HERE));
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, ann()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, CREATE).await.unwrap();
    gone(&world, only(&nurse).await.number.unwrap()).await;
    gone(&world, world.child).await;
    let support = world.signed_in(SUPPORT).await;
    ask(&support, ann()).await.unwrap();
    let request = queue(&administrator).await[0].id;
    let shown = check(&administrator, request).await.unwrap();
    assert_eq!(shown.archived.len(), 2);
    let mut windows = Vec::new();
    for one in &shown.archived {
        let look = LookAtArchived {
            request,
            child: one.number,
            reference: CaseReference::parse("RET/2026-14").unwrap(),
        };
        windows.push(administrator.access(look, creating::look).await.unwrap());
    }
    let restore = RestoreRecord {
        window: windows[0],
        lives_at: Postcode::parse(HERE).ok(),
        asked_by: None,
    };
    administrator
        .access(restore, archive::restore)
        .await
        .unwrap();
    let own = only(&support).await;
    assert_eq!(own.progress, Progress::Exists);
    assert_eq!(own.number, Some(shown.archived[0].number));
    assert_eq!(world.count("creation_window").await, 0);
}

#[tokio::test]
async fn candidates_and_the_decision_stand_in_the_trail_cre_03_aud_01() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, asked("Anne", "Example", "2015-05-14", Some(HERE)))
        .await
        .unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, Decision::Exists(world.child))
        .await
        .unwrap();
    let trail = "select action, detail::text as detail from audit.entry
                 where action in ('create.candidates', 'create.decided') order by at";
    let trail = world.database.rows(trail).await.join(" ");
    assert!(trail.contains("create.candidates") && trail.contains("exists-use-number"));
    assert_eq!(
        trail.matches(&world.child.to_string()).count(),
        2,
        "{trail}"
    );
    assert!(!trail.contains("Anne"), "the facts are child data");
}

#[tokio::test]
async fn a_number_that_is_not_in_use_is_not_pointed_to_cre_03() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    gone(&world, world.quiet).await;
    let administrator = world.signed_in(ADMINISTRATOR).await;
    for number in [world.quiet, ChildNumber::nth(77)] {
        let answer = decided(&administrator, Decision::Exists(number)).await;
        assert!(rejected(answer).contains("Check the number"));
    }
}

/// What whoever asked sees once the authority has pointed to a record, with its name and number taken out.
async fn told(world: &World, number: ChildNumber, like: AskedRecord) -> String {
    let nurse = world.signed_in(NURSE).await;
    let name = like.name.clone();
    ask(&nurse, like).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let request = queue(&administrator).await[0].id;
    let shown = check(&administrator, request).await.unwrap();
    assert!(shown.live.iter().any(|one| one.number() == number));
    decide(&administrator, request, Decision::Exists(number))
        .await
        .unwrap();
    let own = only(&nurse).await;
    let tasks = nurse.access(ListMyTasks, task::list_mine).await.unwrap();
    let tasks: Vec<_> = tasks
        .into_iter()
        .map(|task| (task.kind, task.child, task.date_of_birth, task.path))
        .collect();
    let sent = serde_json::to_string(&(&own, tasks)).unwrap();
    sent.replace(&own.id.to_string(), "id")
        .replace(&serde_json::to_string(&number).unwrap(), "number")
        .replace(&name.given, "given")
        .replace(&name.family, "family")
}

#[tokio::test]
async fn no_byte_tells_whether_the_record_to_use_is_shielded_cre_03_d_01() {
    let (open, hidden) = (World::new().await, World::new().await);
    let ann = asked("Ann", "Example", "2015-05-14", Some(HERE));
    let sam = asked("Sam", "Hidden", "2012-06-03", Some(HERE));
    let of_open = told(&open, open.child, ann).await;
    let of_shielded = told(&hidden, hidden.shielded, sam).await;
    assert_eq!(of_open, of_shielded);
}

#[tokio::test]
async fn an_archived_returner_is_restored_by_the_rules_of_restoring_and_whoever_asked_told_lve_03()
{
    let world = World::new().await;
    gone(&world, world.child).await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, asked("Ann", "Example", "2015-05-14", Some(HERE)))
        .await
        .unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let request = queue(&administrator).await[0].id;
    let shown = check(&administrator, request).await.unwrap();
    assert!(shown.live.is_empty());
    assert_eq!(shown.archived.len(), 1);
    assert!(shown.archived[0].may_return && shown.archived[0].number == world.child);
    // What can be restored is restored.
    let instead = decide(&administrator, request, CREATE).await;
    assert!(rejected(instead).contains("restore it"));
    let look = |child| LookAtArchived {
        request,
        child,
        reference: CaseReference::parse("RET/2026-14").unwrap(),
    };
    let other = administrator
        .access(look(world.quiet), creating::look)
        .await;
    assert_eq!(
        refused(other),
        Refusal::NoSuchRecord,
        "none that the check did not find"
    );
    let window = administrator
        .access(look(world.child), creating::look)
        .await
        .unwrap();
    let restore = RestoreRecord {
        window,
        lives_at: Postcode::parse(HERE).ok(),
        asked_by: None,
    };
    administrator
        .access(restore, archive::restore)
        .await
        .unwrap();
    let own = only(&nurse).await;
    assert_eq!(
        (own.progress, own.number),
        (Progress::Exists, Some(world.child))
    );
    assert_eq!(
        World::waiting(&nurse).await,
        [TaskKind::CreationAnswered],
        "one notice, and not why"
    );
    open(&nurse, &own).await.unwrap();
    assert!(queue(&administrator).await.is_empty());
    assert_eq!(world.database.entries("create.decided", "done").await, 1);
}

#[tokio::test]
async fn that_an_archived_record_is_another_childs_is_the_managers_to_say_lve_03() {
    let world = World::new().await;
    gone(&world, world.child).await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, asked("Ann", "Example", "2015-05-14", Some(HERE)))
        .await
        .unwrap();
    let manager = world.signed_in(MANAGER).await;
    decided(&manager, CREATE).await.unwrap();
    let own = only(&nurse).await;
    assert_eq!(own.progress, Progress::Made);
    assert_ne!(own.number, Some(world.child));
}

#[tokio::test]
async fn an_archived_record_out_of_reach_stands_in_nobodys_way_lve_04() {
    let world = World::new().await;
    let manager = world.signed_in(MANAGER).await;
    let act = ArchiveRecord {
        child: world.child,
        leaving: Leaving::NeverResident,
        steps: vec![Taken::SawDocument],
    };
    manager.access(act, archive::archive).await.unwrap();
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, asked("Ann", "Example", "2015-05-14", Some(HERE)))
        .await
        .unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let request = queue(&administrator).await[0].id;
    let shown = check(&administrator, request).await.unwrap();
    assert!(!shown.archived[0].may_return);
    decide(&administrator, request, CREATE).await.unwrap();
    assert_eq!(only(&nurse).await.progress, Progress::Made);
}

//! Complaints (CMP, D-40, T-34, T-35, TRF-07, ARC-04, SHLD-17), on a real database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::NaiveDate;
use domain::archive::{
    AccessReason, ArchiveRecord, CaseReference, HoldReason, HoldRecord, Leaving, ListArchive,
    RestoreRecord, SearchArchive, Searched, Step as Sure, Wanted,
};
use domain::child_record::PersonName;
use domain::complaint::{
    About, AdvanceComplaint, Complainant, ComplaintShown, Complaints, Exclusion, LateBecause,
    ListComplaints, Lodged, LogComplaint, Office, OutOfTime, Outcome, Part, PrepareComplaint,
    Reach, SetOffice, SplitComplaint, Stage, Step, Triage, ViewComplaint, Who,
};
use domain::id::{ChildNumber, LocalAuthorityCode, TransferId};
use domain::misuse::ListInvestigations;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::{DismissNotice, ListMyTasks, TaskKind};
use domain::transfer::{Answer, AnswerTransfer, ProposeTransfer};
use domain::work::Rule;
use registry::testing::{World, refused, rejected};
use registry::{SignedIn, Stopped, archive, complaint, misuse, task, transfer};
use uuid::Uuid;

const CM: Role = Role::ComplaintsManager;
const LM: Role = Role::LocalAuthorityManager;
const LEEDS: &str = "E08000035";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A parent's complaint of the day on which the world begins.
fn lodged() -> Lodged {
    Lodged {
        complainant: Complainant::ParentOrCarer,
        who: Who {
            name: PersonName {
                given: "Pat".into(),
                family: "Complaining".into(),
            },
            reach: Reach::Email("pat@home.example".into()),
        },
        part: Part {
            about: About::Accuracy,
            arose_on: day("2026-10-01"),
        },
        received_on: day("2026-11-02"),
        reference: reference("CMP/2026-7"),
        child: None,
    }
}

fn reference(text: &str) -> CaseReference {
    CaseReference::parse(text).unwrap()
}

async fn log(user: &SignedIn, lodged: Lodged) -> Result<Uuid, Stopped> {
    let token = None;
    user.access(LogComplaint { lodged, token }, complaint::log)
        .await
}

async fn list(user: &SignedIn) -> Complaints {
    user.access(ListComplaints, complaint::list).await.unwrap()
}

async fn see(user: &SignedIn, complaint: Uuid) -> Result<ComplaintShown, Stopped> {
    user.access(ViewComplaint { complaint }, complaint::view)
        .await
}

async fn stage(user: &SignedIn, complaint: Uuid) -> Stage {
    see(user, complaint).await.unwrap().listed.stage
}

async fn take(user: &SignedIn, complaint: Uuid, step: Step) -> Result<(), Stopped> {
    let act = AdvanceComplaint { complaint, step };
    user.access(act, complaint::advance).await
}

const ACCEPT: Step = Step::Triage(Triage::Accept {
    late: None,
    alleges_misuse: false,
});

fn answered(on: &str) -> Step {
    Step::Answer(Outcome::Partly, day(on))
}

async fn set_office(user: &SignedIn, office: Office) -> Result<(), Stopped> {
    user.access(SetOffice { office }, complaint::set_office)
        .await
}

async fn waiting(user: &SignedIn) -> Vec<(TaskKind, Option<NaiveDate>)> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|one| (one.kind, one.due_on)).collect()
}

/// Somebody with a role, for the other authority from now on.
async fn of_leeds(world: &World, role: Role) -> SignedIn {
    world.acts_for(role, LEEDS).await;
    world.signed_in(role).await
}

#[tokio::test]
async fn a_complaint_is_logged_accepted_answered_reviewed_and_taken_further_cmp_01_cmp_06_section_3()
 {
    let world = World::new().await;
    let (officer, manager) = (world.signed_in(CM).await, world.signed_in(LM).await);
    let office = Office {
        has_review: true,
        ..Office::default()
    };
    set_office(&manager, office).await.unwrap();
    let complaint = log(&officer, lodged()).await.unwrap();
    // The twentieth working day, no bank holiday between.
    let due = Some(day("2026-11-30"));
    assert_eq!(
        waiting(&officer).await,
        [(TaskKind::ComplaintToDecide, due)]
    );
    let shown = see(&officer, complaint).await.unwrap();
    assert_eq!(shown.who.unwrap().name.to_string(), "Pat Complaining");
    assert_eq!(
        (shown.listed.due_on, shown.is_late),
        (day("2026-11-30"), false)
    );
    assert_eq!(
        rejected(take(&officer, complaint, answered("2026-11-02")).await),
        ["step"]
    );
    for _ in 0..2 {
        take(&officer, complaint, ACCEPT).await.unwrap();
    }
    assert_eq!(
        waiting(&officer).await,
        [(TaskKind::ComplaintToAnswer, due)]
    );
    assert_eq!(stage(&manager, complaint).await, Stage::Investigating);
    assert_eq!(
        rejected(take(&officer, complaint, answered("2026-11-03")).await),
        ["on"]
    );
    // The authority's manager may do all of it too.
    take(&manager, complaint, answered("2026-11-02"))
        .await
        .unwrap();
    assert!(waiting(&officer).await.is_empty());
    take(&officer, complaint, Step::Review).await.unwrap();
    assert_eq!(
        waiting(&officer).await,
        [(TaskKind::ComplaintToReview, None)]
    );
    take(&manager, complaint, Step::Reviewed(Outcome::NotUpheld))
        .await
        .unwrap();
    assert!(waiting(&officer).await.is_empty());
    assert_eq!(stage(&officer, complaint).await, Stage::Closed);
    take(&officer, complaint, Step::External).await.unwrap();
    assert_eq!(
        rejected(take(&officer, complaint, Step::Close).await),
        ["step"]
    );
    let complaints = list(&officer).await;
    assert!(complaints.open.is_empty());
    assert_eq!(complaints.over[0].stage, Stage::External);
    for (action, times) in [
        ("cmp.received", 1),
        ("cmp.accepted", 2),
        ("cmp.answered", 1),
        ("cmp.review-asked", 1),
        ("cmp.reviewed", 1),
        ("cmp.escalated", 1),
    ] {
        let done = world.database.entries(action, "done").await;
        assert_eq!(done, times, "{action}");
    }
    // What it is about decides who looks at it next.
    let to =
        "select detail->>'to' from audit.entry where action = 'cmp.escalated' and outcome = 'done'";
    assert_eq!(world.database.rows(to).await, ["commissioner"]);
}

#[tokio::test]
async fn nobody_else_handles_complaints_and_nobody_those_of_another_authority_cmp_01_section_3() {
    let world = World::new().await;
    let officer = world.signed_in(CM).await;
    let complaint = log(&officer, lodged()).await.unwrap();
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let handles = matches!(role, CM | LM);
        let prepared = user.access(PrepareComplaint, complaint::prepare).await;
        assert_eq!(prepared.is_ok(), handles, "{role:?}");
        assert_eq!(see(&user, complaint).await.is_ok(), handles, "{role:?}");
        if !handles {
            assert_eq!(refused(log(&user, lodged()).await), Some(Refusal::Role));
            let listed = user.access(ListComplaints, complaint::list).await;
            assert_eq!(refused(listed), Some(Refusal::Role));
            assert_eq!(
                refused(take(&user, complaint, ACCEPT).await),
                Some(Refusal::Role)
            );
        }
        let sets = set_office(&user, Office::default()).await;
        assert_eq!(sets.is_ok(), handles, "{role:?}");
    }
    for role in [CM, LM] {
        let elsewhere = of_leeds(&world, role).await;
        assert_eq!(
            refused(see(&elsewhere, complaint).await),
            Some(Refusal::NotYours)
        );
        let taken = take(&elsewhere, complaint, ACCEPT).await;
        assert_eq!(refused(taken), Some(Refusal::NotYours));
        assert!(list(&elsewhere).await.open.is_empty());
        let no_such = see(&elsewhere, Uuid::nil()).await;
        assert_eq!(refused(no_such), Some(Refusal::NoSuchRecord));
    }
}

#[tokio::test]
async fn each_of_nine_exclusions_is_a_logged_redirect_cmp_05() {
    let world = World::new().await;
    let officer = world.signed_in(CM).await;
    for &exclusion in Exclusion::ALL {
        let complaint = log(&officer, lodged()).await.unwrap();
        let redirect = Step::Triage(Triage::Redirect(exclusion));
        take(&officer, complaint, redirect).await.unwrap();
        let shown = see(&officer, complaint).await.unwrap();
        assert_eq!(shown.listed.stage, Stage::Redirected);
        let triaged = Some((Triage::Redirect(exclusion), day("2026-11-02")));
        assert_eq!(shown.course.triaged, triaged);
        let logged = format!(
            "select detail->>'to' from audit.entry where action = 'cmp.redirected'
             and detail->>'exclusion' = '{}'",
            exclusion.code()
        );
        assert_eq!(world.database.rows(&logged).await, [exclusion.route()]);
    }
    assert!(waiting(&officer).await.is_empty());
    assert_eq!(list(&officer).await.over.len(), 9);
}

#[tokio::test]
async fn a_complaint_of_thirteen_months_ago_is_taken_for_a_reason_or_refused_with_one_cmp_03_t_35()
{
    let world = World::new().await;
    let officer = world.signed_in(CM).await;
    let old = || Lodged {
        part: Part {
            about: About::Use,
            arose_on: day("2025-10-02"),
        },
        ..lodged()
    };
    let complaint = log(&officer, old()).await.unwrap();
    assert!(see(&officer, complaint).await.unwrap().is_late);
    assert_eq!(rejected(take(&officer, complaint, ACCEPT).await), ["late"]);
    let accept = Triage::Accept {
        late: Some(LateBecause::Prevented),
        alleges_misuse: false,
    };
    take(&officer, complaint, Step::Triage(accept))
        .await
        .unwrap();
    let kept = see(&officer, complaint).await.unwrap().course.triaged;
    assert_eq!(kept, Some((accept, day("2026-11-02"))));
    let refuse = Step::Triage(Triage::OutOfTime(OutOfTime::NoReason));
    let other = log(&officer, old()).await.unwrap();
    take(&officer, other, refuse).await.unwrap();
    assert_eq!(stage(&officer, other).await, Stage::OutOfTime);
    let in_time = log(&officer, lodged()).await.unwrap();
    assert_eq!(
        rejected(take(&officer, in_time, refuse).await),
        ["decision"]
    );
}

#[tokio::test]
async fn a_part_that_belongs_elsewhere_goes_there_and_the_rest_is_answered_section_4_9_cmp_05() {
    let world = World::new().await;
    let officer = world.signed_in(CM).await;
    let complaint = log(&officer, lodged()).await.unwrap();
    let split = |about| SplitComplaint {
        complaint,
        part: Part {
            about,
            arose_on: day("2026-09-01"),
        },
        token: Some(Uuid::from_u128(7)),
    };
    let sent = async |about| officer.access(split(about), complaint::split).await;
    let part = sent(About::Use).await.unwrap();
    let again = sent(About::Use).await.unwrap();
    assert_eq!(again, part, "the same form sent twice");
    let other = sent(About::Accuracy).await;
    assert_eq!(
        rejected(other),
        ["token"],
        "something else by the same form"
    );
    let redirect = Step::Triage(Triage::Redirect(Exclusion::Practitioner));
    take(&officer, part, redirect).await.unwrap();
    take(&officer, complaint, ACCEPT).await.unwrap();
    let shown = see(&officer, part).await.unwrap();
    assert_eq!(shown.who.unwrap().name.to_string(), "Pat Complaining");
    assert_eq!(
        shown.listed.due_on,
        day("2026-11-30"),
        "the clock of the whole"
    );
    assert_eq!(shown.parts.len(), 1);
    assert_eq!(shown.parts[0].stage, Stage::Investigating);
    take(&officer, complaint, answered("2026-11-02"))
        .await
        .unwrap();
    // What is answered is not split any more.
    let late = SplitComplaint {
        complaint,
        part: lodged().part,
        token: None,
    };
    assert_eq!(
        rejected(officer.access(late, complaint::split).await),
        ["about"]
    );
    assert_eq!(world.count("complaint").await, 2);
}

#[tokio::test]
async fn it_is_warned_of_at_ten_and_fifteen_and_told_of_after_the_twentieth_t_34_d_40_cmp_02() {
    let world = World::new().await;
    let officer = world.signed_in(CM).await;
    let complaint = log(&officer, lodged()).await.unwrap();
    take(&officer, complaint, ACCEPT).await.unwrap();
    let told = "update mail set sent_at = asked_at";
    for (moment, done, waits) in [
        ("2026-11-13T09:00:00Z", 0, vec![]),
        ("2026-11-16T09:00:00Z", 1, vec![TaskKind::ComplaintReminder]),
        ("2026-11-20T09:00:00Z", 0, vec![TaskKind::ComplaintReminder]),
        ("2026-11-23T09:00:00Z", 1, vec![TaskKind::ComplaintReminder]),
        ("2026-11-30T09:00:00Z", 0, vec![TaskKind::ComplaintReminder]),
        ("2026-12-01T09:00:00Z", 1, vec![TaskKind::ComplaintOverdue]),
        ("2026-12-09T09:00:00Z", 0, vec![TaskKind::ComplaintOverdue]),
    ] {
        world.at(moment);
        world.database.execute(told).await;
        assert_eq!(world.run(Rule::ComplaintsToAnswer).await, done, "{moment}");
        assert_eq!(
            world.run(Rule::ComplaintsToAnswer).await,
            0,
            "again: {moment}"
        );
        // Each time it is written to them as well.
        assert_eq!(
            world.count("mail where sent_at is null").await,
            i64::try_from(done).unwrap()
        );
        let officer = world.signed_in(CM).await;
        let kinds: Vec<_> = World::waiting(&officer).await;
        let expected: Vec<_> = [TaskKind::ComplaintToAnswer]
            .into_iter()
            .chain(waits)
            .collect();
        let sorted = |mut kinds: Vec<TaskKind>| {
            kinds.sort();
            kinds
        };
        assert_eq!(sorted(kinds), sorted(expected), "{moment}");
        // Whether or not the job has run (G-CLOCK).
        let overdue = see(&officer, complaint).await.unwrap().is_overdue;
        assert_eq!(overdue, moment > "2026-12-01", "{moment}");
    }
    let officer = world.signed_in(CM).await;
    take(&officer, complaint, answered("2026-12-09"))
        .await
        .unwrap();
    assert!(waiting(&officer).await.is_empty());
    world.at("2027-02-01T09:00:00Z");
    assert_eq!(world.run(Rule::ComplaintsToAnswer).await, 0);
}

#[tokio::test]
async fn whoever_was_away_is_told_once_and_puts_a_reminder_away_t_34() {
    let world = World::new().await;
    let officer = world.signed_in(CM).await;
    log(&officer, lodged()).await.unwrap();
    world.at("2026-11-24T09:00:00Z");
    assert_eq!(world.run(Rule::ComplaintsToAnswer).await, 1);
    let officer = world.signed_in(CM).await;
    let tasks = officer.access(ListMyTasks, task::list_mine).await.unwrap();
    let reminder = tasks
        .iter()
        .find(|one| one.kind == TaskKind::ComplaintReminder);
    let act = DismissNotice {
        task: reminder.unwrap().id,
    };
    officer.access(act, task::dismiss).await.unwrap();
    let due = Some(day("2026-11-30"));
    assert_eq!(
        waiting(&officer).await,
        [(TaskKind::ComplaintToDecide, due)]
    );
}

#[tokio::test]
async fn bank_holidays_at_easter_give_two_days_more_t_34_g_date() {
    let world = World::new().await;
    world.at("2027-03-25T09:00:00Z");
    let renew = "update account set vetted_on = '2026-12-01'";
    world.database.execute(renew).await;
    let officer = world.signed_in(CM).await;
    let thursday = Lodged {
        received_on: day("2027-03-25"),
        ..lodged()
    };
    let complaint = log(&officer, thursday).await.unwrap();
    let shown = see(&officer, complaint).await.unwrap();
    assert_eq!(shown.listed.due_on, day("2027-04-26"));
}

#[tokio::test]
async fn a_number_is_kept_as_it_was_named_whatever_there_is_behind_it_cmp_07_g_deny() {
    let world = World::new().await;
    let (officer, manager) = (world.signed_in(CM).await, world.signed_in(LM).await);
    let act = ArchiveRecord {
        child: world.child,
        leaving: Leaving::NeverResident,
        steps: vec![Sure::AskedFamily],
    };
    manager.access(act, archive::archive).await.unwrap();
    let sealed = "update archive.record set why = 'new-identity'";
    world.database.execute(sealed).await;
    let mut seen = Vec::new();
    // Sealed, shielded, of a sensitive service, and never given.
    let never = ChildNumber::nth(99);
    for child in [world.child, world.shielded, world.quiet, never] {
        let naming = Lodged {
            child: Some(child),
            ..lodged()
        };
        let complaint = log(&officer, naming).await.unwrap();
        let shown = see(&officer, complaint).await.unwrap();
        assert_eq!(shown.child, Some(child));
        let blank = ComplaintShown {
            child: None,
            token: Uuid::nil(),
            listed: domain::complaint::ComplaintListed {
                id: Uuid::nil(),
                ..shown.listed.clone()
            },
            ..shown
        };
        seen.push(serde_json::to_string(&blank).unwrap());
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "one answer to all of them");
    // It is no part of any child's record: neither of its rows nor of who looked at it.
    let looked = format!(
        "audit.entry where action like 'cmp.%' and (object_id = '{0}' or detail::text like '%{0}%')",
        world.shielded
    );
    assert_eq!(world.count(&looked).await, 0);
    let tables = ["complaint", "task"].map(|table| format!("{table} where child is not null"));
    assert_eq!(
        (world.count(&tables[0]).await, world.count(&tables[1]).await),
        (4, 0)
    );
    // Who complains lies sealed.
    let plain = "complaint where position('Complaining'::bytea in sealed) > 0";
    assert_eq!(world.count(plain).await, 0);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_one_complaint_cmp_01() {
    let world = World::new().await;
    let officer = world.signed_in(CM).await;
    let token = Some(
        officer
            .access(PrepareComplaint, complaint::prepare)
            .await
            .unwrap(),
    );
    let mut logged = Vec::new();
    for _ in 0..2 {
        let act = LogComplaint {
            lodged: lodged(),
            token,
        };
        logged.push(officer.access(act, complaint::log).await.unwrap());
    }
    assert_eq!(logged[0], logged[1]);
    assert_eq!(world.count("complaint").await, 1);
    // Another authority's form of the same token leads nowhere.
    let elsewhere = of_leeds(&world, CM).await;
    let act = LogComplaint {
        lodged: lodged(),
        token,
    };
    let other = elsewhere.access(act, complaint::log).await;
    assert_eq!(refused(other), Some(Refusal::State));
}

/// Has the world's child pass to Leeds; gives its manager.
async fn passed_to_leeds(world: &World, bradford: &SignedIn) -> SignedIn {
    let act = ProposeTransfer {
        child: world.child,
        to: LocalAuthorityCode(LEEDS.to_owned()),
    };
    bradford.access(act, transfer::propose).await.unwrap();
    let leeds = of_leeds(world, LM).await;
    let proposed = "select id::text from live.transfer";
    let id = world.database.rows(proposed).await.remove(0);
    let act = AnswerTransfer {
        transfer: TransferId(id.parse().unwrap()),
        answer: Answer::Accepted,
    };
    leeds.access(act, transfer::answer).await.unwrap();
    leeds
}

#[tokio::test]
async fn a_complaint_stays_where_it_was_received_when_the_record_passes_trf_07() {
    let world = World::new().await;
    let (officer, bradford) = (world.signed_in(CM).await, world.signed_in(LM).await);
    let naming = Lodged {
        child: Some(world.child),
        ..lodged()
    };
    let complaint = log(&officer, naming).await.unwrap();
    let leeds = passed_to_leeds(&world, &bradford).await;
    assert_eq!(
        refused(see(&leeds, complaint).await),
        Some(Refusal::NotYours)
    );
    assert!(list(&leeds).await.open.is_empty());
    assert_eq!(list(&officer).await.open.len(), 1);
    let due = Some(day("2026-11-30"));
    assert_eq!(
        waiting(&officer).await,
        [(TaskKind::ComplaintToDecide, due)]
    );
    take(&officer, complaint, ACCEPT).await.unwrap();
}

async fn search(user: &SignedIn, child: ChildNumber, at: &str) -> Result<Searched, Stopped> {
    let act = SearchArchive {
        wanted: Wanted::Number(child),
        reason: AccessReason::ComplaintAboutContactPoint,
        reference: reference(at),
    };
    user.access(act, archive::search).await
}

#[tokio::test]
async fn a_hold_on_what_a_record_left_in_the_archive_goes_with_it_trf_07() {
    let world = World::new().await;
    let (officer, bradford) = (world.signed_in(CM).await, world.signed_in(LM).await);
    log(&officer, lodged()).await.unwrap();
    let act = ArchiveRecord {
        child: world.child,
        leaving: Leaving::NeverResident,
        steps: vec![Sure::AskedFamily],
    };
    bradford.access(act, archive::archive).await.unwrap();
    let Searched::Open(window) = search(&bradford, world.child, "CMP/2026-7").await.unwrap() else {
        panic!("it opens at once");
    };
    let act = HoldRecord {
        window,
        why: HoldReason::ComplaintInvestigation,
        reference: reference("CMP/2026-7"),
        review_on: None,
    };
    bradford.access(act, archive::hold).await.unwrap();
    restored(&world, &bradford).await;
    let holds = |desk: domain::archive::ArchiveDesk| desk.holds.len();
    let desk = bradford.access(ListArchive, archive::list).await.unwrap();
    assert_eq!(holds(desk), 1);
    world.at("2027-02-03T09:00:00Z");
    world
        .database
        .execute("update account set vetted_on = '2026-12-01'")
        .await;
    assert_eq!(world.run(Rule::HoldsToReview).await, 1);
    let bradford = world.signed_in(LM).await;
    let leeds = passed_to_leeds(&world, &bradford).await;
    assert_eq!(world.run(Rule::HoldsToReview).await, 1);
    assert!(
        World::waiting(&leeds)
            .await
            .contains(&TaskKind::HoldToReview)
    );
    let desk = leeds.access(ListArchive, archive::list).await.unwrap();
    assert_eq!(holds(desk), 1);
    world.acts_for(LM, "E08000032").await;
    let bradford = world.signed_in(LM).await;
    let desk = bradford.access(ListArchive, archive::list).await.unwrap();
    assert_eq!(holds(desk), 0);
    assert!(
        !World::waiting(&bradford)
            .await
            .contains(&TaskKind::HoldToReview)
    );
}

/// Brings the world's child back to the live directory, as though it had been away.
async fn restored(world: &World, manager: &SignedIn) {
    let left = "update archive.record set why = 'left-england'";
    world.database.execute(left).await;
    let act = SearchArchive {
        wanted: Wanted::Number(world.child),
        reason: AccessReason::ReturnedToEngland,
        reference: reference("CASE/7"),
    };
    let Searched::Open(window) = manager.access(act, archive::search).await.unwrap() else {
        panic!("it opens at once");
    };
    let act = RestoreRecord {
        window,
        lives_at: None,
        asked_by: None,
    };
    manager.access(act, archive::restore).await.unwrap();
}

#[tokio::test]
async fn the_archive_opens_for_an_open_complaint_of_ones_own_authority_alone_arc_04_cmp_07() {
    let world = World::new().await;
    let (officer, manager) = (world.signed_in(CM).await, world.signed_in(LM).await);
    let act = ArchiveRecord {
        child: world.child,
        leaving: Leaving::NeverResident,
        steps: vec![Sure::AskedFamily],
    };
    manager.access(act, archive::archive).await.unwrap();
    let complaint = log(&officer, lodged()).await.unwrap();
    // No complaint, whether or not there is a record: one answer.
    for child in [world.child, world.quiet, ChildNumber::nth(99)] {
        assert_eq!(
            rejected(search(&manager, child, "CMP/2026-8").await),
            ["reference"]
        );
    }
    assert!(search(&manager, world.child, "cmp/2026-7").await.is_ok());
    assert_eq!(
        rejected(search(&manager, world.quiet, "CMP/2026-7").await),
        ["number"]
    );
    let elsewhere = of_leeds(&world, LM).await;
    assert_eq!(
        rejected(search(&elsewhere, world.child, "CMP/2026-7").await),
        ["reference"]
    );
    let redirect = Step::Triage(Triage::Redirect(Exclusion::LegalAction));
    take(&officer, complaint, redirect).await.unwrap();
    world.acts_for(LM, "E08000032").await;
    let manager = world.signed_in(LM).await;
    assert_eq!(
        rejected(search(&manager, world.child, "CMP/2026-7").await),
        ["reference"]
    );
    // One that was taken further is looked into there.
    let other = log(&officer, lodged()).await.unwrap();
    for step in [ACCEPT, answered("2026-11-02"), Step::External] {
        take(&officer, other, step).await.unwrap();
    }
    assert!(search(&manager, world.child, "CMP/2026-7").await.is_ok());
    let long_ago =
        "update complaint set external_on = external_on - 366 where external_on is not null";
    world.database.execute(long_ago).await;
    assert_eq!(
        rejected(search(&manager, world.child, "CMP/2026-7").await),
        ["reference"]
    );
    // Complaints managers have no archive, nor any record (matrix row 2).
    assert_eq!(
        refused(search(&officer, world.child, "CMP/2026-7").await),
        Some(Refusal::Role)
    );
}

#[tokio::test]
async fn everyone_reads_where_to_complain_as_it_is_set_cmp_04() {
    let world = World::new().await;
    let front_door = world.registry.front_door();
    let bradford = |offices: Vec<domain::complaint::PublishedOffice>| {
        offices
            .into_iter()
            .find(|office| office.authority == "Bradford")
            .unwrap()
    };
    let before = bradford(front_door.complaints_offices().await.unwrap());
    assert!(!before.telephone.is_empty() && before.email.contains('@') && !before.has_review);
    let manager = world.signed_in(LM).await;
    let office = Office {
        telephone: None,
        email: Some("complaints@council.example".into()),
        has_review: true,
    };
    set_office(&manager, office).await.unwrap();
    let after = bradford(front_door.complaints_offices().await.unwrap());
    assert_eq!(after.telephone, before.telephone);
    assert_eq!(after.email, "complaints@council.example");
    assert!(after.has_review);
    assert_eq!(world.database.entries("cmp.office-set", "done").await, 1);
}

#[tokio::test]
async fn a_destroyed_record_is_named_by_no_complaint_any_more_arc_07() {
    let world = World::new().await;
    let (officer, manager) = (world.signed_in(CM).await, world.signed_in(LM).await);
    let naming = Lodged {
        child: Some(world.child),
        ..lodged()
    };
    let complaint = log(&officer, naming).await.unwrap();
    let act = ArchiveRecord {
        child: world.child,
        leaving: Leaving::NeverResident,
        steps: vec![Sure::AskedFamily],
    };
    manager.access(act, archive::archive).await.unwrap();
    world.at("2032-11-03T09:00:00Z");
    assert_eq!(world.run(Rule::Destruction).await, 1);
    world
        .database
        .execute("update account set vetted_on = '2032-06-01'")
        .await;
    let officer = world.signed_in(CM).await;
    let shown = see(&officer, complaint).await.unwrap();
    assert_eq!((shown.child, shown.who.is_some()), (None, false));
}

#[tokio::test]
async fn a_complaint_of_misuse_opens_an_investigation_as_well_once_it_is_accepted_cmp_08() {
    let world = World::new().await;
    let officer = world.signed_in(CM).await;
    let accept = |alleges_misuse| {
        Step::Triage(Triage::Accept {
            late: None,
            alleges_misuse,
        })
    };
    let looked_into = "misuse_investigation
        where origin = 'complaint' and local_authority = 'E08000032' and subject is null";
    let without = log(&officer, lodged()).await.unwrap();
    take(&officer, without, accept(false)).await.unwrap();
    assert_eq!(world.count(looked_into).await, 0);
    let alleging = log(&officer, lodged()).await.unwrap();
    assert_eq!(world.count(looked_into).await, 0, "nothing is decided yet");
    take(&officer, alleging, accept(true)).await.unwrap();
    take(&officer, alleging, accept(true)).await.unwrap();
    assert_eq!(
        world.count(looked_into).await,
        1,
        "the same form sent twice"
    );
    // Its own answer is due all the same, and whoever complains is nowhere in the investigation.
    assert_eq!(
        see(&officer, alleging).await.unwrap().listed.stage,
        Stage::Investigating
    );
    let administrator = world.signed_in(Role::AccountAdministrator).await;
    let listed = administrator
        .access(ListInvestigations, misuse::list)
        .await
        .unwrap();
    assert_eq!(listed.open.len(), 1);
    let sent = serde_json::to_string(&listed).unwrap();
    assert!(!sent.contains("Complaining") && !sent.contains("CMP/2026-7"));
}

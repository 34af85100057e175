//! What becomes of requests when their record is archived, comes back, passes, is joined, sealed or destroyed.

use domain::id::{LocalAuthorityCode, TransferId};
use domain::merging::{MergeRecords, PartRecords};
use domain::new_identity::{AskedBy, SealRecord};
use domain::subject_access::{AddRecord, Held};
use domain::transfer::{Answer, AnswerTransfer, ProposeTransfer};
use registry::{merging, new_identity, transfer};

use super::*;

/// Has the world's child pass to Leeds; gives its manager.
async fn passed_to_leeds(world: &World, bradford: &SignedIn) -> SignedIn {
    let act = ProposeTransfer {
        child: world.child,
        to: LocalAuthorityCode(LEEDS.to_owned()),
    };
    bradford.access(act, transfer::propose).await.unwrap();
    let leeds = manager_of_leeds(world).await;
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
async fn an_archived_record_is_reported_and_each_look_leaves_its_entry_sar_08_arc_04() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    // Asked before it was archived, and after.
    let before = logged(&manager, asked(Applicant::Child, world.child)).await;
    archived(&manager, world.child).await;
    assert_eq!(see(&manager, before).await.unwrap().held, Held::Archived);
    let request = made(&manager, world.child).await;
    assert_eq!(request, before, "it is one request");
    let sent = handed_over(&manager, request).await;
    // What its sources said is there too (UPD-07).
    for held in [
        "Ann Example",
        "7 Findable Street",
        "Parent Nearby",
        "Name before",
    ] {
        assert!(sent.contains(held), "{held} in {sent}");
    }
    assert_eq!(world.database.entries("archive.accessed", "done").await, 1);
    let why = "select detail->>'reason' from audit.entry where action = 'archive.accessed'";
    assert_eq!(world.database.rows(why).await, ["enactment-or-court-order"]);
}

#[tokio::test]
async fn what_was_archived_of_a_live_record_is_in_the_report_too_sar_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let ended = "update live.involvement
                 set ended = '2025-07-01', visible_until = '2026-07-01' where ended is null";
    world.database.execute(ended).await;
    assert_eq!(
        world
            .registry
            .run_rule(Rule::EndedInvolvements)
            .await
            .unwrap(),
        1
    );
    let request = made(&manager, world.child).await;
    let sent = handed_over(&manager, request).await;
    assert!(sent.contains("Ended involvement"), "{sent}");
    assert_eq!(world.database.entries("archive.accessed", "done").await, 1);
}

#[tokio::test]
async fn archived_sensitive_services_are_in_the_childs_own_copy_alone_sar_07_sar_08() {
    const SENSITIVE: &str = "01632 960777";
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    archived(&manager, world.quiet).await;
    let request = made(&manager, world.quiet).await;
    assert!(handed_over(&manager, request).await.contains(SENSITIVE));
    let of_a_parent = logged(&manager, asked(Applicant::ParentForChild, world.quiet)).await;
    clear(&manager, of_a_parent).await;
    for (check, finding) in [
        (Check::Relation, Finding::Proved),
        (Check::Residence, Finding::Same),
        (Check::Understanding, Finding::DoesNot),
    ] {
        found(&manager, of_a_parent, check, finding).await.unwrap();
    }
    decide(&manager, of_a_parent, Decision::Release)
        .await
        .unwrap();
    produce(&manager, of_a_parent).await.unwrap();
    let sent = handed_over(&manager, of_a_parent).await.to_lowercase();
    assert!(
        !sent.contains(SENSITIVE) && !sent.contains("sensitive"),
        "{sent}"
    );
}

#[tokio::test]
async fn a_sensitive_entry_that_was_archived_by_itself_is_the_childs_to_know_sar_08() {
    let world = World::new().await;
    world.at("2099-01-02T09:00:00Z");
    let lives_on = "update live.child set leaves_live_on = '9999-12-31'";
    world.database.execute(lives_on).await;
    let active = "update account set vetted_on = '2098-06-01'";
    world.database.execute(active).await;
    assert_eq!(
        world.registry.run_rule(Rule::LapseConsent).await.unwrap(),
        1
    );
    world.at("2099-01-03T09:00:00Z");
    let manager = world.signed_in(LM).await;
    let asked = Asked {
        received_on: day("2099-01-03"),
        ..asked(Applicant::Child, world.quiet)
    };
    let request = logged(&manager, asked).await;
    clear(&manager, request).await;
    let (check, finding) = (Check::Understanding, Finding::Understands);
    found(&manager, request, check, finding).await.unwrap();
    let act = DecideRequest {
        request,
        decision: Decision::Release,
        on: day("2099-01-03"),
    };
    manager.access(act, subject_access::decide).await.unwrap();
    produce(&manager, request).await.unwrap();
    assert!(
        handed_over(&manager, request)
            .await
            .contains("01632 960777")
    );
    assert_eq!(world.database.entries("archive.accessed", "done").await, 1);
}

#[tokio::test]
async fn an_archived_record_of_another_authority_is_as_though_there_were_none_g_deny() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    archived(&manager, world.child).await;
    let request = logged(&manager, asked(Applicant::Child, world.child)).await;
    let leeds = manager_of_leeds(&world).await;
    let nurse = world.signed_in(NURSE).await;
    for user in [&leeds, &nurse] {
        let there_is_none = log(user, asked(Applicant::Child, ChildNumber::nth(77))).await;
        let archived = log(user, asked(Applicant::Child, world.child)).await;
        match (there_is_none, archived) {
            (Err(Stopped::Rejected(one)), Err(Stopped::Rejected(other))) => assert_eq!(one, other),
            _ => panic!("both are answered alike"),
        }
    }
    assert!(refused(see(&leeds, request).await).is_some());
}

#[tokio::test]
async fn a_sealed_record_is_never_in_an_answer_and_its_requests_are_forgotten_newid_08_sar_11() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = made(&manager, world.child).await;
    let act = SealRecord {
        child: world.child,
        asked_by: AskedBy::Court,
    };
    manager.access(act, new_identity::seal).await.unwrap();
    let nothing = Some(Refusal::NoSuchRecord);
    assert_eq!(refused(see(&manager, request).await), nothing);
    assert_eq!(refused(report(&manager, request).await), nothing);
    assert!(list(&manager).await.open.is_empty());
    let again = log(&manager, asked(Applicant::Child, world.child)).await;
    let unknown = log(&manager, asked(Applicant::Child, ChildNumber::nth(77))).await;
    match (again, unknown) {
        (Err(Stopped::Rejected(one)), Err(Stopped::Rejected(other))) => assert_eq!(one, other),
        _ => panic!("a sealed record is as though it had never been"),
    }
    let waits = "select count(*)::text from task
                 where kind like 'subject-access%' and closed_on is null";
    assert_eq!(world.database.rows(waits).await, ["0"]);
}

#[tokio::test]
async fn open_requests_move_with_the_record_to_the_authority_that_answers_now_trf_07() {
    let world = World::new().await;
    let bradford = world.signed_in(LM).await;
    let request = logged(&bradford, asked(Applicant::Child, world.child)).await;
    clear(&bradford, request).await;
    let over = logged(&bradford, asked(Applicant::ParentForChild, world.child)).await;
    let (check, finding) = (Check::CourtOrder, Finding::Against);
    found(&bradford, over, check, finding).await.unwrap();
    decide(&bradford, over, Decision::Refuse).await.unwrap();
    let leeds = passed_to_leeds(&world, &bradford).await;
    let requests = list(&leeds).await;
    assert_eq!(requests.open.len(), 1);
    let shown = see(&leeds, request).await.unwrap();
    // What was found and the time that is left come along.
    assert_eq!(shown.listed.due_on, Some(day("2026-12-02")));
    assert_eq!(shown.next, Next::Look(vec![Check::Understanding]));
    let task = (TaskKind::SubjectAccessToAnswer, Some(day("2026-12-02")));
    assert!(waiting(&leeds).await.contains(&task));
    // So does what is over: whoever does not answer for the record sees nothing of it.
    assert_eq!(requests.over.len(), 1);
    assert_eq!(requests.over[0].id, over);
}

#[tokio::test]
async fn requests_follow_a_record_that_is_joined_with_another_mat_05() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, asked(Applicant::Child, world.quiet)).await;
    let twice = logged(&manager, asked(Applicant::Child, world.child)).await;
    let also = logged(&manager, asked(Applicant::ParentForChild, world.child)).await;
    for one in [request, also] {
        clear(&manager, one).await;
    }
    let act = MergeRecords {
        child: world.quiet,
        other: world.child,
    };
    manager.access(act, merging::merge).await.unwrap();
    let kept: Vec<_> = list(&manager).await.open;
    assert_eq!(kept.len(), 2);
    for one in &kept {
        assert_eq!(one.number, Some(world.quiet));
        assert!([request, also].contains(&one.id) && one.id != twice);
    }
    // What was found with the record that went in view is found anew; what stood keeps what was found.
    let looks_at_identity = async |request| match see(&manager, request).await.unwrap().next {
        Next::Look(missing) => missing.contains(&Check::Identity),
        _ => false,
    };
    assert!(looks_at_identity(also).await);
    assert!(!looks_at_identity(request).await);
    // Parted again, what came is given back, what was left out among it.
    let act = PartRecords {
        child: world.quiet,
        other: world.child,
    };
    manager.access(act, merging::part).await.unwrap();
    let open = list(&manager).await.open;
    let mut about: Vec<_> = open.iter().map(|one| (one.id, one.number)).collect();
    about.sort_unstable();
    let mut expected = [
        (request, Some(world.quiet)),
        (twice, Some(world.child)),
        (also, Some(world.child)),
    ];
    expected.sort_unstable();
    assert_eq!(about, expected);
    let task = TaskKind::SubjectAccessToAnswer;
    let waits = waiting(&manager).await;
    assert_eq!(waits.iter().filter(|(kind, _)| *kind == task).count(), 3);
}

#[tokio::test]
async fn what_was_released_of_a_record_is_decided_anew_when_it_is_joined_mat_05_sar_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = made(&manager, world.child).await;
    let act = MergeRecords {
        child: world.quiet,
        other: world.child,
    };
    manager.access(act, merging::merge).await.unwrap();
    assert_eq!(stage(&manager, request).await, Stage::Checking);
    let shown = see(&manager, request).await.unwrap();
    assert_eq!((shown.decided, shown.produced_on), (None, None));
}

#[tokio::test]
async fn a_parents_request_stays_with_the_next_record_when_one_is_sealed_newid_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let request = logged(&manager, of_a_parent(world.child)).await;
    let add = AddRecord {
        request,
        child: world.quiet,
    };
    manager
        .access(add, subject_access::add_record)
        .await
        .unwrap();
    let act = SealRecord {
        child: world.child,
        asked_by: AskedBy::Court,
    };
    manager.access(act, new_identity::seal).await.unwrap();
    let shown = see(&manager, request).await.unwrap();
    assert_eq!(shown.listed.number, Some(world.quiet));
    assert!(shown.others.is_empty());
}

#[tokio::test]
async fn what_is_no_longer_held_is_answered_so_from_any_stage_sar_08() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    archived(&manager, world.child).await;
    let request = logged(&manager, asked(Applicant::Child, world.child)).await;
    let old = "update archive.record set archived_on = '2020-01-01'";
    world.database.execute(old).await;
    let shown = see(&manager, request).await.unwrap();
    assert_eq!(shown.held, Held::Gone);
    assert_eq!(shown.next, Next::Refuse(Statement::NotHeld));
    decide(&manager, request, Decision::Refuse).await.unwrap();
    assert_eq!(stage(&manager, request).await, Stage::Refused);
}

#[tokio::test]
async fn a_further_record_that_passes_is_left_out_and_the_rest_decided_anew_trf_07() {
    let world = World::new().await;
    let bradford = world.signed_in(LM).await;
    let request = logged(&bradford, of_a_parent(world.quiet)).await;
    let add = AddRecord {
        request,
        child: world.child,
    };
    bradford
        .access(add, subject_access::add_record)
        .await
        .unwrap();
    clear(&bradford, request).await;
    let (check, finding) = (Check::Relation, Finding::Proved);
    found(&bradford, request, check, finding).await.unwrap();
    decide(&bradford, request, Decision::Release).await.unwrap();
    let passes = format!(
        "update live.child set local_authority = '{LEEDS}' where child = {}",
        world.child.stored()
    );
    world.database.execute(&passes).await;
    assert_eq!(rejected(produce(&bradford, request).await), ["report"]);
    let back = format!(
        "update live.child set local_authority = 'E08000032' where child = {}",
        world.child.stored()
    );
    world.database.execute(&back).await;
    passed_to_leeds(&world, &bradford).await;
    let left = "select coalesce(decision, 'none') as a,
                       (select count(*) from subject_access_record) as b
                from subject_access_request";
    assert_eq!(world.database.rows(left).await, ["none|0"]);
}

#[tokio::test]
async fn requests_are_destroyed_with_their_record_arc_07() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    archived(&manager, world.child).await;
    logged(&manager, asked(Applicant::Child, world.child)).await;
    let old = "update archive.record set archived_on = '2020-01-01'";
    world.database.execute(old).await;
    world.registry.run_rule(Rule::Destruction).await.unwrap();
    for table in ["subject_access_request", "subject_access_check"] {
        let rows = format!("select count(*)::text from {table}");
        assert_eq!(world.database.rows(&rows).await, ["0"], "{table}");
    }
}

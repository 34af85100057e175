//! Time: two working days, thirty days, and the end of what is kept (T-08, G-CLOCK).

use super::*;
use domain::work::Rule;

#[tokio::test]
async fn after_two_working_days_the_administrators_are_asked_again_and_the_manager_shown_t_08() {
    let world = World::new().await;
    world.at("2026-11-05T10:00:00Z"); // a Thursday
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let manager = world.signed_in(MANAGER).await;
    assert_eq!(
        World::waiting(&administrator).await,
        [TaskKind::CreationToDecide]
    );
    assert_eq!(World::waiting(&manager).await, []);
    let due = queue(&administrator).await[0].decide_by;
    assert_eq!(due, Some("2026-11-09".parse().unwrap()));
    world.at("2026-11-09T23:00:00Z");
    assert_eq!(world.run(Rule::CreationsToChase).await, 0);
    // Days without the job are caught up, once.
    world.at("2026-11-12T10:00:00Z");
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let manager = world.signed_in(MANAGER).await;
    assert_eq!(queue(&manager).await[0].age, 5);
    assert_eq!(world.run(Rule::CreationsToChase).await, 1);
    assert_eq!(world.run(Rule::CreationsToChase).await, 0);
    assert!(
        World::waiting(&administrator)
            .await
            .contains(&TaskKind::CreationOverdue)
    );
    assert_eq!(World::waiting(&manager).await, [TaskKind::CreationOverdue]);
    decided(&manager, CREATE).await.unwrap();
    assert_eq!(World::waiting(&administrator).await, []);
    assert_eq!(World::waiting(&manager).await, []);
}

#[tokio::test]
async fn a_request_lapses_on_the_thirtieth_day_whether_or_not_the_job_has_run_t_08_g_clock() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let request = queue(&administrator).await[0].id;
    world.at("2026-12-01T10:00:00Z");
    let administrator = world.signed_in(ADMINISTRATOR).await;
    check(&administrator, request).await.unwrap();
    world.at("2026-12-02T00:01:00Z");
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let nurse = world.signed_in(NURSE).await;
    assert!(queue(&administrator).await.is_empty());
    assert_eq!(
        refused(decide(&administrator, request, CREATE).await),
        Refusal::NoSuchRecord
    );
    assert_eq!(only(&nurse).await.progress, Progress::Lapsed);
    // Who asks again begins anew.
    ask(&nurse, zoe()).await.unwrap();
    assert_eq!(world.count("creation_request").await, 2);
    assert_eq!(world.run(Rule::CreationsOver).await, 1);
    assert_eq!(world.run(Rule::CreationsOver).await, 0);
    assert_eq!(World::waiting(&nurse).await, [TaskKind::CreationAnswered]);
    assert_eq!(mine(&nurse).await.len(), 2);
}

#[tokio::test]
async fn how_it_ended_is_shown_for_thirty_days_and_destroyed_cre_04_g_clock() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    decided(&administrator, Decision::NotResident)
        .await
        .unwrap();
    assert_eq!(world.count("creation_request where born is null").await, 1);
    world.at("2026-12-01T10:00:00Z");
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(only(&nurse).await.progress, Progress::NotResident);
    world.at("2026-12-02T10:00:00Z");
    let nurse = world.signed_in(NURSE).await;
    assert!(mine(&nurse).await.is_empty());
    assert_eq!(world.run(Rule::CreationsOver).await, 1);
    assert_eq!(world.count("creation_request").await, 0);
    assert_eq!(world.count("creation_requester").await, 0);
    assert_eq!(World::waiting(&nurse).await, []);
}

#[tokio::test]
async fn who_needs_to_know_more_asks_and_what_is_told_is_checked_anew_cre_03_t_08() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let request = queue(&administrator).await[0].id;
    let view = |user: SignedIn| async move {
        user.access(ViewMyCreation { request }, creating::view_mine)
            .await
    };
    assert_eq!(refused(view(nurse.clone()).await), Refusal::NoSuchRecord);
    let questions = vec![Question::Address, Question::Carer];
    decided(&administrator, Decision::AskMore(questions.clone()))
        .await
        .unwrap();
    assert_eq!(World::waiting(&nurse).await, [TaskKind::CreationToAnswer]);
    assert_eq!(World::waiting(&administrator).await, []);
    assert_eq!(only(&nurse).await.progress, Progress::NeedsInformation);
    assert_eq!(
        refused(check(&administrator, request).await),
        Refusal::NoSuchRecord
    );
    // Whoever joins is asked too.
    let support = world.signed_in(SUPPORT).await;
    ask(&support, zoe()).await.unwrap();
    assert_eq!(World::waiting(&support).await, [TaskKind::CreationToAnswer]);
    let shown = view(nurse.clone()).await.unwrap();
    assert_eq!((shown.questions, shown.told), (questions, Some(zoe())));
    // What somebody else told is not shown to whoever joined (CRE-04).
    assert_eq!(view(support.clone()).await.unwrap().told, None);
    // What is told may belong to another authority.
    let told = AskedRecord {
        carer: Some(PersonName {
            given: "June".into(),
            family: "Newcome".into(),
        }),
        ..asked("Zoe", "Newcome", "2016-08-20", Some("ZL1 4AB"))
    };
    let act = AnswerCreation {
        request,
        asked: told.clone(),
    };
    nurse.access(act, creating::answer).await.unwrap();
    assert_eq!(World::waiting(&nurse).await, []);
    assert_eq!(World::waiting(&support).await, []);
    assert!(queue(&administrator).await.is_empty());
    world.acts_for(ADMINISTRATOR, "E08000035").await;
    let leeds = world.signed_in(ADMINISTRATOR).await;
    let early = decide(&leeds, request, CREATE).await;
    assert!(
        rejected(early).contains("has changed"),
        "not before it was searched by"
    );
    assert_eq!(check(&leeds, request).await.unwrap().asked, told);
    decide(&leeds, request, CREATE).await.unwrap();
    assert_eq!(only(&support).await.progress, Progress::Made);
}

#[tokio::test]
async fn a_question_that_nobody_answers_lapses_after_thirty_days_of_its_own_t_08() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    ask(&nurse, zoe()).await.unwrap();
    world.at("2026-11-20T10:00:00Z");
    let administrator = world.signed_in(ADMINISTRATOR).await;
    let more = Decision::AskMore(vec![Question::Basis]);
    decided(&administrator, more).await.unwrap();
    world.at("2026-12-19T10:00:00Z");
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(only(&nurse).await.progress, Progress::NeedsInformation);
    assert_eq!(world.run(Rule::CreationsToChase).await, 0);
    world.at("2026-12-20T10:00:00Z");
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(only(&nurse).await.progress, Progress::Lapsed);
    assert_eq!(world.run(Rule::CreationsOver).await, 1);
    assert_eq!(World::waiting(&nurse).await, [TaskKind::CreationAnswered]);
}

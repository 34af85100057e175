//! From what was noticed to what came of it (section 4.11).

use domain::misuse::{Activity, StaffFact, StaffMessage, Stage};
use domain::task::TaskKind;
use domain::task::message::Message;
use registry::account::{Session, hash_secret};

use super::*;

/// What staff managers are sent.
async fn to_staff_managers(world: &World) -> Vec<StaffMessage> {
    let mail = world.registry.claim_mail().await.unwrap();
    let ids = mail.iter().map(|one| one.id).collect();
    world.registry.note_mail(ids, 0).await.unwrap();
    mail.into_iter()
        .filter_map(|one| match one.message {
            Message::AboutStaff(about) => {
                assert_eq!(one.to, "head@health.example");
                Some(about)
            }
            Message::Task | Message::Late => None,
        })
        .collect()
}

fn fact(fact: StaffFact) -> StaffMessage {
    StaffMessage {
        user: "Nora Example".to_owned(),
        fact,
    }
}

#[tokio::test]
async fn what_was_noticed_is_explained_and_closed_and_all_of_it_recorded_mis_03() {
    let world = World::new().await;
    noticed(&world).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    let expected = [Pattern::Namesake, Pattern::OutOfHours, Pattern::SameRecord];
    assert_eq!(patterns(&administrator, id).await, expected);
    // Nobody has asked her yet, and nothing can be decided before somebody has.
    let nurse = world.signed_in(NURSE).await;
    assert_eq!(
        refused(question(&nurse, id).await),
        Some(Refusal::NoSuchRecord)
    );
    assert!(rejected(close(&administrator, id).await).is_some());
    assert!(rejected(open_case(&administrator, id, true).await).is_some());
    ask(&administrator, id, Asked::User).await.unwrap();
    ask(&administrator, id, Asked::User).await.unwrap();
    assert_eq!(
        to_staff_managers(&world).await,
        [fact(StaffFact::UserAsked)]
    );
    // She sees what is asked, in words that accuse nobody, and answers (MIS-07).
    assert_eq!(World::waiting(&nurse).await, [TaskKind::UseToExplain]);
    let asked = question(&nurse, id).await.unwrap();
    assert_eq!(asked.due_on, "2026-11-11".parse().unwrap());
    assert_eq!(asked.signs.len(), 3);
    let sent = serde_json::to_string(&asked).unwrap();
    assert!(!sent.contains(&world.child.to_string()) && !sent.contains("Ann"));
    explain(&nurse, id, "known-privately").await.unwrap();
    assert!(World::waiting(&nurse).await.is_empty());
    assert_eq!(
        rejected(explain(&nurse, id, "my-work").await).unwrap(),
        "explanation"
    );
    // Whoever asked sees the code of it and closes it; her words are for those who may see what is a child's.
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.listed.stage, Stage::Answered);
    assert_eq!(shown.explained.unwrap().0, Explanation::KnownPrivately);
    assert_eq!(shown.words, None);
    let manager = world.signed_in(LM).await;
    assert_eq!(
        view(&manager, id).await.unwrap().words.as_deref(),
        Some("My daughter was ill that night")
    );
    close(&administrator, id).await.unwrap();
    assert!(rejected(close(&administrator, id).await).is_some());
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.outcomes, [Outcome::Explained]);
    assert_eq!(to_staff_managers(&world).await, [fact(StaffFact::Over)]);
    let closed = list(&administrator).await;
    assert_eq!((closed.open.len(), closed.closed.len()), (0, 1));
    for action in ["alert.raised", "alert.explained", "alert.closed"] {
        assert_eq!(world.database.entries(action, "done").await, 1, "{action}");
    }
    assert!(question(&nurse, id).await.unwrap().closed_on.is_some());
}

#[tokio::test]
async fn whoever_looks_into_it_sees_numbers_of_records_and_nothing_of_the_child_aud_05_mis_08() {
    let world = World::new().await;
    noticed(&world).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    let manager = world.signed_in(LM).await;
    let shown = view(&manager, id).await.unwrap();
    let number = world.child.to_string();
    let records = |shown: &InvestigationShown| match &shown.activity {
        Activity::Lines(lines) => lines.iter().map(|line| line.child.clone()).collect(),
        _ => Vec::new(),
    };
    assert_eq!(records(&shown), vec![Some(number.clone()); 3]);
    // Beside the sign that a record bears her last name, its number would tell an administrator whose name it is.
    let to_administrator = view(&administrator, id).await.unwrap();
    assert_eq!(records(&to_administrator), [None, None, None]);
    let sent = serde_json::to_string(&shown).unwrap();
    assert!(
        !sent.contains("Ann") && !sent.contains("Findable"),
        "{sent}"
    );
    // No table of it names the record, and the record tells nothing of it.
    let stored = stored(&world).await;
    for number in [number, world.child.stored().to_string()] {
        assert!(!stored.contains(&number));
    }
    let about = "select count(*) from audit.entry where object_kind = 'child'
                 and (action like 'alert.%' or action like 'case.%')";
    assert_eq!(world.database.rows(about).await, ["0"]);
}

#[tokio::test]
async fn a_case_is_the_managers_and_a_suspended_account_is_out_at_once_mis_03_acct_07() {
    let world = World::new().await;
    noticed(&world).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    ask(&administrator, id, Asked::User).await.unwrap();
    let token = world.token(NURSE).await;
    open_case(&administrator, id, true).await.unwrap();
    let session = world.registry.authenticate(&token, world.request()).await;
    assert_eq!(refused(session.map(|_| ())), Some(Refusal::SignedOut));
    assert_eq!(state(&world, NURSE).await, "suspended");
    let sent = to_staff_managers(&world).await;
    assert!(sent.contains(&fact(StaffFact::Suspended)), "{sent:?}");
    // From then on it is the manager's.
    assert_eq!(
        refused(view(&administrator, id).await),
        Some(Refusal::NotYours)
    );
    let none = decide(&administrator, id, &[Outcome::NoMisuse]).await;
    assert_eq!(refused(none), Some(Refusal::NotYours));
    let manager = world.signed_in(LM).await;
    assert_eq!(World::waiting(&manager).await, [TaskKind::UseCaseToDecide]);
    // She cannot explain it in ContactPoint, so it waits until she is heard otherwise.
    let unheard = decide(&manager, id, &[Outcome::AccountClosed]).await;
    assert_eq!(rejected(unheard).unwrap(), "outcomes");
    ask(&manager, id, Asked::StaffManager).await.unwrap();
    record(&manager, id, Asked::User).await.unwrap();
    let shown = view(&manager, id).await.unwrap();
    assert_eq!(shown.explained_by, Some(Asked::User));
    let sent = to_staff_managers(&world).await;
    assert_eq!(sent, [fact(StaffFact::AskedOfYou)]);
    decide(&manager, id, &[Outcome::NoMisuse]).await.unwrap();
    assert!(World::waiting(&manager).await.is_empty());
    assert_eq!(state(&world, NURSE).await, "active");
    world.signed_in(NURSE).await;
    assert_eq!(
        to_staff_managers(&world).await,
        [fact(StaffFact::InUseAgain)]
    );
    assert_eq!(
        view(&manager, id).await.unwrap().outcomes,
        [Outcome::NoMisuse]
    );
}

#[tokio::test]
async fn nobody_is_judged_unheard_before_the_time_to_explain_is_over_mis_03_t_38() {
    let world = World::new().await;
    noticed(&world).await;
    let id = only(&world.signed_in(UA).await).await;
    let manager = world.signed_in(LM).await;
    ask(&manager, id, Asked::User).await.unwrap();
    open_case(&manager, id, true).await.unwrap();
    world.at("2026-11-11T09:00:00Z");
    let manager = world.signed_in(LM).await;
    // Asking again gives no more time, nor less.
    ask(&manager, id, Asked::StaffManager).await.unwrap();
    let due = view(&manager, id).await.unwrap().listed.due_on;
    assert_eq!(due, Some("2026-11-11".parse().unwrap()));
    let early = decide(&manager, id, &[Outcome::Training]).await;
    assert_eq!(rejected(early).unwrap(), "outcomes");
    // That nothing has come is told of while the case is open, too.
    world.at("2026-11-12T00:30:00Z");
    assert_eq!(world.run(Rule::ExplanationsOverdue).await, 1);
    world.at("2026-11-12T09:00:00Z");
    let manager = world.signed_in(LM).await;
    assert!(
        World::waiting(&manager)
            .await
            .contains(&TaskKind::ExplanationOverdue)
    );
    decide(&manager, id, &[Outcome::Training]).await.unwrap();
    assert!(World::waiting(&manager).await.is_empty());
    let heard = "select detail->>'answered' from audit.entry where action = 'case.outcome'
                 and outcome = 'done'";
    assert_eq!(world.database.rows(heard).await, ["false"]);
}

#[tokio::test]
async fn an_account_closed_for_cause_keeps_its_name_and_loses_what_it_signs_in_with_d_36_mis_05() {
    let world = World::new().await;
    noticed(&world).await;
    let manager = world.signed_in(LM).await;
    let id = only(&manager).await;
    ask(&manager, id, Asked::User).await.unwrap();
    open_case(&manager, id, false).await.unwrap();
    assert_eq!(state(&world, NURSE).await, "active");
    // She can explain it while the case is open, too (MIS-07).
    let nurse = world.signed_in(NURSE).await;
    explain(&nurse, id, "other").await.unwrap();
    let sanctions = [Outcome::AccountClosed, Outcome::EmployerDiscipline];
    decide(&manager, id, &sanctions).await.unwrap();
    assert_eq!(view(&manager, id).await.unwrap().outcomes, sanctions);
    assert_eq!(state(&world, NURSE).await, "closed");
    let left = "select p.name from account a join practitioner p on p.id = a.practitioner
                where a.user_name = 'practitioner'";
    assert_eq!(world.database.rows(left).await, ["Nora Example"]);
    // Not even with the state put back by hand could she sign in, and nobody is told why.
    let back = "update account set state = 'active' where user_name = 'practitioner'";
    world.database.execute(back).await;
    world.database.clock.advance(chrono::TimeDelta::minutes(1));
    let typed = world.credentials(NURSE);
    let signs_in = world.registry.sign_in(world.request(), typed).await;
    assert_eq!(refused(signs_in.map(|_| ())), Some(Refusal::Factors));
    // The password is nobody's now, and with another the token still is not hers.
    let hash = hash_secret("a password of the tests", &*world.database.chance);
    let pin = hash_secret("4321", &*world.database.chance);
    let again = format!(
        "update account set password_hash = '{hash}', pin_hash = '{pin}', failures = 0,
                            last_failure_at = null
         where user_name = 'practitioner'"
    );
    world.database.execute(&again).await;
    world.database.clock.advance(chrono::TimeDelta::minutes(1));
    let typed = world.credentials(NURSE);
    let signs_in = world.registry.sign_in(world.request(), typed).await;
    assert_eq!(refused(signs_in.map(|_| ())), Some(Refusal::Factors));
}

#[tokio::test]
async fn a_staff_manager_may_be_asked_and_the_answer_is_recorded_by_a_code_mis_03() {
    let world = World::new().await;
    noticed(&world).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    ask(&administrator, id, Asked::User).await.unwrap();
    let asked_her = record(&administrator, id, Asked::StaffManager).await;
    assert_eq!(rejected(asked_her).unwrap(), "explanation");
    ask(&administrator, id, Asked::StaffManager).await.unwrap();
    let sent = to_staff_managers(&world).await;
    assert!(sent.contains(&fact(StaffFact::AskedOfYou)), "{sent:?}");
    let hers = record(&administrator, id, Asked::User).await;
    assert_eq!(rejected(hers).unwrap(), "explanation");
    record(&administrator, id, Asked::StaffManager)
        .await
        .unwrap();
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.explained.unwrap().0, Explanation::UsualHours);
    assert_eq!(shown.explained_by, Some(Asked::StaffManager));
    // She sees whose explanation it is, and is heard all the same (MIS-07).
    let nurse = world.signed_in(NURSE).await;
    let asked = question(&nurse, id).await.unwrap();
    assert!(asked.open);
    assert_eq!(asked.explained_by, Some(Asked::StaffManager));
    explain(&nurse, id, "my-work").await.unwrap();
    assert!(!question(&nurse, id).await.unwrap().open);
    let shown = view(&administrator, id).await.unwrap();
    assert_eq!(shown.explained.unwrap().0, Explanation::MyWork);
    close(&administrator, id).await.unwrap();
}

#[tokio::test]
async fn an_explanation_that_has_not_come_in_five_working_days_is_told_of_once_t_38() {
    let world = World::new().await;
    noticed(&world).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    ask(&administrator, id, Asked::User).await.unwrap();
    world.at("2026-11-11T09:00:00Z");
    assert_eq!(world.run(Rule::ExplanationsOverdue).await, 0);
    world.at("2026-11-12T00:30:00Z");
    assert_eq!(world.run(Rule::ExplanationsOverdue).await, 1);
    assert_eq!(world.run(Rule::ExplanationsOverdue).await, 0);
    world.at("2026-11-12T09:00:00Z");
    let manager = world.signed_in(LM).await;
    assert_eq!(
        World::waiting(&manager).await,
        [TaskKind::ExplanationOverdue]
    );
    let nurse = world.signed_in(NURSE).await;
    explain(&nurse, id, "my-work").await.unwrap();
    assert!(World::waiting(&manager).await.is_empty());
}

#[tokio::test]
async fn a_session_that_was_suspended_is_none_even_for_who_chooses_a_hat_acct_07() {
    let world = World::new().await;
    noticed(&world).await;
    let administrator = world.signed_in(UA).await;
    let id = only(&administrator).await;
    ask(&administrator, id, Asked::User).await.unwrap();
    // Signed in, the notice not yet accepted.
    let typed = world.credentials(NURSE);
    let session = world
        .registry
        .sign_in(world.request(), typed)
        .await
        .unwrap();
    let arriving = world
        .registry
        .authenticate(&session.token, world.request())
        .await;
    assert!(matches!(arriving, Ok(Session::Arriving(_))));
    open_case(&administrator, id, true).await.unwrap();
    let arriving = world
        .registry
        .authenticate(&session.token, world.request())
        .await;
    assert_eq!(refused(arriving.map(|_| ())), Some(Refusal::SignedOut));
}

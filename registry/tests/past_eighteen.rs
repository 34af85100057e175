//! Keeping a record past eighteen: consent, its end, the year's question and the prompts (R18).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::child_record::{ChildRecordView, Verified, ViewChildRecord};
use domain::death::{NotifyDeath, ReverseDeath};
use domain::id::ChildNumber;
use domain::past_eighteen::{
    Answer, AnswerPastEighteen, AttestPastEighteen, Category, ConfirmPastEighteen, Consent,
    ConsentedBy, EndPastEighteen, KeptShown, ListPastEighteen, TellPastEighteenOver,
    ViewPastEighteenQuestion, WhyOver,
};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use registry::testing::World;
use registry::{SignedIn, Stopped, child_record, death, past_eighteen, task};

/// Kim Quiet, with a sensitive service, will be eighteen on 12 November 2026: in ten days.
const BIRTHDAY: &str = "2026-11-12";

/// Makes all children of the world seventeen, and moves to a moment.
async fn seventeen(world: &World) {
    for statement in [
        "update live.child set date_of_birth = '2008-11-12', leaves_live_on = '2026-11-12'",
        "update live.statement
         set content = jsonb_set(content, '{date_of_birth,date}', '\"2008-11-12\"')
         where content is not null",
    ] {
        world.database.execute(statement).await;
    }
}

fn at(world: &World, moment: &str) {
    let moment: domain::clock::Moment = moment.parse().unwrap();
    let now = world.registry.now();
    world.database.clock.advance(moment - now);
}

fn attest(child: ChildNumber, category: Category, given_on: &str) -> AttestPastEighteen {
    AttestPastEighteen {
        child,
        consent: Consent {
            category,
            given_on: given_on.parse().unwrap(),
            consented_by: ConsentedBy::YoungPerson,
            helped_by: None,
        },
    }
}

fn withdrawn(child: ChildNumber) -> EndPastEighteen {
    EndPastEighteen {
        child,
        why: WhyOver::Withdrawn,
    }
}

fn told(child: ChildNumber) -> TellPastEighteenOver {
    TellPastEighteenOver {
        child,
        why: WhyOver::Withdrawn,
    }
}

fn confirmed(child: ChildNumber) -> ConfirmPastEighteen {
    ConfirmPastEighteen { child }
}

async fn view(user: &SignedIn, child: ChildNumber) -> Result<ChildRecordView, Stopped> {
    let reason = Reason::given("providing-service", "").unwrap();
    let act = ViewChildRecord { child, reason };
    user.access(act, child_record::view).await
}

async fn is_gone(user: &SignedIn, child: ChildNumber) -> bool {
    matches!(
        view(user, child).await,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    )
}

async fn listed(user: &SignedIn) -> Vec<KeptShown> {
    let list = user.access(ListPastEighteen, past_eighteen::list).await;
    list.unwrap()
}

async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|task| task.kind).collect()
}

async fn text(world: &World, column: &str, table: &str, child: ChildNumber) -> Option<String> {
    let select = format!(
        "select {column}::text from {table} where child = {} and {column} is not null",
        child.stored()
    );
    world.database.rows(&select).await.pop()
}

/// Since when a record is in the archive, and why.
async fn archived(world: &World, child: ChildNumber) -> String {
    let row = "archived_on || ' ' || why";
    text(world, row, "archive.record", child).await.unwrap()
}

#[tokio::test]
async fn at_midnight_a_record_is_gone_and_one_with_consent_stays_live_r18_01_r18_02_d_45() {
    let world = World::new().await;
    seventeen(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = attest(world.quiet, Category::CareLeaver, "2026-11-02");
    for _ in 0..2 {
        let act = AttestPastEighteen { ..act };
        nurse.access(act, past_eighteen::attest).await.unwrap();
    }
    at(&world, "2026-11-11T23:59:00Z");
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(view(&nurse, world.child).await.is_ok());
    // No job has run.
    at(&world, "2026-11-12T00:00:00Z");
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(is_gone(&nurse, world.child).await);
    assert!(is_gone(&nurse, world.shielded).await);
    let Ok(ChildRecordView::Open(record)) = view(&nurse, world.quiet).await else {
        panic!("a record that is kept");
    };
    assert_eq!(record.age, 18);
    let sent = serde_json::to_string(&record).unwrap().to_lowercase();
    for word in ["past", "leaver", "categor", "consent", "eighteen"] {
        assert!(!sent.contains(word), "{word} stands on the record");
    }
}

#[tokio::test]
async fn consent_is_refused_on_the_birthday_itself_r18_02() {
    let world = World::new().await;
    seventeen(&world).await;
    at(&world, "2026-11-11T23:00:00Z");
    let nurse = world.signed_in(Role::Practitioner).await;
    // The day before, for a day that is still to come.
    let act = attest(world.child, Category::CareLeaver, BIRTHDAY);
    let answer = nurse.access(act, past_eighteen::attest).await;
    assert!(matches!(answer, Err(Stopped::Rejected(_))));
    at(&world, "2026-11-12T00:00:00Z");
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = attest(world.child, Category::CareLeaver, "2026-11-11");
    let answer = nurse.access(act, past_eighteen::attest).await;
    assert!(matches!(
        answer,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    ));
}

#[tokio::test]
async fn the_roles_of_row_31_attest_and_others_are_refused_r18_02() {
    let world = World::new().await;
    seventeen(&world).await;
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let act = attest(world.child, Category::EighteenOrNineteen, "2026-11-02");
        let answer = user.access(act, past_eighteen::attest).await;
        let may = matches!(
            role,
            Role::Practitioner
                | Role::Manager
                | Role::SensitiveServicePractitioner
                | Role::LocalAuthorityManager
                | Role::DataAdministrator
        );
        assert_eq!(answer.is_ok(), may, "{}", role.code());
    }
    world
        .database
        .execute("update live.child set local_authority = 'E08000035'")
        .await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    for answer in [
        administrator
            .access(
                attest(world.child, Category::CareLeaver, "2026-11-02"),
                past_eighteen::attest,
            )
            .await,
        administrator
            .access(withdrawn(world.child), past_eighteen::end)
            .await,
        administrator
            .access(confirmed(world.child), past_eighteen::confirm)
            .await,
    ] {
        assert!(matches!(answer, Err(Stopped::Refused(Refusal::NotYours))));
    }
}

#[tokio::test]
async fn a_told_withdrawal_waits_for_the_management_team_who_end_it_the_same_second_r18_03() {
    let world = World::new().await;
    seventeen(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = attest(world.child, Category::CareLeaver, "2026-11-02");
    nurse.access(act, past_eighteen::attest).await.unwrap();
    at(&world, "2027-01-05T10:00:00Z");
    let teacher = world.signed_in(Role::SupportStaff).await;
    teacher
        .access(told(world.child), past_eighteen::tell_over)
        .await
        .unwrap();
    assert!(!is_gone(&teacher, world.child).await);
    let refused = teacher
        .access(withdrawn(world.child), past_eighteen::end)
        .await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::Role))));
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(waiting(&administrator).await, [TaskKind::PastEighteenOver]);
    assert_eq!(
        listed(&administrator).await[0].told,
        Some(WhyOver::Withdrawn)
    );
    administrator
        .access(withdrawn(world.child), past_eighteen::end)
        .await
        .unwrap();
    assert!(
        is_gone(&teacher, world.child).await,
        "the session stands, the record is gone"
    );
    assert!(listed(&administrator).await.is_empty());
    assert!(waiting(&administrator).await.is_empty());
    let left = text(&world, "leaves_live_on", "live.child", world.child).await;
    assert_eq!(left.unwrap(), "2027-01-05");
    let why = text(&world, "ended_because", "live.past_eighteen", world.child).await;
    assert_eq!(why.unwrap(), "withdrawn");
}

#[tokio::test]
async fn telling_says_nothing_about_what_is_recorded_r18_03() {
    let world = World::new().await;
    seventeen(&world).await;
    let teacher = world.signed_in(Role::SupportStaff).await;
    let answer = teacher
        .access(told(world.child), past_eighteen::tell_over)
        .await;
    assert!(answer.is_ok());
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(waiting(&administrator).await.is_empty());
    let answer = administrator
        .access(withdrawn(world.child), past_eighteen::end)
        .await;
    assert!(matches!(answer, Err(Stopped::Rejected(_))));
}

#[tokio::test]
async fn withdrawn_before_the_birthday_it_can_be_given_again_r18_03() {
    let world = World::new().await;
    seventeen(&world).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let act = || attest(world.child, Category::CareLeaver, "2026-11-02");
    manager.access(act(), past_eighteen::attest).await.unwrap();
    for _ in 0..2 {
        manager
            .access(withdrawn(world.child), past_eighteen::end)
            .await
            .unwrap();
    }
    let until = text(&world, "leaves_live_on", "live.child", world.child).await;
    assert_eq!(until.unwrap(), BIRTHDAY);
    manager.access(act(), past_eighteen::attest).await.unwrap();
    let until = text(&world, "leaves_live_on", "live.child", world.child).await;
    assert_eq!(
        until.unwrap(),
        "2027-12-14",
        "42 days after the anniversary"
    );
}

#[tokio::test]
async fn a_shielded_record_is_kept_for_its_manager_to_see_alone_d_32() {
    let world = World::new().await;
    seventeen(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let before = view(&nurse, world.shielded).await.unwrap();
    let act = attest(world.shielded, Category::CareLeaver, "2026-11-02");
    nurse.access(act, past_eighteen::attest).await.unwrap();
    assert_eq!(view(&nurse, world.shielded).await.unwrap(), before);
    nurse
        .access(told(world.shielded), past_eighteen::tell_over)
        .await
        .unwrap();
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(listed(&administrator).await.is_empty());
    assert!(waiting(&administrator).await.is_empty());
    let answer = administrator
        .access(withdrawn(world.shielded), past_eighteen::end)
        .await;
    assert!(matches!(answer, Err(Stopped::Refused(Refusal::NotYours))));
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert_eq!(waiting(&manager).await, [TaskKind::PastEighteenOver]);
    assert_eq!(listed(&manager).await.len(), 1);
    manager
        .access(withdrawn(world.shielded), past_eighteen::end)
        .await
        .unwrap();
}

async fn question(world: &World, child: ChildNumber) -> uuid::Uuid {
    let id = text(world, "id", "live.past_eighteen", child).await;
    id.unwrap().parse().unwrap()
}

#[tokio::test]
async fn each_year_the_practitioner_is_asked_and_the_administrator_confirms_r18_04_t_16() {
    let world = World::new().await;
    seventeen(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = attest(world.child, Category::CareLeaver, "2026-11-02");
    nurse.access(act, past_eighteen::attest).await.unwrap();
    at(&world, "2027-11-01T12:00:00Z");
    world.registry.catch_up().await.unwrap();
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(waiting(&administrator).await.is_empty());
    at(&world, "2027-11-02T12:00:00Z");
    for _ in 0..2 {
        world.registry.catch_up().await.unwrap();
    }
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(
        waiting(&administrator).await,
        [TaskKind::ConfirmPastEighteen]
    );
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(waiting(&nurse).await, [TaskKind::AnswerPastEighteen]);
    let id = question(&world, world.child).await;
    let teacher = world.signed_in(Role::Manager).await;
    let view = ViewPastEighteenQuestion { question: id };
    let refused = teacher.access(view, past_eighteen::view_question).await;
    assert!(matches!(refused, Err(Stopped::Refused(Refusal::NotYours))));
    let view = ViewPastEighteenQuestion { question: id };
    let shown = nurse.access(view, past_eighteen::view_question).await;
    assert_eq!(shown.unwrap().category, Category::CareLeaver);
    let act = AnswerPastEighteen {
        question: id,
        answer: Answer::NotNeeded,
    };
    nurse.access(act, past_eighteen::answer).await.unwrap();
    let answer = administrator
        .access(confirmed(world.child), past_eighteen::confirm)
        .await;
    assert!(matches!(answer, Err(Stopped::Rejected(_))), "not needed");
    let act = AnswerPastEighteen {
        question: id,
        answer: Answer::StillNeeded,
    };
    nurse.access(act, past_eighteen::answer).await.unwrap();
    assert!(waiting(&nurse).await.is_empty());
    assert_eq!(
        listed(&administrator).await[0].answer,
        Some(Answer::StillNeeded)
    );
    for _ in 0..2 {
        administrator
            .access(confirmed(world.child), past_eighteen::confirm)
            .await
            .unwrap();
    }
    assert!(waiting(&administrator).await.is_empty());
    let until = text(&world, "leaves_live_on", "live.child", world.child).await;
    assert_eq!(until.unwrap(), "2028-12-14");
}

#[tokio::test]
async fn what_nobody_confirms_is_gone_at_midnight_whether_or_not_a_job_runs_t_16() {
    let world = World::new().await;
    seventeen(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = attest(world.child, Category::CareLeaver, "2026-11-02");
    nurse.access(act, past_eighteen::attest).await.unwrap();
    at(&world, "2027-12-13T23:59:00Z");
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(!is_gone(&nurse, world.child).await);
    world.registry.catch_up().await.unwrap();
    // Both steps at once: nobody had worked for six weeks.
    assert_eq!(
        text(&world, "asked", "live.past_eighteen", world.child).await,
        Some("2".into())
    );
    at(&world, "2027-12-14T00:00:00Z");
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(is_gone(&nurse, world.child).await);
    assert!(waiting(&nurse).await.is_empty());
    for _ in 0..2 {
        world.registry.catch_up().await.unwrap();
    }
    assert_eq!(
        archived(&world, world.child).await,
        "2027-12-14 r18-ended",
        "R18-04"
    );
}

#[tokio::test]
async fn a_category_ends_at_twenty_unless_there_is_fresh_consent_d_07_t_17() {
    let world = World::new().await;
    seventeen(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    for child in [world.child, world.quiet] {
        let act = attest(child, Category::EighteenOrNineteen, "2026-11-11");
        let answer = nurse.access(act, past_eighteen::attest).await;
        assert!(matches!(answer, Err(Stopped::Rejected(_))), "in the future");
        let act = attest(child, Category::EighteenOrNineteen, "2026-11-02");
        nurse.access(act, past_eighteen::attest).await.unwrap();
    }
    world
        .database
        .execute("update account set vetted_on = '2027-06-01'")
        .await;
    at(&world, "2027-11-03T09:00:00Z");
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    for child in [world.child, world.quiet] {
        manager
            .access(confirmed(child), past_eighteen::confirm)
            .await
            .unwrap();
    }
    at(&world, "2028-11-10T09:00:00Z");
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = attest(world.quiet, Category::LearningDifficulty, "2028-11-10");
    nurse.access(act, past_eighteen::attest).await.unwrap();
    at(&world, "2028-11-12T00:00:00Z");
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(is_gone(&nurse, world.child).await, "twenty");
    assert!(!is_gone(&nurse, world.quiet).await, "until twenty-five");
    world.registry.catch_up().await.unwrap();
    assert_eq!(
        archived(&world, world.child).await,
        "2028-11-12 r18-ended",
        "R18-03"
    );
}

#[tokio::test]
async fn a_record_that_is_put_together_anew_stays_kept_and_a_death_outweighs_it_d_17() {
    let world = World::new().await;
    seventeen(&world).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let act = attest(world.child, Category::CareLeaver, "2026-11-02");
    nurse.access(act, past_eighteen::attest).await.unwrap();
    let died = NotifyDeath {
        child: world.child,
        died: "2026-10-30".parse().unwrap(),
        verified: Verified::DocumentSeen,
    };
    nurse.access(died, death::notify).await.unwrap();
    let until = text(&world, "leaves_live_on", "live.child", world.child).await;
    assert_eq!(until.unwrap(), "9999-12-31");
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(listed(&manager).await.is_empty(), "DTH-04");
    at(&world, "2027-11-03T12:00:00Z");
    world.registry.catch_up().await.unwrap();
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(
        !waiting(&manager)
            .await
            .contains(&TaskKind::ConfirmPastEighteen),
        "nobody is asked anything about a child who has died (DTH-04)"
    );
    let reverse = ReverseDeath {
        child: world.child,
        verified: Verified::DocumentSeen,
        reference: "letter 7".into(),
    };
    manager.access(reverse, death::reverse).await.unwrap();
    let until = text(&world, "leaves_live_on", "live.child", world.child).await;
    assert_eq!(until.unwrap(), "2027-12-14", "kept as before");
}

/// Lets an account keep an involvement of the school's support service with a child.
async fn works_with(world: &World, role: Role, child: ChildNumber) {
    world
        .database
        .execute(&format!(
            "insert into live.involvement (id, child, service, level, owner, telephone, started, as_of)
             select gen_random_uuid(), {}, service, 'organisation', '{}', telephone, started, as_of
             from live.involvement limit 1",
            child.stored(),
            World::account(role)
        ))
        .await;
}

#[tokio::test]
async fn owners_are_asked_at_seventeen_and_a_half_and_three_quarters_t_15_r18_05() {
    let world = World::new().await;
    works_with(&world, Role::Practitioner, world.child).await;
    works_with(&world, Role::Practitioner, world.quiet).await;
    for statement in [
        "update live.child set date_of_birth = '2009-06-30', leaves_live_on = '2027-06-30'",
        "delete from live.involvement where owner is null",
    ] {
        world.database.execute(statement).await;
    }
    world
        .database
        .execute(&format!(
            "update live.sensitive_involvement
             set owner = '{}', visible_until = '2028-01-01', renew_by = '2028-01-01'",
            World::account(Role::SensitiveServicePractitioner)
        ))
        .await;
    at(&world, "2026-12-29T12:00:00Z");
    world.registry.catch_up().await.unwrap();
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(waiting(&nurse).await.is_empty());
    at(&world, "2026-12-30T12:00:00Z");
    for _ in 0..2 {
        world.registry.catch_up().await.unwrap();
    }
    let offered = TaskKind::OfferPastEighteen;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(
        waiting(&nurse).await,
        [offered, offered],
        "one of each child"
    );
    let tasks = nurse.access(ListMyTasks, task::list_mine).await.unwrap();
    let mut sent: Vec<_> = tasks
        .iter()
        .map(|task| {
            let mut value = serde_json::to_value(task).unwrap();
            for own in ["id", "child"] {
                value[own] = serde_json::Value::Null;
            }
            value
        })
        .collect();
    sent.dedup();
    assert_eq!(sent.len(), 1, "alike, with and without a sensitive service");
    let clinic = world.signed_in(Role::SensitiveServicePractitioner).await;
    assert_eq!(waiting(&clinic).await, [offered]);
    for role in [
        Role::DataAdministrator,
        Role::LocalAuthorityManager,
        Role::Manager,
    ] {
        let user = world.signed_in(role).await;
        assert!(!waiting(&user).await.contains(&offered), "{}", role.code());
    }
    // Consent has been recorded for one of them; of the other it is asked once more.
    let act = attest(world.quiet, Category::CareLeaver, "2026-12-30");
    clinic.access(act, past_eighteen::attest).await.unwrap();
    at(&world, "2027-03-30T12:00:00Z");
    for _ in 0..2 {
        world.registry.catch_up().await.unwrap();
    }
    let prompts = "select child || ' ' || count(*) from task where kind = 'offer-past-eighteen'
                   group by child order by child";
    let counted = world.database.rows(prompts).await;
    assert_eq!(counted.len(), 2);
    assert!(
        counted[0].ends_with(" 2") && counted[1].ends_with(" 2"),
        "{counted:?}"
    );
    let clinic = world.signed_in(Role::SensitiveServicePractitioner).await;
    assert!(waiting(&clinic).await.is_empty());
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(waiting(&nurse).await, [offered]);
}

#[tokio::test]
async fn nobody_is_asked_about_a_child_who_has_died_dth_04() {
    let world = World::new().await;
    world
        .database
        .execute(
            "update live.child set date_of_birth = '2009-06-30', leaves_live_on = '2027-06-30'",
        )
        .await;
    works_with(&world, Role::Manager, world.child).await;
    at(&world, "2026-12-30T12:00:00Z");
    world.registry.catch_up().await.unwrap();
    let manager = world.signed_in(Role::Manager).await;
    assert_eq!(waiting(&manager).await, [TaskKind::OfferPastEighteen]);
    world
        .database
        .execute("update live.statement set content = jsonb_set(content, '{date_of_birth,date}', '\"2009-06-30\"') where content is not null")
        .await;
    let died = NotifyDeath {
        child: world.child,
        died: "2026-12-29".parse().unwrap(),
        verified: Verified::DocumentSeen,
    };
    manager.access(died, death::notify).await.unwrap();
    assert!(waiting(&manager).await.is_empty());
    at(&world, "2027-03-30T12:00:00Z");
    world.registry.catch_up().await.unwrap();
    let manager = world.signed_in(Role::Manager).await;
    assert!(waiting(&manager).await.is_empty());
}

#[tokio::test]
async fn who_attested_is_sent_to_nobody_whatever_the_service_sens_04() {
    let world = World::new().await;
    seventeen(&world).await;
    let clinic = world.signed_in(Role::SensitiveServicePractitioner).await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let of = |child| attest(child, Category::CareLeaver, "2026-11-02");
    clinic
        .access(of(world.child), past_eighteen::attest)
        .await
        .unwrap();
    nurse
        .access(of(world.quiet), past_eighteen::attest)
        .await
        .unwrap();
    at(&world, "2027-11-03T12:00:00Z");
    world.registry.catch_up().await.unwrap();
    for child in [world.child, world.quiet] {
        let asker = if child == world.child {
            world.signed_in(Role::SensitiveServicePractitioner).await
        } else {
            world.signed_in(Role::Practitioner).await
        };
        let act = AnswerPastEighteen {
            question: question(&world, child).await,
            answer: Answer::StillNeeded,
        };
        asker.access(act, past_eighteen::answer).await.unwrap();
    }
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let tasks = administrator.access(ListMyTasks, task::list_mine).await;
    let mut tasks = serde_json::to_value(tasks.unwrap()).unwrap();
    let mut kept = serde_json::to_value(listed(&administrator).await).unwrap();
    for list in [&mut tasks, &mut kept] {
        let list = list.as_array_mut().unwrap();
        assert_eq!(list.len(), 2);
        for one in list.iter_mut() {
            for own in ["id", "child", "number", "name"] {
                if let Some(value) = one.get_mut(own) {
                    *value = serde_json::Value::Null;
                }
            }
        }
        assert_eq!(list[0], list[1], "equal on the wire");
    }
}

//! Asking to be contacted by a sensitive service, and asking about a shielded record, on a real
//! database (BRK, D-02, D-10, T-10).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::brokering::{
    Answer, AnswerEnquiry, AnswerRequest, AskAboutShielded, Ending, EnquiryAnswer, Handling,
    LegState, LegToHandle, ListMyRequests, ListRequests, MyRequest, Outside, PassOn, Progress,
    RecordOutside, RequestBrokering, RequestKind, RequestToHandle, SendOn, ViewLeg, ViewRequest,
    WithdrawRequest,
};
use domain::child_record::Telephone;
use domain::id::{ChildNumber, LegId, RequestId};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::{ListMyTasks, MyTask, TaskKind};
use registry::testing::{World, refused};
use registry::{SignedIn, Stopped, brokering, task};

const LM: Role = Role::LocalAuthorityManager;
const SP: Role = Role::SensitiveServicePractitioner;

fn reason() -> Reason {
    Reason::given("other", "the words of whoever asks").unwrap()
}

fn telephone() -> Telephone {
    Telephone::parse("01632 960777").unwrap()
}

async fn try_ask(user: &SignedIn, child: ChildNumber) -> Result<RequestId, Stopped> {
    let act = RequestBrokering {
        child,
        reason: reason(),
        telephone: telephone(),
    };
    user.access(act, brokering::request).await
}

async fn ask(user: &SignedIn, child: ChildNumber) -> RequestId {
    try_ask(user, child).await.unwrap()
}

async fn enquire(user: &SignedIn, child: ChildNumber) -> Result<RequestId, Stopped> {
    let act = AskAboutShielded {
        child,
        reason: reason(),
        telephone: telephone(),
    };
    user.access(act, brokering::enquire).await
}

async fn mine(user: &SignedIn) -> Vec<MyRequest> {
    user.access(ListMyRequests, brokering::list_mine)
        .await
        .unwrap()
}

async fn progress(user: &SignedIn) -> Progress {
    mine(user).await[0].progress
}

async fn tasks(user: &SignedIn) -> Vec<MyTask> {
    user.access(ListMyTasks, task::list_mine).await.unwrap()
}

async fn kinds(user: &SignedIn) -> Vec<TaskKind> {
    tasks(user)
        .await
        .into_iter()
        .map(|task| task.kind)
        .collect()
}

async fn view(manager: &SignedIn, request: RequestId) -> Result<RequestToHandle, Stopped> {
    manager
        .access(ViewRequest { request }, brokering::view)
        .await
}

async fn legs(manager: &SignedIn, request: RequestId) -> Vec<LegToHandle> {
    match view(manager, request).await.unwrap().handling {
        Handling::PassedOn(legs) | Handling::Closed(_, legs) => legs,
        other => panic!("not passed on: {other:?}"),
    }
}

async fn pass_on(manager: &SignedIn, request: RequestId) -> Result<(), Stopped> {
    manager.access(PassOn { request }, brokering::pass_on).await
}

async fn send_on(manager: &SignedIn, request: RequestId) -> Result<(), Stopped> {
    manager.access(SendOn { request }, brokering::send_on).await
}

async fn answer(service: &SignedIn, leg: LegId, answer: Answer) -> Result<(), Stopped> {
    service
        .access(AnswerRequest { leg, answer }, brokering::answer)
        .await
}

async fn withdraw(user: &SignedIn, request: RequestId) -> Result<(), Stopped> {
    user.access(WithdrawRequest { request }, brokering::withdraw)
        .await
}

/// The request that a service's task leads to.
async fn leg_of(service: &SignedIn) -> LegId {
    let task = tasks(service)
        .await
        .into_iter()
        .find(|task| task.kind == TaskKind::RequestToAnswer)
        .unwrap();
    task.path
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

/// Gives the child's one sensitive service to whoever has a role.
async fn kept_by(world: &World, role: Role) {
    let owner = World::account(role);
    world
        .database
        .execute(&format!(
            "update live.sensitive_involvement set owner = '{owner}'"
        ))
        .await;
}

/// A second sensitive service of the same child, kept by whoever has a role.
async fn second_service(world: &World, role: Role) {
    let owner = World::account(role);
    world
        .database
        .execute(&format!(
            "insert into live.sensitive_involvement (id, child, owner, sealed, visible_until, renew_by)
             select gen_random_uuid(), child, '{owner}', sealed, visible_until, renew_by
             from live.sensitive_involvement limit 1"
        ))
        .await;
}

/// Moves a child's record to an authority.
async fn belongs_to(world: &World, child: ChildNumber, authority: &str) {
    world
        .database
        .execute(&format!(
            "update live.child set local_authority = '{authority}' where child = {}",
            child.stored()
        ))
        .await;
}

/// The manager of an authority: the world's one manager under a hat for it.
async fn manager_of(world: &World, authority: &str) -> SignedIn {
    world
        .database
        .execute(&format!(
            "update hat set local_authority = '{authority}' where role = 'local-authority-manager'"
        ))
        .await;
    world.signed_in(LM).await
}

const BRADFORD: &str = "E08000032";
const LEEDS: &str = "E08000035";

async fn at(world: &World, moment: &str) {
    world.database.clock.set(moment.parse().unwrap());
}

#[tokio::test]
async fn a_request_is_passed_on_and_the_service_gets_in_touch_itself_brk_01_brk_02_brk_03() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let service = world.signed_in(SP).await;
    let request = ask(&user, world.quiet).await;
    assert_eq!(progress(&user).await, Progress::Sent);
    assert_eq!(kinds(&manager).await, [TaskKind::RequestToPassOn]);
    let shown = view(&manager, request).await.unwrap();
    assert_eq!(shown.handling, Handling::PassOn);
    assert_eq!(shown.asker.telephone, telephone());

    pass_on(&manager, request).await.unwrap();
    assert_eq!(progress(&user).await, Progress::PassedOn);
    assert!(kinds(&manager).await.is_empty());
    let leg = leg_of(&service).await;
    let asked = service
        .access(ViewLeg { leg }, brokering::view_leg)
        .await
        .unwrap();
    assert_eq!(asked.child.to_string(), "Kim Quiet");
    assert_eq!(asked.asker.organisation, "Moorside Primary School");
    assert_eq!(asked.state, LegState::PassedOn);

    answer(&service, leg, Answer::WillContact).await.unwrap();
    assert_eq!(progress(&user).await, Progress::ContactExpected);
    assert_eq!(kinds(&user).await, [TaskKind::RequestEnded]);
    assert!(kinds(&service).await.is_empty());
    for event in ["brk.requested", "brk.passed", "brk.contact_expected"] {
        assert_eq!(world.database.entries(event, "done").await, 1, "{event}");
    }
}

#[tokio::test]
async fn a_decline_reaches_whoever_asked_without_reason_or_name_brk_03() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let service = world.signed_in(SP).await;
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    let leg = leg_of(&service).await;
    answer(&service, leg, Answer::Declined).await.unwrap();
    let sent = serde_json::to_string(&mine(&user).await).unwrap();
    assert!(sent.contains("no-contact"), "{sent}");
    for hidden in ["declin", "ellbeing", "sensitive", "Bradford", "reason"] {
        assert!(!sent.contains(hidden), "{hidden} in {sent}");
    }
    assert_eq!(kinds(&user).await, [TaskKind::RequestEnded]);
    assert_eq!(world.database.entries("brk.declined", "done").await, 1);
}

#[tokio::test]
async fn a_record_of_another_authority_is_handled_by_its_manager_alone_d_10() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    belongs_to(&world, world.quiet, LEEDS).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let request = ask(&user, world.quiet).await;
    let leeds = manager_of(&world, LEEDS).await;
    assert_eq!(
        refused(view(&leeds, request).await),
        Some(Refusal::NotYours)
    );
    let bradford = manager_of(&world, BRADFORD).await;
    assert_eq!(kinds(&bradford).await, [TaskKind::RequestReceived]);
    let shown = view(&bradford, request).await.unwrap();
    assert_eq!(shown.handling, Handling::SendOn);
    assert!(!serde_json::to_string(&shown).unwrap().contains(LEEDS));
    assert!(matches!(
        pass_on(&bradford, request).await,
        Err(Stopped::Rejected(_))
    ));

    send_on(&bradford, request).await.unwrap();
    send_on(&bradford, request).await.unwrap();
    assert!(kinds(&bradford).await.is_empty());
    for refusal in [
        refused(view(&bradford, request).await),
        refused(pass_on(&bradford, request).await),
    ] {
        assert_eq!(refusal, Some(Refusal::NotYours));
    }
    assert_eq!(progress(&user).await, Progress::Sent);

    let leeds = manager_of(&world, LEEDS).await;
    assert_eq!(kinds(&leeds).await, [TaskKind::RequestToPassOn]);
    pass_on(&leeds, request).await.unwrap();
    let leg = legs(&leeds, request).await[0].id;
    let bradford = manager_of(&world, BRADFORD).await;
    let outside = RecordOutside {
        leg,
        what: Outside::Told,
    };
    assert_eq!(
        refused(bradford.access(outside, brokering::record_outside).await),
        Some(Refusal::NotYours)
    );
    assert_eq!(progress(&user).await, Progress::PassedOn);
    assert_eq!(world.database.entries("brk.routed", "done").await, 2);
}

#[tokio::test]
async fn a_national_bodys_request_goes_straight_to_the_responsible_authority_d_10() {
    let world = World::new().await;
    world
        .database
        .execute("update hat set local_authority = null where role = 'support-staff'")
        .await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    ask(&user, world.quiet).await;
    assert_eq!(kinds(&manager).await, [TaskKind::RequestToPassOn]);
}

#[tokio::test]
async fn a_request_follows_its_record_to_another_authority_d_10() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let request = ask(&user, world.quiet).await;
    belongs_to(&world, world.quiet, LEEDS).await;
    let bradford = manager_of(&world, BRADFORD).await;
    assert_eq!(
        refused(pass_on(&bradford, request).await),
        Some(Refusal::NotYours)
    );
    world.registry.catch_up().await.unwrap();
    assert!(kinds(&bradford).await.is_empty());
    let leeds = manager_of(&world, LEEDS).await;
    assert_eq!(kinds(&leeds).await, [TaskKind::RequestToPassOn]);
    pass_on(&leeds, request).await.unwrap();
    assert_eq!(progress(&user).await, Progress::PassedOn);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
}

#[tokio::test]
async fn nobody_but_those_who_may_asks_or_handles_d_10() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert_eq!(
        refused(try_ask(&administrator, world.quiet).await),
        Some(Refusal::Role)
    );
    assert_eq!(
        refused(enquire(&administrator, world.shielded).await),
        Some(Refusal::Role)
    );
    let user = world.signed_in(Role::SupportStaff).await;
    let request = ask(&user, world.quiet).await;
    for role in [
        Role::DataAdministrator,
        Role::Manager,
        SP,
        Role::CentralTeam,
    ] {
        let other = world.signed_in(role).await;
        assert_eq!(refused(view(&other, request).await), Some(Refusal::Role));
        assert_eq!(refused(pass_on(&other, request).await), Some(Refusal::Role));
        let queue = other.access(ListRequests, brokering::queue).await;
        assert_eq!(refused(queue), Some(Refusal::Role));
    }
    let colleague = world.signed_in(Role::Practitioner).await;
    assert_eq!(
        refused(withdraw(&colleague, request).await),
        Some(Refusal::NotYours)
    );
    let manager = world.signed_in(LM).await;
    pass_on(&manager, request).await.unwrap();
    let service = world.signed_in(SP).await;
    let leg = leg_of(&service).await;
    for role in [Role::Practitioner, Role::Manager, Role::SupportStaff] {
        let other = world.signed_in(role).await;
        let answered = answer(&other, leg, Answer::Declined).await;
        assert_eq!(refused(answered), Some(Refusal::NotYours));
        let seen = other.access(ViewLeg { leg }, brokering::view_leg).await;
        assert_eq!(refused(seen), Some(Refusal::NotYours));
    }
    assert_eq!(
        refused(answer(&manager, leg, Answer::Declined).await),
        Some(Refusal::Role)
    );
}

#[tokio::test]
async fn a_data_administrator_with_the_right_brokers_but_decides_no_question_shld_10() {
    let world = World::new().await;
    world
        .database
        .execute("update hat set brokering_right = true where role = 'data-administrator'")
        .await;
    let user = world.signed_in(Role::SupportStaff).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(administrator.person().brokers);
    let request = ask(&user, world.quiet).await;
    let question = enquire(&user, world.shielded).await.unwrap();
    let queue = administrator
        .access(ListRequests, brokering::queue)
        .await
        .unwrap();
    assert_eq!(queue.len(), 1);
    assert_eq!(queue[0].kind, Some(RequestKind::SensitiveService));
    assert_eq!(kinds(&administrator).await, [TaskKind::RequestToPassOn]);
    pass_on(&administrator, request).await.unwrap();
    assert!(kinds(&administrator).await.is_empty());
    assert_eq!(
        refused(view(&administrator, question).await),
        Some(Refusal::NotYours)
    );
}

#[tokio::test]
async fn one_can_ask_only_where_the_line_about_a_sensitive_service_stands_brk_01() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let none = Some(Refusal::NoSuchRecord);
    assert_eq!(refused(try_ask(&user, world.child).await), none);
    assert_eq!(refused(try_ask(&user, ChildNumber::nth(99)).await), none);
    // Of a shielded record nobody learns whether there is one.
    world
        .database
        .execute(&format!(
            "update live.sensitive_involvement set child = {}",
            world.shielded.stored()
        ))
        .await;
    assert_eq!(refused(try_ask(&user, world.shielded).await), none);
    assert_eq!(refused(enquire(&user, world.quiet).await), none);
    world
        .database
        .execute("update service_type set sensitive = true where code = 'school-support'")
        .await;
    assert!(try_ask(&user, world.child).await.is_ok());
}

#[tokio::test]
async fn a_form_sent_twice_asks_once_and_the_words_stand_in_the_trail_alone_brk_01() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let child = world.quiet;
    let again = |user: SignedIn| tokio::spawn(async move { ask(&user, child).await });
    let (a, b) = (again(user.clone()), again(user.clone()));
    assert_eq!(a.await.unwrap(), b.await.unwrap());
    assert_eq!(mine(&user).await.len(), 1);
    let stored = world
        .database
        .rows("select * from live.brokering_request")
        .await;
    assert_eq!(stored.len(), 1);
    assert!(!stored[0].contains("words of whoever asks"));
    let kept = world
        .database
        .rows("select reason_words from audit.entry where action = 'brk.requested'")
        .await;
    assert_eq!(kept[0], "the words of whoever asks");
}

#[tokio::test]
async fn two_services_answer_differently_and_the_first_that_will_settles_it_brk_05() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    second_service(&world, Role::Practitioner).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let (one, other) = (
        world.signed_in(SP).await,
        world.signed_in(Role::Practitioner).await,
    );
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    assert_eq!(legs(&manager, request).await.len(), 2);
    let before = serde_json::to_string(&mine(&user).await).unwrap();
    let declined = leg_of(&one).await;
    answer(&one, declined, Answer::Declined).await.unwrap();
    assert_eq!(serde_json::to_string(&mine(&user).await).unwrap(), before);
    assert!(kinds(&user).await.is_empty());
    answer(&other, leg_of(&other).await, Answer::WillContact)
        .await
        .unwrap();
    assert_eq!(progress(&user).await, Progress::ContactExpected);
    // The same answer again is no mistake; another one is.
    answer(&one, declined, Answer::Declined).await.unwrap();
    assert!(matches!(
        answer(&one, declined, Answer::WillContact).await,
        Err(Stopped::Rejected(_))
    ));
}

#[tokio::test]
async fn another_service_may_still_answer_where_one_will_get_in_touch_brk_05() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    second_service(&world, Role::Practitioner).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let (one, other) = (
        world.signed_in(SP).await,
        world.signed_in(Role::Practitioner).await,
    );
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    answer(&one, leg_of(&one).await, Answer::WillContact)
        .await
        .unwrap();
    answer(&other, leg_of(&other).await, Answer::Declined)
        .await
        .unwrap();
    assert_eq!(progress(&user).await, Progress::ContactExpected);
    assert_eq!(kinds(&user).await.len(), 1);
}

#[tokio::test]
async fn all_have_declined_before_anyone_is_told_that_nobody_will_brk_05() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    second_service(&world, Role::Practitioner).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    for role in [SP, Role::Practitioner] {
        assert_eq!(progress(&user).await, Progress::PassedOn);
        let service = world.signed_in(role).await;
        answer(&service, leg_of(&service).await, Answer::Declined)
            .await
            .unwrap();
    }
    assert_eq!(progress(&user).await, Progress::NoContact);
}

#[tokio::test]
async fn a_service_without_an_account_is_reached_outside_and_that_is_recorded_brk_06() {
    let world = World::new().await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    let leg = legs(&manager, request).await.remove(0);
    assert!(leg.off_system && leg.told_on.is_none());
    let record = |what| {
        let act = RecordOutside { leg: leg.id, what };
        manager.access(act, brokering::record_outside)
    };
    record(Outside::Told).await.unwrap();
    let told = legs(&manager, request).await.remove(0);
    assert!(told.told_on.is_some() && told.state == LegState::PassedOn);
    record(Outside::Answered(Answer::Declined)).await.unwrap();
    assert_eq!(progress(&user).await, Progress::NoContact);
    assert_eq!(
        view(&manager, request).await.unwrap().handling,
        Handling::Closed(Ending::NoContact, legs(&manager, request).await)
    );
}

#[tokio::test]
async fn a_service_whose_keeper_is_suspended_is_reached_outside_brk_06() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    world
        .database
        .execute("update account set state = 'suspended' where user_name like 'sensitive%'")
        .await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    assert!(legs(&manager, request).await[0].off_system);
}

#[tokio::test]
async fn a_request_taken_back_is_closed_everywhere_section_4_7() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let service = world.signed_in(SP).await;
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    let leg = leg_of(&service).await;
    withdraw(&user, request).await.unwrap();
    withdraw(&user, request).await.unwrap();
    assert_eq!(progress(&user).await, Progress::NoContact);
    assert!(kinds(&service).await.is_empty());
    assert!(kinds(&user).await.is_empty(), "they know");
    assert!(matches!(
        answer(&service, leg, Answer::WillContact).await,
        Err(Stopped::Rejected(_))
    ));
    assert!(matches!(
        pass_on(&manager, request).await,
        Err(Stopped::Rejected(_))
    ));
    // They may ask anew.
    assert_ne!(ask(&user, world.quiet).await, request);
}

#[tokio::test]
async fn consent_withdrawn_ends_a_request_in_the_words_of_a_decline_section_4_7_sens_06() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let service = world.signed_in(SP).await;
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    let leg = leg_of(&service).await;
    world
        .database
        .execute("delete from live.sensitive_involvement")
        .await;
    // Before any job has run (G-CLOCK).
    assert_eq!(progress(&user).await, Progress::NoContact);
    assert_eq!(
        refused(answer(&service, leg, Answer::WillContact).await),
        Some(Refusal::NoSuchRecord)
    );
    let queue = manager.access(ListRequests, brokering::queue).await;
    assert!(queue.unwrap().is_empty());
    world.registry.catch_up().await.unwrap();
    assert_eq!(progress(&user).await, Progress::NoContact);
    assert_eq!(kinds(&user).await, [TaskKind::RequestEnded]);
    assert!(kinds(&service).await.is_empty());
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
}

#[tokio::test]
async fn a_service_archived_before_it_is_passed_on_closes_the_request_section_4_7() {
    let world = World::new().await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let request = ask(&user, world.quiet).await;
    world
        .database
        .execute("update live.sensitive_involvement set visible_until = '2026-11-02'")
        .await;
    pass_on(&manager, request).await.unwrap();
    assert_eq!(
        view(&manager, request).await.unwrap().handling,
        Handling::Closed(Ending::NothingLeft, Vec::new())
    );
    assert_eq!(progress(&user).await, Progress::NoContact);
}

#[tokio::test]
async fn one_of_two_services_archived_leaves_the_other_to_answer_section_4_7() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    second_service(&world, Role::Practitioner).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    world
        .database
        .execute(&format!(
            "delete from live.sensitive_involvement where owner = '{}'",
            World::account(SP)
        ))
        .await;
    assert_eq!(progress(&user).await, Progress::PassedOn);
    world.registry.catch_up().await.unwrap();
    assert_eq!(progress(&user).await, Progress::PassedOn);
    let other = world.signed_in(Role::Practitioner).await;
    answer(&other, leg_of(&other).await, Answer::Declined)
        .await
        .unwrap();
    assert_eq!(progress(&user).await, Progress::NoContact);
}

#[tokio::test]
async fn a_child_shielded_after_the_request_shows_four_facts_and_the_request_goes_on_brk_05_d_01() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    belongs_to(&world, world.quiet, LEEDS).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let request = ask(&user, world.quiet).await;
    world
        .database
        .execute(&format!(
            "update live.child set shielded = true, best_view = null, sealed_view = 'x', postcode = null
             where child = {}",
            world.quiet.stored()
        ))
        .await;
    let list = mine(&user).await;
    assert!(list[0].child.shielded);
    let manager = world.signed_in(LM).await;
    let received = view(&manager, request).await.unwrap();
    let queue = manager
        .access(ListRequests, brokering::queue)
        .await
        .unwrap();
    assert_eq!(queue[0].kind, None);
    let sent = [
        serde_json::to_string(&list).unwrap(),
        serde_json::to_string(&received).unwrap(),
        serde_json::to_string(&queue).unwrap(),
    ];
    for sent in sent {
        for hidden in [
            "Findable",
            "ZB1",
            "Leeds",
            LEEDS,
            "sensitive-service",
            "960011",
        ] {
            assert!(!sent.contains(hidden), "{hidden} in {sent}");
        }
    }
    send_on(&manager, request).await.unwrap();
    let leeds = manager_of(&world, LEEDS).await;
    pass_on(&leeds, request).await.unwrap();
    let service = world.signed_in(SP).await;
    answer(&service, leg_of(&service).await, Answer::WillContact)
        .await
        .unwrap();
    assert_eq!(progress(&user).await, Progress::ContactExpected);
}

#[tokio::test]
async fn a_suspended_requester_stops_nothing_brk_03() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let service = world.signed_in(SP).await;
    let request = ask(&user, world.quiet).await;
    world
        .database
        .execute("update account set state = 'suspended' where user_name = 'support-staff'")
        .await;
    pass_on(&manager, request).await.unwrap();
    answer(&service, leg_of(&service).await, Answer::Declined)
        .await
        .unwrap();
    assert_eq!(
        view(&manager, request).await.unwrap().handling,
        Handling::Closed(Ending::NoContact, legs(&manager, request).await)
    );
}

#[tokio::test]
async fn a_question_about_a_shielded_record_is_answered_without_naming_anyone_d_02_shld_10() {
    let world = World::new().await;
    belongs_to(&world, world.shielded, LEEDS).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let request = enquire(&user, world.shielded).await.unwrap();
    assert_eq!(enquire(&user, world.shielded).await.unwrap(), request);
    let bradford = manager_of(&world, BRADFORD).await;
    let received = view(&bradford, request).await.unwrap();
    assert_eq!(received.handling, Handling::SendOn);
    send_on(&bradford, request).await.unwrap();
    let leeds = manager_of(&world, LEEDS).await;
    assert_eq!(kinds(&leeds).await, [TaskKind::EnquiryToAnswer]);
    assert_eq!(
        view(&leeds, request).await.unwrap().handling,
        Handling::AnswerEnquiry
    );
    assert!(matches!(
        pass_on(&leeds, request).await,
        Err(Stopped::Rejected(_))
    ));
    let answer = |answer| {
        let act = AnswerEnquiry { request, answer };
        leeds.access(act, brokering::answer_enquiry)
    };
    answer(EnquiryAnswer::WillRing).await.unwrap();
    answer(EnquiryAnswer::WillRing).await.unwrap();
    assert!(matches!(
        answer(EnquiryAnswer::NothingFurther).await,
        Err(Stopped::Rejected(_))
    ));
    assert_eq!(progress(&user).await, Progress::ContactExpected);
    let decided = world
        .database
        .rows("select detail->>'answer' from audit.entry where action = 'shield.enquiry-answered' and outcome = 'done'")
        .await;
    assert_eq!(decided[0], "will-ring");
    let sent = serde_json::to_string(&(mine(&user).await, tasks(&user).await, received)).unwrap();
    for hidden in ["Leeds", LEEDS, "960011", "Findable", "Nearby", "ZB1"] {
        assert!(!sent.contains(hidden), "{hidden} in {sent}");
    }
}

#[tokio::test]
async fn what_is_not_sent_or_passed_on_within_a_working_day_is_chased_t_10() {
    let world = World::new().await;
    // A Friday: the next working day is Monday.
    at(&world, "2026-11-06T15:00:00Z").await;
    let user = world.signed_in(Role::SupportStaff).await;
    ask(&user, world.quiet).await;
    let due = |tasks: Vec<MyTask>| tasks[0].due_on.unwrap().to_string();
    let manager = world.signed_in(LM).await;
    assert_eq!(due(tasks(&manager).await), "2026-11-09");
    at(&world, "2026-11-09T20:00:00Z").await;
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    at(&world, "2026-11-10T08:00:00Z").await;
    let manager = world.signed_in(LM).await;
    let queue = manager
        .access(ListRequests, brokering::queue)
        .await
        .unwrap();
    assert!(queue[0].late, "late before any job ran (G-CLOCK)");
    assert_eq!(world.registry.catch_up().await.unwrap(), 1);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    assert_eq!(due(tasks(&manager).await), "2026-11-11");
    assert_eq!(tasks(&manager).await.len(), 1);
    assert_eq!(world.database.entries("brk.chased", "done").await, 1);
    // Days of absence are caught up at once.
    at(&world, "2026-12-24T08:00:00Z").await;
    assert_eq!(world.registry.catch_up().await.unwrap(), 1);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    let manager = world.signed_in(LM).await;
    assert_eq!(due(tasks(&manager).await), "2026-12-29", "Christmas");
}

#[tokio::test]
async fn a_service_that_has_not_answered_in_five_working_days_is_asked_again_brk_04_t_10() {
    let world = World::new().await;
    kept_by(&world, SP).await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let request = ask(&user, world.quiet).await;
    pass_on(&manager, request).await.unwrap();
    at(&world, "2026-11-09T23:30:00Z").await;
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    at(&world, "2026-11-10T00:30:00Z").await;
    let manager = world.signed_in(LM).await;
    assert!(legs(&manager, request).await[0].late, "before any job ran");
    assert_eq!(world.registry.catch_up().await.unwrap(), 1);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    assert_eq!(kinds(&manager).await, [TaskKind::RequestUnanswered]);
    assert_eq!(legs(&manager, request).await[0].state, LegState::Chased);
    let service = world.signed_in(SP).await;
    assert_eq!(kinds(&service).await, [TaskKind::RequestToAnswer]);
    // Whoever asked sees nothing of it.
    let user = world.signed_in(Role::SupportStaff).await;
    assert_eq!(progress(&user).await, Progress::PassedOn);
    answer(&service, leg_of(&service).await, Answer::Declined)
        .await
        .unwrap();
    assert!(kinds(&manager).await.is_empty());
    assert_eq!(progress(&user).await, Progress::NoContact);
}

#[tokio::test]
async fn a_record_that_left_takes_its_requests_from_every_list_g_clock() {
    let world = World::new().await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let request = ask(&user, world.quiet).await;
    world
        .database
        .execute("update live.child set leaves_live_on = '2026-11-02'")
        .await;
    assert!(mine(&user).await.is_empty());
    assert_eq!(
        refused(view(&manager, request).await),
        Some(Refusal::NoSuchRecord)
    );
    // The request ends with its record, one of three that are archived.
    assert_eq!(world.registry.catch_up().await.unwrap(), 3);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
}

#[tokio::test]
async fn requests_and_questions_stand_apart_in_the_queue_and_every_step_in_the_trail_brk_07() {
    let world = World::new().await;
    let user = world.signed_in(Role::SupportStaff).await;
    let manager = world.signed_in(LM).await;
    let request = ask(&user, world.quiet).await;
    enquire(&user, world.shielded).await.unwrap();
    let queue = manager
        .access(ListRequests, brokering::queue)
        .await
        .unwrap();
    let kinds: Vec<_> = queue.iter().map(|request| request.kind).collect();
    assert_eq!(queue.len(), 2);
    assert!(kinds.contains(&Some(RequestKind::SensitiveService)));
    assert!(kinds.contains(&Some(RequestKind::Enquiry)));
    view(&manager, request).await.unwrap();
    withdraw(&user, request).await.unwrap();
    for step in [
        "brk.requested",
        "shield.enquiry",
        "brk.queue-viewed",
        "brk.viewed",
        "brk.closed",
    ] {
        assert_eq!(world.database.entries(step, "done").await, 1, "{step}");
    }
}

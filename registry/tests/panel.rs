//! The shielded record panel, its manager's settings, and a data administrator's right to see shields
//! (SHLD-07, SHLD-08, SHLD-11, T-25 … T-27, scenarios 13 and 14).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{Days, NaiveDate};
use domain::child_record::{ChildRecordView, ViewChildRecord};
use domain::extra_right::{ExtraRight, ListExtraRights, SetExtraRight};
use domain::id::{AccountId, ChildNumber, MeetingId, NoticeId, PackId, ShieldId};
use domain::panel::{
    CallOffMeeting, CloseMeeting, ConveneMeeting, GiveOpinion, ListMeetings, MeetingShown,
    MeetingState, PackShown, SayAttended, TableShield, ViewMeeting, ViewPack,
};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::shielding::{
    Asked, Ground, Informed, LiftShield, ListShields, Origin, Outcome, RequestShield, Review,
    ReviewShield, SetShieldSettings, ShieldSettings, ShieldShown, ShieldState, ViewShield,
    ViewShieldSettings, ViewShieldedInFull, ViewTaken, WithdrawNotice,
};
use domain::standing::Role;
use domain::task::message::Message;
use domain::task::{ListMyTasks, TaskKind};
use registry::testing::{World, rejected};
use registry::{SignedIn, Stopped, child_record, extra_right, panel, shielding, task};
use uuid::Uuid;

/// What a pack never holds: where the child lives, learns and is treated, who works with it, who
/// answers for it, its number and what names whoever asked (matrix note 3).
const HIDDEN: [&str; 15] = [
    "Findable",
    "ZB1",
    "Formerly",
    "Nearby",
    "07700",
    "Moorside",
    "A123456789012",
    "01632",
    "Bradford",
    "E08000032",
    "2012-06-03",
    "The practitioner",
    "register",
    "Airedale",
    "North team",
];

const SHIELD: ShieldId = ShieldId(Uuid::from_u128(World::SHIELD));

fn opinion(outcome: Outcome) -> Review {
    Review {
        outcome,
        child: ViewTaken::Given,
        family: ViewTaken::Sought,
        practitioners: ViewTaken::NotPossible,
    }
}

fn refused<T>(result: Result<T, Stopped>, why: Refusal) {
    match result {
        Err(Stopped::Refused(refusal)) => assert_eq!(refusal, why),
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("expected {why:?}"),
    }
}

fn day(world: &World) -> NaiveDate {
    domain::clock::london_date(world.registry.now())
}

fn to(world: &World, moment: &str) {
    world.database.clock.set(moment.parse().unwrap());
}

async fn convene(user: &SignedIn, on: NaiveDate) -> Result<MeetingId, Stopped> {
    let members = vec![World::account(Role::PanelMember)];
    let act = ConveneMeeting { on, members };
    user.access(act, panel::convene).await
}

async fn meeting(user: &SignedIn, meeting: MeetingId) -> Result<MeetingShown, Stopped> {
    user.access(ViewMeeting { meeting }, panel::view).await
}

async fn pack(user: &SignedIn, pack: PackId) -> Result<PackShown, Stopped> {
    user.access(ViewPack { pack }, panel::view_pack).await
}

async fn give(user: &SignedIn, pack: PackId, outcome: Outcome) -> Result<(), Stopped> {
    let opinion = opinion(outcome);
    user.access(GiveOpinion { pack, opinion }, panel::give_opinion)
        .await
}

async fn table(user: &SignedIn, meeting: MeetingId, tabled: bool) -> Result<(), Stopped> {
    let shield = SHIELD;
    let act = TableShield {
        meeting,
        shield,
        tabled,
    };
    user.access(act, panel::table).await
}

async fn close(
    user: &SignedIn,
    meeting: MeetingId,
    attended: &[AccountId],
    recommended: &[(PackId, Outcome)],
) -> Result<(), Stopped> {
    let act = CloseMeeting {
        meeting,
        attended: attended.to_vec(),
        recommended: recommended.to_vec(),
    };
    user.access(act, panel::close).await
}

async fn see(user: &SignedIn) -> ShieldShown {
    let act = ViewShield { shield: SHIELD };
    user.access(act, shielding::view).await.unwrap()
}

async fn review(user: &SignedIn, outcome: Outcome) -> Result<(), Stopped> {
    let act = ReviewShield {
        shield: SHIELD,
        review: opinion(outcome),
    };
    user.access(act, shielding::review).await
}

async fn lift(user: &SignedIn) -> Result<(), Stopped> {
    let (shield, informed) = (SHIELD, Informed::Told);
    user.access(LiftShield { shield, informed }, shielding::lift)
        .await
}

async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
    let list = user.access(ListMyTasks, task::list_mine).await.unwrap();
    list.into_iter().map(|task| task.kind).collect()
}

/// A notice of somebody's about the shielded child.
async fn ask(user: &SignedIn, child: ChildNumber) {
    let asked = Asked {
        origin: Origin::User,
        ground: Ground::HarmToChild,
        discussed_with_family: false,
        discussed_with_manager: true,
        until: None,
    };
    let act = RequestShield { child, asked };
    user.access(act, shielding::request).await.unwrap();
}

/// The only pack of a meeting.
async fn only(user: &SignedIn, id: MeetingId) -> PackId {
    let shown = meeting(user, id).await.unwrap();
    assert_eq!(shown.packs.len(), 1);
    shown.packs[0].id
}

#[tokio::test]
async fn shields_come_before_the_last_meeting_before_their_review_falls_due_d_04_shld_08() {
    let world = World::new().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let today = day(&world);
    // Not reviewed yet: its first review is its manager's alone.
    let first = convene(&manager, today).await.unwrap();
    assert!(meeting(&manager, first).await.unwrap().packs.is_empty());
    assert_eq!(
        convene(&manager, today).await.unwrap(),
        first,
        "called twice is called once"
    );
    // Reviewed: due in six months, and there is another meeting in between.
    review(&manager, Outcome::Keep).await.unwrap();
    assert!(meeting(&manager, first).await.unwrap().packs.is_empty());
    manager
        .access(CallOffMeeting { meeting: first }, panel::call_off)
        .await
        .unwrap();
    // The meeting after this one would be too late: it comes before this one by itself.
    let on = see(&manager).await.due_on - Days::new(60);
    let last = convene(&manager, on).await.unwrap();
    let shown = meeting(&manager, last).await.unwrap();
    assert_eq!(shown.packs.len(), 1);
    assert!(shown.others.is_empty());
    // Its manager takes it off, and it stays off; and brings it back.
    table(&manager, last, false).await.unwrap();
    let shown = meeting(&manager, last).await.unwrap();
    assert!(shown.packs.is_empty() && shown.others.len() == 1);
    table(&manager, last, true).await.unwrap();
    only(&manager, last).await;
    // A meeting planned before the review falls due lets it wait until then.
    let sooner = convene(&manager, on - Days::new(30)).await.unwrap();
    assert!(meeting(&manager, sooner).await.unwrap().packs.is_empty());
}

#[tokio::test]
async fn a_member_sees_the_packs_of_their_own_open_meetings_and_nothing_else_shld_08() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    ask(&nurse, world.shielded).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    review(&manager, Outcome::Keep).await.unwrap();
    let member = world.signed_in(Role::PanelMember).await;
    let id = convene(&manager, day(&world)).await.unwrap();
    table(&manager, id, true).await.unwrap();
    let shown = meeting(&member, id).await.unwrap();
    assert!(!shown.manager && shown.members.is_empty() && shown.others.is_empty());
    assert_eq!(shown.packs[0].shield, None);
    let which = shown.packs[0].id;
    let read = pack(&member, which).await.unwrap();
    assert_eq!(read.child.to_string(), "Sam Hidden");
    assert_eq!(read.age, 14);
    assert_eq!(read.notices.len(), 2);
    assert_eq!(read.reviews.len(), 1);
    // Ann and Kim live there, and nobody else who is shielded.
    assert_eq!((read.co_residents.open, read.co_residents.shielded), (2, 0));
    for sent in [
        serde_json::to_string(&read).unwrap(),
        serde_json::to_string(&shown).unwrap(),
    ] {
        for hidden in HIDDEN {
            assert!(!sent.contains(hidden), "{hidden} in {sent}");
        }
        assert!(!sent.contains(&world.shielded.to_string()));
    }
    // Each look is an entry about that child (SHLD-08, AUD-01).
    assert_eq!(world.database.entries("panel.pack_viewed", "done").await, 1);
    let about = "select detail->>'child' from audit.entry where action = 'panel.pack_viewed'";
    assert_eq!(
        world.database.rows(about).await,
        [world.shielded.to_string()]
    );
    // One who is shielded too is counted among the shielded.
    ask(&nurse, world.child).await;
    let read = pack(&member, which).await.unwrap();
    assert_eq!((read.co_residents.open, read.co_residents.shielded), (1, 1));
    // No search, no record, no list of shields.
    let reason = Reason::given("providing-service", "").unwrap();
    let child = world.shielded;
    let record = ViewChildRecord { child, reason };
    refused(
        member.access(record, child_record::view).await,
        Refusal::Role,
    );
    let full = ViewShieldedInFull { child };
    refused(
        member.access(full, shielding::view_in_full).await,
        Refusal::Role,
    );
    refused(
        member.access(ListShields, shielding::list).await,
        Refusal::Role,
    );
    // Nothing of a pack is stored: the tables hold codes and identifiers alone.
    let stored = "select to_jsonb(p)::text from live.panel_pack p";
    assert!(!world.database.rows(stored).await[0].contains("Hidden"));
    // Closed: nothing any more.
    let member_of = World::account(Role::PanelMember);
    close(&manager, id, &[member_of], &[(which, Outcome::Keep)])
        .await
        .unwrap();
    refused(pack(&member, which).await, Refusal::NoSuchRecord);
    refused(meeting(&member, id).await, Refusal::NoSuchRecord);
    let own = member.access(ListMeetings, panel::list).await.unwrap();
    assert!(own.meetings.is_empty() && own.members.is_none() && own.due.is_none());
}

#[tokio::test]
async fn nobody_but_invited_members_and_the_manager_reaches_a_meeting_shld_08_matrix_row_3() {
    let world = World::new().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let id = convene(&manager, day(&world)).await.unwrap();
    table(&manager, id, true).await.unwrap();
    let which = only(&manager, id).await;
    for role in Role::ALL {
        if matches!(role, Role::LocalAuthorityManager | Role::PanelMember) {
            continue;
        }
        let user = world.signed_in(role).await;
        refused(meeting(&user, id).await, Refusal::Role);
        refused(pack(&user, which).await, Refusal::Role);
        refused(give(&user, which, Outcome::Keep).await, Refusal::Role);
        refused(close(&user, id, &[], &[]).await, Refusal::Role);
        refused(convene(&user, day(&world)).await, Refusal::Role);
        let list = user.access(ListMeetings, panel::list).await;
        refused(list, Refusal::Role);
    }
    // A member who is not invited; and one of another authority's panel.
    let member = world.signed_in(Role::PanelMember).await;
    world.database.execute("delete from panel_invitation").await;
    refused(pack(&member, which).await, Refusal::NotYours);
    refused(meeting(&member, id).await, Refusal::NotYours);
    let invite = format!(
        "insert into panel_invitation (meeting, account) values ('{id}', '{}')",
        World::account(Role::PanelMember)
    );
    world.database.execute(&invite).await;
    assert!(pack(&member, which).await.is_ok());
    let moved = "update hat set local_authority = 'E08000035' where role = 'panel-member'";
    world.database.execute(moved).await;
    let member = world.signed_in(Role::PanelMember).await;
    refused(pack(&member, which).await, Refusal::NotYours);
    // A member closes nothing, and the manager gives no opinion.
    refused(close(&member, id, &[], &[]).await, Refusal::Role);
    refused(give(&manager, which, Outcome::Keep).await, Refusal::Role);
}

#[tokio::test]
async fn a_pack_of_a_record_that_moved_or_was_lifted_is_gone_shld_08_d_31() {
    let world = World::new().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let member = world.signed_in(Role::PanelMember).await;
    let id = convene(&manager, day(&world)).await.unwrap();
    table(&manager, id, true).await.unwrap();
    let which = only(&manager, id).await;
    world
        .database
        .execute("update live.child set local_authority = 'E08000035' where family = 'Hidden'")
        .await;
    for user in [&manager, &member] {
        refused(pack(user, which).await, Refusal::NoSuchRecord);
        assert!(meeting(user, id).await.unwrap().packs.is_empty());
    }
    world
        .database
        .execute("update live.child set local_authority = 'E08000032', leaves_live_on = '2026-11-02' where family = 'Hidden'")
        .await;
    for user in [&manager, &member] {
        refused(pack(user, which).await, Refusal::NoSuchRecord);
        assert!(meeting(user, id).await.unwrap().packs.is_empty());
    }
}

#[tokio::test]
async fn whoever_asked_for_a_shield_has_no_part_in_it_section_3() {
    let world = World::new().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let member = world.signed_in(Role::PanelMember).await;
    let id = convene(&manager, day(&world)).await.unwrap();
    table(&manager, id, true).await.unwrap();
    let which = only(&member, id).await;
    assert!(pack(&member, which).await.is_ok());
    // The same person, under another hat, asked for it; also where it is no longer needed.
    for withdrawn in ["null", "date '2026-11-02'"] {
        let notice = format!(
            "delete from live.shield_notice where origin = 'user';
             insert into live.shield_notice (id, child, origin, account, ground, raised_on, withdrawn_on)
             values (gen_random_uuid(), {}, 'user', '{}', 'harm-to-child', '2026-11-02', {withdrawn})",
            world.shielded.stored(),
            World::account(Role::PanelMember)
        );
        world.database.execute(&notice).await;
        assert!(
            meeting(&member, id).await.unwrap().packs.is_empty(),
            "not even that it is"
        );
        refused(pack(&member, which).await, Refusal::NotYours);
        refused(
            give(&member, which, Outcome::RecommendEnd).await,
            Refusal::NotYours,
        );
    }
    assert!(pack(&manager, which).await.is_ok());
    let opinions = "select pack from live.panel_opinion";
    assert!(world.database.rows(opinions).await.is_empty());
}

#[tokio::test]
async fn attendance_views_and_recommendations_are_recorded_and_confirmed_in_closing_shld_08() {
    let world = World::new().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let member = world.signed_in(Role::PanelMember).await;
    let account = World::account(Role::PanelMember);
    // Before its day nobody was there, and nobody recommends.
    let ahead = convene(&manager, day(&world) + Days::new(1)).await.unwrap();
    table(&manager, ahead, true).await.unwrap();
    let early = only(&member, ahead).await;
    refused(
        give(&member, early, Outcome::Keep).await,
        Refusal::NoSuchRecord,
    );
    let attend = |meeting| member.access(SayAttended { meeting }, panel::say_attended);
    refused(attend(ahead).await, Refusal::NoSuchRecord);
    assert_eq!(
        rejected(close(&manager, ahead, &[account], &[]).await),
        ["attended"]
    );

    let id = convene(&manager, day(&world)).await.unwrap();
    table(&manager, id, true).await.unwrap();
    let which = only(&member, id).await;
    attend(id).await.unwrap();
    give(&member, which, Outcome::Keep).await.unwrap();
    give(&member, which, Outcome::RecommendEnd).await.unwrap();
    let shown = meeting(&manager, id).await.unwrap();
    assert!(shown.members[0].said && shown.members[0].attended.is_none());
    assert_eq!(
        shown.packs[0].opinions.len(),
        1,
        "said again it takes the place"
    );
    assert_eq!(
        shown.packs[0].opinions[0].opinion,
        opinion(Outcome::RecommendEnd)
    );
    // Closing is whole: who was there, and something about each shield.
    let missing = rejected(close(&manager, id, &[], &[]).await);
    assert_eq!(missing, ["attended".to_owned(), format!("pack-{which}")]);
    let stranger = [AccountId(Uuid::from_u128(1))];
    let result = [(which, Outcome::RecommendEnd)];
    assert_eq!(
        rejected(close(&manager, id, &stranger, &result).await),
        ["attended"]
    );
    close(&manager, id, &[account], &result).await.unwrap();
    let shown = meeting(&manager, id).await.unwrap();
    assert_eq!(shown.state, MeetingState::Closed);
    assert_eq!(shown.members[0].attended, Some(true));
    assert_eq!(shown.packs[0].recommended, Some(Outcome::RecommendEnd));
    refused(
        close(&manager, id, &[account], &result).await,
        Refusal::NoSuchRecord,
    );
    // The manager's review shows it, and has not been done by it (D-05).
    let shield = see(&manager).await;
    assert_eq!(shield.recommended.len(), 1);
    assert_eq!(shield.recommended[0].outcome, Outcome::RecommendEnd);
    assert!(!shield.end_recommended && shield.reviews.is_empty());
    let codes = "select action from audit.entry where action in ('panel.attended', 'panel.closed') and outcome = 'done'";
    assert_eq!(world.database.rows(codes).await.len(), 2);
}

#[tokio::test]
async fn nobody_is_invited_who_is_no_member_and_to_no_day_that_has_passed_shld_08() {
    let world = World::new().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let act = ConveneMeeting {
        on: day(&world) - Days::new(1),
        members: vec![World::account(Role::Practitioner)],
    };
    let result = manager.access(act, panel::convene).await;
    assert_eq!(rejected(result), ["on", "members"]);
    let listed = manager.access(ListMeetings, panel::list).await.unwrap();
    let members = listed.members.unwrap();
    assert_eq!(members.len(), 1);
    assert_eq!(members[0].account, World::account(Role::PanelMember));
    assert!(listed.meetings.is_empty());
    // Whoever is invited gets a message, which says no more than any other (G-NOT).
    world.database.execute("delete from mail").await;
    convene(&manager, day(&world)).await.unwrap();
    let mail = world.registry.claim_mail().await.unwrap();
    assert_eq!(mail.len(), 1);
    assert_eq!(mail[0].message, Message::Task);
}

#[tokio::test]
async fn the_panel_meets_each_quarter_and_its_manager_is_reminded_t_27() {
    let world = World::new().await;
    let set = |months| SetShieldSettings {
        settings: ShieldSettings {
            director: None,
            meets_every_months: months,
        },
    };
    world
        .database
        .execute("update live.shield set shielded_on = '2026-11-02', due_on = '2029-01-01'")
        .await;
    let kinds = || async {
        let sql = "select id from task where kind = 'panel-to-convene' and closed_on is null";
        world.database.rows(sql).await.len()
    };
    // Never met: due a quarter after the first shield, reminded four weeks before.
    to(&world, "2027-01-04T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert_eq!(kinds().await, 0);
    to(&world, "2027-01-05T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    world.registry.catch_up().await.unwrap();
    assert_eq!(kinds().await, 1);
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(waiting(&manager).await.contains(&TaskKind::PanelToConvene));
    let listed = manager.access(ListMeetings, panel::list).await.unwrap();
    assert_eq!(listed.due.unwrap().to_string(), "2027-02-02");
    // Called: no longer due.
    let id = convene(&manager, day(&world)).await.unwrap();
    assert!(!waiting(&manager).await.contains(&TaskKind::PanelToConvene));
    world.registry.catch_up().await.unwrap();
    assert_eq!(kinds().await, 0);
    // One that was called off does not count.
    manager
        .access(CallOffMeeting { meeting: id }, panel::call_off)
        .await
        .unwrap();
    world.registry.catch_up().await.unwrap();
    assert_eq!(kinds().await, 1);
    // One that took place does, by the cadence that the authority has set.
    let id = convene(&manager, day(&world)).await.unwrap();
    close(&manager, id, &[World::account(Role::PanelMember)], &[])
        .await
        .unwrap();
    manager
        .access(set(2), shielding::set_settings)
        .await
        .unwrap();
    let listed = manager.access(ListMeetings, panel::list).await.unwrap();
    assert_eq!(listed.due.unwrap().to_string(), "2027-03-05");
    to(&world, "2027-02-04T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert_eq!(kinds().await, 0);
    to(&world, "2027-02-05T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert_eq!(kinds().await, 1);
}

/// Scenario 13: a feed stops flagging and the panel recommends an end, and still it is shielded; only
/// when the social worker's notice is withdrawn may the manager lift it, and nobody else.
#[tokio::test]
async fn the_panel_recommends_and_the_manager_alone_lifts_d_05_shld_08() {
    let world = World::new().await;
    let social_worker = world.signed_in(Role::Practitioner).await;
    ask(&social_worker, world.shielded).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let member = world.signed_in(Role::PanelMember).await;
    // The source's notice falls with its flag.
    world
        .database
        .execute(
            "update live.shield_notice set withdrawn_on = '2026-11-02' where origin = 'source'",
        )
        .await;
    let id = convene(&manager, day(&world)).await.unwrap();
    table(&manager, id, true).await.unwrap();
    let which = only(&member, id).await;
    give(&member, which, Outcome::RecommendEnd).await.unwrap();
    let there = [World::account(Role::PanelMember)];
    close(&manager, id, &there, &[(which, Outcome::RecommendEnd)])
        .await
        .unwrap();
    // The panel has recommended, and nothing has changed.
    assert_eq!(see(&manager).await.state, ShieldState::Shielded);
    assert_eq!(rejected(lift(&manager).await), ["informed"]);
    review(&manager, Outcome::RecommendEnd).await.unwrap();
    assert_eq!(
        rejected(lift(&manager).await),
        ["informed"],
        "somebody still asks for it"
    );
    // The social worker withdraws: now it may be lifted, by one hat alone.
    let mine = "select id from live.shield_notice where origin = 'user' and withdrawn_on is null";
    let notice: NoticeId = world.database.rows(mine).await[0].parse().unwrap();
    social_worker
        .access(WithdrawNotice { notice }, shielding::withdraw)
        .await
        .unwrap();
    assert_eq!(see(&manager).await.state, ShieldState::EndProposed);
    world
        .database
        .execute("update hat set shield_right = true")
        .await;
    for role in [
        Role::DataAdministrator,
        Role::PanelMember,
        Role::CentralTeam,
        Role::Practitioner,
    ] {
        let user = world.signed_in(role).await;
        refused(lift(&user).await, Refusal::Role);
        refused(review(&user, Outcome::Keep).await, Refusal::Role);
    }
    lift(&manager).await.unwrap();
    let informed = "select restricted->>'informed' from audit.entry where action = 'shield.lifted' and outcome = 'done'";
    assert_eq!(world.database.rows(informed).await, ["told"]);
}

/// Scenario 14: day 8 without review and month 7 without the next, and still shielded; the director is
/// told that a review is late, and nothing else (SHLD-07, G-NOT).
#[tokio::test]
async fn a_late_review_is_told_to_the_director_and_lifts_nothing_shld_07_t_25_t_26() {
    let world = World::new().await;
    world
        .database
        .execute("update live.shield set shielded_on = '2026-11-02', due_on = '2026-11-09'")
        .await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let settings = ShieldSettings::parse("director@council.example", "3").unwrap();
    manager
        .access(
            SetShieldSettings {
                settings: settings.clone(),
            },
            shielding::set_settings,
        )
        .await
        .unwrap();
    let set = manager
        .access(ViewShieldSettings, shielding::view_settings)
        .await
        .unwrap();
    assert_eq!(set, settings);
    let to_director = |world: &World| {
        let registry = world.registry.clone();
        async move {
            let mail = registry.claim_mail().await.unwrap();
            let ids = mail.iter().map(|one| one.id).collect();
            registry.note_mail(ids, 0).await.unwrap();
            let to = mail
                .into_iter()
                .filter(|one| one.to == "director@council.example");
            to.map(|one| one.message).collect::<Vec<_>>()
        }
    };
    to(&world, "2026-11-09T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert!(to_director(&world).await.is_empty(), "day 7");
    to(&world, "2026-11-10T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert_eq!(to_director(&world).await, [Message::Late], "day 8");
    world.registry.catch_up().await.unwrap();
    assert!(to_director(&world).await.is_empty(), "once for each review");
    let central = world.signed_in(Role::CentralTeam).await;
    assert!(waiting(&central).await.contains(&TaskKind::ShieldOverdue));
    // Reviewed, and late again in month 7: told again. No address, nobody is told.
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    review(&manager, Outcome::Keep).await.unwrap();
    to(&world, "2027-06-10T09:00:00Z");
    world.registry.catch_up().await.unwrap();
    assert_eq!(to_director(&world).await, [Message::Late]);
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(see(&manager).await.overdue);
    let nobody = SetShieldSettings {
        settings: ShieldSettings::default(),
    };
    manager
        .access(nobody, shielding::set_settings)
        .await
        .unwrap();
    world
        .database
        .execute("update live.shield set escalated_on = null")
        .await;
    world.registry.catch_up().await.unwrap();
    assert!(to_director(&world).await.is_empty());
    assert_eq!(world.registry.claim_mail().await.unwrap().len(), 0);
    let shielded = "select family from live.child where shielded";
    assert_eq!(world.database.rows(shielded).await, ["Hidden"]);
    for role in Role::ALL {
        if role == Role::LocalAuthorityManager {
            continue;
        }
        let user = world.signed_in(role).await;
        let settings = ShieldSettings::default();
        let set = user
            .access(SetShieldSettings { settings }, shielding::set_settings)
            .await;
        refused(set, Refusal::Role);
    }
}

#[tokio::test]
async fn a_data_administrator_with_the_right_sees_shields_and_decides_nothing_shld_11_note_2() {
    let world = World::new().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let list = manager
        .access(ListExtraRights, extra_right::list)
        .await
        .unwrap();
    assert_eq!(list.len(), 1);
    assert!(list[0].rights.is_empty());
    let hat = list[0].hat;
    let set = |right, given| SetExtraRight { hat, right, given };
    let child = world.shielded;
    let full = || ViewShieldedInFull { child };

    let before = world.signed_in(Role::DataAdministrator).await;
    refused(
        before.access(full(), shielding::view_in_full).await,
        Refusal::Role,
    );
    manager
        .access(set(ExtraRight::Shields, true), extra_right::set)
        .await
        .unwrap();
    let list = manager
        .access(ListExtraRights, extra_right::list)
        .await
        .unwrap();
    assert_eq!(list[0].rights, [ExtraRight::Shields]);

    let with = world.signed_in(Role::DataAdministrator).await;
    assert!(with.person().sees_shields && !with.person().brokers);
    let record = with.access(full(), shielding::view_in_full).await.unwrap();
    assert!(serde_json::to_string(&record).unwrap().contains("Findable"));
    assert_eq!(
        with.access(ListShields, shielding::list)
            .await
            .unwrap()
            .len(),
        1
    );
    let shield = see(&with).await;
    assert!(!shield.decides && see(&manager).await.decides);
    // Row 3 is one thing, the record that everyone opens another: there it is four facts.
    let reason = Reason::given("management-function", "").unwrap();
    let view = with
        .access(ViewChildRecord { child, reason }, child_record::view)
        .await
        .unwrap();
    assert!(matches!(view, ChildRecordView::Shielded(_)));
    // It decides nothing (rows 23 and 24), and calls no meeting.
    refused(review(&with, Outcome::Keep).await, Refusal::Role);
    refused(lift(&with).await, Refusal::Role);
    refused(convene(&with, day(&world)).await, Refusal::Role);
    refused(
        with.access(set(ExtraRight::Shields, true), extra_right::set)
            .await,
        Refusal::Role,
    );
    // Another authority's shields are as hidden as to anyone.
    let elsewhere = "update live.child set local_authority = 'E08000035' where shielded";
    world.database.execute(elsewhere).await;
    refused(
        with.access(full(), shielding::view_in_full).await,
        Refusal::NotYours,
    );
    assert!(
        with.access(ListShields, shielding::list)
            .await
            .unwrap()
            .is_empty()
    );
    let back = "update live.child set local_authority = 'E08000032' where shielded";
    world.database.execute(back).await;
    // Taken back: from the next request on.
    manager
        .access(set(ExtraRight::Shields, false), extra_right::set)
        .await
        .unwrap();
    let after = world.signed_in(Role::DataAdministrator).await;
    refused(
        after.access(full(), shielding::view_in_full).await,
        Refusal::Role,
    );
    // The other right is given and taken on the same page; neither touches the other.
    manager
        .access(set(ExtraRight::Brokering, true), extra_right::set)
        .await
        .unwrap();
    let list = manager
        .access(ListExtraRights, extra_right::list)
        .await
        .unwrap();
    assert_eq!(list[0].rights, [ExtraRight::Brokering]);
    // Only their own authority's data administrators, and no other role.
    world
        .database
        .execute("update hat set local_authority = 'E08000035' where role = 'data-administrator'")
        .await;
    let result = manager
        .access(set(ExtraRight::Shields, true), extra_right::set)
        .await;
    refused(result, Refusal::NotYours);
    let other = "select id from hat where role = 'practitioner'";
    let hat = world.database.rows(other).await[0].parse().unwrap();
    let act = SetExtraRight {
        hat,
        right: ExtraRight::Shields,
        given: true,
    };
    refused(
        manager.access(act, extra_right::set).await,
        Refusal::NoSuchRecord,
    );
}

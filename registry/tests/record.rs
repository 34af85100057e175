//! Seeing a record and recording an involvement, on a real database (REC, INV, D-01).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::NaiveDate;
use domain::child_record::{ChildRecordView, OpenRecord, Telephone, ViewChildRecord};
use domain::id::{ChildNumber, InvolvementId, ServiceId};
use domain::involvement::{
    ChangeInvolvement, EndInvolvement, EntryChanges, InvolvementEntry, Level, ListMyInvolvements,
    StartInvolvement,
};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::standing::Role;
use registry::testing::World;
use registry::{SignedIn, Stopped, child_record, involvement};
use uuid::Uuid;

fn reason() -> Reason {
    Reason::given("providing-service", "").unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn view(user: &SignedIn, child: ChildNumber) -> Result<ChildRecordView, Stopped> {
    user.access(
        ViewChildRecord {
            child,
            reason: reason(),
        },
        child_record::view,
    )
    .await
}

async fn open(user: &SignedIn, child: ChildNumber) -> OpenRecord {
    match view(user, child).await.unwrap() {
        ChildRecordView::Open(record) => *record,
        ChildRecordView::Shielded(_) => panic!("the record is not shielded"),
    }
}

fn changes(level: Level, started: &str) -> EntryChanges {
    EntryChanges {
        level,
        telephone: Telephone::parse("01632 960555").unwrap(),
        started: date(started),
    }
}

fn start(child: ChildNumber, service: u128) -> StartInvolvement {
    StartInvolvement {
        child,
        entry: InvolvementEntry {
            service: ServiceId(Uuid::from_u128(service)),
            details: changes(Level::Practitioner, "2026-10-01"),
        },
    }
}

#[tokio::test]
async fn the_record_says_who_works_with_the_child_and_whom_to_ring_rec_06() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let record = open(&user, world.child).await;
    assert_eq!(record.involvements.len(), 1);
    let contact = &record.involvements[0].contact;
    assert_eq!(contact.service, "Support in school");
    assert_eq!(
        contact.telephone.as_ref().unwrap().dialled(),
        "+441632960002"
    );
    assert!(!record.sensitive_service);
    assert_eq!(record.responsible_authority.name, "Bradford");
}

#[tokio::test]
async fn a_shielded_record_shows_four_facts_d_01() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let view = view(&user, world.shielded).await.unwrap();
    let sent = serde_json::to_string(&view).unwrap();
    assert!(matches!(view, ChildRecordView::Shielded(_)));
    for hidden in [
        "Findable", "Formerly", "Nearby", "Bradford", "ZB1", "Moorside", "07700",
    ] {
        assert!(!sent.contains(hidden), "{hidden} must not be sent");
    }
}

#[tokio::test]
async fn a_number_of_another_body_is_not_shown_rec_09() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(open(&nurse, world.child).await.identifiers.is_empty());
    let school = world.signed_in(Role::SupportStaff).await;
    assert_eq!(
        open(&school, world.child).await.identifiers[0].value,
        "A123456789012"
    );
}

#[tokio::test]
async fn a_record_has_left_at_the_start_of_the_eighteenth_birthday_g_clock() {
    let world = World::new().await;
    world
        .database
        .clock
        .set("2033-05-13T22:50:00Z".parse().unwrap());
    world
        .database
        .execute("update account set vetted_on = '2033-01-01'")
        .await;
    let token = world.token(Role::Practitioner).await;
    let user = |token: String| {
        let world = &world;
        async move {
            match world.registry.authenticate(&token, world.request()).await {
                Ok(registry::account::Session::SignedIn(user)) => *user,
                _ => panic!("signed in"),
            }
        }
    };
    assert!(view(&user(token.clone()).await, world.child).await.is_ok());
    // Midnight in London, an hour before midnight in Greenwich.
    world
        .database
        .clock
        .set("2033-05-13T23:00:00Z".parse().unwrap());
    assert!(matches!(
        view(&user(token).await, world.child).await,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    ));
}

#[tokio::test]
async fn an_unknown_number_is_refused_like_a_record_that_left_g_deny() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    assert!(matches!(
        view(&user, ChildNumber::nth(99)).await,
        Err(Stopped::Refused(Refusal::NoSuchRecord))
    ));
    assert_eq!(world.database.entries("record.viewed", "refused").await, 1);
}

#[tokio::test]
async fn a_service_flagged_as_sensitive_hides_its_entries_at_once_sens_01() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    world
        .database
        .execute("update service_type set sensitive = true where code = 'school-support'")
        .await;
    let record = open(&user, world.child).await;
    assert!(record.involvements.is_empty());
    assert!(record.sensitive_service);
}

#[tokio::test]
async fn one_or_several_sensitive_services_are_one_line_rec_07() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let one = serde_json::to_string(&open(&user, world.quiet).await).unwrap();
    world
        .database
        .execute(
            "insert into live.sensitive_involvement (id, child, sealed, visible_until, renew_by)
             select gen_random_uuid(), child, sealed, visible_until, renew_by from live.sensitive_involvement, generate_series(1, 4)",
        )
        .await;
    assert_eq!(
        serde_json::to_string(&open(&user, world.quiet).await).unwrap(),
        one
    );
}

#[tokio::test]
async fn an_involvement_is_recorded_changed_and_ended_by_its_owner_inv_04_inv_08() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let id: InvolvementId = user
        .access(
            start(world.child, World::HEALTH_VISITING),
            involvement::start,
        )
        .await
        .unwrap();
    let shown = open(&user, world.child).await;
    let mine = shown.involvements.iter().find(|i| i.id == id).unwrap();
    assert!(mine.own && mine.contact.name == "The practitioner");

    let act = ChangeInvolvement {
        involvement: id,
        changes: changes(Level::Team, "2026-09-01"),
    };
    user.access(act, involvement::change).await.unwrap();
    let shown = open(&user, world.child).await;
    assert_eq!(
        shown
            .involvements
            .iter()
            .find(|i| i.id == id)
            .unwrap()
            .contact
            .name,
        "North team"
    );

    let end = |day: &str| EndInvolvement {
        involvement: id,
        ended: date(day),
        longer: None,
    };
    assert!(matches!(
        user.access(end("2026-11-03"), involvement::end).await,
        Err(Stopped::Rejected(_))
    ));
    user.access(end("2026-11-01"), involvement::end)
        .await
        .unwrap();
    let shown = open(&user, world.child).await;
    assert_eq!(
        shown
            .involvements
            .iter()
            .find(|i| i.id == id)
            .unwrap()
            .ended,
        Some(date("2026-11-01"))
    );
    let listed = user
        .access(ListMyInvolvements, involvement::list_mine)
        .await
        .unwrap();
    assert_eq!(listed.len(), 1);
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_involvement_inv_04() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let again = |user: SignedIn| {
        let act = start(world.child, World::HEALTH_VISITING);
        tokio::spawn(async move { user.access(act, involvement::start).await.is_ok() })
    };
    let (a, b) = (again(user.clone()), again(user.clone()));
    assert_eq!(
        [a.await.unwrap(), b.await.unwrap()]
            .iter()
            .filter(|done| **done)
            .count(),
        1
    );
}

#[tokio::test]
async fn only_a_service_of_ones_own_organisation_can_be_recorded_inv_02() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    for service in [World::SCHOOL_SUPPORT, World::SENSITIVE, 999] {
        assert!(matches!(
            user.access(start(world.child, service), involvement::start)
                .await,
            Err(Stopped::Refused(Refusal::NotYours))
        ));
    }
}

#[tokio::test]
async fn a_colleague_cannot_change_or_end_an_entry_that_is_not_theirs_upd_05() {
    let world = World::new().await;
    let owner = world.signed_in(Role::Practitioner).await;
    let act = start(world.child, World::HEALTH_VISITING);
    let id = owner.access(act, involvement::start).await.unwrap();
    let colleague = world.signed_in(Role::SensitiveServicePractitioner).await;
    let end = EndInvolvement {
        involvement: id,
        ended: date("2026-11-01"),
        longer: None,
    };
    assert!(matches!(
        colleague.access(end, involvement::end).await,
        Err(Stopped::Refused(Refusal::NotYours))
    ));
    let change = ChangeInvolvement {
        involvement: id,
        changes: changes(Level::Team, "2026-09-01"),
    };
    assert!(matches!(
        colleague.access(change, involvement::change).await,
        Err(Stopped::Refused(Refusal::NotYours))
    ));
}

#[tokio::test]
async fn an_ended_entry_is_gone_a_year_later_though_no_job_ran_cease_01() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let act = start(world.child, World::HEALTH_VISITING);
    let id = user.access(act, involvement::start).await.unwrap();
    let end = EndInvolvement {
        involvement: id,
        ended: date("2026-11-01"),
        longer: None,
    };
    user.access(end, involvement::end).await.unwrap();
    world
        .database
        .execute("update account set vetted_on = '2027-01-01'")
        .await;
    world
        .database
        .clock
        .set("2027-10-31T12:00:00Z".parse().unwrap());
    let user = world.signed_in(Role::Practitioner).await;
    assert!(
        open(&user, world.child)
            .await
            .involvements
            .iter()
            .any(|i| i.id == id)
    );
    world
        .database
        .clock
        .set("2027-11-01T12:00:00Z".parse().unwrap());
    let user = world.signed_in(Role::Practitioner).await;
    assert!(
        !open(&user, world.child)
            .await
            .involvements
            .iter()
            .any(|i| i.id == id)
    );
}

#[tokio::test]
async fn a_shielded_child_among_ones_own_shows_four_facts_inv_10() {
    let world = World::new().await;
    let user = world.signed_in(Role::Practitioner).await;
    let act = start(world.shielded, World::HEALTH_VISITING);
    user.access(act, involvement::start).await.unwrap();
    let listed = user
        .access(ListMyInvolvements, involvement::list_mine)
        .await
        .unwrap();
    assert!(listed[0].child.shielded);
    let sent = serde_json::to_string(&listed).unwrap();
    assert!(!sent.contains("Findable") && !sent.contains("ZB1"));
}

//! Sensitive services on a real database: consent, what is hidden from whom, and what time does
//! (SENS, INV-01, INV-02).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::NaiveDate;
use domain::child_record::{ChildRecordView, OpenRecord, Telephone, ViewChildRecord};
use domain::id::{ChildNumber, InvolvementId, OrganisationId, ServiceId};
use domain::involvement::{EntryChanges, InvolvementEntry, Level, StartInvolvement};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::sensitive_service::{
    Attesting, Basis, ChangeSensitiveInvolvement, Checklist, ConfirmWithdrawal,
    EndSensitiveInvolvement, GivenBy, ListMySensitiveInvolvements, MySensitiveInvolvement,
    RecordSensitiveInvolvement, RenewConsent, SensitiveContacts, ViewSensitiveContacts,
    ViewSensitiveEntry, ViewWithdrawal, WithdrawConsent,
};
use domain::service_catalogue::{AddService, ChangeService, FlagServiceType, ServiceName};
use domain::standing::Role;
use registry::testing::World;
use registry::{
    SignedIn, Stopped, child_record, involvement, sensitive_service, service_catalogue,
};
use uuid::Uuid;

const SP: Role = Role::SensitiveServicePractitioner;
const LM: Role = Role::LocalAuthorityManager;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn reason() -> Reason {
    Reason::given("providing-service", "").unwrap()
}

fn consent(given_by: GivenBy, given_on: &str) -> Attesting {
    Attesting::Consent {
        given_by: Some(given_by),
        given_on: date(given_on),
        checklist: Checklist::ticked(Checklist::ELEMENTS.map(|(name, _)| name)),
    }
}

fn recording(child: ChildNumber, attesting: Attesting) -> RecordSensitiveInvolvement {
    RecordSensitiveInvolvement {
        child,
        service: ServiceId(Uuid::from_u128(World::SENSITIVE)),
        details: EntryChanges {
            level: Level::Practitioner,
            telephone: Telephone::parse("01632 960888").unwrap(),
            started: date("2026-10-01"),
        },
        attesting,
    }
}

async fn recorded(user: &SignedIn, child: ChildNumber, by: GivenBy) -> InvolvementId {
    let act = recording(child, consent(by, "2026-10-01"));
    user.access(act, sensitive_service::record).await.unwrap()
}

async fn open(user: &SignedIn, child: ChildNumber) -> OpenRecord {
    let act = ViewChildRecord {
        child,
        reason: reason(),
    };
    match user.access(act, child_record::view).await.unwrap() {
        ChildRecordView::Open(record) => *record,
        ChildRecordView::Shielded(_) => panic!("the record is not shielded"),
    }
}

async fn contacts(user: &SignedIn, child: ChildNumber) -> Result<SensitiveContacts, Stopped> {
    let act = ViewSensitiveContacts {
        child,
        reason: reason(),
    };
    user.access(act, sensitive_service::contacts).await
}

async fn mine(user: &SignedIn) -> Vec<MySensitiveInvolvement> {
    user.access(ListMySensitiveInvolvements, sensitive_service::list_mine)
        .await
        .unwrap()
}

fn withdrawing(involvement: InvolvementId, stays: bool) -> WithdrawConsent {
    WithdrawConsent {
        involvement,
        informed_by: GivenBy::Child,
        informed_on: date("2026-11-01"),
        stays,
    }
}

fn refused<T>(answer: Result<T, Stopped>) -> bool {
    matches!(answer, Err(Stopped::Refused(_)))
}

/// The kinds of tasks that are open, in order.
async fn tasks(world: &World) -> Vec<String> {
    world
        .database
        .rows(
            "select kind from task
             where closed_on is null and kind <> 'panel-to-convene' order by kind",
        )
        .await
}

async fn at(world: &World, moment: &str) {
    world
        .database
        .execute("update account set vetted_on = '2026-10-01'")
        .await;
    world.database.clock.set(moment.parse().unwrap());
    world.registry.catch_up().await.unwrap();
}

#[tokio::test]
async fn without_an_attestation_nothing_is_recorded_sens_02() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    let unticked = Attesting::Consent {
        given_by: Some(GivenBy::Child),
        given_on: date("2026-10-01"),
        checklist: Checklist::default(),
    };
    let answer = user
        .access(recording(world.child, unticked), sensitive_service::record)
        .await;
    assert!(matches!(answer, Err(Stopped::Rejected(_))));
    assert!(!open(&user, world.child).await.sensitive_service);
    recorded(&user, world.child, GivenBy::Child).await;
    assert!(open(&user, world.child).await.sensitive_service);
}

#[tokio::test]
async fn only_the_services_own_practitioner_records_it_matrix_16_17_sens_03() {
    let world = World::new().await;
    let harm = || Attesting::SignificantHarm {
        judged_on: date("2026-10-01"),
        attests: true,
    };
    for role in [Role::Practitioner, Role::Manager, Role::SupportStaff, LM] {
        let user = world.signed_in(role).await;
        let act = recording(world.child, harm());
        assert!(refused(user.access(act, sensitive_service::record).await));
    }
    let user = world.signed_in(SP).await;
    let ordinary = RecordSensitiveInvolvement {
        service: ServiceId(Uuid::from_u128(World::HEALTH_VISITING)),
        ..recording(world.child, harm())
    };
    assert!(refused(
        user.access(ordinary, sensitive_service::record).await
    ));
    let act = recording(world.child, harm());
    user.access(act, sensitive_service::record).await.unwrap();
    assert_eq!(
        mine(&user).await[0].entry.attestation.basis,
        Some(Basis::SignificantHarm)
    );
}

#[tokio::test]
async fn a_form_sent_twice_records_one_sensitive_involvement_sens_02() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    let once = recorded(&user, world.child, GivenBy::Child).await;
    assert_eq!(once, recorded(&user, world.child, GivenBy::Child).await);
    assert_eq!(mine(&user).await.len(), 1);
}

#[tokio::test]
async fn nobody_but_the_owner_and_the_responsible_manager_sees_the_contact_sens_04_d_09_d_11() {
    let world = World::new().await;
    let owner = world.signed_in(SP).await;
    let id = recorded(&owner, world.child, GivenBy::Child).await;
    let view = ViewSensitiveEntry { involvement: id };
    assert!(owner.access(view, sensitive_service::view).await.is_ok());
    assert!(refused(contacts(&owner, world.child).await));
    for role in Role::ALL.into_iter().filter(|role| *role != SP) {
        let user = world.signed_in(role).await;
        let view = ViewSensitiveEntry { involvement: id };
        let seen = user.access(view, sensitive_service::view).await.is_ok();
        assert_eq!(seen, role == LM, "{}", role.code());
        let listed = contacts(&user, world.child).await.is_ok();
        assert_eq!(listed, role == LM, "{}", role.code());
    }
    let manager = world.signed_in(LM).await;
    let seen = contacts(&manager, world.child).await.unwrap();
    assert_eq!(seen.entries[0].contact.service, "Wellbeing clinic");
    let number = seen.entries[0].contact.telephone.as_ref().unwrap();
    assert_eq!(number.dialled(), "+441632960888");
    assert_eq!(seen.entries[0].attestation.given_by, Some(GivenBy::Child));
    assert_eq!(seen.entries[0].attestation.renew_by, date("2027-10-01"));
}

#[tokio::test]
async fn a_manager_of_another_authority_sees_nothing_and_a_new_right_opens_it_matrix_4() {
    let world = World::new().await;
    world
        .database
        .execute("update live.child set local_authority = 'E08000035'")
        .await;
    let manager = world.signed_in(LM).await;
    assert!(refused(contacts(&manager, world.quiet).await));
    assert!(!open(&manager, world.quiet).await.brokered);
    world
        .database
        .execute("update live.child set local_authority = 'E08000032'")
        .await;
    assert!(open(&manager, world.quiet).await.brokered);
    world
        .database
        .execute("update hat set brokering_right = true")
        .await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    assert!(contacts(&administrator, world.quiet).await.is_ok());
    assert!(refused(contacts(&administrator, world.shielded).await));
    assert!(contacts(&manager, world.shielded).await.is_ok());
}

#[tokio::test]
async fn the_tables_hold_nothing_of_the_contact_in_the_clear_nfr_04_sens_04() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    recorded(&user, world.child, GivenBy::Child).await;
    let mut dump = world
        .database
        .rows("select id, child, owner, sealed, visible_until, renew_by, reminded, ask_again_on from live.sensitive_involvement")
        .await;
    dump.extend(
        world
            .database
            .rows("select action, detail, restricted from audit.entry where action like 'sens.%'")
            .await,
    );
    let dump = dump.join("\n");
    let service = Uuid::from_u128(World::SENSITIVE).to_string();
    // The bytes of a sealed column are shown as hexadecimal digits.
    let hex = |text: &str| {
        text.bytes()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    for hidden in ["960888", "Wellbeing", "given_by", service.as_str()] {
        assert!(!dump.contains(hidden), "{hidden} stands in the clear");
        assert!(!dump.contains(&hex(hidden)), "{hidden} stands in the clear");
    }
}

#[tokio::test]
async fn a_renewal_asks_for_everything_again_and_may_change_the_ground_sens_05_sens_08() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    let id = recorded(&user, world.child, GivenBy::ParentOrCarer).await;
    let renewing = |attesting| RenewConsent {
        involvement: id,
        attesting,
    };
    let unticked = Attesting::Consent {
        given_by: Some(GivenBy::Child),
        given_on: date("2026-11-01"),
        checklist: Checklist::default(),
    };
    let answer = user
        .access(renewing(unticked), sensitive_service::renew)
        .await;
    assert!(matches!(answer, Err(Stopped::Rejected(_))));
    let child = consent(GivenBy::Child, "2026-11-01");
    user.access(renewing(child), sensitive_service::renew)
        .await
        .unwrap();
    let attested = mine(&user).await[0].entry.attestation.clone();
    assert_eq!(attested.given_by, Some(GivenBy::Child));
    assert_eq!(attested.renew_by, date("2027-11-01"));
}

#[tokio::test]
async fn its_owner_changes_whom_to_ring_and_the_record_does_not_change_upd_05_sens_04() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    let id = recorded(&user, world.child, GivenBy::Child).await;
    let before = serde_json::to_string(&open(&user, world.child).await).unwrap();
    let changing = |telephone: &str, started: &str| ChangeSensitiveInvolvement {
        involvement: id,
        changes: EntryChanges {
            level: Level::Team,
            telephone: Telephone::parse(telephone).unwrap(),
            started: date(started),
        },
    };
    let future = changing("01632 960888", "2027-01-01");
    assert!(matches!(
        user.access(future, sensitive_service::change).await,
        Err(Stopped::Rejected(_))
    ));
    let change = changing("01632 960888", "2026-09-01");
    user.access(change, sensitive_service::change)
        .await
        .unwrap();
    let entry = mine(&user).await.remove(0).entry;
    assert_eq!(entry.level, Level::Team);
    assert_eq!(entry.started, date("2026-09-01"));
    assert_eq!(
        entry.contact.telephone.map(String::from),
        Some(String::from(Telephone::parse("01632 960888").unwrap()))
    );
    assert_eq!(entry.attestation.given_by, Some(GivenBy::Child));
    assert_eq!(
        serde_json::to_string(&open(&user, world.child).await).unwrap(),
        before
    );
    for role in [LM, Role::Practitioner] {
        let other = world.signed_in(role).await;
        let change = changing("01632 960889", "2026-09-01");
        assert!(refused(
            other.access(change, sensitive_service::change).await
        ));
    }
    let end = EndSensitiveInvolvement {
        involvement: id,
        ended: date("2026-11-01"),
    };
    user.access(end, sensitive_service::end).await.unwrap();
    let change = changing("01632 960889", "2026-09-01");
    assert!(matches!(
        user.access(change, sensitive_service::change).await,
        Err(Stopped::Rejected(_))
    ));
}

#[tokio::test]
async fn an_ended_entry_is_the_same_line_for_its_year_and_no_longer_than_consent_sens_07() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    let id = recorded(&user, world.child, GivenBy::Child).await;
    let before = serde_json::to_string(&open(&user, world.child).await).unwrap();
    let end = || EndSensitiveInvolvement {
        involvement: id,
        ended: date("2026-11-01"),
    };
    user.access(end(), sensitive_service::end).await.unwrap();
    user.access(end(), sensitive_service::end).await.unwrap();
    assert_eq!(
        serde_json::to_string(&open(&user, world.child).await).unwrap(),
        before
    );
    assert_eq!(mine(&user).await[0].entry.visible_until, date("2027-10-01"));
}

#[tokio::test]
async fn a_withdrawal_archives_at_once_and_leaves_no_trace_on_the_record_sens_06() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    let before = serde_json::to_string(&open(&user, world.child).await).unwrap();
    let id = recorded(&user, world.child, GivenBy::Child).await;
    user.access(withdrawing(id, false), sensitive_service::withdraw)
        .await
        .unwrap();
    user.access(withdrawing(id, false), sensitive_service::withdraw)
        .await
        .unwrap();
    assert_eq!(
        serde_json::to_string(&open(&user, world.child).await).unwrap(),
        before
    );
    let archived = world
        .database
        .rows("select why from archive.item where kind = 'sensitive-involvement'")
        .await;
    assert_eq!(archived, ["consent-withdrawn"]);
    assert_eq!(tasks(&world).await, ["withdrawal-to-confirm"]);
    let manager = world.signed_in(LM).await;
    let view = ViewWithdrawal { involvement: id };
    let seen = manager
        .access(view, sensitive_service::view_withdrawal)
        .await
        .unwrap();
    assert_eq!(seen.child, world.child);
    for _ in 0..2 {
        let confirm = ConfirmWithdrawal { involvement: id };
        manager
            .access(confirm, sensitive_service::confirm_withdrawal)
            .await
            .unwrap();
    }
    assert!(tasks(&world).await.is_empty());
}

#[tokio::test]
async fn fear_of_harm_outlasts_a_withdrawal_only_where_it_was_the_ground_sens_06_d_12() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    let id = recorded(&user, world.child, GivenBy::Child).await;
    let answer = user
        .access(withdrawing(id, true), sensitive_service::withdraw)
        .await;
    assert!(matches!(answer, Err(Stopped::Rejected(_))));
    let harm = Attesting::SignificantHarm {
        judged_on: date("2026-11-01"),
        attests: true,
    };
    let renew = RenewConsent {
        involvement: id,
        attesting: harm,
    };
    user.access(renew, sensitive_service::renew).await.unwrap();
    let gone = user
        .access(withdrawing(id, true), sensitive_service::withdraw)
        .await;
    assert!(!gone.unwrap());
    assert!(open(&user, world.child).await.sensitive_service);
}

#[tokio::test]
async fn a_manager_archives_a_withdrawn_entry_and_a_colleague_cannot_section_3() {
    let world = World::new().await;
    let id = InvolvementId(Uuid::from_u128(World::QUIET_ENTRY));
    for role in [Role::Manager, SP, Role::DataAdministrator] {
        let user = world.signed_in(role).await;
        let answer = user
            .access(withdrawing(id, false), sensitive_service::withdraw)
            .await;
        assert!(refused(answer), "{}", role.code());
    }
    let manager = world.signed_in(LM).await;
    manager
        .access(withdrawing(id, false), sensitive_service::withdraw)
        .await
        .unwrap();
    assert!(!open(&manager, world.quiet).await.sensitive_service);
}

#[tokio::test]
async fn an_owner_is_told_of_a_withdrawal_that_a_manager_recorded_sens_06() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    let id = recorded(&user, world.child, GivenBy::Child).await;
    let manager = world.signed_in(LM).await;
    manager
        .access(withdrawing(id, false), sensitive_service::withdraw)
        .await
        .unwrap();
    assert_eq!(
        tasks(&world).await,
        ["consent-withdrawn", "withdrawal-to-confirm"]
    );
}

#[tokio::test]
async fn owners_are_reminded_twice_and_a_lapse_archives_after_days_of_absence_sens_05_t_09() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    recorded(&user, world.child, GivenBy::Child).await;
    at(&world, "2027-08-31T12:00:00Z").await;
    assert!(tasks(&world).await.is_empty());
    at(&world, "2027-09-01T12:00:00Z").await;
    assert_eq!(tasks(&world).await, ["renew-consent"]);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    at(&world, "2027-09-24T12:00:00Z").await;
    assert_eq!(
        world
            .database
            .rows(
                "select opened_on from task where closed_on is null and kind <> 'panel-to-convene'"
            )
            .await,
        ["2027-09-24"]
    );
    // The last minutes before the day, in London's summer time.
    at(&world, "2027-09-30T22:58:00Z").await;
    let user = world.signed_in(SP).await;
    assert!(open(&user, world.child).await.sensitive_service);
    world
        .database
        .clock
        .set("2027-09-30T23:00:00Z".parse().unwrap());
    let user = world.signed_in(SP).await;
    assert!(
        !open(&user, world.child).await.sensitive_service,
        "though no job ran (G-CLOCK)"
    );
    at(&world, "2027-10-09T12:00:00Z").await;
    assert_eq!(tasks(&world).await, ["consent-lapsed", "lapse-to-review"]);
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
}

#[tokio::test]
async fn a_reminder_of_someone_who_left_goes_to_the_responsible_manager_alone_sens_04() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    recorded(&user, world.child, GivenBy::Child).await;
    world
        .database
        .execute("update account set state = 'closed' where user_name = 'sensitive-service-practitioner'")
        .await;
    at(&world, "2027-09-15T12:00:00Z").await;
    assert_eq!(
        world
            .database
            .rows("select role from task where kind <> 'panel-to-convene'")
            .await,
        ["local-authority-manager"]
    );
}

#[tokio::test]
async fn nothing_is_asked_about_a_child_who_has_died_sens_05() {
    let world = World::new().await;
    let user = world.signed_in(SP).await;
    recorded(&user, world.child, GivenBy::ParentOrCarer).await;
    world
        .database
        .execute("update live.child set date_of_death = '2026-11-01'")
        .await;
    at(&world, "2027-12-01T12:00:00Z").await;
    assert!(tasks(&world).await.is_empty());
}

#[tokio::test]
async fn a_parents_consent_is_sought_again_once_at_sixteen_sens_08_t_44() {
    let world = World::new().await;
    world
        .database
        .execute("update live.child set date_of_birth = '2010-12-05'")
        .await;
    let user = world.signed_in(SP).await;
    let id = recorded(&user, world.child, GivenBy::ParentOrCarer).await;
    recorded(&user, world.shielded, GivenBy::Child).await;
    at(&world, "2026-12-04T12:00:00Z").await;
    assert!(tasks(&world).await.is_empty());
    at(&world, "2026-12-07T12:00:00Z").await;
    assert_eq!(
        world.database.rows("select kind, object from task").await,
        [format!("reseek-consent|{id}")]
    );
    world.database.execute("delete from task").await;
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
}

#[tokio::test]
async fn a_service_flagged_by_its_manager_hides_and_seals_what_there_is_sens_01_inv_01() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    world
        .database
        .execute("update service_type set universal = false where code = 'health-visiting'")
        .await;
    let service = ServiceId(Uuid::from_u128(World::HEALTH_VISITING));
    let start = StartInvolvement {
        child: world.child,
        entry: InvolvementEntry {
            service,
            details: recording(world.child, consent(GivenBy::Child, "2026-10-01")).details,
        },
    };
    let id = nurse.access(start, involvement::start).await.unwrap();
    let manager = world.signed_in(LM).await;
    let flag = ChangeService {
        service,
        name: ServiceName::parse("Health visiting").unwrap(),
        sensitive: true,
    };
    manager
        .access(flag, service_catalogue::change)
        .await
        .unwrap();
    let hidden = open(&nurse, world.child).await;
    assert!(hidden.sensitive_service && hidden.involvements.iter().all(|shown| shown.id != id));
    assert_eq!(nurse.service_choices().await.unwrap().len(), 0);
    world.registry.catch_up().await.unwrap();
    assert_eq!(tasks(&world).await, ["attest-consent"]);
    let sealed = mine(&nurse).await;
    assert_eq!(sealed[0].entry.id, id);
    assert_eq!(sealed[0].entry.attestation.basis, None);
    assert_eq!(
        serde_json::to_string(&open(&nurse, world.child).await).unwrap(),
        serde_json::to_string(&hidden).unwrap()
    );
    let renew = RenewConsent {
        involvement: id,
        attesting: consent(GivenBy::Child, "2026-11-01"),
    };
    nurse.access(renew, sensitive_service::renew).await.unwrap();
    assert!(tasks(&world).await.is_empty());
}

#[tokio::test]
async fn what_nobody_attests_within_four_weeks_of_the_flag_is_archived_sens_02() {
    let world = World::new().await;
    let central = world.signed_in(Role::CentralTeam).await;
    let flag = FlagServiceType {
        service_type: "school-support".to_owned(),
        sensitive: true,
    };
    central
        .access(flag, service_catalogue::flag_type)
        .await
        .unwrap();
    world.registry.catch_up().await.unwrap();
    let until = world
        .database
        .rows("select visible_until from live.sensitive_involvement where visible_until < '2027-01-01'")
        .await;
    assert_eq!(until, ["2026-11-30"]);
    at(&world, "2026-11-30T12:00:00Z").await;
    assert_eq!(
        world.database.rows("select why from archive.item").await,
        ["consent-lapsed"]
    );
}

#[tokio::test]
async fn a_manager_registers_services_of_the_own_authority_alone_inv_02() {
    let world = World::new().await;
    let manager = world.signed_in(LM).await;
    let adding = |organisation: u128| AddService {
        organisation: OrganisationId(Uuid::from_u128(organisation)),
        service_type: "school-support".to_owned(),
        name: ServiceName::parse("Mentoring").unwrap(),
    };
    let once = manager
        .access(adding(World::HEALTH), service_catalogue::add)
        .await
        .unwrap();
    let again = manager
        .access(adding(World::HEALTH), service_catalogue::add)
        .await
        .unwrap();
    assert_eq!(once, again);
    let nurse = world.signed_in(Role::Practitioner).await;
    let choices = nurse.service_choices().await.unwrap();
    assert!(choices.iter().any(|choice| choice.name == "Mentoring"));
    assert!(refused(
        nurse
            .access(adding(World::HEALTH), service_catalogue::add)
            .await
    ));
    world
        .database
        .execute("update organisation set local_authority = 'E08000035'")
        .await;
    assert!(refused(
        manager
            .access(adding(World::SCHOOL), service_catalogue::add)
            .await
    ));
    assert!(matches!(
        nurse.access(adding(999), service_catalogue::add).await,
        Err(Stopped::Refused(Refusal::Role))
    ));
    assert_eq!(world.database.entries("refdata.changed", "done").await, 2);
}

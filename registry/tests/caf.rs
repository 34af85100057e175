//! Common assessments, lead professionals and neutral display lines, on a real database (CAF).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::NaiveDate;
use domain::caf::{ClearCaf, RecordCaf, Recorded};
use domain::child_record::{ChildRecordView, OpenRecord, Telephone, ViewChildRecord};
use domain::holder::{ELEMENTS, Holder, Neutral, NewPractitioner, Who, attested};
use domain::id::{ChildNumber, NeutralLineId, OrganisationId, PractitionerId, ServiceId};
use domain::lead_professional::{EndLeadProfessional, NameLeadProfessional};
use domain::neutral_line::{AgreeNeutralLine, ListNeutralLines, RetireNeutralLine};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::sensitive_service::GivenBy;
use domain::standing::Role;
use domain::work::Rule;
use registry::testing::World;
use registry::{SignedIn, Stopped, caf, child_record, lead_professional, neutral_line};
use uuid::Uuid;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn open(user: &SignedIn, child: ChildNumber) -> OpenRecord {
    let act = ViewChildRecord {
        child,
        reason: Reason::given("providing-service", "").unwrap(),
    };
    match user.access(act, child_record::view).await.unwrap() {
        ChildRecordView::Open(record) => *record,
        ChildRecordView::Shielded(_) => panic!("the record is not shielded"),
    }
}

/// The practitioner of a role's account.
fn practitioner(role: Role) -> PractitionerId {
    let place = Role::ALL.iter().position(|r| *r == role).unwrap();
    PractitionerId(Uuid::from_u128(301 + place as u128))
}

fn of(service: u128, who: Who) -> Holder {
    Holder {
        service: ServiceId(Uuid::from_u128(service)),
        who,
        neutral: None,
    }
}

fn own() -> Holder {
    of(World::HEALTH_VISITING, Who::Oneself)
}

async fn record(
    user: &SignedIn,
    child: ChildNumber,
    day: &str,
    holder: Holder,
) -> Result<Recorded, Stopped> {
    let act = RecordCaf {
        child,
        undertaken: date(day),
        holder,
    };
    user.access(act, caf::record).await
}

async fn name(
    user: &SignedIn,
    child: ChildNumber,
    day: &str,
    holder: Holder,
) -> Result<(), Stopped> {
    let act = NameLeadProfessional {
        child,
        since: date(day),
        holder,
    };
    user.access(act, lead_professional::name).await.map(|_| ())
}

/// Has a line agreed for the health organisation and gives it.
async fn line(world: &World) -> NeutralLineId {
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let act = AgreeNeutralLine {
        organisation: OrganisationId(Uuid::from_u128(World::HEALTH)),
        words: "Family support line".into(),
        telephone: Telephone::parse("01632 960099").unwrap(),
    };
    manager.access(act, neutral_line::agree).await.unwrap();
    let lines = manager
        .access(ListNeutralLines, neutral_line::list)
        .await
        .unwrap();
    assert_eq!(lines.lines.len(), 1);
    lines.lines[0].id
}

/// A holder of the sensitive service, with consent to be shown under a line.
fn sensitive(line: NeutralLineId, given: &str) -> Holder {
    let day = date(given);
    let by = World::account(Role::SensitiveServicePractitioner);
    let ticked = ELEMENTS.map(|(name, _)| name);
    let attestation = attested(Some(GivenBy::Child), day, ticked, by, day).unwrap();
    Holder {
        neutral: Some(Neutral { line, attestation }),
        ..of(World::SENSITIVE, Who::Oneself)
    }
}

async fn archived(world: &World) -> Vec<String> {
    world
        .database
        .rows("select concat_ws(' ', kind, why, archived_on) from archive.item")
        .await
}

async fn told(world: &World, kind: &str) -> usize {
    let sql = format!("select id from task where kind = '{kind}'");
    world.database.rows(&sql).await.len()
}

async fn at(world: &World, moment: &str) {
    world.database.clock.set(moment.parse().unwrap());
    world
        .database
        .execute("update account set vetted_on = '2026-12-01'")
        .await;
}

#[tokio::test]
async fn a_newer_assessment_takes_the_place_of_the_older_the_same_day_without_consent_caf_02_d_20()
{
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let school = world.signed_in(Role::SupportStaff).await;
    record(&nurse, world.child, "2026-10-01", own())
        .await
        .unwrap();
    let shown = open(&nurse, world.child).await.caf.unwrap();
    assert_eq!(shown.contact.name, "The practitioner");
    assert!(shown.own && archived(&world).await.is_empty());

    let teacher = of(World::SCHOOL_SUPPORT, Who::Oneself);
    record(&school, world.child, "2026-10-20", teacher)
        .await
        .unwrap();
    let shown = open(&nurse, world.child).await.caf.unwrap();
    assert_eq!(shown.contact.name, "The support-staff");
    assert_eq!(shown.undertaken, date("2026-10-20"));
    assert!(!shown.own);
    // An older one that comes later never takes its place.
    let late = record(&nurse, world.child, "2026-10-19", own())
        .await
        .unwrap();
    assert!(late.older);
    assert_eq!(open(&nurse, world.child).await.caf.unwrap().id, shown.id);
    let row = "caf superseded 2026-11-02";
    assert_eq!(archived(&world).await, [row, row]);
    assert_eq!(told(&world, "caf-superseded").await, 1);
    // No year's tail: nothing but the current one stands there (D-20).
    let rows = world.database.rows("select id from live.caf").await;
    assert_eq!(rows.len(), 1);
}

#[tokio::test]
async fn of_an_assessment_nothing_but_its_holder_and_a_date_is_kept_or_sent_caf_07_d_21() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    record(&nurse, world.child, "2026-10-01", own())
        .await
        .unwrap();
    let shown = open(&nurse, world.child).await.caf.unwrap();
    let sent = serde_json::to_value(&shown).unwrap();
    let fields: Vec<_> = sent.as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["contact", "id", "own", "undertaken"]);
    let kept = world
        .database
        .rows(
            "select column_name from information_schema.columns
             where table_schema = 'live' and table_name = 'caf' order by column_name",
        )
        .await;
    // What stood before holds the same and nothing else (UPD-07).
    let columns = [
        "before",
        "child",
        "id",
        "neutral_line",
        "owner",
        "practitioner",
        "reminded",
        "sealed",
        "service",
        "superseded_on",
        "undertaken",
        "visible_until",
    ];
    assert_eq!(kept, columns);
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_entry_caf_01() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    for _ in 0..2 {
        let done = record(&nurse, world.child, "2026-10-01", own()).await;
        assert!(!done.unwrap().older);
        name(&nurse, world.child, "2026-10-01", own())
            .await
            .unwrap();
    }
    assert!(archived(&world).await.is_empty());
    let record = open(&nurse, world.child).await;
    assert!(record.former_leads.is_empty());
    let clear = || ClearCaf {
        child: world.child,
        caf: record.caf.as_ref().unwrap().id,
    };
    for _ in 0..2 {
        nurse.access(clear(), caf::clear).await.unwrap();
    }
    assert_eq!(archived(&world).await.len(), 1);
    assert!(open(&nurse, world.child).await.caf.is_none());
}

#[tokio::test]
async fn of_a_shielded_record_nobody_learns_whether_there_is_a_newer_assessment_d_01() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let first = record(&nurse, world.shielded, "2026-10-20", own()).await;
    let later = record(&nurse, world.shielded, "2026-10-01", own()).await;
    assert_eq!(first.unwrap(), later.unwrap());
    assert_eq!(archived(&world).await.len(), 1);
}

#[tokio::test]
async fn somebody_without_an_account_holds_and_leads_inv_06_caf_06() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let new = || {
        let details = NewPractitioner::check(
            "Mary Jones",
            "School nurse",
            "01632 960 777",
            "mary@example.org",
        );
        of(World::HEALTH_VISITING, Who::New(details.unwrap()))
    };
    let done = record(&nurse, world.child, "2026-10-01", new()).await;
    assert!(done.unwrap().without_account, "they are asked to apply");
    name(&nurse, world.child, "2026-10-01", new())
        .await
        .unwrap();
    let record = open(&nurse, world.child).await;
    let (caf, lead) = (record.caf.unwrap(), record.lead_professional.unwrap());
    assert_eq!(caf.contact, lead.contact);
    assert_eq!(caf.contact.name, "Mary Jones");
    assert_eq!(caf.contact.email.as_deref(), Some("mary@example.org"));
    let sql = "select id from practitioner where name = 'Mary Jones'";
    assert_eq!(world.database.rows(sql).await.len(), 1);
}

#[tokio::test]
async fn people_name_their_own_organisation_and_managers_their_authority_section_3() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let teacher = || {
        let who = Who::Colleague(practitioner(Role::SupportStaff));
        of(World::SCHOOL_SUPPORT, who)
    };
    for holder in [
        teacher(),
        of(World::HEALTH_VISITING, teacher().who),
        of(World::SENSITIVE, Who::Oneself),
        of(999, Who::Oneself),
    ] {
        assert!(matches!(
            record(&nurse, world.child, "2026-10-01", holder).await,
            Err(Stopped::Refused(Refusal::NotYours))
        ));
    }
    for role in [Role::LocalAuthorityManager, Role::DataAdministrator] {
        let manager = world.signed_in(role).await;
        record(&manager, world.child, "2026-10-01", teacher())
            .await
            .unwrap();
        assert!(open(&manager, world.child).await.caf.unwrap().own);
    }
    let office = world.signed_in(Role::AccountAdministrator).await;
    assert!(matches!(
        record(&office, world.child, "2026-10-01", teacher()).await,
        Err(Stopped::Refused(Refusal::Role))
    ));
    world
        .database
        .execute("update live.child set local_authority = 'E08000035'")
        .await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(matches!(
        record(&manager, world.child, "2026-10-02", teacher()).await,
        Err(Stopped::Refused(Refusal::NotYours))
    ));
}

#[tokio::test]
async fn a_date_in_the_future_or_before_the_birth_is_rejected_caf_01() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    for day in ["2026-11-03", "2015-05-13"] {
        assert!(matches!(
            record(&nurse, world.child, day, own()).await,
            Err(Stopped::Rejected(_))
        ));
        assert!(matches!(
            name(&nurse, world.child, day, own()).await,
            Err(Stopped::Rejected(_))
        ));
    }
}

#[tokio::test]
async fn somebody_of_a_sensitive_service_is_refused_without_consent_caf_04_caf_05() {
    let world = World::new().await;
    let line = line(&world).await;
    let user = world.signed_in(Role::SensitiveServicePractitioner).await;
    let bare = || of(World::SENSITIVE, Who::Oneself);
    assert!(
        record(&user, world.child, "2026-10-01", bare())
            .await
            .is_err()
    );
    assert!(
        name(&user, world.child, "2026-10-01", bare())
            .await
            .is_err()
    );
    // Consent does not help where no line was agreed.
    let unknown = NeutralLineId(Uuid::from_u128(999));
    let holder = sensitive(unknown, "2026-10-01");
    assert!(
        record(&user, world.child, "2026-10-01", holder)
            .await
            .is_err()
    );
    // Nor does anybody else of the organisation name them.
    let nurse = world.signed_in(Role::Practitioner).await;
    let holder = sensitive(line, "2026-10-01");
    assert!(
        name(&nurse, world.child, "2026-10-01", holder)
            .await
            .is_err()
    );
    assert!(open(&nurse, world.child).await.lead_professional.is_none());
}

#[tokio::test]
async fn a_sensitive_lead_and_holder_are_a_neutral_line_from_which_nothing_follows_caf_04_caf_05() {
    let world = World::new().await;
    let line = line(&world).await;
    let user = world.signed_in(Role::SensitiveServicePractitioner).await;
    let holder = || sensitive(line, "2026-10-01");
    record(&user, world.child, "2026-10-01", holder())
        .await
        .unwrap();
    name(&user, world.child, "2026-10-01", holder())
        .await
        .unwrap();
    for role in [Role::SupportStaff, Role::Practitioner, Role::Manager] {
        let viewer = world.signed_in(role).await;
        let record = open(&viewer, world.child).await;
        let sent = serde_json::to_string(&record).unwrap();
        let (caf, lead) = (record.caf.unwrap(), record.lead_professional.unwrap());
        assert_eq!(lead.contact.name, "Family support line");
        assert_eq!(lead.contact.service, "Children’s services");
        assert_eq!(lead.contact.telephone.unwrap().as_str(), "01632 960099");
        assert!(!caf.own && !lead.own, "{}", role.code());
        for hidden in [
            "Wellbeing",
            "wellbeing",
            "Airedale",
            "North team",
            "sensitive-service",
        ] {
            assert!(
                !sent.contains(hidden),
                "{hidden} was sent to {}",
                role.code()
            );
        }
    }
    assert!(open(&user, world.child).await.caf.unwrap().own);
    // In the clear stands neither the service nor the practitioner, in table and trail.
    for sql in [
        "select service, practitioner from live.caf",
        "select service, practitioner from live.lead_professional",
    ] {
        assert_eq!(world.database.rows(sql).await, [""]);
    }
    let service = Uuid::from_u128(World::SENSITIVE).to_string();
    let trail = world
        .database
        .rows("select detail::text, restricted::text from audit.entry")
        .await;
    assert!(trail.iter().all(|line| !line.contains(&service)));
}

#[tokio::test]
async fn a_sensitive_lead_goes_with_its_consent_whether_or_not_a_job_ran_caf_04_sens_05() {
    let world = World::new().await;
    let line = line(&world).await;
    let user = world.signed_in(Role::SensitiveServicePractitioner).await;
    let holder = || sensitive(line, "2026-02-28");
    record(&user, world.child, "2026-03-01", holder())
        .await
        .unwrap();
    name(&user, world.child, "2026-03-01", holder())
        .await
        .unwrap();
    at(&world, "2027-02-27T23:30:00Z").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(open(&nurse, world.child).await.lead_professional.is_some());
    at(&world, "2027-02-28T00:00:00Z").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let record = open(&nurse, world.child).await;
    assert!(record.lead_professional.is_none() && record.caf.is_none());
    assert_eq!(
        world.registry.run_rule(Rule::LapsedHolders).await.unwrap(),
        2
    );
    assert_eq!(
        world.registry.run_rule(Rule::LapsedHolders).await.unwrap(),
        0
    );
    let why = world.database.rows("select why from archive.item").await;
    assert_eq!(why, ["consent-lapsed", "consent-lapsed"]);
    assert_eq!(told(&world, "consent-lapsed").await, 2);
    assert_eq!(told(&world, "lapse-to-review").await, 2);
}

#[tokio::test]
async fn a_consent_to_be_shown_is_reminded_of_twice_until_it_is_renewed_caf_04_sens_05() {
    let world = World::new().await;
    let line = line(&world).await;
    let user = world.signed_in(Role::SensitiveServicePractitioner).await;
    let record_both = async |user: &SignedIn, given| {
        let holder = || sensitive(line, given);
        record(user, world.child, "2026-03-01", holder())
            .await
            .unwrap();
        name(user, world.child, "2026-03-01", holder())
            .await
            .unwrap();
    };
    let waiting = async || {
        let open = "select concat_ws(' ', account, due_on) from task
                    where kind = 'renew-consent-to-show' and closed_on is null";
        world.database.rows(open).await
    };
    record_both(&user, "2026-02-28").await;
    at(&world, "2027-01-28T12:00:00Z").await;
    assert_eq!(
        world.registry.run_rule(Rule::RemindHolders).await.unwrap(),
        0
    );
    at(&world, "2027-01-29T12:00:00Z").await;
    assert_eq!(
        world.registry.run_rule(Rule::RemindHolders).await.unwrap(),
        2
    );
    assert_eq!(
        world.registry.run_rule(Rule::RemindHolders).await.unwrap(),
        0
    );
    let owner = World::account(Role::SensitiveServicePractitioner).0;
    assert_eq!(waiting().await, vec![format!("{owner} 2027-02-28"); 2]);
    // Whoever was away in between is reminded once more, not twice.
    at(&world, "2027-02-25T12:00:00Z").await;
    world.registry.catch_up().await.unwrap();
    assert_eq!(
        world.registry.run_rule(Rule::RemindHolders).await.unwrap(),
        0
    );
    assert_eq!(told(&world, "renew-consent-to-show").await, 4);
    assert_eq!(waiting().await.len(), 2);
    let user = world.signed_in(Role::SensitiveServicePractitioner).await;
    record_both(&user, "2027-02-25").await;
    assert!(waiting().await.is_empty());
    at(&world, "2027-03-01T12:00:00Z").await;
    assert_eq!(world.registry.catch_up().await.unwrap(), 0);
    assert!(open(&user, world.child).await.caf.is_some());
}

#[tokio::test]
async fn a_withdrawn_consent_takes_the_lead_off_at_once_sens_06_caf_05() {
    let world = World::new().await;
    let line = line(&world).await;
    let user = world.signed_in(Role::SensitiveServicePractitioner).await;
    let holder = sensitive(line, "2026-10-01");
    name(&user, world.child, "2026-10-01", holder)
        .await
        .unwrap();
    let lead = open(&user, world.child).await.lead_professional.unwrap().id;
    let end = |withdrawn| EndLeadProfessional {
        child: world.child,
        lead,
        ended: date("2026-11-02"),
        withdrawn,
    };
    // Not even a colleague may, who must not learn that the line is their organisation's.
    let colleague = world.signed_in(Role::Manager).await;
    assert!(matches!(
        colleague.access(end(true), lead_professional::end).await,
        Err(Stopped::Refused(Refusal::NotYours))
    ));
    user.access(end(true), lead_professional::end)
        .await
        .unwrap();
    let record = open(&user, world.child).await;
    assert!(record.lead_professional.is_none() && record.former_leads.is_empty());
    let why = world.database.rows("select why from archive.item").await;
    assert_eq!(why, ["consent-withdrawn"]);
}

#[tokio::test]
async fn a_new_lead_ends_the_one_before_who_stays_for_a_year_caf_05_caf_08_t_11() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    name(&nurse, world.child, "2026-09-01", own())
        .await
        .unwrap();
    let school = world.signed_in(Role::SupportStaff).await;
    let teacher = of(World::SCHOOL_SUPPORT, Who::Oneself);
    name(&school, world.child, "2026-11-01", teacher)
        .await
        .unwrap();
    let record = open(&nurse, world.child).await;
    assert_eq!(
        record.lead_professional.unwrap().contact.name,
        "The support-staff"
    );
    assert_eq!(record.former_leads.len(), 1);
    assert_eq!(record.former_leads[0].ended, Some(date("2026-11-01")));
    assert_eq!(told(&world, "lead-ended").await, 1);
    at(&world, "2027-10-31T23:30:00Z").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert_eq!(open(&nurse, world.child).await.former_leads.len(), 1);
    at(&world, "2027-11-01T00:00:00Z").await;
    let nurse = world.signed_in(Role::Practitioner).await;
    assert!(open(&nurse, world.child).await.former_leads.is_empty());
    assert_eq!(world.registry.run_rule(Rule::EndedLeads).await.unwrap(), 1);
    assert_eq!(world.registry.run_rule(Rule::EndedLeads).await.unwrap(), 0);
    let kinds = world.database.rows("select why from archive.item").await;
    assert_eq!(kinds, ["retention-over"]);
}

#[tokio::test]
async fn a_lead_is_ended_by_their_organisation_and_by_managers_alone_caf_05() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    name(&nurse, world.child, "2026-09-01", own())
        .await
        .unwrap();
    let lead = open(&nurse, world.child)
        .await
        .lead_professional
        .unwrap()
        .id;
    let end = |day: &str| EndLeadProfessional {
        child: world.child,
        lead,
        ended: date(day),
        withdrawn: false,
    };
    let school = world.signed_in(Role::SupportStaff).await;
    assert!(matches!(
        school
            .access(end("2026-11-01"), lead_professional::end)
            .await,
        Err(Stopped::Refused(Refusal::NotYours))
    ));
    let colleague = world.signed_in(Role::Manager).await;
    for day in ["2026-08-31", "2026-11-03"] {
        assert!(matches!(
            colleague.access(end(day), lead_professional::end).await,
            Err(Stopped::Rejected(_))
        ));
    }
    for _ in 0..2 {
        colleague
            .access(end("2026-11-01"), lead_professional::end)
            .await
            .unwrap();
    }
    assert_eq!(open(&nurse, world.child).await.former_leads.len(), 1);
    assert_eq!(told(&world, "lead-ended").await, 1);
}

#[tokio::test]
async fn at_most_one_leads_though_many_are_named_at_once_caf_05() {
    let world = World::new().await;
    let nurse = world.signed_in(Role::Practitioner).await;
    let school = world.signed_in(Role::SupportStaff).await;
    let acts = (0..6).map(|n| {
        let (user, holder) = if n % 2 == 0 {
            (nurse.clone(), own())
        } else {
            (school.clone(), of(World::SCHOOL_SUPPORT, Who::Oneself))
        };
        let child = world.child;
        tokio::spawn(async move { name(&user, child, "2026-10-01", holder).await })
    });
    for done in futures::future::join_all(acts).await {
        done.unwrap().unwrap();
    }
    let sql = "select id from live.lead_professional where ended is null";
    assert_eq!(world.database.rows(sql).await.len(), 1);
}

#[tokio::test]
async fn a_line_is_agreed_by_the_authoritys_manager_and_tells_nothing_caf_04() {
    let world = World::new().await;
    let line = line(&world).await;
    let agree = |words: &str| AgreeNeutralLine {
        organisation: OrganisationId(Uuid::from_u128(World::HEALTH)),
        words: words.to_owned(),
        telephone: Telephone::parse("01632 960099").unwrap(),
    };
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    for words in ["Wellbeing clinic, north", "Airedale Children's Health team"] {
        assert!(matches!(
            manager.access(agree(words), neutral_line::agree).await,
            Err(Stopped::Rejected(_))
        ));
    }
    for role in [Role::DataAdministrator, Role::SensitiveServicePractitioner] {
        let user = world.signed_in(role).await;
        assert!(matches!(
            user.access(agree("Family support"), neutral_line::agree)
                .await,
            Err(Stopped::Refused(Refusal::Role))
        ));
    }
    // Sent twice, it is agreed once; out of use, it can be chosen no more.
    let again = agree("Family support line");
    manager.access(again, neutral_line::agree).await.unwrap();
    manager
        .access(RetireNeutralLine { line }, neutral_line::retire)
        .await
        .unwrap();
    let lines = manager.access(ListNeutralLines, neutral_line::list).await;
    assert!(lines.unwrap().lines.is_empty());
    let user = world.signed_in(Role::SensitiveServicePractitioner).await;
    let holder = sensitive(line, "2026-10-01");
    assert!(
        record(&user, world.child, "2026-10-01", holder)
            .await
            .is_err()
    );
}

//! What a browser receives about assessments, leads and display lines, read raw (CAF, NFR-01).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::support::{ANN, Answer, SAM, Service};
use domain::standing::Role;

const HEALTH: &str = "00000000-0000-0000-0000-000000000065";
const HEALTH_VISITING: &str = "00000000-0000-0000-0000-0000000000c9";
const SENSITIVE: &str = "00000000-0000-0000-0000-0000000000cb";

/// The page of a record opened by a role, and its session.
async fn opened(service: &Service, role: Role, criteria: &str) -> (String, String) {
    let token = service.token(role).await;
    let results = service.search(&token, criteria).await;
    let child = if criteria == SAM {
        service.world.shielded
    } else {
        service.world.child
    };
    let record = service.open(&token, &results, &child.to_string()).await;
    (token, record)
}

fn day(question: &str) -> String {
    format!("{question}_day=1&{question}_month=11&{question}_year=2026")
}

/// Sends a form about the record on a page.
async fn send(service: &Service, path: &str, token: &str, record: &str, body: &str) -> Answer {
    let opening = record.rsplit('/').next().unwrap();
    let body = format!("opening={opening}&{body}");
    service.form(path, &body, Some(token)).await
}

/// Has a line agreed and gives its identifier.
async fn agreed(service: &Service) -> String {
    let manager = service.token(Role::LocalAuthorityManager).await;
    let body = format!("organisation={HEALTH}&words=Family+support+line&telephone=01632+960099");
    let answer = service
        .form("/api/neutral-line/agree", &body, Some(&manager))
        .await;
    assert!(answer.location().contains("done=agreed"));
    let page = service.get(answer.location(), Some(&manager)).await;
    assert!(page.body.contains("Family support line"));
    let rows = service
        .world
        .database
        .rows("select id from neutral_line")
        .await;
    rows[0].clone()
}

fn consent(line: &str, left_out: &str) -> String {
    let ticks: String = domain::holder::ELEMENTS
        .into_iter()
        .filter(|(name, _)| *name != left_out)
        .map(|(name, _)| format!("&{name}=yes"))
        .collect();
    let given = day("given");
    format!("service={SENSITIVE}&who=me&line={line}&given_by=child&{given}{ticks}")
}

#[tokio::test]
async fn a_sensitive_leads_nature_follows_from_no_byte_that_is_sent_caf_04_caf_05() {
    let service = Service::new().await;
    let line = agreed(&service).await;
    let (token, record) = opened(&service, Role::SensitiveServicePractitioner, ANN).await;
    let path = "/api/lead-professional/name";
    let since = day("since");
    // Without the consent to be displayed the form comes back, as typed.
    let body = format!("{}&{since}", consent(&line, "will_be_displayed"));
    let back = send(&service, path, &token, &record, &body).await;
    assert!(back.location().contains("form="), "{}", back.location());
    let page = service
        .get(back.location().split('#').next().unwrap(), Some(&token))
        .await;
    assert!(page.body.contains("every statement"));
    let body = format!("{}&{since}", consent(&line, ""));
    let done = send(&service, path, &token, &record, &body).await;
    assert!(
        done.location().ends_with("done=lead-named"),
        "{}",
        done.location()
    );
    let undertaken = day("undertaken");
    let body = format!("{}&{undertaken}", consent(&line, ""));
    let done = send(&service, "/api/caf/record", &token, &record, &body).await;
    assert!(done.location().ends_with("done=caf-recorded"));

    let (teacher, record) = opened(&service, Role::SupportStaff, ANN).await;
    let opening = record.rsplit('/').next().unwrap();
    let called = service
        .call(
            "/api/child-record/view",
            &format!("opening={opening}"),
            Some(&teacher),
        )
        .await;
    let mut received = vec![called.body];
    for page in ["", "/record-caf", "/name-lead-professional"] {
        let answer = service
            .get(&format!("{record}{page}"), Some(&teacher))
            .await;
        received.push(answer.body);
    }
    for body in received {
        assert!(body.contains("Family support line"));
        assert!(!body.contains("Take it off the record") && !body.contains("End the lead"));
        for hidden in [
            "Wellbeing",
            "wellbeing",
            "Airedale",
            "North team",
            "The sensitive",
            "sensitive-service-practitioner",
            SENSITIVE,
            HEALTH,
        ] {
            assert!(!body.contains(hidden), "{hidden} was sent");
        }
    }
}

#[tokio::test]
async fn people_are_asked_to_look_for_an_assessment_before_they_start_one_caf_03_caf_07() {
    let service = Service::new().await;
    let (token, record) = opened(&service, Role::Practitioner, ANN).await;
    let page = format!("{record}/record-caf");
    let prompt = "Check whether somebody has already started one";
    let before = service.get(&page, Some(&token)).await.body;
    assert!(before.contains(prompt) && before.contains("The record shows none."));
    assert!(before.contains("neither kept nor linked"));
    let body = format!("service={HEALTH_VISITING}&who=me&{}", day("undertaken"));
    let done = send(&service, "/api/caf/record", &token, &record, &body).await;
    assert!(
        done.location().ends_with("done=caf-recorded"),
        "{}",
        done.location()
    );
    let after = service.get(&page, Some(&token)).await.body;
    assert!(after.contains("The practitioner holds it, dated 1 November 2026"));
    assert!(after.contains("Take it off the record"));
    // An older one that comes later is archived, and its sender is told.
    let body = format!(
        "service={HEALTH_VISITING}&who=me&undertaken_day=1&undertaken_month=10&undertaken_year=2026"
    );
    let done = send(&service, "/api/caf/record", &token, &record, &body).await;
    let told = service.get(done.location(), Some(&token)).await.body;
    assert!(told.contains("A newer common assessment is recorded already"));
}

#[tokio::test]
async fn recording_on_a_shielded_record_shows_nothing_of_it_d_01_caf_03() {
    let service = Service::new().await;
    let (token, record) = opened(&service, Role::Practitioner, SAM).await;
    let body = format!("service={HEALTH_VISITING}&who=me&{}", day("undertaken"));
    send(&service, "/api/caf/record", &token, &record, &body).await;
    for page in ["record-caf", "name-lead-professional"] {
        let answer = service.get(&format!("{record}/{page}"), Some(&token)).await;
        assert!(answer.body.contains("A shielded record does not say"));
        for hidden in ["1 November 2026", "Bradford", "Findable", "Nearby"] {
            assert!(!answer.body.contains(hidden), "{hidden} on {page}");
        }
    }
}

#[tokio::test]
async fn every_page_that_records_contacts_says_that_this_replaces_no_duty_gen_07() {
    let service = Service::new().await;
    let (token, record) = opened(&service, Role::Practitioner, ANN).await;
    for page in ["record-involvement", "record-caf", "name-lead-professional"] {
        let body = service
            .get(&format!("{record}/{page}"), Some(&token))
            .await
            .body;
        assert!(
            body.contains("replaces none of your other duties"),
            "{page}"
        );
        assert!(
            body.contains("obliges nobody to share information"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn beside_the_contacts_stands_how_to_make_sure_of_each_other_com_01_com_02() {
    let service = Service::new().await;
    let (token, record) = opened(&service, Role::Practitioner, ANN).await;
    let body = service.get(&record, Some(&token)).await.body;
    for words in [
        "Say who you are in a way that can be checked, and offer to be rung back.",
        "Make sure of the other person: ring a number that you trust.",
        "Make sure that you both mean the same child.",
        "Say why you ring and what you need to know.",
        "obliges nobody to share information",
    ] {
        assert!(body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_manager_chooses_an_organisation_of_the_authority_and_no_other_caf_06() {
    let service = Service::new().await;
    let (token, record) = opened(&service, Role::LocalAuthorityManager, ANN).await;
    let page = format!("{record}/record-caf");
    let body = service.get(&page, Some(&token)).await.body;
    assert!(body.contains("Which organisation do they work for?"));
    assert!(!body.contains("Who holds the assessment?"));
    let body = service
        .get(&format!("{page}?organisation={HEALTH}"), Some(&token))
        .await
        .body;
    assert!(body.contains("Who holds the assessment?") && body.contains("The practitioner"));
    assert!(
        !body.contains("Wellbeing"),
        "a sensitive service is not offered"
    );
    let elsewhere = uuid::Uuid::nil();
    let answer = service
        .get(&format!("{page}?organisation={elsewhere}"), Some(&token))
        .await;
    assert_eq!(answer.status, 404);
}

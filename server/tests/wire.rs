//! What a browser receives, read raw: pages with their hydration data, and the answers of server
//! functions (NFR-01, SHLD-01, SENS-04).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::support::{ANN, KIM, SAM, Service};
use domain::standing::Role;

/// What must never be received about a shielded child: it stands in the statement of every source.
const HIDDEN: [&str; 8] = [
    "Findable",
    "Formerly",
    "Nearby",
    "ZB1",
    "Moorside",
    "07700 900123",
    "Bradford",
    "A123456789012",
];

#[tokio::test]
async fn a_shielded_record_is_four_facts_in_every_byte_that_is_sent_d_01() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, SAM).await;
    let page = service.get(&results, Some(&token)).await;
    assert!(page.body.contains("Sam Hidden") && page.body.contains("Shielded"));
    let record = service
        .open(&token, &results, &service.world.shielded.to_string())
        .await;
    let opened = service.get(&record, Some(&token)).await;
    assert!(opened.body.contains("Sam Hidden") && opened.body.contains("Shielded"));
    let opening = record.rsplit('/').next().unwrap();
    let called = service
        .call(
            "/api/child-record/view",
            &format!("opening={opening}"),
            Some(&token),
        )
        .await;
    assert!(called.body.contains("Shielded"), "{}", called.body);
    for received in [&page.body, &opened.body, &called.body] {
        for hidden in HIDDEN {
            assert!(!received.contains(hidden), "{hidden} was sent");
        }
    }
}

#[tokio::test]
async fn lists_of_involvements_send_four_facts_of_a_shielded_child_inv_09_inv_10() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, SAM).await;
    let record = service
        .open(&token, &results, &service.world.shielded.to_string())
        .await;
    let opening = record.rsplit('/').next().unwrap();
    let body = format!(
        "opening={opening}&service=00000000-0000-0000-0000-0000000000c9&level=practitioner\
         &telephone=01632+960555&started_day=1&started_month=10&started_year=2026"
    );
    service
        .form("/api/involvement/start", &body, Some(&token))
        .await;
    let rows = service
        .world
        .database
        .rows("select id from live.involvement where owner is not null")
        .await;
    let hand_over = format!("/involvements/{}/hand-over", rows[0]);
    for page in ["/involvements", "/team-involvements", &hand_over] {
        let answer = service.get(page, Some(&token)).await;
        assert!(answer.body.contains("Sam Hidden"), "{page}");
        for hidden in HIDDEN {
            assert!(!answer.body.contains(hidden), "{hidden} was sent by {page}");
        }
    }
}

#[tokio::test]
async fn an_ordinary_record_sends_what_the_shielded_one_hides_d_01() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, ANN).await;
    let record = service
        .open(&token, &results, &service.world.child.to_string())
        .await;
    let opened = service.get(&record, Some(&token)).await;
    for shown in [
        "Findable",
        "Formerly",
        "Nearby",
        "ZB1",
        "Moorside",
        "07700 900123",
        "Bradford",
    ] {
        assert!(opened.body.contains(shown), "{shown} belongs on the record");
    }
    assert!(
        !opened.body.contains("A123456789012"),
        "a number of the school's (REC-09)"
    );
}

#[tokio::test]
async fn one_and_three_sensitive_services_are_the_same_bytes_rec_07_sens_04() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, KIM).await;
    let record = service
        .open(&token, &results, &service.world.quiet.to_string())
        .await;
    let opening = format!("opening={}", record.rsplit('/').next().unwrap());
    let page = service.get(&record, Some(&token)).await.without_nonce();
    let called = service
        .call("/api/child-record/view", &opening, Some(&token))
        .await
        .body;
    assert!(page.contains("An unspecified sensitive service is involved"));
    for word in ["Wellbeing", "wellbeing-clinic"] {
        assert!(
            !page.contains(word) && !called.contains(word),
            "{word} was sent"
        );
    }
    service
        .world
        .database
        .execute(
            "insert into live.sensitive_involvement (id, child, sealed, visible_until, renew_by)
             select gen_random_uuid(), child, sealed, visible_until, renew_by from live.sensitive_involvement, generate_series(1, 2)",
        )
        .await;
    assert_eq!(
        service.get(&record, Some(&token)).await.without_nonce(),
        page
    );
    assert_eq!(
        service
            .call("/api/child-record/view", &opening, Some(&token))
            .await
            .body,
        called
    );
}

/// An involvement of the sensitive service, with consent or for fear of harm.
fn sensitive_entry(opening: &str, consent: bool) -> String {
    let ground = if consent {
        "basis=consent&given_by=child&checklist[]=understanding_judged\
         &checklist[]=purpose_explained&checklist[]=contact_details_only\
         &checklist[]=not_visible&checklist[]=can_withdraw&checklist[]=confirmed"
    } else {
        "basis=significant-harm&harm=yes"
    };
    format!(
        "opening={opening}&service=00000000-0000-0000-0000-0000000000cb&level=practitioner\
         &telephone=01632+960888&started_day=1&started_month=10&started_year=2026\
         &given_day=1&given_month=11&given_year=2026&{ground}"
    )
}

/// What must never be received of an entry by anyone but its owner and whoever brokers.
const UNSAID: [&str; 5] = [
    "960888",
    "960777",
    "significant-harm",
    "The sensitive-service-practitioner",
    "North team",
];

#[tokio::test]
async fn what_is_recorded_of_a_sensitive_service_changes_no_byte_for_others_sens_04_d_12() {
    let service = Service::new().await;
    let mut watching = Vec::new();
    for role in [
        Role::SupportStaff,
        Role::Practitioner,
        Role::Manager,
        Role::LocalAuthorityManager,
    ] {
        let token = service.token(role).await;
        let results = service.search(&token, KIM).await;
        let kim = service.world.quiet.to_string();
        let record = service.open(&token, &results, &kim).await;
        watching.push((token, record, String::new()));
    }
    // From here on the clock stands still: every page tells when it was read.
    let owner = service.token(Role::SensitiveServicePractitioner).await;
    for (token, record, page) in &mut watching {
        *page = service.get(record, Some(token)).await.without_nonce();
        assert!(UNSAID.iter().all(|word| !page.contains(word)));
    }
    let results = service.search(&owner, KIM).await;
    let kim = service.world.quiet.to_string();
    let record = service.open(&owner, &results, &kim).await;
    let opening = record.rsplit('/').next().unwrap();
    let body = sensitive_entry(opening, false);
    let path = "/api/sensitive-service/record";
    let recorded = service.form(path, &body, Some(&owner)).await;
    assert!(recorded.location().contains("done=recorded"));
    // What is watched: two for fear of harm, then with consent, then ended.
    unchanged(&service, &watching).await;
    let kept = "select id from live.sensitive_involvement where owner is not null";
    let id = service.world.database.rows(kept).await[0].clone();
    let body = sensitive_entry(opening, true).replace("opening=", &format!("involvement={id}&x="));
    let renewed = service
        .form("/api/sensitive-service/renew", &body, Some(&owner))
        .await;
    assert!(renewed.location().contains("done=renewed"));
    unchanged(&service, &watching).await;
    let body = format!("involvement={id}&ended_day=1&ended_month=11&ended_year=2026");
    let ended = service
        .form("/api/sensitive-service/end", &body, Some(&owner))
        .await;
    assert!(ended.location().contains("done=ended"));
    unchanged(&service, &watching).await;
    let body = format!(
        "involvement={id}&informed_by=child&informed_day=1&informed_month=11&informed_year=2026"
    );
    let path = "/api/sensitive-service/withdraw";
    let withdrawn = service.form(path, &body, Some(&owner)).await;
    assert!(withdrawn.location().contains("done=withdrawn"));
    let manager = watching.pop().unwrap();
    unchanged(&service, &watching).await;
    // The manager's own pages carry a count of what waits, so the record itself is compared.
    let opening = format!("opening={}", manager.1.rsplit('/').next().unwrap());
    let called = service
        .call("/api/child-record/view", &opening, Some(&manager.0))
        .await;
    assert!(UNSAID.iter().all(|word| !called.body.contains(word)));
}

/// Every watched page is what it was, byte for byte.
async fn unchanged(service: &Service, watching: &[(String, String, String)]) {
    for (token, record, page) in watching {
        let now = service.get(record, Some(token)).await.without_nonce();
        assert_eq!(&now, page);
    }
}

#[tokio::test]
async fn only_whoever_brokers_is_led_to_the_contacts_and_only_they_get_them_sens_04_d_09() {
    let service = Service::new().await;
    for role in [
        Role::Practitioner,
        Role::Manager,
        Role::SupportStaff,
        Role::SensitiveServicePractitioner,
        Role::DataAdministrator,
        Role::LocalAuthorityManager,
    ] {
        let token = service.token(role).await;
        let results = service.search(&token, KIM).await;
        let kim = service.world.quiet.to_string();
        let record = service.open(&token, &results, &kim).await;
        let page = service.get(&record, Some(&token)).await.body;
        let brokers = role == Role::LocalAuthorityManager;
        assert_eq!(page.contains("/sensitive-services"), brokers);
        let contacts = format!("{record}/sensitive-services");
        let answer = service.get(&contacts, Some(&token)).await;
        assert_eq!(answer.status == 200, brokers, "{}", role.code());
        assert_eq!(answer.body.contains("960777"), brokers);
        assert_eq!(answer.body.contains("Wellbeing"), brokers);
    }
}

#[tokio::test]
async fn the_address_of_a_record_tells_neither_name_nor_number_srch_04() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, ANN).await;
    let record = service
        .open(&token, &results, &service.world.child.to_string())
        .await;
    let digits = service.world.child.stored().to_string();
    for path in [&results, &record] {
        assert!(
            !path.contains("Ann") && !path.contains("2015") && !path.contains(&digits),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_shielded_record_is_found_whatever_else_is_typed_srch_05() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    for more in [
        "",
        "&postcode=ZB1+4QX",
        "&postcode=ZL1+4QX",
        "&school=Moorside",
        "&parent=Nobody",
        "&gender=male",
    ] {
        let words = "&words=the+family+moved+here";
        let results = service.search(&token, &format!("{SAM}{more}{words}")).await;
        let page = service.get(&results, Some(&token)).await;
        assert!(page.body.contains("Sam Hidden"), "with {more}");
    }
    let results = service
        .search(&token, "family=Hidden&postcode=ZB1+4QX")
        .await;
    let page = service.get(&results, Some(&token)).await;
    assert!(
        !page.body.contains("Sam Hidden"),
        "a postcode finds no shielded child"
    );
}

#[tokio::test]
async fn another_session_cannot_use_what_this_one_opened_srch_04() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, ANN).await;
    let record = service
        .open(&token, &results, &service.world.child.to_string())
        .await;
    let other = service.token(Role::SupportStaff).await;
    for path in [&results, &record] {
        let answer = service.get(path, Some(&other)).await;
        assert_eq!(answer.status, 404);
        assert!(!answer.body.contains("Example"));
    }
}

/// A text without the identifiers in it, which are random.
fn without_identifiers(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        if rest
            .get(..36)
            .is_some_and(|start| uuid::Uuid::parse_str(start).is_ok())
        {
            rest = &rest[36..];
        } else {
            let first = rest.chars().next().unwrap();
            left.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    left
}

/// Everything that whoever asks receives, from the record to the answer, where so many sensitive
/// services are involved and all of them decline.
async fn received_of(services: u32) -> Vec<String> {
    let service = Service::new().await;
    service
        .world
        .database
        .execute(&format!(
            "insert into live.sensitive_involvement (id, child, sealed, visible_until, renew_by)
             select gen_random_uuid(), child, sealed, visible_until, renew_by
             from live.sensitive_involvement, generate_series(2, {services})"
        ))
        .await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, KIM).await;
    let number = service.world.quiet.to_string();
    let record = service.open(&token, &results, &number).await;
    let opening = record.rsplit('/').next().unwrap();
    let mut received = vec![
        service.get(&record, Some(&token)).await.without_nonce(),
        service
            .get(&format!("{record}/reach-sensitive-service"), Some(&token))
            .await
            .without_nonce(),
    ];
    let form = format!("opening={opening}&telephone=01632+960555");
    let sent = service
        .form("/api/brokering/request", &form, Some(&token))
        .await;
    assert_eq!(sent.location(), "/brokering?done=sent");
    let manager = service.token(Role::LocalAuthorityManager).await;
    look(&service, &token, &mut received).await;
    let request = service
        .world
        .database
        .rows("select id from live.brokering_request")
        .await;
    let body = format!("request={}", request[0]);
    service
        .form("/api/brokering/pass-on", &body, Some(&manager))
        .await;
    look(&service, &token, &mut received).await;
    let legs = service
        .world
        .database
        .rows("select id from live.brokering_leg")
        .await;
    assert_eq!(legs.len(), services as usize);
    for leg in legs {
        let body = format!("{body}&leg={leg}&what=declined");
        service
            .form("/api/brokering/outside", &body, Some(&manager))
            .await;
    }
    look(&service, &token, &mut received).await;
    assert!(received.last().unwrap().contains("no-contact"));
    received
        .iter()
        .map(|text| without_identifiers(text))
        .collect()
}

/// The list of one's own requests, as a page and as the browser part reads it.
async fn look(service: &Service, token: &str, received: &mut Vec<String>) {
    received.push(service.get("/brokering", Some(token)).await.without_nonce());
    received.push(
        service
            .call("/api/brokering/mine", "", Some(token))
            .await
            .body,
    );
}

#[tokio::test]
async fn one_two_and_five_services_are_the_same_bytes_to_whoever_asks_brk_05() {
    let one = received_of(1).await;
    for services in [2, 5] {
        let several = received_of(services).await;
        for (place, (a, b)) in one.iter().zip(&several).enumerate() {
            assert!(a == b, "answer {place} differs for {services} services");
        }
    }
    for text in &one {
        for hidden in ["ellbeing", "declin", "nothing-left"] {
            assert!(!text.contains(hidden), "{hidden} was sent");
        }
    }
}

#[tokio::test]
async fn a_question_about_a_shielded_record_names_no_authority_in_any_byte_d_02_shld_10() {
    let service = Service::new().await;
    service
        .world
        .database
        .execute(&format!(
            "update live.child set local_authority = 'E08000035' where child = {}",
            service.world.shielded.stored()
        ))
        .await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, SAM).await;
    let number = service.world.shielded.to_string();
    let record = service.open(&token, &results, &number).await;
    let opening = record.rsplit('/').next().unwrap();
    let shown = service.get(&record, Some(&token)).await;
    assert!(shown.body.contains("Ask a question about this record"));
    let page = service
        .get(&format!("{record}/enquiry"), Some(&token))
        .await;
    assert!(page.body.contains("Send question"));
    // What cannot be sent comes back as typed.
    let back = service
        .form(
            "/api/brokering/enquire",
            &format!("opening={opening}&telephone=ring+me"),
            Some(&token),
        )
        .await;
    let path = back.location().split('#').next().unwrap().to_owned();
    let mended = service.get(&path, Some(&token)).await;
    assert!(mended.body.contains("Enter a telephone number") && mended.body.contains("ring me"));
    let form = format!("opening={opening}&telephone=01632+960555");
    let sent = service
        .form("/api/brokering/enquire", &form, Some(&token))
        .await;
    assert_eq!(sent.location(), "/brokering?done=sent");
    let manager = service.token(Role::LocalAuthorityManager).await;
    let request = service
        .world
        .database
        .rows("select id from live.brokering_request")
        .await;
    let mut received = vec![shown.body, page.body, mended.body];
    look(&service, &token, &mut received).await;
    let handling = format!("/brokering/requests/{}", request[0]);
    let to_send = service.get(&handling, Some(&manager)).await;
    assert!(to_send.body.contains("Send to the responsible authority"));
    received.push(to_send.body);
    let body = format!("request={}", request[0]);
    let sent_on = service
        .form("/api/brokering/send-on", &body, Some(&manager))
        .await;
    received.push(sent_on.location().to_owned());
    received.push(service.get(sent_on.location(), Some(&manager)).await.body);
    look(&service, &token, &mut received).await;
    for text in &received {
        for hidden in ["Leeds", "E08000035", "960011", "leeds.example"] {
            assert!(!text.contains(hidden), "{hidden} was sent");
        }
    }
    for hidden in ["Findable", "Formerly", "Nearby", "ZB1", "Moorside"] {
        assert!(
            !received.iter().any(|text| text.contains(hidden)),
            "{hidden}"
        );
    }
}

/// What a browser receives of a record: its page and what leads to and from it, and the answers of
/// the functions behind them.
async fn received_of_record(
    service: &Service,
    token: &str,
    record: &str,
    results: &str,
) -> Vec<String> {
    let opening = record.rsplit('/').next().unwrap();
    let pages = [
        record.to_owned(),
        results.to_owned(),
        format!("{record}/shield"),
        format!("{record}/moved"),
        format!("{record}/notify-death"),
        format!("{record}/in-full"),
        format!("{record}/sensitive-services"),
        "/involvements".to_owned(),
        "/shields/mine".to_owned(),
        "/tasks".to_owned(),
    ];
    let mut received = Vec::new();
    for page in pages {
        received.push(service.get(&page, Some(token)).await.body);
    }
    let search = results.rsplit('/').next().unwrap();
    for (function, body) in [
        ("/api/child-record/view", format!("opening={opening}")),
        (
            "/api/child-record/view-in-full",
            format!("opening={opening}"),
        ),
        ("/api/search/results", format!("search={search}")),
        ("/api/shielding/form", format!("opening={opening}")),
        ("/api/shielding/mine", String::new()),
        ("/api/task/mine", String::new()),
    ] {
        received.push(service.call(function, &body, Some(token)).await.body);
    }
    received
}

#[tokio::test]
async fn after_a_shield_the_next_request_of_every_session_is_four_facts_in_every_byte_shld_01() {
    let service = Service::new().await;
    let mut sessions = Vec::new();
    for role in [Role::Manager, Role::Practitioner] {
        let token = service.token(role).await;
        let results = service.search(&token, ANN).await;
        let child = service.world.child.to_string();
        let record = service.open(&token, &results, &child).await;
        let before = received_of_record(&service, &token, &record, &results).await;
        assert!(before.iter().any(|body| body.contains("Findable")));
        sessions.push((token, record, results));
    }
    let (token, record, _) = &sessions[0];
    let opening = record.rsplit('/').next().unwrap();
    let body = format!("opening={opening}&ground=harm-to-adult&discussed[]=family");
    let path = "/api/shielding/request";
    let shielded = service.form(path, &body, Some(token)).await;
    assert!(
        shielded.location().ends_with("?done=shielded"),
        "{}",
        shielded.location()
    );
    for (token, record, results) in &sessions {
        let after = received_of_record(&service, token, record, results).await;
        assert!(after[0].contains("Ann Example") && after[0].contains("Shielded"));
        for received in after {
            for hidden in HIDDEN {
                assert!(!received.contains(hidden), "{hidden} was sent");
            }
        }
    }
}

#[tokio::test]
async fn an_objection_to_the_directory_comes_back_as_typed_and_shields_nothing_d_06() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, ANN).await;
    let child = service.world.child.to_string();
    let record = service.open(&token, &results, &child).await;
    let opening = record.rsplit('/').next().unwrap();
    let path = "/api/shielding/request";
    let typed = format!(
        "opening={opening}&ground=objection&discussed[]=manager&until_day=31&until_month=2&until_year=2027"
    );
    let back = service.form(path, &typed, Some(&token)).await;
    let page = back.location().split('#').next().unwrap();
    assert!(page.contains("/shield?form="), "{page}");
    let form = service.get(page, Some(&token)).await.body;
    assert!(form.contains("complain to their local authority"));
    assert!(form.contains("Enter the date until which it is needed"));
    let chosen = |value: &str| {
        let input = form
            .split("<input")
            .find(|input| input.contains(&format!("value=\"{value}\"")));
        input.is_some_and(|input| input.split('>').next().unwrap().contains("checked"))
    };
    assert!(chosen("objection") && chosen("manager") && !chosen("family"));
    let exceptional = format!("opening={opening}&ground=exceptional&justification=court-direction");
    let back = service.form(path, &exceptional, Some(&token)).await;
    assert!(
        back.location().contains("/shield?form="),
        "a manager of an authority's alone"
    );
    assert!(
        service
            .get(&record, Some(&token))
            .await
            .body
            .contains("Findable")
    );
}

/// What somebody receives who searches by a number, with the number itself taken out.
async fn found_by_number(service: &Service, token: &str, number: &str) -> String {
    let results = service.search(token, &format!("number={number}")).await;
    let page = service.get(&results, Some(token)).await;
    let spaced = format!("{} {} {}", &number[..4], &number[4..8], &number[8..]);
    let body = page
        .without_nonce()
        .replace(&spaced, "")
        .replace(number, "");
    format!("{} {}", page.status, without_identifiers(&body))
}

#[tokio::test]
async fn an_archived_record_and_one_that_never_was_are_the_same_bytes_g_deny_arc_03() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let results = service.search(&token, ANN).await;
    let child = service.world.child.stored().to_string();
    let open = service.open(&token, &results, &child).await;
    assert!(
        service
            .get(&open, Some(&token))
            .await
            .body
            .contains("Example")
    );
    let manager = service.token(Role::LocalAuthorityManager).await;
    let results = service.search(&manager, ANN).await;
    let record = service.open(&manager, &results, &child).await;
    let opening = record.rsplit('/').next().unwrap();
    let body = format!("opening={opening}&steps[]=asked-family&confirmed=yes");
    let left = service
        .form("/api/archive/leave", &body, Some(&manager))
        .await;
    assert!(left.location().contains("done=archived"));
    // The record that is open in a browser closes; the next request tells no more than of any other.
    let never = format!("/child-record/{}", uuid::Uuid::from_u128(4_242));
    let (was, never) = (
        service.get(&open, Some(&token)).await,
        service.get(&never, Some(&token)).await,
    );
    assert_eq!(was.status, http::StatusCode::NOT_FOUND);
    assert_eq!(was.status, never.status);
    assert_eq!(
        without_identifiers(&was.without_nonce()),
        without_identifiers(&never.without_nonce())
    );
    let number = domain::id::ChildNumber::nth(4_242).stored().to_string();
    assert_eq!(
        found_by_number(&service, &token, &child).await,
        found_by_number(&service, &token, &number).await
    );
}

/// A child of each kind that is one answer: sealed, archived, destroyed, never made.
async fn one_answer(service: &Service) -> [String; 4] {
    let manager = service.token(Role::LocalAuthorityManager).await;
    let world = &service.world;
    let archive = "leaving=never-resident&steps[]=asked-family&confirmed=yes";
    let seal = "asked_by=police&verified=yes&confirmed=yes";
    for (criteria, child, path, how) in [
        (KIM, world.quiet, "/api/archive/leave", archive),
        (ANN, world.child, "/api/archive/leave", archive),
        (SAM, world.shielded, "/api/new-identity/seal", seal),
    ] {
        let results = service.search(&manager, criteria).await;
        let record = service.open(&manager, &results, &child.to_string()).await;
        let opening = record.rsplit('/').next().unwrap();
        let body = format!("opening={opening}&{how}");
        let done = service.form(path, &body, Some(&manager)).await;
        let leads = done.location();
        assert!(
            leads.contains("archived") || leads.contains("/code/"),
            "{leads}"
        );
        if child == world.quiet {
            let late = "update archive.record set archived_on = '2020-11-02'";
            world.database.execute(late).await;
            let rule = domain::work::Rule::Destruction;
            assert_eq!(world.registry.run_rule(rule).await.unwrap(), 1);
        }
    }
    let never = domain::id::ChildNumber::nth(4_242);
    [world.shielded, world.child, world.quiet, never].map(|child| child.stored().to_string())
}

/// An answer without what differs between any two: the number that was asked for, random names, the nonce.
fn plain(answer: &super::support::Answer, number: &str) -> String {
    let written: domain::id::ChildNumber = number.parse().unwrap();
    let headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != http::header::CONTENT_SECURITY_POLICY)
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    let text = format!("{} {headers:?} {}", answer.status, answer.without_nonce());
    let text = text
        .replace(number, "NUMBER")
        .replace(&written.to_string(), "NUMBER");
    without_identifiers(&text)
}

#[tokio::test]
async fn sealed_archived_destroyed_and_never_made_are_the_same_bytes_g_deny_newid_04() {
    let service = Service::new().await;
    let numbers = one_answer(&service).await;
    let move_away =
        "update hat set local_authority = 'E08000035' where role = 'data-administrator'";
    service.world.database.execute(move_away).await;
    let (nurse, other) = (
        service.token(Role::Practitioner).await,
        service.token(Role::DataAdministrator).await,
    );
    let mut received = Vec::new();
    for number in &numbers {
        let body = format!("reason=providing-service&number={number}");
        let found = service.form("/api/search/find", &body, Some(&nurse)).await;
        let results = found.location().to_owned();
        let page = service.get(&results, Some(&nurse)).await;
        let search = results.rsplit('/').next().unwrap();
        let body = format!("search={search}&child={number}");
        let opened = service.form("/api/search/open", &body, Some(&nurse)).await;
        let called = service.call("/api/search/open", &body, Some(&nurse)).await;
        let body = format!("reason=prosecution-of-offenders&reference=CASE%2F7&number={number}");
        let archive = service
            .form("/api/archive/search", &body, Some(&other))
            .await;
        let form = archive.location().split('#').next().unwrap().to_owned();
        let form = service.get(&form, Some(&other)).await;
        let answers = [found, page, opened, called, archive, form];
        received.push(answers.map(|answer| (plain(&answer, number), answer.body.len())));
    }
    assert!(received[0][1].0.contains("No record matches"));
    assert!(
        received[0][5]
            .0
            .contains("No archived record that you may look at")
    );
    for answers in &received[1..] {
        assert_eq!(answers, &received[0]);
    }
}

#[tokio::test]
async fn the_time_an_answer_takes_tells_none_of_them_apart_g_deny() {
    let service = Service::new().await;
    let numbers = one_answer(&service).await;
    let nurse = service.token(Role::Practitioner).await;
    let mut ratios = Vec::new();
    for _ in 0..3 {
        let mut times = vec![Vec::new(); 4];
        for turn in 0..220 {
            for (number, times) in numbers.iter().zip(&mut times) {
                let body = format!("reason=providing-service&number={number}");
                let start = std::time::Instant::now();
                let found = service.form("/api/search/find", &body, Some(&nurse)).await;
                let page = service.get(found.location(), Some(&nurse)).await;
                let taken = start.elapsed().as_secs_f64();
                assert!(page.body.contains("No record matches"));
                // The first warm everything up.
                if turn >= 20 {
                    times.push(taken);
                }
            }
            // Searches are counted; how often is another test's.
            service
                .world
                .database
                .execute("delete from search_use")
                .await;
        }
        let medians = times.into_iter().map(|mut times| {
            times.sort_by(f64::total_cmp);
            times[times.len() / 2]
        });
        let medians: Vec<f64> = medians.collect();
        ratios = medians.iter().map(|median| median / medians[0]).collect();
        if ratios.iter().all(|ratio| (0.75..1.34).contains(ratio)) {
            return;
        }
    }
    panic!("{ratios:?}");
}

#[tokio::test]
async fn to_everyone_but_a_manager_there_are_no_pages_about_new_identities_newid_02() {
    let service = Service::new().await;
    for role in Role::ALL {
        if role == Role::LocalAuthorityManager {
            continue;
        }
        let token = service.token(role).await;
        let nobody = uuid::Uuid::nil();
        let never = service.get("/no-such-page", Some(&token)).await;
        for page in [
            "/new-identity".to_owned(),
            format!("/new-identity/code/{nobody}"),
            format!("/child-record/{nobody}/new-identity"),
        ] {
            let answer = service.get(&page, Some(&token)).await;
            assert_eq!(answer.status, never.status, "{page} for {}", role.code());
            assert!(answer.body.contains("Page not found"), "{page}");
            assert!(
                !answer.body.to_lowercase().contains("new identity"),
                "{page}"
            );
        }
    }
}

/// The page of whoever asked for a record, once the authority has pointed to one; without name, number and
/// the request's own name.
async fn told_to_use(criteria: &str, names: [&str; 2], shielded: bool) -> String {
    let service = Service::new().await;
    let nurse = service.token(Role::Practitioner).await;
    let administrator = service.token(Role::DataAdministrator).await;
    let results = service.search(&nurse, criteria).await;
    let search = results.rsplit('/').next().unwrap();
    let born = criteria.split_once("&day=").unwrap();
    let born = format!("day={}", born.1).replace('&', "&born_");
    let body = format!(
        "search={search}&given={}&family={}&born_{born}&gender=not-specified&no_address=yes\
         &basis=no-fixed-home",
        names[0], names[1]
    );
    let asked = service.form("/api/creating/ask", &body, Some(&nurse)).await;
    assert!(
        asked.location().contains("done=asked"),
        "{}",
        asked.location()
    );
    let database = &service.world.database;
    let request = database
        .rows("select id from creation_request")
        .await
        .remove(0);
    let path = format!("/new-records/to-check/{request}");
    let check = service.get(&path, Some(&administrator)).await;
    let child = if shielded {
        service.world.shielded
    } else {
        service.world.child
    };
    assert!(check.body.contains(&child.to_string()));
    for hidden in HIDDEN.iter().filter(|_| shielded) {
        assert!(
            !check.body.contains(hidden) || *hidden == "Bradford",
            "{hidden} was sent"
        );
    }
    let body = format!("creation={request}&decision=exists-use-number&number={child}");
    let decided = service
        .form("/api/creating/decide", &body, Some(&administrator))
        .await;
    assert!(
        decided.location().contains("done=decided"),
        "{}",
        decided.location()
    );
    let mut pages = String::new();
    for page in ["/new-records", "/tasks"] {
        pages += &service.get(page, Some(&nurse)).await.without_nonce();
    }
    assert!(pages.contains("There is a record of this child"));
    let notice = database
        .rows("select id from task where kind = 'creation-answered'")
        .await
        .remove(0);
    pages
        .replace(&request, "")
        .replace(&notice, "")
        .replace(&child.to_string(), "")
        .replace(&child.to_string().replace(' ', ""), "")
        .replace(names[0], "")
        .replace(names[1], "")
}

#[tokio::test]
async fn no_byte_of_a_page_tells_whether_the_record_to_use_is_shielded_cre_03() {
    let open = told_to_use(ANN, ["Ann", "Example"], false).await;
    let shielded = told_to_use(SAM, ["Sam", "Hidden"], true).await;
    assert_eq!(open, shielded);
}

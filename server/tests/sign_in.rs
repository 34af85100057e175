//! Signing in over HTTP (AUTH).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::support::{ANN, Service};
use domain::standing::Role;
use http::{Request, StatusCode, header};

fn typed(password: &str, pin: &str, code: &str) -> String {
    format!(
        "user_name=manager&password={}&pin={pin}&code={code}",
        password.replace(' ', "+")
    )
}

const PASSWORD: &str = "a password of the tests";

#[tokio::test]
async fn without_every_factor_there_is_no_cookie_and_one_answer_auth_01() {
    let service = Service::new().await;
    let code = service.world.code();
    let mut answers = Vec::new();
    for body in [
        typed("wrong", "4321", &code),
        typed(PASSWORD, "0000", &code),
        typed(PASSWORD, "4321", "000000"),
        typed(PASSWORD, "4321", ""),
        typed(PASSWORD, "4321", &code).replace("manager", "nobody"),
    ] {
        let answer = service.form("/api/sign-in", &body, None).await;
        assert_eq!(answer.cookie(), None);
        answers.push((answer.status, answer.location().to_owned(), answer.body));
        service
            .world
            .database
            .clock
            .advance(chrono::TimeDelta::seconds(9));
    }
    assert!(
        answers.windows(2).all(|pair| pair[0] == pair[1]),
        "{answers:?}"
    );
    assert_eq!(answers[0].1, "/sign-in?refused=yes#error-summary");
}

#[tokio::test]
async fn the_cookie_is_for_this_host_alone_and_no_script_reads_it_auth_05() {
    let service = Service::new().await;
    let body = typed(PASSWORD, "4321", &service.world.code());
    let answer = service.form("/api/sign-in", &body, None).await;
    let cookie = answer.cookie().unwrap();
    assert!(cookie.starts_with("__Host-contactpoint="));
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(part), "{part}");
    }
    assert_eq!(answer.location(), "/before-you-continue");
}

#[tokio::test]
async fn the_notice_comes_before_everything_else_auth_08() {
    let service = Service::new().await;
    let body = typed(PASSWORD, "4321", &service.world.code());
    let answer = service.form("/api/sign-in", &body, None).await;
    let cookie = answer.cookie().unwrap();
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let search = service.get("/search", Some(token)).await;
    assert_eq!(search.location(), "/before-you-continue");
    let notice = service.get("/before-you-continue", Some(token)).await;
    assert!(notice.body.contains("Computer Misuse Act 1990"));
    let called = service
        .call(
            "/api/search/find",
            &format!("reason=other&{ANN}"),
            Some(token),
        )
        .await;
    assert_eq!(called.status, StatusCode::UNAUTHORIZED);
    service
        .form("/api/sign-in/accept-notice", "", Some(token))
        .await;
    assert_eq!(
        service.get("/search", Some(token)).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn after_signing_out_the_cookie_is_worth_nothing_auth_05() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let answer = service
        .form("/api/account/sign-out", "", Some(&token))
        .await;
    assert!(answer.cookie().unwrap().contains("Max-Age=0"));
    assert_eq!(
        service.get("/search", Some(&token)).await.location(),
        "/signed-out?why=ended"
    );
}

#[tokio::test]
async fn nothing_is_kept_by_a_browser_auth_05() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    for path in ["/sign-in", "/search", "/account", "/nowhere"] {
        let answer = service.get(path, Some(&token)).await;
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{path}");
    }
}

#[tokio::test]
async fn a_form_sent_from_another_site_is_refused_nfr_01() {
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let cookie = format!("{}={token}", app::signed_in::COOKIE);
    let post = |name: &'static str, value: &'static str| {
        Request::post("/api/account/sign-out")
            .header(header::HOST, "localhost")
            .header(header::COOKIE, &cookie)
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(name, value)
            .body(axum::body::Body::empty())
            .unwrap()
    };
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://elsewhere.example"),
        ("x-nothing", "said"),
    ] {
        assert_eq!(
            service.send(post(name, value)).await.status,
            StatusCode::FORBIDDEN,
            "{name}"
        );
    }
    assert_eq!(
        service.get("/search", Some(&token)).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it_nfr_01() {
    let service = Service::new().await;
    let answer = service.get("/sign-in", None).await;
    let policy = answer.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "'wasm-unsafe-eval'",
    ] {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .unwrap()
        .split('\'')
        .next()
        .unwrap();
    let scripts = answer.body.matches("<script").count();
    assert_eq!(
        answer.body.matches(&format!("nonce=\"{nonce}\"")).count(),
        scripts
    );
    let again = service.get("/sign-in", None).await;
    assert!(
        !again.body.contains(nonce),
        "each answer has a nonce of its own"
    );
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.headers[name], value);
    }
}

#[tokio::test]
async fn a_plain_form_of_an_ended_session_leads_to_a_page_that_says_so_acct_02() {
    let service = Service::new().await;
    let token = service.token(Role::Practitioner).await;
    let database = &service.world.database;
    database
        .execute("update account set state = 'suspended'")
        .await;
    let body = format!("reason=other&{ANN}");
    let answer = service.form("/api/search/find", &body, Some(&token)).await;
    assert_eq!(answer.location(), "/not-done?why=signed-out");
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

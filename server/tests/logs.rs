//! No name, address or date of birth of any child stands in any line of the log (NFR-03).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};

use domain::standing::Role;
use support::{ANN, KIM, SAM, Service};

/// A log that is kept to be read.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Seals a record and lets another appear (NEWID-03); gives the code.
async fn new_identity(service: &Service) -> String {
    let manager = service.token(Role::LocalAuthorityManager).await;
    let results = service.search(&manager, ANN).await;
    let child = service.world.child.to_string();
    let record = service.open(&manager, &results, &child).await;
    let opening = record.rsplit('/').next().unwrap();
    let body = format!("opening={opening}&asked_by=court&verified=yes&confirmed=yes");
    let sealed = service
        .form("/api/new-identity/seal", &body, Some(&manager))
        .await;
    let kept = sealed.location().rsplit('/').next().unwrap().to_owned();
    let path = "/api/new-identity/code";
    let body = format!("kept={kept}");
    let code = service.call(path, &body, Some(&manager)).await.body;
    let code = code.trim_matches('"').to_owned();
    let body = format!(
        "code={code}&given=Rose&family=Newton&born_day=3&born_month=6&born_year=2012&gender=female\
         &line_1=12+Newbuild+Way&town=Bradford&postcode=ZB1+4QX"
    );
    let made = service
        .form("/api/new-identity/make", &body, Some(&manager))
        .await;
    assert_eq!(made.location(), "/new-identity?done=made");
    for _ in 0..21 {
        service
            .world
            .database
            .clock
            .advance(chrono::TimeDelta::days(1));
        service.world.registry.catch_up().await.unwrap();
    }
    let there = "select 1 from live.child where family = 'Newton'";
    assert_eq!(service.world.database.rows(there).await.len(), 1);
    code
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_names_no_child_nfr_03() {
    let kept = Kept::default();
    let writer = kept.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    let service = Service::new().await;
    let token = service.token(Role::Manager).await;
    let children = [
        (ANN, service.world.child),
        (SAM, service.world.shielded),
        (KIM, service.world.quiet),
    ];
    for (criteria, child) in children {
        let results = service.search(&token, criteria).await;
        service.get(&results, Some(&token)).await;
        let record = service.open(&token, &results, &child.to_string()).await;
        service.get(&record, Some(&token)).await;
        service
            .get(&format!("{record}?name=Example"), Some(&token))
            .await;
    }
    service
        .form("/api/search/find", &format!("reason=&{ANN}"), Some(&token))
        .await;
    // A fault as well: its cause is logged.
    service
        .world
        .database
        .execute("alter table live.child rename to away")
        .await;
    let fault = service
        .call(
            "/api/search/find",
            &format!("reason=providing-service&{ANN}"),
            Some(&token),
        )
        .await;
    assert!(fault.status.is_server_error());
    let back = "alter table live.away rename to child";
    service.world.database.execute(back).await;
    let code = new_identity(&service).await;

    let log = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("answered") && log.contains("fault"),
        "the log was kept"
    );
    let digits = children.map(|(_, child)| child.stored().to_string());
    let mut never = vec![
        "Ann",
        "Hidden",
        "Quiet",
        "Example",
        "Formerly",
        "Findable",
        "Nearby",
        "2015-05-14",
        "2012-06-03",
        "ZB1 4QX",
        "a password of the tests",
        token.as_str(),
        "Newton",
        "Newbuild",
        code.as_str(),
    ];
    never.extend(digits.iter().map(String::as_str));
    for line in log.lines() {
        for word in &never {
            assert!(!line.contains(word), "{word} stands in the log: {line}");
        }
    }
}

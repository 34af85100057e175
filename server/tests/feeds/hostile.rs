//! Files that are sent to do harm: put aside with the right code, in bounded memory, by workers that go on
//! (FEED-07, FEED-12).

use super::*;

const NDJSON: &str = "application/x-ndjson";
const XML: &str = "application/xml";

impl Feeds {
    async fn file(&self, name: &str, media_type: &str, body: impl AsRef<[u8]>) -> Answer {
        let extra = [("idempotency-key", name), ("content-type", media_type)];
        self.ask(Method::POST, SUPPLIES, &self.token(), &extra, body)
            .await
    }

    /// What became of a file: its state, why it was refused whole, and the codes of its rows.
    async fn became(&self, name: &str, media_type: &str, body: impl AsRef<[u8]>) -> String {
        let sent = self.file(name, media_type, body).await;
        assert_eq!(sent.status, StatusCode::ACCEPTED, "{name}");
        self.work().await;
        let receipt = self.receipt(name).await;
        let mut became = receipt["state"].as_str().unwrap().to_owned();
        if let Some(why) = receipt["refused_for"].as_str() {
            became += &format!(" {why}");
        }
        for row in receipt["refused"].as_array().unwrap() {
            became += &format!(", {} {}", row["row"], row["code"].as_str().unwrap());
        }
        became
    }
}

/// The most memory that this process has had, in KiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// A Common Transfer File with something in it.
fn ctf(before: &str, pupil: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>{before}<CTfile><CTFpupilData><Pupil><UPN>A1</UPN>{pupil}</Pupil>\
         </CTFpupilData></CTfile>"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_text_or_no_rows_is_put_aside_whole_and_workers_go_on_feed_07_feed_12() {
    let feeds = Feeds::new().await;
    for coding in ["gzip", "br", "identity"] {
        let extra = [("idempotency-key", "coded"), ("content-encoding", coding)];
        let answer = feeds
            .ask(Method::POST, SUPPLIES, &feeds.token(), &extra, CSV)
            .await;
        assert_eq!(
            answer.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{coding}"
        );
    }
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    for media_type in [
        sheet,
        "application/zip",
        "text/html",
        "text/csv; charset=utf-16",
    ] {
        let answer = feeds.file("sheet", media_type, CSV).await;
        assert_eq!(
            answer.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{media_type}"
        );
    }
    let gzip = [&b"\x1f\x8b\x08\x08"[..], &[1; 5000]].concat();
    let zip = [&b"PK\x03\x04\x14\x02"[..], &[1; 5000]].concat();
    let program = [&b"MZ\x90\x01\x03"[..], &[1; 5000]].concat();
    let utf_16: String = CSV.chars().flat_map(|c| [c, '\0']).collect();
    let before = memory();
    for (media_type, about) in [("text/csv", "csv"), (NDJSON, "json"), (XML, "xml")] {
        for (name, bytes, became) in [
            ("gzip", gzip.as_slice(), "refused content"),
            ("zip", &zip, "refused content"),
            ("program", &program, "refused content"),
            ("document", b"%PDF-1.7 and more", "refused content"),
            ("utf-16", utf_16.as_bytes(), "refused encoding"),
            ("empty", b"", "refused empty"),
            ("blank", b" \n\n", "refused empty"),
        ] {
            let name = format!("{about}-{name}");
            assert_eq!(
                feeds.became(&name, media_type, bytes).await,
                became,
                "{name}"
            );
        }
    }
    let ha = "&a;".repeat(10);
    let bomb = (b'b'..=b'j').fold(String::from("<!ENTITY a \"ha\">"), |all, name| {
        let before = char::from(name - 1).to_string();
        let many = ha.replace('a', &before);
        format!("{all}<!ENTITY {} \"{many}\">", char::from(name))
    });
    let bomb = format!("<!DOCTYPE CTfile [{bomb}]>");
    let outside = "<!DOCTYPE CTfile SYSTEM \"file:///etc/passwd\">";
    let within = "<!DOCTYPE CTfile [<!ENTITY x SYSTEM \"http://localhost/\">]>";
    let deep = "<Attendance>".repeat(200_000);
    let long = format!("<Surname>{}</Surname>", "x".repeat(3_000_000));
    for (name, file, became) in [
        (
            "bomb",
            ctf(&bomb, "<Surname>&j;</Surname>"),
            "refused content",
        ),
        ("outside", ctf(outside, ""), "refused content"),
        (
            "within",
            ctf(within, "<Surname>&x;</Surname>"),
            "refused content",
        ),
        (
            "undefined",
            ctf("", "<Surname>&x;</Surname>"),
            "refused content",
        ),
        ("deep", ctf("", &deep), "refused malformed"),
        ("broken", ctf("", "<Surname>"), "refused malformed"),
        (
            "words",
            ctf("", "<SENhistory><Comments>x</Comments></SENhistory>"),
            "refused headings",
        ),
        (
            "another",
            "<html><body/></html>".to_owned(),
            "refused headings",
        ),
        ("long", ctf("", &long), "done, 1 malformed"),
        (
            "odd",
            ctf("", "<Surname>a&#7;</Surname>"),
            "done, 1 malformed",
        ),
        (
            "unknown",
            ctf("", "<Risk>7</Risk>"),
            "done, 1 unknown-field",
        ),
    ] {
        assert_eq!(feeds.became(name, XML, file).await, became, "{name}");
    }
    let huge = format!("reference,given_name\n1,\"{}\"\n", "x".repeat(3_000_000));
    let open = format!("reference,given_name\n1,\"{}", "y\n".repeat(100_000));
    let cells = "reference,given_name,family_name,date_of_birth,address_1,postcode\n\
        1,=cmd(),Marlowe,2016-06-05,2 High Street,ZB1 4AB\n\
        2,Ada,Marlowe,2016-06-05,=cmd|' /C calc'!A0,ZB1 4AB\n\
        3,Ada,Marlowe,@SUM(1),2 High Street,ZB1 4AB\n";
    let nested = format!("{{\"reference\":{}", "[".repeat(50_000));
    let endless = "x".repeat(3_000_000);
    for (name, media_type, file, became) in [
        (
            "notes",
            "text/csv",
            "reference,notes\n1,at risk\n",
            "refused headings",
        ),
        (
            "twice",
            "text/csv",
            "reference,upn,upn\n1,2,3\n",
            "refused headings",
        ),
        ("huge", "text/csv", &huge, "done, 2 malformed"),
        ("open", "text/csv", &open, "done, 2 malformed"),
        (
            "cells",
            "text/csv",
            cells,
            "done, 2 name, 3 address, 4 date",
        ),
        ("endless", "text/csv", &endless, "refused headings"),
        ("nested", NDJSON, &nested, "done, 1 malformed"),
        ("endless-json", NDJSON, &endless, "done, 1 malformed"),
    ] {
        assert_eq!(feeds.became(name, media_type, file).await, became, "{name}");
    }
    assert!(memory() - before < 300 * 1024, "bounded");
    assert_eq!(feeds.said().await.len(), 0);
    let database = &feeds.service.world.database;
    assert!(database.rows("select * from feed.part").await.is_empty());
    assert_eq!(
        feeds
            .became("good", "text/csv", CSV)
            .await
            .split(',')
            .next(),
        Some("done")
    );
    assert_eq!(feeds.said().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supply_has_a_name_that_fits_an_address_and_pupils_are_children_feed_07() {
    let feeds = Feeds::new().await;
    for name in ["", "a b", "..%2Fup", &"x".repeat(65)] {
        let answer = feeds.post(name, CSV).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
    let path = format!("{SUPPLIES}?of=involvements");
    let extra = [("idempotency-key", "pupils"), ("content-type", XML)];
    let answer = feeds
        .ask(Method::POST, &path, &feeds.token(), &extra, ctf("", ""))
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_common_transfer_file_is_taken_in_like_any_other_feed_04() {
    let feeds = Feeds::new().await;
    let database = &feeds.service.world.database;
    // A number of a body needs a source that speaks for one.
    let example = include_str!("../../../docs/examples/pupils.xml").replace("BD1 1A", "ZB1 4A");
    let became = feeds.became("nobody", XML, &example).await;
    assert_eq!(became, "done, 1 identifier, 2 identifier");
    let school = "update source set organisation = '00000000-0000-0000-0000-000000000066'
                  where name = 'A register'";
    database.execute(school).await;
    assert_eq!(feeds.became("pupils", XML, &example).await, "done");
    let named = "select given, family, date_of_birth from live.child
                 where family in ('Marlowe', 'Okoro') order by family";
    let named = database.rows(named).await;
    assert_eq!(named.len(), 2);
    assert!(named[0].contains("Ada Rose") && named[0].contains("2015-04-03"));
    let said = feeds.contents().await.join("");
    for text in [
        "H801200001001",
        "Flat 2",
        "14 High Street",
        "01632 960001",
        "Rita",
    ] {
        assert!(said.contains(text), "{text}");
    }
    for text in ["Noor", "SessionsPossible", "Moorside"] {
        assert!(!said.contains(text), "{text}");
    }
    assert_eq!(feeds.became("again", XML, &example).await, "done");
    assert_eq!(feeds.contents().await.join(""), said);
}

//! The channel for sources' own systems: who may send, what is kept, what comes back, and workers
//! that die.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod held;
mod hostile;
mod killed;
use super::support::{Answer, Service};
use axum::body::Body;
use chrono::TimeDelta;
use domain::best_view::SourceKind;
use domain::chance::Chance;
use domain::data_source::RegisterSource;
use domain::feed::{RegisterKey, WithdrawKey};
use domain::id::{LocalAuthorityCode, SourceId};
use http::{Method, Request, StatusCode, header};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use registry::data_source::register;
use registry::feed::{Registered, register_key, withdraw_key};
use registry::{Stopped, SystemChance};
use serde_json::{Value, json};
use server::feed::until_idle;
use uuid::Uuid;

const RS256: (&str, &str) = (
    include_str!("feeds/rs256.pem"),
    include_str!("feeds/rs256.pub.pem"),
);
const ES256: (&str, &str) = (
    include_str!("feeds/es256.pem"),
    include_str!("feeds/es256.pub.pem"),
);
const ED25519: (&str, &str) = (
    include_str!("feeds/ed25519.pem"),
    include_str!("feeds/ed25519.pub.pem"),
);

const CSV: &str = "reference,given_name,family_name,date_of_birth,address_1,postcode\n\
    1,Ada,Marlowe,2015-04-03,1 High Street,ZB1 4AA\n\
    2,Ben,Marlowe,2015-02-31,1 High Street,ZB1 4AA\n\
    3,Cem,Yılmaz,2016-06-05,2 High Street,ZB1 4AB\n\
    4,Dan\n\
    5,=cmd(),Marlowe,2016-06-05,2 High Street,ZB1 4AB\n";

/// A service with two sources, each with a key.
struct Feeds {
    service: Service,
    own: Registered,
    other: Registered,
}

impl Feeds {
    async fn new() -> Self {
        let service = Service::new().await;
        let own = source(&service, "A register").await;
        let other = source(&service, "Another register").await;
        let own = key(&service, own, RS256.1).await;
        let other = key(&service, other, ED25519.1).await;
        Self {
            service,
            own,
            other,
        }
    }

    fn now(&self) -> i64 {
        self.service.world.registry.now().timestamp()
    }

    /// What a token of one's own says.
    fn claims(&self) -> Value {
        let now = self.now();
        json!({
            "iss": self.own.source.to_string(),
            "aud": "contactpoint/feeds/v1",
            "iat": now,
            "exp": now + 300,
            "jti": SystemChance.uuid().to_string(),
        })
    }

    fn token(&self) -> String {
        signed(self.own.key, &self.claims())
    }

    fn token_of_the_other(&self) -> String {
        let mut claims = self.claims();
        claims["iss"] = json!(self.other.source.to_string());
        let secret = EncodingKey::from_ed_pem(ED25519.0.as_bytes()).unwrap();
        encode(
            &header(Algorithm::EdDSA, Some(self.other.key)),
            &claims,
            &secret,
        )
        .unwrap()
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        token: &str,
        extra: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "text/csv");
        for (name, value) in extra {
            if *name == "content-type" {
                request.headers_mut().unwrap().remove(header::CONTENT_TYPE);
            }
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.as_ref().to_vec())).unwrap();
        self.service.send(request).await
    }

    async fn post(&self, name: &str, body: &str) -> Answer {
        let extra = [("idempotency-key", name)];
        self.ask(Method::POST, SUPPLIES, &self.token(), &extra, body)
            .await
    }

    async fn receipt(&self, name: &str) -> Value {
        let path = format!("{SUPPLIES}/{name}");
        let answer = self.ask(Method::GET, &path, &self.token(), &[], "").await;
        assert_eq!(answer.status, StatusCode::OK);
        serde_json::from_str(&answer.body).unwrap()
    }

    async fn work(&self) -> u64 {
        until_idle(&self.service.world.registry).await.unwrap()
    }

    /// What this source has said, as it is stored.
    async fn said(&self) -> Vec<String> {
        let sql = format!(
            "select reference, supplied_at, content from live.statement
             where source = '{}' order by reference",
            self.own.source
        );
        self.service.world.database.rows(&sql).await
    }

    /// The same, whenever it was said.
    async fn contents(&self) -> Vec<String> {
        let sql = format!(
            "select reference, content from live.statement where source = '{}' order by reference",
            self.own.source
        );
        self.service.world.database.rows(&sql).await
    }

    /// What the trail says of the tokens that were refused, by its code.
    async fn faults(&self) -> Vec<String> {
        let sql = "select detail ->> 'token' as fault from audit.entry
                   where action = 'feed.authenticated' and outcome = 'refused' order by 1";
        self.service.world.database.rows(sql).await
    }
}

const SUPPLIES: &str = "/feeds/v1/supplies";

async fn source(service: &Service, name: &str) -> SourceId {
    let act = RegisterSource {
        name: name.to_owned(),
        kind: SourceKind::Local,
        local_authority: Some(LocalAuthorityCode("E08000032".to_owned())),
        organisation: None,
        accredited_until: "2028-01-01".parse().ok(),
    };
    let system = service.world.registry.as_system();
    system.access(act, register).await.unwrap()
}

/// Registers a source's public key, or tells why not.
async fn try_key(
    service: &Service,
    source: SourceId,
    public_key: &str,
) -> Result<Registered, Stopped> {
    let act = RegisterKey {
        source,
        public_key: public_key.to_owned(),
        expires_on: "2027-11-02".parse().unwrap(),
    };
    let system = service.world.registry.as_system();
    system.access(act, register_key).await
}

async fn key(service: &Service, source: SourceId, public_key: &str) -> Registered {
    try_key(service, source, public_key).await.unwrap()
}

fn header(algorithm: Algorithm, key: Option<Uuid>) -> Header {
    Header {
        kid: key.map(|key| key.to_string()),
        ..Header::new(algorithm)
    }
}

/// A token signed with the RSA key.
fn signed(key: Uuid, claims: &Value) -> String {
    let secret = EncodingKey::from_rsa_pem(RS256.0.as_bytes()).unwrap();
    encode(&header(Algorithm::RS256, Some(key)), claims, &secret).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_key_signs_tokens_and_each_token_is_accepted_once_feed_12() {
    let feeds = Feeds::new().await;
    let elliptic = key(&feeds.service, feeds.own.source, ES256.1).await;
    let edwards = key(&feeds.service, feeds.own.source, ED25519.1).await;
    let es256 = EncodingKey::from_ec_pem(ES256.0.as_bytes()).unwrap();
    let ed25519 = EncodingKey::from_ed_pem(ED25519.0.as_bytes()).unwrap();
    let es256 = (header(Algorithm::ES256, Some(elliptic.key)), es256);
    let ed25519 = (header(Algorithm::EdDSA, Some(edwards.key)), ed25519);
    let mut tokens = vec![feeds.token()];
    for (header, secret) in [es256, ed25519] {
        tokens.push(encode(&header, &feeds.claims(), &secret).unwrap());
    }
    for (place, token) in tokens.iter().enumerate() {
        let name = format!("supply-{place}");
        let extra = [("idempotency-key", name.as_str())];
        let first = feeds.ask(Method::POST, SUPPLIES, token, &extra, CSV).await;
        assert_eq!(first.status, StatusCode::ACCEPTED, "{place}");
        let again = feeds.ask(Method::POST, SUPPLIES, token, &extra, CSV).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED, "{place}");
    }
    assert_eq!(feeds.faults().await, ["replayed", "replayed", "replayed"]);
    let used = "select count(*) || '' from feed.key where last_used_on is not null";
    assert_eq!(feeds.service.world.database.rows(used).await, ["3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn weak_keys_and_keys_of_other_kinds_are_not_registered_feed_12() {
    let feeds = Feeds::new().await;
    let weak = include_str!("feeds/weak.pub.pem");
    let other_curve = include_str!("feeds/p384.pub.pem");
    let two = format!("{}{}", RS256.1, "not a key");
    for public_key in [weak, other_curve, RS256.0, "", "not a key", &two] {
        let tried = try_key(&feeds.service, feeds.own.source, public_key).await;
        assert!(matches!(tried, Err(Stopped::Rejected(_))));
    }
    let nobody = SourceId(Uuid::from_u128(1));
    let nobody = try_key(&feeds.service, nobody, RS256.1).await;
    assert!(matches!(nobody, Err(Stopped::Refused(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_token_that_does_not_hold_gets_one_answer_feed_12() {
    let feeds = Feeds::new().await;
    let now = feeds.now();
    let with = |field: &str, value: Value| {
        let mut claims = feeds.claims();
        claims[field] = value;
        signed(feeds.own.key, &claims)
    };
    let without = |field: &str| {
        let mut claims = feeds.claims();
        claims.as_object_mut().unwrap().remove(field);
        signed(feeds.own.key, &claims)
    };
    let unsigned = {
        let token = feeds.token();
        let claims = token.split('.').nth(1).unwrap();
        let head = json!({ "alg": "none", "typ": "JWT", "kid": feeds.own.key.to_string() });
        let head = data_encoding::BASE64URL_NOPAD.encode(head.to_string().as_bytes());
        format!("{head}.{claims}.")
    };
    // The public key as though it were a shared secret.
    let confused = {
        let secret = EncodingKey::from_secret(RS256.1.as_bytes()).unwrap();
        let head = header(Algorithm::HS256, Some(feeds.own.key));
        encode(&head, &feeds.claims(), &secret).unwrap()
    };
    let other_key = {
        let secret = EncodingKey::from_ed_pem(include_str!("feeds/other.pem").as_bytes()).unwrap();
        let head = header(Algorithm::EdDSA, Some(feeds.other.key));
        let mut claims = feeds.claims();
        claims["iss"] = json!(feeds.other.source.to_string());
        encode(&head, &claims, &secret).unwrap()
    };
    let changed = {
        let token = feeds.token();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (head, _) = signed.split_once('.').unwrap();
        let mut claims = feeds.claims();
        claims["exp"] = json!(now + 500);
        let claims = data_encoding::BASE64URL_NOPAD.encode(claims.to_string().as_bytes());
        format!("{head}.{claims}.{signature}")
    };
    let nameless = {
        let secret = EncodingKey::from_rsa_pem(RS256.0.as_bytes()).unwrap();
        encode(&header(Algorithm::RS256, None), &feeds.claims(), &secret).unwrap()
    };
    let tokens = [
        ("malformed", "no token".to_owned()),
        ("malformed", nameless),
        ("malformed", unsigned),
        ("unknown-key", signed(Uuid::from_u128(1), &feeds.claims())),
        ("signature", confused),
        ("signature", other_key),
        ("signature", changed),
        ("signature", without("jti")),
        ("signature", without("exp")),
        ("signature", with("exp", json!((now + 300).to_string()))),
        (
            "signature",
            with("aud", json!(["contactpoint/feeds/v1", "another"])),
        ),
        ("issuer", with("iss", json!(feeds.other.source.to_string()))),
        ("audience", with("aud", json!("another"))),
        ("early", with("nbf", json!(now + 60))),
        ("early", with("iat", json!(now + 60))),
        ("late", with("exp", json!(now - 60))),
        ("too-long", with("exp", json!(now + 3600))),
        ("identifier", with("jti", json!("short"))),
    ];
    let mut answers = Vec::new();
    for (_, token) in &tokens {
        answers.push(feeds.ask(Method::POST, SUPPLIES, token, &[], CSV).await);
    }
    let withdrawn = WithdrawKey { key: feeds.own.key };
    let system = feeds.service.world.registry.as_system();
    system.access(withdrawn, withdraw_key).await.unwrap();
    answers.push(
        feeds
            .ask(Method::POST, SUPPLIES, &feeds.token(), &[], CSV)
            .await,
    );
    feeds
        .service
        .world
        .database
        .clock
        .advance(TimeDelta::days(365));
    let run_out = feeds.token_of_the_other();
    answers.push(feeds.ask(Method::POST, SUPPLIES, &run_out, &[], CSV).await);
    let nothing = Request::post(SUPPLIES).body(Body::empty()).unwrap();
    answers.push(feeds.service.send(nothing).await);
    for answer in &mut answers {
        // Each has a nonce of its own.
        answer.headers.remove(header::CONTENT_SECURITY_POLICY);
    }
    for answer in &answers {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.body, answers[0].body);
        assert_eq!(answer.headers, answers[0].headers);
    }
    let codes = tokens.iter().map(|(code, _)| (*code).to_owned());
    let mut codes: Vec<String> = codes
        .chain(["key-over".to_owned(), "key-over".to_owned()])
        .collect();
    codes.sort();
    assert_eq!(feeds.faults().await, codes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supply_is_kept_taken_in_and_told_of_by_row_and_code_feed_04_feed_05_feed_07() {
    let feeds = Feeds::new().await;
    let sent = feeds.post("nightly-1", CSV).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED);
    assert_eq!(sent.location(), "/feeds/v1/supplies/nightly-1");
    let waiting = feeds.receipt("nightly-1").await;
    assert_eq!(waiting["state"], "waiting");
    assert_eq!(feeds.said().await.len(), 0);
    assert_eq!(feeds.work().await, 1);
    let expected = json!({
        "supply": "nightly-1",
        "state": "done",
        "bytes": CSV.len(),
        "rows": 5,
        "refused_in_all": 3,
        "refused": [
            { "row": 3, "code": "date", "field": "date_of_birth" },
            { "row": 5, "code": "malformed" },
            { "row": 6, "code": "name", "field": "given_name" },
        ],
    });
    assert_eq!(feeds.receipt("nightly-1").await, expected);
    assert_eq!(feeds.said().await.len(), 2);
    // Nothing of what came is kept once its rows are taken in.
    let database = &feeds.service.world.database;
    assert!(database.rows("select * from feed.part").await.is_empty());
    assert_eq!(database.entries("file.received", "done").await, 1);
    let path = format!("{SUPPLIES}/nightly-1?after=5");
    let later = feeds.ask(Method::GET, &path, &feeds.token(), &[], "").await;
    let later: Value = serde_json::from_str(&later.body).unwrap();
    assert_eq!(later["refused"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_with_what_was_not_agreed_is_told_of_by_a_code_of_its_own_feed_03() {
    let feeds = Feeds::new().await;
    let agreed = format!(
        "insert into source_agreement (source, items, cadence_days, supplied_nationally, signed_on)
         values ('{}', '{{names}}', 7, false, '2026-11-01')",
        feeds.own.source
    );
    feeds.service.world.database.execute(&agreed).await;
    let csv = "reference,given_name,family_name,date_of_birth,postcode\n\
        1,Ada,Marlowe,2015-04-03,ZB1 4AA\n\
        2,Cem,Yılmaz,2016-06-05,\n";
    feeds.post("agreed", csv).await;
    assert_eq!(feeds.work().await, 1);
    let receipt = feeds.receipt("agreed").await;
    let refused = json!([{ "row": 2, "code": "not-agreed" }]);
    assert_eq!(receipt["refused"], refused);
    assert_eq!(feeds.said().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supply_sent_twice_is_taken_in_once_and_the_same_rows_change_nothing_feed_08() {
    let feeds = Feeds::new().await;
    feeds.post("one", CSV).await;
    feeds.work().await;
    let said = feeds.said().await;
    let again = feeds.post("one", "reference\n").await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(feeds.work().await, 0);
    feeds
        .service
        .world
        .database
        .clock
        .advance(TimeDelta::days(1));
    feeds.post("two", CSV).await;
    assert_eq!(feeds.work().await, 1);
    assert_eq!(feeds.said().await, said);
    let other_format = [
        ("idempotency-key", "one"),
        ("content-type", "application/x-ndjson"),
    ];
    let refused = feeds
        .ask(Method::POST, SUPPLIES, &feeds.token(), &other_format, "{}")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_interrupted_goes_on_where_it_broke_off_feed_08() {
    let feeds = Feeds::new().await;
    let (first, rest) = CSV.split_at(77);
    let more = [("idempotency-key", "long"), ("upload-complete", "?0")];
    let begun = feeds
        .ask(Method::POST, SUPPLIES, &feeds.token(), &more, first)
        .await;
    assert_eq!(begun.status, StatusCode::ACCEPTED);
    assert_eq!(feeds.work().await, 0);
    let path = format!("{SUPPLIES}/long");
    let head = feeds
        .ask(Method::HEAD, &path, &feeds.token(), &[], "")
        .await;
    assert_eq!(head.headers["upload-offset"], "77");
    assert_eq!(head.headers["upload-complete"], "?0");
    for (offset, status) in [("70", StatusCode::CONFLICT), ("x", StatusCode::BAD_REQUEST)] {
        let extra = [("upload-offset", offset)];
        let wrong = feeds
            .ask(Method::PATCH, &path, &feeds.token(), &extra, rest)
            .await;
        assert_eq!(wrong.status, status);
    }
    let extra = [("upload-offset", "77")];
    let done = feeds
        .ask(Method::PATCH, &path, &feeds.token(), &extra, rest)
        .await;
    assert_eq!(done.status, StatusCode::ACCEPTED);
    let late = feeds
        .ask(Method::PATCH, &path, &feeds.token(), &extra, rest)
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    feeds.work().await;
    let broken_off = feeds.receipt("long").await;
    feeds.post("whole", CSV).await;
    feeds.work().await;
    assert_eq!(
        broken_off["refused"],
        feeds.receipt("whole").await["refused"]
    );
    assert_eq!(feeds.said().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_of_json_are_read_by_the_same_schema_and_nothing_else_in_them_feed_07_gen_03() {
    let feeds = Feeds::new().await;
    let row = json!({
        "reference": "1", "given_name": "Ada", "family_name": "Marlowe",
        "date_of_birth": "2015-04-03", "postcode": "ZB1 4AA",
    });
    let with = |field: &str, value: Value| {
        let mut row = row.clone();
        row["reference"] = json!("2");
        row[field] = value;
        row.to_string()
    };
    let lines = [
        row.to_string(),
        with("notes", json!("at risk")),
        with("case", json!("self-harm clinic")),
        with("given_name", json!({ "text": "Ada" })),
        with("postcode", json!(14)),
        with("given_name", json!("x".repeat(70_000))),
        "[1]".to_owned(),
        "{".to_owned(),
        String::new(),
        with("family_name", json!(null)),
    ];
    let extra = [
        ("idempotency-key", "json"),
        ("content-type", "application/x-ndjson"),
    ];
    let body = lines.join("\n");
    feeds
        .ask(Method::POST, SUPPLIES, &feeds.token(), &extra, &body)
        .await;
    feeds.work().await;
    let receipt = feeds.receipt("json").await;
    let codes: Vec<String> = receipt["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {}", row["row"], row["code"].as_str().unwrap()))
        .collect();
    let expected = [
        "2 unknown-field",
        "3 unknown-field",
        "4 malformed",
        "5 malformed",
        "6 malformed",
        "7 malformed",
        "8 malformed",
    ];
    assert_eq!(codes, expected);
    assert_eq!(feeds.said().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supply_larger_than_any_is_not_kept_feed_08() {
    let feeds = Feeds::new().await;
    let more = [("idempotency-key", "large"), ("upload-complete", "?0")];
    feeds
        .ask(Method::POST, SUPPLIES, &feeds.token(), &more, "reference\n")
        .await;
    let all = domain::feed::LARGEST_SUPPLY.to_string();
    let sql = format!("update feed.supply set length = {all}");
    feeds.service.world.database.execute(&sql).await;
    let path = format!("{SUPPLIES}/large");
    let extra = [("upload-offset", all.as_str())];
    let answer = feeds
        .ask(Method::PATCH, &path, &feeds.token(), &extra, "1")
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sources_supply_is_no_supply_feed_05() {
    let feeds = Feeds::new().await;
    feeds.post("mine", CSV).await;
    let token = feeds.token_of_the_other();
    let theirs = feeds
        .ask(Method::GET, &format!("{SUPPLIES}/mine"), &token, &[], "")
        .await;
    let token = feeds.token_of_the_other();
    let nothing = feeds
        .ask(Method::GET, &format!("{SUPPLIES}/none"), &token, &[], "")
        .await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    assert_eq!(theirs.body, nothing.body);
    let token = feeds.token_of_the_other();
    let extra = [("idempotency-key", "mine")];
    let own = feeds.ask(Method::POST, SUPPLIES, &token, &extra, CSV).await;
    assert_eq!(own.status, StatusCode::ACCEPTED);
    assert_eq!(feeds.work().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_source_is_paused_what_it_sends_waits_and_suspended_it_is_refused_feed_10_feed_13()
{
    let feeds = Feeds::new().await;
    let database = &feeds.service.world.database;
    let own = feeds.own.source;
    let put = |state: &str| {
        format!(
            "update source set state = '{state}', stopped_by = 'local-authority' where id = '{own}'"
        )
    };
    database.execute(&put("paused")).await;
    assert_eq!(feeds.post("paused", CSV).await.status, StatusCode::ACCEPTED);
    assert_eq!(feeds.work().await, 0);
    database.execute(&put("suspended")).await;
    assert_eq!(
        feeds.post("suspended", CSV).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(feeds.work().await, 0);
    assert_eq!(feeds.receipt("paused").await["state"], "waiting");
    let connected = "update source set state = 'connected', stopped_by = null";
    database.execute(connected).await;
    assert_eq!(feeds.work().await, 1);
    assert_eq!(feeds.said().await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_is_sealed_and_the_log_and_the_trail_have_none_of_it_nfr_04() {
    let feeds = Feeds::new().await;
    feeds.post("sealed", CSV).await;
    let database = &feeds.service.world.database;
    let tables = ["feed.supply", "feed.part", "audit.entry"];
    for table in tables {
        let rows = database
            .rows(&format!("select to_jsonb(t)::text as text from {table} t"))
            .await;
        assert!(!rows.is_empty(), "{table}");
        let marlowe = data_encoding::HEXLOWER.encode(b"Marlowe");
        for row in rows {
            assert!(
                !row.contains("Marlowe") && !row.contains(&marlowe),
                "{table}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_fetches_its_notices_itself_and_nobody_elses_disc_01_disc_02() {
    let feeds = Feeds::new().await;
    let database = &feeds.service.world.database;
    let knows = format!(
        "insert into live.statement (source, reference, child, supplied_at, verified, content)
         select '{}', 'P-1', child, '2026-09-01', false, '{{}}' from live.child where given = 'Ann'",
        feeds.own.source
    );
    database.execute(&knows).await;
    let differs = "reference,given_name,family_name,date_of_birth,address_1,postcode\n\
        P-1,Ann,Example,2015-05-14,3 Old Lane,ZB1 4QX\n";
    feeds.post("differs", differs).await;
    feeds.work().await;
    let path = "/feeds/v1/notices";
    let own = feeds.ask(Method::GET, path, &feeds.token(), &[], "").await;
    let own: Value = serde_json::from_str(&own.body).unwrap();
    let expected = json!({
        "notices": [{ "reference": "P-1", "item": "address", "supplied_on": "2026-11-02" }],
        "more": false,
    });
    assert_eq!(own, expected);
    let nothing = json!({ "notices": [], "more": false });
    for path in [
        "/feeds/v1/notices?reference=P-1&item=address",
        "/feeds/v1/notices?since=2026-11-03",
    ] {
        let later = feeds.ask(Method::GET, path, &feeds.token(), &[], "").await;
        assert_eq!(serde_json::from_str::<Value>(&later.body).unwrap(), nothing);
    }
    let token = feeds.token_of_the_other();
    let others = feeds.ask(Method::GET, path, &token, &[], "").await;
    assert_eq!(
        serde_json::from_str::<Value>(&others.body).unwrap(),
        nothing
    );
    for path in [
        "/feeds/v1/notices?item=address",
        "/feeds/v1/notices?reference=P-1&item=x",
    ] {
        let wrong = feeds.ask(Method::GET, path, &feeds.token(), &[], "").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// A supply of so many children, no two alike.
fn many(count: u32) -> String {
    let mut file = "reference,given_name,family_name,date_of_birth,postcode\n".to_owned();
    let letter = |n: u32| char::from(b'a' + u8::try_from(n % 26).unwrap());
    for n in 0..count {
        let (a, b, c) = (letter(n), letter(n / 26), letter(n / 676));
        let d = letter(n / 17_576);
        let (year, month, day) = (2010 + n % 14, 1 + n % 12, 1 + n % 28);
        let name = format!("Q{a}{b}{c}{d}o,V{c}{d}{a}{b}ek");
        let home = format!("ZB1 4{a}{b}").to_uppercase();
        file += &format!("r-{n},{name},{year}-{month:02}-{day:02},{home}\n");
    }
    file
}

//! The keys of sources' own systems, kept on the source's page (FEED-12, matrix rows 38 and 40).

use domain::feed::{Algorithm, KeyShown, RegisterKey, WithdrawKey};
use domain::id::SourceId;
use domain::refusal::Refusal;
use domain::standing::Role;
use registry::feed::{Registered, register_key, withdraw_key};
use registry::testing::World;
use registry::{SignedIn, Stopped};
use uuid::Uuid;

use super::{CT, DA, LM, Step, connected, date, new, problems, refusal, register, take, view};

const RSA: &str = include_str!("../../../server/tests/feeds/rs256.pub.pem");
const P_256: &str = include_str!("../../../server/tests/feeds/es256.pub.pem");
const ED25519: &str = include_str!("../../../server/tests/feeds/ed25519.pub.pem");
const WEAK: &str = include_str!("../../../server/tests/feeds/weak.pub.pem");
const PRIVATE: &str = include_str!("../../../server/tests/feeds/rs256.pem");

async fn add(
    user: &SignedIn,
    source: SourceId,
    public_key: &str,
    until: &str,
) -> Result<Registered, Stopped> {
    let act = RegisterKey {
        source,
        public_key: public_key.to_owned(),
        expires_on: date(until),
    };
    user.access(act, register_key).await
}

async fn withdraw(user: &SignedIn, key: Uuid) -> Result<(), Stopped> {
    user.access(WithdrawKey { key }, withdraw_key).await
}

async fn keys(user: &SignedIn, source: SourceId) -> Vec<KeyShown> {
    view(user, source).await.unwrap().keys
}

fn words<T>(answer: Result<T, Stopped>) -> String {
    match answer {
        Err(Stopped::Rejected(rejection)) => rejection.0[0].message.to_string(),
        _ => panic!("expected to be mended"),
    }
}

#[tokio::test]
async fn a_source_rolls_over_from_one_key_to_another_feed_12() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let administrator = world.signed_in(DA).await;
    assert!(view(&administrator, source).await.unwrap().adds_keys);
    let old = add(&administrator, source, RSA, "2027-11-02")
        .await
        .unwrap();
    let new = add(&administrator, source, ED25519, "2027-11-02")
        .await
        .unwrap();
    assert_eq!(new.algorithm, Algorithm::Ed25519);
    let shown = keys(&administrator, source).await;
    assert!(shown.iter().all(|key| key.in_force));
    let shown_old = shown.iter().find(|key| key.key == old.key).unwrap();
    assert_eq!(shown_old.algorithm, Algorithm::Rs256);
    assert_eq!(shown_old.fingerprint.len(), 64);
    assert_eq!(
        (shown_old.last_used_on, shown_old.withdrawn_on),
        (None, None)
    );
    withdraw(&administrator, old.key).await.unwrap();
    let [first, second] = &keys(&administrator, source).await[..] else {
        panic!("two keys")
    };
    assert!(first.key == new.key && first.in_force);
    assert!(!second.in_force && second.withdrawn_on.is_some());
    assert_eq!(problems(withdraw(&administrator, old.key).await), ["key"]);
    for (entry, times) in [("feed.key_registered", 2), ("feed.key_withdrawn", 1)] {
        assert_eq!(world.database.entries(entry, "done").await, times);
    }
}

#[tokio::test]
async fn what_is_no_key_or_known_already_is_told_in_plain_words_feed_12() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let manager = world.signed_in(LM).await;
    for (public_key, told) in [
        ("", "Paste one public key"),
        ("not a key", "Paste one public key"),
        (PRIVATE, "This is a private key"),
        (WEAK, "This key is too weak"),
        (&format!("{RSA}{ED25519}"), "Paste one public key"),
    ] {
        let answer = add(&manager, source, public_key, "2027-11-02").await;
        let answer = words(answer);
        assert!(answer.starts_with(told), "{answer}");
    }
    let today = add(&manager, source, P_256, "2026-11-02").await;
    assert_eq!(problems(today), ["expires_on"]);
    let pasted = format!("\r\n  {}  ", P_256.replace('\n', "\r\n").trim());
    let first = add(&manager, source, &pasted, "2027-11-02").await.unwrap();
    let again = add(&manager, source, P_256, "2028-11-02").await;
    assert_eq!(words(again), "This key is registered already");
    // One that was used and withdrawn may be in wrong hands: no source has it again.
    let used = "update feed.key set last_used_on = '2026-11-02'";
    world.database.execute(used).await;
    withdraw(&manager, first.key).await.unwrap();
    let school = Some("Moorside Primary School");
    let kind = domain::best_view::SourceKind::Education;
    let other = new("Other pupils", kind, Some(super::BRADFORD), school);
    let other = register(&manager, other).await.unwrap();
    for source in [source, other] {
        let again = words(add(&manager, source, P_256, "2028-11-02").await);
        assert!(again.starts_with("This key was withdrawn"), "{again}");
    }
}

#[tokio::test]
async fn keys_are_kept_by_whoever_keeps_the_source_and_nobody_else_matrix_38_40() {
    let world = World::new().await;
    let source = connected(&world, "2027-11-02").await;
    let [manager, central, nurse] = [LM, CT, Role::Practitioner].map(|role| world.signed_in(role));
    let (manager, central, nurse) = (manager.await, central.await, nurse.await);
    let key = add(&manager, source, ED25519, "2027-11-02").await.unwrap();
    assert!(!view(&central, source).await.unwrap().adds_keys);
    let by_the_central_team = add(&central, source, RSA, "2027-11-02").await;
    assert_eq!(refusal(by_the_central_team), Some(Refusal::NotYours));
    let by_a_nurse = add(&nurse, source, RSA, "2027-11-02").await;
    assert_eq!(refusal(by_a_nurse), Some(Refusal::Role));
    assert_eq!(
        refusal(withdraw(&nurse, key.key).await),
        Some(Refusal::Role)
    );
    assert_eq!(
        refusal(withdraw(&manager, Uuid::from_u128(1)).await),
        Some(Refusal::NoSuchRecord)
    );
    // The central team stops any source, and so withdraws any key (matrix row 40).
    withdraw(&central, key.key).await.unwrap();
    // A source that has ended has no new key.
    for step in [Step::Suspend, Step::Terminate] {
        take(&manager, source, step).await.unwrap();
    }
    assert!(!view(&manager, source).await.unwrap().adds_keys);
    let ended = add(&manager, source, RSA, "2027-11-02").await;
    assert_eq!(refusal(ended), Some(Refusal::State));
}

//! One entry is proved to whoever knows the public key (AUD-02).

use domain::audit::tree::Hash;
use domain::id::EntryId;
use registry::audit::{Evidence, NoEvidence, PublicKey, prove};
use registry::keys::Keys;
use registry::testing::TestDatabase;
use uuid::Uuid;

use super::trail::Trail;

#[tokio::test]
async fn every_entry_has_evidence_that_holds_and_reads_back_aud_02() {
    let trail = Trail::of_steps(4).await;
    let key = PublicKey::of(&TestDatabase::keys());
    for position in 0..12 {
        let entry = EntryId(trail.entry_at(position).await);
        let evidence = prove(&trail.registry, &trail.witnesses, entry)
            .await
            .unwrap();
        assert_eq!(evidence.inclusion.position, position as u64);
        assert!(evidence.holds(&key));
        let text = evidence.to_string();
        assert!(text.len() < 2048);
        assert_eq!(text.parse(), Ok(evidence));
    }
}

#[tokio::test]
async fn evidence_that_was_altered_does_not_hold_aud_02() {
    let trail = Trail::of_steps(4).await;
    let key = PublicKey::of(&TestDatabase::keys());
    let entry = EntryId(trail.entry_at(5).await);
    let evidence = prove(&trail.registry, &trail.witnesses, entry)
        .await
        .unwrap();
    assert!(!evidence.holds(&PublicKey::of(&Keys::from_bytes([7; 32], [9; 32]))));
    let other_leaf = Evidence {
        leaf: Hash([1; 32]),
        ..evidence.clone()
    };
    assert!(!other_leaf.holds(&key));
    let mut moved = evidence.clone();
    moved.inclusion.position = 6;
    assert!(!moved.holds(&key));
    let mut signed_otherwise = evidence.clone();
    signed_otherwise.checkpoint.checkpoint.horizon += 1;
    assert!(!signed_otherwise.holds(&key));
    assert!(
        evidence
            .to_string()
            .replace("path", "part")
            .parse::<Evidence>()
            .is_err()
    );
}

#[tokio::test]
async fn there_is_no_evidence_of_what_is_not_in_the_witnessed_trail_aud_02() {
    let trail = Trail::new().await;
    let prove = |id| prove(&trail.registry, &trail.witnesses, EntryId(id));
    assert!(matches!(
        prove(Uuid::nil()).await,
        Err(NoEvidence::Unwitnessed)
    ));
    trail.grow(2).await;
    assert!(matches!(prove(Uuid::nil()).await, Err(NoEvidence::NoPlace)));
    let edited = trail.entry_at(1).await;
    trail
        .tamper(&format!(
            "update audit.entry set outcome = 'fault' where id = '{edited}'"
        ))
        .await;
    assert!(matches!(prove(edited).await, Err(NoEvidence::Changed(1))));
    let whole = trail.entry_at(2).await;
    assert!(prove(whole).await.is_ok());
    trail
        .tamper("update audit.leaf set leaf_hash = sha256('x') where position = 0")
        .await;
    assert!(matches!(prove(whole).await, Err(NoEvidence::Broken)));
}

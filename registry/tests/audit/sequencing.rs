//! Every entry gets one place, whatever the order in which writers commit (AUD-02).

use std::sync::Arc;

use domain::audit::Event;
use registry::audit::{SequenceError, Step, Witnesses, sequence};
use serde_json::{Value, json};
use sqlx::Connection;

use super::trail::{Trail, request};

#[tokio::test]
async fn an_honest_trail_is_whole_aud_02() {
    let trail = Trail::of_steps(4).await;
    let report = trail.verify().await;
    assert_eq!(report.broken, None);
    assert_eq!((report.proved, report.agreed, report.waiting), (12, 8, 0));
}

#[tokio::test]
async fn an_empty_trail_is_whole_aud_02() {
    let trail = Trail::new().await;
    assert_eq!(trail.sequence().await, 0);
    let report = trail.verify().await;
    assert_eq!((report.broken, report.proved), (None, 0));
}

#[tokio::test]
async fn an_entry_that_commits_late_still_gets_its_place_aud_02() {
    let trail = Trail::new().await;
    let mut slow = trail.connect("contactpoint_app").await;
    let mut transaction = slow.begin().await.unwrap();
    trail
        .write_event(&mut transaction, &Event::of("slow"))
        .await;
    trail.write(3).await;
    assert_eq!(
        trail.step().await,
        0,
        "an older transaction is still running"
    );
    transaction.commit().await.unwrap();
    assert_eq!(trail.sequence().await, 4);
    assert_eq!(trail.sequence().await, 0);
    assert_eq!(trail.verify().await.broken, None);
}

#[tokio::test]
async fn an_entry_that_was_rolled_back_leaves_no_gap_aud_02() {
    let trail = Trail::new().await;
    let mut connection = trail.connect("contactpoint_app").await;
    let mut transaction = connection.begin().await.unwrap();
    trail
        .write_event(&mut transaction, &Event::of("undone"))
        .await;
    transaction.rollback().await.unwrap();
    trail.grow(2).await;
    let report = trail.verify().await;
    assert_eq!((report.broken, report.proved), (None, 6));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_writers_and_sequencers_give_each_entry_one_place_aud_02() {
    let trail = Arc::new(Trail::new().await);
    let writers = (0..6).map(|writer| {
        let trail = trail.clone();
        tokio::spawn(async move {
            let mut connection = trail.connect("contactpoint_app").await;
            for n in 0..25_u64 {
                let mut transaction = connection.begin().await.unwrap();
                trail
                    .write_event(&mut transaction, &Event::of("first"))
                    .await;
                // Writers hold their transactions open for different times, so that neither
                // their numbers nor their clocks tell the order in which they commit.
                tokio::time::sleep(std::time::Duration::from_millis((writer * n) % 7)).await;
                trail
                    .write_event(&mut transaction, &Event::of("second"))
                    .await;
                transaction.commit().await.unwrap();
            }
        })
    });
    let writers = futures::future::join_all(writers);
    let sequencers = (0..2).map(|_| {
        let trail = trail.clone();
        tokio::spawn(async move {
            for _ in 0..40 {
                sequence(&trail.registry, &trail.witnesses).await.unwrap();
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        })
    });
    let sequencers = futures::future::join_all(sequencers);
    let (written, sequenced) = futures::join!(writers, sequencers);
    assert!(
        written
            .into_iter()
            .chain(sequenced)
            .all(|done| done.is_ok())
    );
    trail.sequence().await;
    let found = trail
        .database
        .rows(
            "select (select count(*) from audit.entry) = 300 and count(*) = 300
                    and count(distinct entry) = 300 and max(position) = 299 as whole
             from audit.leaf",
        )
        .await;
    assert_eq!(found, ["true"]);
    assert_eq!(trail.verify().await.broken, None);
}

#[tokio::test]
async fn one_process_leads_and_the_others_follow_aud_02() {
    let trail = Trail::new().await;
    trail.write(1).await;
    let mut other = trail.connect("contactpoint_app").await;
    let mut lead = other.begin().await.unwrap();
    sqlx::query("select pg_advisory_xact_lock(hashtextextended('audit.sequencer', 0))")
        .execute(&mut *lead)
        .await
        .unwrap();
    let step = sequence(&trail.registry, &trail.witnesses).await.unwrap();
    assert_eq!(step, Step::Following);
    lead.rollback().await.unwrap();
    assert_eq!(trail.sequence().await, 1);
}

#[tokio::test]
async fn a_witness_that_was_away_is_brought_up_to_date_with_proof_aud_02() {
    let trail = Trail::of_steps(1).await;
    let other = trail.directories[0].with_file_name("third");
    let without = [trail.directories[0].clone(), other];
    let without = Witnesses::in_directories(&without).unwrap();
    for _ in 0..3 {
        trail.write(3).await;
        trail.settle().await;
        sequence(&trail.registry, &without).await.unwrap();
    }
    assert_eq!(trail.sequence().await, 0);
    let report = trail.verify().await;
    assert_eq!((report.broken, report.agreed), (None, 4 + 2));
}

#[tokio::test]
async fn a_witness_that_cannot_be_reached_stops_nobody_and_is_named_aud_02() {
    let trail = Trail::of_steps(1).await;
    let blocked = trail.directories[0].with_file_name("blocked");
    std::fs::write(&blocked, "a file where a directory should be").unwrap();
    let directories = [trail.directories[0].clone(), blocked.join("witness")];
    let witnesses = Witnesses::in_directories(&directories).unwrap();
    trail.write(1).await;
    trail.settle().await;
    let step = sequence(&trail.registry, &witnesses).await.unwrap();
    let unreached = vec![directories[1].display().to_string()];
    assert_eq!(
        step,
        Step::Led {
            appended: 1,
            unreached
        }
    );
}

#[tokio::test]
async fn a_database_restored_into_another_cluster_goes_on_without_loss_aud_02() {
    let trail = Trail::of_steps(2).await;
    trail.write(2).await;
    // There, transactions are numbered anew: those before have numbers far above.
    trail
        .tamper(
            "update audit.entry set written_by = '999999999999'
             where not exists (select from audit.leaf l where l.entry = entry.id)",
        )
        .await;
    assert_eq!(trail.step().await, 0, "its transaction is yet to come");
    trail
        .tamper("update audit.checkpoint set home = 'elsewhere'")
        .await;
    trail.write(1).await;
    assert_eq!(trail.sequence().await, 3);
    trail.grow(1).await;
    let report = trail.verify().await;
    assert_eq!((report.broken, report.proved), (None, 12));
}

#[tokio::test]
async fn the_sequencer_goes_no_further_from_a_state_it_did_not_sign_aud_02() {
    let trail = Trail::of_steps(2).await;
    trail.write(1).await;
    trail
        .tamper("update audit.checkpoint set horizon = '1'")
        .await;
    let error = sequence(&trail.registry, &trail.witnesses)
        .await
        .unwrap_err();
    assert!(matches!(error, SequenceError::Forged(6)), "{error}");
}

#[tokio::test]
async fn whatever_an_entry_holds_it_has_the_same_hash_after_it_was_stored_aud_02() {
    let trail = Trail::new().await;
    let mut connection = trail.connect("contactpoint_app").await;
    let odd = [
        json!({"z": 1, "a": {"ö": [0.1, 1e300, -0.0, u64::MAX, i64::MIN]}, "": null}),
        json!({"text\0": "\0\u{1}\n\"\\ \u{1f9d2} \u{7f}"}),
        json!(["not", "an", "object"]),
        json!("a word"),
        Value::Null,
    ];
    for value in odd {
        let event = Event::of("odd")
            .about("thing", "na\0me")
            .detail(value.clone())
            .restricted(value);
        trail.write_event(&mut connection, &event).await;
    }
    let mut standing = trail.standing();
    standing.actor = domain::standing::Actor::Stranger;
    standing.now = "1999-12-31T23:59:59.123456789Z".parse().unwrap();
    let request = registry::audit::Request {
        network_address: None,
        ..request()
    };
    let chance = &*trail.database.chance;
    let event = Event::of("stranger");
    registry::audit::write_for_test(&mut connection, chance, &event, &standing, &request)
        .await
        .unwrap();
    assert_eq!(trail.sequence().await, 6);
    assert_eq!(trail.verify().await.broken, None);
}

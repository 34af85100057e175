//! Content goes after its retention, the proof stays (AUD-07).

use registry::audit::Break;

use super::trail::Trail;

/// Destroys the content of the first six entries.
const DESTROY: &str = "
    delete from audit.entry where id in (select entry from audit.leaf where position < 6);
    insert into audit.destroyed values (0, 5, now());";

#[tokio::test]
async fn the_trail_is_whole_after_content_was_destroyed_in_time_aud_07() {
    let trail = Trail::of_steps(2).await;
    trail
        .database
        .clock
        .set("2032-11-03T09:00:00Z".parse().unwrap());
    trail.grow(1).await;
    trail.tamper(DESTROY).await;
    let report = trail.verify().await;
    assert_eq!(
        (report.broken, report.proved, report.destroyed),
        (None, 9, 6)
    );
}

#[tokio::test]
async fn content_destroyed_before_its_time_counts_as_deleted_aud_07() {
    let trail = Trail::of_steps(3).await;
    trail
        .database
        .clock
        .set("2032-11-01T09:00:00Z".parse().unwrap());
    trail.tamper(DESTROY).await;
    let entry = trail.entry_at(0).await;
    assert_eq!(trail.broken().await, Break::Deleted { position: 0, entry });
}

#[tokio::test]
async fn old_content_that_nobody_destroyed_openly_counts_as_deleted_aud_07() {
    let trail = Trail::of_steps(3).await;
    trail
        .database
        .clock
        .set("2040-11-01T09:00:00Z".parse().unwrap());
    trail.tamper(DESTROY).await;
    trail
        .tamper("update audit.destroyed set last_position = 3")
        .await;
    let entry = trail.entry_at(4).await;
    assert_eq!(trail.broken().await, Break::Deleted { position: 4, entry });
}

#[tokio::test]
async fn a_leaf_whose_content_is_destroyed_cannot_be_changed_aud_07() {
    let trail = Trail::of_steps(3).await;
    trail
        .database
        .clock
        .set("2032-11-03T09:00:00Z".parse().unwrap());
    trail.tamper(DESTROY).await;
    trail
        .tamper("update audit.leaf set leaf_hash = sha256('other') where position = 4")
        .await;
    let witness = trail.directories[0].display().to_string();
    assert_eq!(
        trail.broken().await,
        Break::Rewritten {
            from: 3,
            to: 6,
            witness
        }
    );
}

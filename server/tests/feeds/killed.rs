//! Workers that die while a supply is being taken in. `SUPPLY_ROWS` says how many rows it has.

use super::*;

/// A worker of its own process.
fn worker(feeds: &Feeds, home: &std::path::Path) -> std::process::Child {
    std::process::Command::new(env!("CARGO_BIN_EXE_contactpoint"))
        .arg("work")
        .env(
            "DATABASE_URL",
            feeds.service.world.database.url("contactpoint_app"),
        )
        .env("CONTACTPOINT_KEYS", home)
        .env("CONTACTPOINT_MAIL", home)
        .stdin(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn workers_that_are_killed_lose_no_row_and_double_none_feed_08() {
    let count = std::env::var("SUPPLY_ROWS").map_or(3000, |rows| rows.parse().unwrap());
    let (feeds, undisturbed) = (Feeds::new().await, Feeds::new().await);
    undisturbed.post("many", &many(count)).await;
    undisturbed.work().await;
    let home = std::env::temp_dir().join(format!("feeds-{}", std::process::id()));
    std::fs::create_dir_all(&home).unwrap();
    std::fs::write(home.join("columns.key"), [7; 32]).unwrap();
    std::fs::write(home.join("audit.key"), [8; 32]).unwrap();
    feeds.post("many", &many(count)).await;
    let database = &feeds.service.world.database;
    for killed_after in [1, count / 3, count / 3 * 2] {
        let mut worker = worker(&feeds, &home);
        loop {
            let worked = "select taken_in from feed.supply where state = 'waiting'";
            let worked: Option<u32> = database
                .rows(worked)
                .await
                .pop()
                .map(|n| n.parse().unwrap());
            if worked.is_none_or(|rows| rows >= killed_after) {
                break;
            }
            assert_eq!(worker.try_wait().unwrap(), None, "the worker works");
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        worker.kill().unwrap();
        worker.wait().unwrap();
        let state = database.rows("select state from feed.supply").await;
        assert_eq!(state, ["waiting"], "killed while it worked");
        // Nobody waits a minute for it in a test.
        database
            .execute("update feed.supply set leased_to = null")
            .await;
    }
    feeds.work().await;
    std::fs::remove_dir_all(&home).unwrap();
    let receipt = feeds.receipt("many").await;
    assert_eq!(
        (&receipt["state"], &receipt["rows"]),
        (&json!("done"), &json!(count))
    );
    assert_eq!(receipt, undisturbed.receipt("many").await);
    for feeds in [&feeds, &undisturbed] {
        let database = &feeds.service.world.database;
        let batches = "select detail ->> 'first_row' as first, count(*) as times from audit.entry
                       where action = 'file.applied' and outcome = 'done' group by 1 having count(*) > 1";
        assert!(database.rows(batches).await.is_empty());
    }
    let (killed, whole) = (feeds.contents().await, undisturbed.contents().await);
    // Of very many some come near each other, and wait for review.
    let waiting = "select id from live.quarantined_row";
    let waiting = feeds.service.world.database.rows(waiting).await.len();
    assert_eq!(killed.len() + waiting, count as usize);
    assert!(killed == whole, "what was said is the same");
}

//! Supplies that would take away most of what they change.

use domain::standing::Role;

use super::*;

/// The same children, of whom the source suddenly knows no address.
fn without_addresses(count: u32) -> String {
    let lines = many(count);
    let lines = lines.lines().map(|line| line.rsplit_once(',').unwrap().0);
    lines.map(|line| format!("{line}\n")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supply_that_takes_most_away_waits_for_a_person_and_what_comes_after_it_too_feed_08() {
    let feeds = Feeds::new().await;
    let database = &feeds.service.world.database;
    feeds.post("first", &many(25)).await;
    feeds.work().await;
    let said = feeds.contents().await;
    database.clock.advance(TimeDelta::days(1));
    feeds.post("stripped", &without_addresses(25)).await;
    feeds.post("after", CSV).await;
    assert_eq!(feeds.work().await, 1);
    let receipt = feeds.receipt("stripped").await;
    assert_eq!(receipt["state"], "held");
    assert_eq!(receipt["rows"], 0);
    assert_eq!(feeds.receipt("after").await["state"], "waiting");
    assert_eq!(feeds.contents().await, said, "nothing was taken in");
    assert_eq!(database.entries("supply.held", "done").await, 1);
    // The administrator of the source's authority releases it on the source's page.
    let token = feeds.service.token(Role::DataAdministrator).await;
    let page = format!("/sources/{}", feeds.own.source);
    let shown = feeds.service.get(&page, Some(&token)).await;
    assert!(shown.body.contains("Supply held"));
    let supply = "select id from feed.supply where state = 'held'";
    let supply = database.rows(supply).await.remove(0);
    let form = format!(
        "source={}&supply={supply}&decision=release",
        feeds.own.source
    );
    let path = "/api/data-source/decide-held";
    let nurse = feeds.service.token(Role::Practitioner).await;
    feeds.service.form(path, &form, Some(&nurse)).await;
    assert_eq!(feeds.receipt("stripped").await["state"], "held");
    let decided = feeds.service.form(path, &form, Some(&token)).await;
    assert_eq!(decided.location(), format!("{page}?done=release"));
    assert_eq!(feeds.work().await, 2);
    assert_eq!(feeds.receipt("stripped").await["state"], "done");
    assert_eq!(feeds.receipt("after").await["state"], "done");
    assert_ne!(feeds.contents().await, said);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supply_that_a_person_refuses_takes_nothing_and_the_next_is_worked_feed_08() {
    let feeds = Feeds::new().await;
    let database = &feeds.service.world.database;
    feeds.post("first", &many(25)).await;
    feeds.work().await;
    let said = feeds.contents().await;
    database.clock.advance(TimeDelta::days(1));
    // Fewer than twenty take something away.
    let some = without_addresses(19);
    feeds.post("some", &some).await;
    feeds.work().await;
    assert_eq!(feeds.receipt("some").await["state"], "done");
    database.clock.advance(TimeDelta::days(1));
    feeds.post("first-again", &many(25)).await;
    feeds.work().await;
    assert_eq!(feeds.contents().await, said);
    database.clock.advance(TimeDelta::days(1));
    feeds.post("stripped", &without_addresses(25)).await;
    feeds.work().await;
    let supply = "select id from feed.supply where state = 'held'";
    let supply = database.rows(supply).await.remove(0);
    let token = feeds.service.token(Role::LocalAuthorityManager).await;
    let form = format!(
        "source={}&supply={supply}&decision=refuse",
        feeds.own.source
    );
    let path = "/api/data-source/decide-held";
    feeds.service.form(path, &form, Some(&token)).await;
    let receipt = feeds.receipt("stripped").await;
    assert_eq!(
        (&receipt["state"], &receipt["refused_for"]),
        (&json!("refused"), &json!("removal"))
    );
    assert_eq!(feeds.work().await, 0);
    assert_eq!(feeds.contents().await, said);
}

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

/// One child of a file.
fn only(file: &str, reference: &str) -> String {
    let wanted = |line: &&str| line.starts_with("reference,") || line.starts_with(reference);
    file.lines()
        .filter(wanted)
        .map(|line| format!("{line}\n"))
        .collect()
}

/// Shields some of the children of a file.
fn shielding(file: &str, references: &[&str]) -> String {
    let mut lines = file.lines();
    let mut shielding = format!("{},shield\n", lines.next().unwrap());
    for line in lines {
        let (reference, _) = line.split_once(',').unwrap();
        let ground = match references.contains(&reference) {
            true => "harm-to-child",
            false => "",
        };
        shielding += &format!("{line},{ground}\n");
    }
    shielding
}

impl Feeds {
    /// How many records are shielded that this source knows.
    async fn shielded(&self) -> usize {
        let sql = format!(
            "select c.child from live.child c join live.statement s using (child)
             where s.source = '{}' and c.shielded",
            self.own.source
        );
        self.service.world.database.rows(&sql).await.len()
    }

    /// Decides on the supply that is held, by the page.
    async fn decide(&self, decision: &str) {
        let supply = "select id from feed.supply where state = 'held'";
        let supply = self.service.world.database.rows(supply).await.remove(0);
        let token = self.service.token(Role::DataAdministrator).await;
        let source = self.own.source;
        let form = format!("source={source}&supply={supply}&decision={decision}");
        let path = "/api/data-source/decide-held";
        self.service.form(path, &form, Some(&token)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shield_in_a_supply_that_is_held_or_behind_one_takes_effect_at_once_shld_01_shld_03() {
    let feeds = Feeds::new().await;
    let database = &feeds.service.world.database;
    feeds.post("first", &many(25)).await;
    feeds.work().await;
    database.clock.advance(TimeDelta::days(1));
    let stripped = shielding(&without_addresses(25), &["r-3"]);
    feeds.post("stripped", &stripped).await;
    database.clock.advance(TimeDelta::minutes(1));
    let behind = shielding(&only(&many(8), "r-5"), &["r-5"]);
    feeds.post("behind", &behind).await;
    feeds.work().await;
    assert_eq!(feeds.receipt("stripped").await["state"], "held");
    assert_eq!(feeds.receipt("behind").await["state"], "waiting");
    assert_eq!(feeds.receipt("behind").await["rows"], 0);
    assert_eq!(feeds.shielded().await, 2);
    database.clock.advance(TimeDelta::minutes(1));
    let later = shielding(&only(&many(8), "r-7"), &["r-7"]);
    feeds.post("later", &later).await;
    feeds.work().await;
    assert_eq!(feeds.receipt("later").await["state"], "waiting");
    assert_eq!(feeds.shielded().await, 3);
    // Once is enough.
    let entries = database.entries("supply.opened", "done").await;
    feeds.work().await;
    assert_eq!(database.entries("supply.opened", "done").await, entries);
    database.clock.advance(TimeDelta::minutes(1));
    feeds.decide("release").await;
    assert_eq!(feeds.work().await, 3);
    for name in ["stripped", "behind", "later"] {
        let receipt = feeds.receipt(name).await;
        assert_eq!(
            (&receipt["state"], &receipt["refused_in_all"]),
            (&json!("done"), &json!(0))
        );
    }
    assert_eq!(feeds.shielded().await, 3, "a shield stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_are_not_taken_in_and_leavers_of_many_trip_no_breaker_feed_08() {
    let feeds = Feeds::new().await;
    let database = &feeds.service.world.database;
    feeds.post("first", &many(45)).await;
    feeds.work().await;
    database.clock.advance(TimeDelta::days(1));
    // Twenty of 45 lose something, and the others say the same.
    let (few, all) = (without_addresses(20), many(45));
    let others: String = all
        .lines()
        .skip(21)
        .map(|line| format!("{line}\n"))
        .collect();
    let mixed: String = few
        .lines()
        .skip(1)
        .map(|line| format!("{line},\n"))
        .collect();
    let heading = all.lines().next().unwrap();
    feeds
        .post("leavers", &format!("{heading}\n{mixed}{others}"))
        .await;
    feeds.work().await;
    assert_eq!(feeds.receipt("leavers").await["state"], "done");
    database.clock.advance(TimeDelta::days(1));
    // Rows without a name are refused.
    let nameless: String = (20..45).map(|n| format!("r-{n}\n")).collect();
    feeds
        .post("nameless", &format!("reference\n{nameless}"))
        .await;
    feeds.work().await;
    let receipt = feeds.receipt("nameless").await;
    assert_eq!(
        (&receipt["state"], &receipt["refused_in_all"]),
        (&json!("done"), &json!(25))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_of_a_source_that_ends_is_over_feed_10() {
    let feeds = Feeds::new().await;
    let database = &feeds.service.world.database;
    feeds.post("first", &many(25)).await;
    feeds.work().await;
    database.clock.advance(TimeDelta::days(1));
    feeds.post("stripped", &without_addresses(25)).await;
    feeds.post("after", CSV).await;
    feeds.work().await;
    let path = "/api/data-source/step";
    let administrator = feeds.service.token(Role::DataAdministrator).await;
    for step in ["suspend", "terminate"] {
        let form = format!("source={}&step={step}", feeds.own.source);
        feeds.service.form(path, &form, Some(&administrator)).await;
    }
    let state = format!("select state from source where id = '{}'", feeds.own.source);
    assert_eq!(database.rows(&state).await, ["terminated"]);
    for name in ["stripped", "after"] {
        assert_eq!(feeds.receipt(name).await["state"], "stopped");
    }
    assert!(database.rows("select * from feed.part").await.is_empty());
    let tasks = "select 1 from task where kind = 'supply-held' and closed_on is null";
    assert!(database.rows(tasks).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_kind_does_not_supply_is_not_begun_and_stops_feed_01() {
    let feeds = Feeds::new().await;
    let database = &feeds.service.world.database;
    let (path, token) = (format!("{SUPPLIES}?of=assessments"), feeds.token());
    let csv = "child,reference,service,undertaken\n1,1,x,2026-10-01\n";
    let extra = [("idempotency-key", "assessments")];
    let begun = feeds.ask(Method::POST, &path, &token, &extra, csv).await;
    assert_eq!(begun.status, StatusCode::FORBIDDEN);
    // One that was begun when the source was of another kind blocks nothing for long.
    feeds.post("before", csv).await;
    let other = "update feed.supply set about = 'assessments'";
    database.execute(other).await;
    feeds.post("next", CSV).await;
    for _ in 0..6 {
        let _ = until_idle(&feeds.service.world.registry).await;
        database.clock.advance(TimeDelta::minutes(2));
    }
    assert_eq!(feeds.receipt("before").await["state"], "stopped");
    assert_eq!(feeds.receipt("next").await["state"], "done");
}

//! What time does: birthdays, deaths, days without a worker, two rules on one day.

use domain::archive::Leaving;
use domain::work::Rule;
use registry::testing::World;

use super::{archived, live_rows};

async fn leaves(world: &World, day: &str, died: Option<&str>) {
    let died = died.map_or("null".to_owned(), |day| format!("'{day}'"));
    world
        .database
        .execute(&format!(
            "update live.child set leaves_live_on = '{day}', date_of_death = {died} where child = {}",
            world.child.stored()
        ))
        .await;
}

async fn archive(world: &World) -> Vec<String> {
    let sql = "select why, archived_on from archive.record";
    world.database.rows(sql).await
}

#[tokio::test]
async fn the_eighteenth_birthday_archives_and_a_late_job_dates_it_from_the_day_r18_01_t_14_g_clock()
{
    let world = World::new().await;
    leaves(&world, "2026-11-03", None).await;
    assert_eq!(world.registry.run_rule(Rule::RecordsDue).await.unwrap(), 0);
    // Nobody worked for three days.
    world.database.clock.advance(chrono::TimeDelta::days(4));
    assert_eq!(world.registry.run_rule(Rule::RecordsDue).await.unwrap(), 1);
    assert_eq!(world.registry.run_rule(Rule::RecordsDue).await.unwrap(), 0);
    assert_eq!(archive(&world).await, ["age-18|2026-11-03"]);
    assert_eq!(live_rows(&world, world.child).await, 0);
}

#[tokio::test]
async fn a_confirmed_death_archives_on_its_day_for_six_years_dth_05_d_17_t_18() {
    let world = World::new().await;
    leaves(&world, "2026-11-02", Some("2025-11-02")).await;
    world.registry.catch_up().await.unwrap();
    assert_eq!(archive(&world).await, ["death|2026-11-02"]);
    world
        .database
        .clock
        .set("2032-11-01T12:00:00Z".parse().unwrap());
    world.registry.catch_up().await.unwrap();
    assert!(
        archive(&world)
            .await
            .contains(&"death|2026-11-02".to_owned())
    );
    world
        .database
        .clock
        .set("2032-11-02T00:00:00Z".parse().unwrap());
    world.registry.catch_up().await.unwrap();
    assert!(
        !archive(&world)
            .await
            .contains(&"death|2026-11-02".to_owned())
    );
}

#[tokio::test]
async fn on_one_day_the_birthday_comes_before_the_end_of_an_involvements_year_t_14_t_11() {
    let world = World::new().await;
    leaves(&world, "2026-11-02", None).await;
    world
        .database
        .execute("update live.involvement set ended = '2025-11-02', visible_until = '2026-11-02'")
        .await;
    world.registry.catch_up().await.unwrap();
    let items = world.database.rows("select id from archive.item").await;
    assert!(items.is_empty(), "it went with its record");
    assert_eq!(archive(&world).await, ["age-18|2026-11-02"]);
}

#[tokio::test]
async fn the_record_takes_an_extended_tail_with_it_and_earlier_items_keep_their_clock_cease_05_d_39()
 {
    let world = World::new().await;
    let tail = "update live.involvement set ended = '2026-06-01', visible_until = '2027-06-01',
                       kept_until = '2031-06-01', kept_because = 'needed-again', confirm_on = '2027-06-01'";
    world.database.execute(tail).await;
    world
        .database
        .execute(&format!(
            "insert into archive.item (id, child, kind, why, archived_on, sealed)
             values (gen_random_uuid(), {}, 'involvement', 'retention-over', '2021-05-05', '\\x00')",
            world.child.stored()
        ))
        .await;
    archived(&world, world.child, Leaving::LeftEngland).await;
    assert_eq!(live_rows(&world, world.child).await, 0, "the tail too");
    let items = "select archived_on from archive.item";
    assert_eq!(world.database.rows(items).await, ["2021-05-05"]);
    world
        .database
        .clock
        .set("2027-05-04T12:00:00Z".parse().unwrap());
    world.registry.run_rule(Rule::Destruction).await.unwrap();
    assert_eq!(world.database.rows(items).await, ["2021-05-05"]);
    world
        .database
        .clock
        .set("2027-05-05T12:00:00Z".parse().unwrap());
    assert_eq!(world.registry.run_rule(Rule::Destruction).await.unwrap(), 1);
    assert!(world.database.rows(items).await.is_empty());
    assert_eq!(archive(&world).await, ["left-england|2026-11-02"]);
}

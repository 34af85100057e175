//! Nobody but a superuser can change the trail, and the application can only add to it (AUD-02).

use sqlx::{AssertSqlSafe, Executor};

use super::trail::Trail;

const TABLES: [&str; 5] = [
    "audit.entry",
    "audit.entry_other",
    "audit.leaf",
    "audit.checkpoint",
    "audit.destroyed",
];

/// Every table of the trail, the partitions too.
async fn tables(trail: &Trail) -> Vec<String> {
    let found = trail
        .database
        .rows("select table_name from information_schema.tables where table_schema = 'audit'")
        .await;
    let tables: Vec<_> = found.iter().map(|name| format!("audit.{name}")).collect();
    assert!(
        TABLES
            .iter()
            .all(|table| tables.iter().any(|found| found == table))
    );
    assert!(
        tables.len() >= TABLES.len() + 2,
        "two months have their partitions"
    );
    tables
}

/// The code of the error with which the database answers.
async fn refusal(trail: &Trail, role: &str, sql: String) -> String {
    let mut connection = trail.connect(role).await;
    let error = connection.execute(AssertSqlSafe(sql)).await.unwrap_err();
    error
        .as_database_error()
        .unwrap()
        .code()
        .unwrap()
        .into_owned()
}

#[tokio::test]
async fn the_application_can_only_add_to_the_trail_aud_02() {
    let trail = Trail::of_steps(1).await;
    for table in tables(&trail).await {
        for sql in [
            format!("delete from {table}"),
            format!("truncate {table}"),
            format!("drop table {table}"),
            format!("alter table {table} disable trigger all"),
        ] {
            assert_eq!(refusal(&trail, "contactpoint_app", sql).await, "42501");
        }
    }
    for sql in [
        "update audit.entry set outcome = 'done'",
        "update audit.leaf set position = position",
        "update audit.checkpoint set size = size",
        "insert into audit.destroyed values (0, 9, now())",
        "insert into audit.entry (written_by) values ('0')",
    ] {
        assert_eq!(
            refusal(&trail, "contactpoint_app", sql.to_owned()).await,
            "42501",
            "{sql}"
        );
    }
}

#[tokio::test]
async fn the_reader_can_only_read_the_trail_aud_02() {
    let trail = Trail::of_steps(1).await;
    let mut reader = trail.connect("contactpoint_reader").await;
    reader
        .execute("select * from audit.entry, audit.leaf, audit.checkpoint")
        .await
        .unwrap();
    for sql in [
        "insert into audit.leaf select 99, entry, at, leaf_hash from audit.leaf limit 1",
        "select audit.prepare_months(now())",
    ] {
        assert_eq!(
            refusal(&trail, "contactpoint_reader", sql.to_owned()).await,
            "42501",
            "{sql}"
        );
    }
}

#[tokio::test]
async fn even_the_owner_is_stopped_from_changing_a_row_aud_02() {
    let trail = Trail::of_steps(1).await;
    for sql in [
        "update audit.entry set outcome = 'refused'",
        "delete from audit.entry",
        "update audit.entry_2026_11 set outcome = 'refused'",
        "delete from audit.entry_2026_11",
        "update audit.leaf set position = position + 1",
        "delete from audit.checkpoint",
    ] {
        assert_eq!(
            refusal(&trail, "contactpoint_owner", sql.to_owned()).await,
            "42501",
            "{sql}"
        );
    }
    for table in tables(&trail).await {
        let sql = format!("truncate {table}");
        assert_eq!(refusal(&trail, "contactpoint_owner", sql).await, "42501");
    }
}

#[tokio::test]
async fn an_entry_finds_a_partition_in_any_month_aud_04() {
    let trail = Trail::of_steps(1).await;
    let moment = "2031-05-31T23:30:00Z".parse().unwrap();
    trail.database.clock.set(moment);
    trail.write(1).await;
    registry::audit::prepare_months(&trail.registry, moment)
        .await
        .unwrap();
    registry::audit::prepare_months(&trail.registry, moment)
        .await
        .unwrap();
    trail
        .database
        .clock
        .set("2031-06-01T00:00:00Z".parse().unwrap());
    trail.write(1).await;
    let homes = trail
        .database
        .rows("select tableoid::regclass::text as t from audit.entry where at > '2031-01-01' order by at")
        .await;
    assert_eq!(homes, ["audit.entry_other", "audit.entry_2031_06"]);
    trail.sequence().await;
    assert_eq!(trail.verify().await.broken, None);
}

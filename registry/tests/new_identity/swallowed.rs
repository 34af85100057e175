//! What sources still say of a sealed record (NEWID-05, MAT-04).

use domain::child_record::Telephone;
use domain::data_source::{
    Effect, EntryRow, InvolvementRow, RowCode, SaidInvolvement, SaidService, WeighRows,
};
use domain::involvement::Level;
use registry::data_source::weigh;

use super::*;

/// What the world's register says of a child, on a day.
async fn said_of(world: &World, family: &str, day: &str) -> Row {
    let sql = format!(
        "select t.reference as a, t.content as b from live.statement t
         join live.child c on c.child = t.child where c.family = '{family}'"
    );
    let row = world.database.rows(&sql).await;
    let (reference, content) = row[0].split_once('|').unwrap();
    Row {
        number: 2,
        reference: reference.to_owned(),
        at: format!("{day}T00:00:00Z").parse().unwrap(),
        statement: serde_json::from_str(content).unwrap(),
    }
}

/// The row after the child has moved.
fn moved(row: &Row, day: &str, line: &str) -> Row {
    let mut row = row.clone();
    row.at = format!("{day}T00:00:00Z").parse().unwrap();
    row.statement.whereabouts = Some(Whereabouts::Current(leeds_address(line)));
    row
}

/// What a source is told of an unchanged, an older, a changed row and the same again.
async fn told(world: &World, row: &Row) -> Vec<SupplyOutcome> {
    let mut told = Vec::new();
    for row in [
        row.clone(),
        moved(row, "2026-08-01", "An old address"),
        moved(row, "2026-11-01", "A new address"),
        moved(row, "2026-11-02", "A new address"),
    ] {
        told.push(by(world, World::REGISTER, vec![row]).await);
    }
    told
}

#[tokio::test]
async fn a_source_is_told_what_it_would_be_told_of_a_live_record_newid_05() {
    let world = World::new().await;
    let row = said_of(&world, "Example", "2026-09-01").await;
    let manager = world.signed_in(MANAGER).await;
    let live = World::new().await;
    sealed(&manager, world.child).await;
    assert_eq!(told(&world, &row).await, told(&live, &row).await);
    assert_eq!(live_rows(&world, world.child).await, 0);
    assert!(called(&world, "Example").await.is_empty());
    for table in ["task", "mail", "live.death"] {
        let rows = world.database.rows(&format!("select 1 from {table}")).await;
        assert!(rows.is_empty(), "{table}");
    }
}

#[tokio::test]
async fn a_row_under_a_new_reference_with_an_old_number_makes_no_record_newid_05_newid_03() {
    let world = World::new().await;
    upn_of_one(&world, world.child).await;
    let mut row = said_of(&world, "Example", "2026-11-01").await;
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.child).await;
    row.reference = "another".into();
    // With the new name as well: the source at least would know both.
    row.statement.names[0].1.family = "Newton".into();
    let outcome = by(&world, World::REGISTER, vec![row.clone(), row.clone()]).await;
    assert_eq!(
        (outcome.created, outcome.unchanged),
        (1, 1),
        "as a live one"
    );
    let outcome = by(&world, World::REGISTER, vec![row.clone()]).await;
    assert_eq!(outcome.unchanged, 1);
    row.statement.identifiers.clear();
    let outcome = by(&world, World::REGISTER, vec![row.clone()]).await;
    assert_eq!(outcome.changed, 1, "the reference is known by now");
    assert!(called(&world, "Newton").await.is_empty());
    // What makes no record of anybody is refused as ever.
    row.reference = "a third".into();
    row.statement.identifiers = vec![upn()];
    row.statement.names.clear();
    let outcome = by(&world, World::REGISTER, vec![row]).await;
    assert_eq!(outcome.refused[0].code, RowCode::NoName);
}

#[tokio::test]
async fn a_number_of_the_old_identity_attaches_to_no_other_record_newid_03() {
    let world = World::new().await;
    let mut other = said_of(&world, "Quiet", "2026-11-01").await;
    upn_of_one(&world, world.child).await;
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.child).await;
    for scheme in [IdentifierScheme::Upn, IdentifierScheme::Nhs] {
        other.statement.identifiers = vec![Identifier {
            scheme,
            // However it is written, and whoever passes it on.
            value: "a12345 6789012".into(),
            allocated_by: OrganisationId(Uuid::from_u128(World::HEALTH)),
        }];
        other.statement.names[0].1.given = format!("Kim {}", scheme.code());
        let outcome = by(&world, World::REGISTER, vec![other.clone()]).await;
        assert_eq!(outcome.changed, 1, "the rest of the row is taken");
    }
    let schemes = "select scheme from live.identifier";
    assert_eq!(world.database.rows(schemes).await, ["nhs"]);
    let kept = "select content from live.superseded_statement
                union all select content from live.statement where content is not null";
    let kept = world.database.rows(kept).await.join("\n");
    assert!(!kept.contains("\"upn\""), "nor is it kept of what was said");
}

#[tokio::test]
async fn involvements_with_the_old_identity_are_swallowed_too_newid_05() {
    let world = World::new().await;
    world
        .database
        .execute(
            "update source set organisation = '00000000-0000-0000-0000-000000000065'
             where name = 'A register of the tests'",
        )
        .await;
    let row = |child: ChildNumber, day: &str, telephone: &str| EntryRow {
        number: 2,
        child: child.stored().to_string(),
        reference: "entry".into(),
        at: format!("{day}T00:00:00Z").parse().unwrap(),
        said: SaidInvolvement {
            service: SaidService {
                organisation: None,
                service: "health-visiting".into(),
            },
            level: Level::Organisation,
            practitioner: None,
            team: None,
            telephone: Telephone::parse(telephone).unwrap(),
            started: "2026-09-01".parse().unwrap(),
            ended: None,
            basis: None,
            withdrawn: None,
        },
    };
    let supplied = async |row: InvolvementRow| {
        let source = SourceId(Uuid::from_u128(World::REGISTER));
        let act = SupplyRows {
            source,
            file: "5f".repeat(32),
            rows: vec![row],
            queued: None,
        };
        let registry = world.registry.as_source(source);
        registry.access(act, supply).await.unwrap()
    };
    let before = supplied(row(world.child, "2026-10-01", "01632 960555")).await;
    assert_eq!(before.created, 1, "{:?}", before.refused);
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.child).await;
    let same = supplied(row(world.child, "2026-11-01", "01632 960555")).await;
    let older = supplied(row(world.child, "2026-09-01", "01632 960556")).await;
    let other = supplied(row(world.child, "2026-11-01", "01632 960556")).await;
    let told = (same.unchanged, older.older, other.changed);
    assert_eq!(told, (1, 1, 1));
    assert_eq!(live_rows(&world, world.child).await, 0);
}

/// How rows about a child are weighed before they are taken in.
async fn weighed(world: &World, row: &Row) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut silent = moved(row, "2026-11-01", "A new address");
    silent.statement.carers.clear();
    for row in [
        row.clone(),
        moved(row, "2026-08-01", "An old address"),
        moved(row, "2026-11-01", "A new address"),
        silent,
    ] {
        let source = SourceId(Uuid::from_u128(World::REGISTER));
        let act = WeighRows {
            source,
            file: String::new(),
            rows: vec![row],
            supply: None,
        };
        let registry = world.registry.as_source(source);
        let weighed = registry.access(act, weigh).await.unwrap();
        effects.extend(weighed.into_iter().map(|row| row.effect));
    }
    effects
}

#[tokio::test]
async fn the_breaker_counts_a_sealed_record_like_a_live_one_newid_05_feed_05() {
    let world = World::new().await;
    let row = said_of(&world, "Example", "2026-09-01").await;
    let live = weighed(&world, &row).await;
    assert_eq!(live, [Effect::Nothing, Effect::Changes, Effect::TakesAway]);
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.child).await;
    assert_eq!(weighed(&world, &row).await, live);
    // And so after the source has said something new of it.
    let row = moved(&row, "2026-11-01", "Another address");
    by(&world, World::REGISTER, vec![row.clone()]).await;
    let mut silent = row.clone();
    silent.statement.whereabouts = None;
    assert_eq!(weighed(&world, &silent).await[0], Effect::TakesAway);
}

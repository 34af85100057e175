//! Whoever has the whole database, the trail with it, cannot join the old identity with the new
//! (NEWID-03, NEWID-06, NEWID-08).

use std::collections::BTreeSet;

use domain::child_record::{OpenChildRecord, ViewChildRecord};
use domain::clock::london_date;
use domain::data_source::{EntryRow, SaidInvolvement, SaidService};
use domain::reason::Reason;
use domain::search::{Criteria, SearchChildren};
use registry::{child_record, search};
use serde_json::Value;

use super::*;

/// Every row of the database, the trail's among them, with the transaction that wrote it.
async fn dump(world: &World) -> Vec<(String, Value)> {
    let tables =
        "select k.oid::regclass from pg_class k join pg_namespace n on n.oid = k.relnamespace
                  where n.nspname in ('public', 'live', 'archive', 'audit') and k.relkind = 'r'
                    and k.relname <> '_sqlx_migrations'";
    let mut all = Vec::new();
    for table in world.database.rows(tables).await {
        let rows = format!(
            "select to_jsonb(t) || jsonb_build_object('xmin', 'transaction-' || t.xmin) as r
             from {table} t"
        );
        for row in world.database.rows(&rows).await {
            all.push((table.clone(), serde_json::from_str(&row).unwrap()));
        }
    }
    all
}

/// Everything in a row by which it could be told: whole values, and the words and numbers in them.
fn tokens(row: &Value, found: &mut BTreeSet<String>) {
    match row {
        Value::Object(fields) => fields.values().for_each(|value| tokens(value, found)),
        Value::Array(values) => values.iter().for_each(|value| tokens(value, found)),
        Value::Number(number) => {
            found.insert(number.to_string());
        }
        Value::String(text) => {
            found.insert(text.to_lowercase());
            let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
            found.extend(words.map(str::to_lowercase));
        }
        Value::Bool(_) | Value::Null => {}
    }
    // What is so short tells nobody apart: small counts, a month, a letter.
    found.retain(|token| token.len() > 2);
}

/// The tokens of rows that some rule picks.
fn tokens_of(dump: &[(String, Value)], about: impl Fn(&str, &str) -> bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (table, row) in dump {
        if about(table, &row.to_string()) {
            tokens(row, &mut found);
        }
    }
    found
}

/// A number as people and programs write it.
fn written(child: ChildNumber) -> [String; 2] {
    [child.to_string(), child.stored().to_string()]
}

/// What rows about the old identity and rows about the new have in common. Of the trail the entries of
/// the acts by which the one ended and the other began count as theirs.
fn shared(
    dump: &[(String, Value)],
    old: ChildNumber,
    new: ChildNumber,
    began: &[&str],
) -> Vec<String> {
    let names = |row: &str, child| written(child).iter().any(|text| row.contains(text));
    let old = tokens_of(dump, |table, row| {
        names(row, old) || table.starts_with("archive.") || row.contains("new-identity.code-shown")
    });
    let new = tokens_of(dump, |table, row| {
        let act = table.starts_with("audit.entry") && began.iter().any(|id| row.contains(id));
        names(row, new) || act || row.contains("new-identity.code-used")
    });
    assert!(
        old.len() > 40 && new.len() > 40,
        "{} {}",
        old.len(),
        new.len()
    );
    let common = old
        .intersection(&new)
        .filter(|token| !ALLOWED.contains(&token.as_str()) && !token.starts_with("2026-11-0"));
    common.cloned().collect()
}

/// What any two records may share, and why it joins none.
const ALLOWED: &[&str] = &[
    // Values of columns that every row of the trail or of a record has.
    "2026",
    "done",
    "web",
    "local-authority-manager",
    "none",
    "number",
    // What the entry of a code's use is called, and why the old record was archived.
    "new-identity",
    // Where everybody in the tests sits.
    "127.0.0.1",
    "127",
];

/// A world in which a shielded record was sealed and a new one has appeared, among others of whom the
/// same was and was not done; everyone does what people do.
async fn lived(world: &World) -> (ChildNumber, ChildNumber, Vec<String>) {
    children_of_leeds(world).await;
    let nurse = world.signed_in(NURSE).await;
    for child in [world.shielded, world.child] {
        opened(&nurse, child).await;
    }
    world
        .database
        .execute(
            "update source set organisation = '00000000-0000-0000-0000-000000000065'
             where name = 'A register of the tests'",
        )
        .await;
    involved(world, world.shielded).await;
    let manager = world.signed_in(MANAGER).await;
    let code = sealed(&manager, world.shielded).await;
    searched(&nurse, world.shielded).await;
    // Sources go on, about the old identity too.
    involved(world, world.shielded).await;
    world.database.clock.advance(chrono::TimeDelta::days(1));
    world.registry.catch_up().await.unwrap();
    let leeds = manager_of_leeds(world).await;
    make(&leeds, &code).await.unwrap();
    three_weeks(world).await;
    let new = called(world, "Newton").await[0];
    let nurse = world.signed_in(NURSE).await;
    opened(&nurse, new).await;
    let files = "select id from audit.entry where action in ('file.applied', 'file.received')
                 and at > '2026-11-04'";
    (world.shielded, new, world.database.rows(files).await)
}

fn reason() -> Reason {
    Reason::given("providing-service", "").unwrap()
}

async fn searched(user: &SignedIn, child: ChildNumber) -> String {
    let criteria = Criteria {
        number: child.to_string(),
        ..Criteria::default()
    };
    let criteria = criteria.check(london_date(user.standing().now)).unwrap();
    let act = SearchChildren {
        criteria,
        reason: reason(),
    };
    let found = user.access(act, search::find).await.unwrap().found;
    serde_json::to_string(&found).unwrap()
}

async fn opened(user: &SignedIn, child: ChildNumber) {
    searched(user, child).await;
    let act = OpenChildRecord {
        child,
        reason: reason(),
    };
    user.access(act, child_record::open).await.unwrap();
    let act = ViewChildRecord {
        child,
        reason: reason(),
    };
    user.access(act, child_record::view).await.unwrap();
}

/// A source says that it works with a child.
async fn involved(world: &World, child: ChildNumber) {
    let row = EntryRow {
        number: 2,
        child: child.stored().to_string(),
        reference: "entry".into(),
        at: world.registry.now(),
        said: SaidInvolvement {
            service: SaidService {
                organisation: None,
                service: "health-visiting".into(),
            },
            level: domain::involvement::Level::Organisation,
            practitioner: None,
            team: None,
            telephone: domain::child_record::Telephone::parse("01632 960555").unwrap(),
            started: "2026-09-01".parse().unwrap(),
            ended: None,
            basis: None,
            withdrawn: None,
        },
    };
    let source = SourceId(Uuid::from_u128(World::REGISTER));
    let act = SupplyRows {
        source,
        file: "5f".repeat(32),
        rows: vec![row],
        queued: None,
    };
    let registry = world.registry.as_source(source);
    let outcome = registry.access(act, supply).await.unwrap();
    assert!(outcome.refused.is_empty());
}

#[tokio::test]
async fn nothing_in_the_whole_database_is_common_to_both_newid_03_newid_01() {
    let world = World::new().await;
    let (old, new, files) = lived(&world).await;
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let before = dump(&world).await;
    // The nurse who looked at both is one person: that is what a review of misuse sees (NEWID-06).
    let nurse = World::account(NURSE).to_string();
    let without_nurse: Vec<_> = before
        .iter()
        .filter(|(table, row)| !(table.starts_with("audit.") && row.to_string().contains(&nurse)))
        .filter(|(table, _)| !table.contains("record_opening") && !table.contains("search_"))
        .cloned()
        .collect();
    let nothing: Vec<String> = Vec::new();
    assert_eq!(shared(&without_nurse, old, new, &files), nothing);
    // The test notices a link: a task that names both, a time, a transaction, an entry.
    let (o, n) = (old.stored(), new.stored());
    for link in [
        format!(
            "insert into task (id, kind, role, child, object, opened_on)
             select gen_random_uuid(), 'x', 'central-team', {n}, a.id, '2026-12-01'
             from audit.entry a where a.object_id = '{old}' limit 1"
        ),
        format!(
            "update live.statement set supplied_at =
                 (select at from audit.entry where action = 'archive.sealed') where child = {n}"
        ),
        format!(
            "insert into task (id, kind, role, child, opened_on)
             values (gen_random_uuid(), 'x', 'central-team', {o}, '2026-12-02'),
                    (gen_random_uuid(), 'y', 'central-team', {n}, '2026-12-02')"
        ),
        format!(
            "insert into live.identifier (scheme, value, child, allocated_by)
             select 'nhs', mark::text, {n}, o.id from archive.swallowed, organisation o limit 1"
        ),
    ] {
        world.database.execute(&link).await;
        let linked = dump(&world).await;
        let found = shared(&linked, old, new, &files);
        assert!(!found.is_empty(), "not noticed: {link}");
        let undo = "delete from task where kind in ('x', 'y') or role = 'central-team';
                    delete from live.identifier where scheme = 'nhs'";
        world.database.execute(undo).await;
    }
}

#[tokio::test]
async fn a_record_appears_in_a_transaction_that_nothing_else_of_it_was_written_in_newid_03() {
    let world = World::new().await;
    let (_, new, _) = lived(&world).await;
    let wrote = |table: &str, condition: String| {
        format!("select distinct xmin::text as x from {table} where {condition}")
    };
    let child = format!("child = {}", new.stored());
    let ours = world.database.rows(&wrote("live.statement", child)).await;
    for (table, condition) in [
        ("new_identity_vault", "true"),
        ("audit.entry", "action <> 'file.applied'"),
        ("archive.record", "true"),
    ] {
        let theirs = world.database.rows(&wrote(table, condition.into())).await;
        assert!(!theirs.is_empty());
        assert!(ours.iter().all(|x| !theirs.contains(x)), "{table}");
    }
}

#[tokio::test]
async fn everything_under_the_new_number_is_the_new_identitys_newid_08() {
    let world = World::new().await;
    let (old, new, _) = lived(&world).await;
    let nobody = ["hidden", "findable", "formerly", "nearby", "a123456789012"];
    let mut tables = BTreeSet::new();
    for (table, row) in dump(&world).await {
        let text = row.to_string().to_lowercase();
        if written(new).iter().any(|number| text.contains(number)) {
            tables.insert(table);
            assert!(written(old).iter().all(|number| !text.contains(number)));
            for word in nobody {
                assert!(!text.contains(word), "{word}");
            }
        }
    }
    assert!(tables.contains("live.child") && tables.contains("live.statement"));
    assert!(!tables.contains("live.identifier") && !tables.contains("live.involvement"));
    assert!(tables.iter().all(|table| !table.starts_with("archive.")));
}

#[tokio::test]
async fn whoever_looks_for_the_new_from_the_old_is_told_nothing_and_written_down_newid_06() {
    let world = World::new().await;
    let nurse = world.signed_in(NURSE).await;
    let manager = world.signed_in(MANAGER).await;
    sealed(&manager, world.child).await;
    let never = searched(&nurse, ChildNumber::nth(4_242)).await;
    assert_eq!(searched(&nurse, world.child).await, never);
    let kept = format!(
        "select account as a, detail->>'outcome' as o from audit.entry
         where action = 'search.performed' and restricted::text like '%{}%'",
        world.child
    );
    let kept = world.database.rows(&kept).await;
    assert_eq!(kept, [format!("{}|none", World::account(NURSE))]);
}

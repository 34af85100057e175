//! Every column in the database is classified (GEN-02, NFR-02), and no table beside a child has a
//! column of free text (GEN-03).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};

use registry::testing::TestDatabase;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    class: String,
    shielded: bool,
    statistics: bool,
    subject_access: bool,
    destroyed: String,
}

type Dictionary = BTreeMap<String, BTreeMap<String, BTreeMap<String, Column>>>;

fn dictionary() -> Dictionary {
    toml::from_str(include_str!("../data_dictionary.toml")).expect("the dictionary is readable")
}

/// The columns of the database with their types; partitions and the migrator's table left out.
async fn columns(database: &TestDatabase) -> Vec<(String, String)> {
    database
        .rows(
            "select concat(n.nspname, '.', k.relname, '.', a.attname, ' ', format_type(a.atttypid, null)) as c
             from pg_attribute a
             join pg_class k on k.oid = a.attrelid
             join pg_namespace n on n.oid = k.relnamespace
             where n.nspname in ('public', 'live', 'archive', 'audit', 'feed') and k.relkind in ('r', 'p')
               and not k.relispartition and a.attnum > 0 and not a.attisdropped
               and k.relname <> '_sqlx_migrations'",
        )
        .await
        .into_iter()
        .map(|row| {
            let (column, kind) = row.split_once(' ').expect("a column and its type");
            (column.to_owned(), kind.to_owned())
        })
        .collect()
}

#[tokio::test]
async fn every_column_is_classified_gen_02() {
    let database = TestDatabase::new().await;
    let stored: BTreeSet<String> = columns(&database)
        .await
        .into_iter()
        .map(|(c, _)| c)
        .collect();
    let mut listed = BTreeSet::new();
    for (schema, tables) in dictionary() {
        for (table, columns) in tables {
            listed.extend(
                columns
                    .into_keys()
                    .map(|column| format!("{schema}.{table}.{column}")),
            );
        }
    }
    let missing: Vec<_> = stored.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&stored).collect();
    assert!(
        missing.is_empty(),
        "add to data_dictionary.toml: {missing:?}"
    );
    assert!(
        gone.is_empty(),
        "remove from data_dictionary.toml: {gone:?}"
    );
}

#[test]
fn only_the_four_facts_of_a_shielded_record_are_shown_d_01() {
    let mut shown = Vec::new();
    for (schema, tables) in dictionary() {
        for (table, columns) in tables {
            for (column, entry) in columns {
                assert!(!entry.class.is_empty() && !entry.destroyed.is_empty());
                let sensitive = matches!(entry.class.as_str(), "sensitive" | "whereabouts");
                assert!(
                    !(sensitive && entry.statistics),
                    "no statistics are made of {schema}.{table}.{column} (STA-03)"
                );
                assert!(
                    !(entry.class == "credential" && entry.subject_access),
                    "a credential is told to nobody: {schema}.{table}.{column}"
                );
                if entry.shielded {
                    shown.push(column);
                }
            }
        }
    }
    let facts = [
        "child",
        "date_of_birth",
        "dob_estimated",
        "family",
        "gender",
        "given",
        "shielded",
    ];
    assert_eq!(shown, facts);
}

/// Text columns beside children: codes, names and numbers, each for a named reason. A list that
/// only shrinks.
const TEXT: [&str; 69] = [
    "live.break_glass.reason",
    "live.brokering_leg.state",
    "live.brokering_request.kind",
    "live.brokering_request.reason",
    "live.brokering_request.received_by",
    "live.brokering_request.state",
    "live.brokering_request.telephone",
    "live.brokering_request.waits_with",
    "live.ceased_residence.intention",
    "live.ceased_residence.went_to",
    "live.child.family",
    "live.child.gender",
    "live.child.given",
    "live.child.local_authority",
    "live.child.postcode",
    "live.child.search_facts",
    "live.child_key.forename_key",
    "live.child_key.postcode_district",
    "live.child_key.surname_key",
    "live.death.verified",
    "live.discrepancy.item",
    "live.discrepancy.reference",
    "live.dispute.item",
    "live.dispute.outcome",
    "live.double.one_authority",
    "live.double.other_authority",
    "live.duplicate.local_authority",
    "live.duplicate.reference",
    "live.identifier.scheme",
    "live.identifier.value",
    "live.involvement.kept_because",
    "live.involvement.level",
    "live.involvement.telephone",
    "live.item_conflict.item",
    "live.leaving_report.intention",
    "live.leaving_report.verified",
    "live.leaving_report.went_to",
    "live.move_shown.to_authority",
    "live.name_part.key",
    "live.name_part.kind",
    "live.name_part.part",
    "live.panel_opinion.child_view",
    "live.panel_opinion.family_view",
    "live.panel_opinion.outcome",
    "live.panel_opinion.practitioners_view",
    "live.panel_pack.recommended",
    "live.past_eighteen.answer",
    "live.past_eighteen.category",
    "live.past_eighteen.consented_by",
    "live.past_eighteen.ended_because",
    "live.past_eighteen.helped_by",
    "live.past_eighteen.told_because",
    "live.responsibility_kept.because",
    "live.school_key.surname_key",
    "live.shield_notice.ground",
    "live.shield_notice.justification",
    "live.shield_notice.origin",
    "live.shield_notice.reference",
    "live.shield_review.child_view",
    "live.shield_review.family_view",
    "live.shield_review.outcome",
    "live.shield_review.practitioners_view",
    "live.statement.reference",
    "live.superseded_statement.reference",
    "live.transfer.from_authority",
    "live.transfer.proposed_by",
    "live.transfer.rejected_because",
    "live.transfer.state",
    "live.transfer.to_authority",
];

#[tokio::test]
async fn no_table_beside_a_child_holds_free_text_gen_03() {
    let database = TestDatabase::new().await;
    let text: BTreeSet<String> = columns(&database)
        .await
        .into_iter()
        .filter(|(column, kind)| {
            column.starts_with("live.") && (kind == "text" || kind.starts_with("character"))
        })
        .map(|(column, _)| column)
        .collect();
    let known: BTreeSet<String> = TEXT.iter().map(|column| (*column).to_owned()).collect();
    assert_eq!(text, known);
}

/// A table that comes to be keyed by child is moved with its record, or it is said why not.
#[tokio::test]
async fn every_table_beside_a_child_goes_with_its_record_arc_02_arc_07() {
    let database = TestDatabase::new().await;
    let keyed: BTreeSet<String> = columns(&database)
        .await
        .into_iter()
        .filter_map(|(column, _)| column.strip_suffix(".child").map(str::to_owned))
        .chain(
            [
                "live.brokering_leg",
                "live.double",
                "live.involvement_keeper",
                "live.name_part",
                "live.quarantined_entry",
                "live.panel_opinion",
                "live.proposed_change",
            ]
            .map(str::to_owned),
        )
        .collect();
    let moved = registry::archive::tables();
    let others = registry::archive::NOT_OF_A_RECORD.map(|(table, _)| table);
    let listed: BTreeSet<String> = moved.chain(others).map(str::to_owned).collect();
    assert_eq!(keyed, listed, "add to registry/src/archive/rows.rs");
    let live: BTreeSet<String> = columns(&database)
        .await
        .into_iter()
        .filter(|(column, _)| column.starts_with("live."))
        .filter_map(|(column, _)| Some(column.rsplit_once('.')?.0.to_owned()))
        .collect();
    let forgotten: Vec<_> = live.difference(&listed).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

#[tokio::test]
async fn a_backup_may_read_every_table_and_change_none_cen_04() {
    let database = TestDatabase::new().await;
    let tables = "from pg_class k join pg_namespace n on n.oid = k.relnamespace
                  where n.nspname in ('public', 'live', 'archive', 'audit', 'feed') and k.relkind in ('r', 'p')";
    let unread = database
        .rows(&format!(
            "select k.oid::regclass {tables} and not has_table_privilege('contactpoint_reader', k.oid, 'select')"
        ))
        .await;
    assert!(unread.is_empty(), "{unread:?}");
    let changed = database
        .rows(&format!(
            "select k.oid::regclass {tables}
             and has_table_privilege('contactpoint_reader', k.oid, 'insert, update, delete, truncate')"
        ))
        .await;
    assert!(changed.is_empty(), "{changed:?}");
}

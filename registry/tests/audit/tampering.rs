//! Whoever has every power over the database, its triggers switched off, is still found out, and
//! the verification names what was done (AUD-02).

use registry::audit::{Break, SequenceError, Witnesses, sequence, verify};
use registry::testing::TestDatabase;
use registry::{Registry, Settings};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use super::trail::{Trail, tamper_with};

/// Puts other hashes on an entry and its leaf, so that they fit each other.
const RESEAL: &str = "
    update audit.entry set leaf_hash = sha256('other'), outcome = 'refused'
    where id = (select entry from audit.leaf where position = 4);
    update audit.leaf set leaf_hash = sha256('other') where position = 4;";

#[tokio::test]
async fn an_edited_entry_is_named_aud_02() {
    for edit in [
        "outcome = 'refused'",
        "detail = '{\"n\": 1.0}'",
        "restricted = '{\"n\": 1e400}'",
        "at = 'infinity'",
        "at = at + interval '1 microsecond'",
        "network_address = '10.0.0.0/8'",
        "session = null",
        "leaf_hash = sha256('other')",
        "salt = sha256('other')",
    ] {
        let trail = Trail::of_steps(3).await;
        let entry = trail.entry_at(4).await;
        trail
            .tamper(&format!(
                "alter table audit.entry drop constraint entry_at_check;
                 update audit.entry set {edit} where id = '{entry}'"
            ))
            .await;
        let found = trail.broken().await;
        // An entry that was put at another time is no longer where its leaf says.
        let expected = match edit.starts_with("at ") {
            true => Break::Deleted { position: 4, entry },
            false => Break::Edited { position: 4, entry },
        };
        assert_eq!(found, expected, "{edit}");
    }
}

#[tokio::test]
async fn an_entry_moved_in_time_together_with_its_leaf_is_named_aud_02() {
    let trail = Trail::of_steps(3).await;
    let entry = trail.entry_at(4).await;
    for table in [
        "audit.entry set at = 'infinity' where id",
        "audit.leaf set at = 'infinity' where entry",
    ] {
        trail
            .tamper(&format!(
                "alter table audit.entry drop constraint if exists entry_at_check;
                 update {table} = '{entry}'"
            ))
            .await;
    }
    assert_eq!(trail.broken().await, Break::Edited { position: 4, entry });
}

#[tokio::test]
async fn an_entry_rewritten_with_its_hashes_is_placed_between_two_checkpoints_aud_02() {
    let trail = Trail::of_steps(3).await;
    let [first, _] = &trail.directories;
    let entry = trail.entry_at(4).await;
    trail.tamper(RESEAL).await;
    assert_eq!(trail.broken().await, Break::Edited { position: 4, entry });
    // A hash that truly fits what the entry says now.
    trail.tamper(&resealed_entry(&trail, entry).await).await;
    let witness = first.display().to_string();
    assert_eq!(
        trail.broken().await,
        Break::Rewritten {
            from: 3,
            to: 6,
            witness
        }
    );
}

/// The statements that give an entry, as it stands, the hashes that fit it.
async fn resealed_entry(trail: &Trail, entry: uuid::Uuid) -> String {
    use domain::audit::{json, tree};
    // The canonical form is a JSON object of the columns that are not null.
    let columns = trail
        .database
        .rows(&format!(
            "select jsonb_strip_nulls(to_jsonb(e) - 'salt' - 'leaf_hash' - 'written_by' - 'at')::text
             as columns, (extract(epoch from at) * 1000000)::bigint::text as at,
             encode(salt, 'hex') as salt from audit.entry e where id = '{entry}'"
        ))
        .await;
    let fields: Vec<_> = columns[0].split('|').collect();
    let [at, salt, columns]: [&str; 3] = fields.try_into().unwrap();
    let mut value: serde_json::Value = serde_json::from_str(columns).unwrap();
    value["at"] = at.parse::<i64>().unwrap().into();
    let network = value["network_address"].as_str().unwrap();
    value["network_address"] = format!("{}/128", network.trim_end_matches("/128")).into();
    let mut canonical = Vec::new();
    json::write(&mut canonical, &value);
    let salt: tree::Hash = salt.parse().unwrap();
    let hash = tree::leaf_hash(&[&salt.0, &canonical]);
    format!(
        "update audit.entry set leaf_hash = '\\x{hash}' where id = '{entry}';
         update audit.leaf set leaf_hash = '\\x{hash}' where entry = '{entry}';"
    )
}

#[tokio::test]
async fn a_deleted_entry_is_named_aud_02() {
    let trail = Trail::of_steps(3).await;
    let entry = trail.entry_at(4).await;
    trail
        .tamper(&format!("delete from audit.entry where id = '{entry}'"))
        .await;
    assert_eq!(trail.broken().await, Break::Deleted { position: 4, entry });
}

#[tokio::test]
async fn a_deleted_entry_and_its_place_are_named_aud_02() {
    let trail = Trail::of_steps(3).await;
    let entry = trail.entry_at(4).await;
    trail
        .tamper(&format!(
            "delete from audit.entry where id = '{entry}';
             delete from audit.leaf where entry = '{entry}'"
        ))
        .await;
    assert_eq!(trail.broken().await, Break::Gap { position: 4 });
    trail
        .tamper("update audit.leaf set position = position - 1 where position > 4")
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

/// Exchanges two places.
fn swap(one: i64, other: i64) -> String {
    format!(
        "update audit.leaf set position = -1 where position = {one};
         update audit.leaf set position = {one} where position = {other};
         update audit.leaf set position = {other} where position = -1"
    )
}

#[tokio::test]
async fn neighbours_that_changed_places_are_named_aud_02() {
    let trail = Trail::of_steps(3).await;
    let entry = trail.entry_at(5).await;
    trail
        .tamper("alter table audit.leaf drop constraint leaf_position_check")
        .await;
    trail.tamper(&swap(4, 5)).await;
    assert_eq!(
        trail.broken().await,
        Break::Reordered { position: 4, entry }
    );
}

#[tokio::test]
async fn entries_that_changed_places_far_apart_are_named_aud_02() {
    let trail = Trail::of_steps(2).await;
    trail.database.clock.advance(chrono::TimeDelta::minutes(5));
    trail.grow(1).await;
    let entry = trail.entry_at(7).await;
    trail
        .tamper("alter table audit.leaf drop constraint leaf_position_check")
        .await;
    trail.tamper(&swap(1, 7)).await;
    assert_eq!(
        trail.broken().await,
        Break::Reordered { position: 1, entry }
    );
}

#[tokio::test]
async fn a_cut_tail_is_named_however_carefully_it_was_cut_aud_02() {
    let trail = Trail::of_steps(3).await;
    let witness = trail.directories[0].display().to_string();
    trail
        .tamper("delete from audit.leaf where position >= 6")
        .await;
    let cut = Break::CutTail {
        size: 6,
        witnessed: 9,
        witness,
    };
    assert_eq!(trail.broken().await, cut);
    trail
        .tamper("delete from audit.checkpoint where size > 6")
        .await;
    assert_eq!(trail.broken().await, cut);
    trail
        .tamper(
            "delete from audit.entry where not exists
             (select from audit.leaf where entry = id)",
        )
        .await;
    assert_eq!(trail.broken().await, cut);
}

#[tokio::test]
async fn an_emptied_trail_is_named_aud_02() {
    let trail = Trail::of_steps(2).await;
    let witness = trail.directories[0].display().to_string();
    trail
        .tamper("truncate audit.entry, audit.leaf, audit.checkpoint")
        .await;
    assert_eq!(
        trail.broken().await,
        Break::CutTail {
            size: 0,
            witnessed: 6,
            witness
        }
    );
}

/// A copy of a trail's database, with the trail's clock and chance.
async fn copied(trail: &Trail) -> TestDatabase {
    let mut copy = TestDatabase::new().await;
    copy.clock = trail.database.clock.clone();
    copy.chance = trail.database.chance.clone();
    let (from, to) = (trail.database.superuser_url(), copy.superuser_url());
    let name = |url: &str| url.rsplit('/').next().unwrap().to_owned();
    let (source, target) = (name(&from), name(&to));
    let cluster = std::env::var("CONTACTPOINT_TEST_CLUSTER").unwrap();
    trail.registry.close().await;
    trail.database.owner().close().await;
    copy.owner().close().await;
    let mut connection = PgConnection::connect(&cluster).await.unwrap();
    for sql in [
        format!(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname in ('{source}', '{target}')"
        ),
        format!("drop database {target}"),
        format!("create database {target} template {source} owner contactpoint_owner"),
    ] {
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }
    copy
}

/// A registry over a database, with the trail's clock.
async fn opened(trail: &Trail, database: &TestDatabase) -> Registry {
    let url = database.url("contactpoint_app");
    let settings = Settings {
        url,
        connections: 8,
    };
    let (clock, chance) = (trail.database.clock.clone(), trail.database.chance.clone());
    Registry::open(&settings, clock, chance, TestDatabase::keys())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_restored_old_copy_is_named_at_once_and_after_it_was_used_aud_02() {
    let mut trail = Trail::of_steps(2).await;
    let copy = copied(&trail).await;
    trail.registry = opened(&trail, &trail.database).await;
    trail.grow(2).await;
    assert_eq!(trail.verify().await.broken, None);

    let restored = opened(&trail, &copy).await;
    let witness = trail.directories[0].display().to_string();
    let report = verify(&restored, &trail.witnesses).await.unwrap();
    let older = Break::OlderCopy {
        size: 6,
        witnessed: 12,
        witness: witness.clone(),
    };
    assert_eq!(report.broken, Some(older));

    // The sequencer does not go on from it while the witnesses are asked ...
    let error = sequence(&restored, &trail.witnesses).await.unwrap_err();
    assert!(
        matches!(error, SequenceError::Contradicted { size: 12, .. }),
        "{error}"
    );
    // ... and if others are put in their place, the true ones still tell.
    let others = ["x", "y"].map(|name| trail.directories[0].with_file_name(name));
    let others = Witnesses::in_directories(&others).unwrap();
    trail.registry = restored;
    let genuine = std::mem::replace(&mut trail.witnesses, others);
    let original = std::mem::replace(&mut trail.database, copy);
    trail.grow(3).await;
    let report = verify(&trail.registry, &genuine).await.unwrap();
    let older = Break::OlderCopy {
        size: 6,
        witnessed: 9,
        witness,
    };
    assert_eq!(report.broken, Some(older));
    drop(original);
}

#[tokio::test]
async fn a_forged_checkpoint_is_named_wherever_it_is_held_aud_02() {
    let trail = Trail::of_steps(3).await;
    trail
        .tamper("update audit.checkpoint set signature = sha512('mine') where size = 6")
        .await;
    let holder = "the database".to_owned();
    assert_eq!(trail.broken().await, Break::Forged { holder, size: 6 });

    let trail = Trail::of_steps(3).await;
    let holder = trail.directories[1].display().to_string();
    trail.rewrite_witness(1, |mut lines| {
        lines[1] = lines[1].replace(" 6 ", " 5 ");
        lines
    });
    assert_eq!(trail.broken().await, Break::Forged { holder, size: 5 });
}

#[tokio::test]
async fn a_replaced_checkpoint_of_the_database_is_named_aud_02() {
    let trail = Trail::of_steps(3).await;
    let other = Trail::of_steps(0).await;
    other.write(1).await;
    other.grow(2).await;
    let row = "encode(root, 'hex') as a, encode(signature, 'hex') as b, horizon::text as c, at::text as d";
    other.write(1).await;
    other.sequence().await;
    let rows = other
        .database
        .rows(&format!("select size as e, {row} from audit.checkpoint"))
        .await;
    let found = rows.iter().find(|row| row.ends_with("|7")).unwrap();
    let fields: Vec<_> = found.split('|').collect();
    trail
        .tamper(&format!(
            "update audit.checkpoint set size = 7, root = '\\x{}', signature = '\\x{}',
             horizon = '{}', at = '{}' where size = 6",
            fields[0], fields[1], fields[2], fields[3]
        ))
        .await;
    let found = trail.broken().await;
    assert!(
        matches!(found, Break::Rewritten { from: 6, to: 7, .. }),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_witness_that_was_tampered_with_is_named_aud_02() {
    for edit in [
        (|mut lines: Vec<String>| {
            lines.swap(0, 2);
            lines
        }) as fn(Vec<String>) -> Vec<String>,
        |mut lines| {
            lines[1] = "nothing to see here".to_owned();
            lines
        },
    ] {
        let trail = Trail::of_steps(3).await;
        trail.rewrite_witness(0, edit);
        let witness = trail.directories[0].display().to_string();
        assert_eq!(trail.broken().await, Break::Spoilt { witness });
    }
}

#[tokio::test]
async fn a_witness_that_forgot_is_named_aud_02() {
    let trail = Trail::of_steps(3).await;
    trail.rewrite_witness(1, |lines| lines[..1].to_vec());
    assert_eq!(
        trail.verify().await.broken,
        None,
        "it may be a moment behind"
    );
    trail.database.clock.advance(chrono::TimeDelta::minutes(2));
    let witness = trail.directories[1].display().to_string();
    assert_eq!(
        trail.broken().await,
        Break::Unwitnessed { from: 3, witness }
    );
}

#[tokio::test]
async fn an_entry_kept_from_the_sequencer_is_named_aud_02() {
    let trail = Trail::of_steps(2).await;
    let ids = trail.write(1).await;
    trail.tamper("update audit.entry set written_by = '3' where id not in (select entry from audit.leaf)").await;
    assert_eq!(trail.sequence().await, 0);
    let report = trail.verify().await;
    assert_eq!(
        (report.broken, report.waiting),
        (None, 1),
        "it may be a moment behind"
    );
    trail.database.clock.advance(chrono::TimeDelta::minutes(2));
    assert_eq!(trail.broken().await, Break::Unsequenced { entry: ids[0].0 });
}

#[tokio::test]
async fn places_added_by_hand_are_named_aud_02() {
    let trail = Trail::of_steps(2).await;
    trail.write(1).await;
    trail
        .tamper(
            "insert into audit.leaf select 6, id, at, leaf_hash from audit.entry
             where id not in (select entry from audit.leaf)",
        )
        .await;
    assert_eq!(trail.broken().await, Break::Unsigned { from: 6 });
}

#[tokio::test]
async fn a_place_taken_twice_is_named_aud_02() {
    let trail = Trail::of_steps(2).await;
    let url = trail.database.superuser_url();
    tamper_with(
        &url,
        "alter table audit.leaf drop constraint leaf_pkey, drop constraint leaf_entry_at_key;
         insert into audit.leaf select * from audit.leaf where position = 2",
    )
    .await;
    assert_eq!(trail.broken().await, Break::Doubled { position: 2 });
}

//! Supplying a file, from the file to the record.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::PathBuf;

use chrono::TimeDelta;
use domain::clock::london_date;
use domain::data_source::{ColumnMap, FileCounts, NotAccepting};
use domain::feed::{About, NotWhole};
use domain::reason::Reason;
use domain::search::{Criteria, Found, Match, SearchChildren};
use domain::standing::Role;
use registry::search::find;
use registry::testing::{TestDatabase, World};
use server::settings::Store;
use server::supply::{CannotSupply, Supply, take_in};

const MAP: &str = r#"
reference = "id"
gender = { values = { column = "sex", values = { F = "female", M = "male" } } }
ignore = ["spare"]
name = { given = "first", family = "last" }
date_of_birth = { column = "born", format = "%d/%m/%Y" }
address = { lines = [["street"]], postcode = "postcode" }
"#;

const FILE: &str = "id,first,last,born,sex,street,postcode,spare\n\
    1,Ann,Example,03/04/2015,F,1 High Street,BZ1 1AA,x\n\
    2,Bob,Example,31/02/2015,M,1 High Street,BZ1 1AA,x\n\
    3,Cem,Yılmaz,05/06/2016,M,2 High Street,BZ1 1AB,\n\
    4,Dan,Short\n\
    5,,,05/06/2016,M,2 High Street,BZ1 1AB,\n\
    6,Eve,Example,07/08/2017,F,3 High Street,ZZ9 9ZZ,\n";

/// A directory of its own for files, gone afterwards.
struct Files(PathBuf);

impl Files {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("supply-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn order(&self, file: &str) -> Supply {
        Supply {
            file: self.write("rows.csv", file),
            source: "A register".to_owned(),
            columns: Some(self.write("map.toml", MAP)),
            ctf: false,
            of: About::Children,
            register: Some("local".to_owned()),
            local_authority: None,
            organisation: None,
            accredited_until: Some("2099-12-31".parse().unwrap()),
            supplied_on: None,
            refused: Some(self.0.join("refused.csv")),
            confirm_removal: false,
            store: Store {
                database_url: String::new(),
                keys: self.0.clone(),
                demo: true,
                connections: 2,
                scope: Default::default(),
            },
        }
    }

    fn refused(&self) -> String {
        fs::read_to_string(self.0.join("refused.csv")).unwrap()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn example(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/examples")).join(name)
}

async fn database() -> TestDatabase {
    let database = TestDatabase::new().await;
    database
        .execute(
            "insert into local_authority values ('E08000032', 'Bradford', '01632 960001', 'a@b.example');
             insert into postcode_sector values ('BZ1 1', 'E08000032')",
        )
        .await;
    database
}

fn counts(created: u64, changed: u64, unchanged: u64, older: u64) -> FileCounts {
    FileCounts {
        created,
        changed,
        unchanged,
        older,
        ..FileCounts::default()
    }
}

fn without_refused(counts: &FileCounts) -> FileCounts {
    FileCounts {
        refused: Default::default(),
        ..counts.clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn good_rows_are_kept_and_bad_ones_refused_one_by_one_feed_07() {
    let (database, files) = (database().await, Files::new("good"));
    let registry = database.registry().await;
    let taken = take_in(&registry, &files.order(FILE)).await.unwrap();
    assert_eq!(without_refused(&taken), counts(2, 0, 0, 0));
    assert_eq!(
        files.refused(),
        "line,code,column\n3,date,born\n5,malformed,\n6,no-name,\n7,no-authority,\n"
    );
    let rows = database
        .rows("select given, family, gender, local_authority from live.child")
        .await;
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .any(|row| row.contains("Ann") && row.contains("E08000032"))
    );
    assert_eq!(database.entries("file.applied", "done").await, 1);
    assert_eq!(database.entries("file.received", "done").await, 1);
    assert_eq!(database.entries("feed.registered", "done").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_again_changes_nothing_feed_08() {
    let (database, files) = (database().await, Files::new("again"));
    let registry = database.registry().await;
    take_in(&registry, &files.order(FILE)).await.unwrap();
    let before = database
        .rows("select * from live.child order by child")
        .await;
    let again = take_in(&registry, &files.order(FILE)).await.unwrap();
    assert_eq!(without_refused(&again), counts(0, 0, 2, 0));
    assert_eq!(
        database
            .rows("select * from live.child order by child")
            .await,
        before
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_row_changes_the_record_and_an_older_one_does_not_win_feed_08() {
    let (database, files) = (database().await, Files::new("newer"));
    let registry = database.registry().await;
    take_in(&registry, &files.order(FILE)).await.unwrap();
    database.clock.advance(TimeDelta::days(1));
    let married = FILE.replace("1,Ann,Example", "1,Ann,Ätherton");
    let taken = take_in(&registry, &files.order(&married)).await.unwrap();
    assert_eq!(without_refused(&taken), counts(0, 1, 1, 0));
    let mut late = files.order(&FILE.replace("1,Ann,Example", "1,Ann,Oldest"));
    late.supplied_on = Some("2026-01-01".parse().unwrap());
    let taken = take_in(&registry, &late).await.unwrap();
    assert_eq!(without_refused(&taken), counts(0, 0, 1, 1));
    let named = database
        .rows("select family from live.child where given = 'Ann'")
        .await;
    assert_eq!(named, ["Ätherton"]);
    let history = database
        .rows("select reference from live.superseded_statement")
        .await;
    assert_eq!(history, ["1"], "what was said before is kept (UPD-07)");
    let keys = database
        .rows("select count(*) from live.child_key k join live.child c using (child) where c.given = 'Ann' and k.surname_key like 'AKS%'")
        .await;
    assert_eq!(
        keys,
        ["0"],
        "nobody is found by a name that no source gives any more"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_is_not_registered_supplies_nothing_feed_02() {
    let (database, files) = (database().await, Files::new("unknown"));
    let registry = database.registry().await;
    let mut order = files.order(FILE);
    order.register = None;
    let refused = take_in(&registry, &order).await.unwrap_err();
    assert!(matches!(refused, CannotSupply::Unregistered(_)));
    assert!(refused.to_string().contains("--register"));
    assert!(
        database
            .rows("select child from live.child")
            .await
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_is_registered_with_its_file_is_proposed_and_supplies_nothing_feed_02() {
    let (database, files) = (database().await, Files::new("proposed"));
    let registry = database.registry().await;
    let mut order = files.order(FILE);
    order.accredited_until = None;
    let proposed = take_in(&registry, &order).await.unwrap_err();
    assert!(matches!(proposed, CannotSupply::Proposed(_)));
    assert!(
        proposed.to_string().contains("proposed"),
        "the program says how it stands"
    );
    let refused = take_in(&registry, &order).await.unwrap_err();
    let why = CannotSupply::NotAccepting(NotAccepting::NotAccredited).to_string();
    assert_eq!(refused.to_string(), why);
    assert!(
        database
            .rows("select child from live.child")
            .await
            .is_empty()
    );
    assert!(!files.0.join("refused.csv").exists(), "not a row was read");
    let attempt = "select refusal from audit.entry where action = 'file.received'";
    assert_eq!(database.rows(attempt).await, ["source-not-accredited"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_a_demonstration_is_accredited_by_an_operator_feed_02() {
    let (database, files) = (database().await, Files::new("operator"));
    let registry = database.registry().await;
    let mut order = files.order(FILE);
    order.store.demo = false;
    let refused = take_in(&registry, &order).await.unwrap_err();
    assert!(matches!(refused, CannotSupply::NotADemonstration));
    assert!(database.rows("select id from source").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stopped_takes_nothing_in_says_so_and_takes_the_file_in_afterwards_feed_10_feed_13()
{
    let (database, files) = (database().await, Files::new("stopped"));
    let registry = database.registry().await;
    take_in(&registry, &files.order(FILE)).await.unwrap();
    let more = format!("{FILE}7,Fay,Later,07/08/2017,F,3 High Street,BZ1 1AA,\n");
    for (state, why) in [
        ("paused", NotAccepting::Paused),
        ("suspended", NotAccepting::Suspended),
        ("terminated", NotAccepting::Terminated),
        ("accredited", NotAccepting::NotConnected),
    ] {
        database
            .execute(&format!("update source set state = '{state}'"))
            .await;
        let refused = take_in(&registry, &files.order(&more)).await.unwrap_err();
        assert!(
            matches!(refused, CannotSupply::NotAccepting(told) if told == why),
            "{state}"
        );
        assert!(refused.to_string().contains(why.words()));
    }
    let over = "update source set state = 'connected', accredited_until = '2026-11-02'";
    database.execute(over).await;
    let refused = take_in(&registry, &files.order(&more)).await.unwrap_err();
    assert!(matches!(
        refused,
        CannotSupply::NotAccepting(NotAccepting::AccreditationOver)
    ));
    assert_eq!(database.rows("select child from live.child").await.len(), 2);
    assert_eq!(database.rows("select id from source_supply").await.len(), 1);
    let renewed = "update source set accredited_until = '2027-11-02'";
    database.execute(renewed).await;
    let taken = take_in(&registry, &files.order(&more)).await.unwrap();
    assert_eq!(without_refused(&taken), counts(1, 0, 2, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_an_unknown_column_is_refused_whole_feed_07() {
    let (database, files) = (database().await, Files::new("column"));
    let registry = database.registry().await;
    let order = files.order(&FILE.replace("spare", "diagnosis"));
    let refused = take_in(&registry, &order).await.unwrap_err();
    assert!(matches!(refused, CannotSupply::Fit(_)));
    assert!(
        database
            .rows("select child from live.child")
            .await
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_many_batches_leaves_an_entry_for_each_feed_12() {
    let (database, files) = (database().await, Files::new("many"));
    let registry = database.registry().await;
    let mut file = "id,first,last,born,sex,street,postcode,spare\n".to_owned();
    for row in 0..1_200 {
        file.push_str(&format!(
            "{row},Ann,Example,03/04/2015,F,1 High Street,BZ1 1AA,\n"
        ));
    }
    // One reference twice: it is one child.
    file.push_str("0,Anne,Example,03/04/2015,F,1 High Street,BZ1 1AA,\n");
    let taken = take_in(&registry, &files.order(&file)).await.unwrap();
    assert_eq!(taken, counts(1_200, 1, 0, 0));
    assert_eq!(database.entries("file.applied", "done").await, 3);
    assert_eq!(
        database.rows("select count(*) from live.child").await,
        ["1200"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_supplied_child_is_found_by_a_misspelt_name_and_a_transposed_date_srch_02() {
    let (world, files) = (World::new().await, Files::new("found"));
    let mut order = files.order(
        "rec_id,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,soc_sec_id\n\
         r-1,kathryn,sondergeld,48,goldfinch circuit,,canterbury,2776,vic,19600210,1\n\
         r-2,oliver,berry,69,giblin street,,bittern,4814,qld,19600210,2\n",
    );
    order.columns = Some(example("febrl-columns.toml"));
    order.local_authority = Some("E08000032".to_owned());
    let taken = take_in(&world.registry, &order).await.unwrap();
    assert_eq!(taken, counts(2, 0, 0, 0));
    let user = world.signed_in(Role::Practitioner).await;
    // Born on 10 February 1960, folded into the ages of children: 2014.
    for (given, family, day, month) in [
        ("Katrin", "Sondergelt", "10", "2"),
        ("Kathryn", "Sondergelt", "2", "10"),
        ("Katherine", "Sondergeld", "2", "10"),
    ] {
        let criteria = Criteria {
            given: given.into(),
            family: family.into(),
            day: day.into(),
            month: month.into(),
            year: "2014".into(),
            ..Criteria::default()
        };
        let criteria = criteria.check(london_date(user.standing().now)).unwrap();
        let reason = Reason::given("providing-service", "").unwrap();
        let searched = user
            .access(SearchChildren { criteria, reason }, find)
            .await
            .unwrap();
        let Found::Matches(matches) = searched.found else {
            panic!("too many")
        };
        let Some(Match::Open(first)) = matches.first() else {
            panic!("nobody found")
        };
        assert_eq!(first.name.to_string(), "Kathryn Sondergeld");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_example_of_two_homes_is_taken_in_and_nine_nights_are_refused_trf_01_feed_07() {
    let (world, files) = (World::new().await, Files::new("two-homes"));
    let mut order = files.order("");
    (order.file, order.columns) = (example("two-homes.csv"), Some(example("two-homes.toml")));
    let taken = take_in(&world.registry, &order).await.unwrap();
    assert_eq!(without_refused(&taken), counts(3, 0, 0, 0));
    assert_eq!(files.refused(), "line,code,column\n5,nights,other_nights\n");
    let responsible = "select given || ' ' || local_authority from live.child
                       where family = 'Shared' order by given";
    assert_eq!(
        world.database.rows(responsible).await,
        ["Ann E08000032", "Bea E08000035", "Cem E08000032"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_without_a_place_is_the_default_authoritys_where_one_is_set_trf_01_gen_05() {
    let (database, files) = (database().await, Files::new("default"));
    let registry = database.registry().await;
    database
        .execute("update installation set default_authority = 'E08000032'")
        .await;
    let taken = take_in(&registry, &files.order(FILE)).await.unwrap();
    assert_eq!(without_refused(&taken), counts(3, 0, 0, 0));
    assert!(!files.refused().contains("no-authority"));
    let rows = database
        .rows("select local_authority from live.child where given = 'Eve'")
        .await;
    assert_eq!(rows, ["E08000032"]);
}

#[test]
fn the_example_map_can_be_read() {
    let map: ColumnMap =
        toml::from_str(include_str!("../../docs/examples/febrl-columns.toml")).unwrap();
    let headings = [
        "rec_id",
        "given_name",
        "surname",
        "street_number",
        "address_1",
        "address_2",
        "suburb",
        "postcode",
        "state",
        "date_of_birth",
        "soc_sec_id",
    ];
    assert_eq!(map.check(&headings), Ok(()));
}

/// A file of so many children, with addresses or without.
fn children(count: u32, street: &str) -> String {
    let mut file = "id,first,last,born,sex,street,postcode,spare\n".to_owned();
    for n in 0..count {
        let letter = char::from(b'a' + u8::try_from(n).unwrap());
        let (year, month, day) = (2010 + n % 14, 1 + n % 12, 1 + n % 28);
        file += &format!(
            "{n},Q{letter}o,V{letter}ek,{day:02}/{month:02}/{year},F,{street},BZ1 1A{letter},x\n"
        );
    }
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_takes_most_away_stops_until_that_is_confirmed_feed_08() {
    let (database, files) = (database().await, Files::new("removal"));
    let registry = database.registry().await;
    let whole = children(22, "1 High Street");
    take_in(&registry, &files.order(&whole)).await.unwrap();
    let silent = whole.replace(",F,", ",,");
    database.clock.advance(TimeDelta::days(1));
    let order = files.order(&silent);
    let stopped = take_in(&registry, &order).await.unwrap_err();
    assert!(
        matches!(stopped, CannotSupply::Removal { counts, shields: 0 } if counts.removing == 22)
    );
    assert!(stopped.to_string().contains("--confirm-removal"));
    let female = "select 1 from live.child where gender = 'female'";
    assert_eq!(database.rows(female).await.len(), 22);
    assert_eq!(database.entries("supply.held", "done").await, 1);
    let confirmed = Supply {
        confirm_removal: true,
        ..order
    };
    let taken = take_in(&registry, &confirmed).await.unwrap();
    assert_eq!(without_refused(&taken), counts(0, 22, 0, 0));
    assert_eq!(database.entries("supply.released", "done").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_common_transfer_file_needs_no_map_and_hostile_files_stop_feed_04_feed_12() {
    let (world, files) = (World::new().await, Files::new("ctf"));
    let mut order = files.order("");
    (order.ctf, order.columns) = (true, None);
    order.file = example("pupils.xml");
    order.local_authority = Some("E08000032".to_owned());
    order.organisation = Some("Moorside Primary School".to_owned());
    let taken = take_in(&world.registry, &order).await.unwrap();
    assert_eq!(taken, counts(2, 0, 0, 0));
    let pupils = fs::read_to_string(&order.file).unwrap();
    let unknown = pupils.replace("NCyearActual", "RiskLevel");
    order.file = files.write("unknown.xml", &unknown);
    let taken = take_in(&world.registry, &order).await.unwrap();
    assert_eq!(without_refused(&taken), counts(0, 0, 1, 0));
    assert_eq!(files.refused(), "line,code,column\n1,unknown-field,\n");
    let bomb = pupils.replace("<CTfile>", "<!DOCTYPE x [<!ENTITY a \"b\">]><CTfile>");
    for (name, text, why) in [
        ("bomb.xml", bomb.as_str(), NotWhole::Content),
        ("zip.xml", "PK\u{3}\u{4}", NotWhole::Content),
        ("wide.xml", "<\0C\0T\0", NotWhole::Encoding),
        ("short.xml", &pupils[..700], NotWhole::Malformed),
        ("empty.xml", "", NotWhole::Empty),
    ] {
        order.file = files.write(name, text);
        let stopped = take_in(&world.registry, &order).await.unwrap_err();
        assert!(
            matches!(stopped, CannotSupply::NotWhole(code) if code == why),
            "{name}"
        );
    }
    order.of = About::Involvements;
    let stopped = take_in(&world.registry, &order).await.unwrap_err();
    assert!(matches!(stopped, CannotSupply::ChildrenAlone));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_text_stops_and_formulas_refuse_their_rows_feed_07_feed_12() {
    let (database, files) = (database().await, Files::new("hostile"));
    let registry = database.registry().await;
    for (file, why) in [
        ("PK\u{3}\u{4}", NotWhole::Content),
        ("#!/bin/sh\n", NotWhole::Content),
        ("i\0d\0", NotWhole::Encoding),
    ] {
        let stopped = take_in(&registry, &files.order(file)).await.unwrap_err();
        assert!(
            matches!(stopped, CannotSupply::NotWhole(code) if code == why),
            "{file:?}"
        );
    }
    let huge = "x".repeat(3_000_000);
    let file = format!(
        "id,first,last,born,sex,street,postcode,spare\n\
         1,=cmd(),Example,03/04/2015,F,1 High Street,BZ1 1AA,x\n\
         2,Ann,Example,03/04/2015,F,@SUM(1),BZ1 1AA,x\n\
         3,Ann,Example,03/04/2015,F,\"{huge}\",BZ1 1AA,x\n\
         4,Ann,Example,03/04/2015,F,\"{huge}"
    );
    let taken = take_in(&registry, &files.order(&file)).await.unwrap();
    assert_eq!(without_refused(&taken), counts(0, 0, 0, 0));
    assert_eq!(
        files.refused(),
        "line,code,column\n2,name,first\n3,address,\n4,malformed,\n5,malformed,\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_stops_shields_all_the_same_shld_01() {
    let (database, files) = (database().await, Files::new("shields"));
    let registry = database.registry().await;
    let whole = children(22, "1 High Street");
    take_in(&registry, &files.order(&whole)).await.unwrap();
    database.clock.advance(TimeDelta::days(1));
    let silent = whole.replace(",F,", ",,");
    let silent = silent.replacen("BZ1 1Aa,x", "BZ1 1Aa,harm-to-child", 1);
    let silent = silent.replace(",x\n", ",\n");
    let mut order = files.order(&silent);
    let map = MAP.replace("ignore = [\"spare\"]", "shield = \"spare\"");
    order.columns = Some(files.write("shields.toml", &map));
    let stopped = take_in(&registry, &order).await.unwrap_err();
    assert!(matches!(stopped, CannotSupply::Removal { shields: 1, .. }));
    assert!(stopped.to_string().contains("but 1 rows that shield"));
    let shielded = "select 1 from live.child where shielded";
    assert_eq!(database.rows(shielded).await.len(), 1);
    let female = "select 1 from live.child where gender = 'female'";
    assert_eq!(database.rows(female).await.len(), 21);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_odd_byte_refuses_its_row_and_a_mark_of_the_end_nothing_feed_07() {
    let (database, files) = (database().await, Files::new("odd"));
    let registry = database.registry().await;
    let file = "id,first,last,born,sex,street,postcode,spare\n\
        1,Ann,Example,03/04/2015,F,1 High Street,BZ1 1AA,x\n\
        2,Bob,Exa\u{b}mple,04/05/2016,M,1 High Street,BZ1 1AA,x\n\
        3,Cem,Yılmaz,05/06/2017,M,2 High Street,BZ1 1AB,\n\u{1a}";
    let taken = take_in(&registry, &files.order(file)).await.unwrap();
    assert_eq!(without_refused(&taken), counts(2, 0, 0, 0));
    assert_eq!(files.refused(), "line,code,column\n3,malformed,\n");
}

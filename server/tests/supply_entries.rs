//! Supplying files about involvements and common assessments, by the examples in the manual.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::PathBuf;

use domain::data_source::{FileCounts, MapProblem};
use domain::feed::About;
use registry::testing::World;
use server::settings::Store;
use server::supply::{CannotSupply, Supply, take_in};

fn example(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/examples")).join(name)
}

/// A directory of its own for files, gone afterwards.
struct Files(PathBuf);

impl Files {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("entries-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// An order for an example, from a source of the health organisation or of assessments.
    fn order(&self, of: About) -> Supply {
        let name = match of {
            About::Children => "children",
            About::Involvements => "involvements",
            About::Assessments => "assessments",
        };
        Supply {
            file: example(&format!("{name}.csv")),
            source: "Airedale's system".to_owned(),
            columns: Some(example(&format!("{name}.toml"))),
            ctf: false,
            of,
            register: Some("health".to_owned()),
            local_authority: Some("E08000032".to_owned()),
            organisation: Some("Airedale Children's Health".to_owned()),
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

    fn ecaf(&self, of: About) -> Supply {
        Supply {
            source: "Bradford's assessments".to_owned(),
            register: Some("ecaf".to_owned()),
            organisation: None,
            ..self.order(of)
        }
    }

    /// The same order for another text.
    fn with(&self, order: Supply, text: &str) -> Supply {
        let file = self.0.join("rows.csv");
        fs::write(&file, text).unwrap();
        Supply { file, ..order }
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

fn ends(counts: &FileCounts) -> [u64; 4] {
    [
        counts.created,
        counts.changed,
        counts.unchanged,
        counts.refused(),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_about_involvements_are_taken_in_once_sens_02_feed_08() {
    let (world, files) = (World::new().await, Files::new("involvements"));
    let children = take_in(&world.registry, &files.order(About::Children)).await;
    assert_eq!(ends(&children.unwrap()), [2, 0, 0, 0]);
    let order = files.order(About::Involvements);
    let taken = take_in(&world.registry, &order).await.unwrap();
    assert_eq!(ends(&taken), [3, 0, 0, 0], "{}", files.refused());
    let again = take_in(&world.registry, &order).await.unwrap();
    assert_eq!(ends(&again), [0, 0, 3, 0]);
    let rows = "select count(*) from live.involvement i join live.child c on c.child = i.child
                where c.family = 'Supplied'";
    assert_eq!(world.database.rows(rows).await, ["2"]);
    let sealed = "select count(*) from live.sensitive_involvement i
                  join live.child c on c.child = i.child where c.family = 'Supplied'";
    assert_eq!(world.database.rows(sealed).await, ["1"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_examples_about_assessments_are_taken_in_once_caf_01() {
    let (world, files) = (World::new().await, Files::new("assessments"));
    let children = take_in(&world.registry, &files.ecaf(About::Children)).await;
    assert_eq!(ends(&children.unwrap()), [2, 0, 0, 0]);
    let order = files.ecaf(About::Assessments);
    let taken = take_in(&world.registry, &order).await.unwrap();
    assert_eq!(ends(&taken), [2, 0, 0, 0], "{}", files.refused());
    let again = take_in(&world.registry, &order).await.unwrap();
    assert_eq!(ends(&again), [0, 0, 2, 0]);
    let refused = take_in(&world.registry, &files.ecaf(About::Involvements)).await;
    assert!(matches!(refused, Err(CannotSupply::Refused(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_holds_lines_and_codes_and_nothing_of_the_directory_feed_05() {
    let (world, files) = (World::new().await, Files::new("receipt"));
    take_in(&world.registry, &files.order(About::Children))
        .await
        .unwrap();
    let text = fs::read_to_string(example("involvements.csv")).unwrap();
    let headings = text.lines().next().unwrap();
    let number = world.child.to_string();
    let long = "C".repeat(65);
    let rows = format!(
        "{headings}\n\
         {number},C-1,Health visiting,organisation,,,,,01632 960113,2025-11-03,,,,,,,\n\
         P-1,C-2,Wellbeing clinic,organisation,,,,,01632 960113,2025-11-03,,,,,,,\n\
         P-1,C-3,Wellbeing clinic,organisation,,,,,01632 960113,2026-03-03,,consent,child,2026-03-03,no,,\n\
         P-1,C-4,Support in school,organisation,,,,,01632 960113,2025-11-03,,,,,,,\n\
         P-1,C-5,Health visiting,organisation,,,,,she is ill,2025-11-03,,,,,,,\n\
         P-1,C-6,Health visiting,team,,,,No team,01632 960113,2025-11-03,,,,,,,\n\
         P-1,C-7,\"'; drop table live.child; --\",organisation,,,,,01632 960113,2025-11-03,,,,,,,\n\
         P-1,{long},Health visiting,organisation,,,,,01632 960113,2025-11-03,,,,,,,\n\
         P-1,C-9\n"
    );
    let order = files.with(files.order(About::Involvements), &rows);
    let taken = take_in(&world.registry, &order).await.unwrap();
    assert_eq!(ends(&taken), [0, 0, 0, 9]);
    let mut lines: Vec<String> = files.refused().lines().map(str::to_owned).collect();
    lines.sort();
    assert_eq!(
        lines,
        [
            "10,malformed,",
            "2,unknown-child,",
            "3,no-basis,",
            "4,basis,",
            "5,service,",
            "6,telephone,phone",
            "7,team,",
            "8,service,",
            "9,reference,case",
            "line,code,column",
        ]
    );
    let trail = "select detail::text from audit.entry where action = 'file.received'";
    for line in world.database.rows(trail).await {
        assert!(!line.contains(&number) && !line.contains("ill"), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_notes_or_an_unknown_column_is_refused_whole_gen_03_feed_07() {
    let (world, files) = (World::new().await, Files::new("notes"));
    take_in(&world.registry, &files.order(About::Children))
        .await
        .unwrap();
    let text = fs::read_to_string(example("involvements.csv")).unwrap();
    let text = text.replace("withdrawn_on\n", "withdrawn_on,case_notes\n");
    let mut order = files.with(files.order(About::Involvements), &text);
    let refused = take_in(&world.registry, &order).await.unwrap_err();
    assert!(matches!(refused, CannotSupply::Fit(MapProblem::Unknown(_))));
    let map = fs::read_to_string(example("involvements.toml")).unwrap();
    let columns = files.0.join("map.toml");
    order.columns = Some(columns.clone());
    fs::write(columns, format!("ignore = [\"case_notes\"]\n{map}")).unwrap();
    let refused = take_in(&world.registry, &order).await.unwrap_err();
    assert!(matches!(refused, CannotSupply::Fit(MapProblem::Notes(_))));
    assert!(refused.to_string().contains("take it out"));
    let rows = world
        .database
        .rows("select entry from live.supplied_entry")
        .await;
    assert!(rows.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_is_registered_for_an_organisation_that_there_is_feed_01() {
    let (world, files) = (World::new().await, Files::new("organisation"));
    let mut order = files.order(About::Children);
    order.organisation = Some("No such organisation".to_owned());
    let refused = take_in(&world.registry, &order).await.unwrap_err();
    assert!(matches!(refused, CannotSupply::Rejected(_)));
}

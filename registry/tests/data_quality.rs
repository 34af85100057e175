//! The quality of the data: the four measures, week by week, and the lists of what fails (DQ).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::TimeDelta;
use domain::best_view::Statement;
use domain::child_record::{
    Address, DateOfBirth, Gender, NameUse, PersonName, Postcode, Whereabouts,
};
use domain::data_quality::{
    ListDuplicates, ListIncomplete, ListShieldedData, LoadEstimates, PerThousand, QualityShown,
    Required, Share, ViewEstimates, ViewQuality, read_estimates,
};
use domain::data_source::{CloseFile, FileCounts, Row, RowCode};
use domain::id::{LocalAuthorityCode, SourceId};
use domain::listed::Page;
use domain::shielding::Ground;
use domain::standing::Role;
use domain::work::Rule;
use registry::data_source::close;
use registry::testing::World;
use registry::{SignedIn, data_quality};
use uuid::Uuid;

const SCHOOLS: u128 = 711;
const HEALTH: u128 = 712;

async fn world() -> World {
    let world = World::new().await;
    world
        .database
        .execute(
            "insert into source (id, name, kind, local_authority) values
                 ('00000000-0000-0000-0000-0000000002c7', 'Bradford schools', 'education', 'E08000032'),
                 ('00000000-0000-0000-0000-0000000002c8', 'The health service', 'health', null)",
        )
        .await;
    world
}

fn pupil(number: u32) -> Row {
    let name = PersonName {
        given: format!(
            "Pupil{}",
            ["a", "b", "c", "d", "e"][number as usize % 5].repeat(1 + number as usize / 5)
        ),
        family: "Bradfordian".into(),
    };
    Row {
        number: u64::from(number) + 2,
        reference: format!("p-{number}"),
        at: "2026-10-28T00:00:00Z".parse().unwrap(),
        statement: Statement {
            names: vec![(NameUse::Current, name)],
            date_of_birth: Some(DateOfBirth {
                date: "2014-02-07".parse().unwrap(),
                estimated: false,
            }),
            gender: Some(Gender::Female),
            whereabouts: Some(Whereabouts::Current(Address {
                lines: vec!["1 School Lane".into()],
                postcode: Postcode::parse("ZB1 4QX").ok(),
            })),
            ..Statement::default()
        },
    }
}

async fn by(world: &World, source: u128, rows: Vec<Row>) {
    assert_eq!(world.supply(source, rows).await.refused, []);
}

/// Twelve pupils of Bradford's schools: of one the gender is missing, and two are alike.
async fn pupils(world: &World) {
    let mut rows: Vec<Row> = (0..12).map(pupil).collect();
    rows[3].statement.gender = None;
    rows[7].statement.names = rows[6].statement.names.clone();
    by(world, SCHOOLS, rows).await;
}

/// A week later, measured.
async fn measured(world: &World) -> u64 {
    world.database.clock.advance(TimeDelta::days(7));
    world.run(Rule::QualityFigures).await
}

async fn seen(user: &SignedIn, authority: Option<&str>) -> QualityShown {
    let authority = authority.map(|code| LocalAuthorityCode(code.to_owned()));
    let act = ViewQuality { authority };
    user.access(act, data_quality::view).await.unwrap()
}

/// What is shown of so many of so many.
fn share(counted: i64, of: i64) -> Option<PerThousand> {
    Share { counted, of }.per_thousand()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_and_its_sources_are_measured_once_a_week_dq_01() {
    let world = world().await;
    pupils(&world).await;
    assert!(measured(&world).await > 0);
    assert_eq!(world.run(Rule::QualityFigures).await, 0);
    assert_eq!(world.database.entries("dq.computed", "done").await, 1);

    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let shown = seen(&manager, None).await;
    assert_eq!(shown.authority.as_deref(), Some("Bradford"));
    assert_eq!(shown.weeks.len(), 1);
    // Ann and Kim of the world are complete; of the pupils, who have no carer, nobody is.
    let [coverage, completeness, uniqueness, validity] = shown.weeks[0].shares;
    assert_eq!(
        coverage, None,
        "without an estimate there is nothing to measure against"
    );
    assert_eq!(completeness, share(2, 14));
    assert_eq!(uniqueness, share(11, 12));
    assert_eq!(validity, None, "nothing was supplied in the week");
    assert_eq!(shown.parts.len(), 1);
    assert_eq!(shown.parts[0].name, "Bradford schools");
    assert_eq!(
        shown.parts[0].shares,
        [None, share(11, 12), share(11, 12), None]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_count_is_sent_and_nothing_of_fewer_than_ten_dq_01_shld_12() {
    let world = world().await;
    by(&world, SCHOOLS, (0..9).map(pupil).collect()).await;
    measured(&world).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let shown = seen(&manager, None).await;
    let [_, completeness, uniqueness, _] = shown.weeks[0].shares;
    assert_eq!(completeness, share(2, 11));
    assert_eq!(uniqueness, None);
    assert_eq!(shown.parts[0].shares, [None; 4]);
    let sent = serde_json::to_value(shown.weeks[0].shares).unwrap();
    assert_eq!(sent, serde_json::json!([null, 181, null, null]));
}

#[tokio::test(flavor = "multi_thread")]
async fn shielded_children_are_in_no_figure_and_in_no_list_but_managements_d_32_dq_03() {
    let world = world().await;
    pupils(&world).await;
    let mut hidden = pupil(12);
    hidden.statement.shield = Some(Ground::HarmToChild);
    hidden.statement.names[0].1.family = "Unseen".into();
    by(&world, SCHOOLS, vec![hidden]).await;
    let mut twice = pupil(6);
    twice.at = world.registry.now();
    twice.statement.shield = Some(Ground::HarmToChild);
    measured(&world).await;
    // One of the two that are alike becomes shielded after the week was measured.
    by(&world, SCHOOLS, vec![twice]).await;

    let administrator = world.signed_in(Role::DataAdministrator).await;
    let shown = seen(&administrator, None).await;
    assert_eq!(shown.weeks[0].shares[1], share(2, 14));
    assert_eq!(shown.parts[0].shares[1], share(11, 12));
    let page = Page::parse(None);
    let incomplete = administrator.access(ListIncomplete { page }, data_quality::incomplete);
    let incomplete = incomplete.await.unwrap();
    assert!(!incomplete.sees_shields);
    assert_eq!(incomplete.rows.len(), 11);
    let written = serde_json::to_string(&incomplete).unwrap();
    assert!(!written.contains("Unseen") && !written.contains("Hidden"));
    let duplicates = administrator.access(ListDuplicates { page }, data_quality::duplicates);
    assert_eq!(duplicates.await.unwrap().rows, []);
    let refused = administrator.access(ListShieldedData, data_quality::shielded);
    assert!(refused.await.is_err());

    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let listed = manager.access(ListShieldedData, data_quality::shielded);
    let listed = listed.await.unwrap().incomplete;
    let families: Vec<&str> = listed
        .iter()
        .map(|(_, name)| name.family.as_str())
        .collect();
    assert_eq!(families, ["Bradfordian", "Unseen"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_is_listed_to_the_data_administrator_alone_dq_03() {
    let world = world().await;
    pupils(&world).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let page = Page::parse(None);
    let incomplete = || ListIncomplete { page };
    let listed = administrator
        .access(incomplete(), data_quality::incomplete)
        .await
        .unwrap();
    assert_eq!(listed.rows.len(), 12);
    let missing: Vec<_> = listed.rows.iter().map(|row| row.missing.clone()).collect();
    let without_gender = vec![Required::Gender, Required::ParentOrCarer];
    assert_eq!(
        missing.iter().filter(|one| **one == without_gender).count(),
        1
    );
    assert_eq!(
        missing
            .iter()
            .filter(|one| **one == [Required::ParentOrCarer])
            .count(),
        11
    );
    // Found when the week is measured.
    let duplicates = || ListDuplicates { page };
    let none = administrator
        .access(duplicates(), data_quality::duplicates)
        .await
        .unwrap();
    assert_eq!(none.rows, []);
    measured(&world).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let alike = administrator
        .access(duplicates(), data_quality::duplicates)
        .await
        .unwrap();
    assert_eq!(alike.rows.len(), 2);
    assert!(
        alike
            .rows
            .iter()
            .all(|row| row.alike == 2 && row.source == "Bradford schools")
    );
    // Mended since: not there any more, before the next week is measured.
    let mut mended = pupil(7);
    mended.at = world.registry.now();
    by(&world, SCHOOLS, vec![mended]).await;
    let mended = administrator
        .access(duplicates(), data_quality::duplicates)
        .await
        .unwrap();
    assert_eq!(mended.rows, []);
    for role in [
        Role::LocalAuthorityManager,
        Role::CentralTeam,
        Role::Practitioner,
    ] {
        let other = world.signed_in(role).await;
        assert!(
            other
                .access(incomplete(), data_quality::incomplete)
                .await
                .is_err()
        );
        assert!(
            other
                .access(duplicates(), data_quality::duplicates)
                .await
                .is_err()
        );
    }
    assert_eq!(world.database.entries("dq.listed", "refused").await, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_of_ones_own_authority_and_comes_page_by_page_dq_03() {
    let world = world().await;
    by(&world, SCHOOLS, (0..60).map(pupil).collect()).await;
    let away = "update live.child set local_authority = 'E08000035' where family = 'Bradfordian'
                and given like 'Pupila%'";
    world.database.execute(away).await;
    let administrator = world.signed_in(Role::DataAdministrator).await;
    let mut read = Vec::new();
    for number in ["1", "2", "3"] {
        let page = Page::parse(Some(number));
        let act = ListIncomplete { page };
        let listed = administrator
            .access(act, data_quality::incomplete)
            .await
            .unwrap();
        read.push((listed.rows.len(), listed.more));
    }
    assert_eq!(read, [(48, false), (0, false), (0, false)]);
    world
        .database
        .execute("update live.child set local_authority = 'E08000032'")
        .await;
    let act = ListIncomplete {
        page: Page::parse(None),
    };
    let listed = administrator
        .access(act, data_quality::incomplete)
        .await
        .unwrap();
    assert_eq!((listed.rows.len(), listed.more), (50, true));
}

/// Has the central team state estimates.
async fn state(central: &SignedIn, lines: &str) {
    let (year, estimates) = read_estimates("2026", lines, "2026-11-09".parse().unwrap()).unwrap();
    let act = LoadEstimates { year, estimates };
    central
        .access(act, data_quality::load_estimates)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn coverage_is_measured_against_what_the_central_team_states_dq_01() {
    let world = world().await;
    pupils(&world).await;
    // Like none of the pupils, so that nobody has to look.
    let mut patient = pupil(40);
    let name = PersonName {
        given: "Zoltan".into(),
        family: "Quillfeather".into(),
    };
    patient.statement.names = vec![(NameUse::Current, name)];
    patient.statement.date_of_birth = Some(DateOfBirth {
        date: "2011-09-23".parse().unwrap(),
        estimated: false,
    });
    by(&world, HEALTH, vec![patient]).await;
    measured(&world).await;
    let central = world.signed_in(Role::CentralTeam).await;
    // An area without children has no share, and is no fault.
    state(&central, "E08000032, 0").await;
    assert_eq!(
        seen(&central, Some("E08000032")).await.weeks[0].shares[0],
        share(15, 0)
    );
    state(&central, "E08000032, 20\nE08000035, 30").await;
    let bradford = seen(&central, Some("E08000032")).await;
    assert_eq!(bradford.weeks[0].shares[0], share(15, 20));
    assert_eq!(bradford.parts[0].shares[0], share(12, 20));
    let nation = seen(&central, None).await;
    assert_eq!(nation.authority, None);
    assert_eq!(nation.weeks[0].shares[0], share(15, 50));
    let names: Vec<&str> = nation.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["Bradford", "Leeds", "The health service"]);
    assert_eq!(nation.parts[1].shares[0], share(0, 30));
    assert_eq!(nation.parts[2].shares[0], share(1, 50));
    let held = central
        .access(ViewEstimates, data_quality::estimates)
        .await
        .unwrap();
    assert_eq!(held[0].2, Some((2026, 20)));
    let unknown = LoadEstimates {
        year: 2026,
        estimates: vec![domain::data_quality::Estimate {
            authority: LocalAuthorityCode("E99999999".into()),
            children: 7,
        }],
    };
    let rejected = central.access(unknown, data_quality::load_estimates).await;
    assert!(matches!(rejected, Err(registry::Stopped::Rejected(_))));
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    assert!(
        manager
            .access(ViewEstimates, data_quality::estimates)
            .await
            .is_err()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn validity_is_of_the_rows_of_the_week_in_which_they_came_dq_01() {
    let world = world().await;
    pupils(&world).await;
    let source = SourceId(Uuid::from_u128(SCHOOLS));
    for malformed in [3, 1] {
        let mut counts = FileCounts {
            created: 10,
            ..FileCounts::default()
        };
        counts
            .refused
            .insert(RowCode::Date.code().to_owned(), malformed);
        counts
            .refused
            .insert(RowCode::NotAChild.code().to_owned(), 2);
        let act = CloseFile {
            source,
            file: String::new(),
            counts,
            supply: None,
        };
        world
            .registry
            .as_source(source)
            .access(act, close)
            .await
            .unwrap();
    }
    measured(&world).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let shown = seen(&manager, None).await;
    assert_eq!(shown.weeks[0].shares[3], share(24, 28));
    assert_eq!(shown.parts[0].shares[3], share(24, 28));
    // The next week has none of them.
    measured(&world).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let shown = seen(&manager, None).await;
    assert_eq!(shown.weeks.len(), 2);
    assert_eq!(shown.weeks[1].shares[3], None);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_authoritys_measures_are_the_central_teams_alone_dq_01() {
    let world = world().await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let leeds = || ViewQuality {
        authority: Some(LocalAuthorityCode("E08000035".into())),
    };
    assert!(manager.access(leeds(), data_quality::view).await.is_err());
    assert_eq!(seen(&manager, Some("E08000032")).await.weeks, []);
    let central = world.signed_in(Role::CentralTeam).await;
    assert!(central.access(leeds(), data_quality::view).await.is_ok());
    let nurse = world.signed_in(Role::Practitioner).await;
    let own = ViewQuality { authority: None };
    assert!(nurse.access(own, data_quality::view).await.is_err());
}

//! Figures to plan services by: counted once a week, and never shown as they were counted (STA), on a real
//! database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::TimeDelta;
use domain::standing::Role;
use domain::statistics::{Figure, StatisticsShown, ViewStatistics};
use domain::work::Rule;
use registry::testing::World;
use registry::{SignedIn, Stopped, statistics};

/// Some children born on a day, by numbers from one on.
async fn born(world: &World, on: &str, from: i64, many: i64, shielded: bool) {
    let to = from + many - 1;
    world
        .database
        .execute(&format!(
            "insert into live.child (child, given, family, date_of_birth, dob_estimated, gender,
                                     local_authority, shielded, leaves_live_on, best_view, sealed_view,
                                     search_facts)
             select n, 'Many', 'Children', '{on}', false, 'female', 'E08000032', {shielded}, '2040-01-01',
                    case when {shielded} then null else '{{}}'::jsonb end,
                    case when {shielded} then '\\x00'::bytea end, ''
             from generate_series({from}, {to}) n"
        ))
        .await;
}

/// Involvements of a service, assessments and lead professionals of some children.
async fn supported(world: &World, service: u128, from: i64, many: i64) {
    let to = from + many - 1;
    let service = uuid::Uuid::from_u128(service);
    world
        .database
        .execute(&format!(
            "insert into live.involvement (id, child, service, level, telephone, started, as_of)
             select gen_random_uuid(), n, '{service}', 'organisation', '01632 960002', '2024-09-01', '2024-09-01'
             from generate_series({from}, {to}) n;
             insert into live.caf (id, child, service, undertaken)
             select gen_random_uuid(), n, '{service}', '2024-09-01' from generate_series({from}, {to}) n"
        ))
        .await;
}

async fn seen(user: &SignedIn) -> Result<StatisticsShown, Stopped> {
    user.access(ViewStatistics, statistics::view).await
}

/// A column of figures; none for what is not shown.
fn about(column: &[Figure]) -> Vec<Option<i64>> {
    let figures = column.iter().map(|figure| match figure {
        Figure::About(count) => Some(*count),
        Figure::NotShown => None,
    });
    figures.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn shielded_children_count_in_the_nation_and_in_no_area_sta_05_shld_12() {
    let world = World::new().await;
    born(&world, "2024-01-01", 1_000, 33, false).await;
    born(&world, "2018-01-01", 2_000, 41, false).await;
    born(&world, "2018-01-01", 3_000, 20, true).await;
    // Seven: too few to be told of, with whatever else would tell of them.
    born(&world, "2009-01-01", 4_000, 7, false).await;
    world.database.clock.advance(TimeDelta::days(7));
    assert_eq!(
        world.run(Rule::Statistics).await,
        12,
        "four ages of Bradford, of Leeds and of England"
    );
    assert_eq!(world.run(Rule::Statistics).await, 0);
    assert_eq!(
        world.database.entries("statistics.counted", "done").await,
        1
    );

    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let own = seen(&manager).await.unwrap();
    assert_eq!(own.authority.as_deref(), Some("Bradford"));
    // The world's own three children are Ann and Kim of eleven to fifteen, and Sam, who is shielded.
    assert_eq!(
        about(&own.columns[0]),
        [Some(35), Some(40), None, None, Some(85)]
    );
    let central = world.signed_in(Role::CentralTeam).await;
    let nation = seen(&central).await.unwrap();
    assert_eq!(nation.authority, None);
    assert_eq!(about(&nation.columns[0])[1], Some(60));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sensitive_service_is_in_no_figure_and_few_are_not_told_of_sta_03_rpt_07() {
    let world = World::new().await;
    born(&world, "2018-01-01", 2_000, 60, false).await;
    supported(&world, World::SCHOOL_SUPPORT, 2_000, 24).await;
    supported(&world, World::SENSITIVE, 2_030, 20).await;
    supported(&world, World::HEALTH_VISITING, 2_052, 8).await;
    world.database.clock.advance(TimeDelta::days(7));
    world.run(Rule::Statistics).await;
    let manager = world.signed_in(Role::LocalAuthorityManager).await;
    let shown = seen(&manager).await.unwrap();
    let [_, supported, assessed, led] = &shown.columns[..] else {
        panic!("four columns")
    };
    assert_eq!(
        about(supported)[1],
        Some(25),
        "neither sensitive nor universal services"
    );
    assert_eq!(
        about(assessed)[1],
        Some(30),
        "not those of a sensitive service"
    );
    assert!(about(led).iter().all(Option::is_none));
    let sent = serde_json::to_string(&shown).unwrap();
    assert!(!sent.contains("24") && !sent.contains("44"), "{sent}");
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_for_managers_and_the_central_team_sta_02() {
    let world = World::new().await;
    for role in Role::ALL {
        let user = world.signed_in(role).await;
        let may = matches!(role, Role::LocalAuthorityManager | Role::CentralTeam);
        let own = seen(&user).await;
        assert_eq!(own.is_ok(), may, "{}", role.code());
        if let Ok(own) = own {
            assert_eq!(own.counted_on, None, "nothing is counted yet");
        }
    }
}

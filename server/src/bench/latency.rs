//! How long a search takes through the door: from the act to the answer, the audit entry's commit
//! included; and how that compares with the bare statement of the same search.

use std::error::Error;
use std::time::{Duration, Instant};

use domain::clock::london_date;
use domain::search::{Criteria, MeasureSearch};
use registry::Registry;
use tokio::task::JoinSet;

use super::criteria::Sets;
use super::report::{self, Times, ms};
use super::users::{User, Users, search, told};

const HEADING: [&str; 8] = [
    "ms", "clients", "searches", "p50", "p95", "p99", "bare p50", "ratio",
];

/// Searches before any is timed: connections are made, plans kept, pages read.
const WARMING: usize = 200;

/// Measures each set with one client and with all.
pub(super) async fn measure(
    users: &mut Users,
    registry: &Registry,
    sets: &Sets,
) -> Result<(), Box<dyn Error>> {
    let named = |pairs: &[(Criteria, domain::id::ChildNumber)]| -> Vec<Criteria> {
        pairs.iter().map(|(criteria, _)| criteria.clone()).collect()
    };
    let misspelt = sets
        .slips
        .iter()
        .map(|asked| asked.criteria.clone())
        .take(1_000)
        .collect();
    let kinds: [(&str, Vec<Criteria>, bool); 4] = [
        ("exact", named(&sets.exact), false),
        ("misspelt", misspelt, false),
        ("common: Mohammed Khan", sets.common.clone(), true),
        ("number", named(&sets.numbers), false),
    ];
    let mut rows = Vec::new();
    for (label, searches, too_many) in &kinds {
        let bare = bare(registry, searches).await?;
        for clients in [1, users.0.len()] {
            timed(
                &mut users.0[..clients],
                &searches[..WARMING.min(searches.len())],
                *too_many,
            )
            .await?;
            let times = timed(&mut users.0[..clients], searches, *too_many).await?;
            rows.push(row(label, clients, &times, &bare));
        }
    }
    report::table(
        "Searches through the door, audit entry committed",
        &HEADING,
        &rows,
    );
    Ok(())
}

fn row(label: &str, clients: usize, times: &Times, bare: &Times) -> Vec<String> {
    let ratio = times.percentile(50).as_secs_f64() / bare.percentile(50).as_secs_f64();
    vec![
        label.to_owned(),
        clients.to_string(),
        times.len().to_string(),
        ms(times.percentile(50)),
        ms(times.percentile(95)),
        ms(times.percentile(99)),
        ms(bare.percentile(50)),
        format!("{ratio:.1}"),
    ]
}

/// Times the searches, dealt out among users who all search at once.
async fn timed(
    users: &mut [User],
    searches: &[Criteria],
    too_many: bool,
) -> Result<Times, Box<dyn Error>> {
    let count = users.len();
    let mut clients = JoinSet::new();
    for (place, user) in users.iter().enumerate() {
        let mut user = user.clone();
        let own: Vec<Criteria> = searches
            .iter()
            .skip(place)
            .step_by(count)
            .cloned()
            .collect();
        clients.spawn(async move {
            let mut times = Vec::with_capacity(own.len());
            for criteria in own {
                let ready = user
                    .ready(too_many)
                    .await
                    .map_err(|error| error.to_string())?;
                let start = Instant::now();
                search(&ready, &criteria)
                    .await
                    .map_err(|error| error.to_string())?;
                times.push(start.elapsed());
            }
            Ok::<_, String>((place, user, times))
        });
    }
    let mut all: Vec<Duration> = Vec::with_capacity(searches.len());
    while let Some(done) = clients.join_next().await {
        let (place, user, times) = done??;
        users[place] = user;
        all.extend(times);
    }
    Ok(Times::new(all))
}

/// Times the bare statement of each search: no door, no limits, no scoring, nothing kept.
async fn bare(registry: &Registry, searches: &[Criteria]) -> Result<Times, Box<dyn Error>> {
    let today = london_date(registry.now());
    let mut times = Vec::with_capacity(searches.len());
    for criteria in searches {
        let Ok(criteria) = criteria.check(today) else {
            continue;
        };
        let act = MeasureSearch { criteria };
        let took = registry
            .as_system()
            .access(act, registry::search::measure)
            .await;
        times.push(took.map_err(|stopped| told(&stopped))?);
    }
    Ok(Times::new(times))
}

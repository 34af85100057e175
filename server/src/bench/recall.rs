//! How often the child who is meant is among those shown, and first, by kind of slip and by the
//! tradition of its name.

use std::collections::BTreeMap;
use std::error::Error;

use domain::search::{Criteria, Found};
use population::Tradition;

use super::criteria::{Asked, Sets};
use super::report;
use super::users::Users;

/// What became of a number of searches.
#[derive(Default, Clone, Copy)]
struct Tally {
    asked: usize,
    /// The child was among those shown: ten at the most.
    found: usize,
    first: usize,
    too_many: usize,
}

impl Tally {
    fn count(&mut self, found: &Found, asked: &Asked) {
        self.asked += 1;
        match found {
            Found::TooMany => self.too_many += 1,
            Found::Matches(matches) => {
                let place = matches
                    .iter()
                    .position(|found| found.number() == asked.number);
                self.found += usize::from(place.is_some());
                self.first += usize::from(place == Some(0));
            }
        }
    }

    fn row(&self, label: &str) -> Vec<String> {
        vec![
            label.to_owned(),
            self.asked.to_string(),
            report::share(self.found, self.asked),
            report::share(self.first, self.asked),
            report::share(self.too_many, self.asked),
        ]
    }
}

const HEADING: [&str; 5] = ["", "asked", "recall@10", "recall@1", "too many"];

/// Measures recall with the postcode and without.
pub(super) async fn measure(users: &mut Users, sets: &Sets) -> Result<(), Box<dyn Error>> {
    measure_set(users, sets, "Recall, place known", |asked| &asked.criteria).await?;
    measure_set(users, sets, "Recall, place not known", |asked| {
        &asked.without_place
    })
    .await
}

async fn measure_set(
    users: &mut Users,
    sets: &Sets,
    title: &str,
    criteria: fn(&Asked) -> &Criteria,
) -> Result<(), Box<dyn Error>> {
    let mut all = Tally::default();
    let mut kinds = BTreeMap::new();
    let mut traditions: BTreeMap<Tradition, Tally> = BTreeMap::new();
    let count = users.0.len();
    for (n, asked) in sets.slips.iter().enumerate() {
        let found = users.0[n % count].search(criteria(asked), false).await?;
        all.count(&found, asked);
        kinds
            .entry(asked.slip)
            .or_insert(Tally::default())
            .count(&found, asked);
        traditions
            .entry(asked.tradition)
            .or_default()
            .count(&found, asked);
    }
    let mut rows: Vec<_> = kinds
        .iter()
        .map(|(slip, tally)| tally.row(slip.label()))
        .collect();
    rows.extend(
        traditions
            .iter()
            .map(|(tradition, tally)| tally.row(tradition.label())),
    );
    rows.push(all.row("all"));
    report::table(title, &HEADING, &rows);
    Ok(())
}

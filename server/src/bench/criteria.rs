//! What is asked in a measurement: drawn from the truth of the made-up children, so that it is
//! known who is meant.

use chrono::Datelike;
use domain::clock::age_on;
use domain::id::ChildNumber;
use domain::search::Criteria;
use population::{Child, Population, Tradition};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::DAY;
use super::corrupt::{Known, Slip};

/// A search and who is meant.
pub(super) struct Asked {
    pub criteria: Criteria,
    /// The same without the postcode, where that may be searched by.
    pub without_place: Criteria,
    pub number: ChildNumber,
    pub slip: Slip,
    pub tradition: Tradition,
}

/// Every set of searches.
pub(super) struct Sets {
    /// With a slip each.
    pub slips: Vec<Asked>,
    /// Without slips.
    pub exact: Vec<(Criteria, ChildNumber)>,
    /// By number.
    pub numbers: Vec<(Criteria, ChildNumber)>,
    /// For names that many share.
    pub common: Vec<Criteria>,
}

/// How many searches of a kind are measured for speed.
const FOR_SPEED: usize = 1_000;

impl Sets {
    /// Draws the sets, the same in every run.
    pub fn draw(population: &Population, slips: usize) -> Self {
        let mut dice = StdRng::seed_from_u64(20_261_102);
        let kinds = Slip::ALL.into_iter().cycle();
        let slips = kinds
            .take(slips)
            .map(|slip| asked(population, slip, &mut dice))
            .collect();
        let mut exact = Vec::with_capacity(FOR_SPEED);
        let mut numbers = Vec::with_capacity(FOR_SPEED);
        for _ in 0..FOR_SPEED {
            let child = someone(population, &mut dice);
            exact.push((criteria(&known(&child), true), child.record.number));
            let number = Criteria {
                number: child.record.number.to_string(),
                ..Criteria::default()
            };
            numbers.push((number, child.record.number));
        }
        let common = (0..FOR_SPEED / 4)
            .map(|n| Criteria {
                given: "Mohammed".into(),
                family: "Khan".into(),
                age: (3 + n % 14).to_string(),
                ..Criteria::default()
            })
            .collect();
        Self {
            slips,
            exact,
            numbers,
            common,
        }
    }
}

/// A child whose record is not shielded.
fn someone(population: &Population, dice: &mut StdRng) -> Child {
    loop {
        let child = population.child(dice.random_range(0..population.children()));
        if !child.truth.shielded {
            return child;
        }
    }
}

/// A search with a slip of a kind, for a child that gives occasion for it.
fn asked(population: &Population, slip: Slip, dice: &mut StdRng) -> Asked {
    loop {
        let child = someone(population, dice);
        if let Some(typed) = slip.make(&known(&child), dice) {
            let criteria = criteria(&typed, slip == Slip::SecondForename);
            return Asked {
                without_place: Criteria {
                    postcode: String::new(),
                    ..criteria.clone()
                },
                criteria,
                number: child.record.number,
                slip,
                tradition: child.truth.tradition,
            };
        }
    }
}

/// What a practitioner knows of a child.
fn known(child: &Child) -> Known {
    let truth = &child.truth;
    let postcode = truth
        .whereabouts
        .address()
        .and_then(|address| address.postcode.as_ref());
    Known {
        given: truth.name.given.clone(),
        family: truth.name.family.clone(),
        other: truth
            .other_names
            .first()
            .map(|(_, name)| (name.given.clone(), name.family.clone())),
        born: truth.born,
        postcode: postcode.map(ToString::to_string).unwrap_or_default(),
        age_only: false,
    }
}

/// What is typed of it. People call a child by its first forename, unless they know more.
fn criteria(known: &Known, every_forename: bool) -> Criteria {
    let given = match known.given.split_once(' ') {
        Some((first, _)) if !every_forename => first,
        _ => &known.given,
    };
    let mut criteria = Criteria {
        given: given.to_owned(),
        family: known.family.clone(),
        postcode: known.postcode.clone(),
        ..Criteria::default()
    };
    if known.age_only {
        criteria.age = age_on(known.born, DAY).max(0).to_string();
    } else {
        criteria.day = known.born.day().to_string();
        criteria.month = known.born.month().to_string();
        criteria.year = known.born.year().to_string();
    }
    criteria
}

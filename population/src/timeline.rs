//! When each child was born and who its brothers and sisters are, by arithmetic alone: any child
//! can be made without making another, and children lie in order of birth.
//!
//! The children stand in nine columns of two years each. A permutation of its own in each column
//! gives every child a row; a row's members are spread over the years like one mother's children,
//! and chance cuts the row into families. Now and then the next child in order is the twin of the
//! one before and belongs to the same family.

use chrono::{NaiveDate, TimeDelta};

use crate::cipher::mixed;
use crate::dice::{Dice, Purpose};

/// Columns of children: eighteen years, two each.
const COLUMNS: usize = 9;

/// Less than this many days lie between no two births of one mother but twins'.
const LEAST_GAP: i64 = 285;

/// How often a child is the first of twins.
const TWINS: f64 = 0.016;

/// How often the next child of a row is a brother or sister of the one before.
const SIBLING: f64 = 0.6;

/// One child's place in the population.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Birth {
    /// Its index, in order of birth.
    pub(crate) index: u64,
    pub(crate) date: NaiveDate,
    /// Whether it is one of twins.
    pub(crate) twin: bool,
}

/// A family: a row, and the column of its eldest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Brood {
    /// Unlike every other family's.
    pub(crate) key: u64,
    /// Its children, eldest first.
    pub(crate) births: Vec<Birth>,
}

/// The births of a population.
pub(crate) struct Timeline {
    seed: u64,
    children: u64,
    first_day: NaiveDate,
    days: u64,
    column: u64,
    turns: [Turn; COLUMNS],
}

/// A permutation `x -> a x + b` of a column, and the inverse of `a`.
#[derive(Clone, Copy, Default)]
struct Turn {
    a: u64,
    b: u64,
    inverse: u64,
}

impl Timeline {
    pub(crate) fn new(seed: u64, children: u64, today: NaiveDate) -> Self {
        // Born eighteen years ago today is no child any more (T-14).
        let first_day = years_before_today(today, 18) + TimeDelta::days(1);
        let days = (today - first_day).num_days().max(1) as u64;
        let column = children.div_ceil(COLUMNS as u64).max(1);
        let mut turns = [Turn::default(); COLUMNS];
        for (place, turn) in (0_u64..).zip(&mut turns) {
            *turn = Turn::new(mixed(seed ^ mixed(place + 1)), column);
        }
        Self {
            seed,
            children,
            first_day,
            days,
            column,
            turns,
        }
    }

    /// The family of a child.
    pub(crate) fn brood(&self, index: u64) -> Brood {
        let eldest_twin = if self.follows_twin(index) {
            index - 1
        } else {
            index
        };
        let column = (eldest_twin / self.column) as usize;
        let row = self.turns[column].forward(eldest_twin % self.column, self.column);
        self.families(row)
            .into_iter()
            .find(|family| family.births.iter().any(|birth| birth.index == index))
            .expect("each child belongs to one family of its row")
    }

    /// The families of a row.
    fn families(&self, row: u64) -> Vec<Brood> {
        let mut dice = Dice::new(self.seed, Purpose::Sibling, row);
        let mut families: Vec<Brood> = Vec::new();
        for column in 0..COLUMNS {
            let joins = dice.share(SIBLING);
            let place = self.turns[column].backward(row, self.column);
            let index = column as u64 * self.column + place;
            if index >= self.children || self.follows_twin(index) {
                continue;
            }
            let date = self.date(index);
            let fits = families
                .last()
                .and_then(|family| family.births.last())
                .is_some_and(|last| (date - last.date).num_days() >= LEAST_GAP);
            if !(joins && fits) {
                families.push(Brood {
                    key: row * COLUMNS as u64 + column as u64,
                    births: Vec::new(),
                });
            }
            if let Some(family) = families.last_mut() {
                let twin = self.follows_twin(index + 1);
                family.births.push(Birth { index, date, twin });
                if twin {
                    family.births.push(Birth {
                        index: index + 1,
                        date,
                        twin,
                    });
                }
            }
        }
        families
    }

    /// The day on which a child was born; a twin is born on the other's.
    fn date(&self, index: u64) -> NaiveDate {
        let day = u128::from(index) * u128::from(self.days) / u128::from(self.children);
        self.first_day + TimeDelta::days(day as i64)
    }

    /// Whether a child is the second of twins: its index is odd, so no two pairs overlap.
    fn follows_twin(&self, index: u64) -> bool {
        index % 2 == 1
            && index < self.children
            && index / self.column == (index - 1) / self.column
            && Dice::new(self.seed, Purpose::Twin, index).share(TWINS * 2.0)
    }
}

impl Turn {
    fn new(seed: u64, modulus: u64) -> Self {
        let mut a = 1 + mixed(seed) % modulus;
        while gcd(a, modulus) != 1 {
            a += 1;
        }
        Self {
            a: a % modulus,
            b: mixed(seed ^ 1) % modulus,
            inverse: inverse(a % modulus, modulus),
        }
    }

    fn forward(&self, place: u64, modulus: u64) -> u64 {
        ((u128::from(self.a) * u128::from(place) + u128::from(self.b)) % u128::from(modulus)) as u64
    }

    fn backward(&self, row: u64, modulus: u64) -> u64 {
        let shifted = u128::from(row + modulus - self.b);
        (shifted * u128::from(self.inverse) % u128::from(modulus)) as u64
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The number by which `a` multiplied leaves 1 (extended Euclid).
fn inverse(a: u64, modulus: u64) -> u64 {
    let (mut r, mut next_r) = (i128::from(modulus), i128::from(a));
    let (mut t, mut next_t) = (0_i128, 1_i128);
    while next_r != 0 {
        let quotient = r / next_r;
        (r, next_r) = (next_r, r - quotient * next_r);
        (t, next_t) = (next_t, t - quotient * next_t);
    }
    t.rem_euclid(i128::from(modulus)) as u64
}

/// The same day a number of years earlier.
fn years_before_today(today: NaiveDate, years: u32) -> NaiveDate {
    today - chrono::Months::new(12 * years)
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use domain::clock::age_on;

    use super::*;

    fn timeline(children: u64) -> Timeline {
        Timeline::new(7, children, "2026-11-21".parse().unwrap())
    }

    #[test]
    fn every_child_belongs_to_the_family_that_its_brothers_and_sisters_belong_to() {
        for children in [1, 8, 9, 100, 2_000] {
            let timeline = timeline(children);
            let mut families: HashMap<u64, Brood> = HashMap::new();
            for index in 0..children {
                let family = timeline.brood(index);
                let known = families.entry(family.key).or_insert_with(|| family.clone());
                assert_eq!(*known, family);
            }
            let members: usize = families.values().map(|family| family.births.len()).sum();
            assert_eq!(members as u64, children);
        }
    }

    #[test]
    fn children_lie_in_order_of_birth_and_are_all_under_eighteen_t_14() {
        let timeline = timeline(2_000);
        let today = "2026-11-21".parse().unwrap();
        let mut last = NaiveDate::MIN;
        for index in 0..2_000 {
            let family = timeline.brood(index);
            let birth = family
                .births
                .iter()
                .find(|birth| birth.index == index)
                .unwrap();
            assert!(birth.date >= last && birth.date <= today && age_on(birth.date, today) < 18);
            last = birth.date;
        }
    }

    #[test]
    fn there_are_twins_and_families_of_several_children() {
        let timeline = timeline(5_000);
        let families: Vec<Brood> = (0..5_000).map(|index| timeline.brood(index)).collect();
        let twins = families
            .iter()
            .flat_map(|f| &f.births)
            .filter(|birth| birth.twin)
            .count();
        assert!(twins > 50);
        assert!(families.iter().any(|family| family.births.len() >= 4));
        let alone = families
            .iter()
            .filter(|family| family.births.len() == 1)
            .count();
        assert!((1_000..3_000).contains(&alone), "{alone}");
    }
}

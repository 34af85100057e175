//! A made-up population of England for demonstrations, tests and benchmarks.
//!
//! Deterministic: the same seed, number of children and day give the same people. Any child can be
//! made without making another, so memory stays constant and several threads can share the work.
//! Nobody in it exists: postcodes lie in areas that do not exist, telephone numbers in the ranges
//! kept free for drama.
#![warn(missing_docs)]

mod authority;
mod catalogue;
mod cipher;
mod dice;
mod family;
mod misreport;
mod names;
mod persona;
mod place;
mod services;
mod statements;
pub mod story;
mod timeline;
mod truth;
mod weeks;
mod world;

use chrono::NaiveDate;
use domain::data_source::{Directory, WholeRecord};
use domain::id::{ChildNumber, LocalAuthorityCode};

pub use dice::SeededChance;
pub use names::Tradition;
pub use persona::{Persona, ROLES};
pub use story::Story;
pub use truth::Truth;

use cipher::Cipher;
use dice::{Dice, Purpose};
use family::Family;
use statements::{References, Telling};
use timeline::Timeline;
use truth::Subject;
use world::World;

/// The code of the authority in which personas work and stories happen.
pub const HOME: &str = "E08000032";

/// A child of the population.
pub struct Child {
    /// What is true of it.
    pub truth: Truth,
    /// Its record, as sources and services filled it.
    pub record: WholeRecord,
}

/// A population.
pub struct Population {
    seed: u64,
    children: u64,
    today: NaiveDate,
    world: World,
    directory: Directory,
    timeline: Timeline,
    references: References,
    numbers: Cipher,
}

impl Population {
    /// A population of so many children on a day.
    pub fn new(seed: u64, children: u64, today: NaiveDate) -> Self {
        let (world, mut directory) = world::build(seed, children);
        directory.weeks = weeks::weeks(seed, today, &LocalAuthorityCode(HOME.to_owned()));
        Self {
            seed,
            children,
            today,
            world,
            directory,
            timeline: Timeline::new(seed, children, today),
            references: References::new(seed),
            numbers: Cipher::new(seed, 1, ChildNumber::SPACE),
        }
    }

    /// How many children there are, those of the stories not counted.
    pub fn children(&self) -> u64 {
        self.children
    }

    /// From which seed it is made.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The day as of which it is made.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Authorities, bodies and practitioners; no accounts.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The `index`th child, in order of birth.
    pub fn child(&self, index: u64) -> Child {
        let brood = self.timeline.brood(index);
        let family = Family::of(self.seed, &self.world, &brood);
        let birth = *brood
            .births
            .iter()
            .find(|birth| birth.index == index)
            .expect("a brood holds the child that it was asked for");
        let subject = Subject {
            seed: self.seed,
            today: self.today,
            world: &self.world,
            brood: &brood,
            family: &family,
            birth,
        };
        let truth = subject.truth();
        let record = self.record(index, &truth, family.local);
        Child { truth, record }
    }

    /// The record that sources and services make of a truth.
    fn record(&self, index: u64, truth: &Truth, local: usize) -> WholeRecord {
        let here = &self.world.locals[local];
        let telling = Telling {
            index,
            today: self.today,
            truth,
            local: here,
            national: &self.world.national,
            references: &self.references,
            mistakes: true,
        };
        let mut dice = Dice::new(self.seed, Purpose::Statements, index);
        let statements = telling.statements(&mut dice);
        let mut dice = Dice::new(self.seed, Purpose::Services, index);
        let beside = services::beside(truth, here, self.today, &mut dice);
        WholeRecord {
            number: self.number(index),
            local_authority: truth.local_authority.clone(),
            shielded: truth.shielded,
            statements,
            involvements: beside.involvements,
            sensitive: beside.sensitive,
            cafs: beside.cafs,
            leads: beside.leads,
            disputes: beside.disputes,
        }
    }

    /// The number of the `index`th record.
    fn number(&self, index: u64) -> ChildNumber {
        ChildNumber::nth(self.numbers.place(index))
    }

    /// The place of the home authority in the world.
    fn home(&self) -> usize {
        authority::AUTHORITIES
            .iter()
            .position(|authority| authority.code == HOME)
            .expect("the home authority is one of the authorities")
    }

    fn home_code(&self) -> LocalAuthorityCode {
        LocalAuthorityCode(HOME.to_owned())
    }
}

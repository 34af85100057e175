//! A clock that is set and a chance that repeats.

use std::sync::Mutex;

use chrono::TimeDelta;
use domain::chance::Chance;
use domain::clock::{Clock, Moment};
use rand::{RngCore, SeedableRng};

/// A clock that stands still until it is moved.
pub struct SetClock(Mutex<Moment>);

impl SetClock {
    /// A clock that stands at a moment.
    pub fn at(moment: Moment) -> Self {
        Self(Mutex::new(moment))
    }

    /// Sets the clock.
    pub fn set(&self, moment: Moment) {
        *self
            .0
            .lock()
            .expect("no test panics while it holds the clock") = moment;
    }

    /// Moves the clock on.
    pub fn advance(&self, by: TimeDelta) {
        *self
            .0
            .lock()
            .expect("no test panics while it holds the clock") += by;
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        *self
            .0
            .lock()
            .expect("no test panics while it holds the clock")
    }
}

/// Chance that is the same in every run.
pub struct SeededChance(Mutex<rand::rngs::StdRng>);

impl SeededChance {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(rand::rngs::StdRng::seed_from_u64(seed)))
    }
}

impl Chance for SeededChance {
    fn fill(&self, buffer: &mut [u8]) {
        self.0
            .lock()
            .expect("no test panics while it holds chance")
            .fill_bytes(buffer);
    }
}

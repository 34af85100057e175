//! Chance that can be repeated: the same seed, purpose and index give the same throws.

use domain::chance::Chance;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use uuid::Uuid;

/// What throws are made for. Each purpose has throws of its own, so that adding a throw to one
/// changes no other.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Family = 1,
    Child = 2,
    Forename = 3,
    Statements = 4,
    Services = 5,
    Organisation = 6,
    Practitioner = 7,
    District = 8,
    Story = 9,
    Persona = 10,
    Sibling = 11,
    Twin = 12,
    Source = 13,
    Weeks = 14,
}

/// A sequence of throws.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    /// The throws for the `index`th thing of a purpose.
    pub(crate) fn new(seed: u64, purpose: Purpose, index: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8] = purpose as u8;
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(index);
        Self(generator)
    }

    /// A number from 0 up to but without `limit`, which is not 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        // The high half of a product: as even as anyone could tell.
        ((u128::from(self.0.next_u64()) * u128::from(limit)) >> 64) as u64
    }

    /// A whole number in a range, both ends included.
    pub(crate) fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as u64) as i64
    }

    /// A number from 0 up to but without 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True as often as the share says.
    pub(crate) fn share(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    /// One of a list, each as likely as the others.
    pub(crate) fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// One of a list that begins with the commonest: the higher the slope, the commoner.
    pub(crate) fn early<'l, T>(&mut self, list: &'l [T], slope: f64) -> &'l T {
        let place = (list.len() as f64 * self.unit().powf(slope)) as usize;
        &list[place.min(list.len() - 1)]
    }

    /// A place in a list of running totals, as likely as its part of the last total.
    pub(crate) fn weighted(&mut self, totals: &[u32]) -> usize {
        let all = totals.last().copied().unwrap_or(1);
        let throw = self.below(u64::from(all)) as u32;
        totals.partition_point(|total| *total <= throw)
    }

    /// A version 4 UUID.
    pub(crate) fn uuid(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        self.0.fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// Chance from a seed, for whoever seals and hashes what was made.
pub struct SeededChance(std::sync::Mutex<ChaCha8Rng>);

impl SeededChance {
    /// Chance that repeats itself for a seed and stream.
    pub fn new(seed: u64, stream: u64) -> Self {
        let Dice(generator) = Dice::new(seed, Purpose::Persona, u64::MAX - stream);
        Self(std::sync::Mutex::new(generator))
    }
}

impl Chance for SeededChance {
    fn fill(&self, buffer: &mut [u8]) {
        let mut generator = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        generator.fill_bytes(buffer);
    }
}

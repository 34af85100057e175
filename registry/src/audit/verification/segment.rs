//! The entries since the witnesses last agreed: what happened among them when they disagree.

use chrono::TimeDelta;
use domain::audit::checkpoint::Checkpoint;
use domain::audit::tree::Frontier;

use super::report::Break;
use super::row::Place;

/// How many places are kept for telling a reordering from a rewriting.
const LONGEST: usize = 200_000;
/// How far the clocks of two servers may differ.
const SKEW: TimeDelta = TimeDelta::minutes(1);

/// The places since the last agreement.
#[derive(Default)]
pub(super) struct Segment {
    /// The tree at the last agreement.
    start: Frontier,
    places: Vec<Place>,
    /// How many places each of the database's checkpoints in between came after.
    batches: Vec<usize>,
}

impl Segment {
    /// Begins anew where the witnesses agree.
    pub fn restart(&mut self, tree: &Frontier) {
        self.start = tree.clone();
        self.places.clear();
        self.batches.clear();
    }

    /// Takes a place.
    pub fn push(&mut self, place: Place) {
        if self.places.len() < LONGEST {
            self.places.push(place);
        }
    }

    /// Marks that the database signed a checkpoint here.
    pub fn end_batch(&mut self) {
        self.batches.push(self.places.len());
    }

    /// Up to where the witnesses agreed.
    pub fn agreed(&self) -> u64 {
        self.start.size()
    }

    /// What happened, given what a witness saw instead.
    pub fn diagnosis(&self, saw: &Checkpoint, witness: &str) -> Break {
        self.reordered(saw)
            .or_else(|| self.misplaced(saw))
            .unwrap_or_else(|| Break::Rewritten {
                from: self.agreed(),
                to: saw.size,
                witness: witness.to_owned(),
            })
    }

    /// The sequencer puts a batch in the order of time and identifier, both of which are sealed.
    /// Where that order gives the witnessed root, the entries are the same and the order is not.
    fn reordered(&self, saw: &Checkpoint) -> Option<Break> {
        if self.places.len() as u64 != saw.size - self.agreed() {
            return None;
        }
        let mut sorted = self.places.clone();
        let ends = self.batches.iter().copied().chain([sorted.len()]);
        let mut start = 0;
        for end in ends {
            sorted[start..end].sort_unstable_by_key(|place| (place.at, place.entry));
            start = end;
        }
        let mut tree = self.start.clone();
        tree.extend(sorted.iter().map(|place| place.leaf));
        if tree.root() != saw.root {
            return None;
        }
        let differs = |(now, then): &(&Place, &Place)| now.leaf != then.leaf;
        let (now, _) = self.places.iter().zip(&sorted).find(differs)?;
        Some(reordered(now))
    }

    /// An entry cannot have had its place witnessed before it was written.
    fn misplaced(&self, saw: &Checkpoint) -> Option<Break> {
        let latest = (saw.at + SKEW).timestamp_micros();
        self.places
            .iter()
            .find(|place| place.at > latest)
            .map(reordered)
    }
}

fn reordered(place: &Place) -> Break {
    Break::Reordered {
        position: place.position,
        entry: place.entry,
    }
}

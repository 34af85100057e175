//! Where the line is drawn (MAT-02, MAT-03).

use super::compare::{Comparison, Item, MISSING, Numbers, SAME, UNLIKE};
use super::weights::Weights;

/// From so many bits on, two accounts are of one child: 256 to one.
pub const MATCH_BITS: f32 = 8.0;
/// From so many on, somebody looks.
pub const REVIEW_BITS: f32 = 0.0;

/// What is made of two accounts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// They are of one child.
    Match,
    /// Somebody must look.
    Review,
    /// They are of two children.
    New,
}

/// A verdict with what it rests on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Decision {
    /// The verdict.
    pub verdict: Verdict,
    /// log2 of the odds.
    pub bits: f32,
    /// How the items agree.
    pub comparison: Comparison,
}

/// Decides about two accounts. `children` tells whether both are of people who are children now: twins
/// and brothers live together then, and what keeps them apart is not outweighed by likeness.
pub fn decide(weights: &Weights, comparison: Comparison, children: bool) -> Decision {
    let bits = weights.weigh(&comparison);
    let by_bits = match bits {
        MATCH_BITS.. => Verdict::Match,
        REVIEW_BITS.. => Verdict::Review,
        _ => Verdict::New,
    };
    let another_forename = comparison.level(Item::Forename) == UNLIKE;
    let verdict = match comparison.numbers {
        // A number that is a child's own.
        Numbers::Same if by_bits != Verdict::New && !another_forename => Verdict::Match,
        Numbers::Same | Numbers::Mixed => Verdict::Review,
        // A different one is never overruled by likeness.
        Numbers::Different => by_bits.max(Verdict::Review),
        Numbers::Untold if children && another_forename => Verdict::New,
        Numbers::Untold if children && comparison.may_be_siblings() => by_bits.max(Verdict::Review),
        Numbers::Untold => by_bits,
    };
    Decision {
        verdict,
        bits,
        comparison,
    }
}

impl Comparison {
    /// Whether two children of one family may be so alike: no forename is told; the forenames are not the
    /// same, or only one of several is, as of twins; or another year of birth, as of a brother or a parent
    /// of the same name (MAT-06).
    pub(super) fn may_be_siblings(&self) -> bool {
        let (forename, born) = (self.level(Item::Forename), self.level(Item::Born));
        forename == MISSING
            || self.another_forename
            || self.other_forenames
            || !(born == SAME || born == 2 && self.one_year)
    }
}

/// What is made of an account by everything that was compared with it: the verdict and which one it
/// is about; none where no record comes near. Where two records are of the same child, as it looks, no
/// machine chooses between them.
pub fn best<K: Copy>(decisions: impl IntoIterator<Item = (K, Decision)>) -> Option<(K, Decision)> {
    let mut near: Vec<(K, Decision)> = decisions
        .into_iter()
        .filter(|(_, decision)| decision.verdict != Verdict::New)
        .collect();
    near.sort_by(|(_, one), (_, other)| {
        let by_verdict = one.verdict.cmp(&other.verdict);
        by_verdict.then(other.bits.total_cmp(&one.bits))
    });
    let several = near
        .get(1)
        .is_some_and(|(_, next)| next.verdict == Verdict::Match);
    let (key, mut decision) = near.into_iter().next()?;
    if several {
        decision.verdict = Verdict::Review;
    }
    Some((key, decision))
}

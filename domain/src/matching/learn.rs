//! Learning weights from accounts of which it is known who is who: how often levels are seen of one
//! person and how often of two (Fellegi and Sunter).

use super::compare::{Comparison, ITEMS, LEVELS, MISSING};
use super::weights::Weights;

/// As if each level had been seen so often already.
const SMOOTH: f32 = 2.0;

/// Learns weights from pairs of accounts of one person, and of any two.
pub fn learn(version: &'static str, same: &[Comparison], two: &[Comparison]) -> Weights {
    Weights {
        version,
        same: frequencies(same),
        two: frequencies(two),
    }
}

/// How often each level is seen where both accounts tell.
fn frequencies(comparisons: &[Comparison]) -> [[f32; LEVELS]; ITEMS] {
    let mut table = [[SMOOTH; LEVELS]; ITEMS];
    for comparison in comparisons {
        for (item, level) in comparison.pattern.into_iter().enumerate() {
            table[item][usize::from(level)] += 1.0;
        }
    }
    for item in &mut table {
        let told: f32 = item[1..].iter().sum();
        for level in &mut item[1..] {
            *level /= told;
        }
        item[usize::from(MISSING)] = 1.0;
    }
    table
}

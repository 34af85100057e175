//! Which candidates are shown, in which order, and when they are too many (SRCH-03, SRCH-05).

use super::score::Score;
use super::sought::Sought;

/// How much may be asked and shown. The figures are D-27's and SRCH-04's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The most children that one search shows.
    pub shown: usize,
    /// The most rows of keys that a search without a date of birth looks into.
    pub keys: usize,
    /// Searches in a minute, by one account.
    pub per_minute: u32,
    /// Searches in an hour, by one account.
    pub per_hour: u32,
    /// Searches in an hour that found too many, by one account.
    pub over_limit_per_hour: u32,
    /// Searches in an hour for numbers that there are not, by one account.
    pub numbers_not_found_per_hour: u32,
}

impl Limits {
    /// What holds unless an installation says otherwise.
    pub const USUAL: Limits = Limits {
        shown: 10,
        keys: 400,
        per_minute: 10,
        per_hour: 60,
        over_limit_per_hour: 20,
        numbers_not_found_per_hour: 30,
    };
}

/// Candidates this many bits below the best are not plausible beside it.
const WITHIN: f32 = 7.0;

/// What is left of the candidates.
#[derive(Debug, PartialEq)]
pub enum Ranked<T> {
    /// Few enough, best first; the shielded ones last, in the order of their numbers.
    Few(Vec<T>),
    /// More than may be shown.
    TooMany,
}

/// The best score among candidates.
pub fn best<T>(candidates: &[(T, Score)]) -> Option<f32> {
    candidates
        .iter()
        .map(|(_, score)| score.bits)
        .reduce(f32::max)
}

/// Chooses the candidates to show. The shielded ones were chosen by their name and birth alone;
/// they neither change which others are shown nor are changed by them, except that all of them
/// count towards the limit.
pub fn choose<T: Ord>(
    sought: &Sought,
    open: Vec<(T, Score)>,
    shielded: usize,
    limits: &Limits,
) -> Ranked<(T, Score)> {
    let bar = best(&open)
        .map_or(f32::MAX, |best| best - WITHIN)
        .max(sought.least());
    let mut plausible: Vec<(T, Score)> = open
        .into_iter()
        .filter(|(_, score)| score.bits >= bar)
        .collect();
    if plausible.len() + shielded > limits.shown {
        return Ranked::TooMany;
    }
    plausible.sort_by(|(one, a), (other, b)| b.bits.total_cmp(&a.bits).then(one.cmp(other)));
    Ranked::Few(plausible)
}

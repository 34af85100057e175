//! How common names are: agreement on a rare one says more than agreement on a common one.

use std::collections::HashMap;

/// Which half of a name a word belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NameKind {
    /// A word of the surname.
    Family,
    /// A given name.
    Given,
}

impl NameKind {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            NameKind::Family => "family",
            NameKind::Given => "given",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [NameKind::Family, NameKind::Given]
            .into_iter()
            .find(|kind| kind.code() == code)
    }

    /// What a name of this kind is taken to weigh before anything is known of it, in bits.
    fn usual_bits(self) -> f32 {
        match self {
            NameKind::Family => 11.0,
            NameKind::Given => 9.0,
        }
    }
}

/// How often the words in question stand on records.
#[derive(Clone, Default)]
pub struct Frequencies {
    children: u64,
    family: HashMap<String, u64>,
    given: HashMap<String, u64>,
}

/// What is assumed of a name as if this many children had been seen.
const ASSUMED: f32 = 10_000.0;

impl Frequencies {
    /// Counts for words among this many children.
    pub fn new(children: u64, uses: impl IntoIterator<Item = (NameKind, String, u64)>) -> Self {
        let mut frequencies = Self {
            children,
            ..Self::default()
        };
        frequencies.extend(uses);
        frequencies
    }

    /// Adds counts of further words.
    pub fn extend(&mut self, more: impl IntoIterator<Item = (NameKind, String, u64)>) {
        for (kind, word, uses) in more {
            match kind {
                NameKind::Family => self.family.insert(word, uses),
                NameKind::Given => self.given.insert(word, uses),
            };
        }
    }

    fn uses(&self, kind: NameKind, word: &str) -> Option<u64> {
        match kind {
            NameKind::Family => self.family.get(word),
            NameKind::Given => self.given.get(word),
        }
        .copied()
    }

    /// How many children there are: at least a million, so that a small directory weighs names as
    /// the national one does.
    pub fn children(&self) -> u64 {
        self.children.max(1_000_000)
    }

    /// How many bits agreement on any one of these words is worth.
    pub fn bits<'w>(&self, kind: NameKind, words: impl IntoIterator<Item = &'w str>) -> f32 {
        let uses: u64 = words
            .into_iter()
            .filter_map(|word| self.uses(kind, word))
            .sum();
        let assumed = ASSUMED * (-kind.usual_bits()).exp2();
        let share = (uses as f32 + assumed) / (self.children as f32 + ASSUMED);
        (-share.log2()).clamp(3.0, 13.0)
    }

    /// The same for one word, where its count is known.
    pub fn known_bits(&self, kind: NameKind, word: &str) -> Option<f32> {
        self.uses(kind, word).map(|_| self.bits(kind, [word]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_surname_weighs_more_than_a_common_one() {
        let frequencies = Frequencies::new(
            1_000_000,
            [
                (NameKind::Family, "smith".into(), 12_000),
                (NameKind::Family, "quillfeather".into(), 3),
            ],
        );
        let bits = |word| frequencies.bits(NameKind::Family, [word]);
        assert!(bits("quillfeather") > bits("smith") + 5.0);
        assert!((6.0..7.0).contains(&bits("smith")));
    }

    #[test]
    fn in_an_empty_directory_a_name_weighs_what_names_usually_do() {
        assert_eq!(
            Frequencies::default().bits(NameKind::Family, ["smith"]),
            11.0
        );
    }
}

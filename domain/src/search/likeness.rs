//! How alike two words of names are.

use super::keys::{Sound, sound};
use super::nicknames;

/// How alike, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    /// The same letters.
    Same,
    /// A short form, or the name as another language has it.
    Variant,
    /// One slip of the keyboard, or spelt very nearly so.
    Spelling,
    /// Sounds alike and looks alike.
    Sound,
    /// Looks somewhat alike, or sounds alike and looks different.
    Near,
    /// One is the other's initial.
    Initial,
    /// Nothing alike.
    Unlike,
}

/// A word sought, with how it sounds.
#[derive(Clone)]
pub struct Word {
    /// The letters, normalised.
    pub text: String,
    /// How it sounds.
    pub sound: Sound,
    /// The groups of forms of one forename in which it stands.
    forms: &'static [usize],
}

impl Word {
    /// A normalised word and how it sounds.
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            sound: sound(text),
            forms: nicknames::groups_of(text),
        }
    }

    /// How alike a word of a record is.
    pub fn likeness(&self, other: &str) -> Likeness {
        self.compared(other, || self.sounds_like(&sound(other)))
    }

    /// The same where it is known how the other word sounds.
    pub fn likeness_to(&self, other: &Word) -> Likeness {
        self.compared(&other.text, || self.sounds_like(&other.sound))
    }

    fn compared(&self, other: &str, sounds_like: impl FnOnce() -> bool) -> Likeness {
        let text = self.text.as_str();
        if text.is_empty() || other.is_empty() {
            return Likeness::Unlike;
        }
        if let Some(initial) = initial(text, other) {
            return initial;
        }
        if text == other {
            return Likeness::Same;
        }
        if !may_be_alike(text, other) {
            return Likeness::Unlike;
        }
        let similar = strsim::jaro_winkler(text, other);
        if similar >= NOTHING_ALIKE && self.is_slip_of(other, similar) {
            return Likeness::Spelling;
        }
        let sounds = similar >= NOTHING_ALIKE && sounds_like();
        if sounds && similar >= 0.75 {
            Likeness::Sound
        } else if sounds || similar >= 0.88 {
            Likeness::Near
        } else {
            Likeness::Unlike
        }
    }

    /// The same for a forename, which has short forms and other spellings.
    pub fn forename_likeness(&self, other: &str) -> Likeness {
        if self.text != other && nicknames::related(&self.text, other) {
            return Likeness::Variant;
        }
        self.likeness(other)
    }

    /// The same where it is known how the other word sounds.
    pub fn forename_likeness_to(&self, other: &Word) -> Likeness {
        let related = || self.forms.iter().any(|form| other.forms.contains(form));
        if self.text != other.text && related() {
            return Likeness::Variant;
        }
        self.likeness_to(other)
    }

    fn is_slip_of(&self, other: &str, similar: f64) -> bool {
        let (short, long) = ordered(self.text.chars().count(), other.chars().count());
        if long - short > 2 || short < 3 {
            return false;
        }
        let slips = strsim::osa_distance(&self.text, other);
        slips == 1 && long >= 4 || slips == 2 && short >= 7 || similar >= 0.95
    }

    fn sounds_like(&self, other: &Sound) -> bool {
        let mine = &self.sound;
        mine.primary == other.primary
            || mine.alternate.as_ref() == Some(&other.primary)
            || other.alternate.as_ref() == Some(&mine.primary)
    }
}

/// Below this similarity of Jaro and Winkler two words are nothing alike, however they sound.
pub(crate) const NOTHING_ALIKE: f64 = 0.6;

/// Whether enough letters of two words are in both that their similarity may reach [`NOTHING_ALIKE`]: quicker
/// to tell than the similarity.
pub(crate) fn may_be_alike(one: &str, other: &str) -> bool {
    let letters = |word: &str| word.bytes().fold(0_u64, |all, byte| all | 1 << (byte & 63));
    if !(one.is_ascii() && other.is_ascii()) {
        return true;
    }
    let common = |word: &str, all: u64| {
        word.bytes()
            .filter(|byte| all >> (byte & 63) & 1 == 1)
            .count()
    };
    let matching = common(one, letters(other)).min(common(other, letters(one)));
    matching * (one.len() + other.len()) * 5 >= one.len() * other.len() * 4
}

/// The words that one slip of the keyboard would have turned into this one, as far as they can be
/// listed: neighbours exchanged, a letter too many. Letters left out or mistaken leave enough of a
/// word for its trigrams.
pub fn before_a_slip(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let exchanged = (1..letters.len()).map(|n| {
        let mut other = letters.clone();
        other.swap(n - 1, n);
        other
    });
    let without = (0..letters.len()).map(|n| {
        let mut other = letters.clone();
        other.remove(n);
        other
    });
    let mut words: Vec<String> = exchanged
        .chain(without)
        .map(|letters| letters.into_iter().collect())
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn initial(one: &str, other: &str) -> Option<Likeness> {
    let mut letters = (one.chars(), other.chars());
    let same = letters.0.next() == letters.1.next();
    let single = letters.0.next().is_none() || letters.1.next().is_none();
    single.then_some(if same {
        Likeness::Initial
    } else {
        Likeness::Unlike
    })
}

fn ordered(one: usize, other: usize) -> (usize, usize) {
    (one.min(other), one.max(other))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn likeness_is_told_by_kind_srch_02() {
        use Likeness::*;
        for (one, other, likeness) in [
            ("smith", "smith", Same),
            ("smith", "smtih", Spelling),
            ("smith", "smyth", Spelling),
            ("phillips", "filips", Sound),
            ("kowalczyk", "kovalczyk", Spelling),
            ("j", "james", Initial),
            ("k", "james", Unlike),
            ("j", "j", Initial),
            ("smith", "jones", Unlike),
            ("lee", "li", Near),
        ] {
            let found = Word::new(one).likeness(other);
            assert!(
                found <= likeness || found == likeness,
                "{one} {other} {found:?}"
            );
            assert_eq!(
                found == Unlike,
                likeness == Unlike,
                "{one} {other} {found:?}"
            );
        }
        assert_eq!(Word::new("katie").forename_likeness("katherine"), Variant);
        assert_eq!(Word::new("katie").forename_likeness("katie"), Same);
    }

    #[test]
    fn slips_can_be_taken_back_srch_02() {
        for (typed, meant) in [("smtih", "smith"), ("khann", "khan"), ("ahrry", "harry")] {
            assert!(before_a_slip(typed).contains(&meant.to_owned()));
        }
        assert!(before_a_slip("").is_empty());
    }

    proptest! {
        #[test]
        fn words_that_are_similar_may_be_alike(one in "[a-h]{1,9}", other in "[a-h]{1,9}") {
            prop_assert!(may_be_alike(&one, &other) || strsim::jaro_winkler(&one, &other) < 0.6);
        }

        #[test]
        fn likeness_is_the_same_where_both_sounds_are_known(one in "[a-z]{1,9}", other in "[a-z]{1,9}") {
            let (one, other) = (Word::new(&one), Word::new(&other));
            prop_assert_eq!(one.likeness_to(&other), one.likeness(&other.text));
            prop_assert_eq!(one.forename_likeness_to(&other), one.forename_likeness(&other.text));
        }

        #[test]
        fn likeness_is_the_same_from_either_side(one in "[a-e]{1,7}", other in "[a-e]{1,7}") {
            prop_assert_eq!(Word::new(&one).likeness(&other), Word::new(&other).likeness(&one));
        }
    }
}

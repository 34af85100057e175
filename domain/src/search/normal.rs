//! Names as they are compared: lower case, without accents, hyphens and apostrophes as spaces.
//! What is written and what is asked pass through the same functions, so they cannot drift.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::child_record::PersonName;

/// Words that stand before a surname and are no surname of their own.
const PARTICLES: [&str; 30] = [
    "abu", "al", "bin", "bint", "binti", "d", "da", "de", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "ibn", "la", "le", "los", "mac", "mc", "o", "st", "ten", "ter", "ul", "van",
    "von",
];

/// A text in lower case and without accents; everything that is no letter parts words. Words are
/// separated by single spaces. Letters of other scripts stay as they are.
pub fn normalised(text: &str) -> String {
    folded(text, char::is_alphabetic)
}

/// The same for an address, where numbers matter.
pub fn normalised_address(text: &str) -> String {
    folded(text, char::is_alphanumeric)
}

fn folded(text: &str, keep: fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut push = |c: char| {
        if keep(c) {
            match plain(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            }
        } else if !is_combining_mark(c) && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    if text.is_ascii() {
        text.chars()
            .map(|c| c.to_ascii_lowercase())
            .for_each(&mut push);
    } else {
        text.nfkd().flat_map(char::to_lowercase).for_each(&mut push);
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

/// Latin letters that do not come apart into a plain letter and an accent.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ł' => "l",
        'ø' => "o",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'đ' | 'ð' | 'ɗ' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "ng",
        'ə' | 'ǝ' => "e",
        'ɓ' => "b",
        'ƙ' => "k",
        _ => return None,
    })
}

/// A name made ready for comparison: words separated by single spaces.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct NormalName {
    /// Given names; the first is the one the child is called by.
    pub given: String,
    /// Surname, with its particles: `o brien`, `mcdonald`, `smith jones`.
    pub family: String,
}

impl NormalName {
    /// A person's name made ready for comparison.
    pub fn of(name: &PersonName) -> Self {
        Self::new(&name.given, &name.family)
    }

    /// The same from its two halves.
    pub fn new(given: &str, family: &str) -> Self {
        Self {
            given: normalised(given),
            family: one_mac(normalised(family)),
        }
    }
}

/// Mac and Mc are one prefix, fused with the name or not: `macdonald`, `mac donald` and
/// `mcdonald` all read `mcdonald`. Macey, Mace and Mack stay what they are.
fn one_mac(family: String) -> String {
    if !family
        .split(' ')
        .any(|word| word.starts_with("mac") || word == "mc")
    {
        return family;
    }
    let mut out = String::with_capacity(family.len());
    let mut words = family.split(' ').peekable();
    while let Some(word) = words.next() {
        let fused = match (word, words.peek()) {
            ("mac" | "mc", Some(_)) => Cow::Borrowed("mc"),
            _ => shortened_mac(word),
        };
        out.push_str(&fused);
        if words.peek().is_some() && !matches!(word, "mac" | "mc") {
            out.push(' ');
        }
    }
    out
}

fn shortened_mac(word: &str) -> Cow<'_, str> {
    match word.strip_prefix("mac") {
        Some(rest)
            if rest.len() >= 3 && !rest.starts_with(['a', 'e', 'h', 'i', 'k', 'o', 'u', 'y']) =>
        {
            Cow::Owned(format!("mc{rest}"))
        }
        _ => Cow::Borrowed(word),
    }
}

/// The words of a surname by which it is known, particles left out; all of them where nothing
/// else would be left (`Le` and `Mac` are surnames too).
pub fn surname_parts(family: &str) -> impl Iterator<Item = &str> {
    let only_particles = family.split(' ').all(is_particle);
    family
        .split(' ')
        .filter(move |word| !word.is_empty() && (only_particles || !is_particle(word)))
}

fn is_particle(word: &str) -> bool {
    PARTICLES.binary_search(&word).is_ok()
}

/// Several words as one, `obrien`; none where there is but one word.
pub fn joined(words: &str) -> Option<String> {
    words.contains(' ').then(|| words.replace(' ', ""))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn accents_hyphens_and_apostrophes_do_not_matter_srch_02() {
        for (written, compared) in [
            ("Siân", "sian"),
            ("Łukasz", "lukasz"),
            ("Søren", "soren"),
            ("Groß", "gross"),
            ("Æthelred", "aethelred"),
            ("Đorđe", "dorde"),
            ("Ayşe Işıl", "ayse isil"),
            ("İbrahim", "ibrahim"),
            ("Nguyễn", "nguyen"),
            ("Mary-Jane", "mary jane"),
            ("D’Souza", "d souza"),
            ("  St. John ", "st john"),
            ("Ọlá", "ola"),
        ] {
            assert_eq!(normalised(written), compared);
        }
    }

    #[test]
    fn mac_and_mc_are_one_prefix_srch_02() {
        for family in [
            "McDonald",
            "MacDonald",
            "Mc Donald",
            "Mac Donald",
            "MACDONALD",
        ] {
            assert_eq!(NormalName::new("", family).family, "mcdonald");
        }
        for family in ["macey", "mack", "mackenzie", "machin"] {
            assert_eq!(NormalName::new("", family).family, family);
        }
    }

    #[test]
    fn particles_are_no_surnames_of_their_own() {
        let parts = |family: &str| {
            surname_parts(&NormalName::new("", family).family)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(parts("O’Brien"), ["brien"]);
        assert_eq!(parts("de la Cruz"), ["cruz"]);
        assert_eq!(parts("bin Laden"), ["laden"]);
        assert_eq!(parts("Smith-Jones"), ["smith", "jones"]);
        assert_eq!(parts("Le"), ["le"]);
        assert!(parts("").is_empty());
    }

    #[test]
    fn the_particles_are_in_order() {
        assert!(PARTICLES.is_sorted());
    }

    #[test]
    fn numbers_matter_in_addresses_alone() {
        assert_eq!(
            normalised_address("Flat 2, 14-16 High St."),
            "flat 2 14 16 high st"
        );
        assert_eq!(normalised("Ann 2"), "ann");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = normalised(&text);
            prop_assert_eq!(normalised(&once), once.clone());
            prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "));
        }
    }
}

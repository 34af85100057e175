//! The keys by which children are found: how the parts of a name sound. Writing and asking make
//! them with one and the same function.

use chrono::NaiveDate;
use rphonetic::DoubleMetaphone;
use serde::{Deserialize, Serialize};

use super::nicknames;
use super::normal::{NormalName, joined, surname_parts};

/// How one word sounds, in at most four letters; another way in which it may be said besides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sound {
    /// The key that is stored.
    pub primary: String,
    /// A second reading, where it differs; asked for, never stored.
    pub alternate: Option<String>,
}

/// How a normalised word sounds: Double Metaphone, or its first four letters where that has
/// nothing to say (other scripts, single letters).
pub fn sound(word: &str) -> Sound {
    if word.is_ascii() {
        let said = DoubleMetaphone::default().double_metaphone(word);
        let (primary, alternate) = (said.primary(), said.alternate());
        if !primary.is_empty() {
            let alternate = (alternate != primary && !alternate.is_empty()).then_some(alternate);
            return Sound { primary, alternate };
        }
    }
    Sound {
        primary: word.chars().take(4).collect(),
        alternate: None,
    }
}

/// One row of the table of keys: a surname part or alias with the calling forename.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct KeyRow {
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// District of the current address: `BD1`.
    pub postcode_district: Option<String>,
    /// How the surname, or one part of it, sounds; empty where there is no surname.
    pub surname_key: String,
    /// How the calling forename sounds; empty where there is no forename.
    pub forename_key: String,
}

/// The rows for all names a child has had: about 1.14 a child.
pub fn rows(names: &[NormalName], date_of_birth: NaiveDate, district: Option<&str>) -> Vec<KeyRow> {
    let mut rows: Vec<KeyRow> = names
        .iter()
        .flat_map(|name| {
            let forename_key = calling_forename(&name.given)
                .map(stored)
                .unwrap_or_default();
            stored_surname_keys(&name.family)
                .into_iter()
                .map(move |surname_key| KeyRow {
                    date_of_birth,
                    postcode_district: district.map(str::to_owned),
                    surname_key,
                    forename_key: forename_key.clone(),
                })
        })
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// The keys under which a surname is stored: its parts' and the joined form's.
pub fn stored_surname_keys(family: &str) -> Vec<String> {
    let mut keys: Vec<String> = surname_parts(family).map(stored).collect();
    keys.extend(joined(family).as_deref().map(stored));
    if keys.is_empty() {
        keys.push(String::new());
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The keys under which a surname is sought: those it would be stored under, and how else it may
/// be said.
pub fn sought_surname_keys(family: &str) -> Vec<String> {
    let joined = joined(family);
    sought(surname_parts(family).chain(joined.as_deref()))
}

/// The keys under which forenames are sought: each of them, the joined form, and their short
/// forms and other spellings.
pub fn sought_forename_keys(given: &str) -> Vec<String> {
    let joined = joined(given);
    let words = given.split_whitespace().chain(joined.as_deref());
    sought(words.flat_map(|word| std::iter::once(word).chain(nicknames::others(word))))
}

fn calling_forename(given: &str) -> Option<&str> {
    given.split_whitespace().next()
}

fn stored(word: &str) -> String {
    sound(word).primary
}

fn sought<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    let mut keys: Vec<String> = words
        .map(sound)
        .flat_map(|said| std::iter::once(said.primary).chain(said.alternate))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(given: &str, family: &str) -> NormalName {
        NormalName::new(given, family)
    }

    #[test]
    fn names_that_sound_alike_share_a_key_srch_02() {
        for (one, other) in [
            ("smith", "smyth"),
            ("stephen", "steven"),
            ("khan", "kahn"),
            ("mohammed", "muhammad"),
            ("philips", "phillips"),
            ("reid", "read"),
        ] {
            assert_eq!(sound(one).primary, sound(other).primary, "{one} {other}");
        }
        assert!(sought_surname_keys("schmidt").contains(&sound("smith").alternate.unwrap()));
    }

    #[test]
    fn a_word_without_a_sound_has_its_letters_for_a_key() {
        assert_eq!(sound("王小明").primary, "王小明");
        assert_eq!(sound("Оксана").primary.chars().count(), 4);
        assert_eq!(sound("h").primary, "h");
    }

    #[test]
    fn a_hyphenated_surname_is_found_by_either_part_srch_02() {
        let stored = stored_surname_keys("smith jones");
        for sought in ["smith", "jones", "smith jones", "smithjones"] {
            assert!(
                sought_surname_keys(sought)
                    .iter()
                    .any(|key| stored.contains(key)),
                "{sought}"
            );
        }
    }

    #[test]
    fn most_children_have_one_row_and_none_has_no_row() {
        let born = NaiveDate::default();
        assert_eq!(
            rows(&[name("Ann Mary", "Example")], born, Some("BD1")).len(),
            1
        );
        assert_eq!(rows(&[name("Ravi", "")], born, None).len(), 1);
        let both = [name("Ann", "Smith"), name("Annie", "Smyth")];
        assert_eq!(
            rows(&both, born, None).len(),
            1,
            "names of one sound need one row"
        );
    }

    proptest! {
        #[test]
        fn any_word_has_a_key_of_at_most_four_letters(word in "[a-zß-ӿ]{1,20}") {
            let key = sound(&crate::search::normal::normalised(&word)).primary;
            prop_assert!(key.chars().count() <= 4);
        }

        #[test]
        fn what_is_stored_is_found_by_the_same_words(given in "[a-z]{0,9}( [a-z]{1,9})?", family in "[a-z]{1,9}([ '-][a-z]{1,9})?") {
            let name = name(&given, &family);
            for row in rows(std::slice::from_ref(&name), NaiveDate::default(), None) {
                prop_assert!(sought_surname_keys(&name.family).contains(&row.surname_key));
                prop_assert!(row.forename_key.is_empty()
                    || sought_forename_keys(&name.given).contains(&row.forename_key));
            }
        }
    }
}

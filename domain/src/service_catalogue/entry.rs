//! What a service may be called (GEN-03).

use serde::{Deserialize, Serialize};

use crate::refusal::Rejection;

/// A service's name. Words alone, and few: it stands beside children, where nothing is noted
/// (GEN-03).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceName(String);

impl ServiceName {
    /// The longest name, in letters.
    pub const LONGEST: usize = 60;

    /// A name as it was typed, or what to do about it.
    pub fn parse(typed: &str) -> Result<Self, Rejection> {
        let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let letters = name.chars().count();
        if letters < 3 {
            return Err(Rejection::of("name", "Enter the name of the service"));
        }
        if letters > Self::LONGEST {
            return Err(Rejection::of(
                "name",
                "The name must be 60 letters or fewer",
            ));
        }
        let fits =
            |letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '\'' | '’');
        if !name.chars().all(fits) || !name.starts_with(char::is_alphabetic) {
            return Err(Rejection::of(
                "name",
                "The name must be made of words only, without numbers or signs",
            ));
        }
        Ok(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_services_name_is_a_few_words_and_no_note_gen_03() {
        for name in [
            "Health visiting",
            "Children’s talking therapy",
            "Drop-in  clinic",
        ] {
            assert!(ServiceName::parse(name).is_ok(), "{name}");
        }
        assert_eq!(
            ServiceName::parse("  Drop-in   clinic ").unwrap().as_str(),
            "Drop-in clinic"
        );
        for name in [
            "",
            "ab",
            "Clinic 3",
            "Clinic: see notes",
            "<b>Clinic",
            "- -",
            "ring 01632 960001",
        ] {
            assert!(ServiceName::parse(name).is_err(), "{name}");
        }
        assert!(ServiceName::parse(&"a".repeat(61)).is_err());
    }
}

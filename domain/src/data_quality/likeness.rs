//! By what two rows of one source are taken for the same child (DQ-01).

use crate::best_view::Statement;
use crate::child_record::NameUse;
use crate::search::NormalName;

/// The name in use, made ready for comparison, the date of birth and the postcode of where the child
/// lives, as one text. None where a row has not all three: it can then not be told from others.
pub fn likeness(said: &Statement) -> Option<String> {
    let (_, name) = said
        .names
        .iter()
        .find(|(used, _)| *used == NameUse::Current)?;
    let name = NormalName::of(name);
    let born = said.date_of_birth?.date;
    let postcode = said.whereabouts.as_ref()?.address()?.postcode.as_ref()?;
    Some(format!(
        "{}|{}|{born}|{}",
        name.given,
        name.family,
        postcode.as_str()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::child_record::{Address, DateOfBirth, PersonName, Postcode, Whereabouts};

    fn said(given: &str, born: &str, postcode: &str) -> Statement {
        Statement {
            names: vec![(
                NameUse::Current,
                PersonName {
                    given: given.into(),
                    family: "O’Brien".into(),
                },
            )],
            date_of_birth: Some(DateOfBirth {
                date: born.parse().unwrap(),
                estimated: false,
            }),
            whereabouts: Some(Whereabouts::Current(Address {
                lines: Vec::new(),
                postcode: Postcode::parse(postcode).ok(),
            })),
            ..Statement::default()
        }
    }

    #[test]
    fn rows_are_alike_however_they_are_written_and_twins_are_not_dq_01() {
        let one = likeness(&said("Zoë", "2015-05-14", "ZB1 4QX"));
        assert!(one.is_some());
        assert_eq!(one, likeness(&said("ZOE", "2015-05-14", "zb14qx")));
        assert_ne!(one, likeness(&said("Max", "2015-05-14", "ZB1 4QX")));
        assert_ne!(one, likeness(&said("Zoe", "2015-05-15", "ZB1 4QX")));
        assert_eq!(likeness(&said("Zoe", "2015-05-14", "")), None);
    }
}

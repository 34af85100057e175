//! How an authority's complaints manager is reached, and whether the authority looks at complaints again
//! (CMP-04, CMP-06, MTL-03).

use serde::{Deserialize, Serialize};

use crate::child_record::Telephone;
use crate::involvement::address;
use crate::refusal::{Problem, Rejection};

/// What an authority sets.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Office {
    /// The complaints manager's number; none where the ContactPoint team's is published.
    pub telephone: Option<String>,
    /// The address for e-mail; none where the team's is published.
    pub email: Option<String>,
    /// Whether the authority looks at its answers again when it is asked to (CMP-06).
    pub has_review: bool,
}

impl Office {
    /// Reads what was typed.
    pub fn parse(telephone: &str, email: &str, review: &str) -> Result<Self, Rejection> {
        let telephone = match telephone.trim() {
            "" => Ok(None),
            typed => Telephone::parse(typed)
                .map(|number| Some(number.to_string()))
                .map_err(|_| {
                    Problem::new(
                        "telephone",
                        "Enter a telephone number, like 01632 960 001, or leave it empty",
                    )
                }),
        };
        let email = match email.trim() {
            "" => Ok(None),
            typed => address(typed).map(Some).ok_or(Problem::new(
                "email",
                "Enter an e-mail address, like name@example.com, or leave it empty",
            )),
        };
        match (telephone, email) {
            (Ok(telephone), Ok(email)) => Ok(Self {
                telephone,
                email,
                has_review: review == "yes",
            }),
            (telephone, email) => Err(Rejection(
                telephone.err().into_iter().chain(email.err()).collect(),
            )),
        }
    }
}

/// Where people in an authority's area complain, as everyone may read it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PublishedOffice {
    /// The authority's name.
    pub authority: String,
    /// Its number for complaints.
    pub telephone: String,
    /// Its address for them.
    pub email: String,
    /// Whether it looks at its answers again.
    pub has_review: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_empty_is_not_set_and_what_is_wrong_says_what_to_do_cmp_04() {
        let set = Office::parse("", " Complaints@Council.example ", "yes").unwrap();
        assert_eq!(set.email.as_deref(), Some("complaints@council.example"));
        assert!(set.telephone.is_none() && set.has_review);
        assert_eq!(Office::parse("", "", "").unwrap(), Office::default());
        let Rejection(problems) = Office::parse("12", "nowhere", "").unwrap_err();
        let fields: Vec<_> = problems.iter().map(|one| one.field.as_ref()).collect();
        assert_eq!(fields, ["telephone", "email"]);
    }
}

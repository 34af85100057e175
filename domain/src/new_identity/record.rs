//! What is typed of a child whose record is made by hand: all of it anew.

use chrono::NaiveDate;

use crate::best_view::Statement;
use crate::child_record::{
    Address, Carer, CarerRelation, DateOfBirth, Gender, NameUse, PersonName, Whereabouts,
};
use crate::clock::attains;
use crate::refusal::Problem;

/// The facts of a new record (CRE-02). No identifier, service or involvement: those that belong to
/// another identity would come along with them (NEWID-03).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewRecord {
    /// The child's name.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Gender.
    pub gender: Gender,
    /// Where the child lives; its postcode says which authority answers.
    pub address: Address,
    /// Parents and others with parental responsibility.
    pub parents: Vec<PersonName>,
}

impl NewRecord {
    /// Checks the date of birth: of a child, who is still one when the record appears.
    pub fn check(&self, today: NaiveDate, appears_by: NaiveDate) -> Result<(), Problem> {
        let problem = |message| Err(Problem::new("born", message));
        if self.date_of_birth > today {
            return problem("The date of birth must be in the past");
        }
        if attains(self.date_of_birth, 18) <= appears_by {
            return problem("Only a child who is not about to be 18 can be given a record");
        }
        Ok(())
    }

    /// As a source states it.
    pub fn statement(&self) -> Statement {
        let date_of_birth = DateOfBirth {
            date: self.date_of_birth,
            estimated: false,
        };
        let parent = |name: &PersonName| Carer {
            name: name.clone(),
            relation: CarerRelation::ParentalResponsibility,
            address: None,
            telephone: None,
        };
        Statement {
            names: vec![(NameUse::Current, self.name.clone())],
            date_of_birth: Some(date_of_birth),
            gender: Some(self.gender),
            whereabouts: Some(Whereabouts::Current(self.address.clone())),
            carers: self.parents.iter().map(parent).collect(),
            ..Statement::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(born: &str) -> NewRecord {
        let name = |given: &str| PersonName {
            given: given.into(),
            family: "Newton".into(),
        };
        NewRecord {
            name: name("Rose"),
            date_of_birth: born.parse().unwrap(),
            gender: Gender::Female,
            address: Address {
                lines: vec!["1 New Road".into()],
                postcode: None,
            },
            parents: vec![name("June")],
        }
    }

    #[test]
    fn a_record_is_made_of_a_child_who_is_still_one_when_it_appears_newid_01() {
        let day = |text: &str| text.parse().unwrap();
        let (today, appears_by) = (day("2026-11-02"), day("2026-11-23"));
        for (born, fits) in [
            ("2015-05-14", true),
            ("2026-11-02", true),
            ("2026-11-03", false),
            ("2008-11-24", true),
            ("2008-11-23", false),
        ] {
            assert_eq!(
                record(born).check(today, appears_by).is_ok(),
                fits,
                "{born}"
            );
        }
    }

    #[test]
    fn what_is_typed_is_all_that_is_stated_newid_03() {
        let statement = record("2015-05-14").statement();
        assert_eq!(statement.names.len(), 1);
        assert_eq!(statement.carers.len(), 1);
        assert!(statement.identifiers.is_empty() && statement.services.is_empty());
        assert_eq!(statement.shield, None, "a shield is asked for (NEWID-07)");
    }
}

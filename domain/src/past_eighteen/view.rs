//! What is seen of records that are kept past eighteen: by whoever answers for them alone. Who recorded
//! the consent has no field: it may have been a sensitive service (SENS-04).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Answer, Category, ConsentedBy, HelpedBy, WhyOver};
use crate::child_record::{DateOfBirth, PersonName};
use crate::id::ChildNumber;

/// A record kept past eighteen, as its authority's management team sees it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptShown {
    /// The record's number.
    pub number: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// For which category.
    pub category: Category,
    /// When consent was given.
    pub consented_on: NaiveDate,
    /// Who gave it.
    pub consented_by: ConsentedBy,
    /// Who helped.
    pub helped_by: Option<HelpedBy>,
    /// The category's last birthday, on which the record leaves at the latest.
    pub until: NaiveDate,
    /// The day by which somebody must confirm it, where it is to be confirmed now.
    pub confirm_by: Option<NaiveDate>,
    /// What whoever recorded the consent says to that.
    pub answer: Option<Answer>,
    /// What a user told.
    pub told: Option<WhyOver>,
}

/// The question put to whoever recorded the consent.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PastEighteenQuestion {
    /// The young person's name.
    pub name: PersonName,
    /// For which category they consented.
    pub category: Category,
    /// When.
    pub consented_on: NaiveDate,
}

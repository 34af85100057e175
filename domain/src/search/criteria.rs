//! What is asked: as a form sends it, and as it may be asked (SRCH-02, SRCH-04).

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::dates::born_if_aged;
use super::normal::{NormalName, normalised, normalised_address};
use crate::child_record::{Gender, Postcode, is_outward};
use crate::id::{ChildNumber, NotAChildNumber};
use crate::refusal::{Problem, Rejection};

/// What a form sends, every field as it was typed; empty where nothing was.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Criteria {
    /// ContactPoint number. Where there is one, nothing else takes part.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// First name or names.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub given: String,
    /// Surname.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub family: String,
    /// Day of birth.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub day: String,
    /// Month of birth, 1 to 12.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub month: String,
    /// Year of birth, four digits.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub year: String,
    /// Age in years, where the date of birth is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub age: String,
    /// `female`, `male`, `not-specified` or nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub gender: String,
    /// A postcode, or its first half.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
    /// A line of the address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// A school's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub school: String,
    /// A parent's or carer's name, to narrow.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub parent: String,
}

impl fmt::Debug for Criteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Criteria")
    }
}

/// The longest text taken in any field, in characters.
const LONGEST: usize = 100;
/// The earliest year of birth taken.
const EARLIEST_YEAR: i32 = 1900;
/// The highest age taken: records are held to the 25th birthday at the latest.
const OLDEST: u32 = 25;

/// When a child was born, as far as the searcher knows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Born {
    /// On a day.
    On(NaiveDate),
    /// Between two days: an age, a year more or less.
    Between(NaiveDate, NaiveDate),
}

/// Where a child lives, as far as the searcher knows.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// A whole postcode.
    Postcode(Postcode),
    /// A postcode but for its last two letters: `BD1 3`.
    Sector(String),
    /// The first half of a postcode: `BD1`.
    District(String),
}

impl Place {
    /// The first half of the postcode.
    pub fn district(&self) -> &str {
        match self {
            Place::Postcode(postcode) => postcode.district(),
            Place::Sector(sector) => sector.split(' ').next().unwrap_or_default(),
            Place::District(district) => district,
        }
    }

    /// The sector, where it is known.
    pub fn sector(&self) -> Option<&str> {
        match self {
            Place::Postcode(postcode) => Some(postcode.sector()),
            Place::Sector(sector) => Some(sector),
            Place::District(_) => None,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_uppercase();
        if let Ok(postcode) = Postcode::parse(&text) {
            return Some(Place::Postcode(postcode));
        }
        match text.split_once(' ') {
            None if is_outward(&text) => Some(Place::District(text)),
            Some((district, sector)) if is_outward(district) => match sector.trim().as_bytes() {
                [digit] if digit.is_ascii_digit() => {
                    Some(Place::Sector(format!("{district} {}", char::from(*digit))))
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// What is known of the child besides a number.
#[derive(Clone, PartialEq, Eq)]
pub struct Details {
    /// Name, made ready for comparison; either half may be empty, never both.
    pub name: NormalName,
    /// Date of birth or age.
    pub born: Option<Born>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Postcode or a part of one.
    pub place: Option<Place>,
    /// Words of an address, normalised with their numbers.
    pub address: Option<String>,
    /// A school's name as typed.
    pub school: Option<String>,
    /// A parent's or carer's name, normalised.
    pub parent: Option<String>,
}

/// What is asked.
#[derive(Clone, PartialEq, Eq)]
pub enum Asked {
    /// One number.
    Number(ChildNumber),
    /// A child of whom something is known.
    Details(Box<Details>),
}

/// Criteria that may be searched by: checked, and of one of the least sets of SRCH-02. There is
/// no other way to come by one than [`Criteria::check`].
#[derive(Clone, PartialEq, Eq)]
pub struct Query {
    typed: Criteria,
    asked: Asked,
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Query")
    }
}

impl Query {
    /// What is asked.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    /// The criteria as they were typed, for the form and for the audit trail.
    pub fn typed(&self) -> &Criteria {
        &self.typed
    }
}

impl Criteria {
    /// Checks what was typed. Ages are reckoned on `today`, a London date.
    ///
    /// # Errors
    /// One message for each field that cannot be used; or, where all can, one that says what is
    /// missing. Messages never repeat what was typed.
    pub fn check(&self, today: NaiveDate) -> Result<Query, Rejection> {
        let typed = self.trimmed();
        let asked = if typed.number.is_empty() {
            let details = typed.details(today)?;
            least(&details)?;
            Asked::Details(Box::new(details))
        } else {
            Asked::Number(child_number(&typed.number)?)
        };
        Ok(Query { typed, asked })
    }

    fn trimmed(&self) -> Self {
        let trim = |text: &String| text.trim().to_owned();
        Self {
            number: trim(&self.number),
            given: trim(&self.given),
            family: trim(&self.family),
            day: trim(&self.day),
            month: trim(&self.month),
            year: trim(&self.year),
            age: trim(&self.age),
            gender: trim(&self.gender),
            postcode: trim(&self.postcode),
            address: trim(&self.address),
            school: trim(&self.school),
            parent: trim(&self.parent),
        }
    }

    fn details(&self, today: NaiveDate) -> Result<Details, Rejection> {
        let mut problems = Vec::new();
        let mut keep = |problem: Option<Problem>| problems.extend(problem);
        keep(name_problem("given", &self.given));
        keep(name_problem("family", &self.family));
        keep(name_problem("parent", &self.parent));
        keep(text_problem("address", &self.address));
        keep(text_problem("school", &self.school));
        let born = self.born(today).map_err(&mut keep).ok().flatten();
        let gender = self.gender().map_err(&mut keep).ok().flatten();
        let place = self.place().map_err(&mut keep).ok().flatten();
        Rejection::unless_empty(problems)?;
        Ok(Details {
            name: NormalName::new(&self.given, &self.family),
            born,
            gender,
            place,
            address: words(normalised_address(&self.address)),
            school: words(self.school.clone()),
            parent: words(normalised(&self.parent)),
        })
    }

    fn born(&self, today: NaiveDate) -> Result<Option<Born>, Option<Problem>> {
        if [&self.day, &self.month, &self.year]
            .into_iter()
            .any(|part| !part.is_empty())
        {
            return date(&self.day, &self.month, &self.year, today)
                .map(Born::On)
                .map(Some)
                .map_err(Some);
        }
        if self.age.is_empty() {
            return Ok(None);
        }
        match self.age.parse::<u32>() {
            Ok(age) if age <= OLDEST => {
                let (first, last) = born_if_aged(age, today);
                Ok(Some(Born::Between(first, last)))
            }
            _ => Err(Some(Problem::new(
                "age",
                "Age must be a whole number between 0 and 25",
            ))),
        }
    }

    fn gender(&self) -> Result<Option<Gender>, Option<Problem>> {
        match self.gender.as_str() {
            "" => Ok(None),
            code => Gender::from_code(code)
                .map(|gender| (gender != Gender::NotSpecified).then_some(gender))
                .ok_or(Some(Problem::new(
                    "gender",
                    "Select a gender from the list",
                ))),
        }
    }

    fn place(&self) -> Result<Option<Place>, Option<Problem>> {
        match self.postcode.as_str() {
            "" => Ok(None),
            text => Place::parse(text).map(Some).ok_or(Some(Problem::new(
                "postcode",
                "Enter a full postcode, like BD1 3AB, or its first half, like BD1",
            ))),
        }
    }
}

fn words(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// Reads a ContactPoint number as it was typed.
///
/// # Errors
/// When it is none: with the field `number`, and what to do.
pub fn child_number(text: &str) -> Result<ChildNumber, Rejection> {
    text.parse().map_err(|problem| {
        let message = match problem {
            NotAChildNumber::Length => "A ContactPoint number has 12 digits",
            NotAChildNumber::CheckDigit => "That is not a ContactPoint number: check each digit",
        };
        Rejection::of("number", message)
    })
}

/// Names are letters, and what stands between them. No character stands for any other: there is
/// no way to ask for everyone (SRCH-04).
fn name_problem(field: &'static str, text: &str) -> Option<Problem> {
    if text.chars().count() > LONGEST {
        return Some(Problem::new(field, "Names must be 100 characters or fewer"));
    }
    let usual = |c: char| {
        c.is_alphabetic()
            || c == ' '
            || "-'’‘ʼ`.,".contains(c)
            || unicode_normalization::char::is_combining_mark(c)
    };
    if text.chars().any(|c| "*%?_".contains(c)) {
        return Some(Problem::new(
            field,
            "Enter the name itself: no sign can stand for letters",
        ));
    }
    if !text.chars().all(usual) {
        return Some(Problem::new(
            field,
            "Names can only include letters, spaces, hyphens and apostrophes",
        ));
    }
    None
}

fn text_problem(field: &'static str, text: &str) -> Option<Problem> {
    if text.chars().count() > LONGEST {
        return Some(Problem::new(field, "Enter 100 characters or fewer"));
    }
    if text.chars().any(|c| "*%?_".contains(c)) {
        return Some(Problem::new(
            field,
            "Enter the words themselves: no sign can stand for letters",
        ));
    }
    None
}

/// A whole date of birth. A year of two digits could be one of two centuries: it is asked again.
fn date(day: &str, month: &str, year: &str, today: NaiveDate) -> Result<NaiveDate, Problem> {
    for (field, text, message) in [
        ("day", day, "Date of birth must include a day"),
        ("month", month, "Date of birth must include a month"),
        ("year", year, "Date of birth must include a year"),
    ] {
        if text.is_empty() {
            return Err(Problem::new(field, message));
        }
    }
    let number = |text: &str, longest: usize| {
        let digits = text.len() <= longest && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    if year.len() != 4 || number(year, 4).is_none() {
        return Err(Problem::new("year", "Year must include 4 numbers"));
    }
    let parts = (number(day, 2), number(month, 2), number(year, 4));
    let (Some(d), Some(m), Some(y)) = parts else {
        return Err(Problem::new("day", "Date of birth must be a real date"));
    };
    let born = NaiveDate::from_ymd_opt(y as i32, m, d)
        .ok_or(Problem::new("day", "Date of birth must be a real date"))?;
    if born > today {
        return Err(Problem::new(
            "day",
            "Date of birth must be today or in the past",
        ));
    }
    if born.year() < EARLIEST_YEAR {
        return Err(Problem::new("year", "Year of birth must be 1900 or later"));
    }
    Ok(born)
}

/// The least sets of criteria (SRCH-02). An address, a school or a parent alone would list the
/// children of a place or of a family.
fn least(details: &Details) -> Result<(), Rejection> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let (given, family) = (letters(&details.name.given), letters(&details.name.family));
    let place = details.place.is_some() || details.school.is_some();
    let dated = matches!(details.born, Some(Born::On(_)));
    if family == 1 {
        return Err(Rejection::of("family", "Surname must be 2 letters or more"));
    }
    match (given, family) {
        (0, 0) if details.born.is_none() && !place => Err(Rejection::of(
            "family",
            "Enter a surname and a date of birth, an age, a postcode or a school; or a ContactPoint number",
        )),
        (0, 0) => Err(Rejection::of("family", "Enter the child’s surname")),
        (_, 0) if dated && place => Ok(()),
        (_, 0) if dated => Err(Rejection::of(
            "family",
            "Enter the child’s surname; or, if you do not know it, a postcode or a school",
        )),
        (_, 0) => Err(Rejection::of(
            "family",
            "Enter the child’s surname; or, if you do not know it, a full date of birth and a postcode or a school",
        )),
        _ if details.born.is_some() || place => Ok(()),
        _ => Err(Rejection::of(
            "day",
            "Enter a date of birth, an age, a postcode or a school as well as the name",
        )),
    }
}

//! Reading the fields of one row, by the rules of a map: what rows of every kind share (FEED-07).

use chrono::{NaiveDate, NaiveTime};

use super::column_map::{DateRule, Text, TextRule};
use super::row::{RowCode, RowRefused};
use crate::child_record::Telephone;
use crate::clock::{Moment, age_on, london_date, years_after};

/// What was read, or why the row cannot be used.
pub(super) type Read<T> = Result<T, RowRefused>;

/// The longest reference of a source, in characters.
const LONGEST_REFERENCE: usize = 64;

/// One row.
pub(super) struct Fields<'a> {
    /// Its line in the file.
    pub number: u64,
    /// When the file came.
    pub received: Moment,
    field: &'a dyn Fn(&str) -> &'a str,
}

impl<'a> Fields<'a> {
    /// A row. `field` gives the text of a column.
    pub(super) fn new(number: u64, field: &'a dyn Fn(&str) -> &'a str, received: Moment) -> Self {
        Self {
            number,
            received,
            field,
        }
    }

    /// The day on which the file came.
    pub(super) fn today(&self) -> NaiveDate {
        london_date(self.received)
    }

    pub(super) fn refuse(&self, code: RowCode, column: Option<&str>) -> RowRefused {
        RowRefused {
            number: self.number,
            code,
            column: column.map(str::to_owned),
        }
    }

    /// A column's text, without the spaces around it.
    pub(super) fn text(&self, column: &str) -> &'a str {
        (self.field)(column).trim()
    }

    /// A reference of the source's own.
    pub(super) fn reference(&self, column: &str) -> Read<String> {
        let reference = self.text(column);
        let plain = !reference.chars().any(char::is_control);
        if reference.is_empty() || reference.chars().count() > LONGEST_REFERENCE || !plain {
            return Err(self.refuse(RowCode::Reference, Some(column)));
        }
        Ok(reference.to_owned())
    }

    /// The words of a text, by its rule; empty where the column is.
    pub(super) fn word(&self, text: &Text) -> Read<String> {
        match text {
            Text::Column(column) => Ok(joined(self.text(column))),
            Text::Rule(TextRule::Constant(constant)) => Ok(constant.clone()),
            Text::Rule(TextRule::Values { column, values }) => {
                let found = self.text(column);
                if found.is_empty() {
                    return Ok(String::new());
                }
                values
                    .get(found)
                    .cloned()
                    .ok_or_else(|| self.refuse(RowCode::UnknownWord, Some(column)))
            }
        }
    }

    /// The words of a text that a map may leave out; none where it does, or the column is empty.
    pub(super) fn some_word(&self, text: Option<&Text>) -> Read<Option<String>> {
        let word = text.map(|text| self.word(text)).transpose()?;
        Ok(word.filter(|word| !word.is_empty()))
    }

    /// A listed word, such as a gender; none where the column is empty.
    pub(super) fn listed<T>(
        &self,
        text: Option<&Text>,
        known: impl Fn(&str) -> Option<T>,
    ) -> Read<Option<T>> {
        let Some(word) = self.some_word(text)? else {
            return Ok(None);
        };
        known(&word)
            .map(Some)
            .ok_or_else(|| self.refuse(RowCode::UnknownWord, text.and_then(Text::column)))
    }

    /// A telephone number; none where the column is empty.
    pub(super) fn telephone(&self, text: Option<&Text>) -> Read<Option<Telephone>> {
        let Some(word) = self.some_word(text)? else {
            return Ok(None);
        };
        Telephone::parse(&word)
            .map(Some)
            .map_err(|_| self.refuse(RowCode::Telephone, text.and_then(Text::column)))
    }

    /// A date that is not in the future; none where the column is empty.
    pub(super) fn date(&self, rule: Option<&DateRule>) -> Read<Option<NaiveDate>> {
        let Some(rule) = rule.map(DateRule::column) else {
            return Ok(None);
        };
        let text = self.text(&rule.column);
        if text.is_empty() {
            return Ok(None);
        }
        let date = NaiveDate::parse_from_str(text, &rule.format)
            .map_err(|_| self.refuse(RowCode::Date, Some(&rule.column)))?;
        if date > self.today() {
            return Err(self.refuse(RowCode::Future, Some(&rule.column)));
        }
        Ok(Some(match rule.fold_into_ages {
            Some(ages) if ages > 0 => folded(date, self.today(), ages),
            _ => date,
        }))
    }

    /// A date that must be given.
    pub(super) fn dated(&self, rule: &DateRule) -> Read<NaiveDate> {
        let column = rule.column().column;
        self.date(Some(rule))?
            .ok_or_else(|| self.refuse(RowCode::Date, Some(&column)))
    }

    /// When the source recorded the row: the day it says, else when the file came.
    pub(super) fn recorded(&self, rule: Option<&DateRule>) -> Read<Moment> {
        Ok(match self.date(rule)? {
            Some(day) => day.and_time(NaiveTime::MIN).and_utc(),
            None => self.received,
        })
    }
}

/// Words with one space between.
pub(super) fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same day and month, so many full spans of years later that the age is less than `ages`.
pub(super) fn folded(date: NaiveDate, today: NaiveDate, ages: u32) -> NaiveDate {
    let age = u32::try_from(age_on(date, today)).unwrap_or_default();
    let folded = years_after(date, age - age % ages);
    // 29 February moves to 1 March, and so perhaps past today.
    if folded > today { today } else { folded }
}

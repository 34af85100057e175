//! Which column of a source's file feeds which item (FEED-04, FEED-07). The same for every row of
//! a file; written once, by whoever accredits the source.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::child_record::{CarerRelation, IdentifierScheme};

/// A map from columns to items. Whatever it names not is either listed under `ignore` or the file
/// is refused: no column is dropped in silence.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMap {
    /// The source's own reference for the child.
    pub reference: String,
    /// Whether names and addresses written wholly in small letters get capitals.
    #[serde(default)]
    pub capitalise: bool,
    /// The name in use.
    pub name: Option<NameColumns>,
    /// A name used earlier.
    pub former_name: Option<NameColumns>,
    /// What the child is called.
    pub known_as: Option<NameColumns>,
    /// Date of birth.
    pub date_of_birth: Option<DateRule>,
    /// Gender: `female`, `male` or `not-specified`, or words turned into these by `values`.
    pub gender: Option<Text>,
    /// Where the child lives.
    pub address: Option<AddressColumns>,
    /// A second home, where the child lives in two places (TRF-01).
    pub other_home: Option<OtherHomeColumns>,
    /// Parents and carers.
    #[serde(default)]
    pub carers: Vec<CarerColumns>,
    /// Numbers that the source's body allocated.
    #[serde(default)]
    pub identifiers: Vec<IdentifierColumn>,
    /// Date of death.
    pub date_of_death: Option<DateRule>,
    /// Why the source shields the child's record; empty where it does not (SHLD-03).
    pub shield: Option<Text>,
    /// That the child has ceased to live in England; empty where it has not (REC-03).
    pub ceased: Option<CeasedColumns>,
    /// When the source recorded the row; without it, the day given for the file.
    pub supplied_on: Option<DateRule>,
    /// Columns that are left out on purpose.
    #[serde(default)]
    pub ignore: Vec<String>,
}

/// A text: a column's name alone, or a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// As it stands in a column.
    Column(String),
    /// By a rule.
    Rule(TextRule),
}

/// Where a text comes from if not simply from a column.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum TextRule {
    /// The same for each row.
    Constant(String),
    /// A column's words, turned into others. A word that is not listed is refused.
    Values {
        /// The column.
        column: String,
        /// What each word means.
        values: BTreeMap<String, String>,
    },
}

/// The columns of a name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameColumns {
    /// Given names.
    pub given: Option<Text>,
    /// Family name.
    pub family: Option<Text>,
}

/// A date: a column's name alone, holding `2019-05-31`, or a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum DateRule {
    /// As it stands in a column.
    Column(String),
    /// By a rule.
    Rule(DateColumn),
}

/// A date in a form of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateColumn {
    /// The column.
    pub column: String,
    /// The form: `%d/%m/%Y`, `%Y%m%d`.
    #[serde(default = "iso")]
    pub format: String,
    /// For demonstrations with data about adults: full spans of this many years are added until
    /// the person is younger than that. Day and month stay.
    pub fold_into_ages: Option<u32>,
}

fn iso() -> String {
    "%Y-%m-%d".to_owned()
}

impl DateRule {
    /// The column.
    pub(super) fn name(&self) -> &str {
        match self {
            DateRule::Column(column) => column,
            DateRule::Rule(rule) => &rule.column,
        }
    }

    /// The rule in full.
    pub fn column(&self) -> DateColumn {
        match self {
            DateRule::Column(column) => DateColumn {
                column: column.clone(),
                format: iso(),
                fold_into_ages: None,
            },
            DateRule::Rule(rule) => rule.clone(),
        }
    }
}

/// The columns of an address.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressColumns {
    /// Each line, put together from columns with spaces between.
    pub lines: Vec<Vec<String>>,
    /// The postcode. A text that has not the shape of one becomes the last line.
    pub postcode: Option<String>,
}

/// The columns of a second home. A row without an address there says nothing of one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherHomeColumns {
    /// As of an address.
    pub lines: Vec<Vec<String>>,
    /// As of an address.
    pub postcode: Option<String>,
    /// How many nights of a week are spent there, from 0 to 7, halves among them; empty where it is not
    /// known.
    pub nights: Option<String>,
}

/// The columns of a departure from England (D-14). A row without a day says nothing of one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CeasedColumns {
    /// The day on which residence ceased.
    pub on: DateRule,
    /// `returns`, `does-not-return` or `no-information`, or words turned into these by `values`; empty
    /// where nothing is known.
    pub intention: Text,
    /// `scotland`, `wales`, `northern-ireland`, `abroad` or `unknown`; empty where nothing is known.
    pub went_to: Option<Text>,
}

/// The columns of a parent or carer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarerColumns {
    /// Given names.
    pub given: Option<Text>,
    /// Family name.
    pub family: Option<Text>,
    /// Parental responsibility or care: the same for each row.
    pub relation: CarerRelation,
    /// Telephone.
    pub telephone: Option<String>,
}

/// A number that the source's body allocated.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentifierColumn {
    /// Which number.
    pub scheme: IdentifierScheme,
    /// The column.
    pub column: String,
}

/// Why a map does not fit a file.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MapProblem {
    /// The map names a column that the file has not.
    #[error("the map names the column {0:?}, which the file has not")]
    Missing(String),
    /// The file has a column that the map does not name.
    #[error("the file has the column {0:?}, which the map neither uses nor ignores")]
    Unknown(String),
    /// A column's name stands twice.
    #[error("the file has the column {0:?} twice")]
    Twice(String),
    /// A column that seems to hold notes. They have no place here, not even left out: the source takes
    /// them out of what it sends (GEN-03).
    #[error("the file has the column {0:?}, which seems to hold notes: take it out of the file")]
    Notes(String),
    /// The map attests something that is no element of a consent.
    #[error("the map attests {0:?}, which is no element of a consent")]
    Element(String),
    /// The map feeds no name and no date of birth: no record could be made.
    #[error("the map must feed at least a name or a date of birth")]
    Nothing,
}

/// Whether the columns that a map names are those of a file, each once, and none of them holds notes
/// (FEED-07).
pub(super) fn fits(used: &BTreeSet<&str>, headings: &[&str]) -> Result<(), MapProblem> {
    let mut present = BTreeSet::new();
    for heading in headings {
        if !present.insert(*heading) {
            return Err(MapProblem::Twice((*heading).to_owned()));
        }
    }
    if let Some(missing) = used.iter().find(|column| !present.contains(**column)) {
        return Err(MapProblem::Missing((*missing).to_owned()));
    }
    if let Some(unknown) = present.iter().find(|column| !used.contains(**column)) {
        return Err(MapProblem::Unknown((*unknown).to_owned()));
    }
    match present.iter().find(|column| seems_to_hold_notes(column)) {
        Some(notes) => Err(MapProblem::Notes((*notes).to_owned())),
        None => Ok(()),
    }
}

/// Whether a heading is that of a column of words about a child.
pub fn seems_to_hold_notes(heading: &str) -> bool {
    const NOTES: [&str; 9] = [
        "note",
        "comment",
        "remark",
        "narrative",
        "diagnos",
        "concern",
        "observation",
        "freetext",
        "memo",
    ];
    let letters: String = heading
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    NOTES.iter().any(|notes| letters.contains(notes))
}

impl ColumnMap {
    /// Checks the map against a file's headings.
    pub fn check(&self, headings: &[&str]) -> Result<(), MapProblem> {
        fits(&self.columns(), headings)?;
        if self.name.is_none() && self.date_of_birth.is_none() {
            return Err(MapProblem::Nothing);
        }
        Ok(())
    }

    /// Every column that the map names.
    pub(super) fn columns(&self) -> BTreeSet<&str> {
        let mut columns: BTreeSet<&str> = self.ignore.iter().map(String::as_str).collect();
        columns.insert(&self.reference);
        for name in [&self.name, &self.former_name, &self.known_as]
            .into_iter()
            .flatten()
        {
            columns.extend(
                name.given
                    .iter()
                    .chain(&name.family)
                    .filter_map(Text::column),
            );
        }
        for rule in [&self.date_of_birth, &self.date_of_death, &self.supplied_on] {
            columns.extend(rule.iter().map(DateRule::name));
        }
        columns.extend(self.gender.iter().filter_map(Text::column));
        columns.extend(self.shield.iter().filter_map(Text::column));
        if let Some(ceased) = &self.ceased {
            columns.insert(ceased.on.name());
            columns.extend(ceased.intention.column());
            columns.extend(ceased.went_to.as_ref().and_then(Text::column));
        }
        if let Some(address) = &self.address {
            columns.extend(address.lines.iter().flatten().map(String::as_str));
            columns.extend(address.postcode.as_deref());
        }
        if let Some(home) = &self.other_home {
            columns.extend(home.lines.iter().flatten().map(String::as_str));
            columns.extend(home.postcode.as_deref());
            columns.extend(home.nights.as_deref());
        }
        for carer in &self.carers {
            columns.extend(
                carer
                    .given
                    .iter()
                    .chain(&carer.family)
                    .filter_map(Text::column),
            );
            columns.extend(carer.telephone.as_deref());
        }
        columns.extend(
            self.identifiers
                .iter()
                .map(|identifier| identifier.column.as_str()),
        );
        columns
    }
}

impl Text {
    /// The column, where it comes from one.
    pub fn column(&self) -> Option<&str> {
        match self {
            Text::Column(column) | Text::Rule(TextRule::Values { column, .. }) => Some(column),
            Text::Rule(TextRule::Constant(_)) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map() -> ColumnMap {
        serde_json::from_value(json!({
            "reference": "id",
            "name": { "given": "first", "family": "last" },
            "gender": { "values": { "column": "sex", "values": { "F": "female" } } },
            "address": { "lines": [["number", "street"]], "postcode": "postcode" },
            "ignore": ["spare"],
        }))
        .unwrap()
    }

    const HEADINGS: [&str; 8] = [
        "id", "first", "last", "sex", "number", "street", "postcode", "spare",
    ];

    #[test]
    fn a_map_that_accounts_for_every_column_fits() {
        assert_eq!(map().check(&HEADINGS), Ok(()));
    }

    #[test]
    fn an_unknown_column_refuses_the_file_feed_07() {
        let more = [&HEADINGS[..], &["diagnosis"]].concat();
        assert_eq!(
            map().check(&more),
            Err(MapProblem::Unknown("diagnosis".into()))
        );
    }

    #[test]
    fn a_missing_or_doubled_column_refuses_the_file_feed_07() {
        assert_eq!(
            map().check(&HEADINGS[..7]),
            Err(MapProblem::Missing("spare".into()))
        );
        let twice = [&HEADINGS[..], &["id"]].concat();
        assert_eq!(map().check(&twice), Err(MapProblem::Twice("id".into())));
    }

    #[test]
    fn a_column_of_notes_refuses_the_file_even_where_it_is_left_out_gen_03_feed_07() {
        for notes in [
            "notes",
            "Case Notes",
            "freeText",
            "free_text",
            "COMMENTS",
            "diagnosis_1",
        ] {
            let map = ColumnMap {
                ignore: vec!["spare".into(), notes.into()],
                ..map()
            };
            let more = [&HEADINGS[..], &[notes]].concat();
            assert_eq!(map.check(&more), Err(MapProblem::Notes(notes.into())));
        }
    }

    #[test]
    fn an_item_that_does_not_exist_cannot_be_mapped_feed_07() {
        let wrong = json!({ "reference": "id", "case_notes": "notes" });
        assert!(serde_json::from_value::<ColumnMap>(wrong).is_err());
    }
}

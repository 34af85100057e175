//! Reading accounts from files of public data sets.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use chrono::Datelike;
use domain::child_record::Gender;
use domain::matching::{Account, Day, Words};
use serde::Deserialize;

use super::{Accounts, Known};
use crate::bench::DAY;

/// From so many years on nobody is a child.
const OF_AGE: i32 = 18;

/// What stands in which column of a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    given: String,
    family: String,
    born: String,
    gender: Option<String>,
    postcode: String,
    /// Parts of the address, in order.
    address: Vec<String>,
    /// What accounts of one person share.
    truth: TruthColumn,
    /// The group for which results are shown apart.
    group: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TruthColumn {
    column: String,
    /// Where only the first parts of the text count: how many, and what parts them.
    #[serde(default)]
    first: Option<usize>,
    #[serde(default)]
    parted_by: Option<String>,
}

impl TruthColumn {
    fn of(&self, text: &str) -> u64 {
        let part: String = match (&self.parted_by, self.first) {
            (Some(by), Some(first)) => text.split(by.as_str()).take(first).collect(),
            _ => text.to_owned(),
        };
        let mut hasher = DefaultHasher::new();
        part.hash(&mut hasher);
        hasher.finish()
    }
}

/// The one or two files of a directory.
pub(super) fn read(directory: &Path) -> Result<(Accounts, Option<Accounts>), Box<dyn Error>> {
    let columns: Columns = toml::from_str(&fs::read_to_string(directory.join("columns.toml"))?)?;
    let mut files: Vec<PathBuf> = fs::read_dir(directory)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ends| ends == "csv"))
        .collect();
    files.sort_unstable();
    match files.as_slice() {
        [one] => Ok((accounts(one, &columns)?, None)),
        [one, other] => Ok((accounts(one, &columns)?, Some(accounts(other, &columns)?))),
        _ => Err("the directory must hold one or two files of accounts".into()),
    }
}

fn accounts(file: &Path, columns: &Columns) -> Result<Accounts, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(file)?;
    let places: HashMap<String, usize> = reader
        .headers()?
        .iter()
        .enumerate()
        .map(|(place, heading)| (heading.to_owned(), place))
        .collect();
    let place = |column: &String| {
        let place = places.get(column).copied();
        place.ok_or_else(|| format!("there is no column {column}"))
    };
    let (given, family) = (place(&columns.given)?, place(&columns.family)?);
    let (born, postcode) = (place(&columns.born)?, place(&columns.postcode)?);
    let truth = place(&columns.truth.column)?;
    let gender = columns.gender.as_ref().map(place).transpose()?;
    let group = columns.group.as_ref().map(place).transpose()?;
    let address: Vec<usize> = columns
        .address
        .iter()
        .map(place)
        .collect::<Result<_, _>>()?;
    let childhood = DAY.year() - OF_AGE;
    let (mut accounts, mut words) = (Accounts::default(), Words::default());
    for row in reader.records() {
        let row = row?;
        let text = |place: usize| row.get(place).unwrap_or_default().to_owned();
        let digits: String = text(born).chars().filter(char::is_ascii_digit).collect();
        let born = Day::of_digits(&digits);
        let account = Account {
            names: vec![(text(given), text(family))],
            born,
            gender: gender.and_then(|gender| match text(gender).to_lowercase().as_str() {
                "f" | "female" => Some(Gender::Female),
                "m" | "male" => Some(Gender::Male),
                _ => None,
            }),
            homes: vec![(
                text(postcode),
                address
                    .iter()
                    .map(|part| text(*part))
                    .collect::<Vec<_>>()
                    .join(" "),
            )],
            ..Account::default()
        };
        let known = Known {
            account,
            truth: columns.truth.of(&text(truth)),
            group: group.map(text).unwrap_or_default(),
            twins: None,
            called: String::new(),
            child: born.is_some_and(|born| born.year() as i32 > childhood),
        };
        accounts.add(known, &mut words);
    }
    Ok(accounts)
}

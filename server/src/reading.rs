//! Reading the rows of a source's file or supply by a map: what the program and the channel share.

use std::collections::BTreeSet;
use std::io;

use csv::{Reader, ReaderBuilder, StringRecord, Trim};
use domain::clock::Moment;
use domain::data_source::{RowCode, RowMap, RowRefused, Source};
use domain::feed::{Format, NotWhole};
use serde_json::{Map, Value};

use crate::ctf::{self, Pupils};
use crate::screen::{END_OF_FILE, Screen, is_odd};

/// The longest row, in bytes.
const LONGEST_LINE: usize = 64 * 1024;

/// A row that can be used, or why not.
pub(crate) type Read<M> = Result<<M as RowMap>::Row, RowRefused>;

/// What is needed to read rows.
pub(crate) struct Reading<'a, M> {
    pub map: &'a M,
    pub source: &'a Source,
    /// When the file came.
    pub received: Moment,
}

/// A reader of comma-separated rows; one with more or fewer fields than there are headings is read all
/// the same, and refused by itself.
pub(crate) fn csv_reader<R: io::Read>(from: R) -> Reader<R> {
    ReaderBuilder::new()
        .trim(Trim::All)
        .flexible(true)
        .from_reader(from)
}

impl<'a, M: RowMap> Reading<'a, M> {
    /// The rows of a supply, in its order, one after another.
    ///
    /// # Errors
    /// Where none of it can be used.
    pub(crate) fn rows(
        &'a self,
        format: Format,
        bytes: &'a [u8],
    ) -> Result<Box<dyn Iterator<Item = Read<M>> + Send + 'a>, NotWhole> {
        // Editors of other systems put a mark before UTF-8.
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let bytes = bytes.strip_suffix(&[END_OF_FILE]).unwrap_or(bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(NotWhole::Empty);
        }
        Screen::new().piece(bytes)?;
        let columns = self.map.columns().map_err(|_| NotWhole::Headings)?;
        match format {
            Format::Csv => {
                let mut reader = csv_reader(bytes);
                let headings = reader.headers().map_err(|_| NotWhole::Encoding)?.clone();
                let known: BTreeSet<&str> = headings.iter().collect();
                if known.len() != headings.len() || !known.is_subset(&columns) {
                    return Err(NotWhole::Headings);
                }
                Ok(Box::new(self.csv(reader, headings)))
            }
            Format::Ndjson => Ok(Box::new(self.ndjson(columns, bytes))),
            Format::Ctf if ctf::FIELDS.iter().all(|field| columns.contains(field)) => {
                let text = std::str::from_utf8(bytes).map_err(|_| NotWhole::Encoding)?;
                // Nothing is taken in of a file that breaks off, or cannot be used further on.
                let mut pupils = Pupils::of(text);
                if pupils.try_fold(0_u64, |all, pupil| pupil.map(|_| all + 1))? == 0 {
                    return Err(NotWhole::Empty);
                }
                Ok(Box::new(self.ctf(text)))
            }
            Format::Ctf => Err(NotWhole::Headings),
        }
    }

    /// The rows of a file with headings that have been checked.
    pub(crate) fn csv<R: io::Read + Send + 'a>(
        &'a self,
        mut reader: Reader<R>,
        headings: StringRecord,
    ) -> impl Iterator<Item = Read<M>> + Send + 'a {
        std::iter::from_fn(move || {
            let mut record = StringRecord::new();
            let line = reader.position().line();
            let read = reader.read_record(&mut record);
            let line = record.position().map_or(line, csv::Position::line);
            match read {
                Ok(false) => None,
                Ok(true)
                    if record.len() == headings.len()
                        && !record.iter().any(is_odd)
                        && record.as_slice().len() <= LONGEST_LINE =>
                {
                    let field = |column: &str| -> &str {
                        let place = headings.iter().position(|heading| heading == column);
                        place
                            .and_then(|place| record.get(place))
                            .unwrap_or_default()
                    };
                    Some(self.read(line, &field))
                }
                _ => Some(Err(malformed(line))),
            }
        })
    }

    fn ndjson(
        &'a self,
        columns: BTreeSet<&'a str>,
        bytes: &'a [u8],
    ) -> impl Iterator<Item = Read<M>> + Send + 'a {
        let lines = bytes.split(|byte| *byte == b'\n').zip(1..);
        lines
            .filter(|(line, _)| !line.iter().all(u8::is_ascii_whitespace))
            .map(move |(line, number)| {
                let object = object(line).ok_or_else(|| malformed(number))?;
                if object.keys().any(|key| !columns.contains(key.as_str())) {
                    return Err(RowRefused {
                        number,
                        code: RowCode::UnknownField,
                        column: None,
                    });
                }
                let field = |column: &str| -> &str {
                    object
                        .get(column)
                        .and_then(Value::as_str)
                        .unwrap_or_default()
                };
                self.read(number, &field)
            })
    }

    /// The rows of a Common Transfer File that has been read through.
    fn ctf(&'a self, text: &'a str) -> impl Iterator<Item = Read<M>> + Send + 'a {
        Pupils::of(text).map_while(Result::ok).map(|pupil| {
            let number = pupil.number;
            let fields = pupil.fields.map_err(|code| RowRefused {
                number,
                code,
                column: None,
            })?;
            if fields.values().any(|value| is_odd(value)) {
                return Err(malformed(number));
            }
            let field = |column: &str| fields.get(column).map_or("", String::as_str);
            self.read(number, &field)
        })
    }

    fn read<'r>(&'r self, number: u64, field: &'r dyn Fn(&str) -> &'r str) -> Read<M> {
        self.map.read(number, field, self.received, self.source)
    }
}

/// An object all of whose values are texts without odd letters, or nothing.
fn object(line: &[u8]) -> Option<Map<String, Value>> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let object: Map<String, Value> = serde_json::from_slice(line).ok()?;
    let plain = |value: &Value| match value {
        Value::String(text) => !is_odd(text),
        other => other.is_null(),
    };
    object.values().all(plain).then_some(object)
}

fn malformed(number: u64) -> RowRefused {
    RowRefused {
        number,
        code: RowCode::Malformed,
        column: None,
    }
}

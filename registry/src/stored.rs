//! Reading what the database keeps in a shape of its own: codes and numbers. What cannot be read is a
//! fault, never left out. And writing lists, a column at a time.

use domain::id::ChildNumber;

/// A stored code's meaning.
pub(crate) fn known<T>(meaning: Option<T>) -> sqlx::Result<T> {
    meaning.ok_or_else(|| sqlx::Error::Decode("a stored code means nothing".into()))
}

/// A stored number.
pub(crate) fn number(stored: i64) -> sqlx::Result<ChildNumber> {
    ChildNumber::from_stored(stored)
        .map_err(|_| sqlx::Error::Decode("a stored number with a wrong digit".into()))
}

/// A column of a list of rows.
pub(crate) fn column<'r, Row, Value>(
    rows: &'r [Row],
    value: impl Fn(&'r Row) -> Value,
) -> Vec<Value> {
    rows.iter().map(value).collect()
}

//! Rows in the text form of `COPY`.

use std::fmt::{self, Write};
use std::io;

use serde::Serialize;

/// Rows of one table.
#[derive(Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    started: bool,
}

/// Writes text so that `COPY` reads it back as it was.
struct Escaped<'r>(&'r mut Vec<u8>);

impl Escaped<'_> {
    fn put(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\\' => self.0.extend_from_slice(b"\\\\"),
                b'\t' => self.0.extend_from_slice(b"\\t"),
                b'\n' => self.0.extend_from_slice(b"\\n"),
                b'\r' => self.0.extend_from_slice(b"\\r"),
                other => self.0.push(*other),
            }
        }
    }
}

impl Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.put(text.as_bytes());
        Ok(())
    }
}

impl io::Write for Escaped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Rows {
    fn next(&mut self) -> Escaped<'_> {
        if self.started {
            self.bytes.push(b'\t');
        }
        self.started = true;
        Escaped(&mut self.bytes)
    }

    /// A value as it is displayed.
    pub(super) fn value(&mut self, value: impl fmt::Display) -> &mut Self {
        // Writing to memory cannot fail.
        let _ = write!(self.next(), "{value}");
        self
    }

    /// A value, or null.
    pub(super) fn maybe(&mut self, value: Option<impl fmt::Display>) -> &mut Self {
        match value {
            Some(value) => self.value(value),
            None => self.null(),
        }
    }

    /// Null.
    pub(super) fn null(&mut self) -> &mut Self {
        self.next().0.extend_from_slice(b"\\N");
        self
    }

    /// True or false.
    pub(super) fn flag(&mut self, flag: bool) -> &mut Self {
        self.next().0.push(if flag { b't' } else { b'f' });
        self
    }

    /// JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> serde_json::Result<&mut Self> {
        serde_json::to_writer(self.next(), value)?;
        Ok(self)
    }

    /// Bytes, in hexadecimal.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let Escaped(row) = self.next();
        row.extend_from_slice(b"\\\\x");
        for byte in bytes {
            row.push(DIGITS[usize::from(byte >> 4)]);
            row.push(DIGITS[usize::from(byte & 15)]);
        }
        self
    }

    /// Ends the row.
    pub(super) fn end(&mut self) {
        self.bytes.push(b'\n');
        self.started = false;
    }

    /// What `COPY` is to read.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_field_or_a_row_is_escaped() {
        let mut rows = Rows::default();
        rows.value("a\tb\\c\nd").null().flag(true).bytes(&[0, 255]);
        rows.json(&serde_json::json!({ "k": "\"\\" }))
            .unwrap()
            .end();
        let text = std::str::from_utf8(rows.as_bytes()).unwrap();
        assert_eq!(
            text,
            "a\\tb\\\\c\\nd\t\\N\tt\t\\\\x00ff\t{\"k\":\"\\\\\"\\\\\\\\\"}\n"
        );
    }
}

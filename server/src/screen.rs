//! What no supply may hold, of whichever format: they are text, and nothing but text (FEED-12). An archive,
//! a program or a document is known by its beginning, and what has two bytes a letter by its zeros. Any other
//! byte that no text has refuses the row that has it, and no other (FEED-07).

use domain::feed::NotWhole;

/// How archives, programs and documents begin.
const BEGINNINGS: [&[u8]; 9] = [
    b"PK\x03\x04",
    b"\x1F\x8B",
    b"MZ\x90",
    b"\x7FELF",
    b"\xD0\xCF\x11\xE0",
    b"%PDF-",
    b"#!",
    b"{\\rtf",
    b"<?php",
];

/// By which older systems mark the end of a file, after its last row.
pub(crate) const END_OF_FILE: u8 = 0x1A;

/// The file by which every scanner shows that it is at work; it stands here in two parts, so that none takes
/// this file for it.
const SCANNERS_TEST: [&[u8]; 2] = [b"$EICAR-STANDARD-", b"ANTIVIRUS-TEST-FILE!"];

/// Whether a text has what no text has.
pub(crate) fn is_odd(text: &str) -> bool {
    let odd = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r');
    text.bytes().any(odd)
}

/// A supply that is looked through, a piece at a time.
pub(crate) struct Screen {
    /// The end of what has been looked through: long enough to find what lies across two pieces.
    tail: Vec<u8>,
    begun: bool,
    test: Vec<u8>,
}

impl Screen {
    pub(crate) fn new() -> Self {
        Self {
            tail: Vec::new(),
            begun: false,
            test: SCANNERS_TEST.concat(),
        }
    }

    /// Looks at the next piece. The first holds at least the beginning.
    ///
    /// # Errors
    /// Where nothing of the supply can be used.
    pub(crate) fn piece(&mut self, bytes: &[u8]) -> Result<(), NotWhole> {
        let begins = |beginning: &&[u8]| bytes.starts_with(beginning);
        if !std::mem::replace(&mut self.begun, true) && BEGINNINGS.iter().any(begins) {
            return Err(NotWhole::Content);
        }
        // Two bytes a letter.
        if bytes.contains(&0) {
            return Err(NotWhole::Encoding);
        }
        let across = [&self.tail[..], &bytes[..bytes.len().min(self.test.len())]].concat();
        let found = |hay: &[u8]| {
            let mut places = hay.iter().enumerate().filter(|(_, byte)| **byte == b'$');
            places.any(|(place, _)| hay[place..].starts_with(&self.test))
        };
        if found(&across) || found(bytes) {
            return Err(NotWhole::Content);
        }
        let keep = bytes.len().saturating_sub(self.test.len());
        self.tail = bytes[keep..].to_vec();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked_at(pieces: &[&[u8]]) -> Result<(), NotWhole> {
        let mut screen = Screen::new();
        pieces.iter().try_for_each(|piece| screen.piece(piece))
    }

    #[test]
    fn archives_programs_and_documents_are_no_supply_feed_12() {
        let zip = b"PK\x03\x04\x14\x00";
        let gzip = b"\x1f\x8b\x08\x08rows.csv";
        let windows = b"MZ\x90\x00\x03";
        let linux = b"\x7fELF\x02\x01";
        let office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        for bytes in [
            &zip[..],
            gzip,
            windows,
            linux,
            office,
            b"%PDF-1.7\n",
            b"#!/bin/sh\n",
        ] {
            assert!(looked_at(&[bytes]).is_err(), "{bytes:?}");
        }
        assert!(looked_at(&[b"reference\n\"a\x1b[2Jb\"\n"]).is_ok());
        assert!(looked_at(&["reference,Name\r\n1,Zoë\t\n".as_bytes()]).is_ok());
    }

    #[test]
    fn the_scanners_test_file_is_found_wherever_it_stands_feed_12() {
        let file = SCANNERS_TEST.concat();
        let (first, second) = file.split_at(11);
        assert_eq!(looked_at(&[b"a,b\n1,", &file]), Err(NotWhole::Content));
        assert_eq!(looked_at(&[first, second]), Err(NotWhole::Content));
        assert_eq!(looked_at(&[b"a,b\n", first, b"x", second]), Ok(()));
    }
}

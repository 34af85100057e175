//! The code that sealing a record yields, without which none is made (NEWID-01).

use std::fmt;

use crate::chance::Chance;
use crate::refusal::Problem;

/// Letters and digits that nobody takes for one another, read out or written down.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A release code: eighty random bits, so that none is guessed. It knows nothing of the record that
/// was sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct ReleaseCode([u8; 16]);

impl ReleaseCode {
    /// A new one.
    pub fn random(chance: &dyn Chance) -> Self {
        let mut bytes = [0; 16];
        chance.fill(&mut bytes);
        Self(bytes.map(|byte| LETTERS[usize::from(byte % 32)]))
    }

    /// Reads a code however it was spaced or cased.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let letters: Vec<u8> = text
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace() && *byte != b'-')
            .map(|byte| match byte.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            })
            .collect();
        let known = letters.iter().all(|letter| LETTERS.contains(letter));
        <[u8; 16]>::try_from(letters)
            .ok()
            .filter(|_| known)
            .map(Self)
            .ok_or_else(Self::not_valid)
    }

    /// What is said of every code that opens nothing: mistyped, used, or never given.
    pub fn not_valid() -> Problem {
        Problem::new(
            "code",
            "This code cannot be used. Check each of its 16 letters and digits; each code works once",
        )
    }

    /// The code's letters, to be hashed.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for ReleaseCode {
    /// In four groups.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.iter().enumerate() {
            if place > 0 && place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*letter))?;
        }
        Ok(())
    }
}

impl fmt::Debug for ReleaseCode {
    /// It is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReleaseCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;

    impl Chance for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            (0..).zip(buffer).for_each(|(n, byte)| *byte = n * 7);
        }
    }

    #[test]
    fn a_code_is_read_however_it_was_written_down_newid_01() {
        let code = ReleaseCode::random(&Counting);
        let written = code.to_string();
        assert_eq!(written.len(), 19);
        assert_eq!(ReleaseCode::parse(&written), Ok(code.clone()));
        let sloppy = written.to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(ReleaseCode::parse(&sloppy), Ok(code));
        for wrong in ["", "0123-4567-89AB", "0123-4567-89AB-CDE!", "u"] {
            assert!(ReleaseCode::parse(wrong).is_err(), "{wrong}");
        }
    }
}

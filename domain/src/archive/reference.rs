//! References of cases: for the trail's restricted part alone.

use std::fmt;

use crate::refusal::Problem;

/// The reference of a case, an order or a request, as its own office writes it: letters, digits,
/// strokes, hyphens and full stops, with a digit among them, so that no words can be entered (G-FREE).
#[derive(Clone, PartialEq, Eq)]
pub struct CaseReference(String);

impl CaseReference {
    /// The longest, in characters.
    pub const LONGEST: usize = 30;

    /// Reads a reference; says what to do where it is none.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let fits = (3..=Self::LONGEST).contains(&text.len())
            && text.bytes().any(|byte| byte.is_ascii_digit())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"/-.".contains(&byte));
        fits.then(|| Self(text.to_owned())).ok_or(Problem::new(
            "reference",
            "Enter the case reference: 3 to 30 letters, digits, / - or ., without spaces, with a digit among them",
        ))
    }

    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for CaseReference {
    /// It may identify a child (NFR-03).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseReference")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_no_place_for_words_g_free_arc_04() {
        for (text, accepted) in [
            ("SCR/2026-14", true),
            (" 0117.B ", true),
            ("at risk", false),
            ("Ann-Example", false),
            ("12", false),
            ("A123456789012345678901234567890", false),
        ] {
            assert_eq!(CaseReference::parse(text).is_ok(), accepted, "{text}");
        }
    }
}

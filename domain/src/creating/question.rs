//! What an authority asks when it cannot decide yet: codes, never words (G-FREE).

use serde::{Deserialize, Serialize};

/// What is to be told, or made sure of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// The name.
    Name,
    /// The date of birth.
    DateOfBirth,
    /// Where the child lives.
    Address,
    /// Why the child is ordinarily resident.
    Basis,
    /// A parent or carer.
    Carer,
}

impl Question {
    /// Every question.
    pub const ALL: [Question; 5] = [
        Question::Name,
        Question::DateOfBirth,
        Question::Address,
        Question::Basis,
        Question::Carer,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Question::Name => "name",
            Question::DateOfBirth => "date-of-birth",
            Question::Address => "address",
            Question::Basis => "basis",
            Question::Carer => "carer",
        }
    }

    /// The question with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|question| question.code() == code)
    }

    /// As it is put.
    pub fn title(self) -> &'static str {
        match self {
            Question::Name => "The child’s full name, and how it is spelt",
            Question::DateOfBirth => "The exact date of birth",
            Question::Address => "Where the child lives now",
            Question::Basis => "Why the child counts as living in England",
            Question::Carer => "The name of a parent or carer",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_codes_g_free() {
        for question in Question::ALL {
            assert_eq!(Question::from_code(question.code()), Some(question));
        }
        assert_eq!(Question::from_code("why"), None);
    }
}

//! Texts that may be absent, and lists of class names.

/// A text that may be absent. An empty text counts as absent, so that a form's blank answer and
/// no answer look alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaybeText(Option<String>);

impl MaybeText {
    /// The text, if there is one.
    pub fn into_option(self) -> Option<String> {
        self.0
    }

    /// The text, or `other` in its absence.
    pub fn unwrap_or(self, other: &str) -> String {
        self.0.unwrap_or_else(|| other.to_owned())
    }
}

impl From<String> for MaybeText {
    fn from(text: String) -> Self {
        Self(Some(text).filter(|text| !text.is_empty()))
    }
}

impl From<&str> for MaybeText {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Option<String>> for MaybeText {
    fn from(text: Option<String>) -> Self {
        text.map_or_else(Self::default, Self::from)
    }
}

impl From<Option<&str>> for MaybeText {
    fn from(text: Option<&str>) -> Self {
        text.map_or_else(Self::default, Self::from)
    }
}

/// Joins class names with spaces, leaving out the empty ones.
pub(crate) fn classes(names: &[&str]) -> String {
    let present: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !name.is_empty())
        .collect();
    present.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_counts_as_absent() {
        assert_eq!(MaybeText::from("").into_option(), None);
        assert_eq!(MaybeText::from(Some(String::new())).into_option(), None);
        assert_eq!(MaybeText::from("0").into_option(), Some("0".to_owned()));
    }

    #[test]
    fn absent_class_names_leave_no_gap() {
        assert_eq!(classes(&["a", "", "b c", ""]), "a b c");
    }
}

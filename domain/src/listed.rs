//! Long lists, a page at a time.

use serde::{Deserialize, Serialize};

/// How many rows stand on a page.
pub const PER_PAGE: i64 = 50;

/// A page of a list; the first is 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Page(u32);

impl Page {
    /// The last page that is shown: an authority has fewer children than that.
    const LAST: u32 = 20_000;

    /// The page that an address names; the first where it names none.
    pub fn parse(text: Option<&str>) -> Self {
        let number = text.and_then(|text| text.parse().ok());
        Self(number.unwrap_or(1).clamp(1, Self::LAST))
    }

    /// Its number.
    pub fn number(self) -> u32 {
        self.0
    }

    /// How many rows stand before it.
    pub fn skipped(self) -> i64 {
        i64::from(self.0 - 1) * PER_PAGE
    }

    /// The next one.
    pub fn next(self) -> Option<Self> {
        (self.0 < Self::LAST).then_some(Self(self.0 + 1))
    }

    /// The one before.
    pub fn before(self) -> Option<Self> {
        (self.0 > 1).then_some(Self(self.0 - 1))
    }
}

/// Part of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Listed<T> {
    /// Which page it is.
    pub page: Page,
    /// Its rows.
    pub rows: Vec<T>,
    /// Whether more follow.
    pub more: bool,
    /// Whether the reader may see what is listed of shielded records, on a page of its own (D-32).
    pub sees_shields: bool,
}

impl<T> Listed<T> {
    /// A page of which one row more than fits was read.
    pub fn read(page: Page, mut rows: Vec<T>, sees_shields: bool) -> Self {
        let fits = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > fits && page.next().is_some();
        rows.truncate(fits);
        Self {
            page,
            rows,
            more,
            sees_shields,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_shows_what_fits_and_whether_more_follow_dq_03() {
        let page = Page::parse(Some("2"));
        assert_eq!(page.skipped(), PER_PAGE);
        let rows: Vec<i64> = (0..=PER_PAGE).collect();
        let listed = Listed::read(page, rows, false);
        assert_eq!((listed.rows.len(), listed.more), (50, true));
        assert!(!Listed::read(page, vec![1], false).more);
        for text in [None, Some("0"), Some("x"), Some("-1")] {
            assert_eq!(Page::parse(text).number(), 1);
        }
        assert_eq!(Page::parse(Some("99999")).next(), None);
    }
}

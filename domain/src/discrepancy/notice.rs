//! What is kept of a difference, and what the source is told of it.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Item;
use crate::child_record::PersonName;
use crate::id::{ChildNumber, SourceId};

/// For so many days a source is not told again of an item that it has not changed (T-29, DISC-04).
pub const QUIET_FOR_DAYS: i32 = 90;

/// What a source is told: that an item of its own is not what the record shows. There is no place in it
/// for a value, ours or anyone's (DISC-02, FEED-05).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// The source's own reference.
    pub reference: String,
    /// Which item.
    pub item: Item,
    /// The day on which the source supplied it.
    pub supplied_on: NaiveDate,
}

/// A place in the list of a source's notices, after which it goes on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Place {
    /// A reference.
    pub reference: String,
    /// An item of it.
    pub item: Item,
}

/// A part of a source's notices, in order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notices {
    /// The notices.
    pub notices: Vec<Notice>,
    /// Where to go on; none at the end.
    pub next: Option<Place>,
}

/// How many notices stand, of one item of one source.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Standing {
    /// Which source.
    pub source: SourceId,
    /// Its name.
    pub name: String,
    /// Which item.
    pub item: Item,
    /// For less than 30 days.
    pub fresh: i64,
    /// For 30 to 89 days.
    pub older: i64,
    /// For 90 days or more: the source has been told again.
    pub told_again: i64,
}

/// A difference on a shielded record of which its source is not told (D-33): for those alone who see the
/// shielded records of the authority.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WithheldNotice {
    /// Whose record.
    pub child: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Which source differs.
    pub source: String,
    /// In which item.
    pub item: Item,
    /// The day on which the source supplied it.
    pub supplied_on: NaiveDate,
}

/// What is kept of one item of a source's statement that differs, or did. `M` is the mark by which the
/// source's own words are known again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept<M> {
    /// The mark of what the source says.
    pub said: M,
    /// When the source was first told of it; once closed, when it was told last. None where it never was.
    pub told_on: Option<NaiveDate>,
    /// Since when it differs without a break.
    pub since: NaiveDate,
    /// When it came to agree, where it does.
    pub closed_on: Option<NaiveDate>,
}

fn quiet_until(told_on: NaiveDate) -> NaiveDate {
    told_on
        .checked_add_days(Days::new(QUIET_FOR_DAYS.unsigned_abs().into()))
        .unwrap_or(NaiveDate::MAX)
}

impl<M: Clone + PartialEq> Kept<M> {
    /// When the source was told last of what still differs: again after each 90 days. None where it
    /// agrees, was withheld, or came back so soon that nothing is said.
    pub fn told(&self, today: NaiveDate) -> Option<NaiveDate> {
        let first = self.told_on.filter(|_| self.closed_on.is_none())?;
        let quiet = u64::from(QUIET_FOR_DAYS.unsigned_abs());
        let passed = u64::try_from((today - first).num_days()).unwrap_or(0);
        let last = first.checked_add_days(Days::new(passed / quiet * quiet))?;
        (last >= self.since).then_some(last)
    }

    /// What is kept once a record has been put together (DISC-04): `differs` holds the mark of the
    /// source's words where they do; of what is `withheld` the source is told nothing.
    pub fn follow(
        before: Option<&Self>,
        differs: Option<M>,
        withheld: bool,
        today: NaiveDate,
    ) -> Option<Self> {
        let Some(said) = differs else {
            return before.and_then(|before| before.clone().agree(today));
        };
        let anew = |told_on| Self {
            said: said.clone(),
            told_on,
            since: today,
            closed_on: None,
        };
        let fresh = || anew((!withheld).then_some(today));
        let Some(before) = before.filter(|before| before.said == said) else {
            return Some(fresh());
        };
        let Some(told_on) = before.told_on else {
            let waits = withheld && before.closed_on.is_none();
            return Some(if waits { before.clone() } else { fresh() });
        };
        if before.closed_on.is_none() {
            return Some(before.clone());
        }
        let quiet = today < quiet_until(told_on);
        Some(if quiet || withheld {
            anew(Some(told_on))
        } else {
            fresh()
        })
    }

    /// It agrees now. What was never told is forgotten.
    fn agree(self, today: NaiveDate) -> Option<Self> {
        if self.closed_on.is_some() {
            return Some(self);
        }
        let told_on = self.told(today).or(self.told_on)?;
        Some(Self {
            told_on: Some(told_on),
            closed_on: Some(today),
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u64) -> NaiveDate {
        let start: NaiveDate = "2026-11-02".parse().unwrap();
        start.checked_add_days(Days::new(number)).unwrap()
    }

    fn follow(before: Option<&Kept<u8>>, differs: Option<u8>, on: u64) -> Option<Kept<u8>> {
        Kept::follow(before, differs, false, day(on))
    }

    #[test]
    fn what_differs_is_told_at_once_and_again_after_ninety_days_t_29_disc_04() {
        let first = follow(None, Some(1), 0).unwrap();
        assert_eq!(first.told(day(0)), Some(day(0)));
        assert_eq!(first.told(day(89)), Some(day(0)));
        assert_eq!(first.told(day(90)), Some(day(90)));
        assert_eq!(first.told(day(200)), Some(day(180)));
        assert_eq!(follow(Some(&first), Some(1), 30), Some(first));
    }

    #[test]
    fn it_closes_by_itself_and_a_value_that_comes_and_goes_stays_quiet_disc_04() {
        let first = follow(None, Some(1), 0);
        let closed = follow(first.as_ref(), None, 5).unwrap();
        assert_eq!(closed.told(day(5)), None);
        let back = follow(Some(&closed), Some(1), 10).unwrap();
        assert_eq!(back.told(day(10)), None);
        assert_eq!(back.told(day(89)), None);
        assert_eq!(back.told(day(90)), Some(day(90)));
        let late = follow(Some(&closed), Some(1), 91).unwrap();
        assert_eq!(late.told(day(91)), Some(day(91)));
    }

    #[test]
    fn another_value_that_differs_is_told_of_at_once_disc_04() {
        let first = follow(None, Some(1), 0);
        let other = follow(first.as_ref(), Some(2), 3).unwrap();
        assert_eq!(other.told(day(3)), Some(day(3)));
    }

    #[test]
    fn what_is_withheld_is_told_once_it_no_longer_is_d_33() {
        let withheld = Kept::follow(None, Some(1), true, day(0)).unwrap();
        assert_eq!(withheld.told(day(200)), None);
        assert_eq!(
            Kept::follow(Some(&withheld), Some(1), true, day(7)),
            Some(withheld.clone())
        );
        let open = follow(Some(&withheld), Some(1), 20).unwrap();
        assert_eq!(open.told(day(20)), Some(day(20)));
        assert_eq!(follow(Some(&withheld), None, 20), None);
    }

    #[test]
    fn a_notice_has_no_place_for_a_value_disc_02_feed_05() {
        let notice = Notice {
            reference: "7".into(),
            item: Item::Address,
            supplied_on: day(0),
        };
        let serde_json::Value::Object(fields) = serde_json::to_value(notice).unwrap() else {
            panic!("a notice has fields");
        };
        let fields: Vec<_> = fields.keys().map(String::as_str).collect();
        assert_eq!(fields, ["item", "reference", "supplied_on"]);
    }

    proptest! {
        /// However often a record is put together and a value comes and goes, the same words are not told
        /// twice within the time, and what agrees is never told.
        #[test]
        fn no_words_are_told_twice_within_the_quiet_time_t_29_disc_04(
            steps in proptest::collection::vec((0..40_u64, proptest::option::of(0..2_u8)), 1..60),
        ) {
            let (mut kept, mut on) = (None::<Kept<u8>>, 0);
            let mut told = std::collections::BTreeSet::<(u8, NaiveDate)>::new();
            let mut words_since = 0;
            for (wait, differs) in steps {
                for between in on..on + wait {
                    if let Some((said, last)) = kept.as_ref().and_then(|k| Some((k.said, k.told(day(between))?))) {
                        told.insert((said, last));
                    }
                }
                on += wait;
                let before = kept.as_ref().map(|kept| kept.said);
                kept = Kept::follow(kept.as_ref(), differs, false, day(on));
                if differs.is_none() {
                    prop_assert_eq!(kept.as_ref().and_then(|kept| kept.told(day(on))), None);
                }
                // Other words begin anew: only the last are kept in mind.
                if before != kept.as_ref().map(|kept| kept.said) {
                    words_since = on;
                    told.clear();
                }
                let days: Vec<NaiveDate> = told.iter().map(|(_, day)| *day).collect();
                for pair in days.windows(2) {
                    prop_assert!((pair[1] - pair[0]).num_days() >= 90, "since {words_since}");
                }
            }
        }
    }
}

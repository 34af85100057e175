//! Why an item of the best view is what it is (REC-01): whose statement is believed over whose, and by
//! what. For management alone (REC-02).

use super::assembly::{BestView, Weight, weighed};
use super::item::{Item, Value};
use super::statement::Supplied;

/// Why one statement is believed and another not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// It says what stands, or a part of it.
    Agrees,
    /// Of a death the Registrar General's word counts before any other.
    Certain,
    /// It is disputed, and held as it stood (DISP-04).
    Held,
    /// It was verified, the other was not.
    Verified,
    /// The other is a year older than the newest statement of the item.
    Fresh,
    /// The other’s source has supplied nothing for twelve months (T-32).
    Silent,
    /// Of this item its kind of source is believed before the other's.
    Ranked,
    /// It was supplied later.
    Later,
    /// Nothing tells them apart: of two sources always the same one is taken.
    Fixed,
}

impl Why {
    /// In words, of the statement that is not believed.
    pub fn words(self) -> &'static str {
        match self {
            Why::Agrees => "Says what is shown, or a part of it",
            Why::Certain => "Not shown: of a death the Registrar General’s word counts first",
            Why::Held => {
                "Not shown: the detail is disputed, and stays as it is until those who answer for the record decide"
            }
            Why::Verified => "Not shown: what is shown was verified, and this was not",
            Why::Fresh => "Not shown: this is more than a year older than the newest statement",
            Why::Silent => "Not shown: its source has supplied nothing for twelve months",
            Why::Ranked => "Not shown: for this detail the other kind of source is believed first",
            Why::Later => "Not shown: what is shown was supplied later",
            Why::Fixed => {
                "Not shown: nothing tells the two apart, so always the same source is taken"
            }
        }
    }

    /// By what the first of two is believed, where the other one's source may have fallen silent.
    fn between(first: &Weight, other: &Weight, silent: bool) -> Self {
        if first.uncertain != other.uncertain {
            Why::Certain
        } else if first.unverified != other.unverified {
            Why::Verified
        } else if first.stale != other.stale {
            if silent { Why::Silent } else { Why::Fresh }
        } else if first.rank != other.rank {
            Why::Ranked
        } else if first.at != other.at {
            Why::Later
        } else {
            Why::Fixed
        }
    }
}

/// What one source says of an item.
#[derive(Clone, Debug)]
pub struct Told<'s> {
    /// What it says.
    pub value: Value,
    /// The statement.
    pub said: &'s Supplied,
    /// Why the first is believed over it; none of the first itself.
    pub behind: Option<Why>,
}

/// What is said of an item, most believed first, beside the view that is assembled from the same
/// statements: whatever contradicts it is not shown.
pub fn explain<'s>(item: Item, view: &BestView, statements: &'s [Supplied]) -> Vec<Told<'s>> {
    let weighed = weighed(item, statements, |said| Value::said(item, &said.statement));
    let stands = Value::standing(item, view);
    let contradicts = |value: &Value| match &stands {
        Some(stands) => value.contradicts(stands),
        None => !value.is_nothing(),
    };
    let first = weighed.first().map(|(_, _, weight)| *weight);
    let held = weighed
        .first()
        .and_then(|(_, said, _)| said.statement.correction.as_ref())
        .is_some_and(|made| made.held && made.assurance.is_none());
    let told = weighed
        .into_iter()
        .enumerate()
        .map(|(place, (value, said, weight))| {
            let first = first.filter(|_| place > 0);
            let behind = first.map(|first| {
                if contradicts(&value) && held {
                    Why::Held
                } else if contradicts(&value) {
                    Why::between(&first, &weight, said.silent)
                } else {
                    Why::Agrees
                }
            });
            Told {
                value,
                said,
                behind,
            }
        });
    told.collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::best_view::{SourceKind, assemble};
    use crate::child_record::{Carer, CarerRelation, PersonName};
    use crate::id::SourceId;

    #[test]
    fn the_reason_why_a_source_is_not_believed_is_the_first_that_differs_rec_01() {
        let named = |source: u128, kind, at: &str, verified, given: &str| Supplied {
            source: SourceId(Uuid::from_u128(source)),
            kind,
            at: at.parse().unwrap(),
            verified,
            silent: false,
            statement: Value::Name(PersonName {
                given: given.into(),
                family: "Example".into(),
            })
            .stated(),
        };
        let (now, then, old) = (
            "2026-06-01T12:00:00Z",
            "2026-01-01T12:00:00Z",
            "2024-01-01T12:00:00Z",
        );
        let said = [
            named(1, SourceKind::Local, old, false, "Old"),
            named(2, SourceKind::Health, now, false, "Health"),
            named(3, SourceKind::Education, then, false, "Then"),
            named(4, SourceKind::Education, now, false, "School"),
            named(5, SourceKind::Education, now, false, "School"),
        ];
        let whys = |said: &[Supplied]| -> Vec<Option<Why>> {
            let told = explain(Item::Name, &assemble(said), said);
            told.into_iter().map(|told| told.behind).collect()
        };
        assert_eq!(
            whys(&said),
            [
                None,
                Some(Why::Agrees),
                Some(Why::Later),
                Some(Why::Ranked),
                Some(Why::Fresh)
            ]
        );
        let by_hand = named(9, SourceKind::Manual, then, true, "Hand");
        assert_eq!(
            whys(&[said[1].clone(), by_hand]),
            [None, Some(Why::Verified)]
        );
        let mut silent = said[1].clone();
        silent.silent = true;
        let then = said[2].clone();
        assert_eq!(whys(&[silent, then]), [None, Some(Why::Silent)]);
    }

    #[test]
    fn whoever_names_a_part_of_what_stands_is_not_said_to_be_left_out_rec_01_rec_04() {
        let names = |source: u128, kind, given: &[&str]| Supplied {
            source: SourceId(Uuid::from_u128(source)),
            kind,
            at: "2026-06-01T12:00:00Z".parse().unwrap(),
            verified: false,
            silent: false,
            statement: Value::Carers(
                given
                    .iter()
                    .map(|given| Carer {
                        name: PersonName {
                            given: (*given).into(),
                            family: "Example".into(),
                        },
                        relation: CarerRelation::Care,
                        address: None,
                        telephone: None,
                    })
                    .collect(),
            )
            .stated(),
        };
        let said = [
            names(1, SourceKind::SocialCare, &["Ann"]),
            names(2, SourceKind::Education, &["Ben"]),
        ];
        let view = assemble(&said);
        assert_eq!(view.carers.len(), 2, "both are carers");
        let told = explain(Item::Carers, &view, &said);
        assert_eq!(told[1].behind, Some(Why::Agrees));
    }
}

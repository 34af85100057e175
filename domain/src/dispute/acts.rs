//! Marking an item as disputed, and settling that (matrix row 57).

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::item::{DisputedItem, Outcome};
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::{RecordBearing, answers_for};
use crate::id::ChildNumber;
use crate::refusal::{Refusal, Rejection};
use crate::standing::Standing;

/// Listing the open disputes of one's authority's records.
#[derive(Debug)]
pub struct ListDisputes;

impl Act for ListDisputes {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("disp.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.manages_records() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// Seeing what of a record is disputed, to mark or to settle something.
#[derive(Debug)]
pub struct ViewDisputes {
    /// Whose.
    pub child: ChildNumber,
}

impl Act for ViewDisputes {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("disp.viewed", self.child)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())
    }
}

/// Marking an item as disputed: the authority is not satisfied that it is wrong (DISP-01).
#[derive(Debug)]
pub struct MarkDisputed {
    /// Whose.
    pub child: ChildNumber,
    /// Which item.
    pub item: DisputedItem,
    /// The date of the dispute.
    pub opened: NaiveDate,
}

impl MarkDisputed {
    /// Whether the date can be one of a dispute about a child born on a day.
    pub fn check(&self, born: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        let no = |message| Err(Rejection::of("opened", message));
        if self.opened > today {
            return no("Enter a date of the dispute that is not in the future");
        }
        // Where the date of birth is what is disputed, it tells nothing.
        if self.opened < born && self.item != DisputedItem::DateOfBirth {
            return no("Enter a date of the dispute that is not before the child was born");
        }
        Ok(())
    }
}

impl Act for MarkDisputed {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("disp.opened", self.child)
            .detail(json!({ "item": self.item.code() }))
            .restricted(json!({ "opened": self.opened }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())
    }
}

/// Seeing one dispute, and what the record shows of its item.
#[derive(Debug)]
pub struct ViewDispute {
    /// Which.
    pub dispute: Uuid,
}

impl Act for ViewDispute {
    /// That of the record; none where there is no such dispute.
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::of("disp.viewed").about("dispute", self.dispute)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())
    }
}

/// Settling a dispute (section 4.10). Whoever disputes the item again opens another one.
#[derive(Debug)]
pub struct SettleDispute {
    /// Which.
    pub dispute: Uuid,
    /// The date on which it was settled.
    pub settled: NaiveDate,
    /// How.
    pub outcome: Outcome,
}

impl SettleDispute {
    /// Whether the date can be that of settling a dispute of a day.
    pub fn check(&self, opened: NaiveDate, today: NaiveDate) -> Result<(), Rejection> {
        let no = |message| Err(Rejection::of("settled", message));
        if self.settled > today {
            return no("Enter a date of settling that is not in the future");
        }
        if self.settled < opened {
            return no("Enter a date of settling that is not before the date of the dispute");
        }
        Ok(())
    }
}

impl Act for SettleDispute {
    /// That of the record; none where there is no such dispute.
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        let event = Event::of("disp.settled").about("dispute", self.dispute);
        event.restricted(json!({
            "settled": self.settled,
            "outcome": self.outcome.code(),
        }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_dispute_is_of_a_day_in_the_childs_life_up_to_today_disp_01() {
        let (born, today) = (day("2015-05-14"), day("2026-11-02"));
        let mark = |item, opened: &str| MarkDisputed {
            child: ChildNumber::nth(1),
            item,
            opened: day(opened),
        };
        for (opened, fits) in [
            ("2026-11-03", false),
            ("2026-11-02", true),
            ("2015-05-14", true),
            ("2015-05-13", false),
        ] {
            let check = mark(DisputedItem::Address, opened).check(born, today);
            assert_eq!(check.is_ok(), fits, "{opened}");
        }
        let of_birth = mark(DisputedItem::DateOfBirth, "2015-05-13");
        assert!(of_birth.check(born, today).is_ok());
    }

    #[test]
    fn the_trail_shows_the_item_and_keeps_dates_and_outcome_for_few_disp_02() {
        let opened = MarkDisputed {
            child: ChildNumber::nth(1),
            item: DisputedItem::Address,
            opened: day("2026-10-05"),
        };
        let event = opened.event();
        assert_eq!(event.detail, json!({ "item": "address" }));
        assert_eq!(event.restricted, json!({ "opened": "2026-10-05" }));
        let settled = SettleDispute {
            dispute: Uuid::nil(),
            settled: day("2026-11-02"),
            outcome: Outcome::Kept,
        };
        let event = settled.event();
        assert_eq!(event.detail, serde_json::Value::Null);
        let few = json!({ "settled": "2026-11-02", "outcome": "kept" });
        assert_eq!(event.restricted, few);
    }

    #[test]
    fn a_dispute_is_settled_after_it_was_opened_and_not_in_the_future_disp_01() {
        let (opened, today) = (day("2026-10-05"), day("2026-11-02"));
        for (settled, fits) in [
            ("2026-10-04", false),
            ("2026-10-05", true),
            ("2026-11-02", true),
            ("2026-11-03", false),
        ] {
            let act = SettleDispute {
                dispute: Uuid::nil(),
                settled: day(settled),
                outcome: Outcome::Kept,
            };
            assert_eq!(act.check(opened, today).is_ok(), fits, "{settled}");
        }
    }
}

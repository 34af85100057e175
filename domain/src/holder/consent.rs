//! The consent to be shown as a holder, or as the lead, of a sensitive service (CAF-04, CAF-05).

use chrono::NaiveDate;

use crate::id::AccountId;
use crate::refusal::Rejection;
use crate::sensitive_service::{Attestation, Checklist, GivenBy};

/// The element that differs from what a sensitive involvement asks: there nobody sees the details,
/// here everyone does.
const DISPLAYED: &str = "will_be_displayed";

/// The fields of a form, with what each attests. That contact details are shown stands by itself.
pub const ELEMENTS: [(&str, &str); 6] = [
    Checklist::ELEMENTS[0],
    Checklist::ELEMENTS[1],
    Checklist::ELEMENTS[2],
    (
        DISPLAYED,
        "I have explained that contact details will be displayed to everyone who sees the record, under the display line and without naming our service",
    ),
    Checklist::ELEMENTS[4],
    Checklist::ELEMENTS[5],
];

/// The attestation of which certain elements were ticked; every one of them must be. By nobody where
/// a source attests it.
pub fn attested<'t>(
    given_by: Option<GivenBy>,
    given_on: NaiveDate,
    ticked: impl IntoIterator<Item = &'t str>,
    attested_by: impl Into<Option<AccountId>>,
    today: NaiveDate,
) -> Result<Attestation, Rejection> {
    // What stands in place of the element that nobody sees the details is ticked in its place.
    let elements = ticked.into_iter().map(|element| match element {
        DISPLAYED => "not_visible",
        "not_visible" => "",
        other => other,
    });
    let checklist = Checklist::ticked(elements);
    Attestation::of_consent(given_by, given_on, checklist, attested_by.into(), today)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn of<'t>(ticked: impl IntoIterator<Item = &'t str>) -> Result<Attestation, Rejection> {
        let today = "2026-11-25".parse().unwrap();
        let by = AccountId(Uuid::from_u128(1));
        attested(Some(GivenBy::Child), today, ticked, by, today)
    }

    #[test]
    fn a_lead_of_a_sensitive_service_consents_to_be_displayed_in_so_many_words_caf_05() {
        let all = ELEMENTS.map(|(name, _)| name);
        assert!(of(all).is_ok());
        for left_out in all {
            let others = all.into_iter().filter(|name| *name != left_out);
            assert!(of(others).is_err(), "{left_out}");
        }
        // What a sensitive involvement attests is no consent to be displayed.
        assert!(of(Checklist::ELEMENTS.map(|(name, _)| name)).is_err());
    }
}

//! The death of a child: notified by whoever can verify it, shown at once, confirmed by the Registrar
//! General alone (DTH). How long the record then stays is `data_source::leaves_live_on` (D-17).

mod acts;

pub use acts::{
    ApproveCertificate, Certificate, CertificateBearing, DeathBearing, Deaths, DiscardCertificate,
    EnterCertificate, ListCertificates, ListDeaths, NotifiedDeath, NotifyDeath, ReverseDeath,
};

use chrono::NaiveDate;

use crate::clock::months_after;

/// Days after the notification on which it is first asked whether it has been confirmed (T-19).
pub const FIRST_ASKED_AFTER_DAYS: u64 = 28;

/// The first quarterly day on which it is asked again, after a day: whoever was away for a year asks
/// once, not four times (T-19, G-CLOCK).
pub fn asked_again_after(asked_on: NaiveDate, today: NaiveDate) -> NaiveDate {
    (1..)
        .map(|quarter| months_after(asked_on, 3 * quarter))
        .find(|day| *day > today)
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_unconfirmed_death_is_asked_about_each_quarter_and_once_after_absence_t_19() {
        let after = |today| asked_again_after(date("2026-11-30"), date(today));
        assert_eq!(after("2026-11-30"), date("2027-02-28"));
        assert_eq!(after("2027-02-28"), date("2027-05-30"));
        assert_eq!(after("2028-01-10"), date("2028-02-29"));
    }
}

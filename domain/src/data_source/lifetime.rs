//! How long a record stays live (T-14, T-16 … T-18).

use chrono::NaiveDate;

use crate::best_view::{BestView, SourceKind, Supplied};
use crate::clock::{london_date, years_after};
use crate::past_eighteen::{Kept, live_until};

/// The day on which a record leaves that nothing yet known will end.
pub const NEVER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a date");

/// The first day on which a record is no longer shown: the eighteenth birthday, or the later day until
/// which it is kept by consent; of a child who has died, whatever the birthday and the consent, the
/// later of the first anniversary and the day on which the Registrar General confirmed the death, and
/// without that confirmation never (T-14, T-16 … T-18, D-17). None where no date of birth is known.
pub fn leaves_live_on(
    view: &BestView,
    statements: &[Supplied],
    kept: Option<&Kept>,
) -> Option<NaiveDate> {
    let living = live_until(view.date_of_birth.as_ref()?.value.date, kept);
    let confirmed = statements
        .iter()
        .filter(|s| s.kind == SourceKind::RegistrarGeneral)
        .filter_map(|s| Some(years_after(s.statement.date_of_death?, 1).max(london_date(s.at))))
        .min();
    Some(match (view.date_of_death.is_some(), confirmed) {
        (false, _) => living,
        (true, Some(day)) => day,
        (true, None) => NEVER,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::best_view::{Statement, assemble};
    use crate::child_record::DateOfBirth;
    use crate::id::SourceId;
    use crate::past_eighteen::Category;

    fn said(kind: SourceKind, died: Option<&str>, at: &str) -> Supplied {
        let date_of_birth = DateOfBirth {
            date: "2012-02-29".parse().unwrap(),
            estimated: false,
        };
        Supplied {
            source: SourceId(Uuid::from_u128(kind as u128)),
            kind,
            at: at.parse().unwrap(),
            verified: false,
            silent: false,
            statement: Statement {
                date_of_birth: Some(date_of_birth),
                date_of_death: died.map(|day| day.parse().unwrap()),
                ..Statement::default()
            },
        }
    }

    fn leaves(statements: &[Supplied]) -> String {
        leaves_live_on(&assemble(statements), statements, None)
            .unwrap()
            .to_string()
    }

    #[test]
    fn a_record_leaves_on_the_eighteenth_birthday_t_14() {
        assert_eq!(
            leaves(&[said(SourceKind::Health, None, "2026-01-01T00:00:00Z")]),
            "2030-03-01"
        );
    }

    #[test]
    fn only_the_registrar_generals_word_ends_a_record_after_a_death_dth_02() {
        let heard = said(
            SourceKind::Health,
            Some("2025-05-05"),
            "2025-05-06T00:00:00Z",
        );
        assert_eq!(leaves(std::slice::from_ref(&heard)), "9999-12-31");
        let certain = said(
            SourceKind::RegistrarGeneral,
            Some("2025-05-05"),
            "2025-05-20T00:00:00Z",
        );
        assert_eq!(leaves(&[heard, certain]), "2026-05-05");
    }

    #[test]
    fn a_child_who_died_does_not_come_of_age_d_17() {
        let certain = said(
            SourceKind::RegistrarGeneral,
            Some("2029-12-01"),
            "2029-12-20T00:00:00Z",
        );
        assert_eq!(
            leaves(&[certain]),
            "2030-12-01",
            "after the birthday on 1 March 2030"
        );
    }

    #[test]
    fn a_death_outweighs_the_consent_to_be_kept_d_17() {
        let kept = Kept::by(
            Category::CareLeaver,
            "2029-12-01".parse().unwrap(),
            "2029-12-01".parse().unwrap(),
        );
        let leaves = |statements: &[Supplied]| {
            leaves_live_on(&assemble(statements), statements, Some(&kept))
                .unwrap()
                .to_string()
        };
        let alive = said(SourceKind::Health, None, "2030-01-01T00:00:00Z");
        assert_eq!(leaves(std::slice::from_ref(&alive)), "2031-01-12");
        // On the very birthday: the death decides (section 5).
        let certain = said(
            SourceKind::RegistrarGeneral,
            Some("2030-03-01"),
            "2030-03-01T12:00:00Z",
        );
        assert_eq!(leaves(&[alive, certain]), "2031-03-01");
    }

    #[test]
    fn a_death_confirmed_late_ends_the_record_when_it_is_confirmed_t_18() {
        let late = said(
            SourceKind::RegistrarGeneral,
            Some("2020-05-05"),
            "2023-07-01T12:00:00Z",
        );
        assert_eq!(leaves(&[late]), "2023-07-01");
    }
}

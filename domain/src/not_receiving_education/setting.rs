//! Since when no educational setting is recorded.

use chrono::{Days, NaiveDate};

use crate::best_view::BestView;
use crate::child_record::UniversalKind;

/// The first day on which a record shows no educational setting; none while it shows one that has no last
/// day. A setting of any kind counts, at home or in hospital too (CNE-03, D-42). Where there never was one,
/// the day of birth.
pub fn without_setting_from(view: &BestView) -> Option<NaiveDate> {
    let born = view.date_of_birth.as_ref()?.value.date;
    view.services
        .iter()
        .filter(|service| service.value.kind == UniversalKind::EducationalSetting)
        .try_fold(born, |from, service| {
            let after = service.value.until?.checked_add_days(Days::new(1))?;
            Some(from.max(after))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::best_view::Dated;
    use crate::child_record::{DateOfBirth, UniversalService};
    use crate::id::OrganisationId;
    use uuid::Uuid;

    fn with(settings: &[(UniversalKind, Option<&str>)]) -> Option<String> {
        let as_of: NaiveDate = "2026-11-02".parse().unwrap();
        let mut view = BestView {
            date_of_birth: Some(Dated {
                value: DateOfBirth {
                    date: "2015-05-14".parse().unwrap(),
                    estimated: false,
                },
                as_of,
            }),
            ..BestView::default()
        };
        view.services = settings
            .iter()
            .map(|(kind, until)| Dated {
                value: UniversalService {
                    kind: *kind,
                    organisation: OrganisationId(Uuid::from_u128(1)),
                    since: None,
                    until: until.map(|day| day.parse().unwrap()),
                },
                as_of,
            })
            .collect();
        without_setting_from(&view).map(|day| day.to_string())
    }

    #[test]
    fn a_setting_without_a_last_day_takes_a_child_off_the_list_cne_03() {
        use UniversalKind::{EducationalSetting, GpPractice};
        assert_eq!(with(&[]).as_deref(), Some("2015-05-14"));
        assert_eq!(with(&[(GpPractice, None)]).as_deref(), Some("2015-05-14"));
        assert_eq!(with(&[(EducationalSetting, None)]), None);
        let ended = [
            (EducationalSetting, Some("2026-07-17")),
            (EducationalSetting, Some("2023-07-21")),
        ];
        assert_eq!(with(&ended).as_deref(), Some("2026-07-18"));
        assert_eq!(with(&[ended[0], (EducationalSetting, None)]), None);
    }
}

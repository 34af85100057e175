//! How long an ended involvement stays on the record (CEASE, D-18, D-19, T-11 … T-13, machine 4.3).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use chrono::{Days, NaiveDate};
use domain::archive::WhyArchived;
use domain::clock::{Moment, london_date, years_after};
use domain::involvement::{Asked, Longer, Retention, Stage, WhyKept};
use domain::refusal::Rejection;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn longer(until: NaiveDate) -> Option<Longer> {
    Some(Longer {
        until,
        because: WhyKept::EarlierHelp,
    })
}

fn message(rejection: Rejection) -> String {
    rejection.0[0].message.to_string()
}

/// A specialist service's involvement that ended on a day and is kept until another.
fn ended(last_day: &str, until: &str) -> Retention {
    let day = date(last_day);
    Stage::Active
        .end(day, longer(date(until)), false, day)
        .unwrap()
}

#[test]
fn an_end_is_seen_for_a_year_and_gone_on_its_anniversary_cease_01_t_11() {
    let ended = Stage::Active
        .end(date("2025-03-01"), None, true, date("2025-03-01"))
        .unwrap();
    assert!(date("2026-02-28") < ended.visible_until());
    assert_eq!(ended.visible_until(), date("2026-03-01"));
    let ceased = Stage::Ceased(ended);
    assert!(ceased.archive(date("2026-02-28")).is_err());
    assert_eq!(
        ceased.archive(date("2026-03-01")),
        Ok(Stage::Archived(WhyArchived::RetentionOver))
    );
}

#[test]
fn five_years_and_not_a_day_more_d_18_t_12() {
    let day = date("2025-03-01");
    let end = |until: &str| Stage::Active.end(day, longer(date(until)), false, day);
    assert_eq!(end("2030-03-01").unwrap().until(), date("2030-03-01"));
    assert_eq!(
        message(end("2030-03-02").unwrap_err()),
        "The date must be no more than 5 years after the involvement ended"
    );
    let ceased = Stage::Ceased(Retention::standard(day));
    let keep = |until: &str| ceased.keep(longer(date(until)), false, date("2025-09-01"));
    assert!(keep("2030-03-01").is_ok());
    assert!(keep("2030-03-02").is_err());
}

#[test]
fn a_universal_service_is_never_kept_beyond_its_year_d_18() {
    let day = date("2025-03-01");
    let until = longer(date("2026-03-02"));
    assert!(Stage::Active.end(day, until, true, day).is_err());
    let ceased = Stage::Ceased(Retention::standard(day));
    assert!(ceased.keep(until, true, date("2025-09-01")).is_err());
    assert!(ceased.keep(until, false, date("2025-09-01")).is_ok());
}

#[test]
fn an_anniversary_that_nobody_confirms_lapses_after_six_weeks_d_19() {
    let kept = ended("2025-03-01", "2030-03-01");
    let ceased = Stage::Ceased(kept);
    assert_eq!(kept.confirm_on, Some(date("2026-03-01")));
    assert_eq!(kept.visible_until(), date("2026-04-12"));
    assert!(ceased.confirm(date("2026-02-28")).is_err(), "not asked yet");
    let day_41 = ceased.confirm(date("2026-04-11")).unwrap();
    assert_eq!(day_41.confirm_on, Some(date("2027-03-01")));
    assert_eq!(day_41.until(), date("2030-03-01"));
    assert_eq!(
        message(ceased.confirm(date("2026-04-12")).unwrap_err()),
        "This involvement is no longer on the record"
    );
    assert!(ceased.archive(date("2026-04-11")).is_err());
    assert_eq!(
        ceased.archive(date("2026-04-12")),
        Ok(Stage::Archived(WhyArchived::NotConfirmed))
    );
}

#[test]
fn retention_arithmetic_as_scenario_23_has_it() {
    an_end_is_seen_for_a_year_and_gone_on_its_anniversary_cease_01_t_11();
    five_years_and_not_a_day_more_d_18_t_12();
    a_universal_service_is_never_kept_beyond_its_year_d_18();
    an_anniversary_that_nobody_confirms_lapses_after_six_weeks_d_19();
}

#[test]
fn whoever_keeps_it_is_asked_reminded_and_passed_over_t_13() {
    let kept = ended("2025-03-01", "2030-03-01");
    let due = |done, day: &str| kept.steps_due(done, date(day));
    assert_eq!(due(0, "2026-02-28"), []);
    assert_eq!(due(0, "2026-03-01"), [Asked::Prompted]);
    assert_eq!(due(1, "2026-03-14"), []);
    assert_eq!(due(1, "2026-03-15"), [Asked::Reminded]);
    assert_eq!(due(2, "2026-03-28"), []);
    assert_eq!(due(2, "2026-03-29"), [Asked::Escalated]);
    assert_eq!(due(3, "2026-04-11"), []);
    // After it lapsed nobody is asked.
    assert_eq!(due(0, "2026-04-12"), []);
}

#[test]
fn three_missed_days_are_caught_up_and_two_steps_fall_on_one_day_g_clock() {
    let kept = ended("2025-03-01", "2030-03-01");
    let due = |done, day: &str| kept.steps_due(done, date(day));
    assert_eq!(due(0, "2026-03-04"), [Asked::Prompted]);
    assert_eq!(due(0, "2026-03-15"), [Asked::Prompted, Asked::Reminded]);
    assert_eq!(due(0, "2026-04-01"), Asked::ALL);
    assert_eq!(due(1, "2026-04-01"), [Asked::Reminded, Asked::Escalated]);
}

#[test]
fn the_29th_of_february_gives_the_1st_of_march_in_common_years_cease_01() {
    let leap = Retention::standard(date("2024-02-29"));
    assert_eq!(leap.year_over(), date("2025-03-01"));
    assert_eq!(leap.limit(), date("2029-03-01"));
    let kept = ended("2024-02-29", "2029-03-01");
    assert_eq!(kept.confirm_on, Some(date("2025-03-01")));
    let fourth = Stage::Ceased(kept).confirm(date("2025-03-01")).unwrap();
    let fourth = Stage::Ceased(fourth).confirm(date("2026-03-01")).unwrap();
    let fourth = Stage::Ceased(fourth).confirm(date("2027-03-01")).unwrap();
    assert_eq!(fourth.confirm_on, Some(date("2028-02-29")));
}

#[test]
fn a_day_of_42_ends_at_midnight_in_london_g_date() {
    // The clocks go forward between the anniversary and day 42.
    let kept = ended("2025-03-01", "2030-03-01");
    let today = |moment: &str| london_date(moment.parse::<Moment>().unwrap());
    let ceased = Stage::Ceased(kept);
    assert!(ceased.confirm(today("2026-04-11T22:59:59Z")).is_ok());
    assert!(ceased.confirm(today("2026-04-11T23:00:00Z")).is_err());
}

#[test]
fn a_year_more_an_earlier_day_or_no_longer_cease_03() {
    let today = date("2026-03-05");
    let ceased = Stage::Ceased(ended("2025-03-01", "2030-03-01"));
    let earlier = ceased.shorten(date("2027-01-01"), today).unwrap();
    assert_eq!(earlier.until(), date("2027-01-01"));
    assert_eq!(earlier.confirm_on, None);
    assert_eq!(earlier.visible_until(), date("2027-01-01"));
    assert!(ceased.shorten(date("2030-03-01"), today).is_err());
    assert!(ceased.shorten(today, today).is_err());
    let stopped = ceased.stop(today).unwrap();
    assert_eq!(stopped.visible_until(), today);
    assert_eq!(
        Stage::Ceased(stopped).archive(today),
        Ok(Stage::Archived(WhyArchived::RetentionOver))
    );
}

#[test]
fn what_is_kept_longer_may_be_kept_for_its_year_alone_while_that_runs_cease_02() {
    let ceased = Stage::Ceased(ended("2025-03-01", "2028-03-01"));
    let year = ceased.keep(None, false, date("2025-06-01")).unwrap();
    assert_eq!(year, Retention::standard(date("2025-03-01")));
    assert!(ceased.keep(None, false, date("2026-03-02")).is_err());
}

#[test]
fn choosing_another_day_answers_what_was_asked_cease_03() {
    let today = date("2026-03-20");
    let ceased = Stage::Ceased(ended("2025-03-01", "2028-03-01"));
    let kept = ceased
        .keep(longer(date("2029-03-01")), false, today)
        .unwrap();
    assert_eq!(kept.confirm_on, Some(date("2027-03-01")));
    assert!(!kept.to_confirm(today));
}

#[test]
fn every_transition_that_is_not_listed_is_refused_section_4_3() {
    let today = date("2026-03-05");
    let asked = Stage::Ceased(ended("2025-03-01", "2030-03-01"));
    let in_its_year = Stage::Ceased(Retention::standard(date("2026-03-01")));
    let over = Stage::Ceased(Retention::standard(date("2025-03-05")));
    let archived = Stage::Archived(WhyArchived::RetentionOver);
    let until = longer(date("2028-01-01"));

    assert_eq!(Stage::Active.hand_over(), Ok(Stage::Active));
    for stage in [asked, in_its_year, over, archived] {
        assert!(stage.hand_over().is_err(), "{stage:?}");
        assert!(stage.end(today, None, false, today).is_err(), "{stage:?}");
    }
    for stage in [Stage::Active, over, archived] {
        assert!(stage.keep(until, false, today).is_err(), "{stage:?}");
    }
    for stage in [Stage::Active, in_its_year, over, archived] {
        assert!(stage.confirm(today).is_err(), "{stage:?}");
        assert!(stage.shorten(date("2027-01-01"), today).is_err());
        assert!(stage.stop(today).is_err(), "{stage:?}");
    }
    for stage in [Stage::Active, asked, in_its_year, archived] {
        assert!(stage.archive(today).is_err(), "{stage:?}");
    }
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0_u64..20_000).prop_map(|days| date("2004-01-01") + Days::new(days))
}

/// An end and a day until which it may be kept.
fn any_kept() -> impl Strategy<Value = Retention> {
    (any_day(), 0.0..=1.0_f64).prop_map(|(day, part)| {
        let (first, last) = (years_after(day, 1), years_after(day, 5));
        let days = (last - first).num_days();
        let chosen = 1 + (part * (days - 1) as f64) as u64;
        let until = longer(first + Days::new(chosen));
        Stage::Active.end(day, until, false, day).unwrap()
    })
}

proptest! {
    #[test]
    fn nothing_is_ever_shown_five_years_after_its_end_d_18(kept in any_kept()) {
        prop_assert!(kept.visible_until() <= kept.until());
        prop_assert!(kept.until() <= kept.limit());
        prop_assert!(kept.visible_until() > kept.year_over());
    }

    #[test]
    fn a_day_beyond_five_years_is_rejected_d_18(day in any_day(), more in 1_u64..4000) {
        let until = longer(years_after(day, 5) + Days::new(more));
        prop_assert!(Stage::Active.end(day, until, false, day).is_err());
        let within = longer(years_after(day, 5));
        prop_assert!(Stage::Active.end(day, within, false, day).is_ok());
    }

    #[test]
    fn confirmed_each_year_it_stays_to_the_day_chosen_cease_03(kept in any_kept(), late in 0_u64..42) {
        let mut kept = kept;
        let mut confirmations = 0;
        while let Some(anniversary) = kept.confirm_on {
            let day = anniversary + Days::new(late);
            if day >= kept.visible_until() {
                break;
            }
            let until = kept.until();
            kept = Stage::Ceased(kept).confirm(day).unwrap();
            prop_assert_eq!(kept.until(), until);
            confirmations += 1;
        }
        prop_assert!(confirmations <= 4);
        prop_assert_eq!(kept.visible_until(), kept.until());
    }

    #[test]
    fn unconfirmed_it_is_gone_42_days_after_the_first_anniversary_or_before_d_19(kept in any_kept()) {
        let lapse = kept.year_over() + Days::new(42);
        prop_assert_eq!(kept.visible_until(), lapse.min(kept.until()));
    }

    #[test]
    fn it_is_archived_on_the_day_on_which_it_is_no_longer_shown_g_clock(kept in any_kept(), away in 0_u64..4) {
        let gone = kept.visible_until();
        let ceased = Stage::Ceased(kept);
        prop_assert!(ceased.archive(gone - Days::new(1)).is_err());
        // A job that was away for days does it when it comes back.
        prop_assert!(ceased.archive(gone + Days::new(away)).is_ok());
    }

    #[test]
    fn however_often_the_job_runs_each_step_is_done_once_g_clock(
        kept in any_kept(),
        mut runs in proptest::collection::vec(0_u64..42, 1..8),
    ) {
        runs.sort_unstable();
        let mut done = Vec::new();
        let mut count = 0;
        for run in &runs {
            let day = kept.year_over() + Days::new(*run);
            for step in kept.steps_due(count, day) {
                count = step.count();
                done.push(step);
            }
            prop_assert!(kept.steps_due(count, day).is_empty(), "a second run does nothing");
        }
        let mut once = done.clone();
        once.dedup();
        prop_assert_eq!(done, once);
    }
}

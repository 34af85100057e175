//! Rules of search: what may be asked, what is shown, and what takes part (SRCH).

#![expect(clippy::unwrap_used, reason = "a test that cannot be arranged fails")]

use chrono::NaiveDate;
use domain::act::Act;
use domain::best_view::{BestView, Dated};
use domain::child_record::{
    Address, DateOfBirth, Gender, NameUse, PersonName, Postcode, UniversalKind, UniversalService,
    Whereabouts,
};
use domain::id::{AccountId, ChildNumber, OrganisationId, SearchId, SessionId};
use domain::reason::Reason;
use domain::refusal::{Refusal, Rejection};
use domain::search::{
    Asked, Born, Candidate, Criteria, FactName, Facts, Frequencies, Limits, NameKind, Place, Query,
    Ranked, Score, SearchBearing, SearchChildren, Sought, ViewSearchResults, Why, WhySet, choose,
    index,
};
use domain::standing::{Actor, Channel, Hat, Role, Standing};
use proptest::prelude::*;
use uuid::Uuid;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    date("2026-11-21")
}

fn named(given: &str, family: &str) -> Criteria {
    Criteria {
        given: given.into(),
        family: family.into(),
        ..Criteria::default()
    }
}

fn born(criteria: Criteria, day: &str, month: &str, year: &str) -> Criteria {
    Criteria {
        day: day.into(),
        month: month.into(),
        year: year.into(),
        ..criteria
    }
}

fn check(criteria: &Criteria) -> Result<Query, Rejection> {
    criteria.check(today())
}

fn field_of(criteria: &Criteria) -> String {
    check(criteria).unwrap_err().0[0].field.to_string()
}

fn sought(criteria: &Criteria) -> Sought {
    match check(criteria).unwrap().asked() {
        Asked::Details(details) => Sought::new(details),
        Asked::Number(_) => panic!("a number"),
    }
}

fn dated<T>(value: T) -> Dated<T> {
    Dated {
        value,
        as_of: date("2026-01-01"),
    }
}

fn person(given: &str, family: &str) -> PersonName {
    PersonName {
        given: given.into(),
        family: family.into(),
    }
}

fn view(given: &str, family: &str, born: &str) -> BestView {
    let address = Address {
        lines: vec!["12 High Street".into(), "Bradford".into()],
        postcode: Some(Postcode::parse("BD1 3AB").unwrap()),
    };
    BestView {
        name: Some(dated(person(given, family))),
        date_of_birth: Some(dated(DateOfBirth {
            date: date(born),
            estimated: false,
        })),
        gender: Some(dated(Gender::Female)),
        whereabouts: Some(dated(Whereabouts::Current(address))),
        ..BestView::default()
    }
}

fn score(criteria: &Criteria, view: &BestView) -> Score {
    let indexed = index(view, false).unwrap();
    sought(criteria).score(&Candidate {
        facts: Facts::read(&indexed.facts),
        date_of_birth: indexed.date_of_birth.date,
        gender: indexed.gender,
    })
}

fn why(criteria: &Criteria, view: &BestView) -> Vec<String> {
    score(criteria, view).why.words()
}

#[test]
fn one_of_the_least_sets_of_criteria_must_be_met_srch_02() {
    let postcode = |criteria: Criteria| Criteria {
        postcode: "BD1".into(),
        ..criteria
    };
    let school = |criteria: Criteria| Criteria {
        school: "Hilltop".into(),
        ..criteria
    };
    let aged = |criteria: Criteria| Criteria {
        age: "9".into(),
        ..criteria
    };
    let birth = |criteria: Criteria| born(criteria, "3", "4", "2015");
    let surname = || named("", "Khan");
    let forename = || named("Ann", "");
    for enough in [
        birth(surname()),
        aged(surname()),
        postcode(surname()),
        school(surname()),
        postcode(birth(forename())),
        school(birth(forename())),
    ] {
        assert!(check(&enough).is_ok());
    }
    for (too_little, field) in [
        (Criteria::default(), "family"),
        (surname(), "day"),
        (named("Ann", "Khan"), "day"),
        (forename(), "family"),
        (birth(forename()), "family"),
        (postcode(aged(forename())), "family"),
        (postcode(Criteria::default()), "family"),
        (birth(postcode(Criteria::default())), "family"),
        (aged(named("", "K")), "family"),
        (
            Criteria {
                address: "12 High Street".into(),
                ..Criteria::default()
            },
            "family",
        ),
        (
            Criteria {
                parent: "Mary Khan".into(),
                ..surname()
            },
            "day",
        ),
        (
            Criteria {
                gender: "female".into(),
                ..surname()
            },
            "day",
        ),
    ] {
        assert_eq!(field_of(&too_little), field);
    }
}

#[test]
fn nothing_stands_for_any_letter_srch_04() {
    for (given, family) in [
        ("*", "Khan"),
        ("Ann", "K%"),
        ("Ann", "Kh_n"),
        ("A?n", "Khan"),
    ] {
        assert!(check(&born(named(given, family), "3", "4", "2015")).is_err());
    }
    let school = Criteria {
        school: "%".into(),
        ..named("", "Khan")
    };
    assert_eq!(field_of(&school), "school");
    assert_eq!(
        field_of(&born(named("Ann", "Khan 2"), "3", "4", "2015")),
        "family"
    );
}

#[test]
fn a_date_of_birth_is_whole_real_and_past_srch_02() {
    for (day, month, year, field) in [
        ("3", "4", "15", "year"),
        ("3", "4", "", "year"),
        ("", "4", "2015", "day"),
        ("3", "", "2015", "month"),
        ("31", "2", "2015", "day"),
        ("3", "April", "2015", "day"),
        ("22", "11", "2026", "day"),
        ("3", "4", "1815", "year"),
        ("+3", "4", "2015", "day"),
    ] {
        assert_eq!(
            field_of(&born(named("Ann", "Khan"), day, month, year)),
            field
        );
    }
    let today = born(named("Ann", "Khan"), "21", "11", "2026");
    assert!(check(&today).is_ok());
    for age in ["26", "-1", "9½", "nine"] {
        let aged = Criteria {
            age: age.into(),
            ..named("Ann", "Khan")
        };
        assert_eq!(field_of(&aged), "age");
    }
}

#[test]
fn a_number_is_checked_before_it_is_looked_up_srch_02() {
    let number = ChildNumber::nth(7);
    let typed = |number: &str| Criteria {
        number: number.into(),
        ..Criteria::default()
    };
    assert!(
        matches!(check(&typed(&number.to_string())).unwrap().asked(), Asked::Number(n) if *n == number)
    );
    let mut wrong = number.stored().to_string();
    let last = wrong.pop().unwrap();
    wrong.push(if last == '0' { '1' } else { '0' });
    assert!(
        check(&typed(&wrong)).unwrap_err().0[0]
            .message
            .contains("check each digit")
    );
    assert!(
        check(&typed("1234")).unwrap_err().0[0]
            .message
            .contains("12 digits")
    );
}

#[test]
fn a_postcode_may_be_typed_in_part_srch_02() {
    let place = |postcode: &str| {
        let criteria = Criteria {
            postcode: postcode.into(),
            ..named("", "Khan")
        };
        match check(&criteria).map(|query| query.asked().clone()) {
            Ok(Asked::Details(details)) => details.place,
            _ => None,
        }
    };
    assert!(matches!(place("bd13ab"), Some(Place::Postcode(_))));
    assert!(matches!(place("BD1 3"), Some(Place::Sector(sector)) if sector == "BD1 3"));
    assert!(matches!(place("bd1"), Some(Place::District(district)) if district == "BD1"));
    for part in ["BD", "1", "Bradford", "BD1 AB", "BD1 33"] {
        assert!(place(part).is_none(), "{part}");
    }
}

#[test]
fn an_age_is_taken_with_a_year_more_or_less_srch_02() {
    let aged = Criteria {
        age: "9".into(),
        ..named("Ann", "Khan")
    };
    let query = check(&aged).unwrap();
    let Asked::Details(details) = query.asked() else {
        panic!("a number")
    };
    assert!(details.born == Some(Born::Between(date("2015-11-22"), date("2018-11-21"))));
}

#[test]
fn messages_never_repeat_what_was_typed_nfr_03() {
    let typed = Criteria {
        given: "Zyxw*".into(),
        family: "Zyxw9".into(),
        year: "Zyxw".into(),
        postcode: "Zyxw".into(),
        ..Criteria::default()
    };
    let rejection = check(&typed).unwrap_err();
    assert!(rejection.0.len() >= 4);
    assert!(!format!("{rejection:?} {typed:?}").contains("Zyxw"));
}

#[test]
fn each_match_is_explained_in_plain_words_srch_06() {
    let child = view("Katherine Mary", "O’Brien", "2015-04-03");
    let birth = |criteria| born(criteria, "3", "4", "2015");
    for (criteria, words) in [
        (
            birth(named("Katherine", "O'Brien")),
            vec!["Same name", "Same date of birth"],
        ),
        (
            birth(named("Katie", "Obrien")),
            vec![
                "Same surname",
                "First name is a short form or another spelling",
                "Same date of birth",
            ],
        ),
        (
            birth(named("Katherine", "Brien")),
            vec![
                "Part of the surname is the same",
                "Same first name",
                "Same date of birth",
            ],
        ),
        (
            birth(named("O'Brien", "Katherine")),
            vec!["First name and surname exchanged", "Same date of birth"],
        ),
        (
            born(named("Katherine", "O'Brien"), "4", "3", "2015"),
            vec!["Same name", "Day and month of birth exchanged"],
        ),
        (
            Criteria {
                age: "11".into(),
                postcode: "bd1".into(),
                ..named("Mary", "O'Brien")
            },
            vec![
                "Same name",
                "Matches another first or middle name",
                "Age fits",
                "Same first half of the postcode",
            ],
        ),
    ] {
        assert_eq!(why(&criteria, &child), words);
    }
}

#[test]
fn former_names_find_a_child_srch_02() {
    let mut child = view("Ann", "Newname", "2015-04-03");
    child
        .other_names
        .push((NameUse::Former, dated(person("Ann", "Oldname"))));
    let criteria = born(named("Ann", "Oldname"), "3", "4", "2015");
    assert!(
        why(&criteria, &child).contains(&"Matches a former name or another name in use".to_owned())
    );
    let keys = index(&child, false).unwrap().keys;
    let looked_for = sought(&criteria);
    assert!(
        keys.iter()
            .any(|row| looked_for.surname_keys().contains(&row.surname_key))
    );
}

#[test]
fn evidence_adds_up_and_a_rare_surname_counts_for_more() {
    let child = view("Ann", "Example", "2015-04-03");
    let plain = born(named("Ann", "Example"), "3", "4", "2015");
    let placed = Criteria {
        postcode: "BD1 3AB".into(),
        ..plain.clone()
    };
    let wrong_gender = Criteria {
        gender: "male".into(),
        ..plain.clone()
    };
    let bits = |criteria: &Criteria| score(criteria, &child).bits;
    assert!(bits(&placed) > bits(&plain) + 5.0);
    assert!(bits(&wrong_gender) < bits(&plain));
    assert!(bits(&born(named("Ann", "Exampel"), "3", "4", "2015")) < bits(&plain));
    assert!(bits(&born(named("Tom", "Other"), "3", "4", "2015")) < 5.0);
    let mut weighed = sought(&plain);
    weighed.weigh(Frequencies::new(
        1_000_000,
        [(NameKind::Family, "example".into(), 20_000)],
    ));
    let indexed = index(&child, false).unwrap();
    let candidate = Candidate {
        facts: Facts::read(&indexed.facts),
        date_of_birth: indexed.date_of_birth.date,
        gender: indexed.gender,
    };
    assert!(weighed.score(&candidate).bits < bits(&plain));
}

#[test]
fn a_school_is_a_way_in_srch_02() {
    let school = OrganisationId(Uuid::from_u128(5));
    let mut child = view("Ann", "Example", "2015-04-03");
    child.services.push(dated(UniversalService {
        kind: UniversalKind::EducationalSetting,
        organisation: school,
        since: None,
        until: None,
    }));
    let indexed = index(&child, false).unwrap();
    assert_eq!(indexed.schools.len(), 1);
    let criteria = Criteria {
        school: "Hilltop".into(),
        ..named("Ann", "Example")
    };
    let mut looked_for = sought(&criteria);
    looked_for.at_schools(vec![school]);
    let candidate = Candidate {
        facts: Facts::read(&indexed.facts),
        date_of_birth: indexed.date_of_birth.date,
        gender: indexed.gender,
    };
    assert!(looked_for.score(&candidate).why.contains(Why::School));
    assert!(looked_for.score(&candidate).bits > looked_for.least());
}

#[test]
fn more_than_the_limit_shows_none_and_the_limit_itself_all_srch_03() {
    let looked_for = sought(&born(named("Ann", "Example"), "3", "4", "2015"));
    let alike = |n: u32| -> Vec<(u32, Score)> {
        (0..n)
            .map(|n| {
                (
                    n,
                    Score {
                        bits: 30.0,
                        why: WhySet::default(),
                    },
                )
            })
            .collect()
    };
    let limits = Limits::USUAL;
    assert!(
        matches!(choose(&looked_for, alike(10), 0, &limits), Ranked::Few(few) if few.len() == 10)
    );
    assert_eq!(choose(&looked_for, alike(11), 0, &limits), Ranked::TooMany);
    assert_eq!(
        choose(&looked_for, alike(10), 1, &limits),
        Ranked::TooMany,
        "shielded ones count"
    );
    assert!(
        matches!(choose(&looked_for, alike(0), 0, &limits), Ranked::Few(few) if few.is_empty())
    );
}

#[test]
fn a_shielded_child_has_nothing_to_be_found_by_but_name_and_birth_srch_05_d_01() {
    let mut child = view("Ann", "Newname", "2015-04-03");
    child
        .other_names
        .push((NameUse::Former, dated(person("Ann", "Oldname"))));
    child.carers.push(dated(domain::child_record::Carer {
        name: person("Mary", "Oldname"),
        relation: domain::child_record::CarerRelation::Care,
        address: None,
        telephone: None,
    }));
    let indexed = index(&child, true).unwrap();
    assert!(indexed.keys.is_empty() && indexed.schools.is_empty() && indexed.parts.is_empty());
    assert_eq!(indexed.postcode, None);
    assert_eq!(indexed.facts, "nann|newname");
}

fn finds_shielded(criteria: &Criteria) -> bool {
    let name = FactName {
        current: true,
        given: "ann mary",
        family: "smith jones",
    };
    sought(criteria).finds_shielded(name, date("2015-04-03"))
}

#[test]
fn a_shielded_child_is_found_by_full_name_and_full_birth_alone_srch_05() {
    for (given, family) in [
        ("Ann", "Smith-Jones"),
        ("Anne", "Jones"),
        ("Smith", "Ann"),
        ("Ann", "Smyth"),
    ] {
        assert!(
            finds_shielded(&born(named(given, family), "3", "4", "2015")),
            "{given} {family}"
        );
    }
    let postcode = |criteria: Criteria| Criteria {
        postcode: "BD1 3AB".into(),
        ..criteria
    };
    for too_little in [
        born(named("", "Smith"), "3", "4", "2015"),
        postcode(born(named("Ann", ""), "3", "4", "2015")),
        postcode(named("Ann", "Smith")),
        Criteria {
            age: "11".into(),
            ..named("Ann", "Smith")
        },
        born(named("Ann", "Smith"), "4", "3", "2015"),
        born(named("Ann", "Smith"), "4", "4", "2015"),
        born(named("Thomas", "Smith"), "3", "4", "2015"),
        born(named("Ann", "Khan"), "3", "4", "2015"),
    ] {
        assert!(!finds_shielded(&too_little));
    }
}

proptest! {
    #[test]
    fn no_other_criterion_changes_whether_a_shielded_child_is_found_srch_05(
        given in prop::sample::select(vec!["Ann", "Anna", "Thomas", "A"]),
        family in prop::sample::select(vec!["Smith", "Jones", "Smyth", "Khan"]),
        day in 1..5_u32,
        gender in prop::sample::select(vec!["", "female", "male", "not-specified"]),
        postcode in prop::sample::select(vec!["", "BD1", "BD1 3AB", "LS2 9XX"]),
        address in "( |[0-9]{1,2} High Street)",
        school in "( |Hilltop)",
        parent in "( |Mary Smith)",
    ) {
        let plain = born(named(given, family), &day.to_string(), "4", "2015");
        let full = Criteria {
            gender: gender.into(), postcode: postcode.into(), address, school, parent, ..plain.clone()
        };
        prop_assert_eq!(finds_shielded(&plain), finds_shielded(&full));
    }

    #[test]
    fn whatever_is_typed_is_answered_and_never_panics(
        fields in prop::collection::vec("\\PC{0,12}", 12)
    ) {
        let mut fields = fields.into_iter();
        let mut next = || fields.next().unwrap_or_default();
        let criteria = Criteria {
            number: String::new(), given: next(), family: next(), day: next(), month: next(), year: next(),
            age: next(), gender: next(), postcode: next(), address: next(), school: next(), parent: next(),
        };
        if let Ok(query) = check(&criteria) {
            prop_assert!(matches!(query.asked(), Asked::Details(_)));
        }
    }

    #[test]
    fn any_name_finds_itself_srch_02(given in "[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ][a-zß-öø-ÿ'’ -]{1,10}", family in "[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ][a-zß-öø-ÿ'’ -]{2,12}") {
        let criteria = born(named(&given, &family), "3", "4", "2015");
        let child = view(&given, &family, "2015-04-03");
        let looked_for = sought(&criteria);
        let indexed = index(&child, false).unwrap();
        prop_assert!(indexed.keys.iter().any(|row| looked_for.surname_keys().contains(&row.surname_key)));
        let found = score(&criteria, &child);
        prop_assert!(found.bits >= looked_for.most() - 0.1, "{} {}", found.bits, looked_for.most());
    }
}

fn standing(role: Role, session: u128) -> Standing {
    Standing {
        actor: Actor::Person {
            account: AccountId(Uuid::from_u128(1)),
            session: SessionId(Uuid::from_u128(session)),
            hat: Hat {
                role,
                organisation: OrganisationId(Uuid::from_u128(3)),
                team: None,
                local_authority: None,
                brokering_right: false,
                shield_right: false,
            },
        },
        channel: Channel::Web,
        now: "2026-11-21T09:00:00Z".parse().unwrap(),
    }
}

#[test]
fn only_those_who_use_records_search_and_only_for_a_reason_open_to_them_srch_01() {
    let act = |reason: &str| SearchChildren {
        criteria: check(&born(named("Ann", "Khan"), "3", "4", "2015")).unwrap(),
        reason: Reason::given(reason, "").unwrap(),
    };
    for role in Role::ALL {
        let permitted = act("providing-service").permit(&standing(role, 2), &());
        assert_eq!(permitted.is_ok(), role.uses_records(), "{role:?}");
    }
    assert_eq!(
        act("education-not-recorded").permit(&standing(Role::Practitioner, 2), &()),
        Err(Refusal::Reason)
    );
}

#[test]
fn the_criteria_are_restricted_in_the_audit_trail_aud_05() {
    let act = SearchChildren {
        criteria: check(&born(named("Ann", "Khan"), "3", "4", "2015")).unwrap(),
        reason: Reason::given("providing-service", "").unwrap(),
    };
    let event = act.event();
    assert_eq!(event.action, "search.performed");
    assert_eq!(event.restricted["criteria"]["family"], "Khan");
    assert!(event.restricted["criteria"].get("school").is_none());
    assert!(!event.detail.to_string().contains("Khan"));
    assert!(!format!("{act:?}").contains("Khan"));
}

#[test]
fn results_belong_to_the_session_that_searched_for_half_an_hour_srch_04() {
    let act = ViewSearchResults {
        search: SearchId(Uuid::from_u128(9)),
    };
    let bearing = |expires: &str| {
        Some(SearchBearing {
            session: SessionId(Uuid::from_u128(2)),
            expires: expires.parse().unwrap(),
        })
    };
    let kept = bearing("2026-11-21T09:00:01Z");
    assert_eq!(act.permit(&standing(Role::Practitioner, 2), &kept), Ok(()));
    let refused = Err(Refusal::NoSuchRecord);
    assert_eq!(act.permit(&standing(Role::Practitioner, 4), &kept), refused);
    assert_eq!(
        act.permit(
            &standing(Role::Practitioner, 2),
            &bearing("2026-11-21T09:00:00Z")
        ),
        refused
    );
    assert_eq!(act.permit(&standing(Role::Practitioner, 2), &None), refused);
    assert_eq!(
        act.permit(&standing(Role::CentralTeam, 2), &kept),
        Err(Refusal::Role)
    );
}

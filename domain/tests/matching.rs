//! What keeps two children apart, whatever else agrees (MAT-03, MAT-06).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use domain::child_record::{Gender, IdentifierScheme};
use domain::matching::{
    Account, Day, Decision, Person, Rarity, Verdict, WEIGHTS, best, blocks, compare, decide,
};
use domain::search::NameKind;
use proptest::prelude::*;

fn account(given: &str, family: &str, born: &str) -> Account {
    Account {
        names: vec![(given.to_owned(), family.to_owned())],
        born: Day::of_digits(&born.replace('-', "")),
        gender: Some(Gender::Female),
        homes: vec![("BD1 3AB".to_owned(), "12 Orchard Mews".to_owned())],
        carers: vec![("Philippa".to_owned(), family.to_owned())],
        numbers: Vec::new(),
    }
}

fn decided(one: &Account, other: &Account) -> Decision {
    let rarity = Rarity::new(0, [], []);
    let comparison = compare(&Person::new(one), &Person::new(other), &rarity);
    decide(&WEIGHTS, comparison, true)
}

fn verdict(one: &Account, other: &Account) -> Verdict {
    decided(one, other).verdict
}

fn rose() -> Account {
    account("Rosalind", "Winterbourne", "2016-04-09")
}

#[test]
fn the_same_child_is_sure_with_a_slip_in_surname_or_date_mat_03() {
    for other in [
        rose(),
        account("Rosalind", "Winterborne", "2016-04-09"),
        account("Rosalind", "Winterbourne", "2016-09-04"),
        account("Winterbourne", "Rosalind", "2016-04-09"),
    ] {
        assert_eq!(verdict(&rose(), &other), Verdict::Match);
        assert_eq!(verdict(&other, &rose()), Verdict::Match);
    }
}

#[test]
fn somebody_looks_at_a_child_who_seems_to_have_moved_mat_03() {
    let mut moved = rose();
    moved.homes = vec![("M1 1AA".to_owned(), "3 High Street".to_owned())];
    assert_eq!(verdict(&rose(), &moved), Verdict::Review);
}

#[test]
fn twins_are_never_one_child_mat_06() {
    for given in ["Beatrice", "Zara", "Olivia Grace"] {
        let twin = account(given, "Winterbourne", "2016-04-09");
        assert_eq!(verdict(&rose(), &twin), Verdict::New, "{given}");
    }
    // Names that look or sound alike, one name of two, a shared one, and none: somebody looks.
    for (one, other) in [
        ("Rosalind", "Rosaline"),
        ("Muhammad", "Mohammed"),
        ("Mohammed Ali", "Mohammed Yusuf"),
        ("Jordan Oliver", "Oliver"),
        ("Rosalind", "Baby"),
        ("Rosalind", ""),
    ] {
        let one = account(one, "Winterbourne", "2016-04-09");
        let other = account(other, "Winterbourne", "2016-04-09");
        assert_ne!(verdict(&one, &other), Verdict::Match);
    }
}

#[test]
fn a_forename_that_differs_is_never_sure_however_rare_or_misspelt_mat_06() {
    // In a directory where one is common and the other unknown, so that it looks like a slip; and with
    // forename and surname exchanged.
    let names = ["hassan", "isabella", "louise", "mary"]
        .map(|name| (NameKind::Given, name.to_owned(), 90_000));
    let rarity = Rarity::new(11_000_000, names, []);
    for (one, other) in [
        ("Hassan", "Hasan"),
        ("Louise", "Loise"),
        ("Isabella", "Bella"),
        ("Kaelon", "Kaelyn"),
        ("Louise", "L"),
        ("Mary Kate", "Mary Ann"),
    ] {
        for exchanged in [false, true] {
            let mut row = account(other, "Winterbourne", "2016-04-09");
            if exchanged {
                row.names = vec![("Winterbourne".to_owned(), other.to_owned())];
            }
            let record = Person::new(&account(one, "Winterbourne", "2016-04-09"));
            let comparison = compare(&record, &Person::new(&row), &rarity);
            assert_ne!(
                decide(&WEIGHTS, comparison, true).verdict,
                Verdict::Match,
                "{one} {other}"
            );
        }
    }
}

#[test]
fn a_pet_name_that_is_a_twins_forename_is_never_sure_mat_06() {
    let mut charles = account("Charles", "Winterbourne", "2016-04-09");
    let names = [("Charlie", "Winterbourne")];
    charles
        .names
        .extend(names.map(|(given, family)| (given.to_owned(), family.to_owned())));
    let charlie = account("Charlie", "Winterbourne", "2016-04-09");
    assert_ne!(verdict(&charles, &charlie), Verdict::Match);
    assert_ne!(verdict(&charlie, &charles), Verdict::Match);
    // A former surname is no reason to doubt.
    let mut renamed = account("Charlie", "Quillfeather", "2016-04-09");
    renamed
        .names
        .push(("Charlie".to_owned(), "Winterbourne".to_owned()));
    assert_eq!(verdict(&renamed, &charlie), Verdict::Match);
}

#[test]
fn a_forename_run_together_is_the_same_mat_06() {
    let one = account("Mary-Kate", "Winterbourne", "2016-04-09");
    let other = account("Marykate", "Winterbourne", "2016-04-09");
    assert_eq!(verdict(&one, &other), Verdict::Match);
}

#[test]
fn a_wrong_postcode_or_date_leaves_two_accounts_a_key_mat_03() {
    let share = |one: &Account, other: &Account| {
        let keys = blocks(&Person::new(one));
        blocks(&Person::new(other))
            .iter()
            .any(|key| keys.contains(key))
    };
    // Two characters exchanged, where neither name nor date agrees; another postcode, at the same house.
    for postcode in ["BD1 A3B", "BD7 9ZZ"] {
        let mut other = account("Zara", "Quillfeather", "2011-12-30");
        other.homes = vec![(postcode.to_owned(), "12 Orchard Mews".to_owned())];
        assert!(share(&rose(), &other), "{postcode}");
    }
    // Day and month exchanged, or one part wrong, at another address.
    for born in ["2016-09-04", "2016-04-19", "2016-05-09", "2015-04-09"] {
        let mut other = account("Rosalind", "Winterborne", born);
        other.homes = vec![("M1 1AA".to_owned(), "3 High Street".to_owned())];
        assert!(share(&rose(), &other), "{born}");
    }
}

#[test]
fn a_brother_or_parent_of_the_same_name_is_never_sure_mat_06() {
    for born in ["2015-04-09", "2017-04-09", "2016-11-23", "1990-04-09"] {
        let namesake = account("Rosalind", "Winterbourne", born);
        let verdict = verdict(&rose(), &namesake);
        assert_ne!(verdict, Verdict::Match, "{born}");
    }
}

#[test]
fn a_traveller_without_a_postcode_is_known_by_name_and_birth_mat_06() {
    let site = |lines: &str| {
        let mut account = rose();
        account.homes = vec![(String::new(), lines.to_owned())];
        account
    };
    let verdict = verdict(&site("Plot 4, Caravan Site"), &site("4 The Caravan Site"));
    assert_eq!(verdict, Verdict::Match);
}

fn numbered(numbers: &[(IdentifierScheme, &str)]) -> Account {
    let mut account = rose();
    account.numbers = numbers
        .iter()
        .map(|(scheme, number)| (*scheme, (*number).to_owned()))
        .collect();
    account
}

#[test]
fn different_numbers_of_one_scheme_are_never_overruled_mat_03() {
    use IdentifierScheme::{Nhs, Upn};
    let one = numbered(&[(Nhs, "9434765919"), (Upn, "A123456789012")]);
    let same = numbered(&[(Nhs, "9434765919")]);
    let other = numbered(&[(Nhs, "9434765870")]);
    let mixed = numbered(&[(Nhs, "9434765919"), (Upn, "B123456789012")]);
    assert_eq!(verdict(&one, &same), Verdict::Match);
    assert_ne!(verdict(&one, &other), Verdict::Match);
    assert_ne!(verdict(&one, &mixed), Verdict::Match);
}

#[test]
fn between_two_records_that_look_alike_no_machine_chooses_mat_03() {
    let sure = decided(&rose(), &rose());
    let (key, decision) = best([(1, sure), (2, sure)]).unwrap();
    assert!(key == 1 || key == 2);
    assert_eq!(decision.verdict, Verdict::Review);
    assert_eq!(best([(1, sure)]).unwrap().1.verdict, Verdict::Match);
}

proptest! {
    #[test]
    fn children_of_other_forenames_never_come_together_by_themselves_mat_06(
        one in "[a-z]{3,9}", other in "[a-z]{3,9}", family in "[a-z]{3,12}",
    ) {
        prop_assume!(one != other);
        let one = account(&one, &family, "2016-04-09");
        let other = account(&other, &family, "2016-04-09");
        prop_assert_ne!(verdict(&one, &other), Verdict::Match);
    }

    #[test]
    fn a_verdict_is_the_same_from_either_side_mat_03(
        given in "[a-z]{3,9}", family in "[a-z]{3,9}", slip in "[a-z]{3,9}",
    ) {
        let one = account(&given, &family, "2016-04-09");
        let other = account(&slip, &family, "2016-04-09");
        prop_assert_eq!(verdict(&one, &other), verdict(&other, &one));
    }

    #[test]
    fn another_year_of_birth_is_never_sure_mat_06(year in 2009_i32..2026) {
        prop_assume!(year != 2016);
        let other = account("Rosalind", "Winterbourne", &format!("{year}-04-09"));
        prop_assert_ne!(verdict(&rose(), &other), Verdict::Match);
    }
}

//! Mistakes that sources make.

use chrono::{Datelike, NaiveDate};
use domain::child_record::PersonName;
use domain::clock::age_on;

use crate::dice::Dice;

/// A name as someone might take it down.
pub(crate) fn name(name: &PersonName, dice: &mut Dice) -> PersonName {
    let mut heard = name.clone();
    match dice.below(12) {
        0 if !heard.given.is_empty() => std::mem::swap(&mut heard.given, &mut heard.family),
        1..=6 => heard.family = text(&heard.family, dice),
        _ if heard.given.is_empty() => heard.family = text(&heard.family, dice),
        _ => heard.given = text(&heard.given, dice),
    }
    heard
}

/// Letters that sound or look alike.
const ALIKE: [(&str, &str); 14] = [
    ("ph", "f"),
    ("ie", "ei"),
    ("ee", "ea"),
    ("y", "i"),
    ("i", "y"),
    ("c", "k"),
    ("k", "c"),
    ("s", "z"),
    ("z", "s"),
    ("an", "en"),
    ("e", "a"),
    ("o", "u"),
    ("h", ""),
    ("'", ""),
];

/// A text with one slip in it.
fn text(text: &str, dice: &mut Dice) -> String {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text.to_owned();
    }
    let place = 1 + dice.below(letters.len() as u64 - 2) as usize;
    let mut slipped = letters.clone();
    match dice.below(4) {
        0 => {
            slipped.remove(place);
        }
        1 => slipped.insert(place, letters[place]),
        2 => slipped.swap(place, place + 1),
        _ => return alike(text, dice),
    }
    slipped.into_iter().collect()
}

fn alike(text: &str, dice: &mut Dice) -> String {
    let possible: Vec<&(&str, &str)> = ALIKE
        .iter()
        .filter(|(from, _)| text.rfind(from).is_some_and(|place| place > 0))
        .collect();
    if possible.is_empty() {
        return text.to_owned();
    }
    let (from, to) = dice.pick(&possible);
    let place = text.rfind(from).unwrap_or_default();
    format!("{}{to}{}", &text[..place], &text[place + from.len()..])
}

/// A date as someone might take it down: day and month exchanged, or one part off by one. Never
/// later than `today`, and never so early that the child would be grown up.
pub(crate) fn date(date: NaiveDate, today: NaiveDate, dice: &mut Dice) -> NaiveDate {
    let exchanged = || NaiveDate::from_ymd_opt(date.year(), date.day(), date.month());
    let wrong = match dice.below(4) {
        0 | 1 => exchanged(),
        2 => date.with_day(date.day() % 28 + 1),
        _ => date.with_month(date.month() % 12 + 1),
    };
    wrong
        .filter(|wrong| *wrong <= today && age_on(*wrong, today) < 18)
        .unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Purpose;

    #[test]
    fn a_slip_never_breaks_a_name_of_any_alphabet() {
        for (index, family) in [
            "Łukaszewski",
            "O'Brien",
            "Nguyễn",
            "Ng",
            "Özdemir-Ali",
            "Ştefănescu",
        ]
        .iter()
        .cycle()
        .take(3_000)
        .enumerate()
        {
            let mut dice = Dice::new(3, Purpose::Story, index as u64);
            let truth = PersonName {
                given: "Zoë".into(),
                family: (*family).into(),
            };
            let heard = name(&truth, &mut dice);
            assert!(!heard.family.is_empty());
        }
    }
}

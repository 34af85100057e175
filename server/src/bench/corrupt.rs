//! The slips that people make when they type what they know of a child.

use chrono::{Datelike, Days, Months, NaiveDate};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

/// What a practitioner knows of a child before any slip.
#[derive(Clone)]
pub(super) struct Known {
    /// First name or names, as one would give them.
    pub given: String,
    /// Surname.
    pub family: String,
    /// Former surname or name in use, where there is one.
    pub other: Option<(String, String)>,
    /// Date of birth.
    pub born: NaiveDate,
    /// Postcode, where one is known.
    pub postcode: String,
    /// Whether only the age is known, not the date of birth.
    pub age_only: bool,
}

/// A kind of slip.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Slip {
    SurnameExchangedLetters,
    SurnameLetterLeftOut,
    SurnameLetterTooMany,
    SurnameWrongLetter,
    SurnameAsHeard,
    SurnameInPart,
    ForenameMisspelt,
    ForenameAsHeard,
    ShortForm,
    SecondForename,
    OtherName,
    NamesExchanged,
    NoAccentsNoSigns,
    DayAndMonthExchanged,
    DateDigit,
    DayOrMonthOff,
    YearOff,
    DecadeOff,
    AgeOnly,
    Moved,
    SurnameAndDate,
    BothNames,
}

impl Slip {
    pub const ALL: [Slip; 22] = [
        Slip::SurnameExchangedLetters,
        Slip::SurnameLetterLeftOut,
        Slip::SurnameLetterTooMany,
        Slip::SurnameWrongLetter,
        Slip::SurnameAsHeard,
        Slip::SurnameInPart,
        Slip::ForenameMisspelt,
        Slip::ForenameAsHeard,
        Slip::ShortForm,
        Slip::SecondForename,
        Slip::OtherName,
        Slip::NamesExchanged,
        Slip::NoAccentsNoSigns,
        Slip::DayAndMonthExchanged,
        Slip::DateDigit,
        Slip::DayOrMonthOff,
        Slip::YearOff,
        Slip::DecadeOff,
        Slip::AgeOnly,
        Slip::Moved,
        Slip::SurnameAndDate,
        Slip::BothNames,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Slip::SurnameExchangedLetters => "surname: letters exchanged",
            Slip::SurnameLetterLeftOut => "surname: letter left out",
            Slip::SurnameLetterTooMany => "surname: letter too many",
            Slip::SurnameWrongLetter => "surname: wrong letter",
            Slip::SurnameAsHeard => "surname: as heard",
            Slip::SurnameInPart => "surname: one part of several",
            Slip::ForenameMisspelt => "first name: slip of the keyboard",
            Slip::ForenameAsHeard => "first name: as heard",
            Slip::ShortForm => "first name: short or other form",
            Slip::SecondForename => "first name: the second one",
            Slip::OtherName => "former or other name",
            Slip::NamesExchanged => "names exchanged",
            Slip::NoAccentsNoSigns => "no accents, hyphens, apostrophes",
            Slip::DayAndMonthExchanged => "day and month exchanged",
            Slip::DateDigit => "date: one digit wrong",
            Slip::DayOrMonthOff => "date: day or month one off",
            Slip::YearOff => "date: year one off",
            Slip::DecadeOff => "date: ten years off",
            Slip::AgeOnly => "age a year off for the date",
            Slip::Moved => "postcode of another place",
            Slip::SurnameAndDate => "slip in surname and in date",
            Slip::BothNames => "slip in both names",
        }
    }

    /// Makes the slip. None where nothing of this child gives occasion for it.
    pub fn make(self, known: &Known, dice: &mut StdRng) -> Option<Known> {
        let mut typed = known.clone();
        match self {
            Slip::SurnameExchangedLetters => typed.family = exchanged(&known.family, dice)?,
            Slip::SurnameLetterLeftOut => typed.family = left_out(&known.family, dice)?,
            Slip::SurnameLetterTooMany => typed.family = too_many(&known.family, dice)?,
            Slip::SurnameWrongLetter => typed.family = wrong(&known.family, dice)?,
            Slip::SurnameAsHeard => typed.family = as_heard(&known.family, dice)?,
            Slip::SurnameInPart => typed.family = in_part(&known.family, dice)?,
            Slip::ForenameMisspelt => typed.given = any_slip(&known.given, dice)?,
            Slip::ForenameAsHeard => typed.given = as_heard(&known.given, dice)?,
            Slip::ShortForm => typed.given = short_form(&known.given, dice)?,
            Slip::SecondForename => typed.given = known.given.split_once(' ')?.1.to_owned(),
            Slip::OtherName => (typed.given, typed.family) = known.other.clone()?,
            Slip::NamesExchanged => std::mem::swap(&mut typed.given, &mut typed.family),
            Slip::NoAccentsNoSigns => {
                typed.given = plain(&known.given);
                typed.family = plain(&known.family);
                if typed.given == known.given && typed.family == known.family {
                    return None;
                }
            }
            Slip::DayAndMonthExchanged => typed.born = day_and_month_exchanged(known.born)?,
            Slip::DateDigit => typed.born = digit_wrong(known.born, dice)?,
            Slip::DayOrMonthOff => typed.born = day_or_month_off(known.born, dice)?,
            Slip::YearOff => typed.born = years_off(known.born, 1, dice)?,
            Slip::DecadeOff => typed.born = years_off(known.born, 10, dice)?,
            Slip::AgeOnly => {
                typed.age_only = true;
                typed.born = years_off(known.born, 1, dice)?;
            }
            Slip::Moved => typed.postcode = elsewhere(&known.postcode, dice)?,
            Slip::SurnameAndDate => {
                typed.family = any_slip(&known.family, dice)?;
                typed.born = any_date_slip(known.born, dice)?;
            }
            Slip::BothNames => {
                typed.given = any_slip(&known.given, dice)?;
                typed.family = any_slip(&known.family, dice)?;
            }
        }
        Some(typed)
    }
}

/// Letters with their places, where a word is long enough that one can be recognised by the rest.
fn letters(word: &str) -> Option<Vec<char>> {
    let letters: Vec<char> = word.chars().collect();
    (letters.len() >= 4).then_some(letters)
}

fn exchanged(word: &str, dice: &mut StdRng) -> Option<String> {
    let mut letters = letters(word)?;
    let places: Vec<usize> = (1..letters.len() - 1)
        .filter(|n| {
            letters[*n] != letters[n + 1]
                && letters[*n].is_alphabetic()
                && letters[n + 1].is_alphabetic()
        })
        .collect();
    let place = *places.choose(dice)?;
    letters.swap(place, place + 1);
    Some(letters.into_iter().collect())
}

fn left_out(word: &str, dice: &mut StdRng) -> Option<String> {
    let mut letters = letters(word)?;
    letters.remove(dice.random_range(1..letters.len()));
    Some(letters.into_iter().collect())
}

fn too_many(word: &str, dice: &mut StdRng) -> Option<String> {
    let mut letters = letters(word)?;
    let place = dice.random_range(1..letters.len());
    let letter = if dice.random_bool(0.5) {
        letters[place]
    } else {
        dice.random_range('a'..='z')
    };
    letters.insert(place, letter);
    Some(letters.into_iter().collect())
}

/// The keys beside each key.
const BESIDE: [&str; 26] = [
    "qsz", "vn", "xv", "sf", "wr", "dg", "fh", "gj", "uo", "hk", "jl", "k", "n", "bm", "ip", "o",
    "wa", "et", "ad", "ry", "yi", "cb", "qe", "zc", "tu", "ax",
];

fn wrong(word: &str, dice: &mut StdRng) -> Option<String> {
    let mut letters = letters(word)?;
    let place = dice.random_range(1..letters.len());
    let beside = match letters[place] {
        letter @ 'a'..='z' => BESIDE[letter as usize - 'a' as usize].as_bytes(),
        _ => return None,
    };
    letters[place] = char::from(*beside.choose(dice)?);
    Some(letters.into_iter().collect())
}

fn any_slip(word: &str, dice: &mut StdRng) -> Option<String> {
    match dice.random_range(0..4) {
        0 => exchanged(word, dice),
        1 => left_out(word, dice),
        2 => too_many(word, dice),
        _ => wrong(word, dice),
    }
}

/// Letters that are written in more than one way for one sound.
const HEARD: [(&str, &str); 44] = [
    ("ph", "f"),
    ("f", "ph"),
    ("ck", "k"),
    ("ks", "x"),
    ("x", "ks"),
    ("ee", "ea"),
    ("ea", "ee"),
    ("ie", "y"),
    ("y", "ie"),
    ("ey", "y"),
    ("ai", "ay"),
    ("ay", "ai"),
    ("ou", "u"),
    ("oo", "u"),
    ("ll", "l"),
    ("tt", "t"),
    ("ss", "s"),
    ("nn", "n"),
    ("mm", "m"),
    ("rr", "r"),
    ("dd", "d"),
    ("pp", "p"),
    ("sz", "sh"),
    ("cz", "ch"),
    ("w", "v"),
    ("v", "w"),
    ("c", "k"),
    ("k", "c"),
    ("z", "s"),
    ("s", "z"),
    ("gh", "g"),
    ("kh", "k"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("j", "g"),
    ("qu", "kw"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("aa", "a"),
    ("ah", "a"),
    ("er", "ar"),
    ("i", "ee"),
    ("o", "au"),
];

fn as_heard(word: &str, dice: &mut StdRng) -> Option<String> {
    let lower = word.to_lowercase();
    let ways: Vec<String> = HEARD
        .iter()
        .filter(|(from, _)| lower.get(1..).is_some_and(|rest| rest.contains(from)))
        .filter_map(|(from, to)| {
            let place = 1 + lower.get(1..)?.find(from)?;
            Some(format!(
                "{}{to}{}",
                &lower[..place],
                &lower[place + from.len()..]
            ))
        })
        .collect();
    ways.choose(dice).cloned()
}

fn in_part(family: &str, dice: &mut StdRng) -> Option<String> {
    let parts: Vec<&str> = family
        .split(['-', ' '])
        .filter(|part| part.chars().count() > 3)
        .collect();
    let several = family.contains(['-', ' ']);
    several
        .then(|| parts.choose(dice).map(|part| (*part).to_owned()))
        .flatten()
}

/// Forms that children are called by, and how other languages and families write them. A list of
/// this measurement's own: what it holds and search does not know is a miss.
const FORMS: [(&str, &[&str]); 60] = [
    ("oliver", &["ollie", "olly"]),
    ("olivia", &["liv", "livvy"]),
    ("george", &["georgie"]),
    ("amelia", &["millie", "amy"]),
    ("arthur", &["artie"]),
    ("noah", &["noa"]),
    ("lily", &["lilly", "lillie"]),
    ("ava", &["eva"]),
    ("leo", &["leon"]),
    ("thomas", &["tom", "tommy"]),
    ("william", &["will", "billy", "liam"]),
    ("james", &["jim", "jamie"]),
    ("isabella", &["bella", "izzy"]),
    ("charlotte", &["charlie", "lottie"]),
    ("charlie", &["charles"]),
    ("elizabeth", &["lizzie", "beth", "eliza"]),
    ("katherine", &["katie", "kate"]),
    ("catherine", &["katherine", "cathy"]),
    ("alexander", &["alex", "sandy", "xander"]),
    ("alexandra", &["alex", "lexi"]),
    ("benjamin", &["ben"]),
    ("daniel", &["dan", "danny"]),
    ("edward", &["ted", "teddy", "eddie"]),
    ("theodore", &["theo", "teddy"]),
    ("samuel", &["sam", "sammy"]),
    ("joshua", &["josh"]),
    ("joseph", &["joe", "joey"]),
    ("matthew", &["matt"]),
    ("michael", &["mike", "mick"]),
    ("nicholas", &["nick"]),
    ("jessica", &["jess", "jessie"]),
    ("rebecca", &["becky", "bex"]),
    ("abigail", &["abi", "abbie"]),
    ("grace", &["gracie"]),
    ("evelyn", &["evie", "eve"]),
    ("freddie", &["fred", "frederick"]),
    ("harry", &["henry", "harrison"]),
    ("jack", &["john"]),
    ("archie", &["archibald"]),
    ("florence", &["flo", "florrie"]),
    ("sophia", &["sophie", "sofia"]),
    ("zofia", &["sophie", "zosia"]),
    ("mohammed", &["muhammad", "mohamed"]),
    ("muhammad", &["mohammed", "mohammad"]),
    ("mohamed", &["muhammad"]),
    ("aisha", &["ayesha"]),
    ("fatima", &["fatimah"]),
    ("yusuf", &["yousuf", "yousef"]),
    ("ibrahim", &["ebrahim"]),
    ("zainab", &["zaynab"]),
    ("aleksander", &["alexander", "alex"]),
    ("jakub", &["jacob", "kuba"]),
    ("siobhan", &["shivaun"]),
    ("siobhán", &["shivaun"]),
    ("niamh", &["neve"]),
    ("caoimhe", &["keeva"]),
    ("saoirse", &["seersha"]),
    ("katarzyna", &["kasia"]),
    ("ismail", &["ismael"]),
    ("hussain", &["hussein"]),
];

fn short_form(given: &str, dice: &mut StdRng) -> Option<String> {
    let first = given.split(' ').next()?.to_lowercase();
    let (_, forms) = FORMS.iter().find(|(name, _)| *name == first)?;
    forms.choose(dice).map(|form| (*form).to_owned())
}

/// As a keyboard without accents writes it, in one word.
fn plain(name: &str) -> String {
    domain::search::normalised(name).replace(' ', "")
}

fn day_and_month_exchanged(born: NaiveDate) -> Option<NaiveDate> {
    let exchanged = NaiveDate::from_ymd_opt(born.year(), born.day(), born.month())?;
    (exchanged != born).then_some(exchanged)
}

fn digit_wrong(born: NaiveDate, dice: &mut StdRng) -> Option<NaiveDate> {
    for _ in 0..20 {
        let mut digits = born.format("%d%m%Y").to_string().into_bytes();
        let place = *[0, 1, 2, 3, 7].choose(dice)?;
        digits[place] = dice.random_range(b'0'..=b'9');
        let text = String::from_utf8(digits).ok()?;
        match NaiveDate::parse_from_str(&text, "%d%m%Y") {
            Ok(other) if other != born && other <= super::DAY => return Some(other),
            _ => {}
        }
    }
    None
}

fn day_or_month_off(born: NaiveDate, dice: &mut StdRng) -> Option<NaiveDate> {
    let other = match dice.random_range(0..4) {
        0 => born.checked_add_days(Days::new(1)),
        1 => born.checked_sub_days(Days::new(1)),
        2 => born.checked_add_months(Months::new(1)),
        _ => born.checked_sub_months(Months::new(1)),
    };
    other.filter(|date| *date <= super::DAY)
}

fn years_off(born: NaiveDate, by: i32, dice: &mut StdRng) -> Option<NaiveDate> {
    let by = if dice.random_bool(0.5) { by } else { -by };
    born.with_year(born.year() + by)
        .or_else(|| born.with_year(born.year() - by))
        .filter(|date| *date <= super::DAY)
        .or_else(|| born.with_year(born.year() - by.abs()))
}

fn any_date_slip(born: NaiveDate, dice: &mut StdRng) -> Option<NaiveDate> {
    match dice.random_range(0..4) {
        0 => day_and_month_exchanged(born),
        1 => digit_wrong(born, dice),
        2 => day_or_month_off(born, dice),
        _ => years_off(born, 1, dice),
    }
}

/// A postcode somewhere else.
fn elsewhere(postcode: &str, dice: &mut StdRng) -> Option<String> {
    let (district, _) = postcode.split_once(' ')?;
    let area: String = district
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    let letter = || "ABDEFGHJLNPQRSTUWXYZ".as_bytes();
    let unit = [*letter().choose(dice)?, *letter().choose(dice)?].map(char::from);
    Some(format!(
        "{area}{} {}{}{}",
        dice.random_range(1..20),
        dice.random_range(1..9),
        unit[0],
        unit[1]
    ))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn every_kind_of_slip_changes_something() {
        let known = Known {
            given: "Siobhán Katherine".into(),
            family: "O’Phillips-Smith".into(),
            other: Some(("Sheila".into(), "Former".into())),
            born: NaiveDate::from_ymd_opt(2012, 4, 9).unwrap(),
            postcode: "ZB1 4QX".into(),
            age_only: false,
        };
        let mut dice = StdRng::seed_from_u64(3);
        for slip in Slip::ALL {
            let made = (0..20).find_map(|_| slip.make(&known, &mut dice)).unwrap();
            let changed = made.given != known.given
                || made.family != known.family
                || made.born != known.born
                || made.postcode != known.postcode;
            assert!(changed, "{}", slip.label());
        }
    }
}

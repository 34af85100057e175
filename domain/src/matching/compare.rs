//! How two accounts agree, item by item.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use super::person::{Day, Home, Name, Person};
use super::weights::Rarity;
use crate::child_record::IdentifierScheme;
use crate::search::{Likeness, NOTHING_ALIKE, Word, may_be_alike};

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// Forenames.
    Forename,
    /// Surname.
    Surname,
    /// Whether forename and surname stand in the same order.
    Order,
    /// Date of birth.
    Born,
    /// Gender.
    Gender,
    /// Postcode.
    Postcode,
    /// Number of the house.
    House,
    /// The other words of the address.
    Street,
    /// Parents and carers.
    Carer,
}

impl Item {
    /// Every item, in the order of a pattern.
    pub const ALL: [Item; ITEMS] = [
        Item::Forename,
        Item::Surname,
        Item::Order,
        Item::Born,
        Item::Gender,
        Item::Postcode,
        Item::House,
        Item::Street,
        Item::Carer,
    ];
}

/// How many items are compared.
pub const ITEMS: usize = 9;
/// How many ways an item can agree or not; the first is that one account does not tell.
pub const LEVELS: usize = 8;

/// One account does not tell.
pub(super) const MISSING: u8 = 0;
/// The same.
pub(super) const SAME: u8 = 1;
/// Of names: nothing alike.
pub(super) const UNLIKE: u8 = 7;

/// How two accounts agree.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Comparison {
    /// The level of each item, in the order of [`Item::ALL`].
    pub pattern: [u8; ITEMS],
    /// How rare what is the same is, in bits: forename, surname, postcode, a carer's forename; 0 where
    /// none is.
    pub rare: [f32; 4],
    /// Numbers of one kind that stand in both.
    pub numbers: Numbers,
    /// Both tell several forenames of which only the first is the same: brothers may share that.
    pub other_forenames: bool,
    /// The forenames are not the same, alike as they look: twins have such names.
    pub another_forename: bool,
    /// Whether the years of birth are the same.
    pub one_year: bool,
    /// log2 of the odds that any account is of the same person as another.
    pub odds: f32,
}

/// How the numbers agree that are a person's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numbers {
    /// There are none of one kind.
    Untold,
    /// The same.
    Same,
    /// Of one kind, and none is the same.
    Different,
    /// The same of one kind, others of another.
    Mixed,
}

impl Comparison {
    /// The level of an item.
    pub fn level(&self, item: Item) -> u8 {
        self.pattern[item as usize]
    }
}

/// Compares two accounts.
pub fn compare(one: &Person, other: &Person, rarity: &Rarity) -> Comparison {
    let names = names(one, other, rarity);
    let home = home(one, other, rarity);
    let mut pattern = [MISSING; ITEMS];
    pattern[Item::Forename as usize] = names.forename;
    pattern[Item::Surname as usize] = names.surname;
    pattern[Item::Order as usize] = names.order;
    pattern[Item::Born as usize] = born(one.born, other.born);
    pattern[Item::Gender as usize] = match one.gender.zip(other.gender) {
        None => MISSING,
        Some((one, other)) if one == other => SAME,
        Some(_) => 2,
    };
    pattern[Item::Postcode as usize] = home.postcode;
    pattern[Item::House as usize] = home.house;
    pattern[Item::Street as usize] = home.street;
    let (carer, carer_rare) = carers(one, other, rarity);
    pattern[Item::Carer as usize] = carer;
    Comparison {
        pattern,
        rare: [
            names.forename_rare,
            names.surname_rare,
            home.rare,
            carer_rare,
        ],
        numbers: numbers(one, other),
        other_forenames: names.other_forenames,
        another_forename: names.another_forename,
        one_year: one
            .born
            .zip(other.born)
            .is_some_and(|(one, other)| one.year() == other.year()),
        odds: rarity.odds(),
    }
}

#[derive(Clone, Copy, Default)]
struct Names {
    forename: u8,
    surname: u8,
    order: u8,
    forename_rare: f32,
    surname_rare: f32,
    other_forenames: bool,
    another_forename: bool,
}

impl Names {
    /// The smaller, the better: how much speaks against one name.
    fn against(&self) -> (u8, Reverse<u8>) {
        let cost = |level| if level == MISSING { 4 } else { level };
        let crossed = u8::from(self.order == 2);
        (
            cost(self.forename) + cost(self.surname) + crossed,
            Reverse(crossed),
        )
    }
}

/// The two names that agree best. Where one of those is not the name in use, the forenames in use must be
/// the same too: twins may have one pet name, and Charles, called Charlie, a brother Charlie.
fn names(one: &Person, other: &Person, rarity: &Rarity) -> Names {
    let mut best: Option<(Names, bool)> = None;
    for (m, mine) in one.names.iter().enumerate() {
        for (t, theirs) in other.names.iter().enumerate() {
            let candidates = [
                straight(mine, theirs, rarity),
                crossed(mine, theirs, rarity),
            ];
            for candidate in candidates.into_iter().flatten() {
                if best.is_none_or(|(best, _)| candidate.against() < best.against()) {
                    best = Some((candidate, m + t > 0));
                }
            }
        }
    }
    let (mut best, by_others) = best.unwrap_or_default();
    if let (true, Some(mine), Some(theirs)) = (by_others, one.names.first(), other.names.first()) {
        best.another_forename |= !same_forename(&mine.given, &theirs.given);
    }
    best
}

fn straight(mine: &Name, theirs: &Name, rarity: &Rarity) -> Option<Names> {
    let given = halves(&mine.given, &theirs.given, true);
    let family = halves(&mine.family, &theirs.family, false);
    Some(Names {
        forename: given.level,
        surname: family.level,
        order: SAME,
        forename_rare: given.same.map_or(0.0, |word| rarity.given(&word)),
        surname_rare: family.same.map_or(0.0, |word| rarity.family(&word)),
        other_forenames: !given.first || others_differ(&mine.given, &theirs.given),
        another_forename: !same_forename(&mine.given, &theirs.given),
    })
}

/// Whether both tell forenames beyond the first, and none of them is like any of the other's.
fn others_differ(mine: &[Arc<Word>], theirs: &[Arc<Word>]) -> bool {
    if mine.len() < 2 || theirs.len() < 2 {
        return false;
    }
    let like = |one: &Word, other: &Word| one.forename_likeness_to(other) < Likeness::Unlike;
    let alike = |some: &[Arc<Word>], all: &[Arc<Word>]| {
        let mut beyond = some.iter().skip(1);
        beyond.any(|one| all.iter().any(|other| like(one, other)))
    };
    !alike(mine, theirs) && !alike(theirs, mine)
}

/// Whether the calling names are the same, or all of them run together. Of twins, one was called Muhammad
/// and the other Mohammed; Alex may be Alexander or Alexandra; and Hasan, misspelt, is Hassan.
fn same_forename(mine: &[Arc<Word>], theirs: &[Arc<Word>]) -> bool {
    fn letters(words: &[Arc<Word>]) -> impl Iterator<Item = char> {
        words.iter().flat_map(|word| word.text.chars())
    }
    let first = mine.first().zip(theirs.first());
    first.is_some_and(|(one, other)| one.text == other.text) || letters(mine).eq(letters(theirs))
}

/// Forename and surname exchanged; only where both halves are alike that way.
fn crossed(mine: &Name, theirs: &Name, rarity: &Rarity) -> Option<Names> {
    let given = halves(&mine.given, &theirs.family, true);
    let family = halves(&mine.family, &theirs.given, false);
    let alike =
        |half: &Half| half.first && half.level != MISSING && half.level <= Likeness::Near as u8 + 1;
    (alike(&given) && alike(&family)).then(|| Names {
        forename: given.level,
        surname: family.level,
        order: 2,
        forename_rare: given.same.map_or(0.0, |word| rarity.given(&word)),
        surname_rare: family.same.map_or(0.0, |word| rarity.family(&word)),
        other_forenames: others_differ(&mine.given, &theirs.family),
        another_forename: !same_forename(&mine.given, &theirs.family),
    })
}

/// How two halves of names agree.
struct Half {
    level: u8,
    /// The word that is the same.
    same: Option<String>,
    /// Whether the first words of both agree best, or the whole does.
    first: bool,
}

/// Compares two halves of names. Of forenames the calling name of one must take part: children who
/// share a second forename do not agree by it.
fn halves(mine: &[Arc<Word>], theirs: &[Arc<Word>], forenames: bool) -> Half {
    if mine.is_empty() || theirs.is_empty() {
        return Half {
            level: MISSING,
            same: None,
            first: true,
        };
    }
    let likeness = |mine: &Word, theirs: &Word| {
        if forenames {
            mine.forename_likeness_to(theirs)
        } else {
            mine.likeness_to(theirs)
        }
    };
    let mut best = (Likeness::Unlike, None, true);
    for (m, one) in mine.iter().enumerate() {
        for (t, other) in theirs.iter().enumerate() {
            if forenames && m.min(t) > 0 {
                continue;
            }
            let found = likeness(one, other);
            if found < best.0 {
                best = (found, Some(&one.text), m + t == 0);
            }
        }
    }
    if best.0 > Likeness::Spelling && (mine.len() > 1 || theirs.len() > 1) {
        let whole =
            |words: &[Arc<Word>]| -> String { words.iter().map(|w| w.text.as_str()).collect() };
        let (mine, theirs) = (whole(mine), whole(theirs));
        // How a word sounds is costly to tell, and does not matter where two look nothing alike.
        if may_be_alike(&mine, &theirs) && strsim::jaro_winkler(&mine, &theirs) >= NOTHING_ALIKE {
            let found = likeness(&Word::new(&mine), &Word::new(&theirs));
            if found < best.0 {
                best = (found.max(Likeness::Spelling), None, true);
            }
        }
    }
    Half {
        level: best.0 as u8 + 1,
        same: best.1.filter(|_| best.0 == Likeness::Same).cloned(),
        first: best.2,
    }
}

/// How two days of birth agree: the same; one slip of the keyboard, or day and month exchanged; two of
/// day, month and year; less.
fn born(one: Option<Day>, other: Option<Day>) -> u8 {
    let Some((one, other)) = one.zip(other) else {
        return MISSING;
    };
    if one == other {
        return SAME;
    }
    let parts = |day: Day| [day.part(0, 4), day.part(4, 6), day.part(6, 8)];
    let (mine, theirs) = (parts(one), parts(other));
    let exchanged = mine[0] == theirs[0] && mine[1] == theirs[2] && mine[2] == theirs[1];
    if exchanged || is_one_slip(one.as_str(), other.as_str()) {
        return 2;
    }
    let same = mine.iter().zip(&theirs).filter(|(a, b)| a == b).count();
    if same == 2 { 3 } else { 4 }
}

/// Whether one slip of the keyboard makes one text of another: a character left out, too many or wrong,
/// or two neighbours exchanged.
fn is_one_slip(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let equal = |(a, b): &(&u8, &u8)| a == b;
    let before = one.iter().zip(other).take_while(equal).count();
    let (one, other) = (&one[before..], &other[before..]);
    let after = one.iter().rev().zip(other.iter().rev());
    let after = after.take_while(equal).count();
    match (&one[..one.len() - after], &other[..other.len() - after]) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[derive(Clone, Copy, Default)]
struct Homes {
    postcode: u8,
    house: u8,
    street: u8,
    rare: f32,
}

/// The two homes that agree best: people move, and former addresses are known.
fn home(one: &Person, other: &Person, rarity: &Rarity) -> Homes {
    let pairs = one
        .homes
        .iter()
        .flat_map(|mine| other.homes.iter().map(move |theirs| (mine, theirs)));
    let agreed = pairs.map(|(mine, theirs)| one_home(mine, theirs, rarity));
    let cost = |level: u8| if level == MISSING { 3 } else { level };
    agreed
        .min_by_key(|home| cost(home.postcode) + cost(home.house) + cost(home.street))
        .unwrap_or_default()
}

fn one_home(mine: &Home, theirs: &Home, rarity: &Rarity) -> Homes {
    let postcode = postcodes(&mine.postcode, &theirs.postcode);
    let house = match (&mine.number, &theirs.number) {
        (Some(one), Some(other)) if one == other => SAME,
        (Some(one), Some(other)) if is_one_slip(one, other) => 2,
        (Some(_), Some(_)) => 3,
        _ => MISSING,
    };
    Homes {
        postcode,
        house,
        street: streets(mine, theirs),
        rare: if postcode == SAME {
            rarity.postcode(&mine.postcode)
        } else {
            0.0
        },
    }
}

fn postcodes(one: &str, other: &str) -> u8 {
    if one.is_empty() || other.is_empty() {
        return MISSING;
    }
    if one == other {
        return SAME;
    }
    if is_one_slip(one, other) {
        return 2;
    }
    let common = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    if common * 2 >= one.len().max(other.len()) {
        3
    } else {
        4
    }
}

/// How much a word of an address tells: little, where every other address has it.
fn telling(word: &str) -> f32 {
    const ORDINARY: [&str; 27] = [
        "avenue", "ave", "circuit", "close", "court", "crescent", "drive", "flat", "gardens",
        "green", "grove", "hill", "house", "lane", "north", "park", "place", "rd", "road", "south",
        "square", "st", "street", "terrace", "unit", "way", "west",
    ];
    if ORDINARY.contains(&word) { 0.25 } else { 1.0 }
}

/// How the words of two addresses agree, telling ones counting for more.
fn streets(mine: &Home, theirs: &Home) -> u8 {
    if mine.words.is_empty() || theirs.words.is_empty() {
        return MISSING;
    }
    let weigh = |words: &[Arc<str>]| -> f32 { words.iter().map(|word| telling(word)).sum() };
    let agreed: f32 = mine
        .words
        .iter()
        .map(|word| {
            let best = theirs.words.iter().map(|other| word_agrees(word, other));
            best.fold(0.0, f32::max) * telling(word)
        })
        .sum();
    let all = weigh(&mine.words).max(weigh(&theirs.words));
    let by_words = if all > 0.0 { agreed / all } else { 0.0 };
    // Letters are told one by one only where words leave it open.
    let agree = if by_words >= 0.85 {
        by_words
    } else {
        by_words.max(pairs_of_letters(&mine.words, &theirs.words))
    };
    match agree {
        0.85.. => SAME,
        0.6.. => 2,
        0.4.. => 3,
        _ => 4,
    }
}

/// The share of pairs of neighbouring letters that two texts have in common, words run together
/// (Sørensen and Dice).
fn pairs_of_letters(one: &[Arc<str>], other: &[Arc<str>]) -> f32 {
    let pairs = |words: &[Arc<str>]| -> Vec<(char, char)> {
        let letters = || words.iter().flat_map(|word| word.chars());
        let mut pairs: Vec<_> = letters().zip(letters().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let (mut m, mut n, mut common) = (0, 0, 0);
    while m < one.len() && n < other.len() {
        match one[m].cmp(&other[n]) {
            Ordering::Less => m += 1,
            Ordering::Greater => n += 1,
            Ordering::Equal => (m, n, common) = (m + 1, n + 1, common + 1),
        }
    }
    2.0 * common as f32 / (one.len() + other.len()).max(1) as f32
}

/// How far two words of an address agree. Those whose lengths are further apart than 13 to 20 are never as
/// similar as it takes.
fn word_agrees(one: &str, other: &str) -> f32 {
    if one == other {
        1.0
    } else if one.len().min(other.len()) >= 4
        && one.len().min(other.len()) * 20 >= one.len().max(other.len()) * 13
        && may_be_alike(one, other)
        && (is_one_slip(one, other) || strsim::jaro_winkler(one, other) >= 0.93)
    {
        0.9
    } else {
        0.0
    }
}

/// The two carers who agree best: the same forename and a like surname; the same forename; a like one;
/// nothing alike. Surnames tell little besides: they are the children's.
fn carers(one: &Person, other: &Person, rarity: &Rarity) -> (u8, f32) {
    let pairs = one
        .carers
        .iter()
        .flat_map(|mine| other.carers.iter().map(move |theirs| (mine, theirs)));
    let agreed = pairs.filter_map(|(mine, theirs)| {
        let given = halves(&mine.given, &theirs.given, true);
        let surname = halves(&mine.family, &theirs.family, false).level;
        let rare = given.same.map_or(0.0, |word| rarity.given(&word));
        match given.level {
            MISSING => None,
            SAME if surname <= 3 => Some((SAME, rare)),
            SAME => Some((2, rare)),
            2..=4 => Some((3, 0.0)),
            _ => Some((4, 0.0)),
        }
    });
    agreed
        .min_by(|(one, a), (other, b)| one.cmp(other).then(b.total_cmp(a)))
        .unwrap_or((MISSING, 0.0))
}

/// How numbers of one kind agree.
fn numbers(one: &Person, other: &Person) -> Numbers {
    let (mut same, mut different) = (false, false);
    for scheme in [
        IdentifierScheme::Nhs,
        IdentifierScheme::Upn,
        IdentifierScheme::Uln,
    ] {
        let own = |person: &Person| -> Vec<String> {
            let of = person.numbers.iter().filter(|(kind, _)| *kind == scheme);
            of.map(|(_, number)| number.clone()).collect()
        };
        let (mine, theirs) = (own(one), own(other));
        if mine.is_empty() || theirs.is_empty() {
            continue;
        }
        let shared = mine.iter().any(|number| theirs.contains(number));
        same |= shared;
        different |= !shared;
    }
    match (same, different) {
        (false, false) => Numbers::Untold,
        (true, false) => Numbers::Same,
        (false, true) => Numbers::Different,
        (true, true) => Numbers::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_slip_is_a_distance_of_one(one in "[abc]{0,6}", other in "[abc]{0,6}") {
            prop_assert_eq!(is_one_slip(&one, &other), strsim::osa_distance(&one, &other) == 1);
        }

        #[test]
        fn pairs_of_letters_are_those_of_sorensen_and_dice(one in "[abc]{2,8}", other in "[abc]{2,8}") {
            let words = |text: &str| [Arc::from(&text[..1]), Arc::from(&text[1..])];
            let found = pairs_of_letters(&words(&one), &words(&other));
            prop_assert!((f64::from(found) - strsim::sorensen_dice(&one, &other)).abs() < 1e-6);
        }
    }
}

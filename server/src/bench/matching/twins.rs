//! Pairs of twins who are hard to tell apart: of one surname, day of birth, address and carers, each kind
//! of them with names that are alike in another way (MAT-06).

use domain::chance::Chance;
use domain::child_record::Gender;
use domain::matching::{Account, Day, Words};
use population::{Child, Population, SeededChance};

use super::{Accounts, Known};
use crate::bench::DAY;

/// The seed of the population from which the families are taken.
const SEED: u64 = 7;

/// In what twins are hard to tell apart.
#[derive(Clone, Copy)]
enum Kind {
    Rhyme,
    OneBeginning,
    OneInitial,
    TwoForms,
    SharedFirst,
    SharedSecond,
    OnePetName,
    PetNameBeside,
    PetNameOfOne,
    Nameless,
    OneUnnamed,
    Exchanged,
    RareOneLetterApart,
    Misspelt,
}

impl Kind {
    const ALL: [Kind; 14] = [
        Kind::Rhyme,
        Kind::OneBeginning,
        Kind::OneInitial,
        Kind::TwoForms,
        Kind::SharedFirst,
        Kind::SharedSecond,
        Kind::OnePetName,
        Kind::PetNameBeside,
        Kind::PetNameOfOne,
        Kind::Nameless,
        Kind::OneUnnamed,
        Kind::Exchanged,
        Kind::RareOneLetterApart,
        Kind::Misspelt,
    ];

    fn label(self) -> &'static str {
        match self {
            Kind::Rhyme => "forenames that rhyme",
            Kind::OneBeginning => "forenames that begin alike",
            Kind::OneInitial => "the row tells an initial",
            Kind::TwoForms => "two forms of one forename",
            Kind::SharedFirst => "one first forename, others beside",
            Kind::SharedSecond => "the forename of one is the other’s second",
            Kind::OnePetName => "the row tells a pet name of both",
            Kind::PetNameBeside => "a pet name of both beside the forename",
            Kind::PetNameOfOne => "the pet name of one is the other’s forename",
            Kind::Nameless => "the row tells “Twin 1” or “Baby of”",
            Kind::OneUnnamed => "the row tells no forename",
            Kind::Exchanged => "forename and surname exchanged in the row",
            Kind::RareOneLetterApart => "rare forenames, one letter apart",
            Kind::Misspelt => "forename misspelt in the row",
        }
    }

    /// The forenames of both, what both may be called, and their genders.
    fn names(self, chance: &SeededChance) -> Names {
        let any = |list: &[Pair]| list[chance.below(list.len() as u64) as usize];
        match self {
            Kind::TwoForms => any(&FORMS),
            Kind::SharedFirst => any(&SHARED_FIRST),
            Kind::SharedSecond => any(&SHARED_SECOND),
            Kind::OnePetName | Kind::PetNameBeside => any(&PET_NAMES),
            Kind::PetNameOfOne => any(&PET_NAMES_OF_ONE),
            Kind::RareOneLetterApart => return Names::rare(chance),
            Kind::OneBeginning | Kind::OneInitial => any(&BEGINNINGS),
            Kind::Rhyme => any(&RHYMES),
            _ if chance.below(2) == 0 => any(&RHYMES),
            _ => any(&BEGINNINGS),
        }
        .into()
    }

    /// What a row tells of a forename, and besides by what the child is known.
    fn told(self, given: &str, pet: &str, born_second: bool, chance: &SeededChance) -> String {
        match self {
            Kind::OneInitial => given.chars().take(1).collect(),
            Kind::OnePetName => pet.to_owned(),
            Kind::Nameless => match (chance.below(3), born_second) {
                (0, _) => "Baby of Philippa".to_owned(),
                (1, _) => "Baby Twin".to_owned(),
                (_, false) => "Twin 1".to_owned(),
                (_, true) => "Twin 2".to_owned(),
            },
            Kind::OneUnnamed => String::new(),
            Kind::Misspelt => misspelt(given, chance),
            _ => given.to_owned(),
        }
    }
}

/// Two forenames, a pet name of both, and their genders: `f` or `m` each.
type Pair = (&'static str, &'static str, &'static str, &'static str);

const RHYMES: [Pair; 20] = [
    ("Ella", "Bella", "", "ff"),
    ("Ella", "Stella", "", "ff"),
    ("Mia", "Lia", "", "ff"),
    ("Ava", "Eva", "", "ff"),
    ("Ellie", "Millie", "", "ff"),
    ("Holly", "Molly", "", "ff"),
    ("Lily", "Tilly", "", "ff"),
    ("Zara", "Sara", "", "ff"),
    ("Hannah", "Anna", "", "ff"),
    ("Maya", "Kaya", "", "ff"),
    ("Lina", "Mina", "", "ff"),
    ("Aisha", "Raisha", "", "ff"),
    ("Jayden", "Kayden", "", "mm"),
    ("Aiden", "Jaden", "", "mm"),
    ("Harry", "Barry", "", "mm"),
    ("Ronnie", "Bonnie", "", "mf"),
    ("Bilal", "Hilal", "", "mm"),
    ("Jim", "Tim", "", "mm"),
    ("Ethan", "Nathan", "", "mm"),
    ("Zain", "Zayan", "", "mm"),
];

const BEGINNINGS: [Pair; 20] = [
    ("James", "Jack", "", "mm"),
    ("Emily", "Emma", "", "ff"),
    ("Oliver", "Oscar", "", "mm"),
    ("Oliver", "Olivia", "", "mf"),
    ("Daniel", "David", "", "mm"),
    ("Daniel", "Danielle", "", "mf"),
    ("Hassan", "Hussain", "", "mm"),
    ("Hasan", "Hassan", "", "mm"),
    ("Amelia", "Amelie", "", "ff"),
    ("Ayaan", "Ayan", "", "mm"),
    ("Maria", "Marie", "", "ff"),
    ("Christian", "Christina", "", "mf"),
    ("Louis", "Louise", "", "mf"),
    ("Joseph", "Josephine", "", "mf"),
    ("Gabriel", "Gabriele", "", "mm"),
    ("Martin", "Martina", "", "mf"),
    ("Jan", "Jana", "", "mf"),
    ("Andrei", "Andreea", "", "mf"),
    ("Rohan", "Roshan", "", "mm"),
    ("Simran", "Simrat", "", "ff"),
];

const FORMS: [Pair; 8] = [
    ("Muhammad", "Mohammed", "", "mm"),
    ("Mohamed", "Mohammad", "", "mm"),
    ("Sofia", "Sophia", "", "ff"),
    ("Jon", "John", "", "mm"),
    ("Katherine", "Catherine", "", "ff"),
    ("Yusuf", "Yousef", "", "mm"),
    ("Zaynab", "Zainab", "", "ff"),
    ("Aleksander", "Alexander", "", "mm"),
];

const SHARED_FIRST: [Pair; 6] = [
    ("Mohammed Ali", "Mohammed Yusuf", "", "mm"),
    ("Abdul Rahman", "Abdul Karim", "", "mm"),
    ("Anna Maria", "Anna Louise", "", "ff"),
    ("Mary-Kate", "Mary-Ann", "", "ff"),
    ("John Paul", "John Mark", "", "mm"),
    ("Maria Ioana", "Maria Elena", "", "ff"),
];

const SHARED_SECOND: [Pair; 5] = [
    ("Jordan Oliver", "Oliver James", "", "mm"),
    ("Ella Rose", "Rose Amelia", "", "ff"),
    ("Grace Lily", "Lily Grace", "", "ff"),
    ("Ali Hassan", "Hassan Ali", "", "mm"),
    ("Ella Rose", "Isla Rose", "", "ff"),
];

const PET_NAMES: [Pair; 8] = [
    ("Alexander", "Alexandra", "Alex", "mf"),
    ("Samuel", "Samantha", "Sam", "mf"),
    ("Charles", "Charlotte", "Charlie", "mf"),
    ("Isabella", "Annabelle", "Bella", "ff"),
    ("Elizabeth", "Eleanor", "Ellie", "ff"),
    ("Katherine", "Caitlin", "Kate", "ff"),
    ("Amelia", "Emilia", "Millie", "ff"),
    ("Frederick", "Alfred", "Freddie", "mm"),
];

const PET_NAMES_OF_ONE: [Pair; 6] = [
    ("Charles", "Charlie", "Charlie", "mm"),
    ("Isabella", "Bella", "Bella", "ff"),
    ("Alexander", "Alex", "Alex", "mm"),
    ("Katherine", "Kate", "Kate", "ff"),
    ("Alfred", "Freddie", "Freddie", "mm"),
    ("Elizabeth", "Ellie", "Ellie", "ff"),
];

struct Names {
    given: [String; 2],
    pet: String,
    genders: [Gender; 2],
}

impl From<Pair> for Names {
    fn from((one, other, pet, genders): Pair) -> Self {
        let gender = |n| match genders.as_bytes().get(n) {
            Some(b'f') => Gender::Female,
            _ => Gender::Male,
        };
        Self {
            given: [one.to_owned(), other.to_owned()],
            pet: pet.to_owned(),
            genders: [gender(0), gender(1)],
        }
    }
}

impl Names {
    /// Two made-up names that hardly anybody else bears, and that differ in one letter anywhere.
    fn rare(chance: &SeededChance) -> Self {
        let any = |letters: &[u8]| letters[chance.below(letters.len() as u64) as usize];
        let one: Vec<u8> = (0..6)
            .map(|n| match n % 2 {
                0 => any(b"bdfgklmnprstvz"),
                _ => any(b"aeiou"),
            })
            .collect();
        let mut other = one.clone();
        let place = chance.below(6) as usize;
        while other == one {
            other[place] = match place % 2 {
                0 => any(b"bdfgklmnprstvz"),
                _ => any(b"aeiou"),
            };
        }
        let text = |letters: &[u8]| letters.iter().map(|letter| char::from(*letter)).collect();
        Self {
            given: [text(&one), text(&other)],
            pet: String::new(),
            genders: [Gender::Female; 2],
        }
    }
}

/// A forename with a letter left out, doubled or exchanged with the next.
fn misspelt(given: &str, chance: &SeededChance) -> String {
    let mut letters: Vec<char> = given.chars().collect();
    let place = 1 + chance.below(letters.len() as u64 - 2) as usize;
    match chance.below(3) {
        0 => drop(letters.remove(place)),
        1 => letters.insert(place, letters[place]),
        _ => letters.swap(place, place + 1),
    }
    letters.into_iter().collect()
}

/// Records of so many pairs, and a row of a second source about each of the twins.
pub(super) fn make(pairs: u64) -> (Accounts, Option<Accounts>) {
    // Some families have twins already; their children are left out.
    let population = Population::new(SEED, pairs + pairs / 4 + 100, DAY);
    let families = (0..population.children())
        .map(|index| population.child(index))
        .filter(|child| !child.truth.twin);
    let chance = SeededChance::new(SEED, 0);
    let (mut records, mut rows) = (Accounts::default(), Accounts::default());
    let mut words = Words::default();
    let kinds = Kind::ALL.into_iter().cycle();
    for ((pair, kind), family) in (0..pairs).zip(kinds).zip(families) {
        let names = kind.names(&chance);
        let told = [0, 1].map(|n| kind.told(&names.given[n], &names.pet, n == 1, &chance));
        for n in 0..2 {
            let given = &names.given[n];
            // What reads as the other's name is the other's, for all that anybody could tell.
            let told = if told[n] == names.given[1 - n] {
                given
            } else {
                &told[n]
            };
            let untold = chance.below(5) == 0;
            let known = |account: Account| Known {
                account,
                truth: 2 * pair + n as u64,
                group: kind.label().to_owned(),
                twins: Some(pair),
                called: given.clone(),
                child: true,
            };
            let gender = Some(names.genders[n]);
            let has_pet_name = match kind {
                Kind::PetNameBeside => true,
                Kind::PetNameOfOne => n == 0,
                _ => false,
            };
            let pet = has_pet_name.then_some(names.pet.as_str());
            records.add(
                known(account(&family, given, pet, gender, false)),
                &mut words,
            );
            let exchanged = matches!(kind, Kind::Exchanged);
            let gender = gender.filter(|_| !untold);
            let row = account(&family, told, pet, gender, exchanged);
            rows.add(known(row), &mut words);
        }
    }
    (records, Some(rows))
}

/// What is told of a twin of a family.
fn account(
    family: &Child,
    given: &str,
    pet: Option<&str>,
    gender: Option<Gender>,
    exchanged: bool,
) -> Account {
    let truth = &family.truth;
    let name = |given: &str| {
        let surname = truth.name.family.clone();
        match exchanged {
            false => (given.to_owned(), surname),
            true => (surname, given.to_owned()),
        }
    };
    let address = truth.whereabouts.address();
    Account {
        names: std::iter::once(given).chain(pet).map(name).collect(),
        born: Day::of_date(truth.born),
        gender,
        homes: address
            .map(|home| {
                let postcode = home.postcode.as_ref();
                let postcode = postcode.map(ToString::to_string).unwrap_or_default();
                (postcode, home.lines.join(" "))
            })
            .into_iter()
            .collect(),
        carers: truth
            .carers
            .iter()
            .map(|carer| (carer.name.given.clone(), carer.name.family.clone()))
            .collect(),
        numbers: Vec::new(),
    }
}

//! How likely it is that a record is the child sought: the sum, over what can be compared, of
//! log2 of how much likelier an agreement (or a disagreement) is between two accounts of one
//! child than between two children (Fellegi and Sunter).

use chrono::NaiveDate;

use super::criteria::{Born, Place};
use super::dates::{self, DateAgreement};
use super::facts::{FactName, FactPlace, Facts};
use super::frequency::NameKind;
use super::likeness::{Likeness, Word};
use super::normal::{joined, surname_parts};
use super::sought::{Half, Sought, Weighed};
use super::why::{Why, WhySet};
use crate::child_record::Gender;

/// What is compared of a candidate.
pub struct Candidate<'f> {
    /// Names, addresses, schools, carers.
    pub facts: Facts<'f>,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// Gender.
    pub gender: Gender,
}

/// The weight of the evidence, in bits, and what agreed.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Score {
    /// Above zero speaks for one child, below zero for two.
    pub bits: f32,
    /// What agreed.
    pub why: WhySet,
}

impl Score {
    fn new(bits: f32, why: impl Into<WhySet>) -> Self {
        Self {
            bits,
            why: why.into(),
        }
    }

    fn against(bits: f32) -> Self {
        Self {
            bits,
            why: WhySet::default(),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            bits: self.bits + other.bits,
            why: self.why.and(other.why),
        }
    }

    fn better(self, other: Self) -> Self {
        if other.bits > self.bits { other } else { self }
    }
}

/// A date of birth that agrees: one in eighteen years' days.
const BORN: f32 = 12.4;
/// A whole postcode that agrees.
const POSTCODE: f32 = 10.0;

impl Sought {
    /// Weighs the evidence that a candidate is the child sought.
    pub fn score(&self, candidate: &Candidate<'_>) -> Score {
        self.name_score(&candidate.facts.names)
            .and(self.born_score(candidate.date_of_birth))
            .and(self.gender_score(candidate.gender))
            .and(self.place_score(&candidate.facts.places))
            .and(self.address_score(&candidate.facts.places))
            .and(self.school_score(&candidate.facts))
            .and(self.parent_score(&candidate.facts.carers))
    }

    /// What full agreement on name, birth and place would weigh.
    pub fn most(&self) -> f32 {
        let born = match self.born {
            Some(Born::On(_)) => BORN,
            Some(Born::Between(..)) => AGE,
            None => 0.0,
        };
        let place = match &self.place {
            Some(Place::Postcode(_)) => POSTCODE,
            Some(Place::Sector(_)) => SECTOR,
            Some(Place::District(_)) => DISTRICT,
            None => 0.0,
        };
        let school = if self.school_asked { SCHOOL } else { 0.0 };
        self.given.most() + self.family.most() + born + place + school
    }

    /// What a candidate must weigh to be shown at all: more than chance would give one among all
    /// children, or nearly as much as the criteria can give.
    pub fn least(&self) -> f32 {
        let chance = (self.frequencies.children() as f32).log2();
        (chance - 4.0).min(self.most() - 6.0)
    }

    /// What the best candidate must weigh for no further looking.
    pub fn enough(&self) -> f32 {
        (self.most() - 8.0).max(self.least())
    }

    /// Whether a shielded child of this name and birth is to be shown: by the full name and the
    /// full date of birth, and by nothing else that was typed (SRCH-05). No count of names takes
    /// part either.
    pub fn finds_shielded(&self, name: FactName<'_>, date_of_birth: NaiveDate) -> bool {
        let agrees = |family: &str, given: &str| {
            best_likeness(&self.family, family, false) <= Likeness::Sound
                && best_likeness(&self.given, given, true) <= Likeness::Sound
        };
        self.may_find_shielded()
            && self.date() == Some(date_of_birth)
            && (agrees(name.family, name.given) || agrees(name.given, name.family))
    }

    /// Whether a forename takes part in the evidence: the calling name of one is among the other's,
    /// nearly spelt or in another form, or stands where the surname does (MAT-03).
    pub fn forename_agrees(&self, facts: &Facts<'_>) -> bool {
        facts
            .names
            .iter()
            .any(|name| self.forename_is_like(name.given) || self.forename_is_like(name.family))
    }

    /// The same for one or more normalised forenames. Two children who share a second forename do not
    /// agree by it.
    pub fn forename_is_like(&self, given: &str) -> bool {
        let alike =
            |mine: &Weighed, theirs: &str| mine.word.forename_likeness(theirs) <= Likeness::Near;
        given.split(' ').enumerate().any(|(t, theirs)| {
            let mine = self
                .given
                .words
                .iter()
                .take(if t == 0 { usize::MAX } else { 1 });
            mine.chain(self.given.whole.as_ref().filter(|_| t == 0))
                .any(|mine| alike(mine, theirs))
        })
    }

    fn name_score(&self, names: &[FactName<'_>]) -> Score {
        names
            .iter()
            .map(|name| {
                let score = self.one_name_score(name.given, name.family);
                if name.current {
                    score
                } else {
                    score.and(Score::new(-0.5, Why::OtherName))
                }
            })
            .reduce(Score::better)
            .unwrap_or_default()
    }

    fn one_name_score(&self, given: &str, family: &str) -> Score {
        let straight = self.surname_score(family).and(self.forename_score(given));
        if straight.bits > self.given.most() + self.family.most() - 6.0 {
            return straight;
        }
        let crossed = self.surname_score(given).bits + self.forename_score(family).bits;
        if crossed > 1.5 {
            straight.better(Score::new(crossed - 1.5, Why::NamesExchanged))
        } else {
            straight
        }
    }

    fn surname_score(&self, family: &str) -> Score {
        let Some(first) = self.family.words.first() else {
            return Score::default();
        };
        if family.is_empty() {
            return Score::against(-2.0);
        }
        let other = joined(family);
        let other_whole = other.as_deref().unwrap_or(family);
        let whole = self.family.whole.as_ref().unwrap_or(first);
        let mut best = self.word_score(NameKind::Family, whole, other_whole);
        if self.family.whole.is_some() || other.is_some() {
            for mine in &self.family.words {
                for theirs in surname_parts(family) {
                    let mut score = self.word_score(NameKind::Family, mine, theirs);
                    if score.why.contains(Why::Surname) {
                        score.why = Why::SurnamePart.into();
                    }
                    score.bits -= 1.5;
                    best = best.better(score);
                }
            }
        }
        best
    }

    fn forename_score(&self, given: &str) -> Score {
        let Some(first) = self.given.words.first() else {
            return Score::default();
        };
        if given.is_empty() {
            return Score::against(-2.0);
        }
        let other = joined(given);
        let mut best = Score::against(-5.0);
        for (m, mine) in self.given.words.iter().enumerate() {
            for (t, theirs) in given.split(' ').enumerate() {
                let mut score = self.word_score(NameKind::Given, mine, theirs);
                if m + t > 0 {
                    score = score.and(Score::new(-1.5, Why::OtherForename));
                    if score.bits <= 0.0 {
                        continue;
                    }
                }
                best = best.better(score);
            }
        }
        if other.is_some() || self.given.whole.is_some() {
            let mine = self.given.whole.as_ref().unwrap_or(first);
            let theirs = other.as_deref().unwrap_or(given);
            best = best.better(self.word_score(NameKind::Given, mine, theirs));
        }
        best.and(self.middle_name_score(given))
    }

    /// Second forenames tell twins and cousins apart.
    fn middle_name_score(&self, given: &str) -> Score {
        match (self.given.words.get(1), given.split(' ').nth(1)) {
            (Some(mine), Some(theirs)) => match mine.word.forename_likeness(theirs) {
                Likeness::Unlike => Score::against(-1.0),
                Likeness::Same => Score::against(2.0),
                _ => Score::against(1.0),
            },
            _ => Score::default(),
        }
    }

    fn word_score(&self, kind: NameKind, mine: &Weighed, theirs: &str) -> Score {
        let likeness = match kind {
            NameKind::Family => mine.word.likeness(theirs),
            NameKind::Given => mine.word.forename_likeness(theirs),
        };
        let known = || self.frequencies.known_bits(kind, theirs);
        let nearly = |less: f32| match kind {
            NameKind::Family => (known().unwrap_or(9.0) - less).max(1.0),
            NameKind::Given => (known().unwrap_or(8.0) - less).max(1.0),
        };
        let (bits, family, given) = match likeness {
            Likeness::Same => (mine.bits, Why::Surname, Why::Forename),
            Likeness::Variant => (
                (mine.variant_bits - 1.0).max(1.5),
                Why::SurnameSound,
                Why::ForenameVariant,
            ),
            Likeness::Spelling => (nearly(2.0), Why::SurnameSpelling, Why::ForenameSpelling),
            Likeness::Sound => (nearly(2.5), Why::SurnameSound, Why::ForenameSound),
            Likeness::Near => (nearly(5.0), Why::SurnameSound, Why::ForenameSound),
            Likeness::Initial => (1.0, Why::Initial, Why::Initial),
            Likeness::Unlike => {
                return Score::against(if kind == NameKind::Family { -6.0 } else { -5.0 });
            }
        };
        Score::new(
            bits,
            if kind == NameKind::Family {
                family
            } else {
                given
            },
        )
    }

    fn born_score(&self, born: NaiveDate) -> Score {
        match self.born {
            None => Score::default(),
            Some(Born::Between(first, last)) if first <= born && born <= last => {
                Score::new(AGE, Why::Age)
            }
            Some(Born::Between(..)) => Score::against(-8.0),
            Some(Born::On(date)) => match dates::compare(date, born) {
                DateAgreement::Same => Score::new(BORN, Why::Born),
                DateAgreement::Exchanged => Score::new(7.5, Why::DayAndMonthExchanged),
                DateAgreement::DayOff => Score::new(7.0, Why::DayOff),
                DateAgreement::YearOff => Score::new(7.0, Why::YearOff),
                DateAgreement::MonthOff => Score::new(6.5, Why::MonthOff),
                DateAgreement::OneDigit => Score::new(6.0, Why::OneDigit),
                DateAgreement::DecadeOff => Score::new(5.5, Why::DecadeOff),
                DateAgreement::TwoParts => Score::new(2.5, Why::TwoDateParts),
                DateAgreement::Different => Score::against(-6.0),
            },
        }
    }

    fn gender_score(&self, gender: Gender) -> Score {
        match self.gender {
            Some(asked) if asked == gender => Score::against(0.9),
            Some(_) if gender != Gender::NotSpecified => Score::against(-3.5),
            _ => Score::default(),
        }
    }

    /// Postcodes, by how much of them agrees. People move: disagreement says little.
    fn place_score(&self, places: &[FactPlace<'_>]) -> Score {
        let Some(asked) = &self.place else {
            return Score::default();
        };
        places
            .iter()
            .filter_map(|place| {
                let score = postcode_score(asked, place.postcode)?;
                Some(if place.current {
                    score
                } else {
                    score.and(Score::new(-1.0, Why::OtherAddress))
                })
            })
            .reduce(Score::better)
            .unwrap_or(Score::against(match asked {
                Place::District(_) | Place::Sector(_) => -3.0,
                Place::Postcode(_) => -2.0,
            }))
    }

    fn address_score(&self, places: &[FactPlace<'_>]) -> Score {
        if self.address.is_empty() || places.is_empty() {
            return Score::default();
        }
        let agreeing = |lines: &str| {
            self.address
                .iter()
                .filter(|mine| {
                    lines
                        .split(' ')
                        .any(|theirs| address_word_agrees(mine, theirs))
                })
                .count()
        };
        let best = places
            .iter()
            .map(|place| agreeing(place.lines))
            .max()
            .unwrap_or(0);
        if best == self.address.len() {
            Score::new(if best > 1 { 6.0 } else { 3.0 }, Why::Address)
        } else if best > 1 && best * 2 > self.address.len() {
            Score::new(2.0, Why::Address)
        } else {
            Score::against(-1.0)
        }
    }

    fn school_score(&self, facts: &Facts<'_>) -> Score {
        if !self.school_asked || facts.schools.is_empty() {
            Score::default()
        } else if facts
            .schools
            .iter()
            .any(|school| self.schools.contains(school))
        {
            Score::new(SCHOOL, Why::School)
        } else {
            Score::against(-2.0)
        }
    }

    /// A parent's name narrows. Of a surname alone, children mostly share it anyway.
    fn parent_score(&self, carers: &[(&str, &str)]) -> Score {
        if self.parent.is_empty() || carers.is_empty() {
            return Score::default();
        }
        let agreeing = |(given, family): &(&str, &str)| {
            let found = |words: &str| {
                self.parent.iter().any(|mine| {
                    words.split(' ').any(|theirs| {
                        !theirs.is_empty() && mine.forename_likeness(theirs) <= Likeness::Sound
                    })
                })
            };
            (found(given), found(family))
        };
        let best = carers
            .iter()
            .map(agreeing)
            .max_by_key(|(g, f)| 2 * u8::from(*g) + u8::from(*f));
        match best {
            Some((true, true)) => Score::new(6.0, Why::Parent),
            Some((true, false)) => Score::new(3.0, Why::Parent),
            Some((false, true)) => Score::new(0.5, Why::Parent),
            _ => Score::against(-2.0),
        }
    }
}

/// An age that fits: three years of nineteen.
const AGE: f32 = 2.6;
const SECTOR: f32 = 7.5;
const DISTRICT: f32 = 5.5;
const SCHOOL: f32 = 7.0;

fn postcode_score(asked: &Place, postcode: &str) -> Option<Score> {
    if postcode.is_empty() {
        return None;
    }
    if let Place::Postcode(asked) = asked {
        if asked.as_str() == postcode {
            return Some(Score::new(POSTCODE, Why::Postcode));
        }
        if strsim::osa_distance(asked.as_str(), postcode) == 1 {
            return Some(Score::new(SECTOR, Why::PostcodeSector));
        }
    }
    let sector = asked.sector().is_some_and(|sector| {
        postcode
            .strip_prefix(sector)
            .is_some_and(|rest| rest.len() == 2)
    });
    if sector {
        return Some(Score::new(SECTOR, Why::PostcodeSector));
    }
    let district = postcode.split(' ').next() == Some(asked.district());
    // A whole postcode that agrees in its first half alone is no more than a neighbourhood.
    let worth = if matches!(asked, Place::District(_)) {
        DISTRICT
    } else {
        3.5
    };
    district.then(|| Score::new(worth, Why::PostcodeDistrict))
}

/// Numbers must agree; words may have one slip.
fn address_word_agrees(mine: &str, theirs: &str) -> bool {
    mine == theirs
        || mine.len() > 4
            && !mine.starts_with(|c: char| c.is_ascii_digit())
            && strsim::osa_distance(mine, theirs) == 1
}

fn best_likeness(half: &Half, other: &str, forename: bool) -> Likeness {
    let likeness = |mine: &Word, theirs: &str| {
        if forename {
            mine.forename_likeness(theirs)
        } else {
            mine.likeness(theirs)
        }
    };
    let whole = joined(other);
    let mine = || {
        half.words
            .iter()
            .chain(&half.whole)
            .map(|weighed| &weighed.word)
    };
    other
        .split(' ')
        .chain(whole.as_deref())
        .filter(|theirs| !theirs.is_empty())
        .flat_map(|theirs| mine().map(move |mine| likeness(mine, theirs)))
        .min()
        .unwrap_or(Likeness::Unlike)
}

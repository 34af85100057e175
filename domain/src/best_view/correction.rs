//! Corrections by hand: what they set aside, what opens the comparison again, and what nobody but a
//! data administrator can decide (UPD-02, UPD-03). Decision 21 tells why.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::assembly::{STALE_AFTER_DAYS, believed, rank};
use super::held::is_held;
use super::item::{Item, Value, speaking};
use super::statement::{SourceKind, Statement, Supplied};
use crate::child_record::{Assurance, PersonName};
use crate::clock::Moment;
use crate::id::{AccountId, SourceId};

/// That a statement was made by hand to set an item right.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Correction {
    /// Which item. Of all others the statement says nothing.
    pub item: Item,
    /// How it was made sure of; none of what was only held as it stood because it was disputed (DISP-04).
    #[serde(default)]
    pub assurance: Option<Assurance>,
    /// Who made sure of it.
    pub by: AccountId,
    /// Whether a data administrator decided it on further evidence.
    #[serde(default)]
    pub decided: bool,
    /// Whether what it says stands as it is because it is disputed (DISP-04).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
    /// On whose word it rests besides: who had made sure of the same before, or decided it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<Word>,
    /// What was known to be said otherwise when it was made: it counts no more, whoever repeats it.
    #[serde(default)]
    pub against: Vec<Value>,
    /// Who said what of it when it was held, or was last decided meanwhile: whoever says another thing since
    /// is put before those who answer, even if it was known of somebody else (DISP-04). Empty of what was
    /// never held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heard: Vec<(SourceId, Value)>,
}

/// Whose word it was that something is right.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Word {
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
    /// Whether it was the decision of those who answer for the record.
    pub decided: bool,
}

impl Correction {
    /// Everyone's word on which it rests, stated at a time: its own among them, where it is one.
    fn words(&self, at: Moment) -> impl Iterator<Item = Word> {
        let own = self.assurance.map(|_| Word {
            by: self.by,
            at,
            decided: self.decided,
        });
        own.into_iter().chain(self.rests_on.iter().copied())
    }

    /// Whether what a source says contests what stands: of what was held, whatever the source did not say
    /// when that was looked at last, where it contradicts or leaves out a part that the source told; of
    /// anything else what nobody had said.
    fn is_contested_by(&self, source: SourceId, said: &Value, stands: &Value) -> bool {
        if self.heard.is_empty() {
            return said.contradicts(stands) && !self.against.contains(said);
        }
        let before = || {
            let heard = self.heard.iter();
            heard.filter(|(whose, _)| *whose == source)
        };
        let leaves_out =
            stands.contradicts(said) && before().any(|(_, before)| before.contradicts(said));
        !before().any(|(_, before)| before == said) && (said.contradicts(stands) || leaves_out)
    }

    /// What a source says of the item; of a list of which it told a part before, even that it is empty now.
    fn told(&self, said: &Statement, source: SourceId) -> Option<Value> {
        let emptied = || {
            let nothing = match self.item {
                Item::Carers => Value::Carers(Vec::new()),
                Item::Service(kind) => Value::Services(kind, Vec::new()),
                _ => return None,
            };
            let of_item = said
                .correction
                .as_ref()
                .is_none_or(|made| made.item == self.item);
            let told = self.heard.iter().any(|(whose, _)| *whose == source);
            (told && of_item).then_some(nothing)
        };
        Value::said(self.item, said).or_else(emptied)
    }

    /// Whether nobody made sure of what it says, and nobody decided it: it only repeats what others said.
    pub fn is_an_echo(&self) -> bool {
        self.assurance.is_none() && self.rests_on.is_empty()
    }

    /// Whether a name was known when other names were set right.
    pub(super) fn knew_name(&self, name: &PersonName) -> bool {
        let known = self.against.iter();
        known
            .filter_map(|known| match known {
                Value::KnownAs(names) => Some(names),
                _ => None,
            })
            .any(|names| names.contains(name))
    }
}

/// The correction of an item, with what it says and who is its source.
pub fn corrected(item: Item, statements: &[Supplied]) -> Option<(Value, &Correction, &Supplied)> {
    believed(item, statements, |said| Value::said(item, &said.statement))
        .into_iter()
        .find_map(|(value, said)| Some((value, said.statement.correction.as_ref()?, said)))
}

/// The items on which a source has come to say something that was not known when the item was set
/// right, with each such value (UPD-03). The same for statements in any order. Another name in use
/// contradicts nothing: it stands beside.
pub fn contested(statements: &[Supplied]) -> BTreeMap<Item, Vec<Value>> {
    let new = Item::CHANGED_BY_HAND.into_iter().filter_map(|item| {
        if item == Item::KnownAs {
            return None;
        }
        let (stands, correction, by_hand) = corrected(item, statements)?;
        let mut new: Vec<Value> = Vec::new();
        for (said, supplied) in believed(item, statements, |s| {
            correction.told(&s.statement, s.source)
        }) {
            let fresh = supplied.source != by_hand.source
                && correction.is_contested_by(supplied.source, &said, &stands);
            if fresh && !new.contains(&said) {
                new.push(said);
            }
        }
        (!new.is_empty()).then_some((item, new))
    });
    new.collect()
}

/// Everything that is said of an item and contradicts a value: what a correction sets aside. Of other
/// names all that are known, so that whatever was left out stays out.
pub fn set_aside(value: &Value, statements: &[Supplied]) -> Vec<Value> {
    let item = value.item();
    if item == Item::KnownAs {
        return vec![Value::KnownAs(names_known(statements))];
    }
    let mut against: Vec<Value> = Vec::new();
    for (said, _) in speaking(item, statements) {
        if said.contradicts(value) && !against.contains(&said) {
            against.push(said);
        }
    }
    against.sort_by_key(|said| serde_json::to_string(said).unwrap_or_default());
    against
}

/// What each source says of an item: what is held is held against that alone (DISP-04).
pub fn heard(item: Item, statements: &[Supplied]) -> Vec<(SourceId, Value)> {
    let mut heard: Vec<(SourceId, Value)> = Vec::new();
    for (said, supplied) in speaking(item, statements) {
        let one = (supplied.source, said);
        if supplied.statement.correction.is_none() && !heard.contains(&one) {
            heard.push(one);
        }
    }
    heard.sort_by_key(|one| serde_json::to_string(one).unwrap_or_default());
    heard
}

/// Every name that any source says, and that was known when other names were last set right.
fn names_known(statements: &[Supplied]) -> Vec<PersonName> {
    let said = statements.iter().flat_map(|said| &said.statement.names);
    let said = said.map(|(_, name)| name.clone());
    let before = corrected(Item::KnownAs, statements)
        .into_iter()
        .flat_map(|(_, made, _)| made.against.clone())
        .flat_map(|known| match known {
            Value::KnownAs(names) => names,
            _ => Vec::new(),
        });
    let known: BTreeSet<PersonName> = said.chain(before).collect();
    known.into_iter().collect()
}

/// Why a change by hand cannot be made by whoever asks for it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disputed {
    /// Somebody else made sure of what stands, less than a year ago.
    VerifiedByAnother,
    /// A data administrator decided it on further evidence, less than a year ago.
    Decided,
    /// A national source says what stands, and of this item it is believed before every local one.
    National,
    /// A decision is waited for already.
    Contested,
    /// The item is disputed: what stands stands meanwhile (DISP-04).
    Held,
}

/// For how long what somebody made sure of is not simply changed by another: things change.
const KEPT_BY_VERIFICATION: TimeDelta = TimeDelta::days(STALE_AFTER_DAYS);

/// Everyone's word on a correction that still binds others.
fn binding(made: &Correction, said: &Supplied, now: Moment) -> impl Iterator<Item = Word> {
    made.words(said.at)
        .filter(move |word| now - word.at < KEPT_BY_VERIFICATION)
}

/// On whose word a change rests besides: what does not contradict a correction carries on with all that
/// bound others in it, so that nobody gets round a decision by saying the same in other words first.
pub fn rests_on(change: &Value, now: Moment, statements: &[Supplied]) -> Vec<Word> {
    match corrected(change.item(), statements) {
        Some((stands, made, said)) if !stands.contradicts(change) => {
            binding(made, said, now).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a change by hand must wait for a decision (UPD-02).
pub fn must_wait(
    change: &Value,
    by: AccountId,
    now: Moment,
    statements: &[Supplied],
) -> Option<Disputed> {
    let item = change.item();
    if item == Item::KnownAs {
        return None;
    }
    if contested(statements).contains_key(&item) {
        return Some(Disputed::Contested);
    }
    if is_held(item, statements) {
        return Some(Disputed::Held);
    }
    let speaking = believed(item, statements, |s| Value::said(item, &s.statement));
    let (stands, said) = speaking.first()?;
    if !stands.contradicts(change) {
        return None;
    }
    if let Some(made) = &said.statement.correction {
        if binding(made, said, now).any(|word| word.decided) {
            return Some(Disputed::Decided);
        }
        if binding(made, said, now).any(|word| word.by != by) {
            return Some(Disputed::VerifiedByAnother);
        }
    }
    // Whoever made sure of what a national source says has not taken its word from it.
    let mut sources = speaking.iter();
    let (supplied, source) = sources.find(|(_, said)| said.statement.correction.is_none())?;
    let says_what_stands = !supplied.contradicts(stands) && supplied.contradicts(change);
    (says_what_stands && is_authority_on(item, source.kind)).then_some(Disputed::National)
}

/// Whether a national source is believed about an item before every local one.
fn is_authority_on(item: Item, kind: SourceKind) -> bool {
    use SourceKind::{ChildBenefit, Education, Health, RegistrarGeneral, SocialCare};
    let national = matches!(kind, RegistrarGeneral | Health | ChildBenefit);
    let before = |local| rank(item, kind) < rank(item, local);
    national && before(SocialCare) && before(Education)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::best_view::assemble;
    use crate::child_record::{
        Address, Carer, CarerRelation, DateOfBirth, Gender, Postcode, Verified, Whereabouts,
    };

    const NURSE: AccountId = AccountId(Uuid::from_u128(1));
    const HEAD: AccountId = AccountId(Uuid::from_u128(2));
    const HAND: u128 = 99;

    fn at(day: u32) -> Moment {
        let day = TimeDelta::days(i64::from(day));
        "2026-01-01T12:00:00Z".parse::<Moment>().unwrap() + day
    }

    fn lives(street: u8) -> Value {
        Value::Whereabouts(Whereabouts::Current(Address {
            lines: vec![format!("{street} High Street")],
            postcode: Postcode::parse("ZB1 4QX").ok(),
        }))
    }

    fn says(source: u128, kind: SourceKind, day: u32, value: Value) -> Supplied {
        Supplied {
            source: SourceId(Uuid::from_u128(source)),
            kind,
            at: at(day),
            verified: false,
            silent: false,
            statement: value.stated(),
        }
    }

    fn corrects(day: u32, by: AccountId, value: Value, known: &[Supplied]) -> Supplied {
        let correction = Correction {
            item: value.item(),
            assurance: Some(Assurance::of(Verified::ToldByChild)),
            by,
            decided: false,
            held: false,
            rests_on: rests_on(&value, at(day), known),
            against: set_aside(&value, known),
            heard: Vec::new(),
        };
        Supplied {
            source: SourceId(Uuid::from_u128(HAND)),
            kind: SourceKind::Manual,
            at: at(day),
            verified: true,
            silent: false,
            statement: Statement {
                correction: Some(correction),
                ..value.stated()
            },
        }
    }

    fn stands(item: Item, statements: &[Supplied]) -> Option<Value> {
        Value::standing(item, &assemble(statements))
    }

    #[test]
    fn a_correction_stands_against_the_old_value_and_a_new_one_is_contested_upd_03() {
        let school = |street| says(1, SourceKind::Education, 0, lives(street));
        let corrected = corrects(10, NURSE, lives(2), &[school(1)]);
        for (said, contested_by) in [(1, vec![]), (2, vec![]), (3, vec![lives(3)])] {
            let known = [school(said), corrected.clone()];
            let contested = contested(&known);
            let new = contested.get(&Item::Whereabouts).cloned();
            assert_eq!(new.unwrap_or_default(), contested_by, "{said}");
            assert_eq!(stands(Item::Whereabouts, &known), Some(lives(2)), "{said}");
        }
        // The same old value counts no more, whoever repeats it.
        let other = says(2, SourceKind::SocialCare, 20, lives(1));
        assert!(contested(&[school(1), corrected, other]).is_empty());
    }

    #[test]
    fn what_stands_is_changed_at_once_unless_somebody_else_made_sure_of_it_upd_02() {
        let school = says(1, SourceKind::Education, 0, lives(1));
        let alone = [school.clone()];
        assert_eq!(must_wait(&lives(2), NURSE, at(10), &alone), None);
        let known = [school.clone(), corrects(10, NURSE, lives(2), &alone)];
        assert_eq!(
            must_wait(&lives(3), NURSE, at(20), &known),
            None,
            "one's own"
        );
        let waits = must_wait(&lives(3), HEAD, at(20), &known);
        assert_eq!(waits, Some(Disputed::VerifiedByAnother));
        assert_eq!(must_wait(&lives(2), HEAD, at(20), &known), None, "the same");
        assert_eq!(
            must_wait(&lives(3), HEAD, at(376), &known),
            None,
            "a year on"
        );
        let known = [
            says(1, SourceKind::Education, 30, lives(4)),
            known[1].clone(),
        ];
        let waits = must_wait(&lives(5), NURSE, at(40), &known);
        assert_eq!(waits, Some(Disputed::Contested), "a decision is waited for");
    }

    /// The same home, written in another way: it contradicts nothing.
    fn spelt(street: u8) -> Value {
        Value::Whereabouts(Whereabouts::Current(Address {
            lines: vec![format!("{street}, HIGH street")],
            postcode: Postcode::parse("ZB1 4QX").ok(),
        }))
    }

    #[test]
    fn nobody_gets_round_a_decision_or_anothers_word_in_two_submissions_upd_02() {
        let school = says(1, SourceKind::Education, 0, lives(1));
        for (decided, waits) in [
            (false, Disputed::VerifiedByAnother),
            (true, Disputed::Decided),
        ] {
            let mut made = corrects(10, NURSE, lives(2), std::slice::from_ref(&school));
            made.statement.correction.as_mut().unwrap().decided = decided;
            let known = [school.clone(), made];
            assert_eq!(must_wait(&lives(3), HEAD, at(20), &known), Some(waits));
            // To say the same in other words is no contradiction, and takes nobody’s word away.
            assert_eq!(must_wait(&spelt(2), HEAD, at(20), &known), None);
            let again = corrects(20, HEAD, spelt(2), &known);
            let known = [school.clone(), again];
            assert_eq!(must_wait(&lives(3), HEAD, at(21), &known), Some(waits));
            // A year after that word it binds nobody, and one’s own never did.
            assert_eq!(must_wait(&lives(3), HEAD, at(376), &known), None);
        }
    }

    #[test]
    fn to_make_sure_of_what_a_national_source_says_frees_nobody_to_change_it_upd_02() {
        let born = |day: &str, estimated| {
            let date = day.parse().unwrap();
            Value::DateOfBirth(DateOfBirth { date, estimated })
        };
        let register = says(1, SourceKind::Health, 0, born("2015-05-14", false));
        let school = says(2, SourceKind::Education, 0, born("2015-05-14", false));
        for (source, waits) in [(register, Some(Disputed::National)), (school, None)] {
            let alone = [source.clone()];
            let sure = corrects(1, NURSE, born("2015-05-14", true), &alone);
            let known = [source, sure];
            let other = born("2015-05-15", false);
            assert_eq!(must_wait(&other, NURSE, at(2), &known), waits);
        }
    }

    #[test]
    fn facts_of_birth_that_a_national_source_states_wait_for_a_decision_upd_02() {
        let born = |day: &str| {
            let date = day.parse().unwrap();
            let estimated = false;
            Value::DateOfBirth(DateOfBirth { date, estimated })
        };
        let (one, other) = (born("2015-05-14"), born("2015-05-15"));
        for (kind, waits) in [
            (SourceKind::RegistrarGeneral, true),
            (SourceKind::Health, true),
            (SourceKind::ChildBenefit, true),
            (SourceKind::Education, false),
            (SourceKind::Local, false),
        ] {
            let known = [says(1, kind, 0, one.clone())];
            let found = must_wait(&other, NURSE, at(1), &known);
            assert_eq!(found == Some(Disputed::National), waits, "{kind:?}");
            let moved = must_wait(&lives(2), NURSE, at(1), &[says(1, kind, 0, lives(1))]);
            assert_eq!(moved, None, "whoever lives elsewhere now has moved");
        }
    }

    #[test]
    fn carers_and_gender_can_be_set_right_even_to_none_rec_03_rec_04() {
        let carer = |given: &str| Carer {
            name: PersonName {
                given: given.into(),
                family: "Example".into(),
            },
            relation: CarerRelation::Care,
            address: None,
            telephone: None,
        };
        let school = says(
            1,
            SourceKind::Education,
            0,
            Value::Carers(vec![carer("A"), carer("B")]),
        );
        let one = Value::Carers(vec![carer("A")]);
        let known = [
            school.clone(),
            corrects(1, NURSE, one.clone(), std::slice::from_ref(&school)),
        ];
        assert_eq!(stands(Item::Carers, &known), Some(one));
        assert!(contested(&known).is_empty());
        let none = corrects(
            1,
            NURSE,
            Value::Carers(Vec::new()),
            std::slice::from_ref(&school),
        );
        assert_eq!(stands(Item::Carers, &[school, none]), None);
        let said = says(1, SourceKind::Health, 0, Value::Gender(Gender::Male));
        let not = Value::Gender(Gender::NotSpecified);
        let known = [said.clone(), corrects(1, NURSE, not, &[said])];
        assert_eq!(stands(Item::Gender, &known), None);
    }

    #[test]
    fn other_names_set_right_leave_out_what_was_known_and_let_new_ones_in_rec_01() {
        let named = |given: &str| PersonName {
            given: given.into(),
            family: "Example".into(),
        };
        let others = |names: &[&str]| Value::KnownAs(names.iter().map(|one| named(one)).collect());
        let school = says(1, SourceKind::Education, 0, others(&["Annie", "Anka"]));
        let corrected = corrects(1, NURSE, others(&["Annie"]), std::slice::from_ref(&school));
        let known = [school, corrected.clone()];
        assert_eq!(stands(Item::KnownAs, &known), Some(others(&["Annie"])));
        let later = says(1, SourceKind::Education, 2, others(&["Anka", "Nan"]));
        let known = [later, corrected];
        assert_eq!(
            stands(Item::KnownAs, &known),
            Some(others(&["Annie", "Nan"]))
        );
        assert!(
            contested(&known).is_empty(),
            "a name beside contradicts nothing"
        );
    }

    fn kinds() -> impl Strategy<Value = SourceKind> {
        prop::sample::select(vec![
            SourceKind::RegistrarGeneral,
            SourceKind::Health,
            SourceKind::ChildBenefit,
            SourceKind::Education,
            SourceKind::SocialCare,
            SourceKind::Local,
        ])
    }

    fn histories() -> impl Strategy<Value = Vec<Supplied>> {
        let said = (kinds(), 0_u32..800, 1_u8..5);
        let sources = prop::collection::vec(said, 1..6);
        (sources, 0_u32..800, 1_u8..5, any::<bool>()).prop_map(
            |(sources, day, street, corrected)| {
                let mut all: Vec<Supplied> = sources
                    .into_iter()
                    .enumerate()
                    .map(|(place, (kind, day, street))| {
                        says(place as u128, kind, day, lives(street))
                    })
                    .collect();
                if corrected {
                    // It was made when some of the sources had not yet spoken as they do now.
                    let known = all.len() / 2;
                    all.push(corrects(day, NURSE, lives(street), &all[..known]));
                }
                all
            },
        )
    }

    proptest! {
        #[test]
        fn neither_arrival_nor_rebuilding_changes_the_view_or_what_is_contested_upd_03_rec_01(
            history in histories().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
        ) {
            let (one, other) = history;
            prop_assert_eq!(assemble(&one), assemble(&other));
            prop_assert_eq!(contested(&one), contested(&other));
            let kept = serde_json::to_vec(&one).unwrap();
            let again: Vec<Supplied> = serde_json::from_slice(&kept).unwrap();
            prop_assert_eq!(assemble(&one), assemble(&again));
            prop_assert_eq!(contested(&one), contested(&again));
        }

        #[test]
        fn whatever_sources_say_a_correction_stands_until_it_is_decided_upd_03(all in histories()) {
            if let Some((value, ..)) = corrected(Item::Whereabouts, &all) {
                prop_assert_eq!(stands(Item::Whereabouts, &all), Some(value));
            }
        }

        #[test]
        fn repeating_what_was_known_contests_nothing_upd_03(
            all in histories(), again in 0_usize..6, kind in kinds(), day in 0_u32..900
        ) {
            let before = contested(&all);
            let known = corrected(Item::Whereabouts, &all)
                .and_then(|(_, made, _)| made.against.get(again).cloned());
            if let Some(old) = known {
                let mut all = all;
                all.push(says(77, kind, day, old));
                // In whichever order new values are told, they are the same.
                let new: Vec<Item> = contested(&all).into_keys().collect();
                prop_assert_eq!(new, before.into_keys().collect::<Vec<_>>());
            }
        }
    }
}

//! Holding an item as it stands while it is disputed (DISP-04): by a statement like any correction, so that
//! what contradicts it opens a conflict and waits for those who answer for the record. Decision 27 tells why.

use super::assembly::{BestView, assemble, believed};
use super::correction::{Correction, Word, contested, corrected, heard, set_aside};
use super::item::{Item, Value};
use super::statement::{Statement, Supplied};
use crate::child_record::{Gender, Whereabouts};
use crate::clock::Moment;
use crate::id::AccountId;

/// What is stated by hand of an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ByHand {
    /// What it says.
    pub value: Value,
    /// That it corrects the item, or holds it.
    pub correction: Correction,
    /// Since when.
    pub at: Moment,
}

/// What becomes of a statement that holds an item once its dispute is settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LetGo {
    /// There is none.
    Nothing,
    /// It goes: nobody made sure of it or decided it, and the record shows the same without it.
    Goes,
    /// It stays, and holds no longer: somebody made sure of it or decided it, or the record would show
    /// something else without it, which nobody has decided.
    Stays(Box<ByHand>),
}

/// Whether a statement holds an item.
fn holds(item: Item, said: &Supplied) -> bool {
    let made = said.statement.correction.as_ref();
    made.is_some_and(|made| made.held && made.item == item)
}

/// Whether an item is held because it is disputed.
pub fn is_held(item: Item, statements: &[Supplied]) -> bool {
    statements.iter().any(|said| holds(item, said))
}

/// What says that there is nothing; none of what every record has.
fn nothing(item: Item) -> Option<Value> {
    match item {
        Item::KnownAs => Some(Value::KnownAs(Vec::new())),
        Item::Gender => Some(Value::Gender(Gender::NotSpecified)),
        Item::Whereabouts => Some(Value::Whereabouts(Whereabouts::NoKnownAddress)),
        Item::Carers => Some(Value::Carers(Vec::new())),
        Item::Service(kind) => Some(Value::Services(kind, Vec::new())),
        Item::Name | Item::DateOfBirth | Item::DateOfDeath => None,
    }
}

/// The statement that holds an item as it stands: the correction of it, or else one that nobody made sure
/// of, as old as what it holds. None where there is nothing to hold.
pub fn hold(
    item: Item,
    view: &BestView,
    by: AccountId,
    now: Moment,
    statements: &[Supplied],
) -> Option<ByHand> {
    if let Some((value, made, said)) = corrected(item, statements) {
        let correction = Correction {
            held: true,
            heard: heard(item, statements),
            ..made.clone()
        };
        let at = said.at;
        return Some(ByHand {
            value,
            correction,
            at,
        });
    }
    let value = Value::standing(item, view).or_else(|| nothing(item))?;
    let speaking = believed(item, statements, |said| Value::said(item, &said.statement));
    let at = speaking.first().map_or(now, |(_, said)| said.at);
    let correction = Correction {
        item,
        assurance: None,
        by,
        decided: false,
        held: true,
        rests_on: Vec::new(),
        against: set_aside(&value, statements),
        heard: heard(item, statements),
    };
    Some(ByHand {
        value,
        correction,
        at,
    })
}

/// What becomes of the statement that holds an item. Where its value was kept, that is the `decision` of
/// somebody, on whose word what stays rests besides; of what goes nothing is left to rest on it. What waits
/// for a decision goes on to wait.
pub fn let_go(item: Item, decision: Option<Word>, statements: &[Supplied]) -> LetGo {
    let held = believed(item, statements, |said| {
        Value::said(item, &said.statement).filter(|_| holds(item, said))
    });
    let Some((value, said)) = held.into_iter().next() else {
        return LetGo::Nothing;
    };
    let Some(made) = &said.statement.correction else {
        return LetGo::Nothing;
    };
    let without: Vec<Supplied> = statements
        .iter()
        .filter(|said| !holds(item, said))
        .cloned()
        .collect();
    if made.is_an_echo() && shows_the_same(item, statements, &without) {
        return LetGo::Goes;
    }
    let rests_on = made.rests_on.iter().copied().chain(decision).collect();
    let heard = match contested(statements).contains_key(&item) {
        true => made.heard.clone(),
        false => Vec::new(),
    };
    let correction = Correction {
        held: false,
        rests_on,
        heard,
        ..made.clone()
    };
    LetGo::Stays(Box::new(ByHand {
        value,
        correction,
        at: said.at,
    }))
}

/// The items that are held as those said them who are gone from a record, and as nobody else says them: nobody
/// made sure of them of this child. So is a correction of the other child that is held here.
pub fn held_of(gone: &[Statement], statements: &[Supplied]) -> Vec<Item> {
    let of_others = |item: &Item| {
        let held = statements.iter().find(|said| holds(*item, said));
        let Some((held, made)) = held.and_then(|held| {
            let made = held.statement.correction.as_ref()?;
            Some((Value::said(*item, &held.statement)?, made))
        }) else {
            return false;
        };
        let remains = || {
            let others = statements.iter().filter(|said| !holds(*item, said));
            others.filter_map(|said| Value::said(*item, &said.statement))
        };
        let mut theirs = gone.iter().filter_map(|said| {
            let value = Value::said(*item, said)?;
            Some((value, said.correction.as_ref()))
        });
        if remains().any(|said| said == held) {
            return false;
        }
        if made.is_an_echo() {
            return theirs.next().is_some();
        }
        theirs.any(|(value, theirs)| {
            theirs.is_some_and(|theirs| theirs.by == made.by && theirs.assurance == made.assurance)
                && value == held
        })
    };
    Item::ALL.into_iter().filter(of_others).collect()
}

/// Whether two lists of statements come to the same of an item; that no address is known is the same as none
/// at all.
fn shows_the_same(item: Item, one: &[Supplied], other: &[Supplied]) -> bool {
    let shown = |statements: &[Supplied]| {
        Value::standing(item, &assemble(statements)).or_else(|| nothing(item))
    };
    shown(one) == shown(other)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::best_view::{Disputed, SourceKind, must_wait};
    use crate::child_record::{
        Address, Assurance, Carer, CarerRelation, PersonName, Postcode, UniversalKind,
        UniversalService, Verified,
    };
    use crate::id::{OrganisationId, SourceId};

    const MANAGER: AccountId = AccountId(Uuid::from_u128(1));
    const NURSE: AccountId = AccountId(Uuid::from_u128(2));
    const ITEM: Item = Item::Whereabouts;

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

    fn says(source: u128, day: u32, street: u8) -> Supplied {
        Supplied {
            source: SourceId(Uuid::from_u128(source)),
            kind: SourceKind::Education,
            at: at(day),
            verified: false,
            silent: false,
            statement: lives(street).stated(),
        }
    }

    fn by_hand(stated: ByHand) -> Supplied {
        Supplied {
            source: SourceId(Uuid::from_u128(99)),
            kind: SourceKind::Manual,
            at: stated.at,
            verified: true,
            silent: false,
            statement: Statement {
                correction: Some(stated.correction),
                ..stated.value.stated()
            },
        }
    }

    fn held(known: &[Supplied], day: u32) -> Supplied {
        by_hand(hold(ITEM, &assemble(known), MANAGER, at(day), known).unwrap())
    }

    fn shows(known: &[Supplied]) -> Option<Value> {
        Value::standing(ITEM, &assemble(known))
    }

    #[test]
    fn what_is_disputed_stands_and_what_contradicts_it_waits_disp_04() {
        let alone = [says(1, 0, 1)];
        let held = held(&alone, 10);
        assert_eq!(held.at, at(0), "nobody has said it again");
        for (street, waits) in [(1, None), (2, Some(vec![lives(2)]))] {
            let known = [says(1, 20, street), held.clone()];
            assert_eq!(shows(&known), Some(lives(1)), "{street}");
            assert_eq!(contested(&known).remove(&ITEM), waits, "{street}");
        }
        let known = [says(1, 0, 1), held];
        for user in [NURSE, MANAGER] {
            let waits = must_wait(&lives(3), user, at(11), &known);
            assert_eq!(waits, Some(Disputed::Held));
        }
    }

    #[test]
    fn settled_nothing_is_left_by_hand_unless_the_record_would_change_by_it_disp_04() {
        let alone = [says(1, 0, 1)];
        assert_eq!(let_go(ITEM, None, &alone), LetGo::Nothing);
        let held = held(&alone, 10);
        let known = [says(1, 20, 1), held.clone()];
        assert_eq!(let_go(ITEM, None, &known), LetGo::Goes);
        // A source has come to say something else: that is still to be decided.
        let known = [says(1, 20, 2), held];
        let decision = Word {
            by: MANAGER,
            at: at(30),
            decided: true,
        };
        let LetGo::Stays(stays) = let_go(ITEM, Some(decision), &known) else {
            panic!("it stays");
        };
        assert_eq!(stays.value, lives(1));
        let known = [says(1, 20, 2), by_hand(*stays)];
        assert!(!is_held(ITEM, &known));
        assert_eq!(shows(&known), Some(lives(1)));
        assert!(contested(&known).contains_key(&ITEM));
    }

    #[test]
    fn what_somebody_made_sure_of_is_held_and_let_go_as_it_was_disp_04_upd_02() {
        let school = says(1, 0, 1);
        let made = by_hand(ByHand {
            value: lives(2),
            correction: Correction {
                item: ITEM,
                assurance: Some(Assurance::of(Verified::ToldByChild)),
                by: NURSE,
                decided: false,
                held: false,
                rests_on: Vec::new(),
                against: vec![lives(1)],
                heard: Vec::new(),
            },
            at: at(5),
        });
        let known = [school.clone(), made.clone()];
        let held = held(&known, 10);
        assert_eq!(held.at, at(5));
        let known = [school.clone(), held];
        assert!(is_held(ITEM, &known));
        let waits = must_wait(&lives(3), NURSE, at(11), &known);
        assert_eq!(waits, Some(Disputed::Held), "even one's own");
        let LetGo::Stays(stays) = let_go(ITEM, None, &known) else {
            panic!("it stays");
        };
        let let_go = by_hand(*stays);
        assert_eq!(let_go, made);
        assert_eq!(must_wait(&lives(3), NURSE, at(11), &[school, let_go]), None);
    }

    #[test]
    fn what_nobody_made_sure_of_binds_nobody_once_it_is_settled_upd_02() {
        let alone = [says(1, 0, 1)];
        let held = held(&alone, 10);
        let known = [says(1, 20, 2), held];
        let LetGo::Stays(stays) = let_go(ITEM, None, &known) else {
            panic!("it stays");
        };
        let known = [says(1, 30, 1), by_hand(*stays)];
        assert_eq!(must_wait(&lives(3), NURSE, at(31), &known), None);
    }

    #[test]
    fn nothing_is_held_as_nothing_rec_03_disp_04() {
        let none = hold(ITEM, &BestView::default(), MANAGER, at(1), &[]).unwrap();
        let known = [by_hand(none)];
        assert_eq!(let_go(ITEM, None, &known), LetGo::Goes);
        let known = [says(1, 2, 1), known[0].clone()];
        assert!(contested(&known).contains_key(&ITEM));
        let name = hold(Item::Name, &BestView::default(), MANAGER, at(1), &[]);
        assert_eq!(name, None);
    }

    #[test]
    fn what_was_decided_on_evidence_while_it_was_held_stays_and_binds_disp_04_upd_02() {
        let alone = [says(1, 0, 1)];
        let mut decided = held(&alone, 10);
        let decision = Word {
            by: MANAGER,
            at: at(12),
            decided: true,
        };
        let made = decided.statement.correction.as_mut().unwrap();
        made.rests_on.push(decision);
        // The source says the same again: the record would show it without the decision too.
        let known = [says(1, 20, 1), decided];
        let LetGo::Stays(stays) = let_go(ITEM, None, &known) else {
            panic!("it stays");
        };
        assert_eq!(stays.correction.rests_on, [decision]);
        let known = [says(1, 20, 1), by_hand(*stays)];
        let waits = must_wait(&lives(3), NURSE, at(31), &known);
        assert_eq!(waits, Some(Disputed::Decided));
    }

    #[test]
    fn whoever_comes_to_say_of_a_held_item_what_was_known_of_another_waits_disp_04() {
        let (one, other) = (says(1, 5, 1), says(2, 0, 2));
        let held = held(&[one.clone(), other.clone()], 10);
        assert_eq!(
            held.statement.correction.as_ref().unwrap().against,
            [lives(2)]
        );
        let known = [one, other.clone(), held.clone()];
        assert!(contested(&known).is_empty(), "what was said at the mark");
        let known = [says(1, 20, 2), other.clone(), held.clone()];
        assert_eq!(contested(&known).remove(&ITEM), Some(vec![lives(2)]));
        let known = [says(3, 20, 2), says(1, 5, 1), other, held];
        assert!(contested(&known).contains_key(&ITEM), "a new source");
        // It waits on when the dispute is settled and nobody has decided.
        let LetGo::Stays(stays) = let_go(ITEM, None, &known) else {
            panic!("it stays");
        };
        let known = [
            says(3, 20, 2),
            says(1, 5, 1),
            says(2, 0, 2),
            by_hand(*stays),
        ];
        assert!(contested(&known).contains_key(&ITEM));
    }

    #[test]
    fn a_source_that_leaves_out_what_it_told_of_a_held_item_waits_disp_04_rec_04_rec_05() {
        let carers = |given: &[&str]| {
            let carer = |given: &&str| Carer {
                name: PersonName {
                    given: (*given).into(),
                    family: "Example".into(),
                },
                relation: CarerRelation::Care,
                address: None,
                telephone: None,
            };
            Value::Carers(given.iter().map(carer).collect())
        };
        let practice = |until: &[Option<&str>]| {
            let at = |until: &Option<&str>| UniversalService {
                kind: UniversalKind::GpPractice,
                organisation: OrganisationId(Uuid::from_u128(7)),
                since: None,
                until: until.and_then(|day| day.parse().ok()),
            };
            Value::Services(UniversalKind::GpPractice, until.iter().map(at).collect())
        };
        let said = |source, day, value: Value| Supplied {
            statement: value.stated(),
            ..says(source, day, 1)
        };
        for (item, before, after) in [
            (Item::Carers, carers(&["Ann", "Ben"]), carers(&["Ann"])),
            (Item::Carers, carers(&["Ann"]), carers(&[])),
            (
                Item::Service(UniversalKind::GpPractice),
                practice(&[None]),
                practice(&[Some("2026-01-15")]),
            ),
            (
                Item::Service(UniversalKind::GpPractice),
                practice(&[None]),
                practice(&[]),
            ),
        ] {
            let one = said(1, 0, before.clone());
            let alone = [one.clone()];
            let held = hold(item, &assemble(&alone), MANAGER, at(10), &alone).unwrap();
            let held = by_hand(held);
            let known = [one.clone(), held.clone()];
            assert!(contested(&known).is_empty());
            let known = [said(1, 20, after.clone()), held.clone()];
            assert_eq!(contested(&known).remove(&item), Some(vec![after.clone()]));
            assert_eq!(Value::standing(item, &assemble(&known)), Some(before));
            // Whoever never told of the part leaves nothing out.
            let known = [said(2, 20, after), one, held];
            assert!(contested(&known).is_empty());
        }
    }
}

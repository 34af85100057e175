//! Comparing rows of a batch with the directory: a few statements for all of them, whatever their number.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::act::Act;
use domain::best_view::BestView;
use domain::id::{ChildNumber, SourceId};
use domain::matching::{
    Decision, Evidence, Person, Rarity, Verdict, WEIGHTS, best, compare, decide,
};
use domain::quarantine::dates_to_compare;
use rayon::prelude::*;

use super::sql::{self, Asked, NearRow};
use crate::door::{Access, Stopped};
use crate::search;
use crate::stored::number;

/// Where more children live than this, at a boarding school, living there makes no two rows near.
const CROWDED: u64 = 100;

/// The record that a row comes near.
#[derive(Clone)]
pub(crate) struct Found {
    /// Whose.
    pub child: ChildNumber,
    /// Whether it is sure.
    pub sure: bool,
    /// What that rests on.
    pub evidence: Evidence,
}

/// What is made of rows of a source, by their place in the batch; nothing where they mean nobody who has a
/// record. Two rows of a source are two children: where both mean the same one, no machine chooses.
pub(crate) async fn weigh<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    rows: &BTreeMap<usize, BestView>,
) -> Result<HashMap<usize, Found>, Stopped> {
    let mut found = HashMap::new();
    for (row, decisions) in decisions(access, Some(source), rows, Vec::new()).await? {
        if let Some((child, decision)) = best(decisions) {
            let one = Found {
                child: number(child)?,
                sure: decision.verdict == Verdict::Match,
                evidence: Evidence::of(&decision),
            };
            found.insert(row, one);
        }
    }
    let mut meant: HashMap<ChildNumber, usize> = HashMap::new();
    for one in found.values() {
        *meant.entry(one.child).or_default() += 1;
    }
    for one in found.values_mut() {
        one.sure &= meant.get(&one.child) == Some(&1);
    }
    Ok(found)
}

/// Which records of the directory come near one of these, and on what that rests; the lower number first.
/// Pairs that are known already are compared by whatever they were found (MAT-08).
pub(crate) async fn alike<A: Act>(
    access: &mut Access<A>,
    records: &BTreeMap<ChildNumber, BestView>,
    known: &[(ChildNumber, ChildNumber)],
) -> Result<BTreeMap<(ChildNumber, ChildNumber), Evidence>, Stopped> {
    let children: Vec<ChildNumber> = records.keys().copied().collect();
    let views = records.values().cloned().enumerate().collect();
    let places: HashMap<ChildNumber, usize> = children.iter().copied().zip(0..).collect();
    let both = known
        .iter()
        .flat_map(|(one, other)| [(one, other), (other, one)]);
    let known = both.filter_map(|(one, other)| {
        let row = i32::try_from(*places.get(one)?).ok()?;
        let child = other.stored();
        Some(NearRow { row, child })
    });
    let mut alike = BTreeMap::new();
    for (row, decisions) in decisions(access, None, &views, known.collect()).await? {
        let Some(one) = children.get(row).copied() else {
            continue;
        };
        for (child, decision) in decisions {
            let other = number(child)?;
            if other != one && decision.verdict != Verdict::New {
                let pair = (one.min(other), one.max(other));
                alike.insert(pair, Evidence::of(&decision));
            }
        }
    }
    Ok(alike)
}

/// What is made of each record that a row or another record may mean: of those of which the source says
/// nothing yet, where rows are a source's.
async fn decisions<A: Act>(
    access: &mut Access<A>,
    source: Option<SourceId>,
    rows: &BTreeMap<usize, BestView>,
    also: Vec<NearRow>,
) -> Result<HashMap<usize, Vec<(i64, Decision)>>, Stopped> {
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let views: Vec<_> = rows.iter().collect();
    let people = on_every_core(&views, |(row, view)| (**row, Person::of(view)));
    let people: BTreeMap<usize, Person> = people.into_iter().collect();
    let homes = homes(access, people.values()).await?;
    let mut near = sql::near(access.connection(), &asked(rows, &people, &homes)).await?;
    near.extend(also);
    let children: BTreeSet<i64> = near.iter().map(|near| near.child).collect();
    let children: Vec<i64> = children.into_iter().collect();
    let today = access.today();
    let records = sql::records(access.connection(), &children, source, today).await?;
    let records = on_every_core(&records, |row| (row.child, Person::of(&row.best_view)));
    let records: HashMap<i64, Person> = records.into_iter().collect();
    let rarity = rarity(access, people.values(), homes).await?;
    let mut by_row: HashMap<usize, BTreeSet<i64>> = HashMap::new();
    for near in near {
        let row = usize::try_from(near.row).unwrap_or_default();
        by_row.entry(row).or_default().insert(near.child);
    }
    let compared: Vec<(&usize, &Person)> = people.iter().collect();
    let decided = on_every_core(&compared, |(row, person)| {
        let near = by_row.get(*row).into_iter().flatten();
        let decisions = near.filter_map(|child| {
            let comparison = compare(records.get(child)?, person, &rarity);
            Some((*child, decide(&WEIGHTS, comparison, true)))
        });
        (**row, decisions.collect())
    });
    Ok(decided.into_iter().collect())
}

/// So few things are done sooner than they are shared out.
const FEW: usize = 32;

/// Does the same with each of many things, in their order, on every core: while rows are compared the
/// database waits, and its core would too.
fn on_every_core<Thing: Sync, Made: Send>(
    things: &[Thing],
    make: impl Fn(&Thing) -> Made + Send + Sync,
) -> Vec<Made> {
    things.par_iter().with_min_len(FEW).map(make).collect()
}

/// What is looked for.
fn asked(
    rows: &BTreeMap<usize, BestView>,
    people: &BTreeMap<usize, Person>,
    homes: &HashMap<String, u64>,
) -> Asked {
    let mut asked = Asked::default();
    for ((place, view), person) in rows.iter().zip(people.values()) {
        let row = i32::try_from(*place).unwrap_or_default();
        let born = view.date_of_birth.as_ref().map(|born| born.value.date);
        let slips = born.map(dates_to_compare).unwrap_or_default();
        let slips = place_of(&mut asked.slips, slips);
        if let Some(born) = born {
            let sounds = person.sounds().into_iter().map(str::to_owned);
            let sounds = place_of(&mut asked.sounds, sounds);
            asked.born_rows.push(row);
            asked.born.push(born);
            asked.born_sounds.push(sounds);
        }
        for (surname, forename) in person.name_sounds() {
            asked.name_rows.push(row);
            asked.surnames.push(surname.to_owned());
            asked.forenames.push(forename.to_owned());
            asked.name_slips.push(slips);
        }
        let places = view.whereabouts.iter().chain(&view.other_addresses);
        let postcodes = places.filter_map(|place| place.value.address()?.postcode.as_ref());
        let lived_at = |postcode: &str| homes.get(postcode).copied().unwrap_or_default();
        for postcode in postcodes.filter(|one| lived_at(one.as_str()) <= CROWDED) {
            asked.home_rows.push(row);
            asked.postcodes.push(postcode.as_str().to_owned());
        }
        for known in &view.identifiers {
            asked.number_rows.push(row);
            asked.schemes.push(known.scheme.code().to_owned());
            asked.numbers.push(known.value.clone());
        }
    }
    asked
}

/// Adds to a list, and tells the places of the first and the last that were added.
fn place_of<T>(list: &mut Vec<T>, more: impl IntoIterator<Item = T>) -> (i32, i32) {
    let place = |length: usize| i32::try_from(length).unwrap_or(i32::MAX);
    let first = place(list.len() + 1);
    list.extend(more);
    (first, place(list.len()))
}

/// How many children live at each postcode that rows name.
async fn homes<A: Act>(
    access: &mut Access<A>,
    people: impl Iterator<Item = &Person> + Send,
) -> Result<HashMap<String, u64>, Stopped> {
    let postcodes: BTreeSet<String> = people
        .flat_map(|person| person.postcodes().map(spaced))
        .collect();
    let postcodes: Vec<String> = postcodes.into_iter().collect();
    let rows = sql::at_postcodes(access.connection(), &postcodes).await?;
    let homes = rows.into_iter();
    Ok(homes
        .map(|row| (row.postcode, row.uses.unsigned_abs()))
        .collect())
}

/// How rare what rows say is in the directory.
async fn rarity<A: Act>(
    access: &mut Access<A>,
    people: impl Iterator<Item = &Person> + Send,
    homes: HashMap<String, u64>,
) -> Result<Rarity, Stopped> {
    let words: BTreeSet<String> = people
        .flat_map(|person| person.words().map(|(_, word)| word.to_owned()))
        .collect();
    let words: Vec<String> = words.into_iter().collect();
    let (children, names) = search::uses(access.connection(), &words).await?;
    let homes = homes.into_iter();
    let homes = homes.map(|(postcode, uses)| (postcode.replace(' ', ""), uses));
    Ok(Rarity::new(children, names, homes))
}

/// A postcode as it is stored.
fn spaced(postcode: &str) -> String {
    match postcode.len().checked_sub(3) {
        Some(place) if postcode.is_char_boundary(place) => {
            format!("{} {}", &postcode[..place], &postcode[place..])
        }
        _ => postcode.to_owned(),
    }
}

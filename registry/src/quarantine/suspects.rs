//! The shielded records that rows of a batch may be about, looked up and opened together.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::act::Act;
use domain::best_view::BestView;
use domain::id::ChildNumber;
use domain::quarantine::Supposed;

use super::sql;
use crate::child_record::store::open_view;
use crate::door::{Access, Stopped};
use crate::stored::number;

/// Shielded records worth comparing with what a batch says of children whom nobody has matched.
#[derive(Default)]
pub(crate) struct Suspects {
    records: HashMap<ChildNumber, BestView>,
    born_on: HashMap<NaiveDate, Vec<ChildNumber>>,
    numbered: HashMap<(String, String), Vec<ChildNumber>>,
}

impl Suspects {
    /// Reads those that any of the supposed children may be. Only what is worth a look is decrypted.
    pub(crate) async fn read<'s, A: Act>(
        access: &mut Access<A>,
        supposed: impl Iterator<Item = &'s Supposed> + Clone + Send,
    ) -> Result<Self, Stopped> {
        let mut suspects = Self::default();
        if supposed.clone().next().is_none() {
            return Ok(suspects);
        }
        let today = access.today();
        let dates: BTreeSet<NaiveDate> = supposed.clone().flat_map(Supposed::dates).collect();
        let dates: Vec<NaiveDate> = dates.into_iter().collect();
        let born = sql::shielded_born_on(access.connection(), &dates, today).await?;
        let mut by_date: HashMap<NaiveDate, Vec<&sql::ShieldedRow>> = HashMap::new();
        for row in &born {
            by_date.entry(row.date_of_birth).or_default().push(row);
        }
        let mut wanted = BTreeSet::new();
        for one in supposed.clone() {
            let near = one.dates().into_iter().filter_map(|day| by_date.get(&day));
            let near = near.flatten();
            let near = near.filter(|row| one.worth_a_look(&row.given, row.date_of_birth));
            wanted.extend(near.map(|row| row.child));
        }
        let numbers = supposed.flat_map(Supposed::identifiers);
        let (schemes, values): (Vec<String>, Vec<String>) = numbers
            .map(|number| (number.scheme.code().to_owned(), number.value.clone()))
            .unzip();
        for row in sql::shielded_numbered(access.connection(), &schemes, &values, today).await? {
            wanted.insert(row.child);
            let numbered = suspects
                .numbered
                .entry((row.scheme, row.value))
                .or_default();
            numbered.push(number(row.child)?);
        }
        let wanted: Vec<i64> = wanted.into_iter().collect();
        for row in sql::sealed_views(access.connection(), &wanted).await? {
            let child = number(row.child)?;
            let view = open_view(access.keys(), child, &row.sealed_view)?;
            if let Some(born) = &view.date_of_birth {
                let day = suspects.born_on.entry(born.value.date).or_default();
                day.push(child);
            }
            suspects.records.insert(child, view);
        }
        Ok(suspects)
    }

    /// The shielded record that a child is most plausibly: of those read, and of `others`.
    pub(crate) fn most_plausible<'a>(
        &'a self,
        supposed: &Supposed,
        others: impl Iterator<Item = (ChildNumber, &'a BestView)>,
    ) -> Option<ChildNumber> {
        let born = supposed.dates();
        let born = born.iter().filter_map(|day| self.born_on.get(day));
        let numbers = supposed.identifiers().iter();
        let numbered = numbers.filter_map(|number| {
            let key = (number.scheme.code().to_owned(), number.value.clone());
            self.numbered.get(&key)
        });
        let known = born.chain(numbered).flatten();
        let known = known.filter_map(|child| Some((*child, self.records.get(child)?)));
        known
            .chain(others)
            .filter_map(|(child, view)| Some((supposed.plausibly(view)?, child)))
            .max_by(|(one, a), (other, b)| one.total_cmp(other).then(b.cmp(a)))
            .map(|(_, child)| child)
    }
}

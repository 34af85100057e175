//! Applying a batch of rows. What is already known is skipped, older rows do not win (FEED-08),
//! what is superseded is kept (UPD-07); rows that cannot be used are refused one by one.

use std::collections::{BTreeMap, BTreeSet};

use domain::act::Act;
use domain::audit::Event;
use domain::best_view::{BestView, Supplied, assemble};
use domain::data_source::{
    Row, RowCode, RowRefused, SaidItems, SupplyOutcome, SupplyRows, WeighRows, Weighed,
    leaves_live_on,
};
use domain::id::{ChildNumber, SourceId};
use domain::matching::Evidence;
use domain::quarantine::Supposed;
use domain::refusal::{Refusal, Rejection};
use domain::transfer::Assigned;

use super::known::{Known, KnownChild};
use super::rebuild::{Rebuilt, rebuild};
use super::stated::push;
use super::{AppliedRow, sql};
use crate::archive::{self, Before, SealedRecords, SwallowedRow};
use crate::death;
use crate::door::{Access, Fault, Stopped, sealed};
use crate::matching::{self, Found};
use crate::new_identity;
use crate::quarantine::{self, Held};
use crate::residence::{self, Said};
use crate::shielding::{self, Advice};

/// What became of one row.
pub(super) enum Fate {
    Created,
    Changed,
    Unchanged,
    Older,
}

impl Fate {
    /// Counts it.
    pub(super) fn count(&self, outcome: &mut SupplyOutcome) {
        *match self {
            Fate::Created => &mut outcome.created,
            Fate::Changed => &mut outcome.changed,
            Fate::Unchanged => &mut outcome.unchanged,
            Fate::Older => &mut outcome.older,
        } += 1;
    }
}

impl From<Before> for Fate {
    /// What became of a row about a sealed record, as its source is told (NEWID-05).
    fn from(before: Before) -> Self {
        match before {
            Before::Nothing => Fate::Created,
            Before::Same => Fate::Unchanged,
            Before::Later => Fate::Older,
            Before::Closed | Before::Other => Fate::Changed,
        }
    }
}

impl sealed::Sealed for Row {}

impl AppliedRow for Row {
    fn apply(
        access: &mut Access<SupplyRows>,
        rows: Vec<Row>,
    ) -> impl Future<Output = Result<SupplyOutcome, Stopped>> + Send {
        apply(access, rows)
    }

    fn weigh(
        access: &mut Access<WeighRows<Self>>,
        rows: Vec<Self>,
    ) -> impl Future<Output = Result<Vec<Weighed>, Stopped>> + Send {
        super::weigh::children(access, rows)
    }
}

async fn apply(access: &mut Access<SupplyRows>, rows: Vec<Row>) -> Result<SupplyOutcome, Stopped> {
    let source = access.act().source;
    new_identity::make_way(access, source, &rows).await?;
    let mut outcome = SupplyOutcome::default();
    for fate in take(access, source, rows, &[]).await?.fates {
        match fate {
            Ok(fate) => fate.count(&mut outcome),
            Err(refused) => outcome.refused.push(refused),
        }
    }
    Ok(outcome)
}

/// What became of rows of a source.
pub(super) struct Taken {
    /// Each.
    pub fates: Vec<Result<Fate, RowRefused>>,
    /// References whose rows wait, whether beside a shielded record or for review.
    pub held: BTreeSet<String>,
}

/// Takes in rows of a source. Those that waited, and are weighed anew, wait on under their own name, from
/// the day on which they came.
pub(super) async fn take<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    rows: Vec<Row>,
    anew: &[Held],
) -> Result<Taken, Stopped> {
    let mut sealed = sealed_among(access, source, &rows).await?;
    let mut known = Known::read(access, source, &rows).await?;
    for waited in anew {
        known.held.remove(&waited.row.reference);
    }
    let supposed = known.look_for_shielded(access, &rows).await?;
    known.look_for_records(access, &rows).await?;
    known.lock(access).await?;
    let mut numbers = fresh_numbers(access, rows.len()).await?.into_iter();
    let mut touched = Touched::default();
    let mut fates = Vec::with_capacity(rows.len());
    for (place, (mut row, supposed)) in rows.into_iter().zip(supposed).enumerate() {
        let fate = match whose(&sealed, &known, &row) {
            Some(child) => swallow(access, &mut sealed, &known, row, child).await?,
            None => {
                sealed.strip(&mut row.statement.identifiers);
                let new = New {
                    supposed,
                    near: known.near(place),
                };
                weigh(&mut known, row, new, &mut numbers, &mut touched)?
            }
        };
        fates.push(fate);
    }
    for waited in anew {
        if let Some(held) = known.held.get_mut(&waited.row.reference) {
            (held.id, held.received_on) = (waited.id, waited.received_on);
        }
    }
    let kept = touched.held.iter().filter_map(|held| known.held.get(held));
    access.note(serde_json::json!({
        "matched": touched.matched.len(),
        "for_review": kept.filter(|held| held.for_review).count(),
    }));
    touched.write(access, &known).await?;
    Ok(Taken {
        fates,
        held: known.held.into_keys().collect(),
    })
}

/// Whom a row under a new reference may be about.
#[derive(Default)]
struct New {
    /// By what it says: whether that is a shielded child is looked at first (D-34, MAT-04).
    supposed: Option<Supposed>,
    /// Which open record it comes near.
    near: Option<Found>,
}

/// The sealed records that rows mean by a reference or a number.
async fn sealed_among<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    rows: &[Row],
) -> Result<SealedRecords, Stopped> {
    let references: Vec<String> = rows.iter().map(|row| row.reference.clone()).collect();
    let identifiers = rows
        .iter()
        .flat_map(|row| row.statement.identifiers.clone());
    let identifiers: Vec<_> = identifiers.collect();
    SealedRecords::among(access, source, &references, &identifiers).await
}

/// Whose sealed record a row is about: by its reference, or, where the source means nobody else by that,
/// by a number of the old identity. Which identity it names besides does not matter: a record made of
/// such a row would be known, to its source, by the number of the other (NEWID-03).
fn whose(sealed: &SealedRecords, known: &Known, row: &Row) -> Option<ChildNumber> {
    let called = sealed.called(&row.reference);
    let new = !known.references.contains_key(&row.reference);
    called.or_else(|| new.then(|| sealed.identified(&row.statement)).flatten())
}

/// Takes a row about a sealed record in, does nothing with it, and answers as of a live one (NEWID-05).
async fn swallow<A: Act>(
    access: &mut Access<A>,
    sealed: &mut SealedRecords,
    known: &Known,
    row: Row,
    child: ChildNumber,
) -> Result<Result<Fate, RowRefused>, Stopped> {
    if sealed.called(&row.reference).is_none() {
        let said = known.said(row.at, row.statement.clone());
        if let Err(refused) = fit(known, &row, &said) {
            return Ok(Err(refused));
        }
        sealed
            .learn(access, known.source, &row.reference, child)
            .await?;
    }
    let swallowed = SwallowedRow {
        child,
        mark: archive::mark(access.keys(), known.source, &row.reference),
        at: row.at,
        said: serde_json::to_value(&row.statement)?,
        items: SaidItems::of_statement(&row.statement),
    };
    Ok(Ok(archive::swallow(access, swallowed).await?.into()))
}

/// Numbers that no record has or had.
async fn fresh_numbers<A: Act>(
    access: &mut Access<A>,
    count: usize,
) -> Result<BTreeSet<ChildNumber>, Stopped> {
    let mut numbers = BTreeSet::new();
    while numbers.len() < count {
        while numbers.len() < count {
            numbers.insert(ChildNumber::random(access.chance()));
        }
        let stored: Vec<i64> = numbers.iter().map(|number| number.stored()).collect();
        let taken = sql::taken(access.connection(), &stored).await?;
        let given = archive::were_given(access, &stored).await?;
        numbers.retain(|number| {
            !taken.contains(&number.stored()) && !given.contains(&number.stored())
        });
    }
    Ok(numbers)
}

/// Takes up a row that was kept in quarantine, as the source's word about a shielded child or about
/// one who has no record yet (D-34). False where it makes no record any more.
pub(crate) async fn take_up<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    row: Row,
    whose: Option<ChildNumber>,
) -> Result<bool, Stopped> {
    let mut known = Known::read(access, source, std::slice::from_ref(&row)).await?;
    known.lock(access).await?;
    let mut numbers = fresh_numbers(access, 1).await?.into_iter();
    let mut touched = Touched::default();
    let fate = match whose {
        Some(child) => {
            known.take_in(access, &[child.stored()]).await?;
            add_to(&mut known, child, row, &mut touched)?;
            Ok(Fate::Changed)
        }
        // Whom it is about has been settled.
        None => create(&mut known, row, New::default(), &mut numbers, &mut touched)?,
    };
    if let Err(refused) = fate {
        access.note(serde_json::json!({ "refused": refused.code.code() }));
        return Ok(false);
    }
    touched.write(access, &known).await?;
    Ok(true)
}

/// Makes a record of one row; none where it may be about a shielded child (D-34).
pub(super) async fn make<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    row: Row,
) -> Result<Option<ChildNumber>, Stopped> {
    let rows = std::slice::from_ref(&row);
    let mut known = Known::read(access, source, rows).await?;
    let supposed = known.look_for_shielded(access, rows).await?.pop().flatten();
    known.lock(access).await?;
    let mut numbers = fresh_numbers(access, 1).await?.into_iter();
    let (mut touched, reference) = (Touched::default(), row.reference.clone());
    // Whoever decides has looked at every record that comes near (CRE-03).
    let new = New {
        supposed,
        near: None,
    };
    if create(&mut known, row, new, &mut numbers, &mut touched)?.is_err() {
        let message = "No record can be made of this: the child is 18 by now";
        return Err(Rejection::of("decision", message).into());
    }
    touched.write(access, &known).await?;
    Ok(known.references.get(&reference).copied())
}

/// Adds to a record what a source says under a reference of its own.
fn add_to(
    known: &mut Known,
    child: ChildNumber,
    row: Row,
    touched: &mut Touched,
) -> Result<(), Stopped> {
    let key = (known.source, row.reference.clone());
    let said = known.said(row.at, row.statement);
    let record = known.children.get_mut(&child).filter(|record| record.live);
    let record = record.ok_or(Refusal::NoSuchRecord)?;
    let dead = view(record).date_of_death.is_some();
    record.shielded |= said.statement.shield.is_some();
    record.statements.insert(key, said);
    known.references.insert(row.reference.clone(), child);
    touched.references.insert(row.reference);
    touched.children.insert(child);
    touched.dead_before.entry(child).or_insert(dead);
    Ok(())
}

/// What a batch changes.
#[derive(Default)]
struct Touched {
    children: BTreeSet<ChildNumber>,
    references: BTreeSet<String>,
    /// References whose rows are kept in quarantine.
    held: BTreeSet<String>,
    /// References that came onto a record, and on what that rests.
    matched: Vec<(String, ChildNumber, Evidence)>,
    /// What this source said before, in the order in which it was superseded.
    superseded: Vec<(String, ChildNumber, Supplied)>,
    /// Whether a record that changes showed a death before.
    dead_before: BTreeMap<ChildNumber, bool>,
}

/// Decides about a row, and where it counts takes it into what is known.
fn weigh(
    known: &mut Known,
    row: Row,
    new: New,
    numbers: &mut impl Iterator<Item = ChildNumber>,
    touched: &mut Touched,
) -> Result<Result<Fate, RowRefused>, Stopped> {
    let Some(child) = known.references.get(&row.reference).copied() else {
        let alone = known.said(row.at, row.statement.clone());
        return match known.held.get_mut(&row.reference) {
            Some(held) if held.returned => Ok(Err(RowRefused {
                number: row.number,
                code: RowCode::Unclear,
                column: None,
            })),
            Some(held) => Ok(hold_again(held, row, &alone, touched)),
            None => create(known, row, new, numbers, touched),
        };
    };
    let refuse = |code| {
        Ok(Err(RowRefused {
            number: row.number,
            code,
            column: None,
        }))
    };
    let key = (known.source, row.reference.clone());
    let said = known.said(row.at, row.statement.clone());
    let record = known.children.get_mut(&child).filter(|record| record.live);
    let Some(record) = record else {
        return refuse(RowCode::NotLive);
    };
    let Some(before) = record.statements.get(&key).cloned() else {
        return Err(Stopped::Fault(Fault::new(
            "a reference without its statement",
        )));
    };
    if before.statement == said.statement {
        return Ok(Ok(Fate::Unchanged));
    }
    if said.at < before.at {
        return Ok(Ok(Fate::Older));
    }
    let dead = view(record).date_of_death.is_some();
    // By what the source itself says: whether others say more of the child is not told (FEED-05).
    if let Err(code) = usable(&assemble(std::slice::from_ref(&said))) {
        return refuse(code);
    }
    record.statements.insert(key.clone(), said);
    record.shielded |= record
        .statements
        .get(&key)
        .is_some_and(|said| said.statement.shield.is_some());
    touched
        .superseded
        .push((row.reference.clone(), child, before));
    touched.references.insert(row.reference);
    touched.children.insert(child);
    touched.dead_before.entry(child).or_insert(dead);
    Ok(Ok(Fate::Changed))
}

/// What a source says once more of a child in quarantine takes the place of what it said before, as it
/// would on a record.
fn hold_again(
    held: &mut Held,
    row: Row,
    said: &Supplied,
    touched: &mut Touched,
) -> Result<Fate, RowRefused> {
    if held.row.statement == row.statement {
        return Ok(Fate::Unchanged);
    }
    if row.at < held.row.at {
        return Ok(Fate::Older);
    }
    usable(&assemble(std::slice::from_ref(said))).map_err(|code| RowRefused {
        number: row.number,
        code,
        column: None,
    })?;
    touched.held.insert(row.reference);
    held.row.at = row.at;
    held.row.statement = row.statement;
    Ok(Fate::Changed)
}

/// Makes a new record of a row (CRE-01). Where it may be about a shielded child it is kept in quarantine
/// (D-34); where it is surely about the child of a record it goes there, and where that is doubtful it is
/// kept until somebody has looked (MAT-02). The source is told the same of all of them (FEED-05).
fn create(
    known: &mut Known,
    row: Row,
    New { supposed, near }: New,
    numbers: &mut impl Iterator<Item = ChildNumber>,
    touched: &mut Touched,
) -> Result<Result<Fate, RowRefused>, Stopped> {
    let said = known.said(row.at, row.statement.clone());
    let assigned = match fit(known, &row, &said) {
        Ok(assigned) => assigned,
        Err(refused) => return Ok(Err(refused)),
    };
    if let Some(suspected) = supposed.and_then(|supposed| known.suspected(&supposed)) {
        touched.held.insert(row.reference.clone());
        known.hold(suspected, row.reference, said, None)?;
        return Ok(Ok(Fate::Created));
    }
    // Between weighing and locking the record may have been shielded or have left: then nothing is sure.
    let stands = |known: &Known, found: &Found| {
        let record = known.children.get(&found.child);
        record.is_some_and(|record| record.live && !record.shielded)
    };
    match near {
        Some(found) if found.sure && stands(known, &found) => {
            let matched = (row.reference.clone(), found.child, found.evidence);
            touched.matched.push(matched);
            add_to(known, found.child, row, touched)?;
            return Ok(Ok(Fate::Created));
        }
        Some(found) => {
            touched.held.insert(row.reference.clone());
            known.hold(found.child, row.reference, said, Some(found.evidence))?;
            return Ok(Ok(Fate::Created));
        }
        None => {}
    }
    let child = numbers
        .next()
        .ok_or_else(|| Stopped::Fault(Fault::new("no number left")))?;
    let shielded = said.statement.shield.is_some();
    let statements = [((known.source, row.reference.clone()), said)].into();
    let record = KnownChild {
        local_authority: assigned.to,
        shielded,
        live: true,
        kept: assigned.kept,
        statements,
    };
    known.children.insert(child, record);
    known.references.insert(row.reference.clone(), child);
    touched.references.insert(row.reference);
    touched.children.insert(child);
    Ok(Ok(Fate::Created))
}

/// Whether a row makes a record, and who is responsible for it.
fn fit(known: &Known, row: &Row, said: &Supplied) -> Result<Assigned, RowRefused> {
    let refuse = |code| RowRefused {
        number: row.number,
        code,
        column: None,
    };
    let alone = std::slice::from_ref(said);
    let view = assemble(alone);
    let assigned = known.responsible(&view);
    let assigned = assigned.ok_or_else(|| refuse(RowCode::NoAuthority))?;
    usable(&view).map_err(refuse)?;
    if leaves_live_on(&view, alone, None).is_none_or(|day| day <= known.today) {
        return Err(refuse(RowCode::NotAChild));
    }
    Ok(assigned)
}

/// Whether a view makes a record.
pub(super) fn usable(view: &BestView) -> Result<(), RowCode> {
    if view.name.is_none() {
        return Err(RowCode::NoName);
    }
    if view.date_of_birth.is_none() {
        return Err(RowCode::NoDateOfBirth);
    }
    Ok(())
}

pub(super) fn view(record: &KnownChild) -> BestView {
    let supplied: Vec<Supplied> = record.statements.values().cloned().collect();
    assemble(&supplied)
}

impl Touched {
    /// Writes statements, what they superseded, and the records made of them.
    async fn write<A: Act>(self, access: &mut Access<A>, known: &Known) -> Result<(), Stopped> {
        if self.references.is_empty() && self.held.is_empty() {
            return Ok(());
        }
        for held in self.held.iter().filter_map(|held| known.held.get(held)) {
            quarantine::keep(access, held).await?;
        }
        self.keep_matched(access, known).await?;
        let mut superseded = sql::StatementColumns::default();
        for (reference, child, before) in &self.superseded {
            let shielded = known
                .children
                .get(child)
                .is_some_and(|record| record.shielded);
            push(&mut superseded, access, reference, *child, before, shielded)?;
        }
        let mut current = sql::StatementColumns::default();
        for reference in &self.references {
            let Some(child) = known.references.get(reference) else {
                continue;
            };
            let Some(record) = known.children.get(child) else {
                continue;
            };
            let key = (known.source, reference.clone());
            let Some(said) = record.statements.get(&key) else {
                continue;
            };
            push(
                &mut current,
                access,
                reference,
                *child,
                said,
                record.shielded,
            )?;
        }
        let now = access.now();
        sql::supersede(access.connection(), known.source, &superseded, now).await?;
        sql::say(access.connection(), known.source, &current).await?;
        let changed = known.children.iter();
        let changed = changed.filter(|(child, _)| self.children.contains(child));
        let changed: Vec<_> = changed.map(|(child, record)| (*child, record)).collect();
        for Rebuilt { child, view, .. } in rebuild(access, &changed).await? {
            let Some(dead_before) = self.dead_before.get(&child) else {
                continue;
            };
            match view.date_of_death {
                Some(died) if !dead_before => {
                    death::notify_supplied(access, child, died.value).await?;
                }
                None if *dead_before => death::reverse_supplied(access, child).await?,
                _ => {}
            }
        }
        shielding::follow_source(access, known.source, self.advice(known)).await?;
        residence::follow_source(access, known.source, self.departures(known)).await
    }

    /// Keeps on what it rests that rows came onto records, with an entry in the trail for each (MAT-03).
    async fn keep_matched<A: Act>(
        &self,
        access: &mut Access<A>,
        known: &Known,
    ) -> Result<(), Stopped> {
        let keys = access.keys();
        let matched = self.matched.iter().map(|(reference, child, evidence)| {
            let mark = archive::reference_hash(keys, known.source, reference);
            (*child, mark, Some(evidence))
        });
        let matched: Vec<_> = matched.collect();
        matching::keep(access, &matched).await?;
        for (_, child, evidence) in &self.matched {
            let detail = serde_json::json!({ "version": evidence.version, "bits": evidence.bits });
            access.consequence(Event::on_child("match.auto", *child).detail(detail));
        }
        Ok(())
    }

    /// What this source says of having left England, of the records that it changed (REC-03).
    fn departures(&self, known: &Known) -> Vec<Said> {
        let said = |reference: &String| {
            let child = *known.references.get(reference)?;
            let record = known.children.get(&child)?;
            let said = record.statements.get(&(known.source, reference.clone()))?;
            Some(Said {
                child,
                departure: said.statement.ceased,
            })
        };
        self.references.iter().filter_map(said).collect()
    }

    /// What this source says about shielding the records that it changed (SHLD-03, D-05).
    fn advice(&self, known: &Known) -> Vec<Advice> {
        let advice = |reference: &String| {
            let child = *known.references.get(reference)?;
            let record = known.children.get(&child).filter(|r| r.shielded)?;
            let said = record.statements.get(&(known.source, reference.clone()))?;
            Some(Advice {
                child,
                reference: reference.clone(),
                ground: said.statement.shield,
            })
        };
        self.references.iter().filter_map(advice).collect()
    }
}

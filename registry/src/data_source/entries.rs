//! Applying a batch of rows about entries on children's records, of whichever kind. Each entry is
//! known by the source's own reference, so that a file may come again, late or in pieces (FEED-08).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::act::Act;
use domain::clock::Moment;
use domain::data_source::{
    AssessmentRow, EntryRow, InvolvementRow, RowCode, RowRefused, SaidInvolvement, SaidItems,
    SaidService, SuppliedRow, SupplyOutcome, SupplyRows,
};
use domain::id::{ChildNumber, LocalAuthorityCode, OrganisationId, ServiceId, SourceId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::apply::Fate;
use super::sql;
use crate::archive::{self, Before, SealedRecords, SwallowedRow};
use crate::child_record::OpensSeal;
use crate::door::{Access, Fault, Stopped};
use crate::keys::Keys;
use crate::quarantine::{self, Held};
use crate::{holder, involvement};

/// The column whose values [`keep`] makes, and the marks by which they are found.
const SEALED: &str = "live.supplied_entry.sealed";
const MARK: &str = "live.supplied_entry.mark";

/// What a source says of an entry, and how it is put on the record.
pub(super) trait Said:
    Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static
{
    /// Of which service the entry is.
    fn service(&self) -> &SaidService;

    /// Whether it names a practitioner, who may become known by it.
    fn names_somebody(&self) -> bool;

    /// Puts the entry on the record, or changes it there.
    fn place<A: Act>(
        access: &mut Access<A>,
        about: About<'_, Self>,
    ) -> impl Future<Output = Result<Placed, Cannot>> + Send;

    /// Whether it may not be recorded of a sensitive service, for want of a basis (SENS-02).
    fn wants_a_basis(&self) -> bool;
}

/// A row with everything that it names.
pub(super) struct About<'a, S> {
    pub child: &'a Child,
    pub service: &'a Service,
    pub said: &'a S,
    /// When it was recorded.
    pub at: Moment,
    /// The entry that this reference stood for so far, with what was said of it.
    pub before: Option<(Uuid, S)>,
}

/// Which entry the reference stands for from now on.
pub(super) struct Placed {
    pub entry: Uuid,
    /// Whether it is over for good: consent was withdrawn.
    pub closed: bool,
}

/// Why an entry is not placed.
pub(super) enum Cannot {
    /// The row cannot be used.
    Row(RowCode),
    /// Something broke.
    Stopped(Stopped),
}

impl From<RowCode> for Cannot {
    fn from(code: RowCode) -> Self {
        Cannot::Row(code)
    }
}

impl<E: Into<Stopped>> From<E> for Cannot {
    fn from(stopped: E) -> Self {
        Cannot::Stopped(stopped.into())
    }
}

/// A child whom the source has supplied under a reference of its own.
pub(super) struct Child {
    pub number: ChildNumber,
    pub date_of_birth: NaiveDate,
    pub local_authority: LocalAuthorityCode,
    live: bool,
}

/// A service for which the source speaks.
pub(super) struct Service {
    pub id: ServiceId,
    pub organisation: OrganisationId,
    pub universal: bool,
    pub sensitive: bool,
    names: [String; 3],
}

/// What is kept sealed of an entry that a source supplied (FEED-06).
#[derive(Serialize, Deserialize)]
pub(super) struct Kept<S> {
    source: SourceId,
    pub child: String,
    reference: String,
    pub at: Moment,
    pub said: S,
    pub closed: bool,
}

/// What is kept of a row in quarantine.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptRow<S> {
    child: String,
    reference: String,
    pub at: Moment,
    pub said: S,
}

/// What is read of an entry whose record is sealed for a new identity, whatever it is about.
#[derive(Deserialize)]
pub(crate) struct KeptEntry {
    pub at: Moment,
    pub said: serde_json::Value,
    pub closed: bool,
}

/// Which source supplied an entry, and when.
pub(crate) struct EntryOf {
    /// Of which service the entry is.
    pub service: String,
    /// Who supplied it.
    pub source: SourceId,
    /// When it was recorded.
    pub at: Moment,
}

/// Where a record's entries come from that sources supplied (FEED-06). Those of sensitive services are left
/// out: whoever explains a record may not know of them (SENS-04).
pub(crate) async fn entries_of<A: OpensSeal>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<EntryOf>, Stopped> {
    let rows = sql::supplied_entries(access.connection(), child).await?;
    let open = |row: sql::SuppliedEntryRow| {
        let plain = access.keys().open(SEALED, &row.mark, &row.sealed)?;
        let supplied: Supplier = serde_json::from_slice(&plain)?;
        Ok(EntryOf {
            service: row.service,
            source: supplied.source,
            at: supplied.at,
        })
    };
    rows.into_iter().map(open).collect()
}

/// What is read of an entry to tell where it comes from.
#[derive(Deserialize)]
struct Supplier {
    source: SourceId,
    at: Moment,
}

/// What was supplied of an entry, by its mark.
pub(crate) fn kept_entry(keys: &Keys, mark: &[u8], sealed: &[u8]) -> Result<KeptEntry, Stopped> {
    Ok(serde_json::from_slice(&keys.open(SEALED, mark, sealed)?)?)
}

/// An entry that a source has supplied about a child.
pub(crate) struct SuppliedEntry {
    /// By which it is found.
    pub mark: Vec<u8>,
    /// The entry on the record.
    pub entry: Uuid,
    /// The row, as it waits in quarantine.
    pub row: quarantine::Entry,
}

/// The entries on a record that sources have supplied under some of their references for the child.
pub(crate) async fn supplied_under<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    references: &BTreeSet<(SourceId, String)>,
) -> Result<Vec<SuppliedEntry>, Stopped> {
    let mut supplied = Vec::new();
    for row in sql::entries_of_record(access.connection(), child).await? {
        let plain = access.keys().open(SEALED, &row.mark, &row.sealed)?;
        let kept: Kept<serde_json::Value> = serde_json::from_slice(&plain)?;
        let (source, called) = (kept.source, kept.reference.clone());
        if !references.contains(&(source, kept.child.clone())) {
            continue;
        }
        let involvement = mark::<SaidInvolvement, A>(access, source, &called) == row.mark;
        let about = match involvement {
            true => <InvolvementRow as SuppliedRow>::ABOUT,
            false => <AssessmentRow as SuppliedRow>::ABOUT,
        };
        let kept = KeptRow {
            child: kept.child,
            reference: kept.reference,
            at: kept.at,
            said: kept.said,
        };
        supplied.push(SuppliedEntry {
            mark: row.mark,
            entry: row.entry,
            row: quarantine::Entry {
                about: about.to_owned(),
                row: serde_json::to_value(&kept)?,
            },
        });
    }
    Ok(supplied)
}

/// What the rows of a batch can name.
struct Named {
    source: SourceId,
    children: HashMap<String, Child>,
    /// Children in quarantine (D-34).
    held: HashMap<String, Held>,
    sealed: SealedRecords,
    services: Vec<Service>,
}

/// Applies rows of a batch.
pub(super) async fn apply<S: Said>(
    access: &mut Access<SupplyRows<EntryRow<S>>>,
    rows: Vec<EntryRow<S>>,
) -> Result<SupplyOutcome, Stopped>
where
    EntryRow<S>: SuppliedRow,
{
    let source = access.act().source;
    apply_rows(access, source, &rows).await
}

/// Applies rows of a source, in whosever act.
pub(super) async fn apply_rows<S: Said, A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    rows: &[EntryRow<S>],
) -> Result<SupplyOutcome, Stopped>
where
    EntryRow<S>: SuppliedRow,
{
    let named = Named::read(access, source, rows).await?;
    let mut outcome = SupplyOutcome::default();
    for row in rows {
        match row_of(access, &named, row).await {
            Ok(fate) => fate.count(&mut outcome),
            Err(Cannot::Row(code)) => outcome.refused.push(RowRefused {
                number: row.number,
                code,
                column: None,
            }),
            Err(Cannot::Stopped(stopped)) => return Err(stopped),
        }
    }
    Ok(outcome)
}

/// Applies a row. What is already known is skipped, and older rows do not win.
async fn row_of<S: Said, A: Act>(
    access: &mut Access<A>,
    named: &Named,
    row: &EntryRow<S>,
) -> Result<Fate, Cannot>
where
    EntryRow<S>: SuppliedRow,
{
    if let Some(child) = named.sealed.called(&row.child) {
        return swallow(access, named, row, child).await;
    }
    let mark = mark::<S, A>(access, named.source, &row.reference);
    if let Some(held) = named.held.get(&row.child) {
        return hold(access, named, held.id, &mark, row).await;
    }
    let child = named
        .children
        .get(&row.child)
        .ok_or(RowCode::UnknownChild)?;
    if !child.live {
        return Err(RowCode::NotLive.into());
    }
    let before = kept::<S, A>(access, &mark).await?;
    if let Some((_, kept)) = &before {
        if kept.child != row.child {
            return Err(RowCode::Reference.into());
        }
        if kept.said == row.said {
            return Ok(Fate::Unchanged);
        }
        if row.at < kept.at {
            return Ok(Fate::Older);
        }
        if kept.closed {
            return Err(RowCode::Closed.into());
        }
        let same = named.service(kept.said.service());
        let service = named.service(row.said.service());
        if same.map(|service| service.id) != service.map(|service| service.id) {
            return Err(RowCode::Service.into());
        }
    }
    let fate = if before.is_some() {
        Fate::Changed
    } else {
        Fate::Created
    };
    let about = About {
        child,
        service: named.service(row.said.service()).ok_or(RowCode::Service)?,
        said: &row.said,
        at: row.at,
        before: before.map(|(entry, kept)| (entry, kept.said)),
    };
    let placed = S::place(access, about).await?;
    let kept = Kept {
        source: named.source,
        child: row.child.clone(),
        reference: row.reference.clone(),
        at: row.at,
        said: row.said.clone(),
        closed: placed.closed,
    };
    keep(access, &mark, child.number, placed.entry, &kept).await?;
    Ok(fate)
}

/// Keeps a row about a child who is in quarantine, until it is settled whom it is about (D-34). What
/// comes back is what would otherwise (FEED-05).
async fn hold<S: Said, A: Act>(
    access: &mut Access<A>,
    named: &Named,
    held: Uuid,
    mark: &[u8],
    row: &EntryRow<S>,
) -> Result<Fate, Cannot>
where
    EntryRow<S>: SuppliedRow,
{
    let service = named.service(row.said.service()).ok_or(RowCode::Service)?;
    if service.sensitive && row.said.wants_a_basis() {
        return Err(RowCode::NoBasis.into());
    }
    let before = quarantine::kept_entry(access, held, mark).await?;
    let before: Option<KeptRow<S>> = before
        .map(|entry| serde_json::from_value(entry.row).map_err(Stopped::from))
        .transpose()?;
    let fate = match &before {
        Some(before) if before.said == row.said => return Ok(Fate::Unchanged),
        Some(before) if row.at < before.at => return Ok(Fate::Older),
        Some(_) => Fate::Changed,
        None => Fate::Created,
    };
    let kept = KeptRow {
        child: row.child.clone(),
        reference: row.reference.clone(),
        at: row.at,
        said: row.said.clone(),
    };
    let entry = quarantine::Entry {
        about: <EntryRow<S> as SuppliedRow>::ABOUT.to_owned(),
        row: serde_json::to_value(&kept).map_err(Stopped::from)?,
    };
    quarantine::keep_entry(access, held, mark, &entry).await?;
    Ok(fate)
}

/// Takes a row about a sealed record in, does nothing with it, and answers as of a live one (NEWID-05).
async fn swallow<S: Said, A: Act>(
    access: &mut Access<A>,
    named: &Named,
    row: &EntryRow<S>,
    child: ChildNumber,
) -> Result<Fate, Cannot>
where
    EntryRow<S>: SuppliedRow,
{
    let service = named.service(row.said.service()).ok_or(RowCode::Service)?;
    if service.sensitive && row.said.wants_a_basis() {
        return Err(RowCode::NoBasis.into());
    }
    let swallowed = SwallowedRow {
        child,
        mark: mark::<S, A>(access, named.source, &row.reference),
        at: row.at,
        items: SaidItems::of_entry(&serde_json::to_value(&row.said)?),
        said: serde_json::to_value(&row.said)?,
    };
    match archive::swallow(access, swallowed).await? {
        Before::Closed => Err(RowCode::Closed.into()),
        before => Ok(before.into()),
    }
}

/// Applies a row that was kept in quarantine.
pub(super) async fn take_up<S: Said, A: Act>(
    access: &mut Access<A>,
    source: SourceId,
    row: serde_json::Value,
) -> Result<SupplyOutcome, Stopped>
where
    EntryRow<S>: SuppliedRow,
{
    let kept: KeptRow<S> = serde_json::from_value(row)?;
    let row = EntryRow {
        number: 0,
        child: kept.child,
        reference: kept.reference,
        at: kept.at,
        said: kept.said,
    };
    apply_rows(access, source, &[row]).await
}

/// The mark of an entry: nobody can tell from it which source supplied what (SENS-04).
pub(super) fn mark<S: Said, A: Act>(
    access: &Access<A>,
    source: SourceId,
    reference: &str,
) -> Vec<u8>
where
    EntryRow<S>: SuppliedRow,
{
    let about = <EntryRow<S> as SuppliedRow>::ABOUT.as_bytes();
    let what = [source.0.as_bytes(), about, b"/", reference.as_bytes()].concat();
    access.keys().hashed(MARK, &what)
}

/// What is known of an entry.
async fn kept<S: Said, A: Act>(
    access: &mut Access<A>,
    mark: &[u8],
) -> Result<Option<(Uuid, Kept<S>)>, Stopped> {
    let Some(row) = sql::kept(access.connection(), mark).await? else {
        return Ok(None);
    };
    let plain = access.keys().open(SEALED, mark, &row.sealed)?;
    Ok(Some((row.entry, serde_json::from_slice(&plain)?)))
}

/// What is known of entries, by their marks.
pub(super) async fn kept_among<S: Said, A: Act>(
    access: &mut Access<A>,
    marks: &[Vec<u8>],
) -> Result<HashMap<Vec<u8>, Kept<S>>, Stopped> {
    let rows = sql::kept_among(access.connection(), marks).await?;
    let opened = rows.into_iter().map(|(mark, sealed)| {
        let plain = access.keys().open(SEALED, &mark, &sealed)?;
        Ok((mark, serde_json::from_slice(&plain)?))
    });
    opened.collect()
}

/// Keeps what is known of an entry from now on.
async fn keep<S: Said, A: Act>(
    access: &mut Access<A>,
    mark: &[u8],
    child: ChildNumber,
    entry: Uuid,
    kept: &Kept<S>,
) -> Result<(), Stopped> {
    let plain = serde_json::to_vec(kept)?;
    let (connection, keys, chance) = access.parts();
    let sealed = keys.seal(SEALED, mark, &plain, chance);
    sql::keep(connection, mark, child, entry, &sealed).await?;
    Ok(())
}

impl Named {
    /// Reads what a batch names, and makes whoever else acts on its children wait. Two files of one
    /// source wait for each other; everything is locked in the same order by everyone.
    async fn read<S: Said, A: Act>(
        access: &mut Access<A>,
        source: SourceId,
        rows: &[EntryRow<S>],
    ) -> Result<Self, Stopped> {
        let today = access.today();
        sql::one_file_at_a_time(access.connection(), source).await?;
        let references: BTreeSet<&String> = rows.iter().map(|row| &row.child).collect();
        let references: Vec<String> = references.into_iter().cloned().collect();
        let found = sql::supplied_children(access.connection(), source, &references, today).await?;
        let sealed = SealedRecords::among(access, source, &references, &[]).await?;
        let mut children = HashMap::new();
        let mut in_order = BTreeMap::new();
        for row in found {
            let number = ChildNumber::from_stored(row.child)
                .map_err(|_| Stopped::Fault(Fault::new("a stored number with a wrong digit")))?;
            in_order.insert(number.stored(), number);
            let child = Child {
                number,
                date_of_birth: row.date_of_birth,
                local_authority: LocalAuthorityCode(row.local_authority),
                live: row.live,
            };
            children.insert(row.reference, child);
        }
        for child in in_order.into_values() {
            involvement::one_at_a_time(access, child).await?;
        }
        let mut held = quarantine::held(access, source, &references).await?;
        held.retain(|_, held| !held.returned);
        let services = sql::services_of(access.connection(), source).await?;
        let named = Self {
            source,
            children,
            held,
            sealed,
            services: services.into_iter().map(Service::from).collect(),
        };
        let organisations: BTreeSet<OrganisationId> = rows
            .iter()
            .filter(|row| row.said.names_somebody())
            .filter_map(|row| named.service(row.said.service()))
            .map(|service| service.organisation)
            .collect();
        for organisation in organisations {
            holder::one_newcomer_at_a_time(access, organisation).await?;
        }
        Ok(named)
    }

    /// The one service that a row means.
    fn service(&self, said: &SaidService) -> Option<&Service> {
        let mut meant = self.services.iter().filter(|service| service.is(said));
        meant.next().filter(|_| meant.next().is_none())
    }
}

impl From<sql::ServiceRow> for Service {
    fn from(row: sql::ServiceRow) -> Self {
        Self {
            id: ServiceId(row.id),
            organisation: OrganisationId(row.organisation),
            universal: row.universal,
            sensitive: row.sensitive,
            names: [row.organisation_name, row.name, row.service_type]
                .map(|name| name.to_lowercase()),
        }
    }
}

impl Service {
    fn is(&self, said: &SaidService) -> bool {
        let [organisation, name, code] = &self.names;
        let within = said.organisation.as_ref();
        let meant = said.service.to_lowercase();
        within.is_none_or(|within| within.to_lowercase() == *organisation)
            && (meant == *name || meant == *code)
    }
}

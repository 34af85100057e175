//! Looking through a window (ARC-03 … ARC-05). Each look is an entry of the trail.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};
use domain::act::Act;
use domain::archive::{
    ArchivedShown, InvolvementKept, ItemKept, ItemKind, RecordReason, RecordShown, ViewArchived,
    WindowBearing, destroyed_on,
};
use domain::best_view::BestView;
use domain::child_record::{DisputeShown, Gender};
use domain::clock::Moment;
use domain::dispute::DisputedItem;
use domain::id::{ChildNumber, InvolvementId, LocalAuthorityCode};
use domain::refusal::Refusal;
use domain::sensitive_service::SensitiveShown;
use serde_json::{Value, json};
use uuid::Uuid;

use super::record::{KeptInvolvement, of};
use super::rows::Rows;
use super::{SEALED_ITEM, broken, record, sql, window};
use crate::data_source::said::{self, Past};
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::keys::Keys;
use crate::local_authority;
use crate::sensitive_service::{self, open_entry};

impl sealed::Sealed for ViewArchived {}

impl KnownAct for ViewArchived {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<WindowBearing>, Stopped> {
        let id = access.act().window;
        window::bearing(access, id).await
    }
}

/// The record as the window shows it; of a shielded one four facts, but for the manager who answers
/// for it (D-01, matrix row 3), and for the central team where it is sealed (NEWID-04).
pub async fn view(access: &mut Access<ViewArchived>) -> Result<ArchivedShown, Stopped> {
    let id = access.act().window;
    let window = window::bearing(access, id).await?;
    let window = window.ok_or(Refusal::NoSuchRecord)?;
    let child = window.child;
    let archived = window.record.ok_or(Refusal::NoSuchRecord)?;
    let closes_on = window.closes_on.ok_or(Refusal::NoSuchRecord)?;
    let whole = window.shows_whole(access.standing());
    access.note(json!({
        "child": child.to_string(),
        "reason": window.reason.code(),
        "shown": if whole { "record" } else { "shielded" },
    }));
    let sealed = sql::sealed(access.connection(), child).await?;
    let rows = record::open(access.keys(), child, &sealed)?;
    let view = record::view(access.keys(), child, &rows)?;
    let held = sql::held_until(access.connection(), child).await?;
    let name = view.name.as_ref().map(|name| name.value.clone());
    let date_of_birth = view.date_of_birth.as_ref().map(|born| born.value);
    let gender = view.gender.as_ref().map(|gender| gender.value);
    Ok(ArchivedShown {
        number: child,
        name: name.ok_or_else(|| broken("an archived record without name"))?,
        date_of_birth: date_of_birth.ok_or_else(|| broken("a record without date of birth"))?,
        gender: gender.unwrap_or(Gender::NotSpecified),
        why: archived.why,
        archived_on: archived.archived_on,
        destroyed_on: destroyed_on(archived.archived_on),
        held_until: held,
        closes_on,
        may_restore: window.may_restore(access.standing()).is_ok(),
        may_hold: window.may_hold(access.standing()).is_ok(),
        record: if whole {
            let looker = Looker {
                authority: &window.local_authority,
                for_an_authority: window.asked_for.is_some(),
            };
            Some(whole_record(access, child, looker, view, &rows).await?)
        } else {
            None
        },
    })
}

/// An archived record with everything in it, for an act that discloses it (SAR-08).
pub(crate) struct InFull {
    /// Why it was archived.
    pub why: RecordReason,
    /// When.
    pub archived_on: NaiveDate,
    /// What it showed.
    pub view: BestView,
    /// What it holds beyond that.
    pub record: RecordShown,
    /// What its sources said until it was archived, the latest first (UPD-07).
    pub past: Vec<Past>,
    /// Lead professionals and holders of common assessments, no sensitive service's.
    pub working: Vec<(ItemKind, InvolvementKept)>,
    /// What was disputed.
    pub disputes: Vec<DisputeShown>,
}

/// An archived record within an authority's reach; never one that is sealed (NEWID-08).
pub(crate) async fn in_full<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<InFull>, Stopped> {
    let oldest = super::out_of_reach(access, true).await?;
    let found = sql::archived(access.connection(), child, oldest).await?;
    let Some(found) = found.filter(|found| found.why != RecordReason::NewIdentity) else {
        return Ok(None);
    };
    let rows = record::open(access.keys(), child, &found.sealed)?;
    let view = record::view(access.keys(), child, &rows)?;
    let looker = Looker {
        authority: &found.local_authority,
        for_an_authority: true,
    };
    Ok(Some(InFull {
        working: working(access, &rows).await?,
        disputes: disputes(&rows)?,
        past: statements_in(access.keys(), &rows, found.archived_on)?,
        why: found.why,
        archived_on: found.archived_on,
        record: whole_record(access, child, looker, view.clone(), &rows).await?,
        view,
    }))
}

/// Lead professionals and holders of common assessments, in a record's rows.
async fn working<A: Act>(
    access: &mut Access<A>,
    rows: &Rows,
) -> Result<Vec<(ItemKind, InvolvementKept)>, Stopped> {
    let mut entries: Vec<(ItemKind, KeptInvolvement)> = Vec::new();
    for (table, kind) in [
        ("live.lead_professional", ItemKind::LeadProfessional),
        ("live.caf", ItemKind::Caf),
    ] {
        for row in of(rows, table) {
            entries.push((kind, serde_json::from_value(row.clone())?));
        }
    }
    let ids: Vec<Uuid> = entries
        .iter()
        .filter_map(|(_, kept)| kept.service)
        .collect();
    let services = Services::read(access, &ids).await?;
    let named = entries
        .iter()
        .filter_map(|(kind, kept)| Some((*kind, services.named(kept)?)));
    Ok(named.collect())
}

/// What was disputed, in a record's rows.
fn disputes(rows: &Rows) -> Result<Vec<DisputeShown>, Stopped> {
    of(rows, "live.dispute")
        .map(|row| {
            let item = row["item"].as_str().and_then(DisputedItem::from_code);
            Ok(DisputeShown {
                item: item.ok_or_else(|| broken("a dispute of nothing"))?,
                opened: serde_json::from_value(row["opened"].clone())?,
                settled: serde_json::from_value(row["settled"].clone())?,
            })
        })
        .collect()
}

/// What sources said of a record, in its rows: before, and until it was archived.
fn statements_in(keys: &Keys, rows: &Rows, archived_on: NaiveDate) -> Result<Vec<Past>, Stopped> {
    let archived = archived_on.and_time(NaiveTime::MIN).and_utc();
    let mut past = Vec::new();
    for table in ["live.statement", "live.superseded_statement"] {
        for row in of(rows, table) {
            let until: Option<Moment> = serde_json::from_value(row["superseded_at"].clone())?;
            past.push(said::in_row(keys, row, until.unwrap_or(archived))?);
        }
    }
    past.sort_by_key(|past| std::cmp::Reverse(past.until));
    Ok(past)
}

/// The sensitive services of an archived record, and those whose entries were archived by themselves, for an
/// act that discloses them to the child (SAR-08).
pub(crate) async fn sensitive_services_of<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<SensitiveShown>, Stopped> {
    let oldest = super::out_of_reach(access, true).await?;
    let found = sql::archived(access.connection(), child, oldest).await?;
    let found = found.filter(|found| found.why != RecordReason::NewIdentity);
    let rows = match found {
        Some(found) => record::open(access.keys(), child, &found.sealed)?,
        None => Rows::new(),
    };
    let mut kept: Vec<Value> = of(&rows, "live.sensitive_involvement").cloned().collect();
    for item in sql::items(access.connection(), child, oldest, true).await? {
        let plain = access
            .keys()
            .open(SEALED_ITEM, item.id.as_bytes(), &item.sealed)?;
        kept.push(serde_json::from_slice(&plain)?);
    }
    let mut services = Vec::new();
    for entry in kept {
        let id: InvolvementId = serde_json::from_value(entry["id"].clone())?;
        // One that was archived with its row is sealed in there once more.
        let entry = match record::bytes(&entry["sealed"]) {
            Some(sealed) => open_entry(access.keys(), id, &sealed)?,
            None => serde_json::from_value(entry["entry"].clone())?,
        };
        services.push(sensitive_service::shown_of(access, child, id, entry).await?);
    }
    Ok(services)
}

/// What was archived of a record by itself, within an authority's reach (D-39).
pub(crate) async fn items_of<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<ItemKept>, Stopped> {
    let kept = kept(access, child, Vec::new(), true).await?;
    Ok(kept.items())
}

/// For whom a record is opened.
struct Looker<'a> {
    /// Who answered for it last.
    authority: &'a LocalAuthorityCode,
    /// Whether it is for an authority, which may not reach all of it (D-37).
    for_an_authority: bool,
}

/// What a record and its items name, and the services that they name.
struct Kept {
    involvements: Vec<KeptInvolvement>,
    items: Vec<(sql::ItemRow, KeptInvolvement)>,
    services: Services,
}

impl Kept {
    fn items(&self) -> Vec<ItemKept> {
        let items = self.items.iter();
        items
            .filter_map(|(row, kept)| {
                Some(ItemKept {
                    kind: row.kind,
                    about: self.services.named(kept)?,
                    archived_on: row.archived_on,
                    destroyed_on: destroyed_on(row.archived_on),
                })
            })
            .collect()
    }
}

/// Opens the items of a record, and reads what services are called.
async fn kept<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    involvements: Vec<KeptInvolvement>,
    for_an_authority: bool,
) -> Result<Kept, Stopped> {
    let oldest = super::out_of_reach(access, for_an_authority).await?;
    let items: Vec<(sql::ItemRow, KeptInvolvement)> =
        sql::items(access.connection(), child, oldest, false)
            .await?
            .into_iter()
            .map(|row| {
                let keys = access.keys();
                let plain = keys.open(SEALED_ITEM, row.id.as_bytes(), &row.sealed)?;
                Ok((row, serde_json::from_slice(&plain)?))
            })
            .collect::<Result<_, Stopped>>()?;
    let of_items = items.iter().map(|(_, kept)| kept);
    let ids: Vec<Uuid> = involvements
        .iter()
        .chain(of_items)
        .filter_map(|kept| kept.service)
        .collect();
    Ok(Kept {
        involvements,
        items,
        services: Services::read(access, &ids).await?,
    })
}

/// Everything beyond the four facts.
async fn whole_record<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    looker: Looker<'_>,
    view: BestView,
    rows: &Rows,
) -> Result<RecordShown, Stopped> {
    let involvements = of(rows, "live.involvement")
        .map(|row| serde_json::from_value(row.clone()))
        .collect::<Result<_, _>>()?;
    let kept = kept(access, child, involvements, looker.for_an_authority).await?;
    let (involvements, services) = (&kept.involvements, &kept.services);
    let sensitive = of(rows, "live.sensitive_involvement").next().is_some()
        || involvements.iter().any(|entry| services.sensitive(entry));
    let authority = local_authority::name(access.connection(), looker.authority).await?;
    let authority = authority.ok_or_else(|| broken("no authority"))?;
    Ok(RecordShown {
        local_authority: authority,
        date_of_death: view.date_of_death.map(|died| died.value),
        other_names: view
            .other_names
            .into_iter()
            .map(|(_, name)| name.value)
            .collect(),
        whereabouts: view.whereabouts.map(|place| place.value),
        carers: view
            .carers
            .into_iter()
            .map(|carer| carer.value.name)
            .collect(),
        involvements: involvements
            .iter()
            .filter_map(|entry| services.named(entry))
            .collect(),
        sensitive_service: sensitive,
        items: kept.items(),
    })
}

/// Services that records name; sensitive ones are never named (SENS-04).
struct Services(HashMap<Uuid, sql::ServiceRow>);

impl Services {
    async fn read<A: Act>(access: &mut Access<A>, ids: &[Uuid]) -> Result<Self, Stopped> {
        let services = sql::services(access.connection(), ids).await?;
        Ok(Self(
            services.into_iter().map(|row| (row.id, row)).collect(),
        ))
    }

    fn sensitive(&self, entry: &KeptInvolvement) -> bool {
        let service = entry.service.and_then(|id| self.0.get(&id));
        service.is_some_and(|service| service.sensitive)
    }

    fn named(&self, entry: &KeptInvolvement) -> Option<InvolvementKept> {
        let service = entry.service.and_then(|id| self.0.get(&id))?;
        (!service.sensitive).then(|| InvolvementKept {
            service: service.name.clone(),
            organisation: service.organisation.clone(),
            started: entry.started,
            ended: entry.ended,
        })
    }
}

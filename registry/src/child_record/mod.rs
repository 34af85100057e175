//! Seeing a child's record: who else is working with this child, and whom to ring.

mod moved;
mod open;
mod sql;
pub(crate) mod store;

use std::collections::HashMap;

use domain::best_view::{BestView, Dated};
use domain::break_glass::LookThroughGlass;
use domain::child_record::{
    Address, CarerRelation, CarerShown, ChildRecordView, DateOfBirth, DisputeShown, Gender,
    IdentifierShown, OpenRecord, PersonName, RecordBearing, ShieldedRecord, UniversalShown,
    ViewChildRecord, Whereabouts,
};
use domain::clock::age_on;
use domain::dispute::{ViewDispute, ViewDisputes};
use domain::id::{ChildNumber, LocalAuthorityCode, OrganisationId};
use domain::merging::{ViewMerge, ViewSources};
use domain::panel::ViewPack;
use domain::quarantine::ViewQuarantined;
use domain::refusal::Refusal;
use domain::shielding::{ViewShield, ViewShieldedInFull};
use domain::standing::Role;
use domain::subject_access::ViewReport;
use domain::updating::{ExplainRecord, ViewConflict, ViewDetails};

pub use moved::report_move;
pub use open::{Opening, open};
pub(crate) use open::{open_to_manage, record_opening};

use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::{dispute, residence};

impl sealed::Sealed for ViewChildRecord {}

impl KnownAct for ViewChildRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        bearing(access, child).await
    }
}

/// What bears on a record that is live today; none where none is (G-DENY, G-CLOCK).
pub(crate) async fn bearing<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<RecordBearing>, Stopped> {
    let today = access.today();
    sql::queue_to_read(access.connection(), child).await?;
    let row = sql::bearing(access.connection(), child, today).await?;
    Ok(row.map(sql::BearingRow::bearing))
}

/// The same, of a record that is to change: locked until the act is done, so that of two acts the
/// second sees what the first has made of it.
pub(crate) async fn locked<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<RecordBearing>, Stopped> {
    let today = access.today();
    let row = sql::locked(access.connection(), child, today).await?;
    Ok(row.map(sql::BearingRow::bearing))
}

/// Who answers for a record; none where there is none in the live directory.
pub(crate) async fn responsible<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<LocalAuthorityCode>, Stopped> {
    Ok(sql::responsible(access.connection(), child).await?)
}

/// The record as whoever asks may see it. A shielded one is read by a statement of its own that
/// selects four columns (D-01).
pub async fn view(access: &mut Access<ViewChildRecord>) -> Result<ChildRecordView, Stopped> {
    let child = access.act().child;
    if let Some(row) = sql::shielded(access.connection(), child).await? {
        access.note(serde_json::json!({ "shown": "shielded" }));
        return Ok(ChildRecordView::Shielded(ShieldedRecord {
            number: child,
            name: PersonName {
                given: row.given,
                family: row.family,
            },
            date_of_birth: DateOfBirth {
                date: row.date_of_birth,
                estimated: row.dob_estimated,
            },
            gender: Gender::from_code(&row.gender).unwrap_or(Gender::NotSpecified),
        }));
    }
    access.note(serde_json::json!({ "shown": "best view" }));
    Ok(ChildRecordView::Open(Box::new(
        open_record(access, child).await?,
    )))
}

/// The best view with everything that stands beside it.
async fn open_record<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<OpenRecord, Stopped> {
    let row = sql::best_view(access.connection(), child)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    let view: BestView = serde_json::from_value(row.best_view)?;
    whole_record(access, child, row.head, view).await
}

/// The acts by which a shielded record's seal is opened. There are no others (SHLD-11): the pack's
/// shows numbers alone of what it finds.
pub(crate) trait OpensSeal: domain::act::Act {}

impl OpensSeal for ViewShield {}
impl OpensSeal for ViewShieldedInFull {}
impl OpensSeal for ViewPack {}
impl OpensSeal for ViewQuarantined {}
impl OpensSeal for LookThroughGlass {}
impl OpensSeal for ViewDetails {}
impl OpensSeal for ExplainRecord {}
impl OpensSeal for ViewConflict {}
impl OpensSeal for ViewSources {}
impl OpensSeal for ViewMerge {}
impl OpensSeal for ViewDispute {}
impl OpensSeal for ViewDisputes {}
impl OpensSeal for ViewReport {}

/// The same of a shielded record (SHLD-11).
pub(crate) async fn shielded_in_full<A: OpensSeal>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<OpenRecord, Stopped> {
    let row = sql::sealed_whole(access.connection(), child)
        .await?
        .ok_or(Refusal::NoSuchRecord)?;
    let view = store::open_view(access.keys(), child, &row.sealed_view)?;
    whole_record(access, child, row.head, view).await
}

/// The whole of a record, shielded or not, for an act that opens a seal.
pub(crate) async fn in_full<A: OpensSeal>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<OpenRecord, Stopped> {
    match sql::sealed_view(access.connection(), child).await? {
        Some(_) => shielded_in_full(access, child).await,
        None => open_record(access, child).await,
    }
}

/// The best view of a shielded record; none where it is not shielded.
pub(crate) async fn sealed_best_view<A: OpensSeal>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Option<BestView>, Stopped> {
    let sealed = sql::sealed_view(access.connection(), child).await?;
    let view = sealed.map(|sealed| store::open_view(access.keys(), child, &sealed));
    view.transpose()
}

/// The best view, sealed or not, for an act that opens a seal.
pub(crate) async fn best_view<A: OpensSeal>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<BestView, Stopped> {
    match sealed_best_view(access, child).await? {
        Some(view) => Ok(view),
        None => open_best_view(access, child).await,
    }
}

/// The best view as it stands, whether or not it is sealed, for an act that changes it: nothing of it
/// is told to whoever acts.
pub(crate) async fn standing<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<BestView, Stopped> {
    match sql::sealed_view(access.connection(), child).await? {
        Some(sealed) => store::open_view(access.keys(), child, &sealed),
        None => open_best_view(access, child).await,
    }
}

/// Whether an address lies in England, as far as its postcode tells.
pub(crate) async fn is_in_england<A: domain::act::Act>(
    access: &mut Access<A>,
    address: &Address,
) -> Result<bool, Stopped> {
    let Some(postcode) = &address.postcode else {
        return Ok(true);
    };
    Ok(sql::sector_exists(access.connection(), postcode.sector()).await?)
}

/// The best view of a record that is not shielded.
pub(crate) async fn open_best_view<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<BestView, Stopped> {
    let row = sql::best_view(access.connection(), child).await?;
    let row = row.ok_or(Refusal::NoSuchRecord)?;
    Ok(serde_json::from_value(row.best_view)?)
}

/// A view with everything that stands beside it.
async fn whole_record<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    row: sql::HeadRow,
    view: BestView,
) -> Result<OpenRecord, Stopped> {
    let today = access.today();
    let hat = access.hat()?.clone();
    let viewer = access.standing().account();
    let administers = hat.role == Role::DataAdministrator;
    let answers_for = hat.manages_records_of(&LocalAuthorityCode(row.local_authority.clone()));
    let involvements =
        sql::involvements(access.connection(), child, viewer, answers_for, today).await?;
    let sensitive_service = sql::sensitive_service(access.connection(), child, today).await?;
    let keeper = sql::Viewer {
        account: viewer,
        hat: hat.clone(),
        record: LocalAuthorityCode(row.local_authority.clone()),
    };
    let leads = sql::lead_professionals(access.connection(), child, &keeper, today).await?;
    let (current, former_leads): (Vec<_>, Vec<_>) =
        leads.into_iter().partition(|lead| lead.ended.is_none());
    let caf = sql::caf(access.connection(), child, &keeper, today).await?;
    let ceased = residence::shown(access, child, answers_for && administers).await?;
    let disputes = dispute::shown(access, child).await?.into_iter();
    let disputes = disputes.map(|mark| DisputeShown {
        item: mark.item,
        opened: mark.opened,
        settled: mark.settled.map(|settled| settled.on),
    });
    let services = universal_services(access, &view).await?;
    let responsible_authority = sql::authority(access.connection(), &row.local_authority).await?;
    let date_of_birth = DateOfBirth {
        date: row.date_of_birth,
        estimated: row.dob_estimated,
    };
    let age = age_on(date_of_birth.date, row.date_of_death.unwrap_or(today));
    Ok(OpenRecord {
        number: child,
        name: PersonName {
            given: row.given,
            family: row.family,
        },
        other_names: view.other_names,
        date_of_birth,
        age,
        gender: Gender::from_code(&row.gender).unwrap_or(Gender::NotSpecified),
        date_of_death: row.date_of_death,
        whereabouts: view.whereabouts.unwrap_or(Dated {
            value: Whereabouts::NoKnownAddress,
            as_of: today,
        }),
        ceased,
        other_addresses: view.other_addresses,
        carers: carers_shown(view.carers, age),
        lead_professional: current.into_iter().next(),
        former_leads,
        caf,
        involvements,
        sensitive_service,
        brokered: hat.brokers_for(&LocalAuthorityCode(row.local_authority.clone())),
        services,
        // A number is read only by the body that allocated it (REC-09).
        identifiers: view
            .identifiers
            .into_iter()
            .filter(|identifier| identifier.allocated_by == hat.organisation)
            .map(|identifier| IdentifierShown {
                scheme: identifier.scheme,
                value: identifier.value,
            })
            .collect(),
        disputes: disputes.collect(),
        answers_for,
        responsible_authority,
    })
}

/// Parents and carers; of a young person past eighteen those with care alone (REC-04).
fn carers_shown(
    carers: Vec<Dated<domain::child_record::Carer>>,
    age: i32,
) -> Vec<Dated<CarerShown>> {
    let carers = carers.into_iter();
    carers
        .filter(|carer| age < 18 || carer.value.relation == CarerRelation::Care)
        .map(carer_shown)
        .collect()
}

/// A carer as shown.
fn carer_shown(carer: Dated<domain::child_record::Carer>) -> Dated<CarerShown> {
    let Dated { value, as_of } = carer;
    let value = CarerShown {
        name: value.name,
        relation: value.relation,
        address: value.address,
        telephone: value.telephone,
    };
    Dated { value, as_of }
}

/// Universal services with the names and numbers that their organisations have today.
async fn universal_services<A: domain::act::Act>(
    access: &mut Access<A>,
    view: &BestView,
) -> Result<Vec<Dated<UniversalShown>>, Stopped> {
    let ids: Vec<_> = view
        .services
        .iter()
        .map(|service| service.value.organisation.0)
        .collect();
    let named: HashMap<OrganisationId, sql::OrganisationRow> =
        sql::organisations(access.connection(), &ids)
            .await?
            .into_iter()
            .map(|row| (OrganisationId(row.id), row))
            .collect();
    Ok(view
        .services
        .iter()
        .filter_map(|service| {
            let organisation = named.get(&service.value.organisation)?;
            Some(Dated {
                value: UniversalShown {
                    kind: service.value.kind,
                    name: organisation.name.clone(),
                    telephone: sql::telephone(organisation.telephone.as_deref()),
                    since: service.value.since,
                    until: service.value.until,
                },
                as_of: service.as_of,
            })
        })
        .collect())
}

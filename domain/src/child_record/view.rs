//! What of a record may be seen. What may not be seen has no field (architecture: views are
//! types), so no endpoint can send it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Address, CarerRelation, DateOfBirth, Gender, IdentifierScheme, NameUse, PersonName, Telephone,
    UniversalKind, Whereabouts,
};
use crate::act::Act;
use crate::audit::Event;
use crate::best_view::Dated;
use crate::dispute::DisputedItem;
use crate::id::{CafId, ChildNumber, InvolvementId, LeadProfessionalId, LocalAuthorityCode};
use crate::involvement::Level;
use crate::reason::Reason;
use crate::refusal::Refusal;
use crate::residence::CeasedShown;
use crate::standing::Standing;

/// Seeing the best view of a child's record, for a reason (SRCH-01, matrix rows 2 and 3).
#[derive(Debug)]
pub struct ViewChildRecord {
    /// Whose.
    pub child: ChildNumber,
    /// Why.
    pub reason: Reason,
}

/// What about a record bears on permission to see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RecordBearing {
    /// Who is responsible for it (GEN-05).
    pub local_authority: LocalAuthorityCode,
    /// Whether it is shielded.
    pub shielded: bool,
}

impl Act for ViewChildRecord {
    /// None where there is no live record of that number that anyone may know of.
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("record.viewed", self.child).because(&self.reason)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        may_view(standing, &self.reason, bearing.as_ref())
    }
}

/// Opening a record by a way that brings no reason with it: from one's own involvements, say
/// (SRCH-01). What is opened is then viewed under the same reason.
#[derive(Debug)]
pub struct OpenChildRecord {
    /// Whose.
    pub child: ChildNumber,
    /// Why.
    pub reason: Reason,
}

impl Act for OpenChildRecord {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("record.opened", self.child).because(&self.reason)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        may_view(standing, &self.reason, bearing.as_ref())
    }
}

/// Whether someone may see what of a record there is to be seen for a reason (matrix rows 2, 3).
pub(crate) fn may_view(
    standing: &Standing,
    reason: &Reason,
    bearing: Option<&RecordBearing>,
) -> Result<(), Refusal> {
    let role = standing.role().ok_or(Refusal::Role)?;
    if !role.uses_records() {
        return Err(Refusal::Role);
    }
    if !reason.code().open_to(role) {
        return Err(Refusal::Reason);
    }
    bearing.map(|_| ()).ok_or(Refusal::NoSuchRecord)
}

/// Those who answer for a record; of a shielded one nobody but its manager (SHLD-11, D-32).
pub(crate) fn answers_for(
    standing: &Standing,
    record: Option<&RecordBearing>,
) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.manages_records() {
        return Err(Refusal::Role);
    }
    let record = record.ok_or(Refusal::NoSuchRecord)?;
    if !hat.decides_about(&record.local_authority, record.shielded) {
        return Err(Refusal::NotYours);
    }
    Ok(())
}

/// A record as its viewer may see it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ChildRecordView {
    /// The best view.
    Open(Box<OpenRecord>),
    /// Four facts and the word shielded (D-01).
    Shielded(ShieldedRecord),
}

/// All that anyone outside the responsible management team sees of a shielded record (D-01).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShieldedRecord {
    /// The ContactPoint number.
    pub number: ChildNumber,
    /// The name in use; never former names.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Gender.
    pub gender: Gender,
}

/// The best view of a record that is not shielded (REC-01 … REC-12).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OpenRecord {
    /// The ContactPoint number.
    pub number: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Former names and other names in use.
    pub other_names: Vec<(NameUse, Dated<PersonName>)>,
    /// Date of birth.
    pub date_of_birth: DateOfBirth,
    /// Whole years of age today.
    pub age: i32,
    /// Gender, or not specified.
    pub gender: Gender,
    /// Date of death, whether confirmed or not (D-49).
    pub date_of_death: Option<NaiveDate>,
    /// Where the child lives.
    pub whereabouts: Dated<Whereabouts>,
    /// That the child no longer lives in England, where that is stated: it stands before the address,
    /// which is then the last known one (REC-03).
    pub ceased: Option<CeasedShown>,
    /// Former and alternative addresses.
    pub other_addresses: Vec<Dated<Whereabouts>>,
    /// Parents and carers.
    pub carers: Vec<Dated<CarerShown>>,
    /// Lead professional, at most one current (CAF-05).
    pub lead_professional: Option<LeadProfessionalShown>,
    /// Those who led until less than a year ago, latest first (CAF-08).
    pub former_leads: Vec<LeadProfessionalShown>,
    /// Holder of the most recent common assessment (CAF-01).
    pub caf: Option<CafShown>,
    /// Involvements, current ones first, then ended ones, latest first.
    pub involvements: Vec<InvolvementShown>,
    /// Whether an unspecified sensitive service is involved. Nothing more: no count, date, kind
    /// or place (REC-07).
    pub sensitive_service: bool,
    /// Whether its viewer brokers for the authority, and so may ask for the services' contacts by an
    /// act of its own: the same whatever is recorded (SENS-04).
    pub brokered: bool,
    /// Universal services, recorded ones only; the page says which are not recorded.
    pub services: Vec<Dated<UniversalShown>>,
    /// Numbers that the viewer's own body allocated (REC-09).
    pub identifiers: Vec<IdentifierShown>,
    /// Items marked as disputed (REC-10).
    pub disputes: Vec<DisputeShown>,
    /// The authority responsible for the record: its name and its ContactPoint team's number.
    pub responsible_authority: Contact,
    /// Whether the viewer's hat is one of those who answer for the record.
    pub answers_for: bool,
}

/// Whom to ring.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    /// The person, where one is named; else the team or the organisation.
    pub name: String,
    /// What they do: the service's name.
    pub service: String,
    /// The team or organisation they work for.
    pub organisation: String,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// E-mail.
    pub email: Option<String>,
}

/// An involvement that may be shown. One of a sensitive service never becomes this.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvolvementShown {
    /// Which involvement; its owner's pages change it by this.
    pub id: InvolvementId,
    /// Whom to ring.
    pub contact: Contact,
    /// Organisation, team or practitioner.
    pub level: Level,
    /// First day.
    pub started: NaiveDate,
    /// Last day, where it has ended.
    pub ended: Option<NaiveDate>,
    /// The day as of which the entry is current.
    pub as_of: NaiveDate,
    /// Whether the viewer owns the entry, and so may change it (UPD-05).
    pub own: bool,
    /// Whether the viewer answers for the record, and may hand the entry on (matrix row 14).
    pub hands_over: bool,
}

/// Who leads and co-ordinates (CAF-05).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LeadProfessionalShown {
    /// Which entry.
    pub id: LeadProfessionalId,
    /// Whom to ring.
    pub contact: Contact,
    /// Since when.
    pub since: NaiveDate,
    /// Last day, where it has ended.
    pub ended: Option<NaiveDate>,
    /// Whether the viewer may end it.
    pub own: bool,
}

/// Who holds the most recent common assessment, and when it was undertaken; never its content.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CafShown {
    /// Which entry.
    pub id: CafId,
    /// Whom to ring.
    pub contact: Contact,
    /// The date.
    pub undertaken: NaiveDate,
    /// Whether the viewer may take it off the record.
    pub own: bool,
}

/// A parent or carer as shown (REC-04).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CarerShown {
    /// Name.
    pub name: PersonName,
    /// Parental responsibility or care.
    pub relation: CarerRelation,
    /// Where they live, where it differs from the child's address.
    pub address: Option<Address>,
    /// Telephone.
    pub telephone: Option<Telephone>,
}

/// A universal service as shown (REC-05).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UniversalShown {
    /// Which.
    pub kind: UniversalKind,
    /// The organisation's name.
    pub name: String,
    /// Telephone.
    pub telephone: Option<Telephone>,
    /// First day.
    pub since: Option<NaiveDate>,
    /// Last day, where it has ended.
    pub until: Option<NaiveDate>,
}

/// A number that the viewer's own body allocated (REC-09).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct IdentifierShown {
    /// Which number.
    pub scheme: IdentifierScheme,
    /// The number.
    pub value: String,
}

/// A mark that an item is disputed, or was settled less than a year ago (REC-10, DISP-03). It
/// holds dates only: there is nowhere to put what the dispute is about (DISP-02).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DisputeShown {
    /// Which item.
    pub item: DisputedItem,
    /// Since when.
    pub opened: NaiveDate,
    /// When it was settled.
    pub settled: Option<NaiveDate>,
}

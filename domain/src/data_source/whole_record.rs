//! A whole record: what sources say of a child and which services work with it, in the shape in
//! which records are loaded many at a time.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::best_view::Supplied;
use crate::child_record::Telephone;
use crate::coded::coded;
use crate::id::{AccountId, ChildNumber, InvolvementId, LocalAuthorityCode, ServiceId, TeamId};
use crate::involvement::Level;
use crate::sensitive_service::SensitiveEntry;

/// One child's record and everything that stands beside it.
#[derive(Clone, Debug)]
pub struct WholeRecord {
    /// Its number.
    pub number: ChildNumber,
    /// Who is responsible for it (GEN-05).
    pub local_authority: LocalAuthorityCode,
    /// Whether it is shielded.
    pub shielded: bool,
    /// What each source says, under the source's own reference.
    pub statements: Vec<(String, Supplied)>,
    /// Involvements of services that are not sensitive.
    pub involvements: Vec<Held>,
    /// Involvements of sensitive services.
    pub sensitive: Vec<SensitiveHeld>,
    /// Holders of common assessments: at most one that is not superseded (CAF-08).
    pub cafs: Vec<CafHeld>,
    /// Lead professionals: at most one that has not ended (CAF-05).
    pub leads: Vec<LeadHeld>,
    /// Disputes.
    pub disputes: Vec<Dispute>,
}

/// An involvement (INV-04).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Held {
    /// Which.
    pub id: InvolvementId,
    /// Of which service.
    pub service: ServiceId,
    /// At which level.
    pub level: Level,
    /// Of which practitioner, where the level says so.
    pub practitioner: Option<Uuid>,
    /// Of which team, where the level says so.
    pub team: Option<TeamId>,
    /// Who keeps it (UPD-05).
    pub owner: Option<AccountId>,
    /// The number to ring.
    pub telephone: Telephone,
    /// First day.
    pub started: NaiveDate,
    /// Last day, where it has ended.
    pub ended: Option<NaiveDate>,
    /// The day as of which it is current.
    pub as_of: NaiveDate,
}

/// An involvement of a sensitive service: nothing of it but that it exists stands in the clear.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SensitiveHeld {
    /// Which.
    pub id: InvolvementId,
    /// Who keeps it.
    pub owner: Option<AccountId>,
    /// What is sealed.
    pub entry: SensitiveEntry,
}

/// Who holds a common assessment (CAF-01).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CafHeld {
    /// Which.
    pub id: Uuid,
    /// Of which service.
    pub service: ServiceId,
    /// The practitioner.
    pub practitioner: Option<Uuid>,
    /// The day of the assessment.
    pub undertaken: NaiveDate,
    /// The day on which a later one took its place.
    pub superseded_on: Option<NaiveDate>,
}

/// A lead professional (CAF-05).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeadHeld {
    /// Which.
    pub id: Uuid,
    /// Of which service.
    pub service: ServiceId,
    /// The practitioner.
    pub practitioner: Uuid,
    /// First day.
    pub since: NaiveDate,
    /// Last day, where it has ended.
    pub ended: Option<NaiveDate>,
}

/// A mark that an item is disputed (DISP-01).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dispute {
    /// Which.
    pub id: Uuid,
    /// The item.
    pub item: DisputedItem,
    /// Since when.
    pub opened: NaiveDate,
    /// When it was settled.
    pub settled: Option<NaiveDate>,
}

coded! {
    /// The items that can be disputed.
    DisputedItem {
        /// A name.
        Name = "name",
        /// The date of birth.
        DateOfBirth = "date-of-birth",
        /// The gender.
        Gender = "gender",
        /// An address.
        Address = "address",
        /// A parent or carer.
        ParentOrCarer = "parent-or-carer",
        /// The school.
        School = "school",
        /// The GP practice.
        GpPractice = "gp-practice",
        /// An involvement.
        Involvement = "involvement",
    }
}

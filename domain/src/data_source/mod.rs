//! Registered sources of data, the rows they send, and whole records as they are loaded (FEED).

mod column_map;
mod directory;
mod entry_map;
mod entry_row;
mod fields;
mod lifetime;
mod load;
mod row;
mod source;
mod supply;
mod whole_record;

pub use column_map::{
    AddressColumns, CarerColumns, CeasedColumns, ColumnMap, DateColumn, DateRule, IdentifierColumn,
    MapProblem, NameColumns, Text, TextRule,
};
pub use directory::{
    Directory, LoadedAccount, LoadedWeek, LocalAuthority, Organisation, OrganisationKind,
    PostcodeSector, Practitioner, Service, ServiceType, Source, Team,
};
pub use entry_map::{AssessmentMap, BasisColumns, InvolvementMap, PractitionerColumns};
pub use entry_row::{
    AssessmentRow, EntryRow, InvolvementRow, SaidAssessment, SaidBasis, SaidInvolvement,
    SaidPractitioner, SaidService,
};
pub use lifetime::{NEVER, leaves_live_on};
pub use load::LoadPopulation;
pub use row::{Row, RowCode, RowRefused, read_row};
pub use source::{FindSource, RegisterSource};
pub use supply::{
    CloseFile, FileCounts, RowMap, SourceBearing, SuppliedRow, SupplyOutcome, SupplyRows,
};
pub use whole_record::{
    CafHeld, Dispute, DisputedItem, Held, LeadHeld, SensitiveHeld, WholeRecord,
};

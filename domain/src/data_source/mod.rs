//! Registered sources of data, the rows they send, and whole records as they are loaded (FEED).

mod acts;
mod agreement;
mod column_map;
mod directory;
mod entry_map;
mod entry_row;
mod fields;
mod health;
mod lifetime;
mod load;
mod removal;
mod row;
mod source;
mod state;
mod supply;
mod view;
mod whole_record;

pub use acts::{
    DecideAccreditation, DecideHeld, ListSources, PrepareSource, SignAgreement, SourceHeld,
    TakeStep, ViewSource, amends, decides_held, renews, steps_open,
};
pub(crate) use acts::{keeps as keeps_source, oversees as oversees_source};
pub use agreement::{
    AgreedItem, Agreement, AgreementTyped, Confirmed, Decision, Footing, LONGEST_CADENCE_DAYS,
    Term, WhyRejected, kinds, running_out_by, stands_behind,
};
pub use column_map::{
    AddressColumns, CarerColumns, CeasedColumns, ColumnMap, DateColumn, DateRule, IdentifierColumn,
    MapProblem, NameColumns, Text, TextRule, seems_to_hold_notes,
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
pub use health::{WeekSupplied, due_on, is_silent, overdue_from};
pub use lifetime::{NEVER, leaves_live_on};
pub use load::LoadPopulation;
pub use removal::{
    Effect, FEWEST_REMOVING, HoldSupply, Removal, RemovalCounts, SaidItems, WeighRows, Weighed,
};
pub use row::{Row, RowCode, RowRefused, read_row};
pub use source::{Body, FindSource, RegisterSource, source_name};
pub use state::{NotAccepting, SourceState, Step, StoppedBy, accepts, is_over};
pub(crate) use supply::own as own_source;
pub use supply::{
    CloseFile, FileCounts, Queued, RowMap, SourceBearing, SuppliedRow, SupplyOutcome, SupplyRows,
};
pub use view::{FoundSource, HeldSupply, SourceListed, SourceShown, Sources};
pub use whole_record::{CafHeld, Dispute, Held, LeadHeld, SensitiveHeld, WholeRecord};

//! A child's record: what it may hold, who may see what of it, and in which form.

mod facts;
mod moved;
mod other_home;
mod verified;
mod view;

pub use facts::{
    Address, Carer, CarerRelation, DateOfBirth, Gender, Identifier, IdentifierScheme, NameUse,
    NotAPostcode, NotATelephone, PersonName, Postcode, Telephone, UniversalKind, UniversalService,
    Whereabouts, is_outward, is_part_of_name,
};
pub use moved::{Moved, ReportMove};
pub use other_home::{Nights, NotNights, OtherHome};
pub use verified::{Assurance, Document, Verified};
pub use view::{
    CafShown, CarerShown, ChildRecordView, Contact, DisputeShown, IdentifierShown,
    InvolvementShown, LeadProfessionalShown, OpenChildRecord, OpenRecord, RecordBearing,
    ShieldedRecord, UniversalShown, ViewChildRecord,
};
pub(crate) use view::{answers_for, may_view};

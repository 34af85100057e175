//! Requests for what is held about oneself (SAR): received, checked, decided by the data protection
//! officer, answered with the standard report or a reasoned refusal.

mod acts;
mod check;
mod due;
mod report;
mod request;
mod stage;
mod view;

pub use acts::{
    AddRecord, DecideRequest, DisclosureBearing, ExtendRequest, ListSubjectAccess, LogRequest,
    OpenRequested, PrepareRequest, ProduceReport, RecordCheck, RecordDelivery, SetAllowance,
    SignOff, ViewReport, ViewSubjectAccess,
};
pub use check::{Check, Finding, Findings, Next, Statement, next};
pub use due::{Allowance, Clock, Extension};
pub use report::{
    Disclosed, Fact, FactShown, OwnWork, Report, Section, SectionShown, Tells, of_archived,
    of_disputes, of_history, of_identifiers, of_items, of_open, of_own_work, of_parent,
    of_sensitive, of_working, shown,
};
pub use request::{Applicant, Asked, ForwardedBy, Subject, Typed, Writing, done_on};
pub use stage::{Decision, Means, Progress, SignedBy, Stage};
pub use view::{CheckShown, Held, Logged, RequestListed, RequestShown, Requests};

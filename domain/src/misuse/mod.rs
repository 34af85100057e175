//! Looking into how accounts are used (MIS): what the trail shows or somebody reports, an explanation that is
//! asked for, a case, and what came of it (section 4.11). Not all that looks like misuse is meant: words are
//! neutral throughout (MIS-07).

mod acts;
mod code;
mod message;
mod office;
mod pattern;
mod report;
mod stage;
mod stop;
mod threshold;
mod view;

pub use acts::{
    AskForExplanation, CloseInvestigation, DecideCase, ExplainUse, ListInvestigations,
    ListMyQuestions, NameSubject, OpenCase, PrepareReport, RecordExplanation, ReportUse,
    ViewInvestigation, ViewMyQuestion,
};
pub use code::{Asked, Concern, Explanation, Origin, Outcome, Outcomes};
pub use message::{StaffFact, StaffMessage};
pub use office::{InvestigationBearing, Office};
pub use pattern::{Day, Pattern, Peers, Sign, signs};
pub use report::{Explained, Named, Report, StaffManager, Typed};
pub use stage::{ANSWERED_WITHIN, Progress, Stage, Step};
pub use stop::{EndStop, Group, GroupStop, ListStops, StopGroup};
pub use threshold::Thresholds;
pub use view::{
    Activity, InvestigationListed, InvestigationShown, Investigations, LISTED, MyQuestion,
    SignShown, SubjectShown,
};

//! Brokering: asking to be contacted by a sensitive service that nobody names (BRK), and asking a
//! question about a shielded record (D-02). Whoever brokers passes a request on and has nothing to
//! approve; the service decides for itself.

mod acts;
mod leg;
mod request;
mod view;

pub use acts::{
    AnswerEnquiry, AnswerRequest, AskAboutShielded, AskingBearing, LegBearing, ListMyRequests,
    ListRequests, PassOn, RecordOutside, RequestBearing, RequestBrokering, SendOn, ViewLeg,
    ViewRequest, WithdrawRequest,
};
pub use leg::{Answer, LegState, Outside};
pub use request::{Ending, EnquiryAnswer, Progress, RequestKind, RequestState, WrongState};
pub use view::{
    Asker, ChildAskedAbout, Handling, LegToAnswer, LegToHandle, MyRequest, QueuedRequest,
    RequestToHandle,
};

/// Working days within which a request is sent or passed on (T-10).
pub const FORWARDED_WITHIN: u32 = 1;

/// Working days within which a service, or an enquiry, is answered (BRK-04, T-10).
pub const ANSWERED_WITHIN: u32 = 5;

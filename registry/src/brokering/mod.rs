//! Brokering: a request comes in, is sent on to whoever is responsible for the record, is passed on
//! to the services, and is answered by each (BRK). Questions about shielded records go the same way
//! (D-02).

mod answer;
mod ask;
mod handle;
mod list;
mod sql;
mod steps;
pub(crate) mod work;

pub use answer::{answer, record_outside, view_leg};
pub use ask::{OwnContact, enquire, request, withdraw};
pub use handle::{answer_enquiry, pass_on, send_on, view};
pub use list::{list_mine, queue};
pub(crate) use steps::{nobody_unanswered, working_day};

use domain::act::Act;
use domain::brokering::{
    AnswerEnquiry, LegBearing, PassOn, RequestBearing, SendOn, ViewRequest, WithdrawRequest,
};
use domain::brokering::{AnswerRequest, RecordOutside, ViewLeg};
use domain::id::{ChildNumber, LegId, RequestId};
use domain::refusal::{Refusal, Rejection};

use crate::door::{Access, KnownAct, Stopped, sealed};

/// Ends whatever is asked about a record that leaves the live directory, in the words that are used
/// when nobody is left to answer (SENS-06).
pub(crate) async fn end_about<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let today = access.today();
    Ok(sql::end_about(access.connection(), child, today).await?)
}

/// What bears on a request about a live record, locked until the act is done.
async fn bearing<A: Act>(
    access: &mut Access<A>,
    request: RequestId,
) -> Result<Option<RequestBearing>, Stopped> {
    let today = access.today();
    Ok(sql::bearing(access.connection(), request, today).await?)
}

/// The same, for an operation whose act was permitted on it.
async fn existing<A: Act>(
    access: &mut Access<A>,
    request: RequestId,
) -> Result<RequestBearing, Stopped> {
    let bearing = bearing(access, request).await?;
    bearing.ok_or(Stopped::Refused(Refusal::NoSuchRecord))
}

/// What bears on a request at one service whose entry still counts; both are locked.
async fn leg_bearing<A: Act>(
    access: &mut Access<A>,
    leg: LegId,
) -> Result<Option<LegBearing>, Stopped> {
    let today = access.today();
    let Some(asked) = sql::leg_asked(access.connection(), leg, today).await? else {
        return Ok(None);
    };
    let request = bearing(access, asked.request).await?;
    Ok(request.map(|request| LegBearing {
        request,
        owner: asked.owner,
    }))
}

/// Declares acts on which a request bears.
macro_rules! on_a_request {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
                let request = access.act().request;
                bearing(access, request).await
            }
        }
    )+};
}

/// Declares acts on which a request at one service bears.
macro_rules! on_a_leg {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
                let leg = access.act().leg;
                leg_bearing(access, leg).await
            }
        }
    )+};
}

on_a_request!(WithdrawRequest, ViewRequest, SendOn, PassOn, AnswerEnquiry);
on_a_leg!(ViewLeg, AnswerRequest, RecordOutside);

/// What is said where something was done in the meantime that leaves no room for this.
fn moved_on() -> Stopped {
    Rejection::of(
        "request",
        "This request has moved on since you opened the page. See below where it stands now",
    )
    .into()
}

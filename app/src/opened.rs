//! Pages about a child whose record this session has open: the reason is the opening's (SRCH-01).

use domain::child_record::{ChildRecordView, ViewChildRecord};
use domain::id::OpeningId;
use domain::refusal::Refusal;
use registry::child_record::Opening;
use registry::{SignedIn, Stopped};

use crate::shown::Shown;

/// There is nothing there.
pub(crate) fn nothing() -> Shown {
    Shown::from(Stopped::Refused(Refusal::NoSuchRecord))
}

/// What this session opened under the name that stands in the page's address.
pub(crate) async fn opened(user: &SignedIn, opening: &str) -> Result<Opening, Shown> {
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    user.opening(opening).await?.ok_or_else(nothing)
}

/// The child's name, for a form about the child: all of the record that the form shows. Looking at
/// the form is looking at the record, and leaves its line in the trail.
pub(crate) async fn name_of_child(user: &SignedIn, opening: &str) -> Result<String, Shown> {
    let Opening { child, reason } = opened(user, opening).await?;
    let act = ViewChildRecord { child, reason };
    Ok(
        match user.access(act, registry::child_record::view).await? {
            ChildRecordView::Open(record) => record.name.to_string(),
            ChildRecordView::Shielded(record) => record.name.to_string(),
        },
    )
}

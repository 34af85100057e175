//! Searches that could not be made as they were asked.

use domain::search::BlockedSearch;

use crate::door::{Access, Stopped, admit};

admit!(BlockedSearch);

/// Rejects the search; the door's audit entry is all that it leaves.
pub async fn block(access: &mut Access<BlockedSearch>) -> Result<(), Stopped> {
    Err(Stopped::Rejected(access.act().rejection.clone()))
}

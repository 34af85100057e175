//! Opening a record for a reason. The page's address holds the opening's name, never the child's
//! number, and only the session that opened it can use it.

use domain::child_record::{OpenChildRecord, RecordBearing};
use domain::id::{ChildNumber, OpeningId};
use domain::reason::{Reason, ReasonCode};
use domain::refusal::Refusal;

use super::{bearing, sql};
use crate::door::{Access, KnownAct, SignedIn, Stopped, sealed};

impl sealed::Sealed for OpenChildRecord {}

impl KnownAct for OpenChildRecord {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        bearing(access, child).await
    }
}

/// Opens a record; gives the name under which this session may view it.
pub async fn open(access: &mut Access<OpenChildRecord>) -> Result<OpeningId, Stopped> {
    let (child, reason) = (access.act().child, access.act().reason.clone());
    record_opening(access, child, &reason).await
}

/// Keeps an opening for the session that acts.
pub(crate) async fn record_opening<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    reason: &Reason,
) -> Result<OpeningId, Stopped> {
    let session = access.standing().session().ok_or(Refusal::SignedOut)?;
    let opening = OpeningId::random(access.chance());
    let now = access.now();
    sql::keep_opening(access.connection(), opening, session, child, reason, now).await?;
    Ok(opening)
}

/// Opens a record for the session of whoever manages it.
pub(crate) async fn open_to_manage<A: domain::act::Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<OpeningId, Stopped> {
    let reason = Reason::given(ReasonCode::ManagementFunction.code(), "")?;
    record_opening(access, child, &reason).await
}

/// A record that a session opened, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opening {
    /// Whose record.
    pub child: ChildNumber,
    /// The reason given.
    pub reason: Reason,
}

impl SignedIn {
    /// What this session opened under a name; none where it opened nothing by that name.
    pub async fn opening(&self, opening: OpeningId) -> Result<Option<Opening>, Stopped> {
        let session = self.standing().session().ok_or(Refusal::SignedOut)?;
        let pool = self.caller().registry().pool();
        let Some(row) = sql::opening(pool, opening, session).await? else {
            return Ok(None);
        };
        let code = ReasonCode::from_code(&row.reason_code).ok_or(Refusal::Reason)?;
        let reason = Reason::given(code.code(), row.reason_words.as_deref().unwrap_or_default())?;
        let child = ChildNumber::from_stored(row.child).map_err(|_| Refusal::NoSuchRecord)?;
        Ok(Some(Opening { child, reason }))
    }
}

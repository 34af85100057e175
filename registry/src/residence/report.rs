//! Telling that a child has left England (LVE-01).

use domain::child_record::RecordBearing;
use domain::refusal::Refusal;
use domain::residence::ReportLeft;
use domain::task::TaskKind;

use super::{ask, sql};
use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, sealed};

impl sealed::Sealed for ReportLeft {}

impl KnownAct for ReportLeft {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::locked(access, child).await
    }
}

/// Keeps what is told, in place of what the same user told before, and asks the management team to make
/// sure. The record stays as it is.
pub async fn report_left(access: &mut Access<ReportLeft>) -> Result<(), Stopped> {
    let (child, today) = (access.act().child, access.today());
    let (departure, verified) = (access.act().departure, access.act().verified);
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let organisation = access.hat()?.organisation;
    let born = sql::date_of_birth(access.connection(), child).await?;
    departure.check(born, today)?;
    let record = child_record::locked(access, child).await?;
    let record = record.ok_or(Refusal::NoSuchRecord)?;
    let report = sql::NewReport {
        id: access.chance().uuid(),
        child,
        account,
        organisation,
        departure,
        verified,
        reported_on: today,
    };
    sql::report(access.connection(), report).await?;
    ask(access, child, &record, TaskKind::LeavingReported, None).await
}

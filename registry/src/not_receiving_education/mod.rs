//! Which children of an area are of school age and have no educational setting recorded: listed for whoever
//! finds out about them, and asked about each month where an authority wants that ([`work`]).

mod sql;
pub(crate) mod work;

use domain::act::Act;
use domain::id::{LocalAuthorityCode, OpeningId};
use domain::listed::{Listed, Page};
use domain::not_receiving_education::{
    ListNotReceivingEducation, ListShieldedNotReceivingEducation, ListedBearing, OpenListed,
    ScheduleNotReceivingEducation, ViewSchedule, WithoutSetting, births_of_school_age,
    reason_to_open,
};
use domain::reason::Reason;
use domain::refusal::Refusal;
use serde_json::json;

use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};

admit!(
    ViewSchedule,
    ScheduleNotReceivingEducation,
    ListNotReceivingEducation,
    ListShieldedNotReceivingEducation
);

/// The authority for which somebody acts.
fn own<A: Act>(access: &Access<A>) -> Result<LocalAuthorityCode, Stopped> {
    let own = access.hat()?.local_authority.clone();
    Ok(own.ok_or(Refusal::Role)?)
}

/// Whether the authority's officers are reminded each month (CNE-07).
pub async fn schedule(access: &mut Access<ViewSchedule>) -> Result<bool, Stopped> {
    let own = own(access)?;
    Ok(sql::is_monthly(access.connection(), &own).await?)
}

/// Has them reminded from the next month on, or not any more.
pub async fn set_schedule(
    access: &mut Access<ScheduleNotReceivingEducation>,
) -> Result<(), Stopped> {
    let (own, month) = (own(access)?, work::month_of(access.today()));
    if access.act().monthly {
        sql::remind(access.connection(), &own, month).await?;
    } else {
        sql::remind_no_more(access.connection(), &own).await?;
    }
    Ok(())
}

/// The children of the authority who are not shielded (CNE-01, CNE-05).
pub async fn list(
    access: &mut Access<ListNotReceivingEducation>,
) -> Result<Listed<WithoutSetting>, Stopped> {
    let page = access.act().page;
    listed(access, page, false).await
}

/// Those who are (CNE-05, D-32).
pub async fn list_shielded(
    access: &mut Access<ListShieldedNotReceivingEducation>,
) -> Result<Listed<WithoutSetting>, Stopped> {
    let page = access.act().page;
    listed(access, page, true).await
}

async fn listed<A: Act>(
    access: &mut Access<A>,
    page: Page,
    shielded: bool,
) -> Result<Listed<WithoutSetting>, Stopped> {
    let (own, today) = (own(access)?, access.today());
    let sees_shields = access.hat()?.sees_shields_of(&own);
    let of = sql::Of {
        authority: &own,
        shielded,
        births: births_of_school_age(today),
        today,
    };
    let rows = sql::list(access.connection(), &of, page).await?;
    let listed = Listed::read(page, rows, sees_shields);
    let children = listed.rows.iter().map(|row| row.child.to_string());
    let children: Vec<String> = children.collect();
    access.note_restricted(json!({ "children": children }));
    Ok(listed)
}

impl sealed::Sealed for OpenListed {}

impl KnownAct for OpenListed {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<ListedBearing>, Stopped> {
        let (child, today) = (access.act().child, access.today());
        Ok(sql::bearing(access.connection(), child, today).await?)
    }
}

/// Opens a record from the list, with the reason that the role gives for it (CNE-04, SRCH-01).
pub async fn open(access: &mut Access<OpenListed>) -> Result<OpeningId, Stopped> {
    let child = access.act().child;
    let reason = Reason::given(reason_to_open(access.hat()?).code(), "")?;
    child_record::record_opening(access, child, &reason).await
}

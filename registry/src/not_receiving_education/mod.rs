//! Which children of an area are of school age and have no educational setting recorded: listed for whoever
//! finds out about them, and asked about each month where an authority wants that ([`work`]).

mod sql;
pub(crate) mod work;

use domain::act::Act;
use domain::child_record::RecordBearing;
use domain::id::{ChildNumber, LocalAuthorityCode, OpeningId};
use domain::listed::{Listed, Page};
use domain::not_receiving_education::{
    ListNotReceivingEducation, ListShieldedNotReceivingEducation, ListedBearing, OpenListed,
    RunBearing, RunNotReceivingEducation, ScheduleNotReceivingEducation, ViewSchedule,
    WithoutSetting, births_of_school_age, reason_to_open,
};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::{Recipient, TaskKind};
use serde_json::json;
use uuid::Uuid;

use crate::child_record;
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::task::{self, NewTask};

admit!(
    ViewSchedule,
    ScheduleNotReceivingEducation,
    RunNotReceivingEducation
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

/// Keeps why the session looks at the list; gives the name under which it does.
pub async fn run(access: &mut Access<RunNotReceivingEducation>) -> Result<Uuid, Stopped> {
    let session = access.standing().session().ok_or(Refusal::SignedOut)?;
    let (id, reason) = (access.chance().uuid(), access.act().reason);
    sql::keep_run(access.connection(), id, session, reason).await?;
    Ok(id)
}

/// Why the session that acts looks at the list; none where it has not said so.
async fn run_bearing<A: Act>(
    access: &mut Access<A>,
    run: Uuid,
) -> Result<Option<RunBearing>, Stopped> {
    let Some(session) = access.standing().session() else {
        return Ok(None);
    };
    let reason = sql::reason_of(access.connection(), run, session).await?;
    if let Some(reason) = reason {
        access.note(json!({ "reason": reason.code() }));
    }
    Ok(reason.map(|reason| RunBearing { reason }))
}

impl sealed::Sealed for ListNotReceivingEducation {}

impl KnownAct for ListNotReceivingEducation {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RunBearing>, Stopped> {
        let run = access.act().run;
        run_bearing(access, run).await
    }
}

/// The children of the authority who are not shielded (CNE-01, CNE-05).
pub async fn list(
    access: &mut Access<ListNotReceivingEducation>,
) -> Result<Listed<WithoutSetting>, Stopped> {
    let page = access.act().page;
    listed(access, page, false).await
}

impl sealed::Sealed for ListShieldedNotReceivingEducation {}

impl KnownAct for ListShieldedNotReceivingEducation {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RunBearing>, Stopped> {
        let run = access.act().run;
        run_bearing(access, run).await
    }
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
        let (child, run, today) = (access.act().child, access.act().run, access.today());
        let Some(RunBearing { reason }) = run_bearing(access, run).await? else {
            return Ok(None);
        };
        Ok(sql::bearing(access.connection(), child, reason, today).await?)
    }
}

/// Opens a record from the list, with the reason that the role gives for it (CNE-04, SRCH-01).
pub async fn open(access: &mut Access<OpenListed>) -> Result<OpeningId, Stopped> {
    let child = access.act().child;
    let reason = Reason::given(reason_to_open(access.hat()?).code(), "")?;
    child_record::record_opening(access, child, &reason).await
}

/// Tells the officers of the authority that answers for a record that somebody has told of a setting, where
/// none was recorded (CNE-06): unless it was an officer. Of a shielded record its manager alone changes
/// anything, and nobody is told.
pub(crate) async fn tell_of_setting<A: Act>(
    access: &mut Access<A>,
    record: &RecordBearing,
    child: ChildNumber,
) -> Result<(), Stopped> {
    let officer = access.standing().role() == Some(Role::ChildrenNotReceivingEducation);
    if record.shielded || officer {
        return Ok(());
    }
    let notice = NewTask {
        kind: TaskKind::EducationTold,
        to: officers_of(record.local_authority.clone()),
        child: Some(child),
        object: None,
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}

/// An authority's officers for children not receiving education.
fn officers_of(authority: LocalAuthorityCode) -> Recipient {
    Recipient::Holders {
        role: Role::ChildrenNotReceivingEducation,
        local_authority: Some(authority),
        team: None,
    }
}

//! Setting a detail right (UPD-01): at once, or where a rule cannot settle it after a decision (UPD-02).

use domain::act::Act;
use domain::audit::Event;
use domain::best_view::{
    Correction, Disputed, Item, Statement, Supplied, Value, Version, corrected, must_wait,
    rests_on, set_aside,
};
use domain::child_record::{Assurance, Carer, RecordBearing, UniversalKind};
use domain::clock::Moment;
use domain::id::{AccountId, ChildNumber};
use domain::not_receiving_education::without_setting_from;
use domain::refusal::{Refusal, Rejection};
use domain::updating::{ChangeDetail, Changed, Edit, check};
use serde_json::json;

use super::follow::tell;
use super::proposal::{Proposed, conflict_about, keep};
use super::sql;
use crate::child_record;
use crate::data_source::by_hand::{self, Hand};
use crate::data_source::said;
use crate::door::{Access, KnownAct, Stopped, sealed};
use crate::{local_authority, not_receiving_education};

impl sealed::Sealed for ChangeDetail {}

impl KnownAct for ChangeDetail {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<RecordBearing>, Stopped> {
        let child = access.act().child;
        child_record::locked(access, child).await
    }
}

/// What somebody sends in of a detail.
pub(crate) struct Submission {
    /// Whose.
    pub child: ChildNumber,
    /// What is right.
    pub edit: Edit,
    /// How it was made sure of.
    pub assurance: Assurance,
    /// What the form was made from, where it was made from what stood.
    pub seen: Option<Version>,
    /// Whether whoever sends it in learns that it waits, and so is told when it has been decided.
    pub told: bool,
}

/// Sets a detail right.
pub async fn change(access: &mut Access<ChangeDetail>) -> Result<Changed, Stopped> {
    let act = access.act();
    let submission = Submission {
        child: act.child,
        edit: act.edit.clone(),
        assurance: act.assurance,
        seen: Some(act.seen.clone()),
        told: true,
    };
    submit(access, submission).await
}

/// The same for any act by which somebody tells what is right. What stands already is only made sure of;
/// a form made from what no longer stands changes nothing.
pub(crate) async fn submit<A: Act>(
    access: &mut Access<A>,
    submission: Submission,
) -> Result<Changed, Stopped> {
    let Submission {
        child,
        edit,
        assurance,
        seen,
        told,
    } = submission;
    let by = access.standing().account().ok_or(Refusal::Role)?;
    let record = child_record::locked(access, child).await?;
    let view = child_record::standing(access, child).await?;
    let stands = Value::standing(edit.item(), &view);
    let value = named(access, edit).await?.applied(stands.as_ref());
    let value = value.ok_or_else(stale)?;
    let current = seen.is_none_or(|seen| seen == Version::of(&stands));
    let statements: Vec<Supplied> = said::statements(access, child)
        .await?
        .into_values()
        .collect();
    let same = value.stands_as(stands.as_ref());
    if same && (!current || stands.is_none() || corrected(value.item(), &statements).is_some()) {
        access.note(json!({ "changed": false }));
        return Ok(Changed::Done);
    }
    if !current {
        return Err(stale());
    }
    check(&value, stands.as_ref(), access.today())?;
    check_place(access, &value).await?;
    access.note_restricted(json!({ "before": stands, "after": value }));
    match must_wait(&value, by, access.now(), &statements) {
        Some(why) => {
            let said = Proposed {
                value,
                assurance,
                at: access.now(),
                told,
            };
            wait(access, child, by, said, why).await
        }
        None => {
            let correction = Correction {
                item: value.item(),
                assurance: Some(assurance),
                by,
                decided: false,
                held: false,
                rests_on: rests_on(&value, access.now(), &statements),
                against: set_aside(&value, &statements),
                heard: Vec::new(),
            };
            let now = access.now();
            let setting = value.item() == Item::Service(UniversalKind::EducationalSetting);
            state(access, child, value, correction, now).await?;
            if let Some(record) =
                record.filter(|_| setting && without_setting_from(&view).is_some())
            {
                not_receiving_education::tell_of_setting(access, &record, child).await?;
            }
            Ok(Changed::Done)
        }
    }
}

/// The same with the name of an authority and an organisation that there is (D-44).
async fn named<A: Act>(access: &mut Access<A>, edit: Edit) -> Result<Edit, Stopped> {
    match edit {
        Edit::Authority(part, code, telephone, address) => {
            let name = local_authority::name(access.connection(), &code).await?;
            let name =
                name.ok_or_else(|| Rejection::of("authority", "Select the local authority"))?;
            let carer = Carer::authority(&name, telephone, address);
            Ok(Edit::Carer(part, Some(carer)))
        }
        Edit::Service(part, service) => {
            let (organisation, kinds) = (service.organisation, kinds_of(service.kind));
            if !sql::is_of_kind(access.connection(), organisation, &kinds).await? {
                return Err(Rejection::of("organisation", "Select one of the list").into());
            }
            Ok(Edit::Service(part, service))
        }
        edit => Ok(edit),
    }
}

/// The kinds of organisation that provide a universal service.
pub(super) fn kinds_of(service: UniversalKind) -> Vec<String> {
    let kinds: &[&str] = match service {
        UniversalKind::EducationalSetting => &["school", "education-elsewhere"],
        UniversalKind::GpPractice => &["gp-practice"],
        UniversalKind::Midwife | UniversalKind::HealthVisitor | UniversalKind::SchoolNurse => {
            &["health"]
        }
    };
    kinds.iter().map(|kind| (*kind).to_owned()).collect()
}

/// Something else stands than when the form was made.
fn stale() -> Stopped {
    Rejection::of(
        "stands",
        "This has changed since you opened the page. Look at what the record shows now. If yours is still right, send it again",
    )
    .into()
}

/// Whether a place lies in England.
async fn check_place<A: Act>(access: &mut Access<A>, value: &Value) -> Result<(), Stopped> {
    let Value::Whereabouts(place) = value else {
        return Ok(());
    };
    let Some(address) = place.address() else {
        return Ok(());
    };
    if child_record::is_in_england(access, address).await? {
        return Ok(());
    }
    Err(Rejection::of(
        "postcode",
        "This postcode is not in England. Check it. If the family has left England, tell us so from the child’s record",
    )
    .into())
}

/// States by hand what is right, and since when: the record is put together anew, and what it replaces is
/// kept.
pub(super) async fn state<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    value: Value,
    correction: Correction,
    at: Moment,
) -> Result<(), Stopped> {
    let item = correction.item;
    let statement = Statement {
        correction: Some(correction),
        ..value.stated()
    };
    by_hand::say_as_of(access, child, Hand::User, item, Some(statement), at).await?;
    Ok(())
}

/// Keeps what somebody sent in until it is decided; what stands stands.
async fn wait<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
    by: AccountId,
    said: Proposed,
    why: Disputed,
) -> Result<Changed, Stopped> {
    let item: Item = said.value.item();
    let conflict = conflict_about(access, child, item).await?;
    access.note(json!({ "waits": true }));
    if keep(access, conflict, by, said).await? {
        let detail = json!({ "item": item.code(), "why": why });
        access.consequence(Event::on_child("item.queued", child).detail(detail));
    }
    tell(access, child, conflict).await?;
    Ok(Changed::Waits)
}

//! A pack, looked at; and what members say about it.

use domain::act::Act;
use domain::clock::age_on;
use domain::id::ChildNumber;
use domain::panel::{CoResidents, GiveOpinion, PackNotice, PackShown, SayAttended, ViewPack};
use domain::refusal::Refusal;
use domain::shielding::{NoticeShown, Recommended};
use domain::standing::Role;
use serde_json::json;

use super::{account, pack, sql};
use crate::child_record::{sealed_best_view, store};
use crate::door::{Access, Stopped};
use crate::shielding;

/// What a pack tells of a notice: not whose it is by name.
fn told(notice: NoticeShown) -> PackNotice {
    PackNotice {
        origin: notice.origin,
        ground: notice.ground,
        raised_on: notice.raised_on,
        discussed_with_family: notice.discussed_with_family,
        discussed_with_manager: notice.discussed_with_manager,
        withdrawn_on: notice.withdrawn_on,
    }
}

/// A pack, made now from the sealed record. Of where the child lives it tells how many others do.
pub async fn view_pack(access: &mut Access<ViewPack>) -> Result<PackShown, Stopped> {
    let (id, today) = (access.act().pack, access.today());
    let known = pack(access, id).await?.ok_or(Refusal::NoSuchRecord)?;
    let child = known.child;
    access.note(json!({ "child": child.to_string() }));
    let row = sql::facts(access.connection(), id, child).await?;
    let notices = shielding::notices(access.connection(), child).await?;
    let member = access.hat()?.role == Role::PanelMember;
    let own = account(access)?;
    let said = sql::opinions(access.connection(), id, Some(own)).await?;
    Ok(PackShown {
        id,
        meeting: row.meeting,
        on: known.meeting.meets_on,
        begun: known.meeting.meets_on <= today,
        child: row.child,
        age: age_on(row.date_of_birth, today),
        notices: notices.into_iter().map(told).collect(),
        reviews: shielding::reviews(access.connection(), child).await?,
        recommended: recommended(access, child).await?,
        co_residents: co_residents(access, child).await?,
        opinion: said.into_iter().next().map(|said| said.opinion),
        gives_opinion: member,
    })
}

/// How many others live where the child lives. Shielded ones have no postcode in the clear: those of
/// the authority are unsealed one after the other, and forgotten.
async fn co_residents(
    access: &mut Access<ViewPack>,
    child: ChildNumber,
) -> Result<CoResidents, Stopped> {
    let view = sealed_best_view(access, child).await?;
    let whereabouts = view.as_ref().and_then(|view| view.whereabouts.as_ref());
    let Some(address) = whereabouts.and_then(|place| place.value.address()) else {
        return Ok(CoResidents::default());
    };
    let open = shielding::nearby(access, child).await?.len();
    let today = access.today();
    let mut shielded = 0;
    for (other, sealed) in sql::sealed_beside(access.connection(), child, today).await? {
        let view = store::open_view(access.keys(), other, &sealed)?;
        let lives = view.whereabouts.as_ref();
        let lives = lives.and_then(|place| place.value.address());
        shielded += usize::from(lives.is_some_and(|lives| lives.same_home(address)));
    }
    Ok(CoResidents { shielded, open })
}

/// What meetings of the responsible authority's panel recommended about a child's shield that stands.
pub(crate) async fn recommended<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<Vec<Recommended>, Stopped> {
    Ok(sql::recommended(access.connection(), child).await?)
}

/// Keeps a member's opinion; said again it takes the place of what was said before.
pub async fn give_opinion(access: &mut Access<GiveOpinion>) -> Result<(), Stopped> {
    let (id, opinion, own) = (access.act().pack, access.act().opinion, account(access)?);
    let known = pack(access, id).await?.ok_or(Refusal::NoSuchRecord)?;
    access.note(json!({ "child": known.child.to_string() }));
    sql::give(access.connection(), id, own, &opinion).await?;
    Ok(())
}

/// Keeps that a member says to be there.
pub async fn say_attended(access: &mut Access<SayAttended>) -> Result<(), Stopped> {
    let (id, own) = (access.act().meeting, account(access)?);
    sql::said(access.connection(), id, own).await?;
    Ok(())
}

//! Server functions of the panel.

use domain::panel::{MeetingShown, Meetings, PackShown};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{date, filled, form_result, redirect, typed},
    crate::opened::nothing,
    domain::id::{AccountId, MeetingId, PackId, ShieldId},
    domain::panel::{
        CallOffMeeting, CloseMeeting, ConveneMeeting, GiveOpinion, ListMeetings, SayAttended,
        TableShield, ViewMeeting, ViewPack,
    },
    domain::refusal::Rejection,
    domain::shielding::{Outcome, Review},
    registry::{Stopped, panel},
};

/// The names of forms.
#[cfg(feature = "ssr")]
const CONVENE: &str = "convene-panel";
#[cfg(feature = "ssr")]
const CLOSE: &str = "close-panel";
#[cfg(feature = "ssr")]
const OPINION: &str = "panel-opinion";

/// Meetings, and the form with which one is called.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct MeetingsPage {
    /// The meetings.
    pub meetings: Meetings,
    /// What stands in the form.
    pub filled: Filled,
}

/// Meetings, by hat.
#[server(endpoint = "panel/list")]
pub(crate) async fn load_meetings(
    #[server(default)] returned: Option<String>,
) -> Result<MeetingsPage, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let meetings = user.access(ListMeetings, panel::list).await?;
    // Whoever calls a meeting mostly invites everyone.
    let all = meetings.members.iter().flatten();
    let all: Vec<_> = all.map(|member| member.account.to_string()).collect();
    let fresh = Filled::with([("members", all.join(" "))]);
    Ok(MeetingsPage {
        meetings,
        filled: filled(&user, CONVENE, returned.as_deref(), fresh).await?,
    })
}

/// The accounts that a form names.
#[cfg(feature = "ssr")]
fn accounts(ids: &[String]) -> Vec<AccountId> {
    ids.iter().filter_map(|id| id.parse().ok()).collect()
}

/// Calls a meeting.
#[server(endpoint = "panel/convene")]
pub(crate) async fn convene(
    #[server(default)] on_day: String,
    #[server(default)] on_month: String,
    #[server(default)] on_year: String,
    #[server(default)] members: Vec<String>,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let message = "Enter the day of the meeting, like 27 3 2027";
    let result = match date("on", &on_day, &on_month, &on_year, message) {
        Ok(on) => {
            let members = accounts(&members);
            let act = ConveneMeeting { on, members };
            user.access(act, panel::convene).await
        }
        // Whoever may call none is told so before what to mend.
        Err(problem) => match user.access(ListMeetings, panel::list).await {
            Ok(meetings) if meetings.members.is_some() => Err(Rejection(vec![problem]).into()),
            Ok(_) => return Err(nothing()),
            Err(stopped) => Err(stopped),
        },
    };
    let fields = typed(&[
        ("on_day", &on_day),
        ("on_month", &on_month),
        ("on_year", &on_year),
        ("members", &members.join(" ")),
    ]);
    if let Some(meeting) = form_result(&user, CONVENE, "/panel", fields, result).await? {
        redirect(&format!("/panel/{meeting}?done=called"));
    }
    Ok(())
}

/// A meeting, and the form with which it is closed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OpenedMeeting {
    /// The meeting.
    pub meeting: MeetingShown,
    /// What stands in the form.
    pub filled: Filled,
}

/// The name of a meeting in an address.
#[cfg(feature = "ssr")]
fn named(meeting: &str) -> Result<MeetingId, Shown> {
    meeting.parse().map_err(|_| nothing())
}

/// One meeting.
#[server(endpoint = "panel/meeting")]
pub(crate) async fn load_meeting(
    meeting: String,
    #[server(default)] returned: Option<String>,
) -> Result<OpenedMeeting, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let act = ViewMeeting {
        meeting: named(&meeting)?,
    };
    let meeting = user.access(act, panel::view).await?;
    // What members said stands in the form already, and is confirmed by sending it.
    let said = meeting.members.iter().filter(|one| one.said);
    let said: Vec<_> = said.map(|one| one.member.account.to_string()).collect();
    let fresh = Filled::with([("attended", said.join(" "))]);
    Ok(OpenedMeeting {
        meeting,
        filled: filled(&user, CLOSE, returned.as_deref(), fresh).await?,
    })
}

/// Brings a shield before a meeting, or takes it off.
#[server(endpoint = "panel/table")]
pub(crate) async fn table(
    #[server(default)] meeting: String,
    #[server(default)] shield: String,
    #[server(default)] tabled: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let meeting = named(&meeting)?;
    let shield: ShieldId = shield.parse().map_err(|_| nothing())?;
    let tabled = tabled == "yes";
    let act = TableShield {
        meeting,
        shield,
        tabled,
    };
    user.access(act, panel::table).await?;
    let done = if tabled { "tabled" } else { "taken-off" };
    redirect(&format!("/panel/{meeting}?done={done}&of={shield}"));
    Ok(())
}

/// Says that one is at a meeting.
#[server(endpoint = "panel/attend")]
pub(crate) async fn attend(#[server(default)] meeting: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let meeting = named(&meeting)?;
    user.access(SayAttended { meeting }, panel::say_attended)
        .await?;
    redirect(&format!("/panel/{meeting}?done=attended"));
    Ok(())
}

/// What a meeting recommends, one `pack.outcome` for each shield; those without outcome are left out.
#[cfg(feature = "ssr")]
fn recommended(typed: &[String]) -> Vec<(PackId, Outcome)> {
    let each = typed.iter().filter_map(|one| {
        let (pack, outcome) = one.split_once('.')?;
        Some((pack.parse().ok()?, Outcome::from_code(outcome)?))
    });
    each.collect()
}

/// Closes a meeting.
#[server(endpoint = "panel/close")]
pub(crate) async fn close(
    #[server(default)] meeting: String,
    #[server(default)] attended: Vec<String>,
    #[server(default)] recommended: Vec<String>,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let meeting = named(&meeting)?;
    let act = CloseMeeting {
        meeting,
        attended: accounts(&attended),
        recommended: self::recommended(&recommended),
    };
    let result = user.access(act, panel::close).await;
    let fields = typed(&[
        ("attended", &attended.join(" ")),
        ("recommended", &recommended.join(" ")),
    ]);
    let page = format!("/panel/{meeting}");
    if form_result(&user, CLOSE, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}?done=closed"));
    }
    Ok(())
}

/// Calls a meeting off.
#[server(endpoint = "panel/call-off")]
pub(crate) async fn call_off(#[server(default)] meeting: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let meeting = named(&meeting)?;
    user.access(CallOffMeeting { meeting }, panel::call_off)
        .await?;
    redirect(&format!("/panel?done=called-off&of={meeting}"));
    Ok(())
}

/// A pack, and the form for an opinion.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OpenedPack {
    /// The pack.
    pub pack: PackShown,
    /// What stands in the form.
    pub filled: Filled,
}

/// One pack.
#[server(endpoint = "panel/pack")]
pub(crate) async fn load_pack(
    pack: String,
    #[server(default)] returned: Option<String>,
) -> Result<OpenedPack, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let pack: PackId = pack.parse().map_err(|_| nothing())?;
    let pack = user.access(ViewPack { pack }, panel::view_pack).await?;
    let fresh = match &pack.opinion {
        Some(said) => Filled::with([
            ("outcome", said.outcome.code().to_owned()),
            ("child_view", said.child.code().to_owned()),
            ("family_view", said.family.code().to_owned()),
            ("practitioners_view", said.practitioners.code().to_owned()),
        ]),
        None => Filled::default(),
    };
    Ok(OpenedPack {
        pack,
        filled: filled(&user, OPINION, returned.as_deref(), fresh).await?,
    })
}

/// Gives an opinion on one shield.
#[server(endpoint = "panel/opinion")]
pub(crate) async fn opinion(
    #[server(default)] meeting: String,
    #[server(default)] pack: String,
    #[server(default)] outcome: String,
    #[server(default)] child_view: String,
    #[server(default)] family_view: String,
    #[server(default)] practitioners_view: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let (meeting, id) = (named(&meeting)?, pack.parse().map_err(|_| nothing())?);
    let views = [&*child_view, &family_view, &practitioners_view];
    let result = match Review::given(&outcome, views) {
        Ok(opinion) => {
            let act = GiveOpinion { pack: id, opinion };
            user.access(act, panel::give_opinion).await
        }
        // Whoever may see no such pack is told so before what to mend.
        Err(rejection) => match user.access(ViewPack { pack: id }, panel::view_pack).await {
            Ok(_) => Err(Stopped::from(rejection)),
            Err(stopped) => Err(stopped),
        },
    };
    let fields = typed(&[
        ("outcome", &outcome),
        ("child_view", &child_view),
        ("family_view", &family_view),
        ("practitioners_view", &practitioners_view),
    ]);
    let page = format!("/panel/{meeting}/{id}");
    if form_result(&user, OPINION, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/panel/{meeting}?done=said&of={id}"));
    }
    Ok(())
}

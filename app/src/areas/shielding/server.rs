//! Server functions of shields.

use domain::shielding::{MyNotice, OverdueAuthority, QueuedShield, ShieldShown};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{date, filled, form_result, redirect, typed},
    crate::opened::{name_of_child, nothing, opened},
    domain::id::{ChildNumber, NoticeId, ShieldId},
    domain::refusal::Rejection,
    domain::shielding::{Asked, Ground, Informed, Origin},
    domain::standing::Role,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const ASK: &str = "shield";
#[cfg(feature = "ssr")]
const REVIEW: &str = "review-shield";
#[cfg(feature = "ssr")]
const LIFT: &str = "lift-shield";
#[cfg(feature = "ssr")]
const SETTINGS: &str = "shield-settings";

/// The form for asking.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct AskForm {
    /// The child's name.
    pub child: String,
    /// Whether a local authority's manager asks, who may do so for others.
    pub manager: bool,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form, for a child whose record is open.
#[server(endpoint = "shielding/form")]
pub(crate) async fn load_ask_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<AskForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(AskForm {
        child: name_of_child(&user, &opening).await?,
        manager: user.person().role == Role::LocalAuthorityManager,
        filled: filled(&user, ASK, returned.as_deref(), Filled::default()).await?,
    })
}

/// Why a record is to be shielded and until when, as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AskedFields {
    origin: String,
    ground: String,
    justification: String,
    until_day: String,
    until_month: String,
    until_year: String,
}

#[cfg(feature = "ssr")]
impl AskedFields {
    /// The day until which it is needed; none where none was typed.
    fn until(&self) -> Result<Option<chrono::NaiveDate>, Rejection> {
        let parts = [&self.until_day, &self.until_month, &self.until_year];
        if parts.iter().all(|part| part.trim().is_empty()) {
            return Ok(None);
        }
        let [day, month, year] = parts;
        let message = "Enter the date until which it is needed, like 27 3 2027, or leave it empty";
        let found = date("until", day, month, year, message);
        found.map(Some).map_err(|problem| Rejection(vec![problem]))
    }
}

/// Shields the record of a child whose record is open.
#[server(endpoint = "shielding/request")]
pub(crate) async fn request(
    #[server(default)] opening: String,
    #[server(flatten)] asked: AskedFields,
    #[server(default)] discussed: Vec<String>,
) -> Result<(), Shown> {
    use domain::shielding::RequestShield;
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let why = Ground::given(&asked.ground, &asked.justification, user.person().role);
    let mut fields = crate::form::server::fields(&asked);
    fields.insert("discussed".to_owned(), discussed.join(" "));
    let result = match (why, asked.until()) {
        (Ok(ground), Ok(until)) => {
            let said = |with: &str| discussed.iter().any(|one| one == with);
            let asked = Asked {
                origin: Origin::from_code(&asked.origin).unwrap_or(Origin::User),
                ground,
                discussed_with_family: said("family"),
                discussed_with_manager: said("manager"),
                until,
            };
            let act = RequestShield { child, asked };
            user.access(act, registry::shielding::request).await
        }
        (why, until) => {
            let problems = [why.err(), until.err()].into_iter().flatten();
            Err(Rejection(problems.flat_map(|rejection| rejection.0).collect()).into())
        }
    };
    let page = format!("/child-record/{opening}/shield");
    if form_result(&user, ASK, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/child-record/{opening}?done=shielded"));
    }
    Ok(())
}

/// The shields that one asked for.
#[server(endpoint = "shielding/mine")]
pub(crate) async fn mine() -> Result<Vec<MyNotice>, Shown> {
    use domain::shielding::ListMyNotices;
    let user = crate::signed_in::signed_in().await?;
    Ok(user
        .access(ListMyNotices, registry::shielding::list_mine)
        .await?)
}

/// Says that a notice is no longer needed: one's own, or from the desk of the record's manager.
#[server(endpoint = "shielding/withdraw")]
pub(crate) async fn withdraw(
    #[server(default)] notice: String,
    #[server(default)] shield: String,
) -> Result<(), Shown> {
    use domain::shielding::WithdrawNotice;
    let user = crate::signed_in::signed_in().await?;
    let notice = notice.parse::<NoticeId>().map_err(|_| nothing())?;
    let act = WithdrawNotice { notice };
    user.access(act, registry::shielding::withdraw).await?;
    // Which one it was makes the address differ from that after the one before.
    match shield.parse::<ShieldId>() {
        Ok(shield) => redirect(&format!("/shields/{shield}?done=withdrawn&of={notice}")),
        Err(_) => redirect(&format!("/shields/mine?done=withdrawn&of={notice}")),
    }
    Ok(())
}

/// The list, by hat.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Shields {
    /// To whoever sees an authority's shields.
    Own {
        /// Its shielded records.
        shields: Vec<QueuedShield>,
        /// Whether its manager looks.
        manager: bool,
    },
    /// To the central team: the authorities that are behind.
    Overdue(Vec<OverdueAuthority>),
}

/// The list, by hat.
#[server(endpoint = "shielding/list")]
pub(crate) async fn list(#[server(default)] show: Option<String>) -> Result<Shields, Shown> {
    use domain::shielding::{ListOverdueAuthorities, ListShields};
    use registry::shielding;
    let user = crate::signed_in::signed_in().await?;
    if user.person().role == Role::CentralTeam {
        let act = ListOverdueAuthorities;
        let mut behind = user.access(act, shielding::overdue_authorities).await?;
        crate::picked::server::keep_picked(&user, show.as_deref(), &mut behind);
        return Ok(Shields::Overdue(behind));
    }
    let mut shields = user.access(ListShields, shielding::list).await?;
    crate::picked::server::keep_picked(&user, show.as_deref(), &mut shields);
    Ok(Shields::Own {
        shields,
        manager: user.person().role == Role::LocalAuthorityManager,
    })
}

/// A shield and the forms on its page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OpenedShield {
    /// The shield.
    pub shield: ShieldShown,
    /// What stands in the form of a review.
    pub review: Filled,
    /// What stands in the form that lifts it.
    pub lift: Filled,
}

/// One shield.
#[server(endpoint = "shielding/view")]
pub(crate) async fn load_shield(
    shield: String,
    #[server(default)] returned: Option<String>,
) -> Result<OpenedShield, Shown> {
    use domain::shielding::ViewShield;
    let user = crate::signed_in::signed_in().await?;
    let shield = shield.parse::<ShieldId>().map_err(|_| nothing())?;
    let act = ViewShield { shield };
    let shield = user.access(act, registry::shielding::view).await?;
    let returned = returned.as_deref();
    Ok(OpenedShield {
        shield,
        review: filled(&user, REVIEW, returned, Filled::default()).await?,
        lift: filled(&user, LIFT, returned, Filled::default()).await?,
    })
}

/// Opens a record from the desk: the shielded one, whole, or another at its address.
#[server(endpoint = "shielding/open")]
pub(crate) async fn open_record(
    #[server(default)] child: String,
    #[server(default)] whole: String,
) -> Result<(), Shown> {
    use domain::child_record::OpenChildRecord;
    use domain::reason::{Reason, ReasonCode};
    use registry::Stopped;
    let user = crate::signed_in::signed_in().await?;
    let child = child.parse::<ChildNumber>().map_err(|_| nothing())?;
    let reason = Reason::given(ReasonCode::ManagementFunction.code(), "").map_err(Stopped::from)?;
    let act = OpenChildRecord { child, reason };
    let opening = user.access(act, registry::child_record::open).await?;
    let page = if whole == "yes" { "/in-full" } else { "" };
    redirect(&format!("/child-record/{opening}{page}"));
    Ok(())
}

/// Records a review.
#[server(endpoint = "shielding/review")]
pub(crate) async fn review(
    #[server(default)] shield: String,
    #[server(default)] outcome: String,
    #[server(default)] child_view: String,
    #[server(default)] family_view: String,
    #[server(default)] practitioners_view: String,
) -> Result<(), Shown> {
    use domain::shielding::ReviewShield;
    let user = crate::signed_in::signed_in().await?;
    let shield = shield.parse::<ShieldId>().map_err(|_| nothing())?;
    let views = [&*child_view, &family_view, &practitioners_view];
    let result = match domain::shielding::Review::given(&outcome, views) {
        Ok(review) => {
            let act = ReviewShield { shield, review };
            user.access(act, registry::shielding::review).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let fields = typed(&[
        ("outcome", &outcome),
        ("child_view", &child_view),
        ("family_view", &family_view),
        ("practitioners_view", &practitioners_view),
    ]);
    let page = format!("/shields/{shield}");
    if form_result(&user, REVIEW, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}?done=reviewed&of={outcome}"));
    }
    Ok(())
}

/// Lifts a shield.
#[server(endpoint = "shielding/lift")]
pub(crate) async fn lift(
    #[server(default)] shield: String,
    #[server(default)] informed: String,
) -> Result<(), Shown> {
    use domain::shielding::LiftShield;
    let user = crate::signed_in::signed_in().await?;
    let shield = shield.parse::<ShieldId>().map_err(|_| nothing())?;
    let message = "Select whether the family has been told, or why not";
    let result = match Informed::from_code(&informed) {
        Some(informed) => {
            let act = LiftShield { shield, informed };
            user.access(act, registry::shielding::lift).await
        }
        None => Err(Rejection::of("informed", message).into()),
    };
    let fields = typed(&[("informed", &informed)]);
    let page = format!("/shields/{shield}");
    if form_result(&user, LIFT, &page, fields, result)
        .await?
        .is_some()
    {
        redirect("/shields?done=lifted");
    }
    Ok(())
}

/// What one's authority sets about its shields.
#[server(endpoint = "shielding/settings")]
pub(crate) async fn load_settings(
    #[server(default)] returned: Option<String>,
) -> Result<Filled, Shown> {
    use domain::shielding::ViewShieldSettings;
    let user = crate::signed_in::signed_in().await?;
    let act = ViewShieldSettings;
    let set = user.access(act, registry::shielding::view_settings).await?;
    let fresh = Filled::with([
        ("director", set.director.unwrap_or_default()),
        ("meets_every_months", set.meets_every_months.to_string()),
    ]);
    filled(&user, SETTINGS, returned.as_deref(), fresh).await
}

/// Sets it.
#[server(endpoint = "shielding/set-settings")]
pub(crate) async fn set_settings(
    #[server(default)] director: String,
    #[server(default)] meets_every_months: String,
) -> Result<(), Shown> {
    use domain::shielding::{SetShieldSettings, ShieldSettings, ViewShieldSettings};
    let user = crate::signed_in::signed_in().await?;
    let result = match ShieldSettings::parse(&director, &meets_every_months) {
        Ok(settings) => {
            let act = SetShieldSettings { settings };
            user.access(act, registry::shielding::set_settings).await
        }
        // Whoever may set nothing is told so before what to mend.
        Err(rejection) => {
            let may = user.access(ViewShieldSettings, registry::shielding::view_settings);
            may.await.and(Err(rejection.into()))
        }
    };
    let fields = typed(&[
        ("director", &director),
        ("meets_every_months", &meets_every_months),
    ]);
    let page = "/shields/settings";
    if form_result(&user, SETTINGS, page, fields, result)
        .await?
        .is_some()
    {
        redirect("/shields?done=set");
    }
    Ok(())
}

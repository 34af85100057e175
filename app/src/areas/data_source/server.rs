//! Server functions of sources.

use domain::data_source::{SourceShown, Sources};
use domain::feed::KeyShown;
use domain::id::SourceId;
use domain::service_catalogue::OrganisationChoice;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{date, filled, form_result, redirect, typed},
    crate::opened::nothing,
    domain::best_view::SourceKind,
    domain::clock::{london_date, years_after},
    domain::data_source::{
        Agreement, AgreementTyped, Body, DecideAccreditation, DecideHeld, Decision, ListSources,
        PrepareSource, RegisterSource, SignAgreement, Step, TakeStep, ViewSource, source_name,
    },
    domain::feed::{RegisterKey, WithdrawKey},
    domain::refusal::{Problem, Rejection},
    domain::standing::Role,
    registry::{SignedIn, Stopped, data_source, feed},
};

/// The names of forms.
#[cfg(feature = "ssr")]
const REGISTER: &str = "register-source";
#[cfg(feature = "ssr")]
const WITHDRAW_KEY: &str = "withdraw-source-key";

/// Which form stands on a page of a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// Its own page, with the steps to take.
    Steps,
    /// The agreement.
    Agreement,
    /// The accreditation.
    Accreditation,
    /// A key to be added.
    Key,
}

#[cfg(feature = "ssr")]
impl Purpose {
    fn form(self) -> &'static str {
        match self {
            Purpose::Steps => "source-steps",
            Purpose::Agreement => "source-agreement",
            Purpose::Accreditation => "source-accreditation",
            Purpose::Key => "source-key",
        }
    }

    /// Whether the form is there for whoever looks, as the source stands.
    fn is_for(self, source: &SourceShown) -> bool {
        match self {
            Purpose::Steps => true,
            Purpose::Agreement => source.amends || source.steps.contains(&Step::Sign),
            Purpose::Accreditation => source.renews || source.steps.contains(&Step::Accredit),
            Purpose::Key => source.adds_keys,
        }
    }

    fn fresh(self, user: &SignedIn, source: &SourceShown) -> Filled {
        match self {
            Purpose::Agreement => match &source.agreement {
                // What everyone who signs confirms is confirmed anew.
                Some(agreed) => {
                    let items = agreed.items.iter().map(|item| item.code());
                    let items = items.collect::<Vec<_>>().join(" ");
                    let nationally = if agreed.supplied_nationally {
                        "yes"
                    } else {
                        "no"
                    };
                    Filled::with([
                        ("items", items),
                        ("cadence", agreed.cadence_days.to_string()),
                        ("nationally", nationally.to_owned()),
                    ])
                }
                None => Filled::default(),
            },
            Purpose::Accreditation => in_a_year(user, ["until_day", "until_month", "until_year"]),
            Purpose::Key => in_a_year(
                user,
                ["expires_on_day", "expires_on_month", "expires_on_year"],
            ),
            Purpose::Steps => Filled::default(),
        }
    }
}

/// A day in a year from now, as most are.
#[cfg(feature = "ssr")]
fn in_a_year(user: &SignedIn, [day, month, year]: [&'static str; 3]) -> Filled {
    use chrono::Datelike;
    let until = years_after(london_date(user.standing().now), 1);
    Filled::with([
        (day, until.day().to_string()),
        (month, until.month().to_string()),
        (year, until.year().to_string()),
    ])
}

/// The sources that whoever asks has to do with.
#[server(endpoint = "data-source/list")]
pub(crate) async fn load_sources() -> Result<Sources, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(user.access(ListSources, data_source::list).await?)
}

/// The form with which a source is registered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct RegisterForm {
    /// Who can be behind it.
    pub bodies: Vec<OrganisationChoice>,
    /// Whether it is a national source.
    pub national: bool,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form with which a source is registered.
#[server(endpoint = "data-source/register-form")]
pub(crate) async fn load_register(
    #[server(default)] returned: Option<String>,
) -> Result<RegisterForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let (bodies, national) = user.access(PrepareSource, data_source::prepare).await?;
    Ok(RegisterForm {
        bodies,
        national,
        filled: filled(&user, REGISTER, returned.as_deref(), Filled::default()).await?,
    })
}

/// Registers a source: of one's own authority, or a national one.
#[server(endpoint = "data-source/register")]
pub(crate) async fn register(
    #[server(default)] name: String,
    #[server(default)] kind: String,
    #[server(default)] organisation: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut problems = Vec::new();
    let called = source_name(&name).map_err(|rejection| problems.extend(rejection.0));
    let chosen = SourceKind::from_code(&kind);
    if chosen.is_none() {
        problems.push(Problem::new("kind", "Select what kind of source it is"));
    }
    let behind = organisation.parse().map(Body::Known).ok();
    if behind.is_none() {
        problems.push(Problem::new(
            "organisation",
            "Select who is behind the source",
        ));
    }
    let result = match (called, chosen) {
        (Ok(called), Some(kind)) if problems.is_empty() => {
            let hat = user.standing().hat().cloned();
            let hat = hat.filter(|hat| hat.role != Role::CentralTeam);
            let act = RegisterSource {
                name: called,
                kind,
                local_authority: hat.and_then(|hat| hat.local_authority),
                organisation: behind,
                accredited_until: None,
            };
            user.access(act, data_source::register).await
        }
        // Whoever may register none is told so before what to mend.
        _ => match user.access(PrepareSource, data_source::prepare).await {
            Ok(_) => Err(Rejection(problems).into()),
            Err(stopped) => Err(stopped),
        },
    };
    let fields = typed(&[
        ("name", &name),
        ("kind", &kind),
        ("organisation", &organisation),
    ]);
    if let Some(source) = form_result(&user, REGISTER, "/sources/register", fields, result).await? {
        redirect(&format!("/sources/{source}?done=registered"));
    }
    Ok(())
}

/// A source and a form about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OpenedSource {
    /// The source.
    pub source: SourceShown,
    /// What stands in the form.
    pub filled: Filled,
}

/// The name of a source in an address.
#[cfg(feature = "ssr")]
fn named(source: &str) -> Result<SourceId, Shown> {
    source.parse().map_err(|_| nothing())
}

/// One source.
#[server(endpoint = "data-source/view")]
pub(crate) async fn load_source(
    source: String,
    purpose: Purpose,
    #[server(default)] returned: Option<String>,
) -> Result<OpenedSource, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let source = named(&source)?;
    let source = user
        .access(ViewSource { source }, data_source::view)
        .await?;
    if !purpose.is_for(&source) {
        return Err(nothing());
    }
    let fresh = purpose.fresh(&user, &source);
    Ok(OpenedSource {
        source,
        filled: filled(&user, purpose.form(), returned.as_deref(), fresh).await?,
    })
}

/// What is to be mended, for whoever may fill in the form; for everyone else nothing.
#[cfg(feature = "ssr")]
async fn mended(
    user: &SignedIn,
    source: SourceId,
    purpose: Purpose,
    rejection: Rejection,
) -> Result<Stopped, Shown> {
    match user.access(ViewSource { source }, data_source::view).await {
        Ok(shown) if purpose.is_for(&shown) => Ok(rejection.into()),
        Ok(_) => Err(nothing()),
        Err(stopped) => Ok(stopped),
    }
}

/// Signs the agreement.
#[server(endpoint = "data-source/sign")]
pub(crate) async fn sign(
    #[server(default)] source: String,
    #[server(default)] items: Vec<String>,
    #[server(default)] cadence: String,
    #[server(default)] terms: Vec<String>,
    #[server(default)] nationally: String,
    #[server(default)] value: String,
    #[server(default)] quality: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let source = named(&source)?;
    let fields = typed(&[
        ("items", &items.join(" ")),
        ("cadence", &cadence),
        ("terms", &terms.join(" ")),
        ("nationally", &nationally),
        ("value", &value),
        ("quality", &quality),
    ]);
    let agreed = AgreementTyped {
        items,
        cadence,
        terms,
        nationally,
        value,
        quality,
    };
    let result = match Agreement::signed(&agreed, london_date(user.standing().now)) {
        Ok(agreement) => {
            let act = SignAgreement { source, agreement };
            user.access(act, data_source::sign).await
        }
        Err(rejection) => Err(mended(&user, source, Purpose::Agreement, rejection).await?),
    };
    let page = format!("/sources/{source}/agreement");
    let form = Purpose::Agreement.form();
    if form_result(&user, form, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/sources/{source}?done=signed"));
    }
    Ok(())
}

/// Decides about the accreditation, or renews it.
#[server(endpoint = "data-source/decide")]
pub(crate) async fn decide(
    #[server(default)] source: String,
    #[server(default)] decision: String,
    #[server(default)] confirmed: Vec<String>,
    #[server(default)] until_day: String,
    #[server(default)] until_month: String,
    #[server(default)] until_year: String,
    #[server(default)] because: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let source = named(&source)?;
    let today = london_date(user.standing().now);
    let decided = match decision.as_str() {
        "reject" => Decision::rejected(&because),
        _ => {
            let message = "Enter the day on which the accreditation runs out, like 27 3 2027";
            let until = date("until", &until_day, &until_month, &until_year, message);
            Decision::accredited(&confirmed, until, today)
        }
    };
    let result = match decided {
        Ok(decision) => {
            let act = DecideAccreditation { source, decision };
            user.access(act, data_source::decide).await
        }
        Err(rejection) => Err(mended(&user, source, Purpose::Accreditation, rejection).await?),
    };
    let fields = typed(&[
        ("confirmed", &confirmed.join(" ")),
        ("until_day", &until_day),
        ("until_month", &until_month),
        ("until_year", &until_year),
        ("because", &because),
    ]);
    let page = format!("/sources/{source}/accreditation");
    let form = Purpose::Accreditation.form();
    if form_result(&user, form, &page, fields, result)
        .await?
        .is_some()
    {
        let done = match decision.as_str() {
            "reject" => "rejected",
            _ => "accredited",
        };
        redirect(&format!("/sources/{source}?done={done}"));
    }
    Ok(())
}

/// Takes a step with a source.
#[server(endpoint = "data-source/step")]
pub(crate) async fn step_taken(
    #[server(default)] source: String,
    #[server(default)] step: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let source = named(&source)?;
    let step = Step::from_code(&step).ok_or_else(nothing)?;
    let act = TakeStep { source, step };
    let result = user.access(act, data_source::take).await;
    let page = format!("/sources/{source}");
    let form = Purpose::Steps.form();
    if form_result(&user, form, &page, typed(&[]), result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}?done={}", step.code()));
    }
    Ok(())
}

/// Decides on a supply that is held.
#[server(endpoint = "data-source/decide-held")]
pub(crate) async fn held_decided(
    #[server(default)] source: String,
    #[server(default)] supply: String,
    #[server(default)] decision: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let source = named(&source)?;
    let act = DecideHeld {
        source,
        supply: supply.parse().map_err(|_| nothing())?,
        release: match decision.as_str() {
            "release" => true,
            "refuse" => false,
            _ => return Err(nothing()),
        },
    };
    let result = user.access(act, data_source::decide_held).await;
    let page = format!("/sources/{source}");
    let form = Purpose::Steps.form();
    if form_result(&user, form, &page, typed(&[]), result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}?done={decision}"));
    }
    Ok(())
}

/// Adds a key of the source's own system.
#[server(endpoint = "data-source/add-key")]
pub(crate) async fn add_key(
    #[server(default)] source: String,
    #[server(default)] public_key: String,
    #[server(default)] expires_on_day: String,
    #[server(default)] expires_on_month: String,
    #[server(default)] expires_on_year: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let source = named(&source)?;
    let message = "Enter the day from which it is not accepted any more, like 27 3 2027";
    let expires_on = date(
        "expires_on",
        &expires_on_day,
        &expires_on_month,
        &expires_on_year,
        message,
    );
    let result = match expires_on {
        Ok(expires_on) => {
            let act = RegisterKey {
                source,
                public_key: public_key.clone(),
                expires_on,
            };
            user.access(act, feed::register_key).await
        }
        Err(problem) => {
            let rejection = Rejection(vec![problem]);
            Err(mended(&user, source, Purpose::Key, rejection).await?)
        }
    };
    // A secret that was pasted by mistake is kept nowhere.
    let pasted = match public_key.contains("PRIVATE") {
        true => "",
        false => public_key.as_str(),
    };
    let fields = typed(&[
        ("public_key", pasted),
        ("expires_on_day", &expires_on_day),
        ("expires_on_month", &expires_on_month),
        ("expires_on_year", &expires_on_year),
    ]);
    let page = format!("/sources/{source}/keys/add");
    let form = Purpose::Key.form();
    if form_result(&user, form, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/sources/{source}?done=key-added"));
    }
    Ok(())
}

/// A key that may be withdrawn.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct OpenedKey {
    /// Whose it is.
    pub source: SourceId,
    /// The source's name.
    pub name: String,
    /// The key.
    pub key: KeyShown,
    /// Whether no other key of the source is accepted.
    pub last: bool,
    /// What is to be mended.
    pub filled: Filled,
}

/// One key of a source.
#[server(endpoint = "data-source/key")]
pub(crate) async fn load_key(
    source: String,
    key: String,
    #[server(default)] returned: Option<String>,
) -> Result<OpenedKey, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let source = named(&source)?;
    let act = ViewSource { source };
    let shown = user.access(act, data_source::view).await?;
    let (found, others): (Vec<_>, Vec<_>) = shown
        .keys
        .into_iter()
        .partition(|one| one.key.to_string() == key);
    let key = found.into_iter().next().ok_or_else(nothing)?;
    Ok(OpenedKey {
        source,
        name: shown.listed.name,
        last: key.in_force && !others.iter().any(|other| other.in_force),
        key,
        filled: filled(&user, WITHDRAW_KEY, returned.as_deref(), Filled::default()).await?,
    })
}

/// Withdraws a key.
#[server(endpoint = "data-source/withdraw-key")]
pub(crate) async fn withdraw_key_now(
    #[server(default)] source: String,
    #[server(default)] key: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let source = named(&source)?;
    let key = key.parse().map_err(|_| nothing())?;
    let result = user.access(WithdrawKey { key }, feed::withdraw_key).await;
    let page = format!("/sources/{source}/keys/{key}");
    if form_result(&user, WITHDRAW_KEY, &page, typed(&[]), result)
        .await?
        .is_some()
    {
        redirect(&format!("/sources/{source}?done=key-withdrawn"));
    }
    Ok(())
}

//! Server functions of sources.

use domain::data_source::{SourceShown, Sources};
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
    domain::id::SourceId,
    domain::refusal::{Problem, Rejection},
    domain::standing::Role,
    registry::{SignedIn, Stopped, data_source},
};

/// The names of forms.
#[cfg(feature = "ssr")]
const REGISTER: &str = "register-source";

/// Which form stands on a page of a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// Its own page, with the steps to take.
    Steps,
    /// The agreement.
    Agreement,
    /// The accreditation.
    Accreditation,
}

#[cfg(feature = "ssr")]
impl Purpose {
    fn form(self) -> &'static str {
        match self {
            Purpose::Steps => "source-steps",
            Purpose::Agreement => "source-agreement",
            Purpose::Accreditation => "source-accreditation",
        }
    }

    /// Whether the form is there for whoever looks, as the source stands.
    fn is_for(self, source: &SourceShown) -> bool {
        match self {
            Purpose::Steps => true,
            Purpose::Agreement => source.amends || source.steps.contains(&Step::Sign),
            Purpose::Accreditation => source.renews || source.steps.contains(&Step::Accredit),
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
            // Mostly for a year.
            Purpose::Accreditation => {
                use chrono::Datelike;
                let until = years_after(london_date(user.standing().now), 1);
                Filled::with([
                    ("until_day", until.day().to_string()),
                    ("until_month", until.month().to_string()),
                    ("until_year", until.year().to_string()),
                ])
            }
            Purpose::Steps => Filled::default(),
        }
    }
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

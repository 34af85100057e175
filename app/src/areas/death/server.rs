//! Server functions of deaths.

use domain::death::{Certificate, NotifiedDeath};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{date, filled, form_result, redirect, typed},
    crate::opened::{name_of_child, nothing, opened},
    crate::picked::server::{keep_picked, placed},
    domain::child_record::Verified,
    domain::death::Deaths,
    domain::id::ChildNumber,
    domain::refusal::{Problem, Rejection},
    domain::standing::Role,
    uuid::Uuid,
};

/// The form for telling that a child has died.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct NotifyForm {
    /// The child's name.
    pub child: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form, for a child whose record is open.
#[server(endpoint = "death/form")]
pub(crate) async fn load_notify_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<NotifyForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(NotifyForm {
        child: name_of_child(&user, &opening).await?,
        filled: filled(&user, NOTIFY, returned.as_deref(), Filled::default()).await?,
    })
}

/// The names of forms.
#[cfg(feature = "ssr")]
const NOTIFY: &str = "notify-death";
#[cfg(feature = "ssr")]
const REVERSE: &str = "reverse-death";
#[cfg(feature = "ssr")]
const CERTIFICATE: &str = "death-certificate";

/// How it was verified, or what to do about that.
#[cfg(feature = "ssr")]
fn verified(code: &str) -> Result<Verified, Problem> {
    Verified::from_code(code).ok_or(Problem::new("verified", "Select how you know"))
}

/// Both answers, or everything there is to do about them.
#[cfg(feature = "ssr")]
fn both<A, B>(a: Result<A, Problem>, b: Result<B, Problem>) -> Result<(A, B), Rejection> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(Rejection(
            [a.err(), b.err()].into_iter().flatten().collect(),
        )),
    }
}

#[cfg(feature = "ssr")]
const DIED: &str = "Enter the date of death, like 27 3 2026";

/// Notes the death of a child whose record is open.
#[server(endpoint = "death/notify")]
pub(crate) async fn notify(
    #[server(default)] opening: String,
    #[server(default)] died_day: String,
    #[server(default)] died_month: String,
    #[server(default)] died_year: String,
    #[server(default)] verified: String,
) -> Result<(), Shown> {
    use domain::death::NotifyDeath;
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let died = date("died", &died_day, &died_month, &died_year, DIED);
    let result = match both(died, self::verified(&verified)) {
        Ok((died, verified)) => {
            let act = NotifyDeath {
                child,
                died,
                verified,
            };
            user.access(act, registry::death::notify).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let fields = typed(&[
        ("died_day", &died_day),
        ("died_month", &died_month),
        ("died_year", &died_year),
        ("verified", &verified),
    ]);
    let page = format!("/child-record/{opening}/notify-death");
    if form_result(&user, NOTIFY, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/child-record/{opening}?done=death-notified"));
    }
    Ok(())
}

/// What waits, by hat; of deaths each with its place in the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Listed {
    /// To an authority: deaths that wait for their confirmation.
    Unconfirmed(Vec<(usize, NotifiedDeath)>),
    /// To the central team: certificates that wait for a second person.
    Certificates(Vec<Certificate>),
}

/// The page of deaths and the form on it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct DeathsShown {
    /// What waits.
    pub deaths: Listed,
    /// What stands in the central team's form.
    pub filled: Filled,
}

/// What waits for its confirmation, by hat.
#[server(endpoint = "death/list")]
pub(crate) async fn load_deaths(
    #[server(default)] returned: Option<String>,
    #[server(default)] show: Option<String>,
) -> Result<DeathsShown, Shown> {
    use domain::death::{ListCertificates, ListDeaths};
    let user = crate::signed_in::signed_in().await?;
    let deaths = if user.person().role == Role::CentralTeam {
        user.access(ListCertificates, registry::death::list_certificates)
            .await?
    } else {
        user.access(ListDeaths, registry::death::list).await?
    };
    let show = show.as_deref();
    let deaths = match deaths {
        Deaths::Unconfirmed(deaths) => Listed::Unconfirmed(placed(&user, show, deaths)),
        Deaths::Certificates(mut waiting) => {
            keep_picked(&user, show, &mut waiting);
            Listed::Certificates(waiting)
        }
    };
    Ok(DeathsShown {
        deaths,
        filled: filled(&user, CERTIFICATE, returned.as_deref(), Filled::default()).await?,
    })
}

/// A death of the list, and the form that corrects it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ReverseForm {
    /// The death.
    pub death: NotifiedDeath,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form that corrects one of the list's deaths, by its place there: no number stands in an
/// address.
#[server(endpoint = "death/reverse-form")]
pub(crate) async fn load_reverse_form(
    place: String,
    #[server(default)] returned: Option<String>,
) -> Result<ReverseForm, Shown> {
    use domain::death::ListDeaths;
    let user = crate::signed_in::signed_in().await?;
    let listed = user.access(ListDeaths, registry::death::list).await?;
    let Deaths::Unconfirmed(deaths) = listed else {
        return Err(nothing());
    };
    let place: usize = place.parse().map_err(|_| nothing())?;
    let filled = filled(&user, REVERSE, returned.as_deref(), Filled::default()).await?;
    // A form that comes back is about the same child, whatever the list has become meanwhile.
    let death = match filled.value("child") {
        Some(child) => deaths
            .into_iter()
            .find(|death| death.number.to_string() == child),
        None => deaths.into_iter().nth(place.wrapping_sub(1)),
    };
    Ok(ReverseForm {
        death: death.filter(|death| death.by_hand).ok_or_else(nothing)?,
        filled,
    })
}

/// A reference, or what to do about it.
#[cfg(feature = "ssr")]
fn reference(text: &str, message: &'static str) -> Result<String, Problem> {
    let text = text.trim();
    let fits = (3..=60).contains(&text.chars().count());
    fits.then(|| text.to_owned())
        .ok_or(Problem::new("reference", message))
}

/// Corrects a mistaken notification.
#[server(endpoint = "death/reverse")]
pub(crate) async fn reverse(
    #[server(default)] child: String,
    #[server(default)] place: String,
    #[server(default)] verified: String,
    #[server(default)] reference: String,
) -> Result<(), Shown> {
    use domain::death::ReverseDeath;
    let user = crate::signed_in::signed_in().await?;
    let child = child.parse::<ChildNumber>().map_err(|_| nothing())?;
    let place: usize = place.parse().map_err(|_| nothing())?;
    let message = "Enter the reference of your evidence, 3 to 60 characters";
    let evidence = self::reference(&reference, message);
    let result = match both(self::verified(&verified), evidence) {
        Ok((verified, reference)) => {
            let act = ReverseDeath {
                child,
                verified,
                reference,
            };
            user.access(act, registry::death::reverse).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let fields = typed(&[
        ("child", &child.to_string()),
        ("verified", &verified),
        ("reference", &reference),
    ]);
    let page = format!("/deaths/{place}/correct");
    if form_result(&user, REVERSE, &page, fields, result)
        .await?
        .is_some()
    {
        redirect("/deaths?done=corrected");
    }
    Ok(())
}

/// Enters a certificate for a colleague to agree with.
#[server(endpoint = "death/enter-certificate")]
pub(crate) async fn enter_certificate(
    #[server(default)] number: String,
    #[server(default)] died_day: String,
    #[server(default)] died_month: String,
    #[server(default)] died_year: String,
    #[server(default)] reference: String,
) -> Result<(), Shown> {
    use domain::death::EnterCertificate;
    let user = crate::signed_in::signed_in().await?;
    let message = "That is not a ContactPoint number: check each digit";
    let child = number
        .parse::<ChildNumber>()
        .map_err(|_| Problem::new("number", message));
    let died = date("died", &died_day, &died_month, &died_year, DIED);
    let message = "Enter the certificate’s reference, 3 to 60 characters";
    let evidence = self::reference(&reference, message);
    let result = match (child, died, evidence) {
        (Ok(child), Ok(died), Ok(reference)) => {
            let act = EnterCertificate {
                child,
                died,
                reference,
            };
            user.access(act, registry::death::enter).await
        }
        (child, died, evidence) => {
            let problems = [child.err(), died.err(), evidence.err()];
            Err(Rejection(problems.into_iter().flatten().collect()).into())
        }
    };
    let fields = typed(&[
        ("number", &number),
        ("died_day", &died_day),
        ("died_month", &died_month),
        ("died_year", &died_year),
        ("reference", &reference),
    ]);
    if form_result(&user, CERTIFICATE, "/deaths", fields, result)
        .await?
        .is_some()
    {
        redirect("/deaths?done=entered");
    }
    Ok(())
}

/// Agrees with a certificate, or takes it back.
#[server(endpoint = "death/decide-certificate")]
pub(crate) async fn decide_certificate(
    #[server(default)] certificate: String,
    #[server(default)] decision: String,
) -> Result<(), Shown> {
    use domain::death::{ApproveCertificate, DiscardCertificate};
    let user = crate::signed_in::signed_in().await?;
    let certificate = certificate.parse::<Uuid>().map_err(|_| nothing())?;
    match decision.as_str() {
        "approve" => {
            let act = ApproveCertificate { certificate };
            user.access(act, registry::death::approve).await?;
        }
        _ => {
            let act = DiscardCertificate { certificate };
            user.access(act, registry::death::discard).await?;
        }
    }
    redirect("/deaths?done=decided");
    Ok(())
}

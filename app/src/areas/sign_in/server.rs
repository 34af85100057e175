//! Server functions of signing in and out.

use domain::account::{HatChoice, Notice};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::shown::Shown;

/// One persona of a demonstration, as its sign-in page shows them. Exists in demonstrations alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ShownPersona {
    /// What the persona is.
    pub title: String,
    /// User name.
    pub user_name: String,
    /// Password.
    pub password: String,
    /// PIN.
    pub pin: String,
    /// The token's code now.
    pub code: String,
}

/// The personas of a demonstration; empty in earnest.
#[server(endpoint = "sign-in/demonstration")]
pub(crate) async fn demonstration() -> Result<Vec<ShownPersona>, Shown> {
    let visitor = crate::signed_in::visitor()?;
    let shown = use_context::<super::demonstration::Demonstration>();
    Ok(shown
        .map(|personas| personas.shown(visitor.front_door.now()))
        .unwrap_or_default())
}

/// Signs in with every factor at once, so that nobody learns which was wrong (AUTH-01).
#[server(endpoint = "sign-in")]
pub(crate) async fn sign_in(
    #[server(default)] user_name: String,
    #[server(default)] password: String,
    #[server(default)] pin: String,
    #[server(default)] code: String,
) -> Result<(), Shown> {
    use registry::Stopped;
    use registry::account::Credentials;
    let visitor = crate::signed_in::visitor()?;
    let typed = Credentials {
        user_name,
        password,
        pin,
        code,
    };
    match visitor.front_door.sign_in(visitor.request, typed).await {
        Ok(session) => {
            crate::signed_in::set_cookie(&session);
            crate::form::server::redirect("/before-you-continue");
        }
        Err(Stopped::Refused(_)) => {
            crate::form::server::redirect("/sign-in?refused=yes#error-summary")
        }
        Err(fault) => return Err(fault.into()),
    }
    Ok(())
}

/// What is outstanding before someone can begin.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Arrival {
    /// Hats to choose from; empty where one is chosen.
    pub hats: Vec<HatChoice>,
    /// The notice.
    pub notice: Notice,
}

/// What is outstanding; none once everything is settled.
#[server(endpoint = "sign-in/arrival")]
pub(crate) async fn load_arrival() -> Result<Option<Arrival>, Shown> {
    use registry::account::Session;
    match crate::signed_in::visitor()?.session {
        Some(Session::Arriving(arriving)) => Ok(Some(Arrival {
            hats: arriving.hats.to_vec(),
            notice: arriving.notice.clone(),
        })),
        Some(Session::SignedIn(_)) => Ok(None),
        None => Err(Shown::from(registry::Stopped::Refused(
            domain::refusal::Refusal::SignedOut,
        ))),
    }
}

/// Takes a hat: at first, or in a session of its own later (AUTH-09).
#[server(endpoint = "sign-in/choose-hat")]
pub(crate) async fn choose_hat(#[server(default)] hat: String) -> Result<(), Shown> {
    use registry::account::Session;
    let Ok(hat) = uuid::Uuid::parse_str(&hat) else {
        crate::form::server::redirect("/before-you-continue?choose=yes#error-summary");
        return Ok(());
    };
    let act = domain::account::ChooseHat { hat };
    let session = match crate::signed_in::visitor()?.session {
        Some(Session::Arriving(arriving)) => {
            arriving
                .caller()
                .access(act, registry::account::choose_hat)
                .await
        }
        Some(Session::SignedIn(user)) => user.access(act, registry::account::choose_hat).await,
        None => Err(domain::refusal::Refusal::SignedOut.into()),
    }?;
    crate::signed_in::set_cookie(&session);
    crate::form::server::redirect("/before-you-continue");
    Ok(())
}

/// Accepts the notice (AUTH-08).
#[server(endpoint = "sign-in/accept-notice")]
pub(crate) async fn accept_notice() -> Result<(), Shown> {
    use registry::account::Session;
    let act = domain::account::AcceptNotice;
    match crate::signed_in::visitor()?.session {
        Some(Session::Arriving(arriving)) => {
            arriving
                .caller()
                .access(act, registry::account::accept_notice)
                .await
        }
        // Pressed twice.
        Some(Session::SignedIn(user)) => user.access(act, registry::account::accept_notice).await,
        None => Err(domain::refusal::Refusal::SignedOut.into()),
    }?;
    crate::form::server::redirect("/");
    Ok(())
}

/// Signs out (AUTH-05).
#[server(endpoint = "account/sign-out")]
pub(crate) async fn sign_out() -> Result<(), Shown> {
    use registry::account::Session;
    match crate::signed_in::visitor()?.session {
        Some(Session::SignedIn(user)) => user.sign_out().await?,
        Some(Session::Arriving(arriving)) => arriving.caller().sign_out().await?,
        None => {}
    }
    crate::signed_in::clear_cookie();
    crate::form::server::redirect("/signed-out");
    Ok(())
}

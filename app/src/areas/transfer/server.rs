//! Server functions of transfers.

use domain::transfer::{Responsibility, TransferShown, Transfers, Unanswered};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{filled, form_result, redirect, typed},
    crate::opened::{nothing, opened},
    crate::picked::server::keep_picked,
    domain::id::{ChildNumber, LocalAuthorityCode},
    domain::refusal::Rejection,
    domain::standing::Role,
    domain::transfer::{Kept, RejectedBecause},
    registry::SignedIn,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const PROPOSE: &str = "propose-transfer";
#[cfg(feature = "ssr")]
const KEEP: &str = "keep-responsibility";
#[cfg(feature = "ssr")]
const ANSWER: &str = "answer-transfer";

/// What the page of transfers shows, by hat.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum TransfersShown {
    /// To an authority's manager: its transfers, and a form that came back.
    Manager(Box<Transfers>, Filled),
    /// To the central team: what has not been answered.
    Central(Vec<Unanswered>),
}

/// The page of transfers.
#[server(endpoint = "transfer/list")]
pub(crate) async fn load_transfers(
    #[server(default)] returned: Option<String>,
    #[server(default)] show: Option<String>,
) -> Result<TransfersShown, Shown> {
    use domain::transfer::{ListTransfers, ListUnanswered};
    let user = crate::signed_in::signed_in().await?;
    if user.person().role == Role::CentralTeam {
        let listed = user.access(ListUnanswered, registry::transfer::unanswered);
        let mut unanswered = listed.await?;
        keep_picked(&user, show.as_deref(), &mut unanswered);
        return Ok(TransfersShown::Central(unanswered));
    }
    let mut transfers = user.access(ListTransfers, registry::transfer::list).await?;
    keep_picked(&user, show.as_deref(), &mut transfers.transfers);
    keep_picked(&user, show.as_deref(), &mut transfers.moves);
    let filled = filled(&user, PROPOSE, returned.as_deref(), Filled::default()).await?;
    Ok(TransfersShown::Manager(Box::new(transfers), filled))
}

/// A transfer and the form that answers it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TransferForm {
    /// The transfer.
    pub transfer: TransferShown,
    /// What stands in the form.
    pub filled: Filled,
}

/// One transfer of one's own authority.
#[server(endpoint = "transfer/view")]
pub(crate) async fn load_transfer(
    transfer: String,
    #[server(default)] returned: Option<String>,
) -> Result<TransferForm, Shown> {
    use domain::transfer::ViewTransfer;
    let user = crate::signed_in::signed_in().await?;
    let transfer = transfer.parse().map_err(|_| nothing())?;
    Ok(TransferForm {
        transfer: user
            .access(ViewTransfer { transfer }, registry::transfer::view)
            .await?,
        filled: filled(&user, ANSWER, returned.as_deref(), Filled::default()).await?,
    })
}

/// Who is responsible for a record, and the forms about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ResponsibilityForm {
    /// Who is responsible.
    pub responsibility: Responsibility,
    /// What stands in the form that proposes.
    pub propose: Filled,
    /// What stands in the form by which the record stays.
    pub keep: Filled,
}

/// The same, of a child whose record is open.
#[server(endpoint = "transfer/form")]
pub(crate) async fn load_responsibility(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<ResponsibilityForm, Shown> {
    use domain::transfer::ViewResponsibility;
    let user = crate::signed_in::signed_in().await?;
    let child = opened(&user, &opening).await?.child;
    let act = ViewResponsibility { child };
    let view = registry::transfer::view_responsibility;
    let returned = returned.as_deref();
    Ok(ResponsibilityForm {
        responsibility: user.access(act, view).await?,
        propose: filled(&user, PROPOSE, returned, Filled::default()).await?,
        keep: filled(&user, KEEP, returned, Filled::default()).await?,
    })
}

/// Whose record a form is about, and the page it stands on: the record's own, or the list of
/// transfers, which holds the number, since none stands in an address.
#[cfg(feature = "ssr")]
async fn about(
    user: &SignedIn,
    opening: &str,
    child: &str,
) -> Result<(ChildNumber, String), Shown> {
    if opening.is_empty() {
        let child = child.parse().map_err(|_| nothing())?;
        return Ok((child, "/transfers".to_owned()));
    }
    let child = opened(user, opening).await?.child;
    Ok((child, format!("/child-record/{opening}/responsibility")))
}

/// Proposes that responsibility for a record passes to an authority.
#[server(endpoint = "transfer/propose")]
pub(crate) async fn propose(
    #[server(default)] opening: String,
    #[server(default)] child: String,
    #[server(default)] to: String,
) -> Result<(), Shown> {
    use domain::transfer::ProposeTransfer;
    let user = crate::signed_in::signed_in().await?;
    let (child, page) = about(&user, &opening, &child).await?;
    let result = if to.is_empty() {
        Err(Rejection::of("to", "Select a local authority").into())
    } else {
        let to = LocalAuthorityCode(to.clone());
        let act = ProposeTransfer { child, to };
        user.access(act, registry::transfer::propose).await
    };
    let typed = typed(&[("to", &to)]);
    let done = form_result(&user, PROPOSE, &page, typed, result).await?;
    if let Some(transfer) = done {
        redirect(&format!("/transfers/{transfer}?done=proposed"));
    }
    Ok(())
}

/// Has a record stay with one's authority, or lifts that.
#[server(endpoint = "transfer/keep")]
pub(crate) async fn keep(
    #[server(default)] opening: String,
    #[server(default)] child: String,
    #[server(default)] because: String,
) -> Result<(), Shown> {
    use domain::transfer::KeepResponsibility;
    let user = crate::signed_in::signed_in().await?;
    let (child, page) = about(&user, &opening, &child).await?;
    let wanted = match because.as_str() {
        "lift" => Ok(None),
        code => Kept::from_code(code)
            .map(Some)
            .ok_or_else(|| Rejection::of("because", "Select why the record stays")),
    };
    let result = match wanted {
        Ok(because) => {
            let act = KeepResponsibility { child, because };
            user.access(act, registry::transfer::keep).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let typed = typed(&[("because", &because)]);
    let done = form_result(&user, KEEP, &page, typed, result).await?;
    if done.is_some() {
        let done = if because == "lift" { "lifted" } else { "kept" };
        redirect(&format!("/transfers?done={done}"));
    }
    Ok(())
}

/// Answers a proposal of the other authority: a code for yes, or one that says why not.
#[server(endpoint = "transfer/answer")]
pub(crate) async fn send_answer(
    #[server(default)] transfer: String,
    #[server(default)] answer: String,
) -> Result<(), Shown> {
    use domain::transfer::{Answer, AnswerTransfer};
    let user = crate::signed_in::signed_in().await?;
    let id = transfer.parse().map_err(|_| nothing())?;
    let said = match answer.as_str() {
        "accepted" => Some(Answer::Accepted),
        code => RejectedBecause::from_code(code).map(Answer::Rejected),
    };
    let result = match said {
        Some(answer) => {
            let act = AnswerTransfer {
                transfer: id,
                answer,
            };
            user.access(act, registry::transfer::answer).await
        }
        None => Err(Rejection::of("answer", "Select your answer").into()),
    };
    let page = format!("/transfers/{id}");
    let typed = typed(&[("answer", &answer)]);
    let done = form_result(&user, ANSWER, &page, typed, result).await?;
    if done.is_some() {
        redirect("/transfers?done=answered");
    }
    Ok(())
}

/// Takes a proposal of one's own authority back.
#[server(endpoint = "transfer/withdraw")]
pub(crate) async fn withdraw(#[server(default)] transfer: String) -> Result<(), Shown> {
    use domain::transfer::WithdrawTransfer;
    let user = crate::signed_in::signed_in().await?;
    let id = transfer.parse().map_err(|_| nothing())?;
    let act = WithdrawTransfer { transfer: id };
    let result = user.access(act, registry::transfer::withdraw).await;
    let page = format!("/transfers/{id}");
    let done = form_result(&user, ANSWER, &page, typed(&[]), result).await?;
    if done.is_some() {
        redirect("/transfers?done=withdrawn");
    }
    Ok(())
}

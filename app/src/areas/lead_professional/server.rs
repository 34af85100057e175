//! Server functions of lead professionals.

use domain::child_record::LeadProfessionalShown;
use domain::holder::HolderChoices;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::holder::HolderTyped;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::holder::server::{date, fresh, load, read},
    crate::opened::nothing,
    domain::id::OpeningId,
    domain::refusal::Rejection,
    registry::Stopped,
    std::collections::BTreeMap,
};

/// The name under which the form comes back.
#[cfg(feature = "ssr")]
const FORM: &str = "name-lead-professional";

/// What the page for naming the lead professional shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LeadForm {
    /// The child's name.
    pub child: String,
    /// Whether the record is shielded, and so shows nothing.
    pub shielded: bool,
    /// Who leads now.
    pub lead: Option<LeadProfessionalShown>,
    /// From whom to choose.
    pub choices: HolderChoices,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form for naming the lead professional of a child whose record is open.
#[server(endpoint = "lead-professional/form")]
pub(crate) async fn load_lead_form(
    opening: String,
    #[server(default)] organisation: Option<String>,
    #[server(default)] returned: Option<String>,
) -> Result<LeadForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let today = domain::clock::london_date(user.standing().now);
    let dates = [
        ["since_day", "since_month", "since_year"],
        ["given_day", "given_month", "given_year"],
    ];
    let fresh = fresh(dates, today);
    let filled = crate::form::server::filled(&user, FORM, returned.as_deref(), fresh).await?;
    let loaded = load(&user, &opening, organisation, filled).await?;
    Ok(LeadForm {
        child: loaded.child,
        shielded: loaded.record.is_none(),
        lead: loaded.record.and_then(|record| record.lead_professional),
        choices: loaded.choices,
        filled: loaded.filled,
    })
}

/// What was typed beside the holder, by field.
#[cfg(feature = "ssr")]
fn with_date(
    mut typed: BTreeMap<String, String>,
    names: [&str; 3],
    parts: [&str; 3],
) -> BTreeMap<String, String> {
    typed.extend(
        names
            .into_iter()
            .zip(parts)
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    typed
}

/// Names the lead professional of a child whose record is open.
#[server(endpoint = "lead-professional/name")]
pub(crate) async fn name(
    #[server(default)] opening: String,
    #[server(default)] since_day: String,
    #[server(default)] since_month: String,
    #[server(default)] since_year: String,
    #[server(flatten)] holder: HolderTyped,
) -> Result<(), Shown> {
    use domain::lead_professional::NameLeadProfessional;
    let user = crate::signed_in::signed_in().await?;
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    let child = user.opening(opening).await?.ok_or_else(nothing)?.child;
    let page = format!("/child-record/{opening}/name-lead-professional");
    let parts = [since_day.as_str(), &since_month, &since_year];
    let typed = with_date(
        crate::form::server::fields(&holder),
        ["since_day", "since_month", "since_year"],
        parts,
    );
    let result = match read(&user, &holder, date("since", parts)).await? {
        Ok((holder, since)) => {
            let act = NameLeadProfessional {
                child,
                since,
                holder,
            };
            user.access(act, registry::lead_professional::name).await
        }
        Err(rejection) => Err(Stopped::Rejected(rejection)),
    };
    let done = crate::form::server::form_result(&user, FORM, &page, typed, result).await?;
    if let Some(named) = done {
        let code = if named.without_account {
            "lead-apply"
        } else {
            "lead-named"
        };
        crate::form::server::redirect(&format!("/child-record/{opening}?done={code}"));
    }
    Ok(())
}

/// Ends who leads on a record that is open.
#[server(endpoint = "lead-professional/end")]
pub(crate) async fn end(
    #[server(default)] opening: String,
    #[server(default)] lead: String,
    #[server(default)] ended_day: String,
    #[server(default)] ended_month: String,
    #[server(default)] ended_year: String,
    #[server(default)] withdrawn: String,
) -> Result<(), Shown> {
    use domain::lead_professional::EndLeadProfessional;
    let user = crate::signed_in::signed_in().await?;
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    let child = user.opening(opening).await?.ok_or_else(nothing)?.child;
    let lead = lead.parse().map_err(|_| nothing())?;
    let page = format!("/child-record/{opening}/name-lead-professional");
    let parts = [ended_day.as_str(), &ended_month, &ended_year];
    let mut typed = with_date(
        BTreeMap::new(),
        ["ended_day", "ended_month", "ended_year"],
        parts,
    );
    typed.insert("withdrawn".to_owned(), withdrawn.clone());
    let result = match date("ended", parts) {
        Ok(ended) => {
            let act = EndLeadProfessional {
                child,
                lead,
                ended,
                withdrawn: withdrawn == "yes",
            };
            user.access(act, registry::lead_professional::end).await
        }
        Err(problem) => Err(Rejection(vec![problem]).into()),
    };
    let done = crate::form::server::form_result(&user, FORM, &page, typed, result).await?;
    if done.is_some() {
        crate::form::server::redirect(&format!("/child-record/{opening}?done=lead-ended"));
    }
    Ok(())
}

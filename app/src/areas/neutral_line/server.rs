//! Server functions of neutral display lines.

use domain::neutral_line::NeutralLines;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::opened::nothing,
    domain::child_record::Telephone,
    domain::id::OrganisationId,
    domain::refusal::{Problem, Rejection},
    registry::Stopped,
};

/// The name under which the form comes back.
#[cfg(feature = "ssr")]
const FORM: &str = "agree-neutral-line";

/// The lines of one's own authority, and the form in which one is agreed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LinesPage {
    /// The lines, and with whom more can be agreed.
    pub lines: NeutralLines,
    /// What stands in the form.
    pub filled: Filled,
}

/// The lines of one's own authority.
#[server(endpoint = "neutral-line/list")]
pub(crate) async fn list_lines(
    #[server(default)] returned: Option<String>,
) -> Result<LinesPage, Shown> {
    use domain::neutral_line::ListNeutralLines;
    let user = crate::signed_in::signed_in().await?;
    let lines = user
        .access(ListNeutralLines, registry::neutral_line::list)
        .await?;
    let fresh = Filled::default();
    let filled = crate::form::server::filled(&user, FORM, returned.as_deref(), fresh).await?;
    Ok(LinesPage { lines, filled })
}

/// Agrees a line with an organisation.
#[server(endpoint = "neutral-line/agree")]
pub(crate) async fn agree(
    #[server(default)] organisation: String,
    #[server(default)] words: String,
    #[server(default)] telephone: String,
) -> Result<(), Shown> {
    use domain::neutral_line::AgreeNeutralLine;
    let user = crate::signed_in::signed_in().await?;
    let of = organisation
        .parse()
        .map(OrganisationId)
        .map_err(|_| Problem::new("organisation", "Choose the organisation"));
    let number = Telephone::parse(&telephone)
        .map_err(|_| Problem::new("telephone", "Enter a telephone number, like 01632 960 001"));
    let typed = [
        ("organisation", &organisation),
        ("words", &words),
        ("telephone", &telephone),
    ]
    .map(|(name, value)| (name.to_owned(), value.clone()))
    .into();
    let result = match (of, number) {
        (Ok(organisation), Ok(telephone)) => {
            let act = AgreeNeutralLine {
                organisation,
                words,
                telephone,
            };
            user.access(act, registry::neutral_line::agree).await
        }
        (of, number) => {
            let problems = [of.err(), number.err()];
            Err(Stopped::Rejected(Rejection(
                problems.into_iter().flatten().collect(),
            )))
        }
    };
    let done =
        crate::form::server::form_result(&user, FORM, "/neutral-lines", typed, result).await?;
    // An address of its own for each, so that the lines are read again.
    if let Some(line) = done {
        crate::form::server::redirect(&format!("/neutral-lines?done=agreed-{line}"));
    }
    Ok(())
}

/// Puts a line out of use.
#[server(endpoint = "neutral-line/retire")]
pub(crate) async fn retire(#[server(default)] line: String) -> Result<(), Shown> {
    use domain::neutral_line::RetireNeutralLine;
    let user = crate::signed_in::signed_in().await?;
    let line = line.parse().map_err(|_| nothing())?;
    user.access(RetireNeutralLine { line }, registry::neutral_line::retire)
        .await?;
    crate::form::server::redirect(&format!("/neutral-lines?done=retired-{line}"));
    Ok(())
}

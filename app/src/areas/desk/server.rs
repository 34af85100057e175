//! Server functions of the desk.

use domain::account::Person;
use domain::desk::{Desk, LineShown};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::shown::Shown;

/// The desk, and whose it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct DeskShown {
    /// The numbers.
    pub desk: Desk,
    /// Who sits there.
    pub person: Person,
}

/// The desk of whoever asks.
#[server(endpoint = "desk/view")]
pub(crate) async fn load_desk() -> Result<DeskShown, Shown> {
    use domain::desk::ViewDesk;
    let user = crate::signed_in::signed_in().await?;
    Ok(DeskShown {
        desk: user.access(ViewDesk, registry::desk::view).await?,
        person: user.person().clone(),
    })
}

/// The weeks behind one of its lines.
#[server(endpoint = "desk/line")]
pub(crate) async fn load_line(line: String) -> Result<LineShown, Shown> {
    use domain::desk::{Line, ViewDeskLine};
    let user = crate::signed_in::signed_in().await?;
    let line = Line::from_code(&line).ok_or_else(crate::opened::nothing)?;
    Ok(user
        .access(ViewDeskLine { line }, registry::desk::view_line)
        .await?)
}

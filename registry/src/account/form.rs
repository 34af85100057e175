//! A form that could not be accepted goes back to whoever filled it in, with everything they
//! typed and what to do about it; kept for their session, encrypted, for a short while.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::refusal::{Problem, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sql;
use crate::door::{SignedIn, Stopped};

/// How long a returned form is kept.
const KEPT_FOR: TimeDelta = TimeDelta::minutes(10);

/// The column whose values are sealed here.
const SEALED: &str = "returned_form.sealed";

/// What was typed, and what to do about it.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ReturnedForm {
    /// The fields by name.
    pub fields: BTreeMap<String, String>,
    /// What to do.
    pub problems: Vec<Problem>,
}

impl SignedIn {
    /// Keeps a form for this session. Gives the name under which it can be fetched.
    pub async fn return_form(
        &self,
        form: &'static str,
        returned: &ReturnedForm,
    ) -> Result<Uuid, Stopped> {
        let registry = self.caller().registry();
        let session = self.standing().session().ok_or(Refusal::SignedOut)?;
        let id = registry.chance().uuid();
        let plain = serde_json::to_vec(returned)?;
        let sealed = registry
            .keys()
            .seal(SEALED, id.as_bytes(), &plain, registry.chance());
        sql::keep_form(
            registry.pool(),
            id,
            session,
            form,
            &sealed,
            self.standing().now + KEPT_FOR,
        )
        .await?;
        Ok(id)
    }

    /// Fetches a form kept for this session; none where there is none or it was another's.
    pub async fn returned_form(
        &self,
        form: &'static str,
        id: Uuid,
    ) -> Result<Option<ReturnedForm>, Stopped> {
        let registry = self.caller().registry();
        let session = self.standing().session().ok_or(Refusal::SignedOut)?;
        let now = self.standing().now;
        let Some(sealed) = sql::kept_form(registry.pool(), id, session, form, now).await? else {
            return Ok(None);
        };
        let plain = registry.keys().open(SEALED, id.as_bytes(), &sealed)?;
        Ok(Some(serde_json::from_slice(&plain)?))
    }
}

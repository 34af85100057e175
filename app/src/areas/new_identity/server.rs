//! Server functions about new identities.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{address, date, fields, filled, form_result, name, redirect, typed},
    crate::opened::{name_of_child, nothing, opened},
    domain::child_record::Gender,
    domain::new_identity::{
        AskedBy, MakeRecord, NewRecord, PrepareRecord, ReleaseCode, SealRecord, ShowReleaseCode,
    },
    domain::refusal::{Problem, Refusal, Rejection},
    domain::standing::Role,
    registry::{SignedIn, Stopped},
};

/// The names of forms.
#[cfg(feature = "ssr")]
const SEAL: &str = "new-identity-seal";
#[cfg(feature = "ssr")]
const MAKE: &str = "new-identity-make";

/// To everyone but a manager there is nothing here (matrix row 32).
#[cfg(feature = "ssr")]
fn for_managers(user: &SignedIn) -> Result<(), Shown> {
    if user.person().role == Role::LocalAuthorityManager {
        Ok(())
    } else {
        Err(nothing())
    }
}

/// The form with which a record is sealed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct SealForm {
    /// The child's name.
    pub child: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form, for a child whose record is open.
#[server(endpoint = "new-identity/seal-form")]
pub(crate) async fn load_seal_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<SealForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    for_managers(&user)?;
    Ok(SealForm {
        child: name_of_child(&user, &opening).await?,
        filled: filled(&user, SEAL, returned.as_deref(), Filled::default()).await?,
    })
}

/// Seals a child's record that is open, and leads to the code.
#[server(endpoint = "new-identity/seal")]
pub(crate) async fn seal(
    #[server(default)] opening: String,
    #[server(default)] asked_by: String,
    #[server(default)] verified: String,
    #[server(default)] confirmed: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    for_managers(&user)?;
    let child = opened(&user, &opening).await?.child;
    let mut problems = Vec::new();
    let by = AskedBy::from_code(&asked_by);
    for (missing, field, message) in [
        (by.is_none(), "asked_by", "Select who asks for it"),
        (
            verified != "yes",
            "verified",
            "Make sure that they ask before you seal the record",
        ),
        (
            confirmed != "yes",
            "confirmed",
            "Confirm that the record is to be sealed now",
        ),
    ] {
        if missing {
            problems.push(Problem::new(field, message));
        }
    }
    let result = match by {
        Some(asked_by) if problems.is_empty() => {
            let act = SealRecord { child, asked_by };
            user.access(act, registry::new_identity::seal).await
        }
        _ => Err(Rejection(problems).into()),
    };
    let fields = typed(&[
        ("asked_by", &asked_by),
        ("verified", &verified),
        ("confirmed", &confirmed),
    ]);
    let page = format!("/child-record/{opening}/new-identity");
    if let Some(kept) = form_result(&user, SEAL, &page, fields, result).await? {
        redirect(&format!("/new-identity/code/{kept}"));
    }
    Ok(())
}

/// The code; none where it has been shown.
#[server(endpoint = "new-identity/code")]
pub(crate) async fn load_code(kept: String) -> Result<Option<String>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let kept = kept.parse().map_err(|_| nothing())?;
    let act = ShowReleaseCode { kept };
    match user.access(act, registry::new_identity::show).await {
        Ok(code) => Ok(Some(code)),
        Err(Stopped::Refused(Refusal::NoSuchRecord)) => Ok(None),
        Err(stopped) => Err(stopped.into()),
    }
}

/// What stands in the form with which a record is made.
#[server(endpoint = "new-identity/form")]
pub(crate) async fn load_make_form(
    #[server(default)] returned: Option<String>,
) -> Result<Filled, Shown> {
    let user = crate::signed_in::signed_in().await?;
    user.access(PrepareRecord, registry::new_identity::prepare)
        .await?;
    filled(&user, MAKE, returned.as_deref(), Filled::default()).await
}

/// What is typed of a child.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RecordFields {
    code: String,
    given: String,
    family: String,
    born_day: String,
    born_month: String,
    born_year: String,
    gender: String,
    line_1: String,
    line_2: String,
    town: String,
    postcode: String,
    parent_1_given: String,
    parent_1_family: String,
    parent_2_given: String,
    parent_2_family: String,
}

impl std::fmt::Debug for RecordFields {
    /// What was typed is nobody else's (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecordFields")
    }
}

#[cfg(feature = "ssr")]
impl RecordFields {
    /// The act that is asked for, or everything there is to mend.
    fn act(&self) -> Result<MakeRecord, Vec<Problem>> {
        let mut problems = Vec::new();
        let child = [("given", &*self.given), ("family", &*self.family)];
        let child = name(&mut problems, child);
        if child.given.is_empty() {
            problems.push(Problem::new("given", "Enter the first names"));
        }
        if child.family.is_empty() {
            problems.push(Problem::new("family", "Enter the last name"));
        }
        let gender = Gender::from_code(&self.gender);
        if gender.is_none() {
            let message = "Select the gender, or that it is not specified";
            problems.push(Problem::new("gender", message));
        }
        let typed = [
            [
                ("parent_1_given", &*self.parent_1_given),
                ("parent_1_family", &*self.parent_1_family),
            ],
            [
                ("parent_2_given", &*self.parent_2_given),
                ("parent_2_family", &*self.parent_2_family),
            ],
        ];
        let mut parents = Vec::new();
        for parts in typed {
            let parent = name(&mut problems, parts);
            if parent.given.is_empty() && parent.family.is_empty() {
                continue;
            }
            if parent.family.is_empty() {
                problems.push(Problem::new(parts[1].0, "Enter the parent’s last name"));
            }
            parents.push(parent);
        }
        let message = "Enter the date of birth, like 27 3 2016";
        let born = date(
            "born",
            &self.born_day,
            &self.born_month,
            &self.born_year,
            message,
        );
        let code = ReleaseCode::parse(&self.code);
        let lives_at = address([&self.line_1, &self.line_2, &self.town], &self.postcode);
        match (code, born, gender, lives_at) {
            (Ok(code), Ok(date_of_birth), Some(gender), Ok(address)) if problems.is_empty() => {
                let record = NewRecord {
                    name: child,
                    date_of_birth,
                    gender,
                    address,
                    parents,
                };
                Ok(MakeRecord { code, record })
            }
            (code, born, _, lives_at) => {
                let mut all: Vec<Problem> = code.err().into_iter().collect();
                all.extend(problems);
                all.extend(born.err());
                all.extend(lives_at.err().into_iter().flatten());
                Err(all)
            }
        }
    }
}

/// Makes a record with a code.
#[server(endpoint = "new-identity/make")]
pub(crate) async fn make(#[server(flatten)] typed: RecordFields) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    for_managers(&user)?;
    let result = match typed.act() {
        Ok(act) => user.access(act, registry::new_identity::make).await,
        Err(problems) => Err(Rejection(problems).into()),
    };
    if form_result(&user, MAKE, "/new-identity", fields(&typed), result)
        .await?
        .is_some()
    {
        redirect("/new-identity?done=made");
    }
    Ok(())
}

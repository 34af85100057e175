//! Server functions of sensitive services. Nothing that is sent here goes to anyone but an entry's
//! owner and whoever brokers for the record's authority (SENS-04).

use domain::involvement::ServiceChoice;
use domain::sensitive_service::{MySensitiveInvolvement, SensitiveContacts, Withdrawal};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use crate::opened::nothing;
#[cfg(feature = "ssr")]
use {
    chrono::NaiveDate,
    domain::child_record::Telephone,
    domain::id::{InvolvementId, OpeningId},
    domain::involvement::{EntryChanges, Level},
    domain::refusal::{Problem, Rejection},
    domain::sensitive_service::{Attesting, Basis, Checklist, GivenBy, SensitiveShown},
    domain::standing::Role,
    registry::{SignedIn, Stopped},
    std::collections::BTreeMap,
};

/// What the page for recording an involvement of a sensitive service shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct RecordForm {
    /// The child's name.
    pub child: String,
    /// Sensitive services of the viewer's organisation.
    pub services: Vec<ServiceChoice>,
    /// What stands in the form.
    pub filled: Filled,
}

/// An involvement's name from the page's address.
#[cfg(feature = "ssr")]
fn named(involvement: &str) -> Result<InvolvementId, Shown> {
    involvement.parse().map_err(|_| nothing())
}

/// The names of a date's three fields.
#[cfg(feature = "ssr")]
fn parts(question: &str) -> [&'static str; 3] {
    match question {
        "started" => ["started_day", "started_month", "started_year"],
        "ended" => ["ended_day", "ended_month", "ended_year"],
        "informed" => ["informed_day", "informed_month", "informed_year"],
        _ => ["given_day", "given_month", "given_year"],
    }
}

/// A date as three fields of a form.
#[cfg(feature = "ssr")]
fn date_fields(question: &str, date: NaiveDate) -> Vec<(&'static str, String)> {
    use chrono::Datelike;
    let values = [
        date.day().to_string(),
        date.month().to_string(),
        date.year().to_string(),
    ];
    parts(question).into_iter().zip(values).collect()
}

/// A date from three fields.
#[cfg(feature = "ssr")]
fn date(
    question: &'static str,
    [day, month, year]: [&str; 3],
    message: &'static str,
) -> Result<NaiveDate, Problem> {
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let date = match (number(day), number(month), number(year)) {
        (Some(day), Some(month), Some(year)) if (1900..=2999).contains(&year) => {
            NaiveDate::from_ymd_opt(year as i32, month, day)
        }
        _ => None,
    };
    date.ok_or(Problem::new(question, message))
}

/// What was typed, by field.
#[cfg(feature = "ssr")]
fn typed(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
    fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// What is typed of an attestation; the list of statements besides.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AttestedFields {
    basis: String,
    given_by: String,
    harm: String,
    given_day: String,
    given_month: String,
    given_year: String,
}

impl std::fmt::Debug for AttestedFields {
    /// What was typed is nobody else's (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AttestedFields")
    }
}

#[cfg(feature = "ssr")]
impl AttestedFields {
    /// What is attested, or what is missing in the form.
    fn attesting(&self, checklist: &[String]) -> Result<Attesting, Rejection> {
        let basis = Basis::from_code(&self.basis)
            .ok_or(Problem::new("basis", "Select on what basis you record it"));
        let given = [self.given_day.as_str(), &self.given_month, &self.given_year];
        let on = date("given", given, "Enter a date, like 27 3 2026");
        match (basis, on) {
            (Ok(Basis::Consent), Ok(given_on)) => Ok(Attesting::Consent {
                given_by: GivenBy::from_code(&self.given_by),
                given_on,
                checklist: Checklist::ticked(checklist.iter().map(String::as_str)),
            }),
            (Ok(Basis::SignificantHarm), Ok(judged_on)) => Ok(Attesting::SignificantHarm {
                judged_on,
                attests: self.harm == "yes",
            }),
            (basis, on) => Err(Rejection(
                [basis.err(), on.err()].into_iter().flatten().collect(),
            )),
        }
    }

    /// What was typed, to come back with the form.
    fn typed(&self, checklist: &[String]) -> BTreeMap<String, String> {
        let mut fields = crate::form::server::fields(self);
        fields.insert("checklist".to_owned(), checklist.join(" "));
        fields
    }
}

/// The form for recording an involvement of a sensitive service with a child whose record is open.
#[server(endpoint = "sensitive-service/form")]
pub(crate) async fn load_record_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<RecordForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    if user.person().role != Role::SensitiveServicePractitioner {
        return Err(nothing());
    }
    let child = crate::opened::name_of_child(&user, &opening).await?;
    let today = domain::clock::london_date(user.standing().now);
    let telephone = user.own_telephone().await?.map(String::from);
    let fresh = Filled::with(
        date_fields("started", today)
            .into_iter()
            .chain(date_fields("given", today))
            .chain([("telephone", telephone.unwrap_or_default())]),
    );
    let name = "record-sensitive-involvement";
    let filled = crate::form::server::filled(&user, name, returned.as_deref(), fresh).await?;
    Ok(RecordForm {
        child,
        services: user.sensitive_service_choices().await?,
        filled,
    })
}

/// Level, number and first day, as they are typed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct DetailFields {
    level: String,
    telephone: String,
    started_day: String,
    started_month: String,
    started_year: String,
}

impl std::fmt::Debug for DetailFields {
    /// What was typed is nobody else's (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DetailFields")
    }
}

#[cfg(feature = "ssr")]
impl DetailFields {
    /// What they say, or what is missing in the form.
    fn details(&self) -> Result<EntryChanges, Rejection> {
        let level = Level::from_code(&self.level)
            .ok_or(Problem::new("level", "Select who should be contacted"));
        let telephone = Telephone::parse(&self.telephone)
            .map_err(|_| Problem::new("telephone", "Enter a telephone number, like 01632 960 001"));
        let started = [
            self.started_day.as_str(),
            &self.started_month,
            &self.started_year,
        ];
        let started = date("started", started, "Enter a start date, like 27 3 2026");
        match (level, telephone, started) {
            (Ok(level), Ok(telephone), Ok(started)) => Ok(EntryChanges {
                level,
                telephone,
                started,
            }),
            (level, telephone, started) => Err(Rejection(
                [level.err(), telephone.err(), started.err()]
                    .into_iter()
                    .flatten()
                    .collect(),
            )),
        }
    }
}

/// Records an involvement of one's own sensitive service with a child whose record is open.
#[server(endpoint = "sensitive-service/record")]
pub(crate) async fn record(
    #[server(default)] opening: String,
    #[server(default)] service: String,
    #[server(flatten)] details: DetailFields,
    #[server(flatten)] attested: AttestedFields,
    #[server(default)] checklist: Vec<String>,
) -> Result<(), Shown> {
    use domain::sensitive_service::RecordSensitiveInvolvement;
    let user = crate::signed_in::signed_in().await?;
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    let child = user.opening(opening).await?.ok_or_else(nothing)?.child;
    let mut fields = attested.typed(&checklist);
    fields.extend(crate::form::server::fields(&details));
    fields.insert("service".to_owned(), service.clone());
    let chosen = service.parse().map_err(|_| {
        Rejection::of(
            "service",
            "Select the service that is working with the child",
        )
    });
    let details = details.details();
    let result = match (chosen, details, attested.attesting(&checklist)) {
        (Ok(service), Ok(details), Ok(attesting)) => {
            let act = RecordSensitiveInvolvement {
                child,
                service,
                details,
                attesting,
            };
            user.access(act, registry::sensitive_service::record).await
        }
        (chosen, details, attesting) => Err(Stopped::Rejected(Rejection(
            [chosen.err(), details.err(), attesting.err()]
                .into_iter()
                .flatten()
                .flat_map(|rejection| rejection.0)
                .collect(),
        ))),
    };
    let page = format!("/child-record/{opening}/record-sensitive-involvement");
    let name = "record-sensitive-involvement";
    let done = crate::form::server::form_result(&user, name, &page, fields, result).await?;
    if done.is_some() {
        crate::form::server::redirect(&format!("/child-record/{opening}?done=recorded"));
    }
    Ok(())
}

/// The entries of sensitive services that one keeps.
#[server(endpoint = "sensitive-service/mine")]
pub(crate) async fn mine() -> Result<Vec<MySensitiveInvolvement>, Shown> {
    use domain::sensitive_service::ListMySensitiveInvolvements;
    let user = crate::signed_in::signed_in().await?;
    Ok(user
        .access(
            ListMySensitiveInvolvements,
            registry::sensitive_service::list_mine,
        )
        .await?)
}

/// What a page does with an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Purpose {
    /// Renews what is attested.
    Renew,
    /// Changes whom to ring, and since when.
    Change,
    /// Ends it.
    End,
    /// Notes that consent was withdrawn.
    Withdraw,
}

#[cfg(feature = "ssr")]
impl Purpose {
    /// The form's name.
    fn form(self) -> &'static str {
        match self {
            Purpose::Renew => "renew-consent",
            Purpose::Change => "change-sensitive-involvement",
            Purpose::End => "end-sensitive-involvement",
            Purpose::Withdraw => "withdraw-consent",
        }
    }

    /// The last part of the page's path.
    fn page(self) -> &'static str {
        match self {
            Purpose::Renew => "renew",
            Purpose::Change => "change",
            Purpose::End => "end",
            Purpose::Withdraw => "withdraw",
        }
    }

    /// Whether nobody but the entry's owner does it.
    fn is_owners(self) -> bool {
        matches!(self, Purpose::Change | Purpose::End)
    }

    /// What stands in the form before anything is typed.
    fn fresh(self, entry: &SensitiveShown, today: NaiveDate) -> Filled {
        let today = |question| Filled::with(date_fields(question, today));
        match self {
            Purpose::Renew => today("given"),
            Purpose::End => today("ended"),
            Purpose::Withdraw => today("informed"),
            Purpose::Change => {
                let telephone = entry.contact.telephone.clone().map(String::from);
                Filled::with(date_fields("started", entry.started).into_iter().chain([
                    ("telephone", telephone.unwrap_or_default()),
                    ("level", entry.level.code().to_owned()),
                ]))
            }
        }
    }
}

/// An entry, and a form that does something with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct EntryForm {
    /// The entry.
    pub involvement: MySensitiveInvolvement,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form that renews, changes or ends one's own entry, or notes that its consent was withdrawn.
#[server(endpoint = "sensitive-service/entry")]
pub(crate) async fn load_entry_form(
    involvement: String,
    purpose: Purpose,
    #[server(default)] returned: Option<String>,
) -> Result<EntryForm, Shown> {
    use domain::sensitive_service::ViewSensitiveEntry;
    let user = crate::signed_in::signed_in().await?;
    let involvement = named(&involvement)?;
    let act = ViewSensitiveEntry { involvement };
    let involvement = user.access(act, registry::sensitive_service::view).await?;
    if purpose.is_owners() && !involvement.own {
        return Err(nothing());
    }
    let today = domain::clock::london_date(user.standing().now);
    let fresh = purpose.fresh(&involvement.entry, today);
    let filled =
        crate::form::server::filled(&user, purpose.form(), returned.as_deref(), fresh).await?;
    Ok(EntryForm {
        involvement,
        filled,
    })
}

/// Leads on, or the form back to its page.
#[cfg(feature = "ssr")]
async fn finish<T>(
    user: &SignedIn,
    purpose: Purpose,
    involvement: InvolvementId,
    fields: BTreeMap<String, String>,
    result: Result<T, Stopped>,
) -> Result<Option<T>, Shown> {
    let page = format!("/sensitive-involvements/{involvement}/{}", purpose.page());
    crate::form::server::form_result(user, purpose.form(), &page, fields, result).await
}

/// Leads back to the list of whoever did something: the owner's own, or what waits for a manager.
#[cfg(feature = "ssr")]
fn back(user: &SignedIn, done: &str) {
    let list = if user.person().role.keeps_involvements() {
        "/sensitive-involvements"
    } else {
        "/tasks"
    };
    crate::form::server::redirect(&format!("{list}?done={done}"));
}

/// Renews what is attested of one's own entry.
#[server(endpoint = "sensitive-service/renew")]
pub(crate) async fn renew(
    #[server(default)] involvement: String,
    #[server(flatten)] attested: AttestedFields,
    #[server(default)] checklist: Vec<String>,
) -> Result<(), Shown> {
    use domain::sensitive_service::RenewConsent;
    let user = crate::signed_in::signed_in().await?;
    let involvement = named(&involvement)?;
    let result = match attested.attesting(&checklist) {
        Ok(attesting) => {
            let act = RenewConsent {
                involvement,
                attesting,
            };
            user.access(act, registry::sensitive_service::renew).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let fields = attested.typed(&checklist);
    let done = finish(&user, Purpose::Renew, involvement, fields, result).await?;
    if done.is_some() {
        back(&user, "renewed");
    }
    Ok(())
}

/// Changes whom to ring, and since when, in one's own entry.
#[server(endpoint = "sensitive-service/change")]
pub(crate) async fn change(
    #[server(default)] involvement: String,
    #[server(flatten)] details: DetailFields,
) -> Result<(), Shown> {
    use domain::sensitive_service::ChangeSensitiveInvolvement;
    let user = crate::signed_in::signed_in().await?;
    let involvement = named(&involvement)?;
    let result = match details.details() {
        Ok(changes) => {
            let act = ChangeSensitiveInvolvement {
                involvement,
                changes,
            };
            user.access(act, registry::sensitive_service::change).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let fields = crate::form::server::fields(&details);
    let done = finish(&user, Purpose::Change, involvement, fields, result).await?;
    if done.is_some() {
        back(&user, "changed");
    }
    Ok(())
}

/// Ends one's own entry.
#[server(endpoint = "sensitive-service/end")]
pub(crate) async fn end(
    #[server(default)] involvement: String,
    #[server(default)] ended_day: String,
    #[server(default)] ended_month: String,
    #[server(default)] ended_year: String,
) -> Result<(), Shown> {
    use domain::sensitive_service::EndSensitiveInvolvement;
    let user = crate::signed_in::signed_in().await?;
    let involvement = named(&involvement)?;
    let day = [ended_day.as_str(), &ended_month, &ended_year];
    let result = match date("ended", day, "Enter an end date, like 27 3 2026") {
        Ok(ended) => {
            let act = EndSensitiveInvolvement { involvement, ended };
            user.access(act, registry::sensitive_service::end).await
        }
        Err(problem) => Err(Rejection(vec![problem]).into()),
    };
    let fields = typed(&[
        ("ended_day", &ended_day),
        ("ended_month", &ended_month),
        ("ended_year", &ended_year),
    ]);
    let done = finish(&user, Purpose::End, involvement, fields, result).await?;
    if done.is_some() {
        back(&user, "ended");
    }
    Ok(())
}

/// Notes that consent was withdrawn: the entry goes to the archive at once (SENS-06).
#[server(endpoint = "sensitive-service/withdraw")]
pub(crate) async fn withdraw(
    #[server(default)] involvement: String,
    #[server(default)] informed_by: String,
    #[server(default)] informed_day: String,
    #[server(default)] informed_month: String,
    #[server(default)] informed_year: String,
    #[server(default)] stays: String,
) -> Result<(), Shown> {
    use domain::sensitive_service::WithdrawConsent;
    let user = crate::signed_in::signed_in().await?;
    let involvement = named(&involvement)?;
    let day = [informed_day.as_str(), &informed_month, &informed_year];
    let by =
        GivenBy::from_code(&informed_by).ok_or(Problem::new("informed_by", "Select who told you"));
    let on = date("informed", day, "Enter a date, like 27 3 2026");
    let result = match (by, on) {
        (Ok(informed_by), Ok(informed_on)) => {
            let act = WithdrawConsent {
                involvement,
                informed_by,
                informed_on,
                stays: stays == "yes",
            };
            user.access(act, registry::sensitive_service::withdraw)
                .await
        }
        (by, on) => Err(Stopped::Rejected(Rejection(
            [by.err(), on.err()].into_iter().flatten().collect(),
        ))),
    };
    let fields = typed(&[
        ("informed_by", &informed_by),
        ("informed_day", &informed_day),
        ("informed_month", &informed_month),
        ("informed_year", &informed_year),
        ("stays", &stays),
    ]);
    let gone = finish(&user, Purpose::Withdraw, involvement, fields, result).await?;
    match gone {
        Some(true) => back(&user, "withdrawn"),
        Some(false) => back(&user, "kept"),
        None => {}
    }
    Ok(())
}

/// A withdrawal that a manager confirms.
#[server(endpoint = "sensitive-service/withdrawal")]
pub(crate) async fn load_withdrawal(involvement: String) -> Result<Withdrawal, Shown> {
    use domain::sensitive_service::ViewWithdrawal;
    let user = crate::signed_in::signed_in().await?;
    let act = ViewWithdrawal {
        involvement: named(&involvement)?,
    };
    Ok(user
        .access(act, registry::sensitive_service::view_withdrawal)
        .await?)
}

/// Confirms a withdrawal.
#[server(endpoint = "sensitive-service/confirm-withdrawal")]
pub(crate) async fn confirm_withdrawal(
    #[server(default)] involvement: String,
) -> Result<(), Shown> {
    use domain::sensitive_service::ConfirmWithdrawal;
    let user = crate::signed_in::signed_in().await?;
    let involvement = named(&involvement)?;
    let act = ConfirmWithdrawal { involvement };
    user.access(act, registry::sensitive_service::confirm_withdrawal)
        .await?;
    crate::form::server::redirect(&format!(
        "/sensitive-involvements/{involvement}/withdrawn?done=confirmed"
    ));
    Ok(())
}

/// The sensitive services that work with a child whose record is open, to whoever brokers.
#[server(endpoint = "sensitive-service/contacts")]
pub(crate) async fn load_contacts(opening: String) -> Result<SensitiveContacts, Shown> {
    use domain::sensitive_service::ViewSensitiveContacts;
    let user = crate::signed_in::signed_in().await?;
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    let registry::child_record::Opening { child, reason } =
        user.opening(opening).await?.ok_or_else(nothing)?;
    let act = ViewSensitiveContacts { child, reason };
    Ok(user
        .access(act, registry::sensitive_service::contacts)
        .await?)
}

//! Reports of users, of practitioners and of members of the public (MIS-06), and whose account they are about.

use domain::act::Act;
use domain::id::{AccountId, LocalAuthorityCode, OrganisationId};
use domain::misuse::{Concern, NameSubject, Named, Origin, PrepareReport, ReportUse, Step};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;
use serde_json::json;
use uuid::Uuid;

use super::sql::{self, NewReport};
use super::{REPORT, not_now, permitted, tell_office};
use crate::door::{Access, Stopped, admit};

admit!(PrepareReport, ReportUse);

/// Opens the form, and gives the token by which it is known if it is sent twice.
pub async fn prepare(access: &mut Access<PrepareReport>) -> Result<Uuid, Stopped> {
    Ok(access.chance().uuid())
}

/// What is to be looked into, by a report of this area's form or as another area learnt of it: a complaint that says
/// that an account was misused (CMP-08).
pub(crate) struct Reported {
    /// The authority where whoever it is about works, or where it was told; none with a national body.
    pub local_authority: Option<LocalAuthorityCode>,
    /// The national body, where it is with one.
    pub organisation: Option<OrganisationId>,
    /// Whose account, where that is known.
    pub subject: Option<AccountId>,
    /// Whether it is about somebody who manages ContactPoint or its accounts: the central team looks into it,
    /// whether or not their account is known.
    pub about_management: bool,
    /// Where it came from.
    pub origin: Origin,
    /// What of.
    pub concern: Concern,
    /// What a form of this area says besides.
    pub form: Option<Form>,
}

/// What a form says besides.
pub(crate) struct Form {
    /// By which it is known if it is sent twice.
    pub token: Option<Uuid>,
    /// The user who reports it, or enters what others told them.
    pub reporter: Option<AccountId>,
    /// Whom it is about, as it was told.
    pub named: Named,
}

/// Opens an investigation within the act of whoever learns of something, and tells those who look into it; gives
/// which. The same form sent twice opens one.
pub(crate) async fn open_reported<A: Act>(
    access: &mut Access<A>,
    reported: Reported,
) -> Result<Uuid, Stopped> {
    let organisation = match (reported.subject, &reported.local_authority) {
        (Some(subject), Some(authority)) => {
            sql::organisation_in(access.connection(), subject, authority).await?
        }
        _ => reported.organisation,
    };
    let (fresh, today) = (access.chance().uuid(), access.today());
    let sealed = match &reported.form {
        Some(form) => {
            let named = serde_json::to_vec(&form.named)?;
            let (keys, chance) = (access.keys(), access.chance());
            Some(keys.seal(REPORT, fresh.as_bytes(), &named, chance))
        }
        None => None,
    };
    let report = NewReport {
        id: fresh,
        central: reported.about_management,
        local_authority: reported.local_authority,
        organisation,
        subject: reported.subject,
        origin: reported.origin,
        concern: reported.concern,
        reporter: reported.form.as_ref().and_then(|form| form.reporter),
        token: reported.form.as_ref().and_then(|form| form.token),
        sealed,
    };
    let id = sql::keep_report(access.connection(), &report, today).await?;
    if id == fresh {
        tell_office(access, id).await?;
    }
    Ok(id)
}

/// Keeps a report, for the office of the reporter's authority or national body.
pub async fn report(access: &mut Access<ReportUse>) -> Result<(), Stopped> {
    let hat = access.hat()?.clone();
    let ReportUse { report, token } = access.act();
    let (report, token) = (report.clone(), *token);
    let reporter = access.standing().account();
    let national = hat.local_authority.is_none();
    let reported = Reported {
        organisation: national.then_some(hat.organisation),
        local_authority: hat.local_authority,
        subject: None,
        about_management: report.about_management || hat.role == Role::CentralTeam,
        origin: report.origin,
        concern: report.concern,
        form: Some(Form {
            token,
            reporter,
            named: report.named,
        }),
    };
    let id = open_reported(access, reported).await?;
    access.note(json!({ "investigation": id }));
    Ok(())
}

/// Says whose account it is about. If that is somebody who manages or administers, the central team looks into it
/// from then on (D-35). Those who look into it find accounts of their own authority or body alone.
pub async fn name(access: &mut Access<NameSubject>) -> Result<(), Stopped> {
    let id = access.act().investigation;
    let investigation = permitted(access, id).await?;
    if !investigation.progress.may(Step::Name, access.today()) {
        return Err(not_now("user_name").into());
    }
    let hat = access.hat()?.clone();
    let user_name = access.act().user_name.trim().to_lowercase();
    let found = sql::account_called(access.connection(), &user_name, &hat).await?;
    let Some(found) = found else {
        let message = "Nobody with this user name works in your area of responsibility. Check it with your list of users";
        return Err(Rejection::of("user_name", message).into());
    };
    if access.standing().account() == Some(AccountId(found.account)) {
        // Whoever it is about neither names nor handles it.
        return Err(Refusal::NotYours.into());
    }
    access.note(json!({ "account": found.account }));
    sql::name(access.connection(), id, &found).await?;
    tell_office(access, id).await
}

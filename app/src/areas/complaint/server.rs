//! Server functions of complaints.

use domain::complaint::{ComplaintShown, Complaints};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{Day, address, date, fields, filled, form_result, redirect, typed},
    crate::opened::nothing,
    crate::picked::server::keep_picked,
    domain::complaint::{
        AdvanceComplaint, ListComplaints, Lodged, LogComplaint, Office, Outcome, Part,
        PrepareComplaint, SetOffice, SplitComplaint, Step, Triage, Typed, TypedTriage,
        ViewComplaint,
    },
    domain::refusal::{Problem, Rejection},
    registry::complaint,
    registry::{SignedIn, Stopped},
    std::collections::BTreeMap,
    uuid::Uuid,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const LOG: &str = "log-complaint";
#[cfg(feature = "ssr")]
const STEP: &str = "complaint";
#[cfg(feature = "ssr")]
const OFFICE: &str = "complaint-office";

/// The complaints of an authority, and the form with which its manager sets how they are received.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ListForms {
    /// The complaints.
    pub list: Complaints,
    /// What stands in the form.
    pub filled: Filled,
}

/// The complaints of the reader's authority.
#[server(endpoint = "complaint/list")]
pub(crate) async fn load_complaints(
    #[server(default)] show: Option<String>,
    #[server(default)] returned: Option<String>,
) -> Result<ListForms, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut list = user.access(ListComplaints, complaint::list).await?;
    keep_picked(&user, show.as_deref(), &mut list.open);
    let Office {
        telephone,
        email,
        has_review,
    } = list.office.clone();
    let review = if has_review { "yes" } else { "" };
    let set = Filled::with([
        ("telephone", telephone.unwrap_or_default()),
        ("email", email.unwrap_or_default()),
        ("review", review.to_owned()),
    ]);
    Ok(ListForms {
        list,
        filled: filled(&user, OFFICE, returned.as_deref(), set).await?,
    })
}

/// Sets how complaints are received.
#[server(endpoint = "complaint/office")]
pub(crate) async fn publish_office(
    #[server(default)] telephone: String,
    #[server(default)] email: String,
    #[server(default)] review: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let result = match Office::parse(&telephone, &email, &review) {
        Ok(office) => {
            user.access(SetOffice { office }, complaint::set_office)
                .await
        }
        Err(rejection) => {
            // Whoever may set nothing is told so before what to mend.
            user.access(ListComplaints, complaint::list).await?;
            Err(rejection.into())
        }
    };
    let kept = typed(&[
        ("telephone", &telephone),
        ("email", &email),
        ("review", &review),
    ]);
    if form_result(&user, OFFICE, "/complaints", kept, result)
        .await?
        .is_some()
    {
        redirect("/complaints?done=set");
    }
    Ok(())
}

/// The form with which a complaint is logged.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LogForm {
    /// By which the form is known if it is sent twice.
    pub token: String,
    /// What stands in the form.
    pub filled: Filled,
}

/// An empty form, or the one that came back.
#[server(endpoint = "complaint/log-form")]
pub(crate) async fn load_log(
    #[server(default)] returned: Option<String>,
) -> Result<LogForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let fresh = user.access(PrepareComplaint, complaint::prepare).await?;
    let filled = filled(&user, LOG, returned.as_deref(), Filled::default()).await?;
    Ok(LogForm {
        token: filled
            .value("token")
            .filter(|_| filled.problem("token").is_none())
            .unwrap_or_else(|| fresh.to_string()),
        filled,
    })
}

/// The fields of the form, as they were typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Letter {
    complainant: String,
    given: String,
    family: String,
    reach: String,
    email: String,
    line_1: String,
    line_2: String,
    town: String,
    postcode: String,
    about: String,
    arose_day: String,
    arose_month: String,
    arose_year: String,
    received_day: String,
    received_month: String,
    received_year: String,
    reference: String,
    number: String,
    token: String,
}

impl std::fmt::Debug for Letter {
    /// It names somebody (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letter")
    }
}

/// What to do about the day on which something came about.
#[cfg(feature = "ssr")]
const AROSE: &str = "Enter the day on which what the complaint is about happened";

#[cfg(feature = "ssr")]
impl Letter {
    /// What it says.
    fn read(&self) -> Result<Lodged, Vec<Problem>> {
        let post = || {
            let lines = [&*self.line_1, &self.line_2, &self.town];
            address(lines, &self.postcode)
        };
        let arose = date(
            "arose",
            &self.arose_day,
            &self.arose_month,
            &self.arose_year,
            AROSE,
        );
        let received = date(
            "received",
            &self.received_day,
            &self.received_month,
            &self.received_year,
            "Enter the day on which the complaint was received",
        );
        let typed = Typed {
            complainant: &self.complainant,
            name: [&self.given, &self.family],
            reach: &self.reach,
            email: &self.email,
            about: &self.about,
            reference: &self.reference,
            number: &self.number,
        };
        Lodged::typed(typed, post, arose, received)
    }
}

/// Logs a complaint.
#[server(endpoint = "complaint/log")]
pub(crate) async fn send_complaint(#[server(flatten)] letter: Letter) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let result = match letter.read() {
        Ok(lodged) => {
            let token = letter.token.parse().ok();
            let act = LogComplaint { lodged, token };
            user.access(act, complaint::log).await
        }
        Err(problems) => {
            // Whoever may not log a complaint is told so before what to mend.
            user.access(PrepareComplaint, complaint::prepare).await?;
            Err(Rejection(problems).into())
        }
    };
    let kept = fields(&letter);
    if let Some(id) = form_result(&user, LOG, "/complaints/log", kept, result).await? {
        redirect(&format!("/complaints/{id}?done=logged"));
    }
    Ok(())
}

/// The name of a complaint in an address.
#[cfg(feature = "ssr")]
fn named(complaint: &str) -> Result<Uuid, Shown> {
    complaint.parse().map_err(|_| nothing())
}

/// A complaint, and the forms on its page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ComplaintForms {
    /// The complaint.
    pub shown: ComplaintShown,
    /// What stands in the form that came back.
    pub filled: Filled,
}

/// One complaint.
#[server(endpoint = "complaint/view")]
pub(crate) async fn load_complaint(
    complaint: String,
    #[server(default)] returned: Option<String>,
) -> Result<ComplaintForms, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let act = ViewComplaint {
        complaint: named(&complaint)?,
    };
    Ok(ComplaintForms {
        shown: user.access(act, complaint::view).await?,
        filled: filled(&user, STEP, returned.as_deref(), Filled::default()).await?,
    })
}

/// What is answered to a form that cannot be used; whoever may not see the complaint is told so first.
#[cfg(feature = "ssr")]
async fn to_mend<T>(
    user: &SignedIn,
    complaint: Uuid,
    problems: Vec<Problem>,
) -> Result<T, Stopped> {
    user.access(ViewComplaint { complaint }, complaint::view)
        .await?;
    Err(Rejection(problems).into())
}

/// Takes a step, and leads back to the complaint: with what was done, or with the form that is to be mended.
#[cfg(feature = "ssr")]
async fn take(
    complaint: &str,
    step: Result<Step, Vec<Problem>>,
    kept: BTreeMap<String, String>,
    done: &str,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let complaint = named(complaint)?;
    let result = match step {
        Ok(step) => {
            let act = AdvanceComplaint { complaint, step };
            user.access(act, complaint::advance).await
        }
        Err(problems) => to_mend(&user, complaint, problems).await,
    };
    let page = format!("/complaints/{complaint}");
    if form_result(&user, STEP, &page, kept, result)
        .await?
        .is_some()
    {
        redirect(&format!("{page}?done={done}"));
    }
    Ok(())
}

/// Records what is done with a complaint that has come in.
#[server(endpoint = "complaint/decide")]
pub(crate) async fn decide(
    #[server(default)] complaint: String,
    #[server(default)] decision: String,
    #[server(default)] late: String,
    #[server(default)] misuse: String,
    #[server(default)] exclusion: String,
    #[server(default)] out_of_time: String,
) -> Result<(), Shown> {
    let triage = Triage::typed(TypedTriage {
        decision: &decision,
        late: &late,
        misuse: &misuse,
        exclusion: &exclusion,
        out_of_time: &out_of_time,
    });
    let kept = typed(&[
        ("decision", &decision),
        ("late", &late),
        ("misuse", &misuse),
        ("exclusion", &exclusion),
        ("out_of_time", &out_of_time),
    ]);
    let step = triage.map(Step::Triage).map_err(|problem| vec![problem]);
    take(&complaint, step, kept, "decided").await
}

/// Records the written answer.
#[server(endpoint = "complaint/answer")]
pub(crate) async fn answer(
    #[server(default)] complaint: String,
    #[server(default)] outcome: String,
    #[server(default)] on_day: String,
    #[server(default)] on_month: String,
    #[server(default)] on_year: String,
) -> Result<(), Shown> {
    let day = Day {
        field: "on",
        parts: [&on_day, &on_month, &on_year],
    };
    let came =
        Outcome::from_code(&outcome).ok_or(Problem::new("outcome", "Select what came of it"));
    let step = match (came, day.read()) {
        (Ok(outcome), Ok(on)) => Ok(Step::Answer(outcome, on)),
        (came, on) => Err(came.err().into_iter().chain(on.err()).collect()),
    };
    let mut kept = typed(&[("outcome", &outcome)]);
    day.keep(&mut kept);
    take(&complaint, step, kept, "answered").await
}

/// Records what follows the answer.
#[server(endpoint = "complaint/further")]
pub(crate) async fn take_further(
    #[server(default)] complaint: String,
    #[server(default)] further: String,
) -> Result<(), Shown> {
    let step = match further.as_str() {
        "review" => Some(Step::Review),
        "close" => Some(Step::Close),
        "external" => Some(Step::External),
        code => Outcome::from_code(code).map(Step::Reviewed),
    };
    let step = step.ok_or_else(|| vec![Problem::new("further", "Select what has happened")]);
    take(&complaint, step, typed(&[("further", &further)]), "further").await
}

/// Takes a part of a complaint by itself.
#[server(endpoint = "complaint/split")]
pub(crate) async fn split(
    #[server(default)] complaint: String,
    #[server(default)] token: String,
    #[server(default)] about: String,
    #[server(default)] arose_day: String,
    #[server(default)] arose_month: String,
    #[server(default)] arose_year: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let complaint = named(&complaint)?;
    let arose = date("arose", &arose_day, &arose_month, &arose_year, AROSE);
    let result = match Part::typed(&about, arose) {
        Ok(part) => {
            let act = SplitComplaint {
                complaint,
                part,
                token: token.parse().ok(),
            };
            user.access(act, complaint::split).await
        }
        Err(problems) => to_mend(&user, complaint, problems).await,
    };
    let kept = typed(&[
        ("about", &about),
        ("arose_day", &arose_day),
        ("arose_month", &arose_month),
        ("arose_year", &arose_year),
    ]);
    let page = format!("/complaints/{complaint}");
    if let Some(id) = form_result(&user, STEP, &page, kept, result).await? {
        redirect(&format!("/complaints/{id}?done=split"));
    }
    Ok(())
}

//! Server functions of involvements.

use chrono::NaiveDate;
use domain::involvement::{ColleagueChoice, MyInvolvement, Purpose, ServiceChoice};
use domain::reason::ReasonCode;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
pub(super) use crate::opened::nothing;
#[cfg(feature = "ssr")]
use {
    crate::form::server::{date, typed},
    domain::child_record::Telephone,
    domain::id::{InvolvementId, OpeningId},
    domain::involvement::{
        EntryChanges, Level, ListMyInvolvements, Longer, ViewInvolvement, WhyKept,
    },
    domain::reason::Reason,
    domain::refusal::{Problem, Rejection},
    registry::{SignedIn, Stopped},
    std::collections::BTreeMap,
};

/// What the page for recording an involvement shows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct StartForm {
    /// The child's name, or number where the record is shielded.
    pub child: String,
    /// Services of the viewer's organisation.
    pub services: Vec<ServiceChoice>,
    /// Whether the law requires the viewer's organisation to record every child (INV-03).
    pub required: bool,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form for recording an involvement with a child whose record is open.
#[server(endpoint = "involvement/form")]
pub(crate) async fn load_start_form(
    opening: String,
    #[server(default)] returned: Option<String>,
) -> Result<StartForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    if !user.person().role.keeps_involvements() {
        return Err(nothing());
    }
    let child = crate::opened::name_of_child(&user, &opening).await?;
    let today = domain::clock::london_date(user.standing().now);
    let telephone = user
        .own_telephone()
        .await?
        .map(String::from)
        .unwrap_or_default();
    let fresh = Filled::with(
        date_fields("started", today)
            .into_iter()
            .chain([("telephone", telephone)]),
    );
    let filled =
        crate::form::server::filled(&user, "start-involvement", returned.as_deref(), fresh).await?;
    Ok(StartForm {
        child,
        services: user.service_choices().await?,
        required: user.must_record_every_child().await?,
        filled,
    })
}

/// A date as three fields of a form.
#[cfg(feature = "ssr")]
pub(super) fn date_fields(question: &str, date: NaiveDate) -> Vec<(&'static str, String)> {
    use chrono::Datelike;
    let names = match question {
        "ended" => ["ended_day", "ended_month", "ended_year"],
        "until" => ["until_day", "until_month", "until_year"],
        _ => ["started_day", "started_month", "started_year"],
    };
    let parts = [
        date.day().to_string(),
        date.month().to_string(),
        date.year().to_string(),
    ];
    names.into_iter().zip(parts).collect()
}

/// The parts of an entry that its owner types.
#[cfg(feature = "ssr")]
fn entry(
    level: &str,
    telephone: &str,
    [day, month, year]: [&str; 3],
) -> Result<EntryChanges, Rejection> {
    let level =
        Level::from_code(level).ok_or(Problem::new("level", "Select who others should contact"));
    let telephone = Telephone::parse(telephone)
        .map_err(|_| Problem::new("telephone", "Enter a telephone number, like 01632 960 001"));
    let started = date(
        "started",
        day,
        month,
        year,
        "Enter a start date, like 27 3 2026",
    );
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

/// Records an involvement of one's own service with a child whose record is open.
#[server(endpoint = "involvement/start")]
pub(crate) async fn start(
    #[server(default)] opening: String,
    #[server(default)] service: String,
    #[server(default)] level: String,
    #[server(default)] telephone: String,
    #[server(default)] started_day: String,
    #[server(default)] started_month: String,
    #[server(default)] started_year: String,
) -> Result<(), Shown> {
    use domain::involvement::{InvolvementEntry, StartInvolvement};
    let user = crate::signed_in::signed_in().await?;
    let opening = opening.parse::<OpeningId>().map_err(|_| nothing())?;
    let child = user.opening(opening).await?.ok_or_else(nothing)?.child;
    let page = format!("/child-record/{opening}/record-involvement");
    let details = entry(
        &level,
        &telephone,
        [&started_day, &started_month, &started_year],
    );
    let chosen = service.parse().map_err(|_| {
        Rejection::of(
            "service",
            "Select the service that is working with the child",
        )
    });
    let typed = typed(&[
        ("service", &service),
        ("level", &level),
        ("telephone", &telephone),
        ("started_day", &started_day),
        ("started_month", &started_month),
        ("started_year", &started_year),
    ]);
    let result = match (chosen, details) {
        (Ok(service), Ok(details)) => {
            let act = StartInvolvement {
                child,
                entry: InvolvementEntry { service, details },
            };
            match user.access(act, registry::involvement::start).await {
                Ok(_) => Ok(()),
                Err(Stopped::Rejected(rejection)) if sent_twice(&rejection) => Ok(()),
                Err(stopped) => Err(stopped),
            }
        }
        (chosen, details) => Err(Stopped::Rejected(both(chosen.err(), details.err()))),
    };
    let done =
        crate::form::server::form_result(&user, "start-involvement", &page, typed, result).await?;
    if done.is_some() {
        crate::form::server::redirect(&format!("/child-record/{opening}?done=recorded"));
    }
    Ok(())
}

/// Whether all that is wrong is that the same form was sent before: what was asked for is done.
#[cfg(feature = "ssr")]
pub(super) fn sent_twice(rejection: &Rejection) -> bool {
    let already = registry::involvement::ALREADY_RECORDED;
    rejection.0.iter().all(|problem| problem.message == already)
}

/// Two rejections as one.
#[cfg(feature = "ssr")]
pub(super) fn both(a: Option<Rejection>, b: Option<Rejection>) -> Rejection {
    Rejection([a, b].into_iter().flatten().flat_map(|r| r.0).collect())
}

/// The involvements one keeps, and the day on which they are shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct MineShown {
    /// The involvements.
    pub list: Vec<MyInvolvement>,
    /// Today.
    pub today: NaiveDate,
}

/// The involvements one keeps, or recorded for colleagues without an account.
#[server(endpoint = "involvement/mine")]
pub(crate) async fn mine() -> Result<MineShown, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let list = user
        .access(ListMyInvolvements, registry::involvement::list_mine)
        .await?;
    Ok(MineShown {
        list,
        today: domain::clock::london_date(user.standing().now),
    })
}

/// An involvement that something is to be done with, and the form that does it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct EntryForm {
    /// The involvement.
    pub involvement: MyInvolvement,
    /// Accounts to whom it can be handed.
    pub colleagues: Vec<ColleagueChoice>,
    /// What stands in the form.
    pub filled: Filled,
    /// Reasons for opening the child's record.
    pub reasons: Vec<ReasonCode>,
    /// Today.
    pub today: NaiveDate,
}

/// The form's name.
#[cfg(feature = "ssr")]
fn form_of(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Change => "change-involvement",
        Purpose::End => "end-involvement",
        Purpose::Open => "open-involvement",
        Purpose::HandOver => "hand-over-involvement",
        Purpose::Keep => "keep-involvement",
        Purpose::Confirm => "confirm-involvement",
    }
}

/// What stands in a form before anything is typed. How long an involvement stays on the record is
/// never chosen beforehand (CEASE-02).
#[cfg(feature = "ssr")]
fn fresh(purpose: Purpose, involvement: &MyInvolvement, today: NaiveDate) -> Filled {
    match purpose {
        Purpose::Change => Filled::with(
            date_fields("started", involvement.started)
                .into_iter()
                .chain([
                    ("telephone", involvement.telephone.clone()),
                    ("level", involvement.level.code().to_owned()),
                ]),
        ),
        Purpose::End => Filled::with(date_fields("ended", today)),
        Purpose::Open | Purpose::HandOver | Purpose::Keep | Purpose::Confirm => Filled::default(),
    }
}

/// The form that does something with an involvement, or opens its child's record.
#[server(endpoint = "involvement/entry")]
pub(crate) async fn load_entry_form(
    involvement: String,
    purpose: Purpose,
    #[server(default)] returned: Option<String>,
) -> Result<EntryForm, Shown> {
    use domain::involvement::InvolvementInHand;
    let user = crate::signed_in::signed_in().await?;
    let involvement = involvement
        .parse::<InvolvementId>()
        .map_err(|_| nothing())?;
    let act = ViewInvolvement {
        involvement,
        purpose,
    };
    let InvolvementInHand {
        involvement,
        colleagues,
    } = user.access(act, registry::involvement::view).await?;
    let today = domain::clock::london_date(user.standing().now);
    let fresh = fresh(purpose, &involvement, today);
    let filled =
        crate::form::server::filled(&user, form_of(purpose), returned.as_deref(), fresh).await?;
    let role = user.person().role;
    let reasons = ReasonCode::ALL
        .into_iter()
        .filter(|reason| purpose == Purpose::Open && reason.open_to(role))
        .collect();
    Ok(EntryForm {
        involvement,
        colleagues,
        filled,
        reasons,
        today,
    })
}

/// Where a form's page is, and what is said once it is done.
#[cfg(feature = "ssr")]
fn page_and_done(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Change => ("change", "changed"),
        Purpose::End | Purpose::Open => ("end", "ended"),
        Purpose::HandOver => ("hand-over", "handed-over"),
        Purpose::Keep => ("keep", "kept"),
        Purpose::Confirm => ("confirm", "confirmed"),
    }
}

/// Leads back to the list that one came from, or the form to its page.
#[cfg(feature = "ssr")]
async fn finish(
    user: &SignedIn,
    purpose: Purpose,
    involvement: InvolvementId,
    typed: BTreeMap<String, String>,
    result: Result<(), Stopped>,
) -> Result<(), Shown> {
    let (path, done) = page_and_done(purpose);
    let team = typed.get("from").is_some_and(|from| from == "team");
    let page = format!("/involvements/{involvement}/{path}");
    let answer =
        crate::form::server::form_result(user, form_of(purpose), &page, typed, result).await?;
    if answer.is_some() {
        let list = match user.person().role {
            role if role.manages_records() => "/tasks",
            _ if team => "/team-involvements",
            _ => "/involvements",
        };
        crate::form::server::redirect(&format!("{list}?done={done}&which={involvement}"));
    }
    Ok(())
}

/// Changes one of one's own involvements.
#[server(endpoint = "involvement/change")]
pub(crate) async fn change(
    #[server(default)] involvement: String,
    #[server(default)] level: String,
    #[server(default)] telephone: String,
    #[server(default)] started_day: String,
    #[server(default)] started_month: String,
    #[server(default)] started_year: String,
    #[server(default)] from: String,
) -> Result<(), Shown> {
    use domain::involvement::ChangeInvolvement;
    let user = crate::signed_in::signed_in().await?;
    let involvement = involvement
        .parse::<InvolvementId>()
        .map_err(|_| nothing())?;
    let changes = entry(
        &level,
        &telephone,
        [&started_day, &started_month, &started_year],
    );
    let result = match changes {
        Ok(changes) => {
            let act = ChangeInvolvement {
                involvement,
                changes,
            };
            user.access(act, registry::involvement::change).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let fields = [
        ("level", level.as_str()),
        ("telephone", &telephone),
        ("started_day", &started_day),
        ("started_month", &started_month),
        ("started_year", &started_year),
        ("from", &from),
    ];
    finish(&user, Purpose::Change, involvement, typed(&fields), result).await
}

/// How long an ended involvement is to stay on the record, as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Stay {
    stays: String,
    until_day: String,
    until_month: String,
    until_year: String,
    because: String,
}

#[cfg(feature = "ssr")]
impl Stay {
    /// None for its year alone.
    fn read(&self) -> Result<Option<Longer>, Rejection> {
        match self.stays.as_str() {
            "year" => Ok(None),
            "longer" => self.longer().map(Some),
            _ => Err(Rejection::of(
                "stays",
                "Select how long it should stay on the record",
            )),
        }
    }

    fn longer(&self) -> Result<Longer, Rejection> {
        let (day, month, year) = (&self.until_day, &self.until_month, &self.until_year);
        let until = date("until", day, month, year, "Enter a date, like 27 3 2028");
        let because = WhyKept::from_code(&self.because).ok_or(Problem::new(
            "because",
            "Select why it may matter to others later",
        ));
        match (until, because) {
            (Ok(until), Ok(because)) => Ok(Longer { until, because }),
            (until, because) => Err(Rejection(
                [until.err(), because.err()].into_iter().flatten().collect(),
            )),
        }
    }
}

/// Ends an involvement, and says how long it stays on the record.
#[server(endpoint = "involvement/end")]
pub(crate) async fn end(
    #[server(default)] involvement: String,
    #[server(default)] ended_day: String,
    #[server(default)] ended_month: String,
    #[server(default)] ended_year: String,
    #[server(default)] from: String,
    #[server(flatten)] stay: Stay,
) -> Result<(), Shown> {
    use domain::involvement::EndInvolvement;
    let user = crate::signed_in::signed_in().await?;
    let involvement = involvement
        .parse::<InvolvementId>()
        .map_err(|_| nothing())?;
    let message = "Enter an end date, like 27 3 2026";
    let ended = date("ended", &ended_day, &ended_month, &ended_year, message)
        .map_err(|problem| Rejection(vec![problem]));
    let result = match (ended, stay.read()) {
        (Ok(ended), Ok(longer)) => {
            let act = EndInvolvement {
                involvement,
                ended,
                longer,
            };
            user.access(act, registry::involvement::end).await
        }
        (ended, longer) => Err(both(ended.err(), longer.err()).into()),
    };
    let mut typed = typed(&[
        ("ended_day", &ended_day),
        ("ended_month", &ended_month),
        ("ended_year", &ended_year),
        ("from", &from),
    ]);
    typed.extend(crate::form::server::fields(&stay));
    finish(&user, Purpose::End, involvement, typed, result).await
}

/// Keeps an ended involvement until another day (CEASE-02).
#[server(endpoint = "involvement/keep")]
pub(crate) async fn keep(
    #[server(default)] involvement: String,
    #[server(flatten)] stay: Stay,
) -> Result<(), Shown> {
    use domain::involvement::KeepInvolvement;
    let user = crate::signed_in::signed_in().await?;
    let involvement = involvement
        .parse::<InvolvementId>()
        .map_err(|_| nothing())?;
    let result = match stay.read() {
        Ok(longer) => {
            let act = KeepInvolvement {
                involvement,
                longer,
            };
            user.access(act, registry::involvement::keep).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let typed = crate::form::server::fields(&stay);
    finish(&user, Purpose::Keep, involvement, typed, result).await
}

/// Answers whether an ended involvement is still needed (CEASE-03).
#[server(endpoint = "involvement/confirm")]
pub(crate) async fn confirm(
    #[server(default)] involvement: String,
    #[server(default)] answer: String,
    #[server(default)] until_day: String,
    #[server(default)] until_month: String,
    #[server(default)] until_year: String,
    #[server(default)] from: String,
) -> Result<(), Shown> {
    use domain::involvement::{Answer, ConfirmRetention};
    let user = crate::signed_in::signed_in().await?;
    let involvement = involvement
        .parse::<InvolvementId>()
        .map_err(|_| nothing())?;
    let message = "Enter a date, like 27 3 2028";
    let given = match answer.as_str() {
        "another-year" => Ok(Answer::AnotherYear),
        "until" => date("until", &until_day, &until_month, &until_year, message).map(Answer::Until),
        "not-needed" => Ok(Answer::NotNeeded),
        _ => Err(Problem::new("answer", "Select whether it is still needed")),
    };
    let result = match given {
        Ok(answer) => {
            let act = ConfirmRetention {
                involvement,
                answer,
            };
            user.access(act, registry::involvement::confirm).await
        }
        Err(problem) => Err(Rejection(vec![problem]).into()),
    };
    let fields = [
        ("answer", answer.as_str()),
        ("until_day", &until_day),
        ("until_month", &until_month),
        ("until_year", &until_year),
        ("from", &from),
    ];
    finish(&user, Purpose::Confirm, involvement, typed(&fields), result).await
}

/// Hands an involvement to a colleague of the same team (INV-07).
#[server(endpoint = "involvement/hand-over")]
pub(crate) async fn hand_over(
    #[server(default)] involvement: String,
    #[server(default)] to: String,
    #[server(default)] from: String,
) -> Result<(), Shown> {
    use domain::involvement::HandOver;
    let user = crate::signed_in::signed_in().await?;
    let involvement = involvement
        .parse::<InvolvementId>()
        .map_err(|_| nothing())?;
    let result = match to.parse() {
        Ok(to) => {
            let act = HandOver { involvement, to };
            user.access(act, registry::involvement::hand_over).await
        }
        Err(_) => Err(Rejection::of("to", "Select a colleague of the team").into()),
    };
    let fields = [("to", to.as_str()), ("from", &from)];
    finish(
        &user,
        Purpose::HandOver,
        involvement,
        typed(&fields),
        result,
    )
    .await
}

/// Opens the record of a child with whom one is involved, for a reason given now (SRCH-01).
#[server(endpoint = "involvement/open")]
pub(crate) async fn open(
    #[server(default)] involvement: String,
    #[server(default)] child: String,
    #[server(default)] reason: String,
    #[server(default)] words: String,
) -> Result<(), Shown> {
    use domain::child_record::OpenChildRecord;
    let user = crate::signed_in::signed_in().await?;
    let involvement = involvement
        .parse::<InvolvementId>()
        .map_err(|_| nothing())?;
    let child = child.parse().map_err(|_| nothing())?;
    let result = match Reason::given(&reason, &words) {
        Ok(reason) => {
            let act = OpenChildRecord { child, reason };
            user.access(act, registry::child_record::open).await
        }
        Err(rejection) => Err(rejection.into()),
    };
    let page = format!("/involvements/{involvement}/open");
    let typed = typed(&[("reason", &reason), ("words", &words)]);
    let opened =
        crate::form::server::form_result(&user, form_of(Purpose::Open), &page, typed, result)
            .await?;
    if let Some(opening) = opened {
        crate::form::server::redirect(&format!("/child-record/{opening}"));
    }
    Ok(())
}

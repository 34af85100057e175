//! Server functions of records that are asked for.

use domain::creating::{CreationChecked, CreationQueued, MyCreation, Question};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::form::Filled;
use crate::shown::Shown;

#[cfg(feature = "ssr")]
use {
    crate::form::server::{address, date, fields, filled, form_result, name, redirect, typed},
    crate::opened::nothing,
    crate::picked::server::keep_picked,
    domain::archive::CaseReference,
    domain::child_record::{DateOfBirth, Gender, PersonName, Postcode},
    domain::creating::{
        AnswerCreation, AskForRecord, AskedRecord, Basis, CheckCreation, DecideCreation, Decision,
        ListCreations, ListMyCreations, LookAtArchived, OpenCreated, PrepareCreation,
        ViewMyCreation, WithdrawCreation,
    },
    domain::id::{ChildNumber, SearchId},
    domain::refusal::{Problem, Rejection},
    domain::search::Criteria,
    registry::creating,
    uuid::Uuid,
};

/// The names of forms.
#[cfg(feature = "ssr")]
const ASK: &str = "ask-for-record";
#[cfg(feature = "ssr")]
const TELL: &str = "tell-about-record";
#[cfg(feature = "ssr")]
const DECIDE: &str = "decide-creation";
#[cfg(feature = "ssr")]
const LOOK: &str = "look-at-archived";

/// What is typed of a child.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RecordFields {
    given: String,
    family: String,
    born_day: String,
    born_month: String,
    born_year: String,
    estimated: String,
    gender: String,
    line_1: String,
    line_2: String,
    town: String,
    postcode: String,
    no_address: String,
    basis: String,
    carer_given: String,
    carer_family: String,
}

impl std::fmt::Debug for RecordFields {
    /// What was typed names a child (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecordFields")
    }
}

#[cfg(feature = "ssr")]
impl RecordFields {
    /// The fields filled with what was searched for.
    fn searched(criteria: Criteria) -> Self {
        let postcode = Postcode::parse(&criteria.postcode);
        Self {
            given: criteria.given,
            family: criteria.family,
            born_day: criteria.day,
            born_month: criteria.month,
            born_year: criteria.year,
            gender: criteria.gender,
            line_1: criteria.address,
            postcode: postcode.map(String::from).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The fields filled with what was told before.
    fn told(asked: AskedRecord) -> Self {
        use chrono::Datelike;
        let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
        let DateOfBirth { date, estimated } = asked.date_of_birth;
        let (lines, postcode) = match &asked.address {
            Some(address) => (address.lines.clone(), address.postcode.clone()),
            None => Default::default(),
        };
        let mut lines = lines.into_iter();
        let (line_1, rest) = (lines.next(), lines.collect::<Vec<_>>());
        let (town, between) = match rest.split_last() {
            Some((town, between)) => (town.clone(), between.join(", ")),
            None => Default::default(),
        };
        let carer = asked.carer.unwrap_or(PersonName {
            given: String::new(),
            family: String::new(),
        });
        Self {
            given: asked.name.given,
            family: asked.name.family,
            born_day: date.day().to_string(),
            born_month: date.month().to_string(),
            born_year: date.year().to_string(),
            estimated: yes(estimated),
            gender: asked.gender.code().to_owned(),
            line_1: line_1.unwrap_or_default(),
            line_2: between,
            town,
            postcode: postcode.map(String::from).unwrap_or_default(),
            no_address: yes(asked.address.is_none()),
            basis: asked.basis.code().to_owned(),
            carer_given: carer.given,
            carer_family: carer.family,
        }
    }

    /// What is asked for, or everything there is to mend, from the top of the form down.
    fn asked(&self) -> Result<AskedRecord, Rejection> {
        let mut problems = Vec::new();
        let child = [("given", &*self.given), ("family", &*self.family)];
        let child = name(&mut problems, child);
        if child.family.is_empty() {
            problems.push(Problem::new("family", "Enter the last name"));
        }
        let message = "Enter the date of birth, like 27 3 2017, or an estimate";
        let (day, month, year) = (&self.born_day, &self.born_month, &self.born_year);
        let born = date("born", day, month, year, message).map_err(|one| problems.push(one));
        let message = "Select the gender, or that it is not specified";
        let gender = Gender::from_code(&self.gender)
            .ok_or_else(|| problems.push(Problem::new("gender", message)));
        let lives_at = self.lives_at().map_err(|more| problems.extend(more));
        let basis = Basis::chosen(&self.basis).map_err(|one| problems.push(one));
        let carer = [
            ("carer_given", &*self.carer_given),
            ("carer_family", &*self.carer_family),
        ];
        let carer = name(&mut problems, carer);
        if carer.family.is_empty() && !carer.given.is_empty() {
            problems.push(Problem::new("carer_family", "Enter the carer’s last name"));
        }
        match (born, gender, lives_at, basis) {
            (Ok(date), Ok(gender), Ok(address), Ok(basis)) if problems.is_empty() => {
                Ok(AskedRecord {
                    name: child,
                    date_of_birth: DateOfBirth {
                        date,
                        estimated: self.estimated == "yes",
                    },
                    gender,
                    address,
                    basis,
                    carer: Some(carer).filter(|carer| !carer.family.is_empty()),
                })
            }
            _ => Err(Rejection(problems)),
        }
    }

    /// The address, or that none is known.
    fn lives_at(&self) -> Result<Option<domain::child_record::Address>, Vec<Problem>> {
        let lines = [&self.line_1, &self.line_2, &self.town].map(|line| line.as_str());
        let typed =
            lines.iter().any(|line| !line.trim().is_empty()) || !self.postcode.trim().is_empty();
        match (self.no_address == "yes", typed) {
            (true, false) => Ok(None),
            (true, true) => Err(vec![Problem::new(
                "no_address",
                "Enter an address, or select that none is known, not both",
            )]),
            (false, _) => address(lines, &self.postcode).map(Some),
        }
    }
}

#[cfg(feature = "ssr")]
fn request_of(creation: &str) -> Result<Uuid, Shown> {
    creation.parse().map_err(|_| nothing())
}

/// The form, filled with what was searched for.
#[server(endpoint = "creating/ask-form")]
pub(crate) async fn load_ask(
    search: String,
    #[server(default)] returned: Option<String>,
) -> Result<Filled, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let search: SearchId = search.parse().map_err(|_| nothing())?;
    let act = PrepareCreation { search };
    let criteria = user.access(act, creating::prepare).await?;
    let fresh = Filled::with_all(fields(&RecordFields::searched(criteria)));
    filled(&user, ASK, returned.as_deref(), fresh).await
}

/// Asks for a record.
#[server(endpoint = "creating/ask")]
pub(crate) async fn ask(
    #[server(default)] search: String,
    #[server(flatten)] typed: RecordFields,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let search: SearchId = search.parse().map_err(|_| nothing())?;
    let result = match typed.asked() {
        Ok(asked) => {
            let act = AskForRecord { search, asked };
            user.access(act, creating::ask).await
        }
        Err(rejection) => {
            // To be mended by those who may ask alone.
            let act = PrepareCreation { search };
            user.access(act, creating::prepare).await?;
            Err(rejection.into())
        }
    };
    let page = format!("/new-records/ask/{search}");
    if form_result(&user, ASK, &page, fields(&typed), result)
        .await?
        .is_some()
    {
        redirect("/new-records?done=asked");
    }
    Ok(())
}

/// One's own requests.
#[server(endpoint = "creating/mine")]
pub(crate) async fn mine() -> Result<Vec<MyCreation>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    Ok(user.access(ListMyCreations, creating::list_mine).await?)
}

/// Opens the record that a request came to.
#[server(endpoint = "creating/open")]
pub(crate) async fn open(
    #[server(default)] creation: String,
    #[server(default)] child: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = request_of(&creation)?;
    let child: ChildNumber = child.parse().map_err(|_| nothing())?;
    let act = OpenCreated { request, child };
    let opening = user.access(act, creating::open).await?;
    redirect(&format!("/child-record/{opening}"));
    Ok(())
}

/// Takes a request back.
#[server(endpoint = "creating/withdraw")]
pub(crate) async fn withdraw(#[server(default)] creation: String) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = request_of(&creation)?;
    let act = WithdrawCreation { request };
    user.access(act, creating::withdraw).await?;
    redirect(&format!("/new-records?done=withdrawn&of={request}"));
    Ok(())
}

/// What is asked about a request, and the form in which it is told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct TellForm {
    /// What is to be told.
    pub asked: Vec<Question>,
    /// What stands in the form.
    pub filled: Filled,
}

/// The form, filled with what was told so far.
#[server(endpoint = "creating/tell-form")]
pub(crate) async fn load_tell(
    creation: String,
    #[server(default)] returned: Option<String>,
) -> Result<TellForm, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = request_of(&creation)?;
    let act = ViewMyCreation { request };
    let shown = user.access(act, creating::view_mine).await?;
    let told = shown.told.map(RecordFields::told).unwrap_or_default();
    let fresh = Filled::with_all(fields(&told));
    Ok(TellForm {
        asked: shown.questions,
        filled: filled(&user, TELL, returned.as_deref(), fresh).await?,
    })
}

/// Tells more about a request.
#[server(endpoint = "creating/tell")]
pub(crate) async fn tell(
    #[server(default)] creation: String,
    #[server(flatten)] typed: RecordFields,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = request_of(&creation)?;
    let result = match typed.asked() {
        Ok(asked) => {
            let act = AnswerCreation { request, asked };
            user.access(act, creating::answer).await
        }
        Err(rejection) => {
            let act = ViewMyCreation { request };
            user.access(act, creating::view_mine).await?;
            Err(rejection.into())
        }
    };
    let page = format!("/new-records/tell/{request}");
    if form_result(&user, TELL, &page, fields(&typed), result)
        .await?
        .is_some()
    {
        redirect(&format!("/new-records?done=told&of={request}"));
    }
    Ok(())
}

/// The requests on which one's authority decides.
#[server(endpoint = "creating/queue")]
pub(crate) async fn queue(
    #[server(default)] show: Option<String>,
) -> Result<Vec<CreationQueued>, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let mut list = user.access(ListCreations, creating::list).await?;
    keep_picked(&user, show.as_deref(), &mut list);
    Ok(list)
}

/// A request and the forms on its page.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct CheckForms {
    /// The request, and whom it may mean.
    pub shown: CreationChecked,
    /// What stands in the form of the decision.
    pub decide: Filled,
    /// What stands in the form for looking at an archived record.
    pub look: Filled,
}

/// Searches by a request's facts.
#[server(endpoint = "creating/check")]
pub(crate) async fn load_check(
    creation: String,
    #[server(default)] returned: Option<String>,
) -> Result<CheckForms, Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = request_of(&creation)?;
    let act = CheckCreation { request };
    let shown = user.access(act, creating::check).await?;
    let returned = returned.as_deref();
    Ok(CheckForms {
        shown,
        decide: filled(&user, DECIDE, returned, Filled::default()).await?,
        look: filled(&user, LOOK, returned, Filled::default()).await?,
    })
}

/// What is decided, or what there is to mend.
#[cfg(feature = "ssr")]
fn decision(
    code: &str,
    number: &str,
    sure: bool,
    questions: &[String],
) -> Result<Decision, Rejection> {
    match code {
        "created" => Ok(Decision::Create { sure }),
        "exists-use-number" => {
            let message = "Enter the ContactPoint number of the record: check each digit";
            let number = number.parse::<ChildNumber>();
            let number = number.map_err(|_| Rejection::of("number", message))?;
            Ok(Decision::Exists(number))
        }
        "refused-not-resident" => Ok(Decision::NotResident),
        "needs-information" => {
            let asked = questions
                .iter()
                .filter_map(|code| Question::from_code(code));
            let asked: Vec<Question> = asked.collect();
            if asked.is_empty() {
                let message = "Select what they are to tell";
                return Err(Rejection::of("questions", message));
            }
            Ok(Decision::AskMore(asked))
        }
        _ => Err(Rejection::of("decision", "Select what is to be done")),
    }
}

/// Decides on a request.
#[server(endpoint = "creating/decide")]
pub(crate) async fn decide(
    #[server(default)] creation: String,
    #[server(default)] decision: String,
    #[server(default)] number: String,
    #[server(default)] sure: String,
    #[server(default)] questions: Vec<String>,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = request_of(&creation)?;
    let what = self::decision(&decision, &number, sure == "yes", &questions);
    let result = match what {
        Ok(decision) => {
            let act = DecideCreation { request, decision };
            user.access(act, creating::decide).await
        }
        // Its page shows what to mend to those who decide, and nothing to anybody else.
        Err(rejection) => Err(rejection.into()),
    };
    let fields = typed(&[
        ("decision", &decision),
        ("number", &number),
        ("sure", &sure),
        ("questions", &questions.join(" ")),
    ]);
    let page = format!("/new-records/to-check/{request}");
    if form_result(&user, DECIDE, &page, fields, result)
        .await?
        .is_some()
    {
        redirect(&format!("/new-records/to-check?done=decided&of={request}"));
    }
    Ok(())
}

/// Opens a window on an archived record, and leads to it.
#[server(endpoint = "creating/look")]
pub(crate) async fn look(
    #[server(default)] creation: String,
    #[server(default)] child: String,
    #[server(default)] reference: String,
) -> Result<(), Shown> {
    let user = crate::signed_in::signed_in().await?;
    let request = request_of(&creation)?;
    let number: ChildNumber = child.parse().map_err(|_| nothing())?;
    let result = match CaseReference::parse(&reference) {
        Ok(reference) => {
            let act = LookAtArchived {
                request,
                child: number,
                reference,
            };
            user.access(act, creating::look).await
        }
        Err(problem) => Err(Rejection(vec![problem]).into()),
    };
    let fields = typed(&[("child", &child)]);
    let page = format!("/new-records/to-check/{request}");
    if let Some(window) = form_result(&user, LOOK, &page, fields, result).await? {
        redirect(&format!("/archive/{window}"));
    }
    Ok(())
}

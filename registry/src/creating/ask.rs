//! Asking for a record, and what those who asked see of it (CRE-02, CRE-04, CRE-06).

use domain::act::Act;
use domain::child_record::PersonName;
use domain::creating::{
    AnswerCreation, AskForRecord, AskedRecord, DECIDED_WITHIN, LAPSES_AFTER_DAYS, ListMyCreations,
    MyCreation, MyCreationShown, OpenCreated, PrepareCreation, Progress, State, Step,
    ViewMyCreation, WithdrawCreation,
};
use domain::id::OpeningId;
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::search::{Criteria, SearchBearing};
use domain::task::TaskKind;
use serde_json::json;
use uuid::Uuid;

use super::content::{self, Content};
use super::{WAITING, ask_authority, finish, request, sql, stepped, tell};
use crate::brokering::working_day;
use crate::child_record::{self, record_opening};
use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::residence::{Place, place_of};
use crate::search::searched;
use crate::{search, task};

admit!(ListMyCreations);

macro_rules! after_a_search {
    ($($act:ty),+) => {$(
        impl sealed::Sealed for $act {}

        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Option<SearchBearing>, Stopped> {
                let search = access.act().search;
                searched(access, search).await
            }
        }
    )+};
}

after_a_search!(PrepareCreation, AskForRecord);

/// What was searched for, to fill the form.
pub async fn prepare(access: &mut Access<PrepareCreation>) -> Result<Criteria, Stopped> {
    let search = access.act().search;
    search::criteria(access, search).await
}

/// Keeps what is asked for and has the authority of the place decide; or joins the request there is about
/// the same child (CRE-06), so that whoever asks twice has asked once. Which of the two is told to nobody.
pub async fn ask(access: &mut Access<AskForRecord>) -> Result<(), Stopped> {
    let (search, asked) = (access.act().search, access.act().asked.clone());
    let today = access.today();
    asked.check(today)?;
    let whose = whose_place(access, &asked).await?;
    let reason = search::reason(access, search).await?;
    sql::one_at_a_time(access.connection()).await?;
    let name = asked.name.clone();
    let id = match same(access, &asked).await? {
        Some(id) => {
            access.note(json!({ "request": id, "joined": true }));
            id
        }
        None => {
            let id = begin(access, asked, whose).await?;
            access.note(json!({ "request": id }));
            id
        }
    };
    join(access, id, &reason, &name).await
}

/// The open request about the same child.
async fn same(
    access: &mut Access<AskForRecord>,
    asked: &AskedRecord,
) -> Result<Option<Uuid>, Stopped> {
    let (born, today) = (content::born(access.keys(), asked), access.today());
    for row in sql::born(access.connection(), &born, today).await? {
        let other = Content::open(access.keys(), row.id, &row.sealed)?;
        if other.asked()?.is_same_child(asked) {
            return Ok(Some(row.id));
        }
    }
    Ok(None)
}

/// Whose management team decides, and whether the place lies at the border: the authority of the address;
/// where none is known, that of whoever asks. No place beyond the border (CRE-05).
async fn whose_place<A: Act>(
    access: &mut Access<A>,
    asked: &AskedRecord,
) -> Result<Place, Stopped> {
    let postcode = asked.address.as_ref();
    let postcode = postcode.and_then(|home| home.postcode.as_ref());
    let words = [
        "Enter the postcode where the child lives, or ask a local authority’s ContactPoint team",
        "This postcode is not in England. Check it. ContactPoint is only for children who live in England: do not ask for a record for a child who lives elsewhere and uses a service here",
    ];
    place_of(access, postcode, words).await
}

/// Begins a request.
async fn begin(
    access: &mut Access<AskForRecord>,
    asked: AskedRecord,
    whose: Place,
) -> Result<Uuid, Stopped> {
    let (id, clocks) = (access.chance().uuid(), Clocks::now(access).await?);
    let born = content::born(access.keys(), &asked);
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let sealed = Content::of(asked, account).seal(access, id)?;
    let new = sql::NewRequest {
        id,
        local_authority: &whose.authority,
        sealed: &sealed,
        born: &born,
        straddles: whose.straddles,
        clocks,
    };
    sql::begin(access.connection(), new).await?;
    ask_authority(access, id, &whose.authority, clocks.decide_by).await?;
    Ok(id)
}

/// When a request that begins to wait for the authority is to be decided, and when it lapses (T-08).
#[derive(Clone, Copy)]
pub(super) struct Clocks {
    pub since: chrono::NaiveDate,
    pub decide_by: chrono::NaiveDate,
    pub lapses_on: chrono::NaiveDate,
}

impl Clocks {
    async fn now<A: Act>(access: &mut Access<A>) -> Result<Self, Stopped> {
        let since = access.today();
        Ok(Self {
            since,
            decide_by: working_day(access, DECIDED_WITHIN).await?,
            lapses_on: lapses_on(since),
        })
    }
}

/// When what begins to wait on a day lapses (T-08).
pub(super) fn lapses_on(since: chrono::NaiveDate) -> chrono::NaiveDate {
    since + chrono::Days::new(LAPSES_AFTER_DAYS)
}

/// Makes whoever asks one of those who asked, for whom the child is called as they typed it.
async fn join(
    access: &mut Access<AskForRecord>,
    id: Uuid,
    reason: &Reason,
    name: &PersonName,
) -> Result<(), Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (organisation, today) = (access.hat()?.organisation, access.today());
    let typed = content::seal_typed(access, id, account, name)?;
    let requester = sql::NewRequester {
        request: id,
        account,
        organisation,
        reason,
        asked_on: today,
        typed: &typed,
    };
    let new = sql::join(access.connection(), requester).await?;
    if new && sql::needs_information(access.connection(), id).await? {
        tell(access, id, TaskKind::CreationToAnswer).await?;
    }
    Ok(())
}

/// One's own requests, those that wait first.
pub async fn list_mine(access: &mut Access<ListMyCreations>) -> Result<Vec<MyCreation>, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let today = access.today();
    let rows = sql::mine(access.connection(), account, today).await?;
    let mine = rows.into_iter().map(|row| {
        let content = Content::open(access.keys(), row.id, &row.sealed)?;
        let name = match &row.typed {
            Some(typed) => content::open_typed(access.keys(), row.id, account, typed)?,
            None => content.name,
        };
        Ok(MyCreation {
            id: row.id,
            name,
            asked_on: row.asked_on,
            progress: Progress::from(row.state),
            number: content.number,
        })
    });
    mine.collect()
}

/// What one told so far oneself, and what is asked.
pub async fn view_mine(access: &mut Access<ViewMyCreation>) -> Result<MyCreationShown, Stopped> {
    let id = access.act().request;
    let own = access.standing().account();
    let (_, content) = request(access, id).await?;
    let told = content.asked()?.clone();
    Ok(MyCreationShown {
        told: (own == Some(content.told_by)).then_some(told),
        questions: content.questions,
    })
}

/// Takes what is told in place of what was, and has the authority of the place check anew.
pub async fn answer(access: &mut Access<AnswerCreation>) -> Result<(), Stopped> {
    let (id, asked) = (access.act().request, access.act().asked.clone());
    let (row, _) = request(access, id).await?;
    let state = stepped(row.state, Step::Answer)?;
    asked.check(access.today())?;
    let whose = whose_place(access, &asked).await?;
    let (born, clocks) = (
        content::born(access.keys(), &asked),
        Clocks::now(access).await?,
    );
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let typed = content::seal_typed(access, id, account, &asked.name)?;
    sql::typed_anew(access.connection(), id, account, &typed).await?;
    let sealed = Content::of(asked, account).seal(access, id)?;
    let new = sql::NewRequest {
        id,
        local_authority: &whose.authority,
        sealed: &sealed,
        born: &born,
        straddles: whose.straddles,
        clocks,
    };
    sql::begin_anew(access.connection(), new, state).await?;
    task::close(access, &[TaskKind::CreationToAnswer], id).await?;
    task::close(access, &WAITING, id).await?;
    ask_authority(access, id, &whose.authority, clocks.decide_by).await
}

/// Takes back what one asked; the request ends with the last of those who asked.
pub async fn withdraw(access: &mut Access<WithdrawCreation>) -> Result<(), Stopped> {
    let id = access.act().request;
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (row, _) = request(access, id).await?;
    if sql::requesters(access.connection(), id).await?.len() == 1 {
        return finish(access, &row, Step::Withdraw, None).await;
    }
    sql::leave(access.connection(), id, account).await?;
    if row.state == State::NeedsInformation {
        task::close(access, &[TaskKind::CreationToAnswer], id).await?;
        tell(access, id, TaskKind::CreationToAnswer).await?;
    }
    Ok(())
}

/// Opens the record that a request came to.
pub async fn open(access: &mut Access<OpenCreated>) -> Result<OpeningId, Stopped> {
    let (id, child) = (access.act().request, access.act().child);
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let live = child_record::bearing(access, child).await?;
    live.ok_or(Refusal::NoSuchRecord)?;
    let row = sql::reason(access.connection(), id, account).await?;
    let reason = Reason::given(&row.code, row.words.as_deref().unwrap_or_default())?;
    access.note(json!({ "reason": reason.code().code() }));
    record_opening(access, child, &reason).await
}

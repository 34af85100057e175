//! Tasks and notices: opened and closed by the acts of other areas, seen and put away here.

mod sql;

use chrono::NaiveDate;
use domain::act::Act;
use domain::id::{AccountId, ChildNumber, TeamId};
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::task::{DismissNotice, ListMyTasks, MyTask, Recipient, TaskBearing, TaskKind};
use domain::transfer::Passing;
use uuid::Uuid;

use crate::child_record;
use crate::door::{Access, KnownAct, SignedIn, Stopped, admit, sealed};

/// Something to be brought to somebody's notice.
pub(crate) struct NewTask {
    /// What.
    pub kind: TaskKind,
    /// For whom.
    pub to: Recipient,
    /// About whose record.
    pub child: Option<ChildNumber>,
    /// About which of its items or requests.
    pub object: Option<Uuid>,
    /// Until when.
    pub due_on: Option<NaiveDate>,
}

/// Opens a task, and asks for a message outside. What is open already is left as it is, so a rule
/// may open it again and again (G-CLOCK). Nothing is asked about a child who has died (DTH-04). Gives
/// whether it was opened now.
pub(crate) async fn open<A: Act>(access: &mut Access<A>, task: NewTask) -> Result<bool, Stopped> {
    if let Some(child) = task.child
        && TaskKind::PROMPTS.contains(&task.kind)
        && sql::has_died(access.connection(), child).await?
    {
        return Ok(false);
    }
    let id = access.chance().uuid();
    let today = access.today();
    let opened = sql::open(access.connection(), id, &task, today).await?;
    if opened {
        crate::mail::ask(access, &task.to).await?;
    }
    Ok(opened)
}

/// Closes whatever of these kinds is open about an item or a request, for whomever.
pub(crate) async fn close<A: Act>(
    access: &mut Access<A>,
    kinds: &[TaskKind],
    object: Uuid,
) -> Result<(), Stopped> {
    let today = access.today();
    sql::close(access.connection(), kinds, object, today).await?;
    Ok(())
}

/// Closes whatever of these kinds is open about children.
pub(crate) async fn close_about<A: Act>(
    access: &mut Access<A>,
    kinds: &[TaskKind],
    children: &[ChildNumber],
) -> Result<(), Stopped> {
    if children.is_empty() {
        return Ok(());
    }
    let today = access.today();
    sql::close_about(access.connection(), kinds, children, today).await?;
    Ok(())
}

/// Hands what waits for an authority's management about records to another authority's (TRF-07). What
/// waits there already is left as it is.
pub(crate) async fn follow<A: Act>(
    access: &mut Access<A>,
    passing: &[Passing],
) -> Result<(), Stopped> {
    let today = access.today();
    let kinds: Vec<TaskKind> = TaskKind::ALL
        .into_iter()
        .filter(|kind| kind.follows_the_record())
        .collect();
    sql::close_doubles(access.connection(), &kinds, passing, today).await?;
    sql::follow(access.connection(), &kinds, passing).await?;
    Ok(())
}

/// Closes everything that is open about a child.
pub(crate) async fn close_all_about<A: Act>(
    access: &mut Access<A>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    close_about(access, &TaskKind::ALL, &[child]).await
}

/// Who is asked about an entry: its keeper; where they have left, their team's manager, where it
/// has one; else the data administrators of the record's authority (CEASE-04).
pub(crate) async fn whoever_keeps<A: Act>(
    access: &mut Access<A>,
    owner: Option<AccountId>,
    child: ChildNumber,
) -> Result<Recipient, Stopped> {
    if let Some(owner) = owner {
        let keeper = sql::keeper(access.connection(), owner).await?;
        if keeper.active {
            return Ok(Recipient::Account(owner));
        }
        if let Some(team) = keeper.managed_team {
            return Ok(manager_of(TeamId(team)));
        }
    }
    let authority = child_record::responsible(access, child).await?;
    let authority = authority.ok_or(Refusal::NoSuchRecord)?;
    Ok(Recipient::data_administrators_of(&authority))
}

/// The manager of a team.
pub(crate) fn manager_of(team: TeamId) -> Recipient {
    Recipient::Holders {
        role: Role::Manager,
        local_authority: None,
        team: Some(team),
    }
}

admit!(ListMyTasks);

/// What waits for whoever asks, under the hat they wear: what is due first stands first.
pub async fn list_mine(access: &mut Access<ListMyTasks>) -> Result<Vec<MyTask>, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let hat = access.hat()?.clone();
    let today = access.today();
    Ok(sql::waiting(access.connection(), account, &hat, today).await?)
}

impl sealed::Sealed for DismissNotice {}

impl KnownAct for DismissNotice {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<TaskBearing>, Stopped> {
        let task = access.act().task;
        Ok(sql::bearing(access.connection(), task).await?)
    }
}

/// Puts a notice away.
pub async fn dismiss(access: &mut Access<DismissNotice>) -> Result<(), Stopped> {
    let (task, today) = (access.act().task, access.today());
    sql::close_one(access.connection(), task, today).await?;
    Ok(())
}

impl SignedIn {
    /// How many things wait under the hat worn: a number for the navigation, about no child.
    pub async fn tasks_waiting(&self) -> Result<u32, Stopped> {
        let account = self.standing().account().ok_or(Refusal::Role)?;
        let hat = self.standing().hat().ok_or(Refusal::Role)?;
        let today = domain::clock::london_date(self.standing().now);
        let pool = self.caller().registry().pool();
        let waiting = sql::how_many(pool, account, hat, today).await?;
        Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
    }
}

//! Seeing what waits for oneself, and putting a notice away.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::kind::TaskKind;
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::{DateOfBirth, PersonName};
use crate::id::{AccountId, LocalAuthorityCode, TaskId, TeamId};
use crate::refusal::Refusal;
use crate::standing::{Hat, Role, Standing};

/// For whom a task waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recipient {
    /// One person, under whatever hat.
    Account(AccountId),
    /// Whoever holds a role: in an authority and in a team where these are named.
    Holders {
        /// The role.
        role: Role,
        /// The authority; none for the central team.
        local_authority: Option<LocalAuthorityCode>,
        /// The team, for its manager.
        team: Option<TeamId>,
    },
    /// Whoever brokers for an authority: its managers, and data administrators with the right to
    /// (matrix row 21).
    Brokers(LocalAuthorityCode),
}

impl Recipient {
    /// The central team.
    pub fn central_team() -> Self {
        Self::Holders {
            role: Role::CentralTeam,
            local_authority: None,
            team: None,
        }
    }

    /// The managers of an authority's ContactPoint team.
    pub fn managers_of(local_authority: &LocalAuthorityCode) -> Self {
        Self::Holders {
            role: Role::LocalAuthorityManager,
            local_authority: Some(local_authority.clone()),
            team: None,
        }
    }

    /// The complaints managers of an authority.
    pub fn complaints_managers_of(local_authority: &LocalAuthorityCode) -> Self {
        Self::Holders {
            role: Role::ComplaintsManager,
            local_authority: Some(local_authority.clone()),
            team: None,
        }
    }

    /// The data administrators of an authority.
    pub fn data_administrators_of(local_authority: &LocalAuthorityCode) -> Self {
        Self::Holders {
            role: Role::DataAdministrator,
            local_authority: Some(local_authority.clone()),
            team: None,
        }
    }

    /// Whether somebody under a hat is meant.
    pub fn includes(&self, account: AccountId, hat: &Hat) -> bool {
        match self {
            Recipient::Account(one) => *one == account,
            Recipient::Holders {
                role,
                local_authority,
                team,
            } => {
                *role == hat.role
                    && (local_authority.is_none() || *local_authority == hat.local_authority)
                    && (team.is_none() || *team == hat.team)
            }
            Recipient::Brokers(authority) => hat.brokers_for(authority),
        }
    }
}

/// Seeing what waits for oneself under the hat one wears.
#[derive(Debug)]
pub struct ListMyTasks;

/// Whether anything can wait for a standing.
fn has_tasks(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(role) if role.has_tasks() => Ok(()),
        _ => Err(Refusal::Role),
    }
}

impl Act for ListMyTasks {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("task.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        has_tasks(standing)
    }
}

/// Putting away a notice one has read.
#[derive(Debug)]
pub struct DismissNotice {
    /// Which.
    pub task: TaskId,
}

/// What bears on putting a notice away; none where there is no such notice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskBearing {
    /// Of which kind.
    pub kind: TaskKind,
    /// For whom.
    pub recipient: Recipient,
}

impl Act for DismissNotice {
    type Bearing = Option<TaskBearing>;

    fn event(&self) -> Event {
        Event::of("task.dismissed").about("task", self.task)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        has_tasks(standing)?;
        let (account, hat) = standing
            .account()
            .zip(standing.hat())
            .ok_or(Refusal::Role)?;
        let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        if bearing.kind.is_notice() && bearing.recipient.includes(account, hat) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// One thing that waits. Of the child only what even a shielded record shows (D-01).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyTask {
    /// Which.
    pub id: TaskId,
    /// What it is.
    pub kind: TaskKind,
    /// The child's name, where it is about one whose record is live.
    pub child: Option<PersonName>,
    /// The child's date of birth.
    pub date_of_birth: Option<DateOfBirth>,
    /// Since when it waits.
    pub opened_on: NaiveDate,
    /// Until when it should be done.
    pub due_on: Option<NaiveDate>,
    /// Where it is done.
    pub path: Option<String>,
}

//! Statements on tasks.

use chrono::NaiveDate;
use domain::child_record::{DateOfBirth, PersonName};
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode, TaskId, TeamId};
use domain::standing::{Hat, Role};
use domain::task::{MyTask, Recipient, TaskBearing, TaskKind};
use domain::transfer::Passing;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::NewTask;
use crate::stored::column;

/// Whoever brokers, in place of a role.
const BROKER: &str = "broker";

/// What a hat does tasks as: its role, and a broker where it is one.
fn done_as(hat: &Hat) -> Vec<String> {
    let brokers = hat
        .local_authority
        .as_ref()
        .is_some_and(|own| hat.brokers_for(own));
    let broker = brokers.then_some(BROKER);
    [hat.role.code()]
        .into_iter()
        .chain(broker)
        .map(str::to_owned)
        .collect()
}

/// The same for what waits in an authority about a shielded record: of its management the manager alone
/// does it, and does what waited for a data administrator too (D-32).
fn done_of_shielded_as(hat: &Hat) -> Vec<String> {
    let administrator = Role::DataAdministrator.code();
    match hat.role {
        Role::LocalAuthorityManager => {
            let mut own = done_as(hat);
            own.push(administrator.to_owned());
            own
        }
        Role::DataAdministrator => Vec::new(),
        _ => done_as(hat),
    }
}

/// A recipient as it is stored.
struct Stored<'r> {
    account: Option<Uuid>,
    role: Option<&'static str>,
    local_authority: Option<&'r str>,
    team: Option<Uuid>,
}

impl<'r> From<&'r Recipient> for Stored<'r> {
    fn from(recipient: &'r Recipient) -> Self {
        match recipient {
            Recipient::Account(account) => Self {
                account: Some(account.0),
                role: None,
                local_authority: None,
                team: None,
            },
            Recipient::Holders {
                role,
                local_authority,
                team,
            } => Self {
                account: None,
                role: Some(role.code()),
                local_authority: local_authority.as_ref().map(|code| code.0.as_str()),
                team: team.map(|team| team.0),
            },
            Recipient::Brokers(authority) => Self {
                account: None,
                role: Some(BROKER),
                local_authority: Some(&authority.0),
                team: None,
            },
        }
    }
}

pub(super) async fn open(
    connection: &mut PgConnection,
    id: Uuid,
    task: &NewTask,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    let to = Stored::from(&task.to);
    let done = query!(
        "insert into task (id, kind, account, role, local_authority, team, child, object, opened_on,
                           due_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict do nothing",
        id,
        task.kind.code(),
        to.account,
        to.role,
        to.local_authority,
        to.team,
        task.child.map(ChildNumber::stored),
        task.object,
        today,
        task.due_on
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The codes of kinds.
fn codes(kinds: &[TaskKind]) -> Vec<String> {
    kinds.iter().map(|kind| kind.code().to_owned()).collect()
}

pub(super) async fn close(
    connection: &mut PgConnection,
    kinds: &[TaskKind],
    object: Uuid,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update task set closed_on = $3
         where object = $1 and kind = any($2) and closed_on is null",
        object,
        &codes(kinds),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn close_about(
    connection: &mut PgConnection,
    kinds: &[TaskKind],
    children: &[ChildNumber],
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update task set closed_on = $3
         where child = any($1) and kind = any($2) and closed_on is null",
        &column(children, |child| child.stored()),
        &codes(kinds),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Closes what waits for an authority where the same waits for another.
pub(super) async fn close_doubles(
    connection: &mut PgConnection,
    kinds: &[TaskKind],
    passing: &[Passing],
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update task t set closed_on = $5
         from unnest($1::bigint[], $2::text[], $3::text[]) p (child, gone_from, gone_to)
         where t.child = p.child and t.local_authority = p.gone_from and t.kind = any($4)
           and t.closed_on is null
           and exists (select from task o
                       where o.child = p.child and o.local_authority = p.gone_to and o.kind = t.kind
                         and o.role = t.role and o.closed_on is null
                         and o.object is not distinct from t.object
                         and o.team is not distinct from t.team)",
        &column(passing, |one| one.child.stored()),
        &column(passing, |one| one.from.0.as_str()) as &[&str],
        &column(passing, |one| one.to.0.as_str()) as &[&str],
        &codes(kinds),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Has what waits for an authority wait for another.
pub(super) async fn follow(
    connection: &mut PgConnection,
    kinds: &[TaskKind],
    passing: &[Passing],
) -> sqlx::Result<()> {
    query!(
        "update task t set local_authority = p.gone_to
         from unnest($1::bigint[], $2::text[], $3::text[]) p (child, gone_from, gone_to)
         where t.child = p.child and t.local_authority = p.gone_from and t.kind = any($4)
           and t.closed_on is null",
        &column(passing, |one| one.child.stored()),
        &column(passing, |one| one.from.0.as_str()) as &[&str],
        &column(passing, |one| one.to.0.as_str()) as &[&str],
        &codes(kinds)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn close_one(
    connection: &mut PgConnection,
    task: TaskId,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update task set closed_on = $2 where id = $1 and closed_on is null",
        task.0,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) struct KeeperRow {
    pub active: bool,
    pub managed_team: Option<Uuid>,
}

/// Whether an account can still be used, and its team where that has a manager who can sign in.
pub(super) async fn keeper(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<KeeperRow> {
    query_as!(
        KeeperRow,
        r#"select a.state not in ('closed', 'refused') as "active!",
                  (select p.team where exists (
                       select from hat h join account m on m.id = h.account
                       where h.team = p.team and h.role = 'manager' and m.state = 'active'))
                      as managed_team
           from account a join practitioner p on p.id = a.practitioner
           where a.id = $1"#,
        account.0
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn has_died(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.child where child = $1 and date_of_death is not null)
               as "died!""#,
        child.stored()
    )
    .fetch_one(connection)
    .await
}

struct WaitingRow {
    id: Uuid,
    kind: String,
    object: Option<Uuid>,
    opened_on: NaiveDate,
    due_on: Option<NaiveDate>,
    given: Option<String>,
    family: Option<String>,
    date_of_birth: Option<NaiveDate>,
    dob_estimated: Option<bool>,
}

impl WaitingRow {
    fn shown(self) -> Option<MyTask> {
        let kind = TaskKind::from_code(&self.kind)?;
        let name = self.given.zip(self.family);
        let born = self.date_of_birth.zip(self.dob_estimated);
        Some(MyTask {
            id: TaskId(self.id),
            kind,
            child: name.map(|(given, family)| PersonName { given, family }),
            date_of_birth: born.map(|(date, estimated)| DateOfBirth { date, estimated }),
            opened_on: self.opened_on,
            due_on: self.due_on,
            path: kind.path(self.object),
        })
    }
}

/// What waits. Of the child the name and the date of birth alone, which even a shielded record
/// shows (D-01); of one whose record is no longer live, nothing. What management alone may know
/// waits under a management hat alone, since it waits for that hat (D-09). That a shielded child has
/// moved is for the responsible manager alone, whoever was told before it was shielded (D-31); so is
/// whatever else waits in an authority about one (D-32).
pub(super) async fn waiting(
    connection: &mut PgConnection,
    account: AccountId,
    hat: &Hat,
    today: NaiveDate,
) -> sqlx::Result<Vec<MyTask>> {
    let rows = query_as!(
        WaitingRow,
        r#"select t.id, t.kind, t.object, t.opened_on, t.due_on, c.given as "given?",
                  c.family as "family?", c.date_of_birth as "date_of_birth?",
                  c.dob_estimated as "dob_estimated?"
           from task t left join live.child c on c.child = t.child and c.leaves_live_on > $5
           where t.closed_on is null and (t.child is null or c.child is not null)
             and not (t.kind = 'transfer-agreement' and c.shielded
                      and t.local_authority <> c.local_authority)
             and not (t.kind in ('explanation-overdue', 'use-case-to-decide')
                      and exists (select from misuse_investigation i
                                  where i.id = t.object and i.subject = $1))
             and (t.account = $1
                  or (t.role = any(case when c.shielded and t.local_authority is not null
                                        then $6::text[] else $2::text[] end)
                      and (t.local_authority is null or t.local_authority = $3)
                      and (t.team is null or t.team = $4)))
           order by t.due_on nulls last, t.opened_on, t.id
           limit 500"#,
        account.0,
        &done_as(hat),
        hat.local_authority.as_ref().map(|code| code.0.as_str()),
        hat.team.map(|team| team.0),
        today,
        &done_of_shielded_as(hat)
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().filter_map(WaitingRow::shown).collect())
}

pub(super) async fn how_many(
    pool: &PgPool,
    account: AccountId,
    hat: &Hat,
    today: NaiveDate,
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "waiting!"
           from task t left join live.child c on c.child = t.child and c.leaves_live_on > $5
           where t.closed_on is null and (t.child is null or c.child is not null)
             and not (t.kind = 'transfer-agreement' and c.shielded
                      and t.local_authority <> c.local_authority)
             and not (t.kind in ('explanation-overdue', 'use-case-to-decide')
                      and exists (select from misuse_investigation i
                                  where i.id = t.object and i.subject = $1))
             and (t.account = $1
                  or (t.role = any(case when c.shielded and t.local_authority is not null
                                        then $6::text[] else $2::text[] end)
                      and (t.local_authority is null or t.local_authority = $3)
                      and (t.team is null or t.team = $4)))"#,
        account.0,
        &done_as(hat),
        hat.local_authority.as_ref().map(|code| code.0.as_str()),
        hat.team.map(|team| team.0),
        today,
        &done_of_shielded_as(hat)
    )
    .fetch_one(pool)
    .await
}

struct BearingRow {
    kind: String,
    account: Option<Uuid>,
    role: Option<String>,
    local_authority: Option<String>,
    team: Option<Uuid>,
}

impl BearingRow {
    fn bearing(self) -> Option<TaskBearing> {
        let recipient = match (self.account, self.role.as_deref()) {
            (Some(account), _) => Recipient::Account(AccountId(account)),
            (None, Some(BROKER)) => Recipient::Brokers(LocalAuthorityCode(self.local_authority?)),
            (None, role) => Recipient::Holders {
                role: Role::from_code(role?)?,
                local_authority: self.local_authority.map(LocalAuthorityCode),
                team: self.team.map(TeamId),
            },
        };
        Some(TaskBearing {
            kind: TaskKind::from_code(&self.kind)?,
            recipient,
        })
    }
}

pub(super) async fn bearing(
    connection: &mut PgConnection,
    task: TaskId,
) -> sqlx::Result<Option<TaskBearing>> {
    let row = query_as!(
        BearingRow,
        "select t.kind, t.account, t.local_authority, t.team,
                case when c.shielded and t.role = 'data-administrator'
                     then 'local-authority-manager' else t.role end as role
         from task t left join live.child c on c.child = t.child
         where t.id = $1 for update of t",
        task.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.and_then(BearingRow::bearing))
}

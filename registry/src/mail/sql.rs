//! Statements on the outbox.

use domain::clock::Moment;
use domain::id::LocalAuthorityCode;
use domain::misuse::{StaffFact, StaffMessage};
use domain::task::Recipient;
use domain::task::message::Message;
use sqlx::{PgConnection, PgPool, query, query_scalar};
use uuid::Uuid;

use super::Outgoing;
use crate::stored::known;

/// The accounts meant, but for those that nobody can sign in to.
pub(super) async fn accounts(
    connection: &mut PgConnection,
    recipient: &Recipient,
) -> sqlx::Result<Vec<Uuid>> {
    match recipient {
        Recipient::Account(account) => {
            query_scalar!(
                "select id from account where id = $1 and state = 'active'",
                account.0
            )
            .fetch_all(connection)
            .await
        }
        Recipient::Holders {
            role,
            local_authority,
            team,
        } => {
            query_scalar!(
                "select distinct a.id from hat h join account a on a.id = h.account
                 where h.role = $1 and a.state = 'active'
                   and ($2::text is null or h.local_authority = $2)
                   and ($3::uuid is null or h.team = $3)",
                role.code(),
                local_authority.as_ref().map(|code| code.0.as_str()),
                team.map(|team| team.0)
            )
            .fetch_all(connection)
            .await
        }
        Recipient::Brokers(authority) => {
            query_scalar!(
                "select distinct a.id from hat h join account a on a.id = h.account
                 where (h.role = 'local-authority-manager'
                        or (h.role = 'data-administrator' and h.brokering_right))
                   and a.state = 'active' and h.local_authority = $1",
                authority.0
            )
            .fetch_all(connection)
            .await
        }
    }
}

pub(super) async fn ask(
    connection: &mut PgConnection,
    id: Uuid,
    account: Uuid,
    now: Moment,
) -> sqlx::Result<()> {
    query!(
        "insert into mail (id, account, asked_at, next_at) values ($1, $2, $3, $3)
         on conflict do nothing",
        id,
        account,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn ask_director(
    connection: &mut PgConnection,
    id: Uuid,
    authority: &LocalAuthorityCode,
    now: Moment,
) -> sqlx::Result<()> {
    query!(
        "insert into mail (id, local_authority, asked_at, next_at)
         select $1, local_authority, $3, $3 from shield_setting
         where local_authority = $2 and director is not null
         on conflict do nothing",
        id,
        authority.0,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn ask_staff_manager(
    connection: &mut PgConnection,
    id: Uuid,
    investigation: Uuid,
    fact: StaffFact,
    now: Moment,
) -> sqlx::Result<()> {
    query!(
        "insert into mail (id, investigation, fact, asked_at, next_at)
         select $1, i.id, $3, $4, $4 from misuse_investigation i
         where i.id = $2 and i.staff_manager is not null
         on conflict do nothing",
        id,
        investigation,
        fact.code(),
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn any_due(pool: &PgPool, now: Moment) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from mail m left join shield_setting s on s.local_authority = m.local_authority
               where m.sent_at is null and m.next_at <= $1
                 and (m.local_authority is null or s.director is not null)) as "any!""#,
        now
    )
    .fetch_one(pool)
    .await
}

/// Takes due messages. Several workers take different ones. One to a director whose address has been
/// taken away meanwhile waits for another.
pub(super) async fn claim(
    connection: &mut PgConnection,
    now: Moment,
    limit: i64,
) -> sqlx::Result<Vec<Outgoing>> {
    let rows = query!(
        r#"with due as (
               select m.id from mail m
               where m.sent_at is null and m.next_at <= $1
                 and (m.local_authority is null
                      or exists (select from shield_setting s
                                 where s.local_authority = m.local_authority
                                   and s.director is not null))
               order by m.next_at limit $2 for update skip locked),
           taken as (
               update mail m
               set attempts = m.attempts + 1,
                   next_at = $1 + least(interval '1 day', interval '5 minutes' * power(2, m.attempts))
               from due where m.id = due.id
               returning m.id, m.account, m.local_authority, m.investigation, m.fact)
           select t.id as "id!", coalesce(i.staff_manager, p.email, s.director) as "to!",
                  t.fact as "fact?", p.name as "name?", t.account is null as "late!"
           from taken t
           left join misuse_investigation i on i.id = t.investigation
           left join account a on a.id = coalesce(t.account, i.subject)
           left join practitioner p on p.id = a.practitioner
           left join shield_setting s on s.local_authority = t.local_authority"#,
        now,
        limit
    )
    .fetch_all(connection)
    .await?;
    let outgoing = rows.into_iter().map(|row| {
        Ok(Outgoing {
            id: row.id,
            to: row.to,
            message: match (row.fact, row.late) {
                (Some(fact), _) => Message::AboutStaff(StaffMessage {
                    user: known(row.name)?,
                    fact: known(StaffFact::from_code(&fact))?,
                }),
                (None, true) => Message::Late,
                (None, false) => Message::Task,
            },
        })
    });
    outgoing.collect()
}

pub(super) async fn sent(
    connection: &mut PgConnection,
    ids: &[Uuid],
    now: Moment,
) -> sqlx::Result<()> {
    query!("update mail set sent_at = $2 where id = any($1)", ids, now)
        .execute(connection)
        .await?;
    Ok(())
}

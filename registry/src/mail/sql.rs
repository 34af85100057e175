//! Statements on the outbox.

use domain::clock::Moment;
use domain::task::Recipient;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::Outgoing;

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

pub(super) async fn any_due(pool: &PgPool, now: Moment) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from mail where sent_at is null and next_at <= $1) as "any!""#,
        now
    )
    .fetch_one(pool)
    .await
}

/// Takes due messages. Several workers take different ones.
pub(super) async fn claim(
    connection: &mut PgConnection,
    now: Moment,
    limit: i64,
) -> sqlx::Result<Vec<Outgoing>> {
    query_as!(
        Outgoing,
        r#"with due as (
               select m.id from mail m
               where m.sent_at is null and m.next_at <= $1
               order by m.next_at limit $2 for update skip locked),
           taken as (
               update mail m
               set attempts = m.attempts + 1,
                   next_at = $1 + least(interval '1 day', interval '5 minutes' * power(2, m.attempts))
               from due where m.id = due.id
               returning m.id, m.account)
           select t.id as "id!", p.email as "to!"
           from taken t join account a on a.id = t.account
           join practitioner p on p.id = a.practitioner"#,
        now,
        limit
    )
    .fetch_all(connection)
    .await
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

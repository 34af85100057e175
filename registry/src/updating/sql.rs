//! Statements about what waits for a decision, and the names that stand beside it.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::best_view::Item;
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode, OrganisationId};
use domain::standing::Role;
use sqlx::{PgConnection, query, query_as, query_scalar};
use uuid::Uuid;

use super::conflict::{About, Open};
use crate::stored::{known, number};

/// The conflict about an item; a new one where there is none.
pub(super) async fn open(
    connection: &mut PgConnection,
    id: Uuid,
    child: ChildNumber,
    item: Item,
    today: NaiveDate,
) -> sqlx::Result<Uuid> {
    query!(
        "insert into live.item_conflict (id, child, item, opened_on) values ($1, $2, $3, $4)
         on conflict (child, item) do nothing",
        id,
        child.stored(),
        item.code(),
        today
    )
    .execute(&mut *connection)
    .await?;
    query_scalar!(
        "select id from live.item_conflict where child = $1 and item = $2",
        child.stored(),
        item.code()
    )
    .fetch_one(connection)
    .await
}

/// The conflicts about records, by record.
pub(super) async fn about(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<HashMap<ChildNumber, Vec<Open>>> {
    let rows = query!(
        "select id, child, item from live.item_conflict where child = any($1) order by child, item",
        children
    )
    .fetch_all(connection)
    .await?;
    let mut about: HashMap<ChildNumber, Vec<Open>> = HashMap::new();
    for row in rows {
        let open = (row.id, known(Item::from_code(&row.item))?);
        about.entry(number(row.child)?).or_default().push(open);
    }
    Ok(about)
}

/// What a conflict is about.
pub(super) async fn row(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<About>> {
    let row = query!(
        "select child, item, opened_on from live.item_conflict where id = $1",
        id
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(About {
            child: number(row.child)?,
            item: known(Item::from_code(&row.item))?,
            opened_on: row.opened_on,
        })
    })
    .transpose()
}

/// Removes a conflict and what waits in it.
pub(super) async fn close(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    query!("delete from live.item_conflict where id = $1", id)
        .execute(connection)
        .await?;
    Ok(())
}

/// A line of the list.
pub(super) struct ListRow {
    pub id: Uuid,
    pub item: String,
    pub opened_on: NaiveDate,
    pub given: String,
    pub family: String,
}

/// What waits in an authority; of shielded records only if `shielded`.
pub(super) async fn list(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    shielded: bool,
    today: NaiveDate,
) -> sqlx::Result<Vec<ListRow>> {
    query_as!(
        ListRow,
        "select i.id, i.item, i.opened_on, c.given, c.family
         from live.item_conflict i join live.child c on c.child = i.child
         where c.local_authority = $1 and c.leaves_live_on > $3 and (not c.shielded or $2)
         order by i.opened_on, c.family, c.given, i.id
         limit 500",
        authority.0,
        shielded,
        today
    )
    .fetch_all(connection)
    .await
}

/// What somebody sent in.
pub(super) struct ProposalRow {
    pub id: Uuid,
    pub account: Uuid,
    pub sealed: Vec<u8>,
}

pub(super) async fn proposals(
    connection: &mut PgConnection,
    conflict: Uuid,
) -> sqlx::Result<Vec<ProposalRow>> {
    query_as!(
        ProposalRow,
        "select id, account, sealed from live.proposed_change where conflict = $1 order by id",
        conflict
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn propose(
    connection: &mut PgConnection,
    id: Uuid,
    conflict: Uuid,
    account: AccountId,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into live.proposed_change (id, conflict, account, sealed) values ($1, $2, $3, $4)",
        id,
        conflict,
        account.0,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn forget_proposal(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    query!("delete from live.proposed_change where id = $1", id)
        .execute(connection)
        .await?;
    Ok(())
}

/// The names of people, with their organisations'. Of those in sensitive services there is none: whoever
/// reads this may not know that such a service is involved (SENS-04).
pub(super) async fn people(
    connection: &mut PgConnection,
    accounts: &[AccountId],
) -> sqlx::Result<HashMap<AccountId, String>> {
    let ids: Vec<Uuid> = accounts.iter().map(|account| account.0).collect();
    let rows = query!(
        "select a.id, p.name, o.name as organisation
         from account a join practitioner p on p.id = a.practitioner
         join organisation o on o.id = p.organisation
         where a.id = any($1) and not is_sensitive_alone(o.id)
           and not exists (select from hat h
                           where h.account = a.id and h.role = $2)",
        &ids,
        Role::SensitiveServicePractitioner.code()
    )
    .fetch_all(connection)
    .await?;
    let named = |name, organisation| format!("{name}, {organisation}");
    Ok(rows
        .into_iter()
        .map(|row| (AccountId(row.id), named(row.name, row.organisation)))
        .collect())
}

/// The names of organisations.
pub(super) async fn organisations(
    connection: &mut PgConnection,
    organisations: &[OrganisationId],
) -> sqlx::Result<HashMap<OrganisationId, String>> {
    let ids: Vec<Uuid> = organisations.iter().map(|id| id.0).collect();
    let rows = query!("select id, name from organisation where id = any($1)", &ids)
        .fetch_all(connection)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (OrganisationId(row.id), row.name))
        .collect())
}

/// The organisations of some kinds in some authorities, by name, and behind them what is nobody's: where
/// children are educated elsewhere than at school (D-42).
pub(super) async fn organisations_of(
    connection: &mut PgConnection,
    kinds: &[String],
    authorities: &[String],
) -> sqlx::Result<Vec<(OrganisationId, String)>> {
    let rows = query!(
        "select id, name from organisation
         where kind = any($1) and (local_authority = any($2) or kind = 'education-elsewhere')
         order by kind = 'education-elsewhere', name, id",
        kinds,
        authorities
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (OrganisationId(row.id), row.name))
        .collect())
}

/// Whether there is such an organisation of one of some kinds.
pub(super) async fn is_of_kind(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    kinds: &[String],
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from organisation where id = $1 and kind = any($2)) as "exists!""#,
        organisation.0,
        kinds
    )
    .fetch_one(connection)
    .await
}

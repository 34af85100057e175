//! Statements on what is kept about new identities.

use chrono::NaiveDate;
use domain::clock::Moment;
use domain::id::{ChildNumber, SessionId, SourceId};
use serde_json::Value;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

/// What the vault holds, sealed.
pub(super) async fn vault(connection: &mut PgConnection) -> sqlx::Result<Option<Vec<u8>>> {
    query_scalar!("select sealed from new_identity_vault")
        .fetch_optional(connection)
        .await
}

/// The same, for whoever changes it.
pub(super) async fn lock(connection: &mut PgConnection) -> sqlx::Result<Option<Vec<u8>>> {
    query_scalar!("select sealed from new_identity_vault for update")
        .fetch_optional(connection)
        .await
}

/// Makes the vault, unless somebody has.
pub(super) async fn first(
    connection: &mut PgConnection,
    sealed: &[u8],
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into new_identity_vault (sealed, renewed_on) values ($1, $2)
         on conflict do nothing",
        sealed,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn close(
    connection: &mut PgConnection,
    sealed: &[u8],
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update new_identity_vault set sealed = $1, renewed_on = $2",
        sealed,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn any_to_renew(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from new_identity_vault where renewed_on < $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

pub(super) async fn keep_code(
    connection: &mut PgConnection,
    id: Uuid,
    session: SessionId,
    sealed: &[u8],
) -> sqlx::Result<()> {
    query!(
        "insert into release_code (id, session, sealed) values ($1, $2, $3)",
        id,
        session.0,
        sealed
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whose a code is to be shown to; locked, so that it is shown once.
pub(super) async fn code_of(connection: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select session from release_code where id = $1 for update",
        id
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn take_code(
    connection: &mut PgConnection,
    id: Uuid,
) -> sqlx::Result<Option<Vec<u8>>> {
    query_scalar!(
        "delete from release_code where id = $1 returning sealed",
        id
    )
    .fetch_optional(connection)
    .await
}

/// A statement that a new one is to look like.
pub(super) struct Model {
    pub source: Uuid,
    pub reference: String,
    pub by_day: bool,
}

/// What some source that is connected says of some child of an authority: of its own sources before others, and of the
/// children from a number on before the rest.
pub(super) async fn model(
    connection: &mut PgConnection,
    authority: &str,
    from: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Option<Model>> {
    query_as!(
        Model,
        r#"select t.source, t.reference,
                  (t.supplied_at at time zone 'UTC')::time = '00:00' as "by_day!"
           from live.child c join live.statement t on t.child = c.child
           join source s on s.id = t.source
           where c.local_authority = $1 and not c.shielded
             and s.kind not in ('manual', 'registrar-general', 'ecaf')
             and s.state = 'connected' and s.accredited_until > $3
           order by s.local_authority is not distinct from $1 desc, c.child >= $2 desc, c.child,
                    t.source, t.reference
           limit 1"#,
        authority,
        from.stored(),
        today
    )
    .fetch_optional(connection)
    .await
}

/// Whether a source has stated anything under a reference.
pub(super) async fn used(
    connection: &mut PgConnection,
    source: SourceId,
    reference: &str,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.statement where source = $1 and reference = $2)
               or exists (select from live.superseded_statement
                          where source = $1 and reference = $2) as "used!""#,
        source.0,
        reference
    )
    .fetch_one(connection)
    .await
}

/// References of a source that come after another.
pub(super) async fn neighbours(
    connection: &mut PgConnection,
    source: SourceId,
    reference: &str,
    limit: i64,
) -> sqlx::Result<Vec<String>> {
    query_scalar!(
        "select reference from live.statement where source = $1 and reference > $2
         order by reference limit $3",
        source.0,
        reference,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Something that a source states.
pub(super) struct KnownRow {
    pub reference: String,
    pub supplied_at: Moment,
    pub content: Value,
}

/// What a source states, from a reference on.
pub(super) async fn known_rows(
    connection: &mut PgConnection,
    source: SourceId,
    from: &str,
    limit: i64,
) -> sqlx::Result<Vec<KnownRow>> {
    query_as!(
        KnownRow,
        r#"select t.reference, t.supplied_at, t.content as "content!"
           from live.statement t
           where t.source = $1 and t.reference >= $2 and t.content is not null
           order by t.reference limit $3"#,
        source.0,
        from,
        limit
    )
    .fetch_all(connection)
    .await
}

//! Statements on the catalogue of services.

use domain::id::{LocalAuthorityCode, OrganisationId, ServiceId};
use domain::service_catalogue::{OrganisationChoice, ServiceListed, ServiceTypeListed};
use sqlx::{PgConnection, query, query_as, query_scalar};
use uuid::Uuid;

pub(super) async fn types(connection: &mut PgConnection) -> sqlx::Result<Vec<ServiceTypeListed>> {
    query_as!(
        ServiceTypeListed,
        "select code, name, universal, sensitive from service_type order by name, code"
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn services(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Vec<ServiceListed>> {
    let rows = query!(
        "select s.id, o.name as organisation, s.name, k.name as service_type, s.sensitive,
                k.sensitive as sensitive_type
         from service s
         join organisation o on o.id = s.organisation
         join service_type k on k.code = s.service_type
         where o.local_authority = $1
         order by o.name, s.name, s.id",
        authority.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ServiceListed {
            id: ServiceId(row.id),
            organisation: row.organisation,
            name: row.name,
            service_type: row.service_type,
            sensitive: row.sensitive,
            sensitive_type: row.sensitive_type,
        })
        .collect())
}

pub(super) async fn organisations(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Vec<OrganisationChoice>> {
    let rows = query!(
        "select id, name from organisation where local_authority = $1 order by name, id",
        authority.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OrganisationChoice {
            id: OrganisationId(row.id),
            name: row.name,
        })
        .collect())
}

pub(super) async fn authority_of(
    connection: &mut PgConnection,
    organisation: OrganisationId,
) -> sqlx::Result<Option<String>> {
    let authority = query_scalar!(
        "select local_authority from organisation where id = $1",
        organisation.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(authority.flatten())
}

pub(super) async fn service_type(
    connection: &mut PgConnection,
    code: &str,
) -> sqlx::Result<Option<ServiceTypeListed>> {
    query_as!(
        ServiceTypeListed,
        "select code, name, universal, sensitive from service_type where code = $1 for update",
        code
    )
    .fetch_optional(connection)
    .await
}

/// Makes two additions to an organisation's services wait for each other.
pub(super) async fn lock_organisation(
    connection: &mut PgConnection,
    organisation: OrganisationId,
) -> sqlx::Result<()> {
    query!(
        "select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 7))",
        organisation.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A service that an organisation has registered under the same name and type.
pub(super) async fn same(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    code: &str,
    name: &str,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select id from service where organisation = $1 and service_type = $2 and name = $3
         limit 1",
        organisation.0,
        code,
        name
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn add(
    connection: &mut PgConnection,
    service: ServiceId,
    organisation: OrganisationId,
    code: &str,
    name: &str,
) -> sqlx::Result<()> {
    query!(
        "insert into service (id, organisation, service_type, name) values ($1, $2, $3, $4)",
        service.0,
        organisation.0,
        code,
        name
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) struct ServiceRow {
    pub local_authority: Option<String>,
    pub name: String,
    pub sensitive: bool,
    pub universal: bool,
}

pub(super) async fn service(
    connection: &mut PgConnection,
    service: ServiceId,
) -> sqlx::Result<Option<ServiceRow>> {
    query_as!(
        ServiceRow,
        "select o.local_authority, s.name, s.sensitive, k.universal
         from service s
         join organisation o on o.id = s.organisation
         join service_type k on k.code = s.service_type
         where s.id = $1
         for update of s",
        service.0
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn change(
    connection: &mut PgConnection,
    service: ServiceId,
    name: &str,
    sensitive: bool,
) -> sqlx::Result<()> {
    query!(
        "update service set name = $2, sensitive = $3 where id = $1",
        service.0,
        name,
        sensitive
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn flag_type(
    connection: &mut PgConnection,
    code: &str,
    sensitive: bool,
) -> sqlx::Result<()> {
    query!(
        "update service_type set sensitive = $2 where code = $1",
        code,
        sensitive
    )
    .execute(connection)
    .await?;
    Ok(())
}

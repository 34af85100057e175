//! Statements on neutral display lines.

use chrono::NaiveDate;
use domain::child_record::Telephone;
use domain::holder::OrganisationChoice;
use domain::id::{AccountId, LocalAuthorityCode, NeutralLineId, OrganisationId};
use domain::neutral_line::NeutralLineShown;
use sqlx::{PgConnection, query, query_scalar};

pub(super) async fn lines(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Vec<NeutralLineShown>> {
    let rows = query!(
        "select n.id, o.name as organisation, n.words, n.telephone
         from neutral_line n join organisation o on o.id = n.organisation
         where o.local_authority = $1 and n.retired_on is null
         order by o.name, n.words, n.telephone",
        authority.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| NeutralLineShown {
            id: NeutralLineId(row.id),
            organisation: row.organisation,
            words: row.words,
            telephone: row.telephone,
        })
        .collect())
}

/// The organisations of an authority that have a sensitive service.
pub(super) async fn organisations(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Vec<OrganisationChoice>> {
    let rows = query!(
        "select o.id, o.name from organisation o
         where o.local_authority = $1
           and exists (select from service s join service_type k on k.code = s.service_type
                       where s.organisation = o.id and (k.sensitive or s.sensitive))
         order by o.name, o.id",
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

pub(super) async fn authority_of_line(
    connection: &mut PgConnection,
    line: NeutralLineId,
) -> sqlx::Result<Option<String>> {
    let authority = query_scalar!(
        "select o.local_authority
         from neutral_line n join organisation o on o.id = n.organisation
         where n.id = $1",
        line.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(authority.flatten())
}

/// Names by which a service could be known: of the kinds of sensitive service, of the
/// organisation's own, and the organisation's itself.
pub(super) async fn telling_names(
    connection: &mut PgConnection,
    organisation: OrganisationId,
) -> sqlx::Result<Vec<String>> {
    query_scalar!(
        r#"select k.name as "name!" from service_type k where k.sensitive
           union
           select s.name from service s join service_type k on k.code = s.service_type
           where s.organisation = $1 and (k.sensitive or s.sensitive)
           union
           select o.name from organisation o where o.id = $1"#,
        organisation.0
    )
    .fetch_all(connection)
    .await
}

pub(super) struct NewRow<'a> {
    pub id: NeutralLineId,
    pub organisation: OrganisationId,
    pub words: &'a str,
    pub telephone: &'a Telephone,
    pub agreed_by: AccountId,
    pub today: NaiveDate,
}

pub(super) async fn insert(connection: &mut PgConnection, row: NewRow<'_>) -> sqlx::Result<()> {
    query!(
        "insert into neutral_line (id, organisation, words, telephone, agreed_by, agreed_on)
         values ($1, $2, $3, $4, $5, $6)
         on conflict do nothing",
        row.id.0,
        row.organisation.0,
        row.words,
        row.telephone.as_str(),
        row.agreed_by.0,
        row.today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn retire(
    connection: &mut PgConnection,
    line: NeutralLineId,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update neutral_line set retired_on = $2 where id = $1 and retired_on is null",
        line.0,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

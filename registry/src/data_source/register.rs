//! Registering a source, and finding it again.

use domain::best_view::SourceKind;
use domain::data_source::{FindSource, RegisterSource, Source};
use domain::id::{LocalAuthorityCode, OrganisationId, SourceId};
use domain::refusal::Rejection;
use sqlx::PgConnection;
use uuid::Uuid;

use super::sql;
use crate::door::{Access, Fault, Stopped, admit};

admit!(RegisterSource, FindSource);

/// Registers a source. Rejected where its name is taken or its authority unknown.
pub async fn register(access: &mut Access<RegisterSource>) -> Result<SourceId, Stopped> {
    let id = SourceId::random(access.chance());
    let act = access.act();
    let (name, kind) = (act.name.clone(), act.kind.code());
    let authority = act.local_authority.as_ref().map(|code| code.0.clone());
    let organisation = act.organisation.clone();
    let connection = access.connection();
    if let Some(code) = &authority
        && !sql::authority_exists(connection, code).await?
    {
        return Err(Rejection::of("local_authority", "There is no such local authority").into());
    }
    let organisation = match organisation {
        Some(name) => Some(organisation_named(connection, &name, authority.as_deref()).await?),
        None => None,
    };
    if !sql::register(
        connection,
        id,
        &name,
        kind,
        authority.as_deref(),
        organisation,
    )
    .await?
    {
        return Err(Rejection::of("name", "A source of that name is registered already").into());
    }
    Ok(id)
}

/// The one organisation of a name, in an authority where one is given.
async fn organisation_named(
    connection: &mut PgConnection,
    name: &str,
    authority: Option<&str>,
) -> Result<Uuid, Stopped> {
    let found = sql::organisations_named(connection, name, authority).await?;
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Rejection::of("organisation", "There is no organisation of that name").into()),
        _ => Err(Rejection::of(
            "organisation",
            "Several organisations have that name: say in which local authority",
        )
        .into()),
    }
}

/// The source of a name; none where none is registered.
pub async fn find(access: &mut Access<FindSource>) -> Result<Option<Source>, Stopped> {
    let name = access.act().name.clone();
    let Some(row) = sql::source_named(access.connection(), &name).await? else {
        return Ok(None);
    };
    let kind = SourceKind::from_code(&row.kind)
        .ok_or_else(|| Stopped::Fault(Fault::new("a source of an unknown kind")))?;
    Ok(Some(Source {
        id: SourceId(row.id),
        name,
        kind,
        organisation: row.organisation.map(OrganisationId),
        local_authority: row.local_authority.map(LocalAuthorityCode),
    }))
}

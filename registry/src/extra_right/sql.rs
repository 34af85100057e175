//! Statements on extra rights.

use domain::extra_right::{Administrator, AdministratorBearing, ExtraRight};
use domain::id::LocalAuthorityCode;
use sqlx::{PgConnection, query, query_scalar};
use uuid::Uuid;

/// The data administrators of an authority who have not left.
pub(super) async fn administrators(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Vec<Administrator>> {
    let rows = query!(
        "select h.id, p.name, h.brokering_right, h.shield_right
         from hat h join account a on a.id = h.account join practitioner p on p.id = a.practitioner
         where h.role = 'data-administrator' and h.local_authority = $1
           and a.state not in ('closed', 'refused')
         order by p.name, h.id",
        authority.0
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        let given = [
            (ExtraRight::Brokering, row.brokering_right),
            (ExtraRight::Shields, row.shield_right),
        ];
        let rights = given.into_iter().filter(|(_, given)| *given);
        Administrator {
            hat: row.id,
            name: row.name,
            rights: rights.map(|(right, _)| right).collect(),
        }
    });
    Ok(shown.collect())
}

pub(super) async fn bearing(
    connection: &mut PgConnection,
    hat: Uuid,
) -> sqlx::Result<Option<AdministratorBearing>> {
    let authority = query_scalar!(
        r#"select local_authority as "local_authority!" from hat
           where id = $1 and role = 'data-administrator' and local_authority is not null for update"#,
        hat
    )
    .fetch_optional(connection)
    .await?;
    Ok(authority.map(|code| AdministratorBearing {
        local_authority: LocalAuthorityCode(code),
    }))
}

pub(super) async fn set(
    connection: &mut PgConnection,
    hat: Uuid,
    right: ExtraRight,
    given: bool,
) -> sqlx::Result<()> {
    query!(
        "update hat
         set brokering_right = case when $2 = 'brokering' then $3 else brokering_right end,
             shield_right = case when $2 = 'shields' then $3 else shield_right end
         where id = $1",
        hat,
        right.code(),
        given
    )
    .execute(connection)
    .await?;
    Ok(())
}

//! Statements that entries on assessments and on leads share.

use chrono::NaiveDate;
use domain::holder::{
    ColleagueChoice, HolderService, LineChoice, NewPractitioner, OrganisationChoice,
};
use domain::id::{
    AccountId, ChildNumber, LocalAuthorityCode, NeutralLineId, OrganisationId, PractitionerId,
    ServiceId,
};
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use crate::sensitive_service::work::Before;

pub(super) struct ServiceRow {
    pub organisation: Uuid,
    pub local_authority: Option<String>,
    pub sensitive: bool,
}

pub(super) async fn service(
    connection: &mut PgConnection,
    service: ServiceId,
) -> sqlx::Result<Option<ServiceRow>> {
    query_as!(
        ServiceRow,
        r#"select s.organisation, o.local_authority, (k.sensitive or s.sensitive) as "sensitive!"
         from service s
         join service_type k on k.code = s.service_type
         join organisation o on o.id = s.organisation
         where s.id = $1"#,
        service.0
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn organisation_of(
    connection: &mut PgConnection,
    practitioner: PractitionerId,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select organisation from practitioner where id = $1",
        practitioner.0
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn organisation_of_line(
    connection: &mut PgConnection,
    line: NeutralLineId,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select organisation from neutral_line where id = $1 and retired_on is null",
        line.0
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn line_in_use(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    words: &str,
) -> sqlx::Result<Option<NeutralLineId>> {
    let id = query_scalar!(
        "select id from neutral_line
         where organisation = $1 and lower(words) = lower($2) and retired_on is null
         order by id limit 1",
        organisation.0,
        words
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(NeutralLineId))
}

pub(super) async fn date_of_birth(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<NaiveDate> {
    query_scalar!(
        "select date_of_birth from live.child where child = $1",
        child.stored()
    )
    .fetch_one(connection)
    .await
}

/// Makes acts on one child wait for each other until the end of the transaction.
pub(super) async fn lock_child(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock($1)", child.stored())
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes those who add practitioners to one organisation wait for each other.
pub(super) async fn lock_organisation(
    connection: &mut PgConnection,
    organisation: Uuid,
) -> sqlx::Result<()> {
    query!(
        "select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))",
        organisation
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn practitioner_of(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<PractitionerId> {
    let id = query_scalar!("select practitioner from account where id = $1", account.0)
        .fetch_one(connection)
        .await?;
    Ok(PractitionerId(id))
}

pub(super) async fn same_practitioner(
    connection: &mut PgConnection,
    organisation: Uuid,
    new: &NewPractitioner,
) -> sqlx::Result<Option<PractitionerId>> {
    let id = query_scalar!(
        "select id from practitioner
         where organisation = $1 and name = $2 and job_title = $3 and telephone = $4 and email = $5
         order by id limit 1",
        organisation,
        new.name,
        new.job_title,
        new.telephone.as_str(),
        new.email
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(PractitionerId))
}

pub(super) async fn add_practitioner(
    connection: &mut PgConnection,
    id: PractitionerId,
    organisation: Uuid,
    new: &NewPractitioner,
) -> sqlx::Result<()> {
    query!(
        "insert into practitioner (id, organisation, name, job_title, telephone, email)
         values ($1, $2, $3, $4, $5, $6)",
        id.0,
        organisation,
        new.name,
        new.job_title,
        new.telephone.as_str(),
        new.email
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The account of a practitioner, where it can still be used.
pub(super) async fn account_of(
    connection: &mut PgConnection,
    practitioner: PractitionerId,
) -> sqlx::Result<Option<AccountId>> {
    let id = query_scalar!(
        "select id from account where practitioner = $1 and state not in ('closed', 'refused')",
        practitioner.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(AccountId))
}

pub(super) async fn organisations(
    pool: &PgPool,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Vec<OrganisationChoice>> {
    let rows = query!(
        "select id, name from organisation where local_authority = $1 order by name, id limit 2000",
        authority.0
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| OrganisationChoice {
            id: OrganisationId(row.id),
            name: row.name,
        })
        .collect())
}

pub(super) async fn services(
    pool: &PgPool,
    organisation: OrganisationId,
    sensitive: bool,
) -> sqlx::Result<Vec<HolderService>> {
    let rows = query!(
        r#"select s.id, s.name, (k.sensitive or s.sensitive) as "sensitive!"
         from service s join service_type k on k.code = s.service_type
         where s.organisation = $1 and (not (k.sensitive or s.sensitive) or $2)
         order by s.name, s.id"#,
        organisation.0,
        sensitive
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| HolderService {
            id: ServiceId(row.id),
            name: row.name,
            sensitive: row.sensitive,
        })
        .collect())
}

pub(super) async fn colleagues(
    pool: &PgPool,
    organisation: OrganisationId,
    account: AccountId,
) -> sqlx::Result<Vec<ColleagueChoice>> {
    let rows = query!(
        "select p.id, p.name, p.job_title from practitioner p
         where p.organisation = $1
           and not exists (select from account a where a.id = $2 and a.practitioner = p.id)
         order by p.name, p.job_title, p.id limit 2000",
        organisation.0,
        account.0
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ColleagueChoice {
            id: PractitionerId(row.id),
            name: format!("{}, {}", row.name, row.job_title),
        })
        .collect())
}

pub(super) async fn lines(
    pool: &PgPool,
    organisation: OrganisationId,
) -> sqlx::Result<Vec<LineChoice>> {
    let rows = query!(
        "select id, words, telephone from neutral_line
         where organisation = $1 and retired_on is null order by words, telephone",
        organisation.0
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| LineChoice {
            id: NeutralLineId(row.id),
            words: format!("{}, {}", row.words, row.telephone),
        })
        .collect())
}

/// An entry whose consent runs out soon.
pub(super) struct ExpiringRow {
    pub id: Uuid,
    pub child: i64,
    pub owner: Option<Uuid>,
    pub visible_until: NaiveDate,
}

pub(super) async fn any_to_remind(
    pool: &PgPool,
    today: NaiveDate,
    before: &Before,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from (select visible_until, reminded from live.caf where sealed is not null
                            union all
                            select visible_until, reminded from live.lead_professional
                            where sealed is not null and ended is null) as shown
               where visible_until > $1 and visible_until <= $2
                 and reminded < case when visible_until <= $3 then 2 else 1 end) as "any!""#,
        today,
        before.first,
        before.last
    )
    .fetch_one(pool)
    .await
}

/// Takes entries whose consent runs out soon, so many of holders and so many of leads, and counts
/// the reminder. Several workers take different ones.
pub(super) async fn take_to_remind(
    connection: &mut PgConnection,
    today: NaiveDate,
    before: &Before,
    limit: i64,
) -> sqlx::Result<Vec<ExpiringRow>> {
    query_as!(
        ExpiringRow,
        r#"with caf as (
               update live.caf set reminded = case when visible_until <= $3 then 2 else 1 end
               where id in (select id from live.caf
                            where visible_until > $1 and visible_until <= $2 and sealed is not null
                              and reminded < case when visible_until <= $3 then 2 else 1 end
                            order by visible_until limit $4 for update skip locked)
               returning id, child, owner, visible_until),
           lead as (
               update live.lead_professional
               set reminded = case when visible_until <= $3 then 2 else 1 end
               where id in (select id from live.lead_professional
                            where visible_until > $1 and visible_until <= $2 and sealed is not null
                              and ended is null
                              and reminded < case when visible_until <= $3 then 2 else 1 end
                            order by visible_until limit $4 for update skip locked)
               returning id, child, owner, visible_until)
           select id as "id!", child as "child!", owner, visible_until as "visible_until!"
           from (select * from caf union all select * from lead) as taken"#,
        today,
        before.first,
        before.last,
        limit
    )
    .fetch_all(connection)
    .await
}

//! Statements on involvements.

use chrono::NaiveDate;
use domain::child_record::{DateOfBirth, Gender, PersonName};
use domain::id::{AccountId, ChildNumber, InvolvementId, OrganisationId, ServiceId, TeamId};
use domain::involvement::{
    ColleagueChoice, EntryChanges, Level, Longer, MyInvolvement, MyInvolvementChild, Retention,
    ServiceChoice, TeamInvolvement, WhyKept, lasting,
};
use domain::standing::Role;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::SuppliedInvolvement;

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

pub(super) async fn service_choices(
    pool: &PgPool,
    organisation: OrganisationId,
) -> sqlx::Result<Vec<ServiceChoice>> {
    let rows = query!(
        "select s.id, s.name
         from service s join service_type k on k.code = s.service_type
         where s.organisation = $1 and not (k.sensitive or s.sensitive)
         order by s.name",
        organisation.0
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ServiceChoice {
            id: ServiceId(row.id),
            name: row.name,
        })
        .collect())
}

pub(super) async fn kind_of(pool: &PgPool, organisation: OrganisationId) -> sqlx::Result<String> {
    query_scalar!(
        "select kind from organisation where id = $1",
        organisation.0
    )
    .fetch_one(pool)
    .await
}

pub(super) async fn telephone_of(pool: &PgPool, account: AccountId) -> sqlx::Result<String> {
    query_scalar!(
        "select p.telephone from account a join practitioner p on p.id = a.practitioner
         where a.id = $1",
        account.0
    )
    .fetch_one(pool)
    .await
}

pub(super) async fn practitioner_of(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<Uuid> {
    query_scalar!("select practitioner from account where id = $1", account.0)
        .fetch_one(connection)
        .await
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

/// Makes two entries for one child wait for each other until the end of the transaction.
pub(super) async fn lock_child(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock($1)", child.stored())
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn current_of(
    connection: &mut PgConnection,
    child: ChildNumber,
    service: ServiceId,
    owner: AccountId,
) -> sqlx::Result<Option<InvolvementId>> {
    let id = query_scalar!(
        "select id from live.involvement
         where child = $1 and service = $2 and owner = $3 and ended is null",
        child.stored(),
        service.0,
        owner.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(InvolvementId))
}

pub(super) async fn is_same(
    connection: &mut PgConnection,
    id: InvolvementId,
    details: &EntryChanges,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select (level = $2 and telephone = $3 and started = $4) as "same!"
           from live.involvement where id = $1"#,
        id.0,
        details.level.code(),
        details.telephone.as_str(),
        details.started
    )
    .fetch_one(connection)
    .await
}

pub(super) struct NewRow<'a> {
    pub id: InvolvementId,
    pub child: ChildNumber,
    pub service: ServiceId,
    pub details: &'a EntryChanges,
    pub practitioner: Option<Uuid>,
    pub team: Option<Uuid>,
    pub owner: Option<AccountId>,
    /// The organisation that keeps it where it has no owner.
    pub kept_by: Option<OrganisationId>,
    /// Who recorded it, where that is not its owner.
    pub recorded_by: Option<AccountId>,
    pub today: NaiveDate,
}

pub(super) async fn start(connection: &mut PgConnection, row: NewRow<'_>) -> sqlx::Result<()> {
    query!(
        "insert into live.involvement (id, child, service, level, practitioner, team, owner,
                                       kept_by, recorded_by, telephone, started, as_of)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        row.id.0,
        row.child.stored(),
        row.service.0,
        row.details.level.code(),
        row.practitioner,
        row.team,
        row.owner.map(|account| account.0),
        row.kept_by.map(|organisation| organisation.0),
        row.recorded_by.map(|account| account.0),
        row.details.telephone.as_str(),
        row.details.started,
        row.today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) struct BearingRow {
    pub child: i64,
    pub owner: Option<Uuid>,
    pub kept_by: Option<Uuid>,
    pub recorded_by: Option<Uuid>,
    pub team: Option<Uuid>,
    pub handed_on_by: Option<Uuid>,
    pub local_authority: String,
    pub sensitive: bool,
}

/// What bears on an involvement that can be seen today; with `answered`, also on one whose time was
/// declared over today by an answer, so that a form sent twice gets the same answer.
pub(super) async fn bearing(
    connection: &mut PgConnection,
    id: InvolvementId,
    answered: bool,
    today: NaiveDate,
) -> sqlx::Result<Option<BearingRow>> {
    query_as!(
        BearingRow,
        r#"select i.child, i.owner, i.kept_by, i.recorded_by, c.local_authority, (k.sensitive or s.sensitive) as "sensitive!",
                  case when i.owner is null then i.team else p.team end as team,
                  (select h.account from live.involvement_keeper h
                   where h.involvement = i.id and h.until = $2
                   order by h.place desc limit 1) as handed_on_by
           from live.involvement i
           join live.child c on c.child = i.child
           join service s on s.id = i.service
           join service_type k on k.code = s.service_type
           left join account a on a.id = i.owner
           left join practitioner p on p.id = a.practitioner
           where i.id = $1 and c.leaves_live_on > $2
             and (i.visible_until is null or i.visible_until > $2
                  or ($3 and i.visible_until = $2 and i.confirmed_on = $2))
           for update of i"#,
        id.0,
        today,
        answered
    )
    .fetch_optional(connection)
    .await
}

pub(super) struct EntryRow {
    pub child: i64,
    pub service: Uuid,
    pub universal: bool,
    pub level: String,
    pub practitioner: Option<Uuid>,
    pub team: Option<Uuid>,
    pub owner: Option<Uuid>,
    pub telephone: String,
    pub started: NaiveDate,
    pub ended: Option<NaiveDate>,
    pub kept_until: Option<NaiveDate>,
    pub kept_because: Option<String>,
    pub confirm_on: Option<NaiveDate>,
    pub confirmed_on: Option<NaiveDate>,
    pub date_of_birth: NaiveDate,
}

impl EntryRow {
    /// How long it is kept, where it has ended.
    pub(super) fn retention(&self) -> Option<Retention> {
        retention(
            self.ended,
            self.kept_until,
            self.kept_because.as_deref(),
            self.confirm_on,
        )
    }
}

/// How long an involvement is kept, from its columns; none where it has not ended.
pub(super) fn retention(
    ended: Option<NaiveDate>,
    kept_until: Option<NaiveDate>,
    kept_because: Option<&str>,
    confirm_on: Option<NaiveDate>,
) -> Option<Retention> {
    let because = kept_because.and_then(WhyKept::from_code);
    Some(Retention {
        ended: ended?,
        longer: kept_until
            .zip(because)
            .map(|(until, because)| Longer { until, because }),
        confirm_on,
    })
}

pub(super) async fn entry(
    connection: &mut PgConnection,
    id: InvolvementId,
) -> sqlx::Result<EntryRow> {
    query_as!(
        EntryRow,
        "select i.child, i.service, k.universal, i.level, i.practitioner, i.team, i.owner,
                i.telephone, i.started, i.ended, i.kept_until, i.kept_because, i.confirm_on,
                i.confirmed_on, c.date_of_birth
         from live.involvement i
         join live.child c on c.child = i.child
         join service s on s.id = i.service
         join service_type k on k.code = s.service_type
         where i.id = $1",
        id.0
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn change(
    connection: &mut PgConnection,
    id: InvolvementId,
    changes: &EntryChanges,
    practitioner: Option<Uuid>,
    team: Option<Uuid>,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.involvement
         set level = $2, telephone = $3, started = $4, practitioner = $5, team = $6, as_of = $7
         where id = $1",
        id.0,
        changes.level.code(),
        changes.telephone.as_str(),
        changes.started,
        practitioner,
        team,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores how long an ended involvement is kept; asking for its next confirmation begins anew.
pub(super) async fn keep(
    connection: &mut PgConnection,
    id: InvolvementId,
    retention: &Retention,
    confirmed_on: Option<NaiveDate>,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.involvement
         set ended = $2, visible_until = $3, kept_until = $4, kept_because = $5, confirm_on = $6,
             asked = 0, confirmed_on = $7, as_of = $8
         where id = $1",
        id.0,
        retention.ended,
        retention.visible_until(),
        retention.longer.map(|longer| longer.until),
        retention.longer.map(|longer| longer.because.code()),
        retention.confirm_on,
        confirmed_on,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The roles whose holders keep involvements.
fn keeping_roles() -> Vec<String> {
    Role::ALL
        .into_iter()
        .filter(|role| role.keeps_involvements())
        .map(|role| role.code().to_owned())
        .collect()
}

pub(super) struct KeeperRow {
    pub organisation: Option<Uuid>,
    pub team: Option<Uuid>,
}

/// Where whoever keeps an involvement works.
pub(super) async fn keeper(
    connection: &mut PgConnection,
    id: InvolvementId,
) -> sqlx::Result<KeeperRow> {
    query_as!(
        KeeperRow,
        "select coalesce(p.organisation, i.kept_by) as organisation,
                case when i.owner is null then i.team else p.team end as team
         from live.involvement i
         left join account a on a.id = i.owner
         left join practitioner p on p.id = a.practitioner
         where i.id = $1",
        id.0
    )
    .fetch_one(connection)
    .await
}

/// Active accounts of a team that keep involvements, but for the present owner, by name.
pub(super) async fn of_team(
    connection: &mut PgConnection,
    keeper: &KeeperRow,
    owner: Option<Uuid>,
) -> sqlx::Result<Vec<ColleagueChoice>> {
    query_as!(
        ColleagueChoice,
        "select a.id, p.name, p.job_title
         from account a join practitioner p on p.id = a.practitioner
         where a.state = 'active' and p.organisation = $1 and p.team is not distinct from $2
           and a.id is distinct from $3
           and exists (select from hat h where h.account = a.id and h.organisation = p.organisation
                                           and h.role = any($4))
         order by p.name, a.id
         limit 1000",
        keeper.organisation,
        keeper.team,
        owner,
        &keeping_roles()
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn remember_keeper(
    connection: &mut PgConnection,
    id: InvolvementId,
    account: Uuid,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into live.involvement_keeper (involvement, account, until, place)
         select $1, $2, $3, count(*) from live.involvement_keeper where involvement = $1",
        id.0,
        account,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives an involvement to another account, whose number is rung from now on.
pub(super) async fn hand_over(
    connection: &mut PgConnection,
    id: InvolvementId,
    to: AccountId,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.involvement i
         set owner = $2, kept_by = null, telephone = p.telephone, as_of = $3,
             practitioner = case i.level when 'practitioner' then p.id else i.practitioner end
         from account a join practitioner p on p.id = a.practitioner
         where i.id = $1 and a.id = $2",
        id.0,
        to.0,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) struct PractitionerRow {
    pub organisation: Uuid,
    pub team: Option<Uuid>,
    pub account: Option<Uuid>,
}

/// A practitioner, with the account under which they keep involvements, where they have one.
pub(super) async fn practitioner(
    connection: &mut PgConnection,
    practitioner: Uuid,
) -> sqlx::Result<Option<PractitionerRow>> {
    query_as!(
        PractitionerRow,
        "select p.organisation, p.team,
                (select a.id from account a
                 where a.practitioner = p.id and a.state = 'active'
                   and exists (select from hat h
                               where h.account = a.id and h.organisation = p.organisation
                                 and h.role = any($2))) as account
         from practitioner p where p.id = $1",
        practitioner,
        &keeping_roles()
    )
    .fetch_optional(connection)
    .await
}

/// A practitioner of an organisation who is known by the same name and address.
pub(super) async fn same_practitioner(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    name: &str,
    email: &str,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select id from practitioner
         where organisation = $1 and name = $2 and email = $3 order by id limit 1",
        organisation.0,
        name,
        email
    )
    .fetch_optional(connection)
    .await
}

pub(super) struct NewPractitionerRow<'a> {
    pub id: Uuid,
    pub organisation: OrganisationId,
    pub team: Option<TeamId>,
    pub name: &'a str,
    pub job_title: &'a str,
    pub telephone: &'a str,
    pub email: &'a str,
}

pub(super) async fn add_practitioner(
    connection: &mut PgConnection,
    row: NewPractitionerRow<'_>,
) -> sqlx::Result<()> {
    query!(
        "insert into practitioner (id, organisation, team, name, job_title, telephone, email)
         values ($1, $2, $3, $4, $5, $6, $7)",
        row.id,
        row.organisation.0,
        row.team.map(|team| team.0),
        row.name,
        row.job_title,
        row.telephone,
        row.email
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn current_of_practitioner(
    connection: &mut PgConnection,
    child: ChildNumber,
    service: ServiceId,
    practitioner: Uuid,
) -> sqlx::Result<Option<InvolvementId>> {
    let id = query_scalar!(
        "select id from live.involvement
         where child = $1 and service = $2 and practitioner = $3 and level = 'practitioner'
           and ended is null
         limit 1",
        child.stored(),
        service.0,
        practitioner
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(InvolvementId))
}

/// Practitioners of an organisation, by name, but for whoever asks.
pub(super) async fn practitioners(
    pool: &PgPool,
    organisation: OrganisationId,
    but: AccountId,
) -> sqlx::Result<Vec<ColleagueChoice>> {
    query_as!(
        ColleagueChoice,
        "select id, name, job_title from practitioner
         where organisation = $1
           and id is distinct from (select a.practitioner from account a where a.id = $2)
         order by name, id
         limit 1000",
        organisation.0,
        but.0
    )
    .fetch_all(pool)
    .await
}

pub(super) struct OrganisationRow {
    pub id: Uuid,
    pub name: String,
}

/// Organisations of an authority that have registered a service that can be named.
pub(super) async fn organisations(
    pool: &PgPool,
    local_authority: &str,
) -> sqlx::Result<Vec<OrganisationRow>> {
    query_as!(
        OrganisationRow,
        "select o.id, o.name from organisation o
         where o.local_authority = $1
           and exists (select from service s join service_type k on k.code = s.service_type
                       where s.organisation = o.id and not (k.sensitive or s.sensitive))
         order by o.name, o.id
         limit 1000",
        local_authority
    )
    .fetch_all(pool)
    .await
}

struct MineRow {
    id: Uuid,
    child: i64,
    service: String,
    universal: bool,
    sensitive: bool,
    level: String,
    telephone: String,
    started: NaiveDate,
    ended: Option<NaiveDate>,
    kept_until: Option<NaiveDate>,
    kept_because: Option<String>,
    confirm_on: Option<NaiveDate>,
    colleague: Option<String>,
    given: String,
    family: String,
    date_of_birth: NaiveDate,
    dob_estimated: bool,
    gender: String,
    shielded: bool,
}

impl MineRow {
    fn shown(self) -> Option<MyInvolvement> {
        Some(MyInvolvement {
            id: InvolvementId(self.id),
            child: MyInvolvementChild {
                number: ChildNumber::from_stored(self.child).ok()?,
                name: PersonName {
                    given: self.given,
                    family: self.family,
                },
                date_of_birth: DateOfBirth {
                    date: self.date_of_birth,
                    estimated: self.dob_estimated,
                },
                gender: Gender::from_code(&self.gender)?,
                shielded: self.shielded,
            },
            service: self.service,
            level: Level::from_code(&self.level)?,
            telephone: self.telephone,
            started: self.started,
            ended: self.ended,
            retention: retention(
                self.ended,
                self.kept_until,
                self.kept_because.as_deref(),
                self.confirm_on,
            ),
            universal: self.universal,
            sensitive: self.sensitive,
            colleague: self.colleague,
        })
    }
}

/// What an owner keeps, and what they recorded for colleagues without an account. Of a shielded
/// child nothing beyond the four facts is selected (INV-06, INV-10).
pub(super) async fn of_owner(
    connection: &mut PgConnection,
    owner: AccountId,
    organisation: OrganisationId,
    today: NaiveDate,
) -> sqlx::Result<Vec<MyInvolvement>> {
    let rows = query_as!(
        MineRow,
        r#"select i.id, i.child, s.name as service, k.universal, (k.sensitive or s.sensitive) as "sensitive!", i.level, i.telephone,
                  i.started,
                  i.ended, i.kept_until, i.kept_because, i.confirm_on,
                  case when i.owner is null then p.name end as colleague,
                  c.given, c.family, c.date_of_birth, c.dob_estimated, c.gender, c.shielded
           from live.involvement i
           join live.child c on c.child = i.child
           join service s on s.id = i.service
           join service_type k on k.code = s.service_type
           left join practitioner p on p.id = i.practitioner
           where (i.owner = $1
                  or (i.owner is null and i.recorded_by = $1 and i.kept_by = $3
                      and not (k.sensitive or s.sensitive)))
             and c.leaves_live_on > $2
             and (i.visible_until is null or i.visible_until > $2)
           order by i.ended is not null, i.ended desc, c.family, c.given, i.id"#,
        owner.0,
        today,
        organisation.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().filter_map(MineRow::shown).collect())
}

/// One involvement, as its list shows it.
pub(super) async fn one(
    connection: &mut PgConnection,
    id: InvolvementId,
) -> sqlx::Result<Option<MyInvolvement>> {
    let row = query_as!(
        MineRow,
        r#"select i.id, i.child, s.name as service, k.universal, (k.sensitive or s.sensitive) as "sensitive!", i.level, i.telephone,
                  i.started,
                  i.ended, i.kept_until, i.kept_because, i.confirm_on,
                  case when i.owner is null then p.name end as colleague,
                  c.given, c.family, c.date_of_birth, c.dob_estimated, c.gender, c.shielded
           from live.involvement i
           join live.child c on c.child = i.child
           join service s on s.id = i.service
           join service_type k on k.code = s.service_type
           left join practitioner p on p.id = i.practitioner
           where i.id = $1"#,
        id.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.and_then(MineRow::shown))
}

struct TeamRow {
    id: Uuid,
    child: i64,
    service: String,
    keeper: Option<String>,
    started: NaiveDate,
    ended: Option<NaiveDate>,
    kept_until: Option<NaiveDate>,
    kept_because: Option<String>,
    confirm_on: Option<NaiveDate>,
    check_asked: bool,
    given: String,
    family: String,
    date_of_birth: NaiveDate,
    dob_estimated: bool,
    gender: String,
    shielded: bool,
}

impl TeamRow {
    fn shown(self, today: NaiveDate) -> Option<TeamInvolvement> {
        let retention = retention(
            self.ended,
            self.kept_until,
            self.kept_because.as_deref(),
            self.confirm_on,
        );
        Some(TeamInvolvement {
            id: InvolvementId(self.id),
            child: MyInvolvementChild {
                number: ChildNumber::from_stored(self.child).ok()?,
                name: PersonName {
                    given: self.given,
                    family: self.family,
                },
                date_of_birth: DateOfBirth {
                    date: self.date_of_birth,
                    estimated: self.dob_estimated,
                },
                gender: Gender::from_code(&self.gender)?,
                shielded: self.shielded,
            },
            service: self.service,
            keeper: self.keeper,
            started: self.started,
            lasting: lasting(self.started, self.ended.unwrap_or(today)),
            ended: self.ended,
            to_confirm: retention.is_some_and(|retention| retention.to_confirm(today)),
            check_asked: self.check_asked,
        })
    }
}

/// The involvements that accounts of a team keep and those that name the team and have no owner,
/// the longest first; never one of a sensitive service (INV-09, SENS-04).
pub(super) async fn of_teams_accounts(
    connection: &mut PgConnection,
    team: TeamId,
    today: NaiveDate,
) -> sqlx::Result<Vec<TeamInvolvement>> {
    let rows = query_as!(
        TeamRow,
        r#"select i.id, i.child, s.name as service, i.started, i.ended, i.kept_until,
                  i.kept_because, i.confirm_on,
                  case when i.owner is not null then op.name
                       when i.kept_by is not null then ip.name end as keeper,
                  exists (select from task t
                          where t.object = i.id and t.kind = 'check-involvement'
                            and t.closed_on is null) as "check_asked!",
                  c.given, c.family, c.date_of_birth, c.dob_estimated, c.gender, c.shielded
           from live.involvement i
           join live.child c on c.child = i.child
           join service s on s.id = i.service
           join service_type k on k.code = s.service_type
           left join account oa on oa.id = i.owner
           left join practitioner op on op.id = oa.practitioner
           left join practitioner ip on ip.id = i.practitioner
           where i.id in (select u.id from live.involvement u where u.team = $1 and u.owner is null
                          union all
                          select u.id from live.involvement u
                          join account a on a.id = u.owner
                          join practitioner p on p.id = a.practitioner
                          where p.team = $1)
             and not (k.sensitive or s.sensitive) and c.leaves_live_on > $2
             and (i.visible_until is null or i.visible_until > $2)
           order by i.ended is not null, i.started, i.id
           limit 1000"#,
        team.0,
        today
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| row.shown(today))
        .collect())
}

/// An involvement as the archive keeps it.
#[derive(serde::Serialize)]
pub(super) struct WholeRow {
    pub id: Uuid,
    pub child: i64,
    pub service: Uuid,
    pub level: String,
    pub practitioner: Option<Uuid>,
    pub team: Option<Uuid>,
    pub owner: Option<Uuid>,
    pub kept_by: Option<Uuid>,
    pub recorded_by: Option<Uuid>,
    pub telephone: String,
    pub started: NaiveDate,
    pub ended: Option<NaiveDate>,
    pub visible_until: Option<NaiveDate>,
    pub kept_until: Option<NaiveDate>,
    pub kept_because: Option<String>,
    pub confirm_on: Option<NaiveDate>,
    pub as_of: NaiveDate,
    /// Who kept it before, and until when.
    pub keepers: serde_json::Value,
    /// What it was before it was changed (UPD-07).
    pub before: Option<serde_json::Value>,
    /// Whether its record is live and the child alive, so that somebody may be told.
    #[serde(skip)]
    pub may_tell: bool,
}

impl WholeRow {
    /// How long it was kept.
    pub(super) fn retention(&self) -> Option<Retention> {
        retention(
            self.ended,
            self.kept_until,
            self.kept_because.as_deref(),
            self.confirm_on,
        )
    }
}

/// What an involvement was before it was changed.
pub(super) struct BeforeRow {
    pub service: String,
    pub level: String,
    pub practitioner: Option<String>,
    pub team: Option<String>,
    pub telephone: String,
    pub started: NaiveDate,
    pub ended: Option<NaiveDate>,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// What a record's involvements were before they were changed, by service, the latest first. Of sensitive
/// services none (SENS-04).
pub(super) async fn before(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Vec<BeforeRow>> {
    query_as!(
        BeforeRow,
        r#"select o.name || ', ' || s.name as "service!", b.was ->> 'level' as "level!",
                  p.name as "practitioner?", t.name as "team?", b.was ->> 'telephone' as "telephone!",
                  (b.was ->> 'started')::date as "started!", (b.was ->> 'ended')::date as ended,
                  coalesce(lag((b.was ->> 'until')::date) over (partition by i.id order by b.place),
                           (b.was ->> 'as_of')::date) as "from!",
                  (b.was ->> 'until')::date as "until!"
           from live.involvement i
           cross join lateral jsonb_array_elements(i.before) with ordinality b (was, place)
           join service s on s.id = i.service
           join organisation o on o.id = s.organisation
           join service_type k on k.code = s.service_type
           left join practitioner p on p.id = (b.was ->> 'practitioner')::uuid
           left join team t on t.id = (b.was ->> 'team')::uuid
           where i.child = $1 and not (k.sensitive or s.sensitive)
             and (i.visible_until is null or i.visible_until > $2)
           order by 1, i.id, b.place desc"#,
        child.stored(),
        today
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn any_over(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.involvement where visible_until <= $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Takes involvements whose time is over off their records. Several workers take different ones.
pub(super) async fn take_over(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<WholeRow>> {
    query_as!(
        WholeRow,
        r#"delete from live.involvement i
           where id in (select id from live.involvement where visible_until <= $1
                        order by visible_until limit $2 for update skip locked)
           returning id, child, service, level, practitioner, team, owner, kept_by, recorded_by,
                     telephone, started, ended, visible_until, kept_until, kept_because, confirm_on,
                     as_of, before,
                     coalesce((select jsonb_agg(jsonb_build_object('account', h.account,
                                                                   'until', h.until)
                                                order by h.place)
                               from live.involvement_keeper h where h.involvement = i.id),
                              '[]') as "keepers!",
                     exists (select from live.child c
                             where c.child = i.child and c.leaves_live_on > $1
                               and c.date_of_death is null) as "may_tell!""#,
        today,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Forgets who kept involvements that went into the archive, which remembers it.
pub(super) async fn forget_keepers(
    connection: &mut PgConnection,
    involvements: &[Uuid],
) -> sqlx::Result<()> {
    query!(
        "delete from live.involvement_keeper where involvement = any($1)",
        involvements
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) struct ToAskRow {
    pub id: Uuid,
    pub child: i64,
    pub owner: Option<Uuid>,
    pub recorded_by: Option<Uuid>,
    pub team: Option<Uuid>,
    pub local_authority: String,
    pub sensitive: bool,
    pub asked: i16,
    pub ended: Option<NaiveDate>,
    pub kept_until: Option<NaiveDate>,
    pub kept_because: Option<String>,
    pub confirm_on: Option<NaiveDate>,
}

impl ToAskRow {
    /// How long it is kept.
    pub(super) fn retention(&self) -> Option<Retention> {
        retention(
            self.ended,
            self.kept_until,
            self.kept_because.as_deref(),
            self.confirm_on,
        )
    }
}

pub(super) async fn any_to_ask(
    pool: &PgPool,
    steps: &[i32],
    today: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from live.involvement i join live.child c on c.child = i.child
               where i.confirm_on <= $1 and i.asked < 3 and $1 - i.confirm_on >= ($2::int[])[i.asked + 1]
                 and i.visible_until > $1 and c.leaves_live_on > $1 and c.date_of_death is null)
           as "any!""#,
        today,
        steps
    )
    .fetch_one(pool)
    .await
}

/// Involvements about which somebody is to be asked, reminded or told now, the next step of each
/// being due after so many days. Of a child who has died nobody is asked anything.
pub(super) async fn to_ask(
    connection: &mut PgConnection,
    steps: &[i32],
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<ToAskRow>> {
    query_as!(
        ToAskRow,
        r#"select i.id, i.child, i.owner, i.recorded_by, i.asked, i.ended, i.kept_until,
                  i.kept_because, i.confirm_on, c.local_authority, (k.sensitive or s.sensitive) as "sensitive!",
                  case when i.owner is null then i.team else p.team end as team
           from live.involvement i
           join live.child c on c.child = i.child
           join service s on s.id = i.service
           join service_type k on k.code = s.service_type
           left join account a on a.id = i.owner
           left join practitioner p on p.id = a.practitioner
           where i.confirm_on <= $1 and i.asked < 3 and $1 - i.confirm_on >= ($2::int[])[i.asked + 1]
             and i.visible_until > $1 and c.leaves_live_on > $1 and c.date_of_death is null
           order by i.confirm_on, i.id
           limit $3
           for update of i skip locked"#,
        today,
        steps,
        limit
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn asked(connection: &mut PgConnection, id: Uuid, asked: i16) -> sqlx::Result<()> {
    query!(
        "update live.involvement set asked = $2 where id = $1",
        id,
        asked
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// An involvement that a source supplied.
pub(super) struct SuppliedRow {
    /// Whether a person, or an organisation for one, keeps it.
    pub kept: bool,
    pub ended: bool,
}

pub(super) async fn supplied(
    connection: &mut PgConnection,
    id: InvolvementId,
) -> sqlx::Result<Option<SuppliedRow>> {
    query_as!(
        SuppliedRow,
        r#"select (owner is not null or kept_by is not null) as "kept!",
                  (ended is not null) as "ended!"
           from live.involvement where id = $1 for update"#,
        id.0
    )
    .fetch_optional(connection)
    .await
}

/// The same current involvement, as a person keeps it.
pub(super) async fn kept_by_a_person(
    connection: &mut PgConnection,
    new: &SuppliedInvolvement,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select id from live.involvement
         where child = $1 and service = $2 and level = $3 and ended is null
           and (owner is not null or kept_by is not null)
           and (practitioner is not distinct from $4 or level <> 'practitioner')
           and (team is not distinct from $5 or level <> 'team')
         order by id limit 1",
        new.child.stored(),
        new.service.0,
        new.details.level.code(),
        new.practitioner.map(|practitioner| practitioner.0),
        new.team.map(|team| team.0)
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn delete_supplied(
    connection: &mut PgConnection,
    id: InvolvementId,
) -> sqlx::Result<()> {
    query!("delete from live.involvement where id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives the same current involvement, where a source keeps it, to its owner, as they say it is.
pub(super) async fn take_from_source(
    connection: &mut PgConnection,
    row: &NewRow<'_>,
) -> sqlx::Result<Option<InvolvementId>> {
    let id = query_scalar!(
        "update live.involvement
         set owner = $3, telephone = $7, started = $8, as_of = $9, practitioner = $5, team = $6
         where id = (select id from live.involvement
                     where child = $1 and service = $2 and level = $4 and ended is null
                       and owner is null and kept_by is null
                       and (practitioner is not distinct from $5 or level <> 'practitioner')
                       and (team is not distinct from $6 or level <> 'team')
                     order by id limit 1)
         returning id",
        row.child.stored(),
        row.service.0,
        row.owner.map(|account| account.0),
        row.details.level.code(),
        row.practitioner,
        row.team,
        row.details.telephone.as_str(),
        row.details.started,
        row.today
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(InvolvementId))
}

//! Statements on what is recorded of sensitive services.

use chrono::NaiveDate;
use domain::child_record::{Contact, DateOfBirth, Gender, PersonName, Telephone};
use domain::id::{AccountId, ChildNumber, InvolvementId, OrganisationId, ServiceId};
use domain::involvement::{Level, MyInvolvementChild, ServiceChoice};
use domain::sensitive_service::SensitiveEntry;
use domain::task::TaskKind;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::work::Before;

pub(super) async fn service_choices(
    pool: &PgPool,
    organisation: OrganisationId,
) -> sqlx::Result<Vec<ServiceChoice>> {
    let rows = query!(
        "select s.id, s.name
         from service s join service_type k on k.code = s.service_type
         where s.organisation = $1 and (k.sensitive or s.sensitive)
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

struct ChildRow {
    child: i64,
    given: String,
    family: String,
    date_of_birth: NaiveDate,
    dob_estimated: bool,
    gender: String,
    shielded: bool,
}

impl ChildRow {
    fn four_facts(self) -> Option<MyInvolvementChild> {
        Some(MyInvolvementChild {
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
        })
    }
}

/// The four facts by which a child is told apart, whether shielded or not (D-01).
pub(super) async fn child(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<MyInvolvementChild>> {
    let row = query_as!(
        ChildRow,
        "select child, given, family, date_of_birth, dob_estimated, gender, shielded
         from live.child where child = $1",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.and_then(ChildRow::four_facts))
}

/// What stands in the clear of an entry, and what is sealed of it.
pub(super) struct Row {
    pub id: Uuid,
    pub child: i64,
    pub owner: Option<Uuid>,
    pub sealed: Vec<u8>,
    /// What it was before it was changed (UPD-07).
    pub before: Option<serde_json::Value>,
}

pub(super) struct BearingRow {
    pub owner: Option<Uuid>,
    pub sealed: Vec<u8>,
    pub local_authority: String,
    pub shielded: bool,
}

/// An entry that still counts, on a record that is live; locked until the act is done.
pub(super) async fn bearing(
    connection: &mut PgConnection,
    id: InvolvementId,
    today: NaiveDate,
) -> sqlx::Result<Option<BearingRow>> {
    query_as!(
        BearingRow,
        "select i.owner, i.sealed, c.local_authority, c.shielded
         from live.sensitive_involvement i join live.child c on c.child = i.child
         where i.id = $1 and c.leaves_live_on > $2 and i.visible_until > $2
         for update of i",
        id.0,
        today
    )
    .fetch_optional(connection)
    .await
}

pub(super) struct WithdrawalRow {
    pub child: i64,
    pub local_authority: String,
    pub shielded: bool,
    pub withdrawn_on: NaiveDate,
    pub confirmed: bool,
}

/// A withdrawal, as the task tells that a manager was given; the entry itself is in the archive.
pub(super) async fn withdrawal(
    connection: &mut PgConnection,
    id: InvolvementId,
    today: NaiveDate,
) -> sqlx::Result<Option<WithdrawalRow>> {
    query_as!(
        WithdrawalRow,
        r#"select c.child, c.local_authority, c.shielded, t.opened_on as withdrawn_on,
                  (t.closed_on is not null) as "confirmed!"
           from task t join live.child c on c.child = t.child
           where t.object = $1 and t.kind = $2 and c.leaves_live_on > $3
           order by t.closed_on is not null, t.opened_on
           limit 1"#,
        id.0,
        TaskKind::WithdrawalToConfirm.code(),
        today
    )
    .fetch_optional(connection)
    .await
}

/// One entry that still counts.
pub(super) async fn entry(
    connection: &mut PgConnection,
    id: InvolvementId,
    today: NaiveDate,
) -> sqlx::Result<Option<Row>> {
    query_as!(
        Row,
        "select id, child, owner, sealed, before from live.sensitive_involvement
         where id = $1 and visible_until > $2",
        id.0,
        today
    )
    .fetch_optional(connection)
    .await
}

/// The entries that an account keeps.
pub(super) async fn of_owner(
    connection: &mut PgConnection,
    owner: AccountId,
    today: NaiveDate,
) -> sqlx::Result<Vec<Row>> {
    query_as!(
        Row,
        "select i.id, i.child, i.owner, i.sealed, i.before
         from live.sensitive_involvement i join live.child c on c.child = i.child
         where i.owner = $1 and i.visible_until > $2 and c.leaves_live_on > $2
         order by i.visible_until, i.id",
        owner.0,
        today
    )
    .fetch_all(connection)
    .await
}

/// The entries on a record.
pub(super) async fn of_child(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Vec<Row>> {
    query_as!(
        Row,
        "select id, child, owner, sealed, before from live.sensitive_involvement
         where child = $1 and visible_until > $2
         order by id",
        child.stored(),
        today
    )
    .fetch_all(connection)
    .await
}

pub(super) struct NewRow<'a> {
    pub id: InvolvementId,
    pub child: ChildNumber,
    pub owner: Option<AccountId>,
    pub sealed: &'a [u8],
    pub entry: &'a SensitiveEntry,
    pub reminded: i16,
    pub ask_again_on: Option<NaiveDate>,
}

pub(super) async fn insert(connection: &mut PgConnection, row: NewRow<'_>) -> sqlx::Result<()> {
    query!(
        "insert into live.sensitive_involvement (id, child, owner, sealed, visible_until, renew_by,
                                                 reminded, ask_again_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        row.id.0,
        row.child.stored(),
        row.owner.map(|owner| owner.0),
        row.sealed,
        row.entry.visible_until(),
        row.entry.renew_by(),
        row.reminded,
        row.ask_again_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts an entry in place of what was recorded before.
pub(super) async fn store(
    connection: &mut PgConnection,
    id: InvolvementId,
    sealed: &[u8],
    entry: &SensitiveEntry,
) -> sqlx::Result<()> {
    query!(
        "update live.sensitive_involvement set sealed = $2, visible_until = $3, renew_by = $4
         where id = $1",
        id.0,
        sealed,
        entry.visible_until(),
        entry.renew_by()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Starts the reminders of a renewed consent anew.
pub(super) async fn remind_anew(
    connection: &mut PgConnection,
    id: InvolvementId,
    ask_again_on: Option<NaiveDate>,
) -> sqlx::Result<()> {
    query!(
        "update live.sensitive_involvement set reminded = 0, ask_again_on = $2 where id = $1",
        id.0,
        ask_again_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn delete(connection: &mut PgConnection, id: InvolvementId) -> sqlx::Result<()> {
    query!("delete from live.sensitive_involvement where id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) struct ContactRow {
    service: String,
    pub organisation: Uuid,
    organisation_name: String,
    team: Option<String>,
    practitioner: Option<String>,
    email: Option<String>,
}

impl ContactRow {
    /// Whom to ring, as the level says.
    pub(super) fn contact(self, level: Level, telephone: Telephone) -> Contact {
        let organisation = match &self.team {
            Some(team) if level == Level::Practitioner => {
                format!("{team}, {}", self.organisation_name)
            }
            _ => self.organisation_name.clone(),
        };
        let name = match level {
            Level::Practitioner => self.practitioner,
            Level::Team => self.team,
            Level::Organisation => None,
        };
        Contact {
            name: name.unwrap_or(self.organisation_name),
            service: self.service,
            organisation,
            telephone: Some(telephone),
            email: self.email.filter(|_| level == Level::Practitioner),
        }
    }
}

/// The names that belong to an entry.
pub(super) async fn contact(
    connection: &mut PgConnection,
    entry: &SensitiveEntry,
) -> sqlx::Result<ContactRow> {
    query_as!(
        ContactRow,
        r#"select s.name as service, s.organisation, o.name as organisation_name,
                  (select t.name from team t where t.id = $2) as team,
                  (select p.name from practitioner p where p.id = $3) as practitioner,
                  (select p.email from practitioner p where p.id = $3) as email
           from service s join organisation o on o.id = s.organisation
           where s.id = $1"#,
        entry.service.0,
        entry.team.map(|team| team.0),
        entry.practitioner.map(|practitioner| practitioner.0)
    )
    .fetch_one(connection)
    .await
}

/// Whether an account can still be used.
pub(super) async fn is_active(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select state not in ('closed', 'refused') as "active!" from account where id = $1"#,
        account.0
    )
    .fetch_one(connection)
    .await
}

pub(super) struct RecordRow {
    pub local_authority: String,
    pub date_of_birth: NaiveDate,
    pub alive: bool,
    pub live: bool,
}

/// Of a record, what says who is asked about its entries, and whether anybody is.
pub(super) async fn record(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Option<RecordRow>> {
    query_as!(
        RecordRow,
        r#"select local_authority, date_of_birth, (date_of_death is null) as "alive!",
                  (leaves_live_on > $2) as "live!"
           from live.child where child = $1"#,
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn any_flagged(pool: &PgPool) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from service s
                          join service_type k on k.code = s.service_type
                          join live.involvement i on i.service = s.id
                          where k.sensitive or s.sensitive) as "any!""#
    )
    .fetch_one(pool)
    .await
}

pub(super) struct FlaggedRow {
    pub id: Uuid,
    pub child: i64,
    pub service: Uuid,
    pub level: String,
    pub practitioner: Option<Uuid>,
    pub team: Option<Uuid>,
    pub owner: Option<Uuid>,
    pub telephone: String,
    pub started: NaiveDate,
    pub ended: Option<NaiveDate>,
}

/// Takes involvements whose service counts as sensitive away, to be sealed. Several workers take
/// different ones.
pub(super) async fn take_flagged(
    connection: &mut PgConnection,
    limit: i64,
) -> sqlx::Result<Vec<FlaggedRow>> {
    query_as!(
        FlaggedRow,
        "delete from live.involvement
         where id in (select i.id from live.involvement i
                      where i.service in (select s.id from service s
                                          join service_type k on k.code = s.service_type
                                          where k.sensitive or s.sensitive)
                      limit $1 for update skip locked)
         returning id, child, service, level, practitioner, team, owner, telephone, started, ended",
        limit
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn any_lapsed(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.sensitive_involvement
                          where visible_until <= $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Takes entries that no longer count off their records. Several workers take different ones.
pub(super) async fn take_lapsed(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<Row>> {
    query_as!(
        Row,
        "delete from live.sensitive_involvement
         where id in (select id from live.sensitive_involvement where visible_until <= $1
                      order by visible_until limit $2 for update skip locked)
         returning id, child, owner, sealed, before",
        today,
        limit
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn any_to_ask(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.sensitive_involvement
                          where ask_again_on <= $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Entries of children who have turned sixteen; each is taken once.
pub(super) async fn take_to_ask(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<Row>> {
    query_as!(
        Row,
        "update live.sensitive_involvement set ask_again_on = null
         where id in (select id from live.sensitive_involvement where ask_again_on <= $1
                      order by ask_again_on limit $2 for update skip locked)
         returning id, child, owner, sealed, before",
        today,
        limit
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn any_to_remind(
    pool: &PgPool,
    today: NaiveDate,
    before: &Before,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from live.sensitive_involvement
               where renew_by > $1 and renew_by <= $2 and visible_until = renew_by
                 and reminded < case when renew_by <= $3 then 2 else 1 end) as "any!""#,
        today,
        before.first,
        before.last
    )
    .fetch_one(pool)
    .await
}

/// Entries whose consent runs out soon; of an ended one whose year is over before, nothing is
/// asked. Each is taken once in its last month, and once more in its last week.
pub(super) async fn take_to_remind(
    connection: &mut PgConnection,
    today: NaiveDate,
    before: &Before,
    limit: i64,
) -> sqlx::Result<Vec<Row>> {
    query_as!(
        Row,
        "update live.sensitive_involvement
         set reminded = case when renew_by <= $3 then 2 else 1 end
         where id in (select id from live.sensitive_involvement
                      where renew_by > $1 and renew_by <= $2 and visible_until = renew_by
                        and reminded < case when renew_by <= $3 then 2 else 1 end
                      order by renew_by limit $4 for update skip locked)
         returning id, child, owner, sealed, before",
        today,
        before.first,
        before.last,
        limit
    )
    .fetch_all(connection)
    .await
}

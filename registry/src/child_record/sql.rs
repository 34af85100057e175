//! Statements on records.

use chrono::NaiveDate;
use domain::best_view::BestView;
use domain::child_record::{
    CafShown, Contact, InvolvementShown, LeadProfessionalShown, RecordBearing, Telephone,
};
use domain::clock::Moment;
use domain::data_quality::missing;
use domain::holder::HeldEntry;
use domain::id::{
    AccountId, CafId, ChildNumber, InvolvementId, LeadProfessionalId, LocalAuthorityCode,
    OpeningId, OrganisationId, SessionId,
};
use domain::involvement::Level;
use domain::neutral_line::NEUTRAL_SERVICE;
use domain::not_receiving_education::without_setting_from;
use domain::reason::Reason;
use domain::search::Indexed;
use domain::standing::Hat;
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::store::Record;
use crate::stored::column;

/// A stored telephone number; none where what is stored is no number.
pub(super) fn telephone(stored: Option<&str>) -> Option<Telephone> {
    stored.and_then(|text| Telephone::parse(text).ok())
}

/// Queues whoever is about to read a record behind whoever is about to shield it. Locks of rows do
/// not queue: readers who come one after the other would keep a shield out for as long as they come
/// (SHLD-01).
pub(super) async fn queue_to_read(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!(
        "select pg_advisory_xact_lock_shared(hashtextextended($1::bigint::text, 13)) is null
             as locked",
        child.stored()
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}

pub(super) struct BearingRow {
    local_authority: String,
    shielded: bool,
}

impl BearingRow {
    pub(super) fn bearing(self) -> RecordBearing {
        RecordBearing {
            local_authority: LocalAuthorityCode(self.local_authority),
            shielded: self.shielded,
        }
    }
}

pub(super) async fn bearing(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Option<BearingRow>> {
    query_as!(
        BearingRow,
        "select local_authority, shielded from live.child
         where child = $1 and leaves_live_on > $2
         for share",
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await
}

/// The same, locked for whatever changes it.
pub(super) async fn locked(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Option<BearingRow>> {
    query_as!(
        BearingRow,
        "select local_authority, shielded from live.child
         where child = $1 and leaves_live_on > $2 for update",
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await
}

/// Who answers for a record; none where there is none in the live directory.
pub(super) async fn responsible(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<LocalAuthorityCode>> {
    let code = query_scalar!(
        "select local_authority from live.child where child = $1",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(code.map(LocalAuthorityCode))
}

pub(super) struct ShieldedRow {
    pub given: String,
    pub family: String,
    pub date_of_birth: NaiveDate,
    pub dob_estimated: bool,
    pub gender: String,
}

/// The four facts of a shielded record; none where it is not shielded.
pub(super) async fn shielded(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<ShieldedRow>> {
    query_as!(
        ShieldedRow,
        "select given, family, date_of_birth, dob_estimated, gender
         from live.child where child = $1 and shielded",
        child.stored()
    )
    .fetch_optional(connection)
    .await
}

/// What stands of a record beside its view.
pub(super) struct HeadRow {
    pub given: String,
    pub family: String,
    pub date_of_birth: NaiveDate,
    pub dob_estimated: bool,
    pub gender: String,
    pub date_of_death: Option<NaiveDate>,
    pub local_authority: String,
}

pub(super) struct BestViewRow {
    pub head: HeadRow,
    pub best_view: Value,
}

pub(super) async fn best_view(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<BestViewRow>> {
    let row = query!(
        r#"select given, family, date_of_birth, dob_estimated, gender, date_of_death,
                  local_authority, best_view as "best_view!"
           from live.child where child = $1 and not shielded"#,
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| BestViewRow {
        head: HeadRow {
            given: row.given,
            family: row.family,
            date_of_birth: row.date_of_birth,
            dob_estimated: row.dob_estimated,
            gender: row.gender,
            date_of_death: row.date_of_death,
            local_authority: row.local_authority,
        },
        best_view: row.best_view,
    }))
}

pub(super) struct SealedWholeRow {
    pub head: HeadRow,
    pub sealed_view: Vec<u8>,
}

/// The whole of a shielded record (SHLD-11).
pub(super) async fn sealed_whole(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<SealedWholeRow>> {
    let row = query!(
        r#"select given, family, date_of_birth, dob_estimated, gender, date_of_death,
                  local_authority, sealed_view as "sealed_view!"
           from live.child where child = $1 and shielded"#,
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| SealedWholeRow {
        head: HeadRow {
            given: row.given,
            family: row.family,
            date_of_birth: row.date_of_birth,
            dob_estimated: row.dob_estimated,
            gender: row.gender,
            date_of_death: row.date_of_death,
            local_authority: row.local_authority,
        },
        sealed_view: row.sealed_view,
    }))
}

struct InvolvementRow {
    id: Uuid,
    level: String,
    service: String,
    organisation: String,
    team: Option<String>,
    practitioner: Option<String>,
    telephone: String,
    email: Option<String>,
    started: NaiveDate,
    ended: Option<NaiveDate>,
    as_of: NaiveDate,
    own: bool,
    hands_over: bool,
}

impl InvolvementRow {
    fn shown(self) -> InvolvementShown {
        let level = Level::from_code(&self.level).unwrap_or(Level::Organisation);
        let organisation = match &self.team {
            Some(team) if level == Level::Practitioner => format!("{team}, {}", self.organisation),
            _ => self.organisation.clone(),
        };
        let name = match level {
            Level::Practitioner => self.practitioner,
            Level::Team => self.team,
            Level::Organisation => None,
        };
        InvolvementShown {
            id: InvolvementId(self.id),
            contact: Contact {
                name: name.unwrap_or(self.organisation),
                service: self.service,
                organisation,
                telephone: telephone(Some(&self.telephone)),
                email: self.email.filter(|_| level == Level::Practitioner),
            },
            level,
            started: self.started,
            ended: self.ended,
            as_of: self.as_of,
            own: self.own,
            hands_over: self.hands_over,
        }
    }
}

/// Involvements that may be named, current ones first. The catalogue's flag is looked at now, so
/// an entry is hidden the moment its service is flagged as sensitive (SENS-01); an ended one is
/// hidden from the day its year is over, whether or not a job has run (CEASE-01, G-CLOCK).
pub(super) async fn involvements(
    connection: &mut PgConnection,
    child: ChildNumber,
    viewer: Option<AccountId>,
    answers_for: bool,
    today: NaiveDate,
) -> sqlx::Result<Vec<InvolvementShown>> {
    let rows = query_as!(
        InvolvementRow,
        r#"select i.id, i.level, s.name as service, o.name as organisation, t.name as "team?",
                  p.name as "practitioner?", i.telephone, p.email as "email?", i.started, i.ended,
                  i.as_of, (i.owner is not distinct from $2 and $2 is not null) as "own!",
                  ($4 and i.owner is not null and i.ended is null) as "hands_over!"
           from live.involvement i
           join service s on s.id = i.service
           join service_type k on k.code = s.service_type
           join organisation o on o.id = s.organisation
           left join team t on t.id = i.team
           left join practitioner p on p.id = i.practitioner
           where i.child = $1 and not (k.sensitive or s.sensitive)
             and (i.visible_until is null or i.visible_until > $3)
           order by i.ended is not null, i.ended desc, i.started desc, i.id"#,
        child.stored(),
        viewer.map(|account| account.0),
        today,
        answers_for
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(InvolvementRow::shown).collect())
}

/// Whether any sensitive service is involved: one answer whatever the number (REC-07).
pub(super) async fn sensitive_service(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select (exists (select from live.sensitive_involvement
                           where child = $1 and visible_until > $2)
                or exists (select from live.involvement i
                           join service s on s.id = i.service
                           join service_type k on k.code = s.service_type
                           where i.child = $1 and (k.sensitive or s.sensitive)
                             and (i.visible_until is null or i.visible_until > $2))) as "any!""#,
        child.stored(),
        today
    )
    .fetch_one(connection)
    .await
}

/// Who holds or leads: in the clear, or as a neutral line.
struct HolderRow {
    id: Uuid,
    line: Option<String>,
    name: Option<String>,
    service: Option<String>,
    organisation: Option<String>,
    telephone: Option<String>,
    email: Option<String>,
    since: NaiveDate,
    ended: Option<NaiveDate>,
    of: Uuid,
    owner: Option<Uuid>,
    holder: Option<Uuid>,
}

impl HolderRow {
    /// The entry as policy looks at it.
    fn entry(&self) -> HeldEntry {
        HeldEntry {
            organisation: OrganisationId(self.of),
            owner: self.owner.map(AccountId),
            holder: self.holder.map(AccountId),
            sensitive: self.line.is_some(),
        }
    }

    /// Whom to ring. Of a sensitive service the line's words and number, and nothing else
    /// (CAF-04).
    fn contact(self) -> Contact {
        let telephone = telephone(self.telephone.as_deref());
        if let Some(line) = self.line {
            return Contact {
                name: line.clone(),
                service: NEUTRAL_SERVICE.to_owned(),
                organisation: line,
                telephone,
                email: None,
            };
        }
        let organisation = self.organisation.unwrap_or_default();
        Contact {
            name: self.name.unwrap_or_else(|| organisation.clone()),
            service: self.service.unwrap_or_default(),
            organisation,
            telephone,
            email: self.email,
        }
    }

    fn lead(self, own: bool) -> LeadProfessionalShown {
        LeadProfessionalShown {
            id: LeadProfessionalId(self.id),
            since: self.since,
            ended: self.ended,
            own,
            contact: self.contact(),
        }
    }
}

/// Who sees a record, as far as it decides which entries are theirs to keep.
pub(super) struct Viewer {
    pub account: Option<AccountId>,
    pub hat: Hat,
    pub record: LocalAuthorityCode,
}

impl Viewer {
    fn keeps(&self, row: &HolderRow) -> bool {
        row.entry().kept_by(self.account, &self.hat, &self.record)
    }
}

/// Who leads, and who led until less than a year ago, the current one first. One whose service was
/// flagged as sensitive afterwards is hidden at once (SENS-01), one of a sensitive service from the
/// day on which the consent runs out (SENS-05, G-CLOCK).
pub(super) async fn lead_professionals(
    connection: &mut PgConnection,
    child: ChildNumber,
    viewer: &Viewer,
    today: NaiveDate,
) -> sqlx::Result<Vec<LeadProfessionalShown>> {
    let rows = query_as!(
        HolderRow,
        r#"select l.id, n.words as "line?", p.name as "name?", s.name as "service?",
                  o.name as "organisation?", coalesce(n.telephone, p.telephone) as telephone,
                  p.email as "email?", l.since, l.ended,
                  coalesce(s.organisation, n.organisation) as "of!", l.owner, a.id as "holder?"
           from live.lead_professional l
           left join service s on s.id = l.service
           left join service_type k on k.code = s.service_type
           left join organisation o on o.id = s.organisation
           left join practitioner p on p.id = l.practitioner
           left join account a on a.practitioner = l.practitioner
           left join neutral_line n on n.id = l.neutral_line
           where l.child = $1 and (k.sensitive or s.sensitive) is not true
             and (l.visible_until is null or l.visible_until > $2)
           order by l.ended is not null, l.ended desc, l.since desc, l.id"#,
        child.stored(),
        today
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let own = viewer.keeps(&row);
            row.lead(own)
        })
        .collect())
}

/// Who holds the most recent common assessment (CAF-01); hidden as a lead is.
pub(super) async fn caf(
    connection: &mut PgConnection,
    child: ChildNumber,
    viewer: &Viewer,
    today: NaiveDate,
) -> sqlx::Result<Option<CafShown>> {
    let row = query_as!(
        HolderRow,
        r#"select c.id, n.words as "line?", p.name as "name?", s.name as "service?",
                  o.name as "organisation?",
                  coalesce(n.telephone, p.telephone, o.telephone) as telephone,
                  p.email as "email?", c.undertaken as since, null::date as ended,
                  coalesce(s.organisation, n.organisation) as "of!", c.owner, a.id as "holder?"
           from live.caf c
           left join service s on s.id = c.service
           left join service_type k on k.code = s.service_type
           left join organisation o on o.id = s.organisation
           left join practitioner p on p.id = c.practitioner
           left join account a on a.practitioner = c.practitioner
           left join neutral_line n on n.id = c.neutral_line
           where c.child = $1 and c.superseded_on is null and (k.sensitive or s.sensitive) is not true
             and (c.visible_until is null or c.visible_until > $2)"#,
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| CafShown {
        id: CafId(row.id),
        undertaken: row.since,
        own: viewer.keeps(&row),
        contact: row.contact(),
    }))
}

pub(super) struct OrganisationRow {
    pub id: Uuid,
    pub name: String,
    pub telephone: Option<String>,
}

pub(super) async fn organisations(
    connection: &mut PgConnection,
    ids: &[Uuid],
) -> sqlx::Result<Vec<OrganisationRow>> {
    query_as!(
        OrganisationRow,
        "select id, name, telephone from organisation where id = any($1)",
        ids
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn authority(connection: &mut PgConnection, code: &str) -> sqlx::Result<Contact> {
    let row = query!(
        "select name, telephone, email from local_authority where code = $1",
        code
    )
    .fetch_one(connection)
    .await?;
    Ok(Contact {
        name: row.name.clone(),
        service: "ContactPoint management team".to_owned(),
        organisation: row.name,
        telephone: telephone(Some(&row.telephone)),
        email: Some(row.email),
    })
}

pub(super) async fn keep_opening(
    connection: &mut PgConnection,
    opening: OpeningId,
    session: SessionId,
    child: ChildNumber,
    reason: &Reason,
    now: Moment,
) -> sqlx::Result<()> {
    query!(
        "insert into record_opening (id, session, child, reason_code, reason_words, opened_at)
         values ($1, $2, $3, $4, $5, $6)",
        opening.0,
        session.0,
        child.stored(),
        reason.code().code(),
        reason.words(),
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) struct OpeningRow {
    pub child: i64,
    pub reason_code: String,
    pub reason_words: Option<String>,
}

pub(super) async fn opening(
    pool: &PgPool,
    opening: OpeningId,
    session: SessionId,
) -> sqlx::Result<Option<OpeningRow>> {
    query_as!(
        OpeningRow,
        "select child, reason_code, reason_words from record_opening where id = $1 and session = $2",
        opening.0,
        session.0
    )
    .fetch_optional(pool)
    .await
}

/// A record with what search reads of it, and its view encrypted where it is shielded.
pub(super) struct StoredRecord<'r> {
    pub record: &'r Record<'r>,
    pub indexed: Indexed,
    pub sealed_view: Option<Vec<u8>>,
}

impl StoredRecord<'_> {
    /// The view in the clear; none where the record is shielded.
    fn best_view(&self) -> Option<Json<&BestView>> {
        (!self.record.shielded).then_some(Json(self.record.view))
    }
}

pub(super) async fn store(
    connection: &mut PgConnection,
    rows: &[StoredRecord<'_>],
) -> sqlx::Result<()> {
    query!(
        "insert into live.child (child, given, family, date_of_birth, dob_estimated, gender,
                                 date_of_death, local_authority, shielded, leaves_live_on,
                                 best_view, sealed_view, search_facts, postcode, incomplete,
                                 without_setting_from)
         select * from unnest($1::bigint[], $2::text[], $3::text[], $4::date[], $5::boolean[],
                              $6::text[], $7::date[], $8::text[], $9::boolean[], $10::date[],
                              $11::jsonb[], $12::bytea[], $13::text[], $14::text[], $15::boolean[],
                              $16::date[])
         on conflict (child) do update
         set given = excluded.given, family = excluded.family,
             date_of_birth = excluded.date_of_birth, dob_estimated = excluded.dob_estimated,
             gender = excluded.gender, date_of_death = excluded.date_of_death,
             local_authority = excluded.local_authority, shielded = excluded.shielded,
             leaves_live_on = excluded.leaves_live_on, best_view = excluded.best_view,
             sealed_view = excluded.sealed_view, search_facts = excluded.search_facts,
             postcode = excluded.postcode, incomplete = excluded.incomplete,
             without_setting_from = excluded.without_setting_from",
        &column(rows, |row| row.record.child.stored()),
        &column(rows, |row| &*row.indexed.name.given) as &[&str],
        &column(rows, |row| &*row.indexed.name.family) as &[&str],
        &column(rows, |row| row.indexed.date_of_birth.date),
        &column(rows, |row| row.indexed.date_of_birth.estimated),
        &column(rows, |row| row.indexed.gender.code()) as &[&str],
        &column(rows, |row| row.indexed.date_of_death) as &[Option<NaiveDate>],
        &column(rows, |row| &*row.record.local_authority.0) as &[&str],
        &column(rows, |row| row.record.shielded),
        &column(rows, |row| row.record.leaves_live_on),
        &column(rows, StoredRecord::best_view) as &[Option<Json<&BestView>>],
        &column(rows, |row| row.sealed_view.as_deref()) as &[Option<&[u8]>],
        &column(rows, |row| &*row.indexed.facts) as &[&str],
        &column(rows, |row| row.indexed.postcode.as_deref()) as &[Option<&str>],
        &column(rows, |row| !missing(row.record.view).is_empty()),
        &column(rows, |row| without_setting_from(row.record.view)) as &[Option<NaiveDate>]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The sealed view of a shielded record.
pub(super) async fn sealed_view(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<Vec<u8>>> {
    let sealed = query_scalar!(
        "select sealed_view from live.child where child = $1 and shielded",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    Ok(sealed.flatten())
}

/// Whether a sector of postcodes lies in England.
pub(super) async fn sector_exists(
    connection: &mut PgConnection,
    sector: &str,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from postcode_sector where sector = $1) as "exists!""#,
        sector
    )
    .fetch_one(connection)
    .await
}

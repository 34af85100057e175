//! Statements on requests.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::brokering::{
    Asker, ChildAskedAbout, Handling, LegState, LegToAnswer, LegToHandle, MyRequest, Progress,
    QueuedRequest, RequestBearing, RequestKind, RequestState, RequestToHandle,
};
use domain::child_record::{DateOfBirth, Gender, PersonName, Telephone};
use domain::id::{AccountId, ChildNumber, LegId, LocalAuthorityCode, OrganisationId, RequestId};
use domain::reason::ReasonCode;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use super::steps::{Known, Waiting};
use crate::door::{Fault, Stopped};
use crate::stored::{column, known, number};

/// Makes two requests about one child wait for each other until the end of the transaction.
pub(super) async fn lock_child(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock($1)", child.stored())
        .execute(connection)
        .await?;
    Ok(())
}

/// A sensitive service's entry that counts today, and who keeps it, where they can sign in.
pub(super) struct Entry {
    pub id: Uuid,
    pub keeper: Option<AccountId>,
}

pub(super) async fn entries(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Vec<Entry>> {
    let rows = query!(
        r#"select e.id as "id!", a.id as "keeper?"
           from live.sensitive_entry e
           left join account a on a.id = e.owner and a.state = 'active'
           where e.child = $1 and e.visible_until > $2
           order by e.id"#,
        child.stored(),
        today
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            id: row.id,
            keeper: row.keeper.map(AccountId),
        })
        .collect())
}

pub(super) async fn responsible(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<LocalAuthorityCode> {
    query_scalar!(
        "select local_authority from live.child where child = $1",
        child.stored()
    )
    .fetch_one(connection)
    .await
    .map(LocalAuthorityCode)
}

pub(super) struct OwnContactRow {
    pub name: String,
    pub job_title: String,
    pub telephone: String,
}

pub(super) async fn own_contact(pool: &PgPool, account: AccountId) -> sqlx::Result<OwnContactRow> {
    query_as!(
        OwnContactRow,
        "select p.name, p.job_title, p.telephone
         from account a join practitioner p on p.id = a.practitioner where a.id = $1",
        account.0
    )
    .fetch_one(pool)
    .await
}

/// What somebody has asked about a child and what is not yet closed.
pub(super) async fn open_of(
    connection: &mut PgConnection,
    requester: AccountId,
    child: ChildNumber,
    kind: RequestKind,
) -> sqlx::Result<Option<RequestId>> {
    let id = query_scalar!(
        "select id from live.brokering_request
         where requester = $1 and child = $2 and kind = $3 and ended_on is null
         for update",
        requester.0,
        child.stored(),
        kind.code()
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(RequestId))
}

pub(super) struct NewRequest<'a> {
    pub id: RequestId,
    pub child: ChildNumber,
    pub kind: RequestKind,
    pub requester: AccountId,
    pub organisation: OrganisationId,
    pub telephone: &'a Telephone,
    pub reason: ReasonCode,
    pub received_by: Option<&'a LocalAuthorityCode>,
    pub waits_with: &'a LocalAuthorityCode,
    pub state: RequestState,
    pub asked_on: NaiveDate,
    pub due_on: NaiveDate,
}

pub(super) async fn record(connection: &mut PgConnection, new: NewRequest<'_>) -> sqlx::Result<()> {
    query!(
        "insert into live.brokering_request (id, child, kind, requester, organisation, telephone,
                                             reason, received_by, waits_with, state, asked_on, due_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        new.id.0,
        new.child.stored(),
        new.kind.code(),
        new.requester.0,
        new.organisation.0,
        new.telephone.as_str(),
        new.reason.code(),
        new.received_by.map(|code| code.0.as_str()),
        new.waits_with.0,
        new.state.code(),
        new.asked_on,
        new.due_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct BearingRow {
    child: i64,
    kind: String,
    state: String,
    requester: Uuid,
    received_by: Option<String>,
    responsible: String,
}

impl BearingRow {
    fn bearing(self) -> sqlx::Result<RequestBearing> {
        Ok(RequestBearing {
            child: number(self.child)?,
            kind: known(RequestKind::from_code(&self.kind))?,
            state: known(RequestState::from_code(&self.state))?,
            requester: AccountId(self.requester),
            received_by: self.received_by.map(LocalAuthorityCode),
            responsible: LocalAuthorityCode(self.responsible),
        })
    }
}

pub(super) async fn bearing(
    connection: &mut PgConnection,
    request: RequestId,
    today: NaiveDate,
) -> sqlx::Result<Option<RequestBearing>> {
    query_as!(
        BearingRow,
        "select r.child, r.kind, r.state, r.requester, r.received_by,
                c.local_authority as responsible
         from live.brokering_request r join live.child c on c.child = r.child
         where r.id = $1 and c.leaves_live_on > $2
         for update of r",
        request.0,
        today
    )
    .fetch_optional(connection)
    .await?
    .map(BearingRow::bearing)
    .transpose()
}

/// Whether anybody is left who may still answer a request.
pub(super) async fn somebody_left(
    connection: &mut PgConnection,
    request: RequestId,
    today: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.brokering_left
                          where request = $1 and visible_until > $2) as "left!""#,
        request.0,
        today
    )
    .fetch_one(connection)
    .await
}

/// Takes a request a step further, or has it wait with other managers.
pub(super) async fn step(
    connection: &mut PgConnection,
    request: RequestId,
    state: RequestState,
    with: &LocalAuthorityCode,
    due_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.brokering_request set state = $2, waits_with = $3, due_on = $4 where id = $1",
        request.0,
        state.code(),
        with.0,
        due_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn end(
    connection: &mut PgConnection,
    request: RequestId,
    state: RequestState,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.brokering_request set state = $2, ended_on = $3 where id = $1",
        request.0,
        state.code(),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends every request about a child, at every service.
pub(super) async fn end_about(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.brokering_leg set state = 'ended'
         where state in ('passed-on', 'chased')
           and request in (select id from live.brokering_request where child = $1)",
        child.stored()
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "update live.brokering_request set state = 'nothing-left', ended_on = $2
         where child = $1 and ended_on is null",
        child.stored(),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends a request at every service that has not answered; gives which they were.
pub(super) async fn end_legs(
    connection: &mut PgConnection,
    request: RequestId,
) -> sqlx::Result<Vec<LegId>> {
    let ended = query_scalar!(
        "update live.brokering_leg set state = 'ended'
         where request = $1 and state in ('passed-on', 'chased')
         returning id",
        request.0
    )
    .fetch_all(connection)
    .await?;
    Ok(ended.into_iter().map(LegId).collect())
}

pub(super) async fn any_chased(
    connection: &mut PgConnection,
    request: RequestId,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.brokering_leg
                          where request = $1 and state = 'chased') as "any!""#,
        request.0
    )
    .fetch_one(connection)
    .await
}

/// What the services together have said.
pub(super) struct AnswersRow {
    pub will_contact: bool,
    pub declined: bool,
    pub open: bool,
}

pub(super) async fn answers(
    connection: &mut PgConnection,
    request: RequestId,
    today: NaiveDate,
) -> sqlx::Result<AnswersRow> {
    query_as!(
        AnswersRow,
        r#"select coalesce(bool_or(l.state = 'will-contact'), false) as "will_contact!",
                  coalesce(bool_or(l.state = 'declined'), false) as "declined!",
                  coalesce(bool_or(l.state in ('passed-on', 'chased')
                      and exists (select from live.sensitive_entry e
                                  where e.id = l.entry and e.visible_until > $2)), false) as "open!"
           from live.brokering_leg l where l.request = $1"#,
        request.0,
        today
    )
    .fetch_one(connection)
    .await
}

pub(super) struct NewLeg {
    pub id: LegId,
    pub request: RequestId,
    pub entry: Uuid,
    pub off_system: bool,
    pub passed_on: NaiveDate,
    pub due_on: NaiveDate,
}

pub(super) async fn record_leg(connection: &mut PgConnection, new: NewLeg) -> sqlx::Result<()> {
    query!(
        "insert into live.brokering_leg (id, request, entry, off_system, state, passed_on, due_on)
         values ($1, $2, $3, $4, $5, $6, $7)",
        new.id.0,
        new.request.0,
        new.entry,
        new.off_system,
        LegState::PassedOn.code(),
        new.passed_on,
        new.due_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) struct LegAsked {
    pub request: RequestId,
    pub owner: Option<AccountId>,
}

/// The request at one service whose entry still counts, and who keeps that entry now.
pub(super) async fn leg_asked(
    connection: &mut PgConnection,
    leg: LegId,
    today: NaiveDate,
) -> sqlx::Result<Option<LegAsked>> {
    let row = query!(
        r#"select l.request, e.owner as "owner?"
           from live.brokering_leg l join live.sensitive_entry e on e.id = l.entry
           where l.id = $1 and e.visible_until > $2"#,
        leg.0,
        today
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| LegAsked {
        request: RequestId(row.request),
        owner: row.owner.map(AccountId),
    }))
}

pub(super) struct Leg {
    pub request: RequestId,
    pub state: LegState,
}

pub(super) async fn leg(connection: &mut PgConnection, leg: LegId) -> sqlx::Result<Leg> {
    let row = query!(
        "select request, state from live.brokering_leg where id = $1 for update",
        leg.0
    )
    .fetch_one(connection)
    .await?;
    Ok(Leg {
        request: RequestId(row.request),
        state: known(LegState::from_code(&row.state))?,
    })
}

pub(super) async fn leg_state(
    connection: &mut PgConnection,
    leg: LegId,
    state: LegState,
) -> sqlx::Result<()> {
    query!(
        "update live.brokering_leg set state = $2 where id = $1",
        leg.0,
        state.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn leg_answered(
    connection: &mut PgConnection,
    leg: LegId,
    state: LegState,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.brokering_leg set state = $2, answered_on = $3 where id = $1",
        leg.0,
        state.code(),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes the day on which a service was told; the first one stays.
pub(super) async fn told(
    connection: &mut PgConnection,
    leg: LegId,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.brokering_leg set told_on = coalesce(told_on, $2) where id = $1",
        leg.0,
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A number to ring that was checked when it was stored.
fn telephone(stored: &str) -> Result<Telephone, Stopped> {
    Telephone::parse(stored)
        .map_err(|_| Stopped::Fault(Fault::new("a stored telephone number is none")))
}

fn reason(stored: &str) -> Result<ReasonCode, Stopped> {
    Ok(known(ReasonCode::from_code(stored))?)
}

pub(super) struct LegToAnswerRow {
    id: Uuid,
    given: String,
    family: String,
    date_of_birth: NaiveDate,
    dob_estimated: bool,
    name: String,
    job_title: String,
    organisation: String,
    telephone: String,
    reason: String,
    asked_on: NaiveDate,
    due_on: NaiveDate,
    state: String,
}

impl LegToAnswerRow {
    pub(super) fn shown(self) -> Result<LegToAnswer, Stopped> {
        Ok(LegToAnswer {
            id: LegId(self.id),
            child: PersonName {
                given: self.given,
                family: self.family,
            },
            date_of_birth: DateOfBirth {
                date: self.date_of_birth,
                estimated: self.dob_estimated,
            },
            asker: Asker {
                name: self.name,
                job_title: self.job_title,
                organisation: self.organisation,
                telephone: telephone(&self.telephone)?,
            },
            reason: reason(&self.reason)?,
            asked_on: self.asked_on,
            due_on: self.due_on,
            state: known(LegState::from_code(&self.state))?,
        })
    }
}

/// What a service sees: of the child no more than name and date of birth, which even a shielded
/// record shows (D-01).
pub(super) async fn leg_to_answer(
    connection: &mut PgConnection,
    leg: LegId,
) -> sqlx::Result<LegToAnswerRow> {
    query_as!(
        LegToAnswerRow,
        "select l.id, c.given, c.family, c.date_of_birth, c.dob_estimated, p.name, p.job_title,
                o.name as organisation, r.telephone, r.reason, r.asked_on, l.due_on, l.state
         from live.brokering_leg l
         join live.brokering_request r on r.id = l.request
         join live.child c on c.child = r.child
         join account a on a.id = r.requester
         join practitioner p on p.id = a.practitioner
         join organisation o on o.id = r.organisation
         where l.id = $1",
        leg.0
    )
    .fetch_one(connection)
    .await
}

pub(super) struct RequestRow {
    id: Uuid,
    child: i64,
    given: String,
    family: String,
    date_of_birth: NaiveDate,
    dob_estimated: bool,
    gender: String,
    shielded: bool,
    name: String,
    job_title: String,
    organisation: String,
    telephone: String,
    reason: String,
    asked_on: NaiveDate,
}

impl RequestRow {
    pub(super) fn shown(self, handling: Handling) -> Result<RequestToHandle, Stopped> {
        Ok(RequestToHandle {
            id: RequestId(self.id),
            child: ChildAskedAbout {
                number: number(self.child)?,
                name: PersonName {
                    given: self.given,
                    family: self.family,
                },
                date_of_birth: DateOfBirth {
                    date: self.date_of_birth,
                    estimated: self.dob_estimated,
                },
                gender: known(Gender::from_code(&self.gender))?,
                shielded: self.shielded,
            },
            asker: Asker {
                name: self.name,
                job_title: self.job_title,
                organisation: self.organisation,
                telephone: telephone(&self.telephone)?,
            },
            reason: reason(&self.reason)?,
            asked_on: self.asked_on,
            handling,
        })
    }
}

/// A request as those see it who broker; of the child what even a shielded record shows (D-01).
pub(super) async fn request(
    connection: &mut PgConnection,
    request: RequestId,
) -> sqlx::Result<RequestRow> {
    query_as!(
        RequestRow,
        "select r.id, r.child, c.given, c.family, c.date_of_birth, c.dob_estimated, c.gender,
                c.shielded, p.name, p.job_title, o.name as organisation, r.telephone, r.reason,
                r.asked_on
         from live.brokering_request r
         join live.child c on c.child = r.child
         join account a on a.id = r.requester
         join practitioner p on p.id = a.practitioner
         join organisation o on o.id = r.organisation
         where r.id = $1",
        request.0
    )
    .fetch_one(connection)
    .await
}

/// A request at each of its services, for the responsible managers.
pub(super) async fn legs(
    connection: &mut PgConnection,
    request: RequestId,
    names: &HashMap<Uuid, String>,
    today: NaiveDate,
) -> sqlx::Result<Vec<LegToHandle>> {
    let rows = query!(
        r#"select l.id, l.entry, l.state, l.off_system, l.told_on, l.due_on,
                  exists (select from live.sensitive_entry e
                          where e.id = l.entry and e.visible_until > $2) as "counts!"
           from live.brokering_leg l where l.request = $1
           order by l.entry"#,
        request.0,
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let stored = known(LegState::from_code(&row.state))?;
            let state = match stored.end() {
                Ok(ended) if !row.counts => ended,
                _ => stored,
            };
            Ok(LegToHandle {
                id: LegId(row.id),
                service: names.get(&row.entry).cloned(),
                state,
                off_system: row.off_system,
                told_on: row.told_on,
                due_on: row.due_on,
                late: state.is_open() && row.due_on < today,
            })
        })
        .collect()
}

/// The requests that somebody has made. What was asked for is not among what is selected.
pub(super) async fn of_requester(
    connection: &mut PgConnection,
    requester: AccountId,
    today: NaiveDate,
) -> sqlx::Result<Vec<MyRequest>> {
    let rows = query!(
        r#"select r.id, r.child, r.state, r.asked_on, c.given, c.family, c.date_of_birth,
                  c.dob_estimated, c.gender, c.shielded,
                  exists (select from live.brokering_left b
                          where b.request = r.id and b.visible_until > $2) as "left!"
           from live.brokering_request r join live.child c on c.child = r.child
           where r.requester = $1 and c.leaves_live_on > $2
             and (r.ended_on is null or r.ended_on + interval '1 year' > $2::date)
           order by r.asked_on desc, c.family, c.given, r.id"#,
        requester.0,
        today
    )
    .fetch_all(connection)
    .await?;
    let mut mine = rows
        .into_iter()
        .map(|row| {
            let state = known(RequestState::from_code(&row.state))?;
            Ok(MyRequest {
                id: RequestId(row.id),
                child: ChildAskedAbout {
                    number: number(row.child)?,
                    name: PersonName {
                        given: row.given,
                        family: row.family,
                    },
                    date_of_birth: DateOfBirth {
                        date: row.date_of_birth,
                        estimated: row.dob_estimated,
                    },
                    gender: known(Gender::from_code(&row.gender))?,
                    shielded: row.shielded,
                },
                asked_on: row.asked_on,
                progress: Progress::of(state, row.left),
            })
        })
        .collect::<sqlx::Result<Vec<_>>>()?;
    mine.sort_by_key(|request| !request.progress.is_open());
    Ok(mine)
}

/// The open requests that an authority has: those its own people made and that are to be sent on,
/// and those about records for which it is responsible now (D-10). Questions about shielded records, and
/// every request about one, are for the manager alone (matrix row 25, D-32).
pub(super) async fn queue(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    manager: bool,
    today: NaiveDate,
) -> sqlx::Result<Vec<QueuedRequest>> {
    let rows = query!(
        r#"select r.id, r.kind, r.state, r.asked_on, r.due_on, c.given, c.family,
                  exists (select from live.brokering_leg l
                          where l.request = r.id and l.state in ('passed-on', 'chased')
                            and l.due_on < $2) as "unanswered!"
           from live.brokering_request r join live.child c on c.child = r.child
           where r.ended_on is null and c.leaves_live_on > $2
             and (case when r.state = 'received' then r.received_by else c.local_authority end) = $1
             and (r.state = 'received' or r.kind <> 'enquiry' or $3) and (not c.shielded or $3)
             and (r.state = 'received'
                  or exists (select from live.brokering_left b
                             where b.request = r.id and b.visible_until > $2))
           order by r.state = 'passed-on', r.due_on, r.asked_on, r.id
           limit 500"#,
        authority.0,
        today,
        manager
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let state = known(RequestState::from_code(&row.state))?;
            let kind = known(RequestKind::from_code(&row.kind))?;
            let waits = state != RequestState::PassedOn;
            Ok(QueuedRequest {
                id: RequestId(row.id),
                child: PersonName {
                    given: row.given,
                    family: row.family,
                },
                kind: (state != RequestState::Received).then_some(kind),
                asked_on: row.asked_on,
                due_on: waits.then_some(row.due_on),
                late: if waits {
                    row.due_on < today
                } else {
                    row.unanswered
                },
            })
        })
        .collect()
}

pub(super) async fn any_over(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select (exists (select from live.brokering_request r
                           where r.ended_on is null
                             and not exists (select from live.brokering_left b
                                             where b.request = r.id and b.visible_until > $1))
                or exists (select from live.brokering_leg l
                           where l.state in ('passed-on', 'chased')
                             and not exists (select from live.sensitive_entry e
                                             where e.id = l.entry and e.visible_until > $1))) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

pub(super) struct GoneLeg {
    pub id: LegId,
    pub request: RequestId,
}

/// Ends requests at services whose entry has left the record.
pub(super) async fn end_gone_legs(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<GoneLeg>> {
    let rows = query!(
        "update live.brokering_leg set state = 'ended'
         where id in (select l.id from live.brokering_leg l
                      where l.state in ('passed-on', 'chased')
                        and not exists (select from live.sensitive_entry e
                                        where e.id = l.entry and e.visible_until > $1)
                      order by l.id limit $2 for update skip locked)
         returning id, request",
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| GoneLeg {
            id: LegId(row.id),
            request: RequestId(row.request),
        })
        .collect())
}

/// Takes requests that nobody is left to answer. Several workers take different ones.
pub(super) async fn over(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<Known>> {
    let rows = query!(
        "select r.id, r.child, r.requester, r.state
         from live.brokering_request r
         where r.ended_on is null
           and not exists (select from live.brokering_left b
                           where b.request = r.id and b.visible_until > $1)
         order by r.id limit $2 for update skip locked",
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Known {
                id: RequestId(row.id),
                child: number(row.child)?,
                requester: AccountId(row.requester),
                state: known(RequestState::from_code(&row.state))?,
            })
        })
        .collect()
}

/// A request that waits with an authority.
pub(super) struct WaitingRow {
    pub id: RequestId,
    pub child: ChildNumber,
    pub kind: RequestKind,
    pub state: RequestState,
    pub with: LocalAuthorityCode,
    pub due_on: NaiveDate,
}

impl WaitingRow {
    pub(super) fn waiting(&self) -> Waiting<'_> {
        Waiting {
            id: self.id,
            child: self.child,
            kind: self.kind,
            state: self.state,
            with: &self.with,
            due_on: self.due_on,
        }
    }
}

struct StoredWaiting {
    id: Uuid,
    child: i64,
    kind: String,
    state: String,
    with: String,
    due_on: NaiveDate,
}

impl StoredWaiting {
    fn row(self) -> sqlx::Result<WaitingRow> {
        Ok(WaitingRow {
            id: RequestId(self.id),
            child: number(self.child)?,
            kind: known(RequestKind::from_code(&self.kind))?,
            state: known(RequestState::from_code(&self.state))?,
            with: LocalAuthorityCode(self.with),
            due_on: self.due_on,
        })
    }
}

pub(super) async fn any_moved(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.brokering_request r
                          join live.child c on c.child = r.child
                          where r.ended_on is null and r.state <> 'received'
                            and r.waits_with <> c.local_authority
                            and c.leaves_live_on > $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Takes requests whose record belongs to another authority now, with that authority.
pub(super) async fn moved(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<WaitingRow>> {
    query_as!(
        StoredWaiting,
        r#"select r.id, r.child, r.kind, r.state, c.local_authority as "with", r.due_on
           from live.brokering_request r join live.child c on c.child = r.child
           where r.ended_on is null and r.state <> 'received'
             and r.waits_with <> c.local_authority and c.leaves_live_on > $1
           order by r.id limit $2 for update of r skip locked"#,
        today,
        limit
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(StoredWaiting::row)
    .collect()
}

/// The same of some records, each of them.
pub(super) async fn moved_of(
    connection: &mut PgConnection,
    children: &[ChildNumber],
    today: NaiveDate,
) -> sqlx::Result<Vec<WaitingRow>> {
    query_as!(
        StoredWaiting,
        r#"select r.id, r.child, r.kind, r.state, c.local_authority as "with", r.due_on
           from live.brokering_request r join live.child c on c.child = r.child
           where r.child = any($2) and r.ended_on is null and r.state <> 'received'
             and r.waits_with <> c.local_authority and c.leaves_live_on > $1
           order by r.id for update of r skip locked"#,
        today,
        &column(children, |child| child.stored())
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(StoredWaiting::row)
    .collect()
}

pub(super) async fn any_to_forward(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.brokering_request
                          where ended_on is null and state in ('received', 'with-responsible')
                            and due_on < $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Takes requests whose next step was due before today.
pub(super) async fn to_forward(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<WaitingRow>> {
    query_as!(
        StoredWaiting,
        r#"select id, child, kind, state, waits_with as "with", due_on
           from live.brokering_request
           where ended_on is null and state in ('received', 'with-responsible') and due_on < $1
           order by due_on, id limit $2 for update skip locked"#,
        today,
        limit
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(StoredWaiting::row)
    .collect()
}

pub(super) async fn any_to_answer(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.brokering_leg l
                          join live.sensitive_entry e on e.id = l.entry and e.visible_until > $1
                          where l.state = 'passed-on' and l.due_on < $1) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// A request that a service has not answered in time.
pub(super) struct LateLeg {
    pub id: LegId,
    /// Who keeps the service's entry now, where they can sign in.
    pub keeper: Option<AccountId>,
    /// The request, with the authority that is responsible now, and the day the answer was due.
    pub request: WaitingRow,
}

/// Takes requests at services that have not answered in time.
pub(super) async fn to_answer(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<LateLeg>> {
    let rows = query!(
        r#"select l.id, l.request, l.due_on, r.child, r.kind, r.state,
                  c.local_authority as "with", a.id as "keeper?"
           from live.brokering_leg l
           join live.brokering_request r on r.id = l.request
           join live.child c on c.child = r.child
           join live.sensitive_entry e on e.id = l.entry and e.visible_until > $1
           left join account a on a.id = e.owner and a.state = 'active'
           where l.state = 'passed-on' and l.due_on < $1
           order by l.due_on, l.id limit $2 for update of l skip locked"#,
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let request = StoredWaiting {
                id: row.request,
                child: row.child,
                kind: row.kind,
                state: row.state,
                with: row.with,
                due_on: row.due_on,
            };
            Ok(LateLeg {
                id: LegId(row.id),
                keeper: row.keeper.map(AccountId),
                request: request.row()?,
            })
        })
        .collect()
}

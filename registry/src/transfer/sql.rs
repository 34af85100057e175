//! Statements on transfers. Each looks at live records alone (G-CLOCK), and of shielded ones shows what
//! `domain::transfer::TransferBearing::known_to` says.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::child_record::{DateOfBirth, PersonName};
use domain::id::{ChildNumber, LocalAuthorityCode, TransferId};
use domain::transfer::{
    Kept, KeptShown, MoveShown, OnRecord, Passing, RejectedBecause, Situation, Tally,
    TransferBearing, TransferShown, TransferState, Unanswered,
};
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use crate::stored::{self, column, number};

fn state(code: &str) -> sqlx::Result<TransferState> {
    stored::known(TransferState::from_code(code))
}

pub(super) async fn child_of(
    connection: &mut PgConnection,
    transfer: TransferId,
) -> sqlx::Result<Option<ChildNumber>> {
    let found = query_scalar!("select child from live.transfer where id = $1", transfer.0)
        .fetch_optional(connection)
        .await?;
    found.map(number).transpose()
}

/// A transfer.
pub(super) struct Known {
    pub id: TransferId,
    pub state: TransferState,
    pub bearing: TransferBearing,
}

struct KnownRow {
    id: Uuid,
    child: i64,
    from_authority: String,
    to_authority: String,
    proposed_by: Option<String>,
    state: String,
    responsible: String,
    shielded: bool,
}

impl KnownRow {
    fn known(self) -> sqlx::Result<Known> {
        let state = state(&self.state)?;
        Ok(Known {
            id: TransferId(self.id),
            state,
            bearing: TransferBearing {
                child: number(self.child)?,
                from: LocalAuthorityCode(self.from_authority),
                to: LocalAuthorityCode(self.to_authority),
                proposed_by: self.proposed_by.map(LocalAuthorityCode),
                open: state.is_open(),
                responsible: LocalAuthorityCode(self.responsible),
                shielded: self.shielded,
            },
        })
    }
}

pub(super) async fn known(
    connection: &mut PgConnection,
    transfer: TransferId,
) -> sqlx::Result<Option<Known>> {
    let row = query_as!(
        KnownRow,
        "select t.id, t.child, t.from_authority, t.to_authority, t.proposed_by, t.state,
                c.local_authority as responsible, c.shielded
         from live.transfer t join live.child c on c.child = t.child
         where t.id = $1",
        transfer.0
    )
    .fetch_optional(connection)
    .await?;
    row.map(KnownRow::known).transpose()
}

/// The transfer of a record that waits for an answer.
pub(super) async fn open_of(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<Known>> {
    let row = query_as!(
        KnownRow,
        "select t.id, t.child, t.from_authority, t.to_authority, t.proposed_by, t.state,
                c.local_authority as responsible, c.shielded
         from live.transfer t join live.child c on c.child = t.child
         where t.child = $1 and t.ended_on is null",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    row.map(KnownRow::known).transpose()
}

/// A new proposal.
pub(super) struct Proposal {
    pub id: TransferId,
    pub child: ChildNumber,
    pub from: LocalAuthorityCode,
    pub to: LocalAuthorityCode,
    pub by: LocalAuthorityCode,
    pub chase_on: NaiveDate,
    pub escalate_on: NaiveDate,
}

pub(super) async fn propose(
    connection: &mut PgConnection,
    proposal: &Proposal,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into live.transfer (id, child, from_authority, to_authority, proposed_by, state,
                                    proposed_on, chase_on, escalate_on)
         values ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8)",
        proposal.id.0,
        proposal.child.stored(),
        proposal.from.0,
        proposal.to.0,
        proposal.by.0,
        today,
        proposal.chase_on,
        proposal.escalate_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Keeps that responsibility has passed by itself, each time under an identifier of its own.
pub(super) async fn automatic(
    connection: &mut PgConnection,
    ids: &[TransferId],
    passing: &[Passing],
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into live.transfer (id, child, from_authority, to_authority, state, proposed_on,
                                    chase_on, escalate_on, ended_on)
         select id, child, from_authority, to_authority, 'automatic', $5, $5, $5, $5
         from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[])
             p (id, child, from_authority, to_authority)",
        &column(ids, |id| id.0),
        &column(passing, |one| one.child.stored()),
        &column(passing, |one| one.from.0.as_str()) as &[&str],
        &column(passing, |one| one.to.0.as_str()) as &[&str],
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn step(
    connection: &mut PgConnection,
    transfer: TransferId,
    state: TransferState,
) -> sqlx::Result<()> {
    query!(
        "update live.transfer set state = $2 where id = $1",
        transfer.0,
        state.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Cancels what is proposed about a child, and forgets what the data show and what is kept.
pub(super) async fn end_about(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.transfer set state = 'cancelled', ended_on = $2
         where child = $1 and ended_on is null",
        child.stored(),
        today
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "delete from live.move_shown where child = $1",
        child.stored()
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "delete from live.responsibility_kept where child = $1",
        child.stored()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn end(
    connection: &mut PgConnection,
    transfer: TransferId,
    state: TransferState,
    because: Option<RejectedBecause>,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.transfer set state = $2, rejected_because = $3, ended_on = $4 where id = $1",
        transfer.0,
        state.code(),
        because.map(RejectedBecause::code),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The one statement by which responsibility for a record changes.
pub(super) async fn pass(connection: &mut PgConnection, passing: &[Passing]) -> sqlx::Result<()> {
    query!(
        "update live.child c set local_authority = p.to_authority
         from unnest($1::bigint[], $2::text[]) p (child, to_authority)
         where c.child = p.child",
        &column(passing, |one| one.child.stored()),
        &column(passing, |one| one.to.0.as_str()) as &[&str]
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn kept(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Option<Kept>> {
    let because = query_scalar!(
        "select because from live.responsibility_kept where child = $1",
        child.stored()
    )
    .fetch_optional(connection)
    .await?;
    because
        .map(|code| stored::known(Kept::from_code(&code)))
        .transpose()
}

pub(super) async fn keep(
    connection: &mut PgConnection,
    kept: &[(ChildNumber, Kept)],
    today: NaiveDate,
) -> sqlx::Result<()> {
    let children: Vec<i64> = kept.iter().map(|(child, _)| child.stored()).collect();
    let because: Vec<&str> = kept.iter().map(|(_, because)| because.code()).collect();
    query!(
        "insert into live.responsibility_kept (child, because, since)
         select child, because, $3 from unnest($1::bigint[], $2::text[]) k (child, because)
         on conflict (child) do update set because = excluded.because",
        &children,
        &because as &[&str],
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn stop_keeping(
    connection: &mut PgConnection,
    children: &[ChildNumber],
) -> sqlx::Result<()> {
    query!(
        "delete from live.responsibility_kept where child = any($1)",
        &column(children, |child| child.stored())
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The moves of children that are noted, each to which authority.
pub(super) async fn moves_shown(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<HashMap<ChildNumber, LocalAuthorityCode>> {
    let rows = query!(
        "select child, to_authority from live.move_shown where child = any($1)",
        children
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| Ok((number(row.child)?, LocalAuthorityCode(row.to_authority))))
        .collect()
}

/// Notes moves that the data show now: one to another authority than before is brought up anew.
pub(super) async fn note_moves(
    connection: &mut PgConnection,
    shown: &[(ChildNumber, LocalAuthorityCode)],
    today: NaiveDate,
) -> sqlx::Result<()> {
    if shown.is_empty() {
        return Ok(());
    }
    query!(
        "insert into live.move_shown (child, to_authority, shown_on)
         select child, to_authority, $3 from unnest($1::bigint[], $2::text[]) s (child, to_authority)
         on conflict (child) do update
         set to_authority = excluded.to_authority, shown_on = excluded.shown_on, settled = false",
        &column(shown, |(child, _)| child.stored()),
        &column(shown, |(_, to)| to.0.as_str()) as &[&str],
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn forget_moves(
    connection: &mut PgConnection,
    children: &[ChildNumber],
) -> sqlx::Result<()> {
    if children.is_empty() {
        return Ok(());
    }
    query!(
        "delete from live.move_shown where child = any($1)",
        &column(children, |child| child.stored())
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes that it has been decided which authority is responsible: a move there is done, one elsewhere is
/// not brought up again until the data change.
pub(super) async fn settle(
    connection: &mut PgConnection,
    now_with: &[(ChildNumber, LocalAuthorityCode)],
) -> sqlx::Result<()> {
    query!(
        "with passed as (select * from unnest($1::bigint[], $2::text[]) p (child, responsible)),
              done as (delete from live.move_shown m using passed
                       where m.child = passed.child and m.to_authority = passed.responsible)
         update live.move_shown m set settled = true from passed
         where m.child = passed.child and m.to_authority <> passed.responsible",
        &column(now_with, |(child, _)| child.stored()),
        &column(now_with, |(_, to)| to.0.as_str()) as &[&str]
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct SituationRow {
    child: i64,
    responsible: String,
    shielded: bool,
    residence: String,
    settled: bool,
    kept: Option<String>,
    proposed: bool,
    specialist: bool,
    sensitive: bool,
    caf: bool,
    lead_professional: bool,
}

/// All that bears on moves that the data show, in the order of the records' numbers; none where they show
/// none, or no such record is live.
pub(super) async fn situations(
    connection: &mut PgConnection,
    children: &[ChildNumber],
    today: NaiveDate,
) -> sqlx::Result<Vec<(ChildNumber, Situation)>> {
    if children.is_empty() {
        return Ok(Vec::new());
    }
    let rows = query_as!(
        SituationRow,
        r#"select c.child, c.local_authority as responsible, c.shielded, m.to_authority as residence, m.settled,
                  k.because as "kept?",
                  exists (select from live.transfer t
                          where t.child = c.child and t.ended_on is null) as "proposed!",
                  coalesce('specialist' = any(b.kinds), false) as "specialist!",
                  coalesce('sensitive' = any(b.kinds), false) as "sensitive!",
                  coalesce('caf' = any(b.kinds), false) as "caf!",
                  coalesce('lead-professional' = any(b.kinds), false) as "lead_professional!"
           from live.move_shown m
           join live.child c on c.child = m.child
           left join live.responsibility_kept k on k.child = c.child
           cross join lateral (
               select array_agg(kind) as kinds from live.beyond_universal
               where child = c.child and (visible_until is null or visible_until > $2)) b
           where m.child = any($1) and c.leaves_live_on > $2
           order by c.child"#,
        &column(children, |child| child.stored()),
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(SituationRow::situation).collect()
}

impl SituationRow {
    fn situation(self) -> sqlx::Result<(ChildNumber, Situation)> {
        let kept = self.kept.map(|code| stored::known(Kept::from_code(&code)));
        let situation = Situation {
            responsible: LocalAuthorityCode(self.responsible),
            residence: Some(LocalAuthorityCode(self.residence)),
            on_record: OnRecord {
                specialist: self.specialist,
                sensitive: self.sensitive,
                caf: self.caf,
                lead_professional: self.lead_professional,
            },
            shielded: self.shielded,
            kept: kept.transpose()?,
            proposed: self.proposed,
            settled: self.settled,
        };
        Ok((number(self.child)?, situation))
    }
}

pub(super) async fn any_to_catch_up(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from live.move_shown m join live.child c on c.child = m.child
               where not m.settled and m.to_authority <> c.local_authority
                 and c.leaves_live_on > $1
                 and not exists (select from live.responsibility_kept k where k.child = m.child)
                 and not exists (select from live.transfer t
                                 where t.child = m.child and t.ended_on is null)
                 and ((not c.shielded
                       and not exists (select from live.beyond_universal b
                                       where b.child = m.child
                                         and (b.visible_until is null or b.visible_until > $1)))
                      or exists (select from unnest(array[c.local_authority, m.to_authority]) a (code)
                                 where (not c.shielded or a.code = c.local_authority)
                                   and not exists (select from task t
                                                   where t.child = m.child and t.closed_on is null
                                                     and t.kind = 'transfer-agreement'
                                                     and t.local_authority = a.code)))) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// Takes records whose move can be acted on: nothing stands in the way any more, or a manager who
/// should know of it has not been told.
pub(super) async fn to_catch_up(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<ChildNumber>> {
    let rows = query_scalar!(
        "select c.child
         from live.move_shown m join live.child c on c.child = m.child
         where not m.settled and m.to_authority <> c.local_authority
           and c.leaves_live_on > $1
           and not exists (select from live.responsibility_kept k where k.child = m.child)
           and not exists (select from live.transfer t
                           where t.child = m.child and t.ended_on is null)
           and ((not c.shielded
                 and not exists (select from live.beyond_universal b
                                 where b.child = m.child
                                   and (b.visible_until is null or b.visible_until > $1)))
                or exists (select from unnest(array[c.local_authority, m.to_authority]) a (code)
                           where (not c.shielded or a.code = c.local_authority)
                             and not exists (select from task t
                                             where t.child = m.child and t.closed_on is null
                                               and t.kind = 'transfer-agreement'
                                               and t.local_authority = a.code)))
         order by c.child limit $2 for update of c skip locked",
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(number).collect()
}

pub(super) async fn any_to_chase(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from live.transfer t join live.child c on c.child = t.child
                          where t.ended_on is null and c.leaves_live_on > $1
                            and ((t.state = 'proposed' and t.chase_on <= $1)
                                 or (t.state <> 'escalated' and t.escalate_on <= $1))) as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

/// A proposal that has not been answered in time.
pub(super) struct Late {
    pub id: TransferId,
    pub child: ChildNumber,
    pub state: TransferState,
    pub chase_on: NaiveDate,
    pub escalate_on: NaiveDate,
    pub waits_for: LocalAuthorityCode,
}

pub(super) async fn to_chase(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<Late>> {
    let rows = query!(
        r#"select t.id, t.child, t.state, t.chase_on, t.escalate_on,
                  case when t.proposed_by = t.from_authority then t.to_authority
                       else t.from_authority end as "waits_for!"
           from live.transfer t join live.child c on c.child = t.child
           where t.ended_on is null and c.leaves_live_on > $1
             and ((t.state = 'proposed' and t.chase_on <= $1)
                  or (t.state <> 'escalated' and t.escalate_on <= $1))
           order by t.chase_on, t.id limit $2 for update of c skip locked"#,
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Late {
                id: TransferId(row.id),
                child: number(row.child)?,
                state: state(&row.state)?,
                chase_on: row.chase_on,
                escalate_on: row.escalate_on,
                waits_for: LocalAuthorityCode(row.waits_for),
            })
        })
        .collect()
}

/// How many transfers of each sort come to an authority or leave it: those that wait, and those that ended
/// after a day. The conditions are those of [`transfers`].
pub(super) async fn tallies(
    connection: &mut PgConnection,
    own: &LocalAuthorityCode,
    since: NaiveDate,
    today: NaiveDate,
) -> sqlx::Result<Vec<Tally>> {
    let rows = query!(
        r#"select (t.to_authority = $1) as "hither!", a.name as other,
                  case when t.ended_on is not null then t.state
                       when t.escalate_on <= $3 then 'escalated'
                       when t.chase_on <= $3 then 'chased' else 'proposed' end as "state!",
                  t.rejected_because, t.ended_on, count(*) as "number!"
           from live.transfer t
           join live.child c on c.child = t.child
           join local_authority a
             on a.code = case when t.to_authority = $1 then t.from_authority else t.to_authority end
           where $1 in (t.from_authority, t.to_authority) and c.leaves_live_on > $3
             and (t.ended_on is null or t.ended_on > $2)
             and (not c.shielded or c.local_authority = $1
                  or (t.ended_on is null and t.proposed_by = t.from_authority))
           group by 1, 2, 3, 4, 5
           order by 1, 2, 3, 4, 5"#,
        own.0,
        since,
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let because = row.rejected_because.as_deref();
            Ok(Tally {
                hither: row.hither,
                other: row.other,
                state: state(&row.state)?,
                because: because.and_then(RejectedBecause::from_code),
                ended_on: row.ended_on,
                number: row.number,
            })
        })
        .collect()
}

struct TransferRow {
    id: Uuid,
    child: i64,
    given: String,
    family: String,
    date_of_birth: NaiveDate,
    dob_estimated: bool,
    hither: bool,
    other: String,
    own: bool,
    state: String,
    rejected_because: Option<String>,
    proposed_on: NaiveDate,
    chase_on: NaiveDate,
    escalate_on: NaiveDate,
    ended_on: Option<NaiveDate>,
}

impl TransferRow {
    fn shown(self, today: NaiveDate) -> sqlx::Result<TransferShown> {
        let because = self.rejected_because.as_deref();
        Ok(TransferShown {
            id: TransferId(self.id),
            number: number(self.child)?,
            name: PersonName {
                given: self.given,
                family: self.family,
            },
            date_of_birth: DateOfBirth {
                date: self.date_of_birth,
                estimated: self.dob_estimated,
            },
            hither: self.hither,
            other: self.other,
            own: self.own,
            state: state(&self.state)?.on(today, self.chase_on, self.escalate_on),
            because: because.and_then(RejectedBecause::from_code),
            proposed_on: self.proposed_on,
            due_on: self.chase_on,
            ended_on: self.ended_on,
        })
    }
}

/// An authority's transfers that wait or ended after a day; one, whenever it ended, where it is named.
pub(super) async fn transfers(
    connection: &mut PgConnection,
    own: &LocalAuthorityCode,
    one: Option<TransferId>,
    since: NaiveDate,
    today: NaiveDate,
) -> sqlx::Result<Vec<TransferShown>> {
    let rows = query_as!(
        TransferRow,
        r#"select t.id, t.child, c.given, c.family, c.date_of_birth, c.dob_estimated,
                  (t.to_authority = $1) as "hither!", a.name as other,
                  coalesce(t.proposed_by = $1, false) as "own!", t.state, t.rejected_because,
                  t.proposed_on, t.chase_on, t.escalate_on, t.ended_on
           from live.transfer t
           join live.child c on c.child = t.child
           join local_authority a
             on a.code = case when t.to_authority = $1 then t.from_authority else t.to_authority end
           where $1 in (t.from_authority, t.to_authority) and c.leaves_live_on > $4
             and (t.id = $2 or ($2 is null and (t.ended_on is null or t.ended_on > $3)))
             and (not c.shielded or c.local_authority = $1
                  or (t.ended_on is null and t.proposed_by = t.from_authority))
           order by t.ended_on desc nulls first, t.chase_on, t.id
           limit 500"#,
        own.0,
        one.map(|transfer| transfer.0),
        since,
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|row| row.shown(today)).collect()
}

/// Moves on which both must agree and about which nobody has done anything.
pub(super) async fn moves(
    connection: &mut PgConnection,
    own: &LocalAuthorityCode,
    today: NaiveDate,
) -> sqlx::Result<Vec<MoveShown>> {
    let rows = query!(
        r#"select c.child, c.given, c.family, c.date_of_birth, c.dob_estimated,
                  (m.to_authority = $1) as "hither!", a.name as other, m.to_authority, m.shown_on
           from live.move_shown m
           join live.child c on c.child = m.child
           join local_authority a
             on a.code = case when m.to_authority = $1 then c.local_authority else m.to_authority end
           where $1 in (c.local_authority, m.to_authority) and not m.settled
             and m.to_authority <> c.local_authority
             and c.leaves_live_on > $2 and (not c.shielded or c.local_authority = $1)
             and not exists (select from live.responsibility_kept k where k.child = m.child)
             and not exists (select from live.transfer t
                             where t.child = m.child and t.ended_on is null)
           order by m.shown_on, c.child
           limit 500"#,
        own.0,
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(MoveShown {
                number: number(row.child)?,
                name: PersonName {
                    given: row.given,
                    family: row.family,
                },
                date_of_birth: DateOfBirth {
                    date: row.date_of_birth,
                    estimated: row.dob_estimated,
                },
                hither: row.hither,
                other: row.other,
                to: LocalAuthorityCode(row.to_authority),
                shown_on: row.shown_on,
            })
        })
        .collect()
}

/// Records that stay with an authority.
pub(super) async fn all_kept(
    connection: &mut PgConnection,
    own: &LocalAuthorityCode,
    today: NaiveDate,
) -> sqlx::Result<Vec<KeptShown>> {
    let rows = query!(
        "select c.child, c.given, c.family, c.date_of_birth, c.dob_estimated, k.because, k.since
         from live.responsibility_kept k join live.child c on c.child = k.child
         where c.local_authority = $1 and c.leaves_live_on > $2
         order by k.since, c.child
         limit 500",
        own.0,
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(KeptShown {
                number: number(row.child)?,
                name: PersonName {
                    given: row.given,
                    family: row.family,
                },
                date_of_birth: DateOfBirth {
                    date: row.date_of_birth,
                    estimated: row.dob_estimated,
                },
                because: stored::known(Kept::from_code(&row.because))?,
                since: row.since,
            })
        })
        .collect()
}

/// Proposals that nobody has answered for twenty working days; nothing of the children.
pub(super) async fn unanswered(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<Vec<Unanswered>> {
    query_as!(
        Unanswered,
        r#"select f.name as "from", o.name as "to",
                  case when t.proposed_by = t.from_authority then o.name else f.name end
                      as "waits_for!",
                  t.proposed_on
           from live.transfer t
           join live.child c on c.child = t.child
           join local_authority f on f.code = t.from_authority
           join local_authority o on o.code = t.to_authority
           where t.ended_on is null and t.escalate_on <= $1 and c.leaves_live_on > $1
           order by t.proposed_on, t.id
           limit 500"#,
        today
    )
    .fetch_all(connection)
    .await
}

pub(super) struct ResponsibleRow {
    pub given: String,
    pub family: String,
    pub local_authority: String,
    pub name: String,
}

pub(super) async fn responsible(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<ResponsibleRow> {
    query_as!(
        ResponsibleRow,
        "select c.given, c.family, c.local_authority, a.name
         from live.child c join local_authority a on a.code = c.local_authority
         where c.child = $1",
        child.stored()
    )
    .fetch_one(connection)
    .await
}

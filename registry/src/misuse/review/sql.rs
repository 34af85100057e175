//! Statements of the review. Each is bounded by one London day and some accounts, so it reads what
//! `entry_by_account` finds; criteria and names stay within them, and counts come out (AUD-05).

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use domain::misuse::{Peers, Sign, Thresholds};
use domain::standing::Role;
use sqlx::{PgConnection, query, query_scalar};
use uuid::Uuid;

use super::{Group, Under};
use crate::stored::column;

/// The kind of body that works at night as a rule; of others it is told by the team.
pub(super) const AT_NIGHT: &str = "police";

/// Which day is to be looked at, from which account on.
pub(super) struct Next {
    pub day: NaiveDate,
    pub through: Uuid,
}

/// The oldest day that is not done; the day before today where none was ever looked at, and no older than what it
/// takes to know what is usual.
pub(super) async fn next(connection: &mut PgConnection, today: NaiveDate) -> sqlx::Result<Next> {
    let row = query!(
        r#"select greatest(
                      coalesce((select min(day) from misuse_review
                                where not done and day >= $1::date - $2::int),
                               (select max(day) + 1 from misuse_review),
                               $1::date - 1),
                      $1::date - $2::int) as "day!""#,
        today,
        i32::try_from(Thresholds::USUAL_OVER_DAYS).unwrap_or(i32::MAX)
    )
    .fetch_one(&mut *connection)
    .await?;
    let through = query_scalar!("select through from misuse_review where day = $1", row.day)
        .fetch_optional(connection)
        .await?;
    Ok(Next {
        day: row.day,
        through: through.unwrap_or(Uuid::nil()),
    })
}

/// The same, kept from whoever else would look at it meanwhile.
pub(super) async fn next_locked(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<Next> {
    query!("select pg_advisory_xact_lock(hashtextextended('misuse_review', 0))")
        .fetch_one(&mut *connection)
        .await?;
    next(connection, today).await
}

pub(super) async fn accounts_after(
    connection: &mut PgConnection,
    through: Uuid,
    limit: i64,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select id from account where id > $1 order by id limit $2",
        through,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Notes how far a day has been looked at.
pub(super) async fn reached(
    connection: &mut PgConnection,
    day: NaiveDate,
    last: Option<Uuid>,
    done: bool,
) -> sqlx::Result<()> {
    query!(
        "insert into misuse_review (day, through, done) values ($1, coalesce($2::uuid, $4::uuid), $3)
         on conflict (day) do update
         set through = coalesce($2::uuid, misuse_review.through), done = excluded.done",
        day,
        last,
        done,
        Uuid::nil()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The kinds of bodies.
pub(super) async fn kinds(
    connection: &mut PgConnection,
    bodies: &[Uuid],
) -> sqlx::Result<HashMap<Uuid, String>> {
    let rows = query!(
        "select id, kind from organisation where id = any($1)",
        bodies
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.kind)).collect())
}

fn count(counted: i64) -> u32 {
    u32::try_from(counted).unwrap_or(u32::MAX)
}

/// What was searched on a day.
pub(super) struct Searched {
    pub searches: u32,
    pub out_of_area: u32,
    pub over_limit: u32,
    pub varied: u32,
    pub not_found: u32,
    pub out_of_reach: u32,
    pub after_out_of_reach: u32,
}

/// Searches of a day. One varies the one before if within an hour one name has a letter more or less at its end,
/// and the other has as well or is the same (SRCH-04). A number is out of reach if its record was sealed by then
/// (NEWID-06).
pub(super) async fn searches(
    connection: &mut PgConnection,
    day: NaiveDate,
    accounts: &[Uuid],
) -> sqlx::Result<Vec<(Under, Searched)>> {
    let rows = query!(
        r#"with searched as (
               select e.account, e.role, e.organisation, e.local_authority, e.at,
                      e.detail ->> 'outcome' as found,
                      coalesce(e.detail ->> 'out_of_area' = 'true', false) as outside,
                      regexp_replace(coalesce(e.restricted -> 'criteria' ->> 'number', ''),
                                     '[^0-9]', '', 'g') as number,
                      lower(coalesce(e.restricted -> 'criteria' ->> 'family', '')) as family,
                      lower(coalesce(e.restricted -> 'criteria' ->> 'given', '')) as given
               from unnest($1::uuid[]) who (account)
               join audit.entry e on e.account = who.account
               where e.at >= $2::date::timestamp at time zone 'Europe/London'
                 and e.at < ($2::date + 1)::timestamp at time zone 'Europe/London'
                 and e.action = 'search.performed' and e.outcome = 'done'
                 and e.role is not null and e.organisation is not null
           ), after as (
               select s.*, s.number <> '' and s.found = 'none' as lost,
                      s.found = 'none' and length(s.number) = 12 and exists (
                          select from archive.record r
                          where r.child = case when length(s.number) = 12 then s.number::bigint end
                            and r.why = 'new-identity' and r.archived_on <= $2) as sealed,
                      lag(s.family) over before as family_before,
                      lag(s.given) over before as given_before,
                      s.at - lag(s.at) over before < interval '1 hour' as soon
               from searched s
               window before as (partition by s.account, s.role, s.organisation order by s.at)
           ), weighed as (
               select a.*,
                      max(a.at) filter (where a.sealed) over (
                          partition by a.account, a.role, a.organisation order by a.at
                          rows between unbounded preceding and 1 preceding) as sealed_before,
                      a.family = a.family_before as same_family, a.given = a.given_before as same_given,
                      abs(length(a.family) - length(a.family_before)) = 1
                          and (starts_with(a.family, a.family_before)
                               or starts_with(a.family_before, a.family)) as family_step,
                      abs(length(a.given) - length(a.given_before)) = 1
                          and (starts_with(a.given, a.given_before)
                               or starts_with(a.given_before, a.given)) as given_step
               from after a
           )
           select account as "account!", role as "role!", organisation as "organisation!",
                  local_authority,
                  count(*) as "searches!",
                  count(*) filter (where outside) as "out_of_area!",
                  count(*) filter (where found = 'over-limit') as "over_limit!",
                  count(*) filter (where soon and number = ''
                      and (family_step or given_step) and (family_step or same_family)
                      and (given_step or same_given)) as "varied!",
                  count(*) filter (where lost) as "not_found!",
                  count(*) filter (where sealed) as "out_of_reach!",
                  count(*) filter (where number = '' and at - sealed_before < interval '2 hours')
                      as "after_out_of_reach!"
           from weighed
           group by account, role, organisation, local_authority"#,
        accounts,
        day
    )
    .fetch_all(connection)
    .await?;
    let searched = rows.into_iter().map(|row| {
        let under = Under {
            account: row.account,
            role: row.role,
            organisation: row.organisation,
            local_authority: row.local_authority,
        };
        let searched = Searched {
            searches: count(row.searches),
            out_of_area: count(row.out_of_area),
            over_limit: count(row.over_limit),
            varied: count(row.varied),
            not_found: count(row.not_found),
            out_of_reach: count(row.out_of_reach),
            after_out_of_reach: count(row.after_out_of_reach),
        };
        (under, searched)
    });
    Ok(searched.collect())
}

/// What was opened on a day.
pub(super) struct Opened {
    pub at_night: u32,
    pub records: u32,
    pub alone: u32,
    pub same_record: u32,
    pub shielded: u32,
    pub namesake: u32,
    pub name_uses: u32,
}

/// Records opened on a day. Somebody of the body is involved where it says so on the record, as a school or a
/// practice too, or where the account keeps an entry of a sensitive service. Of a record that is no longer live
/// nothing tells, nor of a shielded one whether it is of the school or the practice.
pub(super) async fn openings(
    connection: &mut PgConnection,
    day: NaiveDate,
    accounts: &[Uuid],
) -> sqlx::Result<Vec<(Under, Opened)>> {
    let rows = query!(
        r#"with opened as (
               select e.account, e.role, e.organisation, e.local_authority,
                      e.object_id::bigint as child, count(*) as times,
                      count(*) filter (
                          where extract(hour from e.at at time zone 'Europe/London') >= $3::int
                             or extract(hour from e.at at time zone 'Europe/London') < $4::int) as at_night
               from unnest($1::uuid[]) who (account)
               join audit.entry e on e.account = who.account
               where e.at >= $2::date::timestamp at time zone 'Europe/London'
                 and e.at < ($2::date + 1)::timestamp at time zone 'Europe/London'
                 and e.action = 'record.opened' and e.outcome = 'done' and e.object_kind = 'child'
                 and e.role is not null and e.organisation is not null
               group by e.account, e.role, e.organisation, e.local_authority, e.object_id
           ), weighed as (
               select o.*, coalesce(c.shielded, false) as shielded,
                      lower(c.family) = own.name as namesake, own.name,
                      not (exists (select from live.involvement i join service s on s.id = i.service
                                   where i.child = o.child
                                     and (i.owner = o.account or i.kept_by = o.organisation
                                          or s.organisation = o.organisation))
                           or exists (select from live.sensitive_involvement i
                                      where i.child = o.child and i.owner = o.account)
                           or coalesce(c.best_view -> 'services' @> jsonb_build_array(
                                  jsonb_build_object('value', jsonb_build_object(
                                      'organisation', o.organisation::text))), false))
                          and c.child is not null
                          and not (c.shielded and b.kind in ('school', 'gp-practice')) as alone
               from opened o
               join account a on a.id = o.account
               join practitioner p on p.id = a.practitioner
               join organisation b on b.id = o.organisation
               cross join lateral (select lower(substring(p.name from '[^ ]+$')) as name) own
               left join live.child c on c.child = o.child
           )
           select w.account as "account!", w.role as "role!", w.organisation as "organisation!",
                  w.local_authority,
                  sum(w.at_night)::bigint as "at_night!",
                  count(*) as "records!",
                  count(*) filter (where w.alone) as "alone!",
                  coalesce(max(w.times) filter (where w.alone), 0) as "same_record!",
                  count(*) filter (where w.alone and w.shielded) as "shielded!",
                  coalesce(max(w.times) filter (where w.alone and w.namesake), 0) as "namesake!",
                  coalesce((select n.uses from live.name_part n
                            where n.kind = 'family' and n.part = min(w.name)), 0) as "name_uses!"
           from weighed w
           group by w.account, w.role, w.organisation, w.local_authority"#,
        accounts,
        day,
        Thresholds::NIGHT_FROM,
        Thresholds::NIGHT_UNTIL
    )
    .fetch_all(connection)
    .await?;
    let opened = rows.into_iter().map(|row| {
        let under = Under {
            account: row.account,
            role: row.role,
            organisation: row.organisation,
            local_authority: row.local_authority,
        };
        let opened = Opened {
            at_night: count(row.at_night),
            records: count(row.records),
            alone: count(row.alone),
            same_record: count(row.same_record),
            shielded: count(row.shielded),
            namesake: count(row.namesake),
            name_uses: count(i64::from(row.name_uses)),
        };
        (under, opened)
    });
    Ok(opened.collect())
}

/// Those of accounts whose team works at night: colleagues of it opened records then.
pub(super) async fn of_teams_at_night(
    connection: &mut PgConnection,
    accounts: &[Uuid],
    since: NaiveDate,
    until: NaiveDate,
) -> sqlx::Result<HashSet<Uuid>> {
    let found = query_scalar!(
        "select h.account from hat h
         where h.account = any($1) and h.team is not null
           and (select count(*)
                from (select distinct k.account from hat k
                      where k.team = h.team and k.account <> h.account
                        and exists (select from audit.entry e
                                    where e.account = k.account and e.action = 'record.opened'
                                      and e.at >= $2::date::timestamp at time zone 'Europe/London'
                                      and e.at < ($3::date + 1)::timestamp at time zone 'Europe/London'
                                      and (extract(hour from e.at at time zone 'Europe/London') >= $4::int
                                           or extract(hour from e.at at time zone 'Europe/London') < $5::int))
                      limit $6) colleagues) >= $6",
        accounts,
        since,
        until,
        Thresholds::NIGHT_FROM,
        Thresholds::NIGHT_UNTIL,
        Thresholds::COLLEAGUES_AT_NIGHT
    )
    .fetch_all(connection)
    .await?;
    Ok(found.into_iter().collect())
}

/// What groups did from a day on and before another.
pub(super) async fn peers(
    connection: &mut PgConnection,
    since: NaiveDate,
    before: NaiveDate,
) -> sqlx::Result<BTreeMap<Group, Peers>> {
    let rows = query!(
        r#"select role, kind, sum(people)::bigint as "days!", sum(searches)::bigint as "searches!",
                  sum(squares)::bigint as "squares!", sum(records)::bigint as "records!",
                  sum(alone)::bigint as "alone!"
           from misuse_peers where day >= $1 and day < $2 group by role, kind"#,
        since,
        before
    )
    .fetch_all(connection)
    .await?;
    let number = |stored: i64| u64::try_from(stored).unwrap_or(0);
    let peers = rows.into_iter().filter_map(|row| {
        let group = Group {
            role: Role::from_code(&row.role)?,
            kind: row.kind,
        };
        let peers = Peers {
            days: number(row.days),
            searches: number(row.searches),
            squares: number(row.squares),
            records: number(row.records),
            alone: number(row.alone),
        };
        Some((group, peers))
    });
    Ok(peers.collect())
}

/// Adds what groups did on a day, and forgets days that are too long ago to tell what is usual.
pub(super) async fn add_to_peers(
    connection: &mut PgConnection,
    day: NaiveDate,
    groups: &BTreeMap<Group, Peers>,
) -> sqlx::Result<()> {
    let groups: Vec<(&Group, &Peers)> = groups.iter().collect();
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    query!(
        "insert into misuse_peers as p (day, role, kind, people, searches, squares, records, alone)
         select $1, * from unnest($2::text[], $3::text[], $4::int[], $5::bigint[], $6::bigint[],
                                  $7::bigint[], $8::bigint[])
         on conflict (day, role, kind) do update
         set people = p.people + excluded.people, searches = p.searches + excluded.searches,
             squares = p.squares + excluded.squares, records = p.records + excluded.records,
             alone = p.alone + excluded.alone",
        day,
        &column(&groups, |one| one.0.role.code()) as &[&str],
        &column(&groups, |one| one.0.kind.as_str()) as &[&str],
        &column(&groups, |one| i32::try_from(one.1.days).unwrap_or(i32::MAX)),
        &column(&groups, |one| number(one.1.searches)),
        &column(&groups, |one| number(one.1.squares)),
        &column(&groups, |one| number(one.1.records)),
        &column(&groups, |one| number(one.1.alone))
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "delete from misuse_peers where day < $1::date - $2::int",
        day,
        i32::try_from(Thresholds::USUAL_OVER_DAYS).unwrap_or(i32::MAX)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The open investigation of an account by the review, or a new one.
pub(super) async fn investigation(
    connection: &mut PgConnection,
    fresh: Uuid,
    under: &Under,
    central: bool,
    today: NaiveDate,
) -> sqlx::Result<Uuid> {
    query!(
        "insert into misuse_investigation
             (id, central, local_authority, organisation, subject, origin, opened_on)
         values ($1, $2, $3, $4, $5, 'pattern', $6)
         on conflict (subject, central) where origin = 'pattern' and closed_on is null do nothing",
        fresh,
        central,
        under.local_authority,
        under.organisation,
        under.account,
        today
    )
    .execute(&mut *connection)
    .await?;
    query_scalar!(
        "select id from misuse_investigation
         where subject = $1 and central = $2 and origin = 'pattern' and closed_on is null",
        under.account,
        central
    )
    .fetch_one(connection)
    .await
}

/// Adds what was noticed on a day; under two hats on one day, that is one day.
pub(super) async fn add_signs(
    connection: &mut PgConnection,
    investigation: Uuid,
    day: NaiveDate,
    signs: &[Sign],
) -> sqlx::Result<()> {
    let number = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
    query!(
        r#"insert into misuse_sign as s (investigation, pattern, first_day, last_day, days, most, usual)
           select $1, n.pattern, $2, $2, 1, n.most, n.usual
           from unnest($3::text[], $4::int[], $5::int[]) n (pattern, most, usual)
           on conflict (investigation, pattern) do update
           set first_day = least(s.first_day, excluded.first_day),
               last_day = greatest(s.last_day, excluded.last_day),
               days = s.days + (s.last_day < excluded.last_day)::int,
               most = greatest(s.most, excluded.most), usual = coalesce(excluded.usual, s.usual)"#,
        investigation,
        day,
        &column(signs, |sign| sign.pattern.code()) as &[&str],
        &column(signs, |sign| number(sign.count)),
        &column(signs, |sign| sign.usual.map(number)) as &[Option<i32>]
    )
    .execute(connection)
    .await?;
    Ok(())
}

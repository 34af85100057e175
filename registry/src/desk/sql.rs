//! Statements of the desk. Each branch counts the rows of one list, by the conditions with which that
//! list is read; `registry/tests/desk.rs` holds every number to its list.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::data_source::NEVER;
use domain::death::FIRST_ASKED_AFTER_DAYS;
use domain::desk::{Line, Week, WeekShown};
use domain::id::{AccountId, LocalAuthorityCode};
use domain::past_eighteen::LAPSES_AFTER_DAYS;
use domain::standing::Role;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};

use super::count::{CountRow, Span};

/// The kinds of task that lines count, and beside each the line.
fn tasks() -> (Vec<String>, Vec<String>) {
    let both = |line: Line| {
        let kinds = line.tasks().iter();
        kinds.map(move |kind| (kind.code().to_owned(), line.code().to_owned()))
    };
    Line::ALL.into_iter().flat_map(both).unzip()
}

fn days(days: u64) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

/// What waits with authorities and what came to them. Of what has gone, what went since the first day.
pub(super) async fn of_authorities(
    connection: &mut PgConnection,
    authorities: &[LocalAuthorityCode],
    span: Span,
) -> sqlx::Result<Vec<CountRow>> {
    let authorities: Vec<String> = authorities.iter().map(|code| code.0.clone()).collect();
    let (kinds, lines) = tasks();
    query_as!(
        CountRow,
        r#"select line as "line!", authority, holder, shielded as "shielded!",
                  count(*) filter (where waits and late) as "overdue!",
                  count(*) filter (where waits and not late and not others and soon) as "due_soon!",
                  count(*) filter (where waits and not late and not others and not soon) as "for_you!",
                  count(*) filter (where waits and not late and others) as "for_others!",
                  count(*) filter (where opened_on < $3 and (gone_on is null or gone_on >= $3)) as "before!",
                  count(*) filter (where opened_on >= $3) as "opened!",
                  min(opened_on) filter (where waits) as oldest
           from (
               select i.*, gone_on is null or gone_on > $2 as waits,
                      coalesce(late_on <= $2, false) as late,
                      coalesce(late_on <= $2::date + 8, false) as soon
               from (
                   select case when r.state <> 'received' and r.kind = 'enquiry'
                               then 'enquiries' else 'requests' end as line,
                          case when r.state = 'received' then r.received_by
                               else c.local_authority end as authority,
                          null::text as holder, c.shielded, r.asked_on as opened_on,
                          case when r.state = 'passed-on'
                               then (select min(l.due_on) from live.brokering_leg l
                                     where l.request = r.id and l.state in ('passed-on', 'chased'))
                               else r.due_on end + 1 as late_on,
                          r.state = 'passed-on' as others, r.ended_on as gone_on
                   from live.brokering_request r
                   join live.child c on c.child = r.child and c.leaves_live_on > $2
                   where r.ended_on >= $3
                      or (r.ended_on is null
                          and (r.state = 'received'
                               or exists (select from live.brokering_left b
                                          where b.request = r.id and b.visible_until > $2)))
                   union all
                   select 'shield-reviews', c.local_authority, null, true, s.due_on - 7, s.due_on + 1,
                          false, null::date
                   from live.child c join live.shield s on s.child = c.child
                   where c.shielded and c.local_authority = any($1) and c.leaves_live_on > $2
                     and s.due_on <= $2::date + 7
                   union all
                   select 'shields-unasked', c.local_authority, null, true, max(n.withdrawn_on), null,
                          false, null
                   from live.child c
                   join live.shield s on s.child = c.child
                   join live.shield_notice n on n.child = c.child
                   where c.shielded and c.local_authority = any($1) and c.leaves_live_on > $2
                   group by c.child, c.local_authority
                   having bool_and(n.withdrawn_on is not null)
                   union all
                   select side.line, side.authority, null, c.shielded, t.proposed_on, t.chase_on,
                          side.line = 'transfers-proposed', t.ended_on
                   from live.transfer t
                   join live.child c on c.child = t.child and c.leaves_live_on > $2
                   cross join lateral (values
                       ('transfers-proposed', t.proposed_by),
                       ('transfers-to-answer', case when t.proposed_by = t.from_authority
                                                    then t.to_authority else t.from_authority end)
                   ) as side (line, authority)
                   where (t.from_authority = any($1) or t.to_authority = any($1))
                     and (t.ended_on is null or t.ended_on >= $3) and t.proposed_by is not null
                     and (not c.shielded or c.local_authority = side.authority
                          or (t.ended_on is null and t.proposed_by = t.from_authority))
                   union all
                   select 'agreement-required', side.authority, null, c.shielded, m.shown_on, null,
                          false, null
                   from live.move_shown m
                   join live.child c on c.child = m.child and c.leaves_live_on > $2
                   cross join lateral (values (c.local_authority), (m.to_authority)) as side (authority)
                   where not m.settled and m.to_authority <> c.local_authority
                     and (not c.shielded or c.local_authority = side.authority)
                     and not exists (select from live.responsibility_kept k where k.child = m.child)
                     and not exists (select from live.transfer t
                                     where t.child = m.child and t.ended_on is null)
                   union all
                   select 'deaths', c.local_authority, null, c.shielded,
                          coalesce(d.notified_on, c.date_of_death), d.notified_on + $4::int, true, null
                   from live.child c left join live.death d on d.child = c.child
                   where c.date_of_death is not null and c.leaves_live_on = $5
                     and c.local_authority = any($1)
                   union all
                   select 'past-eighteen', c.local_authority, null, c.shielded,
                          case when k.confirm_on <= $2 then k.confirm_on
                               else coalesce((select min(t.opened_on) from task t
                                              where t.child = k.child and t.closed_on is null
                                                and t.kind = 'past-eighteen-over'), k.consented_on)
                          end,
                          case when k.confirm_on <= $2 then k.confirm_on + $6::int end, false, null
                   from live.past_eighteen k
                   join live.child c on c.child = k.child and c.leaves_live_on > $2
                   where k.ended_on is null and c.date_of_death is null
                     and (k.confirm_on <= $2 or k.told_because is not null)
                   union all
                   select 'holds', h.local_authority, null, true, h.review_on - 7, h.review_on + 1,
                          false, null
                   from archive.hold h
                   where h.local_authority = any($1) and h.review_on <= $2::date + 7
                   union all
                   select 'new-records', r.local_authority, null, false, r.since, r.decide_by + 1,
                          r.state = 'needs-information',
                          coalesce(r.held_on, least(r.ended_on, r.lapses_on))
                   from creation_request r
                   where r.local_authority = any($1) and (r.ended_on is null or r.ended_on >= $3)
                   union all
                   select 'subject-access', r.local_authority, null,
                          subject_access_shielded(r.id, r.child), r.logged_on, r.due_on + 1,
                          r.paused_on is not null, r.ended_on
                   from subject_access_request r
                   where r.local_authority = any($1) and (r.ended_on is null or r.ended_on >= $3)
                   union all
                   select w.line, r.local_authority, null, false, w.opened_on, w.late_on, false, w.gone_on
                   from complaint r
                   cross join lateral (values
                       ('complaints-to-decide', r.logged_on, r.due_on + 1, r.decided_on),
                       ('complaints-to-answer', case when r.decision = 'accept' then r.decided_on end,
                        r.due_on + 1, r.answer_logged_on),
                       ('complaints-to-answer', r.in_review_since, null,
                        coalesce(r.reviewed_on, r.external_on))
                   ) as w (line, opened_on, late_on, gone_on)
                   where r.local_authority = any($1) and w.opened_on is not null
                     and (w.gone_on is null or w.gone_on >= $3)
                   union all
                   select 'doubles', side.authority, null, false, d.found_on, d.due_on + 1, false,
                          d.settled_on
                   from live.double d
                   join live.child a on a.child = d.one and not a.shielded and a.leaves_live_on > $2
                   join live.child b on b.child = d.other and not b.shielded and b.leaves_live_on > $2
                   cross join lateral (select d.one_authority union select d.other_authority)
                       as side (authority)
                   where (d.one_authority = any($1) or d.other_authority = any($1))
                     and (d.settled_on is null or d.settled_on >= $3) and d.sealed is not null
                   union all
                   select 'disputes', c.local_authority, null, c.shielded, d.opened, null, false,
                          d.settled
                   from live.dispute d
                   join live.child c on c.child = d.child and c.leaves_live_on > $2
                   where d.settled is null or d.settled >= $3
                   union all
                   select step.line, i.local_authority, 'local-authority-manager', false,
                          step.opened_on, step.late_on, step.others, step.gone_on
                   from misuse_investigation i
                   join misuse_office o on o.investigation = i.id and o.office = 'authority'
                   cross join lateral (values
                       ('use-to-look-at', i.opened_on,
                        case when i.answered_on is null then i.due_on + 1 end,
                        i.asked_on is not null and i.answered_on is null,
                        coalesce(i.case_opened_on, i.closed_on)),
                       ('use-cases', i.case_opened_on, null, false, i.closed_on)
                   ) as step (line, opened_on, late_on, others, gone_on)
                   where i.local_authority = any($1) and step.opened_on is not null
                     and (step.gone_on is null or step.gone_on >= $3)
                   union all
                   select k.line, t.local_authority,
                          case when c.shielded then 'local-authority-manager' else t.role end,
                          coalesce(c.shielded, false), t.opened_on, t.due_on + 1, false, t.closed_on
                   from unnest($7::text[], $8::text[]) as k (kind, line)
                   join task t on t.kind = k.kind
                   left join live.child c on c.child = t.child and c.leaves_live_on > $2
                   where t.account is null and t.team is null and t.local_authority = any($1)
                     and t.role in ('local-authority-manager', 'data-administrator')
                     and (t.closed_on is null or t.closed_on >= $3)
                     and (t.child is null or c.child is not null)
               ) i
               where i.authority = any($1) and i.opened_on <= $2
           ) j
           group by line, authority, holder, shielded"#,
        &authorities,
        span.until,
        span.from,
        days(FIRST_ASKED_AFTER_DAYS),
        NEVER,
        days(LAPSES_AFTER_DAYS),
        &kinds,
        &lines
    )
    .fetch_all(connection)
    .await
}

/// What waits for one person, under whatever hat.
pub(super) async fn of_account(
    connection: &mut PgConnection,
    account: AccountId,
    span: Span,
) -> sqlx::Result<Vec<CountRow>> {
    let (kinds, lines) = tasks();
    query_as!(
        CountRow,
        r#"select line as "line!", null::text as authority, null::text as holder,
                  false as "shielded!",
                  count(*) filter (where late) as "overdue!",
                  count(*) filter (where not late and not others and soon) as "due_soon!",
                  count(*) filter (where not late and not others and not soon) as "for_you!",
                  count(*) filter (where not late and others) as "for_others!",
                  0::bigint as "before!", 0::bigint as "opened!", min(opened_on) as oldest
           from (
               select i.*, coalesce(late_on <= $2, false) as late,
                      coalesce(late_on <= $2::date + 8, false) as soon
               from (
                   select 'archive-windows' as line, w.asked_on as opened_on, w.closes_on as late_on,
                          w.closes_on is null as others
                   from archive.access_window w
                   where w.account = $1 and (w.closes_on is null or w.closes_on > $2)
                   union all
                   select k.line, t.opened_on, t.due_on + 1, false
                   from unnest($3::text[], $4::text[]) as k (kind, line)
                   join task t on t.kind = k.kind
                   left join live.child c on c.child = t.child and c.leaves_live_on > $2
                   where t.account = $1 and t.closed_on is null
                     and (t.child is null or c.child is not null)
               ) i
           ) j
           group by line"#,
        account.0,
        span.until,
        &kinds,
        &lines
    )
    .fetch_all(connection)
    .await
}

/// What waits with the central team: nothing of any child, and of shields only which authorities are
/// behind. What one entered or asked for oneself waits for a colleague.
pub(super) async fn of_the_central_team(
    connection: &mut PgConnection,
    account: Option<AccountId>,
    span: Span,
) -> sqlx::Result<Vec<CountRow>> {
    let (kinds, lines) = tasks();
    query_as!(
        CountRow,
        r#"select line as "line!", null::text as authority, null::text as holder,
                  false as "shielded!",
                  count(*) filter (where late) as "overdue!", 0::bigint as "due_soon!",
                  count(*) filter (where not late and not own) as "for_you!",
                  count(*) filter (where not late and own) as "for_others!",
                  count(*) filter (where opened_on < $3) as "before!",
                  count(*) filter (where opened_on >= $3) as "opened!", min(opened_on) as oldest
           from (
               select 'certificates' as line, entered_on as opened_on, false as late,
                      coalesce(entered_by = $1, false) as own
               from death_certificate
               union all
               select 'archive-access', asked_on, false, coalesce(account = $1, false)
               from archive.access_window where closes_on is null
               union all
               select 'transfers-unanswered', t.escalate_on, true, false
               from live.transfer t join live.child c on c.child = t.child
               where t.ended_on is null and t.escalate_on <= $2 and c.leaves_live_on > $2
               union all
               select 'authorities-behind', min(s.due_on) + 1, true, false
               from live.shield s
               join live.child c on c.child = s.child and c.shielded and c.leaves_live_on > $2
               where s.due_on < $2
               group by c.local_authority
               union all
               select case when i.case_opened_on is null then 'use-to-look-at' else 'use-cases' end,
                      coalesce(i.case_opened_on, i.opened_on),
                      i.case_opened_on is null and i.answered_on is null
                          and coalesce(i.due_on < $2, false),
                      i.case_opened_on is null and i.answered_on is null and i.asked_on is not null
               from misuse_investigation i
               join misuse_office o on o.investigation = i.id and o.office = 'central-team'
               where i.closed_on is null and ($1::uuid is null or i.subject is distinct from $1)
               union all
               select k.line, t.opened_on, coalesce(t.due_on < $2, false), false
               from unnest($4::text[], $5::text[]) as k (kind, line)
               join task t on t.kind = k.kind
               where t.account is null and t.role = 'central-team' and t.closed_on is null
           ) i
           where opened_on <= $2
           group by line"#,
        account.map(|account| account.0),
        span.until,
        span.from,
        &kinds,
        &lines
    )
    .fetch_all(connection)
    .await
}

/// The weeks behind that are kept of a desk, oldest first, by line.
pub(super) async fn weeks(
    connection: &mut PgConnection,
    authority: Option<&LocalAuthorityCode>,
    role: Role,
    today: NaiveDate,
) -> sqlx::Result<BTreeMap<Line, Vec<WeekShown>>> {
    let rows = query!(
        "select line, week, opened, done, waiting, oldest from weekly_figure
         where local_authority is not distinct from $1 and role = $2 and week >= $3
         order by week",
        authority.map(|code| code.0.as_str()),
        role.code(),
        Week::first_shown(today)
    )
    .fetch_all(connection)
    .await?;
    let mut weeks = BTreeMap::<Line, Vec<WeekShown>>::new();
    for row in rows {
        // Figures of a line that there is no longer stay where they are.
        let Some(line) = Line::from_code(&row.line) else {
            continue;
        };
        weeks.entry(line).or_default().push(WeekShown {
            week: Week::of(row.week),
            opened: row.opened,
            done: row.done,
            waiting: row.waiting,
            oldest: row.oldest,
        });
    }
    Ok(weeks)
}

/// Whether a week is missing of an authority or of the central team.
pub(super) async fn any_missing(pool: &PgPool, week: Week) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from (select code from local_authority union all select null) a
               where not exists (select from weekly_figure w
                                 where w.local_authority is not distinct from a.code
                                   and w.week = $1)) as "missing!""#,
        week.monday()
    )
    .fetch_one(pool)
    .await
}

/// Authorities of which a week is missing; locked, so that nobody else counts it.
pub(super) async fn missing(
    connection: &mut PgConnection,
    week: Week,
    limit: i64,
) -> sqlx::Result<Vec<LocalAuthorityCode>> {
    let codes = query_scalar!(
        "select a.code from local_authority a
         where not exists (select from weekly_figure w
                           where w.local_authority = a.code and w.week = $1)
         order by a.code limit $2
         for update of a skip locked",
        week.monday(),
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(codes.into_iter().map(LocalAuthorityCode).collect())
}

/// Which weeks are kept of a desk, and what waited at the end of each.
pub(super) async fn kept(
    connection: &mut PgConnection,
    authority: Option<&LocalAuthorityCode>,
    since: Week,
) -> sqlx::Result<BTreeMap<(Week, String, String), i32>> {
    let rows = query!(
        "select week, role, line, waiting from weekly_figure
         where local_authority is not distinct from $1 and week >= $2",
        authority.map(|code| code.0.as_str()),
        since.monday()
    )
    .fetch_all(connection)
    .await?;
    let kept = rows
        .into_iter()
        .map(|row| ((Week::of(row.week), row.role, row.line), row.waiting));
    Ok(kept.collect())
}

/// A week of one line of a desk.
pub(super) struct NewFigure<'a> {
    pub authority: Option<&'a LocalAuthorityCode>,
    pub role: Role,
    pub line: Line,
    pub shown: WeekShown,
}

/// Keeps it. What is kept already stays.
pub(super) async fn keep(
    connection: &mut PgConnection,
    figure: &NewFigure<'_>,
) -> sqlx::Result<()> {
    query!(
        "insert into weekly_figure (local_authority, role, line, week, opened, done, waiting, oldest)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict do nothing",
        figure.authority.map(|code| code.0.as_str()),
        figure.role.code(),
        figure.line.code(),
        figure.shown.week.monday(),
        figure.shown.opened,
        figure.shown.done,
        figure.shown.waiting,
        figure.shown.oldest
    )
    .execute(connection)
    .await?;
    Ok(())
}

//! Statements on the panel.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::child_record::PersonName;
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode, MeetingId, PackId, ShieldId};
use domain::panel::{
    MeetingBearing, MeetingListed, MeetingState, Member, MemberAtMeeting, OpinionGiven, Tableable,
};
use domain::shielding::{MEETS_EVERY_MONTHS, Outcome, Recommended, Review, ViewTaken};
use sqlx::{PgConnection, query, query_scalar};
use uuid::Uuid;

use crate::stored::{known, number};

/// What bears on a meeting; it is locked.
pub(super) async fn meeting(
    connection: &mut PgConnection,
    meeting: MeetingId,
    account: Option<AccountId>,
) -> sqlx::Result<Option<MeetingBearing>> {
    let row = query!(
        r#"select m.local_authority, m.meets_on, m.state,
                  exists (select from panel_invitation i
                          where i.meeting = m.id and i.account = $2) as "invited!"
           from panel_meeting m where m.id = $1 for update of m"#,
        meeting.0,
        account.map(|account| account.0)
    )
    .fetch_optional(connection)
    .await?;
    let bearing = row.map(|row| {
        Ok(MeetingBearing {
            local_authority: LocalAuthorityCode(row.local_authority),
            meets_on: row.meets_on,
            state: known(MeetingState::from_code(&row.state))?,
            invited: row.invited,
        })
    });
    bearing.transpose()
}

/// A pack that is before its meeting, of a record that is live and shielded.
pub(super) struct PackRow {
    pub meeting: MeetingId,
    pub child: ChildNumber,
    pub local_authority: LocalAuthorityCode,
    pub asked_for_it: bool,
}

/// One by its name; its record is locked against change.
pub(super) async fn pack(
    connection: &mut PgConnection,
    pack: PackId,
    account: Option<AccountId>,
    today: NaiveDate,
) -> sqlx::Result<Option<PackRow>> {
    let row = query!(
        r#"select p.meeting, p.child, c.local_authority,
                  exists (select from live.shield_notice n
                          where n.child = p.child and n.account = $2) as "asked_for_it!"
           from live.panel_pack p
           join live.child c on c.child = p.child and c.shielded and c.leaves_live_on > $3
           where p.id = $1 and p.tabled for share of c"#,
        pack.0,
        account.map(|account| account.0),
        today
    )
    .fetch_optional(connection)
    .await?;
    let found = row.map(|row| {
        Ok(PackRow {
            meeting: MeetingId(row.meeting),
            child: number(row.child)?,
            local_authority: LocalAuthorityCode(row.local_authority),
            asked_for_it: row.asked_for_it,
        })
    });
    found.transpose()
}

/// Whose shield it is, of a record that is live, and who answers for it.
pub(super) async fn shield(
    connection: &mut PgConnection,
    shield: ShieldId,
    today: NaiveDate,
) -> sqlx::Result<Option<(ChildNumber, LocalAuthorityCode)>> {
    let row = query!(
        "select c.child, c.local_authority
         from live.shield s join live.child c on c.child = s.child
         where s.id = $1 and c.shielded and c.leaves_live_on > $2",
        shield.0,
        today
    )
    .fetch_optional(connection)
    .await?;
    let found = row.map(|row| Ok((number(row.child)?, LocalAuthorityCode(row.local_authority))));
    found.transpose()
}

/// The meetings that a member is invited to and that are not over.
pub(super) async fn invited(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    account: AccountId,
) -> sqlx::Result<Vec<MeetingListed>> {
    let rows = query!(
        "select m.id, m.meets_on
         from panel_meeting m join panel_invitation i on i.meeting = m.id
         where m.local_authority = $1 and i.account = $2 and m.state = 'planned'
         order by m.meets_on",
        authority.0,
        account.0
    )
    .fetch_all(connection)
    .await?;
    let listed = rows.into_iter().map(|row| MeetingListed {
        id: MeetingId(row.id),
        on: row.meets_on,
        state: MeetingState::Planned,
    });
    Ok(listed.collect())
}

/// The meetings of an authority's panel, latest first.
pub(super) async fn meetings(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Vec<MeetingListed>> {
    let rows = query!(
        "select id, meets_on, state from panel_meeting where local_authority = $1
         order by meets_on desc, over_on desc nulls first, id limit 100",
        authority.0
    )
    .fetch_all(connection)
    .await?;
    let listed = rows.into_iter().map(|row| {
        Ok(MeetingListed {
            id: MeetingId(row.id),
            on: row.meets_on,
            state: known(MeetingState::from_code(&row.state))?,
        })
    });
    listed.collect()
}

/// The members of an authority's panel who can sign in.
pub(super) async fn members(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Vec<Member>> {
    let rows = query!(
        "select distinct a.id, p.name
         from hat h join account a on a.id = h.account join practitioner p on p.id = a.practitioner
         where h.role = 'panel-member' and h.local_authority = $1 and a.state = 'active'
         order by p.name, a.id",
        authority.0
    )
    .fetch_all(connection)
    .await?;
    let members = rows.into_iter().map(|row| Member {
        account: AccountId(row.id),
        name: row.name,
    });
    Ok(members.collect())
}

/// From which day on the next meeting is counted, and how often there is one.
pub(super) struct Last {
    pub day: NaiveDate,
    pub every_months: u32,
}

/// The day of the last meeting that took place, or of the oldest shield that stands; none where an
/// authority has nothing to meet about.
pub(super) async fn last(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    today: NaiveDate,
) -> sqlx::Result<Option<Last>> {
    let row = query!(
        r#"select coalesce((select max(meets_on) from panel_meeting
                            where local_authority = $1 and state = 'closed'),
                           min(s.shielded_on)) as day,
                  (select meets_every_months from shield_setting
                   where local_authority = $1) as every
           from live.shield s
           join live.child c on c.child = s.child and c.shielded and c.leaves_live_on > $2
           where c.local_authority = $1
           having count(*) > 0"#,
        authority.0,
        today
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.and_then(|row| {
        Some(Last {
            day: row.day?,
            every_months: row.every.map_or(MEETS_EVERY_MONTHS, i32::unsigned_abs),
        })
    }))
}

/// An authority with shields and no meeting planned, whose managers have not been reminded.
pub(super) struct Unplanned {
    pub authority: LocalAuthorityCode,
    pub last: Last,
}

pub(super) async fn unplanned(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<Vec<Unplanned>> {
    let rows = query!(
        r#"select c.local_authority,
                  coalesce((select max(m.meets_on) from panel_meeting m
                            where m.local_authority = c.local_authority and m.state = 'closed'),
                           min(s.shielded_on)) as "day!",
                  (select t.meets_every_months from shield_setting t
                   where t.local_authority = c.local_authority) as every
           from live.shield s
           join live.child c on c.child = s.child and c.shielded and c.leaves_live_on > $1
           where not exists (select from panel_meeting m
                             where m.local_authority = c.local_authority and m.state = 'planned')
             and not exists (select from task t
                             join shield_setting o on o.id = t.object
                             where t.kind = 'panel-to-convene' and t.closed_on is null
                               and o.local_authority = c.local_authority)
           group by c.local_authority
           order by c.local_authority"#,
        today
    )
    .fetch_all(connection)
    .await?;
    let unplanned = rows.into_iter().map(|row| Unplanned {
        authority: LocalAuthorityCode(row.local_authority),
        last: Last {
            day: row.day,
            every_months: row.every.map_or(MEETS_EVERY_MONTHS, i32::unsigned_abs),
        },
    });
    Ok(unplanned.collect())
}

/// What tasks about an authority's panel are about; made where there is none.
pub(super) async fn keep_setting(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    fresh: Uuid,
) -> sqlx::Result<Uuid> {
    query_scalar!(
        "insert into shield_setting (local_authority, id) values ($1, $2)
         on conflict (local_authority) do update set id = shield_setting.id
         returning id",
        authority.0,
        fresh
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn setting_id(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select id from shield_setting where local_authority = $1",
        authority.0
    )
    .fetch_optional(connection)
    .await
}

/// Months from one meeting to the next.
pub(super) async fn every_months(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
) -> sqlx::Result<u32> {
    let set = query_scalar!(
        "select meets_every_months from shield_setting where local_authority = $1",
        authority.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(set.map_or(MEETS_EVERY_MONTHS, i32::unsigned_abs))
}

/// A meeting of the same members that is planned for a day; members in the order of their accounts.
pub(super) async fn planned_on(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    on: NaiveDate,
    invited: &BTreeSet<AccountId>,
) -> sqlx::Result<Option<MeetingId>> {
    let invited: Vec<Uuid> = invited.iter().map(|account| account.0).collect();
    let id = query_scalar!(
        "select m.id from panel_meeting m
         where m.local_authority = $1 and m.meets_on = $2 and m.state = 'planned'
           and array(select i.account from panel_invitation i
                     where i.meeting = m.id order by i.account) = $3
         order by m.id limit 1",
        authority.0,
        on,
        &invited
    )
    .fetch_optional(connection)
    .await?;
    Ok(id.map(MeetingId))
}

/// The day of the next meeting that is planned after a day.
pub(super) async fn planned_after(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    day: NaiveDate,
) -> sqlx::Result<Option<NaiveDate>> {
    query_scalar!(
        "select min(meets_on) from panel_meeting
         where local_authority = $1 and meets_on > $2 and state = 'planned'",
        authority.0,
        day
    )
    .fetch_one(connection)
    .await
}

pub(super) async fn call(
    connection: &mut PgConnection,
    id: MeetingId,
    authority: &LocalAuthorityCode,
    on: NaiveDate,
    by: AccountId,
) -> sqlx::Result<()> {
    query!(
        "insert into panel_meeting (id, local_authority, meets_on, state, called_by)
         values ($1, $2, $3, 'planned', $4)",
        id.0,
        authority.0,
        on,
        by.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn invite(
    connection: &mut PgConnection,
    meeting: MeetingId,
    account: AccountId,
) -> sqlx::Result<()> {
    query!(
        "insert into panel_invitation (meeting, account) values ($1, $2)",
        meeting.0,
        account.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Shields of an authority that were reviewed before, whose next review falls due before a day, and of
/// which nobody has said whether they come before a meeting. The first review is its manager's alone.
pub(super) async fn untabled(
    connection: &mut PgConnection,
    meeting: MeetingId,
    authority: &LocalAuthorityCode,
    before: NaiveDate,
    today: NaiveDate,
) -> sqlx::Result<Vec<ChildNumber>> {
    let rows = query_scalar!(
        "select s.child
         from live.shield s
         join live.child c on c.child = s.child and c.shielded and c.leaves_live_on > $4
         where c.local_authority = $2 and s.due_on < $3
           and exists (select from live.shield_review r
                       where r.child = s.child and r.reviewed_on >= s.shielded_on
                         and r.outcome <> 'gather-views')
           and not exists (select from live.panel_pack p
                           where p.child = s.child and p.meeting = $1)
         order by s.due_on, s.id",
        meeting.0,
        authority.0,
        before,
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(number).collect()
}

/// Notes that a shield comes before a meeting, or that it does not.
pub(super) async fn put(
    connection: &mut PgConnection,
    fresh: PackId,
    meeting: MeetingId,
    child: ChildNumber,
    tabled: bool,
) -> sqlx::Result<()> {
    query!(
        "insert into live.panel_pack (id, child, meeting, tabled) values ($1, $2, $3, $4)
         on conflict (child, meeting) do update set tabled = excluded.tabled",
        fresh.0,
        child.stored(),
        meeting.0,
        tabled
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A shield before a meeting.
pub(super) struct BeforeMeeting {
    pub id: PackId,
    pub shield: ShieldId,
    pub child: PersonName,
    pub recommended: Option<Outcome>,
    pub asked_for_it: bool,
}

/// The shields before a meeting whose records are still its authority's.
pub(super) async fn packs(
    connection: &mut PgConnection,
    meeting: MeetingId,
    authority: &LocalAuthorityCode,
    account: AccountId,
    today: NaiveDate,
) -> sqlx::Result<Vec<BeforeMeeting>> {
    let rows = query!(
        r#"select p.id, s.id as shield, c.given, c.family, p.recommended,
                  exists (select from live.shield_notice n
                          where n.child = p.child and n.account = $3) as "asked_for_it!"
           from live.panel_pack p
           join live.shield s on s.child = p.child
           join live.child c on c.child = p.child and c.shielded and c.leaves_live_on > $4
           where p.meeting = $1 and p.tabled and c.local_authority = $2
           order by c.family, c.given, p.id"#,
        meeting.0,
        authority.0,
        account.0,
        today
    )
    .fetch_all(connection)
    .await?;
    let packs = rows.into_iter().map(|row| {
        let recommended = row.recommended.as_deref();
        Ok(BeforeMeeting {
            id: PackId(row.id),
            shield: ShieldId(row.shield),
            child: PersonName {
                given: row.given,
                family: row.family,
            },
            recommended: recommended
                .map(|code| known(Outcome::from_code(code)))
                .transpose()?,
            asked_for_it: row.asked_for_it,
        })
    });
    packs.collect()
}

/// Shields of an authority that are not before a meeting, what falls due first standing first.
pub(super) async fn tableable(
    connection: &mut PgConnection,
    meeting: MeetingId,
    authority: &LocalAuthorityCode,
    today: NaiveDate,
) -> sqlx::Result<Vec<Tableable>> {
    let rows = query!(
        "select s.id, s.due_on, c.given, c.family
         from live.shield s
         join live.child c on c.child = s.child and c.shielded and c.leaves_live_on > $3
         where c.local_authority = $2
           and not exists (select from live.panel_pack p
                           where p.child = s.child and p.meeting = $1 and p.tabled)
         order by s.due_on, s.id limit 500",
        meeting.0,
        authority.0,
        today
    )
    .fetch_all(connection)
    .await?;
    let others = rows.into_iter().map(|row| Tableable {
        shield: ShieldId(row.id),
        child: PersonName {
            given: row.given,
            family: row.family,
        },
        due_on: row.due_on,
    });
    Ok(others.collect())
}

/// What was said about a pack: by one member, or by all.
pub(super) async fn opinions(
    connection: &mut PgConnection,
    pack: PackId,
    by: Option<AccountId>,
) -> sqlx::Result<Vec<OpinionGiven>> {
    let rows = query!(
        "select p.name, o.outcome, o.child_view, o.family_view, o.practitioners_view
         from live.panel_opinion o
         join account a on a.id = o.account join practitioner p on p.id = a.practitioner
         where o.pack = $1 and ($2::uuid is null or o.account = $2)
         order by p.name, a.id",
        pack.0,
        by.map(|account| account.0)
    )
    .fetch_all(connection)
    .await?;
    let given = rows.into_iter().map(|row| {
        Ok(OpinionGiven {
            by: row.name,
            opinion: Review {
                outcome: known(Outcome::from_code(&row.outcome))?,
                child: known(ViewTaken::from_code(&row.child_view))?,
                family: known(ViewTaken::from_code(&row.family_view))?,
                practitioners: known(ViewTaken::from_code(&row.practitioners_view))?,
            },
        })
    });
    given.collect()
}

/// Who is invited to a meeting.
pub(super) async fn invitations(
    connection: &mut PgConnection,
    meeting: MeetingId,
) -> sqlx::Result<Vec<MemberAtMeeting>> {
    let rows = query!(
        "select i.account, p.name, i.said, i.attended
         from panel_invitation i
         join account a on a.id = i.account join practitioner p on p.id = a.practitioner
         where i.meeting = $1 order by p.name, a.id",
        meeting.0
    )
    .fetch_all(connection)
    .await?;
    let members = rows.into_iter().map(|row| MemberAtMeeting {
        member: Member {
            account: AccountId(row.account),
            name: row.name,
        },
        said: row.said,
        attended: row.attended,
    });
    Ok(members.collect())
}

/// Notes who was at a meeting, and who was not.
pub(super) async fn attended(
    connection: &mut PgConnection,
    meeting: MeetingId,
    there: &BTreeSet<AccountId>,
) -> sqlx::Result<()> {
    let there: Vec<Uuid> = there.iter().map(|account| account.0).collect();
    query!(
        "update panel_invitation set attended = account = any($2) where meeting = $1",
        meeting.0,
        &there
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn recommend(
    connection: &mut PgConnection,
    pack: PackId,
    outcome: Outcome,
) -> sqlx::Result<()> {
    query!(
        "update live.panel_pack set recommended = $2 where id = $1",
        pack.0,
        outcome.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends a meeting.
pub(super) async fn over(
    connection: &mut PgConnection,
    meeting: MeetingId,
    state: MeetingState,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update panel_meeting set state = $2, over_on = $3 where id = $1",
        meeting.0,
        state.code(),
        today
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What a pack tells of the child that is not sealed.
pub(super) struct FactsRow {
    pub meeting: MeetingId,
    pub child: PersonName,
    pub date_of_birth: NaiveDate,
}

pub(super) async fn facts(
    connection: &mut PgConnection,
    pack: PackId,
    child: ChildNumber,
) -> sqlx::Result<FactsRow> {
    let row = query!(
        "select p.meeting, c.given, c.family, c.date_of_birth
         from live.panel_pack p join live.child c on c.child = p.child
         where p.id = $1 and c.child = $2",
        pack.0,
        child.stored()
    )
    .fetch_one(connection)
    .await?;
    Ok(FactsRow {
        meeting: MeetingId(row.meeting),
        child: PersonName {
            given: row.given,
            family: row.family,
        },
        date_of_birth: row.date_of_birth,
    })
}

/// The sealed views of the other shielded children of the same authority.
pub(super) async fn sealed_beside(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Vec<(ChildNumber, Vec<u8>)>> {
    let rows = query!(
        r#"select o.child, o.sealed_view as "sealed_view!"
           from live.child c join live.child o on o.local_authority = c.local_authority
           where c.child = $1 and o.child <> $1 and o.shielded and o.leaves_live_on > $2
             and o.sealed_view is not null"#,
        child.stored(),
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| Ok((number(row.child)?, row.sealed_view)))
        .collect()
}

/// What closed meetings of whoever is responsible now recommended since the shield stands.
pub(super) async fn recommended(
    connection: &mut PgConnection,
    child: ChildNumber,
) -> sqlx::Result<Vec<Recommended>> {
    let rows = query!(
        r#"select m.meets_on, p.recommended as "recommended!"
           from live.panel_pack p
           join panel_meeting m on m.id = p.meeting and m.state = 'closed'
           join live.child c on c.child = p.child and c.local_authority = m.local_authority
           join live.shield s on s.child = p.child and m.meets_on >= s.shielded_on
           where p.child = $1 and p.tabled and p.recommended is not null
           order by m.meets_on desc, m.id"#,
        child.stored()
    )
    .fetch_all(connection)
    .await?;
    let recommended = rows.into_iter().map(|row| {
        Ok(Recommended {
            on: row.meets_on,
            outcome: known(Outcome::from_code(&row.recommended))?,
        })
    });
    recommended.collect()
}

pub(super) async fn give(
    connection: &mut PgConnection,
    pack: PackId,
    by: AccountId,
    opinion: &Review,
) -> sqlx::Result<()> {
    query!(
        "insert into live.panel_opinion (pack, account, outcome, child_view, family_view,
                                         practitioners_view)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (pack, account) do update
         set outcome = excluded.outcome, child_view = excluded.child_view,
             family_view = excluded.family_view, practitioners_view = excluded.practitioners_view",
        pack.0,
        by.0,
        opinion.outcome.code(),
        opinion.child.code(),
        opinion.family.code(),
        opinion.practitioners.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn said(
    connection: &mut PgConnection,
    meeting: MeetingId,
    account: AccountId,
) -> sqlx::Result<()> {
    query!(
        "update panel_invitation set said = true where meeting = $1 and account = $2",
        meeting.0,
        account.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

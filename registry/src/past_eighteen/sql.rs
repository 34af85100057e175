//! Statements on records that are kept past eighteen.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::child_record::{DateOfBirth, PersonName};
use domain::clock::born_by;
use domain::id::{AccountId, ChildNumber, LocalAuthorityCode};
use domain::past_eighteen::{
    Answer, Category, Consent, ConsentedBy, HelpedBy, Kept, KeptShown, PROMPTED_AT_MONTHS,
    PastEighteenQuestion, WhyOver,
};
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

use crate::stored::{known, number};

pub(super) struct RecordRow {
    pub local_authority: String,
    pub shielded: bool,
    pub date_of_birth: NaiveDate,
}

/// A live record, locked until the act is done.
pub(super) async fn record(
    connection: &mut PgConnection,
    child: ChildNumber,
    today: NaiveDate,
) -> sqlx::Result<Option<RecordRow>> {
    query_as!(
        RecordRow,
        "select local_authority, shielded, date_of_birth from live.child
         where child = $1 and leaves_live_on > $2 for update",
        child.stored(),
        today
    )
    .fetch_optional(connection)
    .await
}

pub(super) struct KeptRow {
    pub kept: Kept,
    pub answer: Option<Answer>,
}

/// By what records are kept, or were.
pub(super) async fn kept(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<HashMap<ChildNumber, KeptRow>> {
    let rows = query!(
        "select child, category, kept_since, consented_on, confirm_on, ended_on, answer
         from live.past_eighteen where child = any($1)",
        children
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let kept = Kept {
                category: known(Category::from_code(&row.category))?,
                kept_since: row.kept_since,
                consented_on: row.consented_on,
                confirm_on: row.confirm_on,
                ended_on: row.ended_on,
            };
            let answer = row.answer.as_deref().and_then(Answer::from_code);
            Ok((number(row.child)?, KeptRow { kept, answer }))
        })
        .collect()
}

/// Records consent, in place of what stood.
pub(super) async fn attest(
    connection: &mut PgConnection,
    child: ChildNumber,
    id: Uuid,
    consent: &Consent,
    kept: &Kept,
    attested_by: AccountId,
) -> sqlx::Result<()> {
    query!(
        "insert into live.past_eighteen
             (child, id, category, kept_since, consented_on, consented_by, helped_by, attested_by,
              confirm_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (child) do update
         set id = excluded.id, category = excluded.category, kept_since = excluded.kept_since,
             consented_on = excluded.consented_on, consented_by = excluded.consented_by,
             helped_by = excluded.helped_by, attested_by = excluded.attested_by,
             confirm_on = excluded.confirm_on, asked = 0, answer = null, told_because = null,
             ended_on = null, ended_because = null",
        child.stored(),
        id,
        kept.category.code(),
        kept.kept_since,
        kept.consented_on,
        consent.consented_by.code(),
        consent.helped_by.map(HelpedBy::code),
        attested_by.0,
        kept.confirm_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Until when the record of a living child is live.
pub(super) async fn live_until(
    connection: &mut PgConnection,
    child: ChildNumber,
    until: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.child set leaves_live_on = $2 where child = $1 and date_of_death is null",
        child.stored(),
        until
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes what a user told; false where nothing is recorded that could be over.
pub(super) async fn tell(
    connection: &mut PgConnection,
    child: ChildNumber,
    why: WhyOver,
) -> sqlx::Result<bool> {
    let done = query!(
        "update live.past_eighteen set told_because = $2 where child = $1 and ended_on is null",
        child.stored(),
        why.code()
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn end(
    connection: &mut PgConnection,
    child: ChildNumber,
    ended_on: NaiveDate,
    why: WhyOver,
) -> sqlx::Result<()> {
    query!(
        "update live.past_eighteen set ended_on = $2, ended_because = $3
         where child = $1 and ended_on is null",
        child.stored(),
        ended_on,
        why.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn confirm(
    connection: &mut PgConnection,
    child: ChildNumber,
    confirm_on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update live.past_eighteen
         set confirm_on = $2, asked = 0, answer = null, told_because = null
         where child = $1",
        child.stored(),
        confirm_on
    )
    .execute(connection)
    .await?;
    Ok(())
}

struct ListRow {
    child: i64,
    given: String,
    family: String,
    date_of_birth: NaiveDate,
    dob_estimated: bool,
    category: String,
    kept_since: NaiveDate,
    consented_on: NaiveDate,
    consented_by: String,
    helped_by: Option<String>,
    confirm_on: NaiveDate,
    answer: Option<String>,
    told_because: Option<String>,
}

impl ListRow {
    fn shown(self, today: NaiveDate) -> Option<KeptShown> {
        let category = Category::from_code(&self.category)?;
        let kept = Kept {
            category,
            kept_since: self.kept_since,
            consented_on: self.consented_on,
            confirm_on: self.confirm_on,
            ended_on: None,
        };
        Some(KeptShown {
            number: ChildNumber::from_stored(self.child).ok()?,
            name: PersonName {
                given: self.given,
                family: self.family,
            },
            date_of_birth: DateOfBirth {
                date: self.date_of_birth,
                estimated: self.dob_estimated,
            },
            category,
            consented_on: self.consented_on,
            consented_by: ConsentedBy::from_code(&self.consented_by)?,
            helped_by: self.helped_by.as_deref().and_then(HelpedBy::from_code),
            until: category.ends_on(self.date_of_birth),
            confirm_by: Some(kept.lapses_on()).filter(|_| kept.is_due(today)),
            answer: self.answer.as_deref().and_then(Answer::from_code),
            told: self.told_because.as_deref().and_then(WhyOver::told),
        })
    }
}

/// An authority's records that are kept: what a user told first, then what is to be confirmed.
pub(super) async fn list(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    shielded_too: bool,
    today: NaiveDate,
) -> sqlx::Result<Vec<KeptShown>> {
    let rows = query_as!(
        ListRow,
        "select c.child, c.given, c.family, c.date_of_birth, c.dob_estimated, k.category,
                k.kept_since, k.consented_on, k.consented_by, k.helped_by, k.confirm_on, k.answer,
                k.told_because
         from live.past_eighteen k join live.child c on c.child = k.child
         where k.ended_on is null and c.leaves_live_on > $3 and c.date_of_death is null
           and c.local_authority = $1 and (not c.shielded or $2)
         order by k.told_because is null, k.confirm_on, c.family, c.given, c.child
         limit 500",
        authority.0,
        shielded_too,
        today
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| row.shown(today))
        .collect())
}

/// Who is asked a question that is open.
pub(super) async fn asked_whom(
    connection: &mut PgConnection,
    question: Uuid,
    today: NaiveDate,
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select k.attested_by from live.past_eighteen k join live.child c on c.child = k.child
         where k.id = $1 and k.ended_on is null and k.confirm_on <= $2
           and c.leaves_live_on > $2 and c.date_of_death is null
         for update of k",
        question,
        today
    )
    .fetch_optional(connection)
    .await
}

pub(super) async fn question(
    connection: &mut PgConnection,
    question: Uuid,
) -> sqlx::Result<Option<PastEighteenQuestion>> {
    let row = query!(
        "select c.given, c.family, k.category, k.consented_on
         from live.past_eighteen k join live.child c on c.child = k.child where k.id = $1",
        question
    )
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(PastEighteenQuestion {
            name: PersonName {
                given: row.given,
                family: row.family,
            },
            category: known(Category::from_code(&row.category))?,
            consented_on: row.consented_on,
        })
    })
    .transpose()
}

pub(super) async fn answer(
    connection: &mut PgConnection,
    question: Uuid,
    answer: Answer,
) -> sqlx::Result<()> {
    query!(
        "update live.past_eighteen set answer = $2 where id = $1",
        question,
        answer.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn any_over(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from live.past_eighteen k join live.child c on c.child = k.child
               where k.ended_on is null and c.leaves_live_on <= $1 and c.date_of_death is null)
           as "any!""#,
        today
    )
    .fetch_one(pool)
    .await
}

pub(super) struct OverRow {
    pub child: ChildNumber,
    pub date_of_birth: NaiveDate,
    pub left_on: NaiveDate,
    pub kept: Kept,
}

/// Records whose time is over and of which that is not noted. Several workers take different ones.
pub(super) async fn take_over(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<OverRow>> {
    let rows = query!(
        "select k.child, c.date_of_birth, c.leaves_live_on, k.category, k.kept_since,
                k.consented_on, k.confirm_on
         from live.past_eighteen k join live.child c on c.child = k.child
         where k.ended_on is null and c.leaves_live_on <= $1 and c.date_of_death is null
         order by c.leaves_live_on, k.child limit $2 for update of k skip locked",
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OverRow {
                child: number(row.child)?,
                date_of_birth: row.date_of_birth,
                left_on: row.leaves_live_on,
                kept: Kept {
                    category: known(Category::from_code(&row.category))?,
                    kept_since: row.kept_since,
                    consented_on: row.consented_on,
                    confirm_on: row.confirm_on,
                    ended_on: None,
                },
            })
        })
        .collect()
}

pub(super) async fn any_to_confirm(
    pool: &PgPool,
    steps: &[i32],
    today: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from live.past_eighteen k join live.child c on c.child = k.child
               where k.ended_on is null and k.confirm_on <= $1 and k.asked < 2
                 and $1 - k.confirm_on >= ($2::int[])[k.asked + 1]
                 and c.leaves_live_on > $1 and c.date_of_death is null) as "any!""#,
        today,
        steps
    )
    .fetch_one(pool)
    .await
}

pub(super) struct ConfirmRow {
    pub child: ChildNumber,
    pub id: Uuid,
    pub attested_by: AccountId,
    pub local_authority: String,
    pub shielded: bool,
    pub asked: i16,
    pub answered: bool,
    pub kept: Kept,
}

/// Records about which somebody is to be asked or reminded now, the next step of each being due after
/// so many days.
pub(super) async fn to_confirm(
    connection: &mut PgConnection,
    steps: &[i32],
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<ConfirmRow>> {
    let rows = query!(
        r#"select k.child, k.id, k.attested_by, c.local_authority, c.shielded, k.asked,
                  (k.answer is not null) as "answered!", k.category, k.kept_since, k.consented_on,
                  k.confirm_on
           from live.past_eighteen k join live.child c on c.child = k.child
           where k.ended_on is null and k.confirm_on <= $1 and k.asked < 2
             and $1 - k.confirm_on >= ($2::int[])[k.asked + 1]
             and c.leaves_live_on > $1 and c.date_of_death is null
           order by k.confirm_on, k.child limit $3 for update of k skip locked"#,
        today,
        steps,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ConfirmRow {
                child: number(row.child)?,
                id: row.id,
                attested_by: AccountId(row.attested_by),
                local_authority: row.local_authority,
                shielded: row.shielded,
                asked: row.asked,
                answered: row.answered,
                kept: Kept {
                    category: known(Category::from_code(&row.category))?,
                    kept_since: row.kept_since,
                    consented_on: row.consented_on,
                    confirm_on: row.confirm_on,
                    ended_on: None,
                },
            })
        })
        .collect()
}

pub(super) async fn asked(
    connection: &mut PgConnection,
    child: ChildNumber,
    steps: i16,
) -> sqlx::Result<()> {
    query!(
        "update live.past_eighteen set asked = $2 where child = $1",
        child.stored(),
        steps
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Months of age at which owners are asked, for the first time and the second.
fn prompted_at() -> [i32; 2] {
    PROMPTED_AT_MONTHS.map(u32::cast_signed)
}

pub(super) async fn any_to_prompt(pool: &PgPool, today: NaiveDate) -> sqlx::Result<bool> {
    let [first, second] = prompted_at();
    query_scalar!(
        r#"select exists (
               select from live.child c left join live.past_eighteen_prompt p on p.child = c.child
               where c.date_of_birth >= $2 and c.date_of_birth <= $3
                 and c.date_of_birth + make_interval(months => $4) <= $1::date
                 and c.leaves_live_on > $1 and c.date_of_death is null
                 and coalesce(p.prompted, 0) <
                     case when c.date_of_birth + make_interval(months => $5) <= $1::date then 2 else 1 end
                 and not exists (select from live.past_eighteen k
                                 where k.child = c.child and k.ended_on is null)
                 and (exists (select from live.involvement i
                              join service s on s.id = i.service
                              join service_type t on t.code = s.service_type
                              where i.child = c.child and i.ended is null
                                and (s.sensitive or not t.universal))
                      or exists (select from live.sensitive_involvement i
                                 where i.child = c.child and i.visible_until > $1))) as "any!""#,
        today,
        born_by(today, 18),
        born_by(today, 17),
        first,
        second
    )
    .fetch_one(pool)
    .await
}

pub(super) struct PromptRow {
    pub child: ChildNumber,
    pub local_authority: String,
    pub shielded: bool,
}

/// Takes living children who are 17½, or 17¾, with whom a specialist or sensitive service works, and
/// counts that its owners are asked. Several workers take different ones.
pub(super) async fn take_to_prompt(
    connection: &mut PgConnection,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<PromptRow>> {
    let [first, second] = prompted_at();
    let rows = query!(
        r#"with soon as (
               select c.child, c.local_authority, c.shielded,
                      case when c.date_of_birth + make_interval(months => $5) <= $1::date
                           then 2 else 1 end::smallint as step
               from live.child c left join live.past_eighteen_prompt p on p.child = c.child
               where c.date_of_birth >= $2 and c.date_of_birth <= $3
                 and c.date_of_birth + make_interval(months => $4) <= $1::date
                 and c.leaves_live_on > $1 and c.date_of_death is null
                 and coalesce(p.prompted, 0) <
                     case when c.date_of_birth + make_interval(months => $5) <= $1::date then 2 else 1 end
                 and not exists (select from live.past_eighteen k
                                 where k.child = c.child and k.ended_on is null)
                 and (exists (select from live.involvement i
                              join service s on s.id = i.service
                              join service_type t on t.code = s.service_type
                              where i.child = c.child and i.ended is null
                                and (s.sensitive or not t.universal))
                      or exists (select from live.sensitive_involvement i
                                 where i.child = c.child and i.visible_until > $1))
               order by c.date_of_birth, c.child limit $6 for update of c skip locked),
           counted as (
               insert into live.past_eighteen_prompt (child, prompted) select child, step from soon
               on conflict (child) do update set prompted = excluded.prompted)
           select child, local_authority, shielded from soon"#,
        today,
        born_by(today, 18),
        born_by(today, 17),
        first,
        second,
        limit
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(PromptRow {
                child: number(row.child)?,
                local_authority: row.local_authority,
                shielded: row.shielded,
            })
        })
        .collect()
}

pub(super) struct OwnerRow {
    pub child: ChildNumber,
    pub account: Option<Uuid>,
    pub sensitive: bool,
}

/// Who keeps what specialist and sensitive services are doing with children now.
pub(super) async fn owners(
    connection: &mut PgConnection,
    children: &[i64],
    today: NaiveDate,
) -> sqlx::Result<Vec<OwnerRow>> {
    let rows = query!(
        r#"select distinct child as "child!", account, sensitive as "sensitive!" from (
               select i.child, coalesce(i.owner, i.recorded_by) as account,
                      (t.sensitive or s.sensitive) as sensitive
               from live.involvement i
               join service s on s.id = i.service
               join service_type t on t.code = s.service_type
               where i.child = any($1) and i.ended is null and (s.sensitive or not t.universal)
               union all
               select child, owner, true from live.sensitive_involvement
               where child = any($1) and visible_until > $2) kept
           order by 1, 2, 3"#,
        children,
        today
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(OwnerRow {
                child: number(row.child)?,
                account: row.account,
                sensitive: row.sensitive,
            })
        })
        .collect()
}

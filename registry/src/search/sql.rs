//! Statements of search.
//!
//! Candidates are fetched by their numbers inside a lateral join that may not be flattened: the
//! plan is then always "a few keys, a few rows", whatever the planner believes of the keys.

use chrono::NaiveDate;
use domain::clock::Moment;
use domain::id::{AccountId, ChildNumber, OrganisationId, SearchId, SessionId};
use domain::reason::Reason;
use domain::search::{KeyRow, NameKind, NamePart};
use futures::Stream;
use serde_json::Value;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};
use uuid::Uuid;

/// What is compared of a candidate.
pub(super) struct CandidateRow {
    pub child: i64,
    pub search_facts: String,
    pub date_of_birth: NaiveDate,
    pub gender: String,
}

/// Those born on a day with any of the keys for surname or forename, and those born on other days
/// with one of the surname keys and, where forename keys are given, one of those. The other days
/// and their keys are looked up one by one: as one condition the planner reads whole days.
pub(super) async fn born_on(
    connection: &mut PgConnection,
    (day, keys): (NaiveDate, &[String]),
    (other_days, surname_keys): (&[NaiveDate], &[String]),
    forename_keys: Option<&[String]>,
    today: NaiveDate,
) -> sqlx::Result<Vec<CandidateRow>> {
    query_as!(
        CandidateRow,
        r#"select c.child as "child!", c.search_facts as "search_facts!",
                  c.date_of_birth as "date_of_birth!", c.gender as "gender!"
           from (select child from live.child_key
                 where date_of_birth = $1 and (surname_key = any($2) or forename_key = any($2))
                 union
                 select slip.child
                 from unnest($3::date[]) other_day
                 cross join unnest($4::text[]) key
                 cross join lateral (
                     select child from live.child_key
                     where date_of_birth = other_day and surname_key = key
                       and coalesce(forename_key = any($5), true) offset 0) slip) k
           cross join lateral (
               select child, search_facts, date_of_birth, gender from live.child
               where child = k.child and not shielded and leaves_live_on > $6 offset 0) c"#,
        day,
        keys,
        other_days,
        surname_keys,
        forename_keys as Option<&[String]>,
        today
    )
    .fetch_all(connection)
    .await
}

/// Everyone born on a day.
pub(super) async fn whole_day(
    connection: &mut PgConnection,
    day: NaiveDate,
    today: NaiveDate,
) -> sqlx::Result<Vec<CandidateRow>> {
    query_as!(
        CandidateRow,
        r#"select c.child as "child!", c.search_facts as "search_facts!",
                  c.date_of_birth as "date_of_birth!", c.gender as "gender!"
           from (select distinct child from live.child_key where date_of_birth = $1) k
           cross join lateral (
               select child, search_facts, date_of_birth, gender from live.child
               where child = k.child and not shielded and leaves_live_on > $2 offset 0) c"#,
        day,
        today
    )
    .fetch_all(connection)
    .await
}

/// The candidates of these numbers.
pub(super) async fn of_numbers(
    connection: &mut PgConnection,
    children: &[i64],
    today: NaiveDate,
) -> sqlx::Result<Vec<CandidateRow>> {
    query_as!(
        CandidateRow,
        r#"select c.child as "child!", c.search_facts as "search_facts!",
                  c.date_of_birth as "date_of_birth!", c.gender as "gender!"
           from unnest($1::bigint[]) k (child)
           cross join lateral (
               select child, search_facts, date_of_birth, gender from live.child
               where child = k.child and not shielded and leaves_live_on > $2 offset 0) c"#,
        children,
        today
    )
    .fetch_all(connection)
    .await
}

/// Everyone at a postcode, at most so many.
pub(super) async fn at_postcode(
    connection: &mut PgConnection,
    postcode: &str,
    limit: i64,
    today: NaiveDate,
) -> sqlx::Result<Vec<CandidateRow>> {
    query_as!(
        CandidateRow,
        "select child, search_facts, date_of_birth, gender from live.child
         where postcode = $1 and not shielded and leaves_live_on > $2
         limit $3",
        postcode,
        today,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Days of birth from the first to the last, both included.
pub(super) type Days = (NaiveDate, NaiveDate);

/// Numbers under surname keys (and forename keys, where they are given) in a district.
pub(super) async fn surnames_in_district(
    connection: &mut PgConnection,
    district: &str,
    surname_keys: &[String],
    forename_keys: Option<&[String]>,
    (first, last): Days,
    limit: i64,
) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        "select child from live.child_key
         where postcode_district = $1 and surname_key = any($2)
           and coalesce(forename_key = any($3), true)
           and date_of_birth between $4 and $5
         limit $6",
        district,
        surname_keys,
        forename_keys as Option<&[String]>,
        first,
        last,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Numbers under forename keys in a district.
pub(super) async fn forenames_in_district(
    connection: &mut PgConnection,
    district: &str,
    forename_keys: &[String],
    (first, last): Days,
    limit: i64,
) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        "select child from live.child_key
         where postcode_district = $1 and forename_key = any($2)
           and date_of_birth between $3 and $4
         limit $5",
        district,
        forename_keys,
        first,
        last,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Numbers under surname and forename keys, wherever.
pub(super) async fn named(
    connection: &mut PgConnection,
    surname_keys: &[String],
    forename_keys: &[String],
    (first, last): Days,
    limit: i64,
) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        "select child from live.child_key
         where surname_key = any($1) and forename_key = any($2)
           and date_of_birth between $3 and $4
         limit $5",
        surname_keys,
        forename_keys,
        first,
        last,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Numbers under surname keys alone, wherever.
pub(super) async fn surnamed(
    connection: &mut PgConnection,
    surname_keys: &[String],
    (first, last): Days,
    limit: i64,
) -> sqlx::Result<Vec<i64>> {
    query_scalar!(
        "select child from live.child_key
         where surname_key = any($1) and date_of_birth between $2 and $3
         limit $4",
        surname_keys,
        first,
        last,
        limit
    )
    .fetch_all(connection)
    .await
}

/// Numbers under surname keys at schools.
pub(super) async fn at_schools(
    connection: &mut PgConnection,
    schools: &[OrganisationId],
    surname_keys: &[String],
    limit: i64,
) -> sqlx::Result<Vec<i64>> {
    let schools: Vec<Uuid> = schools.iter().map(|school| school.0).collect();
    query_scalar!(
        "select child from live.school_key
         where organisation = any($1) and surname_key = any($2)
         limit $3",
        &schools,
        surname_keys,
        limit
    )
    .fetch_all(connection)
    .await
}

/// What is compared of a shielded child: name and birth.
pub(super) struct ShieldedRow {
    pub child: i64,
    pub search_facts: String,
    pub date_of_birth: NaiveDate,
}

/// The shielded children born on a day. No other criterion has a place here (SRCH-05).
pub(super) async fn shielded_born_on(
    connection: &mut PgConnection,
    day: NaiveDate,
    today: NaiveDate,
) -> sqlx::Result<Vec<ShieldedRow>> {
    query_as!(
        ShieldedRow,
        "select child, search_facts, date_of_birth from live.child
         where date_of_birth = $1 and shielded and leaves_live_on > $2",
        day,
        today
    )
    .fetch_all(connection)
    .await
}

/// What is shown of a child found. Of a shielded one the last two are never there: its view is
/// sealed.
pub(super) struct ShownRow {
    pub child: i64,
    pub given: String,
    pub family: String,
    pub date_of_birth: NaiveDate,
    pub dob_estimated: bool,
    pub gender: String,
    pub shielded: bool,
    pub search_facts: String,
    pub first_line: Option<String>,
    pub postcode: Option<String>,
}

/// What is shown of children, as far as they are live today.
pub(super) async fn shown(
    connection: &mut PgConnection,
    children: &[i64],
    today: NaiveDate,
) -> sqlx::Result<Vec<ShownRow>> {
    query_as!(
        ShownRow,
        "select child, given, family, date_of_birth, dob_estimated, gender, shielded, search_facts,
                best_view #>> '{whereabouts,value,current,lines,0}' as first_line,
                best_view #>> '{whereabouts,value,current,postcode}' as postcode
         from live.child
         where child = any($1) and leaves_live_on > $2",
        children,
        today
    )
    .fetch_all(connection)
    .await
}

/// A word of the dictionary.
pub(super) struct WordRow {
    pub kind: String,
    pub part: String,
    pub key: String,
    pub uses: i32,
}

/// How often words stand on records. Each is looked up by its key: as one condition on all of them the
/// planner goes by the trigrams of each.
pub(super) async fn uses_of(
    connection: &mut PgConnection,
    words: &[String],
) -> sqlx::Result<Vec<WordRow>> {
    query_as!(
        WordRow,
        r#"select p.kind as "kind!", p.part as "part!", p.key as "key!", p.uses as "uses!"
           from unnest($1::text[]) word
           cross join (values ('family'), ('given')) k (kind)
           cross join lateral (
               select kind, part, key, uses from live.name_part
               where kind = k.kind and part = word offset 0) p"#,
        words
    )
    .fetch_all(connection)
    .await
}

/// Words spelt nearly as one, and those of a list, the likest first.
pub(super) async fn near(
    connection: &mut PgConnection,
    kind: NameKind,
    word: &str,
    or_one_of: &[String],
) -> sqlx::Result<Vec<WordRow>> {
    query_as!(
        WordRow,
        r#"select kind as "kind!", part as "part!", key as "key!", uses as "uses!" from (
               (select kind, part, key, uses from live.name_part
                where kind = $1 and part % $2 order by similarity(part, $2) desc limit 60)
               union
               select kind, part, key, uses from live.name_part
               where kind = $1 and part = any($3)) near"#,
        kind.code(),
        word,
        or_one_of
    )
    .fetch_all(connection)
    .await
}

/// About how many children there are; below zero where nobody counted yet.
pub(super) async fn about_how_many(connection: &mut PgConnection) -> sqlx::Result<f32> {
    query_scalar!(
        r#"select reltuples as "reltuples!" from pg_class where oid = 'live.child'::regclass"#
    )
    .fetch_one(connection)
    .await
}

/// Schools whose names have the words typed, at most so many.
pub(super) async fn schools_called(
    connection: &mut PgConnection,
    name: &str,
    limit: i64,
) -> sqlx::Result<Vec<OrganisationId>> {
    let schools = query_scalar!(
        "select id from organisation
         where kind = 'school' and name %> $1
         order by word_similarity($1, name) desc, id
         limit $2",
        name,
        limit
    )
    .fetch_all(connection)
    .await?;
    Ok(schools.into_iter().map(OrganisationId).collect())
}

/// Whether none of the sectors from the first up to but without the last lies in an authority's
/// area, though some are known to lie in another's.
pub(super) async fn outside(
    connection: &mut PgConnection,
    (first, before): (&str, &str),
    authority: &str,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select coalesce(not bool_or(local_authority = $3), false) as "outside!"
           from postcode_sector where sector >= $1 and sector < $2"#,
        first,
        before,
        authority
    )
    .fetch_one(connection)
    .await
}

/// How often an account has searched of late.
pub(super) struct UseRow {
    pub in_minute: i64,
    pub in_hour: i64,
    pub over_limit: i64,
    pub numbers_not_found: i64,
}

/// Makes one account's searches wait for each other, so that none is missed in counting.
pub(super) async fn one_at_a_time(
    connection: &mut PgConnection,
    account: AccountId,
) -> sqlx::Result<()> {
    query!(
        "select pg_advisory_xact_lock(hashtextextended($1::uuid::text, 7)) is null as locked",
        account.0
    )
    .fetch_one(connection)
    .await?;
    Ok(())
}

/// Counts an account's searches since two moments.
pub(super) async fn uses(
    connection: &mut PgConnection,
    account: AccountId,
    minute_ago: Moment,
    hour_ago: Moment,
) -> sqlx::Result<UseRow> {
    query_as!(
        UseRow,
        r#"select count(*) filter (where kind = 'search' and at > $2) as "in_minute!",
                  count(*) filter (where kind = 'search') as "in_hour!",
                  count(*) filter (where kind = 'over-limit') as "over_limit!",
                  count(*) filter (where kind = 'number-not-found') as "numbers_not_found!"
           from search_use where account = $1 and at > $3"#,
        account.0,
        minute_ago,
        hour_ago
    )
    .fetch_one(connection)
    .await
}

/// Counts a search.
pub(super) async fn count_use(
    connection: &mut PgConnection,
    account: AccountId,
    kinds: &[String],
    now: Moment,
) -> sqlx::Result<()> {
    query!(
        "insert into search_use (account, kind, at) select $1, kind, $3 from unnest($2::text[]) kind",
        account.0,
        kinds,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What is kept of a search.
pub(super) struct Kept<'k> {
    pub search: SearchId,
    pub session: SessionId,
    pub reason: &'k Reason,
    pub outcome: &'static str,
    pub matches: Value,
    pub criteria: Value,
    pub expires: Moment,
}

/// Keeps a search, and forgets the session's older ones whose time is up.
pub(super) async fn keep(
    connection: &mut PgConnection,
    kept: Kept<'_>,
    now: Moment,
) -> sqlx::Result<()> {
    query!(
        "with forgotten as (delete from search_result where session = $2 and expires_at <= $9)
         insert into search_result
             (id, session, reason_code, reason_words, outcome, matches, criteria, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        kept.search.0,
        kept.session.0,
        kept.reason.code().code(),
        kept.reason.words(),
        kept.outcome,
        kept.matches,
        kept.criteria,
        kept.expires,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whose a search is and until when.
pub(super) struct OwnerRow {
    pub session: Uuid,
    pub expires_at: Moment,
}

/// Whose a search is.
pub(super) async fn owner(
    connection: &mut PgConnection,
    search: SearchId,
) -> sqlx::Result<Option<OwnerRow>> {
    query_as!(
        OwnerRow,
        "select session, expires_at from search_result where id = $1",
        search.0
    )
    .fetch_optional(connection)
    .await
}

/// Whose a search is that found a child; none where it did not find that child.
pub(super) async fn owner_of_match(
    connection: &mut PgConnection,
    search: SearchId,
    child: ChildNumber,
) -> sqlx::Result<Option<OwnerRow>> {
    query_as!(
        OwnerRow,
        "select session, expires_at from search_result
         where id = $1 and matches @> jsonb_build_array(jsonb_build_object('child', $2::bigint))",
        search.0,
        child.stored()
    )
    .fetch_optional(connection)
    .await
}

/// What was kept of a search.
pub(super) struct KeptRow {
    pub reason_code: String,
    pub reason_words: Option<String>,
    pub outcome: String,
    pub matches: Value,
    pub criteria: Value,
}

/// What was kept of a search.
pub(super) async fn kept(connection: &mut PgConnection, search: SearchId) -> sqlx::Result<KeptRow> {
    query_as!(
        KeptRow,
        "select reason_code, reason_words, outcome, matches, criteria from search_result
         where id = $1",
        search.0
    )
    .fetch_one(connection)
    .await
}

/// The criteria of a search that a session made and that is still kept.
pub(super) async fn criteria(
    pool: &PgPool,
    search: SearchId,
    session: SessionId,
    now: Moment,
) -> sqlx::Result<Option<Value>> {
    query_scalar!(
        "select criteria from search_result where id = $1 and session = $2 and expires_at > $3",
        search.0,
        session.0,
        now
    )
    .fetch_optional(pool)
    .await
}

/// A school, and the key of a surname.
pub(super) type SchoolRow = (OrganisationId, String);

/// The rows of keys that stand for records, each with its child. Every record is looked up by itself: a
/// plan made while the table is small would go on reading all of it when it has grown.
pub(super) async fn keys_of(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<Vec<(i64, KeyRow)>> {
    let rows = query!(
        r#"select k.child as "child!", k.date_of_birth as "date_of_birth!", k.postcode_district,
                  k.surname_key as "surname_key!", k.forename_key as "forename_key!"
           from unnest($1::bigint[]) record
           cross join lateral (
               select child, date_of_birth, postcode_district, surname_key, forename_key
               from live.child_key where child = record offset 0) k"#,
        children
    )
    .fetch_all(connection)
    .await?;
    let with_child = rows.into_iter().map(|row| {
        let key = KeyRow {
            date_of_birth: row.date_of_birth,
            postcode_district: row.postcode_district,
            surname_key: row.surname_key,
            forename_key: row.forename_key,
        };
        (row.child, key)
    });
    Ok(with_child.collect())
}

/// Removes the rows of keys that stand for records.
pub(super) async fn forget_keys(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<()> {
    query!("delete from live.child_key where child = any($1)", children)
        .execute(connection)
        .await?;
    Ok(())
}

/// Adds rows of keys, each with its child.
pub(super) async fn add_keys(
    connection: &mut PgConnection,
    keys: &[(i64, &KeyRow)],
) -> sqlx::Result<()> {
    let children: Vec<i64> = keys.iter().map(|(child, _)| *child).collect();
    let born: Vec<NaiveDate> = keys.iter().map(|(_, key)| key.date_of_birth).collect();
    let districts = keys.iter().map(|(_, key)| key.postcode_district.as_deref());
    let districts: Vec<Option<&str>> = districts.collect();
    let surnames: Vec<&str> = keys.iter().map(|(_, key)| &*key.surname_key).collect();
    let forenames: Vec<&str> = keys.iter().map(|(_, key)| &*key.forename_key).collect();
    query!(
        "insert into live.child_key
             (child, date_of_birth, postcode_district, surname_key, forename_key)
         select * from unnest($1::bigint[], $2::date[], $3::text[], $4::text[], $5::text[])",
        &children,
        &born,
        &districts as &[Option<&str>],
        &surnames as &[&str],
        &forenames as &[&str]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The rows of schools that stand for records, each with its child.
pub(super) async fn schools_of(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<Vec<(i64, SchoolRow)>> {
    let rows = query!(
        r#"select k.child as "child!", k.organisation as "organisation!",
                  k.surname_key as "surname_key!"
           from unnest($1::bigint[]) record
           cross join lateral (select child, organisation, surname_key
                               from live.school_key where child = record offset 0) k"#,
        children
    )
    .fetch_all(connection)
    .await?;
    let with_child = rows.into_iter();
    let with_child = with_child.map(|row| {
        (
            row.child,
            (OrganisationId(row.organisation), row.surname_key),
        )
    });
    Ok(with_child.collect())
}

/// Removes the rows of schools that stand for records.
pub(super) async fn forget_schools(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<()> {
    query!(
        "delete from live.school_key where child = any($1)",
        children
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds rows of schools, each with its child.
pub(super) async fn add_schools(
    connection: &mut PgConnection,
    schools: &[(i64, &SchoolRow)],
) -> sqlx::Result<()> {
    let children: Vec<i64> = schools.iter().map(|(child, _)| *child).collect();
    let organisations: Vec<Uuid> = schools.iter().map(|(_, (school, _))| school.0).collect();
    let surnames: Vec<&str> = schools.iter().map(|(_, (_, key))| &**key).collect();
    query!(
        "insert into live.school_key (organisation, surname_key, child)
         select * from unnest($1::uuid[], $2::text[], $3::bigint[])",
        &organisations,
        &surnames as &[&str],
        &children
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds words that the dictionary does not have. Those it has are left alone: counting them here
/// would make everyone who writes a Smith wait for everyone else who does.
pub(super) async fn add_names(
    connection: &mut PgConnection,
    parts: impl Iterator<Item = &NamePart>,
) -> sqlx::Result<()> {
    let (kinds, words, keys) = columns(parts);
    query!(
        "insert into live.name_part (kind, part, key, uses)
         select kind, part, key, 1 from unnest($1::text[], $2::text[], $3::text[]) n (kind, part, key)
         on conflict do nothing",
        &kinds,
        &words,
        &keys
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes words of the dictionary that stand on one record only.
pub(super) async fn forget_names(
    connection: &mut PgConnection,
    parts: &[NamePart],
) -> sqlx::Result<()> {
    let (kinds, words, _) = columns(parts.iter());
    query!(
        "delete from live.name_part p
         using unnest($1::text[], $2::text[]) n (kind, part)
         where p.kind = n.kind and p.part = n.part and p.uses <= 1",
        &kinds,
        &words
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn columns<'p>(
    parts: impl Iterator<Item = &'p NamePart>,
) -> (Vec<String>, Vec<String>, Vec<String>) {
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        columns.0.push(part.kind.code().to_owned());
        columns.1.push(part.part.clone());
        columns.2.push(part.key.clone());
    }
    columns
}

/// Empties the dictionary.
pub(super) async fn clear_names(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!("delete from live.name_part")
        .execute(connection)
        .await?;
    Ok(())
}

/// Inserts words with their counts.
pub(super) async fn insert_names(
    connection: &mut PgConnection,
    parts: &[(NamePart, i32)],
) -> sqlx::Result<()> {
    let (kinds, words, keys) = columns(parts.iter().map(|(part, _)| part));
    let uses: Vec<i32> = parts.iter().map(|(_, uses)| *uses).collect();
    query!(
        "insert into live.name_part (kind, part, key, uses)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::integer[])",
        &kinds,
        &words,
        &keys,
        &uses
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What is compared of everyone who is not shielded, one by one.
pub(super) fn all_facts(
    connection: &mut PgConnection,
) -> impl Stream<Item = sqlx::Result<String>> + '_ {
    query_scalar!("select search_facts from live.child where not shielded").fetch(connection)
}

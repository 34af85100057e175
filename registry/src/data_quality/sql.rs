//! Statements of the quality of the data.

use chrono::NaiveDate;
use domain::best_view::BestView;
use domain::child_record::PersonName;
use domain::data_quality::{Duplicate, Estimate, Incomplete, Measure, Share, Shares, missing};
use domain::desk::Week;
use domain::id::{ChildNumber, LocalAuthorityCode, SourceId};
use domain::listed::{PER_PAGE, Page};
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};

use crate::stored::{known, number};

/// Adds the rows of a file to its week.
pub(super) async fn count_supply(
    connection: &mut PgConnection,
    source: SourceId,
    week: Week,
    share: Share,
) -> sqlx::Result<()> {
    query!(
        "insert into quality_figure as f (source, measure, week, counted, of_all)
         values ($1, $2, $3, $4, $5)
         on conflict (week, local_authority, source, measure) do update
         set counted = f.counted + excluded.counted, of_all = f.of_all + excluded.of_all",
        source.0,
        Measure::Validity.code(),
        week.monday(),
        share.counted,
        share.of
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether a week is not measured yet of some authority.
pub(super) async fn any_missing(pool: &PgPool, week: Week) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from local_authority a
               where not exists (select from quality_figure f
                                 where f.week = $1 and f.local_authority = a.code)) as "missing!""#,
        week.monday()
    )
    .fetch_one(pool)
    .await
}

/// Measures every authority by its live records that are not shielded: how many there are, and how many
/// are complete.
pub(super) async fn measure_authorities(
    connection: &mut PgConnection,
    week: Week,
    today: NaiveDate,
) -> sqlx::Result<u64> {
    let done = query!(
        "with counted as (
             select local_authority, count(*) as records,
                    count(*) filter (where not incomplete) as complete
             from live.child where not shielded and leaves_live_on > $2 group by local_authority
         )
         insert into quality_figure (local_authority, measure, week, counted, of_all)
         select a.code, m.measure, $1, m.counted, m.of_all
         from local_authority a
         left join counted c on c.local_authority = a.code
         cross join lateral (values ($3, coalesce(c.records, 0), null::bigint),
                                    ($4, coalesce(c.complete, 0), coalesce(c.records, 0)))
             m (measure, counted, of_all)
         on conflict do nothing",
        week.monday(),
        today,
        Measure::Coverage.code(),
        Measure::Completeness.code()
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// Measures every source by its rows about children who are not shielded: whom it covers, how many are
/// complete, and how many repeat no other.
pub(super) async fn measure_sources(
    connection: &mut PgConnection,
    week: Week,
) -> sqlx::Result<u64> {
    let done = query!(
        "with counted as (
             select source, count(distinct child) as children, count(*) as rows,
                    count(*) filter (where complete) as complete,
                    count(likeness) as told_apart, count(distinct likeness) as unlike
             from live.statement where complete is not null and not verified group by source
         )
         insert into quality_figure (source, measure, week, counted, of_all)
         select c.source, m.measure, $1, m.counted, m.of_all
         from counted c
         cross join lateral (values ($2, c.children, null::bigint), ($3, c.complete, c.rows),
                                    ($4, c.unlike, c.told_apart)) m (measure, counted, of_all)
         on conflict do nothing",
        week.monday(),
        Measure::Coverage.code(),
        Measure::Completeness.code(),
        Measure::Uniqueness.code()
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// Finds the rows that are like another of their source, in place of those found before.
pub(super) async fn find_duplicates(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!("delete from live.duplicate")
        .execute(&mut *connection)
        .await?;
    query!(
        "insert into live.duplicate (source, reference, child, local_authority, likeness)
         select t.source, t.reference, t.child, c.local_authority, t.likeness
         from (select source, likeness from live.statement
               where likeness is not null and not verified
               group by source, likeness having count(*) > 1) d
         join live.statement t on t.source = d.source and t.likeness = d.likeness and not t.verified
         join live.child c on c.child = t.child
         on conflict do nothing"
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A figure, with what it is a share of.
pub(super) struct FigureRow {
    pub week: NaiveDate,
    pub measure: String,
    pub counted: i64,
    pub of_all: i64,
}

impl FigureRow {
    /// Adds its share to those of the week.
    pub(super) fn add_to(&self, shares: &mut Shares) -> sqlx::Result<()> {
        add(shares, &self.measure, self.counted, self.of_all)
    }
}

/// Puts a share in its place among the measures.
fn add(shares: &mut Shares, measure: &str, counted: i64, of: i64) -> sqlx::Result<()> {
    let measure = known(Measure::from_code(measure))?;
    let places = shares.iter_mut().zip(Measure::ALL);
    for (place, _) in places.filter(|(_, one)| *one == measure) {
        *place = Share { counted, of }.per_thousand();
    }
    Ok(())
}

/// The figures of the weeks behind: an authority's by its records and the rows of the sources that speak
/// for it, or the nation's by all of them.
pub(super) async fn weeks(
    connection: &mut PgConnection,
    authority: Option<&LocalAuthorityCode>,
    today: NaiveDate,
) -> sqlx::Result<Vec<FigureRow>> {
    query_as!(
        FigureRow,
        r#"select week as "week!", measure as "measure!", sum(counted)::bigint as "counted!",
                  sum(of_all)::bigint as "of_all!"
           from quality_of_area
           where ($1::text is null or local_authority = $1)
             and week >= $2 and week < $3 and of_all is not null
           group by week, measure
           order by week"#,
        authority.map(|code| code.0.as_str()),
        Week::first_shown(today),
        Week::of(today).monday()
    )
    .fetch_all(connection)
    .await
}

/// The figures of a part in a week.
pub(super) struct PartRow {
    pub code: Option<String>,
    pub name: String,
    pub measure: String,
    pub counted: i64,
    pub of_all: i64,
}

impl PartRow {
    /// Adds its share to those of the part.
    pub(super) fn add_to(&self, shares: &mut Shares) -> sqlx::Result<()> {
        add(shares, &self.measure, self.counted, self.of_all)
    }
}

/// The figures of each authority in a week.
pub(super) async fn authorities(
    connection: &mut PgConnection,
    week: NaiveDate,
) -> sqlx::Result<Vec<PartRow>> {
    query_as!(
        PartRow,
        r#"select a.code as "code?", a.name, q.measure as "measure!",
                  sum(q.counted)::bigint as "counted!", sum(q.of_all)::bigint as "of_all!"
           from quality_of_area q join local_authority a on a.code = q.local_authority
           where q.week = $1 and q.of_all is not null
           group by a.code, a.name, q.measure
           order by a.name, a.code"#,
        week
    )
    .fetch_all(connection)
    .await
}

/// The figures in a week of each source that speaks for an authority, or of each national one.
pub(super) async fn sources(
    connection: &mut PgConnection,
    authority: Option<&LocalAuthorityCode>,
    week: NaiveDate,
) -> sqlx::Result<Vec<PartRow>> {
    query_as!(
        PartRow,
        r#"select null::text as code, s.name, q.measure as "measure!", q.counted as "counted!",
                  q.of_all as "of_all!"
           from quality_of_source q join source s on s.id = q.source
           where q.week = $2 and q.local_authority is not distinct from $1 and q.of_all is not null
           order by s.name, s.id"#,
        authority.map(|code| code.0.as_str()),
        week
    )
    .fetch_all(connection)
    .await
}

/// The figures of one source in the latest week in which it was measured.
pub(super) async fn source(
    connection: &mut PgConnection,
    source: SourceId,
    today: NaiveDate,
) -> sqlx::Result<Vec<FigureRow>> {
    query_as!(
        FigureRow,
        r#"select week as "week!", measure as "measure!", counted as "counted!", of_all as "of_all!"
           from quality_of_source
           where source = $1 and of_all is not null
             and week = (select max(week) from quality_figure where source = $1 and week < $2)"#,
        source.0,
        Week::of(today).monday()
    )
    .fetch_all(connection)
    .await
}

/// The codes that are no authority's.
pub(super) async fn unknown_codes(
    connection: &mut PgConnection,
    codes: &[String],
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "unknown!" from unnest($1::text[]) g (code)
           where not exists (select from local_authority a where a.code = g.code)"#,
        codes
    )
    .fetch_one(connection)
    .await
}

/// Puts estimates in place of those of the same year.
pub(super) async fn load_estimates(
    connection: &mut PgConnection,
    year: i16,
    estimates: &[Estimate],
) -> sqlx::Result<()> {
    let codes: Vec<String> = estimates
        .iter()
        .map(|one| one.authority.0.clone())
        .collect();
    let children: Vec<i32> = estimates.iter().map(|one| one.children).collect();
    query!(
        "insert into population_estimate (local_authority, year, children)
         select code, $1, children from unnest($2::text[], $3::int[]) g (code, children)
         on conflict (local_authority, year) do update set children = excluded.children",
        year,
        &codes,
        &children
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// An authority, with its latest estimate.
pub(super) struct EstimateRow {
    pub code: String,
    pub name: String,
    pub year: Option<i16>,
    pub children: Option<i32>,
}

pub(super) async fn estimates(connection: &mut PgConnection) -> sqlx::Result<Vec<EstimateRow>> {
    query_as!(
        EstimateRow,
        r#"select a.code, a.name, e.year as "year?", e.children as "children?"
           from local_authority a
           left join lateral (select year, children from population_estimate p
                              where p.local_authority = a.code order by year desc limit 1) e on true
           order by a.name, a.code"#
    )
    .fetch_all(connection)
    .await
}

/// The live records of an authority that are not shielded and on which something is missing, and one more
/// than a page has.
pub(super) async fn incomplete(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    today: NaiveDate,
    page: Page,
) -> sqlx::Result<Vec<Incomplete>> {
    let rows = query!(
        r#"select child, given, family, best_view as "best_view!" from live.child
           where incomplete and local_authority = $1 and not shielded and leaves_live_on > $2
           order by family, given, child limit $3 offset $4"#,
        authority.0,
        today,
        PER_PAGE + 1,
        page.skipped()
    )
    .fetch_all(connection)
    .await?;
    let listed = rows.into_iter().map(|row| {
        let view: BestView = serde_json::from_value(row.best_view)
            .map_err(|_| sqlx::Error::Decode("a stored view that cannot be read".into()))?;
        Ok(Incomplete {
            child: number(row.child)?,
            name: PersonName {
                given: row.given,
                family: row.family,
            },
            missing: missing(&view),
        })
    });
    listed.collect()
}

/// The live records of an authority that are not shielded and to which rows led that are alike within their
/// source, as far as they still are. A source that speaks for nothing but sensitive services is left out: it
/// would tell of one.
pub(super) async fn duplicates(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    today: NaiveDate,
    page: Page,
) -> sqlx::Result<Vec<Duplicate>> {
    let rows = query!(
        r#"select c.child, c.given, c.family, c.date_of_birth, s.name as source, n.alike as "alike!"
           from live.duplicate d
           join live.statement t on t.source = d.source and t.reference = d.reference
                                and t.likeness = d.likeness
           join live.child c on c.child = d.child
           join source s on s.id = d.source
           cross join lateral (
               select count(*) as alike from live.duplicate o
               join live.statement a on a.source = o.source and a.reference = o.reference
                                    and a.likeness = o.likeness
               where o.source = d.source and o.likeness = d.likeness
           ) n
           where d.local_authority = $1 and c.local_authority = $1 and not c.shielded
             and c.leaves_live_on > $2 and n.alike > 1
             and not is_sensitive_alone(s.organisation)
           order by s.name, d.source, d.likeness, c.child, d.reference limit $3 offset $4"#,
        authority.0,
        today,
        PER_PAGE + 1,
        page.skipped()
    )
    .fetch_all(connection)
    .await?;
    let listed = rows.into_iter().map(|row| {
        Ok(Duplicate {
            child: number(row.child)?,
            name: PersonName {
                given: row.given,
                family: row.family,
            },
            date_of_birth: row.date_of_birth,
            source: row.source,
            alike: row.alike,
        })
    });
    listed.collect()
}

/// The live shielded records of an authority on which something is missing.
pub(super) async fn shielded_incomplete(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<(ChildNumber, PersonName)>> {
    let rows = query!(
        "select child, given, family from live.child
         where incomplete and shielded and local_authority = $1 and leaves_live_on > $2
         order by family, given, child limit $3",
        authority.0,
        today,
        limit
    )
    .fetch_all(connection)
    .await?;
    let listed = rows.into_iter().map(|row| {
        let name = PersonName {
            given: row.given,
            family: row.family,
        };
        Ok((number(row.child)?, name))
    });
    listed.collect()
}

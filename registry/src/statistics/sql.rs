//! Statements of figures to plan services by.

use chrono::NaiveDate;
use domain::desk::Week;
use domain::id::LocalAuthorityCode;
use domain::statistics::AgeBand;
use sqlx::{PgConnection, PgPool, query, query_as, query_scalar};

/// Whether a week is not counted yet.
pub(super) async fn any_missing(pool: &PgPool, week: Week) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select not exists (select from statistic where week = $1) as "missing!""#,
        week.monday()
    )
    .fetch_one(pool)
    .await
}

/// Counts the live records of children who are alive, by age: of each authority those that are not
/// shielded, of the nation all (STA-05). A service that counts as sensitive counts for nothing.
pub(super) async fn count(
    connection: &mut PgConnection,
    week: Week,
    today: NaiveDate,
    [five, eleven, sixteen]: [NaiveDate; 3],
) -> sqlx::Result<u64> {
    let bands: Vec<String> = AgeBand::ALL
        .iter()
        .map(|band| band.code().to_owned())
        .collect();
    let done = query!(
        "with named as (
             select s.id, k.universal from service s join service_type k on k.code = s.service_type
             where not (k.sensitive or s.sensitive)
         ),
         supported as (
             select distinct i.child from live.involvement i join named s on s.id = i.service
             where not s.universal and i.ended is null
         ),
         assessed as (
             select f.child from live.caf f join named s on s.id = f.service
             where f.superseded_on is null
         ),
         led as (
             select l.child from live.lead_professional l join named s on s.id = l.service
             where l.ended is null
         ),
         one as (
             select c.local_authority, c.shielded,
                    ($6::text[])[case when c.date_of_birth > $3 then 1 when c.date_of_birth > $4 then 2
                                      when c.date_of_birth > $5 then 3 else 4 end] as band,
                    supported.child is not null as supported, assessed.child is not null as assessed,
                    led.child is not null as led
             from live.child c
             left join supported on supported.child = c.child
             left join assessed on assessed.child = c.child
             left join led on led.child = c.child
             where c.leaves_live_on > $2 and c.date_of_death is null
         ),
         counted as (
             select local_authority, band, count(*) as children,
                    count(*) filter (where supported) as supported,
                    count(*) filter (where assessed) as assessed, count(*) filter (where led) as led
             from one where not shielded group by local_authority, band
             union all
             select null, band, count(*), count(*) filter (where supported),
                    count(*) filter (where assessed), count(*) filter (where led)
             from one group by band
         )
         insert into statistic (week, counted_on, local_authority, band, children, supported, assessed, led)
         select $1, $2, a.code, b.band, coalesce(n.children, 0), coalesce(n.supported, 0),
                coalesce(n.assessed, 0), coalesce(n.led, 0)
         from (select code from local_authority union all select null) a
         cross join unnest($6::text[]) b (band)
         left join counted n on n.local_authority is not distinct from a.code and n.band = b.band
         on conflict do nothing",
        week.monday(),
        today,
        five,
        eleven,
        sixteen,
        &bands
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// The counts of an age in a week.
pub(super) struct StatisticRow {
    pub counted_on: NaiveDate,
    pub band: String,
    pub children: i64,
    pub supported: i64,
    pub assessed: i64,
    pub led: i64,
}

/// Those of the latest week that was counted, of an authority or of the nation.
pub(super) async fn latest(
    connection: &mut PgConnection,
    authority: Option<&LocalAuthorityCode>,
) -> sqlx::Result<Vec<StatisticRow>> {
    query_as!(
        StatisticRow,
        "select counted_on, band, children, supported, assessed, led from statistic
         where week = (select max(week) from statistic)
           and local_authority is not distinct from $1",
        authority.map(|code| code.0.as_str())
    )
    .fetch_all(connection)
    .await
}

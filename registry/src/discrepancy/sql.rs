//! Statements of discrepancies.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::child_record::PersonName;
use domain::clock::{Moment, london_date};
use domain::discrepancy::{Item, Kept, Notice, Place, QUIET_FOR_DAYS, Standing, WithheldNotice};
use domain::id::{ChildNumber, LocalAuthorityCode, SourceId};
use sqlx::{PgConnection, query, query_as};
use uuid::Uuid;

use crate::stored::{known, number};

/// What is kept of the items of one child.
type OfChild = BTreeMap<(SourceId, String, Item), Kept<Vec<u8>>>;

/// What is kept of the items of children.
pub(super) async fn of_children(
    connection: &mut PgConnection,
    children: &[i64],
) -> sqlx::Result<BTreeMap<ChildNumber, OfChild>> {
    let rows = query!(
        "select source, reference, item, child, said, told_on, since, closed_on
         from live.discrepancy where child = any($1)",
        children
    )
    .fetch_all(connection)
    .await?;
    let mut found = BTreeMap::<_, OfChild>::new();
    for row in rows {
        let item = known(Item::from_code(&row.item))?;
        let kept = Kept {
            said: row.said,
            told_on: row.told_on,
            since: row.since,
            closed_on: row.closed_on,
        };
        let of_child = found.entry(number(row.child)?).or_default();
        of_child.insert((SourceId(row.source), row.reference, item), kept);
    }
    Ok(found)
}

/// What is to be kept of an item.
pub(crate) struct NewDiscrepancy {
    /// Whose item, under which reference.
    pub key: (SourceId, String, Item),
    /// About whom.
    pub child: ChildNumber,
    /// What is kept.
    pub kept: Kept<Vec<u8>>,
}

/// Keeps items, in place of what was kept of them.
pub(super) async fn keep(
    connection: &mut PgConnection,
    items: &[NewDiscrepancy],
) -> sqlx::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let sources: Vec<Uuid> = items.iter().map(|new| new.key.0.0).collect();
    let references: Vec<String> = items.iter().map(|new| new.key.1.clone()).collect();
    let codes: Vec<String> = items
        .iter()
        .map(|new| new.key.2.code().to_owned())
        .collect();
    let children: Vec<i64> = items.iter().map(|new| new.child.stored()).collect();
    let said: Vec<Vec<u8>> = items.iter().map(|new| new.kept.said.clone()).collect();
    let told: Vec<Option<NaiveDate>> = items.iter().map(|new| new.kept.told_on).collect();
    let since: Vec<NaiveDate> = items.iter().map(|new| new.kept.since).collect();
    let closed: Vec<Option<NaiveDate>> = items.iter().map(|new| new.kept.closed_on).collect();
    query!(
        "insert into live.discrepancy
             (source, reference, item, child, said, told_on, since, closed_on)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bytea[],
                              $6::date[], $7::date[], $8::date[])
         on conflict (source, reference, item) do update
         set child = excluded.child, said = excluded.said, told_on = excluded.told_on,
             since = excluded.since, closed_on = excluded.closed_on",
        &sources,
        &references,
        &codes,
        &children,
        &said,
        &told as &[Option<NaiveDate>],
        &since,
        &closed as &[Option<NaiveDate>]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets items.
pub(super) async fn forget(
    connection: &mut PgConnection,
    items: &[(SourceId, String, Item)],
) -> sqlx::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    let sources: Vec<Uuid> = items.iter().map(|(source, ..)| source.0).collect();
    let references: Vec<String> = items.iter().map(|(_, name, _)| name.clone()).collect();
    let codes: Vec<String> = items
        .iter()
        .map(|(.., item)| item.code().to_owned())
        .collect();
    query!(
        "delete from live.discrepancy d
         using unnest($1::uuid[], $2::text[], $3::text[]) g (source, reference, item)
         where d.source = g.source and d.reference = g.reference and d.item = g.item",
        &sources,
        &references,
        &codes
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Which notices are wanted.
pub(super) struct Span {
    pub today: NaiveDate,
    pub since: Option<NaiveDate>,
    pub after: Option<Place>,
    pub at_most: usize,
}

/// The items of which a source may be told although the record is shielded.
fn told_of_shielded() -> Vec<String> {
    let told = Item::ALL
        .into_iter()
        .filter(|item| item.is_told_of_shielded());
    told.map(|item| item.code().to_owned()).collect()
}

/// The notices that stand for a source today. Whether the record is shielded and live is asked of the
/// record itself, and when the source was told last is reckoned here as [`Kept::told`] does (G-CLOCK).
pub(super) async fn notices(
    connection: &mut PgConnection,
    source: SourceId,
    span: &Span,
) -> sqlx::Result<Vec<Notice>> {
    let after = span.after.as_ref();
    let rows = query!(
        "select d.reference, d.item, t.supplied_at
         from live.discrepancy d
         join live.statement t on t.source = d.source and t.reference = d.reference
         join live.child c on c.child = d.child and c.leaves_live_on > $2
         where d.source = $1 and d.closed_on is null and d.told_on <= $2
           and d.told_on + ($2::date - d.told_on) / $3::int * $3::int
               >= greatest(d.since, $4::date)
           and (not c.shielded or d.item = any($5))
           and ($6::text is null or (d.reference, d.item) > ($6, $7::text))
         order by d.reference, d.item
         limit $8",
        source.0,
        span.today,
        QUIET_FOR_DAYS,
        span.since,
        &told_of_shielded(),
        after.map(|place| place.reference.as_str()),
        after.map(|place| place.item.code()),
        i64::try_from(span.at_most).unwrap_or(i64::MAX)
    )
    .fetch_all(connection)
    .await?;
    let notice = |row: (String, String, Moment)| {
        Ok(Notice {
            reference: row.0,
            item: known(Item::from_code(&row.1))?,
            supplied_on: london_date(row.2),
        })
    };
    rows.into_iter()
        .map(|row| notice((row.reference, row.item, row.supplied_at)))
        .collect()
}

struct StandingRow {
    source: Uuid,
    name: String,
    item: String,
    fresh: i64,
    older: i64,
    told_again: i64,
}

/// How many notices stand for the sources of an authority, or for national ones. Whether a record is
/// shielded and live is asked of the record itself, as when they are fetched (D-32, G-CLOCK).
pub(super) async fn standing(
    connection: &mut PgConnection,
    authority: Option<&LocalAuthorityCode>,
    today: NaiveDate,
) -> sqlx::Result<Vec<Standing>> {
    let rows = query_as!(
        StandingRow,
        r#"select s.id as source, s.name, d.item,
                  count(*) filter (where $2::date - d.since < 30) as "fresh!",
                  count(*) filter (where $2::date - d.since between 30 and 89) as "older!",
                  count(*) filter (where $2::date - d.since >= 90) as "told_again!"
           from source s
           join source_authority a on a.source = s.id and a.local_authority is not distinct from $1
           join live.discrepancy d on d.source = s.id and d.closed_on is null
           join live.child c on c.child = d.child and not c.shielded and c.leaves_live_on > $2
           group by s.id, s.name, d.item
           order by s.name, d.item"#,
        authority.map(|code| code.0.as_str()),
        today
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        Ok(Standing {
            source: SourceId(row.source),
            name: row.name,
            item: known(Item::from_code(&row.item))?,
            fresh: row.fresh,
            older: row.older,
            told_again: row.told_again,
        })
    });
    shown.collect()
}

/// What sources say differently of an authority's shielded records, and are not told (D-33). A source that
/// speaks for nothing but sensitive services is left out: to name it would tell of one (DISC-06).
pub(crate) async fn withheld(
    connection: &mut PgConnection,
    authority: &LocalAuthorityCode,
    today: NaiveDate,
    limit: i64,
) -> sqlx::Result<Vec<WithheldNotice>> {
    let rows = query!(
        "select c.child, c.given, c.family, s.name as source, d.item, t.supplied_at
         from live.child c
         join live.discrepancy d on d.child = c.child and d.closed_on is null
         join live.statement t on t.source = d.source and t.reference = d.reference
         join source s on s.id = d.source
         where c.shielded and c.local_authority = $1 and c.leaves_live_on > $2
           and d.item <> all($3)
           and not is_sensitive_alone(s.organisation)
         order by c.family, c.given, c.child, d.item, s.name
         limit $4",
        authority.0,
        today,
        &told_of_shielded(),
        limit
    )
    .fetch_all(connection)
    .await?;
    let shown = rows.into_iter().map(|row| {
        Ok(WithheldNotice {
            child: number(row.child)?,
            name: PersonName {
                given: row.given,
                family: row.family,
            },
            source: row.source,
            item: known(Item::from_code(&row.item))?,
            supplied_on: london_date(row.supplied_at),
        })
    });
    shown.collect()
}

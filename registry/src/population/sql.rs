//! Statements of the load. Names of tables and of columns are this crate's own; nothing that
//! anybody typed stands in a statement.

use chrono::NaiveDate;
use domain::clock::years_after;
use domain::data_source::{Directory, SourceState};
use sqlx::{AssertSqlSafe, Executor, PgConnection};

use super::copy_text::Rows;
use super::encode::TABLES;

/// Whether there is neither a record nor anything around one.
pub(super) async fn is_empty(connection: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select not exists (select from live.child)
              and not exists (select from local_authority) as "empty!""#
    )
    .fetch_one(connection)
    .await
}

/// Lets this transaction sort in memory and use both cores for it.
pub(super) async fn prepare(connection: &mut PgConnection) -> sqlx::Result<()> {
    connection
        .execute(
            "set local maintenance_work_mem = '256MB';
             set local work_mem = '64MB';
             set local max_parallel_maintenance_workers = 2",
        )
        .await?;
    Ok(())
}

/// Copies rows into a table that this transaction emptied: nobody else sees them before it ends, so
/// they need no later sweep.
pub(super) async fn copy_frozen(
    connection: &mut PgConnection,
    table: &str,
    columns: &str,
    rows: &[u8],
) -> sqlx::Result<()> {
    copy_as(connection, table, columns, rows, "with (freeze)").await
}

async fn copy_as(
    connection: &mut PgConnection,
    table: &str,
    columns: &str,
    rows: &[u8],
    options: &str,
) -> sqlx::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let statement = format!("copy {table} ({columns}) from stdin {options}");
    let mut copying = connection.copy_in_raw(&statement).await?;
    copying.send(rows).await?;
    copying.finish().await?;
    Ok(())
}

/// Indexes and constraints that were dropped, as the statements that make them again.
pub(super) struct SetAside(Vec<String>);

/// Drops every index and every key of the tables that are loaded, and empties these, so that rows
/// are copied frozen and indexes are built once.
pub(super) async fn set_indexes_aside(connection: &mut PgConnection) -> sqlx::Result<SetAside> {
    let tables: Vec<String> = loaded_tables().map(str::to_owned).collect();
    let constraints = sqlx::query!(
        r#"select conrelid::regclass::text as "table!", conname::text as "name!",
                  pg_get_constraintdef(oid) as "definition!"
           from pg_constraint
           where conrelid::regclass::text = any($1) and contype in ('p', 'u', 'f')
           order by contype <> 'p', conname"#,
        &tables
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut again = Vec::new();
    for row in constraints.iter().rev() {
        let drop = format!("alter table {} drop constraint {}", row.table, row.name);
        connection.execute(AssertSqlSafe(drop)).await?;
    }
    let indexes = sqlx::query!(
        r#"select indexrelid::regclass::text as "name!", pg_get_indexdef(indexrelid) as "definition!"
           from pg_index where indrelid::regclass::text = any($1)
           order by 1"#,
        &tables
    )
    .fetch_all(&mut *connection)
    .await?;
    for row in &indexes {
        connection
            .execute(AssertSqlSafe(format!("drop index {}", row.name)))
            .await?;
    }
    again.extend(indexes.into_iter().map(|row| row.definition));
    again.extend(constraints.into_iter().map(|row| {
        format!(
            "alter table {} add constraint {} {}",
            row.table, row.name, row.definition
        )
    }));
    let truncate = format!("truncate {}", tables.join(", "));
    connection.execute(AssertSqlSafe(truncate)).await?;
    Ok(SetAside(again))
}

/// Makes indexes and keys again.
pub(super) async fn restore(
    connection: &mut PgConnection,
    set_aside: &SetAside,
) -> sqlx::Result<()> {
    for statement in &set_aside.0 {
        connection.execute(AssertSqlSafe(statement.clone())).await?;
    }
    Ok(())
}

/// Tells the planner what the tables hold.
pub(super) async fn analyze(connection: &mut PgConnection) -> sqlx::Result<()> {
    let around = DIRECTORY.iter().map(|(table, _)| *table);
    for table in loaded_tables().chain(["live.name_part"]).chain(around) {
        connection
            .execute(AssertSqlSafe(format!("analyze {table}")))
            .await?;
    }
    Ok(())
}

fn loaded_tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(table, _)| *table)
}

/// The tables around the children, in the order in which they refer to each other.
const DIRECTORY: [(&str, &str); 12] = [
    ("local_authority", "code, name, telephone, email"),
    ("postcode_sector", "sector, local_authority"),
    (
        "organisation",
        "id, name, kind, local_authority, address, postcode, telephone, email",
    ),
    ("organisation_network", "organisation, network"),
    ("team", "id, organisation, name, telephone"),
    ("service_type", "code, name, universal, sensitive"),
    ("service", "id, organisation, service_type, name"),
    (
        "practitioner",
        "id, organisation, team, name, job_title, telephone, email",
    ),
    (
        "source",
        "id, name, kind, organisation, local_authority, registered_on, state, state_since, \
         accredited_until",
    ),
    (
        "account",
        "id, practitioner, user_name, password_hash, pin_hash, sealed_token_secret, state, \
         vetted_on, trained_on, agreement_signed_on",
    ),
    (
        "hat",
        "id, account, role, organisation, team, local_authority",
    ),
    (
        "weekly_figure",
        "local_authority, role, line, week, opened, done, waiting, oldest",
    ),
];

/// Copies everything around the children.
pub(super) async fn copy_directory(
    connection: &mut PgConnection,
    directory: &Directory,
    today: NaiveDate,
) -> sqlx::Result<()> {
    let rows = directory_rows(directory, today);
    for ((table, columns), rows) in DIRECTORY.iter().zip(&rows) {
        copy_as(connection, table, columns, rows.as_bytes(), "").await?;
    }
    Ok(())
}

fn directory_rows(directory: &Directory, today: NaiveDate) -> [Rows; DIRECTORY.len()] {
    let mut rows: [Rows; DIRECTORY.len()] = Default::default();
    let [
        authorities,
        sectors,
        organisations,
        networks,
        teams,
        types,
        services,
        people,
        sources,
        accounts,
        hats,
        weeks,
    ] = &mut rows;
    for authority in &directory.authorities {
        authorities.value(&authority.code).value(&authority.name);
        authorities
            .value(&authority.telephone)
            .value(&authority.email)
            .end();
    }
    for sector in &directory.sectors {
        sectors
            .value(&sector.sector)
            .value(&sector.local_authority)
            .end();
    }
    for organisation in &directory.organisations {
        let address = organisation.address.as_ref();
        organisations
            .value(organisation.id)
            .value(&organisation.name);
        organisations.value(organisation.kind.code());
        organisations.maybe(organisation.local_authority.as_ref());
        organisations.maybe(address.map(|address| address.lines.join(", ")));
        organisations.maybe(address.and_then(|address| address.postcode.as_ref()));
        organisations.maybe(organisation.telephone.as_ref());
        organisations.maybe(organisation.email.as_ref()).end();
        for network in &organisation.networks {
            networks.value(organisation.id).value(network).end();
        }
    }
    for team in &directory.teams {
        teams
            .value(team.id)
            .value(team.organisation)
            .value(&team.name);
        teams.value(&team.telephone).end();
    }
    for kind in &directory.service_types {
        types
            .value(kind.code)
            .value(kind.name)
            .flag(kind.universal)
            .flag(kind.sensitive)
            .end();
    }
    for service in &directory.services {
        services.value(service.id).value(service.organisation);
        services
            .value(service.service_type)
            .value(&service.name)
            .end();
    }
    for person in &directory.practitioners {
        people
            .value(person.id)
            .value(person.organisation)
            .maybe(person.team);
        people.value(&person.name).value(&person.job_title);
        people.value(&person.telephone).value(&person.email).end();
    }
    for source in &directory.sources {
        sources
            .value(source.id)
            .value(&source.name)
            .value(source.kind.code());
        sources
            .maybe(source.organisation)
            .maybe(source.local_authority.as_ref());
        // What is made up supplies from the first day on.
        sources.value(today).value(SourceState::Connected.code());
        sources.value(today).value(years_after(today, 1)).end();
    }
    for account in &directory.accounts {
        accounts
            .value(account.id)
            .value(account.practitioner)
            .value(&account.user_name);
        accounts
            .value(&account.password_hash)
            .value(&account.pin_hash);
        accounts.bytes(&account.sealed_token_secret).value("active");
        accounts.value(account.vetted_on).value(account.trained_on);
        accounts.value(account.agreement_signed_on).end();
        for (id, hat) in &account.hats {
            hats.value(id)
                .value(account.id)
                .value(hat.role.code())
                .value(hat.organisation);
            hats.maybe(hat.team)
                .maybe(hat.local_authority.as_ref())
                .end();
        }
    }
    for week in &directory.weeks {
        let shown = week.shown;
        weeks
            .maybe(week.local_authority.as_ref())
            .value(week.role.code());
        weeks.value(week.line).value(shown.week.monday());
        weeks.value(shown.opened).value(shown.done);
        weeks.value(shown.waiting).maybe(shown.oldest).end();
    }
    rows
}

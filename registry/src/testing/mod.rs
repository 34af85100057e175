//! Databases for tests: a real PostgreSQL, a database per test, the clock and chance set.
//!
//! The cluster's address stands in `CONTACTPOINT_TEST_CLUSTER` (a superuser's); `cargo xtask test`
//! starts one and sets it.

mod doing;
mod outcome;
mod set;
mod timing;
mod world;

use std::str::FromStr;
use std::sync::Arc;

use domain::chance::Chance;
use domain::clock::Moment;
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, Executor, PgConnection, PgPool, Row};

pub use doing::school_support;
pub use outcome::{refused, rejected};
pub use set::{SeededChance, SetClock};
pub use timing::take_as_long;
pub use world::World;

use crate::connect::{self, MIGRATIONS, Settings};
use crate::keys::Keys;
use crate::registry::Registry;

/// The roles that a cluster has before any migration runs.
const ROLES: &str = "
    do $$ begin
        if not exists (select from pg_roles where rolname = 'contactpoint_owner') then
            create role contactpoint_owner login;
        end if;
        if not exists (select from pg_roles where rolname = 'contactpoint_app') then
            create role contactpoint_app login;
        end if;
        if not exists (select from pg_roles where rolname = 'contactpoint_reader') then
            create role contactpoint_reader login;
        end if;
    end $$";

/// Tests are mostly not about how a source comes to be connected: one that says nothing else is.
const CONNECTED: &str = "
    alter table source
        alter column registered_on set default '2026-11-02',
        alter column state set default 'connected',
        alter column state_since set default '2026-11-02',
        alter column accredited_until set default '2099-12-31'";

/// A database of a test's own.
pub struct TestDatabase {
    name: String,
    cluster: PgConnectOptions,
    /// Set by the test.
    pub clock: Arc<SetClock>,
    /// The same sequence in every run.
    pub chance: Arc<SeededChance>,
    owner: PgPool,
}

/// The address of the cluster for tests.
fn cluster() -> PgConnectOptions {
    let url = std::env::var("CONTACTPOINT_TEST_CLUSTER")
        .expect("database tests need a cluster: run `cargo xtask test`");
    PgConnectOptions::from_str(&url).expect("CONTACTPOINT_TEST_CLUSTER is a PostgreSQL address")
}

/// The template with every migration applied, made once for each state of the migrations.
async fn template(cluster: &PgConnectOptions) -> String {
    let state: i64 = MIGRATIONS
        .iter()
        .flat_map(|m| m.checksum.iter())
        .fold(17, |sum: i64, byte| {
            sum.wrapping_mul(31).wrapping_add(i64::from(*byte))
        });
    let name = format!("template_{:x}", state as u64);
    let mut connection = PgConnection::connect_with(cluster)
        .await
        .expect("the cluster answers");
    // One test makes the template; the others wait for it.
    sqlx::query("select pg_advisory_lock(7346512)")
        .execute(&mut connection)
        .await
        .expect("lock");
    let exists: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(&name)
            .fetch_one(&mut connection)
            .await
            .expect("databases can be listed");
    if !exists {
        connection.execute(ROLES).await.expect("roles can be made");
        let making = format!("{name}_{}", std::process::id());
        execute(
            &mut connection,
            format!("create database {making} owner contactpoint_owner"),
        )
        .await;
        let options = cluster
            .clone()
            .database(&making)
            .username("contactpoint_owner");
        let mut owner = PgConnection::connect_with(&options)
            .await
            .expect("the owner may connect");
        MIGRATIONS
            .run(&mut owner)
            .await
            .expect("the migrations apply");
        owner
            .execute(CONNECTED)
            .await
            .expect("a test's source needs no more than a name and a kind");
        owner.close().await.expect("closed");
        execute(
            &mut connection,
            format!("alter database {making} rename to {name}"),
        )
        .await;
    }
    sqlx::query("select pg_advisory_unlock(7346512)")
        .execute(&mut connection)
        .await
        .expect("unlock");
    name
}

async fn execute(connection: &mut PgConnection, sql: String) {
    connection
        .execute(sqlx::AssertSqlSafe(sql))
        .await
        .expect("the statement runs");
}

impl TestDatabase {
    /// An empty database with every migration applied. The time is 9 o'clock on 2 November 2026.
    pub async fn new() -> Self {
        let cluster = cluster();
        let template = template(&cluster).await;
        Self::from_template(cluster, &template).await
    }

    async fn from_template(cluster: PgConnectOptions, template: &str) -> Self {
        let name = format!("test_{}", crate::machine::SystemChance.uuid().simple());
        let mut connection = PgConnection::connect_with(&cluster)
            .await
            .expect("the cluster answers");
        sqlx::query("select pg_advisory_lock(7346513)")
            .execute(&mut connection)
            .await
            .expect("lock");
        execute(
            &mut connection,
            format!("create database {name} template {template} owner contactpoint_owner"),
        )
        .await;
        sqlx::query("select pg_advisory_unlock(7346513)")
            .execute(&mut connection)
            .await
            .expect("unlock");
        let owner = connect::unhurried_pool(&url(&cluster, &name, "contactpoint_owner"))
            .await
            .expect("the owner may connect");
        let start: Moment = "2026-11-02T09:00:00Z".parse().expect("a moment");
        Self {
            name,
            cluster,
            clock: Arc::new(SetClock::at(start)),
            chance: Arc::new(SeededChance::new(1)),
            owner,
        }
    }

    /// The address of the database for a role.
    pub fn url(&self, role: &str) -> String {
        url(&self.cluster, &self.name, role)
    }

    /// The superuser's address of the database.
    pub fn superuser_url(&self) -> String {
        url(&self.cluster, &self.name, self.cluster.get_username())
    }

    /// A registry as the server opens it, with the test's clock and chance.
    pub async fn registry(&self) -> Registry {
        let settings = Settings {
            url: self.url("contactpoint_app"),
            connections: 8,
        };
        Registry::open(
            &settings,
            self.clock.clone(),
            self.chance.clone(),
            Self::keys(),
        )
        .await
        .expect("the application may connect")
    }

    /// The keys of every test.
    pub fn keys() -> Keys {
        Keys::from_bytes([7; 32], [8; 32])
    }

    /// The owner's connections, for arranging and looking.
    pub fn owner(&self) -> &PgPool {
        &self.owner
    }

    /// Runs statements as the owner.
    pub async fn execute(&self, sql: &str) {
        self.owner
            .execute(sqlx::AssertSqlSafe(sql.to_owned()))
            .await
            .expect("the statement runs");
    }

    /// The rows of a query as text, columns joined by `|`, as the owner.
    pub async fn rows(&self, sql: &str) -> Vec<String> {
        let sql = format!(
            "select concat_ws('|', variadic array(select value from jsonb_each_text(to_jsonb(q)))) from ({sql}) q"
        );
        self.owner
            .fetch_all(sqlx::AssertSqlSafe(sql))
            .await
            .expect("the query runs")
            .iter()
            .map(|row| row.get::<String, _>(0))
            .collect()
    }

    /// How many audit entries of an action and outcome there are.
    pub async fn entries(&self, action: &str, outcome: &str) -> i64 {
        sqlx::query_scalar("select count(*) from audit.entry where action = $1 and outcome = $2")
            .bind(action)
            .bind(outcome)
            .fetch_one(&self.owner)
            .await
            .expect("the trail can be counted")
    }
}

/// A test that passed leaves nothing behind: a database of each would fill a disk. What failed
/// stays to be looked at.
impl Drop for TestDatabase {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let cluster = self.cluster.clone();
        let statement = format!("drop database if exists {} with (force)", self.name);
        // The test's own runtime is about to end and cannot be waited on.
        let dropped = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime")
                .block_on(async {
                    let mut connection = PgConnection::connect_with(&cluster)
                        .await
                        .expect("the cluster answers");
                    execute(&mut connection, statement).await;
                });
        });
        dropped.join().expect("the database is dropped");
    }
}

/// The address of a database of the cluster for a role.
fn url(cluster: &PgConnectOptions, database: &str, role: &str) -> String {
    format!(
        "postgres://{role}@{}:{}/{database}",
        cluster.get_host(),
        cluster.get_port()
    )
}

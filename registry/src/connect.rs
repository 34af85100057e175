//! Connecting to PostgreSQL, and bringing its tables up to date.

use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, PgPool};

/// Every migration, compiled in.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// How to reach the database.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address, with the role and the database: `postgres://contactpoint_app@localhost/cp`.
    pub url: String,
    /// How many connections this process may hold.
    pub connections: u32,
}

/// A pool whose connections give up rather than hang: statements after five seconds, waiting for
/// a lock after three, an idle transaction after fifteen. Nothing is compiled at run time: questions for a
/// whole batch bring long lists, seem dear by that, and would be compiled for longer than they take.
pub(crate) async fn pool(settings: &Settings) -> Result<PgPool, sqlx::Error> {
    let options = PgConnectOptions::from_str(&settings.url)?
        .application_name("contactpoint")
        .options([
            ("statement_timeout", "5s"),
            ("lock_timeout", "3s"),
            ("idle_in_transaction_session_timeout", "15s"),
            ("jit", "off"),
        ])
        .disable_statement_logging();
    PgPoolOptions::new()
        .max_connections(settings.connections)
        .acquire_timeout(Duration::from_secs(3))
        .connect_with(options)
        .await
}

/// A few connections without the limits above, for the operator's long work: loading, verifying.
pub(crate) async fn unhurried_pool(url: &str) -> Result<PgPool, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?
        .application_name("contactpoint operator")
        .disable_statement_logging();
    PgPoolOptions::new()
        .max_connections(6)
        .connect_with(options)
        .await
}

/// Applies the migrations that are missing, as the owner of the database. Run once per release,
/// never by the server.
pub async fn migrate(owner_url: &str) -> Result<(), MigrateError> {
    let pool = unhurried_pool(owner_url).await?;
    MIGRATIONS.run(&pool).await?;
    pool.close().await;
    Ok(())
}

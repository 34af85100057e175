//! A running PostgreSQL cluster.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::address::{Address, Role};
use super::home::{self, RunAs};
use super::programs::{Programs, directory_on_path};
use super::roles;
use crate::step::{Program, program, say, timed};

/// What a cluster is for; each purpose has a cluster of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The demonstration: kept, and safe against a power cut.
    Demo,
    /// Tests: thrown away, so nothing waits for the disk.
    Test,
    /// Measurements: kept, safe, and with memory to hold a million children.
    Bench,
}

impl Purpose {
    fn folder(self) -> &'static str {
        match self {
            Self::Demo => "pg",
            Self::Test => "test-pg",
            Self::Bench => "bench-pg",
        }
    }

    /// The database that is there from the start, where one is kept.
    pub fn database(self) -> Option<&'static str> {
        match self {
            Self::Demo => Some("contactpoint_demo"),
            Self::Test => None,
            Self::Bench => Some("contactpoint_bench"),
        }
    }

    fn settings(self) -> &'static str {
        match self {
            Self::Demo => "shared_buffers = 256MB\n",
            Self::Test => {
                "shared_buffers = 256MB\nfsync = off\nsynchronous_commit = off\n\
                 full_page_writes = off\nwal_level = minimal\nmax_wal_senders = 0\n"
            }
            Self::Bench => {
                "shared_buffers = 2GB\nmaintenance_work_mem = 512MB\nwork_mem = 32MB\n\
                 effective_cache_size = 8GB\ncheckpoint_timeout = 30min\n"
            }
        }
    }
}

/// A cluster to work with. One that was started here is stopped when this is dropped.
pub struct Cluster {
    address: Address,
    private: Option<Private>,
    new: bool,
}

struct Private {
    programs: Programs,
    run_as: RunAs,
    home: PathBuf,
    stop_when_dropped: bool,
}

impl Cluster {
    /// Opens the cluster for a purpose: the server `DATABASE_URL` names, else a private one,
    /// made if there is none yet and started if it does not run.
    ///
    /// # Errors
    /// When PostgreSQL is not installed or does not start.
    pub fn open(purpose: Purpose) -> Result<Self> {
        match std::env::var("DATABASE_URL")
            .ok()
            .filter(|url| !url.is_empty())
        {
            Some(url) => Self::open_given(purpose, &url),
            None => Self::open_private(purpose),
        }
    }

    /// The same cluster with its database emptied.
    ///
    /// # Errors
    /// When the present one cannot be thrown away, and as [`Cluster::open`].
    pub fn emptied(self, purpose: Purpose) -> Result<Self> {
        if self.new {
            return Ok(self);
        }
        if let Some(private) = &self.private {
            private.stop()?;
            fs::remove_dir_all(private.data())?;
            return Self::open_private(purpose);
        }
        if let Some(database) = purpose.database() {
            self.make_database_afresh(database)?;
        }
        Ok(Self { new: true, ..self })
    }

    fn open_given(purpose: Purpose, url: &str) -> Result<Self> {
        let address = Address::given(url).context("DATABASE_URL is no PostgreSQL address")?;
        let mut cluster = Self {
            address,
            private: None,
            new: false,
        };
        cluster.execute(&roles::making_absent_roles()).context(
            "cannot make roles on the server that DATABASE_URL names; its user must be allowed to",
        )?;
        if let Some(database) = purpose.database()
            && !cluster.has_database(database)?
        {
            cluster.make_database_afresh(database)?;
            cluster.new = true;
        }
        Ok(cluster)
    }

    fn open_private(purpose: Purpose) -> Result<Self> {
        let mut private = Private::find(purpose)?;
        let new = !private.data().is_dir();
        if new {
            timed("Making a private PostgreSQL cluster", || {
                private.make(purpose)
            })?;
        }
        let port = match private.port_if_running()? {
            Some(port) => port,
            None => private.start(purpose)?,
        };
        Ok(Self {
            address: Address::Private { port },
            private: Some(private),
            new,
        })
    }

    /// Whether its database was made just now and so is empty.
    pub fn is_new(&self) -> bool {
        self.new
    }

    /// Stops the private cluster of a purpose, whoever started it.
    ///
    /// # Errors
    /// When it does not stop.
    pub fn stop_left_running(purpose: Purpose) -> Result<()> {
        let private = Private::find(purpose)?;
        match private.port_if_running()? {
            Some(_) => private.stop(),
            None => Ok(()),
        }
    }

    /// Keeps the cluster running after us.
    pub fn left_running(mut self) -> Self {
        if let Some(private) = &mut self.private {
            private.stop_when_dropped = false;
        }
        self
    }

    /// Its address.
    pub fn address(&self) -> &Address {
        &self.address
    }

    fn has_database(&self, name: &str) -> Result<bool> {
        let question = format!("select count(*) from pg_database where datname = '{name}'");
        let answer = self
            .psql(Role::Superuser, "postgres")?
            .args(["-Atc", &question])
            .read()?;
        Ok(answer.trim() == "1")
    }

    /// Makes an empty database, in place of one of that name if there is one.
    ///
    /// # Errors
    /// When the cluster refuses.
    pub fn make_database_afresh(&self, name: &str) -> Result<()> {
        self.execute(&roles::dropping_database(name))?;
        for statement in roles::making_database(name) {
            self.execute(&statement)?;
        }
        Ok(())
    }

    /// Runs the statements of a file in one transaction, unless the file forbids one.
    ///
    /// # Errors
    /// When a statement fails.
    pub fn execute_file(&self, role: Role, database: &str, file: &Path) -> Result<()> {
        let alone = fs::read_to_string(file)?.starts_with("-- no-transaction");
        let transaction: &[&str] = if alone { &[] } else { &["-1"] };
        self.psql(role, database)?
            .args(transaction)
            .args(["-qf"])
            .args([file])
            .read()?;
        Ok(())
    }

    fn execute(&self, statement: &str) -> Result<()> {
        self.psql(Role::Superuser, "postgres")?
            .args(["-qc", statement])
            .read()?;
        Ok(())
    }

    /// The path of PostgreSQL's client.
    ///
    /// # Errors
    /// When it is not installed; the npm package does not carry it.
    pub fn psql_path(&self) -> Result<PathBuf> {
        let ours = self
            .private
            .as_ref()
            .map(|private| private.programs.path("psql"));
        ours.filter(|psql| psql.is_file())
            .or_else(|| directory_on_path("psql").map(|directory| directory.join("psql")))
            .context("psql is needed: install PostgreSQL's client (on Debian: postgresql-client)")
    }

    fn psql(&self, role: Role, database: &str) -> Result<Program> {
        let url = self.address.url(role, database);
        let psql = program(self.psql_path()?).without_env("PGOPTIONS");
        Ok(psql.args(["-X", "-v", "ON_ERROR_STOP=1", &url]))
    }
}

impl Private {
    fn find(purpose: Purpose) -> Result<Self> {
        let run_as = RunAs::find()?;
        let home = home::make(purpose.folder(), run_as)?;
        let programs = Programs::find(home.parent().unwrap_or(&home))?;
        Ok(Self {
            programs,
            run_as,
            home,
            stop_when_dropped: false,
        })
    }

    fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    /// Prepares to run one of PostgreSQL's programs as the cluster's user.
    fn program(&self, name: &str) -> Program {
        let mut program = program(self.programs.path(name));
        for variable in [
            "PGDATA",
            "PGHOST",
            "PGPORT",
            "PGUSER",
            "PGDATABASE",
            "PGOPTIONS",
        ] {
            program = program.without_env(variable);
        }
        self.run_as.applied_to(program)
    }

    /// The port the cluster listens on, if it runs.
    fn port_if_running(&self) -> Result<Option<u16>> {
        let status = self
            .program("pg_ctl")
            .args(["status", "-D"])
            .args([self.data()])
            .read();
        if status.is_err() {
            return Ok(None);
        }
        // The fourth line of this file is the port; the server itself writes it.
        let file = fs::read_to_string(self.data().join("postmaster.pid"))?;
        let port = file
            .lines()
            .nth(3)
            .and_then(|line| line.trim().parse().ok());
        Ok(Some(port.context(
            "PostgreSQL runs but does not say on which port",
        )?))
    }

    fn start(&mut self, purpose: Purpose) -> Result<u16> {
        let port = self.choose_port()?;
        fs::write(
            self.data().join("postgresql.conf"),
            configuration(purpose, port),
        )?;
        let log = self.home.join("log");
        self.program("pg_ctl")
            .args(["start", "-w", "-t", "60", "-s", "-D"])
            .args([self.data()])
            .args(["-l"])
            .args([&log])
            .read()
            .with_context(|| format!("PostgreSQL does not start; see {}", log.display()))?;
        self.stop_when_dropped = true;
        Ok(port)
    }

    /// Makes the cluster, its roles and its database. The directory gets its name last, so that a cluster
    /// half made is never taken for a whole one.
    fn make(&self, purpose: Purpose) -> Result<()> {
        let half_made = self.home.join("data.new");
        if half_made.exists() {
            fs::remove_dir_all(&half_made)?;
        }
        self.program("initdb")
            .args([
                "--no-sync",
                "-U",
                "postgres",
                "--auth=trust",
                "--encoding=UTF8",
            ])
            .args(["--locale=C.UTF-8", "-D"])
            .args([&half_made])
            .read()
            .context("cannot make a PostgreSQL cluster")?;
        // Single-user mode needs neither a port nor psql.
        self.program("postgres")
            .args(["--single", "-D"])
            .args([&half_made])
            .args(["postgres"])
            .feed(&roles::making_roles_and(purpose.database()))?;
        Ok(fs::rename(half_made, self.data())?)
    }

    /// The port of last time if it is free, so that addresses stay good, else any free one.
    fn choose_port(&self) -> Result<u16> {
        let remembered = self.home.join("port");
        let last = fs::read_to_string(&remembered)
            .ok()
            .and_then(|port| port.trim().parse().ok());
        let listener = TcpListener::bind(("127.0.0.1", last.unwrap_or(0)))
            .or_else(|_| TcpListener::bind(("127.0.0.1", 0)))?;
        let port = listener.local_addr()?.port();
        fs::write(remembered, port.to_string())?;
        Ok(port)
    }

    fn stop(&self) -> Result<()> {
        let stopped = self
            .program("pg_ctl")
            .args(["stop", "-m", "fast", "-w", "-s", "-D"]);
        if let Err(failure) = stopped.args([self.data()]).read() {
            bail!("PostgreSQL does not stop: {failure:#}");
        }
        Ok(())
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        if self.stop_when_dropped
            && matches!(self.port_if_running(), Ok(Some(_)))
            && let Err(failure) = self.stop()
        {
            say(&format!("{failure:#}"));
        }
    }
}

/// The whole configuration of a cluster: only this machine may connect, a slow query shows,
/// and nothing a statement is about gets into the log.
fn configuration(purpose: Purpose, port: u16) -> String {
    format!(
        "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\n\
         max_connections = 100\nmax_wal_size = 4GB\ntimezone = 'UTC'\nlog_timezone = 'UTC'\n\
         log_min_duration_statement = 2s\nlog_parameter_max_length = 0\n\
         log_parameter_max_length_on_error = 0\nlog_error_verbosity = terse\njit = off\n{}",
        purpose.settings()
    )
}

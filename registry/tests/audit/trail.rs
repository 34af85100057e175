//! A trail of a test's own: a database, two witnesses, and someone with every power over both.

use std::path::PathBuf;

use chrono::TimeDelta;
use domain::audit::Event;
use domain::clock::Clock;
use domain::id::{AccountId, EntryId, OrganisationId, SessionId};
use domain::standing::{Actor, Channel, Hat, Role, Standing};
use registry::Registry;
use registry::audit::{Break, Report, Request, Step, Witnesses, sequence, verify, write_for_test};
use registry::testing::TestDatabase;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row};
use uuid::Uuid;

pub struct Trail {
    pub database: TestDatabase,
    pub registry: Registry,
    pub witnesses: Witnesses,
    pub directories: [PathBuf; 2],
}

impl Trail {
    pub async fn new() -> Self {
        let database = TestDatabase::new().await;
        let registry = database.registry().await;
        let unique = database
            .url("")
            .replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let at = std::env::temp_dir().join(unique);
        let directories = [at.join("first"), at.join("second")];
        let witnesses = Witnesses::in_directories(&directories).unwrap();
        Self {
            database,
            registry,
            witnesses,
            directories,
        }
    }

    /// A trail of as many steps of three entries each, a second apart.
    pub async fn of_steps(steps: u32) -> Self {
        let trail = Self::new().await;
        trail.grow(steps).await;
        trail
    }

    pub async fn grow(&self, steps: u32) {
        for _ in 0..steps {
            self.write(3).await;
            self.sequence().await;
        }
    }

    /// Writes entries, each in its own transaction, a tenth of a second apart.
    pub async fn write(&self, entries: u32) -> Vec<EntryId> {
        let mut connection = self.connect("contactpoint_app").await;
        let mut ids = Vec::new();
        for n in 0..entries {
            self.database.clock.advance(TimeDelta::milliseconds(100));
            let event = Event::of("record.viewed")
                .about("record", n)
                .detail(json!({"n": n}));
            ids.push(self.write_event(&mut connection, &event).await);
        }
        ids
    }

    pub async fn write_event(&self, connection: &mut PgConnection, event: &Event) -> EntryId {
        let (standing, request) = (self.standing(), request());
        let chance = &*self.database.chance;
        write_for_test(connection, chance, event, &standing, &request)
            .await
            .unwrap()
    }

    pub fn standing(&self) -> Standing {
        Standing {
            actor: Actor::Person {
                account: AccountId(Uuid::from_u128(1)),
                session: SessionId(Uuid::from_u128(2)),
                hat: Hat {
                    role: Role::Practitioner,
                    organisation: OrganisationId(Uuid::from_u128(3)),
                    team: None,
                    local_authority: None,
                    brokering_right: false,
                    shield_right: false,
                },
            },
            channel: Channel::Web,
            now: self.database.clock.now(),
        }
    }

    /// Takes a step once it can take everything that was written.
    pub async fn sequence(&self) -> usize {
        self.settle().await;
        self.step().await
    }

    /// Waits until every transaction that wrote an entry is behind every one that runs: those of
    /// other tests count too, since a cluster numbers all its transactions together.
    pub async fn settle(&self) {
        let mut reader = self.connect("contactpoint_reader").await;
        let behind = "select pg_snapshot_xmin(pg_current_snapshot()) > max(written_by) is not false
                      from audit.entry where written_by < '999999999'";
        while !sqlx::query_scalar::<_, bool>(behind)
            .fetch_one(&mut reader)
            .await
            .unwrap()
        {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }

    pub async fn step(&self) -> usize {
        match sequence(&self.registry, &self.witnesses).await.unwrap() {
            Step::Led {
                appended,
                unreached,
            } => {
                assert!(unreached.is_empty());
                appended
            }
            Step::Following => panic!("nobody else sequences this trail"),
        }
    }

    pub async fn verify(&self) -> Report {
        verify(&self.registry, &self.witnesses).await.unwrap()
    }

    /// What the verification names, given that it names something.
    pub async fn broken(&self) -> Break {
        self.verify()
            .await
            .broken
            .expect("the verification names a break")
    }

    pub async fn connect(&self, role: &str) -> PgConnection {
        PgConnection::connect(&self.database.url(role))
            .await
            .unwrap()
    }

    /// Someone with every power over the database, who has switched the triggers off.
    pub async fn tamper(&self, sql: &str) {
        tamper_with(&self.database.superuser_url(), sql).await;
    }

    /// The entry at a position.
    pub async fn entry_at(&self, position: i64) -> Uuid {
        sqlx::query("select entry from audit.leaf where position = $1")
            .bind(position)
            .fetch_one(self.database.owner())
            .await
            .unwrap()
            .get(0)
    }

    /// Appends to or replaces what a witness holds.
    pub fn rewrite_witness(&self, n: usize, edit: impl FnOnce(Vec<String>) -> Vec<String>) {
        let path = self.directories[n].join("checkpoints");
        let text = std::fs::read_to_string(&path).unwrap();
        let lines = edit(text.lines().map(str::to_owned).collect());
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        std::fs::write(&path, text).unwrap();
    }
}

pub async fn tamper_with(url: &str, sql: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let sql = format!("set session_replication_role = replica; {sql}");
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
    connection.close().await.unwrap();
}

pub fn request() -> Request {
    Request {
        id: Uuid::from_u128(4),
        network_address: Some("2001:db8::10.1.2.3".parse().unwrap()),
    }
}

//! The registry: the pool, the clock, chance and the keys, together and out of reach.

use std::net::IpAddr;
use std::sync::Arc;

use domain::chance::Chance;
use domain::clock::{Clock, Moment};
use domain::complaint::PublishedOffice;
use domain::id::SourceId;
use domain::residence::Scope;
use domain::standing::{Actor, Channel, Standing};
use sqlx::PgPool;
use tokio::sync::Semaphore;

use crate::account::{Credentials, NewSession, Session};
use crate::audit::Request;
use crate::connect::{self, Settings};
use crate::door::{Caller, Stopped};
use crate::keys::Keys;

/// The way to everything that is stored, and by which wording it is decided who belongs. Cheap to clone.
#[derive(Clone)]
pub struct Registry(Arc<Inner>, Scope);

struct Inner {
    pool: PgPool,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    keys: Keys,
    hashing: Semaphore,
}

impl Registry {
    /// Connects. Errors where the database cannot be reached.
    pub async fn open(
        settings: &Settings,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        keys: Keys,
    ) -> Result<Self, sqlx::Error> {
        Ok(Self::over(
            connect::pool(settings).await?,
            clock,
            chance,
            keys,
        ))
    }

    /// Connects for an operator's long work, without the limits on time that requests have.
    pub async fn open_unhurried(
        url: &str,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        keys: Keys,
    ) -> Result<Self, sqlx::Error> {
        Ok(Self::over(
            connect::unhurried_pool(url).await?,
            clock,
            chance,
            keys,
        ))
    }

    fn over(pool: PgPool, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>, keys: Keys) -> Self {
        // As many passwords are hashed at once as there are cores, so that a burst of sign-ins
        // takes neither all memory nor all threads.
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let inner = Inner {
            pool,
            clock,
            chance,
            keys,
            hashing: Semaphore::new(cores),
        };
        Self(Arc::new(inner), Scope::default())
    }

    /// The same, deciding by another wording who belongs in the directory (D-13).
    pub fn with_scope(self, scope: Scope) -> Self {
        Self(self.0, scope)
    }

    pub(crate) fn scope(&self) -> Scope {
        self.1
    }

    /// The present moment.
    pub fn now(&self) -> Moment {
        self.0.clock.now()
    }

    /// The way in for people, and for nobody else: what pages may hold.
    pub fn front_door(&self) -> FrontDoor {
        FrontDoor(self.clone())
    }

    /// Whoever has not signed in.
    pub fn as_stranger(&self, request: Request) -> Caller {
        self.caller(Actor::Stranger, Channel::Web, request)
    }

    /// A registered source of data.
    pub fn as_source(&self, source: SourceId) -> Caller {
        let request = self.own_request();
        self.caller(Actor::Source(source), Channel::Feed, request)
    }

    /// The system itself: a scheduled job.
    pub fn as_system(&self) -> Caller {
        let request = self.own_request();
        self.caller(Actor::System, Channel::System, request)
    }

    /// A request from a network address.
    pub fn request_from(&self, address: IpAddr) -> Request {
        Request {
            id: self.chance().uuid(),
            network_address: Some(address),
        }
    }

    fn own_request(&self) -> Request {
        Request {
            id: self.chance().uuid(),
            network_address: None,
        }
    }

    pub(crate) fn caller(&self, actor: Actor, channel: Channel, request: Request) -> Caller {
        Caller::new(
            self.clone(),
            Standing {
                actor,
                channel,
                now: self.now(),
            },
            request,
        )
    }

    /// Whether the database answers and has every migration that this program knows.
    pub async fn ready(&self) -> bool {
        let newest = connect::MIGRATIONS
            .iter()
            .map(|m| m.version)
            .max()
            .unwrap_or_default();
        crate::account::sql::newest_migration(self.pool())
            .await
            .is_ok_and(|version| version == Some(newest))
    }

    /// Waits for work in hand and closes every connection.
    pub async fn close(&self) {
        self.0.pool.close().await;
    }

    pub(crate) fn pool(&self) -> &PgPool {
        &self.0.pool
    }

    pub(crate) fn chance(&self) -> &dyn Chance {
        &*self.0.chance
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }

    pub(crate) fn hashing(&self) -> &Semaphore {
        &self.0.hashing
    }
}

/// The way in for people. It can sign someone in and tell who holds a session; it cannot act as
/// the system or as a source of data.
#[derive(Clone)]
pub struct FrontDoor(Registry);

impl FrontDoor {
    /// The present moment.
    pub fn now(&self) -> Moment {
        self.0.now()
    }

    /// See [`Registry::complaints_offices`].
    pub async fn complaints_offices(&self) -> Result<Vec<PublishedOffice>, Stopped> {
        self.0.complaints_offices().await
    }

    /// See [`Registry::sign_in`].
    pub async fn sign_in(
        &self,
        request: Request,
        typed: Credentials,
    ) -> Result<NewSession, Stopped> {
        self.0.sign_in(request, typed).await
    }

    /// See [`Registry::authenticate`].
    pub async fn authenticate(&self, token: &str, request: Request) -> Result<Session, Stopped> {
        self.0.authenticate(token, request).await
    }
}

//! The one door. Every act enters here, is weighed here and leaves its line in the audit trail
//! here; no answer leaves before that line has committed (AUD-01, AUD-04).
//!
//! In order: begin; savepoint; load the bearing; `permit`; the operation, panics caught; on
//! refusal or error back to the savepoint; one audit entry with the outcome; commit; and only
//! then the answer. Each act runs on a task of its own, so a browser that hangs up cannot stop it
//! half-way without trace.

use std::fmt;
use std::future::Future;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;

use domain::act::Act;
use domain::audit::{Event, Outcome};
use domain::chance::Chance;
use domain::clock::{Moment, london_date};
use domain::refusal::{Refusal, Rejection};
use domain::residence::Scope;
use domain::standing::{Hat, Standing};
use futures::FutureExt;
use serde_json::Value;
use sqlx::{PgConnection, Postgres, Transaction};
use tracing::Instrument;
use uuid::Uuid;

use crate::account::Person;
use crate::audit::{self, Line, Request};
use crate::keys::Keys;
use crate::registry::Registry;

/// Keeps anyone outside this crate from adding an act that the door would take.
pub(crate) mod sealed {
    /// Implemented beside [`super::KnownAct`], in this crate alone.
    pub trait Sealed {}
}

/// An act that the door takes: it knows how to load what bears on it.
pub trait KnownAct: Act + sealed::Sealed {
    /// Loads, and where it matters locks, the facts that [`Act::permit`] looks at.
    fn bearing(
        access: &mut Access<Self>,
    ) -> impl Future<Output = Result<Self::Bearing, Stopped>> + Send
    where
        Self: Sized;
}

/// Declares acts on which nothing but the actor bears.
macro_rules! admit {
    ($($act:ty),+ $(,)?) => {$(
        impl $crate::door::sealed::Sealed for $act {}
        impl $crate::door::KnownAct for $act {
            async fn bearing(
                _: &mut $crate::door::Access<Self>,
            ) -> Result<Self::Bearing, $crate::door::Stopped> {
                Ok(())
            }
        }
    )+};
}
pub(crate) use admit;

/// The proof that someone is permitted an act, for the length of one transaction. Nothing can be
/// read or written without one, and none can be made or kept outside the door.
pub struct Access<A> {
    act: A,
    standing: Standing,
    registry: Registry,
    network_address: Option<IpAddr>,
    transaction: Transaction<'static, Postgres>,
    detail: Vec<Value>,
    restricted: Vec<Value>,
    consequences: Vec<Event>,
}

impl<A: Act> Access<A> {
    /// What is done, to whom and why.
    pub fn act(&self) -> &A {
        &self.act
    }

    /// Who does it.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The moment of the act.
    pub fn now(&self) -> Moment {
        self.standing.now
    }

    /// The day of the act, in London (G-DATE).
    pub fn today(&self) -> chrono::NaiveDate {
        london_date(self.standing.now)
    }

    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
    }

    pub(crate) fn chance(&self) -> &dyn Chance {
        self.registry.chance()
    }

    pub(crate) fn keys(&self) -> &Keys {
        self.registry.keys()
    }

    /// By which wording this installation decides who belongs (D-13).
    pub(crate) fn scope(&self) -> Scope {
        self.registry.scope()
    }

    /// The connection, the keys and chance, for work that needs all three at once.
    pub(crate) fn parts(&mut self) -> (&mut PgConnection, &Keys, &dyn Chance) {
        (
            &mut self.transaction,
            self.registry.keys(),
            self.registry.chance(),
        )
    }

    /// The hat, for acts that only people are permitted.
    pub(crate) fn hat(&self) -> Result<&Hat, Stopped> {
        self.standing.hat().ok_or(Stopped::Refused(Refusal::Role))
    }

    /// The network address that the request came from, where it came over a network.
    pub(crate) fn network_address(&self) -> Option<IpAddr> {
        self.network_address
    }

    /// Adds facts that are not child data to the audit entry. An object's fields are merged.
    pub(crate) fn note(&mut self, detail: Value) {
        self.detail.push(detail);
    }

    /// Adds facts that are child data to the audit entry (AUD-05).
    pub(crate) fn note_restricted(&mut self, restricted: Value) {
        self.restricted.push(restricted);
    }

    /// Adds an entry of its own for what the act brought about besides: a rule of ours, not whoever
    /// acts, decided it. It stands only if the act does.
    pub(crate) fn consequence(&mut self, event: Event) {
        self.consequences.push(event);
    }

    /// Keeps what was written so far even if the act is refused after all: a count of failures.
    pub(crate) async fn keep(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("release savepoint act")
            .execute(&mut *self.transaction)
            .await?;
        sqlx::query("savepoint act")
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

/// Something this crate does for an act. A plain function of its access: it captures nothing, so
/// nothing can be carried out but its answer.
pub trait Operation<'a, A: Act>: Copy + Send + 'static {
    /// What it gives back.
    type Answer;
    /// Its work.
    type Work: Future<Output = Result<Self::Answer, Stopped>> + Send + 'a;
    /// Starts it.
    fn start(self, access: &'a mut Access<A>) -> Self::Work;
}

impl<'a, A, F, W, T> Operation<'a, A> for F
where
    A: Act,
    F: FnOnce(&'a mut Access<A>) -> W + Copy + Send + 'static,
    W: Future<Output = Result<T, Stopped>> + Send + 'a,
{
    type Answer = T;
    type Work = W;
    fn start(self, access: &'a mut Access<A>) -> W {
        self(access)
    }
}

/// Why an act was not done.
#[derive(Debug)]
pub enum Stopped {
    /// Policy refused it.
    Refused(Refusal),
    /// It cannot be done as asked; the person can mend it.
    Rejected(Rejection),
    /// Something broke.
    Fault(Fault),
}

/// Something broke. Whoever asked gets the reference; the cause goes to the log, without data.
#[derive(Debug)]
pub struct Fault {
    /// The number under which the log holds more.
    pub reference: Uuid,
    cause: String,
}

impl Fault {
    /// A fault with a cause that holds no personal data.
    pub(crate) fn new(cause: impl Into<String>) -> Self {
        Self {
            reference: Uuid::nil(),
            cause: cause.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.cause, self.reference)
    }
}

impl From<sqlx::Error> for Stopped {
    fn from(error: sqlx::Error) -> Self {
        Stopped::Fault(Fault::new(described(&error)))
    }
}

impl From<Rejection> for Stopped {
    fn from(rejection: Rejection) -> Self {
        Stopped::Rejected(rejection)
    }
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Stopped::Refused(refusal)
    }
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Stopped::Fault(fault)
    }
}

impl From<serde_json::Error> for Stopped {
    fn from(error: serde_json::Error) -> Self {
        Stopped::Fault(Fault::new(format!(
            "stored JSON: {:?} at column {}",
            error.classify(),
            error.column()
        )))
    }
}

impl From<crate::keys::KeyError> for Stopped {
    fn from(error: crate::keys::KeyError) -> Self {
        Stopped::Fault(Fault::new(error.to_string()))
    }
}

/// A database error without the values that its message may repeat (NFR-03).
pub(crate) fn described(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(database) => format!(
            "database: {} {}",
            database.code().unwrap_or_default(),
            database.constraint().unwrap_or_default()
        ),
        sqlx::Error::ColumnDecode { index, .. } => {
            format!("database: column {index} cannot be read")
        }
        sqlx::Error::PoolTimedOut => "database: no free connection".to_owned(),
        sqlx::Error::RowNotFound => "database: a row that must exist does not".to_owned(),
        other => format!("database: {}", kind_of(other)),
    }
}

/// The kind of a database error that carries no code.
fn kind_of(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::Io(_) => "connection lost",
        sqlx::Error::Protocol(_) => "protocol",
        sqlx::Error::PoolClosed => "shutting down",
        sqlx::Error::Decode(_) => "a value cannot be read",
        sqlx::Error::Encode(_) => "a value cannot be written",
        _ => "other",
    }
}

/// Someone or something that may do acts: a stranger, a source, the system.
#[derive(Clone)]
pub struct Caller {
    registry: Registry,
    standing: Standing,
    request: Request,
}

impl Caller {
    pub(crate) fn new(registry: Registry, standing: Standing, request: Request) -> Self {
        Self {
            registry,
            standing,
            request,
        }
    }

    /// Who is calling.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The request this call belongs to.
    pub fn request(&self) -> &Request {
        &self.request
    }

    pub(crate) fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Does an act. The answer leaves only after the act's audit entry has committed.
    pub async fn access<A, T, O>(&self, act: A, operation: O) -> Result<T, Stopped>
    where
        A: KnownAct,
        T: Send + 'static,
        O: for<'a> Operation<'a, A, Answer = T>,
    {
        const { assert!(size_of::<O>() == 0, "an operation captures nothing") };
        let through = through(self.clone(), act, operation).in_current_span();
        match tokio::spawn(through).await {
            Ok(answer) => answer,
            Err(_) => Err(Stopped::Fault(Fault {
                reference: self.request.id,
                cause: "task".to_owned(),
            })),
        }
    }
}

/// A person who has signed in with every factor, accepted the notice and chosen a hat. Only
/// [`Registry::authenticate`] makes one.
#[derive(Clone)]
pub struct SignedIn {
    caller: Caller,
    person: Person,
}

impl SignedIn {
    pub(crate) fn new(caller: Caller, person: Person) -> Self {
        Self { caller, person }
    }

    /// Who it is, as their own pages show it.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// Who acts.
    pub fn standing(&self) -> &Standing {
        self.caller.standing()
    }

    pub(crate) fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Does an act. The answer leaves only after the act's audit entry has committed.
    pub async fn access<A, T, O>(&self, act: A, operation: O) -> Result<T, Stopped>
    where
        A: KnownAct,
        T: Send + 'static,
        O: for<'a> Operation<'a, A, Answer = T>,
    {
        self.caller.access(act, operation).await
    }
}

/// The way through the door.
async fn through<A, T, O>(caller: Caller, act: A, operation: O) -> Result<T, Stopped>
where
    A: KnownAct,
    T: Send + 'static,
    O: for<'a> Operation<'a, A, Answer = T>,
{
    let Caller {
        registry,
        standing,
        request,
    } = caller;
    let reference = request.id;
    let answer = try_through(registry, standing, &request, act, operation).await;
    answer.map_err(|stopped| match stopped {
        Stopped::Fault(fault) => {
            tracing::error!(%reference, cause = %fault.cause, "fault");
            Stopped::Fault(Fault { reference, ..fault })
        }
        other => other,
    })
}

async fn try_through<A, T, O>(
    registry: Registry,
    standing: Standing,
    request: &Request,
    act: A,
    operation: O,
) -> Result<T, Stopped>
where
    A: KnownAct,
    T: Send + 'static,
    O: for<'a> Operation<'a, A, Answer = T>,
{
    let mut transaction = registry.pool().begin().await?;
    sqlx::query("savepoint act")
        .execute(&mut *transaction)
        .await?;
    let event = act.event();
    let mut access = Access {
        act,
        standing,
        registry,
        network_address: request.network_address,
        transaction,
        detail: Vec::new(),
        restricted: Vec::new(),
        consequences: Vec::new(),
    };
    let answer = match AssertUnwindSafe(permitted(&mut access, operation))
        .catch_unwind()
        .await
    {
        Ok(answer) => answer,
        Err(_) => Err(Stopped::Fault(Fault::new("panic"))),
    };
    let Access {
        standing,
        registry,
        mut transaction,
        detail,
        restricted,
        consequences,
        ..
    } = access;
    let (outcome, refusal) = match &answer {
        Ok(_) => (Outcome::Done, None),
        Err(Stopped::Refused(refusal)) => (Outcome::Refused, Some(*refusal)),
        Err(Stopped::Rejected(_)) => (Outcome::Rejected, None),
        Err(Stopped::Fault(_)) => (Outcome::Fault, None),
    };
    if answer.is_err() {
        sqlx::query("rollback to savepoint act")
            .execute(&mut *transaction)
            .await?;
    }
    let line = |event, detail, restricted| Line {
        event,
        outcome,
        refusal,
        standing: &standing,
        request,
        detail,
        restricted,
    };
    let mut lines = vec![line(&event, merged(detail), merged(restricted))];
    if answer.is_ok() {
        let brought_about = consequences.iter();
        lines.extend(brought_about.map(|event| line(event, Value::Null, Value::Null)));
    }
    audit::write(&mut transaction, registry.chance(), lines).await?;
    transaction.commit().await?;
    answer
}

/// Weighs the act and, where it is permitted, does it.
async fn permitted<A, T, O>(access: &mut Access<A>, operation: O) -> Result<T, Stopped>
where
    A: KnownAct,
    O: for<'a> Operation<'a, A, Answer = T>,
{
    let bearing = A::bearing(access).await?;
    access
        .act
        .permit(&access.standing, &bearing)
        .map_err(Stopped::Refused)?;
    operation.start(access).await
}

/// One object from several.
fn merged(parts: Vec<Value>) -> Value {
    let mut whole = serde_json::Map::new();
    for part in parts {
        if let Value::Object(fields) = part {
            whole.extend(fields);
        }
    }
    if whole.is_empty() {
        Value::Null
    } else {
        Value::Object(whole)
    }
}

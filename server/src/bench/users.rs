//! The people who search in a measurement: health visitors of one organisation, each with a
//! session of their own.

use std::error::Error;
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use domain::account::AcceptNotice;
use domain::clock::london_date;
use domain::reason::Reason;
use domain::search::{Criteria, Found, Match, SearchChildren};
use registry::account::{Credentials, Session, accept_notice, token_code};
use registry::{Registry, SignedIn, Stopped};
use serde::Deserialize;

use super::clock::BenchClock;
use super::criteria::Sets;

/// How far the clock jumps before each search: an account may make 60 an hour.
const BETWEEN: TimeDelta = TimeDelta::milliseconds(60_500);
/// How far it jumps where every search finds too many: an account may make 20 such an hour.
const BETWEEN_TOO_MANY: TimeDelta = TimeDelta::milliseconds(180_500);

/// A persona as the seed wrote it down.
#[derive(Clone, Deserialize)]
struct Persona {
    role: String,
    user_name: String,
    password: String,
    pin: String,
    token_secret: String,
}

/// One person's session.
#[derive(Clone)]
pub(super) struct User {
    registry: Registry,
    clock: Arc<BenchClock>,
    persona: Persona,
    address: IpAddr,
    token: String,
}

/// Everyone who searches.
pub(super) struct Users(pub Vec<User>);

impl Users {
    /// Signs so many people in.
    pub async fn sign_in(
        registry: &Registry,
        clock: &Arc<BenchClock>,
        personas: &Path,
        count: usize,
    ) -> Result<Self, Box<dyn Error>> {
        let personas: Vec<Persona> = serde_json::from_slice(&fs::read(personas)?)?;
        let nurses: Vec<Persona> = personas
            .into_iter()
            .filter(|p| p.role == "nurse")
            .take(count)
            .collect();
        if nurses.len() < count {
            return Err(format!("the database has fewer than {count} nurses: use --fresh").into());
        }
        let mut users = Vec::with_capacity(count);
        for (place, persona) in (1..).zip(nurses) {
            let mut user = User {
                registry: registry.clone(),
                clock: clock.clone(),
                persona,
                address: IpAddr::V4(Ipv4Addr::new(127, 0, 0, place)),
                token: String::new(),
            };
            user.sign_in_anew().await?;
            users.push(user);
        }
        Ok(Self(users))
    }

    /// Makes sure that the database holds the people whose truth is known.
    pub async fn check_population(&mut self, sets: &Sets) -> Result<(), Box<dyn Error>> {
        let sure: Vec<_> = sets.exact.iter().take(20).collect();
        let mut known = 0;
        for (criteria, number) in &sure {
            let found = self.0[0].search(criteria, false).await?;
            let numbers = |matches: &[Match]| matches.iter().any(|m| m.number() == *number);
            known += usize::from(matches!(found, Found::Matches(matches) if numbers(&matches)));
        }
        if known * 2 < sure.len() {
            return Err("the database holds another population: use --fresh".into());
        }
        Ok(())
    }
}

impl User {
    /// The session's secret.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The address of this machine that the person's requests come from.
    pub fn address(&self) -> IpAddr {
        self.address
    }

    /// The person with whatever a request would find out about them. Signs in again where the
    /// session has ended. The clock jumps on first.
    pub async fn ready(&mut self, too_many: bool) -> Result<SignedIn, Box<dyn Error>> {
        let clock = self.clock.clone();
        let _turn = clock.turn().await;
        clock.advance(if too_many { BETWEEN_TOO_MANY } else { BETWEEN });
        if let Some(user) = self.authenticated().await? {
            return Ok(user);
        }
        self.sign_in_anew().await?;
        self.authenticated()
            .await?
            .ok_or_else(|| "a new session does not hold".into())
    }

    async fn authenticated(&self) -> Result<Option<SignedIn>, Box<dyn Error>> {
        let request = self.registry.request_from(self.address);
        match self.registry.authenticate(&self.token, request).await {
            Ok(Session::SignedIn(user)) => Ok(Some(*user)),
            Ok(Session::Arriving(_)) | Err(Stopped::Refused(_)) => Ok(None),
            Err(stopped) => Err(told(&stopped)),
        }
    }

    async fn sign_in_anew(&mut self) -> Result<(), Box<dyn Error>> {
        // The token's last code was used: wait for the next.
        self.clock.advance(TimeDelta::seconds(31));
        self.clock.remember()?;
        let persona = &self.persona;
        let typed = Credentials {
            user_name: persona.user_name.clone(),
            password: persona.password.clone(),
            pin: persona.pin.clone(),
            code: token_code(&persona.token_secret, self.registry.now()).unwrap_or_default(),
        };
        let request = self.registry.request_from(self.address);
        let session = self
            .registry
            .sign_in(request, typed)
            .await
            .map_err(|stopped| told(&stopped))?;
        let arrived = self.registry.authenticate(&session.token, request).await;
        if let Ok(Session::Arriving(arriving)) = arrived {
            let accepted = arriving.caller().access(AcceptNotice, accept_notice).await;
            accepted.map_err(|stopped| told(&stopped))?;
        }
        self.token = session.token;
        Ok(())
    }

    /// Searches once.
    pub async fn search(
        &mut self,
        criteria: &Criteria,
        too_many: bool,
    ) -> Result<Found, Box<dyn Error>> {
        let user = self.ready(too_many).await?;
        Ok(search(&user, criteria)
            .await?
            .unwrap_or(Found::Matches(Vec::new())))
    }
}

/// Searches through the door. None where the criteria cannot be searched by.
pub(super) async fn search(
    user: &SignedIn,
    criteria: &Criteria,
) -> Result<Option<Found>, Box<dyn Error>> {
    let Ok(criteria) = criteria.check(london_date(user.standing().now)) else {
        return Ok(None);
    };
    let act = SearchChildren {
        criteria,
        reason: reason()?,
    };
    let searched = user
        .access(act, registry::search::find)
        .await
        .map_err(|stopped| told(&stopped))?;
    Ok(Some(searched.found))
}

fn reason() -> Result<Reason, Box<dyn Error>> {
    Reason::given(
        "new-contact-with-child",
        "A measurement of made-up children",
    )
    .map_err(|_| "the reason is not accepted".into())
}

/// What stopped an act, without anything that was typed.
pub(super) fn told(stopped: &Stopped) -> Box<dyn Error> {
    match stopped {
        Stopped::Refused(refusal) => format!("refused: {}", refusal.code()).into(),
        Stopped::Rejected(rejection) => {
            let fields: Vec<&str> = rejection.0.iter().map(|p| p.field.as_ref()).collect();
            format!("rejected: {}", fields.join(", ")).into()
        }
        Stopped::Fault(fault) => format!("fault: {fault}").into(),
    }
}

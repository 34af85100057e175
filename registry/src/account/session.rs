//! Sessions: checked whole on every request, so that a suspension bites at the next one.

use std::sync::Arc;

use domain::account::{
    AccountState, Conditions, EndSession, ForgetEndedSessions, HatChoice, IDLE_LIMIT, Notice,
    Person, SessionEnd,
};
use domain::clock::{Moment, london_date};
use domain::id::{AccountId, LocalAuthorityCode, OrganisationId, SessionId, TeamId};
use domain::refusal::Refusal;
use domain::standing::{Actor, Channel, Hat, Role, Standing};

use super::sign_in::{SEEN_EVERY, allowed, token_hash};
use super::sql::{self, SessionRow};
use crate::audit::Request;
use crate::door::{Access, Caller, SignedIn, Stopped, admit};
use crate::registry::Registry;

/// Where someone with a session stands.
#[derive(Clone)]
pub enum Session {
    /// Every factor was right, but a hat or the notice is outstanding.
    Arriving(Box<Arriving>),
    /// Ready to work.
    SignedIn(Box<SignedIn>),
}

/// Somebody who has yet to choose a hat or to accept the notice.
#[derive(Clone)]
pub struct Arriving {
    caller: Caller,
    /// The hats to choose from; empty where one is chosen already.
    pub hats: Arc<[HatChoice]>,
    /// What the notice tells of the sign-in before.
    pub notice: Notice,
}

impl Arriving {
    /// The way to choose a hat, to accept the notice or to leave.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }
}

/// Why a session that was presented cannot be used, where it ever was one.
fn end_of(row: &SessionRow, now: Moment, request: &Request) -> Option<SessionEnd> {
    if now >= row.ends_at {
        return Some(SessionEnd::Absolute);
    }
    if now - row.last_seen_at >= IDLE_LIMIT {
        return Some(SessionEnd::Idle);
    }
    let conditions = Conditions {
        state: AccountState::from_code(&row.state).unwrap_or(AccountState::Closed),
        vetted_on: row.vetted_on,
        trained_on: row.trained_on,
        agreement_signed_on: row.agreement_signed_on,
    };
    if conditions.met_on(london_date(now)).is_err() {
        return Some(SessionEnd::Conditions);
    }
    if !allowed(&row.networks, request.network_address) {
        return Some(SessionEnd::Network);
    }
    None
}

impl Registry {
    /// Who holds a session's secret. Every condition is checked again: the account's state, its
    /// evidence, the network, the hat, both time limits (ACCT-02, AUTH-05, AUTH-06). Refuses
    /// without saying why, and ends the session, where one no longer holds.
    pub async fn authenticate(&self, token: &str, request: Request) -> Result<Session, Stopped> {
        let now = self.now();
        let Some(row) = sql::session_of(self.pool(), &token_hash(token)).await? else {
            return Err(Refusal::SignedOut.into());
        };
        let session = SessionId(row.id);
        let account = AccountId(row.account);
        let arriving = Actor::Arriving { account, session };
        let caller = |actor: Actor| {
            let standing = Standing {
                actor,
                channel: Channel::Web,
                now,
            };
            Caller::new(self.clone(), standing, request)
        };
        if let Some(why) = end_of(&row, now, &request) {
            caller(arriving)
                .access(EndSession { session, why }, end)
                .await?;
            return Err(Refusal::SignedOut.into());
        }
        if now - row.last_seen_at >= SEEN_EVERY {
            sql::seen(self.pool(), session, now).await?;
        }
        let Some((hat, person)) = hat_and_person(&row) else {
            let hats = sql::hat_choices(self.pool(), account).await?;
            return Ok(Session::Arriving(Box::new(Arriving {
                caller: caller(arriving),
                hats: hats.into(),
                notice: notice_of(&row),
            })));
        };
        if !row.notice_accepted {
            return Ok(Session::Arriving(Box::new(Arriving {
                caller: caller(arriving),
                hats: Arc::new([]),
                notice: notice_of(&row),
            })));
        }
        let caller = caller(Actor::Person {
            account,
            session,
            hat,
        });
        Ok(Session::SignedIn(Box::new(SignedIn::new(caller, person))))
    }
}

/// What the notice tells of the sign-in before this one.
fn notice_of(row: &SessionRow) -> Notice {
    Notice {
        last_sign_in_at: row.last_sign_in_at,
        last_sign_in_from: row
            .last_sign_in_from
            .map(|network| network.addr().to_string()),
    }
}

/// The hat of a session and the person under it, once one is chosen.
fn hat_and_person(row: &SessionRow) -> Option<(Hat, Person)> {
    let role = Role::from_code(row.role.as_deref()?)?;
    let hat = Hat {
        role,
        organisation: OrganisationId(row.organisation?),
        team: row.team.map(TeamId),
        local_authority: row.local_authority.clone().map(LocalAuthorityCode),
        brokering_right: row.brokering_right.unwrap_or(false),
        shield_right: row.shield_right.unwrap_or(false),
    };
    let person = Person {
        name: row.name.clone(),
        role,
        organisation: row.organisation_name.clone()?,
        several_hats: row.hats > 1,
        brokers: hat
            .local_authority
            .as_ref()
            .is_some_and(|own| hat.brokers_for(own)),
        sees_shields: hat
            .local_authority
            .as_ref()
            .is_some_and(|own| hat.sees_shields_of(own)),
    };
    Some((hat, person))
}

admit!(EndSession, ForgetEndedSessions);

/// Ends a session; what was typed into its forms and found by its searches goes with it.
async fn end(access: &mut Access<EndSession>) -> Result<(), Stopped> {
    let session = access.act().session;
    sql::end_session(access.connection(), session).await?;
    Ok(())
}

impl Caller {
    /// Signs out, where there is a session (AUTH-05).
    pub async fn sign_out(&self) -> Result<(), Stopped> {
        match self.standing().session() {
            Some(session) => {
                self.access(
                    EndSession {
                        session,
                        why: SessionEnd::SignedOut,
                    },
                    end,
                )
                .await
            }
            None => Ok(()),
        }
    }
}

impl SignedIn {
    /// Signs out (AUTH-05).
    pub async fn sign_out(&self) -> Result<(), Stopped> {
        self.caller().sign_out().await
    }
}

/// Forgets sessions that have ended, and what no session may use any longer.
async fn forget_ended(access: &mut Access<ForgetEndedSessions>) -> Result<u64, Stopped> {
    let now = access.now();
    let sessions = sql::forget_sessions(access.connection(), now, now - IDLE_LIMIT).await?;
    let kept = sql::forget_kept(access.connection(), now).await?;
    access.note(serde_json::json!({ "sessions": sessions, "forms_and_searches": kept }));
    Ok(sessions + kept)
}

impl Registry {
    /// Forgets sessions that have ended, where there are any; gives how many things were forgotten.
    pub async fn forget_ended_sessions(&self) -> Result<u64, Stopped> {
        let now = self.now();
        if !sql::anything_to_forget(self.pool(), now, now - IDLE_LIMIT).await? {
            return Ok(0);
        }
        self.as_system()
            .access(ForgetEndedSessions, forget_ended)
            .await
    }
}

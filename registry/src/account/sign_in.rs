//! Signing in with every factor, choosing a hat, accepting the notice.

use chrono::TimeDelta;
use data_encoding::BASE64URL_NOPAD;
use domain::account::{
    ABSOLUTE_LIMIT, AcceptNotice, AccountState, Attempts, ChooseHat, Conditions, HatBearing, SignIn,
};
use domain::id::{AccountId, SessionId};
use domain::refusal::Refusal;
use ipnet::IpNet;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fmt;

use super::{secret, sql};
use crate::audit::Request;
use crate::door::{Access, Fault, KnownAct, Stopped, admit, sealed};
use crate::registry::Registry;

/// What someone typed to sign in.
pub struct Credentials {
    /// User name, in any case.
    pub user_name: String,
    /// Password.
    pub password: String,
    /// The token's PIN.
    pub pin: String,
    /// The token's code.
    pub code: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

/// A session just begun: the secret for the cookie, which is stored nowhere.
#[derive(Clone)]
pub struct NewSession {
    /// 256 random bits, for the cookie.
    pub token: String,
}

impl fmt::Debug for NewSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewSession")
    }
}

/// The hash under which a session's secret is stored.
pub(super) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Whether an address lies in one of the networks (AUTH-06). IPv4 written as IPv6 counts as IPv4.
pub(super) fn allowed(networks: &[IpNet], address: Option<std::net::IpAddr>) -> bool {
    address.is_some_and(|address| {
        let address = address.to_canonical();
        networks.iter().any(|network| network.contains(&address))
    })
}

impl Registry {
    /// Signs in, or refuses without telling why. An unknown name costs the same work as a known
    /// one with a wrong password (AUTH-01, AUTH-07).
    pub async fn sign_in(
        &self,
        request: Request,
        typed: Credentials,
    ) -> Result<NewSession, Stopped> {
        let user_name = typed.user_name.trim().to_lowercase();
        let known = sql::secrets_of(self.pool(), &user_name).await?;
        let account = known.as_ref().map(|secrets| secrets.id);
        let (password_hash, pin_hash) = match known {
            Some(secrets) => (secrets.password_hash, secrets.pin_hash),
            None => (
                secret::nobodys_hash().to_owned(),
                secret::nobodys_hash().to_owned(),
            ),
        };
        let turn = self
            .hashing()
            .acquire()
            .await
            .map_err(|_| Fault::new("shutting down"));
        let (password, pin) = (typed.password, typed.pin);
        let (password, pin) = tokio::task::spawn_blocking(move || {
            (
                secret::fits(&password, &password_hash),
                secret::fits(&pin, &pin_hash),
            )
        })
        .await
        .map_err(|_| Stopped::Fault(Fault::new("hashing")))?;
        drop(turn);
        let act = SignIn {
            account: account.map(AccountId),
            password,
            pin,
            code: typed.code,
        };
        self.as_stranger(request).access(act, sign_in).await
    }
}

admit!(SignIn, AcceptNotice);

/// Decides an attempt and, where every factor and condition holds, begins the one session of
/// the account.
async fn sign_in(access: &mut Access<SignIn>) -> Result<NewSession, Stopped> {
    let now = access.now();
    let today = access.today();
    let Some(account) = access.act().account else {
        return Err(Refusal::Factors.into());
    };
    let held = sql::account_for_sign_in(access.connection(), account).await?;
    let attempts = Attempts {
        failures: u32::try_from(held.failures).unwrap_or(u32::MAX),
        latest: held.last_failure_at,
    };
    if !attempts.open_at(now) {
        access.note(json!({ "too_soon": true }));
        return Err(Refusal::Factors.into());
    }
    let token_secret =
        secret::open_token_secret(access.keys(), account, &held.sealed_token_secret)?;
    let unix_time = u64::try_from(now.timestamp()).unwrap_or_default();
    let step = secret::token_step(
        token_secret,
        &access.act().code,
        unix_time,
        held.last_token_step,
    );
    access.note(json!({ "token": step.is_some() }));
    let (Some(step), true, true) = (step, access.act().password, access.act().pin) else {
        let failed = attempts.failed_at(now);
        let suspend = failed.failures >= Attempts::SUSPENDED_FROM;
        let state = if suspend {
            AccountState::Suspended.code()
        } else {
            &held.state
        };
        sql::count_failure(
            access.connection(),
            account,
            failed.failures as i32,
            now,
            state,
        )
        .await?;
        access.keep().await?;
        return Err(Refusal::Factors.into());
    };
    let conditions = Conditions {
        state: AccountState::from_code(&held.state).unwrap_or(AccountState::Closed),
        vetted_on: held.vetted_on,
        trained_on: held.trained_on,
        agreement_signed_on: held.agreement_signed_on,
    };
    if let Err(unmet) = conditions.met_on(today) {
        access.note(json!({ "condition": unmet.code() }));
        return Err(Refusal::Conditions.into());
    }
    let networks = sql::networks_of_hats(access.connection(), account).await?;
    let address = access.network_address();
    if !allowed(&networks, address) {
        return Err(Refusal::Network.into());
    }
    let token = begin(access, account, step).await?;
    Ok(NewSession { token })
}

/// Ends whatever session the account had and begins one.
async fn begin(
    access: &mut Access<SignIn>,
    account: AccountId,
    step: i64,
) -> Result<String, Stopped> {
    let now = access.now();
    let token = BASE64URL_NOPAD.encode(&access.chance().secret());
    let session = SessionId::random(access.chance());
    let address = access.network_address().ok_or(Refusal::Network)?;
    let hats = sql::hats_of(access.connection(), account).await?;
    let only_hat = if hats.len() == 1 {
        Some(hats[0].id)
    } else {
        None
    };
    sql::end_sessions_of(access.connection(), account).await?;
    sql::begin_session(
        access.connection(),
        sql::NewSessionRow {
            id: session,
            token_hash: token_hash(&token),
            account,
            hat: only_hat,
            now,
            ends_at: now + ABSOLUTE_LIMIT,
            address,
        },
    )
    .await?;
    sql::signed_in(access.connection(), account, now, address, step).await?;
    access.note(json!({ "session": session }));
    Ok(token)
}

impl sealed::Sealed for ChooseHat {}

impl KnownAct for ChooseHat {
    async fn bearing(access: &mut Access<Self>) -> Result<HatBearing, Stopped> {
        let hat = access.act().hat;
        let holder = sql::holder_of_hat(access.connection(), hat).await?;
        Ok(HatBearing {
            holder: holder.map(AccountId),
        })
    }
}

/// Begins a session under another hat; it ends when the one it replaces would have ended
/// (AUTH-09). The cookie's secret changes with it.
pub async fn choose_hat(access: &mut Access<ChooseHat>) -> Result<NewSession, Stopped> {
    let session = access.standing().session().ok_or(Refusal::SignedOut)?;
    let hat = access.act().hat;
    let networks = sql::networks_of_hat(access.connection(), hat).await?;
    let address = access.network_address();
    if !allowed(&networks, address) {
        return Err(Refusal::Network.into());
    }
    let token = BASE64URL_NOPAD.encode(&access.chance().secret());
    let new_session = SessionId::random(access.chance());
    sql::change_hat(
        access.connection(),
        session,
        new_session,
        &token_hash(&token),
        hat,
    )
    .await?;
    access.note(json!({ "session": new_session }));
    Ok(NewSession { token })
}

/// Notes that the person accepted the notice (AUTH-08).
pub async fn accept_notice(access: &mut Access<AcceptNotice>) -> Result<(), Stopped> {
    let session = access.standing().session().ok_or(Refusal::SignedOut)?;
    sql::accept_notice(access.connection(), session).await?;
    Ok(())
}

/// How stale `last_seen_at` may be before a request writes it again.
pub(super) const SEEN_EVERY: TimeDelta = TimeDelta::seconds(15);

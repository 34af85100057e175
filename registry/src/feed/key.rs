//! Keys, and tokens signed with them.

use domain::feed::{
    Algorithm, AuthenticateSource, Claims, KeyBearing, RegisterKey, TokenFault, VerifiedToken,
    WithdrawKey, current,
};
use domain::id::SourceId;
use domain::refusal::{Refusal, Rejection};
use domain::standing::{Actor, Channel};
use jsonwebtoken::{Algorithm as Signing, DecodingKey, Validation, decode, decode_header};
use spki::der::DecodePem;
use spki::{ObjectIdentifier, SubjectPublicKeyInfoOwned};
use uuid::Uuid;

use super::sql;
use crate::audit::Request;
use crate::data_source;
use crate::door::{Access, Caller, Stopped, admit};
use crate::registry::Registry;
use crate::stored::known;

const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const ELLIPTIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// The fewest bytes of an encoded RSA key: a modulus of 2,048 bits and the least exponent.
const FEWEST_BYTES: usize = 268;

admit!(RegisterKey, WithdrawKey, AuthenticateSource);

/// A key that was registered: what its source puts into its tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Registered {
    /// The `kid` of the tokens' headers.
    pub key: Uuid,
    /// Their `iss`.
    pub source: SourceId,
    /// With what they are signed.
    pub algorithm: Algorithm,
}

/// Registers a key.
pub async fn register_key(access: &mut Access<RegisterKey>) -> Result<Registered, Stopped> {
    let (name, public_key) = (access.act().source.clone(), access.act().public_key.clone());
    let (expires_on, today) = (access.act().expires_on, access.today());
    if expires_on <= today {
        return Err(Rejection::of("expires_on", "The last day must lie in the future").into());
    }
    let source = data_source::named(access.connection(), &name).await?;
    let source =
        source.ok_or_else(|| Rejection::of("source", "No source is registered by that name"))?;
    let algorithm = algorithm_of(&public_key).ok_or_else(|| {
        Rejection::of(
            "public_key",
            "The file must hold one public key in PEM: RSA of at least 2048 bits, P-256 or Ed25519",
        )
    })?;
    let key = access.chance().uuid();
    let stored = (algorithm, public_key.as_str());
    sql::register_key(access.connection(), key, source, stored, today, expires_on).await?;
    access.note(serde_json::json!({ "key": key, "algorithm": algorithm.code() }));
    Ok(Registered {
        key,
        source,
        algorithm,
    })
}

/// For what a public key in PEM is (RFC 5280, 5480, 8410).
fn algorithm_of(public_key: &str) -> Option<Algorithm> {
    let key = SubjectPublicKeyInfoOwned::from_pem(public_key).ok()?;
    let algorithm = match key.algorithm.oid {
        ED25519 => Algorithm::Ed25519,
        ELLIPTIC if curve(&key) == Some(P_256) => Algorithm::Es256,
        RSA if key.subject_public_key.raw_bytes().len() >= FEWEST_BYTES => Algorithm::Rs256,
        _ => return None,
    };
    decoding(algorithm, public_key).map(|_| algorithm)
}

/// The curve of an elliptic key.
fn curve(key: &SubjectPublicKeyInfoOwned) -> Option<ObjectIdentifier> {
    key.algorithm.parameters.as_ref()?.decode_as().ok()
}

/// Withdraws a key at once.
pub async fn withdraw_key(access: &mut Access<WithdrawKey>) -> Result<(), Stopped> {
    let (key, today) = (access.act().key, access.today());
    if sql::withdraw_key(access.connection(), key, today).await? {
        Ok(())
    } else {
        Err(Rejection::of("key", "There is no such key, or it was withdrawn before").into())
    }
}

/// Notes a token as used.
async fn authenticate(access: &mut Access<AuthenticateSource>) -> Result<(), Stopped> {
    let (Some(key), Ok(verified)) = (access.act().key, access.act().verdict.clone()) else {
        return Err(Refusal::Factors.into());
    };
    let mark = access
        .keys()
        .hashed("feed.used_token.mark", verified.identifier.as_bytes());
    let now = access.now();
    if sql::use_token(access.connection(), key, &mark, verified.ends, now).await? {
        return Ok(());
    }
    access.note(serde_json::json!({ "token": TokenFault::Replayed.code() }));
    Err(Refusal::Factors.into())
}

impl Registry {
    /// The source that a token shows, which is accepted once. Whatever is wrong with it, its sender
    /// learns nothing but that; the trail has more.
    ///
    /// # Errors
    /// [`Refusal::Factors`].
    pub async fn authenticate_source(
        &self,
        token: &str,
        audience: &str,
        request: Request,
    ) -> Result<Caller, Stopped> {
        let key = named_key(token);
        let verdict = match key {
            Some(key) => self.verdict(token, key, audience).await?,
            None => Err(TokenFault::Malformed),
        };
        let source = verdict.as_ref().ok().map(|verified| verified.source);
        let act = AuthenticateSource { key, verdict };
        self.caller(Actor::Stranger, Channel::Feed, request)
            .access(act, authenticate)
            .await?;
        let source = source.ok_or(Refusal::Factors)?;
        Ok(self.caller(Actor::Source(source), Channel::Feed, request))
    }

    /// What is to be thought of a token that names a key.
    async fn verdict(
        &self,
        token: &str,
        key: Uuid,
        audience: &str,
    ) -> Result<Result<VerifiedToken, TokenFault>, Stopped> {
        let Some(row) = sql::key(self.pool(), key).await? else {
            return Ok(Err(TokenFault::UnknownKey));
        };
        let algorithm = known(Algorithm::from_code(&row.algorithm))?;
        let bearing = KeyBearing {
            source: SourceId(row.source),
            expires_on: row.expires_on,
            withdrawn: row.withdrawn_on.is_some(),
        };
        let claims = claims(token, algorithm, &row.public_key);
        Ok(claims.and_then(|claims| current(&claims, &bearing, audience, self.now())))
    }
}

/// The key that a token's header names.
fn named_key(token: &str) -> Option<Uuid> {
    decode_header(token).ok()?.kid?.parse().ok()
}

/// What a token says, if it is signed by the key, and by the algorithm that the key is for: what its
/// header says of the algorithm is not believed.
fn claims(token: &str, algorithm: Algorithm, public_key: &str) -> Result<Claims, TokenFault> {
    let key = decoding(algorithm, public_key).ok_or(TokenFault::KeyOver)?;
    // Times and audience are judged by our own clock, in `domain::feed::current`.
    let mut validation = Validation::new(signing(algorithm));
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let decoded = decode::<Claims>(token, &key, &validation);
    Ok(decoded.map_err(|_| TokenFault::Signature)?.claims)
}

fn signing(algorithm: Algorithm) -> Signing {
    match algorithm {
        Algorithm::Rs256 => Signing::RS256,
        Algorithm::Es256 => Signing::ES256,
        Algorithm::Ed25519 => Signing::EdDSA,
    }
}

/// A public key in PEM, for checking signatures.
fn decoding(algorithm: Algorithm, public_key: &str) -> Option<DecodingKey> {
    let pem = public_key.as_bytes();
    let key = match algorithm {
        Algorithm::Rs256 => DecodingKey::from_rsa_pem(pem),
        Algorithm::Es256 => DecodingKey::from_ec_pem(pem),
        Algorithm::Ed25519 => DecodingKey::from_ed_pem(pem),
    };
    key.ok()
}

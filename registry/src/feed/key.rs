//! Keys, and tokens signed with them.

use std::ops::RangeInclusive;

use data_encoding::HEXLOWER;
use domain::act::Act;
use domain::feed::{
    Algorithm, AuthenticateSource, Claims, KeyBearing, KeyHeld, KeyShown, RegisterKey, TokenFault,
    VerifiedToken, WithdrawKey, current,
};
use domain::id::SourceId;
use domain::refusal::{Problem, Refusal, Rejection};
use domain::standing::{Actor, Channel};
use jsonwebtoken::{Algorithm as Signing, DecodingKey, Validation, decode, decode_header};
use sha2::{Digest, Sha256};
use spki::der::asn1::UintRef;
use spki::der::{Decode, DecodePem, Encode, Reader, SliceReader};
use spki::{ObjectIdentifier, SubjectPublicKeyInfoOwned};
use uuid::Uuid;

use super::sql;
use crate::audit::Request;
use crate::data_source;
use crate::door::{Access, Caller, KnownAct, Stopped, admit, sealed};
use crate::registry::Registry;
use crate::stored::known;

const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
const ELLIPTIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const P_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// The bits of an RSA key: fewer are too weak, more are not checked by the library.
const BITS: RangeInclusive<usize> = 2048..=4096;

admit!(AuthenticateSource);

impl sealed::Sealed for RegisterKey {}

impl KnownAct for RegisterKey {
    async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
        let source = access.act().source;
        data_source::source_held(access, source).await
    }
}

impl sealed::Sealed for WithdrawKey {}

impl KnownAct for WithdrawKey {
    async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
        let key = access.act().key;
        let Some(source) = sql::source_of_key(access.connection(), key).await? else {
            return Ok(None);
        };
        let held = data_source::source_held(access, source).await?;
        Ok(held.map(|held| KeyHeld { source, held }))
    }
}

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

/// Registers a key. Rejected where it is none, too weak, registered for the source already, or was withdrawn.
pub async fn register_key(access: &mut Access<RegisterKey>) -> Result<Registered, Stopped> {
    let (source, public_key) = (access.act().source, access.act().public_key.clone());
    let (expires_on, today) = (access.act().expires_on, access.today());
    let mut problems = Vec::new();
    let read = read_key(&public_key).map_err(|why| problems.push(why.problem()));
    if expires_on <= today {
        problems.push(Problem::new("expires_on", "The day must lie in the future"));
    }
    Rejection::unless_empty(problems)?;
    let Ok((algorithm, fingerprint)) = read else {
        return Err(Refusal::State.into());
    };
    let known = sql::known_key(access.connection(), source, &fingerprint).await?;
    let again = match (known.withdrawn, known.here) {
        (true, _) => Some("This key was withdrawn: have the source make a new pair"),
        (false, true) => Some("This key is registered already"),
        (false, false) => None,
    };
    if let Some(message) = again {
        return Err(Rejection::of("public_key", message).into());
    }
    let key = access.chance().uuid();
    let new = sql::NewKey {
        id: key,
        source,
        algorithm,
        public_key: public_key.trim(),
        fingerprint: &fingerprint,
        expires_on,
    };
    sql::register_key(access.connection(), new, today).await?;
    access.note(serde_json::json!({ "key": key, "algorithm": algorithm.code() }));
    Ok(Registered {
        key,
        source,
        algorithm,
    })
}

/// Why something is no key that can be registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum NoKey {
    /// It is no public key in PEM.
    NotOne,
    /// It is the part that only the source may have.
    Private,
    /// An RSA key of too few bits.
    Weak,
    /// An RSA key of too many.
    Long,
    /// A key of another kind.
    Kind,
}

impl NoKey {
    fn problem(self) -> Problem {
        let message = match self {
            Self::NotOne => {
                "Paste one public key, from -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----"
            }
            Self::Private => {
                "This is a private key, which nobody but the source may have. Have the source make a new pair, and paste its public key"
            }
            Self::Weak => "This key is too weak: an RSA key must have at least 2048 bits",
            Self::Long => "This key is too long: an RSA key must have at most 4096 bits",
            Self::Kind => "The key must be an RSA, a P-256 or an Ed25519 key",
        };
        Problem::new("public_key", message)
    }
}

/// For what a public key in PEM is (RFC 5280, 5480, 8410), and its SHA-256.
fn read_key(public_key: &str) -> Result<(Algorithm, Vec<u8>), NoKey> {
    if public_key.contains("PRIVATE KEY") {
        return Err(NoKey::Private);
    }
    let public_key = public_key.trim();
    let key = SubjectPublicKeyInfoOwned::from_pem(public_key).map_err(|_| NoKey::NotOne)?;
    let algorithm = match key.algorithm.oid {
        ED25519 => Algorithm::Ed25519,
        ELLIPTIC if curve(&key) == Some(P_256) => Algorithm::Es256,
        RSA => match bits(key.subject_public_key.raw_bytes()) {
            None => return Err(NoKey::NotOne),
            Some(bits) if bits < *BITS.start() => return Err(NoKey::Weak),
            Some(bits) if bits > *BITS.end() => return Err(NoKey::Long),
            Some(_) => Algorithm::Rs256,
        },
        _ => return Err(NoKey::Kind),
    };
    decoding(algorithm, public_key).ok_or(NoKey::NotOne)?;
    let whole = key.to_der().map_err(|_| NoKey::NotOne)?;
    Ok((algorithm, Sha256::digest(&whole).to_vec()))
}

/// The curve of an elliptic key.
fn curve(key: &SubjectPublicKeyInfoOwned) -> Option<ObjectIdentifier> {
    key.algorithm.parameters.as_ref()?.decode_as().ok()
}

/// How many bits the modulus of an encoded RSA key has (RFC 8017).
fn bits(key: &[u8]) -> Option<usize> {
    let mut reader = SliceReader::new(key).ok()?;
    let modulus = reader.sequence(|numbers| {
        let modulus = UintRef::decode(numbers)?;
        UintRef::decode(numbers)?;
        Ok::<_, spki::der::Error>(modulus)
    });
    let modulus = modulus.ok()?.as_bytes();
    let unused = modulus.first()?.leading_zeros() as usize;
    Some(modulus.len() * 8 - unused)
}

/// Withdraws a key at once.
pub async fn withdraw_key(access: &mut Access<WithdrawKey>) -> Result<(), Stopped> {
    let (key, today) = (access.act().key, access.today());
    if sql::withdraw_key(access.connection(), key, today).await? {
        Ok(())
    } else {
        Err(Rejection::of("key", "The key was withdrawn before").into())
    }
}

/// The keys of a source.
pub(crate) async fn keys_of<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<Vec<KeyShown>, Stopped> {
    let today = access.today();
    let rows = sql::keys_of(access.connection(), source).await?;
    let shown = rows.into_iter().map(|row| {
        Ok(KeyShown {
            key: row.id,
            algorithm: known(Algorithm::from_code(&row.algorithm))?,
            fingerprint: HEXLOWER.encode(&row.fingerprint),
            registered_on: row.registered_on,
            expires_on: row.expires_on,
            last_used_on: row.last_used_on,
            withdrawn_on: row.withdrawn_on,
            in_force: row.withdrawn_on.is_none() && row.expires_on > today,
        })
    });
    shown.collect()
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
        let today = access.today();
        return Ok(sql::key_used(access.connection(), key, today).await?);
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

//! What a token says (RFC 7519), and whether it holds at a moment.

use chrono::TimeDelta;
use serde::Deserialize;

use super::key::KeyBearing;
use crate::clock::{Moment, london_date};
use crate::id::SourceId;

/// How long a token may hold at most: one request, and a clock that goes wrong.
pub const LONGEST_LIFE: TimeDelta = TimeDelta::minutes(10);
/// By how much two clocks may differ.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::seconds(30);

/// What a token says. Every field but `nbf` must stand in it; another type than these is no token.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub struct Claims {
    /// The source, by its identifier.
    pub iss: String,
    /// This installation's channel.
    pub aud: String,
    /// When it was made, in seconds since 1970.
    pub iat: i64,
    /// Before when it does not hold yet.
    pub nbf: Option<i64>,
    /// When it ceases to hold.
    pub exp: i64,
    /// Its own identifier, from 16 to 64 characters: it is accepted once.
    pub jti: String,
}

/// What is wrong with a token. For the trail alone: whoever sent it learns nothing (G-DENY).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenFault {
    /// It is no signed token, or names no key.
    Malformed,
    /// Nobody registered the key that it names.
    UnknownKey,
    /// The key has been withdrawn or has run out.
    KeyOver,
    /// It is signed by another algorithm than its key is for, by another key, or not at all.
    Signature,
    /// It was not made by the key's source.
    Issuer,
    /// It is meant for somebody else.
    Audience,
    /// It does not hold yet.
    Early,
    /// It holds no more.
    Late,
    /// It holds for longer than any token may.
    TooLong,
    /// Its identifier is too short or too long.
    Identifier,
    /// It has been used.
    Replayed,
}

impl TokenFault {
    /// The code kept in the trail.
    pub fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownKey => "unknown-key",
            Self::KeyOver => "key-over",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Early => "early",
            Self::Late => "late",
            Self::TooLong => "too-long",
            Self::Identifier => "identifier",
            Self::Replayed => "replayed",
        }
    }
}

/// A token that holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifiedToken {
    /// Whose it is.
    pub source: SourceId,
    /// Its own identifier.
    pub identifier: String,
    /// When nobody accepts it any more.
    pub ends: Moment,
}

/// Whether a token, rightly signed with a key, holds now.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn current(
    claims: &Claims,
    key: &KeyBearing,
    audience: &str,
    now: Moment,
) -> Result<VerifiedToken, TokenFault> {
    if key.withdrawn || key.expires_on <= london_date(now) {
        return Err(TokenFault::KeyOver);
    }
    if claims.iss != key.source.to_string() {
        return Err(TokenFault::Issuer);
    }
    if claims.aud != audience {
        return Err(TokenFault::Audience);
    }
    let at = |seconds| Moment::from_timestamp(seconds, 0).ok_or(TokenFault::Malformed);
    let (made, ends) = (at(claims.iat)?, at(claims.exp)?);
    let begins = claims.nbf.map_or(Ok(made), at)?.max(made);
    if now + CLOCKS_DIFFER < begins {
        return Err(TokenFault::Early);
    }
    if ends + CLOCKS_DIFFER <= now {
        return Err(TokenFault::Late);
    }
    if ends - made > LONGEST_LIFE {
        return Err(TokenFault::TooLong);
    }
    if !(16..=64).contains(&claims.jti.len()) {
        return Err(TokenFault::Identifier);
    }
    Ok(VerifiedToken {
        source: key.source,
        identifier: claims.jti.clone(),
        ends: ends + CLOCKS_DIFFER,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::id::SourceId;

    const AUDIENCE: &str = "https://contactpoint.example/feeds/v1";

    fn noon() -> Moment {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    fn key() -> KeyBearing {
        KeyBearing {
            source: SourceId(Uuid::from_u128(7)),
            expires_on: "2026-11-22".parse().unwrap(),
            withdrawn: false,
        }
    }

    fn claims() -> Claims {
        Claims {
            iss: key().source.to_string(),
            aud: AUDIENCE.to_owned(),
            iat: noon().timestamp(),
            nbf: None,
            exp: noon().timestamp() + 300,
            jti: "0123456789abcdef".to_owned(),
        }
    }

    fn judged(change: impl FnOnce(&mut Claims)) -> Result<(), TokenFault> {
        let mut claims = claims();
        change(&mut claims);
        current(&claims, &key(), AUDIENCE, noon()).map(|_| ())
    }

    #[test]
    fn a_token_holds_for_its_source_its_audience_and_its_minutes_feed_12() {
        let at = noon().timestamp();
        assert_eq!(judged(|_| ()), Ok(()));
        assert_eq!(
            judged(|c| c.iss = Uuid::from_u128(8).to_string()),
            Err(TokenFault::Issuer)
        );
        let elsewhere = judged(|c| c.aud = format!("{AUDIENCE}/other"));
        assert_eq!(elsewhere, Err(TokenFault::Audience));
        assert_eq!(judged(|c| c.exp = at - 30), Err(TokenFault::Late));
        assert_eq!(judged(|c| c.exp = at - 29), Ok(()));
        assert_eq!(judged(|c| c.iat = at + 31), Err(TokenFault::Early));
        assert_eq!(judged(|c| c.nbf = Some(at + 31)), Err(TokenFault::Early));
        assert_eq!(judged(|c| c.exp = at + 601), Err(TokenFault::TooLong));
        assert_eq!(judged(|c| c.exp = i64::MAX), Err(TokenFault::Malformed));
        assert_eq!(judged(|c| c.jti.truncate(15)), Err(TokenFault::Identifier));
        assert_eq!(
            judged(|c| c.jti = "x".repeat(65)),
            Err(TokenFault::Identifier)
        );
    }

    #[test]
    fn a_key_that_is_withdrawn_or_has_run_out_signs_nothing_feed_12() {
        let withdrawn = KeyBearing {
            withdrawn: true,
            ..key()
        };
        let over = KeyBearing {
            expires_on: london_date(noon()),
            ..key()
        };
        for key in [withdrawn, over] {
            let judged = current(&claims(), &key, AUDIENCE, noon());
            assert_eq!(judged, Err(TokenFault::KeyOver));
        }
    }
}

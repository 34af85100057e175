//! Passwords, PINs and token secrets.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use data_encoding::BASE32_NOPAD;
use domain::chance::Chance;
use domain::clock::Moment;
use domain::id::AccountId;
use totp_rs::{Algorithm, Builder, Totp};

use crate::keys::{KeyError, Keys};

/// The column whose values [`seal_token_secret`] makes.
const TOKEN_SECRET: &str = "account.sealed_token_secret";

/// Hashes a password or a PIN with argon2id (19 MiB, two passes), as a PHC string.
pub fn hash_secret(secret: &str, chance: &dyn Chance) -> String {
    let mut salt = [0; 16];
    chance.fill(&mut salt);
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(secret.as_bytes(), &salt)
        .expect("the salt is 16 bytes and the parameters are the library's own");
    hash.to_string()
}

/// Whether a secret is the one that was hashed. A hash that cannot be read fits no secret.
pub(super) fn fits(secret: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(secret.as_bytes(), &hash)
            .is_ok()
    })
}

/// Seals a token's secret (20 bytes) for its account's row.
pub fn seal_token_secret(
    keys: &Keys,
    account: AccountId,
    secret: &[u8],
    chance: &dyn Chance,
) -> Vec<u8> {
    keys.seal(TOKEN_SECRET, account.0.as_bytes(), secret, chance)
}

/// Opens a token's secret.
pub(super) fn open_token_secret(
    keys: &Keys,
    account: AccountId,
    sealed: &[u8],
) -> Result<Vec<u8>, KeyError> {
    keys.open(TOKEN_SECRET, account.0.as_bytes(), sealed)
}

/// A token as the standard has it: six digits, 30 seconds, one step of drift either way
/// (RFC 6238). None where the secret is too short for one.
fn token(secret: Vec<u8>) -> Option<Totp> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret)
        .build()
        .ok()
}

/// The step of a right token code. It must be later than the last one used.
pub(super) fn token_step(
    secret: Vec<u8>,
    code: &str,
    unix_time: u64,
    last_step: i64,
) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let step = i64::try_from(token(secret)?.check(&code, unix_time)?).ok()?;
    (step > last_step).then_some(step)
}

/// The code that a token with a base32 secret shows at a moment: for demonstrations, which tell
/// everyone's secrets. None where the secret cannot be read.
pub fn token_code(base32: &str, now: Moment) -> Option<String> {
    let secret = BASE32_NOPAD.decode(base32.as_bytes()).ok()?;
    let unix_time = u64::try_from(now.timestamp()).ok()?;
    Some(token(secret)?.generate(unix_time).to_string())
}

/// A hash that no secret fits, so that an unknown user name costs the same work as a known one.
pub(super) fn nobodys_hash() -> &'static str {
    static HASH: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    HASH.get_or_init(|| {
        let hash: PasswordHash = Argon2::default()
            .hash_password_with_salt(b"nobody signs in with this", b"a salt of nobody")
            .expect("the salt is 16 bytes and the parameters are the library's own");
        hash.to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::SystemChance;

    /// The secret and codes of RFC 6238, appendix B, cut to six digits.
    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn a_token_code_is_right_for_its_step_and_once_auth_01() {
        let step = token_step(SECRET.to_vec(), "287 082", 59, 0).unwrap();
        assert_eq!(step, 1);
        assert_eq!(
            token_step(SECRET.to_vec(), "287082", 59, step),
            None,
            "used already"
        );
        assert_eq!(token_step(SECRET.to_vec(), "287083", 59, 0), None);
        assert_eq!(token_step(SECRET.to_vec(), "94287082", 59, 0), None);
    }

    #[test]
    fn a_token_whose_clock_is_half_a_minute_off_still_works_auth_01() {
        assert_eq!(token_step(SECRET.to_vec(), "287082", 59 + 30, 0), Some(1));
        assert_eq!(token_step(SECRET.to_vec(), "287082", 59 + 61, 0), None);
    }

    #[test]
    fn only_the_secret_fits_its_hash_auth_01() {
        let hash = hash_secret("correct horse", &SystemChance);
        assert!(hash.starts_with("$argon2id$"));
        assert!(fits("correct horse", &hash));
        assert!(!fits("incorrect horse", &hash));
        assert!(!fits("anything", nobodys_hash()));
    }
}

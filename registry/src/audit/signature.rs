//! Signing checkpoints, and telling a genuine signature from a forged one.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use domain::audit::checkpoint::{Checkpoint, Signed};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::keys::Keys;

/// The key that the world checks checkpoints with; written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The public half of an installation's audit key.
    pub fn of(keys: &Keys) -> Self {
        Self(keys.audit.verifying_key())
    }

    /// Whether a checkpoint was signed by the holder of the private half.
    pub fn is_genuine(&self, signed: &Signed) -> bool {
        let signature = Signature::from_bytes(&signed.signature);
        self.0
            .verify_strict(signed.checkpoint.note().as_bytes(), &signature)
            .is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(self.0.as_bytes()))
    }
}

/// A text is not a public key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a public key has 64 hexadecimal digits in lower case")]
pub struct NotAKey;

impl FromStr for PublicKey {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| NotAKey)?;
        let bytes = bytes.try_into().map_err(|_| NotAKey)?;
        VerifyingKey::from_bytes(&bytes)
            .map(Self)
            .map_err(|_| NotAKey)
    }
}

/// Signs a checkpoint.
pub(super) fn sign(key: &SigningKey, checkpoint: Checkpoint) -> Signed {
    let signature = key.sign(checkpoint.note().as_bytes());
    checkpoint.signed(signature.to_bytes())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::audit::tree::Hash;

    use super::*;

    fn checkpoint(size: u64) -> Checkpoint {
        Checkpoint {
            size,
            root: Hash([1; 32]),
            at: DateTime::UNIX_EPOCH,
            horizon: 1,
        }
    }

    #[test]
    fn a_signature_is_for_one_checkpoint_and_one_key_aud_02() {
        let keys = Keys::from_bytes([1; 32], [2; 32]);
        let public = PublicKey::of(&keys);
        let signed = sign(&keys.audit, checkpoint(7));
        assert!(public.is_genuine(&signed));
        assert!(!public.is_genuine(&checkpoint(8).signed(signed.signature)));
        let other = PublicKey::of(&Keys::from_bytes([1; 32], [3; 32]));
        assert!(!other.is_genuine(&signed));
        assert_eq!(public.to_string().parse(), Ok(public));
    }
}

//! The state of the tree in words: what is signed and handed to witnesses (AUD-02).

use chrono::{DateTime, SecondsFormat};
use data_encoding::HEXLOWER;

use super::tree::Hash;
use crate::clock::Moment;

/// The first line of what is signed, so that a signature given here means nothing elsewhere.
pub const ORIGIN: &str = "contactpoint/audit-trail/1";

/// The state of the tree at a moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// The number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// When it was signed. Kept to the microsecond.
    pub at: Moment,
    /// Every database transaction with a lower number is in the tree: here the next step starts,
    /// and a database whose transactions have not come so far is an older copy.
    pub horizon: u64,
}

impl Checkpoint {
    /// What is signed: five lines, each ended by a line feed: origin, size, root in hexadecimal
    /// digits, time in UTC with microseconds, horizon.
    pub fn note(&self) -> String {
        format!(
            "{ORIGIN}\n{}\n{}\n{}\n{}\n",
            self.size,
            self.root,
            self.time(),
            self.horizon
        )
    }

    fn time(&self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::Micros, true)
    }

    /// The same checkpoint with its signature: an Ed25519 signature of [`Checkpoint::note`].
    pub fn signed(self, signature: [u8; 64]) -> Signed {
        Signed {
            checkpoint: self,
            signature,
        }
    }
}

/// A checkpoint and the signature it came with. Whether that is right is for the holder of the
/// public key to say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signed {
    /// The state of the tree.
    pub checkpoint: Checkpoint,
    /// The Ed25519 signature of [`Checkpoint::note`].
    pub signature: [u8; 64],
}

/// A line is not a checkpoint.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("that is not a checkpoint: six fields, separated by single spaces")]
pub struct NotACheckpoint;

impl Signed {
    /// The longest line, in bytes, without its line feed.
    pub const LONGEST_LINE: usize = 320;

    /// The fields of the note and the signature in hexadecimal digits, in one line: how
    /// witnesses keep it.
    pub fn line(&self) -> String {
        let note = self.checkpoint.note();
        format!(
            "{}{}",
            note.replace('\n', " "),
            HEXLOWER.encode(&self.signature)
        )
    }

    /// Reads a line; only the very text that [`Signed::line`] writes is one.
    pub fn from_line(line: &str) -> Result<Self, NotACheckpoint> {
        let signed = read(line).ok_or(NotACheckpoint)?;
        if signed.line() == line {
            Ok(signed)
        } else {
            Err(NotACheckpoint)
        }
    }
}

fn read(line: &str) -> Option<Signed> {
    let mut fields = line.split(' ').skip(1);
    let checkpoint = Checkpoint {
        size: fields.next()?.parse().ok()?,
        root: fields.next()?.parse().ok()?,
        at: DateTime::parse_from_rfc3339(fields.next()?).ok()?.to_utc(),
        horizon: fields.next()?.parse().ok()?,
    };
    let signature = HEXLOWER.decode(fields.next()?.as_bytes()).ok()?;
    Some(checkpoint.signed(signature.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn any_checkpoint()(
            size: u64, root: [u8; 32], micros in 0..4_000_000_000_000_000_i64, horizon: u64,
            signature in prop::collection::vec(any::<u8>(), 64),
        ) -> Signed {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            Checkpoint { size, root: Hash(root), at, horizon }.signed(signature.try_into().unwrap())
        }
    }

    proptest! {
        #[test]
        fn a_checkpoint_reads_back_as_it_was_written_aud_02(signed in any_checkpoint()) {
            let line = signed.line();
            prop_assert!(line.len() <= Signed::LONGEST_LINE && !line.contains('\n'));
            prop_assert_eq!(Signed::from_line(&line), Ok(signed));
        }

        #[test]
        fn half_a_line_is_no_checkpoint_aud_02(signed in any_checkpoint(), cut: prop::sample::Index) {
            let line = signed.line();
            prop_assert_eq!(Signed::from_line(&line[..cut.index(line.len())]), Err(NotACheckpoint));
        }
    }

    #[test]
    fn the_note_names_where_it_comes_from_and_ends_every_line_aud_02() {
        let checkpoint = Checkpoint {
            size: 7,
            root: Hash([0xab; 32]),
            at: DateTime::from_timestamp(1_795_300_000, 0).unwrap(),
            horizon: 99,
        };
        assert_eq!(
            checkpoint.note(),
            format!(
                "contactpoint/audit-trail/1\n7\n{}\n2026-11-21T22:26:40.000000Z\n99\n",
                "ab".repeat(32)
            )
        );
    }
}

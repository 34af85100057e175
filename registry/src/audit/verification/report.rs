//! What a verification found.

use std::fmt;

use uuid::Uuid;

/// Something that an honest trail never shows. Positions count from nought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Break {
    /// An entry does not have the hash under which it was sealed.
    Edited {
        /// Where it stands.
        position: u64,
        /// Which it is.
        entry: Uuid,
    },
    /// An entry's content is gone, and no retention allows it.
    Deleted {
        /// Where it stood.
        position: u64,
        /// Which it was.
        entry: Uuid,
    },
    /// A place in the tree is empty.
    Gap {
        /// Which place.
        position: u64,
    },
    /// A place in the tree is taken twice.
    Doubled {
        /// Which place.
        position: u64,
    },
    /// Entries stand in another order than the one witnessed.
    Reordered {
        /// The first place that another entry held.
        position: u64,
        /// The entry that stands there now.
        entry: Uuid,
    },
    /// Among these entries something was changed together with its hashes.
    Rewritten {
        /// The first place that may differ.
        from: u64,
        /// The place after the last that may differ.
        to: u64,
        /// The witness that shows it.
        witness: String,
    },
    /// The trail ends before what was witnessed.
    CutTail {
        /// How many entries there are.
        size: u64,
        /// How many there were.
        witnessed: u64,
        /// The witness that shows it.
        witness: String,
    },
    /// The database is an older copy, or an older copy that was used since.
    OlderCopy {
        /// How many entries it shares with what was witnessed.
        size: u64,
        /// How many were witnessed.
        witnessed: u64,
        /// The witness that shows it.
        witness: String,
    },
    /// A checkpoint was not signed with this installation's key.
    Forged {
        /// Who holds it: a witness, or `the database`.
        holder: String,
        /// The size that it speaks of.
        size: u64,
    },
    /// The database's own checkpoint differs from its entries and from the witnesses.
    Misstated {
        /// The size that it speaks of.
        size: u64,
    },
    /// What a witness holds is not a growing list of checkpoints.
    Spoilt {
        /// The witness.
        witness: String,
    },
    /// Places in the tree that no checkpoint of the database covers.
    Unsigned {
        /// The first of them.
        from: u64,
    },
    /// Entries that a witness should have heard of and has not.
    Unwitnessed {
        /// The first of them.
        from: u64,
        /// The witness.
        witness: String,
    },
    /// An entry has waited too long for its place.
    Unsequenced {
        /// Which it is.
        entry: Uuid,
    },
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited { position, entry } => {
                write!(f, "entry {entry} at position {position} was edited")
            }
            Self::Deleted { position, entry } => {
                write!(f, "entry {entry} at position {position} was deleted")
            }
            Self::Gap { position } => write!(f, "the place at position {position} was deleted"),
            Self::Doubled { position } => {
                write!(f, "the place at position {position} is taken twice")
            }
            Self::Reordered { position, entry } => {
                write!(
                    f,
                    "entries were reordered: entry {entry} does not belong at position {position}"
                )
            }
            Self::Rewritten { from, to, witness } => write!(
                f,
                "entries were rewritten together with their hashes, between position {from} and \
                 position {}, as witness {witness} shows",
                to - 1
            ),
            Self::CutTail {
                size,
                witnessed,
                witness,
            } => write!(
                f,
                "the tail was cut off after {size} entries: witness {witness} saw {witnessed}"
            ),
            Self::OlderCopy {
                size,
                witnessed,
                witness,
            } => write!(
                f,
                "an older copy of the database was restored: it shares {size} entries with what \
                 witness {witness} saw, {witnessed} entries"
            ),
            Self::Forged { holder, size } => write!(
                f,
                "the checkpoint of {size} entries held by {holder} is forged: it was not signed \
                 with this installation's key"
            ),
            Self::Misstated { size } => write!(
                f,
                "the database's checkpoint of {size} entries was replaced: it differs from the \
                 entries and from the witnesses"
            ),
            Self::Spoilt { witness } => write!(
                f,
                "the checkpoints of witness {witness} were tampered with: they cannot be read in order"
            ),
            Self::Unsigned { from } => write!(
                f,
                "places from position {from} on were added by hand: no checkpoint covers them"
            ),
            Self::Unwitnessed { from, witness } => write!(
                f,
                "witness {witness} has heard of nothing from position {from} on for over a minute"
            ),
            Self::Unsequenced { entry } => write!(
                f,
                "entry {entry} has waited for its place for over a minute"
            ),
        }
    }
}

/// The outcome of a verification.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// How many entries were proved, from the first on.
    pub proved: u64,
    /// How many of those have had their content destroyed after its retention.
    pub destroyed: u64,
    /// How many witnesses' checkpoints agreed.
    pub agreed: u64,
    /// How many entries wait for their place, none of them too long.
    pub waiting: u64,
    /// The first break; none where the trail is whole.
    pub broken: Option<Break>,
}

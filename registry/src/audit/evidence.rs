//! Evidence that one entry is in the trail, which anyone can check who knows the public key and
//! nothing else (AUD-02).

use std::fmt;
use std::str::FromStr;

use domain::audit::checkpoint::Signed;
use domain::audit::proof::{Inclusion, InclusionBuilder};
use domain::audit::tree::Hash;
use domain::id::EntryId;
use futures::TryStreamExt;

use super::signature::PublicKey;
use super::sql;
use super::verification::{VerifyError, is_sealed};
use super::witness::Witnesses;
use crate::registry::Registry;

/// The proof that an entry is in the trail that a witness saw. It holds nothing of what the entry
/// says. Written as lines, each a word and a value; at most 2 KB of them are the path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// Which entry.
    pub entry: EntryId,
    /// The hash of its leaf.
    pub leaf: Hash,
    /// The way from the leaf to the root.
    pub inclusion: Inclusion,
    /// The signed state of the tree, as a witness holds it.
    pub checkpoint: Signed,
}

impl Evidence {
    /// Whether the leaf is in a tree that the holder of the key signed.
    pub fn holds(&self, key: &PublicKey) -> bool {
        let checkpoint = self.checkpoint.checkpoint;
        self.inclusion.size == checkpoint.size
            && self.inclusion.root(self.leaf) == Some(checkpoint.root)
            && key.is_genuine(&self.checkpoint)
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "entry {}", self.entry)?;
        writeln!(f, "position {}", self.inclusion.position)?;
        writeln!(f, "leaf {}", self.leaf)?;
        for hash in &self.inclusion.path {
            writeln!(f, "path {hash}")?;
        }
        writeln!(f, "root {}", self.checkpoint.checkpoint.root)?;
        writeln!(f, "checkpoint {}", self.checkpoint.line())
    }
}

/// A text is not evidence.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("that is not evidence of an entry")]
pub struct NotEvidence;

impl FromStr for Evidence {
    type Err = NotEvidence;

    fn from_str(text: &str) -> Result<Self, NotEvidence> {
        let evidence = read(text).ok_or(NotEvidence)?;
        if evidence.to_string() == text {
            Ok(evidence)
        } else {
            Err(NotEvidence)
        }
    }
}

fn read(text: &str) -> Option<Evidence> {
    let value = |word: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(word)?.strip_prefix(' '))
    };
    let path = text.lines().filter_map(|line| line.strip_prefix("path "));
    let checkpoint = Signed::from_line(value("checkpoint")?).ok()?;
    Some(Evidence {
        entry: value("entry")?.parse().ok()?,
        leaf: value("leaf")?.parse().ok()?,
        inclusion: Inclusion {
            position: value("position")?.parse().ok()?,
            size: checkpoint.checkpoint.size,
            path: path.map(str::parse).collect::<Result<_, _>>().ok()?,
        },
        checkpoint,
    })
}

/// Why there is no evidence of an entry.
#[derive(Debug, thiserror::Error)]
pub enum NoEvidence {
    /// No place in the tree is the entry's.
    #[error("the trail has no place for that entry")]
    NoPlace,
    /// The entry's place is too new: no witness has heard of it.
    #[error("no witness has heard of that entry yet")]
    Unwitnessed,
    /// The entry is not what was sealed, or its content was destroyed.
    #[error("that entry is not what was sealed at position {0}")]
    Changed(u64),
    /// The tree does not lead to what was witnessed: the whole trail has to be verified.
    #[error("the trail is broken: verify it as a whole")]
    Broken,
    /// The evidence could not be gathered.
    #[error(transparent)]
    Failed(#[from] VerifyError),
}

impl From<sqlx::Error> for NoEvidence {
    fn from(error: sqlx::Error) -> Self {
        NoEvidence::Failed(error.into())
    }
}

/// Gathers the evidence of an entry, from the last checkpoint that a witness holds.
pub async fn prove(
    registry: &Registry,
    witnesses: &Witnesses,
    entry: EntryId,
) -> Result<Evidence, NoEvidence> {
    let checkpoint = last_witnessed(witnesses)?.ok_or(NoEvidence::Unwitnessed)?;
    let size = checkpoint.checkpoint.size;
    let mut transaction = registry.pool().begin().await?;
    sql::stand_still(&mut transaction).await?;
    let rows: Vec<_> = sql::rows(&mut transaction, Some(entry.0))
        .try_collect()
        .await?;
    let row = rows.into_iter().next().ok_or(NoEvidence::NoPlace)?;
    let (position, leaf, sealed) = is_sealed(row);
    if !sealed {
        return Err(NoEvidence::Changed(position));
    }
    let mut builder = InclusionBuilder::new(position, size).ok_or(NoEvidence::Unwitnessed)?;
    let mut leaves = std::pin::pin!(sql::leaf_hashes(&mut transaction, 0..size));
    while let Some(leaf) = leaves.try_next().await? {
        builder.push(leaf);
    }
    let inclusion = builder.finish().ok_or(NoEvidence::Broken)?;
    let evidence = Evidence {
        entry,
        leaf,
        inclusion,
        checkpoint,
    };
    if evidence.holds(&PublicKey::of(registry.keys())) {
        Ok(evidence)
    } else {
        Err(NoEvidence::Broken)
    }
}

/// The largest checkpoint that a witness holds.
fn last_witnessed(witnesses: &Witnesses) -> Result<Option<Signed>, VerifyError> {
    let mut last: Option<Signed> = None;
    for witness in witnesses.iter() {
        let latest = witness
            .latest()
            .map_err(|error| VerifyError::Witness(witness.name().to_owned(), error))?;
        last = last
            .into_iter()
            .chain(latest)
            .max_by_key(|signed| signed.checkpoint.size);
    }
    Ok(last)
}

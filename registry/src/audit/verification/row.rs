//! One place in the tree, beside the entry that should stand there.

use domain::audit::leaf::Entry;
use domain::audit::tree::Hash;
use ipnet::IpNet;
use serde_json::Value;
use uuid::Uuid;

/// Microseconds from 1 January 1970 to 1 January 2000, from which PostgreSQL counts.
const POSTGRES_EPOCH: i64 = 946_684_800_000_000;

/// A leaf and its entry as they are stored. Whoever can change the tables can also remove their
/// constraints, so nothing is taken for granted.
pub(in crate::audit) struct Row {
    pub position: i64,
    pub entry: Uuid,
    /// PostgreSQL's own eight bytes of the time.
    pub at: Vec<u8>,
    pub leaf_hash: Vec<u8>,
    pub found: Option<Uuid>,
    pub action: Option<String>,
    pub outcome: Option<String>,
    pub refusal: Option<String>,
    pub account: Option<Uuid>,
    pub role: Option<String>,
    pub organisation: Option<Uuid>,
    pub local_authority: Option<String>,
    pub source: Option<Uuid>,
    pub mediator: Option<Uuid>,
    pub channel: Option<String>,
    pub session: Option<Uuid>,
    pub request: Option<Uuid>,
    pub network_address: Option<IpNet>,
    pub object_kind: Option<String>,
    pub object_id: Option<String>,
    pub reason_code: Option<String>,
    pub reason_words: Option<String>,
    pub detail: Option<String>,
    pub restricted: Option<String>,
    pub salt: Option<Vec<u8>>,
    pub entry_hash: Option<Vec<u8>>,
}

/// What became of the entry at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Content {
    /// It has the hash under which it was sealed.
    Sealed,
    /// It has another.
    Edited,
    /// It is gone.
    Gone,
}

/// A place after its entry was hashed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub position: u64,
    pub entry: Uuid,
    /// Microseconds since 1970.
    pub at: i64,
    pub leaf: Hash,
    pub content: Content,
}

impl Row {
    /// Hashes the entry and compares.
    pub(super) fn judge(self) -> Place {
        let leaf = Hash::read(&self.leaf_hash);
        let content = match (leaf, self.found, self.resealed()) {
            (Some(_), None, _) => Content::Gone,
            (Some(leaf), Some(_), Some(hash))
                if hash == leaf && self.entry_hash.as_deref() == Some(&leaf.0[..]) =>
            {
                Content::Sealed
            }
            _ => Content::Edited,
        };
        Place {
            position: self.position as u64,
            entry: self.entry,
            at: self.micros(),
            leaf: leaf.unwrap_or(Hash([0; 32])),
            content,
        }
    }

    fn micros(&self) -> i64 {
        let bytes = self.at.as_slice().try_into().unwrap_or([0; 8]);
        i64::from_be_bytes(bytes).wrapping_add(POSTGRES_EPOCH)
    }

    /// The leaf hash of what stands in the entry now; none if it could never have been written.
    fn resealed(&self) -> Option<Hash> {
        let detail: Value = serde_json::from_str(self.detail.as_deref()?).ok()?;
        let restricted: Value = serde_json::from_str(self.restricted.as_deref()?).ok()?;
        let salt = self.salt.as_deref()?.try_into().ok()?;
        let entry = Entry {
            id: self.found?,
            at: self.micros(),
            action: self.action.as_deref()?,
            outcome: self.outcome.as_deref()?,
            refusal: self.refusal.as_deref(),
            account: self.account,
            role: self.role.as_deref(),
            organisation: self.organisation,
            local_authority: self.local_authority.as_deref(),
            source: self.source,
            mediator: self.mediator,
            channel: self.channel.as_deref()?,
            session: self.session,
            request: self.request?,
            network_address: self.network_address,
            object_kind: self.object_kind.as_deref(),
            object_id: self.object_id.as_deref(),
            reason_code: self.reason_code.as_deref(),
            reason_words: self.reason_words.as_deref(),
            detail: &detail,
            restricted: &restricted,
        };
        Some(entry.leaf_hash(salt))
    }
}

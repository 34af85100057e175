//! The Merkle tree over the trail, in the form of RFC 6962: only ever added to, every state of it
//! one hash.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// A SHA-256 hash; written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

/// A text is not 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a hash has 64 hexadecimal digits in lower case")]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;
    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| NotAHash)?;
        Self::read(&bytes).ok_or(NotAHash)
    }
}

impl Hash {
    /// The hash whose bytes these are, if they are 32.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

/// The hash of a leaf: SHA-256 of a zero byte and the parts of its data.
pub fn leaf_hash(parts: &[&[u8]]) -> Hash {
    let mut digest = Sha256::new_with_prefix([0]);
    for part in parts {
        digest.update(part);
    }
    Hash(digest.finalize().into())
}

/// The hash of an inner node: SHA-256 of a one byte and the hashes of its two children.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut digest = Sha256::new_with_prefix([1]);
    digest.update(left.0);
    digest.update(right.0);
    Hash(digest.finalize().into())
}

/// As much of a tree as is needed to add to it: the roots of its full subtrees, largest first.
/// At most one for each binary digit of the size.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of a tree of a size; none if the peaks are not as many as the size has ones.
    pub fn of(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the full subtrees, largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root of the tree; that of the empty tree is the hash of nothing.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Hash(Sha256::digest([]).into()),
            Some(last) => peaks.fold(*last, |right, left| node_hash(left, &right)),
        }
    }
}

impl Extend<Hash> for Frontier {
    fn extend<I: IntoIterator<Item = Hash>>(&mut self, leaves: I) {
        for leaf in leaves {
            self.push(leaf);
        }
    }
}

#[cfg(test)]
pub(super) mod naive {
    //! The definitions of RFC 6962, section 2.1, word for word.

    use super::*;

    pub fn leaves(count: usize) -> Vec<Hash> {
        (0..count as u32)
            .map(|n| leaf_hash(&[&n.to_be_bytes()]))
            .collect()
    }

    pub fn split(count: usize) -> usize {
        count.next_power_of_two() / 2
    }

    pub fn root(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Hash(Sha256::digest([]).into()),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(split(leaves.len()));
                node_hash(&root(left), &root(right))
            }
        }
    }

    pub fn path(position: usize, leaves: &[Hash]) -> Vec<Hash> {
        if leaves.len() == 1 {
            return Vec::new();
        }
        let k = split(leaves.len());
        let (left, right) = leaves.split_at(k);
        let (mut below, sibling) = if position < k {
            (path(position, left), root(right))
        } else {
            (path(position - k, right), root(left))
        };
        below.push(sibling);
        below
    }

    pub fn consistency(old: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
        if old == leaves.len() {
            return if whole {
                Vec::new()
            } else {
                vec![root(leaves)]
            };
        }
        let k = split(leaves.len());
        let (left, right) = leaves.split_at(k);
        let (mut below, other) = if old <= k {
            (consistency(old, left, whole), root(right))
        } else {
            (consistency(old - k, right, false), root(left))
        };
        below.push(other);
        below
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_roots_are_those_that_rfc_6962_publishes_aud_02() {
        // The test vectors of the reference implementation of Certificate Transparency.
        let inputs: [&[u8]; 4] = [b"", b"\x00", b"\x10", b"\x20\x21"];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ];
        let mut tree = Frontier::default();
        assert_eq!(tree.root().to_string(), roots[0]);
        for (input, root) in inputs.into_iter().zip(&roots[1..]) {
            tree.push(leaf_hash(&[input]));
            assert_eq!(tree.root().to_string(), *root);
        }
    }

    proptest! {
        #[test]
        fn the_frontier_has_the_root_of_the_whole_tree_aud_02(count in 0..400_usize) {
            let leaves = naive::leaves(count);
            let mut tree = Frontier::default();
            tree.extend(leaves.iter().copied());
            prop_assert_eq!(tree.root(), naive::root(&leaves));
            prop_assert_eq!(Frontier::of(count as u64, tree.peaks().to_vec()), Some(tree));
        }

        #[test]
        fn a_hash_reads_back_as_it_was_written(bytes: [u8; 32]) {
            let hash = Hash(bytes);
            prop_assert_eq!(hash.to_string().parse(), Ok(hash));
        }
    }

    #[test]
    fn a_frontier_with_too_few_peaks_is_none() {
        assert_eq!(Frontier::of(3, vec![Hash([0; 32])]), None);
    }
}

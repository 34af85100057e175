//! Proofs over the tree, of RFC 6962: that a leaf is in it, and that it grew out of a smaller one.
//! Whoever holds a root can check either with nothing but the proof.

use std::ops::Range;

use super::tree::{Frontier, Hash, node_hash};

/// Proves that a leaf stands at a position in a tree. At most one hash for each doubling of the
/// tree: 2 KB hold the proof for 2⁶⁴ entries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inclusion {
    /// The leaf's position, counted from nought.
    pub position: u64,
    /// The number of leaves in the tree.
    pub size: u64,
    /// The siblings on the way up, the leaf's own first.
    pub path: Vec<Hash>,
}

impl Inclusion {
    /// The root of the tree that this proof leads to from a leaf, if it has the right length.
    /// The leaf is in the tree if that is the tree's root.
    pub fn root(&self, leaf: Hash) -> Option<Hash> {
        if self.position >= self.size {
            return None;
        }
        let (mut node, mut last, mut root) = (self.position, self.size - 1, leaf);
        for sibling in &self.path {
            if last == 0 {
                return None;
            }
            if node & 1 == 1 || node == last {
                root = node_hash(sibling, &root);
                while node & 1 == 0 && node != 0 {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                root = node_hash(&root, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        (last == 0).then_some(root)
    }
}

/// Proves that a tree is the beginning of a larger one: nothing was changed, only added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Consistency {
    /// The size of the smaller tree.
    pub old: u64,
    /// The size of the larger tree.
    pub new: u64,
    /// The hashes, in the order of RFC 6962.
    pub path: Vec<Hash>,
}

impl Consistency {
    /// The proof that a tree grew out of the one with this frontier by these leaves.
    pub fn of(old: &Frontier, leaves: &[Hash]) -> Self {
        let new = old.size() + leaves.len() as u64;
        let mut ranges = Vec::new();
        if old.size() > 0 && old.size() < new {
            consistency_ranges(old.size(), 0..new, true, &mut ranges);
        }
        let path = ranges
            .into_iter()
            .map(|range| root_of(range, old, leaves))
            .collect();
        Self {
            old: old.size(),
            new,
            path,
        }
    }

    /// Whether the proof holds between two roots. Everything has grown out of the empty tree.
    pub fn holds(&self, old_root: Hash, new_root: Hash) -> bool {
        if self.old == 0 {
            return self.path.is_empty() && old_root == Frontier::default().root();
        }
        if self.old == self.new {
            return self.path.is_empty() && old_root == new_root;
        }
        self.old < self.new && self.roots(old_root) == Some((old_root, new_root))
    }

    /// The roots of the smaller and the larger tree that the path leads to.
    fn roots(&self, old_root: Hash) -> Option<(Hash, Hash)> {
        let mut path = self.path.iter();
        let start = if self.old.is_power_of_two() {
            old_root
        } else {
            *path.next()?
        };
        let ones = (self.old - 1).trailing_ones();
        let mut node = (self.old - 1).checked_shr(ones).unwrap_or(0);
        let mut last = (self.new - 1).checked_shr(ones).unwrap_or(0);
        let (mut old, mut new) = (start, start);
        for hash in path {
            if last == 0 {
                return None;
            }
            if node & 1 == 1 || node == last {
                old = node_hash(hash, &old);
                new = node_hash(hash, &new);
                while node & 1 == 0 && node != 0 {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                new = node_hash(&new, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        (last == 0).then_some((old, new))
    }
}

/// Gathers the proof that the leaf at a position is in a tree, from the tree's leaves as they
/// stream by in order. Holds one frontier for each hash of the path.
pub struct InclusionBuilder {
    position: u64,
    size: u64,
    next: u64,
    siblings: Vec<(Range<u64>, Frontier)>,
}

impl InclusionBuilder {
    /// For the leaf at a position in a tree of a size; none if it is not in it.
    pub fn new(position: u64, size: u64) -> Option<Self> {
        if position >= size {
            return None;
        }
        let mut ranges = Vec::new();
        inclusion_ranges(position, 0..size, &mut ranges);
        let siblings = ranges
            .into_iter()
            .map(|range| (range, Frontier::default()))
            .collect();
        Some(Self {
            position,
            size,
            next: 0,
            siblings,
        })
    }

    /// Takes the next leaf.
    pub fn push(&mut self, leaf: Hash) {
        let next = self.next;
        self.next += 1;
        if let Some((_, sibling)) = self
            .siblings
            .iter_mut()
            .find(|(range, _)| range.contains(&next))
        {
            sibling.push(leaf);
        }
    }

    /// The proof, once every leaf of the tree has been taken.
    pub fn finish(self) -> Option<Inclusion> {
        (self.next == self.size).then(|| Inclusion {
            position: self.position,
            size: self.size,
            path: self.siblings.iter().map(|(_, s)| s.root()).collect(),
        })
    }
}

/// The ranges of leaves under each sibling on the way up from a position, the lowest first.
fn inclusion_ranges(position: u64, tree: Range<u64>, ranges: &mut Vec<Range<u64>>) {
    if tree.end - tree.start == 1 {
        return;
    }
    let middle = tree.start + split(tree.end - tree.start);
    if position < middle {
        inclusion_ranges(position, tree.start..middle, ranges);
        ranges.push(middle..tree.end);
    } else {
        inclusion_ranges(position, middle..tree.end, ranges);
        ranges.push(tree.start..middle);
    }
}

/// The ranges of leaves under each hash of a consistency proof: SUBPROOF of RFC 6962.
fn consistency_ranges(old: u64, tree: Range<u64>, whole: bool, ranges: &mut Vec<Range<u64>>) {
    let size = tree.end - tree.start;
    if old == size {
        if !whole {
            ranges.push(tree);
        }
        return;
    }
    let k = split(size);
    let middle = tree.start + k;
    if old <= k {
        consistency_ranges(old, tree.start..middle, whole, ranges);
        ranges.push(middle..tree.end);
    } else {
        consistency_ranges(old - k, middle..tree.end, false, ranges);
        ranges.push(tree.start..middle);
    }
}

/// The root over a range that lies wholly in the old tree, where it is one of its full subtrees,
/// or wholly among the new leaves.
fn root_of(range: Range<u64>, old: &Frontier, leaves: &[Hash]) -> Hash {
    let mut start = 0;
    let mut rest = old.size();
    for peak in old.peaks() {
        let width = 1 << rest.ilog2();
        if start == range.start && width == range.end - range.start {
            return *peak;
        }
        start += width;
        rest -= width;
    }
    let added = (range.start - old.size()) as usize..(range.end - old.size()) as usize;
    let mut tree = Frontier::default();
    tree.extend(leaves[added].iter().copied());
    tree.root()
}

/// The largest power of two smaller than a size of two or more.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tree::naive;
    use super::*;

    fn frontier(leaves: &[Hash]) -> Frontier {
        let mut tree = Frontier::default();
        tree.extend(leaves.iter().copied());
        tree
    }

    fn inclusion(position: u64, leaves: &[Hash]) -> Inclusion {
        let mut builder = InclusionBuilder::new(position, leaves.len() as u64).unwrap();
        leaves.iter().for_each(|leaf| builder.push(*leaf));
        builder.finish().unwrap()
    }

    proptest! {
        #[test]
        fn an_inclusion_proof_is_that_of_rfc_6962_and_holds_aud_02(
            (count, position) in (1..200_usize).prop_flat_map(|n| (Just(n), 0..n))
        ) {
            let leaves = naive::leaves(count);
            let proof = inclusion(position as u64, &leaves);
            prop_assert_eq!(&proof.path, &naive::path(position, &leaves));
            prop_assert_eq!(proof.root(leaves[position]), Some(naive::root(&leaves)));
        }

        #[test]
        fn an_inclusion_proof_fails_for_any_other_leaf_place_or_path_aud_02(
            (count, position, other) in (2..200_usize).prop_flat_map(|n| (Just(n), 0..n, 0..n)),
            spoilt: prop::sample::Index,
        ) {
            prop_assume!(position != other);
            let leaves = naive::leaves(count);
            let root = Some(naive::root(&leaves));
            let proof = inclusion(position as u64, &leaves);
            prop_assert_ne!(proof.root(leaves[other]), root);
            let moved = Inclusion { position: other as u64, ..proof.clone() };
            prop_assert_ne!(moved.root(leaves[position]), root);
            let mut bent = proof.clone();
            let at = spoilt.index(bent.path.len());
            bent.path[at].0[0] ^= 1;
            prop_assert_ne!(bent.root(leaves[position]), root);
            let mut short = proof;
            short.path.pop();
            prop_assert_ne!(short.root(leaves[position]), root);
        }

        #[test]
        fn a_consistency_proof_is_that_of_rfc_6962_and_holds_aud_02(
            (new, old) in (1..200_usize).prop_flat_map(|n| (Just(n), 1..=n))
        ) {
            let leaves = naive::leaves(new);
            let proof = Consistency::of(&frontier(&leaves[..old]), &leaves[old..]);
            prop_assert_eq!(&proof.path, &naive::consistency(old, &leaves, true));
            prop_assert!(proof.holds(naive::root(&leaves[..old]), naive::root(&leaves)));
        }

        #[test]
        fn a_consistency_proof_fails_where_the_past_was_changed_aud_02(
            (new, old, edited) in (2..200_usize).prop_flat_map(|n| (Just(n), 1..n)).prop_flat_map(|(n, m)| (Just(n), Just(m), 0..m))
        ) {
            let leaves = naive::leaves(new);
            let mut other = leaves.clone();
            other[edited].0[0] ^= 1;
            let proof = Consistency::of(&frontier(&other[..old]), &other[old..]);
            prop_assert!(!proof.holds(naive::root(&leaves[..old]), naive::root(&other)));
            let honest = Consistency::of(&frontier(&leaves[..old]), &leaves[old..]);
            prop_assert!(!honest.holds(naive::root(&leaves[..old]), naive::root(&other)));
            prop_assert!(!honest.holds(naive::root(&other[..old]), naive::root(&leaves)));
        }
    }

    #[test]
    fn every_tree_grew_out_of_the_empty_one() {
        let leaves = naive::leaves(5);
        let proof = Consistency::of(&Frontier::default(), &leaves);
        assert!(proof.holds(naive::root(&[]), naive::root(&leaves)));
        assert!(!proof.holds(naive::root(&leaves), naive::root(&leaves)));
    }

    #[test]
    fn a_proof_among_a_thousand_million_entries_is_under_two_kilobytes_aud_02() {
        let builder = InclusionBuilder::new(123_456_789, 1_000_000_000).unwrap();
        assert!(builder.siblings.len() * 32 <= 2048);
    }

    #[test]
    fn a_leaf_beyond_the_tree_has_no_proof() {
        assert!(InclusionBuilder::new(3, 3).is_none());
        let beyond = Inclusion {
            position: 1,
            size: 1,
            path: Vec::new(),
        };
        assert_eq!(beyond.root(naive::leaves(1)[0]), None);
    }
}

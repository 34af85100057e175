//! Numbers that look random and never meet: each is an index, put through a permutation keyed by
//! the seed (D-29: no number hints at when or next to what it was made).

/// A permutation of the numbers below a limit.
#[derive(Clone, Copy)]
pub(crate) struct Cipher {
    keys: [u64; 6],
    half_bits: u32,
    limit: u64,
}

impl Cipher {
    /// The permutation of `0..limit` for a seed and a purpose of its own.
    pub(crate) fn new(seed: u64, purpose: u64, limit: u64) -> Self {
        let bits = u64::BITS - (limit - 1).leading_zeros();
        let mut keys = [0; 6];
        for (round, key) in (1_u64..).zip(&mut keys) {
            *key = mixed(seed ^ mixed(purpose.wrapping_mul(31).wrapping_add(round)));
        }
        Self {
            keys,
            half_bits: bits.div_ceil(2).max(1),
            limit,
        }
    }

    /// Where an index goes. It walks on until it lands below the limit.
    pub(crate) fn place(&self, index: u64) -> u64 {
        let mut number = index;
        loop {
            number = self.turned(number);
            if number < self.limit {
                return number;
            }
        }
    }

    /// One pass of a balanced Feistel network.
    fn turned(&self, number: u64) -> u64 {
        let mask = (1 << self.half_bits) - 1;
        let (mut left, mut right) = (number >> self.half_bits, number & mask);
        for key in self.keys {
            (left, right) = (right, left ^ (mixed(right ^ key) & mask));
        }
        (left << self.half_bits) | right
    }
}

/// Mixes the bits of a number well (the finaliser of SplitMix64).
pub(crate) fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_index_has_a_number_of_its_own_d_29() {
        for limit in [2, 3, 10, 1_000, 4_097] {
            let cipher = Cipher::new(1, 2, limit);
            let places: HashSet<u64> = (0..limit).map(|index| cipher.place(index)).collect();
            assert_eq!(places.len() as u64, limit);
            assert!(places.iter().all(|place| *place < limit));
        }
    }
}

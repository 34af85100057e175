//! Record linkage (MAT): whether two accounts are of one child, by what agrees and what does not.
//!
//! [`Person`] is an account made ready; [`compare`] tells how each item of two agrees; [`Weights`],
//! learned from accounts of which it is known who is who ([`learn`]), say what each agreement is
//! worth; [`decide`] draws the line. Safety goes before reach: a wrong match mixes two children's
//! records, a missed one leaves two records of one child.

mod blocks;
mod compare;
mod decide;
mod evidence;
mod learn;
mod learned;
mod person;
mod weights;

pub use blocks::{blocks, largest_block};
pub use compare::{Comparison, ITEMS, Item, LEVELS, Numbers, compare};
pub use decide::{Decision, MATCH_BITS, REVIEW_BITS, Verdict, best, decide};
pub use evidence::Evidence;
pub use learn::learn;
pub use learned::WEIGHTS;
pub use person::{Account, Day, Person, Words};
pub use weights::{Rarity, Weights};

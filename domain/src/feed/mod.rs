//! The channel by which a source's own system supplies rows: who signs its requests, what comes in
//! pieces and waits, and what is told of it (FEED-04, FEED-05, FEED-08, FEED-12).

mod acts;
mod keep_keys;
mod key;
mod supply;
mod token;

pub use acts::{
    AuthenticateSource, BeginSupply, KeepPart, OpenSupply, RefuseSupply, SupplyBearing, ViewSupply,
};
pub use keep_keys::{KeyHeld, RegisterKey, WithdrawKey, adds_keys};
pub use key::{Algorithm, KeyBearing, KeyShown};
pub use supply::{
    About, Format, LARGEST_SUPPLY, NotWhole, REFUSED_AT_ONCE, Receipt, SupplyName, SupplyState,
};
pub use token::{Claims, LONGEST_LIFE, TokenFault, VerifiedToken, current};

//! A reason is given, not made.
use domain::reason::{Reason, ReasonCode};

fn reason() -> Reason {
    Reason { code: ReasonCode::Other, words: None }
}

fn main() {}

//! Common assessments: who holds the most recent one, and its date. Never the assessment itself,
//! its stage or its outcome (CAF-07, D-21).

mod acts;

pub use acts::{ClearCaf, RecordCaf, Recorded, takes_the_place};

//! The best view: one record put together from what many sources say (REC-01).

mod assembly;
mod statement;

pub use assembly::{BestView, Dated, assemble};
pub use statement::{SourceKind, Statement, Supplied};

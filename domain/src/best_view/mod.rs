//! The best view: one record put together from what many sources say (REC-01).

mod assembly;
mod correction;
mod explain;
mod held;
mod item;
mod statement;

pub use assembly::{BestView, Dated, assemble};
pub use correction::{
    Correction, Disputed, Word, contested, corrected, heard, must_wait, rests_on, set_aside,
};
pub use explain::{Told, Why, explain};
pub use held::{ByHand, LetGo, held_of, hold, is_held, let_go};
pub use item::{Item, NotAnItem, Value, Version};
pub use statement::{SourceKind, Statement, Supplied};

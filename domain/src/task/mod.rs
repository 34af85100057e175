//! Tasks and notices: one place where everyone sees what waits for them. Outside the application a
//! message says only that there is something to do (G-NOT).

mod acts;
mod kind;

pub use acts::{DismissNotice, ListMyTasks, MyTask, Recipient, TaskBearing};
pub use kind::TaskKind;

pub mod message;

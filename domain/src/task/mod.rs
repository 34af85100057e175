//! Tasks and notices: one place where everyone sees what waits for them. Outside the application a
//! message says only that there is something to do (G-NOT).

mod acts;
mod kind;

pub use acts::{DismissNotice, ListMyTasks, MyTask, Recipient, TaskBearing};
pub use kind::TaskKind;

/// The only message that is ever sent outside: no child, no number, no service, no place (G-NOT).
pub mod message {
    /// The subject.
    pub const SUBJECT: &str = "You have a task in ContactPoint";

    /// The text; the address is the installation's own.
    pub fn text(address: &str) -> String {
        format!(
            "Something is waiting for you in ContactPoint.\n\nSign in to see what it is: {address}\n\n\
             This message was sent by a machine. Nobody reads answers to it.\n"
        )
    }
}

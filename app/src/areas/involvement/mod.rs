//! Involvements: recording one's own and colleagues', changing, ending, handing over and keeping
//! them, and the lists of one's own and of one's team (INV, CEASE).

mod colleague;
mod entry;
mod hand_over;
mod keep;
mod mine;
mod open;
mod server;
mod start;
mod team;

pub(crate) use colleague::ColleaguePage;
pub(crate) use entry::{ChangePage, EndPage};
pub(crate) use hand_over::HandOverPage;
pub(crate) use keep::{ConfirmPage, KeepPage};
pub(crate) use mine::MinePage;
pub(crate) use open::OpenPage;
pub(crate) use start::StartPage;
pub(crate) use team::TeamPage;

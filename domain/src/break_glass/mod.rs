//! Breaking the glass: the central team sees a shielded record only where one of it asks with a reason
//! and another agrees, for one person, one record and a short while (SHLD-11, matrix note 4).

mod acts;
mod reason;
mod window;

pub use acts::{
    AgreeToBreak, AskToBreak, DeclineToBreak, ListGlass, LookThroughGlass, SetGlassTime,
};
pub use reason::GlassReason;
pub use window::{
    AskedGlass, GlassBearing, GlassDesk, GlassTime, MyGlass, OPEN_FOR_MINUTES, asked_after,
    lapses_at,
};

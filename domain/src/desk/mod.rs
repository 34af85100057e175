//! The management desk: what is due, overdue and waiting, in numbers that lead to lists, and what became
//! of it in the weeks behind. A number counts what the list behind it shows to whoever looks, so it gives
//! nothing away that the list does not (SHLD-12, RPT-07, D-32).

mod acts;
mod chart;
mod item;
mod line;
mod stage;
mod view;
mod week;

pub use acts::{ViewDesk, ViewDeskLine};
pub use chart::{Scale, scale};
pub use item::{Item, Stand};
pub use line::Line;
pub use stage::{Picked, Stage};
pub use view::{Desk, Figure, LineShown, Numbers, WeekShown};
pub use week::{WEEKS_SHOWN, Week};

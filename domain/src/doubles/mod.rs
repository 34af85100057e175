//! Records of the directory that may be of one child: it is compared with itself all the time, and what comes
//! near waits until somebody has looked (MAT-08). No machine joins anything (MAT-06).

mod acts;
mod round;
mod view;

pub use acts::{DoubleBearing, KeepApart, ListDoubles, OpenDouble, ViewDouble, joins};
pub use round::{BATCH, ROUND_DAYS, Step, next_step};
pub use view::{DoubleListed, DoubleShown, LISTED, RecordOfDouble};

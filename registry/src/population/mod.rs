//! Loading a population into an empty directory: by `COPY`, in one transaction, with what search
//! reads beside it, and constant memory. Whoever makes the records hands them over in batches, on
//! as many lanes as there are threads that make them.

mod copy_text;
mod encode;
mod load;
mod sql;

use std::sync::Mutex;

use domain::data_source::{Directory, LoadPopulation};
use tokio::sync::mpsc;

pub use encode::{Batch, Encoder};
pub use load::load;

use crate::door::admit;

/// How many batches of a lane may wait to be copied.
const WAITING: usize = 2;

/// Where the records of a load come from: the door takes it in with the act.
pub struct Records(Mutex<Option<Arriving>>);

/// What arrives: everything around the children first, then batches, from each lane in turn.
struct Arriving {
    directory: Directory,
    lanes: Vec<mpsc::Receiver<Batch>>,
}

/// The end of a lane that whoever makes records holds. Dropping it ends the lane.
pub struct Lane(mpsc::Sender<Batch>);

impl Lane {
    /// Hands a batch over; waits while the database is behind. False where nobody takes it any
    /// more. To be called outside the runtime's own threads.
    pub fn send(&self, batch: Batch) -> bool {
        self.0.blocking_send(batch).is_ok()
    }
}

impl Records {
    /// Records that arrive on so many lanes.
    pub fn on_lanes(directory: Directory, lanes: usize) -> (Vec<Lane>, Self) {
        let (senders, receivers) = (0..lanes)
            .map(|_| {
                let (sender, receiver) = mpsc::channel(WAITING);
                (Lane(sender), receiver)
            })
            .unzip();
        (
            senders,
            Self(Mutex::new(Some(Arriving {
                directory,
                lanes: receivers,
            }))),
        )
    }

    /// What arrives; once.
    fn take(&self) -> Option<Arriving> {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .take()
    }
}

admit!(LoadPopulation<Records>);

//! What a witness saw, read along with the trail.

use std::iter::Peekable;
use std::sync::Arc;

use domain::audit::checkpoint::Signed;
use domain::clock::Moment;

use super::VerifyError;
use super::report::Break;
use crate::audit::witness::{Checkpoints, Witness, WitnessError};

/// A witness's checkpoints, as many as it held when the verification began.
pub(super) struct Witnessed {
    pub name: String,
    checkpoints: Peekable<Checkpoints>,
    /// The size of the last checkpoint read.
    pub size: u64,
    /// When the database signed the first checkpoint that the witness has not heard of.
    pub missed_since: Option<Moment>,
}

/// Why the walk cannot go on.
pub(super) enum Stop {
    /// It found a break.
    Broken(Break),
    /// It could not read what it needed.
    Failed(VerifyError),
}

impl From<Break> for Stop {
    fn from(broken: Break) -> Self {
        Stop::Broken(broken)
    }
}

impl Witnessed {
    /// Opens a witness.
    pub fn by(witness: &Arc<dyn Witness>) -> Result<Self, VerifyError> {
        let name = witness.name().to_owned();
        match witness.checkpoints() {
            Ok(checkpoints) => Ok(Self {
                name,
                checkpoints: checkpoints.peekable(),
                size: 0,
                missed_since: None,
            }),
            Err(error) => Err(VerifyError::Witness(name, error)),
        }
    }

    /// Takes the next checkpoint if it is of this size.
    pub fn at(&mut self, size: u64) -> Result<Option<Signed>, Stop> {
        match self.next_size()? {
            Some(next) if next == size => self.take(),
            _ => Ok(None),
        }
    }

    /// Takes the next checkpoint.
    pub fn take(&mut self) -> Result<Option<Signed>, Stop> {
        match self.checkpoints.next() {
            Some(Ok(signed)) => {
                self.size = signed.checkpoint.size;
                Ok(Some(signed))
            }
            Some(Err(error)) => Err(self.failed(error)),
            None => Ok(None),
        }
    }

    /// The size of the next checkpoint, larger than the last one's.
    pub fn next_size(&mut self) -> Result<Option<u64>, Stop> {
        match self.checkpoints.peek() {
            Some(Ok(signed)) if signed.checkpoint.size > self.size => {
                Ok(Some(signed.checkpoint.size))
            }
            Some(Ok(_)) => Err(self.spoilt()),
            Some(Err(_)) => self.take().map(|_| None),
            None => Ok(None),
        }
    }

    fn spoilt(&self) -> Stop {
        Stop::Broken(Break::Spoilt {
            witness: self.name.clone(),
        })
    }

    fn failed(&self, error: WitnessError) -> Stop {
        match error {
            WitnessError::Spoilt(_) | WitnessError::Contradicted(_) => self.spoilt(),
            WitnessError::Unreached(_) => {
                Stop::Failed(VerifyError::Witness(self.name.clone(), error))
            }
        }
    }
}

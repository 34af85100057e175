//! The audit trail: entries are written by the door (`entry`), given their places in the tree by
//! the sequencer, kept honest by witnesses, and checked by the verification.

mod entry;
mod evidence;
mod generated;
mod sequencer;
mod signature;
mod sql;
mod verification;
mod witness;

pub use entry::Request;
#[cfg(feature = "testing")]
pub use entry::write_for_test;
pub(crate) use entry::{Line, write};
pub use evidence::{Evidence, NoEvidence, NotEvidence, prove};
pub use generated::generate;
pub use sequencer::{SequenceError, Step, prepare_months, run_sequencer, sequence};
pub use signature::{NotAKey, PublicKey};
pub use verification::{Break, Report, VerifyError, verify};
pub use witness::{
    Checkpoints, DirectoryWitness, TooFewWitnesses, Witness, WitnessError, Witnesses,
};

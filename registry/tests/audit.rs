//! The trail on a real database: who may write it, how it is sequenced, and that every kind of
//! tampering is named (AUD-01, AUD-02, AUD-07).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod evidence;
mod retention;
mod rights;
mod sequencing;
mod tampering;
mod trail;

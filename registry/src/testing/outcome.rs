//! How an act ended that was not done.

use domain::refusal::Refusal;

use crate::door::Stopped;

/// Why it was refused; none where it was not.
pub fn refused<T>(result: Result<T, Stopped>) -> Option<Refusal> {
    match result {
        Err(Stopped::Refused(refusal)) => Some(refusal),
        _ => None,
    }
}

/// The fields that are to be mended.
///
/// # Panics
/// Where there is nothing to mend.
pub fn rejected<T>(result: Result<T, Stopped>) -> Vec<String> {
    match result {
        Err(Stopped::Rejected(rejection)) => {
            let problems = rejection.0.iter();
            problems.map(|problem| problem.field.to_string()).collect()
        }
        Err(other) => panic!("{other:?}"),
        Ok(_) => panic!("expected to be told what to do"),
    }
}

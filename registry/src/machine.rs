//! The machine's own clock and chance: the only place that reads either.

use domain::chance::Chance;
use domain::clock::{Clock, Moment};
use rand::TryRngCore;

/// The system's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where time is taken"
    )]
    fn now(&self) -> Moment {
        chrono::Utc::now()
    }
}

/// The operating system's random numbers.
#[derive(Clone, Copy, Debug)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, buffer: &mut [u8]) {
        rand::rngs::OsRng
            .try_fill_bytes(buffer)
            .expect("without the system's random numbers nothing can be kept secret");
    }
}

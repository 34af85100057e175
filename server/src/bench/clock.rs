//! A clock of the measurement's own. It jumps on between searches, so that the limits on how often
//! an account may search stay in force and are never reached (SRCH-04).

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::{fs, io};

use chrono::{DateTime, NaiveDate, TimeDelta};
use domain::clock::{Clock, Moment};
use tokio::sync::{Mutex, MutexGuard};

/// A clock that is moved on.
pub(super) struct BenchClock {
    /// Milliseconds since 1970.
    now: AtomicI64,
    /// Held by whoever moves the clock or signs in: a code is good for half a minute.
    turn: Mutex<()>,
    /// Where the moment of the last sign-in is remembered.
    last: PathBuf,
}

/// No session lasts as long as this, and no limit looks as far back.
const A_SHIFT: TimeDelta = TimeDelta::hours(9);

impl BenchClock {
    /// A clock that stands at noon on a day; or, where the database was measured before, a shift
    /// after the last sign-in: no token's code can be used twice, and none from before it.
    pub fn starting_on(day: NaiveDate, last: PathBuf) -> Self {
        let noon = day.and_hms_opt(12, 0, 0).unwrap_or_default().and_utc();
        let before = fs::read_to_string(&last)
            .ok()
            .and_then(|text| text.trim().parse().ok());
        let after = before.map_or(0, |millis: i64| millis + A_SHIFT.num_milliseconds());
        Self {
            now: AtomicI64::new(noon.timestamp_millis().max(after)),
            turn: Mutex::new(()),
            last,
        }
    }

    /// Remembers the moment of a sign-in for the next measurement.
    pub fn remember(&self) -> io::Result<()> {
        fs::write(&self.last, self.now.load(Ordering::Relaxed).to_string())
    }

    /// Nobody else moves the clock while this is held.
    pub async fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// Jumps on.
    pub fn advance(&self, by: TimeDelta) {
        self.now.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }
}

impl Clock for BenchClock {
    fn now(&self) -> Moment {
        DateTime::from_timestamp_millis(self.now.load(Ordering::Relaxed)).unwrap_or_default()
    }
}

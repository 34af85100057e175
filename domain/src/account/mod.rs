//! Accounts: who may sign in, on what conditions, under which hat (AUTH, ACCT).

mod acts;
mod conditions;
mod lockout;
mod person;

pub use acts::{
    AcceptNotice, ChooseHat, EndSession, ForgetEndedSessions, HatBearing, SessionEnd, SignIn,
    ViewMyAccount,
};
pub use conditions::{AccountState, Conditions, ConditionsUnmet};
pub use lockout::{Attempts, LOCKED_FOR, delay_after};
pub use person::{ActivityLine, HatChoice, MyAccount, Notice, Person};

use chrono::TimeDelta;

/// A session without a request for this long has ended (T-02).
pub const IDLE_LIMIT: TimeDelta = TimeDelta::minutes(10);

/// A session has ended this long after it began, whatever happened in it (T-02).
pub const ABSOLUTE_LIMIT: TimeDelta = TimeDelta::hours(8);

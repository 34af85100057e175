//! What must hold for an account to be used, checked again on every request (ACCT-02, D-25).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::years_after;

/// Where an account stands (section 4.1). Only an active one can be used.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccountState {
    /// Proposed; not yet approved.
    Nominated,
    /// Approved; conditions not yet all evidenced.
    Approved,
    /// In use.
    Active,
    /// Stopped for a while (ACCT-07).
    Suspended,
    /// Ended for good (ACCT-09).
    Closed,
    /// Not approved.
    Refused,
}

impl AccountState {
    /// Every state.
    pub const ALL: [AccountState; 6] = [
        AccountState::Nominated,
        AccountState::Approved,
        AccountState::Active,
        AccountState::Suspended,
        AccountState::Closed,
        AccountState::Refused,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            AccountState::Nominated => "nominated",
            AccountState::Approved => "approved",
            AccountState::Active => "active",
            AccountState::Suspended => "suspended",
            AccountState::Closed => "closed",
            AccountState::Refused => "refused",
        }
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            AccountState::Nominated => "Proposed and not yet approved",
            AccountState::Approved => "Approved and not yet in use",
            AccountState::Active => "In use",
            AccountState::Suspended => "Suspended",
            AccountState::Closed => "Closed",
            AccountState::Refused => "Not approved",
        }
    }

    /// The state with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// The evidence held for an account's conditions.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Conditions {
    /// The account's state.
    pub state: AccountState,
    /// Issue date of the enhanced disclosure, or of the police's equivalent vetting.
    pub vetted_on: Option<NaiveDate>,
    /// Date of the accredited ContactPoint training.
    pub trained_on: Option<NaiveDate>,
    /// Date of the signed user agreement.
    pub agreement_signed_on: Option<NaiveDate>,
}

/// The condition that is not met. Kept in the audit trail; whoever signs in is told nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConditionsUnmet {
    /// Not active.
    State(AccountState),
    /// No disclosure, or one issued three years ago or more (D-26).
    Vetting,
    /// Not trained.
    Training,
    /// No signed agreement.
    Agreement,
}

impl ConditionsUnmet {
    /// The code kept in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            ConditionsUnmet::State(state) => state.code(),
            ConditionsUnmet::Vetting => "vetting",
            ConditionsUnmet::Training => "training",
            ConditionsUnmet::Agreement => "agreement",
        }
    }
}

impl Conditions {
    /// Years for which a disclosure counts (T-01).
    pub const VETTING_YEARS: u32 = 3;

    /// The day on which the disclosure stops counting.
    pub fn vetting_ends(&self) -> Option<NaiveDate> {
        self.vetted_on
            .map(|issued| years_after(issued, Self::VETTING_YEARS))
    }

    /// Whether the account may be used on a day in London.
    pub fn met_on(&self, today: NaiveDate) -> Result<(), ConditionsUnmet> {
        if self.state != AccountState::Active {
            return Err(ConditionsUnmet::State(self.state));
        }
        if self.vetting_ends().is_none_or(|end| today >= end) {
            return Err(ConditionsUnmet::Vetting);
        }
        if self.trained_on.is_none_or(|day| day > today) {
            return Err(ConditionsUnmet::Training);
        }
        if self.agreement_signed_on.is_none_or(|day| day > today) {
            return Err(ConditionsUnmet::Agreement);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn met() -> Conditions {
        Conditions {
            state: AccountState::Active,
            vetted_on: Some(date("2024-03-01")),
            trained_on: Some(date("2024-03-10")),
            agreement_signed_on: Some(date("2024-03-11")),
        }
    }

    #[test]
    fn a_disclosure_issued_three_years_ago_today_no_longer_counts_t_01() {
        assert_eq!(met().met_on(date("2027-02-28")), Ok(()));
        assert_eq!(
            met().met_on(date("2027-03-01")),
            Err(ConditionsUnmet::Vetting)
        );
    }

    #[test]
    fn a_disclosure_issued_on_29_february_counts_until_1_march_t_01() {
        let conditions = Conditions {
            vetted_on: Some(date("2024-02-29")),
            ..met()
        };
        assert_eq!(conditions.met_on(date("2027-02-28")), Ok(()));
        assert_eq!(
            conditions.met_on(date("2027-03-01")),
            Err(ConditionsUnmet::Vetting)
        );
    }

    #[test]
    fn each_condition_alone_keeps_an_account_out_acct_02() {
        let today = date("2026-01-01");
        for state in AccountState::ALL
            .into_iter()
            .filter(|s| *s != AccountState::Active)
        {
            let conditions = Conditions { state, ..met() };
            assert_eq!(conditions.met_on(today), Err(ConditionsUnmet::State(state)));
        }
        let untrained = Conditions {
            trained_on: None,
            ..met()
        };
        assert_eq!(untrained.met_on(today), Err(ConditionsUnmet::Training));
        let unsigned = Conditions {
            agreement_signed_on: None,
            ..met()
        };
        assert_eq!(unsigned.met_on(today), Err(ConditionsUnmet::Agreement));
        let unvetted = Conditions {
            vetted_on: None,
            ..met()
        };
        assert_eq!(unvetted.met_on(today), Err(ConditionsUnmet::Vetting));
    }
}

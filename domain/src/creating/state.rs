//! The states of a request for a record (section 4.6, T-08).

use serde::{Deserialize, Serialize};

/// So many working days the authority has to decide before it is asked again (T-08).
pub const DECIDED_WITHIN: u32 = 2;

/// A request lapses when it has waited so many days for whoever is to take the next step (T-08).
pub const LAPSES_AFTER_DAYS: u64 = 30;

/// So many days those who asked are shown how it ended; then it is destroyed.
pub const SHOWN_FOR_DAYS: u64 = 30;

/// How a request stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody has searched by its facts yet.
    Submitted,
    /// The authority has searched: it can decide.
    Checked,
    /// Those who asked are to tell more.
    NeedsInformation,
    /// The authority would have it made, and it waits unseen for the manager of a shielded child whom it
    /// may be about (D-34). From outside it is a request that is being checked.
    Held,
    /// A record was made.
    Created,
    /// There is a record in the live directory.
    Exists,
    /// An archived record has come back.
    Restored,
    /// The child does not live in England.
    Refused,
    /// Nobody took the next step in time.
    Lapsed,
    /// Everyone who asked took it back.
    Withdrawn,
}

/// What is done with a request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
    /// The authority searches by its facts.
    Check,
    /// The authority asks for more.
    AskMore,
    /// Whoever asked tells more.
    Answer,
    /// A record is made.
    Create,
    /// It is kept back for the manager of a shielded child.
    Hold,
    /// It is about a child who has a record.
    SayExists,
    /// The record of a child who is back is restored.
    Restore,
    /// The child does not live in England.
    Refuse,
    /// Time is over.
    Lapse,
    /// Whoever asked takes it back.
    Withdraw,
}

impl Step {
    /// Every step.
    pub const ALL: [Step; 10] = [
        Step::Check,
        Step::AskMore,
        Step::Answer,
        Step::Create,
        Step::Hold,
        Step::SayExists,
        Step::Restore,
        Step::Refuse,
        Step::Lapse,
        Step::Withdraw,
    ];
}

impl State {
    /// Every state.
    pub const ALL: [State; 10] = [
        State::Submitted,
        State::Checked,
        State::NeedsInformation,
        State::Held,
        State::Created,
        State::Exists,
        State::Restored,
        State::Refused,
        State::Lapsed,
        State::Withdrawn,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            State::Submitted => "submitted",
            State::Checked => "checked",
            State::NeedsInformation => "needs-information",
            State::Held => "held",
            State::Created => "created",
            State::Exists => "exists-use-number",
            State::Restored => "restored",
            State::Refused => "refused-not-resident",
            State::Lapsed => "lapsed",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The state with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether it has not ended.
    pub fn waits(self) -> bool {
        matches!(
            self,
            State::Submitted | State::Checked | State::NeedsInformation | State::Held
        )
    }

    /// Whether the authority of the place is to act.
    pub fn waits_for_authority(self) -> bool {
        matches!(self, State::Submitted | State::Checked)
    }

    /// The state after a step; none where the step cannot be taken. Nothing is decided before the facts,
    /// as they are now, were searched by (CRE-03).
    pub fn after(self, step: Step) -> Option<State> {
        Some(match (self, step) {
            (State::Submitted | State::Checked, Step::Check) => State::Checked,
            (State::Checked, Step::AskMore) => State::NeedsInformation,
            (State::NeedsInformation, Step::Answer) => State::Submitted,
            (State::Checked | State::Held, Step::Create) => State::Created,
            (State::Checked, Step::Hold) => State::Held,
            (State::Checked | State::Held, Step::SayExists) => State::Exists,
            (State::Checked, Step::Restore) => State::Restored,
            (State::Checked, Step::Refuse) => State::Refused,
            (_, Step::Lapse) if self.waits() => State::Lapsed,
            (_, Step::Withdraw) if self.waits() => State::Withdrawn,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
        assert_eq!(State::from_code("draft"), None);
    }

    #[test]
    fn every_pair_of_state_and_step_leads_where_it_should_cre_03_t_08() {
        use State::*;
        let allowed = [
            (Submitted, Step::Check, Checked),
            (Submitted, Step::Lapse, Lapsed),
            (Submitted, Step::Withdraw, Withdrawn),
            (Checked, Step::Check, Checked),
            (Checked, Step::AskMore, NeedsInformation),
            (Checked, Step::Create, Created),
            (Checked, Step::Hold, Held),
            (Checked, Step::SayExists, Exists),
            (Checked, Step::Restore, Restored),
            (Checked, Step::Refuse, Refused),
            (Checked, Step::Lapse, Lapsed),
            (Checked, Step::Withdraw, Withdrawn),
            (NeedsInformation, Step::Answer, Submitted),
            (NeedsInformation, Step::Lapse, Lapsed),
            (NeedsInformation, Step::Withdraw, Withdrawn),
            (Held, Step::Create, Created),
            (Held, Step::SayExists, Exists),
            (Held, Step::Lapse, Lapsed),
            (Held, Step::Withdraw, Withdrawn),
        ];
        for state in State::ALL {
            for step in Step::ALL {
                let expected = allowed
                    .iter()
                    .find(|(from, by, _)| *from == state && *by == step)
                    .map(|(_, _, to)| *to);
                assert_eq!(state.after(step), expected, "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn what_has_ended_stays_ended_cre_04() {
        for state in State::ALL.into_iter().filter(|state| !state.waits()) {
            assert!(
                Step::ALL
                    .into_iter()
                    .all(|step| state.after(step).is_none())
            );
        }
    }
}

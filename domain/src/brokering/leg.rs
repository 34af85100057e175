//! What becomes of a request at one of the services to which it was passed on (section 4.7).

use serde::{Deserialize, Serialize};

use super::request::WrongState;

/// What a service decides. It gives no reason (BRK-03).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It gets in touch itself.
    WillContact,
    /// It does not.
    Declined,
}

impl Answer {
    /// Both answers.
    pub const ALL: [Answer; 2] = [Answer::WillContact, Answer::Declined];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Answer::WillContact => "will-contact",
            Answer::Declined => "declined",
        }
    }

    /// The answer with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }

    /// What the audit trail names it (section 2.40).
    pub fn event(self) -> &'static str {
        match self {
            Answer::WillContact => "brk.contact_expected",
            Answer::Declined => "brk.declined",
        }
    }
}

/// What a manager records of a service that was reached outside the system (BRK-06).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Outside {
    /// It has been told of the request.
    Told,
    /// It has told what it will do.
    Answered(Answer),
}

impl Outside {
    /// The code sent by the page and kept in the trail.
    pub fn code(self) -> &'static str {
        match self {
            Outside::Told => "told",
            Outside::Answered(answer) => answer.code(),
        }
    }

    /// What has a code.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "told" => Some(Outside::Told),
            other => Answer::from_code(other).map(Outside::Answered),
        }
    }
}

/// Where a request stands with one service.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegState {
    /// The service has it.
    PassedOn,
    /// The service was asked again (BRK-04).
    Chased,
    /// The service will not get in touch.
    Declined,
    /// The service gets in touch itself.
    WillContact,
    /// Over without an answer: withdrawn, or the service's entry has left the record.
    Ended,
}

impl LegState {
    /// Every state.
    pub const ALL: [LegState; 5] = [
        LegState::PassedOn,
        LegState::Chased,
        LegState::Declined,
        LegState::WillContact,
        LegState::Ended,
    ];

    /// Asked again.
    pub fn chase(self) -> Result<Self, WrongState> {
        match self {
            Self::PassedOn => Ok(Self::Chased),
            _ => Err(WrongState),
        }
    }

    /// Answered by the service.
    pub fn answer(self, answer: Answer) -> Result<Self, WrongState> {
        match (self, answer) {
            (Self::PassedOn | Self::Chased, Answer::WillContact) => Ok(Self::WillContact),
            (Self::PassedOn | Self::Chased, Answer::Declined) => Ok(Self::Declined),
            _ => Err(WrongState),
        }
    }

    /// Over without an answer.
    pub fn end(self) -> Result<Self, WrongState> {
        match self {
            Self::PassedOn | Self::Chased => Ok(Self::Ended),
            _ => Err(WrongState),
        }
    }

    /// Whether the service has yet to answer.
    pub fn is_open(self) -> bool {
        matches!(self, Self::PassedOn | Self::Chased)
    }

    /// The answer given, where one was.
    pub fn given(self) -> Option<Answer> {
        match self {
            Self::Declined => Some(Answer::Declined),
            Self::WillContact => Some(Answer::WillContact),
            Self::PassedOn | Self::Chased | Self::Ended => None,
        }
    }

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::PassedOn => "passed-on",
            Self::Chased => "chased",
            Self::Declined => "declined",
            Self::WillContact => "will-contact",
            Self::Ended => "ended",
        }
    }

    /// The state with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// As the responsible authority's manager reads it.
    pub fn title(self) -> &'static str {
        match self {
            Self::PassedOn => "Passed on",
            Self::Chased => "Asked again",
            Self::Declined => "Will not get in touch",
            Self::WillContact => "Will get in touch",
            Self::Ended => "Over: nothing more to do",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_answers_once_and_is_chased_once_brk_03_brk_04() {
        type Step = fn(LegState) -> Result<LegState, WrongState>;
        let steps: [(&str, Step); 4] = [
            ("chase", LegState::chase),
            ("accept", |state| state.answer(Answer::WillContact)),
            ("decline", |state| state.answer(Answer::Declined)),
            ("end", LegState::end),
        ];
        let possible = [
            (LegState::PassedOn, "chase", LegState::Chased),
            (LegState::PassedOn, "accept", LegState::WillContact),
            (LegState::PassedOn, "decline", LegState::Declined),
            (LegState::PassedOn, "end", LegState::Ended),
            (LegState::Chased, "accept", LegState::WillContact),
            (LegState::Chased, "decline", LegState::Declined),
            (LegState::Chased, "end", LegState::Ended),
        ];
        for from in LegState::ALL {
            for (name, step) in steps {
                let expected = possible
                    .iter()
                    .find(|(state, step, _)| *state == from && *step == name)
                    .map(|(_, _, to)| *to);
                assert_eq!(step(from).ok(), expected, "{name} from {from:?}");
            }
        }
    }

    #[test]
    fn every_state_and_answer_is_known_by_its_code() {
        for state in LegState::ALL {
            assert_eq!(LegState::from_code(state.code()), Some(state));
            assert!(!(state.is_open() && state.given().is_some()));
        }
        for answer in Answer::ALL {
            let outside = Outside::Answered(answer);
            assert_eq!(Answer::from_code(answer.code()), Some(answer));
            assert_eq!(Outside::from_code(answer.code()), Some(outside));
        }
        assert_eq!(Outside::from_code("told"), Some(Outside::Told));
        assert_eq!(Outside::from_code("refused"), None);
    }
}

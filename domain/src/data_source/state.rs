//! Where a source stands on its way from a proposal to a connection and out of it (section 4.12).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Where a source stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceState {
    /// Registered, without an agreement.
    Proposed,
    /// What it supplies, how often and for what has been agreed (FEED-03).
    AgreementSigned,
    /// The central team looks at it (FEED-02).
    Accrediting,
    /// The central team did not accredit it; it may be asked again.
    Rejected,
    /// Accredited until a day.
    Accredited,
    /// Its rows are taken in: the only state in which any are.
    Connected,
    /// Its rows wait with it for a while (FEED-13).
    Paused,
    /// Its rows are refused until it is cleared or ended (FEED-10).
    Suspended,
    /// Ended for good (FEED-10).
    Terminated,
}

impl SourceState {
    /// Every state, in the order in which they follow each other.
    pub const ALL: [SourceState; 9] = [
        SourceState::Proposed,
        SourceState::AgreementSigned,
        SourceState::Accrediting,
        SourceState::Rejected,
        SourceState::Accredited,
        SourceState::Connected,
        SourceState::Paused,
        SourceState::Suspended,
        SourceState::Terminated,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            SourceState::Proposed => "proposed",
            SourceState::AgreementSigned => "agreement-signed",
            SourceState::Accrediting => "accrediting",
            SourceState::Rejected => "rejected",
            SourceState::Accredited => "accredited",
            SourceState::Connected => "connected",
            SourceState::Paused => "paused",
            SourceState::Suspended => "suspended",
            SourceState::Terminated => "terminated",
        }
    }

    /// The state with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            SourceState::Proposed => "Proposed",
            SourceState::AgreementSigned => "Agreement signed",
            SourceState::Accrediting => "Waiting for accreditation",
            SourceState::Rejected => "Not accredited",
            SourceState::Accredited => "Accredited",
            SourceState::Connected => "Connected",
            SourceState::Paused => "Paused",
            SourceState::Suspended => "Suspended",
            SourceState::Terminated => "Ended",
        }
    }

    /// The state to which a step leads; none where the step is not to be taken from here. This is the
    /// whole machine: what is not listed is refused.
    pub fn after(self, step: Step) -> Option<SourceState> {
        use SourceState::{
            Accredited, Accrediting, AgreementSigned, Connected, Paused, Proposed, Rejected,
            Suspended, Terminated,
        };
        match (self, step) {
            (Proposed, Step::Sign) => Some(AgreementSigned),
            (AgreementSigned | Rejected, Step::AskForAccreditation) => Some(Accrediting),
            (Accrediting, Step::Accredit) => Some(Accredited),
            (Accrediting, Step::Reject) => Some(Rejected),
            (Accredited, Step::Connect) => Some(Connected),
            (Connected, Step::Pause) => Some(Paused),
            (Paused, Step::Resume) => Some(Connected),
            (Connected | Paused, Step::Suspend) => Some(Suspended),
            (Suspended, Step::Reinstate) => Some(Connected),
            (Suspended, Step::Terminate) => Some(Terminated),
            _ => None,
        }
    }

    /// Whether it has been agreed with, and may be agreed with anew, which leaves it where it stands.
    pub fn is_agreed(self) -> bool {
        !matches!(self, SourceState::Proposed | SourceState::Terminated)
    }

    /// Whether its accreditation can be renewed, which leaves it where it stands.
    pub fn is_accredited(self) -> bool {
        matches!(
            self,
            SourceState::Accredited
                | SourceState::Connected
                | SourceState::Paused
                | SourceState::Suspended
        )
    }

    /// How it stands on a day: an accreditation that has run out pauses a connected source, whether or
    /// not the job has noted it (T-31).
    pub fn on(self, accredited_until: Option<NaiveDate>, today: NaiveDate) -> SourceState {
        match self {
            SourceState::Connected if is_over(accredited_until, today) => SourceState::Paused,
            other => other,
        }
    }
}

/// Whether an accreditation has run out by a day: its last day is the one before.
pub fn is_over(accredited_until: Option<NaiveDate>, today: NaiveDate) -> bool {
    accredited_until.is_none_or(|until| until <= today)
}

/// What leads from one state to another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The agreement is signed.
    Sign,
    /// The central team is asked to accredit it, the first time or again.
    AskForAccreditation,
    /// The central team accredits it.
    Accredit,
    /// The central team does not.
    Reject,
    /// It begins to supply.
    Connect,
    /// It stops for a while (FEED-13).
    Pause,
    /// It goes on.
    Resume,
    /// It is stopped until something is cleared (FEED-10).
    Suspend,
    /// It goes on after that.
    Reinstate,
    /// It ends for good (FEED-10).
    Terminate,
}

impl Step {
    /// Every step.
    pub const ALL: [Step; 10] = [
        Step::Sign,
        Step::AskForAccreditation,
        Step::Accredit,
        Step::Reject,
        Step::Connect,
        Step::Pause,
        Step::Resume,
        Step::Suspend,
        Step::Reinstate,
        Step::Terminate,
    ];

    /// Those that are taken at the press of a button; the others say more.
    pub const PRESSED: [Step; 7] = [
        Step::AskForAccreditation,
        Step::Connect,
        Step::Pause,
        Step::Resume,
        Step::Reinstate,
        Step::Suspend,
        Step::Terminate,
    ];

    /// The code that a form sends.
    pub fn code(self) -> &'static str {
        match self {
            Step::Sign => "sign",
            Step::AskForAccreditation => "ask-for-accreditation",
            Step::Accredit => "accredit",
            Step::Reject => "reject",
            Step::Connect => "connect",
            Step::Pause => "pause",
            Step::Resume => "resume",
            Step::Suspend => "suspend",
            Step::Reinstate => "reinstate",
            Step::Terminate => "terminate",
        }
    }

    /// The step with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// What the audit trail calls it (section 2.40).
    pub fn event(self) -> &'static str {
        match self {
            Step::Sign => "feed.agreed",
            Step::AskForAccreditation => "feed.accreditation-asked",
            Step::Accredit => "feed.accredited",
            Step::Reject => "feed.rejected",
            Step::Connect => "feed.connected",
            Step::Pause => "feed.paused",
            Step::Resume => "feed.resumed",
            Step::Suspend => "feed.suspended",
            Step::Reinstate => "feed.reinstated",
            Step::Terminate => "feed.terminated",
        }
    }

    /// Whether rows are taken in again, or for the first time, after it.
    pub fn connects(self) -> bool {
        matches!(self, Step::Connect | Step::Resume | Step::Reinstate)
    }
}

/// Who or what stopped a source: whoever did lets it go on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoppedBy {
    /// The authority for which it speaks.
    LocalAuthority,
    /// The central team: it alone lets the source go on.
    CentralTeam,
    /// Its accreditation ran out (T-31).
    Accreditation,
}

impl StoppedBy {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            StoppedBy::LocalAuthority => "local-authority",
            StoppedBy::CentralTeam => "central-team",
            StoppedBy::Accreditation => "accreditation",
        }
    }

    /// What a code stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        [
            StoppedBy::LocalAuthority,
            StoppedBy::CentralTeam,
            StoppedBy::Accreditation,
        ]
        .into_iter()
        .find(|by| by.code() == code)
    }
}

/// Why nothing is taken in from a source. Whoever supplies is told, so that they know what to do: it
/// says nothing of any child (FEED-05).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotAccepting {
    /// No such source is registered.
    NotRegistered,
    /// It has not been accredited (FEED-02).
    NotAccredited,
    /// It is accredited, and has not been connected.
    NotConnected,
    /// It is paused (FEED-13).
    Paused,
    /// Its accreditation has run out (T-31).
    AccreditationOver,
    /// It is suspended (FEED-10).
    Suspended,
    /// It has been ended (FEED-10).
    Terminated,
}

impl NotAccepting {
    /// The code kept in the audit trail, and told to whoever supplies.
    pub fn code(self) -> &'static str {
        match self {
            NotAccepting::NotRegistered => "source-not-registered",
            NotAccepting::NotAccredited => "source-not-accredited",
            NotAccepting::NotConnected => "source-not-connected",
            NotAccepting::Paused => "source-paused",
            NotAccepting::AccreditationOver => "source-accreditation-over",
            NotAccepting::Suspended => "source-suspended",
            NotAccepting::Terminated => "source-terminated",
        }
    }

    /// What to do, in words for whoever supplies.
    pub fn words(self) -> &'static str {
        match self {
            NotAccepting::NotRegistered => "the source is not registered",
            NotAccepting::NotAccredited => {
                "the source is not accredited: its local authority asks the central team to accredit it"
            }
            NotAccepting::NotConnected => {
                "the source is accredited and has not been connected yet: connect it, then supply again"
            }
            NotAccepting::Paused => {
                "the source is paused: keep the file, and supply it again when the source is resumed"
            }
            NotAccepting::AccreditationOver => {
                "the source’s accreditation has run out: keep the file, and supply it again when the central team has renewed it and the source is resumed"
            }
            NotAccepting::Suspended => {
                "the source is suspended: keep the file, and ask its local authority or the central team"
            }
            NotAccepting::Terminated => "the source has been ended",
        }
    }

    /// Every reason.
    pub const ALL: [NotAccepting; 7] = [
        NotAccepting::NotRegistered,
        NotAccepting::NotAccredited,
        NotAccepting::NotConnected,
        NotAccepting::Paused,
        NotAccepting::AccreditationOver,
        NotAccepting::Suspended,
        NotAccepting::Terminated,
    ];
}

/// Whether rows are taken in from a source: only while it is connected and accredited (FEED-02, 4.12).
pub fn accepts(
    state: SourceState,
    accredited_until: Option<NaiveDate>,
    stopped_by: Option<StoppedBy>,
    today: NaiveDate,
) -> Result<(), NotAccepting> {
    let over = is_over(accredited_until, today);
    match state {
        SourceState::Proposed
        | SourceState::AgreementSigned
        | SourceState::Accrediting
        | SourceState::Rejected => Err(NotAccepting::NotAccredited),
        SourceState::Accredited => Err(NotAccepting::NotConnected),
        SourceState::Paused if over && stopped_by == Some(StoppedBy::Accreditation) => {
            Err(NotAccepting::AccreditationOver)
        }
        SourceState::Paused => Err(NotAccepting::Paused),
        SourceState::Suspended => Err(NotAccepting::Suspended),
        SourceState::Terminated => Err(NotAccepting::Terminated),
        SourceState::Connected if over => Err(NotAccepting::AccreditationOver),
        SourceState::Connected => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn of_every_pair_of_state_and_step_twelve_lead_on_and_the_others_nowhere_4_12() {
        let listed: Vec<(&str, &str, &str)> = vec![
            ("proposed", "sign", "agreement-signed"),
            ("agreement-signed", "ask-for-accreditation", "accrediting"),
            ("accrediting", "accredit", "accredited"),
            ("accrediting", "reject", "rejected"),
            ("rejected", "ask-for-accreditation", "accrediting"),
            ("accredited", "connect", "connected"),
            ("connected", "pause", "paused"),
            ("connected", "suspend", "suspended"),
            ("paused", "resume", "connected"),
            ("paused", "suspend", "suspended"),
            ("suspended", "reinstate", "connected"),
            ("suspended", "terminate", "terminated"),
        ];
        let mut found = Vec::new();
        for state in SourceState::ALL {
            for step in Step::ALL {
                if let Some(then) = state.after(step) {
                    found.push((state.code(), step.code(), then.code()));
                }
            }
        }
        let sorted = |mut pairs: Vec<(&'static str, &'static str, &'static str)>| {
            pairs.sort_unstable();
            pairs
        };
        assert_eq!(sorted(found), sorted(listed));
    }

    #[test]
    fn nothing_leads_out_of_the_end_and_nothing_but_accreditation_to_a_connection_4_12_feed_02() {
        for step in Step::ALL {
            assert_eq!(SourceState::Terminated.after(step), None);
        }
        let before_connected: Vec<SourceState> = SourceState::ALL
            .into_iter()
            .filter(|state| {
                Step::ALL
                    .into_iter()
                    .any(|step| state.after(step) == Some(SourceState::Connected))
            })
            .collect();
        assert!(before_connected.iter().all(|state| state.is_accredited()));
    }

    #[test]
    fn rows_are_taken_in_while_connected_and_accredited_and_never_else_feed_02() {
        let today = date("2026-11-02");
        for state in SourceState::ALL {
            for until in [None, Some(today), Some(date("2026-11-03"))] {
                let accepts = accepts(state, until, None, today).is_ok();
                let should = state == SourceState::Connected && until > Some(today);
                assert_eq!(accepts, should, "{state:?} until {until:?}");
            }
        }
    }

    #[test]
    fn an_accreditation_that_has_run_out_pauses_from_its_day_on_t_31() {
        let until = Some(date("2027-03-01"));
        let on = |state: SourceState, day| state.on(until, date(day));
        assert_eq!(
            on(SourceState::Connected, "2027-02-28"),
            SourceState::Connected
        );
        assert_eq!(
            on(SourceState::Connected, "2027-03-01"),
            SourceState::Paused
        );
        assert_eq!(
            on(SourceState::Suspended, "2027-03-01"),
            SourceState::Suspended
        );
        assert_eq!(
            accepts(SourceState::Connected, until, None, date("2027-03-01")),
            Err(NotAccepting::AccreditationOver)
        );
    }

    #[test]
    fn every_state_step_and_answer_is_known_by_its_code_4_12() {
        for state in SourceState::ALL {
            assert_eq!(SourceState::from_code(state.code()), Some(state));
        }
        let mut events = BTreeSet::new();
        for step in Step::ALL {
            assert_eq!(Step::from_code(step.code()), Some(step));
            assert!(events.insert(step.event()), "{step:?}");
        }
        let codes: BTreeSet<_> = NotAccepting::ALL.map(NotAccepting::code).into();
        assert_eq!(codes.len(), NotAccepting::ALL.len());
    }
}

//! The way of a request from whoever asks to its end (section 4.7). No state waits for anybody's
//! approval: whoever brokers passes on, and does not judge (BRK-02).

use serde::{Deserialize, Serialize};

use crate::id::LocalAuthorityCode;

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestKind {
    /// That a sensitive service gets in touch (BRK-01).
    SensitiveService,
    /// To be told more about a shielded record (D-02, SHLD-10).
    Enquiry,
}

impl RequestKind {
    /// Both kinds.
    pub const ALL: [RequestKind; 2] = [RequestKind::SensitiveService, RequestKind::Enquiry];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            RequestKind::SensitiveService => "sensitive-service",
            RequestKind::Enquiry => "enquiry",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How a request ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Somebody will get in touch.
    ContactExpected,
    /// Nobody will: every service declined, or an enquirer can be told nothing further.
    NoContact,
    /// Whoever asked took it back.
    Withdrawn,
    /// No sensitive service is left to answer: a consent was withdrawn or ran out (SENS-06).
    NothingLeft,
}

/// Where a request stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestState {
    /// With the authority of whoever asks, to be sent on to the responsible one (D-10).
    Received,
    /// With the authority that is responsible for the record.
    WithResponsible,
    /// With the services, each of which decides for itself (BRK-03).
    PassedOn,
    /// Ended.
    Closed(Ending),
}

/// A step that cannot be taken from where something stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("that cannot be done from this state")]
pub struct WrongState;

/// What an enquirer is told, case by case (SHLD-10).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EnquiryAnswer {
    /// The authority will ring.
    WillRing,
    /// There is nothing more to be said.
    NothingFurther,
}

impl EnquiryAnswer {
    /// Both answers.
    pub const ALL: [EnquiryAnswer; 2] = [EnquiryAnswer::WillRing, EnquiryAnswer::NothingFurther];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            EnquiryAnswer::WillRing => "will-ring",
            EnquiryAnswer::NothingFurther => "nothing-further",
        }
    }

    /// The answer with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }

    /// As the manager chooses it.
    pub fn title(self) -> &'static str {
        match self {
            EnquiryAnswer::WillRing => "We will ring you",
            EnquiryAnswer::NothingFurther => "Nothing further can be said",
        }
    }

    /// How an enquiry so answered has ended.
    pub fn ending(self) -> Ending {
        match self {
            EnquiryAnswer::WillRing => Ending::ContactExpected,
            EnquiryAnswer::NothingFurther => Ending::NoContact,
        }
    }
}

impl RequestState {
    /// Every state.
    pub const ALL: [RequestState; 7] = [
        RequestState::Received,
        RequestState::WithResponsible,
        RequestState::PassedOn,
        RequestState::Closed(Ending::ContactExpected),
        RequestState::Closed(Ending::NoContact),
        RequestState::Closed(Ending::Withdrawn),
        RequestState::Closed(Ending::NothingLeft),
    ];

    /// Where a new request starts: with the authority of whoever asks, unless that is the
    /// responsible one, or there is none, as with a national body (D-10).
    pub fn first(own: Option<&LocalAuthorityCode>, responsible: &LocalAuthorityCode) -> Self {
        match own {
            Some(own) if own != responsible => Self::Received,
            _ => Self::WithResponsible,
        }
    }

    /// Sent on to the responsible authority.
    pub fn send_on(self) -> Result<Self, WrongState> {
        match self {
            Self::Received => Ok(Self::WithResponsible),
            _ => Err(WrongState),
        }
    }

    /// Passed on to every service. There is nothing to pass an enquiry on to.
    pub fn pass_on(self, kind: RequestKind) -> Result<Self, WrongState> {
        match (self, kind) {
            (Self::WithResponsible, RequestKind::SensitiveService) => Ok(Self::PassedOn),
            _ => Err(WrongState),
        }
    }

    /// An enquiry answered by the responsible authority itself (SHLD-10).
    pub fn answer(self, kind: RequestKind, answer: EnquiryAnswer) -> Result<Self, WrongState> {
        match (self, kind) {
            (Self::WithResponsible, RequestKind::Enquiry) => Ok(Self::Closed(answer.ending())),
            _ => Err(WrongState),
        }
    }

    /// A service will get in touch: the first one settles it.
    pub fn will_contact(self) -> Result<Self, WrongState> {
        match self {
            Self::PassedOn => Ok(Self::Closed(Ending::ContactExpected)),
            _ => Err(WrongState),
        }
    }

    /// No service is left that may still answer, and at least one declined.
    pub fn all_declined(self) -> Result<Self, WrongState> {
        match self {
            Self::PassedOn => Ok(Self::Closed(Ending::NoContact)),
            _ => Err(WrongState),
        }
    }

    /// Taken back by whoever asked.
    pub fn withdraw(self) -> Result<Self, WrongState> {
        self.close(Ending::Withdrawn)
    }

    /// Nobody is left to answer.
    pub fn nothing_left(self) -> Result<Self, WrongState> {
        self.close(Ending::NothingLeft)
    }

    fn close(self, ending: Ending) -> Result<Self, WrongState> {
        match self {
            Self::Received | Self::WithResponsible | Self::PassedOn => Ok(Self::Closed(ending)),
            Self::Closed(_) => Err(WrongState),
        }
    }

    /// Whether it has ended.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Closed(_))
    }

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::WithResponsible => "with-responsible",
            Self::PassedOn => "passed-on",
            Self::Closed(Ending::ContactExpected) => "contact-expected",
            Self::Closed(Ending::NoContact) => "no-contact",
            Self::Closed(Ending::Withdrawn) => "withdrawn",
            Self::Closed(Ending::NothingLeft) => "nothing-left",
        }
    }

    /// The state with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// All that whoever asked sees of a request: one state for all services together, which tells
/// neither how many there are nor why it ended (BRK-05).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// It is with a management team.
    Sent,
    /// It is with whoever can answer.
    PassedOn,
    /// Nobody will get in touch.
    NoContact,
    /// Somebody will get in touch.
    ContactExpected,
}

impl Progress {
    /// What is shown of a state. Where nobody is left who could answer, it has ended, whether or
    /// not a job has closed it (G-CLOCK).
    pub fn of(state: RequestState, somebody_left: bool) -> Self {
        match state {
            RequestState::Closed(Ending::ContactExpected) => Self::ContactExpected,
            RequestState::Closed(_) => Self::NoContact,
            _ if !somebody_left => Self::NoContact,
            RequestState::Received | RequestState::WithResponsible => Self::Sent,
            RequestState::PassedOn => Self::PassedOn,
        }
    }

    /// As whoever asked reads it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Sent => "Sent",
            Self::PassedOn => "Passed on",
            Self::NoContact => "Closed: no contact will be made",
            Self::ContactExpected => "Closed: contact expected",
        }
    }

    /// Whether it can still be taken back.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::PassedOn)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SERVICE: RequestKind = RequestKind::SensitiveService;
    const ENQUIRY: RequestKind = RequestKind::Enquiry;

    type Step = fn(RequestState) -> Result<RequestState, WrongState>;

    /// Every step that there is, by name.
    fn steps() -> [(&'static str, Step); 10] {
        [
            ("send on", RequestState::send_on),
            ("pass on", |state| state.pass_on(SERVICE)),
            ("pass an enquiry on", |state| state.pass_on(ENQUIRY)),
            ("ring", |state| {
                state.answer(ENQUIRY, EnquiryAnswer::WillRing)
            }),
            ("say nothing", |state| {
                state.answer(ENQUIRY, EnquiryAnswer::NothingFurther)
            }),
            ("answer for a service", |state| {
                state.answer(SERVICE, EnquiryAnswer::WillRing)
            }),
            ("will contact", RequestState::will_contact),
            ("all declined", RequestState::all_declined),
            ("withdraw", RequestState::withdraw),
            ("nothing left", RequestState::nothing_left),
        ]
    }

    #[test]
    fn these_steps_can_be_taken_and_no_others_brk_02_brk_03() {
        use Ending::{ContactExpected, NoContact, NothingLeft, Withdrawn};
        use RequestState::{Closed, PassedOn, Received, WithResponsible};
        let possible = [
            (Received, "send on", WithResponsible),
            (Received, "withdraw", Closed(Withdrawn)),
            (Received, "nothing left", Closed(NothingLeft)),
            (WithResponsible, "pass on", PassedOn),
            (WithResponsible, "ring", Closed(ContactExpected)),
            (WithResponsible, "say nothing", Closed(NoContact)),
            (WithResponsible, "withdraw", Closed(Withdrawn)),
            (WithResponsible, "nothing left", Closed(NothingLeft)),
            (PassedOn, "will contact", Closed(ContactExpected)),
            (PassedOn, "all declined", Closed(NoContact)),
            (PassedOn, "withdraw", Closed(Withdrawn)),
            (PassedOn, "nothing left", Closed(NothingLeft)),
        ];
        for from in RequestState::ALL {
            for (name, step) in steps() {
                let expected = possible
                    .iter()
                    .find(|(state, step, _)| *state == from && *step == name)
                    .map(|(_, _, to)| *to);
                assert_eq!(step(from).ok(), expected, "{name} from {from:?}");
            }
        }
    }

    #[test]
    fn no_state_waits_for_approval_brk_02() {
        let open: Vec<_> = RequestState::ALL
            .into_iter()
            .filter(|state| !state.is_closed())
            .map(RequestState::code)
            .collect();
        assert_eq!(open, ["received", "with-responsible", "passed-on"]);
    }

    #[test]
    fn a_request_starts_with_the_askers_own_authority_unless_that_is_the_responsible_one_d_10() {
        let (own, other) = (
            LocalAuthorityCode("E08000032".into()),
            LocalAuthorityCode("E08000035".into()),
        );
        let first = RequestState::first;
        assert_eq!(first(Some(&own), &other), RequestState::Received);
        assert_eq!(first(Some(&own), &own), RequestState::WithResponsible);
        assert_eq!(first(None, &other), RequestState::WithResponsible);
    }

    #[test]
    fn whoever_asked_sees_one_of_four_states_brk_05() {
        let titles = RequestState::ALL.map(|state| Progress::of(state, true).title());
        assert_eq!(
            titles,
            [
                "Sent",
                "Sent",
                "Passed on",
                "Closed: contact expected",
                "Closed: no contact will be made",
                "Closed: no contact will be made",
                "Closed: no contact will be made",
            ]
        );
    }

    #[test]
    fn where_nobody_is_left_it_reads_as_ended_before_any_job_ran_g_clock() {
        for state in RequestState::ALL {
            assert!(!Progress::of(state, false).is_open());
        }
        let expected = RequestState::Closed(Ending::ContactExpected);
        assert_eq!(Progress::of(expected, false), Progress::ContactExpected);
    }

    #[test]
    fn every_state_kind_and_answer_is_known_by_its_code() {
        for state in RequestState::ALL {
            assert_eq!(RequestState::from_code(state.code()), Some(state));
        }
        for kind in RequestKind::ALL {
            assert_eq!(RequestKind::from_code(kind.code()), Some(kind));
        }
        for answer in EnquiryAnswer::ALL {
            assert_eq!(EnquiryAnswer::from_code(answer.code()), Some(answer));
        }
    }

    proptest! {
        #[test]
        fn however_it_goes_a_request_that_has_ended_stays_as_it_ended_brk_03(
            taken in prop::collection::vec(0..10_usize, 0..20)
        ) {
            let mut state = RequestState::Received;
            for step in taken {
                let after = steps()[step].1(state);
                if state.is_closed() {
                    prop_assert_eq!(after, Err(WrongState));
                }
                state = after.unwrap_or(state);
            }
        }
    }
}

//! The lines of the desk. Another one is a variant here, with its words, its hats and its list, and
//! either the kinds of task it counts or a branch of the one statement in `registry`.

use serde::{Deserialize, Serialize};

use super::item::Stand;
use super::stage::{Picked, Stage};
use crate::standing::Role;
use crate::task::TaskKind;
use chrono::NaiveDate;

/// A line of the desk: one kind of work.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Line {
    /// Requests to reach a sensitive service, and those to be sent on (BRK-02, BRK-04).
    Requests,
    /// Questions about shielded records (D-02).
    Enquiries,
    /// Shields whose review is due (SHLD-07).
    ShieldReviews,
    /// Shields that nobody asks for any more (D-05).
    ShieldsUnasked,
    /// Transfers that the other authority proposed (TRF-03).
    TransfersToAnswer,
    /// Transfers that one's own authority proposed (TRF-03).
    TransfersProposed,
    /// Children who have moved, on which both authorities must agree (TRF-03).
    AgreementRequired,
    /// Deaths that are not confirmed (T-19).
    Deaths,
    /// Records kept past eighteen that are to be confirmed, or of which a user told (R18-03, R18-04).
    PastEighteen,
    /// Young people who will be eighteen soon and whose owners have left (R18-05).
    PastEighteenPrompts,
    /// Ended involvements kept beyond their year that nobody confirmed (CEASE-04, D-19).
    Retention,
    /// Withdrawn consents that the manager confirms (SENS-06).
    Withdrawals,
    /// Consents that ran out (SENS-05).
    ConsentLapses,
    /// Holds on archived records whose review is due (T-24).
    Holds,
    /// One's own looks at archived records (ARC-04).
    ArchiveWindows,
    /// Proposed transfers that nobody answered for twenty working days (TRF-06).
    TransfersUnanswered,
    /// Death certificates that wait for a second person (DTH-02).
    Certificates,
    /// Looks at archived records on which the central team decides (ARC-04).
    ArchiveAccess,
    /// Authorities that are behind with a review of a shield: neither which child nor how many (SHLD-07).
    AuthoritiesBehind,
    /// Children who have left England: told of, or to be looked at again (LVE-01, T-20).
    Leavings,
    /// Children who are believed to be back, for whom the archive is to be searched (LVE-03).
    Returns,
    /// What sources sent that may be about a shielded child (D-34).
    Quarantine,
    /// What sources sent that may be about a child who has a record already (MAT-02).
    Matching,
    /// Records that may be of one child (MAT-08).
    Doubles,
    /// Meetings of the panel to call (T-27).
    PanelMeetings,
    /// Looks at shielded records on which the central team decides (SHLD-11).
    Glass,
    /// Backups that may still hold what was destroyed (T-40).
    Backups,
    /// Sources of data that are a whole cadence late (T-30).
    SourcesOverdue,
    /// Supplies that would take away most of what they change (FEED-08).
    SuppliesHeld,
    /// Sources of data that wait for an accreditation, or whose accreditation runs out (FEED-02, T-31).
    Accreditations,
    /// Details on which what is said does not agree (UPD-02).
    Conflicts,
    /// Details that are disputed (DISP-01).
    Disputes,
    /// Records that users ask for (CRE-03, T-08).
    NewRecords,
    /// Requests for what is held about somebody (SAR-01, T-33).
    SubjectAccess,
    /// Complaints on which it is to be decided (CMP-05, T-34).
    ComplaintsToDecide,
    /// Complaints to answer, and answers to look at again (CMP-02, CMP-06, T-34).
    ComplaintsToAnswer,
    /// Questions about how accounts are used, until a case is opened or they are closed (MIS-03, T-38).
    UseToLookAt,
    /// Cases about how accounts were used (MIS-03).
    UseCases,
}

impl Line {
    /// Every line, in the order in which they stand in a section.
    pub const ALL: [Line; 38] = [
        Line::Enquiries,
        Line::Requests,
        Line::ShieldReviews,
        Line::ShieldsUnasked,
        Line::Quarantine,
        Line::Matching,
        Line::Doubles,
        Line::PanelMeetings,
        Line::AuthoritiesBehind,
        Line::Glass,
        Line::Withdrawals,
        Line::ConsentLapses,
        Line::TransfersToAnswer,
        Line::AgreementRequired,
        Line::TransfersProposed,
        Line::TransfersUnanswered,
        Line::Deaths,
        Line::Certificates,
        Line::Leavings,
        Line::Returns,
        Line::Conflicts,
        Line::Disputes,
        Line::NewRecords,
        Line::SubjectAccess,
        Line::ComplaintsToDecide,
        Line::ComplaintsToAnswer,
        Line::UseToLookAt,
        Line::UseCases,
        Line::PastEighteen,
        Line::PastEighteenPrompts,
        Line::Retention,
        Line::ArchiveAccess,
        Line::ArchiveWindows,
        Line::Holds,
        Line::Backups,
        Line::SourcesOverdue,
        Line::SuppliesHeld,
        Line::Accreditations,
    ];

    /// The code in addresses and in the figures kept.
    pub fn code(self) -> &'static str {
        match self {
            Line::Requests => "requests",
            Line::Enquiries => "enquiries",
            Line::ShieldReviews => "shield-reviews",
            Line::ShieldsUnasked => "shields-unasked",
            Line::TransfersToAnswer => "transfers-to-answer",
            Line::TransfersProposed => "transfers-proposed",
            Line::AgreementRequired => "agreement-required",
            Line::Deaths => "deaths",
            Line::PastEighteen => "past-eighteen",
            Line::PastEighteenPrompts => "past-eighteen-prompts",
            Line::Retention => "retention",
            Line::Withdrawals => "withdrawals",
            Line::ConsentLapses => "consent-lapses",
            Line::Holds => "holds",
            Line::ArchiveWindows => "archive-windows",
            Line::TransfersUnanswered => "transfers-unanswered",
            Line::Certificates => "certificates",
            Line::ArchiveAccess => "archive-access",
            Line::AuthoritiesBehind => "authorities-behind",
            Line::Leavings => "leavings",
            Line::Returns => "returns",
            Line::Quarantine => "quarantine",
            Line::Matching => "matching",
            Line::Doubles => "doubles",
            Line::PanelMeetings => "panel-meetings",
            Line::Glass => "glass",
            Line::Backups => "backups",
            Line::SourcesOverdue => "sources-overdue",
            Line::SuppliesHeld => "supplies-held",
            Line::Accreditations => "accreditations",
            Line::Conflicts => "conflicts",
            Line::Disputes => "disputes",
            Line::NewRecords => "new-records",
            Line::SubjectAccess => "subject-access",
            Line::ComplaintsToDecide => "complaints-to-decide",
            Line::ComplaintsToAnswer => "complaints-to-answer",
            Line::UseToLookAt => "use-to-look-at",
            Line::UseCases => "use-cases",
        }
    }

    /// The line with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|line| line.code() == code)
    }

    /// What it counts: of one, and of any other number.
    fn both(self) -> [&'static str; 2] {
        match self {
            Line::Requests => [
                "request to reach a sensitive service",
                "requests to reach sensitive services",
            ],
            Line::Enquiries => [
                "question about a shielded record",
                "questions about shielded records",
            ],
            Line::ShieldReviews => ["shield to review", "shields to review"],
            Line::ShieldsUnasked => [
                "shield that nobody asks for any more",
                "shields that nobody asks for any more",
            ],
            Line::TransfersToAnswer => ["transfer to answer", "transfers to answer"],
            Line::TransfersProposed => [
                "transfer proposed to another authority",
                "transfers proposed to other authorities",
            ],
            Line::AgreementRequired => [
                "child who has moved: agreement required",
                "children who have moved: agreement required",
            ],
            Line::Deaths => ["death not confirmed", "deaths not confirmed"],
            Line::PastEighteen => [
                "record kept past 18 to confirm or end",
                "records kept past 18 to confirm or end",
            ],
            Line::PastEighteenPrompts => [
                "young person who is 18 soon",
                "young people who are 18 soon",
            ],
            Line::Retention => [
                "ended involvement not confirmed",
                "ended involvements not confirmed",
            ],
            Line::Withdrawals => [
                "withdrawn consent to confirm",
                "withdrawn consents to confirm",
            ],
            Line::ConsentLapses => ["consent that ran out", "consents that ran out"],
            Line::Holds => ["hold to review", "holds to review"],
            Line::ArchiveWindows => [
                "archived record you asked to look at",
                "archived records you asked to look at",
            ],
            Line::TransfersUnanswered => [
                "transfer not answered for 20 working days",
                "transfers not answered for 20 working days",
            ],
            Line::Certificates => [
                "death certificate for a second person",
                "death certificates for a second person",
            ],
            Line::ArchiveAccess => [
                "look at an archived record to decide on",
                "looks at archived records to decide on",
            ],
            Line::AuthoritiesBehind => [
                "authority behind with reviews of shields",
                "authorities behind with reviews of shields",
            ],
            Line::Leavings => [
                "child who may have left England",
                "children who may have left England",
            ],
            Line::Returns => [
                "child who may have returned to England",
                "children who may have returned to England",
            ],
            Line::Quarantine => [
                "row of a source that may be about a shielded child",
                "rows of sources that may be about shielded children",
            ],
            Line::Matching => [
                "row of a source that may be about a child with a record",
                "rows of sources that may be about children with a record",
            ],
            Line::Doubles => [
                "pair of records that may be of one child",
                "pairs of records that may be of one child",
            ],
            Line::PanelMeetings => ["panel meeting to call", "panel meetings to call"],
            Line::Glass => [
                "look at a shielded record to decide on",
                "looks at shielded records to decide on",
            ],
            Line::Conflicts => [
                "detail on which what is said does not agree",
                "details on which what is said does not agree",
            ],
            Line::Disputes => ["disputed detail", "disputed details"],
            Line::Backups => [
                "warning about backups that do not forget",
                "warnings about backups that do not forget",
            ],
            Line::SourcesOverdue => ["source overdue", "sources overdue"],
            Line::SuppliesHeld => [
                "supply held to release or refuse",
                "supplies held to release or refuse",
            ],
            Line::Accreditations => [
                "accreditation of a source to see to",
                "accreditations of sources to see to",
            ],
            Line::NewRecords => ["request for a new record", "requests for new records"],
            Line::SubjectAccess => [
                "request for what is held about somebody",
                "requests for what is held about somebody",
            ],
            Line::ComplaintsToDecide => ["complaint to decide on", "complaints to decide on"],
            Line::ComplaintsToAnswer => [
                "complaint to answer or review",
                "complaints to answer or review",
            ],
            Line::UseToLookAt => [
                "question about how an account is used",
                "questions about how accounts are used",
            ],
            Line::UseCases => [
                "case about how an account was used",
                "cases about how accounts were used",
            ],
        }
    }

    /// What stands after a number.
    pub fn words(self, number: i64) -> &'static str {
        let [one, many] = self.both();
        if number == 1 { one } else { many }
    }

    /// The same as a heading.
    pub fn title(self) -> String {
        let words = self.words(0);
        let (first, rest) = words.split_at(1);
        first.to_uppercase() + rest
    }

    /// The page with the list where the work is done.
    pub fn list(self) -> &'static str {
        match self {
            Line::Requests | Line::Enquiries => "/brokering/requests",
            Line::ShieldReviews | Line::ShieldsUnasked | Line::AuthoritiesBehind => "/shields",
            Line::TransfersToAnswer
            | Line::TransfersProposed
            | Line::AgreementRequired
            | Line::TransfersUnanswered => "/transfers",
            Line::Deaths | Line::Certificates => "/deaths",
            Line::PastEighteen => "/past-eighteen",
            Line::PastEighteenPrompts
            | Line::Retention
            | Line::Withdrawals
            | Line::ConsentLapses
            | Line::Leavings
            | Line::Returns
            | Line::Quarantine
            | Line::Matching
            | Line::PanelMeetings
            | Line::Glass
            | Line::Backups
            | Line::SourcesOverdue
            | Line::SuppliesHeld
            | Line::Accreditations
            | Line::Conflicts => "/tasks",
            Line::Holds | Line::ArchiveWindows | Line::ArchiveAccess => "/archive",
            Line::NewRecords => "/new-records/to-check",
            Line::SubjectAccess => "/subject-access",
            Line::ComplaintsToDecide | Line::ComplaintsToAnswer => "/complaints",
            Line::UseToLookAt | Line::UseCases => "/misuse",
            Line::Doubles => "/doubles",
            Line::Disputes => "/disputes",
        }
    }

    /// The list with nothing in it but what is counted.
    pub fn link(self, stage: Stage) -> String {
        format!("{}?show={}", self.list(), Picked { line: self, stage })
    }

    /// Whether a hat sees the line: no hat sees the number of a list that it may not see.
    pub fn is_shown_to(self, role: Role, brokers: bool) -> bool {
        match self {
            Line::Requests => brokers,
            Line::Enquiries
            | Line::ShieldReviews
            | Line::ShieldsUnasked
            | Line::TransfersToAnswer
            | Line::TransfersProposed
            | Line::AgreementRequired
            | Line::Withdrawals
            | Line::ConsentLapses
            | Line::Holds
            | Line::Quarantine
            | Line::ComplaintsToDecide
            | Line::ComplaintsToAnswer
            | Line::PanelMeetings => role == Role::LocalAuthorityManager,
            Line::Deaths
            | Line::PastEighteen
            | Line::PastEighteenPrompts
            | Line::Retention
            | Line::Leavings
            | Line::Conflicts
            | Line::Disputes
            | Line::NewRecords
            | Line::SubjectAccess
            | Line::Matching
            | Line::Doubles
            | Line::Returns => role.manages_records(),
            Line::ArchiveWindows => role.manages_records() || role == Role::CentralTeam,
            Line::UseToLookAt | Line::UseCases => role.has_desk() && role.looks_into_use(),
            Line::TransfersUnanswered
            | Line::Certificates
            | Line::ArchiveAccess
            | Line::AuthoritiesBehind
            | Line::Glass
            | Line::Backups => role == Role::CentralTeam,
            // National sources are the central team's, local ones wait for the data administrator.
            Line::SourcesOverdue | Line::SuppliesHeld | Line::Accreditations => {
                matches!(role, Role::DataAdministrator | Role::CentralTeam)
            }
        }
    }

    /// The kinds of task it counts, where it counts tasks.
    pub fn tasks(self) -> &'static [TaskKind] {
        match self {
            Line::PastEighteenPrompts => &[TaskKind::OfferPastEighteen],
            Line::Retention => &[TaskKind::ConfirmRetention, TaskKind::RetentionUnconfirmed],
            Line::Withdrawals => &[TaskKind::WithdrawalToConfirm],
            Line::ConsentLapses => &[TaskKind::LapseToReview],
            Line::Leavings => &[
                TaskKind::LeavingReported,
                TaskKind::LeavingToReview,
                TaskKind::LeavingThreeYears,
            ],
            Line::Returns => &[TaskKind::ReturnReported],
            Line::Quarantine => &[TaskKind::QuarantinedRow],
            Line::Matching => &[TaskKind::MatchToReview],
            Line::PanelMeetings => &[TaskKind::PanelToConvene],
            Line::Glass => &[TaskKind::GlassToDecide],
            Line::Backups => &[TaskKind::BackupsOverdue],
            Line::SourcesOverdue => &[TaskKind::SourceOverdue],
            Line::SuppliesHeld => &[TaskKind::SupplyHeld],
            Line::Accreditations => &[TaskKind::AccreditationToDecide, TaskKind::AccreditationEnds],
            Line::Conflicts => &[TaskKind::ConflictToDecide],
            _ => &[],
        }
    }

    /// The line that counts a kind of task.
    pub fn of_task(kind: TaskKind) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|line| line.tasks().contains(&kind))
    }

    /// Whether it waits only when its day is near: what comes round again and again.
    fn comes_round(self) -> bool {
        matches!(self, Line::ShieldReviews | Line::Holds)
    }

    /// Whether its weeks are kept: those of one person's own are not.
    pub fn has_weeks(self) -> bool {
        self != Line::ArchiveWindows
    }

    /// The stage of something that stands so; none where it does not wait yet.
    pub fn stage(self, stand: Stand, today: NaiveDate) -> Option<Stage> {
        let stage = stand.stage(today);
        (stage != Stage::ForYou || !self.comes_round()).then_some(stage)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_line_is_known_by_its_code_and_leads_to_its_list_rpt_07() {
        let codes: BTreeSet<_> = Line::ALL.iter().map(|line| line.code()).collect();
        assert_eq!(codes.len(), Line::ALL.len());
        for line in Line::ALL {
            for stage in Stage::ALL {
                let link = line.link(stage);
                let (list, picked) = link.split_once("?show=").unwrap();
                assert_eq!(list, line.list());
                assert_eq!(Picked::parse(picked), Some(Picked { line, stage }));
            }
            assert!(line.title().starts_with(char::is_uppercase), "{line:?}");
        }
        assert_eq!(Picked::parse("requests.never"), None);
    }

    #[test]
    fn what_is_known_of_shields_is_counted_for_the_manager_alone_shld_12() {
        let of_shields = [
            Line::Enquiries,
            Line::ShieldReviews,
            Line::ShieldsUnasked,
            Line::Holds,
            Line::Quarantine,
            Line::PanelMeetings,
        ];
        for role in Role::ALL {
            for line in of_shields {
                let manager = role == Role::LocalAuthorityManager;
                assert_eq!(line.is_shown_to(role, true), manager, "{line:?} {role:?}");
            }
        }
    }

    #[test]
    fn nobody_but_management_and_the_central_team_has_a_line_rpt_07() {
        for role in Role::ALL {
            let any = Line::ALL.iter().any(|line| line.is_shown_to(role, false));
            assert_eq!(any, role.has_desk(), "{role:?}");
        }
    }

    #[test]
    fn what_comes_round_waits_only_when_its_day_is_near_shld_07() {
        let today: NaiveDate = "2026-11-02".parse().unwrap();
        let stands = |late_on: &str| Stand::due(late_on.parse::<NaiveDate>().unwrap());
        let stage = |line: Line, due: &str| line.stage(stands(due), today);
        assert_eq!(
            stage(Line::ShieldReviews, "2026-11-01"),
            Some(Stage::Overdue)
        );
        assert_eq!(
            stage(Line::ShieldReviews, "2026-11-02"),
            Some(Stage::DueSoon)
        );
        assert_eq!(
            stage(Line::ShieldReviews, "2026-11-09"),
            Some(Stage::DueSoon)
        );
        assert_eq!(stage(Line::ShieldReviews, "2026-11-10"), None);
        assert_eq!(stage(Line::Requests, "2026-11-10"), Some(Stage::ForYou));
    }
}

//! What time alone brings about. Each rule holds when data are read, whether or not its job has
//! run; the job catches up, and may run as often as it likes (G-CLOCK).

use serde_json::json;

use crate::act::Act;
use crate::audit::Event;
use crate::refusal::Refusal;
use crate::standing::{Actor, Standing};

/// A rule that time alone sets off.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// A death that has waited for its confirmation is asked about (T-19).
    UnconfirmedDeaths,
    /// An involvement whose service now counts as sensitive is sealed (SENS-01).
    SealFlagged,
    /// What is recorded of a sensitive service leaves its record (SENS-05, SENS-07, T-09).
    LapseConsent,
    /// A child whose parent consented turns sixteen (SENS-08, T-44).
    ReseekConsent,
    /// A consent runs out soon (SENS-05).
    RemindConsent,
    /// An ended involvement whose time is over leaves its record (T-11, T-12).
    EndedInvolvements,
    /// Requests that nobody is left to answer are closed (SENS-06, section 4.7).
    RequestsOver,
    /// Requests wait with the managers of whoever is responsible for the record now (D-10).
    RequestsMoved,
    /// Requests that were not sent or passed on in time are brought back to notice (T-10).
    RequestsToForward,
    /// Services that have not answered in time are asked again (BRK-04, T-10).
    RequestsToAnswer,
    /// The consent to show a holder or lead of a sensitive service runs out soon (SENS-05, CAF-04).
    RemindHolders,
    /// The consent to show a holder or lead of a sensitive service ran out (SENS-05, CAF-04).
    LapsedHolders,
    /// An ended lead professional's year is over (CAF-08, T-11).
    EndedLeads,
    /// Whoever keeps an involvement beyond its year is asked whether it is still needed (T-13).
    RetentionConfirmations,
    /// A record whose child has moved passes by itself once nothing stands in the way (TRF-02).
    MovesShown,
    /// A proposed transfer has not been answered in time (T-28).
    TransfersToChase,
    /// The review of a shield falls due (T-25, T-26).
    ShieldReviews,
    /// The review of a shield is overdue: it is told on, and the shield stays (D-04, SHLD-07).
    ShieldsOverdue,
    /// The panel's next meeting is due, and none is planned (T-27).
    PanelsDue,
    /// Records that time takes out of the live directory are archived (T-14, T-18).
    RecordsDue,
    /// Holds on archived records are to be reviewed (T-24).
    HoldsToReview,
    /// What has been archived for six years is destroyed, unless it is held (T-21, ARC-07).
    Destruction,
    /// Backups may still hold what was destroyed five weeks ago (T-40).
    BackupsOverdue,
    /// The time for which a record was kept past eighteen is over (T-16, T-17).
    PastEighteenOver,
    /// Whether a record is still to be kept past eighteen is asked each year (T-16).
    PastEighteenConfirmations,
    /// Owners are asked whether a young person's record is to be kept past eighteen (T-15).
    PastEighteenPrompts,
    /// What is stated of children who have left England is looked at again (T-20).
    LeavingReviews,
    /// What is kept sealed about new identities is sealed anew each day, whether or not anything in it
    /// has changed (NEWID-03).
    VaultRenewed,
    /// A week has ended, of which the desks keep their figures (RPT-07).
    WeeklyFigures,
    /// A source of data is a whole cadence late (T-30).
    SourcesOverdue,
    /// A source's accreditation runs out soon (T-31).
    AccreditationsEnding,
    /// It has run out, which pauses the source (T-31).
    AccreditationsOver,
    /// A week has ended, of which the quality of the data is measured (DQ-01).
    QualityFigures,
    /// Requests for records that nobody decided in time are brought back to notice (T-08).
    CreationsToChase,
    /// Requests for records lapse, and those that ended a while ago are destroyed (T-08, CRE-04).
    CreationsOver,
    /// What was kept for parting joined records is destroyed once that is over (T-43).
    MergesFinal,
    /// What waited for review beside a record that has left is weighed anew (MAT-02).
    RowsToWeigh,
    /// Requests for what is held about oneself that were not answered in time are told of (T-33).
    SubjectAccessOverdue,
    /// A week has ended, of which figures are counted to plan services by (STA-02).
    Statistics,
    /// A month has begun: officers are reminded of who has no educational setting recorded (T-37).
    EducationLists,
    /// Complaints that are to be answered are reminded of, and told of when they were not (T-34).
    ComplaintsToAnswer,
    /// Records of the directory are compared among themselves (MAT-08).
    Cleansing,
    /// A day of the trail is reviewed for how accounts were used (MIS-01).
    UseReview,
    /// An explanation that was asked for has not come in time (T-38).
    ExplanationsOverdue,
}

impl Rule {
    /// Every rule, in the order in which two of one day are done: withdrawal before the reversal
    /// of a death, before a birthday, before retention, before destruction (section 5).
    pub const ALL: [Rule; 44] = [
        Rule::SealFlagged,
        Rule::LapseConsent,
        Rule::LapsedHolders,
        Rule::UnconfirmedDeaths,
        Rule::PastEighteenOver,
        Rule::RecordsDue,
        Rule::RowsToWeigh,
        Rule::EndedInvolvements,
        Rule::EndedLeads,
        Rule::RetentionConfirmations,
        Rule::PastEighteenConfirmations,
        Rule::PastEighteenPrompts,
        Rule::ReseekConsent,
        Rule::RemindConsent,
        Rule::RemindHolders,
        Rule::MovesShown,
        Rule::TransfersToChase,
        Rule::RequestsOver,
        Rule::RequestsMoved,
        Rule::RequestsToForward,
        Rule::RequestsToAnswer,
        Rule::CreationsOver,
        Rule::MergesFinal,
        Rule::CreationsToChase,
        Rule::ShieldReviews,
        Rule::ShieldsOverdue,
        Rule::LeavingReviews,
        Rule::PanelsDue,
        Rule::HoldsToReview,
        Rule::SubjectAccessOverdue,
        Rule::ComplaintsToAnswer,
        Rule::ExplanationsOverdue,
        Rule::Destruction,
        Rule::BackupsOverdue,
        Rule::VaultRenewed,
        Rule::WeeklyFigures,
        Rule::AccreditationsOver,
        Rule::AccreditationsEnding,
        Rule::SourcesOverdue,
        Rule::QualityFigures,
        Rule::Statistics,
        Rule::EducationLists,
        Rule::Cleansing,
        Rule::UseReview,
    ];

    /// The code kept in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            Rule::UnconfirmedDeaths => "unconfirmed-deaths",
            Rule::SealFlagged => "seal-flagged",
            Rule::LapseConsent => "lapse-consent",
            Rule::ReseekConsent => "reseek-consent",
            Rule::RemindConsent => "remind-consent",
            Rule::EndedInvolvements => "ended-involvements",
            Rule::RequestsOver => "requests-over",
            Rule::RequestsMoved => "requests-moved",
            Rule::RequestsToForward => "requests-to-forward",
            Rule::RequestsToAnswer => "requests-to-answer",
            Rule::RemindHolders => "remind-holders",
            Rule::LapsedHolders => "lapsed-holders",
            Rule::EndedLeads => "ended-leads",
            Rule::RetentionConfirmations => "retention-confirmations",
            Rule::MovesShown => "moves-shown",
            Rule::TransfersToChase => "transfers-to-chase",
            Rule::ShieldReviews => "shield-reviews",
            Rule::ShieldsOverdue => "shields-overdue",
            Rule::PanelsDue => "panels-due",
            Rule::RecordsDue => "records-due",
            Rule::HoldsToReview => "holds-to-review",
            Rule::Destruction => "destruction",
            Rule::BackupsOverdue => "backups-overdue",
            Rule::PastEighteenOver => "past-eighteen-over",
            Rule::PastEighteenConfirmations => "past-eighteen-confirmations",
            Rule::PastEighteenPrompts => "past-eighteen-prompts",
            Rule::LeavingReviews => "leaving-reviews",
            Rule::VaultRenewed => "vault-renewed",
            Rule::WeeklyFigures => "weekly-figures",
            Rule::SourcesOverdue => "sources-overdue",
            Rule::AccreditationsEnding => "accreditations-ending",
            Rule::AccreditationsOver => "accreditations-over",
            Rule::QualityFigures => "quality-figures",
            Rule::CreationsToChase => "creations-to-chase",
            Rule::CreationsOver => "creations-over",
            Rule::MergesFinal => "merges-final",
            Rule::RowsToWeigh => "rows-to-weigh",
            Rule::SubjectAccessOverdue => "subject-access-overdue",
            Rule::Statistics => "statistics",
            Rule::EducationLists => "education-lists",
            Rule::ComplaintsToAnswer => "complaints-to-answer",
            Rule::Cleansing => "cleansing",
            Rule::UseReview => "use-review",
            Rule::ExplanationsOverdue => "explanations-overdue",
        }
    }

    /// Whether what it does is no work that anybody waits for: figures that are kept, records that are
    /// compared, accounts whose day is reviewed.
    pub fn is_uncounted(self) -> bool {
        matches!(
            self,
            Rule::WeeklyFigures
                | Rule::QualityFigures
                | Rule::Statistics
                | Rule::Cleansing
                | Rule::UseReview
        )
    }

    /// What the audit trail names it, where it has a name of its own there.
    fn action(self) -> &'static str {
        match self {
            Rule::RequestsOver => "brk.closed",
            Rule::RequestsMoved => "brk.routed",
            Rule::RequestsToForward | Rule::RequestsToAnswer => "brk.chased",
            Rule::RecordsDue => "archive.moved",
            Rule::Destruction => "archive.destroyed",
            Rule::PastEighteenOver => "r18.expired",
            Rule::PastEighteenPrompts => "r18.offered",
            Rule::WeeklyFigures => "desk.week-kept",
            Rule::QualityFigures => "dq.computed",
            Rule::Statistics => "statistics.counted",
            Rule::EducationLists => "cne.reminded",
            Rule::Cleansing => "doubles.sought",
            Rule::UseReview => "alert.sought",
            _ => "job.run",
        }
    }
}

/// Jobs are the system's.
fn by_the_system(standing: &Standing) -> Result<(), Refusal> {
    match standing.actor {
        Actor::System => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Doing a batch of what a rule has made due.
#[derive(Debug)]
pub struct RunRule {
    /// Which rule.
    pub rule: Rule,
}

impl Act for RunRule {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of(self.rule.action()).detail(json!({ "rule": self.rule.code() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        by_the_system(standing)
    }
}

/// Taking messages that wait out of the outbox, for a while, to hand them to the mail transport.
#[derive(Debug)]
pub struct ClaimMail;

impl Act for ClaimMail {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("mail.claimed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        by_the_system(standing)
    }
}

/// Noting which messages a mail transport took, and which it did not.
#[derive(Debug)]
pub struct NoteMail {
    /// Messages taken.
    pub sent: Vec<uuid::Uuid>,
    /// How many were not; they are tried again.
    pub failed: usize,
}

impl Act for NoteMail {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("mail.sent").detail(json!({ "sent": self.sent.len(), "failed": self.failed }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        by_the_system(standing)
    }
}

//! What can wait for somebody, in words and with the page where it is done.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What waits for somebody. A task is closed by doing what it asks for; a notice by its reader.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskKind {
    /// An ended involvement kept beyond its year is to be confirmed (CEASE-03).
    ConfirmRetention,
    /// Four weeks on, nobody has confirmed it: for whoever can ask its keeper (D-19).
    RetentionUnconfirmed,
    /// It was not confirmed, and is no longer shown (D-19).
    RetentionLapsed,
    /// A colleague's involvement is now kept by the reader (INV-07).
    HandedToYou,
    /// The reader's involvement is now kept by a colleague (INV-07).
    HandedOn,
    /// A manager asks whether an involvement is still right (INV-09).
    CheckInvolvement,
    /// A consent runs out soon (SENS-05).
    RenewConsent,
    /// A service was flagged as sensitive: its involvements need consent (SENS-01, SENS-02).
    AttestConsent,
    /// A parent consented for a child who now may be able to (SENS-08, T-44).
    ReseekConsent,
    /// A consent ran out: the reader's entry is archived (SENS-05).
    ConsentLapsed,
    /// A consent ran out on a record that the reader's authority answers for (SENS-05).
    LapseToReview,
    /// A manager recorded that a consent was withdrawn: the reader's entry is archived (SENS-06).
    ConsentWithdrawn,
    /// A consent was withdrawn: the authority's manager confirms it (SENS-06).
    WithdrawalToConfirm,
    /// A request has come in that is to be sent on to the responsible authority (D-10). What is asked
    /// for is not said: of a record shielded since it would tell of a sensitive service.
    RequestReceived,
    /// A request is to be passed on to the service (BRK-02).
    RequestToPassOn,
    /// A practitioner asks the reader's service to get in touch (BRK-03).
    RequestToAnswer,
    /// The service has not answered for five working days (BRK-04).
    RequestUnanswered,
    /// The reader's request has ended (BRK-03).
    RequestEnded,
    /// A question about a shielded record is to be answered (D-02).
    EnquiryToAnswer,
    /// The consent to show somebody as a holder or lead runs out soon (SENS-05, CAF-04).
    RenewConsentToShow,
    /// A newer common assessment has taken the place of the reader's (CAF-08).
    CafSuperseded,
    /// The reader is no longer the lead professional (CAF-05).
    LeadEnded,
    /// The death of a child with whom the reader works has been notified (DTH-04).
    DeathNotified,
    /// A notified death turned out to be a mistake (DTH-03).
    DeathReversed,
    /// A death has been waiting for its confirmation (T-19).
    DeathUnconfirmed,
    /// A death entered by hand waits for a second person of the central team (DTH-02).
    DeathToConfirm,
    /// Data show that a child has moved, and both authorities must agree. Not why (D-30).
    TransferAgreement,
    /// The other authority proposes that responsibility passes (TRF-03).
    TransferToAnswer,
    /// A proposal of the reader's authority was not accepted (TRF-03).
    TransferRejected,
    /// Both authorities agreed; responsibility has passed (TRF-03).
    TransferDone,
    /// Records have passed to or from the reader's authority by themselves (TRF-02).
    TransfersAutomatic,
    /// A proposal has not been answered for twenty working days (T-28, TRF-06).
    TransferUnanswered,
    /// Another authority answers for the record now; not which (TRF-03, D-31).
    ResponsibilityMoved,
    /// A shield is to be reviewed (SHLD-07).
    ShieldToReview,
    /// The review of a shield was not done in time: for the authority's managers and the central
    /// team (SHLD-07).
    ShieldOverdue,
    /// A review recommends that a shield ends which the reader asked for (SHLD-17).
    ShieldToConfirm,
    /// Whoever asked for a shield says that it is no longer needed (D-05).
    ShieldNoticeWithdrawn,
    /// A record with which the reader works is no longer shielded (SHLD-09).
    ShieldLifted,
    /// A record on which the reader stood has been archived: the child left England, or never lived
    /// here (LVE-01). It names nobody: the record is no longer live.
    RecordArchived,
    /// A record that the reader believed to be needed again is live again (ARC-08).
    RecordRestored,
    /// Somebody asks to look at an archived record for a compelling reason (ARC-04).
    ArchiveAccessToDecide,
    /// The central team has decided on the reader's look at an archived record (ARC-04).
    ArchiveAccessDecided,
    /// A hold on an archived record is to be reviewed (T-24).
    HoldToReview,
    /// A young person will be eighteen soon: is the record to be kept (R18-05, T-15)?
    OfferPastEighteen,
    /// Whoever recorded the consent is asked each year whether it still stands (R18-04, T-16).
    AnswerPastEighteen,
    /// A record kept past eighteen is to be confirmed for another year (R18-04, T-16).
    ConfirmPastEighteen,
    /// A user tells that a record is to be kept past eighteen no longer (R18-03).
    PastEighteenOver,
    /// A row of a source may be about a shielded child: settle whom it is about (D-34).
    QuarantinedRow,
    /// A row of a source may be about the child of a record: settle whom it is about (MAT-02).
    MatchToReview,
    /// Backups may still hold what was destroyed five weeks ago (T-40).
    BackupsOverdue,
    /// A user or a source tells that a child has left England (LVE-01).
    LeavingReported,
    /// What is stated of a child who has left England is to be looked at again (LVE-05, T-20).
    LeavingToReview,
    /// A child has been away for three years, which defeats what was stated (D-14, T-20).
    LeavingThreeYears,
    /// What the reader told of a child who has left has been seen to (LVE-01). It names nobody: the
    /// record may be archived by then.
    LeavingAnswered,
    /// A user believes that a child has come back: the archive is to be searched (LVE-03).
    ReturnReported,
    /// The reader's report of a child who has come back has been seen to (LVE-03). It does not say what
    /// there was (G-DENY).
    ReturnAnswered,
    /// No meeting of the panel is planned, and the next is due (T-27): for the authority's managers.
    PanelToConvene,
    /// A member of the central team asks to see a shielded record (SHLD-11): for the others.
    GlassToDecide,
    /// A colleague has decided about it: for whoever asked.
    GlassDecided,
    /// It was agreed (SHLD-11): for the managers who answer for the record.
    GlassBroken,
    /// A source of data waits for its accreditation (FEED-02): for the central team.
    AccreditationToDecide,
    /// It was decided: for whoever keeps the source.
    AccreditationDecided,
    /// An accreditation runs out soon, or has (T-31): for the central team and whoever keeps the source.
    AccreditationEnds,
    /// A source of data is a whole cadence late (T-30).
    SourceOverdue,
    /// A supply would take away most of what its source said: it is to be released or refused (FEED-08).
    SupplyHeld,
    /// What is said of a detail contradicts what somebody made sure of: it is to be decided (UPD-02).
    ConflictToDecide,
    /// What the reader sent in of a detail has been decided (UPD-02).
    ChangeDecided,
    /// Somebody asks for a new record (CRE-03): for the data administrators of the place.
    CreationToDecide,
    /// It has not been decided in time (T-08): for them, and for their managers.
    CreationOverdue,
    /// The authority needs to know more about a record that the reader asked for (CRE-03).
    CreationToAnswer,
    /// The reader's request for a record has ended (CRE-03). It does not say how.
    CreationAnswered,
    /// Somebody asks for what is held about them (SAR-01). It names nobody: the record may be archived.
    SubjectAccessToAnswer,
    /// Such a request has not been answered in time (T-33).
    SubjectAccessOverdue,
    /// A month has begun: who has no educational setting recorded is to be looked at (T-37).
    EducationList,
    /// Somebody told of a setting of a child who had none recorded (CNE-06).
    EducationTold,
    /// A complaint has come in: to be decided whose it is (CMP-05). It names nobody.
    ComplaintToDecide,
    /// A complaint was accepted, and is to be answered (CMP-02).
    ComplaintToAnswer,
    /// It has waited for ten working days, or for fifteen (T-34).
    ComplaintReminder,
    /// It has not been answered in time (T-34).
    ComplaintOverdue,
    /// The complainant asks the authority to look at its answer again (CMP-06).
    ComplaintToReview,
    /// The reader is asked to explain some of their use (MIS-03, T-38).
    UseToExplain,
    /// An explanation has not come in time (T-38): for whoever answers for it.
    ExplanationOverdue,
    /// A case about how an account was used is to be decided (MIS-03).
    UseCaseToDecide,
}

impl TaskKind {
    /// Every kind.
    pub const ALL: [TaskKind; 83] = [
        TaskKind::ConfirmRetention,
        TaskKind::RetentionUnconfirmed,
        TaskKind::RetentionLapsed,
        TaskKind::HandedToYou,
        TaskKind::HandedOn,
        TaskKind::CheckInvolvement,
        TaskKind::RenewConsent,
        TaskKind::AttestConsent,
        TaskKind::ReseekConsent,
        TaskKind::ConsentLapsed,
        TaskKind::LapseToReview,
        TaskKind::ConsentWithdrawn,
        TaskKind::WithdrawalToConfirm,
        TaskKind::RequestReceived,
        TaskKind::RequestToPassOn,
        TaskKind::RequestToAnswer,
        TaskKind::RequestUnanswered,
        TaskKind::RequestEnded,
        TaskKind::EnquiryToAnswer,
        TaskKind::RenewConsentToShow,
        TaskKind::CafSuperseded,
        TaskKind::LeadEnded,
        TaskKind::DeathNotified,
        TaskKind::DeathReversed,
        TaskKind::DeathUnconfirmed,
        TaskKind::DeathToConfirm,
        TaskKind::TransferAgreement,
        TaskKind::TransferToAnswer,
        TaskKind::TransferRejected,
        TaskKind::TransferDone,
        TaskKind::TransfersAutomatic,
        TaskKind::TransferUnanswered,
        TaskKind::ResponsibilityMoved,
        TaskKind::ShieldToReview,
        TaskKind::ShieldOverdue,
        TaskKind::ShieldToConfirm,
        TaskKind::ShieldNoticeWithdrawn,
        TaskKind::ShieldLifted,
        TaskKind::RecordArchived,
        TaskKind::RecordRestored,
        TaskKind::ArchiveAccessToDecide,
        TaskKind::ArchiveAccessDecided,
        TaskKind::HoldToReview,
        TaskKind::OfferPastEighteen,
        TaskKind::AnswerPastEighteen,
        TaskKind::ConfirmPastEighteen,
        TaskKind::PastEighteenOver,
        TaskKind::QuarantinedRow,
        TaskKind::MatchToReview,
        TaskKind::BackupsOverdue,
        TaskKind::LeavingReported,
        TaskKind::LeavingToReview,
        TaskKind::LeavingThreeYears,
        TaskKind::LeavingAnswered,
        TaskKind::ReturnReported,
        TaskKind::ReturnAnswered,
        TaskKind::PanelToConvene,
        TaskKind::GlassToDecide,
        TaskKind::GlassDecided,
        TaskKind::GlassBroken,
        TaskKind::AccreditationToDecide,
        TaskKind::AccreditationDecided,
        TaskKind::AccreditationEnds,
        TaskKind::SourceOverdue,
        TaskKind::SupplyHeld,
        TaskKind::ConflictToDecide,
        TaskKind::ChangeDecided,
        TaskKind::CreationToDecide,
        TaskKind::CreationOverdue,
        TaskKind::CreationToAnswer,
        TaskKind::CreationAnswered,
        TaskKind::SubjectAccessToAnswer,
        TaskKind::SubjectAccessOverdue,
        TaskKind::EducationList,
        TaskKind::EducationTold,
        TaskKind::ComplaintToDecide,
        TaskKind::ComplaintToAnswer,
        TaskKind::ComplaintReminder,
        TaskKind::ComplaintOverdue,
        TaskKind::ComplaintToReview,
        TaskKind::UseToExplain,
        TaskKind::ExplanationOverdue,
        TaskKind::UseCaseToDecide,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            TaskKind::ConfirmRetention => "confirm-retention",
            TaskKind::RetentionUnconfirmed => "retention-unconfirmed",
            TaskKind::RetentionLapsed => "retention-lapsed",
            TaskKind::HandedToYou => "handed-to-you",
            TaskKind::HandedOn => "handed-on",
            TaskKind::CheckInvolvement => "check-involvement",
            TaskKind::RenewConsent => "renew-consent",
            TaskKind::AttestConsent => "attest-consent",
            TaskKind::ReseekConsent => "reseek-consent",
            TaskKind::ConsentLapsed => "consent-lapsed",
            TaskKind::LapseToReview => "lapse-to-review",
            TaskKind::ConsentWithdrawn => "consent-withdrawn",
            TaskKind::WithdrawalToConfirm => "withdrawal-to-confirm",
            TaskKind::RequestReceived => "request-received",
            TaskKind::RequestToPassOn => "request-to-pass-on",
            TaskKind::RequestToAnswer => "request-to-answer",
            TaskKind::RequestUnanswered => "request-unanswered",
            TaskKind::RequestEnded => "request-ended",
            TaskKind::EnquiryToAnswer => "enquiry-to-answer",
            TaskKind::RenewConsentToShow => "renew-consent-to-show",
            TaskKind::CafSuperseded => "caf-superseded",
            TaskKind::LeadEnded => "lead-ended",
            TaskKind::DeathNotified => "death-notified",
            TaskKind::DeathReversed => "death-reversed",
            TaskKind::DeathUnconfirmed => "death-unconfirmed",
            TaskKind::DeathToConfirm => "death-to-confirm",
            TaskKind::TransferAgreement => "transfer-agreement",
            TaskKind::TransferToAnswer => "transfer-to-answer",
            TaskKind::TransferRejected => "transfer-rejected",
            TaskKind::TransferDone => "transfer-done",
            TaskKind::TransfersAutomatic => "transfers-automatic",
            TaskKind::TransferUnanswered => "transfer-unanswered",
            TaskKind::ResponsibilityMoved => "responsibility-moved",
            TaskKind::ShieldToReview => "shield-to-review",
            TaskKind::ShieldOverdue => "shield-overdue",
            TaskKind::ShieldToConfirm => "shield-to-confirm",
            TaskKind::ShieldNoticeWithdrawn => "shield-notice-withdrawn",
            TaskKind::ShieldLifted => "shield-lifted",
            TaskKind::RecordArchived => "record-archived",
            TaskKind::RecordRestored => "record-restored",
            TaskKind::ArchiveAccessToDecide => "archive-access-to-decide",
            TaskKind::ArchiveAccessDecided => "archive-access-decided",
            TaskKind::HoldToReview => "hold-to-review",
            TaskKind::OfferPastEighteen => "offer-past-eighteen",
            TaskKind::AnswerPastEighteen => "answer-past-eighteen",
            TaskKind::ConfirmPastEighteen => "confirm-past-eighteen",
            TaskKind::PastEighteenOver => "past-eighteen-over",
            TaskKind::QuarantinedRow => "quarantined-row",
            TaskKind::MatchToReview => "match-to-review",
            TaskKind::BackupsOverdue => "backups-overdue",
            TaskKind::LeavingReported => "leaving-reported",
            TaskKind::LeavingToReview => "leaving-to-review",
            TaskKind::LeavingThreeYears => "leaving-three-years",
            TaskKind::LeavingAnswered => "leaving-answered",
            TaskKind::ReturnReported => "return-reported",
            TaskKind::ReturnAnswered => "return-answered",
            TaskKind::PanelToConvene => "panel-to-convene",
            TaskKind::GlassToDecide => "glass-to-decide",
            TaskKind::GlassDecided => "glass-decided",
            TaskKind::GlassBroken => "glass-broken",
            TaskKind::AccreditationToDecide => "accreditation-to-decide",
            TaskKind::AccreditationDecided => "accreditation-decided",
            TaskKind::AccreditationEnds => "accreditation-ends",
            TaskKind::SourceOverdue => "source-overdue",
            TaskKind::SupplyHeld => "supply-held",
            TaskKind::ConflictToDecide => "conflict-to-decide",
            TaskKind::ChangeDecided => "change-decided",
            TaskKind::CreationToDecide => "creation-to-decide",
            TaskKind::CreationOverdue => "creation-overdue",
            TaskKind::CreationToAnswer => "creation-to-answer",
            TaskKind::CreationAnswered => "creation-answered",
            TaskKind::SubjectAccessToAnswer => "subject-access-to-answer",
            TaskKind::SubjectAccessOverdue => "subject-access-overdue",
            TaskKind::EducationList => "education-list",
            TaskKind::EducationTold => "education-told",
            TaskKind::ComplaintToDecide => "complaint-to-decide",
            TaskKind::ComplaintToAnswer => "complaint-to-answer",
            TaskKind::ComplaintReminder => "complaint-reminder",
            TaskKind::ComplaintOverdue => "complaint-overdue",
            TaskKind::ComplaintToReview => "complaint-to-review",
            TaskKind::UseToExplain => "use-to-explain",
            TaskKind::ExplanationOverdue => "explanation-overdue",
            TaskKind::UseCaseToDecide => "use-case-to-decide",
        }
    }

    /// The kind with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it says. The child's name stands beside it, never within.
    pub fn title(self) -> &'static str {
        match self {
            TaskKind::ConfirmRetention => "Confirm that your ended involvement is still needed",
            TaskKind::RetentionUnconfirmed => {
                "An ended involvement has not been confirmed for four weeks"
            }
            TaskKind::RetentionLapsed => {
                "Your ended involvement was not confirmed and is no longer shown"
            }
            TaskKind::HandedToYou => "A colleague’s involvement has been handed to you",
            TaskKind::HandedOn => "Your involvement has been handed to a colleague",
            TaskKind::CheckInvolvement => "Check that your involvement is still right",
            TaskKind::RenewConsent => "Consent runs out soon: ask again, then renew it",
            TaskKind::AttestConsent => "Your service now counts as sensitive: record consent",
            TaskKind::ReseekConsent => {
                "A parent or carer consented: ask the child, who may now understand"
            }
            TaskKind::ConsentLapsed => "Consent ran out and your involvement is no longer shown",
            TaskKind::LapseToReview => "A consent has run out and its entry has been archived",
            TaskKind::ConsentWithdrawn => {
                "Consent has been withdrawn and your involvement is no longer shown"
            }
            TaskKind::WithdrawalToConfirm => "A consent has been withdrawn: confirm it",
            TaskKind::RequestReceived => "A request has come in: send it on",
            TaskKind::RequestToPassOn => "Pass a request on to the sensitive service",
            TaskKind::RequestToAnswer => "A practitioner asks your service to get in touch",
            TaskKind::RequestUnanswered => "A request has not been answered for five working days",
            TaskKind::RequestEnded => "Your request has been answered",
            TaskKind::EnquiryToAnswer => "Answer a question about a shielded record",
            TaskKind::RenewConsentToShow => {
                "Consent to be shown on the record runs out soon: ask again, then record it anew"
            }
            TaskKind::CafSuperseded => "A newer common assessment has taken the place of yours",
            TaskKind::LeadEnded => "You are no longer recorded as the lead professional",
            TaskKind::DeathNotified => "We are sorry: this child’s death has been notified",
            TaskKind::DeathReversed => "The notified death was a mistake and has been corrected",
            TaskKind::DeathUnconfirmed => {
                "A notified death has not been confirmed by the Registrar General"
            }
            TaskKind::DeathToConfirm => "A death entered by a colleague waits for a second person",
            TaskKind::TransferAgreement => "A child has moved: agreement required",
            TaskKind::TransferToAnswer => "Answer a proposed transfer of responsibility",
            TaskKind::TransferRejected => "Your proposed transfer has not been accepted",
            TaskKind::TransferDone => "Responsibility for a record has been transferred",
            TaskKind::TransfersAutomatic => "Responsibility for records has moved automatically",
            TaskKind::TransferUnanswered => {
                "A proposed transfer has not been answered for twenty working days"
            }
            TaskKind::ResponsibilityMoved => {
                "Another local authority is now responsible for this child’s record"
            }
            TaskKind::ShieldToReview => "Review a shield",
            TaskKind::ShieldOverdue => "The review of a shield is overdue",
            TaskKind::ShieldToConfirm => {
                "A review recommends that a shield you asked for should end: say whether it is still needed. If you do not agree, you can complain"
            }
            TaskKind::ShieldNoticeWithdrawn => {
                "Whoever asked for a shield says that it is no longer needed"
            }
            TaskKind::ShieldLifted => "This child’s record can be seen in full again",
            TaskKind::RecordArchived => {
                "A record on which you were recorded has been archived: the child has left England or never lived here. If that is wrong, ring your local authority’s ContactPoint team"
            }
            TaskKind::RecordRestored => {
                "This child’s record has been restored: use it, and do not ask for a new one"
            }
            TaskKind::ArchiveAccessToDecide => {
                "Decide whether a colleague may look at an archived record"
            }
            TaskKind::ArchiveAccessDecided => {
                "The central team has decided about the archived record you asked for"
            }
            TaskKind::HoldToReview => "Review the hold on an archived record",
            TaskKind::OfferPastEighteen => {
                "18 soon: consider with the young person whether to keep the record"
            }
            TaskKind::AnswerPastEighteen => "Say whether a record is still to be kept past 18",
            TaskKind::ConfirmPastEighteen => "Confirm that a record is still to be kept past 18",
            TaskKind::PastEighteenOver => {
                "A user tells that a record is to be kept past 18 no longer"
            }
            TaskKind::QuarantinedRow => {
                "A source has sent something that may be about a shielded child"
            }
            TaskKind::MatchToReview => {
                "A source has sent something that may be about this child: settle whom it is about"
            }
            TaskKind::BackupsOverdue => {
                "Backups may still hold what was destroyed more than five weeks ago"
            }
            TaskKind::LeavingReported => "Make sure whether this child has left England",
            TaskKind::LeavingToReview => {
                "Find out whether what is stated about this child’s move away from England still holds"
            }
            TaskKind::LeavingThreeYears => {
                "This child has been away from England for three years, so the statement that they may return no longer holds: decide whether to archive the record"
            }
            TaskKind::LeavingAnswered => {
                "What you told us about a child who has left England has been seen to"
            }
            TaskKind::ReturnReported => {
                "A user believes that a child has returned to England: search the archive"
            }
            TaskKind::ReturnAnswered => {
                "Your report of a child who has returned has been seen to. Search for the child again. If no record matches, ask for a new record"
            }
            TaskKind::PanelToConvene => "Call the next meeting of the shielded record panel",
            TaskKind::GlassToDecide => "Decide whether a colleague may see a shielded record",
            TaskKind::GlassDecided => {
                "A colleague has decided about the shielded record you asked for"
            }
            TaskKind::GlassBroken => {
                "The central team may see this shielded record, for a short while and a stated reason"
            }
            TaskKind::AccreditationToDecide => "Decide whether a source of data is accredited",
            TaskKind::AccreditationDecided => {
                "The central team has decided whether your source of data is accredited"
            }
            TaskKind::AccreditationEnds => {
                "The accreditation of a source of data runs out soon, and the source is paused when it does: the central team renews it"
            }
            TaskKind::SourceOverdue => "A source of data is late: ask it for its next supply",
            TaskKind::SupplyHeld => {
                "A supply would take away most of what its source said: release or refuse it"
            }
            TaskKind::ConflictToDecide => {
                "What is said about this child’s details does not agree: decide what stands"
            }
            TaskKind::ChangeDecided => {
                "A change that you sent in about this child’s details has been decided. What the record shows now stands"
            }
            TaskKind::CreationToDecide => "A user asks for a new record: check and decide",
            TaskKind::CreationOverdue => {
                "A request for a new record has waited for more than two working days: decide"
            }
            TaskKind::CreationToAnswer => {
                "The local authority needs to know more about the record you asked for"
            }
            TaskKind::CreationAnswered => "Your request for a new record has been answered",
            TaskKind::SubjectAccessToAnswer => {
                "Somebody asks for what is held about them: check and answer"
            }
            TaskKind::SubjectAccessOverdue => {
                "A request for what is held about somebody has not been answered in time"
            }
            TaskKind::EducationList => {
                "A month has begun: look at who has no educational setting recorded"
            }
            TaskKind::EducationTold => "Somebody has told where this child is educated",
            TaskKind::ComplaintToDecide => "A complaint has come in: decide what is done with it",
            TaskKind::ComplaintToAnswer => "Investigate and answer a complaint",
            TaskKind::ComplaintReminder => "A complaint has still to be answered in time",
            TaskKind::ComplaintOverdue => "A complaint has not been answered in time",
            TaskKind::ComplaintToReview => "A complainant asks for an internal review",
            TaskKind::UseToExplain => "Please explain some of your use of ContactPoint",
            TaskKind::ExplanationOverdue => {
                "An explanation of how ContactPoint was used has not come in time"
            }
            TaskKind::UseCaseToDecide => "Decide a case about how an account was used",
        }
    }

    /// What is asked of people while a child lives, and of nobody afterwards (DTH-04).
    pub const PROMPTS: [TaskKind; 12] = [
        TaskKind::ConfirmRetention,
        TaskKind::RetentionUnconfirmed,
        TaskKind::CheckInvolvement,
        TaskKind::RenewConsent,
        TaskKind::AttestConsent,
        TaskKind::ReseekConsent,
        TaskKind::RenewConsentToShow,
        TaskKind::OfferPastEighteen,
        TaskKind::AnswerPastEighteen,
        TaskKind::ConfirmPastEighteen,
        TaskKind::LeavingToReview,
        TaskKind::LeavingThreeYears,
    ];

    /// Whether reading it is all there is to do.
    pub fn is_notice(self) -> bool {
        matches!(
            self,
            TaskKind::RetentionUnconfirmed
                | TaskKind::RetentionLapsed
                | TaskKind::HandedToYou
                | TaskKind::HandedOn
                | TaskKind::CheckInvolvement
                | TaskKind::ConsentLapsed
                | TaskKind::LapseToReview
                | TaskKind::ConsentWithdrawn
                | TaskKind::RequestEnded
                | TaskKind::RenewConsentToShow
                | TaskKind::CafSuperseded
                | TaskKind::LeadEnded
                | TaskKind::DeathNotified
                | TaskKind::DeathReversed
                | TaskKind::TransferRejected
                | TaskKind::TransferDone
                | TaskKind::TransfersAutomatic
                | TaskKind::TransferUnanswered
                | TaskKind::ResponsibilityMoved
                | TaskKind::ShieldNoticeWithdrawn
                | TaskKind::ShieldLifted
                | TaskKind::RecordArchived
                | TaskKind::RecordRestored
                | TaskKind::ArchiveAccessDecided
                | TaskKind::OfferPastEighteen
                | TaskKind::PastEighteenOver
                | TaskKind::LeavingAnswered
                | TaskKind::ReturnAnswered
                | TaskKind::GlassDecided
                | TaskKind::GlassBroken
                | TaskKind::AccreditationDecided
                | TaskKind::ChangeDecided
                | TaskKind::CreationAnswered
                | TaskKind::EducationList
                | TaskKind::EducationTold
                | TaskKind::ComplaintReminder
        )
    }

    /// Whether it goes along with the record to the authority that answers for it now (TRF-07). What
    /// is dealt with where it was received does not, nor what is about the transfer itself.
    pub fn follows_the_record(self) -> bool {
        !matches!(
            self,
            TaskKind::RequestReceived
                | TaskKind::ComplaintToDecide
                | TaskKind::ComplaintToAnswer
                | TaskKind::ComplaintReminder
                | TaskKind::ComplaintOverdue
                | TaskKind::ComplaintToReview
                | TaskKind::TransferAgreement
                | TaskKind::TransferToAnswer
                | TaskKind::TransferRejected
                | TaskKind::TransferDone
                | TaskKind::TransfersAutomatic
                | TaskKind::TransferUnanswered
        )
    }

    /// The page where it is done, or where there is more to see.
    pub fn path(self, object: Option<Uuid>) -> Option<String> {
        let at = |page: &str| object.map(|object| page.replace("{}", &object.to_string()));
        match self {
            TaskKind::ConfirmRetention => at("/involvements/{}/confirm"),
            TaskKind::HandedToYou | TaskKind::CheckInvolvement | TaskKind::RecordArchived => {
                Some("/involvements".to_owned())
            }
            TaskKind::RecordRestored | TaskKind::ReturnAnswered => Some("/search".to_owned()),
            TaskKind::LeavingReported | TaskKind::LeavingToReview | TaskKind::LeavingThreeYears => {
                Some("/leaving".to_owned())
            }
            TaskKind::ReturnReported => at("/returned/{}"),
            TaskKind::AnswerPastEighteen => at("/past-eighteen/{}/answer"),
            TaskKind::ConfirmPastEighteen | TaskKind::PastEighteenOver => {
                Some("/past-eighteen".to_owned())
            }
            TaskKind::RenewConsent | TaskKind::AttestConsent | TaskKind::ReseekConsent => {
                at("/sensitive-involvements/{}/renew")
            }
            TaskKind::WithdrawalToConfirm => at("/sensitive-involvements/{}/withdrawn"),
            TaskKind::RequestReceived
            | TaskKind::RequestToPassOn
            | TaskKind::RequestUnanswered
            | TaskKind::EnquiryToAnswer => at("/brokering/requests/{}"),
            TaskKind::RequestToAnswer => at("/brokering/answers/{}"),
            TaskKind::RequestEnded => Some("/brokering".to_owned()),
            TaskKind::DeathUnconfirmed | TaskKind::DeathToConfirm => Some("/deaths".to_owned()),
            TaskKind::TransferToAnswer | TaskKind::TransferRejected | TaskKind::TransferDone => {
                at("/transfers/{}")
            }
            TaskKind::TransferAgreement
            | TaskKind::TransfersAutomatic
            | TaskKind::TransferUnanswered => Some("/transfers".to_owned()),
            TaskKind::ShieldToReview | TaskKind::ShieldNoticeWithdrawn => at("/shields/{}"),
            TaskKind::ShieldOverdue => Some("/shields".to_owned()),
            TaskKind::QuarantinedRow | TaskKind::MatchToReview => at("/quarantine/{}"),
            TaskKind::BackupsOverdue => Some("/archive/certificates".to_owned()),
            TaskKind::ShieldToConfirm => Some("/shields/mine".to_owned()),
            TaskKind::ArchiveAccessToDecide
            | TaskKind::ArchiveAccessDecided
            | TaskKind::HoldToReview => Some("/archive".to_owned()),
            TaskKind::RetentionUnconfirmed
            | TaskKind::RetentionLapsed
            | TaskKind::HandedOn
            | TaskKind::ConsentLapsed
            | TaskKind::LapseToReview
            | TaskKind::ConsentWithdrawn
            | TaskKind::RenewConsentToShow
            | TaskKind::CafSuperseded
            | TaskKind::LeadEnded
            | TaskKind::DeathNotified
            | TaskKind::DeathReversed
            | TaskKind::ResponsibilityMoved
            | TaskKind::ShieldLifted => None,
            TaskKind::OfferPastEighteen | TaskKind::LeavingAnswered => None,
            TaskKind::PanelToConvene => Some("/panel".to_owned()),
            TaskKind::GlassToDecide | TaskKind::GlassDecided => Some("/break-glass".to_owned()),
            TaskKind::GlassBroken => at("/shields/{}"),
            TaskKind::AccreditationToDecide
            | TaskKind::AccreditationDecided
            | TaskKind::AccreditationEnds
            | TaskKind::SourceOverdue
            | TaskKind::SupplyHeld => at("/sources/{}"),
            TaskKind::ConflictToDecide => at("/updating/conflicts/{}"),
            TaskKind::ChangeDecided => None,
            TaskKind::CreationToDecide | TaskKind::CreationOverdue => {
                at("/new-records/to-check/{}")
            }
            TaskKind::CreationToAnswer => at("/new-records/tell/{}"),
            TaskKind::CreationAnswered => Some("/new-records".to_owned()),
            TaskKind::SubjectAccessToAnswer | TaskKind::SubjectAccessOverdue => {
                at("/subject-access/{}")
            }
            TaskKind::EducationList => Some("/not-receiving-education".to_owned()),
            TaskKind::EducationTold => None,
            TaskKind::ComplaintToDecide
            | TaskKind::ComplaintToAnswer
            | TaskKind::ComplaintReminder
            | TaskKind::ComplaintOverdue
            | TaskKind::ComplaintToReview => at("/complaints/{}"),
            TaskKind::UseToExplain => at("/my-use/{}"),
            TaskKind::ExplanationOverdue | TaskKind::UseCaseToDecide => at("/misuse/{}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_is_known_by_its_code_and_a_task_has_a_page() {
        let object = Some(Uuid::from_u128(1));
        let codes: BTreeSet<_> = TaskKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), TaskKind::ALL.len());
        for kind in TaskKind::ALL {
            assert_eq!(TaskKind::from_code(kind.code()), Some(kind));
            assert!(kind.is_notice() || kind.path(object).is_some(), "{kind:?}");
        }
    }

    #[test]
    fn what_waits_about_a_complaint_stays_where_it_was_received_trf_07() {
        let stay = TaskKind::ALL
            .into_iter()
            .filter(|kind| !kind.follows_the_record());
        let complaints = stay.filter(|kind| kind.code().starts_with("complaint-"));
        let all = TaskKind::ALL
            .into_iter()
            .filter(|kind| kind.code().starts_with("complaint-"));
        assert_eq!(complaints.count(), all.count());
    }

    #[test]
    fn whoever_learns_of_a_death_is_told_with_care_and_asked_for_nothing_dth_04() {
        assert!(TaskKind::DeathNotified.is_notice());
        assert!(TaskKind::DeathNotified.title().starts_with("We are sorry"));
    }
}

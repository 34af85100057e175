//! The whole policy as one table that an auditor can read: every actor, every act, every bearing
//! (section 3 of the catalogue). What the code permits and what `docs/policy-table.txt` says are
//! compared; `POLICY_TABLE=write cargo test -p domain --test policy_table` writes it anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use domain::account::{
    AcceptNotice, ChooseHat, EndSession, ForgetEndedSessions, HatBearing, SessionEnd, SignIn,
    ViewMyAccount,
};
use domain::act::Act;
use domain::archive::{
    AccessReason, ApproveAccess, ArchiveRecord, ArchivedRecord, CaseReference, DeclineAccess,
    HoldBearing, HoldReason, HoldRecord, KeepHold, Leaving, ListArchive, ListDestructions,
    NoteBackups, RecordReason, ReleaseHold, RestoreRecord, SearchArchive, Step, ViewArchived,
    Wanted, WindowBearing,
};
use domain::best_view::SourceKind;
use domain::best_view::Version;
use domain::break_glass::{
    AgreeToBreak, AskToBreak, DeclineToBreak, GlassBearing, GlassReason, GlassTime, ListGlass,
    LookThroughGlass, SetGlassTime,
};
use domain::brokering::{
    Answer as ServiceAnswer, AnswerEnquiry, AnswerRequest, AskAboutShielded, AskingBearing,
    EnquiryAnswer, LegBearing, ListMyRequests, ListRequests, Outside, PassOn, RecordOutside,
    RequestBearing, RequestBrokering, RequestKind, RequestState, SendOn, ViewLeg, ViewRequest,
    WithdrawRequest,
};
use domain::caf::{ClearCaf, RecordCaf};
use domain::child_record::{
    Address, Assurance, Gender, OpenChildRecord, PersonName, RecordBearing, ReportMove, Telephone,
    Verified, ViewChildRecord,
};
use domain::clock::Moment;
use domain::complaint::{
    About as ComplainedAbout, AdvanceComplaint, Complainant, ComplaintBearing, ListComplaints,
    Lodged, LogComplaint, Office as ComplaintsOffice, Part, PrepareComplaint, Reach, SetOffice,
    SplitComplaint, Step as ComplaintStep, ViewComplaint, Who as Complaining,
};
use domain::creating::{
    AnswerCreation, AskForRecord, AskedRecord, Basis, CheckCreation, CreationBearing,
    DecideCreation, Decision as CreationDecision, ListCreations, ListMyCreations, LookAtArchived,
    OpenCreated, PrepareCreation, Question, State, ViewMyCreation, WithdrawCreation,
};
use domain::data_quality::{
    ListDuplicates, ListIncomplete, ListShieldedData, LoadEstimates, ViewEstimates, ViewQuality,
};
use domain::data_source::{
    AgreedItem, Agreement, AssessmentRow, CloseFile, DecideAccreditation, DecideHeld,
    Decision as Accrediting, FileCounts, FindSource, HoldSupply, InvolvementRow, ListSources,
    LoadPopulation, NotAccepting, PrepareSource, RegisterSource, RemovalCounts, Row, SignAgreement,
    SourceBearing, SourceHeld, SourceState, Step as SourceStep, StoppedBy, SupplyRows, TakeStep,
    ViewSource, WeighRows, WhyRejected,
};
use domain::death::{
    ApproveCertificate, CertificateBearing, DeathBearing, DiscardCertificate, EnterCertificate,
    ListCertificates, ListDeaths, NotifyDeath, ReverseDeath,
};
use domain::desk::{Line, ViewDesk, ViewDeskLine};
use domain::discrepancy::{FetchNotices, ListDiscrepancies};
use domain::dispute::{
    DisputedItem, ListDisputes, MarkDisputed, Outcome as DisputeOutcome, SettleDispute,
    ViewDispute, ViewDisputes,
};
use domain::doubles::{DoubleBearing, KeepApart, ListDoubles, OpenDouble, ViewDouble};
use domain::extra_right::{AdministratorBearing, ExtraRight, ListExtraRights, SetExtraRight};
use domain::feed::{
    About, AuthenticateSource, BeginSupply, Format, KeepPart, KeyHeld, NotWhole, OpenSupply,
    RefuseSupply, RegisterKey, SupplyBearing, SupplyName, TokenFault, VerifiedToken, ViewSupply,
    WithdrawKey,
};
use domain::holder::{
    ELEMENTS, EntryBearing, HeldEntry, Holder, HolderBearing, Neutral, ServiceBearing, Who,
    attested,
};
use domain::id::{
    AccountId, CafId, ChildNumber, GlassId, InvolvementId, LeadProfessionalId, LegId,
    LocalAuthorityCode, MeetingId, NeutralLineId, NoticeId, OrganisationId, PackId, PractitionerId,
    RequestId, SearchId, ServiceId, SessionId, ShieldId, SourceId, TaskId, TeamId, TransferId,
};
use domain::involvement::{
    Answer, AskToCheck, ChangeInvolvement, Colleague, ColleagueBearing, ConfirmRetention,
    EndInvolvement, EntryChanges, HandOver, InvolvementBearing, InvolvementEntry, KeepInvolvement,
    Level, ListMyInvolvements, ListTeamInvolvements, NewPractitioner, Purpose, RecordForColleague,
    StartBearing, StartInvolvement, ViewInvolvement,
};
use domain::lead_professional::{EndLeadProfessional, NameLeadProfessional};
use domain::listed::Page;
use domain::merging::{
    FindOther, MergeBearing, MergeRecords, PartRecords, TakeOff, ViewMerge, ViewSources,
};
use domain::misuse::{
    AskForExplanation, Asked as AskedOf, CloseInvestigation, Concern, DecideCase, EndStop,
    ExplainUse, Explained, Explanation, Group, InvestigationBearing, ListInvestigations,
    ListMyQuestions, ListStops, NameSubject, Named, Office, OpenCase, Origin as UseOrigin,
    Outcome as UseOutcome, Outcomes, PrepareReport, RecordExplanation, Report, ReportUse,
    StaffManager, StopGroup, ViewInvestigation, ViewMyQuestion,
};
use domain::neutral_line::{AgreeNeutralLine, LineBearing, ListNeutralLines, RetireNeutralLine};
use domain::new_identity::{
    AskedBy, MakeRecord, NewRecord, PrepareRecord, ReleaseCode, SealRecord, ShowReleaseCode,
};
use domain::not_receiving_education::{
    ListNotReceivingEducation, ListShieldedNotReceivingEducation, ListedBearing, OpenListed,
    RunBearing, RunNotReceivingEducation, RunReason, ScheduleNotReceivingEducation, ViewSchedule,
};
use domain::panel::{
    CallOffMeeting, CloseMeeting, ConveneMeeting, GiveOpinion, ListMeetings, MeetingBearing,
    MeetingState, PackBearing, SayAttended, TableShield, TablingBearing, ViewMeeting, ViewPack,
};
use domain::past_eighteen::{
    Answer as YearsAnswer, AnswerPastEighteen, AttestPastEighteen, Category, ConfirmPastEighteen,
    Consent, ConsentedBy, EndPastEighteen, ListPastEighteen, QuestionBearing, TellPastEighteenOver,
    ViewPastEighteenQuestion, WhyOver,
};
use domain::quarantine::{
    ListQuarantine, QuarantineBearing, ReviewTarget, SetReviewTarget, SettleQuarantined,
    Settlement, ViewQuarantined, ViewReviewTargets,
};
use domain::reason::Reason;
use domain::refusal::Rejection;
use domain::residence::{
    Believed, CloseReturned, Departure, FindStillHere, Intention, ListLeaving, ListMyReturns,
    RecordSteps, ReportLeft, ReportReturn, ReturnBearing, ReturnOutcome, SearchForReturned,
    StateDeparture, ViewReturned, WentTo,
};
use domain::search::{
    BlockedSearch, Criteria, MeasureSearch, OpenFromResults, SearchBearing, SearchChildren,
    ViewSearchResults,
};
use domain::sensitive_service::{
    Attesting, ChangeSensitiveInvolvement, ConfirmWithdrawal, EndSensitiveInvolvement, GivenBy,
    ListMySensitiveInvolvements, RecordSensitiveInvolvement, RenewConsent, SensitiveBearing,
    ViewSensitiveContacts, ViewSensitiveEntry, ViewWithdrawal, WithdrawConsent, WithdrawalBearing,
};
use domain::service_catalogue::{
    AddService, ChangeService, FlagServiceType, ServiceName, ViewServiceCatalogue,
};
use domain::shielding::{
    Asked, Ground, Informed, Justification, LiftShield, ListMyNotices, ListOverdueAuthorities,
    ListShields, NoticeBearing, Origin, Outcome, RequestShield, Review, ReviewShield,
    SetShieldSettings, ShieldBearing, ShieldSettings, ViewShield, ViewShieldSettings,
    ViewShieldedInFull, ViewTaken, WithdrawNotice,
};
use domain::standing::{Actor, Channel, Hat, Role, Standing};
use domain::statistics::ViewStatistics;
use domain::subject_access::{
    AddRecord, Allowance, Applicant, Asked as DisclosureAsked, Check, DecideRequest,
    Decision as ReleaseDecision, DisclosureBearing, ExtendRequest, Extension, Finding,
    ListSubjectAccess, LogRequest, Means, OpenRequested, PrepareRequest, ProduceReport,
    RecordCheck, RecordDelivery, SetAllowance, SignOff, SignedBy, Subject, ViewReport,
    ViewSubjectAccess, Writing,
};
use domain::task::{DismissNotice, ListMyTasks, Recipient, TaskBearing, TaskKind};
use domain::transfer::{
    Answer as TransferAnswer, AnswerTransfer, KeepResponsibility, Kept, ListTransfers,
    ListUnanswered, ProposeTransfer, TransferBearing, ViewResponsibility, ViewTransfer,
    WithdrawTransfer,
};
use domain::updating::{
    ChangeDetail, ConflictBearing, DecideConflict, Decision, Edit, ExplainRecord, ListConflicts,
    ViewConflict, ViewDetails,
};
use domain::work::{ClaimMail, NoteMail, Rule, RunRule};
use uuid::Uuid;

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn now() -> Moment {
    "2026-11-02T09:00:00Z".parse().unwrap()
}

const OWN: u128 = 1;

const ANOTHERS: u128 = 2;

/// Everyone and everything that can act, with the heading of its column.
fn actors() -> Vec<(String, Standing)> {
    let standing = |actor| Standing {
        actor,
        channel: Channel::Web,
        now: now(),
    };
    let (account, session) = (AccountId(id(OWN)), SessionId(id(OWN)));
    let mut actors: Vec<_> = Role::ALL
        .into_iter()
        .map(|role| {
            let hat = Hat {
                role,
                organisation: OrganisationId(id(OWN)),
                team: Some(TeamId(id(OWN))),
                local_authority: Some(LocalAuthorityCode("E08000032".into())),
                brokering_right: false,
                shield_right: false,
            };
            (
                role.code().to_owned(),
                standing(Actor::Person {
                    account,
                    session,
                    hat,
                }),
            )
        })
        .collect();
    // Matrix note 2: the same role, with the extra right that the manager may give.
    let brokers = Hat {
        role: Role::DataAdministrator,
        organisation: OrganisationId(id(OWN)),
        team: None,
        local_authority: Some(LocalAuthorityCode("E08000032".into())),
        brokering_right: true,
        shield_right: false,
    };
    actors.push((
        "data-administrator-with-brokering-right".into(),
        standing(Actor::Person {
            account,
            session,
            hat: brokers,
        }),
    ));
    let sees_shields = Hat {
        role: Role::DataAdministrator,
        organisation: OrganisationId(id(OWN)),
        team: None,
        local_authority: Some(LocalAuthorityCode("E08000032".into())),
        brokering_right: false,
        shield_right: true,
    };
    actors.push((
        "data-administrator-with-shield-right".into(),
        standing(Actor::Person {
            account,
            session,
            hat: sees_shields,
        }),
    ));
    actors.push((
        "arriving".into(),
        standing(Actor::Arriving { account, session }),
    ));
    actors.push(("stranger".into(), standing(Actor::Stranger)));
    actors.push(("source".into(), standing(Actor::Source(SourceId(id(OWN))))));
    actors.push(("system".into(), standing(Actor::System)));
    actors
}

/// The rows of the table.
struct Table {
    actors: Vec<(String, Standing)>,
    acts: BTreeSet<String>,
    text: String,
}

impl Table {
    fn act<A: Act>(&mut self, name: &str, act: &A, bearings: &[(&str, A::Bearing)]) {
        self.acts.insert(name.split(' ').next().unwrap().to_owned());
        for (words, bearing) in bearings {
            let mut title = name.to_owned();
            if !words.is_empty() {
                write!(title, ": {words}").unwrap();
            }
            writeln!(self.text, "{title}").unwrap();
            let (mut may, mut may_not) = (Vec::new(), Vec::new());
            for (actor, standing) in &self.actors {
                match act.permit(standing, bearing) {
                    Ok(()) => may.push(actor.clone()),
                    Err(refusal) => may_not.push((refusal.code(), actor.clone())),
                }
            }
            let may = if may.is_empty() {
                "nobody".to_owned()
            } else {
                may.join(", ")
            };
            writeln!(self.text, "    permitted    {may}").unwrap();
            let codes: BTreeSet<_> = may_not.iter().map(|(code, _)| *code).collect();
            for code in codes {
                let who: Vec<_> = may_not
                    .iter()
                    .filter(|(c, _)| *c == code)
                    .map(|(_, who)| who.as_str())
                    .collect();
                let who = if who.len() == self.actors.len() {
                    "everyone".into()
                } else {
                    who.join(", ")
                };
                writeln!(self.text, "    {code:<12} {who}").unwrap();
            }
            writeln!(self.text).unwrap();
        }
    }
}

fn reason(code: &str) -> Reason {
    Reason::given(code, "a few words").unwrap()
}

/// A record of an authority.
fn record(authority: &str, shielded: bool) -> Option<RecordBearing> {
    Some(RecordBearing {
        local_authority: LocalAuthorityCode(authority.into()),
        shielded,
    })
}

fn changes() -> EntryChanges {
    EntryChanges {
        level: Level::Team,
        telephone: Telephone::parse("01632 960001").unwrap(),
        started: now().date_naive(),
    }
}

fn table() -> Table {
    let text = "Who may do what. Written by `cargo test -p domain --test policy_table`; whatever differs\n\
                from it fails that test. Under `permitted` stand those who may; the other lines name\n\
                the refusal that the audit trail keeps. Whoever is refused is never told which.\n\n"
        .to_owned();
    let mut table = Table {
        actors: actors(),
        acts: BTreeSet::new(),
        text,
    };
    signing_in(&mut table);
    searching(&mut table);
    records(&mut table);
    involvements(&mut table);
    keeping_involvements(&mut table);
    colleagues(&mut table);
    sensitive_services(&mut table);
    services(&mut table);
    brokering(&mut table);
    holders(&mut table);
    neutral_lines(&mut table);
    supplying(&mut table);
    tasks(&mut table);
    deaths(&mut table);
    transfers(&mut table);
    shields(&mut table);
    quarantine(&mut table);
    merging(&mut table);
    updating(&mut table);
    not_receiving_education(&mut table);
    statistics(&mut table);
    disputes(&mut table);
    quality(&mut table);
    archiving(&mut table);
    windows(&mut table);
    holds(&mut table);
    backups(&mut table);
    new_identities(&mut table);
    past_eighteen(&mut table);
    residence(&mut table);
    returned(&mut table);
    creating(&mut table);
    panels(&mut table);
    packs(&mut table);
    breaking_glass(&mut table);
    extra_rights(&mut table);
    misuse(&mut table);
    desk(&mut table);
    jobs(&mut table);
    table
}

/// The authority of everyone's hat in the table, and others.
fn authority(place: u8) -> LocalAuthorityCode {
    LocalAuthorityCode(format!("E080000{place}"))
}

fn transfers(table: &mut Table) {
    let (own, other, third) = (authority(32), authority(35), authority(33));
    let record = |of: &LocalAuthorityCode, shielded| {
        Some(RecordBearing {
            local_authority: of.clone(),
            shielded,
        })
    };
    let records = || {
        [
            ("one's own authority's", record(&own, false)),
            ("one's own authority's, shielded", record(&own, true)),
            ("another authority's", record(&other, false)),
            ("another authority's, shielded", record(&other, true)),
            ("no such live record", None),
        ]
    };
    let child = ChildNumber::nth(1);
    table.act(
        "ViewResponsibility",
        &ViewResponsibility { child },
        &records(),
    );
    for (words, to) in [("to one's own", &own), ("to a third", &third)] {
        let act = ProposeTransfer {
            child,
            to: to.clone(),
        };
        table.act(&format!("ProposeTransfer ({words})"), &act, &records());
    }
    let keep = KeepResponsibility {
        child,
        because: Some(Kept::LookedAfter),
    };
    table.act("KeepResponsibility", &keep, &records());
    let bearing = |from: &LocalAuthorityCode,
                   to: &LocalAuthorityCode,
                   by: &LocalAuthorityCode,
                   open: bool,
                   shielded: bool| {
        Some(TransferBearing {
            child,
            from: from.clone(),
            to: to.clone(),
            proposed_by: Some(by.clone()),
            open,
            responsible: if open { from.clone() } else { to.clone() },
            shielded,
        })
    };
    let transfers = || {
        [
            (
                "from one's own, which proposes",
                bearing(&own, &other, &own, true, false),
            ),
            (
                "from one's own, the other proposes",
                bearing(&own, &other, &other, true, false),
            ),
            (
                "to one's own, which proposes",
                bearing(&other, &own, &own, true, false),
            ),
            (
                "to one's own, the other proposes",
                bearing(&other, &own, &other, true, false),
            ),
            (
                "to one's own, which proposes, shielded",
                bearing(&other, &own, &own, true, true),
            ),
            (
                "to one's own, the other proposes, shielded",
                bearing(&other, &own, &other, true, true),
            ),
            (
                "left one's own, shielded",
                bearing(&own, &other, &own, false, true),
            ),
            (
                "between others",
                bearing(&other, &third, &other, true, false),
            ),
            ("no such transfer of a live record", None),
        ]
    };
    let transfer = TransferId(id(9));
    table.act("ViewTransfer", &ViewTransfer { transfer }, &transfers());
    let answer = AnswerTransfer {
        transfer,
        answer: TransferAnswer::Accepted,
    };
    table.act("AnswerTransfer", &answer, &transfers());
    let withdraw = WithdrawTransfer { transfer };
    table.act("WithdrawTransfer", &withdraw, &transfers());
    table.act("ListTransfers", &ListTransfers, &[("", ())]);
    table.act("ListUnanswered", &ListUnanswered, &[("", ())]);
}

fn signing_in(table: &mut Table) {
    let sign_in = SignIn {
        account: None,
        password: true,
        pin: true,
        code: String::new(),
    };
    table.act("SignIn", &sign_in, &[("", ())]);
    let choose = ChooseHat { hat: id(9) };
    table.act(
        "ChooseHat",
        &choose,
        &[
            (
                "one's own hat",
                HatBearing {
                    holder: Some(AccountId(id(OWN))),
                },
            ),
            (
                "another's hat",
                HatBearing {
                    holder: Some(AccountId(id(ANOTHERS))),
                },
            ),
            ("no such hat", HatBearing { holder: None }),
        ],
    );
    table.act("AcceptNotice", &AcceptNotice, &[("", ())]);
    let own = EndSession {
        session: SessionId(id(OWN)),
        why: SessionEnd::SignedOut,
    };
    table.act("EndSession (one's own)", &own, &[("", ())]);
    let anothers = EndSession {
        session: SessionId(id(ANOTHERS)),
        why: SessionEnd::SignedOut,
    };
    table.act("EndSession (another's)", &anothers, &[("", ())]);
    table.act("ForgetEndedSessions", &ForgetEndedSessions, &[("", ())]);
    table.act(
        "ViewMyAccount",
        &ViewMyAccount { before: None },
        &[("", ())],
    );
}

fn searching(table: &mut Table) {
    let criteria = Criteria {
        family: "Example".into(),
        postcode: "BD1 3AB".into(),
        ..Criteria::default()
    };
    for code in [
        "providing-service",
        "management-function",
        "education-not-recorded",
    ] {
        let query = criteria.check(now().date_naive()).unwrap();
        let act = SearchChildren {
            criteria: query,
            reason: reason(code),
        };
        table.act(
            &format!("SearchChildren (reason {code})"),
            &act,
            &[("", ())],
        );
    }
    let blocked = BlockedSearch {
        criteria: Criteria::default(),
        rejection: Rejection(Vec::new()),
    };
    table.act("BlockedSearch", &blocked, &[("", ())]);
    let measured = MeasureSearch {
        criteria: criteria.check(now().date_naive()).unwrap(),
    };
    table.act("MeasureSearch", &measured, &[("", ())]);
    let kept = |session: u128, minutes: i64| {
        let expires = now() + chrono::TimeDelta::minutes(minutes);
        Some(SearchBearing {
            session: SessionId(id(session)),
            expires,
        })
    };
    let bearings = || {
        [
            ("one's own search", kept(OWN, 30)),
            ("one's own search, no longer kept", kept(OWN, 0)),
            ("another session's search", kept(ANOTHERS, 30)),
            ("no such search", None),
        ]
    };
    table.act(
        "ViewSearchResults",
        &ViewSearchResults {
            search: SearchId(id(9)),
        },
        &bearings(),
    );
    let open = OpenFromResults {
        search: SearchId(id(9)),
        child: ChildNumber::nth(1),
    };
    table.act("OpenFromResults", &open, &bearings());
}

fn records(table: &mut Table) {
    let bearings = || {
        [
            ("own authority", record("E08000032", false)),
            ("another authority", record("E08000035", false)),
            (
                "shielded, own authority (four facts)",
                record("E08000032", true),
            ),
            (
                "shielded, another authority (four facts)",
                record("E08000035", true),
            ),
            ("no such record", None),
        ]
    };
    let child = ChildNumber::nth(1);
    for code in [
        "providing-service",
        "management-function",
        "education-not-recorded",
        "update-my-involvement",
    ] {
        let act = ViewChildRecord {
            child,
            reason: reason(code),
        };
        table.act(
            &format!("ViewChildRecord (reason {code})"),
            &act,
            &bearings(),
        );
    }
    let act = OpenChildRecord {
        child,
        reason: reason("providing-service"),
    };
    table.act(
        "OpenChildRecord (reason providing-service)",
        &act,
        &bearings(),
    );
}

fn involvements(table: &mut Table) {
    let service = |organisation: Option<u128>, sensitive, record| StartBearing {
        service_of: organisation.map(|number| OrganisationId(id(number))),
        sensitive,
        record,
    };
    let start = StartInvolvement {
        child: ChildNumber::nth(1),
        entry: InvolvementEntry {
            service: ServiceId(id(9)),
            details: changes(),
        },
    };
    table.act(
        "StartInvolvement",
        &start,
        &[
            (
                "service of one's own organisation",
                service(Some(OWN), false, true),
            ),
            (
                "sensitive service of one's own organisation",
                service(Some(OWN), true, true),
            ),
            (
                "another organisation's service",
                service(Some(ANOTHERS), false, true),
            ),
            ("no such service", service(None, false, true)),
            ("no such record", service(Some(OWN), false, false)),
        ],
    );
    let involvement = InvolvementId(id(9));
    table.act(
        "ChangeInvolvement",
        &ChangeInvolvement {
            involvement,
            changes: changes(),
        },
        &kept_involvements(),
    );
    let end = EndInvolvement {
        involvement,
        ended: now().date_naive(),
        longer: None,
    };
    table.act("EndInvolvement", &end, &kept_involvements());
    table.act("ListMyInvolvements", &ListMyInvolvements, &[("", ())]);
}

fn desk(table: &mut Table) {
    table.act("ViewDesk", &ViewDesk, &[("", ())]);
    for line in Line::ALL {
        table.act("ViewDeskLine", &ViewDeskLine { line }, &[(line.code(), ())]);
    }
}

fn tasks(table: &mut Table) {
    table.act("ListMyTasks", &ListMyTasks, &[("", ())]);
    let dismiss = DismissNotice {
        task: TaskId(id(9)),
    };
    let of = |kind, recipient| Some(TaskBearing { kind, recipient });
    let to = |number| Recipient::Account(AccountId(id(number)));
    let managers = |code: &str| Recipient::managers_of(&LocalAuthorityCode(code.into()));
    table.act(
        "DismissNotice",
        &dismiss,
        &[
            ("one's own notice", of(TaskKind::HandedToYou, to(OWN))),
            ("another's notice", of(TaskKind::HandedToYou, to(ANOTHERS))),
            (
                "a notice to the managers of one's authority",
                of(TaskKind::LapseToReview, managers("E08000032")),
            ),
            (
                "a notice to the managers of another authority",
                of(TaskKind::LapseToReview, managers("E08000035")),
            ),
            (
                "one's own task, which is closed by doing it",
                of(TaskKind::ConfirmRetention, to(OWN)),
            ),
            ("no such notice", None),
        ],
    );
}

fn archiving(table: &mut Table) {
    let archive = ArchiveRecord {
        child: ChildNumber::nth(1),
        leaving: Leaving::NeverResident,
        steps: vec![Step::AskedFamily],
    };
    table.act(
        "ArchiveRecord",
        &archive,
        &[
            ("own authority", record("E08000032", false)),
            ("another authority", record("E08000035", false)),
            ("shielded, own authority", record("E08000032", true)),
            ("no such record", None),
        ],
    );
    table.act("ListArchive", &ListArchive, &[("", ())]);
    let search = SearchArchive {
        wanted: Wanted::Number(ChildNumber::nth(1)),
        reason: AccessReason::EnactmentOrCourtOrder,
        reference: CaseReference::parse("CASE/1").unwrap(),
    };
    table.act("SearchArchive", &search, &[("", ())]);
}

/// A window for a reason that one asked for oneself and that is open, on a record of an authority.
fn window(reason: AccessReason, of: &str) -> WindowBearing {
    WindowBearing {
        child: ChildNumber::nth(1),
        asked_by: AccountId(id(OWN)),
        asked_for: Some(LocalAuthorityCode("E08000032".into())),
        reason,
        closes_on: now().date_naive().succ_opt(),
        record: Some(ArchivedRecord {
            why: RecordReason::LeftEngland,
            archived_on: now().date_naive(),
            date_of_birth: "2015-05-14".parse().unwrap(),
        }),
        local_authority: LocalAuthorityCode(of.into()),
        shielded: false,
    }
}

fn windows(table: &mut Table) {
    let court = || window(AccessReason::EnactmentOrCourtOrder, "E08000032");
    let back = window(AccessReason::ReturnedToEngland, "E08000035");
    let of_the_central_team = WindowBearing {
        asked_for: None,
        ..window(AccessReason::CompellingReason, "E08000032")
    };
    let gone = ArchivedRecord {
        why: RecordReason::Age18,
        archived_on: now().date_naive(),
        date_of_birth: "2008-11-02".parse().unwrap(),
    };
    let sealed = ArchivedRecord {
        why: RecordReason::NewIdentity,
        archived_on: now().date_naive(),
        date_of_birth: "2015-05-14".parse().unwrap(),
    };
    let bearings = || {
        [
            ("own window, own record", Some(court())),
            (
                "own window, a returning child of another authority",
                Some(back.clone()),
            ),
            (
                "own window, a compelling reason, agreed",
                Some(WindowBearing {
                    reason: AccessReason::CompellingReason,
                    ..court()
                }),
            ),
            (
                "own window, a child of eighteen",
                Some(WindowBearing {
                    record: Some(gone),
                    ..window(AccessReason::ReturnedToEngland, "E08000032")
                }),
            ),
            (
                "own window, shielded",
                Some(WindowBearing {
                    shielded: true,
                    ..court()
                }),
            ),
            (
                "the central team's window",
                Some(of_the_central_team.clone()),
            ),
            (
                "the central team's window, sealed, for a court",
                Some(WindowBearing {
                    asked_for: None,
                    record: Some(sealed),
                    ..court()
                }),
            ),
            (
                "the central team's window, sealed, for a compelling reason",
                Some(WindowBearing {
                    record: Some(sealed),
                    ..of_the_central_team.clone()
                }),
            ),
            (
                "own window, sealed, for a court",
                Some(WindowBearing {
                    record: Some(sealed),
                    ..court()
                }),
            ),
            (
                "own window, waiting for agreement",
                Some(WindowBearing {
                    closes_on: None,
                    ..court()
                }),
            ),
            (
                "own window, closed today",
                Some(WindowBearing {
                    closes_on: Some(now().date_naive()),
                    ..court()
                }),
            ),
            (
                "own window, record destroyed or restored",
                Some(WindowBearing {
                    record: None,
                    ..court()
                }),
            ),
            (
                "another's window",
                Some(WindowBearing {
                    asked_by: AccountId(id(ANOTHERS)),
                    ..court()
                }),
            ),
            (
                "another's window, waiting for agreement",
                Some(WindowBearing {
                    asked_by: AccountId(id(ANOTHERS)),
                    closes_on: None,
                    ..court()
                }),
            ),
            ("no such window", None),
        ]
    };
    let window = id(9);
    table.act("ViewArchived", &ViewArchived { window }, &bearings());
    let restore = RestoreRecord {
        window,
        lives_at: None,
        asked_by: None,
    };
    table.act("RestoreRecord", &restore, &bearings());
    let hold = HoldRecord {
        window,
        why: HoldReason::Prosecution,
        reference: CaseReference::parse("CASE/1").unwrap(),
        review_on: None,
    };
    table.act("HoldRecord", &hold, &bearings());
    table.act("ApproveAccess", &ApproveAccess { window }, &bearings());
    table.act("DeclineAccess", &DeclineAccess { window }, &bearings());
}

fn holds(table: &mut Table) {
    let hold = |authority: &str| {
        Some(HoldBearing {
            child: ChildNumber::nth(1),
            local_authority: LocalAuthorityCode(authority.into()),
            sealed: false,
        })
    };
    let on_sealed = HoldBearing {
        child: ChildNumber::nth(1),
        local_authority: LocalAuthorityCode("E08000032".into()),
        sealed: true,
    };
    let bearings = || {
        [
            ("own authority's hold", hold("E08000032")),
            ("another authority's hold", hold("E08000035")),
            ("a hold on a sealed record", Some(on_sealed.clone())),
            ("no such hold", None),
        ]
    };
    let keep = KeepHold {
        hold: id(9),
        review_on: None,
    };
    table.act("KeepHold", &keep, &bearings());
    table.act("ReleaseHold", &ReleaseHold { hold: id(9) }, &bearings());
}

fn new_identities(table: &mut Table) {
    let seal = SealRecord {
        child: ChildNumber::nth(1),
        asked_by: AskedBy::Police,
    };
    table.act(
        "SealRecord",
        &seal,
        &[
            ("own authority", record("E08000032", false)),
            ("another authority", record("E08000035", false)),
            ("shielded, own authority", record("E08000032", true)),
            ("no such record", None),
        ],
    );
    let shown = [
        ("kept for one's own session", Some(SessionId(id(OWN)))),
        ("kept for another session", Some(SessionId(id(ANOTHERS)))),
        ("shown before, or never kept", None),
    ];
    table.act("ShowReleaseCode", &ShowReleaseCode { kept: id(9) }, &shown);
    table.act("PrepareRecord", &PrepareRecord, &[("", ())]);
    let name = PersonName {
        given: "Rose".into(),
        family: "Newton".into(),
    };
    let make = MakeRecord {
        code: ReleaseCode::parse("0123-4567-89AB-CDEF").unwrap(),
        record: NewRecord {
            name,
            date_of_birth: "2012-06-03".parse().unwrap(),
            gender: Gender::Female,
            address: Address {
                lines: vec!["1 New Road".into()],
                postcode: None,
            },
            parents: Vec::new(),
        },
    };
    table.act("MakeRecord", &make, &[("", ())]);
}

fn past_eighteen(table: &mut Table) {
    let bearings = || {
        [
            ("own authority", record("E08000032", false)),
            ("another authority", record("E08000035", false)),
            ("shielded, own authority", record("E08000032", true)),
            ("no such record", None),
        ]
    };
    let child = ChildNumber::nth(1);
    let consent = Consent {
        category: Category::CareLeaver,
        given_on: now().date_naive(),
        consented_by: ConsentedBy::YoungPerson,
        helped_by: None,
    };
    let attest = AttestPastEighteen { child, consent };
    table.act("AttestPastEighteen", &attest, &bearings());
    let why = WhyOver::Withdrawn;
    let tell = TellPastEighteenOver { child, why };
    table.act("TellPastEighteenOver", &tell, &bearings());
    let end = EndPastEighteen { child, why };
    table.act("EndPastEighteen", &end, &bearings());
    let confirm = ConfirmPastEighteen { child };
    table.act("ConfirmPastEighteen", &confirm, &bearings());
    table.act("ListPastEighteen", &ListPastEighteen, &[("", ())]);
    let asked = |account| {
        Some(QuestionBearing {
            attested_by: AccountId(id(account)),
        })
    };
    let questions = || {
        [
            ("put to oneself", asked(OWN)),
            ("put to another", asked(ANOTHERS)),
            ("no such question", None),
        ]
    };
    let question = id(9);
    let view = ViewPastEighteenQuestion { question };
    table.act("ViewPastEighteenQuestion", &view, &questions());
    let answer = YearsAnswer::StillNeeded;
    let answer = AnswerPastEighteen { question, answer };
    table.act("AnswerPastEighteen", &answer, &questions());
}

fn residence(table: &mut Table) {
    let bearings = || {
        [
            ("own authority", record("E08000032", false)),
            ("another authority", record("E08000035", false)),
            ("shielded, own authority", record("E08000032", true)),
            ("no such record", None),
        ]
    };
    let child = ChildNumber::nth(1);
    let departure = Departure {
        intention: Intention::Returns,
        ceased_on: now().date_naive(),
        went_to: WentTo::Abroad,
    };
    let report = ReportLeft {
        child,
        departure,
        verified: Verified::DocumentSeen,
    };
    table.act("ReportLeft", &report, &bearings());
    let state = StateDeparture { child, departure };
    table.act("StateDeparture", &state, &bearings());
    let steps = vec![Step::AskedFamily];
    table.act("RecordSteps", &RecordSteps { child, steps }, &bearings());
    table.act("FindStillHere", &FindStillHere { child }, &bearings());
    table.act("ListLeaving", &ListLeaving, &[("", ())]);
}

fn returned(table: &mut Table) {
    let believed = Believed {
        name: PersonName {
            given: "Ann".into(),
            family: "Example".into(),
        },
        born: "2015-05-14".parse().unwrap(),
        postcode: None,
    };
    let (name, born) = (believed.name.clone(), believed.born);
    let report = ReportReturn {
        believed,
        reason: reason("providing-service"),
    };
    table.act("ReportReturn", &report, &[("", ())]);
    table.act("ListMyReturns", &ListMyReturns, &[("", ())]);
    let waits = |authority: &str| {
        Some(ReturnBearing {
            local_authority: LocalAuthorityCode(authority.into()),
            searched_by: None,
            found: None,
        })
    };
    let bearings = || {
        [
            ("own authority's", waits("E08000032")),
            ("another authority's", waits("E08000035")),
            ("no such report", None),
        ]
    };
    let report = id(9);
    table.act("ViewReturned", &ViewReturned { report }, &bearings());
    let search = SearchForReturned {
        report,
        wanted: Wanted::Person(name, born),
        reference: CaseReference::parse("CASE/1").unwrap(),
    };
    table.act("SearchForReturned", &search, &bearings());
    for outcome in ReturnOutcome::ALL {
        let close = CloseReturned { report, outcome };
        let name = format!("CloseReturned ({})", outcome.code());
        table.act(&name, &close, &bearings());
    }
}

fn creating(table: &mut Table) {
    let search = SearchId(id(9));
    let asked = || AskedRecord {
        name: PersonName {
            given: "Zoe".into(),
            family: "Newcome".into(),
        },
        date_of_birth: domain::child_record::DateOfBirth {
            date: "2016-08-20".parse().unwrap(),
            estimated: false,
        },
        gender: Gender::NotSpecified,
        address: None,
        basis: Basis::NoFixedHome,
        carer: None,
    };
    let kept = |session: u128| {
        Some(SearchBearing {
            session: SessionId(id(session)),
            expires: now(),
        })
    };
    let after = || {
        [
            ("after one's own search, shown or not", kept(OWN)),
            ("after another session's search", kept(ANOTHERS)),
            ("after no search", None),
        ]
    };
    table.act("PrepareCreation", &PrepareCreation { search }, &after());
    let ask = AskForRecord {
        search,
        asked: asked(),
    };
    table.act("AskForRecord", &ask, &after());
    table.act("ListMyCreations", &ListMyCreations, &[("", ())]);
    table.act("ListCreations", &ListCreations, &[("", ())]);
    let waits = |authority: &str, state: State, asked_by: u128| {
        Some(CreationBearing {
            local_authority: LocalAuthorityCode(authority.into()),
            state,
            requesters: vec![AccountId(id(asked_by))],
            number: Some(ChildNumber::nth(1)),
        })
    };
    let (home, away) = ("E08000032", "E08000035");
    let bearings = || {
        [
            (
                "own request, being checked",
                waits(away, State::Checked, OWN),
            ),
            (
                "own request, more is to be told",
                waits(away, State::NeedsInformation, OWN),
            ),
            ("own request, ended", waits(away, State::Created, OWN)),
            (
                "own request in one's own authority",
                waits(home, State::Checked, OWN),
            ),
            (
                "another's in one's own authority",
                waits(home, State::Checked, ANOTHERS),
            ),
            (
                "another's there, more is to be told",
                waits(home, State::NeedsInformation, ANOTHERS),
            ),
            (
                "another's there, kept back",
                waits(home, State::Held, ANOTHERS),
            ),
            (
                "another's in another authority",
                waits(away, State::Checked, ANOTHERS),
            ),
            ("no such request", None),
        ]
    };
    let (request, child) = (id(9), ChildNumber::nth(1));
    table.act("ViewMyCreation", &ViewMyCreation { request }, &bearings());
    let answer = AnswerCreation {
        request,
        asked: asked(),
    };
    table.act("AnswerCreation", &answer, &bearings());
    table.act(
        "WithdrawCreation",
        &WithdrawCreation { request },
        &bearings(),
    );
    table.act("OpenCreated", &OpenCreated { request, child }, &bearings());
    table.act("CheckCreation", &CheckCreation { request }, &bearings());
    let look = LookAtArchived {
        request,
        child,
        reference: CaseReference::parse("CASE/1").unwrap(),
    };
    table.act("LookAtArchived", &look, &bearings());
    for decision in [
        CreationDecision::Create { sure: true },
        CreationDecision::Exists(child),
        CreationDecision::NotResident,
        CreationDecision::AskMore(vec![Question::Address]),
    ] {
        let name = format!("DecideCreation ({})", decision.code());
        table.act(&name, &DecideCreation { request, decision }, &bearings());
    }
}

fn deaths(table: &mut Table) {
    let of = |authority: &str, shielded| {
        Some(DeathBearing {
            local_authority: LocalAuthorityCode(authority.into()),
            shielded,
        })
    };
    let bearings = || {
        [
            ("own authority", of("E08000032", false)),
            ("another authority", of("E08000035", false)),
            ("shielded, own authority", of("E08000032", true)),
            ("no such record", None),
        ]
    };
    let child = ChildNumber::nth(1);
    let (died, verified) = (now().date_naive(), Verified::DocumentSeen);
    let notify = NotifyDeath {
        child,
        died,
        verified,
    };
    table.act("NotifyDeath", &notify, &bearings());
    let reference = String::new();
    let reverse = ReverseDeath {
        child,
        verified,
        reference: reference.clone(),
    };
    table.act("ReverseDeath", &reverse, &bearings());
    table.act("ListDeaths", &ListDeaths, &[("", ())]);
    let enter = EnterCertificate {
        child,
        died,
        reference,
    };
    table.act("EnterCertificate", &enter, &[("", ())]);
    table.act("ListCertificates", &ListCertificates, &[("", ())]);
    let entered = |by| {
        Some(CertificateBearing {
            entered_by: AccountId(id(by)),
        })
    };
    let certificates = || {
        [
            ("entered by oneself", entered(OWN)),
            ("entered by another", entered(ANOTHERS)),
            ("no such certificate", None),
        ]
    };
    let certificate = id(9);
    let approve = ApproveCertificate { certificate };
    table.act("ApproveCertificate", &approve, &certificates());
    let discard = DiscardCertificate { certificate };
    table.act("DiscardCertificate", &discard, &certificates());
    let moved = ReportMove {
        child,
        to: None,
        verified,
    };
    table.act(
        "ReportMove",
        &moved,
        &[
            ("a record", record("E08000032", false)),
            ("a shielded record", record("E08000032", true)),
            ("no such record", None),
        ],
    );
}

fn shields(table: &mut Table) {
    let child = ChildNumber::nth(1);
    let exceptional = Ground::Exceptional(Justification::CourtDirection);
    for (name, origin, ground) in [
        ("RequestShield", Origin::User, Ground::HarmToChild),
        ("RequestShield exceptional", Origin::User, exceptional),
        (
            "RequestShield for somebody else",
            Origin::MemberOfPublic,
            Ground::HarmToChild,
        ),
        (
            "RequestShield for a source",
            Origin::Source,
            Ground::HarmToChild,
        ),
    ] {
        let asked = Asked {
            origin,
            ground,
            discussed_with_family: false,
            discussed_with_manager: false,
            until: None,
        };
        let request = RequestShield { child, asked };
        table.act(
            name,
            &request,
            &[
                ("own authority", record("E08000032", false)),
                ("another authority", record("E08000035", false)),
                ("shielded, own authority", record("E08000032", true)),
                ("no such record", None),
            ],
        );
    }
    table.act("ListMyNotices", &ListMyNotices, &[("", ())]);
    let notice = |authority: &str, origin, account: Option<u128>, left| {
        Some(NoticeBearing {
            child,
            local_authority: LocalAuthorityCode(authority.into()),
            origin,
            account: account.map(|account| AccountId(id(account))),
            left,
        })
    };
    let own = "E08000032";
    let withdraw = WithdrawNotice {
        notice: NoticeId(id(9)),
    };
    table.act(
        "WithdrawNotice",
        &withdraw,
        &[
            ("one's own", notice(own, Origin::User, Some(OWN), false)),
            (
                "another's",
                notice(own, Origin::User, Some(ANOTHERS), false),
            ),
            (
                "one's who has left",
                notice(own, Origin::User, Some(ANOTHERS), true),
            ),
            ("a source's", notice(own, Origin::Source, None, false)),
            (
                "of the public",
                notice(own, Origin::MemberOfPublic, Some(ANOTHERS), false),
            ),
            (
                "of the public, another authority",
                notice("E08000035", Origin::MemberOfPublic, Some(OWN), false),
            ),
            ("no such notice", None),
        ],
    );
    table.act("ListShields", &ListShields, &[("", ())]);
    let behind = ListOverdueAuthorities;
    table.act("ListOverdueAuthorities", &behind, &[("", ())]);
    let shield = |authority: &str| {
        Some(ShieldBearing {
            child,
            local_authority: LocalAuthorityCode(authority.into()),
        })
    };
    let bearings = || {
        [
            ("own authority", shield("E08000032")),
            ("another authority", shield("E08000035")),
            ("no such shield", None),
        ]
    };
    let which = ShieldId(id(9));
    let view = ViewShield { shield: which };
    table.act("ViewShield", &view, &bearings());
    let full = ViewShieldedInFull { child };
    table.act("ViewShieldedInFull", &full, &bearings());
    let review = ReviewShield {
        shield: which,
        review: Review {
            outcome: Outcome::Keep,
            child: ViewTaken::Given,
            family: ViewTaken::Given,
            practitioners: ViewTaken::Given,
        },
    };
    table.act("ReviewShield", &review, &bearings());
    let lift = LiftShield {
        shield: which,
        informed: Informed::Told,
    };
    table.act("LiftShield", &lift, &bearings());
}

fn backups(table: &mut Table) {
    let note = NoteBackups { oldest: None };
    table.act("NoteBackups", &note, &[("", ())]);
    table.act("ListDestructions", &ListDestructions, &[("", ())]);
}

fn quality(table: &mut Table) {
    let fetch = FetchNotices {
        source: SourceId(id(OWN)),
        since: None,
        after: None,
    };
    let stands = |kind, accepts| SourceBearing { kind, accepts };
    let local = Some(SourceKind::Local);
    let bearings = [
        ("connected", stands(local, Ok(()))),
        ("paused", stands(local, Err(NotAccepting::Paused))),
        (
            "not registered",
            stands(None, Err(NotAccepting::NotRegistered)),
        ),
    ];
    table.act("FetchNotices", &fetch, &bearings);
    table.act("ListDiscrepancies", &ListDiscrepancies, &[("", ())]);
    let authority = |code: &str| ViewQuality {
        authority: Some(LocalAuthorityCode(code.to_owned())),
    };
    let own = ViewQuality { authority: None };
    table.act("ViewQuality (own)", &own, &[("", ())]);
    table.act(
        "ViewQuality (named own)",
        &authority("E08000032"),
        &[("", ())],
    );
    table.act(
        "ViewQuality (another)",
        &authority("E99999999"),
        &[("", ())],
    );
    table.act("ViewEstimates", &ViewEstimates, &[("", ())]);
    let load = LoadEstimates {
        year: 2026,
        estimates: Vec::new(),
    };
    table.act("LoadEstimates", &load, &[("", ())]);
    let page = Page::parse(None);
    table.act("ListIncomplete", &ListIncomplete { page }, &[("", ())]);
    table.act("ListDuplicates", &ListDuplicates { page }, &[("", ())]);
    table.act("ListShieldedData", &ListShieldedData, &[("", ())]);
}

fn quarantine(table: &mut Table) {
    table.act("ViewReviewTargets", &ViewReviewTargets, &[("", ())]);
    let set = SetReviewTarget {
        local_authority: LocalAuthorityCode("E08000032".into()),
        target: ReviewTarget::read("5").unwrap(),
    };
    table.act("SetReviewTarget", &set, &[("", ())]);
    table.act("ListQuarantine", &ListQuarantine, &[("", ())]);
    let row = |authority: &str, shielded| {
        Some(QuarantineBearing {
            child: ChildNumber::nth(1),
            local_authority: LocalAuthorityCode(authority.into()),
            shielded,
        })
    };
    let bearings = [
        ("own authority", row("E08000032", true)),
        ("another authority", row("E08000035", true)),
        ("own authority, open record", row("E08000032", false)),
        ("another authority, open record", row("E08000035", false)),
        ("no such row", None),
    ];
    let view = ViewQuarantined { row: id(9) };
    table.act("ViewQuarantined", &view, &bearings);
    let settle = SettleQuarantined {
        row: id(9),
        settlement: Settlement::SameChild,
    };
    table.act("SettleQuarantined", &settle, &bearings);
}

fn merging(table: &mut Table) {
    let (child, other) = (ChildNumber::nth(1), ChildNumber::nth(2));
    let own = || record("E08000032", false);
    let shielded = || record("E08000032", true);
    let foreign = || record("E08000035", false);
    let one = [
        ("own authority", own()),
        ("own authority, shielded", shielded()),
        ("another authority", foreign()),
        ("no record", None),
    ];
    table.act("ViewSources", &ViewSources { child }, &one);
    table.act("PartRecords", &PartRecords { child, other }, &one);
    let mark = "00".to_owned();
    table.act("TakeOff", &TakeOff { child, mark }, &one);
    let two = |stays, goes| MergeBearing { stays, goes };
    let two = [
        ("both of one's own authority", two(own(), own())),
        ("the other shielded", two(own(), shielded())),
        ("one's own shielded", two(shielded(), own())),
        ("the other of another authority", two(own(), foreign())),
        ("the other is no record", two(own(), None)),
        ("no record", two(None, own())),
    ];
    let reason = Reason::given("providing-service", "").unwrap();
    let find = FindOther {
        child,
        other,
        reason,
    };
    table.act("FindOther", &find, &two);
    table.act("ViewMerge", &ViewMerge { child, other }, &two);
    table.act("MergeRecords", &MergeRecords { child, other }, &two);
}

fn updating(table: &mut Table) {
    let records = [
        ("own authority", record("E08000032", false)),
        ("another authority", record("E08000035", false)),
        ("own authority, shielded", record("E08000032", true)),
        ("another authority, shielded", record("E08000035", true)),
        ("no such record", None),
    ];
    let child = ChildNumber::nth(1);
    let view = ViewDetails {
        child,
        reason: Reason::given("providing-service", "").unwrap(),
        item: None,
    };
    table.act("ViewDetails", &view, &records);
    let change = ChangeDetail {
        child,
        edit: Edit::LastKnown,
        assurance: Assurance::of(Verified::ToldByChild),
        seen: Version::of(&()),
    };
    table.act("ChangeDetail", &change, &records);
    table.act("ExplainRecord", &ExplainRecord { child }, &records);
    table.act("ListConflicts", &ListConflicts, &[("", ())]);
    let conflict = |authority: &str, shielded| {
        Some(ConflictBearing {
            child,
            local_authority: LocalAuthorityCode(authority.into()),
            shielded,
        })
    };
    let conflicts = [
        ("own authority", conflict("E08000032", false)),
        ("another authority", conflict("E08000035", false)),
        ("own authority, shielded", conflict("E08000032", true)),
        ("no such conflict", None),
    ];
    table.act(
        "ViewConflict",
        &ViewConflict { conflict: id(9) },
        &conflicts,
    );
    let decide = DecideConflict {
        conflict: id(9),
        decision: Decision::Keep,
        evidence: None,
        seen: Version::of(&()),
    };
    table.act("DecideConflict", &decide, &conflicts);
}

fn not_receiving_education(table: &mut Table) {
    let (reason, run, page) = (RunReason::Regular, id(9), Page::parse(None));
    table.act("ViewSchedule", &ViewSchedule, &[("", ())]);
    let schedule = ScheduleNotReceivingEducation { monthly: true };
    table.act("ScheduleNotReceivingEducation", &schedule, &[("", ())]);
    let why = RunNotReceivingEducation { reason };
    table.act("RunNotReceivingEducation", &why, &[("", ())]);
    let runs = [
        ("having said why", Some(RunBearing { reason })),
        ("without a reason", None),
    ];
    let list = ListNotReceivingEducation { run, page };
    table.act("ListNotReceivingEducation", &list, &runs);
    let list = ListShieldedNotReceivingEducation { run, page };
    table.act("ListShieldedNotReceivingEducation", &list, &runs);
    let listed = |authority: &str, shielded, born: &str| {
        Some(ListedBearing {
            local_authority: LocalAuthorityCode(authority.into()),
            shielded,
            date_of_birth: born.parse().unwrap(),
            reason,
        })
    };
    let child = ChildNumber::nth(1);
    table.act(
        "OpenListed",
        &OpenListed { child, run },
        &[
            ("own authority", listed("E08000032", false, "2015-05-14")),
            (
                "another authority",
                listed("E08000035", false, "2015-05-14"),
            ),
            (
                "own authority, shielded",
                listed("E08000032", true, "2015-05-14"),
            ),
            (
                "own authority, before school age",
                listed("E08000032", false, "2025-05-14"),
            ),
            ("on no list", None),
        ],
    );
}

fn statistics(table: &mut Table) {
    table.act("ViewStatistics", &ViewStatistics, &[("", ())]);
}

fn disputes(table: &mut Table) {
    let records = [
        ("own authority", record("E08000032", false)),
        ("another authority", record("E08000035", false)),
        ("own authority, shielded", record("E08000032", true)),
        ("another authority, shielded", record("E08000035", true)),
        ("no such record or dispute", None),
    ];
    let (child, dispute) = (ChildNumber::nth(1), id(9));
    table.act("ListDisputes", &ListDisputes, &[("", ())]);
    table.act("ViewDisputes", &ViewDisputes { child }, &records);
    let mark = MarkDisputed {
        child,
        item: DisputedItem::Address,
        opened: now().date_naive(),
    };
    table.act("MarkDisputed", &mark, &records);
    table.act("ViewDispute", &ViewDispute { dispute }, &records);
    let settle = SettleDispute {
        dispute,
        settled: now().date_naive(),
        outcome: DisputeOutcome::Kept,
    };
    table.act("SettleDispute", &settle, &records);
}

/// A meeting of an authority's panel, to which whoever acts is invited.
fn panel_meeting(of: &str, day: u64) -> MeetingBearing {
    MeetingBearing {
        local_authority: LocalAuthorityCode(of.into()),
        meets_on: now().date_naive() + chrono::Days::new(day),
        state: MeetingState::Planned,
        invited: true,
    }
}

/// The meetings that there can be, by what matters of them.
fn panel_meetings() -> [(&'static str, Option<MeetingBearing>); 6] {
    let own = || panel_meeting("E08000032", 0);
    let uninvited = MeetingBearing {
        invited: false,
        ..own()
    };
    let closed = MeetingBearing {
        state: MeetingState::Closed,
        ..own()
    };
    [
        ("invited, today", Some(own())),
        ("invited, tomorrow", Some(panel_meeting("E08000032", 1))),
        ("not invited", Some(uninvited)),
        ("invited, over", Some(closed)),
        ("another authority's", Some(panel_meeting("E08000035", 0))),
        ("no such meeting", None),
    ]
}

fn panels(table: &mut Table) {
    table.act("ViewShieldSettings", &ViewShieldSettings, &[("", ())]);
    let set = SetShieldSettings {
        settings: ShieldSettings::default(),
    };
    table.act("SetShieldSettings", &set, &[("", ())]);
    table.act("ListMeetings", &ListMeetings, &[("", ())]);
    let convene = ConveneMeeting {
        on: now().date_naive(),
        members: Vec::new(),
    };
    table.act("ConveneMeeting", &convene, &[("", ())]);
    let meeting = MeetingId(id(9));
    table.act("ViewMeeting", &ViewMeeting { meeting }, &panel_meetings());
    table.act("SayAttended", &SayAttended { meeting }, &panel_meetings());
    let close = CloseMeeting {
        meeting,
        attended: Vec::new(),
        recommended: Vec::new(),
    };
    table.act("CloseMeeting", &close, &panel_meetings());
    table.act(
        "CallOffMeeting",
        &CallOffMeeting { meeting },
        &panel_meetings(),
    );
    let tabling = |of: &str| {
        Some(TablingBearing {
            meeting: panel_meeting("E08000032", 0),
            child: ChildNumber::nth(1),
            local_authority: LocalAuthorityCode(of.into()),
        })
    };
    let tabled = TableShield {
        meeting,
        shield: ShieldId(id(9)),
        tabled: true,
    };
    let bearings = [
        ("own shield", tabling("E08000032")),
        ("another authority's shield", tabling("E08000035")),
        ("no such meeting or shield", None),
    ];
    table.act("TableShield", &tabled, &bearings);
}

fn packs(table: &mut Table) {
    let before = |meeting: MeetingBearing| PackBearing {
        meeting,
        child: ChildNumber::nth(1),
        local_authority: LocalAuthorityCode("E08000032".into()),
        asked_for_it: false,
    };
    let bearings = || {
        let own = || before(panel_meeting("E08000032", 0));
        let moved = PackBearing {
            local_authority: LocalAuthorityCode("E08000035".into()),
            ..own()
        };
        let asked = PackBearing {
            asked_for_it: true,
            ..own()
        };
        let mut all: Vec<_> = panel_meetings()
            .into_iter()
            .map(|(words, meeting)| (words, meeting.map(before)))
            .collect();
        all.push(("invited, the record has moved", Some(moved)));
        all.push(("invited, asked for the shield oneself", Some(asked)));
        all
    };
    let pack = PackId(id(9));
    table.act("ViewPack", &ViewPack { pack }, &bearings());
    let opinion = Review {
        outcome: Outcome::Keep,
        child: ViewTaken::Given,
        family: ViewTaken::Given,
        practitioners: ViewTaken::Given,
    };
    table.act("GiveOpinion", &GiveOpinion { pack, opinion }, &bearings());
}

fn breaking_glass(table: &mut Table) {
    let glass = GlassId(id(9));
    let asked = |by: u128, opens: Option<i64>| GlassBearing {
        child: ChildNumber::nth(1),
        asked_by: AccountId(id(by)),
        asked_at: now() - chrono::TimeDelta::hours(1),
        closes_at: opens.map(|minutes| now() + chrono::TimeDelta::minutes(minutes)),
    };
    let lapsed = GlassBearing {
        asked_at: now() - chrono::TimeDelta::hours(24),
        ..asked(ANOTHERS, None)
    };
    let bearings = || {
        [
            ("one's own, waiting", Some(asked(OWN, None))),
            ("one's own, open", Some(asked(OWN, Some(1)))),
            ("one's own, closed", Some(asked(OWN, Some(0)))),
            ("a colleague's, waiting", Some(asked(ANOTHERS, None))),
            ("a colleague's, lapsed", Some(lapsed.clone())),
            ("a colleague's, open", Some(asked(ANOTHERS, Some(1)))),
            ("none, or no shielded record", None),
        ]
    };
    table.act("ListGlass", &ListGlass, &[("", ())]);
    let ask = AskToBreak {
        child: ChildNumber::nth(1),
        reason: GlassReason::Misuse,
        reference: CaseReference::parse("CASE/1").unwrap(),
    };
    table.act("AskToBreak", &ask, &[("", ())]);
    table.act("AgreeToBreak", &AgreeToBreak { glass }, &bearings());
    table.act("DeclineToBreak", &DeclineToBreak { glass }, &bearings());
    table.act("LookThroughGlass", &LookThroughGlass { glass }, &bearings());
    let time = GlassTime::default();
    table.act("SetGlassTime", &SetGlassTime { time }, &[("", ())]);
}

fn extra_rights(table: &mut Table) {
    table.act("ListExtraRights", &ListExtraRights, &[("", ())]);
    let administrator = |of: &str| {
        Some(AdministratorBearing {
            local_authority: LocalAuthorityCode(of.into()),
        })
    };
    let bearings = [
        ("own authority", administrator("E08000032")),
        ("another authority", administrator("E08000035")),
        ("no such data administrator", None),
    ];
    let set = SetExtraRight {
        hat: id(9),
        right: ExtraRight::Shields,
        given: true,
    };
    table.act("SetExtraRight", &set, &bearings);
}

fn jobs(table: &mut Table) {
    let run = RunRule {
        rule: Rule::EndedInvolvements,
    };
    table.act("RunRule", &run, &[("", ())]);
    table.act("ClaimMail", &ClaimMail, &[("", ())]);
    let note = NoteMail {
        sent: Vec::new(),
        failed: 0,
    };
    table.act("NoteMail", &note, &[("", ())]);
}

fn attesting() -> Attesting {
    Attesting::SignificantHarm {
        judged_on: now().date_naive(),
        attests: true,
    }
}

fn sensitive_services(table: &mut Table) {
    let service = |organisation: Option<u128>, sensitive, record| StartBearing {
        service_of: organisation.map(|number| OrganisationId(id(number))),
        sensitive,
        record,
    };
    let child = ChildNumber::nth(1);
    let record = RecordSensitiveInvolvement {
        child,
        service: ServiceId(id(9)),
        details: changes(),
        attesting: attesting(),
    };
    table.act(
        "RecordSensitiveInvolvement",
        &record,
        &[
            (
                "sensitive service of one's own organisation",
                service(Some(OWN), true, true),
            ),
            (
                "service of one's own organisation that is not sensitive",
                service(Some(OWN), false, true),
            ),
            (
                "another organisation's sensitive service",
                service(Some(ANOTHERS), true, true),
            ),
            ("no such service", service(None, false, true)),
            ("no such record", service(Some(OWN), true, false)),
        ],
    );
    kept_entries(table);
    brokered(table);
}

fn kept_entries(table: &mut Table) {
    let entry = |owner: Option<u128>, service_of: u128, authority: &str| SensitiveBearing {
        owner: owner.map(|number| AccountId(id(number))),
        service_of: Some(OrganisationId(id(service_of))),
        local_authority: LocalAuthorityCode(authority.into()),
        shielded: false,
        withdrawn: false,
    };
    let anothers = || entry(Some(ANOTHERS), OWN, "E08000032");
    let bearings = || {
        [
            ("one's own", Some(entry(Some(OWN), OWN, "E08000035"))),
            (
                "one's own, under a hat of another organisation",
                Some(entry(Some(OWN), ANOTHERS, "E08000035")),
            ),
            ("a colleague's, own authority", Some(anothers())),
            (
                "a colleague's, another authority",
                Some(entry(Some(ANOTHERS), OWN, "E08000035")),
            ),
            (
                "a colleague's, own authority, shielded",
                Some(SensitiveBearing {
                    shielded: true,
                    ..anothers()
                }),
            ),
            (
                "a source's, own authority",
                Some(entry(None, OWN, "E08000032")),
            ),
            (
                "withdrawn before, own authority",
                Some(SensitiveBearing {
                    withdrawn: true,
                    ..anothers()
                }),
            ),
            ("no such entry", None),
        ]
    };
    let involvement = InvolvementId(id(9));
    let view = ViewSensitiveEntry { involvement };
    table.act("ViewSensitiveEntry", &view, &bearings());
    let renew = RenewConsent {
        involvement,
        attesting: attesting(),
    };
    table.act("RenewConsent", &renew, &bearings());
    let change = ChangeSensitiveInvolvement {
        involvement,
        changes: changes(),
    };
    table.act("ChangeSensitiveInvolvement", &change, &bearings());
    let end = EndSensitiveInvolvement {
        involvement,
        ended: now().date_naive(),
    };
    table.act("EndSensitiveInvolvement", &end, &bearings());
    for (what, stays) in [("archived", false), ("stays, for fear of harm", true)] {
        let withdraw = WithdrawConsent {
            involvement,
            informed_by: GivenBy::Child,
            informed_on: now().date_naive(),
            stays,
        };
        table.act(&format!("WithdrawConsent ({what})"), &withdraw, &bearings());
    }
    table.act(
        "ListMySensitiveInvolvements",
        &ListMySensitiveInvolvements,
        &[("", ())],
    );
}

fn brokered(table: &mut Table) {
    let involvement = InvolvementId(id(9));
    let child = ChildNumber::nth(1);
    let withdrawn = |authority: &str| {
        Some(WithdrawalBearing {
            child,
            local_authority: LocalAuthorityCode(authority.into()),
        })
    };
    let withdrawals = || {
        [
            ("own authority", withdrawn("E08000032")),
            ("another authority", withdrawn("E08000035")),
            ("no such withdrawal", None),
        ]
    };
    let view = ViewWithdrawal { involvement };
    table.act("ViewWithdrawal", &view, &withdrawals());
    let confirm = ConfirmWithdrawal { involvement };
    table.act("ConfirmWithdrawal", &confirm, &withdrawals());
    for code in ["providing-service", "management-function"] {
        let contacts = ViewSensitiveContacts {
            child,
            reason: reason(code),
        };
        table.act(
            &format!("ViewSensitiveContacts (reason {code})"),
            &contacts,
            &[
                ("own authority", record("E08000032", false)),
                ("another authority", record("E08000035", false)),
                ("shielded, own authority", record("E08000032", true)),
                ("no such record", None),
            ],
        );
    }
}

fn services(table: &mut Table) {
    let name = || ServiceName::parse("Family support").unwrap();
    let authority = |code: &str| Some(LocalAuthorityCode(code.into()));
    let bearings = || {
        [
            ("own authority", authority("E08000032")),
            ("another authority", authority("E08000035")),
            ("nothing of that identifier", None),
        ]
    };
    table.act("ViewServiceCatalogue", &ViewServiceCatalogue, &[("", ())]);
    let add = AddService {
        organisation: OrganisationId(id(9)),
        service_type: "family-support".into(),
        name: name(),
    };
    table.act("AddService", &add, &bearings());
    let change = ChangeService {
        service: ServiceId(id(9)),
        name: name(),
        sensitive: true,
    };
    table.act("ChangeService", &change, &bearings());
    let flag = FlagServiceType {
        service_type: "family-support".into(),
        sensitive: true,
    };
    table.act("FlagServiceType", &flag, &[("", ())]);
}

/// An involvement of another's team, on a record of another authority.
fn kept_by(owner: Option<u128>) -> InvolvementBearing {
    InvolvementBearing {
        owner: owner.map(|number| AccountId(id(number))),
        handed_on_by: None,
        kept_by: None,
        team: Some(TeamId(id(ANOTHERS))),
        asked: owner.map(|number| Recipient::Account(AccountId(id(number)))),
        local_authority: LocalAuthorityCode("E08000035".into()),
        sensitive: false,
        child: ChildNumber::nth(1),
    }
}

/// Involvements as they bear on whoever acts.
fn kept_involvements() -> Vec<(&'static str, Option<InvolvementBearing>)> {
    let anothers = || kept_by(Some(ANOTHERS));
    let here = LocalAuthorityCode("E08000032".into());
    let organisation = |number| InvolvementBearing {
        kept_by: Some(OrganisationId(id(number))),
        ..kept_by(None)
    };
    let team = || InvolvementBearing {
        team: Some(TeamId(id(OWN))),
        ..anothers()
    };
    vec![
        ("one's own", Some(kept_by(Some(OWN)))),
        (
            "one's own, of a service that now counts as sensitive",
            Some(InvolvementBearing {
                sensitive: true,
                ..kept_by(Some(OWN))
            }),
        ),
        ("another's", Some(anothers())),
        ("of one's own team", Some(team())),
        (
            "of one's own team, of a service that now counts as sensitive",
            Some(InvolvementBearing {
                sensitive: true,
                ..team()
            }),
        ),
        (
            "another's, of a record of one's own authority",
            Some(InvolvementBearing {
                local_authority: here.clone(),
                ..anothers()
            }),
        ),
        (
            "of a record of one's own authority, with nobody nearer left to ask",
            Some(InvolvementBearing {
                asked: Some(Recipient::data_administrators_of(&here)),
                local_authority: here,
                ..anothers()
            }),
        ),
        (
            "handed on by oneself today",
            Some(InvolvementBearing {
                handed_on_by: Some(AccountId(id(OWN))),
                ..anothers()
            }),
        ),
        ("kept by one's own organisation", Some(organisation(OWN))),
        ("kept by another organisation", Some(organisation(ANOTHERS))),
        ("nobody's: it came from a source", Some(kept_by(None))),
        ("no such involvement", None),
    ]
}

fn keeping_involvements(table: &mut Table) {
    let involvement = InvolvementId(id(9));
    for purpose in Purpose::ALL {
        let view = ViewInvolvement {
            involvement,
            purpose,
        };
        table.act(
            &format!("ViewInvolvement (to {purpose:?})"),
            &view,
            &kept_involvements(),
        );
    }
    let hand_over = HandOver {
        involvement,
        to: AccountId(id(ANOTHERS)),
    };
    table.act("HandOver", &hand_over, &kept_involvements());
    let keep = KeepInvolvement {
        involvement,
        longer: None,
    };
    table.act("KeepInvolvement", &keep, &kept_involvements());
    let confirm = ConfirmRetention {
        involvement,
        answer: Answer::AnotherYear,
    };
    table.act("ConfirmRetention", &confirm, &kept_involvements());
    table.act("ListTeamInvolvements", &ListTeamInvolvements, &[("", ())]);
    let ask = AskToCheck { involvement };
    table.act("AskToCheck", &ask, &kept_involvements());
}

fn colleagues(table: &mut Table) {
    let bearing = |service: u128, authority: &str, colleague: Option<u128>| ColleagueBearing {
        service_of: Some(OrganisationId(id(service))),
        service_authority: Some(LocalAuthorityCode(authority.into())),
        sensitive: false,
        colleague_of: colleague.map(|number| OrganisationId(id(number))),
        record: true,
    };
    let own = || bearing(OWN, "E08000032", Some(OWN));
    let bearings = || {
        [
            ("service and colleague of one's own organisation", own()),
            (
                "sensitive service of one's own organisation",
                ColleagueBearing {
                    sensitive: true,
                    ..own()
                },
            ),
            (
                "another organisation of one's own authority",
                bearing(ANOTHERS, "E08000032", Some(ANOTHERS)),
            ),
            (
                "another organisation of another authority",
                bearing(ANOTHERS, "E08000035", Some(ANOTHERS)),
            ),
            (
                "a colleague of another organisation than the service's",
                bearing(OWN, "E08000032", Some(ANOTHERS)),
            ),
            (
                "no such record",
                ColleagueBearing {
                    record: false,
                    ..own()
                },
            ),
        ]
    };
    let new = NewPractitioner::parse("Jo Example", "Nurse", "jo@example.test").unwrap();
    for (words, colleague) in [
        ("known", Colleague::Known(PractitionerId(id(9)))),
        ("new", Colleague::New(new)),
    ] {
        let act = RecordForColleague {
            child: ChildNumber::nth(1),
            service: ServiceId(id(9)),
            colleague,
            telephone: Telephone::parse("01632 960001").unwrap(),
            started: now().date_naive(),
        };
        table.act(&format!("RecordForColleague ({words})"), &act, &bearings());
    }
}

/// A holder with or without the consent that a sensitive service needs.
fn holder(who: Who, consent: bool) -> Holder {
    let today = now().date_naive();
    let attestation = attested(
        Some(GivenBy::Child),
        today,
        ELEMENTS.map(|(name, _)| name),
        AccountId(id(OWN)),
        today,
    );
    Holder {
        service: ServiceId(id(9)),
        who,
        neutral: consent.then(|| Neutral {
            line: NeutralLineId(id(9)),
            attestation: attestation.unwrap(),
        }),
    }
}

fn naming(organisation: u128, authority: &str, sensitive: bool) -> HolderBearing {
    HolderBearing {
        record: Some(LocalAuthorityCode("E08000032".into())),
        service: Some(ServiceBearing {
            organisation: OrganisationId(id(organisation)),
            local_authority: Some(LocalAuthorityCode(authority.into())),
            sensitive,
        }),
        of_the_organisation: true,
        line: true,
    }
}

fn holders(table: &mut Table) {
    let own = || naming(OWN, "E08000032", false);
    let elsewhere = HolderBearing {
        record: Some(LocalAuthorityCode("E08000035".into())),
        ..naming(ANOTHERS, "E08000035", false)
    };
    let bearings = || {
        [
            ("of one's own organisation", own()),
            (
                "of another organisation of one's own authority",
                naming(ANOTHERS, "E08000032", false),
            ),
            (
                "of an organisation of another authority",
                naming(ANOTHERS, "E08000035", false),
            ),
            ("on a record of another authority", elsewhere.clone()),
            (
                "a practitioner of another organisation",
                HolderBearing {
                    of_the_organisation: false,
                    ..own()
                },
            ),
            ("of a sensitive service", naming(OWN, "E08000032", true)),
            (
                "of a sensitive service, without an agreed line",
                HolderBearing {
                    line: false,
                    ..naming(OWN, "E08000032", true)
                },
            ),
            (
                "no such service",
                HolderBearing {
                    service: None,
                    ..own()
                },
            ),
            (
                "no such record",
                HolderBearing {
                    record: None,
                    ..own()
                },
            ),
        ]
    };
    let (child, today) = (ChildNumber::nth(1), now().date_naive());
    let colleague = || Who::Colleague(PractitionerId(id(9)));
    for (words, who, consent) in [
        ("oneself", Who::Oneself, false),
        ("a colleague", colleague(), false),
        ("a colleague, with consent", colleague(), true),
    ] {
        let caf = RecordCaf {
            child,
            undertaken: today,
            holder: holder(who.clone(), consent),
        };
        table.act(&format!("RecordCaf ({words})"), &caf, &bearings());
        let lead = NameLeadProfessional {
            child,
            since: today,
            holder: holder(who, consent),
        };
        table.act(
            &format!("NameLeadProfessional ({words})"),
            &lead,
            &bearings(),
        );
    }
    taking_off(table);
}

fn taking_off(table: &mut Table) {
    let entry = |organisation: u128, owner: u128, holder: u128, sensitive| EntryBearing {
        record: Some(LocalAuthorityCode("E08000032".into())),
        entry: Some(HeldEntry {
            organisation: OrganisationId(id(organisation)),
            owner: Some(AccountId(id(owner))),
            holder: Some(AccountId(id(holder))),
            sensitive,
        }),
    };
    let elsewhere = EntryBearing {
        record: Some(LocalAuthorityCode("E08000035".into())),
        ..entry(ANOTHERS, ANOTHERS, ANOTHERS, false)
    };
    let bearings = || {
        [
            ("one's own", entry(ANOTHERS, ANOTHERS, OWN, false)),
            ("recorded by oneself", entry(ANOTHERS, OWN, ANOTHERS, false)),
            (
                "of one's own organisation",
                entry(OWN, ANOTHERS, ANOTHERS, false),
            ),
            (
                "of another organisation",
                entry(ANOTHERS, ANOTHERS, ANOTHERS, false),
            ),
            (
                "of a sensitive service of one's own organisation",
                entry(OWN, ANOTHERS, ANOTHERS, true),
            ),
            (
                "of a sensitive service, recorded by oneself",
                entry(OWN, OWN, ANOTHERS, true),
            ),
            ("on a record of another authority", elsewhere.clone()),
            (
                "no such entry: there is nothing to do",
                EntryBearing {
                    entry: None,
                    ..elsewhere.clone()
                },
            ),
            (
                "no such record",
                EntryBearing {
                    record: None,
                    entry: None,
                },
            ),
        ]
    };
    let child = ChildNumber::nth(1);
    let clear = ClearCaf {
        child,
        caf: CafId(id(9)),
    };
    table.act("ClearCaf", &clear, &bearings());
    let end = EndLeadProfessional {
        child,
        lead: LeadProfessionalId(id(9)),
        ended: now().date_naive(),
        withdrawn: false,
    };
    table.act("EndLeadProfessional", &end, &bearings());
}

fn neutral_lines(table: &mut Table) {
    let of = |authority: Option<&str>| LineBearing {
        local_authority: authority.map(|code| LocalAuthorityCode(code.into())),
    };
    let bearings = || {
        [
            ("own authority", of(Some("E08000032"))),
            ("another authority", of(Some("E08000035"))),
            ("no such organisation or line", of(None)),
        ]
    };
    table.act("ListNeutralLines", &ListNeutralLines, &[("", ())]);
    let agree = AgreeNeutralLine {
        organisation: OrganisationId(id(9)),
        words: "Family support".into(),
        telephone: Telephone::parse("01632 960001").unwrap(),
    };
    table.act("AgreeNeutralLine", &agree, &bearings());
    let line = NeutralLineId(id(9));
    table.act(
        "RetireNeutralLine",
        &RetireNeutralLine { line },
        &bearings(),
    );
}

/// A request as it bears on acts: where it stands, who asked, and whose record it is about.
fn asked(state: RequestState, requester: u128, own: &str, responsible: &str) -> RequestBearing {
    RequestBearing {
        child: ChildNumber::nth(1),
        kind: RequestKind::SensitiveService,
        state,
        requester: AccountId(id(requester)),
        received_by: Some(LocalAuthorityCode(own.into())),
        responsible: LocalAuthorityCode(responsible.into()),
    }
}

/// The same as a question about a shielded record.
fn enquiry(request: RequestBearing) -> RequestBearing {
    RequestBearing {
        kind: RequestKind::Enquiry,
        ..request
    }
}

fn brokering(table: &mut Table) {
    asking(table);
    handling(table);
    answering(table);
}

fn asking(table: &mut Table) {
    let record = |shielded, sensitive_service| {
        Some(AskingBearing {
            shielded,
            sensitive_service,
        })
    };
    let bearings = || {
        [
            ("a sensitive service is involved", record(false, true)),
            ("no sensitive service is involved", record(false, false)),
            (
                "shielded, a sensitive service is involved",
                record(true, true),
            ),
            (
                "shielded, no sensitive service is involved",
                record(true, false),
            ),
            ("no such record", None),
        ]
    };
    let child = ChildNumber::nth(1);
    let telephone = Telephone::parse("01632 960001").unwrap();
    let request = RequestBrokering {
        child,
        reason: reason("providing-service"),
        telephone: telephone.clone(),
    };
    table.act("RequestBrokering", &request, &bearings());
    let enquiry = AskAboutShielded {
        child,
        reason: reason("providing-service"),
        telephone,
    };
    table.act("AskAboutShielded", &enquiry, &bearings());
    table.act("ListMyRequests", &ListMyRequests, &[("", ())]);
    let withdraw = WithdrawRequest {
        request: RequestId(id(9)),
    };
    let (own, other) = ("E08000032", "E08000035");
    let received = RequestState::Received;
    table.act(
        "WithdrawRequest",
        &withdraw,
        &[
            ("one's own", Some(asked(received, OWN, own, other))),
            ("another's", Some(asked(received, ANOTHERS, own, other))),
            ("no such request", None),
        ],
    );
}

fn handling(table: &mut Table) {
    let (own, other) = ("E08000032", "E08000035");
    let bearings = || {
        let asked = |state, from, about| Some(asked(state, ANOTHERS, from, about));
        [
            (
                "from the own authority, another is responsible, not yet sent on",
                asked(RequestState::Received, own, other),
            ),
            (
                "from the own authority, sent on to another",
                asked(RequestState::WithResponsible, own, other),
            ),
            (
                "from another authority, not yet sent on",
                asked(RequestState::Received, other, own),
            ),
            (
                "from another authority, sent on to the own",
                asked(RequestState::WithResponsible, other, own),
            ),
            (
                "from the own authority about a record of its own",
                asked(RequestState::WithResponsible, own, own),
            ),
            (
                "a question about a shielded record of the own authority",
                asked(RequestState::WithResponsible, other, own).map(enquiry),
            ),
            ("no such request", None),
        ]
    };
    let request = RequestId(id(9));
    table.act("ListRequests", &ListRequests, &[("", ())]);
    table.act("ViewRequest", &ViewRequest { request }, &bearings());
    table.act("SendOn", &SendOn { request }, &bearings());
    table.act("PassOn", &PassOn { request }, &bearings());
    let answer = AnswerEnquiry {
        request,
        answer: EnquiryAnswer::WillRing,
    };
    table.act("AnswerEnquiry", &answer, &bearings());
}

fn answering(table: &mut Table) {
    let leg = LegId(id(9));
    let at = |owner: Option<u128>, responsible: &str| {
        let passed_on = RequestState::PassedOn;
        Some(LegBearing {
            request: asked(passed_on, ANOTHERS, "E08000032", responsible),
            owner: owner.map(|number| AccountId(id(number))),
        })
    };
    let bearings = || {
        [
            (
                "one's own entry, own authority's record",
                at(Some(OWN), "E08000032"),
            ),
            (
                "another's entry, own authority's record",
                at(Some(ANOTHERS), "E08000032"),
            ),
            (
                "nobody's entry, own authority's record",
                at(None, "E08000032"),
            ),
            (
                "another's entry, another authority's record",
                at(Some(ANOTHERS), "E08000035"),
            ),
            ("no such request, or the entry is gone", None),
        ]
    };
    table.act("ViewLeg", &ViewLeg { leg }, &bearings());
    let answer = AnswerRequest {
        leg,
        answer: ServiceAnswer::Declined,
    };
    table.act("AnswerRequest", &answer, &bearings());
    let outside = RecordOutside {
        leg,
        what: Outside::Told,
    };
    table.act("RecordOutside", &outside, &bearings());
}

fn supplied<R>(source: SourceId) -> SupplyRows<R> {
    SupplyRows {
        source,
        file: String::new(),
        rows: Vec::new(),
        queued: None,
    }
}

/// A source as it stands.
fn held(authority: Option<&str>, state: SourceState, stopped_by: Option<StoppedBy>) -> SourceHeld {
    SourceHeld {
        local_authority: authority.map(|code| LocalAuthorityCode(code.into())),
        state,
        stopped_by,
    }
}

/// The sources on which somebody may act, in a state.
fn sources_in(state: SourceState) -> Vec<(&'static str, Option<SourceHeld>)> {
    let own = Some("E08000032");
    let above = Some(StoppedBy::CentralTeam);
    let other = match state {
        SourceState::Terminated => SourceState::Proposed,
        _ => SourceState::Terminated,
    };
    vec![
        ("own authority's", Some(held(own, state, None))),
        (
            "own, stopped by the central team",
            Some(held(own, state, above)),
        ),
        ("own, in another state", Some(held(own, other, None))),
        (
            "another authority's",
            Some(held(Some("E08000035"), state, None)),
        ),
        ("national", Some(held(None, state, None))),
        ("no such source", None),
    ]
}

fn sources(table: &mut Table) {
    let source = SourceId(id(9));
    table.act("ListSources", &ListSources, &[("", ())]);
    table.act("PrepareSource", &PrepareSource, &[("", ())]);
    let view = ViewSource { source };
    table.act("ViewSource", &view, &sources_in(SourceState::Connected));
    let decide = DecideHeld {
        source,
        supply: id(OWN),
        release: true,
    };
    let connected = sources_in(SourceState::Connected);
    table.act("DecideHeld", &decide, &connected);
    let sign = SignAgreement {
        source,
        agreement: Agreement {
            items: vec![AgreedItem::Names],
            cadence_days: 7,
            supplied_nationally: false,
            signed_on: now().date_naive(),
        },
    };
    table.act("SignAgreement", &sign, &sources_in(SourceState::Proposed));
    let amended = sources_in(SourceState::Connected);
    table.act("SignAgreement (amended)", &sign, &amended);
    for (name, decision, state) in [
        (
            "DecideAccreditation (accredited)",
            Accrediting::Accredited(now().date_naive()),
            SourceState::Accrediting,
        ),
        (
            "DecideAccreditation (renewed)",
            Accrediting::Accredited(now().date_naive()),
            SourceState::Paused,
        ),
        (
            "DecideAccreditation (rejected)",
            Accrediting::Rejected(WhyRejected::Security),
            SourceState::Accrediting,
        ),
    ] {
        let decide = DecideAccreditation { source, decision };
        table.act(name, &decide, &sources_in(state));
    }
    for step in SourceStep::PRESSED {
        let from = SourceState::ALL
            .into_iter()
            .find(|state| state.after(step).is_some())
            .unwrap();
        let take = TakeStep { source, step };
        let name = format!("TakeStep ({})", step.code());
        table.act(&name, &take, &sources_in(from));
    }
    let silently = TakeStep {
        source,
        step: SourceStep::Accredit,
    };
    let name = "TakeStep (accredit, which is decided otherwise)";
    table.act(name, &silently, &sources_in(SourceState::Accrediting));
}

fn supplying(table: &mut Table) {
    let load = LoadPopulation {
        children: 1,
        seed: 1,
        records: (),
    };
    table.act("LoadPopulation", &load, &[("", ())]);
    let register = RegisterSource {
        name: "a source".into(),
        kind: SourceKind::Local,
        local_authority: None,
        organisation: None,
        accredited_until: None,
    };
    table.act("RegisterSource (national)", &register, &[("", ())]);
    for (whose, authority) in [("own authority's", "E08000032"), ("another's", "E08000035")] {
        let local = RegisterSource {
            name: "a source".into(),
            kind: SourceKind::Local,
            local_authority: Some(LocalAuthorityCode(authority.into())),
            organisation: None,
            accredited_until: None,
        };
        table.act(&format!("RegisterSource ({whose})"), &local, &[("", ())]);
    }
    let connected = RegisterSource {
        name: "a source".into(),
        kind: SourceKind::Local,
        local_authority: Some(LocalAuthorityCode("E08000032".into())),
        organisation: None,
        accredited_until: Some(now().date_naive()),
    };
    table.act(
        "RegisterSource (connected at once)",
        &connected,
        &[("", ())],
    );
    sources(table);
    table.act(
        "FindSource",
        &FindSource {
            name: "a source".into(),
        },
        &[("", ())],
    );
    let kind = |kind| SourceBearing {
        kind: Some(kind),
        accepts: Ok(()),
    };
    let bearings = || {
        [
            ("a registered source", kind(SourceKind::Health)),
            ("a registered ecaf source", kind(SourceKind::Ecaf)),
            (
                "a paused source",
                SourceBearing {
                    kind: Some(SourceKind::Health),
                    accepts: Err(NotAccepting::Paused),
                },
            ),
            (
                "no registered source",
                SourceBearing {
                    kind: None,
                    accepts: Err(NotAccepting::NotRegistered),
                },
            ),
        ]
    };
    for (whose, number) in [("one's own", OWN), ("another's", ANOTHERS)] {
        let source = SourceId(id(number));
        let rows = supplied::<Row>(source);
        table.act(&format!("SupplyRows ({whose})"), &rows, &bearings());
        let rows = supplied::<InvolvementRow>(source);
        let name = format!("SupplyRows of involvements ({whose})");
        table.act(&name, &rows, &bearings());
        let rows = supplied::<AssessmentRow>(source);
        let name = format!("SupplyRows of assessments ({whose})");
        table.act(&name, &rows, &bearings());
        let weigh = WeighRows::<Row> {
            source,
            file: String::new(),
            rows: Vec::new(),
            supply: None,
        };
        table.act(&format!("WeighRows ({whose})"), &weigh, &bearings());
        let weigh = WeighRows::<AssessmentRow> {
            source,
            file: String::new(),
            rows: Vec::new(),
            supply: None,
        };
        let name = format!("WeighRows of assessments ({whose})");
        table.act(&name, &weigh, &bearings());
        let hold = HoldSupply {
            source,
            file: String::new(),
            supply: None,
            counts: RemovalCounts::default(),
            confirmed: false,
        };
        table.act(&format!("HoldSupply ({whose})"), &hold, &bearings());
        let close = CloseFile {
            source,
            file: String::new(),
            counts: FileCounts::default(),
            supply: None,
        };
        table.act(&format!("CloseFile ({whose})"), &close, &bearings());
        over_the_channel(table, whose, source);
    }
    keys(table);
    doubles(table);
    subject_access(table);
    complaints(table);
}

fn over_the_channel(table: &mut Table, whose: &str, source: SourceId) {
    let stands = |accepts| SupplyBearing {
        kind: (accepts != Err(NotAccepting::NotRegistered)).then_some(SourceKind::Local),
        accepts,
    };
    let bearings = [
        ("a connected source", stands(Ok(()))),
        ("a paused source", stands(Err(NotAccepting::Paused))),
        ("a suspended source", stands(Err(NotAccepting::Suspended))),
        (
            "no registered source",
            stands(Err(NotAccepting::NotRegistered)),
        ),
    ];
    let name = SupplyName::new("nightly").unwrap();
    let begin = BeginSupply {
        source,
        name: name.clone(),
        about: About::Children,
        format: Format::Csv,
    };
    table.act(&format!("BeginSupply ({whose})"), &begin, &bearings);
    let part = KeepPart {
        source,
        name: name.clone(),
        starts: 0,
        bytes: Vec::new(),
        last: true,
    };
    table.act(&format!("KeepPart ({whose})"), &part, &bearings);
    let view = ViewSupply {
        source,
        name,
        after: 0,
    };
    table.act(&format!("ViewSupply ({whose})"), &view, &bearings);
    let supply = id(OWN);
    let open = OpenSupply { source, supply };
    table.act(&format!("OpenSupply ({whose})"), &open, &bearings);
    let why = NotWhole::Empty;
    let refuse = RefuseSupply {
        source,
        supply,
        why,
    };
    table.act(&format!("RefuseSupply ({whose})"), &refuse, &bearings);
}

fn doubles(table: &mut Table) {
    table.act("ListDoubles", &ListDoubles, &[("", ())]);
    let pair = |one: &str, other: &str| {
        let authorities = [one, other].map(|code| LocalAuthorityCode(code.into()));
        Some(DoubleBearing { authorities })
    };
    let (own, another) = ("E08000032", "E08000035");
    let pairs = [
        ("both own", pair(own, own)),
        ("one own", pair(own, another)),
        ("neither own", pair(another, another)),
        ("no such pair", None),
    ];
    let id = id(OWN);
    table.act("ViewDouble", &ViewDouble { pair: id }, &pairs);
    let open = OpenDouble {
        pair: id,
        keeps_higher: false,
    };
    table.act("OpenDouble", &open, &pairs);
    table.act("KeepApart", &KeepApart { pair: id }, &pairs);
}

fn subject_access(table: &mut Table) {
    table.act("PrepareRequest", &PrepareRequest, &[("", ())]);
    let log = |applicant, subject| LogRequest {
        asked: DisclosureAsked {
            applicant,
            by_another: false,
            subject,
            writing: Writing::Letter,
            forwarded_by: None,
            received_on: "2026-11-02".parse().unwrap(),
        },
        token: None,
    };
    let child = ChildNumber::nth(1);
    let of_a_child = log(Applicant::Child, Subject::Child(child));
    table.act("LogRequest (of a child)", &of_a_child, &[("", ())]);
    let of_an_account = log(
        Applicant::Practitioner,
        Subject::Practitioner(String::new()),
    );
    table.act(
        "LogRequest (of a practitioner)",
        &of_an_account,
        &[("", ())],
    );
    table.act("ListSubjectAccess", &ListSubjectAccess, &[("", ())]);
    let allowance = Allowance::FortyDays;
    table.act("SetAllowance", &SetAllowance { allowance }, &[("", ())]);
    let request = |authority: &str, shielded| {
        Some(DisclosureBearing {
            local_authority: LocalAuthorityCode(authority.into()),
            shielded,
        })
    };
    let requests = [
        ("own", request("E08000032", false)),
        ("own, shielded", request("E08000032", true)),
        ("another's", request("E08000035", false)),
        ("another's, shielded", request("E08000035", true)),
        ("no such request", None),
    ];
    let (request, on) = (id(OWN), "2026-11-02".parse().unwrap());
    table.act(
        "ViewSubjectAccess",
        &ViewSubjectAccess { request },
        &requests,
    );
    let check = RecordCheck {
        request,
        check: Check::Identity,
        finding: Finding::Proved,
    };
    table.act("RecordCheck", &check, &requests);
    table.act("AddRecord", &AddRecord { request, child }, &requests);
    table.act("OpenRequested", &OpenRequested { request }, &requests);
    let why = Extension::Complex;
    table.act("ExtendRequest", &ExtendRequest { request, why }, &requests);
    let sign = SignOff {
        request,
        by: SignedBy::Officer,
        on,
        shows_whereabouts: false,
    };
    table.act("SignOff", &sign, &requests);
    let decide = DecideRequest {
        request,
        decision: ReleaseDecision::Release,
        on,
    };
    table.act("DecideRequest", &decide, &requests);
    table.act("ProduceReport", &ProduceReport { request }, &requests);
    table.act("ViewReport", &ViewReport { request }, &requests);
    let means = Means::ByHand;
    let deliver = RecordDelivery { request, means, on };
    table.act("RecordDelivery", &deliver, &requests);
}

fn complaints(table: &mut Table) {
    table.act("PrepareComplaint", &PrepareComplaint, &[("", ())]);
    let day = "2026-11-02".parse().unwrap();
    let part = Part {
        about: ComplainedAbout::Accuracy,
        arose_on: day,
    };
    let lodged = Lodged {
        complainant: Complainant::Child,
        who: Complaining {
            name: PersonName {
                given: String::new(),
                family: String::new(),
            },
            reach: Reach::Email(String::new()),
        },
        part,
        received_on: day,
        reference: CaseReference::parse("CASE/7").unwrap(),
        child: None,
    };
    let token = None;
    table.act("LogComplaint", &LogComplaint { lodged, token }, &[("", ())]);
    table.act("ListComplaints", &ListComplaints, &[("", ())]);
    let office = ComplaintsOffice::default();
    table.act("SetOffice", &SetOffice { office }, &[("", ())]);
    let received_by = |authority: &str| {
        Some(ComplaintBearing {
            local_authority: LocalAuthorityCode(authority.into()),
        })
    };
    let complaints = [
        ("own", received_by("E08000032")),
        ("another's", received_by("E08000035")),
        ("no such complaint", None),
    ];
    let complaint = id(OWN);
    table.act("ViewComplaint", &ViewComplaint { complaint }, &complaints);
    let split = SplitComplaint {
        complaint,
        part,
        token,
    };
    table.act("SplitComplaint", &split, &complaints);
    let step = ComplaintStep::Close;
    let advance = AdvanceComplaint { complaint, step };
    table.act("AdvanceComplaint", &advance, &complaints);
}

/// Who looks into how accounts are used, and who is asked.
fn misuse(table: &mut Table) {
    table.act("ListInvestigations", &ListInvestigations, &[("", ())]);
    table.act("PrepareReport", &PrepareReport, &[("", ())]);
    for (words, origin) in [
        ("one's own", UseOrigin::User),
        ("what others told", UseOrigin::Public),
    ] {
        let report = Report {
            origin,
            concern: Concern::NoNeed,
            named: Named {
                name: String::new(),
                works_at: String::new(),
            },
            about_management: false,
        };
        let act = ReportUse {
            report,
            token: None,
        };
        table.act(&format!("ReportUse ({words})"), &act, &[("", ())]);
    }
    table.act("ListMyQuestions", &ListMyQuestions, &[("", ())]);
    let with = |office| InvestigationBearing {
        office,
        organisation: Some(OrganisationId(id(OWN))),
        subject: Some(AccountId(id(ANOTHERS))),
        administers: false,
        names_reader: false,
        reporter: None,
        case_opened: false,
    };
    let own = Office::Authority(LocalAuthorityCode("E08000032".into()));
    let another = Office::Authority(LocalAuthorityCode("E08000035".into()));
    let bearings = || {
        [
            ("with one's own authority", Some(with(own.clone()))),
            (
                "with one's own authority, of another body",
                Some(InvestigationBearing {
                    organisation: Some(OrganisationId(id(ANOTHERS))),
                    ..with(own.clone())
                }),
            ),
            (
                "with one's own authority, of a partner's administrator",
                Some(InvestigationBearing {
                    administers: true,
                    ..with(own.clone())
                }),
            ),
            (
                "with one's own authority, a case",
                Some(InvestigationBearing {
                    case_opened: true,
                    ..with(own.clone())
                }),
            ),
            (
                "with another authority",
                Some(InvestigationBearing {
                    organisation: None,
                    ..with(another.clone())
                }),
            ),
            (
                "with a national partner, a case",
                Some(InvestigationBearing {
                    case_opened: true,
                    ..with(Office::Partner(OrganisationId(id(OWN))))
                }),
            ),
            ("with the central team", Some(with(Office::CentralTeam))),
            (
                "with one's own office, about oneself",
                Some(InvestigationBearing {
                    subject: Some(AccountId(id(OWN))),
                    ..with(own.clone())
                }),
            ),
            (
                "with the central team, about oneself",
                Some(InvestigationBearing {
                    subject: Some(AccountId(id(OWN))),
                    ..with(Office::CentralTeam)
                }),
            ),
            (
                "with one's own authority, reported by oneself",
                Some(InvestigationBearing {
                    reporter: Some(AccountId(id(OWN))),
                    ..with(own.clone())
                }),
            ),
            (
                "with one's own authority, about nobody known",
                Some(InvestigationBearing {
                    subject: None,
                    ..with(own.clone())
                }),
            ),
            (
                "with one's own authority, about nobody known but by one's own name",
                Some(InvestigationBearing {
                    subject: None,
                    names_reader: true,
                    ..with(own.clone())
                }),
            ),
            ("no such investigation", None),
        ]
    };
    let investigation = id(OWN);
    let view = ViewInvestigation { investigation };
    table.act("ViewInvestigation", &view, &bearings());
    let name = NameSubject {
        investigation,
        user_name: String::new(),
    };
    table.act("NameSubject", &name, &bearings());
    let ask = AskForExplanation {
        investigation,
        of: AskedOf::User,
        staff_manager: StaffManager::typed("head@school.example").unwrap(),
    };
    table.act("AskForExplanation", &ask, &bearings());
    let answer = RecordExplanation {
        investigation,
        by: AskedOf::StaffManager,
        explanation: Explanation::MyWork,
    };
    table.act("RecordExplanation", &answer, &bearings());
    let close = CloseInvestigation { investigation };
    table.act("CloseInvestigation", &close, &bearings());
    let case = OpenCase {
        investigation,
        suspend: true,
    };
    table.act("OpenCase", &case, &bearings());
    let decide = DecideCase {
        investigation,
        outcomes: Outcomes::of([UseOutcome::NoMisuse]).unwrap(),
    };
    table.act("DecideCase", &decide, &bearings());
    let mine = ViewMyQuestion { investigation };
    table.act("ViewMyQuestion", &mine, &bearings());
    let explain = ExplainUse {
        investigation,
        explained: Explained::typed("my-work", "").unwrap(),
    };
    table.act("ExplainUse", &explain, &bearings());
    table.act("ListStops", &ListStops, &[("", ())]);
    let group = Group::Authority("Bradford".into());
    table.act("StopGroup", &StopGroup { group }, &[("", ())]);
    table.act("EndStop", &EndStop { stop: id(OWN) }, &[("", ())]);
}

fn keys(table: &mut Table) {
    let source = SourceId(id(9));
    let register = RegisterKey {
        source,
        public_key: String::new(),
        expires_on: "2027-11-21".parse().unwrap(),
    };
    let connected = sources_in(SourceState::Connected);
    table.act("RegisterKey", &register, &connected);
    let of = |held: Option<SourceHeld>| held.map(|held| KeyHeld { source, held });
    let keys: Vec<_> = connected
        .into_iter()
        .map(|(whose, held)| (whose, of(held)))
        .collect();
    table.act("WithdrawKey", &WithdrawKey { key: id(OWN) }, &keys);
    let verified = VerifiedToken {
        source: SourceId(id(OWN)),
        identifier: String::new(),
        ends: "2026-11-21T12:00:00Z".parse().unwrap(),
    };
    for (token, verdict) in [
        ("a token that holds", Ok(verified)),
        ("one that does not", Err(TokenFault::Signature)),
    ] {
        let act = AuthenticateSource { key: None, verdict };
        table.act(&format!("AuthenticateSource ({token})"), &act, &[("", ())]);
    }
}

#[test]
fn the_policy_is_what_the_table_says_section_3() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/policy-table.txt");
    let text = table().text;
    if std::env::var("POLICY_TABLE").as_deref() == Ok("write") {
        fs::write(&path, &text).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == text,
        "docs/policy-table.txt differs from the code; see the head of this test"
    );
}

/// The names of all acts that the sources declare.
fn declared(directory: &Path, acts: &mut BTreeSet<String>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            declared(&path, acts);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            for line in text
                .lines()
                .filter(|line| line.starts_with("impl") && line.contains(" Act for "))
            {
                let name = line.split(" Act for ").nth(1).unwrap();
                acts.insert(name.split(['<', ' ', '{']).next().unwrap().to_owned());
            }
        }
    }
}

#[test]
fn every_act_stands_in_the_table_section_3() {
    let mut acts = BTreeSet::new();
    declared(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut acts,
    );
    assert_eq!(table().acts, acts);
}

#[test]
fn no_hat_that_carries_no_child_data_reaches_a_record_section_3() {
    for role in Role::ALL.into_iter().filter(|role| !role.uses_records()) {
        let (_, standing) = actors()
            .into_iter()
            .find(|(name, _)| name == role.code())
            .unwrap();
        let bearing = Some(RecordBearing {
            local_authority: LocalAuthorityCode("E08000032".into()),
            shielded: false,
        });
        for code in [
            "providing-service",
            "safeguarding-concern",
            "management-function",
        ] {
            let act = ViewChildRecord {
                child: ChildNumber::nth(1),
                reason: reason(code),
            };
            assert!(act.permit(&standing, &bearing).is_err());
        }
    }
}

#[test]
fn a_data_administrator_brokers_with_the_right_alone_and_for_the_own_authority_d_10() {
    let administrator = |right: bool| {
        let (_, mut standing) = actors()
            .into_iter()
            .find(|(name, _)| name == "data-administrator")
            .unwrap();
        if let Actor::Person { hat, .. } = &mut standing.actor {
            hat.brokering_right = right;
        }
        standing
    };
    let act = PassOn {
        request: RequestId(id(9)),
    };
    let about =
        |responsible: &str| Some(asked(RequestState::PassedOn, OWN, "E08000032", responsible));
    assert!(
        act.permit(&administrator(true), &about("E08000032"))
            .is_ok()
    );
    assert!(
        act.permit(&administrator(true), &about("E08000035"))
            .is_err()
    );
    assert!(
        act.permit(&administrator(false), &about("E08000032"))
            .is_err()
    );
    // A question about a shielded record is the manager's alone to decide (matrix row 25).
    let question = about("E08000032").map(enquiry);
    assert!(act.permit(&administrator(true), &question).is_err());
}

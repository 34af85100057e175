//! The areas of the product. An area never imports another.

pub(crate) mod account;
pub(crate) mod archive;
#[cfg(feature = "ssr")]
pub(crate) mod break_glass;
pub(crate) mod brokering;
pub(crate) mod caf;
pub(crate) mod child_record;
#[cfg(feature = "ssr")]
pub(crate) mod complaint;
#[cfg(feature = "ssr")]
pub(crate) mod creating;
#[cfg(feature = "ssr")]
pub(crate) mod data_quality;
#[cfg(feature = "ssr")]
pub(crate) mod data_source;
pub(crate) mod death;
pub(crate) mod desk;
#[cfg(feature = "ssr")]
pub(crate) mod discrepancy;
#[cfg(feature = "ssr")]
pub(crate) mod dispute;
#[cfg(feature = "ssr")]
pub(crate) mod doubles;
#[cfg(feature = "ssr")]
pub(crate) mod extra_right;
pub(crate) mod involvement;
pub(crate) mod lead_professional;
#[cfg(feature = "ssr")]
pub(crate) mod merging;
#[cfg(feature = "ssr")]
pub(crate) mod misuse;
pub(crate) mod neutral_line;
#[cfg(feature = "ssr")]
pub(crate) mod new_identity;
#[cfg(feature = "ssr")]
pub(crate) mod not_receiving_education;
#[cfg(feature = "ssr")]
pub(crate) mod panel;
pub(crate) mod past_eighteen;
#[cfg(feature = "ssr")]
pub(crate) mod quarantine;
pub(crate) mod residence;
pub(crate) mod search;
pub(crate) mod sensitive_service;
pub(crate) mod service_catalogue;
pub(crate) mod shielding;
pub(crate) mod sign_in;
#[cfg(feature = "ssr")]
pub(crate) mod statistics;
#[cfg(feature = "ssr")]
pub(crate) mod subject_access;
pub(crate) mod task;
pub(crate) mod transfer;
#[cfg(feature = "ssr")]
pub(crate) mod updating;

/// Pages that management opens now and then: the server alone makes them, and the browser part, which
/// everybody waits for, is the lighter for it.
#[cfg(not(feature = "ssr"))]
pub(crate) mod from_server {
    macro_rules! pages {
        ($($area:ident: $($page:ident),+;)+) => {$(
            pub(crate) mod $area {
                $(pub(crate) use crate::page::FromServer as $page;)+
            }
        )+};
    }

    pages! {
        break_glass: DeskPage;
        data_source: AccreditationPage, AddKeyPage, AgreementPage, ListPage, RegisterPage, SourcePage, WithdrawKeyPage;
        data_quality: AuthorityPage, DuplicatesPage, EstimatesPage, IncompletePage, OwnPage, ShieldedPage;
        complaint: ComplaintPage, ListPage, LogPage, ProcedurePage;
        discrepancy: ListPage;
        dispute: ListPage, RecordPage, SettlePage;
        doubles: ListPage, PairPage;
        creating: AskPage, CheckPage, MinePage, QueuePage, TellPage;
        extra_right: RightsPage;
        merging: PairPage, SourcesPage;
        misuse: FilePage, ListPage, MinePage, QuestionPage, ReportPage, StopsPage;
        new_identity: CodePage, MakePage, SealPage;
        not_receiving_education: ListPage, ShieldedPage, StartPage;
        panel: MeetingPage, MeetingsPage, PackPage;
        quarantine: ListPage, RowPage, TargetsPage;
        statistics: StatisticsPage;
        subject_access: ListPage, LogPage, ReportPage, RequestPage;
        updating: ChangePage, ConflictPage, ConflictsPage, DetailsPage, ExplainedPage;
    }
}

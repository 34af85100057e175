//! The Leptos application: pages and server functions. No SQL, no rules.

mod areas;
#[cfg(feature = "ssr")]
mod compared;
mod form;
mod form_parts;
mod holder;
mod layout;
#[cfg(feature = "ssr")]
mod lists;
#[cfg(feature = "ssr")]
mod opened;
mod page;
mod picked;
mod places;
mod review;
#[cfg(feature = "ssr")]
mod shell;
mod shown;
#[cfg(feature = "ssr")]
pub mod signed_in;
mod timeout;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

#[cfg(feature = "ssr")]
pub use areas::sign_in::demonstration::{DemoPersona, Demonstration};
pub use form::not_done_path;
#[cfg(feature = "ssr")]
pub use shell::{Assets, shell};
pub use shown::Shown;

#[cfg(not(feature = "ssr"))]
use areas::from_server::{
    break_glass, complaint, creating, data_quality, data_source, discrepancy, dispute, doubles,
    extra_right, merging, misuse, new_identity, not_receiving_education, panel, quarantine,
    statistics, subject_access, updating,
};
use areas::{
    account, archive, brokering, caf, child_record, death, desk, involvement, lead_professional,
    neutral_line, past_eighteen, residence, search, sensitive_service, service_catalogue,
    shielding, sign_in, task, transfer,
};
#[cfg(feature = "ssr")]
use areas::{
    break_glass, complaint, creating, data_quality, data_source, discrepancy, dispute, doubles,
    extra_right, merging, misuse, new_identity, not_receiving_education, panel, quarantine,
    statistics, subject_access, updating,
};
use layout::Layout;

/// The whole application: every page, listed by area. Every route is rendered whole before it is
/// sent, so that it can be used without JavaScript.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title: String| {
            if title.is_empty() { "ContactPoint".to_owned() } else { format!("{title} – ContactPoint") }
        }/>
        <Router>
            <Layout>
                <Routes fallback=page::NotFound>
                    <Route path=path!("/sign-in") view=sign_in::SignInPage ssr=SsrMode::Async/>
                    <Route path=path!("/signed-out") view=sign_in::SignedOutPage ssr=SsrMode::Async/>
                    <Route path=path!("/before-you-continue") view=sign_in::ArrivalPage ssr=SsrMode::Async/>

                    <Route path=path!("/search") view=search::SearchPage ssr=SsrMode::Async/>
                    <Route path=path!("/search/results/:search") view=search::ResultsPage ssr=SsrMode::Async/>

                    <Route path=path!("/child-record/:opening") view=child_record::RecordPage ssr=SsrMode::Async/>

                    <Route path=path!("/child-record/:opening/record-involvement") view=involvement::StartPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/record-caf") view=caf::RecordCafPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/name-lead-professional") view=lead_professional::NameLeadPage ssr=SsrMode::Async/>
                    <Route path=path!("/neutral-lines") view=neutral_line::NeutralLinesPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/record-colleague") view=involvement::ColleaguePage ssr=SsrMode::Async/>
                    <Route path=path!("/involvements") view=involvement::MinePage ssr=SsrMode::Async/>
                    <Route path=path!("/involvements/:involvement/change") view=involvement::ChangePage ssr=SsrMode::Async/>
                    <Route path=path!("/involvements/:involvement/end") view=involvement::EndPage ssr=SsrMode::Async/>
                    <Route path=path!("/involvements/:involvement/open") view=involvement::OpenPage ssr=SsrMode::Async/>
                    <Route path=path!("/involvements/:involvement/hand-over") view=involvement::HandOverPage ssr=SsrMode::Async/>
                    <Route path=path!("/involvements/:involvement/keep") view=involvement::KeepPage ssr=SsrMode::Async/>
                    <Route path=path!("/involvements/:involvement/confirm") view=involvement::ConfirmPage ssr=SsrMode::Async/>
                    <Route path=path!("/team-involvements") view=involvement::TeamPage ssr=SsrMode::Async/>

                    <Route path=path!("/child-record/:opening/reach-sensitive-service") view=brokering::ReachPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/enquiry") view=brokering::EnquiryPage ssr=SsrMode::Async/>
                    <Route path=path!("/brokering") view=brokering::MinePage ssr=SsrMode::Async/>
                    <Route path=path!("/brokering/requests") view=brokering::QueuePage ssr=SsrMode::Async/>
                    <Route path=path!("/brokering/requests/:request") view=brokering::RequestPage ssr=SsrMode::Async/>
                    <Route path=path!("/brokering/answers/:leg") view=brokering::AnswerPage ssr=SsrMode::Async/>

                    <Route path=path!("/child-record/:opening/record-sensitive-involvement") view=sensitive_service::RecordPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/sensitive-services") view=sensitive_service::ContactsPage ssr=SsrMode::Async/>
                    <Route path=path!("/sensitive-involvements") view=sensitive_service::MinePage ssr=SsrMode::Async/>
                    <Route path=path!("/sensitive-involvements/:involvement/renew") view=sensitive_service::RenewPage ssr=SsrMode::Async/>
                    <Route path=path!("/sensitive-involvements/:involvement/change") view=sensitive_service::ChangePage ssr=SsrMode::Async/>
                    <Route path=path!("/sensitive-involvements/:involvement/end") view=sensitive_service::EndPage ssr=SsrMode::Async/>
                    <Route path=path!("/sensitive-involvements/:involvement/withdraw") view=sensitive_service::WithdrawPage ssr=SsrMode::Async/>
                    <Route path=path!("/sensitive-involvements/:involvement/withdrawn") view=sensitive_service::WithdrawalPage ssr=SsrMode::Async/>

                    <Route path=path!("/services") view=service_catalogue::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/services/add") view=service_catalogue::AddPage ssr=SsrMode::Async/>
                    <Route path=path!("/services/:service/change") view=service_catalogue::ChangePage ssr=SsrMode::Async/>

                    <Route path=path!("/not-done") view=page::NotDonePage ssr=SsrMode::Async/>

                    <Route path=path!("/child-record/:opening/moved") view=child_record::MovedPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/notify-death") view=death::NotifyPage ssr=SsrMode::Async/>
                    <Route path=path!("/deaths") view=death::DeathsPage ssr=SsrMode::Async/>
                    <Route path=path!("/deaths/:place/correct") view=death::ReversePage ssr=SsrMode::Async/>

                    <Route path=path!("/child-record/:opening/responsibility") view=transfer::ResponsibilityPage ssr=SsrMode::Async/>
                    <Route path=path!("/transfers") view=transfer::TransfersPage ssr=SsrMode::Async/>
                    <Route path=path!("/transfers/:transfer") view=transfer::TransferPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/in-full") view=child_record::InFullPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/shield") view=shielding::AskPage ssr=SsrMode::Async/>
                    <Route path=path!("/shields") view=shielding::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/shields/mine") view=shielding::MinePage ssr=SsrMode::Async/>
                    <Route path=path!("/shields/settings") view=shielding::SettingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/shields/:shield") view=shielding::ShieldPage ssr=SsrMode::Async/>
                    <Route path=path!("/merging/:opening") view=merging::SourcesPage ssr=SsrMode::Async/>
                    <Route path=path!("/merging/:opening/with/:other") view=merging::PairPage ssr=SsrMode::Async/>
                    <Route path=path!("/disputes") view=dispute::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/disputes/:dispute") view=dispute::SettlePage ssr=SsrMode::Async/>
                    <Route path=path!("/disputes/record/:opening") view=dispute::RecordPage ssr=SsrMode::Async/>
                    <Route path=path!("/doubles") view=doubles::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/doubles/:pair") view=doubles::PairPage ssr=SsrMode::Async/>
                    <Route path=path!("/subject-access") view=subject_access::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/subject-access/log") view=subject_access::LogPage ssr=SsrMode::Async/>
                    <Route path=path!("/subject-access/:request") view=subject_access::RequestPage ssr=SsrMode::Async/>
                    <Route path=path!("/subject-access/:request/report") view=subject_access::ReportPage ssr=SsrMode::Async/>
                    <Route path=path!("/complaints") view=complaint::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/complaints/log") view=complaint::LogPage ssr=SsrMode::Async/>
                    <Route path=path!("/complaints/:complaint") view=complaint::ComplaintPage ssr=SsrMode::Async/>
                    <Route path=path!("/how-to-complain") view=complaint::ProcedurePage ssr=SsrMode::Async/>
                    <Route path=path!("/misuse") view=misuse::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/misuse/report") view=misuse::ReportPage ssr=SsrMode::Async/>
                    <Route path=path!("/misuse/stops") view=misuse::StopsPage ssr=SsrMode::Async/>
                    <Route path=path!("/misuse/:investigation") view=misuse::FilePage ssr=SsrMode::Async/>
                    <Route path=path!("/my-use") view=misuse::MinePage ssr=SsrMode::Async/>
                    <Route path=path!("/my-use/:investigation") view=misuse::QuestionPage ssr=SsrMode::Async/>
                    <Route path=path!("/quarantine") view=quarantine::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/quarantine/:row") view=quarantine::RowPage ssr=SsrMode::Async/>
                    <Route path=path!("/review-targets") view=quarantine::TargetsPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/archive") view=archive::LeavePage ssr=SsrMode::Async/>
                    <Route path=path!("/archive") view=archive::DeskPage ssr=SsrMode::Async/>
                    <Route path=path!("/archive/certificates") view=archive::CertificatesPage ssr=SsrMode::Async/>
                    <Route path=path!("/archive/:window") view=archive::LookPage ssr=SsrMode::Async/>
                    <Route path=path!("/archive/:window/restore") view=archive::RestorePage ssr=SsrMode::Async/>
                    <Route path=path!("/archive/:window/hold") view=archive::HoldPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/new-identity") view=new_identity::SealPage ssr=SsrMode::Async/>
                    <Route path=path!("/new-identity") view=new_identity::MakePage ssr=SsrMode::Async/>
                    <Route path=path!("/new-identity/code/:kept") view=new_identity::CodePage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/past-eighteen") view=past_eighteen::ConsentPage ssr=SsrMode::Async/>
                    <Route path=path!("/child-record/:opening/past-eighteen-over") view=past_eighteen::OverPage ssr=SsrMode::Async/>
                    <Route path=path!("/past-eighteen") view=past_eighteen::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/past-eighteen/:place/decide") view=past_eighteen::DecidePage ssr=SsrMode::Async/>
                    <Route path=path!("/past-eighteen/:question/answer") view=past_eighteen::AnswerPage ssr=SsrMode::Async/>

                    <Route path=path!("/child-record/:opening/left-england") view=residence::LeftPage ssr=SsrMode::Async/>
                    <Route path=path!("/leaving") view=residence::DeskPage ssr=SsrMode::Async/>
                    <Route path=path!("/leaving/:place") view=residence::CasePage ssr=SsrMode::Async/>
                    <Route path=path!("/returned") view=residence::ReturnedPage ssr=SsrMode::Async/>
                    <Route path=path!("/returned/:report") view=residence::LookPage ssr=SsrMode::Async/>
                    <Route path=path!("/panel") view=panel::MeetingsPage ssr=SsrMode::Async/>
                    <Route path=path!("/panel/:meeting") view=panel::MeetingPage ssr=SsrMode::Async/>
                    <Route path=path!("/panel/:meeting/:pack") view=panel::PackPage ssr=SsrMode::Async/>
                    <Route path=path!("/break-glass") view=break_glass::DeskPage ssr=SsrMode::Async/>
                    <Route path=path!("/break-glass/:glass") view=child_record::ThroughGlassPage ssr=SsrMode::Async/>
                    <Route path=path!("/new-records") view=creating::MinePage ssr=SsrMode::Async/>
                    <Route path=path!("/new-records/ask/:search") view=creating::AskPage ssr=SsrMode::Async/>
                    <Route path=path!("/new-records/tell/:creation") view=creating::TellPage ssr=SsrMode::Async/>
                    <Route path=path!("/new-records/to-check") view=creating::QueuePage ssr=SsrMode::Async/>
                    <Route path=path!("/new-records/to-check/:creation") view=creating::CheckPage ssr=SsrMode::Async/>
                    <Route path=path!("/rights") view=extra_right::RightsPage ssr=SsrMode::Async/>

                    <Route path=path!("/sources") view=data_source::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/sources/register") view=data_source::RegisterPage ssr=SsrMode::Async/>
                    <Route path=path!("/sources/:source") view=data_source::SourcePage ssr=SsrMode::Async/>
                    <Route path=path!("/sources/:source/agreement") view=data_source::AgreementPage ssr=SsrMode::Async/>
                    <Route path=path!("/sources/:source/accreditation") view=data_source::AccreditationPage ssr=SsrMode::Async/>
                    <Route path=path!("/sources/:source/keys/add") view=data_source::AddKeyPage ssr=SsrMode::Async/>
                    <Route path=path!("/sources/:source/keys/:key") view=data_source::WithdrawKeyPage ssr=SsrMode::Async/>
                    <Route path=path!("/updating/conflicts") view=updating::ConflictsPage ssr=SsrMode::Async/>
                    <Route path=path!("/updating/conflicts/:conflict") view=updating::ConflictPage ssr=SsrMode::Async/>
                    <Route path=path!("/updating/:opening") view=updating::DetailsPage ssr=SsrMode::Async/>
                    <Route path=path!("/updating/:opening/explained") view=updating::ExplainedPage ssr=SsrMode::Async/>
                    <Route path=path!("/updating/:opening/:subject") view=updating::ChangePage ssr=SsrMode::Async/>
                    <Route path=path!("/not-receiving-education") view=not_receiving_education::StartPage ssr=SsrMode::Async/>
                    <Route path=path!("/not-receiving-education/:run") view=not_receiving_education::ListPage ssr=SsrMode::Async/>
                    <Route path=path!("/not-receiving-education/:run/shielded") view=not_receiving_education::ShieldedPage ssr=SsrMode::Async/>
                    <Route path=path!("/statistics") view=statistics::StatisticsPage ssr=SsrMode::Async/>
                    <Route path=path!("/data-quality") view=data_quality::OwnPage ssr=SsrMode::Async/>
                    <Route path=path!("/data-quality/authority/:authority") view=data_quality::AuthorityPage ssr=SsrMode::Async/>
                    <Route path=path!("/data-quality/estimates") view=data_quality::EstimatesPage ssr=SsrMode::Async/>
                    <Route path=path!("/data-quality/incomplete") view=data_quality::IncompletePage ssr=SsrMode::Async/>
                    <Route path=path!("/data-quality/duplicates") view=data_quality::DuplicatesPage ssr=SsrMode::Async/>
                    <Route path=path!("/data-quality/shielded") view=data_quality::ShieldedPage ssr=SsrMode::Async/>
                    <Route path=path!("/discrepancies") view=discrepancy::ListPage ssr=SsrMode::Async/>

                    <Route path=path!("/desk") view=desk::DeskPage ssr=SsrMode::Async/>
                    <Route path=path!("/desk/:line") view=desk::LinePage ssr=SsrMode::Async/>
                    <Route path=path!("/tasks") view=task::TasksPage ssr=SsrMode::Async/>

                    <Route path=path!("/account") view=account::AccountPage ssr=SsrMode::Async/>
                </Routes>
            </Layout>
        </Router>
    }
}

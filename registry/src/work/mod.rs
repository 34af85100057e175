//! What time alone brings about, a batch at a time. Every rule looks for what is due by now, so days
//! of absence are caught up; rows are taken with `skip locked`, so several workers may run; and
//! doing a rule again does nothing (G-CLOCK).

use domain::work::{Rule, RunRule};

use crate::door::{Access, Stopped, admit};
use crate::registry::Registry;
use crate::{
    archive, brokering, complaint, creating, data_quality, data_source, death, desk, doubles,
    holder, involvement, lead_professional, merging, misuse, new_identity, not_receiving_education,
    panel, past_eighteen, quarantine, residence, sensitive_service, shielding, statistics,
    subject_access, transfer,
};

/// How many things one act does at the most: a short transaction, and an entry that tells of it.
pub(crate) const BATCH: i64 = 200;

admit!(RunRule);

/// Lets this transaction read everything that there is, which takes longer than a page may.
pub(crate) async fn take_your_time(connection: &mut sqlx::PgConnection) -> sqlx::Result<()> {
    sqlx::query!("select set_config('statement_timeout', '1h', true)")
        .fetch_one(connection)
        .await?;
    Ok(())
}

/// Does a batch of what is due; gives how many things were done.
async fn run(access: &mut Access<RunRule>) -> Result<u64, Stopped> {
    let done = match access.act().rule {
        Rule::UnconfirmedDeaths => death::work::ask(access).await,
        Rule::SealFlagged => sensitive_service::work::seal_flagged(access).await,
        Rule::LapseConsent => sensitive_service::work::lapse(access).await,
        Rule::ReseekConsent => sensitive_service::work::reseek(access).await,
        Rule::RemindConsent => sensitive_service::work::remind(access).await,
        Rule::EndedInvolvements => involvement::work::archive_ended(access).await,
        Rule::RequestsOver => brokering::work::close_over(access).await,
        Rule::RequestsMoved => brokering::work::follow_records(access).await,
        Rule::RequestsToForward => brokering::work::chase_forwarding(access).await,
        Rule::RequestsToAnswer => brokering::work::chase_answers(access).await,
        Rule::RemindHolders => holder::work::remind(access).await,
        Rule::LapsedHolders => holder::work::archive_lapsed(access).await,
        Rule::EndedLeads => lead_professional::work::archive_ended(access).await,
        Rule::RetentionConfirmations => involvement::work::ask_to_confirm(access).await,
        Rule::MovesShown => transfer::work::catch_up(access).await,
        Rule::TransfersToChase => transfer::work::chase(access).await,
        Rule::ShieldReviews => shielding::work::ask_for_reviews(access).await,
        Rule::ShieldsOverdue => shielding::work::tell_of_overdue(access).await,
        Rule::PanelsDue => panel::work::remind(access).await,
        Rule::RecordsDue => archive::work::move_due(access).await,
        Rule::HoldsToReview => archive::work::review(access).await,
        Rule::Destruction => archive::work::destroy(access).await,
        Rule::BackupsOverdue => archive::work::tell_of_overdue(access).await,
        Rule::PastEighteenOver => past_eighteen::work::note_over(access).await,
        Rule::PastEighteenConfirmations => past_eighteen::work::ask_to_confirm(access).await,
        Rule::PastEighteenPrompts => past_eighteen::work::prompt(access).await,
        Rule::LeavingReviews => residence::work::ask_for_reviews(access).await,
        Rule::VaultRenewed => new_identity::work::renew(access).await,
        Rule::WeeklyFigures => desk::work::keep(access).await,
        Rule::SourcesOverdue => data_source::work::tell_of_overdue(access).await,
        Rule::AccreditationsEnding => data_source::work::tell_of_running_out(access).await,
        Rule::AccreditationsOver => data_source::work::pause_run_out(access).await,
        Rule::QualityFigures => data_quality::work::measure(access).await,
        Rule::CreationsToChase => creating::work::chase(access).await,
        Rule::CreationsOver => creating::work::end_over(access).await,
        Rule::MergesFinal => merging::work::make_final(access).await,
        Rule::RowsToWeigh => quarantine::work::weigh(access).await,
        Rule::SubjectAccessOverdue => subject_access::work::tell_of_overdue(access).await,
        Rule::Statistics => statistics::work::count(access).await,
        Rule::EducationLists => not_receiving_education::work::remind(access).await,
        Rule::ComplaintsToAnswer => complaint::work::tell_of_due(access).await,
        Rule::Cleansing => doubles::work::compare(access).await,
        Rule::UseReview => misuse::work::review(access).await,
        Rule::ExplanationsOverdue => misuse::work::tell_of_overdue(access).await,
    }?;
    access.note(serde_json::json!({ "done": done }));
    Ok(done)
}

impl Registry {
    /// Whether anything is due by a rule; what is not due leaves no line in the trail.
    async fn is_due(&self, rule: Rule) -> Result<bool, Stopped> {
        let (pool, today) = (self.pool(), domain::clock::london_date(self.now()));
        Ok(match rule {
            Rule::UnconfirmedDeaths => death::work::any_to_ask(pool, today).await,
            Rule::SealFlagged => sensitive_service::work::any_flagged(pool).await,
            Rule::LapseConsent => sensitive_service::work::any_lapsed(pool, today).await,
            Rule::ReseekConsent => sensitive_service::work::any_to_ask(pool, today).await,
            Rule::RemindConsent => sensitive_service::work::any_to_remind(pool, today).await,
            Rule::EndedInvolvements => involvement::work::any_ended(pool, today).await,
            Rule::RequestsOver => brokering::work::any_over(pool, today).await,
            Rule::RequestsMoved => brokering::work::any_moved(pool, today).await,
            Rule::RequestsToForward => brokering::work::any_to_forward(pool, today).await,
            Rule::RequestsToAnswer => brokering::work::any_to_answer(pool, today).await,
            Rule::RemindHolders => holder::work::any_to_remind(pool, today).await,
            Rule::LapsedHolders => holder::work::any_lapsed(pool, today).await,
            Rule::EndedLeads => lead_professional::work::any_ended(pool, today).await,
            Rule::RetentionConfirmations => involvement::work::any_unconfirmed(pool, today).await,
            Rule::MovesShown => transfer::work::any_to_catch_up(pool, today).await,
            Rule::TransfersToChase => transfer::work::any_to_chase(pool, today).await,
            Rule::ShieldReviews => shielding::work::any_to_review(pool, today).await,
            Rule::ShieldsOverdue => shielding::work::any_overdue(pool, today).await,
            Rule::PanelsDue => panel::work::any_due(pool, today).await,
            Rule::RecordsDue => archive::work::any_due(pool, today).await,
            Rule::HoldsToReview => archive::work::any_to_review(pool, today).await,
            Rule::Destruction => archive::work::any_to_destroy(pool, today).await,
            Rule::BackupsOverdue => archive::work::any_overdue(pool, today).await,
            Rule::PastEighteenOver => past_eighteen::work::any_over(pool, today).await,
            Rule::PastEighteenConfirmations => {
                past_eighteen::work::any_to_confirm(pool, today).await
            }
            Rule::PastEighteenPrompts => past_eighteen::work::any_to_prompt(pool, today).await,
            Rule::LeavingReviews => residence::work::any_due(pool, today).await,
            Rule::VaultRenewed => new_identity::work::any_to_renew(pool, today).await,
            Rule::WeeklyFigures => desk::work::any_missing(pool, today).await,
            Rule::SourcesOverdue => data_source::work::any_overdue(pool, today).await,
            Rule::AccreditationsEnding => data_source::work::any_running_out(pool, today).await,
            Rule::AccreditationsOver => data_source::work::any_run_out(pool, today).await,
            Rule::QualityFigures => data_quality::work::any_missing(pool, today).await,
            Rule::CreationsToChase => creating::work::any_to_chase(pool, today).await,
            Rule::CreationsOver => creating::work::any_over(pool, today).await,
            Rule::MergesFinal => merging::work::any_final(pool, today).await,
            Rule::RowsToWeigh => quarantine::work::any_to_weigh(pool, today).await,
            Rule::SubjectAccessOverdue => subject_access::work::any_overdue(pool, today).await,
            Rule::Statistics => statistics::work::any_missing(pool, today).await,
            Rule::EducationLists => not_receiving_education::work::any_due(pool, today).await,
            Rule::ComplaintsToAnswer => complaint::work::any_to_tell(pool, today).await,
            Rule::Cleansing => doubles::work::any_due(pool, self.now()).await,
            Rule::UseReview => misuse::work::any_to_review(pool, today).await,
            Rule::ExplanationsOverdue => misuse::work::any_overdue(pool, today).await,
        }?)
    }

    /// Does a batch of what a rule has made due; gives how many things were done, 0 when nothing
    /// was due.
    pub async fn run_rule(&self, rule: Rule) -> Result<u64, Stopped> {
        if rule == Rule::VaultRenewed {
            // Never counted: what a source supplies is no work of ours.
            new_identity::work::let_appear(self).await?;
        }
        if !self.is_due(rule).await? {
            return Ok(0);
        }
        self.as_system().access(RunRule { rule }, run).await
    }

    /// Does everything that is due now; gives how many things were done. The figures kept of weeks, the
    /// records compared and the days reviewed are no such things; of the last two no more than some are done at a
    /// time, so that nothing else waits for them.
    pub async fn catch_up(&self) -> Result<u64, Stopped> {
        let mut all = 0;
        for rule in Rule::ALL {
            let most = match rule {
                Rule::Cleansing => doubles::work::AT_A_TIME,
                Rule::UseReview => misuse::work::AT_A_TIME,
                _ => usize::MAX,
            };
            for _ in 0..most {
                let done = self.run_rule(rule).await?;
                if !rule.is_uncounted() {
                    all += done;
                }
                if done == 0 {
                    break;
                }
            }
        }
        Ok(all)
    }
}

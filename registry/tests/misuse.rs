//! Looking into how accounts are used: what the night's review notices, who looks into it, what is asked and
//! answered, and what comes of it (MIS-01 … MIS-08, D-35, D-36, T-38, ACCT-07, NEWID-06), on a real database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod flow;
mod office;
mod review;
mod stop;

use domain::child_record::OpenChildRecord;
use domain::clock::london_date;
use domain::id::ChildNumber;
use domain::misuse::{
    AskForExplanation, Asked, CloseInvestigation, DecideCase, ExplainUse, Explained, Explanation,
    InvestigationShown, Investigations, ListInvestigations, MyQuestion, OpenCase, Outcome,
    Outcomes, Pattern, RecordExplanation, StaffManager, ViewInvestigation, ViewMyQuestion,
};
use domain::reason::Reason;
use domain::refusal::Refusal;
use domain::search::{Criteria, SearchChildren};
use domain::standing::Role;
use domain::work::Rule;
use registry::testing::{World, refused};
use registry::{SignedIn, Stopped, child_record, misuse, search};
use uuid::Uuid;

const NURSE: Role = Role::Practitioner;
const UA: Role = Role::AccountAdministrator;
const PA: Role = Role::PartnerAdministrator;
const LM: Role = Role::LocalAuthorityManager;
const CT: Role = Role::CentralTeam;

fn reason() -> Reason {
    Reason::given("providing-service", "").unwrap()
}

/// The field of the first problem.
fn rejected<T>(result: Result<T, Stopped>) -> Option<String> {
    match result {
        Err(Stopped::Rejected(rejection)) => Some(rejection.0[0].field.to_string()),
        _ => None,
    }
}

async fn opens(user: &SignedIn, child: ChildNumber, times: usize) {
    for _ in 0..times {
        let reason = reason();
        let act = OpenChildRecord { child, reason };
        user.access(act, child_record::open).await.unwrap();
    }
}

async fn searches(world: &World, user: &SignedIn, criteria: Criteria) {
    let act = SearchChildren {
        criteria: criteria.check(london_date(world.registry.now())).unwrap(),
        reason: reason(),
    };
    user.access(act, search::find).await.unwrap();
}

/// The nurse's last name is that of the world's child.
async fn mother(world: &World) {
    let named = "update practitioner set name = 'Nora Example'
                 where id = (select practitioner from account where user_name = 'practitioner')";
    world.database.execute(named).await;
}

/// Scenario 38: at two in the morning the nurse opens three times the record of her own child; in the night after
/// that, the trail is reviewed.
async fn noticed(world: &World) {
    mother(world).await;
    world.at("2026-11-03T02:00:00Z");
    let nurse = world.signed_in(NURSE).await;
    opens(&nurse, world.child, 3).await;
    world.at("2026-11-04T03:00:00Z");
    world.registry.catch_up().await.unwrap();
    world.at("2026-11-04T09:00:00Z");
}

async fn list(user: &SignedIn) -> Investigations {
    user.access(ListInvestigations, misuse::list).await.unwrap()
}

/// How many are open with somebody's office.
async fn open(user: &SignedIn) -> usize {
    list(user).await.open.len()
}

/// The one investigation.
async fn only(user: &SignedIn) -> Uuid {
    let open = list(user).await.open;
    assert_eq!(open.len(), 1);
    open[0].id
}

async fn view(user: &SignedIn, investigation: Uuid) -> Result<InvestigationShown, Stopped> {
    let act = ViewInvestigation { investigation };
    user.access(act, misuse::view).await
}

async fn patterns(user: &SignedIn, investigation: Uuid) -> Vec<Pattern> {
    let shown = view(user, investigation).await.unwrap();
    let mut patterns: Vec<_> = shown.signs.iter().map(|sign| sign.pattern).collect();
    patterns.sort_unstable();
    patterns
}

async fn ask(user: &SignedIn, investigation: Uuid, of: Asked) -> Result<(), Stopped> {
    let act = AskForExplanation {
        investigation,
        of,
        staff_manager: StaffManager::typed("head@health.example").unwrap(),
    };
    user.access(act, misuse::ask).await
}

async fn question(user: &SignedIn, investigation: Uuid) -> Result<MyQuestion, Stopped> {
    let act = ViewMyQuestion { investigation };
    user.access(act, misuse::question).await
}

async fn explain(user: &SignedIn, investigation: Uuid, code: &str) -> Result<(), Stopped> {
    let act = ExplainUse {
        investigation,
        explained: Explained::typed(code, "My daughter was ill that night").unwrap(),
    };
    user.access(act, misuse::explain).await
}

/// Records whose explanation came otherwise than through ContactPoint.
async fn record(user: &SignedIn, investigation: Uuid, by: Asked) -> Result<(), Stopped> {
    let act = RecordExplanation {
        investigation,
        by,
        explanation: Explanation::UsualHours,
    };
    user.access(act, misuse::record_explanation).await
}

async fn close(user: &SignedIn, investigation: Uuid) -> Result<(), Stopped> {
    let act = CloseInvestigation { investigation };
    user.access(act, misuse::close).await
}

async fn open_case(user: &SignedIn, investigation: Uuid, suspend: bool) -> Result<(), Stopped> {
    let act = OpenCase {
        investigation,
        suspend,
    };
    user.access(act, misuse::open_case).await
}

async fn decide(user: &SignedIn, investigation: Uuid, outcomes: &[Outcome]) -> Result<(), Stopped> {
    let act = DecideCase {
        investigation,
        outcomes: Outcomes::of(outcomes.iter().copied()).unwrap(),
    };
    user.access(act, misuse::decide).await
}

/// The state of a role's account.
async fn state(world: &World, role: Role) -> String {
    let sql = format!(
        "select state from account where user_name = '{}'",
        World::user_name(role)
    );
    world.database.rows(&sql).await.remove(0)
}

/// What the tables of this area hold, as text.
async fn stored(world: &World) -> String {
    let mut all = String::new();
    for table in [
        "misuse_investigation",
        "misuse_sign",
        "misuse_outcome",
        "mail",
        "task",
    ] {
        let rows = world.database.rows(&format!("select * from {table}")).await;
        all += &rows.join("\n");
    }
    all
}

async fn runs_review(world: &World) -> u64 {
    world.run(Rule::UseReview).await
}

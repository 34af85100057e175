//! What tests of many areas do over and over.

use chrono::TimeDelta;
use domain::child_record::Telephone;
use domain::clock::Moment;
use domain::data_source::{
    EntryRow, InvolvementRow, SaidInvolvement, SaidService, SupplyOutcome, SupplyRows,
};
use domain::id::SourceId;
use domain::involvement::Level;
use domain::standing::Role;
use domain::task::{ListMyTasks, TaskKind};
use domain::work::Rule;
use uuid::Uuid;

use super::World;
use crate::data_source::{self, AppliedRow};
use crate::door::SignedIn;
use crate::task;

impl World {
    /// Sets the clock.
    pub fn at(&self, moment: &str) {
        let moment: Moment = moment.parse().expect("a moment");
        self.database.clock.advance(moment - self.registry.now());
    }

    /// Runs a rule of time once; gives how much it did.
    pub async fn run(&self, rule: Rule) -> u64 {
        self.registry.run_rule(rule).await.expect("the rule runs")
    }

    /// How many rows there are of a table, and with conditions of which.
    pub async fn count(&self, rest: &str) -> i64 {
        let sql = format!("select count(*) from {rest}");
        let rows = self.database.rows(&sql).await;
        rows[0].parse().expect("a number")
    }

    /// Has a role's account act for another authority from its next session on.
    pub async fn acts_for(&self, role: Role, authority: &str) {
        let sql = format!(
            "update hat set local_authority = '{authority}' where role = '{}'",
            role.code()
        );
        self.database.execute(&sql).await;
    }

    /// What waits for somebody.
    pub async fn waiting(user: &SignedIn) -> Vec<TaskKind> {
        let list = user.access(ListMyTasks, task::list_mine).await;
        let list = list.expect("everyone sees their tasks").into_iter();
        list.map(|task| task.kind).collect()
    }

    /// Has a source supply rows, a second later.
    pub async fn supply<R: AppliedRow>(&self, source: u128, rows: Vec<R>) -> SupplyOutcome {
        self.database.clock.advance(TimeDelta::seconds(1));
        let source = SourceId(Uuid::from_u128(source));
        let act = SupplyRows {
            source,
            file: "0".repeat(64),
            rows,
            queued: None,
        };
        let supplied = self.registry.as_source(source);
        let supplied = supplied.access(act, data_source::supply).await;
        supplied.expect("a source that supplies")
    }
}

/// What a source of the school says its school support does with the child of a reference.
pub fn school_support(child: &str, reference: &str) -> InvolvementRow {
    EntryRow {
        number: 2,
        child: child.to_owned(),
        reference: reference.to_owned(),
        at: "2026-11-01T00:00:00Z".parse().expect("a moment"),
        said: SaidInvolvement {
            service: SaidService {
                organisation: None,
                service: "school-support".to_owned(),
            },
            level: Level::Organisation,
            practitioner: None,
            team: None,
            telephone: Telephone::parse("01632 960555").expect("a number"),
            started: "2026-09-01".parse().expect("a day"),
            ended: None,
            basis: None,
            withdrawn: None,
        },
    }
}

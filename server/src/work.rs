//! `contactpoint work`: does what time alone brings about, and sends the messages that wait.

use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use domain::clock::{Clock, Moment};
use domain::work::Rule;
use registry::{Registry, Stopped, SystemClock};

use crate::feed;
use crate::mail::{Transport, TransportSettings};
use crate::settings::{CannotStart, Store};

/// How long a worker rests when there is nothing to do.
const REST: Duration = Duration::from_secs(10);

/// How the worker runs.
#[derive(Args, Clone, Debug)]
pub struct Work {
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    mail: TransportSettings,
    /// How many supplies are taken in at once
    #[arg(long, env = "CONTACTPOINT_SUPPLIES_AT_ONCE", default_value_t = 2)]
    supplies_at_once: usize,
    /// Stop once nothing is due
    #[arg(long)]
    until_idle: bool,
    /// Work as though it were this moment, such as `2027-03-01T09:00:00Z`
    #[arg(long, requires = "until_idle")]
    at: Option<Moment>,
    /// Do only what one rule has made due, by the code that the trail has for it
    #[arg(long, requires = "until_idle", value_parser = rule_of)]
    rule: Option<Rule>,
}

/// The rule with a code.
fn rule_of(code: &str) -> Result<Rule, String> {
    Rule::ALL
        .into_iter()
        .find(|rule| rule.code() == code)
        .ok_or_else(|| "there is no such rule".to_owned())
}

/// Why the worker stopped.
#[derive(Debug, thiserror::Error)]
pub enum CannotWork {
    /// It could not start.
    #[error("{0}")]
    Start(#[from] CannotStart),
    /// The mail transport cannot be used.
    #[error("{0}")]
    Mail(#[from] crate::mail::CannotSend),
    /// Something broke in its first round, with `--until-idle`.
    #[error("something broke; the log says more under reference {0}")]
    Fault(String),
}

impl From<Stopped> for CannotWork {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Fault(fault) => Self::Fault(fault.reference.to_string()),
            Stopped::Refused(refusal) => Self::Fault(refusal.code().to_owned()),
            Stopped::Rejected(_) => Self::Fault("rejected".to_owned()),
        }
    }
}

/// Works until told to stop, or until nothing is due.
///
/// # Errors
/// When it cannot start; with `--until-idle` also when something broke. Otherwise whatever breaks is
/// logged and tried again.
pub async fn run(work: Work) -> Result<(), CannotWork> {
    let clock: Arc<dyn Clock> = match work.at {
        Some(moment) => Arc::new(moment),
        None => Arc::new(SystemClock),
    };
    let transport = Transport::open(&work.mail)?;
    let registry = work.store.open_at(clock).await?;
    if !registry.ready().await {
        return Err(CannotStart::NotMigrated.into());
    }
    let done = if let Some(rule) = work.rule {
        one_rule(&registry, rule).await
    } else if work.until_idle {
        until_idle(&registry, &transport).await
    } else {
        tracing::info!("working");
        let supplies: Vec<_> = (0..work.supplies_at_once)
            .map(|_| tokio::spawn(feed::for_ever(registry.clone())))
            .collect();
        let done = tokio::select! {
            () = for_ever(&registry, &transport) => Ok(()),
            () = crate::serve::told_to_stop() => Ok(()),
        };
        supplies.iter().for_each(tokio::task::JoinHandle::abort);
        done
    };
    registry.close().await;
    done
}

async fn until_idle(registry: &Registry, transport: &Transport) -> Result<(), CannotWork> {
    let done = registry.catch_up().await?;
    let supplies = feed::until_idle(registry).await?;
    let sent = send(registry, transport).await?;
    tracing::info!(done, supplies, sent, "nothing is due");
    Ok(())
}

async fn one_rule(registry: &Registry, rule: Rule) -> Result<(), CannotWork> {
    while registry.run_rule(rule).await? > 0 {}
    tracing::info!(rule = rule.code(), "nothing is due");
    Ok(())
}

async fn for_ever(registry: &Registry, transport: &Transport) {
    loop {
        let round = async {
            let done = registry.catch_up().await?;
            Ok::<_, Stopped>(done + send(registry, transport).await?)
        };
        match round.await {
            Ok(0) => {}
            Ok(done) => tracing::info!(done, "worked"),
            // The door has logged why; the next round tries again.
            Err(_) => tracing::warn!("a round of work was broken off"),
        }
        tokio::time::sleep(REST).await;
    }
}

/// Hands every message that is due to the mail transport; gives how many it took.
async fn send(registry: &Registry, transport: &Transport) -> Result<u64, Stopped> {
    let mut all = 0;
    loop {
        let due = registry.claim_mail().await?;
        if due.is_empty() {
            return Ok(all);
        }
        let (mut sent, mut failed) = (Vec::new(), 0);
        for message in due {
            match transport.send(&message.to, message.message).await {
                Ok(()) => sent.push(message.id),
                Err(error) => {
                    tracing::warn!(%error, "a message was not taken");
                    failed += 1;
                }
            }
        }
        all += sent.len() as u64;
        registry.note_mail(sent, failed).await?;
    }
}

//! The outbox: whoever has something waiting is written to, once, in words that tell nothing
//! (G-NOT). A message is handed to the mail transport outside any transaction; one that the
//! transport did not take is tried again, later each time.

mod sql;

use domain::act::Act;
use domain::id::LocalAuthorityCode;
use domain::misuse::StaffFact;
use domain::task::Recipient;
use domain::task::message::Message;
use domain::work::{ClaimMail, NoteMail};
use uuid::Uuid;

use crate::door::{Access, Stopped, admit};
use crate::registry::Registry;

/// How many messages are taken at once.
const BATCH: i64 = 50;

/// A message to be handed to the mail transport.
#[derive(Clone)]
pub struct Outgoing {
    /// Which.
    pub id: Uuid,
    /// To whom.
    pub to: String,
    /// What it says.
    pub message: Message,
}

/// Asks for a message to everyone meant, unless one waits for them already.
pub(crate) async fn ask<A: Act>(
    access: &mut Access<A>,
    recipient: &Recipient,
) -> Result<(), Stopped> {
    let now = access.now();
    for account in sql::accounts(access.connection(), recipient).await? {
        let id = access.chance().uuid();
        sql::ask(access.connection(), id, account, now).await?;
    }
    Ok(())
}

/// Asks for a message to an authority's director, who has no account, unless one waits already. Where no
/// address is known nobody is written to.
pub(crate) async fn tell_director<A: Act>(
    access: &mut Access<A>,
    authority: &LocalAuthorityCode,
) -> Result<(), Stopped> {
    let (id, now) = (access.chance().uuid(), access.now());
    sql::ask_director(access.connection(), id, authority, now).await?;
    Ok(())
}

/// Asks for a message to the staff manager of whoever an investigation is about, who has no account (MIS-03).
/// Where no address is known nobody is written to.
pub(crate) async fn tell_staff_manager<A: Act>(
    access: &mut Access<A>,
    investigation: Uuid,
    fact: StaffFact,
) -> Result<(), Stopped> {
    let (id, now) = (access.chance().uuid(), access.now());
    sql::ask_staff_manager(access.connection(), id, investigation, fact, now).await?;
    Ok(())
}

admit!(ClaimMail, NoteMail);

/// Takes messages that are due; they are not due again for a while, longer each time.
async fn claim(access: &mut Access<ClaimMail>) -> Result<Vec<Outgoing>, Stopped> {
    let now = access.now();
    let claimed = sql::claim(access.connection(), now, BATCH).await?;
    access.note(serde_json::json!({ "messages": claimed.len() }));
    Ok(claimed)
}

async fn note(access: &mut Access<NoteMail>) -> Result<(), Stopped> {
    let now = access.now();
    let sent = access.act().sent.clone();
    sql::sent(access.connection(), &sent, now).await?;
    Ok(())
}

impl Registry {
    /// Messages that are due now; whoever takes them sends them and says so by
    /// [`Registry::note_mail`].
    pub async fn claim_mail(&self) -> Result<Vec<Outgoing>, Stopped> {
        if !sql::any_due(self.pool(), self.now()).await? {
            return Ok(Vec::new());
        }
        self.as_system().access(ClaimMail, claim).await
    }

    /// Notes which messages the mail transport took; the others are tried again.
    pub async fn note_mail(&self, sent: Vec<Uuid>, failed: usize) -> Result<(), Stopped> {
        self.as_system()
            .access(NoteMail { sent, failed }, note)
            .await
    }
}

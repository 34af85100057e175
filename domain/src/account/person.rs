//! What people see of themselves: in the header, before they begin, and on their account page.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Moment;
use crate::standing::Role;

/// Who is signed in, as every page's header shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// The role taken for this session.
    pub role: Role,
    /// The organisation in whose name they act.
    pub organisation: String,
    /// Whether they hold several hats, and so may change (AUTH-09).
    pub several_hats: bool,
    /// Whether they broker for their authority under this hat (matrix row 21).
    pub brokers: bool,
    /// Whether they see their authority's shields under this hat (SHLD-11).
    pub sees_shields: bool,
}

/// One of several hats to choose from (AUTH-09).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HatChoice {
    /// Which.
    pub id: Uuid,
    /// The role.
    pub role: Role,
    /// The organisation's name.
    pub organisation: String,
}

/// What is shown after signing in and before anything else (AUTH-08).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// When this account last signed in before now.
    pub last_sign_in_at: Option<Moment>,
    /// From which network address.
    pub last_sign_in_from: Option<String>,
}

/// A person's own account (ACCT-12).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MyAccount {
    /// Name.
    pub name: String,
    /// User name.
    pub user_name: String,
    /// Job title.
    pub job_title: String,
    /// Telephone that appears on involvements.
    pub telephone: String,
    /// E-mail.
    pub email: String,
    /// Every hat held.
    pub hats: Vec<HatChoice>,
    /// Issue date of the disclosure or vetting.
    pub vetted_on: Option<NaiveDate>,
    /// The day on which it stops counting (D-26).
    pub vetting_ends: Option<NaiveDate>,
    /// Accredited training.
    pub trained_on: Option<NaiveDate>,
    /// Signed user agreement.
    pub agreement_signed_on: Option<NaiveDate>,
    /// Their own activity, latest first.
    pub activity: Vec<ActivityLine>,
    /// The moment before which there is more, where there is.
    pub older: Option<Moment>,
}

/// One line of a person's own activity.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ActivityLine {
    /// When.
    pub at: Moment,
    /// What, as the audit trail names it.
    pub action: String,
    /// The number of the record concerned, where there was one.
    pub child: Option<String>,
    /// How it ended, as the audit trail names it.
    pub outcome: String,
    /// The code of the reason given.
    pub reason: Option<String>,
}

impl ActivityLine {
    /// What was done, in words.
    pub fn words(&self) -> &'static str {
        match self.action.as_str() {
            "login" => "Signed in",
            "session.ended" => "Signed out, or the session ended",
            "hat.chosen" => "Chose a role",
            "notice.accepted" => "Accepted the notice",
            "account.viewed" => "Looked at your account",
            "search.performed" => "Searched",
            "search.blocked" => "Asked for a search that could not be made",
            "search.results-viewed" => "Looked at search results",
            "record.opened" => "Opened a record",
            "record.viewed" => "Looked at a record",
            "inv.started" => "Recorded an involvement",
            "inv.changed" => "Changed an involvement",
            "inv.ended" => "Ended an involvement",
            "inv.listed" => "Looked at your involvements",
            "item.changed" => "Stated a change to a record",
            "death.notified" => "Told of a death",
            "death.listed" => "Looked at deaths that are not confirmed",
            "death.reversed" => "Corrected a mistaken notification of a death",
            "death.certificates-listed" => "Looked at death certificates",
            "death.certificate-entered" => "Entered a death certificate",
            "death.certificate-discarded" => "Took a death certificate back",
            "death.confirmed" => "Agreed with a death certificate",
            "brk.requested" => "Asked to be contacted",
            "brk.listed" => "Looked at your requests",
            "brk.closed" => "Took back a request",
            "brk.queue-viewed" => "Looked at requests that had come in",
            "brk.viewed" => "Looked at a request",
            "brk.routed" => "Sent a request on",
            "brk.passed" => "Passed a request on",
            "brk.question-viewed" => "Looked at a request to your service",
            "brk.declined" => "Recorded that no contact will be made",
            "brk.contact_expected" => "Recorded that contact will be made",
            "shield.enquiry" => "Asked a question about a shielded record",
            "shield.enquiry-answered" => "Answered a question about a shielded record",
            "task.listed" => "Looked at what waits for you",
            "task.dismissed" => "Put a notice away",
            "caf.set" => "Recorded who holds a common assessment",
            "caf.cleared" => "Took a common assessment off a record",
            "lp.set" => "Named a lead professional",
            "lp.ended" => "Ended a lead professional",
            "neutral-line.listed" => "Looked at your authority’s display lines",
            "neutral-line.agreed" => "Agreed a display line",
            "neutral-line.retired" => "Put a display line out of use",
            "inv.viewed" => "Looked at an involvement to keep it up to date",
            "inv.handed_over" => "Handed an involvement to a colleague",
            "inv.for_other" => "Recorded an involvement for a colleague",
            "inv.team_listed" => "Looked at your team’s involvements",
            "inv.check_asked" => "Asked a colleague to check an involvement",
            "retention.extended" => "Chose how long an ended involvement is kept",
            "retention.confirmed" => "Answered whether an ended involvement is still needed",
            "sens.recorded" => "Recorded an involvement of a sensitive service",
            "sens.listed" => "Looked at your involvements of sensitive services",
            "sens.viewed" => "Looked at what is recorded of a sensitive service",
            "sens.renewed" => "Renewed a consent",
            "sens.ended" => "Ended an involvement of a sensitive service",
            "sens.withdrawn" => "Recorded that a consent was withdrawn",
            "sens.withdrawal-viewed" => "Looked at a withdrawn consent",
            "sens.withdrawal-confirmed" => "Confirmed that a consent was withdrawn",
            "panel.listed" => "Looked at meetings of the panel",
            "panel.convened" => "Called a meeting of the panel",
            "panel.viewed" => "Looked at a meeting of the panel",
            "panel.tabled" => "Chose what comes before a meeting of the panel",
            "panel.pack_viewed" => "Looked at a pack of the panel",
            "panel.opinion_given" => "Gave your opinion at a meeting of the panel",
            "panel.attended" => "Said that you were at a meeting of the panel",
            "panel.closed" => "Closed a meeting of the panel",
            "panel.called_off" => "Called off a meeting of the panel",
            "shield.settings-viewed" | "shield.settings-changed" => {
                "Looked at or changed what your authority sets about shields"
            }
            "glass.listed" => "Looked at who may see shielded records",
            "glass.asked" => "Asked to see a shielded record",
            "glass.agreed" => "Agreed that a colleague sees a shielded record",
            "glass.declined" => "Did not agree that a colleague sees a shielded record",
            "glass.looked" => "Looked at a shielded record by breaking the glass",
            "glass.time-set" => "Set for how long a shielded record may be seen",
            "right.listed" => "Looked at your data administrators’ rights",
            "right.given" => "Gave a data administrator a right",
            "right.taken" => "Took a right from a data administrator",
            "alert.listed" | "alert.viewed" => "Looked at how accounts are used",
            "alert.form-opened" | "alert.own-listed" | "alert.own-viewed" => {
                "Looked at questions about how ContactPoint is used"
            }
            "alert.reported" => "Reported how ContactPoint is used",
            "alert.named" => "Said whose account a report is about",
            "alert.asked" => "Asked for an explanation of how ContactPoint was used",
            "alert.explained" => "Recorded an explanation of how ContactPoint was used",
            "alert.closed" => "Closed a question about how an account was used",
            "case.opened" => "Opened a case about how an account was used",
            "case.outcome" => "Decided a case about how an account was used",
            "group.listed" => "Looked at stopped groups",
            "group.stopped" => "Stopped the accounts of a group",
            "group.started" => "Let the accounts of a group back",
            "refdata.viewed" => "Looked at the services",
            "refdata.changed" => "Changed the services",
            _ => "Other activity",
        }
    }
}

//! Who may do what with an involvement that is there: changing, ending, handing over, keeping
//! longer and confirming it (UPD-05, INV-07, CEASE-02 … CEASE-04; matrix rows 12, 14 and 15).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::acts::MyInvolvement;
use super::colleague::ColleagueChoice;
use super::retention::Longer;
use crate::act::Act;
use crate::audit::Event;
use crate::id::{
    AccountId, ChildNumber, InvolvementId, LocalAuthorityCode, OrganisationId, TeamId,
};
use crate::refusal::Refusal;
use crate::standing::{Hat, Role, Standing};
use crate::task::Recipient;

/// What bears on an existing involvement. None: there is no such involvement to be known of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InvolvementBearing {
    /// Whose it is to keep.
    pub owner: Option<AccountId>,
    /// Who kept it until today, where it was handed on today: the form may be sent twice.
    pub handed_on_by: Option<AccountId>,
    /// The organisation that keeps it where its practitioner has no account (INV-06).
    pub kept_by: Option<OrganisationId>,
    /// The team of its owner, or the one it names.
    pub team: Option<TeamId>,
    /// Who is asked about it (CEASE-04).
    pub asked: Option<Recipient>,
    /// The authority that answers for the record.
    pub local_authority: LocalAuthorityCode,
    /// Whether its service counts as sensitive: then nobody but its owner may know of it (SENS-04).
    pub sensitive: bool,
    /// The child.
    pub child: ChildNumber,
}

impl InvolvementBearing {
    /// Whether it is the account's own.
    fn is_of(&self, account: Option<AccountId>) -> bool {
        self.owner.is_some() && self.owner == account
    }

    /// Whether the hat's organisation keeps it, since its practitioner has no account (INV-06).
    fn is_kept_by(&self, hat: &Hat) -> bool {
        self.owner.is_none() && self.kept_by == Some(hat.organisation) && !self.sensitive
    }

    /// Whether the hat manages the team that it belongs to.
    pub(super) fn is_of_team_of(&self, hat: &Hat) -> bool {
        hat.role == Role::Manager && hat.team.is_some() && hat.team == self.team && !self.sensitive
    }

    /// Whether anyone but a source keeps it.
    pub(super) fn has_keeper(&self) -> bool {
        self.owner.is_some() || self.kept_by.is_some()
    }
}

/// What is done with an involvement that is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Purpose {
    /// It is changed.
    Change,
    /// It ends.
    End,
    /// The child's record is opened from it.
    Open,
    /// A colleague keeps it from now on.
    HandOver,
    /// It is kept until another day.
    Keep,
    /// It is said whether it is still needed.
    Confirm,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 6] = [
        Purpose::Change,
        Purpose::End,
        Purpose::Open,
        Purpose::HandOver,
        Purpose::Keep,
        Purpose::Confirm,
    ];

    /// Whether a standing may do it.
    pub fn permit(
        self,
        standing: &Standing,
        bearing: Option<&InvolvementBearing>,
    ) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        let account = standing.account().ok_or(Refusal::Role)?;
        if !hat.role.keeps_involvements() && !self.is_for_managers_of_records(hat) {
            return Err(Refusal::Role);
        }
        let bearing = bearing.ok_or(Refusal::NoSuchRecord)?;
        let own = hat.role.keeps_involvements()
            && (bearing.is_of(Some(account)) || bearing.is_kept_by(hat));
        let may = match self {
            Purpose::Open => own,
            // Whoever manages a team sets its entries right where their keeper does not (UPD-05).
            Purpose::Change | Purpose::End | Purpose::Keep => {
                own || (bearing.has_keeper() && bearing.is_of_team_of(hat))
            }
            Purpose::HandOver => {
                let manages =
                    bearing.is_of_team_of(hat) || hat.manages_records_of(&bearing.local_authority);
                bearing.has_keeper() && !bearing.sensitive && (own || manages)
            }
            Purpose::Confirm => {
                let asked = bearing.asked.as_ref();
                let asked = asked.is_some_and(|asked| asked.includes(account, hat));
                let other = asked && !bearing.sensitive || bearing.is_of_team_of(hat);
                own || (bearing.has_keeper() && other)
            }
        };
        if may { Ok(()) } else { Err(Refusal::NotYours) }
    }

    /// Whether it is among what the authority's management team may do.
    fn is_for_managers_of_records(self, hat: &Hat) -> bool {
        match self {
            Purpose::HandOver => hat.role.manages_records(),
            // Only where nobody nearer is left (CEASE-04).
            Purpose::Confirm => hat.role == Role::DataAdministrator,
            Purpose::Change | Purpose::End | Purpose::Open | Purpose::Keep => false,
        }
    }
}

/// Looking at an involvement to do something with it.
#[derive(Debug)]
pub struct ViewInvolvement {
    /// Which.
    pub involvement: InvolvementId,
    /// What for.
    pub purpose: Purpose,
}

impl Act for ViewInvolvement {
    type Bearing = Option<InvolvementBearing>;

    fn event(&self) -> Event {
        Event::of("inv.viewed").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        self.purpose.permit(standing, bearing.as_ref())
    }
}

/// An involvement and what is needed to do something with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvolvementInHand {
    /// The involvement.
    pub involvement: MyInvolvement,
    /// Accounts of its team to whom it can be handed.
    pub colleagues: Vec<ColleagueChoice>,
}

/// Handing an involvement to a colleague of the same team (INV-07, matrix row 14).
#[derive(Debug)]
pub struct HandOver {
    /// Which.
    pub involvement: InvolvementId,
    /// To whom.
    pub to: AccountId,
}

impl Act for HandOver {
    type Bearing = Option<InvolvementBearing>;

    fn event(&self) -> Event {
        Event::of("inv.handed_over").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let permitted = Purpose::HandOver.permit(standing, bearing.as_ref());
        // Whoever handed it on and sends the form again gets the same answer; nothing is done.
        let again = bearing.as_ref().is_some_and(|bearing| {
            bearing.owner == Some(self.to)
                && bearing.handed_on_by.is_some()
                && bearing.handed_on_by == standing.account()
        });
        match permitted {
            Err(Refusal::NotYours) if again => Ok(()),
            other => other,
        }
    }
}

/// Keeping an ended involvement until another day, while it is still shown (CEASE-02, matrix row
/// 15).
#[derive(Debug)]
pub struct KeepInvolvement {
    /// Which.
    pub involvement: InvolvementId,
    /// Beyond its year; none for the year alone.
    pub longer: Option<Longer>,
}

impl Act for KeepInvolvement {
    type Bearing = Option<InvolvementBearing>;

    fn event(&self) -> Event {
        Event::of("retention.extended").about("involvement", self.involvement)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        Purpose::Keep.permit(standing, bearing.as_ref())
    }
}

/// What is answered to the yearly question whether an involvement is still needed (CEASE-03).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// For another year, or until the day meant.
    AnotherYear,
    /// Until an earlier day than was meant.
    Until(NaiveDate),
    /// No longer.
    NotNeeded,
}

impl Answer {
    /// The code kept in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            Answer::AnotherYear => "another-year",
            Answer::Until(_) => "until",
            Answer::NotNeeded => "not-needed",
        }
    }
}

/// Answering whether an involvement that is kept beyond its year is still needed (T-13).
#[derive(Debug)]
pub struct ConfirmRetention {
    /// Which.
    pub involvement: InvolvementId,
    /// The answer.
    pub answer: Answer,
}

impl Act for ConfirmRetention {
    type Bearing = Option<InvolvementBearing>;

    fn event(&self) -> Event {
        Event::of("retention.confirmed")
            .about("involvement", self.involvement)
            .detail(serde_json::json!({ "answer": self.answer.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        Purpose::Confirm.permit(standing, bearing.as_ref())
    }
}

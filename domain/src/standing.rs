//! Who is acting: one person under one hat, through one channel, at one moment (D-09).

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::id::{AccountId, LocalAuthorityCode, OrganisationId, SessionId, SourceId, TeamId};

/// The roles of section 0.2 that a person can hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Practitioner (PR).
    Practitioner,
    /// Support staff (SS).
    SupportStaff,
    /// Manager or supervisor who is a user (MG).
    Manager,
    /// Practitioner of a sensitive service (SP).
    SensitiveServicePractitioner,
    /// Officer for children not receiving education (CN).
    ChildrenNotReceivingEducation,
    /// Local authority ContactPoint manager (LM).
    LocalAuthorityManager,
    /// Local authority data administrator (DA).
    DataAdministrator,
    /// Local authority user account administrator (UA).
    AccountAdministrator,
    /// Partner organisation's user account administrator (PA).
    PartnerAdministrator,
    /// Complaints manager (CM).
    ComplaintsManager,
    /// Member of the shielded record panel (PN).
    PanelMember,
    /// Central team (CT).
    CentralTeam,
}

impl Role {
    /// Every role, in the order of the permission matrix.
    pub const ALL: [Role; 12] = [
        Role::Practitioner,
        Role::SupportStaff,
        Role::Manager,
        Role::SensitiveServicePractitioner,
        Role::ChildrenNotReceivingEducation,
        Role::LocalAuthorityManager,
        Role::DataAdministrator,
        Role::AccountAdministrator,
        Role::PartnerAdministrator,
        Role::ComplaintsManager,
        Role::PanelMember,
        Role::CentralTeam,
    ];

    /// The code stored in the database and in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            Role::Practitioner => "practitioner",
            Role::SupportStaff => "support-staff",
            Role::Manager => "manager",
            Role::SensitiveServicePractitioner => "sensitive-service-practitioner",
            Role::ChildrenNotReceivingEducation => "children-not-receiving-education",
            Role::LocalAuthorityManager => "local-authority-manager",
            Role::DataAdministrator => "data-administrator",
            Role::AccountAdministrator => "account-administrator",
            Role::PartnerAdministrator => "partner-administrator",
            Role::ComplaintsManager => "complaints-manager",
            Role::PanelMember => "panel-member",
            Role::CentralTeam => "central-team",
        }
    }

    /// The role with a code.
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The role's name as people see it.
    pub fn title(self) -> &'static str {
        match self {
            Role::Practitioner => "Practitioner",
            Role::SupportStaff => "Support staff",
            Role::Manager => "Manager or supervisor",
            Role::SensitiveServicePractitioner => "Practitioner of a sensitive service",
            Role::ChildrenNotReceivingEducation => "Officer for children not receiving education",
            Role::LocalAuthorityManager => "Local authority ContactPoint manager",
            Role::DataAdministrator => "Local authority data administrator",
            Role::AccountAdministrator => "Local authority account administrator",
            Role::PartnerAdministrator => "Partner organisation account administrator",
            Role::ComplaintsManager => "Complaints manager",
            Role::PanelMember => "Shielded record panel member",
            Role::CentralTeam => "Central team",
        }
    }

    /// Whether the role works with children's records from day to day: it may search with a
    /// reason and see the best view (matrix rows 1 and 2, the columns marked Y).
    pub fn uses_records(self) -> bool {
        matches!(
            self,
            Role::Practitioner
                | Role::SupportStaff
                | Role::Manager
                | Role::SensitiveServicePractitioner
                | Role::ChildrenNotReceivingEducation
                | Role::LocalAuthorityManager
                | Role::DataAdministrator
        )
    }

    /// Whether the role records involvements of its own service (matrix row 12).
    pub fn keeps_involvements(self) -> bool {
        matches!(
            self,
            Role::Practitioner
                | Role::SupportStaff
                | Role::Manager
                | Role::SensitiveServicePractitioner
                | Role::ChildrenNotReceivingEducation
        )
    }

    /// Whether the role may ask that a sensitive service gets in touch (matrix row 20).
    pub fn asks_for_brokering(self) -> bool {
        self.keeps_involvements() || self == Role::LocalAuthorityManager
    }

    /// Whether the role may ask a question about a shielded record (matrix row 25): the same roles
    /// that record involvements.
    pub fn asks_about_shielded(self) -> bool {
        self.keeps_involvements()
    }

    /// Whether the role attests consent to keep a record past eighteen (matrix row 31); those of the
    /// management team for their authority's records alone.
    pub fn attests_past_eighteen(self) -> bool {
        matches!(
            self,
            Role::Practitioner | Role::Manager | Role::SensitiveServicePractitioner
        ) || self.manages_records()
    }

    /// Whether anything can wait for the role: those that work with records, and the central team and
    /// complaints managers, whose tasks name no child.
    pub fn has_tasks(self) -> bool {
        self.uses_records() || matches!(self, Role::CentralTeam | Role::ComplaintsManager)
    }

    /// Whether the role handles complaints (matrix row 58).
    pub fn handles_complaints(self) -> bool {
        matches!(self, Role::LocalAuthorityManager | Role::ComplaintsManager)
    }

    /// Whether the role looks into how accounts are used (matrix row 51).
    pub fn looks_into_use(self) -> bool {
        matches!(
            self,
            Role::LocalAuthorityManager
                | Role::AccountAdministrator
                | Role::PartnerAdministrator
                | Role::CentralTeam
        )
    }

    /// Whether the role has a desk: an authority's management team, and the central team.
    pub fn has_desk(self) -> bool {
        self.manages_records() || self == Role::CentralTeam
    }

    /// Whether the hat is one of the local authority's management team that reads records.
    pub fn manages_records(self) -> bool {
        matches!(self, Role::LocalAuthorityManager | Role::DataAdministrator)
    }
}

/// How an act reaches the system.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// A browser.
    Web,
    /// A case management system for one of its users.
    Cms,
    /// A mediator for another user.
    Mediated,
    /// A data source.
    Feed,
    /// A scheduled job.
    System,
    /// An operator's command.
    Admin,
}

impl Channel {
    /// The code kept in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            Channel::Web => "web",
            Channel::Cms => "cms",
            Channel::Mediated => "mediated",
            Channel::Feed => "feed",
            Channel::System => "system",
            Channel::Admin => "admin",
        }
    }
}

/// The role someone has taken for a session, and for whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hat {
    /// The role.
    pub role: Role,
    /// The organisation in whose name the person acts.
    pub organisation: OrganisationId,
    /// The team, where the person belongs to one.
    pub team: Option<TeamId>,
    /// The local authority whose area the organisation works in; none for national bodies.
    pub local_authority: Option<LocalAuthorityCode>,
    /// The extra right to broker, and so to see sensitive services' contacts, that a manager may
    /// give a data administrator (matrix note 2).
    #[serde(default)]
    pub brokering_right: bool,
    /// The extra right to see the authority's shielded records whole that a manager may give a data
    /// administrator (matrix note 2, SHLD-11).
    #[serde(default)]
    pub shield_right: bool,
}

impl Hat {
    /// Whether the hat is one of those who answer for an authority's records.
    pub fn manages_records_of(&self, authority: &LocalAuthorityCode) -> bool {
        self.role.manages_records() && self.local_authority.as_ref() == Some(authority)
    }

    /// Whether the hat decides about a record of an authority: those who answer for it; about a shielded one
    /// its manager alone (D-32).
    pub fn decides_about(&self, authority: &LocalAuthorityCode, shielded: bool) -> bool {
        self.manages_records_of(authority)
            && (!shielded || self.role == Role::LocalAuthorityManager)
    }

    /// Whether the hat sees an authority's shielded records whole: its manager, and a data
    /// administrator with the extra right (matrix rows 3 and 53, SHLD-11). It decides nothing by it.
    pub fn sees_shields_of(&self, authority: &LocalAuthorityCode) -> bool {
        self.local_authority.as_ref() == Some(authority)
            && match self.role {
                Role::LocalAuthorityManager => true,
                Role::DataAdministrator => self.shield_right,
                _ => false,
            }
    }

    /// Whether the hat brokers for an authority, and so sees its sensitive services' contacts: its
    /// manager, and a data administrator with the extra right (matrix rows 4, 5 and 21, SENS-04).
    pub fn brokers_for(&self, authority: &LocalAuthorityCode) -> bool {
        self.local_authority.as_ref() == Some(authority)
            && match self.role {
                Role::LocalAuthorityManager => true,
                Role::DataAdministrator => self.brokering_right,
                _ => false,
            }
    }

    /// Whether the hat brokers for its own authority.
    pub fn is_broker(&self) -> bool {
        self.local_authority
            .as_ref()
            .is_some_and(|own| self.brokers_for(own))
    }
}

/// Who it is that acts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actor {
    /// A person, signed in, under one hat.
    Person {
        /// The account.
        account: AccountId,
        /// The session.
        session: SessionId,
        /// The hat chosen for the session.
        hat: Hat,
    },
    /// A person who has given every factor but not yet chosen a hat or accepted the notice.
    Arriving {
        /// The account.
        account: AccountId,
        /// The session.
        session: SessionId,
    },
    /// A registered source of data.
    Source(SourceId),
    /// The system itself: a scheduled job, or an operator at the command line.
    System,
    /// Somebody who has not signed in.
    Stranger,
}

/// Everything about the actor that policy may look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Who acts.
    pub actor: Actor,
    /// Through which channel.
    pub channel: Channel,
    /// When.
    pub now: Moment,
}

impl Standing {
    /// The hat, where a person acts.
    pub fn hat(&self) -> Option<&Hat> {
        match &self.actor {
            Actor::Person { hat, .. } => Some(hat),
            _ => None,
        }
    }

    /// The account, where a person acts.
    pub fn account(&self) -> Option<AccountId> {
        match &self.actor {
            Actor::Person { account, .. } | Actor::Arriving { account, .. } => Some(*account),
            _ => None,
        }
    }

    /// The session, where a person acts.
    pub fn session(&self) -> Option<SessionId> {
        match &self.actor {
            Actor::Person { session, .. } | Actor::Arriving { session, .. } => Some(*session),
            _ => None,
        }
    }

    /// The role, where a person acts.
    pub fn role(&self) -> Option<Role> {
        self.hat().map(|hat| hat.role)
    }
}

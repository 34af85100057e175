//! The reference data around children, in the shape in which it is loaded (CEN-03, D-43).

use chrono::NaiveDate;
use ipnet::IpNet;
use uuid::Uuid;

use crate::best_view::SourceKind;
use crate::child_record::{Address, Telephone};
use crate::coded::coded;
use crate::desk::WeekShown;
use crate::id::{AccountId, LocalAuthorityCode, OrganisationId, ServiceId, SourceId, TeamId};
use crate::standing::{Hat, Role};

/// A local authority and how its ContactPoint management team is reached (GEN-06).
#[derive(Clone, Debug)]
pub struct LocalAuthority {
    /// The Office for National Statistics' code.
    pub code: LocalAuthorityCode,
    /// Its name.
    pub name: String,
    /// The management team's number.
    pub telephone: Telephone,
    /// The management team's address for e-mail.
    pub email: String,
}

/// The authority in which a sector of postcodes lies (TRF-01).
#[derive(Clone, Debug)]
pub struct PostcodeSector {
    /// The sector, such as `BD1 3`.
    pub sector: String,
    /// The authority with the greater part of it.
    pub local_authority: LocalAuthorityCode,
}

coded! {
    /// What kind of body an organisation is (FEED-01).
    OrganisationKind {
        /// A school or college.
        School = "school",
        /// A GP practice.
        GpPractice = "gp-practice",
        /// A trust or clinic of the health service.
        Health = "health",
        /// Children's social care.
        SocialCare = "social-care",
        /// A youth offending team.
        YouthJustice = "youth-justice",
        /// Police.
        Police = "police",
        /// Probation.
        Probation = "probation",
        /// Connexions.
        Connexions = "connexions",
        /// A charity or community body.
        Voluntary = "voluntary",
        /// A social landlord.
        Housing = "housing",
        /// The family courts' advisory service.
        Cafcass = "cafcass",
        /// A local authority.
        LocalAuthority = "local-authority",
        /// A national body.
        National = "national",
    }
}

impl OrganisationKind {
    /// Whether the law requires its staff to indicate every child with whom they work; the others
    /// are permitted to, by guidelines of their own (INV-03, FEED-01).
    pub fn is_required_to_record(self) -> bool {
        match self {
            Self::School
            | Self::Health
            | Self::SocialCare
            | Self::YouthJustice
            | Self::Police
            | Self::Probation
            | Self::Connexions
            | Self::LocalAuthority => true,
            Self::GpPractice | Self::Voluntary | Self::Housing | Self::Cafcass | Self::National => {
                false
            }
        }
    }
}

/// An employer or body whose services appear on records.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// Of what kind it is.
    pub kind: OrganisationKind,
    /// Where it works; none for national bodies.
    pub local_authority: Option<LocalAuthorityCode>,
    /// Where it is found.
    pub address: Option<Address>,
    /// Its number.
    pub telephone: Option<Telephone>,
    /// Its address for e-mail.
    pub email: Option<String>,
    /// The networks from which its staff may sign in (AUTH-06).
    pub networks: Vec<IpNet>,
}

/// A team within an organisation.
#[derive(Clone, Debug)]
pub struct Team {
    /// Which.
    pub id: TeamId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Its number.
    pub telephone: Telephone,
}

/// An entry of the national catalogue of services (INV-01, SENS-01).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ServiceType {
    /// Its code.
    pub code: &'static str,
    /// Its name, reviewed for what it discloses (GEN-03).
    pub name: &'static str,
    /// Whether everyone of an age has it.
    pub universal: bool,
    /// Whether it is sensitive.
    pub sensitive: bool,
}

/// A service that an organisation offers (INV-02).
#[derive(Clone, Debug)]
pub struct Service {
    /// Which.
    pub id: ServiceId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Its entry in the national catalogue.
    pub service_type: &'static str,
    /// Its name.
    pub name: String,
}

/// A practitioner, with or without an account (INV-06).
#[derive(Clone, Debug)]
pub struct Practitioner {
    /// Which.
    pub id: Uuid,
    /// For whom they work.
    pub organisation: OrganisationId,
    /// In which team.
    pub team: Option<TeamId>,
    /// Their name.
    pub name: String,
    /// What they are.
    pub job_title: String,
    /// Their number.
    pub telephone: Telephone,
    /// Their address for e-mail.
    pub email: String,
}

/// A registered source of data.
#[derive(Clone, Debug)]
pub struct Source {
    /// Which.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// Of what kind it is.
    pub kind: SourceKind,
    /// The body that supplies.
    pub organisation: Option<OrganisationId>,
    /// The authority it speaks for; none for national sources.
    pub local_authority: Option<LocalAuthorityCode>,
}

/// An active account, every condition met, with its hats (ACCT-02, D-09).
#[derive(Clone)]
pub struct LoadedAccount {
    /// Which.
    pub id: AccountId,
    /// The one human being it belongs to (AUTH-04).
    pub practitioner: Uuid,
    /// The name to sign in with.
    pub user_name: String,
    /// The password, hashed.
    pub password_hash: String,
    /// The PIN, hashed.
    pub pin_hash: String,
    /// The token's secret, sealed.
    pub sealed_token_secret: Vec<u8>,
    /// The day of the disclosure.
    pub vetted_on: NaiveDate,
    /// The day of the training.
    pub trained_on: NaiveDate,
    /// The day of the signed agreement.
    pub agreement_signed_on: NaiveDate,
    /// The hats and their identifiers.
    pub hats: Vec<(Uuid, Hat)>,
}

/// A week behind of one line of a desk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoadedWeek {
    /// Whose desk; none: the central team's.
    pub local_authority: Option<LocalAuthorityCode>,
    /// Under which hat.
    pub role: Role,
    /// Of which line.
    pub line: &'static str,
    /// How much came, went and waited.
    pub shown: WeekShown,
}

/// Everything around the children.
#[derive(Clone, Default)]
pub struct Directory {
    /// Local authorities.
    pub authorities: Vec<LocalAuthority>,
    /// Where postcodes lie.
    pub sectors: Vec<PostcodeSector>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Teams.
    pub teams: Vec<Team>,
    /// The national catalogue.
    pub service_types: Vec<ServiceType>,
    /// Services.
    pub services: Vec<Service>,
    /// Practitioners.
    pub practitioners: Vec<Practitioner>,
    /// Sources of data.
    pub sources: Vec<Source>,
    /// Accounts.
    pub accounts: Vec<LoadedAccount>,
    /// Weeks behind of desks.
    pub weeks: Vec<LoadedWeek>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_law_names_who_must_record_every_child_and_who_may_inv_03() {
        let required = OrganisationKind::ALL
            .iter()
            .filter(|kind| kind.is_required_to_record());
        let codes: Vec<_> = required.map(|kind| kind.code()).collect();
        assert_eq!(
            codes,
            [
                "school",
                "health",
                "social-care",
                "youth-justice",
                "police",
                "probation",
                "connexions",
                "local-authority"
            ]
        );
        for kind in OrganisationKind::ALL {
            assert_eq!(OrganisationKind::from_code(kind.code()), Some(*kind));
        }
    }
}

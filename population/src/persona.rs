//! Personas: roles, not people. Each role has accounts in one authority, with every condition met,
//! so that journeys of different roles meet.

use chrono::{NaiveDate, TimeDelta};
use domain::data_source::{Practitioner, Team};
use domain::id::{AccountId, OrganisationId, ServiceId, TeamId};
use domain::standing::{Hat, Role};
use uuid::Uuid;

use crate::catalogue::{CAMHS, COUNCIL, HEALTH, SOCIAL_CARE, YOUTH_JUSTICE};
use crate::dice::{Dice, Purpose};
use crate::names::Tradition;
use crate::place::landline;
use crate::world::{Local, slug};
use crate::{Population, authority};

/// For whom a persona works.
#[derive(Clone, Copy)]
enum Employer {
    Body(usize),
    School,
    Practice,
    Central,
}

/// What a persona is.
struct Part {
    role: &'static str,
    title: &'static str,
    hats: &'static [Role],
    employer: Employer,
    /// The service whose team it belongs to.
    service: Option<&'static str>,
}

const fn part(
    role: &'static str,
    title: &'static str,
    hats: &'static [Role],
    employer: Employer,
    service: Option<&'static str>,
) -> Part {
    Part {
        role,
        title,
        hats,
        employer,
        service,
    }
}

const PARTS: [Part; 17] = [
    part(
        "nurse",
        "Health visitor",
        &[Role::Practitioner],
        Employer::Body(HEALTH),
        Some("health-visiting"),
    ),
    part(
        "head_teacher",
        "Head teacher",
        &[Role::Practitioner],
        Employer::School,
        Some("pastoral-support"),
    ),
    part(
        "teacher",
        "Special needs co-ordinator",
        &[Role::Practitioner],
        Employer::School,
        Some("sen-support"),
    ),
    part(
        "youth_offending_worker",
        "Youth offending team worker",
        &[Role::Practitioner],
        Employer::Body(YOUTH_JUSTICE),
        Some("youth-justice"),
    ),
    part(
        "social_worker",
        "Social worker",
        &[Role::Practitioner],
        Employer::Body(SOCIAL_CARE),
        Some("social-work"),
    ),
    part(
        "gp_receptionist",
        "Receptionist",
        &[Role::SupportStaff],
        Employer::Practice,
        None,
    ),
    part(
        "team_manager",
        "Team manager",
        &[Role::Manager],
        Employer::Body(SOCIAL_CARE),
        Some("social-work"),
    ),
    part(
        "sensitive_practitioner",
        "Clinical psychologist",
        &[Role::SensitiveServicePractitioner],
        Employer::Body(CAMHS),
        Some("camhs-tier-3"),
    ),
    part(
        "education_officer",
        "Children not receiving education officer",
        &[Role::ChildrenNotReceivingEducation],
        Employer::Body(COUNCIL),
        Some("missing-education"),
    ),
    part(
        "la_manager",
        "ContactPoint manager",
        &[Role::LocalAuthorityManager],
        Employer::Body(COUNCIL),
        None,
    ),
    part(
        "data_administrator",
        "ContactPoint data administrator",
        &[Role::DataAdministrator],
        Employer::Body(COUNCIL),
        None,
    ),
    part(
        "account_administrator",
        "ContactPoint account administrator",
        &[Role::AccountAdministrator],
        Employer::Body(COUNCIL),
        None,
    ),
    part(
        "partner_administrator",
        "Account administrator of the health trust",
        &[Role::PartnerAdministrator],
        Employer::Body(HEALTH),
        None,
    ),
    part(
        "complaints_manager",
        "Complaints manager",
        &[Role::ComplaintsManager],
        Employer::Body(COUNCIL),
        None,
    ),
    part(
        "panel_member",
        "Member of the shielded record panel",
        &[Role::PanelMember],
        Employer::Body(COUNCIL),
        None,
    ),
    part(
        "central_team",
        "Member of the central team",
        &[Role::CentralTeam],
        Employer::Central,
        None,
    ),
    part(
        "two_hats",
        "Education welfare officer and ContactPoint manager",
        &[Role::Practitioner, Role::LocalAuthorityManager],
        Employer::Body(COUNCIL),
        Some("education-welfare"),
    ),
];

/// The roles that personas play.
pub const ROLES: [&str; PARTS.len()] = {
    let mut roles = [""; PARTS.len()];
    let mut place = 0;
    while place < PARTS.len() {
        roles[place] = PARTS[place].role;
        place += 1;
    }
    roles
};

/// A persona: everything about its account but the secrets.
#[derive(Clone)]
pub struct Persona {
    /// The role it plays: one of [`ROLES`].
    pub role: &'static str,
    /// The name to sign in with: the role, and from the second on its number: `nurse-2`.
    pub user_name: String,
    /// What it is, in words.
    pub title: &'static str,
    /// The account.
    pub account: AccountId,
    /// The human being.
    pub practitioner: Practitioner,
    /// The hats and their identifiers.
    pub hats: Vec<(Uuid, Hat)>,
    /// The service whose involvements it records, where it records any.
    pub service: Option<ServiceId>,
    /// The day of the disclosure.
    pub vetted_on: NaiveDate,
    /// The day of the training.
    pub trained_on: NaiveDate,
    /// The day of the signed agreement.
    pub agreement_signed_on: NaiveDate,
}

impl Population {
    /// So many personas of each role, all in the home authority; of the central team two at the least,
    /// since nobody there decides alone (SHLD-11). The first account of a role has the role's name.
    pub fn personas(&self, each: usize) -> Vec<Persona> {
        let local = &self.world.locals[self.home()];
        (0_u64..)
            .zip(&PARTS)
            .flat_map(|(place, part)| {
                let copies = match part.employer {
                    Employer::Central => each.max(2),
                    _ => each,
                };
                (0..copies as u64).map(move |copy| (place, part, copy))
            })
            .map(|(place, part, copy)| {
                let dice = Dice::new(self.seed, Purpose::Persona, place * 10_000 + copy);
                self.persona(part, copy, local, dice)
            })
            .collect()
    }

    fn persona(&self, part: &Part, copy: u64, local: &Local, mut dice: Dice) -> Persona {
        let organisation = self.employer(part.employer, local);
        let (team, service) = self.team_and_service(part, organisation);
        let tradition = Tradition::ALL[dice.weighted(&local.mixture)];
        let given = tradition.forename(&mut dice, true);
        let name = format!("{given} {}", tradition.family_name(&mut dice));
        let user_name = match copy {
            0 => part.role.to_owned(),
            copy => format!("{}-{}", part.role, copy + 1),
        };
        let central = matches!(part.employer, Employer::Central);
        let hats = part.hats.iter().map(|role| {
            let hat = Hat {
                role: *role,
                organisation,
                team,
                local_authority: (!central).then(|| self.home_code()),
                brokering_right: false,
                shield_right: false,
            };
            (dice.uuid(), hat)
        });
        Persona {
            role: part.role,
            title: part.title,
            hats: hats.collect(),
            account: AccountId(dice.uuid()),
            practitioner: Practitioner {
                id: dice.uuid(),
                organisation,
                team,
                email: format!("{}@work.example", slug(&name)),
                name,
                job_title: part.title.to_owned(),
                telephone: landline(false, &mut dice),
            },
            user_name,
            service,
            vetted_on: self.today - TimeDelta::days(400),
            trained_on: self.today - TimeDelta::days(380),
            agreement_signed_on: self.today - TimeDelta::days(379),
        }
    }

    fn employer(&self, employer: Employer, local: &Local) -> OrganisationId {
        match employer {
            Employer::Body(place) => local.bodies[place],
            Employer::School => local.schools[0].id,
            Employer::Practice => local.practices[0],
            Employer::Central => self.world.national.central_team,
        }
    }

    fn team_and_service(
        &self,
        part: &Part,
        organisation: OrganisationId,
    ) -> (Option<TeamId>, Option<ServiceId>) {
        let services = &self.directory.services;
        let service = services
            .iter()
            .find(|s| s.organisation == organisation && Some(s.service_type) == part.service)
            .map(|s| s.id);
        let local = &self.world.locals[self.home()];
        let schools = local.schools.iter().flat_map(|school| &school.offered);
        let offered = local.services.iter().chain(&local.sensitive).chain(schools);
        let mut of_service = offered.filter(|offered| Some(offered.service) == service);
        (of_service.next().map(|offered| offered.team), service)
    }

    /// A team of the directory.
    pub fn team(&self, id: TeamId) -> Option<&Team> {
        self.directory.teams.iter().find(|team| team.id == id)
    }

    /// The name of the authority in which personas work.
    pub fn home_name(&self) -> &'static str {
        authority::AUTHORITIES[self.home()].name
    }
}

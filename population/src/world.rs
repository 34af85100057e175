//! The bodies around children: schools, practices, trusts, teams, practitioners. As many as there
//! are children to need them, and some in every authority however few.

use chrono::NaiveDate;
use domain::best_view::SourceKind;
use domain::child_record::Telephone;
use domain::data_source::{
    Directory, LocalAuthority, Organisation, OrganisationKind, Practitioner, Service, Source, Team,
};
use domain::id::{LocalAuthorityCode, OrganisationId, ServiceId, SourceId, TeamId};
use uuid::Uuid;

use crate::authority::{AUTHORITIES, Authority, mixture};
use crate::catalogue::{BODIES, CAMHS, Offer, SCHOOL_OFFERS, SERVICE_TYPES};
use crate::dice::{Dice, Purpose};
use crate::names::Tradition;
use crate::place::{Place, landline, places};

/// A practitioner who can be rung.
#[derive(Clone)]
pub(crate) struct Worker {
    pub(crate) id: Uuid,
    pub(crate) telephone: Telephone,
}

/// A service that a body offers, and who works in it.
pub(crate) struct Offered {
    pub(crate) service: ServiceId,
    pub(crate) code: &'static str,
    pub(crate) team: TeamId,
    pub(crate) team_telephone: Telephone,
    pub(crate) workers: Vec<Worker>,
    pub(crate) ages: (i32, i32),
    pub(crate) weight: u32,
}

/// A school.
pub(crate) struct School {
    pub(crate) id: OrganisationId,
    pub(crate) ages: (i32, i32),
    /// The district it stands in.
    pub(crate) district: usize,
    pub(crate) offered: Vec<Offered>,
}

/// Everything in one authority.
pub(crate) struct Local {
    pub(crate) place: Place,
    /// Running totals of the traditions of names.
    pub(crate) mixture: Vec<u32>,
    /// In the order of [`BODIES`].
    pub(crate) bodies: Vec<OrganisationId>,
    pub(crate) services: Vec<Offered>,
    pub(crate) sensitive: Vec<Offered>,
    pub(crate) schools: Vec<School>,
    pub(crate) practices: Vec<OrganisationId>,
    /// The social care system that supplies data.
    pub(crate) social_care: SourceId,
}

/// The sources that supply about the whole of England (FEED-11).
#[derive(Clone, Copy)]
pub(crate) struct National {
    pub(crate) registrar: SourceId,
    pub(crate) benefit: SourceId,
    pub(crate) patients: SourceId,
    pub(crate) census: SourceId,
    pub(crate) central_team: OrganisationId,
}

/// The world around the children.
pub(crate) struct World {
    pub(crate) locals: Vec<Local>,
    pub(crate) national: National,
    /// Running totals of people, to find an authority by.
    pub(crate) people: Vec<u32>,
}

/// Writes down bodies and their people while they are made.
struct Builder {
    directory: Directory,
    dice: Dice,
    people: Dice,
}

/// Makes the world for a number of children.
pub(crate) fn build(seed: u64, children: u64) -> (World, Directory) {
    let mut builder = Builder {
        directory: Directory {
            service_types: SERVICE_TYPES.to_vec(),
            ..Directory::default()
        },
        dice: Dice::new(seed, Purpose::Organisation, 0),
        people: Dice::new(seed, Purpose::Practitioner, 0),
    };
    let national = builder.national(seed);
    let total: u32 = AUTHORITIES.iter().map(|authority| authority.people).sum();
    let locals = places(seed)
        .into_iter()
        .zip(&AUTHORITIES)
        .map(|(place, authority)| {
            let share = children * u64::from(authority.people) / u64::from(total);
            builder.local(place, authority, share)
        })
        .collect();
    let people = AUTHORITIES
        .iter()
        .scan(0, |sum, authority| {
            *sum += authority.people;
            Some(*sum)
        })
        .collect();
    (
        World {
            locals,
            national,
            people,
        },
        builder.directory,
    )
}

impl Builder {
    fn national(&mut self, seed: u64) -> National {
        let mut source = 0;
        let mut register = |builder: &mut Self, body: &str, name: &str, kind| {
            let organisation =
                builder.organisation(body.to_owned(), OrganisationKind::National, None);
            let id = SourceId(Dice::new(seed, Purpose::Source, source).uuid());
            source += 1;
            builder.directory.sources.push(Source {
                id,
                name: name.to_owned(),
                kind,
                organisation: Some(organisation),
                local_authority: None,
            });
            id
        };
        National {
            registrar: register(
                self,
                "General Register Office",
                "Register of births and deaths",
                SourceKind::RegistrarGeneral,
            ),
            benefit: register(
                self,
                "Child Benefit Office",
                "Child benefit",
                SourceKind::ChildBenefit,
            ),
            patients: register(
                self,
                "National Health Service register",
                "Register of patients",
                SourceKind::Health,
            ),
            census: register(
                self,
                "Department for children and schools",
                "School census",
                SourceKind::Education,
            ),
            central_team: self.organisation(
                "ContactPoint central team".to_owned(),
                OrganisationKind::National,
                None,
            ),
        }
    }

    fn local(&mut self, place: Place, authority: &Authority, children: u64) -> Local {
        let london = authority.code.starts_with("E09");
        let code = LocalAuthorityCode(authority.code.to_owned());
        self.directory.sectors.extend(place.sectors(authority));
        self.directory.authorities.push(LocalAuthority {
            code: code.clone(),
            name: authority.name.to_owned(),
            telephone: landline(london, &mut self.dice),
            email: format!("contactpoint@{}.example", slug(authority.name)),
        });
        let mut local = Local {
            mixture: mixture(authority),
            place,
            bodies: Vec::new(),
            services: Vec::new(),
            sensitive: Vec::new(),
            schools: Vec::new(),
            practices: Vec::new(),
            social_care: SourceId(self.dice.uuid()),
        };
        let at = At {
            authority,
            code,
            london,
        };
        self.bodies(&mut local, &at, children);
        self.schools(&mut local, &at, children);
        self.practices(&mut local, &at, children);
        local
    }

    fn bodies(&mut self, local: &mut Local, at: &At<'_>, children: u64) {
        for (place, body) in BODIES.iter().enumerate() {
            let name = body.name.replace("{}", at.authority.name);
            let id = self.organisation(name, body.kind, Some((&local.place, at)));
            local.bodies.push(id);
            for offer in body.offers {
                let workers = 2 + children * u64::from(offer.weight) / 12_000;
                let offered = self.offer(id, offer, workers, local, at);
                if place >= CAMHS {
                    local.sensitive.push(offered);
                } else {
                    local.services.push(offered);
                }
            }
            if body.kind == OrganisationKind::SocialCare {
                self.directory.sources.push(Source {
                    id: local.social_care,
                    name: format!("{} social care", at.authority.name),
                    kind: SourceKind::SocialCare,
                    organisation: Some(id),
                    local_authority: Some(at.code.clone()),
                });
            }
        }
    }

    fn schools(&mut self, local: &mut Local, at: &At<'_>, children: u64) {
        let kinds = [
            (2 + children / 520, (4, 10), "Primary School"),
            (1 + children / 3_000, (11, 17), "School"),
            (1 + children / 20_000, (4, 17), "Special School"),
        ];
        for (count, ages, kind) in kinds {
            for number in 0..count {
                let district = (number % local.place.towns.len() as u64) as usize;
                let name = self.school_name(&local.place.towns[district], kind);
                let id =
                    self.organisation(name, OrganisationKind::School, Some((&local.place, at)));
                let offered = SCHOOL_OFFERS
                    .iter()
                    .map(|offer| self.offer(id, offer, 1, local, at))
                    .collect();
                local.schools.push(School {
                    id,
                    ages,
                    district,
                    offered,
                });
            }
        }
    }

    fn practices(&mut self, local: &mut Local, at: &At<'_>, children: u64) {
        for _ in 0..2 + children / 1_900 {
            let partner = Tradition::English.family_name(&mut self.dice);
            let kind = *self.dice.pick(&[
                "Medical Centre",
                "Surgery",
                "Health Centre",
                "Medical Practice",
            ]);
            let id = self.organisation(
                format!("{partner} {kind}"),
                OrganisationKind::GpPractice,
                Some((&local.place, at)),
            );
            self.service(id, "general-practice", "General practice");
            local.practices.push(id);
        }
    }

    fn school_name(&mut self, town: &str, kind: &str) -> String {
        const SAINTS: [&str; 12] = [
            "St Aidan’s",
            "St Anne’s",
            "St Bede’s",
            "St Cuthbert’s",
            "St Hilda’s",
            "St James’",
            "St Joseph’s",
            "St Luke’s",
            "St Mary’s",
            "St Oswald’s",
            "St Paul’s",
            "Holy Trinity",
        ];
        const WORDS: [&str; 18] = [
            "Ashfield",
            "Beckside",
            "Brookfield",
            "Cedar Park",
            "Copperfield",
            "Eastmoor",
            "Fairhaven",
            "Greengate",
            "Highfield",
            "Lakeside",
            "Meadowbank",
            "Northway",
            "Oakwood",
            "Parkside",
            "Riverbank",
            "Southmead",
            "Thornfield",
            "Woodlands",
        ];
        let dice = &mut self.dice;
        match dice.below(10) {
            0..=2 => format!("{} {kind}, {town}", dice.pick(&SAINTS)),
            3..=4 => format!(
                "{} {} {kind}",
                town,
                dice.pick(&["Road", "Park", "Moor", "Bridge", "Green", "Hill"])
            ),
            _ => format!("{} {kind}, {town}", dice.pick(&WORDS)),
        }
    }

    fn organisation(
        &mut self,
        name: String,
        kind: OrganisationKind,
        at: Option<(&Place, &At<'_>)>,
    ) -> OrganisationId {
        let id = OrganisationId(self.dice.uuid());
        let number = landline(at.is_some_and(|(_, at)| at.london), &mut self.dice);
        self.directory.organisations.push(Organisation {
            id,
            email: Some(format!("enquiries@{}.example", slug(&name))),
            name,
            kind,
            local_authority: at.map(|(_, at)| at.code.clone()),
            address: at.map(|(place, _)| place.home(&mut self.dice)),
            telephone: Some(number),
            networks: Vec::new(),
        });
        id
    }

    fn service(
        &mut self,
        organisation: OrganisationId,
        code: &'static str,
        name: &str,
    ) -> ServiceId {
        let id = ServiceId(self.dice.uuid());
        self.directory.services.push(Service {
            id,
            organisation,
            service_type: code,
            name: name.to_owned(),
        });
        id
    }

    fn offer(
        &mut self,
        organisation: OrganisationId,
        offer: &Offer,
        workers: u64,
        local: &Local,
        at: &At<'_>,
    ) -> Offered {
        let name = SERVICE_TYPES
            .iter()
            .find(|known| known.code == offer.code)
            .map_or(offer.code, |known| known.name);
        let service = self.service(organisation, offer.code, name);
        let team = TeamId(self.dice.uuid());
        let team_telephone = landline(at.london, &mut self.dice);
        self.directory.teams.push(Team {
            id: team,
            organisation,
            name: format!("{} team", offer.team),
            telephone: team_telephone.clone(),
        });
        let workers = (0..workers)
            .map(|_| self.worker(organisation, team, offer.job, &local.mixture, at.london))
            .collect();
        Offered {
            service,
            code: offer.code,
            team,
            team_telephone,
            workers,
            ages: offer.ages,
            weight: offer.weight,
        }
    }

    fn worker(
        &mut self,
        organisation: OrganisationId,
        team: TeamId,
        job: &str,
        mixture: &[u32],
        london: bool,
    ) -> Worker {
        let dice = &mut self.people;
        let tradition = Tradition::ALL[dice.weighted(mixture)];
        let female = dice.share(0.75);
        let given = tradition.forename(dice, female);
        let family = tradition.family_name(dice);
        let worker = Worker {
            id: dice.uuid(),
            telephone: landline(london, dice),
        };
        self.directory.practitioners.push(Practitioner {
            id: worker.id,
            organisation,
            team: Some(team),
            email: format!("{}.{}@work.example", slug(&given), slug(&family)),
            name: format!("{given} {family}"),
            job_title: job.to_owned(),
            telephone: worker.telephone.clone(),
        });
        worker
    }
}

/// Where something is made.
struct At<'a> {
    authority: &'a Authority,
    code: LocalAuthorityCode,
    london: bool,
}

/// Letters and hyphens of a name, for an address on the network.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && (c == ' ' || c == '-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

impl Local {
    /// The service of a code, other than the sensitive ones and those of schools.
    pub(crate) fn service(&self, code: &str) -> &Offered {
        self.services
            .iter()
            .find(|offered| offered.code == code)
            .expect("every authority offers every service of the catalogue")
    }

    /// The schools that a child of an age may attend.
    pub(crate) fn schools_for(&self, age: i32) -> impl Iterator<Item = &School> {
        self.schools
            .iter()
            .filter(move |school| (school.ages.0..=school.ages.1).contains(&age))
    }
}

/// A moment within the working day of a date, for supplies.
pub(crate) fn moment(day: NaiveDate, second: i64) -> domain::clock::Moment {
    day.and_time(chrono::NaiveTime::MIN).and_utc() + chrono::TimeDelta::seconds(9 * 3_600 + second)
}

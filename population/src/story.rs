//! Children of fixed stories, in the home authority, for journeys and tests. Every number, date and
//! name can be known beforehand; sources make no mistakes about them.
//!
//! | key | story |
//! |---|---|
//! | `siobhan` | a name easily misspelt, a date whose day and month can be exchanged; lead professional, common assessment, involvements current and ended, school, practice, parents at different addresses, a former name and address |
//! | `baby` | under five: health visitor, no school yet |
//! | `shielded` | a shielded record |
//! | `one-sensitive`, `three-sensitive` | alike but for number and name; one sensitive service, and three |
//! | `khan-01` … `khan-12` | more children of one name than a search may show |
//! | `unrecorded` | no school, no gender, no known address |
//! | `deceased` | died in the past year |
//! | `disputed` | an item is disputed |
//! | `caseload-N-M` | the Mth child with whom the Nth `nurse` is involved |

use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::best_view::{Statement, Supplied};
use domain::child_record::{
    Address, Carer, CarerRelation, Gender, NameUse, PersonName, Whereabouts,
};
use domain::data_source::{CafHeld, Dispute, Held, LeadHeld, SensitiveHeld, WholeRecord};
use domain::dispute::DisputedItem;
use domain::id::{ChildNumber, InvolvementId};
use domain::involvement::Level;

use crate::dice::{Dice, Purpose};
use crate::persona::Persona;
use crate::place::mobile;
use crate::services;
use crate::statements::Telling;
use crate::truth::{Truth, september_after};
use crate::world::{Local, Offered};
use crate::{Child, Population, Tradition};

/// How many children bear the name of which a search finds too many.
pub const KHANS: u64 = 12;

/// How many children each nurse is involved with.
pub const CASELOAD: u64 = 3;

/// A child of a story.
pub struct Story {
    /// Which.
    pub key: String,
    /// The child.
    pub child: Child,
}

impl Population {
    /// Every story, always the same ones first; `personas` own the involvements of their caseloads.
    pub fn stories(&self, personas: &[Persona]) -> Vec<Story> {
        let mut teller = Teller {
            population: self,
            local: &self.world.locals[self.home()],
            told: 0,
        };
        let mut stories = vec![
            teller.siobhan(),
            teller.baby(),
            teller.shielded(),
            teller.sensitive("one-sensitive", "Clara", 1),
            teller.sensitive("three-sensitive", "Alice", 3),
        ];
        for copy in 0..KHANS {
            stories.push(teller.khan(copy));
        }
        stories.extend([teller.unrecorded(), teller.deceased(), teller.disputed()]);
        let nurses = personas.iter().filter(|persona| persona.role == "nurse");
        for (number, nurse) in (1..).zip(nurses) {
            for copy in 1..=CASELOAD {
                stories.push(teller.caseload(number, copy, nurse));
            }
        }
        stories
    }
}

/// Tells one story after another.
struct Teller<'a> {
    population: &'a Population,
    local: &'a Local,
    told: u64,
}

impl Teller<'_> {
    fn today(&self) -> NaiveDate {
        self.population.today
    }

    /// A day so many years ago.
    fn born(&self, years: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.today().year() - years, month, day).unwrap_or(self.today())
    }

    fn days_ago(&self, days: i64) -> NaiveDate {
        self.today() - TimeDelta::days(days)
    }

    /// The truth of an ordinary child of a name.
    fn truth(&self, given: &str, family: &str, gender: Gender, born: NaiveDate) -> Truth {
        let first_day = september_after(born, 4);
        let school = (first_day <= self.today()).then(|| (self.local.schools[0].id, first_day));
        let mut dice = Dice::new(self.population.seed, Purpose::Story, 1_000);
        Truth {
            tradition: Tradition::English,
            name: named(given, family),
            other_names: Vec::new(),
            born,
            twin: false,
            gender,
            whereabouts: Whereabouts::Current(self.address("14 Canal Terrace", 0)),
            former_address: None,
            local_authority: self.population.home_code(),
            carers: vec![Carer {
                name: named("Margaret", family),
                relation: CarerRelation::ParentalResponsibility,
                address: None,
                telephone: Some(mobile(&mut dice)),
            }],
            school,
            former_school: None,
            practice: Some(self.local.practices[0]),
            died: None,
            shielded: false,
        }
    }

    /// A house in a district of the home authority.
    fn address(&self, line: &str, district: usize) -> Address {
        let mut dice = Dice::new(
            self.population.seed,
            Purpose::Story,
            2_000 + district as u64,
        );
        let place = self.local.place.home_in(district, &mut dice);
        let town = self.local.place.towns[district].clone();
        Address {
            lines: vec![line.to_owned(), town],
            postcode: place.postcode,
        }
    }

    /// The story of a truth, with nothing beside it yet.
    fn story(&mut self, key: &str, truth: Truth) -> Story {
        let population = self.population;
        let telling = Telling {
            index: 99_999_999 - self.told,
            today: self.today(),
            truth: &truth,
            local: self.local,
            national: &population.world.national,
            references: &population.references,
            mistakes: false,
        };
        let mut dice = Dice::new(population.seed, Purpose::Story, 3_000 + self.told);
        let record = WholeRecord {
            number: population.number(ChildNumber::SPACE - 1 - self.told),
            local_authority: truth.local_authority.clone(),
            shielded: truth.shielded,
            statements: telling.statements(&mut dice),
            involvements: Vec::new(),
            sensitive: Vec::new(),
            cafs: Vec::new(),
            leads: Vec::new(),
            disputes: Vec::new(),
        };
        self.told += 1;
        Story {
            key: key.to_owned(),
            child: Child { truth, record },
        }
    }

    /// Throws for what stands beside the story just told.
    fn dice(&self) -> Dice {
        Dice::new(self.population.seed, Purpose::Story, 4_000 + self.told)
    }

    fn held(&self, offered: &Offered, began: i64, ended: Option<i64>, dice: &mut Dice) -> Held {
        let worker = &offered.workers[0];
        let ended = ended.map(|days| self.days_ago(days));
        Held {
            id: InvolvementId(dice.uuid()),
            service: offered.service,
            level: Level::Practitioner,
            practitioner: Some(worker.id),
            team: None,
            owner: None,
            telephone: worker.telephone.clone(),
            started: self.days_ago(began),
            ended,
            as_of: ended.unwrap_or_else(|| self.days_ago(20)),
        }
    }

    fn siobhan(&mut self) -> Story {
        let born = self.born(10, 4, 7);
        let mut truth = self.truth("Siobhan", "Featherstonehaugh", Gender::Female, born);
        truth.tradition = Tradition::Irish;
        truth.other_names = vec![
            (NameUse::Former, named("Siobhan", "McGillicuddy")),
            (NameUse::KnownAs, named("Shiv", "Featherstonehaugh")),
        ];
        truth.former_address = Some(self.address("3 Mill Rise", 1));
        truth.carers = vec![
            Carer {
                name: named("Róisín", "Featherstonehaugh"),
                relation: CarerRelation::ParentalResponsibility,
                address: None,
                telephone: Some(crate::place::telephone("07700 900123".to_owned())),
            },
            Carer {
                name: named("Declan", "McGillicuddy"),
                relation: CarerRelation::ParentalResponsibility,
                address: Some(self.address("27 Station Road", 2)),
                telephone: Some(crate::place::telephone("01632 960456".to_owned())),
            },
        ];
        let former = truth.former_address.clone();
        let mut story = self.story("siobhan", truth);
        says_too(&mut story, |statement| {
            statement.whereabouts = former.map(Whereabouts::Current);
        });
        let mut dice = self.dice();
        let lead = self.local.service("social-work");
        let caf = self.local.service("family-support");
        let record = &mut story.child.record;
        record.involvements = vec![
            self.held(lead, 200, None, &mut dice),
            self.held(caf, 320, None, &mut dice),
            self.held(self.local.service("speech-therapy"), 90, None, &mut dice),
            self.held(&self.local.schools[0].offered[0], 400, None, &mut dice),
            self.held(
                self.local.service("education-welfare"),
                500,
                Some(90),
                &mut dice,
            ),
        ];
        record.leads.push(LeadHeld {
            id: dice.uuid(),
            service: lead.service,
            practitioner: lead.workers[0].id,
            since: self.days_ago(180),
            ended: None,
        });
        record.cafs.push(CafHeld {
            id: dice.uuid(),
            service: caf.service,
            practitioner: Some(caf.workers[0].id),
            undertaken: self.days_ago(300),
            superseded_on: None,
        });
        story
    }

    fn baby(&mut self) -> Story {
        let born = self.born(2, 3, 9).max(self.days_ago(4 * 365));
        let truth = self.truth("Nathaniel", "Greenhalgh", Gender::Male, born);
        let mut story = self.story("baby", truth);
        let mut dice = self.dice();
        let visiting = self.local.service("health-visiting");
        story.child.record.involvements = vec![self.held(visiting, 100, None, &mut dice)];
        story
    }

    fn shielded(&mut self) -> Story {
        let born = self.born(9, 6, 11);
        let mut truth = self.truth("Marek", "Wiśniewski", Gender::Male, born);
        truth.tradition = Tradition::Polish;
        truth.whereabouts = Whereabouts::Current(self.address("8 Priory Walk", 3));
        truth.shielded = true;
        let mut story = self.story("shielded", truth);
        let mut dice = self.dice();
        let work = self.local.service("social-work");
        story.child.record.involvements = vec![self.held(work, 60, None, &mut dice)];
        story
    }

    fn sensitive(&mut self, key: &str, given: &str, services: usize) -> Story {
        let born = self.born(15, 10, 2);
        let truth = self.truth(given, "Thackeray", Gender::Female, born);
        let told = self.told;
        let mut story = self.story(key, truth);
        // Alike but for number and name: what sources say is said by the same throws.
        self.retell(&mut story, 3_500);
        let mut dice = Dice::new(self.population.seed, Purpose::Story, 5_000 + told);
        let started = self.days_ago(45);
        story.child.record.sensitive = self
            .local
            .sensitive
            .iter()
            .take(services)
            .map(|offered| -> SensitiveHeld { services::sensitive(offered, started, &mut dice) })
            .collect();
        story
    }

    /// Tells a story's statements again, by given throws.
    fn retell(&self, story: &mut Story, throws: u64) {
        let fresh = Telling {
            index: 99_999_999 - (self.told - 1),
            today: self.today(),
            truth: &story.child.truth,
            local: self.local,
            national: &self.population.world.national,
            references: &self.population.references,
            mistakes: false,
        };
        let mut dice = Dice::new(self.population.seed, Purpose::Story, throws);
        story.child.record.statements = fresh.statements(&mut dice);
    }

    fn khan(&mut self, copy: u64) -> Story {
        let born = self.born(4 + copy as i32, 1 + copy as u32 % 12, 3 + copy as u32);
        let mut truth = self.truth("Mohammed", "Khan", Gender::Male, born);
        truth.tradition = Tradition::Pakistani;
        truth.carers[0].name = named("Nazia", "Begum");
        let district = copy as usize % self.local.place.towns.len();
        let line = format!("{} Victoria Street", 10 + copy * 7);
        truth.whereabouts = Whereabouts::Current(self.address(&line, district));
        self.story(&format!("khan-{:02}", copy + 1), truth)
    }

    fn unrecorded(&mut self) -> Story {
        let born = self.born(8, 9, 5);
        let mut truth = self.truth("Temitope", "Adeyemi", Gender::NotSpecified, born);
        truth.tradition = Tradition::Nigerian;
        truth.whereabouts = Whereabouts::NoKnownAddress;
        truth.school = None;
        truth.practice = None;
        self.story("unrecorded", truth)
    }

    fn deceased(&mut self) -> Story {
        let born = self.born(6, 2, 8);
        let mut truth = self.truth("Wilfred", "Ollerenshaw", Gender::Male, born);
        truth.died = Some(self.days_ago(40));
        self.story("deceased", truth)
    }

    fn disputed(&mut self) -> Story {
        let truth = self.truth(
            "Imogen",
            "Barraclough",
            Gender::Female,
            self.born(12, 5, 12),
        );
        let mut story = self.story("disputed", truth);
        let id = self.dice().uuid();
        let opened = self.days_ago(30);
        let item = DisputedItem::Address;
        story.child.record.disputes = vec![Dispute {
            id,
            item,
            opened,
            settled: None,
        }];
        story
    }

    fn caseload(&mut self, number: u64, copy: u64, nurse: &Persona) -> Story {
        let mut dice = Dice::new(
            self.population.seed,
            Purpose::Story,
            6_000 + number * 100 + copy,
        );
        let female = dice.share(0.5);
        let gender = if female { Gender::Female } else { Gender::Male };
        let given = Tradition::English.forename(&mut dice, female);
        let family = Tradition::English.family_name(&mut dice);
        let born = self.days_ago(200 + dice.between(0, 1_200));
        let truth = self.truth(&given, &family, gender, born);
        let mut story = self.story(&format!("caseload-{number}-{copy}"), truth);
        let mut held = self.held(self.local.service("health-visiting"), 50, None, &mut dice);
        held.owner = Some(nurse.account);
        held.practitioner = Some(nurse.practitioner.id);
        held.telephone = nurse.practitioner.telephone.clone();
        story.child.record.involvements = vec![held];
        story
    }
}

/// Changes what the source of child benefit says, so that it differs from the others: the last
/// but not most believed word about an address.
fn says_too(story: &mut Story, change: impl FnOnce(&mut Statement)) {
    let benefit = story
        .child
        .record
        .statements
        .iter_mut()
        .map(|(_, supplied)| supplied)
        .find(|supplied: &&mut Supplied| {
            supplied.kind == domain::best_view::SourceKind::ChildBenefit
        });
    if let Some(supplied) = benefit {
        change(&mut supplied.statement);
    }
}

fn named(given: &str, family: &str) -> PersonName {
    PersonName {
        given: given.to_owned(),
        family: family.to_owned(),
    }
}

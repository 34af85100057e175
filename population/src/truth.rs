//! What is true of a child. Sources say it with mistakes; measurements compare with it.

use chrono::{Datelike, NaiveDate};
use domain::child_record::{
    Address, Carer, CarerRelation, Gender, NameUse, PersonName, Whereabouts,
};
use domain::clock::attains;
use domain::id::{LocalAuthorityCode, OrganisationId};

use crate::authority::AUTHORITIES;
use crate::dice::{Dice, Purpose};
use crate::family::{Family, Parent};
use crate::names::{Tradition, nickname};
use crate::timeline::{Birth, Brood};
use crate::world::{Local, World};

/// What is true of a child.
#[derive(Clone)]
pub struct Truth {
    /// The tradition of its name: for measuring whether searching serves all alike.
    pub tradition: Tradition,
    /// The name in use.
    pub name: PersonName,
    /// Former names and other names in use.
    pub other_names: Vec<(NameUse, PersonName)>,
    /// Day of birth.
    pub born: NaiveDate,
    /// Whether it is one of twins.
    pub twin: bool,
    /// Gender.
    pub gender: Gender,
    /// Where it lives.
    pub whereabouts: Whereabouts,
    /// Where it lived before.
    pub former_address: Option<Address>,
    /// The authority it lives in.
    pub local_authority: LocalAuthorityCode,
    /// Parents and carers.
    pub carers: Vec<Carer>,
    /// School and first day there.
    pub school: Option<(OrganisationId, NaiveDate)>,
    /// The school before, its first day and its last.
    pub former_school: Option<(OrganisationId, NaiveDate, NaiveDate)>,
    /// GP practice.
    pub practice: Option<OrganisationId>,
    /// Day of death.
    pub died: Option<NaiveDate>,
    /// Whether the record is shielded.
    pub shielded: bool,
}

/// Who is told about a child: its brood, its family and itself.
pub(crate) struct Subject<'a> {
    pub(crate) seed: u64,
    pub(crate) today: NaiveDate,
    pub(crate) world: &'a World,
    pub(crate) brood: &'a Brood,
    pub(crate) family: &'a Family,
    pub(crate) birth: Birth,
}

impl Subject<'_> {
    fn local(&self) -> &Local {
        &self.world.locals[self.family.local]
    }

    /// Tells the truth about the child.
    pub(crate) fn truth(&self) -> Truth {
        let mut dice = Dice::new(self.seed, Purpose::Child, self.birth.index);
        let gender = self.gender();
        let (name, other_names) = self.names(gender, &mut dice);
        let whereabouts = self.whereabouts(&mut dice);
        let in_care = dice.share(0.007);
        let schooling = self.schooling(&mut dice);
        let practice = dice
            .share(0.98)
            .then(|| *dice.pick(&self.local().practices));
        Truth {
            tradition: self.family.tradition,
            name,
            other_names,
            born: self.birth.date,
            twin: self.birth.twin,
            gender: if dice.share(0.003) {
                Gender::NotSpecified
            } else {
                gender
            },
            whereabouts,
            former_address: self.family.former_home.clone(),
            local_authority: LocalAuthorityCode(AUTHORITIES[self.family.local].code.to_owned()),
            carers: self.carers(in_care, &mut dice),
            school: schooling.now,
            former_school: schooling.before,
            practice,
            died: self.death(&mut dice),
            shielded: dice.share(0.004),
        }
    }

    fn gender(&self) -> Gender {
        let mut dice = Dice::new(self.seed, Purpose::Forename, self.birth.index);
        if dice.share(0.487) {
            Gender::Female
        } else {
            Gender::Male
        }
    }

    /// A first forename, as one would be given who has no brothers or sisters.
    fn wished(&self, index: u64, again: u32) -> String {
        let mut dice = Dice::new(self.seed, Purpose::Forename, index);
        let female = dice.share(0.487);
        for _ in 0..again {
            self.family.tradition.forename(&mut dice, female);
        }
        self.family.tradition.forename(&mut dice, female)
    }

    /// A forename that no elder brother or sister wished for.
    fn forename(&self) -> String {
        let elders = || {
            self.brood
                .births
                .iter()
                .take_while(|b| b.index < self.birth.index)
        };
        let taken: Vec<String> = elders().map(|b| self.wished(b.index, 0)).collect();
        (0..6)
            .map(|again| self.wished(self.birth.index, again))
            .find(|wish| !taken.contains(wish))
            .unwrap_or_else(|| self.wished(self.birth.index, 6))
    }

    fn names(&self, gender: Gender, dice: &mut Dice) -> (PersonName, Vec<(NameUse, PersonName)>) {
        let tradition = self.family.tradition;
        let female = gender == Gender::Female;
        let first = self.forename();
        let mut given = first.clone();
        match tradition {
            Tradition::Sikh if dice.share(0.7) => {
                given.push_str(if female { " Kaur" } else { " Singh" });
            }
            Tradition::Somali => given = format!("{given} {}", tradition.forename(dice, false)),
            _ if dice.share(0.35) => {
                given = format!("{given} {}", tradition.forename(dice, female))
            }
            _ => {}
        }
        let own = tradition.names_each_alone() && dice.share(0.35);
        let family = if own {
            tradition.family_name(dice)
        } else {
            self.family.surname.clone()
        };
        let mut name = PersonName {
            given,
            family: tradition.borne(&family, gender),
        };
        let single = if tradition == Tradition::Tamil {
            0.03
        } else {
            0.0008
        };
        if dice.share(single) {
            name = PersonName {
                given: String::new(),
                family: first.clone(),
            };
        }
        let mut others = Vec::new();
        if dice.share(0.025) {
            let family = Tradition::English.family_name(dice);
            others.push((
                NameUse::Former,
                PersonName {
                    given: name.given.clone(),
                    family,
                },
            ));
        }
        if dice.share(0.4)
            && let Some(short) = nickname(&first, dice)
        {
            others.push((
                NameUse::KnownAs,
                PersonName {
                    given: short,
                    family: name.family.clone(),
                },
            ));
        }
        (name, others)
    }

    fn whereabouts(&self, dice: &mut Dice) -> Whereabouts {
        let home = self.family.home.clone();
        match dice.unit() {
            x if x < 0.003 => Whereabouts::NoKnownAddress,
            x if x < 0.008 => Whereabouts::LastKnown(home),
            _ => Whereabouts::Current(home),
        }
    }

    fn carers(&self, in_care: bool, dice: &mut Dice) -> Vec<Carer> {
        let mut carers: Vec<Carer> = self.family.parents().map(parent_as_carer).collect();
        if in_care {
            let council = format!("{} Council", AUTHORITIES[self.family.local].name);
            carers.push(Carer {
                name: PersonName {
                    given: String::new(),
                    family: council,
                },
                relation: CarerRelation::Authority,
                address: None,
                telephone: None,
            });
        } else if dice.share(0.02) {
            let tradition = self.family.tradition;
            let family = tradition.borne(&self.family.surname, Gender::Female);
            carers.push(Carer {
                name: PersonName {
                    given: tradition.forename(dice, true),
                    family,
                },
                relation: CarerRelation::Care,
                address: None,
                telephone: Some(crate::place::mobile(dice)),
            });
        }
        carers
    }

    /// A primary school from the September after the fourth birthday, a secondary school from the
    /// one after the eleventh; a few go to none.
    fn schooling(&self, dice: &mut Dice) -> Schooling {
        let starts = |age| september_after(self.birth.date, age);
        let none = dice.share(0.04);
        if none || starts(4) > self.today {
            return Schooling::default();
        }
        let primary = self.nearby_school(8, dice).map(|id| (id, starts(4)));
        if starts(11) > self.today {
            return Schooling {
                now: primary,
                before: None,
            };
        }
        let told = dice.share(0.3);
        let left = starts(11) - chrono::TimeDelta::days(45);
        Schooling {
            now: self.nearby_school(14, dice).map(|id| (id, starts(11))),
            before: primary
                .filter(|_| told)
                .map(|(id, since)| (id, since, left)),
        }
    }

    /// Mostly the school of the district; the children of a family often go to the same.
    fn nearby_school(&self, age: i32, dice: &mut Dice) -> Option<OrganisationId> {
        let schools: Vec<_> = self.local().schools_for(age).collect();
        let near: Vec<_> = schools
            .iter()
            .filter(|school| school.district == self.family.district)
            .collect();
        if !near.is_empty() && dice.share(0.8) {
            return Some(near[self.brood.key as usize % near.len()].id);
        }
        (!schools.is_empty()).then(|| dice.pick(&schools).id)
    }

    fn death(&self, dice: &mut Dice) -> Option<NaiveDate> {
        let lived = (self.today - self.birth.date).num_days();
        let dead = dice.share(0.0004);
        let ago = dice.between(10, 300);
        (dead && lived > ago).then(|| self.today - chrono::TimeDelta::days(ago))
    }
}

/// The school a child goes to, and the one before.
#[derive(Default)]
struct Schooling {
    now: Option<(OrganisationId, NaiveDate)>,
    before: Option<(OrganisationId, NaiveDate, NaiveDate)>,
}

/// The first of September on or after a birthday.
pub(crate) fn september_after(born: NaiveDate, age: u32) -> NaiveDate {
    let birthday = attains(born, age);
    let year = birthday.year()
        + i32::from(birthday.month() >= 9 && birthday.day() > 1 || birthday.month() > 9);
    NaiveDate::from_ymd_opt(year, 9, 1).unwrap_or(birthday)
}

fn parent_as_carer(parent: &Parent) -> Carer {
    Carer {
        name: parent.name.clone(),
        relation: CarerRelation::ParentalResponsibility,
        address: parent.elsewhere.clone(),
        telephone: parent.telephone.clone(),
    }
}

//! What sources say of a child: each what it would know, as old as it would be, and with its own
//! mistakes (FEED-11).

use chrono::{NaiveDate, TimeDelta};
use domain::best_view::{SourceKind, Statement, Supplied};
use domain::child_record::{
    Address, Carer, CarerRelation, DateOfBirth, Gender, Identifier, IdentifierScheme, NameUse,
    PersonName, UniversalKind, UniversalService, Whereabouts,
};
use domain::clock::age_on;
use domain::id::SourceId;
use domain::shielding::Ground;

use crate::catalogue::HEALTH;
use crate::cipher::Cipher;
use crate::dice::Dice;
use crate::misreport;
use crate::truth::Truth;
use crate::world::{Local, National, moment};

/// References and numbers that other bodies gave a child.
#[derive(Clone, Copy)]
pub(crate) struct References {
    registrar: Cipher,
    benefit: Cipher,
    patient: Cipher,
    pupil: Cipher,
    local: Cipher,
}

impl References {
    pub(crate) fn new(seed: u64) -> Self {
        let cipher = |purpose| Cipher::new(seed, purpose, 100_000_000);
        Self {
            registrar: cipher(11),
            benefit: cipher(12),
            patient: cipher(13),
            pupil: cipher(14),
            local: cipher(15),
        }
    }

    /// A ten-digit number with the health service's check digit, from a range that it does not
    /// issue.
    fn nhs(&self, index: u64) -> String {
        let body = self.patient.place(index);
        [9_u64, 8]
            .into_iter()
            .find_map(|first| {
                let digits = format!("{first}{body:08}");
                let sum: u32 = digits
                    .bytes()
                    .zip((2..=10).rev())
                    .map(|(d, w)| u32::from(d - b'0') * w)
                    .sum();
                match 11 - sum % 11 {
                    10 => None,
                    11 => Some(format!("{digits}0")),
                    check => Some(format!("{digits}{check}")),
                }
            })
            .unwrap_or_default()
    }

    /// A pupil's number: a check letter and twelve digits of a range that no authority issues.
    fn upn(&self, index: u64) -> String {
        const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
        let digits = format!("0000{:08}", self.pupil.place(index));
        let sum: usize = digits
            .bytes()
            .zip(2..)
            .map(|(d, w)| usize::from(d - b'0') * w)
            .sum();
        format!("{}{digits}", char::from(LETTERS[sum % 23]))
    }
}

/// Who is told about a child, and by whom.
pub(crate) struct Telling<'a> {
    pub(crate) index: u64,
    pub(crate) today: NaiveDate,
    pub(crate) truth: &'a Truth,
    pub(crate) local: &'a Local,
    pub(crate) national: &'a National,
    pub(crate) references: &'a References,
    /// Whether sources make mistakes.
    pub(crate) mistakes: bool,
}

/// How often a source makes each mistake.
struct Care {
    name: f64,
    date: f64,
    old_address: f64,
    no_gender: f64,
}

impl Telling<'_> {
    /// Everything that sources say.
    pub(crate) fn statements(&self, dice: &mut Dice) -> Vec<(String, Supplied)> {
        let mut all = Vec::with_capacity(5);
        all.push(self.registrar(dice));
        if dice.share(0.93) || !self.mistakes {
            all.push(self.benefit(dice));
        }
        if dice.share(0.98) || !self.mistakes {
            all.push(self.patients(dice));
        }
        if self.truth.school.is_some() {
            all.push(self.census(dice));
        }
        let in_care = self
            .truth
            .carers
            .iter()
            .any(|carer| carer.relation == CarerRelation::Authority);
        if dice.share(0.03) && self.mistakes || in_care {
            all.push(self.social_care(dice));
        }
        // Whoever told last says that the record is shielded (SHLD-03).
        if let Some((_, last)) = all.last_mut().filter(|_| self.truth.shielded) {
            let ground = self.index as usize % Ground::PLAIN.len();
            last.statement.shield = Some(Ground::PLAIN[ground]);
        }
        all
    }

    fn age(&self) -> i32 {
        age_on(self.truth.born, self.today)
    }

    /// A supply that many days ago, though not before the child was born.
    fn supplied(
        &self,
        source: SourceId,
        kind: SourceKind,
        days_ago: i64,
        statement: Statement,
    ) -> Supplied {
        let day = (self.today - TimeDelta::days(days_ago)).max(self.truth.born);
        let second = (self.index * 7_919 % 28_800) as i64;
        Supplied {
            source,
            kind,
            at: moment(day, second),
            verified: false,
            silent: false,
            statement,
        }
    }

    /// The register of births: names at birth, and of a death.
    fn registrar(&self, dice: &mut Dice) -> (String, Supplied) {
        let truth = self.truth;
        let at_birth = truth
            .other_names
            .iter()
            .find(|(used, _)| *used == NameUse::Former)
            .map_or(&truth.name, |(_, name)| name);
        let lived = (self.today - truth.born).num_days();
        let mut days_ago = (lived - dice.between(14, 42)).max(0);
        if let Some(died) = truth.died {
            days_ago = (self.today - died).num_days() - 5;
        }
        let statement = Statement {
            names: vec![(NameUse::Current, at_birth.clone())],
            date_of_birth: Some(exactly(truth.born)),
            gender: Some(truth.gender),
            carers: truth
                .carers
                .iter()
                .filter(is_parent)
                .map(name_alone)
                .collect(),
            date_of_death: truth.died,
            ..Statement::default()
        };
        let national = self.national.registrar;
        let supplied = self.supplied(national, SourceKind::RegistrarGeneral, days_ago, statement);
        (
            format!("B{:08}", self.references.registrar.place(self.index)),
            supplied,
        )
    }

    /// Child benefit: the parent who claims, and where both live.
    fn benefit(&self, dice: &mut Dice) -> (String, Supplied) {
        let care = Care {
            name: 0.012,
            date: 0.003,
            old_address: 0.3,
            no_gender: 0.002,
        };
        let mut statement = self.common(&care, dice);
        statement.carers = self
            .truth
            .carers
            .iter()
            .find(is_parent)
            .map(|claimant| Carer {
                address: None,
                ..claimant.clone()
            })
            .into_iter()
            .collect();
        let days_ago = dice.between(5, 340);
        let supplied = self.supplied(
            self.national.benefit,
            SourceKind::ChildBenefit,
            days_ago,
            statement,
        );
        (
            format!("CHB{:08}", self.references.benefit.place(self.index)),
            supplied,
        )
    }

    /// The register of patients.
    fn patients(&self, dice: &mut Dice) -> (String, Supplied) {
        let care = Care {
            name: 0.012,
            date: 0.004,
            old_address: 0.12,
            no_gender: 0.002,
        };
        let mut statement = self.common(&care, dice);
        let trust = self.local.bodies[HEALTH];
        let since = self.truth.born + TimeDelta::days(dice.between(5, 60));
        let since = since.min(self.today);
        let mut services = Vec::new();
        if let Some(practice) = self.truth.practice {
            services.push(current(UniversalKind::GpPractice, practice, Some(since)));
        }
        match self.age() {
            0..=4 => {
                services.push(current(UniversalKind::HealthVisitor, trust, Some(since)));
                statement.carers = self.truth.carers.clone();
            }
            _ if dice.share(0.5) && self.truth.school.is_some() => {
                services.push(current(UniversalKind::SchoolNurse, trust, None))
            }
            _ => {}
        }
        if (self.today - self.truth.born).num_days() < 28 {
            services.push(current(
                UniversalKind::Midwife,
                trust,
                Some(self.truth.born),
            ));
        }
        let former = |(used, _): &&(NameUse, PersonName)| *used == NameUse::Former;
        statement
            .names
            .extend(self.truth.other_names.iter().filter(former).cloned());
        statement.services = services;
        statement.date_of_death = self.truth.died;
        let nhs = self.references.nhs(self.index);
        statement.identifiers = vec![Identifier {
            scheme: IdentifierScheme::Nhs,
            value: nhs.clone(),
            allocated_by: trust,
        }];
        let days_ago = dice.between(1, 200);
        let supplied = self.supplied(
            self.national.patients,
            SourceKind::Health,
            days_ago,
            statement,
        );
        (
            format!("P{:08}", self.references.patient.place(self.index)),
            supplied,
        )
    }

    /// The census of pupils.
    fn census(&self, dice: &mut Dice) -> (String, Supplied) {
        let care = Care {
            name: 0.02,
            date: 0.005,
            old_address: 0.1,
            no_gender: 0.0,
        };
        let mut statement = self.common(&care, dice);
        let known_as = self
            .truth
            .other_names
            .iter()
            .find(|(used, _)| *used == NameUse::KnownAs);
        if let Some(known_as) = known_as
            && dice.share(0.5)
        {
            statement.names.push(known_as.clone());
        }
        if dice.share(0.5) {
            // Registers of pupils often leave out second forenames.
            let (_, name) = &mut statement.names[0];
            if let Some((first, _)) = name.given.split_once(' ') {
                name.given = first.to_owned();
            }
        }
        statement.carers = self.truth.carers.clone();
        let kind = UniversalKind::EducationalSetting;
        if let Some((school, since)) = self.truth.school {
            statement.services.push(current(kind, school, Some(since)));
            statement.identifiers.push(Identifier {
                scheme: IdentifierScheme::Upn,
                value: self.references.upn(self.index),
                allocated_by: school,
            });
        }
        if let Some((organisation, since, until)) = self.truth.former_school {
            let (since, until) = (Some(since), Some(until));
            statement.services.push(UniversalService {
                kind,
                organisation,
                since,
                until,
            });
        }
        let days_ago = dice.between(1, 120);
        let supplied = self.supplied(
            self.national.census,
            SourceKind::Education,
            days_ago,
            statement,
        );
        (
            format!("S{:08}", self.references.pupil.place(self.index)),
            supplied,
        )
    }

    /// The authority's social care system.
    fn social_care(&self, dice: &mut Dice) -> (String, Supplied) {
        let care = Care {
            name: 0.004,
            date: 0.002,
            old_address: 0.03,
            no_gender: 0.0,
        };
        let mut statement = self.common(&care, dice);
        statement.carers = self.truth.carers.clone();
        let reference = format!("{:08}", self.references.local.place(self.index));
        statement.identifiers.push(Identifier {
            scheme: IdentifierScheme::LocalReference,
            value: reference.clone(),
            allocated_by: self.local.bodies[crate::catalogue::SOCIAL_CARE],
        });
        let days_ago = dice.between(1, 60);
        let source = self.local.social_care;
        (
            reference,
            self.supplied(source, SourceKind::SocialCare, days_ago, statement),
        )
    }

    /// Name, date of birth, gender and address, with mistakes.
    fn common(&self, care: &Care, dice: &mut Dice) -> Statement {
        let truth = self.truth;
        let mut slips = |share| dice.share(share) && self.mistakes;
        let (wrong_name, wrong_date) = (slips(care.name), slips(care.date));
        let (no_gender, old_address) = (slips(care.no_gender), slips(care.old_address));
        let name = if wrong_name {
            misreport::name(&truth.name, dice)
        } else {
            truth.name.clone()
        };
        let born = if wrong_date {
            misreport::date(truth.born, self.today, dice)
        } else {
            truth.born
        };
        let silent = no_gender || truth.gender == Gender::NotSpecified;
        let old = truth.former_address.clone().filter(|_| old_address);
        Statement {
            names: vec![(NameUse::Current, name)],
            date_of_birth: Some(exactly(born)),
            gender: (!silent).then_some(truth.gender),
            whereabouts: Some(old.map_or_else(|| truth.whereabouts.clone(), Whereabouts::Current)),
            ..Statement::default()
        }
    }
}

fn exactly(date: NaiveDate) -> DateOfBirth {
    DateOfBirth {
        date,
        estimated: false,
    }
}

fn current(
    kind: UniversalKind,
    organisation: domain::id::OrganisationId,
    since: Option<NaiveDate>,
) -> UniversalService {
    UniversalService {
        kind,
        organisation,
        since,
        until: None,
    }
}

/// Whether a carer is a person with parental responsibility, and not an authority.
fn is_parent(carer: &&Carer) -> bool {
    carer.relation == CarerRelation::ParentalResponsibility
}

fn name_alone(carer: &Carer) -> Carer {
    let name: PersonName = carer.name.clone();
    let address: Option<Address> = None;
    Carer {
        name,
        relation: carer.relation,
        address,
        telephone: None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn numbers_of_other_bodies_have_their_shape_and_never_meet() {
        let references = References::new(1);
        let mut seen = HashSet::new();
        for index in 0..5_000 {
            let nhs = references.nhs(index);
            assert!(
                nhs.len() == 10 && nhs.bytes().all(|b| b.is_ascii_digit()),
                "{nhs}"
            );
            assert!(seen.insert(nhs));
            let upn = references.upn(index);
            assert!(upn.len() == 13 && seen.insert(upn));
        }
    }
}

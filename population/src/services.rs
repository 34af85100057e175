//! Which services work with a child: specialist, sensitive, common assessments, lead
//! professionals, and disputes.

use chrono::{NaiveDate, TimeDelta};
use domain::clock::age_on;
use domain::data_source::{CafHeld, Dispute, Held, LeadHeld, SensitiveHeld};
use domain::dispute::DisputedItem;
use domain::id::{InvolvementId, PractitionerId};
use domain::involvement::Level;
use domain::sensitive_service::{Attestation, Basis, GivenBy, Ground, SensitiveEntry};

use crate::dice::Dice;
use crate::truth::Truth;
use crate::world::{Local, Offered, Worker};

/// What stands beside a child's record.
#[derive(Default)]
pub(crate) struct Beside {
    pub(crate) involvements: Vec<Held>,
    pub(crate) sensitive: Vec<SensitiveHeld>,
    pub(crate) cafs: Vec<CafHeld>,
    pub(crate) leads: Vec<LeadHeld>,
    pub(crate) disputes: Vec<Dispute>,
}

/// Says which services work with a child.
pub(crate) fn beside(truth: &Truth, local: &Local, today: NaiveDate, dice: &mut Dice) -> Beside {
    let mut beside = Beside::default();
    let engaged = Engaging {
        truth,
        local,
        today,
    };
    // About a third of children have additional needs at some time (D-47).
    if dice.share(0.3) {
        engaged.specialists(&mut beside, dice);
    }
    if dice.share(0.042) {
        engaged.sensitive(&mut beside, dice);
    }
    if dice.share(0.004) {
        beside.disputes.push(engaged.dispute(dice));
    }
    beside
}

struct Engaging<'a> {
    truth: &'a Truth,
    local: &'a Local,
    today: NaiveDate,
}

impl Engaging<'_> {
    fn specialists(&self, beside: &mut Beside, dice: &mut Dice) {
        let age = age_on(self.truth.born, self.today);
        let own_school = self
            .truth
            .school
            .and_then(|(id, _)| self.local.schools.iter().find(|school| school.id == id));
        let offers: Vec<&Offered> = self
            .local
            .services
            .iter()
            .chain(own_school.iter().flat_map(|school| &school.offered))
            .filter(|offered| (offered.ages.0..=offered.ages.1).contains(&age))
            .collect();
        let totals: Vec<u32> = offers
            .iter()
            .scan(0, |sum, offered| {
                *sum += offered.weight;
                Some(*sum)
            })
            .collect();
        let count = 1 + (dice.unit().powi(3) * 4.5) as usize;
        let mut chosen: Vec<usize> = Vec::new();
        for _ in 0..count {
            let choice = dice.weighted(&totals);
            if choice < offers.len() && !chosen.contains(&choice) {
                chosen.push(choice);
            }
        }
        for choice in &chosen {
            let worker = dice.pick(&offers[*choice].workers).clone();
            beside
                .involvements
                .push(self.held(offers[*choice], &worker, dice));
            if beside.involvements.len() == 1 {
                self.leading(offers[*choice], &worker, chosen.len(), beside, dice);
            }
        }
    }

    /// Whoever is involved first may hold the common assessment and lead.
    fn leading(
        &self,
        offered: &Offered,
        worker: &Worker,
        services: usize,
        beside: &mut Beside,
        dice: &mut Dice,
    ) {
        let likely = if services > 1 { 0.35 } else { 0.05 };
        if dice.share(likely) {
            let undertaken = self.past_day(dice, 700);
            beside.cafs.push(CafHeld {
                id: dice.uuid(),
                service: offered.service,
                practitioner: Some(worker.id),
                undertaken,
                superseded_on: None,
            });
        }
        if dice.share(likely * 0.8) && beside.involvements[0].ended.is_none() {
            let since = self.past_day(dice, 500);
            beside.leads.push(LeadHeld {
                id: dice.uuid(),
                service: offered.service,
                practitioner: worker.id,
                since,
                ended: None,
            });
        }
    }

    /// An involvement; a fifth of them have ended within the year (CEASE-01).
    fn held(&self, offered: &Offered, worker: &Worker, dice: &mut Dice) -> Held {
        let level = match dice.below(10) {
            0 => Level::Organisation,
            1..=2 => Level::Team,
            _ => Level::Practitioner,
        };
        let started = self.past_day(dice, 900);
        let lasted = (self.today - started).num_days();
        let ended = (dice.share(0.22) && lasted > 30)
            .then(|| self.today - TimeDelta::days(dice.between(1, lasted.min(364) - 1)));
        let named = level == Level::Practitioner;
        Held {
            id: InvolvementId(dice.uuid()),
            service: offered.service,
            level,
            practitioner: named.then_some(worker.id),
            team: (level == Level::Team).then_some(offered.team),
            owner: None,
            telephone: if named {
                &worker.telephone
            } else {
                &offered.team_telephone
            }
            .clone(),
            started,
            ended,
            as_of: ended.unwrap_or_else(|| started.max(self.past_day(dice, 200))),
        }
    }

    fn sensitive(&self, beside: &mut Beside, dice: &mut Dice) {
        let age = age_on(self.truth.born, self.today);
        let offers: Vec<&Offered> = self
            .local
            .sensitive
            .iter()
            .filter(|offered| (offered.ages.0..=offered.ages.1).contains(&age))
            .collect();
        let count = match dice.below(20) {
            0 => 3,
            1..=4 => 2,
            _ => 1,
        };
        let first = dice.below(offers.len().max(1) as u64) as usize;
        for offered in offers
            .iter()
            .cycle()
            .skip(first)
            .take(count.min(offers.len()))
        {
            let started = self.past_day(dice, 300);
            beside.sensitive.push(sensitive(offered, started, dice));
        }
    }

    fn dispute(&self, dice: &mut Dice) -> Dispute {
        let opened = self.past_day(dice, 300);
        let settled = dice
            .share(0.4)
            .then(|| opened + TimeDelta::days((self.today - opened).num_days() / 2));
        Dispute {
            id: dice.uuid(),
            item: *dice.pick(DisputedItem::ALL),
            opened,
            settled,
        }
    }

    /// A day at most so many days ago, and not before the birth.
    fn past_day(&self, dice: &mut Dice, most: i64) -> NaiveDate {
        let lived = (self.today - self.truth.born).num_days();
        self.today - TimeDelta::days(dice.between(0, most.min(lived)))
    }
}

/// An involvement of a sensitive service, with consent for a year, which a source attests (SENS-05).
pub(crate) fn sensitive(offered: &Offered, started: NaiveDate, dice: &mut Dice) -> SensitiveHeld {
    let worker = dice.pick(&offered.workers).clone();
    SensitiveHeld {
        id: InvolvementId(dice.uuid()),
        owner: None,
        entry: SensitiveEntry {
            service: offered.service,
            level: Level::Practitioner,
            practitioner: Some(PractitionerId(worker.id)),
            team: Some(offered.team),
            telephone: worker.telephone,
            started,
            ended: None,
            ground: Ground::Attested(Attestation {
                basis: Basis::Consent,
                given_by: Some(GivenBy::Child),
                given_on: started,
                attested_by: None,
                renew_by: domain::clock::years_after(started, 1),
            }),
        },
    }
}

//! Families: parents, their names and where they live.

use domain::child_record::{Address, Gender, PersonName, Telephone};

use crate::dice::{Dice, Purpose};
use crate::names::Tradition;
use crate::place::mobile;
use crate::timeline::Brood;
use crate::world::World;

/// A parent.
pub(crate) struct Parent {
    pub(crate) name: PersonName,
    pub(crate) telephone: Option<Telephone>,
    /// Where they live, where it is not with the children.
    pub(crate) elsewhere: Option<Address>,
}

/// A family.
pub(crate) struct Family {
    /// The place in the world's list of the authority it lives in.
    pub(crate) local: usize,
    pub(crate) tradition: Tradition,
    /// The name that its men bear.
    pub(crate) surname: String,
    pub(crate) mother: Option<Parent>,
    pub(crate) father: Option<Parent>,
    pub(crate) home: Address,
    /// Where it lived before, if it moved in the last years.
    pub(crate) former_home: Option<Address>,
    /// The district of the home.
    pub(crate) district: usize,
}

impl Family {
    /// Makes the family of a brood.
    pub(crate) fn of(seed: u64, world: &World, brood: &Brood) -> Self {
        let mut dice = Dice::new(seed, Purpose::Family, brood.key);
        let local = dice.weighted(&world.people);
        Self::living_in(local, world, &mut dice)
    }

    /// Makes a family that lives in an authority.
    pub(crate) fn living_in(local: usize, world: &World, dice: &mut Dice) -> Self {
        let here = &world.locals[local];
        let tradition = Tradition::ALL[dice.weighted(&here.mixture)];
        let surname = tradition.family_name(dice);
        let district = dice.below(here.place.towns.len() as u64) as usize;
        let home = here.place.home_in(district, dice);
        let former_home = dice.share(0.25).then(|| here.place.home(dice));
        let apart = dice.share(0.24).then(|| here.place.home(dice));
        let mother_known = dice.share(0.97);
        let mother = parent(tradition, &surname, Gender::Female, dice);
        let father_known = dice.share(0.87);
        let other = if dice.share(0.08) {
            Tradition::English
        } else {
            tradition
        };
        let mut father = parent(other, &surname, Gender::Male, dice);
        father.elsewhere = apart;
        Self {
            local,
            tradition,
            surname,
            mother: mother_known.then_some(mother),
            father: (father_known || !mother_known).then_some(father),
            home,
            former_home,
            district,
        }
    }

    /// The parents.
    pub(crate) fn parents(&self) -> impl Iterator<Item = &Parent> {
        self.mother.iter().chain(&self.father)
    }
}

fn parent(tradition: Tradition, surname: &str, gender: Gender, dice: &mut Dice) -> Parent {
    let own = gender == Gender::Female && dice.share(0.35) || tradition.names_each_alone();
    let family = if own {
        tradition.family_name(dice)
    } else {
        surname.to_owned()
    };
    Parent {
        name: PersonName {
            given: tradition.forename(dice, gender == Gender::Female),
            family: tradition.borne(&family, gender),
        },
        telephone: dice.share(0.8).then(|| mobile(dice)),
        elsewhere: None,
    }
}

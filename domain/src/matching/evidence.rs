//! What a decision rests on, as it is kept and as people read it (MAT-03). Nothing in it tells what either
//! account says.

use serde::{Deserialize, Serialize};

use super::compare::{ITEMS, Item, MISSING, Numbers, SAME, UNLIKE};
use super::decide::Decision;
use super::learned::WEIGHTS;

/// What a decision rests on.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Evidence {
    /// By which weights.
    pub version: String,
    /// log2 of the odds that both are one child.
    pub bits: f32,
    /// How each item agrees, in the order of [`Item::ALL`].
    pub levels: [u8; ITEMS],
    /// How the numbers agree that are a child's own; none where none can be compared.
    pub numbers: Option<bool>,
    /// Whether they may be two children of one family.
    pub siblings: bool,
}

impl Evidence {
    /// Of a decision by the product's weights.
    pub fn of(decision: &Decision) -> Self {
        Self {
            version: WEIGHTS.version.to_owned(),
            bits: decision.bits,
            levels: decision.comparison.pattern,
            numbers: match decision.comparison.numbers {
                Numbers::Untold => None,
                Numbers::Same => Some(true),
                Numbers::Different | Numbers::Mixed => Some(false),
            },
            siblings: decision.comparison.may_be_siblings(),
        }
    }

    /// What speaks for one child and against, in plain words.
    pub fn words(&self) -> Vec<String> {
        let items = Item::ALL.into_iter().zip(self.levels);
        let mut words: Vec<String> = items.filter_map(item_words).map(str::to_owned).collect();
        words.extend(match self.numbers {
            Some(true) => Some("A number that is the child’s own is the same".to_owned()),
            Some(false) => Some("A number that is the child’s own is different".to_owned()),
            None => None,
        });
        if self.siblings {
            words.push(
                "They may be twins, or brothers or sisters, with names that are alike".to_owned(),
            );
        }
        words
    }
}

fn item_words((item, level): (Item, u8)) -> Option<&'static str> {
    Some(match (item, level) {
        (_, MISSING) => return None,
        (Item::Forename, SAME) => "The forename is the same",
        (Item::Forename, UNLIKE) => "The forename is different",
        (Item::Forename, _) => "The forename is alike, and not the same",
        (Item::Surname, SAME) => "The surname is the same",
        (Item::Surname, UNLIKE) => "The surname is different",
        (Item::Surname, _) => "The surname is alike, and not the same",
        (Item::Order, SAME) => return None,
        (Item::Order, _) => "Forename and surname stand the other way round",
        (Item::Born, SAME) => "The date of birth is the same",
        (Item::Born, 2 | 3) => "The date of birth differs in one place",
        (Item::Born, _) => "The date of birth is different",
        (Item::Gender, SAME) => "The gender is the same",
        (Item::Gender, _) => "The gender is different",
        (Item::Postcode, SAME) => "The postcode is the same",
        (Item::Postcode, _) => "The postcode is different",
        (Item::House, SAME) => "The number of the house is the same",
        (Item::House, _) => "The number of the house is different",
        (Item::Street, SAME | 2) => "The street is the same",
        (Item::Street, _) => "The street is different",
        (Item::Carer, SAME | 2) => "A parent or carer has the same name",
        (Item::Carer, _) => "No parent or carer has the same name",
    })
}

//! Names with the variety of England today. Lists begin with the commonest; the rest of the
//! variety is composed, so that a large population has the long tail that real ones have.

mod africa;
mod asia;
mod britain;
mod europe;

use std::sync::LazyLock;

use domain::child_record::Gender;

use crate::dice::Dice;

/// Declares the traditions in the order of their stocks.
macro_rules! traditions {
    ($($(#[$doc:meta])* $name:ident = $stock:path),+ $(,)?) => {
        /// The traditions that names in England follow. For measuring whether searching serves all
        /// of them alike; stored nowhere.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Tradition { $($(#[$doc])* $name),+ }

        impl Tradition {
            /// Every tradition.
            pub const ALL: &[Tradition] = &[$(Tradition::$name),+];

            /// A short name for tables.
            pub fn label(self) -> &'static str {
                match self { $(Tradition::$name => stringify!($name)),+ }
            }
        }

        static STOCKS: LazyLock<Vec<Stock>> =
            LazyLock::new(|| vec![$(Stock::read(&$stock)),+]);
    };
}

traditions! {
    /// English.
    English = britain::ENGLISH,
    /// Irish, and Irish Travellers.
    Irish = britain::IRISH,
    /// Welsh.
    Welsh = britain::WELSH,
    /// Scottish.
    Scottish = britain::SCOTTISH,
    /// Jewish.
    Jewish = europe::JEWISH,
    /// Polish.
    Polish = europe::POLISH,
    /// Romanian.
    Romanian = europe::ROMANIAN,
    /// Portuguese and Spanish.
    Iberian = europe::IBERIAN,
    /// Turkish and Kurdish.
    Turkish = europe::TURKISH,
    /// Arabic.
    Arabic = asia::ARABIC,
    /// Pakistani.
    Pakistani = asia::PAKISTANI,
    /// Bangladeshi.
    Bangladeshi = asia::BANGLADESHI,
    /// Hindu, from India.
    Hindu = asia::HINDU,
    /// Sikh.
    Sikh = asia::SIKH,
    /// Tamil and Keralan.
    Tamil = asia::TAMIL,
    /// Chinese.
    Chinese = asia::CHINESE,
    /// Vietnamese.
    Vietnamese = asia::VIETNAMESE,
    /// Nigerian.
    Nigerian = africa::NIGERIAN,
    /// Ghanaian.
    Ghanaian = africa::GHANAIAN,
    /// Somali and Eritrean.
    Somali = africa::SOMALI,
    /// Caribbean.
    Caribbean = africa::CARIBBEAN,
}

/// The texts of a tradition: words between spaces, the commonest first. `_` stands for a space
/// within a name.
struct Texts {
    girls: &'static str,
    boys: &'static str,
    families: &'static str,
    /// How often a family's name is composed of a root and an ending.
    composed: f64,
    roots: &'static str,
    endings: &'static str,
    /// How steeply the lists fall off.
    slope: f64,
}

/// The same, read.
struct Stock {
    girls: Vec<&'static str>,
    boys: Vec<&'static str>,
    families: Vec<&'static str>,
    composed: f64,
    roots: Vec<&'static str>,
    endings: Vec<&'static str>,
    slope: f64,
}

impl Stock {
    fn read(texts: &Texts) -> Self {
        let words = |text: &'static str| text.split_whitespace().collect();
        Self {
            girls: words(texts.girls),
            boys: words(texts.boys),
            families: words(texts.families),
            composed: texts.composed,
            roots: words(texts.roots),
            endings: words(texts.endings),
            slope: texts.slope,
        }
    }
}

impl Tradition {
    fn stock(self) -> &'static Stock {
        &STOCKS[self as usize]
    }

    /// One forename.
    pub(crate) fn forename(self, dice: &mut Dice, female: bool) -> String {
        let stock = self.stock();
        let list = if female { &stock.girls } else { &stock.boys };
        common(dice, list, stock.slope)
    }

    /// A family's name, in the form that its men bear.
    pub(crate) fn family_name(self, dice: &mut Dice) -> String {
        let stock = self.stock();
        let single = if dice.share(stock.composed) {
            composed(stock, dice)
        } else {
            common(dice, &stock.families, stock.slope)
        };
        match self {
            Tradition::English if dice.share(0.04) => {
                format!("{single}-{}", common(dice, &stock.families, 1.3))
            }
            Tradition::Iberian if dice.share(0.6) => {
                format!("{single} {}", common(dice, &stock.families, 1.3))
            }
            Tradition::Ghanaian if dice.share(0.12) => {
                format!("{}-{single}", common(dice, &stock.families, 1.3))
            }
            _ => single,
        }
    }

    /// A family's name in the form that a person bears.
    pub(crate) fn borne(self, family: &str, gender: Gender) -> String {
        if self != Tradition::Polish || gender != Gender::Female {
            return family.to_owned();
        }
        match family.strip_suffix("ki") {
            Some(root) if root.ends_with(['s', 'c', 'z']) => format!("{root}ka"),
            _ => family.to_owned(),
        }
    }

    /// Whether children commonly bear another family name than their parents.
    pub(crate) fn names_each_alone(self) -> bool {
        matches!(
            self,
            Tradition::Pakistani
                | Tradition::Bangladeshi
                | Tradition::Somali
                | Tradition::Tamil
                | Tradition::Arabic
        )
    }
}

/// A root and an ending, sometimes in an unusual spelling.
fn composed(stock: &Stock, dice: &mut Dice) -> String {
    let mut name = String::from(*dice.early::<&'static str>(&stock.roots, 1.3));
    let ending: &'static str = dice.early::<&'static str>(&stock.endings, 1.3);
    // No letter stands three times in a row.
    let mut last = name.chars().rev();
    let tripled = last.next() == ending.chars().next() && last.next() == ending.chars().next();
    name.extend(ending.chars().skip(usize::from(tripled)));
    if dice.share(0.12) {
        name = respelt(&name, dice);
    }
    spaced(&name)
}

/// A rarer spelling that sounds the same.
fn respelt(name: &str, dice: &mut Dice) -> String {
    let ways = [
        ("ley", "leigh"),
        ("ton", "tone"),
        ("y", "ie"),
        ("i", "y"),
        ("ck", "k"),
        ("l", "ll"),
        ("ford", "forde"),
        ("n", "nn"),
    ];
    let (from, to) = *dice.pick(&ways);
    match name.rfind(from) {
        Some(place) if place > 1 => {
            format!("{}{to}{}", &name[..place], &name[place + from.len()..])
        }
        _ => name.to_owned(),
    }
}

/// One of a list that begins with the commonest.
fn common(dice: &mut Dice, list: &[&'static str], slope: f64) -> String {
    let name: &'static str = dice.early::<&'static str>(list, slope);
    spaced(name)
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// What friends call someone of a forename, where there is such a name.
pub(crate) fn nickname(forename: &str, dice: &mut Dice) -> Option<String> {
    let known: Vec<&str> = britain::NICKNAMES
        .iter()
        .filter(|(full, _)| *full == forename)
        .map(|(_, short)| *short)
        .collect();
    (!known.is_empty()).then(|| (*dice.pick(&known)).to_owned())
}

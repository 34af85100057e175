//! Places: made-up postcodes in areas that do not exist, so that none can be anybody's address;
//! made-up towns and streets; telephone numbers from the ranges kept free for drama.

use domain::child_record::{Address, Postcode, Telephone};
use domain::data_source::PostcodeSector;
use domain::id::LocalAuthorityCode;

use crate::authority::{AUTHORITIES, Authority};
use crate::dice::{Dice, Purpose};

/// The letters with which real postcodes begin, and those kept for other uses.
const REAL_AREAS: &str = " AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW \
    DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GX GY HA HD HG HP HR HS HU HX IG IM IP \
    IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO \
    PR QC RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC \
    WD WF WN WR WS WV XX YO ZE ";

/// Letters that stand in the second half of a postcode.
const INWARD: [char; 20] = [
    'A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X', 'Y',
    'Z',
];

/// How many sectors a district has.
const SECTORS: u64 = 5;

/// The places of one authority.
pub(crate) struct Place {
    /// Its made-up area's letters.
    pub(crate) area: String,
    /// The town of each district, districts counted from 1.
    pub(crate) towns: Vec<String>,
}

/// The places of every authority, in the order of [`AUTHORITIES`].
pub(crate) fn places(seed: u64) -> Vec<Place> {
    let mut taken: Vec<String> = Vec::new();
    AUTHORITIES
        .iter()
        .enumerate()
        .map(|(index, authority)| {
            let area = area(authority, &taken);
            taken.push(area.clone());
            Place {
                area,
                towns: towns(seed, index, authority),
            }
        })
        .collect()
}

/// Two letters for an authority: its initial and, where free, a letter of its name.
fn area(authority: &Authority, taken: &[String]) -> String {
    let letters: Vec<char> = authority
        .name
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let seconds = || letters[1..].iter().copied().chain('A'..='Z');
    let firsts = letters.iter().copied().chain('A'..='Z');
    firsts
        .flat_map(|first| seconds().map(move |second| format!("{first}{second}")))
        .find(|pair| !REAL_AREAS.contains(&format!(" {pair} ")) && !taken.contains(pair))
        .unwrap_or_else(|| "QQ".to_owned())
}

/// A town for each district: a city's own name, or made-up towns of a county.
fn towns(seed: u64, index: usize, authority: &Authority) -> Vec<String> {
    let districts = (authority.people / 60).clamp(1, 99) as usize;
    let town_itself = !authority.code.starts_with("E10");
    (0..districts)
        .map(|district| {
            if town_itself {
                return authority.name.to_owned();
            }
            let mut dice = Dice::new(seed, Purpose::District, (index * 100 + district) as u64);
            format!("{}{}", dice.pick(&TOWN_STARTS), dice.pick(&TOWN_ENDS))
        })
        .collect()
}

const TOWN_STARTS: [&str; 24] = [
    "Ashen", "Brack", "Carn", "Dun", "Eller", "Farn", "Gar", "Hather", "Ing", "Kelver", "Lang",
    "Mar", "Nether", "Oak", "Pen", "Quern", "Raven", "Shel", "Thorn", "Ulver", "Ven", "Whin",
    "Yar", "Wither",
];
const TOWN_ENDS: [&str; 14] = [
    "bridge", "bury", "by", "caster", "cott", "field", "ham", "leigh", "minster", "mouth", "stead",
    "ton", "wick", "worth",
];
const STREET_STARTS: [&str; 44] = [
    "Acacia",
    "Albert",
    "Alder",
    "Beech",
    "Birch",
    "Bramble",
    "Bridge",
    "Canal",
    "Castle",
    "Cedar",
    "Chapel",
    "Chestnut",
    "Church",
    "Clarence",
    "Cromwell",
    "Elm",
    "Factory",
    "Farm",
    "Gladstone",
    "Green",
    "Grove",
    "Hawthorn",
    "Hazel",
    "High",
    "Hill",
    "Holly",
    "King",
    "Laburnum",
    "Larch",
    "Lime",
    "Manor",
    "Maple",
    "Mill",
    "Nelson",
    "Oak",
    "Orchard",
    "Park",
    "Poplar",
    "Priory",
    "Queen",
    "Rowan",
    "School",
    "Station",
    "Victoria",
];
const STREET_ENDS: [&str; 14] = [
    "Street", "Road", "Avenue", "Lane", "Close", "Drive", "Terrace", "Way", "Crescent", "Gardens",
    "Court", "Place", "Rise", "Walk",
];

impl Place {
    /// Every sector.
    pub(crate) fn sectors(&self, authority: &Authority) -> Vec<PostcodeSector> {
        (1..=self.towns.len())
            .flat_map(|district| (1..=SECTORS).map(move |sector| (district, sector)))
            .map(|(district, sector)| PostcodeSector {
                sector: format!("{}{district} {sector}", self.area),
                local_authority: LocalAuthorityCode(authority.code.to_owned()),
            })
            .collect()
    }

    /// A home.
    pub(crate) fn home(&self, dice: &mut Dice) -> Address {
        let district = dice.below(self.towns.len() as u64) as usize;
        self.home_in(district, dice)
    }

    /// A home in a district.
    pub(crate) fn home_in(&self, district: usize, dice: &mut Dice) -> Address {
        let number = 1 + (dice.unit().powi(2) * 180.0) as u32;
        let (start, end) = (dice.pick(&STREET_STARTS), dice.pick(&STREET_ENDS));
        let mut lines = Vec::with_capacity(3);
        if dice.share(0.12) {
            lines.push(format!("Flat {}", 1 + dice.below(24)));
        }
        let suffix = if dice.share(0.05) { "a" } else { "" };
        lines.push(format!("{number}{suffix} {start} {end}"));
        lines.push(self.towns[district].clone());
        Address {
            lines,
            postcode: self.postcode(district, dice),
        }
    }

    fn postcode(&self, district: usize, dice: &mut Dice) -> Option<Postcode> {
        let sector = 1 + dice.below(SECTORS);
        // Streets share postcodes: two of the letters come from few.
        let (first, second) = (dice.pick(&INWARD), dice.pick(&INWARD));
        let text = format!("{}{} {sector}{first}{second}", self.area, district + 1);
        Postcode::parse(&text).ok()
    }
}

/// A landline from the ranges that Ofcom keeps free for drama.
pub(crate) fn landline(london: bool, dice: &mut Dice) -> Telephone {
    let number = dice.below(1_000);
    telephone(if london {
        format!("020 7946 {number:04}")
    } else {
        match dice.below(5) {
            0 => format!("0113 496 0{number:03}"),
            1 => format!("0121 496 0{number:03}"),
            2 => format!("0161 496 0{number:03}"),
            _ => format!("01632 960{number:03}"),
        }
    })
}

/// A mobile number from the range that Ofcom keeps free for drama.
pub(crate) fn mobile(dice: &mut Dice) -> Telephone {
    telephone(format!("07700 900{:03}", dice.below(1_000)))
}

/// A number that is known to be one.
pub(crate) fn telephone(text: String) -> Telephone {
    Telephone::parse(&text).expect("numbers of the drama ranges have the shape of a number")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_made_up_postcode_can_be_a_real_one() {
        let places = places(1);
        let areas: HashSet<&str> = places.iter().map(|place| place.area.as_str()).collect();
        assert_eq!(
            areas.len(),
            AUTHORITIES.len(),
            "each authority has an area of its own"
        );
        for area in areas {
            assert!(!REAL_AREAS.contains(&format!(" {area} ")));
            assert_eq!(area.len(), 2);
        }
    }

    #[test]
    fn a_home_lies_in_a_sector_of_its_authority_trf_01() {
        for (index, (place, authority)) in places(1).iter().zip(&AUTHORITIES).enumerate() {
            let mut dice = Dice::new(1, Purpose::Story, index as u64);
            let home = place.home(&mut dice);
            let postcode = home.postcode.unwrap();
            assert!(
                place
                    .sectors(authority)
                    .iter()
                    .any(|s| s.sector == postcode.sector())
            );
        }
    }
}

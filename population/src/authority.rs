//! The upper-tier local authorities of England, with the Office for National Statistics' codes of
//! 2023, their people in thousands, and how varied the names there are.

use crate::names::Tradition;
use crate::names::Tradition::{
    Arabic, Bangladeshi, Caribbean, Chinese, English, Ghanaian, Hindu, Iberian, Irish, Jewish,
    Nigerian, Pakistani, Polish, Romanian, Scottish, Sikh, Somali, Tamil, Turkish, Vietnamese,
    Welsh,
};

/// A local authority.
#[derive(Clone, Copy)]
pub(crate) struct Authority {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    /// Its people, in thousands.
    pub(crate) people: u32,
}

const fn at(code: &'static str, name: &'static str, people: u32) -> Authority {
    Authority { code, name, people }
}

/// Every upper-tier authority, by code.
pub(crate) const AUTHORITIES: [Authority; 153] = [
    at("E06000001", "Hartlepool", 92),
    at("E06000002", "Middlesbrough", 144),
    at("E06000003", "Redcar and Cleveland", 137),
    at("E06000004", "Stockton-on-Tees", 197),
    at("E06000005", "Darlington", 108),
    at("E06000006", "Halton", 128),
    at("E06000007", "Warrington", 211),
    at("E06000008", "Blackburn with Darwen", 155),
    at("E06000009", "Blackpool", 141),
    at("E06000010", "Kingston upon Hull", 267),
    at("E06000011", "East Riding of Yorkshire", 343),
    at("E06000012", "North East Lincolnshire", 157),
    at("E06000013", "North Lincolnshire", 170),
    at("E06000014", "York", 203),
    at("E06000015", "Derby", 261),
    at("E06000016", "Leicester", 369),
    at("E06000017", "Rutland", 41),
    at("E06000018", "Nottingham", 324),
    at("E06000019", "Herefordshire", 187),
    at("E06000020", "Telford and Wrekin", 186),
    at("E06000021", "Stoke-on-Trent", 258),
    at("E06000022", "Bath and North East Somerset", 193),
    at("E06000023", "Bristol", 472),
    at("E06000024", "North Somerset", 217),
    at("E06000025", "South Gloucestershire", 290),
    at("E06000026", "Plymouth", 265),
    at("E06000027", "Torbay", 139),
    at("E06000030", "Swindon", 233),
    at("E06000031", "Peterborough", 216),
    at("E06000032", "Luton", 225),
    at("E06000033", "Southend-on-Sea", 181),
    at("E06000034", "Thurrock", 176),
    at("E06000035", "Medway", 280),
    at("E06000036", "Bracknell Forest", 125),
    at("E06000037", "West Berkshire", 161),
    at("E06000038", "Reading", 174),
    at("E06000039", "Slough", 158),
    at("E06000040", "Windsor and Maidenhead", 154),
    at("E06000041", "Wokingham", 178),
    at("E06000042", "Milton Keynes", 287),
    at("E06000043", "Brighton and Hove", 277),
    at("E06000044", "Portsmouth", 208),
    at("E06000045", "Southampton", 249),
    at("E06000046", "Isle of Wight", 140),
    at("E06000047", "County Durham", 522),
    at("E06000049", "Cheshire East", 399),
    at("E06000050", "Cheshire West and Chester", 357),
    at("E06000051", "Shropshire", 324),
    at("E06000052", "Cornwall", 570),
    at("E06000053", "Isles of Scilly", 2),
    at("E06000054", "Wiltshire", 510),
    at("E06000055", "Bedford", 185),
    at("E06000056", "Central Bedfordshire", 294),
    at("E06000057", "Northumberland", 321),
    at("E06000058", "Bournemouth, Christchurch and Poole", 400),
    at("E06000059", "Dorset", 380),
    at("E06000060", "Buckinghamshire", 553),
    at("E06000061", "North Northamptonshire", 360),
    at("E06000062", "West Northamptonshire", 426),
    at("E06000063", "Cumberland", 273),
    at("E06000064", "Westmorland and Furness", 226),
    at("E06000065", "North Yorkshire", 616),
    at("E06000066", "Somerset", 571),
    at("E08000001", "Bolton", 296),
    at("E08000002", "Bury", 194),
    at("E08000003", "Manchester", 552),
    at("E08000004", "Oldham", 242),
    at("E08000005", "Rochdale", 224),
    at("E08000006", "Salford", 270),
    at("E08000007", "Stockport", 295),
    at("E08000008", "Tameside", 231),
    at("E08000009", "Trafford", 235),
    at("E08000010", "Wigan", 329),
    at("E08000011", "Knowsley", 155),
    at("E08000012", "Liverpool", 486),
    at("E08000013", "St Helens", 183),
    at("E08000014", "Sefton", 279),
    at("E08000015", "Wirral", 320),
    at("E08000017", "Doncaster", 308),
    at("E08000018", "Rotherham", 266),
    at("E08000021", "Newcastle upon Tyne", 300),
    at("E08000022", "North Tyneside", 209),
    at("E08000023", "South Tyneside", 148),
    at("E08000024", "Sunderland", 274),
    at("E08000025", "Birmingham", 1_145),
    at("E08000026", "Coventry", 345),
    at("E08000027", "Dudley", 323),
    at("E08000028", "Sandwell", 342),
    at("E08000029", "Solihull", 216),
    at("E08000030", "Walsall", 284),
    at("E08000031", "Wolverhampton", 264),
    at("E08000032", "Bradford", 546),
    at("E08000033", "Calderdale", 207),
    at("E08000034", "Kirklees", 433),
    at("E08000035", "Leeds", 812),
    at("E08000036", "Wakefield", 353),
    at("E08000037", "Gateshead", 196),
    at("E08000038", "Barnsley", 245),
    at("E08000039", "Sheffield", 557),
    at("E09000001", "City of London", 9),
    at("E09000002", "Barking and Dagenham", 219),
    at("E09000003", "Barnet", 389),
    at("E09000004", "Bexley", 246),
    at("E09000005", "Brent", 340),
    at("E09000006", "Bromley", 330),
    at("E09000007", "Camden", 210),
    at("E09000008", "Croydon", 391),
    at("E09000009", "Ealing", 367),
    at("E09000010", "Enfield", 330),
    at("E09000011", "Greenwich", 289),
    at("E09000012", "Hackney", 259),
    at("E09000013", "Hammersmith and Fulham", 183),
    at("E09000014", "Haringey", 264),
    at("E09000015", "Harrow", 261),
    at("E09000016", "Havering", 262),
    at("E09000017", "Hillingdon", 306),
    at("E09000018", "Hounslow", 288),
    at("E09000019", "Islington", 217),
    at("E09000020", "Kensington and Chelsea", 143),
    at("E09000021", "Kingston upon Thames", 168),
    at("E09000022", "Lambeth", 318),
    at("E09000023", "Lewisham", 300),
    at("E09000024", "Merton", 215),
    at("E09000025", "Newham", 351),
    at("E09000026", "Redbridge", 310),
    at("E09000027", "Richmond upon Thames", 195),
    at("E09000028", "Southwark", 308),
    at("E09000029", "Sutton", 210),
    at("E09000030", "Tower Hamlets", 310),
    at("E09000031", "Waltham Forest", 278),
    at("E09000032", "Wandsworth", 328),
    at("E09000033", "Westminster", 204),
    at("E10000003", "Cambridgeshire", 679),
    at("E10000007", "Derbyshire", 795),
    at("E10000008", "Devon", 811),
    at("E10000011", "East Sussex", 546),
    at("E10000012", "Essex", 1_504),
    at("E10000013", "Gloucestershire", 645),
    at("E10000014", "Hampshire", 1_401),
    at("E10000015", "Hertfordshire", 1_199),
    at("E10000016", "Kent", 1_576),
    at("E10000017", "Lancashire", 1_236),
    at("E10000018", "Leicestershire", 712),
    at("E10000019", "Lincolnshire", 768),
    at("E10000020", "Norfolk", 916),
    at("E10000024", "Nottinghamshire", 825),
    at("E10000025", "Oxfordshire", 725),
    at("E10000028", "Staffordshire", 876),
    at("E10000029", "Suffolk", 761),
    at("E10000030", "Surrey", 1_203),
    at("E10000031", "Warwickshire", 597),
    at("E10000032", "West Sussex", 883),
    at("E10000034", "Worcestershire", 604),
];

type Share = (Tradition, u32);

/// Shares per thousand families in a shire or a small town.
const SHIRE: [Share; 21] = [
    (English, 828),
    (Irish, 14),
    (Welsh, 14),
    (Scottish, 16),
    (Jewish, 3),
    (Polish, 24),
    (Romanian, 16),
    (Iberian, 10),
    (Turkish, 4),
    (Arabic, 7),
    (Pakistani, 10),
    (Bangladeshi, 5),
    (Hindu, 13),
    (Sikh, 4),
    (Tamil, 6),
    (Chinese, 6),
    (Vietnamese, 1),
    (Nigerian, 8),
    (Ghanaian, 4),
    (Somali, 2),
    (Caribbean, 5),
];

/// In a city.
const CITY: [Share; 21] = [
    (English, 580),
    (Irish, 18),
    (Welsh, 10),
    (Scottish, 12),
    (Jewish, 4),
    (Polish, 30),
    (Romanian, 28),
    (Iberian, 16),
    (Turkish, 7),
    (Arabic, 32),
    (Pakistani, 92),
    (Bangladeshi, 26),
    (Hindu, 30),
    (Sikh, 22),
    (Tamil, 8),
    (Chinese, 12),
    (Vietnamese, 2),
    (Nigerian, 24),
    (Ghanaian, 9),
    (Somali, 16),
    (Caribbean, 22),
];

/// In London.
const LONDON: [Share; 21] = [
    (English, 330),
    (Irish, 24),
    (Welsh, 8),
    (Scottish, 10),
    (Jewish, 22),
    (Polish, 32),
    (Romanian, 36),
    (Iberian, 34),
    (Turkish, 30),
    (Arabic, 52),
    (Pakistani, 46),
    (Bangladeshi, 52),
    (Hindu, 60),
    (Sikh, 28),
    (Tamil, 30),
    (Chinese, 18),
    (Vietnamese, 7),
    (Nigerian, 62),
    (Ghanaian, 30),
    (Somali, 40),
    (Caribbean, 49),
];

/// Where a tradition is at home besides: further shares per thousand.
fn further(name: &str) -> &'static [Share] {
    match name {
        "Bradford" => &[(Pakistani, 420), (Bangladeshi, 30), (Polish, 20)],
        "Birmingham" => &[
            (Pakistani, 240),
            (Bangladeshi, 40),
            (Somali, 20),
            (Caribbean, 40),
            (Sikh, 30),
        ],
        "Blackburn with Darwen" => &[(Pakistani, 260), (Hindu, 120)],
        "Oldham" => &[(Pakistani, 150), (Bangladeshi, 130)],
        "Luton" => &[(Pakistani, 230), (Bangladeshi, 120)],
        "Slough" => &[(Pakistani, 250), (Sikh, 190), (Polish, 60)],
        "Kirklees" | "Rochdale" | "Bolton" | "Calderdale" | "Manchester" => &[(Pakistani, 130)],
        "Leicester" => &[(Hindu, 380), (Somali, 40), (Sikh, 30)],
        "Sandwell" | "Wolverhampton" => &[(Sikh, 190), (Caribbean, 30)],
        "Tower Hamlets" => &[(Bangladeshi, 560)],
        "Newham" | "Redbridge" => &[(Bangladeshi, 190), (Pakistani, 120), (Tamil, 60)],
        "Ealing" | "Hounslow" | "Hillingdon" => &[(Sikh, 150), (Polish, 50), (Somali, 30)],
        "Harrow" | "Brent" => &[(Hindu, 230), (Tamil, 90), (Romanian, 60)],
        "Hackney" => &[(Jewish, 240), (Turkish, 90), (Vietnamese, 20)],
        "Barnet" => &[(Jewish, 180)],
        "Salford" | "Bury" | "Gateshead" => &[(Jewish, 110)],
        "Enfield" | "Haringey" => &[(Turkish, 190), (Ghanaian, 30)],
        "Southwark" | "Greenwich" | "Barking and Dagenham" => &[(Nigerian, 190), (Ghanaian, 40)],
        "Lambeth" => &[(Iberian, 120), (Caribbean, 110)],
        "Lewisham" | "Croydon" => &[(Caribbean, 110), (Ghanaian, 40)],
        "Bristol" | "Sheffield" | "Liverpool" => &[(Somali, 40), (Arabic, 20)],
        "Lincolnshire" | "Peterborough" => &[(Polish, 70), (Romanian, 50)],
        "Herefordshire" | "Shropshire" => &[(Welsh, 60)],
        "Northumberland" | "Cumberland" => &[(Scottish, 60)],
        _ => &[],
    }
}

/// Whether it is one of the large towns that are no part of London.
fn is_city(authority: &Authority) -> bool {
    const CITIES: [&str; 17] = [
        "Middlesbrough",
        "Blackburn with Darwen",
        "Derby",
        "Leicester",
        "Nottingham",
        "Bristol",
        "Peterborough",
        "Luton",
        "Reading",
        "Slough",
        "Milton Keynes",
        "Portsmouth",
        "Southampton",
        "Stoke-on-Trent",
        "Bedford",
        "Swindon",
        "Brighton and Hove",
    ];
    authority.code.starts_with("E08") || CITIES.contains(&authority.name)
}

/// The traditions of an authority's families, as running totals in the order of
/// [`Tradition::ALL`].
pub(crate) fn mixture(authority: &Authority) -> Vec<u32> {
    let base = match authority.code {
        code if code.starts_with("E09") => &LONDON,
        _ if is_city(authority) => &CITY,
        _ => &SHIRE,
    };
    let mut total = 0;
    Tradition::ALL
        .iter()
        .map(|tradition| {
            let shares = base.iter().chain(further(authority.name));
            total += shares
                .filter(|(t, _)| t == tradition)
                .map(|(_, share)| share)
                .sum::<u32>();
            total
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_upper_tier_authority_stands_here_once() {
        let count = |kind| {
            AUTHORITIES
                .iter()
                .filter(|a| a.code.starts_with(kind))
                .count()
        };
        assert_eq!(
            [count("E06"), count("E08"), count("E09"), count("E10")],
            [63, 36, 33, 21]
        );
        assert!(AUTHORITIES.is_sorted_by(|a, b| a.code < b.code));
    }

    #[test]
    fn a_place_named_for_its_variety_exists() {
        let varied = AUTHORITIES
            .iter()
            .filter(|a| !further(a.name).is_empty())
            .count();
        assert_eq!(varied, 44);
    }

    #[test]
    fn each_tradition_has_a_share_everywhere() {
        for authority in &AUTHORITIES {
            let totals = mixture(authority);
            assert!(totals.is_sorted_by(|a, b| a < b), "{}", authority.name);
        }
    }
}

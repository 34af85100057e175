//! In which authority a child lives, by all of its homes: asked when a record is made and whenever data
//! change, so that the two never disagree (TRF-01, TRF-02).

use crate::best_view::BestView;
use crate::child_record::{Nights, Postcode, Whereabouts};
use crate::id::LocalAuthorityCode;

/// The homes of a child, each by what tells where it lies. None where that is not known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Homes<Place> {
    /// Where the child lives.
    pub first: Option<Place>,
    /// A second home, and how many nights are spent there.
    pub other: Option<(Place, Option<Nights>)>,
}

impl<Place> Default for Homes<Place> {
    fn default() -> Self {
        let (first, other) = (None, None);
        Self { first, other }
    }
}

impl<Place> Homes<Place> {
    /// The homes, one after another.
    pub fn places(self) -> impl Iterator<Item = Place> {
        let other = self.other.map(|(place, _)| place);
        self.first.into_iter().chain(other)
    }

    /// The same homes by something else that tells where they lie, such as the authority.
    pub fn map<To>(self, told: impl Fn(Place) -> Option<To>) -> Homes<To> {
        let other = self.other;
        Homes {
            first: self.first.and_then(&told),
            other: other.and_then(|(place, nights)| Some((told(place)?, nights))),
        }
    }
}

impl Homes<LocalAuthorityCode> {
    /// Where the child lives: the known ordinary residence, else where most time is spent.
    pub fn lives_in(&self) -> Option<&LocalAuthorityCode> {
        self.ordinary_residence().or_else(|| self.most_time())
    }

    /// The authority of the one home, or of both.
    fn ordinary_residence(&self) -> Option<&LocalAuthorityCode> {
        let first = self.first.as_ref()?;
        let elsewhere = self.other.as_ref().is_some_and(|(other, _)| other != first);
        (!elsewhere).then_some(first)
    }

    /// The authority of the home with the more nights. Without more in the second it is the first's.
    fn most_time(&self) -> Option<&LocalAuthorityCode> {
        let other = self.other.as_ref();
        let mostly = other.filter(|(_, nights)| nights.is_some_and(Nights::are_most));
        mostly.map(|(other, _)| other).or(self.first.as_ref())
    }
}

/// The postcodes at which the data show that a child lives now. A last known address, or the statement
/// that there is none, shows nothing: the authority keeps the record (TRF-04, CTY-03).
pub fn homes(view: &BestView) -> Homes<&Postcode> {
    let first = match view.whereabouts.as_ref().map(|place| &place.value) {
        Some(Whereabouts::LastKnown(_) | Whereabouts::NoKnownAddress) => return Homes::default(),
        Some(Whereabouts::Current(address)) => address.postcode.as_ref(),
        None => None,
    };
    let other = view.other_home.as_ref();
    Homes {
        first,
        other: other.and_then(|home| Some((home.address.postcode.as_ref()?, home.nights))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::best_view::Dated;
    use crate::child_record::{Address, OtherHome};

    fn authority(code: &str) -> LocalAuthorityCode {
        LocalAuthorityCode(code.to_owned())
    }

    fn lives_in(first: Option<&str>, other: Option<(&str, Option<&str>)>) -> Option<String> {
        let nights = |text: Option<&str>| text.map(|text| Nights::parse(text).unwrap());
        let homes = Homes {
            first: first.map(authority),
            other: other.map(|(code, text)| (authority(code), nights(text))),
        };
        homes.lives_in().map(|code| code.0.clone())
    }

    #[test]
    fn a_residence_without_a_second_home_elsewhere_decides_trf_01() {
        let a = Some("A".to_owned());
        assert_eq!(lives_in(Some("A"), None), a);
        for nights in [None, Some("0"), Some("3.5"), Some("7")] {
            assert_eq!(lives_in(Some("A"), Some(("A", nights))), a);
        }
    }

    #[test]
    fn of_two_homes_the_one_with_more_nights_decides_and_at_a_tie_the_first_trf_01() {
        for (nights, decides) in [
            (None, "A"),
            (Some("0"), "A"),
            (Some("3"), "A"),
            (Some("3.5"), "A"),
            (Some("4"), "B"),
            (Some("7"), "B"),
        ] {
            let lives = lives_in(Some("A"), Some(("B", nights)));
            assert_eq!(lives.as_deref(), Some(decides), "{nights:?}");
        }
    }

    #[test]
    fn a_second_home_alone_decides_only_by_the_most_nights_trf_01() {
        for nights in [None, Some("0"), Some("3.5")] {
            assert_eq!(lives_in(None, Some(("B", nights))), None);
        }
        let most = lives_in(None, Some(("B", Some("4"))));
        assert_eq!(most.as_deref(), Some("B"));
        assert_eq!(lives_in(None, None), None);
    }

    fn at(postcode: &str) -> Address {
        Address {
            lines: Vec::new(),
            postcode: Postcode::parse(postcode).ok(),
        }
    }

    #[test]
    fn only_present_addresses_show_where_a_child_lives_trf_04_cty_03() {
        let nights = Nights::parse("5").ok();
        let shown = |whereabouts: Option<Whereabouts>| {
            let view = BestView {
                whereabouts: whereabouts.map(|value| Dated {
                    value,
                    as_of: "2026-11-02".parse().unwrap(),
                }),
                other_home: Some(OtherHome {
                    address: at("ZB1 4QX"),
                    nights,
                }),
                ..BestView::default()
            };
            homes(&view).map(|postcode| Some(postcode.clone()))
        };
        let other = Some((Postcode::parse("ZB1 4QX").unwrap(), nights));
        let first = Postcode::parse("ZL1 4AB").ok();
        let both = Homes {
            first,
            other: other.clone(),
        };
        assert_eq!(shown(Some(Whereabouts::Current(at("ZL1 4AB")))), both);
        let alone = Homes { first: None, other };
        assert_eq!(shown(None), alone);
        let last = Whereabouts::LastKnown(at("ZL1 4AB"));
        for nothing in [last, Whereabouts::NoKnownAddress] {
            assert_eq!(shown(Some(nothing)), Homes::default());
        }
    }

    #[test]
    fn a_home_that_lies_nowhere_known_decides_nothing_trf_01() {
        let homes = Homes {
            first: Some("here"),
            other: Some(("nowhere", Nights::parse("7").ok())),
        };
        let known = homes.map(|place| (place == "here").then(|| authority("A")));
        assert_eq!(known.lives_in(), Some(&authority("A")));
    }
}

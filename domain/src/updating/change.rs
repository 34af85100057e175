//! What a form is about, and whether what it says can stand.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;

use crate::best_view::{Item, Value};
use crate::child_record::{
    Address, Carer, PersonName, Telephone, UniversalKind, UniversalService, Whereabouts,
};
use crate::clock::attains;
use crate::id::LocalAuthorityCode;
use crate::refusal::{Problem, Rejection};

/// The most carers, names or services that are set right by hand.
pub const LONGEST_LIST: usize = 12;

/// Which part of an item.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// All there is: items that are one thing.
    Whole,
    /// One more.
    New,
    /// The one at a place, counted from nought.
    At(usize),
}

impl Part {
    /// A list with one of its parts in another form, or left out. None where there is none at the place.
    /// What is in the list already is not added again: a form sent twice is done once.
    pub fn edited<T: Clone + PartialEq>(self, list: &[T], new: Option<T>) -> Option<Vec<T>> {
        let mut list = list.to_vec();
        match (self, new) {
            (Part::Whole, new) => return Some(new.into_iter().collect()),
            (Part::New, Some(new)) if !list.contains(&new) => list.push(new),
            (Part::New, _) => {}
            (Part::At(place), Some(new)) => *list.get_mut(place)? = new,
            (Part::At(place), None) => {
                list.get(place)?;
                list.remove(place);
            }
        }
        Some(list)
    }
}

/// What a form says of a detail. Which part of a list it changes is read against what stands when the
/// record is locked.
#[derive(Clone, PartialEq, Eq)]
pub enum Edit {
    /// All of it.
    Whole(Value),
    /// The child no longer lives where the record says, and nobody knows where.
    LastKnown,
    /// Another name in use; none where it is left out.
    Name(Part, Option<PersonName>),
    /// A parent or carer; none where they are left out.
    Carer(Part, Option<Carer>),
    /// A local authority that holds parental responsibility (D-44), and how to reach it.
    Authority(Part, LocalAuthorityCode, Option<Telephone>, Option<Address>),
    /// A service.
    Service(Part, UniversalService),
    /// The last day of a service.
    Ended(UniversalKind, Part, NaiveDate),
}

impl fmt::Debug for Edit {
    /// It may tell who or where a child is (NFR-03).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Edit")
    }
}

impl Edit {
    /// Of which item.
    pub fn item(&self) -> Item {
        match self {
            Edit::Whole(value) => value.item(),
            Edit::LastKnown => Item::Whereabouts,
            Edit::Name(..) => Item::KnownAs,
            Edit::Carer(..) | Edit::Authority(..) => Item::Carers,
            Edit::Service(_, service) => Item::Service(service.kind),
            Edit::Ended(kind, ..) => Item::Service(*kind),
        }
    }

    /// The whole item as it then is; none where what was to be changed is no longer there.
    pub fn applied(self, stands: Option<&Value>) -> Option<Value> {
        let names = match stands {
            Some(Value::KnownAs(names)) => names.as_slice(),
            _ => &[],
        };
        let carers = match stands {
            Some(Value::Carers(carers)) => carers.as_slice(),
            _ => &[],
        };
        let services = match stands {
            Some(Value::Services(_, services)) => services.as_slice(),
            _ => &[],
        };
        Some(match self {
            Edit::Whole(value) => value,
            Edit::LastKnown => Value::Whereabouts(match stands {
                Some(Value::Whereabouts(place)) => place
                    .address()
                    .cloned()
                    .map_or(Whereabouts::NoKnownAddress, Whereabouts::LastKnown),
                _ => Whereabouts::NoKnownAddress,
            }),
            Edit::Name(part, name) => Value::KnownAs(part.edited(names, name)?),
            Edit::Carer(part, carer) => Value::Carers(part.edited(carers, carer)?),
            // Its name is looked up first.
            Edit::Authority(..) => return None,
            Edit::Service(part, service) => {
                let kind = service.kind;
                Value::Services(kind, with(part, services, service)?)
            }
            Edit::Ended(kind, part, until) => Value::Services(kind, ended(part, services, until)),
        })
    }
}

/// Services with one more, or another in place of one. Of a kind of which there is one at a time the
/// current one gives way, and those that have ended stay.
fn with(
    part: Part,
    services: &[UniversalService],
    service: UniversalService,
) -> Option<Vec<UniversalService>> {
    if part != Part::Whole {
        return part.edited(services, Some(service));
    }
    let over = services.iter().filter(|one| one.until.is_some()).cloned();
    Some(std::iter::once(service).chain(over).collect())
}

/// Services of which one has ended: the one at a place, whatever its last day was before, or whichever is
/// current.
fn ended(part: Part, services: &[UniversalService], until: NaiveDate) -> Vec<UniversalService> {
    let services = services.iter().enumerate();
    let ended = services.map(|(place, service)| {
        let meant = match part {
            Part::At(at) => at == place,
            Part::Whole => service.until.is_none(),
            Part::New => false,
        };
        UniversalService {
            until: if meant { Some(until) } else { service.until },
            ..service.clone()
        }
    });
    ended.collect()
}

/// Whether a child goes to one of these twice at a time.
fn any_twice(services: &[UniversalService]) -> bool {
    let current = || services.iter().filter(|one| one.until.is_none());
    let apart: BTreeSet<_> = current().map(|one| one.organisation).collect();
    apart.len() < current().count()
}

/// What a form is about. In an address: `name`, `carers.new`, `carers.0`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Subject {
    /// Which item.
    pub item: Item,
    /// Which part of it.
    pub part: Part,
}

impl Subject {
    /// Reads what stands in an address.
    pub fn parse(text: &str) -> Option<Self> {
        let (code, part) = match text.split_once('.') {
            None => (text, Part::Whole),
            Some((code, "new")) => (code, Part::New),
            Some((code, place)) => (code, Part::At(place.parse().ok()?)),
        };
        let item = Item::from_code(code).filter(|item| Item::CHANGED_BY_HAND.contains(item))?;
        let fits = Self::is_list(item) != (part == Part::Whole);
        fits.then_some(Self { item, part })
    }

    /// Whether an item is a list, of which one part is changed at a time.
    pub fn is_list(item: Item) -> bool {
        use crate::child_record::UniversalKind::EducationalSetting;
        matches!(
            item,
            Item::KnownAs | Item::Carers | Item::Service(EducationalSetting)
        )
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.item.code();
        match self.part {
            Part::Whole => f.write_str(code),
            Part::New => write!(f, "{code}.new"),
            Part::At(place) => write!(f, "{code}.{place}"),
        }
    }
}

/// Whether something can stand, beside what stands now. A day of birth that would end the record at once
/// cannot: that is for the management team to see to (T-17).
pub fn check(value: &Value, stands: Option<&Value>, today: NaiveDate) -> Result<(), Rejection> {
    let of = |field, message| Err(Rejection(vec![Problem::new(field, message)]));
    match value {
        Value::DateOfBirth(born) => {
            let grown = |day: NaiveDate| attains(day, 18) <= today;
            let was = matches!(stands, Some(Value::DateOfBirth(was)) if grown(was.date));
            if born.date > today {
                of("born", "Enter a date of birth that is not in the future")
            } else if grown(born.date) && !was || attains(born.date, 25) <= today {
                of(
                    "born",
                    "Enter the date of birth of somebody under 18. If it is right, ring the responsible local authority’s ContactPoint team",
                )
            } else {
                Ok(())
            }
        }
        Value::Services(_, services) => {
            let days = services.iter().flat_map(|one| [one.since, one.until]);
            let future = days.flatten().any(|day| day > today);
            let backwards = services.iter().any(|one| {
                let both = one.since.zip(one.until);
                both.is_some_and(|(since, until)| until < since)
            });
            if future {
                of("since", "Enter days that are not in the future")
            } else if backwards {
                of("until", "Enter a last day that is not before the first")
            } else if any_twice(services) {
                of(
                    "organisation",
                    "The record shows this one already: change it there",
                )
            } else if services.len() > LONGEST_LIST {
                of("organisation", "There is no room for another one")
            } else {
                Ok(())
            }
        }
        Value::Carers(carers) if carers.len() > LONGEST_LIST => {
            of("family", "There is no room for another parent or carer")
        }
        Value::KnownAs(names) if names.len() > LONGEST_LIST => {
            of("family", "There is no room for another name")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::child_record::DateOfBirth;
    use crate::id::OrganisationId;

    #[test]
    fn what_stands_in_an_address_names_an_item_and_a_part_upd_01() {
        for text in [
            "name",
            "date-of-birth",
            "carers.new",
            "carers.3",
            "educational-setting.0",
        ] {
            let subject = Subject::parse(text).unwrap();
            assert_eq!(subject.to_string(), text);
        }
        for text in [
            "",
            "carers",
            "name.0",
            "name.new",
            "carers.x",
            "date-of-death",
            "midwife",
        ] {
            assert_eq!(Subject::parse(text), None, "{text}");
        }
    }

    #[test]
    fn one_part_of_a_list_is_changed_at_a_time_rec_04() {
        let list = ["a", "b"];
        assert_eq!(Part::New.edited(&list, Some("c")).unwrap(), ["a", "b", "c"]);
        assert_eq!(Part::New.edited(&list, Some("b")).unwrap(), list, "once");
        assert_eq!(Part::At(0).edited(&list, Some("c")).unwrap(), ["c", "b"]);
        assert_eq!(Part::At(1).edited(&list, None).unwrap(), ["a"]);
        assert_eq!(Part::At(2).edited(&list, Some("c")), None);
        assert_eq!(Part::At(2).edited(&list, None), None);
        assert!(Part::Whole.edited(&list, None).unwrap().is_empty());
    }

    #[test]
    fn a_school_has_one_last_day_and_can_be_gone_to_again_rec_05() {
        let at = |since: &str, until: Option<&str>| UniversalService {
            kind: UniversalKind::EducationalSetting,
            organisation: OrganisationId(Uuid::from_u128(7)),
            since: since.parse().ok(),
            until: until.and_then(|day| day.parse().ok()),
        };
        let kind = UniversalKind::EducationalSetting;
        let left = Value::Services(kind, vec![at("2020-09-01", Some("2023-07-20"))]);
        let day = "2023-07-21".parse().unwrap();
        let later = Edit::Ended(kind, Part::At(0), day).applied(Some(&left));
        let expected = vec![at("2020-09-01", Some("2023-07-21"))];
        assert_eq!(later, Some(Value::Services(kind, expected)), "set right");
        let again = Edit::Service(Part::New, at("2024-09-01", None)).applied(Some(&left));
        let again = again.unwrap();
        let today = "2026-11-02".parse().unwrap();
        assert!(check(&again, Some(&left), today).is_ok());
        let twice = Edit::Service(Part::New, at("2025-09-01", None)).applied(Some(&again));
        assert!(check(&twice.unwrap(), Some(&again), today).is_err());
        // Whoever is at none has nothing to end.
        let nothing = Edit::Ended(kind, Part::Whole, day).applied(Some(&left));
        assert_eq!(nothing, Some(left));
    }

    #[test]
    fn a_date_of_birth_by_which_the_record_would_end_is_not_taken_upd_01() {
        let today = "2026-11-02".parse().unwrap();
        let born = |day: &str| {
            let date = day.parse().unwrap();
            let estimated = true;
            Value::DateOfBirth(DateOfBirth { date, estimated })
        };
        let child = born("2015-05-14");
        for (day, fits) in [
            ("2026-11-02", true),
            ("2026-11-03", false),
            ("2008-11-03", true),
            ("2008-11-02", false),
        ] {
            assert_eq!(
                check(&born(day), Some(&child), today).is_ok(),
                fits,
                "{day}"
            );
        }
        let kept = born("2007-01-01");
        assert!(check(&born("2007-01-02"), Some(&kept), today).is_ok());
        assert!(check(&born("2001-11-02"), Some(&kept), today).is_err());
    }
}

//! What is typed into the form for a detail, and what it says.

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::form::Filled,
    crate::form::server::{address, date, name},
    chrono::{Datelike, NaiveDate},
    domain::best_view::{Item, Value},
    domain::child_record::{
        Address, Carer, CarerRelation, DateOfBirth, Gender, PersonName, Telephone, UniversalKind,
        UniversalService, Whereabouts,
    },
    domain::id::{LocalAuthorityCode, OrganisationId},
    domain::refusal::Problem,
    domain::updating::{Edit, Part, Subject},
    std::collections::BTreeMap,
};

/// The fields of the forms for all details; each form has a few of them. There is none for words.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    /// Whether a part of a list is left out.
    remove: String,
    given: String,
    family: String,
    born_day: String,
    born_month: String,
    born_year: String,
    estimated: String,
    gender: String,
    whereabouts: String,
    line_1: String,
    line_2: String,
    town: String,
    postcode: String,
    /// Whether a carer is a person or an authority.
    kind: String,
    authority: String,
    relation: String,
    telephone: String,
    organisation: String,
    since_day: String,
    since_month: String,
    since_year: String,
    until_day: String,
    until_month: String,
    until_year: String,
}

impl std::fmt::Debug for Typed {
    /// It may tell who or where a child is (NFR-03).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed")
    }
}

/// What a field is read into.
#[cfg(feature = "ssr")]
type Read<T> = Result<T, Vec<Problem>>;

/// What is to be done about one field.
#[cfg(feature = "ssr")]
fn problem<T>(field: &'static str, message: &'static str) -> Read<T> {
    Err(vec![Problem::new(field, message)])
}

#[cfg(feature = "ssr")]
const LAST_DAY: &str = "Enter the last day there, like 27 3 2026";

#[cfg(feature = "ssr")]
impl Typed {
    /// What the form says of a detail.
    pub(crate) fn read(&self, subject: Subject) -> Read<Edit> {
        let (part, gone) = (subject.part, !self.remove.is_empty());
        match subject.item {
            Item::Name => self.name().map(|name| Edit::Whole(Value::Name(name))),
            Item::KnownAs if gone => Ok(Edit::Name(part, None)),
            Item::KnownAs => self.name().map(|name| Edit::Name(part, Some(name))),
            Item::DateOfBirth => self
                .born()
                .map(|born| Edit::Whole(Value::DateOfBirth(born))),
            Item::Gender => match Gender::from_code(&self.gender) {
                Some(gender) => Ok(Edit::Whole(Value::Gender(gender))),
                None => problem("gender", "Select a gender, or that it is not specified"),
            },
            Item::Whereabouts => self.place(),
            Item::Carers if gone => Ok(Edit::Carer(part, None)),
            Item::Carers => self.carer(part),
            Item::Service(kind) if gone => match self.until()? {
                Some(until) => Ok(Edit::Ended(kind, part, until)),
                None => problem("until", LAST_DAY),
            },
            Item::Service(kind) => self
                .service(kind)
                .map(|service| Edit::Service(part, service)),
            Item::DateOfDeath => problem("stands", "Tell us of a death from the child’s record"),
        }
    }

    /// A name of one part or two. What is typed here has the form of what sources may send (GEN-03).
    fn name(&self) -> Read<PersonName> {
        let mut problems = Vec::new();
        let parts = [("given", &*self.given), ("family", &*self.family)];
        let PersonName { given, family } = name(&mut problems, parts);
        if given.is_empty() && family.is_empty() {
            return problem("family", "Enter a name");
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        // A single name stands as the family name.
        Ok(match family.is_empty() {
            true => PersonName {
                given: family,
                family: given,
            },
            false => PersonName { given, family },
        })
    }

    fn born(&self) -> Read<DateOfBirth> {
        let message = "Enter a date of birth, like 27 3 2015";
        let (day, month, year) = (&self.born_day, &self.born_month, &self.born_year);
        let date = date("born", day, month, year, message).map_err(|problem| vec![problem])?;
        let estimated = !self.estimated.is_empty();
        Ok(DateOfBirth { date, estimated })
    }

    fn place(&self) -> Read<Edit> {
        let whole = |place| Edit::Whole(Value::Whereabouts(place));
        match self.whereabouts.as_str() {
            "address" => self.address().map(Whereabouts::Current).map(whole),
            "last-known" => Ok(Edit::LastKnown),
            "none" => Ok(whole(Whereabouts::NoKnownAddress)),
            _ => problem("whereabouts", "Select where the child lives"),
        }
    }

    fn address(&self) -> Read<Address> {
        address([&self.line_1, &self.line_2, &self.town], &self.postcode)
    }

    /// A person, or an authority that holds parental responsibility (REC-04, D-44).
    fn carer(&self, part: Part) -> Read<Edit> {
        let mut problems = Vec::new();
        let telephone = match self.telephone.trim() {
            "" => None,
            text => {
                let read = Telephone::parse(text);
                let message = "Enter a telephone number, like 01632 960 001";
                problems.extend(read.is_err().then(|| Problem::new("telephone", message)));
                read.ok()
            }
        };
        let elsewhere = [&self.line_1, &self.line_2, &self.town, &self.postcode];
        let elsewhere = elsewhere.into_iter().any(|text| !text.trim().is_empty());
        let address = match elsewhere.then(|| self.address()).transpose() {
            Ok(address) => address,
            Err(wrong) => {
                problems.extend(wrong);
                None
            }
        };
        let edit = match self.kind.as_str() {
            "person" => self.person().map(|(name, relation)| {
                let carer = Carer {
                    name,
                    relation,
                    address,
                    telephone,
                };
                Edit::Carer(part, Some(carer))
            }),
            "authority" if !self.authority.is_empty() => {
                let code = LocalAuthorityCode(self.authority.clone());
                Ok(Edit::Authority(part, code, telephone, address))
            }
            "authority" => problem("authority", "Select the local authority"),
            _ => problem("kind", "Select whether it is a person or a local authority"),
        };
        match edit {
            Ok(edit) if problems.is_empty() => Ok(edit),
            edit => {
                problems.splice(0..0, edit.err().unwrap_or_default());
                Err(problems)
            }
        }
    }

    fn person(&self) -> Read<(PersonName, CarerRelation)> {
        let relation = match self.relation.as_str() {
            "parental-responsibility" => Ok(CarerRelation::ParentalResponsibility),
            "care" => Ok(CarerRelation::Care),
            _ => problem("relation", "Select what they are to the child"),
        };
        match (self.name(), relation) {
            (Ok(name), Ok(relation)) => Ok((name, relation)),
            (name, relation) => {
                let problems = [name.err(), relation.err()].into_iter().flatten();
                Err(problems.flatten().collect())
            }
        }
    }

    fn service(&self, kind: UniversalKind) -> Read<UniversalService> {
        let Ok(organisation) = self.organisation.parse::<OrganisationId>() else {
            return problem("organisation", "Select one of the list");
        };
        let parts = [&self.since_day, &self.since_month, &self.since_year];
        let since = parts.iter().any(|part| !part.trim().is_empty()).then(|| {
            let message = "Enter the first day there, like 1 9 2025, or leave it empty";
            date("since", parts[0], parts[1], parts[2], message)
        });
        Ok(UniversalService {
            kind,
            organisation,
            since: since.transpose().map_err(|problem| vec![problem])?,
            until: self.until()?,
        })
    }

    /// The last day; none where it is left empty.
    fn until(&self) -> Read<Option<NaiveDate>> {
        let parts = [&self.until_day, &self.until_month, &self.until_year];
        if parts.iter().all(|part| part.trim().is_empty()) {
            return Ok(None);
        }
        date("until", parts[0], parts[1], parts[2], LAST_DAY)
            .map(Some)
            .map_err(|problem| vec![problem])
    }
}

/// The form filled with what stands. None where there is nothing at its place: a form that comes back
/// then says so itself.
#[cfg(feature = "ssr")]
pub(crate) fn standing(
    subject: Subject,
    value: Option<&Value>,
    authorities: &[(LocalAuthorityCode, String)],
) -> Option<Filled> {
    let mut fields = BTreeMap::new();
    let mut put = |name: &'static str, value: String| {
        fields.insert(name.to_owned(), value);
    };
    let place = match subject.part {
        Part::At(place) => Some(place),
        Part::Whole | Part::New => None,
    };
    match value {
        Some(Value::Name(name)) => put_name(&mut put, name),
        Some(Value::KnownAs(names)) => {
            if let Some(place) = place {
                put_name(&mut put, names.get(place)?);
            }
        }
        Some(Value::DateOfBirth(born)) => {
            put_date(&mut put, ["born_day", "born_month", "born_year"], born.date);
            if born.estimated {
                put("estimated", "yes".to_owned());
            }
        }
        Some(Value::Gender(gender)) => put("gender", gender.code().to_owned()),
        // An address is typed anew: half of an old one is none.
        Some(Value::Whereabouts(_)) | None => {}
        Some(Value::Carers(carers)) => {
            if let Some(place) = place {
                put_carer(&mut put, carers.get(place)?, authorities);
            }
        }
        Some(Value::Services(_, services)) => {
            let current = || services.iter().find(|one| one.until.is_none());
            let shown = match subject.part {
                Part::At(place) => Some(services.get(place)?),
                Part::Whole => current(),
                Part::New => None,
            };
            if let Some(service) = shown {
                put("organisation", service.organisation.to_string());
                if let Some(since) = service.since {
                    put_date(&mut put, ["since_day", "since_month", "since_year"], since);
                }
                if let Some(until) = service.until {
                    put_date(&mut put, ["until_day", "until_month", "until_year"], until);
                }
            }
        }
        Some(Value::DateOfDeath(_)) => return None,
    }
    Some(Filled::with_all(fields))
}

#[cfg(feature = "ssr")]
fn put_name(put: &mut impl FnMut(&'static str, String), name: &PersonName) {
    put("given", name.given.clone());
    put("family", name.family.clone());
}

#[cfg(feature = "ssr")]
fn put_date(put: &mut impl FnMut(&'static str, String), names: [&'static str; 3], day: NaiveDate) {
    let [of_month, month, year] = names;
    put(of_month, day.day().to_string());
    put(month, day.month().to_string());
    put(year, day.year().to_string());
}

#[cfg(feature = "ssr")]
fn put_carer(
    put: &mut impl FnMut(&'static str, String),
    carer: &Carer,
    authorities: &[(LocalAuthorityCode, String)],
) {
    if carer.relation == CarerRelation::Authority {
        put("kind", "authority".to_owned());
        let mut known = authorities.iter();
        let code = known.find(|(_, name)| Carer::authority(name, None, None).name == carer.name);
        put(
            "authority",
            code.map(|(code, _)| code.0.clone()).unwrap_or_default(),
        );
    } else {
        put_name(put, &carer.name);
        put("kind", "person".to_owned());
        let relation = match carer.relation {
            CarerRelation::Care => "care",
            _ => "parental-responsibility",
        };
        put("relation", relation.to_owned());
    }
    if let Some(telephone) = &carer.telephone {
        put("telephone", telephone.to_string());
    }
    let Some(address) = &carer.address else {
        return;
    };
    let (first, rest) = match address.lines.as_slice() {
        [] => return,
        [first, rest @ ..] => (first, rest),
    };
    put("line_1", first.clone());
    if let Some((town, between)) = rest.split_last() {
        put("town", town.clone());
        put("line_2", between.join(", "));
    }
    if let Some(postcode) = &address.postcode {
        put("postcode", postcode.to_string());
    }
}

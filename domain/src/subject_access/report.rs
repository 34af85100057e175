//! The standard report: what is held, live and archived, as facts of which each says what it tells, and the
//! copy that one applicant is given (SAR-07, SAR-08).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::check::{Check, Finding, Findings};
use super::request::Applicant;
use crate::archive::{InvolvementKept, ItemKept, ItemKind, RecordReason, RecordShown};
use crate::best_view::{Dated, Item};
use crate::child_record::{
    Carer, CarerShown, Contact, DisputeShown, Gender, Identifier, IdentifierScheme, NameUse,
    OpenRecord, Telephone, Whereabouts,
};
use crate::clock::written_date;
use crate::id::{ChildNumber, OrganisationId};
use crate::sensitive_service::SensitiveShown;
use crate::updating::ExplainedRecord;

/// The parts of a report, in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Section {
    /// Who the child is.
    Record,
    /// Where the child lives and lived.
    Addresses,
    /// Parents and carers.
    Carers,
    /// Schools, practices and others.
    Universal,
    /// Who works with the child.
    Involvements,
    /// Sensitive services.
    SensitiveServices,
    /// What was said, and what was said before (UPD-07).
    Said,
    /// What is archived.
    Archived,
    /// What is held about a parent or carer.
    AsCarer,
    /// What is held about a practitioner.
    AsPractitioner,
}

impl Section {
    /// As a heading.
    pub fn title(self) -> &'static str {
        match self {
            Section::Record => "The record",
            Section::Addresses => "Addresses",
            Section::Carers => "Parents and carers",
            Section::Universal => "School and health",
            Section::Involvements => "Who works with the child",
            Section::SensitiveServices => "Sensitive services",
            Section::Said => "What was said, and what was recorded before",
            Section::Archived => "What is archived",
            Section::AsCarer => "What is held about you as a parent or carer",
            Section::AsPractitioner => "What is held about you as a practitioner",
        }
    }
}

/// What a fact tells beyond itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tells {
    /// Nothing.
    Nothing,
    /// Where the child can be found: an address, a telephone number, a school or another service, whoever
    /// works there, the authority.
    Whereabouts,
    /// That a sensitive service is involved.
    SensitiveService,
}

/// Something that is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact {
    /// In which part it stands.
    pub section: Section,
    /// What it is.
    pub label: String,
    /// It, line by line.
    pub lines: Vec<String>,
    /// Since when, where that is known; by whom is in no copy.
    pub from: Option<String>,
    /// What it tells.
    pub tells: Tells,
}

impl Fact {
    fn new(section: Section, label: impl Into<String>, line: impl Into<String>) -> Self {
        Self {
            section,
            label: label.into(),
            lines: vec![line.into()],
            from: None,
            tells: Tells::Nothing,
        }
    }

    fn telling(self, tells: Tells) -> Self {
        Self { tells, ..self }
    }

    fn from(self, from: String) -> Self {
        Self {
            from: Some(from),
            ..self
        }
    }
}

/// What one applicant's copy may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Disclosed {
    /// Where the child can be found.
    pub whereabouts: bool,
    /// Sensitive services.
    pub sensitive_services: bool,
}

impl Disclosed {
    /// Of a shielded record no whereabouts, unless both who signed off show them; of sensitive services
    /// nothing to a parent, unless the child agrees (SAR-07).
    pub fn of(
        applicant: Applicant,
        found: &Findings,
        shielded: bool,
        shows_whereabouts: bool,
    ) -> Self {
        let agrees = found.get(&Check::SensitiveServices) == Some(&Finding::Agrees);
        Self {
            whereabouts: !shielded || shows_whereabouts,
            sensitive_services: match applicant {
                Applicant::Child => true,
                Applicant::ParentForChild => agrees,
                Applicant::Parent | Applicant::Practitioner => false,
            },
        }
    }
}

/// Something that is held, as it is handed over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FactShown {
    /// What it is.
    pub label: String,
    /// It, line by line.
    pub lines: Vec<String>,
    /// Since when.
    pub from: Option<String>,
}

/// A part of a report as it is handed over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SectionShown {
    /// Which.
    pub section: Section,
    /// What it holds.
    pub facts: Vec<FactShown>,
}

/// The copy that one applicant is given. What is left out leaves no trace: that something was left out would
/// itself tell of a shield or of a sensitive service.
pub fn shown(facts: Vec<Fact>, copy: Disclosed) -> Vec<SectionShown> {
    let mut sections: Vec<SectionShown> = Vec::new();
    let mut facts: Vec<Fact> = facts
        .into_iter()
        .filter(|fact| match fact.tells {
            Tells::Nothing => true,
            Tells::Whereabouts => copy.whereabouts,
            Tells::SensitiveService => copy.sensitive_services && copy.whereabouts,
        })
        .collect();
    facts.sort_by_key(|fact| fact.section);
    for fact in facts {
        let shown = FactShown {
            label: fact.label,
            lines: fact.lines,
            // On which day something was recorded may tell of a move.
            from: fact.from.filter(|_| copy.whereabouts),
        };
        match sections.last_mut() {
            Some(last) if last.section == fact.section => last.facts.push(shown),
            _ => sections.push(SectionShown {
                section: fact.section,
                facts: vec![shown],
            }),
        }
    }
    sections
}

/// A report as it is handed over.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Report {
    /// Whose record; none where it is the applicant's own data.
    pub number: Option<ChildNumber>,
    /// For whom.
    pub applicant: Applicant,
    /// When the request was received.
    pub received_on: NaiveDate,
    /// When the report was made.
    pub made_on: NaiveDate,
    /// What is held.
    pub sections: Vec<SectionShown>,
}

fn days(since: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    let since = since.map(|day| format!("from {}", written_date(day)));
    let until = until.map(|day| format!("until {}", written_date(day)));
    let both: Vec<String> = since.into_iter().chain(until).collect();
    both.join(" ")
}

fn as_of(day: NaiveDate) -> String {
    format!("As of {}", written_date(day))
}

/// Lines that are not empty.
fn lines(parts: impl IntoIterator<Item = Option<String>>) -> Vec<String> {
    let parts = parts.into_iter().flatten();
    parts.filter(|line| !line.is_empty()).collect()
}

fn contact(contact: &Contact) -> Vec<String> {
    lines([
        Some(contact.name.clone()),
        Some(format!("{}, {}", contact.service, contact.organisation)),
        contact.telephone.as_ref().map(ToString::to_string),
        contact.email.clone(),
    ])
}

/// Somebody who works with the child.
fn working(label: &str, who: &Contact, when: String) -> Fact {
    let mut all = contact(who);
    all.push(when);
    Fact {
        lines: all,
        ..Fact::new(Section::Involvements, label, "")
    }
    .telling(Tells::Whereabouts)
}

/// The record as it stands.
pub fn of_open(record: &OpenRecord) -> Vec<Fact> {
    let here = |label: &str, line: String| Fact::new(Section::Record, label, line);
    let estimated = match record.date_of_birth.estimated {
        true => " (estimated)",
        false => "",
    };
    let born = format!("{}{estimated}", written_date(record.date_of_birth.date));
    let mut facts = vec![
        here("ContactPoint number", record.number.to_string()),
        here("Name", record.name.to_string()),
        here("Date of birth", born),
        here("Gender", record.gender.title().to_owned()),
    ];
    facts.extend(record.other_names.iter().map(|(used, name)| {
        let label = match used {
            NameUse::Former => "Former name",
            NameUse::Current | NameUse::KnownAs => "Other name in use",
        };
        here(label, name.value.to_string()).from(as_of(name.as_of))
    }));
    facts.extend(
        record
            .date_of_death
            .map(|day| here("Date of death", written_date(day))),
    );
    facts.extend(of_disputes(&record.disputes));
    let authority = record.responsible_authority.organisation.clone();
    facts.push(here("Responsible local authority", authority).telling(Tells::Whereabouts));
    facts.extend(places(record));
    facts.extend(record.carers.iter().flat_map(carer));
    facts.extend(record.services.iter().map(|service| {
        let Dated { value, as_of: day } = service;
        let all = lines([
            Some(value.name.clone()),
            value.telephone.as_ref().map(ToString::to_string),
            Some(days(value.since, value.until)),
        ]);
        Fact {
            lines: all,
            ..Fact::new(Section::Universal, value.kind.title(), "")
        }
        .from(as_of(*day))
        .telling(Tells::Whereabouts)
    }));
    let leads = record.lead_professional.iter().chain(&record.former_leads);
    facts.extend(leads.map(|lead| {
        let when = days(Some(lead.since), lead.ended);
        working("Lead professional", &lead.contact, when)
    }));
    facts.extend(record.caf.iter().map(|caf| {
        let when = format!("Undertaken on {}", written_date(caf.undertaken));
        working("Holder of a common assessment", &caf.contact, when)
    }));
    facts.extend(record.involvements.iter().map(|entry| {
        let when = days(Some(entry.started), entry.ended);
        working("Involvement", &entry.contact, when)
    }));
    facts
}

/// What of a record is disputed, or was.
pub fn of_disputes(disputes: &[DisputeShown]) -> Vec<Fact> {
    let facts = disputes.iter().map(|dispute| {
        let until = dispute
            .settled
            .map(|day| format!(", settled on {}", written_date(day)));
        let words = format!(
            "{}, since {}{}",
            dispute.item.title(),
            written_date(dispute.opened),
            until.unwrap_or_default()
        );
        Fact::new(Section::Record, "Disputed", words)
    });
    facts.collect()
}

/// Numbers that bodies have allocated. A pupil number holds the authority's and the school's, and a body's own
/// reference tells the body; those of bodies that have nothing but sensitive services tell of these.
pub fn of_identifiers(identifiers: &[Identifier], sensitive: &[OrganisationId]) -> Vec<Fact> {
    let facts = identifiers.iter().map(|identifier| {
        let tells = match identifier.scheme {
            _ if sensitive.contains(&identifier.allocated_by) => Tells::SensitiveService,
            IdentifierScheme::Upn | IdentifierScheme::LocalReference => Tells::Whereabouts,
            IdentifierScheme::Uln | IdentifierScheme::Nhs => Tells::Nothing,
        };
        let value = identifier.value.clone();
        Fact::new(Section::Record, identifier.scheme.title(), value).telling(tells)
    });
    facts.collect()
}

fn places(record: &OpenRecord) -> impl Iterator<Item = Fact> + '_ {
    let ceased = record.ceased.as_ref().map(|ceased| {
        Fact::new(
            Section::Addresses,
            "No longer in England",
            ceased.intention.on_record(),
        )
    });
    let place = |label: &'static str, place: &Dated<Whereabouts>| {
        Fact::new(Section::Addresses, label, place.value.words()).from(as_of(place.as_of))
    };
    let others = record.other_addresses.iter();
    ceased
        .into_iter()
        .chain([place("Address", &record.whereabouts)])
        .chain(others.map(move |other| place("Other address", other)))
        .map(|fact| fact.telling(Tells::Whereabouts))
}

/// A carer: the name and what they are to the child tell no whereabouts, the rest does.
fn carer(carer: &Dated<CarerShown>) -> Vec<Fact> {
    let Dated { value, as_of: day } = carer;
    let who = format!("{}: {}", value.name, value.relation.title());
    let name = Fact::new(Section::Carers, "Parent or carer", who).from(as_of(*day));
    let reached = reached(value.telephone.as_ref(), value.address.as_ref());
    let reached = (!reached.is_empty()).then(|| {
        let label = format!("How to reach {}", value.name);
        Fact {
            lines: reached,
            ..Fact::new(Section::Carers, label, "")
        }
        .telling(Tells::Whereabouts)
    });
    std::iter::once(name).chain(reached).collect()
}

fn reached(
    telephone: Option<&Telephone>,
    address: Option<&crate::child_record::Address>,
) -> Vec<String> {
    lines([
        telephone.map(ToString::to_string),
        address.map(ToString::to_string),
    ])
}

/// What values of an item tell.
fn tells(item: Item) -> Tells {
    match item {
        Item::Whereabouts | Item::Carers | Item::Service(_) => Tells::Whereabouts,
        Item::Name | Item::KnownAs | Item::DateOfBirth | Item::Gender | Item::DateOfDeath => {
            Tells::Nothing
        }
    }
}

/// What is said of each detail, and what was said before (UPD-07). By whom is left out: a supplier that cannot be
/// named is a sensitive service, and one that is left unnamed would tell of it.
pub fn of_history(record: &ExplainedRecord) -> Vec<Fact> {
    let items = record.items.iter().flat_map(|item| {
        let (label, tells) = (item.item.title(), tells(item.item));
        let said = item.said.iter().map(move |said| {
            Fact {
                lines: said.lines.clone(),
                ..Fact::new(Section::Said, label, "")
            }
            .from(as_of(said.on))
            .telling(tells)
        });
        let before = item.before.iter().map(move |before| {
            let when = days(Some(before.from), Some(before.until));
            Fact {
                lines: before.lines.clone(),
                ..Fact::new(Section::Said, format!("{label} before"), "")
            }
            .from(when)
            .telling(tells)
        });
        said.chain(before)
    });
    let entries = record.entries.iter().map(|entry| {
        Fact::new(Section::Said, "Involvement", entry.service.clone())
            .from(as_of(entry.on))
            .telling(Tells::Whereabouts)
    });
    let before = record.entries_before.iter().map(|before| {
        let mut all = vec![before.service.clone()];
        all.extend(before.lines.clone());
        all.push(days(Some(before.from), Some(before.until)));
        Fact {
            lines: all,
            ..Fact::new(Section::Said, "Involvement before", "")
        }
        .telling(Tells::Whereabouts)
    });
    items.chain(entries).chain(before).collect()
}

/// Sensitive services. On what basis they were recorded is told to nobody (D-12).
pub fn of_sensitive(entries: &[SensitiveShown]) -> Vec<Fact> {
    let facts = entries.iter().map(|entry| {
        let mut all = contact(&entry.contact);
        all.push(days(Some(entry.started), entry.ended));
        Fact {
            lines: all,
            ..Fact::new(Section::SensitiveServices, "Sensitive service", "")
        }
        .telling(Tells::SensitiveService)
    });
    facts.collect()
}

fn kept(entry: &InvolvementKept) -> String {
    let who = format!("{}, {}", entry.service, entry.organisation);
    let when = days(entry.started, entry.ended);
    [who, when].join(", ")
}

/// An archived record, which left the live directory on a day.
pub fn of_archived(
    head: [(&'static str, String); 3],
    (why, archived_on): (RecordReason, NaiveDate),
    gender: Gender,
    record: &RecordShown,
) -> Vec<Fact> {
    let here = |label: &str, line: String| Fact::new(Section::Archived, label, line);
    let place = |label: &str, line: String| here(label, line).telling(Tells::Whereabouts);
    let mut facts: Vec<Fact> = head
        .into_iter()
        .map(|(label, line)| here(label, line))
        .collect();
    facts.push(here("Gender", gender.title().to_owned()));
    facts.push(here("Archived", written_date(archived_on)));
    // That a child has left the country tells where the child is not.
    facts.push(place("Archived because", why.title().to_owned()));
    facts.push(place("Local authority", record.local_authority.clone()));
    facts.extend(
        record
            .date_of_death
            .map(|day| here("Date of death", written_date(day))),
    );
    let names = record.other_names.iter();
    facts.extend(names.map(|name| here("Other name", name.to_string())));
    let whereabouts = record.whereabouts.iter();
    facts.extend(whereabouts.map(|at| place("Address", at.words())));
    let carers = record.carers.iter();
    facts.extend(carers.map(|name| here("Parent or carer", name.to_string())));
    let entries = record.involvements.iter();
    facts.extend(entries.map(|entry| place("Involvement", kept(entry))));
    if record.sensitive_service {
        let line = "A sensitive service was involved".to_owned();
        facts.push(here("Sensitive services", line).telling(Tells::SensitiveService));
    }
    facts.extend(of_items(&record.items));
    facts
}

/// Lead professionals and holders of common assessments of an archived record.
pub fn of_working(working: &[(ItemKind, InvolvementKept)]) -> Vec<Fact> {
    let facts = working.iter().map(|(kind, entry)| {
        Fact::new(Section::Archived, item_title(*kind), kept(entry)).telling(Tells::Whereabouts)
    });
    facts.collect()
}

fn item_title(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Involvement | ItemKind::SensitiveInvolvement => "Ended involvement",
        ItemKind::Caf => "Common assessment",
        ItemKind::LeadProfessional => "Lead professional",
    }
}

/// What was archived by itself, whether or not its record is live (D-39).
pub fn of_items(items: &[ItemKept]) -> Vec<Fact> {
    let facts = items.iter().map(|item| {
        Fact::new(Section::Archived, item_title(item.kind), kept(&item.about))
            .from(format!("Archived on {}", written_date(item.archived_on)))
            .telling(Tells::Whereabouts)
    });
    facts.collect()
}

/// What is held about a parent or carer on one record, now and before: of the child, nothing (SAR-08). How to
/// reach a carer tells where the child is.
pub fn of_parent(now: &[Carer], before: &[(Carer, NaiveDate, NaiveDate)]) -> Vec<Fact> {
    let now = now
        .iter()
        .map(|carer| own("On a child’s record", carer, None));
    let before = before.iter().map(|(carer, since, until)| {
        let when = days(Some(*since), Some(*until));
        own("On a child’s record before", carer, Some(when))
    });
    now.chain(before).flatten().collect()
}

fn own(label: &str, carer: &Carer, from: Option<String>) -> Vec<Fact> {
    let fact = |lines, tells| Fact {
        lines,
        from: from.clone(),
        ..Fact::new(Section::AsCarer, label, "").telling(tells)
    };
    let who = vec![carer.name.to_string(), carer.relation.title().to_owned()];
    let reached = reached(carer.telephone.as_ref(), carer.address.as_ref());
    let reached = (!reached.is_empty()).then(|| fact(reached, Tells::Whereabouts));
    std::iter::once(fact(who, Tells::Nothing))
        .chain(reached)
        .collect()
}

/// What is held about a practitioner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnWork {
    /// Name, post, organisation, telephone number, e-mail address, user name and state of the account, each
    /// with what it is.
    pub account: Vec<(&'static str, String)>,
    /// Roles.
    pub roles: Vec<String>,
    /// As what they stand on records, for which service, from when until when; of the children nothing.
    pub entries: Vec<(String, String, NaiveDate, Option<NaiveDate>)>,
}

/// A practitioner's own data (SAR-08).
pub fn of_own_work(own: &OwnWork) -> Vec<Fact> {
    let here = |label: &str, line: &str| Fact::new(Section::AsPractitioner, label, line);
    let account = own.account.iter().map(|(label, line)| here(label, line));
    let roles = own.roles.iter().map(|role| here("Role", role));
    let entries = own.entries.iter().map(|(label, service, since, until)| {
        let line = format!("{service}, {}", days(Some(*since), *until));
        here(label, &line)
    });
    account.chain(roles).chain(entries).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::child_record::{CarerRelation, PersonName};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn fact(section: Section, words: &str, tells: Tells) -> Fact {
        Fact::new(section, words, words)
            .from(words.to_owned())
            .telling(tells)
    }

    #[test]
    fn of_a_shielded_record_no_whereabouts_are_shown_unless_both_agree_sar_07_shld_15() {
        let none = Findings::new();
        for &applicant in Applicant::ALL {
            assert!(!Disclosed::of(applicant, &none, true, false).whereabouts);
            assert!(Disclosed::of(applicant, &none, true, true).whereabouts);
            assert!(Disclosed::of(applicant, &none, false, false).whereabouts);
        }
    }

    #[test]
    fn sensitive_services_are_in_a_parents_copy_only_if_the_child_agrees_sar_07() {
        let agrees = Findings::from([(Check::SensitiveServices, Finding::Agrees)]);
        let objects = Findings::from([(Check::SensitiveServices, Finding::Objects)]);
        let shows = |applicant, found: &Findings| {
            Disclosed::of(applicant, found, false, false).sensitive_services
        };
        assert!(shows(Applicant::ParentForChild, &agrees));
        assert!(!shows(Applicant::ParentForChild, &objects));
        assert!(!shows(Applicant::ParentForChild, &Findings::new()));
        assert!(shows(Applicant::Child, &Findings::new()));
        assert!(!shows(Applicant::Parent, &agrees));
    }

    #[test]
    fn every_item_that_tells_where_a_child_is_is_known_to_sar_07() {
        for item in Item::ALL {
            let nothing = matches!(
                item,
                Item::Name | Item::KnownAs | Item::DateOfBirth | Item::Gender | Item::DateOfDeath
            );
            assert_eq!(tells(item) == Tells::Nothing, nothing, "{item:?}");
        }
    }

    #[test]
    fn a_parents_own_data_say_nothing_of_the_child_sar_08() {
        let carer = Carer {
            name: PersonName {
                given: "Pat".into(),
                family: "Example".into(),
            },
            relation: CarerRelation::Care,
            address: None,
            telephone: Telephone::parse("07700 900123").ok(),
        };
        let earlier = (carer.clone(), day("2025-01-01"), day("2026-01-01"));
        let copy = |whereabouts| {
            let copy = Disclosed {
                whereabouts,
                sensitive_services: false,
            };
            let facts = of_parent(std::slice::from_ref(&carer), std::slice::from_ref(&earlier));
            shown(facts, copy)
        };
        let who = ["Pat Example", "Has care of the child"];
        // Where a shielded child's carer is reached, the child is found.
        let shielded = copy(false);
        assert_eq!(shielded.len(), 1);
        let labels: Vec<_> = shielded[0].facts.iter().map(|fact| &fact.label).collect();
        assert_eq!(
            labels,
            ["On a child’s record", "On a child’s record before"]
        );
        assert!(shielded[0].facts.iter().all(|fact| fact.lines == who));
        let all = copy(true);
        assert_eq!(all[0].facts.len(), 4);
        assert_eq!(all[0].facts[1].lines, ["07700 900123"]);
    }

    #[test]
    fn numbers_that_tell_a_school_or_a_sensitive_service_are_known_to_sar_07() {
        let (school, clinic) = (OrganisationId(Uuid::nil()), OrganisationId(Uuid::max()));
        let number = |scheme, allocated_by| Identifier {
            scheme,
            value: "1".to_owned(),
            allocated_by,
        };
        for (scheme, body, tells) in [
            (IdentifierScheme::Upn, school, Tells::Whereabouts),
            (IdentifierScheme::LocalReference, school, Tells::Whereabouts),
            (
                IdentifierScheme::LocalReference,
                clinic,
                Tells::SensitiveService,
            ),
            (IdentifierScheme::Nhs, school, Tells::Nothing),
            (IdentifierScheme::Uln, school, Tells::Nothing),
        ] {
            let facts = of_identifiers(&[number(scheme, body)], &[clinic]);
            assert_eq!(facts[0].tells, tells, "{scheme:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_out_leaves_no_trace_sar_07(
            kinds in proptest::collection::vec((0..3_usize, 0..10_usize), 0..30),
            whereabouts: bool, sensitive_services: bool,
        ) {
            const SECTIONS: [Section; 10] = [
                Section::Record, Section::Addresses, Section::Carers, Section::Universal,
                Section::Involvements, Section::SensitiveServices, Section::Said,
                Section::Archived, Section::AsCarer, Section::AsPractitioner,
            ];
            let facts: Vec<Fact> = kinds
                .iter()
                .map(|(kind, section)| {
                    let (words, tells) = [
                        ("plain", Tells::Nothing),
                        ("place", Tells::Whereabouts),
                        ("sensitive", Tells::SensitiveService),
                    ][*kind];
                    fact(SECTIONS[*section], words, tells)
                })
                .collect();
            let copy = Disclosed { whereabouts, sensitive_services };
            let allowed: Vec<Fact> = facts
                .iter()
                .filter(|fact| match fact.tells {
                    Tells::Nothing => true,
                    Tells::Whereabouts => whereabouts,
                    Tells::SensitiveService => whereabouts && sensitive_services,
                })
                .cloned()
                .collect();
            let given = shown(facts, copy);
            // The same as if what was taken out had never been held.
            prop_assert_eq!(&given, &shown(allowed, copy));
            let sent = serde_json::to_string(&given).unwrap();
            prop_assert!(whereabouts || !sent.contains("place"));
            prop_assert!(sensitive_services || !sent.contains("sensitive"));
            prop_assert!(given.windows(2).all(|two| two[0].section < two[1].section));
            if !whereabouts {
                prop_assert!(given.iter().all(|one| one.facts.iter().all(|fact| fact.from.is_none())));
            }
        }
    }
}

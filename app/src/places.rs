//! Where management goes from its desk: the places that the navigation would otherwise be too long for.

use domain::account::Person;
use domain::standing::Role;

/// A page that is reached from the desk.
pub(crate) struct Place {
    /// Where.
    pub href: &'static str,
    /// Its name.
    pub text: &'static str,
    /// Who goes there.
    is_for: fn(&Person) -> bool,
}

fn manager(person: &Person) -> bool {
    person.role == Role::LocalAuthorityManager
}

fn manager_or_central(person: &Person) -> bool {
    manager(person) || person.role == Role::CentralTeam
}

fn with_a_desk(person: &Person) -> bool {
    person.role.has_desk()
}

fn manages(person: &Person) -> bool {
    person.role.manages_records()
}

fn central(person: &Person) -> bool {
    person.role == Role::CentralTeam
}

const PLACES: [Place; 27] = [
    place("/brokering/requests", "Requests to pass on", |person| {
        person.brokers
    }),
    place("/brokering", "My requests", manager),
    place("/shields", "Shields", |person| {
        person.sees_shields || central(person)
    }),
    place("/quarantine", "Whom rows of sources are about", manages),
    place(
        "/review-targets",
        "Doubtful rows and how long they wait",
        central,
    ),
    place("/panel", "Panel meetings", manager),
    place("/break-glass", "Break the glass", central),
    place("/transfers", "Transfers", manager_or_central),
    place("/deaths", "Deaths", with_a_desk),
    place("/past-eighteen", "Kept past 18", manages),
    place("/leaving", "Leaving England", manages),
    place("/returned", "Returning to England", manages),
    place("/updating/conflicts", "Details that do not agree", manages),
    place("/new-records/to-check", "Requests for new records", manages),
    place("/subject-access", "Requests for what is held", manages),
    place("/complaints", "Complaints", manager),
    place("/archive", "Archive", with_a_desk),
    place("/sources", "Sources of data", with_a_desk),
    place("/services", "Services", manager_or_central),
    place("/data-quality", "Quality of the data", with_a_desk),
    place(
        "/not-receiving-education",
        "Children not receiving education",
        manages,
    ),
    place("/statistics", "Statistics", manager_or_central),
    place("/discrepancies", "What sources are told", with_a_desk),
    place("/misuse", "How accounts are used", manager_or_central),
    place("/neutral-lines", "Display lines", manager),
    place("/rights", "Rights", manager),
    place("/new-identity", "New identity", manager),
];

const fn place(href: &'static str, text: &'static str, is_for: fn(&Person) -> bool) -> Place {
    Place { href, text, is_for }
}

/// The places of whoever has a desk.
pub(crate) fn from_the_desk(person: &Person) -> impl Iterator<Item = &'static Place> {
    PLACES
        .iter()
        .filter(|place| person.role.has_desk() && (place.is_for)(person))
}

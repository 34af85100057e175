//! What holds of every population.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use domain::best_view::{Supplied, assemble};
use domain::child_record::{Gender, NameUse, Whereabouts};
use domain::clock::{age_on, london_date};
use domain::data_source::WholeRecord;
use population::story::{CASELOAD, KHANS};
use population::{Child, Population, ROLES, Tradition};

fn today() -> NaiveDate {
    "2026-11-21".parse().expect("a day")
}

fn population(children: u64) -> Population {
    Population::new(42, children, today())
}

fn supplied(record: &WholeRecord) -> Vec<Supplied> {
    record
        .statements
        .iter()
        .map(|(_, supplied)| supplied.clone())
        .collect()
}

#[test]
fn the_same_seed_makes_the_same_people_in_any_order() {
    let (one, other) = (population(500), population(500));
    let forward: Vec<Child> = (0..500).map(|index| one.child(index)).collect();
    for index in (0..500).rev() {
        let again = other.child(index).record;
        let first = &forward[index as usize].record;
        assert_eq!(first.number, again.number);
        assert_eq!(first.statements, again.statements);
        assert_eq!(first.involvements, again.involvements);
    }
    assert_ne!(
        Population::new(43, 500, today()).child(0).record.number,
        forward[0].record.number
    );
}

#[test]
fn children_are_stored_in_order_of_birth_under_numbers_that_tell_nothing_d_29() {
    let population = population(3_000);
    let children: Vec<Child> = (0..3_000).map(|index| population.child(index)).collect();
    assert!(children.is_sorted_by_key(|child| child.truth.born));
    let numbers: Vec<i64> = children
        .iter()
        .map(|child| child.record.number.stored())
        .collect();
    let rising = numbers.windows(2).filter(|pair| pair[0] < pair[1]).count();
    assert!((1_300..1_700).contains(&rising), "{rising}");
    assert_eq!(numbers.iter().collect::<HashSet<_>>().len(), 3_000);
}

#[test]
fn every_best_view_has_a_name_and_a_date_of_birth_of_a_child_rec_01() {
    let population = population(3_000);
    for index in 0..3_000 {
        let record = population.child(index).record;
        let view = assemble(&supplied(&record));
        let born = view.date_of_birth.unwrap().value.date;
        assert!(view.name.is_some() && age_on(born, today()) < 18 && born <= today());
        assert!(
            record
                .statements
                .iter()
                .all(|(_, s)| london_date(s.at) <= today())
        );
    }
}

#[test]
fn shares_are_those_of_a_country() {
    let population = population(20_000);
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for index in 0..20_000 {
        let Child { truth, record } = population.child(index);
        let view = assemble(&supplied(&record));
        for (key, is_so) in [
            ("shielded", record.shielded),
            ("sensitive", !record.sensitive.is_empty()),
            ("several sensitive", record.sensitive.len() > 1),
            ("caf", !record.cafs.is_empty()),
            ("lead", !record.leads.is_empty()),
            ("involved", !record.involvements.is_empty()),
            (
                "ended",
                record.involvements.iter().any(|held| held.ended.is_some()),
            ),
            ("deceased", truth.died.is_some()),
            ("no gender", view.gender.is_none()),
            (
                "no address",
                view.whereabouts
                    .as_ref()
                    .is_none_or(|w| w.value.address().is_none()),
            ),
            ("twin", truth.twin),
            ("disputed", !record.disputes.is_empty()),
            (
                "former name",
                truth
                    .other_names
                    .iter()
                    .any(|(used, _)| *used == NameUse::Former),
            ),
            (
                "parent elsewhere",
                truth.carers.iter().any(|carer| carer.address.is_some()),
            ),
            (
                "mistaken date",
                view.date_of_birth.unwrap().value.date != truth.born,
            ),
            ("single name", truth.name.given.is_empty()),
        ] {
            *count.entry(key).or_default() += usize::from(is_so);
        }
    }
    for (key, range) in [
        ("shielded", 50..120),
        ("sensitive", 400..900),
        ("several sensitive", 60..300),
        ("caf", 500..1_700),
        ("lead", 300..1_400),
        ("involved", 5_000..7_000),
        ("ended", 900..2_600),
        ("deceased", 1..20),
        ("no gender", 30..130),
        ("no address", 20..200),
        ("twin", 400..900),
        ("disputed", 40..130),
        ("former name", 300..700),
        ("parent elsewhere", 3_000..6_000),
        ("mistaken date", 10..160),
        ("single name", 5..80),
    ] {
        let found = count[key];
        assert!(range.contains(&found), "{key}: {found}");
    }
}

#[test]
fn names_have_a_long_tail_and_every_tradition() {
    // Every fiftieth child of a million.
    let population = population(1_000_000);
    let mut surnames: HashMap<String, usize> = HashMap::new();
    let mut traditions: HashSet<Tradition> = HashSet::new();
    let mut khans = 0;
    for index in (0..1_000_000).step_by(50) {
        let truth = population.child(index).truth;
        khans += usize::from(truth.name.family == "Khan" && truth.name.given.starts_with("Moham"));
        traditions.insert(truth.tradition);
        *surnames.entry(truth.name.family).or_default() += 1;
    }
    assert_eq!(traditions.len(), Tradition::ALL.len());
    assert!(surnames.len() > 6_000, "{}", surnames.len());
    assert!(khans >= 1, "{khans}");
    let commonest = surnames.values().max().unwrap();
    assert!((120..800).contains(commonest), "{commonest}");
    for wanted in ['-', '\'', ' '] {
        assert!(surnames.keys().any(|name| name.contains(wanted)));
    }
    assert!(surnames.keys().any(|name| !name.is_ascii()));
}

#[test]
fn every_authority_has_everything_however_small_the_population() {
    let population = population(100);
    let directory = population.directory();
    assert_eq!(directory.authorities.len(), 153);
    for authority in &directory.authorities {
        let of_it = |kind: &str| {
            directory
                .organisations
                .iter()
                .filter(|o| {
                    o.kind.code() == kind && o.local_authority.as_ref() == Some(&authority.code)
                })
                .count()
        };
        assert!(of_it("school") >= 3 && of_it("gp-practice") >= 2 && of_it("social-care") == 1);
        assert!(
            directory
                .sectors
                .iter()
                .any(|s| s.local_authority == authority.code)
        );
    }
}

#[test]
fn everything_that_is_referred_to_exists() {
    let population = population(2_000);
    let directory = population.directory();
    let services: HashSet<_> = directory.services.iter().map(|s| s.id).collect();
    let practitioners: HashSet<_> = directory.practitioners.iter().map(|p| p.id).collect();
    let teams: HashSet<_> = directory.teams.iter().map(|t| t.id).collect();
    let sources: HashSet<_> = directory.sources.iter().map(|s| s.id).collect();
    let organisations: HashSet<_> = directory.organisations.iter().map(|o| o.id).collect();
    assert_eq!(organisations.len(), directory.organisations.len());
    for index in 0..2_000 {
        let record = population.child(index).record;
        for held in &record.involvements {
            assert!(services.contains(&held.service));
            assert!(
                held.practitioner
                    .is_none_or(|id| practitioners.contains(&id))
            );
            assert!(held.team.is_none_or(|id| teams.contains(&id)));
            assert!(held.ended.is_none_or(|ended| ended >= held.started));
            assert!(held.started <= today() && held.as_of <= today());
        }
        for (_, supplied) in &record.statements {
            assert!(sources.contains(&supplied.source));
            let said = &supplied.statement;
            assert!(
                said.services
                    .iter()
                    .all(|s| organisations.contains(&s.organisation))
            );
        }
    }
}

#[test]
fn telephone_numbers_are_of_the_ranges_kept_free_for_drama() {
    let population = population(300);
    let free = |number: &str| {
        [
            "01632 960",
            "020 7946 0",
            "07700 900",
            "0113 496 0",
            "0121 496 0",
            "0161 496 0",
        ]
        .iter()
        .any(|range| number.starts_with(range))
    };
    let directory = population.directory();
    assert!(
        directory
            .practitioners
            .iter()
            .all(|p| free(p.telephone.as_str()))
    );
    for index in 0..300 {
        let carers = population.child(index).truth.carers;
        assert!(
            carers
                .iter()
                .flat_map(|c| &c.telephone)
                .all(|number| free(number.as_str()))
        );
    }
}

#[test]
fn twins_share_everything_but_their_forename_mat_06() {
    let population = population(5_000);
    let children: Vec<Child> = (0..5_000).map(|index| population.child(index)).collect();
    let twins: Vec<_> = children
        .windows(2)
        .filter(|pair| {
            pair.iter().all(|c| c.truth.twin) && pair[0].truth.born == pair[1].truth.born
        })
        .filter(|pair| {
            pair[0].truth.carers.first().map(|c| &c.name)
                == pair[1].truth.carers.first().map(|c| &c.name)
        })
        .collect();
    assert!(twins.len() > 30, "{}", twins.len());
    for pair in twins {
        assert_ne!(pair[0].truth.name.given, pair[1].truth.name.given);
    }
}

#[test]
fn every_role_has_its_personas_in_one_authority() {
    let population = population(100);
    let personas = population.personas(3);
    assert_eq!(personas.len(), ROLES.len() * 3);
    let names: HashSet<&str> = personas.iter().map(|p| p.user_name.as_str()).collect();
    assert!(names.contains("nurse") && names.contains("nurse-3") && names.len() == personas.len());
    let two = personas.iter().find(|p| p.user_name == "two_hats").unwrap();
    assert_eq!(two.hats.len(), 2);
    for persona in &personas {
        let keeps = persona
            .hats
            .iter()
            .any(|(_, hat)| hat.role.keeps_involvements());
        assert_eq!(
            persona.service.is_some() || persona.role == "gp_receptionist",
            keeps,
            "{}",
            persona.role
        );
    }
}

#[test]
fn a_demonstration_has_two_of_the_central_team_who_agree_with_each_other_shld_11() {
    let personas = population(100).personas(1);
    assert_eq!(personas.len(), ROLES.len() + 1);
    let central = personas.iter().filter(|p| p.role == "central_team");
    let names: Vec<&str> = central.map(|p| p.user_name.as_str()).collect();
    assert_eq!(names, ["central_team", "central_team-2"]);
}

#[test]
fn stories_hold_what_they_promise() {
    let population = population(1_000);
    let personas = population.personas(2);
    let stories = population.stories(&personas);
    let told = |key: &str| &stories.iter().find(|story| story.key == key).unwrap().child;
    let siobhan = told("siobhan");
    let view = assemble(&supplied(&siobhan.record));
    assert_eq!(view.name.unwrap().value, siobhan.truth.name);
    assert!(siobhan.record.leads.len() == 1 && siobhan.record.cafs.len() == 1);
    assert!(
        siobhan
            .record
            .involvements
            .iter()
            .filter(|held| held.ended.is_none())
            .count()
            >= 3
    );
    assert!(
        !view.other_addresses.is_empty() && view.carers.iter().any(|c| c.value.address.is_some())
    );
    assert!(
        view.other_names
            .iter()
            .any(|(used, _)| *used == NameUse::Former)
    );
    assert!(told("shielded").record.shielded);
    assert_eq!(told("one-sensitive").record.sensitive.len(), 1);
    assert_eq!(told("three-sensitive").record.sensitive.len(), 3);
    let unrecorded = assemble(&supplied(&told("unrecorded").record));
    assert!(
        unrecorded
            .gender
            .is_none_or(|g| g.value == Gender::NotSpecified)
    );
    assert!(unrecorded.services.is_empty());
    assert_eq!(
        unrecorded.whereabouts.unwrap().value,
        Whereabouts::NoKnownAddress
    );
    assert!(told("deceased").truth.died.is_some());
    assert_eq!(told("disputed").record.disputes.len(), 1);
    let khans = stories
        .iter()
        .filter(|story| story.child.truth.name.to_string() == "Mohammed Khan");
    assert_eq!(khans.count() as u64, KHANS);
    let owned = stories
        .iter()
        .flat_map(|s| &s.child.record.involvements)
        .filter(|h| h.owner.is_some());
    assert_eq!(owned.count() as u64, 2 * CASELOAD);
    let numbers: HashSet<_> = stories
        .iter()
        .map(|story| story.child.record.number)
        .collect();
    assert_eq!(numbers.len(), stories.len());
}

#[test]
fn children_of_one_and_of_three_sensitive_services_are_alike_rec_07() {
    let population = population(100);
    let stories = population.stories(&[]);
    let view = |key: &str| {
        let child = &stories.iter().find(|story| story.key == key).unwrap().child;
        let mut view = assemble(&supplied(&child.record));
        view.name = None;
        view.identifiers.clear();
        view
    };
    assert_eq!(view("one-sensitive"), view("three-sensitive"));
}

#[test]
fn children_start_school_in_september() {
    use chrono::Datelike;
    let population = population(2_000);
    let mut pupils = 0;
    for index in 0..2_000 {
        let truth = population.child(index).truth;
        let Some((_, since)) = truth.school else {
            continue;
        };
        pupils += 1;
        assert!(since.month() == 9 && since <= today() && age_on(truth.born, since) >= 4);
        assert!(
            truth
                .former_school
                .is_none_or(|(_, _, until)| until < since)
        );
    }
    assert!((1_300..1_600).contains(&pupils), "{pupils}");
}

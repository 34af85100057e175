//! Children placed for a test, and searching for them.

use chrono::NaiveDate;
use domain::best_view::{BestView, Dated};
use domain::child_record::{
    Address, DateOfBirth, Gender, NameUse, PersonName, Postcode, UniversalKind, UniversalService,
    Whereabouts,
};
use domain::clock::london_date;
use domain::id::{ChildNumber, OrganisationId};
use domain::reason::Reason;
use domain::search::{Criteria, Found, Match, SearchChildren, Searched, index};
use registry::testing::World;
use registry::{SignedIn, Stopped};
use sqlx::query;
use uuid::Uuid;

/// A child to be placed.
pub struct Child {
    view: BestView,
    shielded: bool,
}

fn dated<T>(value: T) -> Dated<T> {
    Dated {
        value,
        as_of: "2026-01-01".parse().unwrap(),
    }
}

impl Child {
    /// A girl at 12 High Street, ZB1 4QX.
    pub fn named(given: &str, family: &str, born: &str) -> Self {
        let address = Address {
            lines: vec!["12 High Street".into(), "Bradford".into()],
            postcode: Postcode::parse("ZB1 4QX").ok(),
        };
        let date: NaiveDate = born.parse().unwrap();
        let view = BestView {
            name: Some(dated(PersonName {
                given: given.into(),
                family: family.into(),
            })),
            date_of_birth: Some(dated(DateOfBirth {
                date,
                estimated: false,
            })),
            gender: Some(dated(Gender::Female)),
            whereabouts: Some(dated(Whereabouts::Current(address))),
            ..BestView::default()
        };
        Self {
            view,
            shielded: false,
        }
    }

    /// With a former surname.
    pub fn formerly(mut self, family: &str) -> Self {
        let given = self.view.name.as_ref().unwrap().value.given.clone();
        self.view.other_names.push((
            NameUse::Former,
            dated(PersonName {
                given,
                family: family.into(),
            }),
        ));
        self
    }

    /// At the world's school.
    pub fn at_school(mut self) -> Self {
        self.view.services.push(dated(UniversalService {
            kind: UniversalKind::EducationalSetting,
            organisation: OrganisationId(Uuid::from_u128(World::SCHOOL)),
            since: None,
            until: None,
        }));
        self
    }

    /// Shielded.
    pub fn shielded(self) -> Self {
        Self {
            shielded: true,
            ..self
        }
    }
}

/// Places a child under the n-th number.
pub async fn place(world: &World, n: u64, child: Child) -> ChildNumber {
    let number = ChildNumber::nth(n);
    let indexed = index(&child.view, child.shielded).unwrap();
    let owner = world.database.owner();
    let view = serde_json::to_value(&child.view).unwrap();
    query(
        "insert into live.child (child, given, family, date_of_birth, dob_estimated, gender, local_authority,
                                 shielded, leaves_live_on, best_view, sealed_view, search_facts, postcode)
         values ($1, $2, $3, $4, false, $5, 'E08000032', $6, '2040-01-01', $7, $8, $9, $10)",
    )
    .bind(number.stored())
    .bind(&indexed.name.given)
    .bind(&indexed.name.family)
    .bind(indexed.date_of_birth.date)
    .bind(indexed.gender.code())
    .bind(child.shielded)
    .bind((!child.shielded).then_some(view))
    .bind(child.shielded.then_some(b"sealed".as_slice()))
    .bind(&indexed.facts)
    .bind(&indexed.postcode)
    .execute(owner)
    .await
    .unwrap();
    for key in &indexed.keys {
        query("insert into live.child_key values ($1, $2, $3, $4, $5)")
            .bind(number.stored())
            .bind(key.date_of_birth)
            .bind(&key.postcode_district)
            .bind(&key.surname_key)
            .bind(&key.forename_key)
            .execute(owner)
            .await
            .unwrap();
    }
    for (school, key) in &indexed.schools {
        query("insert into live.school_key values ($1, $2, $3)")
            .bind(school.0)
            .bind(key)
            .bind(number.stored())
            .execute(owner)
            .await
            .unwrap();
    }
    for part in &indexed.parts {
        query(
            "insert into live.name_part (kind, part, key, uses) values ($1, $2, $3, 1)
             on conflict (kind, part) do update set uses = name_part.uses + 1",
        )
        .bind(part.kind.code())
        .bind(&part.part)
        .bind(&part.key)
        .execute(owner)
        .await
        .unwrap();
    }
    number
}

/// Criteria of name and date of birth, the latter as day/month/year or empty.
pub fn asked(given: &str, family: &str, born: &str) -> Criteria {
    let mut parts = born.split('/').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    Criteria {
        given: given.into(),
        family: family.into(),
        day: next(),
        month: next(),
        year: next(),
        ..Criteria::default()
    }
}

/// Searches for a reason.
pub async fn search_with(
    user: &SignedIn,
    criteria: Criteria,
    reason: Reason,
) -> Result<Searched, Stopped> {
    let criteria = criteria.check(london_date(user.standing().now)).unwrap();
    user.access(SearchChildren { criteria, reason }, registry::search::find)
        .await
}

/// Searches, providing a service.
pub async fn search(user: &SignedIn, criteria: Criteria) -> Result<Searched, Stopped> {
    search_with(
        user,
        criteria,
        Reason::given("providing-service", "").unwrap(),
    )
    .await
}

/// What a search finds.
pub async fn found(user: &SignedIn, criteria: Criteria) -> Found {
    search(user, criteria).await.unwrap().found
}

/// The matches of a search that shows some.
pub async fn shown(user: &SignedIn, criteria: Criteria) -> Vec<Match> {
    match found(user, criteria).await {
        Found::Matches(matches) => matches,
        Found::TooMany => panic!("too many"),
    }
}

/// The numbers of matches.
pub fn numbers(matches: &[Match]) -> Vec<ChildNumber> {
    matches.iter().map(Match::number).collect()
}

//! A small world for tests: two authorities, a few organisations, one account a role, and three
//! children: an ordinary one, a shielded one, and one with a sensitive service.

use std::net::{IpAddr, Ipv4Addr};

use domain::best_view::{BestView, Dated, Statement};
use domain::child_record::{
    Address, Carer, CarerRelation, DateOfBirth, Gender, Identifier, IdentifierScheme, NameUse,
    PersonName, Postcode, Telephone, UniversalKind, UniversalService, Whereabouts,
};
use domain::clock::attains;
use domain::id::{
    AccountId, ChildNumber, InvolvementId, LocalAuthorityCode, OrganisationId, ServiceId, SourceId,
    TeamId,
};
use domain::involvement::Level;
use domain::sensitive_service::{Attestation, Basis, GivenBy, Ground, SensitiveEntry};
use domain::shielding::Ground as ShieldGround;
use domain::standing::Role;
use sqlx::query;
use totp_rs::{Algorithm, Builder};
use uuid::Uuid;

use super::TestDatabase;
use crate::account::{Credentials, Session, accept_notice, hash_secret, seal_token_secret};
use crate::audit::Request;
use crate::child_record::store::{Record, store};
use crate::data_source::seal_statement;
use crate::door::SignedIn;
use crate::registry::Registry;
use crate::sensitive_service::seal_entry;

/// The secret of every test account's token.
const TOKEN_SECRET: &[u8; 20] = b"a token's secret, 20";

/// The made-up world.
pub struct World {
    /// Its database.
    pub database: TestDatabase,
    /// The registry over it.
    pub registry: Registry,
    /// An ordinary child: Ann Example, born 14 May 2015.
    pub child: ChildNumber,
    /// A shielded child: Sam Hidden, born 3 June 2012.
    pub shielded: ChildNumber,
    /// A child with one sensitive service: Kim Quiet, born 1 March 2011.
    pub quiet: ChildNumber,
}

/// A fixed identifier of one of the world's things.
pub(super) fn fixed(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

impl World {
    /// The health organisation, whose staff are the nurse and her manager.
    pub const HEALTH: u128 = 101;
    /// The school.
    pub const SCHOOL: u128 = 102;
    /// The authority's management team.
    pub const AUTHORITY: u128 = 103;
    /// The source that says everything of the world's children.
    pub const REGISTER: u128 = 601;
    /// The health organisation's health visiting service.
    pub const HEALTH_VISITING: u128 = 201;
    /// The school's support service.
    pub const SCHOOL_SUPPORT: u128 = 202;
    /// The health organisation's sensitive service.
    pub const SENSITIVE: u128 = 203;

    /// The shield of the shielded child; its one notice is the next.
    pub const SHIELD: u128 = 701;

    /// What is recorded of it with the quiet child.
    pub const QUIET_ENTRY: u128 = 401;

    /// Makes the world in a database of its own.
    pub async fn new() -> Self {
        let database = TestDatabase::new().await;
        database.execute(include_str!("world.sql")).await;
        let registry = database.registry().await;
        let password = hash_secret("a password of the tests", &*database.chance);
        let pin = hash_secret("4321", &*database.chance);
        for (place, role) in Role::ALL.into_iter().enumerate() {
            let organisation = match role {
                Role::Practitioner | Role::Manager | Role::SensitiveServicePractitioner => {
                    Self::HEALTH
                }
                Role::SupportStaff | Role::PartnerAdministrator => Self::SCHOOL,
                _ => Self::AUTHORITY,
            };
            add_account(&database, place, role, organisation, &password, &pin).await;
        }
        let child = ChildNumber::nth(1);
        let shielded = ChildNumber::nth(2);
        let quiet = ChildNumber::nth(3);
        add_child(&database, child, "Ann", "Example", "2015-05-14", false).await;
        add_child(&database, shielded, "Sam", "Hidden", "2012-06-03", true).await;
        add_child(&database, quiet, "Kim", "Quiet", "2011-03-01", false).await;
        add_sensitive(&database, quiet).await;
        query("insert into live.involvement (id, child, service, level, practitioner, telephone, started, as_of)
               values ($1, $2, $3, 'practitioner', $4, '01632 960002', '2024-09-01', '2024-09-01')")
            .bind(fixed(402))
            .bind(child.stored())
            .bind(fixed(Self::SCHOOL_SUPPORT))
            .bind(fixed(301 + 1))
            .execute(database.owner())
            .await
            .expect("an involvement");
        Self {
            database,
            registry,
            child,
            shielded,
            quiet,
        }
    }

    /// The user name of a role's account.
    pub fn user_name(role: Role) -> String {
        role.code().to_owned()
    }

    /// The account of a role.
    pub fn account(role: Role) -> AccountId {
        let place = Role::ALL
            .iter()
            .position(|r| *r == role)
            .expect("every role is listed");
        AccountId(fixed(1001 + place as u128))
    }

    /// A request from the network that every organisation of the world has registered.
    pub fn request(&self) -> Request {
        self.registry.request_from(IpAddr::V4(Ipv4Addr::LOCALHOST))
    }

    /// What the holder of a role types to sign in now.
    pub fn credentials(&self, role: Role) -> Credentials {
        Credentials {
            user_name: Self::user_name(role),
            password: "a password of the tests".to_owned(),
            pin: "4321".to_owned(),
            code: self.code(),
        }
    }

    /// The token's code now.
    pub fn code(&self) -> String {
        let totp = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(30)
            .with_secret(TOKEN_SECRET.to_vec())
            .build()
            .expect("the secret is long enough");
        totp.generate(self.registry.now().timestamp() as u64)
            .to_string()
    }

    /// Signs a role's account in, chooses its hat and accepts the notice. Moves the clock to the
    /// token's next step, so that the same account can sign in again.
    pub async fn signed_in(&self, role: Role) -> SignedIn {
        let token = self.token(role).await;
        match self.registry.authenticate(&token, self.request()).await {
            Ok(Session::SignedIn(user)) => *user,
            other => panic!("expected to be signed in: {}", other.is_ok()),
        }
    }

    /// The cookie's secret of a session that is ready to work.
    pub async fn token(&self, role: Role) -> String {
        let session = self
            .registry
            .sign_in(self.request(), self.credentials(role))
            .await
            .expect("the account can sign in");
        match self
            .registry
            .authenticate(&session.token, self.request())
            .await
        {
            Ok(Session::Arriving(arriving)) => arriving
                .caller()
                .access(domain::account::AcceptNotice, accept_notice)
                .await
                .expect("the notice can be accepted"),
            _ => panic!("a new session begins with the notice"),
        }
        self.database.clock.advance(chrono::TimeDelta::seconds(31));
        session.token
    }
}

async fn add_account(
    database: &TestDatabase,
    place: usize,
    role: Role,
    organisation: u128,
    password: &str,
    pin: &str,
) {
    let account = World::account(role);
    let practitioner = fixed(301 + place as u128);
    query(
        "insert into practitioner (id, organisation, team, name, job_title, telephone, email)
           values ($1, $2, $3, $4, $5, $6, 'someone@example.test')",
    )
    .bind(practitioner)
    .bind(fixed(organisation))
    .bind((organisation == World::HEALTH).then(|| fixed(501)))
    .bind(format!("The {}", role.code()))
    .bind(role.title())
    .bind(format!("01632 9601{place:02}"))
    .execute(database.owner())
    .await
    .expect("a practitioner");
    let sealed = seal_token_secret(
        &TestDatabase::keys(),
        account,
        TOKEN_SECRET,
        &*database.chance,
    );
    query("insert into account (id, practitioner, user_name, password_hash, pin_hash,
                                sealed_token_secret, state, vetted_on, trained_on, agreement_signed_on)
           values ($1, $2, $3, $4, $5, $6, 'active', '2025-01-06', '2025-01-20', '2025-01-21')")
        .bind(account.0)
        .bind(practitioner)
        .bind(World::user_name(role))
        .bind(password)
        .bind(pin)
        .bind(sealed)
        .execute(database.owner())
        .await
        .expect("an account");
    query(
        "insert into hat (id, account, role, organisation, team, local_authority)
           values ($1, $2, $3, $4, $5, 'E08000032')",
    )
    .bind(fixed(2001 + place as u128))
    .bind(account.0)
    .bind(role.code())
    .bind(fixed(organisation))
    .bind((organisation == World::HEALTH).then(|| fixed(501)))
    .execute(database.owner())
    .await
    .expect("a hat");
}

/// An involvement of the sensitive service, which a source keeps.
async fn add_sensitive(database: &TestDatabase, child: ChildNumber) {
    let date = |text: &str| text.parse::<chrono::NaiveDate>().expect("a date");
    let id = InvolvementId(fixed(World::QUIET_ENTRY));
    let entry = SensitiveEntry {
        service: ServiceId(fixed(World::SENSITIVE)),
        level: Level::Team,
        practitioner: None,
        team: Some(TeamId(fixed(501))),
        telephone: Telephone::parse("01632 960777").expect("a number"),
        started: date("2026-09-01"),
        ended: None,
        ground: Ground::Attested(Attestation {
            basis: Basis::Consent,
            given_by: Some(GivenBy::Child),
            given_on: date("2026-09-01"),
            attested_by: None,
            renew_by: date("2099-01-01"),
        }),
    };
    let sealed = seal_entry(&TestDatabase::keys(), id, &entry, &*database.chance);
    query(
        "insert into live.sensitive_involvement (id, child, sealed, visible_until, renew_by)
           values ($1, $2, $3, $4, $4)",
    )
    .bind(id.0)
    .bind(child.stored())
    .bind(sealed.expect("an entry"))
    .bind(entry.renew_by())
    .execute(database.owner())
    .await
    .expect("a sensitive involvement");
}

/// A best view with something in every place that a shielded record must not show.
fn best_view(given: &str, family: &str, date_of_birth: &str) -> BestView {
    let as_of = "2026-09-01".parse().expect("a date");
    let postcode = Postcode::parse("ZB1 4QX").expect("a postcode");
    let address = Address {
        lines: vec!["7 Findable Street".into(), "Bradford".into()],
        postcode: Some(postcode),
    };
    let name = PersonName {
        given: given.into(),
        family: family.into(),
    };
    BestView {
        name: Some(Dated { value: name, as_of }),
        other_names: vec![(
            NameUse::Former,
            Dated {
                value: PersonName {
                    given: given.into(),
                    family: "Formerly".into(),
                },
                as_of,
            },
        )],
        date_of_birth: Some(Dated {
            value: DateOfBirth {
                date: date_of_birth.parse().expect("a date"),
                estimated: false,
            },
            as_of,
        }),
        gender: Some(Dated {
            value: Gender::Female,
            as_of,
        }),
        whereabouts: Some(Dated {
            value: Whereabouts::Current(address),
            as_of,
        }),
        carers: vec![Dated {
            value: Carer {
                name: PersonName {
                    given: "Parent".into(),
                    family: "Nearby".into(),
                },
                relation: CarerRelation::ParentalResponsibility,
                address: None,
                telephone: Telephone::parse("07700 900123").ok(),
            },
            as_of,
        }],
        services: vec![Dated {
            value: UniversalService {
                kind: UniversalKind::EducationalSetting,
                organisation: OrganisationId(fixed(World::SCHOOL)),
                since: Some("2019-09-02".parse().expect("a date")),
                until: None,
            },
            as_of,
        }],
        identifiers: vec![Identifier {
            scheme: IdentifierScheme::Upn,
            value: "A123456789012".into(),
            allocated_by: OrganisationId(fixed(World::SCHOOL)),
        }],
        ..BestView::default()
    }
}

async fn add_child(
    database: &TestDatabase,
    child: ChildNumber,
    given: &str,
    family: &str,
    date_of_birth: &str,
    shielded: bool,
) {
    let view = best_view(given, family, date_of_birth);
    let record = Record {
        child,
        view: &view,
        local_authority: &LocalAuthorityCode("E08000032".to_owned()),
        shielded,
        leaves_live_on: attains(date_of_birth.parse().expect("a date"), 18),
    };
    let mut connection = database
        .owner()
        .acquire()
        .await
        .expect("the owner may connect");
    store(
        &mut connection,
        &TestDatabase::keys(),
        &*database.chance,
        &[record],
    )
    .await
    .expect("a record");
    state(database, child, &view, shielded).await;
}

/// Lets a source say everything that stands in a view, so that the view can be put together anew.
async fn state(database: &TestDatabase, child: ChildNumber, view: &BestView, shielded: bool) {
    let current = view.name.iter().map(|name| (NameUse::Current, &name.value));
    let others = view
        .other_names
        .iter()
        .map(|(used, name)| (*used, &name.value));
    let statement = Statement {
        names: current
            .chain(others)
            .map(|(used, name)| (used, name.clone()))
            .collect(),
        date_of_birth: view.date_of_birth.as_ref().map(|date| date.value),
        gender: view.gender.as_ref().map(|gender| gender.value),
        whereabouts: view.whereabouts.as_ref().map(|place| place.value.clone()),
        other_home: view.other_home.clone(),
        carers: view
            .carers
            .iter()
            .map(|carer| carer.value.clone())
            .collect(),
        services: view
            .services
            .iter()
            .map(|service| service.value.clone())
            .collect(),
        identifiers: view.identifiers.clone(),
        date_of_death: None,
        shield: shielded.then_some(ShieldGround::HarmToChild),
        ceased: None,
        correction: None,
    };
    let (keys, source) = (TestDatabase::keys(), SourceId(fixed(World::REGISTER)));
    let reference = child.stored().to_string();
    let sealed = shielded.then(|| {
        seal_statement(&keys, source, &reference, &statement, &*database.chance)
            .expect("a statement can be sealed")
    });
    let content = serde_json::to_value(&statement).expect("a statement can be written");
    query(
        "insert into live.statement (source, reference, child, supplied_at, verified, content, sealed)
         values ($1, $2, $3, '2026-09-01T12:00:00Z', false, $4, $5)",
    )
    .bind(source.0)
    .bind(&reference)
    .bind(child.stored())
    .bind((!shielded).then_some(content))
    .bind(sealed)
    .execute(database.owner())
    .await
    .expect("a statement");
    if shielded {
        add_shield(database, child, &reference).await;
    }
}

/// The shield of a record whose source says so. Its review is so far off that no test of another area
/// meets it.
async fn add_shield(database: &TestDatabase, child: ChildNumber, reference: &str) {
    query(
        "insert into live.shield (child, id, shielded_on, due_on)
         values ($1, $2, '2026-10-26', '2099-12-31')",
    )
    .bind(child.stored())
    .bind(fixed(World::SHIELD))
    .execute(database.owner())
    .await
    .expect("a shield");
    query(
        "insert into live.shield_notice (id, child, origin, source, reference, ground, raised_on)
         values ($1, $2, 'source', $3, $4, 'harm-to-child', '2026-10-26')",
    )
    .bind(fixed(World::SHIELD + 1))
    .bind(child.stored())
    .bind(fixed(World::REGISTER))
    .bind(reference)
    .execute(database.owner())
    .await
    .expect("a notice");
}

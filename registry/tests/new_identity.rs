//! New identities on a real database: who seals, what becomes of the old record, how a new one comes to
//! be, and that nothing joins the two (NEWID-01 … NEWID-08, G-DENY, MAT-04).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod appears;
mod no_link;
mod one_answer;
mod sealed;
mod swallowed;

use domain::archive::{AccessReason, CaseReference, SearchArchive, Searched, Wanted};
use domain::best_view::Statement;
use domain::child_record::{
    Address, DateOfBirth, Gender, Identifier, IdentifierScheme, NameUse, PersonName, Postcode,
    Whereabouts,
};
use domain::data_source::{Row, SupplyOutcome, SupplyRows};
use domain::id::{ChildNumber, OrganisationId, SourceId};
use domain::new_identity::{
    AskedBy, MakeRecord, NewRecord, ReleaseCode, SealRecord, ShowReleaseCode,
};
use domain::standing::Role;
use domain::work::Rule;
use registry::data_source::supply;
use registry::testing::World;
use registry::{SignedIn, Stopped, archive, new_identity};
use uuid::Uuid;

const MANAGER: Role = Role::LocalAuthorityManager;
const ADMINISTRATOR: Role = Role::DataAdministrator;
const CENTRAL: Role = Role::CentralTeam;
const NURSE: Role = Role::Practitioner;

/// A source of Leeds that has supplied thirty of its children.
const LEEDS_SCHOOLS: u128 = 711;

/// Seals a record, and gives the code.
async fn sealed(user: &SignedIn, child: ChildNumber) -> ReleaseCode {
    let act = SealRecord {
        child,
        asked_by: AskedBy::Police,
    };
    let kept = user.access(act, new_identity::seal).await.unwrap();
    let act = ShowReleaseCode { kept };
    let code = user.access(act, new_identity::show).await.unwrap();
    ReleaseCode::parse(&code).unwrap()
}

/// The manager of Leeds: another person than the manager of Bradford, of another body.
async fn manager_of_leeds(world: &World) -> SignedIn {
    world
        .database
        .execute(
            "update hat set role = 'local-authority-manager', local_authority = 'E08000035',
                            organisation = '00000000-0000-0000-0000-000000000066', team = null
             where role = 'data-administrator'",
        )
        .await;
    world.signed_in(ADMINISTRATOR).await
}

fn rose() -> NewRecord {
    let name = |given: &str| PersonName {
        given: given.into(),
        family: "Newton".into(),
    };
    NewRecord {
        name: name("Rose"),
        // The same as the old one's: that is for whoever arranges the identity to decide.
        date_of_birth: "2012-06-03".parse().unwrap(),
        gender: Gender::Female,
        address: leeds_address("12 Newbuild Way"),
        parents: vec![name("June")],
    }
}

fn leeds_address(line: &str) -> Address {
    Address {
        lines: vec![line.into(), "Leeds".into()],
        postcode: Postcode::parse("ZL1 4AB").ok(),
    }
}

async fn make(user: &SignedIn, code: &ReleaseCode) -> Result<(), Stopped> {
    let act = MakeRecord {
        code: code.clone(),
        record: rose(),
    };
    user.access(act, new_identity::make).await
}

/// Lets a source of Leeds supply children there, of whom there would be many.
async fn children_of_leeds(world: &World) {
    world
        .database
        .execute(
            "insert into source (id, name, kind, local_authority) values
                 ('00000000-0000-0000-0000-0000000002c7', 'Leeds schools', 'education', 'E08000035')",
        )
        .await;
    let rows = (0..30).map(|n| {
        let name = PersonName {
            given: format!("Pupil{n}"),
            family: "Leedsman".into(),
        };
        Row {
            number: 2 + n,
            reference: format!("LS-{:06}", 1_000 + n * 31_337),
            at: "2026-10-28T00:00:00Z".parse().unwrap(),
            statement: statement(name, leeds_address("1 School Lane")),
        }
    });
    let outcome = by(world, LEEDS_SCHOOLS, rows.collect()).await;
    assert_eq!(outcome.created, 30);
}

fn statement(name: PersonName, address: Address) -> Statement {
    Statement {
        names: vec![(NameUse::Current, name)],
        date_of_birth: Some(DateOfBirth {
            date: "2014-02-07".parse().unwrap(),
            estimated: false,
        }),
        gender: Some(Gender::Female),
        whereabouts: Some(Whereabouts::Current(address)),
        ..Statement::default()
    }
}

/// Has a source supply rows; the clock goes on a little, as it does.
async fn by(world: &World, source: u128, rows: Vec<Row>) -> SupplyOutcome {
    world.database.clock.advance(chrono::TimeDelta::seconds(1));
    let source = SourceId(Uuid::from_u128(source));
    let act = SupplyRows {
        source,
        file: "5f".repeat(32),
        rows,
        queued: None,
    };
    let registry = world.registry.as_source(source);
    registry.access(act, supply).await.unwrap()
}

/// The one UPN that the world's children have, which is the child's of the test alone.
fn upn() -> Identifier {
    Identifier {
        scheme: IdentifierScheme::Upn,
        value: "A123456789012".into(),
        allocated_by: OrganisationId(Uuid::from_u128(World::SCHOOL)),
    }
}

/// Takes that number from everyone but one child.
async fn upn_of_one(world: &World, child: ChildNumber) {
    let child = child.stored();
    world
        .database
        .execute(&format!(
            "update live.statement set content = jsonb_set(content, '{{identifiers}}', '[]')
             where child <> {child} and content is not null;
             update live.child set best_view = jsonb_set(best_view, '{{identifiers}}', '[]')
             where child <> {child} and best_view is not null;
             delete from live.identifier where child <> {child}"
        ))
        .await;
}

/// Day after day, for three weeks, whatever is due is done each morning and evening.
async fn three_weeks(world: &World) {
    for _ in 0..42 {
        world.database.clock.advance(chrono::TimeDelta::hours(12));
        world.registry.catch_up().await.unwrap();
    }
}

fn reference() -> CaseReference {
    CaseReference::parse("COURT/2026-7").unwrap()
}

async fn look_for(
    user: &SignedIn,
    wanted: Wanted,
    reason: AccessReason,
) -> Result<Searched, Stopped> {
    let act = SearchArchive {
        wanted,
        reason,
        reference: reference(),
    };
    user.access(act, archive::search).await
}

/// How many rows of the live directory name a child.
async fn live_rows(world: &World, child: ChildNumber) -> usize {
    let tables = "select n.nspname || '.' || k.relname from pg_attribute a
                  join pg_class k on k.oid = a.attrelid join pg_namespace n on n.oid = k.relnamespace
                  where n.nspname = 'live' and k.relkind = 'r' and a.attname = 'child'";
    let mut rows = 0;
    for table in world.database.rows(tables).await {
        let sql = format!("select 1 from {table} where child = {}", child.stored());
        rows += world.database.rows(&sql).await.len();
    }
    rows
}

/// The numbers of children of a family name.
async fn called(world: &World, family: &str) -> Vec<ChildNumber> {
    let sql = format!("select child from live.child where family = '{family}' order by child");
    let rows = world.database.rows(&sql).await;
    rows.iter()
        .map(|row| ChildNumber::from_stored(row.parse().unwrap()).unwrap())
        .collect()
}

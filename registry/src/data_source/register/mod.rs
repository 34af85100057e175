//! Registering a source and finding it again, the way it goes from there (section 4.12), and how its
//! feed is doing.

mod overview;
pub(super) mod sql;
mod steps;
pub(crate) mod work;

use domain::act::Act;
use domain::best_view::SourceKind;
use domain::data_source::{
    Body, DecideAccreditation, DecideHeld, FindSource, FoundSource, ListSources, PrepareSource,
    RegisterSource, SignAgreement, Source, SourceHeld, TakeStep, ViewSource, kinds, stands_behind,
};
use domain::id::{LocalAuthorityCode, OrganisationId, SourceId};
use domain::refusal::{Problem, Refusal, Rejection};
use domain::standing::Actor;
use serde_json::json;
use sqlx::PgConnection;

pub use overview::{list, prepare, view};
pub(super) use steps::tell_keepers;
pub use steps::{decide, decide_held, sign, take};

use crate::door::{Access, KnownAct, Stopped, admit, sealed};
use crate::local_authority;
use crate::stored::known;

admit!(RegisterSource, FindSource, ListSources, PrepareSource);

/// Declares acts on which a source bears, locked until the act is done.
macro_rules! on_a_source {
    ($($act:ty),+ $(,)?) => {$(
        impl sealed::Sealed for $act {}
        impl KnownAct for $act {
            async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
                let source = access.act().source;
                held(access, source).await
            }
        }
    )+};
}

on_a_source!(SignAgreement, DecideAccreditation, TakeStep, DecideHeld);

impl sealed::Sealed for ViewSource {}

impl KnownAct for ViewSource {
    async fn bearing(access: &mut Access<Self>) -> Result<Self::Bearing, Stopped> {
        let (source, today) = (access.act().source, access.today());
        let row = sql::standing(access.connection(), source).await?;
        Ok(row.filter(|row| !row.own).map(|row| row.held(today)))
    }
}

/// How a source stands today; none where nobody registered it. It is locked until the act is done.
pub(crate) async fn held<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<Option<SourceHeld>, Stopped> {
    let today = access.today();
    let row = sql::lock(access.connection(), source).await?;
    Ok(row.map(|row| row.held(today)))
}

/// Its row, for an operation whose act was permitted on it.
async fn existing<A: Act>(
    access: &mut Access<A>,
    source: SourceId,
) -> Result<sql::StandingRow, Stopped> {
    let row = sql::lock(access.connection(), source).await?;
    Ok(row.ok_or(Refusal::NoSuchRecord)?)
}

/// Registers a source. Rejected where its name is taken, its authority unknown, or its body not one that
/// can be behind such a source.
pub async fn register(access: &mut Access<RegisterSource>) -> Result<SourceId, Stopped> {
    let (id, today) = (SourceId::random(access.chance()), access.today());
    let operator = access.standing().actor == Actor::System;
    let act = access.act();
    let (name, kind, connected_until) = (act.name.clone(), act.kind, act.accredited_until);
    let authority = act.local_authority.clone();
    let organisation = act.organisation.clone();
    let connection = access.connection();
    if let Some(code) = &authority
        && !local_authority::exists(connection, code).await?
    {
        return Err(Rejection::of("local_authority", "There is no such local authority").into());
    }
    let mut problems = Vec::new();
    // An operator knows what a source is; people choose from what there can be (FEED-01).
    if !operator && !kinds(authority.is_some()).contains(&kind) {
        problems.push(Problem::new("kind", "Select what kind of source it is"));
    }
    let body = match organisation {
        Some(body) => match meant(connection, body, authority.as_ref()).await? {
            Ok(body) => Some(body),
            Err(problem) => {
                problems.push(problem);
                None
            }
        },
        None if operator => None,
        None => {
            problems.push(Problem::new(
                "organisation",
                "Select who is behind the source",
            ));
            None
        }
    };
    if problems.is_empty()
        && let Some(body) = &body
        && !operator
        && !stands_behind(body.kind, kind)
    {
        let message = "A body of this sort does not supply as such a source: select another kind or another body";
        problems.push(Problem::new("organisation", message));
    }
    Rejection::unless_empty(problems)?;
    let new = sql::NewSource {
        id,
        name: &name,
        kind,
        authority: authority.as_ref(),
        organisation: body.map(|body| body.id),
        own: false,
        connected_until,
    };
    if !sql::register(connection, new, today).await? {
        return Err(Rejection::of("name", "A source of that name is registered already").into());
    }
    access.note(json!({ "source": id }));
    Ok(id)
}

/// The one body that is meant, in an authority where one is given.
async fn meant(
    connection: &mut PgConnection,
    body: Body,
    authority: Option<&LocalAuthorityCode>,
) -> Result<Result<sql::BodyRow, Problem>, Stopped> {
    let authority = authority.map(|code| code.0.as_str());
    let problem = |message| Ok(Err(Problem::new("organisation", message)));
    let name = match body {
        Body::Known(id) => {
            let found = sql::organisation(connection, id, authority).await?;
            return match found {
                Some(one) => Ok(Ok(one)),
                None => problem("Select who is behind the source"),
            };
        }
        Body::Named(name) => name,
    };
    let mut found = sql::organisations_named(connection, &name, authority).await?;
    match (found.pop(), found.pop()) {
        (Some(one), None) => Ok(Ok(one)),
        (None, _) => problem("There is no organisation of that name"),
        _ => problem("Several organisations have that name: say in which local authority"),
    }
}

/// The source of a name, and whether anything is taken in from it; none where none is registered.
pub async fn find(access: &mut Access<FindSource>) -> Result<Option<FoundSource>, Stopped> {
    let (name, today) = (access.act().name.clone(), access.today());
    let Some(row) = sql::source_named(access.connection(), &name, false).await? else {
        return Ok(None);
    };
    let source = registered(row)?;
    let standing = sql::standing(access.connection(), source.id).await?;
    let standing = standing.ok_or(Refusal::NoSuchRecord)?;
    Ok(Some(FoundSource {
        source,
        state: standing.held(today).state,
        accepts: standing.accepts(today),
    }))
}

/// A registered source.
pub(crate) async fn with_id(
    connection: &mut PgConnection,
    id: SourceId,
) -> Result<Source, Stopped> {
    let row = super::sql::source(connection, id).await?;
    registered(row.ok_or(Refusal::NoSuchRecord)?)
}

/// The same, of its row.
fn registered(row: super::sql::SourceRow) -> Result<Source, Stopped> {
    Ok(Source {
        id: SourceId(row.id),
        name: row.name,
        kind: known(SourceKind::from_code(&row.kind))?,
        organisation: row.organisation.map(OrganisationId),
        local_authority: row.local_authority.map(LocalAuthorityCode),
    })
}

//! What is shown of sources.

use chrono::NaiveDate;
use domain::best_view::SourceKind;
use domain::data_source::{
    Footing, ListSources, OrganisationKind, PrepareSource, SourceListed, SourceShown, SourceState,
    Sources, ViewSource, WhyRejected, amends, decides_held, due_on, is_silent, overdue_from,
    renews, steps_open,
};
use domain::feed::adds_keys;
use domain::id::SourceId;
use domain::refusal::Refusal;
use domain::service_catalogue::OrganisationChoice;
use domain::standing::Role;

use super::sql;
use crate::data_quality;
use crate::door::{Access, Stopped};
use crate::feed;
use crate::stored::known;

/// The day from which a connected source's next supply is counted, and the days between two.
fn counted(row: &sql::ListedRow, state: SourceState) -> Option<(NaiveDate, u32)> {
    let cadence = u32::try_from(row.cadence_days?).ok()?;
    let last = row
        .last
        .map_or(row.state_since, |last| last.max(row.state_since));
    (state == SourceState::Connected).then_some((last, cadence))
}

/// A line of the list, as it stands today.
fn listed(row: &sql::ListedRow, today: NaiveDate) -> sqlx::Result<SourceListed> {
    let state = known(SourceState::from_code(&row.state))?.on(row.accredited_until, today);
    let overdue = counted(row, state).map(|(last, cadence)| overdue_from(last, cadence));
    Ok(SourceListed {
        id: SourceId(row.id),
        name: row.name.clone(),
        authority: row.authority.clone(),
        state,
        last: row.last,
        overdue_since: overdue.filter(|day| *day <= today),
        accredited_until: row.accredited_until,
    })
}

/// The sources that whoever asks has to do with: an authority's own, or all to the central team.
pub async fn list(access: &mut Access<ListSources>) -> Result<Sources, Stopped> {
    let today = access.today();
    let hat = access.hat()?.clone();
    let national = hat.role == Role::CentralTeam;
    let authority = match national {
        true => None,
        false => Some(hat.local_authority.ok_or(Refusal::Role)?),
    };
    let rows = sql::listed(access.connection(), authority.as_ref(), None).await?;
    let sources = rows.iter().map(|row| listed(row, today));
    Ok(Sources {
        sources: sources.collect::<sqlx::Result<_>>()?,
        national,
    })
}

/// The bodies that may be behind a source which whoever asks registers, and whether it is a national one.
pub async fn prepare(
    access: &mut Access<PrepareSource>,
) -> Result<(Vec<OrganisationChoice>, bool), Stopped> {
    let hat = access.hat()?.clone();
    let national = hat.role == Role::CentralTeam;
    let authority = hat.local_authority.filter(|_| !national);
    let bodies = sql::bodies(access.connection(), authority.as_ref()).await?;
    Ok((bodies, national))
}

/// One source, and how its feed is doing.
pub async fn view(access: &mut Access<ViewSource>) -> Result<SourceShown, Stopped> {
    let (source, today) = (access.act().source, access.today());
    let standing = sql::standing(access.connection(), source).await?;
    let held = standing.ok_or(Refusal::NoSuchRecord)?.held(today);
    let rows = sql::listed(access.connection(), None, Some(source)).await?;
    let row = rows.first().ok_or(Refusal::NoSuchRecord)?;
    let listed = listed(row, today)?;
    let kind = known(SourceKind::from_code(&row.kind))?;
    let body = row.body.as_deref().map(OrganisationKind::from_code);
    let body = body.map(known).transpose()?;
    let why = row.rejected_because.as_deref().map(WhyRejected::from_code);
    // The job has not written the pause down yet.
    let ran_out = row.state == SourceState::Connected.code() && held.state == SourceState::Paused;
    let decides = decides_held(access.standing(), &held);
    Ok(SourceShown {
        kind,
        footing: Footing::of(kind, held.local_authority.is_some(), body),
        organisation: row.organisation.clone(),
        since: match row.accredited_until {
            Some(until) if ran_out => until,
            _ => row.state_since,
        },
        stopped_by: held.stopped_by,
        agreement: sql::agreement(access.connection(), source).await?,
        rejected_because: why.map(known).transpose()?,
        due_on: counted(row, held.state).map(|(last, cadence)| due_on(last, cadence)),
        silent: is_silent(row.last.unwrap_or(row.registered_on), today),
        weeks: sql::weeks(access.connection(), source, today).await?,
        quality: data_quality::of_source(access, source).await?,
        held: feed::held_of(access, source, decides).await?,
        keys: feed::keys_of(access, source).await?,
        adds_keys: adds_keys(access.standing(), &held),
        steps: steps_open(access.standing(), source, &held),
        amends: amends(access.standing(), &held),
        renews: renews(access.standing(), &held),
        listed,
    })
}

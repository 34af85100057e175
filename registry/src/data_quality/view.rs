//! The measures as they are shown, and the estimates against which coverage is measured.

use std::collections::BTreeMap;

use domain::data_quality::{
    LoadEstimates, Part, PartOf, QualityShown, Shares, ViewEstimates, ViewQuality, WeekOfQuality,
};
use domain::desk::Week;
use domain::id::LocalAuthorityCode;
use domain::refusal::{Refusal, Rejection};
use domain::standing::Role;

use super::sql::{self, PartRow};
use crate::door::{Access, Stopped, admit};
use crate::local_authority;

admit!(ViewQuality, ViewEstimates, LoadEstimates);

/// The measures of an authority with its sources, or of the nation with its authorities and the national
/// sources: figures that are kept, and nothing counted (DQ-01).
pub async fn view(access: &mut Access<ViewQuality>) -> Result<QualityShown, Stopped> {
    let (today, asked) = (access.today(), access.act().authority.clone());
    let hat = access.hat()?;
    let authority = match (asked, hat.role) {
        (Some(asked), _) => Some(asked),
        (None, Role::CentralTeam) => None,
        (None, _) => Some(hat.local_authority.clone().ok_or(Refusal::Role)?),
    };
    let connection = access.connection();
    let name = match &authority {
        Some(authority) => {
            let name = local_authority::name(connection, authority).await?;
            Some(name.ok_or(Refusal::NoSuchRecord)?)
        }
        None => None,
    };
    let mut weeks = BTreeMap::<_, Shares>::new();
    for row in sql::weeks(connection, authority.as_ref(), today).await? {
        row.add_to(weeks.entry(row.week).or_default())?;
    }
    let mut shown = Vec::new();
    if let Some(latest) = weeks.keys().next_back().copied() {
        if authority.is_none() {
            shown = parts(sql::authorities(connection, latest).await?)?;
        }
        let sources = sql::sources(connection, authority.as_ref(), latest).await?;
        shown.extend(parts(sources)?);
    }
    let weeks = weeks.into_iter().map(|(monday, shares)| WeekOfQuality {
        week: Week::of(monday),
        shares,
    });
    Ok(QualityShown {
        authority: name,
        weeks: weeks.collect(),
        parts: shown,
    })
}

/// Rows of figures, gathered by what they are of; those of one come together.
fn parts(rows: Vec<PartRow>) -> Result<Vec<Part>, Stopped> {
    let mut parts: Vec<Part> = Vec::new();
    for row in rows {
        let part = match &row.code {
            Some(code) => PartOf::Authority(LocalAuthorityCode(code.clone())),
            None => PartOf::Source,
        };
        let same = parts
            .last()
            .is_some_and(|last| last.part == part && last.name == row.name);
        if !same {
            parts.push(Part {
                part,
                name: row.name.clone(),
                shares: Shares::default(),
            });
        }
        if let Some(last) = parts.last_mut() {
            row.add_to(&mut last.shares)?;
        }
    }
    Ok(parts)
}

/// Every authority with the year and the number of its latest estimate, where there is one.
pub async fn estimates(
    access: &mut Access<ViewEstimates>,
) -> Result<Vec<(LocalAuthorityCode, String, Option<(i32, i32)>)>, Stopped> {
    let rows = sql::estimates(access.connection()).await?;
    let shown = rows.into_iter().map(|row| {
        let latest = row.year.zip(row.children);
        (
            LocalAuthorityCode(row.code),
            row.name,
            latest.map(|(year, children)| (i32::from(year), children)),
        )
    });
    Ok(shown.collect())
}

/// Takes estimates in. Rejected as a whole where a code is no authority's.
pub async fn load_estimates(access: &mut Access<LoadEstimates>) -> Result<(), Stopped> {
    let (year, estimates) = (access.act().year, access.act().estimates.clone());
    let codes: Vec<String> = estimates
        .iter()
        .map(|one| one.authority.0.clone())
        .collect();
    if sql::unknown_codes(access.connection(), &codes).await? > 0 {
        let message = "Check the codes: at least one is not a local authority’s";
        return Err(Rejection::of("lines", message).into());
    }
    let year = i16::try_from(year)
        .map_err(|_| Rejection::of("year", "Enter the year of the estimate, like 2026"))?;
    sql::load_estimates(access.connection(), year, &estimates).await?;
    Ok(())
}

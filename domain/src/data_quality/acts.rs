//! Who sees how good the data are, and who sees what fails.

use serde_json::json;

use super::Estimate;
use crate::act::Act;
use crate::audit::Event;
use crate::id::LocalAuthorityCode;
use crate::listed::Page;
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Seeing the measures: an authority's management team those of its own, the central team all.
#[derive(Debug)]
pub struct ViewQuality {
    /// Of which authority; none for one's own, or the nation's.
    pub authority: Option<LocalAuthorityCode>,
}

impl Act for ViewQuality {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("dq.viewed").detail(json!({ "local_authority": self.authority }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        match &self.authority {
            _ if hat.role == Role::CentralTeam => Ok(()),
            _ if !hat.role.manages_records() => Err(Refusal::Role),
            Some(asked) if hat.local_authority.as_ref() != Some(asked) => Err(Refusal::NotYours),
            _ => Ok(()),
        }
    }
}

/// Seeing which estimates are held.
#[derive(Debug)]
pub struct ViewEstimates;

impl Act for ViewEstimates {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("refdata.viewed").about("reference-data", "population-estimates")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        central(standing)
    }
}

/// Stating how many children live where, by the estimate of a year: in place of what stands for that year.
#[derive(Debug)]
pub struct LoadEstimates {
    /// Which year's.
    pub year: i32,
    /// Authority by authority.
    pub estimates: Vec<Estimate>,
}

impl Act for LoadEstimates {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("refdata.changed")
            .about("reference-data", "population-estimates")
            .detail(json!({ "year": self.year, "estimates": self.estimates }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        central(standing)
    }
}

fn central(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(Role::CentralTeam) => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Listing the records of one's authority on which something is missing (DQ-03).
#[derive(Debug)]
pub struct ListIncomplete {
    /// Which page.
    pub page: Page,
}

/// Listing the records of one's authority to which rows led that are alike within their source (DQ-03).
#[derive(Debug)]
pub struct ListDuplicates {
    /// Which page.
    pub page: Page,
}

/// Lists of failing rows are the data administrator's alone (DQ-03).
fn administers(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(Role::DataAdministrator) => Ok(()),
        _ => Err(Refusal::Role),
    }
}

impl Act for ListIncomplete {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("dq.listed").detail(json!({ "list": "incomplete", "page": self.page.number() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        administers(standing)
    }
}

impl Act for ListDuplicates {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("dq.listed").detail(json!({ "list": "duplicates", "page": self.page.number() }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        administers(standing)
    }
}

/// Listing what concerns the data of one's authority's shielded records: for those who see them (D-32,
/// D-33, matrix rows 3 and 53).
#[derive(Debug)]
pub struct ListShieldedData;

impl Act for ListShieldedData {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("dq.listed").detail(json!({ "list": "shielded" }))
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        let own = hat.local_authority.as_ref().ok_or(Refusal::Role)?;
        hat.sees_shields_of(own).then_some(()).ok_or(Refusal::Role)
    }
}

//! Figures to plan services by: counted once for each week that has ended ([`work`]), and shown as nothing
//! but rounded numbers (STA-01 … STA-03).

mod sql;
pub(crate) mod work;

use domain::refusal::Refusal;
use domain::standing::Role;
use domain::statistics::{AgeBand, Counted, StatisticsShown, ViewStatistics};

use crate::door::{Access, Stopped, admit};
use crate::local_authority;
use crate::stored::known;

admit!(ViewStatistics);

/// The figures of the latest week that was counted: of one's own authority, or of the nation.
pub async fn view(access: &mut Access<ViewStatistics>) -> Result<StatisticsShown, Stopped> {
    let hat = access.hat()?;
    let authority = match hat.role {
        Role::CentralTeam => None,
        _ => Some(hat.local_authority.clone().ok_or(Refusal::Role)?),
    };
    let connection = access.connection();
    let name = match &authority {
        Some(authority) => local_authority::name(connection, authority).await?,
        None => None,
    };
    let rows = sql::latest(connection, authority.as_ref()).await?;
    let mut counts = [Counted::default(); AgeBand::ALL.len()];
    for row in &rows {
        let band = known(AgeBand::from_code(&row.band))?;
        let places = counts.iter_mut().zip(AgeBand::ALL);
        for (place, _) in places.filter(|(_, one)| **one == band) {
            *place = [row.children, row.supported, row.assessed, row.led];
        }
    }
    Ok(StatisticsShown {
        authority: name,
        counted_on: rows.first().map(|row| row.counted_on),
        columns: StatisticsShown::columns(&counts),
    })
}

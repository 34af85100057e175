//! Applying rows about involvements: in the clear, or by the gate of the sensitive services
//! (SENS-02, SENS-03, SENS-06).

use domain::act::Act;
use domain::data_source::{
    InvolvementRow, RowCode, SaidInvolvement, SaidPractitioner, SaidService, SupplyOutcome,
    SupplyRows, WeighRows, Weighed,
};
use domain::id::{InvolvementId, OrganisationId, PractitionerId, TeamId};
use domain::involvement::EntryChanges;
use domain::sensitive_service::{Basis, Ground, SensitiveEntry};

use super::entries::{self, About, Cannot, Placed, Said};
use super::{AppliedRow, sql, weigh};
use crate::door::{Access, Stopped, sealed};
use crate::involvement::{self, SuppliedInvolvement, Taken};
use crate::sensitive_service::{self, Known};

impl sealed::Sealed for InvolvementRow {}

impl AppliedRow for InvolvementRow {
    fn apply(
        access: &mut Access<SupplyRows<Self>>,
        rows: Vec<Self>,
    ) -> impl Future<Output = Result<SupplyOutcome, Stopped>> + Send {
        entries::apply(access, rows)
    }

    fn weigh(
        access: &mut Access<WeighRows<Self>>,
        rows: Vec<Self>,
    ) -> impl Future<Output = Result<Vec<Weighed>, Stopped>> + Send {
        weigh::entries(access, rows)
    }
}

impl Said for SaidInvolvement {
    fn service(&self) -> &SaidService {
        &self.service
    }

    fn names_somebody(&self) -> bool {
        self.practitioner.is_some()
    }

    fn wants_a_basis(&self) -> bool {
        self.basis.is_none() && self.withdrawn.is_none()
    }

    fn place<A: Act>(
        access: &mut Access<A>,
        about: About<'_, Self>,
    ) -> impl Future<Output = Result<Placed, Cannot>> + Send {
        place(access, about)
    }
}

async fn place<A: Act>(
    access: &mut Access<A>,
    about: About<'_, SaidInvolvement>,
) -> Result<Placed, Cannot> {
    let (said, today) = (about.said, access.today());
    let details = EntryChanges {
        level: said.level,
        telephone: said.telephone.clone(),
        started: said.started,
    };
    details
        .check(about.child.date_of_birth, today)
        .map_err(|_| RowCode::BeforeBirth)?;
    let before = about
        .before
        .as_ref()
        .map(|(entry, _)| InvolvementId(*entry));
    let sealed = match before {
        Some(entry) => sensitive_service::is_sealed(access, entry).await?,
        None => false,
    };
    if about.service.sensitive || sealed {
        return place_sensitive(access, about, before).await;
    }
    if said.withdrawn.is_some() {
        return Err(RowCode::Basis.into());
    }
    let organisation = about.service.organisation;
    let new = SuppliedInvolvement {
        child: about.child.number,
        service: about.service.id,
        universal: about.service.universal,
        practitioner: practitioner(access, organisation, said.practitioner.as_ref()).await?,
        team: team(access, organisation, said.team.as_deref()).await?,
        details,
        ended: said.ended,
        at: about.at,
    };
    match involvement::supplied(access, before, &new).await? {
        Some(entry) => Ok(Placed {
            entry: entry.0,
            closed: false,
        }),
        None => Err(RowCode::Closed.into()),
    }
}

/// The gate: nothing of a sensitive service without its basis, and nothing that was withdrawn.
async fn place_sensitive<A: Act>(
    access: &mut Access<A>,
    about: About<'_, SaidInvolvement>,
    before: Option<InvolvementId>,
) -> Result<Placed, Cannot> {
    let (said, today) = (about.said, access.today());
    let kind = said.basis.as_ref().map(|basis| basis.kind);
    let withdrawn = said.withdrawn.is_some();
    let ground = match (&said.basis, withdrawn) {
        (_, true) if kind == Some(Basis::SignificantHarm) => return Err(RowCode::Basis.into()),
        // Of what was withdrawn nothing is kept but that: it counts for no day.
        (_, true) => Ground::Awaited { until: today },
        (None, false) => return Err(RowCode::NoBasis.into()),
        (Some(basis), false) => Ground::Attested(basis.attest(today)?),
    };
    let organisation = about.service.organisation;
    let entry = SensitiveEntry {
        service: about.service.id,
        level: said.level,
        practitioner: practitioner(access, organisation, said.practitioner.as_ref()).await?,
        team: team(access, organisation, said.team.as_deref()).await?,
        telephone: said.telephone.clone(),
        started: said.started,
        ended: said.ended,
        ground,
    };
    let had_ended = about
        .before
        .as_ref()
        .is_some_and(|(_, said)| said.ended.is_some());
    if had_ended && said.ended.is_none() && !withdrawn {
        return Err(RowCode::Closed.into());
    }
    let child = about.child.number;
    let known = match sensitive_service::known(access, child, before, &entry).await? {
        Known::Nowhere => match before {
            Some(id) => out_of_the_clear(access, id, had_ended && !withdrawn).await?,
            None => Known::Nowhere,
        },
        known => known,
    };
    if withdrawn {
        let authority = &about.child.local_authority;
        let gone = sensitive_service::withdraw_supplied(access, child, known, entry, authority);
        return Ok(Placed {
            entry: gone.await?.0,
            closed: true,
        });
    }
    let born = about.child.date_of_birth;
    let entry = sensitive_service::supplied(access, child, known, entry, born).await?;
    Ok(Placed {
        entry: entry.0,
        closed: false,
    })
}

/// An entry that is not sealed though its service is sensitive: flagged a moment ago, or no longer on
/// the record. One that had ended, or whose consent was withdrawn, does not come again; one whose
/// consent ran out does, with a new one.
async fn out_of_the_clear<A: Act>(
    access: &mut Access<A>,
    id: InvolvementId,
    over: bool,
) -> Result<Known, Cannot> {
    match involvement::take_supplied(access, id).await? {
        Taken::Supplied => Ok(Known::Unsealed(id)),
        Taken::Kept => Ok(Known::Elsewhere(id)),
        Taken::Nothing if over || sensitive_service::was_withdrawn(access, id).await? => {
            Err(RowCode::Closed.into())
        }
        Taken::Nothing => Ok(Known::Nowhere),
    }
}

/// The practitioner whom a row names, who becomes known by it if need be.
pub(super) async fn practitioner<A: Act>(
    access: &mut Access<A>,
    organisation: OrganisationId,
    said: Option<&SaidPractitioner>,
) -> Result<Option<PractitionerId>, Stopped> {
    match said {
        Some(said) => {
            let new = said.clone().into();
            let known = involvement::practitioner(access, organisation, &new).await?;
            Ok(Some(known))
        }
        None => Ok(None),
    }
}

/// The team that a row names.
async fn team<A: Act>(
    access: &mut Access<A>,
    organisation: OrganisationId,
    name: Option<&str>,
) -> Result<Option<TeamId>, Cannot> {
    let Some(name) = name else {
        return Ok(None);
    };
    let team = sql::team_named(access.connection(), organisation.0, name).await?;
    Ok(Some(TeamId(team.ok_or(RowCode::Team)?)))
}

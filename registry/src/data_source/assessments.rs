//! Applying rows about who holds a common assessment, by the rules of those who record it by hand
//! (CAF-01, CAF-04, CAF-08).

use domain::act::Act;
use domain::data_source::{
    AssessmentRow, RowCode, SaidAssessment, SaidService, SupplyOutcome, SupplyRows, WeighRows,
    Weighed,
};
use domain::holder::{Neutral, check_since};
use domain::id::CafId;

use super::entries::{self, About, Cannot, Placed, Said};
use super::involvements::practitioner;
use super::{AppliedRow, weigh};
use crate::caf::{self, Holding};
use crate::door::{Access, Stopped, sealed};
use crate::holder;

impl sealed::Sealed for AssessmentRow {}

impl AppliedRow for AssessmentRow {
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

impl Said for SaidAssessment {
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
    about: About<'_, SaidAssessment>,
) -> Result<Placed, Cannot> {
    let (said, today) = (about.said, access.today());
    check_since(
        "undertaken",
        said.undertaken,
        about.child.date_of_birth,
        today,
    )
    .map_err(|_| RowCode::BeforeBirth)?;
    let child = about.child.number;
    let own = about.before.as_ref().map(|(entry, _)| CafId(*entry));
    if said.withdrawn.is_some() {
        // Of any other holder no consent is asked (CAF-02).
        if !about.service.sensitive {
            return Err(RowCode::Basis.into());
        }
        let entry = own.unwrap_or_else(|| CafId::random(access.chance()));
        caf::withdraw_supplied(access, child, entry).await?;
        return Ok(Placed {
            entry: entry.0,
            closed: true,
        });
    }
    let neutral = if about.service.sensitive {
        Some(shown_as(access, &about).await?)
    } else {
        None
    };
    let organisation = about.service.organisation;
    let holding = Holding {
        child,
        undertaken: said.undertaken,
        service: about.service.id,
        practitioner: practitioner(access, organisation, said.practitioner.as_ref()).await?,
        neutral,
        owner: None,
    };
    let placed = caf::place(access, &holding, own).await?;
    Ok(Placed {
        entry: placed.entry.0,
        closed: false,
    })
}

/// How a holder of a sensitive service is shown: with consent to that, under an agreed line, and
/// never without a name behind it.
async fn shown_as<A: Act>(
    access: &mut Access<A>,
    about: &About<'_, SaidAssessment>,
) -> Result<Neutral, Cannot> {
    let (said, today) = (about.said, access.today());
    let basis = said.basis.as_ref().ok_or(RowCode::NoBasis)?;
    let attestation = basis.attest_shown(today)?;
    if said.practitioner.is_none() {
        return Err(RowCode::Practitioner.into());
    }
    let words = said.line.as_deref().ok_or(RowCode::Line)?;
    let line = holder::line_in_use(access, about.service.organisation, words).await?;
    Ok(Neutral {
        line: line.ok_or(RowCode::Line)?,
        attestation,
    })
}

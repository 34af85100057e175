//! Involvements that a source keeps: they have no owner. What a person keeps, the source leaves as
//! it is, and supplies nothing beside it (UPD-05).

use chrono::NaiveDate;
use domain::act::Act;
use domain::clock::{Moment, london_date};
use domain::holder::NewPractitioner;
use domain::id::{ChildNumber, InvolvementId, OrganisationId, PractitionerId, ServiceId, TeamId};
use domain::involvement::{EntryChanges, Stage};

use super::sql;
use crate::door::{Access, Stopped};

/// What a source says of an involvement, with everything that it names.
pub(crate) struct SuppliedInvolvement {
    pub child: ChildNumber,
    pub service: ServiceId,
    pub universal: bool,
    pub details: EntryChanges,
    pub practitioner: Option<PractitionerId>,
    pub team: Option<TeamId>,
    pub ended: Option<NaiveDate>,
    /// When the source recorded it (FEED-06).
    pub at: Moment,
}

/// What became of an involvement that was to leave the clear.
pub(crate) enum Taken {
    /// It was the source's, and is gone.
    Supplied,
    /// A person keeps it.
    Kept,
    /// There is none.
    Nothing,
}

/// Puts an involvement on a record, or changes the one that the source supplied before. Where a
/// person keeps the same involvement, that one stands for it. None where it has left the record, or
/// had ended and is to begin anew (CEASE-06).
pub(crate) async fn supplied<A: Act>(
    access: &mut Access<A>,
    before: Option<InvolvementId>,
    new: &SuppliedInvolvement,
) -> Result<Option<InvolvementId>, Stopped> {
    let as_of = london_date(new.at);
    let practitioner = new.practitioner.map(|practitioner| practitioner.0);
    let team = new.team.map(|team| team.0);
    let id = match before {
        Some(id) => {
            let Some(row) = sql::supplied(access.connection(), id).await? else {
                return Ok(None);
            };
            if row.kept {
                return Ok(Some(id));
            }
            if row.ended && new.ended.is_none() {
                return Ok(None);
            }
            let connection = access.connection();
            sql::change(connection, id, &new.details, practitioner, team, as_of).await?;
            id
        }
        None => {
            let kept = sql::kept_by_a_person(access.connection(), new).await?;
            if let Some(kept) = kept {
                return Ok(Some(InvolvementId(kept)));
            }
            let id = InvolvementId::random(access.chance());
            let row = sql::NewRow {
                id,
                child: new.child,
                service: new.service,
                details: &new.details,
                practitioner,
                team,
                owner: None,
                kept_by: None,
                recorded_by: None,
                today: as_of,
            };
            sql::start(access.connection(), row).await?;
            id
        }
    };
    if let Some(ended) = new.ended {
        let today = access.today();
        let retention = Stage::Active.end(ended, None, new.universal, today)?;
        sql::keep(access.connection(), id, &retention, None, as_of).await?;
    }
    Ok(Some(id))
}

/// Takes an involvement that a source supplied out of the clear, so that it can be sealed.
pub(crate) async fn take_supplied<A: Act>(
    access: &mut Access<A>,
    id: InvolvementId,
) -> Result<Taken, Stopped> {
    let row = sql::supplied(access.connection(), id).await?;
    Ok(match row {
        None => Taken::Nothing,
        Some(row) if row.kept => Taken::Kept,
        Some(_) => {
            sql::delete_supplied(access.connection(), id).await?;
            Taken::Supplied
        }
    })
}

/// The practitioner of an organisation who is known by a name and an e-mail address, or becomes
/// known (INV-06). Whoever calls has made others who add to the organisation wait.
pub(crate) async fn practitioner<A: Act>(
    access: &mut Access<A>,
    organisation: OrganisationId,
    new: &NewPractitioner,
) -> Result<PractitionerId, Stopped> {
    let connection = access.connection();
    let same = sql::same_practitioner(connection, organisation, &new.name, &new.email).await?;
    if let Some(known) = same {
        return Ok(PractitionerId(known));
    }
    let id = access.chance().uuid();
    let row = sql::NewPractitionerRow {
        id,
        organisation,
        team: None,
        name: &new.name,
        job_title: &new.job_title,
        telephone: new.telephone.as_str(),
        email: &new.email,
    };
    sql::add_practitioner(access.connection(), row).await?;
    Ok(PractitionerId(id))
}

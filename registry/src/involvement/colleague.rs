//! Recording a colleague who works with the child (INV-06).

use domain::id::{
    AccountId, ChildNumber, InvolvementId, LocalAuthorityCode, OrganisationId, TeamId,
};
use domain::involvement::{
    Colleague, ColleagueBearing, ColleagueChoice, RecordForColleague, ServiceChoice,
};
use domain::refusal::{Refusal, Rejection};
use domain::task::{Recipient, TaskKind};
use uuid::Uuid;

use super::{ALREADY_RECORDED, sql};
use crate::door::{Access, KnownAct, SignedIn, Stopped, sealed};
use crate::task::{self, NewTask};

impl sealed::Sealed for RecordForColleague {}

impl KnownAct for RecordForColleague {
    async fn bearing(access: &mut Access<Self>) -> Result<ColleagueBearing, Stopped> {
        let (child, service) = (access.act().child, access.act().service);
        let known = match access.act().colleague {
            Colleague::Known(practitioner) => Some(practitioner.0),
            Colleague::New(_) => None,
        };
        let record = crate::child_record::bearing(access, child).await?.is_some();
        let service = sql::service(access.connection(), service).await?;
        let colleague = match known {
            Some(known) => sql::practitioner(access.connection(), known).await?,
            None => None,
        };
        Ok(ColleagueBearing {
            service_of: service.as_ref().map(|row| OrganisationId(row.organisation)),
            service_authority: service
                .as_ref()
                .and_then(|row| row.local_authority.clone())
                .map(LocalAuthorityCode),
            sensitive: service.is_some_and(|row| row.sensitive),
            colleague_of: colleague.map(|row| OrganisationId(row.organisation)),
            record,
        })
    }
}

/// Who an entry names, and who keeps it.
struct Named {
    practitioner: Uuid,
    team: Option<Uuid>,
    account: Option<AccountId>,
}

/// Records that a colleague works with the child. A colleague with an account keeps the entry and
/// is told; for one without, their organisation keeps it, and who recorded it is known.
pub async fn record_for_colleague(
    access: &mut Access<RecordForColleague>,
) -> Result<InvolvementId, Stopped> {
    let today = access.today();
    let recorder = access.standing().account().ok_or(Refusal::Role)?;
    let (child, service) = (access.act().child, access.act().service);
    let details = access.act().details();
    let date_of_birth = sql::date_of_birth(access.connection(), child).await?;
    details.check(date_of_birth, today)?;
    sql::lock_child(access.connection(), child).await?;
    let organisation = sql::service(access.connection(), service)
        .await?
        .map(|row| OrganisationId(row.organisation))
        .ok_or(Refusal::NotYours)?;
    let named = named(access, organisation).await?;
    refuse_twice(access, &named).await?;
    let id = InvolvementId::random(access.chance());
    let row = sql::NewRow {
        id,
        child,
        service,
        details: &details,
        practitioner: Some(named.practitioner),
        team: named.team,
        owner: named.account,
        kept_by: named.account.is_none().then_some(organisation),
        recorded_by: Some(recorder),
        today,
    };
    sql::start(access.connection(), row).await?;
    if let Some(account) = named.account.filter(|account| *account != recorder) {
        tell(access, account, child, id).await?;
    }
    access.note(serde_json::json!({
        "involvement": id,
        "practitioner": named.practitioner,
        "owner": named.account,
    }));
    Ok(id)
}

/// The practitioner meant; one who is not known yet becomes known to the organisation.
async fn named(
    access: &mut Access<RecordForColleague>,
    organisation: OrganisationId,
) -> Result<Named, Stopped> {
    let new = match access.act().colleague.clone() {
        Colleague::Known(known) => return of_practitioner(access, known.0).await,
        Colleague::New(new) => new,
    };
    let connection = access.connection();
    let same = sql::same_practitioner(connection, organisation, &new.name, &new.email).await?;
    if let Some(known) = same {
        return of_practitioner(access, known).await;
    }
    let hat = access.hat()?;
    let team: Option<TeamId> = hat.team.filter(|_| hat.organisation == organisation);
    let (id, telephone) = (access.chance().uuid(), access.act().telephone.clone());
    let row = sql::NewPractitionerRow {
        id,
        organisation,
        team,
        name: &new.name,
        job_title: &new.job_title,
        telephone: telephone.as_str(),
        email: &new.email,
    };
    sql::add_practitioner(access.connection(), row).await?;
    Ok(Named {
        practitioner: id,
        team: team.map(|team| team.0),
        account: None,
    })
}

async fn of_practitioner(
    access: &mut Access<RecordForColleague>,
    practitioner: Uuid,
) -> Result<Named, Stopped> {
    let row = sql::practitioner(access.connection(), practitioner)
        .await?
        .ok_or(Refusal::NotYours)?;
    Ok(Named {
        practitioner,
        team: row.team,
        account: row.account.map(AccountId),
    })
}

/// The same service is not recorded twice at once for one practitioner: a form sent twice makes one
/// entry.
async fn refuse_twice(
    access: &mut Access<RecordForColleague>,
    named: &Named,
) -> Result<(), Stopped> {
    let (child, service) = (access.act().child, access.act().service);
    let details = access.act().details();
    let connection = access.connection();
    let current = match named.account {
        Some(account) => sql::current_of(connection, child, service, account).await?,
        None => {
            let practitioner = named.practitioner;
            sql::current_of_practitioner(connection, child, service, practitioner).await?
        }
    };
    let Some(current) = current else {
        return Ok(());
    };
    let message = if sql::is_same(access.connection(), current, &details).await? {
        ALREADY_RECORDED
    } else {
        "An involvement of this colleague with this service is already recorded"
    };
    Err(Rejection::of("service", message).into())
}

/// Tells a colleague that an entry is theirs to keep.
async fn tell(
    access: &mut Access<RecordForColleague>,
    account: AccountId,
    child: ChildNumber,
    id: InvolvementId,
) -> Result<(), Stopped> {
    let notice = NewTask {
        kind: TaskKind::HandedToYou,
        to: Recipient::Account(account),
        child: Some(child),
        object: Some(id.0),
        due_on: None,
    };
    task::open(access, notice).await?;
    Ok(())
}

/// An organisation to choose from.
pub struct OrganisationChoice {
    /// Which.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
}

impl SignedIn {
    /// The organisations for whose practitioners the wearer of the hat may record: their own, or
    /// those of the authority whose records they manage (matrix row 13). Reference data: nothing of
    /// any child.
    pub async fn organisation_choices(&self) -> Result<Vec<OrganisationChoice>, Stopped> {
        let hat = self.standing().hat().ok_or(Refusal::Role)?;
        let authority = hat.local_authority.as_ref();
        let Some(authority) = authority.filter(|_| hat.role.manages_records()) else {
            return Ok(Vec::new());
        };
        let pool = self.caller().registry().pool();
        let rows = sql::organisations(pool, &authority.0).await?;
        Ok(rows
            .into_iter()
            .map(|row| OrganisationChoice {
                id: OrganisationId(row.id),
                name: row.name,
            })
            .collect())
    }

    /// The services and the practitioners of an organisation for which the wearer of the hat may
    /// record; none of another. Reference data: nothing of any child.
    pub async fn colleague_choices(
        &self,
        organisation: OrganisationId,
    ) -> Result<(Vec<ServiceChoice>, Vec<ColleagueChoice>), Stopped> {
        let hat = self.standing().hat().ok_or(Refusal::Role)?;
        let account = self.standing().account().ok_or(Refusal::Role)?;
        let own = hat.role.keeps_involvements() && hat.organisation == organisation;
        let managed = self.organisation_choices().await?;
        if !own && !managed.iter().any(|choice| choice.id == organisation) {
            return Err(Refusal::NotYours.into());
        }
        let pool = self.caller().registry().pool();
        Ok((
            sql::service_choices(pool, organisation).await?,
            sql::practitioners(pool, organisation, account).await?,
        ))
    }
}

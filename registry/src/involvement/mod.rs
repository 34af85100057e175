//! Recording, changing, ending and listing involvements (INV).

mod before;
mod colleague;
mod keeping;
mod sql;
mod supplied;
mod team;
pub(crate) mod work;

use domain::child_record::Telephone;
use domain::data_source::OrganisationKind;
use domain::id::{AccountId, ChildNumber, InvolvementId, OrganisationId, ServiceId};
use domain::involvement::{
    ChangeInvolvement, EndInvolvement, InvolvementBearing, Level, ListMyInvolvements,
    MyInvolvement, ServiceChoice, Stage, StartBearing, StartInvolvement,
};
use domain::refusal::{Refusal, Rejection};
use domain::standing::Hat;
use domain::task::TaskKind;

pub(crate) use before::before;
pub use colleague::record_for_colleague;
pub use keeping::{confirm, hand_over, keep, view};
pub(crate) use supplied::{SuppliedInvolvement, Taken, practitioner, supplied, take_supplied};
pub use team::{ask_to_check, list_team};

use crate::door::{Access, KnownAct, SignedIn, Stopped, admit, sealed};

impl sealed::Sealed for StartInvolvement {}

impl KnownAct for StartInvolvement {
    async fn bearing(access: &mut Access<Self>) -> Result<StartBearing, Stopped> {
        let (child, service) = (access.act().child, access.act().entry.service);
        let record = crate::child_record::bearing(access, child).await?.is_some();
        let service = self::service(access, service).await?;
        Ok(StartBearing {
            service_of: service.map(|(organisation, _)| organisation),
            sensitive: service.is_some_and(|(_, sensitive)| sensitive),
            record,
        })
    }
}

/// Whose a service is, and whether it is sensitive; none where there is no such service.
pub(crate) async fn service(
    access: &mut Access<impl domain::act::Act>,
    service: ServiceId,
) -> Result<Option<(OrganisationId, bool)>, Stopped> {
    let row = sql::service(access.connection(), service).await?;
    Ok(row.map(|row| (OrganisationId(row.organisation), row.sensitive)))
}

/// Forgets who kept involvements that are no longer there as such.
pub(crate) async fn forget_keepers(
    access: &mut Access<impl domain::act::Act>,
    involvements: &[uuid::Uuid],
) -> Result<(), Stopped> {
    Ok(sql::forget_keepers(access.connection(), involvements).await?)
}

/// Makes two entries for one child wait for each other until the end of the transaction.
pub(crate) async fn one_at_a_time(
    access: &mut Access<impl domain::act::Act>,
    child: ChildNumber,
) -> Result<(), Stopped> {
    Ok(sql::lock_child(access.connection(), child).await?)
}

/// The practitioner and the team that an entry at a level names, which an account keeps.
pub(crate) async fn named(
    access: &mut Access<impl domain::act::Act>,
    level: Level,
    hat: &Hat,
    keeper: AccountId,
) -> Result<(Option<uuid::Uuid>, Option<uuid::Uuid>), Stopped> {
    let team = hat.team.map(|team| team.0);
    if level == Level::Team && team.is_none() {
        return Err(Rejection::of(
            "level",
            "You do not belong to a team. Select you or your organisation",
        )
        .into());
    }
    let practitioner = match level {
        Level::Practitioner => Some(sql::practitioner_of(access.connection(), keeper).await?),
        Level::Team | Level::Organisation => None,
    };
    Ok((
        practitioner,
        if level == Level::Organisation {
            None
        } else {
            team
        },
    ))
}

/// What is said of an involvement that was recorded before, and in the same words: a form sent
/// twice, which to its sender is no mistake.
pub const ALREADY_RECORDED: &str = "You have already recorded this involvement";

/// Records an involvement of one's own service. The same service cannot be recorded twice at
/// once by one owner: a form sent twice makes one entry, and what a source has supplied already is
/// from then on its owner's to keep.
pub async fn start(access: &mut Access<StartInvolvement>) -> Result<InvolvementId, Stopped> {
    let today = access.today();
    let hat = access.hat()?.clone();
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let child = access.act().child;
    let entry = access.act().entry.clone();
    let date_of_birth = sql::date_of_birth(access.connection(), child).await?;
    entry.details.check(date_of_birth, today)?;
    let (practitioner, team) = named(access, entry.details.level, &hat, account).await?;
    sql::lock_child(access.connection(), child).await?;
    if let Some(id) = sql::current_of(access.connection(), child, entry.service, account).await? {
        return Err(if sql::is_same(access.connection(), id, &entry.details).await? {
            Rejection::of("service", ALREADY_RECORDED)
        } else {
            Rejection::of(
                "service",
                "You have already recorded an involvement with this service. Change or end that one",
            )
        }
        .into());
    }
    let id = InvolvementId::random(access.chance());
    let row = sql::NewRow {
        id,
        child,
        service: entry.service,
        details: &entry.details,
        practitioner,
        team,
        owner: Some(account),
        kept_by: None,
        recorded_by: None,
        today,
    };
    let id = match sql::take_from_source(access.connection(), &row).await? {
        Some(supplied) => supplied,
        None => {
            sql::start(access.connection(), row).await?;
            id
        }
    };
    access.note(serde_json::json!({ "involvement": id }));
    Ok(id)
}

impl sealed::Sealed for ChangeInvolvement {}

impl KnownAct for ChangeInvolvement {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<InvolvementBearing>, Stopped> {
        let id = access.act().involvement;
        keeping::existing(access, id).await
    }
}

impl sealed::Sealed for EndInvolvement {}

impl KnownAct for EndInvolvement {
    async fn bearing(access: &mut Access<Self>) -> Result<Option<InvolvementBearing>, Stopped> {
        let id = access.act().involvement;
        keeping::existing(access, id).await
    }
}

/// Changes a current involvement. It goes on naming whoever keeps it, also where the manager of their team
/// changes it (UPD-05). One that names a colleague without an account goes on naming
/// them, whoever of the organisation changes it (INV-06).
pub async fn change(access: &mut Access<ChangeInvolvement>) -> Result<(), Stopped> {
    let today = access.today();
    let hat = access.hat()?.clone();
    let (id, mut changes) = (access.act().involvement, access.act().changes.clone());
    let before = sql::entry(access.connection(), id).await?;
    if before.ended.is_some() {
        return Err(Rejection::of(
            "started",
            "This involvement has ended and cannot be changed",
        )
        .into());
    }
    changes.check(before.date_of_birth, today)?;
    let (practitioner, team) = if let Some(owner) = before.owner {
        named(access, changes.level, &hat, AccountId(owner)).await?
    } else {
        changes.level = Level::Practitioner;
        (before.practitioner, before.team)
    };
    sql::change(access.connection(), id, &changes, practitioner, team, today).await?;
    crate::task::close(access, &[TaskKind::CheckInvolvement], id.0).await?;
    access.note(serde_json::json!({ "child": before.child.to_string() }));
    access.note_restricted(serde_json::json!({
        "before": { "level": before.level, "telephone": before.telephone, "started": before.started },
        "after": { "level": changes.level.code(), "telephone": changes.telephone, "started": changes.started },
    }));
    Ok(())
}

/// Ends a current involvement; it stays to be seen for a year, or longer where that was chosen
/// (CEASE-01, CEASE-02). A form sent twice ends it once.
pub async fn end(access: &mut Access<EndInvolvement>) -> Result<(), Stopped> {
    let today = access.today();
    let id = access.act().involvement;
    let (ended, longer) = (access.act().ended, access.act().longer);
    let before = sql::entry(access.connection(), id).await?;
    let stage = before.retention().map_or(Stage::Active, Stage::Ceased);
    let again = before
        .retention()
        .is_some_and(|kept| kept.ended == ended && kept.longer == longer);
    if again {
        return Ok(());
    }
    access.act().check(before.started, today)?;
    let retention = stage.end(ended, longer, before.universal, today)?;
    sql::keep(access.connection(), id, &retention, None, today).await?;
    crate::task::close(access, &[TaskKind::CheckInvolvement], id.0).await?;
    access.note(serde_json::json!({
        "child": before.child.to_string(),
        "ended": ended,
        "kept_until": retention.until(),
        "because": longer.map(|longer| longer.because),
    }));
    Ok(())
}

admit!(ListMyInvolvements);

/// The involvements that whoever asks keeps, or recorded for colleagues without an account: current
/// ones, then ended ones that can still be seen.
pub async fn list_mine(
    access: &mut Access<ListMyInvolvements>,
) -> Result<Vec<MyInvolvement>, Stopped> {
    let today = access.today();
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let organisation = access.hat()?.organisation;
    let mine = sql::of_owner(access.connection(), account, organisation, today).await?;
    Ok(mine)
}

impl SignedIn {
    /// The services of one's own organisation that can be recorded, by name; sensitive ones are
    /// recorded by an act of their own (SENS-02). Reference data: nothing of any child.
    pub async fn service_choices(&self) -> Result<Vec<ServiceChoice>, Stopped> {
        let hat = self.standing().hat().ok_or(Refusal::Role)?;
        let pool = self.caller().registry().pool();
        Ok(sql::service_choices(pool, hat.organisation).await?)
    }

    /// Whether the law requires one's own organisation to record every child (INV-03).
    pub async fn must_record_every_child(&self) -> Result<bool, Stopped> {
        let hat = self.standing().hat().ok_or(Refusal::Role)?;
        let pool = self.caller().registry().pool();
        let kind = sql::kind_of(pool, hat.organisation).await?;
        Ok(OrganisationKind::from_code(&kind).is_some_and(OrganisationKind::is_required_to_record))
    }

    /// The telephone number that one's own entries are prefilled with.
    pub async fn own_telephone(&self) -> Result<Option<Telephone>, Stopped> {
        let account = self.standing().account().ok_or(Refusal::Role)?;
        let pool = self.caller().registry().pool();
        Ok(Telephone::parse(&sql::telephone_of(pool, account).await?).ok())
    }
}

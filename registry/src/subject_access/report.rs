//! The standard report (SAR-08): what is held, live and archived, and of whom.

use chrono::NaiveDate;
use domain::account::AccountState;
use domain::archive::AccessReason;
use domain::audit::Event;
use domain::best_view::BestView;
use domain::child_record::{Carer, Gender, PersonName};
use domain::clock::{london_date, written_date};
use domain::id::ChildNumber;
use domain::refusal::{Refusal, Rejection};
use domain::search::NormalName;
use domain::standing::Role;
use domain::subject_access::{
    Disclosed, Fact, Held, OwnWork, ProduceReport, Report, Stage, ViewReport, of_archived,
    of_disputes, of_history, of_identifiers, of_items, of_open, of_own_work, of_parent,
    of_sensitive, of_working, shown,
};
use serde_json::json;
use uuid::Uuid;

use super::progress::{existing, not_now};
use super::{Request, name_of, sql};
use crate::data_source::said::{self, Statements};
use crate::door::{Access, Fault, Stopped};
use crate::{archive, child_record, sensitive_service, updating};

/// Makes the report that was released: from now on it can be seen, until it is delivered.
pub async fn produce(access: &mut Access<ProduceReport>) -> Result<(), Stopped> {
    let (id, today) = (access.act().request, access.today());
    let (mut request, known) = existing(access, id).await?;
    match request.progress(&known).stage() {
        Stage::Produced => return Ok(()),
        Stage::Released => {}
        _ => return Err(not_now("report").into()),
    }
    if sql::strays(access.connection(), id).await? {
        let message =
            "Another authority answers for one of the records by now. Log a new request without it";
        return Err(Rejection::of("report", message).into());
    }
    request.produced_on = Some(today);
    Ok(sql::save(access.connection(), &request).await?)
}

/// The report as this applicant is given it. Each look is an entry, and each into the archive another, under
/// the reason that covers a subject's request (ARC-04).
pub async fn view_report(access: &mut Access<ViewReport>) -> Result<Report, Stopped> {
    let id = access.act().request;
    let (request, known) = existing(access, id).await?;
    if request.progress(&known).stage() != Stage::Produced {
        return Err(Refusal::State.into());
    }
    let copy = Disclosed::of(
        request.applicant,
        &known,
        request.shielded,
        request.shows_whereabouts,
    );
    let facts = match (request.account, request.child) {
        (Some(account), _) => of_own_work(&own_work(access, account).await?),
        (None, Some(child)) if request.applicant.asks_for_a_record() => {
            of_record(access, &request, child, copy).await?
        }
        (None, Some(child)) => as_carer(access, &request, child).await?,
        (None, None) => return Err(Fault::new("a request about nobody").into()),
    };
    access.note(json!({
        "whereabouts": copy.whereabouts, "sensitive_services": copy.sensitive_services,
    }));
    let number = request
        .child
        .filter(|_| request.applicant.asks_for_a_record());
    Ok(Report {
        number,
        applicant: request.applicant,
        received_on: request.clock.received_on,
        made_on: access.today(),
        sections: shown(facts, copy),
    })
}

/// Leaves the entry of a look into the archive.
fn note_archive(access: &mut Access<ViewReport>, child: ChildNumber) {
    let reason = AccessReason::EnactmentOrCourtOrder.code();
    let event = Event::on_child("archive.accessed", child);
    access.consequence(event.detail(json!({ "reason": reason })));
}

/// A child's record, live with what was archived of it, or archived.
async fn of_record(
    access: &mut Access<ViewReport>,
    request: &Request,
    child: ChildNumber,
    copy: Disclosed,
) -> Result<Vec<Fact>, Stopped> {
    match request.held {
        Held::Live => {
            let record = child_record::in_full(access, child).await?;
            let view = child_record::best_view(access, child).await?;
            let mut facts = of_open(&record);
            facts.extend(numbers(access, &view).await?);
            facts.extend(of_history(&updating::explained(access, child).await?));
            if copy.sensitive_services {
                let entries = sensitive_service::entries_on(access, child).await?;
                facts.extend(of_sensitive(&entries));
            }
            let items = archive::items_of(access, child).await?;
            let gone = archived_sensitive(access, child, copy).await?;
            if !(items.is_empty() && gone.is_empty()) {
                note_archive(access, child);
            }
            facts.extend(of_items(&items));
            facts.extend(gone);
            Ok(facts)
        }
        Held::Archived => {
            note_archive(access, child);
            let kept = archive::in_full(access, child).await?;
            let kept = kept.ok_or(Refusal::NoSuchRecord)?;
            let (name, born, gender) = who(&kept.view)?;
            let head = [
                ("ContactPoint number", child.to_string()),
                ("Name", name.to_string()),
                ("Date of birth", written_date(born)),
            ];
            let archived = (kept.why, kept.archived_on);
            let mut facts = of_archived(head, archived, gender, &kept.record);
            facts.extend(numbers(access, &kept.view).await?);
            facts.extend(of_working(&kept.working));
            facts.extend(of_disputes(&kept.disputes));
            let past = kept.past;
            let said = updating::explained_archived(access, child, &kept.view, past).await?;
            facts.extend(of_history(&said));
            facts.extend(archived_sensitive(access, child, copy).await?);
            Ok(facts)
        }
        Held::Gone | Held::Account => Err(Refusal::NoSuchRecord.into()),
    }
}

/// Numbers that bodies have allocated, each with what it tells.
async fn numbers(access: &mut Access<ViewReport>, view: &BestView) -> Result<Vec<Fact>, Stopped> {
    let bodies: Vec<_> = view
        .identifiers
        .iter()
        .map(|known| known.allocated_by)
        .collect();
    let sensitive = sql::sensitive_alone(access.connection(), &bodies).await?;
    Ok(of_identifiers(&view.identifiers, &sensitive))
}

/// Sensitive services that the archive holds, where the copy may hold them.
async fn archived_sensitive(
    access: &mut Access<ViewReport>,
    child: ChildNumber,
    copy: Disclosed,
) -> Result<Vec<Fact>, Stopped> {
    if !copy.sensitive_services {
        return Ok(Vec::new());
    }
    let services = archive::sensitive_services_of(access, child).await?;
    Ok(of_sensitive(&services))
}

/// Whose record it is.
fn who(view: &BestView) -> Result<(PersonName, NaiveDate, Gender), Stopped> {
    let name = view.name.as_ref().map(|name| name.value.clone());
    let born = view.date_of_birth.as_ref().map(|born| born.value.date);
    let gender = view.gender.as_ref().map(|gender| gender.value);
    let whole = name.zip(born);
    let (name, born) = whole.ok_or_else(|| Fault::new("a record without name or date of birth"))?;
    Ok((name, born, gender.unwrap_or(Gender::NotSpecified)))
}

/// What is held about a parent or carer on the records that were named: their own entries alone (SAR-08).
async fn as_carer(
    access: &mut Access<ViewReport>,
    request: &Request,
    child: ChildNumber,
) -> Result<Vec<Fact>, Stopped> {
    let name = name_of(access, request)?;
    let name = NormalName::of(&name.ok_or_else(|| Fault::new("a parent without name"))?);
    let own = |carer: &Carer| NormalName::of(&carer.name) == name;
    let hat = access.hat()?.clone();
    let others = sql::records(access.connection(), request.id).await?;
    let mut facts = Vec::new();
    for child in std::iter::once(child).chain(others) {
        let live = child_record::bearing(access, child).await?;
        let record = match &live {
            Some(live) => Some(live.clone()),
            None => archive::reached(access, child).await?,
        };
        let answers = record
            .is_some_and(|record| hat.decides_about(&record.local_authority, record.shielded));
        if !answers {
            continue;
        }
        let (view, said, past) = match live {
            Some(_) => (
                child_record::best_view(access, child).await?,
                said::statements(access, child).await?,
                said::past(access, child).await?,
            ),
            None => {
                note_archive(access, child);
                let kept = archive::in_full(access, child).await?;
                let kept = kept.ok_or(Refusal::NoSuchRecord)?;
                (kept.view, Statements::new(), kept.past)
            }
        };
        let stands = view.carers.into_iter().map(|carer| carer.value);
        let said = said.into_values().flat_map(|said| said.statement.carers);
        // What stands, and what other sources say of the same carer.
        let mut now: Vec<Carer> = Vec::new();
        for carer in stands.chain(said).filter(own) {
            if !now.contains(&carer) {
                now.push(carer);
            }
        }
        let before: Vec<_> = past
            .iter()
            .flat_map(|past| {
                let (from, until) = (london_date(past.from), london_date(past.until));
                let carers = past.statement.carers.iter().filter(|carer| own(carer));
                carers.map(move |carer| (carer.clone(), from, until))
            })
            .collect();
        facts.extend(of_parent(&now, &before));
    }
    Ok(facts)
}

/// What is held about a practitioner: their account, and where they stand on records; of children nothing
/// (SAR-08).
async fn own_work(access: &mut Access<ViewReport>, account: Uuid) -> Result<OwnWork, Stopped> {
    let row = sql::account(access.connection(), account).await?;
    let roles = sql::roles(access.connection(), account).await?;
    let entries = sql::entries(access.connection(), row.practitioner).await?;
    let day = |label, day: Option<NaiveDate>| day.map(|day| (label, written_date(day)));
    let facts = [
        Some(("Name", row.name)),
        Some(("Post", row.job_title)),
        Some(("Organisation", row.organisation)),
        row.team.map(|team| ("Team", team)),
        Some(("Telephone", row.telephone)),
        Some(("E-mail", row.email)),
        Some(("User name", row.user_name)),
        AccountState::from_code(&row.state).map(|state| ("Account", state.title().to_owned())),
        day("Checked", row.vetted_on),
        day("Trained", row.trained_on),
        day("Agreement signed", row.agreement_signed_on),
    ];
    let title = |code: &str| Role::from_code(code).map_or("", Role::title);
    let roles = roles.iter();
    Ok(OwnWork {
        account: facts.into_iter().flatten().collect(),
        roles: roles
            .map(|(role, organisation)| format!("{}, {organisation}", title(role)))
            .collect(),
        entries: entries
            .into_iter()
            .map(|row| (row.what, row.service, row.since, row.until))
            .collect(),
    })
}

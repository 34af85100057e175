//! The requests of an authority, and one of them.

use chrono::Days;
use domain::child_record::PersonName;
use domain::refusal::Refusal;
use domain::standing::Role;
use domain::subject_access::{
    Check, CheckShown, Held, ListSubjectAccess, RequestListed, RequestShown, Requests,
    SetAllowance, ViewSubjectAccess,
};

use super::log::own_record;
use super::{Request, findings, found, name_of, permitted, requests, sql};
use crate::door::{Access, Stopped, admit};

admit!(ListSubjectAccess, SetAllowance);

/// For how many days a request that is over stands in the list.
const SHOWN_AFTER_DAYS: u64 = 92;

fn listed(request: &Request, found: &[sql::Found]) -> RequestListed {
    RequestListed {
        id: request.id,
        number: request.child,
        applicant: request.applicant,
        by_another: request.by_another,
        received_on: request.clock.received_on,
        due_on: request.due_on,
        stage: request.progress(&findings(found)).stage(),
        shielded: request.shielded,
    }
}

/// The requests of one's authority; those about shielded records to its manager alone (D-32).
pub async fn list(access: &mut Access<ListSubjectAccess>) -> Result<Requests, Stopped> {
    let (hat, today) = (access.hat()?.clone(), access.today());
    let own = hat.local_authority.clone().ok_or(Refusal::Role)?;
    let since = today - Days::new(SHOWN_AFTER_DAYS);
    let ids = sql::of_authority(access.connection(), &own, since).await?;
    let found = found(access, &ids).await?;
    let seen = requests(access, &ids).await?.into_iter();
    let seen = seen.filter(|request| hat.decides_about(&own, request.shielded));
    let (open, mut over): (Vec<Request>, Vec<Request>) =
        seen.partition(|request| request.ended_on.is_none());
    over.sort_by_key(|request| std::cmp::Reverse(request.ended_on));
    let rows = |requests: Vec<Request>| {
        let rows = requests.iter();
        rows.map(|request| {
            let found = found.get(&request.id).map(Vec::as_slice);
            listed(request, found.unwrap_or_default())
        })
        .collect()
    };
    Ok(Requests {
        open: rows(open),
        over: rows(over),
        allowance: sql::set_allowance(access.connection(), &own).await?,
        sets: hat.role == Role::LocalAuthorityManager,
    })
}

/// Sets how long there is for requests that come from now on.
pub async fn set_allowance(access: &mut Access<SetAllowance>) -> Result<(), Stopped> {
    let (own, allowance) = (
        access.hat()?.local_authority.clone(),
        access.act().allowance,
    );
    let own = own.ok_or(Refusal::Role)?;
    Ok(sql::allow(access.connection(), &own, allowance).await?)
}

/// One request.
pub async fn view(access: &mut Access<ViewSubjectAccess>) -> Result<RequestShown, Stopped> {
    let id = access.act().request;
    let request = permitted(access, id).await?;
    let found = found(access, &[id]).await?.remove(&id).unwrap_or_default();
    let progress = request.progress(&findings(&found));
    let child = match request.child.filter(|_| request.held == Held::Live) {
        Some(child) => sql::child(access.connection(), child).await?,
        None => None,
    };
    let name = match request.account {
        Some(account) => Some(sql::account(access.connection(), account).await?.name),
        None => name_of(access, &request)?.map(|name| name.to_string()),
    };
    let mut others = Vec::new();
    for other in sql::records(access.connection(), id).await? {
        // One that is another authority's by now is not to be known of.
        if own_record(access, other).await?.is_some() {
            others.push(other);
        }
    }
    let looked_at = Check::ALL
        .iter()
        .copied()
        .filter(|check| check.belongs_to(request.applicant, request.by_another));
    let checks = looked_at.map(|check| {
        let found = found.iter().find(|one| one.check == check);
        CheckShown {
            check,
            found: found.map(|one| (one.finding, one.on)),
        }
    });
    Ok(RequestShown {
        listed: listed(&request, &found),
        held: request.held,
        child: child.map(|(given, family, born)| (PersonName { given, family }, born)),
        name,
        others,
        writing: request.writing,
        forwarded_by: request.forwarded_by,
        extended: request.clock.extended,
        may_extend: request.clock.may_extend() && request.ended_on.is_none(),
        checks: checks.collect(),
        next: progress.next,
        signed_on: request.signed_on,
        shows_whereabouts: request.shows_whereabouts,
        decided: request.decided,
        statement: request.statement,
        produced_on: request.produced_on,
        delivered: request.delivered,
        decides: access.hat()?.role == Role::LocalAuthorityManager,
    })
}

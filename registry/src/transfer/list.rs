//! What managers and the central team see of transfers (TRF-06, TRF-08).

use chrono::Days;
use domain::id::LocalAuthorityCode;
use domain::refusal::Refusal;
use domain::transfer::{
    LISTED_FOR_DAYS, ListTransfers, ListUnanswered, Report, Responsibility, TransferShown,
    Transfers, Unanswered, ViewResponsibility, ViewTransfer,
};

use super::{own, sql};
use crate::door::{Access, Stopped};
use crate::local_authority;

/// Everything that one's authority's page of transfers shows.
pub async fn list(access: &mut Access<ListTransfers>) -> Result<Transfers, Stopped> {
    let (own, today) = (own(access)?, access.today());
    let since = today - Days::new(LISTED_FOR_DAYS);
    let connection = access.connection();
    let report = Report(sql::tallies(connection, &own, since, today).await?);
    Ok(Transfers {
        hither: report.counts(true),
        away: report.counts(false),
        report,
        transfers: sql::transfers(connection, &own, None, since, today).await?,
        moves: sql::moves(connection, &own, today).await?,
        kept: sql::all_kept(connection, &own, today).await?,
    })
}

/// One transfer.
pub async fn view(access: &mut Access<ViewTransfer>) -> Result<TransferShown, Stopped> {
    let (own, today, transfer) = (own(access)?, access.today(), access.act().transfer);
    let found = sql::transfers(access.connection(), &own, Some(transfer), today, today).await?;
    let shown = found.into_iter().next();
    shown.ok_or(Stopped::Refused(Refusal::NoSuchRecord))
}

/// Proposals that nobody has answered for twenty working days.
pub async fn unanswered(access: &mut Access<ListUnanswered>) -> Result<Vec<Unanswered>, Stopped> {
    let today = access.today();
    Ok(sql::unanswered(access.connection(), today).await?)
}

/// Who is responsible for a record, and what the manager who asks may propose.
pub async fn view_responsibility(
    access: &mut Access<ViewResponsibility>,
) -> Result<Responsibility, Stopped> {
    let (own, child) = (own(access)?, access.act().child);
    let row = sql::responsible(access.connection(), child).await?;
    let responsible = LocalAuthorityCode(row.local_authority);
    let is_own = responsible == own;
    let open = sql::open_of(access.connection(), child).await?;
    let waiting = open.filter(|open| open.bearing.known_to(&own));
    let kept = sql::kept(access.connection(), child).await?;
    let mut authorities = local_authority::all(access.connection()).await?;
    authorities.retain(|(code, _)| *code != responsible && (is_own || *code == own));
    Ok(Responsibility {
        name: domain::child_record::PersonName {
            given: row.given,
            family: row.family,
        },
        responsible: row.name,
        own: is_own,
        kept: kept.filter(|_| is_own),
        waiting: waiting.map(|open| open.id),
        authorities,
    })
}

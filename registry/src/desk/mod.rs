//! The management desk: how much waits on each line, and what became of it in the weeks behind. Every
//! number is counted by one statement over the rows that its list shows (RPT-07).

mod count;
mod sql;
pub(crate) mod work;

use domain::desk::{Desk, Figure, Line, LineShown, ViewDesk, ViewDeskLine};
use domain::id::LocalAuthorityCode;
use domain::refusal::Refusal;
use domain::standing::Hat;

use crate::bank_holiday;
use crate::door::{Access, Stopped, admit};
use count::{Of, Span};

admit!(ViewDesk, ViewDeskLine);

/// Whose desk a hat sees: its authority's, or the central team's.
fn of(hat: &Hat) -> Result<Option<LocalAuthorityCode>, Refusal> {
    match (hat.role.manages_records(), &hat.local_authority) {
        (true, Some(authority)) => Ok(Some(authority.clone())),
        (true, None) => Err(Refusal::Role),
        (false, _) => Ok(None),
    }
}

/// The whole desk of whoever asks, with the weeks behind each line.
pub async fn view(access: &mut Access<ViewDesk>) -> Result<Desk, Stopped> {
    let hat = access.hat()?.clone();
    let shown = |line: &Line| line.is_shown_to(hat.role, hat.is_broker());
    let lines: Vec<Line> = Line::ALL.into_iter().filter(shown).collect();
    lines_shown(access, &hat, lines)
        .await
        .map(|lines| Desk { lines })
}

/// One line of it.
pub async fn view_line(access: &mut Access<ViewDeskLine>) -> Result<LineShown, Stopped> {
    let hat = access.hat()?.clone();
    let line = access.act().line;
    let shown = lines_shown(access, &hat, vec![line]).await?;
    shown
        .into_iter()
        .next()
        .ok_or(Stopped::Refused(Refusal::NoSuchRecord))
}

async fn lines_shown<A: domain::act::Act>(
    access: &mut Access<A>,
    hat: &Hat,
    lines: Vec<Line>,
) -> Result<Vec<LineShown>, Stopped> {
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let (authority, today) = (of(hat)?, access.today());
    let span = Span::now(today);
    let connection = access.connection();
    let mut counted = match &authority {
        Some(authority) => {
            let authorities = std::slice::from_ref(authority);
            sql::of_authorities(connection, authorities, span).await?
        }
        None => sql::of_the_central_team(connection, Some(account), span).await?,
    };
    counted.extend(sql::of_account(connection, account, span).await?);
    let free = bank_holiday::until(connection, today).await?;
    let mut weeks = sql::weeks(connection, authority.as_ref(), hat.role, today).await?;
    let of = Of {
        authority: authority.as_ref(),
        role: hat.role,
    };
    let shown = lines.into_iter().map(|line| {
        let count = of.count(&counted, line);
        LineShown {
            figure: Figure {
                line,
                numbers: count.numbers,
                oldest: count.oldest(today, &free),
            },
            weeks: weeks.remove(&line).unwrap_or_default(),
        }
    });
    Ok(shown.collect())
}

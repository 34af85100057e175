//! Neutral display lines: listed, agreed and retired by the authority's manager (CAF-04).

mod sql;

use domain::id::{LocalAuthorityCode, NeutralLineId};
use domain::neutral_line::{
    AgreeNeutralLine, LineBearing, ListNeutralLines, NeutralLines, RetireNeutralLine, check,
};
use domain::refusal::Refusal;

use crate::door::{Access, KnownAct, Stopped, admit, sealed};

admit!(ListNeutralLines);

/// The lines of the manager's authority, and the organisations with which more can be agreed.
pub async fn list(access: &mut Access<ListNeutralLines>) -> Result<NeutralLines, Stopped> {
    let authority = access
        .hat()?
        .local_authority
        .clone()
        .ok_or(Refusal::NotYours)?;
    Ok(NeutralLines {
        lines: sql::lines(access.connection(), &authority).await?,
        organisations: sql::organisations(access.connection(), &authority).await?,
    })
}

impl sealed::Sealed for AgreeNeutralLine {}

impl KnownAct for AgreeNeutralLine {
    async fn bearing(access: &mut Access<Self>) -> Result<LineBearing, Stopped> {
        let organisation = access.act().organisation;
        let authority = sql::authority_of(access.connection(), organisation).await?;
        Ok(LineBearing {
            local_authority: authority.map(LocalAuthorityCode),
        })
    }
}

/// Agrees a line, under an identifier of its own. One that is in use already is left as it is.
pub async fn agree(access: &mut Access<AgreeNeutralLine>) -> Result<NeutralLineId, Stopped> {
    let today = access.today();
    let account = access.standing().account().ok_or(Refusal::Role)?;
    let organisation = access.act().organisation;
    let telephone = access.act().telephone.clone();
    let names = sql::telling_names(access.connection(), organisation).await?;
    let words = check(&access.act().words, &names)?;
    let id = NeutralLineId::random(access.chance());
    let row = sql::NewRow {
        id,
        organisation,
        words: &words,
        telephone: &telephone,
        agreed_by: account,
        today,
    };
    sql::insert(access.connection(), row).await?;
    Ok(id)
}

impl sealed::Sealed for RetireNeutralLine {}

impl KnownAct for RetireNeutralLine {
    async fn bearing(access: &mut Access<Self>) -> Result<LineBearing, Stopped> {
        let line = access.act().line;
        let authority = sql::authority_of_line(access.connection(), line).await?;
        Ok(LineBearing {
            local_authority: authority.map(LocalAuthorityCode),
        })
    }
}

/// Puts a line out of use. Where it is shown it stays, until whoever it stands for ends.
pub async fn retire(access: &mut Access<RetireNeutralLine>) -> Result<(), Stopped> {
    let (line, today) = (access.act().line, access.today());
    sql::retire(access.connection(), line, today).await?;
    Ok(())
}

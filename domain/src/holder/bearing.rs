//! Who may name a holder, and who may take one off the record (matrix row 19).

use super::who::{Holder, Who};
use crate::id::{AccountId, LocalAuthorityCode, OrganisationId};
use crate::refusal::Refusal;
use crate::standing::{Hat, Role, Standing};

/// What bears on naming somebody as holder or lead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HolderBearing {
    /// Who is responsible for the record; none where there is no live record of that number.
    pub record: Option<LocalAuthorityCode>,
    /// The service; none where there is no such service.
    pub service: Option<ServiceBearing>,
    /// Whether whoever is named is one of the service's organisation.
    pub of_the_organisation: bool,
    /// Whether the line is one agreed for the service's organisation; false where none is given.
    pub line: bool,
}

/// What bears on a service.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServiceBearing {
    /// Whose it is.
    pub organisation: OrganisationId,
    /// In which authority that is; none for national bodies.
    pub local_authority: Option<LocalAuthorityCode>,
    /// Whether it is sensitive.
    pub sensitive: bool,
}

/// What bears on an entry that stands on a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryBearing {
    /// Who is responsible for the record; none where there is no live record of that number.
    pub record: Option<LocalAuthorityCode>,
    /// The entry; none where it does not stand there, so that there is nothing left to be done.
    pub entry: Option<HeldEntry>,
}

/// An entry, as far as it bears on who may take it off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldEntry {
    /// Of which organisation the holder is.
    pub organisation: OrganisationId,
    /// Who recorded it; none where it came from a source.
    pub owner: Option<AccountId>,
    /// The holder's own account, where they have one.
    pub holder: Option<AccountId>,
    /// Whether the holder is of a sensitive service.
    pub sensitive: bool,
}

impl HeldEntry {
    /// Whether somebody keeps it: whoever recorded it, the holder, their organisation, and those
    /// who answer for the record. Not even colleagues learn that a neutral line is one of their own
    /// organisation's (SENS-04), so of a sensitive service only whoever recorded it does.
    pub fn kept_by(
        &self,
        account: Option<AccountId>,
        hat: &Hat,
        record: &LocalAuthorityCode,
    ) -> bool {
        if hat.role.manages_records() {
            return hat.manages_records_of(record);
        }
        let own = account.is_some() && (self.owner == account);
        let within =
            self.organisation == hat.organisation || (account.is_some() && self.holder == account);
        hat.role.keeps_involvements() && (own || (within && !self.sensitive))
    }
}

/// The hat of somebody who records or answers for records.
fn hat_of(standing: &Standing) -> Result<&Hat, Refusal> {
    match standing.hat() {
        Some(hat) if hat.role.keeps_involvements() || hat.role.manages_records() => Ok(hat),
        _ => Err(Refusal::Role),
    }
}

/// Whether somebody may name a holder: of their own organisation, or of any in the authority that
/// answers for the record. One of a sensitive service only its own practitioner names, with consent
/// and under an agreed line (CAF-04, CAF-05).
pub(crate) fn may_name(
    standing: &Standing,
    holder: &Holder,
    bearing: &HolderBearing,
) -> Result<(), Refusal> {
    let hat = hat_of(standing)?;
    let record = bearing.record.as_ref().ok_or(Refusal::NoSuchRecord)?;
    let service = bearing.service.as_ref().ok_or(Refusal::NotYours)?;
    let own = if hat.role.manages_records() {
        hat.manages_records_of(record)
            && service.local_authority.as_ref() == Some(record)
            && holder.who != Who::Oneself
    } else {
        service.organisation == hat.organisation
    };
    let consented = match (service.sensitive, &holder.neutral) {
        (false, None) => true,
        (true, Some(_)) => bearing.line && hat.role == Role::SensitiveServicePractitioner,
        _ => false,
    };
    if own && bearing.of_the_organisation && consented {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// Whether somebody may take an entry off the record, or end it. Where it does not stand there, the
/// answer is the same as after it was taken off, so a form sent twice meets no other answer.
pub(crate) fn may_keep(standing: &Standing, bearing: &EntryBearing) -> Result<(), Refusal> {
    let hat = hat_of(standing)?;
    let record = bearing.record.as_ref().ok_or(Refusal::NoSuchRecord)?;
    match &bearing.entry {
        Some(entry) if !entry.kept_by(standing.account(), hat, record) => Err(Refusal::NotYours),
        _ => Ok(()),
    }
}

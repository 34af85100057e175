//! Sealing the old record, and making the new one: the manager's alone (NEWID-02, matrix row 32).

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{NewRecord, ReleaseCode};
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::RecordBearing;
use crate::id::{ChildNumber, SessionId};
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// Who asked for a new identity (NEWID-02).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AskedBy {
    /// The police, for a protected person.
    Police,
    /// A court.
    Court,
    /// Social services, an adoption agency among them.
    SocialServices,
    /// Another service that works with the child.
    Service,
}

impl AskedBy {
    /// Everyone who may.
    pub const ALL: [AskedBy; 4] = [
        AskedBy::Police,
        AskedBy::Court,
        AskedBy::SocialServices,
        AskedBy::Service,
    ];

    /// The code kept in the trail.
    pub fn code(self) -> &'static str {
        match self {
            AskedBy::Police => "police",
            AskedBy::Court => "court",
            AskedBy::SocialServices => "social-services",
            AskedBy::Service => "service",
        }
    }

    /// The one with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.code() == code)
    }

    /// In words.
    pub fn title(self) -> &'static str {
        match self {
            AskedBy::Police => "The police",
            AskedBy::Court => "A court",
            AskedBy::SocialServices => "Social services or an adoption agency",
            AskedBy::Service => "Another service that works with the child",
        }
    }
}

/// The procedure is a manager's.
fn by_a_manager(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(Role::LocalAuthorityManager) => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// Sealing a record because the child is given a new identity.
#[derive(Debug)]
pub struct SealRecord {
    /// Whose.
    pub child: ChildNumber,
    /// Who asked, and was verified to be so.
    pub asked_by: AskedBy,
}

impl Act for SealRecord {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("archive.sealed", self.child)
            .detail(json!({ "asked_by": self.asked_by.code() }))
    }

    /// The manager who answers for the record, shielded or not.
    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        by_a_manager(standing)?;
        let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if hat.manages_records_of(&bearing.local_authority) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// Being shown the release code that sealing yielded: once, in the session that sealed.
#[derive(Debug)]
pub struct ShowReleaseCode {
    /// Under which name it was kept.
    pub kept: Uuid,
}

impl Act for ShowReleaseCode {
    /// Whose session it is kept for; none where it was shown, or never kept.
    type Bearing = Option<SessionId>;

    /// Nothing of the record: the entry of its sealing has that.
    fn event(&self) -> Event {
        Event::of("new-identity.code-shown")
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        by_a_manager(standing)?;
        match bearing {
            Some(session) if Some(*session) == standing.session() => Ok(()),
            _ => Err(Refusal::NoSuchRecord),
        }
    }
}

/// Opening the form in which a record is made with a code.
#[derive(Debug)]
pub struct PrepareRecord;

impl Act for PrepareRecord {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("new-identity.form-opened")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        by_a_manager(standing)
    }
}

/// Using a code: a record will be made.
#[derive(Debug)]
pub struct MakeRecord {
    /// The code.
    pub code: ReleaseCode,
    /// What is known of the child, typed anew.
    pub record: NewRecord,
}

impl Act for MakeRecord {
    type Bearing = ();

    /// Who used a code, and not for whom: no child, no number, nothing typed (NEWID-03).
    fn event(&self) -> Event {
        Event::of("new-identity.code-used")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        by_a_manager(standing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asked_is_a_code_newid_02() {
        for by in AskedBy::ALL {
            assert_eq!(AskedBy::from_code(by.code()), Some(by));
        }
        assert_eq!(AskedBy::from_code("the family"), None);
    }
}

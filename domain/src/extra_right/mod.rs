//! The extra rights that an authority's manager gives its data administrators, and takes back (matrix
//! note 2, SHLD-11).

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::act::Act;
use crate::audit::Event;
use crate::id::LocalAuthorityCode;
use crate::refusal::Refusal;
use crate::standing::{Role, Standing};

/// What a data administrator may do beyond the role.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtraRight {
    /// Broker, and see sensitive services' contacts (matrix rows 4, 5 and 21).
    Brokering,
    /// See the authority's shielded records whole (matrix rows 3 and 53).
    Shields,
}

impl ExtraRight {
    /// Both.
    pub const ALL: [ExtraRight; 2] = [ExtraRight::Brokering, ExtraRight::Shields];

    /// The code in forms and in the trail.
    pub fn code(self) -> &'static str {
        match self {
            ExtraRight::Brokering => "brokering",
            ExtraRight::Shields => "shields",
        }
    }

    /// The right with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.code() == code)
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            ExtraRight::Brokering => {
                "Pass requests on to sensitive services, and see their contacts"
            }
            ExtraRight::Shields => "See shielded records whole",
        }
    }
}

/// Listing one's data administrators and their rights.
#[derive(Debug)]
pub struct ListExtraRights;

impl Act for ListExtraRights {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("right.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(Role::LocalAuthorityManager) => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// What bears on a hat; none where there is no such hat of a data administrator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AdministratorBearing {
    /// The authority that it administers data for.
    pub local_authority: LocalAuthorityCode,
}

/// Giving a right, or taking it back: it holds from the next request on.
#[derive(Debug)]
pub struct SetExtraRight {
    /// Of which hat.
    pub hat: Uuid,
    /// Which.
    pub right: ExtraRight,
    /// Whether it is given.
    pub given: bool,
}

impl Act for SetExtraRight {
    type Bearing = Option<AdministratorBearing>;

    fn event(&self) -> Event {
        let action = if self.given {
            "right.given"
        } else {
            "right.taken"
        };
        Event::of(action)
            .about("hat", self.hat)
            .detail(json!({ "right": self.right.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = match standing.hat() {
            Some(hat) if hat.role == Role::LocalAuthorityManager => hat,
            _ => return Err(Refusal::Role),
        };
        let administrator = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        if hat.local_authority.as_ref() == Some(&administrator.local_authority) {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// A data administrator and the rights given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Administrator {
    /// Which hat.
    pub hat: Uuid,
    /// The name.
    pub name: String,
    /// The rights given.
    pub rights: Vec<ExtraRight>,
}

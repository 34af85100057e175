//! Whose a place is where a child lives (TRF-01, CRE-05).

use domain::act::Act;
use domain::child_record::Postcode;
use domain::id::LocalAuthorityCode;
use domain::refusal::Rejection;
use domain::residence::{Presence, belongs};

use super::sql;
use crate::door::{Access, Stopped};

/// A place in England.
pub(crate) struct Place {
    /// In whose area it lies.
    pub authority: LocalAuthorityCode,
    /// Whether the postcode's sector lies on both sides of the border.
    pub straddles: bool,
}

/// Where a postcode lies; none where the directory does not know it.
pub(crate) async fn place_at<A: Act>(
    access: &mut Access<A>,
    postcode: &Postcode,
) -> Result<Option<Place>, Stopped> {
    Ok(sql::place_at(access.connection(), postcode.sector()).await?)
}

/// The place where a child lives who belongs in the directory (D-13); where no postcode is known, the area
/// of whoever acts. `unknown` and `beyond` are what to do where they have none, and where the place is
/// beyond the border.
pub(crate) async fn place_of<A: Act>(
    access: &mut Access<A>,
    postcode: Option<&Postcode>,
    [unknown, beyond]: [&'static str; 2],
) -> Result<Place, Stopped> {
    let Some(postcode) = postcode else {
        let own = access.hat()?.local_authority.clone();
        return Ok(Place {
            authority: own.ok_or_else(|| Rejection::of("postcode", unknown))?,
            straddles: false,
        });
    };
    let (place, scope) = (place_at(access, postcode).await?, access.scope());
    let here = |place: &Place| belongs(scope, Presence::At(Some(&place.authority)));
    let beyond = || Rejection::of("postcode", beyond).into();
    place.filter(here).ok_or_else(beyond)
}

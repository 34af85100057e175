//! Seeing which records may be of one child, and saying that they are of two.

use uuid::Uuid;

use crate::act::Act;
use crate::audit::Event;
use crate::id::LocalAuthorityCode;
use crate::refusal::Refusal;
use crate::standing::Standing;

/// What bears on a pair of records, both live and neither shielded, of which nobody has said yet that they
/// are of two children.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoubleBearing {
    /// Who answers for the one record, and who for the other.
    pub authorities: [LocalAuthorityCode; 2],
}

/// Whoever may join records (matrix row 37).
fn joins_records(standing: &Standing) -> Result<(), Refusal> {
    match standing.role() {
        Some(role) if role.manages_records() => Ok(()),
        _ => Err(Refusal::Role),
    }
}

/// For how many of the two somebody answers.
fn own(standing: &Standing, pair: Option<&DoubleBearing>) -> Result<usize, Refusal> {
    joins_records(standing)?;
    let pair = pair.ok_or(Refusal::NoSuchRecord)?;
    let hat = standing.hat().ok_or(Refusal::Role)?;
    let authorities = pair.authorities.iter();
    Ok(authorities
        .filter(|authority| hat.manages_records_of(authority))
        .count())
}

/// Those who answer for either record: a pair of two authorities is both's.
fn answers_for_one(standing: &Standing, pair: Option<&DoubleBearing>) -> Result<(), Refusal> {
    match own(standing, pair)? {
        0 => Err(Refusal::NotYours),
        _ => Ok(()),
    }
}

/// Whether somebody joins the two: records are of one authority when they are joined.
pub fn joins(standing: &Standing, pair: &DoubleBearing) -> bool {
    own(standing, Some(pair)) == Ok(2)
}

/// Listing the pairs of which one's authority answers for a record.
#[derive(Debug)]
pub struct ListDoubles;

impl Act for ListDoubles {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("doubles.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        joins_records(standing)
    }
}

/// Seeing a pair, and what speaks for one child and against.
#[derive(Debug)]
pub struct ViewDouble {
    /// Which.
    pub pair: Uuid,
}

impl Act for ViewDouble {
    type Bearing = Option<DoubleBearing>;

    fn event(&self) -> Event {
        Event::of("double.viewed").about("double", self.pair)
    }

    fn permit(&self, standing: &Standing, pair: &Self::Bearing) -> Result<(), Refusal> {
        answers_for_one(standing, pair.as_ref())
    }
}

/// Opening both records, to be seen side by side and joined.
#[derive(Debug)]
pub struct OpenDouble {
    /// Which pair.
    pub pair: Uuid,
    /// Whether the record with the higher number stays; else the other one.
    pub keeps_higher: bool,
}

impl Act for OpenDouble {
    type Bearing = Option<DoubleBearing>;

    fn event(&self) -> Event {
        Event::of("double.opened").about("double", self.pair)
    }

    fn permit(&self, standing: &Standing, pair: &Self::Bearing) -> Result<(), Refusal> {
        answers_for_one(standing, pair.as_ref())?;
        match pair.as_ref().is_some_and(|pair| joins(standing, pair)) {
            true => Ok(()),
            false => Err(Refusal::NotYours),
        }
    }
}

/// Saying that a pair is of two children: it is not proposed again until one of them has changed in what is
/// compared.
#[derive(Debug)]
pub struct KeepApart {
    /// Which.
    pub pair: Uuid,
}

impl Act for KeepApart {
    type Bearing = Option<DoubleBearing>;

    fn event(&self) -> Event {
        Event::of("double.kept-apart").about("double", self.pair)
    }

    fn permit(&self, standing: &Standing, pair: &Self::Bearing) -> Result<(), Refusal> {
        answers_for_one(standing, pair.as_ref())
    }
}

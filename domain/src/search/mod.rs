//! Search (SRCH): from what someone knows of a child to the few records it may be.
//!
//! A form's [`Criteria`] become a [`Query`] (checked, of a least set), the query a [`Sought`]
//! (keys to find candidates by, words with their weights); candidates are scored and the
//! plausible ones chosen. Records are made findable by [`index()`]. The same keys and weights will
//! serve the matching of records.

mod act;
mod blocked;
mod criteria;
mod dates;
mod facts;
mod frequency;
mod index;
mod keys;
mod likeness;
mod measure;
mod nicknames;
mod normal;
mod rank;
mod score;
mod sought;
mod why;

pub use act::{
    Found, KEPT_FOR_MINUTES, Match, OpenFromResults, OpenMatch, SearchBearing, SearchChildren,
    Searched, ShieldedMatch, ViewSearchResults,
};
pub use blocked::BlockedSearch;
pub use criteria::{Asked, Born, Criteria, Details, Place, Query, child_number};
pub use dates::{DateAgreement, compare as compare_dates, variants as dates_by_a_slip};
pub use facts::{FactName, FactPlace, Facts, write as facts_of};
pub use frequency::{Frequencies, NameKind};
pub use index::{Indexed, NamePart, index, name_parts};
pub use keys::{KeyRow, Sound, rows as key_rows, sound};
pub use likeness::{Likeness, Word, before_a_slip};
pub(crate) use likeness::{NOTHING_ALIKE, may_be_alike};
pub use measure::MeasureSearch;
pub use normal::{NormalName, normalised, normalised_address, surname_parts};
pub use rank::{Limits, Ranked, best, choose};
pub use score::{Candidate, Score};
pub use sought::Sought;
pub use why::{Why, WhySet};

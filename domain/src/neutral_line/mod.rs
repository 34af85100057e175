//! Neutral display lines: what is shown in place of a sensitive service that holds an assessment or
//! leads, agreed with the authority's manager (CAF-04).

mod acts;
mod words;

pub use acts::{
    AgreeNeutralLine, LineBearing, ListNeutralLines, NeutralLineShown, NeutralLines,
    RetireNeutralLine,
};
pub use words::{NEUTRAL_SERVICE, check};

//! Keeping a record past eighteen (R18): for whom, by whose consent, until when. How long the record
//! then stays live is `data_source::leaves_live_on`, which asks [`live_until`].

mod acts;
mod category;
mod consent;
mod kept;
mod view;

pub(crate) use acts::answers_for;
pub use acts::{
    AnswerPastEighteen, AttestPastEighteen, ConfirmPastEighteen, EndPastEighteen, ListPastEighteen,
    QuestionBearing, TellPastEighteenOver, ViewPastEighteenQuestion,
};
pub use category::Category;
pub use consent::{Consent, ConsentedBy, ELEMENTS, HelpedBy, consent};
pub use kept::{ASKED_OF, Answer, Asked, Kept, LAPSES_AFTER_DAYS, WhyOver, live_until};
pub use view::{KeptShown, PastEighteenQuestion};

/// The age at which it is first asked whether a record is to be kept (R18-05).
pub const ASKED_FROM: u32 = 17;

/// Months of age at which owners of specialist involvements are asked (T-15): 17½ and 17¾.
pub const PROMPTED_AT_MONTHS: [u32; 2] = [17 * 12 + 6, 17 * 12 + 9];

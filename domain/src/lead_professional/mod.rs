//! Lead professionals: who leads and co-ordinates for a child, at most one at a time (CAF-05).

mod acts;

pub use acts::{
    EndLeadProfessional, NameLeadProfessional, Named, VISIBLE_YEARS, last_day, visible_until,
};

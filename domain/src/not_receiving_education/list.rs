//! The list, and why it is run.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::child_record::PersonName;
use crate::coded::coded;
use crate::id::ChildNumber;

coded! {
    /// Why somebody looks at who has no educational setting recorded (CNE-04). Each serves section 436A of
    /// the Education Act 1996, or keeps the directory true (GEN-01).
    RunReason {
        /// The authority's duty to find out, at its usual times.
        Regular = "regular" => "The regular look at who may not be receiving education",
        /// Children were offered places, or a term has begun.
        Admissions = "admissions" => "To follow up admissions, or the beginning of a term",
        /// Somebody told the authority of a child.
        Told = "told" => "Somebody has told us of a child who may not be receiving education",
        /// Sources may not have told of a setting.
        Data = "data" => "To find records on which a setting is missing",
    }
}

/// A child of school age with no educational setting recorded.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WithoutSetting {
    /// Whose record.
    pub child: ChildNumber,
    /// The name in use.
    pub name: PersonName,
    /// Date of birth.
    pub date_of_birth: NaiveDate,
    /// The first day without a setting; none where there never was one.
    pub from: Option<NaiveDate>,
}

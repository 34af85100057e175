//! For whom a record may be kept past eighteen (D-07).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clock::attains;

/// Why a young person's record may be kept past eighteen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// A: aged 18 or 19 and still with services of a children's services arrangement.
    EighteenOrNineteen,
    /// B: has left care.
    CareLeaver,
    /// C: has a learning difficulty and receives services for it.
    LearningDifficulty,
}

impl Category {
    /// Every category.
    pub const ALL: [Category; 3] = [
        Category::EighteenOrNineteen,
        Category::CareLeaver,
        Category::LearningDifficulty,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Category::EighteenOrNineteen => "a",
            Category::CareLeaver => "b",
            Category::LearningDifficulty => "c",
        }
    }

    /// As people choose it.
    pub fn title(self) -> &'static str {
        match self {
            Category::EighteenOrNineteen => {
                "Services for children and young people go on at 18 and 19: until the 20th birthday"
            }
            Category::CareLeaver => "Has left care: until the 25th birthday",
            Category::LearningDifficulty => {
                "Has a learning difficulty and receives services for it: until the 25th birthday"
            }
        }
    }

    /// The category with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The birthday from which on the record is kept no longer (T-17).
    pub fn ends_on(self, date_of_birth: NaiveDate) -> NaiveDate {
        let age = match self {
            Category::EighteenOrNineteen => 20,
            Category::CareLeaver | Category::LearningDifficulty => 25,
        };
        attains(date_of_birth, age)
    }
}

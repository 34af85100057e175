//! Why a child was found, in plain words (SRCH-06).

/// One thing that agreed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Why {
    /// The number itself was typed.
    Number,
    /// First name and surname agree.
    Name,
    /// The surname agrees.
    Surname,
    /// One part of a surname of several agrees.
    SurnamePart,
    /// The surname sounds alike.
    SurnameSound,
    /// The surname is spelt nearly so.
    SurnameSpelling,
    /// The first name agrees.
    Forename,
    /// A short form, or the name as another language has it.
    ForenameVariant,
    /// The first name sounds alike.
    ForenameSound,
    /// The first name is spelt nearly so.
    ForenameSpelling,
    /// Another of the child's forenames agrees.
    OtherForename,
    /// The initial agrees.
    Initial,
    /// First name and surname were exchanged.
    NamesExchanged,
    /// It was a former name, or another name in use.
    OtherName,
    /// The date of birth agrees.
    Born,
    /// Day and month were exchanged.
    DayAndMonthExchanged,
    /// The day before or after.
    DayOff,
    /// The month before or after.
    MonthOff,
    /// The year before or after.
    YearOff,
    /// Ten years off.
    DecadeOff,
    /// One digit of the date of birth differs.
    OneDigit,
    /// Two of day, month and year agree.
    TwoDateParts,
    /// The age agrees.
    Age,
    /// The postcode agrees.
    Postcode,
    /// The postcode agrees but for its last letters.
    PostcodeSector,
    /// The first half of the postcode agrees.
    PostcodeDistrict,
    /// The place is one where the child lived before.
    OtherAddress,
    /// The address agrees.
    Address,
    /// The school agrees.
    School,
    /// A parent or carer has that name.
    Parent,
}

impl Why {
    /// Every reason, in the order in which they are told.
    pub const ALL: [Why; 30] = [
        Why::Number,
        Why::Name,
        Why::Surname,
        Why::SurnamePart,
        Why::SurnameSound,
        Why::SurnameSpelling,
        Why::Forename,
        Why::ForenameVariant,
        Why::ForenameSound,
        Why::ForenameSpelling,
        Why::OtherForename,
        Why::Initial,
        Why::NamesExchanged,
        Why::OtherName,
        Why::Born,
        Why::DayAndMonthExchanged,
        Why::DayOff,
        Why::MonthOff,
        Why::YearOff,
        Why::DecadeOff,
        Why::OneDigit,
        Why::TwoDateParts,
        Why::Age,
        Why::Postcode,
        Why::PostcodeSector,
        Why::PostcodeDistrict,
        Why::OtherAddress,
        Why::Address,
        Why::School,
        Why::Parent,
    ];

    /// In plain words.
    pub fn words(self) -> &'static str {
        match self {
            Why::Number => "Same ContactPoint number",
            Why::Name => "Same name",
            Why::Surname => "Same surname",
            Why::SurnamePart => "Part of the surname is the same",
            Why::SurnameSound => "Surname sounds alike",
            Why::SurnameSpelling => "Surname is spelt nearly the same",
            Why::Forename => "Same first name",
            Why::ForenameVariant => "First name is a short form or another spelling",
            Why::ForenameSound => "First name sounds alike",
            Why::ForenameSpelling => "First name is spelt nearly the same",
            Why::OtherForename => "Matches another first or middle name",
            Why::Initial => "Same initial",
            Why::NamesExchanged => "First name and surname exchanged",
            Why::OtherName => "Matches a former name or another name in use",
            Why::Born => "Same date of birth",
            Why::DayAndMonthExchanged => "Day and month of birth exchanged",
            Why::DayOff => "Born a day earlier or later",
            Why::MonthOff => "Born a month earlier or later",
            Why::YearOff => "Born a year earlier or later",
            Why::DecadeOff => "Born 10 years earlier or later",
            Why::OneDigit => "One digit of the date of birth is different",
            Why::TwoDateParts => "Two parts of the date of birth are the same",
            Why::Age => "Age fits",
            Why::Postcode => "Same postcode",
            Why::PostcodeSector => "Nearly the same postcode",
            Why::PostcodeDistrict => "Same first half of the postcode",
            Why::OtherAddress => "Matches a former or other address",
            Why::Address => "Same address",
            Why::School => "Same school",
            Why::Parent => "Parent or carer’s name matches",
        }
    }
}

/// The things that agreed between what was asked and one record.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct WhySet(u32);

impl WhySet {
    /// One thing.
    pub const fn of(why: Why) -> Self {
        Self(1 << why as u8)
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a thing is among them.
    pub const fn contains(self, why: Why) -> bool {
        self.0 & (1 << why as u8) != 0
    }

    /// In plain words, names first.
    pub fn words(self) -> Vec<String> {
        let whole = self.contains(Why::Surname) && self.contains(Why::Forename);
        Why::ALL
            .into_iter()
            .filter(|why| match why {
                Why::Name => whole,
                Why::Surname | Why::Forename => !whole && self.contains(*why),
                _ => self.contains(*why),
            })
            .map(|why| why.words().to_owned())
            .collect()
    }
}

impl From<Why> for WhySet {
    fn from(why: Why) -> Self {
        Self::of(why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_told_once_and_in_words_of_its_own_srch_06() {
        for (place, why) in Why::ALL.into_iter().enumerate() {
            assert_eq!(why as usize, place);
            assert_eq!(
                Why::ALL.iter().filter(|w| w.words() == why.words()).count(),
                1
            );
        }
    }

    #[test]
    fn a_name_that_agrees_whole_is_told_once() {
        let set = WhySet::of(Why::Surname)
            .and(Why::Forename.into())
            .and(Why::Born.into());
        assert_eq!(set.words(), ["Same name", "Same date of birth"]);
        assert_eq!(WhySet::of(Why::Surname).words(), ["Same surname"]);
    }
}

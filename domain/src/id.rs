//! Identifiers: what they look like, and that a wrong one is noticed before it is looked up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::chance::Chance;

/// Declares an identifier that is a random UUID.
macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier that tells nothing of when, or next to what, it was made.
            pub fn random(chance: &dyn Chance) -> Self {
                Self(chance.uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

uuid_id!(/// One human being's account (AUTH-04).
    AccountId);
uuid_id!(/// An employer or body whose staff hold accounts or whose services appear on records.
    OrganisationId);
uuid_id!(/// A team within an organisation.
    TeamId);
uuid_id!(/// One entry of an organisation's own list of services (INV-02).
    ServiceId);
uuid_id!(/// One involvement of a service with a child.
    InvolvementId);
uuid_id!(/// One signed-in session; never the secret in the cookie.
    SessionId);
uuid_id!(/// A search kept for a short while under a name that tells nothing (SRCH-04).
    SearchId);
uuid_id!(/// A record opened for a reason by one session; stands in the address bar for the number.
    OpeningId);
uuid_id!(/// One line of the audit trail.
    EntryId);
uuid_id!(/// A registered supplier of data (FEED-01).
    SourceId);
uuid_id!(/// Something that waits for somebody.
    TaskId);
uuid_id!(/// A request to be contacted, or a question about a shielded record (BRK-01, D-02).
    RequestId);
uuid_id!(/// Such a request at one of the services to which it was passed on (BRK-05).
    LegId);
uuid_id!(/// A practitioner, with or without an account (INV-06).
    PractitionerId);
uuid_id!(/// A source's current statement about one child.
    StatementId);
uuid_id!(/// A shield on a record (section 4.4).
    ShieldId);
uuid_id!(/// One notice that a record must be shielded (SHLD-05).
    NoticeId);
uuid_id!(/// One entry that says who holds a common assessment (CAF-01).
    CafId);
uuid_id!(/// One entry that says who leads (CAF-05).
    LeadProfessionalId);
uuid_id!(/// A transfer of responsibility for a record (TRF-03).
    TransferId);
uuid_id!(/// A meeting of a shielded record panel (SHLD-08).
    MeetingId);
uuid_id!(/// What a panel is given about one shield at one meeting (SHLD-08).
    PackId);
uuid_id!(/// One person's look at one shielded record by breaking the glass (SHLD-11).
    GlassId);
uuid_id!(/// A line under which a holder of a sensitive service is shown (CAF-04).
    NeutralLineId);

/// The Office for National Statistics' code of a local authority, such as `E08000032`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalAuthorityCode(pub String);

impl fmt::Display for LocalAuthorityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The unique number of a child's record: eleven random digits and a check digit (D-29).
///
/// It carries no authority, date or source, and is never derived from another number. With 12
/// million records, one guess in 83,000 with a right check digit finds one; searches by number
/// are limited and audited besides (SRCH-04).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChildNumber(i64);

/// Why a text is not a ContactPoint number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAChildNumber {
    /// Not twelve digits.
    #[error("a ContactPoint number has 12 digits")]
    Length,
    /// The last digit does not follow from the others: something was mistyped.
    #[error("that is not a ContactPoint number: check each digit")]
    CheckDigit,
}

impl ChildNumber {
    /// How many numbers there are.
    pub const SPACE: u64 = 90_000_000_000;

    /// A random number. The first digit is never zero, so a spreadsheet cannot shorten it.
    pub fn random(chance: &dyn Chance) -> Self {
        Self::nth(chance.below(Self::SPACE))
    }

    /// The number whose eleven leading digits are `10000000000 + index % SPACE`.
    pub fn nth(index: u64) -> Self {
        let body = 10_000_000_000 + (index % Self::SPACE) as i64;
        Self(body * 10 + i64::from(check_digit(body)))
    }

    /// The number as it is stored. Fails where the check digit is wrong.
    pub fn from_stored(value: i64) -> Result<Self, NotAChildNumber> {
        if !(100_000_000_000..1_000_000_000_000).contains(&value) {
            return Err(NotAChildNumber::Length);
        }
        if i64::from(check_digit(value / 10)) != value % 10 {
            return Err(NotAChildNumber::CheckDigit);
        }
        Ok(Self(value))
    }

    /// The twelve digits as an integer.
    pub fn stored(self) -> i64 {
        self.0
    }
}

/// The Damm check digit: every single wrong digit and every exchange of neighbours is noticed.
fn check_digit(body: i64) -> u8 {
    const TABLE: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    let mut divisor = 10_000_000_000;
    let mut interim = 0_u8;
    while divisor > 0 {
        let digit = (body / divisor % 10) as usize;
        interim = TABLE[interim as usize][digit];
        divisor /= 10;
    }
    interim
}

impl fmt::Display for ChildNumber {
    /// Three groups of four, as people read numbers out over a telephone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.0;
        write!(
            f,
            "{:04} {:04} {:04}",
            n / 100_000_000,
            n / 10_000 % 10_000,
            n % 10_000
        )
    }
}

impl FromStr for ChildNumber {
    type Err = NotAChildNumber;

    /// Reads twelve digits however they are grouped by spaces or hyphens.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        if digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAChildNumber::Length);
        }
        Self::from_stored(digits.parse().map_err(|_| NotAChildNumber::Length)?)
    }
}

impl TryFrom<String> for ChildNumber {
    type Error = NotAChildNumber;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ChildNumber> for String {
    fn from(number: ChildNumber) -> String {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_reads_back_as_it_was_written_d_29(index in 0..ChildNumber::SPACE) {
            let number = ChildNumber::nth(index);
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }

        #[test]
        fn one_wrong_digit_is_noticed_d_29(index in 0..ChildNumber::SPACE, place in 0..12_usize, by in 1..10_u8) {
            let mut digits = ChildNumber::nth(index).stored().to_string().into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            let text = String::from_utf8(digits).unwrap();
            prop_assert!(text.parse::<ChildNumber>().is_err());
        }

        #[test]
        fn exchanged_neighbours_are_noticed_d_29(index in 0..ChildNumber::SPACE, place in 0..11_usize) {
            let mut digits = ChildNumber::nth(index).stored().to_string().into_bytes();
            prop_assume!(digits[place] != digits[place + 1]);
            digits.swap(place, place + 1);
            let text = String::from_utf8(digits).unwrap();
            prop_assert!(text.parse::<ChildNumber>().is_err());
        }
    }
}

//! The facts that a record may hold, and nothing else (GEN-02, section 7.1).
//!
//! `Debug` of anything that tells who or where a child is prints the type's name alone (NFR-03).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;
use crate::refusal::Problem;

/// Gives types a `Debug` that tells nothing.
macro_rules! quiet {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+};
}

quiet!(
    PersonName,
    DateOfBirth,
    Address,
    Postcode,
    Telephone,
    Carer,
    Identifier
);

/// A person's name. `given` may be empty: some people have a single name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// Given names, in order, separated by spaces.
    pub given: String,
    /// Family name.
    pub family: String,
}

impl PersonName {
    /// The longest part of a name, in characters.
    const LONGEST_PART: usize = 100;

    /// A whole name as it is typed into the fields `given` and `family`; of each that is missing, what
    /// to do.
    pub fn typed(
        [given, family]: [&str; 2],
        missing: [&'static str; 2],
    ) -> Result<Self, Vec<Problem>> {
        let part = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = Self {
            given: part(given),
            family: part(family),
        };
        let parts = [("given", &name.given), ("family", &name.family)];
        let problems: Vec<Problem> = parts
            .into_iter()
            .zip(missing)
            .filter(|((_, part), _)| part.is_empty() || part.chars().count() > Self::LONGEST_PART)
            .map(|((field, _), message)| Problem::new(field, message))
            .collect();
        problems.is_empty().then_some(name).ok_or(problems)
    }

    /// What there is to mend about the parts of a name, by the fields in which they were typed. A name
    /// holds no words about a child (GEN-03).
    pub fn problems(&self, fields: [&'static str; 2]) -> Vec<Problem> {
        let message = "Use only letters, spaces, hyphens, apostrophes and full stops, and 100 characters or fewer";
        fields
            .into_iter()
            .zip([&self.given, &self.family])
            .filter(|(_, part)| !is_part_of_name(part))
            .map(|(field, _)| Problem::new(field, message))
            .collect()
    }
}

/// Whether a text can be a part of a name: letters with their accents, and what stands between them
/// (FEED-07).
pub fn is_part_of_name(text: &str) -> bool {
    let is_accent = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    text.chars().count() <= PersonName::LONGEST_PART
        && text
            .chars()
            .all(|c| c.is_alphabetic() || is_accent(c) || " -'’.`".contains(c))
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.given.is_empty() || self.family.is_empty() {
            write!(f, "{}{}", self.given, self.family)
        } else {
            write!(f, "{} {}", self.given, self.family)
        }
    }
}

/// Why a name other than the current one is held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameUse {
    /// The name in use.
    Current,
    /// A name used earlier.
    Former,
    /// Another name in use: what friends or one parent call the child.
    KnownAs,
}

/// A day of birth, as it was told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DateOfBirth {
    /// The day.
    pub date: NaiveDate,
    /// Whether it is an estimate.
    pub estimated: bool,
}

/// Gender as recorded, or that it is not specified (SI Schedule 1 paragraph 3, REC-03).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Not specified.
    NotSpecified,
}

impl Gender {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Gender::Female => "female",
            Gender::Male => "male",
            Gender::NotSpecified => "not-specified",
        }
    }

    /// The gender with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Gender::Female, Gender::Male, Gender::NotSpecified]
            .into_iter()
            .find(|g| g.code() == code)
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            Gender::Female => "Female",
            Gender::Male => "Male",
            Gender::NotSpecified => "Not specified",
        }
    }
}

/// A postcode in its usual form, with one space: `BD1 3AB`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Postcode(String);

/// A text that has not the shape of a postcode.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("enter a full postcode, like BD1 3AB")]
pub struct NotAPostcode;

impl Postcode {
    /// Reads a postcode however it was spaced or cased.
    pub fn parse(text: &str) -> Result<Self, NotAPostcode> {
        let packed: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if !packed.is_ascii() || !(5..=7).contains(&packed.len()) {
            return Err(NotAPostcode);
        }
        let (outward, inward) = packed.split_at(packed.len() - 3);
        let inward_ok = inward.as_bytes()[0].is_ascii_digit()
            && inward.as_bytes()[1..].iter().all(u8::is_ascii_uppercase);
        if !inward_ok || !is_outward(outward) {
            return Err(NotAPostcode);
        }
        Ok(Self(format!("{outward} {inward}")))
    }

    /// The district: the part before the space.
    pub fn district(&self) -> &str {
        self.0.split(' ').next().unwrap_or_default()
    }

    /// The sector: the district and the digit after the space, `BD1 3`.
    pub fn sector(&self) -> &str {
        &self.0[..self.0.len() - 2]
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text has the shape of a postcode's first half: `B1`, `BD1`, `BD11`, `W1A`, `EC1A`.
pub fn is_outward(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &text.as_bytes()[letters.min(text.len())..];
    (1..=2).contains(&letters)
        && match rest {
            [a] => a.is_ascii_digit(),
            [a, b] => a.is_ascii_digit() && (b.is_ascii_digit() || b.is_ascii_uppercase()),
            _ => false,
        }
}

impl TryFrom<String> for Postcode {
    type Error = NotAPostcode;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Postcode> for String {
    fn from(postcode: Postcode) -> String {
        postcode.0
    }
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place as an envelope has it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Lines, from the house to the town; none where no more than the postcode is known.
    pub lines: Vec<String>,
    /// The postcode, where there is one.
    pub postcode: Option<Postcode>,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.lines.iter().map(String::as_str);
        let written: Vec<&str> = lines
            .chain(self.postcode.as_ref().map(Postcode::as_str))
            .collect();
        f.write_str(&written.join(", "))
    }
}

impl Address {
    /// Whether both are one home: the same postcode, and the same first line but for how it is
    /// written (SHLD-13).
    pub fn same_home(&self, other: &Address) -> bool {
        let first = |address: &Address| -> String {
            let letters = address
                .lines
                .first()
                .into_iter()
                .flat_map(|line| line.chars());
            letters
                .filter(|letter| letter.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect()
        };
        self.postcode.is_some()
            && self.postcode == other.postcode
            && !first(self).is_empty()
            && first(self) == first(other)
    }
}

/// Where a child lives: an address, or the statement that stands for one (REC-03).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whereabouts {
    /// Lives there.
    Current(Address),
    /// Lived there last; where now is not known.
    LastKnown(Address),
    /// No address is known.
    NoKnownAddress,
}

impl Whereabouts {
    /// The address, where there is one.
    pub fn address(&self) -> Option<&Address> {
        match self {
            Whereabouts::Current(address) | Whereabouts::LastKnown(address) => Some(address),
            Whereabouts::NoKnownAddress => None,
        }
    }

    /// As people read it: a last known address says that it is one (REC-03).
    pub fn words(&self) -> String {
        match self {
            Whereabouts::Current(address) => address.to_string(),
            Whereabouts::LastKnown(address) => format!("{address} (last known address)"),
            Whereabouts::NoKnownAddress => "No known address".to_owned(),
        }
    }
}

/// A telephone number as it is dialled in England.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Telephone(String);

/// A text that is no telephone number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("enter a telephone number, like 01632 960 001")]
pub struct NotATelephone;

impl Telephone {
    /// Reads a number with spaces, hyphens, brackets or a leading +44.
    pub fn parse(text: &str) -> Result<Self, NotATelephone> {
        let text = text.trim();
        let text = text
            .strip_prefix("+44")
            .map_or_else(|| text.to_owned(), |rest| format!("0{rest}"));
        if !text
            .chars()
            .all(|c| c.is_ascii_digit() || " -()".contains(c))
        {
            return Err(NotATelephone);
        }
        let digits = text.chars().filter(char::is_ascii_digit).count();
        if !(10..=11).contains(&digits) || !text.trim_start_matches(['(', ' ']).starts_with('0') {
            return Err(NotATelephone);
        }
        Ok(Self(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// The number for a `tel:` link: `+441632960001`.
    pub fn dialled(&self) -> String {
        let digits: String = self.0.chars().filter(char::is_ascii_digit).collect();
        format!("+44{}", digits.strip_prefix('0').unwrap_or(&digits))
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Telephone {
    type Error = NotATelephone;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Telephone> for String {
    fn from(telephone: Telephone) -> String {
        telephone.0
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a carer is to the child (SI Schedule 1 paragraph 6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CarerRelation {
    /// Has parental responsibility.
    ParentalResponsibility,
    /// Has care of the child.
    Care,
    /// A local authority that has parental responsibility (D-44).
    Authority,
}

impl CarerRelation {
    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            CarerRelation::ParentalResponsibility => "Has parental responsibility",
            CarerRelation::Care => "Has care of the child",
            CarerRelation::Authority => "Local authority that has parental responsibility",
        }
    }
}

/// A parent or carer: a person, or an authority that shares parental responsibility (REC-04).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Carer {
    /// Name of the person or authority.
    pub name: PersonName,
    /// Parental responsibility or care.
    pub relation: CarerRelation,
    /// Where they live, where it differs from the child's address.
    pub address: Option<Address>,
    /// Home, mobile or business number.
    pub telephone: Option<Telephone>,
}

impl Carer {
    /// An authority that shares parental responsibility, by its name, which stands alone (D-44).
    pub fn authority(name: &str, telephone: Option<Telephone>, address: Option<Address>) -> Self {
        Self {
            name: PersonName {
                given: String::new(),
                family: format!("{name} Council"),
            },
            relation: CarerRelation::Authority,
            address,
            telephone,
        }
    }
}

/// The services that everyone of an age has (GEN-02, C21).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UniversalKind {
    /// A school or other educational setting (D-42).
    EducationalSetting,
    /// A GP practice.
    GpPractice,
    /// A midwife.
    Midwife,
    /// A health visitor.
    HealthVisitor,
    /// A school nurse.
    SchoolNurse,
}

impl UniversalKind {
    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            UniversalKind::EducationalSetting => "School or other educational setting",
            UniversalKind::GpPractice => "GP practice",
            UniversalKind::Midwife => "Midwife",
            UniversalKind::HealthVisitor => "Health visitor",
            UniversalKind::SchoolNurse => "School nurse",
        }
    }
}

/// A universal service and since when. The organisation's name and telephone number are looked
/// up, so that they are never out of date.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct UniversalService {
    /// Which.
    pub kind: UniversalKind,
    /// Who provides it.
    pub organisation: OrganisationId,
    /// First day.
    pub since: Option<NaiveDate>,
    /// Last day, where it has ended.
    pub until: Option<NaiveDate>,
}

/// A number that another body gave the child; read only by that body (REC-09).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// Which number.
    pub scheme: IdentifierScheme,
    /// The number itself.
    pub value: String,
    /// The body that allocated it.
    pub allocated_by: OrganisationId,
}

impl Identifier {
    /// Whether both are one number: one that is a child's own throughout the country, whoever tells
    /// it, or one body's reference.
    pub fn is_same_number(&self, other: &Identifier) -> bool {
        self.scheme == other.scheme
            && self.value == other.value
            && (self.scheme != IdentifierScheme::LocalReference
                || self.allocated_by == other.allocated_by)
    }
}

/// The kinds of number that bodies allocate.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentifierScheme {
    /// Unique pupil number.
    Upn,
    /// Unique learner number.
    Uln,
    /// NHS number.
    Nhs,
    /// A body's own reference.
    LocalReference,
}

impl IdentifierScheme {
    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            IdentifierScheme::Upn => "upn",
            IdentifierScheme::Uln => "uln",
            IdentifierScheme::Nhs => "nhs",
            IdentifierScheme::LocalReference => "local-reference",
        }
    }

    /// As people read it.
    pub fn title(self) -> &'static str {
        match self {
            IdentifierScheme::Upn => "Unique pupil number (UPN)",
            IdentifierScheme::Uln => "Unique learner number (ULN)",
            IdentifierScheme::Nhs => "NHS number",
            IdentifierScheme::LocalReference => "Local reference",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_read_however_it_is_typed() {
        for text in ["bd13ab", " BD1 3AB ", "bd1  3ab", "BD1-3AB"] {
            assert_eq!(Postcode::parse(text).unwrap().as_str(), "BD1 3AB");
        }
        for text in ["", "BD1", "BD1 3A", "1BD 3AB", "BD1 AAB", "éa1 3ab"] {
            assert!(Postcode::parse(text).is_err());
        }
        let postcode = Postcode::parse("ec1a1bb").unwrap();
        assert_eq!((postcode.district(), postcode.sector()), ("EC1A", "EC1A 1"));
    }

    #[test]
    fn an_address_is_written_with_what_is_known_of_it() {
        let written = |lines: &[&str], postcode: Option<&str>| {
            let address = Address {
                lines: lines.iter().map(|line| (*line).to_owned()).collect(),
                postcode: postcode.map(|text| Postcode::parse(text).unwrap()),
            };
            address.to_string()
        };
        let home = ["1 Example Street", "Bradford"];
        assert_eq!(written(&home, None), "1 Example Street, Bradford");
        assert_eq!(
            written(&home, Some("BD1 3AB")),
            "1 Example Street, Bradford, BD1 3AB"
        );
        assert_eq!(written(&[], Some("BD1 3AB")), "BD1 3AB");
    }

    #[test]
    fn a_telephone_number_is_dialled_with_its_country() {
        assert_eq!(
            Telephone::parse("01632 960001").unwrap().dialled(),
            "+441632960001"
        );
        assert_eq!(
            Telephone::parse("+44 1632 960001").unwrap().dialled(),
            "+441632960001"
        );
        assert!(Telephone::parse("at risk").is_err());
    }

    #[test]
    fn nothing_about_a_person_is_printed_for_debugging_nfr_03() {
        let name = PersonName {
            given: "Ann".into(),
            family: "Example".into(),
        };
        let address = Address {
            lines: vec!["1 High Street".into()],
            postcode: None,
        };
        assert_eq!(
            format!("{name:?} {:?}", Whereabouts::Current(address)),
            "PersonName Current(Address)"
        );
    }
}

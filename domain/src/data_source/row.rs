//! Reading one row of a source's file into a statement (FEED-07): format rules, no free text.
//! A row that cannot be used is refused with a code, never altered and never dropped in silence.

use chrono::NaiveDate;

use super::column_map::{
    CarerColumns, CeasedColumns, ColumnMap, NameColumns, OtherHomeColumns, Text,
};
use super::fields::{Fields, Read, joined};
use crate::best_view::Statement;
use crate::child_record::{
    Address, Carer, DateOfBirth, Gender, Identifier, NameUse, Nights, OtherHome, PersonName,
    Postcode, Whereabouts, is_part_of_name,
};
use crate::clock::{Moment, age_on};
use crate::coded::coded;
use crate::id::OrganisationId;
use crate::residence::{Departure, Intention, WentTo};
use crate::shielding::Ground;

/// A row that can be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Its line in the file; the headings are line 1.
    pub number: u64,
    /// The source's own reference for the child.
    pub reference: String,
    /// When it was supplied.
    pub at: Moment,
    /// What it says.
    pub statement: Statement,
}

/// A row that cannot be used. It repeats nothing of what the row held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowRefused {
    /// Its line in the file.
    pub number: u64,
    /// Why.
    pub code: RowCode,
    /// In which column, where it is about one.
    pub column: Option<String>,
}

coded! {
    /// Why a row cannot be used.
    RowCode {
        /// The row has more or fewer fields than there are headings, or is not UTF-8.
        Malformed = "malformed",
        /// An item that the published schema has not (FEED-07).
        UnknownField = "unknown-field",
        /// No reference, one longer than 64 characters, or with characters that cannot be written.
        Reference = "reference",
        /// The row gives no name, and no earlier one did.
        NoName = "no-name",
        /// Something in a name's column that is no name.
        Name = "name",
        /// The row gives no date of birth, and no earlier one did.
        NoDateOfBirth = "no-date-of-birth",
        /// Something in a date's column that is no date.
        Date = "date",
        /// A date that lies in the future.
        Future = "future",
        /// A death before the birth.
        DeathBeforeBirth = "death-before-birth",
        /// Eighteen or older.
        NotAChild = "not-a-child",
        /// A word for a gender or another listed item that the map does not know.
        UnknownWord = "unknown-word",
        /// An address of more than six lines, or with a line that is longer than 100 characters or that a
        /// spreadsheet would take for a formula.
        Address = "address",
        /// Nights in a second home that are no number, more than a week has, or spent nowhere.
        Nights = "nights",
        /// Something in a telephone's column that is no number.
        Telephone = "telephone",
        /// A number of a body, from a source that speaks for none.
        Identifier = "identifier",
        /// Neither a postcode nor the source nor a default tells which authority is responsible (GEN-05).
        NoAuthority = "no-authority",
        /// The record it belongs to is no longer live.
        NotLive = "not-live",
        /// About a child of whom the source has supplied nothing under that reference.
        UnknownChild = "unknown-child",
        /// No service of the source's own organisation, or another than the entry is of.
        Service = "service",
        /// Nobody who can be named: no name, job title or e-mail address, or not in letters.
        Practitioner = "practitioner",
        /// No team of the service's organisation.
        Team = "team",
        /// The start lies long before the birth.
        BeforeBirth = "before-birth",
        /// The end lies before the start.
        EndBeforeStart = "end-before-start",
        /// A sensitive service, and no basis on which it may be recorded (SENS-02).
        NoBasis = "no-basis",
        /// A basis that is not whole or has run out (SENS-02, SENS-03), or a consent withdrawn that was
        /// never asked for.
        Basis = "basis",
        /// A sensitive service, and no line agreed for its organisation (CAF-04).
        Line = "line",
        /// The entry has ended for good: what begins anew needs a reference of its own (CEASE-06).
        Closed = "closed",
        /// It supplies something that the agreement with the source does not cover (FEED-03).
        NotAgreed = "not-agreed",
        /// Whom the row is about could not be told: the source makes sure and sends it corrected (MAT-02).
        Unclear = "unclear",
    }
}

/// A row about a child, and the map that reads it.
struct Reader<'a> {
    map: &'a ColumnMap,
    fields: Fields<'a>,
}

/// Reads a row. `field` gives the text of a column; `received` is when the file came; `allocator`
/// is the body that the source speaks for.
pub fn read_row<'a>(
    map: &'a ColumnMap,
    number: u64,
    field: &'a dyn Fn(&str) -> &'a str,
    received: Moment,
    allocator: Option<OrganisationId>,
) -> Read<Row> {
    let fields = Fields::new(number, field, received);
    let reference = fields.reference(&map.reference)?;
    let at = fields.recorded(map.supplied_on.as_ref())?;
    let statement = Reader { map, fields }.statement(allocator)?;
    Ok(Row {
        number,
        reference,
        at,
        statement,
    })
}

impl Reader<'_> {
    fn statement(&self, allocator: Option<OrganisationId>) -> Read<Statement> {
        let map = self.map;
        let date_of_birth = self.fields.date(map.date_of_birth.as_ref())?;
        let column = map.date_of_birth.as_ref().map(|rule| rule.column().column);
        if date_of_birth.is_some_and(|born| age_on(born, self.fields.today()) >= 18) {
            return Err(self.fields.refuse(RowCode::NotAChild, column.as_deref()));
        }
        let date_of_death = self.fields.date(map.date_of_death.as_ref())?;
        if date_of_death
            .zip(date_of_birth)
            .is_some_and(|(died, born)| died < born)
        {
            return Err(self.fields.refuse(RowCode::DeathBeforeBirth, None));
        }
        let address = map.address.as_ref();
        let address = address
            .map(|columns| self.address(&columns.lines, columns.postcode.as_deref()))
            .transpose()?;
        Ok(Statement {
            names: self.names()?,
            date_of_birth: date_of_birth.map(|date| DateOfBirth {
                date,
                estimated: false,
            }),
            gender: self.fields.listed(map.gender.as_ref(), Gender::from_code)?,
            whereabouts: address.flatten().map(Whereabouts::Current),
            other_home: self.other_home(map.other_home.as_ref())?,
            carers: map
                .carers
                .iter()
                .filter_map(|c| self.carer(c).transpose())
                .collect::<Read<_>>()?,
            services: Vec::new(),
            identifiers: self.identifiers(allocator)?,
            date_of_death,
            // Exceptional grounds are a manager's alone (D-06).
            shield: self.fields.listed(self.map.shield.as_ref(), |word| {
                Ground::from_codes(word, None)
            })?,
            ceased: self.ceased(map.ceased.as_ref(), date_of_birth)?,
            correction: None,
        })
    }

    fn names(&self) -> Read<Vec<(NameUse, PersonName)>> {
        let map = self.map;
        let mut names = Vec::new();
        for (used, columns) in [
            (NameUse::Current, &map.name),
            (NameUse::Former, &map.former_name),
            (NameUse::KnownAs, &map.known_as),
        ] {
            let Some(NameColumns { given, family }) = columns else {
                continue;
            };
            if let Some(name) = self.name(given.as_ref(), family.as_ref())? {
                names.push((used, name));
            }
        }
        Ok(names)
    }

    /// A name, where either of its parts is given. A single name stands as the family name.
    fn name(&self, given: Option<&Text>, family: Option<&Text>) -> Read<Option<PersonName>> {
        let (given, family) = (self.name_part(given)?, self.name_part(family)?);
        Ok(match (given.is_empty(), family.is_empty()) {
            (true, true) => None,
            (false, true) => Some(PersonName {
                given: String::new(),
                family: given,
            }),
            _ => Some(PersonName { given, family }),
        })
    }

    fn name_part(&self, text: Option<&Text>) -> Read<String> {
        let Some(text) = text else {
            return Ok(String::new());
        };
        let part = self.fields.word(text)?;
        if is_part_of_name(&part) {
            Ok(self.cased(&part))
        } else {
            Err(self.fields.refuse(RowCode::Name, text.column()))
        }
    }

    fn address(&self, lines: &[Vec<String>], postcode: Option<&str>) -> Read<Option<Address>> {
        let mut lines: Vec<String> = lines
            .iter()
            .map(|line| {
                line.iter()
                    .map(|c| self.fields.text(c))
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .map(|line| self.cased(&joined(&line)))
            .filter(|line| !line.is_empty())
            .collect();
        let text = postcode.map(|c| self.fields.text(c)).unwrap_or_default();
        let postcode = Postcode::parse(text).ok();
        if postcode.is_none() && !text.is_empty() {
            lines.push(joined(text));
        }
        if lines.len() > 6 || lines.iter().any(|line| !fits(line)) {
            return Err(self.fields.refuse(RowCode::Address, None));
        }
        let nothing = lines.is_empty() && postcode.is_none();
        Ok((!nothing).then_some(Address { lines, postcode }))
    }

    /// A second home, where an address there is given.
    fn other_home(&self, columns: Option<&OtherHomeColumns>) -> Read<Option<OtherHome>> {
        let Some(columns) = columns else {
            return Ok(None);
        };
        let column = columns.nights.as_deref();
        let refuse = || self.fields.refuse(RowCode::Nights, column);
        let text = column.map(|column| self.fields.text(column));
        let nights = text
            .filter(|text| !text.is_empty())
            .map(|text| Nights::parse(text).map_err(|_| refuse()))
            .transpose()?;
        match self.address(&columns.lines, columns.postcode.as_deref())? {
            Some(address) => Ok(Some(OtherHome { address, nights })),
            None if nights.is_some_and(Nights::any) => Err(refuse()),
            None => Ok(None),
        }
    }

    fn carer(&self, columns: &CarerColumns) -> Read<Option<Carer>> {
        let Some(name) = self.name(columns.given.as_ref(), columns.family.as_ref())? else {
            return Ok(None);
        };
        let telephone = columns.telephone.clone().map(Text::Column);
        let telephone = self.fields.telephone(telephone.as_ref())?;
        Ok(Some(Carer {
            name,
            relation: columns.relation,
            address: None,
            telephone,
        }))
    }

    /// That residence has ceased, where a day of that is given (D-14).
    fn ceased(
        &self,
        columns: Option<&CeasedColumns>,
        born: Option<NaiveDate>,
    ) -> Read<Option<Departure>> {
        let Some(columns) = columns else {
            return Ok(None);
        };
        let Some(ceased_on) = self.fields.date(Some(&columns.on))? else {
            return Ok(None);
        };
        if born.is_some_and(|born| ceased_on < born) {
            let column = columns.on.column().column;
            return Err(self.fields.refuse(RowCode::BeforeBirth, Some(&column)));
        }
        let intention = self
            .fields
            .listed(Some(&columns.intention), Intention::from_code)?;
        let went_to = self
            .fields
            .listed(columns.went_to.as_ref(), WentTo::from_code)?;
        Ok(Some(Departure {
            intention: intention.unwrap_or(Intention::NoInformation),
            ceased_on,
            went_to: went_to.unwrap_or(WentTo::Unknown),
        }))
    }

    fn identifiers(&self, allocator: Option<OrganisationId>) -> Read<Vec<Identifier>> {
        let mut identifiers = Vec::new();
        for column in &self.map.identifiers {
            let value = self.fields.text(&column.column);
            if value.is_empty() {
                continue;
            }
            let plain = value.len() <= 32 && value.bytes().all(|b| b.is_ascii_alphanumeric());
            let Some(allocated_by) = allocator.filter(|_| plain) else {
                return Err(self
                    .fields
                    .refuse(RowCode::Identifier, Some(&column.column)));
            };
            let value = value.to_owned();
            identifiers.push(Identifier {
                scheme: column.scheme,
                value,
                allocated_by,
            });
        }
        Ok(identifiers)
    }

    /// With capitals, where the map asks for them and the text has none.
    fn cased(&self, text: &str) -> String {
        if !self.map.capitalise || text.chars().any(char::is_uppercase) {
            return text.to_owned();
        }
        let letters: Vec<char> = text.chars().collect();
        let is_letter = |at: Option<usize>| {
            let letter = at.and_then(|at| letters.get(at));
            letter.is_some_and(|c| c.is_alphabetic())
        };
        let mut cased = String::with_capacity(text.len());
        for (at, &c) in letters.iter().enumerate() {
            let before = at.checked_sub(1);
            // A letter alone behind an apostrophe ends a word, as in van 't or Jones's.
            let ends = !is_letter(Some(at + 1))
                && before.is_some_and(|before| matches!(letters[before], '\'' | '’'));
            if is_letter(before) || ends {
                cased.push(c);
            } else {
                cased.extend(c.to_uppercase());
            }
        }
        cased
    }
}

/// Whether a line of an address can be kept. None is that a spreadsheet would take for a formula.
fn fits(line: &str) -> bool {
    let mut letters = line.chars();
    let formula = match letters.next() {
        Some('=' | '+' | '@') => true,
        Some('-') => letters.next().is_some_and(|next| !next.is_whitespace()),
        _ => false,
    };
    !formula && line.chars().count() <= 100 && !line.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    const HEADINGS: [&str; 8] = [
        "id", "first", "last", "born", "sex", "street", "code", "phone",
    ];

    fn map() -> ColumnMap {
        serde_json::from_value(json!({
            "reference": "id",
            "capitalise": true,
            "name": { "given": "first", "family": "last" },
            "date_of_birth": { "column": "born", "format": "%Y%m%d" },
            "gender": { "values": { "column": "sex", "values": { "F": "female", "M": "male" } } },
            "address": { "lines": [["street"]], "postcode": "code" },
            "carers": [{ "family": { "constant": "Carer" }, "relation": "care", "telephone": "phone" }],
        }))
        .unwrap()
    }

    fn read_with(map: &ColumnMap, values: [&str; 8]) -> Read<Row> {
        let field = |column: &str| {
            HEADINGS
                .iter()
                .position(|h| *h == column)
                .map_or("", |place| values[place])
        };
        read_row(
            map,
            2,
            &field,
            "2026-11-21T12:00:00Z".parse().unwrap(),
            None,
        )
    }

    fn read(values: [&str; 8]) -> Read<Row> {
        read_with(&map(), values)
    }

    const GOOD: [&str; 8] = [
        "r1",
        "mary-jane",
        "o'neill",
        "20150203",
        "F",
        "1 high street",
        "4011",
        "01632 960001",
    ];

    fn with(place: usize, value: &'static str) -> [&'static str; 8] {
        let mut values = GOOD;
        values[place] = value;
        values
    }

    #[test]
    fn a_good_row_is_read_feed_07() {
        let row = read(GOOD).unwrap();
        let (_, name) = &row.statement.names[0];
        assert_eq!(name.to_string(), "Mary-Jane O'Neill");
        assert_eq!(row.statement.gender, Some(Gender::Female));
        let whereabouts = row.statement.whereabouts.unwrap();
        let address = whereabouts.address().unwrap();
        assert_eq!(address.lines, ["1 High Street", "4011"]);
        assert_eq!(
            address.postcode, None,
            "what has not the shape of a postcode is a line"
        );
    }

    #[test]
    fn no_line_of_an_address_is_a_formula_feed_07() {
        for line in ["=cmd|' /C calc'!A0", "+1", "@SUM(1)", "-2+3"] {
            let line: &'static str = line;
            assert_eq!(
                read(with(5, line)).unwrap_err().code,
                RowCode::Address,
                "{line}"
            );
        }
        for line in ["-", "14-16 High Street", "- High Street"] {
            let line: &'static str = line;
            assert!(read(with(5, line)).is_ok(), "{line}");
        }
    }

    #[test]
    fn capitals_begin_words_and_parts_of_names_but_not_what_ends_them_feed_07() {
        let row = read(with(2, "van't hof")).unwrap();
        let (_, name) = &row.statement.names[0];
        assert_eq!(name.to_string(), "Mary-Jane Van't Hof");
    }

    #[test]
    fn each_bad_field_refuses_its_row_with_its_code_and_column_feed_07() {
        for (values, code, column) in [
            (with(0, " "), RowCode::Reference, Some("id")),
            (with(1, "risk 7"), RowCode::Name, Some("first")),
            (with(3, "20150230"), RowCode::Date, Some("born")),
            (with(3, "20270101"), RowCode::Future, Some("born")),
            (with(3, "20081121"), RowCode::NotAChild, Some("born")),
            (with(4, "X"), RowCode::UnknownWord, Some("sex")),
            (with(7, "ask the school"), RowCode::Telephone, Some("phone")),
        ] {
            let refused = read(values).unwrap_err();
            assert_eq!((refused.code, refused.column.as_deref()), (code, column));
            assert_eq!(refused.number, 2);
        }
    }

    #[test]
    fn that_a_child_has_left_england_is_one_of_three_statements_rec_03_d_14() {
        let mut leaving = map();
        leaving.ceased = serde_json::from_value(json!({
            "on": { "column": "street", "format": "%Y%m%d" },
            "intention": { "values": { "column": "code", "values": { "N": "does-not-return" } } },
            "went_to": { "constant": "wales" },
        }))
        .unwrap();
        leaving.address = None;
        let read = |day: &'static str, word: &'static str| {
            let mut values = GOOD;
            (values[5], values[6]) = (day, word);
            read_with(&leaving, values).map(|row| row.statement.ceased)
        };
        let ceased = read("20260801", "N").unwrap().unwrap();
        assert_eq!(ceased.intention, Intention::DoesNotReturn);
        assert_eq!(ceased.went_to, WentTo::Wales);
        let silent = read("20260801", "").unwrap().unwrap();
        assert_eq!(silent.intention, Intention::NoInformation);
        assert_eq!(read("", "N").unwrap(), None);
        assert_eq!(read("20270801", "N").unwrap_err().code, RowCode::Future);
        assert_eq!(
            read("20140801", "N").unwrap_err().code,
            RowCode::BeforeBirth
        );
        assert_eq!(
            read("20260801", "X").unwrap_err().code,
            RowCode::UnknownWord
        );
    }

    #[test]
    fn a_second_home_is_read_with_the_nights_spent_there_trf_01_feed_07() {
        let mut two_homes = map();
        two_homes.other_home = serde_json::from_value(json!({
            "lines": [["street"]], "postcode": "code", "nights": "phone",
        }))
        .unwrap();
        (two_homes.address, two_homes.carers) = (None, Vec::new());
        let read = |street: &'static str, code: &'static str, nights: &'static str| {
            let mut values = GOOD;
            (values[5], values[6], values[7]) = (street, code, nights);
            read_with(&two_homes, values).map(|row| row.statement.other_home)
        };
        let home = read("2 low road", "ZL1 4AB", "3.5").unwrap().unwrap();
        assert_eq!(home.address.to_string(), "2 Low Road, ZL1 4AB");
        assert_eq!(home.nights, Nights::parse("3.5").ok());
        let unknown = read("", "ZL1 4AB", "").unwrap().unwrap();
        assert_eq!(unknown.nights, None);
        for nothing in ["", "0"] {
            assert_eq!(read("", "", nothing).unwrap(), None);
        }
        for (code, nights) in [("ZL1 4AB", "8"), ("ZL1 4AB", "most"), ("", "-1"), ("", "4")] {
            let refused = read("", code, nights).unwrap_err();
            let said = (refused.code, refused.column.as_deref());
            assert_eq!(said, (RowCode::Nights, Some("phone")), "{code} {nights}");
        }
    }

    #[test]
    fn a_single_name_is_a_name_mat_06() {
        let (_, name) = read(with(1, "")).unwrap().statement.names[0].clone();
        assert_eq!((name.given.as_str(), name.family.as_str()), ("", "O'Neill"));
        let (_, name) = read(with(2, "")).unwrap().statement.names[0].clone();
        assert_eq!(
            (name.given.as_str(), name.family.as_str()),
            ("", "Mary-Jane")
        );
    }

    #[test]
    fn ages_are_folded_only_where_the_map_says_so() {
        let mut folding = map();
        folding.date_of_birth = serde_json::from_value(
            json!({ "column": "born", "format": "%Y%m%d", "fold_into_ages": 18 }),
        )
        .unwrap();
        for (born, child) in [
            ("19081209", "2016-12-09"),
            ("19990219", "2017-02-19"),
            ("20150203", "2015-02-03"),
        ] {
            let row = read_with(&folding, with(3, born)).unwrap();
            assert_eq!(row.statement.date_of_birth.unwrap().date.to_string(), child);
            assert_eq!(read(with(3, born)).is_ok(), born == "20150203");
        }
    }

    #[test]
    fn a_bodys_number_needs_a_source_that_speaks_for_a_body_rec_09() {
        let mut numbered = map();
        numbered.identifiers =
            serde_json::from_value(json!([{ "scheme": "upn", "column": "code" }])).unwrap();
        assert_eq!(
            read_with(&numbered, GOOD).unwrap_err().code,
            RowCode::Identifier
        );
        let body = OrganisationId(Uuid::from_u128(7));
        let field = |column: &str| {
            if column == "id" {
                "r"
            } else if column == "code" {
                "A1"
            } else {
                ""
            }
        };
        let row = read_row(
            &numbered,
            2,
            &field,
            "2026-11-21T12:00:00Z".parse().unwrap(),
            Some(body),
        );
        assert_eq!(row.unwrap().statement.identifiers[0].allocated_by, body);
    }
}

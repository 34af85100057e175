//! A pupil, and the published fields of a child that are made of it.

use std::collections::{BTreeMap, HashMap};

use domain::data_source::RowCode;

/// The longest text of a pupil, in bytes: as of a line of JSON.
const LONGEST_PUPIL: usize = 64 * 1024;
/// The most contacts of a pupil.
const MOST_CONTACTS: usize = 32;

/// The published fields that a file can fill.
pub(crate) const FIELDS: [&str; 26] = [
    "reference",
    "upn",
    "uln",
    "given_name",
    "family_name",
    "former_given_name",
    "former_family_name",
    "known_as_given_name",
    "known_as_family_name",
    "date_of_birth",
    "gender",
    "address_1",
    "address_2",
    "address_3",
    "address_4",
    "address_5",
    "postcode",
    "parent_1_given_name",
    "parent_1_family_name",
    "parent_1_telephone",
    "parent_2_given_name",
    "parent_2_family_name",
    "parent_2_telephone",
    "carer_given_name",
    "carer_family_name",
    "carer_telephone",
];

/// The fields of one pupil.
pub(crate) type Fields = HashMap<&'static str, String>;

/// A pupil.
pub(crate) struct Pupil {
    /// Its place among the pupils of the file, from 1.
    pub number: u64,
    /// Its fields, or why there are none.
    pub fields: Result<Fields, RowCode>,
}

/// Texts by the places where they stood.
type Texts = BTreeMap<String, String>;

/// A pupil that is being read.
#[derive(Default)]
pub(super) struct Draft {
    texts: Texts,
    contacts: Vec<Texts>,
    item: Option<String>,
    length: usize,
    refused: Option<RowCode>,
}

const CONTACT: &str = "Contacts/Contact";

impl Draft {
    /// There is something in it that the format has not.
    pub(super) fn unknown(&mut self) {
        self.refused = self.refused.or(Some(RowCode::UnknownField));
    }

    fn malformed(&mut self) {
        self.refused = self.refused.or(Some(RowCode::Malformed));
    }

    /// An element begins that holds others.
    pub(super) fn group(&mut self, place: &str) {
        if place == CONTACT {
            self.contacts.push(Texts::new());
            if self.contacts.len() > MOST_CONTACTS {
                self.contacts.pop();
                self.malformed();
            }
        }
    }

    /// An element begins that holds a text. It may stand there once; of several telephones the first
    /// counts.
    pub(super) fn item(&mut self, place: &str) {
        let texts = self.texts_at(place);
        let first = texts.insert(place.to_owned(), String::new());
        self.item = Some(place.to_owned());
        if let Some(first) = first {
            if place.ends_with("/PhoneNo") {
                self.texts_at(place).insert(place.to_owned(), first);
                self.item = None;
            } else {
                self.malformed();
            }
        }
    }

    /// An element ends.
    pub(super) fn close(&mut self) {
        self.item = None;
    }

    /// Characters.
    pub(super) fn text(&mut self, text: &str) {
        self.length += text.len();
        if self.length > LONGEST_PUPIL {
            return self.malformed();
        }
        match self.item.clone() {
            Some(place) => {
                let texts = self.texts_at(&place);
                texts.entry(place).or_default().push_str(text);
            }
            None if text.trim().is_empty() => {}
            None => self.malformed(),
        }
    }

    fn texts_at(&mut self, place: &str) -> &mut Texts {
        match self.contacts.last_mut() {
            Some(contact) if place.starts_with(CONTACT) => contact,
            _ => &mut self.texts,
        }
    }

    /// What has been read, as published fields.
    pub(super) fn pupil(self, number: u64) -> Pupil {
        let fields = match self.refused {
            Some(code) => Err(code),
            None => Ok(self.fields()),
        };
        Pupil { number, fields }
    }

    fn fields(&self) -> Fields {
        let of = |place: &str| trimmed(&self.texts, place);
        let (given, family) = (of("Forename"), of("Surname"));
        let mut fields = Fields::new();
        fields.insert("reference", of("UPN"));
        fields.insert("upn", of("UPN"));
        fields.insert("uln", of("UniqueLearnerNumber"));
        let all = together([&given, &of("BasicDetails/MiddleNames")]);
        fields.insert("given_name", all);
        fields.insert("family_name", family.clone());
        let other = |kind: &str| -> Option<(String, String)> {
            let other_given = of(&format!("BasicDetails/{kind}Forename"));
            let other_family = of(&format!("BasicDetails/{kind}Surname"));
            // What a pupil is called is often the name in use, written once more.
            let same = |other: &str, own: &str| other.is_empty() || other == own;
            if same(&other_given, &given) && same(&other_family, &family) {
                return None;
            }
            Some((or(other_given, &given), or(other_family, &family)))
        };
        if let Some((given, family)) = other("Preferred") {
            fields.insert("known_as_given_name", given);
            fields.insert("known_as_family_name", family);
        }
        if let Some((given, family)) = other("Former") {
            fields.insert("former_given_name", given);
            fields.insert("former_family_name", family);
        }
        fields.insert("date_of_birth", of("DOB"));
        fields.insert("gender", gender(&or(of("Gender"), &of("Sex"))));
        self.address(&mut fields);
        self.carers(&mut fields);
        fields
    }

    fn address(&self, fields: &mut Fields) {
        let of = |place: &str| trimmed(&self.texts, &format!("Address/{place}"));
        let part = |name: &str| of(&format!("BS7666Address/{name}"));
        let line = |n: u8| of(&format!("AddressLines/AddressLine{n}"));
        let lines: [String; 5] = if self
            .texts
            .keys()
            .any(|place| place.contains("/BS7666Address/"))
        {
            let town = or(part("Town"), &part("PostTown"));
            let county = or(of("County"), &part("AdministrativeArea"));
            let street = together([&part("PAON"), &part("Street")]);
            [part("SAON"), street, part("Locality"), town, county]
        } else {
            let last = together([&line(5), &of("County")]);
            [line(1), line(2), line(3), line(4), last]
        };
        let names = [
            "address_1",
            "address_2",
            "address_3",
            "address_4",
            "address_5",
        ];
        fields.extend(names.into_iter().zip(lines));
        let postcode = or(of("PostCode"), &part("PostCode"));
        fields.insert("postcode", postcode);
    }

    /// The first two contacts who have parental responsibility, and the first who cares for the pupil
    /// without it. Others are asked when nobody else answers, and are no parents or carers.
    fn carers(&self, fields: &mut Fields) {
        let of = |contact: &Texts, item: &str| trimmed(contact, &format!("{CONTACT}/{item}"));
        let mut contacts: Vec<&Texts> = self.contacts.iter().collect();
        contacts.sort_by_key(|contact| of(contact, "Order").parse().unwrap_or(u32::MAX));
        let responsible = |contact: &&Texts| {
            let word = of(contact, "Responsibility").to_lowercase();
            matches!(word.as_str(), "true" | "1" | "t" | "y")
        };
        let caring = |contact: &&Texts| {
            let relation = of(contact, "Relationship").to_uppercase();
            CARING.contains(&relation.as_str())
        };
        let parents = contacts.iter().filter(|contact| responsible(contact));
        let mut carers = contacts.iter().filter(|c| !responsible(c) && caring(c));
        let names = [
            [
                "parent_1_given_name",
                "parent_1_family_name",
                "parent_1_telephone",
            ],
            [
                "parent_2_given_name",
                "parent_2_family_name",
                "parent_2_telephone",
            ],
        ];
        let carer = ["carer_given_name", "carer_family_name", "carer_telephone"];
        let placed = parents
            .zip(names)
            .chain(carers.next().map(|one| (one, carer)));
        for (contact, [given, family, telephone]) in placed {
            let names = [&of(contact, "Forename"), &of(contact, "MiddleNames")];
            fields.insert(given, together(names));
            fields.insert(family, of(contact, "Surname"));
            fields.insert(telephone, of(contact, "Phones/Phone/PhoneNo"));
        }
    }
}

/// The codes of those who look after a pupil: parents, step-parents, foster parents and carers.
const CARING: [&str; 8] = ["PAF", "PAM", "STP", "STF", "STM", "FOF", "FOM", "CAR"];

fn trimmed(texts: &Texts, place: &str) -> String {
    texts
        .get(place)
        .map_or_else(String::new, |text| text.trim().to_owned())
}

/// The first, or where that is empty the second.
fn or(first: String, second: &str) -> String {
    if first.is_empty() {
        second.to_owned()
    } else {
        first
    }
}

/// Texts with a space between.
fn together<const N: usize>(texts: [&String; N]) -> String {
    let texts = texts.into_iter().filter(|text| !text.is_empty());
    texts.cloned().collect::<Vec<_>>().join(" ")
}

/// The word for a letter of the format. What is no letter of it is refused as any unknown word.
fn gender(letter: &str) -> String {
    match letter {
        "F" => "female",
        "M" => "male",
        "U" | "N" => "not-specified",
        other => other,
    }
    .to_owned()
}

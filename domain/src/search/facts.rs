//! What scoring compares, in the compact form in which it stands beside a record.
//!
//! One fact a line, the first letter telling which: `n` the name in use, `f` another name, `a`
//! the current address, `b` another address, `s` a school, `c` a parent or carer. Halves are
//! separated by `|`. All of it is normalised when it is written, so that scoring need not.

use uuid::Uuid;

use super::normal::{NormalName, normalised_address};
use crate::best_view::BestView;
use crate::child_record::{Address, UniversalKind};
use crate::id::OrganisationId;

/// A name of a candidate, normalised.
#[derive(Clone, Copy)]
pub struct FactName<'f> {
    /// Whether it is the name in use.
    pub current: bool,
    /// Given names.
    pub given: &'f str,
    /// Surname.
    pub family: &'f str,
}

/// A place where a candidate lives or lived.
#[derive(Clone, Copy)]
pub struct FactPlace<'f> {
    /// Whether the child lives there now.
    pub current: bool,
    /// Postcode with its space; may be empty.
    pub postcode: &'f str,
    /// The lines, normalised with their numbers.
    pub lines: &'f str,
}

/// What is compared of one record.
#[derive(Default)]
pub struct Facts<'f> {
    /// Names, the one in use first.
    pub names: Vec<FactName<'f>>,
    /// Addresses, the current one first.
    pub places: Vec<FactPlace<'f>>,
    /// Schools.
    pub schools: Vec<OrganisationId>,
    /// Parents' and carers' names: given and family.
    pub carers: Vec<(&'f str, &'f str)>,
}

impl<'f> Facts<'f> {
    /// Reads what [`write`] wrote. Lines that it did not write are passed over.
    pub fn read(text: &'f str) -> Self {
        let mut facts = Self::default();
        for line in text.lines() {
            let Some(kind) = line.bytes().next() else {
                continue;
            };
            let Some(rest) = line.get(1..) else { continue };
            let (one, other) = rest.split_once('|').unwrap_or((rest, ""));
            match kind {
                b'n' | b'f' => facts.names.push(FactName {
                    current: kind == b'n',
                    given: one,
                    family: other,
                }),
                b'a' | b'b' => facts.places.push(FactPlace {
                    current: kind == b'a',
                    postcode: one,
                    lines: other,
                }),
                b's' => facts
                    .schools
                    .extend(Uuid::try_parse(rest).ok().map(OrganisationId)),
                b'c' => facts.carers.push((one, other)),
                _ => {}
            }
        }
        facts
    }
}

/// Writes what scoring compares of a record; of a shielded one, the name in use alone (D-01).
pub fn write(view: &BestView, shielded: bool) -> String {
    let mut text = String::with_capacity(160);
    if let Some(name) = &view.name {
        push_name(&mut text, 'n', &NormalName::of(&name.value));
    }
    if shielded {
        return text;
    }
    for (_, name) in &view.other_names {
        push_name(&mut text, 'f', &NormalName::of(&name.value));
    }
    if let Some(address) = view
        .whereabouts
        .as_ref()
        .and_then(|place| place.value.address())
    {
        push_address(&mut text, 'a', address);
    }
    for address in view
        .other_addresses
        .iter()
        .filter_map(|place| place.value.address())
    {
        push_address(&mut text, 'b', address);
    }
    for school in schools(view) {
        push(&mut text, 's', &school.0.simple().to_string(), "");
    }
    for carer in &view.carers {
        push_name(&mut text, 'c', &NormalName::of(&carer.value.name));
    }
    text
}

/// The educational settings on a record, former ones too: people remember those.
pub fn schools(view: &BestView) -> impl Iterator<Item = OrganisationId> {
    view.services
        .iter()
        .filter(|service| service.value.kind == UniversalKind::EducationalSetting)
        .map(|service| service.value.organisation)
}

fn push_name(text: &mut String, kind: char, name: &NormalName) {
    push(text, kind, &name.given, &name.family);
}

fn push_address(text: &mut String, kind: char, address: &Address) {
    let postcode = address
        .postcode
        .as_ref()
        .map_or("", |postcode| postcode.as_str());
    push(
        text,
        kind,
        postcode,
        &normalised_address(&address.lines.join(" ")),
    );
}

fn push(text: &mut String, kind: char, one: &str, other: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push(kind);
    text.push_str(one);
    if !other.is_empty() {
        text.push('|');
        text.push_str(other);
    }
}

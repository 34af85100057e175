//! The parts of an XML text, and what in it is never read.

use domain::feed::NotWhole;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The longest name of an element, in bytes.
const LONGEST_NAME: usize = 64;

/// What comes next.
pub(super) enum Part {
    /// An element begins; whether it has attributes other than those that every XML file may have.
    Open(String, bool),
    /// The element that was opened last ends.
    Close,
    /// Characters.
    Text(String),
    /// Nothing more.
    End,
}

/// A text, part by part.
pub(super) struct Parts<'a>(Reader<&'a [u8]>);

impl<'a> Parts<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self(reader)
    }

    /// The next part.
    ///
    /// # Errors
    /// Where the text is no XML, or has what is not accepted.
    pub(super) fn next(&mut self) -> Result<Part, NotWhole> {
        loop {
            return match self.0.read_event().map_err(|_| NotWhole::Malformed)? {
                Event::Start(start) | Event::Empty(start) => open(&start),
                Event::End(_) => Ok(Part::Close),
                Event::Text(text) => Ok(Part::Text(text.xml10_content().into_owned())),
                Event::CData(text) => Ok(Part::Text(text.xml10_content().into_owned())),
                Event::GeneralRef(reference) => Ok(Part::Text(resolved(&reference)?.to_string())),
                Event::DocType(_) => Err(NotWhole::Content),
                Event::Decl(declared) => match declared.encoding() {
                    None => continue,
                    Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") => continue,
                    Some(_) => Err(NotWhole::Encoding),
                },
                Event::Comment(_) | Event::PI(_) => continue,
                Event::Eof => Ok(Part::End),
            };
        }
    }
}

fn open(start: &BytesStart<'_>) -> Result<Part, NotWhole> {
    let name = start.local_name().into_inner().to_owned();
    if name.len() > LONGEST_NAME {
        return Err(NotWhole::Malformed);
    }
    let mut has_attributes = false;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| NotWhole::Malformed)?;
        let key = attribute.key.0;
        has_attributes |= !key.starts_with("xmlns") && !key.starts_with("xsi:");
    }
    Ok(Part::Open(name, has_attributes))
}

/// The character for which a reference stands: one by its number, or one of the five that every parser
/// knows. Any other would be defined by a document type.
fn resolved(reference: &BytesRef<'_>) -> Result<char, NotWhole> {
    if reference.is_char_ref() {
        let named = reference.resolve_char_ref();
        return named.ok().flatten().ok_or(NotWhole::Malformed);
    }
    match &**reference {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => Err(NotWhole::Content),
    }
}

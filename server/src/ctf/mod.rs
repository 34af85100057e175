//! The Common Transfer File, in which schools pass pupils on: read pupil by pupil, and turned into the
//! published fields of a child, so that its rows are read by the code that reads every other (FEED-04,
//! FEED-07).
//!
//! No document type is accepted and no entity but those that every parser knows, so nothing in a file can
//! grow, or fetch anything. What the directory does not keep is skipped by name; what the format does not
//! have refuses its row.

mod elements;
mod parts;
mod pupil;

use domain::data_source::seems_to_hold_notes;
use domain::feed::NotWhole;

pub(crate) use pupil::{FIELDS, Pupil};

use elements::{Element, element};
use parts::{Part, Parts};
use pupil::Draft;

/// How deep elements may lie within each other; the format's own go to nine.
const DEEPEST: usize = 16;

/// The pupils of a file, one after another. After something for which none of it can be used there is
/// nothing more.
pub(crate) struct Pupils<'a> {
    parts: Parts<'a>,
    /// The elements that are open, from the outermost.
    open: Vec<String>,
    begun: bool,
    over: bool,
    number: u64,
}

impl<'a> Pupils<'a> {
    /// Those of a text.
    pub(crate) fn of(text: &'a str) -> Self {
        Self {
            parts: Parts::of(text),
            open: Vec::new(),
            begun: false,
            over: false,
            number: 0,
        }
    }

    /// Reads on to the end of the next pupil.
    fn read(&mut self) -> Result<Option<Pupil>, NotWhole> {
        loop {
            match self.parts.next()? {
                Part::Open(name, _) => match (self.open.last().map(String::as_str), &*name) {
                    (None, "CTfile") if !self.begun => {
                        self.begun = true;
                        self.open.push(name);
                    }
                    (None, _) => return Err(NotWhole::Headings),
                    (Some("CTfile"), "Header") => self.skip()?,
                    (Some("CTfile"), "CTFpupilData") => self.open.push(name),
                    (Some("CTFpupilData"), "Pupil") => {
                        self.number += 1;
                        return Ok(Some(self.pupil()?));
                    }
                    _ => return Err(NotWhole::Headings),
                },
                Part::Close => {
                    self.open.pop();
                }
                Part::Text(text) if text.trim().is_empty() => {}
                Part::Text(_) => return Err(NotWhole::Malformed),
                Part::End if self.begun && self.open.is_empty() => return Ok(None),
                Part::End => return Err(NotWhole::Malformed),
            }
        }
    }

    /// Passes over the element that has just been opened, and everything within it.
    fn skip(&mut self) -> Result<(), NotWhole> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.parts.next()? {
                Part::Open(name, _) => {
                    refuse_notes(&name)?;
                    depth += 1;
                    if depth > DEEPEST {
                        return Err(NotWhole::Malformed);
                    }
                }
                Part::Close => depth -= 1,
                Part::Text(_) => {}
                Part::End => return Err(NotWhole::Malformed),
            }
        }
        Ok(())
    }

    /// Reads the pupil that has just been opened.
    fn pupil(&mut self) -> Result<Pupil, NotWhole> {
        let mut draft = Draft::default();
        let mut path: Vec<String> = Vec::new();
        loop {
            match self.parts.next()? {
                Part::Open(name, has_attributes) => {
                    refuse_notes(&name)?;
                    path.push(name);
                    let place = path.join("/");
                    let known = element(&place);
                    if has_attributes && known != Some(Element::Skipped) {
                        draft.unknown();
                    }
                    match known {
                        Some(Element::Group) => draft.group(&place),
                        Some(Element::Item) => draft.item(&place),
                        Some(Element::Skipped) => {
                            self.skip()?;
                            path.pop();
                        }
                        None => {
                            draft.unknown();
                            self.skip()?;
                            path.pop();
                        }
                    }
                }
                Part::Close if path.pop().is_none() => return Ok(draft.pupil(self.number)),
                Part::Close => draft.close(),
                Part::Text(text) => draft.text(&text),
                Part::End => return Err(NotWhole::Malformed),
            }
        }
    }
}

impl Iterator for Pupils<'_> {
    type Item = Result<Pupil, NotWhole>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let read = self.read().transpose();
        self.over = !matches!(read, Some(Ok(_)));
        read
    }
}

/// An element of words about a child refuses the file, whether or not it would be skipped (GEN-03).
fn refuse_notes(name: &str) -> Result<(), NotWhole> {
    match seems_to_hold_notes(name) {
        true => Err(NotWhole::Headings),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests;

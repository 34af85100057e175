//! What nobody but the responsible authority's data administrator or manager decides (UPD-02).

use serde_json::json;
use uuid::Uuid;

use crate::act::Act;
use crate::archive::CaseReference;
use crate::audit::Event;
use crate::best_view::Version;
use crate::child_record::Document;
use crate::id::{ChildNumber, LocalAuthorityCode};
use crate::refusal::{Problem, Refusal, Rejection};
use crate::standing::Standing;

/// Listing what waits for a decision in one's authority.
#[derive(Debug)]
pub struct ListConflicts;

impl Act for ListConflicts {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("conflict.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.manages_records() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// What bears on a conflict; none where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConflictBearing {
    /// Whose record.
    pub child: ChildNumber,
    /// Who is responsible for it.
    pub local_authority: LocalAuthorityCode,
    /// Whether it is shielded.
    pub shielded: bool,
}

/// Those who answer for the record; of a shielded one the manager alone (D-32, matrix row 11).
fn decides(standing: &Standing, bearing: Option<&ConflictBearing>) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.manages_records() {
        return Err(Refusal::Role);
    }
    let conflict = bearing.ok_or(Refusal::NoSuchRecord)?;
    if hat.decides_about(&conflict.local_authority, conflict.shielded) {
        Ok(())
    } else {
        Err(Refusal::NotYours)
    }
}

/// Seeing what is said of an item, by whom and when.
#[derive(Debug)]
pub struct ViewConflict {
    /// Which.
    pub conflict: Uuid,
}

impl Act for ViewConflict {
    type Bearing = Option<ConflictBearing>;

    fn event(&self) -> Event {
        Event::of("conflict.viewed").about("item-conflict", self.conflict)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

/// On what a decision rests: a document seen, and its reference, which the trail alone keeps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// Of which kind.
    pub document: Document,
    /// Its reference.
    pub reference: CaseReference,
}

impl Evidence {
    /// Reads the fields `document` and `reference` of a form; none where both are empty.
    pub fn read(document: &str, reference: &str) -> Result<Option<Self>, Vec<Problem>> {
        if document.trim().is_empty() && reference.trim().is_empty() {
            return Ok(None);
        }
        let kind = Document::from_code(document).ok_or(Problem::new(
            "document",
            "Select which kind of evidence you have seen",
        ));
        match (kind, CaseReference::parse(reference)) {
            (Ok(document), Ok(reference)) => Ok(Some(Self {
                document,
                reference,
            })),
            (kind, reference) => Err([kind.err(), reference.err()]
                .into_iter()
                .flatten()
                .collect()),
        }
    }
}

/// What is decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decision {
    /// What stands.
    Keep,
    /// Another value, by its version.
    Take(Version),
}

/// Deciding what stands (UPD-02).
#[derive(Debug)]
pub struct DecideConflict {
    /// Which.
    pub conflict: Uuid,
    /// What.
    pub decision: Decision,
    /// On what it rests; whoever overrides what stands must have some.
    pub evidence: Option<Evidence>,
    /// What the form was made from: what stands and what else is said.
    pub seen: Version,
}

impl DecideConflict {
    /// Whether it rests on enough.
    pub fn check(&self) -> Result<(), Rejection> {
        match (&self.decision, &self.evidence) {
            (Decision::Take(_), None) => Err(Rejection(vec![
                Problem::new("document", "Select which kind of evidence you have seen"),
                Problem::new("reference", "Enter the evidence’s reference"),
            ])),
            _ => Ok(()),
        }
    }
}

impl Act for DecideConflict {
    type Bearing = Option<ConflictBearing>;

    fn event(&self) -> Event {
        let action = match self.decision {
            Decision::Keep => "item.approved",
            Decision::Take(_) => "item.overridden",
        };
        let event = Event::of(action).about("item-conflict", self.conflict);
        match &self.evidence {
            Some(evidence) => event
                .detail(json!({ "evidence": evidence.document.code() }))
                .restricted(json!({ "reference": evidence.reference.as_str() })),
            None => event,
        }
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        decides(standing, bearing.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_is_overridden_on_evidence_alone_upd_02() {
        assert_eq!(Evidence::read("", " "), Ok(None));
        assert!(Evidence::read("court-order", "").is_err());
        assert!(Evidence::read("", "CO/12").is_err());
        assert!(
            Evidence::read("court-order", "at risk").is_err(),
            "no words"
        );
        let evidence = Evidence::read("court-order", "CO/12").unwrap();
        let decide = |decision, evidence| DecideConflict {
            conflict: Uuid::nil(),
            decision,
            evidence,
            seen: Version::of(&()),
        };
        let take = || Decision::Take(Version::of(&1));
        assert!(decide(take(), None).check().is_err());
        assert!(decide(take(), evidence.clone()).check().is_ok());
        assert!(decide(Decision::Keep, None).check().is_ok());
        let event = decide(take(), evidence).event();
        assert!(!event.detail.to_string().contains("CO/12"));
        assert!(event.restricted.to_string().contains("CO/12"));
    }
}

//! Recording consent, confirming it each year, telling that it is over, and ending it.

use serde_json::json;
use uuid::Uuid;

use super::{Answer, Consent, WhyOver};
use crate::act::Act;
use crate::audit::Event;
use crate::child_record::RecordBearing;
use crate::id::{AccountId, ChildNumber};
use crate::refusal::Refusal;
use crate::standing::Standing;

/// Attesting a young person's consent to keep the record past eighteen (R18-02, matrix row 31).
#[derive(Debug)]
pub struct AttestPastEighteen {
    /// Whose record.
    pub child: ChildNumber,
    /// What is attested.
    pub consent: Consent,
}

impl Act for AttestPastEighteen {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        let Consent {
            category,
            given_on,
            consented_by,
            helped_by,
        } = self.consent;
        Event::on_child("r18.consented", self.child).restricted(json!({
            "category": category.code(),
            "given": given_on,
            "by": consented_by.code(),
            "helped": helped_by.map(|helper| helper.code()),
        }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        let hat = standing.hat().ok_or(Refusal::Role)?;
        if !hat.role.attests_past_eighteen() {
            return Err(Refusal::Role);
        }
        let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
        if hat.role.manages_records() && !hat.manages_records_of(&bearing.local_authority) {
            return Err(Refusal::NotYours);
        }
        Ok(())
    }
}

/// Telling the management team that it is over (R18-03). Whether anything is recorded is not told.
#[derive(Debug)]
pub struct TellPastEighteenOver {
    /// Whose record.
    pub child: ChildNumber,
    /// What is told.
    pub why: WhyOver,
}

impl Act for TellPastEighteenOver {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("r18.over-told", self.child).restricted(json!({ "why": self.why.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.uses_records() => {}
            _ => return Err(Refusal::Role),
        }
        bearing.as_ref().map(|_| ()).ok_or(Refusal::NoSuchRecord)
    }
}

/// Whether the hat answers for the record; for a shielded one, its manager alone (D-32).
pub(crate) fn answers_for(
    standing: &Standing,
    bearing: &Option<RecordBearing>,
) -> Result<(), Refusal> {
    let hat = standing.hat().ok_or(Refusal::Role)?;
    if !hat.role.manages_records() {
        return Err(Refusal::Role);
    }
    let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
    if !hat.decides_about(&bearing.local_authority, bearing.shielded) {
        return Err(Refusal::NotYours);
    }
    Ok(())
}

/// Ending it at once: consent was withdrawn, or no category applies any more (R18-03).
#[derive(Debug)]
pub struct EndPastEighteen {
    /// Whose record.
    pub child: ChildNumber,
    /// Why.
    pub why: WhyOver,
}

impl Act for EndPastEighteen {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("r18.withdrawn", self.child).restricted(json!({ "why": self.why.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing)
    }
}

/// Confirming for another year what a practitioner has confirmed (R18-04, T-16).
#[derive(Debug)]
pub struct ConfirmPastEighteen {
    /// Whose record.
    pub child: ChildNumber,
}

impl Act for ConfirmPastEighteen {
    type Bearing = Option<RecordBearing>;

    fn event(&self) -> Event {
        Event::on_child("r18.confirmed", self.child)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        answers_for(standing, bearing)
    }
}

/// Listing one's authority's records that are kept past eighteen.
#[derive(Debug)]
pub struct ListPastEighteen;

impl Act for ListPastEighteen {
    type Bearing = ();

    fn event(&self) -> Event {
        Event::of("r18.listed")
    }

    fn permit(&self, standing: &Standing, (): &()) -> Result<(), Refusal> {
        match standing.role() {
            Some(role) if role.manages_records() => Ok(()),
            _ => Err(Refusal::Role),
        }
    }
}

/// What bears on the yearly question; none where none is open under that identifier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuestionBearing {
    /// Who recorded the consent, and is asked.
    pub attested_by: AccountId,
}

/// Only whoever recorded the consent is asked, under a hat of row 31.
fn is_asked(standing: &Standing, bearing: &Option<QuestionBearing>) -> Result<(), Refusal> {
    match standing.role() {
        Some(role) if role.attests_past_eighteen() => {}
        _ => return Err(Refusal::Role),
    }
    let bearing = bearing.as_ref().ok_or(Refusal::NoSuchRecord)?;
    let own = standing.account() == Some(bearing.attested_by);
    own.then_some(()).ok_or(Refusal::NotYours)
}

/// Seeing the yearly question.
#[derive(Debug)]
pub struct ViewPastEighteenQuestion {
    /// Which.
    pub question: Uuid,
}

impl Act for ViewPastEighteenQuestion {
    type Bearing = Option<QuestionBearing>;

    fn event(&self) -> Event {
        Event::of("r18.question-viewed").about("past-eighteen", self.question)
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        is_asked(standing, bearing)
    }
}

/// Answering whether it is still needed, for the data administrator to confirm (R18-04).
#[derive(Debug)]
pub struct AnswerPastEighteen {
    /// Which question.
    pub question: Uuid,
    /// The answer.
    pub answer: Answer,
}

impl Act for AnswerPastEighteen {
    type Bearing = Option<QuestionBearing>;

    fn event(&self) -> Event {
        Event::of("r18.answered")
            .about("past-eighteen", self.question)
            .detail(json!({ "answer": self.answer.code() }))
    }

    fn permit(&self, standing: &Standing, bearing: &Self::Bearing) -> Result<(), Refusal> {
        is_asked(standing, bearing)
    }
}

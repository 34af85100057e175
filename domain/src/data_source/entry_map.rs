//! Which column of a source's file feeds which part of an involvement or of a common assessment
//! (FEED-07, SENS-02, CAF-01).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::column_map::{DateRule, MapProblem, Text};
use crate::holder::ELEMENTS;
use crate::sensitive_service::Checklist;

/// A map for rows about involvements. Every column of the file stands in it, if only under `ignore`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvolvementMap {
    /// The source's own reference for the child, under which it has supplied the child before.
    pub child: String,
    /// The source's own reference for the involvement.
    pub reference: String,
    /// The service's name, or the code of its type, within the organisation.
    pub service: Text,
    /// The organisation's name, where the source speaks for several.
    pub organisation: Option<Text>,
    /// `organisation`, `team` or `practitioner`, or words turned into these by `values`.
    pub level: Text,
    /// The practitioner, where the level is theirs.
    pub practitioner: Option<PractitionerColumns>,
    /// The team's name, where the level is its.
    pub team: Option<Text>,
    /// The number to ring.
    pub telephone: Text,
    /// The first day.
    pub started: DateRule,
    /// The last day, once it has ended.
    pub ended: Option<DateRule>,
    /// On what basis a sensitive service is recorded.
    pub basis: Option<BasisColumns>,
    /// When the source recorded the row; without it, the day given for the file.
    pub supplied_on: Option<DateRule>,
    /// Columns that are left out on purpose.
    #[serde(default)]
    pub ignore: Vec<String>,
}

/// A map for rows about common assessments: who holds them, never what they say (CAF-07).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentMap {
    /// The source's own reference for the child, under which it has supplied the child before.
    pub child: String,
    /// The source's own reference for the assessment.
    pub reference: String,
    /// The holder's service: its name, or the code of its type, within the organisation.
    pub service: Text,
    /// The organisation's name, where the source speaks for several.
    pub organisation: Option<Text>,
    /// The practitioner who holds it; without one, the service does.
    pub practitioner: Option<PractitionerColumns>,
    /// The practitioner's number.
    pub telephone: Option<Text>,
    /// The day on which it was undertaken.
    pub undertaken: DateRule,
    /// The line agreed for a holder of a sensitive service, in its own words (CAF-04).
    pub line: Option<Text>,
    /// The consent to show a holder of a sensitive service.
    pub basis: Option<BasisColumns>,
    /// When the source recorded the row; without it, the day given for the file.
    pub supplied_on: Option<DateRule>,
    /// Columns that are left out on purpose.
    #[serde(default)]
    pub ignore: Vec<String>,
}

/// The columns of a practitioner, who is found by name and e-mail address or becomes known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PractitionerColumns {
    /// The name.
    pub name: Text,
    /// What they are.
    pub job_title: Text,
    /// Where they are written to.
    pub email: Text,
}

/// The columns of a basis: what is attested, never the words of a consent (D-11).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasisColumns {
    /// `consent` or `significant-harm`, or words turned into these.
    pub kind: Text,
    /// Who consented: `child`, `parent-or-carer` or `court-authorised`.
    pub given_by: Option<Text>,
    /// The day on which consent was given, or the judgement made.
    pub given_on: DateRule,
    /// For each element of a consent the column that holds `yes` where it is attested.
    #[serde(default)]
    pub attested: BTreeMap<String, String>,
    /// The column that holds `yes` where it is attested that asking for consent would put somebody
    /// at risk or was tried (SENS-03).
    pub harm: Option<String>,
    /// The day on which consent was withdrawn (SENS-06).
    pub withdrawn_on: Option<DateRule>,
}

impl InvolvementMap {
    /// Every column that the map names.
    pub(super) fn columns(&self) -> Result<BTreeSet<&str>, MapProblem> {
        let mut used = Used::of(&self.ignore);
        used.columns([&self.child, &self.reference]);
        used.texts([&self.service, &self.level, &self.telephone]);
        used.texts(self.organisation.iter().chain(&self.team));
        used.practitioner(self.practitioner.as_ref());
        used.dates([&self.started]);
        used.dates(self.ended.iter().chain(&self.supplied_on));
        used.basis(self.basis.as_ref(), &Checklist::ELEMENTS)?;
        Ok(used.0)
    }
}

impl AssessmentMap {
    /// Every column that the map names.
    pub(super) fn columns(&self) -> Result<BTreeSet<&str>, MapProblem> {
        let mut used = Used::of(&self.ignore);
        used.columns([&self.child, &self.reference]);
        used.texts([&self.service]);
        used.texts(
            self.organisation
                .iter()
                .chain(&self.telephone)
                .chain(&self.line),
        );
        used.practitioner(self.practitioner.as_ref());
        used.dates([&self.undertaken]);
        used.dates(self.supplied_on.iter());
        used.basis(self.basis.as_ref(), &ELEMENTS)?;
        Ok(used.0)
    }
}

/// The columns that a map names.
struct Used<'a>(BTreeSet<&'a str>);

impl<'a> Used<'a> {
    fn of(ignored: &'a [String]) -> Self {
        Self(ignored.iter().map(String::as_str).collect())
    }

    fn columns(&mut self, columns: impl IntoIterator<Item = &'a String>) {
        self.0.extend(columns.into_iter().map(String::as_str));
    }

    fn texts(&mut self, texts: impl IntoIterator<Item = &'a Text>) {
        self.0.extend(texts.into_iter().filter_map(Text::column));
    }

    fn dates(&mut self, rules: impl IntoIterator<Item = &'a DateRule>) {
        self.0.extend(rules.into_iter().map(DateRule::name));
    }

    fn practitioner(&mut self, columns: Option<&'a PractitionerColumns>) {
        let texts = columns.map(|columns| [&columns.name, &columns.job_title, &columns.email]);
        self.texts(texts.into_iter().flatten());
    }

    fn basis(
        &mut self,
        columns: Option<&'a BasisColumns>,
        elements: &[(&str, &str)],
    ) -> Result<(), MapProblem> {
        let Some(columns) = columns else {
            return Ok(());
        };
        let known = |name: &str| elements.iter().any(|(element, _)| *element == name);
        if let Some(unknown) = columns.attested.keys().find(|name| !known(name)) {
            return Err(MapProblem::Element(unknown.clone()));
        }
        self.texts([&columns.kind]);
        self.texts(columns.given_by.iter());
        self.dates([&columns.given_on]);
        self.dates(columns.withdrawn_on.iter());
        self.columns(columns.attested.values().chain(&columns.harm));
        Ok(())
    }
}

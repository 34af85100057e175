//! Reading one row about an involvement or a common assessment. What it names – child, service,
//! practitioner, team, line – is the source's own word for it, looked up when it is applied.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agreement::AgreedItem;
use super::column_map::{DateRule, MapProblem, Text};
use super::directory::Source;
use super::entry_map::{AssessmentMap, BasisColumns, InvolvementMap, PractitionerColumns};
use super::fields::{Fields, Read};
use super::row::{RowCode, RowRefused};
use super::supply::{RowMap, SuppliedRow};
use crate::best_view::SourceKind;
use crate::child_record::Telephone;
use crate::clock::Moment;
use crate::holder::{NewPractitioner, attested};
use crate::involvement::Level;
use crate::sensitive_service::{Attestation, Attesting, Basis, Checklist, GivenBy};

/// A row about an entry on a child's record that can be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EntryRow<S> {
    /// Its line in the file; the headings are line 1.
    pub number: u64,
    /// The source's own reference for the child.
    pub child: String,
    /// The source's own reference for the entry.
    pub reference: String,
    /// When it was supplied.
    pub at: Moment,
    /// What it says.
    pub said: S,
}

/// A row about an involvement.
pub type InvolvementRow = EntryRow<SaidInvolvement>;

/// A row about who holds a common assessment.
pub type AssessmentRow = EntryRow<SaidAssessment>;

/// What a source says of an involvement. Kept sealed, to know the same again (FEED-06, FEED-08).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SaidInvolvement {
    /// Of which service.
    pub service: SaidService,
    /// At which level.
    pub level: Level,
    /// The practitioner, where the level is theirs.
    pub practitioner: Option<SaidPractitioner>,
    /// The team's name, where the level is its.
    pub team: Option<String>,
    /// The number to ring.
    pub telephone: Telephone,
    /// First day.
    pub started: NaiveDate,
    /// Last day, where it has ended.
    pub ended: Option<NaiveDate>,
    /// On what basis a sensitive service is recorded.
    pub basis: Option<SaidBasis>,
    /// The day on which consent was withdrawn.
    pub withdrawn: Option<NaiveDate>,
}

/// What a source says of who holds a common assessment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SaidAssessment {
    /// Of which service the holder is.
    pub service: SaidService,
    /// The holder; none where the service as a whole is.
    pub practitioner: Option<SaidPractitioner>,
    /// The day on which it was undertaken.
    pub undertaken: NaiveDate,
    /// The line under which a holder of a sensitive service is shown.
    pub line: Option<String>,
    /// The consent to that.
    pub basis: Option<SaidBasis>,
    /// The day on which it was withdrawn.
    pub withdrawn: Option<NaiveDate>,
}

/// A service by its name, or by the code of its type.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct SaidService {
    /// The organisation's name, where the source speaks for several.
    pub organisation: Option<String>,
    /// The service.
    pub service: String,
}

/// A practitioner's contact details, checked.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct SaidPractitioner {
    /// Name.
    pub name: String,
    /// Job title.
    pub job_title: String,
    /// Telephone.
    pub telephone: Telephone,
    /// E-mail.
    pub email: String,
}

/// What a source attests.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SaidBasis {
    /// Consent, or fear of significant harm.
    pub kind: Basis,
    /// Who consented.
    pub given_by: Option<GivenBy>,
    /// The day on which it was given, or on which the judgement was made.
    pub given_on: NaiveDate,
    /// Which elements of a consent are attested.
    pub attested: Vec<String>,
    /// Whether it is attested that asking would put somebody at risk, or was tried.
    pub harm: bool,
}

impl SaidBasis {
    /// The attestation on which an entry of a sensitive service stands (SENS-02, SENS-03); by nobody
    /// in person, since the source answers for it.
    pub fn attest(&self, today: NaiveDate) -> Result<Attestation, RowCode> {
        let attesting = match self.kind {
            Basis::Consent => Attesting::Consent {
                given_by: self.given_by,
                given_on: self.given_on,
                checklist: Checklist::ticked(self.attested.iter().map(String::as_str)),
            },
            Basis::SignificantHarm => Attesting::SignificantHarm {
                judged_on: self.given_on,
                attests: self.harm,
            },
        };
        attesting.attest(None, today).map_err(|_| RowCode::Basis)
    }

    /// The attestation that a holder of a sensitive service may be shown, for which nothing but
    /// consent will do (CAF-04).
    pub fn attest_shown(&self, today: NaiveDate) -> Result<Attestation, RowCode> {
        if self.kind != Basis::Consent {
            return Err(RowCode::Basis);
        }
        let ticked = self.attested.iter().map(String::as_str);
        attested(self.given_by, self.given_on, ticked, None, today).map_err(|_| RowCode::Basis)
    }
}

impl From<SaidPractitioner> for NewPractitioner {
    fn from(said: SaidPractitioner) -> Self {
        Self {
            name: said.name,
            job_title: said.job_title,
            telephone: said.telephone,
            email: said.email,
        }
    }
}

impl SuppliedRow for InvolvementRow {
    const ABOUT: &'static str = "involvements";

    fn number(&self) -> u64 {
        self.number
    }

    /// Registers of births, patients and benefits know of no service's work with a child.
    fn comes_from(kind: SourceKind) -> bool {
        match kind {
            SourceKind::Health
            | SourceKind::Education
            | SourceKind::SocialCare
            | SourceKind::Local => true,
            SourceKind::RegistrarGeneral
            | SourceKind::ChildBenefit
            | SourceKind::Ecaf
            | SourceKind::Manual => false,
        }
    }

    fn supplies(&self) -> Vec<AgreedItem> {
        vec![AgreedItem::Involvements]
    }

    /// That consent was withdrawn is heard at once (SENS-02).
    fn heard(&self, _: &[AgreedItem]) -> Option<Self> {
        self.said.withdrawn.is_some().then(|| self.clone())
    }
}

impl SuppliedRow for AssessmentRow {
    const ABOUT: &'static str = "assessments";

    fn number(&self) -> u64 {
        self.number
    }

    fn comes_from(kind: SourceKind) -> bool {
        kind == SourceKind::Ecaf
    }

    fn supplies(&self) -> Vec<AgreedItem> {
        vec![AgreedItem::Assessments]
    }

    /// That consent was withdrawn is heard at once (SENS-02).
    fn heard(&self, _: &[AgreedItem]) -> Option<Self> {
        self.said.withdrawn.is_some().then(|| self.clone())
    }
}

impl RowMap for InvolvementMap {
    type Row = InvolvementRow;

    fn columns(&self) -> Result<BTreeSet<&str>, MapProblem> {
        InvolvementMap::columns(self)
    }

    fn read<'a>(
        &'a self,
        number: u64,
        field: &'a dyn Fn(&str) -> &'a str,
        received: Moment,
        _: &Source,
    ) -> Result<InvolvementRow, RowRefused> {
        let row = EntryFields(Fields::new(number, field, received));
        row.entry(
            [&self.child, &self.reference],
            self.supplied_on.as_ref(),
            |row| row.involvement(self),
        )
    }
}

impl RowMap for AssessmentMap {
    type Row = AssessmentRow;

    fn columns(&self) -> Result<BTreeSet<&str>, MapProblem> {
        AssessmentMap::columns(self)
    }

    fn read<'a>(
        &'a self,
        number: u64,
        field: &'a dyn Fn(&str) -> &'a str,
        received: Moment,
        _: &Source,
    ) -> Result<AssessmentRow, RowRefused> {
        let row = EntryFields(Fields::new(number, field, received));
        row.entry(
            [&self.child, &self.reference],
            self.supplied_on.as_ref(),
            |row| row.assessment(self),
        )
    }
}

/// A row about an entry.
struct EntryFields<'a>(Fields<'a>);

impl EntryFields<'_> {
    /// The row whole: whose and which entry it is, and when that was recorded.
    fn entry<S>(
        &self,
        [child, reference]: [&str; 2],
        supplied_on: Option<&DateRule>,
        said: impl FnOnce(&Self) -> Read<S>,
    ) -> Read<EntryRow<S>> {
        Ok(EntryRow {
            number: self.0.number,
            child: self.0.reference(child)?,
            reference: self.0.reference(reference)?,
            at: self.0.recorded(supplied_on)?,
            said: said(self)?,
        })
    }

    fn involvement(&self, map: &InvolvementMap) -> Read<SaidInvolvement> {
        let service = self.service(&map.service, map.organisation.as_ref())?;
        let level = self.0.listed(Some(&map.level), Level::from_code)?;
        let level = level.ok_or_else(|| self.0.refuse(RowCode::UnknownWord, map.level.column()))?;
        let telephone = self.telephone(&map.telephone)?;
        let practitioner = match (level, &map.practitioner) {
            (Level::Practitioner, Some(columns)) => self.practitioner(columns, &telephone)?,
            _ => None,
        };
        if level == Level::Practitioner && practitioner.is_none() {
            return Err(self.0.refuse(RowCode::Practitioner, None));
        }
        let team = match level {
            Level::Team => self.0.some_word(map.team.as_ref())?,
            Level::Organisation | Level::Practitioner => None,
        };
        if level == Level::Team && team.is_none() {
            return Err(self
                .0
                .refuse(RowCode::Team, map.team.as_ref().and_then(Text::column)));
        }
        let started = self.0.dated(&map.started)?;
        let ended = self.0.date(map.ended.as_ref())?;
        if ended.is_some_and(|ended| ended < started) {
            let column = map.ended.as_ref().map(DateRule::name);
            return Err(self.0.refuse(RowCode::EndBeforeStart, column));
        }
        let (basis, withdrawn) = self.basis(map.basis.as_ref())?;
        Ok(SaidInvolvement {
            service,
            level,
            practitioner,
            team,
            telephone,
            started,
            ended,
            basis,
            withdrawn,
        })
    }

    fn assessment(&self, map: &AssessmentMap) -> Read<SaidAssessment> {
        let service = self.service(&map.service, map.organisation.as_ref())?;
        let practitioner = match &map.practitioner {
            Some(columns) if self.0.some_word(Some(&columns.name))?.is_some() => {
                let number = self.0.telephone(map.telephone.as_ref())?;
                let number = number.ok_or_else(|| self.0.refuse(RowCode::Telephone, None))?;
                self.practitioner(columns, &number)?
            }
            _ => None,
        };
        let (basis, withdrawn) = self.basis(map.basis.as_ref())?;
        Ok(SaidAssessment {
            service,
            practitioner,
            undertaken: self.0.dated(&map.undertaken)?,
            line: self.0.some_word(map.line.as_ref())?,
            basis,
            withdrawn,
        })
    }

    fn service(&self, service: &Text, organisation: Option<&Text>) -> Read<SaidService> {
        let missing = || self.0.refuse(RowCode::Service, service.column());
        Ok(SaidService {
            organisation: self.0.some_word(organisation)?,
            service: self.0.some_word(Some(service))?.ok_or_else(missing)?,
        })
    }

    fn telephone(&self, text: &Text) -> Read<Telephone> {
        let missing = || self.0.refuse(RowCode::Telephone, text.column());
        self.0.telephone(Some(text))?.ok_or_else(missing)
    }

    fn practitioner(
        &self,
        columns: &PractitionerColumns,
        telephone: &Telephone,
    ) -> Read<Option<SaidPractitioner>> {
        let [name, job_title, email] =
            [&columns.name, &columns.job_title, &columns.email].map(|text| self.0.word(text));
        let checked = NewPractitioner::check(&name?, &job_title?, telephone.as_str(), &email?);
        let checked =
            checked.map_err(|_| self.0.refuse(RowCode::Practitioner, columns.name.column()))?;
        Ok(Some(SaidPractitioner {
            name: checked.name,
            job_title: checked.job_title,
            telephone: checked.telephone,
            email: checked.email,
        }))
    }

    /// What is attested, and when consent was withdrawn.
    fn basis(
        &self,
        columns: Option<&BasisColumns>,
    ) -> Read<(Option<SaidBasis>, Option<NaiveDate>)> {
        let Some(columns) = columns else {
            return Ok((None, None));
        };
        let withdrawn = self.0.date(columns.withdrawn_on.as_ref())?;
        let Some(kind) = self.0.listed(Some(&columns.kind), Basis::from_code)? else {
            return Ok((None, withdrawn));
        };
        let basis = SaidBasis {
            kind,
            given_by: self
                .0
                .listed(columns.given_by.as_ref(), GivenBy::from_code)?,
            given_on: self.0.dated(&columns.given_on)?,
            attested: self.attested(&columns.attested)?,
            harm: match &columns.harm {
                Some(column) => self.yes(column)?,
                None => false,
            },
        };
        Ok((Some(basis), withdrawn))
    }

    /// The elements of a consent that are attested.
    fn attested(&self, columns: &BTreeMap<String, String>) -> Read<Vec<String>> {
        let mut attested = Vec::new();
        for (element, column) in columns {
            if self.yes(column)? {
                attested.push(element.clone());
            }
        }
        Ok(attested)
    }

    /// Whether a column attests something.
    fn yes(&self, column: &str) -> Read<bool> {
        match self.0.text(column).to_lowercase().as_str() {
            "yes" => Ok(true),
            "" | "no" => Ok(false),
            _ => Err(self.0.refuse(RowCode::UnknownWord, Some(column))),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::id::SourceId;

    const HEADINGS: [&str; 18] = [
        "pupil",
        "case",
        "service",
        "level",
        "name",
        "job",
        "email",
        "team",
        "phone",
        "from",
        "to",
        "basis",
        "by",
        "given",
        "ticked",
        "rest",
        "harm",
        "withdrawn",
    ];

    fn map() -> InvolvementMap {
        let elements = Checklist::ELEMENTS.map(|(name, _)| name);
        let attested: BTreeMap<_, _> = elements
            .iter()
            .map(|name| {
                (
                    *name,
                    if *name == "confirmed" {
                        "rest"
                    } else {
                        "ticked"
                    },
                )
            })
            .collect();
        serde_json::from_value(json!({
            "child": "pupil", "reference": "case", "service": "service", "level": "level",
            "practitioner": { "name": "name", "job_title": "job", "email": "email" },
            "team": "team", "telephone": "phone", "started": "from", "ended": "to",
            "basis": {
                "kind": "basis", "given_by": "by", "given_on": "given", "attested": attested,
                "harm": "harm", "withdrawn_on": "withdrawn",
            },
        }))
        .unwrap()
    }

    fn source() -> Source {
        Source {
            id: SourceId(Uuid::from_u128(1)),
            name: "a source".into(),
            kind: SourceKind::Health,
            organisation: None,
            local_authority: None,
        }
    }

    /// Reads a good row in which some columns hold something else.
    fn read(changes: &[(&str, &'static str)]) -> Read<InvolvementRow> {
        let good: BTreeMap<&str, &'static str> = [
            ("pupil", "p-1"),
            ("case", "c-1"),
            ("service", "Speech therapy"),
            ("level", "practitioner"),
            ("name", "Jo  O’Neill"),
            ("job", "Therapist"),
            ("email", "Jo@Example.test"),
            ("phone", "01632 960001"),
            ("from", "2026-01-05"),
        ]
        .into_iter()
        .chain(changes.iter().copied())
        .collect();
        let field = move |column: &str| good.get(column).copied().unwrap_or_default();
        let map = map();
        let received = "2026-11-21T12:00:00Z".parse().unwrap();
        map.read(2, &field, received, &source())
    }

    fn code(changes: &[(&str, &'static str)]) -> (&'static str, Option<String>) {
        let refused = read(changes).unwrap_err();
        (refused.code.code(), refused.column)
    }

    #[test]
    fn a_row_is_read_into_what_the_source_says_feed_07() {
        let row = read(&[]).unwrap();
        assert_eq!((row.child.as_str(), row.reference.as_str()), ("p-1", "c-1"));
        let practitioner = row.said.practitioner.unwrap();
        assert_eq!(practitioner.name, "Jo O’Neill");
        assert_eq!(practitioner.email, "jo@example.test");
        assert_eq!((row.said.ended, row.said.basis), (None, None));
    }

    #[test]
    fn a_row_that_cannot_be_used_is_refused_by_code_and_column_feed_05_feed_07() {
        let at = |column: &str| Some(column.to_owned());
        for (changes, code_and_column) in [
            (vec![("pupil", "")], ("reference", at("pupil"))),
            (vec![("case", "")], ("reference", at("case"))),
            (vec![("service", " ")], ("service", at("service"))),
            (vec![("level", "me")], ("unknown-word", at("level"))),
            (vec![("level", "")], ("unknown-word", at("level"))),
            (vec![("level", "team")], ("team", at("team"))),
            (vec![("name", "she <is> ill")], ("practitioner", at("name"))),
            (vec![("email", "nobody")], ("practitioner", at("name"))),
            (vec![("phone", "ask her")], ("telephone", at("phone"))),
            (vec![("phone", "")], ("telephone", at("phone"))),
            (vec![("from", "")], ("date", at("from"))),
            (vec![("from", "5/1/2026")], ("date", at("from"))),
            (vec![("from", "2027-01-05")], ("future", at("from"))),
            (vec![("to", "2026-01-04")], ("end-before-start", at("to"))),
            (vec![("basis", "he agreed")], ("unknown-word", at("basis"))),
            (vec![("basis", "consent")], ("date", at("given"))),
        ] {
            assert_eq!(code(&changes), code_and_column, "{changes:?}");
        }
    }

    #[test]
    fn a_reference_of_any_length_or_script_is_refused_or_kept_as_it_is_feed_07() {
        let long: &'static str = Box::leak("x".repeat(65).into_boxed_str());
        assert_eq!(code(&[("case", long)]).0, "reference");
        for odd in [
            "a\u{0}b",
            "'; drop table live.child; --",
            "＝1+1",
            "\u{202e}abc",
        ] {
            let odd: &'static str = Box::leak(odd.to_owned().into_boxed_str());
            match read(&[("case", odd)]) {
                Ok(row) => assert_eq!(row.reference, odd),
                Err(refused) => {
                    assert_eq!(refused.code, RowCode::Reference);
                    assert!(odd.contains('\0'));
                }
            }
        }
    }

    const CONSENT: [(&str, &str); 5] = [
        ("basis", "consent"),
        ("by", "child"),
        ("given", "2026-11-01"),
        ("ticked", "Yes"),
        ("rest", "yes"),
    ];

    fn attested(changes: &[(&str, &'static str)]) -> Result<Attestation, RowCode> {
        let changes: Vec<_> = CONSENT.iter().chain(changes).copied().collect();
        let today = "2026-11-21".parse().unwrap();
        read(&changes).unwrap().said.basis.unwrap().attest(today)
    }

    #[test]
    fn consent_by_a_source_counts_only_whole_and_in_time_sens_02_sens_05() {
        let attestation = attested(&[]).unwrap();
        assert_eq!(attestation.basis, Basis::Consent);
        assert_eq!(attestation.given_by, Some(GivenBy::Child));
        assert_eq!(attestation.attested_by, None, "the source answers for it");
        assert_eq!(attestation.renew_by, "2027-11-01".parse().unwrap());
        for incomplete in [
            ("by", ""),
            ("ticked", "no"),
            ("rest", ""),
            ("given", "2025-11-21"),
        ] {
            assert_eq!(
                attested(&[incomplete]),
                Err(RowCode::Basis),
                "{incomplete:?}"
            );
        }
    }

    #[test]
    fn fear_of_harm_is_attested_by_its_own_statement_sens_03() {
        let harm = ("basis", "significant-harm");
        assert_eq!(attested(&[harm]), Err(RowCode::Basis));
        let attestation = attested(&[harm, ("harm", "yes")]).unwrap();
        assert_eq!(attestation.basis, Basis::SignificantHarm);
        assert_eq!(attestation.given_by, None);
    }

    #[test]
    fn nothing_but_consent_lets_a_holder_be_shown_caf_04() {
        let today = "2026-11-21".parse().unwrap();
        let basis = |kind, attested: Vec<&str>| SaidBasis {
            kind,
            given_by: Some(GivenBy::Child),
            given_on: today,
            attested: attested.into_iter().map(str::to_owned).collect(),
            harm: true,
        };
        let all = crate::holder::ELEMENTS.map(|(name, _)| name).to_vec();
        assert!(
            basis(Basis::Consent, all.clone())
                .attest_shown(today)
                .is_ok()
        );
        let unseen = Checklist::ELEMENTS.map(|(name, _)| name).to_vec();
        let wrong = basis(Basis::Consent, unseen);
        assert_eq!(wrong.attest_shown(today), Err(RowCode::Basis));
        let harm = basis(Basis::SignificantHarm, all);
        assert_eq!(harm.attest_shown(today), Err(RowCode::Basis));
    }

    #[test]
    fn a_map_accounts_for_every_column_and_attests_elements_alone_feed_07() {
        assert_eq!(InvolvementMap::check(&map(), &HEADINGS), Ok(()));
        let more = [&HEADINGS[..], &["outcome"]].concat();
        let unknown = Err(MapProblem::Unknown("outcome".into()));
        assert_eq!(InvolvementMap::check(&map(), &more), unknown);
        let notes = InvolvementMap {
            ignore: vec!["case_notes".into()],
            ..map()
        };
        let more = [&HEADINGS[..], &["case_notes"]].concat();
        let refused = Err(MapProblem::Notes("case_notes".into()));
        assert_eq!(InvolvementMap::check(&notes, &more), refused);
        let mut wrong = map();
        if let Some(basis) = &mut wrong.basis {
            basis.attested.insert("anything".into(), "rest".into());
        }
        let refused = Err(MapProblem::Element("anything".into()));
        assert_eq!(InvolvementMap::check(&wrong, &HEADINGS), refused);
    }

    #[test]
    fn no_register_of_people_supplies_what_services_do_caf_01() {
        assert!(InvolvementRow::comes_from(SourceKind::Health));
        assert!(!InvolvementRow::comes_from(SourceKind::RegistrarGeneral));
        assert!(!InvolvementRow::comes_from(SourceKind::Ecaf));
        assert!(AssessmentRow::comes_from(SourceKind::Ecaf));
        assert!(!AssessmentRow::comes_from(SourceKind::Health));
    }
}

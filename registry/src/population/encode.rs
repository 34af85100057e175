//! Records as rows: the same best view, facts, keys and seals that every other writer makes.

use domain::clock::{london_date, years_after};
use domain::data_quality::{missing, row_is_complete};
use domain::data_source::{SensitiveHeld, WholeRecord, leaves_live_on};
use domain::id::ChildNumber;
use domain::not_receiving_education::without_setting_from;
use domain::search::{Indexed, index};
use domain::shielding::{Origin, Shield};

use super::copy_text::Rows;
use crate::child_record::store::seal_view;
use crate::data_source::said::Statements;
use crate::data_source::{Rebuilt, likeness, seal_statement};
use crate::discrepancy::found;
use crate::door::{Fault, Stopped};
use crate::registry::Registry;
use crate::sensitive_service::seal_entry;

/// The tables of a batch, in the order in which they are copied.
pub(super) const TABLES: [(&str, &str); 13] = [
    (
        "live.child",
        "child, given, family, date_of_birth, dob_estimated, gender, date_of_death, \
         local_authority, shielded, leaves_live_on, best_view, sealed_view, search_facts, postcode, \
         incomplete, without_setting_from",
    ),
    (
        "live.statement",
        "source, reference, child, supplied_at, verified, content, sealed, complete, likeness",
    ),
    ("live.identifier", "scheme, value, child, allocated_by"),
    (
        "live.involvement",
        "id, child, service, level, practitioner, team, owner, telephone, started, ended, \
         visible_until, as_of",
    ),
    (
        "live.sensitive_involvement",
        "id, child, owner, sealed, visible_until, renew_by",
    ),
    (
        "live.caf",
        "id, child, service, practitioner, undertaken, superseded_on",
    ),
    (
        "live.lead_professional",
        "id, child, service, practitioner, since, ended, visible_until",
    ),
    ("live.dispute", "id, child, item, opened, settled"),
    (
        "live.child_key",
        "child, date_of_birth, postcode_district, surname_key, forename_key",
    ),
    ("live.school_key", "organisation, surname_key, child"),
    ("live.shield", "child, id, shielded_on, due_on"),
    (
        "live.shield_notice",
        "id, child, origin, source, reference, ground, raised_on",
    ),
    (
        "live.discrepancy",
        "source, reference, item, child, said, told_on, since",
    ),
];

const CHILD: usize = 0;
const STATEMENT: usize = 1;
const IDENTIFIER: usize = 2;
const INVOLVEMENT: usize = 3;
const SENSITIVE: usize = 4;
const CAF: usize = 5;
const LEAD: usize = 6;
const DISPUTE: usize = 7;
const KEY: usize = 8;
const SCHOOL: usize = 9;
const SHIELD: usize = 10;
const NOTICE: usize = 11;
const DISCREPANCY: usize = 12;

/// Records ready to be copied.
#[derive(Default)]
pub struct Batch {
    pub(super) rows: [Rows; TABLES.len()],
    pub(super) records: u64,
}

/// Turns records into rows. One for each thread.
pub struct Encoder {
    registry: Registry,
}

impl Encoder {
    /// An encoder that seals with a registry's keys.
    pub fn new(registry: &Registry) -> Self {
        Self {
            registry: registry.clone(),
        }
    }

    /// Adds a record to a batch. Fails where it has no name or no date of birth.
    pub fn add(&self, batch: &mut Batch, record: &WholeRecord) -> Result<(), Stopped> {
        let said = record.statements.iter();
        let statements: Statements = said
            .map(|(reference, said)| ((said.source, reference.clone()), said.clone()))
            .collect();
        let (shielded, authority) = (record.shielded, &record.local_authority);
        let rebuilt = Rebuilt::of(record.number, shielded, authority, &statements);
        let view = &rebuilt.view;
        let nothing = || Stopped::Fault(Fault::new("a record without name or date of birth"));
        let indexed = index(view, record.shielded).ok_or_else(nothing)?;
        let leaves = leaves_live_on(view, &rebuilt.supplied, None).ok_or_else(nothing)?;
        let child = record.number.stored();

        let row = &mut batch.rows[CHILD];
        row.value(child)
            .value(&indexed.name.given)
            .value(&indexed.name.family);
        row.value(indexed.date_of_birth.date)
            .flag(indexed.date_of_birth.estimated);
        row.value(indexed.gender.code())
            .maybe(indexed.date_of_death);
        row.value(&record.local_authority)
            .flag(record.shielded)
            .value(leaves);
        if record.shielded {
            let (keys, chance) = (self.registry.keys(), self.registry.chance());
            row.null()
                .bytes(&seal_view(keys, record.number, view, chance)?);
        } else {
            row.json(view)?.null();
        }
        row.value(&indexed.facts)
            .maybe(indexed.postcode.as_deref())
            .flag(!missing(view).is_empty())
            .maybe(without_setting_from(view))
            .end();

        self.statements(batch, record)?;
        for identifier in &view.identifiers {
            let row = &mut batch.rows[IDENTIFIER];
            row.value(identifier.scheme.code()).value(&identifier.value);
            row.value(child).value(identifier.allocated_by).end();
        }
        involvements(batch, record);
        for held in &record.sensitive {
            self.sensitive(batch, record.number, held)?;
        }
        self.shield(batch, record);
        self.discrepancies(batch, &rebuilt);
        beside(batch, record);
        found_by(batch, record.number, &indexed);
        batch.records += 1;
        Ok(())
    }

    fn statements(&self, batch: &mut Batch, record: &WholeRecord) -> Result<(), Stopped> {
        let row = &mut batch.rows[STATEMENT];
        for (reference, supplied) in &record.statements {
            row.value(supplied.source)
                .value(reference)
                .value(record.number.stored());
            row.value(supplied.at.to_rfc3339()).flag(supplied.verified);
            if record.shielded {
                let (keys, chance) = (self.registry.keys(), self.registry.chance());
                let sealed = seal_statement(
                    keys,
                    supplied.source,
                    reference,
                    &supplied.statement,
                    chance,
                )?;
                row.null().bytes(&sealed).null().null();
            } else {
                row.json(&supplied.statement)?.null();
                row.flag(row_is_complete(&supplied.statement));
                row.maybe(likeness(self.registry.keys(), &supplied.statement));
            }
            row.end();
        }
        Ok(())
    }

    /// The shield of a record, with the notices of the sources that say so: as of the load, since
    /// only now is anybody here who reviews it (SHLD-03, SHLD-16).
    fn shield(&self, batch: &mut Batch, record: &WholeRecord) {
        if !record.shielded {
            return;
        }
        let (child, today) = (record.number.stored(), london_date(self.registry.now()));
        let due_on = Shield::noticed(None, today, None).due_on;
        let row = &mut batch.rows[SHIELD];
        row.value(child).value(self.registry.chance().uuid());
        row.value(today).value(due_on).end();
        let row = &mut batch.rows[NOTICE];
        for (reference, supplied) in &record.statements {
            let Some(ground) = supplied.statement.shield else {
                continue;
            };
            row.value(self.registry.chance().uuid()).value(child);
            row.value(Origin::Source.code()).value(supplied.source);
            row.value(reference).value(ground.code()).value(today).end();
        }
    }

    /// What sources say differently, as of the load (DISC-01).
    fn discrepancies(&self, batch: &mut Batch, rebuilt: &Rebuilt<'_>) {
        let today = london_date(self.registry.now());
        let row = &mut batch.rows[DISCREPANCY];
        for new in found(self.registry.keys(), rebuilt, today) {
            let (source, reference, item) = &new.key;
            row.value(source).value(reference).value(item.code());
            row.value(new.child.stored()).bytes(&new.kept.said);
            row.maybe(new.kept.told_on).value(new.kept.since).end();
        }
    }

    fn sensitive(
        &self,
        batch: &mut Batch,
        child: ChildNumber,
        held: &SensitiveHeld,
    ) -> Result<(), Stopped> {
        let (keys, chance) = (self.registry.keys(), self.registry.chance());
        let sealed = seal_entry(keys, held.id, &held.entry, chance)?;
        let row = &mut batch.rows[SENSITIVE];
        row.value(held.id)
            .value(child.stored())
            .maybe(held.owner)
            .bytes(&sealed)
            .value(held.entry.visible_until())
            .value(held.entry.renew_by())
            .end();
        Ok(())
    }
}

/// Involvements; ended ones stay visible for a year (CEASE-01).
fn involvements(batch: &mut Batch, record: &WholeRecord) {
    let row = &mut batch.rows[INVOLVEMENT];
    for held in &record.involvements {
        row.value(held.id)
            .value(record.number.stored())
            .value(held.service);
        row.value(held.level.code())
            .maybe(held.practitioner)
            .maybe(held.team)
            .maybe(held.owner);
        row.value(&held.telephone)
            .value(held.started)
            .maybe(held.ended);
        row.maybe(held.ended.map(|ended| years_after(ended, 1)))
            .value(held.as_of)
            .end();
    }
}

fn beside(batch: &mut Batch, record: &WholeRecord) {
    let child = record.number.stored();
    for caf in &record.cafs {
        let row = &mut batch.rows[CAF];
        row.value(caf.id)
            .value(child)
            .value(caf.service)
            .maybe(caf.practitioner);
        row.value(caf.undertaken).maybe(caf.superseded_on).end();
    }
    for lead in &record.leads {
        let row = &mut batch.rows[LEAD];
        row.value(lead.id)
            .value(child)
            .value(lead.service)
            .value(lead.practitioner);
        let visible_until = lead.ended.map(|ended| years_after(ended, 1));
        row.value(lead.since)
            .maybe(lead.ended)
            .maybe(visible_until)
            .end();
    }
    for dispute in &record.disputes {
        let row = &mut batch.rows[DISPUTE];
        row.value(dispute.id)
            .value(child)
            .value(dispute.item.code());
        row.value(dispute.opened).maybe(dispute.settled).end();
    }
}

/// The rows by which search finds a record; of a shielded one there are none.
fn found_by(batch: &mut Batch, child: ChildNumber, indexed: &Indexed) {
    let row = &mut batch.rows[KEY];
    for key in &indexed.keys {
        row.value(child.stored())
            .value(key.date_of_birth)
            .maybe(key.postcode_district.as_deref());
        row.value(&key.surname_key).value(&key.forename_key).end();
    }
    let row = &mut batch.rows[SCHOOL];
    for (school, surname_key) in &indexed.schools {
        row.value(school)
            .value(surname_key)
            .value(child.stored())
            .end();
    }
}

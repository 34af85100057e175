//! What is known of the children that a batch is about, before it is applied.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::best_view::{BestView, SourceKind, Statement, Supplied, assemble};
use domain::clock::Moment;
use domain::data_source::{Row, is_silent};
use domain::id::{ChildNumber, LocalAuthorityCode, SourceId};
use domain::matching::Evidence;
use domain::quarantine::Supposed;
use domain::transfer::{Assigned, Kept, KnownAtCreation, assign, homes};

use sqlx::types::Json;
use uuid::Uuid;

use super::apply::view;
use super::said::Statements;
use super::sql;
use super::stated::open_statement;
use crate::archive;
use crate::door::{Access, Fault, Stopped};
use crate::keys::Keys;
use crate::local_authority;
use crate::matching::{self, Found};
use crate::quarantine::{self, Held, HeldRow, Suspects};
use crate::stored::number;

/// A child's record, and what sources say of it.
pub(super) struct KnownChild {
    pub(super) local_authority: LocalAuthorityCode,
    pub(super) shielded: bool,
    pub(super) live: bool,
    /// Why a new record stays with its authority, where it does.
    pub(super) kept: Option<Kept>,
    pub(super) statements: Statements,
}

/// Everything known that a batch may touch.
pub(super) struct Known {
    pub(super) source: SourceId,
    pub(super) today: NaiveDate,
    pub(super) kind: SourceKind,
    pub(super) source_authority: Option<LocalAuthorityCode>,
    default_authority: Option<LocalAuthorityCode>,
    /// Whose record a reference of the source belongs to.
    pub(super) references: HashMap<String, ChildNumber>,
    /// Records to be locked before the batch is applied.
    meant: BTreeSet<i64>,
    /// What rows under new references come near, by their place in the batch (MAT-01).
    near: HashMap<usize, Found>,
    pub(super) children: BTreeMap<ChildNumber, KnownChild>,
    /// References whose rows are in quarantine (D-34).
    pub(super) held: HashMap<String, Held>,
    /// Shielded records that these may be.
    suspects: Suspects,
    /// Identifiers for rows that come into quarantine.
    fresh: Vec<Uuid>,
    /// Where postcodes of the batch lie.
    pub(super) sectors: HashMap<String, LocalAuthorityCode>,
}

fn broken(what: &'static str) -> Stopped {
    Stopped::Fault(Fault::new(what))
}

impl Known {
    /// Reads everything known that a batch may touch. Two files of one source wait for each other. What
    /// is meant is locked by [`Self::lock`].
    pub(super) async fn read<A: domain::act::Act>(
        access: &mut Access<A>,
        source: SourceId,
        rows: &[Row],
    ) -> Result<Self, Stopped> {
        let connection = access.connection();
        sql::one_file_at_a_time(connection, source).await?;
        let references: Vec<String> = rows.iter().map(|row| row.reference.clone()).collect();
        let owners = sql::children_of(connection, source, &references).await?;
        let sectors: Vec<String> = rows.iter().flat_map(sectors).collect();
        let sectors = local_authority::of_sectors(connection, &sectors).await?;
        let default_authority = sql::default_authority(connection).await?;

        let mut known = Self::nothing_but(access, source).await?;
        known.default_authority = default_authority.map(LocalAuthorityCode);
        known.sectors = sectors;
        // What is said of an archived record makes no second one.
        known.references = archive::references_of(access, source, &references).await?;
        for row in owners {
            known.meant.insert(row.child);
            known.references.insert(row.reference, number(row.child)?);
        }
        let unknown: Vec<String> = references
            .into_iter()
            .filter(|reference| !known.references.contains_key(reference))
            .collect();
        known.held = quarantine::held(access, source, &unknown).await?;
        for row in rows {
            // What went back to the source and comes corrected is weighed anew (MAT-02).
            let before = known.held.get(&row.reference);
            let before = before.filter(|held| held.returned);
            let id = before.filter(|held| held.row.statement != row.statement);
            if let Some(id) = id.map(|held| held.id) {
                quarantine::forget(access, id).await?;
                known.held.remove(&row.reference);
            }
        }
        Ok(known)
    }

    /// Compares rows under new references with the directory: a few statements for all of them (MAT-01).
    pub(super) async fn look_for_records<A: domain::act::Act>(
        &mut self,
        access: &mut Access<A>,
        rows: &[Row],
    ) -> Result<(), Stopped> {
        let new = rows.iter().enumerate().filter(|(_, row)| {
            !self.references.contains_key(&row.reference) && !self.held.contains_key(&row.reference)
        });
        let views: BTreeMap<usize, BestView> = new
            .map(|(place, row)| {
                let said = self.said(row.at, row.statement.clone());
                (place, assemble(&[said]))
            })
            .collect();
        self.near = matching::weigh(access, self.source, &views).await?;
        let sure = self.near.values().filter(|found| found.sure);
        self.meant.extend(sure.map(|found| found.child.stored()));
        Ok(())
    }

    /// What a row of the batch comes near.
    pub(super) fn near(&self, place: usize) -> Option<Found> {
        self.near.get(&place).cloned()
    }

    /// Locks until the end of the act every record that the batch means, and takes in what is known.
    pub(super) async fn lock<A: domain::act::Act>(
        &mut self,
        access: &mut Access<A>,
    ) -> Result<(), Stopped> {
        let meant: Vec<i64> = self.meant.iter().copied().collect();
        self.take_in(access, &meant).await
    }

    /// Whom each row says that it is about, where it stands under a new reference; the shielded records
    /// that these may be are looked up together (D-34).
    pub(super) async fn look_for_shielded<A: domain::act::Act>(
        &mut self,
        access: &mut Access<A>,
        rows: &[Row],
    ) -> Result<Vec<Option<Supposed>>, Stopped> {
        let supposed: Vec<Option<Supposed>> = rows
            .iter()
            .map(|row| {
                let known = self.references.contains_key(&row.reference)
                    || self.held.contains_key(&row.reference);
                let said = (!known).then(|| self.said(row.at, row.statement.clone()))?;
                Supposed::of(&assemble(&[said]))
            })
            .collect();
        let new = supposed.iter().flatten();
        self.fresh = new.clone().map(|_| access.chance().uuid()).collect();
        self.suspects = Suspects::read(access, new).await?;
        Ok(supposed)
    }

    /// The shielded record that somebody may be: of those looked up, and of those that the batch itself
    /// shields.
    pub(super) fn suspected(&self, supposed: &Supposed) -> Option<ChildNumber> {
        let shielded = self.children.iter();
        let shielded = shielded.filter(|(_, record)| record.shielded && record.live);
        let shielded: Vec<(ChildNumber, BestView)> = shielded
            .map(|(child, record)| (*child, view(record)))
            .collect();
        let others = shielded.iter().map(|(child, view)| (*child, view));
        self.suspects.most_plausible(supposed, others)
    }

    /// Keeps a row until it is settled whom it is about: for review by what was weighed, else because it
    /// may be about a shielded child.
    pub(super) fn hold(
        &mut self,
        child: ChildNumber,
        reference: String,
        said: Supplied,
        evidence: Option<Evidence>,
    ) -> Result<(), Stopped> {
        let id = self.fresh.pop();
        let id = id.ok_or_else(|| broken("a row that was not looked up first"))?;
        let held = Held {
            id,
            child: Some(child),
            for_review: evidence.is_some(),
            returned: false,
            due_on: None,
            source: self.source,
            received_on: self.today,
            row: HeldRow {
                reference: reference.clone(),
                at: said.at,
                statement: said.statement,
                evidence,
            },
        };
        self.held.insert(reference, held);
        Ok(())
    }

    /// Reads, and locks until the end of the act, what is known of one child.
    pub(super) async fn of_child<A: domain::act::Act>(
        access: &mut Access<A>,
        source: SourceId,
        child: ChildNumber,
    ) -> Result<Self, Stopped> {
        let mut known = Self::nothing_but(access, source).await?;
        known.take_in(access, &[child.stored()]).await?;
        Ok(known)
    }

    /// Nothing known yet but the source itself.
    pub(super) async fn nothing_but<A: domain::act::Act>(
        access: &mut Access<A>,
        source: SourceId,
    ) -> Result<Self, Stopped> {
        let today = access.today();
        let about = sql::source(access.connection(), source)
            .await?
            .ok_or_else(|| broken("no source"))?;
        Ok(Self {
            source,
            today,
            kind: SourceKind::from_code(&about.kind).ok_or_else(|| broken("kind of source"))?,
            source_authority: about.local_authority.map(LocalAuthorityCode),
            default_authority: None,
            references: HashMap::new(),
            meant: BTreeSet::new(),
            near: HashMap::new(),
            children: BTreeMap::new(),
            held: HashMap::new(),
            suspects: Suspects::default(),
            fresh: Vec::new(),
            sectors: HashMap::new(),
        })
    }

    /// Locks records and takes in what every source says of them.
    pub(super) async fn take_in<A: domain::act::Act>(
        &mut self,
        access: &mut Access<A>,
        numbers: &[i64],
    ) -> Result<(), Stopped> {
        let records = sql::lock_records(access.connection(), numbers, self.today).await?;
        let statements = sql::statements(access.connection(), numbers).await?;
        for row in records {
            let child = KnownChild {
                local_authority: LocalAuthorityCode(row.local_authority),
                shielded: row.shielded,
                live: row.live,
                kept: None,
                statements: BTreeMap::new(),
            };
            self.children.insert(number(row.child)?, child);
        }
        for row in statements {
            self.add(access, row)?;
        }
        Ok(())
    }

    fn add<A: domain::act::Act>(
        &mut self,
        access: &Access<A>,
        row: sql::StatementRow,
    ) -> Result<(), Stopped> {
        let child = number(row.child)?;
        let (key, supplied) = supplied(access.keys(), row, self.today)?;
        if let Some(child) = self.children.get_mut(&child) {
            child.statements.insert(key, supplied);
        }
        Ok(())
    }

    /// Who is responsible for a new record, by what its row shows (CRE-01, GEN-05, TRF-01).
    pub(super) fn responsible(&self, shown: &BestView) -> Option<Assigned> {
        let own = self.source_authority.clone();
        let known = KnownAtCreation {
            social_services: own.clone().filter(|_| self.kind == SourceKind::SocialCare),
            homes: homes(shown).map(|postcode| self.sectors.get(postcode.sector()).cloned()),
            source: own,
            default: self.default_authority.clone(),
        };
        assign(known)
    }

    /// A statement as this source makes it. No source corrects another (UPD-03).
    pub(super) fn said(&self, at: Moment, statement: Statement) -> Supplied {
        Supplied {
            source: self.source,
            kind: self.kind,
            at,
            verified: false,
            silent: false,
            statement: Statement {
                correction: None,
                ..statement
            },
        }
    }
}

/// A stored statement, sealed or not, under its source and reference.
pub(super) fn supplied(
    keys: &Keys,
    row: sql::StatementRow,
    today: NaiveDate,
) -> Result<((SourceId, String), Supplied), Stopped> {
    let source = SourceId(row.source);
    let supplied = Supplied {
        source,
        kind: SourceKind::from_code(&row.kind).ok_or_else(|| broken("kind of source"))?,
        at: row.supplied_at,
        verified: row.verified,
        silent: row.last.is_some_and(|last| is_silent(last, today)),
        statement: said(keys, source, &row.reference, row.content, row.sealed)?,
    };
    Ok(((source, row.reference), supplied))
}

/// What a stored statement says, sealed or not.
pub(crate) fn said(
    keys: &Keys,
    source: SourceId,
    reference: &str,
    content: Option<Json<Statement>>,
    sealed: Option<Vec<u8>>,
) -> Result<Statement, Stopped> {
    match (content, sealed) {
        (Some(Json(content)), _) => Ok(content),
        (None, Some(sealed)) => open_statement(keys, source, reference, &sealed),
        (None, None) => Err(broken("a statement that says nothing")),
    }
}

/// The sectors in which a row's homes lie.
fn sectors(row: &Row) -> impl Iterator<Item = String> {
    let said = &row.statement;
    let lives = said.whereabouts.iter().filter_map(|place| place.address());
    let homes = lives.chain(said.other_home.iter().map(|home| &home.address));
    homes.filter_map(|home| Some(home.postcode.as_ref()?.sector().to_owned()))
}

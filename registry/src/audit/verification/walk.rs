//! The walk along the trail: rebuilds the tree and compares it with what was signed and witnessed.

use std::collections::VecDeque;

use domain::audit::KEPT_FOR_YEARS;
use domain::audit::checkpoint::{Checkpoint, Signed};
use domain::audit::tree::Frontier;
use domain::clock::{Moment, london_date, years_after};
use uuid::Uuid;

use super::report::{Break, Report};
use super::row::{Content, Place};
use super::segment::Segment;
use super::witnessed::{Stop, Witnessed};
use super::{PATIENCE, THE_DATABASE};
use crate::audit::signature::PublicKey;
use crate::audit::sql::CheckpointRow;

/// What is known at a place on the way.
pub(super) struct Walk {
    key: PublicKey,
    now: Moment,
    tree: Frontier,
    segment: Segment,
    witnesses: Vec<Witnessed>,
    /// The database's own checkpoints ahead.
    own: VecDeque<CheckpointRow>,
    /// The size of the last of them that was passed.
    signed: u64,
    destroyed: Vec<(i64, i64)>,
    /// The first destroyed entry that no witness has yet proved to be old enough.
    unproved: Option<(u64, Uuid)>,
    /// A contradiction, and the size of the witness's checkpoint, until the database's next own
    /// checkpoint tells whether this installation itself signed the other history.
    suspicion: Option<(Break, Checkpoint, String)>,
    /// The checkpoint verified last: witnesses hold the same ones.
    genuine: Option<Signed>,
    pub report: Report,
}

impl Walk {
    pub fn new(
        key: PublicKey,
        now: Moment,
        witnesses: Vec<Witnessed>,
        destroyed: Vec<(i64, i64)>,
    ) -> Self {
        Self {
            key,
            now,
            tree: Frontier::default(),
            segment: Segment::default(),
            witnesses,
            own: VecDeque::new(),
            signed: 0,
            destroyed,
            unproved: None,
            suspicion: None,
            genuine: None,
            report: Report {
                proved: 0,
                destroyed: 0,
                agreed: 0,
                waiting: 0,
                broken: None,
            },
        }
    }

    /// How many places were passed.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Takes the database's own checkpoints over the next places.
    pub fn expect(&mut self, own: Vec<CheckpointRow>) {
        self.own.extend(own);
    }

    /// Takes the next place.
    pub fn step(&mut self, place: Place) -> Result<(), Stop> {
        if self.suspicion.is_none() {
            self.look_at(&place)?;
        }
        self.tree.push(place.leaf);
        self.segment.push(place);
        self.compare()
    }

    /// Looks at the place alone.
    fn look_at(&mut self, place: &Place) -> Result<(), Break> {
        let &Place {
            position, entry, ..
        } = place;
        let expected = self.tree.size();
        if position > expected {
            return Err(Break::Gap { position: expected });
        }
        if position < expected {
            return Err(Break::Doubled { position });
        }
        match place.content {
            Content::Sealed => Ok(()),
            Content::Edited => Err(Break::Edited { position, entry }),
            Content::Gone if self.was_destroyed(position) => {
                self.report.destroyed += 1;
                self.unproved.get_or_insert((position, entry));
                Ok(())
            }
            Content::Gone => Err(Break::Deleted { position, entry }),
        }
    }

    fn was_destroyed(&self, position: u64) -> bool {
        let position = position as i64;
        let after = self
            .destroyed
            .partition_point(|(first, _)| *first <= position);
        self.destroyed[..after]
            .iter()
            .any(|(_, last)| *last >= position)
    }

    /// Compares the tree with every checkpoint of its size.
    fn compare(&mut self) -> Result<(), Stop> {
        let own = self.own_here();
        if self.suspicion.is_some() {
            return match own {
                Some(row) => Err(self.settled(Some(&row)).into()),
                None => Ok(()),
            };
        }
        let mut agreed = None;
        for n in 0..self.witnesses.len() {
            let Some(signed) = self.witnesses[n].at(self.tree.size())? else {
                continue;
            };
            let name = self.witnesses[n].name.clone();
            let saw = signed.checkpoint;
            if !self.is_genuine(&signed) {
                return Err(Break::Forged {
                    holder: name,
                    size: saw.size,
                }
                .into());
            }
            if saw.root != self.tree.root() {
                let found = self.segment.diagnosis(&saw, &name);
                self.suspicion = Some((found, saw, name));
                return match own {
                    Some(row) => Err(self.settled(Some(&row)).into()),
                    None => Ok(()),
                };
            }
            self.report.agreed += 1;
            agreed = Some(saw);
        }
        if let Some(row) = own {
            self.compare_own(&row, agreed.is_some())?;
        }
        if let Some(saw) = agreed {
            self.prove_destruction(&saw)?;
            self.report.proved = self.tree.size();
            self.segment.restart(&self.tree);
        }
        Ok(())
    }

    /// The database's own checkpoint of this size.
    fn own_here(&mut self) -> Option<CheckpointRow> {
        let size = self.tree.size() as i64;
        while self.own.front().is_some_and(|row| row.size < size) {
            self.own.pop_front();
        }
        let row = self.own.pop_front_if(|row| row.size == size)?;
        self.signed = self.tree.size();
        self.segment.end_batch();
        Some(row)
    }

    fn compare_own(&mut self, row: &CheckpointRow, agreed: bool) -> Result<(), Stop> {
        let size = self.tree.size();
        let forged = Break::Forged {
            holder: THE_DATABASE.to_owned(),
            size,
        };
        let Some(signed) = row.signed().filter(|signed| self.is_genuine(signed)) else {
            return Err(forged.into());
        };
        if signed.checkpoint.root != self.tree.root() {
            return Err(if agreed {
                Break::Misstated { size }.into()
            } else {
                self.segment
                    .diagnosis(&signed.checkpoint, THE_DATABASE)
                    .into()
            });
        }
        for witness in &mut self.witnesses {
            if witness.next_size()?.is_none() && witness.size < size {
                witness.missed_since.get_or_insert(signed.checkpoint.at);
            }
        }
        Ok(())
    }

    /// What a suspicion comes to. If this installation's key signed the tree as it stands, though
    /// a witness saw another, then an older copy was restored and went on from there.
    fn settled(&mut self, own: Option<&CheckpointRow>) -> Break {
        let root = self.tree.root();
        let signed = own
            .and_then(CheckpointRow::signed)
            .filter(|signed| signed.checkpoint.root == root)
            .is_some_and(|signed| self.is_genuine(&signed));
        match self.suspicion.take() {
            Some((_, saw, witness)) if signed => Break::OlderCopy {
                size: self.segment.agreed(),
                witnessed: saw.size,
                witness,
            },
            Some((found, ..)) => found,
            None => Break::Misstated {
                size: self.tree.size(),
            },
        }
    }

    fn is_genuine(&mut self, signed: &Signed) -> bool {
        if self.genuine.as_ref() == Some(signed) {
            return true;
        }
        let genuine = self.key.is_genuine(signed);
        if genuine {
            self.genuine = Some(*signed);
        }
        genuine
    }

    /// Content may be missing only if a witness saw the trail go past it long enough ago
    /// (AUD-07). Nobody can forge that: the time is in the signed checkpoint.
    fn prove_destruction(&mut self, saw: &Checkpoint) -> Result<(), Break> {
        let Some((position, entry)) = self.unproved.take() else {
            return Ok(());
        };
        if years_after(london_date(saw.at), KEPT_FOR_YEARS) <= london_date(self.now) {
            Ok(())
        } else {
            Err(Break::Deleted { position, entry })
        }
    }

    /// Ends the walk. `older_copy` says that the database was moved or its transactions have gone
    /// back since its last checkpoint; `signed` is the size of that.
    pub fn end(&mut self, older_copy: &dyn Fn(u64) -> bool, signed: u64) -> Result<(), Stop> {
        if self.suspicion.is_some() {
            return Err(self.settled(None).into());
        }
        let size = self.tree.size();
        if let Some((saw, witness)) = self.furthest()? {
            return Err(if older_copy(saw.horizon) {
                Break::OlderCopy {
                    size,
                    witnessed: saw.size,
                    witness,
                }
            } else {
                Break::CutTail {
                    size,
                    witnessed: saw.size,
                    witness,
                }
            }
            .into());
        }
        if signed > size {
            let witness = THE_DATABASE.to_owned();
            return Err(Break::CutTail {
                size,
                witnessed: signed,
                witness,
            }
            .into());
        }
        if let Some((position, entry)) = self.unproved {
            return Err(Break::Deleted { position, entry }.into());
        }
        if self.signed < size {
            return Err(Break::Unsigned { from: self.signed }.into());
        }
        let late = self.now - PATIENCE;
        let unheard = |witness: &&Witnessed| witness.missed_since.is_some_and(|at| at < late);
        match self.witnesses.iter().find(unheard) {
            Some(Witnessed { name, size, .. }) => Err(Break::Unwitnessed {
                from: *size,
                witness: name.clone(),
            }
            .into()),
            None => Ok(()),
        }
    }

    /// The largest checkpoint that a witness holds beyond the end of the trail.
    fn furthest(&mut self) -> Result<Option<(Checkpoint, String)>, Stop> {
        let mut furthest: Option<(Checkpoint, String)> = None;
        for n in 0..self.witnesses.len() {
            while self.witnesses[n].next_size()?.is_some() {
                let Some(signed) = self.witnesses[n].take()? else {
                    break;
                };
                let name = self.witnesses[n].name.clone();
                let saw = signed.checkpoint;
                if !self.is_genuine(&signed) {
                    return Err(Break::Forged {
                        holder: name,
                        size: saw.size,
                    }
                    .into());
                }
                if furthest
                    .as_ref()
                    .is_none_or(|(last, _)| last.size < saw.size)
                {
                    furthest = Some((saw, name));
                }
            }
        }
        Ok(furthest)
    }
}

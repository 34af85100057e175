//! Witnesses: holders of checkpoints outside the database, so that whoever owns the database
//! cannot change the past without contradicting them (AUD-02).

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::audit::checkpoint::Signed;
use domain::audit::proof::Consistency;

/// A holder of checkpoints. It takes a checkpoint only with the proof that it grew out of the
/// last one taken. Methods may block.
pub trait Witness: Send + Sync {
    /// What reports call it.
    fn name(&self) -> &str;

    /// The last checkpoint taken.
    fn latest(&self) -> Result<Option<Signed>, WitnessError>;

    /// Keeps a checkpoint for good before it returns.
    fn receive(&self, checkpoint: &Signed, proof: &Consistency) -> Result<(), WitnessError>;

    /// Every checkpoint held at this moment, in the order in which they were taken.
    fn checkpoints(&self) -> Result<Checkpoints, WitnessError>;
}

/// Checkpoints as they are read one by one; an error where one cannot be read.
pub type Checkpoints = Box<dyn Iterator<Item = Result<Signed, WitnessError>> + Send>;

/// Why a witness could not serve.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// Its storage failed.
    #[error("the witness cannot be reached: {0}")]
    Unreached(#[from] io::Error),
    /// What it holds is not a list of checkpoints.
    #[error("line {0} of the witness is not a checkpoint")]
    Spoilt(u64),
    /// The checkpoint did not grow out of the last one taken.
    #[error("the checkpoint contradicts the one of size {0} taken before")]
    Contradicted(u64),
}

/// The witnesses of an installation: two at the least.
#[derive(Clone)]
pub struct Witnesses(Vec<Arc<dyn Witness>>);

/// Fewer than two witnesses, or the same one twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the audit trail needs at least two different witnesses")]
pub struct TooFewWitnesses;

impl Witnesses {
    /// Witnesses of any kind, told apart by their names.
    pub fn new(witnesses: Vec<Arc<dyn Witness>>) -> Result<Self, TooFewWitnesses> {
        let mut names: Vec<_> = witnesses.iter().map(|witness| witness.name()).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() < 2 || names.len() < witnesses.len() {
            return Err(TooFewWitnesses);
        }
        Ok(Self(witnesses))
    }

    /// A witness in each directory, made where there is none yet. Each should be on storage that
    /// the database's administrators cannot write to.
    pub fn in_directories(directories: &[PathBuf]) -> Result<Self, TooFewWitnesses> {
        let witness = |path: &PathBuf| Arc::new(DirectoryWitness::new(path)) as Arc<dyn Witness>;
        Self::new(directories.iter().map(witness).collect())
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn Witness>> {
        self.0.iter()
    }
}

/// A directory with one file, `checkpoints`, that only grows: a line a checkpoint, each flushed
/// to the disk before it counts as taken.
pub struct DirectoryWitness {
    name: String,
    directory: PathBuf,
}

impl DirectoryWitness {
    /// The witness in a directory, named by its path.
    pub fn new(directory: &Path) -> Self {
        Self {
            name: directory.display().to_string(),
            directory: directory.to_owned(),
        }
    }

    fn path(&self) -> PathBuf {
        self.directory.join("checkpoints")
    }

    fn open(&self) -> io::Result<Option<File>> {
        match File::open(self.path()) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Opens the file for adding, alone among all processes until it is closed.
    fn open_to_add(&self) -> io::Result<File> {
        if !self.path().exists() {
            fs::create_dir_all(&self.directory)?;
            File::create_new(self.path()).or_else(|_| File::open(self.path()))?;
            File::open(&self.directory)?.sync_all()?;
        }
        let file = OpenOptions::new()
            .read(true)
            .append(true)
            .open(self.path())?;
        file.lock()?;
        Ok(file)
    }
}

impl Witness for DirectoryWitness {
    fn name(&self) -> &str {
        &self.name
    }

    fn latest(&self) -> Result<Option<Signed>, WitnessError> {
        match self.open()? {
            None => Ok(None),
            Some(mut file) => Ok(last_line(&mut file)?.0),
        }
    }

    fn receive(&self, checkpoint: &Signed, proof: &Consistency) -> Result<(), WitnessError> {
        let mut file = self.open_to_add()?;
        let (last, whole) = last_line(&mut file)?;
        if let Some(last) = last {
            let (old, new) = (last.checkpoint, checkpoint.checkpoint);
            let fits = proof.old == old.size && proof.new == new.size;
            if !fits || old.size >= new.size || !proof.holds(old.root, new.root) {
                return Err(WitnessError::Contradicted(old.size));
            }
        }
        file.set_len(whole)?;
        file.write_all(format!("{}\n", checkpoint.line()).as_bytes())?;
        file.sync_data()?;
        Ok(())
    }

    fn checkpoints(&self) -> Result<Checkpoints, WitnessError> {
        let Some(mut file) = self.open()? else {
            return Ok(Box::new(std::iter::empty()));
        };
        let (_, whole) = last_line(&mut file)?;
        file.seek(SeekFrom::Start(0))?;
        let lines = BufReader::new(file.take(whole)).lines();
        Ok(Box::new(lines.zip(1..).map(|(line, number)| {
            Signed::from_line(&line?).map_err(|_| WitnessError::Spoilt(number))
        })))
    }
}

/// The last whole line of a file and the length up to its end. What follows it was being written
/// when the machine stopped, and was never taken.
fn last_line(file: &mut File) -> Result<(Option<Signed>, u64), WitnessError> {
    let length = file.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(3 * Signed::LONGEST_LINE as u64);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    let Some(end) = tail.iter().rposition(|byte| *byte == b'\n') else {
        return if from == 0 {
            Ok((None, 0))
        } else {
            Err(WitnessError::Spoilt(0))
        };
    };
    let start = tail[..end].iter().rposition(|byte| *byte == b'\n');
    let line = &tail[start.map_or(0, |feed| feed + 1)..end];
    let signed = std::str::from_utf8(line)
        .ok()
        .and_then(|line| Signed::from_line(line).ok())
        .ok_or(WitnessError::Spoilt(0))?;
    Ok((Some(signed), from + end as u64 + 1))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::audit::checkpoint::Checkpoint;
    use domain::audit::tree::{Frontier, Hash, leaf_hash};

    use super::*;

    fn tree(leaves: u32) -> Frontier {
        let mut tree = Frontier::default();
        tree.extend((0..leaves).map(leaf));
        tree
    }

    fn leaf(n: u32) -> Hash {
        leaf_hash(&[&n.to_be_bytes()])
    }

    fn signed(tree: &Frontier) -> Signed {
        Checkpoint {
            size: tree.size(),
            root: tree.root(),
            at: DateTime::UNIX_EPOCH,
            horizon: 1,
        }
        .signed([9; 64])
    }

    fn grown(from: u32, to: u32) -> Consistency {
        let leaves: Vec<_> = (from..to).map(leaf).collect();
        Consistency::of(&tree(from), &leaves)
    }

    fn witness(name: &str) -> DirectoryWitness {
        let directory = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        DirectoryWitness::new(&directory)
    }

    #[test]
    fn a_witness_keeps_what_grew_out_of_what_it_has_aud_02() {
        let witness = witness("witness-keeps");
        assert_eq!(witness.latest().unwrap(), None);
        witness.receive(&signed(&tree(3)), &grown(0, 3)).unwrap();
        witness.receive(&signed(&tree(7)), &grown(3, 7)).unwrap();
        assert_eq!(witness.latest().unwrap(), Some(signed(&tree(7))));
        let all: Vec<_> = witness.checkpoints().unwrap().map(Result::unwrap).collect();
        assert_eq!(all, [signed(&tree(3)), signed(&tree(7))]);
    }

    #[test]
    fn a_witness_refuses_another_past_and_an_older_tree_aud_02() {
        let witness = witness("witness-refuses");
        witness.receive(&signed(&tree(3)), &grown(0, 3)).unwrap();
        let mut other = tree(2);
        other.extend((5..10).map(leaf));
        let leaves: Vec<_> = (6..10).map(leaf).collect();
        let forged = Consistency::of(&tree(3), &leaves);
        assert!(witness.receive(&signed(&other), &forged).is_err());
        assert!(witness.receive(&signed(&tree(2)), &grown(0, 2)).is_err());
        assert_eq!(witness.latest().unwrap(), Some(signed(&tree(3))));
    }

    #[test]
    fn a_line_half_written_when_the_machine_stopped_does_not_count_aud_02() {
        let witness = witness("witness-torn");
        witness.receive(&signed(&tree(3)), &grown(0, 3)).unwrap();
        let mut file = witness.open_to_add().unwrap();
        file.write_all(&signed(&tree(5)).line().as_bytes()[..50])
            .unwrap();
        drop(file);
        assert_eq!(witness.latest().unwrap(), Some(signed(&tree(3))));
        assert_eq!(witness.checkpoints().unwrap().count(), 1);
        witness.receive(&signed(&tree(7)), &grown(3, 7)).unwrap();
        assert_eq!(witness.checkpoints().unwrap().count(), 2);
        assert_eq!(witness.latest().unwrap(), Some(signed(&tree(7))));
    }

    #[test]
    fn one_witness_is_not_enough_aud_02() {
        let one = PathBuf::from("a");
        assert!(Witnesses::in_directories(std::slice::from_ref(&one)).is_err());
        assert!(Witnesses::in_directories(&[one.clone(), one.clone()]).is_err());
        assert!(Witnesses::in_directories(&[one, PathBuf::from("b")]).is_ok());
    }
}

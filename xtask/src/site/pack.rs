//! Writing files under names that carry their content's hash, and pressing them beforehand.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;

use super::digest;

/// Whether files are compressed when built, so that the server never does it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As they are.
    Plain,
    /// With a Brotli and a gzip copy beside each.
    Pressed,
}

/// A file to be written: `name.ext` becomes `name.<hash>.ext`.
pub struct Content<'a> {
    /// The name without hash and extension.
    pub stem: &'a str,
    /// The extension.
    pub extension: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// Writes files side by side and answers their names in the order given.
///
/// # Errors
/// When one cannot be written.
pub fn write<const N: usize>(
    directory: &Path,
    packing: Packing,
    contents: [Content<'_>; N],
) -> Result<[String; N]> {
    let names = contents.each_ref().map(|content| {
        let hash = digest::of(content.bytes);
        format!(
            "{}.{}.{}",
            content.stem,
            digest::short(&hash),
            content.extension
        )
    });
    for (content, name) in contents.iter().zip(&names) {
        fs::write(directory.join(name), content.bytes)?;
    }
    if packing == Packing::Pressed {
        let pressed = names.each_ref().map(|name| directory.join(name));
        press(&contents.map(|content| content.bytes), &pressed)?;
    }
    Ok(names)
}

/// Whether a file is there with its copies.
pub fn is_whole(directory: &Path, packing: Packing, name: &str) -> bool {
    let suffixes: &[&str] = match packing {
        Packing::Plain => &[""],
        Packing::Pressed => &["", ".br", ".gz"],
    };
    suffixes
        .iter()
        .all(|suffix| directory.join(format!("{name}{suffix}")).is_file())
}

/// Writes the Brotli and the gzip copy of each content, every one on a thread of its own.
///
/// # Errors
/// When one cannot be written.
pub fn press(contents: &[&[u8]], paths: &[PathBuf]) -> Result<()> {
    thread::scope(|scope| {
        let pressing: Vec<_> = contents
            .iter()
            .zip(paths)
            .map(|(bytes, path)| scope.spawn(move || press_one(bytes, path)))
            .collect();
        pressing.into_iter().try_for_each(|one| {
            one.join()
                .unwrap_or_else(|_| anyhow::bail!("cannot compress"))
        })
    })
}

fn press_one(bytes: &[u8], path: &Path) -> Result<()> {
    let beside = |suffix: &str| PathBuf::from(format!("{}.{suffix}", path.display()));
    let mut brotli = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &parameters)?;
    fs::write(beside("br"), brotli)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    fs::write(beside("gz"), gzip.finish()?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_its_content_and_copies_lie_beside_it() {
        let directory = std::env::temp_dir().join(format!("pack-{}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        let written = |bytes: &[u8], packing| {
            let [name] = write(
                &directory,
                packing,
                [Content {
                    stem: "a",
                    extension: "css",
                    bytes,
                }],
            )
            .unwrap();
            name
        };
        let plain = written(b"one", Packing::Plain);
        assert!(is_whole(&directory, Packing::Plain, &plain));
        assert!(!is_whole(&directory, Packing::Pressed, &plain));
        let pressed = written(b"two", Packing::Pressed);
        assert!(is_whole(&directory, Packing::Pressed, &pressed));
        assert_ne!(plain, pressed);
        assert_eq!(plain, written(b"one", Packing::Plain));
        fs::remove_dir_all(directory).unwrap();
    }
}

//! The stylesheet: GOV.UK Frontend's published CSS without what only gov.uk may use, and our own.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::pack::{self, Content, Packing};
use super::{digest, stamp};
use crate::{npm, place};

const FRONTEND: &str = "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css";

/// Writes the stylesheet into `package` and answers its name.
///
/// # Errors
/// When the npm package cannot be had or something protected would remain.
pub fn build(package: &Path, packing: Packing) -> Result<String> {
    let style = place::root().join("style");
    npm::install(&style)?;
    let text = |name: &str| {
        fs::read_to_string(style.join(name)).with_context(|| format!("cannot read style/{name}"))
    };
    let css = format!(
        "{}\n{}",
        without_identity(&text(FRONTEND)?),
        text("app.css")?
    );
    anyhow::ensure!(
        !css.contains("/assets/") && !css.contains("GDS Transport"),
        "the stylesheet would use a font or picture that only gov.uk may use"
    );
    let whole = |name: &String| pack::is_whole(package, packing, name);
    let stamp = package.with_file_name("style.stamp.json");
    stamp::made(&stamp, &digest::of(css.as_bytes()), whole, || {
        let content = Content {
            stem: "contactpoint",
            extension: "css",
            bytes: css.as_bytes(),
        };
        let [name] = pack::write(package, packing, [content])?;
        Ok(name)
    })
}

/// Takes out the font and the pictures that are licensed for gov.uk services only.
fn without_identity(css: &str) -> String {
    let css = without_font_faces(css);
    let css = without_declarations_with(&css, "url(/assets/");
    css.replace("\"GDS Transport\",", "")
        .replace("GDS Transport,", "")
}

/// Removes `@font-face` rules, which hold no braces within.
fn without_font_faces(css: &str) -> String {
    let mut parts = css.split("@font-face");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        kept + part.split_once('}').map_or("", |(_, rest)| rest)
    })
}

/// Removes each declaration whose value contains `mark`; the rule around it stays.
fn without_declarations_with(css: &str, mark: &str) -> String {
    let mut kept = css.to_owned();
    while let Some(found) = kept.find(mark) {
        let start = kept[..found]
            .rfind(['{', ';'])
            .map_or(0, |before| before + 1);
        let rest = &kept[found..];
        let end = found
            + match rest.find([';', '}']) {
                Some(at) if rest[at..].starts_with(';') => at + 1,
                Some(at) => at,
                None => rest.len(),
            };
        kept.replace_range(start..end, "");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_taken_out_and_nothing_else() {
        let css = "a{b:c}@font-face{font-family:GDS Transport;src:url(/assets/f.woff)}\
                   @font-face{src:url(/assets/g)}d{font-family:GDS Transport,arial,sans-serif}";
        assert_eq!(
            without_identity(css),
            "a{b:c}d{font-family:arial,sans-serif}"
        );
    }

    #[test]
    fn a_declaration_with_a_protected_picture_is_taken_out_wherever_it_stands() {
        let one = |css| without_declarations_with(css, "url(/assets/");
        assert_eq!(one("a{b:c;d:url(/assets/x) no-repeat;e:f}"), "a{b:c;e:f}");
        assert_eq!(one("a{b:c;d:url(/assets/x)}"), "a{b:c;}");
        assert_eq!(one("a{d:url(/assets/x)}"), "a{}");
        assert_eq!(one("a{b:url(data:x)}"), "a{b:url(data:x)}");
    }

    #[test]
    fn the_published_stylesheet_keeps_no_font_crest_or_crown() {
        let style = place::root().join("style");
        npm::install(&style).unwrap();
        let published = fs::read_to_string(style.join(FRONTEND)).unwrap();
        assert!(published.contains("GDS Transport") && published.contains("/assets/"));
        let css = without_identity(&published);
        assert!(!css.contains("/assets/"));
        assert!(!css.contains("GDS Transport"));
        assert!(!css.contains("@font-face"));
        assert_eq!(css.matches('{').count(), css.matches('}').count());
        assert!(
            css.len() > published.len() * 9 / 10,
            "hardly anything is gone"
        );
    }
}

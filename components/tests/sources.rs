//! Rules that the sources of all pages obey, whatever they show.

use std::{fs, path::Path};

/// Where pages and components are written.
const SOURCES: [&str; 2] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/src"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/../app/src"),
];

/// The one component that writes a value unescaped by Leptos, having escaped it itself.
const TEXT_AREA: &str = "text_area.rs";

fn visit(folder: &Path, check: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).expect("the folder of sources can be read") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            visit(&path, check);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            check(
                &path,
                &fs::read_to_string(&path).expect("a source can be read"),
            );
        }
    }
}

fn files_with(is_bad: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for folder in SOURCES {
        visit(Path::new(folder), &mut |path, text| {
            if is_bad(text) {
                found.push(
                    path.file_name()
                        .expect("it has a name")
                        .to_string_lossy()
                        .into_owned(),
                );
            }
        });
    }
    found
}

#[test]
fn only_the_text_area_writes_unescaped_markup() {
    assert_eq!(files_with(|text| text.contains("inner_html")), [TEXT_AREA]);
    assert_eq!(files_with(|text| text.contains("<textarea")), [TEXT_AREA]);
}

#[test]
fn nothing_has_a_style_of_its_own_which_the_content_security_policy_would_refuse() {
    assert_eq!(files_with(has_style), Vec::<String>::new());
}

/// Finds `style=…` and Leptos' `style:colour=…`.
fn has_style(text: &str) -> bool {
    let leptos_style = |rest: &str| {
        let name = rest
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .next();
        name.is_some_and(|name| !name.is_empty() && rest[name.len()..].starts_with('='))
    };
    text.contains("style=") || text.split("style:").skip(1).any(leptos_style)
}

#[test]
fn the_search_for_styles_finds_both_ways_of_writing_one() {
    assert!(has_style("<p style=\"color: red\">"));
    assert!(has_style("<p style:color=\"red\">"));
    assert!(!has_style("struct Look { style: Style }"));
}

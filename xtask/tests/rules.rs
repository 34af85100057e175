//! The index of rules, `docs/rules.toml`, held against the tree: what is kept is cited by a test,
//! and whatever is cited anywhere is in the index.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One line of the index.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    kept: bool,
    rule: String,
    lacks: Option<String>,
}

type Index = BTreeMap<String, Rule>;

/// Reads an index: tables of rules by id. Fails on an id that stands there twice.
fn read(text: &str) -> Result<Index, String> {
    let areas: BTreeMap<String, Index> = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut index = Index::new();
    for (id, rule) in areas.into_values().flatten() {
        if index.insert(id.clone(), rule).is_some() {
            return Err(format!("{id} is listed twice"));
        }
    }
    Ok(index)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn index() -> Index {
    read(&fs::read_to_string(root().join("docs/rules.toml")).unwrap()).unwrap()
}

/// Directories in which nothing is our own writing.
const PASSED_BY: [&str; 6] = [
    ".dev",
    ".git",
    "node_modules",
    "playwright-report",
    "target",
    "test-results",
];

/// What can cite a rule, by the end of its name.
const CITING: [&str; 6] = ["css", "md", "rs", "sql", "toml", "ts"];

/// Every file of the tree that can cite a rule, but for the index and this test of it.
fn files() -> Vec<(PathBuf, String)> {
    let root = root();
    let mut found = Vec::new();
    gather(&root, &mut found);
    found
        .into_iter()
        .map(|path| (path.strip_prefix(&root).unwrap().to_owned(), path))
        .filter(|(short, _)| {
            !["docs/rules.toml", "xtask/tests/rules.rs"]
                .map(Path::new)
                .contains(&short.as_path())
        })
        .map(|(short, path)| (short, fs::read_to_string(path).unwrap()))
        .collect()
}

fn gather(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let entry = entry.unwrap();
        let (path, name) = (entry.path(), entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            if !PASSED_BY.iter().any(|passed| name == *passed) {
                gather(&path, found);
            }
        } else if path
            .extension()
            .is_some_and(|end| CITING.iter().any(|citing| end == *citing))
        {
            found.push(path);
        }
    }
}

/// The part of a file that is test code: all of it, a module of tests at its end, or nothing.
fn test_code<'t>(path: &Path, text: &'t str) -> &'t str {
    let name = path.file_name().unwrap().to_string_lossy();
    let of_tests = path.components().any(|part| part.as_os_str() == "tests");
    if name.ends_with(".spec.ts") || of_tests && name.ends_with(".rs") {
        return text;
    }
    let module = if name.ends_with(".rs") {
        text.find("#[cfg(test)]\nmod ")
    } else {
        None
    };
    module.map_or("", |start| &text[start..])
}

/// Whether a word is an id: `SRCH-05`, `R18-02`, `G-DATE`.
fn is_id(word: &str) -> bool {
    let Some((area, rest)) = word.split_once('-') else {
        return false;
    };
    let capitals = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_uppercase());
    let numbered = rest.len() == 2 && rest.bytes().all(|b| b.is_ascii_digit());
    let named = area == "G" && rest.len() >= 3 && capitals(rest);
    let area = area.trim_end_matches(|c: char| c.is_ascii_digit());
    named || numbered && capitals(area)
}

/// The words of a text with their places, hyphens and underscores being parts of words.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let between = |c: char| !c.is_alphanumeric() && c != '-' && c != '_';
    text.split(between)
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// What a text cites.
#[derive(Default, Debug, PartialEq)]
struct Cited {
    /// Ids that stand by themselves.
    named: BTreeSet<String>,
    /// Ids that a range such as `SRCH-01 … SRCH-04` covers, its ends too: too vague for a test.
    covered: BTreeSet<String>,
}

/// What stands between the ends of a range.
const UP_TO: [&str; 5] = ["…", "..", "...", "–", "to"];

fn cited(text: &str) -> Cited {
    let ids: Vec<_> = words(text).filter(|(_, word)| is_id(word)).collect();
    let range = |first: usize| {
        let ((from, a), (to, b)) = (*ids.get(first)?, *ids.get(first + 1)?);
        UP_TO
            .contains(&text[from + a.len()..to].trim())
            .then(|| all_between(a, b))
            .flatten()
    };
    let mut cited = Cited::default();
    let mut place = 0;
    while let Some((_, id)) = ids.get(place) {
        if let Some(covered) = range(place) {
            cited.covered.extend(covered);
            place += 2;
        } else {
            cited.named.insert((*id).to_owned());
            place += 1;
        }
    }
    cited.named.extend(cited_by_names(text));
    cited
}

/// Every id from one to another of the same area.
fn all_between(first: &str, last: &str) -> Option<Vec<String>> {
    let ((area, from), (other, to)) = (first.split_once('-')?, last.split_once('-')?);
    let (from, to): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
    (area == other).then(|| (from..=to).map(|n| format!("{area}-{n:02}")).collect())
}

/// The ids at the ends of functions' names: `..._srch_03_d_27`, `..._g_date`.
fn cited_by_names(text: &str) -> BTreeSet<String> {
    let all: Vec<_> = words(text).map(|(_, word)| word).collect();
    let names = all
        .windows(2)
        .filter(|pair| pair[0] == "fn")
        .map(|pair| pair[1]);
    names.flat_map(ids_at_end).collect()
}

fn ids_at_end(name: &str) -> Vec<String> {
    let mut parts: Vec<_> = name.split('_').collect();
    let mut ids = Vec::new();
    while let [_, .., area, number] = parts[..] {
        let id = format!("{area}-{number}").to_uppercase();
        if !is_id(&id) {
            break;
        }
        ids.push(id);
        parts.truncate(parts.len() - 2);
    }
    ids
}

#[test]
fn every_rule_that_is_kept_is_cited_by_a_test() {
    let index = index();
    let cited: BTreeSet<_> = files()
        .iter()
        .flat_map(|(path, text)| cited(test_code(path, text)).named)
        .collect();
    let kept: Vec<_> = index
        .iter()
        .filter(|(_, rule)| rule.kept)
        .map(|(id, _)| id)
        .collect();
    // Past the harness, which shows what a test prints only when it fails.
    writeln!(
        std::io::stdout(),
        "{} of {} rules kept",
        kept.len(),
        index.len()
    )
    .unwrap();
    let unproved: Vec<_> = kept.into_iter().filter(|id| !cited.contains(*id)).collect();
    assert!(
        unproved.is_empty(),
        "kept, but cited by no test: {unproved:?}"
    );
}

#[test]
fn every_id_that_is_cited_is_in_the_index() {
    let index = index();
    let mut unknown = Vec::new();
    for (path, text) in files() {
        let Cited { named, covered } = cited(&text);
        let strange = named
            .into_iter()
            .chain(covered)
            .filter(|id| !index.contains_key(id));
        unknown.extend(strange.map(|id| format!("{id} in {}", path.display())));
    }
    assert!(unknown.is_empty(), "cited, but no rule: {unknown:#?}");
}

#[test]
fn every_rule_is_told_in_one_line_and_lacks_nothing_once_it_is_kept() {
    for (id, rule) in index() {
        assert!(is_id(&id), "{id} is no id");
        assert!(
            !rule.rule.is_empty() && !rule.rule.contains('\n'),
            "{id} is told in one line"
        );
        assert!(
            !(rule.kept && rule.lacks.is_some()),
            "{id} is kept and lacks something"
        );
    }
}

#[test]
fn an_id_listed_twice_is_refused_in_one_area_or_in_two() {
    let line = "X-01 = { kept = false, rule = \"A rule\" }\n";
    assert!(read(&format!("[a]\n{line}")).is_ok());
    assert!(read(&format!("[a]\n{line}{line}")).is_err());
    assert!(read(&format!("[a]\n{line}[b]\n{line}")).is_err());
}

#[test]
fn citations_are_found_in_words_and_in_names() {
    let named = |text: &str| cited(text).named.into_iter().collect::<Vec<_>>();
    assert_eq!(
        named("as (SRCH-05, G-DATE) and `R18-02`’s"),
        ["G-DATE", "R18-02", "SRCH-05"]
    );
    assert_eq!(
        named("async fn nobody_is_shown_srch_03_d_27() {"),
        ["D-27", "SRCH-03"]
    );
    assert_eq!(named("fn a_day_begins_at_midnight_g_date() {"), ["G-DATE"]);
    assert!(named("UTF-8, SHA-256, AUD, born_on_29_february, let of_t_14").is_empty());
    assert!(named("fn born_on_29_february_is_hard() {").is_empty());
}

#[test]
fn a_range_covers_all_its_rules_and_names_none() {
    let Cited { named, covered } = cited("AUTH-01 … AUTH-03, then AUTH-09 and D-01 to D-02");
    assert_eq!(Vec::from_iter(named), ["AUTH-09"]);
    assert_eq!(
        Vec::from_iter(covered),
        ["AUTH-01", "AUTH-02", "AUTH-03", "D-01", "D-02"]
    );
}

#[test]
fn only_test_code_counts_as_a_test() {
    let code = |path: &str, text| test_code(Path::new(path), text).to_owned();
    let with_module = "fn rule() {}\n#[cfg(test)]\nmod tests {}";
    assert_eq!(
        code("domain/src/clock.rs", with_module),
        "#[cfg(test)]\nmod tests {}"
    );
    assert_eq!(code("domain/src/clock.rs", "fn rule() {}"), "");
    assert_eq!(code("registry/tests/search/shielded.rs", "whole"), "whole");
    assert_eq!(code("end2end/tests/search.spec.ts", "whole"), "whole");
    assert_eq!(code("end2end/tests/support/sign-in.ts", "help"), "");
}

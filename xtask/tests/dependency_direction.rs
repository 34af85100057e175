//! Who may depend on whom (docs/architecture.md): checked against what cargo says.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The packages each package of the workspace may depend on; those that only tests use too.
const PERMITTED: [(&str, &[&str]); 8] = [
    ("frontend", &["app"]),
    ("app", &["components", "domain", "registry"]),
    ("components", &[]),
    ("domain", &[]),
    ("population", &["domain"]),
    ("registry", &["domain"]),
    ("server", &["app", "domain", "population", "registry"]),
    ("xtask", &["domain"]),
];

/// What cargo knows of the workspace: the dependencies of each of its packages.
fn workspace() -> BTreeMap<String, Vec<Value>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let name = package["name"].as_str().unwrap().to_owned();
            (name, package["dependencies"].as_array().unwrap().clone())
        })
        .collect()
}

fn names(dependencies: &[Value]) -> BTreeSet<&str> {
    dependencies
        .iter()
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect()
}

#[test]
fn every_package_of_the_workspace_has_its_place_in_the_order() {
    let workspace = workspace();
    let known: BTreeSet<&str> = PERMITTED.iter().map(|(name, _)| *name).collect();
    let present: BTreeSet<&str> = workspace.keys().map(String::as_str).collect();
    assert_eq!(present, known);
}

#[test]
fn packages_depend_only_in_the_permitted_direction() {
    let workspace = workspace();
    for (package, permitted) in PERMITTED {
        for dependency in names(&workspace[package]) {
            // A package may depend on itself with other features in its own tests.
            let inside = workspace.contains_key(dependency) && dependency != package;
            assert!(
                !inside || permitted.contains(&dependency),
                "{package} must not depend on {dependency}"
            );
        }
    }
}

#[test]
fn only_the_registry_speaks_sql() {
    let speakers: Vec<String> = workspace()
        .into_iter()
        .filter(|(_, dependencies)| {
            names(dependencies)
                .iter()
                .any(|name| name.starts_with("sqlx"))
        })
        .map(|(package, _)| package)
        .collect();
    assert_eq!(speakers, ["registry"]);
}

#[test]
fn the_browser_never_gets_the_registry() {
    let workspace = workspace();
    let registry = workspace["app"]
        .iter()
        .find(|one| one["name"] == "registry")
        .unwrap();
    assert_eq!(
        registry["optional"], true,
        "only the feature ssr may bring it"
    );
}

#[test]
fn the_rules_know_no_database_no_network_and_no_browser() {
    let workspace = workspace();
    for foreign in ["sqlx", "tokio", "axum", "leptos", "web-sys", "reqwest"] {
        assert!(
            !names(&workspace["domain"]).contains(foreign),
            "domain must not use {foreign}"
        );
    }
}

/// The sources at a place, with what they say.
fn sources(place: &Path) -> Vec<(PathBuf, String)> {
    if place.is_file() {
        return vec![(place.into(), std::fs::read_to_string(place).unwrap())];
    }
    let inside = place.read_dir().unwrap();
    inside
        .flat_map(|entry| sources(&entry.unwrap().path()))
        .collect()
}

#[test]
fn nothing_hides_where_cargo_is_told_to_look_for_no_tests() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let hidden = |places: &[&str], signs: [&str; 2]| -> Vec<PathBuf> {
        places
            .iter()
            .flat_map(|place| sources(&root.join(place)))
            .filter(|(_, words)| signs.iter().any(|sign| words.contains(sign)))
            .map(|(source, _)| source)
            .collect()
    };
    let untested = ["app/src", "server/src/main.rs"];
    let none: [PathBuf; 0] = [];
    assert_eq!(hidden(&untested, ["#[test]", "#[tokio::test]"]), none);
    let documented = [
        "app",
        "components",
        "domain",
        "population",
        "registry",
        "server",
    ]
    .map(|package| format!("{package}/src"));
    let documented = documented.each_ref().map(String::as_str);
    assert_eq!(hidden(&documented, ["/// ```", "//! ```"]), none);
}

//! docs/ is up to date, and every name that can appear is explained.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use vidimus_report::explain::{self, Kind};
use vidimus_report::{CheckId, Lang, docs};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The page in docs/ is what the code says; with VIDIMUS_BLESS=1 it is written anew.
fn assert_up_to_date(name: &str, page: &str) {
    let path = root().join("docs").join(name);
    if std::env::var_os("VIDIMUS_BLESS").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == page,
        "docs/{name} is out of date: run the tests with VIDIMUS_BLESS=1"
    );
}

#[test]
fn pages_are_up_to_date() {
    assert_up_to_date("checks.md", &docs::checks_page());
    assert_up_to_date("exit-codes.md", &docs::exit_codes_page());
}

#[test]
fn every_entry_is_whole_and_stands_once() {
    for lang in Lang::ALL {
        let mut seen = BTreeSet::new();
        for entry in explain::all(lang) {
            assert!(seen.insert(entry.code), "{} twice", entry.code);
            assert!(
                !entry.title.is_empty() && !entry.cause.is_empty(),
                "{}",
                entry.code
            );
            assert!(!entry.meaning.is_empty(), "{}", entry.code);
            assert_eq!(explain::explain(entry.code, lang).as_ref(), Some(&entry));
            assert!(entry.to_text().contains(entry.code));
            assert!(
                !entry.remedy.ends_with('.') && !entry.title.ends_with('.'),
                "{}",
                entry.code
            );
        }
    }
    assert_eq!(explain::explain("no.such_code", Lang::En), None);
}

#[test]
fn both_languages_name_the_same_things() {
    let [english, vietnamese] = Lang::ALL.map(explain::all);
    for (a, b) in english.iter().zip(&vietnamese) {
        assert_eq!((a.code, a.kind), (b.code, b.kind));
        assert_eq!(a.remedy.is_empty(), b.remedy.is_empty(), "{}", a.code);
    }
}

#[test]
fn names_of_the_trust_crate_are_explained() {
    use vidimus_trust::codes;
    for code in codes::ALL.iter().chain(codes::NOTICES).chain(codes::QUIRKS) {
        assert!(explain::explain(code, Lang::En).is_some(), "{code}");
    }
    for quirk in codes::QUIRKS {
        assert_eq!(
            explain::explain(quirk, Lang::En).unwrap().kind,
            Kind::Quirk,
            "{quirk}"
        );
    }
}

/// Whether a quoted text of a source file has the form of an error code.
fn is_error_code(text: &str) -> bool {
    const FAMILIES: [&str; 14] = [
        "access",
        "bac",
        "sm",
        "card",
        "transport",
        "malformed",
        "trust",
        "ldif",
        "image",
        "transcript",
        "usage",
        "pace",
        "ta",
        "bug",
    ];
    let Some((family, rest)) = text.split_once('.') else {
        return false;
    };
    FAMILIES.contains(&family)
        && !rest.is_empty()
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Codes on the right of `=>` in the `fn code` of every crate, found in the sources.
fn codes_in_sources() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let mut folders = vec![root().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                let name = entry.file_name();
                if !["target", "tests", "benches", "examples", "report"]
                    .iter()
                    .any(|skip| name == *skip)
                {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                codes.extend(codes_of(&std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    codes
}

fn codes_of(source: &str) -> Vec<String> {
    let mut codes = Vec::new();
    let mut inside = false;
    for line in source.lines() {
        if line.trim_start().starts_with("fn code(&self)") || line.contains("pub fn code(&self)") {
            inside = true;
        } else if line.trim_start().starts_with("fn ") || line.contains("#[cfg(test)]") {
            inside = false;
        }
        if inside {
            let quoted = line.split('"').skip(1).step_by(2);
            codes.extend(quoted.filter(|text| is_error_code(text)).map(str::to_owned));
        }
    }
    codes
}

#[test]
fn every_code_of_a_seal_is_explained() {
    for code in vidimus_lds::seal::SealError::CODES {
        assert!(explain::explain(code, Lang::Vi).is_some(), "{code}");
    }
}

#[test]
fn every_error_code_of_every_crate_is_explained() {
    let codes = codes_in_sources();
    assert!(codes.len() > 40, "{codes:?}");
    let missing: Vec<_> = codes
        .iter()
        .filter(|code| explain::explain(code, Lang::En).is_none())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

mod common;

/// The tables of the conformance suite's README name codes; each is explained here.
#[test]
fn every_name_of_the_suite_is_explained() {
    let Some(readme) = common::shared("conformance/README.md") else {
        return;
    };
    let readme = std::fs::read_to_string(readme).unwrap();
    let errors = readme.split("## Error codes").nth(1).unwrap();
    let rows = errors.lines().filter(|line| line.starts_with("| "));
    let mut names: Vec<&str> = rows
        .filter_map(|line| line.split('|').nth(1).map(str::trim))
        .filter(|name| name.contains('.'))
        .collect();
    assert!(names.len() > 70, "{}", names.len());
    let inside = errors.split("Codes inside checks").nth(1).unwrap();
    names.extend(
        inside
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| *name != "code"),
    );
    for name in names {
        assert!(explain::explain(name, Lang::En).is_some(), "{name}");
    }
    for id in CheckId::all() {
        assert_eq!(
            explain::explain(id.as_str(), Lang::Vi).unwrap().kind,
            Kind::Check
        );
    }
}

/// Where the design's schema says something, ours says it too: nothing removed, nothing narrower.
fn assert_keeps(design: &Value, ours: &Value, at: &str) {
    match (design, ours) {
        (Value::Object(design), Value::Object(ours)) => {
            for (key, value) in design {
                // a part without its own form may have got one
                let found = ours.get(key).or_else(|| ours.get("$ref"));
                let found = found.unwrap_or_else(|| panic!("{at}/{key}"));
                if ours.contains_key(key) && key != "required" {
                    assert_keeps(value, found, &format!("{at}/{key}"));
                }
            }
            assert_eq!(design.get("required"), ours.get("required"), "{at}");
        }
        (Value::Array(design), Value::Array(ours)) => {
            assert!(design.iter().all(|item| ours.contains(item)), "{at}");
        }
        _ => assert_eq!(design, ours, "{at}"),
    }
}

#[test]
fn the_schema_of_the_report_only_grew() {
    let Some(design) = common::shared("design/report.schema.json") else {
        return;
    };
    let read = |path: &Path| -> Value {
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let ours = read(&root().join("docs/report.schema.json"));
    assert_keeps(&read(&design), &ours, "");
}

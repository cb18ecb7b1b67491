//! `vidimus trust add` with the signed lists that states publish.

use crate::common::{Run, Sandbox};
use std::path::{Path, PathBuf};
use vidimus_testkit::shared;

/// Signed lists: `.ml`, and `.bin`/`.der` files that start like CMS.
fn lists(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder.canonicalize().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(lists(&path));
        } else if path.extension().is_some_and(|end| end == "ml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn published_lists_are_added_and_changed_ones_refused() {
    let Some(folder) = shared("masterlists") else {
        return;
    };
    let all = lists(&folder);
    assert!(!all.is_empty(), "no list in the shared data");
    for list in all {
        let sandbox = Sandbox::new();
        let name = list.to_str().unwrap();
        let run = Run::new(
            &sandbox,
            &[
                "trust",
                "add",
                name,
                "--trust",
                "store",
                "--unvouched",
                "--json",
            ],
        );
        assert_eq!(run.code, 0, "{name}: {}{}", run.stdout, run.stderr);
        let source = &run.json()["sources"][0];
        assert!(source["certificates"].as_u64().unwrap() > 0, "{name}");
        assert!(
            !source["countries"].as_array().unwrap().is_empty(),
            "{name}"
        );
        assert_eq!(source["list_signature"], "passed", "{name}");
        let text = Run::new(
            &sandbox,
            &["trust", "add", name, "--trust", "store", "--unvouched"],
        );
        for word in ["certificates", "countries", "list signature passed"] {
            assert!(text.stdout.contains(word), "{name}: {}", text.stdout);
        }
        // the last byte of the file belongs to the signature, one in the middle to the list
        let bytes = std::fs::read(&list).unwrap();
        for place in [bytes.len() - 1, bytes.len() / 2] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            sandbox.write("changed.ml", &changed);
            let run = Run::new(&sandbox, &["trust", "add", "changed.ml", "--trust", "new"]);
            assert_eq!(run.code, 1, "{name} at {place}: {}", run.stdout);
            assert!(run.stdout.contains("REFUSED"), "{}", run.stdout);
            assert!(!sandbox.path().join("new").exists(), "nothing is kept");
        }
    }
}

/// The CSCA certificate 11/2021, as the German federal office prints its SHA-256 on its page.
const GERMAN_CSCA: &str = "66:B0:9A:81:6F:F5:C7:6D:3D:6E:F1:0F:03:5D:ED:4A:8A:C4:B9:61:B7:59:55:F1:D5:92:6D:C3:C6:3E:CB:5B";

/// The pin that docs/trust.md shows lets the German lists in.
#[test]
fn the_published_fingerprint_pins_the_german_lists() {
    let Some(folder) = shared("masterlists") else {
        return;
    };
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/trust.md"));
    let shown = GERMAN_CSCA.replace(':', "").to_lowercase();
    assert!(page.unwrap().contains(&shown));
    for (name, count) in [("DE_ML_2024-04-10.ml", 526), ("DE_ML_2024-08-07.ml", 541)] {
        let sandbox = Sandbox::new();
        let list = folder.join(name);
        let list = list.to_str().unwrap();
        let line = [
            "trust",
            "add",
            list,
            "--pin",
            GERMAN_CSCA,
            "--trust",
            "s",
            "--json",
        ];
        let run = Run::new(&sandbox, &line);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let source = &run.json()["sources"][0];
        assert_eq!(source["certificates"], count);
        assert_eq!(source["vouched_by"]["by"], "pin");
    }
}

/// One certificate of the United Nations, and each list vouches for the next, in whatever order
/// they are given.
#[test]
fn one_anchor_lets_the_published_lists_in() {
    let (Some(folder), Some(anchor)) = (
        shared("masterlists"),
        shared("certs/csca-single/UN_CSCA_2.pem"),
    ) else {
        return;
    };
    let sandbox = Sandbox::new();
    let names = [
        "NL_ML_2025-07-29.ml",
        "DE_ML_2024-08-07.ml",
        "ICAO_ML_2025-08_zenopie.ml",
    ];
    let lists: Vec<_> = names.iter().map(|name| folder.join(name)).collect();
    let mut line = vec!["trust", "add", "--trust", "store", "--json"];
    line.extend(lists.iter().map(|list| list.to_str().unwrap()));
    let alone = Run::new(&sandbox, &line);
    assert_eq!(
        alone.code, 1,
        "the lists vouch for nobody: {}",
        alone.stdout
    );
    assert_eq!(alone.json()["anchors"]["count"], 0);
    line.push(anchor.to_str().unwrap());
    let run = Run::new(&sandbox, &line);
    assert_eq!(run.code, 0, "{}", run.stdout);
    let document = run.json();
    for source in document["sources"].as_array().unwrap().iter().take(3) {
        assert_eq!(source["vouched_by"]["by"], "list", "{source:#}");
    }
    let count = document["anchors"]["count"].as_u64().unwrap();
    assert!(count > 541, "{count}");
}

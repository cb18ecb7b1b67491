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

//! The documents whose end the trust store decides (fixtures/trust): a store is made by the
//! command from each folder, and what comes out is what was expected.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folders, by name.
fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/trust");
    let mut names: Vec<_> = all
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    assert!(names.len() >= 14);
    names
}

fn name(folder: &Path) -> &str {
    folder.file_name().unwrap().to_str().unwrap()
}

fn vidimus(arguments: &[&str], trust: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vidimus"))
        .args(arguments)
        .arg("--trust")
        .arg(trust)
        .env("CI", "true")
        .env_remove("LANG")
        .output()
        .unwrap()
}

/// The files of a part of the folder, certificates of authorities before what they vouch for.
fn part(folder: &Path, part: &str) -> Vec<PathBuf> {
    let Ok(entries) = folder.join(part).read_dir() else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort_by_key(|path| !name(path).starts_with("csca-"));
    files
}

/// A store, filled by `trust add` as the folder's README says.
fn store(folder: &Path) -> tempfile::TempDir {
    let store = tempfile::tempdir().unwrap();
    for (act, flag) in [
        ("trust", None),
        ("unvouched", Some("--unvouched")),
        ("signer", Some("--signer")),
    ] {
        for file in part(folder, act) {
            let mut arguments = vec!["trust", "add", file.to_str().unwrap()];
            arguments.extend(flag);
            let added = vidimus(&arguments, store.path());
            // a forged revocation list is refused
            let refused = name(folder) == "crl-forged" && name(&file).ends_with(".crl");
            let said = String::from_utf8_lossy(&added.stderr).into_owned();
            let code = added.status.code();
            assert_eq!(code, Some(i32::from(refused)), "{file:?}: {said}");
        }
    }
    store
}

fn report(folder: &Path) -> Value {
    let path = folder.join(format!("{}.report.json", name(folder)));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Time and policy, as the folder's README says.
fn how(folder: &Path) -> Vec<String> {
    let mut how = vec!["--at".to_owned(), "2030-01-01T00:00:00Z".to_owned()];
    let policy = folder.join("policy.toml");
    if policy.exists() {
        how.extend(["--policy".to_owned(), policy.display().to_string()]);
    }
    how
}

#[test]
fn the_store_that_the_command_makes_decides_as_expected() {
    for folder in folders() {
        let store = store(&folder);
        let session = folder.join(format!("{}.session.jsonl", name(&folder)));
        let how = how(&folder);
        let expect = [
            "replay",
            session.to_str().unwrap(),
            "--expect",
            folder.to_str().unwrap(),
        ];
        let how: Vec<&str> = how.iter().map(String::as_str).collect();
        let replayed = vidimus(&[&expect[..], &how].concat(), store.path());
        let said = String::from_utf8_lossy(&replayed.stdout).into_owned();
        assert_eq!(replayed.status.code(), Some(0), "{folder:?}: {said}");

        // of the files alone, too, where the end is not one of the chip's proof
        if name(&folder) == "defect-list-keys" {
            continue;
        }
        let document = folder.join("document");
        let verify = ["verify", document.to_str().unwrap()];
        let verified = vidimus(&[&verify[..], &how].concat(), store.path());
        let code = report(&folder)["exit_code"].as_i64();
        let said = String::from_utf8_lossy(&verified.stdout).into_owned();
        assert_eq!(verified.status.code().map(i64::from), code, "{said}");
    }
}

/// Files dropped into a folder by hand: lists count there, too, where an anchor vouches for them.
#[test]
fn a_folder_of_files_decides_the_same() {
    for folder in folders() {
        if folder.join("unvouched").exists() || folder.join("signer").exists() {
            continue;
        }
        let session = folder.join(format!("{}.session.jsonl", name(&folder)));
        let mut arguments = vec!["replay", session.to_str().unwrap(), "--json"];
        let how = how(&folder);
        arguments.extend(how.iter().map(String::as_str));
        let output = vidimus(&arguments, &folder.join("trust"));
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        let expected = report(&folder);
        for field in ["verdict", "decision", "exit_code", "answers"] {
            assert_eq!(found[field], expected[field], "{folder:?}");
        }
    }
}

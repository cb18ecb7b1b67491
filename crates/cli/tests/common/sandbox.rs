//! A folder to run the command in, so that every path in its output is relative.

use super::{Document, record};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;
use vidimus::session::transcript::Persona;

/// The folder; removed when dropped.
pub(crate) struct Sandbox(TempDir);

/// The files that every sandbox has. Made once a process: signing takes time.
fn base() -> &'static Vec<(String, Vec<u8>)> {
    static BASE: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    BASE.get_or_init(|| {
        let document = Document::new("bac", &[]);
        let mut files = Vec::new();
        for (file, bytes) in &document.made.files {
            files.push((format!("doc/{}", file.file_name()), bytes.clone()));
        }
        let zone = format!("{}\n", document.made.printed_mrz);
        files.push(("mrz.txt".into(), zone.into_bytes()));
        files.push(("trust/csca.cer".into(), document.made.csca.clone()));
        files.push(("ds.cer".into(), document.made.ds.clone()));
        files.push(("empty".into(), Vec::new()));
        files.push(("random".into(), random(300)));
        let session = record(&document, Persona::Synthetic);
        files.push(("good.session.jsonl".into(), session));
        files
    })
}

/// Bytes without meaning, the same each time.
fn random(length: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    std::iter::repeat_with(next).take(length).collect()
}

impl Sandbox {
    /// A document in `doc/`, its CA in `trust/`, its zone in `mrz.txt`, its signer in `ds.cer`,
    /// a recording of it, and `empty` and `random`.
    pub(crate) fn new() -> Self {
        let sandbox = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in base() {
            sandbox.write(name, bytes);
        }
        sandbox
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path().join(name)).unwrap()
    }

    pub(crate) fn folder(&self, name: &str) {
        std::fs::create_dir_all(self.path().join(name)).unwrap();
    }

    /// A copy of a folder's files.
    pub(crate) fn copy(&self, from: &str, to: &str) {
        for entry in std::fs::read_dir(self.path().join(from)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            self.write(
                &format!("{to}/{name}"),
                self.read(&format!("{from}/{name}")),
            );
        }
    }

    /// Changes a file.
    pub(crate) fn edit(&self, name: &str, edit: impl FnOnce(&mut Vec<u8>)) {
        let mut bytes = self.read(name);
        edit(&mut bytes);
        self.write(name, bytes);
    }

    /// Every file and folder with its bytes: what a command that fails must leave as it is.
    pub(crate) fn snapshot(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut found = BTreeMap::new();
        let mut open = vec![self.path().to_owned()];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let inside = path.strip_prefix(self.path()).unwrap().to_owned();
                if path.is_dir() {
                    found.insert(inside, None);
                    open.push(path);
                } else {
                    found.insert(inside, std::fs::read(&path).ok());
                }
            }
        }
        found
    }
}

//! `store.json`: what was added to a trust folder, in its order.
//!
//! ```json
//! {"schema": "vidimus-store/1", "entries": [
//!   {"object": "<sha256>", "name": "csca.cer", "sha256": "<sha256>", "kind": "certificates",
//!    "added": 1795305600, "act": "own"}]}
//! ```
//! `object` is the hash of the bytes that are kept, `sha256` that of the file they came from,
//! `added` is in seconds since 1970; with the act `pin` comes `pin`, the SHA-256 that was given.
//! `group` is the trust group for whose documents alone an entry counts. A file with such an entry
//! says `vidimus-store/2`, so that a program that knows no groups refuses it instead of trusting its
//! anchors for everything.

use super::hash::{Hash, from_hex};
use super::{Act, TrustFolderError};
use serde::{Deserialize, Serialize};
use std::path::Path;
use vidimus_trust::{Source, SourceKind};

const SCHEMA: &str = "vidimus-store/1";
/// With trust groups.
const SCHEMA_GROUPS: &str = "vidimus-store/2";
/// Longest name of a group.
const MAX_GROUP: usize = 32;
/// The kind of an object that holds document signers in DER, one after the other.
const SIGNERS: &str = "document_signers";
/// The largest `store.json` read.
pub(super) const LIMIT: u64 = 64 << 20;

/// The whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoreIndex {
    schema: String,
    pub(super) entries: Vec<Entry>,
}

/// One thing that was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) object: String,
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) kind: String,
    pub(super) added: i64,
    act: ActName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pin: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<String>,
}

/// The word in `store.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ActName {
    Own,
    Pin,
    Unvouched,
    Signer,
}

/// What the objects of one file have in common.
#[derive(Clone, Debug)]
pub(super) struct Origin {
    pub(super) name: String,
    pub(super) act: Act,
    pub(super) added: i64,
    pub(super) group: Option<String>,
}

impl Default for StoreIndex {
    fn default() -> Self {
        Self {
            schema: SCHEMA.into(),
            entries: Vec::new(),
        }
    }
}

impl StoreIndex {
    /// Reads the file's text.
    pub(super) fn parse(path: &Path, text: &[u8]) -> Result<Self, TrustFolderError> {
        let broken = |problem: String| TrustFolderError::Index {
            path: path.to_owned(),
            problem,
        };
        let index: Self =
            serde_json::from_slice(text).map_err(|error| broken(error.to_string()))?;
        if ![SCHEMA, SCHEMA_GROUPS].contains(&index.schema.as_str()) {
            return Err(broken(format!("its schema is {}", index.schema)));
        }
        let hashes = index.entries.iter().all(|entry| {
            from_hex(&entry.object).is_some()
                && (entry.act != ActName::Pin || entry.pin().is_some())
        });
        if !hashes {
            return Err(broken("a SHA-256 is broken".into()));
        }
        let mut groups = index
            .entries
            .iter()
            .filter_map(|entry| entry.group.as_ref());
        if groups.clone().next().is_some() && index.schema == SCHEMA {
            return Err(broken(format!("a trust group, which {SCHEMA} has not")));
        }
        if !groups.all(|group| is_group(group)) {
            return Err(broken("the name of a trust group is none".into()));
        }
        Ok(index)
    }

    /// The file's text.
    pub(super) fn to_text(&self) -> Vec<u8> {
        let groups = self.entries.iter().any(|entry| entry.group.is_some());
        let schema = if groups { SCHEMA_GROUPS } else { SCHEMA };
        let written = Self {
            schema: schema.into(),
            ..self.clone()
        };
        // strings and numbers only, which always serialize
        let mut text = serde_json::to_vec_pretty(&written).unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// Adds an entry, unless the same object is there by the same act.
    pub(super) fn push(&mut self, entry: Entry) {
        let same = |known: &Entry| {
            known.object == entry.object
                && known.act == entry.act
                && known.pin == entry.pin
                && known.group == entry.group
        };
        if !self.entries.iter().any(same) {
            self.entries.push(entry);
        }
    }
}

/// Whether this is the name of a trust group, as a document profile may have it.
pub(super) fn is_group(name: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.len() <= MAX_GROUP
        && name.bytes().all(plain)
}

impl Entry {
    /// `sha256` is that of the file, which may not be known yet.
    pub(super) fn new(object: String, kind: Option<SourceKind>, origin: &Origin) -> Self {
        let (act, pin) = match &origin.act {
            Act::Own => (ActName::Own, None),
            Act::Pin(pin) => (ActName::Pin, Some(super::hash::to_hex(pin))),
            Act::Unvouched => (ActName::Unvouched, None),
            Act::Signer => (ActName::Signer, None),
        };
        Self {
            object,
            name: origin.name.clone(),
            sha256: String::new(),
            kind: kind.map_or(SIGNERS, SourceKind::as_str).to_owned(),
            added: origin.added,
            act,
            pin,
            group: origin.group.clone(),
        }
    }

    /// Whether its object holds document signers one after the other.
    pub(super) fn is_signers(&self) -> bool {
        self.kind == SIGNERS
    }

    fn pin(&self) -> Option<Hash> {
        from_hex(self.pin.as_deref()?)
    }

    /// How it was added, for adding it again.
    pub(super) fn source(&self) -> Source {
        let source = Source::new(&self.name).added(self.added);
        // a part of a directory: a bare certificate there is not the user's own act
        let part = self.object != self.sha256;
        let source = if part { source.unsigned_list() } else { source };
        let source = match &self.group {
            Some(group) => source.group(group.as_str()),
            None => source,
        };
        match (self.act, self.pin()) {
            (ActName::Own, _) => source,
            (ActName::Unvouched, _) => source.unvouched(),
            (ActName::Signer, _) => source.signer(),
            // the pin was that of the whole file, and fitted when it was added
            (ActName::Pin, _) if part && self.pin.as_ref() == Some(&self.sha256) => {
                source.vouched()
            }
            (ActName::Pin, Some(pin)) => source.pinned(pin),
            // refused by `parse`
            (ActName::Pin, None) => source.unvouched(),
        }
    }
}

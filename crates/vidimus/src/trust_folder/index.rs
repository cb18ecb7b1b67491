//! `store.json`: what was added to a trust folder, in its order.
//!
//! ```json
//! {"schema": "vidimus-store/1", "entries": [
//!   {"object": "<sha256>", "name": "csca.cer", "sha256": "<sha256>", "kind": "certificates",
//!    "added": 1795305600, "act": "own"}]}
//! ```
//! `object` is the hash of the bytes that are kept, `sha256` that of the file they came from,
//! `added` is in seconds since 1970; with the act `pin` comes `pin`, the SHA-256 that was given.

use super::hash::{Hash, from_hex};
use super::{Act, TrustFolderError};
use serde::{Deserialize, Serialize};
use std::path::Path;
use vidimus_trust::{Source, SourceKind};

const SCHEMA: &str = "vidimus-store/1";
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
        if index.schema != SCHEMA {
            return Err(broken(format!("its schema is {}", index.schema)));
        }
        let hashes = index.entries.iter().all(|entry| {
            from_hex(&entry.object).is_some()
                && (entry.act != ActName::Pin || entry.pin().is_some())
        });
        if !hashes {
            return Err(broken("a SHA-256 is broken".into()));
        }
        Ok(index)
    }

    /// The file's text.
    pub(super) fn to_text(&self) -> Vec<u8> {
        // strings and numbers only, which always serialize
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }

    /// Adds an entry, unless the same object is there by the same act.
    pub(super) fn push(&mut self, entry: Entry) {
        let same = |known: &Entry| {
            known.object == entry.object && known.act == entry.act && known.pin == entry.pin
        };
        if !self.entries.iter().any(same) {
            self.entries.push(entry);
        }
    }
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

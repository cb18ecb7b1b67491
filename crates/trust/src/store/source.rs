//! What the user says of a file when adding it.

use super::SourceKind;
use std::sync::Arc;

/// A file's name, who stands behind it, and what it may become.
///
/// Made by [`Source::new`]; the methods add to it. The last one of `vouched`, `pinned` and
/// `unvouched` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub(super) file: String,
    pub(super) vouching: Vouching,
    pub(super) added: Option<i64>,
    pub(super) signers: bool,
    pub(super) unsigned_list: bool,
    pub(super) group: Option<Arc<str>>,
}

/// Who stands behind a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vouching {
    /// The user behind certificates, an anchor of the store behind a signed list.
    ByKind,
    /// The user.
    User,
    /// The user, when this SHA-256 is found.
    Pin([u8; 32]),
    /// Nobody.
    Nobody,
}

impl Source {
    /// Certificates of this file are the user's own act and vouched for. A signed list is taken
    /// when the anchor of its signer already is in the store and vouched for, else refused;
    /// an unsigned one is refused.
    #[must_use]
    pub fn new(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            vouching: Vouching::ByKind,
            added: None,
            signers: false,
            unsigned_list: false,
            group: None,
        }
    }

    /// The user vouches for the whole file, a list included: he checked it by other means.
    #[must_use]
    pub const fn vouched(mut self) -> Self {
        self.vouching = Vouching::User;
        self
    }

    /// The user vouches for the file whose SHA-256 this is, or for a list whose signer's
    /// certificate, or the authority's certificate that signed it, has this SHA-256. The
    /// authority's may lie in the message or in the list; its signature is checked. Anything
    /// else is refused.
    #[must_use]
    pub const fn pinned(mut self, sha256: [u8; 32]) -> Self {
        self.vouching = Vouching::Pin(sha256);
        self
    }

    /// Nobody vouches for it: what it verifies stays undetermined (`anchor_unvouched`).
    #[must_use]
    pub const fn unvouched(mut self) -> Self {
        self.vouching = Vouching::Nobody;
        self
    }

    /// The certificates of this file become pinned document signers, never anchors. An
    /// authority among them, or a list, is refused.
    #[must_use]
    pub const fn signer(mut self) -> Self {
        self.signers = true;
        self
    }

    /// When the user added it, in seconds since 1970.
    #[must_use]
    pub const fn added(mut self, unix: i64) -> Self {
        self.added = Some(unix);
        self
    }

    /// The certificates come from a mere list that nobody signed, such as a directory: its
    /// authorities are refused unless the user vouches for the file or takes them unvouched;
    /// its document signers are kept for documents without theirs.
    #[must_use]
    pub const fn unsigned_list(mut self) -> Self {
        self.unsigned_list = true;
        self
    }

    /// What the file brings counts only for documents of this trust group, see
    /// [`TrustStore::for_group`](super::TrustStore::for_group).
    #[must_use]
    pub fn group(mut self, group: impl Into<Arc<str>>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// What the file is called.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The kind of plain certificates from here.
    pub(super) const fn certificates_kind(&self) -> SourceKind {
        match (self.signers, self.unsigned_list) {
            (true, _) => SourceKind::Signer,
            (false, true) => SourceKind::Ldif,
            (false, false) => SourceKind::Certificates,
        }
    }
}

//! What this crate refuses to read.

use crate::certificate::Part;
use thiserror::Error;
use vidimus_iso7816::tlv::{TlvError, TlvErrorKind};
use vidimus_iso7816::{Fault, FaultClass};
use vidimus_lds::CmsError;

/// Why bytes are no certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// The encoding is broken.
    #[error("certificate, {part}: {kind} at byte {offset}")]
    Encoding {
        /// the part that was being read
        part: Part,
        /// offset in the certificate
        offset: usize,
        /// what is wrong
        kind: TlvErrorKind,
    },
    /// Well-formed, but not a value of this part.
    #[error("certificate, {part}: value not allowed at byte {offset}")]
    Content {
        /// the part
        part: Part,
        /// offset in the certificate
        offset: usize,
    },
    /// Bytes follow where the structure ends.
    #[error("certificate, {part}: bytes after the end at byte {offset}")]
    Trailing {
        /// the part after which they follow
        part: Part,
        /// offset in the certificate
        offset: usize,
    },
    /// Larger than any certificate is taken.
    #[error("certificate of {bytes} bytes, more than {limit}")]
    TooLarge {
        /// its size
        bytes: usize,
        /// the limit
        limit: usize,
    },
}

impl CertificateError {
    pub(crate) const fn encoding(part: Part) -> impl Fn(TlvError) -> Self {
        move |error| Self::Encoding {
            part,
            offset: error.offset,
            kind: error.kind,
        }
    }

    /// Where it is, in bytes from the start of the certificate.
    #[must_use]
    pub const fn offset(&self) -> usize {
        match self {
            Self::Encoding { offset, .. }
            | Self::Content { offset, .. }
            | Self::Trailing { offset, .. } => *offset,
            Self::TooLarge { limit, .. } => *limit,
        }
    }
}

impl Fault for CertificateError {
    fn code(&self) -> &'static str {
        match self {
            Self::Encoding { offset, kind, .. } => TlvError {
                kind: *kind,
                offset: *offset,
            }
            .code(),
            Self::Content { .. } => "malformed.content",
            Self::Trailing { .. } => "malformed.length",
            Self::TooLarge { .. } => "malformed.too_many_items",
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        Some("`vidimus inspect FILE` shows the objects up to this byte")
    }
}

/// Why a file does not go into the trust store.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TrustError {
    /// A certificate does not decode.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// A list's CMS shell does not decode.
    #[error("master list: {0}")]
    Cms(#[from] CmsError),
    /// The content of a list is no `CscaMasterList`.
    #[error("master list content: {kind} at byte {offset}")]
    ListContent {
        /// offset in the content
        offset: usize,
        /// what is wrong
        kind: TlvErrorKind,
    },
    /// The version of a `CscaMasterList` is not 0.
    #[error("master list content: version not known at byte {offset}")]
    ListVersion {
        /// offset in the content
        offset: usize,
    },
    /// A signed message, but of something else.
    #[error("not a master list: signed content of type {found}")]
    NotAMasterList {
        /// the content type, dotted
        found: String,
    },
    /// The list's own signature is wrong, so nothing of it is imported.
    #[error("the signature of the list is wrong ({reason})")]
    ListSignature {
        /// code of the reason
        reason: &'static str,
    },
    /// The list's signature cannot be checked, so nothing of it is imported.
    #[error("the signature of the list cannot be checked ({reason})")]
    ListSignatureUnchecked {
        /// code of the reason
        reason: &'static str,
    },
    /// The signer of the list is no master list signer.
    #[error("the signer of the list is no master list signer ({reason})")]
    ListSigner {
        /// code of the reason
        reason: &'static str,
    },
    /// A PEM block is not closed or not base64.
    #[error("PEM block at line {line} is broken")]
    Pem {
        /// line, from 1
        line: usize,
    },
    /// Neither a certificate nor a list.
    #[error("neither certificate nor master list")]
    NotRecognised,
}

impl Fault for TrustError {
    fn code(&self) -> &'static str {
        match self {
            Self::Certificate(error) => error.code(),
            Self::Cms(error) => error.code(),
            Self::ListContent { offset, kind } => TlvError {
                kind: *kind,
                offset: *offset,
            }
            .code(),
            Self::ListVersion { .. } | Self::Pem { .. } => "malformed.content",
            Self::NotAMasterList { .. } | Self::NotRecognised => "trust.not_recognised",
            Self::ListSignature { .. } => "trust.list_signature",
            Self::ListSignatureUnchecked { .. } => "trust.list_signature_unchecked",
            Self::ListSigner { .. } => "trust.list_signer_profile",
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::ListSignature { .. } => "get the list again from its publisher",
            Self::ListSignatureUnchecked { .. } | Self::ListSigner { .. } => {
                "only a list whose own signature verifies is imported"
            }
            Self::NotRecognised | Self::NotAMasterList { .. } => {
                "give certificates (DER or PEM) or CSCA master lists"
            }
            _ => "`vidimus inspect FILE` shows the objects up to this byte",
        })
    }
}

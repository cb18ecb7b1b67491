//! Why bytes are no revocation list.

use thiserror::Error;
use vidimus_iso7816::tlv::{TlvError, TlvErrorKind};
use vidimus_iso7816::{Fault, FaultClass};

/// Part of a revocation list, for errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(
    missing_docs,
    reason = "each variant is the field of RFC 5280 §5.1 that it names"
)]
pub enum Part {
    CertificateList,
    TbsCertList,
    Version,
    Signature,
    Issuer,
    ThisUpdate,
    NextUpdate,
    RevokedCertificates,
    CrlExtensions,
    SignatureAlgorithm,
    SignatureValue,
}

impl core::fmt::Display for Part {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::CertificateList => "CertificateList",
            Self::TbsCertList => "tbsCertList",
            Self::Version => "version",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::ThisUpdate => "thisUpdate",
            Self::NextUpdate => "nextUpdate",
            Self::RevokedCertificates => "revokedCertificates",
            Self::CrlExtensions => "crlExtensions",
            Self::SignatureAlgorithm => "signatureAlgorithm",
            Self::SignatureValue => "signatureValue",
        })
    }
}

/// Why bytes are no revocation list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CrlError {
    /// The encoding is broken.
    #[error("revocation list, {part}: {kind} at byte {offset}")]
    Encoding {
        /// the part that was being read
        part: Part,
        /// offset in the list
        offset: usize,
        /// what is wrong
        kind: TlvErrorKind,
    },
    /// Well-formed, but not a value of this part.
    #[error("revocation list, {part}: value not allowed at byte {offset}")]
    Content {
        /// the part
        part: Part,
        /// offset in the list
        offset: usize,
    },
    /// Bytes follow where the structure ends.
    #[error("revocation list, {part}: bytes after the end at byte {offset}")]
    Trailing {
        /// the part after which they follow
        part: Part,
        /// offset in the list
        offset: usize,
    },
    /// Larger than any list is taken.
    #[error("revocation list of {bytes} bytes, more than {limit}")]
    TooLarge {
        /// its size
        bytes: usize,
        /// the limit
        limit: usize,
    },
    /// More entries than are taken.
    #[error("revocation list with more than {limit} entries at byte {offset}")]
    TooManyEntries {
        /// the limit
        limit: usize,
        /// offset of the first entry that is too many
        offset: usize,
    },
}

impl CrlError {
    pub(super) const fn encoding(part: Part) -> impl Fn(TlvError) -> Self {
        move |error| Self::Encoding {
            part,
            offset: error.offset,
            kind: error.kind,
        }
    }

    /// Where it is, in bytes from the start of the list.
    #[must_use]
    pub const fn offset(&self) -> usize {
        match self {
            Self::Encoding { offset, .. }
            | Self::Content { offset, .. }
            | Self::Trailing { offset, .. }
            | Self::TooManyEntries { offset, .. } => *offset,
            Self::TooLarge { limit, .. } => *limit,
        }
    }
}

impl Fault for CrlError {
    fn code(&self) -> &'static str {
        match self {
            Self::Encoding { offset, kind, .. } => TlvError {
                kind: *kind,
                offset: *offset,
            }
            .code(),
            Self::Content { .. } => "malformed.content",
            Self::Trailing { .. } => "malformed.length",
            Self::TooLarge { .. } | Self::TooManyEntries { .. } => "malformed.too_many_items",
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        Some("`vidimus inspect FILE` shows the objects up to this byte")
    }
}

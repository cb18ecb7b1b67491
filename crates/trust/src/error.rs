//! What this crate refuses to read.

use crate::CrlError;
use crate::certificate::Part;
use crate::deviation::DeviationError;
use crate::ldif::LdifError;
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
    /// No anchor that was in the store and vouched for signed the list's signer, and the user
    /// neither pinned the list nor takes it unvouched.
    #[error("nobody vouches for the signer of the list, {signer}, issued by {issuer}")]
    ListSignerUntrusted {
        /// subject of the list's signer
        signer: String,
        /// its issuer
        issuer: String,
    },
    /// Authorities in a mere list that nobody signed.
    #[error("nobody signed this list of {certificates} authorities")]
    ListUnsigned {
        /// how many authorities are in it
        certificates: usize,
    },
    /// The pinned SHA-256 is that of nothing in the file.
    #[error("the pinned SHA-256 {pin} is none of: {}", hashes(.compared))]
    PinMismatch {
        /// what was asked for, in hexadecimal
        pin: String,
        /// what there is, with its SHA-256 in hexadecimal
        compared: Vec<(PinTarget, String)>,
    },
    /// An authority or a list where document signers to pin were expected.
    #[error("no document signer to pin: {found}")]
    NotASigner {
        /// what it is
        found: NoSigner,
    },
    /// A revocation list does not decode.
    #[error(transparent)]
    Crl(#[from] CrlError),
    /// The content of a deviation or defect list does not decode.
    #[error(transparent)]
    Deviation(#[from] DeviationError),
    /// An LDIF file cannot be read on; nothing of it is imported.
    #[error("LDIF, {0}")]
    Ldif(#[from] LdifError),
    /// A PEM block is not closed or not base64.
    #[error("PEM block at line {line} is broken")]
    Pem {
        /// line, from 1
        line: usize,
    },
    /// Neither a certificate nor a list.
    #[error("no certificate, and no list of certificates, revocations or deviations")]
    NotRecognised,
}

/// What a pinned SHA-256 is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PinTarget {
    /// the whole file
    File,
    /// a certificate of the file
    Certificate,
    /// the certificate of the list's signer
    ListSigner,
    /// the certificate of the authority that signed the list's signer
    ListSignerIssuer,
}

impl core::fmt::Display for PinTarget {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::File => "file",
            Self::Certificate => "certificate",
            Self::ListSigner => "list signer",
            Self::ListSignerIssuer => "issuer of the list signer",
        })
    }
}

/// What cannot be pinned as a document signer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoSigner {
    /// a certificate of an authority
    Authority,
    /// a list
    List,
}

impl core::fmt::Display for NoSigner {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Authority => "certificate of an authority",
            Self::List => "list",
        })
    }
}

/// `file 12ab…, list signer 34cd…`
fn hashes(compared: &[(PinTarget, String)]) -> String {
    let mut parts: Vec<String> = compared
        .iter()
        .map(|(target, sha256)| format!("{target} {sha256}"))
        .collect();
    // a certificate may lie in the message and in the list
    parts.dedup();
    parts.join(", ")
}

impl Fault for TrustError {
    fn code(&self) -> &'static str {
        match self {
            Self::Certificate(error) => error.code(),
            Self::Crl(error) => error.code(),
            Self::Deviation(error) => error.code(),
            Self::Ldif(error) => error.code(),
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
            Self::ListSignerUntrusted { .. } => "trust.list_signer_untrusted",
            Self::ListUnsigned { .. } => "trust.list_unsigned",
            Self::PinMismatch { .. } => "trust.pin_mismatch",
            Self::NotASigner { .. } => "trust.not_a_signer",
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
            Self::ListSignerUntrusted { .. } => {
                "add the publisher's CSCA first, or pin a SHA-256 that you have from the publisher"
            }
            Self::ListUnsigned { .. } => {
                "pin the SHA-256 of the file where you have it from its publisher, or take it unvouched"
            }
            Self::PinMismatch { .. } => "do not use this file: it is not the one that was pinned",
            Self::NotASigner { .. } => {
                "pin document signers only; add authorities and lists without that"
            }
            Self::NotRecognised | Self::NotAMasterList { .. } => {
                "give certificates (DER or PEM), CSCA master lists, revocation lists, deviation \
                 lists or LDIF"
            }
            _ => "`vidimus inspect FILE` shows the objects up to this byte",
        })
    }
}

//! LDIF: a directory as text, in which the ICAO PKD is handed out (RFC 2849).
//!
//! ```text
//! version: 1
//!
//! dn: cn=…,o=dsc,c=UT,dc=data,dc=download,dc=pkd,dc=icao,dc=int
//! objectClass: inetOrgPerson
//! userCertificate;binary:: MIIE…
//!  …a line that starts with a space goes on where the last one ended
//! ```
//!
//! [`Reader`] hands out one [`Value`] at a time and never holds more than that one, so a file of
//! any size is read in bounded memory. Nothing in such a file is signed as a whole: a certificate
//! proves nothing by being there, and lists and revocation lists bring their own signatures.
//!
//! Where we are wider than RFC 2849: the version line may be missing, and a record of
//! `changetype: add` (the PKD's delta files) counts as content. Other changes, and values that
//! are only named by a URL, are passed over with an [`LdifError`].

mod attribute_line;
mod error;
mod lines;
mod reader;

pub use error::{LdifError, LdifErrorKind};
pub use reader::Reader;

/// The largest value taken, decoded, in bytes.
pub const VALUE_LIMIT: usize = 32 << 20;

/// What an attribute that is looked at holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Attribute {
    /// `userCertificate;binary`: a document signer (RFC 4523 §2.1).
    UserCertificate,
    /// `cACertificate;binary`: an authority (RFC 4523 §2.2).
    CaCertificate,
    /// `certificateRevocationList;binary` (RFC 4523 §2.4).
    CertificateRevocationList,
    /// `pkdMasterListContent`: a signed CSCA master list (Doc 9303-12 §9).
    MasterList,
    /// `pkdDeviationListContent`: a signed deviation list (Doc 9303-3 §7).
    DeviationList,
}

impl Attribute {
    /// The attribute of this name, in any case, with or without options (`;binary`).
    #[must_use]
    pub fn named(description: &str) -> Option<Self> {
        let name = description.split(';').next().unwrap_or_default();
        let named = |known: &[&str]| known.iter().any(|one| name.eq_ignore_ascii_case(one));
        if named(&["userCertificate"]) {
            Some(Self::UserCertificate)
        } else if named(&["cACertificate"]) {
            Some(Self::CaCertificate)
        } else if named(&["certificateRevocationList"]) {
            Some(Self::CertificateRevocationList)
        } else if named(&["pkdMasterListContent", "CscaMasterListData"]) {
            Some(Self::MasterList)
        } else if named(&["pkdDeviationListContent", "DeviationListData"]) {
            Some(Self::DeviationList)
        } else {
            None
        }
    }

    /// The name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UserCertificate => "userCertificate",
            Self::CaCertificate => "cACertificate",
            Self::CertificateRevocationList => "certificateRevocationList",
            Self::MasterList => "pkdMasterListContent",
            Self::DeviationList => "pkdDeviationListContent",
        }
    }
}

/// A value of a file, with the place where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// line of the file where it starts, from 1
    pub line: usize,
    /// the distinguished name of its record, cut after 4096 bytes; empty where it could not be read
    pub dn: String,
    /// what it holds
    pub attribute: Attribute,
    /// the bytes, decoded
    pub bytes: Vec<u8>,
}

/// Whether bytes start like LDIF: after comments and empty lines comes `version:` or `dn:`.
///
/// ```
/// use vidimus_trust::ldif::is_ldif;
/// assert!(is_ldif(b"# made by hand\n\nversion: 1\ndn: c=UT\n"));
/// assert!(is_ldif(b"dn:: Yz1VVA==\n"));
/// assert!(!is_ldif(b"-----BEGIN CERTIFICATE-----\n"));
/// ```
#[must_use]
pub fn is_ldif(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with(b"#"));
    first.is_some_and(|line| {
        ["version:", "dn:"].iter().any(|start| {
            line.get(..start.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(start.as_bytes()))
        })
    })
}

//! The operands of a reason.

use crate::time::Date;
use vidimus_iso7816::tlv::Tag;

/// Whose certificate is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The document signer.
    Signer,
    /// The country signing authority.
    Csca,
}

impl core::fmt::Display for Role {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Signer => "document signer",
            Self::Csca => "CSCA",
        })
    }
}

/// What a reader of the report needs to understand a finding. No personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detail {
    /// An algorithm, key purpose or extension by its dotted object identifier.
    ObjectIdentifier(String),
    /// Bytes at an offset are not what they should be.
    Malformed {
        /// offset from the start of the structure
        offset: usize,
        /// what was found there
        problem: String,
    },
    /// A file starts with another tag.
    WrongTag {
        /// the file's own tag
        expected: Tag,
        /// the tag found
        found: Tag,
    },
    /// A file declares more than is read.
    DeclaredSize(u64),
    /// A time outside a certificate's validity.
    Validity {
        /// whose certificate
        role: Role,
        /// the first second, in seconds since 1970
        not_before: i64,
        /// the last second
        not_after: i64,
        /// the time of evaluation
        at: i64,
    },
    /// Two names that should be one.
    Names {
        /// what the signer says of its issuer
        issuer: String,
        /// subject of the certificate found
        subject: String,
    },
    /// The countries that were compared.
    Countries {
        /// of the document signer
        signer: Option<String>,
        /// of the authority, where one was found
        csca: Option<String>,
        /// issuing state of the document
        issuing_state: Option<String>,
    },
    /// The types a signer may sign, and the document's.
    DocumentTypes {
        /// from the certificate
        allowed: Vec<String>,
        /// document code of the document
        found: String,
    },
    /// How many candidates were tried.
    Tried(usize),
    /// The issuer that no authority of the store fits.
    Issuer {
        /// its name
        name: String,
        /// the key identifier asked for, in hexadecimal
        key_identifier: Option<String>,
    },
    /// What kind of read came to nothing.
    ReadFailure(String),
}

impl core::fmt::Display for Detail {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::ObjectIdentifier(oid) => f.write_str(oid),
            Self::Malformed { offset, problem } => write!(f, "{problem} at byte {offset}"),
            Self::WrongTag { expected, found } => write!(f, "tag {found}, {expected} expected"),
            Self::DeclaredSize(bytes) => write!(f, "{bytes} bytes declared"),
            Self::Validity {
                role,
                not_before,
                not_after,
                at,
            } => write!(
                f,
                "{role} valid {} to {}, evaluated at {}",
                Date(*not_before),
                Date(*not_after),
                Date(*at)
            ),
            Self::Names { issuer, subject } => {
                write!(f, "issuer {issuer}, certificate found {subject}")
            }
            Self::Countries {
                signer,
                csca,
                issuing_state,
            } => write!(
                f,
                "signer {}, CSCA {}, document {}",
                or_none(signer.as_deref()),
                or_none(csca.as_deref()),
                or_none(issuing_state.as_deref())
            ),
            Self::DocumentTypes { allowed, found } => {
                write!(
                    f,
                    "signer may sign {}, document is {found}",
                    allowed.join(", ")
                )
            }
            Self::Tried(count) => write!(f, "{count} candidates tried"),
            Self::Issuer {
                name,
                key_identifier,
            } => write!(
                f,
                "no CSCA {name} with key identifier {} in the trust store",
                or_none(key_identifier.as_deref())
            ),
            Self::ReadFailure(code) => f.write_str(code),
        }
    }
}

fn or_none(text: Option<&str>) -> &str {
    text.unwrap_or("none")
}

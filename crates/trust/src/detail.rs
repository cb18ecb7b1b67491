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
    /// The signer of a seal that the store does not have.
    SealSigner {
        /// country and signer, as in the seal
        identifier: String,
        /// the serial number of its certificate, in hexadecimal
        certificate: String,
    },
    /// The trust group for whose documents alone an authority counts.
    TrustGroup(String),
    /// A key shorter than the rules of the policy want.
    KeySize {
        /// whose key
        role: Role,
        /// its size: of the modulus, or of the order of the curve's group
        bits: u32,
        /// the shortest that is taken
        minimum: u32,
    },
    /// SHA-256 of a certificate, in hexadecimal.
    Sha256(String),
    /// An authority whose certificate does not let its key sign certificates.
    Unfit {
        /// its name
        subject: String,
        /// code of what is wrong, see [`crate::codes::ALL`]
        reason: &'static str,
    },
    /// When the key may be used, and when it was.
    UsagePeriod {
        /// the first second, in seconds since 1970
        not_before: Option<i64>,
        /// the last second
        not_after: Option<i64>,
        /// when the document was signed, or issued where that is not stated
        signed: i64,
    },
    /// What a revocation list says of the certificate.
    Revoked {
        /// since when, in seconds since 1970
        date: i64,
        /// why, where the list says it, see [`crate::crl::Reason::as_str`]
        reason: Option<&'static str>,
        /// thisUpdate of the list
        list: i64,
    },
    /// How old a revocation list is.
    ListAge {
        /// when it was made, in seconds since 1970
        this_update: i64,
        /// when the next one was due, where it says so
        next_update: Option<i64>,
        /// the time of evaluation
        at: i64,
    },
    /// A revocation list that cannot be used.
    List {
        /// name of its issuer
        issuer: String,
        /// when it was made, in seconds since 1970
        this_update: i64,
        /// what is the matter with it
        problem: String,
    },
    /// What kind of read came to nothing.
    ReadFailure(String),
    /// What a deviation or defect list says.
    KnownDeviation {
        /// the type of deviation, dotted
        oid: String,
        /// name of the list's file
        list: String,
        /// code that the finding had without the list
        instead_of: Option<&'static str>,
    },
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
            _ => self.fmt_policy(f),
        }
    }
}

impl Detail {
    /// What a policy asks of keys and authorities.
    fn fmt_policy(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::KeySize {
                role,
                bits,
                minimum,
            } => write!(f, "{role} has {bits} bits, {minimum} needed"),
            Self::SealSigner {
                identifier,
                certificate,
            } => write!(
                f,
                "no certificate {certificate} of seal signer {identifier} in the trust store"
            ),
            Self::TrustGroup(group) => {
                write!(f, "the CSCA counts for documents of group {group} only")
            }
            Self::Sha256(sha256) => write!(f, "SHA-256 {sha256}"),
            Self::Unfit { subject, reason } => write!(f, "CSCA {subject}: {reason}"),
            Self::UsagePeriod {
                not_before,
                not_after,
                signed,
            } => write!(
                f,
                "private key for use from {} to {}, used {}",
                Bound(*not_before),
                Bound(*not_after),
                Date(*signed)
            ),
            _ => self.fmt_lists(f),
        }
    }

    /// What lists say.
    fn fmt_lists(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Revoked { date, reason, list } => write!(
                f,
                "revoked {} ({}) by the list of {}",
                Date(*date),
                reason.unwrap_or("no reason given"),
                Date(*list)
            ),
            Self::ListAge {
                this_update,
                next_update,
                at,
            } => write!(
                f,
                "list of {}, next due {}, evaluated at {}",
                Date(*this_update),
                Bound(*next_update),
                Date(*at)
            ),
            Self::List {
                issuer,
                this_update,
                problem,
            } => write!(f, "list of {issuer} of {}: {problem}", Date(*this_update)),
            Self::KnownDeviation {
                oid,
                list,
                instead_of,
            } => {
                write!(f, "{list} says {oid}")?;
                match instead_of {
                    Some(code) => write!(f, ", else {code}"),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

/// A time that may be left out.
struct Bound(Option<i64>);

impl core::fmt::Display for Bound {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.0 {
            Some(time) => Date(time).fmt(f),
            None => f.write_str("any time"),
        }
    }
}

fn or_none(text: Option<&str>) -> &str {
    text.unwrap_or("none")
}

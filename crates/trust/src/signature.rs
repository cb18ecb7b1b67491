//! One signature under one certificate's key: good, wrong, or not to be judged.

use crate::notes::Notes;
use crate::text::algorithm_oid;
use crate::{Certificate, Detail, Finding, Tolerance, codes};
use vidimus_pubkey::{
    AlgorithmError, HashAlgorithm, KeyError, SignatureAlgorithm, SignatureQuirk, Verifier,
    VerifyError, oid,
};

/// What became of a signature, before any tolerance is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// Mathematically right.
    Good {
        quirk: Option<SignatureQuirk>,
        algorithm: SignatureAlgorithm,
    },
    /// Not this key's over these bytes.
    Wrong(&'static str),
    /// Key or algorithm cannot be used.
    Open(Finding),
}

/// Checks `signature` over `message` under the certificate's key.
pub(crate) fn check(
    key_of: &Certificate,
    algorithm: Result<SignatureAlgorithm, AlgorithmError>,
    message: &[u8],
    signature: &[u8],
) -> Checked {
    let algorithm = match algorithm {
        Ok(algorithm) => algorithm,
        Err(error) => return Checked::Open(algorithm_finding(&error)),
    };
    let key = match key_of.public_key() {
        Ok(key) => key,
        Err(error) => return Checked::Open(key_finding(error)),
    };
    match key.verify(&algorithm, message, signature) {
        Ok(verified) => Checked::Good {
            quirk: verified.quirk,
            algorithm,
        },
        Err(VerifyError::Unsupported) => {
            Checked::Open(Finding::undetermined(codes::ALGORITHM_UNSUPPORTED))
        }
        Err(error) => Checked::Wrong(error.code()),
    }
}

/// Checks a certificate's own signature under another certificate's key.
pub(crate) fn check_certificate(issuer: &Certificate, subject: &Certificate) -> Checked {
    check(
        issuer,
        subject.signature_algorithm(),
        subject.tbs(),
        subject.signature(),
    )
}

impl Checked {
    pub(crate) const fn is_good(&self) -> bool {
        matches!(self, Self::Good { .. })
    }

    /// The finding under a tolerance; a quirk passes under `field`, named.
    pub(crate) fn finding(&self, tolerance: Tolerance, notes: &mut Notes) -> Finding {
        match self {
            Self::Good { quirk, algorithm } => {
                if algorithm.is_weak() {
                    notes.notice(codes::NOTICE_WEAK_ALGORITHM);
                }
                match quirk {
                    None => Finding::PASSED,
                    Some(quirk) => quirk_finding(*quirk, tolerance, notes),
                }
            }
            Self::Wrong(code) => Finding::failed(code),
            Self::Open(finding) => finding.clone(),
        }
    }
}

/// A DigestInfo without NULL is a wrong signature by RFC 8017; an integer with too many bytes
/// is a right one, badly written.
fn quirk_finding(quirk: SignatureQuirk, tolerance: Tolerance, notes: &mut Notes) -> Finding {
    match (tolerance, quirk) {
        (Tolerance::Field, _) => {
            notes.quirk(quirk.id());
            Finding::PASSED
        }
        (Tolerance::Strict, SignatureQuirk::DigestInfoWithoutNull) => {
            Finding::failed(codes::SIGNATURE_ENCODING)
        }
        (Tolerance::Strict, _) => Finding::undetermined(codes::SIGNATURE_ENCODING),
    }
}

fn algorithm_finding(error: &AlgorithmError) -> Finding {
    match error {
        AlgorithmError::Refused { oid } => with_oid(codes::ALGORITHM_REFUSED, oid),
        AlgorithmError::Unsupported { oid } => with_oid(codes::ALGORITHM_UNSUPPORTED, oid),
        AlgorithmError::Malformed { offset } => malformed(*offset, "algorithm identifier"),
        _ => Finding::undetermined(error.code()),
    }
}

/// A key that cannot be used leaves open whatever needs it.
pub(crate) fn key_finding(error: &KeyError) -> Finding {
    match error {
        KeyError::Unsupported { oid } if is_refused(oid) => with_oid(codes::ALGORITHM_REFUSED, oid),
        KeyError::Unsupported { oid } => with_oid(codes::ALGORITHM_UNSUPPORTED, oid),
        KeyError::Malformed { offset } => malformed(*offset, "public key"),
        _ => Finding::undetermined(error.code()),
    }
}

/// Hash algorithm by its identifier, or why it cannot be used.
pub(crate) fn hash_algorithm(oid: &[u8]) -> Result<HashAlgorithm, Finding> {
    HashAlgorithm::from_oid(oid).ok_or_else(|| {
        let refused = [oid::MD2, oid::MD4, oid::MD5].contains(&oid);
        with_oid(
            if refused {
                codes::ALGORITHM_REFUSED
            } else {
                codes::ALGORITHM_UNSUPPORTED
            },
            oid,
        )
    })
}

/// Whether a signature algorithm identifier names MD5 or older.
pub(crate) fn is_refused(oid: &[u8]) -> bool {
    let refused = [oid::MD2_WITH_RSA, oid::MD4_WITH_RSA, oid::MD5_WITH_RSA];
    refused.contains(&oid)
}

/// Whether a DER AlgorithmIdentifier names MD5 or older.
pub(crate) fn is_refused_identifier(der: &[u8]) -> bool {
    algorithm_oid(der).is_some_and(is_refused)
}

pub(crate) fn with_oid(code: &'static str, oid: &[u8]) -> Finding {
    let dotted = oid::to_dotted(oid).unwrap_or_default();
    Finding::undetermined(code).with(Detail::ObjectIdentifier(dotted))
}

fn malformed(offset: usize, what: &str) -> Finding {
    Finding::undetermined(codes::MALFORMED_CONTENT).with(Detail::Malformed {
        offset,
        problem: format!("{what} malformed"),
    })
}

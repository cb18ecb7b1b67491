//! What a report says of a certificate: plain data, no personal data.

use super::Certificate;
use crate::text::{algorithm_oid, hex};
use vidimus_pubkey::oid;

/// A certificate in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateSummary {
    /// subject, such as `C=UT, O=Ministry, CN=Signer 1`
    pub subject: String,
    /// issuer, likewise
    pub issuer: String,
    /// country of the subject as it stands there
    pub country: Option<String>,
    /// serial number in hexadecimal, sign octet included
    pub serial: String,
    /// first second of validity, seconds since 1970
    pub not_before: i64,
    /// last second of validity
    pub not_after: i64,
    /// the key, such as `brainpoolP256r1 (explicit)`; `None` where it is not taken
    pub key: Option<String>,
    /// the certificate's own signature algorithm: a name, or a dotted identifier
    pub signature_algorithm: String,
    /// SHA-256 of the DER in hexadecimal
    pub sha256: String,
    /// subject key identifier in hexadecimal
    pub subject_key_identifier: Option<String>,
    /// authority key identifier in hexadecimal
    pub authority_key_identifier: Option<String>,
}

impl CertificateSummary {
    pub(super) fn of(certificate: &Certificate) -> Self {
        let extensions = certificate.extensions();
        let validity = certificate.validity();
        Self {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            country: certificate.subject().country(),
            serial: hex(certificate.serial()),
            not_before: validity.not_before,
            not_after: validity.not_after,
            key: certificate.public_key().ok().map(|key| key.description()),
            signature_algorithm: algorithm_name(certificate),
            sha256: hex(certificate.fingerprint().as_ref()),
            subject_key_identifier: extensions.subject_key_identifier().map(hex),
            authority_key_identifier: extensions.authority_key_identifier().map(hex),
        }
    }
}

/// The algorithm in words; its dotted identifier where it is not known.
fn algorithm_name(certificate: &Certificate) -> String {
    certificate.signature_algorithm().map_or_else(
        |_| {
            algorithm_oid(certificate.signature_algorithm_der())
                .and_then(oid::to_dotted)
                .unwrap_or_else(|| "unreadable".to_owned())
        },
        |algorithm| algorithm.to_string(),
    )
}

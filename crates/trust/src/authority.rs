//! What a certificate must be to sign others (Doc 9303-12 §7.1.1, RFC 5280 §4.2.1.3 and §4.2.1.9).
//!
//! That a certificate is in the store makes it an anchor by name; here is judged whether its own
//! extensions let its key sign certificates. Old authorities have none of these extensions
//! (X.509 version 1), so what is not said is not held against them. Everything that is said counts: a
//! critical extension that nobody here understands may forbid just this use.

use crate::extensions::ExtensionKind;
use crate::{Certificate, Detail, Finding, codes};

/// Extensions that decide; doubled or broken, nobody knows what they say.
const DECIDING: [ExtensionKind; 2] = [ExtensionKind::KeyUsage, ExtensionKind::BasicConstraints];

/// Why this certificate's key may not sign certificates: the code of the first reason.
pub(crate) fn unfit(certificate: &Certificate) -> Option<&'static str> {
    let extensions = certificate.extensions();
    let decides = |kind: &ExtensionKind| DECIDING.contains(kind);
    if extensions.broken().iter().any(decides) {
        Some(codes::MALFORMED_CONTENT)
    } else if extensions.duplicate().as_ref().is_some_and(decides) {
        Some(codes::DUPLICATE_EXTENSION)
    } else if extensions.unknown_critical().next().is_some() {
        Some(codes::UNKNOWN_CRITICAL_EXTENSION)
    } else {
        said(certificate)
    }
}

/// What keyUsage says counts; seven link certificates of the public lists say keyCertSign there
/// and no cA in basicConstraints. Without it, basicConstraints decide.
fn said(certificate: &Certificate) -> Option<&'static str> {
    let extensions = certificate.extensions();
    match (extensions.key_usage(), extensions.basic_constraints()) {
        (Some(usage), _) => (!usage.key_cert_sign).then_some(codes::KEY_USAGE),
        (None, Some(false)) => Some(codes::NOT_AN_AUTHORITY),
        (None, _) => None,
    }
}

/// The finding about a path that leads to such a certificate only.
pub(crate) fn unfit_finding(certificate: &Certificate, reason: &'static str) -> Finding {
    Finding::undetermined(codes::CSCA_UNFIT).with(Detail::Unfit {
        subject: certificate.subject().to_string(),
        reason,
    })
}

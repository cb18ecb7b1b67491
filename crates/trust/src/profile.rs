//! What a document signer's certificate must look like (Doc 9303-12 §7.1.1, TR-03105-5.1).
//!
//! The document signer is no authority, has digitalSignature, and has no other role in ICAO's
//! PKI: else the key of a list signer could sign passports. What real signers get wrong without
//! harm is a named quirk under `field` and a failure under `strict`.

use crate::notes::Notes;
use crate::signature::{is_refused, is_refused_identifier, key_finding};
use crate::text::algorithm_oid;
use crate::{Certificate, Detail, ExtendedKeyUsage, Finding, Outcome, Tolerance, codes};
use vidimus_pubkey::{KeyError, oid};

/// Version 3 as it is encoded.
const VERSION_3: u64 = 2;

/// Judges a certificate as that of a document signer.
pub(crate) fn document_signer(
    certificate: &Certificate,
    tolerance: Tolerance,
    notes: &mut Notes,
) -> Finding {
    let rules = [
        form(certificate),
        algorithms(certificate),
        role(certificate),
        critical_extensions(certificate),
        key(certificate),
    ];
    let firm = rules
        .into_iter()
        .flatten()
        .reduce(Finding::graver)
        .unwrap_or(Finding::PASSED);
    if firm.outcome == Outcome::Failed {
        return firm;
    }
    match tolerable(certificate, tolerance, notes) {
        Some(code) => Finding::failed(code),
        None => firm,
    }
}

/// Judges a certificate as that of a signer of seals: no authority, and the first of ICAO's purposes
/// in its extended key usage is this one, or a document signer's key could seal. A key usage may
/// be missing (published signers have none); one that is there has digitalSignature.
pub(crate) fn seal_signer(certificate: &Certificate, purpose: &[u8]) -> Finding {
    let rules = [
        form(certificate),
        algorithms(certificate),
        seal_role(certificate, purpose),
        critical_extensions(certificate),
        key(certificate),
    ];
    rules
        .into_iter()
        .flatten()
        .reduce(Finding::graver)
        .unwrap_or(Finding::PASSED)
}

fn seal_role(certificate: &Certificate, purpose: &[u8]) -> Option<Finding> {
    let extensions = certificate.extensions();
    let usage = extensions.key_usage();
    if extensions.is_certificate_authority() || usage.is_some_and(|usage| usage.key_cert_sign) {
        return Some(Finding::failed(codes::SIGNER_IS_CA));
    }
    if usage.is_some_and(|usage| !usage.digital_signature) {
        return Some(Finding::failed(codes::KEY_USAGE));
    }
    let role = extensions
        .extended_key_usage()
        .and_then(ExtendedKeyUsage::icao_role);
    match role {
        Some(role) if role == purpose => None,
        Some(role) => Some(Finding::failed(codes::EXTENDED_KEY_USAGE).with(dotted(role))),
        None => Some(Finding::failed(codes::EXTENDED_KEY_USAGE)),
    }
}

/// The purpose of a master list signer (Doc 9303-12 §7.1.1): the code of what is wrong.
pub(crate) fn master_list_signer(certificate: &Certificate) -> Option<&'static str> {
    list_signer(certificate, ExtendedKeyUsage::is_master_list_signer)
}

/// The purpose of a signer of deviation lists (Doc 9303-12 §10).
pub(crate) fn deviation_list_signer(certificate: &Certificate) -> Option<&'static str> {
    list_signer(certificate, |purpose| {
        purpose.includes(crate::deviation::icao::SIGNING_KEY)
    })
}

/// The purpose of a signer of defect lists (TR-03129-2 §7.2).
pub(crate) fn defect_list_signer(certificate: &Certificate) -> Option<&'static str> {
    list_signer(certificate, |purpose| {
        purpose.includes(crate::deviation::bsi::SIGNING_KEY)
    })
}

/// No authority, and its extended key usage names this purpose: else any document signer could
/// sign lists.
fn list_signer(
    certificate: &Certificate,
    has_purpose: impl Fn(&ExtendedKeyUsage) -> bool,
) -> Option<&'static str> {
    let extensions = certificate.extensions();
    if !extensions.extended_key_usage().is_some_and(has_purpose) {
        return Some(codes::EXTENDED_KEY_USAGE);
    }
    if extensions.is_certificate_authority() {
        return Some(codes::SIGNER_IS_CA);
    }
    extensions
        .unknown_critical()
        .next()
        .map(|_| codes::UNKNOWN_CRITICAL_EXTENSION)
}

/// Version 3, no extension twice, none broken.
fn form(certificate: &Certificate) -> Option<Finding> {
    let extensions = certificate.extensions();
    if certificate.version() != VERSION_3 {
        Some(Finding::failed(codes::CERTIFICATE_VERSION))
    } else if extensions.duplicate().is_some() {
        Some(Finding::failed(codes::DUPLICATE_EXTENSION))
    } else {
        let kind = extensions.broken().first()?;
        let detail = Detail::Malformed {
            offset: 0,
            problem: format!("extension {kind:?} malformed"),
        };
        Some(Finding::failed(codes::SIGNER_CERTIFICATE_MALFORMED).with(detail))
    }
}

/// Both algorithm identifiers agree (NULL or no parameters are the same) and are no MD5.
fn algorithms(certificate: &Certificate) -> Option<Finding> {
    let outer = certificate.signature_algorithm_der();
    let inner = certificate.inner_signature_algorithm_der();
    if is_refused_identifier(outer) || is_refused_identifier(inner) {
        return Some(Finding::failed(codes::ALGORITHM_REFUSED));
    }
    let same = outer == inner
        || (algorithm_oid(outer) == algorithm_oid(inner)
            && algorithm_oid(outer) != Some(oid::RSASSA_PSS));
    (!same).then(|| Finding::failed(codes::CERTIFICATE_ALGORITHM_MISMATCH))
}

/// No authority, and a signer of documents only.
fn role(certificate: &Certificate) -> Option<Finding> {
    let extensions = certificate.extensions();
    let usage = extensions.key_usage();
    if extensions.is_certificate_authority() || usage.is_some_and(|usage| usage.key_cert_sign) {
        return Some(Finding::failed(codes::SIGNER_IS_CA));
    }
    if !usage.is_some_and(|usage| usage.digital_signature) {
        return Some(Finding::failed(codes::KEY_USAGE));
    }
    let role = extensions.extended_key_usage()?.icao_role()?;
    Some(Finding::failed(codes::EXTENDED_KEY_USAGE).with(dotted(role)))
}

fn critical_extensions(certificate: &Certificate) -> Option<Finding> {
    let unknown = certificate.extensions().unknown_critical().next()?;
    Some(Finding::failed(codes::UNKNOWN_CRITICAL_EXTENSION).with(dotted(unknown)))
}

/// A key of an unsupported kind is not the signer's fault; one on an unknown curve cannot be
/// judged; one that protects nothing is refused before use.
fn key(certificate: &Certificate) -> Option<Finding> {
    match certificate.public_key().err()? {
        KeyError::Unsupported { oid } if is_refused(oid) => {
            Some(Finding::failed(codes::ALGORITHM_REFUSED).with(dotted(oid)))
        }
        KeyError::Unsupported { .. }
        | KeyError::ModulusSize { .. }
        | KeyError::ExponentSize { .. } => None,
        error @ KeyError::CurveNotKnown { .. } => Some(key_finding(error)),
        error => Some(Finding::failed(error.code())),
    }
}

/// What only `strict` refuses: the code of the first such thing; under `field` each is noted.
fn tolerable(
    certificate: &Certificate,
    tolerance: Tolerance,
    notes: &mut Notes,
) -> Option<&'static str> {
    let deviations = [
        (
            certificate
                .extensions()
                .authority_key_identifier()
                .is_none(),
            codes::NO_AUTHORITY_KEY_IDENTIFIER,
            Some(codes::QUIRK_NO_AKI),
        ),
        (
            certificate
                .extensions()
                .key_usage()
                .is_some_and(|usage| !usage.critical),
            codes::KEY_USAGE_NOT_CRITICAL,
            Some(codes::QUIRK_KEY_USAGE_NOT_CRITICAL),
        ),
        (
            certificate.extensions().extended_key_usage().is_some(),
            codes::EXTENDED_KEY_USAGE,
            Some(codes::QUIRK_EXTENDED_KEY_USAGE),
        ),
        (
            !certificate.validity().prescribed_types,
            codes::TIME_ENCODING,
            Some(codes::QUIRK_TIME_ENCODING),
        ),
        // the missing country shows in the check of countries
        (
            certificate.issuer().country().is_none(),
            codes::COUNTRY_MISSING,
            None,
        ),
        (
            has_lower_case_country(certificate),
            codes::COUNTRY_CASE,
            Some(codes::QUIRK_LOWER_CASE_COUNTRY),
        ),
    ];
    for (_, code, quirk) in deviations.into_iter().filter(|(found, ..)| *found) {
        match (tolerance, quirk) {
            (Tolerance::Strict, _) => return Some(code),
            (Tolerance::Field, Some(quirk)) => notes.quirk(quirk),
            (Tolerance::Field, None) => {}
        }
    }
    None
}

/// Whether issuer or subject has a country code that is not in upper case.
pub(crate) fn has_lower_case_country(certificate: &Certificate) -> bool {
    [certificate.issuer(), certificate.subject()]
        .iter()
        .filter_map(crate::name::Name::country)
        .any(|country| country.bytes().any(|byte| byte.is_ascii_lowercase()))
}

fn dotted(oid: &[u8]) -> Detail {
    Detail::ObjectIdentifier(oid::to_dotted(oid).unwrap_or_default())
}

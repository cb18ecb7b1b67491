//! The signature of one SignerInfo (RFC 5652 §5.4 to §5.6), for EF.SOD and master lists.
//!
//! Stricter than the RFC: the attributes contentType and messageDigest occur exactly once with
//! exactly one value, and only id-data may go without signed attributes. Laxer, under `field`:
//! attributes out of DER order are taken when the signature fits them as they stand or sorted.

use crate::notes::Notes;
use crate::signature::{self, Checked};
use crate::{Certificate, Finding, Tolerance, codes};
use vidimus_lds::cms::{SignedAttributes, SignedData, SignerInfo};
use vidimus_lds::oid;
use vidimus_pubkey::{HashAlgorithm, SignatureAlgorithm};

/// Checks one SignerInfo with its signer's certificate.
pub(crate) fn check(
    signed: &SignedData<'_>,
    info: &SignerInfo<'_>,
    signer: &Certificate,
    tolerance: Tolerance,
    notes: &mut Notes,
) -> Finding {
    let hash = match signature::hash_algorithm(info.digest_algorithm_oid.content()) {
        Ok(hash) => hash,
        Err(open) => return open,
    };
    if hash.is_weak() {
        notes.notice(codes::NOTICE_WEAK_ALGORITHM);
    }
    let check = Check { info, signer, hash };
    match &info.signed_attributes {
        Some(attributes) => match check_attributes(signed, attributes, hash) {
            Some(code) => Finding::failed(code),
            None => check.over_attributes(attributes, tolerance, notes),
        },
        None if signed.content_type == oid::DATA => {
            check.over(&signed.content).finding(tolerance, notes)
        }
        None => Finding::failed(codes::SIGNED_ATTRIBUTES_MISSING),
    }
}

struct Check<'a> {
    info: &'a SignerInfo<'a>,
    signer: &'a Certificate,
    hash: HashAlgorithm,
}

impl Check<'_> {
    fn over(&self, message: &[u8]) -> Checked {
        let algorithm =
            SignatureAlgorithm::from_der(self.info.signature_algorithm, Some(self.hash));
        signature::check(self.signer, algorithm, message, &self.info.signature)
    }

    fn over_attributes(
        &self,
        attributes: &SignedAttributes<'_>,
        tolerance: Tolerance,
        notes: &mut Notes,
    ) -> Finding {
        let as_received = self.over(attributes.to_be_signed());
        if attributes.sorted {
            return as_received.finding(tolerance, notes);
        }
        let checked = if as_received.is_good() {
            as_received
        } else {
            self.over(&attributes.to_be_signed_in_der_order())
        };
        match (checked.is_good(), tolerance) {
            (true, Tolerance::Strict) => Finding::undetermined(codes::SIGNED_ATTRIBUTES_ORDER),
            (true, Tolerance::Field) => {
                notes.quirk(codes::QUIRK_ATTRIBUTES_ORDER);
                checked.finding(tolerance, notes)
            }
            (false, _) => checked.finding(tolerance, notes),
        }
    }
}

/// The code of what is wrong with the attributes, if anything is.
fn check_attributes(
    signed: &SignedData<'_>,
    attributes: &SignedAttributes<'_>,
    hash: HashAlgorithm,
) -> Option<&'static str> {
    let [content_type] = attributes.content_types.as_slice() else {
        return Some(codes::CONTENT_TYPE_MISMATCH);
    };
    if *content_type != signed.content_type {
        return Some(codes::CONTENT_TYPE_MISMATCH);
    }
    let [digest] = attributes.message_digests.as_slice() else {
        return Some(codes::MESSAGE_DIGEST_MISMATCH);
    };
    let content_digest = hash.hash(&signed.content);
    (**digest != *content_digest.as_ref()).then_some(codes::MESSAGE_DIGEST_MISMATCH)
}

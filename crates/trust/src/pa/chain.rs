//! The signer: profile, anchor, signature of the anchor, validity.
//!
//! The path has one step, from the document signer to a CSCA of the store (Doc 9303-12): which CSCA
//! that is the index of the store has found out once for each signer, since thousands of documents
//! share one. Here everything that hangs on the signer is put together: the step to its anchor
//! (`anchor`), the times (`validity`), revocation lists (`revocation`), country and type of document
//! (`document`), and what deviation and defect lists know of it (`defects`), which is applied when all
//! signers of a message are judged, and can only lower.

use super::validity::{self, Origin};
use super::{PaInput, anchor, defects, document, revocation};
use crate::deviation::Known;
use crate::notes::Notes;
use crate::profile;
use crate::store::{Anchor, Provenance, SignerVerdict};
use crate::{Certificate, CertificateSummary, Finding, Outcome, TrustStore, codes};
use vidimus_pubkey::HashAlgorithm;

/// First second of 2017: from then on no new signer may use SHA-1. Our choice; Doc 9303-12
/// dropped SHA-1 before.
const SHA1_ENDS: i64 = 1_483_228_800;

/// The findings that hang on the signer.
pub(super) struct ChainFindings {
    pub(super) signature: Finding,
    pub(super) signer_profile: Finding,
    pub(super) anchor: Finding,
    pub(super) chain_signature: Finding,
    pub(super) validity: Finding,
    pub(super) revocation: Finding,
    pub(super) country: Finding,
    pub(super) doctype: Finding,
    pub(super) signer: Option<CertificateSummary>,
    pub(super) csca: Option<CertificateSummary>,
    pub(super) csca_provenance: Option<Provenance>,
    pub(super) deviations: Vec<Known>,
}

impl ChainFindings {
    /// All undetermined for one reason.
    pub(super) fn open(code: &'static str) -> Self {
        let finding = || Finding::undetermined(code);
        Self {
            signature: finding(),
            signer_profile: finding(),
            anchor: finding(),
            chain_signature: finding(),
            validity: finding(),
            revocation: finding(),
            country: finding(),
            doctype: finding(),
            signer: None,
            csca: None,
            csca_provenance: None,
            deviations: Vec::new(),
        }
    }

    /// Check by check the graver finding; certificates of the first signer.
    pub(super) fn graver(self, other: Self) -> Self {
        Self {
            signature: self.signature.graver(other.signature),
            signer_profile: self.signer_profile.graver(other.signer_profile),
            anchor: self.anchor.graver(other.anchor),
            chain_signature: self.chain_signature.graver(other.chain_signature),
            validity: self.validity.graver(other.validity),
            revocation: self.revocation.graver(other.revocation),
            country: self.country.graver(other.country),
            doctype: self.doctype.graver(other.doctype),
            signer: self.signer.or(other.signer),
            csca: self.csca.or(other.csca),
            csca_provenance: self.csca_provenance.or(other.csca_provenance),
            deviations: defects::merge(self.deviations, other.deviations),
        }
    }
}

/// Judges one signer, whose signature over the SOD came to `signature`; `signing_time` is the
/// signed attribute.
pub(super) fn judge(
    signature: Finding,
    signing_time: Option<i64>,
    verdict: &SignerVerdict,
    input: &PaInput<'_>,
    store: &TrustStore,
    notes: &mut Notes,
) -> ChainFindings {
    let signer = &verdict.certificate;
    let signer_profile = profile::document_signer(signer, input.tolerance(), notes)
        .graver(document::signs_application(signer, input.application));
    let step = anchor::judge(signer, verdict.path(store), input, store, notes);
    let csca = step.found.map(Anchor::certificate);
    notice_strength(signer, csca, notes);
    let origin = origin(&signature, signing_time, input);
    ChainFindings {
        signature,
        signer_profile,
        validity: validity::judge(signer, step.behind, origin, input, notes),
        revocation: revocation::judge(signer, step.found, input, store),
        country: document::country(signer, csca, input.issuing_state),
        doctype: document::document_type(signer, input.document_code),
        signer: Some(signer.summary()),
        csca: csca.map(Certificate::summary),
        csca_provenance: step.provenance().cloned(),
        anchor: step.anchor,
        chain_signature: step.signature,
        deviations: defects::of_signer(Ok(signer), signing_time, input, store),
    }
}

/// What a document says of its own time counts only under a right signature; where there is no
/// document, only a certificate, the caller answers for the date of issue.
fn origin(signature: &Finding, signing_time: Option<i64>, input: &PaInput<'_>) -> Origin {
    match signature.outcome {
        Outcome::Passed | Outcome::NotRequested => Origin {
            signed: signing_time,
            issued: input.issue_date,
        },
        _ => Origin::default(),
    }
}

/// Notices about short keys and about SHA-1 in the chain or, noted before, in the SOD.
fn notice_strength(signer: &Certificate, csca: Option<&Certificate>, notes: &mut Notes) {
    for certificate in core::iter::once(signer).chain(csca) {
        if certificate
            .public_key()
            .is_ok_and(vidimus_pubkey::PublicKey::is_weak)
        {
            notes.notice(codes::NOTICE_WEAK_KEY);
        }
    }
    let uses_sha1 =
        |algorithm: vidimus_pubkey::SignatureAlgorithm| algorithm.hash() == HashAlgorithm::Sha1;
    if signer.signature_algorithm().is_ok_and(uses_sha1) {
        notes.notice(codes::NOTICE_WEAK_ALGORITHM);
    }
    let is_weak = notes.notices.contains(codes::NOTICE_WEAK_ALGORITHM);
    if is_weak && signer.validity().not_before >= SHA1_ENDS {
        notes.notice(codes::NOTICE_WEAK_ALGORITHM_NEW);
    }
}

//! The signer: profile, anchor, signature of the anchor, validity.
//!
//! The path has one step, from the document signer to a CSCA of the store (Doc 9303-12): which CSCA
//! that is the index of the store has found out once for each signer, since thousands of documents
//! share one. Here the path becomes findings:
//!
//! | found | `pa.chain.anchor` | `pa.chain.signature` |
//! |---|---|---|
//! | an anchor somebody vouches for | passed | as checked |
//! | one that nobody vouches for | undetermined: `anchor_unvouched` | undetermined, or as checked where it is good |
//! | under `strict`, one whose name or key identifier differs | undetermined | undetermined |
//! | none | undetermined | undetermined |
//!
//! So an unknown certificate in the store convicts nobody, and vouches for nobody. Validity is
//! apart from that: an expired signer fails `pa.chain.validity` with or without an anchor.

use super::document;
use super::{PaInput, defects, revocation};
use crate::detail::Role;
use crate::notes::Notes;
use crate::path::{Found, Path};
use crate::profile;
use crate::rules::ExpiredCsca;
use crate::store::{Anchor, Provenance, SignerVerdict};
use crate::{Certificate, CertificateSummary, Detail, Finding, Tolerance, TrustStore, codes};
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
        }
    }
}

/// Judges one signer, whose signature over the SOD came to `signature`.
pub(super) fn judge(
    signature: Finding,
    verdict: &SignerVerdict,
    input: &PaInput<'_>,
    store: &TrustStore,
    notes: &mut Notes,
) -> ChainFindings {
    let signer = &verdict.certificate;
    let signer_profile = profile::document_signer(signer, input.tolerance(), notes);
    let path = verdict.path(store.index());
    let (anchor, chain_signature) = judge_path(path, input.tolerance(), notes);
    let found = match path {
        Path::Found(found) => found.best(input.at),
        Path::None(_) => None,
    };
    let csca = found.map(Anchor::certificate);
    // what `strict` does not take as the anchor lends no validity either
    let accepted = csca.filter(|_| {
        anchor
            .code
            .is_none_or(|code| code == codes::ANCHOR_UNVOUCHED)
    });
    notice_strength(signer, csca, notes);
    let findings = ChainFindings {
        signature,
        signer_profile,
        anchor,
        chain_signature,
        validity: judge_validity(signer, accepted, input),
        revocation: revocation::judge(signer, found, input, store),
        country: document::country(signer, csca, input.issuing_state),
        doctype: document::document_type(signer, input.document_code),
        signer: Some(signer.summary()),
        csca: csca.map(Certificate::summary),
        csca_provenance: found.and_then(Anchor::provenance).cloned(),
    };
    defects::lower(findings, signer, input, store)
}

/// `pa.chain.anchor` and `pa.chain.signature`.
fn judge_path(path: &Path, tolerance: Tolerance, notes: &mut Notes) -> (Finding, Finding) {
    let found = match path {
        Path::Found(found) => found,
        Path::None(finding) => {
            return (
                finding.clone(),
                Finding::undetermined(finding_code(finding)),
            );
        }
    };
    if let Some(code) = deviation(found, tolerance, notes) {
        return (Finding::undetermined(code), Finding::undetermined(code));
    }
    let signature = found.checked.finding(tolerance, notes);
    if found.is_vouched() {
        return (Finding::PASSED, signature);
    }
    // an anchor that nobody vouches for convicts nobody either
    let signature = if found.checked.is_good() {
        signature
    } else {
        Finding::undetermined(codes::ANCHOR_UNVOUCHED)
    };
    (Finding::undetermined(codes::ANCHOR_UNVOUCHED), signature)
}

fn finding_code(finding: &Finding) -> &'static str {
    finding.code.unwrap_or(codes::ANCHOR_NOT_FOUND)
}

/// Deviations between signer and anchor: quirks under `field`, no anchor under `strict`.
fn deviation(found: &Found, tolerance: Tolerance, notes: &mut Notes) -> Option<&'static str> {
    let deviations = [
        (
            found.other_order,
            codes::QUIRK_NAME_ORDER,
            codes::ISSUER_NAME_MISMATCH,
        ),
        (
            found.identifier_differs,
            codes::QUIRK_AKI_MISMATCH,
            codes::ANCHOR_NOT_FOUND,
        ),
    ];
    for (_, quirk, code) in deviations.into_iter().filter(|(differs, ..)| *differs) {
        match tolerance {
            Tolerance::Strict => return Some(code),
            Tolerance::Field => notes.quirk(quirk),
        }
    }
    None
}

/// `pa.chain.validity`: an expired signer fails it even where no anchor is known; a valid one
/// needs its anchor to pass.
fn judge_validity(
    signer: &Certificate,
    csca: Option<&Certificate>,
    input: &PaInput<'_>,
) -> Finding {
    if input.clock_implausible {
        return Finding::undetermined(codes::CLOCK_IMPLAUSIBLE);
    }
    let signer_codes = (codes::SIGNER_NOT_YET_VALID, codes::SIGNER_EXPIRED);
    if let Some(finding) = outside(signer, Role::Signer, signer_codes, input.at) {
        return finding;
    }
    match (csca, input.rules.expired_csca) {
        (None, _) => Finding::undetermined(codes::ANCHOR_NOT_FOUND),
        (Some(_), ExpiredCsca::Accepted) => Finding::PASSED,
        (Some(csca), ExpiredCsca::Fails) => {
            let csca_codes = (codes::CSCA_NOT_YET_VALID, codes::CSCA_EXPIRED);
            outside(csca, Role::Csca, csca_codes, input.at).unwrap_or(Finding::PASSED)
        }
    }
}

fn outside(
    certificate: &Certificate,
    role: Role,
    (too_early, too_late): (&'static str, &'static str),
    at: i64,
) -> Option<Finding> {
    let validity = certificate.validity();
    let code = if at < validity.not_before {
        too_early
    } else if at > validity.not_after {
        too_late
    } else {
        return None;
    };
    Some(Finding::failed(code).with(Detail::Validity {
        role,
        not_before: validity.not_before,
        not_after: validity.not_after,
        at,
    }))
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

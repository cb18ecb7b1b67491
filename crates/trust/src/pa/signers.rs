//! Who signed a message, and every check that hangs on the signer.
//!
//! The signer is found by what SignerInfo says of it, issuer and serial number or key identifier,
//! among the certificates inside the message and then those of the store: Doc 9303-11 §5.1.1
//! wants it inside; where it is not, the store may have it. That a certificate lies in the message makes it no anchor.
//! With several signers every one must be good, or adding one of one's own would be a way around
//! the other.

use super::chain::{self, ChainFindings};
use super::defects::{self, Signed};
use super::{PaInput, message};
use crate::notes::Notes;
use crate::signer::{self, SidMatch};
use crate::store::SignerVerdict;
use crate::{Detail, Finding, Role, Tolerance, TrustStore};
use crate::{cms_signature, codes, signature, strength};
use std::sync::Arc;
use vidimus_lds::cms::{SignedData, SignerInfo};
use vidimus_pubkey::SignatureAlgorithm;

/// Most certificates of a message that are looked at.
const MAX_CERTIFICATES: usize = 32;

/// Judges every signer; all must be good, so each check shows its gravest finding. What lists
/// know of them is applied at the end.
pub(super) fn judge(
    kind: Signed,
    signed: &SignedData<'_>,
    input: &PaInput<'_>,
    store: &TrustStore,
    notes: &mut Notes,
) -> ChainFindings {
    let certificates = Certificates::of(signed, store);
    let findings = signed
        .signer_infos
        .iter()
        .map(|info| judge_signer(signed, info, &certificates, input, store, notes))
        .reduce(ChainFindings::graver)
        .unwrap_or_else(|| ChainFindings::open(codes::SIGNER_NOT_FOUND));
    defects::lower(findings, kind, input.issuing_state)
}

/// The certificates at hand: those of the message, then those of the store.
struct Certificates {
    verdicts: Vec<Arc<SignerVerdict>>,
    malformed: Option<Finding>,
}

impl Certificates {
    fn of(signed: &SignedData<'_>, store: &TrustStore) -> Self {
        let mut certificates = Self {
            verdicts: Vec::new(),
            malformed: None,
        };
        let embedded = signed.certificates.iter().copied();
        let signers = store.index().signers();
        let stored = signed
            .signer_infos
            .iter()
            .flat_map(|info| signers.matching(&info.sid));
        for der in embedded.take(MAX_CERTIFICATES).chain(stored) {
            match store.verdict(der) {
                Ok(verdict) => certificates.verdicts.push(verdict),
                Err(error) => {
                    let finding = Finding::failed(codes::SIGNER_CERTIFICATE_MALFORMED);
                    certificates.malformed = Some(finding.with(Detail::from(&error)));
                }
            }
        }
        certificates
    }

    /// The certificate that is meant; under `strict` the order of the name's parts counts.
    fn find(
        &self,
        info: &SignerInfo<'_>,
        tolerance: Tolerance,
        notes: &mut Notes,
    ) -> Option<&Arc<SignerVerdict>> {
        let fit = |wanted| {
            move |verdict: &&Arc<SignerVerdict>| {
                signer::matches(&info.sid, &verdict.certificate) == wanted
            }
        };
        if let Some(verdict) = self.verdicts.iter().find(fit(SidMatch::Yes)) {
            return Some(verdict);
        }
        if tolerance == Tolerance::Strict {
            return None;
        }
        let verdict = self.verdicts.iter().find(fit(SidMatch::OtherOrder))?;
        notes.quirk(codes::QUIRK_SID_NAME);
        Some(verdict)
    }
}

fn judge_signer(
    signed: &SignedData<'_>,
    info: &SignerInfo<'_>,
    certificates: &Certificates,
    input: &PaInput<'_>,
    store: &TrustStore,
    notes: &mut Notes,
) -> ChainFindings {
    let Some(verdict) = certificates.find(info, input.tolerance(), notes) else {
        return not_found(info, certificates, input, store);
    };
    let signature =
        cms_signature::check(signed, info, &verdict.certificate, input.tolerance(), notes);
    let hashes = [
        signature::hash_algorithm(info.digest_algorithm_oid.content()).ok(),
        message::algorithm(info).map(SignatureAlgorithm::hash),
    ];
    let signature = strength::signature(
        signature,
        hashes.into_iter().flatten(),
        &verdict.certificate,
        Role::Signer,
        input.rules.algorithms,
    );
    chain::judge(signature, signing_time(info), verdict, input, store, notes)
}

fn signing_time(info: &SignerInfo<'_>) -> Option<i64> {
    info.signed_attributes.as_ref()?.signing_time
}

/// The certificate that is meant is not at hand: all is open, but a list may know of the signer.
fn not_found(
    info: &SignerInfo<'_>,
    certificates: &Certificates,
    input: &PaInput<'_>,
    store: &TrustStore,
) -> ChainFindings {
    let mut open = ChainFindings::open(codes::SIGNER_NOT_FOUND);
    if let Some(malformed) = &certificates.malformed {
        open.signer_profile = malformed.clone();
    }
    open.deviations = defects::of_signer(Err(&info.sid), signing_time(info), input, store);
    let others = certificates.verdicts.iter();
    let others = others.map(|verdict| &verdict.certificate);
    open.deviations.extend(defects::of_misnamed(others, store));
    open
}

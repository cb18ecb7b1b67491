//! Who signed a message, and every check that hangs on the signer.
//!
//! The signer is found by what SignerInfo says of it, issuer and serial number or key identifier,
//! among the certificates inside the message and then those of the store: Doc 9303-11 §5.1.1
//! wants it inside; where it is not, the store may have it. That a certificate lies in the message makes it no anchor.
//! With several signers every one must be good, or adding one of one's own would be a way around
//! the other.

use super::PaInput;
use super::chain::{self, ChainFindings};
use crate::notes::Notes;
use crate::signer::{self, SidMatch};
use crate::store::SignerVerdict;
use crate::{Certificate, Detail, Finding, Tolerance, TrustStore, cms_signature, codes};
use std::sync::Arc;
use vidimus_lds::cms::{SignedData, SignerInfo};

/// Most certificates of a message that are looked at.
const MAX_CERTIFICATES: usize = 32;

/// Judges every signer; all must be good, so each check shows its gravest finding.
pub(super) fn judge(
    signed: &SignedData<'_>,
    input: &PaInput<'_>,
    store: &TrustStore,
    notes: &mut Notes,
) -> ChainFindings {
    let certificates = Certificates::of(signed, store);
    signed
        .signer_infos
        .iter()
        .map(|info| judge_signer(signed, info, &certificates, input, store, notes))
        .reduce(ChainFindings::graver)
        .unwrap_or_else(|| ChainFindings::open(codes::SIGNER_NOT_FOUND))
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
        let stored = store.index().signers().iter().map(Certificate::der);
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
        let mut open = ChainFindings::open(codes::SIGNER_NOT_FOUND);
        if let Some(malformed) = &certificates.malformed {
            open.signer_profile = malformed.clone();
        }
        return open;
    };
    let signature =
        cms_signature::check(signed, info, &verdict.certificate, input.tolerance(), notes);
    chain::judge(signature, verdict, input, store, notes)
}

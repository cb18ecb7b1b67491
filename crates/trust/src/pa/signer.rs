//! A document signer's certificate judged by itself, without a document.
//!
//! The findings are those that a document signed by it would get, country and document type included as
//! far as the input names them; so `trust check` and a report can never disagree about a signer.

use super::chain::{self, ChainFindings};
use super::defects::{self, Signed};
use super::{PaInput, PaResult};
use crate::authentic::Proof;
use crate::notes::Notes;
use crate::signer::{self, SidMatch};
use crate::{Certificate, CertificateError, Finding, Outcome, TrustStore};
use std::collections::BTreeMap;
use vidimus_lds::cms::SignedData;

/// Most certificates of a message that are looked at.
const MAX_CERTIFICATES: usize = 32;

/// The certificate inside a message that its only SignerInfo names, in DER, as the checks of a
/// document choose it. A message may carry others, in any order; one of several signers says
/// nothing about the rest, so then there is none.
#[must_use]
pub fn signer_certificate<'a>(signed: &SignedData<'a>) -> Option<&'a [u8]> {
    let [info] = signed.signer_infos.as_slice() else {
        return None;
    };
    let embedded = signed.certificates.iter().copied().take(MAX_CERTIFICATES);
    let matching = |wanted| {
        let fits = move |der: &&[u8]| {
            let certificate = Certificate::parse(der);
            certificate.is_ok_and(|one| signer::matches(&info.sid, &one) == wanted)
        };
        embedded.clone().find(fits)
    };
    matching(SidMatch::Yes).or_else(|| matching(SidMatch::OtherOrder))
}

/// What the checks of the signer come to for this certificate, so that one can ask which anchor
/// would verify it and why none does. There is no document: the SOD's own checks are
/// `not_requested`, and nothing becomes authentic by it.
///
/// # Errors
/// [`CertificateError`] when the certificate does not decode.
pub fn judge_certificate<'a>(
    der: &[u8],
    input: &PaInput<'a>,
    store: &TrustStore,
) -> Result<PaResult<'a>, CertificateError> {
    let mut notes = Notes::default();
    let verdict = store.verdict(der)?;
    let not_requested = || Finding {
        outcome: Outcome::NotRequested,
        code: None,
        detail: None,
    };
    let chain: ChainFindings =
        chain::judge(not_requested(), None, &verdict, input, store, &mut notes);
    let chain = defects::lower(chain, Signed::SecurityObject, input.issuing_state);
    Ok(PaResult {
        parse: not_requested(),
        signature: chain.signature,
        signer_profile: chain.signer_profile,
        anchor: chain.anchor,
        chain_signature: chain.chain_signature,
        validity: chain.validity,
        revocation: chain.revocation,
        country: chain.country,
        doctype: chain.doctype,
        hashes: BTreeMap::new(),
        listed: None,
        lds_version: None,
        notices: notes.notices.into_iter().collect(),
        quirks: notes.quirks.into_iter().collect(),
        signer: chain.signer,
        csca: chain.csca,
        csca_provenance: chain.csca_provenance,
        algorithm: None,
        deviations: chain.deviations,
        proof: Proof::NONE,
    })
}

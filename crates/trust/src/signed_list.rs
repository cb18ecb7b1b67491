//! The signature of a list: master lists, deviation lists, defect lists (Doc 9303-12 §9.1, §10.1).
//!
//! The signer's certificate lies inside and must be that of a signer of such lists. A list whose
//! signature is wrong, or cannot be checked, is not opened. One that is opened is whole, not yet
//! trustworthy: its signer may be anybody until an anchor vouches for him.

use crate::notes::Notes;
use crate::signer::{self, SidMatch};
use crate::{Certificate, Finding, Outcome, Tolerance, TrustError, cms_signature, codes};
use vidimus_lds::cms::{SignedData, SignerInfo};

/// Most certificates tried as the signer's.
const MAX_SIGNER_CERTIFICATES: usize = 32;

/// Who signed a list, and when.
pub(crate) struct ListSigner {
    pub(crate) certificate: Certificate,
    /// when the list says it was signed, seconds since 1970
    pub(crate) signing_time: Option<i64>,
    /// quirks that were tolerated in the signature
    pub(crate) quirks: Vec<&'static str>,
}

/// Verifies every signature of the list; the first signer is named. `profile` gives the code of
/// what a signer's certificate lacks.
pub(crate) fn verify(
    signed: &SignedData<'_>,
    profile: fn(&Certificate) -> Option<&'static str>,
) -> Result<ListSigner, TrustError> {
    let mut notes = Notes::default();
    let mut signers = Vec::new();
    for info in &signed.signer_infos {
        let signer = verify_one(signed, info, &mut notes)?;
        if let Some(reason) = profile(&signer) {
            return Err(TrustError::ListSigner { reason });
        }
        signers.push(signer);
    }
    let certificate = signers.into_iter().next().ok_or(NO_SIGNER)?;
    let mut attributes = signed
        .signer_infos
        .iter()
        .filter_map(|info| info.signed_attributes.as_ref());
    Ok(ListSigner {
        certificate,
        signing_time: attributes.find_map(|attributes| attributes.signing_time),
        quirks: notes.quirks.into_iter().collect(),
    })
}

const NO_SIGNER: TrustError = TrustError::ListSignatureUnchecked {
    reason: codes::SIGNER_NOT_FOUND,
};

/// One SignerInfo: the signer's certificate when the signature is right.
fn verify_one(
    signed: &SignedData<'_>,
    info: &SignerInfo<'_>,
    notes: &mut Notes,
) -> Result<Certificate, TrustError> {
    let signer = signed
        .certificates
        .iter()
        .take(MAX_SIGNER_CERTIFICATES)
        .filter_map(|der| Certificate::parse(der).ok())
        .find(|certificate| signer::matches(&info.sid, certificate) != SidMatch::No)
        .ok_or(NO_SIGNER)?;
    let finding = cms_signature::check(signed, info, &signer, Tolerance::Field, notes);
    signature_error(&finding)?;
    Ok(signer)
}

/// Wrong and unverifiable are two errors: against the second an update may help.
fn signature_error(finding: &Finding) -> Result<(), TrustError> {
    let reason = finding.code.unwrap_or(codes::SIGNATURE_WRONG);
    match finding.outcome {
        Outcome::Passed => Ok(()),
        Outcome::Failed => Err(TrustError::ListSignature { reason }),
        _ => Err(TrustError::ListSignatureUnchecked { reason }),
    }
}

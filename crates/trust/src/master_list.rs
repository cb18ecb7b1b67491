//! CSCA master lists (Doc 9303-12 §9): opening one, with its own signature verified.
//!
//! A list is signed data of content type 2.23.136.1.1.2. Its signer's certificate lies inside
//! and must be that of a master list signer (extended key usage 2.23.136.1.1.3); a list whose
//! signature is wrong, or cannot be checked, is not opened. An opened list is whole, not yet
//! trustworthy: its signer may be anybody until an anchor vouches for him.

use crate::notes::Notes;
use crate::signer::{self, SidMatch};
use crate::{Certificate, Finding, Outcome, Tolerance, TrustError, cms_signature, codes, profile};
use vidimus_iso7816::tlv::{Encoding, Reader, Tag, TlvError};
use vidimus_lds::cms::{SignedData, SignerInfo};
use vidimus_lds::oid;

/// Most certificates tried as the signer's.
const MAX_SIGNER_CERTIFICATES: usize = 32;

/// A list whose own signature verifies.
#[derive(Clone, Debug)]
pub struct OpenedList<'a> {
    /// DER of each entry, not parsed
    pub entries: Vec<&'a [u8]>,
    /// who signed it
    pub signer: Certificate,
    /// when it says it was signed, seconds since 1970
    pub signing_time: Option<i64>,
    /// quirks that were tolerated in the signature
    pub quirks: Vec<&'static str>,
}

/// Verifies a list's signature and hands the entries to `then`.
///
/// # Errors
/// [`TrustError`]: not a list, does not decode, signature wrong or not checkable, or the
/// signer is no master list signer.
pub fn open<T>(message: &[u8], then: impl FnOnce(OpenedList<'_>) -> T) -> Result<T, TrustError> {
    let signed = SignedData::parse(message)?;
    if signed.content_type != oid::CSCA_MASTER_LIST {
        return Err(TrustError::NotAMasterList {
            found: signed.content_type.to_string(),
        });
    }
    let mut notes = Notes::default();
    let mut signers = Vec::new();
    for info in &signed.signer_infos {
        signers.push(verify(&signed, info, &mut notes)?);
    }
    let Some(signer) = signers.into_iter().next() else {
        return Err(TrustError::ListSignatureUnchecked {
            reason: codes::SIGNER_NOT_FOUND,
        });
    };
    let signing_time = signed
        .signer_infos
        .iter()
        .find_map(|info| info.signed_attributes.as_ref()?.signing_time);
    Ok(then(OpenedList {
        entries: entries(&signed.content)?,
        signer,
        signing_time,
        quirks: notes.quirks.into_iter().collect(),
    }))
}

/// One SignerInfo: the signer's certificate when all is well.
fn verify(
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
        .ok_or(TrustError::ListSignatureUnchecked {
            reason: codes::SIGNER_NOT_FOUND,
        })?;
    let finding = cms_signature::check(signed, info, &signer, Tolerance::Field, notes);
    signature_error(&finding)?;
    match profile::master_list_signer(&signer) {
        Some(reason) => Err(TrustError::ListSigner { reason }),
        None => Ok(signer),
    }
}

fn signature_error(finding: &Finding) -> Result<(), TrustError> {
    let reason = finding.code.unwrap_or(codes::SIGNATURE_WRONG);
    match finding.outcome {
        Outcome::Passed => Ok(()),
        Outcome::Failed => Err(TrustError::ListSignature { reason }),
        _ => Err(TrustError::ListSignatureUnchecked { reason }),
    }
}

/// ```text
/// CscaMasterList ::= SEQUENCE { version INTEGER (0), certList SET OF Certificate }
/// ```
pub(crate) fn entries(content: &[u8]) -> Result<Vec<&[u8]>, TrustError> {
    let error = |error: TlvError| TrustError::ListContent {
        offset: error.offset,
        kind: error.kind,
    };
    let mut top = Reader::with_encoding(content, Encoding::Ber);
    let list = top.expect(Tag(0x30)).map_err(error)?;
    let mut fields = list.children().map_err(error)?;
    let version = fields.expect(Tag(0x02)).map_err(error)?;
    if version.value != [0] {
        return Err(TrustError::ListVersion {
            offset: version.offset,
        });
    }
    let set = fields.expect(Tag(0x31)).map_err(error)?;
    let mut members = set.children().map_err(error)?;
    let mut entries = Vec::new();
    while let Some(member) = members.next().map_err(error)? {
        entries.push(member.bytes);
    }
    Ok(entries)
}

//! CSCA master lists (Doc 9303-12 §9): opening one, with its own signature verified.
//!
//! A list is signed data of content type 2.23.136.1.1.2. Its signer's certificate lies inside
//! and must be that of a master list signer (extended key usage 2.23.136.1.1.3); a list whose
//! signature is wrong, or cannot be checked, is not opened. An opened list is whole, not yet
//! trustworthy: its signer may be anybody until an anchor vouches for him.

mod entries;

pub(crate) use entries::entries;

use crate::{Certificate, TrustError, profile, signed_list};
use vidimus_lds::cms::SignedData;
use vidimus_lds::oid;

/// A list whose own signature verifies.
#[derive(Clone, Debug)]
pub struct OpenedList<'a> {
    /// DER of each entry, not parsed
    pub entries: Vec<&'a [u8]>,
    /// who signed it
    pub signer: Certificate,
    /// DER of each certificate that came with the signature, the signer's included
    pub certificates: Vec<&'a [u8]>,
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
    let signer = signed_list::verify(&signed, profile::master_list_signer)?;
    Ok(then(OpenedList {
        entries: entries(&signed.content)?,
        signer: signer.certificate,
        certificates: signed.certificates.clone(),
        signing_time: signer.signing_time,
        quirks: signer.quirks,
    }))
}

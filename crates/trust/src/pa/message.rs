//! A signed file, EF.SOD or EF.CardSecurity: from what became of it to its content.
//!
//! | state of the file | finding |
//! |---|---|
//! | read, and it decodes | content |
//! | read, and it does not | failed, with the offset of the first byte that does not fit |
//! | a part of it was read | failed, also where the part decodes |
//! | too large, or reading it failed | aborted |
//! | absent, refused, not tried | aborted: `file_missing` |
//!
//! BER where DER should be is seen by the decoder and judged here, by the tolerance.

use crate::notes::Notes;
use crate::{Detail, Finding, Outcome, Tolerance, codes, signature};
use vidimus_iso7816::Fault;
use vidimus_lds::LdsError;
use vidimus_lds::cms::{SignedData, SignerInfo};
use vidimus_lds::evidence::FileState;
use vidimus_pubkey::SignatureAlgorithm;

/// Decodes the file, where there is one; a part of a file never passes.
pub(super) fn open<'f, T>(
    state: Option<&'f FileState>,
    decode: impl FnOnce(&'f [u8]) -> Result<T, Finding>,
) -> Result<T, Finding> {
    match state {
        Some(FileState::Read(bytes)) => decode(bytes),
        Some(FileState::Truncated { bytes, .. } | FileState::Partial { bytes }) => {
            match decode(bytes) {
                Err(finding) => Err(finding),
                Ok(_) => Err(Finding::failed(codes::TRUNCATED)),
            }
        }
        state => Err(not_read(state)),
    }
}

/// Indefinite lengths and strings in pieces: a quirk under `field`, refused under `strict`.
pub(super) fn note_ber(
    signed: &SignedData<'_>,
    tolerance: Tolerance,
    notes: &mut Notes,
) -> Result<(), Finding> {
    match tolerance {
        _ if !signed.ber => {}
        Tolerance::Field => notes.quirk(codes::QUIRK_BER),
        Tolerance::Strict => return Err(Finding::failed("malformed.indefinite_length")),
    }
    Ok(())
}

/// Why a file that was read does not decode.
pub(super) fn parse_finding(error: &LdsError) -> Finding {
    let code = match error.check_code() {
        codes::WRONG_TAG => codes::WRONG_TAG,
        codes::TRUNCATED => codes::TRUNCATED,
        _ => error.code(),
    };
    Finding::failed(code).with(Detail::Malformed {
        offset: error.offset(),
        problem: error.to_string(),
    })
}

fn not_read(state: Option<&FileState>) -> Finding {
    let aborted = |code| Finding::new(Outcome::Aborted, code);
    match state {
        Some(FileState::TooLarge { declared }) => {
            aborted(codes::FILE_TOO_LARGE).with(Detail::DeclaredSize(*declared))
        }
        Some(FileState::Failed { code }) => {
            aborted(codes::READ_INCOMPLETE).with(Detail::ReadFailure(code.clone()))
        }
        _ => aborted(codes::FILE_MISSING),
    }
}

/// The signature algorithm, where it is known.
pub(super) fn algorithm(info: &SignerInfo<'_>) -> Option<SignatureAlgorithm> {
    let digest = signature::hash_algorithm(info.digest_algorithm_oid.content()).ok();
    SignatureAlgorithm::from_der(info.signature_algorithm, digest).ok()
}

/// The signature algorithm in words.
pub(super) fn algorithm_name(info: &SignerInfo<'_>) -> String {
    algorithm(info).map_or_else(
        || info.signature_algorithm_oid.to_string(),
        |algorithm| algorithm.to_string(),
    )
}

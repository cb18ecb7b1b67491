//! Opening EF.SOD.
//!
//! `77 { SignedData { LDSSecurityObject } }` (Doc 9303-10 §4.6.2): a hash algorithm and a hash for each
//! data group. The list is kept for the report even where the signature turns out wrong; nobody calls
//! it authentic then. An old content type is a quirk under `field` and malformed under `strict`, an
//! LDS version that is not known yet a notice: hashes are hashes in any version.

use super::chain::ChainFindings;
use super::defects::Signed;
use super::{PaInput, message, signers};
use crate::notes::Notes;
use crate::{Finding, Tolerance, TrustStore, codes};
use std::collections::BTreeSet;
use vidimus_lds::sod::SecurityObject;
use vidimus_lds::{DataGroup, File};

/// The newest LDS version known (Doc 9303-10 §4.6.2.3).
const NEWEST_LDS_VERSION: &str = "0108";

/// EF.SOD, decoded where it does.
pub(super) struct Opened<'a> {
    pub(super) parse: Finding,
    pub(super) object: Option<SecurityObject<'a>>,
    pub(super) listed: Option<BTreeSet<DataGroup>>,
    pub(super) lds_version: Option<String>,
    pub(super) algorithm: Option<String>,
}

impl<'a> Opened<'a> {
    pub(super) fn of(input: &PaInput<'a>, notes: &mut Notes) -> Self {
        let state = input.files.get(&File::Sod);
        let decoded = message::open(state, |bytes| decode(bytes, input.tolerance(), notes));
        match decoded {
            Ok(object) => Self::decoded(object, notes),
            Err(parse) => Self {
                parse,
                object: None,
                listed: None,
                lds_version: None,
                algorithm: None,
            },
        }
    }

    fn decoded(object: SecurityObject<'a>, notes: &mut Notes) -> Self {
        let lds_version = object.lds.lds_version.clone();
        if lds_version
            .as_deref()
            .is_some_and(|version| version > NEWEST_LDS_VERSION)
        {
            notes.notice(codes::NOTICE_FUTURE_LDS_VERSION);
        }
        Self {
            parse: Finding::PASSED,
            listed: Some(object.lds.hashes.keys().copied().collect()),
            lds_version,
            algorithm: object
                .signed
                .signer_infos
                .first()
                .map(message::algorithm_name),
            object: Some(object),
        }
    }

    /// Judges every signer.
    pub(super) fn judge_signers(
        &self,
        input: &PaInput<'_>,
        store: &TrustStore,
        notes: &mut Notes,
    ) -> ChainFindings {
        let Some(object) = &self.object else {
            return ChainFindings::open(codes::SOD_NOT_PARSED);
        };
        signers::judge(Signed::SecurityObject, &object.signed, input, store, notes)
    }
}

fn decode<'a>(
    bytes: &'a [u8],
    tolerance: Tolerance,
    notes: &mut Notes,
) -> Result<SecurityObject<'a>, Finding> {
    let object = SecurityObject::parse(bytes).map_err(|error| message::parse_finding(&error))?;
    message::note_ber(&object.signed, tolerance, notes)?;
    if object.legacy_content_type {
        match tolerance {
            Tolerance::Field => notes.quirk(codes::QUIRK_LEGACY_CONTENT_TYPE),
            Tolerance::Strict => return Err(Finding::failed(codes::MALFORMED_CONTENT)),
        }
    }
    Ok(object)
}

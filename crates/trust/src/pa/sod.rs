//! Opening EF.SOD and finding who signed it.

use super::PaInput;
use super::chain::{self, ChainFindings};
use crate::notes::Notes;
use crate::signer::{self, SidMatch};
use crate::store::SignerVerdict;
use crate::{
    Certificate, Detail, Finding, Outcome, Tolerance, TrustStore, cms_signature, codes, signature,
};
use std::collections::BTreeSet;
use std::sync::Arc;
use vidimus_iso7816::Fault;
use vidimus_lds::cms::SignerInfo;
use vidimus_lds::evidence::FileState;
use vidimus_lds::sod::SecurityObject;
use vidimus_lds::{DataGroup, File, LdsError};
use vidimus_pubkey::SignatureAlgorithm;

/// Most certificates of a SOD that are looked at.
const MAX_CERTIFICATES: usize = 32;
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
        let decoded = match input.files.get(&File::Sod) {
            Some(FileState::Read(bytes)) => decode(bytes, input.tolerance, notes),
            Some(FileState::Truncated { bytes, .. } | FileState::Partial { bytes }) => {
                match decode(bytes, input.tolerance, notes) {
                    Err(finding) => Err(finding),
                    Ok(_) => Err(Finding::failed(codes::TRUNCATED)),
                }
            }
            state => Err(not_read(state)),
        };
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
            algorithm: object.signed.signer_infos.first().map(algorithm_name),
            object: Some(object),
        }
    }

    /// Judges every signer; all must be good, so each check shows its gravest finding.
    pub(super) fn judge_signers(
        &self,
        input: &PaInput<'_>,
        store: &TrustStore,
        notes: &mut Notes,
    ) -> ChainFindings {
        let Some(object) = &self.object else {
            return ChainFindings::open(codes::SOD_NOT_PARSED);
        };
        let certificates = Certificates::of(object, store);
        object
            .signed
            .signer_infos
            .iter()
            .map(|info| judge_signer(object, info, &certificates, input, store, notes))
            .reduce(ChainFindings::graver)
            .unwrap_or_else(|| ChainFindings::open(codes::SIGNER_NOT_FOUND))
    }
}

fn decode<'a>(
    bytes: &'a [u8],
    tolerance: Tolerance,
    notes: &mut Notes,
) -> Result<SecurityObject<'a>, Finding> {
    let object = SecurityObject::parse(bytes).map_err(|error| parse_finding(&error))?;
    let quirks = [
        (
            object.signed.ber,
            codes::QUIRK_BER,
            "malformed.indefinite_length",
        ),
        (
            object.legacy_content_type,
            codes::QUIRK_LEGACY_CONTENT_TYPE,
            codes::MALFORMED_CONTENT,
        ),
    ];
    for (_, quirk, code) in quirks.into_iter().filter(|(found, ..)| *found) {
        match tolerance {
            Tolerance::Field => notes.quirk(quirk),
            Tolerance::Strict => return Err(Finding::failed(code)),
        }
    }
    Ok(object)
}

fn parse_finding(error: &LdsError) -> Finding {
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

fn algorithm_name(info: &SignerInfo<'_>) -> String {
    let digest = signature::hash_algorithm(info.digest_algorithm_oid.content()).ok();
    SignatureAlgorithm::from_der(info.signature_algorithm, digest).map_or_else(
        |_| info.signature_algorithm_oid.to_string(),
        |algorithm| algorithm.to_string(),
    )
}

/// The certificates at hand: those of the SOD, then those of the store.
struct Certificates {
    verdicts: Vec<Arc<SignerVerdict>>,
    malformed: Option<Finding>,
}

impl Certificates {
    fn of(object: &SecurityObject<'_>, store: &TrustStore) -> Self {
        let mut certificates = Self {
            verdicts: Vec::new(),
            malformed: None,
        };
        let embedded = object.signed.certificates.iter().copied();
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
    object: &SecurityObject<'_>,
    info: &SignerInfo<'_>,
    certificates: &Certificates,
    input: &PaInput<'_>,
    store: &TrustStore,
    notes: &mut Notes,
) -> ChainFindings {
    let Some(verdict) = certificates.find(info, input.tolerance, notes) else {
        let mut open = ChainFindings::open(codes::SIGNER_NOT_FOUND);
        if let Some(malformed) = &certificates.malformed {
            open.signer_profile = malformed.clone();
        }
        return open;
    };
    let signature = cms_signature::check(
        &object.signed,
        info,
        &verdict.certificate,
        input.tolerance,
        notes,
    );
    chain::judge(signature, verdict, input, store, notes)
}

//! `pa.hash.dgN`: does each data group have the hash that the SOD lists?
//!
//! What is hashed is the outer object of the file as received, header included and nothing
//! after it; nothing is encoded again.
//!
//! | data group | finding |
//! |---|---|
//! | listed, read, same hash | passed, and the bytes count as authentic if the rest holds |
//! | likewise, but by SHA-1, which the policy refuses | undetermined: `algorithm_refused` |
//! | listed, read, other hash | failed: `hash_mismatch` |
//! | listed, refused or not asked for | not requested |
//! | listed, absent or reading failed | aborted |
//! | listed, too large, cut short or another file | undetermined |
//! | read, not listed | undetermined: `no_hash_in_sod` |
//! | read, EF.SOD does not decode | undetermined: `sod_not_parsed` |
//! | neither | no finding |
//!
//! Hashes are compared before anybody knows whether the list is authentic: an altered file shows
//! even where the signer is unknown.

use super::PaInput;
use super::sod::Opened;
use crate::notes::Notes;
use crate::rules::AlgorithmRules;
use crate::{Detail, Finding, Outcome, codes, signature, strength};
use std::collections::BTreeMap;
use vidimus_iso7816::Fault;
use vidimus_lds::evidence::{Application, FileState};
use vidimus_lds::sod::LdsSecurityObject;
use vidimus_lds::{DataGroup, File, LdsError};
use vidimus_pubkey::HashAlgorithm;

/// The findings, and the data groups whose hash matches.
pub(super) struct Hashes<'a> {
    pub(super) findings: BTreeMap<DataGroup, Finding>,
    pub(super) matching: BTreeMap<DataGroup, &'a [u8]>,
}

/// Judges every data group that is listed or was tried.
pub(super) fn check<'a>(input: &PaInput<'a>, sod: &Opened<'_>, notes: &mut Notes) -> Hashes<'a> {
    let mut hashes = Hashes {
        findings: BTreeMap::new(),
        matching: BTreeMap::new(),
    };
    let lds = sod.object.as_ref().map(|object| &object.lds);
    let algorithm = lds.map(|lds| signature::hash_algorithm(&lds.hash_algorithm_oid));
    if let Some(Ok(HashAlgorithm::Sha1)) = algorithm {
        notes.notice(codes::NOTICE_WEAK_ALGORITHM);
    }
    for group in DataGroup::all() {
        let state = input.files.get(&File::Dg(group));
        let Some(lds) = lds else {
            if let Some(finding) = without_sod(state) {
                hashes.findings.insert(group, finding);
            }
            continue;
        };
        let list = List {
            lds,
            algorithm: algorithm.as_ref(),
            rules: input.rules.algorithms,
            application: input.application,
        };
        if let Some(finding) = list.judge(group, state, &mut hashes.matching) {
            hashes.findings.insert(group, finding);
        }
    }
    hashes
}

/// Without a list nothing can be compared.
fn without_sod(state: Option<&FileState>) -> Option<Finding> {
    match state? {
        FileState::NotRequested => Some(Finding::NOT_REQUESTED),
        FileState::Absent => None,
        _ => Some(Finding::undetermined(codes::SOD_NOT_PARSED)),
    }
}

struct List<'s> {
    lds: &'s LdsSecurityObject,
    algorithm: Option<&'s Result<HashAlgorithm, Finding>>,
    rules: AlgorithmRules,
    application: Application,
}

impl List<'_> {
    /// `None` for a data group that is neither listed nor was read.
    fn judge<'a>(
        &self,
        group: DataGroup,
        state: Option<&'a FileState>,
        matching: &mut BTreeMap<DataGroup, &'a [u8]>,
    ) -> Option<Finding> {
        let listed = self.lds.hashes.get(&group);
        let bytes = match state {
            Some(FileState::Read(bytes)) => bytes,
            _ if listed.is_some() => return Some(self.not_read(group, state)),
            Some(FileState::Truncated { .. } | FileState::Partial { .. }) => {
                return Some(Finding::undetermined(codes::NO_HASH_IN_SOD));
            }
            _ => return None,
        };
        let object = match self.application.outer_object(bytes, File::Dg(group)) {
            Ok(object) => object,
            Err(error) => return Some(not_that_group(&error)),
        };
        let Some(listed) = listed else {
            return Some(Finding::undetermined(codes::NO_HASH_IN_SOD));
        };
        let algorithm = match self.algorithm? {
            Ok(algorithm) => algorithm,
            Err(open) => return Some(open.clone()),
        };
        if algorithm.hash(object).as_ref() != listed.as_slice() {
            return Some(Finding::failed(codes::HASH_MISMATCH));
        }
        if let Some(refused) = strength::hash(*algorithm, self.rules) {
            return Some(refused);
        }
        matching.insert(group, object);
        Some(Finding::PASSED)
    }

    /// A listed data group whose bytes are not there.
    fn not_read(&self, group: DataGroup, state: Option<&FileState>) -> Finding {
        let aborted = |code| Finding::new(Outcome::Aborted, code);
        match state {
            None | Some(FileState::NotRequested | FileState::Denied { .. }) => {
                Finding::NOT_REQUESTED
            }
            Some(FileState::Absent) => aborted(codes::FILE_MISSING),
            Some(FileState::TooLarge { declared }) => {
                Finding::undetermined(codes::FILE_TOO_LARGE).with(Detail::DeclaredSize(*declared))
            }
            Some(FileState::Truncated { bytes, .. }) => {
                // cut short or not, another group's tag is another group
                match self.application.outer_object(bytes, File::Dg(group)) {
                    Err(error) if error.check_code() == codes::WRONG_TAG => not_that_group(&error),
                    _ => Finding::undetermined(codes::TRUNCATED),
                }
            }
            Some(FileState::Failed { code }) => {
                aborted(codes::READ_INCOMPLETE).with(Detail::ReadFailure(code.clone()))
            }
            Some(_) => aborted(codes::READ_INCOMPLETE),
        }
    }
}

/// The file was read, but is not that data group.
fn not_that_group(error: &LdsError) -> Finding {
    match error {
        LdsError::WrongTag {
            expected,
            found: Some(found),
            ..
        } => Finding::undetermined(codes::WRONG_TAG).with(Detail::WrongTag {
            expected: *expected,
            found: *found,
        }),
        LdsError::WrongTag { .. } | LdsError::Truncated { .. } => {
            Finding::undetermined(codes::TRUNCATED)
        }
        _ => Finding::undetermined(error.code()),
    }
}

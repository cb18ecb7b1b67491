//! The date of issue, for rules that go by it (validity at issue, use of the signer's key, known
//! errors of a time).
//!
//! It is in DG12 (of a driving licence in DG1), and counts only while that file has the hash that EF.SOD lists: else anybody could choose
//! the day at which his signer was valid. Whether EF.SOD itself is authentic shows in the same
//! run; if not, nothing that rests on this date passes anyway.

use super::case::Dg1State;
use vidimus_lds::evidence::{Application, Evidence, FileState};
use vidimus_lds::sod::SecurityObject;
use vidimus_lds::{DataGroup, File, dg12};
use vidimus_pubkey::HashAlgorithm;

const DG12: File = File::Dg(DataGroup::DG12);

/// The date of issue in seconds since 1970; `None` where nothing signed says it.
pub(super) fn of(evidence: &Evidence, dg1: &Dg1State) -> Option<i64> {
    if evidence.application == Application::DrivingLicence {
        let date = dg1.licence()?.issued;
        return is_listed(evidence, DataGroup::DG1).then_some(date);
    }
    let date = dg12::date_of_issue(read(evidence, DG12)?).ok()??;
    is_listed(evidence, DataGroup::DG12).then_some(date)
}

fn read(evidence: &Evidence, file: File) -> Option<&[u8]> {
    match evidence.files.get(&file)? {
        FileState::Read(bytes) => Some(bytes),
        _ => None,
    }
}

/// Whether EF.SOD lists the hash of this data group.
fn is_listed(evidence: &Evidence, group: DataGroup) -> bool {
    let file = File::Dg(group);
    let Some(bytes) = read(evidence, file) else {
        return false;
    };
    let listed = read(evidence, File::Sod)
        .and_then(|bytes| SecurityObject::parse(bytes).ok())
        .map(|sod| sod.lds);
    let Some(lds) = listed else {
        return false;
    };
    let algorithm = HashAlgorithm::from_oid(&lds.hash_algorithm_oid);
    let (Some(algorithm), Ok(object)) = (algorithm, evidence.application.outer_object(bytes, file))
    else {
        return false;
    };
    let hash = algorithm.hash(object);
    lds.hashes
        .get(&group)
        .is_some_and(|signed| signed == hash.as_ref())
}

//! The date of issue, for rules that go by it (validity at issue, use of the signer's key, known
//! errors of a time).
//!
//! It is in DG12, and counts only while DG12 has the hash that EF.SOD lists: else anybody could choose
//! the day at which his signer was valid. Whether EF.SOD itself is authentic shows in the same
//! run; if not, nothing that rests on this date passes anyway.

use vidimus_lds::evidence::{Evidence, FileState};
use vidimus_lds::sod::SecurityObject;
use vidimus_lds::{DataGroup, File, dg12, outer_object};
use vidimus_pubkey::HashAlgorithm;

const DG12: File = File::Dg(DataGroup::DG12);

/// The date of issue in seconds since 1970; `None` where nothing signed says it.
pub(super) fn of(evidence: &Evidence) -> Option<i64> {
    let file = read(evidence, DG12)?;
    let date = dg12::date_of_issue(file).ok()??;
    is_listed(evidence, file).then_some(date)
}

fn read(evidence: &Evidence, file: File) -> Option<&[u8]> {
    match evidence.files.get(&file)? {
        FileState::Read(bytes) => Some(bytes),
        _ => None,
    }
}

/// Whether EF.SOD lists the hash of this DG12.
fn is_listed(evidence: &Evidence, dg12: &[u8]) -> bool {
    let listed = read(evidence, File::Sod)
        .and_then(|bytes| SecurityObject::parse(bytes).ok())
        .map(|sod| sod.lds);
    let Some(lds) = listed else {
        return false;
    };
    let algorithm = HashAlgorithm::from_oid(&lds.hash_algorithm_oid);
    let (Some(algorithm), Ok(object)) = (algorithm, outer_object(dg12, DG12)) else {
        return false;
    };
    let hash = algorithm.hash(object);
    lds.hashes
        .get(&DataGroup::DG12)
        .is_some_and(|signed| signed == hash.as_ref())
}

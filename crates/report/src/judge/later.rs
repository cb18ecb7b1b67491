//! Checks that this version does not make: they are in the report, and say so.
//!
//! A reader of reports finds every id of `CheckId` in each of them. Left out, a check could be taken
//! for passed; "not requested" counts for nothing, and "undetermined" stands where there would have
//! been something to compare.

use super::Findings;
use super::case::Case;
use crate::{Check, CheckId};
use vidimus_lds::DataGroup;
use vidimus_trust::Outcome::{NotRequested, NotSupported, Undetermined};

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let not_asked = [
        CheckId::PrintedMrz,
        CheckId::PrintedQr,
        CheckId::PrintedSeal,
    ];
    for id in not_asked {
        findings.checks.insert(Check::new(id, NotRequested));
    }
    findings
        .checks
        .insert(cross(case, CheckId::CrossDg1Dg11, DataGroup::DG11));
    findings
        .checks
        .insert(cross(case, CheckId::CrossDg1Dg13, DataGroup::DG13));
    findings
        .checks
        .insert(Check::new(CheckId::CrossNumberStructure, NotSupported));
}

/// A comparison with a data group: nothing to compare where there is none.
fn cross(case: &Case<'_>, id: CheckId, group: DataGroup) -> Check {
    if case.evidence.data_group(group).is_some() {
        Check::new(id, Undetermined).code("not_implemented")
    } else if case.is_listed(group) {
        Check::new(id, NotRequested)
    } else {
        Check::new(id, NotSupported)
    }
}

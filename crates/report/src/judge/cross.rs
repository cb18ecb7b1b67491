//! What data groups say twice: `cross.dg1_dg11`, `cross.dg1_dg13`, `cross.number_structure`.
//!
//! | the other data group | outcome |
//! |---|---|
//! | not in the authentic list, or of no layout that the profile knows | not supported |
//! | not read | not requested |
//! | it, or DG1, is not what was signed | undetermined: what an altered file says shows nothing |
//! | the list does not name it, or DG1 | failed where a field differs, else undetermined |
//! | read | failed where a field differs; passed where one at least was compared and none stayed open |
//!
//! Both data groups are signed by one issuer, so a difference is its mistake or a sign of a signer
//! gone astray: a person must look, and the verdict stays. The citizen number of Vietnam holds sex
//! and year of birth; its structure is no law any more, so what does not fit is advice to look.

use super::Findings;
use super::agreeing::Comparison;
use super::case::{Case, Listed};
use crate::comparison::{DataField, Face, Faces};
use crate::{Check, CheckId};
use vidimus_lds::DataGroup;
use vidimus_lds::evidence::Application;
use vidimus_lds::vn_dg13::recognises;
use vidimus_trust::Outcome::{self, NotRequested, NotSupported, Undetermined};
use vidimus_trust::codes;

pub(super) fn judge(case: &Case<'_>, faces: &Faces, findings: &mut Findings) {
    let dg11 = Pair {
        id: CheckId::CrossDg1Dg11,
        group: DataGroup::DG11,
        face: Face::Dg11,
    };
    let dg13 = Pair {
        id: CheckId::CrossDg1Dg13,
        group: DataGroup::DG13,
        face: Face::Dg13,
    };
    findings.checks.insert(dg11.judge(case, faces, &[]));
    let check = if case.reads_vietnamese_dg13() {
        dg13.judge(case, faces, &[Face::Dg12])
    } else {
        Check::new(dg13.id, NotSupported)
    };
    findings.checks.insert(check);
    super::citizen_number::judge(case, faces, findings);
}

/// A data group that is held against DG1.
struct Pair {
    id: CheckId,
    group: DataGroup,
    face: Face,
}

impl Pair {
    /// `more` are other data groups that it is held against, where they are there.
    fn judge(&self, case: &Case<'_>, faces: &Faces, more: &[Face]) -> Check {
        let open = |code: &'static str| Check::new(self.id, Undetermined).code(code);
        // these data groups hold other things in a licence
        if case.evidence.application == Application::DrivingLicence {
            return Check::new(self.id, NotSupported);
        }
        let Some(bytes) = case.evidence.data_group(self.group) else {
            return Check::new(self.id, self.absent(case));
        };
        let altered = |group: DataGroup| case.hash(group) == Outcome::Failed;
        if altered(self.group) || altered(DataGroup::DG1) {
            return open("hash_mismatch");
        }
        if let super::case::Dg1State::Unusable(code) = case.dg1 {
            return open(code);
        }
        if self.group == DataGroup::DG13 && !recognises(bytes) {
            return open("dg13_layout_unknown");
        }
        let others = [Face::Dg1].into_iter().chain(more.iter().copied());
        let compared = others.flat_map(|other| faces.compare(other, self.face));
        let comparison = Comparison::of(compared);
        if let Some(check) = comparison.failed(self.id, "data_groups_differ") {
            return check;
        }
        if faces.is_incomplete(self.face) {
            return open("partly_unreadable");
        }
        // the issuer signed one of them without the other
        let unlisted = |group| {
            let finding = case.pa.hashes.get(&group);
            finding.is_some_and(|found| found.code == Some(codes::NO_HASH_IN_SOD))
        };
        if [self.group, DataGroup::DG1].into_iter().any(unlisted) {
            return open(codes::NO_HASH_IN_SOD);
        }
        comparison.conclude(self.id, |comparison| {
            let of_holder = [
                DataField::PersonalNumber,
                DataField::Name,
                DataField::BirthDate,
            ];
            of_holder.into_iter().any(|field| comparison.has(field))
        })
    }

    /// Only an authentic list shows that the document has no such data group.
    fn absent(&self, case: &Case<'_>) -> Outcome {
        if case.listed(self.group) == Listed::No {
            NotSupported
        } else {
            NotRequested
        }
    }
}

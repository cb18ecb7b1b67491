//! `lds.com_sod`: the unsigned list against the signed one.
//!
//! EF.COM is not read unless somebody asks or the policy is `strict`: no answer rests on it. Where
//! it was read it must list the same data groups as EF.SOD; whether EF.SOD is authentic is other
//! checks' business. A difference is failed, which rejects under `strict` and keeps the verdict open
//! under `field`. Odd version numbers are a notice.

use super::Findings;
use super::case::Case;
use crate::{Check, CheckId};
use std::collections::BTreeSet;
use vidimus_lds::com::EfCom;
use vidimus_lds::driving_licence::LicenceCom;
use vidimus_lds::evidence::{Application, FileState};
use vidimus_lds::{DataGroup, File};
use vidimus_trust::Outcome::{
    self, Aborted, Failed, NotRequested, NotSupported, Passed, Undetermined,
};
use vidimus_trust::Tolerance;

/// Versions that exist: LDS 1.7 and 1.8, Unicode 4.0.0 (Doc 9303-10 §4.6.1).
const LDS_VERSIONS: [&str; 2] = ["0107", "0108"];
const UNICODE_VERSION: &str = "040000";

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let check = |outcome: Outcome| Check::new(CheckId::LdsComSod, outcome);
    // a file lying in a folder was not asked for; strict compares all there is
    let ignored = !case.has_chip() && case.policy.tolerance() == Tolerance::Field;
    let state = case.evidence.files.get(&File::Com).filter(|_| !ignored);
    let outcome = match state {
        None | Some(FileState::NotRequested) => check(NotRequested),
        Some(FileState::Absent) => check(NotSupported),
        Some(FileState::Read(bytes)) => compare(case, bytes, findings),
        Some(FileState::Truncated { .. }) => check(Failed).code("truncated"),
        Some(FileState::TooLarge { .. }) => check(Failed).code("file_too_large"),
        Some(FileState::Failed { code }) => check(Aborted).code(code.clone()),
        Some(_) => check(Aborted).code("read_incomplete"),
    };
    findings.checks.insert(outcome);
}

/// Both lists, where both decode.
fn compare(case: &Case<'_>, bytes: &[u8], findings: &mut Findings) -> Check {
    let check = |outcome: Outcome| Check::new(CheckId::LdsComSod, outcome);
    let listed = match case.evidence.application {
        Application::Emrtd => EfCom::parse(bytes).map(|com| {
            if has_odd_version(&com) {
                findings.notices.push("com.lds_version".to_owned());
            }
            com.groups().collect::<BTreeSet<DataGroup>>()
        }),
        Application::DrivingLicence => {
            let com = LicenceCom::read(bytes).whole();
            com.map(|com| com.groups().collect())
        }
    };
    let unsigned = match listed {
        Ok(listed) => listed,
        Err(error) => {
            return check(Failed)
                .code(error.check_code())
                .detail(error.to_string());
        }
    };
    let Some(signed) = &case.pa.listed else {
        return check(Undetermined).code("sod_not_parsed");
    };
    if unsigned == *signed {
        check(Passed)
    } else {
        let lists = format!(
            "EF.COM lists {}, EF.SOD {}",
            names(&unsigned),
            names(signed)
        );
        check(Failed).code("com_differs").detail(lists)
    }
}

/// Whether a version is missing or none of those that exist.
fn has_odd_version(com: &EfCom) -> bool {
    let known = com
        .lds_version
        .as_deref()
        .is_some_and(|text| LDS_VERSIONS.contains(&text));
    !known || com.unicode_version.as_deref() != Some(UNICODE_VERSION)
}

fn names(groups: &BTreeSet<DataGroup>) -> String {
    let names: Vec<_> = groups.iter().map(|group| group.name()).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

//! Proofs that the chip is the original: `ca.key_agreement`, `aa.response`, `pace.cam`.
//!
//! This version runs none of them. It says what the document offers, from the authentic list
//! only, and leaves an offered proof undetermined: never passed, never failed.

use super::Findings;
use super::case::{Case, Listed};
use super::security_infos::{Dg14, Infos};
use crate::{Check, CheckId};
use vidimus_lds::DataGroup;
use vidimus_trust::Outcome::{NotSupported, Undetermined};

pub(super) fn judge(case: &Case<'_>, findings: &mut Findings) {
    let dg14 = Dg14::of(case);
    findings.checks.insert(chip_authentication(case, &dg14));
    findings.checks.insert(active_authentication(case));
    findings.checks.insert(pace_cam(case, &dg14));
}

fn chip_authentication(case: &Case<'_>, dg14: &Dg14<'_>) -> Check {
    let id = CheckId::CaKeyAgreement;
    let code = match dg14.listed {
        Listed::No => return Check::new(id, NotSupported),
        Listed::Authentic if dg14.infos.offers_chip_authentication() => proof_code(case),
        Listed::Authentic if dg14.infos.is_readable() => return Check::new(id, NotSupported),
        Listed::Authentic => "malformed.content",
        other => open_code(other),
    };
    Check::new(id, Undetermined).code(code)
}

fn active_authentication(case: &Case<'_>) -> Check {
    let id = CheckId::AaResponse;
    let code = match case.listed(DataGroup::DG15) {
        Listed::No => return Check::new(id, NotSupported),
        Listed::Authentic if case.has_chip() => "not_implemented",
        Listed::Authentic => "no_chip",
        other => open_code(other),
    };
    Check::new(id, Undetermined).code(code)
}

/// Chip Authentication Mapping is a kind of PACE, so it is offered where PACE is: in
/// EF.CardAccess and its signed copy.
fn pace_cam(case: &Case<'_>, dg14: &Dg14<'_>) -> Check {
    let id = CheckId::PaceCam;
    if Infos::card_access(case).offers_cam() || dg14.infos.offers_cam() {
        let code = if case.is_live() {
            "pace_not_implemented"
        } else {
            "not_transferable"
        };
        Check::new(id, Undetermined).code(code)
    } else if dg14.withheld {
        Check::new(id, Undetermined).code(open_code(dg14.listed))
    } else {
        Check::new(id, NotSupported)
    }
}

/// Why an offered proof with a usable key was not made.
const fn proof_code(case: &Case<'_>) -> &'static str {
    if case.is_live() {
        "not_implemented"
    } else {
        "not_transferable"
    }
}

/// Why it stays open whether the proof is offered, or with which key.
const fn open_code(listed: Listed) -> &'static str {
    match listed {
        Listed::Unknown => "sod_not_authentic",
        Listed::Unreadable => "listed_file_unreadable",
        Listed::NotRead => "not_read",
        Listed::No | Listed::Authentic | Listed::NotAuthentic => "key_not_authentic",
    }
}
